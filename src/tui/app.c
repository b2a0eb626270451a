/* app.c: the life of the front end, and its stack of screens. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/app_state.h"

/* --- asking ---------------------------------------------------------------------------------- */

void *app_data(const struct app *app)
{
    return app->options.data;
}

struct screen *app_top(const struct app *app)
{
    return app->top;
}

int64_t app_now(const struct app *app)
{
    return app->options.term->ops->now(app->options.term);
}

bool app_hung_up(const struct app *app)
{
    return app->hung_up;
}

struct screen *app_page_below(struct screen *s)
{
    while (s && s->ops->kind == SCREEN_BOX && s->below)
        s = s->below;
    return s;
}

/* --- opening --------------------------------------------------------------------------------- */

static void show(struct app *app, struct screen *s)
{
    s->below = app->top;
    s->need_load = true;
    app->top = s;
    app->dirty = true;
}

static struct screen *open_screen(struct app *app, const struct screen_ops *ops, const void *args)
{
    struct screen *s = mem_alloc(ops->size > sizeof *s ? ops->size : sizeof *s);
    s->ops = ops;
    s->app = app;
    s->below = app->top; /* open may look at what it was opened from */
    s->cursor_x = s->cursor_y = -1;
    lia_error err = {0};
    lia_status status = ops->open ? ops->open(s, args, &err) : LIA_OK;
    if (status != LIA_OK) {
        app_fail(app, &err);
        free(s);
        return NULL;
    }
    show(app, s);
    return s;
}

bool app_open(struct app *app, const struct screen_ops *ops, const void *args)
{
    return open_screen(app, ops, args) != NULL;
}

bool app_open_for(struct app *app, const struct screen_ops *ops, const void *args,
                  screen_returns_fn *returns, const char *tag)
{
    struct screen *s = open_screen(app, ops, args);
    if (!s)
        return false;
    s->returns = returns;
    snprintf(s->returns_tag, sizeof s->returns_tag, "%s", tag ? tag : "");
    return true;
}

/* --- closing --------------------------------------------------------------------------------- */

static void take_off_top(struct app *app)
{
    struct screen *s = app->top;
    app->top = s->below;
    s->closing = true;
    if (app->asked.screen == s)
        app_asked_end(app, 0);
    if (app->typing.screen == s)
        app_typing_end(app);
}

/* What comes to light again may have changed meanwhile. */
static void uncover(struct app *app)
{
    for (struct screen *s = app->top; s; s = s->ops->kind == SCREEN_BOX ? s->below : NULL) {
        s->need_load = true;
        if (s->list)
            list_reload(s->list);
    }
    app->dirty = true;
}

void app_close(struct screen *s)
{
    struct app *app = s->app;
    bool found = false;
    for (struct screen *other = app->top; other && !found; other = other->below)
        found = other == s;
    while (found && !s->closing) {
        struct screen *gone = app->top;
        take_off_top(app);
        gone->below = app->closing;
        app->closing = gone;
    }
    if (!app->top)
        app->quit = true;
    uncover(app);
}

void app_return(struct screen *s, const struct screen_result *result)
{
    struct app *app = s->app;
    struct screen *opener = s->below;
    app_close(s);
    if (opener && s->returns)
        s->returns(opener, s->returns_tag, result);
    app->dirty = true;
}

static void free_screens(struct screen *s)
{
    while (s) {
        struct screen *below = s->below;
        if (s->ops->close)
            s->ops->close(s);
        str_clear(&s->filter);
        free(s);
        s = below;
    }
}

void app_sweep(struct app *app)
{
    struct screen *closing = app->closing;
    app->closing = NULL;
    free_screens(closing);
}

/* --- pages of the keys 1 .. 8 ---------------------------------------------------------------- */

static struct screen *take_kept(struct app *app, const struct screen_ops *ops)
{
    for (struct screen **link = &app->kept; *link; link = &(*link)->below) {
        if ((*link)->ops == ops) {
            struct screen *s = *link;
            *link = s->below;
            return s;
        }
    }
    return NULL;
}

