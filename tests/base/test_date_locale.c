/* Names and order of dates in other locales. They are compiled here from the C library's sources,
 * since a machine need not have them installed; where that cannot be done, the test is skipped. */
#include <fcntl.h>
#include <locale.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "check.h"
#include "date.h"
#include "path.h"
#include "utf8.h"

extern char **environ;

static char folder[] = "/tmp/liaise-locale-XXXXXX";

static int run(char *const argv[])
{
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child;
    int status = -1;
    if (posix_spawnp(&child, argv[0], &quiet, NULL, argv, environ) == 0)
        waitpid(child, &status, 0);
    posix_spawn_file_actions_destroy(&quiet);
    return status;
}

static int make_folder(void **state)
{
    (void)state;
    if (!setlocale(LC_CTYPE, "C.UTF-8") || !mkdtemp(folder))
        return -1;
    return setenv("LOCPATH", folder, 1);
}

static int remove_folder(void **state)
{
    (void)state;
    return run((char *[]){"rm", "-r", folder, NULL});
}

/* Switches to the dates of a locale, "fr_FR"; false when they cannot be had. Only they are
 * compiled: the rest takes localedef seconds. */
static bool use(char *name)
{
    struct arena a = {0};
    char *full = arena_printf(&a, "%s.UTF-8", name);
    char *source = path_join(&a, folder, "source"), *compiled = path_join(&a, folder, full);
    char *text = arena_printf(&a, "LC_TIME\ncopy \"%s\"\nEND LC_TIME\n", name);
    bool good = path_write_file(source, text, strlen(text)) == 0;
    run((char *[]){"localedef", "-c", "-i", source, "-f", "UTF-8", compiled, NULL});
    good = good && setlocale(LC_TIME, full);
    arena_clear(&a);
    return good;
}

static void assert_day(const char *text, int year, int month, int day)
{
    int32_t found = DATE_NONE;
    if (!date_parse(text, date_from_civil(2026, 11, 20), DATE_PAST, date_day_first(), &found))
        fail_msg("\"%s\" is refused", text);
    assert_int_equal(found, date_from_civil(year, month, day));
}

/* Whatever a locale shows must fit its column and be understood again. */
static void check_shown(void)
{
    int32_t today = date_from_civil(2026, 11, 20);
    for (int32_t day = today - 400; day <= today + 400; day++) {
        char full[DATE_TEXT], brief[DATE_TEXT];
        int32_t back = DATE_NONE;
        date_format_full(day, full);
        if (!date_parse(full, today, DATE_PAST, date_day_first(), &back) || back != day)
            fail_msg("\"%s\" is not understood", full);
        date_format_short(day, today, brief);
        assert_true(utf8_width(brief) <= 9);
        assert_true(utf8_valid(brief, strlen(brief)));
    }
}

static void french(void **state)
{
    (void)state;
    if (!use("fr_FR"))
        skip();
    char out[DATE_TEXT];
    int32_t today = date_from_civil(2026, 11, 20);
    assert_true(date_day_first());
    assert_day("3/12/2025", 2025, 12, 3);
    assert_day("3 d\u00E9c.", 2025, 12, 3);
    assert_day("3 DECEMBRE 2024", 2024, 12, 3); /* accents and case do not matter */
    assert_day("14 juil. 2026", 2026, 7, 14);
    assert_day("lun.", 2026, 11, 16);
    assert_day("mardi", 2026, 11, 17);
    assert_day("mon", 2026, 11, 16); /* English goes on to work */
    assert_day("3 dec", 2025, 12, 3);
    assert_day("24/11/2026 mar.", 2026, 11, 24);
    int32_t none;
    assert_false(date_parse("3 jui", today, DATE_PAST, true, &none)); /* juin or juillet */
    date_format_full(today, out);
    assert_string_equal(out, "2026-11-20 ven.");
    date_format_short(date_from_civil(2026, 1, 2), today, out);
    assert_string_equal(out, "2 janv");
    date_format_short(date_from_civil(2024, 3, 12), today, out);
    assert_string_equal(out, "12/03/24"); /* "12 mars 24" is too long */
    check_shown();
}

static void american(void **state)
{
    (void)state;
    if (!use("en_US"))
        skip();
    assert_false(date_day_first());
    assert_day("3/12", 2026, 3, 12);
    check_shown();
}

static void the_order_is_that_of_the_country(void **state)
{
    (void)state;
    static const struct {
        char *name;
        bool day_first;
    } cases[] = {{"sv_SE", true}, /* writes 2026-12-03, says 3/12 for 3 December */
                 {"de_DE", true},
                 {"en_GB", true},
                 {"lt_LT", false},
                 {"hu_HU", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!use(cases[i].name))
            skip();
        assert_int_equal(date_day_first(), cases[i].day_first);
        check_shown();
    }
}

static void spanish_mar_is_tuesday_and_march(void **state)
{
    (void)state;
    if (!use("es_ES"))
        skip();
    assert_day("mar", 2026, 11, 17);
    assert_day("3 mar", 2026, 3, 3);
    assert_day("2026-11-17 mar", 2026, 11, 17);
    check_shown();
}

static void chinese_months_are_numbers(void **state)
{
    (void)state;
    if (!use("zh_CN"))
        skip();
    char out[DATE_TEXT];
    int32_t today = date_from_civil(2026, 11, 20);
    assert_false(date_day_first());
    date_format_short(date_from_civil(2026, 3, 2), today, out);
    assert_string_equal(out, "3\u6708 2");
    date_format_short(date_from_civil(2024, 3, 2), today, out);
    assert_string_equal(out, "24-03-02");
    check_shown();
}

static void weekdays_with_digits(void **state)
{
    (void)state;
    if (!use("vi_VN"))
        skip();
    check_shown();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french),
        cmocka_unit_test(american),
        cmocka_unit_test(the_order_is_that_of_the_country),
        cmocka_unit_test(spanish_mar_is_tuesday_and_march),
        cmocka_unit_test(chinese_months_are_numbers),
        cmocka_unit_test(weekdays_with_digits),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
