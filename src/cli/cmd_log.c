/* cmd_log.c: log. */
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

static int ready_log(struct cli *cli)
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
    if (print_machine(&cli->out)) {
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

static int cmd_log(struct cli *cli)
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

/* --- table --- */

static const struct cli_option log_options[] = {
    {"--template", 't', "CODE", N_("interaction template (needed)")},
    {"--message", 'm', "TEXT", N_("first line: description; the rest: comment")},
    {"--comment", 'c', "TEXT", N_("comment")},
    {"--date", 'd', "DATE", N_("2026-11-20, yesterday, mon, -2d …, or today")},
    {"--time", 0, "TIME", N_("14:32, 2pm; now when not said")},
    {"--minutes", 0, "DURATION", N_("90, 1:30, 1h30")},
    {"--cost", 0, "AMOUNT", N_("cost")},
    {"--salesperson", 0, "CODE", N_("who had it")},
    {"--evaluation", 0, "WORD", N_("very-positive, positive, neutral, negative …")},
    {"--failed", 0, NULL, N_("the attempt failed")},
    CLI_OPTIONS_END,
};

const struct cli_command log_commands[] = {
    {.args = "CONTACT",
     .help = N_("Log an interaction with a contact."),
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = log_options,
     .json = true,
     .run = cmd_log,
     .ready = ready_log},
    CLI_COMMANDS_END,
};
