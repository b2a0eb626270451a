/* Events that liaise wrote, in another book: the interactions that they were, not meetings. Written
 * by hand, as a calendar may hand them on. The clock stands at 2026-11-20 14:32 UTC. */
#include "entries_case.h"

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n"
#define TAIL "END:VCALENDAR\r\n"
#define UID  "UID:entry-7.0123456789abcdef@liaise\r\n"
#define OWN  UID "X-LIAISE-ENTRY-NO:7\r\nX-LIAISE-ZONE-MINUTES:120\r\n"

static int open_three(void **state)
{
    case_open(state);
    case_person("Jo Ek", "jo@x.example"); /* CT000001 */
    case_person("Al B", "al@y.example");  /* CT000002 */
    case_person("No Mail", "");           /* CT000003 */
    return 0;
}

/* An event of these lines in a calendar by itself. */
static const char *event(const char *lines)
{
    return arena_printf(&t.arena, HEAD "BEGIN:VEVENT\r\n%sEND:VEVENT\r\n" TAIL, lines);
}

static void stays_what_it_was(void **state)
{
    (void)state;
    const char *file = event(
        OWN "DTSTART:20261101T080000Z\r\nDURATION:PT7M\r\nSUMMARY:Asked\\, again\r\n"
            "CATEGORIES:CALL-IN,Red\r\nDESCRIPTION:for people\r\nX-LIAISE-CONTACT:Jo Ek\r\n"
            "ORGANIZER:mailto:al@y.example\r\nATTENDEE:mailto:jo@x.example\r\n"
            "X-LIAISE-CONTACT-NO:CT000001\r\nX-LIAISE-MINUTES:90\r\nX-LIAISE-RESULT:failed\r\n"
            "X-LIAISE-COMMENTS:2026-11-01 one\\, two\\n  three\\n2026-11-02 four\r\n");
    case_import(file);
    assert_int_equal(t.result.added, 1);
    /* On the clock that it was written on; a length that the calendar changed is its length. */
    assert_string_equal(case_log(), "2026-11-01 10:00+120 Jo Ek CALL-IN 7: Asked, again\n");
    assert_string_equal(case_comments("Asked, again"), "one, two\nthree | four");
    assert_int_equal(case_int("SELECT failed FROM entry"), 1);
    assert_int_equal(case_int("SELECT count(*) FROM entry_document"), 0);
    case_again(file);
}

/* Moved in a calendar, which has zones of its own: the instant is what counts. */
static void moved_elsewhere(void **state)
{
    (void)state;
    case_import(event(OWN "DTSTART;TZID=America/New_York:20261102T090000\r\nSUMMARY:S\r\n"
                          "DTEND;TZID=America/New_York:20261102T093000\r\nCATEGORIES:CALL-OUT\r\n"
                          "X-LIAISE-CONTACT:Jo Ek\r\nX-LIAISE-CONTACT-NO:CT000001\r\n"));
    assert_string_equal(case_log(), "2026-11-02 16:00+120 Jo Ek CALL-OUT 30: S\n");
}

static void a_day_without_a_time(void **state)
{
    (void)state;
    case_import(event(OWN "DTSTART;VALUE=DATE:20261101\r\nSUMMARY:S\r\nCATEGORIES:LETTER-IN\r\n"
                          "X-LIAISE-CONTACT:No Mail\r\nX-LIAISE-CONTACT-NO:CT000003\r\n"
                          "X-LIAISE-MINUTES:5\r\n"));
    assert_string_equal(case_log(), "2026-11-01+120 No Mail LETTER-IN 5: S\n");
}

/* Whose no. it is in this book tells the name; else the e-mail does, else the name. */
static void whose_it_is(void **state)
{
    (void)state;
    static const char *const people[][2] = {
        {"X-LIAISE-CONTACT:Al B\r\nX-LIAISE-CONTACT-NO:CT000002\r\n", "Al B"},
        {"X-LIAISE-CONTACT:Jo Ek\r\nX-LIAISE-CONTACT-NO:CT000002\r\n"
         "X-LIAISE-CONTACT-EMAIL:jo@x.example\r\n",
         "Jo Ek"},
        {"X-LIAISE-CONTACT:No Mail\r\nX-LIAISE-CONTACT-NO:CT000099\r\n", "No Mail"},
        {"CONTACT:Jo Ek\r\nX-LIAISE-CONTACT-NO:CT000002\r\n", "Jo Ek"},
    };
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        case_import(event(arena_printf(
            &t.arena, OWN "DTSTART:20261101T080000Z\r\nSUMMARY:S\r\nCATEGORIES:CALL-OUT\r\n%s",
            people[i][0])));
        assert_int_equal(t.result.added, 1);
        assert_string_equal(
            case_log(),
            arena_printf(&t.arena, "2026-11-01 10:00+120 %s CALL-OUT 0: S\n", people[i][1]));
        undo_last(t.book);
    }
    case_import(event(OWN "DTSTART:20261101T080000Z\r\nSUMMARY:S\r\nCATEGORIES:CALL-OUT\r\n"
                          "X-LIAISE-CONTACT:Nobody\r\nX-LIAISE-CONTACT-NO:CT000001\r\n"));
    assert_int_equal(t.result.refused, 1);
    assert_non_null(strstr(t.lines[0].reason, "CT000001 is Jo Ek here"));
}

