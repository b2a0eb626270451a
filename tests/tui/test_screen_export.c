/* Export on screen: what is marked, shown or all, in each format, into a file that is whole or not
 * there. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/path.h"
#include "desk.h"
#include "fixture.h"
#include "records.h"

/* Two companies, three persons, one of them archived; two interactions of Anna, one of Bo. */
static lia_book *book_of_some(void)
{
    lia_book *book = fixture_book();
    int64_t adatum = make_company(book, "Adatum");
    make_company(book, "Fabrikam");
    int64_t anna = make_person(book, "Anna Berg", adatum), bo = make_person(book, "Bo Ek", 0);
    set_archived(book, make_person(book, "Old Timer", 0), true);
    log_one(book, anna, "CALL-OUT", "First of Anna");
    log_one(book, anna, "CALL-OUT", "Second of Anna");
    log_one(book, bo, "CALL-OUT", "Only of Bo");
    return book;
}

/* A desk whose home is a fresh folder. */
static struct desk *desk_at_home(void)
{
    const char *home = fixture_folder();
    struct desk *d = desk_open(book_of_some(), 80, 24, NULL);
    d->env.home = home;
    d->env.state_dir = fixture_path("state");
    return d;
}

static void end(struct desk *d)
{
    desk_close_book(d);
    fixture_folder_remove();
}

/* How often the file has the text; -1: there is no such file. */
static int times(const char *name, const char *text)
{
    struct arena a = {0};
    char *data = NULL;
    size_t len = 0;
    int n = -1;
    if (path_read_file(&a, fixture_path(name), 1 << 20, &data, &len) == 0) {
        n = 0;
        for (const char *at = strstr(data, text); at; at = strstr(at + 1, text))
            n++;
    }
    arena_clear(&a);
    return n;
}

static void what_the_list_shows_goes_out(void **state)
{
    struct desk *d = desk_at_home();
    (void)state;
    desk_play(d, "2 x");
    desk_sees(d, "Export contacts");
    desk_sees(d, "4 contacts"); /* archived ones are not shown */
    desk_sees(d, "~/contacts-2026-11-20.vcf");
    desk_play(d, "Ctrl-S");
    desk_sees(d, "4 contacts exported to ~/contacts-2026-11-20.vcf");
    assert_int_equal(times("contacts-2026-11-20.vcf", "BEGIN:VCARD"), 4);
    assert_int_equal(times("contacts-2026-11-20.vcf", "VERSION:4.0"), 4);
    assert_int_equal(times("contacts-2026-11-20.vcf", "Old Timer"), 0);
    end(d);
}

static void of_a_filter_the_marked_ones_or_all(void **state)
{
    struct desk *d = desk_at_home();
    (void)state;
    desk_play(d, "2 / {anna} Enter x Tab Tab {~/one.csv} Ctrl-S"); /* the name says the format */
    desk_sees(d, "1 contact exported to ~/one.csv");
    assert_int_equal(times("one.csv", "Anna Berg"), 1);
    assert_int_equal(times("one.csv", "Bo Ek"), 0);
    assert_int_equal(times("one.csv", "BEGIN:VCARD"), 0);
    desk_play(d, "Esc g Space Space / {anna} Enter x");
    desk_sees(d, "the marked ones");
    desk_sees(d, "2 contacts, 1 not shown");
    desk_play(d, "Esc Esc x");
    desk_sees(d, "2 contacts ");
    desk_play(d, "Tab Tab {~/two.csv} Ctrl-S");
    desk_sees(d, "2 contacts exported to ~/two.csv");
    assert_true(d->app && app_top(d->app)->list->marks.count == 0); /* the action is done */
    desk_play(d, "x Right Tab Tab {~/all.csv} Ctrl-S");
    desk_sees(d, "5 contacts exported to ~/all.csv");
    assert_int_equal(times("all.csv", "Old Timer"), 1);
    end(d);
}

static void a_file_that_is_there_is_asked_about(void **state)
{
    struct desk *d = desk_at_home();
    (void)state;
    assert_int_equal(path_write_file(fixture_path("old.csv"), "mine\n", 5), 0);
    desk_play(d, "2 x Tab Tab {~/old.csv} Ctrl-S wait:300");
    desk_sees(d, "~/old.csv is there already.");
    desk_play(d, "Esc");
    assert_int_equal(times("old.csv", "mine"), 1);
    desk_play(d, "Ctrl-S wait:300 Enter"); /* nothing destructive by Enter */
    assert_int_equal(times("old.csv", "mine"), 1);
    desk_play(d, "r");
    desk_sees(d, "4 contacts exported to ~/old.csv");
    assert_int_equal(times("old.csv", "mine"), 0);
    assert_int_equal(times("old.csv", "Anna Berg"), 1);
    end(d);
}

