/* What a changed header does to its lines (domain.md 6). */
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

/* --- a changed header and its lines --- */

/* Lines: [0] follows, [1] has a typed description, minutes and date, [2] a template of its own with
 * typed minutes. */
struct spread {
    int64_t segment, line[3];
};
static struct spread make_spread(lia_book *book)
{
    struct spread s = {.segment = case_segment(book, "Fair", "LETTER-OUT")};
    for (int i = 0; i < 3; i++)
        s.line[i] = case_line(book, s.segment, case_person(book, "Bo Ek"));
    case_line_change(
        book, s.line[1],
        (lia_line_change){
            .set = FIELD(LIA_L_DESCRIPTION) | FIELD(LIA_L_MINUTES) | FIELD(LIA_L_DATE),
            .value = {.description = "Own words", .minutes = 99, .date = FIXTURE_TODAY - 2},
        });
    case_line_change(book, s.line[2],
                     (lia_line_change){
                         .set = FIELD(LIA_L_TEMPLATE) | FIELD(LIA_L_MINUTES),
                         .value = {.template_id = case_template(book, "CALL-OUT"), .minutes = 3},
                     });
    return s;
}
static void lines_say(lia_book *book, const struct spread *s, const char *const descriptions[3],
                      const int64_t minutes[3])
{
    for (int i = 0; i < 3; i++) {
        case_line_is(book, s->line[i], string, description, descriptions[i]);
        case_line_is(book, s->line[i], int, minutes, minutes[i]);
    }
}

static void lines_not_personalised_follow(void **state)
{
    lia_book *book = *state;
    struct spread s = make_spread(book);
    int64_t lines, following;
    lia_error err = {0};
    assert_ok(
        lia_segment_spread_count(book, s.segment, FIELD(LIA_L_MINUTES), &lines, &following, &err),
        err);
    assert_int_equal(lines, 3);
    assert_int_equal(following, 1);
    assert_ok(lia_segment_spread_count(book, s.segment, FIELD(LIA_L_SALESPERSON), &lines,
                                       &following, &err),
              err);
    assert_int_equal(following, 3);
    struct str before = rows_dump(book);
    case_header_set(book, s.segment, LIA_SPREAD_NOT_PERSONALISED, unit_minutes, 45);
    lines_say(book, &s, (const char *const[]){"Outgoing letter", "Own words", "Outgoing call"},
              (const int64_t[]){45, 99, 3});
    /* only the header was written */
    assert_int_equal(
        rows_int(
            book,
            "SELECT count(*) FROM segment_line WHERE changed_op = (SELECT max(op_id) FROM op)"),
        0);
    case_undo_redo(book, before);
}

static void all_lines_follow_and_lose_the_mark(void **state)
{
    lia_book *book = *state;
    struct spread s = make_spread(book);
    struct str before = rows_dump(book);
    case_header_set(book, s.segment, LIA_SPREAD_ALL, unit_minutes, 45);
    lines_say(book, &s, (const char *const[]){"Outgoing letter", "Own words", "Outgoing call"},
              (const int64_t[]){45, 45, 45});
    case_line_is(book, s.line[1], int, marks, FIELD(LIA_L_DESCRIPTION) | FIELD(LIA_L_DATE));
    case_line_is(book, s.line[2], int, marks, FIELD(LIA_L_TEMPLATE));
    case_undo_redo(book, before);
    /* line 1 follows from now on; line 2, with its own template, keeps what it was given */
    case_header_set(book, s.segment, LIA_SPREAD_NOT_PERSONALISED, unit_minutes, 50);
    lines_say(book, &s, (const char *const[]){"Outgoing letter", "Own words", "Outgoing call"},
              (const int64_t[]){50, 50, 45});
}

static void header_only_leaves_the_lines_and_marks_them(void **state)
{
    lia_book *book = *state;
    struct spread s = make_spread(book);
    struct str before = rows_dump(book);
    case_header_set(book, s.segment, LIA_SPREAD_HEADER_ONLY, unit_minutes, 45);
    lines_say(book, &s, (const char *const[]){"Outgoing letter", "Own words", "Outgoing call"},
              (const int64_t[]){30, 99, 3});
    case_line_is(book, s.line[0], int, marks, FIELD(LIA_L_MINUTES));
    case_undo_redo(book, before);
    case_header_set(book, s.segment, LIA_SPREAD_NOT_PERSONALISED, unit_minutes, 50);
    case_line_is(book, s.line[0], int, minutes, 30);
}

