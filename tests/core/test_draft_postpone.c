/* From a draft that was left to a postponed interaction: domain.md 5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "fixture.h"
#include "records.h"

#include "draft_case.h"

static char *text_of(lia_book *book, int64_t contact, const char *template, const char *description)
{
    lia_interaction it;
    char *text = NULL;
    assert_ok(lia_interaction_new(book, contact, template_id(book, template), &it, &err), err);
    it.description = description;
    it.typed |= 1u << LIA_I_DESCRIPTION;
    assert_ok(lia_form_text_of_interaction(book, &it, NULL, 0, &text, &err), err);
    lia_interaction_clear(&it);
    return text;
}

static void interaction_comes_back_from_its_form_text(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_interaction it = {
        .contact_id = make_person(book, "Bo Ek", 0),
        .template_id = template_id(book, "MAIL-IN"),
        .salesperson_id = salesperson_id(book, "JO"),
        .description = "Tabs\tand\nlines",
        .subject = "Re: \\o/",
        .via = "bo@a.example",
        .comment = "c",
        .date = FIXTURE_TODAY - 3,
        .time = 9 * 3600 + 2 * 60 + 5,
        .zone = -90,
        .correspondence = LIA_EMAIL,
        .flow = LIA_INBOUND,
        .initiated_by = LIA_BY_THEM,
        .failed = true,
        .evaluation = LIA_VERY_NEGATIVE,
        .cost = 123456,
        .minutes = 77,
        .typed = 1u << LIA_I_DATE | 1u << LIA_I_COMMENT,
        .corrects = 5,
        .segment_id = 6,
        .line_id = 7,
        .begun_at = 123,
    };
    char *text = NULL;
    const int64_t many[] = {3, 1, 2};
    assert_ok(lia_form_text_of_interaction(book, &it, many, 3, &text, &err), err);
    lia_interaction back;
    assert_ok(lia_form_text_to_interaction(book, text, &back, &err), err);
    assert_int_equal(back.contact_id, it.contact_id);
    assert_int_equal(back.template_id, it.template_id);
    assert_int_equal(back.salesperson_id, it.salesperson_id);
    assert_string_equal(back.description, it.description);
    assert_string_equal(back.subject, it.subject);
    assert_string_equal(back.via, it.via);
    assert_string_equal(back.comment, it.comment);
    assert_int_equal(back.date, it.date);
    assert_int_equal(back.time, it.time);
    assert_int_equal(back.zone, it.zone);
    assert_int_equal(back.correspondence, it.correspondence);
    assert_int_equal(back.flow, it.flow);
    assert_int_equal(back.initiated_by, it.initiated_by);
    assert_int_equal(back.failed, it.failed);
    assert_int_equal(back.evaluation, it.evaluation);
    assert_int_equal(back.cost, it.cost);
    assert_int_equal(back.minutes, it.minutes);
    assert_int_equal(back.typed, it.typed);
    assert_int_equal(back.corrects, 5);
    assert_int_equal(back.segment_id, 6);
    assert_int_equal(back.line_id, 7);
    assert_int_equal(back.begun_at, 123);
    lia_interaction_clear(&back);
    int64_t *contacts;
    size_t n;
    lia_form_text_contacts(text, &contacts, &n);
    assert_int_equal(n, 3);
    assert_int_equal(contacts[0], 3);
    assert_int_equal(contacts[2], 2);
    free(contacts);
    free(text);
    lia_book_close(book);
}

static void unreadable_values_stay_blank_and_typed(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    char *big = malloc(1 << 20);
    assert_non_null(big);
    memset(big, 'x', (1 << 20) - 1);
    big[(1 << 20) - 1] = '\0';
    struct str text = {0};
    str_add(
        &text,
        "contact\t0\t999999\ntemplate\t0\tNO-SUCH\ndate\t0\t31/31/"
        "31\ntime\t0\t99:99\ncost\t0\tmuch\n"
        "minutes\t0\tlong\nflow\t0\tsideways\nzone\t0\t99999999\nbegun\t0\t-\nsalesperson\t0\t");
    str_add(&text, big);
    str_add(&text, "\ndescription\t0\t");
    str_add(&text, big);
    lia_interaction it;
    assert_ok(lia_form_text_to_interaction(book, str_text(&text), &it, &err), err);
    assert_int_equal(it.contact_id, 0);
    assert_int_equal(it.template_id, 0);
    assert_int_equal(it.salesperson_id, 0);
    assert_int_equal(it.date, LIA_DAY_NONE);
    assert_int_equal(it.time, -1);
    assert_int_equal(it.cost, 0);
    assert_int_equal(it.minutes, 0);
    assert_int_equal(it.zone, 0);
    assert_int_equal(it.begun_at, 0);
    assert_string_equal(it.description, big);
    assert_int_equal(it.typed, 1u << LIA_I_CONTACT | 1u << LIA_I_TEMPLATE | 1u << LIA_I_DATE |
                                   1u << LIA_I_TIME | 1u << LIA_I_COST | 1u << LIA_I_MINUTES |
                                   1u << LIA_I_FLOW | 1u << LIA_I_SALESPERSON);
    lia_interaction_clear(&it);
    assert_ok(
        lia_form_text_to_interaction(book, "contact\t1\tBo Ek\ndate\t1\tyesterday\n", &it, &err),
        err);
    assert_int_equal(it.contact_id, 0); /* nobody of that name */
    assert_int_equal(it.date, FIXTURE_TODAY - 1);
    lia_interaction_clear(&it);
    int64_t bo = make_person(book, "Bo Ek", 0);
    assert_ok(lia_form_text_to_interaction(book, "contact\t1\tbo ek\n", &it, &err), err);
    assert_int_equal(it.contact_id, bo);
    lia_interaction_clear(&it);
    str_clear(&text);
    free(big);
    lia_book_close(book);
}

