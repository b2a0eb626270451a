/* Days and times as logs have them. */
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "core/import_entries_value.h"

enum { MOMENT_MAX = 100, ZONE_MOST = 1080 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A day without its year would be another one each year, and so would "today". */
static bool has_year(const char *s)
{
    size_t groups = 0, longest = 0;
    if (*s == '+' || *s == '-')
        return false;
    while (*s) {
        size_t n = strspn(s, "0123456789");
        groups += n > 0;
        longest = n > longest ? n : longest;
        s += n ? n : 1;
    }
    return groups >= 3 || longest >= 4;
}

/* "2026-11-20" and what stands behind it, which is cut off in place. */
static bool day_of(char *s, int32_t today, bool day_first, int32_t *day)
{
    size_t n = strlen(s);
    while (n && strchr(" ,", s[n - 1]))
        s[--n] = '\0';
    if (!n || !has_year(s))
        return false;
    day_first |= strspn(s, "0123456789.") == n; /* 3.12.2026 is never written otherwise */
    return date_parse(s, today, DATE_PAST, day_first, day) ||
           date_parse(s, today, DATE_PAST, !day_first, day);
}

/* "Z", "UTC", "+01:00", "+0100", "-05" at the end; cuts it off. */
static void take_zone(char *s, struct entry_moment *out)
{
    size_t n = strlen(s), at = n;
    static const char *const utc[] = {"Z", "UTC", "GMT"};
    for (size_t i = 0; i < sizeof utc / sizeof *utc; i++) {
        size_t len = strlen(utc[i]);
        if (n > len && strcasecmp(s + n - len, utc[i]) == 0) {
            out->utc = out->zone_said = true;
            s[n - len] = '\0';
            return;
        }
    }
    while (at > 0 && (is_digit(s[at - 1]) || s[at - 1] == ':'))
        at--;
    if (at < 2 || (s[at - 1] != '+' && s[at - 1] != '-'))
        return;
    int digits = 0, value = 0;
    for (const char *p = s + at; *p; p++)
        if (is_digit(*p)) {
            value = value * 10 + *p - '0';
            if (++digits > 4)
                return;
        }
    if (digits != 2 && digits != 4)
        return;
    int minutes = digits == 2 ? value * 60 : value / 100 * 60 + value % 100;
    if (minutes > ZONE_MOST)
        return;
    out->zone = s[at - 1] == '-' ? -minutes : minutes;
    out->zone_said = true;
    s[at - 1] = '\0';
}

/* Also with parts of seconds, which are left out. */
static bool time_of(char *s, struct entry_moment *out)
{
    s += strspn(s, " ,");
    take_zone(s, out);
    char *dot = strrchr(s, '.');
    if (dot && strchr(s, ':') && strspn(dot + 1, "0123456789") >= 3)
        *dot = '\0';
    size_t n = strlen(s);
    while (n && s[n - 1] == ' ')
        s[--n] = '\0';
    return n && time_parse(s, &out->time);
}

bool entry_moment_parse(const char *text, int32_t today, bool day_first, struct entry_moment *out)
{
    char all[MOMENT_MAX], part[MOMENT_MAX];
    size_t n = strlen(text);
    if (n >= sizeof all)
        return false;
    memcpy(all, text, n + 1);
    *out = (struct entry_moment){.time = TIME_NONE};
    if (day_of(all, today, day_first, &out->date))
        return true;
    for (size_t i = 1; i < n; i++) {
        bool mark =
            (text[i] == 'T' || text[i] == 't') && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        if (text[i] != ' ' && !mark)
            continue;
        *out = (struct entry_moment){.time = TIME_NONE};
        memcpy(all, text, i);
        all[i] = '\0';
        memcpy(part, text + i + 1, n - i);
        if (day_of(all, today, day_first, &out->date) && time_of(part, out))
            return true;
    }
    return false;
}
