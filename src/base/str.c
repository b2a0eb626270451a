#include "str.h"

#include <assert.h>
#include <inttypes.h>
#include <locale.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"

enum { FIRST_CAP = 32 };

/* Room for extra more bytes and the NUL. */
static void reserve(struct str *b, size_t extra)
{
    if (extra >= SIZE_MAX - b->len) {
        mem_resize(NULL, SIZE_MAX); /* cannot be had: ends the program */
        return;
    }
    size_t need = b->len + extra + 1;
    if (need <= b->cap)
        return;
    size_t cap = b->cap ? b->cap : FIRST_CAP;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    b->s = mem_resize(b->s, cap);
    b->cap = cap;
}

const char *str_text(const struct str *b)
{
    return b->s ? b->s : "";
}

char *str_room(struct str *b, size_t len)
{
    reserve(b, len);
    return b->s + b->len;
}

void str_add_n(struct str *b, const char *text, size_t len)
{
    reserve(b, len);
    if (len)
        memcpy(b->s + b->len, text, len);
    b->len += len;
    b->s[b->len] = '\0';
}

void str_add(struct str *b, const char *text)
{
    if (text)
        str_add_n(b, text, strlen(text));
}

void str_add_char(struct str *b, char c)
{
    reserve(b, 1);
    b->s[b->len++] = c;
    b->s[b->len] = '\0';
}

void str_add_f(struct str *b, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    size_t room = b->cap - b->len;
    int len = vsnprintf(b->s ? b->s + b->len : NULL, b->s ? room : 0, fmt, args);
    va_end(args);
    if (len > 0 && (size_t)len >= room) {
        reserve(b, (size_t)len);
        vsnprintf(b->s + b->len, (size_t)len + 1, fmt, again);
    }
    va_end(again);
    if (len > 0)
        b->len += (size_t)len;
}

void str_insert(struct str *b, size_t at, const char *text, size_t len)
{
    assert(at <= b->len);
    reserve(b, len);
    memmove(b->s + at + len, b->s + at, b->len - at);
    if (len)
        memcpy(b->s + at, text, len);
    b->len += len;
    b->s[b->len] = '\0';
}

void str_remove(struct str *b, size_t at, size_t len)
{
    if (at >= b->len || !len)
        return;
    if (len > b->len - at)
        len = b->len - at;
    memmove(b->s + at, b->s + at + len, b->len - at - len);
    b->len -= len;
    b->s[b->len] = '\0';
}

void str_truncate(struct str *b, size_t len)
{
    if (len < b->len) {
        b->len = len;
        b->s[len] = '\0';
    }
}

void str_clear(struct str *b)
{
    free(b->s);
    *b = (struct str){0};
}

char *str_take(struct str *b)
{
    char *s = b->s ? b->s : mem_strdup("");
    *b = (struct str){0};
    return s;
}

bool str_eq(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

bool str_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

const char *str_or(const char *s, const char *other)
{
    return s && *s ? s : other;
}

void str_add_count(struct str *b, int64_t n)
{
    char digits[24];
    /* LC_NUMERIC stays "C", so that machine output has no marks; money's mark is the same one. */
    const char *mark = localeconv()->mon_thousands_sep;
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
    if (n < 0)
        str_add_char(b, '-');
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            str_add(b, *mark ? mark : " ");
        str_add_char(b, digits[i]);
    }
}
