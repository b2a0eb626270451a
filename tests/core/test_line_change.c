/* Personalising lines, and looking at a change without saving (domain.md 6). */
#include "core/line_row.h"
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

/* --- personalising --- */

static void typed_fields_are_marked_and_del_clears_them(void **state)
{
    lia_book *book = *state;
    int64_t an = case_salesperson(book, "AN");
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t line = case_line(book, segment, case_person(book, "Bo"));
    const uint32_t all = (FIELD(LIA_L_FIELDS) - 1) & ~FIELD(LIA_L_TEMPLATE);
    struct str before = rows_dump(book);
    case_line_change(book, line,
                     (lia_line_change){
                         .set = all,
                         .value = {.date = FIXTURE_TODAY - 1,
                                   .salesperson_id = an,
                                   .description = "D",
                                   .subject = "S",
                                   .correspondence = LIA_PHONE,
                                   .ignore_correspondence = true,
                                   .flow = LIA_INBOUND,
                                   .initiated_by = LIA_BY_THEM,
                                   .cost = 12345,
                                   .minutes = 77},
                     });
    lia_line_list list = case_line_get(book, line);
    const lia_line *l = list.items;
    assert_int_equal(l->marks, all);
    assert_int_equal(l->date, FIXTURE_TODAY - 1);
    assert_string_equal(l->salesperson, "AN");
    assert_string_equal(l->description, "D");
    assert_string_equal(l->subject, "S");
    assert_int_equal(l->correspondence, LIA_PHONE);
    assert_int_equal(l->flow, LIA_INBOUND);
    assert_int_equal(l->initiated_by, LIA_BY_THEM);
    assert_int_equal(l->cost, 12345);
    assert_int_equal(l->minutes, 77);
    lia_line_list_clear(&list);
    case_undo_redo(book, before);
    before = rows_dump(book);
    case_line_change(book, line, (lia_line_change){.follow = all});
    case_line_is(book, line, int, marks, 0);
    case_line_is(book, line, string, description, "Outgoing letter");
    case_line_is(book, line, int, minutes, 30);
    case_line_is(book, line, int, date, FIXTURE_TODAY);
    case_line_is(book, line, string, salesperson, "JO");
    case_line_is(book, line, int, correspondence, LIA_HARD_COPY);
    case_undo_redo(book, before);
}

static void a_typed_correspondence_type_goes_before_the_contacts(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t contact =
        case_contact_with(book, &(lia_contact){.type = LIA_PERSON,
                                               .name = "A",
                                               .correspondence = LIA_PHONE,
                                               .touch_days = -1});
    int64_t line = case_line(book, segment, contact);
    case_line_is(book, line, int, correspondence, LIA_PHONE);
    case_line_change(book, line,
                     (lia_line_change){.set = FIELD(LIA_L_CORRESPONDENCE),
                                       .value = {.correspondence = LIA_EMAIL}});
    case_line_is(book, line, int, correspondence, LIA_EMAIL);
    case_line_change(book, line, (lia_line_change){.follow = FIELD(LIA_L_CORRESPONDENCE)});
    case_line_is(book, line, int, correspondence, LIA_PHONE);
}

static void date_and_salesperson_can_be_typed_blank(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t line = case_line(book, segment, case_person(book, "Bo"));
    case_line_change(book, line,
                     (lia_line_change){.set = FIELD(LIA_L_DATE) | FIELD(LIA_L_SALESPERSON) |
                                              FIELD(LIA_L_TEMPLATE),
                                       .value = {.date = LIA_DAY_NONE}});
    case_line_is(book, line, int, date, LIA_DAY_NONE);
    case_line_is(book, line, string, salesperson, "");
    case_line_is(book, line, string, template_code, "");
    case_line_is(book, line, int, own_template, false);
    case_line_is(book, line, int, marks,
                 FIELD(LIA_L_DATE) | FIELD(LIA_L_SALESPERSON) | FIELD(LIA_L_TEMPLATE));
}

