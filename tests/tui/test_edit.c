/* Typing: one line and many, panes of text. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "hostile.h"
#include "tui/edit.h"
#include "tui/pane.h"
#include "tui/term_mock.h"
#include "tui/text.h"

/* Plays a script of keys (term_mock.h) into a field. */
static void play(struct edit *e, struct text *t, const char *script)
{
    struct mock *m = mock_new(80, 24);
    struct event ev;
    assert_true(mock_script(m, script));
    while (m->next < m->events.count)
        if (m->term.ops->read(&m->term, &ev, 0)) {
            if (t)
                text_event(t, &ev);
            else
                edit_event(e, &ev);
        }
    m->term.ops->close(&m->term);
}

/* The text with | where the cursor is, [ ] around it when it is selected. */
static void expect_edit(const char *start, bool many, const char *script, const char *want)
{
    struct edit e = {.many_lines = many};
    struct str got = {0};
    edit_set(&e, start);
    play(&e, NULL, script);
    str_add_n(&got, edit_text(&e), e.cursor);
    str_add(&got, "|");
    str_add(&got, edit_text(&e) + e.cursor);
    if (e.selected) {
        str_insert(&got, 0, "[", 1);
        str_add(&got, "]");
    }
    assert_string_equal(str_text(&got), want);
    str_clear(&got);
    edit_clear(&e);
}

static void readline_keys(void **state)
{
    (void)state;
    expect_edit("", false, "{hello}", "hello|");
    expect_edit("hello world", false, "Ctrl-A {x}", "x|hello world");
    expect_edit("hello world", false, "Home Ctrl-E {x}", "hello worldx|");
    expect_edit("hello world", false, "Alt-B", "hello |world");
    expect_edit("hello world", false, "Ctrl-Left Ctrl-Left Ctrl-Right", "hello| world");
    expect_edit("hello world", false, "Ctrl-W", "hello |");
    expect_edit("hello world", false, "Ctrl-W Ctrl-Y Ctrl-Y", "hello worldworld|");
    expect_edit("hello world", false, "Alt-B Ctrl-K", "hello |");
    expect_edit("hello world", false, "Alt-B Ctrl-U", "|world");
    expect_edit("hello world", false, "Ctrl-A Alt-D", "| world");
    expect_edit("hello", false, "Ctrl-A Ctrl-D Del", "|llo");
    expect_edit("hello", false, "Ctrl-B Ctrl-B Backspace", "he|lo");
    expect_edit("hello", false, "Ctrl-A Ctrl-F {X}", "hX|ello");
}

static void characters_are_what_people_see(void **state)
{
    (void)state;
    expect_edit("cafe\u0301", false, "Backspace", "caf|");
    expect_edit("a🇸🇪b", false, "Left Backspace", "a|b");
    expect_edit("東京", false, "Left", "東|京");
}

static void undo_within_the_field(void **state)
{
    (void)state;
    expect_edit("", false, "{one two} Ctrl-_", "one|");
    expect_edit("", false, "{one two} Ctrl-_ Ctrl-_", "|");
    expect_edit("abc", false, "Ctrl-U Ctrl-_", "abc|");
    expect_edit("abc", false, "Ctrl-A Ctrl-K {x} Ctrl-_ Ctrl-_", "|abc");
    expect_edit("abc", false, "Ctrl-_", "abc|"); /* nothing to undo */
}

