/* Segments: headers, numbers, lists, deleting, and what a changed header does to its lines
 * (domain.md 6). */
#include "core/segment_case.h"
#include "core/segment_row.h"

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

/* --- a new one --- */

static void new_has_number_date_and_my_salesperson(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    lia_segment_list list;
    struct str before = rows_dump(book);
    assert_ok(lia_segment_new(book, &list, &err), err);
    assert_string_equal(list.items->no, "SM000001");
    assert_int_equal(list.items->date, FIXTURE_TODAY);
    assert_string_equal(list.items->salesperson, "JO");
    assert_string_equal(list.items->description, "");
    assert_int_equal(list.items->template_id, 0);
    lia_segment_list_clear(&list);
    case_unchanged(book, before);
}

static void new_leaves_a_blocked_salesperson_out(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t jo;
    assert_ok(lia_salesperson_mine(book, &jo, &err), err);
    assert_ok(lia_salesperson_block(book, jo, true, &err), err);
    lia_segment_list list;
    assert_ok(lia_segment_new(book, &list, &err), err);
    assert_int_equal(list.items->salesperson_id, 0);
    lia_segment_list_clear(&list);
}

static const char *no_of(lia_book *book, int64_t id)
{
    static char no[LIA_CODE_MAX];
    lia_segment_list list = case_header(book, id);
    snprintf(no, sizeof no, "%s", list.items->no);
    lia_segment_list_clear(&list);
    return no;
}

static void saving_takes_the_next_number(void **state)
{
    lia_book *book = *state;
    int64_t first = case_segment(book, "One", ""), second = case_segment(book, "Two", "");
    assert_string_equal(no_of(book, first), "SM000001");
    assert_string_equal(no_of(book, second), "SM000002");
}

static void a_number_is_given_once(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    lia_op_list next;
    bool ask;
    /* saved with the number that the form showed, and undone: the next one gets another */
    lia_segment_list list;
    assert_ok(lia_segment_new(book, &list, &err), err);
    assert_ok(lia_segment_save(book, list.items, LIA_SPREAD_ALL, NULL, &err), err);
    lia_segment_list_clear(&list);
    assert_ok(lia_undo_next(book, &next, &ask, &err), err);
    assert_ok(lia_undo(book, next.items->op_id, false, NULL, NULL, &err), err);
    lia_op_list_clear(&next);
    assert_string_equal(no_of(book, case_segment(book, "", "")), "SM000002");
}

static void a_typed_number_is_kept_and_must_be_free(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t id = 0;
    const lia_segment typed = {.no = " fair1 ", .description = "Fair"};
    assert_ok(lia_segment_save(book, &typed, LIA_SPREAD_ALL, &id, &err), err);
    assert_string_equal(no_of(book, id), "FAIR1");
    struct str before = rows_dump(book);
    assert_int_equal(lia_segment_save(book, &typed, LIA_SPREAD_ALL, NULL, &err), LIA_EXISTS);
    assert_string_equal(err.field, "no");
    assert_message(err, "");
    case_unchanged(book, before);
    /* a deleted one keeps its no.: entries may carry it */
    assert_ok(lia_segment_delete(book, id, &err), err);
    assert_int_equal(lia_segment_save(book, &typed, LIA_SPREAD_ALL, NULL, &err), LIA_EXISTS);
    assert_message(err, "");
}

static void blank_series(lia_book *book)
{
    lia_error err = {0};
    lia_series series;
    assert_ok(lia_series_get(book, LIA_SERIES_SEGMENT, &series, &err), err);
    assert_ok(lia_series_update(book, LIA_SERIES_SEGMENT, series.version, "", &err), err);
}

