/* Decoding and repair, after The Unicode Standard 15, section 3.9. */
#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "check.h"
#include "utf8.h"

#define FFFD "\xEF\xBF\xBD"

static bool is_scalar(int32_t cp)
{
    return cp >= 0 && cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF);
}

static void every_scalar_goes_there_and_back(void **state)
{
    (void)state;
    assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
    for (int32_t cp = 1; cp <= 0x10FFFF; cp++) {
        char bytes[4], libc[16];
        size_t n = utf8_encode(cp, bytes);
        if (!is_scalar(cp)) {
            assert_int_equal(n, 3);
            assert_memory_equal(bytes, FFFD, 3);
            continue;
        }
        mbstate_t shift = {0};
        assert_int_equal(n, wcrtomb(libc, (wchar_t)cp, &shift));
        assert_memory_equal(bytes, libc, n);
        int32_t back;
        assert_int_equal(utf8_decode(bytes, n, &back), n);
        assert_int_equal(back, cp);
        for (size_t cut = 1; cut < n; cut++) { /* what is cut short is one bad part */
            assert_int_equal(utf8_decode(bytes, cut, &back), cut);
            assert_int_equal(back, -1);
            assert_int_equal(utf8_cut(bytes, cut), 0);
        }
        assert_int_equal(utf8_cut(bytes, n), n);
    }
    char bytes[4];
    assert_int_equal(utf8_encode(0x110000, bytes), 3);
    assert_int_equal(utf8_encode(-1, bytes), 3);
}

static void nothing_is_decoded_from_nothing(void **state)
{
    (void)state;
    int32_t cp = 5;
    assert_int_equal(utf8_decode("", 0, &cp), 0);
    assert_int_equal(utf8_decode("", 1, &cp), 1);
    assert_int_equal(cp, 0);
}

struct repair {
    const char *bytes, *repaired;
    size_t count;
};

static void bad_parts_are_maximal(void **state)
{
    (void)state;
    static const struct repair cases[] = {
        {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A", 8},
        {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", FFFD FFFD FFFD FFFD FFFD FFFD FFFD FFFD "A", 8},
        {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", FFFD FFFD FFFD FFFD FFFD "A" FFFD FFFD "B", 7},
        {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", FFFD FFFD FFFD FFFD "A", 4},
        {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
         "a" FFFD FFFD FFFD "b" FFFD "c" FFFD FFFD "d", 6},
        {"caf\xE9", "caf" FFFD, 1}, /* Latin-1 */
        {"G\xC3\xB6teborg", "G\xC3\xB6teborg", 0},
        {FFFD, FFFD, 0},
        {"", "", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        size_t count = 99, len = strlen(cases[i].bytes);
        assert_string_equal(utf8_repair(&a, cases[i].bytes, len, &count), cases[i].repaired);
        assert_int_equal(count, cases[i].count);
        assert_int_equal(utf8_valid(cases[i].bytes, len), count == 0);
        arena_clear(&a);
    }
}

static void nul_bytes_are_valid_but_repaired(void **state)
{
    (void)state;
    struct arena a = {0};
    size_t count;
    assert_true(utf8_valid("a\0b", 3));
    assert_string_equal(utf8_repair(&a, "a\0b", 3, &count), "a" FFFD "b");
    assert_int_equal(count, 1);
    assert_string_equal(utf8_repair(&a, "12345678\0", 9, NULL), "12345678" FFFD);
    arena_clear(&a);
}

/* An invalid byte is found wherever it stands: the fast path reads eight at a time. */
static void a_bad_byte_is_found_at_every_place(void **state)
{
    (void)state;
    for (size_t len = 1; len < 40; len++) {
        for (size_t at = 0; at < len; at++) {
            char text[40];
            memset(text, 'x', sizeof text);
            assert_true(utf8_valid(text, len));
            text[at] = (char)0xFF;
            assert_false(utf8_valid(text, len));
            assert_true(utf8_valid(text, at));
        }
    }
}

static void whatever_comes_in_goes_out_valid(void **state)
{
    (void)state;
    uint32_t random = 7;
    for (int i = 0; i < 20000; i++) {
        char text[64];
        size_t len = next_random(&random) % 60, count, at = 0;
        random_text(&random, text, len);
        struct arena a = {0};
        char *repaired = utf8_repair(&a, text, len, &count);
        assert_true(utf8_valid(repaired, strlen(repaired)));
        assert_int_equal(utf8_valid(text, len), count == 0);
        for (int32_t cp; at < len;) { /* decoding always gets on, and never past the end */
            size_t n = utf8_decode(text + at, len - at, &cp);
            assert_true(n >= 1 && n <= len - at);
            assert_true(cp == -1 || is_scalar(cp));
            at += n;
        }
        assert_true(utf8_cut(text, len) <= len);
        arena_clear(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_goes_there_and_back),
        cmocka_unit_test(nothing_is_decoded_from_nothing),
        cmocka_unit_test(bad_parts_are_maximal),
        cmocka_unit_test(nul_bytes_are_valid_but_repaired),
        cmocka_unit_test(a_bad_byte_is_found_at_every_place),
        cmocka_unit_test(whatever_comes_in_goes_out_valid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
