/* list_draw.c: columns that fit, and the rows in them. */
#include "tui/list_window.h"

#include "base/i18n.h"
#include "tui/text.h"

#include <string.h>

enum { COLUMNS_MAX = 24, GUTTER = 1, GAP = 1 };

struct layout {
    int count;
    struct {
        int column, x, w;
    } at[COLUMNS_MAX];
    int ideal[COLUMNS_MAX]; /* of each column of the list, with the rows that are shown */
};

static int least(const struct list *l, const struct layout *out, int column)
{
    const struct list_column *c = &l->columns[column];
    int min = c->min > 0 && !c->fit ? c->min : out->ideal[column];
    return min > 0 ? min : 1;
}

/* Columns that a layout takes: those more important than `priority` at what they would like. */
static int needed(const struct list *l, const struct layout *out, int priority)
{
    int sum = 0;
    for (int i = 0; i < out->count; i++) {
        const struct list_column *c = &l->columns[out->at[i].column];
        int column = out->at[i].column;
        sum += c->priority < priority ? out->ideal[column] : least(l, out, column);
        sum += i > 0 ? GAP : 0;
    }
    return sum;
}

/* The column that matters least; of equals the one furthest right. Never the first. */
static int worst(const struct list *l, const struct layout *out)
{
    int at = out->count - 1;
    for (int i = out->count - 1; i > 0; i--)
        if (l->columns[out->at[i].column].priority > l->columns[out->at[at].column].priority)
            at = i;
    return at;
}

/* One that matters little stands only where those that matter more need not be squeezed for it. */
static bool too_wide(const struct list *l, const struct layout *out, int width)
{
    enum { MATTERS = 1 };
    int priority = l->columns[out->at[worst(l, out)].column].priority;
    return needed(l, out, priority > MATTERS ? priority : 0) > width;
}

static void leave_out_one(const struct list *l, struct layout *out)
{
    int at = worst(l, out);
    memmove(&out->at[at], &out->at[at + 1], (size_t)(out->count - 1 - at) * sizeof out->at[0]);
    out->count--;
}

/* Hands out what is left: first up to what each column would like, those that matter more before
 * the others, then by their shares. */
static void hand_out(const struct list *l, struct layout *out, int left)
{
    int shares = 0, last = l->columns[out->at[worst(l, out)].column].priority;
    for (int priority = 0; priority <= last; priority++) {
        for (int i = 0; i < out->count; i++) {
            const struct list_column *c = &l->columns[out->at[i].column];
            int ideal = out->ideal[out->at[i].column];
            int more = c->priority == priority ? ideal - out->at[i].w : 0;
            more = more > left ? left : more < 0 ? 0 : more;
            out->at[i].w += more;
            left -= more;
        }
    }
    for (int i = 0; i < out->count; i++)
        shares += l->columns[out->at[i].column].grow;
    for (int i = 0; i < out->count && shares > 0; i++) {
        int grow = l->columns[out->at[i].column].grow;
        int more = left * grow / shares;
        out->at[i].w += more;
        left -= more;
        shares -= grow;
    }
}

/* The rows that are shown. */
static int shown_rows(const struct list *l)
{
    int rows = (int)l->rows.count - l->top;
    return rows < l->height ? rows : l->height;
}

static int ideal_width(struct list *l, int column)
{
    const struct list_column *c = &l->columns[column];
    int widest = c->ideal;
    for (int y = 0; c->fit && y < shown_rows(l); y++) {
        enum style style;
        str_truncate(&l->cell_text, 0);
        l->provider->cell(l->ctx, &VEC_AT(&l->rows, struct list_row, l->top + y), column,
                          &l->cell_text, &style);
        int w = text_columns(str_text(&l->cell_text), l->cell_text.len, c->fit);
        widest = w > widest ? w : widest;
    }
    return widest;
}

