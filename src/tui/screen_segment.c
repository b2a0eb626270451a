/* screen_segment.c: Segment: its header with the Interaction section above, its lines below; Tab goes between. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/screens.h"
#include "tui/seek.h"
#include "tui/segment_actions.h"

struct segment_page {
    struct screen screen; /* first */
    int64_t id;
    struct list list;
    struct pane pane;
    lia_segment_list segment; /* of one */
    bool on_header;
};

enum { LINE_NO, CONTACT, TEMPLATE, DESCRIPTION, DATE, SALESPERSON, MINUTES, ENTRY };

static const struct list_column columns[] = {
    {N_("Line"), .ideal = 5, .priority = 3, .right = true},
    {N_("Contact"), .min = 16, .ideal = 24, .grow = 2},
    {N_("Template"), .ideal = 11, .priority = 1},
    {N_("Description"), .min = 14, .ideal = 22, .grow = 2, .priority = 2},
    {N_("Date"), .ideal = 9, .priority = 4},
    {N_("By"), .ideal = 8, .priority = 5},
    {N_("Min"), .ideal = 5, .priority = 6, .right = true},
    {"", .ideal = 2},
};

static void free_rows(void *result)
{
    lia_line_list_clear(result);
    free(result);
}

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n, struct list_chunk *out,
                        lia_error *err)
{
    struct segment_page *p = ctx;
    const lia_line *at = anchor ? anchor->data : NULL;
    lia_seek seek = seek_from(from, at ? &at->key : NULL, n);
    lia_line_list *rows = calloc(1, sizeof *rows);
    lia_status status = rows ? lia_line_list_some(book_of(&p->screen), p->id, &seek, rows, err)
                             : lia_fail(err, LIA_IO, "", _("Out of memory"));
    if (status != LIA_OK) {
        free(rows);
        return status;
    }
    out->result = rows;
    out->free_result = free_rows;
    for (size_t i = 0; i < rows->count; i++)
        list_chunk_add(out, rows->items[i].id, &rows->items[i]);
    return LIA_OK;
}

static lia_status locate(void *ctx, int64_t id, struct list_chunk *out, lia_error *err)
{
    struct segment_page *p = ctx;
    lia_line_list *rows = calloc(1, sizeof *rows);
    lia_status status = rows ? lia_line_get(book_of(&p->screen), id, rows, err)
                             : lia_fail(err, LIA_IO, "", _("Out of memory"));
    if (status != LIA_OK) {
        free(rows);
        return status == LIA_NOT_FOUND ? LIA_OK : status;
    }
    out->result = rows;
    out->free_result = free_rows;
    list_chunk_add(out, id, &rows->items[0]);
    return LIA_OK;
}

/* A value, with • behind it where the line is personalised in it. */
static void add_marked(struct str *out, const char *text, const lia_line *l, lia_lfield field)
{
    str_add_f(out, "%s%s", text, l->marks & (1u << field) ? "•" : "");
}

static void cell(void *ctx, const struct list_row *row, int column, struct str *out, enum style *style)
{
    struct segment_page *p = ctx;
    const lia_line *l = row->data;
    char text[DATE_TEXT];
    if (l->entry_no)
        *style = STYLE_MUTED;
    else if (l->contact_archived || l->contact_blocked)
        *style = STYLE_OVERDUE;
    switch (column) {
    case LINE_NO:
        str_add_f(out, "%" PRId64, l->line_no);
        break;
    case CONTACT:
        str_add_f(out, "%s%s%s", l->contact_id ? l->contact : _("– no contact –"), *str_or(l->company, "") ? " · " : "",
                  str_or(l->company, ""));
        if (l->contact_twice)
            str_add_f(out, " %s", _("(twice)"));
        if (l->contact_archived || l->contact_blocked)
            str_add_f(out, " %s", l->contact_archived ? _("(archived)") : _("(privacy blocked)"));
        break;
    case TEMPLATE:
        add_marked(out, str_or(l->template_code, ""), l, LIA_L_TEMPLATE);
        break;
    case DESCRIPTION:
        add_marked(out, str_or(l->description, ""), l, LIA_L_DESCRIPTION);
        break;
    case DATE:
        session_when(session_of(&p->screen), l->date, TIME_NONE, out);
        add_marked(out, "", l, LIA_L_DATE);
        break;
    case SALESPERSON:
        add_marked(out, str_or(l->salesperson, ""), l, LIA_L_SALESPERSON);
        break;
    case MINUTES:
        snprintf(text, sizeof text, "%" PRId64, l->minutes);
        add_marked(out, text, l, LIA_L_MINUTES);
        break;
    default:
        str_add(out, l->entry_no ? "✓" : l->marks ? "•" : "");
    }
}

