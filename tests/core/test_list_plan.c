/* How lists are read (house.md 7): each statement that they run is asked for its plan. Rows come
 * through an index in the order of the list: nothing is sorted but the few that were gathered, and
 * no table is read from end to end but in its own order, for what no index finds, when the first
 * rows of the list were not enough. */
#include "filter_case.h"

#include "liaise/address.h"

#include "core/db/conn.h"

static lia_book *book;
static int64_t company, person;

/* --- the statements that run --- */

static struct {
    char *sql[200];
    int count;
} ran;

static int note(unsigned type, void *ctx, void *statement, void *text)
{
    (void)type;
    (void)ctx;
    (void)text;
    const char *sql = sqlite3_sql(statement);
    for (int i = 0; sql && i < ran.count; i++)
        if (strcmp(ran.sql[i], sql) == 0)
            return 0;
    if (sql && strncmp(sql, "SELECT", 6) == 0 && ran.count < 200)
        ran.sql[ran.count++] = strdup(sql);
    return 0;
}

static void begin(void)
{
    ran.count = 0;
    sqlite3_trace_v2(book->db->h, SQLITE_TRACE_STMT, note, NULL);
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

/* Tables of a few rows, and what is no table. */
static bool is_small(const char *line)
{
    static const char *const names[] = {"SCAN g",
                                        "SCAN j",
                                        "SCAN json_each",
                                        "SCAN setup",
                                        "SCAN s",
                                        "SCAN (subquery",
                                        "SCAN interaction_template",
                                        "SCAN interaction_group",
                                        "SCAN salesperson",
                                        "SCAN CONSTANT ROW"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i]);
        if (strncmp(line, names[i], len) == 0 &&
            (!line[len] || line[len] == ' ' || line[len] == '-'))
            return true;
    }
    return false;
}

static bool is_fine(const char *sql, const char *line)
{
    if (has(line, "TEMP B-TREE"))
        return has(sql, "SELECT DISTINCT"); /* the few */
    if (strncmp(line, "SCAN ", 5) != 0 || is_small(line) || has(line, "VIRTUAL TABLE INDEX"))
        return true;
    if (has(sql, "NOT INDEXED"))
        return true; /* in the table's own order */
    if (has(line, "USING"))
        return has(sql, " LIMIT ") ||
               has(sql, "SELECT count(*)"); /* up to the end of the window or slice */
    return false;
}

/* Every plan is fine; `wants` (NULL: nothing) is in one of them. */
static void check(const char *what, const char *wants)
{
    sqlite3_trace_v2(book->db->h, 0, NULL, NULL);
    bool found = !wants;
    assert_true(ran.count > 0 || !wants);
    for (int i = 0; i < ran.count; i++) {
        sqlite3_stmt *plan;
        struct str sql = {0};
        str_add_f(&sql, "EXPLAIN QUERY PLAN %s", ran.sql[i]);
        assert_int_equal(sqlite3_prepare_v2(book->db->h, str_text(&sql), -1, &plan, NULL),
                         SQLITE_OK);
        while (sqlite3_step(plan) == SQLITE_ROW) {
            const char *line = (const char *)sqlite3_column_text(plan, 3);
            if (!is_fine(ran.sql[i], line))
                fail_msg("%s: %s\n in %s", what, line, ran.sql[i]);
            found = found || has(line, wants);
        }
        sqlite3_finalize(plan);
        str_clear(&sql);
        free(ran.sql[i]);
    }
    if (!found)
        fail_msg("%s: no %s", what, wants);
}

/* --- contacts --- */

static void read_contacts(lia_contact_query query)
{
    lia_error err = {0};
    for (int before = 0; before < 2; before++)
        for (int key = 0; key < 2; key++) {
            lia_contact_rows rows;
            lia_seek seek = {.no_key = !key, .before = before, .limit = 3, .key = {1, person}};
            assert_ok(lia_contact_list(book, &query, &seek, &rows, &err), err);
            lia_contact_rows_clear(&rows);
        }
}

static void contact_plan(lia_contact_query query, const char *text, const char *wants)
{
    lia_error err = {0};
    int64_t count, *ids;
    size_t n;
    lia_filter *filter = text ? case_parse(book, LIA_FILTER_CONTACTS, text) : NULL;
    query.filter = filter;
    begin();
    read_contacts(query);
    query.descending = true;
    read_contacts(query);
    check(text ? text : "contacts", wants);
    begin();
    assert_ok(lia_contact_count(book, &query, &count, &err), err);
    assert_ok(lia_contact_ids(book, &query, 10, &ids, &n, &err), err);
    assert_ok(lia_contact_count_of(book, &query, ids, n, &count, &err), err);
    free(ids);
    lia_contact_rows row;
    assert_ok(lia_contact_locate(book, &query, person, &row, &err), err);
    lia_contact_rows_clear(&row);
    check(text ? text : "contacts counted", NULL);
    lia_filter_free(filter);
}