static void a_template_of_its_own_refills_what_was_not_typed(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    case_header_set(book, segment, LIA_SPREAD_ALL, subject, "Dear all");
    int64_t line = case_line(book, segment, case_person(book, "Bo"));
    case_line_change(book, line,
                     (lia_line_change){.set = FIELD(LIA_L_MINUTES), .value = {.minutes = 99}});
    struct str before = rows_dump(book);
    case_line_change(book, line,
                     (lia_line_change){.set = FIELD(LIA_L_TEMPLATE),
                                       .value = {.template_id = case_template(book, "CALL-IN")}});
    case_line_is(book, line, int, own_template, true);
    case_line_is(book, line, string, description, "Incoming call");
    case_line_is(book, line, string, subject, "");
    case_line_is(book, line, int, minutes, 99);
    case_line_is(book, line, int, flow, LIA_INBOUND);
    case_line_is(book, line, int, initiated_by, LIA_BY_THEM);
    case_line_is(book, line, int, marks, FIELD(LIA_L_MINUTES) | FIELD(LIA_L_TEMPLATE));
    case_undo_redo(book, before);
    /* the template changes later: the line keeps what it was filled with; Del fetches what the
     * template says now */
    lia_error err = {0};
    lia_template_list list;
    assert_ok(lia_template_get(book, case_template(book, "CALL-IN"), &list, &err), err);
    list.items->description = "Call received";
    list.items->unit_minutes = 20;
    assert_ok(lia_template_save(book, list.items, NULL, &err), err);
    lia_template_list_clear(&list);
    case_line_is(book, line, string, description, "Incoming call");
    case_line_change(book, line,
                     (lia_line_change){.set = FIELD(LIA_L_COST), .value = {.cost = 7}});
    case_line_is(book, line, string, description, "Incoming call");
    case_line_change(book, line,
                     (lia_line_change){.follow = FIELD(LIA_L_MINUTES) | FIELD(LIA_L_DESCRIPTION)});
    case_line_is(book, line, int, minutes, 20);
    case_line_is(book, line, string, description, "Call received");
    /* another one refills again */
    case_line_change(book, line,
                     (lia_line_change){.set = FIELD(LIA_L_TEMPLATE),
                                       .value = {.template_id = case_template(book, "MAIL-OUT")}});
    case_line_is(book, line, string, description, "Outgoing e-mail");
    case_line_is(book, line, int, minutes, 5);
}

static void the_headers_template_makes_a_line_follow_again(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t line = case_line(book, segment, case_person(book, "Bo"));
    const lia_line_change call = {
        .set = FIELD(LIA_L_TEMPLATE) | FIELD(LIA_L_COST),
        .value = {.template_id = case_template(book, "CALL-IN"), .cost = 5}};
    const lia_line_change back[] = {
        {.set = FIELD(LIA_L_TEMPLATE), .value = {.template_id = case_template(book, "LETTER-OUT")}},
        {.follow = FIELD(LIA_L_TEMPLATE)},
    };
    for (int i = 0; i < 2; i++) {
        case_line_change(book, line, call);
        case_line_change(book, line, back[i]);
        case_line_is(book, line, int, own_template, false);
        case_line_is(book, line, int, marks, FIELD(LIA_L_COST));
        case_line_is(book, line, int, cost, 5);
        case_line_is(book, line, string, description, "Outgoing letter");
    }
    case_header_set(book, segment, LIA_SPREAD_NOT_PERSONALISED, unit_minutes, 31);
    case_line_is(book, line, int, minutes, 31);
}

static void another_contact_is_worked_out_again_and_marks_stay(void **state)
{
    lia_book *book = *state;
    int64_t an = case_salesperson(book, "AN");
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    case_header_set(book, segment, LIA_SPREAD_ALL, salesperson_id, 0);
    int64_t line = case_line(book, segment, case_person(book, "Bo"));
    case_line_change(book, line, (lia_line_change){.set = FIELD(LIA_L_COST), .value = {.cost = 5}});
    int64_t other = case_contact_with(book, &(lia_contact){.type = LIA_PERSON,
                                                           .name = "A",
                                                           .salesperson_id = an,
                                                           .correspondence = LIA_EMAIL,
                                                           .touch_days = -1});
    struct str before = rows_dump(book);
    case_line_change(book, line,
                     (lia_line_change){.also = LIA_LINE_CONTACT, .value = {.contact_id = other}});
    case_line_is(book, line, string, salesperson, "AN");
    case_line_is(book, line, int, correspondence, LIA_EMAIL);
    case_line_is(book, line, int, cost, 5);
    case_line_is(book, line, int, marks, FIELD(LIA_L_COST));
    case_undo_redo(book, before);
}

static void marked_lines_change_in_one_operation(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"), line[3];
    for (int i = 0; i < 3; i++)
        line[i] = case_line(book, segment, case_person(book, "Bo"));
    struct str before = rows_dump(book);
    const lia_line_change change = {.set = FIELD(LIA_L_SUBJECT),
                                    .also = LIA_LINE_EVALUATION,
                                    .value = {.subject = "S", .evaluation = LIA_NEUTRAL}};
    assert_ok(lia_line_update(book, line, 2, 0, &change, &err), err);
    case_line_is(book, line[0], string, subject, "S");
    case_line_is(book, line[1], int, evaluation, LIA_NEUTRAL);
    case_line_is(book, line[2], string, subject, "");
    case_undo_redo(book, before);
    /* lines of two segments are no set */
    int64_t two[] = {line[0], case_line(book, case_segment(book, "Other", ""), 0)};
    assert_int_equal(lia_line_update(book, two, 2, 0, &change, &err), LIA_INVALID);
    assert_message(err, "");
}

