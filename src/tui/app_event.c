/* app_event.c: where an event goes: innermost first. */
#include <string.h>

#include "base/i18n.h"
#include "tui/app_state.h"

/* --- the mouse ------------------------------------------------------------------------------- */

static bool click_hit(struct app *app, const struct event *ev)
{
    for (int i = 0; ev->mouse == MOUSE_PRESS && i < app->hit_count; i++) {
        if (rect_has(app->hits[i].area, ev->x, ev->y)) {
            app_run_command(app, app->top, app->hits[i].command);
            return true;
        }
    }
    return false;
}

static bool mouse_event(struct app *app, struct screen *s, const struct event *ev)
{
    bool open = false;
    if (click_hit(app, ev))
        return true;
    if (s->form && form_event(s->form, ev))
        return true;
    if (s->list && list_mouse(s->list, ev, &open)) {
        if (open)
            app_run_command(app, s, CMD_ROW_OPEN);
        return true;
    }
    if (s->pane && pane_event(s->pane, ev))
        return true;
    return s->ops->event && s->ops->event(s, ev);
}

/* --- keys ------------------------------------------------------------------------------------ */

static bool screen_event(struct screen *s, const struct event *ev)
{
    if (s->form && form_event(s->form, ev))
        return true;
    if (s->ops->event && s->ops->event(s, ev))
        return true;
    return s->pane && !s->list && !s->form && pane_event(s->pane, ev);
}

static void command_key(struct app *app, struct screen *s, uint32_t key)
{
    struct scope scope;
    screen_scope(s, &scope);
    enum command_id id = keymap_find(app->keymap, &scope, key);
    if (key == K_ESC)
        app_escape(app, s);
    else if (id != CMD_NONE)
        app_run_command(app, s, id);
    else if (key_is_text(key) && !s->form) {
        char name[KEY_NAME];
        app_say(app, _("%s does nothing here; ? shows the keys"), key_format(key, name));
    }
}

static void input_event(struct app *app, const struct event *ev)
{
    struct screen *s = app->top;
    if (app->asked.screen && app_asked_event(app, ev))
        return;
    if (app->typing.screen && app_typing_event(app, ev))
        return;
    if (ev->type == EVENT_MOUSE)
        mouse_event(app, s, ev);
    else if (!screen_event(s, ev) && ev->type == EVENT_KEY)
        command_key(app, s, ev->key);
}

/* Nothing can be seen: only text goes where it was going, so that none is lost. */
static void blind_event(struct app *app, const struct event *ev)
{
    bool text = ev->type == EVENT_PASTE || (ev->type == EVENT_KEY && key_is_text(ev->key));
    if (app->asked.screen || !text)
        return;
    if (app->typing.screen)
        app_typing_event(app, ev);
    else if (app->top->form)
        form_event(app->top->form, ev);
}

/* Drafts of what was typed: at once when a field was left, else after a pause. */
static void note_typing(struct app *app)
{
    for (struct screen *s = app->top; s; s = s->below) {
        if (!s->form || !s->form->touched)
            continue;
        if (s->form->left)
            app_save(app, s);
        else
            s->save_at = app_now(app) + SAVE_MS;
        s->form->touched = false;
    }
}

static void forget_message(struct app *app)
{
    str_truncate(&app->said, 0);
    app->said_error = false;
}

/* Ctrl-C stops things elsewhere; here it takes back one thing, as Esc does. */
static struct event translated(const struct event *ev)
{
    struct event own = *ev;
    if (own.type == EVENT_KEY && own.key == ('c' | K_CTRL))
        own.key = K_ESC;
    return own;
}

void app_event(struct app *app, const struct event *ev)
{
    struct event own = translated(ev);
    app->dirty = true;
    switch (ev->type) {
    case EVENT_RESIZE:
        app_resized(app);
        break;
    case EVENT_STOP:
        app_save_all(app);
        app->options.term->ops->stop(app->options.term);
        app_resized(app);
        break;
    case EVENT_HANGUP:
        app_hang_up(app);
        break;
    case EVENT_KEY:
    case EVENT_PASTE:
    case EVENT_MOUSE:
        forget_message(app);
        app_lay_out(app);
        if (app->layout.too_small)
            blind_event(app, &own);
        else
            input_event(app, &own);
        note_typing(app);
        break;
    case EVENT_NONE:
        break;
    }
}