static void date_and_salesperson_reach_lines_with_a_template_of_their_own(void **state)
{
    lia_book *book = *state;
    struct spread s = make_spread(book);
    int64_t an = case_salesperson(book, "AN");
    case_header_set(book, s.segment, LIA_SPREAD_NOT_PERSONALISED, salesperson_id, an);
    case_header_set(book, s.segment, LIA_SPREAD_NOT_PERSONALISED, date, FIXTURE_TODAY - 5);
    for (int i = 0; i < 3; i++) {
        case_line_is(book, s.line[i], string, salesperson, "AN");
        case_line_is(book, s.line[i], int, date, i == 1 ? FIXTURE_TODAY - 2 : FIXTURE_TODAY - 5);
    }
    struct str before = rows_dump(book);
    case_header_set(book, s.segment, LIA_SPREAD_ALL, date, FIXTURE_TODAY - 6);
    for (int i = 0; i < 3; i++)
        case_line_is(book, s.line[i], int, date, FIXTURE_TODAY - 6);
    case_undo_redo(book, before);
    before = rows_dump(book);
    case_header_set(book, s.segment, LIA_SPREAD_HEADER_ONLY, date, FIXTURE_TODAY);
    for (int i = 0; i < 3; i++)
        case_line_is(book, s.line[i], int, date, FIXTURE_TODAY - 6);
    case_undo_redo(book, before);
}

static void a_new_template_refills_lines_that_follow(void **state)
{
    lia_book *book = *state;
    struct spread s = make_spread(book);
    struct str before = rows_dump(book);
    case_header_template(book, s.segment, "MAIL-OUT", LIA_SPREAD_NOT_PERSONALISED);
    lines_say(book, &s, (const char *const[]){"Outgoing e-mail", "Own words", "Outgoing call"},
              (const int64_t[]){5, 99, 3});
    case_line_is(book, s.line[0], string, template_code, "MAIL-OUT");
    case_line_is(book, s.line[1], string, template_code, "MAIL-OUT");
    case_line_is(book, s.line[2], string, template_code, "CALL-OUT");
    case_line_is(book, s.line[1], int, correspondence, LIA_EMAIL);
    case_line_is(book, s.line[2], int, correspondence, LIA_PHONE);
    case_undo_redo(book, before);
}

static void a_new_template_for_all_leaves_what_happened(void **state)
{
    lia_book *book = *state;
    struct spread s = make_spread(book);
    case_line_change(
        book, s.line[2],
        (lia_line_change){
            .also = LIA_LINE_EVALUATION | LIA_LINE_RESULT | LIA_LINE_COMMENT,
            .value = {.evaluation = LIA_POSITIVE, .failed = true, .comment = "Two\nlines"},
        });
    struct str before = rows_dump(book);
    case_header_template(book, s.segment, "MAIL-OUT", LIA_SPREAD_ALL);
    lines_say(book, &s,
              (const char *const[]){"Outgoing e-mail", "Outgoing e-mail", "Outgoing e-mail"},
              (const int64_t[]){5, 5, 5});
    for (int i = 0; i < 3; i++) {
        case_line_is(book, s.line[i], int, marks, 0);
        case_line_is(book, s.line[i], string, template_code, "MAIL-OUT");
    }
    case_line_is(book, s.line[2], int, evaluation, LIA_POSITIVE);
    case_line_is(book, s.line[2], int, failed, true);
    case_line_is(book, s.line[2], string, comment, "Two\nlines");
    case_undo_redo(book, before);
}