static void wrong_values_are_named(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"), line = case_line(book, segment, 0);
    const struct {
        lia_line_change change;
        const char *field;
    } wrong[] = {
        {{.set = FIELD(LIA_L_COST), .value = {.cost = -1}}, "cost"},
        {{.set = FIELD(LIA_L_MINUTES), .value = {.minutes = -1}}, "minutes"},
        {{.set = FIELD(LIA_L_TEMPLATE), .value = {.template_id = 999}}, "template"},
        {{.set = FIELD(LIA_L_SALESPERSON), .value = {.salesperson_id = 999}}, "salesperson"},
        {{.also = LIA_LINE_EVALUATION, .value = {.evaluation = (lia_evaluation)9}}, "evaluation"},
    };
    struct str before = rows_dump(book);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(lia_line_update(book, &line, 1, 0, &wrong[i].change, &err), LIA_INVALID);
        assert_string_equal(err.field, wrong[i].field);
        assert_message(err, "");
    }
    case_unchanged(book, before);
    /* values that the change does not take are not looked at */
    case_line_change(
        book, line,
        (lia_line_change){.set = FIELD(LIA_L_SUBJECT), .value = {.subject = "S", .cost = -1}});
}

static void another_sessions_line_is_not_overwritten(void **state)
{
    (void)state;
    fixture_folder();
    lia_error err = {0};
    lia_book *mine = fixture_open(fixture_path("book.db"), "jo"),
             *theirs = fixture_open(fixture_path("book.db"), "an");
    int64_t segment = case_segment(mine, "Fair", "LETTER-OUT"), line = case_line(mine, segment, 0);
    lia_line_list list = case_line_get(mine, line);
    const lia_line_change change = {.set = FIELD(LIA_L_SUBJECT), .value = {.subject = "Mine"}};
    case_line_change(
        theirs, line,
        (lia_line_change){.set = FIELD(LIA_L_SUBJECT), .value = {.subject = "Theirs"}});
    assert_int_equal(lia_line_update(mine, &line, 1, list.items->version, &change, &err),
                     LIA_CONFLICT);
    assert_message(err, "");
    case_line_is(mine, line, string, subject, "Theirs");
    lia_line_list_clear(&list);
    assert_ok(lia_segment_delete(theirs, segment, &err), err);
    assert_int_equal(lia_line_get(mine, line, &list, &err), LIA_NOT_FOUND);
    assert_int_equal(lia_line_update(mine, &line, 1, 0, &change, &err), LIA_NOT_FOUND);
    assert_int_equal(lia_line_add(mine, segment, &change, NULL, &err), LIA_NOT_FOUND);
    lia_book_close(mine);
    lia_book_close(theirs);
    fixture_folder_remove();
}

/* --- looking without saving --- */

static void working_out_shows_what_saving_gives(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t an = case_salesperson(book, "AN"), segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t contact = case_contact_with(book, &(lia_contact){.type = LIA_PERSON,
                                                             .name = "A",
                                                             .salesperson_id = an,
                                                             .correspondence = LIA_PHONE,
                                                             .touch_days = -1});
    case_header_set(book, segment, LIA_SPREAD_ALL, salesperson_id, 0);
    int64_t line = case_line(book, segment, case_person(book, "Bo"));
    const lia_line_change changes[] = {
        {.also = LIA_LINE_CONTACT, .value = {.contact_id = contact}},
        {.set = FIELD(LIA_L_TEMPLATE), .value = {.template_id = case_template(book, "MAIL-IN")}},
        {.set = FIELD(LIA_L_COST) | FIELD(LIA_L_DESCRIPTION),
         .value = {.cost = 7, .description = "D"}},
        {.follow = FIELD(LIA_L_COST) | FIELD(LIA_L_TEMPLATE)},
        {.set = FIELD(LIA_L_TEMPLATE), .value = {.template_id = case_template(book, "LETTER-OUT")}},
        {.also = LIA_LINE_COMMENT | LIA_LINE_RESULT | LIA_LINE_EVALUATION,
         .value = {.comment = "C", .failed = true, .evaluation = LIA_NEGATIVE}},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        lia_line_list shown, saved;
        struct str before = rows_dump(book);
        assert_ok(lia_line_work_out(book, segment, line, &changes[i], &shown, &err), err);
        case_unchanged(book, before);
        case_line_change(book, line, changes[i]);
        assert_ok(lia_line_get(book, line, &saved, &err), err);
        const lia_line *a = shown.items, *b = saved.items;
        assert_int_equal(a->id, b->id);
        assert_string_equal(a->contact, b->contact);
        assert_int_equal(a->marks, b->marks);
        assert_string_equal(a->template_code, b->template_code);
        assert_string_equal(a->salesperson, b->salesperson);
        assert_int_equal(a->own_template, b->own_template);
        assert_int_equal(a->date, b->date);
        assert_string_equal(a->description, b->description);
        assert_string_equal(a->subject, b->subject);
        assert_string_equal(a->comment, b->comment);
        assert_int_equal(a->correspondence, b->correspondence);
        assert_int_equal(a->flow, b->flow);
        assert_int_equal(a->initiated_by, b->initiated_by);
        assert_int_equal(a->cost, b->cost);
        assert_int_equal(a->minutes, b->minutes);
        assert_int_equal(a->evaluation, b->evaluation);
        assert_int_equal(a->failed, b->failed);
        lia_line_list_clear(&shown);
        lia_line_list_clear(&saved);
    }
}

