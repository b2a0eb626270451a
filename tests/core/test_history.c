/* What History, undo and redo offer, what is shown of an operation, and how long it can be undone.
 */
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

/* --- which is next --- */

static void assert_next(lia_book *book, int64_t undo_op, int64_t redo_op)
{
    lia_error err = {0};
    lia_op_list list = {0};
    bool ask;
    lia_status status = lia_undo_next(book, &list, &ask, &err);
    assert_int_equal(status, undo_op ? LIA_OK : LIA_NOT_FOUND);
    assert_int_equal(undo_op ? list.items[0].op_id : 0, undo_op);
    if (!undo_op)
        assert_message(err, "");
    lia_op_list_clear(&list);
    status = lia_redo_next(book, &list, &ask, &err);
    assert_int_equal(status, redo_op ? LIA_OK : LIA_NOT_FOUND);
    assert_int_equal(redo_op ? list.items[0].op_id : 0, redo_op);
    lia_op_list_clear(&list);
}

static void undo_and_redo_take_turns(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    assert_next(book, 0, 0);
    int64_t a = rows_group(book, "A"), b = rows_group(book, "B");
    assert_next(book, b, 0);
    undo(book, b);
    assert_next(book, a, b);
    undo(book, a);
    assert_next(book, 0, a);
    redo(book, a);
    assert_next(book, a, b);
    redo(book, b);
    assert_next(book, b, 0);
    undo(book, b);
    int64_t c = rows_group(book, "C"); /* my next operation clears redo */
    assert_next(book, c, 0);
    redo(book, b); /* from History it can still be had */
    assert_next(book, c, 0);
    rows_check(book);
    lia_book_close(book);
}

static void undo_is_mine(void **state)
{
    (void)state;
    fixture_folder();
    lia_book *jo = fixture_open(fixture_path("book.db"), "jo"),
             *bo = fixture_open(fixture_path("book.db"), "bo");
    int64_t mine = rows_group(jo, "A"), theirs = rows_group(bo, "B");
    assert_next(jo, mine, 0);
    assert_next(bo, theirs, 0);
    undo(jo, theirs); /* from History */
    assert_next(jo, mine, theirs);
    assert_next(bo, 0, 0);
    rows_group(bo, "C");
    assert_next(jo, mine, theirs); /* another's operation does not clear mine */
    lia_book_close(jo);
    lia_book_close(bo);
    fixture_folder_remove();
}

static void undo_asks(void **state)
{
    (void)state;
    fixture_folder();
    lia_book *book = fixture_open(fixture_path("book.db"), "jo");
    lia_error err = {0};
    lia_op_list list;
    bool ask;
    rows_group(book, "A");
    assert_ok(lia_undo_next(book, &list, &ask, &err), err);
    assert_false(ask);
    assert_true(list.items[0].this_session && list.items[0].mine);
    lia_op_list_clear(&list);
    lia_book *again = fixture_open(fixture_path("book.db"), "jo");
    assert_ok(lia_undo_next(again, &list, &ask, &err), err);
    assert_true(ask);
    assert_false(list.items[0].this_session);
    lia_op_list_clear(&list);
    rows_contacts(again, "Bo Ek", 2, 0);
    assert_ok(lia_undo_next(again, &list, &ask, &err), err);
    assert_true(ask); /* more than one record */
    lia_op_list_clear(&list);
    lia_book_close(book);
    lia_book_close(again);
    fixture_folder_remove();
}

static void history_pages(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t ops[6];
    const char *codes[] = {"A", "B", "C", "D", "E", "F"};
    for (int i = 0; i < 6; i++)
        ops[i] = rows_group(book, codes[i]);
    lia_error err = {0};
    lia_op_list list;
    assert_ok(lia_op_history(book, 0, false, 2, &list, &err), err);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].op_id, ops[5]);
    assert_int_equal(list.items[1].op_id, ops[4]);
    assert_string_equal(list.items[0].line, "Added group F");
    assert_string_equal(list.items[0].user, "jo");
    assert_int_equal(list.items[0].done_at, FIXTURE_NOW);
    lia_op_list_clear(&list);
    assert_ok(lia_op_history(book, ops[4], false, 2, &list, &err), err);
    assert_int_equal(list.items[0].op_id, ops[3]);
    assert_int_equal(list.items[1].op_id, ops[2]);
    lia_op_list_clear(&list);
    assert_ok(lia_op_history(book, ops[2], true, 2, &list, &err), err);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].op_id, ops[4]);
    assert_int_equal(list.items[1].op_id, ops[3]);
    lia_op_list_clear(&list);
    undo(book, ops[5]);
    assert_ok(lia_op_history(book, 0, false, 2, &list, &err), err);
    assert_int_equal(list.items[0].kind, LIA_OP_UNDO);
    assert_int_equal(list.items[0].of_op, ops[5]);
    assert_int_equal(list.items[1].undone_by, list.items[0].op_id);
    lia_op_list_clear(&list);
    lia_book_close(book);
}

