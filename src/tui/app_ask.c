/* app_ask.c: questions with a few answers. Esc is always the one that changes nothing. */
#include <string.h>

#include "base/i18n.h"
#include "tui/app_state.h"
#include "tui/text.h"

enum { TEXT_ROWS_MAX = 8 };

void app_asked_end(struct app *app, char letter)
{
    struct screen *s = app->asked.screen;
    void (*answer)(struct screen *, char) = app->asked.q.answer;
    if (!s)
        return;
    app->asked.screen = NULL;
    app->dirty = true;
    if (answer)
        answer(s, letter);
}

void app_ask(struct screen *s, const struct question *q)
{
    struct app *app = s->app;
    app_asked_end(app, 0);
    arena_clear(&app->asked.arena);
    struct question *own = &app->asked.q;
    *own = *q;
    own->text = arena_strdup(&app->asked.arena, q->text);
    own->escape = arena_strdup(&app->asked.arena, q->escape ? q->escape : _("Cancel"));
    own->answers[QUESTION_ANSWERS].letter = 0;
    for (int i = 0; own->answers[i].letter; i++)
        own->answers[i].label = arena_strdup(&app->asked.arena, q->answers[i].label);
    app->asked.screen = s;
    app->asked.shown_at = 0;
    app->dirty = true;
}

static bool is_answer(const struct question *q, uint32_t key)
{
    for (int i = 0; q->answers[i].letter; i++)
        if ((uint32_t)(unsigned char)q->answers[i].letter == key)
            return true;
    return false;
}

/* Takes every key: what is meant for the page below must not reach it unseen. */
bool app_asked_event(struct app *app, const struct event *ev)
{
    const struct asked *a = &app->asked;
    if (ev->type != EVENT_KEY)
        return true;
    bool seen = a->shown_at && app_now(app) - a->shown_at >= ANSWER_MS;
    uint32_t key = ev->key;
    if (key == K_ESC) {
        app_asked_end(app, 0);
    } else if (seen && key == K_ENTER && a->q.enter) {
        app_asked_end(app, a->q.enter);
    } else if (seen && key < 0x80) {
        uint32_t lower = key >= 'A' && key <= 'Z' ? key + 'a' - 'A' : key;
        if (is_answer(&a->q, key))
            app_asked_end(app, (char)key);
        else if (is_answer(&a->q, lower))
            app_asked_end(app, (char)lower);
    }
    return true;
}

/* --- drawing --------------------------------------------------------------------------------- */

/* "k label" for each, from x on; returns the lines used. With g NULL only counts them. */
static int draw_answers(const struct question *q, struct grid *g, struct rect r)
{
    int x = 0, y = 0;
    for (int i = 0;; i++) {
        bool last = !q->answers[i].letter;
        const char letter[2] = {q->answers[i].letter, '\0'};
        const char *key = last ? "Esc" : letter, *label = last ? q->escape : q->answers[i].label;
        bool enter = !last && q->enter == letter[0];
        int w = (int)strlen(key) + 1 + text_columns(label, strlen(label), r.w) + (enter ? 8 : 0);
        if (x > 0 && x + w > r.w) {
            x = 0;
            y++;
        }
        if (g) {
            int at = r.x + x, end = r.x + r.w;
            at += grid_put(g, at, r.y + y, end - at, STYLE_KEY, key) + 1;
            at += grid_put(g, at, r.y + y, end - at, STYLE_NORMAL, label);
            if (enter)
                grid_put(g, at + 1, r.y + y, end - at - 1, STYLE_MUTED, "(Enter)");
        }
        x += w + 3;
        if (last)
            return y + 1;
    }
}

static int text_lines(const char *text, int width)
{
    int rows = 0;
    size_t len = strlen(text);
    for (size_t at = 0; at < len; rows++)
        at = text_wrap(text, len, at, width);
    return rows;
}

/* At the bottom, over whatever is there, under a line of its own. */
void app_asked_draw(struct app *app)
{
    struct grid *g = &app->grid;
    struct asked *a = &app->asked;
    int width = g->w - 2, most = g->h - 4;
    int rows = text_lines(a->q.text, width);
    rows = rows > TEXT_ROWS_MAX ? TEXT_ROWS_MAX : rows > most ? most : rows;
    int choices = draw_answers(&a->q, NULL, (struct rect){0, 0, width, 1});
    int y = g->h - rows - choices - 1;
    y = y < 0 ? 0 : y;
    grid_fill(g, (struct rect){0, y, g->w, g->h - y}, STYLE_NORMAL);
    grid_hline(g, 0, y++, g->w, STYLE_BORDER);
    size_t len = strlen(a->q.text), at = 0;
    for (int i = 0; i < rows && at < len; i++) {
        size_t end = text_wrap(a->q.text, len, at, width);
        size_t n = end > at && a->q.text[end - 1] == '\n' ? end - at - 1 : end - at;
        grid_put_from(g, 1, y++, width, STYLE_MESSAGE, a->q.text + at, n, 0);
        at = end;
    }
    draw_answers(&a->q, g, (struct rect){1, y, width, 1});
    if (!a->shown_at)
        a->shown_at = app_now(app);
}
