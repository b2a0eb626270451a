/* Log: the entries, the follow-up, undo, other sessions (domain.md 6). */
#include <stdlib.h>

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

/* One entry; the caller clears the list. */
static lia_entry get_entry(lia_book *book, int64_t entry_no, lia_entry_list *list)
{
    lia_error err = {0};
    assert_ok(lia_entry_get(book, entry_no, list, &err), err);
    return list->items[0];
}

/* --- one entry for each line --- */

static void each_line_becomes_an_entry(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t company = case_contact_with(
        book, &(lia_contact){.type = LIA_COMPANY, .name = "Acme", .touch_days = -1});
    int64_t bo = case_contact_with(book, &(lia_contact){.type = LIA_PERSON,
                                                        .name = "Bo",
                                                        .company_id = company,
                                                        .correspondence = LIA_EMAIL,
                                                        .touch_days = -1});
    int64_t an = case_salesperson(book, "AN"), call = case_template(book, "CALL-OUT");
    int64_t segment = case_segment(book, "Autumn fair", "LETTER-OUT");
    case_header_set(book, segment, LIA_SPREAD_ALL, subject, "Hello");
    case_line(book, segment, bo);
    int64_t second = case_line(book, segment, company);
    case_line_change(book, second,
                     (lia_line_change){
                         .set = FIELD(LIA_L_TEMPLATE) | FIELD(LIA_L_SALESPERSON) |
                                FIELD(LIA_L_DATE) | FIELD(LIA_L_COST),
                         .also = LIA_LINE_EVALUATION | LIA_LINE_RESULT | LIA_LINE_COMMENT,
                         .value = {.template_id = call,
                                   .salesperson_id = an,
                                   .date = FIXTURE_TODAY - 3,
                                   .cost = 25000,
                                   .evaluation = LIA_NEGATIVE,
                                   .failed = true,
                                   .comment = "Line one\nline two"},
                     });
    struct str before = rows_dump(book);
    lia_log_result r = case_log(book, segment, (lia_log_options){0});
    assert_int_equal(r.entries, 2);
    assert_int_equal(r.follow_up_id, 0);

    lia_entry_list list;
    lia_entry e = get_entry(book, r.first_entry, &list);
    assert_int_equal(e.contact_id, bo);
    assert_int_equal(e.company_id, company);
    assert_string_equal(e.description, "Outgoing letter");
    assert_string_equal(e.subject, "Hello");
    assert_string_equal(e.template_code, "LETTER-OUT");
    assert_string_equal(e.group_code, "LETTER");
    assert_string_equal(e.salesperson, "JO");
    assert_int_equal(e.date, FIXTURE_TODAY);
    assert_int_equal(e.time, 14 * 3600 + 32 * 60); /* now, for it is today's */
    assert_int_equal(e.zone, 0);
    assert_int_equal(e.correspondence, LIA_EMAIL);
    assert_int_equal(e.flow, LIA_OUTBOUND);
    assert_int_equal(e.initiated_by, LIA_BY_US);
    assert_int_equal(e.minutes, 30);
    assert_int_equal(e.status, LIA_LOGGED);
    assert_int_equal(e.origin, LIA_FROM_SEGMENT);
    assert_string_equal(e.segment_no, "SM000001");
    assert_int_equal(e.segment_id, segment);
    assert_int_equal(e.logged_id, r.logged_id);
    assert_int_equal(e.comments, 0);
    lia_entry_list_clear(&list);

    e = get_entry(book, r.first_entry + 1, &list);
    assert_int_equal(e.contact_id, company);
    assert_int_equal(e.company_id, company); /* a company's own entries carry itself */
    assert_string_equal(e.description, "Outgoing call");
    assert_string_equal(e.subject, "");
    assert_string_equal(e.template_code, "CALL-OUT");
    assert_string_equal(e.group_code, "CALL");
    assert_string_equal(e.salesperson, "AN");
    assert_int_equal(e.date, FIXTURE_TODAY - 3);
    assert_int_equal(e.time, -1); /* another day: no time */
    assert_int_equal(e.correspondence, LIA_PHONE);
    assert_int_equal(e.cost, 25000);
    assert_int_equal(e.minutes, 15);
    assert_int_equal(e.evaluation, LIA_NEGATIVE);
    assert_int_equal(e.status, LIA_FAILED);
    assert_int_equal(e.comments, 1);
    lia_entry_list_clear(&list);
    lia_comment_list comments;
    assert_ok(lia_comment_list_of(book, r.first_entry + 1, &comments, &err), err);
    assert_string_equal(comments.items[0].text, "Line one\nline two");
    assert_int_equal(comments.items[0].date, FIXTURE_TODAY);
    lia_comment_list_clear(&comments);
    case_undo_redo(book, before);
}

