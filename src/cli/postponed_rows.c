/* postponed_rows.c: postponed interactions as rows, and one whole. */
#include "postponed_rows.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cells.h"

/* --- list ----------------------------------------------------------------------------------------
 */

static const struct print_column columns[] = {
    {"no", N_("No."), true},
    {"contact", N_("Contact"), false},
    {"company", N_("Company"), false, 3},
    {"template", N_("Template"), false},
    {"description", N_("Description"), false},
    {"date", N_("Date"), false, 2},
    {"salesperson", N_("By"), false, 1},
    {"user", N_("User"), false, 4},
    {"begun_at", N_("Begun"), false, 2},
    {"mine", NULL, false},
    {"postponed_at", NULL, false},
    /* of one */
    {"time", NULL, false},
    {"subject", NULL, false},
    {"correspondence", NULL, false},
    {"flow", NULL, false},
    {"initiated_by", NULL, false},
    {"via", NULL, false},
    {"cost", NULL, false},
    {"minutes", NULL, false},
    {"evaluation", NULL, false},
    {"failed", NULL, false},
    {"comment", NULL, false},
    {"corrects", NULL, false},
    {"segment", NULL, false},
    {"line", NULL, false},
    {"typed", NULL, false},
    {"fault", NULL, false},
};
enum { WHOLE_COLUMNS = sizeof columns / sizeof *columns, LIST_COLUMNS = 11 };

static void print_postponed(struct printer *p, const lia_postponed *r)
{
    print_row(p);
    print_int(p, r->entry_no);
    print_text(p, r->contact);
    print_text(p, r->company);
    print_text(p, r->template_code);
    print_text(p, r->description);
    print_day(p, r->date);
    print_text(p, r->salesperson);
    print_text(p, r->user);
    print_instant(p, r->begun_at);
    print_bool(p, r->mine);
    print_instant(p, r->postponed_at);
}

CLI_WINDOW(window_of_all, lia_postponed_list,
           lia_postponed_list_some(cli->book, query, seek, &rows, &cli->err), print_postponed,
           lia_postponed_list_clear)

/* Mine come first: the list ends where the others' begin. */
static lia_status list_of_mine(struct cli *cli, const void *query, const lia_seek *seek,
                               lia_postponed_list *rows)
{
    lia_status status = lia_postponed_list_some(cli->book, query, seek, rows, &cli->err);
    for (size_t i = 0; status == LIA_OK && i < rows->count; i++)
        if (!rows->items[i].mine)
            rows->count = i;
    return status;
}
CLI_WINDOW(window_of_mine, lia_postponed_list, list_of_mine(cli, query, seek, &rows),
           print_postponed, lia_postponed_list_clear)

static int print_count(struct cli *cli, const lia_postponed_query *query)
{
    int64_t all = 0, mine = 0;
    if (lia_postponed_count(cli->book, query, &all, &mine, &cli->err))
        return cli_fail(cli);
    return cell_count(cli, cli_given(cli, "--mine") ? mine : all);
}

int postponed_list(struct cli *cli)
{
    lia_postponed_query query = {0};
    const char *contact = cli_value(cli, "--contact"), *code = cli_value(cli, "--salesperson");
    if (contact && !(query.contact_id = cli_contact(cli, contact)))
        return CLI_REFUSED;
    int failed = code ? cli_salesperson(cli, code, &query.salesperson_id) : CLI_DONE;
    if (failed)
        return failed;
    if (cli_given(cli, "--count"))
        return print_count(cli, &query);
    return cli_list(cli, columns, LIST_COLUMNS,
                    cli_given(cli, "--mine") ? window_of_mine : window_of_all, &query);
}

/* --- one of them ---------------------------------------------------------------------------------
 */

int postponed_no(struct cli *cli, const char *text, int64_t *no)
{
    if (cli_whole(text, no))
        return CLI_DONE;
    return cli_say(CLI_USAGE, _("not a postponed one's no.: “%s”; see: liaise postponed list"),
                   cli_short(cli, text));
}

lia_status postponed_row(struct cli *cli, int64_t no, lia_postponed_list *out)
{
    for (int others = 0; others < 2; others++) {
        lia_seek seek = {.at = true, .key = {others, no}, .limit = 1};
        lia_postponed_list found = {0};
        lia_status status = lia_postponed_list_some(cli->book, NULL, &seek, &found, &cli->err);
        if (status != LIA_OK)
            return status;
        if (found.count > 0 && found.items[0].entry_no == no) {
            *out = found;
            return LIA_OK;
        }
        lia_postponed_list_clear(&found);
    }
    return LIA_OK;
}

int postponed_resumed(struct cli *cli, struct postponed_resumed *out)
{
    int64_t no;
    int code = postponed_no(cli, cli->args[0], &no);
    *out = (struct postponed_resumed){0};
    if (code == CLI_DONE &&
        lia_postponed_resume(cli->book, no, &out->it, &out->form_text, &out->fault, &cli->err))
        code = cli_fail(cli);
    return code;
}

/* --- show ----------------------------------------------------------------------------------------
 */

