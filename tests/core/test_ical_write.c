/* Interactions as events: what libical reads back of them, and the lines as RFC 5545 wants them. */
#include <stdlib.h>

#include "base/str.h"
#include "core/ical_read.h"
#include "entries_case.h"

static struct str file;

static int64_t add_text(void *ctx, const void *buf, size_t len)
{
    (void)ctx;
    str_add_n(&file, buf, len);
    return (int64_t)len;
}

static int close_file(void **state)
{
    str_clear(&file);
    return case_close(state);
}

static int64_t export_all(void)
{
    int64_t count = -1;
    const lia_export_how how = {.format = LIA_FORMAT_CALENDAR, .content = LIA_CONTENT_ENTRIES};
    str_truncate(&file, 0);
    assert_ok(lia_export_stream(t.book, add_text, NULL, &how, &count, &t.err), t.err);
    return count;
}

static int utc(void *ctx, int64_t at)
{
    (void)ctx;
    (void)at;
    return 0;
}

struct reading {
    struct case_memory memory;
    struct import_source src;
    struct ical_reader reader;
};

/* The next event of what was exported; NULL at the end. */
static const struct ical_event *next(struct reading *r)
{
    if (!r->memory.s) {
        const struct ical_clock clock = {FIXTURE_NOW + 86400, utc, NULL};
        r->memory = (struct case_memory){file.s, file.len, 0};
        source_open(&r->src, case_read, &r->memory);
        assert_ok(ical_open(&r->reader, &r->src, &clock, &t.err), t.err);
    }
    enum ical_step step = ical_next(&r->reader);
    if (step == ICAL_BROKEN)
        fail_msg("broken: %s", r->reader.reason);
    return step == ICAL_EVENT ? &r->reader.event : NULL;
}
static void finish(struct reading *r)
{
    assert_null(next(r));
    ical_close(&r->reader);
    source_close(&r->src);
}

static int64_t log_at(int64_t contact, const char *description, int32_t time, int zone)
{
    int64_t no = 0;
    lia_interaction it;
    assert_ok(lia_interaction_new(t.book, contact, template_id(t.book, "CALL-OUT"), &it, &t.err),
              t.err);
    it.description = description;
    it.date = FIXTURE_TODAY;
    it.time = time;
    it.zone = zone;
    it.subject = "About; this, that";
    it.comment = "One\ntw\ro\\";
    assert_ok(lia_interaction_log(t.book, &it, &no, &t.err), t.err);
    lia_interaction_clear(&it);
    return no;
}

static void event_of_an_entry(void **state)
{
    (void)state;
    struct reading r = {0};
    int64_t jo = case_person("Ek, \"Jo\" ^ 8", "jo@x.example");
    int64_t no = log_at(jo, "Offer, sent; or \\not", 9 * 3600, 120);
    assert_int_equal(export_all(), 1);
    const struct ical_event *e = next(&r);
    assert_non_null(e);
    assert_string_equal(
        e->uid, arena_printf(&t.arena, "entry-%lld.%s@liaise", (long long)no, lia_book_id(t.book)));
    assert_string_equal(e->summary, "Offer, sent; or \\not");
    assert_string_equal(e->description, "About; this, that\n\nOne\ntwo\\");
    assert_int_equal(e->starts_at, (int64_t)FIXTURE_TODAY * 86400 + 7 * 3600);
    assert_int_equal(e->minutes, 15);
    assert_false(e->canceled);
    finish(&r);
    assert_non_null(strstr(file.s, "\r\nDTSTART:20261120T070000Z\r\n"));
    assert_non_null(strstr(file.s, "\r\nDTSTAMP:20261120T143200Z\r\n"));
    assert_non_null(strstr(file.s, "\r\nCATEGORIES:CALL-OUT\r\n"));
    assert_non_null(strstr(file.s, "\r\nCONTACT:Ek\\, \"Jo\" ^ 8\r\n"));
}

