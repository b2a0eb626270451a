/* Meetings that come again with another time: the same UID, a higher SEQUENCE (RFC 5546, 2.1.4). */
#include "entries_case.h"

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n"
#define TAIL "END:VCALENDAR\r\n"
#define JO   "ATTENDEE;CN=Jo Ek;PARTSTAT=ACCEPTED:mailto:jo@x.example\r\n"

static int open_jo(void **state)
{
    case_open(state);
    case_person("Jo Ek", "jo@x.example");
    return 0;
}

#define MOVED(sequence, start)                                                                     \
    HEAD "BEGIN:VEVENT\r\nUID:1\r\nSEQUENCE:" #sequence "\r\nDTSTART" start "\r\nSUMMARY:S\r\n" JO \
         "END:VEVENT\r\n" TAIL

static void meeting_that_was_moved_is_said(void **state)
{
    (void)state;
    case_import(MOVED(0, ":20261101T100000Z"));
    case_import(MOVED(1, ":20261102T113000Z"));
    assert_int_equal(t.result.alone, 1);
    assert_int_equal(t.result.noted, 1);
    assert_string_equal(case_line(4)->reason,
                        "there already, with another time: 2026-11-01 10:00, entry 1");
    case_import(MOVED(2, ";VALUE=DATE:20261101"));
    assert_non_null(strstr(case_line(4)->reason, "another time"));
    assert_string_equal(case_log(), "2026-11-01 10:00+0 Jo Ek MEETING 60: S\n");
}

/* A day is not its midnight. */
static void meeting_that_got_a_time_is_said(void **state)
{
    (void)state;
    case_import(MOVED(0, ";VALUE=DATE:20261101"));
    case_import(MOVED(1, ";VALUE=DATE:20261101"));
    assert_int_equal(t.result.noted, 0);
    case_import(MOVED(2, ":20261101T000000Z"));
    assert_string_equal(case_line(4)->reason,
                        "there already, with another time: 2026-11-01, entry 1");
}

/* The same instant, however it is written. */
static void meeting_on_another_clock_is_not_moved(void **state)
{
    (void)state;
    case_import(MOVED(0, ":20261101T100000Z"));
    case_import(MOVED(1, ";TZID=Europe/Berlin:20261101T110000"));
    assert_int_equal(t.result.alone, 1);
    assert_int_equal(t.result.noted, 0);
}

/* Who corrected the entry by hand is not told again. */
static void moved_meeting_that_was_corrected(void **state)
{
    (void)state;
    lia_interaction it;
    int64_t no;
    case_import(MOVED(0, ":20261101T100000Z"));
    assert_ok(lia_interaction_correct(t.book, 1, &it, &t.err), t.err);
    it.date++;
    it.salesperson_id = make_salesperson(t.book, "AB", "");
    assert_ok(lia_interaction_log(t.book, &it, &no, &t.err), t.err);
    lia_interaction_clear(&it);
    case_import(MOVED(1, ":20261102T100000Z"));
    assert_int_equal(t.result.alone, 1);
    assert_int_equal(t.result.noted, 0);
}

static void moved_within_the_file(void **state)
{
    (void)state;
    case_import(HEAD "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T100000Z\r\n" JO
                     "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261102T100000Z\r\n" JO
                     "END:VEVENT\r\n" TAIL);
    assert_int_equal(t.result.added, 1);
    assert_string_equal(case_line(9)->reason,
                        "it stands above with another time, which is the one taken");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_jo, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(meeting_that_was_moved_is_said),
        CASE(meeting_that_got_a_time_is_said),
        CASE(meeting_on_another_clock_is_not_moved),
        CASE(moved_meeting_that_was_corrected),
        CASE(moved_within_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
