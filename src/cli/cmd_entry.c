/* cmd_entry.c: interaction log entries. */
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"
#include "entry_rows.h"

/* --- entry list ----------------------------------------------------------------------------------
 */

static int cmd_entry_list(struct cli *cli)
{
    lia_filter *filter = NULL;
    int code = cli_filter(cli, LIA_FILTER_ENTRIES, &filter);
    lia_entry_query query = {.filter = filter,
                             .oldest_first = cli_given(cli, "--oldest"),
                             .hide_canceled = cli_given(cli, "--hide-canceled")};
    if (code == CLI_DONE)
        code = entry_rows(cli, &query);
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
