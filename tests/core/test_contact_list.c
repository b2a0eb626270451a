/* The list of contacts: its order, its windows, its rows; and that filters list the same in a book
 * that is too large to be looked at row by row. */
#include "filter_case.h"
#include "rows.h"

static lia_error err;

static lia_contact_rows list(lia_book *book, lia_contact_query query, lia_seek seek)
{
    lia_contact_rows rows;
    assert_ok(lia_contact_list(book, &query, &seek, &rows, &err), err);
    return rows;
}

static void names_are(lia_book *book, lia_contact_query query, lia_seek seek, const char *expected)
{
    lia_contact_rows rows = list(book, query, seek);
    struct str names = {0};
    for (size_t i = 0; i < rows.count; i++)
        case_add(&names, rows.items[i].name);
    assert_string_equal(str_text(&names), expected);
    str_clear(&names);
    lia_contact_rows_clear(&rows);
}

static lia_key key_of(lia_book *book, int64_t id)
{
    const lia_contact_query all = {0};
    lia_contact_rows rows;
    assert_ok(lia_contact_locate(book, &all, id, &rows, &err), err);
    assert_int_equal(rows.count, 1);
    lia_key key = rows.items[0].key;
    lia_contact_rows_clear(&rows);
    return key;
}

static const lia_seek all = {.no_key = true, .limit = 100};

static void the_order_is_by_folded_name_then_number(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    names_are(book, (lia_contact_query){0}, all, "");
    case_save(book, (lia_contact){.name = "Östen", .no = "B"});
    case_save(book, (lia_contact){.name = "olle", .no = "C"});
    case_save(book, (lia_contact){.name = "Zoe", .no = "A"});
    case_save(book, (lia_contact){.name = "Olle", .no = "A2"});
    case_save(book, (lia_contact){.name = "Åke", .no = "D"});
    names_are(book, (lia_contact_query){0}, all, "Åke|Olle|olle|Östen|Zoe");
    names_are(book, (lia_contact_query){.descending = true}, all, "Zoe|Östen|olle|Olle|Åke");
    names_are(book, (lia_contact_query){.sort = LIA_CONTACT_BY_NO}, all, "Zoe|Olle|Östen|olle|Åke");
    names_are(book, (lia_contact_query){.sort = LIA_CONTACT_BY_ADDED}, all,
              "Östen|olle|Zoe|Olle|Åke");
    names_are(book, (lia_contact_query){.sort = LIA_CONTACT_BY_ADDED, .descending = true}, all,
              "Åke|Olle|Zoe|olle|Östen");
    lia_book_close(book);
}

static void windows_go_by_key(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    const lia_contact_query query = {0};
    int64_t ids[5];
    static const char *const names[] = {"A", "B", "C", "D", "E"};
    for (int i = 0; i < 5; i++)
        ids[i] = make_person(book, names[i], 0);
    lia_key c = key_of(book, ids[2]);
    names_are(book, query, (lia_seek){.key = c, .limit = 2}, "D|E");
    names_are(book, query, (lia_seek){.key = c, .limit = 2, .at = true}, "C|D");
    names_are(book, query, (lia_seek){.key = c, .limit = 1, .before = true}, "B");
    names_are(book, query, (lia_seek){.key = c, .limit = 9, .before = true, .at = true}, "A|B|C");
    names_are(book, query, (lia_seek){.no_key = true, .limit = 2, .before = true}, "D|E");
    names_are(book, query, (lia_seek){.no_key = true, .limit = 0}, "");
    names_are(book, query, (lia_seek){.key = key_of(book, ids[4]), .limit = 2}, "");
    const lia_contact_query down = {.descending = true};
    names_are(book, down, (lia_seek){.key = c, .limit = 2}, "B|A");
    names_are(book, down, (lia_seek){.key = c, .limit = 2, .before = true}, "E|D");
    const lia_contact_query by_no = {.sort = LIA_CONTACT_BY_NO, .descending = true};
    names_are(book, by_no, (lia_seek){.key = c, .limit = 2, .at = true}, "C|B");

    /* the row of the key goes away: its neighbours are still found by it */
    assert_ok(lia_contact_delete(book, ids[2], &err), err);
    names_are(book, query, (lia_seek){.key = c, .limit = 2, .at = true}, "D|E");
    names_are(book, query, (lia_seek){.key = c, .limit = 1, .before = true}, "B");
    lia_book_close(book);
}

