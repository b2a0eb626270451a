/* Create Interaction: domain.md 4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "records.h"

static lia_error err;

static lia_interaction begin(lia_book *book, int64_t contact, const char *template)
{
    lia_interaction it;
    assert_ok(
        lia_interaction_new(book, contact, template ? template_id(book, template) : 0, &it, &err),
        err);
    return it;
}

/* 4.3 */
static void new_is_today_now_and_mine(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_interaction it = begin(book, 0, NULL);
    assert_int_equal(it.date, FIXTURE_TODAY);
    assert_int_equal(it.time, 14 * 3600 + 32 * 60);
    assert_int_equal(it.zone, 0);
    assert_false(it.failed);
    assert_int_equal(it.salesperson_id, salesperson_id(book, "JO"));
    assert_int_equal(it.typed, 0);
    assert_int_equal(it.begun_at, FIXTURE_NOW);
    lia_interaction_clear(&it);
    lia_book_close(book);
}

/* The clock is the viewer's: 14:32 UTC is Saturday 03:32 at +13:00. */
static void new_goes_by_the_viewers_clock(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    fixture_clock.zone = 13 * 60;
    lia_interaction it = begin(book, 0, NULL);
    assert_int_equal(it.date, FIXTURE_TODAY + 1);
    assert_int_equal(it.time, 3 * 3600 + 32 * 60);
    assert_int_equal(it.zone, 13 * 60);
    lia_interaction_clear(&it);
    lia_book_close(book);
}

static void salesperson_is_the_users_else_the_contacts(void **state)
{
    (void)state;
    fixture_folder();
    lia_book *book = fixture_open(fixture_path("book.db"), "jo");
    int64_t jo = salesperson_id(book, "JO"), an = make_salesperson(book, "AN", "");
    int64_t bo = make_contact(
        book, &(lia_contact){.type = LIA_PERSON, .name = "Bo Ek", .salesperson_id = an});
    lia_interaction it = begin(book, bo, "CALL-OUT");
    assert_int_equal(it.salesperson_id, jo);
    lia_interaction_clear(&it);

    lia_book *guest = fixture_open(fixture_path("book.db"), "guest");
    it = begin(guest, bo, "CALL-OUT");
    assert_int_equal(it.salesperson_id, an);
    it.contact_id = 0;
    assert_ok(lia_interaction_work_out(guest, &it, LIA_I_CONTACT, &err), err);
    assert_int_equal(it.salesperson_id, 0);
    it.salesperson_id = jo;
    it.typed |= 1u << LIA_I_SALESPERSON;
    it.contact_id = bo;
    assert_ok(lia_interaction_work_out(guest, &it, LIA_I_CONTACT, &err), err);
    assert_int_equal(it.salesperson_id, jo);
    lia_interaction_clear(&it);
    lia_book_close(guest);
    lia_book_close(book);
    fixture_folder_remove();
}

static void template_fills_and_blanks_what_is_not_typed(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo =
        make_contact(book, &(lia_contact){.type = LIA_PERSON, .name = "Bo Ek", .phone = "070 1"});
    lia_interaction it = begin(book, bo, "CALL-OUT");
    assert_string_equal(it.description, "Outgoing call");
    assert_int_equal(it.minutes, 15);
    assert_int_equal(it.cost, 0);
    assert_int_equal(it.flow, LIA_OUTBOUND);
    assert_int_equal(it.initiated_by, LIA_BY_US);
    assert_int_equal(it.correspondence, LIA_PHONE);
    assert_string_equal(it.via, "070 1");

    /* MEETING has neither flow nor type: a blank in the template blanks the field. */
    it.minutes = 25;
    it.typed |= 1u << LIA_I_MINUTES;
    it.template_id = template_id(book, "MEETING");
    assert_ok(lia_interaction_work_out(book, &it, LIA_I_TEMPLATE, &err), err);
    assert_string_equal(it.description, "Meeting");
    assert_int_equal(it.minutes, 25);
    assert_int_equal(it.flow, LIA_FLOW_BLANK);
    assert_int_equal(it.initiated_by, LIA_BY_US);
    assert_int_equal(it.correspondence, LIA_CORR_BLANK);
    assert_string_equal(it.via, "");

    it.description = "About the quote";
    it.typed |= 1u << LIA_I_DESCRIPTION;
    it.template_id = 0;
    assert_ok(lia_interaction_work_out(book, &it, LIA_I_TEMPLATE, &err), err);
    assert_string_equal(it.description, "About the quote");
    assert_int_equal(it.initiated_by, LIA_BY_BLANK);
    lia_interaction_clear(&it);
    lia_book_close(book);
}

