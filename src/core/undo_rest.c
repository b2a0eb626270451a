/* An import is taken back without the contacts that were changed or used since (domain.md 11): an
 * operation of its own, written as any other change of contacts. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "core/contact_bulk.h"
#include "core/contact_row.h"
#include "core/core.h"
#include "core/undo.h"

struct rest {
    int64_t import;
    struct undo_op u;
    struct vec going;   /* int64_t: contacts that it added; they are deleted */
    struct vec turning; /* int64_t: contacts that it changed; they become as they were */
    int64_t undone, left;
};

/* --- which contacts --- */

/* Nobody changed it, and nothing refers to it but the persons of a company, asked for below. */
#define UNUSED                                                                                     \
    "c.changed_op = :x"                                                                            \
    " AND NOT EXISTS (SELECT 1 FROM entry AS e WHERE e.contact_id = c.contact_id)"                 \
    " AND NOT EXISTS (SELECT 1 FROM entry AS e WHERE e.company_id = c.contact_id)"                 \
    " AND NOT EXISTS (SELECT 1 FROM postponed AS p WHERE p.contact_id = c.contact_id)"             \
    " AND c.contact_id NOT IN (SELECT l.contact_id FROM segment_line AS l"                         \
    " WHERE l.contact_id BETWEEN :first AND :last)"

static const char select_going[] =
    "SELECT c.contact_id FROM contact AS c WHERE c.contact_id BETWEEN :first AND :last"
    " AND c.op_id = :x AND " UNUSED;

/* What it referred to must be there still, and its uid be free. */
static const char select_turning[] =
    "SELECT c.contact_id FROM contact_was AS w CROSS JOIN contact AS c USING (contact_id)"
    " WHERE w.was_op = :x AND w.side = 0 AND c.changed_op = :x"
    " AND (w.company_id IS NULL OR EXISTS (SELECT 1 FROM contact AS k"
    " WHERE k.contact_id = w.company_id))"
    " AND (w.salesperson_id IS NULL OR EXISTS (SELECT 1 FROM salesperson AS s"
    " WHERE s.salesperson_id = w.salesperson_id))"
    " AND NOT EXISTS (SELECT 1 FROM contact AS o WHERE o.uid = w.uid AND o.uid <> ''"
    " AND o.contact_id <> w.contact_id)";

/* A company stays with a person that stays. */
static const char select_free[] =
    "SELECT g.value FROM json_each(:going) AS g WHERE NOT EXISTS (SELECT 1 FROM contact AS p"
    " WHERE p.company_id = g.value"
    " AND p.contact_id NOT IN (SELECT value FROM json_each(:going))"
    " AND p.contact_id NOT IN (SELECT value FROM json_each(:turning)))";

static lia_status read_ids(struct db *db, const char *sql, const struct db_param *params,
                           struct vec *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(db, sql, params, &rows, err);
    if (status)
        return status;
    while (db_next(rows))
        *(int64_t *)vec_push(out) = db_int(rows, 0);
    return db_rows_close(rows, err);
}

static const char *json(struct arena *a, const struct vec *ids)
{
    return contact_ids_json(a, ids->items, ids->count);
}

static lia_status find_going(struct db *db, struct rest *r, struct arena *a, lia_error *err)
{
    struct vec added = VEC_OF(int64_t);
    lia_status status = LIA_OK;
    int64_t there = 0;
    for (size_t i = 0; i < r->u.touches.count && status == LIA_OK; i++) {
        const struct undo_touch *t = &VEC_AT(&r->u.touches, struct undo_touch, i);
        const struct db_param *params =
            DB_PARAMS(db_i("x", r->import), db_i("first", t->first), db_i("last", t->last));
        if (t->table != OP_CONTACT || t->how != 'i')
            continue;
        status = db_query_int(db,
                              "SELECT count(*) FROM contact WHERE contact_id BETWEEN :first AND "
                              ":last AND op_id = :x",
                              params, &there, NULL, err);
        r->left += there;
        if (status == LIA_OK)
            status = read_ids(db, select_going, params, &added, err);
    }
    if (status == LIA_OK)
        status = read_ids(
            db, select_free,
            DB_PARAMS(db_t("going", json(a, &added)), db_t("turning", json(a, &r->turning))),
            &r->going, err);
    vec_clear(&added);
    return status;
}

