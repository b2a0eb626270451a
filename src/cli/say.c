/* say.c: what people are told on standard error, and what they are asked. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"

/* A value within a message leaves room for the words around it. */
enum { VALUE_COLUMNS = 30, PATH_COLUMNS = 40 };

static void add_shown(struct str *out, const char *fmt, va_list ap)
{
    char buf[1024];
    int n = vsnprintf(buf, sizeof buf, fmt, ap);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof buf ? (size_t)n : utf8_cut(buf, sizeof buf - 1);
    utf8_visible(out, buf, len, false);
}

int cli_say(int code, const char *fmt, ...)
{
    struct str shown = {0};
    va_list ap;
    va_start(ap, fmt);
    add_shown(&shown, fmt, ap);
    va_end(ap);
    fprintf(stderr, "liaise: %s\n", str_text(&shown));
    str_clear(&shown);
    return code;
}

static int exit_code(lia_status status)
{
    switch (status) {
    case LIA_OK:
        return CLI_DONE;
    case LIA_CORRUPT:
    case LIA_TOO_NEW:
    case LIA_IO:
        return CLI_NO_BOOK;
    default: /* the book could be read; what was asked for could not be done */
        return CLI_REFUSED;
    }
}

/* The option that gives the field at fault, NULL where the command has none. Most are named alike.
 */
static const char *option_at_fault(const struct cli *cli)
{
    static const struct {
        const char *field, *option;
    } others[] = {{"description", "--message"},
                  {"description", "--interaction"},
                  {"segment_description", "--description"},
                  {"initiated_by", "--by"},
                  {"result", "--failed"}};
    const struct cli_option *options = cli->command ? cli->command->options : NULL;
    for (; options && options->name && *cli->err.field; options++) {
        const char *name = options->name + 2, *field = cli->err.field;
        while (*name && (*name == *field || (*name == '-' && *field == '_')))
            name++, field++;
        if (!*name && !*field)
            return options->name;
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            if (str_eq(others[i].option, options->name) && str_eq(others[i].field, cli->err.field))
                return options->name;
    }
    return NULL;
}

int cli_fail(struct cli *cli)
{
    const char *option = option_at_fault(cli);
    return cli_say(exit_code(cli->err.status), "%s%s%s", option ? option : "", option ? ": " : "",
                   cli->err.message);
}

bool cli_sure(struct cli *cli, const char *fmt, ...)
{
    if (cli_given(cli, "--yes") || cli_given(cli, "--dry-run"))
        return true;
    struct str question = {0};
    va_list ap;
    va_start(ap, fmt);
    add_shown(&question, fmt, ap);
    va_end(ap);
    bool asked = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
    if (asked)
        fprintf(stderr, _("%s [y/N] "), str_text(&question));
    else
        cli_say(CLI_REFUSED, _("%s (not asked: --yes does it)"), str_text(&question));
    str_clear(&question);
    char answer[16] = "";
    return asked && fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

bool cli_trial(struct cli *cli, const char *fmt, ...)
{
    if (!cli_given(cli, "--dry-run"))
        return false;
    struct str line = {0};
    va_list ap;
    va_start(ap, fmt);
    add_shown(&line, fmt, ap);
    va_end(ap);
    if (print_machine(&cli->out)) /* it is none of the rows that were asked for */
        fprintf(stderr, "%s\n", str_text(&line));
    else
        print_line(&cli->out, "%s", str_text(&line));
    str_clear(&line);
    return true;
}

const char *cli_short(struct cli *cli, const char *text)
{
    struct str shown = {0};
    utf8_fit(&shown, text, VALUE_COLUMNS);
    while (shown.len > 0 && shown.s[shown.len - 1] == ' ')
        str_truncate(&shown, shown.len - 1);
    const char *kept = arena_strdup(&cli->arena, str_text(&shown));
    str_clear(&shown);
    return kept;
}

const char *cli_path(struct cli *cli, const char *path)
{
    if (utf8_width(path) <= PATH_COLUMNS)
        return path;
    const char *end = path + strlen(path);
    while (utf8_width(path) >= PATH_COLUMNS)
        path += utf8_next(path, (size_t)(end - path), 0);
    return arena_printf(&cli->arena, "…%s", path);
}

int cli_written(int code, int error)
{
    if (error == 0 || error == EPIPE)
        return code;
    return cli_say(CLI_REFUSED, _("the output could not be written: %s"), strerror(error));
}
