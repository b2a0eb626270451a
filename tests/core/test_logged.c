/* Logged segments: list, cancel and un-cancel, delete canceled, follow-up made later (domain.md 6,
 * 7). */
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

/* A logged segment of n new persons; first gets its first entry no. */
static int64_t logged_of(lia_book *book, const char *name, int n, int64_t *first)
{
    lia_error err = {0};
    int64_t segment = case_segment(book, name, "LETTER-OUT");
    for (int i = 0; i < n; i++)
        case_line(book, segment, case_person(book, name));
    lia_log_result r;
    assert_ok(lia_segment_log(book, segment, &(lia_log_options){0}, NULL, &r, &err), err);
    if (first)
        *first = r.first_entry;
    return r.logged_id;
}
static void cancel_entry(lia_book *book, int64_t entry, bool cancel)
{
    lia_error err = {0};
    int64_t turned = 0;
    assert_ok(lia_entry_cancel(book, &entry, 1, cancel, NULL, &turned, &err), err);
    assert_int_equal(turned, 1);
}
static int64_t turn(lia_book *book, int64_t logged, bool cancel)
{
    lia_error err = {0};
    int64_t entries = -1;
    assert_ok(lia_logged_cancel(book, &logged, 1, cancel, NULL, &entries, &err), err);
    return entries;
}
static void counts_are(lia_book *book, int64_t logged, int64_t entries, int64_t canceled)
{
    lia_error err = {0};
    lia_logged_list list;
    assert_ok(lia_logged_get(book, logged, &list, &err), err);
    assert_int_equal(list.items->entries, entries);
    assert_int_equal(list.items->entries_canceled, canceled);
    lia_logged_list_clear(&list);
}
static bool is_canceled(lia_book *book, int64_t entry)
{
    lia_error err = {0};
    lia_entry_list list;
    assert_ok(lia_entry_get(book, entry, &list, &err), err);
    bool canceled = list.items->canceled;
    lia_entry_list_clear(&list);
    return canceled;
}

static void the_list_is_newest_first_and_hides_canceled(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t one = logged_of(book, "One", 1, NULL), two = logged_of(book, "Two", 1, NULL);
    int64_t three = logged_of(book, "Three", 1, NULL);
    turn(book, two, true);
    lia_logged_list list;
    assert_ok(lia_logged_list_some(book, false, &case_all, &list, &err), err);
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].id, three);
    assert_int_equal(list.items[1].id, two);
    assert_true(list.items[1].canceled);
    assert_string_equal(list.items[1].description, "Two");
    assert_int_equal(list.items[2].id, one);
    lia_key key = list.items[0].key;
    lia_logged_list_clear(&list);
    assert_ok(lia_logged_list_some(book, true, &(lia_seek){.key = key, .limit = 9}, &list, &err),
              err);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].id, one);
    lia_logged_list_clear(&list);
    assert_int_equal(lia_logged_get(book, 999, &list, &err), LIA_NOT_FOUND);
    assert_message(err, "");
}

static void canceling_takes_its_entries_along_and_brings_back_only_those(void **state)
{
    lia_book *book = *state;
    int64_t first, other_first;
    int64_t logged = logged_of(book, "Fair", 3, &first),
            other = logged_of(book, "Other", 2, &other_first);
    cancel_entry(book, first + 1, true); /* by hand */
    counts_are(book, logged, 3, 1);
    struct str before = rows_dump(book);
    assert_int_equal(turn(book, logged, true), 2);
    counts_are(book, logged, 3, 3);
    counts_are(book, other, 2, 0);
    assert_false(is_canceled(book, other_first));
    case_undo_redo(book, before);
    assert_int_equal(turn(book, logged, true), 0); /* it is so already */

    before = rows_dump(book);
    assert_int_equal(turn(book, logged, false), 2);
    counts_are(book, logged, 3, 1);
    assert_false(is_canceled(book, first));
    assert_true(is_canceled(book, first + 1));
    assert_false(is_canceled(book, first + 2));
    case_undo_redo(book, before);
    assert_int_equal(turn(book, logged, false), 0);
}

