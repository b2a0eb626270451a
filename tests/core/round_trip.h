/* round_trip.h: what is exported and imported into a new book is the same: field by field through
 * the library, and the next export byte by byte. */
#ifndef TESTS_CORE_ROUND_TRIP_H
#define TESTS_CORE_ROUND_TRIP_H

#include "core/export.h"
#include "export_case.h"
#include "records.h"

/* Where a failure happened, for the message. */
static const char *trip_of, *trip_form;

#define trip_fail(...)                                                                             \
    do {                                                                                           \
        print_error("%s, %s:\n", trip_of, trip_form);                                              \
        fail_msg(__VA_ARGS__);                                                                     \
    } while (0)

/* The same numbers at each run (Marsaglia, "Xorshift RNGs"): trip_seed begins them. */
static uint64_t trip_seed;
static inline uint32_t trip_some(uint32_t n)
{
    trip_seed ^= trip_seed << 13;
    trip_seed ^= trip_seed >> 7;
    trip_seed ^= trip_seed << 17;
    return (uint32_t)(trip_seed >> 33) % n;
}

struct trip_ids {
    int64_t *ids;
    size_t count;
};
static inline struct trip_ids trip_ids(lia_book *book, const char *sql)
{
    struct vec ids = VEC_OF(int64_t);
    struct db_rows *rows;
    lia_error err = {0};
    assert_ok(db_query(book->db, sql, DB_NONE, &rows, &err), err);
    while (db_next(rows))
        *(int64_t *)vec_push(&ids) = db_int(rows, 0);
    assert_ok(db_rows_close(rows, &err), err);
    return (struct trip_ids){ids.items, ids.count};
}

static inline void trip_text(const lia_contact *c, const char *field, const char *a, const char *b)
{
    if (!str_eq(a, b))
        trip_fail("%s of %s %s: “%s” became “%s”", field, c->no, c->name, a, b);
}
static inline void trip_number(const lia_contact *c, const char *field, int64_t a, int64_t b)
{
    if (a != b)
        trip_fail("%s of %s %s: %lld became %lld", field, c->no, c->name, (long long)a,
                  (long long)b);
}

/* Those of one kind are in the same order; cards put the kinds one behind the other. */
static inline void trip_same_channels(const lia_contact *a, const lia_contact *b,
                                      lia_channel_kind kind)
{
    size_t k = 0;
    for (size_t i = 0; i < a->channel_count; i++) {
        if (a->channels[i].kind != kind)
            continue;
        while (k < b->channel_count && b->channels[k].kind != kind)
            k++;
        if (k == b->channel_count)
            trip_fail("%s %s lost its “%s”", a->no, a->name, a->channels[i].value);
        trip_text(a, "label", a->channels[i].label, b->channels[k].label);
        trip_text(a, "channel", a->channels[i].value, b->channels[k].value);
        k++;
    }
}

static inline void trip_same_contact(lia_book *book, const lia_contact *a, const lia_contact *b)
{
    char own[EXPORT_UID_TEXT];
    export_uid(book, a->id, own);
    trip_text(a, "no", a->no, b->no);
    trip_text(a, "name", a->name, b->name);
    trip_number(a, "type", a->type, b->type);
    trip_text(a, "company", a->company, b->company);
    trip_text(a, "job title", a->job_title, b->job_title);
    trip_text(a, "email", a->email, b->email);
    trip_text(a, "email2", a->email2, b->email2);
    trip_text(a, "phone", a->phone, b->phone);
    trip_text(a, "mobile", a->mobile, b->mobile);
    trip_text(a, "address", a->address, b->address);
    trip_text(a, "address2", a->address2, b->address2);
    trip_text(a, "post code", a->post_code, b->post_code);
    trip_text(a, "city", a->city, b->city);
    trip_text(a, "country", a->country, b->country);
    trip_text(a, "salesperson", a->salesperson, b->salesperson);
    trip_text(a, "home page", a->home_page, b->home_page);
    trip_text(a, "birthday", a->birthday, b->birthday);
    trip_text(a, "note", a->note, b->note);
    trip_text(a, "tags", a->tags, b->tags);
    trip_text(a, "privacy reason", a->privacy_reason, b->privacy_reason);
    trip_text(a, "uid", *a->uid ? a->uid : own, b->uid);
    trip_number(a, "correspondence", a->correspondence, b->correspondence);
    trip_number(a, "exclude", a->exclude, b->exclude);
    trip_number(a, "privacy blocked", a->privacy_blocked, b->privacy_blocked);
    trip_number(a, "touch days", a->touch_days, b->touch_days);
    trip_number(a, "archived", a->archived, b->archived);
    trip_number(a, "channels", (int64_t)a->channel_count, (int64_t)b->channel_count);
    for (int kind = LIA_CHANNEL_EMAIL; kind <= LIA_CHANNEL_PAGE; kind++)
        trip_same_channels(a, b, (lia_channel_kind)kind);
}

static inline void trip_same_contacts(lia_book *one, lia_book *two)
{
    static const char by_no[] = "SELECT contact_id FROM contact ORDER BY no";
    struct trip_ids a = trip_ids(one, by_no), b = trip_ids(two, by_no);
    lia_error err = {0};
    if (a.count != b.count)
        trip_fail("%zu contacts became %zu", a.count, b.count);
    for (size_t i = 0; i < a.count; i++) {
        lia_contact_record x = {0}, y = {0};
        assert_ok(lia_contact_get(one, a.ids[i], &x, &err), err);
        assert_ok(lia_contact_get(two, b.ids[i], &y, &err), err);
        trip_same_contact(one, &x.c, &y.c);
        lia_contact_record_clear(&x);
        lia_contact_record_clear(&y);
    }
    free(a.ids);
    free(b.ids);
}

/* Where two texts begin to differ. */
static inline void trip_same_text(const struct str *a, const struct str *b)
{
    size_t at = 0, from;
    while (at < a->len && at < b->len && a->s[at] == b->s[at])
        at++;
    if (at == a->len && at == b->len)
        return;
    for (from = at; from > 0 && at - from < 150; from--)
        ;
    trip_fail("the next export differs:\n%.300s\n--- was\n%.300s", str_text(b) + from,
              str_text(a) + from);
}

/* What an import changed last, for the message. */
static char trip_changed[300];

static inline void trip_say(void *ctx, const lia_import_line *line)
{
    (void)ctx;
    if (line->fate == LIA_IMPORT_CHANGED)
        snprintf(trip_changed, sizeof trip_changed, "%s %s: %s", line->no, line->name, line->what);
    if (line->fate == LIA_IMPORT_REFUSED)
        trip_fail("line %lld refused: %s: %s", (long long)line->line, line->name, line->reason);
}

static inline void trip_import(lia_book *book, const struct str *text, lia_content content,
                               lia_import_result *r)
{
    struct case_memory memory = {str_text(text), text->len, 0};
    lia_import_how how = {.name = "trip", .content = content, .report = trip_say, .every = true};
    lia_error err = {0};
    lia_status status = lia_import_stream(book, case_read, &memory, &how, r, &err);
    if (status)
        trip_fail("%s", err.message);
}

#endif
