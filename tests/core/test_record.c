/* Automatic recording, rule by rule of domain.md 9. */
#include <stdlib.h>
#include <string.h>

#include "book_case.h"
#include "liaise/liaise.h"
#include "rows.h"

static int64_t company, person;
static lia_record_result result;

static int set_up(void **state)
{
    open_book(state);
    company = make_contact(book, &(lia_contact){.type = LIA_COMPANY,
                                                .name = "Fabrikam",
                                                .email = "info@fabrikam.example",
                                                .touch_days = -1});
    person = make_contact(book, &(lia_contact){.type = LIA_PERSON,
                                               .name = "Bo Ek",
                                               .company_id = company,
                                               .touch_days = -1,
                                               .email = "bo.ek@fabrikam.example",
                                               .phone = "+46 70 123 45 67"});
    return 0;
}

static int64_t event_id(const char *code)
{
    int64_t id = 0;
    assert_ok(lia_event_find(book, code, false, &id, &err), err);
    assert_true(id > 0);
    return id;
}

/* A record that says nothing of its own. */
static lia_record plain(const char *event, const char *contact)
{
    return (lia_record){.event_id = event_id(event),
                        .contact = contact,
                        .date = LIA_DAY_NONE,
                        .time = -1,
                        .minutes = -1,
                        .cost = -1};
}

static lia_record_fate record(lia_record r)
{
    int64_t op = -1;
    result = (lia_record_result){0};
    assert_ok(lia_record_all(book, &r, 1, NULL, &result, &op, &err), err);
    assert_int_equal(op != 0, result.fate == LIA_RECORD_MADE);
    assert_int_equal(result.fate == LIA_RECORD_MADE, !*result.reason);
    return result.fate;
}

static void map(const char *event, const char *template)
{
    lia_event_list list;
    int64_t id;
    assert_ok(lia_event_get(book, event_id(event), &list, &err), err);
    list.items[0].template_id = template ? template_id(book, template) : 0;
    assert_ok(lia_event_save(book, &list.items[0], &id, &err), err);
    lia_event_list_clear(&list);
}

/* The entry that was made last; static until the next call. */
static const lia_entry *made(void)
{
    static lia_entry_list list;
    lia_entry_list_clear(&list);
    assert_ok(lia_entry_get(book, result.entry_no, &list, &err), err);
    return &list.items[0];
}

/* --- what an entry says --- */

static void takes_what_is_not_said_from_the_template(void **state)
{
    (void)state;
    assert_int_equal(record(plain("call-in", "Bo Ek")), LIA_RECORD_MADE);
    const lia_entry *e = made();
    assert_int_equal(e->contact_id, person);
    assert_int_equal(e->company_id, company);
    assert_string_equal(e->template_code, "CALL-IN");
    assert_string_equal(e->description, "Incoming call");
    assert_int_equal(e->flow, LIA_INBOUND);
    assert_int_equal(e->initiated_by, LIA_BY_THEM);
    assert_int_equal(e->correspondence, LIA_PHONE);
    assert_string_equal(e->via, "+46 70 123 45 67");
    assert_int_equal(e->minutes, 15);
    assert_int_equal(e->date, FIXTURE_TODAY);
    assert_int_equal(e->time, 14 * 3600 + 32 * 60);
    assert_int_equal(e->origin, LIA_AUTOMATIC);
    assert_int_equal(e->salesperson_id, 0); /* nobody said, the contact has none */
    assert_string_equal(last_line(book), "Recorded incoming call with Bo Ek");
}

