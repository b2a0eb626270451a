/* From one grid to the next: a little terminal reads the bytes and must show what the grid says. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "tui/term_output.h"

/* --- a terminal, as much of ECMA-48 as is written ----------------------------------------------
 */

struct emulator {
    struct grid g;
    int x, y, top, bottom;
    bool wrap_next; /* the last column was written */
    int attr_changes;
};

static void scroll_up(struct emulator *e)
{
    size_t row = (size_t)e->g.w;
    memmove(&e->g.cells[(size_t)e->top * row], &e->g.cells[(size_t)(e->top + 1) * row],
            (size_t)(e->bottom - e->top) * row * sizeof(struct cell));
    grid_fill(&e->g, (struct rect){0, e->bottom, e->g.w, 1}, STYLE_NORMAL);
}

static void scroll_down(struct emulator *e)
{
    size_t row = (size_t)e->g.w;
    memmove(&e->g.cells[(size_t)(e->top + 1) * row], &e->g.cells[(size_t)e->top * row],
            (size_t)(e->bottom - e->top) * row * sizeof(struct cell));
    grid_fill(&e->g, (struct rect){0, e->top, e->g.w, 1}, STYLE_NORMAL);
}

static void csi(struct emulator *e, const int *p, int n, char final)
{
    int first = n > 0 ? p[0] : 0, second = n > 1 ? p[1] : 0;
    e->wrap_next = false;
    switch (final) {
    case 'H':
        e->y = (first ? first : 1) - 1;
        e->x = (second ? second : 1) - 1;
        break;
    case 'G':
        e->x = (first ? first : 1) - 1;
        break;
    case 'J':
        grid_fill(&e->g, grid_rect(&e->g), STYLE_NORMAL);
        break;
    case 'K':
        grid_fill(&e->g, (struct rect){e->x, e->y, e->g.w - e->x, 1}, STYLE_NORMAL);
        break;
    case 'X':
        grid_fill(&e->g, (struct rect){e->x, e->y, first, 1}, STYLE_NORMAL);
        break;
    case 'r':
        e->top = (first ? first : 1) - 1;
        e->bottom = (second ? second : e->g.h) - 1;
        e->x = e->y = 0;
        break;
    case 'm':
        e->attr_changes++;
        break;
    case 'h':
    case 'l':
        break;
    default:
        fail_msg("unexpected CSI %c", final);
    }
    assert_in_range(e->x, 0, e->g.w - 1);
    assert_in_range(e->y, 0, e->g.h - 1);
}

static const char *read_escape(struct emulator *e, const char *s)
{
    int p[8] = {0}, n = 0;
    if (*s == 'M') {
        if (e->y == e->top)
            scroll_down(e);
        else
            e->y--;
        return s + 1;
    }
    assert_int_equal(*s, '[');
    for (s++; *s == '?' || *s == ';' || (*s >= '0' && *s <= '9'); s++) {
        if (*s == ';')
            n++;
        else if (*s != '?')
            p[n] = p[n] * 10 + *s - '0';
    }
    csi(e, p, n + 1, *s);
    return s + 1;
}

static const char *read_text(struct emulator *e, const char *s)
{
    size_t bytes;
    int w = text_step(s, strlen(s), &bytes);
    assert_false(e->wrap_next); /* nothing may depend on how a terminal wraps */
    if (w == 0)                 /* belongs to the one before */
        grid_put_n(&e->g, 0, 0, 0, STYLE_NORMAL, s, bytes);
    assert_true(e->x + w <= e->g.w);
    /* with what combines with it */
    size_t all = bytes, more;
    while (s[all] && (unsigned char)s[all] >= 0x80 &&
           text_step(s + all, strlen(s + all), &more) == 0)
        all += more;
    grid_put_from(&e->g, e->x, e->y, w, STYLE_NORMAL, s, all, 0);
    e->x += w;
    if (e->x == e->g.w) {
        e->x--;
        e->wrap_next = true;
    }
    return s + all;
}

