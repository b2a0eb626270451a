#include "date_names.h"

#include <langinfo.h>
#include <stdbool.h>
#include <string.h>

#include "date.h"
#include "utf8.h"

enum { MONTHS = 12, WEEKDAYS = 7, PREFIX_MIN = 3 };

struct names {
    int count;
    const char *english[MONTHS];
    nl_item full[MONTHS], abbr[MONTHS];
};

static const struct names months = {
    .count = MONTHS,
    .english = {"January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December"},
    .full = {MON_1, MON_2, MON_3, MON_4, MON_5, MON_6, MON_7, MON_8, MON_9, MON_10, MON_11, MON_12},
    .abbr = {ABMON_1, ABMON_2, ABMON_3, ABMON_4, ABMON_5, ABMON_6, ABMON_7, ABMON_8, ABMON_9,
             ABMON_10, ABMON_11, ABMON_12},
};

static const struct names weekdays = {
    .count = WEEKDAYS,
    .english = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    .full = {DAY_2, DAY_3, DAY_4, DAY_5, DAY_6, DAY_7, DAY_1},
    .abbr = {ABDAY_2, ABDAY_3, ABDAY_4, ABDAY_5, ABDAY_6, ABDAY_7, ABDAY_1},
};

enum match { MATCH_NONE, MATCH_PREFIX, MATCH_WHOLE };

/* How word relates to a name, for which folded is lent as a buffer. */
static enum match match_name(struct str *folded, const char *name, const char *word, size_t len)
{
    str_truncate(folded, 0);
    utf8_fold_to(folded, name, strlen(name));
    const char *text = str_text(folded);
    size_t size = folded->len;
    if (size && text[size - 1] == '.') /* "janv." */
        size--;
    if (len > size || !len || memcmp(text, word, len) != 0)
        return MATCH_NONE;
    if (len == size)
        return MATCH_WHOLE;
    return len >= PREFIX_MIN ? MATCH_PREFIX : MATCH_NONE;
}

/* The only name that word begins, else -1. */
static int find_prefix(struct str *folded, const struct names *n, bool english, const char *word,
                       size_t len)
{
    int found = -1;
    for (int i = 0; i < n->count; i++) {
        const char *name = english ? n->english[i] : nl_langinfo(n->full[i]);
        if (match_name(folded, name, word, len) == MATCH_NONE)
            continue;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

static int find_name(const struct names *n, const char *word, size_t len)
{
    struct str folded = {0};
    int found = -1;
    for (int i = 0; i < n->count && found < 0; i++) {
        if (match_name(&folded, nl_langinfo(n->abbr[i]), word, len) == MATCH_WHOLE ||
            match_name(&folded, nl_langinfo(n->full[i]), word, len) == MATCH_WHOLE)
            found = i;
    }
    if (found < 0)
        found = find_prefix(&folded, n, true, word, len);
    if (found < 0)
        found = find_prefix(&folded, n, false, word, len);
    str_clear(&folded);
    return found;
}

int date_month_named(const char *word, size_t len)
{
    return find_name(&months, word, len) + 1;
}

int date_weekday_named(const char *word, size_t len)
{
    return find_name(&weekdays, word, len);
}

static const char *show(nl_item item, const char *english)
{
    const char *name = nl_langinfo(item);
    return *name && utf8_valid(name, strlen(name)) ? name : english;
}

const char *date_month_abbr(int month)
{
    static const char *const english[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return show(months.abbr[month - 1], english[month - 1]);
}

const char *date_weekday_abbr(int weekday)
{
    static const char *const english[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return show(weekdays.abbr[weekday], english[weekday]);
}

/* Does a format of strftime put the day before the month? -1: it does not say. */
static int order_in(const char *format)
{
    for (const char *p = strchr(format, '%'); p; p = strchr(p, '%')) {
        p++;
        p += strspn(p, "EO_-^0#"); /* modifiers, and glibc's flags */
        switch (*p) {
        case 'd':
        case 'e':
            return 1;
        case 'm':
        case 'b':
        case 'B':
        case 'h':
        case 'D':
        case 'F':
            return 0;
        case '\0':
            return -1;
        default:
            p++;
        }
    }
    return -1;
}

bool date_day_first(void)
{
    const char *format = nl_langinfo(D_FMT);
    int order = order_in(format);
    /* Where the year leads ("2026-12-03"), the long form tells how people say it: Swedish 3 Dec,
     * Japanese Dec 3. */
    bool year_leads = strncmp(format, "%Y", 2) == 0 || strncmp(format, "%y", 2) == 0 ||
                      strncmp(format, "%F", 2) == 0;
    if (year_leads || order < 0)
        order = order_in(nl_langinfo(D_T_FMT));
    return order != 0;
}
