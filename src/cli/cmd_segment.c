/* cmd_segment.c: segments: list, show, add, edit, delete, add-contacts. Logging is in
 * segment_log.c.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"
#include "interaction_options.h"
#include "segment_given.h"
#include "segment_log.h"
#include "segment_rows.h"

/* --- list and show -------------------------------------------------------------------------------
 */

static int cmd_list(struct cli *cli)
{
    struct str words = {0};
    int64_t id = 0;
    const char *contact = cli_value(cli, "--contact");
    if (contact && !(id = cli_contact(cli, contact)))
        return CLI_REFUSED;
    for (int i = 0; i < cli->arg_count; i++)
        str_add_f(&words, "%s%s", i ? " " : "", cli->args[i]);
    int code = segment_rows(cli, str_text(&words), id);
    str_clear(&words);
    return code;
}

static int cmd_show(struct cli *cli)
{
    int64_t id = segment_given(cli, cli->args[0]);
    lia_segment_list list = {0};
    if (!id)
        return CLI_REFUSED;
    if (print_machine(&cli->out))
        return segment_row_one(cli, id);
    if (lia_segment_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    segment_header(cli, &list.items[0]);
    print_field(&cli->out, _("Lines"),
                arena_printf(&cli->arena, "%lld", (long long)list.items[0].lines));
    print_line(&cli->out, "%s", "");
    lia_segment_list_clear(&list);
    return segment_line_rows(cli, id);
}

/* --- add and edit --------------------------------------------------------------------------------
 */

static int read_fields(struct cli *cli, struct segment_fields *out)
{
    lia_interaction given;
    int code = interaction_given(cli, &given);
    if (code == CLI_DONE)
        code = cli_text(cli, "--interaction", &given.description);
    if (given.description)
        given.typed |= 1u << LIA_I_DESCRIPTION;
    return code == CLI_DONE ? segment_fields_given(cli, &given, out) : code;
}

static bool has(const struct segment_fields *fields, lia_lfield field)
{
    return fields->set & 1u << field;
}

/* Puts them on a header, of one, and works out what its template gives. */
static int put(struct cli *cli, const struct segment_fields *fields, lia_segment_list *list)
{
    lia_segment *s = &list->items[0];
    const lia_line *v = &fields->value;
    if (has(fields, LIA_L_TEMPLATE))
        s->template_id = v->template_id;
    if (has(fields, LIA_L_DATE))
        s->date = v->date;
    if (has(fields, LIA_L_SALESPERSON))
        s->salesperson_id = v->salesperson_id;
    if (has(fields, LIA_L_DESCRIPTION))
        s->entry_description = v->description;
    if (has(fields, LIA_L_SUBJECT))
        s->subject = v->subject;
    if (has(fields, LIA_L_CORRESPONDENCE))
        s->correspondence = v->correspondence;
    if (has(fields, LIA_L_IGNORE_CORRESPONDENCE))
        s->ignore_correspondence = v->ignore_correspondence;
    if (has(fields, LIA_L_FLOW))
        s->flow = v->flow;
    if (has(fields, LIA_L_INITIATED_BY))
        s->initiated_by = v->initiated_by;
    if (has(fields, LIA_L_COST))
        s->unit_cost = v->cost;
    if (has(fields, LIA_L_MINUTES))
        s->unit_minutes = v->minutes;
    s->typed |= fields->set;
    if (has(fields, LIA_L_TEMPLATE) && lia_segment_work_out(cli->book, list, &cli->err))
        return cli_fail(cli);
    return CLI_DONE;
}

static int save_new(struct cli *cli, lia_segment_list *list)
{
    int64_t id = 0;
    lia_segment *s = &list->items[0];
    s->description = cli->args[0];
    s->no = str_or(cli_value(cli, "--no"), "");
    if (lia_segment_save(cli->book, s, LIA_SPREAD_NOT_PERSONALISED, &id, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, _("Would make segment %s"), cli_short(cli, s->description)))
        return CLI_DONE;
    if (print_machine(&cli->out))
        return segment_row_one(cli, id);
    lia_segment_list made = {0};
    if (lia_segment_get(cli->book, id, &made, &cli->err))
        return cli_fail(cli);
    print_line(&cli->out, _("Made segment %s"), made.items[0].no);
    lia_segment_list_clear(&made);
    return CLI_DONE;
}

static int cmd_add(struct cli *cli)
{
    struct segment_fields fields;
    lia_segment_list list = {0};
    int code = read_fields(cli, &fields);
    if (code == CLI_DONE && lia_segment_new(cli->book, &list, &cli->err))
        code = cli_fail(cli);
    if (code == CLI_DONE)
        code = put(cli, &fields, &list);
    if (code == CLI_DONE)
        code = save_new(cli, &list);
    lia_segment_list_clear(&list);
    return code;
}

/* "3 of 5 lines follow", by how the change is spread. */
static int say_spread(struct cli *cli, const lia_segment *s, uint32_t changed, lia_spread spread,
                      const char **out)
{
    int64_t lines = 0, following = 0;
    if (lia_segment_spread_count(cli->book, s->id, changed, &lines, &following, &cli->err))
        return cli_fail(cli);
    if (!changed || !lines)
        *out = "";
    else if (spread == LIA_SPREAD_HEADER_ONLY)
        *out = _(": the lines keep their values");
    else
        *out = arena_printf(
            &cli->arena,
            ngettext_(": %lld of %lld line follows", ": %lld of %lld lines follow", lines),
            (long long)(spread == LIA_SPREAD_ALL ? lines : following), (long long)lines);
    return CLI_DONE;
}

static int save_changed(struct cli *cli, const lia_segment *was, const lia_segment *s,
                        lia_spread spread)
{
    const char *follow = "";
    int64_t id = s->id;
    int code = say_spread(cli, was, lia_segment_changed(was, s), spread, &follow);
    if (code != CLI_DONE)
        return code;
    if (lia_segment_save(cli->book, s, spread, &id, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, _("Would change %s%s"), was->no, follow))
        return CLI_DONE;
    if (print_machine(&cli->out))
        return segment_row_one(cli, id);
    print_line(&cli->out, _("Saved %s%s"), was->no, follow);
    return CLI_DONE;
}

static int read_spread(struct cli *cli, lia_spread *out)
{
    static const char *const words[] = {[LIA_SPREAD_NOT_PERSONALISED] = "not-personalised",
                                        [LIA_SPREAD_ALL] = "all",
                                        [LIA_SPREAD_HEADER_ONLY] = "header-only"};
    const char *word = cli_value(cli, "--lines");
    *out = LIA_SPREAD_NOT_PERSONALISED;
    for (int i = 0; word && i < 3; i++)
        if (str_eq(word, words[i])) {
            *out = (lia_spread)i;
            return CLI_DONE;
        }
    return word ? cli_say(CLI_USAGE, _("--lines is not-personalised, all or header-only, not: %s"),
                          cli_short(cli, word))
                : CLI_DONE;
}

static int ready_edit(struct cli *cli)
{
    lia_spread spread;
    return read_spread(cli, &spread);
}

static int cmd_edit(struct cli *cli)
{
    struct segment_fields fields;
    lia_segment_list was = {0}, now = {0};
    lia_spread spread;
    const char *description = cli_value(cli, "--description");
    int64_t id = segment_given(cli, cli->args[0]);
    int code = id ? read_spread(cli, &spread) : CLI_REFUSED;
    if (code == CLI_DONE)
        code = read_fields(cli, &fields);
    if (code == CLI_DONE && !fields.set && !description)
        code = cli_say(CLI_USAGE, _("say what is to be changed; for example: --date today"));
    if (code != CLI_DONE)
        return code;
    if (lia_segment_get(cli->book, id, &was, &cli->err) ||
        lia_segment_get(cli->book, id, &now, &cli->err)) {
        lia_segment_list_clear(&was);
        return cli_fail(cli);
    }
    if (description)
        now.items[0].description = description;
    code = put(cli, &fields, &now);
    if (code == CLI_DONE)
        code = save_changed(cli, &was.items[0], &now.items[0], spread);
    lia_segment_list_clear(&was);
    lia_segment_list_clear(&now);
    return code;
}

/* --- delete and add contacts ---------------------------------------------------------------------
 */

static int delete_it(struct cli *cli, const lia_segment *s)
{
    const char *what = arena_printf(
        &cli->arena, ngettext_("%s with its %lld line", "%s with its %lld lines", s->lines), s->no,
        (long long)s->lines);
    if (!cli_sure(cli, _("Delete segment %s?"), what))
        return CLI_REFUSED;
    if (lia_segment_delete(cli->book, s->id, &cli->err))
        return cli_fail(cli);
    if (!cli_trial(cli, _("Would delete segment %s"), what))
        print_line(&cli->out, _("Deleted segment %s"), what);
    return CLI_DONE;
}

static int cmd_delete(struct cli *cli)
{
    lia_segment_list list = {0};
    int64_t id = segment_given(cli, cli->args[0]);
    if (!id)
        return CLI_REFUSED;
    if (lia_segment_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    int code = delete_it(cli, &list.items[0]);
    lia_segment_list_clear(&list);
    return code;
}

static int cmd_add_contacts(struct cli *cli)
{
    int flags = (cli_given(cli, "--expand-companies") ? LIA_ADD_EXPAND_COMPANIES : 0) |
                (cli_given(cli, "--include-excluded") ? LIA_ADD_INCLUDE_EXCLUDED : 0) |
                (cli_given(cli, "--dry-run") ? LIA_ADD_COUNT_ONLY : 0);
    lia_filter *filter = NULL;
    lia_add_counts counts = {0};
    int64_t id = segment_given(cli, cli->args[0]);
    if (!id)
        return CLI_REFUSED;
    if (cli->arg_count == 2 && str_eq(cli->args[1], "-"))
        return segment_add_named(cli, id, 1, flags);
    int code = cli_filter_from(cli, LIA_FILTER_CONTACTS, 1, &filter);
    if (code == CLI_DONE &&
        lia_segment_add_contacts(cli->book, id, filter, NULL, 0, flags, NULL, &counts, &cli->err))
        code = cli_fail(cli);
    if (code == CLI_DONE)
        code = segment_say_added(cli, id, &counts, false);
    lia_filter_free(filter);
    return code;
}

/* --- table --- */

#define INTERACTION_TEXT_OPTION                                                                    \
    {                                                                                              \
        "--interaction", 'm', "TEXT", N_("what the interactions are about; - reads it")            \
    }

static const struct cli_option list_options[] = {
    CLI_OPTION_LIMIT,
    {"--contact", 0, "CONTACT", N_("only those that this contact is on")},
    CLI_OPTIONS_END,
};
static const struct cli_option show_options[] = {
    CLI_OPTION_LIMIT,
    CLI_OPTIONS_END,
};
static const struct cli_option add_options[] = {
    {"--no", 0, "TEXT", N_("number; the next of the series when not said")},
    INTERACTION_TEXT_OPTION,
    INTERACTION_OPTIONS,
    SEGMENT_IGNORE_OPTION,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option edit_options[] = {
    {"--description", 0, "TEXT", N_("the segment's own description")},
    INTERACTION_TEXT_OPTION,
    INTERACTION_OPTIONS,
    SEGMENT_IGNORE_OPTION,
    {"--lines", 0, "not-personalised|all|header-only", N_("which lines follow the change")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option delete_options[] = {
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option contacts_options[] = {
    {"--expand-companies", 0, NULL, N_("the persons of companies that match, too")},
    {"--include-excluded", 0, NULL, N_("also those excluded from segments")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option log_options[] = {
    {"--follow-up", 'f', NULL, N_("create a follow-up segment, same contacts")},
    {"--today", 0, NULL, N_("today's date, not the one on the lines")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option move_options[] = {
    {"--today", 0, NULL, N_("as they would be with “log --today”")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const list_examples[] = {
    "liaise segment list",
    "liaise segment list --contact 'Sofia Lind' --json",
    NULL,
};
static const char *const show_examples[] = {"liaise segment show SM000002", NULL};
static const char *const add_examples[] = {
    "liaise segment add 'Spring letter' -t LETTER-OUT -m 'Our spring offers' --cost 1.20", NULL};
static const char *const edit_examples[] = {
    "liaise segment edit SM000002 --date today --dry-run",
    "liaise segment edit SM000002 -t LETTER-OUT --lines all",
    NULL,
};
static const char *const delete_examples[] = {"liaise segment delete SM000002 --yes", NULL};
static const char *const contacts_examples[] = {
    "liaise segment add-contacts SM000002 type:person last:..-30d --dry-run",
    "liaise segment add-contacts SM000002 tag:vip --expand-companies",
    "printf 'Bo Ek\\nanna.berg@adatum.example\\n' | liaise segment add-contacts SM000002 -",
    NULL,
};
static const char *const log_examples[] = {
    "liaise segment log SM000002 --dry-run",
    "liaise segment log SM000002 --follow-up --today",
    NULL,
};
static const char *const move_examples[] = {"liaise segment move-problems SM000002", NULL};

const struct cli_command segment_commands[] = {
    {.verb = "list",
     .args = "[TEXT]",
     .help = N_("List active segments, newest first."),
     .about = N_("With words: those whose no. or description has them."),
     .examples = list_examples,
     .needs = CLI_READS,
     .max_args = -1,
     .options = list_options,
     .json = true,
     .run = cmd_list},
    {.verb = "show",
     .args = "SEGMENT",
     .help = N_("Show the header of a segment, and its lines."),
     .about = N_("With --json or --tsv the header alone; “line list” gives the lines."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .options = show_options,
     .json = true,
     .run = cmd_show},
    {.verb = "add",
     .args = "TEXT",
     .help = N_("Make a segment; TEXT is its description."),
     .about = N_("Date is today, the salesperson yours. The template gives the rest where nothing "
                 "is said. The interaction is what its entries are about; blank, it is the "
                 "segment's description."),
     .examples = add_examples,
     .needs = CLI_ADDS,
     .min_args = 1,
     .max_args = 1,
     .options = add_options,
     .json = true,
     .run = cmd_add},
    {.verb = "edit",
     .args = "SEGMENT",
     .help = N_("Change the header of a segment."),
     .about =
         N_("Lines that are not personalised in a changed field follow. With --lines all every "
            "line does and is personalised no more; with --lines header-only the lines keep "
            "their values, which are theirs from then on."),
     .examples = edit_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = edit_options,
     .json = true,
     .run = cmd_edit,
     .ready = ready_edit},
    {.verb = "delete",
     .args = "SEGMENT",
     .help = N_("Delete a segment; entries made from its lines keep its no."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = delete_options,
     .run = cmd_delete},
    {.verb = "add-contacts",
     .args = "SEGMENT FILTER",
     .help = N_("Add the contacts that match a filter."),
     .about =
         N_("Those on it already, excluded from segments, archived or privacy-blocked are left "
            "out and counted. “-” in place of the filter reads one contact a line from "
            "standard input."),
     .examples = contacts_examples,
     .needs = CLI_CHANGES,
     .min_args = 2,
     .max_args = -1,
     .options = contacts_options,
     .json = true,
     .run = cmd_add_contacts},
    {.verb = "log",
     .args = "SEGMENT",
     .help = N_("Make each of its lines an entry."),
     .about =
         N_("Lines without a contact, or logged singly, are left out and counted. While a line "
            "has a problem nothing is logged: the problems are listed, and the exit code is 1. "
            "“move-problems” moves those lines away, so that the rest can be logged. --dry-run "
            "shows what would be logged."),
     .examples = log_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = log_options,
     .json = true,
     .run = segment_log},
    {.verb = "move-problems",
     .args = "SEGMENT",
     .help = N_("Move the lines that cannot be logged into a new segment."),
     .examples = move_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = move_options,
     .json = true,
     .run = segment_move_problems},
    CLI_COMMANDS_END,
};