static void feed(struct emulator *e, const char *s)
{
    while (*s) {
        if (*s == '\033') {
            s = read_escape(e, s + 1);
        } else if (*s == '\r') {
            e->x = 0;
            e->wrap_next = false;
            s++;
        } else if (*s == '\n') {
            e->wrap_next = false;
            if (e->y == e->bottom)
                scroll_up(e);
            else
                e->y++;
            s++;
        } else {
            s = read_text(e, s);
        }
    }
}

static void expect_same(const struct emulator *e, const struct grid *g)
{
    struct str a = {0}, b = {0};
    grid_text(&e->g, false, &a);
    grid_text(g, false, &b);
    assert_string_equal(str_text(&a), str_text(&b));
    str_clear(&a);
    str_clear(&b);
}

/* --- the terminals that are tried --------------------------------------------------------------
 */

static struct output output_of(bool bce, bool plain)
{
    struct output o = {.caps = output_ansi()};
    o.caps.bce = bce;
    if (plain) { /* an old one */
        o.caps.ech = o.caps.hpa = o.caps.csr = o.caps.el = NULL;
        o.caps.civis = o.caps.cnorm = NULL;
    }
    theme_fill(THEME_AUTO, 256, o.looks);
    return o;
}

struct pair {
    struct output o;
    struct emulator e;
    struct str bytes;
};

static void open_pair(struct pair *p, int w, int h, bool bce, bool plain)
{
    *p = (struct pair){.o = output_of(bce, plain)};
    grid_resize(&p->e.g, w, h);
    p->e.bottom = h - 1;
}

static size_t step(struct pair *p, const struct grid *g, int cx, int cy)
{
    str_truncate(&p->bytes, 0);
    output_grid(&p->o, g, cx, cy, &p->bytes);
    feed(&p->e, str_text(&p->bytes));
    expect_same(&p->e, g);
    if (cx >= 0) {
        assert_int_equal(p->e.x, cx);
        assert_int_equal(p->e.y, cy);
    }
    return p->bytes.len;
}

static void close_pair(struct pair *p)
{
    output_clear(&p->o);
    grid_clear(&p->e.g);
    str_clear(&p->bytes);
}

static void scribble(struct grid *g)
{
    static const char *const texts[] = {"abc",   "Göteborg",           "東京", "e\u0301e", "👍 ok",
                                        "हिन्दी", "                  ", "▌",    "─────"};
    int n = rand() % 6;
    for (int i = 0; i < n; i++) {
        enum style style = (enum style)(rand() % STYLE_COUNT);
        int x = rand() % g->w, y = rand() % g->h;
        if (rand() % 4 == 0)
            grid_fill(g, (struct rect){x, y, rand() % 30, rand() % 4}, style);
        else
            grid_put(g, x, y, g->w - x, style, texts[rand() % 9]);
    }
}

/* Moves some rows up or down, as lists do. */
static void shift(struct grid *g)
{
    int by = rand() % 3 + 1, top = rand() % (g->h / 2), bottom = g->h - 1 - rand() % (g->h / 3);
    size_t row = (size_t)g->w * sizeof(struct cell);
    if (bottom - top <= by)
        return;
    struct cell *from = &g->cells[(top + by) * g->w], *to = &g->cells[top * g->w];
    if (rand() % 2) {
        struct cell *other = from;
        from = to;
        to = other;
    }
    memmove(to, from, (size_t)(bottom - top - by) * row);
}

static void random_grids(bool bce, bool plain)
{
    struct grid g = {0};
    struct pair p;
    grid_resize(&g, 50, 14);
    open_pair(&p, 50, 14, bce, plain);
    for (int y = 0; y < 14; y++)
        grid_put_f(&g, 0, y, 50, STYLE_NORMAL, "row %d of many", y * 77);
    for (int i = 0; i < 3000; i++) {
        scribble(&g);
        if (rand() % 3 == 0)
            shift(&g);
        int cx = rand() % 3 ? -1 : rand() % 50;
        step(&p, &g, cx, rand() % 14);
    }
    close_pair(&p);
    grid_clear(&g);
}

static void any_grid_is_shown(void **state)
{
    (void)state;
    srand(1);
    random_grids(true, false);
    random_grids(false, false);
    random_grids(false, true);
}

