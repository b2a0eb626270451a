/* Lists: a window fetched by key, a cursor that stays on its record, marks. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "demo.h"
#include "hostile.h"
#include "tui/marks.h"
#include "tui/term_mock.h"

/* The people page of the demo, driven without a loop. */
struct fixture {
    struct demo d;
    struct mock *m;
    struct app *app;
    struct list *l;
};

static void load(struct fixture *f)
{
    lia_error err = {0};
    for (int i = 0; i < 5 && list_wants_load(f->l); i++)
        assert_int_equal(list_load(f->l, &err), LIA_OK);
    assert_false(list_wants_load(f->l));
}

static struct fixture *open_fixture(int people)
{
    struct fixture *f = calloc(1, sizeof *f);
    demo_init(&f->d, people);
    f->m = mock_new(80, 24);
    f->app = demo_app(&f->d, &f->m->term, SELECTION_BAR);
    app_go(f->app, &demo_people);
    f->l = demo_list(f->app);
    list_set_height(f->l, 10);
    load(f);
    return f;
}

static void close_fixture(struct fixture *f)
{
    app_free(f->app);
    demo_clear(&f->d);
    free(f);
}

static void command(struct fixture *f, enum command_id id)
{
    assert_true(list_command(f->l, id));
    load(f);
}

static int64_t id_at(const struct fixture *f, size_t i)
{
    return VEC_AT(&f->d.people, struct person, i).id;
}

/* Where the cursor is among all people. */
static size_t place(const struct fixture *f)
{
    for (size_t i = 0; i < f->d.people.count; i++)
        if (id_at(f, i) == list_current_id(f->l))
            return i;
    fail_msg("the cursor is on no record");
    return 0;
}

/* The rows on the screen are those that follow each other in the data. */
static void check_window(const struct fixture *f)
{
    size_t first = place(f) - (size_t)(f->l->cursor - f->l->top);
    for (int i = 0; i < f->l->height && first + (size_t)i < f->d.people.count; i++) {
        assert_true((size_t)(f->l->top + i) < f->l->rows.count);
        assert_int_equal(VEC_AT(&f->l->rows, struct list_row, f->l->top + i).id,
                         id_at(f, first + (size_t)i));
    }
    assert_true(f->l->rows.count <= 400); /* and it stays small */
}

static void moving_by_rows_and_pages(void **state)
{
    struct fixture *f = open_fixture(1000);
    (void)state;
    assert_int_equal(place(f), 0);
    command(f, CMD_MOVE_DOWN);
    assert_int_equal(place(f), 1);
    command(f, CMD_PAGE_DOWN);
    assert_int_equal(place(f), 11);
    command(f, CMD_HALF_DOWN);
    assert_int_equal(place(f), 16);
    command(f, CMD_MOVE_LAST);
    assert_int_equal(place(f), 999);
    check_window(f);
    command(f, CMD_PAGE_UP);
    assert_int_equal(place(f), 989);
    check_window(f);
    command(f, CMD_MOVE_FIRST);
    assert_int_equal(place(f), 0);
    command(f, CMD_MOVE_UP); /* no further */
    assert_int_equal(place(f), 0);
    close_fixture(f);
}

static void any_movement_shows_what_is_there(void **state)
{
    static const enum command_id moves[] = {
        CMD_MOVE_DOWN, CMD_MOVE_UP,    CMD_PAGE_DOWN, CMD_PAGE_UP,   CMD_HALF_DOWN, CMD_HALF_UP,
        CMD_MOVE_LAST, CMD_MOVE_FIRST, CMD_MOVE_DOWN, CMD_PAGE_DOWN, CMD_PAGE_UP};
    static const int sizes[] = {0, 1, 9, 10, 11, 21, 500};
    (void)state;
    srand(3);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct fixture *f = open_fixture(sizes[s]);
        for (int i = 0; i < 600 && sizes[s] > 0; i++) {
            command(f, moves[rand() % 11]);
            if (rand() % 20 == 0) {
                list_set_height(f->l, 1 + rand() % 30);
                load(f);
            }
            check_window(f);
        }
        assert_true(sizes[s] > 0 || list_empty(f->l));
        close_fixture(f);
    }
}

/* --- narrowed to words --- */

static bool is_ek(const struct fixture *f, size_t i)
{
    return strstr(VEC_AT(&f->d.people, struct person, i).name, " Ek ") != NULL;
}

