/* The Canceled switch and Delete Canceled Interaction Log Entries: domain.md 7, 8. */
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

static lia_entry_list get(lia_book *book, int64_t no)
{
    lia_entry_list list;
    assert_ok(lia_entry_get(book, no, &list, &err), err);
    return list;
}

static int64_t turn(lia_book *book, bool cancel, const int64_t *nos, size_t n)
{
    int64_t turned = -1;
    assert_ok(lia_entry_cancel(book, nos, n, cancel, NULL, &turned, &err), err);
    return turned;
}

static int64_t correct(lia_book *book, int64_t no)
{
    int64_t new = 0;
    lia_interaction it;
    assert_ok(lia_interaction_correct(book, no, &it, &err), err);
    assert_ok(lia_interaction_log(book, &it, &new, &err), err);
    lia_interaction_clear(&it);
    return new;
}

/* A segment of these contacts, logged; its first entry. */
static int64_t log_segment(lia_book *book, const int64_t *contacts, size_t n,
                           lia_log_result *result)
{
    int64_t segment = 0;
    lia_interaction it;
    assert_ok(lia_interaction_new(book, 0, template_id(book, "LETTER-OUT"), &it, &err), err);
    assert_ok(lia_interaction_to_segment(book, &it, contacts, n, &segment, &err), err);
    lia_interaction_clear(&it);
    assert_ok(lia_segment_log(book, segment, &(lia_log_options){0}, NULL, result, &err), err);
    return result->first_entry;
}

static void canceling_is_stored_with_who_and_when(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    const int64_t nos[] = {log_one(book, bo, "CALL-OUT", "a"), log_one(book, bo, "CALL-OUT", "b"),
                           log_one(book, bo, "CALL-OUT", "c")};
    fixture_clock.now += 60;
    assert_int_equal(turn(book, true, nos, 1), 1);
    assert_string_equal(last_line(book), "Canceled 1 interaction");
    assert_int_equal(turn(book, true, nos, 3), 2); /* one already is */
    assert_string_equal(last_line(book), "Canceled 2 interactions");
    lia_entry_list e = get(book, nos[0]);
    assert_int_equal(e.items[0].status, LIA_CANCELED_ENTRY);
    assert_true(e.items[0].canceled);
    lia_entry_list_clear(&e);

    /* All totals leave out canceled ones, "last interaction" too. */
    lia_contact_totals totals;
    assert_ok(lia_contact_totals_of(book, bo, &totals, &err), err);
    assert_int_equal(totals.totals.entries, 0);
    assert_int_equal(totals.last_on, LIA_DAY_NONE);
    lia_template_list t;
    assert_ok(lia_template_get(book, template_id(book, "CALL-OUT"), &t, &err), err);
    assert_int_equal(t.items[0].totals.entries, 0);
    assert_int_equal(t.items[0].totals.minutes, 0);
    lia_template_list_clear(&t);
    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.entries_canceled, 3);
    assert_sound(book);

    assert_int_equal(turn(book, false, nos, 2), 2);
    assert_string_equal(last_line(book), "Un-canceled 2 interactions");
    assert_ok(lia_contact_totals_of(book, bo, &totals, &err), err);
    assert_int_equal(totals.totals.entries, 2);
    assert_int_equal(totals.totals.minutes, 30);
    assert_int_equal(totals.last_on, FIXTURE_TODAY);
    int64_t ops = number_of(book, "SELECT count(*) FROM op");
    assert_int_equal(turn(book, false, nos, 2), 0); /* nothing to turn is no operation */
    assert_int_equal(number_of(book, "SELECT count(*) FROM op"), ops);
    assert_sound(book);

    undo_last(book);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry WHERE canceled_op IS NOT NULL"),
                     3);
    assert_sound(book);
    lia_book_close(book);
}

