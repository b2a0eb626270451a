/* What people type for dates. */
#include <string.h>

#include "date.h"
#include "date_names.h"
#include "i18n.h"
#include "utf8.h"

enum { TYPED_MAX = 64 }; /* nobody types more for a date */
enum { TOKENS_MAX = 4 }; /* weekday, day, month, year */
enum { DIGITS_MAX = 8 }; /* 20261120 */

/* A run of digits or of letters, and the punctuation before it: one of / . - , or a blank, or 0 for
 * none. */
struct token {
    const char *text;
    size_t len;
    bool number;
    int value;
    char before;
};

struct typed {
    int32_t today;
    enum date_toward toward;
    bool day_first;
    struct token tokens[TOKENS_MAX];
    int count;
    bool dot_after; /* the last is a number and a dot follows: "3.12." */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* --- tokens ----------------------------------------------------------------------------------- */

/* Skips what stands between two tokens: blanks, and at most one sign. False: more than one sign. */
static bool read_between(const char **p, char *between)
{
    *between = '\0';
    for (; **p && strchr(" /.-,", **p); ++*p) {
        if (**p == ' ' && *between)
            continue;
        if (*between && *between != ' ')
            return false;
        *between = **p;
    }
    return true;
}

static bool read_token(const char **p, struct token *t)
{
    t->text = *p;
    t->number = is_digit(**p);
    while (t->number ? is_digit(**p) : is_letter(**p))
        ++*p;
    t->len = (size_t)(*p - t->text);
    if (t->number && t->len > DIGITS_MAX)
        return false;
    for (size_t i = 0; t->number && i < t->len; i++)
        t->value = t->value * 10 + (t->text[i] - '0');
    return t->len > 0;
}

static bool read_tokens(const char *p, struct typed *typed)
{
    for (;;) {
        char between;
        if (!read_between(&p, &between))
            return false;
        if (!*p) {
            if (!typed->count || (between && between != '.'))
                return false;
            typed->dot_after = between && typed->tokens[typed->count - 1].number;
            return true;
        }
        if (typed->count == TOKENS_MAX || (!typed->count && between))
            return false;
        struct token *t = &typed->tokens[typed->count++];
        t->before = between;
        if (!read_token(&p, t))
            return false;
    }
}

/* --- which day -------------------------------------------------------------------------------- */

/* "26" -> 2026: from 80 years back to 19 ahead. */
static int full_year(const struct token *year, int32_t today)
{
    if (year->len == 4)
        return year->value;
    if (year->len != 2)
        return 0;
    int this_year = date_to_civil(today).year;
    int full = this_year - this_year % 100 + year->value;
    if (full > this_year + 19)
        full -= 100;
    else if (full < this_year - 80)
        full += 100;
    return full;
}

/* The nearest such day in the direction asked; 29 February may be eight years away. */
static int32_t nearest(const struct typed *typed, int month, int day)
{
    int year = date_to_civil(typed->today).year;
    bool past = typed->toward == DATE_PAST;
    for (int i = 0; i <= 8; i++) {
        int32_t found = date_from_civil(past ? year - i : year + i, month, day);
        if (found != DATE_NONE && (past ? found <= typed->today : found >= typed->today))
            return found;
    }
    return DATE_NONE;
}

static int32_t find_day(const struct typed *typed, const struct token *day, int month,
                        const struct token *year)
{
    if (day->len > 2 || month < 1)
        return DATE_NONE;
    if (!year)
        return nearest(typed, month, day->value);
    return date_from_civil(full_year(year, typed->today), month, day->value);
}

static bool is_sign(char c)
{
    return c == '/' || c == '.' || c == '-';
}

/* Only numbers: 20261120, 2026-11-20, 3/12, 3.12., 3/12/2026. */
static int32_t from_numbers(const struct typed *typed, const struct token *const n[], int count)
{
    if (count == 1 && n[0]->len == 8 && !typed->dot_after)
        return date_from_civil(n[0]->value / 10000, n[0]->value / 100 % 100, n[0]->value % 100);
    if (count < 2 || count > 3 || !is_sign(n[1]->before) ||
        (count == 3 && n[2]->before != n[1]->before))
        return DATE_NONE;
    if (typed->dot_after && n[1]->before != '.')
        return DATE_NONE;
    bool year_first = count == 3 && n[0]->len == 4;
    const struct token *day = n[typed->day_first ? 0 : 1], *month = n[typed->day_first ? 1 : 0];
    const struct token *year = count == 3 ? n[2] : NULL;
    if (year_first) {
        year = n[0];
        month = n[1];
        day = n[2];
    }
    return month->len > 2 ? DATE_NONE : find_day(typed, day, month->value, year);
}

/* Numbers beside the name of a month: 3 dec, dec 3, 3 dec 2026, 2026 dec 3. */
static int32_t from_named(const struct typed *typed, int month, const struct token *const n[],
                          int count)
{
    if (count == 1)
        return find_day(typed, n[0], month, NULL);
    if (count != 2)
        return DATE_NONE;
    bool year_first = n[0]->len == 4;
    return find_day(typed, n[year_first ? 1 : 0], month, n[year_first ? 0 : 1]);
}

static int32_t from_weekday(const struct typed *typed, int weekday)
{
    int ahead = (weekday - date_weekday(typed->today) + 7) % 7;
    if (typed->toward == DATE_FUTURE)
        return date_add_days(typed->today, ahead ? ahead : 7);
    return date_add_days(typed->today, ahead ? ahead - 7 : 0);
}

/* A word alone is a weekday; beside numbers, one word may be a weekday to read over, and one must
 * be a month unless the numbers do without ("mar" is Tuesday and March in Spanish, so the numbers
 * decide). */
static int32_t from_tokens(const struct typed *typed)
{
    const struct token *numbers[TOKENS_MAX], *words[TOKENS_MAX];
    int count = 0, word_count = 0;
    for (int i = 0; i < typed->count; i++) {
        const struct token *t = &typed->tokens[i];
        if (t->number)
            numbers[count++] = t;
        else
            words[word_count++] = t;
    }
    int weekday[2] = {-1, -1}, month[2] = {0, 0};
    if (word_count > 2)
        return DATE_NONE;
    for (int i = 0; i < word_count; i++) {
        weekday[i] = date_weekday_named(words[i]->text, words[i]->len);
        month[i] = date_month_named(words[i]->text, words[i]->len);
    }
    if (!count)
        return word_count == 1 && weekday[0] >= 0 ? from_weekday(typed, weekday[0]) : DATE_NONE;
    if (word_count == 0 || (word_count == 1 && weekday[0] >= 0)) {
        int32_t day = from_numbers(typed, numbers, count);
        if (day != DATE_NONE)
            return day;
    }
    if (word_count == 1)
        return from_named(typed, month[0], numbers, count);
    if (word_count == 2 && weekday[0] >= 0)
        return from_named(typed, month[1], numbers, count);
    if (word_count == 2 && weekday[1] >= 0)
        return from_named(typed, month[0], numbers, count);
    return DATE_NONE;
}

/* --- words and distances ------------------------------------------------------------------------
 */

static bool is_word(const char *text, const char *english, const char *shown)
{
    if (strcmp(text, english) == 0)
        return true;
    struct str folded = {0};
    utf8_fold_to(&folded, shown, strlen(shown));
    bool same = strcmp(text, str_text(&folded)) == 0;
    str_clear(&folded);
    return same;
}

/* "t", "today", "yesterday", "tomorrow"; else DATE_NONE. */
static int32_t from_word(const char *text, int32_t today)
{
    if (strcmp(text, "t") == 0 || is_word(text, "today", _("today")))
        return today;
    if (is_word(text, "yesterday", _("yesterday")))
        return date_add_days(today, -1);
    if (is_word(text, "tomorrow", _("tomorrow")))
        return date_add_days(today, 1);
    return DATE_NONE;
}

/* "+3d", "-2w", "+1m", "+1y" */
static int32_t from_distance(const char *text, int32_t today)
{
    if (*text != '+' && *text != '-')
        return DATE_NONE;
    size_t digits = strspn(text + 1, "0123456789");
    if (digits < 1 || digits > 7 || !text[1 + digits] || text[2 + digits])
        return DATE_NONE;
    int n = 0;
    for (size_t i = 1; i <= digits; i++)
        n = n * 10 + (text[i] - '0');
    if (*text == '-')
        n = -n;
    switch (text[1 + digits]) {
    case 'd':
        return date_add_days(today, n);
    case 'w':
        return date_add_days(today, (int64_t)n * 7);
    case 'm':
        return date_add_months(today, n);
    case 'y':
        return date_add_months(today, n * 12);
    default:
        return DATE_NONE;
    }
}

/* Reads exactly n digits. */
static bool digits_at(const char *p, size_t n, int *value)
{
    *value = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(p[i]))
            return false;
        *value = *value * 10 + (p[i] - '0');
    }
    return true;
}

