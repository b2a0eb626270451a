/* list.c: the cursor, the marks and the commands of a list. list_load.c fetches, list_draw.c draws.
 */
#include "tui/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tui/list_window.h"

void list_chunk_add(struct list_chunk *chunk, int64_t id, const void *data)
{
    chunk->rows.size = sizeof(struct list_row);
    *(struct list_row *)vec_push(&chunk->rows) = (struct list_row){id, data};
}

struct list_span list_span_of(enum list_from from, size_t count, size_t at, bool gone, int n)
{
    size_t want = n > 0 ? (size_t)n : 0, first = 0, end = count;
    switch (from) {
    case LIST_AT:
        first = at;
        break;
    case LIST_AFTER:
        first = at + !gone;
        break;
    case LIST_BEFORE:
        end = at < count ? at : count;
        first = end > want ? end - want : 0;
        break;
    case LIST_LAST:
        first = count > want ? count - want : 0;
        break;
    case LIST_FIRST:
        break;
    }
    first = first < end ? first : end;
    return (struct list_span){first, want < end - first ? first + want : end};
}

void list_init(struct list *l, const struct list_column *columns, int column_count,
               const struct list_provider *provider, void *ctx, const char *empty)
{
    *l = (struct list){.columns = columns,
                       .column_count = column_count,
                       .provider = provider,
                       .ctx = ctx,
                       .empty = empty,
                       .total = -1,
                       .rows = VEC_OF(struct list_row),
                       .chunks = VEC_OF(struct list_chunk)};
}

void list_sorts(struct list *l, const struct list_sort *sorts, int count)
{
    l->sorts = sorts;
    l->sort_count = count;
}

void list_clear(struct list *l)
{
    list_window_clear(l);
    vec_clear(&l->rows);
    vec_clear(&l->chunks);
    marks_clear(&l->marks);
    str_clear(&l->cell_text);
    str_clear(&l->words);
    *l = (struct list){0};
}

/* --- where we are ---------------------------------------------------------------------------- */

static int row_count(const struct list *l)
{
    return (int)l->rows.count;
}

const struct list_row *list_current(const struct list *l)
{
    return l->cursor < row_count(l) ? &VEC_AT(&l->rows, struct list_row, l->cursor) : NULL;
}

int64_t list_current_id(const struct list *l)
{
    const struct list_row *row = list_current(l);
    return row ? row->id : 0;
}

bool list_empty(const struct list *l)
{
    return l->loaded && l->rows.count == 0;
}

int64_t *list_chosen(const struct list *l, size_t *n)
{
    *n = l->marks.count;
    if (*n > 0)
        return marks_list(&l->marks);
    int64_t id = list_current_id(l);
    *n = id != 0;
    int64_t *ids = mem_alloc(sizeof *ids);
    *ids = id;
    return ids;
}

void list_unmark(struct list *l)
{
    marks_clear(&l->marks);
    l->marks_shown = 0;
    l->marks_stale = false;
}

/* --- asking for rows ------------------------------------------------------------------------- */

void list_reload(struct list *l)
{
    l->stale = true;
    l->marks_stale = l->marks.count > 0;
}

void list_restart(struct list *l)
{
    list_reload(l);
    l->wish = LIST_WISH_FIRST;
}

void list_narrow(struct list *l, const char *words)
{
    str_truncate(&l->words, 0);
    str_add(&l->words, words);
    list_restart(l);
}

void list_go_to(struct list *l, int64_t id)
{
    l->stale = true;
    l->wish = LIST_WISH_ID;
    l->wish_id = id;
}

bool list_wants_load(const struct list *l)
{
    return !l->loaded || l->stale || l->wish != LIST_WISH_NONE || l->mark_all || l->marks_stale ||
           list_window_short(l);
}

/* --- moving ---------------------------------------------------------------------------------- */

void list_settle(struct list *l)
{
    int count = row_count(l), height = l->height > 0 ? l->height : 1;
    if (l->cursor >= count)
        l->cursor = count - 1;
    if (l->cursor < 0)
        l->cursor = 0;
    if (l->at_end && l->top > count - height)
        l->top = count - height;
    if (l->top > l->cursor)
        l->top = l->cursor;
    if (l->top < l->cursor - height + 1)
        l->top = l->cursor - height + 1;
    if (l->top < 0)
        l->top = 0;
}

