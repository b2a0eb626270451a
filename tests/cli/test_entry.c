/* entry and comment: what can be done to the log afterwards (domain.md 7). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/story.h"

/* Of the example: 1 to 16 by hand, 17 postponed, 18 to 21 from SM000001. 3 is a letter to Anna
 * Berg. */
static const char *status_of(struct program *p, char *no)
{
    return field(p, "status", "entry", "show", no);
}

static void lists_are_narrowed(void **state)
{
    struct program *p = *state;
    assert_int_equal(rows(p, "entry", "list"), 20);
    assert_int_equal(rows(p, "entry", "list", "-n", "3"), 3);
    /* Lars Holm's, and Anna Berg's with the one from the segment: a company with its persons */
    int berg = rows(p, "entry", "list", "--contact", "Anna Berg"),
        holm = rows(p, "entry", "list", "--contact", "Lars Holm");
    assert_int_equal(rows(p, "entry", "list", "--contact", "Adatum"), berg + holm);
    assert_true(berg > 1 && holm == 1);
    assert_int_equal(rows(p, "entry", "list", "--segment", "sm000001"), 4);
    assert_int_equal(
        rows(p, "entry", "list", "--segment", "SM000001", "contact:berg", "OR", "contact:rossi"),
        2);
    assert_string_equal(field(p, "count", "entry", "list", "--count", "--segment", "SM000001"),
                        "4");
    assert_run(p, DONE, "entry", "list", "--count");
    assert_string_equal(str_text(&p->out), "20\n");
    assert_string_equal(field(p, "no", "entry", "list", "--oldest"), "1");
    assert_run(p, DONE, "entry", "cancel", "1", "--yes");
    assert_int_equal(rows(p, "entry", "list", "--hide-canceled"), 19);
    assert_refused(p, USAGE, "citty", "entry", "list", "--segment", "SM000001", "citty:x");
}

static void one_is_shown_whole(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "entry", "comment", "3", "Second\nthought");
    assert_run(p, DONE, "entry", "show", "3");
    static const char *const parts[] = {"Contract for signature",
                                        "Anna Berg",
                                        "Adatum",
                                        "LETTER-OUT",
                                        "30 min",
                                        "Second\n",
                                        " thought\n",
                                        "hard copy"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(str_text(&p->out), parts[i]))
            fail_msg("no %s in %s", parts[i], str_text(&p->out));
    assert_int_equal(rows(p, "entry", "show", "3"), 1);
    assert_string_equal(member(p, 0, "comments"), "1");
    assert_non_null(strstr(str_text(&p->out), "\"text\":\"Second\\nthought\",\"written_by\":"));
    assert_true(*member(p, 0, "logged_by") && *member(p, 0, "logged_at"));
    assert_string_equal(member(p, 0, "canceled_by"), "");
    /* what it was recorded from */
    assert_run(p, DONE, "record", "call", "--contact", "Bo Ek", "--document", "C-77");
    assert_string_equal(field(p, "document", "entry", "show", "22"), "C-77");
    assert_string_equal(member(p, 0, "event"), "call-out");
    assert_refused(p, REFUSED, "999", "entry", "show", "999");
    assert_refused(p, USAGE, "not an entry no.: “x”", "entry", "show", "x");
}

/* domain.md 7, Correct: a new entry, the old one canceled, each naming the other; evaluation,
 * comments and the segment go along. */
static void correcting_makes_a_new_one(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "entry", "evaluate", "18", "positive");
    assert_run(p, DONE, "entry", "comment", "18", "kept");
    assert_one_operation(p, "entry", "correct", "18", "--minutes", "45", "-m", "Another card");
    assert_string_equal(status_of(p, "18"), "corrected");
    assert_string_equal(member(p, 0, "corrected_by"), "22");
    assert_string_equal(status_of(p, "22"), "logged");
    static const char *const fields[][2] = {
        {"corrects", "18"},         {"minutes", "45"},       {"description", "Another card"},
        {"evaluation", "positive"}, {"comments", "1"},       {"segment", "SM000001"},
        {"template", "LETTER-OUT"}, {"logged_segment", "1"},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_string_equal(member(p, 0, fields[i][0]), fields[i][1]);
    assert_refused(p, REFUSED, "corrected by entry 22", "entry", "correct", "18", "--minutes", "1");
    assert_refused(p, REFUSED, "not entry 18: corrected by entry 22", "entry", "uncancel", "18",
                   "--yes");
    assert_refused(p, USAGE, "say what is to be corrected", "entry", "correct", "22");
    assert_refused(p, USAGE, "say what is to be corrected", "entry", "correct", "22", "--dry-run");
    assert_trial(p, "Would be logged", "entry", "correct", "22", "--minutes", "1", "--dry-run");
    assert_refused(p, REFUSED, "--message", "entry", "correct", "22", "-m", "");
    assert_run(p, DONE, "entry", "cancel", "22", "--yes");
    assert_refused(p, REFUSED, "un-cancel it first", "entry", "correct", "22", "--minutes", "1");
    /* its time stays, though it was on another day */
    assert_run(p, DONE, "entry", "correct", "3", "--date", "2026-01-02", "--json");
    assert_string_equal(member(p, 0, "time"), "09:30");
}

