/* cmd_book.c: the book as a whole: import, history, undo, redo, check, backup. */
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

/* --- import --------------------------------------------------------------------------------------
 */

struct import_state {
    struct cli *cli;
    const char *file;
    bool progress; /* a percentage is on the line of the terminal where the cursor is */
};

static void clear_progress(const struct import_state *state)
{
    if (state->progress)
        fputs("\r              \r", stderr);
}

static void report_line(void *ctx, const lia_import_line *line)
{
    struct import_state *state = ctx;
    static const char *const fates[] = {N_("added"), N_("changed"), N_("left alone"), N_("refused"),
                                        N_("note")};
    struct str text = {0}, shown = {0};
    str_add_f(&text, "%s:%" PRId64 ": %s", state->file, line->line, _(fates[line->fate]));
    if (*str_or(line->name, ""))
        str_add_f(&text, ": %s", line->name);
    if (*str_or(line->reason, ""))
        str_add_f(&text, ": %s", line->reason);
    clear_progress(state);
    if (line->fate == LIA_IMPORT_REFUSED || line->fate == LIA_IMPORT_NOTED) {
        utf8_visible(&shown, str_text(&text), text.len, false);
        fprintf(stderr, "%s\n", str_text(&shown));
    } else {
        print_line(&state->cli->out, "%s", str_text(&text));
    }
    str_clear(&text);
    str_clear(&shown);
}

static bool show_progress(void *ctx, int64_t done, int64_t total)
{
    (void)ctx;
    if (total > 0)
        fprintf(stderr, "\r%3d %%", (int)(done * 100 / total));
    else
        fprintf(stderr, "\r%" PRId64 " KB", done / 1024);
    return true;
}

static int64_t read_input(void *ctx, void *buf, size_t len)
{
    (void)ctx;
    ssize_t n = read(STDIN_FILENO, buf, len);
    return n < 0 ? -errno : n;
}

static bool from_stdin(const struct cli *cli)
{
    return str_eq(cli->args[0], "-");
}

static bool read_import_options(struct cli *cli, lia_import_how *how)
{
    const char *format = str_or(cli_value(cli, "--format"), "");
    const char *known = str_or(cli_value(cli, "--known"), "fill");
    how->format = str_eq(format, "vcard") ? LIA_FORMAT_VCARD
                  : str_eq(format, "csv") ? LIA_FORMAT_CSV
                                          : LIA_FORMAT_AUTO;
    how->known = str_eq(known, "skip")     ? LIA_KNOWN_SKIP
                 : str_eq(known, "update") ? LIA_KNOWN_UPDATE
                                           : LIA_KNOWN_FILL;
    how->dry_run = cli_given(cli, "--dry-run");
    how->every = cli_given(cli, "--verbose");
    if (*format && how->format == LIA_FORMAT_AUTO)
        cli_say(CLI_USAGE, _("--format is vcard or csv, not: %s"), cli_short(cli, format));
    else if (how->known == LIA_KNOWN_FILL && !str_eq(known, "fill"))
        cli_say(CLI_USAGE, _("--known is fill, skip or update, not: %s"), cli_short(cli, known));
    else
        return true;
    return false;
}

/* A mistyped name must not leave a new book behind. */
int ready_import(struct cli *cli)
{
    lia_import_how how = {0};
    if (!read_import_options(cli, &how))
        return CLI_USAGE;
    if (!from_stdin(cli) && access(cli->args[0], R_OK) != 0)
        return cli_say(CLI_REFUSED, _("%s cannot be read: %s; check the file"),
                       cli_short(cli, cli->args[0]), strerror(errno));
    return CLI_DONE;
}

int cmd_import(struct cli *cli)
{
    const char *path = cli->args[0];
    struct import_state state = {cli, path, false};
    lia_import_how how = {
        .name = from_stdin(cli) ? "-" : path_base(path), .report = report_line, .ctx = &state};
    if (!read_import_options(cli, &how))
        return CLI_USAGE;
    state.progress = isatty(STDERR_FILENO) == 1;
    if (state.progress)
        how.progress = (lia_progress){show_progress, NULL};
    lia_import_result r = {0};
    lia_status status = from_stdin(cli)
                            ? lia_import_stream(cli->book, read_input, NULL, &how, &r, &cli->err)
                            : lia_import_file(cli->book, path, &how, &r, &cli->err);
    clear_progress(&state);
    if (status == LIA_IO || status == LIA_INVALID)
        return cli_say(CLI_REFUSED, "%s", cli->err.message);
    if (status)
        return cli_fail(cli);
    print_line(
        &cli->out,
        how.dry_run
            ? _("Read %lld: %lld would be added, %lld changed, %lld left alone, %lld refused")
            : _("Read %lld: %lld added, %lld changed, %lld left alone, %lld refused"),
        (long long)r.read, (long long)r.added, (long long)r.changed, (long long)r.alone,
        (long long)r.refused);
    if (r.companies > 0)
        print_line(
            &cli->out,
            ngettext_("%lld company made by name", "%lld companies made by name", r.companies),
            (long long)r.companies);
    return r.refused > 0 ? CLI_REFUSED : CLI_DONE;
}

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

int cmd_history(struct cli *cli)
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

int cmd_undo(struct cli *cli)
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

int cmd_redo(struct cli *cli)
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

/* --- the file ------------------------------------------------------------------------------------
 */

static void say_finding(void *ctx, const char *line)
{
    struct cli *cli = ctx;
    print_line(&cli->out, "%s", line);
}

int cmd_check(struct cli *cli)
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

int cmd_backup(struct cli *cli)
{
    if (lia_book_backup(cli->book, cli->args[0], NULL, &cli->err))
        return cli_say(CLI_REFUSED, "%s", cli->err.message);
    print_line(&cli->out, _("Copied to %s"), cli->args[0]);
    return CLI_DONE;
}
