/* What became of the rows, told to who imports. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/import_fill.h"

/* What was said of the row when it was decided, put behind what it says itself. */
static const char *reason_of(struct import_writing *w, const struct import_row *row,
                             const struct import_outcome *o, struct spool_view *view,
                             struct arena *a)
{
    struct spool *spool = &w->rows->spool;
    const char *own = row->text[TEXT_SAID];
    size_t len = 0;
    if (!o->said)
        return own;
    memcpy(&len, spool_get(spool, view, o->said, sizeof len), sizeof len);
    if (spool->error)
        return own;
    const char *said = spool_get(spool, view, o->said + (int64_t)sizeof len, len + 1);
    return *own ? arena_printf(a, "%s; %s", own, said) : arena_strdup(a, said);
}

/* The no. that a contact of the book has; "" for others. */
static const char *known_no(struct import_writing *w, const struct import_outcome *o,
                            struct import_row *known)
{
    if (!o->record)
        return "";
    const struct import_record *r =
        &VEC_AT(&w->attempt->m.records, struct import_record, o->record - 1);
    if (!r->id)
        return "";
    import_row_read(w->rows, r->at, known);
    return known->text[TEXT_NO];
}

static void report_row(struct import_writing *w, size_t i)
{
    struct import_try *t = w->attempt;
    const struct import_outcome *o = &w->outcomes[i];
    const lia_import_how *how = w->how;
    struct arena *a = &t->scratch;
    const struct import_place *place = &VEC_AT(&w->rows->places, struct import_place, i);
    arena_clear(a);
    import_row_read(w->rows, place->at, &t->row);
    lia_import_line line = {
        (lia_import_fate)o->fate, place->line, t->row.text[TEXT_NAME], "", "", ""};
    line.reason = reason_of(w, &t->row, o, &t->company.view, a);
    bool refused = line.fate == LIA_IMPORT_REFUSED;
    w->result.noted += *line.reason && !refused;
    if (!how->report || !(how->every || refused || *line.reason))
        return;
    line.no = known_no(w, o, &t->written);
    line.what = import_differ_names(a, o->what);
    how->report(how->ctx, &line);
}

struct line {
    int64_t line;
    uint32_t row;
};

static int compare_lines(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* A card within another was read before it. */
void import_report(struct import_writing *w)
{
    size_t n = w->rows->places.count;
    w->result.read += w->rows->untold;
    w->result.refused += w->rows->untold;
    struct line *lines = mem_alloc((n + 1) * sizeof *lines);
    for (size_t i = 0; i < n; i++)
        lines[i] =
            (struct line){VEC_AT(&w->rows->places, struct import_place, i).line, (uint32_t)i};
    qsort(lines, n, sizeof *lines, compare_lines);
    for (size_t i = 0; i < n; i++)
        report_row(w, lines[i].row);
    free(lines);
}
