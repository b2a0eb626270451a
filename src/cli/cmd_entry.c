/* cmd_entry.c: log, entry list, postponed list. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"

/* --- log -----------------------------------------------------------------------------------------
 */

static int wrong(struct cli *cli, const char *option, const char *right)
{
    return cli_say(CLI_USAGE, _("%s: “%s” is not understood; for example: %s"), option,
                   cli_short(cli, cli_value(cli, option)), right);
}

int ready_log(struct cli *cli)
{
    if (!*str_or(cli_value(cli, "--template"), ""))
        return cli_say(CLI_USAGE, _("--template CODE is needed; for example: -t CALL-OUT"));
    return CLI_DONE;
}

static int read_template(struct cli *cli, lia_interaction *it)
{
    const char *code = cli_value(cli, "--template");
    if (lia_template_find(cli->book, code, &it->template_id, &cli->err))
        return cli_fail(cli);
    if (!it->template_id)
        return cli_say(CLI_REFUSED, _("no interaction template has the code “%s”"),
                       cli_short(cli, code));
    if (lia_interaction_work_out(cli->book, it, LIA_I_TEMPLATE, &cli->err))
        return cli_fail(cli);
    return CLI_DONE;
}

static int read_when(struct cli *cli, lia_interaction *it)
{
    const char *date = cli_value(cli, "--date");
    if (date) {
        if (!date_parse(date, lia_book_today(cli->book), DATE_PAST, date_day_first(), &it->date))
            return wrong(cli, "--date", "2026-11-20, yesterday, -2d");
        it->typed |= 1u << LIA_I_DATE;
        if (it->date != lia_book_today(cli->book))
            it->time = TIME_NONE;
    }
    const char *clock = cli_value(cli, "--time");
    if (clock) {
        if (!time_parse(clock, &it->time))
            return wrong(cli, "--time", "14:32");
        it->typed |= 1u << LIA_I_TIME;
    }
    const char *minutes = cli_value(cli, "--minutes");
    if (minutes) {
        int32_t value;
        if (!duration_parse(minutes, &value))
            return wrong(cli, "--minutes", "90, 1:30");
        it->minutes = value;
        it->typed |= 1u << LIA_I_MINUTES;
    }
    return CLI_DONE;
}

static int read_values(struct cli *cli, lia_interaction *it)
{
    const char *cost = cli_value(cli, "--cost");
    if (cost) {
        if (!amount_parse(cost, &it->cost))
            return wrong(cli, "--cost", "12.50");
        it->typed |= 1u << LIA_I_COST;
    }
    const char *evaluation = cli_value(cli, "--evaluation");
    if (evaluation) {
        int value = *evaluation ? lia_value_parse(LIA_SET_EVALUATION, evaluation) : -1;
        if (value < 0)
            return wrong(cli, "--evaluation", "positive");
        it->evaluation = (lia_evaluation)value;
        it->typed |= 1u << LIA_I_EVALUATION;
    }
    const char *code = cli_value(cli, "--salesperson");
    if (code) {
        int failed = cli_salesperson(cli, code, &it->salesperson_id);
        if (failed)
            return failed;
        it->typed |= 1u << LIA_I_SALESPERSON;
    }
    it->failed = cli_given(cli, "--failed");
    return CLI_DONE;
}

/* The first line of the message is the description, the rest joins the comment, as in a commit. */
static void read_message(struct cli *cli, lia_interaction *it)
{
    const char *message = cli_value(cli, "--message");
    const char *comment = cli_value(cli, "--comment");
    const char *rest = NULL;
    if (message) {
        message += strspn(message, "\r\n");
        size_t first = strcspn(message, "\r\n");
        it->description = arena_strndup(&cli->arena, message, first);
        it->typed |= 1u << LIA_I_DESCRIPTION;
        rest = message + first + strspn(message + first, "\r\n");
    }
    if (rest && *rest && comment)
        comment = arena_printf(&cli->arena, "%s\n%s", rest, comment);
    else if (rest && *rest)
        comment = rest;
    if (comment)
        it->comment = comment;
}

static const struct print_column logged_columns[] = {{"no", NULL, false},
                                                     {"contact_no", NULL, false}};

static int log_it(struct cli *cli, lia_interaction *it)
{
    int code = read_template(cli, it);
    if (code == CLI_DONE)
        code = read_when(cli, it);
    if (code == CLI_DONE)
        code = read_values(cli, it);
    if (code != CLI_DONE)
        return code;
    read_message(cli, it);
    int64_t no = 0;
    if (lia_interaction_log(cli->book, it, &no, &cli->err))
        return cli_fail(cli);
    if (cli->out.json) {
        lia_contact_record r = {0};
        if (lia_contact_get(cli->book, it->contact_id, &r, &cli->err))
            return cli_fail(cli);
        print_columns(&cli->out, logged_columns, 2);
        print_row(&cli->out);
        print_int(&cli->out, no);
        print_text(&cli->out, r.c.no);
        lia_contact_record_clear(&r);
        return CLI_DONE;
    }
    print_line(&cli->out, _("Logged as entry %lld"), (long long)no);
    return CLI_DONE;
}

int cmd_log(struct cli *cli)
{
    int64_t contact = cli_contact(cli, cli->args[0]);
    if (!contact)
        return CLI_REFUSED;
    lia_interaction it = {0};
    if (lia_interaction_new(cli->book, contact, 0, &it, &cli->err))
        return cli_fail(cli);
    int code = log_it(cli, &it);
    lia_interaction_clear(&it);
    return code;
}

