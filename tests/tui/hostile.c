/* hostile.c: see hostile.h. */
#include "hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

enum { MARKS = 4000 };

static const char *many_marks(void)
{
    static char text[3 * MARKS + 2] = "a";
    for (size_t i = 0; !text[1] && i < MARKS; i++)
        memcpy(text + 1 + 2 * (MARKS - 1 - i), "\u0308", 2);
    return text;
}

const char *hostile_text(size_t i)
{
    static const char *const texts[] = {
        "",
        "\033[2J\033[H\033]0;owned\a",
        "\033]52;c;ZXZpbA==\a\033P1$r\033\\",
        "\x9b"
        "31m\x9d"
        "0;x\x9c",
        "\xc2\x9b"
        "31m\xc2\x85\xc2\x90",
        "\r\n\t\b\f\v\a\x7f\x01\x1f",
        "\u202eevil\u202c \u2066x\u2069\u200f\u061c",
        "zero\u200bwidth\u200d\u200c\ufeff\u2060\u00ad",
        "\U000e0041\U000e0042\U000e007f",
        "\u2028line\u2029para",
        "\xc3\x28\xff\xfe\xf0\x80\x80\x80\xed\xa0\x80",
        "\xe6\x9d\xb1\xe6\x9d", /* cut in the middle of a character */
        "\u0301\u0301\u0301lonely",
        "東京都港区芝公園四丁目二番八号",
        "👩‍👩‍👧‍👦👍🏽🇸🇪❤️",
        "ﷺ﷽ ᚠᛇᚻ ก็็็็็็็็ हिन्दी 한국어 각",
        "Z̸̡̢̛͖̰̗͙͉̹̥̱̫̣̠̭͎̣̙̐̏̐̇̄̅͊̓̑̉͒͋̄̕͝ǎ̴l̵g̷o",
        "normal text that is rather longer than the column it has to stand in, for sure",
    };
    if (i < sizeof texts / sizeof *texts)
        return texts[i];
    return i == sizeof texts / sizeof *texts ? many_marks() : NULL;
}

static void check_cell(const struct grid *g, int x, int y)
{
    const struct cell *c = grid_at(g, x, y);
    bool plain = c->cp[0] >= ' ' && c->cp[0] < 0x7f && !c->cp[1] && c->width == 1;
    assert_true(c->style < STYLE_COUNT && !c->spare[0] && !c->spare[1]);
    if (plain)
        return;
    if (c->width == 0) {
        assert_true(x > 0 && grid_at(g, x - 1, y)->width == 2);
        assert_int_equal(c->cp[0], 0);
        return;
    }
    assert_true(c->width == 1 || (x + 1 < g->w && grid_at(g, x + 1, y)->width == 0));
    assert_int_equal(utf8_width_cp(c->cp[0]), c->width);
    for (int i = 0; i < CELL_CODEPOINTS && c->cp[i]; i++) {
        assert_false(utf8_unsafe(c->cp[i]));
        assert_true(i == 0 || utf8_width_cp(c->cp[i]) == 0);
    }
}

void hostile_check(const struct grid *g)
{
    for (int y = 0; y < g->h; y++)
        for (int x = 0; x < g->w; x++)
            check_cell(g, x, y);
}
