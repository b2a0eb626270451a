/* Meetings out of calendars. The files are written by hand from RFC 5545 and RFC 5546, in the
 * manner of the programs that people have. The clock stands at 2026-11-20 14:32 UTC. */
#include <stdlib.h>

#include "base/str.h"
#include "entries_case.h"

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n"
#define TAIL "END:VCALENDAR\r\n"
#define JO   "ATTENDEE;CN=Jo Ek;PARTSTAT=ACCEPTED:mailto:jo@x.example\r\n"

/* A zone of the kind that Outlook writes: its own name, rules of the European Union. */
#define WEST_EUROPE                                                                                \
    "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\n"                        \
    "DTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"                        \
    "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"                       \
    "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"      \
    "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"

static int open_jo(void **state)
{
    case_open(state);
    case_person("Jo Ek", "jo@x.example");
    return 0;
}

/* An event of these lines in a calendar by itself. */
static const char *event(const char *lines)
{
    return arena_printf(&t.arena, HEAD "BEGIN:VEVENT\r\n%sEND:VEVENT\r\n" TAIL, lines);
}

/* --- times --- */

static void utc_is_shown_on_the_viewers_clock(void **state)
{
    (void)state;
    fixture_clock.zone = 60;
    case_import(event("UID:1\r\nDTSTART:20261119T230000Z\r\nDTEND:20261120T000000Z\r\n"
                      "SUMMARY:Late\r\n" JO));
    assert_string_equal(case_log(), "2026-11-20 00:00+60 Jo Ek MEETING 60: Late\n");
}

static void zone_of_the_system(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART;TZID=Europe/Berlin:20260701T090000\r\n"
                      "DTEND;TZID=Europe/London:20260701T083000\r\nSUMMARY:Summer\r\n" JO));
    case_import(event("UID:2\r\nDTSTART;TZID=America/New_York:20260115T090000\r\n"
                      "DURATION:PT1H30M\r\nSUMMARY:Winter\r\n" JO));
    assert_string_equal(case_log(), "2026-01-15 09:00-300 Jo Ek MEETING 90: Winter\n"
                                    "2026-07-01 09:00+120 Jo Ek MEETING 30: Summer\n");
}

static const char outlook[] =
    HEAD "METHOD:REQUEST\r\n" WEST_EUROPE "BEGIN:VEVENT\r\n"
         "ORGANIZER;CN=Al B:MAILTO:al@y.example\r\n"
         "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Ek, Jo\":\r\n"
         " MAILTO:JO@x.example\r\n"
         "DESCRIPTION;LANGUAGE=en-GB:First line\\nsecond\\, with a comma\\; a \r\n"
         " fold\\\\\r\n"
         "UID:040000008200E00074C5B7101A82E00800000000\r\n"
         "SUMMARY;LANGUAGE=en-GB:Budget\\, again\r\n"
         "DTSTART;TZID=W. Europe Standard Time:20261026T100000\r\n"
         "DTEND;TZID=W. Europe Standard Time:20261026T104500\r\n"
         "LOCATION;LANGUAGE=en-GB:Room 1\r\nSTATUS:CONFIRMED\r\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\n"
         "BEGIN:VALARM\r\nDESCRIPTION:REMINDER\r\nTRIGGER;RELATED=START:-PT15M\r\n"
         "ACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\n" TAIL;

static void zone_of_the_file(void **state)
{
    (void)state;
    case_person("Al B", "al@y.example");
    case_import(outlook);
    assert_int_equal(t.result.added, 2);
    assert_int_equal(t.result.content, LIA_CONTENT_ENTRIES);
    assert_int_equal(t.result.format, LIA_FORMAT_CALENDAR);
    assert_string_equal(case_log(), "2026-10-26 10:00+60 Al B MEETING 45: Budget, again\n"
                                    "2026-10-26 10:00+60 Jo Ek MEETING 45: Budget, again\n");
    assert_string_equal(case_comments("Budget, again"),
                        "Room 1\n\nFirst line\nsecond, with a comma; a fold\\");
    assert_int_equal(case_int("SELECT count(*) FROM entry WHERE origin = 3"), 2);
    case_again(outlook);
}

