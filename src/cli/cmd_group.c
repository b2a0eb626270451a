/* cmd_group.c: interaction groups. */
#include "base/date.h"
#include "base/i18n.h"
#include "cli/coded.h"

static const struct print_column columns[] = {
    {"code", N_("Code")},
    {"description", N_("Description")},
    {"interactions", N_("Interactions"), true},
    {"minutes", N_("Minutes"), true, 1},
    {"cost", N_("Cost"), true, 2},
    {"blocked", N_("Blocked"), false, 3},
};

static void row(struct printer *p, const void *record)
{
    const lia_group *g = record;
    if (g->blocked)
        print_row_style(p, PRINT_MUTED);
    print_text(p, g->code);
    print_text(p, g->description);
    print_int(p, g->totals.entries);
    print_int(p, g->totals.minutes);
    print_amount(p, g->totals.cost);
    print_bool(p, g->blocked);
}

static void fields(struct cli *cli, const void *record)
{
    struct printer *p = &cli->out;
    const lia_group *g = record;
    char minutes[DATE_TEXT], cost[DATE_TEXT];
    duration_format((int32_t)(g->totals.minutes > INT32_MAX ? INT32_MAX : g->totals.minutes),
                    minutes);
    amount_format(g->totals.cost, cost);
    print_field(p, _("Code"), g->code);
    print_field(p, _("Description"), g->description);
    print_field(p, _("Blocked"), g->blocked ? _("yes") : "");
    print_field(p, _("Interactions"),
                arena_printf(&cli->arena, "%lld", (long long)g->totals.entries));
    print_field(p, _("Duration"), minutes);
    print_field(p, _("Cost"), cost);
}

static int set(struct cli *cli, void *record)
{
    return cli_text(cli, "--description", &((lia_group *)record)->description);
}

CODED_RECORDS(group)

const struct coded_kind group_kind = {
    .noun = "group",
    .what = N_("interaction group"),
    .would_add = N_("Would add group"),
    .added = N_("Added group"),
    .would_change = N_("Would change group"),
    .changed = N_("Changed group"),
    .find = lia_group_find,
    .block = lia_group_block,
    .remove = lia_group_delete,
    .save = save,
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .row = row,
    .fields = fields,
    .each = each,
    .make = make,
    .code = code_of,
    .set = set,
};

/* --- table --- */

static const struct cli_option add_options[] = {
    {"--description", 'd', "TEXT", N_("what the group is for")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option edit_options[] = {
    {"--code", 0, "CODE", N_("a new code")},
    {"--description", 'd', "TEXT", N_("what the group is for")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const list_examples[] = {"liaise group list --all --tsv", NULL};
static const char *const show_examples[] = {"liaise group show CALL", NULL};
static const char *const add_examples[] = {"liaise group add FAIR -d 'Fairs and shows'", NULL};
static const char *const edit_examples[] = {"liaise group edit CALL -d 'Calls, in and out'", NULL};
static const char *const block_examples[] = {"liaise group block LETTER", NULL};
static const char *const unblock_examples[] = {"liaise group unblock LETTER", NULL};
static const char *const delete_examples[] = {
    "liaise group add FAIR && liaise group delete FAIR --yes", NULL};

const struct cli_command group_commands[] = {
    {.verb = "list",
     .args = "[WORD]",
     .help = N_("List interaction groups with their totals."),
     .about = N_("With a word: those whose code or description has a word that begins so. Totals "
                 "leave out canceled interactions."),
     .examples = list_examples,
     .needs = CLI_READS,
     .max_args = 1,
     .options = coded_list_options,
     .json = true,
     .coded = &group_kind,
     .run = coded_list},
    {.verb = "show",
     .args = "GROUP…",
     .help = N_("Show interaction groups."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = -1,
     .json = true,
     .coded = &group_kind,
     .run = coded_show},
    {.verb = "add",
     .args = "CODE",
     .help = N_("Add an interaction group."),
     .about = N_("A code has up to 20 characters and is kept in capital letters."),
     .examples = add_examples,
     .needs = CLI_ADDS,
     .min_args = 1,
     .max_args = 1,
     .options = add_options,
     .json = true,
     .coded = &group_kind,
     .run = coded_add},
    {.verb = "edit",
     .args = "GROUP",
     .help = N_("Change an interaction group."),
     .examples = edit_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = edit_options,
     .json = true,
     .coded = &group_kind,
     .run = coded_edit,
     .ready = coded_ready_edit},
    {.verb = "block",
     .args = "GROUP…",
     .help = N_("Offer groups and their templates no more."),
     .about = N_("Old interactions keep a blocked group; new ones are not offered its templates."),
     .examples = block_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .coded = &group_kind,
     .run = coded_block},
    {.verb = "unblock",
     .args = "GROUP…",
     .help = N_("Offer blocked groups again."),
     .examples = unblock_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .coded = &group_kind,
     .run = coded_unblock},
    {.verb = "delete",
     .args = "GROUP…",
     .help = N_("Delete groups that nothing uses."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_delete_options,
     .coded = &group_kind,
     .run = coded_delete},
    CLI_COMMANDS_END,
};
