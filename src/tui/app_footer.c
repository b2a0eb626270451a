/* app_footer.c: the main keys of the page, from the command table, as the user has them. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/app_state.h"

enum { GAP = 2, KEYS = 24 };

struct key_label {
    enum command_id id;
    char key[KEY_NAME];
    const char *label; /* translated */
    int w;
};

static void set_label(struct key_label *out, uint32_t key, const char *label)
{
    key_format_short(key, out->key);
    out->label = label;
    out->w =
        text_columns(out->key, strlen(out->key), 40) + 1 + text_columns(label, strlen(label), 40);
}

static bool fill(struct app *app, struct screen *s, enum command_id id, struct key_label *out)
{
    struct scope scope;
    screen_scope(s, &scope);
    uint32_t key = keymap_key(app->keymap, &scope, id);
    if (key == K_NONE || !screen_can(s, id))
        return false;
    out->id = id;
    set_label(out, key, _(command_row(id)->label));
    return true;
}

/* A key that types something is of no use while a field has the focus: the first that does not. */
static bool fill_typing(struct app *app, struct screen *s, enum command_id id,
                        struct key_label *out)
{
    if (!fill(app, s, id, out))
        return false;
    for (int i = 0; i < KEYMAP_KEYS && app->keymap->keys[id][i]; i++) {
        if (!key_is_text(app->keymap->keys[id][i])) {
            set_label(out, app->keymap->keys[id][i], out->label);
            return true;
        }
    }
    return false;
}

/* The first page names the others too: where to go is what one asks there. */
static bool in_footer(struct app *app, const struct screen *s, enum command_id id)
{
    unsigned flags = command_row(id)->flags;
    const struct screen_ops *page = flags & CMD_PAGE && !s->below ? app_page_of(app, id) : NULL;
    return flags & CMD_FOOTER || (page && page != s->ops);
}

static int collect(struct app *app, struct screen *s, struct key_label out[KEYS])
{
    int n = 0;
    for (int id = CMD_NONE + 1; id < CMD_COUNT && n < KEYS; id++)
        if (in_footer(app, s, (enum command_id)id))
            n += fill(app, s, (enum command_id)id, &out[n]);
    return n;
}

static int collect_general(struct app *app, struct screen *s, struct key_label out[3])
{
    static const enum command_id ids[] = {CMD_MENU, CMD_TELL_ME, CMD_HELP};
    int n = 0;
    if (s->ops->kind == SCREEN_BOX && !s->form)
        return 0; /* a menu is no place for menus */
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        n += s->form || s->typing ? fill_typing(app, s, ids[i], &out[n])
                                  : fill(app, s, ids[i], &out[n]);
    return n;
}

static int width_of(const struct key_label *keys, int n)
{
    int w = 0;
    for (int i = 0; i < n; i++)
        w += keys[i].w + (i > 0 ? GAP : 0);
    return w;
}

/* Where it is narrow the page's first keys come before Tell Me and then Help; the menu stays. */
static int general_that_fit(const struct key_label *keys, int n, struct key_label *general,
                            int count, int room)
{
    enum { FIRST = 2 };
    int first = width_of(keys, n < FIRST ? n : FIRST) + (n > 0 ? GAP : 0);
    while (count > 1 && first + width_of(general, count) > room) {
        general[1] = general[count - 1];
        count--;
    }
    return count;
}

static int draw_one(struct app *app, const struct key_label *k, int x, int y)
{
    struct grid *g = &app->grid;
    int at = x + grid_put(g, x, y, g->w - x, STYLE_KEY, k->key) + 1;
    at += grid_put(g, at, y, g->w - at, STYLE_FOOTER, k->label);
    if (app->hit_count < HITS)
        app->hits[app->hit_count++] = (struct hit){{x, y, at - x, 1}, k->id};
    return at;
}

