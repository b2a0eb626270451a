/* Dates as people see them. */
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "date_names.h"
#include "utf8.h"

enum { SHORT_COLUMNS = 9 };

void date_format_iso(int32_t day, char out[DATE_TEXT])
{
    out[0] = '\0';
    if (day == DATE_NONE)
        return;
    struct civil c = date_to_civil(day);
    snprintf(out, DATE_TEXT, "%04d-%02d-%02d", c.year, c.month, c.day);
}

void date_format_full(int32_t day, char out[DATE_TEXT])
{
    date_format_iso(day, out);
    if (day == DATE_NONE)
        return;
    size_t len = strlen(out);
    int more = snprintf(out + len, DATE_TEXT - len, " %s", date_weekday_abbr(date_weekday(day)));
    if (more >= (int)(DATE_TEXT - len))
        out[utf8_cut(out, DATE_TEXT - 1)] = '\0';
}

/* By numbers, where the locale's name of the month leaves no room for a year: "12/03/24" for 12
 * mars 2024. Where the month comes first and the name is long or a number ("3月"), the year comes
 * before both. */
static void format_numbers(struct civil c, bool day_first, char out[DATE_TEXT])
{
    int year = c.year % 100;
    if (day_first)
        snprintf(out, DATE_TEXT, "%02d/%02d/%02d", c.day, c.month, year);
    else
        snprintf(out, DATE_TEXT, "%02d-%02d-%02d", year, c.month, c.day);
}

void date_format_short(int32_t day, int32_t today, char out[DATE_TEXT])
{
    out[0] = '\0';
    if (day == DATE_NONE)
        return;
    struct civil c = date_to_civil(day);
    const char *month = date_month_abbr(c.month);
    month += strspn(month, " ");        /* " 3月" */
    int len = (int)strcspn(month, "."); /* "janv." */
    bool numbered = strpbrk(month, "0123456789") && !date_day_first();
    bool this_year = c.year == date_to_civil(today).year;
    int size = DATE_TEXT;
    if (this_year && numbered)
        size = snprintf(out, DATE_TEXT, "%.*s %d", len, month, c.day);
    else if (this_year)
        size = snprintf(out, DATE_TEXT, "%d %.*s", c.day, len, month);
    else if (!numbered)
        size = snprintf(out, DATE_TEXT, "%d %.*s %02d", c.day, len, month, c.year % 100);
    if (size >= DATE_TEXT || utf8_width(out) > SHORT_COLUMNS)
        format_numbers(c, date_day_first(), out);
}