struct session {
    const char *book_path, *form_text;
};

static void type_and_wait(int ready, void *ctx)
{
    const struct session *s = ctx;
    lia_draft *d;
    lia_error e;
    lia_book *book = NULL;
    if (fixture_try_open(s->book_path, "jo", false, &book, &e) ||
        lia_draft_open(drafts, lia_book_id(book), "interaction", &d, &e) ||
        lia_draft_save(d, 0, 0, s->form_text, &e))
        _exit(1);
    say_ready(ready);
    pause();
}

static void killed_form_is_postponed_at_the_next_start(void **state)
{
    (void)state;
    char path[512];
    snprintf(path, sizeof path, "%s", fixture_path("book.db"));
    lia_book *book = fixture_open(path, "jo");
    int64_t bo = make_person(book, "Bo Ek", 0);
    char *text = text_of(book, bo, "CALL-OUT", "Asked for the quote");
    int made = -1;
    pid_t pid = child(type_and_wait, &(struct session){path, text});
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 0); /* the form is open */
    kill_child(pid);
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 1);
    assert_int_equal(files_in(drafts), 0);
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 0);

    lia_postponed_list list;
    assert_ok(
        lia_postponed_list_some(book, NULL, &(lia_seek){.no_key = true, .limit = 5}, &list, &err),
        err);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].contact_id, bo);
    assert_string_equal(list.items[0].template_code, "CALL-OUT");
    assert_string_equal(list.items[0].description, "Asked for the quote");
    assert_true(list.items[0].mine);
    lia_postponed_list_clear(&list);
    free(text);
    lia_book_close(book);
}

static void other_forms_and_books_stay(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_draft *contact = open_draft(lia_book_id(book), "contact"),
              *other = open_draft("another book", "interaction");
    assert_ok(lia_draft_save(contact, 0, 0, "name\t1\tBo\n", &err), err);
    assert_ok(lia_draft_save(other, 0, 0, "description\t1\tx\n", &err), err);
    lia_draft_leave(contact);
    lia_draft_leave(other);
    int made = -1;
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 0);
    assert_int_equal(files_in(drafts), 2);
    lia_book_close(book);
}

