/* text.c: wrapping, and moving by lines of the screen; edit.c does the rest. */
#include "tui/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

size_t text_wrap(const char *s, size_t len, size_t at, int width)
{
    size_t gap = at; /* behind the last blank */
    int columns = 0;
    width = width < 1 ? 1 : width;
    for (size_t i = at; i < len;) {
        if (s[i] == '\n')
            return i + 1;
        size_t bytes;
        int step = text_step(s + i, len - i, &bytes);
        if (s[i] == ' ') { /* blanks at the end may hang over */
            columns++;
            i++;
            gap = i;
            continue;
        }
        if (columns + step > width && i > at)
            return gap > at ? gap : i;
        columns += step;
        i += bytes;
    }
    return len;
}

void text_set(struct text *t, const char *s)
{
    edit_set(&t->edit, s);
    t->width = t->top = 0;
    t->want_x = -1;
}

void text_clear(struct text *t)
{
    edit_clear(&t->edit);
    vec_clear(&t->lines);
    bool many_lines = t->edit.many_lines; /* edit_clear keeps it */
    *t = (struct text){.edit.many_lines = many_lines, .want_x = -1};
}

static void lay_out(struct text *t, int width)
{
    if (t->width == width)
        return;
    t->lines.size = sizeof(size_t);
    t->lines.count = 0;
    t->width = width;
    const char *s = edit_text(&t->edit);
    size_t len = t->edit.text.len, at = 0;
    do {
        *(size_t *)vec_push(&t->lines) = at;
        at = text_wrap(s, len, at, width - 1); /* the cursor needs a place behind the last letter */
    } while (at < len);
    if (len > 0 && s[len - 1] == '\n')
        *(size_t *)vec_push(&t->lines) = len;
}

int text_rows(struct text *t, int width)
{
    lay_out(t, width < 2 ? 2 : width);
    return (int)t->lines.count;
}

static size_t start_of(const struct text *t, size_t line)
{
    return VEC_AT(&t->lines, size_t, line);
}

/* Bytes of the line without the newline that ends it. */
static size_t length_of(const struct text *t, size_t line)
{
    const char *s = edit_text(&t->edit);
    size_t start = start_of(t, line);
    size_t end = line + 1 < t->lines.count ? start_of(t, line + 1) : t->edit.text.len;
    return end > start && s[end - 1] == '\n' ? end - start - 1 : end - start;
}

static size_t cursor_line(const struct text *t)
{
    size_t low = 0, high = t->lines.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (start_of(t, middle) <= t->edit.cursor)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static int cursor_column(const struct text *t, size_t line)
{
    size_t start = start_of(t, line);
    return text_columns(edit_text(&t->edit) + start, t->edit.cursor - start, INT_MAX);
}

/* The byte in the line that stands at the column. */
static size_t byte_at(const struct text *t, size_t line, int column)
{
    const char *s = edit_text(&t->edit);
    size_t start = start_of(t, line), end = start + length_of(t, line), at = start;
    while (at < end) {
        size_t next = utf8_next(s, end, at);
        if (text_columns(s + start, next - start, INT_MAX) > column)
            break;
        at = next;
    }
    /* The end of a wrapped line is the start of the next one: stay before it. */
    if (at == end && line + 1 < t->lines.count && at == start_of(t, line + 1) && at > start)
        at = utf8_prev(s, end, at);
    return at;
}

static enum edit_result move_lines(struct text *t, int by)
{
    size_t line = cursor_line(t);
    if (by < 0 ? line == 0 : line + 1 >= t->lines.count)
        return EDIT_IGNORED;
    if (t->want_x < 0)
        t->want_x = cursor_column(t, line);
    int last = (int)t->lines.count - 1, to = (int)line + by;
    to = to < 0 ? 0 : to > last ? last : to;
    t->edit.cursor = byte_at(t, (size_t)to, t->want_x);
    t->edit.selected = t->edit.typing = false;
    return EDIT_MOVED;
}

static enum edit_result move_in_line(struct text *t, bool to_end)
{
    size_t line = cursor_line(t);
    t->edit.cursor = to_end ? byte_at(t, line, INT_MAX) : start_of(t, line);
    t->edit.selected = t->edit.typing = false;
    return EDIT_MOVED;
}

enum edit_result text_event(struct text *t, const struct event *ev)
{
    uint32_t key = ev->type == EVENT_KEY ? ev->key : K_NONE;
    lay_out(t, t->width ? abs(t->width) : INT_MAX);
    int page = t->height > 1 ? t->height - 1 : 1;
    switch (key) {
    case K_UP:
    case 'p' | K_CTRL:
        return move_lines(t, -1);
    case K_DOWN:
    case 'n' | K_CTRL:
        return move_lines(t, 1);
    case K_PAGE_UP:
        return move_lines(t, -page);
    case K_PAGE_DOWN:
        return move_lines(t, page);
    default:
        break;
    }
    t->want_x = -1;
    if (key == K_HOME || key == K_END)
        return move_in_line(t, key == K_END);
    enum edit_result r = edit_event(&t->edit, ev);
    if (r == EDIT_CHANGED)
        t->width = -abs(t->width); /* to be laid out again, at this width */
    return r;
}

static void draw_line(const struct text *t, struct grid *g, struct rect r, int row,
                      enum style style)
{
    size_t line = (size_t)t->top + (size_t)row;
    if (line < t->lines.count)
        grid_put_from(g, r.x, r.y + row, r.w, style, edit_text(&t->edit) + start_of(t, line),
                      length_of(t, line), 0);
}

void text_draw(struct text *t, struct grid *g, struct rect r, enum style style, int *cursor_x,
               int *cursor_y)
{
    if (r.w < 1 || r.h < 1)
        return;
    lay_out(t, r.w < 2 ? 2 : r.w);
    int line = (int)cursor_line(t), count = (int)t->lines.count;
    t->height = r.h;
    if (!cursor_x)
        line = 0;
    if (t->top > count - r.h)
        t->top = count - r.h;
    if (t->top > line)
        t->top = line;
    if (t->top < line - r.h + 1)
        t->top = line - r.h + 1;
    if (t->top < 0)
        t->top = 0;
    grid_fill(g, r, style);
    enum style shown = t->edit.selected && cursor_x ? STYLE_SELECTION : style;
    for (int row = 0; row < r.h; row++)
        draw_line(t, g, r, row, shown);
    if (cursor_x) {
        int x = cursor_column(t, (size_t)line);
        *cursor_x = r.x + (x < r.w ? x : r.w - 1);
        *cursor_y = r.y + line - t->top;
    }
}
