/* Home: the cues in the room that they have, and times as they were where they were. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "desk.h"
#include "fixture.h"
#include "records.h"

/* Every cue is whole from 40 columns on, and each opens what it counts by the mouse. */
static void cues_are_never_cut(void **state)
{
    (void)state;
    for (int w = 40; w <= 90; w++) {
        lia_book *book = fixture_book();
        make_person(book, "Bo Ek", 0);
        struct desk *d = desk_open(book, w, 12, NULL);
        const char *line = desk_line(d, "postponed");
        if (!strstr(line, "segments") || !strstr(line, "out of touch") || strstr(line, "…"))
            fail_msg("%d columns: %s", w, line);
        assert_int_equal(!strstr(line, "active segments"), w < 42); /* where it is too long */
        desk_close_book(d);
    }
}

/* screens.md 8: Home of a new book says what there is to do, whole in the smallest terminal too. */
static void the_first_page_is_never_cut(void **state)
{
    (void)state;
    for (int w = 40; w <= 80; w += 5) {
        struct desk *d = desk_open(fixture_book(), w, 12, NULL);
        desk_sees(d, "a  add a contact");
        desk_sees(d, "iCalendar");
        desk_sees(d, "copy");
        desk_sees(d, "The rest: m menu, : tell me, ? help.");
        desk_misses(d, "…");
        desk_close_book(d);
    }
}

static void log_at(lia_book *book, int64_t contact, int zone, const char *description)
{
    fixture_clock.zone = zone;
    log_one(book, contact, "CALL-OUT", description);
    fixture_clock.zone = 0;
}

/* domain.md 12: never converted; the zone is named where it is not the viewer's. */
static void a_time_of_another_zone_is_whole(void **state)
{
    (void)state;
    static const int sizes[][2] = {{40, 12}, {60, 20}, {80, 24}, {120, 40}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        lia_book *book = fixture_book();
        int64_t bo = make_person(book, "Bo Ek", 0);
        log_at(book, bo, 0, "here");
        struct desk *d = desk_open(book, sizes[i][0], sizes[i][1], NULL);
        desk_sees(d, "▌20 Nov 14:32 "); /* no wider than it must be */
        desk_misses(d, "20 Nov 14:32     ");
        log_at(book, bo, -300, "in New York");
        log_at(book, bo, 330, "in Delhi");
        desk_play(d, "R");
        desk_sees(d, "20 Nov 09:32 -05 ");
        desk_sees(d, "20 Nov 20:02 +05:30 ");
        desk_sees(d, "Bo Ek");
        desk_close_book(d);
    }
}

/* Of another year the day alone is shown, and a zone without a time says nothing. */
static void an_old_day_has_no_zone(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), no;
    lia_interaction it = {0};
    lia_error err = {0};
    fixture_clock.zone = 60;
    assert_ok(lia_interaction_new(book, bo, template_id(book, "CALL-OUT"), &it, &err), err);
    it.date -= 1000;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    fixture_clock.zone = 0;
    struct desk *d = desk_open(book, 80, 24, NULL);
    desk_sees(d, "24 Feb 24 ");
    desk_misses(d, "+01");
    desk_close_book(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_page_is_never_cut),
        cmocka_unit_test(cues_are_never_cut),
        cmocka_unit_test(a_time_of_another_zone_is_whole),
        cmocka_unit_test(an_old_day_has_no_zone),
    };
    setenv("TZ", "UTC", 1);
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
