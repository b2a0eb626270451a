/* cmd_logged.c: logged segments. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cli.h"
#include "entry_rows.h"
#include "segment_log.h"
#include "segment_rows.h"

/* --- list ----------------------------------------------------------------------------------------
 */

static const struct print_column columns[] = {
    {"no", N_("No."), true},
    {"segment", N_("Segment"), false},
    {"description", N_("Description"), false},
    {"interactions", N_("Interactions"), false},
    {"canceled_interactions", NULL, false},
    {"logged_at", N_("Logged"), false, 2},
    {"user", N_("User"), false, 3},
    {"follow_up", N_("Follow-up"), false, 1},
    {"canceled", N_("Canceled"), false},
    /* of one: its header as it was */
    {"date", NULL, false},
    {"salesperson", NULL, false},
    {"template", NULL, false},
    {"interaction", NULL, false},
    {"subject", NULL, false},
    {"correspondence", NULL, false},
    {"ignore_correspondence", NULL, false},
    {"flow", NULL, false},
    {"initiated_by", NULL, false},
    {"cost", NULL, false},
    {"minutes", NULL, false},
};
enum { WHOLE_COLUMNS = sizeof columns / sizeof *columns, LIST_COLUMNS = 9, ENTRIES_TEXT = 80 };

/* For people "128 (7 canceled)" (domain.md 3). */
static void describe_entries(const lia_logged *l, char out[ENTRIES_TEXT])
{
    if (l->entries_canceled)
        snprintf(out, ENTRIES_TEXT, _("%lld (%lld canceled)"), (long long)l->entries,
                 (long long)l->entries_canceled);
    else
        snprintf(out, ENTRIES_TEXT, "%lld", (long long)l->entries);
}

static void print_interactions(struct printer *p, const lia_logged *l)
{
    char text[ENTRIES_TEXT];
    describe_entries(l, text);
    if (print_machine(p))
        print_int(p, l->entries);
    else
        print_text(p, text);
    print_int(p, l->entries_canceled);
}

static void print_logged(struct printer *p, const lia_logged *l)
{
    print_row(p);
    if (l->canceled)
        print_row_style(p, PRINT_MUTED);
    print_int(p, l->id);
    print_text(p, l->segment_no);
    print_text(p, l->description);
    print_interactions(p, l);
    print_instant(p, l->logged_at);
    print_text(p, l->user);
    print_text(p, l->follow_up_no);
    print_bool(p, l->canceled);
}

CLI_WINDOW(logged_window, lia_logged_list,
           lia_logged_list_some(cli->book, *(const bool *)query, seek, &rows, &cli->err),
           print_logged, lia_logged_list_clear)

static int cmd_list(struct cli *cli)
{
    bool hide = cli_given(cli, "--hide-canceled");
    return cli_list(cli, columns, LIST_COLUMNS, logged_window, &hide);
}

/* --- those that arguments name -------------------------------------------------------------------
 */

/* The latest of a segment's no.: a no. is given once, but may be typed again after a deletion. */
static int find_by_segment(struct cli *cli, const char *no, int64_t *id)
{
    enum { WINDOW = 500 };
    lia_seek seek = {.no_key = true, .limit = WINDOW};
    char wanted[LIA_CODE_MAX];
    *id = 0;
    if (lia_code_normal(no, "", wanted, &cli->err))
        return cli_fail(cli);
    for (bool more = true; more && !*id; seek.no_key = false) {
        lia_logged_list rows = {0};
        if (lia_logged_list_some(cli->book, false, &seek, &rows, &cli->err))
            return cli_fail(cli);
        for (size_t i = 0; i < rows.count && !*id; i++) {
            seek.key = rows.items[i].key;
            if (str_eq(rows.items[i].segment_no, wanted))
                *id = rows.items[i].id;
        }
        more = rows.count == WINDOW;
        lia_logged_list_clear(&rows);
    }
    return *id ? CLI_DONE
               : cli_say(CLI_REFUSED, _("no logged segment is “%s”; see: liaise logged list"),
                         cli_short(cli, no));
}

static int find_one(struct cli *cli, const char *text, lia_logged_list *out)
{
    int64_t id;
    int code = cli_whole(text, &id) ? CLI_DONE : find_by_segment(cli, text, &id);
    if (code == CLI_DONE && lia_logged_get(cli->book, id, out, &cli->err))
        code = cli_fail(cli);
    return code;
}

struct chosen {
    int64_t *ids, entries;
    size_t n, canceled;
    const char *name; /* of the only one */
};

static int find_all(struct cli *cli, struct chosen *out)
{
    size_t n = (size_t)cli->arg_count;
    int code = CLI_DONE;
    *out = (struct chosen){.ids = arena_alloc(&cli->arena, (n + 1) * sizeof *out->ids)};
    for (size_t i = 0; i < n && code == CLI_DONE; i++) {
        lia_logged_list one = {0};
        bool again = false;
        code = find_one(cli, cli->args[i], &one);
        for (size_t k = 0; code == CLI_DONE && k < out->n; k++)
            again = again || out->ids[k] == one.items[0].id;
        if (code == CLI_DONE && !again) {
            out->ids[out->n++] = one.items[0].id;
            out->entries += one.items[0].entries - one.items[0].entries_canceled;
            out->canceled += one.items[0].canceled;
            out->name = arena_strdup(&cli->arena, one.items[0].segment_no);
        }
        lia_logged_list_clear(&one);
    }
    return code;
}

