/* Dates as people see them. */
#include <langinfo.h>
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

void date_format_short(int32_t day, int32_t today, char out[DATE_TEXT])
{
    out[0] = '\0';
    if (day == DATE_NONE)
        return;
    struct civil c = date_to_civil(day);
    const char *month = date_month_abbr(c.month);
    size_t len = strlen(month);
    if (len && month[len - 1] == '.') /* "janv." */
        len--;
    char year[16] = "";
    if (c.year != date_to_civil(today).year)
        snprintf(year, sizeof year, " %02d", c.year % 100);
    int size = snprintf(out, DATE_TEXT, "%d %.*s%s", c.day, (int)len, month, year);
    if (size < DATE_TEXT && utf8_width(out) <= SHORT_COLUMNS)
        return;
    /* The locale's abbreviation is too long beside a year: 12 mars 24. */
    bool day_first = date_day_first();
    snprintf(out, DATE_TEXT, "%02d/%02d/%02d", day_first ? c.day : c.month,
             day_first ? c.month : c.day, c.year % 100);
}