static void keeps_what_is_said(void **state)
{
    (void)state;
    lia_record r = plain("call-out", "Bo Ek");
    r.date = FIXTURE_TODAY - 1;
    r.time = 600;
    r.zone = 60;
    r.description = " Delivery\n";
    r.subject = "About it";
    r.comment = "line\nby line\n";
    r.via = "+46 1";
    r.minutes = 3;
    r.cost = 5000;
    r.salesperson_id = salesperson_id(book, "JO");
    r.flow = LIA_INBOUND;
    r.initiated_by = LIA_BY_THEM;
    r.failed = true;
    assert_int_equal(record(r), LIA_RECORD_MADE);
    const lia_entry *e = made();
    assert_int_equal(e->date, FIXTURE_TODAY - 1);
    assert_int_equal(e->time, 600);
    assert_int_equal(e->zone, 60);
    assert_string_equal(e->description, "Delivery");
    assert_string_equal(e->subject, "About it");
    assert_string_equal(e->via, "+46 1");
    assert_int_equal(e->minutes, 3);
    assert_int_equal(e->cost, 5000);
    assert_string_equal(e->salesperson, "JO");
    assert_int_equal(e->flow, LIA_INBOUND);
    assert_int_equal(e->initiated_by, LIA_BY_THEM);
    assert_true(e->failed);
    char *comment = rows_text(book, "SELECT content FROM entry_comment");
    assert_string_equal(comment, "line\nby line");
    free(comment);
}

/* 9: the sender or recipient, else the contact's, else blank. */
static void the_salesperson_is_the_contacts(void **state)
{
    (void)state;
    int64_t ann = make_salesperson(book, "ANN", "");
    make_contact(book,
                 &(lia_contact){
                     .type = LIA_PERSON, .name = "Mette", .salesperson_id = ann, .touch_days = -1});
    assert_int_equal(record(plain("meeting", "Mette")), LIA_RECORD_MADE);
    assert_string_equal(made()->salesperson, "ANN");
    assert_ok(lia_salesperson_block(book, ann, true, &err), err);
    assert_int_equal(record(plain("meeting", "Mette")), LIA_RECORD_MADE);
    assert_int_equal(made()->salesperson_id, 0);
    lia_record r = plain("meeting", "Mette");
    r.salesperson_id = ann;
    assert_int_equal(record(r), LIA_RECORD_REFUSED);
    assert_non_null(strstr(result.reason, "ANN"));
    r.salesperson_id = 4711;
    assert_int_equal(record(r), LIA_RECORD_REFUSED);
}

/* 4.5: the contact's correspondence type, unless it is blank or the template ignores it. */
static void correspondence_goes_by_the_rule(void **state)
{
    (void)state;
    make_contact(book, &(lia_contact){.type = LIA_PERSON,
                                      .name = "Mette",
                                      .touch_days = -1,
                                      .correspondence = LIA_EMAIL,
                                      .email = "m@x.example"});
    assert_int_equal(record(plain("letter", "Mette")), LIA_RECORD_MADE); /* LETTER-OUT: hard copy */
    assert_int_equal(made()->correspondence, LIA_EMAIL);
    assert_string_equal(made()->via, "m@x.example");
    assert_int_equal(record(plain("call-out", "Mette")), LIA_RECORD_MADE); /* ignores it */
    assert_int_equal(made()->correspondence, LIA_PHONE);
    assert_int_equal(record(plain("letter", "Bo Ek")), LIA_RECORD_MADE); /* blank */
    assert_int_equal(made()->correspondence, LIA_HARD_COPY);
}

/* --- what is not recorded --- */

static void no_template_is_no_error(void **state)
{
    (void)state;
    assert_int_equal(record(plain("sales-invoice", "Bo Ek")), LIA_RECORD_UNMAPPED);
    assert_non_null(strstr(result.reason, "sales-invoice"));
    assert_int_equal(record(plain("sales-invoice", "nobody")), LIA_RECORD_UNMAPPED);
    assert_ok(lia_template_block(book, template_id(book, "MEETING"), true, &err), err);
    assert_int_equal(record(plain("meeting", "Bo Ek")), LIA_RECORD_UNMAPPED);
    map("meeting", NULL);
    assert_int_equal(record(plain("meeting", "Bo Ek")), LIA_RECORD_UNMAPPED);
    assert_int_equal(rows_last(book, "entries"), 0);
}

