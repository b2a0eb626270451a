/* The list of interaction log entries: its order, its windows, its rows, what it was opened from;
 * and that filters list the same in a log that is too long to be looked at row by row. */
#include "filter_case.h"
#include "rows.h"

static lia_error err;

static lia_entry_list list(lia_book *book, lia_entry_query query, lia_seek seek)
{
    lia_entry_list rows;
    assert_ok(lia_entry_list_some(book, &query, &seek, &rows, &err), err);
    return rows;
}

static void texts_are(lia_book *book, lia_entry_query query, lia_seek seek, const char *expected)
{
    lia_entry_list rows = list(book, query, seek);
    struct str texts = {0};
    for (size_t i = 0; i < rows.count; i++)
        case_add(&texts, rows.items[i].description);
    assert_string_equal(str_text(&texts), expected);
    str_clear(&texts);
    lia_entry_list_clear(&rows);
}

static int64_t log_at(lia_book *book, int64_t contact, const char *template, const char *text,
                      int32_t day, int32_t time)
{
    lia_interaction it;
    int64_t no = 0;
    assert_ok(lia_interaction_new(book, contact, template_id(book, template), &it, &err), err);
    it.description = text;
    it.date = day;
    it.time = time;
    it.typed |= 1u << LIA_I_DESCRIPTION | 1u << LIA_I_DATE | 1u << LIA_I_TIME;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    return no;
}

static const lia_seek all = {.no_key = true, .limit = 100};

/* domain.md 12: by date, time (none = start of day), entry no., newest first. */
static void the_order_is_date_time_number(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo", 0);
    texts_are(book, (lia_entry_query){0}, all, "");
    log_at(book, bo, "MEETING", "d1 late", FIXTURE_TODAY - 1, 80000);
    log_at(book, bo, "MEETING", "d0 no time", FIXTURE_TODAY, -1);
    log_at(book, bo, "MEETING", "d1 no time", FIXTURE_TODAY - 1, -1);
    log_at(book, bo, "MEETING", "d1 midnight", FIXTURE_TODAY - 1, 0);
    log_at(book, bo, "MEETING", "d0 noon", FIXTURE_TODAY, 43200);
    log_at(book, bo, "MEETING", "long ago", -5, 60);
    const char *newest = "d0 noon|d0 no time|d1 late|d1 midnight|d1 no time|long ago";
    texts_are(book, (lia_entry_query){0}, all, newest);
    texts_are(book, (lia_entry_query){.oldest_first = true}, all,
              "long ago|d1 no time|d1 midnight|d1 late|d0 no time|d0 noon");
    case_entries(book, (lia_entry_query){.contact_id = bo}, "of one", newest);
    lia_book_close(book);
}

static void windows_go_by_key(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo", 0), nos[5];
    static const char *const names[] = {"e1", "e2", "e3", "e4", "e5"};
    for (int i = 0; i < 5; i++) /* all at one time: the number decides */
        nos[i] = log_at(book, bo, "MEETING", names[i], FIXTURE_TODAY, 3600);
    const lia_entry_query query = {0};
    lia_key e3 = {(int64_t)FIXTURE_TODAY * 86400 + 3600, nos[2]};
    texts_are(book, query, (lia_seek){.key = e3, .limit = 1}, "e2");
    texts_are(book, query, (lia_seek){.key = e3, .limit = 9}, "e2|e1");
    texts_are(book, query, (lia_seek){.key = e3, .limit = 2, .at = true}, "e3|e2");
    texts_are(book, query, (lia_seek){.key = e3, .limit = 1, .before = true}, "e4");
    texts_are(book, query, (lia_seek){.key = e3, .limit = 9, .before = true, .at = true},
              "e5|e4|e3");
    texts_are(book, query, (lia_seek){.no_key = true, .limit = 2, .before = true}, "e2|e1");
    const lia_entry_query oldest = {.oldest_first = true};
    texts_are(book, oldest, (lia_seek){.key = e3, .limit = 9}, "e4|e5");
    texts_are(book, oldest, (lia_seek){.key = e3, .limit = 9, .before = true}, "e1|e2");
    lia_book_close(book);
}

