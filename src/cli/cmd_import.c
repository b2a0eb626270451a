/* cmd_import.c: import. */
#include "cmd_import.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/path.h"
#include "base/str.h"
#include "base/utf8.h"

/* --- the report --- */

static const struct {
    const char *code, *name;
} fates[] = {
    [LIA_IMPORT_ADDED] = {"added", N_("added")},
    [LIA_IMPORT_CHANGED] = {"changed", N_("changed")},
    [LIA_IMPORT_ALONE] = {"alone", N_("left alone")},
    [LIA_IMPORT_REFUSED] = {"refused", N_("refused")},
    [LIA_IMPORT_NOTED] = {"noted", N_("note")},
};

enum { DETAILS_KEEP = 32 }; /* "2026-11-02 14:10 CALL-OUT 67 min" */
static const struct print_column line_columns[] = {
    {"line", N_("Line"), true, 0},
    {"fate", N_("What"), false, 0},
    {"no", N_("No."), false, 2},
    {"name", N_("Name"), false, 0},
    {"changes", NULL, false, 0},
    {"reason", NULL, false, 0},
    {NULL, N_("Details"), false, 0, .keep = DETAILS_KEEP},
};

struct import_state {
    struct cli *cli;
    const char *file;
    struct cli_progress progress;
    bool list; /* every row, on standard output */
};

/* For people, as much of it as there is room for. */
static void print_details(struct printer *p, const lia_import_line *line)
{
    struct str details = {0};
    str_add_f(&details, "%s%s%s", line->what, *line->what && *line->reason ? "; " : "",
              line->reason);
    print_text(p, str_text(&details));
    str_clear(&details);
}

static void print_import_line(struct printer *p, const lia_import_line *line)
{
    print_row(p);
    if (line->fate == LIA_IMPORT_REFUSED)
        print_row_style(p, PRINT_ALERT);
    else if (line->fate == LIA_IMPORT_ALONE)
        print_row_style(p, PRINT_MUTED);
    print_int(p, line->line);
    print_text(p, print_machine(p) ? fates[line->fate].code : _(fates[line->fate].name));
    print_text(p, line->no);
    print_text(p, line->name);
    print_text(p, line->what);
    print_text(p, line->reason);
    print_details(p, line);
}

/* "people.csv:3: refused: Bo: the name is blank", as compilers write. */
static void say_import_line(struct import_state *state, const lia_import_line *line)
{
    struct str text = {0}, shown = {0};
    const char *const parts[] = {_(fates[line->fate].name), line->name, line->reason};
    str_add_f(&text, "%s:%" PRId64, state->file, line->line);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (*str_or(parts[i], ""))
            str_add_f(&text, ": %s", parts[i]);
    utf8_visible(&shown, str_text(&text), text.len, false);
    cli_progress_clear(&state->progress);
    fprintf(stderr, "%s\n", str_text(&shown));
    str_clear(&text);
    str_clear(&shown);
}

/* A dry run's list has all of it. */
static void report_line(void *ctx, const lia_import_line *line)
{
    struct import_state *state = ctx;
    bool wrong = line->fate == LIA_IMPORT_REFUSED || *str_or(line->reason, "");
    if (state->list) {
        cli_progress_clear(&state->progress);
        print_import_line(&state->cli->out, line);
    }
    if (wrong && !cli_given(state->cli, "--dry-run"))
        say_import_line(state, line);
}

static const struct print_column result_columns[] = {
    {"format", NULL, false, 0},   {"content", NULL, false, 0}, {"read", NULL, true, 0},
    {"added", NULL, true, 0},     {"changed", NULL, true, 0},  {"alone", NULL, true, 0},
    {"refused", NULL, true, 0},   {"noted", NULL, true, 0},    {"companies", NULL, true, 0},
    {"operation", NULL, true, 0},
};

static void print_result_machine(struct printer *p, const lia_import_result *r)
{
    const int64_t numbers[] = {r->read,    r->added, r->changed,   r->alone,
                               r->refused, r->noted, r->companies, r->op_id};
    print_columns(p, result_columns, sizeof result_columns / sizeof *result_columns);
    print_row(p);
    print_text(p, cli_format_word(r->format));
    print_text(p, r->content == LIA_CONTENT_ENTRIES ? "entries" : "contacts");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        print_int(p, numbers[i]);
}

static void print_result(struct printer *p, const lia_import_result *r, bool trial)
{
    print_line(
        p,
        trial ? _("Read %lld: %lld would be added, %lld changed, %lld left alone, %lld refused")
              : _("Read %lld: %lld added, %lld changed, %lld left alone, %lld refused"),
        (long long)r->read, (long long)r->added, (long long)r->changed, (long long)r->alone,
        (long long)r->refused);
    if (r->companies > 0)
        print_line(p,
                   trial ? ngettext_("%lld company would be made by name",
                                     "%lld companies would be made by name", r->companies)
                         : ngettext_("%lld company made by name", "%lld companies made by name",
                                     r->companies),
                   (long long)r->companies);
}

/* --- the command --- */

static bool from_stdin(const struct cli *cli)
{
    return str_eq(cli->args[0], "-");
}

static int64_t read_input(void *ctx, void *buf, size_t len)
{
    ssize_t n;
    (void)ctx;
    do
        n = read(STDIN_FILENO, buf, len);
    while (n < 0 && errno == EINTR && !cli_stopped());
    return n < 0 ? -errno : n;
}

