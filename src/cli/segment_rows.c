/* segment_rows.c: how segments and their lines are printed. */
#include "segment_rows.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "cells.h"

/* The names of the fields whose bit is set. */
static void print_fields(struct printer *p, uint32_t bits)
{
    const char *names[LIA_L_FIELDS];
    int count = 0;
    for (int f = 0; f < LIA_L_FIELDS; f++)
        if (bits & (1u << f))
            names[count++] = lia_lfield_name((lia_lfield)f);
    print_array(p, names, count);
}

/* --- segments ------------------------------------------------------------------------------------
 */

static const struct print_column segment_columns[] = {
    {"no", N_("No."), false},
    {"description", N_("Description"), false},
    {"date", N_("Date"), false},
    {"template", N_("Template"), false, 1},
    {"salesperson", N_("By"), false, 2},
    {"lines", N_("Lines"), true},
    {"logged_singly", NULL, true},
    {"interaction", NULL, false},
    {"subject", NULL, false},
    {"correspondence", NULL, false},
    {"ignore_correspondence", NULL, false},
    {"flow", NULL, false},
    {"initiated_by", NULL, false},
    {"cost", NULL, true},
    {"minutes", NULL, true},
    {"group", NULL, false},
    {"typed", NULL, false},
};
enum { SEGMENT_COLUMNS = sizeof segment_columns / sizeof *segment_columns };

static void print_segment(struct printer *p, const lia_segment *s)
{
    print_row(p);
    print_text(p, s->no);
    print_text(p, s->description);
    print_day(p, s->date);
    print_text(p, s->template_code);
    print_text(p, s->salesperson);
    print_int(p, s->lines);
    print_int(p, s->logged_singly);
    print_text(p, s->entry_description);
    print_text(p, s->subject);
    cell_value(p, LIA_SET_CORR, (int)s->correspondence);
    print_bool(p, s->ignore_correspondence);
    cell_value(p, LIA_SET_FLOW, (int)s->flow);
    cell_value(p, LIA_SET_BY, (int)s->initiated_by);
    print_amount(p, s->unit_cost);
    print_int(p, s->unit_minutes);
    print_text(p, s->group_code);
    print_fields(p, s->typed);
}

struct segment_query {
    const char *match;
    int64_t contact_id;
};

static lia_status fetch_segments(struct cli *cli, const void *query, const lia_seek *seek,
                                 lia_segment_list *rows)
{
    const struct segment_query *q = query;
    return lia_segment_list_some(cli->book, q->match, q->contact_id, seek, rows, &cli->err);
}
CLI_WINDOW(segment_window, lia_segment_list, fetch_segments(cli, query, seek, &rows), print_segment,
           lia_segment_list_clear)

int segment_rows(struct cli *cli, const char *match, int64_t contact_id)
{
    return cli_list(cli, segment_columns, SEGMENT_COLUMNS, segment_window,
                    &(struct segment_query){match, contact_id});
}

int segment_row_one(struct cli *cli, int64_t id)
{
    lia_segment_list list = {0};
    if (lia_segment_get(cli->book, id, &list, &cli->err))
        return cli_fail(cli);
    print_columns(&cli->out, segment_columns, SEGMENT_COLUMNS);
    print_segment(&cli->out, &list.items[0]);
    lia_segment_list_clear(&list);
    return CLI_DONE;
}

