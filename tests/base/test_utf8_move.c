/* Moving by grapheme clusters (UAX #29) and by words. */
#include <string.h>

#include "check.h"
#include "utf8.h"

/* The clusters of text must be the pieces, forwards and backwards. */
static void check_clusters(const char *const pieces[])
{
    char text[256] = "";
    size_t ends[32], count = 0;
    for (; pieces[count]; count++) {
        strncat(text, pieces[count], sizeof text - strlen(text) - 1);
        ends[count] = strlen(text);
    }
    size_t len = strlen(text), at = 0;
    for (size_t i = 0; i < count; i++) {
        at = utf8_next(text, len, at);
        assert_int_equal(at, ends[i]);
    }
    assert_int_equal(utf8_next(text, len, len), len);
    for (size_t i = count; i-- > 0;) {
        at = utf8_prev(text, len, at);
        assert_int_equal(at, i ? ends[i - 1] : 0);
    }
    assert_int_equal(utf8_prev(text, len, 0), 0);
}

static void clusters_are_what_people_see(void **state)
{
    (void)state;
    check_clusters((const char *const[]){"A", "n", " ", "x", NULL});
    check_clusters((const char *const[]){"e\u0301", "o\u0308\u0323", "x", NULL});
    check_clusters((const char *const[]){"a", "\r\n", "\n", "b", NULL});
    check_clusters((const char *const[]){"\u1100\u1161\u11A8", "\uAC00", NULL});
    check_clusters((const char *const[]){"\U0001F1F8\U0001F1EA", "\U0001F1F3\U0001F1F4",
                                         "\U0001F1E9\U0001F1F0", NULL}); /* flags */
    check_clusters((const char *const[]){"x", "\U0001F469\u200D\U0001F4BB", "\u2764\uFE0F",
                                         "\U0001F44D\U0001F3FD", "y", NULL}); /* emoji */
    check_clusters((const char *const[]){"a", "\xFF", "\x80", "\xE1\x80", "b", NULL});
}

static void moving_back_undoes_moving_on(void **state)
{
    (void)state;
    uint32_t random = 5;
    for (int i = 0; i < 20000; i++) {
        char text[64];
        size_t len = next_random(&random) % 60, ends[64], count = 0;
        random_text(&random, text, len);
        for (size_t at = 0; at < len; at = ends[count++]) {
            ends[count] = utf8_next(text, len, at);
            assert_true(ends[count] > at && ends[count] <= len);
        }
        size_t at = len;
        for (size_t k = count; k-- > 0;) {
            at = utf8_prev(text, len, at);
            assert_int_equal(at, k ? ends[k - 1] : 0);
        }
        size_t anywhere = next_random(&random) % 70; /* off a boundary, past the end: no harm */
        assert_true(utf8_next(text, len, anywhere) <= len);
        assert_true(utf8_prev(text, len, anywhere) <= len);
        assert_true(utf8_word_next(text, len, anywhere) <= len);
        assert_true(utf8_word_prev(text, len, anywhere) <= len);
    }
}

static void a_flood_of_accents_is_crossed(void **state)
{
    (void)state;
    enum { MARKS = 50000 };
    struct str b = {0};
    str_add(&b, "x");
    for (int i = 0; i < MARKS; i++)
        str_add(&b, "\u0301");
    assert_int_equal(utf8_next(b.s, b.len, 0), b.len);
    size_t at = b.len, steps = 0;
    for (; at > 0; steps++) {
        size_t before = utf8_prev(b.s, b.len, at);
        assert_true(before < at);
        at = before;
    }
    assert_true(steps < MARKS);
    str_clear(&b);
}

/* As readline: on to the end of a word, back to its start; what is neither letter nor digit is
 * crossed. */
static void words_are_letters_and_digits(void **state)
{
    (void)state;
    const char *text = "  G\u00F6ran, o\u0308l 42!";
    size_t len = strlen(text);
    const size_t first = 2 + strlen("G\u00F6ran"), second = first + 2 + strlen("o\u0308l");
    assert_int_equal(utf8_word_next(text, len, 0), first);
    assert_int_equal(utf8_word_next(text, len, first), second);
    assert_int_equal(utf8_word_next(text, len, second), len - 1);
    assert_int_equal(utf8_word_next(text, len, len - 1), len);
    assert_int_equal(utf8_word_prev(text, len, len), len - 3);
    assert_int_equal(utf8_word_prev(text, len, len - 3), first + 2);
    assert_int_equal(utf8_word_prev(text, len, first + 2), 2);
    assert_int_equal(utf8_word_prev(text, len, 2), 0);
    assert_int_equal(utf8_word_prev(text, len, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clusters_are_what_people_see),
        cmocka_unit_test(moving_back_undoes_moving_on),
        cmocka_unit_test(a_flood_of_accents_is_crossed),
        cmocka_unit_test(words_are_letters_and_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