static void rows_say_what_lists_show(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t turned, no;
    int64_t company = case_save(book, (lia_contact){.type = LIA_COMPANY, .name = "Adatum"});
    int64_t anna = case_save(book, (lia_contact){.name = "Anna Berg",
                                                 .company_id = company,
                                                 .city = "Göteborg",
                                                 .phone = "1",
                                                 .mobile = "2",
                                                 .email = "a@b.example",
                                                 .salesperson_id = salesperson_id(book, "JO"),
                                                 .exclude = true,
                                                 .privacy_blocked = false});
    log_one(book, anna, "CALL-OUT", "first");
    fixture_clock.now += 86400;
    no = log_one(book, anna, "CALL-OUT", "second");
    fixture_clock.now += 86400;
    no = log_one(book, company, "CALL-OUT", "canceled");
    assert_ok(lia_entry_cancel(book, &no, 1, true, NULL, &turned, &err), err);

    lia_contact_rows rows = list(book, (lia_contact_query){0}, all);
    assert_int_equal(rows.count, 2);
    const lia_contact_row *r = &rows.items[1];
    assert_int_equal(r->id, anna);
    assert_int_equal(r->key.b, anna);
    assert_int_equal(r->company_id, company);
    assert_string_equal(r->no, "CT000002");
    assert_string_equal(r->name, "Anna Berg");
    assert_string_equal(r->company, "Adatum");
    assert_string_equal(r->city, "Göteborg");
    assert_string_equal(r->phone, "1");
    assert_string_equal(r->mobile, "2");
    assert_string_equal(r->email, "a@b.example");
    assert_string_equal(r->salesperson, "JO");
    assert_int_equal(r->type, LIA_PERSON);
    assert_true(r->exclude && !r->archived && !r->privacy_blocked);
    assert_int_equal(r->last_on, FIXTURE_TODAY + 1);
    r = &rows.items[0];
    assert_int_equal(r->type, LIA_COMPANY);
    assert_string_equal(r->company, "");
    assert_int_equal(r->last_on, FIXTURE_TODAY + 1); /* its person's; its own is canceled */
    lia_contact_rows_clear(&rows);
    assert_null(rows.items);

    /* before 1970 the day is still the day */
    lia_interaction it;
    assert_ok(lia_interaction_new(book, make_person(book, "Zoe", 0), template_id(book, "MEETING"),
                                  &it, &err),
              err);
    it.date = -1;
    it.time = 60;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    rows = list(book, (lia_contact_query){0}, all);
    assert_int_equal(rows.items[2].last_on, -1);
    lia_contact_rows_clear(&rows);
    lia_book_close(book);
}

static void persons_of_a_company(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t company = make_company(book, "Adatum"), other = make_company(book, "Other");
    make_person(book, "Bo", company);
    make_person(book, "Anna", company);
    make_person(book, "Chiara", other);
    set_archived(book, make_person(book, "Doris", company), true);
    lia_filter *filter = case_parse(book, LIA_FILTER_CONTACTS, "ann OR chi");
    lia_filter *archived = case_parse(book, LIA_FILTER_CONTACTS, "archived:yes");
    for (int sort = LIA_CONTACT_BY_NAME; sort <= LIA_CONTACT_BY_ADDED; sort++) {
        lia_contact_query query = {.company_id = company, .sort = (lia_contact_sort)sort};
        names_are(book, query, all, sort == LIA_CONTACT_BY_NAME ? "Anna|Bo" : "Bo|Anna");
        case_counted(book, &query, 2);
        query.filter = filter;
        names_are(book, query, all, "Anna");
        case_counted(book, &query, 1);
        case_located(book, &query, "of a company", "Anna");
        query.filter = archived;
        names_are(book, query, all, "Doris");
        case_ids(book, &query, "of a company", "Doris");
    }
    lia_filter_free(filter);
    lia_filter_free(archived);
    lia_book_close(book);
}

/* --- a large book --- */

enum { MANY = 3000 }; /* more than are looked at one by one */

static lia_book *large;

static int fill_large(void **state)
{
    (void)state;
    large = fixture_book();
    rows_template(large, "T", "G");
    int64_t company = make_company(large, "Middleco");
    rows_contacts(large, "Person", MANY, 0); /* Person 00001 ... */
    case_save(large, (lia_contact){.name = "Person 02500x",
                                   .company_id = company,
                                   .city = "Rareville",
                                   .phone = "0909 090909",
                                   .note = "unseldom"});
    case_save(large,
              (lia_contact){.name = "Person 02900x", .tags = "rare", .phone = "0909 090908"});
    log_one(large, case_save(large, (lia_contact){.name = "Person 02999x"}), "MEETING",
            "Rarely so");
    return 0;
}

static int close_large(void **state)
{
    (void)state;
    lia_book_close(large);
    return 0;
}

#define X1 "Person 02500x"
#define X2 "Person 02900x"
#define X3 "Person 02999x"

