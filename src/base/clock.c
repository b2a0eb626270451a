/* Times of day and durations: what people type, and how they are shown. */
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "i18n.h"
#include "utf8.h"

enum { TYPED_MAX = 64 }; /* nobody types more for a time */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads 1 to most digits. Returns how many, 0 when there are none or too many. */
static size_t read_digits(const char **p, size_t most, int *value)
{
    size_t n = 0;
    *value = 0;
    for (; is_digit((*p)[n]); n++) {
        if (n == most)
            return 0;
        *value = *value * 10 + ((*p)[n] - '0');
    }
    *p += n;
    return n;
}

static void skip_blank(const char **p)
{
    while (**p == ' ')
        ++*p;
}

/* Folds what was typed ("2 PM" -> "2 pm"); false when it is too long to be anything. */
static bool fold_typed(struct str *out, const char *text)
{
    size_t len = strnlen(text, TYPED_MAX + 1);
    if (len > TYPED_MAX)
        return false;
    utf8_fold_to(out, text, len);
    return true;
}

/* "14", "1432", "932", "143205", "14:32", "14.32", "14:32:05", "14h", "14h32": what stands before
 * am or pm. */
static bool read_clock(const char **p, int *hour, int *minute, int *second)
{
    size_t digits = read_digits(p, 6, hour);
    *minute = *second = 0;
    if (digits > 4) {
        *second = *hour % 100;
        *hour /= 100;
    }
    if (digits > 2) {
        *minute = *hour % 100;
        *hour /= 100;
        return true;
    }
    if (!digits)
        return false;
    char mark = **p;
    if (mark == 'h' && !is_digit((*p)[1])) {
        ++*p;
        return true;
    }
    if (mark != ':' && mark != '.' && mark != 'h')
        return true;
    ++*p;
    if (read_digits(p, 2, minute) != 2)
        return false;
    if (**p != mark || mark == 'h')
        return true;
    ++*p;
    return read_digits(p, 2, second) == 2;
}

/* "am", "pm", "a", "p", "a.m." on the twelve-hour clock; nothing leaves the hour as it is. */
static bool read_half(const char **p, int *hour)
{
    static const char *const forms[] = {"a.m.", "p.m.", "am", "pm", "a", "p"};
    skip_blank(p);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t len = strlen(forms[i]);
        if (strncmp(*p, forms[i], len) != 0)
            continue;
        if (*hour < 1 || *hour > 12)
            return false;
        *hour = *hour % 12 + (forms[i][0] == 'p' ? 12 : 0);
        *p += len;
        return true;
    }
    return true;
}

static bool parse_time(const char *p, int32_t *seconds)
{
    int hour, minute, second;
    if (!*p) {
        *seconds = TIME_NONE;
        return true;
    }
    if (!read_clock(&p, &hour, &minute, &second) || !read_half(&p, &hour))
        return false;
    if (*p || hour > 23 || minute > 59 || second > 59)
        return false;
    *seconds = hour * 3600 + minute * 60 + second;
    return true;
}

bool time_parse(const char *text, int32_t *seconds)
{
    struct str folded = {0};
    bool good = fold_typed(&folded, text) && parse_time(str_text(&folded), seconds);
    str_clear(&folded);
    return good;
}

/* Reads a unit: true when it is one of the English words or the translated one that durations are
 * shown with. */
static bool read_unit(const char **p, const char *const words[], const char *shown)
{
    struct str unit = {0};
    utf8_fold_to(&unit, shown, strlen(shown));
    skip_blank(p);
    size_t best = unit.len && str_starts(*p, str_text(&unit)) ? unit.len : 0;
    for (; *words; words++) {
        size_t len = strlen(*words);
        if (len > best && str_starts(*p, *words))
            best = len;
    }
    str_clear(&unit);
    *p += best;
    return best > 0;
}

static bool read_hours_unit(const char **p)
{
    static const char *const words[] = {"h", "hr", "hrs", "hour", "hours", NULL};
    return read_unit(p, words, _("h"));
}

static bool read_minutes_unit(const char **p)
{
    static const char *const words[] = {"m", "min", "mins", "minute", "minutes", NULL};
    return read_unit(p, words, _("min"));
}

enum { HOURS_DIGITS = 6, MINUTES_DIGITS = 8 }; /* what fits in 32 bits without looking */

/* "1:30", "1:30 h" */
static bool parse_colon(const char *p, int32_t *minutes)
{
    int hours, rest;
    if (!read_digits(&p, HOURS_DIGITS, &hours) || *p++ != ':')
        return false;
    if (read_digits(&p, 2, &rest) != 2 || rest > 59)
        return false;
    read_hours_unit(&p);
    *minutes = hours * 60 + rest;
    return !*p;
}

/* "1.5h", "1,5 h": to the nearest minute. */
static bool parse_fraction(const char *p, int32_t *minutes)
{
    int hours, part;
    if (!read_digits(&p, HOURS_DIGITS, &hours) || (*p != '.' && *p != ','))
        return false;
    p++;
    size_t digits = read_digits(&p, 4, &part);
    if (!digits || !read_hours_unit(&p) || *p)
        return false;
    int scale = 1;
    while (digits--)
        scale *= 10;
    *minutes = hours * 60 + (part * 60 + scale / 2) / scale;
    return true;
}

/* "1h", "1h30", "1h 30 min" */
static bool parse_hours(const char *p, int32_t *minutes)
{
    int hours, rest = 0;
    if (!read_digits(&p, HOURS_DIGITS, &hours) || !read_hours_unit(&p))
        return false;
    skip_blank(&p);
    if (*p) {
        if (!read_digits(&p, 2, &rest) || rest > 59)
            return false;
        read_minutes_unit(&p);
    }
    *minutes = hours * 60 + rest;
    return !*p;
}

/* "90", "45m", "45 min" */
static bool parse_minutes(const char *p, int32_t *minutes)
{
    int value;
    if (!read_digits(&p, MINUTES_DIGITS, &value))
        return false;
    read_minutes_unit(&p);
    *minutes = value;
    return !*p;
}

bool duration_parse(const char *text, int32_t *minutes)
{
    struct str folded = {0};
    int32_t value = 0;
    bool good = fold_typed(&folded, text);
    const char *p = str_text(&folded);
    good = good && (parse_colon(p, &value) || parse_fraction(p, &value) || parse_hours(p, &value) ||
                    parse_minutes(p, &value));
    if (good)
        *minutes = value;
    str_clear(&folded);
    return good;
}

void time_format(int32_t seconds, char out[DATE_TEXT])
{
    out[0] = '\0';
    if (seconds >= 0)
        snprintf(out, DATE_TEXT, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
}

void time_format_exact(int32_t seconds, char out[DATE_TEXT])
{
    time_format(seconds, out);
    if (seconds > 0 && seconds % 60)
        snprintf(out, DATE_TEXT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

void duration_format(int32_t minutes, char out[DATE_TEXT])
{
    bool negative = minutes < 0;
    unsigned size = negative ? 0u - (unsigned)minutes : (unsigned)minutes;
    const char *sign = negative ? "-" : "";
    int len;
    if (size < 60)
        len = snprintf(out, DATE_TEXT, "%s%u %s", sign, size, _("min"));
    else
        len = snprintf(out, DATE_TEXT, "%s%u:%02u %s", sign, size / 60, size % 60, _("h"));
    if (len >= DATE_TEXT)
        out[utf8_cut(out, DATE_TEXT - 1)] = '\0';
}