static void without_a_time(void **state)
{
    (void)state;
    struct reading r = {0};
    log_at(case_person("Jo", ""), "Fair", -1, 600);
    export_all();
    const struct ical_event *e = next(&r);
    assert_int_equal(e->date, FIXTURE_TODAY);
    assert_int_equal(e->time, -1);
    finish(&r);
    assert_non_null(strstr(file.s, "\r\nDTSTART;VALUE=DATE:20261120\r\n"));
    assert_null(strstr(file.s, "DURATION"));
    assert_null(strstr(file.s, "ATTENDEE"));
}

static void people(void **state)
{
    (void)state;
    int64_t id = 0;
    struct reading r = {0};
    int64_t jo = case_person("Ek, Jo", "jo@x.example");
    lia_salesperson_list mine;
    assert_ok(lia_salesperson_mine(t.book, &id, &t.err), t.err);
    assert_ok(lia_salesperson_get(t.book, id, &mine, &t.err), t.err);
    mine.items[0].email = "me@us.example";
    mine.items[0].name = "Me";
    assert_ok(lia_salesperson_save(t.book, &mine.items[0], &id, &t.err), t.err);
    lia_salesperson_list_clear(&mine);
    log_at(jo, "S", 0, 0);
    export_all();
    const struct ical_event *e = next(&r);
    assert_int_equal(e->people_count, 2);
    assert_string_equal(e->people[0].email, "me@us.example");
    assert_string_equal(e->people[1].email, "jo@x.example");
    assert_string_equal(e->people[1].name, "Ek, Jo");
    finish(&r);
    assert_non_null(strstr(file.s, "\r\nORGANIZER;CN=Me:mailto:me@us.example\r\n"));
}

static void canceled_ones(void **state)
{
    (void)state;
    struct reading r = {0};
    int64_t turned, no = log_at(case_person("Jo", ""), "S", 0, 0);
    assert_ok(lia_entry_cancel(t.book, &no, 1, true, NULL, &turned, &t.err), t.err);
    export_all();
    assert_true(next(&r)->canceled);
    finish(&r);
}

/* No line is longer than 75 octets, none is cut within a character, each ends in CR LF. */
static void lines_are_folded(void **state)
{
    (void)state;
    struct str long_one = {0};
    struct reading r = {0};
    for (int i = 0; i < 60; i++)
        str_add(&long_one, "äx€𝄞");
    log_at(case_person("Jo", ""), str_text(&long_one), 0, 0);
    export_all();
    for (const char *s = file.s; *s;) {
        const char *end = strstr(s, "\r\n");
        assert_non_null(end);
        assert_true(end - s <= 75);
        assert_true(utf8_valid(s, (size_t)(end - s)));
        s = end + 2;
    }
    assert_string_equal(next(&r)->summary, str_text(&long_one));
    finish(&r);
    str_clear(&long_one);
}

static void empty_book(void **state)
{
    (void)state;
    struct reading r = {0};
    assert_int_equal(export_all(), 0);
    finish(&r);
    assert_true(str_starts(file.s, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
}

static void own_export_makes_nothing(void **state)
{
    (void)state;
    log_at(case_person("Jo", "jo@x.example"), "S", 0, 0);
    export_all();
    case_import_n(file.s, file.len);
    assert_int_equal(t.result.alone, 1);
    assert_string_equal(t.lines[0].reason, "it is an entry of this book");
}

static void contacts_are_no_events(void **state)
{
    (void)state;
    int64_t count;
    const lia_export_how how = {.format = LIA_FORMAT_CALENDAR, .content = LIA_CONTENT_CONTACTS};
    assert_int_equal(lia_export_stream(t.book, add_text, NULL, &how, &count, &t.err), LIA_INVALID);
    assert_message(t.err, "");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, case_open, close_file)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(event_of_an_entry),
        CASE(without_a_time),
        CASE(people),
        CASE(canceled_ones),
        CASE(lines_are_folded),
        CASE(empty_book),
        CASE(own_export_makes_nothing),
        CASE(contacts_are_no_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
