/* Many contacts in one operation, and which of them the book knows. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "book_case.h"
#include "core/contact_bulk.h"
#include "core/core.h"
#include "liaise/liaise.h"

static struct arena arena;

static int clean_up(void **state)
{
    arena_clear(&arena);
    return close_book(state);
}

static struct contact_new new_one(const char *no, lia_contact_type type, const char *name)
{
    lia_contact c = {.no = no, .type = type, .name = name, .touch_days = -1};
    struct contact_new item = {0};
    contact_clean(&arena, &c, &item.c, NULL);
    return item;
}

static lia_status fill(struct op *op, void *ctx, lia_error *e)
{
    op_say(op, 1, "Written");
    return contact_bulk_write(op, ctx, e);
}

static lia_status write_bulk(struct contact_bulk *bulk)
{
    return op_run(book, "test", fill, bulk, NULL, NULL, &err);
}

static void add_all(struct contact_new *items, size_t n)
{
    struct contact_bulk bulk = {.add = items, .adds = n};
    assert_ok(write_bulk(&bulk), err);
}

static int64_t query(const char *sql)
{
    int64_t value = -1;
    assert_ok(db_query_int(book->db, sql, DB_NONE, &value, NULL, &err), err);
    return value;
}

static lia_contact_record get(int64_t id)
{
    lia_contact_record r;
    assert_ok(lia_contact_get(book, id, &r, &err), err);
    return r;
}

static void expect_no(const struct contact_new *item, const char *no)
{
    lia_contact_record r = get(item->id);
    assert_string_equal(r.c.no, no);
    lia_contact_record_clear(&r);
}

static void persons_may_stand_before_their_company(void **state)
{
    (void)state;
    const lia_channel channels[] = {{LIA_CHANNEL_PHONE, "", "1"}, {LIA_CHANNEL_PHONE, "", "2"}};
    struct contact_new items[] = {new_one("", LIA_PERSON, "Anna"), new_one("", LIA_PERSON, "Bo"),
                                  new_one("", LIA_COMPANY, "Zenith")};
    items[0].company_at = items[1].company_at = 3;
    items[1].c.channels = channels;
    items[1].c.channel_count = 2;
    items[2].form = "vcard";
    items[2].kept = "X-A:1\n";
    add_all(items, 3);
    lia_contact_record r = get(items[1].id);
    assert_string_equal(r.c.name, "Bo");
    assert_string_equal(r.c.company, "Zenith");
    assert_int_equal(r.c.channel_count, 2);
    assert_string_equal(r.c.no, "CT000002");
    lia_contact_record_clear(&r);
    assert_int_equal(
        query("SELECT count(*) FROM contact_kept AS k JOIN contact USING (contact_id)"
              " WHERE name = 'Zenith' AND form = 'vcard' AND content = 'X-A:1' || char(10)"),
        1);
    assert_ok(lia_undo(book, query("SELECT max(op_id) FROM op"), false, NULL, NULL, &err), err);
    assert_int_equal(query("SELECT (SELECT count(*) FROM contact) + (SELECT count(*) FROM"
                           " contact_channel) + (SELECT count(*) FROM contact_kept)"),
                     0);
    assert_ok(lia_redo(book, query("SELECT max(op_id) FROM op") - 1, NULL, &err), err);
    assert_int_equal(query("SELECT count(*) FROM contact"), 3);
}

/* Given and typed numbers share the series: none twice, typed ones skipped, growing past the width.
 */
static void numbers_skip_what_is_there(void **state)
{
    (void)state;
    lia_series s;
    assert_ok(lia_series_get(book, LIA_SERIES_CONTACT, &s, &err), err);
    assert_ok(lia_series_update(book, LIA_SERIES_CONTACT, s.version, "C08", &err), err);
    struct contact_new first[] = {new_one("C11", LIA_PERSON, "x"),
                                  new_one("C100", LIA_PERSON, "y")};
    add_all(first, 2);
    struct contact_new items[6];
    for (int i = 0; i < 6; i++)
        items[i] = new_one(i == 3 ? "C09" : "", LIA_PERSON, "a");
    add_all(items, 6);
    static const char *const expected[] = {"C08", "C10", "C12", "C09", "C13", "C14"};
    for (int i = 0; i < 6; i++)
        expect_no(&items[i], expected[i]);
    assert_ok(lia_series_get(book, LIA_SERIES_CONTACT, &s, &err), err);
    assert_string_equal(s.next, "C15");
    assert_ok(lia_series_update(book, LIA_SERIES_CONTACT, s.version, "C98", &err), err);
    struct contact_new more[3];
    for (int i = 0; i < 3; i++)
        more[i] = new_one("", LIA_PERSON, "b");
    add_all(more, 3);
    expect_no(&more[0], "C98");
    expect_no(&more[1], "C99");
    expect_no(&more[2], "C101"); /* C100 is there */
}

