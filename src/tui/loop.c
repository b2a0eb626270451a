/* loop.c: next event → drain → update → load if asked → draw once → present. */
#include "tui/app_state.h"

enum { DRAIN_MAX = 200, DRAWS_MAX = 3 };

/* Drawing may find that there is room for more rows than are here: then it is done again. */
static void show(struct app *app)
{
    struct terminal *t = app->options.term;
    for (int i = 0; i < DRAWS_MAX; i++) {
        app_lay_out(app);
        app_load(app);
        app_sweep(app);
        if (app->quit || !app->dirty)
            return;
        app_lay_out(app);
        app_draw(app);
        if (!app_wants_load(app))
            break;
    }
    app->dirty = false;
    t->ops->present(t, &app->grid, app->cursor_x, app->cursor_y);
}

static bool next_event(struct app *app, struct event *ev, int timeout_ms)
{
    if (app->queued > 0) {
        *ev = app->queue[0];
        app->queued--;
        for (int i = 0; i < app->queued; i++)
            app->queue[i] = app->queue[i + 1];
        return true;
    }
    return app->options.term->ops->read(app->options.term, ev, timeout_ms);
}

static void sooner(int64_t *at, int64_t other)
{
    if (other > 0 && (*at == 0 || other < *at))
        *at = other;
}

static int timeout_of(const struct app *app)
{
    int64_t at = 0, now = app_now(app);
    if (app->options.idle && app->idle_more)
        return 0;
    if (app->options.tick)
        sooner(&at, app->next_tick);
    for (const struct screen *s = app->top; s; s = s->below)
        sooner(&at, s->save_at);
    if (at == 0)
        return -1;
    return at > now ? (int)(at - now) : 0;
}

/* What is due without an event: drafts, the look for other sessions' changes, background slices. */
static void pulse(struct app *app, bool quiet)
{
    int64_t now = app_now(app);
    for (struct screen *s = app->top; s; s = s->below)
        if (s->save_at && s->save_at <= now)
            app_save(app, s);
    if (app->options.tick && now >= app->next_tick) {
        app->next_tick = now + TICK_MS;
        app->idle_more = true;
        if (app->options.tick(app))
            app_reload(app);
    }
    if (quiet && app->options.idle && app->idle_more) {
        app->idle_more = app_load_ahead(app) || app->options.idle(app);
        app->dirty = app->dirty || app_wants_load(app);
    }
}

void app_run(struct app *app)
{
    show(app);
    while (!app->quit) {
        struct event ev;
        bool any = next_event(app, &ev, timeout_of(app)), more = any;
        for (int i = 0; more && !app->quit && i < DRAIN_MAX; i++) {
            app_event(app, &ev);
            app_sweep(app);
            app_load(app);
            app_sweep(app);
            more = !app->quit && next_event(app, &ev, 0);
        }
        if (more && !app->quit)
            app_event(app, &ev); /* the last one read when the drain was full */
        app->idle_more = app->idle_more || any;
        if (!app->quit)
            pulse(app, !any);
        app_sweep(app);
        if (!app->quit)
            show(app);
    }
    app_sweep(app);
}
