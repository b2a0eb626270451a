/* What stands in the way of undoing an operation (domain.md 11). Only later operations can, and
 * each is in the way of one before it; so the later ones and these relations are read once, as a
 * graph, and the rest is walking it. Undoing the latest operation reads next to nothing. */
#include <stdlib.h>

#include "base/arena.h"
#include "core/undo.h"

/* A column that holds the key of a row of another table. */
struct reference {
    enum op_table child;
    const char *column;
    enum op_table parent;
};

static const struct reference references[] = {
    {OP_SETUP, "new_salesperson_id", OP_SALESPERSON},
    {OP_TEMPLATE, "group_id", OP_GROUP},
    {OP_EVENT, "template_id", OP_TEMPLATE},
    {OP_CONTACT, "company_id", OP_CONTACT},
    {OP_CONTACT, "salesperson_id", OP_SALESPERSON},
    {OP_CHANNEL, "contact_id", OP_CONTACT},
    {OP_KEPT, "contact_id", OP_CONTACT},
    {OP_ENTRY, "contact_id", OP_CONTACT},
    {OP_ENTRY, "company_id", OP_CONTACT},
    {OP_ENTRY, "template_id", OP_TEMPLATE},
    {OP_ENTRY, "group_id", OP_GROUP},
    {OP_ENTRY, "salesperson_id", OP_SALESPERSON},
    {OP_ENTRY, "segment_id", OP_SEGMENT},
    {OP_ENTRY, "logged_id", OP_LOGGED},
    {OP_ENTRY, "corrects", OP_ENTRY},
    {OP_ENTRY, "corrected_by", OP_ENTRY},
    {OP_COMMENT, "entry_no", OP_ENTRY},
    {OP_DOCUMENT, "entry_no", OP_ENTRY},
    {OP_DOCUMENT, "contact_id", OP_CONTACT},
    {OP_POSTPONED, "contact_id", OP_CONTACT},
    {OP_POSTPONED, "salesperson_id", OP_SALESPERSON},
    {OP_POSTPONED, "template_id", OP_TEMPLATE},
    {OP_SEGMENT, "salesperson_id", OP_SALESPERSON},
    {OP_SEGMENT, "template_id", OP_TEMPLATE},
    {OP_SEGMENT, "group_id", OP_GROUP},
    {OP_LINE, "segment_id", OP_SEGMENT},
    {OP_LINE, "contact_id", OP_CONTACT},
    {OP_LINE, "template_id", OP_TEMPLATE},
    {OP_LINE, "group_id", OP_GROUP},
    {OP_LINE, "salesperson_id", OP_SALESPERSON},
    {OP_LINE, "entry_no", OP_ENTRY},
    {OP_LOGGED, "segment_id", OP_SEGMENT},
    {OP_LOGGED, "follow_up_id", OP_SEGMENT},
};
enum { REFERENCES = sizeof references / sizeof *references };

/* Columns whose value one row alone may have. */
static const struct {
    enum op_table table;
    const char *column;
} unique[] = {
    {OP_SALESPERSON, "code"}, {OP_SALESPERSON, "account"}, {OP_GROUP, "code"},
    {OP_TEMPLATE, "code"},    {OP_CONTACT, "no"},          {OP_CONTACT, "uid"},
    {OP_SEGMENT, "no"},       {OP_NUMBER_SERIES, "name"},  {OP_EVENT, "code"},
};

/* To undo `op`, `first` must be undone before. */
struct edge {
    int64_t op, first;
};

/* When op and other are both undone, `first` must be too: other's undoing brings a row back that
 * refers to one that op made, and first is who made it so. */
struct triple {
    int64_t op, other, first;
};

/* How the operations from the one to be undone on touched a table. */
struct touched {
    bool later;     /* one behind it did */
    int64_t lo, hi; /* keys of the rows that were inserted */
};