/* The file's zone may stand behind its events. */
static void zone_behind_the_event(void **state)
{
    (void)state;
    case_import(HEAD
                "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:S\r\nDTSTART;TZID=Here:20260701T090000\r\n" JO
                "END:VEVENT\r\nBEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\n"
                "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0330\r\nTZOFFSETTO:+0330\r\n"
                "END:STANDARD\r\nEND:VTIMEZONE\r\n" TAIL);
    assert_string_equal(case_log(), "2026-07-01 09:00+210 Jo Ek MEETING 60: S\n");
}

/* Of calendars one behind the other each has its own. */
static void zones_of_one_name(void **state)
{
    (void)state;
    const char *all = "";
    for (int i = 1; i <= 3; i++)
        all = arena_printf(&t.arena,
                           "%s" HEAD "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\n"
                           "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0%d00\r\nTZOFFSETTO:+0%d00"
                           "\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:%d\r\n"
                           "SUMMARY:S\r\nDTSTART;TZID=Here:2026070%dT090000\r\n" JO
                           "END:VEVENT\r\n" TAIL,
                           all, i, i, i, i);
    case_import(all);
    assert_string_equal(case_log(), "2026-07-01 09:00+60 Jo Ek MEETING 60: S\n"
                                    "2026-07-02 09:00+120 Jo Ek MEETING 60: S\n"
                                    "2026-07-03 09:00+180 Jo Ek MEETING 60: S\n");
}

static void unknown_zone_is_said(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART;TZID=Nowhere/Else:20260701T090000\r\nSUMMARY:S\r\n" JO));
    assert_string_equal(case_log(), "2026-07-01 09:00+0 Jo Ek MEETING 60: S\n");
    assert_non_null(strstr(t.lines[0].reason, "time zone"));
}

static void whole_day_has_no_time(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART;VALUE=DATE:20261120\r\nDTEND;VALUE=DATE:20261121\r\n"
                      "SUMMARY:Fair\r\n" JO));
    assert_string_equal(case_log(), "2026-11-20+0 Jo Ek MEETING 60: Fair\n");
}

/* --- which are recorded --- */

static void what_is_to_come_is_left_out(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART:20261120T143300Z\r\nSUMMARY:Soon\r\n" JO));
    assert_int_equal(t.result.added, 0);
    assert_int_equal(t.result.alone, 1);
    assert_string_equal(t.lines[0].reason, "it has not happened yet");
    assert_string_equal(t.lines[0].name, "Soon");
    assert_int_equal(t.lines[0].line, 4);
    assert_int_equal(t.result.op_id, 0);
}

static void what_was_canceled_is_left_out(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART:20261101T100000Z\r\nSTATUS:CANCELLED\r\n" JO));
    assert_string_equal(t.lines[0].reason, "it was canceled");
    case_import(HEAD "METHOD:CANCEL\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T100000Z\r\n" JO
                     "END:VEVENT\r\n" TAIL);
    assert_string_equal(t.lines[0].reason, "it was canceled");
    case_import(HEAD "METHOD:COUNTER\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T100000Z\r\n" JO
                     "END:VEVENT\r\n" TAIL);
    assert_string_equal(t.lines[0].reason, "it was only proposed");
    assert_int_equal(case_entries(), 0);
}

static void who_declined_is_left_out(void **state)
{
    (void)state;
    case_person("Al B", "al@y.example");
    case_import(event("UID:1\r\nDTSTART:20261101T100000Z\r\nSUMMARY:S\r\n" JO
                      "ATTENDEE;PARTSTAT=DECLINED:mailto:al@y.example\r\n"));
    assert_int_equal(case_entries(), 1);
    assert_string_equal(t.lines[0].name, "Al B: S");
    assert_string_equal(t.lines[0].reason, "declined, left out");
}

/* In the manner of Google Calendar, and of Apple's, whose address is no mail address. */
static void addresses_as_others_write_them(void **state)
{
    (void)state;
    case_person("Al B", "al@y.example");
    case_person("Cy D", "cy@z.example");
    case_import(event("DTSTART:20261101T100000Z\r\nDTEND:20261101T101500Z\r\n"
                      "DTSTAMP:20261102T000000Z\r\nUID:7kukuqrfedlm2f9t0vh8@google.com\r\n"
                      "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=jo@\r\n"
                      " x.example;X-NUM-GUESTS=0:mailto:jo@x.example\r\n"
                      "ATTENDEE;CN=Al;EMAIL=al@y.example;CUTYPE=INDIVIDUAL:/principals/1/\r\n"
                      "ATTENDEE;PARTSTAT=DELEGATED:mailto:cy@z.example\r\n"
                      "CREATED:20261001T000000Z\r\nSEQUENCE:0\r\nTRANSP:OPAQUE\r\nSUMMARY:S\r\n"));
    assert_string_equal(case_log(), "2026-11-01 10:00+0 Jo Ek MEETING 15: S\n"
                                    "2026-11-01 10:00+0 Al B MEETING 15: S\n");
    assert_string_equal(t.lines[0].name, "Cy D: S");
}

