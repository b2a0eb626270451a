/* menu.c: a box with rows to choose from: the menu of a page's actions, and app_choose. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/app_state.h"

enum { TEXT_MAX = 40, KEY_COLUMNS = 12 };

struct item {
    enum command_id command; /* CMD_NONE: a choice, or a head */
    int index;               /* of the choice; -1: a head, which cannot be chosen */
    uint32_t key;            /* chooses it at once; 0 none */
    const char *label, *note;
};

struct menu {
    struct screen screen; /* first */
    struct vec items;     /* of struct item */
    struct arena arena;
    const char *title;
    int cursor, top, label_width;
    struct rect area;
    void (*done)(struct screen *s, int index);
};

struct choose_args {
    const char *title;
    const struct choice *choices;
    int count, current;
    void (*done)(struct screen *s, int index);
};

static struct item *item_at(const struct menu *m, int i)
{
    return &VEC_AT(&m->items, struct item, i);
}

static int item_count(const struct menu *m)
{
    return (int)m->items.count;
}

static void add(struct menu *m, struct item item)
{
    int w = text_columns(item.label, strlen(item.label), TEXT_MAX);
    m->label_width = w > m->label_width ? w : m->label_width;
    *(struct item *)vec_push(&m->items) = item;
}

/* Moves to the next row that can be chosen. */
static void move(struct menu *m, int by)
{
    int to = m->cursor;
    do
        to += by < 0 ? -1 : 1;
    while (to >= 0 && to < item_count(m) && item_at(m, to)->index < 0);
    if (to >= 0 && to < item_count(m))
        m->cursor = to;
}

/* --- filling --------------------------------------------------------------------------------- */

static void add_group(struct menu *m, struct screen *of, enum command_group group)
{
    struct app *app = of->app;
    struct scope scope;
    bool any = false;
    screen_scope(of, &scope);
    for (int id = CMD_NONE + 1; id < CMD_COUNT; id++) {
        const struct command *row = command_row((enum command_id)id);
        bool quiet = row->flags & CMD_QUIET;
        if (row->group != group || quiet || !screen_can(of, (enum command_id)id))
            continue;
        uint32_t key = keymap_key(app->keymap, &scope, (enum command_id)id);
        char name[KEY_NAME];
        if (!any)
            add(m, (struct item){.index = -1, .label = command_group_title(group), .note = ""});
        any = true;
        add(m, (struct item){.command = (enum command_id)id,
                             .index = id,
                             .key = key,
                             .label = _(row->title),
                             .note = arena_strdup(&m->arena, key_format_short(key, name))});
    }
}

static lia_status menu_open(struct screen *s, const void *args, lia_error *err)
{
    struct menu *m = (struct menu *)s;
    (void)args;
    (void)err;
    m->items = (struct vec)VEC_OF(struct item);
    m->title = _("Menu");
    for (int group = GROUP_NEW; group < GROUP_COUNT; group++)
        add_group(m, s->below, (enum command_group)group);
    m->cursor = -1;
    move(m, 1);
    return LIA_OK;
}

static lia_status choose_open(struct screen *s, const void *args, lia_error *err)
{
    struct menu *m = (struct menu *)s;
    const struct choose_args *a = args;
    (void)err;
    m->items = (struct vec)VEC_OF(struct item);
    m->title = arena_strdup(&m->arena, a->title);
    m->done = a->done;
    for (int i = 0; i < a->count; i++)
        add(m, (struct item){
                   .index = i,
                   .key = (uint32_t)(unsigned char)a->choices[i].letter,
                   .label = arena_strdup(&m->arena, a->choices[i].label),
                   .note = arena_strdup(&m->arena, a->choices[i].note ? a->choices[i].note : "")});
    m->cursor = a->current >= 0 && a->current < a->count ? a->current : 0;
    return LIA_OK;
}

static void menu_close(struct screen *s)
{
    struct menu *m = (struct menu *)s;
    vec_clear(&m->items);
    arena_clear(&m->arena);
}

/* --- choosing -------------------------------------------------------------------------------- */

static void take(struct menu *m, int i)
{
    struct screen *s = &m->screen, *of = s->below;
    if (i < 0 || i >= item_count(m) || item_at(m, i)->index < 0)
        return;
    struct item item = *item_at(m, i);
    void (*done)(struct screen *, int) = m->done;
    app_close(s);
    if (item.command != CMD_NONE)
        app_run_command(of->app, of, item.command);
    else if (done)
        done(of, item.index);
}

