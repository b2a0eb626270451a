/* segment_given.c: segments and lines named on the command line; contacts added to them. */
#include "segment_given.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "interaction_options.h"

int64_t segment_given(struct cli *cli, const char *no)
{
    int64_t id = 0;
    if (lia_segment_find(cli->book, no, &id, &cli->err))
        cli_fail(cli);
    else if (!id)
        cli_say(CLI_REFUSED, _("no active segment is “%s”; see: liaise segment list"),
                cli_short(cli, no));
    return id;
}

const char *segment_no(struct cli *cli, int64_t id)
{
    lia_segment_list list = {0};
    if (lia_segment_get(cli->book, id, &list, &cli->err))
        return cli->args[0];
    const char *no = arena_strdup(&cli->arena, list.items[0].no);
    lia_segment_list_clear(&list);
    return no;
}

/* --- lines ---------------------------------------------------------------------------------------
 */

/* "7", "3..7", "all". */
static bool read_range(struct cli *cli, const char *text, int64_t *first, int64_t *last)
{
    const char *dots = strstr(text, "..");
    *first = 1;
    *last = INT64_MAX;
    if (str_eq(text, "all"))
        return true;
    if (!dots)
        return cli_whole(text, first) && cli_whole(text, last);
    return cli_whole(arena_strndup(&cli->arena, text, (size_t)(dots - text)), first) &&
           (!dots[2] || cli_whole(dots + 2, last));
}

struct place {
    int64_t line_no, id;
};

static int read_places(struct cli *cli, int64_t segment_id, struct vec *places)
{
    enum { WINDOW = 500 };
    lia_seek seek = {.no_key = true, .limit = WINDOW};
    for (bool more = true; more; seek.no_key = false) {
        lia_line_list lines = {0};
        if (lia_line_list_some(cli->book, segment_id, &seek, &lines, &cli->err))
            return cli_fail(cli);
        for (size_t i = 0; i < lines.count; i++) {
            *(struct place *)vec_push(places) =
                (struct place){lines.items[i].line_no, lines.items[i].id};
            seek.key = lines.items[i].key;
        }
        more = lines.count == WINDOW;
        lia_line_list_clear(&lines);
    }
    return CLI_DONE;
}

static int add_range(struct cli *cli, const struct vec *places, const char *text, struct vec *ids)
{
    int64_t first, last;
    size_t before = ids->count;
    if (!read_range(cli, text, &first, &last))
        return cli_say(CLI_USAGE, _("not a line: “%s”; for example: 7, 3..7, all"),
                       cli_short(cli, text));
    for (size_t i = 0; i < places->count; i++) {
        const struct place *place = &VEC_AT(places, struct place, i);
        if (place->line_no >= first && place->line_no <= last)
            *(int64_t *)vec_push(ids) = place->id;
    }
    return ids->count > before ? CLI_DONE
                               : cli_say(CLI_REFUSED, _("%s has no line %s; see: liaise line list"),
                                         cli->args[0], cli_short(cli, text));
}

