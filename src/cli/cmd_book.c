/* cmd_book.c: the book as a whole: check, backup. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/path.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"

/* --- the file ------------------------------------------------------------------------------------
 */

static void say_finding(void *ctx, const char *line)
{
    struct cli *cli = ctx;
    print_line(&cli->out, "%s", line);
}

static int cmd_check(struct cli *cli)
{
    int findings = 0;
    if (lia_book_check(cli->book, say_finding, cli, &findings, &cli->err))
        return cli_fail(cli);
    if (findings == 0)
        print_line(&cli->out, _("%s is sound"), lia_book_path(cli->book));
    else
        print_line(&cli->out, ngettext_("%d finding", "%d findings", findings), findings);
    return findings == 0 ? CLI_DONE : CLI_REFUSED;
}

static int cmd_backup(struct cli *cli)
{
    if (lia_book_backup(cli->book, cli->args[0], NULL, &cli->err))
        return cli_say(CLI_REFUSED, "%s", cli->err.message);
    print_line(&cli->out, _("Copied to %s"), cli->args[0]);
    return CLI_DONE;
}

/* --- table --- */

const struct cli_command check_commands[] = {
    {.args = "",
     .help = N_("Check the integrity of the book."),
     .needs = CLI_READS,
     .run = cmd_check},
    CLI_COMMANDS_END,
};

const struct cli_command backup_commands[] = {
    {.args = "FILE",
     .help = N_("Copy the book, consistent, to a new file."),
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .run = cmd_backup},
    CLI_COMMANDS_END,
};