static void the_segment_leaves_the_active_ones(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Autumn fair", "LETTER-OUT");
    case_line(book, segment, case_person(book, "Bo"));
    lia_log_result r = case_log(book, segment, (lia_log_options){0});
    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.segments, 0);
    assert_int_equal(counts.logged_segments, 1);
    assert_int_equal(counts.entries, 1);
    lia_segment_list header;
    assert_int_equal(lia_segment_get(book, segment, &header, &err), LIA_NOT_FOUND);
    assert_non_null(strstr(err.message, "logged by jo"));
    assert_message(err, "");
    lia_logged_list list;
    assert_ok(lia_logged_get(book, r.logged_id, &list, &err), err);
    const lia_logged *l = list.items;
    assert_string_equal(l->segment_no, "SM000001");
    assert_string_equal(l->description, "Autumn fair");
    assert_string_equal(l->user, "jo");
    assert_int_equal(l->logged_at, FIXTURE_NOW);
    assert_int_equal(l->entries, 1);
    assert_int_equal(l->entries_canceled, 0);
    assert_false(l->canceled);
    assert_string_equal(l->follow_up_no, "");
    assert_string_equal(l->header.template_code, "LETTER-OUT");
    assert_string_equal(l->header.entry_description, "Outgoing letter");
    lia_logged_list_clear(&list);
    case_log_refused(book, segment, (lia_log_options){0}, LIA_NOT_FOUND, "SM000001");
}

static void undo_lets_it_be_logged_again(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t line = case_line(book, segment, case_person(book, "Bo"));
    case_line_change(book, line, (lia_line_change){.set = FIELD(LIA_L_COST), .value = {.cost = 5}});
    lia_log_result first = case_log(book, segment, (lia_log_options){.follow_up = true});
    lia_op_list next;
    bool ask;
    assert_ok(lia_undo_next(book, &next, &ask, &err), err);
    assert_string_equal(next.items->line, "Logged segment SM000001: 1 interaction");
    assert_ok(lia_undo(book, next.items->op_id, false, NULL, NULL, &err), err);
    lia_op_list_clear(&next);
    lia_segment_list list;
    assert_int_equal(lia_segment_get(book, first.follow_up_id, &list, &err), LIA_NOT_FOUND);
    case_line_is(book, line, int, marks, FIELD(LIA_L_COST));
    lia_log_result again = case_log(book, segment, (lia_log_options){.follow_up = true});
    assert_int_equal(again.entries, 1);
    assert_string_equal(again.follow_up_no, "SM000003"); /* a number is given once */
    rows_check(book);
}

static void entry_numbers_run_in_the_order_of_the_lines(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"), contact[6], line[6];
    for (int i = 0; i < 6; i++)
        contact[i] = case_person(book, "Bo");
    for (int i = 0; i < 6; i++)
        line[i] = case_line(book, segment, i == 3 ? 0 : contact[5 - i]);
    assert_ok(lia_line_remove(book, line + 1, 1, &err), err); /* a gap; line 4 has no contact */
    case_line_change(book, line[4],
                     (lia_line_change){.set = FIELD(LIA_L_DESCRIPTION),
                                       .also = LIA_LINE_COMMENT,
                                       .value = {.comment = "C", .description = "Own"}});
    struct str before = rows_dump(book);
    lia_log_result r = case_log(book, segment, (lia_log_options){0});
    assert_int_equal(r.entries, 4);
    const int64_t expected[] = {contact[5], contact[3], contact[1], contact[0]};
    for (int i = 0; i < 4; i++) {
        lia_entry_list list;
        lia_entry e = get_entry(book, r.first_entry + i, &list);
        assert_int_equal(e.contact_id, expected[i]);
        assert_int_equal(e.comments, i == 2);
        assert_string_equal(e.description, i == 2 ? "Own" : "Outgoing letter");
        lia_entry_list_clear(&list);
    }
    case_undo_redo(book, before);
}

/* --- left out, and options --- */

