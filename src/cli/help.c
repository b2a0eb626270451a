/* help.c: what --help and --version say. It comes from the table of commands. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"

enum { COLUMNS = 79, INDENT = 4 };

/* Words, as many on a line as fit, behind so many blanks. */
static void wrapped(const char *text, int indent)
{
    int at = 0;
    while (*(text += strspn(text, " \n"))) {
        struct str word = {0};
        size_t len = strcspn(text, " \n");
        str_add_n(&word, text, len);
        int width = utf8_width(str_text(&word));
        if (at > 0 && at + 1 + width > COLUMNS) {
            putchar('\n');
            at = 0;
        }
        printf("%*s%s", at > 0 ? 1 : indent, "", str_text(&word));
        at += (at > 0 ? 1 : indent) + width;
        text += len;
        str_clear(&word);
    }
    putchar('\n');
}

/* Two columns; the right one goes to a line of its own where both do not fit. */
static void two_columns(const char *left, const char *right, int width)
{
    struct str padded = {0};
    if (utf8_width(left) <= width && width + 3 + utf8_width(right) <= COLUMNS) {
        utf8_fit(&padded, left, width);
        printf("  %s %s\n", str_text(&padded), right);
    } else {
        printf("  %s\n", left);
        wrapped(right, utf8_width(right) + width + 3 <= COLUMNS ? width + 3 : 8);
    }
    str_clear(&padded);
}

static void command_line(const struct cli_noun *noun, const struct cli_command *c,
                         const char *options, struct str *out)
{
    str_add_f(out, "liaise %s%s%s%s%s%s", noun->name, c->verb ? " " : "", c->verb ? c->verb : "",
              options, *c->args ? " " : "", c->args);
}

/* Where a shell line can be broken before it is wider than `columns`: behind the last bar, else at
 * the last blank that is in no quotes; 0 none. */
static size_t break_at(const char *text, int columns)
{
    size_t blank = 0, bar = 0;
    char quote = 0;
    for (size_t i = 0; text[i] && (int)i <= columns; i++) {
        if (quote)
            quote = text[i] == quote ? 0 : quote;
        else if (text[i] == '\'' || text[i] == '"')
            quote = text[i];
        else if (text[i] == ' ')
            blank = i;
        if (blank == i && i > 0 && text[i - 1] == '|')
            bar = i;
    }
    return bar ? bar : blank;
}

/* A line that is too long goes on behind a backslash or a bar, as a shell takes it. */
static void example(const char *text)
{
    int indent = INDENT;
    while (indent + utf8_width(text) > COLUMNS) {
        size_t len = break_at(text, COLUMNS - indent - 2);
        if (len == 0)
            break;
        printf("%*s%.*s%s\n", indent, "", (int)len, text, text[len - 1] == '|' ? "" : " \\");
        text += len + 1;
        indent = 2 * INDENT;
    }
    printf("%*s%s\n", indent, "", text);
}

/* A line to be copied, into whatever file: whole if that is possible. */
static void verbatim(const char *text)
{
    int width = utf8_width(text);
    if (width <= COLUMNS && width + INDENT > COLUMNS)
        printf("%s\n", text);
    else
        example(text);
}

/* Paragraphs with a blank line before each. Lines to be copied are indented: a paragraph that is so
 * already, as the manual wants it, or a short one that is no sentence. */
static void paragraphs(const char *text)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        size_t len = end ? (size_t)(end - text) : strlen(text);
        struct str one = {0};
        str_add_n(&one, text, len);
        bool sentence = len > 0 && (text[len - 1] == '.' || text[len - 1] == ':');
        putchar('\n');
        if (str_starts(str_text(&one), "    "))
            printf("%s\n", str_text(&one));
        else if (sentence)
            wrapped(str_text(&one), 0);
        else
            verbatim(str_text(&one));
        str_clear(&one);
        text += len + (end ? 2 : 0);
    }
}

bool cli_noun_hidden(const struct cli_noun *noun)
{
    for (const struct cli_command *c = noun->commands; c->run; c++)
        if (!c->hidden)
            return false;
    return true;
}

static void list_commands(const struct cli_noun *noun)
{
    enum { LEFT = 36 };
    for (const struct cli_command *c = noun->commands; c->run; c++) {
        struct str left = {0};
        if (c->hidden)
            continue;
        command_line(noun, c, "", &left);
        two_columns(str_text(&left), _(c->help), LEFT);
        str_clear(&left);
    }
}

