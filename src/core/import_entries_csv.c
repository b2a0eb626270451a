/* Tables of interactions. */
#include <string.h>

#include "base/i18n.h"
#include "core/csv_look.h"
#include "core/csv_write.h"
#include "core/import_entries_map.h"
#include "core/import_entries_value.h"

struct table {
    struct entry_reading *r;
    struct csv_reader reader;
    struct csv_form look;
    struct charset charset;
    struct arena arena;       /* of the look */
    enum entry_field *fields; /* look.count of them */
    struct entry_map map;
    struct entry_draft draft;
};

/* The cell as UTF-8. A ' before what would be a formula was put there by export. */
static const char *cell_of(struct table *t, size_t i)
{
    const char *cell = i < t->reader.count ? t->reader.cells[i] : "";
    size_t damaged = 0;
    cell = csv_cell(&t->draft.arena, &t->charset, t->look.charset, cell, &damaged);
    if (damaged)
        entry_draft_say(&t->draft, _("characters that were none are marked"));
    return csv_cell_marked(cell) ? cell + 1 : cell;
}

static void take_row(struct table *t)
{
    entry_draft_begin(&t->draft, t->reader.line);
    for (size_t i = t->look.count; i < t->reader.count; i++)
        if (*t->reader.cells[i])
            t->draft.refused = _("more cells than columns: quote the one that holds the separator");
    for (size_t i = 0; i < t->look.count; i++)
        if (t->fields[i] != ENTRY_KEPT)
            entry_draft_take(&t->draft, t->fields[i], cell_of(t, i));
    entry_draft_finish(&t->draft);
}

static bool has(const struct table *t, enum entry_field field)
{
    for (size_t i = 0; i < t->look.count; i++)
        if (t->fields[i] == field)
            return true;
    return false;
}

static const char *name_of(struct table *t, size_t i)
{
    return *t->look.names[i] ? t->look.names[i] : arena_printf(&t->arena, "%zu", i + 1);
}

static lia_status name_columns(struct table *t, lia_error *err)
{
    t->fields = arena_alloc(&t->arena, (t->look.count + 1) * sizeof *t->fields);
    for (size_t i = 0; i < t->look.count; i++)
        t->fields[i] = entry_map_field(&t->map, name_of(t, i), (long)i, t->look.header);
    t->draft.own = has(t, ENTRY_ZONE) && has(t, ENTRY_NO);
    lia_status status = entry_map_finish(&t->map, t->r->rows, err);
    if (status == LIA_OK && !has(t, ENTRY_DATE))
        return lia_fail(err, LIA_INVALID, "columns",
                        _("No column is the date: map one, or call it date in the first line"));
    return status;
}

static lia_status read_rows(struct table *t, lia_error *err)
{
    struct entry_reading *r = t->r;
    bool on = true;
    csv_open(&t->reader, r->src, t->look.delimiter);
    t->reader.columns = t->look.count;
    for (enum csv_event e; (on = entries_go_on(r)) && (e = csv_next(&t->reader)) != CSV_EOF;) {
        if (t->reader.line <= t->look.header)
            continue;
        if (e == CSV_ROW)
            take_row(t);
        else
            entry_rows_say(r->rows, ROW_REFUSED, t->reader.line, t->reader.reason);
    }
    csv_close(&t->reader);
    return entries_ended(r, on, err);
}

lia_status entries_read_csv(struct entry_reading *r, lia_error *err)
{
    struct table t = {.r = r, .draft.r = r};
    lia_status status = entry_map_init(&t.map, r->how, err);
    if (status == LIA_OK) {
        csv_entry_form_find(r->src, &t.charset, &t.arena, r->how, &t.look);
        status = name_columns(&t, err);
    }
    if (status == LIA_OK)
        status = read_rows(&t, err);
    charset_close(&t.charset);
    entry_draft_clear(&t.draft);
    entry_map_clear(&t.map);
    arena_clear(&t.arena);
    return status;
}
