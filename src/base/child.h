/* child.h: other programs on our terminal. Started by argv, never through a shell. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "arena.h"

/* Runs it and waits, while the keys of the terminal (Ctrl-C, Ctrl-Z) are its own. Its exit code,
 * 128 + the signal that ended it, or -1 when it could not be started. */
int child_run(char *const argv[]);

/* Splits "code -w" into words, with '…' and "…" as a shell has them and nothing else of a shell. At
 * most `max` of them, in the arena. How many they are. */
int child_words(struct arena *a, const char *line, char *words[], int max);

#endif