static bool take_key(struct menu *m, uint32_t key)
{
    for (int i = 0; i < item_count(m); i++) {
        if (item_at(m, i)->key == key && item_at(m, i)->index >= 0) {
            take(m, i);
            return true;
        }
    }
    return false;
}

static bool menu_mouse(struct menu *m, const struct event *ev)
{
    if (ev->mouse != MOUSE_PRESS) {
        move(m, ev->mouse == MOUSE_WHEEL_UP ? -1 : 1);
        return true;
    }
    if (rect_has(m->area, ev->x, ev->y))
        take(m, m->top + ev->y - m->area.y);
    else
        app_close(&m->screen);
    return true;
}

static bool menu_event(struct screen *s, const struct event *ev)
{
    struct menu *m = (struct menu *)s;
    if (ev->type == EVENT_MOUSE)
        return menu_mouse(m, ev);
    if (ev->type != EVENT_KEY || ev->key == K_ESC)
        return false;
    if (ev->key == K_ENTER)
        take(m, m->cursor);
    else if (ev->key == K_DOWN || ev->key == K_TAB)
        move(m, 1);
    else if (ev->key == K_UP || ev->key == (K_TAB | K_SHIFT))
        move(m, -1);
    else if (ev->key == (K_F1 + 9))
        app_close(s);
    else if (take_key(m, ev->key))
        return true;
    else if (ev->key == 'j' || ev->key == 'k')
        move(m, ev->key == 'j' ? 1 : -1);
    else if (ev->key == 'q' || ev->key == 'm')
        app_close(s);
    return true;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void menu_size(struct screen *s, int *w, int *h)
{
    const struct menu *m = (const struct menu *)s;
    *w = m->label_width + 2 + KEY_COLUMNS;
    *h = item_count(m);
}

static void draw_item(const struct menu *m, struct grid *g, struct rect r, int i)
{
    const struct item *item = item_at(m, i);
    bool current = i == m->cursor;
    if (item->index < 0) {
        grid_put(g, r.x, r.y, r.w, STYLE_HEADING, item->label);
        return;
    }
    enum style style = current ? STYLE_SELECTED : STYLE_NORMAL;
    grid_fill(g, r, style);
    char letter[KEY_NAME];
    const char *key = item->command ? item->note : key_format_short(item->key, letter);
    int x = r.x + 1, end = r.x + r.w;
    if (!item->command && item->key)
        x += grid_put(g, x, r.y, 3, current ? style : STYLE_KEY, key) + 1;
    grid_put(g, x, r.y, end - x - KEY_COLUMNS + 1, style, item->label);
    grid_put_right(g, end - KEY_COLUMNS, r.y, KEY_COLUMNS - 1,
                   current         ? style
                   : item->command ? STYLE_KEY
                                   : STYLE_MUTED,
                   item->note);
}

static void menu_draw(struct screen *s, struct grid *g, struct rect r)
{
    struct menu *m = (struct menu *)s;
    m->area = r;
    if (m->top < m->cursor - r.h + 1)
        m->top = m->cursor - r.h + 1;
    if (m->top > m->cursor)
        m->top = m->cursor;
    if (m->top > 0 && m->top == m->cursor && item_at(m, m->top - 1)->index < 0)
        m->top--; /* its head along with it */
    for (int y = 0; y < r.h && m->top + y < item_count(m); y++)
        draw_item(m, g, (struct rect){r.x, r.y + y, r.w, 1}, m->top + y);
}

static void menu_title(struct screen *s, struct str *out)
{
    str_add(out, ((struct menu *)s)->title);
}

const struct screen_ops menu_screen = {
    .page = "menu",
    .kind = SCREEN_BOX,
    .size = sizeof(struct menu),
    .open = menu_open,
    .event = menu_event,
    .draw = menu_draw,
    .size_box = menu_size,
    .title_text = menu_title,
    .close = menu_close,
};

static const struct screen_ops choose_screen = {
    .page = "choose",
    .kind = SCREEN_BOX,
    .size = sizeof(struct menu),
    .open = choose_open,
    .event = menu_event,
    .draw = menu_draw,
    .size_box = menu_size,
    .title_text = menu_title,
    .close = menu_close,
};

void app_choose(struct screen *s, const char *title, const struct choice *choices, int count,
                int current, void (*done)(struct screen *s, int index))
{
    struct choose_args args = {title, choices, count, current, done};
    app_open(s->app, &choose_screen, &args);
}
