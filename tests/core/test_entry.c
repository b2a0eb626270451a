/* Logged entries: correct, evaluate, comment (domain.md 7). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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

static lia_comment_list comments_of(lia_book *book, int64_t no)
{
    lia_comment_list list;
    assert_ok(lia_comment_list_of(book, no, &list, &err), err);
    return list;
}

/* --- correct --- */

static void correcting_writes_a_new_entry_and_cancels_the_old(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t company = make_company(book, "Fabrikam"), bo = make_person(book, "Bo Ek", company);
    int64_t old = log_one(book, bo, "CALL-OUT", "Asked for the qoute"), id, new = 0;
    assert_ok(lia_comment_add(book, old, "first", &id, &err), err);
    assert_ok(lia_comment_add(book, old, "second", &id, &err), err);
    assert_ok(lia_entry_evaluate(book, &old, 1, LIA_POSITIVE, &err), err);
    fixture_clock.now += 3 * 86400;

    lia_interaction it;
    assert_ok(lia_interaction_correct(book, old, &it, &err), err);
    assert_int_equal(it.corrects, old);
    assert_string_equal(it.description, "Asked for the qoute");
    assert_int_equal(it.date, FIXTURE_TODAY);
    assert_int_equal(it.time, 14 * 3600 + 32 * 60);
    assert_int_equal(it.evaluation, LIA_POSITIVE);
    assert_true(it.typed & 1u << LIA_I_DESCRIPTION && it.typed & 1u << LIA_I_DATE);
    it.description = "Asked for the quote";
    it.comment = "typing error";
    assert_ok(lia_interaction_log(book, &it, &new, &err), err);
    lia_interaction_clear(&it);
    char said[64];
    snprintf(said, sizeof said, "Corrected entry %lld: CALL-OUT with Bo Ek", (long long)old);
    assert_string_equal(last_line(book), said);

    lia_entry_list a = get(book, old), b = get(book, new);
    assert_int_equal(a.items[0].status, LIA_CORRECTED);
    assert_true(a.items[0].canceled);
    assert_int_equal(a.items[0].corrected_by, new);
    assert_int_equal(b.items[0].status, LIA_LOGGED);
    assert_int_equal(b.items[0].corrects, old);
    assert_int_equal(b.items[0].company_id, company);
    assert_int_equal(b.items[0].evaluation, LIA_POSITIVE);
    assert_string_equal(b.items[0].description, "Asked for the quote");
    lia_entry_list_clear(&a);
    lia_entry_list_clear(&b);
    lia_comment_list list = comments_of(book, new);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[0].text, "first");
    assert_int_equal(list.items[0].date, FIXTURE_TODAY);
    assert_string_equal(list.items[1].text, "second");
    assert_string_equal(list.items[2].text, "typing error");
    assert_int_equal(list.items[2].date, FIXTURE_TODAY + 3);
    lia_comment_list_clear(&list);
    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.entries, 2);
    assert_int_equal(counts.entries_canceled, 1);
    assert_sound(book);

    undo_last(book);
    a = get(book, old);
    assert_int_equal(a.items[0].status, LIA_LOGGED);
    assert_int_equal(a.items[0].corrected_by, 0);
    assert_int_equal(a.items[0].comments, 2);
    lia_entry_list_clear(&a);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 1);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry_comment"), 2);
    assert_sound(book);
    lia_book_close(book);
}

