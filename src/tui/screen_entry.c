/* screen_entry.c: Interaction: one log entry, whole, with its comments; and the form of a comment. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/entry_actions.h"
#include "tui/entry_text.h"
#include "tui/screens.h"

struct entry_page {
    struct screen screen; /* first */
    int64_t no;
    struct pane pane;
    lia_entry_list entry; /* of one */
    lia_comment_list comments;
};

enum { LABEL = 16 };

static void pair(struct pane *pane, const char *label, const char *text)
{
    if (*str_or(text, ""))
        pane_add_pair(pane, LABEL, label, STYLE_NORMAL, text);
}

static void add_who(struct pane *pane, const lia_entry *e, const struct session *session)
{
    struct str text = {0};
    str_add_f(&text, "%s, ", e->logged_by);
    session_instant(session, e->logged_at, &text);
    str_add_f(&text, " (%s)", lia_value_name(LIA_SET_ORIGIN, (int)e->origin));
    pair(pane, _("Logged by"), str_text(&text));
    str_truncate(&text, 0);
    if (e->canceled) {
        str_add_f(&text, "%s, ", str_or(e->canceled_by, ""));
        session_instant(session, e->canceled_at, &text);
        pane_add_pair(pane, LABEL, _("Canceled by"), STYLE_OVERDUE, str_text(&text));
    }
    str_truncate(&text, 0);
    if (e->corrected_by)
        str_add_f(&text, _("by entry %" PRId64), e->corrected_by);
    pair(pane, _("Corrected"), str_text(&text));
    str_truncate(&text, 0);
    if (e->corrects)
        str_add_f(&text, _("entry %" PRId64), e->corrects);
    pair(pane, _("Corrects"), str_text(&text));
    str_clear(&text);
}

static void add_entry(struct pane *pane, const lia_entry *e, const struct session *session)
{
    char day[DATE_TEXT], clock[DATE_TEXT], cost[DATE_TEXT], minutes[DATE_TEXT];
    struct str text = {0};
    date_format_full(e->date, day);
    time_format(e->time, clock);
    amount_format(e->cost, cost);
    duration_format((int32_t)(e->minutes > INT32_MAX ? INT32_MAX : e->minutes), minutes);
    pane_add(pane, STYLE_HEADING, e->description);
    pair(pane, _("Subject"), e->subject);
    str_add_f(&text, "%s  %s%s%s", e->contact_no, e->contact,
              *str_or(e->company, "") && !str_eq(e->company, e->contact) ? " · " : "",
              str_eq(e->company, e->contact) ? "" : str_or(e->company, ""));
    pair(pane, _("Contact"), str_text(&text));
    str_truncate(&text, 0);
    str_add_f(&text, "%s %s", day, clock);
    int64_t utc = (int64_t)e->date * 86400 + (e->time > 0 ? e->time : 0) - (int64_t)e->zone * 60;
    if (e->time != TIME_NONE && date_zone_offset(utc) != e->zone)
        str_add_f(&text, " (UTC%+d:%02d)", e->zone / 60, e->zone % 60 < 0 ? -(e->zone % 60) : e->zone % 60);
    pair(pane, _("Date"), str_text(&text));
    str_truncate(&text, 0);
    str_add_f(&text, "%s  (%s)", e->template_code, e->group_code);
    pair(pane, _("Template"), str_text(&text));
    pair(pane, _("Status"), lia_value_name(LIA_SET_STATUS, (int)e->status));
    pair(pane, _("Evaluation"), lia_value_name(LIA_SET_EVALUATION, (int)e->evaluation));
    pair(pane, _("Flow"), lia_value_name(LIA_SET_FLOW, (int)e->flow));
    pair(pane, _("Initiated by"), lia_value_name(LIA_SET_BY, (int)e->initiated_by));
    pair(pane, _("Correspondence"), lia_value_name(LIA_SET_CORR, (int)e->correspondence));
    pair(pane, _("Via"), e->via);
    pair(pane, _("Salesperson"), e->salesperson);
    pair(pane, _("Duration"), e->minutes ? minutes : "");
    pair(pane, _("Cost"), e->cost ? cost : "");
    pair(pane, _("Segment"), e->segment_no);
    add_who(pane, e, session);
    str_clear(&text);
}

