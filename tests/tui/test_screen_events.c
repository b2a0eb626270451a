/* Interaction Template Setup on screen (domain.md 9): each event and its template, events of one's
 * own, the way there from Marketing Setup. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "desk.h"
#include "fixture.h"
#include "records.h"

static struct desk *at_setup(int w, int h)
{
    struct desk *d = desk_open(fixture_book(), w, h, NULL);
    desk_play(d, ": {template setup} Enter");
    assert_string_equal(desk_page(d), "events");
    return d;
}

/* The line of the picture has both. */
static void line_has(struct desk *d, const char *event, const char *what)
{
    if (!strstr(desk_line(d, event), what))
        fail_msg("“%s” is not beside “%s”: %s", what, event, str_text(&d->text));
}

static void a_new_book_maps_mails_calls_letters_and_meetings(void **state)
{
    struct desk *d = at_setup(80, 40);
    (void)state;
    line_has(d, "E-mail received", "MAIL-IN");
    line_has(d, "Outgoing call", "CALL-OUT");
    line_has(d, "Letter", "LETTER-OUT");
    line_has(d, "Meeting", "MEETING");
    line_has(d, "Sales invoice", "not recorded");
    desk_sees(d, "An event is what happens outside liaise");
    desk_sees(d, "liaise record mail < MESSAGE   makes an entry with MAIL-OUT");
    desk_close_book(d);
}

static void a_template_is_looked_up_and_taken_away(void **state)
{
    struct desk *d = at_setup(80, 40);
    (void)state;
    desk_play(d, "/ {sales inv} Enter Enter");
    assert_string_equal(desk_page(d), "event-form");
    desk_play(d, "{letter-o} Enter Ctrl-S");
    assert_string_equal(desk_page(d), "events");
    line_has(d, "Sales invoice", "LETTER-OUT");
    desk_sees(d, "liaise record sales-invoice --contact WHO   makes an entry with LETTER-OUT");
    desk_play(d, "e Backspace Ctrl-S"); /* blank: nothing is recorded of it */
    line_has(d, "Sales invoice", "not recorded");
    desk_play(d, "u");
    line_has(d, "Sales invoice", "LETTER-OUT");
    desk_play(d, "Enter {meeting-i} Tab Esc wait:300"); /* a form that was changed asks */
    desk_sees(d, "Save what you changed?");
    desk_play(d, "d");
    line_has(d, "Sales invoice", "LETTER-OUT");
    desk_close_book(d);
}

static void a_blocked_template_counts_as_none(void **state)
{
    struct desk *d = at_setup(80, 40);
    lia_error err = {0};
    (void)state;
    assert_ok(
        lia_template_block(d->session.book, template_id(d->session.book, "CALL-IN"), true, &err),
        err);
    desk_play(d, "R");
    line_has(d, "Incoming call", "blocked: not recorded");
    desk_close_book(d);
}

static void events_of_ones_own_come_and_go(void **state)
{
    struct desk *d = at_setup(80, 40);
    (void)state;
    desk_play(d, "a {parcel-out} Tab {Parcel sent} Tab {letter-o} Tab Ctrl-S");
    line_has(d, "Parcel sent (own)", "LETTER-OUT");
    desk_play(d, "a {parcel-out} Tab {Again} Ctrl-S"); /* there is one */
    assert_string_equal(desk_page(d), "event-form");
    assert_string_equal(form_focused(app_top(d->app)->form), "code");
    desk_play(d, "Esc wait:300 d");
    desk_play(d, "/ {parcel} Enter d wait:300");
    desk_sees(d, "Delete event parcel-out?");
    desk_play(d, "d");
    desk_misses(d, "Parcel sent");
    desk_play(d, "u");
    desk_sees(d, "Parcel sent (own)");
    desk_close_book(d);
}

static void those_that_liaise_brings_stay(void **state)
{
    struct desk *d = at_setup(80, 40);
    (void)state;
    desk_play(d, "d wait:300");
    desk_misses(d, "Delete event");
    desk_sees(d, "It comes with liaise and stays");
    desk_play(d, "d Enter");
    line_has(d, "E-mail sent", "MAIL-OUT");
    desk_close_book(d);
}

static void marketing_setup_leads_there(void **state)
{
    struct desk *d = desk_open(fixture_book(), 80, 24, NULL);
    (void)state;
    desk_play(d, ": {marketing} Enter Tab {SM000100} F6");
    assert_string_equal(desk_page(d), "setup"); /* what was typed is not lost */
    desk_sees(d, "Save (Ctrl-S) or discard (Esc) what you changed first");
    desk_play(d, "Ctrl-S");
    desk_play(d, ": {marketing} Enter F6");
    assert_string_equal(desk_page(d), "events");
    desk_play(d, "Esc");
    assert_string_equal(desk_page(d), "home");
    desk_close_book(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_book_maps_mails_calls_letters_and_meetings),
        cmocka_unit_test(a_template_is_looked_up_and_taken_away),
        cmocka_unit_test(a_blocked_template_counts_as_none),
        cmocka_unit_test(events_of_ones_own_come_and_go),
        cmocka_unit_test(those_that_liaise_brings_stay),
        cmocka_unit_test(marketing_setup_leads_there),
    };
    setenv("TZ", "UTC", 1);
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
