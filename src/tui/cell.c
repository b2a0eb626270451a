/* cell.c: text becomes cells here, and nowhere else. */
#include "tui/cell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { ELLIPSIS = 0x2026, MARKS_MAX = 64 };

static int between(int n, int low, int high)
{
    return n < low ? low : n > high ? high : n;
}

/* --- the grid -------------------------------------------------------------------------------- */

static struct cell blank_cell(enum style style)
{
    return (struct cell){.cp = {' '}, .width = 1, .style = (uint8_t)style};
}

struct rect grid_rect(const struct grid *g)
{
    return (struct rect){0, 0, g->w, g->h};
}

void grid_blank(struct grid *g)
{
    struct cell blank = blank_cell(STYLE_NORMAL);
    for (int i = 0; i < g->w * g->h; i++)
        g->cells[i] = blank;
    g->clip = grid_rect(g);
}

void grid_resize(struct grid *g, int w, int h)
{
    w = between(w, 1, GRID_MAX);
    h = between(h, 1, GRID_MAX);
    if (w * h > g->capacity) {
        g->capacity = w * h;
        g->cells = mem_resize(g->cells, (size_t)g->capacity * sizeof *g->cells);
    }
    g->w = w;
    g->h = h;
    grid_blank(g);
}

void grid_clear(struct grid *g)
{
    free(g->cells);
    *g = (struct grid){0};
}

const struct cell *grid_at(const struct grid *g, int x, int y)
{
    return rect_has(grid_rect(g), x, y) ? &g->cells[y * g->w + x] : NULL;
}

static struct rect rect_common(struct rect a, struct rect b)
{
    int x = a.x > b.x ? a.x : b.x, y = a.y > b.y ? a.y : b.y;
    int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect){x, y, right > x ? right - x : 0, bottom > y ? bottom - y : 0};
}

struct rect grid_clip(struct grid *g, struct rect r)
{
    struct rect old = g->clip;
    g->clip = rect_common(old, r);
    return old;
}

void grid_unclip(struct grid *g, struct rect old)
{
    g->clip = old;
}

/* --- one cell -------------------------------------------------------------------------------- */

/* Writes one cell; what it covers half of becomes blank, so that the two halves of a wide
 * character never part. */
static void set_cell(struct grid *g, int x, int y, struct cell c)
{
    struct cell *row = &g->cells[y * g->w];
    if (row[x].width == 0 && x > 0)
        row[x - 1] = blank_cell(row[x - 1].style);
    if (row[x].width == 2 && x + 1 < g->w)
        row[x + 1] = blank_cell(row[x + 1].style);
    row[x] = c;
}

static void put_code_point(struct grid *g, int x, int y, int32_t cp, int width, enum style style)
{
    if (y < g->clip.y || y >= g->clip.y + g->clip.h)
        return;
    int left = g->clip.x, right = g->clip.x + g->clip.w;
    if (width == 2 && x >= left && x + 1 < right) {
        set_cell(g, x, y, blank_cell(style));
        set_cell(g, x + 1, y, blank_cell(style));
        struct cell *at = &g->cells[y * g->w + x];
        at[0] = (struct cell){.cp = {cp}, .width = 2, .style = (uint8_t)style};
        at[1] = (struct cell){.width = 0, .style = (uint8_t)style};
        return;
    }
    struct cell c = blank_cell(style); /* half of a wide one that the clip cuts */
    if (width == 1)
        c.cp[0] = cp;
    for (int i = 0; i < width; i++)
        if (x + i >= left && x + i < right)
            set_cell(g, x + i, y, c);
}

/* Puts a combining mark on the cell that ends before x. */
static void put_mark(struct grid *g, int x, int y, int32_t cp)
{
    if (!rect_has(g->clip, x - 1, y))
        return;
    struct cell *c = &g->cells[y * g->w + x - 1];
    if (c->width == 0 && x >= 2)
        c--;
    for (int i = 1; i < CELL_CODEPOINTS; i++) {
        if (c->cp[i] == 0) {
            c->cp[i] = cp;
            return;
        }
    }
}

/* --- text ------------------------------------------------------------------------------------ */