/* --- entry list ----------------------------------------------------------------------------------
 */

static const struct print_column entry_columns[] = {
    {"no", N_("No."), true},
    {"date", N_("Date"), false},
    {"time", N_("Time"), false},
    {"template", N_("Template"), false},
    {"contact", N_("Contact"), false},
    {"contact_no", NULL, false},
    {"company", N_("Company"), false},
    {"description", N_("Description"), false},
    {"subject", NULL, false},
    {"status", N_("Status"), false},
    {"evaluation", N_("Evaluation"), false},
    {"minutes", N_("Minutes"), true},
    {"cost", NULL, true},
    {"group", NULL, false},
    {"salesperson", N_("By"), false},
    {"flow", NULL, false},
    {"initiated_by", NULL, false},
    {"correspondence", NULL, false},
    {"via", NULL, false},
    {"segment", NULL, false},
    {"origin", NULL, false},
    {"zone_minutes", NULL, false},
    {"failed", NULL, false},
    {"comments", NULL, false},
    {"corrects", NULL, false},
    {"corrected_by", NULL, false},
};

static void print_reference(struct printer *p, int64_t no)
{
    if (no)
        print_int(p, no);
    else
        print_none(p);
}

static void print_entry(struct printer *p, const lia_entry *e)
{
    print_row(p);
    print_int(p, e->entry_no);
    print_day(p, e->date);
    print_clock(p, e->time);
    print_text(p, e->template_code);
    print_text(p, e->contact);
    print_text(p, e->contact_no);
    print_text(p, e->company);
    print_text(p, e->description);
    print_text(p, e->subject);
    print_text(p, p->json ? lia_value_code(LIA_SET_STATUS, (int)e->status)
                          : lia_value_name(LIA_SET_STATUS, (int)e->status));
    print_text(p, p->json ? lia_value_code(LIA_SET_EVALUATION, (int)e->evaluation)
                          : lia_value_name(LIA_SET_EVALUATION, (int)e->evaluation));
    print_int(p, e->minutes);
    print_amount(p, e->cost);
    print_text(p, e->group_code);
    print_text(p, e->salesperson);
    print_text(p, lia_value_code(LIA_SET_FLOW, (int)e->flow));
    print_text(p, lia_value_code(LIA_SET_BY, (int)e->initiated_by));
    print_text(p, lia_value_code(LIA_SET_CORR, (int)e->correspondence));
    print_text(p, e->via);
    print_text(p, e->segment_no);
    print_text(p, lia_value_code(LIA_SET_ORIGIN, (int)e->origin));
    print_int(p, e->zone);
    print_bool(p, e->failed);
    print_int(p, e->comments);
    print_reference(p, e->corrects);
    print_reference(p, e->corrected_by);
}

static lia_status entry_window(struct cli *cli, const void *query, const lia_seek *seek,
                               size_t *count, lia_key *last)
{
    lia_entry_list rows = {0};
    lia_status status = lia_entry_list_some(cli->book, query, seek, &rows, &cli->err);
    *count = status == LIA_OK ? rows.count : 0;
    for (size_t i = 0; i < *count; i++) {
        print_entry(&cli->out, &rows.items[i]);
        *last = rows.items[i].key;
    }
    lia_entry_list_clear(&rows);
    return status;
}

int cmd_entry_list(struct cli *cli)
{
    lia_filter *filter = NULL;
    int code = cli_filter(cli, LIA_FILTER_ENTRIES, &filter);
    lia_entry_query query = {.filter = filter,
                             .oldest_first = cli_given(cli, "--oldest"),
                             .hide_canceled = cli_given(cli, "--hide-canceled")};
    if (code == CLI_DONE)
        code = cli_list(cli, entry_columns, sizeof entry_columns / sizeof *entry_columns,
                        entry_window, &query);
    lia_filter_free(filter);
    return code;
}

/* --- postponed list ------------------------------------------------------------------------------
 */

static const struct print_column postponed_columns[] = {
    {"no", N_("No."), true},
    {"contact", N_("Contact"), false},
    {"company", N_("Company"), false},
    {"template", N_("Template"), false},
    {"description", N_("Description"), false},
    {"date", N_("Date"), false},
    {"salesperson", N_("By"), false},
    {"user", N_("User"), false},
    {"begun_at", N_("Begun"), false},
    {"mine", NULL, false},
};

static void print_postponed(struct printer *p, const lia_postponed *r)
{
    print_row(p);
    print_int(p, r->entry_no);
    print_text(p, r->contact);
    print_text(p, r->company);
    print_text(p, r->template_code);
    print_text(p, r->description);
    print_day(p, r->date);
    print_text(p, r->salesperson);
    print_text(p, r->user);
    print_instant(p, r->begun_at);
    print_bool(p, r->mine);
}

static lia_status postponed_window(struct cli *cli, const void *query, const lia_seek *seek,
                                   size_t *count, lia_key *last)
{
    lia_postponed_list rows = {0};
    lia_status status = lia_postponed_list_some(cli->book, query, seek, &rows, &cli->err);
    *count = status == LIA_OK ? rows.count : 0;
    for (size_t i = 0; i < *count; i++) {
        print_postponed(&cli->out, &rows.items[i]);
        *last = rows.items[i].key;
    }
    lia_postponed_list_clear(&rows);
    return status;
}

int cmd_postponed_list(struct cli *cli)
{
    lia_postponed_query query = {0};
    return cli_list(cli, postponed_columns, sizeof postponed_columns / sizeof *postponed_columns,
                    postponed_window, &query);
}
