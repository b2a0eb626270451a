/* Work for when nobody waits. What undo keeps of old operations is dropped in the order of
 * operations, a few rows at a time: an operation is marked first, so that nobody begins to undo it
 * while its rows go. */
#include <string.h>

#include "base/arena.h"
#include "core/contact_words.h"
#include "core/core.h"
#include "core/undo.h"

enum { DAY = 86400, ROWS_AT_ONCE = 2000, OPS_AT_ONCE = 100 };

struct purge {
    lia_book *book;
    struct db_batch *batch;
    struct arena arena;
    int64_t room; /* rows that may still go in this slice */
};

/* The first operation behind `after`, 0 when there is none old enough. */
static lia_status next_old(struct purge *p, int64_t after, int64_t *id, lia_error *err)
{
    int64_t days = 0, done_at = 0;
    lia_status status =
        db_query_int(p->book->db, "SELECT undo_days FROM setup", DB_NONE, &days, NULL, err);
    if (status == LIA_OK)
        status = db_query_int(p->book->db,
                              "SELECT op_id FROM op WHERE op_id > :after ORDER BY op_id LIMIT 1",
                              DB_PARAMS(db_i("after", after)), id, NULL, err);
    if (status == LIA_OK && *id)
        status = db_query_int(p->book->db, "SELECT done_at FROM op WHERE op_id = :id",
                              DB_PARAMS(db_i("id", *id)), &done_at, NULL, err);
    if (status == LIA_OK && done_at >= lia_book_now(p->book) - days * DAY)
        *id = 0;
    return status;
}

/* Drops rows of one table kept for operation id, as many as there is room for. */
static lia_status drop_rows(struct purge *p, const char *table, const char *column, const char *key,
                            int64_t id, lia_error *err)
{
    int64_t rows = 0;
    const struct db_param *params = DB_PARAMS(db_i("id", id), db_i("room", p->room));
    lia_status status = db_query_int(
        p->book->db,
        arena_printf(&p->arena,
                     "SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s = :id LIMIT :room + 1)",
                     table, column),
        params, &rows, NULL, err);
    if (status || !rows)
        return status;
    if (rows > p->room)
        db_add(p->batch,
               arena_printf(
                   &p->arena,
                   "DELETE FROM %s WHERE %s = :id AND (%s) IN (SELECT %s FROM %s WHERE %s = :id"
                   " ORDER BY %s LIMIT :room)",
                   table, column, key, key, table, column, key),
               params);
    else
        db_add(p->batch, arena_printf(&p->arena, "DELETE FROM %s WHERE %s = :id", table, column),
               params);
    p->room -= rows; /* below 0: there is more */
    return LIA_OK;
}

static lia_status drop_op(struct purge *p, int64_t id, lia_error *err)
{
    struct undo_op u;
    bool touched[OP_TABLES] = {0};
    lia_status status = undo_read(p->book->db, id, &u, err);
    for (size_t i = 0; i < u.touches.count; i++)
        touched[VEC_AT(&u.touches, struct undo_touch, i).table] = true;
    for (enum op_table t = 0; t < OP_TABLES && status == LIA_OK && p->room > 0; t++)
        if (touched[t])
            status = drop_rows(p, op_tables[t].was, "was_op",
                               arena_printf(&p->arena, "side, %s", op_tables[t].key), id, err);
    if (status == LIA_OK && u.cancels && p->room > 0)
        status = drop_rows(p, "op_entry", "op_id", "entry_no", id, err);
    undo_clear(&u);
    if (status)
        return status;
    db_add(p->batch, "UPDATE op SET purged = 1 WHERE op_id = :id AND purged = 0",
           DB_PARAMS(db_i("id", id)));
    if (p->room > 0)
        db_add(p->batch, "UPDATE counter SET value = :id WHERE name = 'purged'",
               DB_PARAMS(db_i("id", id)));
    return LIA_OK;
}

/* *more: old operations, or rows of one, are left for the next slice. */
static lia_status fill_slice(struct purge *p, bool *any, bool *more, lia_error *err)
{
    int64_t after = 0, id = 0;
    lia_status status = db_query_int(p->book->db, "SELECT value FROM counter WHERE name = 'purged'",
                                     DB_NONE, &after, NULL, err);
    for (int i = 0; status == LIA_OK; i++) {
        status = next_old(p, after, &id, err);
        *more = id != 0;
        if (status || !id || i == OPS_AT_ONCE)
            break;
        status = drop_op(p, id, err);
        *any = true;
        after = id;
        if (p->room <= 0)
            break;
    }
    return status;
}

bool lia_book_idle(lia_book *book)
{
    if (db_is_read_only(book->db))
        return false;
    bool more = db_idle(book->db), any = false, older = false;
    more = contact_words_merge(book) || more;
    struct purge p = {.book = book, .batch = db_batch_new(book->db), .room = ROWS_AT_ONCE};
    db_batch_no_wait(p.batch);
    lia_error err;
    lia_status status = fill_slice(&p, &any, &older, &err);
    if (status == LIA_OK && any)
        status = db_batch_run(p.batch, NULL, NULL, &err);
    db_batch_free(p.batch);
    arena_clear(&p.arena);
    return more ||
           (status == LIA_OK && older); /* what cannot be done now is tried again another time */
}
