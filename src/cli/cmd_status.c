/* cmd_status.c: how things stand, for people, prompts and status lines. */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"

/* A prompt waits: what takes longer to count is said as "more than". */
enum { SHORT_NS = 1000000, SLICE = 100 };

struct status {
    lia_counts counts;
    int64_t postponed_mine, out_of_touch;
    bool exact; /* out_of_touch is counted to the end */
};

static int64_t clock_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static lia_status count_out_of_touch(struct cli *cli, bool hurry, struct status *s)
{
    int64_t next = 0, end = clock_ns() + SHORT_NS;
    lia_status status = LIA_OK;
    while (status == LIA_OK && !s->exact && (!hurry || clock_ns() < end))
        status = lia_contact_out_of_touch_some(cli->book, hurry ? SLICE : SLICE * 500, &next,
                                               &s->out_of_touch, &s->exact, &cli->err);
    return status;
}

static int read_status(struct cli *cli, bool hurry, struct status *s)
{
    int64_t all;
    if (lia_book_counts(cli->book, &s->counts, &cli->err) ||
        lia_postponed_count(cli->book, &(lia_postponed_query){0}, &all, &s->postponed_mine,
                            &cli->err) ||
        count_out_of_touch(cli, hurry, s))
        return cli_fail(cli);
    return CLI_DONE;
}

static const struct print_column columns[] = {
    {"contacts", NULL},           {"contacts_archived", NULL}, {"entries", NULL},
    {"entries_canceled", NULL},   {"postponed", NULL},         {"postponed_mine", NULL},
    {"segments", NULL},           {"logged_segments", NULL},   {"out_of_touch", NULL},
    {"out_of_touch_exact", NULL},
};

static void print_record(struct printer *p, const struct status *s)
{
    const int64_t numbers[] = {
        s->counts.contacts,         s->counts.contacts_archived, s->counts.entries,
        s->counts.entries_canceled, s->counts.postponed,         s->postponed_mine,
        s->counts.segments,         s->counts.logged_segments,   s->out_of_touch};
    print_columns(p, columns, sizeof columns / sizeof *columns);
    print_row(p);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        print_int(p, numbers[i]);
    print_bool(p, s->exact);
}

static void add_part(struct str *line, const char *text)
{
    str_add_f(line, "%s%s", line->len ? " · " : "", text);
}

/* Only what there is; nothing at all when all is quiet. */
static void print_short(struct cli *cli, const struct status *s)
{
    struct str line = {0};
    struct arena *a = &cli->arena;
    if (s->postponed_mine > 0)
        add_part(&line, arena_printf(a,
                                     ngettext_("%" PRId64 " postponed", "%" PRId64 " postponed",
                                               s->postponed_mine),
                                     s->postponed_mine));
    if (s->counts.segments > 0)
        add_part(&line, arena_printf(a,
                                     ngettext_("%" PRId64 " segment", "%" PRId64 " segments",
                                               s->counts.segments),
                                     s->counts.segments));
    if (s->out_of_touch > 0)
        add_part(&line, arena_printf(a, _("%" PRId64 "%s out of touch"), s->out_of_touch,
                                     s->exact ? "" : "+"));
    if (line.len > 0)
        print_line(&cli->out, "%s", str_text(&line));
    str_clear(&line);
}

static void print_number(struct cli *cli, const char *label, int64_t n, const char *more)
{
    struct str text = {0};
    str_add_count(&text, n);
    str_add(&text, more);
    print_field(&cli->out, label, str_text(&text));
    str_clear(&text);
}

static const char *in_brackets(struct cli *cli, const char *fmt, int64_t n)
{
    if (n == 0)
        return "";
    return arena_printf(&cli->arena, " (%s %lld)", fmt, (long long)n);
}

static void print_whole(struct cli *cli, const struct status *s)
{
    const lia_counts *c = &s->counts;
    print_field(&cli->out, _("Book"), lia_book_path(cli->book));
    print_number(cli, _("Contacts"), c->contacts,
                 in_brackets(cli, _("archived"), c->contacts_archived));
    print_number(cli, _("Interactions"), c->entries,
                 in_brackets(cli, _("canceled"), c->entries_canceled));
    print_number(cli, _("Postponed"), c->postponed, in_brackets(cli, _("mine"), s->postponed_mine));
    print_number(cli, _("Segments"), c->segments, "");
    print_number(cli, _("Logged segments"), c->logged_segments, "");
    print_number(cli, _("Out of touch"), s->out_of_touch, "");
}

/* A prompt in a home without a book says nothing of it. */
static int no_book(struct cli *cli, bool in_short)
{
    if (in_short && cli->err.status == LIA_NOT_FOUND)
        return CLI_DONE;
    return cli_no_book(cli);
}

static int cmd_status(struct cli *cli)
{
    struct status s = {0};
    bool in_short = cli_given(cli, "--short");
    if (!cli->book)
        return no_book(cli, in_short);
    int code = read_status(cli, in_short, &s);
    if (code != CLI_DONE)
        return code;
    if (print_machine(&cli->out))
        print_record(&cli->out, &s);
    else if (in_short)
        print_short(cli, &s);
    else
        print_whole(cli, &s);
    return CLI_DONE;
}

/* --- table --- */

static const struct cli_option options[] = {
    {"--short", 's', NULL, N_("one line for a prompt; nothing when there is nothing to do")},
    CLI_OPTIONS_END,
};
static const char *const examples[] = {"liaise status", "liaise status --short",
                                       "liaise status --json", NULL};

const struct cli_command status_commands[] = {
    {.args = "",
     .help = N_("Say how many there are, and what waits."),
     .about =
         N_("With --short: my postponed interactions, active segments and contacts that one is out "
            "of touch with, on one line; 100+ where counting on would let a prompt wait. Where "
            "there is no book, nothing is printed, and no book is made. A book of an older "
            "version is left as it is.\n\n"
            "For tmux, in ~/.tmux.conf:\n\n"
            "set -g status-right '#(liaise status --short)'\n\n"
            "For bash, in ~/.bashrc:\n\n"
            "PS1='$(liaise status --short) \\$ '"),
     .examples = examples,
     .needs = CLI_MAY_READ,
     .options = options,
     .json = true,
     .run = cmd_status},
    CLI_COMMANDS_END,
};
