/* list_window.h: between the files of the list: the window of rows and what is wished of it. */
#ifndef TUI_LIST_WINDOW_H
#define TUI_LIST_WINDOW_H

#include "tui/list.h"

enum list_wish {
    LIST_WISH_NONE,
    LIST_WISH_MOVE,   /* wish_rows further, when they are here */
    LIST_WISH_SCROLL, /* the same, the view moves along */
    LIST_WISH_FIRST,
    LIST_WISH_LAST,
    LIST_WISH_ID /* the row of wish_id */
};

void list_window_clear(struct list *l); /* frees the rows */
bool list_window_short(
    const struct list *l);        /* there are more rows than it has, and they are to be seen */
void list_settle(struct list *l); /* keeps cursor and top within the window, the cursor in sight */
void list_move_or_wish(struct list *l, int rows, bool scroll);

/* list_words.c: the same as the provider's where the list is narrowed to words. */
bool list_words_match(struct list *l, const struct list_row *row);
lia_status list_words_fetch(struct list *l, enum list_from from, const struct list_row *anchor,
                            int n, struct list_chunk *out, lia_error *err);
/* Marks every row that matches (marks NULL: only looks), and counts how many of those in the list's
 * marks do. */
lia_status list_words_marks(struct list *l, struct marks *marks, int64_t *shown, lia_error *err);
void list_chunk_clear(struct list_chunk *c);

#endif
