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
        cmocka_unit_test(undo_and_redo_take_turns),
        cmocka_unit_test(undo_is_mine),
        cmocka_unit_test(undo_asks),
        cmocka_unit_test(history_pages),
        cmocka_unit_test(kept_rows_are_dropped_after_a_month),
        cmocka_unit_test(changes_are_shown_by_field),
        cmocka_unit_test(any_sequence_unwinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
