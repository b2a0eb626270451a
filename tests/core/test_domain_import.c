/* "An import also offers all but the n that changed" (domain.md 11). */
#include "core/segment_case.h"
#include "records.h"

static const char cards[] =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:bo-1\r\nFN:Bo Ek\r\nEMAIL:bo@ek.example\r\n"
    "EMAIL;TYPE=home:bo@home.example\r\nEMAIL:bo@third.example\r\nX-SHOE-SIZE:43\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cy\r\nEMAIL:cy@x.example\r\nTEL:0701\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Di "
    "Acme\r\nORG:Acme\r\nEMAIL:di@acme.example\r\nEMAIL:d2@acme.example\r\n"
    "EMAIL:d3@acme.example\r\nX-SHOE-SIZE:38\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ed Acme\r\nORG:Acme\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Fy Zeta\r\nORG:Zeta\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Gus\r\nEND:VCARD\r\n";

struct stream {
    const char *at;
};

static int64_t read_stream(void *ctx, void *buf, size_t len)
{
    struct stream *s = ctx;
    size_t n = strlen(s->at) < len ? strlen(s->at) : len;
    memcpy(buf, s->at, n);
    s->at += n;
    return (int64_t)n;
}

static int64_t import(lia_book *book, const char *text)
{
    lia_error err = {0};
    struct stream s = {text};
    lia_import_result r;
    const lia_import_how how = {.name = "cards.vcf"};
    assert_ok(lia_import_stream(book, read_stream, &s, &how, &r, &err), err);
    assert_int_not_equal(r.op_id, 0);
    return r.op_id;
}

static int64_t named(lia_book *book, const char *name)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT contact_id FROM contact WHERE name = '%s'", name);
    return number_of(book, sql);
}

static void refused(lia_book *book, int64_t op, lia_status status)
{
    lia_error err = {0};
    int64_t undone, left;
    struct str before = rows_dump(book);
    assert_int_equal(lia_undo_rest(book, op, NULL, &undone, &left, &err), status);
    assert_message(err, "");
    case_unchanged(book, before);
}

static void all_but_what_changed_is_taken_back(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = fixture_book();
    int64_t undone, left;
    int64_t bo = make_contact(
        book, &(lia_contact){.type = LIA_PERSON, .name = "Bo Ek", .email = "bo@ek.example"});
    int64_t cy = make_contact(
        book, &(lia_contact){.type = LIA_PERSON, .name = "Cy", .email = "cy@x.example"});
    int64_t op = import(book, cards);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM contact"), 8);
    /* nothing changed: it is the whole import */
    assert_ok(lia_undo_rest_count(book, op, &undone, &left, &err), err);
    assert_int_equal(undone, 8);
    assert_int_equal(left, 0);
    /* one logged, one changed, one on a segment */
    log_one(book, named(book, "Ed Acme"), "CALL-OUT", "Hello");
    case_contact_set(book, cy, note, "Likes tea");
    case_line(book, case_segment(book, "Fair", "CALL-OUT"), named(book, "Gus"));
    assert_int_equal(lia_undo(book, op, false, NULL, NULL, &err), LIA_IN_USE);
    assert_ok(lia_undo_rest_count(book, op, &undone, &left, &err), err);
    assert_int_equal(undone, 4); /* Bo, Di, Fy, Zeta */
    assert_int_equal(left, 4);   /* Cy, Ed and with him Acme, Gus */
    struct str before = rows_dump(book);
    assert_ok(lia_undo_rest(book, op, NULL, &undone, &left, &err), err);
    assert_int_equal(undone, 4);
    assert_int_equal(left, 4);
    assert_non_null(strstr(last_line(book), "all but 4 contacts"));
    rows_check(book);
    assert_int_equal(named(book, "Di Acme"), -1);
    assert_int_equal(named(book, "Zeta"), -1);
    assert_int_not_equal(named(book, "Acme"), -1);
    assert_int_not_equal(named(book, "Gus"), -1);
    lia_contact_record r;
    assert_ok(lia_contact_get(book, bo, &r, &err), err);
    assert_string_equal(r.c.email, "bo@ek.example");
    assert_string_equal(r.c.email2, "");
    assert_string_equal(r.c.uid, "");
    assert_int_equal(r.c.channel_count, 0);
    lia_contact_record_clear(&r);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM contact_kept"), 0);
    assert_ok(lia_contact_get(book, cy, &r, &err), err);
    assert_string_equal(r.c.phone, "0701");
    assert_string_equal(r.c.note, "Likes tea");
    lia_contact_record_clear(&r);
    case_undo_redo(book, before);
    /* only what stays is left of it */
    refused(book, op, LIA_IN_USE);
    lia_book_close(book);
}

/* A contact that had channels and kept properties gets the same ones back, and its name. */
static void what_was_replaced_comes_back(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = fixture_book();
    int64_t undone, left;
    import(book, cards);
    struct str before = rows_dump(book);
    struct stream s = {
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:bo-1\r\nFN:Zo Eklund\r\nEMAIL:new@ek.example\r\n"
        "EMAIL:n2@ek.example\r\nEMAIL:n3@ek.example\r\nX-SHOE-SIZE:44\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Hal\r\nEND:VCARD\r\n"};
    lia_import_result result;
    assert_ok(lia_import_stream(book, read_stream, &s,
                                &(lia_import_how){.known = LIA_KNOWN_UPDATE, .name = "more.vcf"},
                                &result, &err),
              err);
    assert_int_equal(result.changed, 1);
    int64_t op = result.op_id;
    log_one(book, named(book, "Hal"), "CALL-OUT", "Hello");
    undo_last(book); /* undone: it is not in the way */
    assert_ok(lia_undo_rest_count(book, op, &undone, &left, &err), err);
    assert_int_equal(undone, 2);
    assert_int_equal(left, 0);
    assert_ok(lia_undo_rest(book, op, NULL, &undone, &left, &err), err);
    rows_check(book);
    lia_contact_record r;
    assert_ok(lia_contact_get(book, named(book, "Bo Ek"), &r, &err), err);
    assert_string_equal(r.c.email, "bo@ek.example");
    assert_int_equal(r.c.channel_count, 1);
    assert_string_equal(r.c.channels[0].value, "bo@third.example");
    lia_contact_record_clear(&r);
    assert_int_equal(
        rows_int(book, "SELECT count(*) FROM contact_kept WHERE content LIKE '%SHOE-SIZE:43%'"), 1);
    assert_int_equal(
        rows_int(book, "SELECT count(*) FROM contact_kept WHERE content LIKE '%SHOE-SIZE:44%'"), 0);
    str_clear(&before);
    lia_book_close(book);
}

static void only_a_standing_import_is_undone_in_part(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = fixture_book();
    case_person(book, "Bo Ek");
    refused(book, rows_int(book, "SELECT max(op_id) FROM op"), LIA_INVALID);
    refused(book, 99, LIA_NOT_FOUND);
    int64_t op = import(book, cards);
    assert_ok(lia_undo(book, op, false, NULL, NULL, &err), err);
    refused(book, op, LIA_INVALID);
    assert_ok(lia_redo(book, op, NULL, &err), err);
    fixture_clock.now += (int64_t)40 * 86400;
    while (lia_book_idle(book)) {
    }
    refused(book, op, LIA_INVALID);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_but_what_changed_is_taken_back),
        cmocka_unit_test(what_was_replaced_comes_back),
        cmocka_unit_test(only_a_standing_import_is_undone_in_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