static void rows_say_what_lists_show(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t company = make_company(book, "Fabrikam");
    int64_t bo =
        case_save(book, (lia_contact){.name = "Bo", .company_id = company, .phone = "555"});
    lia_interaction it;
    int64_t no, comment;
    assert_ok(lia_interaction_new(book, bo, template_id(book, "CALL-OUT"), &it, &err), err);
    it.subject = "Offer";
    it.evaluation = LIA_POSITIVE;
    it.failed = true;
    it.cost = 12345;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    assert_ok(lia_comment_add(book, no, "one", &comment, &err), err);
    assert_ok(lia_comment_add(book, no, "two", &comment, &err), err);

    lia_entry_list rows = list(book, (lia_entry_query){0}, all);
    assert_int_equal(rows.count, 1);
    const lia_entry *e = rows.items;
    assert_int_equal(e->entry_no, no);
    assert_int_equal(e->contact_id, bo);
    assert_int_equal(e->company_id, company);
    assert_string_equal(e->contact, "Bo");
    assert_string_equal(e->contact_no, "CT000002");
    assert_string_equal(e->company, "Fabrikam");
    assert_string_equal(e->template_code, "CALL-OUT");
    assert_string_equal(e->group_code, "CALL");
    assert_string_equal(e->salesperson, "JO");
    assert_string_equal(e->segment_no, "");
    assert_string_equal(e->description, "Outgoing call");
    assert_string_equal(e->subject, "Offer");
    assert_string_equal(e->via, "555");
    assert_int_equal(e->date, FIXTURE_TODAY);
    assert_int_equal(e->time, 14 * 3600 + 32 * 60);
    assert_int_equal(e->flow, LIA_OUTBOUND);
    assert_int_equal(e->initiated_by, LIA_BY_US);
    assert_int_equal(e->correspondence, LIA_PHONE);
    assert_int_equal(e->evaluation, LIA_POSITIVE);
    assert_int_equal(e->cost, 12345);
    assert_int_equal(e->minutes, 15);
    assert_int_equal(e->origin, LIA_MANUAL);
    assert_int_equal(e->status, LIA_FAILED);
    assert_true(e->failed && !e->canceled);
    assert_int_equal(e->comments, 2);
    lia_entry_list_clear(&rows);
    assert_null(rows.items);
    lia_book_close(book);
}

