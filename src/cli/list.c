/* list.c: a list, window by window. */
#include "cli.h"

enum { WINDOW = 500 };

int cli_list(struct cli *cli, const struct print_column *columns, int column_count,
             cli_window *window, const void *query)
{
    lia_seek seek = {.no_key = true};
    int64_t left = cli->limit;
    print_columns(&cli->out, columns, column_count);
    for (bool more = left > 0; more;) {
        size_t count = 0;
        seek.limit = left < WINDOW ? (int)left : WINDOW;
        if (window(cli, query, &seek, &count, &seek.key))
            return cli_fail(cli);
        seek.no_key = false;
        left -= (int64_t)count;
        more = count == (size_t)seek.limit && left > 0 && !print_broken(&cli->out);
    }
    return CLI_DONE;
}
