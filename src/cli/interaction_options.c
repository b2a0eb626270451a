/* interaction_options.c: what options say of an interaction, and finishing one. */
#include "interaction_options.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cells.h"
#include "coded.h"
#include "editor.h"
#include "entry_rows.h"

bool interaction_says(const lia_interaction *given, lia_ifield field)
{
    return given->typed & 1u << field;
}

static void say_typed(lia_interaction *it, lia_ifield field)
{
    it->typed |= 1u << field;
}

static int wrong(struct cli *cli, const char *option, const char *right)
{
    return cli_say(CLI_USAGE, _("%s: “%s” is not understood; for example: %s"), option,
                   cli_short(cli, cli_value(cli, option)), right);
}

/* --- reading what was given ----------------------------------------------------------------------
 */

/* NULL: not given. "none" is "", which blanks too, as in every command that edits. */
static const char *choice(const struct cli *cli, const char *option)
{
    const char *value = cli_value(cli, option);
    return value && str_eq(value, "none") ? "" : value;
}

static int read_records(struct cli *cli, lia_interaction *it)
{
    const char *template = choice(cli, "--template"), *code = choice(cli, "--salesperson"),
               *contact = cli_value(cli, "--contact");
    if (template && *template) {
        int failed = coded_find(cli, &template_kind, template, &it->template_id);
        if (failed)
            return failed;
    }
    if (template)
        say_typed(it, LIA_I_TEMPLATE);
    if (code && *code) {
        int failed = cli_salesperson(cli, code, &it->salesperson_id);
        if (failed)
            return failed;
    }
    if (code)
        say_typed(it, LIA_I_SALESPERSON);
    if (contact) {
        it->contact_id = cli_contact(cli, contact);
        say_typed(it, LIA_I_CONTACT);
    }
    return contact && !it->contact_id ? CLI_REFUSED : CLI_DONE;
}

static int read_when(struct cli *cli, lia_interaction *it)
{
    const char *date = choice(cli, "--date"), *clock = choice(cli, "--time"),
               *minutes = cli_value(cli, "--minutes"), *cost = cli_value(cli, "--cost");
    int32_t duration = 0;
    it->date = DATE_NONE;
    it->time = TIME_NONE;
    if (date && *date &&
        !date_parse(date, lia_book_today(cli->book), DATE_PAST, date_day_first(), &it->date))
        return wrong(cli, "--date", "2026-11-20, yesterday, -2d");
    if (date)
        say_typed(it, LIA_I_DATE);
    if (clock && !time_parse(clock, &it->time))
        return wrong(cli, "--time", "14:32");
    if (clock)
        say_typed(it, LIA_I_TIME);
    if (minutes && !duration_parse(minutes, &duration))
        return wrong(cli, "--minutes", "90, 1:30");
    if (minutes)
        say_typed(it, LIA_I_MINUTES);
    it->minutes = duration;
    if (cost && !amount_parse(cost, &it->cost))
        return wrong(cli, "--cost", "12.50");
    if (cost)
        say_typed(it, LIA_I_COST);
    return CLI_DONE;
}

static int read_choices(struct cli *cli, lia_interaction *it)
{
    static const struct {
        const char *option, *right;
        lia_value_set set;
        lia_ifield field;
    } choices[] = {
        {"--evaluation", "positive", LIA_SET_EVALUATION, LIA_I_EVALUATION},
        {"--flow", "outbound, inbound", LIA_SET_FLOW, LIA_I_FLOW},
        {"--by", "us, them", LIA_SET_BY, LIA_I_INITIATED_BY},
        {"--correspondence", "hard-copy, email, phone", LIA_SET_CORR, LIA_I_CORRESPONDENCE},
    };
    int values[LIA_I_FIELDS] = {0};
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        const char *text = choice(cli, choices[i].option);
        if (!text)
            continue;
        int value = lia_value_parse(choices[i].set, text);
        if (value < 0)
            return wrong(cli, choices[i].option, choices[i].right);
        values[choices[i].field] = value;
        say_typed(it, choices[i].field);
    }
    it->evaluation = (lia_evaluation)values[LIA_I_EVALUATION];
    it->flow = (lia_flow)values[LIA_I_FLOW];
    it->initiated_by = (lia_by)values[LIA_I_INITIATED_BY];
    it->correspondence = (lia_corr)values[LIA_I_CORRESPONDENCE];
    bool failed = cli_given(cli, "--failed"), succeeded = cli_given(cli, "--succeeded");
    if (failed && succeeded)
        return cli_say(CLI_USAGE, _("--failed and --succeeded exclude each other"));
    if (failed || succeeded)
        say_typed(it, LIA_I_RESULT);
    it->failed = failed;
    return CLI_DONE;
}

void interaction_message(struct cli *cli, const char *message, lia_interaction *it)
{
    message += strspn(message, "\r\n");
    size_t first = strcspn(message, "\r\n");
    const char *rest = message + first + strspn(message + first, "\r\n");
    it->description = arena_strndup(&cli->arena, message, first);
    say_typed(it, LIA_I_DESCRIPTION);
    if (!*rest)
        return;
    it->comment =
        *str_or(it->comment, "") ? arena_printf(&cli->arena, "%s\n%s", rest, it->comment) : rest;
    say_typed(it, LIA_I_COMMENT);
}

