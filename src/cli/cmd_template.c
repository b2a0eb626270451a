/* cmd_template.c: interaction templates. */
#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli/coded.h"

static const struct print_column columns[] = {
    {"group", N_("Group"), false, 1},
    {"code", N_("Code")},
    {"description", N_("Description")},
    {"minutes", N_("Minutes"), true, 2},
    {"cost", N_("Cost"), true, 3},
    {"flow", N_("Flow"), false, 5},
    {"initiated_by", N_("By"), false, 6},
    {"correspondence", N_("Correspondence"), false, 7},
    {"ignore_correspondence", NULL},
    {"interactions", N_("Interactions"), true, 4},
    {"total_minutes", NULL},
    {"total_cost", NULL},
    {"blocked", N_("Blocked"), false, 8},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void print_template(struct printer *p, const lia_template *t)
{
    bool machine = print_machine(p);
    const char *(*word)(lia_value_set, int) = machine ? lia_value_code : lia_value_name;
    print_row(p);
    if (t->blocked)
        print_row_style(p, PRINT_MUTED);
    print_text(p, t->group_code);
    print_text(p, t->code);
    print_text(p, t->description);
    print_int(p, t->unit_minutes);
    print_amount(p, t->unit_cost);
    print_text(p, word(LIA_SET_FLOW, (int)t->flow));
    print_text(p, word(LIA_SET_BY, (int)t->initiated_by));
    print_text(p, word(LIA_SET_CORR, (int)t->correspondence));
    print_bool(p, t->ignore_correspondence);
    print_int(p, t->totals.entries);
    print_int(p, t->totals.minutes);
    print_amount(p, t->totals.cost);
    print_bool(p, t->blocked);
}

static int cmd_list(struct cli *cli)
{
    lia_template_list list = {0};
    const char *match = cli->arg_count > 0 ? cli->args[0] : "";
    if (lia_template_list_all(cli->book, cli_given(cli, "--all"), match, &list, &cli->err))
        return cli_fail(cli);
    print_columns(&cli->out, columns, COLUMNS);
    for (size_t i = 0; i < list.count; i++)
        print_template(&cli->out, &list.items[i]);
    lia_template_list_clear(&list);
    return CLI_DONE;
}

static void show_text(struct cli *cli, const lia_template *t)
{
    struct printer *p = &cli->out;
    char minutes[DATE_TEXT], cost[DATE_TEXT];
    duration_format((int32_t)t->unit_minutes, minutes);
    amount_format(t->unit_cost, cost);
    print_field(p, _("Code"), t->code);
    print_field(p, _("Group"), t->group_code);
    print_field(p, _("Description"), t->description);
    print_field(p, _("Unit duration"), minutes);
    print_field(p, _("Unit cost"), cost);
    print_field(p, _("Flow"), lia_value_name(LIA_SET_FLOW, (int)t->flow));
    print_field(p, _("Initiated by"), lia_value_name(LIA_SET_BY, (int)t->initiated_by));
    print_field(p, _("Correspondence"), lia_value_name(LIA_SET_CORR, (int)t->correspondence));
    print_field(p, _("Contact's"), t->ignore_correspondence ? _("correspondence is ignored") : "");
    print_field(p, _("Blocked"), t->blocked ? _("yes") : "");
    print_field(p, _("Interactions"),
                arena_printf(&cli->arena, "%lld", (long long)t->totals.entries));
}

static int show(struct cli *cli, int64_t id)
{
    lia_template_list list = {0};
    if (lia_template_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    if (!print_machine(&cli->out)) {
        show_text(cli, &list.items[0]);
    } else {
        if (cli->out.columns != columns)
            print_columns(&cli->out, columns, COLUMNS);
        print_template(&cli->out, &list.items[0]);
    }
    lia_template_list_clear(&list);
    return CLI_DONE;
}

static const struct coded_kind kind = {
    .what = N_("interaction template"),
    .find = lia_template_find,
    .block = lia_template_block,
    .remove = lia_template_delete,
    .show = show,
};

/* --- fields --- */

static int read_amounts(struct cli *cli, lia_template *t)
{
    const char *cost = cli_value(cli, "--cost"), *minutes = cli_value(cli, "--minutes");
    int32_t value = 0;
    if (cost && !amount_parse(*cost ? cost : "0", &t->unit_cost))
        return cli_say(CLI_USAGE, _("--cost is an amount such as 12.50, not: %s"),
                       cli_short(cli, cost));
    if (minutes && !duration_parse(*minutes ? minutes : "0", &value))
        return cli_say(CLI_USAGE, _("--minutes is a duration such as 90 or 1:30, not: %s"),
                       cli_short(cli, minutes));
    if (minutes)
        t->unit_minutes = value;
    return CLI_DONE;
}

static int read_words(struct cli *cli, lia_template *t)
{
    int flow = (int)t->flow, by = (int)t->initiated_by, corr = (int)t->correspondence;
    int code = cli_word(cli, "--flow", LIA_SET_FLOW, &flow);
    if (code == CLI_DONE)
        code = cli_word(cli, "--by", LIA_SET_BY, &by);
    if (code == CLI_DONE)
        code = cli_word(cli, "--correspondence", LIA_SET_CORR, &corr);
    if (code == CLI_DONE)
        code = cli_yes_no(cli, "--ignore-correspondence", &t->ignore_correspondence);
    t->flow = (lia_flow)flow;
    t->initiated_by = (lia_by)by;
    t->correspondence = (lia_corr)corr;
    return code;
}

static int read_group(struct cli *cli, lia_template *t)
{
    const char *code = cli_value(cli, "--group");
    if (!code)
        return CLI_DONE;
    if (lia_group_find(cli->book, code, &t->group_id, &cli->err))
        return cli_fail(cli);
    return t->group_id
               ? CLI_DONE
               : cli_say(CLI_REFUSED,
                         _("no interaction group has the code “%s”; see: liaise group list"),
                         cli_short(cli, code));
}

static int ready_fields(struct cli *cli)
{
    lia_template t = {0};
    int code = read_words(cli, &t);
    return code == CLI_DONE ? read_amounts(cli, &t) : code;
}

static int ready_add(struct cli *cli)
{
    if (!*str_or(cli_value(cli, "--group"), ""))
        return cli_say(CLI_USAGE, _("--group CODE is needed; for example: -g CALL"));
    return ready_fields(cli);
}

static int ready_edit(struct cli *cli)
{
    int code = coded_ready_edit(cli);
    return code == CLI_DONE ? ready_fields(cli) : code;
}

static int save(struct cli *cli, lia_template *t, const char *would, const char *done)
{
    int64_t id = 0;
    int code = cli_text(cli, "--description", &t->description);
    if (code == CLI_DONE)
        code = read_words(cli, t);
    if (code == CLI_DONE)
        code = read_amounts(cli, t);
    if (code == CLI_DONE)
        code = read_group(cli, t);
    if (code != CLI_DONE || cli_trial(cli, "%s", would))
        return code;
    if (lia_template_save(cli->book, t, &id, &cli->err))
        return cli_fail(cli);
    return coded_saved(cli, &kind, id, done);
}

static int cmd_add(struct cli *cli)
{
    const char *code = cli_short(cli, cli->args[0]);
    lia_template t = {.code = cli->args[0]};
    return save(cli, &t, arena_printf(&cli->arena, _("Would add template %s"), code),
                arena_printf(&cli->arena, _("Added template %s"), code));
}

static int cmd_edit(struct cli *cli)
{
    int64_t id;
    lia_template_list list = {0};
    int code = coded_find(cli, &kind, cli->args[0], &id);
    if (code != CLI_DONE)
        return code;
    if (lia_template_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    lia_template *t = &list.items[0];
    const char *called = arena_strdup(&cli->arena, t->code);
    t->code = str_or(cli_value(cli, "--code"), t->code);
    code = save(cli, t, arena_printf(&cli->arena, _("Would change template %s"), called),
                arena_printf(&cli->arena, _("Changed template %s"), called));
    lia_template_list_clear(&list);
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
    {"--group", 'g', "GROUP", N_("the interaction group that it belongs to")},                     \
        {"--description", 'd', "TEXT", N_("default text of the interaction")},                     \
        {"--cost", 0, "AMOUNT", N_("unit cost")},                                                  \
        {"--minutes", 0, "DURATION", N_("unit duration: 90, 1:30")},                               \
        {"--flow", 0, "outbound|inbound", N_("information flow; blank when ''")},                  \
        {"--by", 0, "us|them", N_("initiated by; blank when ''")},                                 \
        {"--correspondence", 0, "hard-copy|email|phone", N_("correspondence type")},               \
        {"--ignore-correspondence", 0, "yes|no", N_("whatever the contact's type is")},            \
        CLI_OPTION_DRY_RUN, CLI_OPTIONS_END

static const struct cli_option add_options[] = {FIELDS};
static const struct cli_option edit_options[] = {{"--code", 0, "CODE", N_("a new code")}, FIELDS};

static const char *const list_examples[] = {"liaise template list", "liaise template list call",
                                            NULL};
static const char *const show_examples[] = {"liaise template show CALL-OUT --json", NULL};
static const char *const add_examples[] = {
    "liaise template add DEMO -g MEETING -d Demonstration --minutes 1:30 --by us", NULL};
static const char *const edit_examples[] = {
    "liaise template edit CALL-OUT --minutes 10 --cost 2.50", NULL};
static const char *const block_examples[] = {"liaise template block LETTER-IN", NULL};
static const char *const unblock_examples[] = {"liaise template unblock LETTER-IN", NULL};
static const char *const delete_examples[] = {"liaise template delete LETTER-IN --dry-run", NULL};

const struct cli_command template_commands[] = {
    {.verb = "list",
     .args = "[WORD]",
     .help = N_("List interaction templates with their totals."),
     .about = N_("With a word: those whose code, description or group has a word that begins so."),
     .examples = list_examples,
     .needs = CLI_READS,
     .max_args = 1,
     .options = coded_list_options,
     .json = true,
     .run = cmd_list},
    {.verb = "show",
     .args = "TEMPLATE…",
     .help = N_("Show interaction templates."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = -1,
     .json = true,
     .run = cmd_show},
    {.verb = "add",
     .args = "CODE",
     .help = N_("Add an interaction template."),
     .examples = add_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = add_options,
     .json = true,
     .run = cmd_add,
     .ready = ready_add},
    {.verb = "edit",
     .args = "TEMPLATE",
     .help = N_("Change an interaction template."),
     .about = N_("Only the fields that are named change. Interactions that were made from it stay "
                 "as they are."),
     .examples = edit_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = edit_options,
     .json = true,
     .run = cmd_edit,
     .ready = ready_edit},
    {.verb = "block",
     .args = "TEMPLATE…",
     .help = N_("Offer templates no more."),
     .examples = block_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .run = cmd_block},
    {.verb = "unblock",
     .args = "TEMPLATE…",
     .help = N_("Offer blocked templates again."),
     .examples = unblock_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .run = cmd_unblock},
    {.verb = "delete",
     .args = "TEMPLATE…",
     .help = N_("Delete templates that nothing uses."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_delete_options,
     .run = cmd_delete},
    CLI_COMMANDS_END,
};