static void a_blank_series_wants_a_typed_number(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    blank_series(book);
    struct str before = rows_dump(book);
    assert_int_equal(
        lia_segment_save(book, &(lia_segment){.description = "x"}, LIA_SPREAD_ALL, NULL, &err),
        LIA_IN_USE);
    assert_non_null(strstr(err.message, "Marketing Setup"));
    assert_string_equal(err.field, "no");
    case_unchanged(book, before);
    int64_t id = 0;
    assert_ok(lia_segment_save(book, &(lia_segment){.no = "a"}, LIA_SPREAD_ALL, &id, &err), err);
    assert_string_equal(no_of(book, id), "A");
}

static void adding_is_undone(void **state)
{
    lia_book *book = *state;
    struct str before = rows_dump(book);
    case_segment(book, "Autumn fair", "LETTER-OUT");
    case_undo_redo(book, before);
}

/* --- what a template says --- */

static void template_fills_the_header(void **state)
{
    lia_book *book = *state;
    int64_t id = case_segment(book, "Autumn fair", "LETTER-OUT");
    lia_segment_list list = case_header(book, id);
    const lia_segment *s = list.items;
    assert_string_equal(s->description, "Autumn fair");
    assert_string_equal(s->entry_description, "Outgoing letter");
    assert_string_equal(s->template_code, "LETTER-OUT");
    assert_string_equal(s->group_code, "LETTER");
    assert_int_equal(s->correspondence, LIA_HARD_COPY);
    assert_false(s->ignore_correspondence);
    assert_int_equal(s->flow, LIA_OUTBOUND);
    assert_int_equal(s->initiated_by, LIA_BY_US);
    assert_int_equal(s->unit_minutes, 30);
    lia_segment_list_clear(&list);
}

static void template_leaves_typed_fields_and_blanks_the_others(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t id = case_segment(book, "Fair", "CALL-OUT");
    lia_segment_list list = case_header(book, id);
    lia_segment *s = list.items;
    s->entry_description = "Invitation";
    s->unit_minutes = 7;
    s->typed = FIELD(LIA_L_DESCRIPTION) | FIELD(LIA_L_MINUTES);
    s->template_id = case_template(book, "MEETING"); /* says no flow and no correspondence type */
    assert_ok(lia_segment_work_out(book, &list, &err), err);
    assert_string_equal(s->entry_description, "Invitation");
    assert_int_equal(s->unit_minutes, 7);
    assert_int_equal(s->flow, LIA_FLOW_BLANK);
    assert_int_equal(s->correspondence, LIA_CORR_BLANK);
    assert_true(s->ignore_correspondence);
    assert_string_equal(s->group_code, "MEETING");
    s->template_id = 0; /* blanks what it gave */
    assert_ok(lia_segment_work_out(book, &list, &err), err);
    assert_string_equal(s->entry_description, "Invitation");
    assert_int_equal(s->initiated_by, LIA_BY_BLANK);
    assert_string_equal(s->group_code, "");
    assert_string_equal(s->template_code, "");
    lia_segment_list_clear(&list);
}

/* --- saving --- */

static void saving_names_the_field_at_fault(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t letter = case_template(book, "LETTER-OUT"), an = case_salesperson(book, "AN");
    assert_ok(lia_template_block(book, letter, true, &err), err);
    assert_ok(lia_salesperson_block(book, an, true, &err), err);
    char text[600];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    const struct {
        lia_segment s;
        const char *field;
    } wrong[] = {
        {{.unit_cost = -1}, "cost"},
        {{.unit_minutes = -1}, "minutes"},
        {{.template_id = 999}, "template"},
        {{.template_id = letter}, "template"},
        {{.salesperson_id = 999}, "salesperson"},
        {{.salesperson_id = an}, "salesperson"},
        {{.correspondence = (lia_corr)9}, "correspondence"},
        {{.flow = (lia_flow)9}, "flow"},
        {{.initiated_by = (lia_by)9}, "initiated_by"},
        {{.entry_description = text}, "description"},
        {{.description = text}, "segment_description"},
        {{.subject = text}, "subject"},
        {{.no = "123456789012345678901"}, "no"},
    };
    struct str before = rows_dump(book);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(lia_segment_save(book, &wrong[i].s, LIA_SPREAD_ALL, NULL, &err),
                         LIA_INVALID);
        assert_string_equal(err.field, wrong[i].field);
        assert_message(err, "");
    }
    case_unchanged(book, before);
}

