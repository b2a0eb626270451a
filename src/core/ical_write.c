/* Interactions as events of an iCalendar file (RFC 5545). Instants are written in UTC, by the zone
 * that is stored with each; a day without a time is a DATE. What has no property goes out as
 * X-LIAISE-... */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "core/export.h"
#include "core/vcard_write.h"
#include "liaise/setup.h"

struct ical_writing {
    char stamp[DATE_TEXT];
    lia_salesperson_list salespeople; /* empty when they cannot be read: then nobody organizes */
    struct str line;
};

/* 20261120T143200Z */
static void format_instant(int64_t at, char out[DATE_TEXT])
{
    int32_t s, day = date_of_instant(at, 0, &s);
    struct civil c = date_to_civil(day);
    struct str text = {0};
    str_add_f(&text, "%04d%02d%02dT%02d%02d%02dZ", c.year, c.month, c.day, s / 3600, s / 60 % 60,
              s % 60);
    memcpy(out, str_text(&text), text.len + 1 < DATE_TEXT ? text.len + 1 : DATE_TEXT);
    str_clear(&text);
}

static void end_line(struct export *e)
{
    struct ical_writing *w = e->state;
    vcard_line_add(&e->out, str_text(&w->line));
    str_truncate(&w->line, 0);
}

static void add_text(struct export *e, const char *name, const char *value)
{
    struct ical_writing *w = e->state;
    struct str clean = {0}; /* a TEXT has no control characters (3.3.11) */
    for (const char *s = value ? value : ""; *s; s++)
        if ((unsigned char)*s >= ' ' || *s == '\n' || *s == '\t')
            str_add_char(&clean, *s);
    if (clean.len) {
        str_add_f(&w->line, "%s:", name);
        vcard_text_add(&w->line, clean.s);
        end_line(e);
    }
    str_clear(&clean);
}

static void begin(struct export *e)
{
    struct ical_writing *w = mem_alloc(sizeof *w);
    e->state = w;
    format_instant(lia_book_now(e->book), w->stamp);
    if (lia_salesperson_list_all(e->book, true, "", &w->salespeople, NULL) != LIA_OK)
        w->salespeople = (lia_salesperson_list){0};
    str_add(&e->out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//liaise//liaise " LIAISE_VERSION
                     "//EN\r\nCALSCALE:GREGORIAN\r\n");
}

/* --- an event --- */

static void add_start(struct export *e, const lia_entry *entry)
{
    struct ical_writing *w = e->state;
    char text[DATE_TEXT];
    struct civil c = date_to_civil(entry->date);
    if (entry->time < 0) {
        str_add_f(&w->line, "DTSTART;VALUE=DATE:%04d%02d%02d", c.year, c.month, c.day);
        end_line(e);
        return;
    }
    format_instant((int64_t)entry->date * 86400 + entry->time - (int64_t)entry->zone * 60, text);
    str_add_f(&w->line, "DTSTART:%s", text);
    end_line(e);
    if (entry->minutes) { /* what is a DATE lasts days (3.6.1) */
        str_add_f(&w->line, "DURATION:PT%" PRId64 "M", entry->minutes);
        end_line(e);
    }
}

static void add_person(struct export *e, const char *property, const char *name, const char *email)
{
    struct ical_writing *w = e->state;
    str_add(&w->line, property);
    if (name && *name) {
        str_add(&w->line, ";CN=");
        vcard_param_add(&w->line, name);
    }
    str_add_f(&w->line, ":mailto:%s", email);
    end_line(e);
}

static const lia_salesperson *salesperson_of(const struct ical_writing *w, const lia_entry *entry)
{
    for (size_t i = 0; i < w->salespeople.count; i++) {
        const lia_salesperson *s = &w->salespeople.items[i];
        if (s->id == entry->salesperson_id && s->email && *s->email)
            return s;
    }
    return NULL;
}

/* Whoever is an attendee needs an organizer (3.8.4.1, 3.8.4.3): who initiated it. */
static void add_people(struct export *e, const struct export_entry *entry)
{
    const struct ical_writing *w = e->state;
    const lia_salesperson *ours = salesperson_of(w, &entry->e);
    const char *name = entry->e.contact, *email = str_or(entry->contact_email, "");
    bool theirs = *email && entry->e.initiated_by == LIA_BY_THEM;
    if (theirs)
        add_person(e, "ORGANIZER", name, email);
    else if (ours)
        add_person(e, "ORGANIZER", ours->name, ours->email);
    if (*email && (theirs || ours))
        add_person(e, "ATTENDEE", name, email);
    if (theirs && ours)
        add_person(e, "ATTENDEE", ours->name, ours->email);
}