static void lines_without_contact_or_logged_singly_are_left_out(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"), bo = case_person(book, "Bo");
    int64_t single = case_line(book, segment, bo);
    case_line(book, segment, 0);
    case_line(book, segment, case_person(book, "An"));
    lia_interaction it;
    int64_t entry;
    assert_ok(lia_interaction_from_line(book, single, &it, &err), err);
    assert_int_equal(it.contact_id, bo);
    struct str before = rows_dump(book);
    assert_ok(lia_interaction_log(book, &it, &entry, &err), err);
    case_undo_redo(book, before);
    case_line_is(book, single, int, entry_no, entry); /* it stays, marked */
    assert_int_equal(lia_interaction_log(book, &it, &entry, &err), LIA_IN_USE);
    assert_message(err, "");
    lia_interaction_clear(&it);
    assert_int_equal(lia_interaction_from_line(book, single, &it, &err), LIA_IN_USE);
    /* its contact stays the one that was logged */
    const lia_line_change other = {.also = LIA_LINE_CONTACT,
                                   .value = {.contact_id = case_person(book, "Cy")}};
    assert_int_equal(lia_line_update(book, &single, 1, 0, &other, &err), LIA_IN_USE);
    assert_message(err, "");
    lia_segment_list header = case_header(book, segment);
    assert_int_equal(header.items->lines, 3);
    assert_int_equal(header.items->logged_singly, 1);
    lia_segment_list_clear(&header);

    lia_log_plan plan = case_log_plan(book, segment, false);
    assert_int_equal(plan.lines, 3);
    assert_int_equal(plan.loggable, 1);
    assert_int_equal(plan.without_contact, 1);
    assert_int_equal(plan.logged_singly, 1);
    assert_int_equal(plan.problem_count, 0);
    assert_string_equal(plan.refused, "");
    lia_log_plan_clear(&plan);
    lia_log_result r = case_log(book, segment, (lia_log_options){.follow_up = true});
    assert_int_equal(r.entries, 1);
    assert_int_equal(r.follow_up_lines, 1); /* of the contact logged now */
}

static void today_overrides_the_dates_of_the_lines(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    case_header_set(book, segment, LIA_SPREAD_ALL, date, FIXTURE_TODAY - 8);
    int64_t line = case_line(book, segment, case_person(book, "Bo"));
    case_line(book, segment, case_person(book, "An"));
    case_line_change(
        book, line,
        (lia_line_change){.set = FIELD(LIA_L_DATE), .value = {.date = FIXTURE_TODAY + 30}});
    lia_log_plan plan = case_log_plan(book, segment, false);
    assert_true(plan.propose_today);
    assert_int_equal(plan.date, FIXTURE_TODAY - 8);
    assert_int_equal(plan.problem_count, 1);
    lia_log_plan_clear(&plan);
    plan = case_log_plan(book, segment, true);
    assert_int_equal(plan.problem_count, 0);
    lia_log_plan_clear(&plan);
    lia_log_result r = case_log(book, segment, (lia_log_options){.today = true});
    for (int i = 0; i < 2; i++) {
        lia_entry_list list;
        lia_entry e = get_entry(book, r.first_entry + i, &list);
        assert_int_equal(e.date, FIXTURE_TODAY);
        assert_int_equal(e.time, 14 * 3600 + 32 * 60);
        lia_entry_list_clear(&list);
    }
}

static void a_date_of_a_week_ago_is_not_old(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    case_header_set(book, segment, LIA_SPREAD_ALL, date, FIXTURE_TODAY - 7);
    lia_log_plan plan = case_log_plan(book, segment, false);
    assert_false(plan.propose_today);
    lia_log_plan_clear(&plan);
}

static void the_zone_is_the_viewers(void **state)
{
    lia_book *book = *state;
    fixture_clock.zone = 600; /* 2026-11-21 00:32 there */
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    case_line(book, segment, case_person(book, "Bo"));
    lia_log_result r = case_log(book, segment, (lia_log_options){0});
    lia_entry_list list;
    lia_entry e = get_entry(book, r.first_entry, &list);
    assert_int_equal(e.date, FIXTURE_TODAY + 1);
    assert_int_equal(e.time, 32 * 60);
    assert_int_equal(e.zone, 600);
    lia_entry_list_clear(&list);
}

/* --- the follow-up --- */

