/* The frame: Esc, questions, the filter. */
#include <locale.h>

#include "app_case.h"

/* --- Esc ---------------------------------------------------------------------------------------
 */

static void escape_takes_back_one_thing_a_press(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 Space Space / {anna} Enter");
    struct list *l = demo_list(f->app);
    assert_int_equal(l->marks.count, 2);
    assert_string_equal(str_text(&app_top(f->app)->filter), "anna");
    play(f, "/ {xyz}"); /* being typed */
    assert_true(sees(f, "No people."));
    play(f, "Esc"); /* the line goes, the filter of before stands again */
    assert_string_equal(str_text(&app_top(f->app)->filter), "anna");
    assert_true(sees(f, "Anna Berg 0"));
    play(f, "Esc");
    assert_string_equal(str_text(&app_top(f->app)->filter), "");
    assert_int_equal(l->marks.count, 2); /* marks survive filtering */
    play(f, "Esc");
    assert_int_equal(l->marks.count, 0);
    assert_ptr_equal(app_top(f->app)->ops, &demo_people);
    play(f, "Esc");
    assert_ptr_equal(app_top(f->app)->ops, &demo_home);
    play(f, "Esc"); /* on Home nothing */
    assert_ptr_equal(app_top(f->app)->ops, &demo_home);
    assert_false(f->app->quit);
    close_app(f);
}

static void escape_in_a_form(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 Enter Esc"); /* nothing typed: it just closes */
    assert_ptr_equal(app_top(f->app)->ops, &demo_people);
    play(f, "Enter {ca} Esc"); /* the look-up first */
    assert_ptr_equal(app_top(f->app)->ops, &demo_form);
    assert_true(sees(f, "Create Interaction"));
    play(f, "{call} Tab Esc");
    assert_true(sees(f, "This form was changed."));
    play(f, "Esc"); /* keep editing */
    assert_ptr_equal(app_top(f->app)->ops, &demo_form);
    assert_string_equal(form_get(app_top(f->app)->form, "template"), "CALL-IN");
    play(f, "Esc wait:300 d");
    assert_ptr_equal(app_top(f->app)->ops, &demo_people);
    assert_int_equal(f->d.oks, 0);
    play(f, "Enter {call} Tab Esc wait:300 s");
    assert_int_equal(f->d.oks, 1);
    close_app(f);
}

static void q_goes_back_at_once(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 Space Space / {anna} Enter q");
    assert_ptr_equal(app_top(f->app)->ops, &demo_home);
    assert_true(mock_script(f->m, "q x")); /* on Home: leaves */
    app_run(f->app);
    assert_false(app_hung_up(f->app));
    assert_true(f->app->quit);
    close_app(f);
}

/* --- questions ---------------------------------------------------------------------------------
 */

static void letters_count_after_300_ms(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 e c"); /* typed ahead: does not count */
    assert_int_equal(f->d.answered, 0);
    assert_true(sees(f, "Cancel 5 interactions"));
    play(f, "wait:299 c Enter");
    assert_int_equal(f->d.answered, 0);
    play(f, "wait:1 x"); /* no answer */
    assert_int_equal(f->d.answered, 0);
    play(f, "r");
    assert_int_equal(f->d.answered, 'r');
    assert_false(sees(f, "Cancel 5 interactions"));
    play(f, "e wait:400 Enter");
    assert_int_equal(f->d.answered, 'c');
    play(f, "e wait:400 R"); /* a capital is the same */
    assert_int_equal(f->d.answered, 'r');
    close_app(f);
}

static void escape_answers_at_once_and_changes_nothing(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 e Esc");
    assert_int_equal(f->d.answered, '-');
    play(f, "e paste:{c} Ctrl-C"); /* pasted letters are none; Ctrl-C is Esc */
    assert_int_equal(f->d.answered, '-');
    close_app(f);
}

static void keys_do_not_reach_what_is_below_a_question(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 e wait:400 q j / Space 1");
    assert_ptr_equal(app_top(f->app)->ops, &demo_people);
    assert_true(sees(f, "Cancel 5 interactions"));
    assert_int_equal(demo_list(f->app)->marks.count, 0);
    close_app(f);
}

static void prompts(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 P");
    assert_true(sees(f, "Name: new"));
    play(f, "{Bo} Enter");
    assert_string_equal(f->d.prompted, "Bo");
    play(f, "P Right {er} Enter");
    assert_string_equal(f->d.prompted, "newer");
    play(f, "P {x} Esc");
    assert_string_equal(f->d.prompted, "(none)");
    close_app(f);
}

/* --- the filter --------------------------------------------------------------------------------
 */

static void an_unfinished_word_is_not_judged(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 / {anna } paste:{bad:}");
    assert_false(sees(f, "No field bad"));
    assert_true(sees(f, "Anna Berg 0")); /* the last good state */
    play(f, "Space");
    assert_true(sees(f, "No field bad; nearest: name"));
    assert_true(sees(f, "Anna Berg 0"));
    assert_int_equal(grid_at(&f->m->shown, 1 + 5, 22)->style, STYLE_ERROR); /* its place */
    play(f, "Enter"); /* what is wrong cannot be left standing */
    assert_true(f->app->typing.screen != NULL);
    play(f, "Esc");
    assert_true(f->app->typing.screen == NULL);
    assert_string_equal(str_text(&app_top(f->app)->filter), "");
    /* Enter ends a word too */
    play(f, "/ {bad:} Enter");
    assert_true(sees(f, "No field bad"));
    close_app(f);
}

static void marks_that_the_filter_hides_are_counted(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 Space Space / {bo} Enter Space");
    assert_true(sees(f, "3 marked, 2 not shown"));
    play(f, "*");
    assert_true(sees(f, "27 marked, 2 not shown")); /* 25 Bos of 200 people */
    close_app(f);
}

static void the_list_moves_while_one_filters(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 / {anna} Down Down {x} Backspace");
    assert_true(f->app->typing.screen != NULL);
    play(f, "Down Enter");
    assert_int_equal(demo_list(f->app)->cursor, 1);
    close_app(f);
}

static void the_next_key_interrupts_what_a_filter_reads(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2");
    assert_int_equal(f->d.interrupts, 0); /* nothing is typed */
    play(f, "/ {anna ek}");
    assert_true(f->d.interrupts > 0);
    assert_false(sees(f, "interrupted")); /* it is no error, and was asked again */
    assert_true(sees(f, "Anna Ek 8"));
    assert_false(sees(f, "Anna Berg"));
    close_app(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escape_takes_back_one_thing_a_press),
        cmocka_unit_test(escape_in_a_form),
        cmocka_unit_test(q_goes_back_at_once),
        cmocka_unit_test(letters_count_after_300_ms),
        cmocka_unit_test(escape_answers_at_once_and_changes_nothing),
        cmocka_unit_test(keys_do_not_reach_what_is_below_a_question),
        cmocka_unit_test(prompts),
        cmocka_unit_test(the_next_key_interrupts_what_a_filter_reads),
        cmocka_unit_test(an_unfinished_word_is_not_judged),
        cmocka_unit_test(marks_that_the_filter_hides_are_counted),
        cmocka_unit_test(the_list_moves_while_one_filters),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
