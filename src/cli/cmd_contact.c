/* cmd_contact.c: contact list and show; the table of all that can be done to contacts. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli/contact.h"

/* --- list ----------------------------------------------------------------------------------------
 */

static const struct print_column list_columns[] = {
    {"no", N_("No."), false, 3},
    {"name", N_("Name")},
    {"company", N_("Company"), false, 2},
    {"city", N_("City"), false, 5},
    {"last", N_("Last"), false, 1},
    {"email", N_("E-mail")},
    {"phone", N_("Phone"), false, 4},
    {"mobile", NULL},
    {"type", NULL},
    {"salesperson", NULL},
    {"archived", NULL},
    {"privacy_blocked", NULL},
    {"exclude", NULL},
};

static void print_contact(struct printer *p, const lia_contact_row *r)
{
    print_row(p);
    if (r->archived || r->privacy_blocked)
        print_row_style(p, PRINT_MUTED);
    print_text(p, r->no);
    print_text(p, r->name);
    print_text(p, r->company);
    print_text(p, r->city);
    print_day(p, r->last_on == LIA_DAY_NONE ? DATE_NONE : r->last_on);
    print_text(p, r->email);
    print_text(p, *str_or(r->phone, "") || print_machine(p) ? r->phone : r->mobile);
    print_text(p, r->mobile);
    print_text(p, lia_value_code(LIA_SET_TYPE, (int)r->type));
    print_text(p, r->salesperson);
    print_bool(p, r->archived);
    print_bool(p, r->privacy_blocked);
    print_bool(p, r->exclude);
}

CLI_WINDOW(contact_window, lia_contact_rows,
           lia_contact_list(cli->book, query, seek, &rows, &cli->err), print_contact,
           lia_contact_rows_clear)

static int read_sort(struct cli *cli, lia_contact_sort *sort)
{
    static const char *const words[] = {"name", "no", "added"};
    const char *word = str_or(cli_value(cli, "--sort"), "name");
    for (int i = 0; i < 3; i++)
        if (str_eq(word, words[i])) {
            *sort = (lia_contact_sort)i;
            return CLI_DONE;
        }
    return cli_say(CLI_USAGE, _("--sort is name, no or added, not: %s"), cli_short(cli, word));
}

static int ready_list(struct cli *cli)
{
    lia_contact_sort sort;
    return read_sort(cli, &sort);
}

static const struct print_column count_columns[] = {{"count", NULL}};

static int print_count(struct cli *cli, const lia_contact_query *query)
{
    int64_t count = 0;
    if (lia_contact_count(cli->book, query, &count, &cli->err))
        return cli_fail(cli);
    print_line(&cli->out, "%lld", (long long)count);
    if (print_machine(&cli->out)) {
        print_columns(&cli->out, count_columns, 1);
        print_row(&cli->out);
        print_int(&cli->out, count);
    }
    return CLI_DONE;
}

/* Archived ones are listed where the filter names them. */
static int read_filter(struct cli *cli, lia_filter **filter)
{
    int code = cli_filter(cli, LIA_FILTER_CONTACTS, filter);
    if (code != CLI_DONE || !cli_given(cli, "--all"))
        return code;
    const char *text = lia_filter_text(*filter);
    const char *all = lia_filter_empty(*filter)
                          ? "archived:yes,no"
                          : arena_printf(&cli->arena, "(%s) archived:yes,no", text);
    lia_filter_free(*filter);
    *filter = NULL;
    return cli_filter_text(cli, LIA_FILTER_CONTACTS, all, filter);
}

static int cmd_list(struct cli *cli)
{
    lia_filter *filter = NULL;
    lia_contact_query query = {.descending = cli_given(cli, "--reverse")};
    const char *company = cli_value(cli, "--company");
    int code = read_sort(cli, &query.sort);
    if (code == CLI_DONE && company && !(query.company_id = cli_contact(cli, company)))
        code = CLI_REFUSED;
    if (code == CLI_DONE)
        code = read_filter(cli, &filter);
    query.filter = filter;
    if (code == CLI_DONE)
        code = cli_given(cli, "--count")
                   ? print_count(cli, &query)
                   : cli_list(cli, list_columns, sizeof list_columns / sizeof *list_columns,
                              contact_window, &query);
    lia_filter_free(filter);
    return code;
}

static int cmd_show(struct cli *cli)
{
    int64_t *ids;
    size_t n;
    int code = cli_contacts(cli, 0, &ids, &n);
    return code == CLI_DONE ? contact_show(cli, ids, n) : code;
}

/* --- table --- */

