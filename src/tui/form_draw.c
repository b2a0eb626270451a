/* form_draw.c: where fields stand, and how they look. */
#include <string.h>

#include "base/i18n.h"
#include "tui/form_field.h"

enum {
    LABEL_MAX = 21,
    REMARK_MAX = 60,
    MARK_GAP = 2,
    BESIDE_GAP = 2,
    OPEN_WIDTH = 12,
    LONG_ROWS = 3
};

static const char *label_of(const struct field *field)
{
    return *field->spec->label ? _(field->spec->label) : "";
}

/* A text between the fields, not the label of one. */
static bool is_remark(const struct field *field)
{
    return field->spec->kind == FIELD_INFO && !*field->spec->name && *field->spec->label;
}

static int label_width(const struct field *field)
{
    const char *label = label_of(field);
    return text_columns(label, strlen(label), is_remark(field) ? REMARK_MAX : LABEL_MAX);
}

static bool starts_line(const struct form *f, size_t i)
{
    return i == 0 || !(f->fields[i].flags & FIELD_BESIDE);
}

/* Labels of first fields stand in one column. */
static int label_column(const struct form *f, int width)
{
    int widest = 0, half = width / 2 + 1, most = half < LABEL_MAX ? half : LABEL_MAX;
    for (size_t i = 0; i < f->count; i++) {
        int w = starts_line(f, i) ? label_width(&f->fields[i]) : 0;
        widest = w > widest ? w : widest;
    }
    return widest < most ? widest : most;
}

static int rows_of(const struct field *field)
{
    if (field->spec->kind != FIELD_LONG)
        return 1;
    return field->spec->rows > 0 ? field->spec->rows : LONG_ROWS;
}

/* Columns that the value wants at least. */
static int value_width(const struct field *field)
{
    return field->spec->width > 0 ? field->spec->width : OPEN_WIDTH;
}

/* Puts the field at x of line y; returns the column behind it. */
static int place(struct form *f, struct field *field, int x, int y, int width, bool first)
{
    int label = first && !is_remark(field) ? f->label_width : label_width(field);
    int value = x + label + MARK_GAP;
    int room = width - value;
    int w = field->spec->width > 0 && field->spec->width < room ? field->spec->width : room;
    field->label_area = (struct rect){x, y, label, 1};
    field->area = (struct rect){value, y, w > 1 ? w : 1, rows_of(field)};
    return value + field->area.w;
}

/* Is there room for the field behind what ends at x? */
static bool fits(const struct field *field, int x, int width)
{
    return x + BESIDE_GAP + label_width(field) + MARK_GAP + value_width(field) <= width;
}

/* A field of open width that has others beside it keeps only what it wants. */
static void narrow(struct field *field)
{
    if (field->spec->width == 0 && field->area.w > OPEN_WIDTH)
        field->area.w = OPEN_WIDTH;
}

/* What is free behind the last field of a line goes to fields of open width in it. */
static void widen_line(struct form *f, size_t from, size_t to, int end, int width)
{
    int extra = width - end, shift = 0;
    for (size_t i = from; i < to; i++) {
        struct field *field = &f->fields[i];
        field->label_area.x += shift;
        field->area.x += shift;
        if (field->spec->width == 0 && extra > 0) {
            field->area.w += extra;
            shift += extra;
            extra = 0;
        }
    }
}

void form_lay_out(struct form *f, int width, int height)
{
    int y = 0;
    struct field *tallest = NULL;
    f->label_width = label_column(f, width);
    f->width = width;
    for (size_t i = 0; i < f->count;) {
        size_t line = i;
        int rows = rows_of(&f->fields[i]);
        int end = place(f, &f->fields[i], 0, y, width, true);
        if (f->fields[i].spec->kind == FIELD_LONG)
            tallest = &f->fields[i];
        for (i++; i < f->count && !starts_line(f, i); i++) {
            int open = f->fields[i - 1].area.x + value_width(&f->fields[i - 1]);
            int from = f->fields[i - 1].spec->width == 0 && open < end ? open : end;
            if (!fits(&f->fields[i], from, width))
                break;
            narrow(&f->fields[i - 1]);
            end = place(f, &f->fields[i], from + BESIDE_GAP, y, width, false);
        }
        if (i > line + 1)
            widen_line(f, line, i, end, width);
        y += rows;
    }
    if (tallest && y < height) { /* the long text takes what is left */
        int more = height - y;
        tallest->area.h += more;
        for (size_t i = (size_t)(tallest - f->fields) + 1; i < f->count; i++) {
            f->fields[i].area.y += more;
            f->fields[i].label_area.y += more;
        }
        y = height;
    }
    f->rows_total = y;
}