/* Lays the stack down to Home; the page of a key among what goes keeps its cursor and filter. */
static void back_to_home(struct app *app, const struct screen_ops *but)
{
    while (app->top && app->top->below && !(app->top->root && app->top->ops == but)) {
        struct screen *s = app->top;
        if (!s->root) {
            app_close(s);
            continue;
        }
        take_off_top(app);
        s->closing = false;
        s->below = app->kept;
        app->kept = s;
    }
}

void app_go(struct app *app, const struct screen_ops *ops)
{
    if (ops->kind == SCREEN_BOX) {
        app_open(app, ops, NULL);
        return;
    }
    back_to_home(app, ops);
    if (app->top->ops != ops) {
        struct screen *s = take_kept(app, ops);
        if (s)
            show(app, s);
        else if ((s = open_screen(app, ops, NULL)))
            s->root = true;
    }
    uncover(app);
}

static void want_reload(struct screen *s)
{
    for (; s; s = s->below) {
        s->need_load = true;
        if (s->list)
            list_reload(s->list);
    }
}

unsigned app_age(const struct app *app)
{
    return app->age;
}

void app_reload(struct app *app)
{
    app->age++;
    want_reload(app->top);
    want_reload(app->kept);
    app->dirty = true;
}

void app_quit(struct app *app)
{
    app->quit = true;
}

/* --- messages -------------------------------------------------------------------------------- */

void app_say(struct app *app, const char *fmt, ...)
{
    char text[LIA_MESSAGE_MAX];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    str_truncate(&app->said, 0);
    str_add(&app->said, text);
    app->said_error = false;
    app->dirty = true;
}

void app_fail(struct app *app, const lia_error *err)
{
    app_say(app, "%s", err->message);
    app->said_error = true;
}

const char *app_said(const struct app *app)
{
    return str_text(&app->said);
}

void app_copy(struct app *app, const char *text)
{
    app->options.term->ops->copy(app->options.term, text, strlen(text));
}

/* --- drafts ---------------------------------------------------------------------------------- */

void app_save(struct app *app, struct screen *s)
{
    (void)app;
    s->save_at = 0;
    if (s->form)
        s->form->touched = s->form->left = false;
    if (s->ops->save)
        s->ops->save(s);
}

void app_save_all(struct app *app)
{
    for (struct screen *s = app->top; s; s = s->below)
        if (s->save_at || (s->form && s->form->touched))
            app_save(app, s);
}

void app_hang_up(struct app *app)
{
    app->hung_up = app->quit = true;
    for (struct screen *s = app->top; s; s = s->below) {
        if (s->ops->hangup)
            s->ops->hangup(s);
        else if (s->form)
            app_save(app, s);
    }
}

/* --- beginning and end ----------------------------------------------------------------------- */

void app_resized(struct app *app)
{
    int w, h;
    app->options.term->ops->size(app->options.term, &w, &h);
    if (w != app->grid.w || h != app->grid.h)
        grid_resize(&app->grid, w, h);
    app->dirty = true;
}

struct app *app_new(const struct app_options *options)
{
    struct app *app = mem_alloc(sizeof *app);
    assert(options->term && options->pages && options->pages[0].ops);
    app->options = *options;
    app->keymap = options->keymap;
    if (!app->keymap) {
        keymap_init(&app->default_keys);
        app->keymap = &app->default_keys;
    }
    app->preview_on = !options->preview_off;
    app->typing.error_at = -1;
    app_resized(app);
    app->next_tick = app_now(app) + TICK_MS;
    app->idle_more = true;
    app->age = 1;
    struct screen *home = open_screen(app, options->pages[0].ops, NULL);
    if (home)
        home->root = true;
    app->quit = !home;
    return app;
}

void app_free(struct app *app)
{
    free_screens(app->closing);
    free_screens(app->top);
    free_screens(app->kept);
    arena_clear(&app->asked.arena);
    edit_clear(&app->typing.edit);
    str_clear(&app->typing.label);
    str_clear(&app->typing.before);
    str_clear(&app->typing.error);
    str_clear(&app->said);
    grid_clear(&app->grid);
    app->options.term->ops->close(app->options.term);
    free(app);
}

bool app_marker_only(const struct app *app)
{
    return app->options.selection == SELECTION_MARKER;
}

uint32_t app_key(const struct app *app, enum command_id id)
{
    return keymap_key(app->keymap, NULL, id);
}

void app_redraw(struct app *app)
{
    app->dirty = true;
}