/* 4.4: choosing either works out again what depends on it; the order is free. */
static void order_of_contact_and_template_is_free(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_contact(book, &(lia_contact){.type = LIA_PERSON,
                                                   .name = "Bo Ek",
                                                   .email = "bo@fabrikam.example",
                                                   .correspondence = LIA_EMAIL});
    lia_interaction a = begin(book, bo, "LETTER-OUT"), b = begin(book, 0, "LETTER-OUT");
    assert_int_equal(b.correspondence, LIA_HARD_COPY);
    b.contact_id = bo;
    assert_ok(lia_interaction_work_out(book, &b, LIA_I_CONTACT, &err), err);
    assert_int_equal(a.correspondence, LIA_EMAIL);
    assert_int_equal(b.correspondence, LIA_EMAIL);
    assert_string_equal(a.via, "bo@fabrikam.example");
    assert_string_equal(b.via, "bo@fabrikam.example");
    assert_string_equal(b.description, "Outgoing letter");
    lia_interaction_clear(&a);
    lia_interaction_clear(&b);
    lia_book_close(book);
}

/* 4.5: the contact's, unless it is blank or the template ignores it; then the template's. */
static void correspondence_type_rule(void **state)
{
    (void)state;
    static const struct {
        lia_corr contact, template;
        bool ignore;
        lia_corr expected;
    } cases[] = {
        {LIA_CORR_BLANK, LIA_CORR_BLANK, false, LIA_CORR_BLANK},
        {LIA_EMAIL, LIA_CORR_BLANK, false, LIA_EMAIL},
        {LIA_CORR_BLANK, LIA_PHONE, false, LIA_PHONE},
        {LIA_EMAIL, LIA_PHONE, false, LIA_EMAIL},
        {LIA_EMAIL, LIA_PHONE, true, LIA_PHONE},
        {LIA_EMAIL, LIA_CORR_BLANK, true, LIA_CORR_BLANK},
        {LIA_CORR_BLANK, LIA_HARD_COPY, true, LIA_HARD_COPY},
    };
    lia_book *book = fixture_book();
    int64_t group = 0;
    assert_ok(lia_group_find(book, "CALL", &group, &err), err);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char code[16];
        int64_t template;
        snprintf(code, sizeof code, "T%zu", i);
        assert_ok(lia_template_save(book,
                                    &(lia_template){.code = code,
                                                    .group_id = group,
                                                    .description = "Try",
                                                    .correspondence = cases[i].template,
                                                    .ignore_correspondence = cases[i].ignore},
                                    &template, &err),
                  err);
        int64_t contact = make_contact(book, &(lia_contact){.type = LIA_PERSON,
                                                            .name = "Bo Ek",
                                                            .correspondence = cases[i].contact});
        lia_interaction it = begin(book, contact, code);
        assert_int_equal(it.correspondence, cases[i].expected);
        it.correspondence = LIA_EMAIL; /* typed: nothing replaces it */
        it.typed |= 1u << LIA_I_CORRESPONDENCE;
        assert_ok(lia_interaction_work_out(book, &it, LIA_I_TEMPLATE, &err), err);
        assert_int_equal(it.correspondence, LIA_EMAIL);
        lia_interaction_clear(&it);
    }
    lia_book_close(book);
}

