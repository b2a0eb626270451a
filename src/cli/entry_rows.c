/* entry_rows.c: how an interaction log entry is printed. */
#include "entry_rows.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cells.h"

/* --- rows ----------------------------------------------------------------------------------------
 */

static const struct print_column columns[] = {
    {"no", N_("No."), true},
    {"date", N_("Date"), false},
    {"time", N_("Time"), false, 2},
    {"template", N_("Template"), false},
    {"contact", N_("Contact"), false},
    {"contact_no", NULL, false},
    {"company", N_("Company"), false, 3},
    {"description", N_("Description"), false},
    {"subject", NULL, false},
    {"status", N_("Status"), false},
    {"evaluation", N_("Evaluation"), false, 4},
    {"minutes", N_("Minutes"), true, 5},
    {"cost", NULL, true},
    {"group", NULL, false},
    {"salesperson", N_("By"), false, 2},
    {"flow", NULL, false},
    {"initiated_by", NULL, false},
    {"correspondence", NULL, false},
    {"via", NULL, false},
    {"segment", NULL, false},
    {"origin", NULL, false},
    {"zone_minutes", NULL, false},
    {"failed", NULL, false},
    {"comments", NULL, false},
    {"corrects", NULL, false},
    {"corrected_by", NULL, false},
    {"canceled", NULL, false},
    {"logged_segment", NULL, false},
    /* of one */
    {"logged_by", NULL, false},
    {"logged_at", NULL, false},
    {"canceled_by", NULL, false},
    {"canceled_at", NULL, false},
    {"event", NULL, false},
    {"document", NULL, false},
    {"comment_list", NULL, false},
};
enum { WHOLE_COLUMNS = sizeof columns / sizeof *columns, LIST_COLUMNS = WHOLE_COLUMNS - 7 };

static void print_entry(struct printer *p, const lia_entry *e)
{
    print_row(p);
    if (e->canceled)
        print_row_style(p, PRINT_MUTED);
    print_int(p, e->entry_no);
    print_day(p, e->date);
    print_clock(p, e->time);
    print_text(p, e->template_code);
    print_text(p, e->contact);
    print_text(p, e->contact_no);
    print_text(p, e->company);
    print_text(p, e->description);
    print_text(p, e->subject);
    cell_value(p, LIA_SET_STATUS, (int)e->status);
    cell_value(p, LIA_SET_EVALUATION, (int)e->evaluation);
    print_int(p, e->minutes);
    print_amount(p, e->cost);
    print_text(p, e->group_code);
    print_text(p, e->salesperson);
    cell_value(p, LIA_SET_FLOW, (int)e->flow);
    cell_value(p, LIA_SET_BY, (int)e->initiated_by);
    cell_value(p, LIA_SET_CORR, (int)e->correspondence);
    print_text(p, e->via);
    print_text(p, e->segment_no);
    cell_value(p, LIA_SET_ORIGIN, (int)e->origin);
    print_int(p, e->zone);
    print_bool(p, e->failed);
    print_int(p, e->comments);
    cell_no(p, e->corrects);
    cell_no(p, e->corrected_by);
    print_bool(p, e->canceled);
    cell_no(p, e->logged_id);
}

CLI_WINDOW(entry_window, lia_entry_list,
           lia_entry_list_some(cli->book, query, seek, &rows, &cli->err), print_entry,
           lia_entry_list_clear)

int entry_rows(struct cli *cli, const lia_entry_query *query)
{
    return cli_list(cli, columns, LIST_COLUMNS, entry_window, query);
}

int entry_rows_from(struct cli *cli, int64_t first, size_t n)
{
    lia_filter *filter = NULL;
    const char *text = arena_printf(&cli->arena, "no:%lld..%lld", (long long)first,
                                    (long long)first + (long long)n - 1);
    int code = cli_filter_text(cli, LIA_FILTER_ENTRIES, text, &filter);
    if (code == CLI_DONE)
        code = entry_rows(cli, &(lia_entry_query){.filter = filter, .oldest_first = true});
    lia_filter_free(filter);
    return code;
}

/* --- one of them ---------------------------------------------------------------------------------
 */

static void add_member(struct str *json, const char *key, const char *value)
{
    if (!*str_or(value, ""))
        return;
    str_add_f(json, ",\"%s\":", key);
    print_json_string(json, value);
}

static void add_instant(const struct printer *p, struct str *json, const char *key, int64_t utc)
{
    char text[PRINT_INSTANT];
    print_format_instant(p, utc, text);
    add_member(json, key, text);
}

static void add_comment(const struct printer *p, const lia_comment *c, struct str *json)
{
    char day[DATE_TEXT];
    date_format_iso(c->date, day);
    str_add_f(json, "%s{\"id\":%lld", json->len ? "," : "[", (long long)c->id);
    add_member(json, "date", day);
    add_member(json, "text", c->text);
    add_member(json, "written_by", c->written_by);
    add_instant(p, json, "written_at", c->written_at);
    add_member(json, "edited_by", c->edited_by);
    if (*str_or(c->edited_by, ""))
        add_instant(p, json, "edited_at", c->edited_at);
    str_add_char(json, '}');
}

