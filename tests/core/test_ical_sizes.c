/* Calendars that are made to be too much: each costs what is too much in it, and no more. */
#include "base/str.h"
#include "core/ical_read.h"
#include "core/import_entries.h"
#include "entries_case.h"

#define HEAD   "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define TAIL   "END:VCALENDAR\r\n"
#define JO     "ATTENDEE:mailto:jo@x.example\r\n"
#define AT_TEN "DTSTART:20261101T100000Z\r\n"

static struct str s;

static int open_jo(void **state)
{
    case_open(state);
    case_person("Jo Ek", "jo@x.example");
    s = (struct str){0};
    str_add(&s, HEAD);
    return 0;
}

static int close_jo(void **state)
{
    str_clear(&s);
    return case_close(state);
}

static void import(void)
{
    str_add(&s, TAIL);
    case_import_n(s.s, s.len);
    assert_sound(t.book);
}

static void add_many(const char *text, size_t bytes)
{
    for (size_t n = 0; n < bytes; n += strlen(text))
        str_add(&s, text);
}

static void begin_event(const char *uid)
{
    str_add_f(&s, "BEGIN:VEVENT\r\nUID:%s\r\nSUMMARY:%s\r\n" JO, uid, uid);
}

static void add_event(const char *uid)
{
    begin_event(uid);
    str_add(&s, AT_TEN "END:VEVENT\r\n");
}

/* --- one event --- */

static void event_of_too_many_lines(void **state)
{
    (void)state;
    add_event("a");
    begin_event("big");
    for (int i = 0; i < ICAL_EVENT_LINES; i++)
        str_add_f(&s, "ATTENDEE:mailto:a%d@x.example\r\n", i);
    str_add(&s, AT_TEN "END:VEVENT\r\n");
    add_event("b");
    import();
    assert_int_equal(t.result.added, 2);
    assert_int_equal(t.result.refused, 1);
    assert_string_equal(case_line(9)->reason, "the event is larger than 1 MB or 5000 lines");
}

/* By its text, in one line or folded. */
static void event_of_too_much_text(void **state)
{
    (void)state;
    add_event("a");
    begin_event("line");
    str_add(&s, AT_TEN "DESCRIPTION:");
    add_many("0123456789", ICAL_EVENT_BYTES);
    str_add(&s, "\r\nEND:VEVENT\r\n");
    begin_event("folds");
    str_add(&s, AT_TEN "DESCRIPTION:");
    add_many("0123456789\r\n ", ICAL_EVENT_BYTES + ICAL_EVENT_BYTES / 2);
    str_add(&s, "\r\nEND:VEVENT\r\n");
    add_event("b");
    import();
    assert_int_equal(t.result.added, 2);
    assert_int_equal(t.result.refused, 2);
}

/* Wherever it is folded on its way. */
static void long_text_is_kept_whole(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < 5000; i++)
        str_add_f(&text, "%då  b", i);
    begin_event("a");
    str_add_f(&s, AT_TEN "DESCRIPTION:%s\r\nEND:VEVENT\r\n", text.s);
    import();
    assert_string_equal(case_comments("a"), text.s);
    str_clear(&text);
}

/* What nobody asks for is no part of it. */
static void lines_that_are_not_asked_for(void **state)
{
    (void)state;
    begin_event("a");
    add_many("X-A:b\r\n", 2 * ICAL_EVENT_BYTES);
    str_add(&s, "DTSTA\r\n RT:20261101T100000Z\r\nEND:VEVENT\r\n");
    import();
    assert_string_equal(case_log(), "2026-11-01 10:00+0 Jo Ek MEETING 60: a\n");
    assert_int_equal(t.result.noted, 0);
}

/* --- time zones --- */

static void add_zone(const char *name, const char *offset, size_t bytes)
{
    str_add_f(&s, "BEGIN:VTIMEZONE\r\nTZID:%s\r\n", name);
    size_t end = s.len + bytes;
    do
        str_add_f(&s,
                  "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:%s\r\n"
                  "TZOFFSETTO:%s\r\nEND:STANDARD\r\n",
                  offset, offset);
    while (s.len < end);
    str_add(&s, "END:VTIMEZONE\r\n");
}

static void add_event_there(const char *uid, const char *zone)
{
    begin_event(uid);
    str_add_f(&s, "DTSTART;TZID=%s:20261101T100000\r\nEND:VEVENT\r\n", zone);
}

static void zone_that_is_too_large(void **state)
{
    (void)state;
    add_zone("Small", "+0100", 0);
    add_zone("Large", "+0200", ICAL_ZONE_BYTES);
    add_event_there("a", "Small");
    add_event_there("b", "Large");
    import();
    assert_string_equal(case_log(), "2026-11-01 10:00+60 Jo Ek MEETING 60: a\n"
                                    "2026-11-01 10:00+0 Jo Ek MEETING 60: b\n");
    assert_int_equal(t.result.noted, 1);
    assert_non_null(strstr(t.lines[0].reason, "its time zone is not known"));
}

