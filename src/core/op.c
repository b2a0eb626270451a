#include "core/op.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/core.h"
#include "core/derive.h"
#include "core/interaction_rules.h"
#include "core/op_tables.h"

/* Each lost race means that another session's change was written, so many in a row are hardly
 * possible. */
enum { TRIES = 200 };
/* From so many records on, more of the book is held in memory while they are written. */
enum { LARGE = 2000 };
enum { CLAIM = 1 << 30 }; /* id of the claim among those of guards */

struct op_taken {
    char counter[24];
    int64_t next;
};

const struct db_param *op_params(struct op *op, const struct db_param *params)
{
    size_t n = 0;
    while (params[n].type != DB_END)
        n++;
    struct db_param *all = arena_alloc(&op->arena, (n + 2) * sizeof *all);
    memcpy(all, params, n * sizeof *all);
    all[n] = db_i("op", op->id);
    all[n + 1].type = DB_END;
    return all;
}

void op_say(struct op *op, int64_t records, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(op->line, sizeof op->line, fmt, args);
    va_end(args);
    if (n >= (int)sizeof op->line)
        op->line[utf8_cut(op->line, sizeof op->line - 1)] = '\0';
    op->records = records;
}

/* --- which rows --- */

static void touch(struct op *op, enum op_table table, const char *how, const struct op_range *range)
{
    db_add(op->batch,
           "INSERT INTO op_touch (op_id, seq, tbl, how, first_id, last_id)"
           " VALUES (:op, :seq, :tbl, :how, :first, :last)",
           DB_PARAMS(db_i("op", op->id), db_i("seq", op->seq++), db_t("tbl", op_tables[table].name),
                     db_t("how", how), range ? db_i("first", range->first) : db_null("first"),
                     range ? db_i("last", range->last) : db_null("last")));
}

static void add_range(struct vec *ranges, enum op_table table, int64_t first, int64_t last)
{
    struct op_range *end =
        ranges->count ? &VEC_AT(ranges, struct op_range, ranges->count - 1) : NULL;
    if (end && end->table == table && end->last + 1 == first)
        end->last = last;
    else
        *(struct op_range *)vec_push(ranges) = (struct op_range){table, first, last};
}

void op_inserted(struct op *op, enum op_table table, int64_t first, int64_t last)
{
    if (first <= last)
        add_range(&op->inserted, table, first, last);
}

void op_texts_inserted(struct op *op, int64_t first, int64_t last)
{
    if (first <= last)
        add_range(&op->texts, OP_TABLES, first, last);
}

/* Rows that this operation made or saved before are left out: their earlier state is known, and
 * what was worked out from them is taken away already. */
static const char *not_yet_saved(struct op *op, const struct op_table_info *t, const char *where)
{
    return arena_printf(
        &op->arena,
        "(%s) AND op_id <> :op AND NOT EXISTS (SELECT 1 FROM %s AS w WHERE w.was_op = :op AND"
        " w.side = 0 AND w.%s = %s.%s)",
        where, t->was, t->key, t->name, t->key);
}

static void save(struct op *op, enum op_table table, const char *where,
                 const struct db_param *params)
{
    const struct op_table_info *t = &op_tables[table];
    const struct db_param *all = op_params(op, params);
    bool again = op->saved[table];
    const char *rows = again ? not_yet_saved(op, t, where)
                             : arena_printf(&op->arena, "(%s) AND op_id <> :op", where);
    const char *from = arena_printf(&op->arena, "%s WHERE %s", t->name, rows);
    if (again)
        derive_out(op, table, &(struct derive_rows){from, all});
    db_add(op->batch,
           arena_printf(&op->arena, "INSERT INTO %s SELECT :op, 0, %s FROM %s", t->was, t->columns,
                        from),
           all);
    if (!again) { /* what was saved lies together and is cheaper to read */
        from = arena_printf(&op->arena, "%s WHERE was_op = :op AND side = 0", t->was);
        derive_out(op, table, &(struct derive_rows){from, all});
    }
    op->saved[table] = true;
}

void op_before_update(struct op *op, enum op_table table, const char *where,
                      const struct db_param *params)
{
    save(op, table, where, params);
    op->updated[table] = true;
    touch(op, table, "u", NULL);
}

void op_delete(struct op *op, enum op_table table, const char *where, const struct db_param *params)
{
    save(op, table, where, params);
    touch(op, table, "d", NULL);
    db_add(op->batch,
           arena_printf(&op->arena, "DELETE FROM %s WHERE %s", op_tables[table].name, where),
           op_params(op, params));
}

/* "ann, 14:33": what the guard says should it fail. What is read here is still so when the batch
 * runs, or the claim is lost. */
static const char *who_changed(struct op *op, const struct op_table_info *t, int64_t id)
{
    enum { USER = 14 };
    const char *who = "?";
    struct db_rows *rows;
    if (db_query(op->db,
                 arena_printf(&op->arena,
                              "SELECT o.user, o.done_at FROM %s AS t JOIN op AS o"
                              " ON o.op_id = t.changed_op WHERE t.%s = :id",
                              t->name, t->key),
                 DB_PARAMS(db_i("id", id)), &rows, NULL) != LIA_OK)
        return who;
    if (db_next(rows)) {
        const char *user = rule_short(&op->arena, db_text(rows, 0), USER);
        who = arena_printf(&op->arena, "%s, %s", user,
                           rule_when(&op->arena, op->book, db_int(rows, 1)));
    }
    return db_rows_close(rows, NULL) == LIA_OK ? who : "?";
}

