/* cmd_import.c: import. */
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
static int ready_import(struct cli *cli)
{
    lia_import_how how = {0};
    if (!read_import_options(cli, &how))
        return CLI_USAGE;
    if (!from_stdin(cli) && access(cli->args[0], R_OK) != 0)
        return cli_say(CLI_REFUSED, _("%s cannot be read: %s; check the file"),
                       cli_short(cli, cli->args[0]), strerror(errno));
    return CLI_DONE;
}

static int cmd_import(struct cli *cli)
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

/* --- table --- */

static const struct cli_option import_options[] = {
    {"--format", 0, "vcard|csv", N_("what it is; found by looking when not said")},
    {"--known", 0, "fill|skip|update", N_("known contacts: fill blanks (the default)")},
    {"--dry-run", 'n', NULL, N_("say what would happen, write nothing")},
    {"--verbose", 'v', NULL, N_("name each added and changed contact too")},
    CLI_OPTIONS_END,
};

const struct cli_command import_commands[] = {
    {.args = "FILE",
     .help = N_("Import vCard or CSV; - is standard input."),
     .needs = CLI_ADDS,
     .min_args = 1,
     .max_args = 1,
     .options = import_options,
     .run = cmd_import,
     .ready = ready_import},
    CLI_COMMANDS_END,
};
