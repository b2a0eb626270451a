/* cmd_log.c: log: one interaction, or one with each of many contacts. */
#include <stdint.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"
#include "editor.h"
#include "entry_rows.h"
#include "interaction_options.h"

static int ready_log(struct cli *cli)
{
    bool postpone = cli_given(cli, "--postpone"), all = cli_given(cli, "--all");
    if (all && cli->arg_count > 0)
        return cli_say(CLI_USAGE, _("name contacts, or give --all FILTER, not both"));
    if (!all && !postpone && cli->arg_count == 0)
        return cli_say(CLI_USAGE, _("something is missing: liaise log CONTACT…"));
    const char *template = cli_value(cli, "--template");
    if (template ? !*template : !postpone)
        return cli_say(CLI_USAGE, _("--template CODE is needed; for example: -t CALL-OUT"));
    return CLI_DONE;
}

/* --- with one ------------------------------------------------------------------------------------
 */

static int log_one(struct cli *cli, const lia_interaction *given, int64_t contact)
{
    lia_interaction it = {0};
    if (lia_interaction_new(cli->book, contact, 0, &it, &cli->err))
        return cli_fail(cli);
    int code = interaction_put(cli, given, &it);
    if (code == CLI_DONE)
        code = interaction_finish(cli, &it);
    lia_interaction_clear(&it);
    return code;
}

/* --- with many -----------------------------------------------------------------------------------
 */

/* Archived and privacy-blocked ones are named and left out (domain.md 4.8). */
static void say_left_out(const lia_left_out_list *left)
{
    enum { SHOWN = 20 };
    for (size_t i = 0; i < left->count && i < SHOWN; i++)
        cli_say(CLI_REFUSED, _("left out: %s (%s)"), left->items[i].name, left->items[i].reason);
    if (left->count > SHOWN)
        cli_say(CLI_REFUSED, _("… and %zu more"), left->count - SHOWN);
}

/* What is wrong with it for the first contact is wrong for most. */
static int check_first(struct cli *cli, const lia_interaction *given, int64_t contact)
{
    lia_interaction it = {0};
    if (lia_interaction_new(cli->book, contact, 0, &it, &cli->err))
        return cli_fail(cli);
    int code = interaction_put(cli, given, &it);
    bool later = cli_given(cli, "--postpone") || cli_given(cli, "--edit");
    if (code == CLI_DONE && !later && lia_interaction_check(cli->book, &it, &cli->err))
        code = cli_fail(cli);
    lia_interaction_clear(&it);
    return code;
}

