/* Windows of any size, terminals that cannot, and no terminal at all. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "pty/fault.h"

enum { LONGEST = 24 }; /* bytes of a key */

static uint64_t seed;

/* xorshift64*: the same numbers everywhere for a seed. */
static unsigned any(unsigned below)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (unsigned)((seed * 2685821657736338717u) >> 33) % below;
}

static int any_size(void)
{
    static const int ends[] = {1, 2, 3, 12, 24, 40, 80, 200, 500};
    return any(2) ? ends[any(sizeof ends / sizeof *ends)] : 1 + (int)any(500);
}

/* All but Ctrl-Z, which would stop the program, and nothing would wake it, and Ctrl-C and Ctrl-\\,
 * which end it by right while it has not taken the terminal yet (it starts, or changes to the
 * example book). */
static void any_keys(char *keys, int n)
{
    static const char *const whole[] = {
        "\x1b[A",       "\x1b[B", "\x1b[5~", "\x1b[6~", "\x1b[Z", "\x1bOP",
        "\x1b[1;3B",    "\x1b",   "\r",      "\t",      "\x13",   "\x1b[200~pasted\x1b[201~",
        "\x1b[<0;5;5M", "å",      "山"};
    *keys = '\0';
    for (int i = 0; i < n; i++) {
        size_t len = strlen(keys);
        if (any(3) == 0) {
            snprintf(keys + len, LONGEST, "%s", whole[any(sizeof whole / sizeof *whole)]);
        } else {
            char c = (char)(1 + any(126));
            keys[len] = c == 0x1a || c == 0x03 || c == 0x1c ? ' ' : c;
            keys[len + 1] = '\0';
        }
    }
}

static void any_size_and_any_keys(void **state)
{
    enum { ROUNDS = 150, KEYS = 6 };
    struct fault *f = *state;
    const char *given = getenv("SEED");
    uint64_t begun = seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("SEED=%llu\n", (unsigned long long)begun);
    fault_segment(f, 40);
    assert_run(f->p, 0, "log", "Bo Ek", "-t", "CALL-OUT", "-m", "Hello");
    fault_screen(f, &f->a);
    terminal_be_blind(&f->a);
    for (int i = 0; i < ROUNDS; i++) {
        char keys[KEYS * LONGEST + 1];
        terminal_resize(&f->a, any_size(), any_size());
        any_keys(keys, KEYS);
        terminal_type(&f->a, keys);
        if (!terminal_drain(&f->a, 4)) { /* Q, or q on Home */
            int code = terminal_end(&f->a);
            if (code != 0)
                fail_msg("ended with %d in round %d of SEED=%llu", code, i,
                         (unsigned long long)begun);
            terminal_close(&f->a);
            fault_screen(f, &f->a);
            terminal_be_blind(&f->a);
        }
    }
    /* It is alive: it ends when it is asked to. */
    terminal_signal(&f->a, SIGTERM);
    int code = terminal_end(&f->a);
    if (code != 0 && code != 1 &&
        code != 128 + SIGTERM) /* the last: it was changing to the example book */
        fail_msg("ended with %d after SEED=%llu", code, (unsigned long long)begun);
    assert_true(terminal_restored(&f->a));
    terminal_close(&f->a);
    fault_check(f);
}

/* What is typed stays through every size, and a screen too small to draw says so and recovers. */
static void no_size_loses_typed_text(void **state)
{
    static const int sizes[][2] = {{1, 1},   {500, 500}, {2, 80},  {24, 3},
                                   {12, 40}, {1, 500},   {500, 1}, {60, 200}};
    struct fault *f = *state;
    fault_screen(f, &f->a);
    fault_type_interaction(&f->a, "Kept");
    terminal_be_blind(&f->a);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        terminal_resize(&f->a, sizes[i][0], sizes[i][1]);
        terminal_type(&f->a, "+");
        terminal_drain(&f->a, 30);
    }
    terminal_see(&f->a, 24, 80);
    terminal_wait(&f->a, "Kept++++++++");
    terminal_type(&f->a, OK);
    terminal_wait(&f->a, "Logged as entry 1");
    fault_leave(&f->a);
    assert_int_equal(fault_count(f, "entry", "list"), 1);
    assert_string_equal(json_get(str_text(&f->p->out), 0, "description"), "Kept++++++++");
}

static void it_starts_at_any_size(void **state)
{
    static const int sizes[][2] = {{1, 1}, {12, 40}, {500, 500}};
    struct fault *f = *state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *argv[] = {f->p->path, NULL};
        terminal_start(&f->a, sizes[i][0], sizes[i][1], argv, f->p->env);
        terminal_be_blind(&f->a);
        terminal_drain(&f->a, 100);
        terminal_see(&f->a, 24, 80);
        terminal_wait(&f->a, "Latest interactions");
        fault_leave(&f->a);
    }
}

/* One line, an exit code, nothing else on the terminal. */
static void terminals_that_cannot(void **state)
{
    static const char *const terms[] = {"dumb", "no-such-terminal", "", NULL};
    struct fault *f = *state;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        char *argv[] = {f->p->path, NULL};
        program_set(f->p, "TERM", terms[i]);
        terminal_start(&f->a, 24, 80, argv, f->p->env);
        assert_int_equal(terminal_end(&f->a), 1);
        const char *text = terminal_text(&f->a);
        assert_true(str_starts(text, "liaise: "));
        assert_non_null(strstr(text, "TERM"));
        const char *end = strchr(text, '\n');
        assert_int_equal(strspn(end, "\n"), strlen(end));
        assert_false(terminal_wrote(&f->a, "\x1b"));
        terminal_close(&f->a);
    }
}

static void no_terminal(void **state)
{
    struct fault *f = *state;
    assert_int_equal(program_run(f->p, NULL, (char *const[]){NULL}), 1);
    assert_said(f->p, "needs a terminal", "");
    assert_string_equal(str_text(&f->p->out), "");
    program_set(f->p, "HOME", NULL);
    assert_int_equal(program_run(f->p, NULL, (char *const[]){NULL}), 1);
    assert_said(f->p, "needs a terminal", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, fault_setup, fault_teardown)
        TEST(any_size_and_any_keys), TEST(no_size_loses_typed_text),
        TEST(it_starts_at_any_size), TEST(terminals_that_cannot),
        TEST(no_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
