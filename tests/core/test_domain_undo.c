/* Undo, redo and history across parts and people (domain.md 11). */
#include "core/segment_case.h"
#include "records.h"

struct two {
    lia_book *jo, *ann;
};

static void two_open(struct two *two)
{
    fixture_folder();
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    two->jo = fixture_open(fixture_path("book.db"), "jo");
    two->ann = fixture_open(fixture_path("book.db"), "ann");
}

static void two_close(struct two *two)
{
    rows_check(two->jo);
    lia_book_close(two->jo);
    lia_book_close(two->ann);
    fixture_folder_remove();
}

static int64_t last_op(lia_book *book)
{
    return rows_int(book, "SELECT max(op_id) FROM op");
}

/* What undo would take, and whether it asks first. */
static bool asks(lia_book *book)
{
    lia_error err = {0};
    lia_op_list next;
    bool ask;
    assert_ok(lia_undo_next(book, &next, &ask, &err), err);
    lia_op_list_clear(&next);
    return ask;
}

/* "If it ... touched more than one record, it asks." */
static void undo_asks_when_several_records_were_touched(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = fixture_book();
    int64_t acme = make_company(book, "Acme"), bo = make_person(book, "Bo Ek", acme);
    assert_false(asks(book));
    int64_t no = log_one(book, bo, "CALL-OUT", "One");
    assert_false(asks(book));
    /* the new entry and the canceled one */
    lia_interaction it;
    assert_ok(lia_interaction_correct(book, no, &it, &err), err);
    it.description = "Right";
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    assert_true(asks(book));
    /* a segment with one line: the segment goes, an entry comes, a follow-up comes */
    int64_t segment = case_segment(book, "Fair", "CALL-OUT");
    assert_false(asks(book));
    case_line(book, segment, bo);
    assert_false(asks(book));
    lia_log_result r = case_log(book, segment, (lia_log_options){.follow_up = true});
    assert_true(asks(book));
    assert_ok(lia_logged_cancel(book, &r.logged_id, 1, true, NULL, NULL, &err), err);
    assert_true(asks(book));
    int64_t n;
    assert_ok(lia_logged_delete_canceled(book, NULL, 0, &n, &err), err);
    assert_true(asks(book)); /* its entry lost the link */
    /* a line that is logged now, and its entry */
    segment = case_segment(book, "Again", "CALL-OUT");
    int64_t line = case_line(book, segment, bo);
    assert_ok(lia_interaction_from_line(book, line, &it, &err), err);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    assert_true(asks(book));
    /* the company with its person */
    assert_ok(lia_contact_archive(book, &acme, 1, true, true, &err), err);
    assert_true(asks(book));
    rows_check(book);
    lia_book_close(book);
}

