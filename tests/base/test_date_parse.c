/* What people type for dates (screens.md 4 and 7). Today is Friday, 20 November 2026. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "date.h"

#define PAST   DATE_PAST, true
#define FUTURE DATE_FUTURE, true
#define US     DATE_PAST, false

static int32_t today(void)
{
    return date_from_civil(2026, 11, 20);
}

struct accepted {
    const char *text;
    enum date_toward toward;
    bool day_first;
    int year, month, day;
};

static void check_all(const struct accepted *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int32_t day = DATE_NONE;
        bool good = date_parse(cases[i].text, today(), cases[i].toward, cases[i].day_first, &day);
        struct civil c = date_to_civil(day);
        if (!good || c.year != cases[i].year || c.month != cases[i].month || c.day != cases[i].day)
            fail_msg("\"%s\" is %d-%d-%d, not %d-%d-%d", cases[i].text, c.year, c.month, c.day,
                     cases[i].year, cases[i].month, cases[i].day);
    }
}
#define CHECK_ALL(cases) check_all(cases, sizeof cases / sizeof *cases)

static void dates_with_a_year(void **state)
{
    (void)state;
    static const struct accepted cases[] = {
        {"2026-11-20", PAST, 2026, 11, 20},
        {"20261120", PAST, 2026, 11, 20},
        {" 2026-02-03 ", US, 2026, 2, 3},
        {"2026-2-3", US, 2026, 2, 3},
        {"2026/11/20", US, 2026, 11, 20},
        {"2026.11.20.", US, 2026, 11, 20},
        {"3/12/2024", PAST, 2024, 12, 3},
        {"3/12/2024", US, 2024, 3, 12},
        {"3.12.2026", PAST, 2026, 12, 3},
        {"3. 12. 2026", PAST, 2026, 12, 3},
        {"03-12-2024", PAST, 2024, 12, 3},
        {"3 dec 2024", PAST, 2024, 12, 3},
        {"Dec 3, 2024", PAST, 2024, 12, 3},
        {"3. december 2024", PAST, 2024, 12, 3},
        {"2024 dec 3", PAST, 2024, 12, 3},
        {"3-Dec-2024", PAST, 2024, 12, 3},
        {"3dec2024", PAST, 2024, 12, 3},
        {"29/2/2024", PAST, 2024, 2, 29},
        {"0001-01-01", PAST, 1, 1, 1},
        {"9999-12-31", PAST, 9999, 12, 31},
        {"\uFF12\uFF10\uFF12\uFF16-11-20", PAST, 2026, 11, 20}, /* full width, as an IME gives */
    };
    CHECK_ALL(cases);
}

static void years_of_two_digits_are_near(void **state)
{
    (void)state;
    static const struct accepted cases[] = {
        {"3/12/26", PAST, 2026, 12, 3}, {"3 dec 24", PAST, 2024, 12, 3},
        {"1/1/45", PAST, 2045, 1, 1},   {"1/1/46", PAST, 1946, 1, 1},
        {"1/1/00", PAST, 2000, 1, 1},   {"1/1/99", PAST, 1999, 1, 1},
    };
    CHECK_ALL(cases);
}

static void without_a_year_the_nearest(void **state)
{
    (void)state;
    static const struct accepted cases[] = {
        {"3/12", PAST, 2025, 12, 3},     {"3/12", FUTURE, 2026, 12, 3},
        {"3/12", US, 2026, 3, 12},       {"3.12.", PAST, 2025, 12, 3},
        {"3.12", PAST, 2025, 12, 3},     {"20/11", PAST, 2026, 11, 20},
        {"20/11", FUTURE, 2026, 11, 20}, {"21/11", PAST, 2025, 11, 21},
        {"19/11", FUTURE, 2027, 11, 19}, {"3 dec", PAST, 2025, 12, 3},
        {"dec 3", FUTURE, 2026, 12, 3},  {"3 Sept", PAST, 2026, 9, 3},
        {"29/2", PAST, 2024, 2, 29},     {"29/2", FUTURE, 2028, 2, 29},
        {"3-12", PAST, 2025, 12, 3},
    };
    CHECK_ALL(cases);
}

