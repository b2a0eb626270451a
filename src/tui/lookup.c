/* lookup.c: the drop-down of a field. */
#include "tui/lookup.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

enum { ROWS_ASKED = 100, ROWS_SHOWN = 10, COLUMNS_MAX = 72, COLUMNS_MIN = 24 };

void lookup_add(struct lookup_rows *out, const char *value, const char *text, const char *note)
{
    out->rows.size = sizeof(struct lookup_row);
    *(struct lookup_row *)vec_push(&out->rows) = (struct lookup_row){
        arena_strdup(&out->arena, value ? value : ""), arena_strdup(&out->arena, text ? text : ""),
        arena_strdup(&out->arena, note ? note : "")};
}

static int count_of(const struct lookup *l)
{
    return (int)l->found.rows.count;
}

/* Is there an Add row? Not while the question "what" is still empty. */
static bool can_add(const struct lookup *l)
{
    return l->source && l->source->add && l->query.len > 0;
}

static void forget_rows(struct lookup *l)
{
    l->found.rows.count = 0;
    l->found.rows.size = sizeof(struct lookup_row);
    arena_clear(&l->found.arena);
}

void lookup_open(struct lookup *l, const struct lookup_source *source, const char *query)
{
    forget_rows(l);
    l->source = source;
    l->top = 0;
    l->cursor = -1;
    l->keep_none = false;
    lookup_query(l, query);
    l->keep_none = false;
}

void lookup_query(struct lookup *l, const char *query)
{
    str_truncate(&l->query, 0);
    str_add(&l->query, query);
    l->stale = true;
    l->keep_none = l->query.len == 0;
}

void lookup_close(struct lookup *l)
{
    arena_clear(&l->found.arena);
    vec_clear(&l->found.rows);
    str_clear(&l->query);
    str_clear(&l->wanted);
    *l = (struct lookup){0};
}

bool lookup_is_open(const struct lookup *l)
{
    return l->source != NULL;
}

static int wanted_row(const struct lookup *l)
{
    for (int i = 0; l->wanted.len > 0 && i < count_of(l); i++)
        if (strcmp(VEC_AT(&l->found.rows, struct lookup_row, i).value, str_text(&l->wanted)) == 0)
            return i;
    return 0;
}

lia_status lookup_load(struct lookup *l, void *ctx, const char *field, lia_error *err)
{
    if (!l->source || !l->stale)
        return LIA_OK;
    forget_rows(l);
    l->stale = false;
    lia_status status =
        l->source->find(ctx, field, str_text(&l->query), ROWS_ASKED, &l->found, err);
    if (status != LIA_OK)
        forget_rows(l);
    l->stale = status == LIA_CANCELED; /* another key came first: asked again behind it */
    l->top = 0;
    l->cursor = count_of(l) > 0 ? wanted_row(l) : can_add(l) ? 0 : -1;
    if (l->keep_none)
        l->cursor = -1;
    return status;
}

const struct lookup_row *lookup_chosen(const struct lookup *l)
{
    bool on_row = l->source && l->cursor >= 0 && l->cursor < count_of(l);
    return on_row ? &VEC_AT(&l->found.rows, struct lookup_row, l->cursor) : NULL;
}

bool lookup_on_add(const struct lookup *l)
{
    return l->source && l->cursor == count_of(l) && can_add(l);
}

static void move(struct lookup *l, int by)
{
    int last = count_of(l) - 1 + can_add(l);
    int to = l->cursor + by;
    l->cursor = to > last ? last : to < 0 && last >= 0 ? 0 : to;
}

bool lookup_event(struct lookup *l, const struct event *ev, bool *take)
{
    if (ev->type == EVENT_MOUSE) {
        if (ev->mouse != MOUSE_PRESS) {
            move(l, ev->mouse == MOUSE_WHEEL_UP ? -1 : 1);
            return true;
        }
        int row = l->top + ev->y - l->area.y;
        if (!rect_has(l->area, ev->x, ev->y) || row >= count_of(l) + can_add(l))
            return false;
        l->cursor = row;
        *take = true;
        return true;
    }
    if (ev->type != EVENT_KEY)
        return false;
    switch (ev->key) {
    case K_UP:
    case 'p' | K_CTRL:
        move(l, -1);
        return true;
    case K_DOWN:
    case K_DOWN | K_ALT:
    case 'n' | K_CTRL:
        move(l, 1);
        return true;
    case K_PAGE_UP:
        move(l, -ROWS_SHOWN);
        return true;
    case K_PAGE_DOWN:
        move(l, ROWS_SHOWN);
        return true;
    default:
        return false;
    }
}

