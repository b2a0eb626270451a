/* cmd_group.c: interaction groups. */
#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli/coded.h"

static const struct print_column columns[] = {
    {"code", N_("Code")},
    {"description", N_("Description")},
    {"interactions", N_("Interactions"), true},
    {"minutes", N_("Minutes"), true, 1},
    {"cost", N_("Cost"), true, 2},
    {"blocked", N_("Blocked"), false, 3},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void print_group(struct printer *p, const lia_group *g)
{
    print_row(p);
    if (g->blocked)
        print_row_style(p, PRINT_MUTED);
    print_text(p, g->code);
    print_text(p, g->description);
    print_int(p, g->totals.entries);
    print_int(p, g->totals.minutes);
    print_amount(p, g->totals.cost);
    print_bool(p, g->blocked);
}

static int cmd_list(struct cli *cli)
{
    lia_group_list list = {0};
    const char *match = cli->arg_count > 0 ? cli->args[0] : "";
    if (lia_group_list_all(cli->book, cli_given(cli, "--all"), match, &list, &cli->err))
        return cli_fail(cli);
    print_columns(&cli->out, columns, COLUMNS);
    for (size_t i = 0; i < list.count; i++)
        print_group(&cli->out, &list.items[i]);
    lia_group_list_clear(&list);
    return CLI_DONE;
}

static int show(struct cli *cli, int64_t id)
{
    lia_group_list list = {0};
    if (lia_group_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    struct printer *p = &cli->out;
    const lia_group *g = &list.items[0];
    if (print_machine(p)) {
        if (p->columns != columns)
            print_columns(p, columns, COLUMNS);
        print_group(p, g);
    } else {
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
    lia_group_list_clear(&list);
    return CLI_DONE;
}

static const struct coded_kind kind = {
    .what = N_("interaction group"),
    .find = lia_group_find,
    .block = lia_group_block,
    .remove = lia_group_delete,
    .show = show,
};

static int save(struct cli *cli, lia_group *g, const char *would, const char *done)
{
    int64_t id = 0;
    int code = cli_text(cli, "--description", &g->description);
    if (code != CLI_DONE || cli_trial(cli, "%s", would))
        return code;
    if (lia_group_save(cli->book, g, &id, &cli->err))
        return cli_fail(cli);
    return coded_saved(cli, &kind, id, done);
}

static int cmd_add(struct cli *cli)
{
    const char *code = cli_short(cli, cli->args[0]);
    lia_group g = {.code = cli->args[0]};
    return save(cli, &g, arena_printf(&cli->arena, _("Would add group %s"), code),
                arena_printf(&cli->arena, _("Added group %s"), code));
}

static int cmd_edit(struct cli *cli)
{
    int64_t id;
    lia_group_list list = {0};
    int code = coded_find(cli, &kind, cli->args[0], &id);
    if (code != CLI_DONE)
        return code;
    if (lia_group_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    lia_group *g = &list.items[0];
    const char *called = arena_strdup(&cli->arena, g->code);
    g->code = str_or(cli_value(cli, "--code"), g->code);
    code = save(cli, g, arena_printf(&cli->arena, _("Would change group %s"), called),
                arena_printf(&cli->arena, _("Changed group %s"), called));
    lia_group_list_clear(&list);
    return code;
}

static int cmd_show(struct cli *cli)
{
    return coded_show(cli, &kind);
}

static int cmd_block(struct cli *cli)
{
    return coded_block(cli, &kind, true);
}

static int cmd_unblock(struct cli *cli)
{
    return coded_block(cli, &kind, false);
}

static int cmd_delete(struct cli *cli)
{
    return coded_delete(cli, &kind);
}

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
static const char *const delete_examples[] = {"liaise group delete LETTER --dry-run", NULL};

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
     .run = cmd_list},
    {.verb = "show",
     .args = "GROUP…",
     .help = N_("Show interaction groups."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = -1,
     .json = true,
     .run = cmd_show},
    {.verb = "add",
     .args = "CODE",
     .help = N_("Add an interaction group."),
     .about = N_("A code has up to 20 characters and is kept in capital letters."),
     .examples = add_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = add_options,
     .json = true,
     .run = cmd_add},
    {.verb = "edit",
     .args = "GROUP",
     .help = N_("Change an interaction group."),
     .examples = edit_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = edit_options,
     .json = true,
     .run = cmd_edit,
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
     .run = cmd_block},
    {.verb = "unblock",
     .args = "GROUP…",
     .help = N_("Offer blocked groups again."),
     .examples = unblock_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .run = cmd_unblock},
    {.verb = "delete",
     .args = "GROUP…",
     .help = N_("Delete groups that nothing uses."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_delete_options,
     .run = cmd_delete},
    CLI_COMMANDS_END,
};
