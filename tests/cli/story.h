/* story.h: commands on a copy of the example book, looked at as other programs would: through
 * --json.
 */
#ifndef TESTS_CLI_STORY_H
#define TESTS_CLI_STORY_H

#include "cli/json.h"
#include "cli/program.h"

/* A cmocka setup: a home (program_teardown ends it) whose book is a copy of the example book. */
int story_setup(void **state);
#define STORY(f) cmocka_unit_test_setup_teardown(f, story_setup, program_teardown)

/* How many rows a command prints with --json behind it; they are in p->out. */
#define rows(p, ...) story_rows((p), (char *const[]){__VA_ARGS__, "--json", NULL})
int story_rows(struct program *p, char *const args[]);
/* Runs the command with --json; the member `key` of its first row. Static, several at a time. */
#define field(p, key, ...) story_field((p), (key), (char *const[]){__VA_ARGS__, "--json", NULL})
const char *story_field(struct program *p, const char *key, char *const args[]);
/* Member of a row of what was printed last. */
#define member(p, row, key) json_get(str_text(&(p)->out), (row), (key))

/* How many operations the book knows. A command that changes nothing adds none. */
int story_operations(struct program *p);
/* The run ended so, said `text` on standard error, and did nothing to the book. */
#define assert_refused(p, code, text, ...)                                                         \
    story_refused((p), (code), (text), (char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)
void story_refused(struct program *p, int code, const char *text, char *const args[],
                   const char *file, int line);
/* The run ended well, did nothing to the book, and printed `text`. */
#define assert_trial(p, text, ...)                                                                 \
    story_trial((p), (text), (char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)
void story_trial(struct program *p, const char *text, char *const args[], const char *file,
                 int line);
/* Each run is one operation, which undo takes back. */
#define assert_one_operation(p, ...)                                                               \
    story_one_operation((p), (char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)
void story_one_operation(struct program *p, char *const args[], const char *file, int line);

#endif
