/* The statements that take an operation back. */
#include "core/undo_step.h"

static void guard_rows(struct step *s)
{
    for (size_t i = 0; i < s->u->touches.count; i++) {
        const struct undo_touch *touch = &VEC_AT(&s->u->touches, struct undo_touch, i);
        const struct op_table_info *t = &op_tables[touch->table];
        if (touch->how == 'i')
            step_guard(s,
                       step_sql(s, "SELECT 1 FROM %s WHERE %s AND changed_op <> :x LIMIT 1",
                                t->name, step_in_range(s, t)),
                       step_range_params(s, touch));
    }
    for (enum op_table table = 0; table < OP_TABLES; table++) {
        const struct op_table_info *t = &op_tables[table];
        if (step_saved(s, table))
            step_guard(s,
                       step_sql(s,
                                "SELECT 1 FROM %s AS w CROSS JOIN %s AS t ON t.%s = w.%s WHERE "
                                "w.was_op = :x AND w.side = 0"
                                " AND t.changed_op <> :x LIMIT 1",
                                t->was, t->name, t->key, t->key),
                       s->params);
    }
    if (s->u->cancels)
        step_guard(s,
                   "SELECT 1 FROM op_entry AS x CROSS JOIN entry AS e ON e.entry_no = x.entry_no "
                   "WHERE x.op_id = :x"
                   " AND e.changed_op <> :x LIMIT 1",
                   s->params);
}

static void keep_side_1(struct step *s, const struct op_table_info *t, const char *where,
                        const struct db_param *params)
{
    db_add(s->op->batch,
           step_sql(s, "INSERT INTO %s SELECT :x, 1, %s FROM %s WHERE %s", t->was, t->columns,
                    t->name, where),
           params);
}

/* Rows of contacts that come back have words again. */
static void mark_contacts(struct step *s)
{
    step_run(s, "INSERT INTO contact_was (was_op, side, contact_id) SELECT :op, 2, contact_id FROM "
                "contact_was"
                " WHERE was_op = :x AND side = 0 ON CONFLICT DO NOTHING");
    s->op->words = true;
}

static void take_derived_away(struct step *s)
{
    for (size_t i = 0; i < s->u->touches.count; i++) {
        const struct undo_touch *touch = &VEC_AT(&s->u->touches, struct undo_touch, i);
        if (touch->how == 'i')
            step_derive_range(s, touch, derive_out);
    }
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (s->u->updates[t])
            step_derive_saved(s, t, derive_out);
    if (s->u->deletes[OP_CHANNEL])
        derive_out(
            s->op, OP_CHANNEL,
            &(struct derive_rows){"contact_channel_was WHERE was_op = :x AND side = 0", s->params});
}

static void undo_inserted(struct step *s, const struct undo_touch *touch)
{
    const struct op_table_info *t = &op_tables[touch->table];
    db_add(s->op->batch, step_sql(s, "DELETE FROM %s WHERE %s", t->name, step_in_range(s, t)),
           step_range_params(s, touch));
}

/* Behind all rows that come back: of an entry that was first canceled, then saved, op_entry knows
 * the state before; of one first saved, then canceled, the saved row does. */
static void undo_canceled(struct step *s)
{
    step_run(s, "UPDATE entry SET canceled_op = x.was_canceled_op, changed_op = x.was_changed_op "
                "FROM op_entry AS x"
                " WHERE x.op_id = :x AND entry.entry_no = x.entry_no AND x.was_changed_op <> :x");
}

static lia_status undo_saved(struct step *s, enum op_table table, lia_error *err)
{
    const struct op_table_info *t = &op_tables[table];
    lia_status status = LIA_OK;
    if (s->u->updates[table])
        status = step_restore(s, t, 0, err);
    if (s->u->deletes[table])
        step_run(
            s,
            step_sql(s, "INSERT INTO %s SELECT %s FROM %s AS w WHERE was_op = :x AND side = 0%s",
                     t->name, step_returning_columns(s, t), t->was,
                     s->u->updates[table]
                         ? step_sql(s, " AND NOT EXISTS (SELECT 1 FROM %s AS t WHERE t.%s = w.%s)",
                                    t->name, t->key, t->key)
                         : ""));
    return status;
}

static void keep_after(struct step *s)
{
    for (size_t i = 0; i < s->u->touches.count; i++) {
        const struct undo_touch *touch = &VEC_AT(&s->u->touches, struct undo_touch, i);
        if (touch->how == 'i')
            keep_side_1(s, &op_tables[touch->table], step_in_range(s, &op_tables[touch->table]),
                        step_range_params(s, touch));
    }
    for (enum op_table t = 0; t < OP_TABLES; t++)
        if (s->u->updates[t])
            keep_side_1(s, &op_tables[t], step_in_saved(s, &op_tables[t]), s->params);
}

lia_status undo_back(struct op *op, const struct undo_op *u, bool alone, lia_error *err)
{
    struct step s = step_begin(op, u, alone);
    bool done[OP_TABLES] = {0};
    lia_status status = step_find_names_stay(&s, 0, err);
    step_guard_kept(&s);
    if (status == LIA_OK)
        status = step_guard_contacts(&s, 0, err);
    guard_rows(&s);
    take_derived_away(&s);
    if (u->cancels && status == LIA_OK)
        status = step_derive_turned(&s, -1, err);
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
        if (step_saved(&s, t))
            step_derive_saved(&s, t, derive_in);
    if (step_saved(&s, OP_CONTACT))
        mark_contacts(&s);
    derive_words_in(op, NULL, DB_NONE);
    step_run(&s, "UPDATE op SET undone_by = :op WHERE op_id = :x");
    return status;
}
