#include "print.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"

enum { WINDOW = 200, GAP = 2 };

void print_open(struct printer *p, FILE *out, bool json)
{
    *p = (struct printer){.out = out, .json = json, .rows = VEC_OF(char **)};
    p->terminal = isatty(fileno(out)) == 1;
    struct winsize size;
    if (p->terminal && ioctl(fileno(out), TIOCGWINSZ, &size) == 0)
        p->width = size.ws_col;
}

void print_columns(struct printer *p, const struct print_column *columns, int count)
{
    p->columns = columns;
    p->column_count = count;
    p->heads_done = false;
    memset(p->widths, 0, sizeof p->widths);
}

/* --- JSON ---------------------------------------------------------------------------------------- */

static void json_string(struct str *out, const char *s)
{
    size_t len = strlen(s);
    str_add_char(out, '"');
    for (size_t i = 0; i < len;) {
        int32_t cp;
        size_t n = utf8_decode(s + i, len - i, &cp);
        if (cp == '"' || cp == '\\') {
            str_add_f(out, "\\%c", (char)cp);
        } else if (cp == '\n') {
            str_add(out, "\\n");
        } else if (cp == '\t') {
            str_add(out, "\\t");
        } else if (cp < 0) {
            str_add(out, "\\ufffd");
        } else if (!utf8_unsafe(cp)) {
            str_add_n(out, s + i, n);
        } else if (cp < 0x10000) {
            str_add_f(out, "\\u%04" PRIx32, (uint32_t)cp);
        } else {
            uint32_t v = (uint32_t)cp - 0x10000;
            str_add_f(out, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xd800 + (v >> 10), 0xdc00 + (v & 0x3ff));
        }
        i += n;
    }
    str_add_char(out, '"');
}

/* Begins a field; false: this column is not part of the form being printed, or blank. */
static bool json_field(struct printer *p)
{
    const char *key = p->columns[p->column].key;
    if (!key)
        return false;
    if (!p->first_field)
        str_add_char(&p->line, ',');
    p->first_field = false;
    json_string(&p->line, key);
    str_add_char(&p->line, ':');
    return true;
}

static void flush_json(struct printer *p)
{
    if (!p->row)
        return;
    str_add(&p->line, "}\n");
    fwrite(str_text(&p->line), 1, p->line.len, p->out);
    str_truncate(&p->line, 0);
    p->row = NULL;
}

/* --- text ---------------------------------------------------------------------------------------- */

static void text_field(struct printer *p, const char *value)
{
    struct str shown = {0};
    utf8_visible(&shown, value, strlen(value), false);
    p->row[p->column] = arena_strdup(&p->arena, str_text(&shown));
    str_clear(&shown);
}

static void text_line(struct printer *p, char **cells)
{
    int at = 0;
    int last = p->column_count - 1;
    while (last > 0 && (!p->columns[last].head || !*cells[last]))
        last--;
    for (int c = 0; c <= last; c++) {
        if (!p->columns[c].head)
            continue;
        int width = p->widths[c];
        if (p->width > 0 && at + width > p->width)
            width = p->width - at;
        if (width <= 0)
            break;
        int own = utf8_width(cells[c]);
        if (p->columns[c].right)
            for (int i = own; i < width; i++)
                str_add_char(&p->line, ' ');
        if (own > width || (!p->columns[c].right && c < last))
            utf8_fit(&p->line, cells[c], width);
        else
            str_add(&p->line, cells[c]);
        if (c < last)
            str_add_f(&p->line, "%*s", GAP, "");
        at += width + GAP;
    }
    while (p->line.len > 0 && p->line.s[p->line.len - 1] == ' ')
        str_truncate(&p->line, p->line.len - 1);
    str_add_char(&p->line, '\n');
    fwrite(str_text(&p->line), 1, p->line.len, p->out);
    str_truncate(&p->line, 0);
}

static void widen(struct printer *p, int column, const char *text)
{
    int width = utf8_width(text);
    /* A first window with one monstrous value must not push every other column off the page. */
    if (width > 60 && p->columns[column].head && column < p->column_count - 1)
        width = 60;
    if (width > p->widths[column])
        p->widths[column] = width;
}