static void once_more_proposes_its_template(void **state)
{
    struct program *p = *state;
    assert_one_operation(p, "entry", "again", "3", "-m", "Sent it once more");
    assert_string_equal(field(p, "template", "entry", "show", "22"), "LETTER-OUT");
    assert_string_equal(member(p, 0, "contact"), "Anna Berg");
    assert_string_equal(member(p, 0, "description"), "Sent it once more");
    assert_int_equal(rows(p, "entry", "again", "3", "-t", "CALL-OUT", "--contact", "Bo Ek"), 1);
    assert_string_equal(member(p, 0, "contact"), "Bo Ek");
    assert_refused(p, REFUSED, "999", "entry", "again", "999");
}

static void the_canceled_switch(void **state)
{
    struct program *p = *state;
    assert_refused(p, REFUSED, "Cancel 2 interactions? (not asked: --yes does it)", "entry",
                   "cancel", "4", "5");
    assert_trial(p, "Would cancel 2 interactions", "entry", "cancel", "4", "5", "--dry-run");
    assert_one_operation(p, "entry", "cancel", "4", "5", "4", "--yes");
    assert_string_equal(status_of(p, "4"), "canceled");
    assert_true(*member(p, 0, "canceled_by") && *member(p, 0, "canceled_at"));
    assert_trial(p, "1 interaction (1 already is)", "entry", "cancel", "5", "6", "--dry-run");
    assert_trial(p, "Canceled already", "entry", "cancel", "4");
    assert_trial(p, "Not canceled", "entry", "uncancel", "6");
    assert_one_operation(p, "entry", "uncancel", "4", "--yes");
    assert_string_equal(status_of(p, "4"), "logged");
    /* standard input, a filter */
    assert_int_equal(run_input(p, "6\n7 8\n", "entry", "cancel", "-", "--yes"), DONE);
    assert_string_equal(str_text(&p->out), "3 interactions canceled\n");
    assert_one_operation(p, "entry", "cancel", "--all", "segment:SM000001", "--yes");
    assert_int_equal(rows(p, "entry", "list", "canceled:yes"), 8);
    assert_trial(p, "No entry matches", "entry", "cancel", "--all", "date:1999");
    assert_refused(p, REFUSED, "999", "entry", "cancel", "9", "999", "--yes");
    assert_refused(p, USAGE, "no entry is named", "entry", "cancel", "--yes");
    assert_refused(p, USAGE, "not an entry no.", "entry", "cancel", "1x", "--yes");
    assert_refused(p, USAGE, "not both", "entry", "cancel", "9", "--all", "date:2026", "--yes");
}

/* Refused ones are named, the rest is done: an entry that was corrected, or whose logged segment is
 * canceled. */
static void what_cannot_be_uncanceled_is_named(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "entry", "cancel", "4", "--yes");
    assert_run(p, DONE, "entry", "correct", "5", "--minutes", "1");
    assert_run(p, DONE, "logged", "cancel", "SM000001", "--yes");
    assert_int_equal(run(p, "entry", "uncancel", "4", "5", "19", "--yes"), REFUSED);
    assert_string_equal(str_text(&p->out), "1 interaction counts again\n");
    assert_non_null(strstr(str_text(&p->err), "not entry 5: corrected by entry 22"));
    assert_non_null(strstr(str_text(&p->err), "not entry 19: logged segment SM000001 is canceled"));
    assert_string_equal(status_of(p, "4"), "logged");
    assert_string_equal(status_of(p, "19"), "canceled");
}

