/* Lines: what they say, personalising them, their contacts and templates (domain.md 6). */
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

/* --- what a line says --- */

static void a_line_is_filled_from_the_header(void **state)
{
    lia_book *book = *state;
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t line = case_line(book, segment, case_person(book, "Bo Ek"));
    lia_line_list list = case_line_get(book, line);
    const lia_line *l = list.items;
    assert_int_equal(l->segment_id, segment);
    assert_int_equal(l->line_no, 1);
    assert_string_equal(l->contact, "Bo Ek");
    assert_string_equal(l->contact_no, "CT000001");
    assert_int_equal(l->marks, 0);
    assert_false(l->own_template);
    assert_string_equal(l->template_code, "LETTER-OUT");
    assert_string_equal(l->salesperson, "JO");
    assert_int_equal(l->date, FIXTURE_TODAY);
    assert_string_equal(l->description, "Outgoing letter");
    assert_string_equal(l->subject, "");
    assert_string_equal(l->comment, "");
    assert_int_equal(l->correspondence, LIA_HARD_COPY);
    assert_int_equal(l->flow, LIA_OUTBOUND);
    assert_int_equal(l->initiated_by, LIA_BY_US);
    assert_int_equal(l->minutes, 30);
    assert_int_equal(l->evaluation, LIA_EVAL_BLANK);
    assert_false(l->failed);
    assert_int_equal(l->entry_no, 0);
    lia_line_list_clear(&list);
}

/* domain.md 4.5, the same rule everywhere: the contact's, unless blank or the template ignores it;
 * then the template's. */
static void correspondence_is_the_contacts_unless_ignored(void **state)
{
    lia_book *book = *state;
    const struct {
        const char *template_code;
        lia_corr contact, expected;
    } cases[] = {
        {"LETTER-OUT", LIA_EMAIL, LIA_EMAIL}, {"LETTER-OUT", LIA_CORR_BLANK, LIA_HARD_COPY},
        {"CALL-OUT", LIA_EMAIL, LIA_PHONE},   {"MEETING", LIA_EMAIL, LIA_CORR_BLANK},
        {"", LIA_EMAIL, LIA_EMAIL},           {"", LIA_CORR_BLANK, LIA_CORR_BLANK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t contact = case_contact_with(book, &(lia_contact){.type = LIA_PERSON,
                                                                 .name = "A",
                                                                 .correspondence = cases[i].contact,
                                                                 .touch_days = -1});
        int64_t segment = case_segment(book, "Fair", cases[i].template_code);
        case_line_is(book, case_line(book, segment, contact), int, correspondence,
                     cases[i].expected);
        /* the same template as a line's own */
        if (!*cases[i].template_code)
            continue;
        int64_t other = case_segment(book, "Fair", "");
        int64_t line = case_line(book, other, contact);
        case_line_change(book, line,
                         (lia_line_change){.set = FIELD(LIA_L_TEMPLATE),
                                           .value = {.template_id = case_template(
                                                         book, cases[i].template_code)}});
        case_line_is(book, line, int, correspondence, cases[i].expected);
    }
}

static void a_blank_salesperson_is_the_contacts(void **state)
{
    lia_book *book = *state;
    int64_t an = case_salesperson(book, "AN");
    int64_t hers = case_contact_with(
        book,
        &(lia_contact){.type = LIA_PERSON, .name = "A", .salesperson_id = an, .touch_days = -1});
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT");
    int64_t line = case_line(book, segment, hers),
            other = case_line(book, segment, case_person(book, "B"));
    case_line_is(book, line, string, salesperson, "JO");
    case_header_set(book, segment, LIA_SPREAD_NOT_PERSONALISED, salesperson_id, 0);
    case_line_is(book, line, string, salesperson, "AN");
    case_line_is(book, line, int, marks, 0); /* what the contact gives is not personalised */
    case_line_is(book, other, string, salesperson, "");
}

static void a_line_shows_company_twice_archived_and_blocked(void **state)
{
    lia_book *book = *state;
    int64_t company = case_contact_with(
        book, &(lia_contact){.type = LIA_COMPANY, .name = "Acme", .touch_days = -1});
    int64_t bo = case_contact_with(
        book,
        &(lia_contact){.type = LIA_PERSON, .name = "Bo", .company_id = company, .touch_days = -1});
    int64_t an = case_person(book, "An");
    int64_t segment = case_segment(book, "Fair", "");
    int64_t first = case_line(book, segment, bo), second = case_line(book, segment, an);
    case_line_is(book, first, int, contact_twice, false);
    int64_t again = case_line(book, segment, bo);
    case_line_is(book, first, int, contact_twice, true);
    case_line_is(book, again, int, contact_twice, true);
    case_line_is(book, second, int, contact_twice, false);
    case_line_is(book, first, string, company, "Acme");
    case_archive(book, bo, true);
    case_contact_set(book, an, privacy_blocked, true);
    case_line_is(book, first, int, contact_archived, true);
    case_line_is(book, second, int, contact_blocked, true);
    /* on another segment it is not twice */
    int64_t elsewhere = case_segment(book, "Other", "");
    case_line(book, elsewhere, case_person(book, "Cy"));
    case_line_is(book, second, int, contact_twice, false);
}

/* --- adding and removing --- */

static void lines_are_numbered_as_added_and_never_again(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "");
    int64_t line[3];
    for (int i = 0; i < 3; i++)
        line[i] = case_line(book, segment, 0);
    struct str before = rows_dump(book);
    assert_ok(lia_line_remove(book, line + 1, 2, &err), err);
    lia_segment_list header = case_header(book, segment);
    assert_int_equal(header.items->lines, 1);
    lia_segment_list_clear(&header);
    case_undo_redo(book, before);
    int64_t next = case_line(book, segment, 0);
    case_line_is(book, next, int, line_no, 4);
    assert_int_equal(lia_line_remove(book, line + 1, 1, &err), LIA_NOT_FOUND);
    assert_message(err, "");
}

