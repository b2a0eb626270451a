/* Interaction groups and interaction templates. */
#include <string.h>

#include "book_case.h"
#include "core/core.h"
#include "liaise/liaise.h"

static int64_t ops(void)
{
    int64_t n = 0;
    assert_ok(db_query_int(book->db, "SELECT max(op_id) FROM op", DB_NONE, &n, NULL, &err), err);
    return n;
}

static int64_t group(const char *code)
{
    int64_t id = 0;
    assert_ok(lia_group_find(book, code, &id, &err), err);
    return id;
}

static int64_t add_group(const char *code)
{
    const lia_group g = {.code = code};
    int64_t id = 0;
    assert_ok(lia_group_save(book, &g, &id, &err), err);
    return id;
}

static int64_t add_template(const char *code, int64_t group_id)
{
    const lia_template t = {.code = code, .description = "Visit", .group_id = group_id};
    int64_t id = 0;
    assert_ok(lia_template_save(book, &t, &id, &err), err);
    return id;
}

static int64_t log_at_cost(const char *code, int64_t cost)
{
    const lia_contact c = {.type = LIA_PERSON, .name = "Bo", .touch_days = -1};
    int64_t contact = 0, no = 0;
    assert_ok(lia_contact_save(book, &c, &contact, &err), err);
    lia_interaction it;
    assert_ok(lia_interaction_new(book, contact, template_id(book, code), &it, &err), err);
    it.cost = cost;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    return no;
}

/* --- groups --- */

static void groups_are_added_found_and_changed(void **state)
{
    (void)state;
    const lia_group g = {.code = " fair ", .description = " Fairs\tand shows "};
    int64_t id = 0;
    assert_ok(lia_group_save(book, &g, &id, &err), err);
    assert_int_equal(group("Fair"), id);
    assert_int_equal(group("nothing like it"), 0);
    assert_int_equal(group("far longer than any code could ever be"), 0);
    lia_group_list list;
    assert_ok(lia_group_get(book, id, &list, &err), err);
    assert_string_equal(list.items->code, "FAIR");
    assert_string_equal(list.items->description, "Fairs and shows");
    int64_t before = ops();
    assert_ok(lia_group_save(book, list.items, &id, &err), err);
    assert_int_equal(ops(), before);
    list.items->description = "Shows";
    assert_ok(lia_group_save(book, list.items, &id, &err), err);
    list.items->description = "Fairs";
    assert_int_equal(lia_group_save(book, list.items, &id, &err), LIA_CONFLICT);
    assert_int_equal(lia_group_save(book, &g, &id, &err), LIA_EXISTS);
    assert_string_equal(err.field, "code");
    assert_message(err, "");
    lia_group_list_clear(&list);
    assert_int_equal(lia_group_get(book, 999, &list, &err), LIA_NOT_FOUND);
    assert_message(err, "");
}

static void groups_in_use_are_blocked_not_deleted(void **state)
{
    (void)state;
    int64_t id = add_group("FAIR");
    int64_t template = add_template("FAIR-OUT", id);
    assert_int_equal(lia_group_delete(book, id, &err), LIA_IN_USE);
    assert_non_null(strstr(err.message, "block"));
    assert_message(err, "");
    assert_ok(lia_group_block(book, id, true, &err), err);
    lia_group_list list;
    assert_ok(lia_group_list_all(book, false, "fair", &list, &err), err);
    assert_int_equal(list.count, 0);
    lia_group_list_clear(&list);
    assert_ok(lia_group_list_all(book, true, "fair", &list, &err), err);
    assert_int_equal(list.count, 1);
    assert_true(list.items->blocked);
    lia_group_list_clear(&list);
    assert_ok(lia_template_delete(book, template, &err), err);
    assert_ok(lia_group_delete(book, id, &err), err);
    assert_int_equal(group("FAIR"), 0);
    assert_ok(lia_undo(book, ops(), false, NULL, NULL, &err), err);
    assert_int_equal(group("FAIR"), id);
}

/* The group is in use as long as an entry stands in it, though its templates have moved on. */
static void entries_hold_their_group(void **state)
{
    (void)state;
    int64_t old = add_group("OLD"), new_one = add_group("NEW"), id = add_template("VISIT", old), n;
    int64_t entry = log_at_cost("VISIT", 0);
    lia_template_list list;
    assert_ok(lia_template_get(book, id, &list, &err), err);
    list.items->group_id = new_one;
    assert_ok(lia_template_save(book, list.items, NULL, &err), err);
    lia_template_list_clear(&list);
    assert_int_equal(lia_group_delete(book, old, &err), LIA_IN_USE);
    assert_ok(lia_entry_cancel(book, &entry, 1, true, NULL, &n, &err), err);
    assert_int_equal(lia_group_delete(book, old, &err), LIA_IN_USE);
    assert_ok(lia_entry_delete_canceled(book, NULL, &entry, 1, NULL, &n, &err), err);
    assert_ok(lia_group_delete(book, old, &err), err);
}