static void via_goes_with_the_correspondence_type(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t full = make_contact(book, &(lia_contact){.type = LIA_PERSON,
                                                     .name = "Bo Ek",
                                                     .phone = "046 1",
                                                     .mobile = "070 2",
                                                     .email = "bo@a.example",
                                                     .address = "Storgatan 1",
                                                     .post_code = "222 22",
                                                     .city = "Lund",
                                                     .country = "SE"});
    int64_t second = make_contact(book, &(lia_contact){.type = LIA_PERSON,
                                                       .name = "Chiara Rossi",
                                                       .mobile = "070 2",
                                                       .email2 = "c@b.example",
                                                       .city = "Milano"});
    static const struct {
        lia_corr type;
        const char *full, *second;
    } cases[] = {
        {LIA_PHONE, "046 1", "070 2"},
        {LIA_EMAIL, "bo@a.example", "c@b.example"},
        {LIA_HARD_COPY, "Storgatan 1, 222 22 Lund, SE", "Milano"},
        {LIA_CORR_BLANK, "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lia_interaction it = begin(book, full, "MEETING");
        it.correspondence = cases[i].type;
        it.typed |= 1u << LIA_I_CORRESPONDENCE;
        assert_ok(lia_interaction_work_out(book, &it, LIA_I_CORRESPONDENCE, &err), err);
        assert_string_equal(it.via, cases[i].full);
        it.contact_id = second;
        assert_ok(lia_interaction_work_out(book, &it, LIA_I_CONTACT, &err), err);
        assert_string_equal(it.via, cases[i].second);
        lia_interaction_clear(&it);
    }
    lia_book_close(book);
}

/* 4.2 */
static void archived_and_blocked_contacts_are_refused(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_interaction it;
    int64_t bo = make_person(book, "Bo Ek", 0), chiara = make_person(book, "Chiara Rossi", 0);
    set_archived(book, bo, true);
    set_privacy(book, chiara, "asked by letter");
    assert_int_equal(lia_interaction_new(book, bo, 0, &it, &err), LIA_IN_USE);
    assert_string_equal(err.field, "contact");
    assert_non_null(strstr(err.message, "Bo Ek is archived"));
    assert_message(err, "");
    assert_int_equal(lia_interaction_new(book, chiara, 0, &it, &err), LIA_IN_USE);
    assert_non_null(strstr(err.message, "asked by letter"));
    assert_message(err, "");
    assert_int_equal(lia_interaction_new(book, 4711, 0, &it, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    lia_book_close(book);
}

/* 4.7: the first fault in this order. */
static void checks_come_in_order(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), jo = salesperson_id(book, "JO");
    lia_interaction it = {.date = LIA_DAY_NONE, .time = -1, .cost = -1, .minutes = -1};
    static const char *const order[] = {"contact",     "template", "salesperson", "date",
                                        "description", "cost",     "minutes"};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        assert_int_equal(lia_interaction_check(book, &it, &err), LIA_INVALID);
        assert_string_equal(err.field, order[i]);
        assert_message(err, "");
        switch (i) {
        case 0:
            it.contact_id = bo;
            break;
        case 1:
            it.template_id = template_id(book, "CALL-IN");
            break;
        case 2:
            it.salesperson_id = jo;
            break;
        case 3:
            it.date = FIXTURE_TODAY;
            break;
        case 4:
            it.description = "Quote";
            break;
        case 5:
            it.cost = 0;
            break;
        case 6:
            it.minutes = 0;
            break;
        }
    }
    assert_ok(lia_interaction_check(book, &it, &err), err);
    it.description = " \n\t ";
    assert_int_equal(lia_interaction_check(book, &it, &err), LIA_INVALID);
    assert_string_equal(err.field, "description");
    lia_book_close(book);
}

static void date_after_tomorrow_has_not_happened(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_interaction it = begin(book, make_person(book, "Bo Ek", 0), "CALL-OUT");
    it.date = FIXTURE_TODAY + 1;
    assert_ok(lia_interaction_check(book, &it, &err), err);
    it.date = FIXTURE_TODAY + 2;
    assert_int_equal(lia_interaction_check(book, &it, &err), LIA_INVALID);
    assert_string_equal(err.field, "date");
    assert_non_null(strstr(err.message, "2026-11-22 has not happened yet"));
    assert_message(err, "");
    it.date = FIXTURE_TODAY - 40000; /* any day of the past */
    assert_ok(lia_interaction_check(book, &it, &err), err);
    lia_interaction_clear(&it);
    lia_book_close(book);
}

static void blocked_records_are_named(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    lia_interaction it = begin(book, bo, "CALL-OUT");
    assert_ok(lia_salesperson_block(book, it.salesperson_id, true, &err), err);
    assert_int_equal(lia_interaction_check(book, &it, &err), LIA_INVALID);
    assert_string_equal(err.field, "salesperson");
    assert_non_null(strstr(err.message, "JO"));
    assert_message(err, "");
    assert_ok(lia_template_block(book, it.template_id, true, &err), err);
    assert_int_equal(lia_interaction_check(book, &it, &err), LIA_INVALID);
    assert_string_equal(err.field, "template");
    assert_non_null(strstr(err.message, "CALL-OUT"));
    assert_message(err, "");
    set_archived(book, bo, true);
    assert_int_equal(lia_interaction_check(book, &it, &err), LIA_IN_USE);
    assert_string_equal(err.field, "contact");
    int64_t no;
    assert_int_equal(lia_interaction_log(book, &it, &no, &err), LIA_IN_USE);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 0);
    lia_interaction_clear(&it);
    lia_book_close(book);
}

