/* Rules that several parts keep together: the same answer everywhere (domain.md 4, 5, 8, 10). */
#include <stdlib.h>

#include "core/segment_case.h"
#include "records.h"

static int group_setup(void **state)
{
    *state = fixture_book();
    return 0;
}
static int group_teardown(void **state)
{
    rows_check(*state);
    lia_book_close(*state);
    return 0;
}
#define TEST(name) cmocka_unit_test_setup_teardown(name, group_setup, group_teardown)

/* --- one rule, every way --- */

static int64_t template_of(lia_book *book, lia_corr corr, bool ignore)
{
    char code[32];
    int64_t id;
    lia_error err = {0};
    snprintf(code, sizeof code, "T%d%d", (int)corr, ignore);
    int64_t group = rows_int(book, "SELECT min(group_id) FROM interaction_group");
    assert_ok(lia_template_save(book,
                                &(lia_template){.code = code,
                                                .description = "Said",
                                                .group_id = group,
                                                .correspondence = corr,
                                                .ignore_correspondence = ignore},
                                &id, &err),
              err);
    return id;
}

static int corr_of_entry(lia_book *book, int64_t entry_no)
{
    lia_error err = {0};
    lia_entry_list list;
    assert_ok(lia_entry_get(book, entry_no, &list, &err), err);
    int corr = (int)list.items[0].correspondence;
    lia_entry_list_clear(&list);
    return corr;
}

/* One contact, one template, every way to an entry; the entries' types. */
enum { WAYS = 7 };
static void every_way(lia_book *book, int64_t contact, int64_t template, int got[WAYS])
{
    lia_error err = {0};
    lia_interaction it;
    int64_t no, other = case_person(book, "Zed");
    assert_ok(lia_interaction_new(book, contact, template, &it, &err), err); /* contact first */
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    got[0] = corr_of_entry(book, no);
    lia_interaction_clear(&it);

    assert_ok(lia_interaction_new(book, 0, template, &it, &err), err); /* template first */
    it.contact_id = contact;
    assert_ok(lia_interaction_work_out(book, &it, LIA_I_CONTACT, &err), err);
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    const char *form;
    lia_error fault;
    assert_ok(lia_postponed_resume(book, no, &it, &form, &fault, &err), err);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    got[1] = corr_of_entry(book, no);
    lia_interaction_clear(&it);

    const int64_t many[] = {other, contact};
    assert_ok(lia_interaction_new(book, 0, template, &it, &err), err);
    assert_ok(lia_interaction_log_many(book, &it, many, 2, NULL, &no, &err), err);
    got[2] = corr_of_entry(book, no + 1);
    int64_t segment;
    assert_ok(lia_interaction_to_segment(book, &it, many, 2, &segment, &err), err);
    lia_interaction_clear(&it);
    got[3] = corr_of_entry(book, case_log(book, segment, (lia_log_options){0}).first_entry + 1);

    segment = case_segment(book, "By header", "");
    int64_t line = case_line(book, segment, contact), own = case_line(book, segment, contact);
    case_line_change(
        book, own,
        (lia_line_change){.set = FIELD(LIA_L_TEMPLATE), .value = {.template_id = template}});
    lia_segment_list header = case_header(book, segment);
    header.items->template_id = template;
    assert_ok(lia_segment_work_out(book, &header, &err), err);
    assert_ok(lia_segment_save(book, header.items, LIA_SPREAD_NOT_PERSONALISED, NULL, &err), err);
    lia_segment_list_clear(&header);
    int64_t single = case_line(book, segment, contact);
    assert_ok(lia_interaction_from_line(book, single, &it, &err), err);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    got[4] = corr_of_entry(book, no);
    lia_interaction_clear(&it);
    case_line_is(book, line, int, failed, false);
    lia_log_result r = case_log(book, segment, (lia_log_options){0});
    got[5] = corr_of_entry(book, r.first_entry);
    got[6] = corr_of_entry(book, r.first_entry + 1);
}

