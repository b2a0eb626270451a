#include "utf8.h"

#include <string.h>
#include <utf8proc.h>

static bool is_trail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* What a lead byte promises (Unicode 15, table 3-7): the length, and the range of the second byte,
 * which is what keeps overlong forms, surrogates and values past U+10FFFF out. Length 0: no lead
 * byte. */
struct lead {
    unsigned char len, low, high;
};

static struct lead lead_of(unsigned char c)
{
    if (c < 0xC2)
        return (struct lead){0, 0, 0};
    if (c < 0xE0)
        return (struct lead){2, 0x80, 0xBF};
    if (c < 0xF0)
        return (struct lead){3, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF};
    if (c < 0xF5)
        return (struct lead){4, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF};
    return (struct lead){0, 0, 0};
}

size_t utf8_decode(const char *s, size_t len, int32_t *cp)
{
    const unsigned char *u = (const unsigned char *)s;
    *cp = -1;
    if (!len)
        return 0;
    if (u[0] < 0x80) {
        *cp = u[0];
        return 1;
    }
    struct lead lead = lead_of(u[0]);
    if (!lead.len || len < 2 || u[1] < lead.low || u[1] > lead.high)
        return 1;
    int32_t value = ((u[0] & (0x7F >> lead.len)) << 6) | (u[1] & 0x3F);
    for (size_t i = 2; i < lead.len; i++) {
        if (i >= len || !is_trail(u[i]))
            return i;
        value = (value << 6) | (u[i] & 0x3F);
    }
    *cp = value;
    return lead.len;
}

size_t utf8_encode(int32_t cp, char out[4])
{
    if (cp < 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = 0xFFFD;
    return (size_t)utf8proc_encode_char(cp, (utf8proc_uint8_t *)out);
}

/* Bytes at the start of s that are plain ASCII other than NUL. */
static size_t ascii_run(const char *s, size_t len)
{
    const uint64_t high = UINT64_C(0x8080808080808080), ones = UINT64_C(0x0101010101010101);
    size_t i = 0;
    for (uint64_t word; len - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s + i, sizeof word);
        if ((word & high) || ((word - ones) & high))
            break;
    }
    while (i < len && s[i] && (unsigned char)s[i] < 0x80)
        i++;
    return i;
}

/* Bytes at the start of s that need no repair. */
static size_t sound_run(const char *s, size_t len)
{
    size_t at = 0;
    int32_t cp;
    for (;;) {
        at += ascii_run(s + at, len - at);
        size_t n = utf8_decode(s + at, len - at, &cp);
        if (!n || cp <= 0)
            return at;
        at += n;
    }
}

bool utf8_valid(const char *s, size_t len)
{
    size_t at = 0;
    while ((at += sound_run(s + at, len - at)) < len && s[at] == '\0')
        at++;
    return at == len;
}

char *utf8_repair(struct arena *a, const char *s, size_t len, size_t *repaired)
{
    size_t sound = sound_run(s, len), count = 0;
    if (sound == len) {
        if (repaired)
            *repaired = 0;
        return arena_strndup(a, s, len);
    }
    struct str out = {0};
    for (size_t at = 0; at < len;) {
        sound = sound_run(s + at, len - at);
        str_add_n(&out, s + at, sound);
        at += sound;
        int32_t cp;
        size_t bad = utf8_decode(s + at, len - at, &cp);
        if (bad) {
            str_add(&out, "\xEF\xBF\xBD");
            count++;
        }
        at += bad;
    }
    if (repaired)
        *repaired = count;
    char *text = arena_strndup(a, str_text(&out), out.len);
    str_clear(&out);
    return text;
}

size_t utf8_cut(const char *s, size_t len)
{
    size_t at = len;
    for (int back = 0; back < 3 && at > 0; back++) {
        unsigned char c = (unsigned char)s[--at];
        if (!is_trail(c))
            return lead_of(c).len > len - at ? at : len;
    }
    return len;
}
