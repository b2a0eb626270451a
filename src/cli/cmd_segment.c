/* cmd_segment.c: segment list, show, log. */
#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"

enum { PROBLEMS_SHOWN = 100 };

static const struct print_column segment_columns[] = {
    {"no", N_("No."), false},
    {"description", N_("Description"), false},
    {"date", N_("Date"), false},
    {"template", N_("Template"), false},
    {"salesperson", N_("By"), false},
    {"lines", N_("Lines"), true},
    {"logged_singly", NULL, true},
    {"interaction", NULL, false},
    {"subject", NULL, false},
    {"correspondence", NULL, false},
    {"flow", NULL, false},
    {"initiated_by", NULL, false},
    {"cost", NULL, true},
    {"minutes", NULL, true},
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
    print_text(p, s->entry_description);
    print_text(p, s->subject);
    print_text(p, lia_value_code(LIA_SET_CORR, (int)s->correspondence));
    print_text(p, lia_value_code(LIA_SET_FLOW, (int)s->flow));
    print_text(p, lia_value_code(LIA_SET_BY, (int)s->initiated_by));
    print_amount(p, s->unit_cost);
    print_int(p, s->unit_minutes);
}

static lia_status segment_window(struct cli *cli, const void *query, const lia_seek *seek,
                                 size_t *count, lia_key *last)
{
    (void)query;
    lia_segment_list rows = {0};
    lia_status status = lia_segment_list_some(cli->book, "", 0, seek, &rows, &cli->err);
    *count = status == LIA_OK ? rows.count : 0;
    for (size_t i = 0; i < *count; i++) {
        print_segment(&cli->out, &rows.items[i]);
        *last = rows.items[i].key;
    }
    lia_segment_list_clear(&rows);
    return status;
}

static int cmd_segment_list(struct cli *cli)
{
    return cli_list(cli, segment_columns, sizeof segment_columns / sizeof *segment_columns,
                    segment_window, NULL);
}

/* The active segment with this number; 0: said why not. */
static int64_t find_segment(struct cli *cli, const char *no)
{
    int64_t id = 0;
    if (lia_segment_find(cli->book, no, &id, &cli->err))
        cli_fail(cli);
    else if (!id)
        cli_say(CLI_REFUSED, _("no active segment is “%s”; see: liaise segment list"),
                cli_short(cli, no));
    return id;
}