/* --- templates --- */

static void templates_are_kept(void **state)
{
    (void)state;
    const lia_template t = {.code = "fair-out",
                            .description = "Fair",
                            .group_id = group("CALL"),
                            .unit_cost = 125000,
                            .unit_minutes = 45,
                            .flow = LIA_INBOUND,
                            .initiated_by = LIA_BY_THEM,
                            .correspondence = LIA_PHONE,
                            .ignore_correspondence = true};
    int64_t id = 0;
    assert_ok(lia_template_save(book, &t, &id, &err), err);
    lia_template_list list;
    assert_ok(lia_template_get(book, id, &list, &err), err);
    const lia_template *r = list.items;
    assert_string_equal(r->code, "FAIR-OUT");
    assert_string_equal(r->description, "Fair");
    assert_string_equal(r->group_code, "CALL");
    assert_int_equal(r->unit_cost, 125000);
    assert_int_equal(r->unit_minutes, 45);
    assert_int_equal(r->flow, LIA_INBOUND);
    assert_int_equal(r->initiated_by, LIA_BY_THEM);
    assert_int_equal(r->correspondence, LIA_PHONE);
    assert_true(r->ignore_correspondence && !r->blocked);
    int64_t before = ops();
    assert_ok(lia_template_save(book, r, &id, &err), err);
    assert_int_equal(ops(), before);
    list.items->unit_minutes = 60;
    assert_ok(lia_template_save(book, r, &id, &err), err);
    assert_int_equal(lia_template_save(book, r, &id, &err), LIA_CONFLICT);
    lia_template_list_clear(&list);
    assert_ok(lia_undo(book, ops(), false, NULL, NULL, &err), err);
    assert_ok(lia_template_get(book, id, &list, &err), err);
    assert_int_equal(list.items->unit_minutes, 45);
    lia_template_list_clear(&list);
}

static void refused(const lia_template *t, lia_status status, const char *field)
{
    int64_t id = 0, before = ops();
    assert_int_equal(lia_template_save(book, t, &id, &err), status);
    assert_string_equal(err.field, field);
    assert_message(err, "");
    assert_int_equal(ops(), before);
}

static void templates_say_what_is_wrong(void **state)
{
    (void)state;
    lia_template t = {.code = "",
                      .group_id = 0,
                      .unit_cost = -1,
                      .unit_minutes = -1,
                      .flow = 9,
                      .initiated_by = 9,
                      .correspondence = 9};
    refused(&t, LIA_INVALID, "code");
    t.code = "call-out";
    refused(&t, LIA_EXISTS, "code");
    t.code = "new";
    refused(&t, LIA_INVALID, "group");
    t.group_id = group("CALL");
    assert_ok(lia_group_block(book, t.group_id, true, &err), err);
    refused(&t, LIA_INVALID, "group");
    t.group_id = group("MAIL");
    refused(&t, LIA_INVALID, "unit_cost");
    t.unit_cost = 0;
    refused(&t, LIA_INVALID, "unit_minutes");
    t.unit_minutes = 0;
    refused(&t, LIA_INVALID, "flow");
    t.flow = 0;
    refused(&t, LIA_INVALID, "initiated_by");
    t.initiated_by = 0;
    refused(&t, LIA_INVALID, "correspondence");
}

/* By group, code; in a look-up those first whose code begins with what was typed. */
static void templates_are_listed_by_group_and_code(void **state)
{
    (void)state;
    static const char *const all[] = {"CALL-IN", "CALL-OUT", "LETTER-IN", "LETTER-OUT",
                                      "MAIL-IN", "MAIL-OUT", "MEETING",   "MEETING-IN"};
    lia_template_list list;
    assert_ok(lia_template_list_all(book, false, "", &list, &err), err);
    assert_int_equal(list.count, 8);
    for (size_t i = 0; i < 8; i++)
        assert_string_equal(list.items[i].code, all[i]);
    lia_template_list_clear(&list);
    add_template("OUTING", group("MEETING"));
    assert_ok(lia_template_list_all(book, false, "out", &list, &err), err);
    assert_int_equal(list.count, 4);
    assert_string_equal(list.items[0].code, "OUTING");
    assert_string_equal(list.items[1].code, "CALL-OUT");
    lia_template_list_clear(&list);
    assert_ok(lia_template_list_all(book, false, "inc call", &list, &err), err);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].code, "CALL-IN");
    lia_template_list_clear(&list);
    assert_ok(lia_template_list_all(book, false, "call-o", &list, &err), err);
    assert_int_equal(list.count, 1);
    lia_template_list_clear(&list);
}

