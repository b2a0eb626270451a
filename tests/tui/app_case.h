/* app_case.h: the demo's app (demo.h) on the mock terminal: keys in, picture out. */
#ifndef TESTS_TUI_APP_CASE_H
#define TESTS_TUI_APP_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "demo.h"
#include "tui/app_state.h"
#include "tui/term_mock.h"

struct fixture {
    struct demo d;
    struct mock *m;
    struct app *app;
    struct str text; /* of the last picture */
};

static inline struct fixture *open_app(int w, int h)
{
    struct fixture *f = calloc(1, sizeof *f);
    demo_init(&f->d, 200);
    f->m = mock_new(w, h);
    f->app = demo_app(&f->d, &f->m->term, SELECTION_BAR);
    return f;
}

/* Plays keys; afterwards the app still lives (the end of the script is taken back). */
static inline void play(struct fixture *f, const char *script)
{
    assert_true(mock_script(f->m, script));
    app_run(f->app);
    if (f->app->hung_up && f->m->next == f->m->events.count)
        f->app->hung_up = f->app->quit = false;
    str_truncate(&f->text, 0);
    grid_text(&f->m->shown, false, &f->text);
}

static inline void close_app(struct fixture *f)
{
    app_free(f->app);
    demo_clear(&f->d);
    str_clear(&f->text);
    free(f);
}

static inline bool sees(const struct fixture *f, const char *text)
{
    return strstr(str_text(&f->text), text) != NULL;
}

#endif