static void flush_text(struct printer *p)
{
    const char *heads[24];
    for (int c = 0; c < p->column_count; c++) {
        heads[c] = p->columns[c].head ? _(p->columns[c].head) : "";
        if (!p->heads_done)
            widen(p, c, heads[c]);
        for (size_t r = 0; r < p->rows.count; r++)
            widen(p, c, VEC_AT(&p->rows, char **, r)[c]);
    }
    if (!p->heads_done && p->rows.count > 0)
        text_line(p, (char **)heads);
    p->heads_done = p->heads_done || p->rows.count > 0;
    for (size_t r = 0; r < p->rows.count; r++)
        text_line(p, VEC_AT(&p->rows, char **, r));
    vec_clear(&p->rows);
    p->rows = (struct vec)VEC_OF(char **);
    arena_clear(&p->arena);
    p->row = NULL;
}

/* --- fields -------------------------------------------------------------------------------------- */

void print_row(struct printer *p)
{
    static char *some_row[1];
    p->column = 0;
    if (p->json) {
        flush_json(p);
        p->row = some_row;
        p->first_field = true;
        str_add_char(&p->line, '{');
        return;
    }
    if (p->rows.count >= WINDOW)
        flush_text(p);
    p->row = arena_alloc(&p->arena, sizeof(char *) * (size_t)p->column_count);
    for (int c = 0; c < p->column_count; c++)
        p->row[c] = "";
    *(char ***)vec_push(&p->rows) = p->row;
}

void print_text(struct printer *p, const char *value)
{
    if (value && *value) {
        if (!p->json)
            text_field(p, value);
        else if (json_field(p))
            json_string(&p->line, value);
    }
    p->column++;
}

static void print_raw(struct printer *p, const char *json, const char *text)
{
    if (!p->json)
        text_field(p, text);
    else if (*json && json_field(p))
        str_add(&p->line, json);
    p->column++;
}

void print_int(struct printer *p, int64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, value);
    print_raw(p, text, text);
}

void print_bool(struct printer *p, bool value)
{
    print_raw(p, value ? "true" : "false", value ? _("yes") : "");
}

void print_day(struct printer *p, int32_t day)
{
    char text[DATE_TEXT];
    date_format_iso(day, text);
    print_text(p, text);
}

void print_clock(struct printer *p, int32_t seconds)
{
    char text[DATE_TEXT];
    time_format(seconds, text);
    print_text(p, text);
}

void print_instant(struct printer *p, int64_t utc, int zone)
{
    if (!utc) {
        p->column++;
        return;
    }
    int64_t shown = p->json ? utc : utc + (int64_t)zone * 60;
    int64_t day = shown / 86400 - (shown % 86400 < 0);
    int64_t second = shown - day * 86400;
    struct civil c = date_to_civil((int32_t)day);
    char text[64];
    int h = (int)(second / 3600), m = (int)(second / 60 % 60), s = (int)(second % 60);
    if (p->json)
        snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, h, m, s);
    else
        snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, h, m);
    print_text(p, text);
}

void print_amount(struct printer *p, int64_t amount)
{
    char text[DATE_TEXT];
    amount_format(amount, text);
    print_text(p, text);
}

void print_array(struct printer *p, const char *const *items, int count)
{
    struct str joined = {0};
    if (p->json && count > 0 && json_field(p)) {
        str_add_char(&p->line, '[');
        for (int i = 0; i < count; i++) {
            if (i)
                str_add_char(&p->line, ',');
            json_string(&p->line, items[i]);
        }
        str_add_char(&p->line, ']');
    } else if (!p->json) {
        for (int i = 0; i < count; i++)
            str_add_f(&joined, "%s%s", i ? " " : "", items[i]);
        text_field(p, str_text(&joined));
    }
    str_clear(&joined);
    p->column++;
}

bool print_end(struct printer *p)
{
    if (p->json)
        flush_json(p);
    else
        flush_text(p);
    return fflush(p->out) == 0 && !ferror(p->out);
}

void print_line(struct printer *p, const char *fmt, ...)
{
    if (p->json)
        return;
    struct str text = {0}, shown = {0};
    char buf[4096];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    str_add(&text, buf);
    utf8_visible(&shown, str_text(&text), text.len, true);
    fprintf(p->out, "%s\n", str_text(&shown));
    str_clear(&text);
    str_clear(&shown);
}

void print_field(struct printer *p, const char *label, const char *value)
{
    if (p->json || !value || !*value)
        return;
    struct str line = {0};
    utf8_fit(&line, label, 16);
    str_add_char(&line, ' ');
    utf8_visible(&line, value, strlen(value), false);
    fprintf(p->out, "%s\n", str_text(&line));
    str_clear(&line);
}

void print_close(struct printer *p)
{
    vec_clear(&p->rows);
    arena_clear(&p->arena);
    str_clear(&p->line);
}
