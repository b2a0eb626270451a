/* Interaction Template Setup: the events of domain.md 9, and those that the user adds. */
#include <string.h>

#include "book_case.h"
#include "liaise/liaise.h"

/* The event of this code, id 0: there is none. Static until the next call. */
static lia_event event(const char *code)
{
    static lia_event_list list;
    lia_event_list_clear(&list);
    assert_ok(lia_event_list_all(book, &list, &err), err);
    for (size_t i = 0; i < list.count; i++)
        if (strcmp(list.items[i].code, code) == 0)
            return list.items[i];
    return (lia_event){0};
}

static int64_t find(const char *name, bool inbound)
{
    int64_t id = -1;
    assert_ok(lia_event_find(book, name, inbound, &id, &err), err);
    return id;
}

static int64_t add(const char *code, const char *description)
{
    int64_t id = 0;
    assert_ok(
        lia_event_save(book, &(lia_event){.code = code, .description = description}, &id, &err),
        err);
    return id;
}

/* domain.md 9 names them, in this order. */
static void a_new_book_has_the_events_of_the_domain(void **state)
{
    (void)state;
    static const char *const codes[] = {"email-out",         "email-in",         "call-out",
                                        "call-in",           "meeting",          "letter",
                                        "sales-quote",       "sales-order",      "sales-invoice",
                                        "sales-credit-memo", "sales-shipment",   "sales-reminder",
                                        "sales-statement",   "purchase-quote",   "purchase-order",
                                        "purchase-invoice",  "purchase-receipt", "service-order",
                                        "service-quote",     "cover-sheet"};
    lia_event_list list;
    assert_ok(lia_event_list_all(book, &list, &err), err);
    assert_int_equal(list.count, sizeof codes / sizeof *codes);
    for (size_t i = 0; i < list.count; i++) {
        assert_string_equal(list.items[i].code, codes[i]);
        assert_true(*list.items[i].description);
        assert_false(list.items[i].own);
    }
    /* domain.md 3: e-mails, calls, letters and meetings are mapped to the templates of a new book
     */
    assert_string_equal(list.items[0].template_code, "MAIL-OUT");
    assert_string_equal(list.items[1].template_code, "MAIL-IN");
    assert_string_equal(list.items[2].template_code, "CALL-OUT");
    assert_string_equal(list.items[3].template_code, "CALL-IN");
    assert_string_equal(list.items[4].template_code, "MEETING");
    assert_string_equal(list.items[5].template_code, "LETTER-OUT");
    assert_int_equal(list.items[6].template_id, 0);
    lia_event_list_clear(&list);
}

static void own_events_stand_behind_by_code(void **state)
{
    (void)state;
    add("visit", "Visit at the fair");
    add("Fair Badge", "");
    lia_event_list list;
    assert_ok(lia_event_list_all(book, &list, &err), err);
    assert_int_equal(list.count, 22);
    assert_string_equal(list.items[20].code, "fair-badge");
    assert_string_equal(list.items[21].code, "visit");
    assert_string_equal(list.items[21].description, "Visit at the fair");
    assert_true(list.items[21].own);
    lia_event_list_clear(&list);
}

static void is_found_by_what_people_say(void **state)
{
    (void)state;
    assert_int_equal(find("sales-invoice", false), event("sales-invoice").id);
    assert_int_equal(find(" Sales Invoice ", false), event("sales-invoice").id);
    assert_int_equal(find("SALES_INVOICE", true), event("sales-invoice").id);
    assert_int_equal(find("call", false), event("call-out").id);
    assert_int_equal(find("call", true), event("call-in").id);
    assert_int_equal(find("e-mail", true), event("email-in").id);
    assert_int_equal(find("mail", false), event("email-out").id);
    assert_int_equal(find("invoice", false), event("sales-invoice").id);
    assert_int_equal(find("call-in", false), event("call-in").id);
    assert_int_equal(find("fax", false), 0);
    assert_int_equal(find("", false), 0);
    int64_t own = add("call", "Any call"); /* the user's own goes before a name of ours */
    assert_int_equal(find("call", true), own);
}

static lia_status save(lia_event e)
{
    int64_t id = 0;
    err = (lia_error){0};
    return lia_event_save(book, &e, &id, &err);
}

