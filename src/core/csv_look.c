#include "core/csv_look.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

enum { SAMPLE_ROWS = 50, HEADER_ROWS = 20, COLUMNS_MAX = 1000 };

/* The head of the file as a file of its own. */
struct memory {
    const char *s;
    size_t len;
};

static int64_t read_memory(void *ctx, void *buf, size_t len)
{
    struct memory *m = ctx;
    size_t n = len < m->len ? len : m->len;
    memcpy(buf, m->s, n);
    m->s += n;
    m->len -= n;
    return (int64_t)n;
}

/* What one delimiter makes of the head. */
struct trial {
    char delimiter;
    struct csv_sample sample;
    const char **rows[SAMPLE_ROWS];
    size_t cells[SAMPLE_ROWS];
    int64_t lines[SAMPLE_ROWS];
    size_t known;  /* columns of the header whose names are known */
    size_t header; /* the row, `count` when there is none */
};

const char *csv_cell(struct arena *a, struct charset *charset, const char *name, const char *cell,
                     size_t *damaged)
{
    size_t len = strlen(cell);
    if (utf8_valid(cell, len))
        return cell;
    struct str out = {0};
    *damaged += charset_decode(charset, name, cell, len, &out);
    const char *text = arena_strndup(a, str_text(&out), out.len);
    str_clear(&out);
    return text;
}

static void read_sample(struct trial *t, struct arena *a, struct charset *charset,
                        const char *charset_name, struct memory head)
{
    struct import_source src;
    struct csv_reader r;
    size_t damaged = 0;
    source_open(&src, read_memory, &head);
    csv_open(&r, &src, t->delimiter);
    t->sample.count = 0;
    for (enum csv_event e; t->sample.count < SAMPLE_ROWS && (e = csv_next(&r)) != CSV_EOF;) {
        if (e != CSV_ROW || r.count > COLUMNS_MAX)
            continue;
        const char **cells = arena_alloc(a, (r.count + 1) * sizeof *cells);
        for (size_t i = 0; i < r.count; i++) {
            const char *text = csv_cell(a, charset, charset_name, r.cells[i], &damaged);
            cells[i] = text == r.cells[i] ? arena_strdup(a, text) : text;
        }
        t->rows[t->sample.count] = cells;
        t->cells[t->sample.count] = r.count;
        t->lines[t->sample.count++] = r.line;
    }
    csv_close(&r);
    source_close(&src);
}

/* --- the header --- */

/* How many of the row's columns have names that are known; 0 when it is no header: a lone known
 * word must be one that counts, and addresses stand in no header. */
static size_t known_names(struct arena *a, const char **cells, size_t n)
{
    size_t known = 0, keys = 0;
    for (size_t i = 0; i < n; i++) {
        struct csv_column column = csv_column_named(a, cells[i], i);
        known += column.field != CSV_KEPT;
        keys += csv_column_is_key(&column);
        if (strchr(cells[i], '@'))
            return 0;
    }
    return keys ? known : 0;
}

static void find_header(struct trial *t, struct arena *a)
{
    t->header = t->sample.count;
    t->known = 0;
    for (size_t i = 0; i < t->sample.count && i < HEADER_ROWS; i++) {
        size_t known = known_names(a, t->rows[i], t->cells[i]);
        if (known > t->known) {
            t->known = known;
            t->header = i;
        }
    }
}

static void take_header(const struct trial *t, struct arena *a, struct csv_look *out)
{
    const char **cells = t->rows[t->header];
    out->count = t->cells[t->header];
    out->columns = arena_alloc(a, (out->count + 1) * sizeof *out->columns);
    for (size_t i = 0; i < out->count; i++)
        out->columns[i] = csv_column_named(a, cells[i], i);
    while (out->count > 1 && !*cells[out->count - 1])
        out->count--; /* a delimiter at the end of the line */
    csv_columns_settle(out->columns, out->count);
    out->header = t->lines[t->header];
    out->preamble = t->header > 0 ? t->lines[0] : 0;
}

/* --- without one --- */

/* Gives all rows of the sample as many cells as the widest has. */
static void fill_up(struct trial *t, struct arena *a)
{
    t->sample.columns = 0;
    for (size_t i = 0; i < t->sample.count; i++)
        if (t->cells[i] > t->sample.columns)
            t->sample.columns = t->cells[i];
    for (size_t i = 0; i < t->sample.count; i++) {
        const char **cells = arena_alloc(a, (t->sample.columns + 1) * sizeof *cells);
        for (size_t c = 0; c < t->sample.columns; c++)
            cells[c] = c < t->cells[i] ? t->rows[i][c] : "";
        t->rows[i] = cells;
    }
    t->sample.rows = t->rows;
}

static bool take_guess(struct trial *t, struct arena *a, struct csv_look *out)
{
    fill_up(t, a);
    out->count = t->sample.columns;
    out->columns = arena_alloc(a, (out->count + 1) * sizeof *out->columns);
    for (size_t i = 0; i < out->count; i++)
        out->columns[i] = csv_column_named(a, "", i);
    out->header = out->preamble = 0;
    return out->count > 1 && csv_guess(a, &t->sample, out->columns);
}

/* --- the whole --- */

static bool better(const struct trial *t, const struct trial *than)
{
    if (t->known != than->known)
        return t->known > than->known;
    return t->sample.count && (!than->sample.count || t->cells[0] > than->cells[0]);
}

lia_status csv_look(struct import_source *src, struct charset *charset, struct arena *a,
                    struct csv_look *out, lia_error *err)
{
    static const char delimiters[] = {',', ';', '\t', '|'};
    struct memory head;
    struct trial *best = NULL;
    head.s = source_head(src, &head.len);
    const char *guess = charset_guess(head.s, head.len);
    out->charset = guess;
    for (size_t i = 0; i < sizeof delimiters; i++) {
        struct trial *t = arena_alloc(a, sizeof *t);
        t->delimiter = delimiters[i];
        read_sample(t, a, charset, guess, head);
        find_header(t, a);
        if (!best || better(t, best))
            best = t;
    }
    out->delimiter = best->delimiter;
    if (best->header < best->sample.count)
        take_header(best, a, out);
    else if (!take_guess(best, a, out))
        return lia_fail(err, LIA_INVALID, "columns",
                        _("No column is known: name them in the first line, as name,email,phone"));
    return LIA_OK;
}
