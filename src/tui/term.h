/* term.h: a terminal as the front end sees it. term_curses.c is the real one, term_mock.c the one
 * of the tests. All calls come from one thread. */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "liaise/base.h"
#include "tui/cell.h"
#include "tui/event.h"
#include "tui/theme.h"

struct terminal;

struct term_ops {
    void (*size)(struct terminal *t, int *w, int *h);
    /* Shows the grid: writes what differs from what is shown, and nothing else. cursor_x < 0: no
     * cursor. */
    void (*present)(struct terminal *t, const struct grid *g, int cursor_x, int cursor_y);
    /* The next event within timeout_ms (0: only what is there, < 0: for ever). False when there is
     * none. */
    bool (*read)(struct terminal *t, struct event *ev, int timeout_ms);
    int64_t (*now)(struct terminal *t);  /* milliseconds of a clock that only goes forward */
    void (*suspend)(struct terminal *t); /* gives the terminal back, for another program */
    void (*resume)(struct terminal *t);  /* takes it again; the next present draws everything */
    void (*stop)(
        struct terminal *t); /* Ctrl-Z: gives it back, stops this process group, takes it again */
    void (*beep)(struct terminal *t);
    void (*copy)(struct terminal *t, const char *text,
                 size_t len);           /* to the clipboard of the terminal, OSC 52 */
    void (*redraw)(struct terminal *t); /* the next present draws everything */
    void (*close)(struct terminal *t);  /* restores the terminal and frees t */
};

/* Back ends put this first in their own struct. */
struct terminal {
    const struct term_ops *ops;
};

struct term_options {
    enum theme_choice theme; /* THEME_AUTO: by NO_COLOR, COLORTERM, COLORFGBG and the terminal's own
                                description */
    bool no_mouse;
};

/* Takes the terminal of stdin/stdout. LIA_INVALID, with one line and nothing written, when there is
 * none or TERM names one that cannot move its cursor. */
LIA_MUST_USE lia_status term_open(struct terminal **out, const struct term_options *options,
                                  lia_error *err);

/* Gives the terminal back from wherever we are: safe in a signal handler and when memory ran out;
 * nothing happens when no terminal is taken. */
void term_restore(void);

#endif
