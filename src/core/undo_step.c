#include "core/undo_step.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

enum { GUARD_CHANGED = 1 };

struct step step_begin(struct op *op, const struct undo_op *u, bool alone)
{
    struct step s = {op, u, NULL, alone};
    struct db_param *params = arena_alloc(&op->arena, 3 * sizeof *params);
    params[0] = db_i("op", op->id);
    params[1] = db_i("x", u->id);
    params[2].type = DB_END;
    s.params = params;
    db_batch_defer(op->batch);
    return s;
}

void step_run(struct step *s, const char *text)
{
    db_add(s->op->batch, text, s->params);
}

const struct db_param *step_range_params(struct step *s, const struct undo_touch *t)
{
    struct db_param *all = arena_alloc(&s->op->arena, 5 * sizeof *all);
    all[0] = db_i("op", s->op->id);
    all[1] = db_i("x", s->u->id);
    all[2] = db_i("first", t->first);
    all[3] = db_i("last", t->last);
    all[4].type = DB_END;
    return all;
}

bool step_saved(const struct step *s, enum op_table t)
{
    return s->u->updates[t] || s->u->deletes[t];
}

const char *step_in_saved(struct step *s, const struct op_table_info *t)
{
    return step_sql(s, "%s IN (SELECT %s FROM %s WHERE was_op = :x AND side = 0)", t->key, t->key,
                    t->was);
}

const char *step_in_range(struct step *s, const struct op_table_info *t)
{
    return step_sql(s, "%s BETWEEN :first AND :last AND op_id = :x", t->key);
}

void step_derive_saved(struct step *s, enum op_table table, derive_fn *derive)
{
    const struct op_table_info *t = &op_tables[table];
    derive(
        s->op, table,
        &(struct derive_rows){step_sql(s, "%s WHERE %s", t->name, step_in_saved(s, t)), s->params});
}

void step_derive_range(struct step *s, const struct undo_touch *touch, derive_fn *derive)
{
    const struct op_table_info *t = &op_tables[touch->table];
    derive(s->op, touch->table,
           &(struct derive_rows){step_sql(s, "%s WHERE %s", t->name, step_in_range(s, t)),
                                 step_range_params(s, touch)});
}

/* One direction: those that were not canceled before, or those that were. */
static lia_status derive_direction(struct step *s, int sign, const char *was, lia_error *err)
{
    int64_t any = 0;
    lia_status status = db_query_int(
        s->op->db,
        step_sql(s, "SELECT EXISTS (SELECT 1 FROM op_entry AS x WHERE x.op_id = :x AND %s)", was),
        DB_PARAMS(db_i("x", s->u->id)), &any, NULL, err);
    if (status || !any)
        return status;
    const char *rest = "";
    if (step_saved(s, OP_ENTRY))
        rest = " AND NOT EXISTS (SELECT 1 FROM entry_was AS w WHERE w.was_op = :x AND w.side = 0"
               " AND w.entry_no = e.entry_no)";
    derive_canceled(s->op, sign, step_sql(s, "x.op_id = :x AND e.op_id <> :x AND %s%s", was, rest),
                    s->params);
    return LIA_OK;
}

lia_status step_derive_turned(struct step *s, int sign, lia_error *err)
{
    lia_status status = derive_direction(s, sign, "x.was_canceled_op IS NULL", err);
    return status ? status : derive_direction(s, -sign, "x.was_canceled_op IS NOT NULL", err);
}

lia_status step_find_names_stay(struct step *s, int side, lia_error *err)
{
    int64_t differ = 0;
    lia_status status = db_query_int(
        s->op->db,
        "SELECT EXISTS (SELECT 1 FROM contact_was AS w CROSS JOIN contact AS c USING (contact_id)"
        " WHERE w.was_op = :x AND w.side = :side AND c.type = 1 AND c.name <> w.name)",
        DB_PARAMS(db_i("x", s->u->id), db_i("side", side)), &differ, NULL, err);
    s->op->names_stay = s->alone && !differ;
    return status;
}

/* --- columns --- */

static bool listed(const char *list, const char *column, size_t len)
{
    for (const char *at = list; at && (at = strchr(at, ',')) && at[1]; at++)
        if (strncmp(at + 1, column, len) == 0 && at[1 + len] == ',')
            return true;
    return false;
}

/* Walks "a, b, c". */
static bool next_column(const char **at, const char **column, size_t *len)
{
    *column = *at + strspn(*at, ", ");
    *len = strcspn(*column, ", ");
    *at = *column + *len;
    return *len > 0;
}

const char *step_returning_columns(struct step *s, const struct op_table_info *t)
{
    struct str list = {0};
    const char *at = t->columns, *column;
    for (size_t len; next_column(&at, &column, &len);)
        str_add_f(&list, "%s%.*s", list.len ? ", " : "",
                  listed(t->zeroed, column, len) ? 1 : (int)len,
                  listed(t->zeroed, column, len) ? "0" : column);
    const char *copy = arena_strdup(&s->op->arena, str_text(&list));
    str_clear(&list);
    return copy;
}

/* Which columns differ between the rows that are there and those kept: *differs has one character
 * for each, '1' where some row differs. Writing only these leaves the indexes of all others alone.
 */
