/* Create Interaction: domain.md 4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* --- many contacts (4.8) --- */

static void usable_contacts_keep_their_order(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t a = make_person(book, "Anna Berg", 0), b = make_person(book, "Bo Ek", 0),
            c = make_person(book, "Chiara", 0), d = make_person(book, "Dan", 0);
    set_archived(book, a, true);
    set_privacy(book, d, "asked by letter");
    lia_left_out_list list;
    assert_ok(lia_interaction_usable(book, (int64_t[]){d, c, a, b}, 4, &list, &err), err);
    assert_int_equal(list.usable_count, 2);
    assert_int_equal(list.usable[0], c);
    assert_int_equal(list.usable[1], b);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].name, "Dan");
    assert_non_null(strstr(list.items[0].reason, "asked by letter"));
    assert_string_equal(list.items[1].name, "Anna Berg");
    assert_non_null(strstr(list.items[1].reason, "archived"));
    lia_left_out_list_clear(&list);
    lia_book_close(book);
}

static void many_are_worked_out_each(void **state)
{
    (void)state;
    fixture_folder();
    lia_book *own = fixture_open(fixture_path("book.db"), "jo");
    int64_t jo = salesperson_id(own, "JO"), an = make_salesperson(own, "AN", "");
    int64_t company = make_company(own, "Fabrikam");
    int64_t a = make_contact(own, &(lia_contact){.type = LIA_PERSON,
                                                 .name = "Anna Berg",
                                                 .company_id = company,
                                                 .salesperson_id = an,
                                                 .email = "a@a.example",
                                                 .correspondence = LIA_EMAIL});
    int64_t b = make_contact(
        own,
        &(lia_contact){.type = LIA_PERSON, .name = "Bo Ek", .salesperson_id = jo, .city = "Lund"});
    lia_book *book = fixture_open(fixture_path("book.db"), "guest"); /* no salesperson of its own */
    lia_interaction it = begin(book, 0, "LETTER-OUT");
    it.comment = "With the price list";
    int64_t first = 0;
    assert_ok(
        lia_interaction_log_many(book, &it, (int64_t[]){b, a, company}, 2, NULL, &first, &err),
        err);
    const struct {
        int64_t contact, company, salesperson;
        lia_corr type;
        const char *via;
    } expected[] = {{b, 0, jo, LIA_HARD_COPY, "Lund"}, {a, company, an, LIA_EMAIL, "a@a.example"}};
    for (int i = 0; i < 2; i++) {
        lia_entry_list found;
        assert_ok(lia_entry_get(book, first + i, &found, &err), err);
        const lia_entry *e = found.items;
        assert_int_equal(e->contact_id, expected[i].contact);
        assert_int_equal(e->company_id, expected[i].company);
        assert_int_equal(e->salesperson_id, expected[i].salesperson);
        assert_int_equal(e->correspondence, expected[i].type);
        assert_string_equal(e->via, expected[i].via);
        assert_string_equal(e->group_code, "LETTER");
        assert_int_equal(e->comments, 1);
        lia_entry_list_clear(&found);
    }
    assert_string_equal(last_line(book), "Logged LETTER-OUT with 2 contacts");
    assert_sound(book);
    undo_last(book);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry_comment"), 0);

    /* What is typed is the same for all; a contact that gives no salesperson is named. */
    assert_int_equal(
        lia_interaction_log_many(book, &it, (int64_t[]){a, company}, 2, NULL, &first, &err),
        LIA_INVALID);
    assert_string_equal(err.field, "salesperson");
    assert_non_null(strstr(err.message, "Fabrikam"));
    assert_message(err, "");
    it.salesperson_id = jo;
    it.correspondence = LIA_PHONE;
    it.typed |= 1u << LIA_I_SALESPERSON | 1u << LIA_I_CORRESPONDENCE;
    assert_ok(lia_interaction_log_many(book, &it, (int64_t[]){a, company}, 2, NULL, &first, &err),
              err);
    assert_int_equal(
        number_of(book,
                  "SELECT count(*) FROM entry WHERE salesperson_id IS (SELECT salesperson_id FROM"
                  " salesperson WHERE code = 'JO') AND correspondence = 3"),
        2);
    lia_interaction_clear(&it);
    lia_book_close(book);
    lia_book_close(own);
    fixture_folder_remove();
}

static void many_all_or_nothing(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t a = make_person(book, "Anna Berg", 0), b = make_person(book, "Bo Ek", 0);
    lia_interaction it = begin(book, 0, "CALL-OUT");
    set_archived(book, b, true);
    int64_t first;
    assert_int_equal(lia_interaction_log_many(book, &it, (int64_t[]){a, b}, 2, NULL, &first, &err),
                     LIA_IN_USE);
    assert_non_null(strstr(err.message, "Bo Ek"));
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 0);
    it.date = FIXTURE_TODAY + 2;
    assert_int_equal(lia_interaction_log_many(book, &it, &a, 1, NULL, &first, &err), LIA_INVALID);
    assert_string_equal(err.field, "date");
    assert_int_equal(lia_interaction_log_many(book, &it, &a, 0, NULL, &first, &err), LIA_INVALID);
    assert_string_equal(err.field, "contact");
    lia_interaction_clear(&it);
    lia_book_close(book);
}

