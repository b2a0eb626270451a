/* str.h: a growing, always NUL-terminated byte string. `{0}` is valid and empty.
 * What is added must not be part of the string itself: it may move. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    char *s;    /* NULL while nothing was ever put in; use str_text to read */
    size_t len; /* bytes, without the NUL */
    size_t cap;
};

const char *str_text(const struct str *b); /* never NULL */
void str_add(struct str *b, const char *text);
void str_add_n(struct str *b, const char *text, size_t len);
void str_add_char(struct str *b, char c);
void str_add_f(struct str *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Where len more bytes and a NUL may be written; the caller then adds to b->len. */
char *str_room(struct str *b, size_t len);
void str_insert(struct str *b, size_t at, const char *text, size_t len);
void str_remove(struct str *b, size_t at, size_t len);
void str_truncate(struct str *b, size_t len);
void str_clear(struct str *b); /* frees */
char *str_take(struct str *b); /* gives the heap string to the caller, who frees it; b is empty */

/* A count for people: digits in threes with the locale's mark between, a blank where it has none. */
void str_add_count(struct str *b, int64_t n);

bool str_eq(const char *a, const char *b); /* NULL equals "" */
bool str_starts(const char *s, const char *prefix);
const char *str_or(const char *s, const char *other); /* other when s is NULL or "" */

#endif