void op_guard_version(struct op *op, enum op_table table, int64_t id, int64_t version)
{
    const struct op_table_info *t = &op_tables[table];
    const struct db_param *params = DB_PARAMS(db_i("id", id), db_i("version", version));
    db_guard(op->batch, CLAIM - 1, LIA_NOT_FOUND, "",
             _("It was deleted meanwhile; go back and look again"),
             arena_printf(&op->arena, "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM %s WHERE %s = :id)",
                          t->name, t->key),
             params);
    db_guard(
        op->batch, CLAIM - 2, LIA_CONFLICT, "", _("Changed meanwhile (%s): look at it again first"),
        arena_printf(&op->arena, "SELECT :who FROM %s WHERE %s = :id AND changed_op <> :version",
                     t->name, t->key),
        DB_PARAMS(db_i("id", id), db_i("version", version), db_t("who", who_changed(op, t, id))));
}

lia_status op_take(struct op *op, const char *counter, int64_t n, int64_t *first, lia_error *err)
{
    struct op_taken *t = NULL;
    for (size_t i = 0; i < op->taken.count && !t; i++)
        if (strcmp(VEC_AT(&op->taken, struct op_taken, i).counter, counter) == 0)
            t = &VEC_AT(&op->taken, struct op_taken, i);
    if (!t) {
        int64_t last = 0;
        lia_status status = db_query_int(op->db, "SELECT value FROM counter WHERE name = :name",
                                         DB_PARAMS(db_t("name", counter)), &last, NULL, err);
        if (status)
            return status;
        t = vec_push(&op->taken);
        snprintf(t->counter, sizeof t->counter, "%s", counter);
        t->next = last + 1;
    }
    *first = t->next;
    t->next += n;
    db_add(op->batch, "UPDATE counter SET value = :last WHERE name = :name",
           DB_PARAMS(db_i("last", t->next - 1), db_t("name", counter)));
    return LIA_OK;
}

/* --- running --- */

static void claim(struct op *op, const char *command)
{
    db_claim(
        op->batch, CLAIM,
        "INSERT INTO op (op_id, key, session, user, done_at, command, line, records, kind, of_op)"
        " VALUES (:op, :key, :session, :user, :now, :command, :line, :records, :kind, :of)",
        DB_PARAMS(db_i("op", op->id), db_t("key", op->key), db_t("session", op->book->session),
                  db_t("user", op->book->user), db_i("now", op->now), db_t("command", command),
                  db_t("line", op->line), db_i("records", op->records), db_i("kind", op->kind),
                  db_ref("of", op->of_op)));
}

static void close_batch(struct op *op, const char *command)
{
    if (op->records >= LARGE)
        db_batch_large(op->batch);
    for (size_t i = 0; i < op->inserted.count; i++) {
        const struct op_range *r = &VEC_AT(&op->inserted, struct op_range, i);
        touch(op, r->table, "i", r);
    }
    derive_finish(op);
    claim(op, command);
}

static void op_clear(struct op *op)
{
    db_batch_free(op->batch);
    vec_clear(&op->inserted);
    vec_clear(&op->texts);
    vec_clear(&op->taken);
    arena_clear(&op->arena);
    arena_clear(&op->row);
}

/* The operation of this key, when the book has it; 0 when not. */
static lia_status find_key(struct op *op, int64_t *id, lia_error *err)
{
    return db_query_int(op->db, "SELECT op_id FROM op WHERE key = :key",
                        DB_PARAMS(db_t("key", op->key)), id, NULL, err);
}

/* One try. *lost: another session was first, or this change is in the book already (*done is its
 * number). */
static lia_status try_once(struct op *op, const char *command, op_fill_fn *fill, void *ctx,
                           const lia_progress *progress, bool *lost, lia_error *err)
{
    int64_t last = 0;
    lia_status status =
        db_query_int(op->db, "SELECT coalesce(max(op_id), 0) FROM op", DB_NONE, &last, NULL, err);
    if (status)
        return status;
    op->id = last + 1;
    op->batch = db_batch_new(op->db);
    status = fill(op, ctx, err);
    if (status || op->nothing)
        return status;
    assert(op->line[0] && "op_say was not called");
    if (op->book->dry_run)
        return db_batch_check(op->batch, &op->failed, err);
    close_batch(op, command);
    status = db_batch_run(op->batch, progress, &op->failed, err);
    *lost = status == LIA_CONFLICT && op->failed == CLAIM;
    return status;
}

lia_status op_run(lia_book *book, const char *command, op_fill_fn *fill, void *ctx,
                  const lia_progress *progress, int64_t *out_op, lia_error *err)
{
    char key[BOOK_KEY_TEXT];
    book_random_key(key);
    lia_status status = LIA_BUSY;
    bool lost = true;
    for (int i = 0; i < TRIES && lost; i++) {
        struct op op = {.book = book, .db = book->db, .now = lia_book_now(book)};
        op.inserted.size = op.texts.size = sizeof(struct op_range);
        op.taken.size = sizeof(struct op_taken);
        int64_t done = 0;
        lost = false;
        snprintf(op.key, sizeof op.key, "%s", key);
        status = try_once(&op, command, fill, ctx, progress, &lost, err);
        if (lost && find_key(&op, &done, err) == LIA_OK && done) {
            lost = false; /* sent before, and it arrived */
            status = LIA_OK;
        }
        if (status == LIA_OK && out_op)
            *out_op = done ? done : op.nothing ? 0 : op.id;
        op_clear(&op);
    }
    if (lost)
        return lia_fail(err, LIA_BUSY, "",
                        _("Other sessions keep changing the book; try again in a moment"));
    return status;
}
