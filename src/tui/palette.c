/* palette.c: a line to type in and what matches it: Tell Me, and the keys of a page. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/app_state.h"
#include "tui/match.h"
#include "tui/text.h"

enum {
    COLUMNS = 76,
    ROWS_MAX = 200,
    RECORDS = 30,
    KEY_COLUMNS = 14,
    SENTENCE_ROWS = 2,
    ROOMY = 10, /* rows of the box from which on the sentence has its place */
    TYPED_MAX = 200
};

struct found {
    enum command_id command; /* CMD_NONE: a record */
    int kind;
    int64_t id;
    int score;
    const char *title, *note;
    bool possible; /* a command: now */
};

struct palette {
    struct screen screen; /* first */
    struct edit edit;
    struct vec found; /* of struct found */
    struct arena arena;
    int cursor, top;
    struct rect area;
    bool help; /* keys of the page; else Tell Me */
};

void tellme_add(struct tellme_rows *out, int kind, int64_t id, const char *title, const char *note)
{
    out->rows.size = sizeof(struct tellme_row);
    *(struct tellme_row *)vec_push(&out->rows) = (struct tellme_row){
        arena_strdup(&out->arena, title), arena_strdup(&out->arena, note ? note : ""), kind, id};
}

/* --- finding --------------------------------------------------------------------------------- */

static void add(struct palette *p, struct found f)
{
    if (p->found.count < ROWS_MAX)
        *(struct found *)vec_push(&p->found) = f;
}

/* Title, id and help sentence of a command; the title counts most. */
static int score_of(const struct command *row, const char *typed)
{
    int title = match_score(_(row->title), typed), id = match_score(row->id, typed);
    int help = *row->help ? match_words(_(row->help), typed) : 0;
    int best = title;
    best = id / 2 > best ? id / 2 : best;
    return help / 4 > best ? help / 4 : best;
}

static const char *keys_text(struct palette *p, enum command_id id)
{
    struct str keys = {0};
    keymap_keys_text(p->screen.app->keymap, id, &keys);
    const char *text = arena_strdup(&p->arena, str_text(&keys));
    str_clear(&keys);
    return text;
}

/* Help lists what is known on the page, and of lists in general what this one can; Tell Me what can
 * be done now. */
static bool listed(const struct palette *p, struct screen *of, enum command_id id)
{
    struct scope scope;
    const struct command *row = command_row(id);
    if (!p->help)
        return !(row->flags & CMD_QUIET) && screen_can(of, id);
    screen_scope(of, &scope);
    if ((row->flags & CMD_PAGE) && !app_page_of(of->app, id))
        return false;
    if (strcmp(row->pages, "list") == 0 && !(row->flags & CMD_QUIET) && !screen_can(of, id))
        return false;
    return command_nearness(row, &scope) > 0 && keymap_key(of->app->keymap, &scope, id) != K_NONE;
}

static void find_commands(struct palette *p, const char *typed)
{
    struct screen *of = p->screen.below;
    for (int id = CMD_NONE + 1; id < CMD_COUNT; id++) {
        const struct command *row = command_row((enum command_id)id);
        int score = *typed ? score_of(row, typed) : 1;
        if (score <= 0 || !listed(p, of, (enum command_id)id))
            continue;
        add(p, (struct found){.command = (enum command_id)id,
                              .score = score,
                              .title = _(row->title),
                              .note = keys_text(p, (enum command_id)id),
                              .possible = screen_can(of, (enum command_id)id)});
    }
}

