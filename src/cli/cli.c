#include "cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

int cli_say(int code, const char *fmt, ...)
{
    char buf[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    struct str shown = {0};
    utf8_visible(&shown, buf, strlen(buf), false);
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
    case LIA_FULL:
        return CLI_NO_BOOK;
    default:
        return CLI_REFUSED;
    }
}

int cli_fail(struct cli *cli)
{
    return cli_say(exit_code(cli->err.status), "%s", cli->err.message);
}

static const struct cli_option no_options[] = {{NULL, 0, NULL, NULL}};

static const struct cli_option *options_of(const struct cli_command *command)
{
    return command->options ? command->options : no_options;
}

const char *cli_value(const struct cli *cli, const char *option)
{
    const struct cli_option *options = options_of(cli->command);
    for (int i = 0; options[i].name; i++)
        if (str_eq(options[i].name, option))
            return cli->values[i];
    return NULL;
}

bool cli_given(const struct cli *cli, const char *option)
{
    return cli_value(cli, option) != NULL;
}

bool cli_number(struct cli *cli, const char *option, int64_t least, int64_t most, int64_t *out)
{
    const char *text = cli_value(cli, option);
    if (!text)
        return true;
    char *end;
    long long value = strtoll(text, &end, 10);
    if (*text && !*end && value >= least && value <= most) {
        *out = value;
        return true;
    }
    cli_say(CLI_USAGE, _("%s wants a whole number from %lld on, not: %s"), option, (long long)least, text);
    return false;
}

bool cli_sure(struct cli *cli, const char *fmt, ...)
{
    if (cli_given(cli, "--yes"))
        return true;
    char question[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(question, sizeof question, fmt, ap);
    va_end(ap);
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
        cli_say(CLI_REFUSED, "%s", question);
        cli_say(CLI_REFUSED, _("nobody to ask: --yes goes on"));
        return false;
    }
    struct str shown = {0};
    utf8_visible(&shown, question, strlen(question), false);
    fprintf(stderr, _("%s [y/N] "), str_text(&shown));
    str_clear(&shown);
    char answer[16] = "";
    return fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

int64_t cli_contact(struct cli *cli, const char *what)
{
    enum { SHOWN = 10 };
    int64_t ids[SHOWN];
    size_t count = 0;
    if (lia_contact_find(cli->book, what, ids, SHOWN, &count, &cli->err)) {
        cli_fail(cli);
        return 0;
    }
    if (count == 1)
        return ids[0];
    if (count == 0) {
        cli_say(CLI_REFUSED, _("no contact has this no., e-mail or name: %s"), what);
        return 0;
    }
    cli_say(CLI_REFUSED, _("%zu contacts match “%s”; name one by its no.:"), count, what);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        lia_contact_record r = {0};
        if (lia_contact_get(cli->book, ids[i], &r, NULL) == LIA_OK) {
            struct str line = {0};
            str_add_f(&line, "%s  %s%s%s  %s", r.c.no, r.c.name, *str_or(r.c.company, "") ? " · " : "",
                      str_or(r.c.company, ""), str_or(r.c.email, ""));
            struct str shown = {0};
            utf8_visible(&shown, str_text(&line), line.len, false);
            fprintf(stderr, "  %s\n", str_text(&shown));
            str_clear(&shown);
            str_clear(&line);
            lia_contact_record_clear(&r);
        }
    }
    return 0;
}

lia_filter *cli_filter(struct cli *cli, lia_filter_kind kind, int first)
{
    struct str text = {0};
    for (int i = first; i < cli->arg_count; i++)
        str_add_f(&text, "%s%s", i > first ? " " : "", cli->args[i]);
    lia_filter *filter = NULL;
    lia_filter_fault fault = {0};
    if (lia_filter_parse(cli->book, kind, str_text(&text), false, &filter, &fault, &cli->err)) {
        cli_fail(cli);
        struct str shown = {0}, mark = {0};
        utf8_visible(&shown, str_text(&text), fault.at, false);
        for (int i = utf8_width(str_text(&shown)); i > 0; i--)
            str_add_char(&mark, ' ');
        utf8_visible(&shown, str_text(&text) + fault.at, text.len - fault.at, false);
        for (size_t i = 0; i < (fault.len ? fault.len : 1); i++)
            str_add_char(&mark, '^');
        fprintf(stderr, "  %s\n  %s\n", str_text(&shown), str_text(&mark));
        str_clear(&shown);
        str_clear(&mark);
    }
    str_clear(&text);
    return filter;
}

/* --- help ---------------------------------------------------------------------------------------- */

static void usage_line(FILE *out, const struct cli_command *c)
{
    fprintf(out, "liaise %s%s%s%s%s%s", c->noun, c->verb ? " " : "", c->verb ? c->verb : "",
            c->options ? _(" [OPTION]…") : "", *c->args ? " " : "", c->args);
}

