/* The main job, by keyboard, in an 80x24 terminal: from a machine that never saw liaise to a logged segment and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/path.h"
#include "pty/terminal.h"

#define ESC   "\x1b"
#define ENTER "\r"
#define OK    "\x13" /* Ctrl-S */

struct story {
    struct terminal t;
    struct arena arena;
    char *home, *program;
    char *env[8];
};

static int setup(void **state)
{
    struct story *s = calloc(1, sizeof *s);
    char dir[] = "/tmp/liaise-story-XXXXXX";
    assert_non_null(mkdtemp(dir));
    s->home = arena_strdup(&s->arena, dir);
    const char *build = getenv("BUILD");
    char *whole = realpath(build ? build : "build", NULL);
    assert_non_null(whole);
    s->program = arena_printf(&s->arena, "%s/liaise", whole);
    free(whole);
    s->env[0] = arena_printf(&s->arena, "HOME=%s", dir);
    s->env[1] = "TERM=xterm-256color";
    s->env[2] = "LANG=C.UTF-8";
    s->env[3] = "TZ=UTC";
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    struct story *s = *state;
    terminal_close(&s->t);
    path_remove_tree(s->home);
    arena_clear(&s->arena);
    free(s);
    return 0;
}

static void start(struct story *s)
{
    char *argv[] = {s->program, NULL};
    terminal_start(&s->t, 24, 80, argv, s->env);
}

static void leave(struct story *s)
{
    terminal_type(&s->t, "Q");
    assert_int_equal(terminal_end(&s->t), 0);
    terminal_close(&s->t);
}

static const char book_csv[] = "Name,Company,E-mail,Phone,City\n"
                               "Bo Ek,Fabrikam,bo@fabrikam.example,+46 70 123 45 67,Lund\n"
                               "Anna Berg,Adatum,anna@adatum.example,,Göteborg\n"
                               "Chiara Rossi,Trey,chiara@trey.example,,Milano\n"
                               "Sofia Lind,Fabrikam,sofia@fabrikam.example,,Lund\n"
                               "Lars Holm,Adatum,lars@adatum.example,,Göteborg\n";

/* start on a machine that never saw liaise, import the address book */
static void first_minute(struct story *s)
{
    char *csv = path_join(&s->arena, s->home, "people.csv");
    assert_int_equal(path_write_file(csv, book_csv, strlen(book_csv)), 0);
    start(s);
    terminal_wait(&s->t, "You are:");
    terminal_answer(&s->t, ENTER);
    terminal_wait_gone(&s->t, "You are:");
    terminal_wait(&s->t, "This book is empty");
    terminal_type(&s->t, "I");
    terminal_wait(&s->t, "File");
    terminal_type(&s->t, "~/peo\t");
    terminal_wait(&s->t, "~/people.csv");
    terminal_type(&s->t, ENTER);
    terminal_wait(&s->t, "5 added");
    terminal_wait(&s->t, "Chiara Rossi"); /* row by row */
    terminal_type(&s->t, ENTER);
    terminal_wait(&s->t, "Imported: 5 added");
}

/* find a person by typing, log a call with i */
static void log_a_call(struct story *s)
{
    terminal_type(&s->t, "2");
    terminal_wait(&s->t, "Chiara Rossi");
    terminal_type(&s->t, "/bo ek" ENTER);
    terminal_wait_gone(&s->t, "Chiara Rossi");
    terminal_wait(&s->t, "Bo Ek");
    terminal_type(&s->t, "i");
    terminal_wait(&s->t, "Create Interaction");
    terminal_type(&s->t, "call-o");
    terminal_wait(&s->t, "CALL-OUT");
    terminal_type(&s->t, "\t");
    terminal_wait(&s->t, "Outgoing call");
    terminal_type(&s->t, "Asked for the quote" OK);
    terminal_wait(&s->t, "Logged as entry 1");
}

/* start another interaction, press Esc, postpone it, resume it, finish it: same entry no. */
static void postpone_and_resume(struct story *s)
{
    terminal_type(&s->t, "i");
    terminal_wait(&s->t, "Create Interaction");
    terminal_type(&s->t, "meeting\t");
    terminal_wait(&s->t, "MEETING");
    terminal_type(&s->t, "Half a thought\tzz" ESC); /* a wrong date: anything can be postponed */
    terminal_wait(&s->t, "Postpone this interaction?");
    terminal_answer(&s->t, "p");
    terminal_wait(&s->t, "Postponed as no. 2");
    terminal_type(&s->t, "5");
    terminal_wait(&s->t, "Half a thought");
    terminal_type(&s->t, ENTER);
    terminal_wait(&s->t, "Resume no. 2");
    terminal_type(&s->t, ESC); /* nothing was changed: it just closes, and stays postponed */
    terminal_wait_gone(&s->t, "Resume no. 2");
    terminal_type(&s->t, ENTER);
    terminal_wait(&s->t, "Resume no. 2");
    terminal_wait(&s->t, "Half a thought");
    terminal_wait(&s->t, "zz");
    terminal_type(&s->t, "\t\ttoday" OK);
    terminal_wait(&s->t, "Logged as entry 2");
    terminal_wait(&s->t, "Nothing is postponed");
}