static void unknown_template_is_refused(void **state)
{
    (void)state;
    static const char lines[] = OWN "DTSTART:20261101T080000Z\r\nSUMMARY:S\r\n"
                                    "X-LIAISE-CONTACT:Jo Ek\r\nX-LIAISE-CONTACT-NO:CT000001\r\n";
    case_import(event(arena_printf(&t.arena, "%sCATEGORIES:NONE\r\n", lines)));
    assert_int_equal(t.result.refused, 1);
    assert_string_equal(t.lines[0].reason, "there is no template NONE");
    case_import(event(lines));
    assert_string_equal(t.lines[0].reason, "it names no template: name one for such rows");
    t.how.template_code = "CALL-IN";
    t.how.every = true;
    case_import(event(lines));
    assert_string_equal(t.lines[0].what, "2026-11-01 10:00 CALL-IN 0 min");
}

/* Canceled meetings were none; a canceled interaction is one, and stays it. */
static void canceled_is_kept(void **state)
{
    (void)state;
    case_import(event(OWN "DTSTART:20261101T080000Z\r\nSUMMARY:S\r\nCATEGORIES:CALL-OUT\r\n"
                          "STATUS:CANCELLED\r\nX-LIAISE-CONTACT:Jo Ek\r\n"));
    assert_int_equal(t.result.added, 1);
    assert_int_equal(case_int("SELECT count(*) FROM entry WHERE canceled_op IS NOT NULL"), 1);
}

/* Today, though later, as one may write it down (domain.md 4.7); not what is still to come. */
static void of_the_future(void **state)
{
    (void)state;
    static const char lines[] =
        OWN "SUMMARY:S\r\nCATEGORIES:CALL-OUT\r\nX-LIAISE-CONTACT:Jo Ek\r\n";
    case_import(event(arena_printf(&t.arena, "%sDTSTART:20261120T180000Z\r\n", lines)));
    assert_int_equal(t.result.added, 1);
    case_import(event(arena_printf(&t.arena, "%sDTSTART:20261220T180000Z\r\n", lines)));
    assert_int_equal(t.result.refused, 1);
    assert_non_null(strstr(t.lines[0].reason, "still to come"));
}

/* What only looks so is a meeting of its people. */
static void others_are_meetings(void **state)
{
    (void)state;
    static const char *const files[] = {
        UID "X-LIAISE-ENTRY-NO:7\r\n",
        "UID:x@example\r\nX-LIAISE-ENTRY-NO:7\r\nX-LIAISE-ZONE-MINUTES:0\r\n",
        "UID:1\r\nX-LIAISE-:\r\nX-LIAISE-CONTACT-NO:CT000002\r\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        case_import(event(arena_printf(&t.arena,
                                       "%sDTSTART:20261101T080000Z\r\nSUMMARY:S\r\n"
                                       "CATEGORIES:CALL-IN\r\nATTENDEE:mailto:jo@x.example\r\n",
                                       files[i])));
        assert_string_equal(case_log(), "2026-11-01 08:00+0 Jo Ek MEETING 60: S\n");
        undo_last(t.book);
    }
}

/* Values that are none cost what they say, not the interaction. */
static void hostile_values(void **state)
{
    (void)state;
    case_import(event(OWN "DTSTART:20261101T080000Z\r\nSUMMARY:S\r\nCATEGORIES:CALL-OUT\r\n"
                          "X-LIAISE-CONTACT:Jo Ek\r\nX-LIAISE-ZONE-MINUTES:99999\r\n"
                          "X-LIAISE-COST:-1\r\nX-LIAISE-FLOW:sideways\r\nX-LIAISE-TIME:03:00\r\n"
                          "X-LIAISE-DATE:never\r\nX-LIAISE-ORIGIN:\\,\\;\\n\r\n"
                          "X-LIAISE-MINUTES:-5\r\nX-LIAISE-SALESPERSON:NONE\r\n"));
    assert_string_equal(case_log(), "2026-11-01 10:00+120 Jo Ek CALL-OUT 0: S\n");
    assert_int_equal(t.result.noted, 1);
    assert_sound(t.book);
}

static void cut_at_every_byte(void **state)
{
    (void)state;
    const char *file = event(OWN "DTSTART:20261101T080000Z\r\nSUMMARY:S\r\nCATEGORIES:CALL-OUT\r\n"
                                 "X-LIAISE-CONTACT:Jo Ek\r\nX-LIAISE-COMMENTS:2026-11-01 a\r\n");
    case_cut(file, strlen(file));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_three, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(stays_what_it_was),
        CASE(moved_elsewhere),
        CASE(a_day_without_a_time),
        CASE(whose_it_is),
        CASE(unknown_template_is_refused),
        CASE(canceled_is_kept),
        CASE(of_the_future),
        CASE(others_are_meetings),
        CASE(hostile_values),
        CASE(cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