static void lay_out(struct list *l, int width, struct layout *out)
{
    out->count = 0;
    for (int i = 0; i < l->column_count && i < COLUMNS_MAX; i++)
        out->ideal[i] = ideal_width(l, i);
    for (int i = 0; i < l->column_count && out->count < COLUMNS_MAX; i++)
        if (i == 0 || i > l->left)
            out->at[out->count++].column = i;
    while (out->count > 1 && too_wide(l, out, width))
        leave_out_one(l, out);
    for (int i = 0; i < out->count; i++)
        out->at[i].w = least(l, out, out->at[i].column);
    if (out->count == 1 && out->at[0].w > width)
        out->at[0].w = width;
    hand_out(l, out, width - needed(l, out, 0));
    int x = 0;
    for (int i = 0; i < out->count; i++) {
        out->at[i].x = x;
        x += out->at[i].w + GAP;
    }
}

static void put_cell(struct grid *g, int x, int y, int w, enum style style, const char *text,
                     bool right)
{
    if (right)
        grid_put_right(g, x, y, w, style, text);
    else
        grid_put(g, x, y, w, style, text);
}

static void draw_heads(const struct list *l, struct grid *g, struct rect r,
                       const struct layout *layout)
{
    grid_fill(g, (struct rect){r.x, r.y, r.w, 1}, STYLE_HEADING);
    for (int i = 0; i < layout->count; i++) {
        const struct list_column *c = &l->columns[layout->at[i].column];
        const char *head = c->head && *c->head ? _(c->head) : "";
        put_cell(g, r.x + GUTTER + layout->at[i].x, r.y, layout->at[i].w, STYLE_HEADING, head,
                 c->right);
    }
}

static const char *gutter_sign(bool current, bool marked, bool bar)
{
    if (marked && (bar || !current))
        return "*";
    return current ? "▌" : " ";
}

static void draw_row(struct list *l, struct grid *g, struct rect r, const struct list_row *row,
                     const struct layout *layout, bool current, bool bar)
{
    bool marked = marks_has(&l->marks, row->id);
    bool whole = current && bar; /* one style for all of it */
    if (whole)
        grid_fill(g, r, STYLE_SELECTED);
    enum style sign = whole ? STYLE_SELECTED : current ? STYLE_MARKER : STYLE_MARKED;
    grid_put(g, r.x, r.y, GUTTER, current || marked ? sign : STYLE_NORMAL,
             gutter_sign(current, marked, whole));
    for (int i = 0; i < layout->count; i++) {
        int column = layout->at[i].column;
        enum style style = STYLE_NORMAL;
        str_truncate(&l->cell_text, 0);
        l->provider->cell(l->ctx, row, column, &l->cell_text, &style);
        if (marked && style == STYLE_NORMAL)
            style = STYLE_MARKED;
        put_cell(g, r.x + GUTTER + layout->at[i].x, r.y, layout->at[i].w,
                 whole ? STYLE_SELECTED : style, str_text(&l->cell_text), l->columns[column].right);
    }
}

static void draw_empty(const struct list *l, struct grid *g, struct rect r)
{
    const char *text = l->words.len > 0        ? _("No row here has these words.")
                       : l->empty && *l->empty ? _(l->empty)
                                               : "";
    size_t len = strlen(text), at = 0;
    for (int y = 0; y < r.h && at < len; y++) {
        size_t end = text_wrap(text, len, at, r.w - GUTTER);
        grid_put_from(g, r.x + GUTTER, r.y + y, r.w - GUTTER, STYLE_MUTED, text + at, end - at, 0);
        at = end;
    }
}

void list_draw(struct list *l, struct grid *g, struct rect r, bool marker_only, bool focus)
{
    struct layout layout;
    if (r.w <= GUTTER || r.h < 1 || !l->provider)
        return;
    struct rect rows = {r.x, r.y + 1, r.w, r.h - 1};
    l->area = rows;
    list_set_height(l, rows.h);
    lay_out(l, r.w - GUTTER, &layout);
    l->hidden_columns = l->column_count - l->left - layout.count;
    draw_heads(l, g, r, &layout);
    if (list_empty(l))
        draw_empty(l, g, rows);
    for (int y = 0; y < rows.h && l->top + y < (int)l->rows.count; y++) {
        struct rect line = {rows.x, rows.y + y, rows.w, 1};
        bool current = l->top + y == l->cursor;
        draw_row(l, g, line, &VEC_AT(&l->rows, struct list_row, l->top + y), &layout, current,
                 !marker_only && focus);
    }
}