static void start(int ready, void *ctx)
{
    lia_book *book = NULL;
    lia_error e;
    int made;
    say_ready(ready);
    if (fixture_try_open(ctx, "jo", false, &book, &e) ||
        lia_draft_postpone_all(book, drafts, &made, &e))
        _exit(1);
    lia_book_close(book);
}

/* Two sessions that start at once make each draft a postponed interaction exactly once. */
static void two_starts_at_once(void **state)
{
    (void)state;
    enum { DRAFTS = 40 };
    char path[512];
    snprintf(path, sizeof path, "%s", fixture_path("book.db"));
    lia_book *book = fixture_open(path, "jo");
    for (int i = 0; i < DRAFTS; i++) {
        char text[64];
        lia_draft *d = open_draft(lia_book_id(book), "interaction");
        snprintf(text, sizeof text, "description\t1\tnumber %d\n", i);
        assert_ok(lia_draft_save(d, 0, 0, text, &err), err);
        lia_draft_leave(d);
    }
    pid_t one = child(start, path), two = child(start, path);
    int status;
    assert_int_equal(waitpid(one, &status, 0), one);
    assert_int_equal(status, 0);
    assert_int_equal(waitpid(two, &status, 0), two);
    assert_int_equal(status, 0);
    assert_int_equal(files_in(drafts), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), DRAFTS);
    assert_int_equal(number_of(book, "SELECT count(DISTINCT description) FROM postponed"), DRAFTS);
    assert_sound(book);
    lia_book_close(book);
}

/* Starts that are killed at any moment: each draft is postponed once, none is lost. */
static void killed_starts(void **state)
{
    (void)state;
    enum { DRAFTS = 30 };
    char path[512];
    snprintf(path, sizeof path, "%s", fixture_path("book.db"));
    lia_book *book = fixture_open(path, "jo");
    for (int i = 0; i < DRAFTS; i++) {
        char text[64];
        lia_draft *d = open_draft(lia_book_id(book), "interaction");
        snprintf(text, sizeof text, "description\t1\tnumber %d\n", i);
        assert_ok(lia_draft_save(d, 0, 0, text, &err), err);
        lia_draft_leave(d);
    }
    for (int i = 0; i < 12; i++) {
        pid_t pid = child(start, path);
        pause_ms(2 + i * 17 % 14);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        assert_int_equal(
            number_of(book, "SELECT count(*) - count(DISTINCT description) FROM postponed"), 0);
    }
    int made;
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(files_in(drafts), 0);
    assert_int_equal(number_of(book, "SELECT count(DISTINCT description) FROM postponed"), DRAFTS);
    assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), DRAFTS);
    assert_sound(book);
    lia_book_close(book);
}

/* Killed between the commit and the removal of the draft: the change is not made again, not even
 * after its undo. */
static void draft_of_what_was_done_is_only_removed(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), no = 0;
    char *text = text_of(book, bo, "CALL-OUT", "Asked for the quote");
    lia_draft *d = open_draft(lia_book_id(book), "interaction");
    assert_ok(lia_draft_save(d, 0, 0, text, &err), err);
    lia_interaction it;
    assert_ok(lia_form_text_to_interaction(book, text, &it, &err), err);
    it.once = lia_draft_id(d);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    lia_draft_leave(d); /* as a kill leaves it */
    int made = -1;
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 0);
    assert_int_equal(files_in(drafts), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 1);
    free(text);
    lia_book_close(book);
}

