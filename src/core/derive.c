#include "core/derive.h"

#include <string.h>

#include "core/derive_entry.h"
#include "core/op_tables.h"

/* sql with the rows for its %s. */
static void add(struct op *op, const struct derive_rows *rows, int sign, const char *sql)
{
    const char *hole = strstr(sql, "%s");
    size_t n = 0;
    while (rows->params[n].type != DB_END)
        n++;
    struct db_param *all = arena_alloc(&op->arena, (n + 2) * sizeof *all);
    for (size_t i = 0; i < n; i++)
        all[i] = rows->params[i];
    all[n] = db_i("sign", sign);
    all[n + 1].type = DB_END;
    sql = arena_printf(&op->arena, "%.*s%s%s", (int)(hole - sql), sql, rows->from, hole + 2);
    db_add(op->batch, sql, all);
}

/* --- what each table contributes; %s are the rows --- */

static void count_contacts(struct op *op, const struct derive_rows *rows, int sign)
{
    add(op, rows, sign,
        "UPDATE counter SET value = value + :sign *"
        " CASE name WHEN 'contacts' THEN n.made ELSE n.archived END"
        " FROM (SELECT count(*) AS made, coalesce(sum(archived), 0) AS archived FROM %s) AS n"
        " WHERE name IN ('contacts', 'contacts_archived')");
}

/* last_line only grows, as number counters do: a line that comes back finds its place free. */
static void count_lines(struct op *op, const struct derive_rows *rows, int sign)
{
    add(op, rows, sign,
        "UPDATE segment SET lines = lines + :sign * n.made, last_line = max(last_line, n.last)"
        " FROM (SELECT segment_id AS id, count(*) AS made, max(line_id & 2147483647) AS last"
        " FROM %s GROUP BY segment_id) AS n WHERE segment_id = n.id");
}

static void count_rows(struct op *op, enum op_table table, const struct derive_rows *rows, int sign)
{
    switch (table) {
    case OP_CONTACT:
        count_contacts(op, rows, sign);
        break;
    case OP_ENTRY:
        derive_entries(op, rows, sign);
        break;
    case OP_POSTPONED:
        add(op, rows, sign,
            "UPDATE counter SET value = value + :sign * (SELECT count(*) FROM %s)"
            " WHERE name = 'postponed'");
        break;
    case OP_SEGMENT:
        add(op, rows, sign,
            "UPDATE counter SET value = value + :sign * (SELECT count(*) FROM %s AND status = 0)"
            " WHERE name = 'segments'");
        break;
    case OP_LINE:
        count_lines(op, rows, sign);
        break;
    case OP_LOGGED:
        add(op, rows, sign,
            "UPDATE counter SET value = value + :sign * (SELECT count(*) FROM %s)"
            " WHERE name = 'logged_segments'");
        break;
    default:
        break;
    }
}

void derive_out(struct op *op, enum op_table table, const struct derive_rows *rows)
{
    count_rows(op, table, rows, -1);
    if (table == OP_COMMENT)
        add(op, rows, 0,
            "INSERT INTO comment_fts (comment_fts, rowid, content)"
            " SELECT 'delete', comment_id, content FROM %s ORDER BY comment_id");
    if (table == OP_CONTACT || table == OP_CHANNEL)
        derive_words_out(
            op, arena_printf(&op->arena, "contact_id IN (SELECT contact_id FROM %s)", rows->from),
            rows->params);
    if (table == OP_CONTACT && !op->names_stay)
        derive_words_out(op,
                         arena_printf(&op->arena,
                                      "company_id IN (SELECT contact_id FROM %s AND type = 1)",
                                      rows->from),
                         rows->params);
}

void derive_in(struct op *op, enum op_table table, const struct derive_rows *rows)
{
    count_rows(op, table, rows, 1);
    if (table == OP_COMMENT)
        add(op, rows, 0,
            "INSERT INTO comment_fts (rowid, content) SELECT comment_id, content FROM %s"
            " ORDER BY comment_id");
}

/* --- the end of an operation --- */

static const struct db_param *range_params(struct op *op, const struct op_range *r)
{
    return op_params(op, DB_PARAMS(db_i("first", r->first), db_i("last", r->last)));
}

static void finish_inserted(struct op *op, const struct op_range *r)
{
    const struct op_table_info *t = &op_tables[r->table];
    const struct db_param *params = range_params(op, r);
    const char *where =
        arena_printf(&op->arena, "%s BETWEEN :first AND :last AND op_id = :op", t->key);
    /* Its entries, which add themselves, may have been counted by who made it. */
    if (r->table == OP_LOGGED)
        db_add(op->batch,
               arena_printf(&op->arena,
                            "UPDATE logged_segment SET entries = 0, entries_canceled = 0 WHERE %s",
                            where),
               params);
    derive_in(
        op, r->table,
        &(struct derive_rows){arena_printf(&op->arena, "%s WHERE %s", t->name, where), params});
    if (r->table != OP_CONTACT || op->words_in)
        return;
    bool many = r->last - r->first >= DERIVE_MANY;
    if (many)
        derive_words_bulk(op, true);
    derive_words_in(op, where, params);
    if (many)
        derive_words_bulk(op, false);
}

static void finish_table(struct op *op, enum op_table table)
{
    const struct op_table_info *t = &op_tables[table];
    for (size_t i = 0; i < op->inserted.count; i++)
        if (VEC_AT(&op->inserted, struct op_range, i).table == table)
            finish_inserted(op, &VEC_AT(&op->inserted, struct op_range, i));
    if (!op->updated[table])
        return;
    const char *from = arena_printf(
        &op->arena, "%s WHERE %s IN (SELECT %s FROM %s WHERE was_op = :op AND side = 0)", t->name,
        t->key, t->key, t->was);
    derive_in(op, table, &(struct derive_rows){from, op_params(op, DB_NONE)});
}

void derive_finish(struct op *op)
{
    finish_table(op, OP_LOGGED); /* entries count themselves there */
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (t != OP_LOGGED)
            finish_table(op, t);
    derive_words_in(op, NULL, DB_NONE);
    for (size_t i = 0; i < op->texts.count; i++)
        db_add(op->batch,
               "INSERT INTO text_fts (rowid, description, subject) SELECT text_id, description, "
               "subject FROM text"
               " WHERE text_id BETWEEN :first AND :last ORDER BY text_id",
               range_params(op, &VEC_AT(&op->texts, struct op_range, i)));
}
