/* Width, marks and clipping: what reaches a terminal is safe and as wide as curses believes. */
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "check.h"
#include "utf8.h"

static int use_utf8(void **state)
{
    (void)state;
    return setlocale(LC_ALL, "C.UTF-8") ? 0 : -1;
}

static void every_width_is_that_of_libc(void **state)
{
    (void)state;
    for (int32_t cp = -1; cp <= 0x110000; cp++) {
        char mark[16];
        int expected;
        if (cp == -1)
            expected = 1; /* U+FFFD is drawn */
        else if (utf8_unsafe(cp))
            expected = (int)utf8_mark(cp, mark);
        else
            expected = wcwidth((wchar_t)cp); /* so what libc cannot print must be unsafe */
        if (utf8_width_cp(cp) != expected || expected < 0)
            fail_msg("U+%04X: %d columns, not %d", (unsigned)cp, utf8_width_cp(cp), expected);
    }
}

/* Without a UTF-8 locale (a pipe, a test) the widths are those of one with it. */
static void widths_do_not_need_the_locale(void **state)
{
    (void)state;
    static const struct {
        int32_t cp;
        int width;
    } cases[] = {{'a', 1},    {0xE9, 1},   {0x301, 0},  {0x65E5, 2}, {0x1F600, 2},
                 {0x93E, 1},  {0x1161, 0}, {0x1100, 2}, {0xAC00, 2}, {0x2026, 1},
                 {0xFF21, 2}, {0xE000, 1}, {0x20AC, 1}, {0x591, 0},  {0x3000, 2}};
    static const char *const locales[] = {"C", "C.UTF-8"};
    for (size_t l = 0; l < 2; l++) {
        assert_non_null(setlocale(LC_ALL, locales[l]));
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            assert_false(utf8_unsafe(cases[i].cp));
            assert_int_equal(utf8_width_cp(cases[i].cp), cases[i].width);
        }
    }
}

