/* cmd_line.c: the lines of a segment. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"
#include "interaction_options.h"
#include "segment_given.h"
#include "segment_rows.h"

/* --- list and show -------------------------------------------------------------------------------
 */

static int cmd_list(struct cli *cli)
{
    int64_t id = segment_given(cli, cli->args[0]);
    return id ? segment_line_rows(cli, id) : CLI_REFUSED;
}

struct lines {
    int64_t segment_id, *ids;
    size_t n;
};

static int find_lines(struct cli *cli, struct lines *out)
{
    out->segment_id = segment_given(cli, cli->args[0]);
    return out->segment_id ? segment_lines_given(cli, out->segment_id, 1, &out->ids, &out->n)
                           : CLI_REFUSED;
}

/* The only one that may be named. */
static int find_line(struct cli *cli, struct lines *out)
{
    int code = find_lines(cli, out);
    if (code == CLI_DONE && out->n != 1)
        code = cli_say(CLI_USAGE, _("name one line: %zu are meant by %s"), out->n, cli->args[1]);
    return code;
}

static int cmd_show(struct cli *cli)
{
    struct lines lines;
    int code = find_line(cli, &lines);
    return code == CLI_DONE ? segment_line_one(cli, lines.ids[0]) : code;
}

/* --- add and edit --------------------------------------------------------------------------------
 */

/* The fields whose mark is taken away. */
static int read_follow(struct cli *cli, uint32_t *out)
{
    const char *word;
    size_t at = 0;
    *out = 0;
    while ((word = cli_each(cli, "--follow", &at))) {
        char *rest = arena_strdup(&cli->arena, word);
        for (char *name; *rest;) {
            int field = 0;
            name = rest;
            rest += strcspn(rest, ",");
            if (*rest)
                *rest++ = '\0';
            for (char *c = name; *c; c++)
                *c = *c == '-' ? '_' : *c;
            if (str_eq(name, "by"))
                name = "initiated_by";
            while (field < LIA_L_FIELDS && !str_eq(lia_lfield_name((lia_lfield)field), name))
                field++;
            if (field == LIA_L_FIELDS)
                return cli_say(CLI_USAGE, _("--follow: a line has no field “%s”"),
                               cli_short(cli, name));
            *out |= 1u << field;
        }
    }
    return CLI_DONE;
}

static int read_change(struct cli *cli, lia_line_change *out)
{
    static const struct {
        lia_ifield field;
        unsigned bit;
    } also[] = {{LIA_I_CONTACT, LIA_LINE_CONTACT},
                {LIA_I_EVALUATION, LIA_LINE_EVALUATION},
                {LIA_I_RESULT, LIA_LINE_RESULT},
                {LIA_I_COMMENT, LIA_LINE_COMMENT}};
    lia_interaction given;
    struct segment_fields fields;
    *out = (lia_line_change){0};
    int code = interaction_given(cli, &given);
    if (code == CLI_DONE)
        code = segment_fields_given(cli, &given, &fields);
    if (code == CLI_DONE)
        code = read_follow(cli, &out->follow);
    if (code != CLI_DONE)
        return code;
    out->set = fields.set;
    out->value = fields.value;
    for (size_t i = 0; i < sizeof also / sizeof *also; i++)
        if (interaction_says(&given, also[i].field))
            out->also |= also[i].bit;
    for (int f = 0; f < LIA_L_FIELDS; f++)
        if (out->set & out->follow & 1u << f)
            return cli_say(CLI_USAGE, _("%s is both given and to follow the header"),
                           lia_lfield_name((lia_lfield)f));
    return CLI_DONE;
}