/* The contact's, unless it is blank or the template ignores it; then the template's (4.5). */
static void correspondence_is_the_same_everywhere(void **state)
{
    lia_book *book = *state;
    for (int theirs = 0; theirs < 4; theirs++) {
        int64_t bo = case_contact_with(book, &(lia_contact){.type = LIA_PERSON,
                                                            .name = "Bo Ek",
                                                            .correspondence = (lia_corr)theirs,
                                                            .touch_days = -1});
        for (int said = 0; said < 8; said++) {
            lia_corr corr = (lia_corr)(said / 2);
            bool ignore = said % 2;
            char code[32];
            int64_t template;
            lia_error err = {0};
            snprintf(code, sizeof code, "T%d%d", (int)corr, ignore);
            assert_ok(lia_template_find(book, code, &template, &err), err);
            if (!template)
                template = template_of(book, corr, ignore);
            int got[WAYS], right = theirs && !ignore ? theirs : (int)corr;
            every_way(book, bo, template, got);
            for (int way = 0; way < WAYS; way++)
                if (got[way] != right)
                    fail_msg("contact %d template %d%s way %d: %d", theirs, (int)corr,
                             ignore ? " ignores" : "", way, got[way]);
        }
    }
}

/* Each way stores the company that the person belongs to then; changing it changes no entry, and a
 * correction of an old one keeps the old one. */
static void entries_keep_the_company_of_then(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t acme = make_company(book, "Acme"), zeta = make_company(book, "Zeta"),
            bo = make_person(book, "Bo Ek", acme);
    int got[WAYS];
    every_way(book, bo, case_template(book, "CALL-OUT"), got);
    int64_t n = rows_int(book, "SELECT count(*) FROM entry WHERE contact_id = 3");
    assert_true(n >= WAYS);
    case_contact_set(book, bo, company_id, zeta);
    every_way(book, bo, case_template(book, "CALL-OUT"), got);
    lia_contact_totals a, z, b;
    assert_ok(lia_contact_totals_of(book, acme, &a, &err), err);
    assert_ok(lia_contact_totals_of(book, zeta, &z, &err), err);
    assert_ok(lia_contact_totals_of(book, bo, &b, &err), err);
    assert_int_equal(a.totals.entries, n);
    assert_int_equal(z.totals.entries, n);
    assert_int_equal(b.totals.entries, 2 * n);
    int64_t no = rows_int(book, "SELECT min(entry_no) FROM entry WHERE contact_id = 3");
    lia_interaction it;
    assert_ok(lia_interaction_correct(book, no, &it, &err), err);
    it.description = "Right";
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    assert_ok(lia_contact_totals_of(book, acme, &a, &err), err);
    assert_int_equal(a.totals.entries, n); /* the old one is canceled */
    /* leaving the company altogether */
    case_contact_set(book, bo, company_id, 0);
    int64_t last = log_one(book, bo, "CALL-OUT", "Alone");
    lia_entry_list list;
    assert_ok(lia_entry_get(book, last, &list, &err), err);
    assert_int_equal(list.items[0].company_id, 0);
    lia_entry_list_clear(&list);
}

/* --- postponed ones are nowhere --- */

static int64_t contacts_with(lia_book *book, const char *text)
{
    lia_error err = {0};
    lia_filter *f;
    int64_t n;
    assert_ok(lia_filter_parse(book, LIA_FILTER_CONTACTS, text, false, &f, NULL, &err), err);
    assert_ok(lia_contact_count(book, &(lia_contact_query){.filter = f}, &n, &err), err);
    lia_filter_free(f);
    return n;
}

static int64_t entries_with(lia_book *book, const char *text)
{
    lia_error err = {0};
    lia_filter *f;
    int64_t n;
    assert_ok(lia_filter_parse(book, LIA_FILTER_ENTRIES, text, false, &f, NULL, &err), err);
    assert_ok(lia_entry_count(book, &(lia_entry_query){.filter = f}, &n, &err), err);
    lia_filter_free(f);
    return n;
}

