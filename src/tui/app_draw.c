/* app_draw.c: the frame: title, content, preview, messages, footer, boxes. */
#include <string.h>

#include "base/i18n.h"
#include "tui/app_state.h"
#include "tui/text.h"

enum { FORM_COLUMNS = 76, LIST_ROWS_MIN = 8, FOOT_LESS = 4 /* corners, and blanks beside them */ };

/* --- where things stand ---------------------------------------------------------------------- */

static const char *message_of(const struct app *app)
{
    if (app->typing.screen && app->typing.error.len > 0)
        return str_text(&app->typing.error);
    if (app->said.len > 0)
        return str_text(&app->said);
    return app->top && app->top->form ? form_said(app->top->form) : "";
}

/* Splits the content between list and preview; the preview gets nothing where there is no room. */
static void lay_out_preview(struct layout *l, int columns, int rows)
{
    struct rect c = l->content;
    l->main = c;
    l->preview = (struct rect){0};
    l->preview_beside = columns >= PREVIEW_COLUMNS;
    if (l->preview_beside) {
        int w = c.w * 2 / 5;
        l->main.w = c.w - w - 1;
        l->preview = (struct rect){c.x + l->main.w + 1, c.y, w, c.h};
    } else if (rows >= PREVIEW_ROWS && c.h >= 2 * LIST_ROWS_MIN) {
        int h = c.h * 2 / 5;
        l->main.h = c.h - h;
        l->preview = (struct rect){c.x, c.y + l->main.h, c.w, h};
    }
}

/* A message takes the lines that it needs, within reason. */
static int message_lines(const struct app *app, int w, int h)
{
    enum { MOST = 3 };
    const char *text = message_of(app);
    size_t len = strlen(text), at = 0;
    int n = 0;
    for (; at < len && n < MOST && n < h / 4; n++)
        at = text_wrap(text, len, at, w);
    return n;
}

void app_lay_out(struct app *app)
{
    struct layout *l = &app->layout;
    int w = app->grid.w, h = app->grid.h;
    l->too_small = w < MIN_COLUMNS || h < MIN_ROWS;
    l->message_rows = message_lines(app, w - 2, h) + (app->typing.screen ? 1 : 0);
    int rows = h - 2 - l->message_rows;
    l->content = (struct rect){0, 1, w, rows > 0 ? rows : 0};
    struct screen *page = app_page_below(app->top);
    bool preview = page && page->ops->preview && app->preview_on && !l->too_small;
    if (preview) {
        lay_out_preview(l, w, h);
    } else {
        l->main = l->content;
        l->preview = (struct rect){0};
    }
    if (!page)
        return;
    bool shown = l->preview.w > 0;
    if (shown && !page->preview_shown)
        page->need_load = true;
    page->preview_shown = shown;
    if (page->list && !page->ops->draw && l->main.h > 1)
        list_set_height(page->list, l->main.h - 1);
}

/* --- a page ---------------------------------------------------------------------------------- */

struct title_line {
    struct str title, status, book; /* book: right of the status */
    int title_w, status_w, book_w;
    bool name; /* room for the program's name */
};

enum { NAME_W = 8, APART = 3 };

static int right_width(const struct title_line *t)
{
    return t->status_w + t->book_w + (t->status_w > 0 && t->book_w > 0 ? APART : 0);
}

static bool fits(const struct title_line *t, int w)
{
    return 1 + (t->name ? NAME_W : 0) + t->title_w + APART + right_width(t) + 1 <= w;
}

/* The page's own title wins: where it is narrow the program's name goes first, then the book's,
 * then what the page counts. */
static void lay_out_title(struct title_line *t, int w)
{
    int book = t->book_w;
    t->name = true;
    if (fits(t, w))
        return;
    t->name = false;
    if (fits(t, w))
        return;
    t->book_w = 0;
    if (fits(t, w))
        return;
    t->status_w = 0;
    t->book_w = book;
    if (!fits(t, w))
        t->book_w = 0;
}

static void title_texts(struct app *app, struct screen *page, struct title_line *t)
{
    const int most = app->grid.w;
    if (page->ops->title_text)
        page->ops->title_text(page, &t->title);
    else
        str_add(&t->title, page->ops->title && *page->ops->title ? _(page->ops->title) : "");
    if (page->ops->status_text)
        page->ops->status_text(page, &t->status);
    if (app->options.status)
        app->options.status(app, &t->book);
    t->title_w = text_columns(str_text(&t->title), t->title.len, most);
    if (page->filter.len > 0)
        t->title_w += APART + text_columns(str_text(&page->filter), page->filter.len, most / 3);
    t->status_w = text_columns(str_text(&t->status), t->status.len, most);
    t->book_w = text_columns(str_text(&t->book), t->book.len, most / 2);
}