static void salespeople_are_no_contacts(void **state)
{
    (void)state;
    int64_t id = 0;
    case_person("Me", "me@us.example");
    assert_ok(lia_salesperson_save(
                  t.book, &(lia_salesperson){.code = "ME", .name = "Me", .email = "me@us.example"},
                  &id, &t.err),
              t.err);
    case_import(event("UID:1\r\nDTSTART:20261101T100000Z\r\nSUMMARY:S\r\n"
                      "ORGANIZER:mailto:ME@us.example\r\n" JO
                      "ATTENDEE;CUTYPE=ROOM:mailto:room@us.example\r\n"
                      "ATTENDEE:mailto:stranger@z.example\r\n"));
    assert_int_equal(case_entries(), 1);
    assert_int_equal(case_int("SELECT salesperson_id FROM entry"), id);
    assert_string_equal(t.lines[0].reason, "1 address is no contact: stranger@z.example");
}

static void nobody_known(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART:20261101T100000Z\r\nATTENDEE:mailto:a@z.example\r\n"));
    assert_string_equal(t.lines[0].reason, "1 address is no contact: a@z.example");
    assert_string_equal(t.lines[1].reason, "none of its people is a contact");
    case_import(event("UID:1\r\nDTSTART:20261101T100000Z\r\n"));
    assert_string_equal(t.lines[0].reason, "nobody is invited");
    assert_int_equal(t.result.alone, 1);
}

static void blocked_contact_is_refused(void **state)
{
    (void)state;
    set_privacy(t.book, case_id("Jo Ek"), "asked for it");
    case_import(event("UID:1\r\nDTSTART:20261101T100000Z\r\n" JO));
    assert_int_equal(t.result.refused, 1);
    assert_string_equal(t.lines[0].reason, "privacy-blocked: asked for it");
}

static void template_is_of_the_setup_or_named(void **state)
{
    (void)state;
    const char *file = event("UID:1\r\nDTSTART:20261101T100000Z\r\nSUMMARY:S\r\n" JO);
    t.how.template_code = "meeting-in";
    case_import(file);
    assert_string_equal(case_log(), "2026-11-01 10:00+0 Jo Ek MEETING-IN 60: S\n");
    undo_last(t.book);
    assert_int_equal(case_entries(), 0);
    t.how.template_code = NULL;
    assert_ok(lia_template_block(t.book, template_id(t.book, "MEETING"), true, &t.err), t.err);
    case_import(file);
    assert_int_equal(case_entries(), 0);
    assert_non_null(strstr(t.lines[0].reason, "Interaction Template Setup"));
}

/* Without a summary it is called what its template says. */
static void no_summary(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART:20261101T100000Z\r\n" JO));
    assert_string_equal(case_log(), "2026-11-01 10:00+0 Jo Ek MEETING 60: Meeting\n");
}

/* --- once --- */

static void same_invitation_makes_one(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART:20261101T100000Z\r\nSUMMARY:S\r\n" JO));
    /* Moved and renamed since; and with somebody else, who was not there before. */
    case_person("Al B", "al@y.example");
    case_import(event("UID:1\r\nSEQUENCE:1\r\nDTSTART:20261102T100000Z\r\nSUMMARY:T\r\n" JO
                      "ATTENDEE:mailto:al@y.example\r\n"));
    assert_string_equal(case_log(), "2026-11-01 10:00+0 Jo Ek MEETING 60: S\n"
                                    "2026-11-02 10:00+0 Al B MEETING 60: T\n");
}

static void twice_in_a_file(void **state)
{
    (void)state;
    case_import(HEAD "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T100000Z\r\nSUMMARY:S\r\n" JO
                     "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T100000Z\r\n" JO
                     "END:VEVENT\r\n" TAIL);
    assert_int_equal(t.result.added, 1);
    assert_int_equal(t.result.alone, 1);
}