/* contacts_are compares windows, from both ends and in all sorts, counts, ids and the rest. */
static void rare_ones_are_found_by_every_way(void **state)
{
    (void)state;
    contacts_are(large, "rareville", X1);
    contacts_are(large, "person 02500x", X1);
    contacts_are(large, "person city:rare", X1);
    contacts_are(large, "phone:090909", X1 "|" X2);
    contacts_are(large, "phone:0909090908", X2);
    contacts_are(large, "*seldom", X1);
    contacts_are(large, "*zzz", "");
    contacts_are(large, "tag:rare", X2);
    contacts_are(large, "tag:rare OR city:rareville", X1 "|" X2);
    contacts_are(large, "tag:rare OR phone:0909090909", X1 "|" X2);
    contacts_are(large, "no:NONE,CT000002", X1); /* the second that the series numbered */
    contacts_are(large, "no:CT00000*", "Middleco|" X1 "|" X2 "|" X3);
    contacts_are(large, "name:=\"person 02999x\"", X3);
    contacts_are(large, "name:02999x", X3);
    contacts_are(large, "company:middleco", X1);
    contacts_are(large, "company:CT000001", X1);
    contacts_are(large, "has:(rarely)", X3);
    contacts_are(large, "has:(group:MEETING)", X3);
    contacts_are(large, "has:(date:today template:MEETING)", X3);
    contacts_are(large, "last:today", X3);
    contacts_are(large, "-last:never", X3);
    contacts_are(large, "entries:>0", X3);
    contacts_are(large, "created:..-1d", "");
    contacts_are(large, "-person", "Middleco");
    contacts_are(large, "type:company", "Middleco");
    contacts_are(large, "-(person OR type:company)", "");
    contacts_are(large, "\"person 02999x\"", X3);
}

/* What was gathered is not kept beyond a change of the book. */
static void what_was_found_is_forgotten_with_a_change(void **state)
{
    (void)state;
    lia_filter *filter = case_parse(large, LIA_FILTER_CONTACTS, "phone:0700");
    const lia_contact_query query = {.filter = filter};
    names_are(large, query, all, "");
    int64_t id = case_save(large, (lia_contact){.name = "Person 02950y", .phone = "0700 1"});
    names_are(large, query, all, "Person 02950y");
    names_are(large, query, all, "Person 02950y");
    assert_ok(lia_contact_delete(large, id, &err), err);
    names_are(large, query, all, "");
    lia_filter_free(filter);
}

static void common_ones_come_in_order(void **state)
{
    (void)state;
    lia_filter *filter = case_parse(large, LIA_FILTER_CONTACTS, "person -02500x -tag:rare");
    const lia_contact_query query = {.filter = filter};
    struct str first = case_pages(large, &query, 500, false);
    struct str back = case_pages(large, &query, 700, true);
    assert_int_equal(case_parts(str_text(&first)), MANY + 1);
    assert_string_equal(str_text(&first), str_text(&back));
    for (const char *at = str_text(&first), *next; (next = strchr(at, '|')) != NULL; at = next + 1)
        assert_true(memcmp(at, next + 1, strlen("Person 00000")) <= 0); /* as they follow */
    case_counted(large, &query, MANY + 1);
    str_clear(&first);
    str_clear(&back);
    lia_filter_free(filter);
}

static void a_filter_longer_than_the_indexs_prefixes(void **state)
{
    (void)state;
    contacts_are(large, "unseldo", X1);
    contacts_are(large, "unselx", "");
    contacts_are(large, "rarevil midd", X1);
}

static bool stop(void *ctx)
{
    (*(int *)ctx)++;
    return false;
}

static void reading_can_be_interrupted(void **state)
{
    (void)state;
    int asked = 0;
    lia_contact_rows rows;
    int64_t count;
    lia_filter *filter = case_parse(large, LIA_FILTER_CONTACTS, "*qqqq");
    const lia_contact_query query = {.filter = filter};
    lia_book_set_interrupt(large, stop, &asked);
    assert_int_equal(lia_contact_list(large, &query, &all, &rows, &err), LIA_CANCELED);
    assert_int_equal(lia_contact_count(large, &query, &count, &err), LIA_CANCELED);
    assert_true(asked > 0);
    lia_book_set_interrupt(large, NULL, NULL);
    names_are(large, query, all, "");
    lia_filter_free(filter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_is_by_folded_name_then_number),
        cmocka_unit_test(windows_go_by_key),
        cmocka_unit_test(rows_say_what_lists_show),
        cmocka_unit_test(persons_of_a_company),
        cmocka_unit_test(rare_ones_are_found_by_every_way),
        cmocka_unit_test(what_was_found_is_forgotten_with_a_change),
        cmocka_unit_test(common_ones_come_in_order),
        cmocka_unit_test(a_filter_longer_than_the_indexs_prefixes),
        cmocka_unit_test(reading_can_be_interrupted),
    };
    return cmocka_run_group_tests(tests, fill_large, close_large);
}
