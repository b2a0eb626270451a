#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/core.h"
#include "fixture.h"
#include "rows.h"

static void undo(lia_book *book, int64_t op)
{
    lia_error err = {0};
    assert_ok(lia_undo(book, op, false, NULL, NULL, &err), err);
}

static void redo(lia_book *book, int64_t op)
{
    lia_error err = {0};
    assert_ok(lia_redo(book, op, NULL, &err), err);
}

static void assert_dump(lia_book *book, const struct str *expected)
{
    struct str now = rows_dump(book);
    assert_string_equal(str_text(&now), str_text(expected));
    str_clear(&now);
    rows_check(book);
}

/* Undo gives what was before, redo what was after, twice. */
static void there_and_back(lia_book *book, const struct str *before, int64_t op)
{
    struct str after = rows_dump(book);
    assert_string_not_equal(str_text(before), str_text(&after));
    rows_check(book);
    for (int i = 0; i < 2; i++) {
        undo(book, op);
        assert_dump(book, before);
        redo(book, op);
        assert_dump(book, &after);
    }
    str_clear(&after);
}

#define THERE_AND_BACK(book, call)                                                                 \
    do {                                                                                           \
        struct str before_ = rows_dump(book);                                                      \
        int64_t op_ = (call);                                                                      \
        there_and_back((book), &before_, op_);                                                     \
        str_clear(&before_);                                                                       \
    } while (0)

static void each_kind_goes_there_and_back(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    THERE_AND_BACK(book, rows_group(book, "FAX"));
    THERE_AND_BACK(book, rows_group_rename(book, "FAX", "Faxes"));
    THERE_AND_BACK(book, rows_group_delete(book, "FAX"));
    THERE_AND_BACK(book, rows_company(book, "Fabrikam"));
    int64_t company = rows_last(book, "contact");
    THERE_AND_BACK(book, rows_contacts(book, "Bo Ek", 30, company));
    THERE_AND_BACK(book, rows_contact_rename(book, company, "Adatum"));
    THERE_AND_BACK(book, rows_contact_rename(book, company + 3, "Zoë Abel"));
    THERE_AND_BACK(book, rows_contact_channel(book, company + 3, "zoe@adatum.example"));
    THERE_AND_BACK(book, rows_entries(book, company + 1, company + 20));
    THERE_AND_BACK(book, rows_comment(book, 3, "Asked for the quote by Friday"));
    THERE_AND_BACK(book, rows_evaluate(book, 2, 5, 2));
    THERE_AND_BACK(book, rows_cancel(book, true, 1, 10));
    THERE_AND_BACK(book, rows_cancel(book, false, 2, 2));
    THERE_AND_BACK(book, rows_entries_delete(book, 1, 20));
    THERE_AND_BACK(book, rows_contacts_delete(book, company + 25, company + 30));
    THERE_AND_BACK(book, rows_segment(book, company + 1, company + 12));
    THERE_AND_BACK(book, rows_segment_log(book, 1));
    int64_t first = rows_int(book, "SELECT first_entry FROM logged_segment");
    THERE_AND_BACK(book, rows_cancel(book, true, first, first + 4));
    assert_int_equal(rows_int(book, "SELECT entries_canceled FROM logged_segment"), 5);
    THERE_AND_BACK(book, rows_entries_delete(book, first, first + 4));
    assert_int_equal(rows_int(book, "SELECT entries FROM logged_segment"), 7);
    lia_book_close(book);
}

/* domain.md 3: a number is given once: undo does not hand it back, redo restores the same one. */
static void numbers_are_given_once(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    rows_contacts(book, "Bo Ek", 1, 0);
    int64_t op = rows_entries(book, 1, 1);
    assert_int_equal(rows_int(book, "SELECT entry_no FROM entry"), 1);
    undo(book, op);
    int64_t other = rows_entries(book, 1, 1);
    assert_int_equal(rows_int(book, "SELECT entry_no FROM entry"), 2);
    undo(book, other);
    redo(book, op);
    assert_int_equal(rows_int(book, "SELECT entry_no FROM entry"), 1);
    rows_check(book);
    lia_book_close(book);
}

/* --- what is in the way --- */

