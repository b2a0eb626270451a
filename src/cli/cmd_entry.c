/* cmd_entry.c: interaction log entries. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cells.h"
#include "cli.h"
#include "comment_text.h"
#include "entry_nos.h"
#include "entry_rows.h"
#include "interaction_options.h"

/* --- list and show -------------------------------------------------------------------------------
 */

/* A segment's no. stands in front of the filter, which may hold an OR. */
static int read_filter(struct cli *cli, lia_filter **out)
{
    const char *segment = cli_value(cli, "--segment");
    struct str text = {0};
    if (!segment)
        return cli_filter(cli, LIA_FILTER_ENTRIES, out);
    str_add(&text, "segment:\"");
    for (const char *c = segment; *c; c++)
        if (*c != '"')
            str_add_char(&text, *c);
    str_add_char(&text, '"');
    for (int i = 0; i < cli->arg_count; i++)
        str_add_f(&text, "%s%s", i ? " " : " (", cli->args[i]);
    str_add(&text, cli->arg_count > 0 ? ")" : "");
    int code = cli_filter_text(cli, LIA_FILTER_ENTRIES, str_text(&text), out);
    str_clear(&text);
    return code;
}

static int print_count(struct cli *cli, const lia_entry_query *query)
{
    int64_t count = 0;
    if (lia_entry_count(cli->book, query, &count, &cli->err))
        return cli_fail(cli);
    return cell_count(cli, count);
}

static int cmd_list(struct cli *cli)
{
    lia_filter *filter = NULL;
    lia_entry_query query = {.oldest_first = cli_given(cli, "--oldest"),
                             .hide_canceled = cli_given(cli, "--hide-canceled")};
    const char *contact = cli_value(cli, "--contact");
    if (contact && !(query.contact_id = cli_contact(cli, contact)))
        return CLI_REFUSED;
    int code = read_filter(cli, &filter);
    query.filter = filter;
    if (code == CLI_DONE)
        code = cli_given(cli, "--count") ? print_count(cli, &query) : entry_rows(cli, &query);
    lia_filter_free(filter);
    return code;
}

static int cmd_show(struct cli *cli)
{
    int64_t no;
    return entry_no_given(cli, cli->args[0], &no) ? entry_row_whole(cli, no) : CLI_USAGE;
}

/* --- correct and again ---------------------------------------------------------------------------
 */

static int ready_correct(struct cli *cli)
{
    bool changes = false;
    for (size_t i = 0; i < cli->given.count; i++)
        changes =
            changes || !(str_eq(VEC_AT(&cli->given, struct cli_word, i).option, "--dry-run") ||
                         str_eq(VEC_AT(&cli->given, struct cli_word, i).option, "--book"));
    return changes
               ? CLI_DONE
               : cli_say(CLI_USAGE, _("say what is to be corrected; for example: --minutes 30"));
}

typedef lia_status begin_from(lia_book *book, int64_t no, lia_interaction *out, lia_error *err);

/* An interaction that begins with an entry's values. */
static int from_entry(struct cli *cli, begin_from *begin)
{
    int64_t no;
    lia_interaction given, it = {0};
    if (!entry_no_given(cli, cli->args[0], &no))
        return CLI_USAGE;
    int code = interaction_given(cli, &given);
    if (code != CLI_DONE)
        return code;
    if (begin(cli->book, no, &it, &cli->err))
        return cli_fail(cli);
    code = interaction_put(cli, &given, &it);
    if (code == CLI_DONE)
        code = interaction_finish(cli, &it);
    lia_interaction_clear(&it);
    return code;
}

static int cmd_correct(struct cli *cli)
{
    return from_entry(cli, lia_interaction_correct);
}

static int cmd_again(struct cli *cli)
{
    return from_entry(cli, lia_interaction_from_entry);
}

/* --- the Canceled switch -------------------------------------------------------------------------
 */