/* The first ones are kept, as far as there is room; what is said anew of one takes its place. */
static void zones_that_are_too_many(void **state)
{
    (void)state;
    enum { EACH = ICAL_ZONE_BYTES / 2, MANY = ICAL_ZONES_BYTES / EACH + 2 };
    for (int i = 0; i < MANY; i++)
        add_zone("Same", "+0100", EACH);
    for (int i = 0; i < MANY; i++)
        add_zone(arena_printf(&t.arena, "Z%d", i), "+0200", EACH);
    add_event_there("a", "Same");
    add_event_there("b", "Z0");
    add_event_there("c", arena_printf(&t.arena, "Z%d", MANY - 1));
    import();
    assert_string_equal(case_log(), "2026-11-01 10:00+60 Jo Ek MEETING 60: a\n"
                                    "2026-11-01 10:00+120 Jo Ek MEETING 60: b\n"
                                    "2026-11-01 10:00+0 Jo Ek MEETING 60: c\n");
    assert_int_equal(t.result.noted, 1);
}

/* Events that wait for a zone behind them: as many as there is room for. */
static void events_that_wait(void **state)
{
    (void)state;
    enum { EACH = ICAL_EVENT_BYTES / 2, MANY = ICAL_LATER_BYTES / EACH + 1 };
    t.how.dry_run = true;
    for (int i = 0; i < MANY; i++) {
        begin_event(arena_printf(&t.arena, "%d", i));
        str_add(&s, "DTSTART;TZID=Behind:20261101T100000\r\nDESCRIPTION:");
        add_many("0123456789", EACH);
        str_add(&s, "\r\nEND:VEVENT\r\n");
    }
    add_zone("Behind", "+0100", 0);
    import();
    assert_int_equal(t.result.added, MANY);
    assert_int_equal(t.result.noted, 2); /* with what stands around its text, one fits less */
}

/* --- what repeats --- */

/* One text, times the days of ten years. */
static void long_text_that_repeats(void **state)
{
    (void)state;
    enum { TEXT = 1000000 };
    t.how.dry_run = true;
    begin_event("daily");
    str_add(&s, "DTSTART:20161101T100000Z\r\nRRULE:FREQ=DAILY\r\nDESCRIPTION:");
    add_many("0123456789", TEXT);
    str_add(&s, "\r\nEND:VEVENT\r\n");
    begin_event("short");
    str_add(&s, AT_TEN "RRULE:FREQ=DAILY;COUNT=3\r\nEND:VEVENT\r\n");
    import();
    assert_in_range(t.result.added, ICAL_REPEATED_BYTES / TEXT, ICAL_REPEATED_BYTES / TEXT + 3);
    assert_int_equal(t.result.noted, 2);
    assert_non_null(strstr(t.lines[0].reason, "more often than is taken"));
}

/* Each of its people has the text; it is put aside once. */
static void long_text_for_many(void **state)
{
    (void)state;
    case_person("Al B", "al@x.example");
    begin_event("a");
    str_add(&s, AT_TEN "DESCRIPTION:One\r\nATTENDEE:mailto:al@x.example\r\nEND:VEVENT\r\n");
    begin_event("b");
    str_add(&s, AT_TEN "ATTENDEE:mailto:al@x.example\r\nEND:VEVENT\r\n");
    begin_event("c");
    str_add(&s, AT_TEN "DESCRIPTION:Three\r\nATTENDEE:mailto:al@x.example\r\nEND:VEVENT\r\n");
    import();
    assert_int_equal(case_int("SELECT count(*) FROM entry_comment WHERE content = 'One'"), 2);
    assert_int_equal(case_int("SELECT count(*) FROM entry_comment WHERE content = 'Three'"), 2);
    assert_int_equal(case_int("SELECT count(*) FROM entry_comment"), 4);
}

static void notes_are_put_aside_once(void **state)
{
    (void)state;
    enum { TEXT = 10000, MANY = 100 };
    struct entry_rows rows;
    struct entry_row row = {.v.line = 1, .note_count = 1};
    add_many("0123456789", TEXT);
    const struct entry_note note = {7, s.s};
    row.notes = &note;
    entry_rows_open(&rows, "");
    for (int i = 0; i < MANY; i++) {
        entry_rows_add(&rows, &row);
        row.same_notes = true;
    }
    assert_in_range(spool_size(&rows.spool), TEXT, 4 * TEXT);
    const struct entry_note other = {8, "other"};
    struct entry_row next = {.v.line = 2, .notes = &other, .note_count = 1};
    entry_rows_add(&rows, &next);
    next.same_notes = true;
    entry_rows_add(&rows, &next);
    entry_rows_at(&rows, MANY / 2, &row);
    assert_int_equal(row.note_count, 1);
    assert_int_equal(row.notes[0].date, 7);
    assert_string_equal(row.notes[0].text, s.s);
    entry_rows_at(&rows, MANY + 1, &next); /* from among those that share one to another's */
    assert_int_equal(next.note_count, 1);
    assert_int_equal(next.notes[0].date, 8);
    assert_string_equal(next.notes[0].text, "other");
    entry_rows_clear(&rows);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_jo, close_jo)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(event_of_too_many_lines), CASE(event_of_too_much_text),
        CASE(long_text_is_kept_whole), CASE(lines_that_are_not_asked_for),
        CASE(zone_that_is_too_large),  CASE(zones_that_are_too_many),
        CASE(events_that_wait),        CASE(long_text_that_repeats),
        CASE(long_text_for_many),      CASE(notes_are_put_aside_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
