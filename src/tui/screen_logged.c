/* screen_logged.c: Logged Segments. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/screens.h"
#include "tui/seek.h"
#include "tui/settings.h"

struct logged {
    struct screen screen; /* first */
    struct list list;
    bool hide_canceled;
    bool cancel; /* direction of the question that stands */
    int64_t canceled; /* how many are */
};

static const struct list_column columns[] = {
    {N_("Segment"), .ideal = 9},
    {N_("Description"), .min = 14, .ideal = 26, .grow = 1},
    {N_("Interactions"), .min = 12, .ideal = 18},
    {N_("Logged"), .ideal = 12, .priority = 1},
    {N_("User"), .ideal = 10, .priority = 3},
    {N_("Follow-up"), .ideal = 9, .priority = 2},
    {N_("No."), .ideal = 6, .priority = 4, .right = true},
};

static void free_rows(void *result)
{
    lia_logged_list_clear(result);
    free(result);
}

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n, struct list_chunk *out,
                        lia_error *err)
{
    struct logged *p = ctx;
    const lia_logged *at = anchor ? anchor->data : NULL;
    lia_seek seek = seek_from(from, at ? &at->key : NULL, n);
    lia_logged_list *rows = calloc(1, sizeof *rows);
    lia_status status = rows ? lia_logged_list_some(book_of(&p->screen), p->hide_canceled, &seek, rows, err)
                             : lia_fail(err, LIA_IO, "", _("Out of memory"));
    if (status != LIA_OK) {
        free(rows);
        return status;
    }
    out->result = rows;
    out->free_result = free_rows;
    for (size_t i = 0; i < rows->count; i++)
        list_chunk_add(out, rows->items[i].id, &rows->items[i]);
    return LIA_OK;
}

static void cell(void *ctx, const struct list_row *row, int column, struct str *out, enum style *style)
{
    struct logged *p = ctx;
    const lia_logged *l = row->data;
    if (l->canceled)
        *style = STYLE_CANCELED;
    switch (column) {
    case 0:
        str_add(out, l->segment_no);
        break;
    case 1:
        str_add_f(out, "%s%s", l->canceled ? _("(canceled) ") : "", l->description);
        break;
    case 2:
        str_add_count(out, l->entries);
        if (l->entries_canceled)
            str_add_f(out, _(" (%" PRId64 " canceled)"), l->entries_canceled);
        break;
    case 3:
        session_instant_when(session_of(&p->screen), l->logged_at, out);
        break;
    case 4:
        str_add(out, l->user);
        break;
    case 5:
        str_add(out, str_or(l->follow_up_no, ""));
        break;
    default:
        str_add_f(out, "%" PRId64, l->id);
    }
}

static const struct list_provider provider = {.fetch = fetch, .cell = cell};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct logged *p = (struct logged *)s;
    struct arena arena = {0};
    (void)args, (void)err;
    const char *hide = settings_recall(session_of(s)->env, &arena, "logged", "hide-canceled");
    p->hide_canceled = hide && str_eq(hide, "yes");
    arena_clear(&arena);
    list_init(&p->list, columns, sizeof columns / sizeof *columns, &provider, p,
              N_("No logged segments: L on a segment logs it."));
    s->list = &p->list;
    return LIA_OK;
}

static lia_status load(struct screen *s, lia_error *err)
{
    struct logged *p = (struct logged *)s;
    lia_status status = lia_book_counts(book_of(s), &session_of(s)->counts, err);
    if (status == LIA_OK)
        status = lia_logged_canceled_count(book_of(s), &p->canceled, err);
    p->list.total = session_of(s)->counts.logged_segments - (p->hide_canceled ? p->canceled : 0);
    return status;
}

/* --- cancel -------------------------------------------------------------------------------------- */

static void answer_cancel(struct screen *s, char letter)
{
    struct logged *p = (struct logged *)s;
    struct app *app = s->app;
    lia_error err = {0};
    int64_t entries = 0;
    size_t n = 0;
    if (letter != 'y')
        return;
    int64_t *ids = list_chosen(&p->list, &n);
    lia_progress progress = app_progress(app, p->cancel ? _("Canceling") : _("Un-canceling"));
    lia_status status = lia_logged_cancel(book_of(s), ids, n, p->cancel, &progress, &entries, &err);
    app_progress_end(app);
    if (status != LIA_OK)
        app_fail(app, &err);
    else
        app_say(app, p->cancel ? _("Canceled, with %" PRId64 " interactions; u undoes it")
                               : _("Un-canceled, with %" PRId64 " interactions"), entries);
    free(ids);
    list_unmark(&p->list);
    app_reload(app);
}

