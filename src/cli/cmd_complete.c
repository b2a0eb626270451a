/* cmd_complete.c: what shells ask when somebody presses Tab. It says nothing that is no candidate,
 * and never fails. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli/complete.h"

/* A command line as far as it is typed; the last word is the one to be completed. */
struct typed {
    char **words;
    int count;
    int at; /* of the next word to be understood */
    bool options_end;
};

static const char *last_word(const struct typed *t)
{
    return t->count > 0 ? t->words[t->count - 1] : "";
}

static bool at_last(const struct typed *t)
{
    return t->at >= t->count - 1;
}

/* The options before the noun; *wants_file: the last word is the name of a book. */
static void skip_global(struct cli *cli, struct typed *t, bool *wants_file)
{
    while (!at_last(t) && t->words[t->at][0] == '-') {
        const char *word = t->words[t->at++];
        if (str_starts(word, "--book=")) {
            cli->book_path = word + strlen("--book=");
        } else if (str_eq(word, "--book")) {
            *wants_file = at_last(t);
            if (!*wants_file)
                cli->book_path = t->words[t->at++];
        }
    }
}

static void add_option(struct complete *c, const char *word, const char *name, const char *help)
{
    if (str_starts(name, word))
        complete_add(c, name, help);
}

static void complete_global(struct complete *c, const char *word)
{
    if (*word == '-') {
        add_option(c, word, "--book", _("another book than the default one"));
        add_option(c, word, "--example", _("a throw-away copy of the example book"));
        add_option(c, word, "--help", _("what there is"));
        add_option(c, word, "--version", _("versions of liaise and of its libraries"));
        return;
    }
    for (const struct cli_noun *n = cli_nouns; n->name; n++)
        if (!cli_noun_hidden(n))
            add_option(c, word, n->name, _(n->help));
    add_option(c, word, "help", _("help on a command"));
}

/* --- options of a command --- */

static const struct cli_option *find_option(const struct cli_command *command, const char *word)
{
    size_t len = strcspn(word, "=");
    for (const struct cli_option *o = command->options; o && o->name; o++)
        if ((word[1] == '-' && strlen(o->name) == len && strncmp(o->name, word, len) == 0) ||
            (word[1] != '-' && word[1] && word[1] == o->letter && !word[2]))
            return o;
    return NULL;
}

static void complete_options(struct complete *c, const struct cli_command *command,
                             const char *word)
{
    for (const struct cli_option *o = command->options; o && o->name; o++)
        add_option(c, word, o->name, _(o->help));
    if (command->json) {
        add_option(c, word, "--json", _("for programs: one JSON object a line"));
        add_option(c, word, "--tsv", _("for programs: a line of names, tabs between"));
    }
    add_option(c, word, "--book", _("another book than the default one"));
    add_option(c, word, "--help", _("what it does"));
}

/* --- arguments of a command --- */

/* The kinds that can stand at argument `at` of args such as "ENTRY… EVALUATION", "SEGMENT
 * [FILTER]". */
static void complete_argument(struct complete *c, const char *args, int at, const char *word)
{
    for (int i = 0; *args; i++) {
        size_t len = strcspn(args, " ");
        const char *kind = args + (*args == '[');
        size_t name = strcspn(kind, " ]\xe2"); /* the ellipsis begins so */
        bool repeats = memchr(args, '\xe2', len) || strstr(args, "FILTER") == kind;
        c->repeats = repeats;
        if (i == at || (i < at && repeats))
            complete_kind(c, arena_strndup(&c->cli->arena, kind, name), word);
        if (i >= at && !repeats)
            return;
        args += len + (args[len] == ' ');
    }
}

/* From t->at on are the words of the command; true: the last one is an option's value, and is
 * completed. */
static bool walk(struct complete *c, struct typed *t, const struct cli_command *command, int *args)
{
    for (; !at_last(t); t->at++) {
        const char *word = t->words[t->at];
        if (t->options_end || word[0] != '-' || !word[1]) {
            c->first = c->first ? c->first : word;
            ++*args;
        } else if (str_eq(word, "--")) {
            t->options_end = true;
        } else if (!strchr(word, '=')) {
            const struct cli_option *o = find_option(command, word);
            bool book = str_eq(word, "--book");
            if (!book && (!o || !o->value))
                continue;
            if (t->at + 1 >= t->count - 1) {
                complete_kind(c, book ? "FILE" : o->value, last_word(t));
                return true;
            }
            t->at++;
        }
    }
    return false;
}

