/* term_output.h: the bytes that turn the grid that is shown into the next one. Works on memory
 * only, for any terminal whose capabilities it is given, so that tests can read what it writes. */
#ifndef TUI_TERM_OUTPUT_H
#define TUI_TERM_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "tui/cell.h"
#include "tui/theme.h"

/* Strings are terminfo capabilities of that name, NULL when the terminal has none. */
struct output_caps {
    void (*expand)(struct str *out, const char *cap, int a, int b); /* with parameters */
    const char *cup, *clear, *el, *ech, *hpa;
    const char *csr, *ind, *ri;
    const char *sgr0, *bold, *dim, *rev, *smul, *sitm, *setaf, *setab;
    const char *civis, *cnorm;
    bool bce;   /* erasing takes the background colour */
    bool wraps; /* writing into the last column of the last line scrolls */
    bool ascii; /* the terminal shows no UTF-8: signs of ours get stand-ins, others '?' */
};

struct output {
    struct output_caps caps;
    struct look looks[STYLE_COUNT];
    struct grid shown; /* what the terminal shows */
    uint64_t *prints;  /* fingerprints of its rows */
    uint64_t *next_prints;
    int print_capacity;
    bool valid; /* shown is true; else everything is drawn */
    int x, y;   /* where the terminal's cursor is; x -1: somewhere in its line; y -1: anywhere */
    struct look look; /* in force */
    bool cursor_on;
};

/* `{0}` plus caps and looks is valid: nothing is known of the screen. */
void output_clear(struct output *o);      /* frees */
void output_invalidate(struct output *o); /* the next output draws everything */
/* Appends what makes the terminal show g, with its cursor at cursor_x, cursor_y (cursor_x < 0:
 * hidden). */
void output_grid(struct output *o, const struct grid *g, int cursor_x, int cursor_y,
                 struct str *out);

/* Capabilities of ECMA-48 terminals as most are, for tests and where the description says the same.
 */
struct output_caps output_ansi(void);

#endif