static void undoing_a_removal_finds_its_places_free(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "");
    int64_t line = case_line(book, segment, 0), removal;
    assert_ok(lia_line_remove(book, &line, 1, &err), err);
    removal = rows_int(book, "SELECT max(op_id) FROM op");
    int64_t other = case_line(book, segment, 0);
    assert_ok(lia_undo(book, removal, false, NULL, NULL, &err), err);
    case_line_is(book, line, int, line_no, 1);
    case_line_is(book, other, int, line_no, 2);
    lia_segment_list header = case_header(book, segment);
    assert_int_equal(header.items->lines, 2);
    lia_segment_list_clear(&header);
    rows_check(book);
}

/* Undoing the header's change must not bring an older number of lines back, nor may a line stand in
 * its way. */
static void header_and_lines_are_undone_apart(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "");
    case_header_set(book, segment, LIA_SPREAD_ALL, subject, "Hello");
    int64_t change = rows_int(book, "SELECT max(op_id) FROM op");
    case_line(book, segment, 0);
    case_line(book, segment, 0);
    assert_ok(lia_undo(book, change, false, NULL, NULL, &err), err);
    lia_segment_list header = case_header(book, segment);
    assert_int_equal(header.items->lines, 2);
    assert_string_equal(header.items->subject, "");
    lia_segment_list_clear(&header);
    case_line_is(book, case_line(book, segment, 0), int, line_no, 3);
}

static void adding_takes_the_whole_change_and_is_undone(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", "LETTER-OUT"),
            contact = case_person(book, "Bo Ek"), line = 0;
    const lia_line_change change = {
        .set = FIELD(LIA_L_DESCRIPTION) | FIELD(LIA_L_TEMPLATE),
        .also = LIA_LINE_CONTACT | LIA_LINE_COMMENT,
        .value = {.contact_id = contact,
                  .description = " Own\twords ",
                  .comment = "Note\n",
                  .template_id = case_template(book, "MAIL-OUT")},
    };
    struct str before = rows_dump(book);
    assert_ok(lia_line_add(book, segment, &change, &line, &err), err);
    case_line_is(book, line, string, description, "Own words");
    case_line_is(book, line, string, comment, "Note");
    case_line_is(book, line, string, template_code, "MAIL-OUT");
    case_line_is(book, line, int, minutes, 5);
    case_undo_redo(book, before);
}

static void archived_and_blocked_contacts_are_refused(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t segment = case_segment(book, "Fair", ""), line = case_line(book, segment, 0);
    int64_t archived = case_person(book, "Archie"), blocked = case_person(book, "Blocky");
    case_archive(book, archived, true);
    case_contact_set(book, blocked, privacy_blocked, true);
    const int64_t refused[] = {archived, blocked};
    struct str before = rows_dump(book);
    for (int i = 0; i < 2; i++) {
        const lia_line_change change = {.also = LIA_LINE_CONTACT,
                                        .value = {.contact_id = refused[i]}};
        assert_int_equal(lia_line_add(book, segment, &change, NULL, &err), LIA_IN_USE);
        assert_string_equal(err.field, "contact");
        assert_non_null(strstr(err.message, i ? "Blocky" : "Archie"));
        assert_int_equal(lia_line_update(book, &line, 1, 0, &change, &err), LIA_IN_USE);
        assert_message(err, "");
    }
    const lia_line_change nobody = {.also = LIA_LINE_CONTACT, .value = {.contact_id = 999}};
    assert_int_equal(lia_line_add(book, segment, &nobody, NULL, &err), LIA_INVALID);
    assert_string_equal(err.field, "contact");
    case_unchanged(book, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_line_is_filled_from_the_header),
        TEST(correspondence_is_the_contacts_unless_ignored),
        TEST(a_blank_salesperson_is_the_contacts),
        TEST(a_line_shows_company_twice_archived_and_blocked),
        TEST(lines_are_numbered_as_added_and_never_again),
        TEST(undoing_a_removal_finds_its_places_free),
        TEST(header_and_lines_are_undone_apart),
        TEST(adding_takes_the_whole_change_and_is_undone),
        TEST(archived_and_blocked_contacts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