static void complete_command(struct complete *c, struct typed *t, const struct cli_command *command)
{
    int args = 0;
    const char *word = last_word(t), *equals = strchr(word, '=');
    c->with_blocked = !str_eq(command->verb, "block");
    if (walk(c, t, command, &args))
        return;
    const struct cli_option *o = NULL;
    if (!t->options_end && str_starts(word, "--") && equals)
        o = find_option(command, word);
    if (o && o->value) {
        c->before = arena_printf(&c->cli->arena, "%s=", o->name);
        complete_kind(c, o->value, equals + 1);
    } else if (!t->options_end && *word == '-' && !strchr(word, ':')) {
        complete_options(c, command, word);
    } else {
        complete_argument(c, command->args, args, word);
    }
}

static void complete_noun(struct complete *c, struct typed *t, const struct cli_noun *noun)
{
    const char *next = t->words[t->at];
    const struct cli_command *alone = NULL;
    c->entries = str_eq(noun->name, "entry");
    for (const struct cli_command *command = noun->commands; command->run; command++) {
        if (!command->verb)
            alone = command;
        else if (at_last(t) && !command->hidden)
            add_option(c, next, command->verb, _(command->help));
        else if (str_eq(command->verb, next)) {
            t->at++;
            complete_command(c, t, command);
            return;
        }
    }
    if (alone)
        complete_command(c, t, alone);
}

static void complete_line(struct complete *c, struct typed *t)
{
    if (at_last(t)) {
        complete_global(c, last_word(t));
        return;
    }
    const char *word = t->words[t->at++];
    if (str_eq(word, "help")) {
        if (at_last(t)) {
            complete_global(c, last_word(t));
            return;
        }
        word = t->words[t->at++];
    }
    for (const struct cli_noun *n = cli_nouns; n->name; n++)
        if (str_eq(n->name, word))
            complete_noun(c, t, n);
}

/* --- the commands --- */

static int print_candidates(struct complete *c)
{
    print_raw_text(&c->cli->out, str_text(&c->out));
    str_clear(&c->out);
    return CLI_DONE;
}

static struct typed typed_line(struct cli *cli)
{
    return (struct typed){.words = cli->args, .count = cli->arg_count};
}

/* The book is the one that the line names. */
static int ready_line(struct cli *cli)
{
    struct typed t = typed_line(cli);
    bool wants_file = false;
    skip_global(cli, &t, &wants_file);
    for (int i = t.at; i + 1 < t.count; i++)
        if (str_starts(t.words[i], "--book="))
            cli->book_path = t.words[i] + strlen("--book=");
        else if (str_eq(t.words[i], "--book") && i + 2 < t.count)
            cli->book_path = t.words[i + 1];
    return CLI_DONE;
}

static int cmd_line(struct cli *cli)
{
    struct complete c = {.cli = cli};
    struct typed t = typed_line(cli);
    bool wants_file = false;
    skip_global(cli, &t, &wants_file);
    if (wants_file)
        complete_kind(&c, "FILE", "");
    else
        complete_line(&c, &t);
    return print_candidates(&c);
}

static int cmd_kind(struct cli *cli)
{
    struct complete c = {.cli = cli, .entries = cli_given(cli, "--entries")};
    complete_kind(&c, cli->args[0], cli->arg_count > 1 ? cli->args[1] : "");
    return print_candidates(&c);
}

/* --- table --- */

static const struct cli_option kind_options[] = {
    {"--entries", 0, NULL, N_("a FILTER over interactions")},
    CLI_OPTIONS_END,
};

const struct cli_command complete_commands[] = {
    {.verb = "line",
     .args = "[WORD…]",
     .help = N_("What can stand for the last of these words behind liaise."),
     .needs = CLI_MAY_READ,
     .max_args = -1,
     .hidden = true,
     .run = cmd_line,
     .ready = ready_line},
    {.args = "KIND [WORD]",
     .help = N_("What of this kind begins so."),
     .needs = CLI_MAY_READ,
     .min_args = 1,
     .max_args = 2,
     .options = kind_options,
     .hidden = true,
     .run = cmd_kind},
    CLI_COMMANDS_END,
};
