/* postponed: what is kept, finished and deleted from the shell (domain.md 5). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "cli/story.h"
#include "liaise/liaise.h"

static int64_t now(void *ctx)
{
    (void)ctx;
    return (int64_t)time(NULL);
}

static int utc(void *ctx, int64_t at)
{
    (void)ctx, (void)at;
    return 0;
}

/* One that somebody else's screen kept, with codes that are none. */
static void postpone_as(struct program *p, const char *user, const char *form)
{
    lia_error err = {0};
    lia_book *book = NULL;
    lia_interaction it = {0};
    int64_t no;
    lia_open how = {.path = program_file(p, "story.db"), .user = user, .now = now, .zone = utc};
    assert_int_equal(lia_book_open(&how, &book, &err), LIA_OK);
    assert_int_equal(lia_form_text_to_interaction(book, form, &it, &err), LIA_OK);
    assert_int_equal(lia_postpone(book, &it, form, &no, &err), LIA_OK);
    lia_interaction_clear(&it);
    lia_book_close(book);
}

/* Of the example: no. 17, a call from Mette Kjær. */
static void mine_come_first(void **state)
{
    struct program *p = *state;
    postpone_as(p, "somebody-else", "description\t1\tTheirs\n");
    assert_int_equal(rows(p, "postponed", "list"), 2);
    assert_string_equal(member(p, 0, "no"), "17");
    assert_string_equal(member(p, 0, "mine"), "true");
    assert_string_equal(member(p, 1, "user"), "somebody-else");
    assert_int_equal(rows(p, "postponed", "list", "--mine"), 1);
    assert_string_equal(field(p, "count", "postponed", "list", "--count"), "2");
    assert_string_equal(field(p, "count", "postponed", "list", "--count", "--mine"), "1");
    assert_int_equal(rows(p, "postponed", "list", "-n", "1"), 1);
    assert_int_equal(rows(p, "postponed", "list", "--contact", "Northwind Traders"), 1);
    assert_int_equal(rows(p, "postponed", "list", "--contact", "Bo Ek"), 0);
    /* shown by its no., whoever kept it */
    assert_string_equal(field(p, "description", "postponed", "show", "22"), "Theirs");
    assert_string_equal(member(p, 0, "user"), "somebody-else");
    assert_string_equal(field(p, "contact", "postponed", "show", "17"), "Mette Kjær");
    assert_string_equal(member(p, 0, "typed"), "[\"description\"]");
    assert_run(p, DONE, "postponed", "show", "17");
    assert_non_null(strstr(str_text(&p->out), "Asks for a new delivery date"));
    assert_refused(p, REFUSED, "not postponed any more", "postponed", "show", "1");
    assert_refused(p, USAGE, "not a postponed one's no.", "postponed", "show", "");
}

/* The same no. becomes the entry, with all checks of 4; undo makes it postponed again. */
static void resuming_logs_it(void **state)
{
    struct program *p = *state;
    int entries = rows(p, "entry", "list");
    assert_one_operation(p, "postponed", "resume", "17", "--minutes", "10");
    assert_string_equal(field(p, "minutes", "entry", "show", "17"), "10");
    assert_string_equal(member(p, 0, "contact"), "Mette Kjær");
    assert_int_equal(rows(p, "postponed", "list"), 0);
    assert_refused(p, REFUSED, "not postponed any more", "postponed", "resume", "17");
    assert_run(p, DONE, "undo", "--yes");
    assert_int_equal(rows(p, "postponed", "list"), 1);
    assert_int_equal(rows(p, "entry", "list"), entries);
}

static void what_is_missing_is_said(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "log", "--postpone", "-m", "Half");
    assert_refused(p, REFUSED, "--contact: ", "postponed", "resume", "22");
    assert_refused(p, REFUSED, "--template: ", "postponed", "resume", "22", "--contact", "Bo Ek");
    assert_refused(p, REFUSED, "--contact: ", "postponed", "resume", "22", "--dry-run");
    assert_trial(p, "Would be logged: Half", "postponed", "resume", "22", "--contact", "Bo Ek",
                 "-t", "CALL-OUT", "--dry-run");
    assert_run(p, DONE, "postponed", "resume", "22", "--contact", "Bo Ek", "-t", "CALL-OUT",
               "--json");
    assert_string_equal(member(p, 0, "no"), "22");
    assert_string_equal(member(p, 0, "description"), "Half"); /* typed: the template leaves it */
    /* archived meanwhile: the field at fault, until another contact is given */
    assert_run(p, DONE, "contact", "archive", "Mette");
    assert_true(*field(p, "fault", "postponed", "show", "17"));
    assert_refused(p, REFUSED, "--contact: Mette Kjær is archived", "postponed", "resume", "17");
    assert_run(p, DONE, "postponed", "resume", "17", "--contact", "Anna Berg");
}

