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

static void row(struct printer *p, const void *record)
{
    const lia_template *t = record;
    bool machine = print_machine(p);
    const char *(*word)(lia_value_set, int) = machine ? lia_value_code : lia_value_name;
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

static void fields(struct cli *cli, const void *record)
{
    struct printer *p = &cli->out;
    const lia_template *t = record;
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
    return code ? coded_find(cli, &group_kind, code, &t->group_id) : CLI_DONE;
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

/* --- the kind --- */

static int set(struct cli *cli, void *record)
{
    lia_template *t = record;
    int code = cli_text(cli, "--description", &t->description);
    if (code == CLI_DONE)
        code = read_words(cli, t);
    if (code == CLI_DONE)
        code = read_amounts(cli, t);
    return code == CLI_DONE ? read_group(cli, t) : code;
}

CODED_RECORDS(template)

const struct coded_kind template_kind = {
    .noun = "template",
    .what = N_("interaction template"),
    .would_add = N_("Would add template"),
    .added = N_("Added template"),
    .would_change = N_("Would change template"),
    .changed = N_("Changed template"),
    .find = lia_template_find,
    .block = lia_template_block,
    .remove = lia_template_delete,
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
static const char *const delete_examples[] = {
    "liaise template add DEMO -g MEETING && liaise template delete DEMO --yes", NULL};

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
     .coded = &template_kind,
     .run = coded_list},
    {.verb = "show",
     .args = "TEMPLATE…",
     .help = N_("Show interaction templates."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = -1,
     .json = true,
     .coded = &template_kind,
     .run = coded_show},
    {.verb = "add",
     .args = "CODE",
     .help = N_("Add an interaction template."),
     .examples = add_examples,
     .needs = CLI_ADDS,
     .min_args = 1,
     .max_args = 1,
     .options = add_options,
     .json = true,
     .coded = &template_kind,
     .run = coded_add,
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
     .coded = &template_kind,
     .run = coded_edit,
     .ready = ready_edit},
    {.verb = "block",
     .args = "TEMPLATE…",
     .help = N_("Offer templates no more."),
     .examples = block_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .coded = &template_kind,
     .run = coded_block},
    {.verb = "unblock",
     .args = "TEMPLATE…",
     .help = N_("Offer blocked templates again."),
     .examples = unblock_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .coded = &template_kind,
     .run = coded_unblock},
    {.verb = "delete",
     .args = "TEMPLATE…",
     .help = N_("Delete templates that nothing uses."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_delete_options,
     .coded = &template_kind,
     .run = coded_delete},
    CLI_COMMANDS_END,
};
