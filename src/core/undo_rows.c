/* The statements that take an operation back, and do it again. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "core/derive.h"
#include "core/undo.h"

enum { GUARD_CHANGED = 1 };

/* One operation being undone or done again within op. */
struct step {
    struct op *op;
    const struct undo_op *u;
    const struct db_param *params; /* :op the undo, :x the operation */
    bool alone;
};

static const char *sql(struct step *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static const char *sql(struct step *s, const char *fmt, ...)
{
    va_list args;
    struct str text = {0};
    char small[1024];
    va_start(args, fmt);
    int n = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    if (n < (int)sizeof small)
        return arena_strdup(&s->op->arena, small);
    va_start(args, fmt);
    vsnprintf(str_room(&text, (size_t)n), (size_t)n + 1, fmt, args);
    va_end(args);
    const char *copy = arena_strdup(&s->op->arena, text.s);
    str_clear(&text);
    return copy;
}

static void run(struct step *s, const char *text)
{
    db_add(s->op->batch, text, s->params);
}

static const struct db_param *range_params(struct step *s, const struct undo_touch *t)
{
    struct db_param *all = arena_alloc(&s->op->arena, 5 * sizeof *all);
    all[0] = db_i("op", s->op->id);
    all[1] = db_i("x", s->u->id);
    all[2] = db_i("first", t->first);
    all[3] = db_i("last", t->last);
    all[4].type = DB_END;
    return all;
}

static bool saved(const struct step *s, enum op_table t)
{
    return s->u->updates[t] || s->u->deletes[t];
}

/* --- sets of rows, as conditions --- */

static const char *in_saved(struct step *s, const struct op_table_info *t)
{
    return sql(s, "%s IN (SELECT %s FROM %s WHERE was_op = :x AND side = 0)", t->key, t->key, t->was);
}

static const char *in_range(struct step *s, const struct op_table_info *t)
{
    return sql(s, "%s BETWEEN :first AND :last AND op_id = :x", t->key);
}

typedef void derive_fn(struct op *op, enum op_table table, const struct derive_rows *rows);

static void derive_saved(struct step *s, enum op_table table, derive_fn *derive)
{
    const struct op_table_info *t = &op_tables[table];
    derive(s->op, table, &(struct derive_rows){sql(s, "%s WHERE %s", t->name, in_saved(s, t)), s->params});
}

static void derive_range(struct step *s, const struct undo_touch *touch, derive_fn *derive)
{
    const struct op_table_info *t = &op_tables[touch->table];
    derive(s->op, touch->table,
           &(struct derive_rows){sql(s, "%s WHERE %s", t->name, in_range(s, t)), range_params(s, touch)});
}

/* Rows of contacts that come back have words again. */
static void mark_contacts(struct step *s)
{
    run(s, "INSERT INTO contact_was (was_op, side, contact_id) SELECT :op, 2, contact_id FROM contact_was"
           " WHERE was_op = :x AND side = 0 ON CONFLICT DO NOTHING");
    s->op->words = true;
}

/* The entries whose Canceled it turned, except those that are counted as rows saved or made by it. sign 1: they become
 * as it left them. */
static void derive_turned(struct step *s, int sign)
{
    const char *rest = saved(s, OP_ENTRY) ? " AND NOT EXISTS (SELECT 1 FROM entry_was AS w WHERE w.was_op = :x"
                                            " AND w.side = 0 AND w.entry_no = e.entry_no)"
                                          : "";
    derive_canceled(s->op, sign,
                    sql(s, "x.op_id = :x AND e.op_id <> :x AND x.was_canceled_op IS NULL%s", rest), s->params);
    derive_canceled(s->op, -sign,
                    sql(s, "x.op_id = :x AND e.op_id <> :x AND x.was_canceled_op IS NOT NULL%s", rest), s->params);
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

/* The columns as a row that comes back has them. */
static const char *returning_columns(struct step *s, const struct op_table_info *t)
{
    struct str list = {0};
    const char *at = t->columns, *column;
    for (size_t len; next_column(&at, &column, &len);)
        str_add_f(&list, "%s%.*s", list.len ? ", " : "", listed(t->zeroed, column, len) ? 1 : (int)len,
                  listed(t->zeroed, column, len) ? "0" : column);
    const char *copy = arena_strdup(&s->op->arena, str_text(&list));
    str_clear(&list);
    return copy;
}

/* Which columns differ between the rows that are there and those kept: *differs has one character for each, '1' where
 * some row differs. Writing only these leaves the indexes of all others alone. */
static lia_status find_differences(struct step *s, const struct op_table_info *t, int side, struct str *differs,
                                   lia_error *err)
{
    struct str text = {0};
    const char *at = t->columns, *column;
    size_t n = 0;
    str_add(&text, "SELECT ");
    for (size_t len; next_column(&at, &column, &len); n++)
        str_add_f(&text, "%scoalesce(max(t.%.*s IS NOT w.%.*s), 0)", n ? ", " : "", (int)len, column, (int)len, column);
    str_add_f(&text, " FROM %s AS w CROSS JOIN %s AS t ON t.%s = w.%s WHERE w.was_op = :x AND w.side = :side", t->was,
              t->name, t->key, t->key);
    struct db_rows *rows;
    lia_status status =
        db_query(s->op->db, str_text(&text), DB_PARAMS(db_i("x", s->u->id), db_i("side", side)), &rows, err);
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
static void add_assignment(struct str *list, const struct op_table_info *t, const char *column, size_t len)
{
    const char *name = t->name;
    str_add(list, list->len ? ", " : "");
    if (strcmp(name, "number_series") == 0 && len == 4 && strncmp(column, "last", 4) == 0)
        str_add(list, "last = max(number_series.last, w.last)");
    else
        str_add_f(list, "%.*s = w.%.*s", (int)len, column, (int)len, column);
}

/* The rows that are there become as they are kept under side. */
static lia_status restore(struct step *s, const struct op_table_info *t, int side, lia_error *err)
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
        run(s, sql(s, "UPDATE %s SET %s FROM %s AS w WHERE w.was_op = :x AND w.side = %d AND %s.%s = w.%s", t->name,
                   str_text(&list), t->was, side, t->name, t->key, t->key));
    str_clear(&differs);
    str_clear(&list);
    return status;
}

static void keep_side_1(struct step *s, const struct op_table_info *t, const char *where, const struct db_param *params)
{
    db_add(s->op->batch,
           sql(s, "INSERT INTO %s SELECT :x, 1, %s FROM %s WHERE %s", t->was, t->columns, t->name, where), params);
}

/* --- guards: op_run's claim and undo_way keep these from ever failing; if they do, nothing is lost --- */

static void guard(struct step *s, const char *text, const struct db_param *params)
{
    db_guard(s->op->batch, GUARD_CHANGED, LIA_IN_USE, "", _("It was changed since; undo the later changes first"), text,
             params);
}

/* Dropping what is kept is no operation, so the claim does not notice it. */
static void guard_kept(struct step *s)
{
    db_guard(s->op->batch, GUARD_CHANGED, LIA_INVALID, "", _("It can no longer be undone: what was kept is dropped"),
             "SELECT 1 FROM op WHERE op_id = :x AND purged = 1", s->params);
}

static void guard_rows(struct step *s)
{
    for (size_t i = 0; i < s->u->touches.count; i++) {
        const struct undo_touch *touch = &VEC_AT(&s->u->touches, struct undo_touch, i);
        const struct op_table_info *t = &op_tables[touch->table];
        if (touch->how == 'i')
            guard(s, sql(s, "SELECT 1 FROM %s WHERE %s AND changed_op <> :x LIMIT 1", t->name, in_range(s, t)),
                  range_params(s, touch));
    }
    for (enum op_table table = 0; table < OP_TABLES; table++) {
        const struct op_table_info *t = &op_tables[table];
        if (saved(s, table))
            guard(s,
                  sql(s, "SELECT 1 FROM %s AS w CROSS JOIN %s AS t ON t.%s = w.%s WHERE w.was_op = :x AND w.side = 0"
                         " AND t.changed_op <> :x LIMIT 1",
                      t->was, t->name, t->key, t->key),
                  s->params);
    }
    if (s->u->cancels)
        guard(s, "SELECT 1 FROM op_entry AS x CROSS JOIN entry AS e ON e.entry_no = x.entry_no WHERE x.op_id = :x"
                 " AND e.changed_op <> :x LIMIT 1",
              s->params);
}

/* Rows must be as the operation found them. One that it both changed and canceled was found by the first of the two. */
static void guard_rows_again(struct step *s)
{
    for (enum op_table table = 0; table < OP_TABLES; table++) {
        const struct op_table_info *t = &op_tables[table];
        if (saved(s, table))
            guard(s,
                  sql(s, "SELECT 1 FROM %s AS w LEFT JOIN %s AS t ON t.%s = w.%s WHERE w.was_op = :x AND w.side = 0"
                         " AND w.changed_op <> :x AND t.changed_op IS NOT w.changed_op LIMIT 1",
                      t->was, t->name, t->key, t->key),
                  s->params);
    }
    if (s->u->cancels)
        guard(s, "SELECT 1 FROM op_entry AS x LEFT JOIN entry AS e ON e.entry_no = x.entry_no WHERE x.op_id = :x"
                 " AND x.was_changed_op <> :x AND e.changed_op IS NOT x.was_changed_op LIMIT 1",
              s->params);
}

/* Entries, lines and postponed ones name their contact without a foreign key (schema.sql), so nothing else would notice
 * that it has gone while they were. Only asked where a contact can have gone: by a deletion or an undo since then. */
static lia_status guard_contacts(struct step *s, int side, lia_error *err)
{
    static const struct {
        enum op_table table;
        const char *column;
    } named[] = {{OP_ENTRY, "contact_id"}, {OP_ENTRY, "company_id"}, {OP_POSTPONED, "contact_id"},
                 {OP_LINE, "contact_id"}};
    int64_t gone = 0;
    lia_status status = db_query_int(
        s->op->db,
        "SELECT EXISTS (SELECT 1 FROM op_touch WHERE op_id > :x AND tbl = 'contact' AND how = 'd')"
        " OR EXISTS (SELECT 1 FROM op WHERE op_id > :x AND kind = 1 AND op_id <> :by)",
        DB_PARAMS(db_i("x", s->u->id), db_i("by", s->u->undone_by)), &gone, NULL, err);
    for (size_t i = 0; i < sizeof named / sizeof *named && status == LIA_OK && gone; i++)
        db_guard(s->op->batch, GUARD_CHANGED, LIA_IN_USE, "",
                 _("A contact that it needs was deleted since; bring that back first"),
                 sql(s, "SELECT 1 FROM %s AS w WHERE w.was_op = :x AND w.side = %d AND w.%s IS NOT NULL"
                        " AND NOT EXISTS (SELECT 1 FROM contact AS c WHERE c.contact_id = w.%s) LIMIT 1",
                     op_tables[named[i].table].was, side, named[i].column, named[i].column),
                 s->params);
    return status;
}

/* --- one operation back --- */

/* Persons need new words only where their company's name becomes another. */
static lia_status find_names_stay(struct step *s, int side, lia_error *err)
{
    int64_t differ = 0;
    lia_status status =
        db_query_int(s->op->db,
                     "SELECT EXISTS (SELECT 1 FROM contact_was AS w CROSS JOIN contact AS c USING (contact_id)"
                     " WHERE w.was_op = :x AND w.side = :side AND c.type = 1 AND c.name <> w.name)",
                     DB_PARAMS(db_i("x", s->u->id), db_i("side", side)), &differ, NULL, err);
    s->op->names_stay = s->alone && !differ;
    return status;
}

static void take_derived_away(struct step *s)
{
    for (size_t i = 0; i < s->u->touches.count; i++) {
        const struct undo_touch *touch = &VEC_AT(&s->u->touches, struct undo_touch, i);
        if (touch->how == 'i')
            derive_range(s, touch, derive_out);
    }
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (s->u->updates[t])
            derive_saved(s, t, derive_out);
    if (s->u->deletes[OP_CHANNEL])
        derive_out(s->op, OP_CHANNEL,
                   &(struct derive_rows){"contact_channel_was WHERE was_op = :x AND side = 0", s->params});
}

static void undo_inserted(struct step *s, const struct undo_touch *touch)
{
    const struct op_table_info *t = &op_tables[touch->table];
    db_add(s->op->batch, sql(s, "DELETE FROM %s WHERE %s", t->name, in_range(s, t)), range_params(s, touch));
}

/* Behind all rows that come back: of an entry that was first canceled, then saved, op_entry knows the state before; of
 * one first saved, then canceled, the saved row does. */
static void undo_canceled(struct step *s)
{
    run(s, "UPDATE entry SET canceled_op = x.was_canceled_op, changed_op = x.was_changed_op FROM op_entry AS x"
           " WHERE x.op_id = :x AND entry.entry_no = x.entry_no AND x.was_changed_op <> :x");
}

static lia_status undo_saved(struct step *s, enum op_table table, lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    lia_status status = LIA_OK;
    if (s->u->updates[table])
        status = restore(s, t, 0, err);
    if (s->u->deletes[table])
        run(s, sql(s, "INSERT INTO %s SELECT %s FROM %s AS w WHERE was_op = :x AND side = 0%s", t->name,
                   returning_columns(s, t), t->was,
                   s->u->updates[table] ? sql(s, " AND NOT EXISTS (SELECT 1 FROM %s AS t WHERE t.%s = w.%s)", t->name,
                                              t->key, t->key)
                                        : ""));
    return status;
}

static void keep_after(struct step *s)
{
    for (size_t i = 0; i < s->u->touches.count; i++) {
        const struct undo_touch *touch = &VEC_AT(&s->u->touches, struct undo_touch, i);
        if (touch->how == 'i')
            keep_side_1(s, &op_tables[touch->table], in_range(s, &op_tables[touch->table]), range_params(s, touch));
    }
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (s->u->updates[t])
            keep_side_1(s, &op_tables[t], in_saved(s, &op_tables[t]), s->params);
}

static struct step begin(struct op *op, const struct undo_op *u, bool alone)
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

lia_status undo_back(struct op *op, const struct undo_op *u, bool alone, lia_error *err)
{
    struct step s = begin(op, u, alone);
    bool done[OP_TABLES] = {0};
    lia_status status = find_names_stay(&s, 0, err);
    guard_kept(&s);
    if (status == LIA_OK)
        status = guard_contacts(&s, 0, err);
    guard_rows(&s);
    take_derived_away(&s);
    if (u->cancels)
        derive_turned(&s, -1);
    keep_after(&s);
    for (size_t i = u->touches.count; i-- > 0 && status == LIA_OK;) {
        const struct undo_touch *touch = &VEC_AT(&u->touches, struct undo_touch, i);
        if (touch->how == 'i')
            undo_inserted(&s, touch);
        if ((touch->how == 'u' || touch->how == 'd') && !done[touch->table])
            status = undo_saved(&s, touch->table, err);
        done[touch->table] |= touch->how == 'u' || touch->how == 'd';
    }
    if (u->cancels)
        undo_canceled(&s);
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (saved(&s, t))
            derive_saved(&s, t, derive_in);
    if (saved(&s, OP_CONTACT))
        mark_contacts(&s);
    derive_words_in(op, NULL, DB_NONE);
    run(&s, "UPDATE op SET undone_by = :op WHERE op_id = :x");
    return status;
}

/* --- one operation again --- */

static void redo_inserted(struct step *s, const struct undo_touch *touch)
{
    const struct op_table_info *t = &op_tables[touch->table];
    db_add(s->op->batch,
           sql(s, "INSERT INTO %s SELECT %s FROM %s WHERE was_op = :x AND side = 1 AND %s BETWEEN :first AND :last",
               t->name, returning_columns(s, t), t->was, t->key),
           range_params(s, touch));
}

/* Rows that were saved as well have come back as a whole. */
static void redo_canceled(struct step *s)
{
    run(s, sql(s, "UPDATE entry SET canceled_op = CASE WHEN x.was_canceled_op IS NULL THEN :x END, changed_op = :x"
                  " FROM op_entry AS x WHERE x.op_id = :x AND entry.entry_no = x.entry_no%s",
               saved(s, OP_ENTRY) ? " AND NOT EXISTS (SELECT 1 FROM entry_was AS w WHERE w.was_op = :x"
                                    " AND w.side = 0 AND w.entry_no = x.entry_no)"
                                  : ""));
}

static lia_status redo_saved(struct step *s, enum op_table table, lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    lia_status status = LIA_OK;
    if (s->u->updates[table])
        status = restore(s, t, 1, err);
    if (s->u->deletes[table])
        run(s, sql(s, "DELETE FROM %s WHERE %s IN (SELECT %s FROM %s AS w WHERE was_op = :x AND side = 0%s)", t->name,
                   t->key, t->key, t->was,
                   s->u->updates[table] ? sql(s, " AND NOT EXISTS (SELECT 1 FROM %s AS m WHERE m.was_op = :x"
                                                 " AND m.side = 1 AND m.%s = w.%s)",
                                              t->was, t->key, t->key)
                                        : ""));
    return status;
}

static void take_derived_away_again(struct step *s)
{
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (saved(s, t))
            derive_saved(s, t, derive_out);
    derive_out(s->op, OP_CHANNEL, &(struct derive_rows){"contact_channel_was WHERE was_op = :x", s->params});
    if (s->u->cancels)
        derive_turned(s, 1);
}

static void derive_again(struct step *s)
{
    for (size_t i = 0; i < s->u->touches.count; i++) {
        const struct undo_touch *touch = &VEC_AT(&s->u->touches, struct undo_touch, i);
        if (touch->how != 'i')
            continue;
        derive_range(s, touch, derive_in);
        if (touch->table == OP_CONTACT)
            derive_words_in(s->op, in_range(s, &op_tables[OP_CONTACT]), range_params(s, touch));
    }
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (s->u->updates[t])
            derive_saved(s, t, derive_in);
    derive_words_in(s->op, NULL, DB_NONE);
}

static void drop_side_1(struct step *s)
{
    bool kept[OP_TABLES] = {0};
    for (size_t i = 0; i < s->u->touches.count; i++) {
        const struct undo_touch *touch = &VEC_AT(&s->u->touches, struct undo_touch, i);
        kept[touch->table] |= touch->how == 'i' || touch->how == 'u';
    }
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (kept[t])
            run(s, sql(s, "DELETE FROM %s WHERE was_op = :x AND side = 1", op_tables[t].was));
}

lia_status undo_again(struct op *op, const struct undo_op *u, bool alone, lia_error *err)
{
    struct step s = begin(op, u, alone);
    bool done[OP_TABLES] = {0};
    lia_status status = find_names_stay(&s, 1, err);
    guard_kept(&s);
    if (status == LIA_OK)
        status = guard_contacts(&s, 1, err);
    guard_rows_again(&s);
    take_derived_away_again(&s);
    for (size_t i = 0; i < u->touches.count && status == LIA_OK; i++) {
        const struct undo_touch *touch = &VEC_AT(&u->touches, struct undo_touch, i);
        if (touch->how == 'i')
            redo_inserted(&s, touch);
        if ((touch->how == 'u' || touch->how == 'd') && !done[touch->table])
            status = redo_saved(&s, touch->table, err);
        done[touch->table] |= touch->how == 'u' || touch->how == 'd';
    }
    if (u->cancels)
        redo_canceled(&s);
    derive_again(&s);
    drop_side_1(&s);
    run(&s, "UPDATE op SET undone_by = NULL WHERE op_id = :x");
    return status;
}
