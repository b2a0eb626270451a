/* lia_op_changes: what an operation changed, field by field, from what was kept of the rows before
 * and after it. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/vec.h"
#include "core/change_fields.h"
#include "core/core.h"
#include "core/result.h"
#include "core/undo.h"

enum { FIELDS_MAX = 64 };

struct changes {
    struct db *db;
    struct arena *arena;
    struct undo_op op;
    struct vec items; /* lia_change */
    int64_t left;     /* records that may still be listed */
    int64_t more;
};

/* A row as people see it. */
struct shown {
    bool found;
    int64_t changed_op;
    const char *label;
    const char *values[FIELDS_MAX];
};

/* --- one row --- */

/* sql behind "SELECT changed_op, label, fields...": FROM ... AS t WHERE ..., with :x, :id, :at. */
static const char *row_sql(struct changes *c, enum op_table table, const char *from)
{
    size_t n;
    const struct change_field *f = change_fields(table, &n);
    struct str sql = {0};
    str_add_f(&sql, "SELECT t.changed_op, CAST(%s AS TEXT)", op_tables[table].label);
    for (size_t i = 0; i < n; i++) {
        str_add(&sql, ", CAST(");
        str_add(&sql, f[i].shown ? f[i].shown : "t.");
        str_add(&sql, f[i].shown ? "" : f[i].column);
        str_add(&sql, " AS TEXT)");
    }
    str_add(&sql, from);
    const char *copy = arena_strdup(c->arena, str_text(&sql));
    str_clear(&sql);
    return copy;
}

static lia_status read_row(struct changes *c, enum op_table table, const char *from, int64_t id,
                           int64_t at, struct shown *out, lia_error *err)
{
    *out = (struct shown){.label = ""};
    struct db_rows *rows;
    lia_status status =
        db_query(c->db, row_sql(c, table, from),
                 DB_PARAMS(db_i("x", c->op.id), db_i("id", id), db_i("at", at)), &rows, err);
    if (status)
        return status;
    size_t n;
    const struct change_field *f = change_fields(table, &n);
    if (db_next(rows)) {
        out->found = true;
        out->changed_op = db_int(rows, 0);
        out->label = arena_strdup(c->arena, db_text(rows, 1));
        for (size_t i = 0; i < n; i++)
            out->values[i] =
                arena_strdup(c->arena, change_show(c->arena, &f[i], db_text(rows, (int)i + 2)));
    }
    return db_rows_close(rows, err);
}

static lia_status read_kept(struct changes *c, enum op_table table, int64_t at, int side,
                            int64_t id, struct shown *out, lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    return read_row(
        c, table,
        arena_printf(c->arena, " FROM %s AS t WHERE t.was_op = :at AND t.side = %d AND t.%s = :id",
                     t->was, side, t->key),
        id, at, out, err);
}

/* The row as the operation left it: kept by its undo, by the next operation that changed it, or as
 * it stands. */
static lia_status read_after(struct changes *c, enum op_table table, int64_t id, struct shown *out,
                             lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    if (c->op.undone_by)
        return read_kept(c, table, c->op.id, 1, id, out, err);
    lia_status status = read_row(
        c, table, arena_printf(c->arena, " FROM %s AS t WHERE t.%s = :id", t->name, t->key), id, 0,
        out, err);
    if (status || (out->found && out->changed_op == c->op.id))
        return status;
    int64_t next = 0;
    status = db_query_int(
        c->db,
        arena_printf(
            c->arena,
            "SELECT k.op_id FROM op_touch AS k CROSS JOIN %s AS w ON w.was_op = k.op_id AND"
            " w.side = 0 AND w.%s = :id WHERE k.op_id > :x AND k.tbl = :tbl"
            " ORDER BY k.op_id LIMIT 1",
            t->was, t->key),
        DB_PARAMS(db_i("id", id), db_i("x", c->op.id), db_t("tbl", t->name)), &next, NULL, err);
    return status || !next ? status : read_kept(c, table, next, 0, id, out, err);
}

/* --- listing --- */

