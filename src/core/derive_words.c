/* The search words of contacts. The index keeps no copy of them, so they are taken out by saying
 * them as they were put in: always before anything that they are made of changes. Contacts whose
 * words are out are marked by a row of contact_was with side 2, which is gone again at the end of
 * the batch. */
#include "core/derive.h"

enum { AUTOMERGE = 4 }; /* the engine's own choice */

/* Rowids in order: the index keeps them in memory and writes them once, instead of once each. */
#define IN_ORDER                                                                                   \
    " FROM (SELECT contact_id AS id FROM contact WHERE %s ORDER BY sort_key LIMIT -1)"             \
    " CROSS JOIN contact_words ON contact_id = id"

void derive_words_out(struct op *op, const char *where, const struct db_param *params)
{
    const struct db_param *all = op_params(op, params);
    /* Contacts made by this operation have no words yet. */
    const char *rows = arena_printf(
        &op->arena,
        "(%s) AND op_id <> :op AND NOT EXISTS (SELECT 1 FROM contact_was AS m WHERE m.was_op = :op"
        " AND m.side = 2 AND m.contact_id = contact.contact_id)",
        where);
    db_add(op->batch,
           arena_printf(&op->arena,
                        "INSERT INTO contact_fts (contact_fts, rowid, words) SELECT 'delete', "
                        "sort_key, words" IN_ORDER,
                        rows),
           all);
    db_add(op->batch,
           arena_printf(&op->arena,
                        "INSERT INTO contact_was (was_op, side, contact_id) SELECT :op, 2, "
                        "contact_id FROM contact"
                        " WHERE %s",
                        rows),
           all);
    op->words = true;
}

void derive_words_in(struct op *op, const char *inserted, const struct db_param *params)
{
    if (inserted)
        db_add(
            op->batch,
            arena_printf(&op->arena,
                         "INSERT INTO contact_fts (rowid, words) SELECT sort_key, words" IN_ORDER,
                         inserted),
            op_params(op, params));
    if (inserted || !op->words)
        return;
    db_add(
        op->batch,
        arena_printf(
            &op->arena, "INSERT INTO contact_fts (rowid, words) SELECT sort_key, words" IN_ORDER,
            "contact_id IN (SELECT contact_id FROM contact_was WHERE was_op = :op AND side = 2)"),
        op_params(op, DB_NONE));
    db_add(op->batch, "DELETE FROM contact_was WHERE was_op = :op AND side = 2",
           op_params(op, DB_NONE));
    op->words = false;
}

void derive_words_bulk(struct op *op, bool begins)
{
    db_add(op->batch, "INSERT INTO contact_fts (contact_fts, rank) VALUES ('automerge', :parts)",
           DB_PARAMS(db_i("parts", begins ? 0 : AUTOMERGE)));
}