static int add_one(struct cli *cli, int64_t segment_id, lia_line_change *change)
{
    int64_t line_id = 0;
    change->value.contact_id = cli_contact(cli, cli->args[1]);
    if (!change->value.contact_id)
        return CLI_REFUSED;
    change->also |= LIA_LINE_CONTACT;
    if (lia_line_add(cli->book, segment_id, change, &line_id, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, _("Would add a line to %s"), segment_no(cli, segment_id)))
        return CLI_DONE;
    if (print_machine(&cli->out))
        return segment_line_one(cli, line_id);
    lia_line_list list = {0};
    if (lia_line_get(cli->book, line_id, &list, &cli->err))
        return cli_fail(cli);
    print_line(&cli->out, _("Added line %lld to %s"), (long long)list.items[0].line_no,
               segment_no(cli, segment_id));
    lia_line_list_clear(&list);
    return CLI_DONE;
}

static int cmd_add(struct cli *cli)
{
    lia_line_change change;
    int64_t id = segment_given(cli, cli->args[0]);
    int code = id ? read_change(cli, &change) : CLI_REFUSED;
    if (code != CLI_DONE)
        return code;
    bool one = cli->arg_count == 2 && !str_eq(cli->args[1], "-");
    if (one)
        return add_one(cli, id, &change);
    if (change.set || change.also)
        return cli_say(CLI_USAGE, _("fields go with one contact; line edit changes many lines"));
    return segment_add_named(cli, id, 1, cli_given(cli, "--dry-run") ? LIA_ADD_COUNT_ONLY : 0);
}

static int cmd_edit(struct cli *cli)
{
    struct lines lines;
    lia_line_change change;
    int code = read_change(cli, &change);
    if (code == CLI_DONE && !change.set && !change.also && !change.follow)
        code = cli_say(CLI_USAGE, _("say what is to be changed; for example: --date today"));
    if (code == CLI_DONE)
        code = find_lines(cli, &lines);
    if (code != CLI_DONE)
        return code;
    if (lines.n > 1 && change.also & LIA_LINE_CONTACT)
        return cli_say(CLI_USAGE, _("--contact goes with one line"));
    const char *of = segment_no(cli, lines.segment_id);
    if (lia_line_update(cli->book, lines.ids, lines.n, 0, &change, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli,
                  ngettext_("Would change %zu line of %s", "Would change %zu lines of %s", lines.n),
                  lines.n, of))
        return CLI_DONE;
    print_line(&cli->out, ngettext_("Changed %zu line of %s", "Changed %zu lines of %s", lines.n),
               lines.n, of);
    return CLI_DONE;
}

/* --- remove and log ------------------------------------------------------------------------------
 */

static int cmd_remove(struct cli *cli)
{
    struct lines lines;
    int code = find_lines(cli, &lines);
    if (code != CLI_DONE)
        return code;
    const char *what =
        arena_printf(&cli->arena, ngettext_("%zu line from %s", "%zu lines from %s", lines.n),
                     lines.n, segment_no(cli, lines.segment_id));
    if (!cli_sure(cli, _("Remove %s?"), what))
        return CLI_REFUSED;
    if (lia_line_remove(cli->book, lines.ids, lines.n, &cli->err))
        return cli_fail(cli);
    if (!cli_trial(cli, _("Would remove %s"), what))
        print_line(&cli->out, _("Removed %s"), what);
    return CLI_DONE;
}

static int cmd_log(struct cli *cli)
{
    struct lines line;
    lia_interaction given, it = {0};
    int code = interaction_given(cli, &given);
    if (code == CLI_DONE)
        code = find_line(cli, &line);
    if (code != CLI_DONE)
        return code;
    if (lia_interaction_from_line(cli->book, line.ids[0], &it, &cli->err))
        return cli_fail(cli);
    code = interaction_put(cli, &given, &it);
    if (code == CLI_DONE)
        code = interaction_finish(cli, &it);
    lia_interaction_clear(&it);
    return code;
}

/* --- table --- */