static const struct print_column line_columns[] = {
    {"line", N_("Line"), true},
    {"contact_no", N_("No."), false},
    {"contact", N_("Contact"), false},
    {"company", N_("Company"), false},
    {"template", N_("Template"), false},
    {"description", N_("Description"), false},
    {"date", N_("Date"), false},
    {"salesperson", N_("By"), false},
    {"correspondence", NULL, false},
    {"flow", NULL, false},
    {"initiated_by", NULL, false},
    {"cost", NULL, true},
    {"minutes", N_("Minutes"), true},
    {"evaluation", NULL, false},
    {"failed", NULL, false},
    {"comment", NULL, false},
    {"entry", N_("Entry"), true},
    {"subject", NULL, false},
    {"personalised", N_("Personalised"), false},
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
        print_none(p);
    print_text(p, l->subject);
    const char *marks[LIA_L_FIELDS];
    int count = 0;
    for (int f = 0; f < LIA_L_FIELDS; f++)
        if (l->marks & (1u << f))
            marks[count++] = lia_lfield_name((lia_lfield)f);
    print_array(p, marks, count);
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

static lia_status line_window(struct cli *cli, const void *query, const lia_seek *seek,
                              size_t *count, lia_key *last)
{
    const int64_t *segment_id = query;
    lia_line_list rows = {0};
    lia_status status = lia_line_list_some(cli->book, *segment_id, seek, &rows, &cli->err);
    *count = status == LIA_OK ? rows.count : 0;
    for (size_t i = 0; i < *count; i++) {
        print_segment_line(&cli->out, &rows.items[i]);
        *last = rows.items[i].key;
    }
    lia_line_list_clear(&rows);
    return status;
}

static int cmd_segment_show(struct cli *cli)
{
    int64_t id = find_segment(cli, cli->args[0]);
    int code = id ? show_header(cli, id) : CLI_REFUSED;
    if (code != CLI_DONE)
        return code;
    return cli_list(cli, line_columns, sizeof line_columns / sizeof *line_columns, line_window,
                    &id);
}

/* What stands against logging, for people. True when nothing does. */
static bool can_log(struct cli *cli, const lia_log_plan *plan, bool follow_up)
{
    for (size_t i = 0; i < plan->problem_items; i++) {
        const lia_log_problem *q = &plan->problems[i];
        cli_say(CLI_REFUSED, _("line %lld  %s  %s"), (long long)q->line_no,
                cli_short(cli, str_or(q->contact, "–")), q->reason);
    }
    if (plan->problem_count > (int64_t)plan->problem_items)
        cli_say(CLI_REFUSED, _("… and %lld more"),
                (long long)plan->problem_count - (long long)plan->problem_items);
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
    {"logged_segment", NULL, false}, {"entries", NULL, false},         {"first_entry", NULL, false},
    {"follow_up", NULL, false},      {"follow_up_lines", NULL, false},
};

static void print_logged(struct cli *cli, const lia_log_result *r)
{
    if (print_machine(&cli->out)) {
        print_columns(&cli->out, result_columns, 5);
        print_row(&cli->out);
        print_int(&cli->out, r->logged_id);
        print_int(&cli->out, r->entries);
        print_int(&cli->out, r->first_entry);
        print_text(&cli->out, r->follow_up_no);
        print_int(&cli->out, r->follow_up_lines);
        return;
    }
    print_line(&cli->out,
               ngettext_("Logged %lld interaction", "Logged %lld interactions", r->entries),
               (long long)r->entries);
    if (r->follow_up_id)
        print_line(&cli->out, _("Follow-up segment %s with %lld lines"), r->follow_up_no,
                   (long long)r->follow_up_lines);
    if (r->follow_up_left_out > 0)
        print_line(&cli->out, _("Left out of it: %s"), r->left_out);
}

static int cmd_segment_log(struct cli *cli)
{
    int64_t id = find_segment(cli, cli->args[0]);
    if (!id)
        return CLI_REFUSED;
    lia_log_options options = {.follow_up = cli_given(cli, "--follow-up"),
                               .today = cli_given(cli, "--today")};
    lia_log_plan plan = {0};
    if (lia_segment_log_plan(cli->book, id, options.today, PROBLEMS_SHOWN, &plan, &cli->err))
        return cli_fail(cli);
    bool ok = can_log(cli, &plan, options.follow_up);
    if (ok && plan.propose_today && !options.today)
        cli_say(CLI_DONE, _("the segment's date is over a week old; --today logs with today's"));
    int64_t loggable = plan.loggable, lines = plan.lines;
    lia_log_plan_clear(&plan);
    if (!ok)
        return CLI_REFUSED;
    if (cli_given(cli, "--dry-run")) {
        print_line(&cli->out, _("%lld of %lld lines would be logged"), (long long)loggable,
                   (long long)lines);
        return CLI_DONE;
    }
    lia_log_result result = {0};
    if (lia_segment_log(cli->book, id, &options, NULL, &result, &cli->err))
        return cli_fail(cli);
    print_logged(cli, &result);
    return CLI_DONE;
}

/* --- table --- */

static const struct cli_option limit_options[] = {
    {"--limit", 'n', "N", N_("at most so many rows")},
    CLI_OPTIONS_END,
};
static const struct cli_option segment_log_options[] = {
    {"--follow-up", 'f', NULL, N_("create a follow-up segment, same contacts")},
    {"--today", 0, NULL, N_("today's date, not the one on the lines")},
    {"--dry-run", 'n', NULL, N_("say what would be logged, write nothing")},
    CLI_OPTIONS_END,
};

const struct cli_command segment_commands[] = {
    {.verb = "list",
     .args = "",
     .help = N_("List active segments."),
     .needs = CLI_READS,
     .options = limit_options,
     .json = true,
     .run = cmd_segment_list},
    {.verb = "show",
     .args = "SEGMENT",
     .help = N_("Show a segment and its lines."),
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .options = limit_options,
     .json = true,
     .run = cmd_segment_show},
    {.verb = "log",
     .args = "SEGMENT",
     .help = N_("Make each of its lines an entry."),
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = segment_log_options,
     .json = true,
     .run = cmd_segment_log},
    CLI_COMMANDS_END,
};
