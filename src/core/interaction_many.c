/* One entry for each of many contacts, as one operation (domain.md 4.8). */
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "core/core.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"
#include "core/result.h"
#include "core/segment_row.h"
#include "core/segment_rules.h"

/* --- who can be used --- */

static const char *reason_of(struct arena *a, struct db_rows *rows)
{
    if (db_is_null(rows, 1))
        return _("deleted");
    if (db_int(rows, 2))
        return _("archived");
    const char *why = db_text(rows, 4);
    return *why ? arena_printf(a, _("privacy-blocked: %s"), why) : _("privacy-blocked");
}

static void read_usable(struct db_rows *rows, struct arena *a, struct vec *usable,
                        struct vec *left_out)
{
    if (!db_is_null(rows, 1) && !db_int(rows, 2) && !db_int(rows, 3)) {
        *(int64_t *)vec_push(usable) = db_int(rows, 0);
        return;
    }
    *(lia_left_out *)vec_push(left_out) = (lia_left_out){.contact_id = db_int(rows, 0),
                                                         .name = arena_strdup(a, db_text(rows, 1)),
                                                         .reason = reason_of(a, rows)};
}

lia_status lia_interaction_usable(lia_book *book, const int64_t *contacts, size_t n,
                                  lia_left_out_list *out, lia_error *err)
{
    struct db_rows *rows;
    struct arena *a = result_new();
    struct vec usable = VEC_OF(int64_t), left_out = VEC_OF(lia_left_out);
    lia_status status =
        db_query(book->db,
                 "SELECT j.value, c.name, c.archived, c.privacy_blocked, c.privacy_reason"
                 " FROM json_each(:ids) AS j LEFT JOIN contact AS c ON c.contact_id = j.value",
                 DB_PARAMS(db_t("ids", rule_ids(a, contacts, n))), &rows, err);
    if (status == LIA_OK) {
        while (db_next(rows))
            read_usable(rows, a, &usable, &left_out);
        status = db_rows_close(rows, err);
    }
    *out = (lia_left_out_list){.usable_count = usable.count, .count = left_out.count, .arena = a};
    out->usable = vec_move(&usable, a);
    out->items = vec_move(&left_out, a);
    if (status != LIA_OK)
        lia_left_out_list_clear(out);
    return status;
}

void lia_left_out_list_clear(lia_left_out_list *list)
{
    result_free(list->arena);
    *list = (lia_left_out_list){0};
}

/* --- logging --- */

struct many {
    const lia_interaction *it;
    const int64_t *contacts;
    size_t n;
    int64_t first;
};

/* The contacts in the order given, each with what is worked out for it where the user did not type.
 */
#define FROM_MANY                                                                                  \
    " FROM json_each(:ids) AS j CROSS JOIN contact AS c ON c.contact_id = j.value"                 \
    " CROSS JOIN interaction_template AS t ON t.template_id = :template"
#define MANY_SALESPERSON                                                                           \
    "iif(:salesperson_typed, :salesperson, " RULE_SALESPERSON(RULE_MINE, "c.salesperson_id") ")"
#define MANY_CORRESPONDENCE                                                                        \
    "iif(:corr_typed, :corr, " RULE_CORRESPONDENCE("c.correspondence", "t.correspondence",         \
                                                   "t.ignore_correspondence") ")"
#define INSERT_MANY                                                                                \
    "INSERT INTO entry (entry_no, contact_id, company_id, wall, has_time, zone, text_id, "         \
    "template_id, group_id,"                                                                       \
    " salesperson_id, flow, initiated_by, correspondence, evaluation, failed, cost, minutes, "     \
    "via, origin, op_id,"                                                                          \
    " changed_op) SELECT :first + j.key, c.contact_id, " RULE_COMPANY(                             \
        "c") ", :wall, :has_time, :zone, :text,"                                                   \
             " t.template_id, t.group_id, " MANY_SALESPERSON ", :flow, :by, " MANY_CORRESPONDENCE  \
             ", :evaluation, :failed,"                                                             \
             " :cost, :minutes, nullif(iif(:via_typed, :via, " RULE_VIA(                           \
                 MANY_CORRESPONDENCE, "c") "), ''), 1, :op, :op" FROM_MANY

