/* cli.h: what liaise does without a screen. One table (cli_commands) feeds the parser and the help. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/env.h"
#include "cli/print.h"
#include "liaise/liaise.h"

enum cli_exit { CLI_DONE = 0, CLI_REFUSED = 1, CLI_USAGE = 2, CLI_NO_BOOK = 3 };

/* An option: value is its placeholder ("TEXT"), NULL for a switch. */
struct cli_option {
    const char *name; /* "--template" */
    char letter;      /* 't', 0 none */
    const char *value;
    const char *help;
};

enum cli_needs { CLI_READS, CLI_CHANGES /* the book must be there */, CLI_ADDS /* makes the default book */ };

struct cli;
struct cli_command {
    const char *noun, *verb; /* verb NULL: the noun alone is the command */
    const char *args;        /* "CONTACT", "[FILTER]" */
    const char *help;        /* one sentence */
    enum cli_needs needs;
    int min_args, max_args;  /* max -1: any number */
    const struct cli_option *options; /* ends with a NULL name; --json and --help come by themselves */
    bool json;
    int (*run)(struct cli *cli);
};

enum { CLI_MAX_OPTIONS = 24 };
struct cli {
    const struct env *env;
    const struct cli_command *command;
    lia_book *book;
    struct arena arena;
    struct printer out;
    char **args;
    int arg_count;
    const char *values[CLI_MAX_OPTIONS]; /* by position in command->options; "" for a switch that was given */
    lia_error err;
};

/* The table ends with a NULL noun. */
extern const struct cli_command cli_commands[];

/* Runs `liaise ARGS…` without a screen; argv[0] is the first word after the global options. */
int cli_run(const struct env *env, int argc, char **argv);
/* True when word is a noun of the table. */
bool cli_is_noun(const char *word);
void cli_help(FILE *out);
void cli_version(FILE *out); /* with the versions of the libraries */

/* Makes env->book, a new file, the example book. 0 or an exit code, said. */
int cli_make_example(const struct env *env);

/* The value given for an option, NULL when it was not. */
const char *cli_value(const struct cli *cli, const char *option);
bool cli_given(const struct cli *cli, const char *option);

/* One line on standard error, made visible. Returns code. */
int cli_say(int code, const char *fmt, ...) LIA_PRINTF(2, 3);
/* Says the library's error and returns its exit code. */
int cli_fail(struct cli *cli);
/* Asks on the terminal, or, without one, wants --yes. True: go on. */
bool cli_sure(struct cli *cli, const char *fmt, ...) LIA_PRINTF(2, 3);
/* The one contact that `what` names; candidates are shown when it is ambiguous. 0: said why not. */
int64_t cli_contact(struct cli *cli, const char *what);
/* The arguments from `first` on as one filter; NULL: said what is wrong. */
lia_filter *cli_filter(struct cli *cli, lia_filter_kind kind, int first);
/* A whole number; false: said what is wrong. */
bool cli_number(struct cli *cli, const char *option, int64_t least, int64_t most, int64_t *out);

int cmd_import(struct cli *cli);
int cmd_contact_list(struct cli *cli);
int cmd_contact_show(struct cli *cli);
int cmd_contact_add(struct cli *cli);
int cmd_log(struct cli *cli);
int cmd_entry_list(struct cli *cli);
int cmd_segment_list(struct cli *cli);
int cmd_segment_show(struct cli *cli);
int cmd_segment_log(struct cli *cli);
int cmd_postponed_list(struct cli *cli);
int cmd_history(struct cli *cli);
int cmd_undo(struct cli *cli);
int cmd_redo(struct cli *cli);
int cmd_check(struct cli *cli);
int cmd_backup(struct cli *cli);

#endif
