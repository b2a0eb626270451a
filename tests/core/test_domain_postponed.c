/* What is begun on a segment's line or on an entry, postponed, and finished when that is no longer
 * what it was (domain.md 5, 6, 7): it can always be finished, and says what has changed. */
#include "core/segment_case.h"
#include "records.h"

static int group_setup(void **state)
{
    *state = fixture_book();
    return 0;
}
static int group_teardown(void **state)
{
    rows_check(*state);
    lia_book_close(*state);
    return 0;
}
#define TEST(name) cmocka_unit_test_setup_teardown(name, group_setup, group_teardown)

static lia_interaction resume(lia_book *book, int64_t no, lia_error *fault)
{
    lia_error err = {0};
    lia_interaction it;
    const char *form;
    assert_ok(lia_postponed_resume(book, no, &it, &form, fault, &err), err);
    return it;
}

/* Finishes it; the entry has the same no. */
static lia_entry_list finish(lia_book *book, lia_interaction *it, int64_t no)
{
    lia_error err = {0};
    lia_entry_list list;
    int64_t same = 0;
    assert_ok(lia_interaction_log(book, it, &same, &err), err);
    assert_int_equal(same, no);
    lia_interaction_clear(it);
    assert_ok(lia_entry_get(book, no, &list, &err), err);
    return list;
}

static int64_t postpone_line(lia_book *book, int64_t line)
{
    lia_error err = {0};
    lia_interaction it;
    int64_t no;
    assert_ok(lia_interaction_from_line(book, line, &it, &err), err);
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    return no;
}

static void a_line_is_logged_when_it_is_finished(void **state)
{
    lia_book *book = *state;
    int64_t bo = case_person(book, "Bo Ek"), segment = case_segment(book, "Fair", "CALL-OUT");
    int64_t line = case_line(book, segment, bo), no = postpone_line(book, line);
    case_line_is(book, line, int, entry_no, 0); /* postponed: it is not logged yet */
    lia_error fault;
    lia_interaction it = resume(book, no, &fault);
    assert_int_equal(fault.status, LIA_OK);
    lia_entry_list list = finish(book, &it, no);
    assert_string_equal(list.items[0].segment_no, "SM000001");
    lia_entry_list_clear(&list);
    case_line_is(book, line, int, entry_no, no);
}

static void a_line_that_is_gone_leaves_an_interaction(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t bo = case_person(book, "Bo Ek"), cy = case_person(book, "Cy");
    static const char *const said[] = {"SM000001", "left", "left", "entry"};
    for (int way = 0; way < 4; way++) {
        int64_t segment = case_segment(book, "Fair", "CALL-OUT");
        int64_t line = case_line(book, segment, bo), no = postpone_line(book, line), other = 0;
        case_line(book, segment, cy);
        lia_interaction it;
        lia_error fault;
        switch (way) {
        case 0: /* logged with its segment */
            case_log(book, segment, (lia_log_options){0});
            break;
        case 1:
            assert_ok(lia_segment_delete(book, segment, &err), err);
            break;
        case 2:
            assert_ok(lia_line_remove(book, &line, 1, &err), err);
            break;
        default: /* logged singly by another form */
            assert_ok(lia_interaction_from_line(book, line, &it, &err), err);
            assert_ok(lia_interaction_log(book, &it, &other, &err), err);
            lia_interaction_clear(&it);
            break;
        }
        it = resume(book, no, &fault);
        assert_int_not_equal(fault.status, LIA_OK);
        assert_message(fault, "");
        if (!strstr(fault.message, said[way]))
            fail_msg("way %d: '%s'", way, fault.message);
        lia_entry_list list = finish(book, &it, no);
        assert_string_equal(list.items[0].segment_no, "");
        assert_int_equal(list.items[0].logged_id, 0);
        assert_int_equal(list.items[0].contact_id, bo);
        lia_entry_list_clear(&list);
        if (way == 3)
            case_line_is(book, line, int, entry_no, other);
        rows_check(book);
    }
}

/* `i` on a line logs that contact; with another one it is an interaction like any, and the line is
 * still to be logged. */
static void another_contact_leaves_the_line(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t bo = case_person(book, "Bo Ek"), cy = case_person(book, "Cy"), no;
    int64_t segment = case_segment(book, "Fair", "CALL-OUT"), line = case_line(book, segment, bo);
    lia_interaction it;
    assert_ok(lia_interaction_from_line(book, line, &it, &err), err);
    it.contact_id = cy;
    assert_ok(lia_interaction_work_out(book, &it, LIA_I_CONTACT, &err), err);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    case_line_is(book, line, int, entry_no, 0);
    lia_entry_list list;
    assert_ok(lia_entry_get(book, no, &list, &err), err);
    assert_int_equal(list.items[0].contact_id, cy);
    assert_string_equal(list.items[0].segment_no, "");
    assert_int_equal(list.items[0].origin, LIA_MANUAL);
    lia_entry_list_clear(&list);
    assert_int_equal(case_log(book, segment, (lia_log_options){0}).entries, 1);
}

/* A correction of what has been deleted since is an interaction of its own. */
static void a_deleted_entry_is_not_corrected(void **state)
{
    lia_book *book = *state;
    lia_error err = {0}, fault;
    int64_t bo = case_person(book, "Bo Ek"), no, n, old = log_one(book, bo, "CALL-OUT", "Old");
    lia_interaction it;
    assert_ok(lia_interaction_correct(book, old, &it, &err), err);
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    assert_ok(lia_entry_cancel(book, &old, 1, true, NULL, &n, &err), err);
    /* canceled: it can be un-canceled, so that is said and the correction waits */
    it = resume(book, no, &fault);
    assert_int_not_equal(fault.status, LIA_OK);
    assert_int_equal(it.corrects, old);
    lia_interaction_clear(&it);
    assert_ok(lia_entry_delete_canceled(book, NULL, &old, 1, NULL, &n, &err), err);
    it = resume(book, no, &fault);
    assert_int_not_equal(fault.status, LIA_OK);
    assert_message(fault, "");
    lia_entry_list list = finish(book, &it, no);
    assert_int_equal(list.items[0].corrects, 0);
    assert_int_equal(list.items[0].status, LIA_LOGGED);
    lia_entry_list_clear(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_line_is_logged_when_it_is_finished),
        TEST(a_line_that_is_gone_leaves_an_interaction),
        TEST(another_contact_leaves_the_line),
        TEST(a_deleted_entry_is_not_corrected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