/* Reads text piece by piece as it will be drawn: a code point, or a letter of a visible mark. */
struct reader {
    const char *s, *end;
    char mark[16];
    size_t mark_len, mark_at;
    int marks; /* combining ones on the same character so far */
};

struct piece {
    int32_t cp;
    int width; /* 0: combines with the one before */
};

static struct reader reader_of(const char *s, size_t len)
{
    return (struct reader){.s = s, .end = s + len};
}

/* A code point that is drawn as it is. A megabyte of combining marks takes no column and must take
 * no time either: the text ends there. */
static void read_plain(struct reader *r, int32_t cp, struct piece *p)
{
    *p = (struct piece){cp, utf8_width_cp(cp)};
    r->marks = p->width == 0 ? r->marks + 1 : 0;
    if (r->marks > MARKS_MAX) {
        r->s = r->end;
        *p = (struct piece){ELLIPSIS, 1};
    }
}

static bool read_piece(struct reader *r, struct piece *p)
{
    if (r->mark_at < r->mark_len) {
        *p = (struct piece){(unsigned char)r->mark[r->mark_at++], 1};
        return true;
    }
    if (r->s >= r->end)
        return false;
    unsigned char c = (unsigned char)*r->s;
    if (c >= 0x20 && c < 0x7f) {
        r->s++;
        r->marks = 0;
        *p = (struct piece){c, 1};
        return true;
    }
    int32_t cp = -1;
    r->s += utf8_decode(r->s, (size_t)(r->end - r->s), &cp);
    if (cp >= 0 && !utf8_unsafe(cp)) {
        read_plain(r, cp, p);
        return true;
    }
    r->mark_len = utf8_mark(cp, r->mark);
    r->mark_at = r->mark_len;
    if (r->mark_len > 0 && (unsigned char)r->mark[0] < 0x80) {
        r->mark_at = 1;
        *p = (struct piece){(unsigned char)r->mark[0], 1};
        return true;
    }
    *p = (struct piece){0xfffd, 1}; /* the one mark that is not ASCII stands for itself */
    return true;
}

int grid_put_n(struct grid *g, int x, int y, int w, enum style style, const char *text, size_t len)
{
    struct reader r = reader_of(text, len);
    struct piece p;
    int used = 0, cut = 0; /* cut: where '…' can still stand */
    while (read_piece(&r, &p)) {
        if (p.width == 0) {
            if (used > 0)
                put_mark(g, x + used, y, p.cp);
            continue;
        }
        if (used + p.width > w) {
            if (w <= 0)
                return 0;
            for (int i = cut + 1; i < w; i++)
                put_code_point(g, x + i, y, ' ', 1, style);
            put_code_point(g, x + cut, y, ELLIPSIS, 1, style);
            return w;
        }
        put_code_point(g, x + used, y, p.cp, p.width, style);
        used += p.width;
        if (used < w)
            cut = used;
    }
    return used;
}

int grid_put(struct grid *g, int x, int y, int w, enum style style, const char *text)
{
    return text ? grid_put_n(g, x, y, w, style, text, strlen(text)) : 0;
}

int grid_put_f(struct grid *g, int x, int y, int w, enum style style, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return n < 0 ? 0 : grid_put(g, x, y, w, style, text);
}

int grid_put_right(struct grid *g, int x, int y, int w, enum style style, const char *text)
{
    if (!text)
        return 0;
    size_t len = strlen(text);
    int columns = text_columns(text, len, w);
    return grid_put_n(g, x + w - columns, y, columns, style, text, len);
}

void grid_field(struct grid *g, int x, int y, int w, enum style style, const char *text)
{
    int used = grid_put(g, x, y, w, style, text);
    for (int i = used; i < w; i++)
        put_code_point(g, x + i, y, ' ', 1, style);
}