static void nothing_new_writes_nothing(void **state)
{
    struct grid g = {0};
    struct pair p;
    (void)state;
    grid_resize(&g, 80, 24);
    grid_put(&g, 3, 3, 40, STYLE_OVERDUE, "something");
    open_pair(&p, 80, 24, true, false);
    step(&p, &g, -1, 0);
    assert_int_equal(step(&p, &g, -1, 0), 0);
    close_pair(&p);
    grid_clear(&g);
}

/* --- what the bar and the marker cost ----------------------------------------------------------
 */

static void list_rows(struct grid *g, int cursor, int first, bool bar)
{
    grid_blank(g);
    grid_put(g, 1, 0, 70, STYLE_TITLE,
             "liaise  Contacts                                     1 204 contacts");
    for (int y = 2; y < 23; y++) {
        bool here = y == cursor;
        enum style style = here && bar ? STYLE_SELECTED : STYLE_NORMAL;
        if (here && bar)
            grid_fill(g, (struct rect){0, y, 80, 1}, style);
        grid_put(g, 0, y, 1, here && !bar ? STYLE_MARKER : style, here ? "▌" : " ");
        grid_put_f(g, 1, y, 20, style, "Anna Lindqvist %d", first + y);
        grid_put(g, 22, y, 14, style, "Trey Research");
        grid_put(g, 40, y, 10, style, "Göteborg");
        grid_put(g, 55, y, 8, here && bar ? style : STYLE_OVERDUE, (first + y) % 3 ? "" : "overdue");
        grid_put_f(g, 70, y, 9, style, "CT%06d", first + y);
    }
}

static size_t cost_of_moving(bool bar, bool bce, bool scrolling)
{
    struct grid g = {0};
    struct pair p;
    size_t most = 0;
    grid_resize(&g, 80, 24);
    open_pair(&p, 80, 24, bce, false);
    list_rows(&g, scrolling ? 22 : 2, 0, bar);
    step(&p, &g, -1, 0);
    for (int i = 1; i < 20; i++) {
        list_rows(&g, scrolling ? 22 : 2 + i, scrolling ? i : 0, bar);
        size_t n = step(&p, &g, -1, 0);
        most = n > most ? n : most;
    }
    close_pair(&p);
    grid_clear(&g);
    return most;
}

static void moving_costs_few_bytes(void **state)
{
    (void)state;
    assert_in_range(cost_of_moving(true, true, false), 1, 200);
    assert_in_range(cost_of_moving(true, false, false), 1, 200);
    assert_in_range(cost_of_moving(false, true, false), 1, 40);
    assert_in_range(cost_of_moving(true, true, true), 1, 250); /* and a new row, by scrolling */
    assert_in_range(cost_of_moving(false, true, true), 1, 200);
}

/* --- widths that terminals disagree about ------------------------------------------------------
 */

static void the_column_behind_a_doubtful_width_is_placed(void **state)
{
    struct grid g = {0};
    struct output o = output_of(true, false);
    struct str bytes = {0};
    (void)state;
    grid_resize(&g, 40, 1);
    grid_put(&g, 0, 0, 10, STYLE_NORMAL, "a👍b");
    grid_put(&g, 4, 0, 10, STYLE_NORMAL, "next");
    output_grid(&o, &g, -1, 0, &bytes);
    /* 'a' in column 1, the thumb in 2 and 3, 'b' placed in column 4 by its number */
    assert_non_null(strstr(str_text(&bytes), "a👍\033[4Gbnext"));
    str_clear(&bytes);
    output_clear(&o);
    grid_clear(&g);
}

static void a_terminal_without_utf8_gets_stand_ins(void **state)
{
    struct grid g = {0};
    struct output o = output_of(true, false);
    struct str bytes = {0};
    (void)state;
    o.caps.ascii = true;
    grid_resize(&g, 40, 1);
    grid_put(&g, 0, 0, 40, STYLE_NORMAL, "▌Göte│東…→");
    output_grid(&o, &g, -1, 0, &bytes);
    assert_non_null(strstr(str_text(&bytes), ">G?te|??~>"));
    for (size_t i = 0; i < bytes.len; i++)
        assert_true((unsigned char)bytes.s[i] < 0x80);
    str_clear(&bytes);
    output_clear(&o);
    grid_clear(&g);
}

