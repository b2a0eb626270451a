/* What stands in the way of undoing an operation (domain.md 11). Only operations later than it can,
 * so all questions are asked of those: undoing the latest one asks next to nothing. */
#include "base/arena.h"
#include "core/undo.h"

/* A column that holds the key of a row of another table. indexed: rows of the child can be found by
 * it. */
struct reference {
    enum op_table child;
    const char *column;
    enum op_table parent;
    bool indexed;
};

static const struct reference references[] = {
    {OP_SETUP, "new_salesperson_id", OP_SALESPERSON, false},
    {OP_TEMPLATE, "group_id", OP_GROUP, true},
    {OP_CONTACT, "company_id", OP_CONTACT, true},
    {OP_CONTACT, "salesperson_id", OP_SALESPERSON, false},
    {OP_CHANNEL, "contact_id", OP_CONTACT, true},
    {OP_KEPT, "contact_id", OP_CONTACT, true},
    {OP_ENTRY, "contact_id", OP_CONTACT, true},
    {OP_ENTRY, "company_id", OP_CONTACT, true},
    {OP_ENTRY, "template_id", OP_TEMPLATE, true},
    {OP_ENTRY, "group_id", OP_GROUP, false},
    {OP_ENTRY, "salesperson_id", OP_SALESPERSON, true},
    {OP_ENTRY, "segment_id", OP_SEGMENT, true},
    {OP_ENTRY, "logged_id", OP_LOGGED, false},
    {OP_ENTRY, "corrects", OP_ENTRY, false},
    {OP_ENTRY, "corrected_by", OP_ENTRY, false},
    {OP_COMMENT, "entry_no", OP_ENTRY, true},
    {OP_POSTPONED, "contact_id", OP_CONTACT, true},
    {OP_POSTPONED, "salesperson_id", OP_SALESPERSON, false},
    {OP_POSTPONED, "template_id", OP_TEMPLATE, false},
    {OP_SEGMENT, "salesperson_id", OP_SALESPERSON, false},
    {OP_SEGMENT, "template_id", OP_TEMPLATE, false},
    {OP_SEGMENT, "group_id", OP_GROUP, false},
    {OP_LINE, "segment_id", OP_SEGMENT, true},
    {OP_LINE, "contact_id", OP_CONTACT, false},
    {OP_LINE, "template_id", OP_TEMPLATE, false},
    {OP_LINE, "group_id", OP_GROUP, false},
    {OP_LINE, "salesperson_id", OP_SALESPERSON, false},
    {OP_LINE, "entry_no", OP_ENTRY, false},
    {OP_LOGGED, "segment_id", OP_SEGMENT, true},
    {OP_LOGGED, "follow_up_id", OP_SEGMENT, false},
};
enum { REFERENCES = sizeof references / sizeof *references };

/* Columns whose value one row alone may have. */
static const struct {
    enum op_table table;
    const char *column;
} unique[] = {
    {OP_SALESPERSON, "code"}, {OP_SALESPERSON, "account"}, {OP_GROUP, "code"},
    {OP_TEMPLATE, "code"},    {OP_CONTACT, "no"},          {OP_CONTACT, "uid"},
    {OP_SEGMENT, "no"},       {OP_NUMBER_SERIES, "name"},
};

struct search {
    struct db *db;
    struct arena arena;
    const struct undo_op *of;
    struct vec *ids;
};

static bool has_id(const struct vec *ids, int64_t id)
{
    for (size_t i = 0; i < ids->count; i++)
        if (VEC_AT(ids, int64_t, i) == id)
            return true;
    return false;
}

static void add_id(struct vec *ids, int64_t id)
{
    if (!has_id(ids, id))
        *(int64_t *)vec_push(ids) = id;
}

static lia_status collect(struct search *s, const char *sql, const char *tbl, int64_t first,
                          int64_t last, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        s->db, sql,
        DB_PARAMS(db_i("x", s->of->id), db_t("tbl", tbl), db_i("first", first), db_i("last", last)),
        &rows, err);
    if (status)
        return status;
    while (db_next(rows))
        add_id(s->ids, db_int(rows, 0));
    return db_rows_close(rows, err);
}

/* Later operations that still stand and touched table :tbl this way, and for which the condition
 * holds (k is the touch). */
#define LATER(how, condition)                                                                      \
    "SELECT DISTINCT k.op_id FROM op_touch AS k JOIN op AS o ON o.op_id = k.op_id"                 \
    " WHERE k.op_id > :x AND k.tbl = :tbl AND k.how IN (" how                                      \
    ") AND o.undone_by IS NULL AND " condition

/* --- rows that it wrote and that were changed since --- */