/* The entry of a corrected interaction goes along with its correction, which carries the logged
 * segment too. */
static void corrections_belong_to_the_logged_segment(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t first, entry, logged = logged_of(book, "Fair", 2, &first);
    lia_interaction it;
    assert_ok(lia_interaction_correct(book, first, &it, &err), err);
    it.minutes = 99;
    assert_ok(lia_interaction_log(book, &it, &entry, &err), err);
    lia_interaction_clear(&it);
    counts_are(book, logged, 3, 1);
    assert_int_equal(turn(book, logged, true), 2);
    assert_true(is_canceled(book, entry));
    counts_are(book, logged, 3, 3);
    assert_int_equal(turn(book, logged, false), 2);
    assert_false(is_canceled(book, entry));
    assert_true(is_canceled(book, first)); /* the corrected one stays canceled */
    rows_check(book);
}

static void several_turn_in_one_operation(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t first[2];
    int64_t logged[2] = {logged_of(book, "One", 2, &first[0]),
                         logged_of(book, "Two", 3, &first[1])},
            entries = 0;
    cancel_entry(book, first[1], true);
    struct str before = rows_dump(book);
    assert_ok(lia_logged_cancel(book, logged, 2, true, NULL, &entries, &err), err);
    assert_int_equal(entries, 4);
    case_undo_redo(book, before);
    /* one of them alone comes back with its own */
    assert_int_equal(turn(book, logged[1], false), 2);
    counts_are(book, logged[0], 2, 2);
    counts_are(book, logged[1], 3, 1);
    rows_check(book);
}

static void canceled_ones_are_deleted_and_their_entries_stay(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t first, count = 0, deleted = -1;
    int64_t gone = logged_of(book, "Gone", 2, &first), stays = logged_of(book, "Stays", 1, NULL);
    turn(book, gone, true);
    assert_ok(lia_logged_canceled_count(book, &count, &err), err);
    assert_int_equal(count, 1);
    /* one that is not canceled is never deleted */
    struct str before = rows_dump(book);
    assert_ok(lia_logged_delete_canceled(book, &stays, 1, &deleted, &err), err);
    assert_int_equal(deleted, 0);
    case_unchanged(book, before);

    before = rows_dump(book);
    const int64_t both[] = {stays, gone};
    assert_ok(lia_logged_delete_canceled(book, both, 2, &deleted, &err), err);
    assert_int_equal(deleted, 1);
    lia_logged_list list;
    assert_int_equal(lia_logged_get(book, gone, &list, &err), LIA_NOT_FOUND);
    lia_entry_list entries;
    assert_ok(lia_entry_get(book, first, &entries, &err), err);
    assert_true(entries.items->canceled);
    assert_int_equal(entries.items->logged_id, 0);
    assert_string_equal(entries.items->segment_no, "SM000001");
    lia_entry_list_clear(&entries);
    case_undo_redo(book, before);
    assert_ok(lia_logged_canceled_count(book, &count, &err), err);
    assert_int_equal(count, 0);
}

static void all_canceled_ones_can_be_deleted(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t deleted = 0;
    int64_t one = logged_of(book, "One", 1, NULL), two = logged_of(book, "Two", 1, NULL);
    logged_of(book, "Three", 1, NULL);
    turn(book, one, true);
    turn(book, two, true);
    struct str before = rows_dump(book);
    assert_ok(lia_logged_delete_canceled(book, NULL, 0, &deleted, &err), err);
    assert_int_equal(deleted, 2);
    case_undo_redo(book, before);
}

