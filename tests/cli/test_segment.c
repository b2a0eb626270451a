/* segment and line: the worksheet from the shell (domain.md 6). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/story.h"

/* Of the example: SM000002 "Autumn fair", MAIL-OUT, with Sofia Lind, Søren Ørsted, 山田 太郎. */
#define FAIR "SM000002"

static const char *of_line(struct program *p, char *line, const char *key)
{
    return field(p, key, "line", "show", FAIR, line);
}

static void a_new_one_is_filled(void **state)
{
    struct program *p = *state;
    assert_one_operation(p, "segment", "add", "Spring letter", "-t", "letter-out", "--cost",
                         "1.20");
    assert_string_equal(field(p, "description", "segment", "show", "sm000003"), "Spring letter");
    static const char *const fields[][2] = {
        {"no", "SM000003"},
        {"template", "LETTER-OUT"},
        {"interaction", "Outgoing letter"},
        {"minutes", "30"},
        {"cost", "1.20"},
        {"correspondence", "hard-copy"},
        {"lines", "0"},
        {"ignore_correspondence", "false"},
        {"flow", "outbound"},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_string_equal(member(p, 0, fields[i][0]), fields[i][1]);
    assert_true(*member(p, 0, "date") && *member(p, 0, "salesperson"));
    assert_string_equal(field(p, "no", "segment", "add", "By hand", "--no", "x-1", "-m", "Text",
                              "--ignore-correspondence", "yes", "--date", "2026-01-02"),
                        "X-1");
    assert_string_equal(member(p, 0, "interaction"), "Text");
    assert_string_equal(member(p, 0, "ignore_correspondence"), "true");
    assert_string_equal(member(p, 0, "date"), "2026-01-02");
    assert_int_equal(rows(p, "segment", "list"), 3);
    assert_int_equal(rows(p, "segment", "list", "spring"), 1);
    assert_int_equal(rows(p, "segment", "list", "--contact", "Sofia Lind"), 1);
    assert_refused(p, REFUSED, "SM000001", "segment", "add", "x", "--no", "SM000001");
    assert_refused(p, REFUSED, "--cost: ", "segment", "add", "x", "--cost", "-1");
    assert_refused(p, REFUSED, "“NO”", "segment", "add", "x", "-t", "NO");
    assert_refused(p, USAGE, "yes or no", "segment", "add", "x", "--ignore-correspondence", "1");
}

/* A changed header: lines not personalised in it follow, unless all or none are to. */
static void a_change_is_spread(void **state)
{
    struct program *p = *state;
    assert_one_operation(p, "line", "edit", FAIR, "2", "-m", "For you");
    assert_trial(p, "Would change SM000002: 2 of 3 lines follow", "segment", "edit", FAIR, "-m",
                 "Changed", "--dry-run");
    assert_one_operation(p, "segment", "edit", FAIR, "-m", "Changed");
    assert_string_equal(of_line(p, "1", "description"), "Changed");
    assert_string_equal(of_line(p, "2", "description"), "For you");
    assert_string_equal(of_line(p, "2", "personalised"), "[\"description\"]");
    assert_run(p, DONE, "segment", "edit", FAIR, "-m", "Only there", "--lines", "header-only");
    assert_string_equal(field(p, "interaction", "segment", "show", FAIR), "Only there");
    assert_string_equal(of_line(p, "1", "description"), "Changed");
    assert_string_equal(of_line(p, "1", "personalised"), "[\"description\"]");
    assert_run(p, DONE, "segment", "edit", FAIR, "-m", "For all", "--lines", "all");
    assert_string_equal(str_text(&p->out), "Saved SM000002: 3 of 3 lines follow\n");
    assert_string_equal(of_line(p, "2", "description"), "For all");
    assert_string_equal(of_line(p, "2", "personalised"), "");
    /* what the new template gives, but for what was typed */
    assert_run(p, DONE, "segment", "edit", FAIR, "-t", "CALL-OUT", "--description", "Calls");
    assert_string_equal(field(p, "description", "segment", "show", FAIR), "Calls");
    assert_string_equal(member(p, 0, "interaction"), "For all");
    assert_string_equal(member(p, 0, "minutes"), "15");
    assert_string_equal(of_line(p, "1", "correspondence"), "phone");
    assert_refused(p, USAGE, "say what is to be changed", "segment", "edit", FAIR);
    assert_refused(p, USAGE, "--lines is not-personalised", "segment", "edit", FAIR, "-m", "x",
                   "--lines", "some");
    assert_refused(p, REFUSED, "--minutes: ", "segment", "edit", FAIR, "--minutes", "2000000");
    assert_refused(p, REFUSED, "no active segment is “SM000001”", "segment", "edit", "SM000001",
                   "-m", "x");
}

static void contacts_are_added_by_filter(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "edit", "Mette", "--exclude", "yes");
    assert_run(p, DONE, "contact", "block", "Anna Berg");
    assert_trial(p, "Would add 7 contacts", "segment", "add-contacts", FAIR, "type:person",
                 "--dry-run");
    assert_trial(p, "left out: 3 already on it", "segment", "add-contacts", FAIR, "type:person",
                 "--dry-run");
    assert_one_operation(p, "segment", "add-contacts", FAIR, "type:person", "city:lund");
    assert_int_equal(rows(p, "line", "list", FAIR), 4);
    assert_string_equal(
        field(p, "matched", "segment", "add-contacts", FAIR, "company:northwind", "-søren"), "1");
    assert_string_equal(member(p, 0, "excluded"), "1");
    assert_string_equal(member(p, 0, "added"), "0");
    assert_string_equal(
        field(p, "added", "segment", "add-contacts", FAIR, "--include-excluded", "mette"), "1");
    assert_string_equal(
        field(p, "added", "segment", "add-contacts", FAIR, "--expand-companies", "name:adatum"),
        "2"); /* the company and Lars Holm; Anna Berg is blocked */
    assert_string_equal(member(p, 0, "blocked"), "1");
    assert_trial(p, "Added 0 contacts", "segment", "add-contacts", FAIR, "city:nowhere");
    assert_refused(p, USAGE, "citty", "segment", "add-contacts", FAIR, "citty:x");
    assert_refused(p, USAGE, "something is missing", "segment", "add-contacts", FAIR);
}

