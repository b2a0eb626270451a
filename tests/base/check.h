/* check.h: what the tests of the base layer share. */
#ifndef TESTS_BASE_CHECK_H
#define TESTS_BASE_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The same numbers at each run, so that a failure can be repeated (Marsaglia, "Xorshift RNGs"). */
static inline uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Fills text with len bytes that are often nearly UTF-8: lead bytes, trail bytes, ASCII, controls,
 * and pieces that are wide, combining, invisible or bidirectional; a NUL follows, none is inside.
 */
static inline void random_text(uint32_t *state, char *text, size_t len)
{
    static const char *const pieces[] = {
        "a",
        " ",
        "\xC3\xB6",
        "\xE6\x97\xA5",
        "\xCC\x81",
        "\xF0\x9F\x91\xA9",
        "\x1b",
        "\xE2\x80\x8D",
        "\xE2\x80\xAE",
        "\xEA\xB9\x80",
        "\xC2\x9B",
        "\xF0\x9F\x87\xB8",
        "\r\n",
        "\xE1\x84\x80",
        "\xE1\x85\xA1",
        "\xE0\xA4\xBE",
        "\x7F",
        "\xEF\xB7\xBA",
    };
    enum { PIECES = sizeof pieces / sizeof *pieces };
    size_t n = 0;
    while (n < len) {
        if (next_random(state) % 2) {
            text[n++] = (char)(next_random(state) % 255 + 1);
            continue;
        }
        for (const char *p = pieces[next_random(state) % PIECES]; *p && n < len; p++)
            text[n++] = *p;
    }
    text[n] = '\0';
}

#endif