static const char *record_name(struct changes *c, enum op_table table, const char *label)
{
    const char *noun = _(op_tables[table].noun);
    return label[0] ? arena_printf(c->arena, "%s %s", noun, label) : noun;
}

static void add(struct changes *c, const char *record, const char *field, const char *before,
                const char *after)
{
    *(lia_change *)vec_push(&c->items) = (lia_change){record, field, before, after};
}

static void add_differences(struct changes *c, enum op_table table, const struct shown *before,
                            const struct shown *after)
{
    size_t n;
    const struct change_field *f = change_fields(table, &n);
    const char *record = record_name(c, table, after->found ? after->label : before->label);
    const char *name = before->label[0] ? before->label : record;
    if (!after->found)
        add(c, record, "", name, "");
    for (size_t i = 0; i < n && after->found; i++)
        if (strcmp(before->values[i], after->values[i]) != 0)
            add(c, record, _(f[i].name), before->values[i], after->values[i]);
}

/* Keys of rows, as far as they may be listed; the rest is counted. */
static lia_status read_keys(struct changes *c, const char *from, const struct db_param *params,
                            const char *key, struct vec *ids, lia_error *err)
{
    int64_t all = 0;
    struct db_rows *rows;
    lia_status status = db_query_int(c->db, arena_printf(c->arena, "SELECT count(*) FROM %s", from),
                                     params, &all, NULL, err);
    if (status == LIA_OK)
        status = db_query(c->db, arena_printf(c->arena, "SELECT %s FROM %s ORDER BY 1", key, from),
                          params, &rows, err);
    if (status)
        return status;
    while ((int64_t)ids->count < c->left && db_next(rows))
        *(int64_t *)vec_push(ids) = db_int(rows, 0);
    c->left -= (int64_t)ids->count;
    c->more += all - (int64_t)ids->count;
    return db_rows_close(rows, err);
}

/* Where the rows are that the operation made: in the table, kept by its undo, or by a later
 * deletion. */
static lia_status find_inserted(struct changes *c, const struct op_table_info *t, const char **from,
                                lia_error *err)
{
    const char *in_range =
        arena_printf(c->arena, "%s BETWEEN :first AND :last AND op_id = :x", t->key);
    if (c->op.undone_by) {
        *from =
            arena_printf(c->arena, "%s WHERE was_op = :x AND side = 1 AND %s", t->was, in_range);
        return LIA_OK;
    }
    int64_t deleted = 0;
    lia_status status = db_query_int(
        c->db,
        "SELECT EXISTS (SELECT 1 FROM op_touch WHERE op_id > :x AND tbl = :tbl AND how = 'd')",
        DB_PARAMS(db_i("x", c->op.id), db_t("tbl", t->name)), &deleted, NULL, err);
    *from = arena_printf(c->arena, "%s WHERE %s", t->name, in_range);
    if (deleted)
        *from = arena_printf(
            c->arena,
            "(SELECT %s FROM %s UNION SELECT w.%s FROM op_touch AS k CROSS JOIN %s AS w"
            " ON w.was_op = k.op_id AND w.side = 0 AND w.%s BETWEEN :first AND :last AND w.op_id = "
            ":x"
            " WHERE k.op_id > :x AND k.tbl = '%s' AND k.how = 'd')",
            t->key, *from, t->key, t->was, t->key, t->name);
    return status;
}

static lia_status list_inserted(struct changes *c, const struct undo_touch *touch, lia_error *err)
{
    const struct op_table_info *t = &op_tables[touch->table];
    struct vec ids = VEC_OF(int64_t);
    const char *from;
    lia_status status = find_inserted(c, t, &from, err);
    if (status)
        return status;
    status = read_keys(
        c, from,
        DB_PARAMS(db_i("x", c->op.id), db_i("first", touch->first), db_i("last", touch->last)),
        t->key, &ids, err);
    for (size_t i = 0; i < ids.count && status == LIA_OK; i++) {
        struct shown row;
        status = read_after(c, touch->table, VEC_AT(&ids, int64_t, i), &row, err);
        const char *record = record_name(c, touch->table, row.label);
        if (status == LIA_OK)
            add(c, record, "", "", row.label[0] ? row.label : record);
    }
    vec_clear(&ids);
    return status;
}