static void say_refused(const lia_cancel_plan *plan)
{
    enum { SHOWN = 20 };
    for (size_t i = 0; i < plan->refused_count && i < SHOWN; i++)
        cli_say(CLI_REFUSED, _("not entry %lld: %s"), (long long)plan->refused[i].entry_no,
                plan->refused[i].reason);
    if (plan->refused_count > SHOWN)
        cli_say(CLI_REFUSED, _("… and %zu more"), plan->refused_count - SHOWN);
}

/* "5 interactions (1 already is)" */
static const char *what_turns(struct cli *cli, const lia_cancel_plan *plan, bool cancel)
{
    const char *already = "";
    if (plan->already > 0 && cancel)
        already = arena_printf(
            &cli->arena, ngettext_(" (%lld already is)", " (%lld already are)", plan->already),
            (long long)plan->already);
    else if (plan->already > 0)
        already = arena_printf(
            &cli->arena,
            ngettext_(" (%lld is not canceled)", " (%lld are not canceled)", plan->already),
            (long long)plan->already);
    return arena_printf(&cli->arena,
                        ngettext_("%lld interaction%s", "%lld interactions%s", plan->turn),
                        (long long)plan->turn, already);
}

static int turn(struct cli *cli, const struct entry_nos *nos, const char *what, bool cancel)
{
    int64_t turned = 0;
    if (!cli_sure(cli, cancel ? _("Cancel %s?") : _("Un-cancel %s?"), what))
        return CLI_REFUSED;
    if (lia_entry_cancel(cli->book, nos->nos, nos->n, cancel, NULL, &turned, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, cancel ? _("Would cancel %s") : _("Would un-cancel %s"), what))
        return CLI_DONE;
    if (cancel)
        print_line(&cli->out,
                   ngettext_("%lld interaction canceled", "%lld interactions canceled", turned),
                   (long long)turned);
    else
        print_line(
            &cli->out,
            ngettext_("%lld interaction counts again", "%lld interactions count again", turned),
            (long long)turned);
    return CLI_DONE;
}

static int switch_canceled(struct cli *cli, bool cancel)
{
    struct entry_nos nos;
    lia_cancel_plan plan = {0};
    int code = entry_nos_given(cli, cli->arg_count, &nos);
    if (code != CLI_DONE || nos.n == 0)
        return code;
    if (lia_entry_cancel_plan(cli->book, nos.nos, nos.n, cancel, &plan, &cli->err))
        return cli_fail(cli);
    say_refused(&plan);
    bool refused = plan.refused_count > 0;
    if (plan.turn > 0)
        code = turn(cli, &nos, what_turns(cli, &plan, cancel), cancel);
    else if (!refused)
        print_line(&cli->out, cancel ? _("Canceled already") : _("Not canceled"));
    lia_cancel_plan_clear(&plan);
    return code == CLI_DONE && refused ? CLI_REFUSED : code;
}

static int cmd_cancel(struct cli *cli)
{
    return switch_canceled(cli, true);
}

static int cmd_uncancel(struct cli *cli)
{
    return switch_canceled(cli, false);
}

/* --- evaluate, comment, delete canceled ----------------------------------------------------------
 */

static int cmd_evaluate(struct cli *cli)
{
    struct entry_nos nos;
    const char *word = cli->args[cli->arg_count - 1];
    int value = str_eq(word, "none") ? 0 : *word ? lia_value_parse(LIA_SET_EVALUATION, word) : -1;
    if (value < 0)
        return cli_say(CLI_USAGE, _("“%s” is no evaluation; there are: very-positive, positive …"),
                       cli_short(cli, word));
    int code = entry_nos_given(cli, cli->arg_count - 1, &nos);
    if (code != CLI_DONE || nos.n == 0)
        return code;
    if (cli_given(cli, "--all") &&
        !cli_sure(cli, ngettext_("Evaluate %zu interaction?", "Evaluate %zu interactions?", nos.n),
                  nos.n))
        return CLI_REFUSED;
    if (lia_entry_evaluate(cli->book, nos.nos, nos.n, (lia_evaluation)value, &cli->err))
        return cli_fail(cli);
    if (cli_trial(
            cli,
            ngettext_("Would evaluate %zu interaction", "Would evaluate %zu interactions", nos.n),
            nos.n))
        return CLI_DONE;
    print_line(&cli->out,
               ngettext_("%zu interaction evaluated", "%zu interactions evaluated", nos.n), nos.n);
    return CLI_DONE;
}

