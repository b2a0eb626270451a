#include <stdio.h>
#include <string.h>

#include "book_case.h"
#include "core/core.h"
#include "liaise/liaise.h"

static int64_t add(lia_contact_type type, const char *name, int64_t company)
{
    lia_contact c = {.type = type, .name = name, .company_id = company, .touch_days = -1};
    int64_t id = 0;
    assert_ok(lia_contact_save(book, &c, &id, &err), err);
    assert_true(id > 0);
    return id;
}

static int64_t person(const char *name)
{
    return add(LIA_PERSON, name, 0);
}

static lia_contact_record get(int64_t id)
{
    lia_contact_record r;
    assert_ok(lia_contact_get(book, id, &r, &err), err);
    return r;
}

static int64_t template_of(const char *code)
{
    int64_t id = 0;
    assert_ok(lia_template_find(book, code, &id, &err), err);
    assert_true(id > 0);
    return id;
}

/* A call on a day; *failed attempts too. */
static int64_t call(int64_t contact, const char *code, int32_t day, bool failed)
{
    lia_interaction it;
    int64_t no = 0;
    assert_ok(lia_interaction_new(book, contact, template_of(code), &it, &err), err);
    it.date = day;
    it.time = -1;
    it.failed = failed;
    it.cost = 10000;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    return no;
}

static int64_t ops(void)
{
    int64_t n = 0;
    assert_ok(db_query_int(book->db, "SELECT max(op_id) FROM op", DB_NONE, &n, NULL, &err), err);
    return n;
}

/* --- saving --- */

static void a_contact_is_kept_as_it_was_written(void **state)
{
    (void)state;
    int64_t company = add(LIA_COMPANY, "Fabrikam", 0), me = 0, id = 0;
    assert_ok(lia_salesperson_mine(book, &me, &err), err);
    const lia_channel channels[] = {{LIA_CHANNEL_PHONE, "boat", "+46 8 1"},
                                    {LIA_CHANNEL_EMAIL, "", "bo2@ek.example"}};
    const lia_contact c = {.type = LIA_PERSON,
                           .name = " Bo  Ek ",
                           .company_id = company,
                           .job_title = "Buyer",
                           .email = "bo@ek.example",
                           .email2 = "b@ek.example",
                           .phone = "1",
                           .mobile = "2",
                           .address = "Street 1",
                           .address2 = "c/o A",
                           .post_code = "22100",
                           .city = "Lund",
                           .country = "SE",
                           .salesperson_id = me,
                           .correspondence = LIA_EMAIL,
                           .home_page = "https://ek.example",
                           .birthday = "1980-02-29",
                           .note = "a\nb",
                           .tags = "VIP, press",
                           .exclude = true,
                           .privacy_blocked = true,
                           .privacy_reason = "asked",
                           .touch_days = 0,
                           .uid = "urn:1",
                           .channels = channels,
                           .channel_count = 2};
    assert_ok(lia_contact_save(book, &c, &id, &err), err);
    lia_contact_record r = get(id);
    assert_string_equal(r.c.no, "CT000002");
    assert_string_equal(r.c.name, "Bo  Ek");
    assert_string_equal(r.c.company, "Fabrikam");
    assert_string_equal(r.c.salesperson, "JO");
    assert_string_equal(r.c.tags, "press vip");
    assert_string_equal(r.c.note, "a\nb");
    assert_string_equal(r.c.birthday, "1980-02-29");
    assert_string_equal(r.c.post_code, "22100");
    assert_string_equal(r.c.mobile, "2");
    assert_int_equal(r.c.touch_days, 0);
    assert_int_equal(r.c.correspondence, LIA_EMAIL);
    assert_true(r.c.exclude && r.c.privacy_blocked && !r.c.archived);
    assert_int_equal(r.c.channel_count, 2);
    assert_string_equal(r.c.channels[0].label, "boat");
    assert_string_equal(r.c.channels[1].value, "bo2@ek.example");
    assert_string_equal(r.c.created_by, "jo");
    assert_int_equal(r.c.created_at, FIXTURE_NOW);
    lia_contact_record_clear(&r);
}