static lia_status list_saved(struct changes *c, enum op_table table, lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    struct vec ids = VEC_OF(int64_t);
    lia_status status =
        read_keys(c, arena_printf(c->arena, "%s WHERE was_op = :x AND side = 0", t->was),
                  DB_PARAMS(db_i("x", c->op.id)), t->key, &ids, err);
    for (size_t i = 0; i < ids.count && status == LIA_OK; i++) {
        struct shown before, after;
        status = read_kept(c, table, c->op.id, 0, VEC_AT(&ids, int64_t, i), &before, err);
        if (status == LIA_OK)
            status = read_after(c, table, VEC_AT(&ids, int64_t, i), &after, err);
        if (status == LIA_OK)
            add_differences(c, table, &before, &after);
    }
    vec_clear(&ids);
    return status;
}

/* Rows that are saved too show their switch with their other fields. */
static lia_status list_canceled(struct changes *c, lia_error *err)
{
    const char *from =
        "op_entry AS x WHERE x.op_id = :x AND NOT EXISTS (SELECT 1 FROM entry_was AS w"
        " WHERE w.was_op = :x AND w.side = 0 AND w.entry_no = x.entry_no)";
    struct vec ids = VEC_OF(int64_t);
    lia_status status = read_keys(c, from, DB_PARAMS(db_i("x", c->op.id)), "entry_no", &ids, err);
    for (size_t i = 0; i < ids.count && status == LIA_OK; i++) {
        int64_t was = 0, no = VEC_AT(&ids, int64_t, i);
        status = db_query_int(
            c->db,
            "SELECT was_canceled_op IS NOT NULL FROM op_entry WHERE op_id = :x AND entry_no = :no",
            DB_PARAMS(db_i("x", c->op.id), db_i("no", no)), &was, NULL, err);
        add(c, record_name(c, OP_ENTRY, arena_printf(c->arena, "%lld", (long long)no)),
            _("Canceled"), was ? _("yes") : _("no"), was ? _("no") : _("yes"));
    }
    vec_clear(&ids);
    return status;
}

static lia_status list_all(struct changes *c, lia_error *err)
{
    bool done[OP_TABLES] = {0}, canceled = false;
    lia_status status = LIA_OK;
    for (size_t i = 0; i < c->op.touches.count && status == LIA_OK; i++) {
        const struct undo_touch *touch = &VEC_AT(&c->op.touches, struct undo_touch, i);
        if (touch->how == 'i') {
            status = list_inserted(c, touch, err);
        } else if (touch->how == 'c') {
            status = canceled ? LIA_OK : list_canceled(c, err);
            canceled = true;
        } else if (!done[touch->table]) {
            done[touch->table] = true;
            status = list_saved(c, touch->table, err);
        }
    }
    return status;
}

void lia_change_list_clear(lia_change_list *list)
{
    result_free(list->arena);
    *list = (lia_change_list){0};
}

lia_status lia_op_changes(lia_book *book, int64_t op_id, int limit, lia_change_list *out,
                          lia_error *err)
{
    struct changes c = {
        .db = book->db, .arena = result_new(), .items = VEC_OF(lia_change), .left = limit};
    lia_status status = undo_read(book->db, op_id, &c.op, err);
    /* An undo or redo shows what the operation did that it was of. */
    if (status == LIA_OK && c.op.kind != LIA_OP_CHANGE) {
        int64_t of = c.op.of_op;
        undo_clear(&c.op);
        status = undo_read(book->db, of, &c.op, err);
    }
    if (status == LIA_OK)
        status = list_all(&c, err);
    if (status == LIA_OK) {
        *out = (lia_change_list){.count = c.items.count, .more = c.more, .arena = c.arena};
        out->items = vec_move(&c.items, c.arena);
    } else {
        result_free(c.arena);
    }
    undo_clear(&c.op);
    vec_clear(&c.items);
    return status;
}
