/* Meetings of a calendar: a row for each of the people of an event that has happened. Events that
 * liaise wrote are the interactions that they were. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/ical_read.h"
#include "core/import_entries_value.h"

struct calendar {
    struct entry_reading *r;
    struct ical_reader reader;
    struct arena arena;       /* of the texts of an event */
    struct entry_draft draft; /* of one that liaise wrote */
};

/* The UID and which of its instances: the same however often the invitation comes. */
static const char *document_of(struct calendar *c, const struct ical_event *e)
{
    const char *uid = contact_line(&c->arena, e->uid, NULL);
    if (!*uid || !*e->instance)
        return uid;
    return arena_printf(&c->arena, "%s/%s", uid, e->instance);
}

static const char *comment_of(struct calendar *c, const struct ical_event *e)
{
    const char *text = e->description + strspn(e->description, " \t\r\n");
    const char *place = contact_line(&c->arena, e->location, NULL);
    if (*text && *place)
        return arena_printf(&c->arena, "%s\n\n%s", place, text);
    return *text ? text : place;
}

static struct entry_row row_of(struct calendar *c, const struct ical_event *e)
{
    struct entry_row row = {.v = {.line = e->line,
                                  .cost = ROW_NOT_SAID,
                                  .minutes = e->minutes,
                                  .flow = ROW_NOT_SAID,
                                  .initiated_by = ROW_NOT_SAID,
                                  .correspondence = ROW_NOT_SAID,
                                  .origin = LIA_AUTOMATIC,
                                  .zone = (int16_t)e->zone,
                                  .date = e->date,
                                  .time = e->time,
                                  .meeting = true,
                                  .first = true,
                                  .by_rule = *e->instance && !e->override,
                                  .override = e->override}};
    row.text[ROW_DESCRIPTION] = contact_line(&c->arena, e->summary, NULL);
    row.text[ROW_EVENT] = "meeting";
    row.text[ROW_DOCUMENT] = document_of(c, e);
    row.text[ROW_SAID] = e->note;
    return row;
}

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), n = strlen(end);
    return len > n && strcmp(text + len - n, end) == 0;
}

/* Written by an export of this book: its UID ends as ical_write.c has it. */
static bool is_of_this_book(const struct calendar *c, const char *uid)
{
    char end[100];
    snprintf(end, sizeof end, ".%s@liaise", lia_book_id(c->r->book));
    return ends_with(uid, end);
}

/* --- what liaise wrote --- */

static const char *own_text(const struct ical_event *e, enum entry_field field)
{
    for (size_t i = 0; i < e->own_count; i++)
        if (entry_field_named(e->own[i].name) == field)
            return e->own[i].value;
    return "";
}

static bool is_own(const struct ical_event *e)
{
    return ends_with(e->uid, "@liaise") && *own_text(e, ENTRY_NO) && *own_text(e, ENTRY_ZONE);
}

/* Where a no. stands without the name that it had, it could be anybody's. */
static void name_contact(struct entry_draft *d, const struct ical_event *e)
{
    if (!*own_text(e, ENTRY_CONTACT))
        entry_draft_take(d, ENTRY_CONTACT, e->contact);
}

/* On the clock that it was written on, though a calendar may show it on another. */
static void place_own(struct entry_draft *d, const struct ical_event *e)
{
    struct entry_values *v = &d->row.v;
    v->date = e->date;
    v->time = e->time;
    if (e->time >= 0 && d->zone_said)
        v->date = date_of_instant(e->starts_at, v->zone, &v->time);
    if (e->minutes >= 0)
        v->minutes = e->minutes;
    v->canceled = e->canceled;
}

static void take_own(struct calendar *c, const struct ical_event *e)
{
    struct entry_draft *d = &c->draft;
    entry_draft_begin(d, e->line);
    entry_draft_own(d);
    for (size_t i = 0; i < e->own_count; i++) {
        enum entry_field field = entry_field_named(e->own[i].name);
        bool start = field == ENTRY_DATE || field == ENTRY_TIME; /* DTSTART says it */
        if (field != ENTRY_KEPT && !start)
            entry_draft_take(d, field, e->own[i].value);
    }
    name_contact(d, e);
    entry_draft_take(d, ENTRY_DESCRIPTION, e->summary);
    entry_draft_take(d, ENTRY_TEMPLATE, e->category);
    place_own(d, e);
    if (*e->note)
        entry_draft_say(d, "%s", e->note);
    entry_draft_finish(d);
}

/* --- an event --- */

static void take_event(struct calendar *c, const struct ical_event *e)
{
    struct entry_row row = row_of(c, e);
    const char *left_out = is_of_this_book(c, e->uid) ? _("it is an entry of this book")
                           : *e->left_out             ? e->left_out
                           : !e->people_count         ? _("nobody is invited")
                                                      : NULL;
    const char *whole = row.text[ROW_DESCRIPTION];
    row.text[ROW_DESCRIPTION] = entry_line_cut(&c->arena, whole);
    const char *comment = comment_of(c, e);
    if (row.text[ROW_DESCRIPTION] != whole)
        comment = *comment ? arena_printf(&c->arena, "%s\n\n%s", whole, comment) : whole;
    const struct entry_note note = {e->date, comment};
    if (left_out) {
        row.v.kind = ROW_LEFT_OUT;
        row.text[ROW_SAID] = left_out;
        entry_rows_add(c->r->rows, &row);
        return;
    }
    row.notes = &note;
    row.note_count = *note.text != '\0';
    for (size_t i = 0; i < e->people_count; i++) {
        row.text[ROW_EMAIL] = contact_line(&c->arena, e->people[i].email, NULL);
        row.v.declined = e->people[i].declined;
        entry_rows_add(c->r->rows, &row);
        row.v.first = false;
        row.same_notes = true; /* a long text times thousands of people would fill the disk */
        row.text[ROW_SAID] = NULL;
    }
}

static void take_broken(struct calendar *c)
{
    struct entry_row row = {
        .v = {.line = c->reader.line, .kind = ROW_REFUSED, .date = LIA_DAY_NONE}};
    row.text[ROW_DESCRIPTION] = contact_line(&c->arena, c->reader.name, NULL);
    row.text[ROW_SAID] = c->reader.reason;
    entry_rows_add(c->r->rows, &row);
}

lia_status entries_read_calendar(struct entry_reading *r, lia_error *err)
{
    struct calendar c = {.r = r, .draft.r = r};
    const struct ical_clock clock = {lia_book_now(r->book), r->zone, r->zone_ctx};
    bool on = true;
    lia_status status = ical_open(&c.reader, r->src, &clock, err);
    if (status)
        return status;
    for (enum ical_step s; (on = entries_go_on(r)) && (s = ical_next(&c.reader)) != ICAL_EOF;) {
        const struct ical_event *e = &c.reader.event;
        if (s == ICAL_EVENT && is_own(e) && !is_of_this_book(&c, e->uid))
            take_own(&c, e);
        else if (s == ICAL_EVENT)
            take_event(&c, e);
        else
            take_broken(&c);
        arena_clear(&c.arena);
    }
    ical_close(&c.reader);
    entry_draft_clear(&c.draft);
    return entries_ended(r, on, err);
}