static lia_status mark_all(void *ctx, struct marks *marks, lia_error *err)
{
    enum { WINDOW = 2000 };
    struct segment_page *p = ctx;
    lia_seek seek = {.no_key = true, .limit = WINDOW};
    for (;;) {
        lia_line_list rows = {0};
        lia_status status = lia_line_list_some(book_of(&p->screen), p->id, &seek, &rows, err);
        for (size_t i = 0; status == LIA_OK && i < rows.count; i++)
            marks_add(marks, rows.items[i].id);
        bool more = status == LIA_OK && rows.count == WINDOW;
        if (more)
            seek = (lia_seek){.key = rows.items[rows.count - 1].key, .limit = WINDOW};
        lia_line_list_clear(&rows);
        if (!more)
            return status;
    }
}

static const struct list_provider provider = {.fetch = fetch, .cell = cell, .locate = locate, .mark_all = mark_all};

/* --- the header ---------------------------------------------------------------------------------- */

static void fill_header(struct segment_page *p)
{
    enum { LABEL = 13 };
    const lia_segment *g = &p->segment.items[0];
    struct str text = {0};
    char day[DATE_TEXT], cost[DATE_TEXT];
    date_format_full(g->date, day);
    amount_format(g->unit_cost, cost);
    pane_reset(&p->pane);
    str_add_f(&text, "%s   %s", day, *str_or(g->salesperson, "") ? g->salesperson : _("salesperson by contact"));
    pane_add_pair(&p->pane, LABEL, _("Date"), STYLE_NORMAL, str_text(&text));
    str_truncate(&text, 0);
    str_add_f(&text, "%s  %s", str_or(g->template_code, _("no template yet: H chooses one")),
              str_or(g->entry_description, g->description));
    pane_add_pair(&p->pane, LABEL, _("Interaction"), STYLE_NORMAL, str_text(&text));
    str_truncate(&text, 0);
    const char *corr = lia_value_name(LIA_SET_CORR, (int)g->correspondence);
    str_add_f(&text, "%s%s", corr, *corr ? ", " : "");
    const char *flow = lia_value_name(LIA_SET_FLOW, (int)g->flow);
    str_add_f(&text, "%s%s", flow, *flow ? ", " : "");
    if (g->initiated_by)
        str_add_f(&text, _("by %s, "), lia_value_name(LIA_SET_BY, (int)g->initiated_by));
    str_add_f(&text, _("%" PRId64 " min"), g->unit_minutes);
    if (g->unit_cost)
        str_add_f(&text, _(", cost %s"), cost);
    if (g->ignore_correspondence)
        str_add(&text, _(", contact's type ignored"));
    pane_add_pair(&p->pane, LABEL, "", STYLE_MUTED, str_text(&text));
    str_clear(&text);
}

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct segment_page *p = (struct segment_page *)s;
    p->id = *(const int64_t *)args;
    lia_status status = lia_segment_get(book_of(s), p->id, &p->segment, err);
    if (status != LIA_OK)
        return status;
    list_init(&p->list, columns, sizeof columns / sizeof *columns, &provider, p,
              N_("No lines yet: A adds contacts by a filter, a adds one."));
    s->list = &p->list;
    return LIA_OK;
}

static lia_status load(struct screen *s, lia_error *err)
{
    struct segment_page *p = (struct segment_page *)s;
    lia_segment_list segment = {0};
    lia_status status = lia_segment_get(book_of(s), p->id, &segment, err);
    if (status == LIA_NOT_FOUND) {
        app_say(s->app, _("This segment was logged or deleted"));
        app_close(s);
        return LIA_OK;
    }
    if (status != LIA_OK)
        return status;
    lia_segment_list_clear(&p->segment);
    p->segment = segment;
    p->list.total = segment.items[0].lines;
    fill_header(p);
    return LIA_OK;
}

static void draw(struct screen *s, struct grid *g, struct rect r)
{
    struct segment_page *p = (struct segment_page *)s;
    int rows = pane_rows(&p->pane, r.w - 2);
    if (rows > r.h - 4)
        rows = r.h > 8 ? r.h - 6 : 0;
    if (p->on_header)
        for (int i = 0; i < rows; i++)
            grid_put(g, r.x, r.y + i, 1, STYLE_MARKER, "▌");
    pane_draw(&p->pane, g, (struct rect){r.x + 1, r.y, r.w - 2, rows});
    grid_hline(g, r.x, r.y + rows, r.w, STYLE_BORDER);
    list_draw(&p->list, g, (struct rect){r.x, r.y + rows + 1, r.w, r.h - rows - 1}, app_marker_only(s->app), !p->on_header);
}

static bool event(struct screen *s, const struct event *ev)
{
    struct segment_page *p = (struct segment_page *)s;
    if (ev->type != EVENT_KEY || ev->key != K_TAB)
        return false;
    p->on_header = !p->on_header;
    return true;
}

/* --- commands ------------------------------------------------------------------------------------ */