void cli_help(FILE *out)
{
    fputs(_("liaise records what one says to whom: calls, mails, letters, meetings.\n\n"
            "  liaise [--book FILE]             the screen\n"),
          out);
    for (const struct cli_command *c = cli_commands; c->noun; c++) {
        struct str left = {0};
        str_add_f(&left, "liaise %s%s%s%s%s", c->noun, c->verb ? " " : "", c->verb ? c->verb : "",
                  *c->args ? " " : "", c->args);
        fprintf(out, "  %-32s %s\n", str_text(&left), _(c->help));
        str_clear(&left);
    }
    fputs(_("\n  --book FILE   another book than the default one (or LIAISE_BOOK)\n"
            "  --json        lists and records for programs, one object a line\n"
            "  --help        this; after a command: its options\n"
            "  --version     versions of liaise and of its libraries\n\n"
            "Exit codes: 0 done, 1 refused, 2 wrong usage, 3 the book cannot be opened or read.\n"),
          out);
}

void cli_version(FILE *out)
{
    fprintf(out, "liaise %s (%s)\n", lia_version(), lia_version_libraries());
}

static void command_help(FILE *out, const struct cli_command *c)
{
    usage_line(out, c);
    fprintf(out, "\n%s\n", _(c->help));
    const struct cli_option *options = options_of(c);
    if (options[0].name || c->json)
        fputc('\n', out);
    for (int i = 0; options[i].name; i++) {
        char left[64], letter[8] = "    ";
        if (options[i].letter)
            snprintf(letter, sizeof letter, "-%c, ", options[i].letter);
        snprintf(left, sizeof left, "%s%s%s%s", letter, options[i].name, options[i].value ? " " : "",
                 options[i].value ? options[i].value : "");
        fprintf(out, "  %-30s %s\n", left, _(options[i].help));
    }
    if (c->json)
        fprintf(out, "  %-30s %s\n", "    --json", _("one JSON object a line"));
}

/* --- parsing ------------------------------------------------------------------------------------- */

bool cli_is_noun(const char *word)
{
    for (const struct cli_command *c = cli_commands; c->noun; c++)
        if (str_eq(c->noun, word))
            return true;
    return false;
}

static int unknown_verb(const char *noun, const char *verb)
{
    struct str verbs = {0};
    for (const struct cli_command *c = cli_commands; c->noun; c++)
        if (str_eq(c->noun, noun))
            str_add_f(&verbs, "%s%s", verbs.len ? ", " : "", c->verb);
    if (verb)
        cli_say(CLI_USAGE, _("“%s %s” is no command; there are: %s"), noun, verb, str_text(&verbs));
    else
        cli_say(CLI_USAGE, _("%s what? There are: %s"), noun, str_text(&verbs));
    str_clear(&verbs);
    return CLI_USAGE;
}

static const struct cli_command *find_command(const char *noun, const char *verb)
{
    for (const struct cli_command *c = cli_commands; c->noun; c++)
        if (str_eq(c->noun, noun) && (!c->verb || (verb && str_eq(c->verb, verb))))
            return c;
    return NULL;
}

enum parsed { PARSED, PARSED_HELP, PARSED_WRONG };

/* Takes the option at argv[*i], with its value from behind "=" or from the next word. */
static enum parsed take_option(struct cli *cli, int argc, char **argv, int *i)
{
    const struct cli_option *options = options_of(cli->command);
    char *word = argv[*i];
    const char *inline_value = NULL;
    size_t len = strlen(word);
    bool is_long = word[1] == '-';
    if (is_long && strchr(word, '=')) {
        len = (size_t)(strchr(word, '=') - word);
        inline_value = word + len + 1;
    } else if (!is_long && len > 2) {
        inline_value = word + 2;
        len = 2;
    }
    if (str_eq(word, "--help") || str_eq(word, "-h"))
        return PARSED_HELP;
    if (str_eq(word, "--json") && cli->command->json) {
        cli->out.json = true;
        return PARSED;
    }
    for (int o = 0; options[o].name; o++) {
        bool is_this = is_long ? strlen(options[o].name) == len && strncmp(options[o].name, word, len) == 0
                               : options[o].letter == word[1];
        if (!is_this)
            continue;
        if (options[o].value && !inline_value && *i + 1 >= argc) {
            cli_say(CLI_USAGE, _("%s wants a value: %s"), options[o].name, options[o].value);
            return PARSED_WRONG;
        }
        if (!options[o].value && inline_value) {
            cli_say(CLI_USAGE, _("%s takes no value"), options[o].name);
            return PARSED_WRONG;
        }
        cli->values[o] = !options[o].value ? "" : inline_value ? inline_value : argv[++*i];
        return PARSED;
    }
    cli_say(CLI_USAGE, _("no such option here: %s; try: liaise %s%s%s --help"), word, cli->command->noun,
            cli->command->verb ? " " : "", cli->command->verb ? cli->command->verb : "");
    return PARSED_WRONG;
}

