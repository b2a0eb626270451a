/* screen_contacts.c: Contacts: the list, with the timeline of the one under the cursor beside it. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/contact_actions.h"
#include "tui/screens.h"
#include "tui/seek.h"
#include "tui/settings.h"

struct contacts {
    struct screen screen; /* first */
    struct list list;
    lia_filter *filter; /* NULL: all that are not archived */
    struct timeline timeline;
    lia_contact_record card; /* of the timeline's contact */
    int64_t count_next, count; /* counting what the filter matches, in slices */
    bool counted;
    unsigned age; /* of the count; 0: it is to be made */
};

enum { BY_NAME, BY_NO, BY_ADDED };
static const struct list_sort sorts[] = {{'n', N_("Name")}, {'o', N_("No.")}, {'a', N_("Added, newest first")}};

static const struct list_column columns[] = {
    {N_("Name"), .min = 16, .ideal = 24, .grow = 3},
    {N_("Company"), .min = 12, .ideal = 18, .grow = 2, .priority = 2},
    {N_("City"), .min = 9, .ideal = 12, .grow = 1, .priority = 4},
    {N_("Last"), .ideal = 9, .priority = 1},
    {N_("Phone"), .ideal = 16, .priority = 5},
    {N_("E-mail"), .ideal = 26, .grow = 1, .priority = 6},
    {N_("No."), .ideal = 9, .priority = 3},
};

static lia_contact_query query_of(const struct contacts *p)
{
    lia_contact_query q = {.filter = p->filter};
    q.sort = p->list.sort == BY_NO ? LIA_CONTACT_BY_NO : p->list.sort == BY_ADDED ? LIA_CONTACT_BY_ADDED
                                                                                 : LIA_CONTACT_BY_NAME;
    /* Newest first is what one asks for when sorting by what was added. */
    q.descending = p->list.sort == BY_ADDED ? !p->list.descending : p->list.descending;
    return q;
}

static void free_rows(void *result)
{
    lia_contact_rows_clear(result);
    free(result);
}

static lia_status fetch(void *ctx, enum list_from from, const struct list_row *anchor, int n, struct list_chunk *out,
                        lia_error *err)
{
    struct contacts *p = ctx;
    lia_contact_query query = query_of(p);
    const lia_contact_row *at = anchor ? anchor->data : NULL;
    lia_seek seek = seek_from(from, at ? &at->key : NULL, n);
    lia_contact_rows *rows = calloc(1, sizeof *rows);
    lia_status status = rows ? lia_contact_list(book_of(&p->screen), &query, &seek, rows, err)
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
    struct contacts *p = ctx;
    const lia_contact_row *c = row->data;
    if (c->archived || c->privacy_blocked)
        *style = STYLE_MUTED;
    switch (column) {
    case 0:
        str_add(out, c->name);
        if (c->archived)
            str_add_f(out, " %s", _("(archived)"));
        else if (c->privacy_blocked)
            str_add_f(out, " %s", _("(privacy blocked)"));
        break;
    case 1:
        str_add(out, c->company);
        break;
    case 2:
        str_add(out, c->city);
        break;
    case 3:
        if (c->last_on == LIA_DAY_NONE) {
            *style = STYLE_MUTED;
            str_add(out, _("never"));
        } else {
            session_when(session_of(&p->screen), c->last_on, TIME_NONE, out);
        }
        break;
    case 4:
        str_add(out, str_or(c->phone, c->mobile));
        break;
    case 5:
        str_add(out, c->email);
        break;
    default:
        str_add(out, c->no);
    }
}

static lia_status mark_all(void *ctx, struct marks *marks, lia_error *err)
{
    struct contacts *p = ctx;
    lia_contact_query query = query_of(p);
    int64_t *ids = NULL;
    size_t count = 0;
    lia_status status = lia_contact_ids(book_of(&p->screen), &query, SIZE_MAX, &ids, &count, err);
    for (size_t i = 0; status == LIA_OK && i < count; i++)
        marks_add(marks, ids[i]);
    free(ids);
    return status;
}