/* Walks from where the cursor is to the end; the ids must be those of the Eks, in this order. */
static void walk_eks(struct fixture *f, enum command_id step)
{
    size_t n = f->d.people.count, seen = 0, eks = 0;
    int64_t last = 0;
    for (size_t k = 0; k < n; k++) {
        size_t i = step == CMD_MOVE_DOWN ? k : n - 1 - k;
        if (!is_ek(f, i))
            continue;
        eks++;
        assert_int_equal(list_current_id(f->l), id_at(f, i));
        seen += list_current_id(f->l) != last;
        last = list_current_id(f->l);
        command(f, step);
    }
    assert_int_equal(list_current_id(f->l), last); /* no further */
    assert_int_equal(seen, eks);
    assert_true(eks > 50);
}

static void words_leave_only_rows_that_show_them(void **state)
{
    struct fixture *f = open_fixture(3000);
    (void)state;
    list_narrow(f->l, "ek");
    load(f);
    walk_eks(f, CMD_MOVE_DOWN);
    walk_eks(f, CMD_MOVE_UP);
    command(f, CMD_MOVE_LAST);
    walk_eks(f, CMD_MOVE_UP);
    for (int i = 0; i < 30; i++)
        command(f, CMD_PAGE_DOWN);
    assert_true(is_ek(f, place(f)));
    list_reload(f->l);
    size_t at = place(f);
    load(f);
    assert_int_equal(place(f), at); /* the cursor stays */
    list_narrow(f->l, "ek nobody");
    load(f);
    assert_true(list_empty(f->l));
    list_narrow(f->l, "");
    load(f);
    assert_int_equal(place(f), 0);
    check_window(f);
    close_fixture(f);
}

static void marking_all_marks_what_has_the_words(void **state)
{
    struct fixture *f = open_fixture(3000);
    size_t eks = 0;
    (void)state;
    command(f, CMD_ROW_MARK); /* the first is no Ek */
    assert_false(is_ek(f, 0));
    list_narrow(f->l, "ek");
    load(f);
    command(f, CMD_MARK_ALL);
    for (size_t i = 0; i < f->d.people.count; i++) {
        eks += is_ek(f, i);
        assert_int_equal(marks_has(&f->l->marks, id_at(f, i)), is_ek(f, i) || i == 0);
    }
    assert_int_equal(f->l->marks_shown, eks);
    close_fixture(f);
}

static void fetching_is_rare(void **state)
{
    struct fixture *f = open_fixture(5000);
    (void)state;
    f->d.fetches = 0;
    for (int i = 0; i < 1000; i++)
        command(f, CMD_MOVE_DOWN);
    assert_true(f->d.fetches <= 60);
    close_fixture(f);
}

/* What was fetched ahead is what the next page shows, wherever the cursor goes. */
static void going_ahead_leaves_nothing_to_fetch(void **state)
{
    static const enum command_id keys[] = {CMD_PAGE_DOWN, CMD_PAGE_UP};
    struct fixture *f = open_fixture(400);
    (void)state;
    assert_false(list_ahead(f->l)); /* nobody has gone anywhere */
    for (int way = 0; way < 2; way++) {
        int pages = 0;
        command(f, keys[way]);
        while (list_ahead(f->l))
            ;
        while (way ? !f->l->at_start : !f->l->at_end) {
            f->d.fetches = 0;
            command(f, keys[way]);
            assert_int_equal(f->d.fetches, 0);
            check_window(f);
            while (list_ahead(f->l))
                assert_true(++pages < 100);
            check_window(f);
        }
        assert_true(pages > 5);
    }
    close_fixture(f);
}

/* Words are looked for in all rows: not while nobody asks. */
static void what_is_narrowed_does_not_go_ahead(void **state)
{
    struct fixture *f = open_fixture(400);
    (void)state;
    list_narrow(f->l, "e");
    load(f);
    command(f, CMD_PAGE_DOWN);
    assert_false(list_ahead(f->l));
    close_fixture(f);
}

/* --- other sessions' changes -------------------------------------------------------------------
 */

static void the_cursor_stays_on_its_record(void **state)
{
    struct fixture *f = open_fixture(200);
    (void)state;
    for (int i = 0; i < 50; i++)
        command(f, CMD_MOVE_DOWN);
    int64_t id = list_current_id(f->l);
    int row = f->l->cursor - f->l->top;
    demo_add(&f->d, 5001, "AAA first", "", "");
    demo_remove(&f->d, id_at(f, 3));
    demo_remove(&f->d, id_at(f, 4));
    list_reload(f->l);
    load(f);
    assert_int_equal(list_current_id(f->l), id);
    assert_int_equal(f->l->cursor - f->l->top, row); /* and on its line */
    check_window(f);
    close_fixture(f);
}

