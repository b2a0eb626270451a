/* screen_contact.c: Contact: the card, with its log below. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "tui/contact_actions.h"
#include "tui/entry_actions.h"
#include "tui/entry_rows.h"
#include "tui/screens.h"

struct contact_card {
    struct screen screen; /* first */
    int64_t id;
    struct list list; /* its log */
    struct entry_rows rows;
    struct pane pane; /* its fields */
    lia_contact_record record;
    lia_contact_totals totals;
    bool on_fields; /* Tab: the fields have the focus, and scroll */
};

enum { LABEL = 15, LOG_ROWS = 7 };

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct contact_card *p = (struct contact_card *)s;
    p->id = *(const int64_t *)args;
    lia_status status = lia_contact_get(book_of(s), p->id, &p->record, err);
    if (status != LIA_OK)
        return status;
    p->rows = (struct entry_rows){.screen = s, .query = {.contact_id = p->id}};
    list_init(&p->list, entry_columns_of_one, entry_column_count_of_one, &entry_provider_of_one, &p->rows,
              N_("No interactions yet: i records one."));
    s->list = &p->list;
    return LIA_OK;
}

static void pair(struct pane *pane, const char *label, const char *text)
{
    if (*str_or(text, ""))
        pane_add_pair(pane, LABEL, label, STYLE_NORMAL, text);
}

static void join(struct str *out, const char *separator, const char *part)
{
    if (*str_or(part, ""))
        str_add_f(out, "%s%s", out->len ? separator : "", part);
}

static void add_reach(struct pane *pane, const lia_contact *c)
{
    struct str phones = {0}, mails = {0}, address = {0};
    join(&phones, "  ", c->phone);
    join(&phones, "  ", c->mobile);
    join(&mails, "  ", c->email);
    join(&mails, "  ", c->email2);
    join(&address, ", ", c->address);
    join(&address, ", ", c->address2);
    struct str town = {0};
    join(&town, " ", c->post_code);
    join(&town, " ", c->city);
    join(&address, ", ", str_text(&town));
    join(&address, ", ", c->country);
    pair(pane, _("Phone"), str_text(&phones));
    pair(pane, _("E-mail"), str_text(&mails));
    pair(pane, _("Address"), str_text(&address));
    pair(pane, _("Home page"), c->home_page);
    for (size_t i = 0; i < c->channel_count; i++)
        pair(pane, str_or(c->channels[i].label, lia_value_name(LIA_SET_CHANNEL, (int)c->channels[i].kind)),
             c->channels[i].value);
    str_clear(&phones);
    str_clear(&mails);
    str_clear(&address);
    str_clear(&town);
}

static void add_history(struct pane *pane, const lia_contact_totals *t, const struct session *session)
{
    struct str text = {0};
    char last[DATE_TEXT] = "", attempt[DATE_TEXT] = "", minutes[DATE_TEXT], cost[DATE_TEXT];
    date_format_short(t->last_on, session->today, last);
    date_format_short(t->attempt_on, session->today, attempt);
    duration_format(t->totals.minutes > INT32_MAX ? INT32_MAX : (int32_t)t->totals.minutes, minutes);
    amount_format(t->totals.cost, cost);
    str_add_f(&text, ngettext_("%" PRId64 " interaction", "%" PRId64 " interactions", t->totals.entries),
              t->totals.entries);
    if (t->totals.minutes)
        str_add_f(&text, ", %s", minutes);
    if (t->totals.cost)
        str_add_f(&text, _(", cost %s"), cost);
    str_add_f(&text, _("; last %s"), t->last_on == LIA_DAY_NONE ? _("never") : last);
    if (t->attempt_on != LIA_DAY_NONE && t->attempt_on != t->last_on)
        str_add_f(&text, _(", last attempt %s"), attempt);
    pane_add_pair(pane, LABEL, _("Log"), STYLE_NORMAL, str_text(&text));
    str_truncate(&text, 0);
    if (t->postponed)
        str_add_f(&text, ngettext_("%" PRId64 " postponed interaction (p)", "%" PRId64 " postponed interactions (p)",
                                   t->postponed), t->postponed);
    if (t->segments)
        str_add_f(&text, ngettext_("%son %" PRId64 " segment", "%son %" PRId64 " segments", t->segments),
                  text.len ? ", " : "", t->segments);
    pair(pane, _("Open"), str_text(&text));
    str_clear(&text);
}

static void fill_fields(struct contact_card *p)
{
    const lia_contact *c = &p->record.c;
    struct pane *pane = &p->pane;
    const struct session *session = session_of(&p->screen);
    struct str text = {0};
    pane_reset(pane);
    if (c->archived)
        pane_add(pane, STYLE_OVERDUE, _("Archived: d brings it back"));
    if (c->privacy_blocked)
        pane_add_f(pane, STYLE_OVERDUE, _("Privacy blocked%s%s"), *str_or(c->privacy_reason, "") ? ": " : "",
                   str_or(c->privacy_reason, ""));
    str_add_f(&text, "%s  %s", c->no, lia_value_name(LIA_SET_TYPE, (int)c->type));
    join(&text, ", ", c->job_title);
    join(&text, " · ", c->company);
    pair(pane, _("Contact"), str_text(&text));
    add_reach(pane, c);
    str_truncate(&text, 0);
    join(&text, ", ", c->salesperson);
    if (c->correspondence)
        join(&text, ", ", lia_value_name(LIA_SET_CORR, (int)c->correspondence));
    if (c->exclude)
        join(&text, ", ", _("excluded from segments"));
    if (c->touch_days >= 0)
        str_add_f(&text, ngettext_("%sin touch every %d day", "%sin touch every %d days", c->touch_days),
                  text.len ? ", " : "", c->touch_days);
    pair(pane, _("Salesperson"), str_text(&text));
    pair(pane, _("Birthday"), c->birthday);
    pair(pane, _("Tags"), c->tags);
    pair(pane, _("Note"), c->note);
    add_history(pane, &p->totals, session);
    str_clear(&text);
}