static lia_status find_differences(struct step *s, const struct op_table_info *t, int side,
                                   struct str *differs, lia_error *err)
{
    struct str text = {0};
    const char *at = t->columns, *column;
    size_t n = 0;
    str_add(&text, "SELECT ");
    for (size_t len; next_column(&at, &column, &len); n++)
        str_add_f(&text, "%scoalesce(max(t.%.*s IS NOT w.%.*s), 0)", n ? ", " : "", (int)len,
                  column, (int)len, column);
    str_add_f(
        &text,
        " FROM %s AS w CROSS JOIN %s AS t ON t.%s = w.%s WHERE w.was_op = :x AND w.side = :side",
        t->was, t->name, t->key, t->key);
    struct db_rows *rows;
    lia_status status = db_query(s->op->db, str_text(&text),
                                 DB_PARAMS(db_i("x", s->u->id), db_i("side", side)), &rows, err);
    str_clear(&text);
    if (status)
        return status;
    if (db_next(rows))
        for (size_t i = 0; i < n; i++)
            str_add_char(differs, db_int(rows, (int)i) ? '1' : '0');
    return db_rows_close(rows, err);
}

/* --- restoring --- */

/* A series' last number never goes down. */
static void add_assignment(struct str *list, const struct op_table_info *t, const char *column,
                           size_t len)
{
    const char *name = t->name;
    str_add(list, list->len ? ", " : "");
    if (strcmp(name, "number_series") == 0 && len == 4 && strncmp(column, "last", 4) == 0)
        str_add(list, "last = max(number_series.last, w.last)");
    else
        str_add_f(list, "%.*s = w.%.*s", (int)len, column, (int)len, column);
}

lia_status step_restore(struct step *s, const struct op_table_info *t, int side, lia_error *err)
{
    struct str differs = {0}, list = {0};
    /* Another operation in this batch may change the rows first: then nobody knows. */
    lia_status status = s->alone ? find_differences(s, t, side, &differs, err) : LIA_OK;
    const char *at = t->columns, *column;
    size_t i = 0;
    for (size_t len; next_column(&at, &column, &len); i++)
        if (i > 0 && !listed(t->derived, column, len) && (i >= differs.len || differs.s[i] == '1'))
            add_assignment(&list, t, column, len);
    if (list.len)
        step_run(s, step_sql(s,
                             "UPDATE %s SET %s FROM %s AS w WHERE w.was_op = :x AND w.side = %d "
                             "AND %s.%s = w.%s",
                             t->name, str_text(&list), t->was, side, t->name, t->key, t->key));
    str_clear(&differs);
    str_clear(&list);
    return status;
}

/* --- guards --- */

void step_guard(struct step *s, const char *text, const struct db_param *params)
{
    db_guard(s->op->batch, GUARD_CHANGED, LIA_IN_USE, "",
             _("It was changed since; undo the later changes first"), text, params);
}

/* Dropping what is kept is no operation, so the claim does not notice it. */
void step_guard_kept(struct step *s)
{
    db_guard(s->op->batch, GUARD_CHANGED, LIA_INVALID, "",
             _("It can no longer be undone: what was kept is dropped"),
             "SELECT 1 FROM op WHERE op_id = :x AND purged = 1", s->params);
}

/* Rows of these name a contact; an entry never changes its own. */
static bool names_contacts(const struct undo_op *u, int side)
{
    const bool *back = side ? u->inserts : u->deletes;
    return back[OP_ENTRY] || back[OP_POSTPONED] || back[OP_LINE] || u->updates[OP_POSTPONED] ||
           u->updates[OP_LINE];
}

lia_status step_guard_contacts(struct step *s, int side, lia_error *err)
{
    static const struct {
        enum op_table table;
        const char *column;
    } named[] = {{OP_ENTRY, "contact_id"},
                 {OP_ENTRY, "company_id"},
                 {OP_POSTPONED, "contact_id"},
                 {OP_LINE, "contact_id"}};
    int64_t gone = 0;
    if (!names_contacts(s->u, side))
        return LIA_OK;
    lia_status status = db_query_int(
        s->op->db,
        "SELECT EXISTS (SELECT 1 FROM op_touch WHERE op_id > :x AND tbl = 'contact' AND how = 'd')"
        " OR EXISTS (SELECT 1 FROM op WHERE op_id > :x AND kind = 1 AND op_id <> :by)",
        DB_PARAMS(db_i("x", s->u->id), db_i("by", s->u->undone_by)), &gone, NULL, err);
    for (size_t i = 0; i < sizeof named / sizeof *named && status == LIA_OK && gone; i++)
        db_guard(
            s->op->batch, GUARD_CHANGED, LIA_IN_USE, "",
            _("A contact that it needs was deleted since; bring that back first"),
            step_sql(
                s,
                "SELECT 1 FROM %s AS w WHERE w.was_op = :x AND w.side = %d AND w.%s IS NOT NULL"
                " AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.contact_id = w.%s) LIMIT 1",
                op_tables[named[i].table].was, side, named[i].column, named[i].column),
            s->params);
    return status;
}