static void a_new_template_for_the_header_only(void **state)
{
    lia_book *book = *state;
    struct spread s = make_spread(book);
    struct str before = rows_dump(book);
    case_header_template(book, s.segment, "MAIL-OUT", LIA_SPREAD_HEADER_ONLY);
    lines_say(book, &s, (const char *const[]){"Outgoing letter", "Own words", "Outgoing call"},
              (const int64_t[]){30, 99, 3});
    case_line_is(book, s.line[0], string, template_code, "LETTER-OUT");
    case_line_is(book, s.line[0], int, marks, FIELD(LIA_L_TEMPLATE));
    case_line_is(book, s.line[1], int, marks,
                 FIELD(LIA_L_TEMPLATE) | FIELD(LIA_L_DESCRIPTION) | FIELD(LIA_L_MINUTES) |
                     FIELD(LIA_L_DATE));
    case_line_is(book, s.line[0], int, correspondence, LIA_HARD_COPY);
    case_undo_redo(book, before);
}

/* The kept template goes on asking the contact: its type is not personalised. */
static void a_kept_template_still_asks_the_contact(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t phone = case_contact_with(
        book, &(lia_contact){
                  .type = LIA_PERSON, .name = "A", .correspondence = LIA_PHONE, .touch_days = -1});
    int64_t line = case_line(book, segment, phone);
    case_line_is(book, line, int, correspondence, LIA_PHONE);
    case_header_template(book, segment, "MAIL-OUT",
                         LIA_SPREAD_HEADER_ONLY); /* ignores the contact's */
    case_line_is(book, line, int, correspondence, LIA_PHONE);
    case_contact_set(book, phone, correspondence, LIA_CORR_BLANK);
    case_line_is(book, line, int, correspondence, LIA_HARD_COPY);
}

static void header_only_keeps_what_the_contact_gave(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"), an = case_salesperson(book, "AN");
    int64_t contact = case_contact_with(book, &(lia_contact){.type = LIA_PERSON,
                                                             .name = "A",
                                                             .salesperson_id = an,
                                                             .correspondence = LIA_PHONE,
                                                             .touch_days = -1});
    int64_t line = case_line(book, segment, contact);
    lia_error err = {0};
    int64_t jo;
    assert_ok(lia_salesperson_mine(book, &jo, &err), err);
    case_header_set(book, segment, LIA_SPREAD_NOT_PERSONALISED, salesperson_id, 0);
    case_line_is(book, line, string, salesperson, "AN");
    case_header_set(book, segment, LIA_SPREAD_HEADER_ONLY, salesperson_id, jo);
    case_line_is(book, line, string, salesperson, "AN");
    case_header_set(book, segment, LIA_SPREAD_HEADER_ONLY, correspondence, LIA_EMAIL);
    case_line_is(book, line, int, correspondence, LIA_PHONE);
    case_line_is(book, line, int, marks, FIELD(LIA_L_SALESPERSON) | FIELD(LIA_L_CORRESPONDENCE));
}

static void without_an_old_template_each_field_is_kept(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "");
    int64_t line = case_line(book, segment, case_person(book, "Bo Ek"));
    struct str before = rows_dump(book);
    case_header_template(book, segment, "MAIL-OUT", LIA_SPREAD_HEADER_ONLY);
    case_line_is(book, line, string, template_code, "");
    case_line_is(book, line, string, description, "Fair");
    case_line_is(book, line, int, minutes, 0);
    case_line_is(book, line, int, correspondence, LIA_CORR_BLANK);
    case_undo_redo(book, before);
}

/* Blank, the interaction description is the segment's, and goes with it. */
static void a_blank_interaction_description_is_the_segments(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "");
    int64_t line = case_line(book, segment, case_person(book, "Bo Ek"));
    case_line_is(book, line, string, description, "Fair");
    case_header_set(book, segment, LIA_SPREAD_HEADER_ONLY, description, "Autumn fair");
    case_line_is(book, line, string, description, "Autumn fair");
    case_line_is(book, line, int, marks, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lines_not_personalised_follow),
        TEST(all_lines_follow_and_lose_the_mark),
        TEST(header_only_leaves_the_lines_and_marks_them),
        TEST(date_and_salesperson_reach_lines_with_a_template_of_their_own),
        TEST(a_new_template_refills_lines_that_follow),
        TEST(a_new_template_for_all_leaves_what_happened),
        TEST(a_new_template_for_the_header_only),
        TEST(a_kept_template_still_asks_the_contact),
        TEST(header_only_keeps_what_the_contact_gave),
        TEST(without_an_old_template_each_field_is_kept),
        TEST(a_blank_interaction_description_is_the_segments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