/* mine: a condition on w (a row that a later operation saved or turned) that says it is one of
 * ours. */
static lia_status touched_since(struct search *s, enum op_table table, const char *mine,
                                const char *mine_entry, const struct undo_touch *range,
                                lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    int64_t first = range ? range->first : 0, last = range ? range->last : 0;
    const char *sql = arena_printf(
        &s->arena,
        LATER("'u', 'd'",
              "EXISTS (SELECT 1 FROM %s AS w WHERE w.was_op = k.op_id AND w.side = 0 AND %s)"),
        t->was, mine);
    lia_status status = collect(s, sql, t->name, first, last, err);
    if (status || table != OP_ENTRY)
        return status;
    sql = arena_printf(
        &s->arena,
        LATER("'c'", "EXISTS (SELECT 1 FROM op_entry AS w WHERE w.op_id = k.op_id AND %s)"),
        mine_entry);
    return collect(s, sql, t->name, first, last, err);
}

static lia_status inserted_since_touched(struct search *s, const struct undo_touch *touch,
                                         lia_error *err)
{
    const char *key = op_tables[touch->table].key;
    return touched_since(
        s, touch->table,
        arena_printf(&s->arena, "w.%s BETWEEN :first AND :last AND w.op_id = :x", key),
        "w.entry_no BETWEEN :first AND :last", touch, err);
}

static lia_status saved_since_touched(struct search *s, enum op_table table, lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    const char *mine = arena_printf(
        &s->arena,
        "EXISTS (SELECT 1 FROM %s AS m WHERE m.was_op = :x AND m.side = 0 AND m.%s = w.%s)", t->was,
        t->key, t->key);
    return touched_since(s, table, mine, mine, NULL, err);
}

static lia_status turned_since_touched(struct search *s, lia_error *err)
{
    const char *mine =
        "EXISTS (SELECT 1 FROM op_entry AS m WHERE m.op_id = :x AND m.entry_no = w.entry_no)";
    return touched_since(s, OP_ENTRY, mine, mine, NULL, err);
}

/* --- rows made since that refer to one that it made --- */

static lia_status referred_to(struct search *s, const struct reference *r,
                              const struct undo_touch *touch, lia_error *err)
{
    const struct op_table_info *c = &op_tables[r->child], *p = &op_tables[r->parent];
    const char *ours = arena_printf(
        &s->arena,
        "c.%s BETWEEN :first AND :last AND EXISTS (SELECT 1 FROM %s AS p WHERE p.%s = c.%s"
        " AND p.op_id = :x)",
        r->column, p->name, p->key, r->column);
    const char *sql;
    if (r->indexed)
        sql = arena_printf(&s->arena,
                           "SELECT DISTINCT c.op_id FROM %s AS c WHERE %s AND c.op_id > :x",
                           c->name, ours);
    else
        sql = arena_printf(
            &s->arena,
            LATER("'i'", "EXISTS (SELECT 1 FROM %s AS c WHERE c.%s BETWEEN k.first_id AND k.last_id"
                         " AND c.op_id = k.op_id AND %s)"),
            c->name, c->key, ours);
    lia_status status = collect(s, sql, c->name, touch->first, touch->last, err);
    if (status)
        return status;
    /* An older row that was made to refer to it. */
    sql = arena_printf(
        &s->arena,
        LATER("'u'", "EXISTS (SELECT 1 FROM %s AS w CROSS JOIN %s AS c ON c.%s = w.%s"
                     " WHERE w.was_op = k.op_id AND w.side = 0 AND w.%s IS NOT c.%s AND %s)"),
        c->was, c->name, c->key, c->key, r->column, r->column, ours);
    return collect(s, sql, c->name, touch->first, touch->last, err);
}

/* Rows that come back with the undoing of others in the list (k), and then refer to one of ours:
 * who made them so is in the way too. */
static lia_status referred_to_again(struct search *s, const struct reference *r,
                                    const struct undo_touch *touch, lia_error *err)
{
    const struct op_table_info *c = &op_tables[r->child], *p = &op_tables[r->parent];
    const char *sql = arena_printf(
        &s->arena,
        "SELECT DISTINCT k.op_id, CASE WHEN w.op_id > :x THEN w.op_id ELSE w.changed_op END"
        " FROM op_touch AS k JOIN op AS o ON o.op_id = k.op_id"
        " CROSS JOIN %s AS w ON w.was_op = k.op_id AND w.side = 0"
        " WHERE k.op_id > :x AND k.tbl = '%s' AND k.how IN ('u', 'd') AND o.undone_by IS NULL"
        " AND w.%s BETWEEN :first AND :last AND w.changed_op > :x"
        " AND EXISTS (SELECT 1 FROM %s AS p WHERE p.%s = w.%s AND p.op_id = :x)",
        c->was, c->name, r->column, p->name, p->key, r->column);
    struct db_rows *rows;
    lia_status status = db_query(
        s->db, sql,
        DB_PARAMS(db_i("x", s->of->id), db_i("first", touch->first), db_i("last", touch->last)),
        &rows, err);
    if (status)
        return status;
    while (db_next(rows))
        if (has_id(s->ids, db_int(rows, 0)))
            add_id(s->ids, db_int(rows, 1));
    return db_rows_close(rows, err);
}

