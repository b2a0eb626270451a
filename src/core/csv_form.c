/* How a table is written: its delimiter, its header and what stands before it. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_field.h"
#include "core/csv_look.h"
#include "core/entry_field.h"

enum { SAMPLE_ROWS = 50, HEADER_ROWS = 20, COLUMNS_MAX = 1000 };

struct looking {
    struct charset *charset;
    struct arena *a;
    const char *charset_name;
    const lia_import_how *how;
    csv_known_fn *known;
    void *ctx;
};

/* What one delimiter makes of the head. */
struct trial {
    char delimiter;
    size_t count;
    const char **rows[SAMPLE_ROWS];
    size_t cells[SAMPLE_ROWS];
    int64_t lines[SAMPLE_ROWS];
    size_t names;  /* columns of the header whose names are known */
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

static void read_sample(struct trial *t, const struct looking *l, struct source_memory head)
{
    struct import_source src;
    struct csv_reader r;
    size_t damaged = 0;
    source_open_memory(&src, &head);
    csv_open(&r, &src, t->delimiter);
    t->count = 0;
    for (enum csv_event e; t->count < SAMPLE_ROWS && (e = csv_next(&r)) != CSV_EOF;) {
        if (e != CSV_ROW || r.count > COLUMNS_MAX)
            continue;
        const char **cells = arena_alloc(l->a, (r.count + 1) * sizeof *cells);
        for (size_t i = 0; i < r.count; i++) {
            const char *text = csv_cell(l->a, l->charset, l->charset_name, r.cells[i], &damaged);
            cells[i] = text == r.cells[i] ? arena_strdup(l->a, text) : text;
        }
        t->rows[t->count] = cells;
        t->cells[t->count] = r.count;
        t->lines[t->count++] = r.line;
    }
    csv_close(&r);
    source_close(&src);
}

/* --- the header --- */

/* As its header says: case and blanks around it do not matter. */
static bool same_name(struct arena *a, const char *one, const char *other)
{
    return strcmp(utf8_fold(a, one), utf8_fold(a, other)) == 0;
}

static bool is_mapped(const struct looking *l, const char *name)
{
    for (size_t i = 0; l->how && *name && i < l->how->map_count; i++)
        if (same_name(l->a, l->how->map[i].column, name))
            return true;
    return false;
}

/* How many of the row's columns have names that are known; 0 when it is no header: a lone known
 * word must be one that counts, and addresses stand in no header. */
static size_t known_names(const struct looking *l, const char **cells, size_t n)
{
    size_t known = 0;
    bool counts = false;
    for (size_t i = 0; i < n; i++) {
        enum csv_known how = is_mapped(l, cells[i]) ? CSV_COUNTS : l->known(l->ctx, cells[i]);
        known += how != CSV_UNKNOWN;
        counts |= how == CSV_COUNTS;
        if (strchr(cells[i], '@'))
            return 0;
    }
    return counts ? known : 0;
}

static void find_header(struct trial *t, const struct looking *l)
{
    int told = l->how ? l->how->header : 0;
    t->header = t->count;
    t->names = 0;
    for (size_t i = 0; told >= 0 && i < t->count && i < HEADER_ROWS; i++) {
        size_t known = known_names(l, t->rows[i], t->cells[i]);
        if (known > t->names) {
            t->names = known;
            t->header = i;
        }
    }
    if (told > 0 && t->header == t->count && t->count > 0)
        t->header = 0;
}

/* --- the whole --- */

/* Columns of the header; without one, of the widest row. */
static size_t count_columns(const struct trial *t)
{
    size_t n = 0;
    if (t->header < t->count) {
        n = t->cells[t->header];
        while (n > 1 && !*t->rows[t->header][n - 1])
            n--; /* a delimiter at the end of the line */
        return n;
    }
    for (size_t i = 0; i < t->count; i++)
        n = t->cells[i] > n ? t->cells[i] : n;
    return n;
}

static const char **filled_up(struct arena *a, const char **row, size_t cells, size_t count)
{
    const char **full = arena_alloc(a, (count + 1) * sizeof *full);
    for (size_t i = 0; i < count; i++)
        full[i] = i < cells ? row[i] : "";
    return full;
}

static void take(const struct trial *t, struct arena *a, struct csv_form *out)
{
    bool header = t->header < t->count;
    size_t first = header ? t->header + 1 : 0;
    out->delimiter = t->delimiter;
    out->count = count_columns(t);
    out->header = header ? t->lines[t->header] : 0;
    out->preamble = header && t->header > 0 ? t->lines[0] : 0;
    out->names = filled_up(a, header ? t->rows[t->header] : NULL, header ? t->cells[t->header] : 0,
                           out->count);
    out->sample.columns = out->count;
    out->sample.count = t->count - first;
    out->sample.rows = arena_alloc(a, (t->count + 1) * sizeof *out->sample.rows);
    out->first = first < t->count ? t->lines[first] : 0;
    for (size_t i = first; i < t->count; i++)
        out->sample.rows[i - first] = filled_up(a, t->rows[i], t->cells[i], out->count);
}

static bool better(const struct trial *t, const struct trial *than)
{
    if (t->names != than->names)
        return t->names > than->names;
    return t->count && (!than->count || t->cells[0] > than->cells[0]);
}

void csv_form_find(struct import_source *src, struct charset *charset, struct arena *a,
                   const lia_import_how *how, csv_known_fn *known, void *ctx, struct csv_form *out)
{
    static const char delimiters[] = {',', ';', '\t', '|'};
    struct looking l = {charset, a, NULL, how, known, ctx};
    struct trial *best = NULL;
    struct source_memory head;
    bool told = how && how->delimiter;
    head.s = source_head(src, &head.len);
    l.charset_name = charset_guess(head.s, head.len);
    for (size_t i = 0; i < (told ? 1 : sizeof delimiters); i++) {
        struct trial *t = arena_alloc(a, sizeof *t);
        t->delimiter = told ? how->delimiter : delimiters[i];
        read_sample(t, &l, head);
        find_header(t, &l);
        if (!best || better(t, best))
            best = t;
    }
    *out = (struct csv_form){.charset = l.charset_name};
    take(best, a, out);
}

void csv_form_first_row(struct csv_form *form)
{
    if (form->sample.count == 0)
        return;
    form->header = form->first;
    form->names = form->sample.rows[0];
    form->sample.rows++;
    form->sample.count--;
}

/* --- mappings --- */

size_t csv_mapped_column(const struct csv_form *form, const lia_import_map *map)
{
    struct arena a = {0};
    size_t found = form->count;
    for (size_t i = 0; i < form->count && found == form->count; i++)
        if (*form->names[i] && same_name(&a, form->names[i], map->column))
            found = i;
    char *end;
    unsigned long number = strtoul(map->column, &end, 10);
    if (found == form->count && *map->column && !*end && number > 0 && number <= form->count)
        found = number - 1;
    arena_clear(&a);
    return found;
}

lia_status csv_map_fail(const lia_import_map *map, bool no_field, lia_error *err)
{
    enum { SHOWN = 30 };
    const char *what = no_field ? map->field : map->column;
    int shown = strlen(what) > SHOWN ? (int)utf8_cut(what, SHOWN) : SHOWN;
    if (no_field && entry_field_named(what) != ENTRY_KEPT)
        return lia_fail(err, LIA_INVALID, "map",
                        _("Contacts have no field %.*s: read these as interactions"), shown, what);
    if (no_field && contact_field_named(what) != CONTACT_FIELDS)
        return lia_fail(err, LIA_INVALID, "map",
                        _("Interactions have no field %.*s: read these as contacts"), shown, what);
    if (no_field)
        return lia_fail(err, LIA_INVALID, "map",
                        _("There is no field %.*s: liaise(1) lists them under COLUMNS"), shown,
                        what);
    return lia_fail(err, LIA_INVALID, "map", _("The table has no column %.*s: name or number it"),
                    shown, what);
}