/* "2026-11-20 fri", as date_format_full shows it: some locales' weekdays have digits or blanks ("Th
 * 6"). */
static int32_t from_shown(const char *text)
{
    int year, month, day;
    if (!digits_at(text, 4, &year) || text[4] != '-' || !digits_at(text + 5, 2, &month) ||
        text[7] != '-' || !digits_at(text + 8, 2, &day) || text[10] != ' ')
        return DATE_NONE;
    const char *name = text + 11;
    size_t len = strlen(name);
    if (len && name[len - 1] == '.')
        len--;
    return date_weekday_named(name, len) < 0 ? DATE_NONE : date_from_civil(year, month, day);
}

static int32_t parse_folded(const char *text, struct typed *typed)
{
    int32_t day = from_word(text, typed->today);
    if (day == DATE_NONE)
        day = from_distance(text, typed->today);
    if (day == DATE_NONE)
        day = from_shown(text);
    if (day == DATE_NONE && read_tokens(text, typed))
        day = from_tokens(typed);
    return day;
}

/* Folds what was typed; false when it is too long to be a date. */
static bool fold_typed(struct str *out, const char *text)
{
    size_t len = strnlen(text, TYPED_MAX + 1);
    if (len > TYPED_MAX)
        return false;
    utf8_fold_to(out, text, len);
    return true;
}

