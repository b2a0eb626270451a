/* Any sequence of keys, pastes, clicks and sizes: no crash, and never anything on the grid that
 * must not be there. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "demo.h"
#include "hostile.h"
#include "tui/app_state.h"
#include "tui/term_mock.h"

enum { ROUNDS = 30, KEYS = 400, MEGABYTE = 1 << 20 };

static uint32_t random_key(void)
{
    static const uint32_t keys[] = {K_ENTER,
                                    K_TAB,
                                    K_ESC,
                                    K_BACKSPACE,
                                    K_DELETE,
                                    K_UP,
                                    K_DOWN,
                                    K_LEFT,
                                    K_RIGHT,
                                    K_HOME,
                                    K_END,
                                    K_PAGE_UP,
                                    K_PAGE_DOWN,
                                    K_TAB | K_SHIFT,
                                    K_DOWN | K_ALT,
                                    K_F1,
                                    K_F1 + 9,
                                    's' | K_CTRL,
                                    K_ENTER | K_ALT,
                                    'd' | K_CTRL,
                                    'u' | K_CTRL,
                                    'w' | K_CTRL,
                                    'k' | K_CTRL,
                                    'y' | K_CTRL,
                                    '_' | K_CTRL,
                                    'b' | K_ALT,
                                    'p' | K_CTRL,
                                    'c' | K_CTRL,
                                    'l' | K_CTRL,
                                    ' ',
                                    '*',
                                    '/',
                                    ':',
                                    '?',
                                    '1',
                                    '2',
                                    '3',
                                    0x6771,
                                    0x301,
                                    0x1f44d};
    static const char letters[] = "abcdefghijklmnoprstuvwxyzGSRU0459.-+\"";
    if (rand() % 3 == 0)
        return (uint32_t)letters[rand() % (int)(sizeof letters - 1)];
    return keys[rand() % (int)(sizeof keys / sizeof *keys)];
}

static int random_size(void)
{
    switch (rand() % 4) {
    case 0:
        return 1 + rand() % 12;
    case 1:
        return 1 + rand() % 500;
    default:
        return 10 + rand() % 120;
    }
}

static struct event random_event(struct mock *m)
{
    struct event ev = {.type = EVENT_KEY, .key = random_key()};
    int what = rand() % 40;
    if (what == 0) {
        m->w = random_size();
        m->h = random_size();
        ev = (struct event){.type = EVENT_RESIZE};
    } else if (what == 1) {
        const char *text = hostile_text((size_t)rand() % 19);
        ev = (struct event){.type = EVENT_PASTE, .text = text, .len = strlen(text)};
    } else if (what == 2) {
        ev = (struct event){.type = EVENT_MOUSE,
                            .mouse = (enum mouse_action)(rand() % 3),
                            .x = rand() % 100,
                            .y = rand() % 40};
    } else if (what == 3) {
        m->now += rand() % 700;
    }
    return ev;
}

static void draw(struct app *app)
{
    for (int i = 0; i < 3; i++) {
        app_lay_out(app);
        app_load(app);
        app_sweep(app);
        if (app->quit)
            return;
        app_lay_out(app);
        app_draw(app);
        if (!app_wants_load(app))
            break;
    }
    assert_int_equal(app->grid.w, app->options.term ? ((struct mock *)app->options.term)->w : 0);
    hostile_check(&app->grid);
    assert_true(app->cursor_x < app->grid.w && app->cursor_y < app->grid.h);
}

static void storm(int seed, int people)
{
    struct demo d;
    srand((unsigned)seed);
    demo_init(&d, people);
    for (size_t i = 0; hostile_text(i); i++)
        demo_add(&d, 100000 + (int64_t)i, hostile_text(i), hostile_text(i), hostile_text(i));
    struct mock *m = mock_new(80, 24);
    struct app *app = demo_app(&d, &m->term, seed % 2 ? SELECTION_BAR : SELECTION_MARKER);
    draw(app);
    for (int i = 0; i < KEYS && !app->quit; i++) {
        struct event ev = random_event(m);
        app_event(app, &ev);
        app_sweep(app);
        app_load(app);
        app_sweep(app);
        if (!app->quit)
            draw(app);
    }
    app_free(app);
    demo_clear(&d);
}

static void any_keys_at_any_size(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++)
        storm(i, i % 3 ? 150 : i);
}

/* Every size once, with a form, a look-up, a question and a menu open. */
static void every_small_size(void **state)
{
    static const char *const scripts[] = {"2",       "2 Enter {ma}", "2 e",   "2 m",
                                          "2 ? {a}", "2 / {anna}",   "3 PgDn"};
    (void)state;
    for (size_t s = 0; s < sizeof scripts / sizeof *scripts; s++) {
        struct demo d;
        demo_init(&d, 60);
        struct mock *m = mock_new(80, 24);
        struct app *app = demo_app(&d, &m->term, SELECTION_BAR);
        assert_true(mock_script(m, scripts[s]));
        app_run(app);
        app->quit = false;
        for (int w = 1; w < 130; w += 1 + w / 12) {
            for (int h = 1; h < 60; h += 1 + h / 12) {
                m->w = w;
                m->h = h;
                app_event(app, &(struct event){.type = EVENT_RESIZE});
                draw(app);
            }
        }
        app_free(app);
        demo_clear(&d);
    }
}

static void the_largest_windows(void **state)
{
    static const int sizes[][2] = {{500, 500}, {500, 1}, {1, 500}, {2000, 3}};
    struct demo d;
    (void)state;
    demo_init(&d, 2000);
    struct mock *m = mock_new(80, 24);
    struct app *app = demo_app(&d, &m->term, SELECTION_BAR);
    assert_true(mock_script(m, "2 G"));
    app_run(app);
    app->quit = false;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        m->w = sizes[i][0] > GRID_MAX ? GRID_MAX : sizes[i][0];
        m->h = sizes[i][1];
        app_event(app, &(struct event){.type = EVENT_RESIZE});
        draw(app);
    }
    app_free(app);
    demo_clear(&d);
}

static void a_megabyte_in_every_place(void **state)
{
    struct demo d;
    char *text = malloc(MEGABYTE + 1);
    (void)state;
    for (int i = 0; i < MEGABYTE; i++)
        text[i] = "ab \033\n\xcc\x81"[i % 7];
    text[MEGABYTE] = '\0';
    demo_init(&d, 20);
    demo_add(&d, 777, text, text, text);
    struct mock *m = mock_new(80, 24);
    struct app *app = demo_app(&d, &m->term, SELECTION_BAR);
    static const char *const scripts[] = {"2 G", "Enter", "Tab Tab", "Shift-Tab Shift-Tab"};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        assert_true(mock_script(m, scripts[i]));
        mock_paste(m, text, MEGABYTE);
        mock_key(m, 'x');
        app_run(app);
        app->quit = false;
        draw(app);
    }
    app_free(app);
    demo_clear(&d);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_keys_at_any_size),
        cmocka_unit_test(every_small_size),
        cmocka_unit_test(the_largest_windows),
        cmocka_unit_test(a_megabyte_in_every_place),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
