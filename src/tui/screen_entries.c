/* screen_entries.c: Interaction Log Entries: all, or those of what the page was opened from. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/entry_actions.h"
#include "tui/entry_rows.h"
#include "tui/screens.h"
#include "tui/settings.h"

struct entries {
    struct screen screen; /* first */
    struct list list;
    struct entry_rows rows;
    lia_filter *filter;
    struct str of;
    struct pane pane; /* preview: the entry under the cursor */
    int64_t count_next, count;
    bool counted, whole; /* whole: all of the book, whose count is kept */
    unsigned age;        /* of the count; 0: it is to be made */
};

static const struct list_sort sorts[] = {{'d', N_("Date, newest first")}};

/* --- counting ------------------------------------------------------------------------------------ */

static bool count_more(void *ctx)
{
    enum { BUDGET = 3000 };
    struct entries *p = ctx;
    lia_error err = {0};
    if (p->counted)
        return false;
    if (lia_entry_count_some(book_of(&p->screen), &p->rows.query, BUDGET, &p->count_next, &p->count, &p->counted, &err))
        p->counted = true;
    if (p->counted)
        p->list.total = p->count;
    return !p->counted;
}

static void count_again(struct entries *p)
{
    const lia_entry_query *q = &p->rows.query;
    struct session *session = session_of(&p->screen);
    const lia_counts *c = &session->counts;
    p->count_next = p->count = 0;
    p->whole = !q->contact_id && !q->template_id && !q->group_id && !q->salesperson_id && !q->segment_id &&
               !q->logged_id && (!p->filter || lia_filter_empty(p->filter));
    p->counted = p->whole;
    if (p->whole)
        p->count = q->hide_canceled ? c->entries - c->entries_canceled : c->entries;
    p->list.total = p->counted ? p->count : -1;
    p->age = app_age(p->screen.app);
}

/* --- the page ------------------------------------------------------------------------------------ */

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct entries *p = (struct entries *)s;
    const struct entries_args *a = args;
    struct arena arena = {0};
    (void)err;
    p->rows = (struct entry_rows){.screen = s, .query = a ? a->query : (lia_entry_query){0}};
    p->rows.query.filter = NULL;
    const char *hide = settings_recall(session_of(s)->env, &arena, "entries", "hide-canceled");
    p->rows.query.hide_canceled = hide && str_eq(hide, "yes");
    arena_clear(&arena);
    str_add(&p->of, a && a->of ? a->of : "");
    list_init(&p->list, entry_columns, entry_column_count, &entry_provider, &p->rows,
              N_("No interactions here: i on a contact records one."));
    list_sorts(&p->list, sorts, 1);
    s->list = &p->list;
    return LIA_OK;
}

static lia_status load(struct screen *s, lia_error *err)
{
    struct entries *p = (struct entries *)s;
    lia_status status = lia_book_counts(book_of(s), &session_of(s)->counts, err);
    p->rows.query.oldest_first = p->list.descending;
    if (p->age != app_age(s->app)) /* not for a preview's sake */
        count_again(p);
    session_of(s)->idle = p->counted ? NULL : count_more;
    session_of(s)->idle_ctx = p;
    int64_t no = list_current_id(&p->list);
    if (status == LIA_OK && s->preview_shown && no)
        status = entry_fill_pane(s, no, &p->pane, false, err);
    return status == LIA_NOT_FOUND ? LIA_OK : status;
}

static lia_status filter(struct screen *s, const char *text, size_t *at, lia_error *err)
{
    struct entries *p = (struct entries *)s;
    lia_filter *parsed = NULL;
    lia_filter_fault fault = {0};
    lia_status status = lia_filter_parse(book_of(s), LIA_FILTER_ENTRIES, text, true, &parsed, &fault, err);
    if (status != LIA_OK) {
        *at = fault.at;
        return status;
    }
    lia_filter_free(p->filter);
    p->filter = parsed;
    p->rows.query.filter = parsed;
    p->age = 0;
    list_restart(&p->list);
    s->need_load = true;
    return LIA_OK;
}

