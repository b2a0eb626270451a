/* The calendar, after ISO 8601 and the rules of the Gregorian calendar. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check.h"
#include "date.h"

static bool is_leap(int year)
{
    return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

/* Every day of 9999 years, counted one by one. */
static void every_day_follows_the_one_before(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t day = date_from_civil(1, 1, 1);
    int weekday = 0; /* 1 January 1 was a Monday */
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 && is_leap(year));
            for (int d = 1; d <= length; d++, day++, weekday = (weekday + 1) % 7) {
                struct civil c = date_to_civil(day);
                if (date_from_civil(year, month, d) != day || c.year != year || c.month != month ||
                    c.day != d || date_weekday(day) != weekday)
                    fail_msg("%d-%d-%d is %d-%d-%d", year, month, d, c.year, c.month, c.day);
            }
            assert_int_equal(date_from_civil(year, month, length + 1), DATE_NONE);
        }
    }
}

static void the_epoch_is_a_thursday(void **state)
{
    (void)state;
    assert_int_equal(date_from_civil(1970, 1, 1), 0);
    assert_int_equal(date_weekday(0), 3);
    assert_int_equal(date_from_civil(2026, 11, 20) * 86400LL, 1795132800LL);
    assert_int_equal(date_weekday(date_from_civil(2026, 11, 20)), 4);
    assert_int_equal(date_weekday(date_from_civil(1969, 12, 28)), 6);
}