static void entering_selects_typing_replaces(void **state)
{
    static const struct {
        const char *script, *want;
    } rows[] = {{"{x}", "x|"},           {"Right {x}", "oldx|"}, {"Left {x}", "x|old"},
                {"Home {x}", "x|old"},   {"Backspace", "|"},     {"Del", "|"},
                {"paste:{new}", "new|"}, {"Ctrl-W", "|"},        {"{x} Ctrl-_", "[old|]"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct edit e = {0};
        struct str got = {0};
        edit_set(&e, "old");
        edit_select_all(&e);
        play(&e, NULL, rows[i].script);
        str_add_f(&got, "%s%.*s|%s%s", e.selected ? "[" : "", (int)e.cursor, edit_text(&e),
                  edit_text(&e) + e.cursor, e.selected ? "]" : "");
        assert_string_equal(str_text(&got), rows[i].want);
        str_clear(&got);
        edit_clear(&e);
    }
}

static void pasted_text_is_literal(void **state)
{
    struct edit one = {0}, many = {.many_lines = true};
    const struct event ev = {.type = EVENT_PASTE, .text = "a\n\tb\033[31m\n", .len = 10};
    (void)state;
    edit_event(&one, &ev);
    assert_string_equal(edit_text(&one), "a  b\033[31m");
    edit_event(&many, &ev);
    assert_string_equal(edit_text(&many), "a\n\tb\033[31m\n");
    edit_clear(&one);
    edit_clear(&many);
}

static void a_limit_cuts_between_characters(void **state)
{
    struct edit e = {.limit = 4};
    (void)state;
    edit_insert(&e, "aöö", 5);
    assert_string_equal(edit_text(&e), "aö");
    edit_insert(&e, "öö", 4);
    assert_string_equal(edit_text(&e), "aö");
    edit_clear(&e);
}

static void a_long_line_scrolls(void **state)
{
    struct grid g = {0};
    struct edit e = {0};
    struct str out = {0};
    int x = -1;
    (void)state;
    grid_resize(&g, 8, 1);
    edit_set(&e, "0123456789abcdef");
    edit_draw(&e, &g, 0, 0, 8, STYLE_NORMAL, &x);
    grid_text(&g, false, &out);
    assert_string_equal(str_text(&out), "9abcdef\n");
    assert_int_equal(x, 7);
    play(&e, NULL, "Home");
    edit_draw(&e, &g, 0, 0, 8, STYLE_NORMAL, &x);
    assert_int_equal(x, 0);
    assert_int_equal(grid_at(&g, 0, 0)->cp[0], '0');
    /* unfocused it begins at its beginning and says that there is more */
    edit_draw(&e, &g, 0, 0, 8, STYLE_NORMAL, NULL);
    assert_int_equal(grid_at(&g, 7, 0)->cp[0], 0x2026);
    str_clear(&out);
    edit_clear(&e);
    grid_clear(&g);
}

/* --- many lines --------------------------------------------------------------------------------
 */

static void draw_text(struct text *t, int w, int h, const char *want, int want_x, int want_y)
{
    struct grid g = {0};
    struct str out = {0};
    int x = -1, y = -1;
    grid_resize(&g, w, h);
    text_draw(t, &g, grid_rect(&g), STYLE_NORMAL, &x, &y);
    grid_text(&g, false, &out);
    assert_string_equal(str_text(&out), want);
    assert_int_equal(x, want_x);
    assert_int_equal(y, want_y);
    str_clear(&out);
    grid_clear(&g);
}

static struct text text_of(const char *s)
{
    struct text t = {.edit.many_lines = true, .want_x = -1};
    text_set(&t, s);
    return t;
}

static void text_wraps_at_words(void **state)
{
    struct text t = text_of("the quick brown fox");
    (void)state;
    draw_text(&t, 10, 4, "the quick\nbrown fox\n\n\n", 9, 1);
    assert_int_equal(text_rows(&t, 10), 2);
    text_clear(&t);
    t = text_of("abcdefghijklmnop"); /* no word end: by columns; the last is the cursor's */
    draw_text(&t, 10, 3, "abcdefghi\njklmnop\n\n", 7, 1);
    text_clear(&t);
    t = text_of("one\n\nthree\n");
    draw_text(&t, 10, 5, "one\n\nthree\n\n\n", 0, 3);
    text_clear(&t);
}

static void lines_of_the_screen_are_moved_by(void **state)
{
    struct text t = text_of("the quick brown fox\njumps");
    (void)state;
    draw_text(&t, 10, 4, "the quick\nbrown fox\njumps\n\n", 5, 2);
    play(NULL, &t, "Up");
    draw_text(&t, 10, 4, "the quick\nbrown fox\njumps\n\n", 5, 1);
    play(NULL, &t, "Home {X}");
    draw_text(&t, 10, 4, "the quick\nXbrown\nfox\njumps\n", 1, 1);
    play(NULL, &t, "Up End {!} Enter {y}");
    assert_string_equal(edit_text(&t.edit), "the quick!\ny Xbrown fox\njumps");
    text_clear(&t);
}

static void the_edges_are_left_to_the_form(void **state)
{
    struct text t = text_of("one\ntwo");
    struct event up = {.type = EVENT_KEY, .key = K_UP}, down = {.type = EVENT_KEY, .key = K_DOWN};
    (void)state;
    assert_int_equal(text_event(&t, &down), EDIT_IGNORED);
    assert_int_equal(text_event(&t, &up), EDIT_MOVED);
    assert_int_equal(text_event(&t, &up), EDIT_IGNORED);
    text_clear(&t);
}

static void the_column_is_kept_over_short_lines(void **state)
{
    struct text t = text_of("123456\nab\n123456");
    (void)state;
    play(NULL, &t, "Up Up {X}");
    assert_string_equal(edit_text(&t.edit), "123456X\nab\n123456");
    text_clear(&t);
}

static void a_tall_text_scrolls_with_its_cursor(void **state)
{
    struct text t = text_of("1\n2\n3\n4\n5\n6");
    (void)state;
    draw_text(&t, 10, 3, "4\n5\n6\n", 1, 2);
    play(NULL, &t, "Ctrl-Home");
    draw_text(&t, 10, 3, "1\n2\n3\n", 0, 0);
    text_clear(&t);
}

/* --- panes -------------------------------------------------------------------------------------
 */

static void panes_wrap_and_scroll(void **state)
{
    struct pane p = {0};
    struct grid g = {0};
    struct str out = {0};
    struct event end = {.type = EVENT_KEY, .key = K_END};
    (void)state;
    grid_resize(&g, 20, 4);
    pane_add(&p, STYLE_HEADING, "Title");
    pane_add(&p, STYLE_NORMAL, "the quick brown fox jumps\nover");
    pane_add_pair(&p, 8, "Phone", STYLE_NORMAL, "070 123 456 789 01");
    pane_draw(&p, &g, grid_rect(&g));
    grid_text(&g, false, &out);
    assert_string_equal(str_text(&out), "Title\nthe quick brown fox\njumps\nover\n");
    assert_true(pane_event(&p, &end));
    grid_blank(&g);
    pane_draw(&p, &g, grid_rect(&g));
    str_truncate(&out, 0);
    grid_text(&g, false, &out);
    assert_string_equal(str_text(&out), "jumps\nover\nPhone   070 123 456\n        789 01\n");
    pane_clear(&p);
    str_clear(&out);
    grid_clear(&g);
}

static void hostile_text_in_every_widget(void **state)
{
    struct grid g = {0};
    (void)state;
    for (size_t i = 0; hostile_text(i); i++) {
        struct edit e = {0};
        struct text t = text_of(hostile_text(i));
        struct pane p = {0};
        edit_insert(&e, hostile_text(i), strlen(hostile_text(i)));
        assert_true(utf8_valid(edit_text(&e), strlen(edit_text(&e))));
        pane_add(&p, STYLE_NORMAL, hostile_text(i));
        pane_add_pair(&p, 9, hostile_text(i), STYLE_NORMAL, hostile_text(i));
        for (int w = 1; w < 40; w++) {
            int x = -1, y = -1;
            grid_resize(&g, w, 6);
            edit_draw(&e, &g, 0, 0, w, STYLE_NORMAL, &x);
            assert_in_range(x, 0, w - 1);
            text_draw(&t, &g, (struct rect){0, 1, w, 3}, STYLE_NORMAL, &x, &y);
            assert_in_range(x, 0, w - 1);
            assert_in_range(y, 1, 3);
            pane_draw(&p, &g, (struct rect){0, 4, w, 2});
            hostile_check(&g);
        }
        edit_clear(&e);
        text_clear(&t);
        pane_clear(&p);
    }
    grid_clear(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readline_keys),
        cmocka_unit_test(characters_are_what_people_see),
        cmocka_unit_test(undo_within_the_field),
        cmocka_unit_test(entering_selects_typing_replaces),
        cmocka_unit_test(pasted_text_is_literal),
        cmocka_unit_test(a_limit_cuts_between_characters),
        cmocka_unit_test(a_long_line_scrolls),
        cmocka_unit_test(text_wraps_at_words),
        cmocka_unit_test(lines_of_the_screen_are_moved_by),
        cmocka_unit_test(the_edges_are_left_to_the_form),
        cmocka_unit_test(the_column_is_kept_over_short_lines),
        cmocka_unit_test(a_tall_text_scrolls_with_its_cursor),
        cmocka_unit_test(panes_wrap_and_scroll),
        cmocka_unit_test(hostile_text_in_every_widget),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
