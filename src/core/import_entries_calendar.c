/* Meetings of a calendar: a row for each of the people of an event that has happened. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/ical_read.h"
#include "core/import_entries_value.h"

struct calendar {
    struct entry_reading *r;
    struct ical_reader reader;
    struct arena arena; /* of the texts of an event */
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

/* Written by an export of this book: its UID ends as ical_write.c has it. */
static bool is_of_this_book(const struct calendar *c, const char *uid)
{
    char end[100];
    int n = snprintf(end, sizeof end, ".%s@liaise", lia_book_id(c->r->book));
    size_t len = strlen(uid);
    return len > (size_t)n && strcmp(uid + len - (size_t)n, end) == 0;
}

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
    struct calendar c = {.r = r};
    const struct ical_clock clock = {lia_book_now(r->book), r->zone, r->zone_ctx};
    bool on = true;
    lia_status status = ical_open(&c.reader, r->src, &clock, err);
    if (status)
        return status;
    for (enum ical_step s; (on = entries_go_on(r)) && (s = ical_next(&c.reader)) != ICAL_EOF;) {
        if (s == ICAL_EVENT)
            take_event(&c, &c.reader.event);
        else
            take_broken(&c);
        arena_clear(&c.arena);
    }
    ical_close(&c.reader);
    return entries_ended(r, on, err);
}
