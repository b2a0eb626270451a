/* Two sessions on one book: neither loses a change nor overwrites what it has not seen; each sees
 * the other's rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "pty/fault.h"

/* domain.md 11: lists pick up others' changes within a second; the rest is for the machine that the
 * test runs on. */
enum { SEEN_MS = 3000 };

static void open_contacts(struct fault *f, struct terminal *t)
{
    fault_screen(f, t);
    terminal_type(t, "2");
    terminal_wait(t, "Chiara Rossi");
}

static void each_sees_the_others_rows(void **state)
{
    struct fault *f = *state;
    open_contacts(f, &f->a);
    open_contacts(f, &f->b);
    int64_t begun = fault_now_ms();
    assert_run(f->p, 0, "contact", "add", "Doris Dahl");
    terminal_wait(&f->a, "Doris Dahl");
    terminal_wait(&f->b, "Doris Dahl");
    assert_true(fault_now_ms() - begun < SEEN_MS);
    terminal_type(&f->a, "a");
    terminal_wait(&f->a, "Job title");
    terminal_type(&f->a, "Erik Ek" OK);
    terminal_wait_gone(&f->a, "Job title");
    begun = fault_now_ms();
    terminal_wait(&f->b, "Erik Ek");
    assert_true(fault_now_ms() - begun < SEEN_MS);
    assert_run(f->p, 0, "undo", "--yes"); /* mine, from any session */
    terminal_wait(&f->a, "4 contacts");
    terminal_wait_gone(&f->b, "Erik Ek");
    fault_leave(&f->a);
    fault_leave(&f->b);
    fault_check(f);
}

/* Opens the form of the first contact and goes to the field that many Tabs behind its name. */
static void edit(struct terminal *t, int tabs, const char *text)
{
    terminal_type(t, "e");
    terminal_wait(t, "Job title");
    for (int i = 0; i < tabs; i++)
        terminal_type(t, "\t");
    terminal_type(t, text);
    terminal_wait(t, text);
}

enum { PHONE = 5, CITY = 10 };

static const char *anna(struct fault *f, const char *key)
{
    assert_run(f->p, 0, "contact", "show", "Anna Berg", "--json");
    return json_get(str_text(&f->p->out), 0, key);
}

static void changes_of_different_fields_are_joined(void **state)
{
    struct fault *f = *state;
    open_contacts(f, &f->a);
    open_contacts(f, &f->b);
    edit(&f->a, PHONE, "0461234");
    edit(&f->b, CITY, "Visby");
    terminal_type(&f->a, OK);
    terminal_wait_gone(&f->a, "Job title");
    terminal_type(&f->b, OK);
    terminal_wait(&f->b, "joined");
    terminal_wait(&f->b, "0461234"); /* it is looked over before it is saved */
    terminal_type(&f->b, OK);
    terminal_wait_gone(&f->b, "Job title");
    assert_string_equal(anna(f, "phone"), "0461234");
    assert_string_equal(anna(f, "city"), "Visby");
    fault_check(f);
}

static void changes_of_one_field_are_asked_about(void **state)
{
    struct fault *f = *state;
    open_contacts(f, &f->a);
    open_contacts(f, &f->b);
    edit(&f->a, CITY, "Kiruna");
    edit(&f->b, CITY, "Visby");
    terminal_type(&f->a, OK);
    terminal_wait_gone(&f->a, "Job title");
    terminal_type(&f->b, OK);
    terminal_wait(&f->b, "Another session changed");
    terminal_wait(&f->b, "Kiruna");
    assert_true(terminal_shows(&f->b, "Visby"));
    assert_string_equal(anna(f, "city"), "Kiruna"); /* nothing was overwritten */
    terminal_answer(&f->b, "m");
    terminal_wait_gone(&f->b, "Another session changed");
    terminal_type(&f->b, OK);
    terminal_wait_gone(&f->b, "Job title");
    assert_string_equal(anna(f, "city"), "Visby");
    fault_check(f);
}

static void a_segment_logged_elsewhere(void **state)
{
    struct fault *f = *state;
    fault_segment(f, 5);
    fault_screen(f, &f->a);
    terminal_type(&f->a, "3");
    terminal_wait(&f->a, "Autumn fair");
    terminal_type(&f->a, ENTER);
    terminal_wait(&f->a, "Segment SM000001");
    terminal_type(&f->a, "L");
    terminal_wait(&f->a, "5 of 5 lines can be logged");
    assert_run(f->p, 0, "segment", "log", "SM000001");
    terminal_type(&f->a, OK);
    terminal_wait_gone(&f->a, "lines can be logged");
    assert_int_equal(fault_count(f, "entry", "list"), 5); /* once */
    fault_check(f);
}

/* One writes in a loop while the other works: writers wait for each other, and every change is
 * there. */
static void both_write(void **state)
{
    enum { CALLS = 6, ADDED = 25 };
    struct fault *f = *state;
    pid_t writers[ADDED];
    char names[ADDED][24];
    fault_screen(f, &f->a);
    for (int i = 0; i < CALLS; i++) {
        for (int w = i * ADDED / CALLS; w < (i + 1) * ADDED / CALLS; w++) {
            snprintf(names[w], sizeof names[w], "Writer %02d", w);
            writers[w] = program_start(f->p, (char *const[]){"contact", "add", names[w], NULL});
        }
        char description[40], logged[40];
        snprintf(description, sizeof description, "Call no. %d", i);
        snprintf(logged, sizeof logged, "Logged as entry %d", i + 1);
        fault_type_interaction(&f->a, description);
        terminal_type(&f->a, OK);
        terminal_wait(&f->a, logged);
        terminal_type(&f->a, ESC); /* the filter goes */
        terminal_wait(&f->a, "Chiara Rossi");
    }
    for (int w = 0; w < ADDED; w++)
        assert_int_equal(program_wait(writers[w]), 0);
    fault_leave(&f->a);
    assert_int_equal(fault_count(f, "entry", "list"), CALLS);
    assert_int_equal(fault_count(f, "contact", "list"), ADDED + 3);
    fault_check(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, fault_setup, fault_teardown)
        TEST(each_sees_the_others_rows),
        TEST(changes_of_different_fields_are_joined),
        TEST(changes_of_one_field_are_asked_about),
        TEST(a_segment_logged_elsewhere),
        TEST(both_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