static lia_status count_shown(void *ctx, const struct marks *marks, int64_t *shown, lia_error *err)
{
    struct contacts *p = ctx;
    int64_t *ids = marks_list(marks);
    lia_contact_query query = query_of(p);
    lia_status status = lia_contact_count_of(book_of(&p->screen), &query, ids, marks->count, shown, err);
    free(ids);
    return status;
}

static lia_status locate(void *ctx, int64_t id, struct list_chunk *out, lia_error *err)
{
    struct contacts *p = ctx;
    lia_contact_query query = query_of(p);
    lia_contact_rows *rows = calloc(1, sizeof *rows);
    lia_status status = rows ? lia_contact_locate(book_of(&p->screen), &query, id, rows, err)
                             : lia_fail(err, LIA_IO, "", _("Out of memory"));
    if (status != LIA_OK) {
        free(rows);
        return status;
    }
    out->result = rows;
    out->free_result = free_rows;
    if (rows->count == 1)
        list_chunk_add(out, id, &rows->items[0]);
    return LIA_OK;
}

static const struct list_provider provider = {
    .fetch = fetch, .cell = cell, .locate = locate, .mark_all = mark_all, .count_shown = count_shown};

/* --- counting in slices -------------------------------------------------------------------------- */

static bool count_more(void *ctx)
{
    enum { BUDGET = 2000 };
    struct contacts *p = ctx;
    if (p->counted)
        return false;
    lia_contact_query query = query_of(p);
    lia_error err = {0};
    if (lia_contact_count_some(book_of(&p->screen), &query, BUDGET, &p->count_next, &p->count, &p->counted, &err))
        p->counted = true;
    if (p->counted)
        p->list.total = p->count;
    return !p->counted;
}

static void count_again(struct contacts *p)
{
    p->age = app_age(p->screen.app);
    p->count_next = p->count = 0;
    p->counted = false;
    p->list.total = -1;
}

static void status_text(struct screen *s, struct str *out)
{
    const struct contacts *p = (const struct contacts *)s;
    const lia_counts *counts = &session_of(s)->counts;
    int64_t all = counts->contacts - counts->contacts_archived; /* archived ones show only when named */
    char n[COUNT_TEXT], of[COUNT_TEXT];
    if (!p->filter || lia_filter_empty(p->filter))
        str_add_f(out, ngettext_("%s contact", "%s contacts", all), session_count(all, of));
    else if (p->counted)
        str_add_f(out, _("%s of %s"), session_count(p->count, n), session_count(all, of));
    else
        str_add_f(out, _("%s… of %s"), session_count(p->count, n), session_count(all, of));
}

/* --- the page ------------------------------------------------------------------------------------ */

static void recall_sort(struct contacts *p)
{
    struct arena arena = {0};
    const char *sort = settings_recall(session_of(&p->screen)->env, &arena, "contacts", "sort");
    if (sort && sort[0] >= '0' && sort[0] <= '2') {
        p->list.sort = sort[0] - '0';
        p->list.descending = sort[1] == '-';
    }
    arena_clear(&arena);
}

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct contacts *p = (struct contacts *)s;
    const struct contacts_args *a = args;
    if (a && a->filter) {
        lia_status status = lia_filter_parse(book_of(s), LIA_FILTER_CONTACTS, a->filter, false, &p->filter, NULL, err);
        if (status != LIA_OK)
            return status;
        str_add(&s->filter, a->filter); /* stands like one that was typed: Esc takes it away */
    }
    list_init(&p->list, columns, sizeof columns / sizeof *columns, &provider, p,
              N_("No contacts here: a adds one, I imports an address book."));
    list_sorts(&p->list, sorts, sizeof sorts / sizeof *sorts);
    recall_sort(p);
    s->list = &p->list;
    return LIA_OK;
}