static void the_follow_up_has_the_contacts_once_and_the_header(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Autumn fair", "LETTER-OUT");
    case_header_set(book, segment, LIA_SPREAD_ALL, subject, "Hello");
    case_header_set(book, segment, LIA_SPREAD_ALL, date, FIXTURE_TODAY - 2);
    int64_t bo = case_person(book, "Bo"), an = case_person(book, "An"),
            cy = case_person(book, "Cy");
    case_line(book, segment, cy);
    int64_t marked = case_line(book, segment, bo);
    case_line(book, segment, cy);
    case_line(book, segment, an);
    case_contact_set(book, an, exclude, true);
    case_line_change(book, marked,
                     (lia_line_change){.set = FIELD(LIA_L_COST),
                                       .also = LIA_LINE_COMMENT,
                                       .value = {.cost = 5, .comment = "C"}});
    struct str before = rows_dump(book);
    lia_log_result r = case_log(book, segment, (lia_log_options){.follow_up = true});
    assert_int_equal(r.entries, 4);
    assert_string_equal(r.follow_up_no, "SM000002");
    assert_int_equal(r.follow_up_lines, 2);
    assert_int_equal(r.follow_up_left_out, 1);
    assert_string_equal(r.left_out, "An");
    lia_segment_list list = case_header(book, r.follow_up_id);
    const lia_segment *s = list.items;
    assert_string_equal(s->no, "SM000002");
    assert_string_equal(s->description, "Follow-up: Autumn fair (SM000001)");
    assert_int_equal(s->date, FIXTURE_TODAY);
    assert_string_equal(s->subject, "Hello");
    assert_string_equal(s->template_code, "LETTER-OUT");
    assert_string_equal(s->entry_description, "Outgoing letter");
    assert_int_equal(s->unit_minutes, 30);
    assert_int_equal(s->lines, 2);
    lia_segment_list_clear(&list);
    lia_line_list lines;
    assert_ok(lia_line_list_some(book, r.follow_up_id, &case_all, &lines, &err), err);
    assert_int_equal(lines.count, 2);
    assert_int_equal(lines.items[0].contact_id, cy);
    assert_int_equal(lines.items[1].contact_id, bo);
    assert_int_equal(lines.items[1].marks, 0); /* filled anew */
    assert_string_equal(lines.items[1].comment, "");
    lia_line_list_clear(&lines);
    lia_logged_list logged;
    assert_ok(lia_logged_get(book, r.logged_id, &logged, &err), err);
    assert_string_equal(logged.items->follow_up_no, "SM000002");
    assert_int_equal(logged.items->follow_up_id, r.follow_up_id);
    lia_logged_list_clear(&logged);
    case_undo_redo(book, before);
    /* a line added later goes behind */
    case_line_is(book, case_line(book, r.follow_up_id, an), string, contact, "An");
}

static void the_prefix_is_not_repeated_and_the_text_is_cut(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    case_line(book, segment, case_person(book, "Bo"));
    lia_log_result first = case_log(book, segment, (lia_log_options){.follow_up = true});
    lia_log_result second =
        case_log(book, first.follow_up_id, (lia_log_options){.follow_up = true});
    lia_segment_list list = case_header(book, second.follow_up_id);
    assert_string_equal(list.items->description, "Follow-up: Fair (SM000001) (SM000002)");
    lia_segment_list_clear(&list);
    char longest[501] = "";
    for (int i = 0; i < 250; i++)
        memcpy(longest + 2 * i, "ö", 2);
    case_header_set(book, second.follow_up_id, LIA_SPREAD_ALL, description, longest);
    lia_log_result third =
        case_log(book, second.follow_up_id, (lia_log_options){.follow_up = true});
    list = case_header(book, third.follow_up_id);
    const char *text = list.items->description;
    assert_memory_equal(text, "Follow-up: öö", 15);
    assert_string_equal(text + strlen(text) - 13, "ö (SM000003)");
    assert_int_equal(strlen(text), 250 + 250 - strlen("Follow-up:  (SM000003)"));
    lia_segment_list_clear(&list);
}

/* A template that was blocked after all lines got their own does not keep the follow-up from being
 * made. */
static void the_follow_up_copies_a_blocked_template(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t line = case_line(book, segment, case_person(book, "Bo"));
    case_line_change(book, line,
                     (lia_line_change){.set = FIELD(LIA_L_TEMPLATE),
                                       .value = {.template_id = case_template(book, "CALL-OUT")}});
    assert_ok(lia_template_block(book, case_template(book, "LETTER-OUT"), true, &err), err);
    lia_log_result r = case_log(book, segment, (lia_log_options){.follow_up = true});
    lia_log_plan plan = case_log_plan(book, r.follow_up_id, false);
    assert_int_equal(plan.problem_count, 1);
    assert_string_equal(plan.problems[0].reason, "template is blocked");
    lia_log_plan_clear(&plan);
}

