/* Decimal money in 1/10000 units. */
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "utf8.h"

enum {
    UNIT = 10000,
    WHOLE_DIGITS = 14,
    TYPED_MAX = 64
}; /* 14 digits and 4 decimals fit in 63 bits */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_mark(char c)
{
    return c == '.' || c == ',';
}

/* Where the decimal mark is in a folded text, or NULL. A mark that occurs more than once groups
 * thousands; of two different ones the last is the decimal mark. */
static const char *find_decimal(const char *p)
{
    const char *last = NULL;
    int same = 0;
    for (; *p; p++) {
        if (!is_mark(*p))
            continue;
        same = last && *last == *p ? same + 1 : 0;
        last = p;
    }
    return same ? NULL : last;
}

/* "1,200" is one and a fifth to some and twelve hundred to others: better asked than guessed. */
static bool is_ambiguous(const char *p, const char *decimal)
{
    size_t whole = strspn(p, "0123456789");
    return decimal && *p != '0' && p + whole == decimal && whole >= 1 && whole <= 3 &&
           strlen(decimal + 1) == 3;
}

/* Reads the part before the decimal mark: digits, in groups of three after the first separator,
 * which stays the same. */
static bool read_whole(const char *p, const char *end, int64_t *value)
{
    char separator = '\0';
    int digits = 0, group = 0;
    for (*value = 0; p < end; p++) {
        if (is_digit(*p)) {
            if (++digits > WHOLE_DIGITS)
                return false;
            *value = *value * 10 + (*p - '0');
            group++;
            continue;
        }
        bool first = separator == '\0';
        if (!is_mark(*p) && *p != ' ' && *p != '\'')
            return false;
        if ((!first && *p != separator) || (first ? group < 1 || group > 3 : group != 3))
            return false;
        if (*p == *end)
            return false; /* the decimal mark cannot group too */
        separator = *p;
        group = 0;
    }
    return (separator ? group == 3 : true) && (digits > 0 || *end);
}

/* Reads the decimals, which must fit, zeros aside. */
static bool read_decimals(const char *p, int64_t *value)
{
    int scale = UNIT / 10;
    if (!*p)
        return false;
    for (*value = 0; is_digit(*p); p++, scale /= 10) {
        if (!scale && *p != '0')
            return false;
        *value += (int64_t)(*p - '0') * scale;
    }
    return !*p;
}

static bool parse_amount(const char *p, int64_t *amount)
{
    bool negative = *p == '-';
    if (negative)
        p++;
    const char *decimal = find_decimal(p);
    if (is_ambiguous(p, decimal))
        return false;
    int64_t whole, part = 0;
    if (!read_whole(p, decimal ? decimal : p + strlen(p), &whole))
        return false;
    if (decimal && !read_decimals(decimal + 1, &part))
        return false;
    whole = whole * UNIT + part;
    *amount = negative ? -whole : whole;
    return true;
}

bool amount_parse(const char *text, int64_t *amount)
{
    size_t len = strnlen(text, TYPED_MAX + 1);
    if (len > TYPED_MAX)
        return false;
    struct str folded = {0};
    utf8_fold_to(&folded, text, len); /* no-break and thin spaces become blanks */
    bool good = parse_amount(str_text(&folded), amount);
    str_clear(&folded);
    return good;
}

void amount_format(int64_t amount, char out[DATE_TEXT])
{
    uint64_t size = amount < 0 ? UINT64_C(0) - (uint64_t)amount : (uint64_t)amount;
    unsigned long long whole = size / UNIT;
    unsigned part = (unsigned)(size % UNIT);
    const char *sign = amount < 0 ? "-" : "";
    if (part % 100)
        snprintf(out, DATE_TEXT, "%s%llu.%04u", sign, whole, part);
    else
        snprintf(out, DATE_TEXT, "%s%llu.%02u", sign, whole, part / 100);
}
