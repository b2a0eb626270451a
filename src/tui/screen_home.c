/* screen_home.c: Home: what waits, and the latest interactions. */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/contact_actions.h"
#include "tui/drafts.h"
#include "tui/entry_actions.h"
#include "tui/entry_rows.h"
#include "tui/screens.h"
#include "tui/text.h"

enum cue_kind { CUE_POSTPONED, CUE_SEGMENTS, CUE_OUT_OF_TOUCH, CUES };

struct home {
    struct screen screen; /* first */
    struct list list;     /* the latest interactions */
    struct entry_rows rows;
    int64_t numbers[CUES];
    int64_t touch_next, touch; /* counting who is out of touch, in slices */
    bool touch_counted;
    bool welcome; /* nothing in the book yet */
    int drafts;   /* unfinished forms of a lost session */
    bool on_cues;
    int cue;
    struct rect cue_area[CUES];
};

enum { CUE_ROWS = 3, RECENT_HEAD = 1 };

/* --- out of touch: counted between events --------------------------------------------------------
 */

static bool count_more(void *ctx)
{
    enum { BUDGET = 1500 };
    struct home *p = ctx;
    lia_error err = {0};
    if (p->touch_counted)
        return false;
    if (lia_contact_out_of_touch_some(book_of(&p->screen), BUDGET, &p->touch_next, &p->touch,
                                      &p->touch_counted, &err) != LIA_OK)
        p->touch_counted = true;
    /* The number of before stands until the new one is known to be larger. */
    if (p->touch_counted || p->touch > p->numbers[CUE_OUT_OF_TOUCH])
        p->numbers[CUE_OUT_OF_TOUCH] = p->touch;
    return !p->touch_counted;
}

/* --- the page ------------------------------------------------------------------------------------
 */

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct home *p = (struct home *)s;
    (void)args, (void)err;
    p->rows = (struct entry_rows){.screen = s};
    p->on_cues = true;
    list_init(&p->list, entry_columns, entry_column_count, &entry_provider, &p->rows,
              N_("No interactions yet: i records one."));
    s->list = &p->list;
    return LIA_OK;
}

static lia_status load(struct screen *s, lia_error *err)
{
    struct home *p = (struct home *)s;
    struct session *session = session_of(s);
    int64_t all = 0;
    lia_postponed_query query = {0};
    lia_status status = lia_book_counts(session->book, &session->counts, err);
    if (status == LIA_OK)
        status = lia_postponed_count(session->book, &query, &all, &p->numbers[CUE_POSTPONED], err);
    const lia_counts *c = &session->counts;
    p->numbers[CUE_SEGMENTS] = c->segments;
    p->list.total = c->entries;
    p->welcome = c->contacts == 0;
    p->touch_next = p->touch = 0;
    p->touch_counted = false;
    p->drafts = drafts_count(session);
    session->idle = count_more;
    session->idle_ctx = p;
    return status;
}

/* "2 unfinished forms were kept: r goes on with them" */
static void draw_drafts(const struct home *p, struct grid *g, int x, int y, int w)
{
    char key[KEY_NAME];
    if (p->drafts > 0)
        grid_put_f(g, x, y, w, STYLE_OVERDUE,
                   ngettext_("%d unfinished form was kept: %s goes on with it",
                             "%d unfinished forms were kept: %s goes on with one", p->drafts),
                   p->drafts, key_format(app_key(p->screen.app, CMD_DRAFT_RESUME), key));
}

/* Lines of width w from y on; the line behind them. */
static int put_lines(struct grid *g, int x, int y, int w, enum style style, const char *text)
{
    size_t len = strlen(text), at = 0;
    while (at < len) {
        size_t end = text_wrap(text, len, at, w), shown = end;
        while (shown > at && text[shown - 1] == ' ')
            shown--;
        grid_put_n(g, x, y++, w, style, text + at, shown - at);
        at = end;
    }
    return y;
}