int grid_put_from(struct grid *g, int x, int y, int w, enum style style, const char *text,
                  size_t len, int skip)
{
    struct reader r = reader_of(text, len);
    struct piece p;
    int at = -skip; /* column of the piece within w */
    while (read_piece(&r, &p)) {
        if (p.width == 0) {
            if (at > 0 && at <= w)
                put_mark(g, x + at, y, p.cp);
            continue;
        }
        if (at >= w)
            break;
        if (at >= 0 && at + p.width <= w)
            put_code_point(g, x + at, y, p.cp, p.width, style);
        else
            for (int i = 0; i < p.width; i++)
                if (at + i >= 0 && at + i < w)
                    put_code_point(g, x + at + i, y, ' ', 1, style);
        at += p.width;
    }
    return between(at, 0, w);
}

int text_columns(const char *text, size_t len, int most)
{
    struct reader r = reader_of(text, len);
    struct piece p;
    int columns = 0;
    while (columns < most && read_piece(&r, &p))
        columns += p.width;
    return columns < most ? columns : most;
}

int text_step(const char *s, size_t len, size_t *bytes)
{
    int32_t cp = -1;
    *bytes = utf8_decode(s, len, &cp);
    return *bytes == 0 ? 0 : utf8_width_cp(cp);
}

/* --- shapes ---------------------------------------------------------------------------------- */

void grid_fill(struct grid *g, struct rect r, enum style style)
{
    r = rect_common(r, g->clip);
    for (int y = r.y; y < r.y + r.h; y++)
        for (int x = r.x; x < r.x + r.w; x++)
            set_cell(g, x, y, blank_cell(style));
}

void grid_style(struct grid *g, struct rect r, enum style style)
{
    r = rect_common(r, g->clip);
    for (int y = r.y; y < r.y + r.h; y++)
        for (int x = r.x; x < r.x + r.w; x++)
            g->cells[y * g->w + x].style = (uint8_t)style;
}

void grid_hline(struct grid *g, int x, int y, int w, enum style style)
{
    for (int i = 0; i < w; i++)
        put_code_point(g, x + i, y, 0x2500, 1, style);
}

void grid_vline(struct grid *g, int x, int y, int h, enum style style)
{
    for (int i = 0; i < h; i++)
        put_code_point(g, x, y + i, 0x2502, 1, style);
}

/* " text " in a border that starts at x and is w wide. */
static void border_text(struct grid *g, int x, int y, int w, enum style style, const char *text)
{
    if (!text || !*text || w < 6)
        return;
    put_code_point(g, x + 1, y, ' ', 1, style);
    int used = grid_put(g, x + 2, y, w - 4, style, text);
    put_code_point(g, x + 2 + used, y, ' ', 1, style);
}

void grid_box(struct grid *g, struct rect r, const char *title, const char *foot)
{
    if (r.w < 1 || r.h < 1)
        return;
    int right = r.x + r.w - 1, bottom = r.y + r.h - 1;
    grid_fill(g, r, STYLE_NORMAL);
    grid_hline(g, r.x, r.y, r.w, STYLE_BORDER);
    grid_hline(g, r.x, bottom, r.w, STYLE_BORDER);
    grid_vline(g, r.x, r.y, r.h, STYLE_BORDER);
    grid_vline(g, right, r.y, r.h, STYLE_BORDER);
    put_code_point(g, r.x, r.y, 0x250c, 1, STYLE_BORDER);
    put_code_point(g, right, r.y, 0x2510, 1, STYLE_BORDER);
    put_code_point(g, r.x, bottom, 0x2514, 1, STYLE_BORDER);
    put_code_point(g, right, bottom, 0x2518, 1, STYLE_BORDER);
    border_text(g, r.x, r.y, r.w, STYLE_TITLE, title);
    border_text(g, r.x, bottom, r.w, STYLE_MUTED, foot);
}

struct rect rect_inset(struct rect r, int dx, int dy)
{
    struct rect in = {r.x + dx, r.y + dy, r.w - 2 * dx, r.h - 2 * dy};
    in.w = in.w < 0 ? 0 : in.w;
    in.h = in.h < 0 ? 0 : in.h;
    return in;
}

struct rect rect_center(struct rect outer, int w, int h)
{
    w = between(w, 0, outer.w);
    h = between(h, 0, outer.h);
    return (struct rect){outer.x + (outer.w - w) / 2, outer.y + (outer.h - h) / 2, w, h};
}

bool rect_has(struct rect r, int x, int y)
{
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}