/* Any operation, another user's too, can be undone from History; redo of that is mine. */
static void another_users_operation_can_be_undone(void **state)
{
    (void)state;
    lia_error err = {0};
    struct two two;
    two_open(&two);
    int64_t acme = make_company(two.jo, "Acme"), bo = make_person(two.jo, "Bo Ek", acme),
            cy = make_person(two.jo, "Cy", acme);
    assert_ok(lia_contact_archive(two.jo, &acme, 1, true, true, &err), err);
    int64_t op = last_op(two.jo);
    struct str archived = rows_dump(two.jo);
    assert_ok(lia_undo(two.ann, op, false, NULL, NULL, &err), err);
    assert_int_equal(rows_int(two.jo, "SELECT sum(archived) FROM contact"), 0);
    lia_op_list next;
    bool ask;
    assert_int_equal(lia_redo_next(two.jo, &next, &ask, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    assert_ok(lia_redo_next(two.ann, &next, &ask, &err), err);
    assert_int_equal(next.items[0].op_id, op);
    assert_true(ask);
    lia_op_list_clear(&next);
    assert_ok(lia_redo(two.ann, op, NULL, &err), err);
    struct str again = rows_dump(two.jo);
    assert_string_equal(str_text(&again), str_text(&archived));
    str_clear(&again);
    str_clear(&archived);
    /* jo's again, as it stands */
    assert_ok(lia_undo_next(two.jo, &next, &ask, &err), err);
    assert_int_equal(next.items[0].op_id, op);
    lia_op_list_clear(&next);
    assert_int_not_equal(bo, cy);
    two_close(&two);
}

/* Redo is mine too; my next operation clears it, another's does not. */
static void only_my_next_operation_clears_redo(void **state)
{
    (void)state;
    lia_error err = {0};
    struct two two;
    two_open(&two);
    int64_t bo = case_person(two.jo, "Bo Ek");
    log_one(two.jo, bo, "CALL-OUT", "One");
    int64_t op = last_op(two.jo);
    assert_ok(lia_undo(two.jo, op, false, NULL, NULL, &err), err);
    case_person(two.ann, "Theirs");
    lia_op_list next;
    bool ask;
    assert_ok(lia_redo_next(two.jo, &next, &ask, &err), err);
    assert_int_equal(next.items[0].op_id, op);
    lia_op_list_clear(&next);
    case_person(two.jo, "Cy");
    assert_int_equal(lia_redo_next(two.jo, &next, &ask, &err), LIA_NOT_FOUND);
    two_close(&two);
}

static bool lists(const lia_op_list *list, int64_t op)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].op_id == op)
            return true;
    return false;
}

/* A row that it wrote and that was changed since, or a row made since that refers to one that it
 * made: listed, newest first, and undone first as one step. */
static void what_is_in_the_way_is_listed(void **state)
{
    (void)state;
    lia_error err = {0};
    struct two two;
    two_open(&two);
    int64_t bo = case_person(two.jo, "Bo Ek"), id, turned, n;
    int64_t segment = case_segment(two.jo, "Fair", "CALL-OUT");
    case_line(two.jo, segment, bo);
    struct str before = rows_dump(two.jo);
    lia_log_result r = case_log(two.jo, segment, (lia_log_options){.follow_up = true});
    int64_t log = last_op(two.jo), in_way[6];
    int k = 0;
    assert_ok(lia_comment_add(two.ann, r.first_entry, "Asked", &id, &err), err);
    in_way[k++] = last_op(two.jo);
    case_line(two.ann, r.follow_up_id, case_person(two.ann, "Cy"));
    in_way[k++] = last_op(two.jo);
    assert_ok(lia_entry_evaluate(two.jo, &r.first_entry, 1, LIA_POSITIVE, &err), err);
    in_way[k++] = last_op(two.jo);
    assert_ok(lia_entry_cancel(two.jo, &r.first_entry, 1, true, NULL, &turned, &err), err);
    in_way[k++] = last_op(two.jo);
    assert_ok(lia_entry_delete_canceled(two.jo, NULL, NULL, 0, NULL, &n, &err), err);
    in_way[k++] = last_op(two.jo);
    log_one(two.jo, bo, "CALL-OUT", "Not in the way");
    int64_t beside = last_op(two.jo);
    struct str now = rows_dump(two.jo);
    lia_op_list list = {0};
    assert_int_equal(lia_undo(two.jo, log, false, NULL, &list, &err), LIA_IN_USE);
    assert_message(err, "");
    assert_int_equal(list.count, k);
    for (int i = 0; i < k; i++)
        assert_true(lists(&list, in_way[i]));
    assert_false(lists(&list, beside));
    for (size_t i = 1; i < list.count; i++)
        assert_true(list.items[i - 1].op_id > list.items[i].op_id);
    lia_op_list_clear(&list);
    case_unchanged(two.jo, now);
    now = rows_dump(two.jo);
    assert_ok(lia_undo(two.jo, log, true, NULL, NULL, &err), err);
    rows_check(two.jo);
    assert_int_equal(rows_int(two.jo, "SELECT status FROM segment"), 0);
    assert_int_equal(rows_int(two.jo, "SELECT count(*) FROM entry"), 1);
    assert_ok(lia_redo(two.jo, log, NULL, &err), err);
    case_unchanged(two.jo, now);
    str_clear(&before);
    two_close(&two);
}

