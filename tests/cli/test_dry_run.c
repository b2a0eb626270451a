/* --dry-run: what would be done is said, what would be refused is refused, nothing is written. That
 * every command has it, and writes nothing, stands in test_examples.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "cli/story.h"
#include "old_book.h"

static void what_would_be_done_is_said(void **state)
{
    struct program *p = *state;
    assert_trial(p, "Would make segment Spring letter", "segment", "add", "Spring letter",
                 "--dry-run");
    assert_trial(p, "Would comment on entry 6: Happy", "entry", "comment", "6", "Happy",
                 "--dry-run");
    assert_trial(p, "Would change the comment on entry ", "comment", "edit", "1", "Happier",
                 "--dry-run");
    assert_trial(p, "Would make a follow-up segment of SM000001 with ", "logged", "follow-up",
                 "SM000001", "--dry-run");
    assert_trial(p, "Would add group FAIR", "group", "add", "FAIR", "--dry-run");
    assert_trial(p, "Would change CT000009 Bo Ek", "contact", "edit", "Bo Ek", "--city", "X",
                 "--dry-run");
    assert_trial(p, "Nothing to change", "contact", "edit", "Bo Ek", "--city", "Lund", "--dry-run");
    assert_trial(p, "Would be kept as a segment with 2 lines", "log", "Bo Ek", "Anna Berg", "-p",
                 "--dry-run");
}

/* What programs read has no line that is no row. */
static void what_programs_read_has_no_line_for_people(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "group", "add", "FAIR", "--json", "--dry-run");
    assert_string_equal(str_text(&p->out), "");
    assert_string_equal(str_text(&p->err), "Would add group FAIR\n");
}

/* The follow-up that is then made has as many lines. */
static void a_follow_up_is_as_it_was_said(void **state)
{
    struct program *p = *state;
    char said[80];
    assert_run(p, DONE, "logged", "follow-up", "SM000001", "--dry-run");
    snprintf(said, sizeof said, "%s", strrchr(str_text(&p->out), 'w')); /* "with n lines" */
    assert_run(p, DONE, "logged", "follow-up", "SM000001");
    assert_non_null(strstr(str_text(&p->out), said));
}

static void what_is_in_use_is_refused(void **state)
{
    struct program *p = *state;
    static const char *const used[][2] = {
        {"group", "CALL"}, {"template", "CALL-OUT"}, {"group", "LETTER"}};
    for (size_t i = 0; i < sizeof used / sizeof *used; i++) {
        char *noun = (char *)used[i][0], *code = (char *)used[i][1];
        assert_refused(p, REFUSED, "is in use: block it", noun, "delete", code, "--dry-run");
        assert_refused(p, REFUSED, "is in use: block it", noun, "delete", code, "--yes");
    }
    assert_run(p, DONE, "group", "add", "FAIR");
    assert_trial(p, "Would delete FAIR\n", "group", "delete", "FAIR", "--dry-run");
    assert_run(p, DONE, "template", "add", "DEMO", "-g", "FAIR");
    assert_trial(p, "Would delete DEMO\n", "template", "delete", "DEMO", "--dry-run");
    assert_refused(p, REFUSED, "is in use", "group", "delete", "FAIR", "--dry-run");
    assert_run(p, DONE, "salesperson", "add", "MAX");
    assert_run(p, DONE, "contact", "edit", "Bo Ek", "--salesperson", "MAX");
    assert_refused(p, REFUSED, "is in use", "salesperson", "delete", "MAX", "--dry-run");
}

/* Each as it is without --dry-run. */
static void what_would_be_refused_is_refused(void **state)
{
    struct program *p = *state;
    static char *const refused[][6] = {
        {"group", "add", "CALL"},
        {"segment", "add", "Fair", "--no", "SM000002"},
        {"setup", "add-event", "call-out"},
        {"setup", "edit-series", "contact", "CT000001"},
        {"setup", "delete-event", "call-out", "--yes"},
        {"entry", "comment", "99", "Happy"},
        {"entry", "comment", "6", ""},
        {"comment", "edit", "1", ""},
        {"contact", "edit", "Bo Ek", "--no", "CT000001"},
        {"line", "log", "SM000002", "1", "--date", "2999-01-01"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        char *args[8] = {NULL};
        int n = 0, before = story_operations(p);
        while (n < 6 && refused[i][n]) {
            args[n] = refused[i][n];
            n++;
        }
        assert_int_equal(program_run(p, NULL, args), REFUSED);
        char said[400];
        snprintf(said, sizeof said, "%s", str_text(&p->err));
        args[n] = "--dry-run";
        assert_int_equal(program_run(p, NULL, args), REFUSED);
        assert_string_equal(str_text(&p->err), said);
        assert_string_equal(str_text(&p->out), "");
        assert_int_equal(story_operations(p), before);
    }
}

/* Bringing it up to date is a change as well: a backup, tables, a version. */
static void an_older_book_is_not_brought_up_to_date(void **state)
{
    struct program *p = *state;
    const char *book = program_file(p, "old.db"); /* valid for three more */
    make_first_version(book);
    program_set(p, "LIAISE_BOOK", book);
    struct arena a = {0};
    char *before, *after;
    size_t was, is;
    assert_int_equal(path_read_file(&a, book, 1 << 24, &before, &was), 0);
    static char *const trials[][5] = {{"contact", "add", "Ines", "--dry-run"},
                                      {"undo", "--dry-run"},
                                      {"group", "block", "CALL", "--dry-run"},
                                      {"import", "--dry-run", "-"}};
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        char *args[] = {trials[i][0], trials[i][1], trials[i][2], trials[i][3], NULL};
        assert_int_equal(program_run(p, "Name\nBo\n", args), NO_BOOK);
        assert_said(p, "from an older liaise; “liaise history” updates it", "old.db");
        assert_string_equal(str_text(&p->out), "");
    }
    assert_int_equal(path_read_file(&a, book, 1 << 24, &after, &is), 0);
    assert_int_equal(was, is);
    assert_memory_equal(before, after, was);
    arena_clear(&a);
    assert_run(p, DONE, "history");
    assert_trial(p, "Would add Ines", "contact", "add", "Ines", "--dry-run");
}

/* It needs no more than reading. */
static void a_book_that_cannot_be_written_is_tried(void **state)
{
    struct program *p = *state;
    if (!program_give_away(p))
        skip();
    chmod(program_file(p, "story.db"), 0400);
    chmod(p->home, 0500);
    assert_run(p, DONE, "contact", "add", "Ines", "--dry-run");
    assert_string_equal(str_text(&p->out), "Would add Ines\n");
    assert_run(p, REFUSED, "group", "delete", "CALL", "--dry-run");
    assert_run(p, REFUSED, "contact", "add", "Ines");
    chmod(p->home, 0700);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(what_would_be_done_is_said),
        STORY(what_programs_read_has_no_line_for_people),
        STORY(a_follow_up_is_as_it_was_said),
        STORY(what_is_in_use_is_refused),
        STORY(what_would_be_refused_is_refused),
        STORY(an_older_book_is_not_brought_up_to_date),
        STORY(a_book_that_cannot_be_written_is_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
