/* Interactions that are exported and imported into a new book with the same contacts are the same.
 */
#include <stdlib.h>

#include "base/date.h"
#include "round_trip.h"

static const char *const texts[] = {
    "Called",
    "Said \"yes\", twice",
    "=1+2",
    "a;b,c",
    "\\n is no line",
    "été 漢字 😀",
    "2026-11-20 was it",
    "'quoted'",
    "{\"json\":1}",
    "  two  blanks",
    "tab\there",
    "END:VEVENT",
    "@home +46",
    "x",
    "-1",
};
enum { TEXTS = sizeof texts / sizeof *texts, CONTACTS = 12, ENTRIES = 150 };
static const char *const comments[] = {
    "One line", "Two\nlines",           "\n2026-11-20 a day\n\n  and blanks",
    "=formula", "quote \" and , comma",
};
static const char *const templates[] = {"CALL-OUT", "CALL-IN", "MAIL-OUT", "LETTER-IN", "MEETING"};

static void add_contacts(lia_book *book, int64_t ids[CONTACTS])
{
    int64_t company = 0;
    for (int i = 0; i < CONTACTS; i++) {
        char name[40], email[40];
        snprintf(name, sizeof name, "%s %d", i % 4 ? "Person" : "Company, \"x\"", i);
        snprintf(email, sizeof email, "p%d@x.example", i);
        lia_contact c = {.type = i % 4 ? LIA_PERSON : LIA_COMPANY,
                         .name = name,
                         .email = i % 3 ? email : "",
                         .phone = "046-1",
                         .correspondence = (lia_corr)trip_some(4),
                         .company_id = i % 4 ? company : 0};
        ids[i] = make_contact(book, &c);
        company = i % 4 ? company : ids[i];
    }
}

/* In the order of their days, so that the numbers are the same again. */
static void add_entry(lia_book *book, int64_t contact, int n)
{
    lia_interaction it = {0};
    lia_error err = {0};
    int64_t no = 0, id;
    bool day_only = trip_some(3) == 0;
    assert_ok(
        lia_interaction_new(book, contact, template_id(book, templates[trip_some(5)]), &it, &err),
        err);
    it.description = texts[trip_some(TEXTS)];
    it.subject = trip_some(2) ? texts[trip_some(TEXTS)] : "";
    it.via = trip_some(2) ? texts[trip_some(TEXTS)] : "";
    it.comment = trip_some(3) ? "" : comments[trip_some(5)];
    it.date = FIXTURE_TODAY - ENTRIES + n;
    it.time = day_only ? -1 : (int32_t)trip_some(86400);
    it.zone = (int)trip_some(5) * 60 - 120;
    it.flow = (lia_flow)trip_some(3);
    it.initiated_by = (lia_by)trip_some(3);
    it.correspondence = (lia_corr)trip_some(4);
    it.failed = trip_some(4) == 0;
    it.evaluation = (lia_evaluation)trip_some(6);
    it.cost = trip_some(2) ? trip_some(2000000) : 0;
    it.minutes = trip_some(2) ? trip_some(500) : 0;
    it.typed = ~0u;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    for (uint32_t more = trip_some(3) ? 0 : trip_some(3); more > 0; more--)
        assert_ok(lia_comment_add(book, no, comments[trip_some(5)], &id, &err), err);
    if (trip_some(6) == 0)
        assert_ok(lia_entry_cancel(book, &no, 1, true, NULL, &id, &err), err);
}

static lia_entry_list entries_of(lia_book *book)
{
    lia_entry_list list = {0};
    lia_error err = {0};
    const lia_entry_query query = {.oldest_first = true};
    const lia_seek seek = {.no_key = true, .limit = 100000};
    assert_ok(lia_entry_list_some(book, &query, &seek, &list, &err), err);
    return list;
}

static void same_text(const lia_entry *e, const char *field, const char *a, const char *b)
{
    if (!str_eq(a, b))
        trip_fail("%s of entry %lld: “%s” became “%s”", field, (long long)e->entry_no, a, b);
}

static void same_number(const lia_entry *e, const char *field, int64_t a, int64_t b)
{
    if (a != b)
        trip_fail("%s of entry %lld: %lld became %lld", field, (long long)e->entry_no, (long long)a,
                  (long long)b);
}