static void refuse(lia_book *book, int64_t op, size_t n, const int64_t *in_way)
{
    lia_error err = {0};
    lia_op_list list = {0};
    struct str before = rows_dump(book);
    assert_int_equal(lia_undo(book, op, false, NULL, &list, &err), LIA_IN_USE);
    assert_message(err, "");
    assert_int_equal(list.count, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(list.items[i].op_id, in_way[i]);
    lia_op_list_clear(&list);
    assert_dump(book, &before);
    str_clear(&before);
}

static void a_later_change_is_in_the_way(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    struct str empty = rows_dump(book);
    int64_t made = rows_group(book, "FAX");
    int64_t first = rows_group_rename(book, "FAX", "Faxes");
    int64_t second = rows_group_rename(book, "FAX", "Fax messages");
    refuse(book, made, 2, (int64_t[]){second, first});
    refuse(book, first, 1, (int64_t[]){second});
    lia_error err = {0};
    struct str full = rows_dump(book);
    assert_ok(lia_undo(book, made, true, NULL, NULL, &err), err);
    assert_dump(book, &empty);
    /* Undone as one step, redone as one step. */
    redo(book, made);
    assert_dump(book, &full);
    str_clear(&empty);
    str_clear(&full);
    lia_book_close(book);
}

static void a_row_that_refers_is_in_the_way(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t group = rows_group(book, "FAX");
    int64_t template = rows_template(book, "FAX-OUT", "FAX");
    refuse(book, group, 1, (int64_t[]){template});
    int64_t contact = rows_contacts(book, "Bo Ek", 2, 0);
    int64_t entries = rows_entries(book, 1, 1);
    int64_t comment = rows_comment(book, 1, "Moved to Lund");
    int64_t segment = rows_segment(book, 1, 1);
    refuse(book, entries, 1, (int64_t[]){comment});
    refuse(book, contact, 3, (int64_t[]){segment, comment, entries});
    lia_error err = {0};
    struct str full = rows_dump(book);
    assert_ok(lia_undo(book, contact, true, NULL, NULL, &err), err);
    rows_check(book);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM contact"), 0);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM segment_line"), 0);
    redo(book, segment); /* any of the step brings the step back */
    assert_dump(book, &full);
    str_clear(&full);
    lia_book_close(book);
}

/* The entry and its comment are gone; undoing their deletion brings both back, so the comment is
 * in the way of the entry's making. */
static void what_comes_back_is_in_the_way(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    rows_contacts(book, "Bo Ek", 2, 0);
    struct str before = rows_dump(book);
    int64_t entries = rows_entries(book, 1, 2);
    int64_t comment = rows_comment(book, 1, "Moved to Lund");
    int64_t canceled = rows_cancel(book, true, 1, 1);
    int64_t deleted = rows_entries_delete(book, 1, 1);
    refuse(book, entries, 3, (int64_t[]){deleted, canceled, comment});
    lia_error err = {0};
    struct str full = rows_dump(book);
    assert_ok(lia_undo(book, entries, true, NULL, NULL, &err), err);
    assert_dump(book, &before);
    redo(book, entries);
    assert_dump(book, &full);
    str_clear(&before);
    str_clear(&full);
    lia_book_close(book);
}

static void a_deletion_is_in_the_way(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t made = rows_group(book, "FAX");
    int64_t changed = rows_group_rename(book, "FAX", "Faxes");
    int64_t deleted = rows_group_delete(book, "FAX");
    refuse(book, made, 2, (int64_t[]){deleted, changed});
    refuse(book, changed, 1, (int64_t[]){deleted});
    lia_book_close(book);
}

/* What was deleted cannot come back under a code that somebody else has now. */
static void a_taken_code_is_in_the_way(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    rows_group(book, "FAX");
    int64_t deleted = rows_group_delete(book, "FAX");
    int64_t again = rows_group(book, "FAX");
    refuse(book, deleted, 1, (int64_t[]){again});
    lia_error err = {0};
    assert_ok(lia_undo(book, deleted, true, NULL, NULL, &err), err);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM interaction_group WHERE code = 'FAX'"),
                     1);
    rows_check(book);
    lia_book_close(book);
}

static void canceling_and_evaluating_cross(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    rows_contacts(book, "Bo Ek", 4, 0);
    int64_t logged = rows_entries(book, 1, 4);
    int64_t canceled = rows_cancel(book, true, 1, 2);
    int64_t evaluated = rows_evaluate(book, 2, 3, 1);
    int64_t back = rows_cancel(book, false, 1, 1);
    refuse(book, canceled, 2, (int64_t[]){back, evaluated});
    refuse(book, logged, 3, (int64_t[]){back, evaluated, canceled});
    undo(book, evaluated);
    refuse(book, canceled, 1, (int64_t[]){back});
    lia_book_close(book);
}

static void redo_refuses_what_changed_since(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    rows_group(book, "FAX");
    int64_t renamed = rows_group_rename(book, "FAX", "Faxes");
    undo(book, renamed);
    rows_group_rename(book, "FAX", "Fax messages");
    lia_error err = {0};
    struct str before = rows_dump(book);
    assert_int_equal(lia_redo(book, renamed, NULL, &err), LIA_IN_USE);
    assert_message(err, "");
    assert_dump(book, &before);
    str_clear(&before);
    lia_book_close(book);
}

