/* app_progress.c: how far long work is, and stopping it. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/app_state.h"

enum { SHOW_MS = 150, STEP_MS = 80 };

/* Keys typed before the box was there were meant for what comes after; later ones were not. */
static void look_at_events(struct app *app)
{
    struct working *w = &app->working;
    struct event ev;
    while (app->options.term->ops->read(app->options.term, &ev, 0)) {
        switch (ev.type) {
        case EVENT_KEY:
            if (ev.key == K_ESC || ev.key == ('c' | K_CTRL))
                w->canceled = true;
            else if (!w->shown && app->queued < QUEUE)
                app->queue[app->queued++] = ev;
            break;
        case EVENT_RESIZE:
            app_resized(app);
            app_lay_out(app);
            break;
        case EVENT_HANGUP:
            w->canceled = true; /* read again when the call is over */
            return;
        default:
            break;
        }
    }
}

static bool report(void *ctx, int64_t done, int64_t total)
{
    struct app *app = ctx;
    struct working *w = &app->working;
    int64_t now = app_now(app);
    w->done = done;
    w->total = total;
    if (now - w->began < SHOW_MS || now - w->drawn < STEP_MS)
        return !w->canceled;
    w->drawn = now;
    look_at_events(app);
    w->shown = true;
    app_draw(app);
    app->options.term->ops->present(app->options.term, &app->grid, -1, -1);
    return !w->canceled;
}

lia_progress app_progress(struct app *app, const char *what)
{
    app->working = (struct working){.what = what, .began = app_now(app)};
    return (lia_progress){report, app};
}

void app_progress_end(struct app *app)
{
    app->working = (struct working){0};
    app->dirty = true;
}

void app_progress_draw(struct app *app)
{
    const struct working *w = &app->working;
    struct grid *g = &app->grid;
    struct rect box = rect_center(grid_rect(g), 56, 4), in = rect_inset(box, 2, 1);
    grid_box(g, box, w->what, w->canceled ? _("stopping …") : _("Esc stops"));
    if (w->total > 0) {
        int64_t done = w->done < 0 ? 0 : w->done > w->total ? w->total : w->done;
        int bar = (int)(done * in.w / w->total);
        grid_fill(g, (struct rect){in.x, in.y, bar, 1}, STYLE_SELECTED);
        grid_put_f(g, in.x, in.y + 1, in.w, STYLE_NORMAL, "%lld %%", (long long)(done * 100 / w->total));
    } else {
        grid_put_f(g, in.x, in.y, in.w, STYLE_NORMAL, "%lld …", (long long)w->done);
    }
    for (int x = in.x; w->total > 0 && x < in.x + in.w; x++) {
        const struct cell *c = grid_at(g, x, in.y);
        if (c && c->style != STYLE_SELECTED)
            grid_put(g, x, in.y, 1, STYLE_MUTED, "·");
    }
}
