/* Marketing Setup, number series, salespeople. */
#include <stdio.h>
#include <string.h>

#include "book_case.h"
#include "core/core.h"
#include "liaise/liaise.h"

static int64_t ops(void)
{
    int64_t n = 0;
    assert_ok(db_query_int(book->db, "SELECT max(op_id) FROM op", DB_NONE, &n, NULL, &err), err);
    return n;
}

static int64_t me(void)
{
    int64_t id = 0;
    assert_ok(lia_salesperson_mine(book, &id, &err), err);
    return id;
}

/* --- Marketing Setup --- */

static void setup_is_kept(void **state)
{
    (void)state;
    lia_setup s, read;
    assert_ok(lia_setup_get(book, &s, &err), err);
    assert_int_equal(s.touch_days, -1); /* blank in a new book */
    assert_int_equal(s.undo_days, 30);
    assert_int_equal(s.new_type, LIA_PERSON);
    s.touch_days = 90;
    s.undo_days = 7;
    s.new_type = LIA_COMPANY;
    s.new_correspondence = LIA_PHONE;
    s.new_salesperson_id = me();
    snprintf(s.new_country, sizeof s.new_country, " SE ");
    assert_ok(lia_setup_update(book, &s, &err), err);
    assert_ok(lia_setup_get(book, &read, &err), err);
    assert_int_equal(read.touch_days, 90);
    assert_int_equal(read.undo_days, 7);
    assert_int_equal(read.new_type, LIA_COMPANY);
    assert_int_equal(read.new_correspondence, LIA_PHONE);
    assert_int_equal(read.new_salesperson_id, me());
    assert_string_equal(read.new_country, "SE");
    int64_t before = ops();
    assert_ok(lia_setup_update(book, &read, &err), err);
    assert_int_equal(ops(), before); /* nothing changed */
    assert_int_equal(lia_setup_update(book, &s, &err), LIA_CONFLICT);
    assert_message(err, "");
    assert_ok(lia_undo(book, ops(), false, NULL, NULL, &err), err);
    assert_ok(lia_setup_get(book, &read, &err), err);
    assert_int_equal(read.touch_days, -1);
}

static void setup_refused(const lia_setup *s, const char *field)
{
    int64_t before = ops();
    assert_int_equal(lia_setup_update(book, s, &err), LIA_INVALID);
    assert_string_equal(err.field, field);
    assert_message(err, "");
    assert_int_equal(ops(), before);
}

static void setup_says_what_is_wrong(void **state)
{
    (void)state;
    lia_setup good, s;
    assert_ok(lia_setup_get(book, &good, &err), err);
    s = good;
    s.touch_days = -2;
    setup_refused(&s, "touch_days");
    s = good;
    s.undo_days = -1;
    setup_refused(&s, "undo_days");
    s = good;
    s.new_type = (lia_contact_type)3;
    setup_refused(&s, "new_type");
    s = good;
    s.new_correspondence = (lia_corr)4;
    setup_refused(&s, "new_correspondence");
    s = good;
    s.new_salesperson_id = 99;
    setup_refused(&s, "new_salesperson");
}

/* --- number series --- */

static lia_series series(lia_series_id id)
{
    lia_series s;
    assert_ok(lia_series_get(book, id, &s, &err), err);
    return s;
}

static void set_series(lia_series_id id, const char *first)
{
    assert_ok(lia_series_update(book, id, series(id).version, first, &err), err);
}

static void series_refused(const char *first)
{
    lia_series s = series(LIA_SERIES_CONTACT);
    int64_t before = ops();
    assert_int_equal(lia_series_update(book, s.id, s.version, first, &err), LIA_INVALID);
    assert_string_equal(err.field, "first_number");
    assert_message(err, "");
    assert_int_equal(ops(), before);
}

static int64_t add_contact(const char *name)
{
    lia_contact c = {.type = LIA_PERSON, .name = name, .touch_days = -1};
    int64_t id = 0;
    assert_ok(lia_contact_save(book, &c, &id, &err), err);
    return id;
}

static void a_new_book_has_four_series(void **state)
{
    (void)state;
    for (int id = LIA_SERIES_CONTACT; id <= LIA_SERIES_TASK; id++) {
        lia_series s = series((lia_series_id)id);
        assert_int_equal(s.width, 6);
        assert_int_equal(s.last, 0);
        assert_int_equal(strlen(s.next), 8);
        assert_string_equal(s.next + 2, "000001");
    }
    assert_string_equal(series(LIA_SERIES_CONTACT).next, "CT000001");
    assert_string_equal(series(LIA_SERIES_SEGMENT).next, "SM000001");
}

