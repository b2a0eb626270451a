/* Words as the search index cuts them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "base/words.h"

static void words_are(const char *text, const char *expected)
{
    struct str all = {0};
    size_t len = strlen(text), at = 0, start = 0, n;
    while ((n = word_find(text, len, at, &start)) > 0) {
        str_add(&all, all.len ? "|" : "");
        str_add_n(&all, text + start, n);
        assert_true(word_begins(text, len, start));
        assert_true(word_ends(text, len, start + n));
        at = start + n;
    }
    assert_string_equal(str_text(&all), expected);
    str_clear(&all);
}

static void letters_and_digits_make_words(void **state)
{
    (void)state;
    words_are("", "");
    words_are(" .,;- ", "");
    words_are("Bo Ek", "Bo|Ek");
    words_are("o'brien", "o|brien");
    words_are("a.b@c.d", "a|b|c|d");
    words_are("+46 (0)70-12", "46|0|70|12");
    words_are("Åsa—Öberg", "Åsa|Öberg");
    words_are("x_y", "x|y");
    words_are("2½kg", "2½kg");
    words_are("김철수 がく", "김철수|がく");
    words_are("a\xffz", "a|z");
    words_are("e\xcc\x81t", "e|t"); /* a mark by itself is no letter */
}

static void words_have_a_beginning_and_an_end(void **state)
{
    (void)state;
    const char *text = "öl och";
    size_t len = strlen(text);
    assert_true(word_begins(text, len, 0));
    assert_false(word_begins(text, len, 2)); /* behind ö */
    assert_true(word_begins(text, len, 4));
    assert_false(word_begins(text, len, len));
    assert_true(word_ends(text, len, 3));
    assert_false(word_ends(text, len, 2));
    assert_true(word_ends(text, len, len));
    assert_false(word_ends(text, len, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_and_digits_make_words),
        cmocka_unit_test(words_have_a_beginning_and_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
