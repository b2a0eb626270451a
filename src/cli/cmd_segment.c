/* cmd_segment.c: segment list, show, log. */
#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"

enum { WINDOW = 500, PROBLEMS_SHOWN = 100 };

static const struct print_column segment_columns[] = {
    {"no", N_("No."), false},        {"description", N_("Description"), false}, {"date", N_("Date"), false},
    {"template", N_("Template"), false}, {"salesperson", N_("By"), false},      {"lines", N_("Lines"), true},
    {"logged_singly", NULL, true},
};

static void print_segment(struct printer *p, const lia_segment *s)
{
    print_row(p);
    print_text(p, s->no);
    print_text(p, s->description);
    print_day(p, s->date);
    print_text(p, s->template_code);
    print_text(p, s->salesperson);
    print_int(p, s->lines);
    print_int(p, s->logged_singly);
}

int cmd_segment_list(struct cli *cli)
{
    int64_t limit = INT64_MAX;
    if (!cli_number(cli, "--limit", 0, INT64_MAX, &limit))
        return CLI_USAGE;
    lia_seek seek = {.no_key = true};
    print_columns(&cli->out, segment_columns, sizeof segment_columns / sizeof *segment_columns);
    for (bool more = limit > 0; more;) {
        lia_segment_list rows = {0};
        seek.limit = limit < WINDOW ? (int)limit : WINDOW;
        if (lia_segment_list_some(cli->book, "", 0, &seek, &rows, &cli->err))
            return cli_fail(cli);
        for (size_t i = 0; i < rows.count; i++)
            print_segment(&cli->out, &rows.items[i]);
        limit -= (int64_t)rows.count;
        more = rows.count == (size_t)seek.limit && limit > 0;
        if (rows.count > 0)
            seek = (lia_seek){.key = rows.items[rows.count - 1].key};
        lia_segment_list_clear(&rows);
    }
    return CLI_DONE;
}

/* The active segment with this number; 0: said why not. */
static int64_t find_segment(struct cli *cli, const char *no)
{
    int64_t id = 0;
    if (lia_segment_find(cli->book, no, &id, &cli->err))
        cli_fail(cli);
    else if (!id)
        cli_say(CLI_REFUSED, _("no active segment has the no. %s; liaise segment list shows them"), no);
    return id;
}

static const struct print_column line_columns[] = {
    {"line", N_("Line"), true},          {"contact_no", N_("No."), false},      {"contact", N_("Contact"), false},
    {"company", N_("Company"), false},   {"template", N_("Template"), false},   {"description", N_("Description"), false},
    {"date", N_("Date"), false},         {"salesperson", N_("By"), false},      {"correspondence", NULL, false},
    {"flow", NULL, false},               {"initiated_by", NULL, false},         {"cost", NULL, true},
    {"minutes", N_("Minutes"), true},    {"evaluation", NULL, false},           {"failed", NULL, false},
    {"comment", NULL, false},            {"entry", N_("Entry"), true},          {"personalised", N_("Personalised"), false},
};

static void print_segment_line(struct printer *p, const lia_line *l)
{
    print_row(p);
    print_int(p, l->line_no);
    print_text(p, l->contact_no);
    print_text(p, l->contact);
    print_text(p, l->company);
    print_text(p, l->template_code);
    print_text(p, l->description);
    print_day(p, l->date);
    print_text(p, l->salesperson);
    print_text(p, lia_value_code(LIA_SET_CORR, (int)l->correspondence));
    print_text(p, lia_value_code(LIA_SET_FLOW, (int)l->flow));
    print_text(p, lia_value_code(LIA_SET_BY, (int)l->initiated_by));
    print_amount(p, l->cost);
    print_int(p, l->minutes);
    print_text(p, lia_value_code(LIA_SET_EVALUATION, (int)l->evaluation));
    print_bool(p, l->failed);
    print_text(p, l->comment);
    if (l->entry_no)
        print_int(p, l->entry_no);
    else
        print_text(p, "");
    const char *marks[LIA_L_FIELDS];
    int count = 0;
    for (int f = 0; f < LIA_L_FIELDS; f++)
        if (l->marks & (1u << f))
            marks[count++] = lia_lfield_name((lia_lfield)f);
    if (count > 0)
        print_array(p, marks, count);
    else
        print_text(p, "");
}