static void editing_keeps_it(void **state)
{
    struct program *p = *state;
    assert_one_operation(p, "postponed", "edit", "17", "-d", "2999-01-01", "--time", "8:15", "-m",
                         "Later\nwith a comment");
    assert_string_equal(field(p, "date", "postponed", "show", "17"), "2999-01-01");
    assert_string_equal(member(p, 0, "time"), "08:15");
    assert_string_equal(member(p, 0, "description"), "Later");
    assert_string_equal(member(p, 0, "comment"), "with a comment");
    assert_string_equal(member(p, 0, "contact"), "Mette Kjær");
    assert_trial(p, "Would change postponed no. 17", "postponed", "edit", "17", "--cost", "3",
                 "--dry-run");
    assert_refused(p, USAGE, "say what is to be changed", "postponed", "edit", "17");
    assert_refused(p, REFUSED, "--date: 2999", "postponed", "resume", "17");
}

/* What was typed and is no code stays word for word, as the form that kept it would show it. */
static void what_cannot_be_read_stays(void **state)
{
    struct program *p = *state;
    postpone_as(p, "root",
                "description\t1\tHalf\ntemplate\t1\tNOSUCH\ndate\t1\tsoonish\n"
                "cursor\t0\tdate\n");
    assert_run(p, DONE, "postponed", "edit", "22", "--minutes", "5");
    lia_error err = {0};
    lia_book *book = NULL;
    lia_interaction it = {0};
    lia_error fault = {0};
    const char *form = "";
    lia_open how = {.path = program_file(p, "story.db"), .user = "x", .now = now, .zone = utc};
    assert_int_equal(lia_book_open(&how, &book, &err), LIA_OK);
    assert_int_equal(lia_postponed_resume(book, 22, &it, &form, &fault, &err), LIA_OK);
    assert_non_null(strstr(form, "template\t1\tNOSUCH\n"));
    assert_non_null(strstr(form, "date\t1\tsoonish\n"));
    assert_non_null(strstr(form, "cursor\t0\tdate\n"));
    assert_non_null(strstr(form, "minutes\t1\t5\n"));
    assert_non_null(strstr(form, "description\t1\tHalf\n"));
    lia_interaction_clear(&it);
    lia_book_close(book);
    /* what is given takes its place */
    assert_run(p, DONE, "postponed", "edit", "22", "-t", "CALL-OUT", "-d", "2026-01-02");
    assert_string_equal(field(p, "template", "postponed", "show", "22"), "CALL-OUT");
    assert_string_equal(member(p, 0, "date"), "2026-01-02");
}

/* Begun on a segment's line that is logged meanwhile: logging another one is not done unasked. */
static void what_it_belonged_to_has_gone(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "line", "log", "SM000002", "1", "--postpone", "-m", "Begun");
    assert_string_equal(field(p, "segment", "postponed", "show", "22"), "SM000002");
    assert_string_equal(member(p, 0, "line"), "1");
    assert_run(p, DONE, "line", "log", "SM000002", "1");
    assert_refused(p, REFUSED, "log an interaction by itself? (not asked", "postponed", "resume",
                   "22");
    assert_run(p, DONE, "postponed", "resume", "22", "--yes", "--json");
    assert_string_equal(member(p, 0, "segment"), "");
}

static void deleting(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "log", "--postpone", "-m", "Half");
    assert_refused(p, REFUSED, "Delete postponed no. 22 Half? (not asked", "postponed", "delete",
                   "22");
    assert_refused(p, REFUSED, "Delete 2 postponed interactions?", "postponed", "delete", "22",
                   "17");
    assert_refused(p, REFUSED, "no. 1 is not postponed", "postponed", "delete", "22", "1", "--yes");
    assert_refused(p, USAGE, "not a postponed one's no.", "postponed", "delete", "x", "--yes");
    assert_trial(p, "Would delete 2", "postponed", "delete", "22", "17", "--dry-run");
    assert_one_operation(p, "postponed", "delete", "22", "17", "--yes");
    assert_int_equal(rows(p, "postponed", "list"), 0);
    assert_run(p, DONE, "undo", "--yes");
    assert_int_equal(rows(p, "postponed", "list"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(mine_come_first),
        STORY(resuming_logs_it),
        STORY(what_is_missing_is_said),
        STORY(editing_keeps_it),
        STORY(what_cannot_be_read_stays),
        STORY(what_it_belonged_to_has_gone),
        STORY(deleting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