static void evaluating(void **state)
{
    struct program *p = *state;
    assert_one_operation(p, "entry", "evaluate", "4", "6", "very-neg");
    assert_string_equal(field(p, "evaluation", "entry", "show", "6"), "very-negative");
    assert_one_operation(p, "entry", "evaluate", "6", "none");
    assert_string_equal(field(p, "evaluation", "entry", "show", "6"), "");
    assert_refused(p, REFUSED, "Evaluate 4 interactions? (not asked", "entry", "evaluate", "--all",
                   "segment:SM000001", "neutral");
    assert_one_operation(p, "entry", "evaluate", "--all", "segment:SM000001", "neutral", "--yes");
    assert_trial(p, "Would evaluate 1", "entry", "evaluate", "4", "neutral", "--dry-run");
    assert_refused(p, USAGE, "“7” is no evaluation", "entry", "evaluate", "6", "7");
    assert_refused(p, USAGE, "no entry is named", "entry", "evaluate", "neutral");
}

static void commenting(void **state)
{
    struct program *p = *state;
    assert_one_operation(p, "entry", "comment", "6", "One");
    assert_int_equal(run_input(p, "Two\nlines\n", "entry", "comment", "6", "-", "--json"), DONE);
    char id[32] = "";
    strncpy(id, member(p, 0, "comment"), sizeof id - 1);
    assert_int_equal(rows(p, "comment", "list", "6"), 2);
    assert_string_equal(member(p, 0, "text"), "One");
    assert_string_equal(member(p, 1, "comment"), id);
    assert_string_equal(member(p, 1, "text"), "Two\nlines");
    assert_string_equal(member(p, 1, "edited_by"), "");
    assert_one_operation(p, "comment", "edit", id, "Two, mended");
    assert_int_equal(rows(p, "comment", "list", "6"), 2);
    assert_string_equal(member(p, 1, "text"), "Two, mended");
    assert_true(*member(p, 1, "edited_by") && *member(p, 1, "edited_at"));
    assert_refused(p, REFUSED, "Delete the comment on entry 6: Two, mended?", "comment", "delete",
                   id);
    assert_trial(p, "Would delete the comment on entry 6", "comment", "delete", id, "--dry-run");
    assert_one_operation(p, "comment", "delete", id, "--yes");
    assert_int_equal(rows(p, "comment", "list", "6"), 1);
    assert_refused(p, REFUSED, "There is no comment", "comment", "delete", id, "--yes");
    assert_refused(p, REFUSED, "There is no comment", "comment", "edit", id, "x");
    assert_refused(p, REFUSED, "blank", "entry", "comment", "6", " ");
    assert_refused(p, REFUSED, "999", "entry", "comment", "999", "x");
    assert_refused(p, REFUSED, "999", "comment", "list", "999");
    assert_refused(p, REFUSED, "editor needs a terminal", "entry", "comment", "6");
    assert_refused(p, USAGE, "not a comment's no.", "comment", "edit", "x", "y");
}

/* An entry that is not canceled is never deleted; the question says how many, and of what. */
static void deleting_canceled_ones(void **state)
{
    struct program *p = *state;
    assert_trial(p, "nothing to delete", "entry", "delete-canceled", "--yes");
    assert_run(p, DONE, "entry", "comment", "4", "goes along");
    assert_run(p, DONE, "entry", "cancel", "4", "5", "18", "--yes");
    assert_refused(p, REFUSED, "Delete 3 canceled entries of the whole book? (not asked", "entry",
                   "delete-canceled");
    assert_refused(p, REFUSED, "Delete 1 canceled entry of this filter?", "entry",
                   "delete-canceled", "segment:SM000001");
    assert_trial(p, "Would delete 3 canceled entries of the whole book", "entry", "delete-canceled",
                 "--dry-run");
    assert_one_operation(p, "entry", "delete-canceled", "--yes", "no:1..10");
    assert_int_equal(rows(p, "entry", "list"), 18);
    assert_run(p, DONE, "undo", "--yes");
    assert_string_equal(status_of(p, "4"), "canceled");
    assert_int_equal(rows(p, "comment", "list", "4"), 2);
    assert_string_equal(member(p, 1, "text"), "goes along");
    assert_refused(p, USAGE, "citty", "entry", "delete-canceled", "--yes", "citty:x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(lists_are_narrowed),
        STORY(one_is_shown_whole),
        STORY(correcting_makes_a_new_one),
        STORY(once_more_proposes_its_template),
        STORY(the_canceled_switch),
        STORY(what_cannot_be_uncanceled_is_named),
        STORY(evaluating),
        STORY(commenting),
        STORY(deleting_canceled_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
