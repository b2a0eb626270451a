#include "tui/entry_rows.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/entry_text.h"
#include "tui/seek.h"

enum column { WHEN, TEMPLATE, FLOW, CONTACT, DESCRIPTION, MINUTES, EVALUATION, SALESPERSON, NO };

enum { WHEN_ELSEWHERE = 19 }; /* "20 Nov 14:32 +05:30" */

const struct list_column entry_columns[] = {
    {N_("When"), .ideal = 12, .fit = WHEN_ELSEWHERE},
    {N_("Template"), .ideal = 10, .priority = 2},
    {"", .ideal = 1, .priority = 3},
    {N_("Contact"), .min = 14, .ideal = 22, .grow = 2},
    {N_("Description"), .min = 14, .ideal = 26, .grow = 3},
    {N_("Min"), .ideal = 4, .priority = 5, .right = true},
    {N_("Evaluation"), .ideal = 13, .priority = 6},
    {N_("By"), .ideal = 6, .priority = 7},
    {N_("No."), .ideal = 8, .priority = 4, .right = true},
};
const int entry_column_count = sizeof entry_columns / sizeof *entry_columns;

const struct list_column entry_columns_of_one[] = {
    {N_("When"), .ideal = 12, .fit = WHEN_ELSEWHERE},
    {N_("Template"), .ideal = 10, .priority = 2},
    {"", .ideal = 1, .priority = 3},
    {N_("Description"), .min = 14, .ideal = 26, .grow = 1},
    {N_("Min"), .ideal = 4, .priority = 4, .right = true},
    {N_("Evaluation"), .ideal = 13, .priority = 5},
    {N_("By"), .ideal = 6, .priority = 6},
    {N_("No."), .ideal = 8, .priority = 7, .right = true},
};
const int entry_column_count_of_one = sizeof entry_columns_of_one / sizeof *entry_columns_of_one;

static void free_entries(void *result)
{
    lia_entry_list_clear(result);
    free(result);
}

/* Hands a result of the core to the chunk, which frees it. */
static void give(struct list_chunk *out, lia_entry_list *entries)
{
    out->result = entries;
    out->free_result = free_entries;
    for (size_t i = 0; i < entries->count; i++)
        list_chunk_add(out, entries->items[i].entry_no, &entries->items[i]);
}

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n, struct list_chunk *out,
                        lia_error *err)
{
    struct entry_rows *rows = ctx;
    const lia_entry *at = anchor ? anchor->data : NULL;
    lia_seek seek = seek_from(from, at ? &at->key : NULL, n);
    lia_entry_list *entries = calloc(1, sizeof *entries);
    lia_status status = entries ? lia_entry_list_some(book_of(rows->screen), &rows->query, &seek, entries, err)
                                : lia_fail(err, LIA_IO, "", _("Out of memory"));
    if (status == LIA_OK)
        give(out, entries);
    else
        free(entries);
    return status;
}

static lia_status locate(void *ctx, int64_t id, struct list_chunk *out, lia_error *err)
{
    struct entry_rows *rows = ctx;
    lia_entry_list *entries = calloc(1, sizeof *entries);
    lia_status status = entries ? lia_entry_locate(book_of(rows->screen), &rows->query, id, entries, err)
                                : lia_fail(err, LIA_IO, "", _("Out of memory"));
    if (status == LIA_OK)
        give(out, entries);
    else
        free(entries);
    return status;
}

static void cell_of(struct entry_rows *rows, const lia_entry *e, enum column column, struct str *out, enum style *style)
{
    *style = entry_style(e);
    switch (column) {
    case WHEN:
        entry_when(e, session_of(rows->screen), out);
        break;
    case TEMPLATE:
        str_add(out, e->template_code);
        break;
    case FLOW:
        str_add(out, entry_arrow(e->flow));
        break;
    case CONTACT:
        str_add(out, e->contact);
        if (*str_or(e->company, "") && !str_eq(e->company, e->contact))
            str_add_f(out, " · %s", e->company);
        break;
    case DESCRIPTION:
        entry_title(e, out);
        if (e->comments > 0)
            str_add_f(out, " +%" PRId64, e->comments);
        break;
    case MINUTES:
        if (e->minutes)
            str_add_f(out, "%" PRId64, e->minutes);
        break;
    case EVALUATION:
        str_add(out, lia_value_name(LIA_SET_EVALUATION, (int)e->evaluation));
        break;
    case SALESPERSON:
        str_add(out, e->salesperson);
        break;
    case NO:
        str_add_f(out, "%" PRId64, e->entry_no);
        break;
    }
}

static void cell(void *ctx, const struct list_row *row, int column, struct str *out, enum style *style)
{
    cell_of(ctx, row->data, (enum column)column, out, style);
}

static void cell_of_one(void *ctx, const struct list_row *row, int column, struct str *out, enum style *style)
{
    cell_of(ctx, row->data, (enum column)(column >= CONTACT ? column + 1 : column), out, style);
}

static lia_status mark_all(void *ctx, struct marks *marks, lia_error *err)
{
    struct entry_rows *rows = ctx;
    int64_t *nos = NULL;
    size_t count = 0;
    lia_status status = lia_entry_nos(book_of(rows->screen), &rows->query, SIZE_MAX, &nos, &count, err);
    for (size_t i = 0; status == LIA_OK && i < count; i++)
        marks_add(marks, nos[i]);
    free(nos);
    return status;
}

static lia_status count_shown(void *ctx, const struct marks *marks, int64_t *shown, lia_error *err)
{
    struct entry_rows *rows = ctx;
    int64_t *nos = marks_list(marks);
    lia_status status = lia_entry_count_of(book_of(rows->screen), &rows->query, nos, marks->count, shown, err);
    free(nos);
    return status;
}

const struct list_provider entry_provider = {
    .fetch = fetch, .cell = cell, .locate = locate, .mark_all = mark_all, .count_shown = count_shown};
const struct list_provider entry_provider_of_one = {
    .fetch = fetch, .cell = cell_of_one, .locate = locate, .mark_all = mark_all, .count_shown = count_shown};
