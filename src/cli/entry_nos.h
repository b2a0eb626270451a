/* entry_nos.h: which entries a command is to change. */
#ifndef CLI_ENTRY_NOS_H
#define CLI_ENTRY_NOS_H

#include "cli/cli.h"

struct entry_nos {
    int64_t *nos; /* rising, each once; in the arena */
    size_t n;
};

#define ENTRY_ALL_OPTION                                                                           \
    {                                                                                              \
        "--all", 0, "FILTER", N_("every entry that matches, instead of naming them")               \
    }

/* The entries that the arguments before `end` name by their no., "-": the words of standard input;
 * or those that --all FILTER matches, which may be none, and is said. 0 or an exit code, said: also
 * when one that is named is not in the log. */
int entry_nos_given(struct cli *cli, int end, struct entry_nos *out);
/* The one no. that this is; false: said. */
bool entry_no_given(struct cli *cli, const char *text, int64_t *no);

#endif