static lia_status load(struct screen *s, lia_error *err)
{
    struct contacts *p = (struct contacts *)s;
    struct session *session = session_of(s);
    lia_status status = lia_book_counts(session->book, &session->counts, err);
    bool filtered = p->filter && !lia_filter_empty(p->filter);
    if (filtered && p->age != app_age(s->app)) /* not for a preview's sake */
        count_again(p);
    if (!filtered)
        p->list.total = session->counts.contacts - session->counts.contacts_archived;
    session->idle = filtered && !p->counted ? count_more : NULL;
    session->idle_ctx = p;
    int64_t id = list_current_id(&p->list);
    if (status != LIA_OK || !s->preview_shown || !id)
        return status;
    status = timeline_load(&p->timeline, session->book, id, 50, err);
    lia_contact_record card = {0};
    if (status == LIA_OK)
        status = lia_contact_get(session->book, id, &card, err);
    if (status == LIA_OK) {
        lia_contact_record_clear(&p->card);
        p->card = card;
    }
    return status == LIA_NOT_FOUND ? LIA_OK : status;
}

static lia_status filter(struct screen *s, const char *text, size_t *at, lia_error *err)
{
    struct contacts *p = (struct contacts *)s;
    lia_filter *parsed = NULL;
    lia_filter_fault fault = {0};
    lia_status status = lia_filter_parse(book_of(s), LIA_FILTER_CONTACTS, text, true, &parsed, &fault, err);
    if (status != LIA_OK) {
        *at = fault.at;
        return status;
    }
    lia_filter_free(p->filter);
    p->filter = parsed;
    p->age = 0;
    list_restart(&p->list);
    s->need_load = true;
    return LIA_OK;
}

static void preview(struct screen *s, struct grid *g, struct rect r)
{
    const struct contacts *p = (const struct contacts *)s;
    if (!p->card.c.id || p->card.c.id != list_current_id(&p->list))
        return;
    r.y += contact_draw_head(&p->card.c, g, r);
    r.h = r.h > 1 ? r.h - 1 : 0;
    timeline_draw(&p->timeline, session_of(s), g, r);
}

static bool command(struct screen *s, enum command_id id)
{
    struct contacts *p = (struct contacts *)s;
    int64_t current = list_current_id(&p->list);
    switch (id) {
    case CMD_ROW_OPEN:
        return current && app_open(s->app, &contact_screen, &current);
    case CMD_CONTACT_EDIT: /* of one, whatever is marked */
    case CMD_CONTACT_ENTRIES:
    case CMD_POSTPONED_OF:
        return contact_command(s, id, &current, current != 0);
    case CMD_EXPORT:
        export_start(s, &(struct export_args){.content = LIA_CONTENT_CONTACTS,
                                              .of_page = true,
                                              .marks = &p->list.marks,
                                              .marks_shown = p->list.marks_shown,
                                              .filter = str_text(&s->filter),
                                              .shown = p->list.total});
        return true;
    case CMD_CONTACT_ADD: {
        struct contact_form_args args = {0};
        return app_open_for(s->app, &contact_form, &args, contact_added, "");
    }
    default: {
        size_t n = 0;
        int64_t *chosen = list_chosen(&p->list, &n);
        bool done = contact_command(s, id, chosen, n);
        free(chosen);
        return done;
    }
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct contacts *p = (const struct contacts *)s;
    return contact_can(s, id, !list_empty(&p->list) && list_current(&p->list) != NULL);
}

static void close(struct screen *s)
{
    struct contacts *p = (struct contacts *)s;
    struct session *session = session_of(s);
    char sort[3] = {(char)('0' + p->list.sort), p->list.descending ? '-' : '\0', '\0'};
    struct arena arena = {0};
    const char *before = settings_recall(session->env, &arena, "contacts", "sort");
    if (!str_eq(before ? before : "0", sort))
        settings_remember(session->env, "contacts", "sort", sort);
    arena_clear(&arena);
    if (session->idle_ctx == p)
        session->idle = NULL;
    list_clear(&p->list);
    lia_filter_free(p->filter);
    timeline_clear(&p->timeline);
    lia_contact_record_clear(&p->card);
}

const struct screen_ops contacts_screen = {
    .page = "contacts",
    .title = N_("Contacts"),
    .size = sizeof(struct contacts),
    .open = open,
    .load = load,
    .command = command,
    .can = can,
    .preview = preview,
    .status_text = status_text,
    .filter = filter,
    .close = close,
};
