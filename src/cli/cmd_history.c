/* cmd_history.c: history, undo, redo. */
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

/* --- operations ----------------------------------------------------------------------------------
 */

static const struct print_column history_columns[] = {
    {"operation", N_("No."), true},
    {"done_at", N_("When"), false},
    {"user", N_("Who"), false},
    {"line", N_("What"), false},
    {"records", N_("Records"), true},
    {"command", NULL, false},
    {"kind", NULL, false},
    {"of", NULL, false},
    {"undone", N_("Undone"), false},
};

static void print_op(struct printer *p, const lia_op *op)
{
    static const char *const kinds[] = {"change", "undo", "redo"};
    print_row(p);
    print_int(p, op->op_id);
    print_instant(p, op->done_at);
    print_text(p, op->user);
    print_text(p, op->line);
    print_int(p, op->records);
    print_text(p, op->command);
    print_text(p, kinds[op->kind]);
    if (op->of_op)
        print_int(p, op->of_op);
    else
        print_none(p);
    print_bool(p, op->undone_by != 0);
}

static lia_status history_window(struct cli *cli, const void *query, const lia_seek *seek,
                                 size_t *count, lia_key *last)
{
    (void)query;
    lia_op_list ops = {0};
    lia_status status = lia_op_history(cli->book, seek->no_key ? 0 : seek->key.b, false,
                                       seek->limit, &ops, &cli->err);
    *count = status == LIA_OK ? ops.count : 0;
    for (size_t i = 0; i < *count; i++) {
        print_op(&cli->out, &ops.items[i]);
        *last = (lia_key){.b = ops.items[i].op_id};
    }
    lia_op_list_clear(&ops);
    return status;
}

static int cmd_history(struct cli *cli)
{
    return cli_list(cli, history_columns, sizeof history_columns / sizeof *history_columns,
                    history_window, NULL);
}

static bool sure_of(struct cli *cli, const char *what, const lia_op *op)
{
    int32_t second;
    char day[DATE_TEXT], clock[DATE_TEXT];
    date_format_iso(date_of_instant(op->done_at, date_zone_offset(op->done_at), &second), day);
    time_format(second, clock);
    return cli_sure(cli, "%s “%s”, %s, %s %s (%lld)?", what, op->line, op->user, day, clock,
                    (long long)op->records);
}

/* Says what stands in the way of an undo. */
static int in_the_way(struct cli *cli, lia_op_list *ops)
{
    int code = cli_fail(cli);
    for (size_t i = 0; i < ops->count; i++)
        cli_say(code, _("  %lld  %s, %s"), (long long)ops->items[i].op_id, ops->items[i].line,
                ops->items[i].user);
    lia_op_list_clear(ops);
    return code;
}

static int cmd_undo(struct cli *cli)
{
    lia_op_list next = {0}, way = {0};
    int64_t op_id = 0;
    if (cli->arg_count > 0) {
        if (!*cli->args[0])
            return cli_say(CLI_USAGE, _("undo wants an operation's number, as history shows it"));
        for (const char *c = cli->args[0]; *c; c++) {
            if (*c < '0' || *c > '9' || op_id > INT64_MAX / 100)
                return cli_say(CLI_USAGE,
                               _("undo wants an operation's number, as history shows it"));
            op_id = op_id * 10 + (*c - '0');
        }
        if (lia_op_history(cli->book, op_id + 1, false, 1, &next, &cli->err))
            return cli_fail(cli);
        if (next.count == 0 || next.items[0].op_id != op_id) {
            lia_op_list_clear(&next);
            return cli_say(CLI_REFUSED, _("no operation has this number: %s; see: liaise history"),
                           cli_short(cli, cli->args[0]));
        }
    } else {
        bool ask;
        if (lia_undo_next(cli->book, &next, &ask, &cli->err))
            return cli_fail(cli);
        op_id = next.items[0].op_id;
    }
    int code = CLI_REFUSED;
    if (sure_of(cli, _("Undo"), &next.items[0])) {
        if (lia_undo(cli->book, op_id, false, NULL, &way, &cli->err)) {
            code = in_the_way(cli, &way);
        } else {
            print_line(&cli->out, _("Undone: %s"), next.items[0].line);
            code = CLI_DONE;
        }
    }
    lia_op_list_clear(&next);
    return code;
}

static int cmd_redo(struct cli *cli)
{
    lia_op_list next = {0};
    bool ask;
    if (lia_redo_next(cli->book, &next, &ask, &cli->err))
        return cli_fail(cli);
    int code = CLI_REFUSED;
    if (sure_of(cli, _("Redo"), &next.items[0])) {
        if (lia_redo(cli->book, next.items[0].op_id, NULL, &cli->err)) {
            code = cli_fail(cli);
        } else {
            print_line(&cli->out, _("Done again: %s"), next.items[0].line);
            code = CLI_DONE;
        }
    }
    lia_op_list_clear(&next);
    return code;
}

/* --- table --- */

static const struct cli_option limit_options[] = {
    {"--limit", 'n', "N", N_("at most so many rows")},
    CLI_OPTIONS_END,
};
static const struct cli_option sure_options[] = {
    {"--yes", 'y', NULL, N_("do not ask")},
    CLI_OPTIONS_END,
};

const struct cli_command history_commands[] = {
    {.args = "",
     .help = N_("List operations, newest first."),
     .needs = CLI_READS,
     .options = limit_options,
     .json = true,
     .run = cmd_history},
    CLI_COMMANDS_END,
};

const struct cli_command undo_commands[] = {
    {.args = "[NUMBER]",
     .help = N_("Take back my latest operation, or this one."),
     .needs = CLI_CHANGES,
     .max_args = 1,
     .options = sure_options,
     .run = cmd_undo},
    CLI_COMMANDS_END,
};

const struct cli_command redo_commands[] = {
    {.args = "",
     .help = N_("Do again what undo took back."),
     .needs = CLI_CHANGES,
     .options = sure_options,
     .run = cmd_redo},
    CLI_COMMANDS_END,
};
