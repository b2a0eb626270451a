/* Folding for search and order, and upper case for codes. */
#include <string.h>
#include <utf8proc.h>

#include "utf8.h"

/* The longest decomposition of one code point is 18 (U+FDFA). */
enum { DECOMPOSED_MAX = 32 };

struct fold {
    struct str *out;
    bool started; /* something of this text is in out */
    bool blank;   /* white space was read and not written yet */
};

/* Writes the blank that is due. */
static void begin(struct fold *f)
{
    if (f->blank && f->started)
        str_add_char(f->out, ' ');
    f->blank = false;
    f->started = true;
}

static void put_text(struct fold *f, const char *text)
{
    begin(f);
    str_add(f->out, text);
}

static void put(struct fold *f, int32_t cp)
{
    char bytes[4];
    size_t n = utf8_encode(cp, bytes);
    begin(f);
    str_add_n(f->out, bytes, n);
}

/* What people type for letters that do not decompose and for typographic signs; NULL: nothing else.
 */
static const char *typed_for(int32_t cp)
{
    switch (cp) {
    case 0xE6:
        return "ae";
    case 0xF0:
    case 0x111:
        return "d";
    case 0xF8:
        return "o";
    case 0xFE:
        return "th";
    case 0x127:
        return "h";
    case 0x131:
        return "i";
    case 0x142:
        return "l";
    case 0x153:
        return "oe";
    case 0x167:
        return "t";
    case 0xB4:
    case 0x2BC:
    case 0x2018:
    case 0x2019:
    case 0x201B:
        return "'";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return "-";
    default:
        return NULL;
    }
}

/* True for marks that people leave out when they type. Those that make another letter stay: nukta
 * (combining class 7), the voicing of kana (8), virama (9), and vowel signs (0). */
static bool is_accent(const utf8proc_property_t *property)
{
    return property->combining_class != 0 &&
           (property->combining_class < 7 || property->combining_class > 9);
}

static void put_folded(struct fold *f, int32_t cp)
{
    const char *typed = typed_for(cp); /* before decomposing: U+00B4 would become a blank */
    if (typed) {
        put_text(f, typed);
        return;
    }
    int32_t parts[DECOMPOSED_MAX];
    utf8proc_ssize_t n = utf8proc_decompose_char(
        cp, parts, DECOMPOSED_MAX,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, NULL);
    for (utf8proc_ssize_t i = 0; i < n && i < DECOMPOSED_MAX; i++) {
        const utf8proc_property_t *property = utf8proc_get_property(parts[i]);
        typed = typed_for(parts[i]);
        if (typed)
            put_text(f, typed);
        else if (parts[i] == 0x85 || (property->category >= UTF8PROC_CATEGORY_ZS &&
                                      property->category <= UTF8PROC_CATEGORY_ZP))
            f->blank = true;
        else if (!is_accent(property))
            put(f, parts[i]);
    }
}

/* The ASCII bytes at the start of s, folded; returns how many. Names are mostly these: no look-ups,
 * one reservation. */
static size_t fold_ascii(struct fold *f, const char *s, size_t len)
{
    char *start = str_room(f->out, len + 1), *to = start;
    bool blank = f->blank, started = f->started;
    size_t i = 0;
    for (; i < len && (unsigned char)s[i] < 0x80; i++) {
        char c = s[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            blank = true;
            continue;
        }
        if (blank && started)
            *to++ = ' ';
        blank = false;
        started = true;
        *to++ = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    f->blank = blank;
    f->started = started;
    *to = '\0';
    f->out->len += (size_t)(to - start);
    return i;
}

void utf8_fold_to(struct str *out, const char *s, size_t len)
{
    struct fold f = {.out = out};
    for (size_t at = 0; at < len;) {
        at += fold_ascii(&f, s + at, len - at);
        int32_t cp;
        size_t n = utf8_decode(s + at, len - at, &cp);
        if (n)
            put_folded(&f, cp < 0 ? 0xFFFD : cp);
        at += n;
    }
}

char *utf8_fold(struct arena *a, const char *s)
{
    struct str out = {0};
    utf8_fold_to(&out, s, strlen(s));
    char *folded = arena_strndup(a, str_text(&out), out.len);
    str_clear(&out);
    return folded;
}

/* A copy with the ASCII letters from first to first + 25 turned; NULL when there is more than ASCII. */
static char *map_ascii(struct arena *a, const char *s, size_t len, char first)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] >= 0x80)
            return NULL;
    char *copy = arena_strndup(a, s, len);
    for (char *c = copy; *c; c++)
        if (*c >= first && *c <= first + 25)
            *c ^= 0x20;
    return copy;
}

static char *map_each(struct arena *a, const char *s, utf8proc_int32_t (*map)(utf8proc_int32_t),
                      char first)
{
    struct str out = {0};
    size_t len = strlen(s);
    char *plain = map_ascii(a, s, len, first);
    if (plain)
        return plain;
    for (size_t at = 0; at < len;) {
        int32_t cp;
        char bytes[4];
        at += utf8_decode(s + at, len - at, &cp);
        str_add_n(&out, bytes, utf8_encode(cp < 0 ? 0xFFFD : map(cp), bytes));
    }
    char *mapped = arena_strndup(a, str_text(&out), out.len);
    str_clear(&out);
    return mapped;
}

char *utf8_upper(struct arena *a, const char *s)
{
    return map_each(a, s, utf8proc_toupper, 'a');
}

char *utf8_lower(struct arena *a, const char *s)
{
    return map_each(a, s, utf8proc_tolower, 'A');
}
