/* A process that is ended at any moment: nothing half, nothing lost, the terminal as it was. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pty/fault.h"

static void nothing_was_logged(struct fault *f)
{
    assert_int_equal(fault_count(f, "entry", "list"), 0);
    fault_check(f);
}

/* The next start says what it kept, and lists it once. */
static void it_is_postponed(struct fault *f, const char *text)
{
    fault_screen(f, &f->b);
    terminal_wait(&f->b, "1 unfinished interaction was kept");
    terminal_type(&f->b, "5");
    terminal_wait(&f->b, text);
    fault_leave(&f->b);
    assert_int_equal(fault_count(f, "postponed", "list"), 1);
    assert_string_equal(json_get(str_text(&f->p->out), 0, "description"), text);
    assert_string_equal(json_get(str_text(&f->p->out), 0, "contact"), "Bo Ek");
    assert_string_equal(json_get(str_text(&f->p->out), 0, "template"), "CALL-OUT");
    nothing_was_logged(f);
}

static void killed_while_typing(void **state)
{
    struct fault *f = *state;
    fault_screen(f, &f->a);
    fault_type_interaction(&f->a, "Asked for the quote");
    fault_wait_draft(f, "Asked for the quote");
    nothing_was_logged(f);
    terminal_signal(&f->a, SIGKILL);
    assert_int_equal(terminal_end(&f->a), 128 + SIGKILL);
    /* Killed again while it starts, wherever that meets it: still one. */
    for (int ms = 0; ms < 40; ms += 8) {
        char *argv[] = {f->p->path, NULL};
        terminal_close(&f->b);
        terminal_start(&f->b, 24, 80, argv, f->p->env);
        fault_sleep_ms(ms);
        terminal_signal(&f->b, SIGKILL);
        terminal_end(&f->b);
    }
    terminal_close(&f->b);
    fault_screen(f, &f->b);
    terminal_type(&f->b, "5");
    terminal_wait(&f->b, "Asked for the quote");
    fault_leave(&f->b);
    assert_int_equal(fault_count(f, "postponed", "list"), 1);
    assert_string_equal(json_get(str_text(&f->p->out), 0, "description"), "Asked for the quote");
    nothing_was_logged(f);
}

static void killed_once(void **state)
{
    struct fault *f = *state;
    fault_screen(f, &f->a);
    fault_type_interaction(&f->a, "Half a thought");
    fault_wait_draft(f, "Half a thought");
    terminal_signal(&f->a, SIGKILL);
    assert_int_equal(terminal_end(&f->a), 128 + SIGKILL);
    it_is_postponed(f, "Half a thought");
}

/* A form that another session has open is not taken up. */
static void an_open_form_is_left_alone(void **state)
{
    struct fault *f = *state;
    fault_screen(f, &f->a);
    fault_type_interaction(&f->a, "Still typing");
    fault_wait_draft(f, "Still typing");
    fault_screen(f, &f->b);
    fault_leave(&f->b);
    assert_int_equal(fault_count(f, "postponed", "list"), 0);
    terminal_type(&f->a, OK);
    terminal_wait(&f->a, "Logged as entry 1");
    fault_leave(&f->a);
    fault_screen(f, &f->b);
    fault_leave(&f->b);
    assert_int_equal(fault_count(f, "postponed", "list"), 0);
    assert_int_equal(fault_count(f, "entry", "list"), 1);
}

/* A signal that asks to end: what is typed is postponed then and there, without a pause in typing
 * before. */
static void asked_to_end(struct fault *f, int signal)
{
    fault_screen(f, &f->a);
    fault_type_interaction(&f->a, "Interrupted");
    terminal_signal(&f->a, signal);
    int code = terminal_end(&f->a);
    if (code >= 128)
        assert_int_equal(code, 128 + signal);
    assert_true(terminal_restored(&f->a));
    assert_int_equal(fault_count(f, "postponed", "list"), 1);
    assert_string_equal(json_get(str_text(&f->p->out), 0, "description"), "Interrupted");
    nothing_was_logged(f);
}

