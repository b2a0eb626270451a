/* segment log, logged: from the lines to entries, and what can be done with them (domain.md 6). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/story.h"

#define FAIR "SM000002"

/* One logged segment; an entry a line with its evaluation, result and comment; the follow-up with
 * one line a contact. Undo brings the segment back, and takes the follow-up away. */
static void logging(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "line", "edit", FAIR, "2", "-m", "For you", "-e", "negative", "--failed",
               "-c", "said no");
    assert_trial(p, "3 of 3 lines would be logged\n  MAIL-OUT: 3\n", "segment", "log", FAIR,
                 "--dry-run");
    assert_one_operation(p, "segment", "log", "sm000002", "--follow-up");
    assert_int_equal(rows(p, "entry", "list", "--segment", FAIR, "--oldest"), 3);
    assert_string_equal(member(p, 1, "description"), "For you");
    assert_string_equal(member(p, 1, "evaluation"), "negative");
    assert_string_equal(member(p, 1, "status"), "failed");
    assert_string_equal(member(p, 1, "comments"), "1");
    assert_string_equal(member(p, 1, "logged_segment"), "2");
    assert_string_equal(member(p, 1, "origin"), "segment");
    assert_refused(p, REFUSED, "no active segment", "segment", "log", FAIR);
    assert_string_equal(field(p, "description", "segment", "show", "SM000003"),
                        "Follow-up: Autumn fair (SM000002)");
    assert_string_equal(member(p, 0, "lines"), "3");
    assert_run(p, DONE, "undo", "--yes");
    assert_string_equal(field(p, "description", "line", "show", FAIR, "2"), "For you");
    assert_refused(p, REFUSED, "no active segment", "segment", "show", "SM000003");
    assert_run(p, DONE, "segment", "log", FAIR, "-f", "--json");
    assert_string_equal(member(p, 0, "entries"), "3");
    assert_string_equal(member(p, 0, "follow_up_lines"), "3");
    assert_true(*member(p, 0, "follow_up")); /* a number is given once */
}

static void dates_are_the_lines_or_today(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "segment", "edit", FAIR, "--date", "2026-01-02");
    assert_string_equal(field(p, "propose_today", "segment", "log", FAIR, "--dry-run", "--today"),
                        "true");
    assert_int_equal(run(p, "segment", "log", FAIR), DONE);
    assert_non_null(strstr(str_text(&p->err), "--today logs with today's"));
    assert_string_equal(field(p, "date", "entry", "list", "--segment", FAIR), "2026-01-02");
    assert_string_equal(member(p, 0, "time"), "");
    assert_run(p, DONE, "undo", "--yes");
    assert_run(p, DONE, "segment", "log", FAIR, "--today");
    assert_string_not_equal(field(p, "date", "entry", "list", "--segment", FAIR), "2026-01-02");
    assert_true(*member(p, 0, "time"));
}

/* While there are problems nothing is logged: each line is named with its reason. */
static void problems_are_listed_and_moved(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "archive", "Sofia Lind");
    assert_run(p, DONE, "line", "edit", FAIR, "3", "--date", "2999-01-01");
    assert_refused(p, REFUSED, "line 1  Sofia Lind  contact is archived", "segment", "log", FAIR);
    assert_refused(p, REFUSED, "line 3  ", "segment", "log", FAIR);
    assert_int_equal(run(p, "segment", "log", FAIR, "--dry-run", "--json"), REFUSED);
    assert_string_equal(member(p, 0, "problem_count"), "2");
    assert_string_equal(member(p, 0, "loggable"), "1");
    assert_non_null(strstr(str_text(&p->out), "{\"line\":1,\"contact\":\"Sofia Lind\",\"field\":"
                                              "\"contact\",\"reason\":\"contact is archived\"}"));
    assert_trial(p, "Would move 2 lines", "segment", "move-problems", FAIR, "--dry-run");
    assert_trial(p, "Would move 1 line", "segment", "move-problems", FAIR, "--dry-run", "--today");
    assert_one_operation(p, "segment", "move-problems", FAIR);
    assert_int_equal(rows(p, "line", "list", FAIR), 1);
    assert_int_equal(rows(p, "line", "list", "SM000003"), 2);
    assert_trial(p, "nothing is moved", "segment", "move-problems", FAIR);
    assert_run(p, DONE, "segment", "log", FAIR);
}

static void what_cannot_be_logged_at_all(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "segment", "add", "Empty", "-t", "CALL-OUT");
    assert_refused(p, REFUSED, "There is no line to log", "segment", "log", "SM000003");
    assert_run(p, DONE, "segment", "edit", FAIR, "--description", "");
    assert_refused(p, REFUSED, "no description", "segment", "log", FAIR);
    assert_run(p, DONE, "segment", "edit", FAIR, "--description", "Fair", "-s", "none", "-m",
               "Text");
    assert_run(p, DONE, "contact", "edit", "Sofia Lind", "--salesperson", "");
    assert_refused(p, REFUSED, "line 1  Sofia Lind  no salesperson", "segment", "log", FAIR);
}

