/* Turning the Canceled switch of many entries touches two columns of each, so it keeps no whole
 * rows. */
#include "core/derive.h"
#include "core/op_tables.h"

void op_cancel_entries(struct op *op, bool cancel, const char *where, const struct db_param *params)
{
    const struct db_param *all = op_params(op, params);
    const char *other = cancel ? "canceled_op IS NULL" : "canceled_op IS NOT NULL";
    db_add(
        op->batch,
        arena_printf(&op->arena,
                     "INSERT INTO op_entry (op_id, entry_no, was_canceled_op, was_changed_op)"
                     " SELECT :op, entry_no, canceled_op, changed_op FROM entry WHERE (%s) AND %s"
                     " ON CONFLICT DO NOTHING",
                     where, other),
        all);
    /* Those that this operation made, or saved before, are counted at its end. */
    const char *uncounted =
        op->saved[OP_ENTRY] ? " AND NOT EXISTS (SELECT 1 FROM entry_was AS w WHERE w.was_op = :op"
                              " AND w.side = 0 AND w.entry_no = e.entry_no)"
                            : "";
    derive_canceled(
        op, cancel ? 1 : -1,
        arena_printf(&op->arena, "x.op_id = :op AND e.%s AND e.op_id <> :op%s", other, uncounted),
        all);
    db_add(op->batch,
           arena_printf(&op->arena,
                        "UPDATE entry SET canceled_op = %s, changed_op = :op WHERE entry_no IN"
                        " (SELECT entry_no FROM op_entry WHERE op_id = :op) AND %s",
                        cancel ? ":op" : "NULL", other),
           all);
    db_add(op->batch,
           "INSERT INTO op_touch (op_id, seq, tbl, how) VALUES (:op, :seq, 'entry', 'c')",
           DB_PARAMS(db_i("op", op->id), db_i("seq", op->seq++)));
}