static const struct cli_option list_options[] = {
    CLI_OPTION_LIMIT,
    CLI_OPTIONS_END,
};
static const struct cli_option add_options[] = {
    INTERACTION_MESSAGE_OPTION, INTERACTION_OPTIONS, SEGMENT_IGNORE_OPTION,
    INTERACTION_RESULT_OPTIONS, CLI_OPTION_DRY_RUN,  CLI_OPTIONS_END,
};
static const struct cli_option edit_options[] = {
    INTERACTION_CONTACT_OPTION,
    INTERACTION_MESSAGE_OPTION,
    INTERACTION_OPTIONS,
    SEGMENT_IGNORE_OPTION,
    INTERACTION_RESULT_OPTIONS,
    {"--follow", 'f', "FIELD", N_("follow the header again in template, date, subject …")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option remove_options[] = {
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option log_options[] = {
    INTERACTION_OPTIONS,     INTERACTION_ONE_OPTIONS,     INTERACTION_RESULT_OPTIONS,
    INTERACTION_EDIT_OPTION, INTERACTION_POSTPONE_OPTION, CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const list_examples[] = {"liaise line list SM000002 --json", NULL};
static const char *const show_examples[] = {"liaise line show SM000002 1", NULL};
static const char *const add_examples[] = {
    "liaise line add SM000002 'Bo Ek' -m 'Come to our booth' --evaluation positive",
    "liaise line add SM000002 'Bo Ek' 'Zoë O’Brien'",
    NULL,
};
static const char *const edit_examples[] = {
    "liaise line edit SM000002 1 -m 'For you we have kept a seat'",
    "liaise line edit SM000002 all --date yesterday",
    "liaise line edit SM000002 1..2 --follow date,description",
    NULL,
};
static const char *const remove_examples[] = {"liaise line remove SM000002 2 --yes", NULL};
static const char *const log_examples[] = {
    "liaise line log SM000002 1 -m 'Told them on the phone' -t CALL-OUT", NULL};

#define ABOUT_LINES                                                                                \
    N_("Lines are named by the no. that “line list” says, a range (3..7, 3..), or all. "       \
       "What is given becomes personalised: it stays when the header is changed.")

const struct cli_command line_commands[] = {
    {.verb = "list",
     .args = "SEGMENT",
     .help = N_("List the lines of a segment, as they would be logged."),
     .examples = list_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .options = list_options,
     .json = true,
     .run = cmd_list},
    {.verb = "show",
     .args = "SEGMENT LINE",
     .help = N_("Show one; • marks what is personalised."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 2,
     .max_args = 2,
     .json = true,
     .run = cmd_show},
    {.verb = "add",
     .args = "SEGMENT CONTACT…",
     .help = N_("Add a line for a contact, or for several."),
     .about = N_("One contact can be given fields of its own, and may stand on the segment twice. "
                 "Of several, those on it already, excluded from segments, archived or "
                 "privacy-blocked are left out and counted."),
     .examples = add_examples,
     .needs = CLI_CHANGES,
     .min_args = 2,
     .max_args = -1,
     .options = add_options,
     .json = true,
     .run = cmd_add},
    {.verb = "edit",
     .args = "SEGMENT LINE…",
     .help = N_("Change lines: what is given is personalised."),
     .about = N_("Lines are named by the no. that “line list” says, a range (3..7, 3..), or all. "
                 "What is given becomes personalised: it stays when the header is changed.\n\n"
                 "--follow takes that away again; its fields are template, date, salesperson, "
                 "description, subject, correspondence, ignore-correspondence, flow, by, cost and "
                 "minutes; several with commas between, or the option several times."),
     .examples = edit_examples,
     .needs = CLI_CHANGES,
     .min_args = 2,
     .max_args = -1,
     .options = edit_options,
     .run = cmd_edit},
    {.verb = "remove",
     .args = "SEGMENT LINE…",
     .help = N_("Take lines off a segment."),
     .examples = remove_examples,
     .needs = CLI_CHANGES,
     .min_args = 2,
     .max_args = -1,
     .options = remove_options,
     .run = cmd_remove},
    {.verb = "log",
     .args = "SEGMENT LINE",
     .help = N_("Log the contact of one line now."),
     .about = N_("The line's values hold where nothing else is said. The line stays, and “segment "
                 "log” leaves it out."),
     .examples = log_examples,
     .needs = CLI_CHANGES,
     .min_args = 2,
     .max_args = 2,
     .options = log_options,
     .json = true,
     .run = cmd_log},
    CLI_COMMANDS_END,
};
