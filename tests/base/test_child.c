/* Other programs on our terminal: how their command line is cut, how they end. */
#include <signal.h>
#include <string.h>

#include "check.h"
#include "child.h"
#include "str.h"

static void words_are(const char *line, const char *expected)
{
    enum { MAX = 4 };
    struct arena a = {0};
    struct str all = {0};
    char *words[MAX];
    int n = child_words(&a, line, words, MAX);
    assert_in_range(n, 0, MAX);
    for (int i = 0; i < n; i++)
        str_add_f(&all, "%s%s", i ? "|" : "", words[i]);
    assert_string_equal(str_text(&all), expected);
    str_clear(&all);
    arena_clear(&a);
}

/* Quoting as in POSIX 2.2.2 and 2.2.3; a backslash, $ and ; stand for themselves. */
static void a_line_is_cut_into_words(void **state)
{
    (void)state;
    words_are("", "");
    words_are("   ", "");
    words_are("vi", "vi");
    words_are("  code -w\t", "code|-w");
    words_are("'/opt/my editor' \"-x y\"", "/opt/my editor|-x y");
    words_are("a'b c'd", "ab cd");
    words_are("''", "");
    words_are("'it\"s' \"it's\"", "it\"s|it's");
    words_are("'open", "open");
    words_are("e $(x) ; `y`", "e|$(x)|;|`y`");
    words_are("1 2 3 4 5 6", "1|2|3|4");
}

static int end_of(const char *script)
{
    return child_run((char *[]){"sh", "-c", (char *)script, NULL});
}

static void its_end_is_told(void **state)
{
    (void)state;
    assert_int_equal(end_of("exit 0"), 0);
    assert_int_equal(end_of("exit 3"), 3);
    assert_int_equal(end_of("kill -TERM $$"), 128 + SIGTERM);
    assert_int_equal(child_run((char *[]){"/nowhere/editor", NULL}), -1);
}

/* Ctrl-C in the other program is not for us; what we ignore it does not. */
static void signals_are_its_own(void **state)
{
    (void)state;
    struct sigaction before, after, ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGINT, NULL, &before);
    sigaction(SIGPIPE, &ignore, NULL);
    assert_int_equal(end_of("kill -INT $PPID; exit 4"), 4);
    assert_int_equal(end_of("kill -PIPE $$"), 128 + SIGPIPE);
    sigaction(SIGINT, NULL, &after);
    assert_true(before.sa_handler == after.sa_handler);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_cut_into_words),
        cmocka_unit_test(its_end_is_told),
        cmocka_unit_test(signals_are_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