/* a segment: contacts by a filter, its interaction, one line personalised, logged with a follow-up */
static void log_a_segment(struct story *s)
{
    struct terminal *t = &s->t;
    terminal_type(t, "3");
    terminal_wait(t, "No active segments");
    terminal_type(t, "a");
    terminal_wait(t, "New segment");
    terminal_type(t, "Autumn fair" OK);
    terminal_wait(t, "Segment SM000001");
    terminal_type(t, "A");
    terminal_wait(t, "Add contacts");
    terminal_type(t, "type:person\t");
    terminal_wait(t, "5 to add");
    terminal_type(t, OK);
    terminal_wait(t, "Add them");
    terminal_answer(t, "y");
    terminal_wait(t, "5 contacts added");
    terminal_type(t, "L"); /* no template yet: nothing can be logged */
    terminal_wait(t, "5 problems, nothing is logged yet");
    terminal_type(t, ESC);
    terminal_wait_gone(t, "problems");
    terminal_type(t, "H");
    terminal_wait(t, "Interaction");
    terminal_type(t, "\t\t\tletter-o\t");
    terminal_wait(t, "Outgoing letter");
    terminal_type(t, OK);
    terminal_wait(t, "5 not personalised follow");
    terminal_answer(t, "n");
    terminal_wait(t, "Saved SM000001");
    terminal_type(t, "e");
    terminal_wait(t, "Line 1");
    terminal_type(t, "\tA word for you only" OK);
    terminal_wait(t, "A word for you");
    terminal_wait(t, "•");
    terminal_type(t, "L");
    terminal_wait(t, "5 of 5 lines can be logged");
    terminal_type(t, "f" OK);
    terminal_wait(t, "Logged 5 interactions; follow-up SM000002 with 5 lines");
    terminal_wait(t, "Follow-up: Autumn fair (SM000001)");
}

/* the entries on their page, from the contact, from the logged segment */
static void look_at_entries(struct story *s)
{
    struct terminal *t = &s->t;
    terminal_type(t, "4");
    terminal_wait(t, "A word for you only");
    terminal_wait(t, "Half a thought");
    terminal_type(t, "6");
    terminal_wait(t, "SM000001");
    terminal_type(t, ENTER);
    terminal_wait(t, "Interaction Log Entries · SM000001");
    terminal_wait_gone(t, "Half a thought");
    terminal_type(t, "2");
    terminal_wait(t, "Bo Ek");
    terminal_type(t, ENTER);
    terminal_wait(t, "3 interactions");
    terminal_wait(t, "Half a thought");
    terminal_type(t, ESC);
    terminal_wait_gone(t, "Half a thought"); /* Esc and a key in one read would be Alt with that key */
}

/* mark three as canceled, un-cancel one, delete the canceled ones, undo that */
static void cancel_and_delete(struct story *s)
{
    struct terminal *t = &s->t;
    terminal_type(t, "4");
    terminal_wait(t, "Interaction Log Entries");
    terminal_type(t, "g   c");
    terminal_wait(t, "Cancel 3 interactions?");
    terminal_answer(t, "y");
    terminal_wait(t, "3 interactions canceled");
    terminal_type(t, "gc");
    terminal_wait(t, "Un-cancel 1 interaction?");
    terminal_answer(t, "y");
    terminal_wait(t, "1 interaction counts again");
    terminal_type(t, "D");
    terminal_wait(t, "Delete Canceled Interaction Log Entries");
    terminal_type(t, OK);
    terminal_wait(t, "Delete 2 canceled entries OF THE WHOLE BOOK?");
    terminal_answer(t, "d");
    terminal_wait(t, "2 canceled entries deleted");
    terminal_wait_gone(t, "(canceled)");
    terminal_type(t, "u");
    terminal_wait(t, "Undo");
    terminal_answer(t, "y");
    terminal_wait(t, "(canceled)");
}

/* leave, start again, everything is there */
static void come_back(struct story *s)
{
    leave(s);
    start(s);
    terminal_wait(&s->t, "Latest interactions");
    terminal_wait(&s->t, "(canceled)");
    terminal_type(&s->t, "3");
    terminal_wait(&s->t, "Follow-up: Autumn fair");
    leave(s);
}

static void test_story(void **state)
{
    struct story *s = *state;
    first_minute(s);
    log_a_call(s);
    postpone_and_resume(s);
    log_a_segment(s);
    look_at_entries(s);
    cancel_and_delete(s);
    come_back(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_story, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
