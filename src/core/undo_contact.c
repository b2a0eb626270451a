/* Contacts that come back, or get an earlier name back, find their place in the order of today. */
#include <stdlib.h>
#include <string.h>

#include "core/contact_order.h"
#include "core/undo.h"

struct returning {
    int64_t id;
    size_t order; /* which of several operations says it: the last one counts */
    bool stays;   /* it stands in the book under this name already */
    int64_t key;
    const char *name_fold, *no;
};

struct keys {
    const struct returning *items;
    size_t count, at;
    bool stays;
};

/* Keys as they were kept are still right where only rows were deleted (or, to be redone, inserted)
 * and nothing has moved since. */
static lia_status find_untouched(struct op *op, const struct undo_op *u, int side, bool *untouched,
                                 lia_error *err)
{
    int64_t since = 0, after = side ? u->undone_by : u->id;
    *untouched = false;
    if (u->updates[OP_CONTACT] || (side ? u->deletes : u->inserts)[OP_CONTACT])
        return LIA_OK; /* placing others may have moved neighbours */
    lia_status status = db_query_int(
        op->db,
        "SELECT EXISTS (SELECT 1 FROM op_touch WHERE op_id > :after AND tbl = 'contact')"
        " OR EXISTS (SELECT 1 FROM op WHERE op_id > :after AND kind <> 0)",
        DB_PARAMS(db_i("after", after)), &since, NULL, err);
    *untouched = !since;
    return status;
}

static lia_status read_returning(struct op *op, const struct undo_op *u, int side, size_t order,
                                 struct vec *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        op->db,
        "SELECT w.contact_id, w.name_fold, w.no, c.name_fold IS w.name_fold AND c.no IS w.no"
        " FROM contact_was AS w LEFT JOIN contact AS c ON c.contact_id = w.contact_id"
        " WHERE w.was_op = :x AND w.side = :side",
        DB_PARAMS(db_i("x", u->id), db_i("side", side)), &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        struct returning *r = vec_push(out);
        r->id = db_int(rows, 0);
        r->order = order;
        r->name_fold = arena_strdup(&op->arena, db_text(rows, 1));
        r->no = arena_strdup(&op->arena, db_text(rows, 2));
        r->stays = db_int(rows, 3) != 0;
    }
    return db_rows_close(rows, err);
}

static int by_id(const void *a, const void *b)
{
    const struct returning *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static int by_name(const void *a, const void *b)
{
    const struct returning *x = a, *y = b;
    return contact_order_compare(&(struct contact_place){x->name_fold, x->no, 0},
                                 &(struct contact_place){y->name_fold, y->no, 0});
}

/* Each contact once, as the last operation has it. */
static void keep_last(struct vec *v)
{
    struct returning *items = v->items;
    size_t n = 0;
    if (v->count)
        qsort(items, v->count, sizeof *items, by_id);
    for (size_t i = 0; i < v->count; i++)
        if (i + 1 == v->count || items[i + 1].id != items[i].id)
            items[n++] = items[i];
    v->count = n;
}

static lia_status place(struct op *op, struct vec *v, lia_error *err)
{
    struct returning *items = v->items;
    struct contact_place *places = arena_alloc(&op->arena, (v->count + 1) * sizeof *places);
    size_t n = 0;
    if (v->count)
        qsort(items, v->count, sizeof *items, by_name);
    for (size_t i = 0; i < v->count; i++)
        if (!items[i].stays)
            places[n++] = (struct contact_place){items[i].name_fold, items[i].no, 0};
    lia_status status = contact_order_place(op, places, n, err);
    n = 0;
    for (size_t i = 0; i < v->count; i++)
        if (!items[i].stays)
            items[i].key = places[n++].key;
    return status;
}

static bool next_key(void *ctx, struct db_param *params)
{
    struct keys *k = ctx;
    while (k->at < k->count && k->items[k->at].stays != k->stays)
        k->at++;
    if (k->at == k->count)
        return false;
    params[0].i = k->items[k->at].id;
    params[1].i = k->items[k->at++].key;
    return true;
}

static void write_keys(struct op *op, const struct undo_op *u, int side, const struct vec *v,
                       bool stays)
{
    struct keys *k = arena_alloc(&op->arena, sizeof *k);
    struct returning *items = arena_alloc(&op->arena, (v->count + 1) * sizeof *items);
    if (v->count)
        memcpy(items, v->items, v->count * sizeof *items);
    *k = (struct keys){items, v->count, 0, stays};
    struct db_param *params = arena_alloc(&op->arena, 5 * sizeof *params);
    params[0] = db_i("id", 0);
    params[1] = db_i("key", 0);
    params[2] = db_i("x", u->id);
    params[3] = db_i("side", side);
    params[4].type = DB_END;
    db_each(op->batch,
            stays ? "UPDATE contact_was SET sort_key = (SELECT c.sort_key FROM contact AS c WHERE "
                    "c.contact_id = :id)"
                    " WHERE was_op = :x AND side = :side AND contact_id = :id"
                  : "UPDATE contact_was SET sort_key = :key WHERE was_op = :x AND side = :side AND "
                    "contact_id = :id",
            params, next_key, k);
    db_batch_rows(op->batch, (int64_t)v->count);
}

static bool returns_contacts(const struct undo_op *u, int side)
{
    return u->updates[OP_CONTACT] || (side ? u->inserts : u->deletes)[OP_CONTACT];
}

lia_status undo_place_contacts(struct op *op, const struct undo_op *ops, size_t n, int side,
                               lia_error *err)
{
    struct vec all = VEC_OF(struct returning);
    bool untouched = false, returns = false;
    for (size_t i = 0; i < n; i++)
        returns |= returns_contacts(&ops[i], side);
    if (!returns)
        return LIA_OK;
    lia_status status = n == 1 ? find_untouched(op, &ops[0], side, &untouched, err) : LIA_OK;
    if (status || untouched)
        return status;
    for (size_t i = 0; i < n && status == LIA_OK; i++)
        if (returns_contacts(&ops[i], side))
            status = read_returning(op, &ops[i], side, i, &all, err);
    if (status == LIA_OK && all.count) {
        keep_last(&all);
        status = place(op, &all, err);
        for (size_t i = 0; i < n && status == LIA_OK; i++) {
            if (!returns_contacts(&ops[i], side))
                continue;
            write_keys(op, &ops[i], side, &all, true);
            write_keys(op, &ops[i], side, &all, false);
        }
    }
    vec_clear(&all);
    return status;
}