/* A draft of a resumed one changes that one; where it is gone meanwhile, it becomes another. */
static void draft_of_a_resumed_one(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), no = 0, again = 0;
    lia_interaction it;
    assert_ok(lia_interaction_new(book, bo, template_id(book, "CALL-OUT"), &it, &err), err);
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    int64_t version = number_of(book, "SELECT changed_op FROM postponed");
    char *text = text_of(book, bo, "CALL-OUT", "typed since");
    for (int gone = 0; gone < 2; gone++) {
        lia_draft *d = open_draft(lia_book_id(book), "interaction");
        assert_ok(lia_draft_save(d, no, version, text, &err), err);
        lia_draft_leave(d);
        if (gone)
            assert_ok(lia_postponed_delete(book, &no, 1, &err), err);
        int made = -1;
        assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
        assert_int_equal(made, 1);
        assert_int_equal(
            number_of(book, "SELECT count(*) FROM postponed WHERE description = 'typed since'"), 1);
        assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), 1);
        again = number_of(book, "SELECT entry_no FROM postponed");
        assert_true(gone ? again != no : again == no);
        version = number_of(book, "SELECT changed_op FROM postponed");
    }
    free(text);
    assert_sound(book);
    lia_book_close(book);
}

/* A form for many is kept as a segment (4.8); where the series is blank it is kept all the same. */
static void draft_for_many(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    const int64_t many[] = {make_person(book, "Bo Ek", 0), make_person(book, "Anna Berg", 0)};
    for (int blank = 0; blank < 2; blank++) {
        lia_interaction it;
        char *text = NULL;
        assert_ok(lia_interaction_new(book, 0, template_id(book, "LETTER-OUT"), &it, &err), err);
        assert_ok(lia_form_text_of_interaction(book, &it, many, 2, &text, &err), err);
        lia_interaction_clear(&it);
        lia_draft *d = open_draft(lia_book_id(book), "interaction");
        assert_ok(lia_draft_save(d, 0, 0, text, &err), err);
        lia_draft_leave(d);
        free(text);
        if (blank) {
            lia_series series;
            assert_ok(lia_series_get(book, LIA_SERIES_SEGMENT, &series, &err), err);
            assert_ok(lia_series_update(book, LIA_SERIES_SEGMENT, series.version, "", &err), err);
        }
        int made = -1;
        assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
        assert_int_equal(made, 1);
        assert_int_equal(number_of(book, "SELECT count(*) FROM segment"), 1);
        assert_int_equal(number_of(book, "SELECT lines FROM segment"), 2);
        assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), blank);
    }
    lia_book_close(book);
}

static int64_t book_now(void *ctx)
{
    (void)ctx;
    return FIXTURE_NOW;
}

static int book_zone(void *ctx, int64_t utc)
{
    (void)ctx;
    (void)utc;
    return 0;
}

static void read_only_book_keeps_its_drafts(void **state)
{
    (void)state;
    char path[512];
    snprintf(path, sizeof path, "%s", fixture_path("book.db"));
    lia_book *book = fixture_open(path, "jo");
    lia_draft *d = open_draft(lia_book_id(book), "interaction");
    assert_ok(lia_draft_save(d, 0, 0, "description\t1\tx\n", &err), err);
    lia_draft_leave(d);
    lia_book_close(book);
    const lia_open how = {.path = path,
                          .user = "jo",
                          .full_name = "",
                          .read_only = true,
                          .now = book_now,
                          .zone = book_zone};
    assert_ok(lia_book_open(&how, &book, &err), err);
    int made = -1;
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 0);
    assert_int_equal(files_in(drafts), 1);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(interaction_comes_back_from_its_form_text),
        WITH_FOLDER(unreadable_values_stay_blank_and_typed),
        WITH_FOLDER(killed_form_is_postponed_at_the_next_start),
        WITH_FOLDER(other_forms_and_books_stay),
        WITH_FOLDER(two_starts_at_once),
        WITH_FOLDER(killed_starts),
        WITH_FOLDER(draft_of_what_was_done_is_only_removed),
        WITH_FOLDER(draft_of_a_resumed_one),
        WITH_FOLDER(draft_for_many),
        WITH_FOLDER(read_only_book_keeps_its_drafts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
