/* segment_log.c: logging a segment: what it would do, its problems, what it did. */
#include "segment_log.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "segment_given.h"

enum { PROBLEMS_SHOWN = 100 };

/* --- the plan ------------------------------------------------------------------------------------
 */

/* What stands against logging, for people. True when nothing does. */
static bool can_log(struct cli *cli, const lia_log_plan *plan, bool follow_up)
{
    const char *refused = str_or(plan->refused, ""),
               *no_follow_up = follow_up ? str_or(plan->refused_follow_up, "") : "";
    for (size_t i = 0; i < plan->problem_items; i++) {
        const lia_log_problem *q = &plan->problems[i];
        cli_say(CLI_REFUSED, _("line %lld  %s  %s"), (long long)q->line_no,
                cli_short(cli, str_or(q->contact, "–")), q->reason);
    }
    if (plan->problem_count > (int64_t)plan->problem_items)
        cli_say(CLI_REFUSED, _("… and %lld more"),
                (long long)plan->problem_count - (long long)plan->problem_items);
    if (*refused)
        cli_say(CLI_REFUSED, "%s", refused);
    if (*no_follow_up)
        cli_say(CLI_REFUSED, "%s", no_follow_up);
    if (plan->problem_count > 0)
        cli_say(CLI_REFUSED,
                _("nothing is logged: put these lines right, or see segment move-problems"));
    return plan->problem_count == 0 && !*refused && !*no_follow_up;
}

static const struct print_column plan_columns[] = {
    {"segment", NULL, false},           {"lines", NULL, false},
    {"loggable", NULL, false},          {"without_contact", NULL, false},
    {"logged_singly", NULL, false},     {"problem_count", NULL, false},
    {"problems", NULL, false},          {"templates", NULL, false},
    {"propose_today", NULL, false},     {"refused", NULL, false},
    {"refused_follow_up", NULL, false},
};

static void print_problems(struct printer *p, const lia_log_plan *plan)
{
    struct str json = {0};
    for (size_t i = 0; i < plan->problem_items; i++) {
        const lia_log_problem *q = &plan->problems[i];
        str_add_f(&json, "%s{\"line\":%lld,\"contact\":", i ? "," : "[", (long long)q->line_no);
        print_json_string(&json, str_or(q->contact, ""));
        str_add(&json, ",\"field\":");
        print_json_string(&json, str_or(q->field, ""));
        str_add(&json, ",\"reason\":");
        print_json_string(&json, q->reason);
        str_add_char(&json, '}');
    }
    str_add(&json, json.len ? "]" : "");
    print_json(p, str_text(&json));
    str_clear(&json);
}

static void print_templates(struct printer *p, const lia_log_plan *plan)
{
    struct str json = {0};
    for (size_t i = 0; i < plan->group_count; i++) {
        str_add(&json, i ? ",{\"template\":" : "[{\"template\":");
        print_json_string(&json, plan->groups[i].template_code);
        str_add_f(&json, ",\"count\":%lld}", (long long)plan->groups[i].count);
    }
    str_add(&json, json.len ? "]" : "");
    print_json(p, str_text(&json));
    str_clear(&json);
}

static void print_plan(struct printer *p, const char *no, const lia_log_plan *plan)
{
    const int64_t counts[] = {plan->lines, plan->loggable, plan->without_contact,
                              plan->logged_singly, plan->problem_count};
    print_columns(p, plan_columns, sizeof plan_columns / sizeof *plan_columns);
    print_row(p);
    print_text(p, no);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        print_int(p, counts[i]);
    print_problems(p, plan);
    print_templates(p, plan);
    print_bool(p, plan->propose_today);
    print_text(p, plan->refused);
    print_text(p, plan->refused_follow_up);
}

static void show_plan(struct cli *cli, int64_t id, const lia_log_plan *plan)
{
    struct printer *p = &cli->out;
    if (print_machine(p)) {
        print_plan(p, segment_no(cli, id), plan);
        return;
    }
    print_line(p, _("%lld of %lld lines would be logged"), (long long)plan->loggable,
               (long long)plan->lines);
    for (size_t i = 0; i < plan->group_count; i++)
        print_line(p, "  %s: %lld", plan->groups[i].template_code,
                   (long long)plan->groups[i].count);
    if (plan->without_contact)
        print_line(p, _("  left out: %lld without a contact"), (long long)plan->without_contact);
    if (plan->logged_singly)
        print_line(p, _("  left out: %lld logged already"), (long long)plan->logged_singly);
}