static void contacts_are_added_by_name(void **state)
{
    struct program *p = *state;
    assert_int_equal(run_input(p, "Bo Ek\nanna.berg@adatum.example\nBo Ek\n", "segment",
                               "add-contacts", FAIR, "-"),
                     DONE);
    assert_string_equal(str_text(&p->out), "Added 2 contacts to SM000002\n");
    assert_one_operation(p, "line", "add", FAIR, "Lars Holm", "Marco");
    assert_int_equal(rows(p, "line", "list", FAIR), 7);
    assert_trial(p, "Would add 1 contact", "line", "add", FAIR, "Lars Holm", "Mette", "--dry-run");
    /* one alone has fields of its own, and may stand there twice */
    assert_string_equal(field(p, "description", "line", "add", FAIR, "Lars Holm", "-m",
                              "Once more\nwith a comment", "-e", "positive"),
                        "Once more");
    assert_string_equal(member(p, 0, "comment"), "with a comment");
    assert_string_equal(member(p, 0, "evaluation"), "positive");
    assert_string_equal(member(p, 0, "contact_twice"), "true");
    assert_string_equal(member(p, 0, "personalised"), "[\"description\"]");
    assert_refused(p, USAGE, "fields go with one contact", "line", "add", FAIR, "Bo Ek", "Mette",
                   "-m", "x");
    assert_run(p, DONE, "contact", "archive", "Mette");
    assert_refused(p, REFUSED, "archived", "line", "add", FAIR, "CT000014");
    assert_int_equal(run(p, "line", "add", FAIR, "CT000014", "Łukasz"), REFUSED);
    assert_string_equal(str_text(&p->out), "Added 1 contact to SM000002\n  left out: 1 archived\n");
    assert_refused(p, REFUSED, "Nobody", "line", "add", FAIR, "Nobody");
}

static void lines_are_changed(void **state)
{
    struct program *p = *state;
    assert_one_operation(p, "line", "edit", FAIR, "1", "3", "--date", "2026-01-02", "--failed",
                         "--by", "none", "-c", "said no");
    assert_string_equal(of_line(p, "3", "date"), "2026-01-02");
    assert_string_equal(of_line(p, "3", "failed"), "true");
    assert_string_equal(of_line(p, "3", "initiated_by"), "");
    assert_string_equal(of_line(p, "3", "comment"), "said no");
    assert_string_equal(of_line(p, "3", "personalised"), "[\"date\",\"initiated_by\"]");
    assert_string_equal(of_line(p, "2", "personalised"), "");
    /* the mark goes, and the header's value comes back */
    assert_one_operation(p, "line", "edit", FAIR, "all", "--follow", "by", "--follow",
                         "date,subject");
    assert_string_equal(of_line(p, "3", "personalised"), "");
    assert_string_equal(of_line(p, "3", "initiated_by"), "us");
    assert_string_equal(of_line(p, "3", "failed"), "true");
    assert_run(p, DONE, "line", "edit", FAIR, "2..", "--succeeded", "--ignore-correspondence",
               "no");
    assert_string_equal(of_line(p, "3", "failed"), "false");
    /* another template refills it; the header's own makes it follow again */
    assert_run(p, DONE, "line", "edit", FAIR, "2", "-t", "CALL-OUT");
    assert_string_equal(of_line(p, "2", "minutes"), "15");
    assert_run(p, DONE, "line", "edit", FAIR, "2", "-t", "MAIL-OUT");
    assert_string_equal(of_line(p, "2", "minutes"), "5");
    assert_run(p, DONE, "line", "edit", FAIR, "2", "--contact", "Bo Ek");
    assert_string_equal(of_line(p, "2", "contact"), "Bo Ek");
    assert_trial(p, "Would change 3 lines", "line", "edit", FAIR, "all", "-m", "x", "--dry-run");
    assert_refused(p, USAGE, "--contact goes with one line", "line", "edit", FAIR, "all",
                   "--contact", "Bo Ek");
    assert_refused(p, USAGE, "no field “colour”", "line", "edit", FAIR, "1", "--follow", "colour");
    assert_refused(p, USAGE, "both given and to follow", "line", "edit", FAIR, "1", "-m", "x",
                   "--follow", "description");
    assert_refused(p, REFUSED, "has no line 9", "line", "edit", FAIR, "1", "9", "-m", "x");
    assert_refused(p, USAGE, "not a line: “one”", "line", "edit", FAIR, "one", "-m", "x");
    assert_refused(p, USAGE, "say what is to be changed", "line", "edit", FAIR, "1");
    assert_refused(p, USAGE, "name one line", "line", "show", FAIR, "all");
}