/* A noun, what it is about, and its verbs. */
static void list_noun(const struct cli_noun *noun)
{
    enum { LEFT = 13 };
    struct str verbs = {0};
    two_columns(noun->name, _(noun->help), LEFT);
    for (const struct cli_command *c = noun->commands; c->run; c++)
        if (!c->hidden && c->verb)
            str_add_f(&verbs, "%s%s", verbs.len ? " " : "", c->verb);
    if (verbs.len > 0)
        wrapped(str_text(&verbs), LEFT + 5);
    str_clear(&verbs);
}

int cli_help(void)
{
    fputs(_("liaise records what one says to whom: calls, mails, letters, meetings.\n\n"
            "  liaise [--book FILE]                the screen\n"
            "  liaise NOUN VERB [OPTION]… [ARG]…   a command; the nouns and their verbs:\n\n"),
          stdout);
    for (const struct cli_noun *n = cli_nouns; n->name; n++)
        if (!cli_noun_hidden(n))
            list_noun(n);
    fputs(_("\n  help NOUN [VERB]  how a command is used; --help behind it says it too\n\n"
            "  --book FILE   another book than the default one (or LIAISE_BOOK)\n"
            "  --example     a throw-away copy of the example book\n"
            "  --json        lists and records for programs, one object a line\n"
            "  --tsv         the same as lines with tabs between the values\n"
            "  --yes         do not ask; --dry-run says what would be done\n"
            "  --version     versions of liaise and of its libraries\n\n"
            "A CONTACT is a no., an e-mail, or a name that is unambiguous; - reads them from\n"
            "standard input. A FILTER is words and field:value terms, after the options:\n"
            "  liaise contact list city:lund !tag:lost last:..-90d\n\n"
            "Exit codes: 0 done, 1 refused, 2 wrong usage, 3 the book cannot be read.\n"),
          stdout);
    return cli_written(CLI_DONE, print_flush(stdout));
}

int cli_version(void)
{
    printf("liaise %s (%s)\n", lia_version(), lia_version_libraries());
    return cli_written(CLI_DONE, print_flush(stdout));
}

/* One of many words: a name for them, and the words below. */
static void option_of_words(const struct cli_option *o, const char *name, int left)
{
    struct str line = {0}, words = {0};
    str_add_f(&line, "%s %s", name, _("WORD"));
    for (const char *c = o->value; *c; c++)
        str_add_char(&words, *c == '|' ? ' ' : *c);
    two_columns(str_text(&line), _(o->help), left);
    wrapped(str_text(&words), left + 3);
    str_clear(&line);
    str_clear(&words);
}

static void list_options(const struct cli_command *c)
{
    enum { LEFT = 28 };
    for (int i = 0; c->options && c->options[i].name; i++) {
        const struct cli_option *o = &c->options[i];
        struct str name = {0}, line = {0};
        if (o->letter)
            str_add_f(&name, "-%c, ", o->letter);
        else
            str_add(&name, "    ");
        str_add(&name, o->name);
        str_add_f(&line, "%s%s%s", str_text(&name), o->value ? " " : "", o->value ? o->value : "");
        if (2 + utf8_width(str_text(&line)) <= COLUMNS)
            two_columns(str_text(&line), _(o->help), LEFT);
        else
            option_of_words(o, str_text(&name), LEFT);
        str_clear(&line);
        str_clear(&name);
    }
    if (c->json) {
        two_columns("    --json", _("for programs: one JSON object a line"), LEFT);
        two_columns("    --tsv", _("for programs: a line of names, tabs between"), LEFT);
    }
    two_columns("    --book FILE", _("another book than the default one"), LEFT);
}

/* Its options, what it is about, examples. */
static void details(const struct cli_command *c)
{
    list_options(c);
    if (c->about)
        paragraphs(_(c->about));
    if (c->examples)
        printf("\n%s\n", _("Examples:"));
    for (const char *const *e = c->examples; e && *e; e++)
        example(*e);
}

int cli_command_help(const struct cli_noun *noun, const struct cli_command *c)
{
    struct str line = {0};
    command_line(noun, c, _(" [OPTION]…"), &line);
    printf("%s\n%s\n\n", str_text(&line), _(c->help));
    str_clear(&line);
    details(c);
    return cli_written(CLI_DONE, print_flush(stdout));
}

int cli_noun_help(const struct cli_noun *noun)
{
    printf("%s\n\n", _(noun->help));
    list_commands(noun);
    fputs(_("\n  --help after one of them lists its options.\n"), stdout);
    for (const struct cli_command *c = noun->commands; c->run; c++)
        if (!c->verb && !c->hidden) {
            printf("\nliaise %s\n", noun->name);
            details(c);
        }
    return cli_written(CLI_DONE, print_flush(stdout));
}
