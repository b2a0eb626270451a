/* text.h: a box of text being typed, wrapped at words. */
#ifndef TUI_TEXT_H
#define TUI_TEXT_H

#include "tui/edit.h"

/* `{0}` with edit.many_lines set is valid. */
struct text {
    struct edit edit;
    struct vec lines; /* of size_t: where each line on the screen starts */
    int width;        /* that they were worked out for; <= 0: not yet, or again */
    int top, height;
    int want_x; /* column that ↑ and ↓ keep; -1 none */
};

void text_set(struct text *t, const char *s);
void text_clear(struct text *t); /* frees */
/* ↑ on the first and ↓ on the last line are EDIT_IGNORED, so that a form can go on to the next
 * field. */
enum edit_result text_event(struct text *t, const struct event *ev);
/* *cursor_x, *cursor_y where the cursor is (both may be NULL: no focus). */
void text_draw(struct text *t, struct grid *g, struct rect r, enum style style, int *cursor_x,
               int *cursor_y);
int text_rows(struct text *t, int width); /* lines at this width, at least 1 */

/* Start of the next line of s when wrapped at `width`; len when this is the last. For panes too. */
size_t text_wrap(const char *s, size_t len, size_t at, int width);

#endif
