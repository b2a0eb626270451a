/* Several people in one book (domain.md 5, 6, 11): what is said when another session was first. */
#include "core/segment_case.h"

/* A long account, and one with wide characters. */
static const char long_user[] = "a.very.long.account.name@subsidiary.corp.example";

struct two {
    lia_book *jo, *other;
};

static void two_open(struct two *two, const char *user)
{
    fixture_folder();
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    two->jo = fixture_open(fixture_path("book.db"), "jo");
    two->other = fixture_open(fixture_path("book.db"), user);
}

static void two_close(struct two *two)
{
    rows_check(two->jo);
    lia_book_close(two->jo);
    lia_book_close(two->other);
    fixture_folder_remove();
}

static void says(const lia_error *err, const char *who, const char *when)
{
    assert_message(*err, "");
    if (!strstr(err->message, who) || !strstr(err->message, when))
        fail_msg("'%s' does not say '%s' and '%s'", err->message, who, when);
}

/* The records that two may have open at once; each is changed by the other, then by jo, who has an
 * older version. */
static void change_contact(lia_book *book, int64_t id, int64_t version, const char *text,
                           lia_status expected, lia_error *err)
{
    lia_contact_record r;
    assert_ok(lia_contact_get(book, id, &r, err), *err);
    r.c.note = text;
    r.c.version = version ? version : r.c.version;
    assert_int_equal(lia_contact_save(book, &r.c, NULL, err), expected);
    lia_contact_record_clear(&r);
}

static void a_changed_record_names_who_and_when(void **state)
{
    (void)state;
    static const char *const users[] = {"ann", long_user};
    for (int i = 0; i < 2; i++) {
        lia_error err = {0};
        struct two two;
        two_open(&two, users[i]);
        int64_t bo = case_person(two.jo, "Bo Ek");
        lia_contact_record r;
        assert_ok(lia_contact_get(two.jo, bo, &r, &err), err);
        fixture_clock.now += 60;
        change_contact(two.other, bo, 0, "theirs", LIA_OK, &err);
        fixture_clock.now += 60;
        change_contact(two.jo, bo, r.c.version, "mine", LIA_CONFLICT, &err);
        says(&err, i ? "a.very" : "ann", "14:33");
        lia_contact_record_clear(&r);
        two_close(&two);
    }
}

/* Also where the record is not read again before it is saved. */
static void a_changed_line_names_who_and_when(void **state)
{
    (void)state;
    lia_error err = {0};
    struct two two;
    two_open(&two, long_user);
    int64_t segment = case_segment(two.jo, "Fair", "CALL-OUT");
    int64_t line = case_line(two.jo, segment, case_person(two.jo, "Bo Ek"));
    lia_line_list list = case_line_get(two.jo, line);
    lia_line_change change = {.set = FIELD(LIA_L_COST), .value = {.cost = 5}};
    fixture_clock.now -= 86400; /* their clock was set wrong; what it said is what is told */
    case_line_change(two.other, line, change);
    fixture_clock.now += 86400;
    assert_int_equal(lia_line_update(two.jo, &line, 1, list.items->version, &change, &err),
                     LIA_CONFLICT);
    says(&err, "a.very", "14:32");
    lia_line_list_clear(&list);
    two_close(&two);
}

/* "A segment logged elsewhere: the page says so and closes." */
static void a_segment_that_is_gone_says_who(void **state)
{
    (void)state;
    for (int way = 0; way < 2; way++) {
        lia_error err = {0};
        struct two two;
        two_open(&two, long_user);
        int64_t segment = case_segment(two.jo, "Fair", "CALL-OUT");
        case_line(two.jo, segment, case_person(two.jo, "Bo Ek"));
        fixture_clock.now += 60;
        if (way)
            assert_ok(lia_segment_delete(two.other, segment, &err), err);
        else
            case_log(two.other, segment, (lia_log_options){0});
        fixture_clock.now += 60;
        lia_segment_list list;
        assert_int_equal(lia_segment_get(two.jo, segment, &list, &err), LIA_NOT_FOUND);
        says(&err, "a.very", "14:33");
        assert_non_null(strstr(err.message, way ? "deleted" : "logged"));
        two_close(&two);
    }
}

/* A number of twenty characters is the longest one. */
static void a_long_number_leaves_room_for_the_message(void **state)
{
    (void)state;
    lia_error err = {0};
    struct two two;
    two_open(&two, long_user);
    lia_segment_list list;
    assert_ok(lia_segment_new(two.jo, &list, &err), err);
    list.items->no = "SEGMENT-OF-AUTUMN-26";
    list.items->description = "Fair";
    int64_t segment = 0;
    assert_ok(lia_segment_save(two.jo, list.items, LIA_SPREAD_ALL, &segment, &err), err);
    assert_int_equal(lia_segment_save(two.jo, list.items, LIA_SPREAD_ALL, &segment, &err),
                     LIA_EXISTS);
    assert_message(err, "");
    lia_segment_list_clear(&list);
    assert_ok(lia_segment_delete(two.other, segment, &err), err);
    assert_int_equal(lia_segment_get(two.jo, segment, &list, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    two_close(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_record_names_who_and_when),
        cmocka_unit_test(a_changed_line_names_who_and_when),
        cmocka_unit_test(a_segment_that_is_gone_says_who),
        cmocka_unit_test(a_long_number_leaves_room_for_the_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
