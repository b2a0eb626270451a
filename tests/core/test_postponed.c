/* Postponed interactions: domain.md 5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "records.h"

static lia_error err;

static lia_interaction begin(lia_book *book, int64_t contact, const char *template)
{
    lia_interaction it;
    assert_ok(
        lia_interaction_new(book, contact, template ? template_id(book, template) : 0, &it, &err),
        err);
    return it;
}

static int64_t postpone(lia_book *book, int64_t contact, const char *template,
                        const char *description)
{
    int64_t no = 0;
    lia_interaction it = begin(book, contact, template);
    it.description = description;
    it.typed |= 1u << LIA_I_DESCRIPTION;
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    return no;
}

static lia_interaction resume(lia_book *book, int64_t no)
{
    lia_interaction it;
    const char *form;
    lia_error fault;
    assert_ok(lia_postponed_resume(book, no, &it, &form, &fault, &err), err);
    assert_int_equal(fault.status, LIA_OK);
    return it;
}

static lia_postponed_list list_of(lia_book *book, int64_t contact, int64_t salesperson)
{
    lia_postponed_list list;
    const lia_postponed_query query = {contact, salesperson};
    assert_ok(lia_postponed_list_some(book, &query, &(lia_seek){.no_key = true, .limit = 50}, &list,
                                      &err),
              err);
    return list;
}

/* Anything can be postponed, however incomplete; it is out of the log and of every total. */
static void anything_can_be_postponed(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    lia_interaction nothing = {.date = LIA_DAY_NONE, .time = -1};
    int64_t no = 0;
    assert_ok(lia_postpone(book, &nothing, NULL, &no, &err), err);
    assert_int_equal(no, 1);
    assert_string_equal(last_line(book), "Postponed an interaction");
    assert_int_equal(postpone(book, bo, NULL, ""), 2);
    assert_string_equal(last_line(book), "Postponed an interaction with Bo Ek");
    assert_int_equal(postpone(book, bo, "CALL-OUT", "Quote"), 3);
    assert_string_equal(last_line(book), "Postponed CALL-OUT with Bo Ek");
    nothing.date = FIXTURE_TODAY + 400; /* not even a date is refused */
    nothing.cost = -5;
    assert_ok(lia_postpone(book, &nothing, NULL, &no, &err), err);

    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.postponed, 4);
    assert_int_equal(counts.entries, 0);
    lia_contact_totals totals;
    assert_ok(lia_contact_totals_of(book, bo, &totals, &err), err);
    assert_int_equal(totals.totals.entries, 0);
    assert_int_equal(totals.last_on, LIA_DAY_NONE);
    assert_int_equal(totals.attempt_on, LIA_DAY_NONE);
    assert_int_equal(totals.postponed, 2);
    assert_sound(book);
    lia_book_close(book);
}

static void finished_with_the_same_number(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), logged = 0;
    log_one(book, bo, "MAIL-IN", "before");
    int64_t no = postpone(book, bo, "CALL-OUT", "Quote");
    log_one(book, bo, "MAIL-IN", "after");
    lia_interaction it = resume(book, no);
    assert_int_equal(it.postponed_no, no);
    assert_int_equal(it.begun_at, FIXTURE_NOW);
    assert_string_equal(it.description, "Quote");
    assert_int_equal(it.contact_id, bo);
    it.comment = "finished it";
    assert_ok(lia_interaction_log(book, &it, &logged, &err), err);
    lia_interaction_clear(&it);
    assert_int_equal(logged, no);
    assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 3);

    /* Undo of OK makes it postponed again, redo an entry. */
    undo_last(book);
    assert_int_equal(number_of(book, "SELECT entry_no FROM postponed"), no);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 2);
    assert_sound(book);
    lia_op_list ops;
    bool ask;
    assert_ok(lia_redo_next(book, &ops, &ask, &err), err);
    assert_ok(lia_redo(book, ops.items[0].op_id, NULL, &err), err);
    lia_op_list_clear(&ops);
    assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 3);
    assert_sound(book);
    lia_book_close(book);
}

/* OK has all checks of 4; what fails leaves it postponed. */
static void finishing_is_checked(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t no = postpone(book, 0, "CALL-OUT", "Quote"), logged;
    lia_interaction it = resume(book, no);
    assert_int_equal(lia_interaction_log(book, &it, &logged, &err), LIA_INVALID);
    assert_string_equal(err.field, "contact");
    assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), 1);
    lia_interaction_clear(&it);
    lia_book_close(book);
}