static void plan_counts_and_names(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), anna = make_person(book, "Anna Berg", 0);
    int64_t a = log_one(book, bo, "CALL-OUT", "a"), b = log_one(book, bo, "CALL-OUT", "b"),
            c = log_one(book, bo, "CALL-OUT", "c");
    lia_log_result logged;
    int64_t in_segment = log_segment(book, (int64_t[]){bo, anna}, 2, &logged);
    int64_t new = correct(book, b), turned;
    turn(book, true, &c, 1);
    assert_ok(lia_logged_cancel(book, &logged.logged_id, 1, true, NULL, &turned, &err), err);
    assert_int_equal(turned, 2);

    const int64_t nos[] = {a, b, c, new, in_segment, 999};
    lia_cancel_plan plan;
    assert_ok(lia_entry_cancel_plan(book, nos, 6, true, &plan, &err), err);
    assert_int_equal(plan.turn, 2);
    assert_int_equal(plan.already, 3);
    assert_int_equal(plan.refused_count, 0);
    lia_cancel_plan_clear(&plan);
    /* Un-cancel is refused for what was corrected, or whose logged segment is canceled: named, the
     * rest is offered. */
    assert_ok(lia_entry_cancel_plan(book, nos, 6, false, &plan, &err), err);
    assert_int_equal(plan.turn, 1);
    assert_int_equal(plan.already, 2);
    assert_int_equal(plan.refused_count, 2);
    assert_int_equal(plan.refused[0].entry_no, b);
    assert_non_null(strstr(plan.refused[0].reason, "corrected"));
    assert_int_equal(plan.refused[1].entry_no, in_segment);
    assert_non_null(strstr(plan.refused[1].reason, "logged segment SM000001 is canceled"));
    lia_cancel_plan_clear(&plan);
    assert_int_equal(turn(book, false, nos, 6), 1);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry WHERE canceled_op IS NULL"), 3);
    assert_sound(book);
    lia_book_close(book);
}

/* Counts of the logged segment: "128 (7 canceled)". */
static void logged_segment_counts_follow(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    const int64_t contacts[] = {make_person(book, "Anna Berg", 0), make_person(book, "Bo Ek", 0),
                                make_person(book, "Dan", 0)};
    lia_log_result r;
    int64_t first = log_segment(book, contacts, 3, &r), deleted = 0;
    const int64_t two[] = {first, first + 2};
    const struct {
        int64_t entries, canceled;
    } expected[] = {{3, 2}, {2, 1}, {3, 2}, {3, 0}};
    for (int i = 0; i < 4; i++) {
        switch (i) {
        case 0:
            turn(book, true, two, 2);
            break;
        case 1:
            assert_ok(lia_entry_delete_canceled(book, NULL, two, 1, NULL, &deleted, &err), err);
            assert_int_equal(deleted, 1);
            break;
        case 2:
        case 3:
            undo_last(book);
            break;
        }
        lia_logged_list l;
        assert_ok(lia_logged_get(book, r.logged_id, &l, &err), err);
        assert_int_equal(l.items[0].entries, expected[i].entries);
        assert_int_equal(l.items[0].entries_canceled, expected[i].canceled);
        lia_logged_list_clear(&l);
        assert_sound(book);
    }
    lia_book_close(book);
}

static void canceling_by_query(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), anna = make_person(book, "Anna Berg", 0),
            turned = -1;
    for (int i = 0; i < 5; i++) {
        log_one(book, bo, "CALL-OUT", "a");
        log_one(book, anna, "MAIL-IN", "b");
    }
    const lia_entry_query of_bo = {.contact_id = bo},
                          mail = {.template_id = template_id(book, "MAIL-IN")};
    assert_ok(lia_entry_cancel_query(book, &of_bo, true, NULL, &turned, &err), err);
    assert_int_equal(turned, 5);
    assert_ok(lia_entry_cancel_query(book, NULL, true, NULL, &turned, &err), err);
    assert_int_equal(turned, 5);
    assert_ok(lia_entry_cancel_query(book, &mail, false, NULL, &turned, &err), err);
    assert_int_equal(turned, 5);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry WHERE canceled_op IS NOT NULL"),
                     5);
    assert_sound(book);
    lia_book_close(book);
}

/* --- deleting --- */