static int keep_as_segment(struct cli *cli, const lia_interaction *it, const int64_t *ids, size_t n)
{
    static const struct print_column columns[] = {{"segment", NULL, false}, {"lines", NULL, false}};
    int64_t id = 0;
    lia_segment_list list = {0};
    if (lia_interaction_to_segment(cli->book, it, ids, n, &id, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, _("Would be kept as a segment with %zu lines"), n))
        return CLI_DONE;
    if (lia_segment_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    print_line(&cli->out, _("Kept as segment %s with %zu lines"), list.items[0].no, n);
    if (print_machine(&cli->out)) {
        print_columns(&cli->out, columns, 2);
        print_row(&cli->out);
        print_text(&cli->out, list.items[0].no);
        print_int(&cli->out, (int64_t)n);
    }
    lia_segment_list_clear(&list);
    return CLI_DONE;
}

static int log_all(struct cli *cli, const lia_interaction *it, const int64_t *ids, size_t n)
{
    int64_t first = 0;
    if (lia_interaction_log_many(cli->book, it, ids, n, NULL, &first, &cli->err))
        return cli_fail(cli);
    if (cli_trial(
            cli,
            ngettext_("Would be logged with %zu contact", "Would be logged with %zu contacts", n),
            n))
        return CLI_DONE;
    if (print_machine(&cli->out))
        return entry_rows_from(cli, first, n);
    print_line(&cli->out,
               ngettext_("Logged with %zu contact: entry %lld",
                         "Logged with %zu contacts: entries %lld to %lld", n),
               n, (long long)first, (long long)first + (long long)n - 1);
    return CLI_DONE;
}

static int finish_many(struct cli *cli, lia_interaction *it, const int64_t *ids, size_t n)
{
    const char *kept = NULL;
    bool postpone = cli_given(cli, "--postpone");
    if (cli_given(cli, "--all") &&
        !cli_sure(cli, ngettext_("Log it with %zu contact?", "Log it with %zu contacts?", n), n))
        return CLI_REFUSED;
    int code = interaction_edit(cli, it, false, &kept);
    if (code == CLI_DONE)
        code = postpone ? keep_as_segment(cli, it, ids, n) : log_all(cli, it, ids, n);
    return editor_end(cli, code, kept);
}

static int log_many(struct cli *cli, const lia_interaction *given, const int64_t *ids, size_t n)
{
    lia_left_out_list left = {0};
    lia_interaction it = {0};
    if (lia_interaction_usable(cli->book, ids, n, &left, &cli->err))
        return cli_fail(cli);
    say_left_out(&left);
    int code = left.usable_count ? check_first(cli, given, left.usable[0])
                                 : cli_say(CLI_REFUSED, _("no contact is left to log it with"));
    if (code == CLI_DONE && lia_interaction_new(cli->book, 0, 0, &it, &cli->err))
        code = cli_fail(cli);
    if (code == CLI_DONE)
        code = interaction_put(cli, given, &it);
    if (code == CLI_DONE)
        code = finish_many(cli, &it, left.usable, left.usable_count);
    /* Those that were named were asked for; of a filter's matches some are always left out. */
    if (code == CLI_DONE && left.count > 0 && !cli_given(cli, "--all"))
        code = CLI_REFUSED;
    lia_interaction_clear(&it);
    lia_left_out_list_clear(&left);
    return code;
}

static int log_filtered(struct cli *cli, const lia_interaction *given)
{
    lia_filter *filter = NULL;
    int64_t *ids = NULL;
    size_t n = 0;
    int code = cli_filter_text(cli, LIA_FILTER_CONTACTS, cli_value(cli, "--all"), &filter);
    lia_contact_query query = {.filter = filter};
    if (code == CLI_DONE && lia_contact_ids(cli->book, &query, SIZE_MAX, &ids, &n, &cli->err))
        code = cli_fail(cli);
    if (code == CLI_DONE && n == 0)
        print_line(&cli->out, _("No contact matches: nothing to do"));
    else if (code == CLI_DONE)
        code = log_many(cli, given, ids, n);
    free(ids);
    lia_filter_free(filter);
    return code;
}

static int cmd_log(struct cli *cli)
{
    lia_interaction given;
    int64_t *ids = NULL;
    size_t n = 0;
    int code = interaction_given(cli, &given);
    if (code != CLI_DONE)
        return code;
    if (cli_given(cli, "--all"))
        return log_filtered(cli, &given);
    if (cli->arg_count > 0)
        code = cli_contacts(cli, 0, &ids, &n);
    if (code != CLI_DONE)
        return code;
    return n > 1 ? log_many(cli, &given, ids, n) : log_one(cli, &given, n ? ids[0] : 0);
}

/* --- table --- */

static const struct cli_option log_options[] = {
    INTERACTION_OPTIONS,
    INTERACTION_ONE_OPTIONS,
    INTERACTION_RESULT_OPTIONS,
    INTERACTION_EDIT_OPTION,
    INTERACTION_POSTPONE_OPTION,
    {"--all", 0, "FILTER", N_("with every contact that matches; asks with their number")},
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const log_examples[] = {
    "liaise log 'Bo Ek' -t CALL-OUT -m 'Asked for the quote by Friday'",
    "liaise log anna.berg@adatum.example -t MEETING -d yesterday --time 14:00 --minutes 1h30",
    "liaise log 'Anna Berg' 'Bo Ek' -t MEETING -m 'Kick-off' --json",
    "liaise log --all tag:vip -t MAIL-OUT -m 'Price list' --yes",
    "printf 'Visit\\n\\nTour of the workshop, lunch.\\n' | liaise log CT000007 -t MEETING-IN -m -",
    "liaise log 'Bo Ek' --postpone -m 'Call him back'",
    NULL,
};

const struct cli_command log_commands[] = {
    {.args = "CONTACT…",
     .help = N_("Log an interaction with a contact, or one with each of several."),
     .about = N_(
         "What is not said is worked out as in the form: date and time are now, the salesperson is "
         "yours, else the contact's; the template gives description, cost, duration and the rest. "
         "Several contacts make one entry each, as one operation. Archived and privacy-blocked "
         "ones are named and left out; when they were named on the command line the exit code is "
         "then 1.\n\n"
         "The first line of the message is the description, the rest the comment, as in a commit. "
         "With --postpone nothing is checked and nothing stands in the log until it is resumed; "
         "several contacts are kept as a segment."),
     .examples = log_examples,
     .needs = CLI_CHANGES,
     .max_args = -1,
     .options = log_options,
     .json = true,
     .run = cmd_log,
     .ready = ready_log},
    CLI_COMMANDS_END,
};
