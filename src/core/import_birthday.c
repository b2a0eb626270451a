/* Birthdays as cards and tables have them. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "core/contact_tidy.h"
#include "core/import_draft.h"

/* Up to three numbers and what stands between them. */
struct numbers {
    int value[3], digits[3], count;
    char between; /* the same in both places, else 0 */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* False when text is anything but numbers with one mark between them; a time behind is left out. */
static bool read_numbers(const char *s, struct numbers *n)
{
    *n = (struct numbers){0};
    while (n->count < 3) {
        int i = n->count;
        while (is_digit(*s) && n->digits[i] < 8) {
            n->value[i] = n->value[i] * 10 + *s++ - '0';
            n->digits[i]++;
        }
        if (n->digits[i] == 0)
            return false;
        n->count++;
        if (*s == '\0' || *s == 'T' || *s == ' ')
            return true;
        if (n->count == 3 || !strchr("-./", *s) || (n->between && n->between != *s))
            return false;
        n->between = *s++;
    }
    return true;
}

static const char *day(struct arena *a, int year, int month, int day_of_month)
{
    if (year > 9999 || date_from_civil(year ? year : 2000, month, day_of_month) == DATE_NONE)
        return NULL;
    return year ? arena_printf(a, "%04d-%02d-%02d", year, month, day_of_month)
                : arena_printf(a, "--%02d-%02d", month, day_of_month);
}

static const char *from_numbers(struct arena *a, const struct numbers *n, bool day_first)
{
    if (n->count == 1 && n->digits[0] == 8)
        return day(a, n->value[0] / 10000, n->value[0] / 100 % 100, n->value[0] % 100);
    if (n->count != 3)
        return NULL;
    if (n->value[0] == 0 && n->value[1] == 0)
        return ""; /* 0/0/00, 0000-00-00: none */
    if (n->digits[0] == 4)
        return day(a, n->value[0], n->value[1], n->value[2]);
    if (n->digits[2] != 4)
        return NULL;
    bool day_leads = n->value[0] > 12 || (n->value[1] <= 12 && (day_first || n->between == '.'));
    return day_leads ? day(a, n->value[2], n->value[1], n->value[0])
                     : day(a, n->value[2], n->value[0], n->value[1]);
}

/* "--0229", "--02-29", also with a time. */
static const char *without_year(struct arena *a, const char *s)
{
    int digits[4], n = 0;
    for (; n < 4 && (is_digit(*s) || (*s == '-' && n == 2)); s++)
        if (is_digit(*s))
            digits[n++] = *s - '0';
    if (n < 4 || (*s && *s != 'T'))
        return NULL;
    return day(a, 0, digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]);
}

/* "15 April 1996": with a name and a whole year. */
static const char *with_name(struct arena *a, const char *text)
{
    int32_t found;
    size_t run = 0;
    bool year = false;
    for (const char *s = text; *s; s++) {
        run = is_digit(*s) ? run + 1 : 0;
        year |= run == 4;
    }
    if (!year || !date_parse(text, 0, DATE_PAST, true, &found))
        return NULL;
    struct civil civil = date_to_civil(found);
    return day(a, civil.year, civil.month, civil.day);
}

bool draft_birthday_timed(const char *text)
{
    size_t date = strspn(text, "0123456789-./");
    return date >= 6 && (text[date] == 'T' || text[date] == ' ');
}

const char *draft_birthday(struct arena *a, const char *text, bool day_first)
{
    struct numbers n;
    text = contact_line(a, text, NULL);
    if (!*text)
        return "";
    if (strncmp(text, "--", 2) == 0)
        return without_year(a, text + 2);
    const char *found = read_numbers(text, &n) ? from_numbers(a, &n, day_first) : NULL;
    return found ? found : with_name(a, text);
}
