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

/* For prompts and completions: as it is, or not at all. */
static int look_into_book(struct cli *cli)
{
    if (!str_eq(cli->book_path, "")) {
        lia_open how = how_to_open(cli->env, cli->book_path);
        how.read_only = true;
        if (lia_book_open(&how, &cli->book, &cli->err) != LIA_OK)
            cli->book = NULL;
    } else {
        cli->err.status = lia_fail(&cli->err, LIA_NOT_FOUND, "", _("there is no book"));
    }
    return CLI_DONE;
}

int cli_no_book(struct cli *cli)
{
    if (cli->err.status == LIA_NOT_FOUND && !cli->book_named)
        return cli_say(CLI_NO_BOOK, _("there is no book yet at %s; start liaise to make it"),
                       cli->book_path);
    return cli_say(CLI_NO_BOOK, "%s", cli->err.message);
}

static int open_book(struct cli *cli)
{
    if (cli->command->needs == CLI_MAY_READ)
        return look_into_book(cli);
    if (!cli->book_path)
        return cli_say(CLI_NO_BOOK, _("no home folder to keep a book in; --book FILE names one"));
    if (!*cli->book_path)
        return cli_say(CLI_USAGE, _("--book wants the name of a file"));
    bool adds = cli->command->needs == CLI_ADDS && !cli->book_named,
         trial = cli_given(cli, "--dry-run"), look = cli_given(cli, "--look");
    lia_open how = how_to_open(cli->env, cli->book_path);
    how.create = adds && !trial && !look;
    how.read_only = cli->command->needs == CLI_READS || look;
    how.dry_run = trial;
    lia_status status = lia_book_open(&how, &cli->book, &cli->err);
    if (status == LIA_READ_ONLY && trial)
        return cli_say(CLI_NO_BOOK, _("%s: from an older liaise; “liaise history” updates it"),
                       cli_path(cli, cli->book_path));
    if (status == LIA_READ_ONLY && how.read_only) {
        how.read_only = false; /* a book of an older version is brought up to date first */
        status = lia_book_open(&how, &cli->book, &cli->err);
    }
    if (status == LIA_NOT_FOUND && adds && (trial || look)) {
        how.path = NULL; /* what would be made is made in memory */
        status = lia_book_open(&how, &cli->book, &cli->err);
    }
    return status == LIA_OK ? CLI_DONE : cli_no_book(cli);
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

static const struct cli_noun *find_noun(const char *word)
{
    for (const struct cli_noun *n = cli_nouns; n->name; n++)
        if (str_eq(n->name, word))
            return n;
    return NULL;
}

/* The command of this verb, else the one that the noun alone is. */
static const struct cli_command *find_command(const struct cli_noun *noun, const char *verb)
{
    const struct cli_command *alone = NULL;
    for (const struct cli_command *c = noun->commands; c->run; c++) {
        if (c->verb && verb && str_eq(c->verb, verb))
            return c;
        if (!c->verb)
            alone = c;
    }
    return alone;
}

const char *cli_name(struct cli *cli)
{
    const char *verb = cli->command->verb;
    return arena_printf(&cli->arena, "%s%s%s", cli->noun->name, verb ? " " : "", verb ? verb : "");
}

static int no_verb(struct cli *cli, const char *verb)
{
    const char *noun = cli->noun->name;
    if (!verb)
        return cli_say(CLI_USAGE, _("%s what? liaise %s --help lists its commands"), noun, noun);
    return cli_say(CLI_USAGE, _("“%s %s” is no command; liaise %s --help lists them"), noun,
                   cli_short(cli, verb), noun);
}

static int run_command(struct cli *cli)
{
    const struct env *env = cli->env;
    print_open(&cli->out, stdout, cli->out.form, !env->no_color && !env->dumb, env->columns);
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

static int run_noun(struct cli *cli, int argc, char **argv)
{
    const char *second = argc > 1 ? argv[1] : NULL;
    const char *verb = second && second[0] != '-' ? second : NULL;
    cli->command = find_command(cli->noun, verb);
    bool help = !verb && (str_eq(second, "--help") || str_eq(second, "-h"));
    if (help && (!cli->command || cli->noun->commands[1].run))
        return cli_noun_help(cli->noun);
    if (!cli->command)
        return no_verb(cli, verb);
    switch (cli_parse(cli, argc, argv, cli->command->verb ? 2 : 1)) {
    case CLI_WANTS_HELP:
        return cli_command_help(cli->noun, cli->command);
    case CLI_PARSED:
        return run_command(cli);
    default:
        return CLI_USAGE;
    }
}

/* help [NOUN [VERB]] */
static int run_help(struct cli *cli, int argc, char **argv)
{
    if (argc < 2 || argv[1][0] == '-')
        return cli_help();
    cli->noun = find_noun(argv[1]);
    if (!cli->noun)
        return cli_say(CLI_USAGE, _("no such command: %s; liaise --help lists them"),
                       cli_short(cli, argv[1]));
    const char *verb = argc > 2 ? argv[2] : NULL;
    cli->command = find_command(cli->noun, verb);
    if (verb && (!cli->command || !str_eq(cli->command->verb, verb)))
        return no_verb(cli, verb);
    if (!cli->command || (!verb && cli->noun->commands[1].run))
        return cli_noun_help(cli->noun);
    return cli_command_help(cli->noun, cli->command);
}

int cli_run(const struct env *env, int argc, char **argv)
{
    struct cli cli = {.env = env,
                      .book_path = env->book,
                      .book_named = env->book_named,
                      .noun = find_noun(argv[0]),
                      .limit = INT64_MAX,
                      .given = VEC_OF(struct cli_word)};
    /* A reader that went away ends the output, not an import. */
    signal(SIGPIPE, SIG_IGN);
    int code = str_eq(argv[0], "help") ? run_help(&cli, argc, argv)
               : cli.noun              ? run_noun(&cli, argc, argv)
                          : cli_say(CLI_USAGE, _("no such command: %s; liaise --help lists them"),
                                    cli_short(&cli, argv[0]));
    vec_clear(&cli.given);
    arena_clear(&cli.arena);
    return code;
}