static void typed_date_and_time_stay_others_become_now(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    for (int typed = 0; typed < 4; typed++) {
        fixture_clock = (struct fixture_clock){FIXTURE_NOW, 60};
        lia_interaction it = begin(book, bo, "CALL-OUT");
        it.date = FIXTURE_TODAY - 5;
        it.time = 8 * 3600;
        it.typed = (typed & 1 ? 1u << LIA_I_DATE : 0) | (typed & 2 ? 1u << LIA_I_TIME : 0);
        int64_t no = 0;
        assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
        lia_interaction_clear(&it);
        fixture_clock.now += 2 * 86400 + 3600;
        fixture_clock.zone = 120;
        it = resume(book, no);
        assert_int_equal(it.date, typed & 1 ? FIXTURE_TODAY - 5 : FIXTURE_TODAY + 2);
        assert_int_equal(it.time, typed & 2 ? 8 * 3600 : (14 + 1 + 2) * 3600 + 32 * 60);
        assert_int_equal(it.zone, typed & 2 ? 60 : 120); /* of the clock that says the time */
        assert_int_equal(it.begun_at, FIXTURE_NOW);
        lia_interaction_clear(&it);
    }
    lia_book_close(book);
}

/* Which fields were typed in is kept: nothing worked out replaces them after Resume. */
static void typed_fields_are_kept(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t no = postpone(book, make_person(book, "Bo Ek", 0), "CALL-OUT", "My own words");
    lia_interaction it = resume(book, no);
    it.template_id = template_id(book, "MEETING");
    assert_ok(lia_interaction_work_out(book, &it, LIA_I_TEMPLATE, &err), err);
    assert_string_equal(it.description, "My own words");
    assert_int_equal(it.minutes, 60);
    lia_interaction_clear(&it);
    lia_book_close(book);
}

static void form_text_of_the_front_end_comes_back(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_interaction it = begin(book, make_person(book, "Bo Ek", 0), "CALL-OUT");
    int64_t no = 0;
    const char *text = "description\t1\tQuote\ndate\t1\t31/31\nfocus\t0\tdate\n", *form;
    assert_ok(lia_postpone(book, &it, text, &no, &err), err);
    lia_interaction_clear(&it);
    lia_error fault;
    assert_ok(lia_postponed_resume(book, no, &it, &form, &fault, &err), err);
    assert_string_equal(form, text);
    assert_int_equal(it.date, LIA_DAY_NONE); /* what was typed there is in the form's own text */
    lia_interaction_clear(&it);
    lia_book_close(book);
}

/* If the contact was archived or blocked meanwhile, or the template or salesperson blocked, it
 * opens with that field at fault. */
static void faults_since_it_was_begun(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    int64_t no = postpone(book, bo, "CALL-OUT", "Quote");
    static const char *const fields[] = {"salesperson", "template", "contact", "contact"};
    for (int i = 0; i < 4; i++) {
        switch (i) {
        case 0:
            assert_ok(lia_salesperson_block(book, salesperson_id(book, "JO"), true, &err), err);
            break;
        case 1:
            assert_ok(lia_template_block(book, template_id(book, "CALL-OUT"), true, &err), err);
            break;
        case 2:
            set_privacy(book, bo, "asked by letter");
            break;
        case 3:
            set_archived(book, bo, true);
            break;
        }
        lia_interaction it;
        const char *form;
        lia_error fault;
        assert_ok(lia_postponed_resume(book, no, &it, &form, &fault, &err), err);
        assert_int_not_equal(fault.status, LIA_OK);
        assert_string_equal(fault.field, fields[i]);
        assert_message(fault, "");
        assert_int_equal(it.contact_id, bo);
        lia_interaction_clear(&it);
    }
    lia_book_close(book);
}

static void postponing_again_keeps_the_changes(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), anna = make_person(book, "Anna Berg", 0);
    int64_t no = postpone(book, bo, "CALL-OUT", "Quote"), again = 0;
    lia_interaction it = resume(book, no);
    it.contact_id = anna;
    it.description = "Another";
    assert_ok(lia_postpone(book, &it, NULL, &again, &err), err);
    lia_interaction_clear(&it);
    assert_int_equal(again, no);
    lia_postponed_list list = list_of(book, 0, 0);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].contact_id, anna);
    assert_string_equal(list.items[0].description, "Another");
    lia_postponed_list_clear(&list);
    undo_last(book);
    list = list_of(book, 0, 0);
    assert_int_equal(list.items[0].contact_id, bo);
    assert_string_equal(list.items[0].description, "Quote");
    lia_postponed_list_clear(&list);
    assert_sound(book);
    lia_book_close(book);
}

/* --- another session --- */