static void a_template_blocked_since_stays_on_the_header(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t id = case_segment(book, "Fair", "LETTER-OUT");
    assert_ok(lia_template_block(book, case_template(book, "LETTER-OUT"), true, &err), err);
    case_header_set(book, id, LIA_SPREAD_NOT_PERSONALISED, subject, "Hello");
    lia_segment_list list = case_header(book, id);
    assert_string_equal(list.items->subject, "Hello");
    assert_string_equal(list.items->template_code, "LETTER-OUT");
    lia_segment_list_clear(&list);
}

static void saving_the_same_is_no_operation(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t id = case_segment(book, "Fair", "LETTER-OUT");
    int64_t ops = rows_int(book, "SELECT count(*) FROM op");
    lia_segment_list list = case_header(book, id);
    assert_ok(lia_segment_save(book, list.items, LIA_SPREAD_ALL, NULL, &err), err);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM op"), ops);
    lia_segment_list_clear(&list);
}

static void another_sessions_change_is_not_overwritten(void **state)
{
    (void)state;
    fixture_folder();
    lia_error err = {0};
    lia_book *mine = fixture_open(fixture_path("book.db"), "jo"),
             *theirs = fixture_open(fixture_path("book.db"), "an");
    int64_t id = case_segment(mine, "Fair", "LETTER-OUT"), contact = case_person(mine, "Bo Ek");
    lia_segment_list list = case_header(mine, id);
    /* their line does not get into the way of my header */
    case_line(theirs, id, contact);
    list.items->subject = "Mine";
    assert_ok(lia_segment_save(mine, list.items, LIA_SPREAD_NOT_PERSONALISED, NULL, &err), err);
    lia_segment_list_clear(&list);
    list = case_header(mine, id);
    assert_int_equal(list.items->lines, 1);
    case_header_set(theirs, id, LIA_SPREAD_NOT_PERSONALISED, subject, "Theirs");
    list.items->subject = "Mine again";
    assert_int_equal(lia_segment_save(mine, list.items, LIA_SPREAD_NOT_PERSONALISED, NULL, &err),
                     LIA_CONFLICT);
    assert_non_null(strstr(err.message, "(an, 14:32)"));
    assert_message(err, "");
    assert_ok(lia_segment_delete(theirs, id, &err), err);
    assert_int_equal(lia_segment_save(mine, list.items, LIA_SPREAD_NOT_PERSONALISED, NULL, &err),
                     LIA_NOT_FOUND);
    assert_non_null(strstr(err.message, "deleted by an"));
    assert_message(err, "");
    lia_segment_list_clear(&list);
    lia_book_close(mine);
    lia_book_close(theirs);
    fixture_folder_remove();
}

/* --- lists --- */

static void list_is_newest_first_in_windows(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t id[5];
    for (int i = 0; i < 5; i++)
        id[i] = case_segment(book, "x", "");
    assert_ok(lia_segment_delete(book, id[1], &err), err);
    lia_segment_list list;
    assert_ok(
        lia_segment_list_some(book, "", 0, &(lia_seek){.no_key = true, .limit = 2}, &list, &err),
        err);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].id, id[4]);
    assert_int_equal(list.items[1].id, id[3]);
    lia_key key = list.items[1].key;
    lia_segment_list_clear(&list);
    assert_ok(lia_segment_list_some(book, "", 0, &(lia_seek){.key = key, .limit = 9}, &list, &err),
              err);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].id, id[2]);
    assert_int_equal(list.items[1].id, id[0]);
    lia_segment_list_clear(&list);
    assert_ok(lia_segment_list_some(book, "", 0, &(lia_seek){.key = key, .at = true, .limit = 1},
                                    &list, &err),
              err);
    assert_int_equal(list.items[0].id, id[3]);
    lia_segment_list_clear(&list);
    assert_ok(lia_segment_list_some(book, "", 0,
                                    &(lia_seek){.no_key = true, .before = true, .limit = 2}, &list,
                                    &err),
              err);
    assert_int_equal(list.items[0].id, id[2]);
    assert_int_equal(list.items[1].id, id[0]);
    lia_segment_list_clear(&list);
}