/* --- what is kept, and for how long --- */

static void idle_until_done(lia_book *book)
{
    for (int i = 0; lia_book_idle(book); i++)
        assert_true(i < 1000);
}

/* domain.md 11: what undo keeps is dropped after 30 days, in slices. */
static void kept_rows_are_dropped_after_a_month(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    rows_contacts(book, "Bo Ek", 3000, 0);
    rows_entries(book, 1, 3000);
    int64_t canceled = rows_cancel(book, true, 1, 3000),
            deleted = rows_entries_delete(book, 1, 3000);
    undo(book, deleted);
    redo(book, deleted);
    fixture_clock.now += 30 * 86400; /* not yet over 30 days */
    idle_until_done(book);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM entry_was"), 3000);
    int64_t young = rows_group(book, "FAX");
    fixture_clock.now += 1;
    lia_book_idle(book);
    int64_t left = rows_int(book, "SELECT count(*) FROM entry_was") +
                   rows_int(book, "SELECT count(*) FROM op_entry");
    assert_in_range(left, 3000, 5999); /* a slice, not all at once */
    idle_until_done(book);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM entry_was"), 0);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM op_entry"), 0);
    lia_error err = {0};
    assert_int_equal(lia_undo(book, deleted, false, NULL, NULL, &err), LIA_INVALID);
    assert_message(err, "");
    assert_int_equal(lia_undo(book, canceled, true, NULL, NULL, &err), LIA_INVALID);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM op"),
                     young); /* operations themselves stay */
    undo(book, young);
    rows_check(book);
    lia_book_close(book);
}

/* --- what an operation changed --- */

static void assert_changes(lia_book *book, int64_t op, const char *expected)
{
    lia_error err = {0};
    lia_change_list list;
    struct str text = {0};
    assert_ok(lia_op_changes(book, op, 10, &list, &err), err);
    for (size_t i = 0; i < list.count; i++)
        str_add_f(&text, "%s|%s|%s|%s\n", list.items[i].record, list.items[i].field,
                  list.items[i].before, list.items[i].after);
    if (list.more)
        str_add_f(&text, "+%lld\n", (long long)list.more);
    assert_string_equal(str_text(&text), expected);
    lia_change_list_clear(&list);
    str_clear(&text);
}

static void changes_are_shown_by_field(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t made = rows_group(book, "FAX"), renamed = rows_group_rename(book, "FAX", "Faxes"),
            again = rows_group_rename(book, "FAX", "Fax messages"),
            deleted = rows_group_delete(book, "FAX");
    assert_changes(book, made, "Interaction group FAX|||FAX\n");
    assert_changes(book, renamed, "Interaction group FAX Faxes|Description||Faxes\n");
    assert_changes(book, again,
                   "Interaction group FAX Fax messages|Description|Faxes|Fax messages\n");
    assert_changes(book, deleted, "Interaction group FAX Fax messages||FAX Fax messages|\n");
    undo(book, deleted);
    assert_changes(book, deleted, "Interaction group FAX Fax messages||FAX Fax messages|\n");
    undo(book, again);
    assert_changes(book, again,
                   "Interaction group FAX Fax messages|Description|Faxes|Fax messages\n");
    rows_contacts(book, "Bo Ek", 12, 0);
    int64_t logged = rows_entries(book, 1, 12);
    int64_t canceled = rows_cancel(book, true, 2, 2), evaluated = rows_evaluate(book, 2, 2, 1);
    assert_changes(book, canceled, "Interaction 2|Canceled|no|yes\n");
    assert_changes(book, evaluated, "Interaction 2|Evaluation||very positive\n");
    lia_error err = {0};
    lia_change_list list;
    assert_ok(lia_op_changes(book, logged, 10, &list, &err), err);
    assert_int_equal(list.count, 10);
    assert_int_equal(list.more, 2);
    assert_string_equal(list.items[9].record, "Interaction 10");
    lia_change_list_clear(&list);
    int64_t undone = rows_int(book, "SELECT max(op_id) FROM op WHERE kind = 1");
    assert_changes(book, undone,
                   "Interaction group FAX Fax messages|Description|Faxes|Fax messages\n");
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undo_and_redo_take_turns),
        cmocka_unit_test(undo_is_mine),
        cmocka_unit_test(undo_asks),
        cmocka_unit_test(history_pages),
        cmocka_unit_test(kept_rows_are_dropped_after_a_month),
        cmocka_unit_test(changes_are_shown_by_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
