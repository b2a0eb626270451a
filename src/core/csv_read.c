#include "core/csv_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

/* A row may hold twice the largest card that is kept with a contact, and a hundred times the
 * columns that a table can have. A quote that is open for longer is one that was forgotten; after
 * so many of those each row must end in its line, so that a hostile file is not read over and over.
 */
enum {
    ROW_BYTES = 8 << 20,
    ROW_CELLS = 100000,
    OPEN_LINES = 10000,
    REWINDS_MAX = 20,
    SHRINK_BYTES = 1 << 20
};

struct line {
    const char *s;
    size_t len;
    int64_t number;
    bool too_long;
};

/* --- libcsv --- */

/* Out of memory ends the program as everywhere (base/mem.h). */
static void *resize(void *p, size_t size)
{
    return mem_resize(p, size);
}

/* One more than can be tells that there are too many. */
static void add_mark(struct csv_reader *r, size_t at)
{
    if (r->marks.count > ROW_CELLS)
        return;
    if (r->marks.count == r->marks.cap)
        vec_push(&r->marks);
    else
        r->marks.count++;
    VEC_AT(&r->marks, size_t, r->marks.count - 1) = at;
}

static void on_cell(void *cell, size_t len, void *ctx)
{
    struct csv_reader *r = ctx;
    add_mark(r, r->text.len);
    str_add_n(&r->text, cell, len);
    char *added = r->text.s + r->text.len - len;
    for (char *nul; (nul = memchr(added, '\0', len)) != NULL;)
        *nul = ' ';
    str_add_n(&r->text, "", 1); /* the NUL is part of the text: the next cell goes behind it */
}

static void on_row(int end, void *ctx)
{
    struct csv_reader *r = ctx;
    (void)end;
    r->done = true;
}

static void start_row(struct csv_reader *r, unsigned char options)
{
    if (r->ready)
        csv_free(&r->parser);
    csv_init(&r->parser, options);
    csv_set_realloc_func(&r->parser, resize);
    csv_set_delim(&r->parser, (unsigned char)r->delimiter);
    r->ready = true;
}

static void empty_row(struct csv_reader *r)
{
    str_truncate(&r->text, 0);
    r->marks.count = r->count = 0;
    r->done = false;
}

/* A line without quotes, as most are, is cut at the delimiters: what the parser does, in less time.
 */
static void cut(struct csv_reader *r, const struct line *line)
{
    r->right = utf8_valid(line->s, line->len);
    str_add_n(&r->text, line->s, line->len);
    char *s = r->text.s, *end = s + line->len;
    for (char *cell = s; cell <= end;) {
        char *next = memchr(cell, r->delimiter, (size_t)(end - cell)), *last = next ? next : end;
        next = last + 1;
        while (last > cell && (last[-1] == ' ' || (last[-1] == '\t' && r->delimiter != '\t')))
            last--;
        while (cell < last && (*cell == ' ' || (*cell == '\t' && r->delimiter != '\t')))
            cell++;
        *last = '\0';
        add_mark(r, (size_t)(cell - s));
        cell = next;
    }
    r->done = true;
}

/* False when the quotes are wrong. */
static bool feed(struct csv_reader *r, const struct line *line)
{
    return csv_parse(&r->parser, line->s, line->len, on_cell, on_row, r) == line->len &&
           csv_parse(&r->parser, "\n", 1, on_cell, on_row, r) == 1;
}

/* --- lines --- */

/* Puts the line at hand into the window, with all of its parts. False when it is too long: what is
 * left of it is read over when it comes to its turn. */
static bool keep_line(struct csv_reader *r, struct source_line line, struct line *out)
{
    size_t from = r->window.len;
    bool more = true;
    if (from == 0)
        r->window_line = out->number;
    while (more) {
        str_add_n(&r->window, line.s, line.len);
        more = line.more;
        source_take(r->src);
        if (more && (r->window.len - from > ROW_BYTES || !source_line(r->src, &line))) {
            str_truncate(&r->window, from);
            r->overlong = out->number;
            return false;
        }
    }
    str_add_char(&r->window, '\n');
    out->s = r->window.s + from;
    out->len = r->window.len - 1 - from;
    r->at = r->window.len;
    r->window_line = out->number + 1;
    return true;
}

/* The next line: of the window first, then of the file. keep: it goes into the window too. */
static bool fetch(struct csv_reader *r, bool keep, struct line *out)
{
    struct source_line line;
    if (r->at < r->window.len) {
        const char *s = r->window.s + r->at, *end = memchr(s, '\n', r->window.len - r->at);
        *out = (struct line){s, (size_t)(end - s), r->window_line++, false};
        r->at += out->len + 1;
        return true;
    }
    if (!r->overlong) {
        if (!source_line(r->src, &line))
            return false;
        *out = (struct line){line.s, line.len, r->src->line, false};
        if (!keep && !line.more) {
            source_take(r->src);
            return true;
        }
        if (keep_line(r, line, out))
            return true;
    }
    *out = (struct line){"", 0, r->overlong, true};
    return !keep;
}

