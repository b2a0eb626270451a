/* app_typing.c: a line typed above the footer: the filter, or the answer to a prompt. */
#include <string.h>

#include "base/i18n.h"
#include "tui/app_state.h"

enum { TYPED_MAX = 8192 };

static void begin(struct app *app, struct screen *s, bool filter, const char *label,
                  const char *text)
{
    struct typing *t = &app->typing;
    app_typing_end(app);
    t->screen = s;
    t->filter = filter;
    t->error_at = -1;
    str_truncate(&t->error, 0);
    str_truncate(&t->label, 0);
    str_add(&t->label, label);
    str_truncate(&t->before, 0);
    str_add(&t->before, text);
    t->edit.limit = TYPED_MAX;
    edit_set(&t->edit, text);
    edit_select_all(&t->edit);
    app->dirty = true;
}

void app_typing_end(struct app *app)
{
    struct typing *t = &app->typing;
    struct screen *s = t->screen;
    t->screen = NULL;
    if (s && !t->filter && t->done)
        t->done(s, NULL);
}

void app_prompt(struct screen *s, const char *label, const char *text,
                void (*done)(struct screen *s, const char *text))
{
    begin(s->app, s, false, label, text);
    s->app->typing.done = done;
}

/* --- the filter ------------------------------------------------------------------------------ */

static void apply(struct screen *s, const char *text)
{
    str_truncate(&s->filter, 0);
    str_add(&s->filter, text);
    s->need_load = true;
}

void app_filter_clear(struct app *app, struct screen *s)
{
    lia_error err = {0};
    size_t at = 0;
    if (s->ops->filter && s->ops->filter(s, "", &at, &err) == LIA_OK)
        apply(s, "");
    app->dirty = true;
}

/* Where the word that is being typed begins: behind the last blank outside quotes. */
static size_t word_start(const char *text, size_t cursor)
{
    size_t start = 0;
    bool quoted = false;
    for (size_t i = 0; i < cursor; i++) {
        if (text[i] == '\\' && quoted && i + 1 < cursor)
            i++;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == ' ' && !quoted)
            start = i + 1;
    }
    return start;
}

/* Filters by what is typed so far. What is wrong is said unless it is in the word that is not ended
 * yet. */
static bool try_filter(struct typing *t, bool ended)
{
    const char *text = edit_text(&t->edit);
    lia_error err = {0};
    size_t at = 0;
    t->error_at = -1;
    str_truncate(&t->error, 0);
    if (strcmp(text, str_text(&t->screen->filter)) == 0)
        return true; /* it stands: the cursor of the list stays where it is */
    if (t->screen->ops->filter(t->screen, text, &at, &err) == LIA_OK) {
        apply(t->screen, text);
        return true;
    }
    bool unfinished = at >= word_start(text, t->edit.cursor) && at <= t->edit.cursor;
    if (ended || !unfinished) {
        t->error_at = at < t->edit.text.len ? (int)at : -1;
        str_add(&t->error, err.message);
    }
    return false;
}

void app_typing_filter(struct app *app, struct screen *s)
{
    begin(app, s, true, "/", str_text(&s->filter));
    app->typing.done = NULL;
}

static void cancel(struct app *app)
{
    struct typing *t = &app->typing;
    if (t->filter) {
        edit_set(&t->edit, str_text(&t->before));
        try_filter(t, false);
    }
    app_typing_end(app);
}

static void finish(struct app *app)
{
    struct typing *t = &app->typing;
    struct screen *s = t->screen;
    if (t->filter) {
        if (try_filter(t, true))
            t->screen = NULL;
        return;
    }
    t->screen = NULL;
    if (t->done)
        t->done(s, edit_text(&t->edit));
}

/* While one filters, the keys that edit no line move in the list. */
static bool move_in_list(struct screen *s, uint32_t key)
{
    static const struct {
        uint32_t key;
        enum command_id command;
    } keys[] = {{K_DOWN, CMD_MOVE_DOWN},
                {K_UP, CMD_MOVE_UP},
                {K_PAGE_DOWN, CMD_PAGE_DOWN},
                {K_PAGE_UP, CMD_PAGE_UP}};
    for (size_t i = 0; s->list && i < sizeof keys / sizeof *keys; i++)
        if (keys[i].key == key)
            return list_command(s->list, keys[i].command);
    return false;
}

bool app_typing_event(struct app *app, const struct event *ev)
{
    struct typing *t = &app->typing;
    if (ev->type == EVENT_MOUSE)
        return !t->filter;
    if (ev->type == EVENT_KEY && ev->key == K_ESC)
        cancel(app);
    else if (ev->type == EVENT_KEY && ev->key == K_ENTER)
        finish(app);
    else if (t->filter && ev->type == EVENT_KEY && move_in_list(t->screen, ev->key))
        return true;
    else if (edit_event(&t->edit, ev) == EDIT_CHANGED && t->filter)
        try_filter(t, false);
    return true;
}

void app_typing_draw(struct app *app, int y)
{
    struct typing *t = &app->typing;
    struct grid *g = &app->grid;
    int x = grid_put(g, 0, y, g->w / 2, STYLE_KEY, str_text(&t->label));
    x += !t->filter;
    edit_draw(&t->edit, g, x, y, g->w - x, STYLE_INPUT, &app->cursor_x);
    app->cursor_y = y;
    if (t->error_at >= 0) {
        int at = text_columns(edit_text(&t->edit), (size_t)t->error_at, g->w) - t->edit.scroll;
        grid_style(g, (struct rect){x + at, y, 1, 1}, STYLE_ERROR);
    }
}