static void typed_numbers_must_be_free(void **state)
{
    (void)state;
    struct contact_new twice[] = {new_one("A1", LIA_PERSON, "x"), new_one("A1", LIA_PERSON, "y")};
    struct contact_bulk bulk = {.add = twice, .adds = 2};
    assert_int_equal(write_bulk(&bulk), LIA_EXISTS);
    assert_string_equal(err.field, "no");
    assert_int_equal(query("SELECT count(*) FROM contact"), 0);
    add_all(twice, 1);
    assert_int_equal(write_bulk(&bulk), LIA_EXISTS);
    bulk.adds = 1;
    assert_int_equal(write_bulk(&bulk), LIA_EXISTS);
}

static void a_used_up_series_is_refused(void **state)
{
    (void)state;
    lia_series s;
    assert_ok(lia_series_get(book, LIA_SERIES_CONTACT, &s, &err), err);
    assert_ok(lia_series_update(book, LIA_SERIES_CONTACT, s.version, "ABCDEFGHIJKLMNOPQRS9", &err),
              err);
    struct contact_new items[] = {new_one("", LIA_PERSON, "x"), new_one("", LIA_PERSON, "y")};
    struct contact_bulk bulk = {.add = items, .adds = 2};
    assert_int_equal(write_bulk(&bulk), LIA_IN_USE);
    assert_non_null(strstr(err.message, "Marketing Setup"));
    assert_message(err, "");
    add_all(items, 1);
    expect_no(&items[0], "ABCDEFGHIJKLMNOPQRS9");
}

struct seen {
    const struct contact_ask *asks;
    size_t ask_count, asked, count;
    char names[8][40], companies[8][40], kept[8][40];
    size_t channels[8];
};

static bool next_ask(void *ctx, struct contact_ask *ask)
{
    struct seen *seen = ctx;
    if (seen->asked == seen->ask_count)
        return false;
    *ask = seen->asks[seen->asked++];
    return true;
}

static void see(void *ctx, const struct contact_known *known)
{
    struct seen *seen = ctx;
    assert_true(seen->count < 8);
    snprintf(seen->names[seen->count], 40, "%s", known->c.name);
    snprintf(seen->companies[seen->count], 40, "%s", known->company_fold);
    snprintf(seen->kept[seen->count], 40, "%s", known->kept);
    seen->channels[seen->count++] = known->c.channel_count;
}

/* Asked in a book of this size, so that both ways of looking are tried. */
static void ask_among(size_t others)
{
    static struct contact_new items[300];
    char name[40];
    const lia_channel channel = {LIA_CHANNEL_EMAIL, "", "a@b"};
    items[0] = new_one("", LIA_PERSON, "Ánna Berg");
    items[1] = new_one("", LIA_PERSON, "Anna  Berg");
    items[2] = new_one("K7", LIA_PERSON, "Bo Ek");
    items[3] = new_one("", LIA_COMPANY, "Fabrikam AB");
    items[4] = new_one("", LIA_PERSON, "Cleo");
    items[0].company_at = 4;
    items[0].c.channels = &channel;
    items[0].c.channel_count = 1;
    items[0].form = "csv";
    items[0].kept = "a\tb";
    items[4].c.uid = "urn:5";
    items[5] = new_one("", LIA_PERSON, "Dora");
    items[5].c.email2 = "d@e.F";
    for (size_t i = 6; i < 6 + others; i++) {
        snprintf(name, sizeof name, "Other %zu", i);
        items[i] = new_one("", LIA_PERSON, name);
    }
    add_all(items, 6 + others);
    static const struct contact_ask asks[] = {
        {CONTACT_BY_NAME, "anna berg"}, {CONTACT_BY_NO, "K7"},     {CONTACT_BY_NAME, "zoe"},
        {CONTACT_BY_UID, "urn:5"},      {CONTACT_BY_UID, "K7"},    {CONTACT_BY_NAME, "anna berg"},
        {CONTACT_BY_NAME, "cleo"},      {CONTACT_BY_EMAIL, "A@b"}, {CONTACT_BY_NAME, ""},
        {CONTACT_BY_EMAIL, "D@E.f"},    {CONTACT_BY_NO, "CT1"}};
    struct seen seen = {.asks = asks, .ask_count = sizeof asks / sizeof *asks};
    const struct contact_search search = {seen.ask_count, next_ask, see, &seen, NULL};
    assert_ok(contact_known(book->db, &search, &err), err);
    assert_int_equal(seen.count, 5);
    assert_string_equal(seen.names[0], "Ánna Berg"); /* as they lie: by name, no. */
    assert_string_equal(seen.names[1], "Anna  Berg");
    assert_string_equal(seen.names[2], "Bo Ek");
    assert_string_equal(seen.names[3], "Cleo");
    assert_string_equal(seen.names[4], "Dora");
    assert_string_equal(seen.companies[0], "fabrikam ab");
    assert_string_equal(seen.kept[0], "a\tb");
    assert_string_equal(seen.kept[1], "");
    assert_int_equal(seen.channels[0], 1);
    assert_int_equal(seen.channels[1], 0);
}

