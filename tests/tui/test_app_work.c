/* The frame: drafts and the end, what happens between events, other programs. */
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app_case.h"

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

static void rate_is(enum progress_unit unit, int64_t done, int64_t total, int64_t ms,
                    const char *text)
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

int main(void)
{
    const struct CMUnitTest tests[] = {
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