static void postponed_ones_count_nowhere(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t acme = make_company(book, "Acme"), bo = make_person(book, "Bo Ek", acme), no;
    lia_interaction it;
    assert_ok(lia_interaction_new(book, bo, case_template(book, "CALL-OUT"), &it, &err), err);
    it.description = "Unheardof";
    it.comment = "Unheardof";
    it.cost = 70000;
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    const int64_t who[] = {acme, bo};
    for (int i = 0; i < 2; i++) {
        lia_contact_totals t;
        assert_ok(lia_contact_totals_of(book, who[i], &t, &err), err);
        assert_int_equal(t.totals.entries + t.totals.cost + t.totals.minutes, 0);
        assert_int_equal(t.last_on, LIA_DAY_NONE);
        assert_int_equal(t.attempt_on, LIA_DAY_NONE);
        assert_int_equal(t.postponed, 1);
        const lia_entry_query of = {.contact_id = who[i]};
        int64_t n = -1;
        assert_ok(lia_entry_count(book, &of, &n, &err), err);
        assert_int_equal(n, 0);
    }
    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.entries, 0);
    assert_int_equal(counts.postponed, 1);
    assert_int_equal(rows_int(book, "SELECT coalesce(sum(entries), 0) FROM entry_total"), 0);
    assert_int_equal(entries_with(book, ""), 0);
    assert_int_equal(entries_with(book, "unheardof"), 0);
    assert_int_equal(entries_with(book, "comment:unheardof"), 0);
    assert_int_equal(contacts_with(book, "entries:>0"), 0);
    assert_int_equal(contacts_with(book, "entries:0"), 2);
    assert_int_equal(contacts_with(book, "last:never"), 2);
    lia_entry_list list;
    assert_int_equal(lia_entry_get(book, no, &list, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    int64_t turned = -1, id;
    assert_ok(lia_entry_cancel(book, &no, 1, true, NULL, &turned, &err), err);
    assert_int_equal(turned, 0);
    assert_int_equal(lia_comment_add(book, no, "No", &id, &err), LIA_NOT_FOUND);
    assert_int_equal(lia_interaction_correct(book, no, &it, &err), LIA_NOT_FOUND);
    /* the contact is archived, not deleted, and keeps its type */
    assert_int_equal(lia_contact_delete(book, bo, &err), LIA_IN_USE);
    lia_contact_record r;
    assert_ok(lia_contact_get(book, bo, &r, &err), err);
    r.c.type = LIA_COMPANY;
    r.c.company_id = 0;
    assert_int_equal(lia_contact_save(book, &r.c, NULL, &err), LIA_IN_USE);
    assert_string_equal(err.field, "type");
    lia_contact_record_clear(&r);
}

/* --- last interaction, last attempt --- */

static void last_interaction_and_last_attempt(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t bo = case_person(book, "Bo Ek"), nos[4];
    static const struct {
        const char *template;
        int days;
        bool failed;
    } given[] = {{"CALL-OUT", 20, false},
                 {"CALL-IN", 10, false},
                 {"CALL-OUT", 5, true},
                 {"CALL-IN", 2, true}};
    for (int i = 0; i < 4; i++) {
        lia_interaction it;
        assert_ok(lia_interaction_new(book, bo, case_template(book, given[i].template), &it, &err),
                  err);
        it.date -= given[i].days;
        it.failed = given[i].failed;
        assert_ok(lia_interaction_log(book, &it, &nos[i], &err), err);
        lia_interaction_clear(&it);
    }
    /* canceled: which of them; then the days since the last interaction and the last attempt */
    static const struct {
        unsigned canceled;
        int last, attempt, count;
    } cases[] = {{0, 10, 5, 4},  {2, 20, 5, 3},   {4, 10, 20, 3}, {3, -1, 5, 2},
                 {5, 10, -1, 2}, {15, -1, -1, 0}, {8, 10, 5, 3},  {0, 10, 5, 4}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (unsigned k = 0; k < 4; k++) {
            int64_t turned;
            assert_ok(
                lia_entry_cancel(book, &nos[k], 1, cases[i].canceled >> k & 1, NULL, &turned, &err),
                err);
        }
        lia_contact_totals t;
        assert_ok(lia_contact_totals_of(book, bo, &t, &err), err);
        assert_int_equal(t.last_on,
                         cases[i].last < 0 ? LIA_DAY_NONE : FIXTURE_TODAY - cases[i].last);
        assert_int_equal(t.attempt_on,
                         cases[i].attempt < 0 ? LIA_DAY_NONE : FIXTURE_TODAY - cases[i].attempt);
        assert_int_equal(t.totals.entries, cases[i].count);
        assert_int_equal(t.totals.minutes, 15 * cases[i].count);
        lia_contact_rows rows;
        assert_ok(lia_contact_list(book, &(lia_contact_query){0}, &case_all, &rows, &err), err);
        assert_int_equal(rows.items[0].last_on, t.last_on);
        lia_contact_rows_clear(&rows);
    }
}

/* --- blocked --- */

static size_t offered(lia_book *book, const char *match)
{
    lia_error err = {0};
    lia_template_list list;
    assert_ok(lia_template_list_all(book, false, match, &list, &err), err);
    size_t n = list.count;
    lia_template_list_clear(&list);
    return n;
}

/* Old entries keep what is blocked, new ones are not offered it: a group gives itself by its
 * templates. */
static void a_blocked_group_offers_no_template(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    int64_t bo = case_person(book, "Bo Ek"), group = 0;
    int64_t no = log_one(book, bo, "CALL-OUT", "Before");
    assert_int_equal(offered(book, "CALL"), 2);
    assert_ok(lia_group_find(book, "CALL", &group, &err), err);
    assert_ok(lia_group_block(book, group, true, &err), err);
    assert_int_equal(offered(book, "CALL"), 0);
    lia_template_list all;
    assert_ok(lia_template_list_all(book, true, "CALL", &all, &err), err);
    assert_int_equal(all.count, 2);
    lia_template_list_clear(&all);
    lia_interaction it;
    assert_ok(lia_interaction_from_entry(book, no, &it, &err), err);
    assert_int_equal(it.template_id, 0);
    lia_interaction_clear(&it);
    lia_entry_list list;
    assert_ok(lia_entry_get(book, no, &list, &err), err);
    assert_string_equal(list.items[0].group_code, "CALL");
    lia_entry_list_clear(&list);
    assert_ok(lia_group_block(book, group, false, &err), err);
    assert_int_equal(offered(book, "CALL"), 2);
}

/* --- blank series --- */

static void blank(lia_book *book, lia_series_id id)
{
    lia_error err = {0};
    lia_series series;
    assert_ok(lia_series_get(book, id, &series, &err), err);
    assert_ok(lia_series_update(book, id, series.version, "", &err), err);
}

static void refused_for_setup(lia_status status, const lia_error *err, bool can_type)
{
    assert_int_equal(status, LIA_IN_USE);
    assert_message(*err, "");
    if (!strstr(err->message, "Marketing Setup") ||
        can_type != !!strstr(err->message, "type a no."))
        fail_msg("%s", err->message);
}

/* What needs a number by itself is refused before anything is written, and does not propose to type
 * one where none can be typed. */
static void a_blank_series_refuses_what_needs_a_number(void **state)
{
    lia_book *book = *state;
    lia_error err = {0};
    lia_log_result r;
    int64_t bo = case_person(book, "Bo Ek"), id, n;
    int64_t logged = case_segment(book, "Logged", "CALL-OUT"),
            active = case_segment(book, "Active", "CALL-OUT");
    case_line(book, logged, bo);
    case_line(book, active, bo);
    int64_t bad = case_line(book, active, case_person(book, "Cy"));
    r = case_log(book, logged, (lia_log_options){0});
    blank(book, LIA_SERIES_SEGMENT);
    case_line_change(book, bad,
                     (lia_line_change){.set = FIELD(LIA_L_DATE), .value.date = LIA_DAY_NONE});
    struct str before = rows_dump(book);
    refused_for_setup(lia_logged_follow_up(book, r.logged_id, &r, &err), &err, false);
    refused_for_setup(lia_segment_move_problems(book, active, false, &id, &n, &err), &err, false);
    refused_for_setup(lia_segment_save(book, &(lia_segment){.no = "", .description = "New"},
                                       LIA_SPREAD_ALL, &id, &err),
                      &err, true);
    assert_ok(lia_line_remove(book, &bad, 1, &err), err);
    refused_for_setup(
        lia_segment_log(book, active, &(lia_log_options){.follow_up = true}, NULL, &r, &err), &err,
        false);
    undo_last(book);
    case_unchanged(book, before);
    blank(book, LIA_SERIES_CONTACT);
    refused_for_setup(
        lia_contact_save(book, &(lia_contact){.type = LIA_PERSON, .name = "Di"}, &id, &err), &err,
        true);
    /* typed ones are taken */
    assert_ok(lia_segment_save(book, &(lia_segment){.no = "fair-26", .description = "New"},
                               LIA_SPREAD_ALL, &id, &err),
              err);
    assert_ok(lia_segment_find(book, "FAIR-26", &n, &err), err);
    assert_int_equal(n, id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(correspondence_is_the_same_everywhere),
        TEST(entries_keep_the_company_of_then),
        TEST(postponed_ones_count_nowhere),
        TEST(last_interaction_and_last_attempt),
        TEST(a_blocked_group_offers_no_template),
        TEST(a_blank_series_refuses_what_needs_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