static void taken_by_another_session(void **state)
{
    (void)state;
    fixture_folder();
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    lia_book *jo = fixture_open(fixture_path("book.db"), "jo"),
             *ann = fixture_open(fixture_path("book.db"), "ann");
    int64_t bo = make_person(jo, "Bo Ek", 0), other;
    for (int way = 0; way < 4; way++) {
        int64_t no = postpone(jo, bo, "CALL-OUT", "Quote");
        lia_interaction mine = resume(jo, no), theirs = resume(ann, no);
        fixture_clock.now += 60;
        theirs.salesperson_id = salesperson_id(ann, "JO");
        switch (way) {
        case 0:
            assert_ok(lia_interaction_log(ann, &theirs, &other, &err), err);
            break;
        case 1:
            assert_ok(lia_postponed_delete(ann, &no, 1, &err), err);
            break;
        case 2:
            assert_ok(lia_postpone(ann, &theirs, NULL, &other, &err), err);
            break;
        case 3: { /* its making was undone */
            lia_op_list ops;
            assert_ok(lia_op_history(ann, 0, false, 1, &ops, &err), err);
            assert_ok(lia_undo(ann, ops.items[0].op_id, false, NULL, NULL, &err), err);
            lia_op_list_clear(&ops);
            break;
        }
        }
        static const char *const said[] = {"ann finished it", "ann deleted it", "ann changed it",
                                           "ann deleted it"};
        int64_t got = 0;
        assert_int_equal(lia_interaction_log(jo, &mine, &got, &err), LIA_CONFLICT);
        assert_non_null(strstr(err.message, said[way]));
        assert_non_null(strstr(err.message, way == 0 ? "14:33" : ":3")); /* and when */
        assert_message(err, "");
        assert_int_equal(lia_postpone(jo, &mine, NULL, &got, &err), LIA_CONFLICT);
        /* Log as a new entry */
        mine.postponed_no = 0;
        assert_ok(lia_interaction_log(jo, &mine, &got, &err), err);
        assert_int_not_equal(got, no);
        /* Postpone as another */
        assert_ok(lia_postpone(jo, &mine, NULL, &got, &err), err);
        assert_int_not_equal(got, no);
        assert_ok(lia_postponed_delete(jo, &got, 1, &err), err);
        lia_interaction_clear(&mine);
        lia_interaction_clear(&theirs);
    }
    assert_sound(jo);
    lia_book_close(jo);
    lia_book_close(ann);
    fixture_folder_remove();
}

static void gone_ones_are_said(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t no = postpone(book, make_person(book, "Bo Ek", 0), "CALL-OUT", "Quote");
    assert_ok(lia_postponed_delete(book, &no, 1, &err), err);
    assert_string_equal(last_line(book), "Deleted 1 postponed interaction");
    assert_int_equal(lia_postponed_delete(book, &no, 1, &err), LIA_NOT_FOUND);
    assert_non_null(strstr(err.message, "jo deleted it"));
    assert_message(err, "");
    lia_interaction it;
    const char *form;
    lia_error fault;
    assert_int_equal(lia_postponed_resume(book, no, &it, &form, &fault, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    undo_last(book);
    it = resume(book, no);
    lia_interaction_clear(&it);
    assert_sound(book);
    lia_book_close(book);
}

/* --- the list --- */

static void list_has_mine_first_newest_first(void **state)
{
    (void)state;
    fixture_folder();
    lia_book *jo = fixture_open(fixture_path("book.db"), "jo"),
             *ann = fixture_open(fixture_path("book.db"), "ann");
    int64_t fabrikam = make_company(jo, "Fabrikam"), bo = make_person(jo, "Bo Ek", fabrikam),
            anna = make_person(jo, "Anna Berg", 0);
    int64_t a = postpone(jo, bo, "CALL-OUT", "a"), b = postpone(ann, bo, "CALL-OUT", "b"),
            c = postpone(jo, anna, NULL, "c"), d = postpone(ann, fabrikam, "MEETING", "d"),
            e = postpone(jo, 0, NULL, "e");
    const int64_t order[] = {e, c, a, d, b};
    lia_postponed_list list = list_of(jo, 0, 0);
    assert_int_equal(list.count, 5);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(list.items[i].entry_no, order[i]);
        assert_int_equal(list.items[i].mine, i < 3);
        assert_string_equal(list.items[i].user, i < 3 ? "jo" : "ann");
    }
    assert_string_equal(list.items[2].contact, "Bo Ek");
    assert_string_equal(list.items[2].company, "Fabrikam");
    assert_string_equal(list.items[2].salesperson, "JO");
    assert_string_equal(list.items[2].template_code, "CALL-OUT");
    assert_int_equal(list.items[2].date, FIXTURE_TODAY);
    assert_string_equal(list.items[0].contact, "");

    /* every window of it, both ways, with and without the row itself */
    for (int key = 0; key < 5; key++)
        for (int at = 0; at < 2; at++)
            for (int limit = 1; limit < 6; limit++)
                for (int before = 0; before < 2; before++) {
                    const lia_seek seek = {
                        .before = before, .at = at, .key = list.items[key].key, .limit = limit};
                    lia_postponed_list some;
                    assert_ok(lia_postponed_list_some(jo, NULL, &seek, &some, &err), err);
                    int first = before ? key + at - limit : key + 1 - at,
                        last = before ? key + at : first + limit;
                    first = first < 0 ? 0 : first;
                    last = last > 5 ? 5 : last;
                    assert_int_equal(some.count, last > first ? last - first : 0);
                    for (size_t i = 0; i < some.count; i++)
                        assert_int_equal(some.items[i].entry_no, order[(size_t)first + i]);
                    lia_postponed_list_clear(&some);
                }
    lia_postponed_list end;
    assert_ok(lia_postponed_list_some(
                  jo, NULL, &(lia_seek){.no_key = true, .before = true, .limit = 3}, &end, &err),
              err);
    assert_int_equal(end.count, 3);
    assert_int_equal(end.items[0].entry_no, a);
    assert_int_equal(end.items[2].entry_no, b);
    lia_postponed_list_clear(&end);
    lia_postponed_list_clear(&list);

    /* of a contact (a company: with its persons), of a salesperson */
    list = list_of(jo, bo, 0);
    assert_int_equal(list.count, 2);
    lia_postponed_list_clear(&list);
    list = list_of(jo, fabrikam, 0);
    assert_int_equal(list.count, 3);
    lia_postponed_list_clear(&list);
    list = list_of(jo, 0, salesperson_id(jo, "JO"));
    assert_int_equal(list.count, 3); /* ann has no salesperson */
    lia_postponed_list_clear(&list);
    int64_t all = 0, mine = 0;
    assert_ok(lia_postponed_count(jo, NULL, &all, &mine, &err), err);
    assert_int_equal(all, 5);
    assert_int_equal(mine, 3);
    assert_ok(
        lia_postponed_count(jo, &(lia_postponed_query){.contact_id = fabrikam}, &all, &mine, &err),
        err);
    assert_int_equal(all, 3);
    assert_int_equal(mine, 1);
    lia_book_close(jo);
    lia_book_close(ann);
    fixture_folder_remove();
}

static void many_are_deleted_at_once(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    int64_t nos[] = {postpone(book, bo, NULL, "a"), postpone(book, bo, NULL, "b"), 999,
                     postpone(book, bo, NULL, "c")};
    assert_ok(lia_postponed_delete(book, nos, 3, &err), err);
    assert_string_equal(last_line(book), "Deleted 2 postponed interactions");
    assert_int_equal(number_of(book, "SELECT entry_no FROM postponed"), nos[3]);
    undo_last(book);
    assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), 3);
    assert_sound(book);
    lia_book_close(book);
}