void segment_header(struct cli *cli, const lia_segment *s)
{
    char date[DATE_TEXT], cost[DATE_TEXT], minutes[DATE_TEXT];
    date_format_full(s->date, date);
    amount_format(s->unit_cost, cost);
    duration_format((int32_t)s->unit_minutes, minutes);
    const struct {
        const char *label, *value;
    } fields[] = {
        {_("Segment"), s->no},
        {_("Description"), s->description},
        {_("Date"), date},
        {_("Salesperson"), s->salesperson},
        {_("Template"), s->template_code},
        {_("Interaction"), s->entry_description},
        {_("Subject"), s->subject},
        {_("Correspondence"), lia_value_name(LIA_SET_CORR, (int)s->correspondence)},
        {_("Ignores theirs"), s->ignore_correspondence ? _("yes") : ""},
        {_("Flow"), lia_value_name(LIA_SET_FLOW, (int)s->flow)},
        {_("Initiated by"), lia_value_name(LIA_SET_BY, (int)s->initiated_by)},
        {_("Unit cost"), cost},
        {_("Unit duration"), minutes},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        print_field(&cli->out, fields[i].label, fields[i].value);
}

/* --- lines ---------------------------------------------------------------------------------------
 */

static const struct print_column line_columns[] = {
    {"line", N_("Line"), true},
    {"contact_no", N_("No."), false, 1},
    {"contact", N_("Contact"), false},
    {"company", N_("Company"), false, 4},
    {"template", N_("Template"), false, 1},
    {"description", N_("Description"), false},
    {"date", N_("Date"), false, 2},
    {"salesperson", N_("By"), false, 3},
    {"correspondence", NULL, false},
    {"flow", NULL, false},
    {"initiated_by", NULL, false},
    {"cost", NULL, true},
    {"minutes", N_("Minutes"), true, 5},
    {"evaluation", NULL, false},
    {"failed", NULL, false},
    {"comment", NULL, false},
    {"entry", N_("Entry"), true, 2},
    {"subject", NULL, false},
    {"personalised", N_("Personalised"), false, 3},
    {"ignore_correspondence", NULL, false},
    {"contact_twice", NULL, false},
    {"contact_archived", NULL, false},
    {"contact_blocked", NULL, false},
};
enum { LINE_COLUMNS = sizeof line_columns / sizeof *line_columns };

static void print_segment_line(struct printer *p, const lia_line *l)
{
    print_row(p);
    if (l->entry_no)
        print_row_style(p, PRINT_MUTED);
    print_int(p, l->line_no);
    print_text(p, l->contact_no);
    print_text(p, l->contact);
    print_text(p, l->company);
    print_text(p, l->template_code);
    print_text(p, l->description);
    print_day(p, l->date);
    print_text(p, l->salesperson);
    cell_value(p, LIA_SET_CORR, (int)l->correspondence);
    cell_value(p, LIA_SET_FLOW, (int)l->flow);
    cell_value(p, LIA_SET_BY, (int)l->initiated_by);
    print_amount(p, l->cost);
    print_int(p, l->minutes);
    cell_value(p, LIA_SET_EVALUATION, (int)l->evaluation);
    print_bool(p, l->failed);
    print_text(p, l->comment);
    cell_no(p, l->entry_no);
    print_text(p, l->subject);
    print_fields(p, l->marks);
    print_bool(p, l->ignore_correspondence);
    print_bool(p, l->contact_twice);
    print_bool(p, l->contact_archived);
    print_bool(p, l->contact_blocked);
}

CLI_WINDOW(line_window, lia_line_list,
           lia_line_list_some(cli->book, *(const int64_t *)query, seek, &rows, &cli->err),
           print_segment_line, lia_line_list_clear)

int segment_line_rows(struct cli *cli, int64_t segment_id)
{
    return cli_list(cli, line_columns, LINE_COLUMNS, line_window, &segment_id);
}

static void line_fields(struct cli *cli, const lia_line *l)
{
    char date[DATE_TEXT], cost[DATE_TEXT], minutes[DATE_TEXT];
    date_format_full(l->date, date);
    amount_format(l->cost, cost);
    duration_format((int32_t)l->minutes, minutes);
    const struct {
        const char *label, *value;
        int field; /* lia_lfield, -1 none */
    } fields[] = {
        {_("Contact"), l->contact, -1},
        {_("Company"), l->company, -1},
        {_("Template"), l->template_code, LIA_L_TEMPLATE},
        {_("Description"), l->description, LIA_L_DESCRIPTION},
        {_("Subject"), l->subject, LIA_L_SUBJECT},
        {_("Date"), date, LIA_L_DATE},
        {_("Salesperson"), l->salesperson, LIA_L_SALESPERSON},
        {_("Correspondence"), lia_value_name(LIA_SET_CORR, (int)l->correspondence),
         LIA_L_CORRESPONDENCE},
        {_("Flow"), lia_value_name(LIA_SET_FLOW, (int)l->flow), LIA_L_FLOW},
        {_("Initiated by"), lia_value_name(LIA_SET_BY, (int)l->initiated_by), LIA_L_INITIATED_BY},
        {_("Cost"), cost, LIA_L_COST},
        {_("Duration"), minutes, LIA_L_MINUTES},
        {_("Result"), l->failed ? lia_value_name(LIA_SET_RESULT, 1) : "", -1},
        {_("Evaluation"), lia_value_name(LIA_SET_EVALUATION, (int)l->evaluation), -1},
        {_("Comment"), l->comment, -1},
        {_("Entry"), l->entry_no ? arena_printf(&cli->arena, "%lld", (long long)l->entry_no) : "",
         -1},
    };
    print_field(&cli->out, _("Line"), arena_printf(&cli->arena, "%lld", (long long)l->line_no));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        bool marked = fields[i].field >= 0 && l->marks & 1u << fields[i].field;
        print_field(&cli->out, fields[i].label,
                    marked ? arena_printf(&cli->arena, "•%s%s",
                                          *str_or(fields[i].value, "") ? " " : "",
                                          str_or(fields[i].value, ""))
                           : fields[i].value);
    }
}

int segment_line_one(struct cli *cli, int64_t line_id)
{
    lia_line_list list = {0};
    if (lia_line_get(cli->book, line_id, &list, &cli->err))
        return cli_fail(cli);
    if (print_machine(&cli->out)) {
        print_columns(&cli->out, line_columns, LINE_COLUMNS);
        print_segment_line(&cli->out, &list.items[0]);
    } else {
        line_fields(cli, &list.items[0]);
    }
    lia_line_list_clear(&list);
    return CLI_DONE;
}