static void words_and_weekdays(void **state)
{
    (void)state;
    static const struct accepted cases[] = {
        {"t", PAST, 2026, 11, 20},
        {"today", FUTURE, 2026, 11, 20},
        {"Today", PAST, 2026, 11, 20},
        {"yesterday", PAST, 2026, 11, 19},
        {"tomorrow", PAST, 2026, 11, 21},
        {"fri", PAST, 2026, 11, 20},
        {"fri", FUTURE, 2026, 11, 27},
        {"sat", PAST, 2026, 11, 14},
        {"sat", FUTURE, 2026, 11, 21},
        {"mon", PAST, 2026, 11, 16},
        {"MON", FUTURE, 2026, 11, 23},
        {"thursday", PAST, 2026, 11, 19},
        {"thurs", FUTURE, 2026, 11, 26},
        {"tues.", PAST, 2026, 11, 17},
        {"2026-11-20 Fri", PAST, 2026, 11, 20},
        {"2026-11-21 Fri", PAST, 2026, 11, 21},
        {"Fri 20 Nov 2026", PAST, 2026, 11, 20},
        {"fri 20/11", PAST, 2026, 11, 20},
    };
    CHECK_ALL(cases);
}

static void distances_from_today(void **state)
{
    (void)state;
    static const struct accepted cases[] = {
        {"+3d", PAST, 2026, 11, 23},  {"-2w", PAST, 2026, 11, 6},  {"+1m", PAST, 2026, 12, 20},
        {"+1y", PAST, 2027, 11, 20},  {"-90d", PAST, 2026, 8, 22}, {"+0d", PAST, 2026, 11, 20},
        {"-12M", PAST, 2025, 11, 20}, {"+3D", PAST, 2026, 11, 23},
    };
    CHECK_ALL(cases);
    int32_t day;
    assert_true(date_parse("+1m", date_from_civil(2027, 1, 31), PAST, &day));
    assert_int_equal(day, date_from_civil(2027, 2, 28)); /* 31 Jan +1m is the last of February */
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        " ",
        "x",
        "3",
        "32",
        "2026",
        "2026-11",
        "2026-W47",
        "2026-02-30",
        "2025-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-11-00",
        "0000-01-01",
        "10000-01-01",
        "20260230",
        "2026112",
        "202611201",
        "99999999",
        "99999999999999999999",
        "2026-11-20x",
        "2026-11-20 x",
        "2026-11-20 12",
        "2026-11-20-1",
        "3/13",
        "31/4",
        "30/2",
        "3/12.",
        "2026-11-20.",
        "3//12",
        "/3/12",
        "3/12/",
        "3/12.2026",
        "3/12/026",
        "3/12/20260",
        "3 12",
        "3,12",
        "dec",
        "dec 2026",
        "3 dec dec",
        "3 foo",
        "ma",
        "m",
        "tod",
        "+3",
        "+d",
        "+3x",
        "+3d x",
        "3d",
        "++3d",
        "+-3d",
        "+ 3d",
        "+99999999d",
        "+9999999d",
        "-9999999m",
        "+9999999y",
        "-9999999w",
        "+99999999999999999999d",
        "-",
        "+",
        ".",
        "..",
        "3.12..",
        "20261120.",
        "mon tue",
        "fri fri 3 dec",
        "3 dec 2026 5",
        "1 2 3 4 5",
        "3/12/2026/1",
        "2026-11-20T14:32",
        "tomorrow x",
        "012/3",
        "3/012",
        "t t",
        "                                                                        today",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t day = 12345;
        if (date_parse(cases[i], today(), PAST, &day) || day != 12345)
            fail_msg("\"%s\" is taken for day %d", cases[i], (int)day);
    }
}

