/* cmd_salesperson.c: salespeople. */
#include "base/i18n.h"
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

static void row(struct printer *p, const void *record)
{
    const lia_salesperson *s = record;
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

static void fields(struct cli *cli, const void *record)
{
    struct printer *p = &cli->out;
    const lia_salesperson *s = record;
    print_field(p, _("Code"), s->code);
    print_field(p, _("Name"), s->name);
    print_field(p, _("E-mail"), s->email);
    print_field(p, _("Phone"), s->phone);
    print_field(p, _("Account"), s->account);
    print_field(p, _("Me"), s->me ? _("yes") : "");
    print_field(p, _("Blocked"), s->blocked ? _("yes") : "");
}

static int set(struct cli *cli, void *record)
{
    lia_salesperson *s = record;
    const struct {
        const char *option;
        const char **field;
    } texts[] = {
        {"--name", &s->name},
        {"--email", &s->email},
        {"--phone", &s->phone},
        {"--account", &s->account},
    };
    if (cli_given(cli, "--me"))
        s->account = lia_book_user(cli->book);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int code = cli_text(cli, texts[i].option, texts[i].field);
        if (code != CLI_DONE)
            return code;
    }
    return CLI_DONE;
}

CODED_RECORDS(salesperson)

static const struct coded_kind kind = {
    .noun = "salesperson",
    .what = N_("salesperson"),
    .would_add = N_("Would add salesperson"),
    .added = N_("Added salesperson"),
    .would_change = N_("Would change salesperson"),
    .changed = N_("Changed salesperson"),
    .find = lia_salesperson_find,
    .block = lia_salesperson_block,
    .remove = lia_salesperson_delete,
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
static const char *const edit_examples[] = {
    "liaise salesperson add MAX && liaise salesperson edit MAX --phone '+46 8 123 45'", NULL};
static const char *const block_examples[] = {
    "liaise salesperson add MAX && liaise salesperson block MAX", NULL};
static const char *const unblock_examples[] = {
    "liaise salesperson add MAX && liaise salesperson block MAX &&"
    " liaise salesperson unblock MAX",
    NULL};
static const char *const delete_examples[] = {
    "liaise salesperson add MAX && liaise salesperson delete MAX --yes", NULL};

const struct cli_command salesperson_commands[] = {
    {.verb = "list",
     .args = "[WORD]",
     .help = N_("List salespeople."),
     .examples = list_examples,
     .needs = CLI_READS,
     .max_args = 1,
     .options = coded_list_options,
     .json = true,
     .coded = &kind,
     .run = coded_list},
    {.verb = "show",
     .args = "SALESPERSON…",
     .help = N_("Show salespeople."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = -1,
     .json = true,
     .coded = &kind,
     .run = coded_show},
    {.verb = "add",
     .args = "CODE",
     .help = N_("Add a salesperson."),
     .about = N_("The account says whose interactions and postponed ones are mine, and fills the "
                 "salesperson in. An account stands for one salesperson."),
     .examples = add_examples,
     .needs = CLI_ADDS,
     .min_args = 1,
     .max_args = 1,
     .options = add_options,
     .json = true,
     .coded = &kind,
     .run = coded_add},
    {.verb = "edit",
     .args = "SALESPERSON",
     .help = N_("Change a salesperson."),
     .examples = edit_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = edit_options,
     .json = true,
     .coded = &kind,
     .run = coded_edit,
     .ready = coded_ready_edit},
    {.verb = "block",
     .args = "SALESPERSON…",
     .help = N_("Offer salespeople no more."),
     .examples = block_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .coded = &kind,
     .run = coded_block},
    {.verb = "unblock",
     .args = "SALESPERSON…",
     .help = N_("Offer blocked salespeople again."),
     .examples = unblock_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_block_options,
     .coded = &kind,
     .run = coded_unblock},
    {.verb = "delete",
     .args = "SALESPERSON…",
     .help = N_("Delete salespeople that nothing refers to."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = coded_delete_options,
     .coded = &kind,
     .run = coded_delete},
    CLI_COMMANDS_END,
};