static void show_machine(struct printer *p, const lia_entry *e, const lia_comment_list *comments)
{
    struct str json = {0};
    for (size_t i = 0; i < comments->count; i++)
        add_comment(p, &comments->items[i], &json);
    str_add(&json, json.len ? "]" : "");
    print_columns(p, columns, WHOLE_COLUMNS);
    print_entry(p, e);
    print_text(p, e->logged_by);
    print_instant(p, e->logged_at);
    print_text(p, e->canceled_by);
    print_instant(p, e->canceled_at);
    print_text(p, e->event);
    print_text(p, e->document_no);
    print_json(p, str_text(&json));
    str_clear(&json);
}

static void show_fields(struct printer *p, const lia_entry *e)
{
    const struct {
        const char *label, *value;
    } fields[] = {
        {_("Template"), e->template_code},
        {_("Group"), e->group_code},
        {_("Contact"), e->contact},
        {_("Company"), e->company},
        {_("Description"), e->description},
        {_("Subject"), e->subject},
        {_("Status"), lia_value_name(LIA_SET_STATUS, (int)e->status)},
        {_("Evaluation"), lia_value_name(LIA_SET_EVALUATION, (int)e->evaluation)},
        {_("Salesperson"), e->salesperson},
        {_("Flow"), lia_value_name(LIA_SET_FLOW, (int)e->flow)},
        {_("Initiated by"), lia_value_name(LIA_SET_BY, (int)e->initiated_by)},
        {_("Correspondence"), lia_value_name(LIA_SET_CORR, (int)e->correspondence)},
        {_("Via"), e->via},
        {_("Segment"), e->segment_no},
        {_("Origin"), lia_value_name(LIA_SET_ORIGIN, (int)e->origin)},
        {_("Event"), e->event},
        {_("Document"), e->document_no},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        print_field(p, fields[i].label, fields[i].value);
}

static void show_numbers(struct cli *cli, const lia_entry *e)
{
    struct printer *p = &cli->out;
    char cost[DATE_TEXT], minutes[DATE_TEXT];
    amount_format(e->cost, cost);
    duration_format((int32_t)e->minutes, minutes);
    print_field(p, _("Cost"), cost);
    print_field(p, _("Duration"), minutes);
    if (e->corrects)
        print_field(p, _("Corrects"), arena_printf(&cli->arena, "%lld", (long long)e->corrects));
    if (e->corrected_by)
        print_field(p, _("Corrected by"),
                    arena_printf(&cli->arena, "%lld", (long long)e->corrected_by));
}

/* "jo, 2026-11-20 14:32" */
static const char *who_when(struct cli *cli, const char *who, int64_t when)
{
    char text[PRINT_INSTANT];
    print_format_instant(&cli->out, when, text);
    return arena_printf(&cli->arena, "%s, %s", who, text);
}

static void show_text(struct cli *cli, const lia_entry *e, const lia_comment_list *comments)
{
    struct printer *p = &cli->out;
    char day[DATE_TEXT], clock[DATE_TEXT];
    date_format_full(e->date, day);
    time_format(e->time, clock);
    print_field(p, _("Entry"), arena_printf(&cli->arena, "%lld", (long long)e->entry_no));
    print_field(p, _("Date"), arena_printf(&cli->arena, "%s %s", day, clock));
    show_fields(p, e);
    show_numbers(cli, e);
    print_field(p, _("Logged"), who_when(cli, e->logged_by, e->logged_at));
    if (e->canceled)
        print_field(p, _("Canceled"), who_when(cli, e->canceled_by, e->canceled_at));
    for (size_t i = 0; i < comments->count; i++) {
        const lia_comment *c = &comments->items[i];
        char on[DATE_TEXT];
        date_format_iso(c->date, on);
        print_line(p, "%s", "");
        print_field(p, on, c->text);
        print_field(p, "",
                    arena_printf(&cli->arena, _("(comment %lld, %s%s%s)"), (long long)c->id,
                                 c->written_by, *c->edited_by ? _("; edited by ") : "",
                                 c->edited_by));
    }
}

int entry_row_whole(struct cli *cli, int64_t no)
{
    lia_entry_list list = {0};
    lia_comment_list comments = {0};
    if (lia_entry_get(cli->book, no, &list, &cli->err))
        return cli_fail(cli);
    int code = CLI_DONE;
    if (lia_comment_list_of(cli->book, no, &comments, &cli->err))
        code = cli_fail(cli);
    else if (print_machine(&cli->out))
        show_machine(&cli->out, &list.items[0], &comments);
    else
        show_text(cli, &list.items[0], &comments);
    lia_comment_list_clear(&comments);
    lia_entry_list_clear(&list);
    return code;
}