static void canceled_or_corrected_ones_are_not_corrected(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t old = log_one(book, make_person(book, "Bo Ek", 0), "CALL-OUT", "x"), new = 0, turned;
    lia_interaction it, late;
    assert_ok(lia_interaction_correct(book, old, &it, &err), err);
    assert_ok(lia_interaction_correct(book, old, &late, &err), err);
    assert_ok(lia_interaction_log(book, &it, &new, &err), err);
    lia_interaction_clear(&it);
    assert_int_equal(lia_interaction_correct(book, old, &it, &err), LIA_IN_USE);
    assert_message(err, "");
    int64_t got;
    assert_int_equal(lia_interaction_log(book, &late, &got, &err),
                     LIA_IN_USE); /* its form was open already */
    lia_interaction_clear(&late);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 2);
    assert_ok(lia_entry_cancel(book, &new, 1, true, NULL, &turned, &err), err);
    assert_int_equal(lia_interaction_correct(book, new, &it, &err), LIA_IN_USE);
    assert_message(err, "");
    assert_int_equal(lia_interaction_correct(book, 999, &it, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    lia_book_close(book);
}

/* What the entry has stays possible: group and company as they were then, a template blocked since,
 * an archived contact. */
static void correcting_keeps_what_was_true_then(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t fabrikam = make_company(book, "Fabrikam"), adatum = make_company(book, "Adatum"),
            mail = 0, new = 0;
    int64_t bo = make_person(book, "Bo Ek", fabrikam);
    int64_t old = log_one(book, bo, "CALL-OUT", "x");
    lia_contact_record r;
    assert_ok(lia_contact_get(book, bo, &r, &err), err);
    r.c.company_id = adatum;
    assert_ok(lia_contact_save(book, &r.c, &bo, &err), err);
    lia_contact_record_clear(&r);
    lia_template_list t;
    assert_ok(lia_template_get(book, template_id(book, "CALL-OUT"), &t, &err), err);
    assert_ok(lia_group_find(book, "MAIL", &mail, &err), err);
    t.items[0].group_id = mail;
    assert_ok(lia_template_save(book, &t.items[0], &t.items[0].id, &err), err);
    lia_template_list_clear(&t);
    assert_ok(lia_template_block(book, template_id(book, "CALL-OUT"), true, &err), err);
    assert_ok(lia_salesperson_block(book, salesperson_id(book, "JO"), true, &err), err);
    set_archived(book, bo, true);

    lia_interaction it;
    assert_ok(lia_interaction_correct(book, old, &it, &err), err);
    it.description = "y";
    assert_ok(lia_interaction_log(book, &it, &new, &err), err);
    lia_entry_list e = get(book, new);
    assert_int_equal(e.items[0].company_id, fabrikam);
    assert_string_equal(e.items[0].group_code, "CALL");
    lia_entry_list_clear(&e);
    lia_interaction_clear(&it);

    /* Another contact brings its own; an archived one is refused. */
    int64_t anna = make_person(book, "Anna Berg", adatum), gone = make_person(book, "Dan", 0),
            third = 0;
    set_archived(book, gone, true);
    assert_ok(lia_interaction_correct(book, new, &it, &err), err);
    it.contact_id = gone;
    assert_int_equal(lia_interaction_log(book, &it, &third, &err), LIA_IN_USE);
    it.contact_id = anna;
    assert_ok(lia_interaction_work_out(book, &it, LIA_I_CONTACT, &err), err);
    assert_string_equal(it.description, "y");
    assert_ok(lia_interaction_log(book, &it, &third, &err), err);
    lia_interaction_clear(&it);
    e = get(book, third);
    assert_int_equal(e.items[0].contact_id, anna);
    assert_int_equal(e.items[0].company_id, adatum);
    lia_entry_list_clear(&e);
    assert_sound(book);
    lia_book_close(book);
}

/* Segment no. and logged segment go along, and the line's mark. */
static void correcting_keeps_segment_and_line(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    const int64_t contacts[] = {make_person(book, "Anna Berg", 0), make_person(book, "Bo Ek", 0)};
    int64_t segment = 0, no = 0, new = 0;
    lia_interaction it;
    assert_ok(lia_interaction_new(book, 0, template_id(book, "LETTER-OUT"), &it, &err), err);
    assert_ok(lia_interaction_to_segment(book, &it, contacts, 2, &segment, &err), err);
    lia_interaction_clear(&it);
    lia_line_list lines;
    assert_ok(
        lia_line_list_some(book, segment, &(lia_seek){.no_key = true, .limit = 5}, &lines, &err),
        err);
    int64_t line = lines.items[0].id;
    lia_line_list_clear(&lines);
    assert_ok(lia_interaction_from_line(book, line, &it, &err), err);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    assert_ok(lia_interaction_correct(book, no, &it, &err), err);
    it.minutes = 3;
    assert_ok(lia_interaction_log(book, &it, &new, &err), err);
    lia_interaction_clear(&it);
    lia_entry_list e = get(book, new);
    assert_int_equal(e.items[0].segment_id, segment);
    lia_entry_list_clear(&e);
    assert_ok(lia_line_get(book, line, &lines, &err), err);
    assert_int_equal(lines.items[0].entry_no, new);
    lia_line_list_clear(&lines);

    lia_log_result result;
    assert_ok(lia_segment_log(book, segment, &(lia_log_options){0}, NULL, &result, &err), err);
    assert_int_equal(result.entries, 1);
    assert_ok(lia_interaction_correct(book, result.first_entry, &it, &err), err);
    it.minutes = 5;
    assert_ok(lia_interaction_log(book, &it, &new, &err), err);
    lia_interaction_clear(&it);
    e = get(book, new);
    assert_int_equal(e.items[0].segment_id, segment);
    assert_int_equal(e.items[0].logged_id, result.logged_id);
    assert_int_equal(e.items[0].origin, LIA_FROM_SEGMENT);
    lia_entry_list_clear(&e);
    lia_logged_list logged;
    assert_ok(lia_logged_get(book, result.logged_id, &logged, &err), err);
    assert_int_equal(logged.items[0].entries - logged.items[0].entries_canceled, 1);
    lia_logged_list_clear(&logged);
    assert_sound(book);
    undo_last(book);
    assert_sound(book);
    lia_book_close(book);
}

/* --- evaluate --- */

static void evaluating_many_is_one_operation(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0);
    int64_t nos[] = {log_one(book, bo, "CALL-OUT", "a"), log_one(book, bo, "CALL-OUT", "b"),
                     log_one(book, bo, "CALL-OUT", "c")};
    assert_ok(lia_entry_evaluate(book, nos, 1, LIA_NEGATIVE, &err), err);
    assert_string_equal(last_line(book), "Evaluated 1 interaction: negative");
    assert_ok(lia_entry_evaluate(book, nos, 3, LIA_VERY_POSITIVE, &err), err);
    assert_string_equal(last_line(book), "Evaluated 3 interactions: very positive");
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry WHERE evaluation = 1"), 3);
    int64_t ops = number_of(book, "SELECT count(*) FROM op");
    assert_ok(lia_entry_evaluate(book, nos, 3, LIA_VERY_POSITIVE, &err),
              err); /* nothing to change */
    assert_int_equal(number_of(book, "SELECT count(*) FROM op"), ops);
    undo_last(book);
    assert_int_equal(number_of(book, "SELECT evaluation FROM entry ORDER BY entry_no LIMIT 1"),
                     LIA_NEGATIVE);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry WHERE evaluation = 0"), 2);
    assert_ok(lia_entry_evaluate(book, nos, 1, LIA_EVAL_BLANK, &err), err);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry WHERE evaluation = 0"), 3);
    assert_int_equal(lia_entry_evaluate(book, nos, 1, (lia_evaluation)17, &err), LIA_INVALID);
    assert_message(err, "");
    assert_sound(book);
    lia_book_close(book);
}

