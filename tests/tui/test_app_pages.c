/* The frame: pages, menu, Tell Me, help, sizes of the terminal. */
#include <locale.h>

#include "app_case.h"

/* --- pages -------------------------------------------------------------------------------------
 */

static void pages_of_the_keys_keep_their_place(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 j j j / {anna} Enter j");
    int64_t id = list_current_id(demo_list(f->app));
    play(f, "3"); /* another page of the keys */
    assert_ptr_equal(app_top(f->app)->ops, &demo_note);
    assert_ptr_equal(app_top(f->app)->below->ops, &demo_home);
    play(f, "2");
    assert_int_equal(list_current_id(demo_list(f->app)), id);
    assert_string_equal(str_text(&app_top(f->app)->filter), "anna");
    play(f, "1");
    assert_ptr_equal(app_top(f->app)->ops, &demo_home);
    assert_null(app_top(f->app)->below);
    close_app(f);
}

static void the_menu_runs_what_is_possible(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 m");
    assert_true(sees(f, "Process"));
    assert_true(sees(f, "Mark or unmark"));
    assert_false(sees(f, "Unmark all")); /* nothing is marked */
    play(f, "Space");                    /* by its key */
    assert_int_equal(demo_list(f->app)->marks.count, 1);
    play(f, "m");
    assert_true(sees(f, "Unmark all"));
    play(f, "Esc F10 m");
    assert_ptr_equal(app_top(f->app)->ops, &demo_people);
    assert_int_equal(demo_list(f->app)->marks.count, 1);
    close_app(f);
}

static void tell_me_finds_commands_and_records(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, ": {peo} Esc : {home} Enter");
    assert_ptr_equal(app_top(f->app)->ops, &demo_home);
    play(f, "Ctrl-P {contacts} Enter");
    assert_ptr_equal(app_top(f->app)->ops, &demo_people);
    play(f, "Alt-Q {anna berg 72} Enter");
    assert_string_equal(f->d.done, "1:73");
    close_app(f);
}

static void help_lists_the_keys_of_the_page_and_runs_one(void **state)
{
    struct fixture *f = open_app(120, 40);
    (void)state;
    play(f, "2 ?");
    assert_true(sees(f, "j, ↓"));
    assert_true(sees(f, "Next row"));
    play(f, "{mark all} Enter");
    assert_int_equal(demo_list(f->app)->marks.count, 200);
    close_app(f);
}

static void the_users_own_keys_are_shown(void **state)
{
    struct fixture *f = open_app(80, 24);
    struct keymap m;
    lia_error err = {0};
    (void)state;
    keymap_init(&m);
    assert_int_equal(keymap_set(&m, "filter-edit", "F5", &err), LIA_OK);
    assert_int_equal(keymap_set(&m, "menu", "", &err), LIA_OK);
    f->app->keymap = &m;
    play(f, "2");
    assert_true(sees(f, "F5 Filter"));
    assert_false(sees(f, "Menu"));
    play(f, "F5 {anna} Enter");
    assert_string_equal(str_text(&app_top(f->app)->filter), "anna");
    close_app(f);
}

static void the_mouse_on_footer_and_title(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2");
    const char *line = strrchr(str_text(&f->text), 'S'); /* "Space Mark" in the last line */
    assert_non_null(line);
    play(f, "click:3,23");
    assert_int_equal(demo_list(f->app)->marks.count, 1);
    play(f, "click:5,6 click:5,6"); /* selects, then opens */
    assert_ptr_equal(app_top(f->app)->ops, &demo_form);
    play(f, "Esc click:2,0");
    assert_ptr_equal(app_top(f->app)->ops, &menu_screen);
    close_app(f);
}

static void messages_stay_until_the_next_key(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 y");
    assert_true(sees(f, "Copied the row"));
    assert_string_equal(str_text(&f->m->copied), "Anna Berg 0\tAdatum\tGöteborg\t1 Dec\tCT000001");
    play(f, "wait:5000");
    assert_true(sees(f, "Copied the row"));
    play(f, "j");
    assert_false(sees(f, "Copied the row"));
    close_app(f);
}

static void sorting_asks_and_turns_round(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 s c");
    assert_int_equal(demo_list(f->app)->sort, 1);
    assert_false(demo_list(f->app)->descending);
    play(f, "s Enter");
    assert_int_equal(demo_list(f->app)->sort, 1);
    assert_true(demo_list(f->app)->descending);
    play(f, "s Esc");
    assert_true(demo_list(f->app)->descending);
    close_app(f);
}

/* --- sizes -------------------------------------------------------------------------------------
 */

static void too_small_says_so_and_loses_no_text(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 Enter Tab {one} resize:20x5 { two} q Esc resize:80x24");
    assert_ptr_equal(app_top(f->app)->ops, &demo_form);
    assert_true(sees(f, "one twoq")); /* text is text, and Esc was not seen */
    play(f, "resize:39x24");
    assert_true(sees(f, "too small"));
    play(f, "resize:40x12");
    assert_false(sees(f, "too small"));
    close_app(f);
}

static void the_preview_goes_where_there_is_room(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2");
    assert_false(sees(f, "CALL-OUT"));
    play(f, "resize:120x24"); /* beside */
    assert_true(sees(f, "CALL-OUT"));
    play(f, "resize:80x30"); /* below */
    assert_true(sees(f, "CALL-OUT"));
    play(f, "v");
    assert_false(sees(f, "CALL-OUT"));
    play(f, "v resize:80x29");
    assert_false(sees(f, "CALL-OUT"));
    close_app(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_of_the_keys_keep_their_place),
        cmocka_unit_test(the_menu_runs_what_is_possible),
        cmocka_unit_test(tell_me_finds_commands_and_records),
        cmocka_unit_test(help_lists_the_keys_of_the_page_and_runs_one),
        cmocka_unit_test(the_users_own_keys_are_shown),
        cmocka_unit_test(the_mouse_on_footer_and_title),
        cmocka_unit_test(messages_stay_until_the_next_key),
        cmocka_unit_test(sorting_asks_and_turns_round),
        cmocka_unit_test(too_small_says_so_and_loses_no_text),
        cmocka_unit_test(the_preview_goes_where_there_is_room),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