/* A megabyte in a name stays one line of a message. */
static void messages_cut_long_names(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(
        book,
        "Bo \xf0\x9f\x98\x80 Ek with a name that goes on for much longer than a line of the screen",
        0);
    set_privacy(
        book, bo,
        "because of a reason that goes on for much longer than a line of the screen has room");
    lia_interaction it;
    assert_int_equal(lia_interaction_new(book, bo, 0, &it, &err), LIA_IN_USE);
    assert_message(err, "");
    lia_book_close(book);
}

static void ok_writes_one_entry(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t company = make_company(book, "Fabrikam");
    int64_t bo = make_contact(
        book, &(lia_contact){
                  .type = LIA_PERSON, .name = "Bo Ek", .company_id = company, .phone = "070 1"});
    lia_interaction it = begin(book, bo, "CALL-OUT");
    it.description = "Asked for the quote by Friday";
    it.evaluation = LIA_POSITIVE;
    it.comment = "First line\nsecond line";
    it.cost = 125000;
    int64_t no = 0;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    assert_string_equal(last_line(book), "Logged CALL-OUT with Bo Ek");

    lia_entry_list found;
    assert_ok(lia_entry_get(book, no, &found, &err), err);
    const lia_entry *e = found.items;
    assert_int_equal(e->contact_id, bo);
    assert_int_equal(e->company_id, company);
    assert_string_equal(e->template_code, "CALL-OUT");
    assert_string_equal(e->group_code, "CALL");
    assert_string_equal(e->salesperson, "JO");
    assert_string_equal(e->description, "Asked for the quote by Friday");
    assert_string_equal(e->via, "070 1");
    assert_int_equal(e->date, FIXTURE_TODAY);
    assert_int_equal(e->time, 14 * 3600 + 32 * 60);
    assert_int_equal(e->flow, LIA_OUTBOUND);
    assert_int_equal(e->initiated_by, LIA_BY_US);
    assert_int_equal(e->correspondence, LIA_PHONE);
    assert_int_equal(e->evaluation, LIA_POSITIVE);
    assert_int_equal(e->cost, 125000);
    assert_int_equal(e->minutes, 15);
    assert_int_equal(e->origin, LIA_MANUAL);
    assert_int_equal(e->status, LIA_LOGGED);
    assert_int_equal(e->comments, 1);
    assert_string_equal(e->logged_by, "jo");
    assert_int_equal(e->logged_at, FIXTURE_NOW);
    lia_entry_list_clear(&found);

    lia_comment_list comments;
    assert_ok(lia_comment_list_of(book, no, &comments, &err), err);
    assert_int_equal(comments.count, 1);
    assert_string_equal(comments.items[0].text, "First line\nsecond line");
    assert_int_equal(comments.items[0].date, FIXTURE_TODAY);
    assert_string_equal(comments.items[0].written_by, "jo");
    assert_string_equal(comments.items[0].edited_by, "");
    lia_comment_list_clear(&comments);

    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.entries, 1);
    assert_sound(book);
    undo_last(book);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry_comment"), 0);
    assert_sound(book);
    lia_book_close(book);
}

static void failed_attempt_and_no_time(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_interaction it = begin(book, make_person(book, "Bo Ek", 0), "CALL-OUT");
    it.failed = true;
    it.time = -1;
    int64_t no = 0;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    lia_entry_list found;
    assert_ok(lia_entry_get(book, no, &found, &err), err);
    assert_int_equal(found.items[0].status, LIA_FAILED);
    assert_int_equal(found.items[0].time, -1);
    assert_int_equal(found.items[0].date, FIXTURE_TODAY);
    lia_entry_list_clear(&found);
    lia_book_close(book);
}

