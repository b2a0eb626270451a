/* date.h: civil dates, clock times, durations, money, and what people type for them.
 * A day is days since 1970-01-01 (proleptic Gregorian). A time is seconds since midnight. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DATE_NONE = INT32_MIN, TIME_NONE = -1 };
enum { DATE_TEXT = 32 };

struct civil {
    int year, month, day;
};

/* DATE_NONE when there is no such day or year is not 1..9999. */
int32_t date_from_civil(int year, int month, int day);
struct civil date_to_civil(int32_t day);          /* zeros for DATE_NONE */
int date_weekday(int32_t day);                    /* 0 Monday .. 6 Sunday */
int32_t date_add_days(int32_t day, int64_t days); /* DATE_NONE when out of year 1..9999 */
int32_t date_add_months(int32_t day, int months); /* 31 Jan + 1 month is the last of February */
void date_iso_week(int32_t day, int *year, int *week); /* ISO 8601 */
int32_t date_from_iso_week(int year, int week);        /* its Monday, or DATE_NONE */

/* Which way a date without a year, or a weekday, looks. */
enum date_toward { DATE_PAST, DATE_FUTURE };

/* Does the locale (LC_TIME) put the day before the month? This is what the callers below take as
 * day_first. */
bool date_day_first(void);

/* What people type: ISO "2026-11-20", "20261120"; "3/12", "3.12.", "3.12.2026" and "3-12-26" in the
 * locale's order (day_first), "3 dec", "dec 3, 2026", "2026 dec 3"; without a year the nearest past
 * or future, today included; "t" "today" "yesterday" "tomorrow"; "mon".."sun" (PAST: the latest
 * one, today included; FUTURE: the next one after today); "+3d" "-2w" "+1m" "+1y". Month and
 * weekday names: English and the locale's, three letters or more of them. A year of two digits is
 * the one from 80 years back to 19 ahead. A weekday beside a date ("2026-11-20 Fri", as dates are
 * shown) is read over: people change the day and leave it. Returns false when it is none of these,
 * or no such day; *day is then untouched. */
bool date_parse(const char *text, int32_t today, enum date_toward toward, bool day_first,
                int32_t *day);

/* The period that a filter value names: a day as above (looking to the past), "2026", "2026-11",
 * "2026-W47"; both ends included. False leaves both untouched. */
bool date_parse_period(const char *text, int32_t today, bool day_first, int32_t *first,
                       int32_t *last);

/* "14:32" "14.32" "14:32:05" "1432" "932" "143205" "2pm" "2:30 pm" "14h32" "14"; seconds since
 * midnight. "" is TIME_NONE and true. False leaves *seconds untouched. */
bool time_parse(const char *text, int32_t *seconds);
/* "90" "1:30" "1h30" "1h" "45m" "1.5h" and what duration_format gives; minutes, never negative. ""
 * is no duration. False leaves *minutes untouched. */
bool duration_parse(const char *text, int32_t *minutes);

/* All give "" for DATE_NONE and TIME_NONE. */
void date_format_iso(int32_t day, char out[DATE_TEXT]);  /* 2026-11-20 */
void date_format_full(int32_t day, char out[DATE_TEXT]); /* 2026-11-20 Fri, in the locale */
/* "2 Nov", in another year than today's "2 Nov 24", in the locale; at most 9 columns. */
void date_format_short(int32_t day, int32_t today, char out[DATE_TEXT]);
void time_format(int32_t seconds, char out[DATE_TEXT]);       /* 14:32, seconds left out */
void time_format_exact(int32_t seconds, char out[DATE_TEXT]); /* 14:32:05 where there are seconds */
void duration_format(int32_t minutes, char out[DATE_TEXT]);   /* "15 min", "1:30 h" */

/* Decimal money, fixed point in 1/10000 units ("12.5" "1 200,50" "1,200.50" "0" "-3"); '.' or ','
 * as decimal mark, thousands grouped by blanks, apostrophes or the other mark. "1,200" is refused:
 * it is twelve hundred to some and one and a fifth to others. At most 14 digits before the mark.
 * False leaves *amount untouched. */
bool amount_parse(const char *text, int64_t *amount);
/* "12.50", four decimals only where needed; '.' always. */
void amount_format(int64_t amount, char out[DATE_TEXT]);

/* The viewer's zone (TZ) at an instant: offset in minutes east of UTC. */
int date_zone_offset(int64_t utc_seconds);
/* The day of an instant in a zone, and the time on its clock (seconds may be NULL). */
int32_t date_of_instant(int64_t utc_seconds, int zone_minutes, int32_t *seconds);

#endif
