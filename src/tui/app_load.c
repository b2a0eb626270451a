/* app_load.c: between an event and drawing: what is shown reads what it needs. */
#include "tui/app_state.h"
#include "tui/lookup.h"

enum { ROUNDS = 4 };

static bool screen_wants_load(const struct screen *s)
{
    return s->need_load || (s->list && list_wants_load(s->list)) ||
           (s->form && form_wants_load(s->form)) ||
           (s->preview_shown && s->list && list_current_id(s->list) != s->seen_id);
}

/* Screens that can be seen: the top, and what lies under boxes down to a full page. */
bool app_wants_load(const struct app *app)
{
    for (const struct screen *s = app->top; s; s = s->ops->kind == SCREEN_BOX ? s->below : NULL)
        if (screen_wants_load(s))
            return true;
    return false;
}

static lia_status load_page(struct screen *s, lia_error *err)
{
    s->need_load = false;
    return s->ops->load ? s->ops->load(s, err) : LIA_OK;
}

/* The page first, then its list and form; the page again when that put the cursor on another row
 * and its preview is to be seen. */
static lia_status load_screen(struct screen *s, lia_error *err)
{
    lia_status status = s->need_load ? load_page(s, err) : LIA_OK;
    if (status == LIA_OK && !s->closing && s->list && list_wants_load(s->list))
        status = list_load(s->list, err);
    if (status == LIA_OK && !s->closing && s->form && form_wants_load(s->form))
        status = form_load(s->form, err);
    if (status == LIA_OK && !s->closing && s->list && s->preview_shown &&
        list_current_id(s->list) != s->seen_id) {
        s->seen_id = list_current_id(s->list);
        status = load_page(s, err);
    }
    return status;
}

/* False: a key came that makes it stale; it is to be asked again behind that. */
static bool load_from(struct app *app, struct screen *s)
{
    if (s->ops->kind == SCREEN_BOX && s->below && !load_from(app, s->below))
        return false;
    if (s->closing || !screen_wants_load(s))
        return true;
    lia_error err = {0};
    lia_status status = load_screen(s, &err);
    app->dirty = true;
    if (status == LIA_CANCELED && app->stale) {
        s->need_load = true;
        return false;
    }
    if (status != LIA_OK) {
        s->need_load = false;
        if (s->list)
            s->seen_id = list_current_id(s->list);
        app_fail(app, &err);
    }
    return true;
}

/* What is read goes by a text that is being typed. */
static bool follows_typing(const struct app *app)
{
    const struct screen *s = app->top;
    if (app->typing.screen)
        return app->typing.filter;
    return s && (s->ops == &tellme_screen || (s->form && lookup_is_open(&s->form->lookup)));
}

void app_load(struct app *app)
{
    app->stale = false;
    for (int i = 0; i < ROUNDS && app->top && app_wants_load(app); i++) {
        app->typed_load = follows_typing(app);
        if (!load_from(app, app->top))
            break;
    }
    app->typed_load = false;
}

/* A key that comes meanwhile ends it, as it ends what follows typing. */
bool app_load_ahead(struct app *app)
{
    if (!app->top || !app->top->list || app->queued > 0)
        return false;
    app->stale = false;
    app->typed_load = true;
    bool more = list_ahead(app->top->list);
    app->typed_load = false;
    return more;
}

bool app_load_stale(struct app *app)
{
    struct event ev;
    if (!app->typed_load || app->stale)
        return app->stale;
    if (app->queued == 0 && app->options.term->ops->read(app->options.term, &ev, 0))
        app->queue[app->queued++] = ev;
    app->stale = app->queued > 0;
    return app->stale;
}
