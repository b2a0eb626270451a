/* Times, durations and amounts (screens.md 4). */
#include <string.h>

#include "check.h"
#include "date.h"

static void times_as_typed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int hour, minute, second;
    } cases[] = {
        {"14:32", 14, 32, 0},     {"14:32:05", 14, 32, 5}, {"1432", 14, 32, 0},
        {"932", 9, 32, 0},        {"2pm", 14, 0, 0},       {"2:30 pm", 14, 30, 0},
        {"14h32", 14, 32, 0},     {"14", 14, 0, 0},        {"0:00", 0, 0, 0},
        {"23:59:59", 23, 59, 59}, {"12am", 0, 0, 0},       {"12pm", 12, 0, 0},
        {"12:30 AM", 0, 30, 0},   {"11 p.m.", 23, 0, 0},   {"9", 9, 0, 0},
        {" 9:05 ", 9, 5, 0},      {"14.32", 14, 32, 0},    {"14h", 14, 0, 0},
        {"143205", 14, 32, 5},    {"230pm", 14, 30, 0},    {"0", 0, 0, 0},
        {"000", 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t seconds = -5;
        int32_t expected = cases[i].hour * 3600 + cases[i].minute * 60 + cases[i].second;
        if (!time_parse(cases[i].text, &seconds) || seconds != expected)
            fail_msg("\"%s\" is %d, not %d", cases[i].text, (int)seconds, (int)expected);
    }
    int32_t seconds = 5;
    assert_true(time_parse("", &seconds));
    assert_int_equal(seconds, TIME_NONE);
}

static void what_is_no_time_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "24:00", "24",          "99",     "2400",     "060",      "12:60",   "14:32:60",
        "14:3",  "14:321",      "14:32:", "14:",      ":30",      "14:32 x", "x",
        "-1",    "+1",          "0am",    "13pm",     "13:00 pm", "2pmx",    "2 pm pm",
        "1 432", "14:32:05:06", "14h3",   "14h32h05", "14:32.05", "1234567", "99999999999999999999",
        "pm",    "h",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t seconds = 12345;
        if (time_parse(cases[i], &seconds) || seconds != 12345)
            fail_msg("\"%s\" is taken for %d", cases[i], (int)seconds);
    }
}

static void durations_as_typed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int minutes;
    } cases[] = {
        {"90", 90},       {"1:30", 90},     {"1h30", 90},   {"1h", 60},     {"45m", 45},
        {"1.5h", 90},     {"1,5 h", 90},    {"0", 0},       {"1h 30m", 90}, {"1:30 h", 90},
        {"15 min", 15},   {"2 hours", 120}, {"10:00", 600}, {"0.25h", 15},  {"0.33h", 20},
        {"100:05", 6005}, {" 5 ", 5},       {"1H30", 90},   {"0:00", 0},    {"1h5", 65},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t minutes = -5;
        if (!duration_parse(cases[i].text, &minutes) || minutes != cases[i].minutes)
            fail_msg("\"%s\" is %d, not %d", cases[i].text, (int)minutes, cases[i].minutes);
    }
    static const char *const none[] = {"",       "-5",           "x",       "1:60", "1:5", "1h60",
                                       "1.5",    "1h30x",        "h",       "m",    "1:",  ":30",
                                       "1h-5",   "1.h",          "1..5h",   "+5",   "5 5", "45 s",
                                       "1:30 m", "999999999999", "1.55555h"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        int32_t minutes = 12345;
        if (duration_parse(none[i], &minutes) || minutes != 12345)
            fail_msg("\"%s\" is taken for %d", none[i], (int)minutes);
    }
}

static void times_and_durations_as_shown(void **state)
{
    (void)state;
    char out[DATE_TEXT];
    int32_t back;
    time_format(14 * 3600 + 32 * 60 + 5, out);
    assert_string_equal(out, "14:32");
    time_format(0, out);
    assert_string_equal(out, "00:00");
    time_format(TIME_NONE, out);
    assert_string_equal(out, "");
    time_format_exact(9 * 3600 + 5, out);
    assert_string_equal(out, "09:00:05");
    time_format_exact(9 * 3600, out);
    assert_string_equal(out, "09:00");
    time_format_exact(TIME_NONE, out);
    assert_string_equal(out, "");
    for (int32_t s = 0; s < 86400; s++) {
        time_format_exact(s, out);
        assert_true(time_parse(out, &back));
        assert_int_equal(back, s);
    }
    duration_format(15, out);
    assert_string_equal(out, "15 min");
    duration_format(90, out);
    assert_string_equal(out, "1:30 h");
    duration_format(60, out);
    assert_string_equal(out, "1:00 h");
    duration_format(0, out);
    assert_string_equal(out, "0 min");
    for (int32_t m = 0; m < 10000; m++) {
        duration_format(m, out);
        assert_true(duration_parse(out, &back));
        assert_int_equal(back, m);
    }
    duration_format(INT32_MIN, out);
    duration_format(INT32_MAX, out);
    time_format_exact(INT32_MAX, out);
}

