/* cell.h: the grid of cells that screens draw into. The one place where text becomes cells, and so
 * the one place that keeps control characters of data away from the terminal: what is unsafe
 * (base/utf8.h) becomes a visible mark. Coordinates are columns and rows from 0; drawing outside
 * the grid or its clip is left out, never an error. */
#ifndef TUI_CELL_H
#define TUI_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* What a cell means; theme.h says how that looks. */
enum style {
    STYLE_NORMAL,
    STYLE_TITLE,    /* title line of the frame, titles of boxes */
    STYLE_STATUS,   /* right side of the title line */
    STYLE_HEADING,  /* column heads, group heads */
    STYLE_LABEL,    /* label of a form field */
    STYLE_SELECTED, /* the row under the cursor */
    STYLE_MARKER,   /* the mark in column 0 of that row */
    STYLE_MARKED,   /* a marked row */
    STYLE_MUTED,    /* what may be overlooked */
    STYLE_OVERDUE,
    STYLE_GOOD,
    STYLE_ERROR,
    STYLE_PERSONALISED, /* the mark of a personalised field */
    STYLE_KEY,          /* a key in footer, menu, help, question */
    STYLE_FOOTER,
    STYLE_INPUT,     /* the value of a field that can be typed into */
    STYLE_SELECTION, /* selected text within a field */
    STYLE_BORDER,
    STYLE_MESSAGE,
    STYLE_NUMBER, /* big numbers of cues */
    STYLE_CANCELED,
    STYLE_MATCH, /* the letters that a search found */
    STYLE_COUNT
};

enum { CELL_CODEPOINTS = 4, GRID_MAX = 1000 };

/* One column. A wide character is a cell of width 2 followed by one of width 0. */
struct cell {
    int32_t cp[CELL_CODEPOINTS]; /* the character and its combining marks; unused ones 0 */
    uint8_t width;               /* 0 right half of the cell before, 1, 2 */
    uint8_t style;               /* enum style */
    uint8_t spare[2];            /* always 0, so that cells compare by memcmp */
};

struct rect {
    int x, y, w, h;
};

/* `{0}` is valid and has no cells. */
struct grid {
    struct cell *cells; /* h rows of w */
    int w, h;
    struct rect
        clip; /* drawing stays inside; grid_resize and grid_blank set it to the whole grid */
    int capacity;
};

void grid_resize(struct grid *g, int w,
                 int h); /* to 1..GRID_MAX each; the content is blank afterwards */
void grid_blank(struct grid *g);
void grid_clear(struct grid *g);                                /* frees */
const struct cell *grid_at(const struct grid *g, int x, int y); /* NULL outside */
struct rect grid_rect(const struct grid *g);
struct rect
grid_clip(struct grid *g,
          struct rect r); /* narrows the clip to r; returns the old one for grid_unclip */
void grid_unclip(struct grid *g, struct rect old);

/* Text in at most w columns from x; what does not fit ends in '…'. Returns the columns used. The
 * rest of w stays as it is. Reads no more of the text than it needs, however long that is. NULL is
 * "". */
int grid_put(struct grid *g, int x, int y, int w, enum style style, const char *text);
int grid_put_n(struct grid *g, int x, int y, int w, enum style style, const char *text, size_t len);
int grid_put_f(struct grid *g, int x, int y, int w, enum style style, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
int grid_put_right(struct grid *g, int x, int y, int w, enum style style,
                   const char *text); /* ends at x + w */
/* Fills all w columns: the text, then blanks of the same style. */
void grid_field(struct grid *g, int x, int y, int w, enum style style, const char *text);
/* Like grid_put_n without '…', from `skip` columns into the text; a wide character cut in half
 * becomes blank. For fields that scroll. */
int grid_put_from(struct grid *g, int x, int y, int w, enum style style, const char *text,
                  size_t len, int skip);

void grid_fill(struct grid *g, struct rect r, enum style style);  /* blanks */
void grid_style(struct grid *g, struct rect r, enum style style); /* changes the style only */
/* Border with the inside blank; title and foot (either may be NULL) stand in the upper and lower
 * line. */
void grid_box(struct grid *g, struct rect r, const char *title, const char *foot);
void grid_hline(struct grid *g, int x, int y, int w, enum style style);
void grid_vline(struct grid *g, int x, int y, int h, enum style style);

/* Columns that the text takes when drawn, at most `most` (so that a megabyte costs nothing). */
int text_columns(const char *text, size_t len, int most);
/* Columns of the one character at s[0..len) as drawn (a mark may take several); *bytes is its
 * length. */
int text_step(const char *s, size_t len, size_t *bytes);

/* The grid as text, a line a row, blanks at the ends of rows cut. With styles: each row is followed
 * by a row of letters, one per cell (style_letter), where any cell of the row is not STYLE_NORMAL.
 */
void grid_text(const struct grid *g, bool styles, struct str *out);
char style_letter(enum style style);
const char *style_name(enum style style); /* "overdue"; for settings */

/* Geometry. */
struct rect rect_inset(struct rect r, int dx, int dy);
struct rect rect_center(struct rect outer, int w, int h); /* as large as fits */
bool rect_has(struct rect r, int x, int y);

#endif