static void a_renamed_record_is_followed(void **state)
{
    struct fixture *f = open_fixture(200);
    (void)state;
    for (int i = 0; i < 20; i++)
        command(f, CMD_MOVE_DOWN);
    int64_t id = list_current_id(f->l);
    demo_rename(&f->d, id, "ÿ last");
    list_reload(f->l);
    load(f);
    assert_int_equal(list_current_id(f->l), id);
    assert_int_equal(place(f), 199);
    check_window(f);
    close_fixture(f);
}

static void a_deleted_record_leaves_the_cursor_at_its_place(void **state)
{
    struct fixture *f = open_fixture(200);
    (void)state;
    for (int i = 0; i < 20; i++)
        command(f, CMD_MOVE_DOWN);
    int64_t next = id_at(f, 21);
    demo_remove(&f->d, list_current_id(f->l));
    list_reload(f->l);
    load(f);
    assert_int_equal(list_current_id(f->l), next);
    /* the last one gone: the one before it */
    command(f, CMD_MOVE_LAST);
    int64_t before = id_at(f, f->d.people.count - 2);
    demo_remove(&f->d, list_current_id(f->l));
    list_reload(f->l);
    load(f);
    assert_int_equal(list_current_id(f->l), before);
    while (f->d.people.count > 0)
        demo_remove(&f->d, id_at(f, 0));
    list_reload(f->l);
    load(f);
    assert_true(list_empty(f->l));
    assert_int_equal(list_current_id(f->l), 0);
    demo_add(&f->d, 7, "Back", "", "");
    list_reload(f->l);
    load(f);
    assert_int_equal(list_current_id(f->l), 7);
    close_fixture(f);
}

static void any_changes_between_keys(void **state)
{
    struct fixture *f = open_fixture(300);
    int64_t next = 10000;
    (void)state;
    srand(11);
    for (int i = 0; i < 1500; i++) {
        char name[32];
        int64_t id = list_current_id(f->l);
        bool gone = false;
        snprintf(name, sizeof name, "%c%d", 'A' + rand() % 26, rand());
        for (int n = rand() % 3; n > 0; n--) {
            size_t at = f->d.people.count ? (size_t)rand() % f->d.people.count : 0;
            int what = rand() % 3;
            if (what == 0 || f->d.people.count == 0) {
                demo_add(&f->d, next++, name, "", "");
            } else if (what == 1) {
                gone = gone || id_at(f, at) == id;
                demo_remove(&f->d, id_at(f, at));
            } else {
                demo_rename(&f->d, id_at(f, at), name);
            }
        }
        list_reload(f->l);
        load(f);
        if (!gone && id)
            assert_int_equal(list_current_id(f->l), id);
        if (f->d.people.count > 0)
            check_window(f);
        command(f, (enum command_id[]){CMD_MOVE_DOWN, CMD_PAGE_DOWN, CMD_PAGE_UP,
                                       CMD_MOVE_LAST}[rand() % 4]);
    }
    close_fixture(f);
}

static void going_to_a_record(void **state)
{
    struct fixture *f = open_fixture(400);
    (void)state;
    list_go_to(f->l, id_at(f, 250));
    load(f);
    assert_int_equal(place(f), 250);
    check_window(f);
    list_go_to(f->l, 424242); /* not there: it stays */
    load(f);
    assert_int_equal(place(f), 250);
    close_fixture(f);
}

/* --- marks -------------------------------------------------------------------------------------
 */

static void marking(void **state)
{
    struct fixture *f = open_fixture(50);
    size_t n;
    (void)state;
    int64_t *ids = list_chosen(f->l, &n); /* none marked: the one under the cursor */
    assert_int_equal(n, 1);
    assert_int_equal(ids[0], list_current_id(f->l));
    free(ids);
    int64_t first = list_current_id(f->l);
    command(f, CMD_ROW_MARK);
    assert_int_equal(place(f), 1); /* moves on */
    command(f, CMD_ROW_MARK);
    assert_true(marks_has(&f->l->marks, first));
    ids = list_chosen(f->l, &n);
    assert_int_equal(n, 2);
    free(ids);
    command(f, CMD_MOVE_UP);
    command(f, CMD_ROW_MARK); /* again: takes it away */
    assert_int_equal(f->l->marks.count, 1);
    command(f, CMD_MARK_ALL);
    assert_int_equal(f->l->marks.count, 50);
    assert_int_equal(f->l->marks_shown, 50);
    command(f, CMD_MARKS_CLEAR);
    assert_int_equal(f->l->marks.count, 0);
    close_fixture(f);
}

