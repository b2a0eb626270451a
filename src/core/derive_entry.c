/* What entries contribute: two counters, totals by template and group, the counts of logged
 * segments. The rows are read once, into few sums that lie in entry_was under side 2 until they are
 * handed out; temporary tables are not for a batch that another machine may run. */
#include "core/derive_entry.h"

/* wall holds the number of entries, canceled_op whether they are canceled. */
static void sum_up(struct op *op, const struct derive_rows *rows)
{
    db_add(op->batch,
           arena_printf(&op->arena,
                        "INSERT INTO entry_was (was_op, side, entry_no, template_id, group_id,"
                        " logged_id, canceled_op, wall, cost, minutes)"
                        " SELECT :op, 2, row_number() OVER (), * FROM (SELECT template_id,"
                        " group_id, logged_id, canceled_op IS NOT NULL, count(*), sum(cost),"
                        " sum(minutes) FROM %s GROUP BY 1, 2, 3, 4)",
                        rows->from),
           op_params(op, rows->params));
}

static void hand_out(struct op *op, int sign, const char *counters, const char *totals,
                     const char *logged)
{
    const struct db_param *params = DB_PARAMS(db_i("op", op->id), db_i("sign", sign));
    db_add(op->batch, counters, params);
    db_add(op->batch, totals, params);
    db_add(op->batch, logged, params);
    db_add(op->batch, "DELETE FROM entry_was WHERE was_op = :op AND side = 2", params);
}

#define SUMS " FROM entry_was WHERE was_op = :op AND side = 2"
#define ADD_TOTALS                                                                                 \
    " ON CONFLICT (template_id, group_id) DO UPDATE SET entries = entries + excluded.entries,"     \
    " cost = cost + excluded.cost, minutes = minutes + excluded.minutes"

void derive_entries(struct op *op, const struct derive_rows *rows, int sign)
{
    sum_up(op, rows);
    hand_out(
        op, sign,
        "UPDATE counter SET value = value + :sign *"
        " CASE name WHEN 'entries' THEN n.made ELSE n.canceled END"
        " FROM (SELECT coalesce(sum(wall), 0) AS made,"
        " coalesce(sum(wall * canceled_op), 0) AS canceled" SUMS ") AS n"
        " WHERE name IN ('entries', 'entries_canceled')",
        "INSERT INTO entry_total (template_id, group_id, entries, cost, minutes)"
        " SELECT template_id, group_id, :sign * wall, :sign * cost, :sign * minutes" SUMS
        " AND canceled_op = 0" ADD_TOTALS,
        "UPDATE logged_segment SET entries = entries + :sign * n.made,"
        " entries_canceled = entries_canceled + :sign * n.canceled"
        " FROM (SELECT logged_id AS id, sum(wall) AS made, sum(wall * canceled_op) AS canceled" SUMS
        " AND logged_id IS NOT NULL GROUP BY logged_id) AS n WHERE logged_id = n.id");
}

void derive_canceled(struct op *op, int sign, const char *where, const struct db_param *params)
{
    /* CROSS JOIN keeps the order: op_entry lies together, and in the order of the entries. */
    const char *from = arena_printf(
        &op->arena, "op_entry AS x CROSS JOIN entry AS e ON e.entry_no = x.entry_no WHERE %s",
        where);
    sum_up(op, &(struct derive_rows){from, params});
    hand_out(op, sign,
             "UPDATE counter SET value = value + :sign * (SELECT coalesce(sum(wall), 0)" SUMS ")"
             " WHERE name = 'entries_canceled'",
             "INSERT INTO entry_total (template_id, group_id, entries, cost, minutes)"
             " SELECT template_id, group_id, -:sign * wall, -:sign * cost, -:sign * minutes" SUMS
                 ADD_TOTALS,
             "UPDATE logged_segment SET entries_canceled = entries_canceled + :sign * n.turned"
             " FROM (SELECT logged_id AS id, sum(wall) AS turned" SUMS
             " AND logged_id IS NOT NULL GROUP BY logged_id) AS n WHERE logged_id = n.id");
}