bool date_parse(const char *text, int32_t today, enum date_toward toward, bool day_first,
                int32_t *day)
{
    struct typed typed = {.today = today, .toward = toward, .day_first = day_first};
    struct str folded = {0};
    int32_t found = fold_typed(&folded, text) ? parse_folded(str_text(&folded), &typed) : DATE_NONE;
    str_clear(&folded);
    if (found != DATE_NONE)
        *day = found;
    return found != DATE_NONE;
}

/* --- periods ------------------------------------------------------------------------------------
 */

/* "2026", "2026-11", "2026-w47" */
static bool read_period(const char *p, int32_t *first, int32_t *last)
{
    size_t len = strlen(p);
    int year, part;
    if (len < 4 || !digits_at(p, 4, &year))
        return false;
    if (len == 4) {
        *first = date_from_civil(year, 1, 1);
        *last = date_from_civil(year, 12, 31);
    } else if (len == 7 && p[4] == '-' && digits_at(p + 5, 2, &part)) {
        *first = date_from_civil(year, part, 1);
        *last = date_add_days(date_add_months(*first, 1), -1);
        if (year == 9999 && part == 12)
            *last = date_from_civil(9999, 12, 31);
    } else if (len == 8 && p[4] == '-' && p[5] == 'w' && digits_at(p + 6, 2, &part)) {
        *first = date_from_iso_week(year, part);
        *last = date_add_days(*first, 6);
        if (*first != DATE_NONE && *last == DATE_NONE)
            *last = date_from_civil(9999, 12, 31); /* the calendar ends within the week */
    } else {
        return false;
    }
    return *first != DATE_NONE;
}

bool date_parse_period(const char *text, int32_t today, bool day_first, int32_t *first,
                       int32_t *last)
{
    struct str folded = {0};
    int32_t from, to;
    bool good = fold_typed(&folded, text) && read_period(str_text(&folded), &from, &to);
    str_clear(&folded);
    if (!good) {
        if (!date_parse(text, today, DATE_PAST, day_first, &from))
            return false;
        to = from;
    }
    *first = from;
    *last = to;
    return true;
}