static void draw_title(struct app *app, struct screen *page)
{
    struct grid *g = &app->grid;
    struct title_line t = {0};
    title_texts(app, page, &t);
    lay_out_title(&t, g->w);
    int right = right_width(&t), left = g->w - right - (right > 0 ? APART : 1), x = 1;
    if (t.name)
        x += grid_put(g, x, 0, left - 1, STYLE_MUTED, "liaise") + 2;
    x += grid_put(g, x, 0, left - x, STYLE_TITLE, str_text(&t.title));
    if (page->filter.len > 0 && x + 4 < left)
        grid_put_f(g, x + 2, 0, left - x - 2, STYLE_MATCH, "/%s", str_text(&page->filter));
    x = g->w - right - 1;
    x += grid_put(g, x, 0, t.status_w, STYLE_STATUS, str_text(&t.status));
    if (t.status_w > 0 && t.book_w > 0)
        x += grid_put(g, x, 0, APART, STYLE_STATUS, " ┊ ");
    grid_put(g, x, 0, t.book_w, STYLE_STATUS, str_text(&t.book));
    app->hits[app->hit_count++] = (struct hit){{0, 0, left, 1}, CMD_MENU};
    str_clear(&t.title);
    str_clear(&t.status);
    str_clear(&t.book);
}

static void draw_content(struct app *app, struct screen *s, struct rect r)
{
    struct grid *g = &app->grid;
    s->cursor_x = s->cursor_y = -1;
    if (s->ops->draw)
        s->ops->draw(s, g, r);
    else if (s->list)
        list_draw(s->list, g, r, app->options.selection == SELECTION_MARKER, true);
    else if (s->form)
        form_draw(s->form, g, r, &s->cursor_x, &s->cursor_y);
    else if (s->pane)
        pane_draw(s->pane, g, rect_inset(r, 1, 0));
}

static void draw_page(struct app *app, struct screen *page)
{
    struct grid *g = &app->grid;
    const struct layout *l = &app->layout;
    draw_title(app, page);
    struct rect old = grid_clip(g, l->main);
    draw_content(app, page, l->main);
    grid_unclip(g, old);
    if (l->preview.w <= 0)
        return;
    if (l->preview_beside)
        grid_vline(g, l->preview.x - 1, l->preview.y, l->preview.h, STYLE_BORDER);
    else
        grid_hline(g, l->preview.x, l->preview.y, l->preview.w, STYLE_BORDER);
    old = grid_clip(g, l->preview);
    page->ops->preview(page, g, l->preview);
    grid_unclip(g, old);
}

/* --- boxes ----------------------------------------------------------------------------------- */

static void draw_box(struct app *app, struct screen *s)
{
    struct grid *g = &app->grid;
    struct rect room = app->layout.content;
    int w = room.w - 4 < FORM_COLUMNS ? room.w - 4 : FORM_COLUMNS, h = room.h;
    if (s->form)
        h = form_rows(s->form, w);
    if (s->ops->size_box)
        s->ops->size_box(s, &w, &h);
    struct rect box = rect_center(room, w + 4, h + 2);
    struct str title = {0}, foot = {0};
    if (s->ops->title_text)
        s->ops->title_text(s, &title);
    else
        str_add(&title, s->ops->title && *s->ops->title ? _(s->ops->title) : "");
    app_footer_keys(app, s, box.w - FOOT_LESS, &foot);
    grid_box(g, box, str_text(&title), str_text(&foot));
    str_clear(&title);
    str_clear(&foot);
    struct rect inside = rect_inset(box, 2, 1), old = grid_clip(g, inside);
    draw_content(app, s, inside);
    grid_unclip(g, old);
}

static void draw_stack(struct app *app, struct screen *s)
{
    if (s->ops->kind == SCREEN_BOX) {
        if (s->below)
            draw_stack(app, s->below);
        draw_box(app, s);
    } else {
        draw_page(app, s);
    }
    app->cursor_x = s->cursor_x;
    app->cursor_y = s->cursor_y;
}

/* --- all ------------------------------------------------------------------------------------- */

static void draw_below(struct app *app)
{
    struct grid *g = &app->grid;
    int y = g->h - 1 - app->layout.message_rows;
    const char *message = message_of(app);
    bool wrong = app->said.len == 0 || app->said_error || message != str_text(&app->said);
    size_t len = strlen(message), at = 0;
    for (int left = app->layout.message_rows - (app->typing.screen ? 1 : 0); left > 0; left--) {
        size_t end = left > 1 ? text_wrap(message, len, at, g->w - 2) : len;
        size_t shown = end;
        while (shown > at && message[shown - 1] == ' ')
            shown--;
        grid_put_n(g, 1, y++, g->w - 2, wrong ? STYLE_ERROR : STYLE_MESSAGE, message + at,
                   shown - at);
        at = end;
    }
    if (app->typing.screen)
        app_typing_draw(app, y);
    app_footer_draw(app, g->h - 1);
}

static void draw_too_small(struct app *app)
{
    struct grid *g = &app->grid;
    grid_put_f(g, 0, g->h / 2, g->w, STYLE_MESSAGE, _("%d×%d is too small, %d×%d is needed"), g->w,
               g->h, MIN_COLUMNS, MIN_ROWS);
}

void app_draw(struct app *app)
{
    grid_blank(&app->grid);
    app->hit_count = 0;
    app->cursor_x = app->cursor_y = -1;
    if (app->layout.too_small) {
        draw_too_small(app);
        return;
    }
    draw_stack(app, app->top);
    draw_below(app);
    if (app->top->form)
        form_draw_lookup(app->top->form, &app->grid);
    if (app->asked.screen) {
        app->cursor_x = -1;
        app_asked_draw(app);
    }
    if (app->working.shown)
        app_progress_draw(app);
}