static void what_steers_or_hides_is_unsafe(void **state)
{
    (void)state;
    static const int32_t ranges[][2] = {
        {0x00, 0x1F},       {0x7F, 0x9F},         {0xAD, 0xAD},       {0x34F, 0x34F},
        {0x61C, 0x61C},     {0x115F, 0x1160},     {0x180B, 0x180F},   {0x200B, 0x200F},
        {0x2028, 0x202E},   {0x2060, 0x206F},     {0x3164, 0x3164},   {0xD800, 0xDFFF},
        {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},     {0xFEFF, 0xFEFF},   {0xFFF9, 0xFFFB},
        {0xFFFE, 0xFFFF},   {0x1FFFE, 0x1FFFF},   {0xE0001, 0xE0001}, {0xE0020, 0xE007F},
        {0xE0100, 0xE01EF}, {0x10FFFE, 0x110000}, {-1, -1},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        for (int32_t cp = ranges[i][0]; cp <= ranges[i][1]; cp++)
            if (!utf8_unsafe(cp))
                fail_msg("U+%04X passes", (unsigned)cp);
    for (int32_t cp = ' '; cp <= '~'; cp++)
        assert_false(utf8_unsafe(cp));
    assert_true(utf8_unsafe(0x378)); /* no character */
    assert_non_null(setlocale(LC_ALL, "C"));
    assert_true(utf8_unsafe(0x378) && utf8_unsafe(0x202E) && utf8_unsafe(0xFE0F));
}

static void assert_mark(int32_t cp, const char *expected)
{
    char mark[16];
    assert_int_equal(utf8_mark(cp, mark), strlen(expected));
    assert_string_equal(mark, expected);
}

static void marks_are_visible(void **state)
{
    (void)state;
    assert_mark(0x1B, "^[");
    assert_mark(0x01, "^A");
    assert_mark(0x00, "^@");
    assert_mark('\n', "^J");
    assert_mark('\t', "^I");
    assert_mark(0x7F, "^?");
    assert_mark(0x9B, "<9b>");
    assert_mark(0x202E, "<U+202E>");
    assert_mark(0xE0041, "<U+E0041>");
    assert_mark(-1, "\xEF\xBF\xBD");
    assert_mark(INT32_MAX, "<U+7FFFFFFF>");
}

static void assert_visible(const char *text, size_t len, bool keep_lines, const char *expected)
{
    struct str out = {0};
    str_add(&out, "> ");
    utf8_visible(&out, text, len, keep_lines);
    assert_string_equal(str_text(&out) + 2, expected);
    str_clear(&out);
}

static void nothing_raw_gets_out(void **state)
{
    (void)state;
    assert_visible("\x1b]0;owned\a", 10, false, "^[]0;owned^G");
    assert_visible("\xC2\x9B"
                   "31m",
                   5, false, "<9b>31m");
    assert_visible("abc\u202Edef", 9, false, "abc<U+202E>def");
    assert_visible("a\xFF\xFE"
                   "b",
                   4, false, "a\uFFFD\uFFFDb");
    assert_visible("a\tb\nc\r", 6, true, "a\tb\nc^M");
    assert_visible("a\tb\nc", 5, false, "a^Ib^Jc");
    assert_visible("G\u00F6teborg \u65E5\u672C", 16, false, "G\u00F6teborg \u65E5\u672C");
    assert_visible("a\0b", 3, true, "a^@b");
    assert_visible("", 0, true, "");
}

static void widths_add_up(void **state)
{
    (void)state;
    assert_int_equal(utf8_width(""), 0);
    assert_int_equal(utf8_width("Anna"), 4);
    assert_int_equal(utf8_width("G\u00F6teborg"), 8);
    assert_int_equal(utf8_width("Go\u0308teborg"), 8);
    assert_int_equal(utf8_width("\u65E5\u672C\u8A9E"), 6);
    assert_int_equal(utf8_width("\x1b[31m"), 6);
    assert_int_equal(utf8_width("\xFF"), 1);
    assert_int_equal(utf8_width("\u202E"), 8);
}

static void assert_fit(const char *text, int columns, const char *expected)
{
    struct str out = {0};
    utf8_fit(&out, text, columns);
    assert_string_equal(str_text(&out), expected);
    str_clear(&out);
}

static void text_is_cut_or_padded_to_the_columns(void **state)
{
    (void)state;
    assert_fit("Anna", 6, "Anna  ");
    assert_fit("Anna", 4, "Anna");
    assert_fit("Anna", 3, "An\u2026");
    assert_fit("Anna", 1, "\u2026");
    assert_fit("Anna", 0, "");
    assert_fit("Anna", -1, "");
    assert_fit("", 3, "   ");
    assert_fit("\u65E5\u672C\u8A9E", 6, "\u65E5\u672C\u8A9E");
    assert_fit("\u65E5\u672C\u8A9E", 5, "\u65E5\u672C\u2026");
    assert_fit("\u65E5\u672C\u8A9E", 4, "\u65E5\u2026 "); /* half a letter cannot be shown */
    assert_fit("\u65E5", 1, "\u2026");
    assert_fit("Go\u0308teborg", 3, "Go\u0308\u2026"); /* a mark stays with its letter */
    assert_fit("Go\u0308", 2, "Go\u0308");
    assert_fit("ab\x1b[31m", 4, "ab\u2026 ");
    assert_fit("x\u202Ey", 10, "x<U+202E>y");
    assert_fit("x\u202Ey", 9, "x\u2026       "); /* a mark is whole or not there */
    assert_fit("\xFF\xFE", 3, "\uFFFD\uFFFD ");
}

/* A name of a megabyte, of letters or of accents upon one letter, costs no more than what is drawn.
 */
static void long_texts_are_cut(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20 };
    char *text = malloc(SIZE + 1);
    assert_non_null(text);
    memset(text, 'x', SIZE);
    text[SIZE] = '\0';
    assert_fit(text, 5, "xxxx\u2026");
    assert_int_equal(utf8_width(text), SIZE);
    for (size_t i = 1; i + 1 < SIZE; i += 2)
        memcpy(text + i, "\u0301", 2);
    text[SIZE - 1] = '\0';
    struct str out = {0};
    utf8_fit(&out, text, 5);
    /* eight accents, and the flood is over */
    assert_string_equal(str_text(&out),
                        "x\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u2026   ");
    str_clear(&out);
    free(text);
}

static void whatever_is_fitted_is_safe_and_exactly_as_wide(void **state)
{
    (void)state;
    uint32_t random = 11;
    for (int i = 0; i < 20000; i++) {
        char text[64];
        random_text(&random, text, next_random(&random) % 60);
        int columns = (int)(next_random(&random) % 40);
        struct str out = {0}, visible = {0};
        utf8_fit(&out, text, columns);
        assert_int_equal(utf8_width(str_text(&out)), columns);
        utf8_visible(&visible, text, strlen(text), false);
        assert_int_equal(utf8_width(str_text(&visible)), utf8_width(text));
        str_add(&visible, str_text(&out));
        for (size_t at = 0; at < visible.len;) {
            int32_t cp;
            at += utf8_decode(visible.s + at, visible.len - at, &cp);
            assert_false(utf8_unsafe(cp));
        }
        str_clear(&out);
        str_clear(&visible);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_width_is_that_of_libc, use_utf8),
        cmocka_unit_test_setup(what_steers_or_hides_is_unsafe, use_utf8),
        cmocka_unit_test_setup(widths_do_not_need_the_locale, use_utf8),
        cmocka_unit_test(marks_are_visible),
        cmocka_unit_test_setup(nothing_raw_gets_out, use_utf8),
        cmocka_unit_test_setup(widths_add_up, use_utf8),
        cmocka_unit_test_setup(text_is_cut_or_padded_to_the_columns, use_utf8),
        cmocka_unit_test_setup(long_texts_are_cut, use_utf8),
        cmocka_unit_test_setup(whatever_is_fitted_is_safe_and_exactly_as_wide, use_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