static void draw_welcome(struct home *p, struct grid *g, struct rect r)
{
    static const struct {
        enum command_id id;
        const char *text;
    } rows[] = {
        {CMD_CONTACT_ADD, N_("add a contact")},
        {CMD_IMPORT, N_("import an address book or a log: vCard, CSV, JSON lines, iCalendar")},
        {CMD_EXAMPLE, N_("look at the example book: a throw-away copy")},
    };
    enum { ROOMY = 12 };
    int gap = r.h < ROOMY ? 0 : 1, y = r.y + gap, x = r.x + 2;
    grid_put(g, x, y, r.w - 2, STYLE_NORMAL, _("This book is empty."));
    y += 1 + gap;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!screen_can(&p->screen, rows[i].id))
            continue;
        char key[KEY_NAME];
        grid_put(g, x, y, 3, STYLE_KEY, key_format(app_key(p->screen.app, rows[i].id), key));
        y = put_lines(g, x + 3, y, r.w - 6, STYLE_NORMAL, _(rows[i].text));
    }
    y = put_lines(g, x, y + gap, r.w - 3, STYLE_MUTED,
                  _("The rest: m menu, : tell me, ? help."));
    draw_drafts(p, g, x, y + gap, r.w - 2);
}

enum { CUE_WIDTH = 26, CUE_MARGIN = 2 };

/* Labels, and how wide each cue is: alike where there is room, else as its label needs it, a
 * shorter one where that does not do. */
static void lay_out_cues(int room, const char *labels[CUES], int widths[CUES])
{
    static const char *const words[2][CUES] = {
        {N_("postponed"), N_("active segments"), N_("out of touch")},
        {N_("postponed"), N_("segments"), N_("out of touch")}};
    int sum = room + 1;
    for (int brief = 0; brief < 2 && sum > room; brief++) {
        sum = 0;
        for (int i = 0; i < CUES; i++) {
            labels[i] = _(words[brief][i]);
            widths[i] = utf8_width(labels[i]) + CUE_MARGIN;
            sum += widths[i];
        }
    }
    for (int i = 0; i < CUES; i++)
        widths[i] = room >= CUES * CUE_WIDTH ? CUE_WIDTH
                    : sum > room             ? room / CUES
                                             : widths[i] + (room - sum) / CUES;
}

static void draw_cues(struct home *p, struct grid *g, struct rect r)
{
    static const enum command_id keys[CUES] = {CMD_GO_POSTPONED, CMD_GO_SEGMENTS, CMD_NONE};
    const char *labels[CUES];
    int widths[CUES];
    lay_out_cues(r.w, labels, widths);
    for (int i = 0, left = r.x; i < CUES; left += widths[i++]) {
        struct rect area = {left, r.y, widths[i] - 1, 2};
        bool chosen = p->on_cues && p->cue == i;
        p->cue_area[i] = area;
        if (chosen)
            grid_fill(g, area, STYLE_SELECTED);
        char number[COUNT_TEXT];
        bool counting = i == CUE_OUT_OF_TOUCH && !p->touch_counted;
        grid_put_f(g, area.x + 1, area.y, area.w - 1, chosen ? STYLE_SELECTED : STYLE_NUMBER,
                   "%s%s", session_count(p->numbers[i], number), counting ? "…" : "");
        int x = area.x + 1, y = area.y + 1, w = area.w - 1;
        x += grid_put(g, x, y, w, chosen ? STYLE_SELECTED : STYLE_NORMAL, labels[i]) + 1;
        uint32_t key = keys[i] != CMD_NONE ? app_key(p->screen.app, keys[i]) : K_NONE;
        char name[KEY_NAME];
        if (key != K_NONE && x + 3 <= area.x + area.w)
            grid_put_f(g, x, y, area.x + area.w - x, chosen ? STYLE_SELECTED : STYLE_KEY, "(%s)",
                       key_format(key, name));
    }
}

static void draw(struct screen *s, struct grid *g, struct rect r)
{
    struct home *p = (struct home *)s;
    if (p->welcome) {
        draw_welcome(p, g, r);
        return;
    }
    draw_cues(p, g, r);
    int y = r.y + CUE_ROWS;
    draw_drafts(p, g, r.x + 1, y - 1, r.w - 1);
    grid_put(g, r.x + 1, y, r.w - 1, STYLE_HEADING, _("Latest interactions"));
    y += RECENT_HEAD;
    list_draw(&p->list, g, (struct rect){r.x, y, r.w, r.y + r.h - y}, app_marker_only(s->app),
              !p->on_cues);
}

