/* Sums must fit and days must exist, whichever way a value comes in (domain.md 4.7, 6). */
#include "core/segment_case.h"
#include "records.h"

static const int64_t MUCH = 10000000000000; /* a thousand million, in 1/10000 */
enum { LONG = 1000000 };                    /* minutes */

static int group_setup(void **state)
{
    *state = fixture_book();
    return 0;
}
static int group_teardown(void **state)
{
    rows_check(*state);
    lia_book_close(*state);
    return 0;
}
#define TEST(name) cmocka_unit_test_setup_teardown(name, group_setup, group_teardown)

static void refused(lia_status status, const lia_error *err, const char *field)
{
    assert_int_equal(status, LIA_INVALID);
    assert_string_equal(err->field, field);
    assert_message(*err, "");
}

static void templates(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t id;
    lia_template t = {.code = "DEAR", .group_id = 1, .unit_cost = MUCH + 1};
    refused(lia_template_save(book, &t, &id, &err), &err, "unit_cost");
    t.unit_cost = MUCH;
    t.unit_minutes = LONG + 1;
    refused(lia_template_save(book, &t, &id, &err), &err, "unit_minutes");
    t.unit_minutes = LONG;
    assert_ok(lia_template_save(book, &t, &id, &err), err);
}

static void headers_and_lines(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "CALL-OUT"), id;
    int64_t line = case_line(book, segment, case_person(book, "Bo Ek"));
    static const struct {
        const char *field;
        int64_t cost, minutes;
        int32_t date;
    } cases[] = {
        {"cost", INT64_MAX, 0, FIXTURE_TODAY},
        {"minutes", 0, INT64_MAX, FIXTURE_TODAY},
        {"date", 0, 0, -2000000},
        {"date", 0, 0, INT32_MAX},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lia_segment_list list = case_header(book, segment);
        list.items->unit_cost = cases[i].cost;
        list.items->unit_minutes = cases[i].minutes;
        list.items->date = cases[i].date;
        refused(lia_segment_save(book, list.items, LIA_SPREAD_ALL, &id, &err), &err,
                cases[i].field);
        lia_segment_list_clear(&list);
        const lia_line_change change = {
            .set = FIELD(LIA_L_COST) | FIELD(LIA_L_MINUTES) | FIELD(LIA_L_DATE),
            .value = {.cost = cases[i].cost, .minutes = cases[i].minutes, .date = cases[i].date}};
        refused(lia_line_update(book, &line, 1, 0, &change, &err), &err, cases[i].field);
    }
    /* a date that is only too late is a problem of Log, not of the form */
    case_header_set(book, segment, LIA_SPREAD_ALL, date, FIXTURE_TODAY + 30);
    case_log_refused(book, segment, (lia_log_options){0}, LIA_IN_USE, "1 line");
}

/* The most that each may say, summed up, is still a sum. */
static void sums_of_the_most(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t bo = case_person(book, "Bo Ek"), segment = case_segment(book, "Fair", "CALL-OUT");
    case_header_set(book, segment, LIA_SPREAD_ALL, unit_cost, MUCH);
    for (int i = 0; i < 50; i++)
        case_line(book, segment, bo);
    case_log(book, segment, (lia_log_options){0});
    lia_contact_totals t;
    assert_ok(lia_contact_totals_of(book, bo, &t, &err), err);
    assert_int_equal(t.totals.cost, 50 * MUCH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(templates), TEST(headers_and_lines),
                                       TEST(sums_of_the_most)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
