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

/* --- import -------------------------------------------------------------------------------------- */

struct import_state {
    struct cli *cli;
    const char *file;
};

static void report_line(void *ctx, const lia_import_line *line)
{
    struct import_state *state = ctx;
    static const char *const fates[] = {N_("added"), N_("changed"), N_("left alone"), N_("refused"), N_("note")};
    struct str text = {0}, shown = {0};
    str_add_f(&text, "%s:%" PRId64 ": %s", state->file, line->line, _(fates[line->fate]));
    if (*str_or(line->name, ""))
        str_add_f(&text, ": %s", line->name);
    if (*str_or(line->reason, ""))
        str_add_f(&text, ": %s", line->reason);
    utf8_visible(&shown, str_text(&text), text.len, false);
    bool complaint = line->fate == LIA_IMPORT_REFUSED || line->fate == LIA_IMPORT_NOTED;
    fprintf(complaint ? stderr : state->cli->out.out, "%s\n", str_text(&shown));
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

static int read_import_options(struct cli *cli, lia_import_how *how)
{
    const char *format = str_or(cli_value(cli, "--format"), "");
    if (str_eq(format, "vcard"))
        how->format = LIA_FORMAT_VCARD;
    else if (str_eq(format, "csv"))
        how->format = LIA_FORMAT_CSV;
    else if (*format)
        return cli_say(CLI_USAGE, _("--format is vcard or csv, not: %s"), format);
    const char *known = str_or(cli_value(cli, "--known"), "fill");
    if (str_eq(known, "skip"))
        how->known = LIA_KNOWN_SKIP;
    else if (str_eq(known, "update"))
        how->known = LIA_KNOWN_UPDATE;
    else if (!str_eq(known, "fill"))
        return cli_say(CLI_USAGE, _("--known is fill, skip or update, not: %s"), known);
    how->dry_run = cli_given(cli, "--dry-run");
    how->every = cli_given(cli, "--verbose");
    return CLI_DONE;
}

int cmd_import(struct cli *cli)
{
    const char *path = cli->args[0];
    bool from_stdin = str_eq(path, "-");
    struct import_state state = {cli, from_stdin ? "-" : path};
    lia_import_how how = {.name = from_stdin ? "-" : path_base(path), .report = report_line, .ctx = &state};
    int code = read_import_options(cli, &how);
    if (code != CLI_DONE)
        return code;
    bool progress = isatty(STDERR_FILENO) == 1;
    if (progress)
        how.progress = (lia_progress){show_progress, NULL};
    lia_import_result r = {0};
    lia_status status = from_stdin ? lia_import_stream(cli->book, read_input, NULL, &how, &r, &cli->err)
                                   : lia_import_file(cli->book, path, &how, &r, &cli->err);
    if (progress)
        fputs("\r\033[K", stderr);
    if (status == LIA_IO || status == LIA_INVALID)
        return cli_say(CLI_REFUSED, "%s", cli->err.message);
    if (status)
        return cli_fail(cli);
    print_line(&cli->out, how.dry_run ? _("Read %lld: %lld would be added, %lld changed, %lld left alone, %lld refused")
                                      : _("Read %lld: %lld added, %lld changed, %lld left alone, %lld refused"),
               (long long)r.read, (long long)r.added, (long long)r.changed, (long long)r.alone, (long long)r.refused);
    if (r.companies > 0)
        print_line(&cli->out, ngettext_("%lld company made by name", "%lld companies made by name", r.companies),
                   (long long)r.companies);
    return r.refused > 0 ? CLI_REFUSED : CLI_DONE;
}

/* --- operations ---------------------------------------------------------------------------------- */

static const struct print_column history_columns[] = {
    {"operation", N_("No."), true}, {"done_at", N_("When"), false},  {"user", N_("Who"), false},
    {"line", N_("What"), false},    {"records", N_("Records"), true}, {"command", NULL, false},
    {"kind", NULL, false},          {"of", NULL, false},              {"undone", N_("Undone"), false},
};

int cmd_history(struct cli *cli)
{
    static const char *const kinds[] = {"change", "undo", "redo"};
    int64_t limit = INT64_MAX, before = 0;
    if (!cli_number(cli, "--limit", 0, INT64_MAX, &limit))
        return CLI_USAGE;
    struct printer *p = &cli->out;
    print_columns(p, history_columns, sizeof history_columns / sizeof *history_columns);
    for (bool more = limit > 0; more;) {
        lia_op_list ops = {0};
        int window = limit < 500 ? (int)limit : 500;
        if (lia_op_history(cli->book, before, false, window, &ops, &cli->err))
            return cli_fail(cli);
        for (size_t i = 0; i < ops.count; i++) {
            const lia_op *op = &ops.items[i];
            print_row(p);
            print_int(p, op->op_id);
            print_instant(p, op->done_at, lia_book_zone(cli->book));
            print_text(p, op->user);
            print_text(p, op->line);
            print_int(p, op->records);
            print_text(p, op->command);
            print_text(p, kinds[op->kind]);
            if (op->of_op)
                print_int(p, op->of_op);
            else
                print_text(p, "");
            print_bool(p, op->undone_by != 0);
            before = op->op_id;
        }
        limit -= (int64_t)ops.count;
        more = ops.count == (size_t)window && limit > 0;
        lia_op_list_clear(&ops);
    }
    return CLI_DONE;
}

static bool sure_of(struct cli *cli, const char *what, const lia_op *op)
{
    int64_t at = op->done_at + (int64_t)lia_book_zone(cli->book) * 60;
    char day[DATE_TEXT], clock[DATE_TEXT];
    date_format_iso((int32_t)(at / 86400), day);
    time_format((int32_t)(at % 86400 / 60 * 60), clock);
    return cli_sure(cli, "%s “%s”, %s, %s %s (%lld)?", what, op->line, op->user, day, clock, (long long)op->records);
}

/* Says what stands in the way of an undo. */
static int in_the_way(struct cli *cli, lia_op_list *ops)
{
    int code = cli_fail(cli);
    for (size_t i = 0; i < ops->count; i++)
        cli_say(code, _("  %lld  %s, %s"), (long long)ops->items[i].op_id, ops->items[i].line, ops->items[i].user);
    lia_op_list_clear(ops);
    return code;
}

int cmd_undo(struct cli *cli)
{
    lia_op_list next = {0}, way = {0};
    int64_t op_id = 0;
    if (cli->arg_count > 0) {
        for (const char *c = cli->args[0]; *c; c++) {
            if (*c < '0' || *c > '9' || op_id > INT64_MAX / 100)
                return cli_say(CLI_USAGE, _("undo wants an operation's number, as history shows it"));
            op_id = op_id * 10 + (*c - '0');
        }
        if (lia_op_history(cli->book, op_id + 1, false, 1, &next, &cli->err))
            return cli_fail(cli);
        if (next.count == 0 || next.items[0].op_id != op_id) {
            lia_op_list_clear(&next);
            return cli_say(CLI_REFUSED, _("no operation has the number %s; liaise history shows them"), cli->args[0]);
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

/* --- the file ------------------------------------------------------------------------------------ */

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