static void undone_and_again(void **state)
{
    (void)state;
    case_import(outlook);
    assert_non_null(strstr(last_line(t.book), "1 interaction"));
    undo_last(t.book);
    assert_int_equal(case_entries(), 0);
    assert_int_equal(case_int("SELECT count(*) FROM entry_document"), 0);
    t.how.dry_run = true;
    case_import(outlook);
    assert_int_equal(t.result.added, 1);
    assert_int_equal(case_entries(), 0);
    t.how.dry_run = false;
    case_import(outlook);
    assert_int_equal(case_entries(), 1);
}

/* --- what repeats --- */

/* Weekly over the change to winter time, one date taken out, one moved, one called off, one more.
 */
static const char weekly[] = HEAD WEST_EUROPE
    "BEGIN:VEVENT\r\nUID:w\r\nSUMMARY:Weekly\r\nDTSTART;TZID=W. Europe Standard Time:20261012T0900"
    "00\r\nDURATION:PT30M\r\nRRULE:FREQ=WEEKLY;BYDAY=MO\r\n"
    "EXDATE;TZID=W. Europe Standard Time:20261019T090000\r\nRDATE:20261014T080000Z\r\n" JO
    "END:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:w\r\nRECURRENCE-ID;TZID=W. Europe Standard Time:20261102T090000\r\n"
    "SUMMARY:Moved\r\nDTSTART;TZID=W. Europe Standard Time:20261103T150000\r\n"
    "DURATION:PT30M\r\n" JO "END:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:w\r\nRECURRENCE-ID:20261109T080000Z\r\nSTATUS:CANCELLED\r\n"
    "DTSTART:20261109T080000Z\r\n" JO "END:VEVENT\r\n" TAIL;

static void weekly_until_today(void **state)
{
    (void)state;
    case_import(weekly);
    assert_string_equal(case_log(), "2026-10-12 09:00+120 Jo Ek MEETING 30: Weekly\n"
                                    "2026-10-14 08:00+0 Jo Ek MEETING 30: Weekly\n"
                                    "2026-10-26 09:00+60 Jo Ek MEETING 30: Weekly\n"
                                    "2026-11-03 15:00+60 Jo Ek MEETING 30: Moved\n"
                                    "2026-11-16 09:00+60 Jo Ek MEETING 30: Weekly\n");
    case_again(weekly);
    fixture_clock.now += INT64_C(7) * 86400; /* a week on, one more of them has been */
    case_import(weekly);
    assert_int_equal(t.result.added, 1);
}

static void whole_days_until(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART;VALUE=DATE:20261030\r\nSUMMARY:S\r\n"
                      "RRULE:FREQ=DAILY;UNTIL=20261102\r\nEXDATE;VALUE=DATE:20261031\r\n" JO));
    assert_string_equal(case_log(), "2026-10-30+0 Jo Ek MEETING 60: S\n"
                                    "2026-11-01+0 Jo Ek MEETING 60: S\n"
                                    "2026-11-02+0 Jo Ek MEETING 60: S\n");
}

/* The last working day of each month. */
static void last_of_a_set(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART:20260831T100000Z\r\nSUMMARY:S\r\n"
                      "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1\r\n" JO));
    assert_string_equal(case_log(), "2026-08-31 10:00+0 Jo Ek MEETING 60: S\n"
                                    "2026-09-30 10:00+0 Jo Ek MEETING 60: S\n"
                                    "2026-10-30 10:00+0 Jo Ek MEETING 60: S\n");
}

static void series_that_begins_later(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART:20270101T100000Z\r\nRRULE:FREQ=DAILY\r\n" JO));
    assert_int_equal(t.result.read, 1);
    assert_string_equal(t.lines[0].reason, "it has not happened yet");
}

/* As programs leave them when all but the first is deleted. */
static void series_that_ended_before_it_began(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++) {
        case_import(event(arena_printf(&t.arena,
                                       "UID:%d\r\nDTSTART:20260101T100000Z\r\nSUMMARY:S\r\n"
                                       "RRULE:FREQ=WEEKLY;UNTIL=20251201T000000Z\r\n" JO,
                                       i)));
        assert_int_equal(t.result.added, 1);
        assert_int_equal(t.result.noted, 0);
    }
}