static void an_error_stands_at_the_name(void **state)
{
    struct desk *d = desk_at_home();
    (void)state;
    desk_play(d, "2 x Tab {3} Tab {~/no/such/folder.vcf} Ctrl-S");
    assert_string_equal(desk_page(d), "export");
    assert_string_equal(form_focused(app_top(d->app)->form), "file");
    desk_sees(d, "There is no folder for");
    desk_play(d, "Ctrl-U Ctrl-S");
    desk_sees(d, "File is missing");
    desk_play(d, "Esc");
    assert_string_equal(desk_page(d), "contacts");
    end(d);
}

static void tab_completes_names_as_shells_do(void **state)
{
    struct desk *d = desk_at_home();
    (void)state;
    assert_int_equal(path_make_dirs(fixture_path("reports/monthly"), 0700), 0);
    assert_int_equal(path_write_file(fixture_path("reports/a.csv"), "", 0), 0);
    desk_play(d, "2 x Tab Tab {~/rep} Tab");
    desk_sees(d, "~/reports/");
    desk_play(d, "Tab");
    desk_sees(d, "a.csv  monthly/"); /* what it could be */
    desk_play(d, "{x.csv} Tab");     /* a new name: nothing to complete, Tab goes on */
    assert_string_equal(form_focused(app_top(d->app)->form), "what");
    assert_string_equal(form_get(app_top(d->app)->form, "file"), "~/reports/x.csv");
    desk_play(d, "Ctrl-S x");
    desk_sees(d, "~/reports/contacts-2026-11-20.csv"); /* the last folder and format */
    end(d);
}

static void entries_of_a_page_only(void **state)
{
    struct desk *d = desk_at_home();
    (void)state;
    desk_play(d, "2 / {anna} Enter : {log entries of the contact} Enter");
    assert_string_equal(desk_page(d), "entries");
    desk_play(d, "x");
    desk_sees(d, "2 interactions");
    desk_sees(d, "~/interactions-2026-11-20.csv");
    desk_play(d, "Tab Tab {~/anna.jsonl} Ctrl-S");
    desk_sees(d, "2 interactions exported to ~/anna.jsonl");
    assert_int_equal(times("anna.jsonl", "of Anna"), 2);
    assert_int_equal(times("anna.jsonl", "Only of Bo"), 0);
    desk_play(d, "4 x Tab Tab {~/log.csv} Ctrl-S");
    desk_sees(d, "3 interactions exported to ~/log.csv");
    end(d);
}

static void a_card_exports_its_contact(void **state)
{
    struct desk *d = desk_at_home();
    (void)state;
    desk_play(d, "2 / {anna} Enter Enter");
    assert_string_equal(desk_page(d), "contact");
    desk_play(d, "x");
    desk_sees(d, "this contact");
    desk_play(d, "Tab Tab {~/anna.vcf} Ctrl-S");
    desk_sees(d, "1 contact exported to ~/anna.vcf");
    assert_int_equal(times("anna.vcf", "BEGIN:VCARD"), 1);
    assert_int_equal(times("anna.vcf", "Anna Berg"), 1);
    end(d);
}

static void tell_me_exports_from_any_page(void **state)
{
    struct desk *d = desk_at_home();
    (void)state;
    desk_play(d, ": {export all contacts} Enter");
    assert_string_equal(desk_page(d), "export");
    desk_sees(d, "5 contacts  archived ones too");
    desk_play(d, "Esc : {export all interactions} Enter");
    desk_sees(d, "3 interactions  canceled ones too");
    end(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_list_shows_goes_out),
        cmocka_unit_test(of_a_filter_the_marked_ones_or_all),
        cmocka_unit_test(a_file_that_is_there_is_asked_about),
        cmocka_unit_test(an_error_stands_at_the_name),
        cmocka_unit_test(tab_completes_names_as_shells_do),
        cmocka_unit_test(entries_of_a_page_only),
        cmocka_unit_test(a_card_exports_its_contact),
        cmocka_unit_test(tell_me_exports_from_any_page),
    };
    setenv("TZ", "UTC", 1);
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
