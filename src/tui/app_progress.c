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

lia_progress app_progress_of(struct app *app, const char *what, enum progress_unit unit)
{
    app->working = (struct working){.what = what, .unit = unit, .began = app_now(app)};
    return (lia_progress){report, app};
}

lia_progress app_progress(struct app *app, const char *what)
{
    return app_progress_of(app, what, PROGRESS_PLAIN);
}

void app_progress_end(struct app *app)
{
    app->working = (struct working){0};
    app->dirty = true;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void add_left(struct str *out, int64_t seconds)
{
    if (seconds < 60)
        str_add_f(out, _(", %lld s left"), (long long)seconds);
    else if (seconds < 3600)
        str_add_f(out, _(", %lld:%02lld min left"), (long long)(seconds / 60), (long long)(seconds % 60));
    else
        str_add_f(out, _(", %lld:%02lld h left"), (long long)(seconds / 3600), (long long)(seconds / 60 % 60));
}

void app_progress_rate(enum progress_unit unit, int64_t done, int64_t total, int64_t ms,
                       struct str *out)
{
    enum { SAYS_NOTHING_MS = 500, KB = 1000, MB = 1000 * 1000 };
    if (unit == PROGRESS_PLAIN || done <= 0 || ms < SAYS_NOTHING_MS)
        return;
    double rate = (double)done * 1000 / (double)ms;
    if (unit == PROGRESS_RECORDS) {
        str_add_count(out, (int64_t)rate);
        str_add(out, _(" a second"));
    } else if (rate >= MB) {
        str_add_f(out, _("%.1f MB/s"), rate / MB);
    } else {
        str_add_f(out, _("%.0f KB/s"), rate / KB);
    }
    if (total > done)
        add_left(out, (int64_t)((double)(total - done) / rate + 0.999));
}

static void draw_rate(struct app *app, int x, int y, int room)
{
    const struct working *w = &app->working;
    struct str rate = {0};
    app_progress_rate(w->unit, w->done, w->total, app_now(app) - w->began, &rate);
    grid_put_right(&app->grid, x, y, room, STYLE_MUTED, str_text(&rate));
    str_clear(&rate);
}

void app_progress_draw(struct app *app)
{
    const struct working *w = &app->working;
    struct grid *g = &app->grid;
    struct rect box = rect_center(grid_rect(g), 56, 4), in = rect_inset(box, 2, 1);
    grid_box(g, box, w->what, w->canceled ? _("stopping …") : _("Esc stops"));
    draw_rate(app, in.x + 8, in.y + 1, in.w - 8);
    if (w->total > 0) {
        int64_t done = w->done < 0 ? 0 : w->done > w->total ? w->total : w->done;
        int bar = (int)(done * in.w / w->total);
        grid_fill(g, (struct rect){in.x, in.y, bar, 1}, STYLE_SELECTED);
        grid_put_f(g, in.x, in.y + 1, in.w, STYLE_NORMAL, "%lld %%", (long long)(done * 100 / w->total));
    } else {
        struct str done = {0};
        str_add_count(&done, w->done);
        grid_put_f(g, in.x, in.y, in.w, STYLE_NORMAL, "%s …", str_text(&done));
        str_clear(&done);
    }
    for (int x = in.x; w->total > 0 && x < in.x + in.w; x++) {
        const struct cell *c = grid_at(g, x, in.y);
        if (c && c->style != STYLE_SELECTED)
            grid_put(g, x, in.y, 1, STYLE_MUTED, "·");
    }
}