static void there_is_no_such_day(void **state)
{
    (void)state;
    static const int none[][3] = {
        {2026, 2, 29}, {1900, 2, 29},        {2026, 2, 30},        {2026, 4, 31},     {2026, 0, 1},
        {2026, 13, 1}, {2026, 1, 0},         {2026, 1, 32},        {0, 1, 1},         {10000, 1, 1},
        {-5, 1, 1},    {2026, INT32_MAX, 1}, {2026, 1, INT32_MIN}, {INT32_MAX, 1, 1},
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(date_from_civil(none[i][0], none[i][1], none[i][2]), DATE_NONE);
    assert_int_not_equal(date_from_civil(2000, 2, 29), DATE_NONE);
    assert_int_equal(date_to_civil(DATE_NONE).year, 0);
}

static void weeks_are_those_of_iso_8601(void **state)
{
    (void)state;
    static const struct {
        int year, month, day, iso_year, week;
    } cases[] = {
        {2005, 1, 1, 2004, 53},   {2005, 1, 2, 2004, 53},   {2005, 12, 31, 2005, 52},
        {2006, 1, 1, 2005, 52},   {2006, 1, 2, 2006, 1},    {2006, 12, 31, 2006, 52},
        {2007, 1, 1, 2007, 1},    {2007, 12, 30, 2007, 52}, {2007, 12, 31, 2008, 1},
        {2008, 1, 1, 2008, 1},    {2008, 12, 28, 2008, 52}, {2008, 12, 29, 2009, 1},
        {2008, 12, 31, 2009, 1},  {2009, 1, 1, 2009, 1},    {2009, 12, 31, 2009, 53},
        {2010, 1, 1, 2009, 53},   {2010, 1, 3, 2009, 53},   {2010, 1, 4, 2010, 1},
        {2026, 11, 20, 2026, 47}, {1, 1, 1, 1, 1},          {9999, 12, 31, 9999, 52},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int year, week;
        int32_t day = date_from_civil(cases[i].year, cases[i].month, cases[i].day);
        date_iso_week(day, &year, &week);
        assert_int_equal(year, cases[i].iso_year);
        assert_int_equal(week, cases[i].week);
        assert_int_equal(date_from_iso_week(year, week), day - date_weekday(day));
    }
}

static void weeks_that_a_year_does_not_have(void **state)
{
    (void)state;
    assert_int_equal(date_from_iso_week(2026, 53), date_from_civil(2026, 12, 28)); /* a long year */
    assert_int_equal(date_from_iso_week(2025, 53), DATE_NONE);
    assert_int_equal(date_from_iso_week(2026, 54), DATE_NONE);
    assert_int_equal(date_from_iso_week(2026, 0), DATE_NONE);
    assert_int_equal(date_from_iso_week(2026, INT32_MAX), DATE_NONE);
    assert_int_equal(date_from_iso_week(0, 1), DATE_NONE);
    assert_int_equal(date_from_iso_week(10000, 1), DATE_NONE);
    int year = 7, week = 7;
    date_iso_week(DATE_NONE, &year, &week);
    assert_int_equal(year, 0);
    assert_int_equal(week, 0);
}

static int32_t months_from(int year, int month, int day, int months)
{
    return date_add_months(date_from_civil(year, month, day), months);
}

static void months_end_where_they_end(void **state)
{
    (void)state;
    assert_int_equal(months_from(2026, 1, 31, 1), date_from_civil(2026, 2, 28));
    assert_int_equal(months_from(2028, 1, 31, 1), date_from_civil(2028, 2, 29));
    assert_int_equal(months_from(2028, 2, 29, 12), date_from_civil(2029, 2, 28));
    assert_int_equal(months_from(2026, 3, 31, -1), date_from_civil(2026, 2, 28));
    assert_int_equal(months_from(2026, 1, 15, -1), date_from_civil(2025, 12, 15));
    assert_int_equal(months_from(2026, 11, 30, 0), date_from_civil(2026, 11, 30));
    assert_int_equal(months_from(2026, 12, 1, 13), date_from_civil(2028, 1, 1));
    assert_int_equal(months_from(9999, 12, 1, 1), DATE_NONE);
    assert_int_equal(months_from(1, 1, 1, -1), DATE_NONE);
    assert_int_equal(months_from(2026, 1, 1, INT32_MAX), DATE_NONE);
    assert_int_equal(months_from(2026, 1, 1, INT32_MIN), DATE_NONE);
    assert_int_equal(date_add_months(DATE_NONE, 1), DATE_NONE);
}

static void days_stay_in_the_calendar(void **state)
{
    (void)state;
    int32_t first = date_from_civil(1, 1, 1), last = date_from_civil(9999, 12, 31);
    assert_int_equal(date_add_days(first, last - first), last);
    assert_int_equal(date_add_days(last, 1), DATE_NONE);
    assert_int_equal(date_add_days(first, -1), DATE_NONE);
    assert_int_equal(date_add_days(0, INT64_MAX), DATE_NONE);
    assert_int_equal(date_add_days(0, INT64_MIN), DATE_NONE);
    assert_int_equal(date_add_days(DATE_NONE, 1), DATE_NONE);
}

/* The rules are in TZ itself (POSIX), so that no zone files are needed. */
static void zones_follow_tz(void **state)
{
    (void)state;
    const int64_t winter = 1795132800, summer = 1782864000; /* 20 Nov and 1 Jul 2026 */
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    assert_int_equal(date_zone_offset(winter), 60);
    assert_int_equal(date_zone_offset(summer), 120);
    /* 2026-03-29 01:00 UTC is when summer time begins */
    int64_t change = date_from_civil(2026, 3, 29) * INT64_C(86400) + 3600;
    assert_int_equal(date_zone_offset(change - 1), 60);
    assert_int_equal(date_zone_offset(change), 120);
    setenv("TZ", "IST-5:30", 1);
    assert_int_equal(date_zone_offset(winter), 330);
    setenv("TZ", "NST3:30", 1);
    assert_int_equal(date_zone_offset(0), -210);
    assert_int_equal(date_zone_offset(-1), -210);
    setenv("TZ", "UTC0", 1);
    assert_int_equal(date_zone_offset(winter), 0);
    date_zone_offset(INT64_MAX); /* no such year: no harm */
    date_zone_offset(INT64_MIN);
}

static void instants_fall_on_days(void **state)
{
    (void)state;
    int32_t seconds, day = date_from_civil(2026, 11, 20);
    assert_int_equal(date_of_instant(1795132800, 0, &seconds), day);
    assert_int_equal(seconds, 0);
    assert_int_equal(date_of_instant(1795132799, 0, &seconds), day - 1);
    assert_int_equal(seconds, 86399);
    assert_int_equal(date_of_instant(1795132799, 60, &seconds), day);
    assert_int_equal(seconds, 3599);
    assert_int_equal(date_of_instant(1795132800, -60, NULL), day - 1);
    assert_int_equal(date_of_instant(-1, 0, &seconds), -1);
    assert_int_equal(date_of_instant(INT64_MAX, 60, &seconds), DATE_NONE);
    assert_int_equal(seconds, TIME_NONE);
    assert_int_equal(date_of_instant(INT64_MIN, -60, NULL), DATE_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_follows_the_one_before),
        cmocka_unit_test(the_epoch_is_a_thursday),
        cmocka_unit_test(there_is_no_such_day),
        cmocka_unit_test(weeks_are_those_of_iso_8601),
        cmocka_unit_test(weeks_that_a_year_does_not_have),
        cmocka_unit_test(months_end_where_they_end),
        cmocka_unit_test(days_stay_in_the_calendar),
        cmocka_unit_test(zones_follow_tz),
        cmocka_unit_test(instants_fall_on_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