static void nobody_archived_and_blocked_are_told(void **state)
{
    (void)state;
    assert_int_equal(record(plain("meeting", "Nobody")), LIA_RECORD_NOBODY);
    assert_string_equal(result.contact, "Nobody");
    assert_int_equal(record(plain("meeting", "")), LIA_RECORD_NOBODY);
    assert_int_equal(record(plain("meeting", "Bo")),
                     LIA_RECORD_NOBODY); /* nobody to ask: whole names */
    set_archived(book, person, true);
    assert_int_equal(record(plain("meeting", "bo.ek@fabrikam.example")), LIA_RECORD_ARCHIVED);
    assert_non_null(strstr(result.reason, "archived"));
    assert_non_null(strstr(result.contact, "Bo Ek"));
    set_archived(book, person, false);
    set_privacy(book, person, "asked for it");
    assert_int_equal(record(plain("meeting", "Bo Ek")), LIA_RECORD_BLOCKED);
    assert_non_null(strstr(result.reason, "asked for it"));
    assert_int_equal(rows_last(book, "entries"), 0);
}

static void a_date_ahead_is_refused(void **state)
{
    (void)state;
    lia_record r = plain("meeting", "Bo Ek");
    r.date = FIXTURE_TODAY + 1;
    assert_int_equal(record(r), LIA_RECORD_MADE);
    r.date = FIXTURE_TODAY + 2;
    assert_int_equal(record(r), LIA_RECORD_REFUSED);
    assert_non_null(strstr(result.reason, "2026-11-22"));
    r.date = FIXTURE_TODAY;
    r.time = 86400;
    assert_int_equal(record(r), LIA_RECORD_REFUSED);
    char text[260];
    memset(text, 'x', sizeof text);
    text[251] = '\0';
    r.time = -1;
    r.description = text;
    assert_int_equal(record(r), LIA_RECORD_REFUSED);
    r.description = NULL;
    r.document_no = text;
    assert_int_equal(record(r), LIA_RECORD_REFUSED);
}

/* --- whom with --- */

static void is_found_by_each_name_of_it(void **state)
{
    (void)state;
    lia_contact_record bo;
    assert_ok(lia_contact_get(book, person, &bo, &err), err);
    lia_channel channels[] = {{LIA_CHANNEL_EMAIL, "home", "Bo@Home.example"},
                              {LIA_CHANNEL_PHONE, "home", "046 12 34 56"}};
    bo.c.channels = channels;
    bo.c.channel_count = 2;
    int64_t id;
    assert_ok(lia_contact_save(book, &bo.c, &id, &err), err);
    char *lower = rows_text(book, "SELECT lower(no) FROM contact WHERE contact_id = 2");
    const char *const names[] = {bo.c.no,           lower,          "BO.EK@fabrikam.example",
                                 "bo@home.example", "+46701234567", "070-123 45 67",
                                 "046-123456",      "bo ek",        "BÖ  EK"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(record(plain("meeting", names[i])), LIA_RECORD_MADE);
        assert_int_equal(result.contact_id, person);
        assert_int_equal(result.others, 0);
    }
    assert_int_equal(record(plain("meeting", "4567")), LIA_RECORD_NOBODY); /* the whole number */
    lia_record by_id = plain("meeting", NULL);
    by_id.contact_id = company;
    assert_int_equal(record(by_id), LIA_RECORD_MADE);
    assert_non_null(strstr(result.contact, "Fabrikam"));
    by_id.contact_id = 4711;
    assert_int_equal(record(by_id), LIA_RECORD_NOBODY);
    free(lower);
    lia_contact_record_clear(&bo);
}

static int64_t make_shared(lia_contact_type type, const char *name)
{
    return make_contact(
        book,
        &(lia_contact){.type = type, .name = name, .touch_days = -1, .email = "shared@x.example"});
}

