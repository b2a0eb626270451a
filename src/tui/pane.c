/* pane.c: text to read. */
#include "tui/pane.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "tui/text.h"

struct pane_line {
    const char *label, *text; /* in the arena; label NULL: none; text NULL: a rule */
    int label_width;
    enum style style;
};

struct pane_row {
    size_t line;
    size_t from, len; /* of its text */
};

void pane_reset(struct pane *p)
{
    arena_clear(&p->arena);
    p->lines.count = p->rows.count = 0;
    p->lines.size = sizeof(struct pane_line);
    p->rows.size = sizeof(struct pane_row);
    p->width = 0;
}

void pane_clear(struct pane *p)
{
    arena_clear(&p->arena);
    vec_clear(&p->lines);
    vec_clear(&p->rows);
    *p = (struct pane){0};
}

static void add(struct pane *p, struct pane_line line)
{
    p->lines.size = sizeof(struct pane_line);
    *(struct pane_line *)vec_push(&p->lines) = line;
    p->width = 0;
}

void pane_add_pair(struct pane *p, int label_width, const char *label, enum style style,
                   const char *text)
{
    add(p, (struct pane_line){.label = arena_strdup(&p->arena, label),
                              .text = arena_strdup(&p->arena, text ? text : ""),
                              .label_width = label_width,
                              .style = style});
}

void pane_add(struct pane *p, enum style style, const char *text)
{
    pane_add_pair(p, 0, NULL, style, text);
}

void pane_add_f(struct pane *p, enum style style, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *text = arena_alloc(&p->arena, (size_t)(len < 0 ? 0 : len) + 1);
    if (len > 0)
        vsnprintf(text, (size_t)len + 1, fmt, again);
    va_end(again);
    add(p, (struct pane_line){.text = text, .style = style});
}

void pane_rule(struct pane *p)
{
    add(p, (struct pane_line){.style = STYLE_BORDER});
}

/* Columns that the label takes of a line. */
static int indent_of(const struct pane_line *line, int width)
{
    return line->label_width < width - 8 ? line->label_width : 0;
}

static void lay_out(struct pane *p, int width)
{
    if (p->width == width)
        return;
    p->width = width;
    p->rows.size = sizeof(struct pane_row);
    p->rows.count = 0;
    for (size_t i = 0; i < p->lines.count; i++) {
        const struct pane_line *line = &VEC_AT(&p->lines, struct pane_line, i);
        size_t len = line->text ? strlen(line->text) : 0, at = 0;
        do {
            size_t end = len ? text_wrap(line->text, len, at, width - indent_of(line, width)) : 0;
            struct pane_row *row = vec_push(&p->rows);
            *row = (struct pane_row){.line = i, .from = at, .len = end - at};
            if (row->len > 0 && line->text[end - 1] == '\n')
                row->len--;
            at = end;
        } while (at < len);
    }
}

int pane_rows(struct pane *p, int width)
{
    if (width < 1)
        return 0;
    lay_out(p, width);
    return (int)p->rows.count;
}

void pane_scroll(struct pane *p, int rows)
{
    int last = (int)p->rows.count - p->height;
    p->top += rows;
    p->top = p->top > last ? last : p->top;
    p->top = p->top < 0 ? 0 : p->top;
}

bool pane_event(struct pane *p, const struct event *ev)
{
    int page = p->height > 1 ? p->height - 1 : 1, all = (int)p->rows.count;
    if (ev->type == EVENT_MOUSE && ev->mouse != MOUSE_PRESS) {
        pane_scroll(p, ev->mouse == MOUSE_WHEEL_UP ? -3 : 3);
        return true;
    }
    const struct {
        uint32_t key;
        int rows;
    } keys[] = {{K_DOWN, 1},
                {'j', 1},
                {K_UP, -1},
                {'k', -1},
                {K_PAGE_DOWN, page},
                {K_PAGE_UP, -page},
                {' ', page},
                {'d' | K_CTRL, page / 2},
                {'u' | K_CTRL, -page / 2},
                {K_HOME, -all},
                {'g', -all},
                {K_END, all},
                {'G', all}};
    for (size_t i = 0; ev->type == EVENT_KEY && i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].key == ev->key) {
            pane_scroll(p, keys[i].rows);
            return true;
        }
    }
    return false;
}

static void draw_row(const struct pane *p, struct grid *g, const struct pane_row *row,
                     struct rect r)
{
    const struct pane_line *line = &VEC_AT(&p->lines, struct pane_line, row->line);
    if (!line->text) {
        grid_hline(g, r.x, r.y, r.w, STYLE_BORDER);
        return;
    }
    int indent = indent_of(line, r.w);
    if (line->label && row->from == 0 && indent > 0)
        grid_put(g, r.x, r.y, indent - 1, STYLE_LABEL, line->label);
    grid_put_from(g, r.x + indent, r.y, r.w - indent, line->style, line->text + row->from, row->len,
                  0);
}

void pane_draw(struct pane *p, struct grid *g, struct rect r)
{
    if (r.w < 1 || r.h < 1)
        return;
    lay_out(p, r.w);
    p->height = r.h;
    pane_scroll(p, 0);
    for (int y = 0; y < r.h && p->top + y < (int)p->rows.count; y++)
        draw_row(p, g, &VEC_AT(&p->rows, struct pane_row, p->top + y),
                 (struct rect){r.x, r.y + y, r.w, 1});
}