static void known_ones_are_seen_once(void **state)
{
    (void)state;
    ask_among(0);
}

static void known_ones_are_seen_among_many(void **state)
{
    (void)state;
    ask_among(58 + 140);
}

static void an_empty_book_knows_nobody(void **state)
{
    (void)state;
    const struct contact_ask ask = {CONTACT_BY_NAME, "anna"};
    struct seen seen = {.asks = &ask, .ask_count = 1};
    const struct contact_search search = {1, next_ask, see, &seen, NULL};
    assert_ok(contact_known(book->db, &search, &err), err);
    assert_int_equal(seen.count, 0);
}

/* A change writes what it says: the rest of a record, its channels and what is kept stay. */
static void changes_write_what_they_say(void **state)
{
    (void)state;
    const lia_channel old = {LIA_CHANNEL_PHONE, "", "1"}, young = {LIA_CHANNEL_PHONE, "", "2"};
    struct contact_new items[] = {new_one("", LIA_PERSON, "Anna"), new_one("", LIA_PERSON, "Bo"),
                                  new_one("", LIA_COMPANY, "Fabrikam"),
                                  new_one("", LIA_PERSON, "Dan")};
    for (int i = 0; i < 4; i++) {
        items[i].c.channels = &old;
        items[i].c.channel_count = 1;
        items[i].form = "csv";
        items[i].kept = "a\tb";
    }
    items[3].company_at = 3;
    add_all(items, 4);
    struct contact_change changes[3] = {{.renamed = false}};
    for (int i = 0; i < 3; i++) {
        changes[i].c = items[i].c;
        changes[i].c.id = items[i].id;
        changes[i].c.no = arena_printf(&arena, "CT%06d", i + 1);
    }
    changes[0].c.city = "Lund";
    changes[1].c.name = "Åke"; /* moves in front of all */
    changes[1].renamed = true;
    changes[1].channels = true;
    changes[1].c.channels = &young;
    changes[1].form = "csv";
    changes[1].kept = "";
    changes[2].c.name = "Zenith";
    changes[2].renamed = true;
    changes[0].company_at = 1;
    struct contact_new company[] = {new_one("", LIA_COMPANY, "Contoso")};
    struct contact_bulk bulk = {company, 1, changes, 3, NULL};
    assert_ok(write_bulk(&bulk), err);
    lia_contact_record r = get(items[0].id);
    assert_string_equal(r.c.city, "Lund");
    assert_string_equal(r.c.company, "Contoso");
    assert_string_equal(r.c.channels[0].value, "1");
    lia_contact_record_clear(&r);
    r = get(items[1].id);
    assert_int_equal(r.c.channel_count, 1);
    assert_string_equal(r.c.channels[0].value, "2");
    lia_contact_record_clear(&r);
    assert_int_equal(query("SELECT count(*) FROM contact_kept"), 3);
    assert_int_equal(query("SELECT count(*) FROM contact_fts WHERE contact_fts MATCH 'zenith'"), 2);
    assert_int_equal(query("SELECT count(*) FROM (SELECT sort_key, lag(sort_key) OVER"
                           " (ORDER BY name_fold, no) AS before FROM contact)"
                           " WHERE before >= sort_key"),
                     0);
    assert_ok(lia_undo(book, query("SELECT max(op_id) FROM op"), false, NULL, NULL, &err), err);
    r = get(items[1].id);
    assert_string_equal(r.c.name, "Bo");
    assert_string_equal(r.c.channels[0].value, "1");
    lia_contact_record_clear(&r);
    assert_int_equal(query("SELECT count(*) FROM contact_kept"), 4);
}

