/* term_scroll.h: finds rows that only moved up or down, so that the terminal can move them itself.
 */
#ifndef TUI_TERM_SCROLL_H
#define TUI_TERM_SCROLL_H

#include <stdint.h>

#include "base/str.h"
#include "tui/cell.h"

struct output_caps;

struct scroll {
    int top, bottom; /* rows of the region, both included */
    int by;          /* > 0: its content moves up by so many rows; 0: nothing moves */
};

/* One number per row, the same for the same cells. */
void scroll_fingerprints(const struct grid *g, uint64_t *out);
struct scroll scroll_find(const uint64_t *was, const uint64_t *next, int rows);
void scroll_write(const struct output_caps *caps, struct scroll s, int rows, struct str *out);
void scroll_apply(struct grid *g, struct scroll s);

#endif
