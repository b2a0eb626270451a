/* cmd_history.c: history, undo, redo. */
#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"

/* --- operations ----------------------------------------------------------------------------------
 */

static const struct print_column history_columns[] = {
    {"operation", N_("No."), true},
    {"done_at", N_("When"), false, 1},
    {"user", N_("Who"), false, 3},
    {"line", N_("What")},
    {"records", N_("Records"), true, 4},
    {"command", NULL},
    {"kind", NULL},
    {"of", NULL},
    {"undone", N_("Undone"), false, 2},
    {"mine", NULL},
    {"purged", NULL},
};

static void print_op(struct printer *p, const lia_op *op)
{
    static const char *const kinds[] = {"change", "undo", "redo"};
    print_row(p);
    if (op->undone_by)
        print_row_style(p, PRINT_MUTED);
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
    print_bool(p, op->mine);
    print_bool(p, op->purged);
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

/* The number of an operation that is there, with what history says of it. 0 or an exit code, said.
 */
static int find_op(struct cli *cli, const char *text, lia_op_list *out)
{
    int64_t op_id = 0;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9' || op_id > INT64_MAX / 100)
            op_id = -1;
        if (op_id < 0)
            break;
        op_id = op_id * 10 + (*c - '0');
    }
    if (op_id < 0 || !*text)
        return cli_say(CLI_USAGE, _("%s wants an operation's number, as history shows it"),
                       cli_name(cli));
    if (lia_op_history(cli->book, op_id + 1, false, 1, out, &cli->err))
        return cli_fail(cli);
    if (out->count > 0 && out->items[0].op_id == op_id)
        return CLI_DONE;
    lia_op_list_clear(out);
    return cli_say(CLI_REFUSED, _("no operation has this number: %s; see: liaise history"),
                   cli_short(cli, text));
}

/* --- show --- */

static const struct print_column change_columns[] = {
    {"record", N_("Record")},
    {"field", N_("Field")},
    {"before", N_("Before")},
    {"after", N_("After")},
};

static void show_head(struct cli *cli, const lia_op *op)
{
    struct printer *p = &cli->out;
    int32_t second;
    char day[DATE_TEXT], clock[DATE_TEXT];
    date_format_iso(date_of_instant(op->done_at, date_zone_offset(op->done_at), &second), day);
    time_format(second, clock);
    print_field(p, _("Operation"), arena_printf(&cli->arena, "%lld", (long long)op->op_id));
    print_field(p, _("What"), op->line);
    print_field(p, _("When"), arena_printf(&cli->arena, "%s %s", day, clock));
    print_field(p, _("Who"), op->user);
    print_field(p, _("Records"), arena_printf(&cli->arena, "%lld", (long long)op->records));
    if (op->undone_by)
        print_field(p, _("Undone by"), arena_printf(&cli->arena, "%lld", (long long)op->undone_by));
    print_line(p, "%s", "");
}

/* A record that was added or deleted has no field; what is said of it then stands for people. */
static void print_change(struct printer *p, const lia_change *c)
{
    const char *field = c->field;
    if (!*str_or(field, "") && !print_machine(p))
        field = *str_or(c->before, "") ? _("deleted") : _("added");
    print_row(p);
    print_text(p, c->record);
    print_text(p, field);
    print_text(p, c->before);
    print_text(p, c->after);
}

static int cmd_show(struct cli *cli)
{
    enum { MOST = 100000 };
    lia_op_list ops = {0};
    lia_change_list changes = {0};
    int code = find_op(cli, cli->args[0], &ops);
    if (code != CLI_DONE)
        return code;
    show_head(cli, &ops.items[0]);
    int64_t op_id = ops.items[0].op_id;
    lia_op_list_clear(&ops);
    int limit = cli->limit < MOST ? (int)cli->limit : MOST;
    if (lia_op_changes(cli->book, op_id, limit, &changes, &cli->err))
        return cli_fail(cli);
    print_columns(&cli->out, change_columns, 4);
    for (size_t i = 0; i < changes.count; i++)
        print_change(&cli->out, &changes.items[i]);
    if (changes.more > 0)
        cli_say(CLI_DONE, ngettext_("%lld more record", "%lld more records", changes.more),
                (long long)changes.more);
    lia_change_list_clear(&changes);
    return CLI_DONE;
}

/* --- undo --- */

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
    if (ops->count > 0)
        cli_say(code, _("--with-later takes those back first, as one step"));
    lia_op_list_clear(ops);
    return code;
}

static int undo_whole(struct cli *cli, const lia_op *op)
{
    lia_op_list way = {0};
    bool with_later = cli_given(cli, "--with-later");
    /* Whether a later step can be undone shows only when the one before it is. */
    if (with_later && cli_trial(cli, _("Would undo: %s (%lld)"), op->line, (long long)op->records))
        return CLI_DONE;
    if (!sure_of(cli, _("Undo"), op))
        return CLI_REFUSED;
    if (lia_undo(cli->book, op->op_id, with_later, NULL, &way, &cli->err))
        return in_the_way(cli, &way);
    if (!cli_trial(cli, _("Would undo: %s (%lld)"), op->line, (long long)op->records))
        print_line(&cli->out, _("Undone: %s"), op->line);
    return CLI_DONE;
}