/* --- show ----------------------------------------------------------------------------------------
 */

static void show_machine(struct printer *p, const lia_logged *l)
{
    const lia_segment *s = &l->header;
    print_columns(p, columns, WHOLE_COLUMNS);
    print_logged(p, l);
    print_day(p, s->date);
    print_text(p, s->salesperson);
    print_text(p, s->template_code);
    print_text(p, s->entry_description);
    print_text(p, s->subject);
    print_text(p, lia_value_code(LIA_SET_CORR, (int)s->correspondence));
    print_bool(p, s->ignore_correspondence);
    print_text(p, lia_value_code(LIA_SET_FLOW, (int)s->flow));
    print_text(p, lia_value_code(LIA_SET_BY, (int)s->initiated_by));
    print_amount(p, s->unit_cost);
    print_int(p, s->unit_minutes);
}

static void show_header(struct cli *cli, const lia_logged *l)
{
    struct printer *p = &cli->out;
    char when[PRINT_INSTANT], entries[ENTRIES_TEXT];
    describe_entries(l, entries);
    print_format_instant(p, l->logged_at, when);
    print_field(p, _("Logged segment"), arena_printf(&cli->arena, "%lld", (long long)l->id));
    segment_header(cli, &l->header);
    print_field(p, _("Logged"), arena_printf(&cli->arena, "%s, %s", l->user, when));
    print_field(p, _("Interactions"), entries);
    print_field(p, _("Canceled"), l->canceled ? _("yes") : "");
    print_field(p, _("Follow-up"), l->follow_up_no);
    print_line(p, "%s", "");
}

static int cmd_show(struct cli *cli)
{
    lia_logged_list list = {0};
    int code = find_one(cli, cli->args[0], &list);
    if (code == CLI_DONE && print_machine(&cli->out)) {
        show_machine(&cli->out, &list.items[0]);
    } else if (code == CLI_DONE) {
        show_header(cli, &list.items[0]);
        code = entry_rows(cli, &(lia_entry_query){.logged_id = list.items[0].id});
    }
    lia_logged_list_clear(&list);
    return code;
}

/* --- cancel, delete, follow up -------------------------------------------------------------------
 */

static const char *describe(struct cli *cli, const struct chosen *c)
{
    if (c->n == 1)
        return arena_printf(&cli->arena, _("logged segment %s"), c->name);
    return arena_printf(&cli->arena, _("%zu logged segments"), c->n);
}

static int turn(struct cli *cli, const struct chosen *c, bool cancel)
{
    int64_t turned = 0;
    const char *what = describe(cli, c);
    bool sure =
        cancel ? cli_sure(cli,
                          ngettext_("Cancel %s with its %lld interaction?",
                                    "Cancel %s with its %lld interactions?", c->entries),
                          what, (long long)c->entries)
               : cli_sure(cli, _("Un-cancel %s, and the interactions canceled with it?"), what);
    if (!sure)
        return CLI_REFUSED;
    if (lia_logged_cancel(cli->book, c->ids, c->n, cancel, NULL, &turned, &cli->err))
        return cli_fail(cli);
    if (cancel ? cli_trial(cli,
                           ngettext_("Would cancel %s with its %lld interaction",
                                     "Would cancel %s with its %lld interactions", c->entries),
                           what, (long long)c->entries)
               : cli_trial(cli, _("Would un-cancel %s"), what))
        return CLI_DONE;
    print_line(&cli->out,
               cancel ? ngettext_("Canceled, with %lld interaction",
                                  "Canceled, with %lld interactions", turned)
                      : ngettext_("Un-canceled, with %lld interaction",
                                  "Un-canceled, with %lld interactions", turned),
               (long long)turned);
    return CLI_DONE;
}

static int switch_canceled(struct cli *cli, bool cancel)
{
    struct chosen chosen;
    int code = find_all(cli, &chosen);
    if (code != CLI_DONE)
        return code;
    if (cancel ? chosen.canceled < chosen.n : chosen.canceled > 0)
        return turn(cli, &chosen, cancel);
    print_line(&cli->out, cancel ? _("Canceled already") : _("Not canceled"));
    return CLI_DONE;
}

static int cmd_cancel(struct cli *cli)
{
    return switch_canceled(cli, true);
}

static int cmd_uncancel(struct cli *cli)
{
    return switch_canceled(cli, false);
}