/* A rule that never matches costs up to a second to find out: not each time. */
static void many_rules_that_never_match(void **state)
{
    (void)state;
    enum { EVENTS = 3000 };
    struct str s = {0};
    str_add(&s, HEAD);
    for (int i = 0; i < EVENTS; i++)
        str_add_f(&s,
                  "BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:20260101T100000Z\r\n"
                  "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n" JO "END:VEVENT\r\n",
                  i);
    t.how.dry_run = true;
    case_import_n(s.s, s.len);
    assert_int_equal(t.result.added, EVENTS);
    assert_non_null(strstr(t.lines[0].reason, "only its first"));
    str_clear(&s);
}

/* Rules that would never end are not tried. */
static void endless_rules(void **state)
{
    (void)state;
    const char *const rules[] = {"FREQ=SECONDLY",
                                 "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31",
                                 "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
                                 "FREQ=HOURLY",
                                 "FREQ=YEARLY;BYSECOND=1,2,3",
                                 "FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=2",
                                 "FREQ=NEVER",
                                 "X"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        case_import(event(arena_printf(
            &t.arena, "UID:%zu\r\nDTSTART:20200101T100000Z\r\nRRULE:%s\r\n" JO, i, rules[i])));
        assert_int_equal(t.result.added, 1);
    }
    case_import(event("UID:d\r\nDTSTART:16010101T100000Z\r\nRRULE:FREQ=DAILY\r\n" JO));
    assert_int_equal(t.result.added, 5000);
    assert_non_null(strstr(t.lines[0].reason, "more often"));
    assert_sound(t.book);
}

/* A file of some kilobytes is not millions of entries. */
static void series_of_many_people(void **state)
{
    (void)state;
    enum { PEOPLE = 1000 };
    struct str s = {0};
    str_add(&s, HEAD);
    for (int i = 0; i < 2; i++) {
        str_add_f(&s, "BEGIN:VEVENT\r\nUID:%d\r\n" JO, i);
        str_add(&s, "DTSTART:20160101T100000Z\r\nRRULE:FREQ=DAILY\r\n");
        for (int k = 0; k < PEOPLE; k++)
            str_add_f(&s, "ATTENDEE:mailto:p%d@x.example\r\n", k);
        str_add(&s, "END:VEVENT\r\n");
    }
    str_add(&s, TAIL);
    t.how.dry_run = true;
    case_import_n(s.s, s.len);
    assert_in_range(t.result.added, 900, 1000);
    for (int i = 1; i <= 2; i++) /* behind those who are nobody's contacts */
        assert_non_null(strstr(t.lines[i].reason, "more often"));
    str_clear(&s);
}

/* --- broken ones --- */

static void broken_event_costs_that_event(void **state)
{
    (void)state;
    case_import(HEAD "BEGIN:VEVENT\r\nUID:1\r\n" JO "END:VEVENT\r\n"
                     "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20269999T990000Z\r\n" JO "END:VEVENT\r\n"
                     "BEGIN:VEVENT\r\nUID:3\r\nDTSTART:20261101T100000Z\r\n" JO
                     "BEGIN:VEVENT\r\nUID:4\r\nDTSTART:20261101T100000Z\r\nSUMMARY:Right\r\n"
                     "no property\r\n;;;:\r\n" JO "END:VEVENT\r\n"
                     "BEGIN:VEVENT\r\nUID:5\r\nDTSTART:20261101T100000Z\r\n" JO);
    assert_int_equal(t.result.refused, 4);
    assert_int_equal(t.result.added, 1);
    assert_string_equal(case_log(), "2026-11-01 10:00+0 Jo Ek MEETING 60: Right\n");
    assert_int_equal(t.lines[0].line, 4);
    assert_string_equal(t.lines[0].reason, "it does not say when it begins");
    assert_string_equal(t.lines[2].reason, "it has no end: END:VEVENT is missing");
    assert_string_equal(t.lines[3].reason, "the file ends within it");
}

static void tasks_and_journals_are_passed_over(void **state)
{
    (void)state;
    case_import(HEAD "BEGIN:VTODO\r\nUID:0\r\nDTSTART:20261101T100000Z\r\n" JO "END:VTODO\r\n"
                     "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T100000Z\r\nSUMMARY:S\r\n" JO
                     "END:VEVENT\r\nBEGIN:VJOURNAL\r\nUID:2\r\nEND:VJOURNAL\r\n" TAIL);
    assert_int_equal(t.result.read, 1);
}

