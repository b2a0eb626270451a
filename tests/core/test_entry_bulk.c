/* Many entries in one operation: what each of them says, what is counted, and that all of it goes
 * and comes back with undo and redo. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "book_case.h"
#include "core/core.h"
#include "core/entry_bulk.h"
#include "liaise/liaise.h"
#include "rows.h"

static int64_t company, person, call, mail;

static int set_up(void **state)
{
    open_book(state);
    company = make_company(book, "Adatum");
    person = make_person(book, "Bo Ek", company);
    call = template_id(book, "CALL-OUT");
    mail = template_id(book, "MAIL-IN");
    return 0;
}

/* An entry that says nothing of its own. */
static struct entry_new plain(int64_t contact, const char *description)
{
    return (struct entry_new){.contact_id = contact,
                              .template_id = call,
                              .company_id = -1,
                              .date = FIXTURE_TODAY,
                              .time = -1,
                              .description = description,
                              .subject = "",
                              .via = "",
                              .origin = LIA_AUTOMATIC,
                              .segment_no = "",
                              .event = "",
                              .document_no = ""};
}

struct given {
    const struct entry_new *items;
    size_t n;
    entry_bulk_at *at;
    int64_t first;
    size_t expected; /* the place asked for next: they are asked for in order */
};

static void from_array(void *ctx, size_t place, struct entry_new *out)
{
    struct given *given = ctx;
    assert_true(place == given->expected || place == 0);
    given->expected = place + 1;
    *out = given->items[place];
}

static lia_status fill(struct op *op, void *ctx, lia_error *e)
{
    struct given *given = ctx;
    op_say(op, (int64_t)given->n, "Written");
    return entry_bulk_write(op, given->n, given->at, given, &given->first, e);
}

static int64_t write_all(const struct entry_new *items, size_t n)
{
    struct given given = {.items = items, .n = n, .at = from_array};
    assert_ok(op_run(book, "test", fill, &given, NULL, NULL, &err), err);
    return given.first;
}

static void keeps_every_value(void **state)
{
    (void)state;
    const struct entry_note notes[] = {{FIXTURE_TODAY - 3, "first\nof two"},
                                       {FIXTURE_TODAY, "second"}};
    struct entry_new e = plain(person, "Delivery");
    e.template_id = mail;
    e.group_id = 1;
    e.salesperson_id = salesperson_id(book, "JO");
    e.date = FIXTURE_TODAY - 5;
    e.time = 9 * 3600 + 61;
    e.zone = 120;
    e.subject = "About it";
    e.via = "bo@adatum.example";
    e.flow = LIA_INBOUND;
    e.initiated_by = LIA_BY_THEM;
    e.correspondence = LIA_EMAIL;
    e.evaluation = LIA_NEGATIVE;
    e.failed = true;
    e.cost = 12345;
    e.minutes = 7;
    e.event = "email-in";
    e.document_no = "1@adatum.example";
    e.notes = notes;
    e.note_count = 2;
    int64_t no = write_all(&e, 1);
    lia_entry_list list;
    assert_ok(lia_entry_get(book, no, &list, &err), err);
    const lia_entry *got = &list.items[0];
    assert_int_equal(got->contact_id, person);
    assert_int_equal(got->company_id, company);
    assert_int_equal(got->date, FIXTURE_TODAY - 5);
    assert_int_equal(got->time, 9 * 3600 + 61);
    assert_int_equal(got->zone, 120);
    assert_string_equal(got->description, "Delivery");
    assert_string_equal(got->subject, "About it");
    assert_string_equal(got->template_code, "MAIL-IN");
    assert_int_equal(got->group_id, 1);
    assert_int_equal(got->salesperson_id, e.salesperson_id);
    assert_int_equal(got->flow, LIA_INBOUND);
    assert_int_equal(got->initiated_by, LIA_BY_THEM);
    assert_int_equal(got->correspondence, LIA_EMAIL);
    assert_int_equal(got->evaluation, LIA_NEGATIVE);
    assert_true(got->failed);
    assert_int_equal(got->cost, 12345);
    assert_int_equal(got->minutes, 7);
    assert_string_equal(got->via, "bo@adatum.example");
    assert_int_equal(got->origin, LIA_AUTOMATIC);
    lia_entry_list_clear(&list);
    lia_comment_list comments;
    assert_ok(lia_comment_list_of(book, no, &comments, &err), err);
    assert_int_equal(comments.count, 2);
    assert_string_equal(comments.items[0].text, "first\nof two");
    assert_int_equal(comments.items[0].date, FIXTURE_TODAY - 3);
    assert_string_equal(comments.items[1].text, "second");
    lia_comment_list_clear(&comments);
    assert_int_equal(
        rows_int(book, "SELECT count(*) FROM entry_document WHERE entry_no = 1 AND contact_id = 2"
                       " AND event = 'email-in' AND no = '1@adatum.example'"),
        1);
}