static lia_status load(struct screen *s, lia_error *err)
{
    struct contact_card *p = (struct contact_card *)s;
    lia_contact_record record = {0};
    lia_status status = lia_contact_get(book_of(s), p->id, &record, err);
    if (status == LIA_NOT_FOUND) {
        app_say(s->app, _("This contact was deleted"));
        app_close(s);
        return LIA_OK;
    }
    if (status == LIA_OK)
        status = lia_contact_totals_of(book_of(s), p->id, &p->totals, err);
    if (status != LIA_OK) {
        lia_contact_record_clear(&record);
        return status;
    }
    lia_contact_record_clear(&p->record);
    p->record = record;
    p->list.total = p->totals.totals.entries;
    fill_fields(p);
    return LIA_OK;
}

static void draw(struct screen *s, struct grid *g, struct rect r)
{
    struct contact_card *p = (struct contact_card *)s;
    /* Beside each other where there is room, else the log below with at least its own few rows. */
    if (r.w >= 120) {
        int left = r.w * 2 / 5;
        pane_draw(&p->pane, g, (struct rect){r.x + 1, r.y, left - 2, r.h});
        grid_vline(g, r.x + left - 1, r.y, r.h, STYLE_BORDER);
        list_draw(&p->list, g, (struct rect){r.x + left, r.y, r.w - left, r.h}, app_marker_only(s->app), !p->on_fields);
        return;
    }
    int fields = pane_rows(&p->pane, r.w - 2);
    if (fields > r.h - LOG_ROWS)
        fields = r.h - LOG_ROWS > 3 ? r.h - LOG_ROWS : r.h / 2;
    pane_draw(&p->pane, g, (struct rect){r.x + 1, r.y, r.w - 2, fields});
    grid_hline(g, r.x, r.y + fields, r.w, STYLE_BORDER);
    list_draw(&p->list, g, (struct rect){r.x, r.y + fields + 1, r.w, r.h - fields - 1}, app_marker_only(s->app),
              !p->on_fields);
}

static bool event(struct screen *s, const struct event *ev)
{
    struct contact_card *p = (struct contact_card *)s;
    if (ev->type == EVENT_KEY && ev->key == K_TAB) {
        p->on_fields = !p->on_fields;
        return true;
    }
    return p->on_fields && pane_event(&p->pane, ev);
}

static bool command(struct screen *s, enum command_id id)
{
    struct contact_card *p = (struct contact_card *)s;
    if (id == CMD_CONTACT_ADD) {
        /* On a company: a person of it; on a person: a colleague, where there is a company. */
        struct contact_form_args args = {.company_id = p->record.c.type == LIA_COMPANY ? p->id : p->record.c.company_id};
        return app_open(s->app, &contact_form, &args);
    }
    if (id == CMD_EXPORT) {
        export_start(s, &(struct export_args){.content = LIA_CONTENT_CONTACTS, .only = p->id});
        return true;
    }
    if (contact_command(s, id, &p->id, 1))
        return true;
    return entry_command(s, &p->list, &p->rows.query, id);
}

static bool can(struct screen *s, enum command_id id)
{
    const struct contact_card *p = (const struct contact_card *)s;
    const struct list_row *row = list_current(&p->list);
    if (id == CMD_LIST_SORT || id == CMD_FILTER_EDIT)
        return false;
    /* p is the contact's, whatever entry the cursor is on. */
    return contact_can(s, id, true) && (id == CMD_POSTPONED_OF || entry_can(s, id, row ? row->data : NULL));
}

static void title_text(struct screen *s, struct str *out)
{
    const lia_contact *c = &((const struct contact_card *)s)->record.c;
    str_add_f(out, "%s%s%s", c->name, *str_or(c->company, "") ? " · " : "", str_or(c->company, ""));
}

static void status_text(struct screen *s, struct str *out)
{
    const struct contact_card *p = (const struct contact_card *)s;
    str_add_f(out, ngettext_("%" PRId64 " interaction", "%" PRId64 " interactions", p->totals.totals.entries),
              p->totals.totals.entries);
}

static void close(struct screen *s)
{
    struct contact_card *p = (struct contact_card *)s;
    list_clear(&p->list);
    pane_clear(&p->pane);
    lia_contact_record_clear(&p->record);
}

const struct screen_ops contact_screen = {
    .page = "contact",
    .title = N_("Contact"),
    .size = sizeof(struct contact_card),
    .open = open,
    .load = load,
    .draw = draw,
    .event = event,
    .command = command,
    .can = can,
    .title_text = title_text,
    .status_text = status_text,
    .close = close,
};
