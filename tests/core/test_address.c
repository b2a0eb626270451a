/* Addresses as somebody types: which are found, and in which order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "fixture.h"
#include "liaise/liaise.h"
#include "records.h"

static int64_t person(lia_book *book, const char *name, const char *email, int64_t company_id)
{
    return make_contact(book, &(lia_contact){.type = LIA_PERSON,
                                             .name = name,
                                             .email = email,
                                             .company_id = company_id,
                                             .touch_days = -1});
}

/* The e-mails found, blanks between. */
static const char *found(lia_book *book, const char *pattern, int limit)
{
    static char text[4096];
    struct str line = {0};
    lia_address_list list = {0};
    lia_error err = {0};
    assert_ok(lia_address_find(book, pattern, limit, &list, &err), err);
    for (size_t i = 0; i < list.count; i++)
        str_add_f(&line, "%s%s", i ? " " : "", list.items[i].email);
    lia_address_list_clear(&list);
    snprintf(text, sizeof text, "%s", str_text(&line));
    str_clear(&line);
    return text;
}

static void all_emails_of_a_contact(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_error err = {0};
    lia_channel channels[] = {{LIA_CHANNEL_EMAIL, "home", "bo@home.example"},
                              {LIA_CHANNEL_PHONE, "", "070"},
                              {LIA_CHANNEL_EMAIL, "", "bo@more.example"}};
    int64_t company = make_company(book, "Fabrikam");
    make_contact(book, &(lia_contact){.type = LIA_PERSON,
                                      .name = "Bo Ek",
                                      .company_id = company,
                                      .email = "bo@one.example",
                                      .email2 = "bo@two.example",
                                      .channels = channels,
                                      .channel_count = 3,
                                      .touch_days = -1});
    assert_string_equal(found(book, "ek", 50),
                        "bo@one.example bo@two.example bo@home.example bo@more.example");
    assert_string_equal(found(book, "ek", 2), "bo@one.example bo@two.example");
    assert_string_equal(found(book, "ek", 0), "");
    lia_address_list list = {0};
    assert_ok(lia_address_find(book, "BO@HOME", 50, &list, &err), err);
    assert_int_equal(list.count, 4);
    assert_string_equal(list.items[0].name, "Bo Ek");
    assert_string_equal(list.items[0].other, "Fabrikam");
    assert_string_equal(list.items[2].other, "home");
    lia_address_list_clear(&list);
    lia_book_close(book);
}

static void words_begin_names_emails_companies(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t company = make_company(book, "Zażółć Studio");
    person(book, "Łukasz Żak", "l.zak@studio.example", company);
    person(book, "No Mail", "", company);
    person(book, "山田 太郎", "taro@yamada.example", 0);
    static const char *const patterns[] = {
        "luk",        "zak",   "zak luk", "zazolc", "l.zak@st", "l.z", "L.ZAK@STUDIO.EXAMPLE",
        "studio zak", " luk ", "!luk"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        assert_string_equal(found(book, patterns[i], 50), "l.zak@studio.example");
    assert_string_equal(found(book, "山", 50), "taro@yamada.example");
    assert_string_equal(found(book, "ukasz", 50), ""); /* words begin, they do not contain */
    assert_string_equal(found(book, "luk nobody", 50), "");
    /* nothing in a pattern is a term of the filter language, or a pattern of anything else */
    static const char *const odd[] = {"city:lund", "!", "\"", "(", "%", "_", "*", "--", "'"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        assert_string_equal(found(book, odd[i], 50), "");
    assert_string_equal(found(book, "", 50), "l.zak@studio.example taro@yamada.example");
    lia_book_close(book);
}

static void archived_and_blocked_ones_are_left_out(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = person(book, "Bo Ek", "bo@ek.example", 0);
    int64_t bea = person(book, "Bea Ek", "bea@ek.example", 0);
    log_one(book, bo, "CALL-OUT", "lately");
    assert_string_equal(found(book, "ek", 50), "bo@ek.example bea@ek.example");
    set_archived(book, bo, true);
    assert_string_equal(found(book, "ek", 50), "bea@ek.example");
    assert_string_equal(found(book, "bo", 50), "");
    set_privacy(book, bea, "asked for it");
    assert_string_equal(found(book, "ek", 50), "");
    assert_string_equal(found(book, "bea@", 50), "");
    lia_book_close(book);
}

/* Whole, beginning, words, the rest; within each whom one was in touch with last. */
static void the_order(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_contact in_city = {.type = LIA_PERSON,
                           .name = "Carl",
                           .email = "carl@x.example",
                           .city = "An",
                           .touch_days = -1};
    make_contact(book, &in_city);
    person(book, "Bo An", "bo@x.example", 0);
    person(book, "Anders", "a1@x.example", 0);
    int64_t late = person(book, "Annika", "a2@x.example", 0);
    person(book, "An", "a3@x.example", 0);
    person(book, "Zoe", "an@zoe.example", 0);
    int64_t words = person(book, "Eva Anger", "eva@x.example", 0);
    assert_string_equal(found(book, "an", 50),
                        "a3@x.example a1@x.example a2@x.example an@zoe.example bo@x.example"
                        " eva@x.example carl@x.example");
    log_one(book, late, "CALL-OUT", "Called");
    log_one(book, words, "CALL-OUT", "Called");
    assert_string_equal(found(book, "an", 50),
                        "a3@x.example a2@x.example a1@x.example an@zoe.example eva@x.example"
                        " bo@x.example carl@x.example");
    lia_book_close(book);
}

/* Whom one was in touch with lately comes first, however many there are before in the order of
 * names. */
static void late_ones_are_found_among_many(void **state)
{
    (void)state;
    enum { MANY = 300 };
    lia_book *book = fixture_book();
    lia_error err = {0};
    char name[32], email[32];
    struct str csv = {0};
    str_add(&csv, "Name,E-mail\n");
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "An%03d", i);
        snprintf(email, sizeof email, "m%03d@x.example", i);
        str_add_f(&csv, "%s,%s\n", name, email);
    }
    const char *path = fixture_folder();
    path = fixture_path("many.csv");
    FILE *f = fopen(path, "w");
    fwrite(str_text(&csv), 1, csv.len, f);
    fclose(f);
    lia_import_how how = {.name = "many.csv"};
    lia_import_result result;
    assert_ok(lia_import_file(book, path, &how, &result, &err), err);
    fixture_folder_remove();
    str_clear(&csv);
    int64_t ids[1];
    size_t count = 0;
    assert_ok(lia_contact_find(book, "An299", ids, 1, &count, &err), err);
    log_one(book, ids[0], "CALL-OUT", "Called");
    assert_string_equal(found(book, "a", 2), "m299@x.example m000@x.example");
    assert_string_equal(found(book, "an29", 3), "m299@x.example m290@x.example m291@x.example");
    lia_book_close(book);
}

