/* The statements that do an undone operation again. */
#include "core/undo_step.h"

/* Rows must be as the operation found them. One that it both changed and canceled was found by the
 * first of the two. */
static void guard_rows_again(struct step *s)
{
    for (enum op_table table = 0; table < OP_TABLES; table++) {
        const struct op_table_info *t = &op_tables[table];
        if (step_saved(s, table))
            step_guard(
                s,
                step_sql(s,
                         "SELECT 1 FROM %s AS w LEFT JOIN %s AS t ON t.%s = w.%s WHERE w.was_op = "
                         ":x AND w.side = 0"
                         " AND w.changed_op <> :x AND t.changed_op IS NOT w.changed_op LIMIT 1",
                         t->was, t->name, t->key, t->key),
                s->params);
    }
    if (s->u->cancels)
        step_guard(s,
                   "SELECT 1 FROM op_entry AS x LEFT JOIN entry AS e ON e.entry_no = x.entry_no "
                   "WHERE x.op_id = :x"
                   " AND x.was_changed_op <> :x AND e.changed_op IS NOT x.was_changed_op LIMIT 1",
                   s->params);
}

static void redo_inserted(struct step *s, const struct undo_touch *touch)
{
    const struct op_table_info *t = &op_tables[touch->table];
    db_add(s->op->batch,
           step_sql(s,
                    "INSERT INTO %s SELECT %s FROM %s WHERE was_op = :x AND side = 1 AND %s "
                    "BETWEEN :first AND :last",
                    t->name, step_returning_columns(s, t), t->was, t->key),
           step_range_params(s, touch));
}

/* Rows that were saved as well have come back as a whole. */
static void redo_canceled(struct step *s)
{
    step_run(s, step_sql(s,
                         "UPDATE entry SET canceled_op = CASE WHEN x.was_canceled_op IS NULL THEN "
                         ":x END, changed_op = :x"
                         " FROM op_entry AS x WHERE x.op_id = :x AND entry.entry_no = x.entry_no%s",
                         step_saved(s, OP_ENTRY)
                             ? " AND NOT EXISTS (SELECT 1 FROM entry_was AS w WHERE w.was_op = :x"
                               " AND w.side = 0 AND w.entry_no = x.entry_no)"
                             : ""));
}

static lia_status redo_saved(struct step *s, enum op_table table, lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    lia_status status = LIA_OK;
    if (s->u->updates[table])
        status = step_restore(s, t, 1, err);
    if (s->u->deletes[table])
        step_run(
            s, step_sql(s,
                        "DELETE FROM %s WHERE %s IN (SELECT %s FROM %s AS w WHERE was_op = :x AND "
                        "side = 0%s)",
                        t->name, t->key, t->key, t->was,
                        s->u->updates[table]
                            ? step_sql(s,
                                       " AND NOT EXISTS (SELECT 1 FROM %s AS m WHERE m.was_op = :x"
                                       " AND m.side = 1 AND m.%s = w.%s)",
                                       t->was, t->key, t->key)
                            : ""));
    return status;
}

static void take_derived_away_again(struct step *s)
{
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (step_saved(s, t))
            step_derive_saved(s, t, derive_out);
    if (s->u->inserts[OP_CHANNEL] || step_saved(s, OP_CHANNEL))
        derive_out(s->op, OP_CHANNEL,
                   &(struct derive_rows){"contact_channel_was WHERE was_op = :x", s->params});
}

static void derive_again(struct step *s)
{
    for (size_t i = 0; i < s->u->touches.count; i++) {
        const struct undo_touch *touch = &VEC_AT(&s->u->touches, struct undo_touch, i);
        if (touch->how != 'i')
            continue;
        step_derive_range(s, touch, derive_in);
        if (touch->table == OP_CONTACT)
            derive_words_in(s->op, step_in_range(s, &op_tables[OP_CONTACT]),
                            step_range_params(s, touch));
    }
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (s->u->updates[t])
            step_derive_saved(s, t, derive_in);
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
            step_run(
                s, step_sql(s, "DELETE FROM %s WHERE was_op = :x AND side = 1", op_tables[t].was));
}

lia_status undo_again(struct op *op, const struct undo_op *u, bool alone, lia_error *err)
{
    struct step s = step_begin(op, u, alone);
    bool done[OP_TABLES] = {0};
    lia_status status = step_find_names_stay(&s, 1, err);
    step_guard_kept(&s);
    if (status == LIA_OK)
        status = step_guard_contacts(&s, 1, err);
    guard_rows_again(&s);
    take_derived_away_again(&s);
    if (u->cancels && status == LIA_OK)
        status = step_derive_turned(&s, 1, err);
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
    step_run(&s, "UPDATE op SET undone_by = NULL WHERE op_id = :x");
    return status;
}