static void nul_and_latin_1(void **state)
{
    (void)state;
    static const char file[] = HEAD "BEGIN:VEVENT\nUID:1\nDTSTART:20261101T100000Z\n"
                                    "SUMMARY:Caf\xE9 \xFC"
                                    "ber\n" JO "END:VEVENT\n"
                                    "BEGIN:VEVENT\nUID:2\nDTSTART:20261102T100000Z\n"
                                    "SUMMARY:a\0b\n" JO "END:VEVENT\n" TAIL;
    case_import_n(file, sizeof file - 1);
    assert_string_equal(case_log(), "2026-11-01 10:00+0 Jo Ek MEETING 60: Café über\n"
                                    "2026-11-02 10:00+0 Jo Ek MEETING 60: a\xEF\xBF\xBD"
                                    "b\n");
}

/* A line may be folded within a character (RFC 5545, 3.1). */
static void folded_within_a_character(void **state)
{
    (void)state;
    case_import(event("UID:1\r\nDTSTART:20261101T100000Z\r\nSUMMARY:Caf\xC3\r\n \xA9\r\n" JO));
    assert_string_equal(case_log(), "2026-11-01 10:00+0 Jo Ek MEETING 60: Café\n");
}

static void long_summary_is_kept_whole(void **state)
{
    (void)state;
    char summary[400];
    memset(summary, 's', sizeof summary - 1);
    summary[sizeof summary - 1] = '\0';
    case_import(event(
        arena_printf(&t.arena, "UID:1\r\nDTSTART:20261101T100000Z\r\nSUMMARY:%s\r\n" JO, summary)));
    assert_int_equal(case_int("SELECT length(description) FROM text"), 250);
    assert_int_equal(case_int("SELECT count(*) FROM entry_comment WHERE length(content) = 399"), 1);
}

static void attachment_is_not_read(void **state)
{
    (void)state;
    struct str s = {0};
    str_add(&s, HEAD "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:S\r\nDTSTART:20261101T100000Z\r\n"
                     "ATTACH;ENCODING=BASE64;VALUE=BINARY:QUJD\r\n");
    for (int i = 0; i < 50000; i++)
        str_add(&s, " QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg\r\n");
    str_add(&s, JO "END:VEVENT\r\n" TAIL);
    case_import_n(s.s, s.len);
    assert_int_equal(t.result.added, 1);
    str_clear(&s);
}

/* --- size --- */

static void ten_thousand(void **state)
{
    (void)state;
    struct str s = {0};
    str_add(&s, HEAD);
    for (int i = 0; i < 10000; i++)
        str_add_f(&s,
                  "BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:20260101T%02d%02d00Z\r\nSUMMARY:No. %d\r\n" JO
                  "END:VEVENT\r\n",
                  i, i / 60 % 24, i % 60, i);
    str_add(&s, TAIL);
    case_import_n(s.s, s.len);
    assert_int_equal(t.result.added, 10000);
    case_import_n(s.s, s.len);
    assert_int_equal(t.result.alone, 10000);
    assert_sound(t.book);
    str_clear(&s);
}

static void cut_at_every_byte(void **state)
{
    (void)state;
    case_cut(weekly, sizeof weekly);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_jo, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(utc_is_shown_on_the_viewers_clock),
        CASE(zone_of_the_system),
        CASE(zone_of_the_file),
        CASE(zone_behind_the_event),
        CASE(zones_of_one_name),
        CASE(unknown_zone_is_said),
        CASE(whole_day_has_no_time),
        CASE(what_is_to_come_is_left_out),
        CASE(what_was_canceled_is_left_out),
        CASE(who_declined_is_left_out),
        CASE(addresses_as_others_write_them),
        CASE(salespeople_are_no_contacts),
        CASE(nobody_known),
        CASE(blocked_contact_is_refused),
        CASE(template_is_of_the_setup_or_named),
        CASE(no_summary),
        CASE(same_invitation_makes_one),
        CASE(twice_in_a_file),
        CASE(undone_and_again),
        CASE(weekly_until_today),
        CASE(whole_days_until),
        CASE(last_of_a_set),
        CASE(series_that_begins_later),
        CASE(series_that_ended_before_it_began),
        CASE(many_rules_that_never_match),
        CASE(endless_rules),
        CASE(series_of_many_people),
        CASE(broken_event_costs_that_event),
        CASE(tasks_and_journals_are_passed_over),
        CASE(nul_and_latin_1),
        CASE(folded_within_a_character),
        CASE(long_summary_is_kept_whole),
        CASE(attachment_is_not_read),
        CASE(ten_thousand),
        CASE(cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