/* Each entry keeps the company it was made with; a company's own entries carry itself (8, 10). */
static void entry_keeps_its_company_and_group(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t fabrikam = make_company(book, "Fabrikam"), adatum = make_company(book, "Adatum");
    int64_t bo = make_person(book, "Bo Ek", fabrikam);
    int64_t first = log_one(book, bo, "CALL-OUT", "Quote");
    int64_t own = log_one(book, fabrikam, "CALL-OUT", "Quote");
    lia_contact_record r;
    assert_ok(lia_contact_get(book, bo, &r, &err), err);
    r.c.company_id = adatum;
    assert_ok(lia_contact_save(book, &r.c, &bo, &err), err);
    lia_contact_record_clear(&r);
    int64_t second = log_one(book, bo, "CALL-OUT", "Quote");
    const int64_t nos[] = {first, own, second}, companies[] = {fabrikam, fabrikam, adatum};
    for (int i = 0; i < 3; i++) {
        lia_entry_list found;
        assert_ok(lia_entry_get(book, nos[i], &found, &err), err);
        assert_int_equal(found.items[0].company_id, companies[i]);
        lia_entry_list_clear(&found);
    }
    /* A text that many entries share is stored once. */
    assert_int_equal(number_of(book, "SELECT count(*) FROM text WHERE description = 'Quote'"), 1);
    lia_book_close(book);
}

/* A draft's id names the change: sent twice it happens once. */
static void once_is_once(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_interaction it = begin(book, make_person(book, "Bo Ek", 0), "CALL-OUT");
    it.once = "0123456789abcdef0123456789abcdef";
    int64_t first = 0, again = 0;
    assert_ok(lia_interaction_log(book, &it, &first, &err), err);
    assert_ok(lia_interaction_log(book, &it, &again, &err), err);
    assert_int_equal(first, again);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 1);
    lia_interaction_clear(&it);
    lia_book_close(book);
}

static void texts_are_made_right(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    int64_t no = log_one(book, bo, "CALL-OUT", "  two\nlines \xff bad  ");
    lia_entry_list found;
    assert_ok(lia_entry_get(book, no, &found, &err), err);
    assert_string_equal(found.items[0].description, "two lines \xef\xbf\xbd bad");
    lia_entry_list_clear(&found);
    lia_book_close(book);
}

/* 4.1: from a log entry its contact is filled in, its template proposed. */
static void from_an_entry(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    int64_t no = log_one(book, bo, "MAIL-IN", "Thanks for the demo");
    lia_interaction it;
    assert_ok(lia_interaction_from_entry(book, no, &it, &err), err);
    assert_int_equal(it.contact_id, bo);
    assert_int_equal(it.template_id, template_id(book, "MAIL-IN"));
    assert_string_equal(it.description, "Incoming e-mail");
    lia_interaction_clear(&it);
    /* Blocked ones are not offered to anything new (10). */
    assert_ok(lia_template_block(book, template_id(book, "MAIL-IN"), true, &err), err);
    assert_ok(lia_interaction_from_entry(book, no, &it, &err), err);
    assert_int_equal(it.template_id, 0);
    lia_interaction_clear(&it);
    set_archived(book, bo, true);
    assert_int_equal(lia_interaction_from_entry(book, no, &it, &err), LIA_IN_USE);
    assert_int_equal(lia_interaction_from_entry(book, 999, &it, &err), LIA_NOT_FOUND);
    lia_book_close(book);
}

static void field_names_are_those_of_errors(void **state)
{
    (void)state;
    assert_string_equal(lia_ifield_name(LIA_I_CONTACT), "contact");
    assert_string_equal(lia_ifield_name(LIA_I_MINUTES), "minutes");
    for (int i = 0; i < LIA_I_FIELDS; i++)
        assert_true(lia_ifield_name((lia_ifield)i)[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_is_today_now_and_mine),
        cmocka_unit_test(new_goes_by_the_viewers_clock),
        cmocka_unit_test(salesperson_is_the_users_else_the_contacts),
        cmocka_unit_test(template_fills_and_blanks_what_is_not_typed),
        cmocka_unit_test(order_of_contact_and_template_is_free),
        cmocka_unit_test(correspondence_type_rule),
        cmocka_unit_test(via_goes_with_the_correspondence_type),
        cmocka_unit_test(archived_and_blocked_contacts_are_refused),
        cmocka_unit_test(checks_come_in_order),
        cmocka_unit_test(date_after_tomorrow_has_not_happened),
        cmocka_unit_test(blocked_records_are_named),
        cmocka_unit_test(messages_cut_long_names),
        cmocka_unit_test(ok_writes_one_entry),
        cmocka_unit_test(failed_attempt_and_no_time),
        cmocka_unit_test(entry_keeps_its_company_and_group),
        cmocka_unit_test(once_is_once),
        cmocka_unit_test(texts_are_made_right),
        cmocka_unit_test(from_an_entry),
        cmocka_unit_test(field_names_are_those_of_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