/* Those without an e-mail do not take the place of those that have one. */
static void many_without_an_email(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    char name[32];
    for (int i = 0; i < 120; i++) {
        snprintf(name, sizeof name, "Aa%03d Berg", i);
        person(book, name, "", 0);
    }
    person(book, "Zoe Berg", "zoe@x.example", 0);
    assert_string_equal(found(book, "berg", 5), "zoe@x.example");
    assert_string_equal(found(book, "b", 5), "zoe@x.example");
    lia_book_close(book);
}

/* --- many contacts changed as one operation --- */

static void save_many_is_one_operation(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_error err = {0};
    int64_t ids[] = {person(book, "Bo", "", 0), person(book, "Bea", "", 0),
                     person(book, "Cy", "", 0)};
    lia_contact_record r[3] = {0};
    lia_contact items[3];
    for (int i = 0; i < 3; i++) {
        assert_ok(lia_contact_get(book, ids[i], &r[i], &err), err);
        items[i] = r[i].c;
        items[i].city = i < 2 ? "Lund" : items[i].city;
    }
    int64_t before = number_of(book, "SELECT max(op_id) FROM op"), changed = 0;
    assert_ok(lia_contact_save_many(book, items, 3, &changed, &err), err);
    assert_int_equal(changed, 2);
    assert_int_equal(number_of(book, "SELECT max(op_id) FROM op"), before + 1);
    assert_string_equal(last_line(book), "Changed 2 contacts");
    assert_int_equal(number_of(book, "SELECT count(*) FROM contact WHERE city = 'Lund'"), 2);
    /* the versions that were read are no more: nothing is overwritten */
    items[0].city = items[1].city = items[2].city = "Ystad";
    assert_int_equal(lia_contact_save_many(book, items, 3, &changed, &err), LIA_CONFLICT);
    assert_int_equal(number_of(book, "SELECT count(*) FROM contact WHERE city = 'Ystad'"), 0);
    undo_last(book);
    assert_int_equal(number_of(book, "SELECT count(*) FROM contact WHERE city = 'Lund'"), 0);
    for (int i = 0; i < 3; i++)
        lia_contact_record_clear(&r[i]);
    assert_sound(book);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_emails_of_a_contact),
        cmocka_unit_test(words_begin_names_emails_companies),
        cmocka_unit_test(archived_and_blocked_ones_are_left_out),
        cmocka_unit_test(the_order),
        cmocka_unit_test(late_ones_are_found_among_many),
        cmocka_unit_test(many_without_an_email),
        cmocka_unit_test(save_many_is_one_operation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