struct whole {
    const lia_postponed *row;
    const lia_interaction *it;
    const char *segment, *fault;
    int64_t line;
    const char *typed[LIA_I_FIELDS];
    int typed_count;
};

static void show_machine(struct printer *p, const struct whole *w)
{
    const lia_interaction *it = w->it;
    print_columns(p, columns, WHOLE_COLUMNS);
    print_postponed(p, w->row);
    print_clock(p, it->typed & (1u << LIA_I_TIME) ? it->time : TIME_NONE);
    print_text(p, it->subject);
    print_text(p, lia_value_code(LIA_SET_CORR, (int)it->correspondence));
    print_text(p, lia_value_code(LIA_SET_FLOW, (int)it->flow));
    print_text(p, lia_value_code(LIA_SET_BY, (int)it->initiated_by));
    print_text(p, it->via);
    print_amount(p, it->cost);
    print_int(p, it->minutes);
    print_text(p, lia_value_code(LIA_SET_EVALUATION, (int)it->evaluation));
    print_bool(p, it->failed);
    print_text(p, it->comment);
    cell_no(p, it->corrects);
    print_text(p, w->segment);
    cell_no(p, w->line);
    print_array(p, w->typed, w->typed_count);
    print_text(p, w->fault);
}

static void show_text(struct cli *cli, const struct whole *w)
{
    const lia_interaction *it = w->it;
    char day[DATE_TEXT], clock[DATE_TEXT], cost[DATE_TEXT], minutes[DATE_TEXT],
        begun[PRINT_INSTANT];
    date_format_full(w->row->date, day);
    time_format(it->typed & (1u << LIA_I_TIME) ? it->time : TIME_NONE, clock);
    amount_format(it->cost, cost);
    duration_format((int32_t)it->minutes, minutes);
    print_format_instant(&cli->out, w->row->begun_at, begun);
    const struct {
        const char *label, *value;
    } fields[] = {
        {_("Postponed"), arena_printf(&cli->arena, "%lld", (long long)w->row->entry_no)},
        {_("Contact"), w->row->contact},
        {_("Company"), w->row->company},
        {_("Template"), w->row->template_code},
        {_("Description"), w->row->description},
        {_("Subject"), it->subject},
        {_("Date"), day},
        {_("Time"), clock},
        {_("Salesperson"), w->row->salesperson},
        {_("Correspondence"), lia_value_name(LIA_SET_CORR, (int)it->correspondence)},
        {_("Flow"), lia_value_name(LIA_SET_FLOW, (int)it->flow)},
        {_("Initiated by"), lia_value_name(LIA_SET_BY, (int)it->initiated_by)},
        {_("Via"), it->via},
        {_("Result"), it->failed ? lia_value_name(LIA_SET_RESULT, 1) : ""},
        {_("Evaluation"), lia_value_name(LIA_SET_EVALUATION, (int)it->evaluation)},
        {_("Cost"), cost},
        {_("Duration"), minutes},
        {_("Comment"), it->comment},
        {_("Corrects"),
         it->corrects ? arena_printf(&cli->arena, "%lld", (long long)it->corrects) : ""},
        {_("Line"),
         w->line ? arena_printf(&cli->arena, "%lld, %s", (long long)w->line, w->segment) : ""},
        {_("Begun"), arena_printf(&cli->arena, "%s, %s", w->row->user, begun)},
        {_("At fault"), w->fault},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        print_field(&cli->out, fields[i].label, fields[i].value);
}

/* The segment's line that it was begun on. */
static int find_line(struct cli *cli, struct whole *w)
{
    lia_segment_list segment = {0};
    lia_line_list line = {0};
    if (!w->it->line_id)
        return CLI_DONE;
    if (lia_line_get(cli->book, w->it->line_id, &line, &cli->err) ||
        lia_segment_get(cli->book, w->it->segment_id, &segment, &cli->err)) {
        lia_line_list_clear(&line);
        return cli_fail(cli);
    }
    w->segment = arena_strdup(&cli->arena, segment.items[0].no);
    w->line = line.items[0].line_no;
    lia_segment_list_clear(&segment);
    lia_line_list_clear(&line);
    return CLI_DONE;
}

int postponed_show(struct cli *cli)
{
    struct postponed_resumed r;
    lia_postponed_list row = {0};
    int code = postponed_resumed(cli, &r);
    if (code == CLI_DONE && postponed_row(cli, r.it.postponed_no, &row))
        code = cli_fail(cli);
    if (code == CLI_DONE && row.count == 0)
        code = cli_say(CLI_REFUSED, _("it was finished or deleted just now"));
    struct whole w = {.row = row.items, .it = &r.it};
    w.fault = r.fault.status != LIA_OK ? r.fault.message : "";
    for (int f = 0; f < LIA_I_FIELDS; f++)
        if (r.it.typed & 1u << f)
            w.typed[w.typed_count++] = lia_ifield_name((lia_ifield)f);
    if (code == CLI_DONE)
        code = find_line(cli, &w);
    if (code == CLI_DONE && print_machine(&cli->out))
        show_machine(&cli->out, &w);
    else if (code == CLI_DONE)
        show_text(cli, &w);
    lia_postponed_list_clear(&row);
    lia_interaction_clear(&r.it);
    return code;
}