static void check_period(const char *text, const char *first, const char *last)
{
    int32_t from = DATE_NONE, to = DATE_NONE;
    char shown[DATE_TEXT];
    assert_true(date_parse_period(text, today(), true, &from, &to));
    date_format_iso(from, shown);
    assert_string_equal(shown, first);
    date_format_iso(to, shown);
    assert_string_equal(shown, last);
}

static void periods_have_both_ends_in(void **state)
{
    (void)state;
    check_period("2026", "2026-01-01", "2026-12-31");
    check_period("2026-11", "2026-11-01", "2026-11-30");
    check_period("2028-02", "2028-02-01", "2028-02-29");
    check_period("2026-W47", "2026-11-16", "2026-11-22");
    check_period("2026-w01", "2025-12-29", "2026-01-04");
    check_period("9999-12", "9999-12-01", "9999-12-31");
    check_period("9999-W52", "9999-12-27", "9999-12-31");
    check_period("2026-11-20", "2026-11-20", "2026-11-20");
    check_period("-30d", "2026-10-21", "2026-10-21");
    check_period("mon", "2026-11-16", "2026-11-16");
    check_period("3/12", "2025-12-03", "2025-12-03");
    static const char *const none[] = {"",         "0000",     "2026-13",   "2026-00", "2026-W00",
                                       "2026-W54", "2025-W53", "2026-1",    "2026-W4", "20261",
                                       "2026x",    "2026-11x", "2026-W47x", "26",      "10000"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        int32_t first = 1, last = 2;
        if (date_parse_period(none[i], today(), true, &first, &last))
            fail_msg("\"%s\" is taken for a period", none[i]);
        assert_int_equal(first, 1);
        assert_int_equal(last, 2);
    }
}

static void what_is_shown_is_understood(void **state)
{
    (void)state;
    for (int32_t day = today() - 3000; day < today() + 3000; day++) {
        char shown[DATE_TEXT];
        int32_t back;
        date_format_full(day, shown);
        assert_true(date_parse(shown, today(), PAST, &back));
        assert_int_equal(back, day);
        date_format_iso(day, shown);
        assert_true(date_parse(shown, today(), US, &back));
        assert_int_equal(back, day);
    }
}

/* Text made of what dates are made of, and any bytes: whatever is taken is a day of the calendar.
 */
static void nothing_typed_does_harm(void **state)
{
    (void)state;
    static const char *const parts[] = {"3",     "12",       "2026", "/", ".", "-", " ",
                                        ",",     "dec",      "fri",  "+", "d", "w", "y",
                                        "99999", "\xC3\xA9", "\xFF", "W", "t"};
    uint32_t random = 9;
    for (int i = 0; i < 200000; i++) {
        char text[80] = "";
        if (i % 4 == 0)
            random_text(&random, text, next_random(&random) % 79);
        else
            for (int k = (int)(next_random(&random) % 7); k >= 0; k--)
                strncat(text, parts[next_random(&random) % (sizeof parts / sizeof *parts)], 8);
        int32_t day, first, last,
            from = date_from_civil(1 + (int)(next_random(&random) % 9999), 1, 1);
        if (date_parse(text, from, i % 2 ? DATE_PAST : DATE_FUTURE, i % 3, &day)) {
            struct civil c = date_to_civil(day);
            assert_int_equal(date_from_civil(c.year, c.month, c.day), day);
        }
        if (date_parse_period(text, from, i % 3, &first, &last))
            assert_true(first != DATE_NONE && last != DATE_NONE && first <= last);
        date_parse(text, DATE_NONE, DATE_PAST, true, &day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_with_a_year),
        cmocka_unit_test(years_of_two_digits_are_near),
        cmocka_unit_test(without_a_year_the_nearest),
        cmocka_unit_test(words_and_weekdays),
        cmocka_unit_test(distances_from_today),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(periods_have_both_ends_in),
        cmocka_unit_test(what_is_shown_is_understood),
        cmocka_unit_test(nothing_typed_does_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