static void templates_in_use_are_blocked_not_deleted(void **state)
{
    (void)state;
    int64_t id = add_template("VISIT", group("MEETING")), n = 0, held = 0;
    int64_t entry = log_at_cost("VISIT", 0);
    assert_ok(lia_entry_cancel(book, &entry, 1, true, NULL, &n, &err), err);
    assert_int_equal(lia_template_delete(book, id, &err), LIA_IN_USE);
    assert_non_null(strstr(err.message, "block"));
    assert_message(err, "");
    lia_segment_list segment;
    assert_ok(lia_segment_new(book, &segment, &err), err);
    segment.items[0].description = "Fair";
    segment.items[0].template_id = held = add_template("HELD", group("MEETING"));
    assert_ok(lia_segment_save(book, segment.items, LIA_SPREAD_NOT_PERSONALISED, &n, &err), err);
    lia_segment_list_clear(&segment);
    assert_int_equal(lia_template_delete(book, held, &err), LIA_IN_USE);
    assert_ok(lia_template_block(book, id, true, &err), err);
    int64_t before = ops();
    assert_ok(lia_template_block(book, id, true, &err), err);
    assert_int_equal(ops(), before);
    lia_template_list list;
    assert_ok(lia_template_list_all(book, false, "visit", &list, &err), err);
    for (size_t i = 0; i < list.count; i++)
        assert_string_not_equal(list.items[i].code, "VISIT");
    lia_template_list_clear(&list);
    assert_ok(lia_template_block(book, id, false, &err), err);
    assert_ok(lia_template_list_all(book, false, "visit", &list, &err), err);
    assert_string_equal(list.items[0].code, "VISIT");
    lia_template_list_clear(&list);
}

/* domain.md 8: canceled ones count nowhere; a group's totals use the group stored on the entry. */
static void totals_are_told(void **state)
{
    (void)state;
    int64_t id = add_template("VISIT", group("MEETING")), n = 0;
    log_at_cost("VISIT", 10000);
    log_at_cost("MEETING", 5000);
    int64_t canceled = log_at_cost("VISIT", 70000);
    assert_ok(lia_entry_cancel(book, &canceled, 1, true, NULL, &n, &err), err);
    lia_template_list list;
    assert_ok(lia_template_get(book, id, &list, &err), err);
    assert_int_equal(list.items->totals.entries, 1);
    assert_int_equal(list.items->totals.cost, 10000);
    list.items->group_id = group("CALL");
    assert_ok(lia_template_save(book, list.items, NULL, &err), err);
    lia_template_list_clear(&list);
    log_at_cost("VISIT", 1);
    lia_group_list groups;
    assert_ok(lia_group_get(book, group("MEETING"), &groups, &err), err);
    assert_int_equal(groups.items->totals.entries, 2);
    assert_int_equal(groups.items->totals.cost, 15000);
    assert_int_equal(groups.items->totals.minutes, 60);
    lia_group_list_clear(&groups);
    assert_ok(lia_group_get(book, group("CALL"), &groups, &err), err);
    assert_int_equal(groups.items->totals.entries, 1);
    lia_group_list_clear(&groups);
    assert_ok(lia_template_get(book, id, &list, &err), err);
    assert_int_equal(list.items->totals.entries, 2);
    assert_int_equal(list.items->totals.cost, 10001);
    lia_template_list_clear(&list);
    assert_ok(lia_group_list_all(book, false, "", &groups, &err), err);
    assert_int_equal(groups.count, 4);
    assert_string_equal(groups.items[0].code, "CALL");
    assert_int_equal(groups.items[3].totals.entries, 2);
    lia_group_list_clear(&groups);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_book, close_book)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(groups_are_added_found_and_changed),
        TEST(groups_in_use_are_blocked_not_deleted),
        TEST(entries_hold_their_group),
        TEST(templates_are_kept),
        TEST(templates_say_what_is_wrong),
        TEST(templates_are_listed_by_group_and_code),
        TEST(templates_in_use_are_blocked_not_deleted),
        TEST(totals_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
