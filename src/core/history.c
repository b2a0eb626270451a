#include "core/history.h"

#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "core/core.h"
#include "core/result.h"

#define COLUMNS                                                                                    \
    "SELECT op_id, user, command, line, done_at, records, kind, coalesce(of_op, 0), "              \
    "coalesce(undone_by, 0), purged,"                                                              \
    " session FROM op "

/* A list being read. */
struct reading {
    lia_book *book;
    struct arena *arena;
    struct vec ops; /* lia_op */
};

static void start(struct reading *r, lia_book *book)
{
    *r = (struct reading){.book = book, .arena = result_new(), .ops = VEC_OF(lia_op)};
}

/* Gives what was read to out; frees it when status is a failure. */
static lia_status end(struct reading *r, lia_status status, lia_op_list *out)
{
    if (status == LIA_OK) {
        out->count = r->ops.count;
        out->items = vec_move(&r->ops, r->arena);
        out->arena = r->arena;
    } else {
        result_free(r->arena);
    }
    vec_clear(&r->ops);
    return status;
}

static lia_status read_rows(struct reading *r, const char *sql, const struct db_param *params,
                            lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(r->book->db, sql, params, &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        lia_op *o = vec_push(&r->ops);
        o->op_id = db_int(rows, 0);
        o->user = arena_strdup(r->arena, db_text(rows, 1));
        o->command = arena_strdup(r->arena, db_text(rows, 2));
        o->line = arena_strdup(r->arena, db_text(rows, 3));
        o->done_at = db_int(rows, 4);
        o->records = db_int(rows, 5);
        o->kind = (lia_op_kind)db_int(rows, 6);
        o->of_op = db_int(rows, 7);
        o->undone_by = db_int(rows, 8);
        o->purged = db_int(rows, 9) != 0;
        o->mine = strcmp(o->user, r->book->user) == 0;
        o->this_session = strcmp(db_text(rows, 10), r->book->session) == 0;
    }
    return db_rows_close(rows, err);
}

void lia_op_list_clear(lia_op_list *list)
{
    result_free(list->arena);
    *list = (lia_op_list){0};
}

lia_status history_list(lia_book *book, const int64_t *ids, size_t n, lia_op_list *out,
                        lia_error *err)
{
    struct reading r;
    start(&r, book);
    lia_status status = LIA_OK;
    for (size_t i = 0; i < n && status == LIA_OK; i++)
        status = read_rows(&r, COLUMNS "WHERE op_id = :id", DB_PARAMS(db_i("id", ids[i])), err);
    return end(&r, status, out);
}

static void reverse(struct vec *ops)
{
    lia_op *items = ops->items;
    for (size_t i = 0, j = ops->count; i + 1 < j; i++) {
        lia_op swap = items[i];
        items[i] = items[--j];
        items[j] = swap;
    }
}

lia_status lia_op_history(lia_book *book, int64_t before_op, bool newer, int limit,
                          lia_op_list *out, lia_error *err)
{
    struct reading r;
    start(&r, book);
    const struct db_param *params =
        DB_PARAMS(db_i("at", before_op || newer ? before_op : INT64_MAX), db_i("limit", limit));
    lia_status status;
    if (newer)
        status =
            read_rows(&r, COLUMNS "WHERE op_id > :at ORDER BY op_id LIMIT :limit", params, err);
    else
        status = read_rows(&r, COLUMNS "WHERE op_id < :at ORDER BY op_id DESC LIMIT :limit", params,
                           err);
    if (newer)
        reverse(&r.ops);
    return end(&r, status, out);
}

/* The one operation that undo or redo would take. */
static lia_status next_op(lia_book *book, const char *sql, const char *none, lia_op_list *out,
                          bool *ask, lia_error *err)
{
    struct reading r;
    start(&r, book);
    lia_status status = read_rows(&r, sql, DB_PARAMS(db_t("user", book->user)), err);
    if (status == LIA_OK && r.ops.count == 0)
        status = lia_fail(err, LIA_NOT_FOUND, "", "%s", none);
    status = end(&r, status, out);
    if (status == LIA_OK)
        *ask = !out->items[0].this_session || out->items[0].records > 1;
    return status;
}

lia_status lia_undo_next(lia_book *book, lia_op_list *out, bool *ask, lia_error *err)
{
    return next_op(book,
                   COLUMNS "WHERE user = :user AND kind = 0 AND undone_by IS NULL AND purged = 0"
                           " ORDER BY op_id DESC LIMIT 1",
                   _("There is nothing of yours to undo"), out, ask, err);
}

/* The latest undo of mine that was not redone; a change of mine since then has cleared it. */
lia_status lia_redo_next(lia_book *book, lia_op_list *out, bool *ask, lia_error *err)
{
    return next_op(
        book,
        COLUMNS "WHERE op_id = (SELECT u.of_op FROM op AS u WHERE u.user = :user AND u.kind = 1"
                " AND u.undone_by IS NULL AND u.op_id > coalesce((SELECT max(c.op_id) FROM op AS c"
                " WHERE c.user = :user AND c.kind = 0), 0) ORDER BY u.op_id DESC LIMIT 1)"
                " AND purged = 0",
        _("There is nothing of yours to redo"), out, ask, err);
}
