#include "print.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"

enum { WINDOW = 200, GAP = 2, WIDEST = 60, LABEL = 16 };

void print_open(struct printer *p, FILE *out, bool json)
{
    *p = (struct printer){.out = out, .json = json, .rows = VEC_OF(char **)};
    p->terminal = isatty(fileno(out)) == 1;
    struct winsize size;
    if (p->terminal && ioctl(fileno(out), TIOCGWINSZ, &size) == 0)
        p->width = size.ws_col;
}

int print_flush(FILE *out)
{
    errno = 0;
    if (fflush(out) == 0 && !ferror(out))
        return 0;
    return errno ? errno : EIO;
}

bool print_broken(const struct printer *p)
{
    return p->error != 0;
}

/* The first error is the one that says why: what follows fails in its own ways. */
static void put(struct printer *p, const struct str *text)
{
    errno = 0;
    if (!p->error && fwrite(str_text(text), 1, text->len, p->out) != text->len)
        p->error = errno ? errno : EIO;
}

void print_columns(struct printer *p, const struct print_column *columns, int count)
{
    assert(count <= PRINT_COLUMNS);
    p->columns = columns;
    p->column_count = count;
    p->heads_done = false;
    memset(p->widths, 0, sizeof p->widths);
}

/* --- JSON ----------------------------------------------------------------------------------------
 */

void print_json_string(struct str *out, const char *s)
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
            str_add_f(out, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xd800 + (v >> 10),
                      0xdc00 + (v & 0x3ff));
        }
        i += n;
    }
    str_add_char(out, '"');
}

/* Begins a field; false: this column is in text only. */
static bool json_field(struct printer *p)
{
    const char *key = p->columns[p->column].key;
    if (!key)
        return false;
    if (!p->first_field)
        str_add_char(&p->line, ',');
    p->first_field = false;
    print_json_string(&p->line, key);
    str_add_char(&p->line, ':');
    return true;
}

static void flush_json(struct printer *p)
{
    if (!p->row)
        return;
    str_add(&p->line, "}\n");
    put(p, &p->line);
    str_truncate(&p->line, 0);
    p->row = NULL;
}

/* --- text ----------------------------------------------------------------------------------------
 */

static void text_field(struct printer *p, const char *value)
{
    if (!p->columns[p->column].head)
        return;
    struct str shown = {0};
    /* One monstrous value must neither push every other column off the page nor fill the memory. */
    if (p->column < p->column_count - 1 && utf8_width(value) > WIDEST)
        utf8_fit(&shown, value, WIDEST);
    else
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
    put(p, &p->line);
    str_truncate(&p->line, 0);
}

static void widen(struct printer *p, int column, const char *text)
{
    int width = utf8_width(text);
    if (width > p->widths[column])
        p->widths[column] = width;
}

static void flush_text(struct printer *p)
{
    const char *heads[PRINT_COLUMNS];
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

/* --- fields --------------------------------------------------------------------------------------
 */

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
            print_json_string(&p->line, value);
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
    if (p->json)
        time_format_exact(seconds, text);
    else
        time_format(seconds, text);
    print_text(p, text);
}

void print_instant(struct printer *p, int64_t utc)
{
    if (!utc) {
        print_none(p);
        return;
    }
    int32_t s;
    struct civil c = date_to_civil(date_of_instant(utc, p->json ? 0 : date_zone_offset(utc), &s));
    char text[80];
    int h = s / 3600, m = s / 60 % 60;
    if (p->json)
        snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, h, m,
                 (int)s % 60);
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
            print_json_string(&p->line, items[i]);
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

void print_none(struct printer *p)
{
    p->column++;
}

void print_json(struct printer *p, const char *json)
{
    print_raw(p, json, "");
}

int print_end(struct printer *p)
{
    if (p->json)
        flush_json(p);
    else
        flush_text(p);
    int error = print_flush(p->out);
    if (!p->error)
        p->error = error;
    return p->error;
}

void print_line(struct printer *p, const char *fmt, ...)
{
    if (p->json)
        return;
    struct str line = {0};
    char buf[4096];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof buf ? (size_t)n : utf8_cut(buf, sizeof buf - 1);
    utf8_visible(&line, buf, len, false);
    str_add_char(&line, '\n');
    put(p, &line);
    str_clear(&line);
}

void print_field(struct printer *p, const char *label, const char *value)
{
    if (p->json || !value || !*value)
        return;
    struct str line = {0};
    utf8_fit(&line, label, LABEL);
    for (;;) {
        size_t len = strcspn(value, "\n");
        str_add_char(&line, ' ');
        utf8_visible(&line, value, len, false);
        str_add_char(&line, '\n');
        if (!value[len])
            break;
        value += len + 1;
        str_add_f(&line, "%*s", LABEL, "");
    }
    put(p, &line);
    str_clear(&line);
}

void print_close(struct printer *p)
{
    vec_clear(&p->rows);
    arena_clear(&p->arena);
    str_clear(&p->line);
}
