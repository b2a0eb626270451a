/* list_load.c: the window: a few screens of rows around the cursor, fetched by key at its ends. */
#include "tui/list_window.h"

#include <string.h>

enum { HEIGHT_UNKNOWN = 50, SCREENS_KEPT = 4, ROWS_AT_ONCE = 50 };

static int height_of(const struct list *l)
{
    return l->height > 0 ? l->height : HEIGHT_UNKNOWN;
}

void list_chunk_clear(struct list_chunk *c)
{
    vec_clear(&c->rows);
    arena_clear(&c->arena);
    if (c->free_result)
        c->free_result(c->result);
    *c = (struct list_chunk){.rows = VEC_OF(struct list_row)};
}

void list_window_clear(struct list *l)
{
    for (size_t i = 0; i < l->chunks.count; i++)
        list_chunk_clear(&VEC_AT(&l->chunks, struct list_chunk, i));
    l->chunks.count = l->rows.count = 0;
}

bool list_window_short(const struct list *l)
{
    int count = (int)l->rows.count;
    return count > 0 && ((!l->at_end && l->top + height_of(l) > count) ||
                         (!l->at_start && l->top == 0 && count < height_of(l)));
}

static lia_status fetch(struct list *l, enum list_from from, const struct list_row *anchor, int n,
                        struct list_chunk *out, lia_error *err)
{
    *out = (struct list_chunk){.rows = VEC_OF(struct list_row)};
    lia_status status = l->words.len > 0 ? list_words_fetch(l, from, anchor, n, out, err)
                                         : l->provider->fetch(l->ctx, from, anchor, n, out, err);
    if (status != LIA_OK)
        list_chunk_clear(out);
    return status;
}

/* Takes the chunk into the window, before all others or behind them. */
static void add_chunk(struct list *l, struct list_chunk *c, bool before)
{
    size_t n = c->rows.count, old = l->rows.count;
    if (n == 0) {
        list_chunk_clear(c);
        return;
    }
    *(struct list_chunk *)vec_insert(&l->chunks, before ? 0 : l->chunks.count) = *c;
    for (size_t i = 0; i < n; i++)
        vec_push(&l->rows);
    struct list_row *rows = l->rows.items;
    if (before)
        memmove(rows + n, rows, old * sizeof *rows);
    memcpy(before ? rows : rows + old, c->rows.items, n * sizeof *rows);
    if (before) {
        l->cursor += (int)n;
        l->top += (int)n;
    }
}

static void drop_chunk(struct list *l, bool first)
{
    size_t at = first ? 0 : l->chunks.count - 1;
    struct list_chunk *c = &VEC_AT(&l->chunks, struct list_chunk, at);
    size_t n = c->rows.count;
    vec_remove(&l->rows, first ? 0 : l->rows.count - n, n);
    if (first) {
        l->cursor -= (int)n;
        l->top -= (int)n;
        l->at_start = false;
    } else {
        l->at_end = false;
    }
    list_chunk_clear(c);
    vec_remove(&l->chunks, at, 1);
}

/* Lets go of rows that are far away, so that memory stays the same however far one goes. */
static void trim(struct list *l)
{
    int far = SCREENS_KEPT * height_of(l);
    while (l->chunks.count > 1) {
        int first = (int)VEC_AT(&l->chunks, struct list_chunk, 0).rows.count;
        int last = (int)VEC_AT(&l->chunks, struct list_chunk, l->chunks.count - 1).rows.count;
        if (l->cursor - first > far && l->top - first > far)
            drop_chunk(l, true);
        else if ((int)l->rows.count - last - l->cursor > far)
            drop_chunk(l, false);
        else
            return;
    }
}

/* Rows fetched to go on: two screens, but of a high one no more than one, so that no key waits for
 * rows that the next one shows. */
static int more_rows(const struct list *l)
{
    int h = height_of(l), two = 2 * h;
    return two <= ROWS_AT_ONCE ? two : h > ROWS_AT_ONCE ? h : ROWS_AT_ONCE;
}