/* Moves as far as the window goes; what is left over becomes a wish. */
void list_move_or_wish(struct list *l, int rows, bool scroll)
{
    int target = l->cursor + rows, last = row_count(l) - 1;
    l->going = rows < 0 ? -1 : 1;
    int reached = target < 0 ? 0 : target > last ? last : target;
    if (scroll)
        l->top += reached - l->cursor;
    l->cursor = reached;
    list_settle(l);
    l->wish = LIST_WISH_NONE;
    l->wish_rows = target - reached;
    if ((l->wish_rows > 0 && !l->at_end) || (l->wish_rows < 0 && !l->at_start))
        l->wish = scroll ? LIST_WISH_SCROLL : LIST_WISH_MOVE;
}

static void move(struct list *l, int rows, bool scroll)
{
    if (l->wish == LIST_WISH_MOVE || l->wish == LIST_WISH_SCROLL)
        l->wish_rows += rows; /* the one before still waits for its rows */
    else if (l->wish == LIST_WISH_NONE && l->rows.count > 0)
        list_move_or_wish(l, rows, scroll);
}

void list_move(struct list *l, int rows)
{
    move(l, rows, false);
}

static void go_to_end(struct list *l, bool last)
{
    bool here = last ? l->at_end : l->at_start;
    if (here)
        list_move_or_wish(l, last ? row_count(l) : -row_count(l), false);
    else
        l->wish = last ? LIST_WISH_LAST : LIST_WISH_FIRST;
}

/* --- commands -------------------------------------------------------------------------------- */

static void toggle_mark(struct list *l)
{
    int64_t id = list_current_id(l);
    if (id == 0)
        return;
    marks_toggle(&l->marks, id);
    l->marks_stale = true;
    list_move(l, 1);
}

bool list_command(struct list *l, enum command_id id)
{
    int page = l->height > 1 ? l->height : 1, half = page > 1 ? page / 2 : 1;
    switch (id) {
    case CMD_MOVE_DOWN:
        list_move(l, 1);
        return true;
    case CMD_MOVE_UP:
        list_move(l, -1);
        return true;
    case CMD_HALF_DOWN:
        move(l, half, true);
        return true;
    case CMD_HALF_UP:
        move(l, -half, true);
        return true;
    case CMD_PAGE_DOWN:
        move(l, page, true);
        return true;
    case CMD_PAGE_UP:
        move(l, -page, true);
        return true;
    case CMD_MOVE_FIRST:
    case CMD_MOVE_LAST:
        go_to_end(l, id == CMD_MOVE_LAST);
        return true;
    case CMD_COLUMN_LEFT:
        l->left -= l->left > 0;
        return true;
    case CMD_COLUMN_RIGHT:
        l->left += l->hidden_columns > 0;
        return true;
    case CMD_ROW_MARK:
        toggle_mark(l);
        return true;
    case CMD_MARK_ALL:
        l->mark_all = true;
        return true;
    case CMD_MARKS_CLEAR:
        list_unmark(l);
        return true;
    default:
        return false;
    }
}

bool list_can(const struct list *l, enum command_id id)
{
    switch (id) {
    case CMD_ROW_OPEN:
    case CMD_ROW_MARK:
    case CMD_ROW_COPY:
        return l->rows.count > 0;
    case CMD_MARK_ALL:
        return l->rows.count > 0 && l->provider->mark_all;
    case CMD_MARKS_CLEAR:
        return l->marks.count > 0;
    case CMD_LIST_SORT:
        return l->sort_count > 0;
    default:
        return true;
    }
}

bool list_mouse(struct list *l, const struct event *ev, bool *open)
{
    if (ev->mouse != MOUSE_PRESS) {
        move(l, ev->mouse == MOUSE_WHEEL_UP ? -3 : 3, true);
        return true;
    }
    int row = l->top + ev->y - l->area.y;
    if (!rect_has(l->area, ev->x, ev->y) || row >= row_count(l))
        return false;
    *open = row == l->cursor;
    list_move(l, row - l->cursor);
    return true;
}

void list_set_height(struct list *l, int rows)
{
    if (l->height == rows)
        return;
    l->height = rows;
    list_settle(l);
}
