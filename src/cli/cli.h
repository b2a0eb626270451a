/* cli.h: what liaise does without a screen. One table (cli_nouns) feeds the parser, the help,
 * the man page and the completions. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/env.h"
#include "cli/print.h"
#include "liaise/liaise.h"

enum cli_exit {
    CLI_DONE = 0,
    CLI_REFUSED = 1,
    CLI_USAGE = 2,
    CLI_NO_BOOK = 3,
    CLI_STOPPED = 130 /* by Ctrl-C, nothing was written: what shells say of it */
};

/* An option: value is its placeholder ("TEXT"), NULL for a switch. */
struct cli_option {
    const char *name; /* "--template" */
    char letter;      /* 't', 0 none */
    const char *value;
    const char *help;
};

enum cli_needs {
    CLI_READS,    /* the book must be there */
    CLI_CHANGES,  /* as well */
    CLI_ADDS,     /* makes the default book */
    CLI_MAY_READ, /* cli->book is NULL, cli->err says why, where none can be read as it is */
};

/* One row of the table. Rows are written with designated initializers; what is left out is blank.
 */
struct cli;
struct coded_kind;
struct cli_command {
    const char *verb; /* NULL: the noun alone is the command */
    /* What its arguments are: "CONTACT", "[FILTER]", "SEGMENT LINE…". The words are the kinds that
     * completion knows; FILE may be any bytes, all else must be UTF-8. */
    const char *args;
    const char *help; /* one sentence */
    const char
        *about; /* for the man page: paragraphs, "\n\n" between; NULL: the sentence says it all */
    const char *const
        *examples; /* whole shell lines that run in the example book, ended by NULL; NULL none */
    enum cli_needs needs;
    int min_args, max_args;           /* max -1: any number, a filter */
    const struct cli_option *options; /* ends with CLI_OPTIONS_END; --json, --tsv, --help and --book
                                         come by themselves; one given several times: cli_each */
    bool json;                        /* it prints a list or a record: --json, --tsv */
    bool hidden;                      /* for programs of ours: not in help, man page, completion */
    const struct coded_kind *coded;   /* for coded_*: the kind of its records */
    int (*run)(struct cli *cli);
    int (*ready)(struct cli *cli); /* NULL, or what can be refused before a book is opened or made:
                                      an exit code */
};
struct cli_noun {
    const char *name;
    const char *help;                   /* a heading: what its commands are about */
    const struct cli_command *commands; /* ends with CLI_COMMANDS_END */
};
/* clang-format off */
#define CLI_OPTIONS_END  {NULL, 0, NULL, NULL}
#define CLI_COMMANDS_END {.run = NULL}
/* What many commands have. A command that deletes has both --yes and --dry-run. */
#define CLI_OPTION_LIMIT   {"--limit", 'n', "N", N_("at most so many rows")}
#define CLI_OPTION_YES     {"--yes", 'y', NULL, N_("do not ask")}
#define CLI_OPTION_DRY_RUN {"--dry-run", 0, NULL, N_("say what would be done, and do nothing")}
/* clang-format on */

enum { CLI_MAX_OPTIONS = 48 };
struct cli_word {
    const char *option, *value;
};
struct cli {
    const struct env *env;
    const char *book_path; /* the environment's, or that of a --book behind the command */
    bool book_named;
    const struct cli_noun *noun;
    const struct cli_command *command;
    lia_book *book;
    struct arena arena;
    struct printer out;
    char **args;
    int arg_count;
    const char *values[CLI_MAX_OPTIONS]; /* by position in command->options; "" for a switch that
                                            was given; the last of several */
    struct vec given;  /* of struct cli_word: options with their values, in order */
    const char *input; /* standard input, once it was read */
    int64_t limit;     /* --limit, else INT64_MAX */
    lia_error err;
};

/* The nouns in the order of help and man page, ended by a NULL name; their tables, each at the end
 * of its file. */
