/* Forms: moving, what is typed and what it becomes, look-ups, checks, drafts (screens.md 4). */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/utf8.h"
#include "demo.h"
#include "hostile.h"
#include "tui/term_mock.h"

/* The demo's form, driven without a loop. */
struct fixture {
    struct demo d;
    struct mock *m;
    struct app *app;
    struct screen *s;
    struct form *f;
};

static void load(struct fixture *x)
{
    lia_error err = {0};
    for (int i = 0; i < 5 && form_wants_load(x->f); i++)
        assert_int_equal(form_load(x->f, &err), LIA_OK);
}

static struct fixture *open_form(int64_t person)
{
    struct fixture *x = calloc(1, sizeof *x);
    demo_init(&x->d, 30);
    x->m = mock_new(80, 24);
    x->app = demo_app(&x->d, &x->m->term, SELECTION_BAR);
    assert_true(app_open(x->app, &demo_form, person ? &person : NULL));
    x->s = app_top(x->app);
    x->f = x->s->form;
    load(x);
    return x;
}

static void close_form(struct fixture *x)
{
    app_free(x->app);
    demo_clear(&x->d);
    free(x);
}

static void play(struct fixture *x, const char *script)
{
    struct event ev;
    assert_true(mock_script(x->m, script));
    while (x->m->next < x->m->events.count) {
        if (!x->m->term.ops->read(&x->m->term, &ev, 0))
            continue;
        if (ev.type == EVENT_KEY && ev.key == K_ESC)
            form_escape(x->f);
        else
            form_event(x->f, &ev);
        load(x);
    }
}

static const char *shown(const struct fixture *x, const char *name)
{
    static char text[200];
    struct grid g = {0};
    struct str all = {0};
    int cx, cy;
    grid_resize(&g, 76, 20);
    form_draw(x->f, &g, grid_rect(&g), &cx, &cy);
    struct rect r = {0};
    for (size_t i = 0; i < x->f->count; i++)
        if (strcmp(x->f->fields[i].spec->name, name) == 0)
            r = x->f->fields[i].area;
    for (int c = r.x; c < r.x + r.w; c++)
        for (int i = 0; grid_at(&g, c, r.y)->width && i < 4 && grid_at(&g, c, r.y)->cp[i]; i++) {
            char bytes[4];
            str_add_n(&all, bytes, utf8_encode(grid_at(&g, c, r.y)->cp[i], bytes));
        }
    if (all.len >= 3 && strcmp(all.s + all.len - 3, "▾") == 0) /* the sign that it can be opened */
        str_truncate(&all, all.len - 3);
    while (all.len > 0 && all.s[all.len - 1] == ' ')
        str_truncate(&all, all.len - 1);
    snprintf(text, sizeof text, "%s", str_text(&all));
    str_clear(&all);
    grid_clear(&g);
    return text;
}

/* --- moving ------------------------------------------------------------------------------------
 */

static void keys_move_between_fields(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    assert_string_equal(form_focused(x->f),
                        "template"); /* the contact is filled in and passed by */
    play(x, "Tab");
    assert_string_equal(form_focused(x->f), "description");
    play(x, "Enter"); /* goes on, never OK */
    assert_string_equal(form_focused(x->f), "date");
    play(x, "Shift-Tab Shift-Tab");
    assert_string_equal(form_focused(x->f), "template");
    play(x, "Up"); /* arrows go to what Tab passes by */
    assert_string_equal(form_focused(x->f), "contact");
    play(x, "Up"); /* no further */
    assert_string_equal(form_focused(x->f), "contact");
    play(x, "Down Down Down");
    assert_string_equal(form_focused(x->f), "date");
    for (int i = 0; i < 12; i++) /* round, over fields that only show */
        play(x, "Tab");
    assert_string_equal(form_focused(x->f), "date");
    close_form(x);
}

static void entering_selects_the_text(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    form_go_to(x->f, "salesperson");
    play(x, "{ab} Tab");
    assert_string_equal(form_get(x->f, "salesperson"), "AB"); /* codes are upper case */
    form_go_to(x->f, "salesperson");
    play(x, "End {1} Tab");
    assert_string_equal(form_get(x->f, "salesperson"), "AB1");
    close_form(x);
}

/* --- values ------------------------------------------------------------------------------------
 */