/* 9: a person before a company, then the one last in touch. */
static void of_several_a_person_last_in_touch(void **state)
{
    (void)state;
    int64_t firm = make_shared(LIA_COMPANY, "Firm");
    log_one(book, firm, "MEETING", "recent");
    int64_t first = make_shared(LIA_PERSON, "Anna");
    assert_int_equal(record(plain("meeting", "shared@x.example")), LIA_RECORD_MADE);
    assert_int_equal(result.contact_id, first);
    assert_int_equal(result.others, 1);
    undo_last(book);
    int64_t second = make_shared(LIA_PERSON, "Berta");
    assert_int_equal(record(plain("meeting", "Shared@X.example")), LIA_RECORD_MADE);
    assert_int_equal(result.contact_id, first); /* neither was in touch: the one added first */
    assert_int_equal(result.others, 2);
    undo_last(book);
    int64_t entry = log_one(book, second, "MEETING", "lately");
    assert_int_equal(record(plain("meeting", "shared@x.example")), LIA_RECORD_MADE);
    assert_int_equal(result.contact_id, second);
    undo_last(book);
    rows_cancel(book, true, entry, entry); /* what is canceled does not count (8) */
    assert_int_equal(record(plain("meeting", "shared@x.example")), LIA_RECORD_MADE);
    assert_int_equal(result.contact_id, first);
}

static void an_archived_one_is_not_in_the_way(void **state)
{
    (void)state;
    int64_t first = make_shared(LIA_PERSON, "Anna"), firm = make_shared(LIA_COMPANY, "Firm");
    set_archived(book, first, true);
    assert_int_equal(record(plain("meeting", "shared@x.example")), LIA_RECORD_MADE);
    assert_int_equal(result.contact_id, firm);
    assert_int_equal(result.others, 0);
    set_archived(book, firm, true);
    assert_int_equal(record(plain("meeting", "shared@x.example")), LIA_RECORD_ARCHIVED);
    assert_int_equal(result.contact_id, first);
}

/* --- documents --- */

static lia_record document(const char *contact, const char *no)
{
    lia_record r = plain("sales-invoice", contact);
    r.document_no = no;
    return r;
}

static void a_document_makes_one_entry(void **state)
{
    (void)state;
    map("sales-invoice", "LETTER-OUT");
    assert_int_equal(record(document("Bo Ek", "1234")), LIA_RECORD_MADE);
    assert_string_equal(last_line(book), "Recorded sales invoice 1234 with Bo Ek");
    int64_t entry = result.entry_no;
    assert_int_equal(record(document("bo.ek@fabrikam.example", " 1234 ")), LIA_RECORD_KNOWN);
    assert_int_equal(result.entry_no, entry);
    assert_int_equal(record(document("Fabrikam", "1234")), LIA_RECORD_MADE);
    assert_int_equal(record(document("Bo Ek", "1235")), LIA_RECORD_MADE);
    map("sales-order", "LETTER-OUT");
    lia_record order = document("Bo Ek", "1234");
    order.event_id = event_id("sales-order");
    assert_int_equal(record(order), LIA_RECORD_MADE);
    assert_int_equal(record(document("Bo Ek", "")), LIA_RECORD_MADE);
    assert_int_equal(record(document("Bo Ek", "")), LIA_RECORD_MADE);
}

/* 9: while its entry exists, canceled too; not once it is deleted or undone. */
static void it_is_known_while_its_entry_is_there(void **state)
{
    (void)state;
    map("sales-invoice", "LETTER-OUT");
    assert_int_equal(record(document("Bo Ek", "7")), LIA_RECORD_MADE);
    undo_last(book);
    assert_int_equal(record(document("Bo Ek", "7")), LIA_RECORD_MADE);
    int64_t entry = result.entry_no, deleted;
    rows_cancel(book, true, entry, entry);
    assert_int_equal(record(document("Bo Ek", "7")), LIA_RECORD_KNOWN);
    assert_ok(lia_entry_delete_canceled(book, NULL, &entry, 1, NULL, &deleted, &err), err);
    assert_int_equal(deleted, 1);
    assert_int_equal(record(document("Bo Ek", "7")), LIA_RECORD_MADE);
    undo_last(book);
    undo_last(book); /* the deleting */
    assert_int_equal(record(document("Bo Ek", "7")), LIA_RECORD_KNOWN);
    assert_int_equal(result.entry_no, entry);
}