/* Counts, last dates, search index and number counters are never in the way. */
static void what_is_worked_out_is_not_in_the_way(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = fixture_book();
    int64_t bo = case_person(book, "Bo Ek"), turned;
    int64_t segment = case_segment(book, "Fair", "CALL-OUT");
    int64_t made = last_op(book);
    case_line(book, segment, bo);
    int64_t line = last_op(book);
    case_line(book, segment, case_person(book, "Cy"));
    case_header_set(book, segment, LIA_SPREAD_NOT_PERSONALISED, subject, "Hello");
    /* an earlier line can be undone though others were added and the header changed */
    assert_ok(lia_undo(book, line, false, NULL, NULL, &err), err);
    rows_check(book);
    assert_int_equal(lia_undo(book, made, false, NULL, NULL, &err), LIA_IN_USE);
    /* entries of one logged segment, canceled one by one, in any order */
    case_line(book, segment, bo);
    lia_log_result r = case_log(book, segment, (lia_log_options){0});
    int64_t first = r.first_entry, second = first + 1;
    assert_ok(lia_entry_cancel(book, &first, 1, true, NULL, &turned, &err), err);
    int64_t cancel = last_op(book);
    assert_ok(lia_entry_cancel(book, &second, 1, true, NULL, &turned, &err), err);
    assert_ok(lia_undo(book, cancel, false, NULL, NULL, &err), err);
    rows_check(book);
    lia_book_close(book);
}

/* Undo of OK makes it postponed again, whoever postponed it; its comment goes with it. */
static void undo_of_a_resumed_one_by_another(void **state)
{
    (void)state;
    lia_error err = {0}, fault;
    struct two two;
    two_open(&two);
    int64_t bo = case_person(two.jo, "Bo Ek"), no;
    lia_interaction it;
    const char *form;
    assert_ok(lia_interaction_new(two.jo, bo, case_template(two.jo, "CALL-OUT"), &it, &err), err);
    it.comment = "Asked";
    assert_ok(lia_postpone(two.jo, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    struct str before = rows_dump(two.jo);
    assert_ok(lia_postponed_resume(two.ann, no, &it, &form, &fault, &err), err);
    assert_int_equal(fault.status, LIA_OK);
    int64_t same = 0;
    assert_ok(lia_interaction_log(two.ann, &it, &same, &err), err);
    assert_int_equal(same, no);
    lia_interaction_clear(&it);
    int64_t op = last_op(two.jo);
    assert_ok(lia_undo(two.jo, op, false, NULL, NULL, &err), err);
    case_unchanged(two.jo, before);
    assert_ok(lia_redo(two.jo, op, NULL, &err), err);
    assert_int_equal(rows_int(two.jo, "SELECT count(*) FROM postponed"), 0);
    two_close(&two);
}

/* History can be read from its beginning: what is newer than nothing. */
static void history_begins_with_the_oldest(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = fixture_book();
    for (int i = 0; i < 5; i++)
        case_person(book, "Bo Ek");
    lia_op_list list;
    assert_ok(lia_op_history(book, 0, true, 3, &list, &err), err);
    assert_int_equal(list.count, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(list.items[i].op_id, 3 - i); /* the first one made the book */
    lia_op_list_clear(&list);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undo_asks_when_several_records_were_touched),
        cmocka_unit_test(another_users_operation_can_be_undone),
        cmocka_unit_test(only_my_next_operation_clears_redo),
        cmocka_unit_test(what_is_in_the_way_is_listed),
        cmocka_unit_test(what_is_worked_out_is_not_in_the_way),
        cmocka_unit_test(undo_of_a_resumed_one_by_another),
        cmocka_unit_test(history_begins_with_the_oldest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