static void what_is_typed_becomes_the_one_form(void **state)
{
    static const struct {
        const char *field, *typed, *value, *shown;
    } rows[] = {
        {"date", "3/12", "2025-12-03", "2025-12-03 Wed"},
        {"date", "today", "2026-11-20", "2026-11-20 Fri"},
        {"date", "mon", "2026-11-16", "2026-11-16 Mon"},
        {"date", "-2d", "2026-11-18", "2026-11-18 Wed"},
        {"time", "1432", "14:32", "14:32"},
        {"time", "2pm", "14:00", "14:00"},
        {"minutes", "1h30", "90", "90"},
        {"minutes", "1:30", "90", "90"},
        {"cost", "12,5", "12.50", "12.50"},
        {"count", " 7 ", "7", "7"},
        {"description", "Hello", "Hello", "Hello"},
        {"date", "", "", ""},
        {"time", "", "", ""},
        {"cost", "", "", ""},
    };
    struct fixture *x = open_form(1);
    char script[64];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        form_go_to(x->f, rows[i].field);
        snprintf(script, sizeof script, *rows[i].typed ? "{%s} Tab" : "Del%s Tab", rows[i].typed);
        play(x, script);
        assert_string_equal(form_get(x->f, rows[i].field), rows[i].value);
        assert_string_equal(shown(x, rows[i].field), rows[i].shown);
        assert_true(form_typed(x->f, rows[i].field));
        assert_string_equal(form_said(x->f), "");
    }
    assert_int_equal(form_get_day(x->f, "date"), DATE_NONE);
    form_set_day(x->f, "date", date_from_civil(2026, 1, 31));
    assert_int_equal(form_get_day(x->f, "date"), date_from_civil(2026, 1, 31));
    form_set_time(x->f, "time", 3661);
    assert_int_equal(form_get_time(x->f, "time"), 3661); /* seconds are kept */
    close_form(x);
}

static void what_makes_no_sense_stays_and_is_said(void **state)
{
    static const struct {
        const char *field, *typed;
    } rows[] = {{"date", "32.13."}, {"time", "25:61"}, {"minutes", "soon"}, {"cost", "-3"},
                {"cost", "much"},   {"count", "1.5"},  {"count", "-1"}};
    char script[64];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture *x = open_form(1);
        lia_error err = {0};
        form_go_to(x->f, rows[i].field);
        snprintf(script, sizeof script, "{%s} Tab", rows[i].typed);
        play(x, script);
        assert_string_equal(form_get(x->f, rows[i].field), rows[i].typed);
        assert_true(strlen(form_said(x->f)) > 10 && strlen(form_said(x->f)) <= 76);
        assert_int_equal(form_check(x->f, &err), LIA_INVALID); /* and it keeps OK from happening */
        assert_string_equal(err.field, rows[i].field);
        assert_string_equal(form_focused(x->f), rows[i].field);
        play(x, "{1}"); /* typing takes the message away */
        assert_string_equal(form_said(x->f), "");
        close_form(x);
    }
}

static void choices_are_chosen_by_keys(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    form_go_to(x->f, "flow");
    assert_string_equal(shown(x, "flow"), "–");
    play(x, "Right");
    assert_string_equal(form_get(x->f, "flow"), "outbound");
    play(x, "Space");
    assert_string_equal(form_get(x->f, "flow"), "inbound");
    play(x, "Left Left");
    assert_string_equal(form_get(x->f, "flow"), "");
    play(x, "i");
    assert_string_equal(form_get(x->f, "flow"), "inbound");
    assert_true(form_typed(x->f, "flow"));
    form_go_to(x->f, "private");
    play(x, "Space");
    assert_true(form_get_bool(x->f, "private"));
    assert_string_equal(shown(x, "private"), "[x]");
    close_form(x);
}

/* --- look-ups ----------------------------------------------------------------------------------
 */

static void typing_opens_and_tab_takes(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    play(x, "{call-o}");
    assert_true(lookup_is_open(&x->f->lookup));
    assert_string_equal(lookup_chosen(&x->f->lookup)->value, "CALL-OUT");
    play(x, "Tab");
    assert_false(lookup_is_open(&x->f->lookup));
    assert_string_equal(form_get(x->f, "template"), "CALL-OUT");
    assert_string_equal(shown(x, "template"), "CALL-OUT  Outgoing call");
    assert_string_equal(form_focused(x->f), "description");
    assert_string_equal(form_get(x->f, "description"), "A call"); /* what depends on it */
    assert_true(form_typed(x->f, "template"));
    assert_false(form_typed(x->f, "description"));
    close_form(x);
}