static void add_comments(struct pane *pane, const lia_comment_list *comments, const struct session *session)
{
    for (size_t i = 0; i < comments->count; i++) {
        const lia_comment *c = &comments->items[i];
        struct str head = {0};
        char day[DATE_TEXT];
        date_format_iso(c->date, day);
        str_add_f(&head, "%s, %s", day, c->written_by);
        if (*str_or(c->edited_by, "")) {
            str_add_f(&head, _("; edited by %s, "), c->edited_by);
            session_instant(session, c->edited_at, &head);
        }
        pane_rule(pane);
        pane_add(pane, STYLE_MUTED, str_text(&head));
        pane_add(pane, STYLE_NORMAL, c->text);
        str_clear(&head);
    }
}

lia_status entry_fill_pane(struct screen *s, int64_t no, struct pane *pane, bool reset_place, lia_error *err)
{
    lia_entry_list entry = {0};
    lia_comment_list comments = {0};
    lia_status status = lia_entry_get(book_of(s), no, &entry, err);
    if (status == LIA_OK)
        status = lia_comment_list_of(book_of(s), no, &comments, err);
    if (status == LIA_OK) {
        pane_reset(pane);
        if (reset_place)
            pane_scroll(pane, -(1 << 20));
        add_entry(pane, &entry.items[0], session_of(s));
        add_comments(pane, &comments, session_of(s));
    }
    lia_entry_list_clear(&entry);
    lia_comment_list_clear(&comments);
    return status;
}

void entry_corrected(struct screen *opener, const char *tag, const struct screen_result *result)
{
    (void)tag;
    if (opener->ops == &entry_screen)
        ((struct entry_page *)opener)->no = result->id;
    else if (opener->list)
        list_go_to(opener->list, result->id);
    opener->need_load = true;
}

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct entry_page *p = (struct entry_page *)s;
    p->no = *(const int64_t *)args;
    s->pane = &p->pane;
    return lia_entry_get(book_of(s), p->no, &p->entry, err);
}

static lia_status load(struct screen *s, lia_error *err)
{
    struct entry_page *p = (struct entry_page *)s;
    lia_entry_list entry = {0};
    lia_status status = lia_entry_get(book_of(s), p->no, &entry, err);
    if (status == LIA_NOT_FOUND) {
        app_say(s->app, _("This interaction was deleted"));
        app_close(s);
        return LIA_OK;
    }
    if (status != LIA_OK)
        return status;
    lia_entry_list_clear(&p->entry);
    p->entry = entry;
    lia_comment_list comments = {0};
    if (lia_comment_list_of(book_of(s), p->no, &comments, err) == LIA_OK) {
        lia_comment_list_clear(&p->comments);
        p->comments = comments;
    }
    return entry_fill_pane(s, p->no, &p->pane, false, err);
}

/* The newest comment is the one that edit and delete are about; others are chosen from a list. */
static void edit_comment(struct screen *s, int index)
{
    struct entry_page *p = (struct entry_page *)s;
    if (index < 0 || (size_t)index >= p->comments.count)
        return;
    struct comment_form_args args = {.entry_no = p->no, .comment_id = p->comments.items[index].id};
    app_open(s->app, &comment_form, &args);
}

static void delete_comment(struct screen *s, int index)
{
    struct entry_page *p = (struct entry_page *)s;
    lia_error err = {0};
    if (index < 0 || (size_t)index >= p->comments.count)
        return;
    if (lia_comment_delete(book_of(s), p->comments.items[index].id, &err) != LIA_OK)
        app_fail(s->app, &err);
    else
        app_say(s->app, _("Comment deleted; u undoes it"));
    app_reload(s->app);
}