static lia_status extend(struct list *l, bool before, lia_error *err)
{
    struct list_row end = VEC_AT(&l->rows, struct list_row, before ? 0 : l->rows.count - 1);
    struct list_chunk c;
    int n = more_rows(l);
    lia_status status = fetch(l, before ? LIST_BEFORE : LIST_AFTER, &end, n, &c, err);
    if (status != LIA_OK)
        return status;
    bool more = (int)c.rows.count >= n;
    if (before)
        l->at_start = !more;
    else
        l->at_end = !more;
    add_chunk(l, &c, before);
    return LIA_OK;
}

/* A new window at the first or the last row. */
static lia_status restart(struct list *l, bool last, lia_error *err)
{
    struct list_chunk c;
    int n = 2 * height_of(l);
    lia_status status = fetch(l, last ? LIST_LAST : LIST_FIRST, NULL, n, &c, err);
    if (status != LIA_OK)
        return status;
    bool all = (int)c.rows.count < n;
    list_window_clear(l);
    l->at_start = !last || all;
    l->at_end = last || all;
    l->cursor = l->top = 0;
    add_chunk(l, &c, false);
    if (last)
        l->cursor = l->top = (int)l->rows.count - 1;
    return LIA_OK;
}

/* A new window around the anchor, which comes to stand `offset` rows below the top; `here` gets the
 * rows from it on. */
static lia_status surround(struct list *l, const struct list_row *anchor, struct list_chunk *here,
                           int asked, int offset, lia_error *err)
{
    struct list_chunk before;
    int n = height_of(l) + offset;
    lia_status status = fetch(l, LIST_BEFORE, anchor, n, &before, err);
    if (status != LIA_OK) {
        list_chunk_clear(here);
        return status;
    }
    l->at_start = (int)before.rows.count < n;
    l->at_end = (int)here->rows.count < asked;
    list_window_clear(l);
    add_chunk(l, here, false);
    l->cursor = l->top = 0;
    add_chunk(l, &before, true);
    l->top = l->cursor - offset;
    return LIA_OK;
}

/* The row of a record as it is now; no rows when it is not in the list. */
static lia_status locate(struct list *l, int64_t id, struct list_chunk *out, lia_error *err)
{
    *out = (struct list_chunk){.rows = VEC_OF(struct list_row)};
    if (!l->provider->locate || id == 0)
        return LIA_OK;
    lia_status status = l->provider->locate(l->ctx, id, out, err);
    bool hidden = status == LIA_OK && out->rows.count > 0 &&
                  !list_words_match(l, &VEC_AT(&out->rows, struct list_row, 0));
    if (status != LIA_OK || hidden)
        list_chunk_clear(out);
    return status;
}

static int64_t first_id(const struct list_chunk *c)
{
    return c->rows.count > 0 ? VEC_AT(&c->rows, struct list_row, 0).id : 0;
}

/* The rows again, with the cursor on the record where it was; when that is gone, on the one that
 * took its place. */
static lia_status reload_around(struct list *l, const struct list_row *was, int offset,
                                lia_error *err)
{
    struct list_chunk here, found;
    int n = 2 * height_of(l);
    lia_status status = fetch(l, LIST_AT, was, n, &here, err);
    if (status != LIA_OK)
        return status;
    if (first_id(&here) == was->id)
        return surround(l, was, &here, n, offset, err);
    status = locate(l, was->id, &found, err);
    if (status == LIA_OK && first_id(&found) != 0) { /* its key changed: it stands elsewhere now */
        struct list_row moved = VEC_AT(&found.rows, struct list_row, 0);
        list_chunk_clear(&here);
        status = fetch(l, LIST_AT, &moved, n, &here, err);
        if (status == LIA_OK)
            status = surround(l, &moved, &here, n, offset, err);
    } else if (status == LIA_OK) {
        status = surround(l, was, &here, n, offset, err);
    } else {
        list_chunk_clear(&here);
    }
    list_chunk_clear(&found);
    return status;
}

static lia_status go_to(struct list *l, int64_t id, lia_error *err)
{
    struct list_chunk found, here;
    lia_status status = locate(l, id, &found, err);
    if (status != LIA_OK || first_id(&found) == 0) {
        list_chunk_clear(&found);
        return status != LIA_OK || l->loaded ? status : restart(l, false, err);
    }
    struct list_row row = VEC_AT(&found.rows, struct list_row, 0);
    int n = 2 * height_of(l);
    status = fetch(l, LIST_AT, &row, n, &here, err);
    if (status == LIA_OK)
        status = surround(l, &row, &here, n, height_of(l) / 3, err);
    list_chunk_clear(&found);
    return status;
}

