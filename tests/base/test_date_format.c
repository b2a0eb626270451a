/* Dates as they are shown (screens.md 2, 4, 5). */
#include <string.h>

#include "check.h"
#include "date.h"
#include "utf8.h"

static void iso_and_full(void **state)
{
    (void)state;
    char out[DATE_TEXT];
    date_format_iso(date_from_civil(2026, 11, 20), out);
    assert_string_equal(out, "2026-11-20");
    date_format_iso(date_from_civil(1, 2, 3), out);
    assert_string_equal(out, "0001-02-03");
    date_format_full(date_from_civil(2026, 11, 20), out);
    assert_string_equal(out, "2026-11-20 Fri");
    date_format_full(date_from_civil(2026, 11, 22), out);
    assert_string_equal(out, "2026-11-22 Sun");
    date_format_iso(DATE_NONE, out);
    assert_string_equal(out, "");
    date_format_full(DATE_NONE, out);
    assert_string_equal(out, "");
}

static void short_ones_name_another_year(void **state)
{
    (void)state;
    char out[DATE_TEXT];
    int32_t today = date_from_civil(2026, 11, 20);
    date_format_short(date_from_civil(2026, 11, 2), today, out);
    assert_string_equal(out, "2 Nov");
    date_format_short(date_from_civil(2024, 11, 2), today, out);
    assert_string_equal(out, "2 Nov 24");
    date_format_short(date_from_civil(2027, 10, 28), today, out);
    assert_string_equal(out, "28 Oct 27");
    date_format_short(date_from_civil(2005, 5, 5), today, out);
    assert_string_equal(out, "5 May 05");
    date_format_short(DATE_NONE, today, out);
    assert_string_equal(out, "");
}

static void any_number_can_be_shown(void **state)
{
    (void)state;
    uint32_t random = 2;
    for (int i = 0; i < 100000; i++) {
        int32_t day = (int32_t)next_random(&random);
        char out[DATE_TEXT];
        date_format_full(day, out);
        assert_true(strlen(out) < DATE_TEXT);
        date_format_short(day, 0, out);
        assert_true(utf8_width(out) <= 9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_and_full),
        cmocka_unit_test(short_ones_name_another_year),
        cmocka_unit_test(any_number_can_be_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