static void a_line_not_yet_there_can_be_looked_at(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"),
            contact = case_person(book, "Bo Ek");
    lia_line_list list;
    assert_ok(lia_line_work_out(book, segment, 0, &(lia_line_change){0}, &list, &err), err);
    assert_int_equal(list.items->id, 0);
    assert_int_equal(list.items->contact_id, 0);
    assert_string_equal(list.items->description, "Outgoing letter");
    lia_line_list_clear(&list);
    case_line(book, segment, contact);
    const lia_line_change twice = {.also = LIA_LINE_CONTACT, .value = {.contact_id = contact}};
    assert_ok(lia_line_work_out(book, segment, 0, &twice, &list, &err), err);
    assert_string_equal(list.items->contact, "Bo Ek");
    assert_true(list.items->contact_twice);
    lia_line_list_clear(&list);
    assert_int_equal(lia_line_work_out(book, segment, 999, &twice, &list, &err), LIA_NOT_FOUND);
}

static void list_is_in_the_order_of_adding_in_windows(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t other = case_segment(book, "Before", ""), segment = case_segment(book, "Fair", "");
    int64_t after = case_segment(book, "After", ""), line[5];
    case_line(book, other, 0);
    case_line(book, after, 0);
    for (int i = 0; i < 5; i++)
        line[i] = case_line(book, segment, 0);
    assert_ok(lia_line_remove(book, line + 2, 1, &err), err);
    const struct {
        lia_seek seek;
        int first, count;
        int expected[4];
    } windows[] = {
        {{.no_key = true, .limit = 2}, 0, 2, {0, 1}},
        {{.no_key = true, .limit = 9}, 0, 4, {0, 1, 3, 4}},
        {{.no_key = true, .before = true, .limit = 2}, 0, 2, {3, 4}},
        {{.key = {2, line[1]}, .limit = 9}, 0, 2, {3, 4}},
        {{.key = {2, line[1]}, .at = true, .limit = 2}, 0, 2, {1, 3}},
        {{.key = {3, line[2]}, .at = true, .limit = 1}, 0, 1, {3}},
        {{.key = {4, line[3]}, .before = true, .limit = 1}, 0, 1, {1}},
        {{.key = {4, line[3]}, .before = true, .at = true, .limit = 2}, 0, 2, {1, 3}},
        {{.key = {1, line[0]}, .before = true, .limit = 9}, 0, 0, {0}},
        {{.key = {5, line[4]}, .limit = 9}, 0, 0, {0}},
    };
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        lia_line_list list;
        assert_ok(lia_line_list_some(book, segment, &windows[i].seek, &list, &err), err);
        assert_int_equal(list.count, windows[i].count);
        for (size_t k = 0; k < list.count; k++)
            assert_int_equal(list.items[k].id, line[windows[i].expected[k]]);
        lia_line_list_clear(&list);
    }
}

static void lists_are_read_by_key(void **state)
{
    case_plan(*state, LINE_LIST(""));
    case_plan(*state, LINE_LIST(" DESC"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(typed_fields_are_marked_and_del_clears_them),
        TEST(a_typed_correspondence_type_goes_before_the_contacts),
        TEST(date_and_salesperson_can_be_typed_blank),
        TEST(a_template_of_its_own_refills_what_was_not_typed),
        TEST(the_headers_template_makes_a_line_follow_again),
        TEST(another_contact_is_worked_out_again_and_marks_stay),
        TEST(marked_lines_change_in_one_operation),
        TEST(wrong_values_are_named),
        cmocka_unit_test(another_sessions_line_is_not_overwritten),
        TEST(working_out_shows_what_saving_gives),
        TEST(a_line_not_yet_there_can_be_looked_at),
        TEST(list_is_in_the_order_of_adding_in_windows),
        TEST(lists_are_read_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