static void one_entry_says_who_and_when(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t no = log_one(book, make_person(book, "Bo", 0), "CALL-OUT", "x"), turned;
    fixture_clock.now += 3600;
    assert_ok(lia_entry_cancel(book, &no, 1, true, NULL, &turned, &err), err);
    lia_entry_list one;
    assert_ok(lia_entry_get(book, no, &one, &err), err);
    assert_int_equal(one.count, 1);
    assert_string_equal(one.items->logged_by, "jo");
    assert_int_equal(one.items->logged_at, FIXTURE_NOW);
    assert_string_equal(one.items->canceled_by, "jo");
    assert_int_equal(one.items->canceled_at, FIXTURE_NOW + 3600);
    assert_int_equal(one.items->status, LIA_CANCELED_ENTRY);
    lia_entry_list_clear(&one);
    assert_int_equal(lia_entry_get(book, no + 1, &one, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    lia_book_close(book);
}

static void lists_of_what_they_were_opened_from(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t company = make_company(book, "Fabrikam"), other = make_company(book, "Other"), turned;
    int64_t bo = make_person(book, "Bo", company), zoe = make_person(book, "Zoe", 0);
    int64_t an = make_salesperson(book, "AN", "");
    log_at(book, bo, "CALL-OUT", "bo", FIXTURE_TODAY, 1);
    log_at(book, company, "MEETING", "own", FIXTURE_TODAY, 2);
    int64_t gone = log_at(book, zoe, "CALL-IN", "zoe", FIXTURE_TODAY, 3);
    /* Bo moves on: what was said before stays with Fabrikam */
    lia_contact_record r;
    assert_ok(lia_contact_get(book, bo, &r, &err), err);
    r.c.company_id = other;
    assert_ok(lia_contact_save(book, &r.c, &bo, &err), err);
    lia_contact_record_clear(&r);
    log_at(book, bo, "CALL-OUT", "bo later", FIXTURE_TODAY, 4);
    assert_ok(lia_entry_cancel(book, &gone, 1, true, NULL, &turned, &err), err);

    case_entries(book, (lia_entry_query){.contact_id = bo}, "person", "bo later|bo");
    case_entries(book, (lia_entry_query){.contact_id = company}, "company", "own|bo");
    case_entries(book, (lia_entry_query){.contact_id = other}, "other", "bo later");
    case_entries(book, (lia_entry_query){.contact_id = 999}, "nobody", "");
    case_entries(book, (lia_entry_query){.template_id = template_id(book, "CALL-OUT")}, "template",
                 "bo later|bo");
    case_entries(
        book,
        (lia_entry_query){.group_id = number_of(
                              book, "SELECT group_id FROM interaction_group WHERE code = 'CALL'")},
        "group", "bo later|zoe|bo");
    case_entries(book, (lia_entry_query){.salesperson_id = an}, "salesperson", "");
    case_entries(book, (lia_entry_query){.salesperson_id = salesperson_id(book, "JO")},
                 "salesperson", "bo later|zoe|own|bo");
    case_entries(book, (lia_entry_query){.hide_canceled = true}, "hidden", "bo later|own|bo");
    case_entries(book, (lia_entry_query){.only_canceled = true}, "canceled", "zoe");
    case_entries(book, (lia_entry_query){.only_canceled = true, .contact_id = bo}, "canceled of bo",
                 "");
    case_entries(book, (lia_entry_query){.contact_id = zoe, .only_canceled = true},
                 "canceled of zoe", "zoe");
    case_entries(
        book, (lia_entry_query){.contact_id = company, .template_id = template_id(book, "MEETING")},
        "both", "own");
    lia_filter *filter = case_parse(book, LIA_FILTER_ENTRIES, "later OR own");
    case_entries(book, (lia_entry_query){.filter = filter, .contact_id = bo}, "filtered",
                 "bo later");
    case_entries(book,
                 (lia_entry_query){
                     .filter = filter,
                     .hide_canceled = true,
                     .group_id = number_of(
                         book, "SELECT group_id FROM interaction_group WHERE code = 'MEETING'")},
                 "filtered group", "own");
    lia_filter_free(filter);
    lia_book_close(book);
}

/* Logs a segment of these persons; its id. */
static int64_t log_segment(lia_book *book, const int64_t *persons, int n)
{
    lia_segment_list s;
    int64_t segment = 0, line;
    lia_log_result result;
    assert_ok(lia_segment_new(book, &s, &err), err);
    s.items->no = "";
    s.items->description = "Fair";
    s.items->template_id = template_id(book, "LETTER-OUT");
    assert_ok(lia_segment_work_out(book, &s, &err), err);
    assert_ok(lia_segment_save(book, s.items, LIA_SPREAD_NOT_PERSONALISED, &segment, &err), err);
    lia_segment_list_clear(&s);
    for (int i = 0; i < n; i++) {
        const lia_line_change add = {.also = LIA_LINE_CONTACT, .value = {.contact_id = persons[i]}};
        assert_ok(lia_line_add(book, segment, &add, &line, &err), err);
    }
    assert_ok(lia_segment_log(book, segment, &(lia_log_options){0}, NULL, &result, &err), err);
    return segment;
}

static void segments_and_logged_segments(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    const int64_t persons[] = {make_person(book, "A", 0), make_person(book, "B", 0),
                               make_person(book, "C", 0)};
    int64_t segment = log_segment(book, persons, 3);
    log_segment(book, persons + 1, 1);
    int64_t count;
    assert_ok(lia_entry_count(book, &(lia_entry_query){.segment_id = segment}, &count, &err), err);
    assert_int_equal(count, 3);
    assert_ok(lia_entry_count(book, &(lia_entry_query){.logged_id = 2}, &count, &err), err);
    assert_int_equal(count, 1);
    lia_entry_list rows = list(book, (lia_entry_query){.logged_id = 1}, all);
    assert_int_equal(rows.count, 3);
    assert_true(rows.items[0].entry_no > rows.items[1].entry_no);
    assert_int_equal(rows.items[0].segment_id, segment);
    assert_int_equal(rows.items[0].logged_id, 1);
    assert_string_equal(rows.items[0].segment_no, "SM000001");
    lia_entry_list_clear(&rows);
    texts_are(book, (lia_entry_query){.logged_id = 77}, all, "");
    lia_book_close(book);
}

/* --- a long log --- */

enum { MANY = 3000 };

static lia_book *large;

static int fill_large(void **state)
{
    (void)state;
    int64_t id;
    large = fixture_book();
    int64_t first = rows_last(large, "contact") + 1;
    rows_contacts(large, "Person", MANY, 0);
    rows_entries(large, first, first + MANY - 1); /* today, "Outgoing call" */
    int64_t rare = case_save(large, (lia_contact){.name = "Rarename"});
    int64_t company = make_company(large, "Rareco");
    int64_t person = make_person(large, "Common", company);
    int64_t no = log_at(large, person, "MEETING", "Rareword", FIXTURE_TODAY - 900, 60);
    assert_ok(lia_comment_add(large, no, "Rarecomment", &id, &err), err);
    log_at(large, rare, "MEETING", "Other", FIXTURE_TODAY - 800, 60);
    return 0;
}

static int close_large(void **state)
{
    (void)state;
    lia_book_close(large);
    return 0;
}

static void rare_ones_are_found_by_every_way(void **state)
{
    (void)state;
    entries_are(large, "rarew", "Rareword");
    entries_are(large, "rarec", "Rareword"); /* comment and company */
    entries_are(large, "raren", "Other");
    entries_are(large, "rare", "Other|Rareword");
    entries_are(large, "common rareco", "Rareword");
    entries_are(large, "contact:raren", "Other");
    entries_are(large, "company:rare", "Rareword");
    entries_are(large, "comment:rarecom", "Rareword");
    entries_are(large, "*arewor", "Rareword");
    entries_are(large, "*zzz", "");
    entries_are(large, "template:MEETING", "Other|Rareword");
    entries_are(large, "template:MEETING -rareword", "Other");
    entries_are(large, "date:..-800d", "Other|Rareword");
    entries_are(large, "date:..-800d comment:none", "Other");
    entries_are(large, "group:MEETING time:0:01", "Other|Rareword");
    char text[64];
    snprintf(text, sizeof text, "no:%d..", MANY + 1);
    entries_are(large, text, "Other|Rareword");
    entries_are(large, "rarename OR rareword", "Other|Rareword");
    entries_are(large, "user:bob", "");
    contacts_are(large, "has:(rarecomment)", "Common|Rareco");
    contacts_are(large, "has:(date:..-850d)", "Common|Rareco");
}

static void common_ones_come_in_order(void **state)
{
    (void)state;
    lia_filter *filter = case_parse(large, LIA_FILTER_ENTRIES, "outgoing -common");
    lia_entry_query query = {.filter = filter};
    int64_t *nos;
    size_t count, seen = 0;
    assert_ok(lia_entry_nos(large, &query, MANY * 2, &nos, &count, &err), err);
    assert_int_equal(count, MANY);
    lia_seek seek = {.no_key = true, .limit = 700};
    while (seen < count) {
        lia_entry_list rows = list(large, query, seek);
        assert_true(rows.count > 0);
        for (size_t i = 0; i < rows.count; i++)
            assert_int_equal(rows.items[i].entry_no, nos[seen++]);
        seek = (lia_seek){.key = rows.items[rows.count - 1].key, .limit = 700};
        lia_entry_list_clear(&rows);
    }
    free(nos);
    case_entry_counted(large, &query, MANY);
    lia_filter_free(filter);
}

static void kept_numbers_are_the_counted_ones(void **state)
{
    (void)state;
    int64_t turned, nos[] = {1, 5, 7};
    assert_ok(lia_entry_cancel(large, nos, 3, true, NULL, &turned, &err), err);
    lia_filter *everything = case_parse(large, LIA_FILTER_ENTRIES, "no:1..");
    for (int hide = 0; hide < 2; hide++)
        for (int only = 0; only < 2; only++) {
            lia_entry_query query = {.hide_canceled = hide, .only_canceled = only};
            int64_t kept, counted;
            assert_ok(lia_entry_count(large, &query, &kept, &err), err);
            query.filter = everything;
            assert_ok(lia_entry_count(large, &query, &counted, &err), err);
            assert_int_equal(kept, counted);
            assert_int_equal(kept, (hide && only) ? 0 : only ? 3 : MANY + 2 - 3 * hide);
        }
    lia_filter_free(everything);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_is_date_time_number),
        cmocka_unit_test(windows_go_by_key),
        cmocka_unit_test(rows_say_what_lists_show),
        cmocka_unit_test(one_entry_says_who_and_when),
        cmocka_unit_test(lists_of_what_they_were_opened_from),
        cmocka_unit_test(segments_and_logged_segments),
        cmocka_unit_test(rare_ones_are_found_by_every_way),
        cmocka_unit_test(common_ones_come_in_order),
        cmocka_unit_test(kept_numbers_are_the_counted_ones),
    };
    return cmocka_run_group_tests(tests, fill_large, close_large);
}