extern const struct cli_noun cli_nouns[];
extern const struct cli_command import_commands[];
extern const struct cli_command export_commands[];
extern const struct cli_command contact_commands[];
extern const struct cli_command log_commands[];
extern const struct cli_command entry_commands[];
extern const struct cli_command comment_commands[];
extern const struct cli_command segment_commands[];
extern const struct cli_command line_commands[];
extern const struct cli_command logged_commands[];
extern const struct cli_command postponed_commands[];
extern const struct cli_command group_commands[];
extern const struct cli_command template_commands[];
extern const struct cli_command salesperson_commands[];
extern const struct cli_command status_commands[];
extern const struct cli_command address_commands[];
extern const struct cli_command complete_commands[];
extern const struct cli_command record_commands[];
extern const struct cli_command setup_commands[];
extern const struct cli_command history_commands[];
extern const struct cli_command undo_commands[];
extern const struct cli_command redo_commands[];
extern const struct cli_command check_commands[];
extern const struct cli_command backup_commands[];
/* "contact list", in the arena. */
const char *cli_name(struct cli *cli);

/* Runs `liaise ARGS…` without a screen; argv[0] is the first word after the global options. */
int cli_run(const struct env *env, int argc, char **argv);
/* Makes env->book, a new file, the example book. 0 or an exit code, said. */
int cli_make_example(const struct env *env);

/* ---- help.c: each returns an exit code ---------------------------------------------------------
 */

int cli_help(void);
int cli_version(void); /* with the versions of the libraries */
int cli_command_help(const struct cli_noun *noun, const struct cli_command *command);
int cli_noun_help(const struct cli_noun *noun);
/* All its commands are hidden. */
bool cli_noun_hidden(const struct cli_noun *noun);

/* ---- parse.c -----------------------------------------------------------------------------------
 */

enum cli_parsed { CLI_PARSED, CLI_WANTS_HELP, CLI_WRONG /* said */ };
/* argv from `first` on becomes cli->args, cli->values and so on; argv is rearranged. */
enum cli_parsed cli_parse(struct cli *cli, int argc, char **argv, int first);

/* ---- say.c: what people are told on standard error ----------------------------------------------
 */

/* One line, made visible. Returns code. */
int cli_say(int code, const char *fmt, ...) LIA_PRINTF(2, 3);
/* Says the library's error, with the option of the field at fault, and returns its exit code. */
int cli_fail(struct cli *cli);
/* Says why the book could not be opened (cli->err), and returns CLI_NO_BOOK. */
int cli_no_book(struct cli *cli);
/* Asks on the terminal, or, without one, wants --yes. True: go on; with --dry-run at once. */
bool cli_sure(struct cli *cli, const char *fmt, ...) LIA_PRINTF(2, 3);
/* True with --dry-run; the line, what would be done, is printed. The book is opened so that a change
 * is checked and not made (lia_open.dry_run): asked behind the change, the line is only said of what
 * would not be refused. */
bool cli_trial(struct cli *cli, const char *fmt, ...) LIA_PRINTF(2, 3);
/* text, made visible and cut to what fits into a message; in the arena. */
const char *cli_short(struct cli *cli, const char *text);
/* The same of the name of a file, which is known by its end. */
const char *cli_path(struct cli *cli, const char *path);
/* How a command ends whose output was written with this errno (0: all of it): code, or CLI_REFUSED,
 * said. A reader that went away is no failure. */
int cli_written(int code, int error);

/* ---- given.c: what was given on the command line ------------------------------------------------
 */

/* The value given for an option, NULL when it was not. */
const char *cli_value(const struct cli *cli, const char *option);
bool cli_given(const struct cli *cli, const char *option);
/* The values of an option that can be given several times, in order: *at is 0 at first; NULL at the
 * end. */
const char *cli_each(const struct cli *cli, const char *option, size_t *at);
/* The value given for an option, or what standard input says where it is "-", without the newline
 * at its end. *out stays when the option was not given. 0 or an exit code, said. */