static void amounts_as_typed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t amount;
    } cases[] = {
        {"12.5", 125000},
        {"1 200,50", 12005000},
        {"0", 0},
        {"12", 120000},
        {"12,5", 125000},
        {"1,200.50", 12005000},
        {"1.200,50", 12005000},
        {"1'200.50", 12005000},
        {"1\u2019200.50", 12005000},
        {"1\u00A0200,50", 12005000},
        {"1\u202F200,50", 12005000},
        {"1,200,000", 12000000000},
        {"1 200", 12000000},
        {"-3", -30000},
        {"-0.5", -5000},
        {".5", 5000},
        {"0.125", 1250},
        {"0.0001", 1},
        {"1200,500", 12005000},
        {"12 345,678", 123456780},
        {"1.50000", 15000},
        {"99999999999999.9999", 999999999999999999},
        {" 7.25 ", 72500},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t amount = -77;
        if (!amount_parse(cases[i].text, &amount) || amount != cases[i].amount)
            fail_msg("\"%s\" is %lld, not %lld", cases[i].text, (long long)amount,
                     (long long)cases[i].amount);
    }
}

static void what_is_no_amount_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        " ",
        "x",
        "-",
        "--1",
        "+1",
        "1,200",
        "12.345",
        "5.",
        ",",
        ".",
        "1..5",
        "1.2.3",
        "12 00",
        "1 20",
        "1 2000",
        "1,20,000",
        "1234,567,890",
        "1 200 00",
        "1.00001",
        "12.5x",
        "$5",
        "5 kr",
        "1e5",
        "100000000000000",
        "99999999999999999999",
        "1 ,5",
        "1, 5",
        "- 5",
        "1.200 000",
        "0x10",
        "1,200,",
        ",200,000",
        "1,200.500.000",
        "'200",
        "1'",
        "inf",
        "nan",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t amount = 12345;
        if (amount_parse(cases[i], &amount) || amount != 12345)
            fail_msg("\"%s\" is taken for %lld", cases[i], (long long)amount);
    }
}

static void amounts_as_shown(void **state)
{
    (void)state;
    static const struct {
        int64_t amount;
        const char *shown;
    } cases[] = {
        {125000, "12.50"},
        {0, "0.00"},
        {125050, "12.5050"},
        {-5000, "-0.50"},
        {1, "0.0001"},
        {-1, "-0.0001"},
        {100, "0.01"},
        {12005000, "1200.50"},
        {INT64_MAX, "922337203685477.5807"},
        {INT64_MIN, "-922337203685477.5808"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[DATE_TEXT];
        amount_format(cases[i].amount, out);
        assert_string_equal(out, cases[i].shown);
    }
    uint32_t random = 4;
    for (int i = 0; i < 100000; i++) {
        int64_t amount = (int64_t)next_random(&random) * (next_random(&random) % 1000) - 50000000;
        int64_t back;
        char out[DATE_TEXT];
        amount_format(amount, out);
        assert_true(amount_parse(out, &back));
        assert_int_equal(back, amount);
    }
}

static void nothing_typed_does_harm(void **state)
{
    (void)state;
    static const char signs[] = "0123456789::..,,hm '-+ap";
    uint32_t random = 6;
    for (int i = 0; i < 200000; i++) {
        char text[80] = "";
        if (i % 4 == 0)
            random_text(&random, text, next_random(&random) % 79);
        else
            for (size_t k = 0, n = next_random(&random) % 12; k < n; k++)
                text[k] = signs[next_random(&random) % (sizeof signs - 1)];
        int32_t value;
        int64_t amount;
        if (time_parse(text, &value))
            assert_true(value >= TIME_NONE && value < 86400);
        if (duration_parse(text, &value))
            assert_true(value >= 0);
        if (amount_parse(text, &amount))
            assert_true(amount > -INT64_C(1000000000000000000) &&
                        amount < INT64_C(1000000000000000000));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_as_typed),     cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(durations_as_typed), cmocka_unit_test(times_and_durations_as_shown),
        cmocka_unit_test(amounts_as_typed),   cmocka_unit_test(what_is_no_amount_is_refused),
        cmocka_unit_test(amounts_as_shown),   cmocka_unit_test(nothing_typed_does_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
