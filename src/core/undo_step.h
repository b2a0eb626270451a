/* undo_step.h: what taking an operation back and doing it again have in common. */
#ifndef CORE_UNDO_STEP_H
#define CORE_UNDO_STEP_H

#include "core/derive.h"
#include "core/undo.h"

/* One operation being undone or done again within op. */
struct step {
    struct op *op;
    const struct undo_op *u;
    const struct db_param *params; /* :op the undo, :x the operation */
    bool alone;                    /* nothing else in the batch changes rows */
};

#define step_sql(s, ...) arena_printf(&(s)->op->arena, __VA_ARGS__)

struct step step_begin(struct op *op, const struct undo_op *u, bool alone);
void step_run(struct step *s, const char *text);
/* :op, :x, :first, :last */
const struct db_param *step_range_params(struct step *s, const struct undo_touch *t);
/* It has rows of this table in <table>_was, side 0. */
bool step_saved(const struct step *s, enum op_table t);

/* --- sets of rows, as conditions --- */

const char *step_in_saved(struct step *s, const struct op_table_info *t);
const char *step_in_range(struct step *s, const struct op_table_info *t);

/* --- derived data of these --- */

typedef void derive_fn(struct op *op, enum op_table table, const struct derive_rows *rows);
void step_derive_saved(struct step *s, enum op_table table, derive_fn *derive);
void step_derive_range(struct step *s, const struct undo_touch *touch, derive_fn *derive);
/* The entries whose Canceled it turned, except those that are counted as rows saved or made by it.
 * sign 1: they become as it left them. */
lia_status step_derive_turned(struct step *s, int sign, lia_error *err);
/* Whether no company gets another name, from the rows kept under side: then persons keep their
 * words. */
lia_status step_find_names_stay(struct step *s, int side, lia_error *err);

/* --- rows --- */

/* The columns as a row that comes back has them. */
const char *step_returning_columns(struct step *s, const struct op_table_info *t);
/* The rows that are there become as they are kept under side. */
lia_status step_restore(struct step *s, const struct op_table_info *t, int side, lia_error *err);

/* --- guards: op_run's claim and undo_way keep these from ever failing; if they do, nothing is lost
 * --- */

/* Fails when text yields a row. */
void step_guard(struct step *s, const char *text, const struct db_param *params);
void step_guard_kept(struct step *s);
/* Entries, lines and postponed ones name their contact without a foreign key (schema.sql), so
 * nothing else would notice that it has gone while they were. Only asked where a contact can have
 * gone: by a deletion or an undo since then. */
lia_status step_guard_contacts(struct step *s, int side, lia_error *err);

#endif
