/* print_text.c: rows for people: how wide each column is, and what goes where there is no room. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "print_form.h"

/* A column is cut down to COMFORT before a less important one goes, to NARROW before any goes. */
enum { COMFORT = 16, NARROW = 10, KEPT = 2 };

static bool in_text(const struct printer *p, int c)
{
    return p->columns[c].head && p->fitted[c] >= 0;
}

static int width_at(const struct printer *p, int c, int level)
{
    int width = p->widths[c], keep = p->keeps ? p->columns[c].keep : 0;
    int most = level > keep ? level : keep;
    return p->columns[c].right || width <= most ? width : most;
}

/* What a row needs when no column that can be cut is wider than `level`. */
static int total_at(const struct printer *p, int level)
{
    int total = -PRINT_GAP;
    for (int c = 0; c < p->column_count; c++)
        if (in_text(p, c))
            total += PRINT_GAP + width_at(p, c, level);
    return total;
}

static int best_level(struct printer *p)
{
    int level = p->width;
    p->keeps = true;
    while (level > 1 && total_at(p, level) > p->width) {
        level--;
        if (p->keeps && level < COMFORT) {
            p->keeps = false;
            level = p->width;
        }
    }
    return level;
}

/* The column to leave out next: the least important one, of those the last; -1 none. */
static int next_to_go(const struct printer *p, bool any)
{
    int found = -1, kept = 0;
    for (int c = 0; c < p->column_count; c++) {
        bool may = in_text(p, c) && ++kept > KEPT && (any || p->columns[c].less > 0);
        if (may && (found < 0 || p->columns[c].less >= p->columns[found].less))
            found = c;
    }
    return found;
}

/* What is left out is settled with the heads; later rows only share the room anew. */
static void fit(struct printer *p)
{
    int level = p->width;
    if (p->width > 0)
        for (;;) {
            level = best_level(p);
            int c = level < COMFORT && !p->heads_done ? next_to_go(p, level < NARROW) : -1;
            if (c < 0)
                break;
            p->fitted[c] = -1;
        }
    for (int c = 0; c < p->column_count; c++)
        if (in_text(p, c))
            p->fitted[c] = p->width > 0 ? width_at(p, c, level) : p->widths[c];
}

static const char *style_code(enum print_style style)
{
    switch (style) {
    case PRINT_HEAD:
        return "\033[1m";
    case PRINT_MUTED:
        return "\033[2m";
    case PRINT_ALERT:
        return "\033[31m";
    default:
        return "";
    }
}

static void add_cell(struct str *line, const char *text, int width, bool right, bool last)
{
    int own = utf8_width(text);
    if (right && own < width)
        str_add_f(line, "%*s", width - own, "");
    if (own > width || (!right && !last))
        utf8_fit(line, text, width);
    else
        str_add(line, text);
}

static void print_cells_line(struct printer *p, char **cells, enum print_style style)
{
    const char *code = p->colour ? style_code(style) : "";
    int at = 0, last = p->column_count - 1;
    while (last > 0 && (!in_text(p, last) || !*cells[last]))
        last--;
    str_add(&p->line, code);
    for (int c = 0; c <= last; c++) {
        if (!in_text(p, c))
            continue;
        int width = p->fitted[c];
        if (at > 0)
            str_add_f(&p->line, "%*s", PRINT_GAP, "");
        if (p->width > 0 && at + width > p->width)
            width = p->width - at;
        if (width <= 0)
            break;
        bool whole = p->width == 0 && c == p->column_count - 1;
        add_cell(&p->line, cells[c], whole ? utf8_width(cells[c]) : width, p->columns[c].right,
                 c == last);
        at += width + PRINT_GAP;
    }
    while (p->line.len > 0 && p->line.s[p->line.len - 1] == ' ')
        str_truncate(&p->line, p->line.len - 1);
    str_add(&p->line, *code ? "\033[0m\n" : "\n");
    print_put(p, &p->line);
}

static void widen(struct printer *p, int column, const char *text)
{
    int width = utf8_width(text);
    if (width > p->widths[column])
        p->widths[column] = width;
}

void print_flush_text(struct printer *p)
{
    char *heads[PRINT_COLUMNS];
    for (int c = 0; c < p->column_count; c++) {
        heads[c] = (char *)(p->columns[c].head ? _(p->columns[c].head) : "");
        if (!p->heads_done)
            widen(p, c, heads[c]);
        for (size_t r = 0; r < p->rows.count; r++)
            widen(p, c, VEC_AT(&p->rows, struct print_cells, r).cells[c]);
    }
    fit(p);
    if (!p->heads_done && p->rows.count > 0) {
        print_cells_line(p, heads, PRINT_HEAD);
        p->heads_done = true;
    }
    for (size_t r = 0; r < p->rows.count; r++) {
        const struct print_cells *row = &VEC_AT(&p->rows, struct print_cells, r);
        print_cells_line(p, row->cells, row->style);
    }
    vec_clear(&p->rows);
    p->rows = (struct vec)VEC_OF(struct print_cells);
    arena_clear(&p->arena);
    p->row = NULL;
}