static void lines_are_removed(void **state)
{
    struct program *p = *state;
    assert_refused(p, REFUSED, "Remove 2 lines from SM000002? (not asked", "line", "remove", FAIR,
                   "1", "3");
    assert_trial(p, "Would remove 1 line", "line", "remove", FAIR, "2", "--dry-run");
    assert_one_operation(p, "line", "remove", FAIR, "1..2", "2", "--yes");
    assert_int_equal(rows(p, "line", "list", FAIR), 1);
    assert_string_equal(member(p, 0, "line"), "3"); /* gaps are normal */
    assert_run(p, DONE, "undo", "--yes");
    assert_int_equal(rows(p, "line", "list", FAIR), 3);
}

/* One line logged now: its values, the segment's no.; the line stays, and Log leaves it out. */
static void one_line_is_logged(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "line", "edit", FAIR, "1", "-m", "Line's own");
    assert_one_operation(p, "line", "log", FAIR, "1", "--minutes", "7");
    assert_string_equal(of_line(p, "1", "entry"), "22");
    assert_string_equal(field(p, "description", "entry", "show", "22"), "Line's own");
    assert_string_equal(member(p, 0, "minutes"), "7");
    assert_string_equal(member(p, 0, "segment"), FAIR);
    assert_string_equal(member(p, 0, "logged_segment"), "");
    assert_refused(p, REFUSED, "logged already, as entry 22", "line", "log", FAIR, "1");
    assert_refused(p, REFUSED, "logged already", "line", "edit", FAIR, "1", "--contact", "Bo Ek");
    assert_string_equal(field(p, "logged_singly", "segment", "log", FAIR, "--dry-run"), "1");
    assert_run(p, DONE, "contact", "archive", "Søren");
    assert_refused(p, REFUSED, "archived", "line", "log", FAIR, "2");
}

static void deleting_a_segment(void **state)
{
    struct program *p = *state;
    assert_refused(p, REFUSED, "Delete segment SM000002 with its 3 lines? (not asked", "segment",
                   "delete", FAIR);
    assert_trial(p, "Would delete segment SM000002", "segment", "delete", FAIR, "--dry-run");
    assert_one_operation(p, "segment", "delete", FAIR, "--yes");
    assert_int_equal(rows(p, "segment", "list"), 0);
    assert_refused(p, REFUSED, "no active segment", "segment", "delete", FAIR, "--yes");
    assert_run(p, DONE, "undo", "--yes");
    assert_int_equal(rows(p, "line", "list", FAIR), 3);
}

#define HOSTILE "A\x1b]0;owned\x07 \xe2\x80\xae gnp.exe \xc2\x9b 31m \xe2\x80\x8b"

static void hostile_text_is_shown_as_marks(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "segment", "add", HOSTILE, "-m", HOSTILE, "--subject", HOSTILE);
    assert_tame(p->out);
    assert_run(p, DONE, "contact", "add", HOSTILE, "--no", "X1");
    assert_run(p, DONE, "line", "add", "SM000003", "X1", "-m", HOSTILE, "-c", HOSTILE);
    static char *const shown[][4] = {{"segment", "show", "SM000003"},
                                     {"segment", "list"},
                                     {"line", "list", "SM000003"},
                                     {"line", "show", "SM000003", "1"}};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        for (int json = 0; json < 2; json++) {
            char *args[6] = {shown[i][0], shown[i][1], shown[i][2], shown[i][3]};
            int n = 0;
            while (n < 4 && args[n])
                n++;
            args[n] = json ? "--json" : NULL;
            program_assert(p, DONE, program_run(p, NULL, args), __FILE__, __LINE__);
            assert_tame(p->out);
        }
    }
    assert_run(p, DONE, "contact", "archive", "X1");
    assert_int_equal(run(p, "segment", "log", "SM000003"), REFUSED);
    assert_tame(p->err);
    assert_refused(p, REFUSED, "no active segment", "line", "list", HOSTILE);
    assert_refused(p, USAGE, "not a line", "line", "show", "SM000003", HOSTILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(a_new_one_is_filled),
        STORY(a_change_is_spread),
        STORY(contacts_are_added_by_filter),
        STORY(contacts_are_added_by_name),
        STORY(lines_are_changed),
        STORY(lines_are_removed),
        STORY(one_line_is_logged),
        STORY(deleting_a_segment),
        STORY(hostile_text_is_shown_as_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
