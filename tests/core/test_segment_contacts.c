/* Add contacts (domain.md 6). */
#include <stdlib.h>
#include <time.h>

#include "core/segment_case.h"

static int group_setup(void **state)
{
    *state = fixture_book();
    return 0;
}
static int group_teardown(void **state)
{
    lia_book_close(*state);
    return 0;
}
#define TEST(name) cmocka_unit_test_setup_teardown(name, group_setup, group_teardown)

static int64_t in_city(lia_book *book, const char *name, const char *city, lia_contact_type type,
                       int64_t company)
{
    return case_contact_with(
        book,
        &(lia_contact){
            .type = type, .name = name, .city = city, .company_id = company, .touch_days = -1});
}
static lia_add_counts add_filter(lia_book *book, int64_t segment, const char *text, int flags)
{
    lia_error err = {0};
    lia_filter *filter;
    lia_add_counts counts = {0};
    assert_ok(lia_filter_parse(book, LIA_FILTER_CONTACTS, text, false, &filter, NULL, &err), err);
    assert_ok(lia_segment_add_contacts(book, segment, filter, NULL, 0, flags, NULL, &counts, &err),
              err);
    lia_filter_free(filter);
    return counts;
}
static void counts_are(lia_add_counts c, int64_t added, int64_t on_segment, int64_t excluded,
                       int64_t archived, int64_t blocked)
{
    assert_int_equal(c.added, added);
    assert_int_equal(c.on_segment, on_segment);
    assert_int_equal(c.excluded, excluded);
    assert_int_equal(c.archived, archived);
    assert_int_equal(c.blocked, blocked);
    assert_int_equal(c.matched, added + on_segment + excluded + archived + blocked);
}
/* The names on the segment in their order, "Anna Bo "; static. */
static const char *names(lia_book *book, int64_t segment)
{
    static char out[400];
    lia_error err = {0};
    lia_line_list list;
    size_t len = 0;
    assert_ok(lia_line_list_some(book, segment, &case_all, &list, &err), err);
    out[0] = '\0';
    for (size_t i = 0; i < list.count; i++)
        len += (size_t)snprintf(out + len, sizeof out - len, "%s ", list.items[i].contact);
    lia_line_list_clear(&list);
    return out;
}

static void matches_are_added_in_the_order_of_the_list(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    in_city(book, "Dan", "Lund", LIA_PERSON, 0);
    in_city(book, "Anna", "Lund", LIA_PERSON, 0);
    in_city(book, "Bo", "Ystad", LIA_PERSON, 0);
    int64_t cy = in_city(book, "Cy", "Lund", LIA_PERSON, 0);
    case_line(book, segment, cy);
    struct str before = rows_dump(book);
    counts_are(add_filter(book, segment, "city:lund", LIA_ADD_COUNT_ONLY), 2, 1, 0, 0, 0);
    case_unchanged(book, before);
    before = rows_dump(book);
    counts_are(add_filter(book, segment, "city:lund", 0), 2, 1, 0, 0, 0);
    assert_string_equal(names(book, segment), "Cy Anna Dan ");
    lia_segment_list header = case_header(book, segment);
    assert_int_equal(header.items->lines, 3);
    lia_segment_list_clear(&header);
    case_undo_redo(book, before);
    /* again: nothing to add, no operation */
    int64_t ops = rows_int(book, "SELECT count(*) FROM op");
    counts_are(add_filter(book, segment, "city:lund", 0), 0, 3, 0, 0, 0);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM op"), ops);
}

static void each_kind_left_out_is_counted(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"), id[5];
    static const char *const who[] = {"Anna", "Bo", "Cy", "Dan", "Eve"};
    for (int i = 0; i < 5; i++)
        id[i] = case_person(book, who[i]);
    case_line(book, segment, id[0]);
    case_contact_set(book, id[1], exclude, true);
    case_contact_set(book, id[2], privacy_blocked, true);
    case_archive(book, id[3], true);
    lia_add_counts counts;
    assert_ok(lia_segment_add_contacts(book, segment, NULL, id, 5, LIA_ADD_COUNT_ONLY, NULL,
                                       &counts, &err),
              err);
    counts_are(counts, 1, 1, 1, 1, 1);
    assert_ok(lia_segment_add_contacts(book, segment, NULL, id, 5, LIA_ADD_INCLUDE_EXCLUDED, NULL,
                                       &counts, &err),
              err);
    counts_are(counts, 2, 1, 0, 1, 1);
    assert_string_equal(names(book, segment), "Anna Bo Eve ");
}

static void companies_bring_their_persons(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t acme = in_city(book, "Acme", "Lund", LIA_COMPANY, 0);
    in_city(book, "Zoe", "Ystad", LIA_PERSON, acme);
    in_city(book, "Anna", "Lund", LIA_PERSON, acme);
    int64_t gone = in_city(book, "Gone", "Ystad", LIA_PERSON, acme);
    case_archive(book, gone, true);
    in_city(book, "Other", "Ystad", LIA_PERSON, 0);
    counts_are(add_filter(book, segment, "city:lund", LIA_ADD_COUNT_ONLY), 2, 0, 0, 0, 0);
    counts_are(add_filter(book, segment, "city:lund", LIA_ADD_EXPAND_COMPANIES), 3, 0, 0, 1, 0);
    assert_string_equal(names(book, segment), "Acme Anna Zoe ");
}

static void the_segment_must_be_active(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"), bo = case_person(book, "Bo");
    assert_ok(lia_segment_delete(book, segment, &err), err);
    lia_add_counts counts;
    for (int flags = 0; flags <= LIA_ADD_COUNT_ONLY; flags += LIA_ADD_COUNT_ONLY) {
        assert_int_equal(
            lia_segment_add_contacts(book, segment, NULL, &bo, 1, flags, NULL, &counts, &err),
            LIA_NOT_FOUND);
        assert_message(err, "");
    }
}

static void ten_thousand_are_added_at_once(void **state)
{
    lia_book *book = *state;
    rows_contacts(book, "Person", 10000, 0);
    int64_t segment = case_segment(book, "Large", "LETTER-OUT");
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    counts_are(add_filter(book, segment, "", 0), 10000, 0, 0, 0, 0);
    clock_gettime(CLOCK_MONOTONIC, &to);
    /* a statement per contact, or a look at each through the whole segment, would take many times
     * that */
    assert_true(to.tv_sec - from.tv_sec < 5);
    lia_segment_list header = case_header(book, segment);
    assert_int_equal(header.items->lines, 10000);
    lia_segment_list_clear(&header);
    rows_check(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(matches_are_added_in_the_order_of_the_list),
        TEST(each_kind_left_out_is_counted),
        TEST(companies_bring_their_persons),
        TEST(the_segment_must_be_active),
        TEST(ten_thousand_are_added_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