/* 300 persons with everything that words are made of; close_book compares them with the index. */
static void fill_many(struct contact_new *items, int64_t company)
{
    static const lia_channel channels[] = {{LIA_CHANNEL_PHONE, "x", "555 01"},
                                           {LIA_CHANNEL_PAGE, "y", "https://channel.example"}};
    for (int i = 0; i < 300; i++) {
        const lia_contact c = {.type = i == 7 ? LIA_COMPANY : LIA_PERSON,
                               .name = arena_printf(&arena, "Nöme%d Ek", i),
                               .email = "first@mail.example",
                               .email2 = "second@mail.example",
                               .city = "Göteborg",
                               .tags = "vip press",
                               .phone = "+46 (0)70-123 45 67",
                               .mobile = "(070) 9-8 7",
                               .note = "a note\nof two lines",
                               .channels = channels,
                               .channel_count = i % 3,
                               .company_id = i % 2 ? company : 0,
                               .touch_days = -1};
        items[i] = (struct contact_new){0};
        contact_clean(&arena, &c, &items[i].c, NULL);
        if (i % 5 == 1) {
            items[i].c.company_id = 0;
            items[i].company_at = 8;
        }
    }
    items[9].c.tags = "vip press"; /* as it is shown, not as it is kept */
}

static int64_t found(const char *word)
{
    int64_t n = -1;
    assert_ok(db_query_int(book->db,
                           "SELECT count(*) FROM contact_fts WHERE contact_fts MATCH :word",
                           DB_PARAMS(db_t("word", word)), &n, NULL, &err),
              err);
    return n;
}

static void words_of_many_are_indexed(void **state)
{
    (void)state;
    static struct contact_new items[300];
    struct contact_new company[] = {new_one("", LIA_COMPANY, "Zenith")};
    add_all(company, 1);
    fill_many(items, company[0].id);
    add_all(items, 300);
    assert_int_equal(found("nome7"), 61); /* itself, and the persons of it */
    assert_int_equal(found("zenith"), 1 + 119);
    assert_int_equal(found("goteborg"), 300);
    assert_int_equal(found("press"), 300);
    assert_int_equal(found("channel"), 100);
    assert_ok(lia_undo(book, query("SELECT max(op_id) FROM op"), false, NULL, NULL, &err), err);
    assert_int_equal(found("goteborg"), 0);
    assert_ok(lia_redo(book, query("SELECT max(op_id) FROM op") - 1, NULL, &err), err);
    assert_int_equal(found("zenith"), 1 + 119);
}

/* Their company takes another name in the same operation. */
static void words_of_many_follow_a_renamed_company(void **state)
{
    (void)state;
    static struct contact_new items[300];
    struct contact_new company[] = {new_one("", LIA_COMPANY, "Zenith")};
    add_all(company, 1);
    fill_many(items, company[0].id);
    struct contact_change change = {.c = company[0].c, .renamed = true};
    change.c.id = company[0].id;
    change.c.no = "CT000001";
    change.c.name = "Nadir";
    struct contact_bulk bulk = {items, 300, &change, 1, NULL};
    assert_ok(write_bulk(&bulk), err);
    assert_int_equal(found("zenith"), 0);
    assert_int_equal(found("nadir"), 1 + 119);
}

/* Parts of the index that many additions left are merged while nobody waits, and that ends. */
static void idle_time_merges_the_index(void **state)
{
    (void)state;
    static struct contact_new items[40];
    for (int k = 0; k < 60; k++) {
        for (int i = 0; i < 40; i++)
            items[i] = new_one("", LIA_PERSON, arena_printf(&arena, "n%d k%d", i, k));
        add_all(items, 40);
    }
    int64_t before = query("SELECT length(block) FROM contact_fts_data WHERE id = 10");
    int slices = 0;
    while (lia_book_idle(book) && slices < 1000)
        slices++;
    assert_true(slices > 0 && slices < 1000);
    assert_true(query("SELECT length(block) FROM contact_fts_data WHERE id = 10") < before / 2);
    assert_int_equal(found("k7"), 40);
    assert_int_equal(found("n7"), 60);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_book, clean_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(persons_may_stand_before_their_company),
        TEST(numbers_skip_what_is_there),
        TEST(typed_numbers_must_be_free),
        TEST(a_used_up_series_is_refused),
        TEST(known_ones_are_seen_once),
        TEST(known_ones_are_seen_among_many),
        TEST(an_empty_book_knows_nobody),
        TEST(changes_write_what_they_say),
        TEST(words_of_many_are_indexed),
        TEST(words_of_many_follow_a_renamed_company),
        TEST(idle_time_merges_the_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