static lia_status find_records(struct palette *p, const char *typed, lia_error *err)
{
    struct app *app = p->screen.app;
    struct tellme_rows rows = {.rows = VEC_OF(struct tellme_row)};
    if (p->help || !*typed || !app->options.tellme)
        return LIA_OK;
    lia_status status = app->options.tellme(app, typed, RECORDS, &rows, err);
    for (size_t i = 0; status == LIA_OK && i < rows.rows.count; i++) {
        const struct tellme_row *row = &VEC_AT(&rows.rows, struct tellme_row, i);
        int score = match_score(row->title, typed);
        add(p, (struct found){.kind = row->kind,
                              .id = row->id,
                              .score = score > 0 ? score : 1, /* found by something not shown */
                              .title = arena_strdup(&p->arena, row->title),
                              .note = arena_strdup(&p->arena, row->note)});
    }
    vec_clear(&rows.rows);
    arena_clear(&rows.arena);
    return status;
}

/* Best first; of equals the ones found first (insertion keeps their order). */
static void sort(struct palette *p)
{
    struct found *rows = p->found.items;
    for (size_t i = 1; i < p->found.count; i++) {
        struct found f = rows[i];
        size_t at = i;
        for (; at > 0 && rows[at - 1].score < f.score; at--)
            rows[at] = rows[at - 1];
        rows[at] = f;
    }
}

static lia_status palette_load(struct screen *s, lia_error *err)
{
    struct palette *p = (struct palette *)s;
    const char *typed = edit_text(&p->edit);
    p->found.count = 0;
    arena_clear(&p->arena);
    find_commands(p, typed);
    lia_status status = find_records(p, typed, err);
    if (*typed)
        sort(p);
    p->cursor = p->top = 0;
    return status;
}

/* --- events ---------------------------------------------------------------------------------- */

static void take(struct palette *p, int i)
{
    struct screen *s = &p->screen, *of = s->below;
    struct app *app = s->app;
    if (i < 0 || i >= (int)p->found.count)
        return;
    struct found f = VEC_AT(&p->found, struct found, i);
    app_close(s);
    if (f.command != CMD_NONE)
        app_run_command(app, of, f.command);
    else if (app->options.tellme_go)
        app->options.tellme_go(app, f.kind, f.id);
}

static void move(struct palette *p, int by)
{
    int last = (int)p->found.count - 1;
    p->cursor += by;
    p->cursor = p->cursor > last ? last : p->cursor;
    p->cursor = p->cursor < 0 ? 0 : p->cursor;
}

static bool palette_mouse(struct palette *p, const struct event *ev)
{
    if (ev->mouse != MOUSE_PRESS)
        move(p, ev->mouse == MOUSE_WHEEL_UP ? -1 : 1);
    else if (rect_has(p->area, ev->x, ev->y))
        take(p, p->top + ev->y - p->area.y);
    return true;
}

