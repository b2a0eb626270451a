/* cells.h: cells that the lists of several records have. */
#ifndef CLI_CELLS_H
#define CLI_CELLS_H

#include "cli/cli.h"

/* A value of a set: for people its name, for programs its code. */
void cell_value(struct printer *p, lia_value_set set, int value);
/* The no. of another record; blank for 0. */
void cell_no(struct printer *p, int64_t no);
/* A number by itself, {"KEY": n} for programs, the line for people. */
void cell_alone(struct cli *cli, const char *key, int64_t n, const char *line);
/* The number alone: of --count. Returns CLI_DONE. */
int cell_count(struct cli *cli, int64_t n);

#endif