/* An import without what was changed or used since (domain.md 11). */
static int undo_rest(struct cli *cli, const lia_op *op)
{
    int64_t undone = 0, left = 0;
    if (lia_undo_rest_count(cli->book, op->op_id, &undone, &left, &cli->err))
        return cli_fail(cli);
    if (!cli_sure(cli, _("Undo %lld of “%s”, and leave %lld as they are?"), (long long)undone,
                  cli_short(cli, op->line), (long long)left))
        return CLI_REFUSED;
    if (lia_undo_rest(cli->book, op->op_id, NULL, &undone, &left, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli, _("Would undo %lld of “%s”, and leave %lld as they are"), (long long)undone,
                  cli_short(cli, op->line), (long long)left))
        return CLI_DONE;
    print_line(&cli->out, _("Undone: %lld; left as they are: %lld"), (long long)undone,
               (long long)left);
    return CLI_DONE;
}

static int cmd_undo(struct cli *cli)
{
    lia_op_list ops = {0};
    bool ask;
    int code = CLI_DONE;
    if (cli->arg_count > 0)
        code = find_op(cli, cli->args[0], &ops);
    else if (lia_undo_next(cli->book, &ops, &ask, &cli->err))
        code = cli_fail(cli);
    if (code != CLI_DONE)
        return code;
    code = cli_given(cli, "--but-changed") ? undo_rest(cli, &ops.items[0])
                                           : undo_whole(cli, &ops.items[0]);
    lia_op_list_clear(&ops);
    return code;
}

static int ready_undo(struct cli *cli)
{
    if (cli_given(cli, "--with-later") && cli_given(cli, "--but-changed"))
        return cli_say(CLI_USAGE, _("--with-later and --but-changed: only one of them"));
    return CLI_DONE;
}

static int cmd_redo(struct cli *cli)
{
    lia_op_list next = {0};
    bool ask;
    if (lia_redo_next(cli->book, &next, &ask, &cli->err))
        return cli_fail(cli);
    const lia_op *op = &next.items[0];
    int code = CLI_DONE;
    if (!sure_of(cli, _("Redo"), op))
        code = CLI_REFUSED;
    else if (lia_redo(cli->book, op->op_id, NULL, &cli->err))
        code = cli_fail(cli);
    else if (!cli_trial(cli, _("Would do again: %s (%lld)"), op->line, (long long)op->records))
        print_line(&cli->out, _("Done again: %s"), op->line);
    lia_op_list_clear(&next);
    return code;
}

/* --- table --- */

static const struct cli_option limit_options[] = {
    CLI_OPTION_LIMIT,
    CLI_OPTIONS_END,
};
static const struct cli_option undo_options[] = {
    CLI_OPTION_YES,
    {"--with-later", 0, NULL, N_("and first what stands in the way, as one step")},
    {"--but-changed", 0, NULL, N_("of an import, leave what was changed or used since")},
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option redo_options[] = {
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const history_examples[] = {"liaise history -n 10", "liaise history --json -n 1",
                                               NULL};
static const char *const show_examples[] = {"liaise history show 20", NULL};
static const char *const undo_examples[] = {
    "liaise undo --yes", "liaise undo --dry-run",
    "liaise contact archive Fabrikam && liaise undo --yes && liaise redo --yes", NULL};
static const char *const redo_examples[] = {"liaise undo --yes && liaise redo --yes", NULL};

const struct cli_command history_commands[] = {
    {.args = "",
     .help = N_("List operations, newest first."),
     .about = N_("Each change of the book is one operation, whoever made it and from wherever."),
     .examples = history_examples,
     .needs = CLI_READS,
     .options = limit_options,
     .json = true,
     .run = cmd_history},
    {.verb = "show",
     .args = "OPERATION",
     .help = N_("Show what an operation changed."),
     .about = N_("Records that it added or deleted have no field. What was kept of an operation "
                 "is dropped some time later; then nothing of it can be shown."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .options = limit_options,
     .json = true,
     .run = cmd_show},
    CLI_COMMANDS_END,
};

const struct cli_command undo_commands[] = {
    {.args = "[OPERATION]",
     .help = N_("Take back my latest operation, or this one."),
     .about = N_("It asks first; without a terminal it wants --yes. An operation that others "
                 "built upon is refused, and these are listed; --with-later takes them back too. "
                 "An undo is an operation as well, and is taken back with redo."),
     .examples = undo_examples,
     .needs = CLI_CHANGES,
     .max_args = 1,
     .options = undo_options,
     .run = cmd_undo,
     .ready = ready_undo},
    CLI_COMMANDS_END,
};

const struct cli_command redo_commands[] = {
    {.args = "",
     .help = N_("Do again what undo took back."),
     .examples = redo_examples,
     .needs = CLI_CHANGES,
     .options = redo_options,
     .run = cmd_redo},
    CLI_COMMANDS_END,
};