static void same_entry(const lia_entry *a, const lia_entry *b)
{
    same_text(a, "contact", a->contact_no, b->contact_no);
    same_text(a, "company", a->company, b->company);
    same_text(a, "template", a->template_code, b->template_code);
    same_text(a, "group", a->group_code, b->group_code);
    same_text(a, "salesperson", a->salesperson, b->salesperson);
    same_text(a, "description", a->description, b->description);
    same_text(a, "subject", a->subject, b->subject);
    same_text(a, "via", a->via, b->via);
    same_number(a, "date", a->date, b->date);
    same_number(a, "time", a->time, b->time);
    same_number(a, "zone", a->zone, b->zone);
    same_number(a, "flow", a->flow, b->flow);
    same_number(a, "initiated by", a->initiated_by, b->initiated_by);
    same_number(a, "correspondence", a->correspondence, b->correspondence);
    same_number(a, "evaluation", a->evaluation, b->evaluation);
    same_number(a, "failed", a->failed, b->failed);
    same_number(a, "cost", a->cost, b->cost);
    same_number(a, "minutes", a->minutes, b->minutes);
    same_number(a, "canceled", a->canceled, b->canceled);
    same_number(a, "origin", a->origin, b->origin);
    same_number(a, "comments", a->comments, b->comments);
}

static void same_comments(lia_book *one, lia_book *two, const lia_entry *a, const lia_entry *b)
{
    lia_comment_list x = {0}, y = {0};
    lia_error err = {0};
    assert_ok(lia_comment_list_of(one, a->entry_no, &x, &err), err);
    assert_ok(lia_comment_list_of(two, b->entry_no, &y, &err), err);
    assert_int_equal(x.count, y.count);
    for (size_t i = 0; i < x.count; i++) {
        same_text(a, "comment", x.items[i].text, y.items[i].text);
        same_number(a, "day of a comment", x.items[i].date, y.items[i].date);
    }
    lia_comment_list_clear(&x);
    lia_comment_list_clear(&y);
}

static void same_entries(lia_book *one, lia_book *two)
{
    lia_entry_list a = entries_of(one), b = entries_of(two);
    same_number(&a.items[0], "count", (int64_t)a.count, (int64_t)b.count);
    for (size_t i = 0; i < a.count; i++) {
        same_entry(&a.items[i], &b.items[i]);
        same_comments(one, two, &a.items[i], &b.items[i]);
    }
    lia_entry_list_clear(&a);
    lia_entry_list_clear(&b);
}

static void trip(lia_book *book, const char *name, const lia_export_how *how)
{
    lia_book *new = fixture_book();
    lia_import_result r;
    const lia_export_how contacts = {.format = LIA_FORMAT_JSON};
    trip_form = name;
    struct str people = export_book(book, &contacts), out = export_book(book, how);
    trip_import(new, &people, LIA_CONTENT_CONTACTS, &r);
    trip_import(new, &out, LIA_CONTENT_ENTRIES, &r);
    same_entries(book, new);
    assert_sound(new);
    struct str again = export_book(new, how);
    trip_same_text(&out, &again);
    trip_import(book, &out, LIA_CONTENT_ENTRIES, &r); /* the book has them all */
    same_number(&(lia_entry){0}, "added at home", 0, r.added + r.changed);
    str_clear(&again);
    str_clear(&people);
    str_clear(&out);
    lia_book_close(new);
}

static void interactions_come_back(void **state)
{
    (void)state;
    const lia_export_how json = {.format = LIA_FORMAT_JSON, .content = LIA_CONTENT_ENTRIES};
    lia_export_how csv = {.format = LIA_FORMAT_CSV, .content = LIA_CONTENT_ENTRIES};
    for (int n = 0; n < 4; n++) {
        lia_book *book = fixture_book();
        int64_t ids[CONTACTS];
        char name[40];
        trip_seed = 88172645463325252U + (uint64_t)n * 104729;
        snprintf(name, sizeof name, "generated log %d", n);
        trip_of = name;
        add_contacts(book, ids);
        for (int i = 0; i < ENTRIES; i++)
            add_entry(book, ids[trip_some(CONTACTS)], i);
        trip(book, "JSON", &json);
        csv.spreadsheet_safe = false;
        trip(book, "CSV", &csv);
        csv.spreadsheet_safe = true;
        trip(book, "CSV for spreadsheets", &csv);
        lia_book_close(book);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(interactions_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
