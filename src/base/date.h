/* date.h: civil dates, clock times, durations, and what people type for them (screens.md 4, "Dates").
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

int32_t date_from_civil(int year, int month, int day); /* DATE_NONE when there is no such day or year is not 1..9999 */
struct civil date_to_civil(int32_t day);
int date_weekday(int32_t day);                         /* 0 Monday .. 6 Sunday */
int32_t date_add_months(int32_t day, int months);      /* 31 Jan + 1 month is the last of February */
void date_iso_week(int32_t day, int *year, int *week); /* ISO 8601 */
int32_t date_from_iso_week(int year, int week);        /* its Monday, or DATE_NONE */

/* Which way a date without a year, or a weekday, looks. */
enum date_toward { DATE_PAST, DATE_FUTURE };

/* What people type: ISO "2026-11-20", "20261120"; "3/12", "3.12.", "3.12.2026", "3 dec" in the locale's order
 * (day_first) without a year the nearest past or future; "t" "today" "yesterday" "tomorrow"; "mon".."sun" (PAST: the
 * latest one, today included; FUTURE: the next one after today); "+3d" "-2w" "+1m" "+1y". Month and weekday names:
 * English and the locale's. Returns false when it is none of these; *day is then untouched. */
bool date_parse(const char *text, int32_t today, enum date_toward toward, bool day_first, int32_t *day);

/* The period that a filter value names: a day as above, "2026", "2026-11", "2026-W47"; both ends included. */
bool date_parse_period(const char *text, int32_t today, bool day_first, int32_t *first, int32_t *last);

/* "14:32" "14:32:05" "1432" "932" "2pm" "2:30 pm" "14h32" "14"; seconds since midnight. "" is TIME_NONE and true. */
bool time_parse(const char *text, int32_t *seconds);
/* "90" "1:30" "1h30" "1h" "45m" "1.5h"; minutes. */
bool duration_parse(const char *text, int32_t *minutes);

void date_format_iso(int32_t day, char out[DATE_TEXT]);       /* 2026-11-20; "" for DATE_NONE */
void date_format_full(int32_t day, char out[DATE_TEXT]);      /* 2026-11-20 Fri (weekday in the locale) */
void date_format_short(int32_t day, int32_t today, char out[DATE_TEXT]); /* "2 Nov", another year "2 Nov 24" : at most 9 columns */
void time_format(int32_t seconds, char out[DATE_TEXT]);       /* 14:32; "" for TIME_NONE; seconds only when not 0 are left out */
void duration_format(int32_t minutes, char out[DATE_TEXT]);   /* "15 min", "1:30 h" */

/* Decimal money, fixed point in 1/10000 units ("12.5" "1 200,50" "0"); '.' or ',' as decimal mark. */
bool amount_parse(const char *text, int64_t *amount);
void amount_format(int64_t amount, char out[DATE_TEXT]);      /* "12.50", four decimals only where needed; '.' always */

/* The viewer's zone at an instant: offset in minutes east of UTC. */
int date_zone_offset(int64_t utc_seconds);

#endif