/* --- two sessions, and stopping --- */

static void what_another_session_did_meanwhile_stops_the_log(void **state)
{
    (void)state;
    fixture_folder();
    lia_book *mine = fixture_open(fixture_path("book.db"), "jo"),
             *theirs = fixture_open(fixture_path("book.db"), "an");
    int64_t segment = case_segment(mine, "Fair", "LETTER-OUT"), bo = case_person(mine, "Bo");
    case_line(mine, segment, bo);
    lia_log_plan plan = case_log_plan(mine, segment, false);
    assert_int_equal(plan.problem_count, 0);
    lia_log_plan_clear(&plan);
    case_archive(theirs, bo, true);
    case_log_refused(mine, segment, (lia_log_options){0}, LIA_IN_USE, "1 line cannot be logged");
    case_archive(theirs, bo, false);
    case_log(theirs, segment, (lia_log_options){0});
    case_log_refused(mine, segment, (lia_log_options){0}, LIA_NOT_FOUND, "logged by an");
    lia_book_close(mine);
    lia_book_close(theirs);
    fixture_folder_remove();
}

/* A form for one line, open while the segment is logged elsewhere, logs nothing any more. */
static void a_line_cannot_be_logged_once_its_segment_is(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"), entry;
    int64_t line = case_line(book, segment, case_person(book, "Bo"));
    lia_interaction it;
    assert_ok(lia_interaction_from_line(book, line, &it, &err), err);
    case_log(book, segment, (lia_log_options){0});
    struct str before = rows_dump(book);
    assert_int_equal(lia_interaction_log(book, &it, &entry, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    case_unchanged(book, before);
    lia_interaction_clear(&it);
}

static bool stop(void *ctx, int64_t done, int64_t total)
{
    (void)done;
    (void)total;
    ++*(int *)ctx;
    return false;
}

/* n persons on a segment. */
static int64_t make_large(lia_book *book, int n)
{
    rows_contacts(book, "Person", n, 0);
    int64_t first = rows_last(book, "contact") - n + 1;
    int64_t segment = case_segment(book, "Large", "LETTER-OUT"),
            *ids = calloc((size_t)n, sizeof *ids);
    lia_error err = {0};
    lia_add_counts counts;
    for (int i = 0; i < n; i++)
        ids[i] = first + i;
    assert_ok(lia_segment_add_contacts(book, segment, NULL, ids, (size_t)n, 0, NULL, &counts, &err),
              err);
    assert_int_equal(counts.added, n);
    free(ids);
    return segment;
}

static void progress_stops_the_log_with_nothing_written(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = make_large(book, 10000);
    struct str before = rows_dump(book);
    int calls = 0;
    const lia_progress progress = {stop, &calls};
    assert_int_equal(lia_segment_log(book, segment, &(lia_log_options){.follow_up = true},
                                     &progress, NULL, &err),
                     LIA_CANCELED);
    assert_true(calls > 0);
    case_unchanged(book, before);
}

static void ten_thousand_lines_are_logged_and_undone(void **state)
{
    lia_book *book = *state;
    int64_t segment = make_large(book, 10000);
    struct str before = rows_dump(book);
    lia_log_result r = case_log(book, segment, (lia_log_options){.follow_up = true});
    assert_int_equal(r.entries, 10000);
    assert_int_equal(r.follow_up_lines, 10000);
    assert_int_equal(r.follow_up_left_out, 0);
    case_undo_redo(book, before);
    assert_int_equal(case_log(book, r.follow_up_id, (lia_log_options){0}).entries, 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_line_becomes_an_entry),
        TEST(the_segment_leaves_the_active_ones),
        TEST(undo_lets_it_be_logged_again),
        TEST(entry_numbers_run_in_the_order_of_the_lines),
        TEST(lines_without_contact_or_logged_singly_are_left_out),
        TEST(today_overrides_the_dates_of_the_lines),
        TEST(a_date_of_a_week_ago_is_not_old),
        TEST(the_zone_is_the_viewers),
        TEST(the_follow_up_has_the_contacts_once_and_the_header),
        TEST(the_prefix_is_not_repeated_and_the_text_is_cut),
        TEST(the_follow_up_copies_a_blocked_template),
        cmocka_unit_test(what_another_session_did_meanwhile_stops_the_log),
        TEST(a_line_cannot_be_logged_once_its_segment_is),
        TEST(progress_stops_the_log_with_nothing_written),
        TEST(ten_thousand_lines_are_logged_and_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
