/* help.c: what --help and --version say. It comes from the table of commands. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"

enum { COLUMNS = 79 };

/* Two columns; the right one goes to a line of its own where both do not fit. */
static void two_columns(const char *left, const char *right, int width)
{
    struct str padded = {0};
    if (utf8_width(left) <= width && width + 3 + utf8_width(right) <= COLUMNS) {
        utf8_fit(&padded, left, width);
        printf("  %s %s\n", str_text(&padded), right);
    } else {
        printf("  %s\n        %s\n", left, right);
    }
    str_clear(&padded);
}

static void command_line(const struct cli_noun *noun, const struct cli_command *c,
                         const char *options, struct str *out)
{
    str_add_f(out, "liaise %s%s%s%s%s%s", noun->name, c->verb ? " " : "", c->verb ? c->verb : "",
              options, *c->args ? " " : "", c->args);
}

static void list_commands(const struct cli_noun *noun)
{
    enum { LEFT = 30 };
    for (const struct cli_command *c = noun->commands; c->run; c++) {
        struct str left = {0};
        if (c->hidden)
            continue;
        command_line(noun, c, "", &left);
        two_columns(str_text(&left), _(c->help), LEFT);
        str_clear(&left);
    }
}

int cli_help(void)
{
    fputs(_("liaise records what one says to whom: calls, mails, letters, meetings.\n\n"
            "  liaise [--book FILE]           the screen\n"),
          stdout);
    for (const struct cli_noun *n = cli_nouns; n->name; n++)
        list_commands(n);
    fputs(_("\n  --book FILE   another book than the default one (or LIAISE_BOOK)\n"
            "  --example     a throw-away copy of the example book\n"
            "  --json        lists and records for programs, one object a line\n"
            "  --tsv         the same as lines with tabs between the values\n"
            "  --help        this; after a command: its options\n"
            "  --version     versions of liaise and of its libraries\n\n"
            "A FILTER is words and field:value terms, after the options; !term is not:\n"
            "  liaise contact list city:lund !tag:lost last:..-90d\n\n"
            "Exit codes: 0 done, 1 refused, 2 wrong usage, 3 the book cannot be read.\n"),
          stdout);
    return cli_written(CLI_DONE, print_flush(stdout));
}

int cli_noun_help(const struct cli_noun *noun)
{
    list_commands(noun);
    fputs(_("\n  --help after one of them lists its options.\n"), stdout);
    return cli_written(CLI_DONE, print_flush(stdout));
}

int cli_version(void)
{
    printf("liaise %s (%s)\n", lia_version(), lia_version_libraries());
    return cli_written(CLI_DONE, print_flush(stdout));
}

int cli_command_help(const struct cli_noun *noun, const struct cli_command *c)
{
    enum { LEFT = 28 };
    struct str line = {0};
    command_line(noun, c, _(" [OPTION]…"), &line);
    printf("%s\n%s\n\n", str_text(&line), _(c->help));
    str_clear(&line);
    for (int i = 0; c->options && c->options[i].name; i++) {
        const struct cli_option *o = &c->options[i];
        if (o->letter)
            str_add_f(&line, "-%c, ", o->letter);
        else
            str_add(&line, "    ");
        str_add_f(&line, "%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
        two_columns(str_text(&line), _(o->help), LEFT);
        str_clear(&line);
    }
    if (c->json) {
        two_columns("    --json", _("for programs: one JSON object a line"), LEFT);
        two_columns("    --tsv", _("for programs: a line of names, tabs between"), LEFT);
    }
    two_columns("    --book FILE", _("another book than the default one"), LEFT);
    return cli_written(CLI_DONE, print_flush(stdout));
}