/* What is marked, or the row under the cursor. */
struct chosen {
    int64_t *ids, top; /* top: the row that stands highest, the newest */
    size_t n, canceled;
};

static lia_status look_at_chosen(struct logged *p, struct chosen *out, lia_logged_list *top, lia_error *err)
{
    lia_status status = LIA_OK;
    *out = (struct chosen){0};
    out->ids = list_chosen(&p->list, &out->n);
    for (size_t i = 0; i < out->n; i++)
        out->top = out->ids[i] > out->top ? out->ids[i] : out->top;
    for (size_t i = 0; status == LIA_OK && i < out->n; i++) {
        lia_logged_list one = {0};
        status = lia_logged_get(book_of(&p->screen), out->ids[i], &one, err);
        if (status != LIA_OK)
            break;
        out->canceled += one.items[0].canceled;
        if (out->ids[i] == out->top)
            *top = one;
        else
            lia_logged_list_clear(&one);
    }
    return status;
}

static void describe_cancel(const struct chosen *c, const lia_logged *l, bool cancel, struct str *out)
{
    size_t already = cancel ? c->canceled : c->n - c->canceled;
    if (c->n == 1 && cancel) {
        str_add_f(out, ngettext_("Cancel logged segment %s with its %" PRId64 " interaction",
                                 "Cancel logged segment %s with its %" PRId64 " interactions", l->entries),
                  l->segment_no, l->entries);
        if (l->entries_canceled)
            str_add_f(out, ngettext_(" (%" PRId64 " already is)", " (%" PRId64 " already are)", l->entries_canceled),
                      l->entries_canceled);
    } else if (c->n == 1) {
        str_add_f(out, _("Un-cancel logged segment %s, with the interactions that it canceled"), l->segment_no);
    } else {
        str_add_f(out, cancel ? _("Cancel %zu logged segments with their interactions")
                              : _("Un-cancel %zu logged segments, with the interactions that they canceled"),
                  c->n - already);
        if (already)
            str_add_f(out, ngettext_(" (%zu already is)", " (%zu already are)", already), already);
    }
    str_add_char(out, '?');
}

/* only: never back. The topmost marked row decides the direction. */
static void ask_cancel(struct logged *p, bool only)
{
    struct chosen c = {0};
    lia_logged_list top = {0};
    lia_error err = {0};
    struct str text = {0};
    if (look_at_chosen(p, &c, &top, &err) != LIA_OK) {
        app_fail(p->screen.app, &err);
    } else if (top.count > 0) {
        bool cancel = p->cancel = only || !top.items[0].canceled;
        describe_cancel(&c, &top.items[0], cancel, &text);
        app_ask(&p->screen, &(struct question){.text = str_text(&text),
                                               .answers = {{'y', cancel ? _("Cancel") : _("Un-cancel")}},
                                               .enter = 'y',
                                               .escape = _("Leave as it is"),
                                               .answer = answer_cancel});
    }
    str_clear(&text);
    lia_logged_list_clear(&top);
    free(c.ids);
}

/* --- delete canceled ----------------------------------------------------------------------------- */

/* The marked ones that are canceled; without marks all that are. */
static void answer_delete(struct screen *s, char letter)
{
    struct logged *p = (struct logged *)s;
    lia_error err = {0};
    int64_t deleted = 0;
    size_t n = 0;
    if (letter != 'd')
        return;
    int64_t *ids = p->list.marks.count ? list_chosen(&p->list, &n) : NULL;
    if (lia_logged_delete_canceled(book_of(s), ids, n, &deleted, &err) != LIA_OK)
        app_fail(s->app, &err);
    else
        app_say(s->app, ngettext_("%" PRId64 " logged segment deleted; u undoes it",
                                  "%" PRId64 " logged segments deleted; u undoes it", deleted), deleted);
    free(ids);
    list_unmark(&p->list);
    app_reload(s->app);
}