static void a_follow_up_can_be_made_later(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"), contact[5];
    static const char *const names[] = {"Anna", "Bo", "Chiara", "Dan", "Eve"};
    for (int i = 0; i < 5; i++) {
        contact[i] = case_person(book, names[i]);
        case_line(book, segment, contact[i]);
    }
    case_line(book, segment, contact[0]);
    lia_log_result logged, r;
    assert_ok(lia_segment_log(book, segment, &(lia_log_options){0}, NULL, &logged, &err), err);
    cancel_entry(book, logged.first_entry + 4, true); /* Eve: left out, and no name */
    case_archive(book, contact[1], true);
    case_contact_set(book, contact[3], privacy_blocked, true);
    struct str before = rows_dump(book);
    assert_ok(lia_logged_follow_up(book, logged.logged_id, &r, &err), err);
    assert_string_equal(r.follow_up_no, "SM000002");
    assert_int_equal(r.follow_up_lines, 2);
    assert_int_equal(r.follow_up_left_out, 2);
    assert_string_equal(r.left_out, "Bo, Dan");
    lia_line_list lines;
    assert_ok(lia_line_list_some(book, r.follow_up_id, &case_all, &lines, &err), err);
    assert_int_equal(lines.items[0].contact_id, contact[0]);
    assert_int_equal(lines.items[1].contact_id, contact[2]);
    lia_line_list_clear(&lines);
    lia_segment_list header = case_header(book, r.follow_up_id);
    assert_string_equal(header.items->description, "Follow-up: Fair (SM000001)");
    assert_int_equal(header.items->lines, 2);
    lia_segment_list_clear(&header);
    case_undo_redo(book, before);
    /* one is enough; a deleted one makes room for another */
    before = rows_dump(book);
    assert_int_equal(lia_logged_follow_up(book, logged.logged_id, &r, &err), LIA_EXISTS);
    assert_non_null(strstr(err.message, "SM000002"));
    assert_message(err, "");
    case_unchanged(book, before);
    assert_ok(lia_segment_delete(book, r.follow_up_id, &err), err);
    assert_ok(lia_logged_follow_up(book, logged.logged_id, &r, &err), err);
    assert_string_equal(r.follow_up_no, "SM000003");
}

static void no_follow_up_without_contacts_or_numbers(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t logged = logged_of(book, "Fair", 2, NULL);
    turn(book, logged, true);
    struct str before = rows_dump(book);
    lia_log_result r;
    assert_int_equal(lia_logged_follow_up(book, logged, &r, &err), LIA_IN_USE);
    assert_message(err, "");
    assert_int_equal(lia_logged_follow_up(book, 999, &r, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    case_unchanged(book, before);
    turn(book, logged, false);
    lia_series series;
    assert_ok(lia_series_get(book, LIA_SERIES_SEGMENT, &series, &err), err);
    assert_ok(lia_series_update(book, LIA_SERIES_SEGMENT, series.version, "", &err), err);
    assert_int_equal(lia_logged_follow_up(book, logged, &r, &err), LIA_IN_USE);
    assert_non_null(strstr(err.message, "Marketing Setup"));
}

static void long_lists_of_names_end_in_an_ellipsis(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    for (int i = 0; i < 30; i++) {
        char name[32];
        snprintf(name, sizeof name, "Contact number %d", i);
        int64_t contact = case_person(book, name);
        case_line(book, segment, contact);
        if (i)
            case_contact_set(book, contact, exclude, true);
    }
    lia_log_result r;
    assert_ok(lia_segment_log(book, segment, &(lia_log_options){.follow_up = true}, NULL, &r, &err),
              err);
    assert_int_equal(r.follow_up_left_out, 29);
    assert_memory_equal(r.left_out, "Contact number 1, Contact number 2, ", 36);
    assert_string_equal(r.left_out + strlen(r.left_out) - 5, ", …");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_list_is_newest_first_and_hides_canceled),
        TEST(canceling_takes_its_entries_along_and_brings_back_only_those),
        TEST(corrections_belong_to_the_logged_segment),
        TEST(several_turn_in_one_operation),
        TEST(canceled_ones_are_deleted_and_their_entries_stay),
        TEST(all_canceled_ones_can_be_deleted),
        TEST(a_follow_up_can_be_made_later),
        TEST(no_follow_up_without_contacts_or_numbers),
        TEST(long_lists_of_names_end_in_an_ellipsis),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