static enum parsed parse(struct cli *cli, int argc, char **argv, int first)
{
    bool options_end = false;
    cli->args = argv;
    for (int i = first; i < argc; i++) {
        /* "-tag:lost" is a filter's "not", "-" standard input; options begin with two dashes or are one letter. */
        bool is_option = !options_end && argv[i][0] == '-' && argv[i][1] && !strchr(argv[i] + 1, ':');
        if (!options_end && argv[i][0] == '-' && argv[i][1] == '-' && argv[i][2])
            is_option = true;
        if (!options_end && str_eq(argv[i], "--")) {
            options_end = true;
        } else if (is_option) {
            enum parsed p = take_option(cli, argc, argv, &i);
            if (p != PARSED)
                return p;
        } else {
            argv[cli->arg_count++] = argv[i];
        }
    }
    int n = cli->arg_count;
    if (n < cli->command->min_args || (cli->command->max_args >= 0 && n > cli->command->max_args)) {
        struct str usage = {0};
        str_add_f(&usage, "%s%s%s %s", cli->command->noun, cli->command->verb ? " " : "",
                  cli->command->verb ? cli->command->verb : "", cli->command->args);
        if (n < cli->command->min_args)
            cli_say(CLI_USAGE, _("something is missing: liaise %s"), str_text(&usage));
        else
            cli_say(CLI_USAGE, _("too much: “%s”; it is: liaise %s"), argv[n - 1], str_text(&usage));
        str_clear(&usage);
        return PARSED_WRONG;
    }
    return PARSED;
}

/* --- running ------------------------------------------------------------------------------------- */

static int64_t clock_now(void *ctx)
{
    (void)ctx;
    return (int64_t)time(NULL);
}

static int clock_zone(void *ctx, int64_t utc)
{
    (void)ctx;
    return date_zone_offset(utc);
}

static int open_book(struct cli *cli)
{
    const struct env *env = cli->env;
    if (!env->book)
        return cli_say(CLI_NO_BOOK, _("no home folder to keep a book in; --book FILE names one"));
    lia_open how = {
        .path = env->book,
        .user = env->user,
        .full_name = env->full_name,
        .create = cli->command->needs == CLI_ADDS && !env->book_named,
        .read_only = cli->command->needs == CLI_READS,
        .now = clock_now,
        .zone = clock_zone,
    };
    lia_status status = lia_book_open(&how, &cli->book, &cli->err);
    if (status == LIA_OK)
        return CLI_DONE;
    if (status == LIA_NOT_FOUND && !env->book_named)
        return cli_say(CLI_NO_BOOK, _("there is no book yet at %s; start liaise to make it"), env->book);
    return cli_say(CLI_NO_BOOK, "%s", cli->err.message);
}

int cli_make_example(const struct env *env)
{
    lia_error err = {0};
    lia_book *book = NULL;
    lia_open how = {
        .path = env->book,
        .user = env->user,
        .full_name = env->full_name,
        .create = true,
        .now = clock_now,
        .zone = clock_zone,
    };
    lia_status status = lia_book_open(&how, &book, &err);
    if (status == LIA_OK)
        status = lia_book_fill_example(book, &err);
    lia_book_close(book);
    return status == LIA_OK ? CLI_DONE : cli_say(CLI_NO_BOOK, "%s", err.message);
}

int cli_run(const struct env *env, int argc, char **argv)
{
    const char *verb = argc > 1 && argv[1][0] != '-' ? argv[1] : NULL;
    struct cli cli = {.env = env, .command = find_command(argv[0], verb)};
    if (!cli.command)
        return cli_is_noun(argv[0]) ? unknown_verb(argv[0], verb)
                                    : cli_say(CLI_USAGE, _("no such command: %s; liaise --help lists them"), argv[0]);
    enum parsed parsed = parse(&cli, argc, argv, cli.command->verb ? 2 : 1);
    if (parsed == PARSED_HELP) {
        command_help(stdout, cli.command);
        return CLI_DONE;
    }
    if (parsed == PARSED_WRONG)
        return CLI_USAGE;
    print_open(&cli.out, stdout, cli.out.json);
    int code = open_book(&cli);
    if (code == CLI_DONE)
        code = cli.command->run(&cli);
    if (!print_end(&cli.out) && code == CLI_DONE)
        code = cli_say(CLI_REFUSED, _("the output could not be written"));
    print_close(&cli.out);
    lia_book_close(cli.book);
    arena_clear(&cli.arena);
    return code;
}