int import_failed(struct cli *cli, lia_status status)
{
    static const char *const options[] = {"map", "charset", "format", "content", "delimiter"};
    if (cli_stopped())
        return cli_say(CLI_STOPPED, _("stopped; nothing was written"));
    for (size_t i = 0; status == LIA_INVALID && i < sizeof options / sizeof *options; i++)
        if (str_eq(cli->err.field, options[i]))
            return cli_say(CLI_USAGE, "%s", cli->err.message);
    return status == LIA_IO || status == LIA_INVALID ? cli_say(CLI_REFUSED, "%s", cli->err.message)
                                                     : cli_fail(cli);
}

/* A mistyped name must not leave a new book behind. */
static int ready_import(struct cli *cli)
{
    lia_import_how how = {0};
    int code = import_how_read(cli, &how);
    if (code != CLI_DONE)
        return code;
    if (from_stdin(cli))
        return cli_given(cli, "--look") ? cli_say(CLI_USAGE, _("--look wants a file, not -"))
                                        : CLI_DONE;
    if (access(cli->args[0], R_OK) != 0)
        return cli_say(CLI_REFUSED, _("%s cannot be read: %s; check the file"),
                       cli_path(cli, cli->args[0]), strerror(errno));
    return CLI_DONE;
}

static int import_with(struct cli *cli, struct import_state *state, lia_import_how *how)
{
    lia_import_result r = {0};
    how->progress = cli_progress_begin(&state->progress, "KB", 1024);
    if (state->list)
        print_columns(&cli->out, line_columns, sizeof line_columns / sizeof *line_columns);
    lia_status status = from_stdin(cli)
                            ? lia_import_stream(cli->book, read_input, NULL, how, &r, &cli->err)
                            : lia_import_file(cli->book, cli->args[0], how, &r, &cli->err);
    cli_progress_end(&state->progress);
    if (status)
        return import_failed(cli, status);
    if (!print_machine(&cli->out)) {
        print_end(&cli->out);
        print_result(&cli->out, &r, how->dry_run);
    } else if (!state->list) {
        print_result_machine(&cli->out, &r);
    }
    return r.refused > 0 ? CLI_REFUSED : CLI_DONE;
}

static int cmd_import(struct cli *cli)
{
    struct import_state state = {.cli = cli, .file = cli->args[0]};
    lia_import_how how = {.report = report_line, .ctx = &state};
    int code = import_how_read(cli, &how);
    how.name = from_stdin(cli) ? "-" : path_base(cli->args[0]);
    state.list = how.every;
    if (code != CLI_DONE)
        return code;
    return cli_given(cli, "--look") ? import_look(cli, &how) : import_with(cli, &state, &how);
}

/* --- table --- */

static const struct cli_option import_options[] = {
    {"--format", 0, "vcard|csv|json|calendar", N_("what it is; found by looking when not said")},
    {"--contacts", 0, NULL, N_("it has contacts; found by looking when not said")},
    {"--entries", 0, NULL, N_("it has interactions")},
    {"--known", 0, "fill|skip|update", N_("known contacts: fill blanks (the default)")},
    {"--map", 'm', "COLUMN=FIELD", N_("what a column of a table is; any number of these")},
    {"--charset", 0, "NAME", N_("its character set, where looking finds a wrong one")},
    {"--delimiter", 0, "CHARACTER", N_("what parts the columns of a table; tab is a tab")},
    {"--header", 0, NULL, N_("the first row of the table names its columns")},
    {"--no-header", 0, NULL, N_("it does not: columns are numbered from 1")},
    {"--template", 't', "CODE", N_("of interactions that name none; call: by their flow")},
    {"--look", 0, NULL, N_("say what is in the file, and what each column is")},
    {"--dry-run", 'n', NULL, N_("list what would become of each row, write nothing")},
    {"--verbose", 'v', NULL, N_("list what became of each row")},
    CLI_OPTIONS_END,
};

static const char *const import_examples[] = {
    "liaise export | liaise import --dry-run -",
    "printf 'Name;Tel\\nBo Ek;046-1\\n' | liaise import --map Tel=mobile -",
    "printf 'Datum;Wer;Min\\n19.11.2026;Bo Ek;5\\n' |"
    " liaise import -t call -m Datum=date -m Wer=contact -m Min=minutes -",
    "echo '{\"contact\":\"Lars Holm\",\"date\":\"2026-11-03\",\"description\":\"Called\"}' |"
    " liaise import --entries --template CALL-OUT -",
    NULL,
};

const struct cli_command import_commands[] = {
    {.args = "FILE",
     .help = N_("Import contacts or interactions; - is standard input."),
     .about =
         N_("Reads vCard, CSV, JSON lines and iCalendar. One import is one operation: undo takes "
            "it back as a whole.\n\n"
            "A contact that the book knows, by its UID, by e-mail and name, or by name, company "
            "and phone, is not added again. --known says what happens to it: fill puts "
            "something only where it has nothing, skip leaves it as it is, update takes what "
            "the file says. So the same file again changes nothing.\n\n"
            "Interactions get new entry numbers; which corrects which, and the numbers of their "
            "segments, come in with them. Segments themselves do not.\n\n"
            "--look shows the columns of a table and what each becomes. --map sets that "
            "otherwise: the name of the column, or its number, then the field, one of those "
            "under COLUMNS in liaise(1); - leaves it out, nothing behind the = keeps it with the "
            "contact.\n\n"
            "Each row that is refused is named on standard error as FILE:LINE: refused: NAME: "
            "REASON, and the exit code is 1; of those that cannot be read the first 100,000 are, "
            "the rest is counted. Ctrl-C stops the import; nothing is written then, "
            "and the exit code is 130."),
     .examples = import_examples,
     .needs = CLI_ADDS,
     .min_args = 1,
     .max_args = 1,
     .options = import_options,
     .json = true,
     .run = cmd_import,
     .ready = ready_import},
    CLI_COMMANDS_END,
};