static void works_out_company_and_group(void **state)
{
    (void)state;
    struct entry_new e[] = {plain(person, "a"), plain(company, "b"), plain(person, "c"),
                            plain(person, "d")};
    int64_t other = make_company(book, "Fabrikam");
    e[2].company_id = 0;
    e[3].company_id = other;
    int64_t first = write_all(e, 4);
    assert_int_equal(first, 1);
    assert_int_equal(rows_int(book, "SELECT company_id FROM entry WHERE entry_no = 1"), company);
    assert_int_equal(rows_int(book, "SELECT company_id FROM entry WHERE entry_no = 2"), company);
    assert_int_equal(rows_int(book, "SELECT company_id IS NULL FROM entry WHERE entry_no = 3"), 1);
    assert_int_equal(rows_int(book, "SELECT company_id FROM entry WHERE entry_no = 4"), other);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM entry AS e JOIN interaction_template AS t"
                                    " USING (template_id) WHERE e.group_id = t.group_id"),
                     4);
    assert_int_equal(
        rows_int(book, "SELECT count(*) FROM entry WHERE salesperson_id IS NULL AND via IS NULL"
                       " AND has_time = 0 AND wall % 86400 = 0 AND canceled_op IS NULL"),
        4);
}

static void a_text_is_kept_once(void **state)
{
    (void)state;
    log_one(book, person, "CALL-OUT", "known");
    struct entry_new e[] = {plain(person, "known"), plain(person, "new"), plain(company, "new"),
                            plain(person, "known")};
    e[3].subject = "but with a subject";
    write_all(e, 4);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM text"), 3);
    assert_int_equal(rows_int(book, "SELECT count(DISTINCT text_id) FROM entry"), 3);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM text_fts WHERE text_fts MATCH 'new'"), 1);
    log_one(book, person, "CALL-OUT", "another"); /* its number is free */
}

static void canceled_ones_do_not_count(void **state)
{
    (void)state;
    struct entry_new e[] = {plain(person, "stands"), plain(person, "does not"),
                            plain(person, "neither")};
    e[0].cost = e[1].cost = 500;
    e[1].canceled = e[2].canceled = true;
    write_all(e, 3);
    assert_int_equal(rows_last(book, "entries"), 3);
    assert_int_equal(rows_last(book, "entries_canceled"), 2);
    assert_int_equal(rows_int(book, "SELECT sum(cost) FROM entry_total"), 500);
    assert_int_equal(rows_int(book, "SELECT sum(entries) FROM entry_total"), 1);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM entry WHERE canceled_op = op_id"), 2);
    rows_cancel(book, false, 2, 2);
    assert_int_equal(rows_int(book, "SELECT sum(cost) FROM entry_total"), 1000);
}

static void assert_dump(const struct str *expected)
{
    struct str now = rows_dump(book);
    assert_string_equal(str_text(&now), str_text(expected));
    str_clear(&now);
    rows_check(book);
}

/* All that people can see is as before with undo, and as after it with redo, twice. */
static void goes_and_comes_back_whole(void **state)
{
    (void)state;
    const struct entry_note note = {FIXTURE_TODAY, "searched for"};
    struct entry_new e[] = {plain(person, "one"), plain(company, "two"), plain(person, "three")};
    e[1].notes = &note;
    e[1].note_count = 1;
    e[2].event = "letter";
    e[2].document_no = "L-9";
    e[2].canceled = true;
    log_one(book, person, "CALL-OUT", "before");
    struct str before = rows_dump(book);
    write_all(e, 3);
    int64_t op = rows_int(book, "SELECT max(op_id) FROM op");
    struct str after = rows_dump(book);
    assert_string_not_equal(str_text(&before), str_text(&after));
    for (int i = 0; i < 2; i++) {
        assert_ok(lia_undo(book, op, false, NULL, NULL, &err), err);
        assert_dump(&before);
        assert_ok(lia_redo(book, op, NULL, &err), err);
        assert_dump(&after);
    }
    str_clear(&before);
    str_clear(&after);
}

/* --- many --- */

enum { MANY = 100000 };

static void from_place(void *ctx, size_t place, struct entry_new *out)
{
    static char description[40], no[40];
    static const struct entry_note note = {FIXTURE_TODAY, "one in ten"};
    (void)ctx;
    *out = plain(place % 2 ? person : company, description);
    snprintf(description, sizeof description, "Subject no. %zu", place % 50000);
    snprintf(no, sizeof no, "%zu@adatum.example", place);
    out->date = FIXTURE_TODAY - (int32_t)(place % 4000);
    out->time = (int32_t)(place % 86400);
    out->event = "email-in";
    out->document_no = no;
    out->notes = &note;
    out->note_count = place % 10 == 0;
}

static void writes_a_hundred_thousand_in_seconds(void **state)
{
    (void)state;
    struct given given = {.n = MANY, .at = from_place};
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    assert_ok(op_run(book, "test", fill, &given, NULL, NULL, &err), err);
    clock_gettime(CLOCK_MONOTONIC, &to);
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    print_message("%d entries in %.2f s\n", MANY, seconds);
    assert_true(seconds < 30);
    assert_int_equal(rows_last(book, "entries"), MANY);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM entry_comment"), MANY / 10);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM text"), MANY / 2);
}

int main(void)
{
#define IN_BOOK(test) cmocka_unit_test_setup_teardown(test, set_up, close_book)
    const struct CMUnitTest tests[] = {
        IN_BOOK(keeps_every_value),         IN_BOOK(works_out_company_and_group),
        IN_BOOK(a_text_is_kept_once),       IN_BOOK(canceled_ones_do_not_count),
        IN_BOOK(goes_and_comes_back_whole), IN_BOOK(writes_a_hundred_thousand_in_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
