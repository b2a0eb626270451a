/* Canceled is a switch on one or many entries (domain.md 7). */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "core/core.h"
#include "core/filter_sql.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"
#include "core/result.h"

enum { LARGE = 2000 };

/* Entries that can turn. No alias, so that the conditions stand in SELECT, UPDATE and DELETE alike.
 * Un-cancel is refused for what was corrected, and for what its logged segment canceled with it. */
#define CAN_CANCEL "canceled_op IS NULL"
#define CAN_UNCANCEL                                                                               \
    "canceled_op IS NOT NULL AND corrected_by IS NULL AND (logged_id IS NULL OR logged_id NOT IN"  \
    " (SELECT logged_id FROM logged_segment WHERE canceled_op IS NOT NULL))"

static const char *can_turn(bool cancel)
{
    return cancel ? CAN_CANCEL : CAN_UNCANCEL;
}

/* --- the plan --- */

struct refusal {
    int64_t entry_no;
    const char *reason;
};

static const char *reason_of(struct arena *a, struct db_rows *rows)
{
    if (!db_is_null(rows, 2))
        return arena_printf(a, _("corrected by entry %lld"), (long long)db_int(rows, 2));
    return arena_printf(a, _("logged segment %s is canceled"), db_text(rows, 3));
}

lia_status lia_entry_cancel_plan(lia_book *book, const int64_t *nos, size_t n, bool cancel,
                                 lia_cancel_plan *out, lia_error *err)
{
    struct db_rows *rows;
    struct arena *a = result_new();
    struct vec refused = VEC_OF(struct refusal);
    lia_cancel_plan plan = {.arena = a};
    lia_status status = db_query(
        book->db,
        "SELECT e.entry_no, e.canceled_op IS NOT NULL, e.corrected_by, g.no"
        " FROM json_each(:nos) AS j CROSS JOIN entry AS e ON e.entry_no = j.value"
        " LEFT JOIN logged_segment AS l ON l.logged_id = e.logged_id AND l.canceled_op IS NOT NULL"
        " LEFT JOIN segment AS g ON g.segment_id = l.segment_id",
        DB_PARAMS(db_t("nos", rule_ids(a, nos, n))), &rows, err);
    if (status == LIA_OK) {
        while (db_next(rows)) {
            bool canceled = db_int(rows, 1);
            if (canceled == cancel)
                plan.already++;
            else if (!cancel && (!db_is_null(rows, 2) || !db_is_null(rows, 3)))
                *(struct refusal *)vec_push(&refused) =
                    (struct refusal){db_int(rows, 0), reason_of(a, rows)};
            else
                plan.turn++;
        }
        status = db_rows_close(rows, err);
    }
    plan.refused = arena_alloc(a, (refused.count + 1) * sizeof *plan.refused);
    for (; plan.refused_count < refused.count; plan.refused_count++) {
        const struct refusal *r = &VEC_AT(&refused, struct refusal, plan.refused_count);
        plan.refused[plan.refused_count].entry_no = r->entry_no;
        plan.refused[plan.refused_count].reason = r->reason;
    }
    vec_clear(&refused);
    if (status == LIA_OK)
        *out = plan;
    else
        result_free(a);
    return status;
}

void lia_cancel_plan_clear(lia_cancel_plan *plan)
{
    result_free(plan->arena);
    *plan = (lia_cancel_plan){0};
}

/* --- turning --- */

struct turn {
    struct sql *where;
    bool cancel;
    int64_t turned;
};

static lia_status fill_turn(struct op *op, void *ctx, lia_error *err)
{
    struct turn *turn = ctx;
    const char *where = sql_text(turn->where);
    const struct db_param *params = sql_params(turn->where);
    lia_status status =
        db_query_int(op->db, arena_printf(&op->arena, "SELECT count(*) FROM entry WHERE %s", where),
                     params, &turn->turned, NULL, err);
    if (status != LIA_OK)
        return status;
    op->nothing = !turn->turned;
    if (turn->turned > LARGE)
        db_batch_large(op->batch);
    op_cancel_entries(op, turn->cancel, where, params);
    if (turn->cancel)
        op_say(op, turn->turned,
               ngettext_("Canceled %lld interaction", "Canceled %lld interactions", turn->turned),
               (long long)turn->turned);
    else
        op_say(op, turn->turned,
               ngettext_("Un-canceled %lld interaction", "Un-canceled %lld interactions",
                         turn->turned),
               (long long)turn->turned);
    return LIA_OK;
}

static lia_status run_turn(lia_book *book, struct sql *where, bool cancel,
                           const lia_progress *progress, int64_t *turned, lia_error *err)
{
    struct turn turn = {.where = where, .cancel = cancel};
    sql_add(where, " AND ");
    sql_add(where, can_turn(cancel));
    lia_status status = op_run(book, cancel ? "entry-cancel" : "entry-uncancel", fill_turn, &turn,
                               progress, NULL, err);
    if (status == LIA_OK)
        *turned = turn.turned;
    sql_clear(where);
    return status;
}

lia_status lia_entry_cancel(lia_book *book, const int64_t *nos, size_t n, bool cancel,
                            const lia_progress *progress, int64_t *turned, lia_error *err)
{
    struct sql where = {0};
    struct arena a = {0};
    sql_add(&where, "entry_no IN (SELECT value FROM json_each(:nos))");
    sql_bind(&where, db_t("nos", rule_ids(&a, nos, n)));
    arena_clear(&a);
    return run_turn(book, &where, cancel, progress, turned, err);
}

lia_status lia_entry_cancel_query(lia_book *book, const lia_entry_query *query, bool cancel,
                                  const lia_progress *progress, int64_t *turned, lia_error *err)
{
    struct sql where = {0};
    entry_query_where(query, "entry", &where);
    return run_turn(book, &where, cancel, progress, turned, err);
}
