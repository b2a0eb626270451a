/* segment_rows.h: segments, their lines and logged segments as rows. */
#ifndef CLI_SEGMENT_ROWS_H
#define CLI_SEGMENT_ROWS_H

#include "cli/cli.h"

/* Active segments that match the words, with this contact (0: any). 0 or an exit code, said. */
int segment_rows(struct cli *cli, const char *match, int64_t contact_id);
/* One for programs, by its id. */
int segment_row_one(struct cli *cli, int64_t id);
/* Its header for people. */
void segment_header(struct cli *cli, const lia_segment *s);
/* Its lines. */
int segment_line_rows(struct cli *cli, int64_t segment_id);
int segment_line_one(struct cli *cli, int64_t line_id);

#endif