static void add_description(struct export *e, const struct export_entry *entry)
{
    struct str text = {0};
    str_add(&text, str_or(entry->e.subject, ""));
    for (int64_t i = 0; i < entry->e.comments; i++)
        str_add_f(&text, "%s%s", text.len ? "\n\n" : "", entry->comments[i].text);
    add_text(e, "DESCRIPTION", str_text(&text));
    str_clear(&text);
}

/* RFC 5545 3.8.4.2: whom it was with, also where there is no e-mail. */
static void add_contact(struct export *e, const lia_entry *entry)
{
    struct str text = {0};
    str_add(&text, str_or(entry->contact, ""));
    if (entry->company && *entry->company && entry->company_id != entry->contact_id)
        str_add_f(&text, ", %s", entry->company);
    add_text(e, "CONTACT", str_text(&text));
    str_clear(&text);
}

/* What has no property that gives it back: import reads it by the names of the fields. */
static void add_own(struct export *e, const struct export_entry *entry)
{
    static const struct {
        enum entry_field field;
        const char *name;
    } own[] = {
        {ENTRY_NO, "X-LIAISE-ENTRY-NO"},
        {ENTRY_ZONE, "X-LIAISE-ZONE-MINUTES"},
        {ENTRY_CONTACT, "X-LIAISE-CONTACT"},
        {ENTRY_CONTACT_NO, "X-LIAISE-CONTACT-NO"},
        {ENTRY_CONTACT_EMAIL, "X-LIAISE-CONTACT-EMAIL"},
        {ENTRY_COMPANY, "X-LIAISE-COMPANY"},
        {ENTRY_COMPANY_NO, "X-LIAISE-COMPANY-NO"},
        {ENTRY_SUBJECT, "X-LIAISE-SUBJECT"},
        {ENTRY_EVALUATION, "X-LIAISE-EVALUATION"},
        {ENTRY_MINUTES, "X-LIAISE-MINUTES"},
        {ENTRY_COST, "X-LIAISE-COST"},
        {ENTRY_GROUP, "X-LIAISE-GROUP"},
        {ENTRY_SALESPERSON, "X-LIAISE-SALESPERSON"},
        {ENTRY_FLOW, "X-LIAISE-FLOW"},
        {ENTRY_INITIATED_BY, "X-LIAISE-INITIATED-BY"},
        {ENTRY_CORRESPONDENCE, "X-LIAISE-CORRESPONDENCE"},
        {ENTRY_VIA, "X-LIAISE-VIA"},
        {ENTRY_SEGMENT, "X-LIAISE-SEGMENT"},
        {ENTRY_ORIGIN, "X-LIAISE-ORIGIN"},
        {ENTRY_CORRECTS, "X-LIAISE-CORRECTS"},
        {ENTRY_DOCUMENT_EVENT, "X-LIAISE-DOCUMENT-EVENT"},
        {ENTRY_DOCUMENT_NO, "X-LIAISE-DOCUMENT-NO"},
        {ENTRY_COMMENTS, "X-LIAISE-COMMENTS"},
    };
    struct str value = {0};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        str_truncate(&value, 0);
        if (export_entry_text(entry, own[i].field, &value))
            add_text(e, own[i].name, str_text(&value));
    }
    str_clear(&value);
    if (entry->e.failed)
        add_text(e, "X-LIAISE-RESULT", "failed");
}

static void write_event(struct export *e, const struct export_entry *entry)
{
    struct ical_writing *w = e->state;
    str_add_f(&e->out, "BEGIN:VEVENT\r\n");
    str_add_f(&w->line, "UID:entry-%" PRId64 ".%s@liaise", entry->e.entry_no, lia_book_id(e->book));
    end_line(e);
    str_add_f(&w->line, "DTSTAMP:%s", w->stamp);
    end_line(e);
    add_start(e, &entry->e);
    add_text(e, "SUMMARY", entry->e.description);
    add_description(e, entry);
    add_text(e, "CATEGORIES", entry->e.template_code);
    add_people(e, entry);
    add_contact(e, &entry->e);
    add_text(e, "STATUS", entry->e.canceled ? "CANCELLED" : "CONFIRMED");
    add_own(e, entry);
    str_add(&e->out, "END:VEVENT\r\n");
}

static void end(struct export *e)
{
    struct ical_writing *w = e->state;
    str_add(&e->out, "END:VCALENDAR\r\n");
    lia_salesperson_list_clear(&w->salespeople);
    str_clear(&w->line);
    free(w);
}

const struct export_form calendar_form = {.begin = begin, .entry = write_event, .end = end};