static void contacts_come_in_order(void **state)
{
    (void)state;
    const lia_contact_query by_name = {0}, by_no = {.sort = LIA_CONTACT_BY_NO},
                            by_added = {.sort = LIA_CONTACT_BY_ADDED}, of = {.company_id = company};
    contact_plan(by_name, NULL, "SEARCH c USING INDEX contact_sort (sort_key>?)");
    contact_plan(by_name, NULL, "SEARCH c USING INDEX contact_sort (sort_key<?)");
    contact_plan(by_no, NULL, "SEARCH c USING INDEX sqlite_autoindex_contact_1 (no>?)");
    contact_plan(by_added, NULL, "SEARCH c USING INTEGER PRIMARY KEY (rowid>?)");
    contact_plan(of, NULL, "SEARCH c USING INDEX contact_company (company_id=? AND sort_key>?)");
    contact_plan(of, "berg", "SEARCH c USING INDEX contact_company (company_id=? AND sort_key>?)");
}

static void words_are_read_from_the_search_index(void **state)
{
    (void)state;
    const lia_contact_query by_name = {0};
    static const char *const texts[] = {"berg",
                                        "berg fabri",
                                        "bergstrom",
                                        "city:lund",
                                        "berg OR lund",
                                        "name:berg -lund",
                                        "company:fabri",
                                        "email:a@b.example",
                                        "\"bo ek\"",
                                        "tag:vip berg",
                                        "berg last:never",
                                        "berg mine",
                                        "berg has:(quote)",
                                        "berg phone:070"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        contact_plan(by_name, texts[i], "VIRTUAL TABLE INDEX");
        contact_plan(by_name, texts[i], "SEARCH c USING INDEX contact_sort (sort_key=?)");
        contact_plan((lia_contact_query){.sort = LIA_CONTACT_BY_NO}, texts[i], NULL);
    }
}

static void every_term_over_contacts(void **state)
{
    (void)state;
    static const char *const texts[] = {"no:CT000001",
                                        "no:CT*",
                                        "no:*1",
                                        "no:A..B",
                                        "name:=\"bo ek\"",
                                        "type:company",
                                        "company:none",
                                        "company:CT000001",
                                        "post:2",
                                        "country:se",
                                        "phone:070",
                                        "tag:none",
                                        "salesperson:JO",
                                        "salesperson:J*",
                                        "mine",
                                        "corr:email",
                                        "exclude:yes",
                                        "privacy:yes",
                                        "archived:yes",
                                        "created:2026",
                                        "changed:-7d..",
                                        "last:..-90d",
                                        "last:-7d..",
                                        "last:never",
                                        "attempt:2026",
                                        "touch:overdue",
                                        "touch:30",
                                        "entries:>3",
                                        "has:(template:CALL-OUT)",
                                        "has:(date:2026-11)",
                                        "has:(quote)",
                                        "has:(quote OR ek)",
                                        "has:(salesperson:JO user:jo)",
                                        "has:(segment:SM1)",
                                        "has:(canceled:yes)",
                                        "has:(contact:CT000002)",
                                        "*erg",
                                        "-berg",
                                        "-berg OR type:person",
                                        "city:none",
                                        "(berg OR type:person) (lund OR mine)",
                                        "email:none",
                                        "has:(no:1..5)",
                                        "has:(comment:x)",
                                        "has:(company:fab)"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int sort = LIA_CONTACT_BY_NAME; sort <= LIA_CONTACT_BY_ADDED; sort++)
            contact_plan((lia_contact_query){.sort = (lia_contact_sort)sort}, texts[i], NULL);
}

/* --- entries --- */

static void read_entries(lia_entry_query query)
{
    lia_error err = {0};
    for (int before = 0; before < 2; before++)
        for (int key = 0; key < 2; key++) {
            lia_entry_list rows;
            lia_seek seek = {.no_key = !key, .before = before, .limit = 3, .key = {1, 1}};
            assert_ok(lia_entry_list_some(book, &query, &seek, &rows, &err), err);
            lia_entry_list_clear(&rows);
        }
}

static void entry_plan(lia_entry_query query, const char *text, const char *wants)
{
    lia_error err = {0};
    int64_t count, *nos;
    size_t n;
    lia_filter *filter = text ? case_parse(book, LIA_FILTER_ENTRIES, text) : NULL;
    query.filter = filter;
    begin();
    read_entries(query);
    query.oldest_first = true;
    read_entries(query);
    check(text ? text : "entries", wants);
    begin();
    assert_ok(lia_entry_count(book, &query, &count, &err), err);
    assert_ok(lia_entry_nos(book, &query, 10, &nos, &n, &err), err);
    assert_ok(lia_entry_count_of(book, &query, nos, n, &count, &err), err);
    free(nos);
    check(text ? text : "entries counted", NULL);
    lia_filter_free(filter);
}