/* Lets go of the lines of the window that are read for good. */
static void shrink_window(struct csv_reader *r)
{
    if (r->at == 0 || (r->at < r->window.len && r->at < SHRINK_BYTES))
        return;
    str_remove(&r->window, 0, r->at);
    r->at = 0;
}

static void skip_line(struct csv_reader *r)
{
    struct source_line line;
    bool more = true;
    r->overlong = 0;
    while (more && source_line(r->src, &line)) {
        more = line.more;
        source_take(r->src);
    }
}

static bool is_blank(const struct line *line)
{
    for (size_t i = 0; i < line->len; i++)
        if (line->s[i] != ' ' && line->s[i] != '\t' && line->s[i] != '\0')
            return false;
    return true;
}

/* --- rows --- */

static enum csv_event broken(struct csv_reader *r, const char *reason)
{
    start_row(r, CSV_STRICT);
    empty_row(r);
    r->reason = reason;
    r->count = 0;
    return CSV_BROKEN;
}

static enum csv_event finish(struct csv_reader *r, bool right)
{
    if (r->marks.count > ROW_CELLS)
        return broken(r, _("the row has more than 100,000 cells"));
    r->right = right;
    r->count = r->marks.count;
    while (r->pointers.count < r->count)
        vec_push(&r->pointers);
    for (size_t i = 0; i < r->count; i++)
        VEC_AT(&r->pointers, const char *, i) = r->text.s + VEC_AT(&r->marks, size_t, i);
    r->cells = r->pointers.items;
    r->bytes = r->count ? r->text.len - VEC_AT(&r->marks, size_t, 0) : 0;
    return CSV_ROW;
}

/* The same of a row that the parser has read. */
static enum csv_event finish_parsed(struct csv_reader *r)
{
    return finish(r, utf8_valid(str_text(&r->text), r->text.len));
}

/* A quote where none can be, as in 5" disk: taken as it stands if that gives the cells of the
 * header. */
static enum csv_event read_loosely(struct csv_reader *r, const struct line *line)
{
    start_row(r, 0);
    empty_row(r);
    bool whole = feed(r, line) && r->done && r->columns > 0 && r->marks.count == r->columns;
    if (!whole)
        return broken(r, _("a quote that is neither doubled nor at the end of its cell"));
    start_row(r, CSV_STRICT);
    return finish_parsed(r);
}

/* The row goes on behind the line that was fed: a quote is open. */
static enum csv_event read_on(struct csv_reader *r)
{
    size_t from = r->at;
    int64_t number = r->window_line;
    struct line line;
    bool right = r->rewinds < REWINDS_MAX;
    if (r->at == r->window.len)
        number = r->src->line;
    for (int n = 0; right && !r->done; n++) {
        right =
            n < OPEN_LINES && r->at - from < ROW_BYTES && fetch(r, true, &line) && feed(r, &line);
    }
    if (right)
        return finish_parsed(r);
    r->rewinds++;
    r->at = from;
    r->window_line = number;
    return broken(r, _("the quote that is opened here is not closed"));
}

static bool has_text(const struct csv_reader *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (*r->cells[i])
            return true;
    return false;
}

enum csv_event csv_next(struct csv_reader *r)
{
    struct line line;
    enum csv_event event = CSV_ROW;
    do {
        shrink_window(r);
        if (!fetch(r, false, &line))
            return CSV_EOF;
        r->line = line.number;
        empty_row(r);
        if (line.too_long) {
            skip_line(r);
            return broken(r, _("the row is longer than 8 MB"));
        }
        if (is_blank(&line))
            continue;
        if (!memchr(line.s, '"', line.len) && !memchr(line.s, '\0', line.len)) {
            cut(r, &line);
            event = finish(r, utf8_valid(line.s, line.len));
            continue;
        }
        if (!feed(r, &line))
            return read_loosely(r, &line);
        event = r->done ? finish_parsed(r) : read_on(r);
    } while (event == CSV_ROW && !has_text(r));
    return event;
}

void csv_open(struct csv_reader *r, struct import_source *src, char delimiter)
{
    *r = (struct csv_reader){.src = src, .delimiter = delimiter};
    r->marks.size = sizeof(size_t);
    r->pointers.size = sizeof(const char *);
    start_row(r, CSV_STRICT);
}

void csv_close(struct csv_reader *r)
{
    if (r->ready)
        csv_free(&r->parser);
    str_clear(&r->text);
    str_clear(&r->window);
    vec_clear(&r->marks);
    vec_clear(&r->pointers);
}