/* A postponed correction corrects when it is finished, if that is still possible. */
static void correction_can_be_postponed(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), entry = log_one(book, bo, "CALL-OUT", "Qoute"),
            no = 0, got = 0;
    lia_interaction it;
    assert_ok(lia_interaction_correct(book, entry, &it, &err), err);
    it.description = "Quote";
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    it = resume(book, no);
    assert_int_equal(it.corrects, entry);
    int64_t turned;
    assert_ok(lia_entry_cancel(book, &entry, 1, true, NULL, &turned, &err), err);
    assert_int_equal(lia_interaction_log(book, &it, &got, &err), LIA_IN_USE);
    assert_message(err, "");
    lia_interaction_clear(&it);
    lia_error fault;
    const char *form;
    assert_ok(lia_postponed_resume(book, no, &it, &form, &fault, &err), err);
    assert_int_equal(fault.status, LIA_IN_USE);
    lia_interaction_clear(&it);
    assert_ok(lia_entry_cancel(book, &entry, 1, false, NULL, &turned, &err), err);
    it = resume(book, no);
    assert_ok(lia_interaction_log(book, &it, &got, &err), err);
    lia_interaction_clear(&it);
    assert_int_equal(got, no);
    assert_int_equal(
        number_of(book, "SELECT corrected_by FROM entry WHERE canceled_op IS NOT NULL"), no);
    assert_sound(book);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anything_can_be_postponed),
        cmocka_unit_test(finished_with_the_same_number),
        cmocka_unit_test(finishing_is_checked),
        cmocka_unit_test(typed_date_and_time_stay_others_become_now),
        cmocka_unit_test(typed_fields_are_kept),
        cmocka_unit_test(form_text_of_the_front_end_comes_back),
        cmocka_unit_test(faults_since_it_was_begun),
        cmocka_unit_test(postponing_again_keeps_the_changes),
        cmocka_unit_test(taken_by_another_session),
        cmocka_unit_test(gone_ones_are_said),
        cmocka_unit_test(list_has_mine_first_newest_first),
        cmocka_unit_test(many_are_deleted_at_once),
        cmocka_unit_test(correction_can_be_postponed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