static void a_change_that_changes_nothing_is_no_operation(void **state)
{
    (void)state;
    int64_t id = person("Bo Ek"), before = ops();
    lia_contact_record r = get(id);
    r.c.name = " Bo Ek ";
    assert_ok(lia_contact_save(book, &r.c, &id, &err), err);
    assert_int_equal(ops(), before);
    r.c.city = "Lund";
    assert_ok(lia_contact_save(book, &r.c, &id, &err), err);
    assert_int_equal(ops(), before + 1);
    lia_contact_record_clear(&r);
    r = get(id);
    assert_string_equal(r.c.city, "Lund");
    assert_string_equal(r.c.no, "CT000001");
    lia_contact_record_clear(&r);
}

static void a_change_by_another_is_not_overwritten(void **state)
{
    (void)state;
    int64_t id = person("Bo Ek");
    lia_contact_record old = get(id), r = get(id);
    r.c.city = "Lund";
    assert_ok(lia_contact_save(book, &r.c, NULL, &err), err);
    old.c.city = "Malmö";
    assert_int_equal(lia_contact_save(book, &old.c, NULL, &err), LIA_CONFLICT);
    assert_non_null(strstr(err.message, "jo"));
    assert_message(err, "");
    assert_ok(lia_contact_delete(book, id, &err), err);
    assert_int_equal(lia_contact_save(book, &old.c, NULL, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    lia_contact_record_clear(&old);
    lia_contact_record_clear(&r);
}

static void numbers_are_typed_or_given(void **state)
{
    (void)state;
    lia_contact c = {.no = "ct000002", .type = LIA_PERSON, .name = "A", .touch_days = -1};
    int64_t id;
    assert_ok(lia_contact_save(book, &c, &id, &err), err);
    assert_int_equal(lia_contact_save(book, &c, &id, &err), LIA_EXISTS);
    assert_string_equal(err.field, "no");
    assert_message(err, "");
    lia_contact_record r = get(person("B"));
    assert_string_equal(r.c.no, "CT000001");
    lia_contact_record_clear(&r);
    r = get(person("C")); /* what is there is skipped */
    assert_string_equal(r.c.no, "CT000003");
    r.c.no = "CT000002";
    assert_int_equal(lia_contact_save(book, &r.c, &id, &err), LIA_EXISTS);
    r.c.no = "K-9";
    assert_ok(lia_contact_save(book, &r.c, &id, &err), err);
    lia_contact_record_clear(&r);
    r = get(id);
    assert_string_equal(r.c.no, "K-9");
    lia_contact_record_clear(&r);
}

static void undo_hands_no_number_back(void **state)
{
    (void)state;
    int64_t first = person("A");
    assert_ok(lia_undo(book, ops(), false, NULL, NULL, &err), err);
    assert_int_equal(lia_contact_get(book, first, &(lia_contact_record){0}, &err), LIA_NOT_FOUND);
    int64_t undone = ops();
    lia_contact_record r = get(person("B"));
    assert_string_equal(r.c.no, "CT000002");
    lia_contact_record_clear(&r);
    assert_ok(lia_undo(book, ops(), false, NULL, NULL, &err), err);
    assert_ok(lia_redo(book, undone + 1, NULL, &err), err);
    assert_int_equal(lia_contact_get(book, first, &(lia_contact_record){0}, &err), LIA_NOT_FOUND);
    int64_t ids[2];
    size_t n = 0;
    assert_ok(lia_contact_find(book, "CT000002", ids, 2, &n, &err), err);
    assert_int_equal(n, 1); /* redo restores the same one */
}

static void a_blank_series_asks_for_a_number(void **state)
{
    (void)state;
    lia_series s;
    assert_ok(lia_series_get(book, LIA_SERIES_CONTACT, &s, &err), err);
    assert_ok(lia_series_update(book, LIA_SERIES_CONTACT, s.version, "", &err), err);
    lia_contact c = {.type = LIA_PERSON, .name = "", .touch_days = -1};
    int64_t id, before = ops();
    assert_int_equal(lia_contact_save(book, &c, &id, &err), LIA_IN_USE);
    assert_string_equal(err.field, "no");
    assert_non_null(strstr(err.message, "Marketing Setup"));
    assert_message(err, "");
    assert_int_equal(ops(), before);
    c.no = "A1";
    c.name = "A";
    assert_ok(lia_contact_save(book, &c, &id, &err), err);
}

static void refused(const lia_contact *c, lia_status status, const char *field)
{
    int64_t id = 0, before = ops();
    assert_int_equal(lia_contact_save(book, c, &id, &err), status);
    assert_string_equal(err.field, field);
    assert_message(err, "");
    assert_int_equal(ops(), before);
}

static void references_must_be_usable(void **state)
{
    (void)state;
    int64_t company = add(LIA_COMPANY, "Fabrikam", 0), bo = person("Bo");
    lia_contact c = {.type = LIA_PERSON, .name = "A", .touch_days = -1, .email = "wrong"};
    c.company_id = bo;
    refused(&c, LIA_INVALID, "company"); /* before the e-mail */
    c.company_id = 999;
    refused(&c, LIA_INVALID, "company");
    assert_ok(lia_contact_archive(book, &company, 1, true, false, &err), err);
    c.company_id = company;
    refused(&c, LIA_INVALID, "company");
    c.company_id = 0;
    refused(&c, LIA_INVALID, "email");
    c.email = "";
    c.salesperson_id = 999;
    refused(&c, LIA_INVALID, "salesperson");
    lia_salesperson s = {.code = "AL", .blocked = true};
    assert_ok(lia_salesperson_save(book, &s, &c.salesperson_id, &err), err);
    refused(&c, LIA_INVALID, "salesperson");
    c.salesperson_id = 0;
    c.uid = "u1";
    assert_ok(lia_contact_save(book, &c, NULL, &err), err);
    refused(&c, LIA_EXISTS, "uid");
}

/* What it has already may stay, though it could not be chosen any more. */
static void old_references_may_stay(void **state)
{
    (void)state;
    int64_t company = add(LIA_COMPANY, "Fabrikam", 0), me = 0;
    assert_ok(lia_salesperson_mine(book, &me, &err), err);
    lia_contact_record r = get(add(LIA_PERSON, "Bo", company));
    r.c.salesperson_id = me;
    assert_ok(lia_contact_save(book, &r.c, NULL, &err), err);
    int64_t id = r.c.id;
    lia_contact_record_clear(&r);
    assert_ok(lia_contact_archive(book, &company, 1, true, false, &err), err);
    assert_ok(lia_salesperson_block(book, me, true, &err), err);
    r = get(id);
    r.c.city = "Lund";
    assert_ok(lia_contact_save(book, &r.c, NULL, &err), err);
    lia_contact_record_clear(&r);
}

static void types_change_while_nothing_depends_on_them(void **state)
{
    (void)state;
    int64_t id = person("Bo"), used = person("Anna"), company = add(LIA_COMPANY, "Fabrikam", 0);
    add(LIA_PERSON, "Cleo", company);
    call(used, "CALL-OUT", FIXTURE_TODAY, false);
    lia_contact_record r = get(id);
    r.c.type = LIA_COMPANY;
    assert_ok(lia_contact_save(book, &r.c, NULL, &err), err);
    lia_contact_record_clear(&r);
    r = get(used);
    r.c.type = LIA_COMPANY;
    refused(&r.c, LIA_IN_USE, "type");
    lia_contact_record_clear(&r);
    r = get(company);
    r.c.type = LIA_PERSON;
    refused(&r.c, LIA_IN_USE, "type");
    lia_contact_record_clear(&r);
}

static int64_t found_by_word(const char *word)
{
    int64_t n = 0;
    assert_ok(db_query_int(book->db,
                           "SELECT count(*) FROM contact_fts WHERE contact_fts MATCH :word",
                           DB_PARAMS(db_t("word", word)), &n, NULL, &err),
              err);
    return n;
}

static void words_follow_what_they_are_made_of(void **state)
{
    (void)state;
    int64_t company = add(LIA_COMPANY, "Fabrikam", 0);
    add(LIA_PERSON, "Bo Ek", company);
    add(LIA_PERSON, "Anna Berg", company);
    assert_int_equal(found_by_word("fabrikam"), 3);
    lia_contact_record r = get(company);
    r.c.name = "Zenith";
    assert_ok(lia_contact_save(book, &r.c, NULL, &err), err);
    lia_contact_record_clear(&r);
    assert_int_equal(found_by_word("fabrikam"), 0);
    assert_int_equal(found_by_word("zenith"), 3);
    r = get(company);
    r.c.city = "Göteborg";
    r.c.channels = &(lia_channel){LIA_CHANNEL_PHONE, "", "12345"};
    r.c.channel_count = 1;
    assert_ok(lia_contact_save(book, &r.c, NULL, &err), err);
    lia_contact_record_clear(&r);
    assert_int_equal(found_by_word("goteborg"), 1);
    assert_int_equal(found_by_word("12345"), 1);
    assert_ok(lia_undo(book, ops(), false, NULL, NULL, &err), err);
    assert_int_equal(found_by_word("12345"), 0);
    r = get(company);
    assert_int_equal(r.c.channel_count, 0);
    lia_contact_record_clear(&r);
}

static void new_ones_take_the_setup(void **state)
{
    (void)state;
    lia_setup setup;
    int64_t me = 0, company = add(LIA_COMPANY, "Fabrikam", 0);
    assert_ok(lia_salesperson_mine(book, &me, &err), err);
    assert_ok(lia_setup_get(book, &setup, &err), err);
    setup.new_type = LIA_COMPANY;
    setup.new_correspondence = LIA_PHONE;
    setup.new_salesperson_id = me;
    snprintf(setup.new_country, sizeof setup.new_country, "SE");
    assert_ok(lia_setup_update(book, &setup, &err), err);
    lia_contact_record r;
    assert_ok(lia_contact_new(book, 0, &r, &err), err);
    assert_int_equal(r.c.type, LIA_COMPANY);
    assert_int_equal(r.c.correspondence, LIA_PHONE);
    assert_string_equal(r.c.country, "SE");
    assert_int_equal(r.c.salesperson_id, me);
    assert_string_equal(r.c.salesperson, "JO");
    assert_int_equal(r.c.touch_days, -1);
    lia_contact_record_clear(&r);
    assert_ok(lia_contact_new(book, company, &r, &err), err);
    assert_int_equal(r.c.type, LIA_PERSON);
    assert_int_equal(r.c.company_id, company);
    assert_string_equal(r.c.company, "Fabrikam");
    lia_contact_record_clear(&r);
}

/* --- archive and delete --- */

static int64_t count(bool archived)
{
    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    return archived ? counts.contacts_archived : counts.contacts;
}

static void archived_ones_keep_everything_and_come_back(void **state)
{
    (void)state;
    int64_t company = add(LIA_COMPANY, "Fabrikam", 0), bo = add(LIA_PERSON, "Bo", company);
    int64_t other = person("Anna");
    const int64_t both[] = {company, other};
    assert_ok(lia_contact_archive(book, both, 2, true, true, &err), err);
    assert_int_equal(count(true), 3);
    lia_contact_record r = get(bo);
    assert_true(r.c.archived);
    r.c.archived = false; /* not by saving */
    r.c.city = "Lund";
    assert_ok(lia_contact_save(book, &r.c, NULL, &err), err);
    lia_contact_record_clear(&r);
    assert_int_equal(count(true), 3);
    int64_t before = ops();
    assert_ok(lia_contact_archive(book, both, 2, true, false, &err), err);
    assert_int_equal(ops(), before); /* they are already */
    assert_ok(lia_contact_archive(book, &company, 1, false, false, &err), err);
    assert_int_equal(count(true), 2);
    assert_ok(lia_undo(book, ops(), false, NULL, NULL, &err), err);
    assert_int_equal(count(true), 3);
}

static void uses_are_counted(void **state)
{
    (void)state;
    int64_t company = add(LIA_COMPANY, "Fabrikam", 0), bo = add(LIA_PERSON, "Bo", company), s = 0,
            no = 0;
    lia_contact_uses uses;
    assert_ok(lia_contact_uses_of(book, bo, &uses, &err), err);
    assert_true(uses.unused);
    call(bo, "CALL-OUT", FIXTURE_TODAY, false);
    lia_interaction it;
    assert_ok(lia_interaction_new(book, bo, 0, &it, &err), err);
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    lia_segment_list segment;
    assert_ok(lia_segment_new(book, &segment, &err), err);
    segment.items[0].description = "Fair";
    assert_ok(lia_segment_save(book, segment.items, LIA_SPREAD_NOT_PERSONALISED, &s, &err), err);
    lia_segment_list_clear(&segment);
    lia_line_change line = {.also = LIA_LINE_CONTACT, .value = {.contact_id = bo}};
    assert_ok(lia_line_add(book, s, &line, &(int64_t){0}, &err), err);
    assert_ok(lia_contact_uses_of(book, bo, &uses, &err), err);
    assert_int_equal(uses.entries, 1);
    assert_int_equal(uses.postponed, 1);
    assert_int_equal(uses.segments, 1);
    assert_int_equal(uses.persons, 0);
    assert_false(uses.unused);
    assert_ok(lia_contact_uses_of(book, company, &uses, &err), err);
    assert_int_equal(uses.entries, 1);
    assert_int_equal(uses.persons, 1);
    assert_false(uses.unused);
}

static void delete_refused(int64_t id)
{
    lia_contact_uses uses;
    assert_ok(lia_contact_uses_of(book, id, &uses, &err), err);
    assert_false(uses.unused);
    assert_int_equal(lia_contact_delete(book, id, &err), LIA_IN_USE);
    assert_non_null(strstr(err.message, "archive"));
    assert_message(err, "");
}

static void only_the_unused_are_deleted(void **state)
{
    (void)state;
    int64_t company = add(LIA_COMPANY, "Fabrikam", 0), bo = add(LIA_PERSON, "Bo", company);
    int64_t anna = person("Anna"), cleo = person("Cleo"), s = 0, no = 0;
    delete_refused(company); /* it has a person */
    int64_t entry = call(bo, "CALL-OUT", FIXTURE_TODAY, false);
    assert_ok(lia_entry_cancel(book, &entry, 1, true, NULL, &no, &err), err);
    delete_refused(bo); /* canceled ones count */
    lia_interaction it;
    assert_ok(lia_interaction_new(book, anna, 0, &it, &err), err);
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    delete_refused(anna);
    assert_ok(lia_postponed_delete(book, &no, 1, &err), err);
    assert_ok(lia_contact_delete(book, anna, &err), err);
    assert_int_equal(lia_contact_delete(book, anna, &err), LIA_NOT_FOUND);
    lia_segment_list segment;
    assert_ok(lia_segment_new(book, &segment, &err), err);
    segment.items[0].description = "Fair";
    assert_ok(lia_segment_save(book, segment.items, LIA_SPREAD_NOT_PERSONALISED, &s, &err), err);
    lia_segment_list_clear(&segment);
    lia_line_change line = {.also = LIA_LINE_CONTACT, .value = {.contact_id = cleo}};
    assert_ok(lia_line_add(book, s, &line, &(int64_t){0}, &err), err);
    delete_refused(cleo);
    assert_ok(lia_segment_delete(book, s, &err), err);
    assert_ok(lia_contact_delete(book, cleo, &err), err);
}

static void what_is_deleted_comes_back_whole(void **state)
{
    (void)state;
    const lia_channel channel = {LIA_CHANNEL_PAGE, "blog", "https://ek.example"};
    lia_contact c = {.type = LIA_PERSON,
                     .name = "Bo",
                     .touch_days = -1,
                     .channels = &channel,
                     .channel_count = 1};
    int64_t id = 0, kept = 0;
    assert_ok(lia_contact_save(book, &c, &id, &err), err);
    assert_ok(lia_contact_delete(book, id, &err), err);
    assert_int_equal(count(false), 0);
    assert_ok(
        db_query_int(book->db, "SELECT count(*) FROM contact_channel", DB_NONE, &kept, NULL, &err),
        err);
    assert_int_equal(kept, 0);
    assert_ok(lia_undo(book, ops(), false, NULL, NULL, &err), err);
    lia_contact_record r = get(id);
    assert_int_equal(r.c.channel_count, 1);
    assert_string_equal(r.c.no, "CT000001");
    lia_contact_record_clear(&r);
    assert_int_equal(found_by_word("blog OR https"), 1);
}

/* --- finding --- */

static void expect_found(const char *what, size_t n, int64_t first)
{
    int64_t ids[8];
    size_t count = 99;
    assert_ok(lia_contact_find(book, what, ids, 8, &count, &err), err);
    if (count != n)
        fail_msg("%s: %zu instead of %zu", what, count, n);
    if (n)
        assert_int_equal(ids[0], first);
}

static void contacts_are_found_by_what_people_type(void **state)
{
    (void)state;
    const lia_channel channel = {LIA_CHANNEL_EMAIL, "", "third@ek.example"};
    lia_contact c = {.type = LIA_PERSON,
                     .name = "Bo Ek",
                     .email = "bo@ek.example",
                     .email2 = "two@ek.example",
                     .touch_days = -1,
                     .channels = &channel,
                     .channel_count = 1};
    int64_t bo = 0, anna = person("Ánna Bérg"), again = person("anna  berg"), gone = person("Old");
    assert_ok(lia_contact_save(book, &c, &bo, &err), err);
    assert_ok(lia_contact_archive(book, &gone, 1, true, false, &err), err);
    expect_found("ct000001", 1, anna);
    expect_found(" Bo@EK.example ", 1, bo);
    expect_found("two@ek.example", 1, bo);
    expect_found("THIRD@ek.example", 1, bo);
    expect_found("ANNA BERG", 2, anna);
    expect_found("bo", 1, bo);
    expect_found("an", 2, anna);
    expect_found("nna", 0, 0);
    expect_found("old", 0, 0);
    expect_found("CT000003", 1, gone); /* archived ones only by no. */
    expect_found("", 0, 0);
    expect_found("nobody@ek.example", 0, 0);
    (void)again;
}

/* --- totals: domain.md 8 --- */

static void totals_leave_out_what_is_canceled(void **state)
{
    (void)state;
    int64_t company = add(LIA_COMPANY, "Fabrikam", 0), bo = add(LIA_PERSON, "Bo", company), n = 0;
    lia_contact_totals t;
    assert_ok(lia_contact_totals_of(book, bo, &t, &err), err);
    assert_int_equal(t.totals.entries, 0);
    assert_int_equal(t.last_on, LIA_DAY_NONE);
    assert_int_equal(t.attempt_on, LIA_DAY_NONE);
    call(bo, "CALL-IN", FIXTURE_TODAY - 5, false);
    call(bo, "CALL-OUT", FIXTURE_TODAY - 2, true);
    int64_t canceled = call(bo, "CALL-OUT", FIXTURE_TODAY, false);
    assert_ok(lia_entry_cancel(book, &canceled, 1, true, NULL, &n, &err), err);
    call(company, "CALL-OUT", FIXTURE_TODAY - 9, false);
    assert_ok(lia_contact_totals_of(book, bo, &t, &err), err);
    assert_int_equal(t.totals.entries, 2);
    assert_int_equal(t.totals.cost, 20000);
    assert_int_equal(t.totals.minutes, 30);
    assert_int_equal(t.last_on, FIXTURE_TODAY - 5);    /* one that succeeded */
    assert_int_equal(t.attempt_on, FIXTURE_TODAY - 2); /* by us, failed or not */
    assert_ok(lia_contact_totals_of(book, company, &t, &err), err);
    assert_int_equal(t.totals.entries, 3);
    assert_int_equal(t.last_on, FIXTURE_TODAY - 5);
}

/* A person who changes company keeps its entries; each keeps the company it was made with. */
static void totals_stay_with_the_company_of_then(void **state)
{
    (void)state;
    int64_t first = add(LIA_COMPANY, "Fabrikam", 0), second = add(LIA_COMPANY, "Zenith", 0);
    int64_t bo = add(LIA_PERSON, "Bo", first);
    call(bo, "CALL-OUT", FIXTURE_TODAY - 3, false);
    lia_contact_record r = get(bo);
    r.c.company_id = second;
    assert_ok(lia_contact_save(book, &r.c, NULL, &err), err);
    lia_contact_record_clear(&r);
    call(bo, "CALL-OUT", FIXTURE_TODAY - 1, false);
    lia_contact_totals t;
    assert_ok(lia_contact_totals_of(book, first, &t, &err), err);
    assert_int_equal(t.totals.entries, 1);
    assert_int_equal(t.last_on, FIXTURE_TODAY - 3);
    assert_ok(lia_contact_totals_of(book, second, &t, &err), err);
    assert_int_equal(t.totals.entries, 1);
    assert_ok(lia_contact_totals_of(book, bo, &t, &err), err);
    assert_int_equal(t.totals.entries, 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_book, close_book)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_contact_is_kept_as_it_was_written),
        TEST(a_change_that_changes_nothing_is_no_operation),
        TEST(a_change_by_another_is_not_overwritten),
        TEST(numbers_are_typed_or_given),
        TEST(undo_hands_no_number_back),
        TEST(a_blank_series_asks_for_a_number),
        TEST(references_must_be_usable),
        TEST(old_references_may_stay),
        TEST(types_change_while_nothing_depends_on_them),
        TEST(words_follow_what_they_are_made_of),
        TEST(new_ones_take_the_setup),
        TEST(archived_ones_keep_everything_and_come_back),
        TEST(uses_are_counted),
        TEST(only_the_unused_are_deleted),
        TEST(what_is_deleted_comes_back_whole),
        TEST(contacts_are_found_by_what_people_type),
        TEST(totals_leave_out_what_is_canceled),
        TEST(totals_stay_with_the_company_of_then),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
