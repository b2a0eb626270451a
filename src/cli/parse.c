/* parse.c: the words behind a command become options and arguments. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli.h"

static bool takes_filter(const struct cli_command *command)
{
    return command->max_args < 0 && strstr(command->args, "FILTER");
}

static bool is_letter(const struct cli_command *command, char letter)
{
    for (int i = 0; command->options && command->options[i].name; i++)
        if (command->options[i].letter == letter)
            return true;
    return letter == 'h';
}

/* "-" is standard input. A single dash before a filter's term is its "not": where it has a colon,
 * or stands behind the first filter word; options come before. */
static bool is_option(const struct cli *cli, const char *word)
{
    if (word[0] != '-' || !word[1])
        return false;
    if (word[1] == '-' || !takes_filter(cli->command))
        return true;
    return cli->arg_count > 0 ? !word[2] && is_letter(cli->command, word[1]) : !strchr(word, ':');
}

static enum cli_parsed unknown_option(struct cli *cli, const char *word)
{
    const struct cli_command *c = cli->command;
    if (word[1] != '-' && takes_filter(c))
        cli_say(CLI_USAGE, _("no such option: %s; where a filter's “not” is meant, write !%s"),
                cli_short(cli, word), cli_short(cli, word + 1));
    else
        cli_say(CLI_USAGE, _("no such option: %s; try: liaise %s --help"), cli_short(cli, word),
                cli_name(cli));
    return CLI_WRONG;
}

/* The option, and where its value is kept. */
static const struct cli_option *find_option(struct cli *cli, const char *word, size_t len,
                                            const char ***slot)
{
    static const struct cli_option book = {"--book", 0, "FILE", NULL};
    const struct cli_option *options = cli->command->options;
    for (int o = 0; options && options[o].name; o++) {
        bool is_this = word[1] == '-' ? strlen(options[o].name) == len &&
                                            strncmp(options[o].name, word, len) == 0
                                      : options[o].letter == word[1];
        if (is_this) {
            *slot = &cli->values[o];
            return &options[o];
        }
    }
    if (len == strlen(book.name) && strncmp(word, book.name, len) == 0) {
        *slot = &cli->book_path;
        return &book;
    }
    return NULL;
}

/* --json, --json=1, --tsv: the form of what is printed. */
static bool is_form(const struct cli *cli, const char *word)
{
    return cli->command->json &&
           (str_eq(word, "--json") || str_starts(word, "--json=") || str_eq(word, "--tsv"));
}

static enum cli_parsed take_form(struct cli *cli, const char *word)
{
    const char *version = strchr(word, '=');
    cli->out.form = str_eq(word, "--tsv") ? PRINT_TSV : PRINT_JSON;
    if (!version || str_eq(version + 1, "1"))
        return CLI_PARSED;
    cli_say(CLI_USAGE, _("--json is of form %d here, not: %s"), PRINT_JSON_VERSION,
            cli_short(cli, version + 1));
    return CLI_WRONG;
}

/* Takes the option at argv[*i], with its value from behind "=" or from the next word. */
static enum cli_parsed take_option(struct cli *cli, int argc, char **argv, int *i)
{
    char *word = argv[*i];
    bool is_long = word[1] == '-';
    size_t len = is_long ? strcspn(word, "=") : 2;
    const char *value = !word[len] ? NULL : is_long ? word + len + 1 : word + len;
    if (str_eq(word, "--help") || str_eq(word, "-h"))
        return CLI_WANTS_HELP;
    if (is_form(cli, word))
        return take_form(cli, word);
    const char **slot = NULL;
    const struct cli_option *option = find_option(cli, word, len, &slot);
    if (!option)
        return unknown_option(cli, word);
    if (!option->value && value) {
        cli_say(CLI_USAGE, _("%s takes no value"), option->name);
        return CLI_WRONG;
    }
    if (option->value && !value && *i + 1 >= argc) {
        cli_say(CLI_USAGE, _("%s wants a value: %s"), option->name, option->value);
        return CLI_WRONG;
    }
    *slot = !option->value ? "" : value ? value : argv[++*i];
    *(struct cli_word *)vec_push(&cli->given) = (struct cli_word){option->name, *slot};
    return CLI_PARSED;
}

static enum cli_parsed check_count(struct cli *cli)
{
    const struct cli_command *c = cli->command;
    int n = cli->arg_count;
    if (n >= c->min_args && (c->max_args < 0 || n <= c->max_args))
        return CLI_PARSED;
    const char *usage =
        arena_printf(&cli->arena, "liaise %s%s%s", cli_name(cli), *c->args ? " " : "", c->args);
    if (n < c->min_args)
        cli_say(CLI_USAGE, _("something is missing: %s"), usage);
    else
        cli_say(CLI_USAGE, _("too much: “%s”; it is: %s"), cli_short(cli, cli->args[c->max_args]),
                usage);
    return CLI_WRONG;
}

/* What is not UTF-8 is refused: repaired it would not be what was typed. Names of files are bytes.
 */
static enum cli_parsed check_text(struct cli *cli)
{
    const char *wrong = NULL;
    bool files = strstr(cli->command->args, "FILE") != NULL;
    for (int i = 0; !files && i < cli->arg_count; i++)
        if (!utf8_valid(cli->args[i], strlen(cli->args[i])))
            wrong = cli->args[i];
    for (size_t i = 0; i < cli->given.count; i++) {
        const struct cli_word *word = &VEC_AT(&cli->given, struct cli_word, i);
        if (!str_eq(word->option, "--book") && !utf8_valid(word->value, strlen(word->value)))
            wrong = word->value;
    }
    if (!wrong)
        return CLI_PARSED;
    cli_say(CLI_USAGE, _("this is not UTF-8: %s; use a UTF-8 terminal"), cli_short(cli, wrong));
    return CLI_WRONG;
}

/* What is read from standard input can be read once. */
static enum cli_parsed check_input(struct cli *cli)
{
    int dashes = 0;
    for (int i = 0; i < cli->arg_count; i++)
        dashes += str_eq(cli->args[i], "-");
    for (size_t i = 0; i < cli->given.count; i++)
        dashes += str_eq(VEC_AT(&cli->given, struct cli_word, i).value, "-");
    if (dashes <= 1)
        return CLI_PARSED;
    cli_say(CLI_USAGE, _("“-” is standard input, which can be read only once"));
    return CLI_WRONG;
}

enum cli_parsed cli_parse(struct cli *cli, int argc, char **argv, int first)
{
    const char *default_book = cli->book_path;
    bool options_end = false;
    cli->args = argv;
    for (int i = first; i < argc; i++) {
        if (!options_end && str_eq(argv[i], "--")) {
            options_end = true;
        } else if (!options_end && is_option(cli, argv[i])) {
            enum cli_parsed parsed = take_option(cli, argc, argv, &i);
            if (parsed != CLI_PARSED)
                return parsed;
        } else {
            argv[cli->arg_count++] = argv[i];
        }
    }
    cli->book_named = cli->book_named || cli->book_path != default_book;
    if (check_count(cli) != CLI_PARSED || check_text(cli) != CLI_PARSED ||
        check_input(cli) != CLI_PARSED)
        return CLI_WRONG;
    return cli_number(cli, "--limit", 0, INT64_MAX, &cli->limit) ? CLI_PARSED : CLI_WRONG;
}
