/* segment_given.h: segments and lines named on the command line, and what options say of their
 * fields. */
#ifndef CLI_SEGMENT_GIVEN_H
#define CLI_SEGMENT_GIVEN_H

#include "cli/cli.h"

/* The active segment with this no.; 0: said why not. */
int64_t segment_given(struct cli *cli, const char *no);

/* The no. of an active segment, as it is written. */
const char *segment_no(struct cli *cli, int64_t id);

/* The lines of a segment that the arguments from `first` on name: a no., "3..7", "all"; their ids,
 * rising, each once, in the arena. 0 or an exit code, said: also when one of them is not there. */
int segment_lines_given(struct cli *cli, int64_t segment_id, int first, int64_t **ids, size_t *n);

#define SEGMENT_IGNORE_OPTION                                                                      \
    {                                                                                              \
        "--ignore-correspondence", 0, "yes|no", N_("pass over the contacts' correspondence types") \
    }

/* The fields that a header and its lines share, as the options give them: lia_lfield bits in `set`,
 * values as a line has them. `given` is what interaction_given read; the texts are its own. */
struct segment_fields {
    uint32_t set;
    lia_line value;
};
int segment_fields_given(struct cli *cli, const lia_interaction *given, struct segment_fields *out);

/* What became of contacts that were to be added: says or prints it. named: they were named one by
 * one, so that leaving one out is no success. An exit code. */
int segment_say_added(struct cli *cli, int64_t segment_id, const lia_add_counts *counts,
                      bool named);
/* Adds the contacts that the arguments from `first` on name. An exit code. */
int segment_add_named(struct cli *cli, int64_t segment_id, int first, int flags);

#endif
