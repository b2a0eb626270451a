/* cli.c: a command is found, parsed, given its book, and run. */
#include "cli.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"

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

static lia_open how_to_open(const struct env *env, const char *path)
{
    return (lia_open){.path = path,
                      .user = env->user,
                      .full_name = env->full_name,
                      .now = clock_now,
                      .zone = clock_zone};
}

static int open_book(struct cli *cli)
{
    if (!cli->book_path)
        return cli_say(CLI_NO_BOOK, _("no home folder to keep a book in; --book FILE names one"));
    if (!*cli->book_path)
        return cli_say(CLI_USAGE, _("--book wants the name of a file"));
    bool adds = cli->command->needs == CLI_ADDS && !cli->book_named,
         trial = cli_given(cli, "--dry-run");
    lia_open how = how_to_open(cli->env, cli->book_path);
    how.create = adds && !trial;
    how.read_only = cli->command->needs == CLI_READS;
    lia_status status = lia_book_open(&how, &cli->book, &cli->err);
    if (status == LIA_READ_ONLY && how.read_only) {
        how.read_only = false; /* a book of an older version is brought up to date first */
        status = lia_book_open(&how, &cli->book, &cli->err);
    }
    if (status == LIA_NOT_FOUND && adds && trial) {
        how.path = NULL; /* what would be made is made in memory */
        status = lia_book_open(&how, &cli->book, &cli->err);
    }
    if (status == LIA_OK)
        return CLI_DONE;
    if (status == LIA_NOT_FOUND && !cli->book_named)
        return cli_say(CLI_NO_BOOK, _("there is no book yet at %s; start liaise to make it"),
                       cli->book_path);
    return cli_say(CLI_NO_BOOK, "%s", cli->err.message);
}

int cli_make_example(const struct env *env)
{
    lia_error err = {0};
    lia_book *book = NULL;
    lia_open how = how_to_open(env, env->book);
    how.create = true;
    lia_status status = lia_book_open(&how, &book, &err);
    if (status == LIA_OK)
        status = lia_book_fill_example(book, &err);
    lia_book_close(book);
    return status == LIA_OK ? CLI_DONE : cli_say(CLI_NO_BOOK, "%s", err.message);
}

static const struct cli_command *find_command(const char *noun, const char *verb)
{
    for (const struct cli_command *c = cli_commands; c->noun; c++)
        if (str_eq(c->noun, noun) && (!c->verb || (verb && str_eq(c->verb, verb))))
            return c;
    return NULL;
}

static bool is_noun(const char *word)
{
    for (const struct cli_command *c = cli_commands; c->noun; c++)
        if (str_eq(c->noun, word))
            return true;
    return false;
}

/* No command has this noun, or none of its commands this verb. */
static int no_command(struct cli *cli, const char *noun, const char *verb)
{
    struct str verbs = {0};
    for (const struct cli_command *c = cli_commands; c->noun; c++)
        if (str_eq(c->noun, noun))
            str_add_f(&verbs, "%s%s", verbs.len ? ", " : "", c->verb);
    if (!is_noun(noun))
        cli_say(CLI_USAGE, _("no such command: %s; liaise --help lists them"),
                cli_short(cli, noun));
    else if (!verb)
        cli_say(CLI_USAGE, _("%s what? There are: %s"), noun, str_text(&verbs));
    else
        cli_say(CLI_USAGE, _("“%s %s” is no command; there are: %s"), noun, cli_short(cli, verb),
                str_text(&verbs));
    str_clear(&verbs);
    return CLI_USAGE;
}

static int run_command(struct cli *cli)
{
    print_open(&cli->out, stdout, cli->out.json);
    int code = cli->command->ready ? cli->command->ready(cli) : CLI_DONE;
    if (code == CLI_DONE)
        code = open_book(cli);
    if (code == CLI_DONE)
        code = cli->command->run(cli);
    code = cli_written(code, print_end(&cli->out));
    print_close(&cli->out);
    lia_book_close(cli->book);
    return code;
}

int cli_run(const struct env *env, int argc, char **argv)
{
    const char *noun = argv[0], *second = argc > 1 ? argv[1] : NULL;
    const char *verb = second && second[0] != '-' ? second : NULL;
    struct cli cli = {.env = env,
                      .book_path = env->book,
                      .book_named = env->book_named,
                      .command = find_command(noun, verb),
                      .limit = INT64_MAX};
    int code = CLI_USAGE;
    /* A reader that went away ends the output, not an import. */
    signal(SIGPIPE, SIG_IGN);
    if (!cli.command) {
        bool help = (str_eq(second, "--help") || str_eq(second, "-h")) && is_noun(noun);
        code = help ? cli_noun_help(noun) : no_command(&cli, noun, verb);
    } else {
        enum cli_parsed parsed = cli_parse(&cli, argc, argv, cli.command->verb ? 2 : 1);
        if (parsed == CLI_WANTS_HELP)
            code = cli_command_help(cli.command);
        else if (parsed == CLI_PARSED)
            code = run_command(&cli);
    }
    arena_clear(&cli.arena);
    return code;
}
