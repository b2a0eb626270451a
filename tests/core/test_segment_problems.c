/* Log: its plan, what is a problem, what is refused, moving problem lines (domain.md 6). */
#include "core/segment_case.h"

static int group_setup(void **state)
{
    *state = fixture_book();
    return 0;
}
static int group_teardown(void **state)
{
    lia_book_close(*state);
    return 0;
}
#define TEST(name) cmocka_unit_test_setup_teardown(name, group_setup, group_teardown)

/* --- the plan and its problems --- */

static void the_plan_counts_by_template(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    for (int i = 0; i < 4; i++) {
        int64_t line = case_line(book, segment, case_person(book, "Bo"));
        if (i == 2)
            case_line_change(
                book, line,
                (lia_line_change){.set = FIELD(LIA_L_TEMPLATE),
                                  .value = {.template_id = case_template(book, "CALL-OUT")}});
    }
    lia_log_plan plan = case_log_plan(book, segment, false);
    assert_int_equal(plan.loggable, 4);
    assert_int_equal(plan.group_count, 2);
    assert_string_equal(plan.groups[0].template_code, "LETTER-OUT");
    assert_int_equal(plan.groups[0].count, 3);
    assert_string_equal(plan.groups[1].template_code, "CALL-OUT");
    assert_int_equal(plan.groups[1].count, 1);
    assert_string_equal(plan.refused_follow_up, "");
    lia_log_plan_clear(&plan);
}