static void list_finds_words_and_contacts(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t fair = case_segment(book, "Höstmässan Göteborg", ""),
            mail = case_segment(book, "Mailing", "");
    int64_t contact = case_person(book, "Bo Ek");
    case_line(book, mail, contact);
    const struct {
        const char *match;
        int64_t contact, expected;
    } finds[] = {
        {"gote host", 0, fair}, {"SM000002", 0, mail}, {"", contact, mail},
        {"fair", 0, 0},         {"host", contact, 0},
    };
    for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
        lia_segment_list list;
        assert_ok(
            lia_segment_list_some(book, finds[i].match, finds[i].contact, &case_all, &list, &err),
            err);
        assert_int_equal(list.count, finds[i].expected ? 1 : 0);
        if (list.count)
            assert_int_equal(list.items[0].id, finds[i].expected);
        lia_segment_list_clear(&list);
    }
}

static void lists_are_read_by_key(void **state)
{
    case_plan(*state, SEGMENT_LIST("<", "DESC"));
    case_plan(*state, SEGMENT_LIST(">=", "ASC"));
    case_plan(*state, LOGGED_LIST("<", LOGGED_NOT_CANCELED, "DESC"));
    case_plan(*state, LOGGED_LIST(">=", "", "ASC"));
}

static void find_is_by_number_of_active_ones(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t id = case_segment(book, "x", ""), found = -1;
    assert_ok(lia_segment_find(book, " sm000001", &found, &err), err);
    assert_int_equal(found, id);
    assert_ok(lia_segment_delete(book, id, &err), err);
    assert_ok(lia_segment_find(book, "SM000001", &found, &err), err);
    assert_int_equal(found, 0);
}

/* --- deleting --- */

static void deleting_takes_the_lines_along_and_is_undone(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t id = case_segment(book, "Fair", "LETTER-OUT");
    for (int i = 0; i < 3; i++)
        case_line(book, id, case_person(book, "Bo Ek"));
    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.segments, 1);
    struct str before = rows_dump(book);
    assert_ok(lia_segment_delete(book, id, &err), err);
    lia_segment_list list;
    assert_int_equal(lia_segment_get(book, id, &list, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    assert_int_equal(rows_int(book, "SELECT count(*) FROM segment_line"), 0);
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.segments, 0);
    case_undo_redo(book, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(new_has_number_date_and_my_salesperson),
        TEST(new_leaves_a_blocked_salesperson_out),
        TEST(saving_takes_the_next_number),
        TEST(a_number_is_given_once),
        TEST(a_typed_number_is_kept_and_must_be_free),
        TEST(a_blank_series_wants_a_typed_number),
        TEST(adding_is_undone),
        TEST(template_fills_the_header),
        TEST(template_leaves_typed_fields_and_blanks_the_others),
        TEST(saving_names_the_field_at_fault),
        TEST(a_template_blocked_since_stays_on_the_header),
        TEST(saving_the_same_is_no_operation),
        cmocka_unit_test(another_sessions_change_is_not_overwritten),
        TEST(list_is_newest_first_in_windows),
        TEST(list_finds_words_and_contacts),
        TEST(lists_are_read_by_key),
        TEST(find_is_by_number_of_active_ones),
        TEST(deleting_takes_the_lines_along_and_is_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