/* --- what was done -------------------------------------------------------------------------------
 */

static const struct print_column result_columns[] = {
    {"logged_segment", NULL, false},  {"entries", NULL, false},
    {"first_entry", NULL, false},     {"follow_up", NULL, false},
    {"follow_up_lines", NULL, false}, {"follow_up_left_out", NULL, false},
};

void segment_say_logged(struct cli *cli, const lia_log_result *r)
{
    struct printer *p = &cli->out;
    if (print_machine(p)) {
        print_columns(p, result_columns, sizeof result_columns / sizeof *result_columns);
        print_row(p);
        print_int(p, r->logged_id);
        print_int(p, r->entries);
        print_int(p, r->first_entry);
        print_text(p, r->follow_up_no);
        print_int(p, r->follow_up_lines);
        print_int(p, r->follow_up_left_out);
        return;
    }
    if (r->entries)
        print_line(p,
                   ngettext_("Logged %lld interaction as logged segment %lld",
                             "Logged %lld interactions as logged segment %lld", r->entries),
                   (long long)r->entries, (long long)r->logged_id);
    if (r->follow_up_id)
        print_line(p,
                   ngettext_("Follow-up segment %s with %lld line",
                             "Follow-up segment %s with %lld lines", r->follow_up_lines),
                   r->follow_up_no, (long long)r->follow_up_lines);
    if (r->follow_up_left_out > 0)
        print_line(p, _("Left out of it: %s"), r->left_out);
}

int segment_log(struct cli *cli)
{
    int64_t id = segment_given(cli, cli->args[0]);
    if (!id)
        return CLI_REFUSED;
    lia_log_options options = {.follow_up = cli_given(cli, "--follow-up"),
                               .today = cli_given(cli, "--today")};
    bool trial = cli_given(cli, "--dry-run");
    lia_log_plan plan = {0};
    lia_log_result result = {0};
    if (lia_segment_log_plan(cli->book, id, options.today, PROBLEMS_SHOWN, &plan, &cli->err))
        return cli_fail(cli);
    int code = can_log(cli, &plan, options.follow_up) ? CLI_DONE : CLI_REFUSED;
    if (code == CLI_DONE && trial &&
        lia_segment_log(cli->book, id, &options, NULL, &result, &cli->err))
        code = cli_fail(cli);
    if (code == CLI_DONE && plan.propose_today && !options.today)
        cli_say(CLI_DONE, _("the segment's date is over a week old; --today logs with today's"));
    if (trial)
        show_plan(cli, id, &plan);
    lia_log_plan_clear(&plan);
    if (code != CLI_DONE || trial)
        return code;
    if (lia_segment_log(cli->book, id, &options, NULL, &result, &cli->err))
        return cli_fail(cli);
    segment_say_logged(cli, &result);
    return CLI_DONE;
}

/* --- moving problems away ------------------------------------------------------------------------
 */

static const struct print_column moved_columns[] = {{"segment", NULL, false},
                                                    {"lines", NULL, false}};

static int say_moved(struct cli *cli, int64_t new_id, int64_t moved)
{
    struct printer *p = &cli->out;
    lia_segment_list list = {0};
    if (moved == 0) {
        print_line(p, _("There are no problems: nothing is moved"));
        return CLI_DONE;
    }
    if (lia_segment_get(cli->book, new_id, &list, &cli->err))
        return cli_fail(cli);
    if (print_machine(p)) {
        print_columns(p, moved_columns, 2);
        print_row(p);
        print_text(p, list.items[0].no);
        print_int(p, moved);
    } else {
        print_line(p, ngettext_("Moved %lld line to %s", "Moved %lld lines to %s", moved),
                   (long long)moved, list.items[0].no);
    }
    lia_segment_list_clear(&list);
    return CLI_DONE;
}

int segment_move_problems(struct cli *cli)
{
    bool today = cli_given(cli, "--today");
    int64_t id = segment_given(cli, cli->args[0]), new_id = 0, moved = 0;
    if (!id)
        return CLI_REFUSED;
    if (lia_segment_move_problems(cli->book, id, today, &new_id, &moved, &cli->err))
        return cli_fail(cli);
    if (moved > 0 &&
        cli_trial(cli, ngettext_("Would move %lld line", "Would move %lld lines", moved),
                  (long long)moved))
        return CLI_DONE;
    return say_moved(cli, new_id, moved);
}