static void a_first_number_makes_a_series(void **state)
{
    (void)state;
    set_series(LIA_SERIES_CONTACT, " kd-0100 ");
    lia_series s = series(LIA_SERIES_CONTACT);
    assert_string_equal(s.prefix, "KD-");
    assert_int_equal(s.width, 4);
    assert_int_equal(s.last, 99);
    assert_string_equal(s.next, "KD-0100");
    set_series(LIA_SERIES_CONTACT, "7");
    s = series(LIA_SERIES_CONTACT);
    assert_string_equal(s.prefix, "");
    assert_string_equal(s.next, "7");
    set_series(LIA_SERIES_CONTACT, "");
    s = series(LIA_SERIES_CONTACT);
    assert_int_equal(s.width, 0);
    assert_string_equal(s.next, "");
    int64_t before = ops();
    set_series(LIA_SERIES_CONTACT, " ");
    assert_int_equal(ops(), before);
}

static void wrong_first_numbers_are_refused(void **state)
{
    (void)state;
    series_refused("CT");
    series_refused("CT000001X");
    series_refused("CT000000");
    series_refused("CT0000000000000000001");
    series_refused("CT1234567890123456789012");
}

/* A number is given once: the counter never goes down. */
static void used_numbers_are_not_given_again(void **state)
{
    (void)state;
    int64_t first = add_contact("A");
    add_contact("B");
    assert_int_equal(series(LIA_SERIES_CONTACT).last, 2);
    series_refused("CT000002");
    series_refused("CT1");
    assert_ok(lia_contact_delete(book, first, &err), err);
    series_refused("CT000001");
    set_series(LIA_SERIES_CONTACT, "");
    series_refused("CT000002");
    set_series(LIA_SERIES_CONTACT, "CT0003");
    assert_string_equal(series(LIA_SERIES_CONTACT).next, "CT0003");
}

/* Not by undo either, whether the prefix stays or comes back. */
static void undo_does_not_turn_the_counter_back(void **state)
{
    (void)state;
    add_contact("A");
    set_series(LIA_SERIES_CONTACT, "CT000100");
    int64_t moved = ops();
    add_contact("B");
    assert_ok(lia_undo(book, moved, false, NULL, NULL, &err), err);
    assert_string_equal(series(LIA_SERIES_CONTACT).next, "CT000101");
    set_series(LIA_SERIES_CONTACT, "KD1");
    moved = ops();
    add_contact("C");
    assert_ok(lia_undo(book, moved, false, NULL, NULL, &err), err);
    lia_series s = series(LIA_SERIES_CONTACT);
    assert_string_equal(s.prefix, "CT");
    assert_true(s.last >= 100);
}

static void taking_a_number_leaves_the_form_alone(void **state)
{
    (void)state;
    lia_series open = series(LIA_SERIES_CONTACT);
    add_contact("A");
    assert_ok(lia_series_update(book, open.id, open.version, "CT000100", &err), err);
    assert_int_equal(lia_series_update(book, open.id, open.version, "CT000200", &err),
                     LIA_CONFLICT);
    assert_message(err, "");
}

/* --- salespeople --- */

static int64_t add_salesperson(const char *code, const char *name, const char *account)
{
    lia_salesperson s = {.code = code, .name = name, .account = account};
    int64_t id = 0;
    assert_ok(lia_salesperson_save(book, &s, &id, &err), err);
    return id;
}

static lia_salesperson_list get(int64_t id)
{
    lia_salesperson_list list;
    assert_ok(lia_salesperson_get(book, id, &list, &err), err);
    assert_int_equal(list.count, 1);
    return list;
}

static void salespeople_are_listed_by_code(void **state)
{
    (void)state;
    int64_t zoe = add_salesperson(" zo ", "Zoë Alm", ""),
            anna = add_salesperson("AB", "Anna Berg", "anna");
    assert_ok(lia_salesperson_block(book, zoe, true, &err), err);
    lia_salesperson_list list;
    assert_ok(lia_salesperson_list_all(book, false, "", &list, &err), err);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].code, "AB");
    assert_string_equal(list.items[1].code, "JO");
    assert_true(list.items[1].me && !list.items[0].me);
    lia_salesperson_list_clear(&list);
    assert_ok(lia_salesperson_list_all(book, true, "ALM", &list, &err), err);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].code, "ZO");
    assert_true(list.items[0].blocked);
    lia_salesperson_list_clear(&list);
    assert_ok(lia_salesperson_list_all(book, true, "lm", &list, &err), err);
    assert_int_equal(list.count, 0);
    lia_salesperson_list_clear(&list);
    int64_t id = -1;
    assert_ok(lia_salesperson_find(book, "ab", &id, &err), err);
    assert_int_equal(id, anna);
    assert_ok(lia_salesperson_find(book, "none", &id, &err), err);
    assert_int_equal(id, 0);
    assert_int_equal(lia_salesperson_get(book, 99, &list, &err), LIA_NOT_FOUND);
}