static void a_set_of_ids(void **state)
{
    struct marks m = {0};
    bool in[5000] = {false};
    size_t count = 0;
    (void)state;
    srand(5);
    for (int i = 0; i < 40000; i++) {
        int64_t id = 1 + rand() % 4999;
        if (rand() % 3) {
            marks_add(&m, id);
            count += !in[id];
            in[id] = true;
        } else {
            marks_remove(&m, id);
            count -= in[id];
            in[id] = false;
        }
        assert_int_equal(m.count, count);
    }
    for (int64_t id = 1; id < 5000; id++)
        assert_int_equal(marks_has(&m, id), in[id]);
    int64_t *ids = marks_list(&m);
    for (size_t i = 1; i < m.count; i++)
        assert_true(ids[i - 1] < ids[i]);
    free(ids);
    marks_clear(&m);
    assert_false(marks_has(&m, 1));
    assert_null(marks_list(&m));
}

/* --- drawing -----------------------------------------------------------------------------------
 */

static void columns_stay_aligned_whatever_stands_in_them(void **state)
{
    struct fixture *f = open_fixture(0);
    struct grid g = {0};
    (void)state;
    for (size_t i = 0; hostile_text(i); i++)
        demo_add(&f->d, (int64_t)(i + 1) * 9, hostile_text(i), hostile_text(i), hostile_text(i));
    list_reload(f->l);
    load(f);
    for (int w = 1; w < 130; w++) {
        grid_resize(&g, w, 25);
        list_draw(f->l, &g, grid_rect(&g), false, true);
        load(f);
        list_draw(f->l, &g, grid_rect(&g), false, true);
        hostile_check(&g);
        /* "overdue" stands in the same column in every row */
        int column = -1;
        for (int x = 0; x < w && column < 0; x++)
            if (grid_at(&g, x, 2)->style == STYLE_OVERDUE)
                column = x;
        for (int y = 2; column >= 0 && y < 1 + (int)f->l->rows.count; y++) {
            assert_int_equal(grid_at(&g, column, y)->cp[0], 'o');
            assert_int_equal(grid_at(&g, column + 6, y)->cp[0], 'e');
        }
        assert_true(w < 80 || column > 0);
    }
    grid_clear(&g);
    close_fixture(f);
}

static void the_mouse_selects_and_opens(void **state)
{
    struct fixture *f = open_fixture(100);
    struct grid g = {0};
    struct event click = {.type = EVENT_MOUSE, .mouse = MOUSE_PRESS, .x = 5, .y = 4};
    bool open = false;
    (void)state;
    grid_resize(&g, 80, 20);
    list_draw(f->l, &g, grid_rect(&g), false, true);
    assert_true(list_mouse(f->l, &click, &open));
    assert_int_equal(place(f), 3); /* heads stand in line 0 */
    assert_false(open);
    assert_true(list_mouse(f->l, &click, &open));
    assert_true(open);
    click.y = 0;
    assert_false(list_mouse(f->l, &click, &open));
    struct event wheel = {.type = EVENT_MOUSE, .mouse = MOUSE_WHEEL_DOWN};
    assert_true(list_mouse(f->l, &wheel, &open));
    load(f);
    assert_int_equal(place(f), 6);
    grid_clear(&g);
    close_fixture(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moving_by_rows_and_pages),
        cmocka_unit_test(any_movement_shows_what_is_there),
        cmocka_unit_test(words_leave_only_rows_that_show_them),
        cmocka_unit_test(marking_all_marks_what_has_the_words),
        cmocka_unit_test(fetching_is_rare),
        cmocka_unit_test(going_ahead_leaves_nothing_to_fetch),
        cmocka_unit_test(what_is_narrowed_does_not_go_ahead),
        cmocka_unit_test(the_cursor_stays_on_its_record),
        cmocka_unit_test(a_renamed_record_is_followed),
        cmocka_unit_test(a_deleted_record_leaves_the_cursor_at_its_place),
        cmocka_unit_test(any_changes_between_keys),
        cmocka_unit_test(going_to_a_record),
        cmocka_unit_test(marking),
        cmocka_unit_test(a_set_of_ids),
        cmocka_unit_test(columns_stay_aligned_whatever_stands_in_them),
        cmocka_unit_test(the_mouse_selects_and_opens),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
