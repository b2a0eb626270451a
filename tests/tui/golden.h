/* golden.h: pictures of screens, compared with what is kept under tests/golden.
 *
 * A case is a file tests/tui/<folder>/<case>.txt:
 *
 *     # what it is about
 *     sizes 80x24 40x12        default: 120x40 80x24 40x12
 *     styles                   the picture says the style of each cell too
 *     keys j j Space           as mock_script (tui/term_mock.h) reads them; as many lines as wanted
 *
 * Its pictures are tests/golden/<folder>/<case>.<size>.txt; GOLDEN=update writes them. */
#ifndef TESTS_TUI_GOLDEN_H
#define TESTS_TUI_GOLDEN_H

#include "tui/app.h"

struct golden {
    const char *folder;
    struct app *(*start)(struct terminal *t, void *ctx); /* a fresh app, the same each time */
    void (*end)(struct app *app, void *ctx);             /* frees it, and what start made */
    void *ctx;
};

/* Runs every case of the folder as a test; returns what main is to return. */
int golden_main(const struct golden *g);

#endif