static bool open_cue(struct home *p)
{
    struct app *app = p->screen.app;
    switch (p->cue) {
    case CUE_POSTPONED:
        return app_open(app, &postponed_screen, NULL);
    case CUE_SEGMENTS:
        return app_open(app, &segments_screen, NULL);
    default: {
        struct contacts_args args = {.filter = "touch:overdue"};
        return app_open(app, &contacts_screen, &args);
    }
    }
}

static bool event(struct screen *s, const struct event *ev)
{
    struct home *p = (struct home *)s;
    if (p->welcome)
        return false;
    if (ev->type == EVENT_KEY && ev->key == K_TAB) {
        p->on_cues = !p->on_cues;
        return true;
    }
    if (ev->type != EVENT_MOUSE || ev->mouse != MOUSE_PRESS)
        return false;
    for (int i = 0; i < CUES; i++) {
        if (rect_has(p->cue_area[i], ev->x, ev->y)) {
            p->on_cues = true;
            p->cue = i;
            return open_cue(p);
        }
    }
    p->on_cues = false;
    return false;
}

static bool command_on_cues(struct home *p, enum command_id id)
{
    switch (id) {
    case CMD_COLUMN_LEFT:
        p->cue = (p->cue + CUES - 1) % CUES;
        return true;
    case CMD_COLUMN_RIGHT:
        p->cue = (p->cue + 1) % CUES;
        return true;
    case CMD_MOVE_DOWN:
    case CMD_PAGE_DOWN:
    case CMD_HALF_DOWN:
        p->on_cues = list_empty(&p->list);
        return true;
    case CMD_MOVE_UP:
        return true;
    case CMD_ROW_OPEN:
        return open_cue(p);
    default:
        return false;
    }
}

static bool command(struct screen *s, enum command_id id)
{
    struct home *p = (struct home *)s;
    struct contact_form_args add = {0};
    if (p->on_cues && !p->welcome && command_on_cues(p, id))
        return true;
    switch (id) {
    case CMD_MOVE_UP:
        if (!p->on_cues && p->list.at_start && p->list.cursor == 0) {
            p->on_cues = true;
            return true;
        }
        return false;
    case CMD_DRAFT_RESUME:
        drafts_offer(s);
        return true;
    case CMD_CONTACT_ADD:
        return app_open(s->app, &contact_form, &add);
    case CMD_INTERACTION_NEW: /* contact asked */
        return contact_command(s, id, NULL, 0);
    default:
        return !p->on_cues && entry_command(s, &p->list, &p->rows.query, id);
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct home *p = (const struct home *)s;
    switch (id) {
    case CMD_ROW_MARK:
    case CMD_MARK_ALL:
    case CMD_FILTER_EDIT:
    case CMD_LIST_SORT:
    case CMD_PREVIEW_SWITCH:
        return false;
    case CMD_ROW_OPEN:
        return !p->welcome;
    case CMD_DRAFT_RESUME:
        return p->drafts > 0;
    default: {
        const struct list_row *row = p->on_cues ? NULL : list_current(&p->list);
        return contact_can(s, id, true) &&
               (id == CMD_INTERACTION_NEW || entry_can(s, id, row ? row->data : NULL));
    }
    }
}

static void status_text(struct screen *s, struct str *out)
{
    const lia_counts *c = &session_of(s)->counts;
    char n[COUNT_TEXT];
    int64_t all = c->contacts - c->contacts_archived;
    if (c->contacts > 0)
        str_add_f(out, ngettext_("%s contact", "%s contacts", all), session_count(all, n));
}

static void close(struct screen *s)
{
    drafts_forget(session_of(s));
    list_clear(&((struct home *)s)->list);
}

const struct screen_ops home_screen = {
    .page = "home",
    .title = N_("Home"),
    .size = sizeof(struct home),
    .open = open,
    .load = load,
    .draw = draw,
    .event = event,
    .command = command,
    .can = can,
    .status_text = status_text,
    .close = close,
};