static int show_header(struct cli *cli, int64_t id)
{
    lia_segment_list list = {0};
    if (lia_segment_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    const lia_segment *s = &list.items[0];
    char date[DATE_TEXT], lines[32];
    date_format_iso(s->date, date);
    snprintf(lines, sizeof lines, "%" PRId64, s->lines);
    print_field(&cli->out, _("Segment"), s->no);
    print_field(&cli->out, _("Description"), s->description);
    print_field(&cli->out, _("Date"), date);
    print_field(&cli->out, _("Template"), s->template_code);
    print_field(&cli->out, _("Interaction"), s->entry_description);
    print_field(&cli->out, _("Salesperson"), s->salesperson);
    print_field(&cli->out, _("Lines"), lines);
    print_line(&cli->out, "%s", "");
    lia_segment_list_clear(&list);
    return CLI_DONE;
}

int cmd_segment_show(struct cli *cli)
{
    int64_t limit = INT64_MAX;
    if (!cli_number(cli, "--limit", 0, INT64_MAX, &limit))
        return CLI_USAGE;
    int64_t id = find_segment(cli, cli->args[0]);
    if (!id)
        return CLI_REFUSED;
    int code = show_header(cli, id);
    lia_seek seek = {.no_key = true};
    print_columns(&cli->out, line_columns, sizeof line_columns / sizeof *line_columns);
    for (bool more = code == CLI_DONE && limit > 0; more;) {
        lia_line_list rows = {0};
        seek.limit = limit < WINDOW ? (int)limit : WINDOW;
        if (lia_line_list_some(cli->book, id, &seek, &rows, &cli->err))
            return cli_fail(cli);
        for (size_t i = 0; i < rows.count; i++)
            print_segment_line(&cli->out, &rows.items[i]);
        limit -= (int64_t)rows.count;
        more = rows.count == (size_t)seek.limit && limit > 0 && !ferror(cli->out.out);
        if (rows.count > 0)
            seek = (lia_seek){.key = rows.items[rows.count - 1].key};
        lia_line_list_clear(&rows);
    }
    return code;
}

/* What stands against logging, for people. True when nothing does. */
static bool can_log(const lia_log_plan *plan, bool follow_up)
{
    for (size_t i = 0; i < plan->problem_items; i++) {
        const lia_log_problem *q = &plan->problems[i];
        cli_say(CLI_REFUSED, _("line %lld  %s  %s"), (long long)q->line_no, str_or(q->contact, "–"), q->reason);
    }
    if (plan->problem_count > (int64_t)plan->problem_items)
        cli_say(CLI_REFUSED, _("… and %lld more"), (long long)plan->problem_count - (long long)plan->problem_items);
    if (*str_or(plan->refused, ""))
        cli_say(CLI_REFUSED, "%s", plan->refused);
    if (follow_up && *str_or(plan->refused_follow_up, ""))
        cli_say(CLI_REFUSED, "%s", plan->refused_follow_up);
    if (plan->problem_count > 0)
        cli_say(CLI_REFUSED, _("nothing is logged: these lines need to be put right first"));
    return plan->problem_count == 0 && !*str_or(plan->refused, "") &&
           !(follow_up && *str_or(plan->refused_follow_up, ""));
}

static const struct print_column result_columns[] = {
    {"logged_segment", NULL, false}, {"entries", NULL, false},           {"first_entry", NULL, false},
    {"follow_up", NULL, false},      {"follow_up_lines", NULL, false},
};

static void print_logged(struct cli *cli, const lia_log_result *r)
{
    if (cli->out.json) {
        print_columns(&cli->out, result_columns, 5);
        print_row(&cli->out);
        print_int(&cli->out, r->logged_id);
        print_int(&cli->out, r->entries);
        print_int(&cli->out, r->first_entry);
        print_text(&cli->out, r->follow_up_no);
        print_int(&cli->out, r->follow_up_lines);
        return;
    }
    print_line(&cli->out, ngettext_("Logged %lld interaction", "Logged %lld interactions", r->entries),
               (long long)r->entries);
    if (r->follow_up_id)
        print_line(&cli->out, _("Follow-up segment %s with %lld lines"), r->follow_up_no, (long long)r->follow_up_lines);
    if (r->follow_up_left_out > 0)
        print_line(&cli->out, _("Left out of it: %s"), r->left_out);
}

int cmd_segment_log(struct cli *cli)
{
    int64_t id = find_segment(cli, cli->args[0]);
    if (!id)
        return CLI_REFUSED;
    lia_log_options options = {.follow_up = cli_given(cli, "--follow-up"), .today = cli_given(cli, "--today")};
    lia_log_plan plan = {0};
    if (lia_segment_log_plan(cli->book, id, options.today, PROBLEMS_SHOWN, &plan, &cli->err))
        return cli_fail(cli);
    bool ok = can_log(&plan, options.follow_up);
    if (ok && plan.propose_today && !options.today)
        cli_say(CLI_DONE, _("the segment's date is over a week old; --today logs with today's"));
    int64_t loggable = plan.loggable, lines = plan.lines;
    lia_log_plan_clear(&plan);
    if (!ok)
        return CLI_REFUSED;
    if (cli_given(cli, "--dry-run")) {
        print_line(&cli->out, _("%lld of %lld lines would be logged"), (long long)loggable, (long long)lines);
        return CLI_DONE;
    }
    lia_log_result result = {0};
    if (lia_segment_log(cli->book, id, &options, NULL, &result, &cli->err))
        return cli_fail(cli);
    print_logged(cli, &result);
    return CLI_DONE;
}
