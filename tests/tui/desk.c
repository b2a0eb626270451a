#include "desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "records.h"
#include "tui/app_state.h"
#include "tui/contact_actions.h"
#include "tui/entry_actions.h"

static bool (*session_idle)(struct app *app);

/* The play is over when the script is, nothing is left to do, and that was drawn. */
static bool idle(struct app *app)
{
    struct desk *d = app_data(app);
    if (session_idle(app))
        return true;
    if (d->m->next < d->m->events.count)
        return false; /* it may want time to pass */
    if (d->calm++ > 0)
        app_quit(app);
    return true;
}

struct app *desk_begin(struct desk *d, lia_book *book, struct terminal *t, const char *drafts)
{
    lia_error err = {0};
    d->env.user = "jo";
    d->env.full_name = "Jo Ek";
    d->session.book = book;
    d->session.env = &d->env;
    d->session.drafts_dir = drafts;
    d->session.day_first = true;
    d->session.today = lia_book_today(book);
    assert_ok(lia_salesperson_mine(book, &d->session.me, &err), err);
    struct app_options options = {.term = t};
    session_options(&d->session, &options);
    d->session.app = d->app = app_new(&options);
    return d->app;
}

struct desk *desk_open(lia_book *book, int w, int h, const char *drafts)
{
    struct desk *d = calloc(1, sizeof *d);
    d->m = mock_new(w, h);
    d->m->quiet_end = true;
    d->m->now = 1000; /* 0 is "never" */
    desk_begin(d, book, &d->m->term, drafts);
    session_idle = d->app->options.idle;
    d->app->options.idle = idle;
    desk_play(d, "");
    return d;
}

void desk_play(struct desk *d, const char *script)
{
    d->calm = 0;
    d->app->idle_more = true;
    if (!mock_script(d->m, script))
        fail_msg("keys not understood: %s", script);
    app_run(d->app);
    d->app->quit = false;
    str_truncate(&d->text, 0);
    grid_text(&d->m->shown, false, &d->text);
}

void desk_sees(const struct desk *d, const char *text)
{
    if (!strstr(str_text(&d->text), text))
        fail_msg("“%s” is not in\n%s", text, str_text(&d->text));
}

void desk_misses(const struct desk *d, const char *text)
{
    if (strstr(str_text(&d->text), text))
        fail_msg("“%s” is in\n%s", text, str_text(&d->text));
}

const char *desk_line(const struct desk *d, const char *text)
{
    static char line[2048];
    const char *at = strstr(str_text(&d->text), text), *start = at;
    if (!at)
        return "";
    while (start > str_text(&d->text) && start[-1] != '\n')
        start--;
    snprintf(line, sizeof line, "%.*s", (int)strcspn(start, "\n"), start);
    return line;
}

const char *desk_page(const struct desk *d)
{
    return app_top(d->app)->ops->page;
}

void desk_end(struct desk *d)
{
    app_free(d->app);
    contact_actions_forget(&d->session);
    entry_actions_forget(&d->session);
    str_clear(&d->text);
}

void desk_close(struct desk *d)
{
    desk_end(d);
    free(d);
}

void desk_close_book(struct desk *d)
{
    lia_book *book = d->session.book;
    desk_close(d);
    assert_sound(book);
    lia_book_close(book);
}
