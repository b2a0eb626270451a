/* edit.h: text being typed: one line, or many (text.h adds wrapping). Readline keys, undo within
 * the field, by grapheme. The text is kept literally; drawing shows what is unsafe as marks. */
#ifndef TUI_EDIT_H
#define TUI_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "base/vec.h"
#include "tui/cell.h"
#include "tui/event.h"

/* `{0}` is valid: empty, one line. */
struct edit {
    struct str text;
    size_t cursor;   /* byte offset, always at a grapheme boundary */
    bool selected;   /* all of it: typing replaces, a cursor key keeps */
    bool many_lines; /* Enter and pasted newlines make lines; else newlines become blanks */
    size_t limit;    /* most bytes; 0: 16 MiB */
    int scroll;      /* columns scrolled off, one line only */
    struct vec undo;
    bool typing;       /* the last change can be joined by the next character */
    struct str killed; /* what Ctrl-K, Ctrl-U, Ctrl-W cut; Ctrl-Y puts it back */
};

enum edit_result { EDIT_IGNORED, EDIT_MOVED, EDIT_CHANGED };

void edit_set(struct edit *e, const char *text); /* cursor at the end, undo forgotten */
void edit_clear(struct edit *e);                 /* frees */
const char *edit_text(const struct edit *e);
void edit_select_all(struct edit *e); /* on entry to a field; nothing when it is empty */
/* Keys and pasted text. Enter, Tab, Esc and what is no editing key are EDIT_IGNORED (Enter counts
 * with many_lines). */
enum edit_result edit_event(struct edit *e, const struct event *ev);
void edit_insert(struct edit *e, const char *text, size_t len); /* as if pasted */
bool edit_undo(struct edit *e);
/* Draws one line of w columns, scrolled so that the cursor shows; *cursor_x is its column (NULL: no
 * focus). */
void edit_draw(struct edit *e, struct grid *g, int x, int y, int w, enum style style,
               int *cursor_x);

#endif