static void what_the_user_typed_is_not_worked_out_again(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    form_go_to(x->f, "description");
    play(x, "{mine} Shift-Tab {mail} Enter");
    assert_string_equal(form_get(x->f, "template"), "MAIL-IN");
    assert_string_equal(form_get(x->f, "description"), "mine");
    close_form(x);
}

static void escape_brings_the_old_value_back(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    play(x, "{call} Tab Shift-Tab {mee} Esc");
    assert_false(lookup_is_open(&x->f->lookup));
    play(x, "Tab");
    assert_string_equal(form_get(x->f, "template"), "CALL-IN");
    close_form(x);
}

static void enter_on_an_empty_lookup_opens_it(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    play(x, "Enter");
    assert_true(lookup_is_open(&x->f->lookup));
    play(x, "Down Enter");
    assert_string_equal(form_get(x->f, "template"), "CALL-OUT");
    play(x, "Shift-Tab Enter"); /* filled: goes on */
    assert_false(lookup_is_open(&x->f->lookup));
    assert_string_equal(form_focused(x->f), "description");
    close_form(x);
}

static void an_opened_lookup_begins_at_the_value(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    play(x, "{mee} Tab Shift-Tab");
    form_open_lookup(x->f);
    load(x);
    assert_string_equal(lookup_chosen(&x->f->lookup)->value, "MEETING");
    play(x, "Tab"); /* looked and left as it was */
    assert_string_equal(form_get(x->f, "template"), "MEETING");
    close_form(x);
}

static void emptying_a_lookup_blanks_it(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    play(x, "{mee} Tab Shift-Tab Del Tab");
    assert_string_equal(form_get(x->f, "template"), "");
    assert_string_equal(form_focused(x->f), "description");
    close_form(x);
}

static void what_no_lookup_knows_is_at_fault(void **state)
{
    struct fixture *x = open_form(1);
    lia_error err = {0};
    (void)state;
    play(x, "{xyz} Tab");
    assert_string_equal(form_get(x->f, "template"), "xyz");
    assert_int_equal(form_check(x->f, &err), LIA_INVALID);
    assert_string_equal(err.field, "template");
    play(x, "Enter"); /* faulty: opens what there is, for what was typed */
    assert_true(lookup_is_open(&x->f->lookup));
    close_form(x);
}

static void keys_faster_than_reading_are_kept(void **state)
{
    struct fixture *x = open_form(1);
    struct event ev;
    (void)state;
    assert_true(mock_script(x->m, "{call-o} Tab"));
    while (x->m->next < x->m->events.count) /* no load between */
        if (x->m->term.ops->read(&x->m->term, &ev, 0))
            form_event(x->f, &ev);
    load(x);
    assert_string_equal(form_get(x->f, "template"), "CALL-OUT");
    assert_string_equal(form_focused(x->f), "description");
    close_form(x);
}

static void the_add_row_opens_a_form_and_takes_its_result(void **state)
{
    struct fixture *x = open_form(0);
    (void)state;
    assert_string_equal(form_focused(x->f), "contact");
    play(x, "{Zoe New}");
    assert_true(lookup_on_add(&x->f->lookup));
    play(x, "Enter");
    assert_ptr_equal(app_top(x->app)->ops, &demo_note);
    assert_true(lookup_is_open(&x->f->lookup)); /* Esc above would come back to it */
    app_return(app_top(x->app),
               &(struct screen_result){.id = 99, .value = "99", .text = "Zoe New", .note = "new"});
    load(x);
    assert_string_equal(form_get(x->f, "contact"), "99");
    assert_true(form_typed(x->f, "contact"));
    assert_string_equal(shown(x, "contact"), "Zoe New  new");
    play(x, "Tab");
    assert_string_equal(form_get(x->f, "contact"), "99");
    assert_false(lookup_is_open(&x->f->lookup));
    close_form(x);
}

/* --- checks, personalised ----------------------------------------------------------------------
 */