static void salespeople_are_changed(void **state)
{
    (void)state;
    int64_t id = add_salesperson("AB", "Anna", "");
    lia_salesperson_list list = get(id);
    int64_t before = ops();
    assert_ok(lia_salesperson_save(book, list.items, &id, &err), err);
    assert_int_equal(ops(), before);
    list.items->phone = "123";
    list.items->email = "wrong";
    assert_int_equal(lia_salesperson_save(book, list.items, &id, &err), LIA_INVALID);
    assert_string_equal(err.field, "email");
    list.items->email = "anna@ek.example";
    assert_ok(lia_salesperson_save(book, list.items, &id, &err), err);
    list.items->phone = "4";
    assert_int_equal(lia_salesperson_save(book, list.items, &id, &err), LIA_CONFLICT);
    lia_salesperson_list_clear(&list);
    list = get(id);
    assert_string_equal(list.items->phone, "123");
    lia_salesperson_list_clear(&list);
    const lia_salesperson code = {.code = "jo"}, account = {.code = "X", .account = "jo"},
                          blank = {.code = " "};
    assert_int_equal(lia_salesperson_save(book, &code, &id, &err), LIA_EXISTS);
    assert_string_equal(err.field, "code");
    assert_int_equal(lia_salesperson_save(book, &account, &id, &err), LIA_EXISTS);
    assert_string_equal(err.field, "account");
    assert_message(err, "");
    assert_int_equal(lia_salesperson_save(book, &blank, &id, &err), LIA_INVALID);
    assert_string_equal(err.field, "code");
}

static void refused_in_use(int64_t id)
{
    assert_int_equal(lia_salesperson_delete(book, id, &err), LIA_IN_USE);
    assert_non_null(strstr(err.message, "block"));
    assert_message(err, "");
}

static void salespeople_in_use_are_blocked_not_deleted(void **state)
{
    (void)state;
    int64_t free_one = add_salesperson("FREE", "", ""), contact = add_salesperson("C", "", "");
    int64_t setup = add_salesperson("S", "", ""), segment = add_salesperson("G", "", "");
    lia_contact c = {.type = LIA_PERSON, .name = "A", .touch_days = -1, .salesperson_id = contact};
    int64_t id = 0;
    assert_ok(lia_contact_save(book, &c, &id, &err), err);
    refused_in_use(contact);
    lia_setup s;
    assert_ok(lia_setup_get(book, &s, &err), err);
    s.new_salesperson_id = setup;
    assert_ok(lia_setup_update(book, &s, &err), err);
    refused_in_use(setup);
    lia_segment_list list;
    assert_ok(lia_segment_new(book, &list, &err), err);
    list.items[0].description = "Fair";
    list.items[0].salesperson_id = segment;
    assert_ok(lia_segment_save(book, list.items, LIA_SPREAD_NOT_PERSONALISED, &id, &err), err);
    lia_segment_list_clear(&list);
    refused_in_use(segment);
    assert_ok(lia_salesperson_delete(book, free_one, &err), err);
    assert_int_equal(lia_salesperson_delete(book, free_one, &err), LIA_NOT_FOUND);
    assert_int_equal(lia_salesperson_block(book, free_one, true, &err), LIA_NOT_FOUND);
    assert_ok(lia_undo(book, ops(), false, NULL, NULL, &err), err);
    lia_salesperson_list back = get(free_one);
    lia_salesperson_list_clear(&back);
}

static void a_user_without_one_is_offered_one(void **state)
{
    (void)state;
    assert_true(me() > 0);
    lia_salesperson_list list;
    assert_ok(lia_salesperson_propose(book, &list, &err), err);
    assert_string_equal(list.items[0].code, "JO2"); /* JO is there */
    assert_string_equal(list.items[0].name, "Jo Ek");
    assert_string_equal(list.items[0].account, "jo");
    assert_int_equal(list.items[0].id, 0);
    lia_salesperson_list_clear(&list);
    lia_salesperson_list mine = get(me());
    mine.items[0].code = "BOSS";
    mine.items[0].account = "";
    assert_ok(lia_salesperson_save(book, mine.items, NULL, &err), err);
    lia_salesperson_list_clear(&mine);
    assert_int_equal(me(), 0);
    assert_ok(lia_salesperson_propose(book, &list, &err), err);
    assert_string_equal(list.items[0].code, "JO");
    int64_t id = 0;
    assert_ok(lia_salesperson_save(book, list.items, &id, &err), err);
    lia_salesperson_list_clear(&list);
    assert_int_equal(me(), id);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_book, close_book)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(setup_is_kept),
        TEST(setup_says_what_is_wrong),
        TEST(a_new_book_has_four_series),
        TEST(a_first_number_makes_a_series),
        TEST(wrong_first_numbers_are_refused),
        TEST(used_numbers_are_not_given_again),
        TEST(undo_does_not_turn_the_counter_back),
        TEST(taking_a_number_leaves_the_form_alone),
        TEST(salespeople_are_listed_by_code),
        TEST(salespeople_are_changed),
        TEST(salespeople_in_use_are_blocked_not_deleted),
        TEST(a_user_without_one_is_offered_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