/* --- comments --- */

static void comments_are_edited_and_deleted(void **state)
{
    (void)state;
    fixture_folder();
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    lia_book *jo = fixture_open(fixture_path("book.db"), "jo"),
             *ann = fixture_open(fixture_path("book.db"), "ann");
    int64_t no = log_one(jo, make_person(jo, "Bo Ek", 0), "CALL-OUT", "x"), id = 0;
    assert_ok(lia_comment_add(jo, no, "\n Wants the quote by Friday. \n", &id, &err), err);
    lia_comment_list list = comments_of(jo, no);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].text, "Wants the quote by Friday.");
    assert_string_equal(list.items[0].edited_by, "");
    int64_t version = list.items[0].version;
    lia_comment_list_clear(&list);

    /* an edited one says by whom and when */
    fixture_clock.now += 3600;
    assert_ok(lia_comment_edit(ann, id, version, "Wants the quote by Monday.", &err), err);
    list = comments_of(jo, no);
    assert_string_equal(list.items[0].text, "Wants the quote by Monday.");
    assert_string_equal(list.items[0].written_by, "jo");
    assert_int_equal(list.items[0].written_at, FIXTURE_NOW);
    assert_string_equal(list.items[0].edited_by, "ann");
    assert_int_equal(list.items[0].edited_at, FIXTURE_NOW + 3600);
    assert_int_equal(list.items[0].date, FIXTURE_TODAY);
    lia_comment_list_clear(&list);

    /* the other session's version is not overwritten */
    assert_int_equal(lia_comment_edit(jo, id, version, "Mine", &err), LIA_CONFLICT);
    assert_non_null(strstr(err.message, "ann"));
    assert_message(err, "");
    assert_int_equal(lia_comment_edit(jo, id, version, " \n", &err), LIA_INVALID);
    assert_string_equal(err.field, "comment");
    assert_message(err, "");

    undo_last(ann);
    list = comments_of(jo, no);
    assert_string_equal(list.items[0].text, "Wants the quote by Friday.");
    lia_comment_list_clear(&list);
    assert_ok(lia_comment_delete(jo, id, &err), err);
    assert_int_equal(lia_comment_edit(ann, id, version, "Late", &err), LIA_NOT_FOUND);
    assert_message(err, "");
    assert_int_equal(lia_comment_delete(ann, id, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    assert_sound(jo);
    undo_last(jo);
    list = comments_of(jo, no);
    assert_int_equal(list.count, 1);
    lia_comment_list_clear(&list);
    assert_int_equal(lia_comment_add(jo, 999, "x", &id, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    assert_sound(jo);
    lia_book_close(jo);
    lia_book_close(ann);
    fixture_folder_remove();
}

static void comments_have_any_length(void **state)
{
    (void)state;
    enum { LEN = 1 << 20 };
    lia_book *book = fixture_book();
    int64_t no = log_one(book, make_person(book, "Bo Ek", 0), "CALL-OUT", "x"), id = 0;
    char *big = malloc(LEN + 1);
    assert_non_null(big);
    memset(big, 'c', LEN);
    big[LEN] = '\0';
    assert_ok(lia_comment_add(book, no, big, &id, &err), err);
    lia_comment_list list = comments_of(book, no);
    assert_int_equal(strlen(list.items[0].text), LEN);
    lia_comment_list_clear(&list);
    free(big);
    lia_book_close(book);
}

static void comments_stand_oldest_first(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t no = log_one(book, make_person(book, "Bo Ek", 0), "CALL-OUT", "x"), id = 0;
    assert_ok(lia_comment_add(book, no, "one", &id, &err), err);
    fixture_clock.now += 86400;
    assert_ok(lia_comment_add(book, no, "two", &id, &err), err);
    assert_ok(lia_comment_add(book, no, "three", &id, &err), err);
    lia_comment_list list = comments_of(book, no);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[0].text, "one");
    assert_string_equal(list.items[1].text, "two");
    assert_string_equal(list.items[2].text, "three");
    lia_comment_list_clear(&list);
    lia_book_close(book);
}

static void the_newest_comments_come_first(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), id = 0, last = 0;
    int64_t entry = log_one(book, bo, "CALL-OUT", "Asked"),
            other = log_one(book, bo, "CALL-OUT", "Again");
    lia_comment_list list;
    assert_ok(lia_comment_list_newest(book, 9, &list, &err), err);
    assert_int_equal(list.count, 0);
    lia_comment_list_clear(&list);
    assert_ok(lia_comment_add(book, entry, "first", &id, &err), err);
    assert_ok(lia_comment_add(book, other, "second", &id, &err), err);
    assert_ok(lia_comment_add(book, entry, "third", &last, &err), err);
    assert_ok(lia_comment_list_newest(book, 2, &list, &err), err);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].id, last);
    assert_string_equal(list.items[0].text, "third");
    assert_int_equal(list.items[1].entry_no, other);
    lia_comment_list_clear(&list);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(correcting_writes_a_new_entry_and_cancels_the_old),
        cmocka_unit_test(canceled_or_corrected_ones_are_not_corrected),
        cmocka_unit_test(correcting_keeps_what_was_true_then),
        cmocka_unit_test(correcting_keeps_segment_and_line),
        cmocka_unit_test(evaluating_many_is_one_operation),
        cmocka_unit_test(comments_are_edited_and_deleted),
        cmocka_unit_test(comments_have_any_length),
        cmocka_unit_test(comments_stand_oldest_first),
        cmocka_unit_test(the_newest_comments_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
