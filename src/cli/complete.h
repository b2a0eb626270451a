/* complete.h: what can stand in a place of the command line. */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

#include "cli/cli.h"

struct complete {
    struct cli *cli;
    struct str out;     /* lines: value, tab, description */
    const char *before; /* what stands before each value: "--template=", "city:" */
    bool entries;       /* a FILTER is one over entries */
    bool with_blocked;  /* blocked codes too: to be unblocked, shown */
    const char *first;  /* the command's first argument: the segment of a LINE; NULL: not typed */
    bool repeats;       /* there may be several: all of them is one more candidate of LINE */
};

enum { COMPLETE_MOST = 40 }; /* candidates of one kind */

/* One candidate. */
void complete_add(struct complete *c, const char *value, const char *description);
/* Adds what begins with `word` (case and accents do not matter) of a kind: the word of a command's
 * args or of an option's value: "CONTACT", "a|b|c", "FILE" ... Unknown kinds have no candidates;
 * cli->book may be NULL. */
void complete_kind(struct complete *c, const char *kind, const char *word);
/* A FILTER over contacts or entries; cli->book may be NULL. */
void complete_filter(struct complete *c, const char *word);
/* What contacts have in this field of the filter language, as it is: not quoted, and without none.
 * Needs the book. */
void complete_field(struct complete *c, const char *field, const char *start);

#endif
