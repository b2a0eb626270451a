/* term_output.c: from one grid to the next with few bytes.
 *
 * Terminals disagree about the width of some characters. Where one could, the cursor is placed by
 * its absolute position behind it, so that a wrong width never shifts the column that follows. */
#include "tui/term_output.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term_scroll.h"

enum {
    GAP_MIN = 6,   /* equal cells that are cheaper to skip than to write again */
    ERASE_MIN = 14 /* blanks that are cheaper by ECH and a move; REP is not everywhere */
};

void output_clear(struct output *o)
{
    grid_clear(&o->shown);
    free(o->prints);
    free(o->next_prints);
    *o = (struct output){0};
}

void output_invalidate(struct output *o)
{
    o->valid = false;
}

/* --- the cursor ------------------------------------------------------------------------------ */

static void move_to(struct output *o, struct str *out, int x, int y)
{
    if (o->x == x && o->y == y)
        return;
    if (x == 0 && o->y == y)
        str_add_char(out, '\r');
    else if (x == 0 && o->y >= 0 && o->y + 1 == y)
        str_add(out, "\r\n");
    else if (o->y == y && o->caps.hpa)
        o->caps.expand(out, o->caps.hpa, x, 0);
    else
        o->caps.expand(out, o->caps.cup, y, x);
    o->x = x;
    o->y = y;
}

/* --- looks ----------------------------------------------------------------------------------- */

static bool same_look(struct look a, struct look b)
{
    return a.fg == b.fg && a.bg == b.bg && a.attr == b.attr;
}

static void set_color(const struct output *o, struct str *out, const char *cap, int layer,
                      int32_t color)
{
    if (color >= 0x1000000)
        str_add_f(out, "\033[%d;2;%d;%d;%dm", layer, (int)(color >> 16 & 0xff),
                  (int)(color >> 8 & 0xff), (int)(color & 0xff));
    else if (color >= 0 && cap)
        o->caps.expand(out, cap, (int)color, 0);
}

static void set_look(struct output *o, struct str *out, struct look want)
{
    struct look *now = &o->look;
    if (same_look(*now, want))
        return;
    bool less =
        (now->attr & ~want.attr) || (now->fg >= 0 && want.fg < 0) || (now->bg >= 0 && want.bg < 0);
    if (less) {
        str_add(out, o->caps.sgr0);
        *now = (struct look){-1, -1, 0};
    }
    const struct {
        int bit;
        const char *cap;
    } attrs[] = {{ATTR_BOLD, o->caps.bold},
                 {ATTR_DIM, o->caps.dim},
                 {ATTR_REVERSE, o->caps.rev},
                 {ATTR_UNDERLINE, o->caps.smul},
                 {ATTR_ITALIC, o->caps.sitm}};
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++)
        if ((want.attr & ~now->attr & attrs[i].bit) && attrs[i].cap)
            str_add(out, attrs[i].cap);
    if (want.fg != now->fg)
        set_color(o, out, o->caps.setaf, 38, want.fg);
    if (want.bg != now->bg)
        set_color(o, out, o->caps.setab, 48, want.bg);
    *now = want;
}

/* Can blanks of this look come from erasing? */
static bool erasable(const struct output *o, struct look look)
{
    return !(look.attr & (ATTR_REVERSE | ATTR_UNDERLINE)) && (look.bg < 0 || o->caps.bce);
}

/* --- cells ----------------------------------------------------------------------------------- */

static bool is_blank(const struct cell *c)
{
    return c->cp[0] == ' ' && c->cp[1] == 0 && c->width == 1;
}

/* Do all terminals agree about its width? */
static bool trusted(const struct cell *c)
{
    static const int32_t ranges[][2] = {
        {0x20, 0x2ff},    {0x370, 0x482},   {0x48a, 0x52f},   /* Latin, Greek, Cyrillic */
        {0x2010, 0x2027}, {0x20ac, 0x20ac}, {0x2190, 0x2195}, /* punctuation, euro, arrows */
        {0x2500, 0x2590}, {0x3041, 0x3096}, {0x30a1, 0x30fa}, /* lines, kana */
        {0x4e00, 0x9fa5}, {0xac00, 0xd7a3},                   /* ideographs, Hangul */
    };
    if (c->cp[1])
        return false;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c->cp[0] >= ranges[i][0] && c->cp[0] <= ranges[i][1])
            return true;
    return false;
}

static char stand_in(int32_t cp)
{
    static const struct {
        int32_t cp;
        char ascii;
    } signs[] = {{0x2026, '~'}, {0x258c, '>'}, {0x2022, '*'}, {0xb7, '.'},   {0x2500, '-'},
                 {0x2502, '|'}, {0x250a, '|'}, {0x250c, '+'}, {0x2510, '+'}, {0x2514, '+'},
                 {0x2518, '+'}, {0x2190, '<'}, {0x2191, '^'}, {0x2192, '>'}, {0x2193, 'v'},
                 {0x2194, '='}, {0x25be, 'v'}, {0x2713, 'x'}, {0x2588, '#'}, {0xa0, ' '},
                 {0x2013, '-'}, {0x2014, '-'}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].cp == cp)
            return signs[i].ascii;
    return '?';
}