static void ended_by_term(void **state)
{
    asked_to_end(*state, SIGTERM);
}

static void ended_by_hup(void **state)
{
    asked_to_end(*state, SIGHUP);
}

static void its_window_is_closed(void **state)
{
    struct fault *f = *state;
    fault_screen(f, &f->a);
    fault_type_interaction(&f->a, "Interrupted");
    terminal_hang_up(&f->a);
    assert_int_equal(fault_count(f, "postponed", "list"), 1);
    assert_string_equal(json_get(str_text(&f->p->out), 0, "description"), "Interrupted");
    nothing_was_logged(f);
}

/* What the screen said was logged is in the book whatever comes next. */
static void killed_after_the_word(void **state)
{
    struct fault *f = *state;
    fault_screen(f, &f->a);
    fault_type_interaction(&f->a, "Acknowledged");
    terminal_type(&f->a, OK);
    terminal_wait(&f->a, "Logged as entry 1");
    terminal_signal(&f->a, SIGKILL);
    terminal_end(&f->a);
    assert_int_equal(fault_count(f, "entry", "list"), 1);
    fault_screen(f, &f->b);
    terminal_wait(&f->b, "Acknowledged");
    fault_leave(&f->b);
    assert_int_equal(fault_count(f, "postponed", "list"), 0);
    fault_check(f);
}

enum { LINES = 4000 };

/* All of it or nothing: the segment with its lines, or the entries. */
static bool all_or_nothing(struct fault *f)
{
    int entries = fault_count(f, "entry", "list");
    int segments = fault_count(f, "segment", "list");
    if (entries != 0 && entries != LINES)
        fail_msg("%d entries of %d", entries, LINES);
    assert_int_equal(segments, entries ? 0 : 1);
    if (!entries)
        assert_string_equal(json_get(str_text(&f->p->out), 0, "lines"), "4000");
    fault_check(f);
    return entries > 0;
}

static void killed_while_logging_a_segment(void **state)
{
    struct fault *f = *state;
    fault_segment(f, LINES);
    int64_t begun = fault_now_ms();
    assert_run(f->p, 0, "segment", "log", "SM000001");
    int whole = (int)(fault_now_ms() - begun);
    assert_true(all_or_nothing(f));
    assert_run(f->p, 0, "undo", "--yes");
    assert_false(all_or_nothing(f));
    for (int i = 1; i < 8; i++) { /* at every eighth of the time it takes */
        pid_t pid = program_start(f->p, (char *const[]){"segment", "log", "SM000001", NULL});
        fault_sleep_ms(whole * i / 8);
        kill(pid, SIGKILL);
        program_wait(pid);
        if (all_or_nothing(f))
            assert_run(f->p, 0, "undo", "--yes");
    }
    assert_run(f->p, 0, "segment", "log", "SM000001");
    assert_true(all_or_nothing(f));
}

static void killed_while_the_screen_logs_a_segment(void **state)
{
    struct fault *f = *state;
    fault_segment(f, LINES);
    fault_screen(f, &f->a);
    terminal_type(&f->a, "3");
    terminal_wait(&f->a, "Autumn fair");
    terminal_type(&f->a, ENTER);
    terminal_wait(&f->a, "Segment SM000001");
    terminal_type(&f->a, "L");
    terminal_wait(&f->a, "lines can be logged");
    terminal_type(&f->a, OK);
    terminal_signal(&f->a, SIGKILL);
    terminal_end(&f->a);
    all_or_nothing(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, fault_setup, fault_teardown)
        TEST(killed_while_typing),
        TEST(killed_once),
        TEST(an_open_form_is_left_alone),
        TEST(ended_by_term),
        TEST(ended_by_hup),
        TEST(its_window_is_closed),
        TEST(killed_after_the_word),
        TEST(killed_while_logging_a_segment),
        TEST(killed_while_the_screen_logs_a_segment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
