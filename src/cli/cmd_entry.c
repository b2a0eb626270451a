/* cmd_entry.c: interaction log entries. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"

/* --- entry list ----------------------------------------------------------------------------------
 */

static const struct print_column entry_columns[] = {
    {"no", N_("No."), true},
    {"date", N_("Date"), false},
    {"time", N_("Time"), false},
    {"template", N_("Template"), false},
    {"contact", N_("Contact"), false},
    {"contact_no", NULL, false},
    {"company", N_("Company"), false},
    {"description", N_("Description"), false},
    {"subject", NULL, false},
    {"status", N_("Status"), false},
    {"evaluation", N_("Evaluation"), false},
    {"minutes", N_("Minutes"), true},
    {"cost", NULL, true},
    {"group", NULL, false},
    {"salesperson", N_("By"), false},
    {"flow", NULL, false},
    {"initiated_by", NULL, false},
    {"correspondence", NULL, false},
    {"via", NULL, false},
    {"segment", NULL, false},
    {"origin", NULL, false},
    {"zone_minutes", NULL, false},
    {"failed", NULL, false},
    {"comments", NULL, false},
    {"corrects", NULL, false},
    {"corrected_by", NULL, false},
};

static void print_reference(struct printer *p, int64_t no)
{
    if (no)
        print_int(p, no);
    else
        print_none(p);
}

static void print_entry(struct printer *p, const lia_entry *e)
{
    print_row(p);
    print_int(p, e->entry_no);
    print_day(p, e->date);
    print_clock(p, e->time);
    print_text(p, e->template_code);
    print_text(p, e->contact);
    print_text(p, e->contact_no);
    print_text(p, e->company);
    print_text(p, e->description);
    print_text(p, e->subject);
    print_text(p, print_machine(p) ? lia_value_code(LIA_SET_STATUS, (int)e->status)
                                   : lia_value_name(LIA_SET_STATUS, (int)e->status));
    print_text(p, print_machine(p) ? lia_value_code(LIA_SET_EVALUATION, (int)e->evaluation)
                                   : lia_value_name(LIA_SET_EVALUATION, (int)e->evaluation));
    print_int(p, e->minutes);
    print_amount(p, e->cost);
    print_text(p, e->group_code);
    print_text(p, e->salesperson);
    print_text(p, lia_value_code(LIA_SET_FLOW, (int)e->flow));
    print_text(p, lia_value_code(LIA_SET_BY, (int)e->initiated_by));
    print_text(p, lia_value_code(LIA_SET_CORR, (int)e->correspondence));
    print_text(p, e->via);
    print_text(p, e->segment_no);
    print_text(p, lia_value_code(LIA_SET_ORIGIN, (int)e->origin));
    print_int(p, e->zone);
    print_bool(p, e->failed);
    print_int(p, e->comments);
    print_reference(p, e->corrects);
    print_reference(p, e->corrected_by);
}

static lia_status entry_window(struct cli *cli, const void *query, const lia_seek *seek,
                               size_t *count, lia_key *last)
{
    lia_entry_list rows = {0};
    lia_status status = lia_entry_list_some(cli->book, query, seek, &rows, &cli->err);
    *count = status == LIA_OK ? rows.count : 0;
    for (size_t i = 0; i < *count; i++) {
        print_entry(&cli->out, &rows.items[i]);
        *last = rows.items[i].key;
    }
    lia_entry_list_clear(&rows);
    return status;
}

static int cmd_entry_list(struct cli *cli)
{
    lia_filter *filter = NULL;
    int code = cli_filter(cli, LIA_FILTER_ENTRIES, &filter);
    lia_entry_query query = {.filter = filter,
                             .oldest_first = cli_given(cli, "--oldest"),
                             .hide_canceled = cli_given(cli, "--hide-canceled")};
    if (code == CLI_DONE)
        code = cli_list(cli, entry_columns, sizeof entry_columns / sizeof *entry_columns,
                        entry_window, &query);
    lia_filter_free(filter);
    return code;
}

/* --- table --- */

static const struct cli_option entry_options[] = {
    {"--limit", 'n', "N", N_("at most so many rows")},
    {"--oldest", 0, NULL, N_("oldest first")},
    {"--hide-canceled", 0, NULL, N_("leave canceled ones out")},
    CLI_OPTIONS_END,
};

const struct cli_command entry_commands[] = {
    {.verb = "list",
     .args = "[FILTER]",
     .help = N_("List interaction log entries."),
     .needs = CLI_READS,
     .max_args = -1,
     .options = entry_options,
     .json = true,
     .run = cmd_entry_list},
    CLI_COMMANDS_END,
};