static int rising(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

int segment_lines_given(struct cli *cli, int64_t segment_id, int first, int64_t **ids, size_t *n)
{
    struct vec found = VEC_OF(int64_t), places = VEC_OF(struct place);
    int code = read_places(cli, segment_id, &places);
    for (int i = first; i < cli->arg_count && code == CLI_DONE; i++)
        code = add_range(cli, &places, cli->args[i], &found);
    *ids = arena_alloc(&cli->arena, (found.count + 1) * sizeof **ids);
    *n = 0;
    if (found.count)
        qsort(found.items, found.count, found.size, rising);
    for (size_t i = 0; i < found.count; i++)
        if (i == 0 || VEC_AT(&found, int64_t, i) != (*ids)[*n - 1])
            (*ids)[(*n)++] = VEC_AT(&found, int64_t, i);
    vec_clear(&found);
    vec_clear(&places);
    return code;
}

/* --- fields --------------------------------------------------------------------------------------
 */

int segment_fields_given(struct cli *cli, const lia_interaction *given, struct segment_fields *out)
{
    static const struct {
        lia_ifield from;
        lia_lfield to;
    } same[] = {
        {LIA_I_TEMPLATE, LIA_L_TEMPLATE},
        {LIA_I_DATE, LIA_L_DATE},
        {LIA_I_SALESPERSON, LIA_L_SALESPERSON},
        {LIA_I_DESCRIPTION, LIA_L_DESCRIPTION},
        {LIA_I_SUBJECT, LIA_L_SUBJECT},
        {LIA_I_CORRESPONDENCE, LIA_L_CORRESPONDENCE},
        {LIA_I_FLOW, LIA_L_FLOW},
        {LIA_I_INITIATED_BY, LIA_L_INITIATED_BY},
        {LIA_I_COST, LIA_L_COST},
        {LIA_I_MINUTES, LIA_L_MINUTES},
    };
    const char *ignore = cli_value(cli, "--ignore-correspondence");
    *out = (struct segment_fields){.value = {.contact_id = given->contact_id,
                                             .template_id = given->template_id,
                                             .salesperson_id = given->salesperson_id,
                                             .date = given->date,
                                             .description = given->description,
                                             .subject = given->subject,
                                             .comment = given->comment,
                                             .correspondence = given->correspondence,
                                             .ignore_correspondence = str_eq(ignore, "yes"),
                                             .flow = given->flow,
                                             .initiated_by = given->initiated_by,
                                             .cost = given->cost,
                                             .minutes = given->minutes,
                                             .evaluation = given->evaluation,
                                             .failed = given->failed}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (interaction_says(given, same[i].from))
            out->set |= 1u << same[i].to;
    if (ignore)
        out->set |= 1u << LIA_L_IGNORE_CORRESPONDENCE;
    if (ignore && !str_eq(ignore, "yes") && !str_eq(ignore, "no"))
        return cli_say(CLI_USAGE, _("--ignore-correspondence is yes or no, not: %s"),
                       cli_short(cli, ignore));
    return CLI_DONE;
}

/* --- adding contacts -----------------------------------------------------------------------------
 */

static const struct print_column added_columns[] = {
    {"segment", NULL, false},    {"matched", NULL, false},  {"added", NULL, false},
    {"on_segment", NULL, false}, {"excluded", NULL, false}, {"archived", NULL, false},
    {"blocked", NULL, false},
};

static void say_rest(struct cli *cli, const lia_add_counts *c)
{
    const struct {
        int64_t count;
        const char *what;
    } rest[] = {
        {c->on_segment, _("already on it")},
        {c->excluded, _("excluded from segments")},
        {c->archived, _("archived")},
        {c->blocked, _("privacy-blocked")},
    };
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        if (rest[i].count > 0)
            print_line(&cli->out, _("  left out: %lld %s"), (long long)rest[i].count, rest[i].what);
}

int segment_say_added(struct cli *cli, int64_t segment_id, const lia_add_counts *c, bool named)
{
    struct printer *p = &cli->out;
    const char *no = segment_no(cli, segment_id);
    bool trial = cli_given(cli, "--dry-run");
    if (print_machine(p)) {
        const int64_t counts[] = {c->matched,  c->added,    c->on_segment,
                                  c->excluded, c->archived, c->blocked};
        print_columns(p, added_columns, sizeof added_columns / sizeof *added_columns);
        print_row(p);
        print_text(p, no);
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
            print_int(p, counts[i]);
    } else if (trial) {
        print_line(
            p, ngettext_("Would add %lld contact to %s", "Would add %lld contacts to %s", c->added),
            (long long)c->added, no);
    } else {
        print_line(p, ngettext_("Added %lld contact to %s", "Added %lld contacts to %s", c->added),
                   (long long)c->added, no);
    }
    say_rest(cli, c);
    return named && c->excluded + c->archived + c->blocked > 0 ? CLI_REFUSED : CLI_DONE;
}

int segment_add_named(struct cli *cli, int64_t segment_id, int first, int flags)
{
    int64_t *ids = NULL;
    size_t n = 0;
    lia_add_counts counts = {0};
    int code = cli_contacts(cli, first, &ids, &n);
    if (code != CLI_DONE)
        return code;
    if (lia_segment_add_contacts(cli->book, segment_id, NULL, ids, n, flags, NULL, &counts,
                                 &cli->err))
        return cli_fail(cli);
    return segment_say_added(cli, segment_id, &counts, true);
}
