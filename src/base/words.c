#include "words.h"

#include <utf8proc.h>

#include "utf8.h"

/* Letters that FTS5 takes for signs: its tables are older than these were made letters (Unicode 9
 * and 12). A query with one of them inside a word would be a phrase to it, which an index without
 * positions refuses. */
static bool cut_by_index(int32_t cp)
{
    return (cp >= 0x19B0 && cp <= 0x19C0) || cp == 0x19C8 || cp == 0x19C9 || cp == 0x1CF2 ||
           cp == 0x1CF3;
}

bool word_letter(int32_t cp)
{
    if (cp < 0x80)
        return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9');
    switch (utf8proc_category(cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_CO:
        return !cut_by_index(cp);
    default:
        return false;
    }
}

size_t word_find(const char *s, size_t len, size_t at, size_t *start)
{
    bool inside = false;
    while (at < len) {
        int32_t cp;
        size_t n = utf8_decode(s + at, len - at, &cp);
        if (word_letter(cp)) {
            if (!inside)
                *start = at;
            inside = true;
        } else if (inside) {
            break;
        }
        at += n;
    }
    return inside ? at - *start : 0;
}

static bool letter_at(const char *s, size_t len, size_t at)
{
    int32_t cp;
    return at < len && utf8_decode(s + at, len - at, &cp) && word_letter(cp);
}

static bool letter_before(const char *s, size_t at)
{
    if (at == 0)
        return false;
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && ((unsigned char)s[start] & 0xC0) == 0x80)
        start--;
    return letter_at(s, at, start);
}

bool word_begins(const char *s, size_t len, size_t at)
{
    return letter_at(s, len, at) && !letter_before(s, at);
}

bool word_ends(const char *s, size_t len, size_t at)
{
    return letter_before(s, at) && !letter_at(s, len, at);
}
