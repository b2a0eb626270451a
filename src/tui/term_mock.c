/* term_mock.c: the terminal of the tests. */
#include "tui/term_mock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

struct mock_event {
    struct event ev;
    char *text; /* owned */
    int wait, w, h;
};

static struct mock_event *push(struct mock *m, struct event ev)
{
    struct mock_event *e = vec_push(&m->events);
    e->ev = ev;
    return e;
}

void mock_event(struct mock *m, enum event_type type)
{
    push(m, (struct event){.type = type});
}

void mock_key(struct mock *m, uint32_t key)
{
    push(m, (struct event){.type = EVENT_KEY, .key = key});
}

void mock_text(struct mock *m, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        int32_t cp;
        at += utf8_decode(text + at, len - at, &cp);
        mock_key(m, cp == '\n' ? (uint32_t)K_ENTER : cp == '\t' ? (uint32_t)K_TAB : (uint32_t)cp);
    }
}

void mock_paste(struct mock *m, const char *text, size_t len)
{
    struct mock_event *e = push(m, (struct event){.type = EVENT_PASTE, .len = len});
    e->text = mem_alloc(len + 1);
    memcpy(e->text, text, len);
}

void mock_resize(struct mock *m, int w, int h)
{
    struct mock_event *e = push(m, (struct event){.type = EVENT_RESIZE});
    e->w = w;
    e->h = h;
}

void mock_wait(struct mock *m, int ms)
{
    push(m, (struct event){0})->wait = ms;
}

void mock_click(struct mock *m, int x, int y)
{
    push(m, (struct event){.type = EVENT_MOUSE, .mouse = MOUSE_PRESS, .x = x, .y = y});
}

/* --- scripts --------------------------------------------------------------------------------- */

static bool special(struct mock *m, const char *word)
{
    int a, b;
    if (sscanf(word, "wait:%d", &a) == 1)
        mock_wait(m, a);
    else if (sscanf(word, "resize:%dx%d", &a, &b) == 2)
        mock_resize(m, a, b);
    else if (sscanf(word, "click:%d,%d", &a, &b) == 2)
        mock_click(m, a, b);
    else if (strcmp(word, "wheel:+") == 0 || strcmp(word, "wheel:-") == 0)
        push(m, (struct event){.type = EVENT_MOUSE,
                               .mouse = word[6] == '+' ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP});
    else if (strcmp(word, "stop") == 0)
        mock_event(m, EVENT_STOP);
    else if (strcmp(word, "hangup") == 0)
        mock_event(m, EVENT_HANGUP);
    else
        return false;
    return true;
}

bool mock_script(struct mock *m, const char *script)
{
    while (*(script += strspn(script, " \n"))) {
        bool paste = strncmp(script, "paste:{", 7) == 0;
        char word[256];
        size_t len;
        if (*script == '{' || paste) {
            script += paste ? 7 : 1;
            len = strcspn(script, "}");
            if (!script[len] || len >= sizeof word)
                return false;
            snprintf(word, sizeof word, "%.*s", (int)len, script);
            if (paste)
                mock_paste(m, word, len);
            else
                mock_text(m, word);
            script += len + 1;
            continue;
        }
        len = strcspn(script, " \n");
        if (len >= sizeof word)
            return false;
        snprintf(word, sizeof word, "%.*s", (int)len, script);
        uint32_t key;
        if (!special(m, word)) {
            if (!key_parse(word, &key))
                return false;
            mock_key(m, key);
        }
        script += len;
    }
    return true;
}

/* --- the calls of term.h --------------------------------------------------------------------- */

static void mock_size(struct terminal *t, int *w, int *h)
{
    struct mock *m = (struct mock *)t;
    *w = m->w;
    *h = m->h;
}

static void mock_present(struct terminal *t, const struct grid *g, int cursor_x, int cursor_y)
{
    struct mock *m = (struct mock *)t;
    grid_resize(&m->shown, g->w, g->h);
    memcpy(m->shown.cells, g->cells, (size_t)(g->w * g->h) * sizeof *g->cells);
    m->cursor_x = cursor_x;
    m->cursor_y = cursor_y;
    m->presents++;
}

static bool mock_read(struct terminal *t, struct event *ev, int timeout_ms)
{
    struct mock *m = (struct mock *)t;
    if (m->next == m->events.count) {
        m->now += timeout_ms > 0 ? timeout_ms : 0;
        *ev = (struct event){.type = EVENT_HANGUP};
        return timeout_ms != 0 && !m->quiet_end; /* only when nothing else is to be done */
    }
    struct mock_event *e = &VEC_AT(&m->events, struct mock_event, m->next);
    if (e->wait > 0) { /* time passes in the steps that the loop asks for */
        int step = timeout_ms < 0 || timeout_ms > e->wait ? e->wait : timeout_ms;
        m->now += step;
        e->wait -= step;
        m->next += e->wait == 0;
        return false;
    }
    m->next++;
    if (e->ev.type == EVENT_RESIZE) {
        m->w = e->w;
        m->h = e->h;
    }
    *ev = e->ev;
    ev->text = e->text;
    return ev->type != EVENT_NONE;
}

static int64_t mock_now(struct terminal *t)
{
    return ((struct mock *)t)->now;
}

static void mock_suspend(struct terminal *t)
{
    ((struct mock *)t)->suspends++;
}

static void mock_nothing(struct terminal *t)
{
    (void)t;
}

static void mock_stop(struct terminal *t)
{
    ((struct mock *)t)->stops++;
}

static void mock_beep(struct terminal *t)
{
    ((struct mock *)t)->beeps++;
}

static void mock_copy(struct terminal *t, const char *text, size_t len)
{
    struct mock *m = (struct mock *)t;
    str_truncate(&m->copied, 0);
    str_add_n(&m->copied, text, len);
}

static void mock_close(struct terminal *t)
{
    struct mock *m = (struct mock *)t;
    for (size_t i = 0; i < m->events.count; i++)
        free(VEC_AT(&m->events, struct mock_event, i).text);
    vec_clear(&m->events);
    grid_clear(&m->shown);
    str_clear(&m->copied);
    free(m);
}

static const struct term_ops mock_ops = {
    .size = mock_size,
    .present = mock_present,
    .read = mock_read,
    .now = mock_now,
    .suspend = mock_suspend,
    .resume = mock_nothing,
    .stop = mock_stop,
    .beep = mock_beep,
    .copy = mock_copy,
    .redraw = mock_nothing,
    .close = mock_close,
};

struct mock *mock_new(int w, int h)
{
    struct mock *m = mem_alloc(sizeof *m);
    m->term.ops = &mock_ops;
    m->events = (struct vec)VEC_OF(struct mock_event);
    m->w = w;
    m->h = h;
    m->cursor_x = -1;
    return m;
}