static void ask_delete(struct logged *p)
{
    struct chosen c = {0};
    lia_logged_list top = {0};
    lia_error err = {0};
    bool marked = p->list.marks.count > 0;
    struct str text = {0};
    int64_t n = p->canceled;
    if (marked && look_at_chosen(p, &c, &top, &err) != LIA_OK)
        app_fail(p->screen.app, &err);
    else if (marked && c.canceled == 0)
        app_say(p->screen.app, _("None of the marked ones is canceled: c cancels them"));
    else {
        if (marked)
            n = (int64_t)c.canceled;
        str_add_f(&text, ngettext_("Delete %" PRId64 " canceled logged segment", "Delete %" PRId64 " canceled logged segments", n),
                  n);
        str_add(&text, marked ? _(", of the marked ones?") : _(" OF THE WHOLE BOOK?"));
        str_add(&text, _("\nTheir interactions stay, canceled, without the link."));
        app_ask(&p->screen, &(struct question){.text = str_text(&text),
                                               .answers = {{'d', _("Delete")}},
                                               .escape = _("Keep"),
                                               .answer = answer_delete});
    }
    str_clear(&text);
    lia_logged_list_clear(&top);
    free(c.ids);
}

/* --- the page ------------------------------------------------------------------------------------ */

static void follow_up(struct logged *p, int64_t id)
{
    struct app *app = p->screen.app;
    lia_error err = {0};
    lia_log_result r = {0};
    if (lia_logged_follow_up(book_of(&p->screen), id, &r, &err) != LIA_OK) {
        app_fail(app, &err);
        return;
    }
    struct str text = {0};
    str_add_f(&text, _("Follow-up segment %s with %" PRId64 " lines"), r.follow_up_no, r.follow_up_lines);
    if (r.follow_up_left_out)
        str_add_f(&text, _(", left out: %s"), r.left_out);
    app_say(app, "%s", str_text(&text));
    str_clear(&text);
    app_reload(app);
}

static bool command(struct screen *s, enum command_id id)
{
    struct logged *p = (struct logged *)s;
    const struct list_row *row = list_current(&p->list);
    const lia_logged *l = row ? row->data : NULL;
    switch (id) {
    case CMD_LOGGED_DELETE_CANCELED:
        ask_delete(p);
        return true;
    case CMD_CANCELED_HIDE:
        p->hide_canceled = !p->hide_canceled;
        settings_remember(session_of(s)->env, "logged", "hide-canceled", p->hide_canceled ? "yes" : "no");
        list_restart(&p->list);
        s->need_load = true;
        return true;
    default:
        break;
    }
    if (!l)
        return false;
    switch (id) {
    case CMD_ROW_OPEN: {
        struct entries_args args = {.query = {.logged_id = l->id}, .of = l->segment_no};
        return app_open(s->app, &entries_screen, &args);
    }
    case CMD_LOGGED_CANCEL:
        ask_cancel(p, false);
        return true;
    case CMD_LOGGED_CANCEL_ONLY:
        ask_cancel(p, true);
        return true;
    case CMD_LOGGED_FOLLOW_UP:
        follow_up(p, l->id);
        return true;
    default:
        return false;
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct logged *p = (const struct logged *)s;
    const struct list_row *row = list_current(&p->list);
    const lia_logged *l = row ? row->data : NULL;
    bool writes = !lia_book_read_only(book_of(s));
    switch (id) {
    case CMD_LOGGED_CANCEL:
        return writes && l;
    case CMD_LOGGED_CANCEL_ONLY:
        return writes && l && !l->canceled;
    case CMD_LOGGED_FOLLOW_UP:
        return writes && l;
    case CMD_LOGGED_DELETE_CANCELED:
        return writes && p->canceled > 0;
    case CMD_ROW_OPEN:
        return l != NULL;
    case CMD_LIST_SORT:
    case CMD_MARK_ALL:
    case CMD_PREVIEW_SWITCH:
        return false;
    default:
        return true;
    }
}

static void status_text(struct screen *s, struct str *out)
{
    const struct logged *p = (const struct logged *)s;
    str_add_f(out, "%" PRId64, session_of(s)->counts.logged_segments);
    if (p->canceled)
        str_add_f(out, _(" (%" PRId64 " canceled)"), p->canceled);
}

static void close(struct screen *s)
{
    list_clear(&((struct logged *)s)->list);
}

const struct screen_ops logged_screen = {
    .page = "logged",
    .title = N_("Logged Segments"),
    .size = sizeof(struct logged),
    .open = open,
    .load = load,
    .command = command,
    .can = can,
    .status_text = status_text,
    .filter = session_filter_words,
    .close = close,
};
