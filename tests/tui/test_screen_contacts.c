/* Contacts, the card and the form of a contact, marks and what works on them (screens.md 2-4,
 * domain.md 3, 10). */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "desk.h"
#include "fixture.h"
#include "records.h"

/* Adatum with Anna Berg and Lars Holm, Fabrikam with Bo Ek; Bo Ek was called yesterday. */
static lia_book *book_of_four(void)
{
    lia_book *book = fixture_book();
    int64_t adatum = make_company(book, "Adatum"), fabrikam = make_company(book, "Fabrikam");
    make_person(book, "Anna Berg", adatum);
    make_person(book, "Lars Holm", adatum);
    int64_t bo = make_person(book, "Bo Ek", fabrikam);
    log_one(book, bo, "CALL-OUT", "Asked for the quote");
    return book;
}

static void the_list_shows_last_contact_and_count(void **state)
{
    struct desk *d = desk_open(book_of_four(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2");
    desk_sees(d, "5 contacts");
    assert_non_null(strstr(desk_line(d, "Bo Ek"), "20 Nov"));
    assert_non_null(strstr(desk_line(d, "Bo Ek"), "Fabrikam"));
    assert_non_null(strstr(desk_line(d, "Anna Berg"), "never"));
    desk_close_book(d);
}

static void typing_filters_and_escape_takes_back(void **state)
{
    struct desk *d = desk_open(book_of_four(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 / {adat}");
    desk_sees(d, "3 of 5");
    desk_misses(d, "Bo Ek");
    desk_misses(d, "m Menu"); /* letters are text now */
    desk_play(d, "Esc");
    desk_sees(d, "5 contacts");
    desk_play(d, "/ {cty:lund }"); /* the word is ended: it is judged */
    desk_sees(d, "city");
    desk_sees(d, "Bo Ek"); /* the last good state stays */
    desk_close_book(d);
}

static void marks_survive_filtering_and_say_what_is_not_shown(void **state)
{
    struct desk *d = desk_open(book_of_four(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 * / {anna} Enter");
    desk_sees(d, "5 marked, 4 not shown");
    desk_play(d, "d wait:300");
    desk_sees(d, "Archive 5 contacts?");
    desk_sees(d, "5 marked, 4 not shown");
    desk_play(d, "Esc");
    desk_sees(d, "5 marked, 4 not shown"); /* Esc changes nothing */
    desk_play(d, "Esc");                   /* the filter, then the marks */
    desk_sees(d, "5 marked");
    desk_play(d, "Esc");
    desk_misses(d, "marked");
    desk_close_book(d);
}

static void a_form_for_many_keeps_the_marks_until_ok(void **state)
{
    struct desk *d = desk_open(book_of_four(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 Space Space i");
    desk_sees(d, "2 contacts");
    desk_sees(d, "by contact"); /* the type of correspondence */
    desk_play(d, "Esc");
    desk_sees(d, "2 marked");
    desk_play(d, "i {letter-o} Tab {Invitation} Ctrl-S");
    desk_sees(d, "Logged with 2 contacts");
    desk_misses(d, "marked");
    assert_int_equal(number_of(d->session.book, "SELECT count(*) FROM entry"), 3);
    desk_play(d, "u wait:300 y"); /* one operation */
    assert_int_equal(number_of(d->session.book, "SELECT count(*) FROM entry"), 1);
    desk_close_book(d);
}

static void postponing_a_form_for_many_makes_a_segment(void **state)
{
    struct desk *d = desk_open(book_of_four(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 Space Space i {letter-o} Tab Esc wait:300 p");
    desk_sees(d, "SM000001");
    desk_misses(d, "marked");
    desk_play(d, "3");
    assert_non_null(strstr(desk_line(d, "SM000001"), "LETTER-OUT"));
    desk_close_book(d);
}

static void editing_works_on_the_row_under_the_cursor(void **state)
{
    struct desk *d = desk_open(book_of_four(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 Space Space e"); /* Adatum and Anna are marked, the cursor is on Bo */
    desk_sees(d, "Bo Ek");
    assert_string_equal(form_get(app_top(d->app)->form, "name"), "Bo Ek");
    desk_close_book(d);
}

static void a_person_with_a_new_company(void **state)
{
    struct desk *d = desk_open(fixture_book(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 a {Kim} Tab {Litware} Tab"); /* the Add row opens the company's form */
    desk_sees(d, "New company");
    assert_string_equal(form_get(app_top(d->app)->form, "name"), "Litware");
    desk_play(d, "Ctrl-S Ctrl-S");
    assert_non_null(strstr(desk_line(d, "Kim"), "Litware"));
    desk_sees(d, "Added");
    desk_close_book(d);
}

static void the_type_can_be_chosen(void **state)
{
    struct desk *d = desk_open(fixture_book(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 a {Litware} Shift-Tab c Ctrl-S");
    assert_int_equal(number_of(d->session.book, "SELECT type FROM contact WHERE name = 'Litware'"),
                     LIA_COMPANY);
    desk_close_book(d);
}

static void further_addresses_are_lines(void **state)
{
    struct desk *d = desk_open(fixture_book(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 a {Kim}");
    form_go_to(app_top(d->app)->form, "further");
    desk_play(d, "{email work: kim@litware.example} Enter {+46 46 222 33 44} Ctrl-S Enter");
    desk_sees(d, "kim@litware.example");
    desk_sees(d, "+46 46 222 33 44");
    assert_non_null(strstr(desk_line(d, "kim@litware.example"), "work"));
    desk_close_book(d);
}

static void escape_asks_only_when_something_differs(void **state)
{
    struct desk *d = desk_open(book_of_four(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 e Esc");
    assert_string_equal(desk_page(d), "contacts");
    desk_play(d, "e End {x} Esc");
    desk_sees(d, "Save");
    desk_sees(d, "Discard");
    desk_play(d, "Esc");
    assert_string_equal(desk_page(d), "contact-form");
    desk_play(d, "Esc wait:300 d");
    assert_string_equal(desk_page(d), "contacts");
    desk_misses(d, "Adatumx");
    desk_play(d, "e End {x} Esc wait:300 s");
    desk_sees(d, "Adatumx");
    desk_close_book(d);
}

static void unused_ones_are_deleted_used_ones_archived(void **state)
{
    struct desk *d = desk_open(book_of_four(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 / {anna} Enter d wait:300");
    desk_sees(d, "Delete Anna Berg?");
    desk_play(d, "d Esc");
    desk_misses(d, "Anna Berg");
    desk_play(d, "/ {name:fabri} Enter d wait:300"); /* a company: it alone, or with its persons */
    desk_sees(d, "It alone");
    desk_sees(d, "With its 1 person");
    desk_play(d, "p Esc");
    desk_sees(d, "2 contacts");
    desk_play(d, "/ {archived:yes bo} Enter");
    desk_sees(d, "(archived)");
    desk_play(d, "i");
    assert_string_equal(desk_page(d), "contacts"); /* refused, with the reason */
    desk_sees(d, "archived");
    desk_play(d, "d / {bo} Enter i");
    assert_string_equal(desk_page(d), "interaction-form");
    desk_close_book(d);
}

static void the_card_opens_and_adds_a_person_of_the_company(void **state)
{
    struct desk *d = desk_open(book_of_four(), 80, 24, NULL);
    (void)state;
    desk_play(d, "2 / {name:fabri} Enter Enter");
    desk_sees(d, "Fabrikam");
    desk_sees(d, "Asked for the quote"); /* its persons' interactions too */
    desk_play(d, "a {Sofia} Ctrl-S 2 Esc");
    assert_non_null(strstr(desk_line(d, "Sofia"), "Fabrikam"));
    desk_close_book(d);
}

static void the_preview_follows_the_cursor(void **state)
{
    struct desk *d = desk_open(book_of_four(), 120, 40, NULL);
    (void)state;
    desk_play(d, "2");
    desk_misses(d, "Asked for the quote");
    desk_play(d, "/ {bo} Enter");
    desk_sees(d, "Asked for the quote");
    desk_play(d, "v");
    desk_misses(d, "Asked for the quote");
    desk_close_book(d);
}

static int64_t now(void *ctx)
{
    (void)ctx;
    return FIXTURE_NOW;
}

static int zone(void *ctx, int64_t utc)
{
    (void)ctx, (void)utc;
    return 0;
}

static void a_read_only_book_hides_what_writes(void **state)
{
    lia_error err = {0};
    (void)state;
    fixture_folder();
    const char *path = fixture_path("book.db");
    lia_book *book = fixture_open(path, "jo");
    make_person(book, "Bo Ek", 0);
    lia_book_close(book);
    const lia_open how = {
        .path = path, .user = "jo", .full_name = "", .read_only = true, .now = now, .zone = zone};
    assert_ok(lia_book_open(&how, &book, &err), err);
    struct desk *d = desk_open(book, 80, 24, NULL);
    desk_play(d, "2");
    desk_sees(d, "Bo Ek");
    desk_sees(d, "read only");
    desk_misses(d, "i Interaction");
    desk_misses(d, "a Add");
    desk_play(d, "a e i d I");
    assert_string_equal(desk_page(d), "contacts");
    desk_play(d, "Enter");
    assert_string_equal(desk_page(d), "contact");
    desk_close(d);
    lia_book_close(book);
    fixture_folder_remove();
}

static void the_title_wins_where_it_is_narrow(void **state)
{
    struct desk *d = desk_open(book_of_four(), 40, 12, NULL);
    (void)state;
    desk_play(d, "2");
    desk_sees(d, "Contacts");
    desk_sees(d, "i Interaction");
    desk_sees(d, "Menu");
    desk_play(d, "4");
    desk_sees(d, "Interaction Log Entries");
    desk_close_book(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_shows_last_contact_and_count),
        cmocka_unit_test(typing_filters_and_escape_takes_back),
        cmocka_unit_test(marks_survive_filtering_and_say_what_is_not_shown),
        cmocka_unit_test(a_form_for_many_keeps_the_marks_until_ok),
        cmocka_unit_test(postponing_a_form_for_many_makes_a_segment),
        cmocka_unit_test(editing_works_on_the_row_under_the_cursor),
        cmocka_unit_test(a_person_with_a_new_company),
        cmocka_unit_test(the_type_can_be_chosen),
        cmocka_unit_test(further_addresses_are_lines),
        cmocka_unit_test(escape_asks_only_when_something_differs),
        cmocka_unit_test(unused_ones_are_deleted_used_ones_archived),
        cmocka_unit_test(the_card_opens_and_adds_a_person_of_the_company),
        cmocka_unit_test(the_preview_follows_the_cursor),
        cmocka_unit_test(a_read_only_book_hides_what_writes),
        cmocka_unit_test(the_title_wins_where_it_is_narrow),
    };
    setenv("TZ", "UTC", 1);
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
