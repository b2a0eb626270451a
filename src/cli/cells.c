/* cells.c: cells that the lists of several records have. */
#include "cells.h"

void cell_value(struct printer *p, lia_value_set set, int value)
{
    print_text(p, print_machine(p) ? lia_value_code(set, value) : lia_value_name(set, value));
}

void cell_no(struct printer *p, int64_t no)
{
    if (no)
        print_int(p, no);
    else
        print_none(p);
}

void cell_alone(struct cli *cli, const char *key, int64_t n, const char *line)
{
    if (!print_machine(&cli->out)) {
        print_line(&cli->out, "%s", line);
        return;
    }
    struct print_column *column = arena_alloc(&cli->arena, sizeof *column);
    *column = (struct print_column){.key = key};
    print_columns(&cli->out, column, 1);
    print_row(&cli->out);
    print_int(&cli->out, n);
}

int cell_count(struct cli *cli, int64_t n)
{
    cell_alone(cli, "count", n, arena_printf(&cli->arena, "%lld", (long long)n));
    return CLI_DONE;
}