struct graph {
    struct db *db;
    struct arena arena;
    int64_t x; /* the operation to be undone */
    struct touched inserted[OP_TABLES], updated[OP_TABLES], deleted[OP_TABLES];
    bool any, canceled;
    struct vec edges, triples;
    bool *in; /* of each operation from x on: it is to be undone */
    int64_t last;
};

/* Operations behind x that still stand, with what they saved of a table as w. */
#define LATER_SAVED " FROM op AS o CROSS JOIN %s AS w ON w.was_op = o.op_id AND w.side = 0"
#define LATER       " o.op_id > :x AND o.undone_by IS NULL AND o.kind = 0"

/* --- reading --- */

static lia_status read_touched(struct graph *g, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        g->db,
        "SELECT k.tbl, k.how, max(k.op_id > :x), min(k.first_id), max(k.last_id), max(k.op_id)"
        " FROM op_touch AS k JOIN op AS o ON o.op_id = k.op_id"
        " WHERE k.op_id >= :x AND o.undone_by IS NULL GROUP BY k.tbl, k.how",
        DB_PARAMS(db_i("x", g->x)), &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        enum op_table t = op_table_find(db_text(rows, 0));
        char how = db_text(rows, 1)[0];
        bool later = db_int(rows, 2) != 0;
        if (t == OP_TABLES)
            continue;
        struct touched *to = how == 'i'   ? &g->inserted[t]
                             : how == 'd' ? &g->deleted[t]
                                          : &g->updated[t];
        *to = (struct touched){later || to->later, db_int(rows, 3), db_int(rows, 4)};
        g->canceled |= how == 'c' && later;
        g->any |= later;
        if (db_int(rows, 5) > g->last)
            g->last = db_int(rows, 5);
    }
    return db_rows_close(rows, err);
}

/* sql yields op and first. lo and hi are the keys of the parents, where it asks for them. */
static lia_status read_edges(struct graph *g, const char *sql, const struct touched *parents,
                             lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(g->db, sql,
                                 DB_PARAMS(db_i("x", g->x), db_i("lo", parents ? parents->lo : 0),
                                           db_i("hi", parents ? parents->hi : 0)),
                                 &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        struct edge e = {db_int(rows, 0), db_int(rows, 1)};
        if (e.op >= g->x && e.first > e.op)
            *(struct edge *)vec_push(&g->edges) = e;
    }
    return db_rows_close(rows, err);
}

/* Whoever changed or deleted a row stands in the way of who wrote it before. */
static lia_status read_changes(struct graph *g, enum op_table table, lia_error *err)
{
    const char *sql =
        arena_printf(&g->arena, "SELECT DISTINCT w.changed_op, w.was_op" LATER_SAVED " WHERE" LATER,
                     op_tables[table].was);
    return read_edges(g, sql, NULL, err);
}

static lia_status read_cancels(struct graph *g, lia_error *err)
{
    return read_edges(g,
                      "SELECT DISTINCT w.was_changed_op, w.op_id FROM op AS o"
                      " CROSS JOIN op_entry AS w ON w.op_id = o.op_id WHERE" LATER,
                      NULL, err);
}

/* A row that was made refers to one made before. */
static lia_status read_made(struct graph *g, const struct reference *r, lia_error *err)
{
    const struct op_table_info *c = &op_tables[r->child], *p = &op_tables[r->parent];
    const char *sql = arena_printf(
        &g->arena,
        "SELECT DISTINCT p.op_id, c.op_id FROM op AS o"
        " CROSS JOIN op_touch AS k ON k.op_id = o.op_id AND k.tbl = '%s' AND k.how = 'i'"
        " CROSS JOIN %s AS c ON c.%s BETWEEN k.first_id AND k.last_id AND c.op_id = k.op_id"
        " CROSS JOIN %s AS p ON p.%s = c.%s"
        " WHERE" LATER " AND c.%s BETWEEN :lo AND :hi AND p.op_id >= :x",
        c->name, c->name, c->key, p->name, p->key, r->column, r->column);
    return read_edges(g, sql, &g->inserted[r->parent], err);
}