static void add_cell(const struct output *o, struct str *out, const struct cell *c)
{
    if (o->caps.ascii && c->cp[0] >= 0x80) {
        for (int i = 0; i < c->width; i++)
            str_add_char(out, stand_in(c->cp[0]));
        return;
    }
    for (int i = 0; i < CELL_CODEPOINTS && c->cp[i]; i++) {
        char bytes[4];
        str_add_n(out, bytes, utf8_encode(c->cp[i], bytes));
    }
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* How many cells from row[x] on, before `end`, are the same as it. */
static int run_length(const struct cell *row, int x, int end)
{
    int n = 1;
    while (x + n < end && same_cell(&row[x], &row[x + n]))
        n++;
    return n;
}

static void went_on(struct output *o, int x, const struct cell *last)
{
    o->x = x >= o->shown.w || !(o->caps.ascii || trusted(last)) ? -1 : x;
}

/* Writes cells [x, end) of the row at y. */
static void write_cells(struct output *o, struct str *out, const struct cell *row, int x, int end,
                        int y)
{
    while (x < end) {
        const struct cell *c = &row[x];
        struct look look = o->looks[c->style];
        bool can_erase = o->caps.ech && is_blank(c) && erasable(o, look);
        int run = can_erase ? run_length(row, x, end) : 0;
        move_to(o, out, x, y);
        set_look(o, out, look);
        if (run >= ERASE_MIN) {
            o->caps.expand(out, o->caps.ech, run, 0);
            x += run; /* the cursor stays */
            continue;
        }
        add_cell(o, out, c);
        x += c->width > 1 ? 2 : 1;
        went_on(o, x, c);
    }
}

/* Where the blanks at the end of the row begin. */
static int tail_of(const struct cell *row, int w)
{
    int x = w;
    while (x > 0 && is_blank(&row[x - 1]) && row[x - 1].style == row[w - 1].style)
        x--;
    return x;
}

static bool row_differs(const struct cell *was, const struct cell *row, int x, int end)
{
    return x < end && memcmp(&was[x], &row[x], (size_t)(end - x) * sizeof *row) != 0;
}

static void write_row(struct output *o, struct str *out, const struct grid *g, int y)
{
    const struct cell *row = &g->cells[y * g->w], *was = &o->shown.cells[y * g->w];
    int tail = tail_of(row, g->w), end = g->w;
    bool erase = false;
    if (tail + 4 < g->w && o->caps.el && row_differs(was, row, tail, g->w) &&
        erasable(o, o->looks[row[g->w - 1].style])) {
        erase = true;
        end = tail;
    }
    if (o->caps.wraps && y == g->h - 1 && end == g->w)
        end--;
    for (int x = 0; x < end;) {
        while (x < end && same_cell(&row[x], &was[x]))
            x++;
        if (x < end && row[x].width == 0)
            x--; /* a wide character is written whole */
        int stop = x, equal = 0;
        for (int i = x; i < end && equal < GAP_MIN; i++) {
            equal = same_cell(&row[i], &was[i]) ? equal + 1 : 0;
            if (!equal)
                stop = i + 1;
        }
        if (stop < end && row[stop].width == 0)
            stop++;
        write_cells(o, out, row, x, stop, y);
        x = stop > x ? stop : x + 1;
    }
    if (erase) {
        move_to(o, out, tail, y);
        set_look(o, out, o->looks[row[g->w - 1].style]);
        str_add(out, o->caps.el);
    }
}

/* --- the whole ------------------------------------------------------------------------------- */

static void start_anew(struct output *o, const struct grid *g, struct str *out)
{
    grid_resize(&o->shown, g->w, g->h);
    if (g->h > o->print_capacity) {
        o->print_capacity = g->h;
        o->prints = mem_resize(o->prints, (size_t)g->h * sizeof *o->prints);
        o->next_prints = mem_resize(o->next_prints, (size_t)g->h * sizeof *o->prints);
    }
    str_add(out, o->caps.sgr0);
    o->look = (struct look){-1, -1, 0};
    str_add(out, o->caps.clear);
    o->x = o->y = -1;
    if (o->caps.civis)
        str_add(out, o->caps.civis);
    o->cursor_on = !o->caps.civis;
    scroll_fingerprints(&o->shown, o->prints);
    o->valid = true;
}

static void show_cursor(struct output *o, struct str *out, int x, int y)
{
    bool on = x >= 0 && x < o->shown.w && y >= 0 && y < o->shown.h;
    if (on)
        move_to(o, out, x, y);
    if (on != o->cursor_on && o->caps.civis && o->caps.cnorm) {
        str_add(out, on ? o->caps.cnorm : o->caps.civis);
        o->cursor_on = on;
    }
}

void output_grid(struct output *o, const struct grid *g, int cursor_x, int cursor_y,
                 struct str *out)
{
    if (!o->valid || o->shown.w != g->w || o->shown.h != g->h)
        start_anew(o, g, out);
    scroll_fingerprints(g, o->next_prints);
    if (o->caps.csr && o->caps.ind && o->caps.ri) {
        struct scroll s = scroll_find(o->prints, o->next_prints, g->h);
        if (s.by != 0) {
            set_look(o, out, (struct look){-1, -1, 0});
            scroll_write(&o->caps, s, g->h, out);
            scroll_apply(&o->shown, s);
            o->x = o->y = -1;
            scroll_fingerprints(&o->shown, o->prints);
        }
    }
    for (int y = 0; y < g->h; y++)
        if (o->prints[y] != o->next_prints[y])
            write_row(o, out, g, y);
    memcpy(o->shown.cells, g->cells, (size_t)(g->w * g->h) * sizeof *g->cells);
    memcpy(o->prints, o->next_prints, (size_t)g->h * sizeof *o->prints);
    if (!same_look(o->look, (struct look){-1, -1, 0}))
        set_look(o, out, (struct look){-1, -1, 0});
    show_cursor(o, out, cursor_x, cursor_y);
}