static void only_canceled_ones_are_deleted(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), anna = make_person(book, "Anna Berg", 0),
            count = -1, deleted = -1, id;
    const int64_t nos[] = {log_one(book, bo, "CALL-OUT", "a"), log_one(book, bo, "CALL-OUT", "b"),
                           log_one(book, anna, "CALL-OUT", "c"),
                           log_one(book, anna, "CALL-OUT", "d")};
    assert_ok(lia_comment_add(book, nos[0], "goes along", &id, &err), err);
    assert_ok(lia_comment_add(book, nos[3], "stays", &id, &err), err);
    turn(book, true, nos, 3);

    bool whole = false;
    const lia_entry_query of_bo = {.contact_id = bo, .hide_canceled = true},
                          all = {.oldest_first = true};
    assert_ok(lia_entry_delete_canceled_count(book, &of_bo, NULL, 0, &count, &whole, &err), err);
    assert_int_equal(count, 2); /* the page's hiding them does not matter */
    assert_false(whole);
    assert_ok(lia_entry_delete_canceled_count(book, &all, NULL, 0, &count, &whole, &err), err);
    assert_int_equal(count, 3);
    assert_true(whole);
    assert_ok(lia_entry_delete_canceled_count(book, NULL, nos + 2, 2, &count, &whole, &err), err);
    assert_int_equal(count, 1); /* one of the two is not canceled */
    assert_false(whole);

    assert_ok(lia_entry_delete_canceled(book, NULL, nos + 2, 2, NULL, &deleted, &err), err);
    assert_int_equal(deleted, 1);
    assert_string_equal(last_line(book), "Deleted 1 canceled interaction");
    assert_ok(lia_entry_delete_canceled(book, NULL, NULL, 0, NULL, &deleted, &err), err);
    assert_int_equal(deleted, 2);
    assert_string_equal(last_line(book), "Deleted 2 canceled interactions");
    assert_int_equal(number_of(book, "SELECT entry_no FROM entry"), nos[3]);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry_comment"), 1);
    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.entries, 1);
    assert_int_equal(counts.entries_canceled, 0);
    assert_sound(book);
    assert_ok(lia_entry_delete_canceled(book, NULL, NULL, 0, NULL, &deleted, &err), err);
    assert_int_equal(deleted, 0);

    /* Undo brings back the same numbers and comments. */
    undo_last(book);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry WHERE canceled_op IS NOT NULL"),
                     2);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry_comment"), 2);
    lia_comment_list comments;
    assert_ok(lia_comment_list_of(book, nos[0], &comments, &err), err);
    assert_string_equal(comments.items[0].text, "goes along");
    lia_comment_list_clear(&comments);
    assert_sound(book);
    lia_book_close(book);
}

static void links_of(lia_book *book, int64_t no, int64_t corrects, int64_t corrected_by)
{
    lia_entry_list e = get(book, no);
    assert_int_equal(e.items[0].corrects, corrects);
    assert_int_equal(e.items[0].corrected_by, corrected_by);
    lia_entry_list_clear(&e);
}

/* A chain of corrections a <- b <- c <- d: links to what is deleted go, the others stay; undo
 * brings all of them back. */
static void links_of_corrections_follow(void **state)
{
    (void)state;
    for (unsigned which = 1; which < 8; which++) { /* any of the canceled a, b, c */
        lia_book *book = fixture_book();
        int64_t no[4], chosen[3], deleted = 0;
        size_t n = 0;
        no[0] = log_one(book, make_person(book, "Bo Ek", 0), "CALL-OUT", "x");
        for (int i = 1; i < 4; i++)
            no[i] = correct(book, no[i - 1]);
        for (int i = 0; i < 3; i++)
            if (which & 1u << i)
                chosen[n++] = no[i];
        assert_ok(lia_entry_delete_canceled(book, NULL, chosen, n, NULL, &deleted, &err), err);
        assert_int_equal(deleted, n);
        for (int i = 0; i < 4; i++) {
            bool here = i == 3 || !(which & 1u << i);
            bool before = i > 0 && !(which & 1u << (i - 1)),
                 after = i < 3 && (i == 2 || !(which & 1u << (i + 1)));
            if (here)
                links_of(book, no[i], before ? no[i - 1] : 0, after ? no[i + 1] : 0);
        }
        assert_sound(book);
        undo_last(book);
        for (int i = 0; i < 4; i++)
            links_of(book, no[i], i ? no[i - 1] : 0, i < 3 ? no[i + 1] : 0);
        assert_sound(book);
        lia_op_list ops;
        bool ask;
        assert_ok(lia_redo_next(book, &ops, &ask, &err), err);
        assert_ok(lia_redo(book, ops.items[0].op_id, NULL, &err), err);
        lia_op_list_clear(&ops);
        assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 4 - (int64_t)n);
        assert_sound(book);
        lia_book_close(book);
    }
}

