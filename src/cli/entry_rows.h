/* entry_rows.h: interaction log entries as rows, for every command that prints them. */
#ifndef CLI_ENTRY_ROWS_H
#define CLI_ENTRY_ROWS_H

#include "cli/cli.h"

/* The list of a query. 0 or an exit code, said. */
int entry_rows(struct cli *cli, const lia_entry_query *query);
/* The n entries from `first` on, oldest first. */
int entry_rows_from(struct cli *cli, int64_t first, size_t n);
/* One with everything that is known of it: who and when, comments. */
int entry_row_whole(struct cli *cli, int64_t no);

#endif