static void logged_segments_are_shown(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "segment", "log", FAIR);
    assert_int_equal(rows(p, "logged", "list"), 2);
    assert_string_equal(member(p, 0, "segment"), FAIR);
    assert_string_equal(member(p, 0, "interactions"), "3");
    assert_run(p, DONE, "entry", "cancel", "23", "--yes");
    assert_run(p, DONE, "logged", "list");
    assert_non_null(strstr(str_text(&p->out), "3 (1 canceled)"));
    assert_string_equal(field(p, "template", "logged", "show", "2"), "MAIL-OUT");
    assert_string_equal(member(p, 0, "canceled_interactions"), "1");
    assert_string_equal(field(p, "no", "logged", "show", "sm000002"), "2");
    assert_run(p, DONE, "logged", "show", FAIR);
    assert_non_null(strstr(str_text(&p->out), "Autumn fair"));
    assert_non_null(strstr(str_text(&p->out), "Sofia Lind"));
    assert_refused(p, REFUSED, "no logged segment is “SM9”", "logged", "show", "SM9");
    assert_refused(p, REFUSED, "", "logged", "show", "99");
}

/* Un-canceling brings back those that it canceled, not those canceled by hand. */
static void a_logged_segment_is_canceled(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "entry", "cancel", "19", "--yes");
    assert_refused(p, REFUSED, "Cancel logged segment SM000001 with its 3 interactions? (not asked",
                   "logged", "cancel", "1");
    assert_trial(p, "Would cancel logged segment SM000001", "logged", "cancel", "1", "--dry-run");
    assert_one_operation(p, "logged", "cancel", "SM000001", "1", "--yes");
    assert_int_equal(rows(p, "entry", "list", "--segment", "SM000001", "--hide-canceled"), 0);
    assert_int_equal(rows(p, "logged", "list", "--hide-canceled"), 0);
    assert_trial(p, "Canceled already", "logged", "cancel", "1");
    assert_trial(p, "Would un-cancel", "logged", "uncancel", "1", "--dry-run");
    assert_one_operation(p, "logged", "uncancel", "1", "--yes");
    assert_int_equal(rows(p, "entry", "list", "--segment", "SM000001", "--hide-canceled"), 3);
    assert_trial(p, "Not canceled", "logged", "uncancel", "1");
    assert_refused(p, REFUSED, "no logged segment is", "logged", "cancel", "1", "SM77", "--yes");
}

/* Its entries stay, canceled, without the link. */
static void canceled_ones_are_deleted(void **state)
{
    struct program *p = *state;
    assert_trial(p, "nothing to delete", "logged", "delete-canceled", "--yes");
    assert_run(p, DONE, "segment", "log", FAIR);
    assert_run(p, DONE, "logged", "cancel", "1", "2", "--yes");
    assert_refused(p, REFUSED, "Delete 2 canceled logged segments of the whole book?", "logged",
                   "delete-canceled");
    assert_refused(p, REFUSED, "Delete 1 canceled logged segment of those named?", "logged",
                   "delete-canceled", "2");
    assert_trial(p, "Would delete 2", "logged", "delete-canceled", "--dry-run");
    assert_one_operation(p, "logged", "delete-canceled", "SM000001", "--yes");
    assert_int_equal(rows(p, "logged", "list"), 1);
    assert_string_equal(field(p, "status", "entry", "show", "18"), "canceled");
    assert_string_equal(member(p, 0, "logged_segment"), "");
}

/* Made later: the contacts of canceled entries are left out, blocked ones named; once only. */
static void a_follow_up_is_made_later(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "entry", "cancel", "18", "--yes");
    assert_run(p, DONE, "contact", "block", "Chiara");
    assert_one_operation(p, "logged", "follow-up", "SM000001");
    assert_string_equal(field(p, "follow_up", "logged", "show", "1"), "SM000003");
    assert_int_equal(rows(p, "line", "list", "SM000003"), 2);
    assert_refused(p, REFUSED, "SM000003 is its follow-up segment already", "logged", "follow-up",
                   "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(logging),
        STORY(dates_are_the_lines_or_today),
        STORY(problems_are_listed_and_moved),
        STORY(what_cannot_be_logged_at_all),
        STORY(logged_segments_are_shown),
        STORY(a_logged_segment_is_canceled),
        STORY(canceled_ones_are_deleted),
        STORY(a_follow_up_is_made_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
