/* desk.h: the whole front end on a real book and the mock terminal: keys in, picture out. The clock
 * of the book stands still (fixture.h). */
#ifndef TESTS_TUI_DESK_H
#define TESTS_TUI_DESK_H

#include "tui/session.h"
#include "tui/term_mock.h"

struct desk {
    struct session session; /* first */
    struct env env;
    struct mock *m;
    struct app *app;
    struct str text; /* of the last picture */
    int calm;        /* how often nothing was left to do */
};

/* Sits down at the book, which stays the caller's. drafts: a folder for drafts; NULL: none are
 * kept. */
struct desk *desk_open(lia_book *book, int w, int h, const char *drafts);
/* The same on a terminal made before; it is closed with the app. */
struct app *desk_begin(struct desk *d, lia_book *book, struct terminal *t, const char *drafts);
/* Plays keys (mock_script), and what is due between events, until nothing is left to do. */
void desk_play(struct desk *d, const char *script);
/* The text stands in the last picture; fails with the picture when it does not. */
void desk_sees(const struct desk *d, const char *text);
void desk_misses(const struct desk *d, const char *text);
/* The line of the picture that has this text, "" none; static. */
const char *desk_line(const struct desk *d, const char *text);
const char *desk_page(const struct desk *d); /* id of the screen on top */
/* Leaves as a killed program does: a form that is open is neither saved nor settled, its draft
 * stays. */
void desk_close(struct desk *d);
/* desk_close; then closes the book too, which must be sound. */
void desk_close_book(struct desk *d);
/* desk_close for one that desk_begin was given. */
void desk_end(struct desk *d);

#endif
