/* date_names.h: the names of months and weekdays, in English and in the locale (LC_TIME). */
#ifndef BASE_DATE_NAMES_H
#define BASE_DATE_NAMES_H

#include <stddef.h>

/* What a folded word (utf8_fold) names: the whole name, its usual abbreviation, or three letters or
 * more of it. The locale's own names and abbreviations come first, then English. */
int date_month_named(const char *word, size_t len);   /* 1..12, or 0 */
int date_weekday_named(const char *word, size_t len); /* 0 Monday .. 6 Sunday, or -1 */

/* The abbreviation to show, in the locale if that gives valid UTF-8; valid until the next
 * setlocale. */
const char *date_month_abbr(int month);
const char *date_weekday_abbr(int weekday);

#endif