/* An older row was made to refer to it: by the last one that changed the column. */
static lia_status read_linked(struct graph *g, const struct reference *r, lia_error *err)
{
    const struct op_table_info *c = &op_tables[r->child], *p = &op_tables[r->parent];
    const char *sql = arena_printf(
        &g->arena,
        "SELECT p.op_id, max(w.was_op)" LATER_SAVED
        " CROSS JOIN %s AS c ON c.%s = w.%s CROSS JOIN %s AS p ON p.%s = c.%s"
        " WHERE" LATER " AND w.%s IS NOT c.%s AND c.%s BETWEEN :lo AND :hi AND p.op_id >= :x"
        " GROUP BY c.%s, p.op_id",
        c->was, c->name, c->key, c->key, p->name, p->key, r->column, r->column, r->column,
        r->column, c->key);
    return read_edges(g, sql, &g->inserted[r->parent], err);
}

/* The parent itself may be one that comes back. */
static lia_status read_returning(struct graph *g, const struct reference *r, lia_error *err)
{
    const struct op_table_info *c = &op_tables[r->child], *p = &op_tables[r->parent];
    const char *parent = arena_printf(&g->arena, "SELECT %s AS id, op_id FROM %s", p->key, p->name);
    if (g->deleted[r->parent].later)
        parent = arena_printf(&g->arena,
                              "%s UNION ALL SELECT %s, op_id FROM %s"
                              " WHERE was_op > :x AND side = 0",
                              parent, p->key, p->was);
    const char *sql =
        arena_printf(&g->arena,
                     "SELECT DISTINCT p.op_id, w.was_op,"
                     " CASE WHEN w.op_id > p.op_id THEN w.op_id ELSE w.changed_op END" LATER_SAVED
                     " JOIN (%s) AS p ON p.id = w.%s"
                     " WHERE" LATER " AND w.%s BETWEEN :lo AND :hi AND p.op_id >= :x",
                     c->was, parent, r->column, r->column);
    const struct touched *parents = &g->inserted[r->parent];
    struct db_rows *rows;
    lia_status status = db_query(
        g->db, sql, DB_PARAMS(db_i("x", g->x), db_i("lo", parents->lo), db_i("hi", parents->hi)),
        &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        struct triple t = {db_int(rows, 0), db_int(rows, 1), db_int(rows, 2)};
        if (t.first > t.op)
            *(struct triple *)vec_push(&g->triples) = t;
    }
    return db_rows_close(rows, err);
}

/* What a row that comes back refers to was deleted since. */
static lia_status read_deleted(struct graph *g, const struct reference *r, lia_error *err)
{
    const struct op_table_info *c = &op_tables[r->child], *p = &op_tables[r->parent];
    const char *sql = arena_printf(
        &g->arena,
        "SELECT m.was_op, max(w.was_op)" LATER_SAVED
        " CROSS JOIN %s AS m ON m.%s = w.%s AND m.side = 0 AND m.was_op BETWEEN :x AND w.was_op - 1"
        " WHERE" LATER " AND NOT EXISTS (SELECT 1 FROM %s AS p WHERE p.%s = w.%s)"
        " GROUP BY m.was_op, w.%s",
        p->was, c->was, r->column, p->key, p->name, p->key, p->key, p->key);
    return read_edges(g, sql, NULL, err);
}

/* A row that comes back finds its code given to another. */
static lia_status read_taken(struct graph *g, enum op_table table, const char *column,
                             lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    lia_status status = LIA_OK;
    for (int i = 0; i < 2 && status == LIA_OK; i++) {
        const char *sql = arena_printf(
            &g->arena,
            "SELECT DISTINCT w.was_op, t.%s" LATER_SAVED " CROSS JOIN %s AS t ON t.%s = w.%s"
            " WHERE o.op_id >= :x AND o.undone_by IS NULL AND w.%s <> '' AND t.%s <> w.%s",
            i ? "op_id" : "changed_op", t->was, t->name, column, column, column, t->key, t->key);
        status = read_edges(g, sql, NULL, err);
    }
    return status;
}

