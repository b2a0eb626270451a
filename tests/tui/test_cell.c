/* Cells: what text becomes on the grid. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "hostile.h"
#include "tui/cell.h"

static void expect(const struct grid *g, const char *want)
{
    struct str out = {0};
    grid_text(g, false, &out);
    assert_string_equal(str_text(&out), want);
    str_clear(&out);
}

static void text_is_put_and_clipped(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 10, 2);
    assert_int_equal(grid_put(&g, 0, 0, 10, STYLE_NORMAL, "Göteborg"), 8);
    assert_int_equal(grid_put(&g, 0, 1, 5, STYLE_NORMAL, "Göteborg"), 5);
    expect(&g, "Göteborg\nGöte…\n");
    grid_clear(&g);
}

static void what_fits_exactly_is_whole(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 8, 1);
    grid_put(&g, 0, 0, 8, STYLE_NORMAL, "12345678");
    expect(&g, "12345678\n");
    grid_put(&g, 0, 0, 8, STYLE_NORMAL, "123456789");
    expect(&g, "1234567…\n");
    grid_clear(&g);
}

static void wide_characters_take_two_columns(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 6, 1);
    assert_int_equal(grid_put(&g, 0, 0, 6, STYLE_NORMAL, "東京"), 4);
    assert_int_equal(grid_at(&g, 0, 0)->width, 2);
    assert_int_equal(grid_at(&g, 1, 0)->width, 0);
    /* three columns: one character, and the ellipsis where the second does not fit */
    grid_blank(&g);
    assert_int_equal(grid_put(&g, 0, 0, 3, STYLE_NORMAL, "東京"), 3);
    expect(&g, "東…\n");
    /* four columns for five: nothing of the cut character is left */
    grid_blank(&g);
    grid_put(&g, 0, 0, 4, STYLE_NORMAL, "東京x");
    expect(&g, "東…\n");
    assert_int_equal(grid_at(&g, 3, 0)->cp[0], ' ');
    grid_clear(&g);
}

static void halves_never_part(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 4, 1);
    grid_put(&g, 0, 0, 4, STYLE_NORMAL, "東京");
    grid_put(&g, 1, 0, 1, STYLE_NORMAL, "x"); /* on the right half of the first */
    expect(&g, " x京\n");
    grid_put(&g, 2, 0, 1, STYLE_NORMAL, "y"); /* on the left half of the second */
    expect(&g, " xy\n");
    grid_clear(&g);
}

static void a_clip_cuts_wide_characters_to_blanks(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 6, 1);
    struct rect old = grid_clip(&g, (struct rect){0, 0, 3, 1});
    grid_put(&g, 0, 0, 6, STYLE_NORMAL, "東京x");
    grid_unclip(&g, old);
    expect(&g, "東\n");
    grid_clear(&g);
}

static void combining_marks_share_the_cell(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 4, 1);
    assert_int_equal(grid_put(&g, 0, 0, 4, STYLE_NORMAL, "e\u0301a"), 2);
    assert_int_equal(grid_at(&g, 0, 0)->cp[1], 0x301);
    assert_int_equal(grid_at(&g, 1, 0)->cp[0], 'a');
    /* one that stands alone has nothing to stand on */
    grid_blank(&g);
    assert_int_equal(grid_put(&g, 0, 0, 4, STYLE_NORMAL, "\u0301"), 0);
    expect(&g, "\n");
    grid_clear(&g);
}

static void control_characters_are_marks(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 40, 1);
    grid_put(&g, 0, 0, 40, STYLE_NORMAL,
             "a\033[31mb\u202ec\x9b"
             "d\n\t");
    expect(&g, "a^[[31mb<U+202E>c\uFFFDd^J^I\n");
    grid_clear(&g);
}

static void nothing_hostile_gets_into_a_grid(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 60, 3);
    for (size_t i = 0; hostile_text(i); i++) {
        for (int w = 0; w < 60; w++) {
            const char *text = hostile_text(i);
            grid_blank(&g);
            int used = grid_put(&g, 3, 1, w, STYLE_NORMAL, text);
            grid_put_right(&g, 0, 2, w, STYLE_NORMAL, text);
            grid_put_from(&g, 0, 0, w, STYLE_NORMAL, text, strlen(text), w / 2);
            assert_true(used <= w);
            assert_true(used <= text_columns(text, strlen(text), 1000));
            hostile_check(&g);
            for (int x = 3 + w; x < 60; x++) /* nothing beyond what was given */
                assert_int_equal(grid_at(&g, x, 1)->cp[0], ' ');
        }
    }
    grid_clear(&g);
}

static void a_megabyte_costs_little(void **state)
{
    enum { LONG = 1 << 20 };
    char *text = malloc(LONG * 2 + 1);
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 20, 1);
    for (size_t i = 0; i < LONG; i++)
        memcpy(text + 2 * i, "\u0301", 2);
    text[2 * LONG] = '\0';
    text[0] = 'x', text[1] = 'y';
    for (int i = 0; i < 2000; i++) /* minutes, were all of it read each time */
        grid_put(&g, 0, 0, 20, STYLE_NORMAL, text);
    assert_int_equal(grid_at(&g, 0, 0)->cp[0], 'x');
    assert_int_equal(grid_at(&g, 2, 0)->cp[0], 0x2026); /* something was left out */
    grid_clear(&g);
    free(text);
}

static void right_aligned_text_ends_at_the_edge(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 8, 1);
    grid_put_right(&g, 0, 0, 8, STYLE_NORMAL, "128");
    expect(&g, "     128\n");
    grid_put_right(&g, 0, 0, 4, STYLE_NORMAL, "123456");
    expect(&g, "123… 128\n");
    grid_clear(&g);
}

static void text_from_a_column(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 6, 1);
    grid_put_from(&g, 0, 0, 4, STYLE_NORMAL, "a東bcd", 7, 2); /* in the middle of the wide one */
    expect(&g, " bcd\n");
    grid_clear(&g);
}

static void boxes_and_lines(void **state)
{
    struct grid g = {0};
    (void)state;
    grid_resize(&g, 12, 3);
    grid_box(&g, grid_rect(&g), "Menu", NULL);
    expect(&g, "┌ Menu ────┐\n│          │\n└──────────┘\n");
    grid_clear(&g);
}

static void styles_are_told(void **state)
{
    struct grid g = {0};
    struct str out = {0};
    (void)state;
    grid_resize(&g, 6, 2);
    grid_put(&g, 1, 0, 5, STYLE_OVERDUE, "ab");
    grid_text(&g, true, &out);
    assert_string_equal(str_text(&out), " ab\n.OO\n\n");
    for (int i = 0; i < STYLE_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_int_not_equal(style_letter((enum style)i), style_letter((enum style)j));
    str_clear(&out);
    grid_clear(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_put_and_clipped),
        cmocka_unit_test(what_fits_exactly_is_whole),
        cmocka_unit_test(wide_characters_take_two_columns),
        cmocka_unit_test(halves_never_part),
        cmocka_unit_test(a_clip_cuts_wide_characters_to_blanks),
        cmocka_unit_test(combining_marks_share_the_cell),
        cmocka_unit_test(control_characters_are_marks),
        cmocka_unit_test(nothing_hostile_gets_into_a_grid),
        cmocka_unit_test(a_megabyte_costs_little),
        cmocka_unit_test(right_aligned_text_ends_at_the_edge),
        cmocka_unit_test(text_from_a_column),
        cmocka_unit_test(boxes_and_lines),
        cmocka_unit_test(styles_are_told),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