static int cmd_delete_canceled(struct cli *cli)
{
    struct chosen chosen;
    int64_t count = 0;
    int code = find_all(cli, &chosen);
    if (code != CLI_DONE)
        return code;
    bool all = chosen.n == 0;
    if (all && lia_logged_canceled_count(cli->book, &count, &cli->err))
        return cli_fail(cli);
    if (!all)
        count = (int64_t)chosen.canceled;
    const char *of = all ? _("of the whole book") : _("of those named");
    if (count == 0)
        print_line(&cli->out, _("No logged segment is canceled: nothing to delete"));
    if (count == 0)
        return CLI_DONE;
    if (!cli_sure(cli,
                  ngettext_("Delete %lld canceled logged segment %s?",
                            "Delete %lld canceled logged segments %s?", count),
                  (long long)count, of))
        return CLI_REFUSED;
    if (lia_logged_delete_canceled(cli->book, all ? NULL : chosen.ids, chosen.n, &count, &cli->err))
        return cli_fail(cli);
    if (cli_trial(cli,
                  ngettext_("Would delete %lld canceled logged segment %s",
                            "Would delete %lld canceled logged segments %s", count),
                  (long long)count, of))
        return CLI_DONE;
    print_line(&cli->out,
               ngettext_("%lld canceled logged segment deleted",
                         "%lld canceled logged segments deleted", count),
               (long long)count);
    return CLI_DONE;
}

static int cmd_follow_up(struct cli *cli)
{
    lia_logged_list list = {0};
    lia_log_result result = {0};
    int code = find_one(cli, cli->args[0], &list);
    if (code == CLI_DONE && lia_logged_follow_up(cli->book, list.items[0].id, &result, &cli->err))
        code = cli_fail(cli);
    if (code == CLI_DONE &&
        !cli_trial(cli,
                   ngettext_("Would make a follow-up segment of %s with %lld line",
                             "Would make a follow-up segment of %s with %lld lines",
                             result.follow_up_lines),
                   list.items[0].segment_no, (long long)result.follow_up_lines)) {
        result.logged_id = list.items[0].id;
        segment_say_logged(cli, &result);
    }
    lia_logged_list_clear(&list);
    return code;
}

/* --- table --- */

static const struct cli_option list_options[] = {
    CLI_OPTION_LIMIT,
    {"--hide-canceled", 0, NULL, N_("leave canceled ones out")},
    CLI_OPTIONS_END,
};
static const struct cli_option show_options[] = {
    CLI_OPTION_LIMIT,
    CLI_OPTIONS_END,
};
static const struct cli_option follow_options[] = {
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};
static const struct cli_option sure_options[] = {
    CLI_OPTION_YES,
    CLI_OPTION_DRY_RUN,
    CLI_OPTIONS_END,
};

static const char *const list_examples[] = {"liaise logged list --hide-canceled", NULL};
static const char *const show_examples[] = {
    "liaise logged show SM000001",
    "liaise entry list --segment SM000001 --json",
    NULL,
};
static const char *const cancel_examples[] = {"liaise logged cancel SM000001 --yes", NULL};
static const char *const uncancel_examples[] = {
    "liaise logged cancel 1 --yes && liaise logged uncancel 1 --yes", NULL};
static const char *const delete_examples[] = {"liaise logged delete-canceled --dry-run", NULL};
static const char *const follow_examples[] = {"liaise logged follow-up SM000001", NULL};

#define ABOUT_NAMES N_("A logged segment is named by its own no. or by its segment's.")

const struct cli_command logged_commands[] = {
    {.verb = "list",
     .args = "",
     .help = N_("List logged segments, newest first."),
     .examples = list_examples,
     .needs = CLI_READS,
     .options = list_options,
     .json = true,
     .run = cmd_list},
    {.verb = "show",
     .args = "LOGGED",
     .help = N_("Show one: its header as it was, and its entries."),
     .about = N_("A logged segment is named by its own no. or by its segment's. With --json or "
                 "--tsv the header alone; “entry list --segment” gives the entries."),
     .examples = show_examples,
     .needs = CLI_READS,
     .min_args = 1,
     .max_args = 1,
     .options = show_options,
     .json = true,
     .run = cmd_show},
    {.verb = "cancel",
     .args = "LOGGED…",
     .help = N_("Cancel logged segments with their entries."),
     .about = ABOUT_NAMES,
     .examples = cancel_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = sure_options,
     .run = cmd_cancel},
    {.verb = "uncancel",
     .args = "LOGGED…",
     .help = N_("Bring them back, with the entries canceled with them."),
     .about = N_("Entries that were canceled by hand stay canceled."),
     .examples = uncancel_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = -1,
     .options = sure_options,
     .run = cmd_uncancel},
    {.verb = "delete-canceled",
     .args = "[LOGGED…]",
     .help = N_("Delete canceled logged segments: those named, else all."),
     .about = N_("Their entries stay, canceled, without the link. Undo brings them back."),
     .examples = delete_examples,
     .needs = CLI_CHANGES,
     .max_args = -1,
     .options = sure_options,
     .run = cmd_delete_canceled},
    {.verb = "follow-up",
     .args = "LOGGED",
     .help = N_("Make a segment of the contacts whose entries count."),
     .about = ABOUT_NAMES,
     .examples = follow_examples,
     .needs = CLI_CHANGES,
     .min_args = 1,
     .max_args = 1,
     .options = follow_options,
     .json = true,
     .run = cmd_follow_up},
    CLI_COMMANDS_END,
};
