/* Bytes of a terminal become events. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "tui/term_input.h"

/* Everything that comes out, as words: "Ctrl-S", "paste:…", "press:3,4". */
static void read_all(struct input *in, struct str *out)
{
    struct event ev;
    char name[KEY_NAME];
    while (input_next(in, false, &ev) || (input_partial(in) && input_next(in, true, &ev))) {
        if (out->len > 0)
            str_add_char(out, ' ');
        if (ev.type == EVENT_KEY)
            str_add(out, key_format(ev.key, name));
        else if (ev.type == EVENT_PASTE)
            str_add_f(out, "paste:%s", ev.text);
        else if (ev.type == EVENT_MOUSE)
            str_add_f(out, "%s:%d,%d",
                      ev.mouse == MOUSE_PRESS      ? "press"
                      : ev.mouse == MOUSE_WHEEL_UP ? "up"
                                                   : "down",
                      ev.x, ev.y);
    }
}

static void expect(const char *bytes, size_t len, size_t piece, const char *want)
{
    struct input in = {0};
    struct str got = {0};
    struct event ev;
    for (size_t i = 0; i < len; i += piece) {
        input_feed(&in, bytes + i, len - i < piece ? len - i : piece);
        /* what is complete comes at once, the rest may wait */
        while (i + piece < len && input_next(&in, false, &ev)) {
            char name[KEY_NAME];
            str_add_f(&got, "%s%s", got.len ? " " : "",
                      ev.type == EVENT_KEY     ? key_format(ev.key, name)
                      : ev.type == EVENT_PASTE ? "paste"
                                               : "mouse");
        }
    }
    read_all(&in, &got);
    if (piece >= len || !strstr(want, ":"))
        assert_string_equal(str_text(&got), want);
    input_clear(&in);
    str_clear(&got);
}

static const struct {
    const char *bytes, *want;
} sequences[] = {
    {"abc", "a b c"},
    {"\x13\x11", "Ctrl-S Ctrl-Q"},
    {"\r\n\t\x7f\b", "Enter Enter Tab Backspace Backspace"},
    {"\x1f", "Ctrl-_"},
    {"ö東👍", "ö 東 👍"},
    {"\033[A\033[B\033[C\033[D", "Up Down Right Left"},
    {"\033OA\033OB\033OP\033OS", "Up Down F1 F4"},
    {"\033[1;5C\033[1;3B\033[1;2A", "Ctrl-Right Alt-Down Shift-Up"},
    {"\033[5~\033[6~\033[3~\033[2~", "PgUp PgDn Del Ins"},
    {"\033[H\033[F\033[1~\033[4~\033[7~\033[8~", "Home End Home End Home End"},
    {"\033[15~\033[21~\033[24~", "F5 F10 F12"},
    {"\033[[A\033[[E", "F1 F5"},
    {"\033[Z", "Shift-Tab"},
    {"\033q\033Q\033\r\033b", "Alt-Q Alt-Q Alt-Enter Alt-B"},
    {"\033ö", "Alt-ö"},
    {"\033\x7f", "Alt-Backspace"},
    {"\033", "Esc"},
    {"\033\033", "Esc Esc"},
    {"\033\033[A", "Esc Up"},
    {"\033[27;5;13~", "Ctrl-Enter"},
    {"\033[115;5u\033[97;3u\033[65;6u", "Ctrl-S Alt-A Ctrl-A"},
    {"\033[", "Alt-["},
    {"\033O", "Alt-O"},
    {"\033]11;rgb:0000/0000/0000\033\\x", "x"},
    {"\033]0;title\ax", "x"},
    {"\033P1+r\033\\y", "y"},
    {"\033[?1;2cx", "x"},
    {"\033[<0;10;5M\033[<0;10;5m\033[<64;1;1M\033[<65;2;3M", "press:9,4 up:0,0 down:1,2"},
    {"\033[<2;1;1M\033[<35;1;1M", ""},
    {"\033[200~ab\ncd\033[201~e", "paste:ab\ncd e"},
    {"\033[200~q\033[31m\x07\033[201~", "paste:q\033[31m\x07"},
    {"\033[200~a\r\nb\rc\033[201~", "paste:a\nb\nc"},
    {"\033[200~\033[20\033[201~", "paste:\033[20"},
    {"\xff\xfe"
     "a",
     "a"},
    {"\xc3", ""},
    {"\xc3(", "("},
    {"\033[999999999999999999999~x", "x"},
};