static void many_thousands(void **state)
{
    (void)state;
    enum { N = 20000 };
    lia_book *book = fixture_book();
    int64_t a = make_person(book, "Anna Berg", 0), b = make_person(book, "Bo Ek", 0);
    int64_t *ids = malloc(N * sizeof *ids);
    assert_non_null(ids);
    for (int i = 0; i < N; i++)
        ids[i] = i % 2 ? a : b;
    lia_interaction it = begin(book, 0, "CALL-OUT");
    int64_t first = 0;
    assert_ok(lia_interaction_log_many(book, &it, ids, N, NULL, &first, &err), err);
    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.entries, N);
    assert_int_equal(number_of(book, "SELECT max(entry_no) - min(entry_no) + 1 FROM entry"), N);
    assert_int_equal(number_of(book, "SELECT count(*) FROM text"), 1);
    lia_interaction_clear(&it);
    free(ids);
    lia_book_close(book);
}

/* Postponed, a form for many becomes a segment: the form as header, one line each. */
static void many_postponed_are_a_segment(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t a = make_contact(
        book, &(lia_contact){.type = LIA_PERSON, .name = "Anna", .correspondence = LIA_EMAIL});
    int64_t b = make_person(book, "Bo Ek", 0), id = 0;
    lia_interaction it = begin(book, 0, "LETTER-OUT");
    it.description = "Autumn fair";
    it.minutes = 40;
    it.typed = 1u << LIA_I_DESCRIPTION | 1u << LIA_I_MINUTES;
    it.comment = "bring the samples";
    assert_ok(lia_interaction_to_segment(book, &it, (int64_t[]){b, a}, 2, &id, &err), err);
    lia_interaction_clear(&it);
    lia_segment_list segments;
    assert_ok(lia_segment_get(book, id, &segments, &err), err);
    const lia_segment *s = segments.items;
    assert_int_equal(s->lines, 2);
    assert_int_equal(s->date, FIXTURE_TODAY);
    assert_int_equal(s->template_id, template_id(book, "LETTER-OUT"));
    assert_string_equal(s->entry_description, "Autumn fair");
    assert_int_equal(s->unit_minutes, 40);
    assert_string_equal(s->salesperson, "JO");
    char said[64];
    snprintf(said, sizeof said, "Postponed for 2 contacts as segment %s", s->no);
    assert_string_equal(last_line(book), said);
    lia_segment_list_clear(&segments);

    lia_line_list lines;
    assert_ok(lia_line_list_some(book, id, &(lia_seek){.no_key = true, .limit = 5}, &lines, &err),
              err);
    assert_int_equal(lines.count, 2);
    assert_int_equal(lines.items[0].contact_id, b);
    assert_int_equal(lines.items[0].correspondence, LIA_HARD_COPY);
    assert_string_equal(lines.items[0].comment, "bring the samples");
    assert_int_equal(lines.items[1].contact_id, a);
    assert_int_equal(lines.items[1].correspondence, LIA_EMAIL);
    assert_string_equal(lines.items[1].description, "Autumn fair");
    lia_line_list_clear(&lines);
    assert_sound(book);
    lia_book_close(book);
}

/* --- a segment's line (6) --- */

static void line_logged_now_stays_marked(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t a = make_person(book, "Anna Berg", 0), b = make_person(book, "Bo Ek", 0), id = 0,
            no = 0;
    lia_interaction it = begin(book, 0, "LETTER-OUT");
    it.description = "Autumn fair";
    it.typed = 1u << LIA_I_DESCRIPTION;
    assert_ok(lia_interaction_to_segment(book, &it, (int64_t[]){a, b}, 2, &id, &err), err);
    lia_interaction_clear(&it);
    lia_line_list lines;
    assert_ok(lia_line_list_some(book, id, &(lia_seek){.no_key = true, .limit = 5}, &lines, &err),
              err);
    int64_t line = lines.items[1].id;
    lia_line_list_clear(&lines);

    assert_ok(lia_interaction_from_line(book, line, &it, &err), err);
    assert_int_equal(it.contact_id, b);
    assert_string_equal(it.description, "Autumn fair");
    assert_int_equal(it.date, FIXTURE_TODAY);
    assert_int_equal(it.time, 14 * 3600 + 32 * 60);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_entry_list found;
    assert_ok(lia_entry_get(book, no, &found, &err), err);
    assert_int_equal(found.items[0].segment_id, id);
    assert_int_equal(found.items[0].logged_id, 0);
    lia_entry_list_clear(&found);
    assert_ok(lia_line_get(book, line, &lines, &err), err);
    assert_int_equal(lines.items[0].entry_no, no);
    lia_line_list_clear(&lines);

    /* Twice is refused, also when the form was open already. */
    int64_t again;
    assert_int_equal(lia_interaction_log(book, &it, &again, &err), LIA_IN_USE);
    assert_message(err, "");
    lia_interaction_clear(&it);
    assert_int_equal(lia_interaction_from_line(book, line, &it, &err), LIA_IN_USE);
    assert_message(err, "");
    undo_last(book);
    assert_ok(lia_line_get(book, line, &lines, &err), err);
    assert_int_equal(lines.items[0].entry_no, 0);
    lia_line_list_clear(&lines);
    assert_sound(book);
    lia_book_close(book);
}