static lia_status load_whole(struct list *l, lia_error *err)
{
    const struct list_row *current = list_current(l);
    enum list_wish wish = (enum list_wish)l->wish;
    if (wish == LIST_WISH_ID)
        return go_to(l, l->wish_id, err);
    if (!l->loaded || !current || wish == LIST_WISH_FIRST || wish == LIST_WISH_LAST)
        return restart(l, wish == LIST_WISH_LAST, err);
    struct list_row was = *current; /* its data live until the new window stands */
    return reload_around(l, &was, l->cursor - l->top, err);
}

/* Fetches what the wish and the view need, until nothing is missing or there is nothing more. */
static lia_status load_more(struct list *l, lia_error *err)
{
    while (l->wish == LIST_WISH_MOVE || l->wish == LIST_WISH_SCROLL) {
        bool scroll = l->wish == LIST_WISH_SCROLL;
        int rows = l->wish_rows;
        bool ended = rows > 0 ? l->at_end : l->at_start;
        lia_status status = ended ? LIA_OK : extend(l, rows < 0, err);
        l->wish = LIST_WISH_NONE;
        if (status != LIA_OK)
            return status;
        list_move_or_wish(l, rows, scroll);
        trim(l);
    }
    list_settle(l);
    if (l->rows.count > 0 && !l->at_end && l->top + height_of(l) > (int)l->rows.count) {
        lia_status status = extend(l, false, err);
        if (status != LIA_OK)
            return status;
    }
    if (l->rows.count > 0 && !l->at_start && (int)l->rows.count < height_of(l)) {
        lia_status status = extend(l, true, err);
        if (status != LIA_OK)
            return status;
    }
    list_settle(l);
    trim(l);
    return LIA_OK;
}

bool list_ahead(struct list *l)
{
    lia_error err = {0};
    bool up = l->going < 0, settled = l->loaded && !l->stale && l->wish == LIST_WISH_NONE;
    int beyond = up ? l->top : (int)l->rows.count - l->top - height_of(l);
    if (!settled || l->going == 0 || l->words.len > 0 || l->rows.count == 0 ||
        (up ? l->at_start : l->at_end) || beyond >= height_of(l))
        return false;
    bool more = extend(l, up, &err) == LIA_OK; /* who asks for them is told why not */
    trim(l);
    return more;
}

static lia_status load_marks(struct list *l, lia_error *err)
{
    lia_status status = LIA_OK;
    bool words = l->words.len > 0;
    if (l->mark_all && l->provider->mark_all && !words)
        status = l->provider->mark_all(l->ctx, &l->marks, err);
    l->marks_shown = l->marks.count > 0 ? -1 : 0;
    if (words)
        status = list_words_marks(l, l->mark_all ? &l->marks : NULL, &l->marks_shown, err);
    else if (status == LIA_OK && l->marks.count > 0 && l->provider->count_shown)
        status = l->provider->count_shown(l->ctx, &l->marks, &l->marks_shown, err);
    l->mark_all = l->marks_stale = false;
    return status;
}

lia_status list_load(struct list *l, lia_error *err)
{
    lia_status status = LIA_OK;
    struct list before = *l; /* for its flags */
    bool ends = l->wish == LIST_WISH_FIRST || l->wish == LIST_WISH_LAST || l->wish == LIST_WISH_ID;
    if (!l->loaded || l->stale || ends) {
        status = load_whole(l, err);
        l->loaded = true;
        l->stale = false;
        if (ends)
            l->wish = LIST_WISH_NONE;
    }
    if (status == LIA_OK)
        status = load_more(l, err);
    if (status == LIA_OK && (l->mark_all || l->marks_stale))
        status = load_marks(l, err);
    if (status == LIA_CANCELED) { /* another key came first: asked again behind it */
        l->stale = true;
        l->loaded = before.loaded;
        l->wish = ends ? before.wish : LIST_WISH_NONE;
        l->mark_all = before.mark_all;
        l->marks_stale = before.marks_stale;
        list_settle(l);
    } else if (status != LIA_OK) { /* what was shown stays; asking again would fail again */
        l->wish = LIST_WISH_NONE;
        l->mark_all = l->marks_stale = false;
        list_settle(l);
    }
    return status;
}