static void sequences_become_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        expect(sequences[i].bytes, strlen(sequences[i].bytes), 4096, sequences[i].want);
}

/* A slow line gives them byte by byte. */
static void and_the_same_in_pieces(void **state)
{
    (void)state;
    for (size_t piece = 1; piece < 5; piece++)
        for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
            expect(sequences[i].bytes, strlen(sequences[i].bytes), piece, sequences[i].want);
}

static void escape_waits_for_what_may_follow(void **state)
{
    struct input in = {0};
    struct event ev;
    (void)state;
    input_feed(&in, "\033", 1);
    assert_false(input_next(&in, false, &ev));
    assert_true(input_partial(&in));
    assert_true(input_next(&in, true, &ev));
    assert_int_equal(ev.key, K_ESC);
    assert_false(input_partial(&in));
    input_clear(&in);
}

static void keys_of_this_terminal_are_learned(void **state)
{
    struct input in = {0};
    struct event ev;
    (void)state;
    input_learn(&in, "\033Oq", K_END);
    input_learn(&in, "x", K_HOME); /* no escape sequence: would take a letter away */
    input_feed(&in, "\033Oqx", 4);
    assert_true(input_next(&in, false, &ev));
    assert_int_equal(ev.key, K_END);
    assert_true(input_next(&in, false, &ev));
    assert_int_equal(ev.key, 'x');
    input_clear(&in);
}

static void a_paste_is_valid_text(void **state)
{
    struct input in = {0};
    struct event ev;
    const char bytes[] = "\033[200~a\xff"
                         "b\xc3\033[201~";
    (void)state;
    input_feed(&in, bytes, sizeof bytes - 1);
    assert_true(input_next(&in, false, &ev));
    assert_int_equal(ev.type, EVENT_PASTE);
    assert_true(utf8_valid(ev.text, ev.len));
    assert_string_equal(ev.text, "a\uFFFDb\uFFFD");
    input_clear(&in);
}

static void a_paste_that_never_ends_is_taken_after_a_pause(void **state)
{
    struct input in = {0};
    struct event ev;
    (void)state;
    input_feed(&in, "\033[200~half", 10);
    assert_false(input_next(&in, false, &ev));
    assert_true(in.pasting);
    assert_true(input_next(&in, true, &ev));
    assert_string_equal(ev.text, "half");
    input_clear(&in);
}

static void any_bytes_do_no_harm(void **state)
{
    (void)state;
    srand(7);
    for (int round = 0; round < 3000; round++) {
        struct input in = {0};
        struct event ev;
        char bytes[64];
        for (int i = 0; i < 4; i++) {
            size_t len = (size_t)(rand() % 64);
            for (size_t b = 0; b < len; b++)
                bytes[b] = "\033\033\033[[]O<;0123~MmuPZ200~201~a\xc3\xff\x80\r"[rand() % 32];
            input_feed(&in, bytes, len);
            while (input_next(&in, rand() % 2, &ev))
                assert_true(ev.type == EVENT_KEY || ev.type == EVENT_PASTE ||
                            ev.type == EVENT_MOUSE);
        }
        while (input_partial(&in)) /* and everything comes to an end */
            if (!input_next(&in, true, &ev))
                break;
        assert_false(input_partial(&in));
        input_clear(&in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sequences_become_keys),
        cmocka_unit_test(and_the_same_in_pieces),
        cmocka_unit_test(escape_waits_for_what_may_follow),
        cmocka_unit_test(keys_of_this_terminal_are_learned),
        cmocka_unit_test(a_paste_is_valid_text),
        cmocka_unit_test(a_paste_that_never_ends_is_taken_after_a_pause),
        cmocka_unit_test(any_bytes_do_no_harm),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
