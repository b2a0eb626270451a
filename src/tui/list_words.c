/* list_words.c: a list narrowed to the rows whose shown text has some words. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tui/list_window.h"
#include "tui/match.h"

enum { PIECE = 200 }; /* rows read at once; few of them may match */

bool list_words_match(struct list *l, const struct list_row *row)
{
    struct str *text = &l->cell_text;
    if (l->words.len == 0)
        return true;
    str_truncate(text, 0);
    for (int i = 0; i < l->column_count; i++) {
        enum style style = STYLE_NORMAL;
        l->provider->cell(l->ctx, row, i, text, &style);
        str_add_char(text, ' ');
    }
    return match_words(str_text(text), str_text(&l->words)) > 0;
}

/* The chunks that hold what was found. */
static void free_chunks(void *result)
{
    struct vec *chunks = result;
    for (size_t i = 0; i < chunks->count; i++)
        list_chunk_clear(&VEC_AT(chunks, struct list_chunk, i));
    vec_clear(chunks);
    free(chunks);
}

/* What matches of a piece goes in front of what was found, or behind it, as far as it is wanted. */
static size_t take(struct list *l, const struct list_chunk *piece, bool back, size_t want,
                   struct vec *found)
{
    size_t n = piece->rows.count, taken = 0;
    for (size_t i = 0; i < n && found->count < want; i++) {
        const struct list_row *row = &VEC_AT(&piece->rows, struct list_row, back ? n - 1 - i : i);
        if (!list_words_match(l, row))
            continue;
        *(struct list_row *)(back ? vec_insert(found, 0) : vec_push(found)) = *row;
        taken++;
    }
    return taken;
}

static bool is_back(enum list_from from)
{
    return from == LIST_LAST || from == LIST_BEFORE;
}

/* Drops the piece before the last where nothing of it was taken; it lived as long as what came
 * after it was fetched by its last row. */
static void drop_before_last(struct vec *chunks, size_t taken)
{
    if (chunks->count < 2 || taken > 0)
        return;
    list_chunk_clear(&VEC_AT(chunks, struct list_chunk, chunks->count - 2));
    vec_remove(chunks, chunks->count - 2, 1);
}

lia_status list_words_fetch(struct list *l, enum list_from from, const struct list_row *anchor,
                            int n, struct list_chunk *out, lia_error *err)
{
    struct vec *chunks = mem_alloc(sizeof *chunks);
    struct list_row end;
    size_t got = PIECE, taken = 1, want = n > 0 ? (size_t)n : 0;
    lia_status status = LIA_OK;
    *chunks = (struct vec)VEC_OF(struct list_chunk);
    out->rows.size = sizeof(struct list_row);
    while (status == LIA_OK && got == PIECE && out->rows.count < want) {
        struct list_chunk piece = {.rows = VEC_OF(struct list_row)};
        status = l->provider->fetch(l->ctx, from, anchor, PIECE, &piece, err);
        got = piece.rows.count;
        *(struct list_chunk *)vec_push(chunks) = piece;
        drop_before_last(chunks, taken);
        taken = take(l, &piece, is_back(from), want, &out->rows);
        if (got > 0)
            end = VEC_AT(&piece.rows, struct list_row, is_back(from) ? 0 : got - 1);
        from = is_back(from) ? LIST_BEFORE : LIST_AFTER;
        anchor = &end;
    }
    out->result = chunks;
    out->free_result = free_chunks;
    return status;
}

lia_status list_words_marks(struct list *l, struct marks *marks, int64_t *shown, lia_error *err)
{
    struct list_row end;
    const struct list_row *anchor = NULL;
    size_t got = PIECE;
    struct list_chunk before = {.rows = VEC_OF(struct list_row)};
    lia_status status = LIA_OK;
    *shown = 0;
    while (status == LIA_OK && got == PIECE) {
        struct list_chunk piece = {.rows = VEC_OF(struct list_row)};
        status = l->provider->fetch(l->ctx, anchor ? LIST_AFTER : LIST_FIRST, anchor, PIECE, &piece,
                                    err);
        list_chunk_clear(&before);
        before = piece;
        got = piece.rows.count;
        for (size_t i = 0; i < got; i++) {
            const struct list_row *row = &VEC_AT(&piece.rows, struct list_row, i);
            if (!list_words_match(l, row))
                continue;
            if (marks)
                marks_add(marks, row->id);
            *shown += marks_has(&l->marks, row->id);
        }
        if (got > 0)
            end = VEC_AT(&piece.rows, struct list_row, got - 1);
        anchor = &end;
    }
    list_chunk_clear(&before);
    return status;
}