/* --- what its rows need to come back --- */

static lia_status parent_deleted(struct search *s, const struct reference *r, lia_error *err)
{
    const struct op_table_info *c = &op_tables[r->child], *p = &op_tables[r->parent];
    const char *sql = arena_printf(
        &s->arena,
        LATER(
            "'d'",
            "EXISTS (SELECT 1 FROM %s AS m CROSS JOIN %s AS w ON w.was_op = k.op_id AND w.side = 0"
            " AND w.%s = m.%s WHERE m.was_op = :x AND m.side = 0)"),
        c->was, p->was, p->key, r->column);
    return collect(s, sql, p->name, 0, 0, err);
}

static lia_status value_taken(struct search *s, enum op_table table, const char *column,
                              lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    for (int i = 0; i < 2; i++) {
        const char *by = i ? "op_id" : "changed_op";
        const char *sql =
            arena_printf(&s->arena,
                         "SELECT DISTINCT t.%s FROM %s AS m CROSS JOIN %s AS t ON t.%s = m.%s"
                         " WHERE m.was_op = :x AND m.side = 0 AND m.%s <> '' AND t.%s <> m.%s"
                         " AND t.%s > :x",
                         by, t->was, t->name, column, column, column, t->key, t->key, by);
        lia_status status = collect(s, sql, "", 0, 0, err);
        if (status)
            return status;
    }
    return LIA_OK;
}

static lia_status saved_in_way(struct search *s, enum op_table table, lia_error *err)
{
    lia_status status = saved_since_touched(s, table, err);
    for (size_t i = 0; i < REFERENCES && status == LIA_OK; i++)
        if (references[i].child == table)
            status = parent_deleted(s, &references[i], err);
    for (size_t i = 0; i < sizeof unique / sizeof *unique && status == LIA_OK; i++)
        if (unique[i].table == table)
            status = value_taken(s, table, unique[i].column, err);
    return status;
}

static lia_status inserted_in_way(struct search *s, const struct undo_touch *touch, lia_error *err)
{
    lia_status status = inserted_since_touched(s, touch, err);
    for (size_t i = 0; i < REFERENCES && status == LIA_OK; i++)
        if (references[i].parent == touch->table)
            status = referred_to(s, &references[i], touch, err);
    return status;
}

lia_status undo_way(struct db *db, const struct undo_op *u, struct vec *ids, lia_error *err)
{
    int64_t later = 0;
    lia_status status = db_query_int(db, "SELECT EXISTS (SELECT 1 FROM op_touch WHERE op_id > :x)",
                                     DB_PARAMS(db_i("x", u->id)), &later, NULL, err);
    if (status || !later)
        return status;
    struct search s = {.db = db, .of = u, .ids = ids};
    for (size_t i = 0; i < u->touches.count && status == LIA_OK; i++) {
        const struct undo_touch *touch = &VEC_AT(&u->touches, struct undo_touch, i);
        if (touch->how == 'i')
            status = inserted_in_way(&s, touch, err);
    }
    for (enum op_table t = 0; t < OP_TABLES && status == LIA_OK; t++)
        if (u->updates[t] || u->deletes[t])
            status = saved_in_way(&s, t, err);
    if (status == LIA_OK && u->cancels)
        status = turned_since_touched(&s, err);
    arena_clear(&s.arena);
    return status;
}

lia_status undo_way_back(struct db *db, const struct undo_op *u, struct vec *ids, lia_error *err)
{
    struct search s = {.db = db, .of = u, .ids = ids};
    lia_status status = LIA_OK;
    for (size_t i = 0; i < u->touches.count; i++) {
        const struct undo_touch *touch = &VEC_AT(&u->touches, struct undo_touch, i);
        for (size_t r = 0; r < REFERENCES && status == LIA_OK && touch->how == 'i'; r++)
            if (references[r].parent == touch->table)
                status = referred_to_again(&s, &references[r], touch, err);
    }
    arena_clear(&s.arena);
    return status;
}