static void a_refused_change_stands_at_its_field(void **state)
{
    struct fixture *x = open_form(1);
    lia_error err = {0};
    (void)state;
    form_go_to(x->f, "salesperson");
    play(x, "{xx} Tab");
    assert_string_equal(form_said(x->f), "No salesperson XX; known are JO and AB");
    assert_int_equal(form_check(x->f, &err), LIA_INVALID);
    assert_string_equal(form_focused(x->f), "salesperson");
    play(x, "{jo}");
    assert_int_equal(form_check(x->f, &err), LIA_OK);
    close_form(x);
}

static void an_error_of_the_core_goes_to_its_field(void **state)
{
    struct fixture *x = open_form(1);
    lia_error err = {.status = LIA_INVALID, .field = "date", .message = "It has not happened"};
    lia_error none = {.status = LIA_IO, .message = "Disk full"};
    (void)state;
    assert_true(form_fail(x->f, &err));
    assert_string_equal(form_focused(x->f), "date");
    assert_string_equal(form_said(x->f), "It has not happened");
    assert_false(form_fail(x->f, &none));
    close_form(x);
}

static void del_takes_personalised_away(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    assert_true(form_mark(x->f, "salesperson"));
    form_go_to(x->f, "salesperson");
    play(x, "Del");
    assert_false(form_mark(x->f, "salesperson"));
    assert_string_equal(form_get(x->f, "salesperson"), "from header");
    play(x, "Del Tab"); /* no mark any more: Del deletes */
    assert_string_equal(form_get(x->f, "salesperson"), "");
    close_form(x);
}

/* --- drafts ------------------------------------------------------------------------------------
 */

static void typing_asks_to_be_saved(void **state)
{
    struct fixture *x = open_form(1);
    (void)state;
    assert_false(x->f->touched);
    assert_false(form_dirty(x->f));
    form_go_to(x->f, "description");
    x->f->touched = x->f->left = false;
    play(x, "{a}");
    assert_true(x->f->touched);
    assert_false(x->f->left);
    assert_true(form_dirty(x->f)); /* before the field is left */
    play(x, "Tab");
    assert_true(x->f->left);
    play(x, "Shift-Tab Del Tab"); /* back to what it was */
    assert_false(form_dirty(x->f));
    assert_true(form_any_typed(x->f));
    close_form(x);
}

static void a_draft_brings_everything_back(void **state)
{
    struct fixture *x = open_form(1), *y = open_form(0);
    struct vec pairs = VEC_OF(struct form_pair);
    (void)state;
    play(x, "{call} Tab {Typed text} Tab {12.1} Tab Tab Tab Right");
    form_go_to(x->f, "comment");
    play(x, "{line one} Enter {line two}");
    form_go_to(x->f, "cost");
    play(x, "{7.}"); /* in the middle of a number */
    form_pairs(x->f, &pairs);
    form_restore(y->f, pairs.items, pairs.count, form_focused(x->f));
    static const char *const same[] = {"contact", "template", "description", "date",
                                       "flow",    "comment",  "minutes"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_string_equal(form_get(y->f, same[i]), form_get(x->f, same[i]));
        assert_int_equal(form_typed(y->f, same[i]), form_typed(x->f, same[i]));
    }
    char was[200];
    snprintf(was, sizeof was, "%s", shown(x, "contact"));
    assert_string_equal(shown(y, "contact"), was);
    assert_string_equal(form_focused(y->f), "cost");
    assert_true(form_dirty(y->f));
    assert_true(form_mark(y->f, "salesperson"));
    form_go_to(x->f, "date");
    form_go_to(y->f, "date");
    assert_string_equal(form_get(y->f, "cost"), form_get(x->f, "cost"));
    vec_clear(&pairs);
    close_form(x);
    close_form(y);
}

static void a_draft_keeps_half_a_date_too(void **state)
{
    struct fixture *x = open_form(1);
    const struct form_pair pairs[] = {{"date", "32.1", "", "", true, false},
                                      {"nonsense", "x", "", "", true, false}};
    (void)state;
    form_restore(x->f, pairs, 2, "date");
    assert_string_equal(form_get(x->f, "date"), "32.1");
    assert_true(strlen(form_said(x->f)) > 0);
    assert_int_equal(form_get_day(x->f, "date"), DATE_NONE);
    close_form(x);
}