static int read_texts(struct cli *cli, lia_interaction *it)
{
    const char *message = NULL;
    int code = cli_text(cli, "--comment", &it->comment);
    if (code == CLI_DONE)
        code = cli_text(cli, "--message", &message);
    if (code != CLI_DONE)
        return code;
    it->subject = cli_value(cli, "--subject");
    it->via = cli_value(cli, "--via");
    if (it->subject)
        say_typed(it, LIA_I_SUBJECT);
    if (it->via)
        say_typed(it, LIA_I_VIA);
    if (it->comment)
        say_typed(it, LIA_I_COMMENT);
    if (message)
        interaction_message(cli, message, it);
    return CLI_DONE;
}

int interaction_given_values(struct cli *cli, lia_interaction *given)
{
    *given = (lia_interaction){0};
    int code = read_when(cli, given);
    if (code == CLI_DONE)
        code = read_choices(cli, given);
    return code == CLI_DONE ? read_texts(cli, given) : code;
}

int interaction_given(struct cli *cli, lia_interaction *given)
{
    int code = interaction_given_values(cli, given);
    return code == CLI_DONE ? read_records(cli, given) : code;
}

/* --- putting it on an interaction ----------------------------------------------------------------
 */

#define FIELD(member)                                                                              \
    {                                                                                              \
        offsetof(lia_interaction, member), sizeof((lia_interaction *)NULL)->member                 \
    }

int interaction_put(struct cli *cli, const lia_interaction *given, lia_interaction *it)
{
    static const struct {
        size_t at, size;
    } fields[LIA_I_FIELDS] = {
        [LIA_I_CONTACT] = FIELD(contact_id),
        [LIA_I_TEMPLATE] = FIELD(template_id),
        [LIA_I_DESCRIPTION] = FIELD(description),
        [LIA_I_SUBJECT] = FIELD(subject),
        [LIA_I_DATE] = FIELD(date),
        [LIA_I_TIME] = FIELD(time),
        [LIA_I_SALESPERSON] = FIELD(salesperson_id),
        [LIA_I_CORRESPONDENCE] = FIELD(correspondence),
        [LIA_I_FLOW] = FIELD(flow),
        [LIA_I_INITIATED_BY] = FIELD(initiated_by),
        [LIA_I_RESULT] = FIELD(failed),
        [LIA_I_EVALUATION] = FIELD(evaluation),
        [LIA_I_COST] = FIELD(cost),
        [LIA_I_MINUTES] = FIELD(minutes),
        [LIA_I_VIA] = FIELD(via),
        [LIA_I_COMMENT] = FIELD(comment),
    };
    static const lia_ifield followed[] = {LIA_I_CONTACT, LIA_I_TEMPLATE, LIA_I_CORRESPONDENCE};
    for (int f = 0; f < LIA_I_FIELDS; f++)
        if (interaction_says(given, (lia_ifield)f))
            memcpy((char *)it + fields[f].at, (const char *)given + fields[f].at, fields[f].size);
    /* What was on another day has no time until one is said. */
    if (interaction_says(given, LIA_I_DATE) && it->date != lia_book_today(cli->book) &&
        !interaction_says(given, LIA_I_TIME) && !interaction_says(it, LIA_I_TIME))
        it->time = TIME_NONE;
    it->typed |= given->typed;
    for (size_t i = 0; i < sizeof followed / sizeof *followed; i++)
        if (interaction_says(given, followed[i]) &&
            lia_interaction_work_out(cli->book, it, followed[i], &cli->err))
            return cli_fail(cli);
    return CLI_DONE;
}

/* --- finishing it --------------------------------------------------------------------------------
 */

int interaction_edit(struct cli *cli, lia_interaction *it, bool checked, const char **kept)
{
    *kept = NULL;
    if (!cli_given(cli, "--edit"))
        return CLI_DONE;
    /* What else is wrong is said before anything is written for nothing. */
    if (checked && lia_interaction_check(cli->book, it, &cli->err) &&
        !str_eq(cli->err.field, lia_ifield_name(LIA_I_DESCRIPTION)))
        return cli_fail(cli);
    const char *comment = str_or(it->comment, "");
    const char *text =
        editor_text(cli,
                    arena_printf(&cli->arena, "%s\n%s%s", str_or(it->description, ""),
                                 *comment ? "\n" : "", comment),
                    kept);
    if (!text)
        return CLI_REFUSED;
    it->comment = NULL;
    interaction_message(cli, text, it);
    return CLI_DONE;
}

static int postpone(struct cli *cli, const lia_interaction *it)
{
    int64_t no = 0;
    if (lia_postpone(cli->book, it, NULL, &no, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, _("Would be postponed: %s"), str_or(it->description, _("an interaction"))))
        return CLI_DONE;
    cell_alone(cli, "postponed", no,
               arena_printf(&cli->arena, _("Postponed as no. %lld"), (long long)no));
    return CLI_DONE;
}

static int log_it(struct cli *cli, const lia_interaction *it)
{
    int64_t no = 0;
    if (lia_interaction_log(cli->book, it, &no, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, _("Would be logged: %s"), it->description))
        return CLI_DONE;
    if (print_machine(&cli->out))
        return entry_rows_from(cli, no, 1);
    if (it->corrects)
        print_line(&cli->out, _("Entry %lld corrects %lld, which is canceled now"), (long long)no,
                   (long long)it->corrects);
    else
        print_line(&cli->out, _("Logged as entry %lld"), (long long)no);
    return CLI_DONE;
}

int interaction_finish(struct cli *cli, lia_interaction *it)
{
    const char *kept = NULL;
    bool keep = cli_given(cli, "--postpone");
    int code = interaction_edit(cli, it, !keep, &kept);
    if (code == CLI_DONE)
        code = keep ? postpone(cli, it) : log_it(cli, it);
    return editor_end(cli, code, kept);
}
