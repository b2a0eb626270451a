/* pane.h: text to read that scrolls: previews, help, reports. `{0}` is valid and empty. */
#ifndef TUI_PANE_H
#define TUI_PANE_H

#include <stdarg.h>

#include "base/arena.h"
#include "base/vec.h"
#include "tui/cell.h"
#include "tui/command.h"
#include "tui/event.h"

struct pane {
    struct arena arena;
    struct vec lines; /* struct pane_line, unwrapped */
    struct vec rows;  /* struct pane_row, as wrapped for `width` */
    int width, top, height;
};

void pane_reset(struct pane *p); /* empties it, keeps the place */
void pane_clear(struct pane *p); /* frees */
/* One paragraph; newlines in it make lines. */
void pane_add(struct pane *p, enum style style, const char *text);
void pane_add_f(struct pane *p, enum style style, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* A line of columns: the label in `label_width` columns, the text wrapped beside it. */
void pane_add_pair(struct pane *p, int label_width, const char *label, enum style style,
                   const char *text);
void pane_rule(struct pane *p); /* a horizontal line */
bool pane_event(
    struct pane *p,
    const struct event *ev); /* arrows, pages, Home, End, j k g G, wheel; true when taken */
int pane_rows(struct pane *p, int width); /* lines it takes, wrapped to this width */
void pane_scroll(struct pane *p, int rows);
void pane_draw(struct pane *p, struct grid *g, struct rect r);

#endif