static void entries_come_in_order(void **state)
{
    (void)state;
    const lia_entry_query all = {0};
    entry_plan(all, NULL, "INDEX entry_wall (wall=? AND rowid<?)");
    entry_plan(all, NULL, "INDEX entry_wall (wall=? AND rowid>?)");
    entry_plan((lia_entry_query){.contact_id = person}, NULL,
               "INDEX entry_contact (contact_id=? AND wall=? AND rowid<?)");
    entry_plan((lia_entry_query){.contact_id = company}, NULL,
               "INDEX entry_company (company_id=? AND wall=? AND rowid<?)");
    entry_plan((lia_entry_query){.template_id = 1}, NULL,
               "INDEX entry_template (template_id=? AND wall=? AND rowid<?)");
    entry_plan((lia_entry_query){.salesperson_id = 1}, NULL,
               "INDEX entry_salesperson (salesperson_id=? AND wall=? AND rowid<?)");
    entry_plan((lia_entry_query){.segment_id = 1}, NULL,
               "INDEX entry_segment (segment_id=? AND wall=? AND rowid<?)");
    entry_plan((lia_entry_query){.only_canceled = true}, NULL,
               "INDEX entry_canceled (wall=? AND rowid<?)");
    entry_plan((lia_entry_query){.group_id = 1}, NULL, "INDEX entry_wall (wall=? AND rowid<?)");
    entry_plan((lia_entry_query){.logged_id = 1}, NULL, NULL);
    entry_plan((lia_entry_query){.contact_id = person, .template_id = 1, .hide_canceled = true},
               "quote", NULL);
}

static void terms_that_are_an_index_choose_it(void **state)
{
    (void)state;
    const lia_entry_query all = {0};
    entry_plan(all, "template:CALL-OUT",
               "INDEX entry_template (template_id=? AND wall=? AND rowid<?)");
    entry_plan(all, "mine", "INDEX entry_salesperson (salesperson_id=? AND wall=? AND rowid<?)");
    entry_plan(all, "contact:CT000002",
               "INDEX entry_contact (contact_id=? AND wall=? AND rowid<?)");
    entry_plan(all, "company:CT000001",
               "INDEX entry_company (company_id=? AND wall=? AND rowid<?)");
    entry_plan(all, "canceled:yes", "INDEX entry_canceled (wall=? AND rowid<?)");
    entry_plan(all, "date:2026-11", "INDEX entry_wall (wall>? AND wall<?)");
    entry_plan(all, "date:2026-11 template:CALL-OUT",
               "INDEX entry_template (template_id=? AND wall>? AND wall<?)");
}

static void every_term_over_entries(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "no:1..5",      "no:>5",        "time:..12:00",    "contact:bo",
        "company:fab",  "company:none", "template:CALL*",  "group:CALL",
        "flow:inbound", "by:us",        "corr:phone",      "salesperson:none",
        "segment:SM1",  "segment:none", "logged:1",        "status:failed",
        "cost:>1",      "minutes:>1",   "evaluation:none", "failed:yes",
        "canceled:no",  "comment:x",    "comment:none",    "origin:manual",
        "user:jo",      "quote",        "quote ek",        "*uote",
        "\"for the\"",  "quote OR ek",  "-quote",          "-(quote mine)"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        entry_plan((lia_entry_query){0}, texts[i], NULL);
}

static int set_up(void **state)
{
    (void)state;
    book = fixture_book();
    company = make_company(book, "Fabrikam");
    person = make_person(book, "Bo Ek", company);
    log_one(book, person, "CALL-OUT", "Asked for the quote");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    lia_book_close(book);
    return 0;
}

/* However many a pattern matches: each way to candidates is read in an index's order, up to a
 * limit. */
static void addresses_come_from_indexes(void **state)
{
    (void)state;
    static const char *const patterns[] = {"", "a", "an", "anna be", "an@", "x.y@z"};
    static const char *const indexes[] = {"entry_wall", "contact_name", "contact_email (",
                                          "contact_email2", "channel_value"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (size_t k = 0; k < sizeof indexes / sizeof *indexes; k++) {
            lia_error err = {0};
            lia_address_list list;
            begin();
            assert_ok(lia_address_find(book, patterns[i], 10, &list, &err), err);
            lia_address_list_clear(&list);
            check(patterns[i], indexes[k]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_come_from_indexes),
        cmocka_unit_test(contacts_come_in_order),
        cmocka_unit_test(words_are_read_from_the_search_index),
        cmocka_unit_test(every_term_over_contacts),
        cmocka_unit_test(entries_come_in_order),
        cmocka_unit_test(terms_that_are_an_index_choose_it),
        cmocka_unit_test(every_term_over_entries),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
