/* Which of the interactions that come in corrects which: a file of ours names both by the entry
 * nos. that they had. */
#include <stdlib.h>

#include "core/import_entries_write.h"

/* An added row by the number that it had. */
struct numbered {
    int64_t no;
    uint32_t place; /* among those added */
    bool canceled;
};

static int compare_numbers(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    return (x->no > y->no) - (x->no < y->no);
}

/* The only row of this number; NULL when there is none, or several. */
static const struct numbered *find_number(const struct vec *rows, int64_t no)
{
    const struct numbered key = {.no = no}, *all = rows->items;
    const struct numbered *found =
        rows->count ? bsearch(&key, all, rows->count, sizeof key, compare_numbers) : NULL;
    if (!found)
        return NULL;
    bool twice =
        (found > all && found[-1].no == no) || (found + 1 < all + rows->count && found[1].no == no);
    return twice ? NULL : found;
}

/* What was corrected is canceled, is older, and has one correction: a file that says otherwise is
 * not believed. */
static void link_row(struct entry_writing *w, const struct vec *rows, uint32_t place,
                     const struct entry_values *v)
{
    const struct numbered *old = v->corrects ? find_number(rows, v->corrects) : NULL;
    if (!old || !old->canceled || old->no >= v->no || w->corrected_by[old->place])
        return;
    w->corrects[place] = old->place + 1;
    w->corrected_by[old->place] = place + 1;
}

void entries_link(struct entry_writing *w)
{
    struct vec rows = VEC_OF(struct numbered);
    size_t n = w->added.count;
    struct entry_row row;
    bool any = false;
    w->corrects = w->corrected_by = NULL;
    for (uint32_t i = 0; i < n; i++) {
        entry_rows_at(w->rows, VEC_AT(&w->added, uint32_t, i), &row);
        any |= row.v.corrects != 0;
        if (row.v.no)
            *(struct numbered *)vec_push(&rows) = (struct numbered){row.v.no, i, row.v.canceled};
    }
    if (any && rows.count) {
        qsort(rows.items, rows.count, rows.size, compare_numbers);
        w->corrects = arena_alloc(&w->arena, n * sizeof *w->corrects);
        w->corrected_by = arena_alloc(&w->arena, n * sizeof *w->corrected_by);
        for (uint32_t i = 0; i < n; i++) {
            entry_rows_at(w->rows, VEC_AT(&w->added, uint32_t, i), &row);
            link_row(w, &rows, i, &row.v);
        }
    }
    vec_clear(&rows);
}