/* --- drawing -----------------------------------------------------------------------------------
 */

static void fields_never_overlap_at_any_size(void **state)
{
    struct fixture *x = open_form(1);
    struct grid g = {0};
    int cx, cy;
    (void)state;
    for (int w = 1; w < 130; w++) {
        for (int h = 1; h < 24; h += 3) {
            grid_resize(&g, w, h);
            form_draw(x->f, &g, grid_rect(&g), &cx, &cy);
            form_draw_lookup(x->f, &g);
            hostile_check(&g);
            for (size_t a = 0; w >= 30 && a < x->f->count; a++) {
                struct rect r = x->f->fields[a].area;
                assert_true(r.x + r.w <= w);
                for (size_t b = 0; b < a; b++) {
                    struct rect q = x->f->fields[b].area;
                    bool apart = r.y >= q.y + q.h || q.y >= r.y + r.h || r.x >= q.x + q.w ||
                                 q.x >= r.x + r.w;
                    assert_true(apart);
                }
            }
        }
    }
    grid_clear(&g);
    close_form(x);
}

static void the_focused_field_is_always_in_sight(void **state)
{
    struct fixture *x = open_form(1);
    struct grid g = {0};
    int cx, cy;
    (void)state;
    for (int i = 0; i < 30; i++) {
        int w = 36 + i * 3;
        grid_resize(&g, w, 3);
        play(x, i % 4 == 3 ? "Shift-Tab" : "Tab");
        form_draw(x->f, &g, grid_rect(&g), &cx, &cy);
        assert_in_range(cy, 0, 2);
        assert_in_range(cx, 0, w - 1);
    }
    grid_clear(&g);
    close_form(x);
}

static void hostile_text_in_every_field(void **state)
{
    struct grid g = {0};
    int cx, cy;
    (void)state;
    grid_resize(&g, 60, 18);
    for (size_t t = 0; hostile_text(t); t++) {
        struct fixture *x = open_form(1);
        struct event ev = {
            .type = EVENT_PASTE, .text = hostile_text(t), .len = strlen(hostile_text(t))};
        for (size_t i = 0; i < x->f->count; i++) {
            const char *name = x->f->fields[i].spec->name;
            form_choose(x->f, name, hostile_text(t), hostile_text(t), hostile_text(t));
            form_go_to(x->f, name);
            form_event(x->f, &ev);
            load(x);
            grid_blank(&g);
            form_draw(x->f, &g, grid_rect(&g), &cx, &cy);
            form_draw_lookup(x->f, &g);
            hostile_check(&g);
        }
        close_form(x);
    }
    grid_clear(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_move_between_fields),
        cmocka_unit_test(entering_selects_the_text),
        cmocka_unit_test(what_is_typed_becomes_the_one_form),
        cmocka_unit_test(what_makes_no_sense_stays_and_is_said),
        cmocka_unit_test(choices_are_chosen_by_keys),
        cmocka_unit_test(typing_opens_and_tab_takes),
        cmocka_unit_test(what_the_user_typed_is_not_worked_out_again),
        cmocka_unit_test(escape_brings_the_old_value_back),
        cmocka_unit_test(enter_on_an_empty_lookup_opens_it),
        cmocka_unit_test(an_opened_lookup_begins_at_the_value),
        cmocka_unit_test(emptying_a_lookup_blanks_it),
        cmocka_unit_test(what_no_lookup_knows_is_at_fault),
        cmocka_unit_test(keys_faster_than_reading_are_kept),
        cmocka_unit_test(the_add_row_opens_a_form_and_takes_its_result),
        cmocka_unit_test(a_refused_change_stands_at_its_field),
        cmocka_unit_test(an_error_of_the_core_goes_to_its_field),
        cmocka_unit_test(del_takes_personalised_away),
        cmocka_unit_test(typing_asks_to_be_saved),
        cmocka_unit_test(a_draft_brings_everything_back),
        cmocka_unit_test(a_draft_keeps_half_a_date_too),
        cmocka_unit_test(fields_never_overlap_at_any_size),
        cmocka_unit_test(the_focused_field_is_always_in_sight),
        cmocka_unit_test(hostile_text_in_every_field),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