/* --- drawing --------------------------------------------------------------------------------- */

static int widest_text(const struct lookup *l, int most)
{
    int widest = 0;
    for (int i = 0; i < count_of(l); i++) {
        const char *text = VEC_AT(&l->found.rows, struct lookup_row, i).text;
        int w = text_columns(text, strlen(text), most);
        widest = w > widest ? w : widest;
    }
    return widest;
}

static void draw_row(const struct lookup *l, struct grid *g, struct rect r, int row, int text_width)
{
    bool chosen = row == l->cursor;
    enum style style = chosen ? STYLE_SELECTED : STYLE_NORMAL;
    grid_fill(g, r, style);
    if (chosen) /* what Tab would take, in monochrome too */
        grid_put(g, r.x, r.y, 1, style, "▌");
    if (row == count_of(l)) {
        int used = grid_put(g, r.x + 1, r.y, r.w - 2, chosen ? style : STYLE_KEY, _("Add"));
        grid_put_f(g, r.x + 2 + used, r.y, r.w - 3 - used, style, "\"%.200s\" …",
                   str_text(&l->query));
        return;
    }
    const struct lookup_row *found = &VEC_AT(&l->found.rows, struct lookup_row, row);
    grid_put(g, r.x + 1, r.y, *found->note ? text_width : r.w - 2, style, found->text);
    int x = text_width + 3;
    if (x < r.w - 1)
        grid_put(g, r.x + x, r.y, r.w - 1 - x, chosen ? style : STYLE_MUTED, found->note);
}

/* Below the field where the rows fit, else on the side with more room. */
static struct rect place(const struct grid *g, int x, int y, int w, int rows)
{
    int below = g->h - y - 1, above = y, h = rows + 2;
    bool under = below >= h || below >= above;
    int room = under ? below : above;
    h = h > room ? room : h;
    w = w < COLUMNS_MIN ? COLUMNS_MIN : w > COLUMNS_MAX ? COLUMNS_MAX : w;
    w = w > g->w ? g->w : w;
    x = x + w > g->w ? g->w - w : x;
    return (struct rect){x, under ? y + 1 : y - h, w, h};
}

/* How many fit what was typed: Tab takes the one that is highlighted. */
static void count_text(const struct lookup *l, struct str *out)
{
    int n = count_of(l);
    if (l->query.len == 0 || l->stale)
        return;
    if (n == 0)
        str_add(out, can_add(l) ? _("no match") : "");
    else if (n >= ROWS_ASKED)
        str_add_f(out, _("%d or more matches"), n);
    else
        str_add_f(out, ngettext_("%d match", "%d matches", n), n);
}

void lookup_draw(struct lookup *l, struct grid *g, int x, int y, int w)
{
    int rows = count_of(l) + can_add(l);
    int shown = rows < 1 ? 1 : rows > ROWS_SHOWN ? ROWS_SHOWN : rows;
    struct rect box = place(g, x, y, w, shown);
    l->area = rect_inset(box, 1, 1);
    if (l->area.h < 1)
        return;
    struct str matches = {0};
    count_text(l, &matches);
    grid_box(g, box, NULL, str_text(&matches));
    str_clear(&matches);
    if (rows == 0)
        grid_put(g, l->area.x + 1, l->area.y, l->area.w - 2, STYLE_MUTED,
                 l->stale ? "…" : _("nothing found"));
    if (l->top > l->cursor && l->cursor >= 0)
        l->top = l->cursor;
    if (l->top < l->cursor - l->area.h + 1)
        l->top = l->cursor - l->area.h + 1;
    int text_width = widest_text(l, l->area.w * 2 / 3);
    for (int i = 0; i < l->area.h && l->top + i < rows; i++)
        draw_row(l, g, (struct rect){l->area.x, l->area.y + i, l->area.w, 1}, l->top + i,
                 text_width);
}
