/* Drafts on Home, two sessions in one record, postponing and resuming, a segment from its first
 * line to its log (domain.md 4-6, 11). */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "desk.h"
#include "fixture.h"
#include "records.h"

static lia_book *book_of_three(void)
{
    lia_book *book = fixture_book();
    int64_t adatum = make_company(book, "Adatum");
    make_person(book, "Anna Berg", adatum);
    make_person(book, "Bo Ek", 0);
    return book;
}

/* --- Create Interaction --------------------------------------------------------------------------
 */

static void a_call_in_a_few_keys(void **state)
{
    struct desk *d = desk_open(book_of_three(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 / {anna} Enter i {call-o} Tab {Asked for the quote} Ctrl-S Enter");
    assert_non_null(strstr(desk_line(d, "Asked for the quote"), "CALL-OUT"));
    desk_sees(d, "15 min"); /* the template's */
    desk_close_book(d);
}

static void from_home_the_contact_is_asked_first(void **state)
{
    struct desk *d = desk_open(book_of_three(), 80, 24, NULL);
    (void)state;
    desk_play(d, "i");
    assert_string_equal(form_focused(app_top(d->app)->form), "contact");
    desk_play(d, "{bo} Tab {mail-o} Tab Ctrl-S");
    assert_non_null(strstr(desk_line(d, "Outgoing e-mail"), "Bo Ek"));
    desk_close_book(d);
}

static void postponed_and_resumed_it_keeps_its_number(void **state)
{
    struct desk *d = desk_open(book_of_three(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 i {meeti} Esc Esc"); /* the look-up, then the form: nothing was typed */
    assert_string_equal(desk_page(d), "contacts");
    desk_play(d, "i {meeti} Tab {Kick-off} Esc wait:300");
    desk_sees(d, "Postpone");
    desk_sees(d, "Discard");
    desk_play(d, "p");
    desk_sees(d, "Postponed as no. 1");
    desk_play(d, "4");
    desk_misses(d, "Kick-off"); /* in no list of log entries */
    desk_play(d, "5 Enter");
    desk_sees(d, "Begun");
    desk_play(d, "Ctrl-S 4");
    assert_int_equal(number_of(d->session.book, "SELECT max(entry_no) FROM entry"), 1);
    desk_sees(d, "Kick-off");
    desk_close_book(d);
}

static void an_error_puts_the_cursor_into_its_field(void **state)
{
    struct desk *d = desk_open(book_of_three(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 i {call-o} Tab");
    form_go_to(app_top(d->app)->form, "date");
    desk_play(d, "{+7d} Ctrl-S"); /* it has not happened yet */
    assert_string_equal(desk_page(d), "interaction-form");
    assert_string_equal(form_focused(app_top(d->app)->form), "date");
    desk_sees(d, "has not happened");
    desk_close_book(d);
}

/* --- drafts --------------------------------------------------------------------------------------
 */

static void home_offers_what_a_lost_session_left(void **state)
{
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    const char *folder = fixture_folder();
    lia_book *book = fixture_open(fixture_path("book.db"), "jo");
    struct desk *d = desk_open(book, 80, 24, folder);
    (void)state;
    desk_play(d, "2 a {Kim Ho} Tab Tab {Boss} Tab wait:300");
    desk_close(d); /* killed */
    d = desk_open(book, 80, 24, folder);
    desk_sees(d, "1 unfinished form was kept");
    desk_play(d, "r");
    assert_string_equal(form_get(app_top(d->app)->form, "name"), "Kim Ho");
    assert_string_equal(form_get(app_top(d->app)->form, "job_title"), "Boss");
    assert_string_equal(form_focused(app_top(d->app)->form), "email"); /* where the cursor was */
    desk_play(d, "Ctrl-S");
    desk_misses(d, "unfinished");
    assert_int_equal(number_of(book, "SELECT count(*) FROM contact WHERE name = 'Kim Ho'"), 1);
    desk_close_book(d);
    fixture_folder_remove();
}

/* --- two sessions --------------------------------------------------------------------------------
 */

static void change(lia_book *book, int64_t id, const char *title, const char *email,
                   const char *city)
{
    lia_contact_record r = {0};
    lia_error err = {0};
    assert_ok(lia_contact_get(book, id, &r, &err), err);
    r.c.job_title = title;
    r.c.email = email;
    r.c.city = city;
    assert_ok(lia_contact_save(book, &r.c, &id, &err), err);
    lia_contact_record_clear(&r);
}

static void fields_that_both_changed_are_asked_one_by_one(void **state)
{
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    struct desk *d = desk_open(book, 80, 24, NULL);
    (void)state;
    desk_play(d, "2 e Tab Tab {CTO} Tab {a@x.example} Tab");
    change(book, bo, "CEO", "b@x.example", "Lund");
    desk_play(d, "Ctrl-S wait:300");
    desk_sees(d, "Job title");
    desk_sees(d, "CTO");
    desk_sees(d, "CEO");
    desk_play(d, "Esc Ctrl-S wait:300"); /* put off: OK asks again */
    desk_sees(d, "Job title");
    desk_play(d, "t wait:300");
    desk_sees(d, "a@x.example");
    desk_sees(d, "b@x.example");
    desk_play(d, "m Ctrl-S");
    assert_string_equal(desk_page(d), "contacts");
    assert_int_equal(number_of(book, "SELECT count(*) FROM contact WHERE job_title = 'CEO' AND"
                                     " email = 'a@x.example' AND city = 'Lund'"),
                     1);
    desk_close_book(d);
}

static void a_record_that_is_gone_closes_its_form(void **state)
{
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    lia_error err = {0};
    struct desk *d = desk_open(book, 80, 24, NULL);
    (void)state;
    desk_play(d, "2 e End {x}");
    assert_ok(lia_contact_delete(book, bo, &err), err);
    desk_play(d, "Ctrl-S");
    assert_string_equal(desk_page(d), "contacts");
    desk_close_book(d);
}

/* --- segments ------------------------------------------------------------------------------------
 */

static void a_segment_from_its_first_line_to_its_log(void **state)
{
    struct desk *d = desk_open(book_of_three(), 80, 24, NULL);
    (void)state;
    desk_play(d, "3 a {Autumn fair} Tab Tab Tab {mail-o} Tab Ctrl-S");
    assert_string_equal(desk_page(d), "segment");
    desk_play(d, "A {type:person} Tab");
    desk_sees(d, "2 to add");
    desk_play(d, "Ctrl-S wait:300 y");
    desk_sees(d, "2 lines");
    desk_play(d, "g e Tab {For you} Ctrl-S");
    desk_sees(d, "For you•");
    desk_play(d, "e Tab Del Ctrl-S"); /* follows the header again */
    desk_misses(d, "•");
    desk_play(d, "g e Tab {For you} Ctrl-S H");
    form_go_to(app_top(d->app)->form, "entry_description");
    desk_play(d, "{Come} Ctrl-S wait:300");
    desk_sees(d, "1 not personalised");
    desk_play(d, "Enter");
    desk_sees(d, "For you•");
    desk_sees(d, "Come");
    desk_play(d, "L");
    desk_sees(d, "2 of 2 lines can be logged");
    desk_sees(d, "Esc Back");
    desk_play(d, "f Ctrl-S");
    desk_sees(d, "Logged 2 interactions; follow-up SM000002 with 2 lines");
    desk_play(d, "6 Enter");
    desk_sees(d, "For you");
    desk_sees(d, "Come");
    desk_close_book(d);
}

static void problems_hold_the_log_until_they_are_moved(void **state)
{
    lia_book *book = book_of_three();
    struct desk *d = desk_open(book, 80, 24, NULL);
    (void)state;
    desk_play(d,
              "3 a {Fair} Tab Tab Tab {mail-o} Tab Ctrl-S A {type:person} Tab Ctrl-S wait:300 y");
    set_archived(book, number_of(book, "SELECT contact_id FROM contact WHERE name = 'Bo Ek'"),
                 true);
    desk_play(d, "L");
    desk_sees(d, "1 problem, nothing is logged yet");
    assert_non_null(strstr(desk_line(d, "  line"), "Bo Ek"));
    desk_play(d, "Ctrl-S");
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 0);
    desk_play(d, "Enter"); /* the first line with a problem */
    assert_string_equal(desk_page(d), "line-form");
    assert_string_equal(form_focused(app_top(d->app)->form), "contact");
    desk_play(d, "Esc x");
    desk_sees(d, "1 line moved to the new segment SM000002");
    desk_play(d, "Ctrl-S");
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 1);
    desk_close_book(d);
}

static void canceled_deleted_and_brought_back(void **state)
{
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    struct desk *d;
    (void)state;
    log_one(book, bo, "CALL-OUT", "First");
    log_one(book, bo, "CALL-OUT", "Second");
    log_one(book, bo, "CALL-OUT", "Third");
    d = desk_open(book, 80, 24, NULL);
    desk_play(d, "4 * c wait:300");
    desk_sees(d, "Cancel 3 interactions?");
    desk_play(d, "y G c wait:300"); /* the switch on one row */
    desk_sees(d, "Un-cancel 1 interaction?");
    desk_play(d, "y D Ctrl-S wait:300");
    desk_sees(d, "Delete 2 canceled entries OF THE WHOLE BOOK?");
    desk_play(d, "Enter"); /* nothing destructive by Enter */
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 3);
    desk_play(d, "d");
    desk_sees(d, "2 canceled entries deleted");
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 1);
    desk_play(d, "u wait:300 y");
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 3);
    desk_play(d, "U");
    desk_sees(d, "an undo");
    desk_close_book(d);
}

static void lists_that_the_book_does_not_filter_go_by_words(void **state)
{
    lia_book *book = book_of_three();
    struct desk *d = desk_open(book, 80, 24, NULL);
    (void)state;
    desk_play(
        d,
        "3 a {Autumn fair} Tab Tab Tab {mail-o} Tab Ctrl-S A {type:person} Tab Ctrl-S wait:300 y");
    desk_play(d, "/ {anna} Enter");
    desk_sees(d, "Anna Berg");
    desk_misses(d, "Bo Ek");
    desk_play(d, "* d wait:300 r"); /* only what is shown is marked, and goes */
    desk_play(d, "Esc");
    desk_misses(d, "Anna Berg");
    desk_sees(d, "Bo Ek");
    desk_play(d, "U / {added autumn}");
    desk_misses(d, "Removed");
    desk_play(d, "Esc Esc 6 / {zzz}");
    desk_sees(d, "No row here has these words.");
    desk_play(d, "Esc Esc 5 / {zzz} Enter Esc");
    assert_string_equal(desk_page(d), "postponed"); /* Esc took the filter */
    desk_close_book(d);
}

static void one_is_told_that_an_entry_was_corrected(void **state)
{
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    struct desk *d;
    (void)state;
    log_one(book, bo, "CALL-OUT", "Wrong");
    d = desk_open(book, 80, 24, NULL);
    desk_play(d, "4 E p");
    desk_sees(d, "1 interaction evaluated");
    desk_play(d, "e");
    form_go_to(app_top(d->app)->form, "description");
    desk_play(d, "{Right} Ctrl-S g");
    while (!strstr(desk_line(d, "▌"), "Wrong"))
        desk_play(d, "j");
    desk_play(d, "E n");
    desk_sees(d, "it was corrected: entry 2 counts in its place");
    desk_play(d, ";");
    assert_string_equal(desk_page(d), "comment-form");
    desk_sees(d, "This one was corrected: entry 2 counts in its place");
    desk_close_book(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_in_a_few_keys),
        cmocka_unit_test(from_home_the_contact_is_asked_first),
        cmocka_unit_test(postponed_and_resumed_it_keeps_its_number),
        cmocka_unit_test(an_error_puts_the_cursor_into_its_field),
        cmocka_unit_test(home_offers_what_a_lost_session_left),
        cmocka_unit_test(fields_that_both_changed_are_asked_one_by_one),
        cmocka_unit_test(a_record_that_is_gone_closes_its_form),
        cmocka_unit_test(a_segment_from_its_first_line_to_its_log),
        cmocka_unit_test(problems_hold_the_log_until_they_are_moved),
        cmocka_unit_test(canceled_deleted_and_brought_back),
        cmocka_unit_test(lists_that_the_book_does_not_filter_go_by_words),
        cmocka_unit_test(one_is_told_that_an_entry_was_corrected),
    };
    setenv("TZ", "UTC", 1);
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
