/* entry_nos.c: entries named on the command line. */
#include "entry_nos.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

bool entry_no_given(struct cli *cli, const char *text, int64_t *no)
{
    if (cli_whole(text, no))
        return true;
    cli_say(CLI_USAGE, _("not an entry no.: “%s”; see: liaise entry list"), cli_short(cli, text));
    return false;
}

static int add_words(struct cli *cli, struct vec *nos)
{
    static const char between[] = " \t\r\n";
    const char *text;
    int code = cli_input(cli, &text);
    for (size_t len; code == CLI_DONE && *(text += strspn(text, between)); text += len) {
        len = strcspn(text, between);
        if (!entry_no_given(cli, arena_strndup(&cli->arena, text, len), vec_push(nos)))
            code = CLI_USAGE;
    }
    return code;
}

static int rising(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void keep(struct cli *cli, int64_t *nos, size_t n, struct entry_nos *out)
{
    *out = (struct entry_nos){.nos = arena_alloc(&cli->arena, (n + 1) * sizeof *nos)};
    if (n)
        qsort(nos, n, sizeof *nos, rising);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || nos[i] != nos[i - 1])
            out->nos[out->n++] = nos[i];
}

/* Each must be there: what was named and is not must not be passed over. */
static int check_there(struct cli *cli, const struct entry_nos *nos)
{
    int64_t there = 0;
    if (lia_entry_count_of(cli->book, &(lia_entry_query){0}, nos->nos, nos->n, &there, &cli->err))
        return cli_fail(cli);
    for (size_t i = 0; there < (int64_t)nos->n && i < nos->n; i++) {
        lia_entry_list one = {0};
        if (lia_entry_get(cli->book, nos->nos[i], &one, &cli->err))
            return cli_fail(cli);
        lia_entry_list_clear(&one);
    }
    return nos->n ? CLI_DONE : cli_say(CLI_USAGE, _("no entry is named: give its no."));
}

static int of_filter(struct cli *cli, struct entry_nos *out)
{
    lia_filter *filter = NULL;
    int64_t *nos = NULL;
    size_t n = 0;
    int code = cli_filter_text(cli, LIA_FILTER_ENTRIES, cli_value(cli, "--all"), &filter);
    lia_entry_query query = {.filter = filter};
    if (code == CLI_DONE && lia_entry_nos(cli->book, &query, SIZE_MAX, &nos, &n, &cli->err))
        code = cli_fail(cli);
    if (code == CLI_DONE && n == 0)
        print_line(&cli->out, _("No entry matches: nothing to do"));
    if (code == CLI_DONE)
        keep(cli, nos, n, out);
    free(nos);
    lia_filter_free(filter);
    return code;
}

int entry_nos_given(struct cli *cli, int end, struct entry_nos *out)
{
    struct vec nos = VEC_OF(int64_t);
    int code = CLI_DONE;
    if (cli_given(cli, "--all"))
        return end > 0 ? cli_say(CLI_USAGE, _("name entries, or give --all FILTER, not both"))
                       : of_filter(cli, out);
    for (int i = 0; i < end && code == CLI_DONE; i++)
        if (str_eq(cli->args[i], "-"))
            code = add_words(cli, &nos);
        else if (!entry_no_given(cli, cli->args[i], vec_push(&nos)))
            code = CLI_USAGE;
    if (code == CLI_DONE) {
        keep(cli, nos.items, nos.count, out);
        code = check_there(cli, out);
    }
    vec_clear(&nos);
    return code;
}