static lia_status find(struct db *db, struct rest *r, lia_error *err)
{
    struct arena a = {0};
    int64_t changed = 0;
    const struct db_param *params = DB_PARAMS(db_i("x", r->import));
    lia_status status = read_ids(db, select_turning, params, &r->turning, err);
    if (status == LIA_OK)
        status = db_query_int(db,
                              "SELECT count(*) FROM contact_was AS w CROSS JOIN contact AS c"
                              " USING (contact_id) WHERE w.was_op = :x AND w.side = 0",
                              params, &changed, NULL, err);
    if (status == LIA_OK)
        status = find_going(db, r, &a, err);
    r->undone = (int64_t)(r->going.count + r->turning.count);
    r->left += changed - r->undone;
    arena_clear(&a);
    return status;
}

static lia_status check(struct db *db, const struct rest *r, lia_error *err)
{
    int64_t import = 0;
    lia_status status = db_query_int(
        db, "SELECT 1 FROM op WHERE op_id = :x AND kind = 0 AND command = 'contact-import'",
        DB_PARAMS(db_i("x", r->import)), &import, NULL, err);
    if (status)
        return status;
    if (!import)
        return lia_fail(err, LIA_INVALID, "",
                        _("Only an import can be undone in part; undo this as a whole"));
    if (r->u.undone_by)
        return lia_fail(err, LIA_INVALID, "", _("It is undone already; redo brings it back"));
    if (r->u.purged)
        return lia_fail(err, LIA_INVALID, "",
                        _("It can no longer be undone: what was kept for that is dropped"));
    return LIA_OK;
}

static void rest_clear(struct rest *r)
{
    undo_clear(&r->u);
    vec_clear(&r->going);
    vec_clear(&r->turning);
}

/* All that is known before anything is written; may be called again. */
static lia_status look(lia_book *book, struct rest *r, lia_error *err)
{
    rest_clear(r);
    r->going.size = r->turning.size = sizeof(int64_t);
    r->left = 0;
    lia_status status = undo_read(book->db, r->import, &r->u, err);
    if (status == LIA_OK)
        status = check(book->db, r, err);
    return status ? status : find(book->db, r, err);
}

lia_status lia_undo_rest_count(lia_book *book, int64_t op_id, int64_t *undone, int64_t *left,
                               lia_error *err)
{
    struct rest r = {.import = op_id};
    lia_status status = look(book, &r, err);
    if (status == LIA_OK) {
        *undone = r.undone;
        *left = r.left;
    }
    rest_clear(&r);
    return status;
}

/* --- writing --- */

/* Contacts as they were, as a bulk of changes. */
static lia_status turn_back(struct op *op, const struct rest *r, lia_error *err)
{
    struct contact_bulk bulk = {0};
    if (!r->turning.count)
        return LIA_OK;
    lia_status status = contact_read_was(op->db, r->import, r->turning.items, r->turning.count,
                                         &op->arena, &bulk.change, &bulk.changes, err);
    return status ? status : contact_bulk_write(op, &bulk, err);
}

static void delete_added(struct op *op, const struct rest *r)
{
    static const char where[] = "contact_id IN (SELECT value FROM json_each(:going))";
    const struct db_param *params = DB_PARAMS(db_t("going", json(&op->arena, &r->going)));
    if (!r->going.count)
        return;
    op_delete(op, OP_CHANNEL, where, params);
    op_delete(op, OP_KEPT, where, params);
    op_delete(op, OP_CONTACT, where, params);
    db_batch_rows(op->batch, (int64_t)r->going.count);
}

static lia_status fill(struct op *op, void *ctx, lia_error *err)
{
    struct rest *r = ctx;
    lia_status status = look(op->book, r, err);
    if (status == LIA_OK && !r->undone)
        status = lia_fail(err, LIA_IN_USE, "",
                          _("All its contacts were changed or used since; nothing is undone"));
    if (status)
        return status;
    op_say(op, r->undone,
           ngettext_("Undid all but %lld contact of: %s", "Undid all but %lld contacts of: %s",
                     r->left),
           (long long)r->left, r->u.line);
    db_batch_defer(op->batch); /* persons go with their company */
    status = turn_back(op, r, err);
    delete_added(op, r);
    return status;
}

lia_status lia_undo_rest(lia_book *book, int64_t op_id, const lia_progress *progress,
                         int64_t *undone, int64_t *left, lia_error *err)
{
    struct rest r = {.import = op_id};
    lia_status status = op_run(book, "import-undo-rest", fill, &r, progress, NULL, err);
    if (status == LIA_OK) {
        *undone = r.undone;
        *left = r.left;
    }
    rest_clear(&r);
    return status;
}