static void preview(struct screen *s, struct grid *g, struct rect r)
{
    struct entries *p = (struct entries *)s;
    if (!list_empty(&p->list))
        pane_draw(&p->pane, g, (struct rect){r.x + 1, r.y, r.w - 2, r.h});
}

static void hide_or_show(struct entries *p)
{
    struct session *session = session_of(&p->screen);
    bool hide = !p->rows.query.hide_canceled;
    p->rows.query.hide_canceled = hide;
    settings_remember(session->env, "entries", "hide-canceled", hide ? "yes" : "no");
    app_say(p->screen.app, hide ? _("Canceled ones are hidden") : _("Canceled ones are shown"));
    p->age = 0;
    list_restart(&p->list);
    p->screen.need_load = true;
}

static void deleted(struct screen *opener, const char *tag, const struct screen_result *result)
{
    (void)tag, (void)result;
    list_unmark(opener->list);
}

/* Opened with the marked ones that are canceled, else with what the page shows. */
static void delete_canceled(struct entries *p)
{
    size_t n = 0;
    int64_t *nos = p->list.marks.count ? list_chosen(&p->list, &n) : NULL;
    struct delete_canceled_args args = {
        .query = p->rows.query, .filter = str_text(&p->screen.filter), .of = str_text(&p->of), .nos = nos, .n = n};
    app_open_for(p->screen.app, &delete_canceled_form, &args, deleted, "");
    free(nos);
}

static bool command(struct screen *s, enum command_id id)
{
    struct entries *p = (struct entries *)s;
    switch (id) {
    case CMD_CANCELED_HIDE:
        hide_or_show(p);
        return true;
    case CMD_DELETE_CANCELED:
        delete_canceled(p);
        return true;
    case CMD_EXPORT:
        export_start(s, &(struct export_args){.content = LIA_CONTENT_ENTRIES,
                                              .of_page = true,
                                              .marks = &p->list.marks,
                                              .marks_shown = p->list.marks_shown,
                                              .filter = str_text(&s->filter),
                                              .query = &p->rows.query,
                                              .shown = p->list.total});
        return true;
    default:
        return entry_command(s, &p->list, &p->rows.query, id);
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct entries *p = (const struct entries *)s;
    const struct list_row *row = list_current(&p->list);
    if (id == CMD_DELETE_CANCELED)
        return !lia_book_read_only(book_of(s)) && session_of(s)->counts.entries_canceled > 0;
    return entry_can(s, id, row ? row->data : NULL);
}

static void title_text(struct screen *s, struct str *out)
{
    const struct entries *p = (const struct entries *)s;
    str_add(out, _("Interaction Log Entries"));
    if (p->of.len > 0)
        str_add_f(out, " · %s", str_text(&p->of));
    if (p->rows.query.hide_canceled)
        str_add_f(out, " %s", _("(canceled ones hidden)"));
}

static void status_text(struct screen *s, struct str *out)
{
    const struct entries *p = (const struct entries *)s;
    str_add_count(out, p->count);
    str_add(out, p->counted ? "" : "…");
}

static void close(struct screen *s)
{
    struct entries *p = (struct entries *)s;
    struct session *session = session_of(s);
    if (session->idle_ctx == p)
        session->idle = NULL;
    list_clear(&p->list);
    lia_filter_free(p->filter);
    str_clear(&p->of);
    pane_clear(&p->pane);
}

const struct screen_ops entries_screen = {
    .page = "entries",
    .title = N_("Interaction Log Entries"),
    .size = sizeof(struct entries),
    .open = open,
    .load = load,
    .command = command,
    .can = can,
    .preview = preview,
    .title_text = title_text,
    .status_text = status_text,
    .filter = filter,
    .close = close,
};