static lia_status read_references(struct graph *g, const struct reference *r, lia_error *err)
{
    bool made = g->inserted[r->parent].hi != 0; /* keys begin with 1 */
    bool saved = g->updated[r->child].later || g->deleted[r->child].later;
    lia_status status = LIA_OK;
    if (made && g->inserted[r->child].later)
        status = read_made(g, r, err);
    if (status == LIA_OK && made && g->updated[r->child].later)
        status = read_linked(g, r, err);
    if (status == LIA_OK && made && saved)
        status = read_returning(g, r, err);
    if (status == LIA_OK && g->deleted[r->parent].later)
        status = read_deleted(g, r, err);
    return status;
}

static lia_status read_graph(struct graph *g, lia_error *err)
{
    lia_status status = g->canceled ? read_cancels(g, err) : LIA_OK;
    for (enum op_table t = 0; t < OP_TABLES && status == LIA_OK; t++)
        if (g->updated[t].later || g->deleted[t].later)
            status = read_changes(g, t, err);
    for (size_t i = 0; i < REFERENCES && status == LIA_OK; i++)
        status = read_references(g, &references[i], err);
    for (size_t i = 0; i < sizeof unique / sizeof *unique && status == LIA_OK; i++)
        if (g->inserted[unique[i].table].later || g->updated[unique[i].table].later)
            status = read_taken(g, unique[i].table, unique[i].column, err);
    return status;
}

/* --- walking --- */

static int by_op(const void *a, const void *b)
{
    const struct edge *x = a, *y = b;
    return x->op < y->op ? -1 : x->op > y->op;
}

static size_t first_edge(const struct graph *g, int64_t op)
{
    size_t lo = 0, hi = g->edges.count;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (VEC_AT(&g->edges, struct edge, mid).op < op)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool is_in(const struct graph *g, int64_t op)
{
    return op >= g->x && op <= g->last && g->in[op - g->x];
}

static void add(struct graph *g, struct vec *ids, int64_t op)
{
    if (op < g->x || op > g->last || g->in[op - g->x])
        return;
    g->in[op - g->x] = true;
    *(int64_t *)vec_push(ids) = op;
}

static void walk(struct graph *g, struct vec *ids)
{
    size_t done = 0;
    while (done < ids->count) {
        for (; done < ids->count; done++) {
            int64_t op = VEC_AT(ids, int64_t, done);
            for (size_t i = first_edge(g, op); i < g->edges.count; i++) {
                struct edge e = VEC_AT(&g->edges, struct edge, i);
                if (e.op != op)
                    break;
                add(g, ids, e.first);
            }
        }
        for (size_t i = 0; i < g->triples.count; i++) {
            struct triple t = VEC_AT(&g->triples, struct triple, i);
            if (is_in(g, t.op) && is_in(g, t.other))
                add(g, ids, t.first);
        }
    }
}

static int newest_first(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

lia_status undo_way(struct db *db, int64_t op, struct vec *ids, lia_error *err)
{
    struct graph g = {.db = db,
                      .x = op,
                      .last = op,
                      .edges = VEC_OF(struct edge),
                      .triples = VEC_OF(struct triple)};
    lia_status status = read_touched(&g, err);
    if (status == LIA_OK && g.any)
        status = read_graph(&g, err);
    if (status == LIA_OK) {
        if (g.edges.count)
            qsort(g.edges.items, g.edges.count, sizeof(struct edge), by_op);
        g.in = arena_alloc(&g.arena, (size_t)(g.last - op) + 1);
        add(&g, ids, op);
        walk(&g, ids);
        qsort(ids->items, ids->count, sizeof(int64_t), newest_first);
    }
    vec_clear(&g.edges);
    vec_clear(&g.triples);
    arena_clear(&g.arena);
    return status;
}