static void the_last_cell_is_left_alone_where_it_would_scroll(void **state)
{
    struct grid g = {0};
    struct output o = output_of(true, false);
    struct str bytes = {0};
    (void)state;
    o.caps.wraps = true;
    grid_resize(&g, 5, 2);
    grid_put(&g, 0, 0, 5, STYLE_NORMAL, "12345");
    grid_put(&g, 0, 1, 5, STYLE_NORMAL, "abcde");
    output_grid(&o, &g, -1, 0, &bytes);
    assert_non_null(strstr(str_text(&bytes), "12345"));
    assert_null(strstr(str_text(&bytes), "abcde"));
    assert_non_null(strstr(str_text(&bytes), "abcd"));
    str_clear(&bytes);
    output_clear(&o);
    grid_clear(&g);
}

/* --- themes ------------------------------------------------------------------------------------
 */

static void no_color_means_attributes_only(void **state)
{
    struct look looks[STYLE_COUNT];
    int colors = 256;
    (void)state;
    assert_int_equal(theme_detect("1", "truecolor", NULL, &colors), THEME_MONO);
    theme_fill(THEME_MONO, 256, looks);
    for (int i = 0; i < STYLE_COUNT; i++) {
        assert_int_equal(looks[i].fg, -1);
        assert_int_equal(looks[i].bg, -1);
    }
    /* and it is complete: what must stand out does */
    static const enum style loud[] = {STYLE_SELECTED, STYLE_OVERDUE, STYLE_ERROR,
                                      STYLE_MARKED,   STYLE_KEY,     STYLE_PERSONALISED,
                                      STYLE_MATCH,    STYLE_CANCELED};
    for (size_t i = 0; i < sizeof loud / sizeof *loud; i++)
        assert_int_not_equal(looks[loud[i]].attr, 0);
}

static void the_background_decides_the_theme(void **state)
{
    static const struct {
        const char *colorfgbg;
        enum theme_choice want;
    } rows[] = {{"15;0", THEME_DARK},     {"0;15", THEME_LIGHT}, {"0;default;7", THEME_LIGHT},
                {"7;8", THEME_DARK},      {NULL, THEME_AUTO},    {"x", THEME_AUTO},
                {"0;default", THEME_AUTO}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int colors = 256;
        assert_int_equal(theme_detect(NULL, NULL, rows[i].colorfgbg, &colors), rows[i].want);
        assert_int_equal(colors, 256);
    }
    int colors = 256;
    theme_detect("", "truecolor", NULL, &colors); /* an empty NO_COLOR is none */
    assert_int_equal(colors, 1 << 24);
}

static void looks_do_not_ask_for_more_than_there_is(void **state)
{
    static const enum theme_choice themes[] = {THEME_AUTO, THEME_MONO, THEME_DARK, THEME_LIGHT};
    static const int counts[] = {0, 2, 8, 16, 88, 256, 1 << 24};
    struct look looks[STYLE_COUNT];
    (void)state;
    for (size_t t = 0; t < 4; t++) {
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            int limit = counts[c] > 256 ? 0x2000000 : counts[c];
            theme_fill(themes[t], counts[c], looks);
            for (int i = 0; i < STYLE_COUNT; i++)
                assert_true(looks[i].fg < limit && looks[i].bg < limit);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_grid_is_shown),
        cmocka_unit_test(nothing_new_writes_nothing),
        cmocka_unit_test(moving_costs_few_bytes),
        cmocka_unit_test(the_column_behind_a_doubtful_width_is_placed),
        cmocka_unit_test(a_terminal_without_utf8_gets_stand_ins),
        cmocka_unit_test(the_last_cell_is_left_alone_where_it_would_scroll),
        cmocka_unit_test(no_color_means_attributes_only),
        cmocka_unit_test(the_background_decides_the_theme),
        cmocka_unit_test(looks_do_not_ask_for_more_than_there_is),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