static int cmd_comment(struct cli *cli)
{
    int64_t no, id = 0;
    const char *text = NULL, *kept = NULL;
    if (!entry_no_given(cli, cli->args[0], &no))
        return CLI_USAGE;
    int code = comment_text(cli, 1, "", &text, &kept);
    if (code == CLI_DONE && lia_comment_add(cli->book, no, text, &id, &cli->err))
        code = cli_fail(cli);
    if (code == CLI_DONE &&
        !cli_trial(cli, _("Would comment on entry %lld: %s"), (long long)no, cli_short(cli, text)))
        cell_alone(cli, "comment", id,
                   arena_printf(&cli->arena, _("Added comment %lld"), (long long)id));
    return editor_end(cli, code, kept);
}

static int delete_canceled(struct cli *cli, const lia_entry_query *query)
{
    int64_t count = 0, deleted = 0;
    bool whole = false;
    if (lia_entry_delete_canceled_count(cli->book, query, NULL, 0, &count, &whole, &cli->err))
        return cli_fail(cli);
    const char *of = whole ? _("of the whole book") : _("of this filter");
    if (count == 0)
        print_line(&cli->out, _("No canceled entry matches: nothing to delete"));
    if (count == 0)
        return CLI_DONE;
    if (!cli_sure(
            cli,
            ngettext_("Delete %lld canceled entry %s?", "Delete %lld canceled entries %s?", count),
            (long long)count, of))
        return CLI_REFUSED;
    if (lia_entry_delete_canceled(cli->book, query, NULL, 0, NULL, &deleted, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli,
                  ngettext_("Would delete %lld canceled entry %s",
                            "Would delete %lld canceled entries %s", count),
                  (long long)count, of))
        return CLI_DONE;
    print_line(&cli->out,
               ngettext_("%lld canceled entry deleted", "%lld canceled entries deleted", deleted),
               (long long)deleted);
    return CLI_DONE;
}

static int cmd_delete_canceled(struct cli *cli)
{
    lia_filter *filter = NULL;
    int code = cli_filter(cli, LIA_FILTER_ENTRIES, &filter);
    /* No filter is the whole book, and is said to be. */
    lia_entry_query query = {.filter = filter && !lia_filter_empty(filter) ? filter : NULL};
    if (code == CLI_DONE)
        code = delete_canceled(cli, &query);
    lia_filter_free(filter);
    return code;
}

/* --- table --- */