int cli_text(struct cli *cli, const char *option, const char **out);
/* All of standard input, in the arena; UTF-8. 0 or an exit code, said. */
int cli_input(struct cli *cli, const char **out);
/* Digits as a number; false: it is none, *out stays. */
bool cli_whole(const char *text, int64_t *out);
/* A whole number; *out stays when the option was not given. False: said what is wrong. */
bool cli_number(struct cli *cli, const char *option, int64_t least, int64_t most, int64_t *out);
/* yes or no; a word of a value set, "" for its blank. *out stays when the option was not given. 0
 * or an exit code, said. */
int cli_yes_no(struct cli *cli, const char *option, bool *out);
int cli_word(struct cli *cli, const char *option, lia_value_set set, int *out);
/* The one contact that `what` names; candidates are shown when it is ambiguous. 0: said why not. */
int64_t cli_contact(struct cli *cli, const char *what);
/* The contacts that the arguments from `first` on name, each once, in the arena; "-": one a line of
 * standard input. 0 or an exit code, said: when one of them cannot be found, there are none. */
int cli_contacts(struct cli *cli, int first, int64_t **ids, size_t *count);
/* The active salesperson with this code. 0 or an exit code, said. */
int cli_salesperson(struct cli *cli, const char *code, int64_t *id);
/* The arguments as one filter, those from `first` on, or a text: 0 or an exit code, said with its
 * place and what is wrong. */
int cli_filter(struct cli *cli, lia_filter_kind kind, lia_filter **out);
int cli_filter_from(struct cli *cli, lia_filter_kind kind, int first, lia_filter **out);
int cli_filter_text(struct cli *cli, lia_filter_kind kind, const char *text, lia_filter **out);

/* ---- list.c: a list is printed window by window, so that it needs no more memory the longer it is
 * - */

/* Fetches the window at `seek` and prints its rows; *count: how many they were, *last: the key of
 * the last. */
typedef lia_status cli_window(struct cli *cli, const void *query, const lia_seek *seek,
                              size_t *count, lia_key *last);
/* Defines the window `name`: rows of the type list come from fetch (which fills &rows), are printed
 * each, and cleared. */
#define CLI_WINDOW(name, list, fetch, print, clear)                                                \
    static lia_status name(struct cli *cli, const void *query, const lia_seek *seek,               \
                           size_t *count, lia_key *last)                                           \
    {                                                                                              \
        list rows = {0};                                                                           \
        (void)query;                                                                               \
        lia_status status = fetch;                                                                 \
        *count = status == LIA_OK ? rows.count : 0;                                                \
        for (size_t i = 0; i < *count; i++) {                                                      \
            print(&cli->out, &rows.items[i]);                                                      \
            *last = rows.items[i].key;                                                             \
        }                                                                                          \
        clear(&rows);                                                                              \
        return status;                                                                             \
    }
/* Up to cli->limit rows. 0 or an exit code, said. */
int cli_list(struct cli *cli, const struct print_column *columns, int column_count,
             cli_window *window, const void *query);

/* ---- progress.c: long work: how far it is, and Ctrl-C -------------------------------------------
 */

/* Shows percentage, rate and time left on a terminal; where there is none only Ctrl-C is seen. */
struct cli_progress {
    const char *unit; /* of the rate: "KB"; NULL: records */
    int64_t per_unit;
    bool terminal, shown;
    int64_t begun, said; /* ms */
};
/* From now on Ctrl-C does not end the program: it stops the work, which writes nothing. Nor do TERM
 * and a hang-up, before no file is left half-written: the program ends by them in end. */
lia_progress cli_progress_begin(struct cli_progress *p, const char *unit, int64_t per_unit);
/* Takes the line away, so that others can be written; it comes again. */
void cli_progress_clear(struct cli_progress *p);
void cli_progress_end(struct cli_progress *p);
/* Was Ctrl-C pressed since, or is the program to end? */
bool cli_stopped(void);

/* ---- transfer.c: words that import and export share --------------------------------------------
 */

/* --format; *out stays when it was not given. 0 or an exit code, said. */
int cli_format(struct cli *cli, lia_format *out);
const char *cli_format_word(lia_format format); /* "" for LIA_FORMAT_AUTO */

#endif
