/* The calendar: proleptic Gregorian, days since 1970-01-01. */
#include "date.h"

#include <time.h>

enum { DAYS_PER_ERA = 146097, EPOCH_FROM_ERA = 719468 };
enum { SECONDS_PER_DAY = 86400 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Years begin on 1 March here, so that the leap day is the last of its year; an era is 400 of them
 * (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
static int64_t days_from_civil(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - EPOCH_FROM_ERA;
}

int32_t date_from_civil(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12)
        return DATE_NONE;
    if (day < 1 || day > days_in_month(year, month))
        return DATE_NONE;
    return (int32_t)days_from_civil(year, month, day);
}

static struct civil civil_from_days(int64_t days)
{
    days += EPOCH_FROM_ERA;
    int64_t era = floor_div(days, DAYS_PER_ERA);
    int64_t day_of_era = days - era * DAYS_PER_ERA;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    struct civil c = {
        .month = (int)(shifted < 10 ? shifted + 3 : shifted - 9),
        .day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1),
    };
    c.year = (int)(year_of_era + era * 400 + (c.month <= 2));
    return c;
}

struct civil date_to_civil(int32_t day)
{
    return day == DATE_NONE ? (struct civil){0} : civil_from_days(day);
}

int date_weekday(int32_t day)
{
    int64_t since_monday = (int64_t)day + 3; /* 1970-01-01 was a Thursday */
    return (int)(since_monday - floor_div(since_monday, 7) * 7);
}

int32_t date_add_days(int32_t day, int64_t days)
{
    const int64_t limit = 4000000; /* more than the days of 9999 years */
    if (day == DATE_NONE || days > limit || days < -limit)
        return DATE_NONE;
    int64_t sum = day + days;
    if (sum < days_from_civil(1, 1, 1) || sum > days_from_civil(9999, 12, 31))
        return DATE_NONE;
    return (int32_t)sum;
}

int32_t date_add_months(int32_t day, int months)
{
    if (day == DATE_NONE)
        return DATE_NONE;
    struct civil c = date_to_civil(day);
    int64_t month = (int64_t)c.year * 12 + (c.month - 1) + months;
    int64_t year = floor_div(month, 12);
    if (year < 1 || year > 9999)
        return DATE_NONE;
    c.year = (int)year;
    c.month = (int)(month - year * 12) + 1;
    int last = days_in_month(c.year, c.month);
    return date_from_civil(c.year, c.month, c.day < last ? c.day : last);
}

/* Monday of the week that has 4 January, which is week 1 (ISO 8601). */
static int64_t first_iso_monday(int64_t year)
{
    int64_t fourth = days_from_civil(year, 1, 4);
    return fourth - date_weekday((int32_t)fourth);
}

void date_iso_week(int32_t day, int *year, int *week)
{
    *year = *week = 0;
    if (day == DATE_NONE)
        return;
    int64_t monday = (int64_t)day - date_weekday(day);
    *year = civil_from_days(monday + 3).year; /* a week belongs to the year of its Thursday */
    *week = (int)((monday - first_iso_monday(*year)) / 7) + 1;
}

int32_t date_from_iso_week(int year, int week)
{
    if (year < 1 || year > 9999 || week < 1)
        return DATE_NONE;
    int64_t monday = first_iso_monday(year) + (int64_t)(week - 1) * 7;
    if (week > 53 || monday >= first_iso_monday((int64_t)year + 1))
        return DATE_NONE;
    return (int32_t)monday;
}

int32_t date_of_instant(int64_t utc_seconds, int zone_minutes, int32_t *seconds)
{
    /* Far beyond any calendar, and nothing overflows. */
    const int64_t limit = (int64_t)4000000 * SECONDS_PER_DAY;
    if (utc_seconds > limit || utc_seconds < -limit) {
        if (seconds)
            *seconds = TIME_NONE;
        return DATE_NONE;
    }
    int64_t local = utc_seconds + (int64_t)zone_minutes * 60;
    int64_t day = floor_div(local, SECONDS_PER_DAY);
    if (seconds)
        *seconds = (int32_t)(local - day * SECONDS_PER_DAY);
    return (int32_t)day;
}

int date_zone_offset(int64_t utc_seconds)
{
    time_t at = (time_t)utc_seconds;
    struct tm tm;
    tzset(); /* localtime_r need not look at TZ itself */
    if (!localtime_r(&at, &tm))
        return 0;
    int64_t local = days_from_civil((int64_t)tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    local = local * SECONDS_PER_DAY + tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
    return (int)floor_div(local - utc_seconds, 60);
}