/* The old one of a correction can be un-canceled once the new one is deleted. */
static void correction_deleted(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t old = log_one(book, make_person(book, "Bo Ek", 0), "CALL-OUT", "x"),
            new = correct(book, old), deleted;
    assert_int_equal(turn(book, false, &old, 1), 0);
    turn(book, true, &new, 1);
    assert_ok(lia_entry_delete_canceled(book, NULL, &new, 1, NULL, &deleted, &err), err);
    links_of(book, old, 0, 0);
    lia_entry_list e = get(book, old);
    assert_int_equal(e.items[0].status, LIA_CANCELED_ENTRY);
    lia_entry_list_clear(&e);
    assert_int_equal(turn(book, false, &old, 1), 1);
    assert_sound(book);
    lia_book_close(book);
}

/* A line whose entry is deleted can be logged again; undo gives it its mark back. */
static void line_of_a_deleted_entry_is_free_again(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    const int64_t contacts[] = {make_person(book, "Anna Berg", 0), make_person(book, "Bo Ek", 0)};
    int64_t segment = 0, nos[2], deleted = 0;
    lia_interaction it;
    assert_ok(lia_interaction_new(book, 0, template_id(book, "LETTER-OUT"), &it, &err), err);
    assert_ok(lia_interaction_to_segment(book, &it, contacts, 2, &segment, &err), err);
    lia_interaction_clear(&it);
    lia_line_list lines;
    for (int i = 0; i < 2; i++) {
        assert_ok(lia_line_list_some(book, segment, &(lia_seek){.no_key = true, .limit = 5}, &lines,
                                     &err),
                  err);
        assert_ok(lia_interaction_from_line(book, lines.items[i].id, &it, &err), err);
        assert_ok(lia_interaction_log(book, &it, &nos[i], &err), err);
        lia_interaction_clear(&it);
        lia_line_list_clear(&lines);
    }
    turn(book, true, nos, 2);
    assert_ok(lia_entry_delete_canceled(book, NULL, nos, 1, NULL, &deleted, &err), err);
    for (int undone = 0; undone < 2; undone++) {
        assert_ok(lia_line_list_some(book, segment, &(lia_seek){.no_key = true, .limit = 5}, &lines,
                                     &err),
                  err);
        assert_int_equal(lines.items[0].entry_no, undone ? nos[0] : 0);
        assert_int_equal(lines.items[1].entry_no, nos[1]);
        lia_line_list_clear(&lines);
        assert_sound(book);
        if (!undone)
            undo_last(book);
    }
    lia_book_close(book);
}

/* A delete of many, stopped by its progress, changes nothing. */
static bool stop_at_once(void *ctx, int64_t done, int64_t total)
{
    (void)ctx;
    (void)done;
    (void)total;
    return false;
}

static void thousands(void **state)
{
    (void)state;
    enum { N = 5000 };
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), first = 0, turned = 0, deleted = 0;
    int64_t *ids = malloc(N * sizeof *ids);
    assert_non_null(ids);
    for (int i = 0; i < N; i++)
        ids[i] = bo;
    lia_interaction it;
    assert_ok(lia_interaction_new(book, 0, template_id(book, "CALL-OUT"), &it, &err), err);
    it.comment = "all the same";
    assert_ok(lia_interaction_log_many(book, &it, ids, N, NULL, &first, &err), err);
    lia_interaction_clear(&it);
    assert_ok(lia_entry_cancel_query(book, NULL, true, NULL, &turned, &err), err);
    assert_int_equal(turned, N);
    const lia_progress stop = {stop_at_once, NULL};
    assert_int_equal(lia_entry_delete_canceled(book, NULL, NULL, 0, &stop, &deleted, &err),
                     LIA_CANCELED);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), N);
    assert_ok(lia_entry_delete_canceled(book, NULL, NULL, 0, NULL, &deleted, &err), err);
    assert_int_equal(deleted, N);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry_comment"), 0);
    assert_sound(book);
    undo_last(book);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry WHERE canceled_op IS NOT NULL"),
                     N);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry_comment"), N);
    assert_sound(book);
    undo_last(book);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry WHERE canceled_op IS NULL"), N);
    assert_sound(book);
    free(ids);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canceling_is_stored_with_who_and_when),
        cmocka_unit_test(plan_counts_and_names),
        cmocka_unit_test(logged_segment_counts_follow),
        cmocka_unit_test(canceling_by_query),
        cmocka_unit_test(only_canceled_ones_are_deleted),
        cmocka_unit_test(links_of_corrections_follow),
        cmocka_unit_test(correction_deleted),
        cmocka_unit_test(line_of_a_deleted_entry_is_free_again),
        cmocka_unit_test(thousands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
