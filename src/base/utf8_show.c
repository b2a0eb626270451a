/* What a terminal may be shown, what is shown instead, and how wide that is. */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "utf8.h"

/* Marks upon one letter that are still writing. Text with more (a flood, to hide in or to stall)
 * ends there, like text that is too wide. */
enum { MARKS_PER_BASE = 8 };

static const char ellipsis[] = "\xE2\x80\xA6";

/* Columns as libc tells them, because that is what curses goes by; -1: not printable. Where the
 * locale knows no Unicode (a snowman stands for that), libc knows nothing, and the same rules are
 * followed by utf8proc: like libc, spacing marks take a column and the vowels and finals of a
 * Hangul syllable none. */
static int raw_width(int32_t cp)
{
    enum { SNOWMAN = 0x2603 };
    int width = wcwidth((wchar_t)cp);
    if (width >= 0 || wcwidth(SNOWMAN) > 0)
        return width;
    if ((cp >= 0x1160 && cp <= 0x11FF) || (cp >= 0xD7B0 && cp <= 0xD7FB))
        return 0;
    switch (utf8proc_category(cp)) {
    case UTF8PROC_CATEGORY_CN:
        return -1;
    case UTF8PROC_CATEGORY_MC:
        return 1;
    default:
        return utf8proc_charwidth(cp);
    }
}

static bool forbidden(int32_t cp)
{
    if (cp < 0xA0 || cp > 0x10FFFF || (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF))
        return true;
    const utf8proc_property_t *property = utf8proc_get_property(cp);
    if (property->ignorable)
        return true;
    switch (property->category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return false;
    }
}

static bool is_plain(int32_t cp)
{
    return cp >= ' ' && cp <= '~';
}

/* Columns of cp drawn raw, or -1 when its mark is drawn instead. */
static int safe_width(int32_t cp)
{
    if (is_plain(cp))
        return 1;
    if (cp >= 0xA0 && cp < 0x300)
        return cp == 0xAD ? -1 : 1; /* Latin without a look-up; 0xAD is the soft hyphen */
    return forbidden(cp) ? -1 : raw_width(cp);
}

bool utf8_unsafe(int32_t cp)
{
    return safe_width(cp) < 0;
}

size_t utf8_mark(int32_t cp, char out[16])
{
    int len;
    if (cp < 0)
        len = snprintf(out, 16, "\xEF\xBF\xBD");
    else if (cp < ' ' || cp == 0x7F)
        len = snprintf(out, 16, "^%c", (char)(cp ^ 0x40));
    else if (cp >= 0x80 && cp < 0xA0)
        len = snprintf(out, 16, "<%02x>", (unsigned)cp);
    else
        len = snprintf(out, 16, "<U+%04X>", (unsigned)cp);
    return (size_t)len;
}

static int mark_width(int32_t cp)
{
    char mark[16];
    return cp < 0 ? 1 : (int)utf8_mark(cp, mark);
}

int utf8_width_cp(int32_t cp)
{
    int width = safe_width(cp);
    return width < 0 ? mark_width(cp) : width;
}

/* Bytes at the start of s that are printable ASCII, at most len. */
static size_t plain_run(const char *s, size_t len)
{
    size_t i = 0;
    while (i < len && is_plain((unsigned char)s[i]))
        i++;
    return i;
}

/* Decodes from a NUL-terminated string without asking for its length. */
static size_t decode_next(const char *s, int32_t *cp)
{
    return utf8_decode(s, strnlen(s, 4), cp);
}

void utf8_visible(struct str *out, const char *s, size_t len, bool keep_lines)
{
    for (size_t at = 0; at < len;) {
        size_t n = plain_run(s + at, len - at);
        str_add_n(out, s + at, n);
        at += n;
        int32_t cp;
        n = utf8_decode(s + at, len - at, &cp);
        if (n && ((keep_lines && (cp == '\n' || cp == '\t')) || !utf8_unsafe(cp))) {
            str_add_n(out, s + at, n);
        } else if (n) {
            char mark[16];
            str_add_n(out, mark, utf8_mark(cp, mark));
        }
        at += n;
    }
}

int utf8_width(const char *s)
{
    long long columns = 0;
    for (int32_t cp; *s;) {
        while (is_plain((unsigned char)*s)) {
            s++;
            columns++;
        }
        if (*s) {
            s += decode_next(s, &cp);
            columns += utf8_width_cp(cp);
        }
    }
    return columns > INT_MAX ? INT_MAX : (int)columns;
}

/* How much of a text can be drawn. */
struct fit {
    size_t all, cut;              /* bytes that fit; bytes that fit when an ellipsis must follow */
    int all_columns, cut_columns; /* and their width */
    bool complete;                /* nothing is left over */
};

static struct fit measure(const char *s, int columns)
{
    struct fit f = {0};
    int marks = 0;
    int32_t cp;
    for (;;) {
        if (!s[f.all]) {
            f.complete = true;
            return f;
        }
        size_t n = decode_next(s + f.all, &cp);
        int width = utf8_width_cp(cp);
        marks = width ? 0 : marks + 1;
        if (width > columns - f.all_columns || marks > MARKS_PER_BASE)
            return f;
        f.all += n;
        f.all_columns += width;
        if (f.all_columns < columns) {
            f.cut = f.all;
            f.cut_columns = f.all_columns;
        }
    }
}

static void add_blanks(struct str *out, int n)
{
    while (n-- > 0)
        str_add_char(out, ' ');
}

void utf8_fit(struct str *out, const char *s, int columns)
{
    if (columns <= 0)
        return;
    struct fit f = measure(s, columns);
    utf8_visible(out, s, f.complete ? f.all : f.cut, false);
    if (!f.complete)
        str_add(out, ellipsis);
    add_blanks(out, columns - (f.complete ? f.all_columns : f.cut_columns + 1));
}