static const struct cli_option list_options[] = {
    CLI_OPTION_LIMIT,
    {"--contact", 0, "CONTACT", N_("only of this one; a company: with its persons")},
    {"--segment", 0, "SEGMENT", N_("only those with this segment's no.")},
    {"--oldest", 0, NULL, N_("oldest first")},
    {"--hide-canceled", 0, NULL, N_("leave canceled ones out")},
    {"--count", 0, NULL, N_("only their number")},
    CLI_OPTIONS_END,
};
static const struct cli_option change_options[] = {
    INTERACTION_CONTACT_OPTION, INTERACTION_OPTIONS,     INTERACTION_ONE_OPTIONS,
    INTERACTION_RESULT_OPTIONS, INTERACTION_EDIT_OPTION, INTERACTION_POSTPONE_OPTION,
    CLI_OPTION_DRY_RUN,         CLI_OPTIONS_END,
};
static const struct cli_option nos_options[] = {
    ENTRY_ALL_OPTION,
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option comment_options[] = {
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option sure_options[] = {
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const list_examples[] = {
    "liaise entry list date:-30d.. template:CALL* !canceled:yes",
    "liaise entry list --contact Adatum --oldest --tsv",
    "liaise entry list --segment SM000001 --count",
    NULL,
};
static const char *const show_examples[] = {"liaise entry show 1", NULL};
static const char *const correct_examples[] = {
    "liaise entry correct 3 --minutes 30 --evaluation positive", NULL};
static const char *const again_examples[] = {"liaise entry again 2 -m 'Called once more'", NULL};
static const char *const cancel_examples[] = {
    "liaise entry cancel 4 5 --yes",
    "liaise entry cancel --all 'template:MAIL* date:..-60d' --dry-run",
    NULL,
};
static const char *const uncancel_examples[] = {
    "liaise entry cancel 4 --yes && liaise entry uncancel 4 --yes", NULL};
static const char *const evaluate_examples[] = {"liaise entry evaluate 4 5 very-positive", NULL};
static const char *const comment_examples[] = {
    "liaise entry comment 6 'They have moved to Malmö.'",
    "date | liaise entry comment 6 -",
    NULL,
};
static const char *const delete_examples[] = {"liaise entry delete-canceled date:..-365d --dry-run",
                                              NULL};

#define ABOUT_REFUSED                                                                              \
    N_("Those that cannot be are named with the reason, the rest is done, and the exit code is "   \
       "1. Those that are so already are counted and left alone.")

const struct cli_command entry_commands[] = {
    {.verb = "list",
     .args = "[FILTER]",
     .help = N_("List interaction log entries, newest first."),
     .examples = list_examples,
     .needs = CLI_READS,
     .max_args = -1,
     .options = list_options,
     .json = true,
     .run = cmd_list},
    {.verb = "show",
     .args = "ENTRY",
     .help = N_("Show one whole, with its comments."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .json = true,
     .run = cmd_show},
    {.verb = "correct",
     .args = "ENTRY",
     .help = N_("Write a new entry with other values and cancel this one."),
     .about = N_("What is not said stays as it is. Segment, evaluation and comments go along; the "
                 "two entries name each other."),
     .examples = correct_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = change_options,
     .json = true,
     .run = cmd_correct,
     .ready = ready_correct},
    {.verb = "again",
     .args = "ENTRY",
     .help = N_("Log an interaction with the same contact, same template."),
     .examples = again_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = change_options,
     .json = true,
     .run = cmd_again},
    {.verb = "cancel",
     .args = "ENTRY…",
     .help = N_("Mark entries as canceled: they no longer count."),
     .about = ABOUT_REFUSED,
     .examples = cancel_examples,
     .needs = CLI_CHANGES,
     .max_args = -1,
     .options = nos_options,
     .run = cmd_cancel},
    {.verb = "uncancel",
     .args = "ENTRY…",
     .help = N_("Make canceled entries count again."),
     .about = ABOUT_REFUSED,
     .examples = uncancel_examples,
     .needs = CLI_CHANGES,
     .max_args = -1,
     .options = nos_options,
     .run = cmd_uncancel},
    {.verb = "evaluate",
     .args = "ENTRY… EVALUATION",
     .help = N_("Say how interactions went for the contact."),
     .about = N_("The evaluation is very-positive, positive, neutral, negative, very-negative, or "
                 "none to take it away."),
     .examples = evaluate_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = nos_options,
     .run = cmd_evaluate},
    {.verb = "comment",
     .args = "ENTRY [TEXT]",
     .help = N_("Add a comment; without a text in your editor."),
     .examples = comment_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 2,
     .options = comment_options,
     .json = true,
     .run = cmd_comment},
    {.verb = "delete-canceled",
     .args = "[FILTER]",
     .help = N_("Delete canceled entries for good, with their comments."),
     .about = N_("Only what is canceled is ever deleted. The question says how many they are, and "
                 "whether of a filter or of the whole book. Undo brings them back."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .max_args = -1,
     .options = sure_options,
     .run = cmd_delete_canceled},
    CLI_COMMANDS_END,
};