int form_rows(struct form *f, int width)
{
    form_lay_out(f, width, 0);
    return f->rows_total;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void scroll_to_focus(struct form *f, int height)
{
    const struct field *field = form_focus(f);
    f->height = height;
    if (field && f->top + height < field->area.y + field->area.h)
        f->top = field->area.y + field->area.h - height;
    if (field && f->top > field->area.y)
        f->top = field->area.y;
    if (f->top > f->rows_total - height)
        f->top = f->rows_total - height;
    if (f->top < 0)
        f->top = 0;
}

static void draw_value(const struct field *field, struct grid *g, bool focus)
{
    struct str shown = {0};
    struct rect r = field->area;
    bool wrong = field->error.len > 0;
    enum style style = wrong ? STYLE_ERROR : focus ? STYLE_SELECTION : STYLE_NORMAL;
    if (focus)
        grid_fill(g, r, STYLE_INPUT);
    field_show(field, &shown);
    bool open = field_has_source(field) || field->spec->kind == FIELD_CHOICE;
    int room = open && focus && r.w > 4 ? r.w - 2 : r.w;
    int used = grid_put(g, r.x, r.y, room, style, str_text(&shown));
    if (field->note.len > 0 && used + 4 < room)
        grid_put(g, r.x + used + 2, r.y, room - used - 2, STYLE_MUTED, str_text(&field->note));
    if (room < r.w)
        grid_put(g, r.x + r.w - 1, r.y, 1, STYLE_MUTED, "▾");
    str_clear(&shown);
}

static void draw_field(struct form *f, struct grid *g, struct field *field, int *cursor_x,
                       int *cursor_y)
{
    bool focus = field == form_focus(f);
    struct rect r = field->area, label = field->label_area;
    enum style style = focus ? STYLE_INPUT : field->error.len > 0 ? STYLE_ERROR : STYLE_NORMAL;
    grid_put(g, label.x, label.y, label.w, STYLE_LABEL, label_of(field));
    if (field->mark)
        grid_put(g, r.x - 1, r.y, 1, STYLE_PERSONALISED, "•");
    if (field->spec->kind == FIELD_LONG) {
        text_draw(&field->text, g, r, style, focus ? cursor_x : NULL, focus ? cursor_y : NULL);
    } else if (focus && field_is_line(field) && (field->edited || !field->note.len)) {
        edit_draw(&field->text.edit, g, r.x, r.y, r.w, style, cursor_x);
        *cursor_y = r.y;
    } else {
        draw_value(field, g, focus);
        if (focus) {
            *cursor_x = r.x;
            *cursor_y = r.y;
        }
    }
}

void form_draw(struct form *f, struct grid *g, struct rect r, int *cursor_x, int *cursor_y)
{
    *cursor_x = *cursor_y = -1;
    form_lay_out(f, r.w, r.h);
    scroll_to_focus(f, r.h);
    struct rect old = grid_clip(g, r);
    for (size_t i = 0; i < f->count; i++) {
        struct field *field = &f->fields[i];
        field->area.x += r.x;
        field->area.y += r.y - f->top;
        field->label_area.x += r.x;
        field->label_area.y += r.y - f->top;
        if (field->area.y + field->area.h > r.y && field->area.y < r.y + r.h)
            draw_field(f, g, field, cursor_x, cursor_y);
    }
    grid_unclip(g, old);
    if (!rect_has(r, *cursor_x, *cursor_y))
        *cursor_x = *cursor_y = -1;
}

void form_draw_lookup(struct form *f, struct grid *g)
{
    const struct field *field = form_focus(f);
    if (field && lookup_is_open(&f->lookup))
        lookup_draw(&f->lookup, g, field->area.x - 1, field->area.y, field->area.w + 2);
}
