/* postponed_rows.h: postponed interactions, named and printed. */
#ifndef CLI_POSTPONED_ROWS_H
#define CLI_POSTPONED_ROWS_H

#include "cli/cli.h"

/* The commands list and show. */
int postponed_list(struct cli *cli);
int postponed_show(struct cli *cli);

/* Reads a no.; 0 or an exit code, said. */
int postponed_no(struct cli *cli, const char *text, int64_t *no);
/* Its row, in a list of one, or of none when it is not postponed. */
lia_status postponed_row(struct cli *cli, int64_t no, lia_postponed_list *out);

struct postponed_resumed {
    lia_interaction it;    /* the caller clears it, also on failure */
    const char *form_text; /* as stored */
    lia_error fault;       /* see lia_postponed_resume */
};
/* The one that the first argument names. 0 or an exit code, said. */
int postponed_resumed(struct cli *cli, struct postponed_resumed *out);

#endif