/* One line for each problem of domain.md 6, and one that is fine. */
enum { PROBLEMS = 9 };
static const struct {
    const char *field, *reason;
} problems[PROBLEMS] = {
    {"template", "no template"},
    {"template", "template is blocked"},
    {"salesperson", "no salesperson"},
    {"salesperson", "salesperson is blocked"},
    {"description", "no description"},
    {"date", "no date"},
    {"date", "date is after tomorrow"},
    {"contact", "contact is archived"},
    {"contact", "contact is privacy-blocked"},
};
static int64_t make_problems(lia_book *book, int64_t line[PROBLEMS + 1])
{
    lia_error err = {0};
    int64_t an = case_salesperson(book, "AN"), segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t contact[PROBLEMS + 1], call = case_template(book, "CALL-OUT");
    for (int i = 0; i <= PROBLEMS; i++) {
        char name[32];
        snprintf(name, sizeof name, "Contact %d", i);
        contact[i] = case_person(book, name);
        line[i] = case_line(book, segment, contact[i]);
    }
    const lia_line_change changes[] = {
        {.set = FIELD(LIA_L_TEMPLATE)},
        {.set = FIELD(LIA_L_TEMPLATE), .value = {.template_id = call}},
        {.set = FIELD(LIA_L_SALESPERSON)},
        {.set = FIELD(LIA_L_SALESPERSON), .value = {.salesperson_id = an}},
        {.set = FIELD(LIA_L_DESCRIPTION), .value = {.description = " "}},
        {.set = FIELD(LIA_L_DATE), .value = {.date = LIA_DAY_NONE}},
        {.set = FIELD(LIA_L_DATE), .value = {.date = FIXTURE_TODAY + 2}},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        case_line_change(book, line[i], changes[i]);
    /* tomorrow is allowed: the clock of the one who had it may be ahead */
    case_line_change(
        book, line[PROBLEMS],
        (lia_line_change){.set = FIELD(LIA_L_DATE), .value = {.date = FIXTURE_TODAY + 1}});
    case_archive(book, contact[7], true);
    case_contact_set(book, contact[8], privacy_blocked, true);
    assert_ok(lia_template_block(book, call, true, &err), err);
    assert_ok(lia_salesperson_block(book, an, true, &err), err);
    return segment;
}

static void problems_are_listed_with_line_and_reason(void **state)
{
    lia_book *book = *state;
    int64_t line[PROBLEMS + 1], segment = make_problems(book, line);
    lia_log_plan plan = case_log_plan(book, segment, false);
    assert_int_equal(plan.lines, PROBLEMS + 1);
    assert_int_equal(plan.loggable, 1);
    assert_int_equal(plan.problem_count, PROBLEMS);
    assert_int_equal(plan.problem_items, PROBLEMS);
    for (int i = 0; i < PROBLEMS; i++) {
        char name[32];
        snprintf(name, sizeof name, "Contact %d", i);
        assert_int_equal(plan.problems[i].line_id, line[i]);
        assert_int_equal(plan.problems[i].line_no, i + 1);
        assert_string_equal(plan.problems[i].contact, name);
        assert_string_equal(plan.problems[i].field, problems[i].field);
        assert_string_equal(plan.problems[i].reason, problems[i].reason);
    }
    lia_log_plan_clear(&plan);
    lia_error err = {0};
    assert_ok(lia_segment_log_plan(book, segment, false, 2, &plan, &err), err);
    assert_int_equal(plan.problem_count, PROBLEMS);
    assert_int_equal(plan.problem_items, 2);
    lia_log_plan_clear(&plan);
}

/* Each problem alone, unseen by a plan, is caught by the operation itself. */
static void each_problem_stops_the_log(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t line[PROBLEMS + 1], segment = make_problems(book, line);
    for (int keep = 0; keep < PROBLEMS; keep++) {
        int64_t others[PROBLEMS];
        size_t n = 0;
        for (int i = 0; i < PROBLEMS; i++)
            if (i != keep)
                others[n++] = line[i];
        assert_ok(lia_line_remove(book, others, n, &err), err);
        case_log_refused(book, segment, (lia_log_options){.follow_up = keep % 2}, LIA_IN_USE,
                         "1 line cannot be logged");
        assert_ok(
            lia_undo(book, rows_int(book, "SELECT max(op_id) FROM op"), false, NULL, NULL, &err),
            err);
    }
    case_log_refused(book, segment, (lia_log_options){0}, LIA_IN_USE, "9 lines cannot be logged");
}

static void problem_lines_move_to_a_segment_of_their_own(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t line[PROBLEMS + 1], segment = make_problems(book, line), other = 0, moved = 0;
    case_line_change(book, line[5],
                     (lia_line_change){.also = LIA_LINE_COMMENT, .value = {.comment = "C"}});
    struct str before = rows_dump(book);
    assert_ok(lia_segment_move_problems(book, segment, false, &other, &moved, &err), err);
    assert_int_equal(moved, PROBLEMS);
    lia_segment_list a = case_header(book, segment), b = case_header(book, other);
    assert_int_equal(a.items->lines, 1);
    assert_int_equal(b.items->lines, PROBLEMS);
    assert_string_equal(b.items->no, "SM000002");
    assert_string_equal(b.items->description, "Fair");
    assert_string_equal(b.items->template_code, "LETTER-OUT");
    assert_int_equal(lia_segment_changed(a.items, b.items), 0);
    lia_segment_list_clear(&a);
    lia_segment_list_clear(&b);
    lia_line_list lines;
    assert_ok(lia_line_list_some(book, other, &case_all, &lines, &err), err);
    assert_int_equal(lines.count, PROBLEMS);
    assert_string_equal(lines.items[0].contact, "Contact 0");
    assert_int_equal(lines.items[0].marks, FIELD(LIA_L_TEMPLATE));
    assert_string_equal(lines.items[5].comment, "C");
    assert_int_equal(lines.items[5].date, LIA_DAY_NONE);
    lia_line_list_clear(&lines);
    case_undo_redo(book, before);
    assert_int_equal(case_log(book, segment, (lia_log_options){0}).entries, 1);
    /* nothing to move: nothing is made */
    int64_t clean = case_segment(book, "Clean", "LETTER-OUT");
    case_line(book, clean, case_person(book, "Z"));
    before = rows_dump(book);
    assert_ok(lia_segment_move_problems(book, clean, false, &other, &moved, &err), err);
    assert_int_equal(moved, 0);
    case_unchanged(book, before);
}

static void logging_today_leaves_dates_alone_in_the_move(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t line[PROBLEMS + 1], segment = make_problems(book, line), other = 0, moved = 0;
    assert_ok(lia_segment_move_problems(book, segment, true, &other, &moved, &err), err);
    assert_int_equal(moved, PROBLEMS - 2);
    assert_int_equal(case_log(book, segment, (lia_log_options){.today = true}).entries, 3);
}

/* --- refused as a whole --- */

static void what_cannot_be_logged_at_all_is_refused(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    case_log_refused(book, segment, (lia_log_options){0}, LIA_IN_USE, "no line");
    case_line(book, segment, 0);
    case_log_refused(book, segment, (lia_log_options){0}, LIA_IN_USE, "no line");
    lia_log_plan plan = case_log_plan(book, segment, false);
    assert_string_not_equal(plan.refused, "");
    lia_log_plan_clear(&plan);
    case_line(book, segment, case_person(book, "Bo"));
    case_header_set(book, segment, LIA_SPREAD_NOT_PERSONALISED, description, "");
    case_log_refused(book, segment, (lia_log_options){0}, LIA_IN_USE, "description");
    case_header_set(book, segment, LIA_SPREAD_NOT_PERSONALISED, description, "Fair");
    lia_series series;
    assert_ok(lia_series_get(book, LIA_SERIES_SEGMENT, &series, &err), err);
    assert_ok(lia_series_update(book, LIA_SERIES_SEGMENT, series.version, "", &err), err);
    case_log_refused(book, segment, (lia_log_options){.follow_up = true}, LIA_IN_USE,
                     "Marketing Setup");
    plan = case_log_plan(book, segment, false);
    assert_non_null(strstr(plan.refused_follow_up, "Marketing Setup"));
    assert_string_equal(plan.refused, "");
    lia_log_plan_clear(&plan);
    assert_int_equal(case_log(book, segment, (lia_log_options){0}).entries, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_plan_counts_by_template),
        TEST(problems_are_listed_with_line_and_reason),
        TEST(each_problem_stops_the_log),
        TEST(problem_lines_move_to_a_segment_of_their_own),
        TEST(logging_today_leaves_dates_alone_in_the_move),
        TEST(what_cannot_be_logged_at_all_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