static void many_are_one_operation(void **state)
{
    (void)state;
    map("sales-invoice", "LETTER-OUT");
    assert_int_equal(record(document("Bo Ek", "1")), LIA_RECORD_MADE);
    lia_record r[] = {document("Bo Ek", "2"), document("Bo Ek", "1"), document("nobody", "2"),
                      document("Fabrikam", "2"), document("bo ek", "2")};
    lia_record_result results[5];
    int64_t op;
    assert_ok(lia_record_all(book, r, 5, NULL, results, &op, &err), err);
    assert_true(op > 0);
    static const lia_record_fate fates[] = {LIA_RECORD_MADE, LIA_RECORD_KNOWN, LIA_RECORD_NOBODY,
                                            LIA_RECORD_MADE, LIA_RECORD_KNOWN};
    for (int i = 0; i < 5; i++)
        assert_int_equal(results[i].fate, fates[i]);
    assert_int_equal(results[0].entry_no, 2);
    assert_int_equal(results[1].entry_no, 1);
    assert_int_equal(results[3].entry_no, 3);
    assert_int_equal(results[4].entry_no, 2);
    assert_string_equal(last_line(book), "Recorded 2 interactions");
    undo_last(book);
    assert_int_equal(rows_last(book, "entries"), 1);
    assert_ok(lia_record_all(book, r, 0, NULL, results, &op, &err), err);
    assert_int_equal(op, 0);
}

static void a_trial_writes_nothing(void **state)
{
    (void)state;
    map("sales-invoice", "LETTER-OUT");
    lia_record r[] = {document("Bo Ek", "1"), document("nobody", "1")};
    lia_record_result results[2];
    assert_ok(lia_record_try(book, r, 2, results, &err), err);
    assert_int_equal(results[0].fate, LIA_RECORD_MADE);
    assert_int_equal(results[0].entry_no, 0);
    assert_non_null(strstr(results[0].contact, "Bo Ek"));
    assert_int_equal(results[1].fate, LIA_RECORD_NOBODY);
    assert_int_equal(rows_last(book, "entries"), 0);
    assert_int_equal(record(r[0]), LIA_RECORD_MADE);
    assert_ok(lia_record_try(book, r, 1, results, &err), err);
    assert_int_equal(results[0].fate, LIA_RECORD_KNOWN);
    assert_int_equal(results[0].entry_no, 1);
}

/* --- two sessions --- */

static void two_sessions_make_one_entry(void **state)
{
    (void)state;
    fixture_folder();
    const char *path = fixture_path("book");
    lia_book *one = fixture_open(path, "jo"), *two = fixture_open(path, "ann"), *mine = book;
    book = one;
    make_contact(one, &(lia_contact){.type = LIA_PERSON, .name = "Bo Ek", .touch_days = -1});
    lia_record r = plain("meeting", "Bo Ek");
    r.document_no = "M1";
    assert_int_equal(record(r), LIA_RECORD_MADE);
    book = two;
    assert_int_equal(record(r), LIA_RECORD_KNOWN);
    assert_int_equal(rows_last(one, "entries"), 1);
    lia_book_close(one);
    lia_book_close(two);
    fixture_folder_remove();
    book = mine;
}

int main(void)
{
#define IN_BOOK(test) cmocka_unit_test_setup_teardown(test, set_up, close_book)
    const struct CMUnitTest tests[] = {
        IN_BOOK(takes_what_is_not_said_from_the_template),
        IN_BOOK(keeps_what_is_said),
        IN_BOOK(the_salesperson_is_the_contacts),
        IN_BOOK(correspondence_goes_by_the_rule),
        IN_BOOK(no_template_is_no_error),
        IN_BOOK(nobody_archived_and_blocked_are_told),
        IN_BOOK(a_date_ahead_is_refused),
        IN_BOOK(is_found_by_each_name_of_it),
        IN_BOOK(of_several_a_person_last_in_touch),
        IN_BOOK(an_archived_one_is_not_in_the_way),
        IN_BOOK(a_document_makes_one_entry),
        IN_BOOK(it_is_known_while_its_entry_is_there),
        IN_BOOK(many_are_one_operation),
        IN_BOOK(a_trial_writes_nothing),
        IN_BOOK(two_sessions_make_one_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
