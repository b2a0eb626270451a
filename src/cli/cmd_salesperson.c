/* cmd_salesperson.c: salespeople. */
#include "base/i18n.h"
#include "base/str.h"
#include "cli/coded.h"

static const struct print_column columns[] = {
    {"code", N_("Code")},
    {"name", N_("Name")},
    {"email", N_("E-mail"), false, 1},
    {"phone", N_("Phone"), false, 2},
    {"account", N_("Account"), false, 3},
    {"me", N_("Me"), false, 4},
    {"blocked", N_("Blocked"), false, 5},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void print_salesperson(struct printer *p, const lia_salesperson *s)
{
    print_row(p);
    if (s->blocked)
        print_row_style(p, PRINT_MUTED);
    print_text(p, s->code);
    print_text(p, s->name);
    print_text(p, s->email);
    print_text(p, s->phone);
    print_text(p, s->account);
    print_bool(p, s->me);
    print_bool(p, s->blocked);
}

static int cmd_list(struct cli *cli)
{
    lia_salesperson_list list = {0};
    const char *match = cli->arg_count > 0 ? cli->args[0] : "";
    if (lia_salesperson_list_all(cli->book, cli_given(cli, "--all"), match, &list, &cli->err))
        return cli_fail(cli);
    print_columns(&cli->out, columns, COLUMNS);
    for (size_t i = 0; i < list.count; i++)
        print_salesperson(&cli->out, &list.items[i]);
    lia_salesperson_list_clear(&list);
    return CLI_DONE;
}

static int show(struct cli *cli, int64_t id)
{
    lia_salesperson_list list = {0};
    if (lia_salesperson_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    struct printer *p = &cli->out;
    const lia_salesperson *s = &list.items[0];
    if (print_machine(p)) {
        if (p->columns != columns)
            print_columns(p, columns, COLUMNS);
        print_salesperson(p, s);
    }
    print_field(p, _("Code"), s->code);
    print_field(p, _("Name"), s->name);
    print_field(p, _("E-mail"), s->email);
    print_field(p, _("Phone"), s->phone);
    print_field(p, _("Account"), s->account);
    print_field(p, _("Me"), s->me ? _("yes") : "");
    print_field(p, _("Blocked"), s->blocked ? _("yes") : "");
    lia_salesperson_list_clear(&list);
    return CLI_DONE;
}

static const struct coded_kind kind = {
    .what = N_("salesperson"),
    .find = lia_salesperson_find,
    .block = lia_salesperson_block,
    .remove = lia_salesperson_delete,
    .show = show,
};

static int save(struct cli *cli, lia_salesperson *s, const char *would, const char *done)
{
    const struct {
        const char *option;
        const char **field;
    } fields[] = {
        {"--name", &s->name},
        {"--email", &s->email},
        {"--phone", &s->phone},
        {"--account", &s->account},
    };
    int64_t id = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        int code = cli_text(cli, fields[i].option, fields[i].field);
        if (code != CLI_DONE)
            return code;
    }
    if (cli_trial(cli, "%s", would))
        return CLI_DONE;
    if (lia_salesperson_save(cli->book, s, &id, &cli->err))
        return cli_fail(cli);
    return coded_saved(cli, &kind, id, done);
}

static int cmd_add(struct cli *cli)
{
    const char *code = cli_short(cli, cli->args[0]);
    lia_salesperson s = {.code = cli->args[0]};
    if (cli_given(cli, "--me"))
        s.account = lia_book_user(cli->book);
    return save(cli, &s, arena_printf(&cli->arena, _("Would add salesperson %s"), code),
                arena_printf(&cli->arena, _("Added salesperson %s"), code));
}

static int cmd_edit(struct cli *cli)
{
    int64_t id;
    lia_salesperson_list list = {0};
    int code = coded_find(cli, &kind, cli->args[0], &id);
    if (code != CLI_DONE)
        return code;
    if (lia_salesperson_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    lia_salesperson *s = &list.items[0];
    const char *called = arena_strdup(&cli->arena, s->code);
    s->code = str_or(cli_value(cli, "--code"), s->code);
    if (cli_given(cli, "--me"))
        s->account = lia_book_user(cli->book);
    code = save(cli, s, arena_printf(&cli->arena, _("Would change salesperson %s"), called),
                arena_printf(&cli->arena, _("Changed salesperson %s"), called));
    lia_salesperson_list_clear(&list);
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

#define FIELDS                                                                                     \
    {"--name", 0, "TEXT", N_("name")}, {"--email", 'e', "EMAIL", N_("e-mail")},                    \
        {"--phone", 'p', "PHONE", N_("phone")},                                                    \
        {"--account", 0, "ACCOUNT", N_("the user account that it stands for")},                    \
        {"--me", 0, NULL, N_("it stands for my account")}, CLI_OPTION_DRY_RUN, CLI_OPTIONS_END

static const struct cli_option add_options[] = {FIELDS};
static const struct cli_option edit_options[] = {{"--code", 0, "CODE", N_("a new code")}, FIELDS};

static const char *const list_examples[] = {"liaise salesperson list", NULL};
static const char *const show_examples[] = {
    "liaise salesperson list --tsv | awk 'NR > 1 { print $1 }' | xargs liaise salesperson show",
    NULL};
static const char *const add_examples[] = {
    "liaise salesperson add MAX --name 'Max Berg' --email max@example.org", NULL};

const struct cli_command salesperson_commands[] = {
    {.verb = "list",
     .args = "[WORD]",
     .help = N_("List salespeople."),
     .examples = list_examples,
     .needs = CLI_READS,
     .max_args = 1,
     .options = coded_list_options,
     .json = true,
     .run = cmd_list},
    {.verb = "show",
     .args = "SALESPERSON…",
     .help = N_("Show salespeople."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = -1,
     .json = true,
     .run = cmd_show},
    {.verb = "add",
     .args = "CODE",
     .help = N_("Add a salesperson."),
     .about = N_("The account says whose interactions and postponed ones are mine, and fills the "
                 "salesperson in. An account stands for one salesperson."),
     .examples = add_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = add_options,
     .json = true,
     .run = cmd_add},
    {.verb = "edit",
     .args = "SALESPERSON",
     .help = N_("Change a salesperson."),
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = edit_options,
     .json = true,
     .run = cmd_edit,
     .ready = coded_ready_edit},
    {.verb = "block",
     .args = "SALESPERSON…",
     .help = N_("Offer salespeople no more."),
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .run = cmd_block},
    {.verb = "unblock",
     .args = "SALESPERSON…",
     .help = N_("Offer blocked salespeople again."),
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .run = cmd_unblock},
    {.verb = "delete",
     .args = "SALESPERSON…",
     .help = N_("Delete salespeople that nothing refers to."),
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_delete_options,
     .run = cmd_delete},
    CLI_COMMANDS_END,
};