static const struct db_param *params_of(struct op *op, const struct many *many, int64_t text)
{
    const lia_interaction *it = many->it;
    const struct db_param all[] = {
        db_t("ids", rule_ids(&op->arena, many->contacts, many->n)),
        db_i("first", many->first),
        db_i("template", it->template_id),
        db_ref("salesperson", it->salesperson_id),
        db_i("salesperson_typed", interaction_typed(it, LIA_I_SALESPERSON)),
        db_t("user", lia_book_user(op->book)),
        db_i("corr", it->correspondence),
        db_i("corr_typed", interaction_typed(it, LIA_I_CORRESPONDENCE)),
        db_t("via", segment_one_line(&op->arena, it->via)),
        db_i("via_typed", interaction_typed(it, LIA_I_VIA)),
        it->date == LIA_DAY_NONE ? db_null("day") : db_i("day", it->date),
        db_i("latest", rule_latest_day(op->book)),
        db_t("description", it->description),
        db_i("wall", it->date == LIA_DAY_NONE ? 0 : interaction_wall(it)),
        db_i("has_time", it->time >= 0),
        db_i("zone", interaction_zone(it)),
        db_i("text", text),
        db_i("flow", it->flow),
        db_i("by", it->initiated_by),
        db_i("evaluation", it->evaluation),
        db_i("failed", it->failed),
        db_i("cost", it->cost),
        db_i("minutes", it->minutes),
        db_i("op", op->id),
        {.type = DB_END},
    };
    struct db_param *params = arena_alloc(&op->arena, sizeof all);
    memcpy(params, all, sizeof all);
    return params;
}

/* The first problem in the order of the contacts. */
static lia_status check(struct op *op, const struct many *many, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        op->db,
        "SELECT " RULE_PROBLEM(
            "c", "t", "s", ":day", ":latest",
            ":description") " AS problem" INTERACTION_NAMES("c", "t",
                                                            "s") " FROM json_each(:ids) AS j LEFT "
                                                                 "JOIN contact AS c ON "
                                                                 "c.contact_id = j.value"
                                                                 " LEFT JOIN interaction_template "
                                                                 "AS t ON t.template_id = :template"
                                                                 " LEFT JOIN salesperson AS s ON "
                                                                 "s.salesperson_id "
                                                                 "= " MANY_SALESPERSON
                                                                 " WHERE problem <> 0 LIMIT 1",
        params_of(op, many, 0), &rows, err);
    if (status != LIA_OK)
        return status;
    bool found = db_next(rows);
    if (found && db_int(rows, 0) == RULE_NO_SALESPERSON)
        status = lia_fail(err, LIA_INVALID, "salesperson",
                          _("%s has no salesperson: choose one for all"),
                          rule_short(&op->arena, db_text(rows, 1), 30));
    else if (found)
        status = interaction_say_problem(rows, many->it, err);
    lia_status closed = db_rows_close(rows, status == LIA_OK ? err : NULL);
    if (status == LIA_OK)
        status = closed;
    return status != LIA_OK ? status : interaction_check_values(many->it, err);
}

static lia_status say(struct op *op, const struct many *many, lia_error *err)
{
    lia_template_list found = {0};
    lia_status status = lia_template_get(op->book, many->it->template_id, &found, err);
    if (status != LIA_OK)
        return status;
    op_say(op, (int64_t)many->n,
           ngettext_("Logged %s with %zu contact", "Logged %s with %zu contacts", many->n),
           found.items[0].code, many->n);
    lia_template_list_clear(&found);
    return LIA_OK;
}

static lia_status fill_many(struct op *op, void *ctx, lia_error *err)
{
    struct many *many = ctx;
    const lia_interaction *it = many->it;
    int64_t text, n = (int64_t)many->n;
    bool done;
    lia_status status = rule_once(op, it->once, &done, err);
    if (status != LIA_OK || done)
        return status;
    status = check(op, many, err);
    if (status == LIA_OK && it->postponed_no)
        status = postponed_stands(op, it->postponed_no, it->version, err);
    if (status == LIA_OK)
        status = rule_text(op, segment_one_line(&op->arena, it->description),
                           segment_one_line(&op->arena, it->subject), &text, err);
    if (status == LIA_OK)
        status = op_take(op, "entry", n, &many->first, err);
    if (status != LIA_OK)
        return status;
    if (many->n > LARGE_SEGMENT)
        db_batch_large(op->batch);
    db_add(op->batch, INSERT_MANY, params_of(op, many, text));
    db_batch_rows(op->batch, n);
    op_inserted(op, OP_ENTRY, many->first, many->first + n - 1);
    status = comment_insert(op, many->first, n, it->comment, err);
    if (it->postponed_no)
        op_delete(op, OP_POSTPONED, "entry_no = :entry",
                  DB_PARAMS(db_i("entry", it->postponed_no)));
    return status != LIA_OK ? status : say(op, many, err);
}

lia_status lia_interaction_log_many(lia_book *book, const lia_interaction *it,
                                    const int64_t *contacts, size_t n, const lia_progress *progress,
                                    int64_t *first, lia_error *err)
{
    struct many many = {.it = it, .contacts = contacts, .n = n};
    int64_t op;
    if (!n)
        return rule_fail(err, RULE_NO_CONTACT, "", "");
    lia_status status = op_run(book, "interaction-log-many", fill_many, &many, progress, &op, err);
    if (status == LIA_OK && !op)
        status = rule_once_made(book, it->once, "entry", &many.first, err);
    if (status == LIA_OK)
        *first = many.first;
    return status;
}