static void answer_remove(struct screen *s, char letter)
{
    struct segment_page *p = (struct segment_page *)s;
    lia_error err = {0};
    size_t n = 0;
    if (letter != 'r')
        return;
    int64_t *ids = list_chosen(&p->list, &n);
    if (lia_line_remove(book_of(s), ids, n, &err) != LIA_OK)
        app_fail(s->app, &err);
    else
        app_say(s->app, ngettext_("%zu line removed; u undoes it", "%zu lines removed; u undoes it", n), n);
    free(ids);
    list_unmark(&p->list);
    app_reload(s->app);
}

static void ask_remove(struct segment_page *p)
{
    size_t n = 0;
    struct str text = {0};
    free(list_chosen(&p->list, &n));
    str_add_f(&text, ngettext_("Remove %zu line from the segment?", "Remove %zu lines from the segment?", n), n);
    app_ask(&p->screen, &(struct question){.text = str_text(&text),
                                           .answers = {{'r', _("Remove")}},
                                           .enter = 'r',
                                           .escape = _("Keep"),
                                           .answer = answer_remove});
    str_clear(&text);
}

static bool edit(struct segment_page *p)
{
    struct app *app = p->screen.app;
    struct segment_form_args header = {.id = p->id};
    struct line_form_args lines = {.segment_id = p->id};
    if (p->on_header || list_current_id(&p->list) == 0)
        return app_open(app, &segment_form, &header);
    int64_t *ids = list_chosen(&p->list, &lines.n);
    lines.line_ids = ids;
    bool opened = app_open(app, &line_form, &lines);
    free(ids);
    return opened;
}

static void line_added(struct screen *opener, const char *tag, const struct screen_result *result)
{
    (void)tag;
    list_go_to(opener->list, result->id);
}

static bool command(struct screen *s, enum command_id id)
{
    struct segment_page *p = (struct segment_page *)s;
    int64_t line = list_current_id(&p->list);
    struct line_form_args add = {.segment_id = p->id};
    struct segment_form_args header = {.id = p->id};
    struct interaction_args start = {.from = FROM_LINE, .id = line};
    switch (id) {
    case CMD_ROW_OPEN:
    case CMD_LINE_EDIT:
        return edit(p);
    case CMD_HEADER_EDIT:
        return app_open(s->app, &segment_form, &header);
    case CMD_LINE_ADD:
        return app_open_for(s->app, &line_form, &add, line_added, "");
    case CMD_LINE_REMOVE:
        if (line)
            ask_remove(p);
        return true;
    case CMD_LINE_LOG:
        return line && interaction_start(s, &start);
    case CMD_CONTACTS_ADD:
        return app_open(s->app, &add_contacts_form, &p->id);
    case CMD_LINE_CONTACT: {
        const struct list_row *row = list_current(&p->list);
        int64_t contact = row ? ((const lia_line *)row->data)->contact_id : 0;
        return contact && app_open(s->app, &contact_screen, &contact);
    }
    default:
        return segment_command(s, id, p->id, p->segment.items[0].no);
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct segment_page *p = (const struct segment_page *)s;
    const struct list_row *row = list_current(&p->list);
    const lia_line *l = row ? row->data : NULL;
    bool writes = !lia_book_read_only(book_of(s));
    switch (id) {
    case CMD_LINE_ADD:
    case CMD_CONTACTS_ADD:
    case CMD_HEADER_EDIT:
    case CMD_LINE_EDIT:
    case CMD_SEGMENT_LOG:
        return writes;
    case CMD_LINE_REMOVE:
        return writes && l;
    case CMD_LINE_LOG:
        return writes && l && l->contact_id && !l->entry_no;
    case CMD_LINE_CONTACT:
        return l && l->contact_id;
    case CMD_LIST_SORT:
    case CMD_PREVIEW_SWITCH:
        return false;
    default:
        return true;
    }
}

static void title_text(struct screen *s, struct str *out)
{
    const struct segment_page *p = (const struct segment_page *)s;
    const lia_segment *g = &p->segment.items[0];
    str_add_f(out, _("Segment %s%s%s"), g->no, *g->description ? " · " : "", g->description);
}

static void status_text(struct screen *s, struct str *out)
{
    const struct segment_page *p = (const struct segment_page *)s;
    const lia_segment *g = &p->segment.items[0];
    char n[COUNT_TEXT];
    str_add_f(out, ngettext_("%s line", "%s lines", g->lines), session_count(g->lines, n));
    if (g->logged_singly)
        str_add_f(out, _(", %" PRId64 " ✓"), g->logged_singly);
}

static void close(struct screen *s)
{
    struct segment_page *p = (struct segment_page *)s;
    list_clear(&p->list);
    pane_clear(&p->pane);
    lia_segment_list_clear(&p->segment);
}

const struct screen_ops segment_screen = {
    .page = "segment",
    .title = N_("Segment"),
    .size = sizeof(struct segment_page),
    .open = open,
    .load = load,
    .draw = draw,
    .event = event,
    .command = command,
    .can = can,
    .title_text = title_text,
    .status_text = status_text,
    .filter = session_filter_words,
    .close = close,
};
