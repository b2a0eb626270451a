/* The frame: Esc, questions, filter, pages, drafts, progress, other programs. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "demo.h"
#include "tui/app_state.h"
#include "tui/term_mock.h"

struct fixture {
    struct demo d;
    struct mock *m;
    struct app *app;
    struct str text; /* of the last picture */
};

static struct fixture *open_app(int w, int h)
{
    struct fixture *f = calloc(1, sizeof *f);
    demo_init(&f->d, 200);
    f->m = mock_new(w, h);
    f->app = demo_app(&f->d, &f->m->term, SELECTION_BAR);
    return f;
}

/* Plays keys; afterwards the app still lives (the end of the script is taken back). */
static void play(struct fixture *f, const char *script)
{
    assert_true(mock_script(f->m, script));
    app_run(f->app);
    if (f->app->hung_up && f->m->next == f->m->events.count)
        f->app->hung_up = f->app->quit = false;
    str_truncate(&f->text, 0);
    grid_text(&f->m->shown, false, &f->text);
}

static void close_app(struct fixture *f)
{
    app_free(f->app);
    demo_clear(&f->d);
    str_clear(&f->text);
    free(f);
}

static bool sees(const struct fixture *f, const char *text)
{
    return strstr(str_text(&f->text), text) != NULL;
}

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

/* --- drafts, the end ---------------------------------------------------------------------------
 */

static void drafts_are_saved_after_a_pause_and_on_leaving_a_field(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 Enter Tab");
    int before = f->d.saves;
    play(f, "{ab}");
    assert_true(mock_script(f->m, "wait:199"));
    app_run(f->app);
    f->app->hung_up = f->app->quit = false;
    play(f, "wait:200"); /* the end of a script hangs up, which saves too: look at the text */
    assert_true(f->d.saves > before);
    assert_non_null(strstr(f->d.saved, "description!=ab;"));
    close_app(f);
}

static void a_pause_in_typing_saves_once(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    f->m->quiet_end = false;
    assert_true(mock_script(f->m, "2 Enter Tab"));
    assert_true(mock_script(f->m, "{a} wait:150 {b} wait:150 {c} wait:250 wait:250"));
    mock_event(f->m, EVENT_STOP); /* nothing is left to be saved then */
    app_run(f->app);
    /* leaving the template (1), the pause (2), the hang-up that ends the script (3) */
    assert_int_equal(f->d.saves, 3);
    assert_int_equal(f->m->stops, 1);
    close_app(f);
}

static void a_hang_up_keeps_the_form(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    assert_true(mock_script(f->m, "2 Enter {call} Tab {half a th} hangup x x"));
    app_run(f->app);
    assert_true(app_hung_up(f->app));
    assert_int_equal(f->d.hangups, 1);
    assert_non_null(strstr(f->d.saved, "template!=CALL-IN;"));
    assert_non_null(strstr(f->d.saved, "description!=half a th;"));
    close_app(f);
}

static void a_stop_saves_first(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    assert_true(mock_script(f->m, "2 Enter Tab {ab} Ctrl-Z"));
    f->m->quiet_end = true;
    f->app->options.tick = NULL;
    struct event ev;
    app_load(f->app);
    while (f->m->term.ops->read(&f->m->term, &ev, 0)) {
        app_lay_out(f->app);
        app_event(f->app, &ev);
        app_load(f->app);
    }
    assert_int_equal(f->m->stops, 1);
    assert_non_null(strstr(f->d.saved, "description!=ab;"));
    close_app(f);
}

/* --- between events ----------------------------------------------------------------------------
 */

static void changes_of_others_are_seen(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    play(f, "2 j j j");
    int64_t id = list_current_id(demo_list(f->app));
    demo_add(&f->d, 7777, "AAA new", "", "");
    play(f, "wait:1000"); /* nothing says that anything changed */
    assert_false(sees(f, "AAA new"));
    f->d.tick_changes = true;
    int ticks = f->d.ticks;
    play(f, "wait:600");
    assert_in_range(f->d.ticks - ticks, 1, 3);
    assert_true(sees(f, "201 people"));
    assert_int_equal(list_current_id(demo_list(f->app)), id);
    play(f, "g");
    assert_true(sees(f, "AAA new"));
    close_app(f);
}

static void slices_run_while_nothing_is_typed(void **state)
{
    struct fixture *f = open_app(80, 24);
    (void)state;
    f->d.idle_slices = 50;
    play(f, "2 j j");
    assert_int_equal(f->d.idle_slices, 0);
    close_app(f);
}

static void rate_is(enum progress_unit unit, int64_t done, int64_t total, int64_t ms, const char *text)
{
    struct str out = {0};
    app_progress_rate(unit, done, total, ms, &out);
    assert_string_equal(str_text(&out), text);
    str_clear(&out);
}

