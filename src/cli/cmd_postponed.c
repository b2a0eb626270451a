/* cmd_postponed.c: postponed interactions. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"

/* --- postponed list ------------------------------------------------------------------------------
 */

static const struct print_column postponed_columns[] = {
    {"no", N_("No."), true},
    {"contact", N_("Contact"), false},
    {"company", N_("Company"), false},
    {"template", N_("Template"), false},
    {"description", N_("Description"), false},
    {"date", N_("Date"), false},
    {"salesperson", N_("By"), false},
    {"user", N_("User"), false},
    {"begun_at", N_("Begun"), false},
    {"mine", NULL, false},
};

static void print_postponed(struct printer *p, const lia_postponed *r)
{
    print_row(p);
    print_int(p, r->entry_no);
    print_text(p, r->contact);
    print_text(p, r->company);
    print_text(p, r->template_code);
    print_text(p, r->description);
    print_day(p, r->date);
    print_text(p, r->salesperson);
    print_text(p, r->user);
    print_instant(p, r->begun_at);
    print_bool(p, r->mine);
}

static lia_status postponed_window(struct cli *cli, const void *query, const lia_seek *seek,
                                   size_t *count, lia_key *last)
{
    lia_postponed_list rows = {0};
    lia_status status = lia_postponed_list_some(cli->book, query, seek, &rows, &cli->err);
    *count = status == LIA_OK ? rows.count : 0;
    for (size_t i = 0; i < *count; i++) {
        print_postponed(&cli->out, &rows.items[i]);
        *last = rows.items[i].key;
    }
    lia_postponed_list_clear(&rows);
    return status;
}

static int cmd_postponed_list(struct cli *cli)
{
    lia_postponed_query query = {0};
    return cli_list(cli, postponed_columns, sizeof postponed_columns / sizeof *postponed_columns,
                    postponed_window, &query);
}

/* --- table --- */

static const struct cli_option limit_options[] = {
    {"--limit", 'n', "N", N_("at most so many rows")},
    CLI_OPTIONS_END,
};

const struct cli_command postponed_commands[] = {
    {.verb = "list",
     .args = "",
     .help = N_("List postponed interactions."),
     .needs = CLI_READS,
     .options = limit_options,
     .json = true,
     .run = cmd_postponed_list},
    CLI_COMMANDS_END,
};
