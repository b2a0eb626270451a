/* Moving through text as people do: by what they see as one character, and by words. */
#include <utf8proc.h>

#include "utf8.h"

/* How far back to look for a place where a cluster surely begins. Longer clusters are no writing.
 */
enum { LOOK_BACK = 256 };

static size_t step(const char *s, size_t len, size_t at, int32_t *cp)
{
    size_t n = utf8_decode(s + at, len - at, cp);
    if (*cp < 0)
        *cp = 0xFFFD;
    return at + n;
}

size_t utf8_next(const char *s, size_t len, size_t at)
{
    if (at >= len)
        return len;
    int32_t cp, next, state = 0;
    at = step(s, len, at, &cp);
    while (at < len) {
        size_t after = step(s, len, at, &next);
        if (utf8proc_grapheme_break_stateful(cp, next, &state))
            break;
        cp = next;
        at = after;
    }
    return at;
}

/* Start of the code point (or bad byte) that ends at `at`. */
static size_t code_point_before(const char *s, size_t at)
{
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)s[start] & 0xC0) == 0x80)
        start--;
    for (int32_t cp; start < at - 1;) { /* what lies between may be bad: walk it */
        size_t n = utf8_decode(s + start, at - start, &cp);
        if (start + n >= at)
            break;
        start += n;
    }
    return start;
}

size_t utf8_prev(const char *s, size_t len, size_t at)
{
    if (at > len)
        at = len;
    if (!at)
        return 0;
    /* Two neighbours in ASCII always have a boundary between them, but for CR LF. */
    size_t start = code_point_before(s, at);
    while (start > 0 && at - start < LOOK_BACK) {
        unsigned char here = (unsigned char)s[start], before = (unsigned char)s[start - 1];
        if (here < 0x80 && before < 0x80 && here != '\n')
            break;
        start = code_point_before(s, start);
    }
    for (size_t next; (next = utf8_next(s, at, start)) < at;)
        start = next;
    return start;
}

static bool is_word(int32_t cp)
{
    switch (utf8proc_category(cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

size_t utf8_word_next(const char *s, size_t len, size_t at)
{
    bool inside = false;
    while (at < len) {
        int32_t cp;
        size_t after = step(s, len, at, &cp);
        if (is_word(cp))
            inside = true;
        else if (inside)
            break;
        at = after;
    }
    return at < len ? at : len;
}

size_t utf8_word_prev(const char *s, size_t len, size_t at)
{
    bool inside = false;
    if (at > len)
        at = len;
    while (at > 0) {
        int32_t cp;
        size_t before = code_point_before(s, at);
        step(s, at, before, &cp);
        if (is_word(cp))
            inside = true;
        else if (inside)
            break;
        at = before;
    }
    return at;
}