static void a_rate_and_the_time_left(void **state)
{
    (void)state;
    rate_is(PROGRESS_BYTES, 5000000, 10000000, 2000, "2.5 MB/s, 2 s left");
    rate_is(PROGRESS_BYTES, 50000, 100000, 1000, "50 KB/s, 1 s left");
    rate_is(PROGRESS_BYTES, 50000, 0, 1000, "50 KB/s"); /* a pipe: nobody knows how long */
    rate_is(PROGRESS_RECORDS, 2000, 2000 * 91, 1000, "2 000 a second, 1:30 min left");
    rate_is(PROGRESS_RECORDS, 10, 10 * 3661, 1000, "10 a second, 1:01 h left");
    rate_is(PROGRESS_RECORDS, 10, 100, 400, ""); /* too soon to tell */
    rate_is(PROGRESS_RECORDS, 0, 100, 9000, "");
    rate_is(PROGRESS_PLAIN, 10, 100, 9000, "");
}

static void long_work_shows_how_far_it_is_and_can_be_stopped(void **state)
{
    struct fixture *f = open_app(80, 24);
    struct str text = {0};
    (void)state;
    play(f, "2");
    lia_progress p = app_progress(f->app, "Logging segment SM00012");
    assert_true(p.fn(p.ctx, 10, 1000));
    int presents = f->m->presents;
    f->m->now += 100; /* short work shows nothing */
    assert_true(p.fn(p.ctx, 20, 1000));
    assert_int_equal(f->m->presents, presents);
    f->m->now += 100;
    mock_key(f->m, 'j'); /* typed before the box: meant for later */
    assert_true(p.fn(p.ctx, 500, 1000));
    grid_text(&f->m->shown, false, &text);
    assert_non_null(strstr(str_text(&text), "Logging segment SM00012"));
    assert_non_null(strstr(str_text(&text), "50 %"));
    f->m->now += 100;
    mock_key(f->m, 'k'); /* typed into the box: meant for nothing */
    mock_resize(f->m, 60, 20);
    mock_key(f->m, K_ESC);
    assert_false(p.fn(p.ctx, 600, 1000));
    assert_int_equal(f->m->shown.w, 60);
    app_progress_end(f->app);
    play(f, "");
    assert_false(sees(f, "Logging segment"));
    assert_int_equal(demo_list(f->app)->cursor, 1); /* the j */
    str_clear(&text);
    close_app(f);
}

/* --- other programs ----------------------------------------------------------------------------
 */

static void the_editor_edits_the_field(void **state)
{
    struct fixture *f = open_app(80, 24);
    char folder[] = "/tmp/liaise-test-XXXXXX", script[128], editor[256];
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(script, sizeof script, "%s/my editor", folder);
    FILE *file = fopen(script, "w");
    assert_non_null(file);
    /* it is given an option, then a private file that holds the text */
    fputs("#!/bin/sh\n[ \"$1\" = '-w x' ] || exit 1\nstat -c %a \"$2\" > \"$2.mode\"\n"
          "[ \"$(cat \"$2\")\" = 'old text' ] || exit 1\nprintf 'new\\ntext\\n' > \"$2\"\n",
          file);
    fclose(file);
    assert_int_equal(chmod(script, 0700), 0);
    snprintf(editor, sizeof editor, "'%s' \"-w x\"", script);
    f->app->options.drafts_dir = folder;
    f->app->options.editor = editor;
    play(f, "2 Enter Shift-Tab {old text} Ctrl-O");
    assert_string_equal(form_get(app_top(f->app)->form, "comment"), "new\ntext");
    assert_int_equal(f->m->suspends, 1);
    assert_true(sees(f, "new"));
    char mode[160], line[16] = "";
    snprintf(mode, sizeof mode, "%s/edit-%ld.txt.mode", folder, (long)getpid());
    file = fopen(mode, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    assert_string_equal(line, "600\n");
    fclose(file);
    mode[strlen(mode) - 5] = '\0';
    assert_int_not_equal(access(mode, F_OK), 0); /* nothing is left behind */
    mode[strlen(mode)] = '.';
    unlink(mode);
    /* one that is not there is said, the text stays */
    f->app->options.editor = "/nowhere/editor";
    play(f, "Ctrl-O");
    assert_true(sees(f, "No editor /nowhere/editor"));
    assert_string_equal(form_get(app_top(f->app)->form, "comment"), "new\ntext");
    unlink(script);
    rmdir(folder);
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
        cmocka_unit_test(drafts_are_saved_after_a_pause_and_on_leaving_a_field),
        cmocka_unit_test(a_pause_in_typing_saves_once),
        cmocka_unit_test(a_hang_up_keeps_the_form),
        cmocka_unit_test(a_stop_saves_first),
        cmocka_unit_test(changes_of_others_are_seen),
        cmocka_unit_test(slices_run_while_nothing_is_typed),
        cmocka_unit_test(a_rate_and_the_time_left),
        cmocka_unit_test(long_work_shows_how_far_it_is_and_can_be_stopped),
        cmocka_unit_test(the_editor_edits_the_field),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