static void refuses_what_is_wrong(void **state)
{
    (void)state;
    char longest[42];
    memset(longest, 'x', 41);
    longest[41] = '\0';
    const char *const wrong[] = {"", "  ", "fair/visit", "möte", "-x", longest};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(save((lia_event){.code = wrong[i]}), LIA_INVALID);
        assert_string_equal(err.field, "code");
        assert_message(err, "");
    }
    assert_int_equal(save((lia_event){.code = "meeting"}), LIA_EXISTS);
    assert_string_equal(err.field, "code");
    assert_message(err, "");
    assert_int_equal(save((lia_event){.code = "fair", .template_id = 4711}), LIA_INVALID);
    assert_string_equal(err.field, "template");
    longest[40] = '\0';
    assert_ok(save((lia_event){.code = longest}), err);
}

static void of_ours_only_the_template_changes(void **state)
{
    (void)state;
    lia_event e = event("meeting");
    e.code = "meet";
    assert_int_equal(save(e), LIA_INVALID);
    assert_string_equal(err.field, "code");
    assert_message(err, "");
    e = event("meeting");
    e.description = "Get-together";
    assert_int_equal(save(e), LIA_INVALID);
    assert_string_equal(err.field, "description");
    assert_message(err, "");
    e = event("sales-order");
    e.template_id = template_id(book, "MAIL-OUT");
    assert_ok(save(e), err);
    assert_string_equal(event("sales-order").template_code, "MAIL-OUT");
    assert_non_null(strstr(last_line(book), "sales-order"));
    e = event("sales-order");
    e.template_id = 0;
    assert_ok(save(e), err);
    assert_int_equal(event("sales-order").template_id, 0);
    undo_last(book);
    assert_string_equal(event("sales-order").template_code, "MAIL-OUT");
    assert_int_equal(lia_event_delete(book, event("sales-order").id, &err), LIA_IN_USE);
    assert_message(err, "");
}

static void a_change_of_another_is_not_overwritten(void **state)
{
    (void)state;
    lia_event mine = event("letter"), other = mine;
    other.template_id = template_id(book, "LETTER-IN");
    mine.template_id = 0;
    assert_ok(save(other), err);
    assert_int_equal(save(mine), LIA_CONFLICT);
}

static void a_blocked_template_counts_as_none(void **state)
{
    (void)state;
    assert_ok(lia_template_block(book, template_id(book, "MEETING"), true, &err), err);
    assert_true(event("meeting").template_blocked);
    lia_event e = event("sales-quote");
    e.template_id = template_id(book, "MEETING");
    assert_int_equal(save(e), LIA_IN_USE);
    assert_string_equal(err.field, "template");
    assert_message(err, "");
    assert_ok(save(event("meeting")), err); /* what is as it was may stay */
}

static void own_events_come_and_go(void **state)
{
    (void)state;
    int64_t id = add("visit", "Visit");
    assert_int_equal(number_of(book, "SELECT count(*) FROM event"), 21);
    lia_event e = event("visit");
    e.code = "fair-visit";
    e.description = "Visit at the fair";
    assert_ok(save(e), err);
    assert_int_equal(event("fair-visit").id, id);
    assert_ok(lia_event_delete(book, id, &err), err);
    assert_int_equal(event("fair-visit").id, 0);
    undo_last(book);
    assert_string_equal(event("fair-visit").description, "Visit at the fair");
    lia_event_list list;
    assert_int_equal(lia_event_get(book, 4711, &list, &err), LIA_NOT_FOUND);
    assert_message(err, "");
}

static void a_mapped_template_is_not_deleted(void **state)
{
    (void)state;
    int64_t id = template_id(book, "LETTER-OUT");
    assert_int_equal(lia_template_delete(book, id, &err), LIA_IN_USE);
    lia_event e = event("letter");
    e.template_id = 0;
    assert_ok(save(e), err);
    assert_ok(lia_template_delete(book, id, &err), err);
}

int main(void)
{
#define IN_BOOK(test) cmocka_unit_test_setup_teardown(test, open_book, close_book)
    const struct CMUnitTest tests[] = {
        IN_BOOK(a_new_book_has_the_events_of_the_domain),
        IN_BOOK(own_events_stand_behind_by_code),
        IN_BOOK(is_found_by_what_people_say),
        IN_BOOK(refuses_what_is_wrong),
        IN_BOOK(of_ours_only_the_template_changes),
        IN_BOOK(a_change_of_another_is_not_overwritten),
        IN_BOOK(a_blocked_template_counts_as_none),
        IN_BOOK(own_events_come_and_go),
        IN_BOOK(a_mapped_template_is_not_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