/* --- killed, and at once --- */

struct work {
    const char *path;
    const int64_t *contacts;
    size_t n;
    int times; /* 0: until it is killed */
};

/* Logs for all contacts, or for the first alone; says each one that is acknowledged. */
static void log_again_and_again(const struct work *work, int said)
{
    lia_book *book = NULL;
    lia_interaction it;
    lia_error e;
    int64_t no;
    if (fixture_try_open(work->path, "jo", false, &book, &e) ||
        lia_interaction_new(book, 0, 1, &it, &e))
        _exit(1);
    it.comment = "with a comment";
    it.contact_id = work->contacts[0];
    for (int i = 0; !work->times || i < work->times; i++) {
        lia_status status = work->n > 1 ? lia_interaction_log_many(book, &it, work->contacts,
                                                                   work->n, NULL, &no, &e)
                                        : lia_interaction_log(book, &it, &no, &e);
        if (status != LIA_OK || write(said, "k", 1) != 1)
            _exit(2);
    }
    lia_interaction_clear(&it);
    lia_book_close(book);
    _exit(0);
}

static pid_t start(const struct work *work, int *said)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[0]);
        alarm(60); /* should the test fail and nobody kill it */
        log_again_and_again(work, ends[1]);
    }
    close(ends[1]);
    *said = ends[0];
    return pid;
}

static int count_said(int said)
{
    char bytes[256];
    int count = 0;
    for (ssize_t n; (n = read(said, bytes, sizeof bytes)) > 0;)
        count += (int)n;
    close(said);
    return count;
}

/* kill -9 at any moment: no half operation, nothing acknowledged lost. */
static void killed_while_logging(void **state)
{
    (void)state;
    enum { MANY = 300, ROUNDS = 12 };
    fixture_folder();
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    lia_book *book = fixture_open(fixture_path("book.db"), "jo");
    int64_t contacts[MANY];
    for (int i = 0; i < MANY; i++)
        contacts[i] = i ? contacts[0] : make_person(book, "Bo Ek", 0);
    int64_t acknowledged = 0;
    for (int i = 0; i < ROUNDS; i++) {
        int said;
        char first;
        pid_t pid = start(&(struct work){fixture_path("book.db"), contacts, MANY, 0}, &said);
        assert_int_equal(read(said, &first, 1), 1);
        poll(NULL, 0, i % 4 * 3);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        acknowledged += 1 + count_said(said);
        int64_t entries = number_of(book, "SELECT count(*) FROM entry");
        assert_int_equal(entries % MANY, 0);
        assert_true(entries / MANY >= acknowledged);
        assert_true(entries / MANY <= acknowledged + i + 1);
        assert_int_equal(number_of(book, "SELECT count(*) FROM entry_comment"), entries);
    }
    assert_sound(book);
    lia_book_close(book);
    fixture_folder_remove();
}

/* Two sessions that log at once: neither loses an entry, no number is given twice. */
static void two_sessions_log_at_once(void **state)
{
    (void)state;
    enum { EACH = 60 };
    fixture_folder();
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    lia_book *book = fixture_open(fixture_path("book.db"), "jo");
    const int64_t bo = make_person(book, "Bo Ek", 0);
    const struct work work = {fixture_path("book.db"), &bo, 1, EACH};
    int said[2], status;
    pid_t pids[2];
    for (int i = 0; i < 2; i++)
        pids[i] = start(&work, &said[i]);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(count_said(said[i]), EACH);
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 2 * EACH);
    assert_int_equal(number_of(book, "SELECT max(entry_no) FROM entry"), 2 * EACH);
    assert_sound(book);
    lia_book_close(book);
    fixture_folder_remove();
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
        cmocka_unit_test(usable_contacts_keep_their_order),
        cmocka_unit_test(many_are_worked_out_each),
        cmocka_unit_test(many_all_or_nothing),
        cmocka_unit_test(many_thousands),
        cmocka_unit_test(many_postponed_are_a_segment),
        cmocka_unit_test(line_logged_now_stays_marked),
        cmocka_unit_test(killed_while_logging),
        cmocka_unit_test(two_sessions_log_at_once),
        cmocka_unit_test(field_names_are_those_of_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
