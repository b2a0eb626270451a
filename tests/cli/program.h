/* program.h: the program run as from a shell, in a home of its own. */
#ifndef TESTS_CLI_PROGRAM_H
#define TESTS_CLI_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/str.h"

/* Exit codes (EXIT STATUS in liaise(1)). */
enum { DONE = 0, REFUSED = 1, USAGE = 2, NO_BOOK = 3, STOPPED = 130 };

enum { PROGRAM_ENV = 16 };

struct program {
    char home[64];
    char path[1024]; /* of the binary */
    char variables[PROGRAM_ENV][512];
    char *env[PROGRAM_ENV + 1]; /* its whole environment, NULL-terminated */
    const char *output;         /* its standard output is this file; NULL: kept in out */
    bool closed_output;         /* standard output is a pipe that nobody reads */
    bool pipe_ignored;          /* started with SIGPIPE ignored, as some parents do */
    bool no_output;             /* standard output is closed */
    long file_limit;            /* RLIMIT_FSIZE in bytes, 0 none */
    bool as_nobody; /* run without root's rights; program_give_away says whether that can be done */
    struct str out, err; /* what the last run wrote */
    long memory; /* its largest resident size in KB, at least that of the test when it was run */
};

/* A fresh home under $TMPDIR with LANG=C.UTF-8 and TZ=UTC. As a cmocka setup and teardown: *state
 * is the program. */
int program_setup(void **state);
int program_teardown(void **state);
void program_set(struct program *p, const char *name, const char *value); /* NULL: not set */
/* Root may write everywhere: what tests permissions gives the home with its files away and runs as
 * nobody. False: cannot be tried here. A user who is not root is nobody enough. */
bool program_give_away(struct program *p);
/* A path in its home; static, four at a time. */
const char *program_file(const struct program *p, const char *name);
void program_write(const struct program *p, const char *name, const void *data, size_t len);
#define program_write_text(p, name, text) program_write((p), (name), (text), sizeof(text) - 1)

/* Runs it in its home with these arguments and this standard input (NULL: none); its exit code, or
 * 128 + signal. */
int program_run(struct program *p, const char *input, char *const args[]);
#define run(p, ...)              program_run((p), NULL, (char *const[]){__VA_ARGS__, NULL})
#define run_input(p, input, ...) program_run((p), (input), (char *const[]){__VA_ARGS__, NULL})
/* Starts it, for runs at the same time; its output is dropped. program_wait gives the exit code. */
pid_t program_start(struct program *p, char *const args[]);
int program_wait(pid_t pid);

/* Fails the test, with the output, unless the run ended so. */
#define assert_run(p, code, ...)                                                                   \
    program_assert((p), (code), run((p), __VA_ARGS__), __FILE__, __LINE__)
void program_assert(const struct program *p, int expected, int code, const char *file, int line);
/* The run said one line on standard error, for people: "liaise: …", `text` in it, not wider than 76
 * columns without what was put into it (`value`, "" none). */
#define assert_said(p, text, value) program_assert_said((p), (text), (value), __FILE__, __LINE__)
void program_assert_said(const struct program *p, const char *text, const char *value,
                         const char *file, int line);
/* Nothing in it can be a command to a terminal: no C0 but newline, no C1, no bidi control, all of
 * it UTF-8. */
#define assert_tame(text) program_assert_tame(&(text), __FILE__, __LINE__)
void program_assert_tame(const struct str *text, const char *file, int line);

#endif