static const struct cli_option list_options[] = {
    CLI_OPTION_LIMIT,
    {"--sort", 's', "name|no|added", N_("by name when not said")},
    {"--reverse", 'r', NULL, N_("the other way round")},
    {"--all", 'a', NULL, N_("archived ones too")},
    {"--company", 0, "CONTACT", N_("only the persons of this company")},
    {"--count", 0, NULL, N_("only how many there are")},
    CLI_OPTIONS_END,
};
static const struct cli_option archive_options[] = {
    {"--with-persons", 0, NULL, N_("a company's persons too")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option delete_options[] = {
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option block_options[] = {
    {"--reason", 0, "TEXT", N_("why; shown where the contact is refused")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option unblock_options[] = {
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

#define ABOUT_NAMED                                                                                \
    "A CONTACT is named by its no., one of its e-mails, or its name or the beginning of it where " \
    "no other contact has it. When several match, they are shown, and nothing is done. A CONTACT " \
    "that is a dash reads names from standard input, one a line."

static const char *const list_examples[] = {
    "liaise contact list",
    "liaise contact list city:lund !tag:vip",
    "liaise contact list --count touch:overdue",
    "liaise contact list 'last:..-90d,never' --json",
    NULL,
};
static const char *const show_examples[] = {
    "liaise contact show 'Bo Ek'",
    "liaise contact show anna.berg@adatum.example CT000001 --json",
    NULL,
};
static const char *const add_examples[] = {
    "liaise contact add 'Ada Byron' --email ada@example.org --company Fabrikam",
    "liaise contact add 'Tailspin Toys' --type company --city Oslo",
    "echo 'Met at the fair.' | liaise contact add 'Ines Grau' --note -",
    NULL,
};
static const char *const edit_examples[] = {
    "liaise contact edit 'Bo Ek' --job-title 'Chief engineer' --phone ''",
    "liaise contact edit 'Anna Berg' --add-phone 'home=+46 31 555 01 23'",
    "liaise contact edit Adatum --remove-tag vip --add-tag lost",
    "liaise contact list city:lund --tsv | tail -n +2 | cut -f1 |"
    " liaise contact edit - --add-tag lund",
    NULL,
};
static const char *const archive_examples[] = {
    "liaise contact archive 'Zoë O’Brien'",
    "liaise contact archive Fabrikam --with-persons --dry-run",
    NULL,
};
static const char *const back_examples[] = {"liaise contact bring-back CT000018", NULL};
static const char *const delete_examples[] = {"liaise contact delete 'Marco Bianchi' --dry-run",
                                              NULL};
static const char *const block_examples[] = {
    "liaise contact block 'Mette Kjær' --reason 'Asked not to be contacted'", NULL};
static const char *const unblock_examples[] = {"liaise contact unblock 'Mette Kjær'", NULL};

const struct cli_command contact_commands[] = {
    {.verb = "list",
     .args = "[FILTER]",
     .help = N_("List contacts."),
     .about = N_("The filter is the one of the screen, see liaise-filter(7). Archived contacts are "
                 "left out unless the filter names them or --all is given. touch:overdue lists "
                 "those that one is out of touch with."),
     .examples = list_examples,
     .needs = CLI_READS,
     .max_args = -1,
     .options = list_options,
     .json = true,
     .run = cmd_list,
     .ready = ready_list},
    {.verb = "show",
     .args = "CONTACT…",
     .help = N_("Show contacts with all that is known of them."),
     .about = N_(ABOUT_NAMED),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = -1,
     .json = true,
     .run = cmd_show},
    {.verb = "add",
     .args = "NAME",
     .help = N_("Add a contact."),
     .about = N_("What is not said has the defaults of Marketing Setup. An option for a text reads "
                 "standard input where its value is a dash, and so does the name."),
     .examples = add_examples,
     .needs = CLI_ADDS,
     .min_args = 1,
     .max_args = 1,
     .options = contact_add_options,
     .json = true,
     .run = contact_add,
     .ready = contact_ready_fields},
    {.verb = "edit",
     .args = "CONTACT…",
     .help = N_("Change fields of contacts."),
     .about = N_("Only the fields that are named change; an empty value blanks one. Several "
                 "contacts are changed as one operation, all or none of them. An option for a "
                 "text reads standard input where its value is a dash.\n\n" ABOUT_NAMED),
     .examples = edit_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = contact_edit_options,
     .json = true,
     .run = contact_edit,
     .ready = contact_ready_edit},
    {.verb = "archive",
     .args = "CONTACT…",
     .help = N_("Put contacts away; their history stays."),
     .about = N_("Archived contacts leave lists and look-ups and are found with archived:yes. What "
                 "is still open, such as segments that they are on, is said. Several are archived "
                 "as one operation."),
     .examples = archive_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = archive_options,
     .run = contact_archive},
    {.verb = "bring-back",
     .args = "CONTACT…",
     .help = N_("Bring archived contacts back."),
     .about = N_("An archived contact is named by its no."),
     .examples = back_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = archive_options,
     .run = contact_bring_back},
    {.verb = "delete",
     .args = "CONTACT…",
     .help = N_("Delete contacts that nothing refers to."),
     .about = N_("A contact with interactions, segment lines or persons is refused: archive it. "
                 "Each deletion is an operation of its own; the rest is deleted when one is "
                 "refused, and the exit code is 1."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = delete_options,
     .run = contact_delete},
    {.verb = "block",
     .args = "CONTACT…",
     .help = N_("Block contacts for privacy."),
     .about = N_("Nothing is logged for a privacy-blocked contact, and it is not added to "
                 "segments."),
     .examples = block_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = block_options,
     .json = true,
     .run = contact_block},
    {.verb = "unblock",
     .args = "CONTACT…",
     .help = N_("Take the privacy block away."),
     .examples = unblock_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = unblock_options,
     .json = true,
     .run = contact_unblock},
    CLI_COMMANDS_END,
};