static void choose_comment(struct entry_page *p, const char *title, void (*done)(struct screen *s, int index))
{
    enum { MOST = 20 };
    struct choice choices[MOST];
    int n = 0;
    for (size_t i = 0; i < p->comments.count && n < MOST; i++)
        choices[n++] = (struct choice){.label = p->comments.items[i].text, .note = p->comments.items[i].written_by};
    app_choose(&p->screen, title, choices, n, n - 1, done);
}

static bool command(struct screen *s, enum command_id id)
{
    struct entry_page *p = (struct entry_page *)s;
    switch (id) {
    case CMD_COMMENT_EDIT:
        choose_comment(p, _("Edit which comment?"), edit_comment);
        return true;
    case CMD_COMMENT_DELETE:
        choose_comment(p, _("Delete which comment?"), delete_comment);
        return true;
    default:
        return entry_command_one(s, &p->entry.items[0], id);
    }
}

static bool can(struct screen *s, enum command_id id)
{
    const struct entry_page *p = (const struct entry_page *)s;
    if (id == CMD_COMMENT_EDIT || id == CMD_COMMENT_DELETE)
        return p->comments.count > 0 && !lia_book_read_only(book_of(s));
    return entry_can(s, id, p->entry.count ? &p->entry.items[0] : NULL);
}

static void title_text(struct screen *s, struct str *out)
{
    str_add_f(out, _("Interaction %" PRId64), ((const struct entry_page *)s)->no);
}

static void close(struct screen *s)
{
    struct entry_page *p = (struct entry_page *)s;
    pane_clear(&p->pane);
    lia_entry_list_clear(&p->entry);
    lia_comment_list_clear(&p->comments);
}

const struct screen_ops entry_screen = {
    .page = "entry",
    .title = N_("Interaction"),
    .size = sizeof(struct entry_page),
    .open = open,
    .load = load,
    .command = command,
    .can = can,
    .title_text = title_text,
    .close = close,
};

/* --- a comment ----------------------------------------------------------------------------------- */

struct comment_edit {
    struct record_form rf; /* first */
    int64_t entry_no;
};

static const struct field_spec fields[] = {
    {"comment", N_("Comment"), FIELD_LONG, .rows = 5},
    {0},
};

static lia_status fill(struct record_form *rf, lia_error *err)
{
    struct comment_edit *p = (struct comment_edit *)rf;
    lia_comment_list list = {0};
    lia_status status = rf->record ? lia_comment_list_of(book_of(&rf->screen), p->entry_no, &list, err) : LIA_OK;
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].id == rf->record) {
            rf->version = list.items[i].version;
            form_set(&rf->form, "comment", list.items[i].text);
        }
    }
    lia_comment_list_clear(&list);
    return status;
}

static lia_status ok(struct record_form *rf, int64_t *id, lia_error *err)
{
    const struct comment_edit *p = (const struct comment_edit *)rf;
    const char *text = form_get(&rf->form, "comment");
    if (rf->record)
        return lia_comment_edit(book_of(&rf->screen), rf->record, rf->version, text, err);
    return lia_comment_add(book_of(&rf->screen), p->entry_no, text, id, err);
}

static const struct record_form_ops ops = {.draft = "comment", .fill = fill, .ok = ok};

/* The draft says whose comment it is. */
static void comment_save(struct screen *s)
{
    const struct comment_edit *p = (const struct comment_edit *)s;
    char *typed = record_form_text(&p->rf);
    struct str out = {0};
    str_add_f(&out, "%sentry\t0\t%" PRId64 "\n", typed ? typed : "", p->entry_no);
    record_form_save_text((struct record_form *)s, str_text(&out));
    str_clear(&out);
    free(typed);
}

static lia_status comment_open(struct screen *s, const void *args, lia_error *err)
{
    struct comment_edit *p = (struct comment_edit *)s;
    const struct comment_form_args *a = args;
    p->entry_no = a->entry_no;
    p->rf.record = a->comment_id;
    return record_form_open(&p->rf, &ops, fields, NULL, err);
}

const struct screen_ops comment_form = {
    .page = "comment-form",
    .title = N_("Comment"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct comment_edit),
    .open = comment_open,
    .command = record_form_command,
    .save = comment_save,
    .close = record_form_close,
};
