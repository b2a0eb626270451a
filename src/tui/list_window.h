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

#endif
