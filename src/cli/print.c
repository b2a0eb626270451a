/* print.c: the printer: rows and fields, and JSON. */
#include "print_form.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/utf8.h"

enum { WINDOW = 200, WIDEST = 60, LABEL = 16 };

void print_open(struct printer *p, FILE *out, enum print_form form, bool colour, int columns)
{
    *p = (struct printer){.out = out, .form = form, .rows = VEC_OF(struct print_cells)};
    p->terminal = isatty(fileno(out)) == 1;
    p->colour = p->terminal && colour;
    struct winsize size;
    if (p->terminal && columns > 0)
        p->width = columns;
    else if (p->terminal && ioctl(fileno(out), TIOCGWINSZ, &size) == 0)
        p->width = size.ws_col;
}

bool print_machine(const struct printer *p)
{
    return p->form != PRINT_TEXT;
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

void print_put(struct printer *p, struct str *text)
{
    errno = 0;
    if (!p->error && fwrite(str_text(text), 1, text->len, p->out) != text->len)
        p->error = errno ? errno : EIO;
    str_truncate(text, 0);
}

/* --- JSON ----------------------------------------------------------------------------------------
 */

void print_json_string(struct str *out, const char *s)
{
    json_add_string(out, s);
}

/* --- for programs --------------------------------------------------------------------------------
 */

/* The tabs before the column that comes next. */
static void add_tabs(struct printer *p, int column)
{
    for (; p->reached < column; p->reached++)
        if (p->columns[p->reached].key && p->fields++ > 0)
            str_add_char(&p->line, '\t');
}

/* Begins a field; false: this column is in text only. */
static bool machine_field(struct printer *p)
{
    const char *key = p->columns[p->column].key;
    if (!key)
        return false;
    if (p->form == PRINT_TSV) {
        add_tabs(p, p->column + 1);
        return true;
    }
    if (p->fields++ > 0)
        str_add_char(&p->line, ',');
    print_json_string(&p->line, key);
    str_add_char(&p->line, ':');
    return true;
}

static void flush_machine(struct printer *p)
{
    if (!p->row)
        return;
    if (p->form == PRINT_TSV)
        add_tabs(p, p->column_count);
    str_add(&p->line, p->form == PRINT_TSV ? "\n" : "}\n");
    print_put(p, &p->line);
    p->row = NULL;
}

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

/* What is printed next stands behind the rows that wait. */
static void settle(struct printer *p)
{
    if (print_machine(p))
        flush_machine(p);
    else if (p->rows.count > 0)
        print_flush_text(p);
}

void print_columns(struct printer *p, const struct print_column *columns, int count)
{
    assert(count <= PRINT_COLUMNS);
    settle(p);
    p->columns = columns;
    p->column_count = count;
    p->heads_done = false;
    memset(p->widths, 0, sizeof p->widths);
    memset(p->fitted, 0, sizeof p->fitted);
    if (p->form == PRINT_TSV)
        print_tsv_heads(p);
}

/* --- fields --------------------------------------------------------------------------------------
 */

void print_row(struct printer *p)
{
    static char *some_row[1];
    if (print_machine(p))
        flush_machine(p);
    p->column = p->fields = p->reached = 0;
    if (print_machine(p)) {
        p->row = some_row;
        if (p->form == PRINT_JSON)
            str_add_char(&p->line, '{');
        return;
    }
    if (p->rows.count >= WINDOW)
        print_flush_text(p);
    p->row = arena_alloc(&p->arena, sizeof(char *) * (size_t)p->column_count);
    for (int c = 0; c < p->column_count; c++)
        p->row[c] = "";
    *(struct print_cells *)vec_push(&p->rows) = (struct print_cells){p->row, PRINT_PLAIN};
}

void print_row_style(struct printer *p, enum print_style style)
{
    if (p->rows.count > 0)
        VEC_AT(&p->rows, struct print_cells, p->rows.count - 1).style = style;
}

static void add_machine_text(struct printer *p, const char *value)
{
    if (p->form == PRINT_TSV)
        print_tsv_value(p, value);
    else
        print_json_string(&p->line, value);
}

void print_text(struct printer *p, const char *value)
{
    if (value && *value) {
        if (!print_machine(p))
            text_field(p, value);
        else if (machine_field(p))
            add_machine_text(p, value);
    }
    p->column++;
}

/* JSON that stands for itself. */
static void add_machine(struct printer *p, const char *json)
{
    if (p->form == PRINT_TSV)
        print_tsv_value(p, json);
    else
        str_add(&p->line, json);
}

static void print_raw(struct printer *p, const char *json, const char *text)
{
    if (!print_machine(p))
        text_field(p, text);
    else if (*json && machine_field(p))
        add_machine(p, json);
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
    if (print_machine(p))
        time_format_exact(seconds, text);
    else
        time_format(seconds, text);
    print_text(p, text);
}

void print_format_instant(const struct printer *p, int64_t utc, char out[PRINT_INSTANT])
{
    int32_t s;
    struct civil c =
        date_to_civil(date_of_instant(utc, print_machine(p) ? 0 : date_zone_offset(utc), &s));
    int h = s / 3600, m = s / 60 % 60;
    if (print_machine(p))
        snprintf(out, PRINT_INSTANT, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, h, m,
                 (int)s % 60);
    else
        snprintf(out, PRINT_INSTANT, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, h, m);
}

void print_instant(struct printer *p, int64_t utc)
{
    char text[PRINT_INSTANT] = "";
    if (utc)
        print_format_instant(p, utc, text);
    print_text(p, text);
}

void print_amount(struct printer *p, int64_t amount)
{
    char text[DATE_TEXT];
    amount_format(amount, text);
    print_text(p, text);
}

static void add_json_array(struct str *out, const char *const *items, int count)
{
    str_add_char(out, '[');
    for (int i = 0; i < count; i++) {
        if (i)
            str_add_char(out, ',');
        print_json_string(out, items[i]);
    }
    str_add_char(out, ']');
}

void print_array(struct printer *p, const char *const *items, int count)
{
    struct str joined = {0};
    for (int i = 0; i < count; i++)
        str_add_f(&joined, "%s%s", !i ? "" : print_machine(p) ? "," : " ", items[i]);
    if (p->form == PRINT_JSON && count > 0 && machine_field(p))
        add_json_array(&p->line, items, count);
    if (p->form == PRINT_JSON)
        p->column++;
    else
        print_text(p, str_text(&joined));
    str_clear(&joined);
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
    settle(p);
    int error = print_flush(p->out);
    if (!p->error)
        p->error = error;
    return p->error;
}

void print_line(struct printer *p, const char *fmt, ...)
{
    if (print_machine(p))
        return;
    settle(p);
    struct str line = {0};
    char buf[4096];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof buf ? (size_t)n : utf8_cut(buf, sizeof buf - 1);
    utf8_visible(&line, buf, len, false);
    str_add_char(&line, '\n');
    print_put(p, &line);
    str_clear(&line);
}

void print_field(struct printer *p, const char *label, const char *value)
{
    if (print_machine(p) || !value || !*value)
        return;
    settle(p);
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
    print_put(p, &line);
    str_clear(&line);
}

void print_raw_text(struct printer *p, const char *text)
{
    struct str line = {0};
    settle(p);
    str_add(&line, text);
    print_put(p, &line);
    str_clear(&line);
}

void print_close(struct printer *p)
{
    vec_clear(&p->rows);
    arena_clear(&p->arena);
    str_clear(&p->line);
}
