/* cmd_export.c: export. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"

/* --- what is asked for --- */

static bool to_stdout(const struct cli *cli)
{
    return str_eq(str_or(cli_value(cli, "--to"), "-"), "-");
}

/* Said, or by the file's name, or what an option can mean only. */
static int find_format(struct cli *cli, lia_export_how *how)
{
    int code = cli_format(cli, &how->format);
    if (code != CLI_DONE || how->format)
        return code;
    if (!to_stdout(cli)) {
        const char *path = cli_value(cli, "--to");
        how->format = lia_format_of_name(path);
        if (!how->format && !how->vcard && !how->spreadsheet_safe)
            return cli_say(CLI_USAGE, _("%s has no known ending; --format says what to write"),
                           cli_path(cli, path));
    }
    if (!how->format)
        how->format = how->vcard              ? LIA_FORMAT_VCARD
                      : how->spreadsheet_safe ? LIA_FORMAT_CSV
                                              : LIA_FORMAT_AUTO;
    return CLI_DONE;
}

static int read_options(struct cli *cli, lia_export_how *how)
{
    int64_t version = 0;
    if (!cli_number(cli, "--vcard", 3, 4, &version))
        return CLI_USAGE;
    how->vcard = (int)version;
    how->content = cli_given(cli, "--entries") ? LIA_CONTENT_ENTRIES : LIA_CONTENT_CONTACTS;
    how->spreadsheet_safe = cli_given(cli, "--spreadsheet");
    int code = find_format(cli, how);
    if (code != CLI_DONE)
        return code;
    if (how->vcard && how->format != LIA_FORMAT_VCARD)
        return cli_say(CLI_USAGE, _("--vcard is the version of vCards; leave it out"));
    if (how->spreadsheet_safe && how->format != LIA_FORMAT_CSV)
        return cli_say(CLI_USAGE, _("--spreadsheet is for CSV; leave it out, or --format csv"));
    return CLI_DONE;
}

static int ready_export(struct cli *cli)
{
    lia_export_how how = {0};
    return read_options(cli, &how);
}

/* --- to standard output --- */

struct output {
    bool terminal;
    int error;
};

static int write_all(const char *data, size_t len)
{
    while (len) {
        ssize_t n = write(STDOUT_FILENO, data, len);
        if (n < 0 && (errno != EINTR || cli_stopped()))
            return errno;
        if (n > 0) {
            data += n;
            len -= (size_t)n;
        }
    }
    return 0;
}

/* On a terminal nothing of the data is control; the line ends of CSV and vCards are one. */
static int64_t write_output(void *ctx, const void *buf, size_t len)
{
    struct output *o = ctx;
    const char *data = buf;
    struct str plain = {0}, shown = {0};
    if (o->terminal) {
        for (size_t i = 0; i < len; i++)
            if (data[i] != '\r' || i + 1 == len || data[i + 1] != '\n')
                str_add_char(&plain, data[i]);
        utf8_visible(&shown, str_text(&plain), plain.len, true);
        o->error = write_all(str_text(&shown), shown.len);
    } else {
        o->error = write_all(data, len);
    }
    str_clear(&plain);
    str_clear(&shown);
    return o->error ? -o->error : (int64_t)len;
}

/* --- the command --- */

static int say_count(struct cli *cli, const lia_export_how *how, int64_t count)
{
    const char *path = cli_path(cli, cli_value(cli, "--to"));
    if (how->content == LIA_CONTENT_ENTRIES)
        print_line(
            &cli->out,
            ngettext_("Exported %lld interaction to %s", "Exported %lld interactions to %s", count),
            (long long)count, path);
    else
        print_line(&cli->out,
                   ngettext_("Exported %lld contact to %s", "Exported %lld contacts to %s", count),
                   (long long)count, path);
    return CLI_DONE;
}

static int export_with(struct cli *cli, lia_export_how *how)
{
    struct cli_progress progress;
    struct output output = {.terminal = isatty(STDOUT_FILENO) == 1};
    int64_t count = 0;
    how->progress = cli_progress_begin(&progress, NULL, 1);
    progress.terminal &= !output.terminal; /* they would mix */
    lia_status status =
        to_stdout(cli) ? lia_export_stream(cli->book, write_output, &output, how, &count, &cli->err)
                       : lia_export_file(cli->book, cli_value(cli, "--to"),
                                         cli_given(cli, "--replace"), how, &count, &cli->err);
    cli_progress_end(&progress);
    if (cli_stopped() && status)
        return cli_say(CLI_STOPPED, _("stopped"));
    if (output.error)
        return cli_written(CLI_DONE, output.error);
    if (status == LIA_EXISTS && !cli_given(cli, "--replace"))
        return cli_say(CLI_REFUSED, _("%s is there already; --replace writes over it"),
                       cli_path(cli, cli_value(cli, "--to")));
    if (status == LIA_IO || status == LIA_INVALID)
        return cli_say(status == LIA_IO ? CLI_REFUSED : CLI_USAGE, "%s", cli->err.message);
    if (status)
        return cli_fail(cli);
    return to_stdout(cli) ? CLI_DONE : say_count(cli, how, count);
}

static int cmd_export(struct cli *cli)
{
    lia_export_how how = {0};
    lia_filter *filter = NULL;
    int code = read_options(cli, &how);
    if (code == CLI_DONE && cli->arg_count > 0)
        code = cli_filter(
            cli, how.content == LIA_CONTENT_ENTRIES ? LIA_FILTER_ENTRIES : LIA_FILTER_CONTACTS,
            &filter);
    how.filter = filter;
    if (code == CLI_DONE)
        code = export_with(cli, &how);
    lia_filter_free(filter);
    return code;
}

/* --- table --- */

static const struct cli_option export_options[] = {
    {"--to", 'o', "FILE", N_("where to; - is standard output, which is the default")},
    {"--format", 0, "vcard|csv|json|calendar",
     N_("by the file's ending when not said, else vcard")},
    {"--vcard", 0, "3|4", N_("the version of vCards: 4 when not said")},
    {"--entries", 0, NULL, N_("interaction log entries, not contacts")},
    {"--spreadsheet", 0, NULL, N_("CSV in which no cell is a formula")},
    {"--replace", 0, NULL, N_("write over a file that is there")},
    CLI_OPTIONS_END,
};

static const char *const export_examples[] = {
    "liaise export > contacts.vcf",
    "liaise export --format csv --spreadsheet city:lund",
    "liaise export --entries --to log.jsonl --replace",
    NULL,
};

const struct cli_command export_commands[] = {
    {.args = "[FILTER]",
     .help = N_("Export contacts or, with --entries, the log: all, or of a FILTER."),
     .about = N_("Without a FILTER everything goes out, archived contacts and canceled "
                 "interactions too; with one what the list would show.\n\n"
                 "A contact goes out whole: with its further e-mails, phones, addresses and pages, "
                 "and with what an imported card said that the book has no field for. Importing "
                 "the file into another book makes the same contacts there; into this one it "
                 "changes nothing.\n\n"
                 "JSON is one object a line, with the names of contact show --json and entry list "
                 "--json.\n\n"
                 "Ctrl-C stops it; no file is written then, and the exit code is 130."),
     .examples = export_examples,
     .needs = CLI_READS,
     .max_args = -1,
     .options = export_options,
     .run = cmd_export,
     .ready = ready_export},
    CLI_COMMANDS_END,
};