/* "5 marked, 2 not shown" */
static int draw_marks(struct app *app, const struct screen *s, int x, int y)
{
    struct grid *g = &app->grid;
    char text[80];
    if (!s->list || s->list->marks.count == 0)
        return x;
    long n = (long)s->list->marks.count;
    long hidden = s->list->marks_shown >= 0 ? n - (long)s->list->marks_shown : 0;
    int len = snprintf(text, sizeof text, ngettext_("%ld marked", "%ld marked", n), n);
    if (hidden > 0)
        snprintf(text + len, sizeof text - (size_t)len, _(", %ld not shown"), hidden);
    return x + grid_put(g, x, y, g->w - x, STYLE_MARKED, text) + GAP;
}

/* While a line is typed no letter is a command. */
static void draw_typing_keys(struct app *app, int y)
{
    const struct {
        uint32_t key;
        const char *label, *brief;
    } keys[] = {{K_ENTER, app->typing.filter ? _("Keep the filter") : _("OK"),
                 app->typing.filter ? _("Keep") : _("OK")},
                {K_ESC, app->typing.filter ? _("As before") : _("Cancel"),
                 app->typing.filter ? _("Back") : _("Cancel")}};
    enum { COUNT = sizeof keys / sizeof *keys };
    struct grid *g = &app->grid;
    int x = draw_marks(app, app->top, 1, y);
    struct key_label shown[COUNT];
    for (int brief = 0; brief < 2; brief++) {
        for (int i = 0; i < COUNT; i++)
            set_label(&shown[i], keys[i].key, brief ? keys[i].brief : keys[i].label);
        if (x + width_of(shown, COUNT) < g->w)
            break;
    }
    for (int i = 0; i < COUNT && x + shown[i].w < g->w; i++) {
        x += grid_put(g, x, y, g->w - x, STYLE_KEY, shown[i].key) + 1;
        x += grid_put(g, x, y, g->w - x, STYLE_FOOTER, shown[i].label) + GAP;
    }
}

void app_footer_draw(struct app *app, int y)
{
    struct screen *s = app->top;
    if (app->typing.screen) {
        draw_typing_keys(app, y);
        return;
    }
    struct key_label keys[KEYS], general[3];
    int n = s->ops->kind == SCREEN_PAGE ? collect(app, s, keys) : 0;
    int general_count = collect_general(app, s, general);
    int x = draw_marks(app, s, 1, y);
    general_count = general_that_fit(keys, n, general, general_count, app->grid.w - 1 - x);
    int right = app->grid.w - 1 - width_of(general, general_count);
    for (int i = 0; i < n && x + keys[i].w + GAP <= right; i++)
        x = draw_one(app, &keys[i], x, y) + GAP;
    if (right < x)
        return;
    for (int i = 0; i < general_count; i++)
        right = draw_one(app, &general[i], right, y) + GAP;
}

/* Nearer to one another before any is left out; then those at the end, but never the way out. */
void app_footer_keys(struct app *app, struct screen *s, int room, struct str *out)
{
    enum { WIDE = 3 };
    struct key_label keys[KEYS + 1];
    int n = collect(app, s, keys), gap = WIDE;
    if (n > 0 && !s->form) /* forms have a command for it */
        keys[n++] = (struct key_label){CMD_NONE, "Esc", _("Back"),
                                       4 + text_columns(_("Back"), strlen(_("Back")), 40)};
    while (gap > 1 && width_of(keys, n) + (n - 1) * (gap - GAP) > room)
        gap--;
    while (n > 1 && width_of(keys, n) + (n - 1) * (gap - GAP) > room) {
        int last = keys[n - 1].id == CMD_NONE || keys[n - 1].id == CMD_FORM_CANCEL ? n - 2 : n - 1;
        keys[last] = keys[n - 1];
        n--;
    }
    for (int i = 0; i < n; i++)
        str_add_f(out, "%*s%s %s", i > 0 ? gap : 0, "", keys[i].key, keys[i].label);
}