static bool palette_event(struct screen *s, const struct event *ev)
{
    struct palette *p = (struct palette *)s;
    int page = p->area.h > 1 ? p->area.h - 1 : 1;
    if (ev->type == EVENT_MOUSE)
        return palette_mouse(p, ev);
    switch (ev->type == EVENT_KEY ? ev->key : K_NONE) {
    case K_ESC:
        return false;
    case K_ENTER:
        take(p, p->cursor);
        return true;
    case K_DOWN:
    case 'n' | K_CTRL:
    case K_TAB:
        move(p, 1);
        return true;
    case K_UP:
    case 'p' | K_CTRL:
    case K_TAB | K_SHIFT:
        move(p, -1);
        return true;
    case K_PAGE_DOWN:
        move(p, page);
        return true;
    case K_PAGE_UP:
        move(p, -page);
        return true;
    default:
        break;
    }
    if (edit_event(&p->edit, ev) == EDIT_CHANGED)
        s->need_load = true;
    return true;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void draw_row(const struct palette *p, struct grid *g, struct rect r, int i)
{
    const struct found *f = &VEC_AT(&p->found, struct found, i);
    bool current = i == p->cursor;
    enum style style = current ? STYLE_SELECTED : STYLE_NORMAL;
    grid_fill(g, r, style);
    int x = r.x + 1, w = r.w - 2;
    if (p->help) {
        grid_put(g, x, r.y, KEY_COLUMNS - 1, current ? style : STYLE_KEY, f->note);
        x += KEY_COLUMNS;
        if (!current && !f->possible)
            style = STYLE_MUTED;
        grid_put(g, x, r.y, r.x + r.w - x, style, f->title);
        return;
    }
    int note = text_columns(f->note, strlen(f->note), w / 2);
    grid_put(g, x, r.y, w - note - 2, style, f->title);
    grid_put_right(g, x + w - note, r.y, note,
                   current      ? style
                   : f->command ? STYLE_KEY
                                : STYLE_MUTED,
                   f->note);
}

/* What the row under the cursor does, below the rows. */
static void draw_sentence(const struct palette *p, struct grid *g, struct rect r)
{
    const struct found *f = p->cursor < (int)p->found.count
                                ? &VEC_AT(&p->found, struct found, p->cursor)
                                : NULL;
    const char *text = f && f->command ? command_row(f->command)->help : "";
    grid_hline(g, r.x, r.y, r.w, STYLE_BORDER);
    if (!*text)
        return;
    text = _(text);
    size_t len = strlen(text), at = 0;
    for (int y = 1; y < r.h && at < len; y++) {
        size_t end = text_wrap(text, len, at, r.w - 2);
        grid_put_from(g, r.x + 1, r.y + y, r.w - 2, STYLE_MUTED, text + at, end - at, 0);
        at = end;
    }
}

static void palette_draw(struct screen *s, struct grid *g, struct rect r)
{
    struct palette *p = (struct palette *)s;
    int x = grid_put(g, r.x, r.y, 2, STYLE_KEY, p->help ? "/" : ":") + 1;
    edit_draw(&p->edit, g, r.x + x, r.y, r.w - x, STYLE_INPUT, &s->cursor_x);
    s->cursor_y = r.y;
    int below = r.h >= ROOMY ? 1 + SENTENCE_ROWS : 0;
    p->area = (struct rect){r.x, r.y + 1, r.w, r.h - 1 - below};
    if (below > 0)
        draw_sentence(p, g, (struct rect){r.x, r.y + r.h - below, r.w, below});
    if (p->top > p->cursor)
        p->top = p->cursor;
    if (p->top < p->cursor - p->area.h + 1)
        p->top = p->cursor - p->area.h + 1;
    for (int y = 0; y < p->area.h && p->top + y < (int)p->found.count; y++)
        draw_row(p, g, (struct rect){p->area.x, p->area.y + y, p->area.w, 1}, p->top + y);
    if (p->found.count == 0)
        grid_put(g, p->area.x + 1, p->area.y, p->area.w - 1, STYLE_MUTED, _("nothing found"));
}

static void palette_size(struct screen *s, int *w, int *h)
{
    struct app *app = s->app;
    *w = COLUMNS;
    *h = app->layout.content.h - 4 > 20 ? 20 : app->layout.content.h - 2;
}

static lia_status palette_open(struct screen *s, const void *args, lia_error *err)
{
    struct palette *p = (struct palette *)s;
    (void)args;
    (void)err;
    p->found = (struct vec)VEC_OF(struct found);
    p->help = s->ops == &help_screen;
    p->edit.limit = TYPED_MAX;
    return LIA_OK;
}

static void palette_close(struct screen *s)
{
    struct palette *p = (struct palette *)s;
    edit_clear(&p->edit);
    vec_clear(&p->found);
    arena_clear(&p->arena);
}

const struct screen_ops help_screen = {
    .page = "help",
    .title = N_("Keys of this page"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct palette),
    .open = palette_open,
    .load = palette_load,
    .event = palette_event,
    .draw = palette_draw,
    .size_box = palette_size,
    .close = palette_close,
};

const struct screen_ops tellme_screen = {
    .page = "tellme",
    .title = N_("Tell Me"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct palette),
    .open = palette_open,
    .load = palette_load,
    .event = palette_event,
    .draw = palette_draw,
    .size_box = palette_size,
    .close = palette_close,
};