/* An entry names its contact without a foreign key. */
static void redo_refuses_what_has_lost_its_contact(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    rows_contacts(book, "Bo Ek", 2, 0);
    int64_t logged = rows_entries(book, 2, 2);
    undo(book, logged);
    rows_contacts_delete(book, 2, 2);
    lia_error err = {0};
    struct str before = rows_dump(book);
    assert_int_equal(lia_redo(book, logged, NULL, &err), LIA_IN_USE);
    assert_message(err, "");
    assert_dump(book, &before);
    str_clear(&before);
    lia_book_close(book);
}

static void undo_refuses_what_cannot_be(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_error err = {0};
    assert_int_equal(lia_undo(book, 1, false, NULL, NULL, &err),
                     LIA_INVALID); /* the making of the book */
    assert_message(err, "");
    assert_int_equal(lia_undo(book, 99, false, NULL, NULL, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    int64_t op = rows_group(book, "FAX");
    assert_int_equal(lia_redo(book, op, NULL, &err), LIA_INVALID);
    assert_message(err, "");
    undo(book, op);
    assert_int_equal(lia_undo(book, op, false, NULL, NULL, &err), LIA_INVALID);
    assert_message(err, "");
    assert_int_equal(lia_undo(book, op + 1, false, NULL, NULL, &err),
                     LIA_INVALID); /* the undo itself */
    assert_message(err, "");
    lia_book_close(book);
}

/* --- any sequence --- */

enum { STEPS = 120, CONTACTS = 24 };

static int64_t random_change(lia_book *book, unsigned *seed)
{
    static int made;
    char name[32];
    int64_t a = 1 + rand_r(seed) % CONTACTS, b = a + rand_r(seed) % 4;
    int64_t entries = rows_last(book, "entry"), e = entries ? 1 + rand_r(seed) % entries : 0;
    snprintf(name, sizeof name, "N%d", ++made);
    if (rows_int(book, "SELECT count(*) FROM contact WHERE contact_id BETWEEN 1 AND 30") < 28)
        b = a;
    bool there = b <= CONTACTS && rows_int(book, "SELECT count(*) FROM contact") > CONTACTS;
    switch (rand_r(seed) % 9) {
    case 0:
        return rows_group(book, name);
    case 1:
        return rows_group_rename(book, "CALL", name);
    case 2:
        return rows_contacts(book, name, 3, 1);
    case 3:
        return rows_contact_rename(book, a, name);
    case 4:
        return there ? rows_entries(book, 2, 4) : rows_contact_channel(book, a, name);
    case 5:
        return entries ? rows_cancel(book, rand_r(seed) % 3 > 0, e, e + 3) : 0;
    case 6:
        return entries ? rows_evaluate(book, e, e + 1, 1 + rand_r(seed) % 5) : 0;
    case 7:
        return entries ? rows_entries_delete(book, e, e + 2) : 0;
    default:
        return rows_contact_channel(book, a, name);
    }
}

/* Undo from anywhere in History with all that stands in the way, then redo it: the book is as it
 * was; and in the end undoing everything, newest first, leaves a new book. */
static void any_sequence_unwinds(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 6; seed++) {
        unsigned s = seed;
        lia_book *book = fixture_book();
        struct str empty = rows_dump(book);
        lia_error err = {0};
        rows_company(book, "Fabrikam");
        rows_contacts(book, "Bo Ek", CONTACTS + 5, 1);
        for (int i = 0; i < STEPS; i++) {
            random_change(book, &s);
            if (i % 8 != 7)
                continue;
            int64_t last = rows_int(book, "SELECT max(op_id) FROM op");
            int64_t op = 2 + rand_r(&s) % (last - 1);
            struct str before = rows_dump(book);
            lia_status status = lia_undo(book, op, true, NULL, NULL, &err);
            if (status == LIA_OK) {
                rows_check(book);
                redo(book, op);
                assert_dump(book, &before);
            } else {
                assert_true(status == LIA_INVALID || status == LIA_IN_USE);
                assert_dump(book, &before);
            }
            str_clear(&before);
        }
        lia_op_list list = {0};
        bool ask;
        while (lia_undo_next(book, &list, &ask, &err) == LIA_OK) {
            undo(book, list.items[0].op_id);
            lia_op_list_clear(&list);
        }
        assert_dump(book, &empty);
        str_clear(&empty);
        lia_book_close(book);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_goes_there_and_back),
        cmocka_unit_test(numbers_are_given_once),
        cmocka_unit_test(a_later_change_is_in_the_way),
        cmocka_unit_test(a_row_that_refers_is_in_the_way),
        cmocka_unit_test(what_comes_back_is_in_the_way),
        cmocka_unit_test(a_deletion_is_in_the_way),
        cmocka_unit_test(a_taken_code_is_in_the_way),
        cmocka_unit_test(canceling_and_evaluating_cross),
        cmocka_unit_test(redo_refuses_what_changed_since),
        cmocka_unit_test(redo_refuses_what_has_lost_its_contact),
        cmocka_unit_test(undo_refuses_what_cannot_be),
        cmocka_unit_test(any_sequence_unwinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
