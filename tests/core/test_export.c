/* What exports hold: CSV by RFC 4180, which records, files. Cards are in test_vcard_write.c. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "core/csv_write.h"
#include "core/export.h"
#include "export_case.h"
#include "records.h"

static void add(const lia_contact *c)
{
    make_contact(t.book, c);
}

/* --- tables --- */

static const char *cell(const char *value, bool safe)
{
    struct str out = {0};
    csv_cell_add(&out, value, safe);
    const char *text = arena_strdup(&t.arena, str_text(&out));
    str_clear(&out);
    return text;
}

static void cells_are_quoted_and_safe_when_asked(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"plain", "plain", "plain"},
        {"", "", ""},
        {"a,b", "\"a,b\"", "\"a,b\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\""},
        {"two\nlines", "\"two\nlines\"", "\"two\nlines\""},
        {"=1+2", "=1+2", "'=1+2"},
        {"+46 1", "+46 1", "'+46 1"},
        {"-1", "-1", "'-1"},
        {"@x", "@x", "'@x"},
        {"\t=1", "\"\t=1\"", "\"'\t=1\""},
        {"'=1", "''=1", "''=1"},
        {"'tis", "'tis", "'tis"},
        {"a=1", "a=1", "a=1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(cell(cases[i][0], false), cases[i][1]);
        assert_string_equal(cell(cases[i][0], true), cases[i][2]);
    }
    assert_true(csv_cell_marked("'=1"));
    assert_true(csv_cell_marked("''=1"));
    assert_false(csv_cell_marked("'tis"));
    assert_false(csv_cell_marked("=1"));
}

static void a_table_has_a_header_and_a_row_each(void **state)
{
    (void)state;
    add(&(lia_contact){.type = LIA_PERSON, .name = "Jo \"B\" Ek", .note = "=1", .touch_days = -1});
    const char *text =
        export_case(&(lia_export_how){.format = LIA_FORMAT_CSV, .spreadsheet_safe = true});
    assert_memory_equal(text, "no,type,name,company,", 21);
    assert_non_null(strstr(text, "\r\nCT000001,person,\"Jo \"\"B\"\" Ek\",,"));
    assert_non_null(strstr(text, ",'=1,"));
}

/* --- what is exported --- */

static void all_a_filter_or_given_ones(void **state)
{
    (void)state;
    lia_error err = {0};
    int64_t ids[3] = {make_person(t.book, "Jo Ek", 0), make_person(t.book, "Bo Ek", 0),
                      make_person(t.book, "Ida Ek", 0)};
    set_archived(t.book, ids[2], true);
    assert_int_equal(export_count(export_vcard(4), "BEGIN:VCARD"), 3);
    export_has_line(export_vcard(4), "X-LIAISE-ARCHIVED:yes");
    lia_filter *filter;
    assert_ok(lia_filter_parse(t.book, LIA_FILTER_CONTACTS, "ek", false, &filter, NULL, &err), err);
    const char *text = export_case(&(lia_export_how){.filter = filter});
    assert_int_equal(export_count(text, "BEGIN:VCARD"), 2);
    lia_filter_free(filter);
    text = export_case(&(lia_export_how){.ids = (int64_t[]){ids[2], ids[0]}, .n = 2});
    assert_int_equal(export_count(text, "BEGIN:VCARD"), 2);
    assert_true(strstr(text, "FN:Ida Ek") < strstr(text, "FN:Jo Ek"));
}

/* More than a window of them, channels in their order. */
static void windows_join_without_a_seam(void **state)
{
    (void)state;
    enum { MANY = 1203 };
    struct str cards = {0};
    for (int i = 0; i < MANY; i++) {
        str_add_f(&cards, "BEGIN:VCARD\nVERSION:3.0\nFN:P %04d\nEMAIL:a%d@x.example\n", i, i);
        for (int k = 0; k < i % 4; k++)
            str_add_f(&cards, "TEL;TYPE=WORK:%d%d\n", i, k);
        str_add(&cards, "END:VCARD\n");
    }
    case_import(str_text(&cards));
    str_clear(&cards);
    const char *text = export_vcard(3);
    assert_int_equal(export_count(text, "BEGIN:VCARD"), MANY);
    for (int i = 0; i < MANY; i++) {
        const char *card = strstr(text, arena_printf(&t.arena, "FN:P %04d\r\n", i));
        assert_non_null(card);
        const char *end = strstr(card, "END:VCARD");
        const char *at = card;
        for (int k = 0; k < i % 4; k++) {
            at = strstr(at, arena_printf(&t.arena, ":%d%d\r\n", i, k));
            assert_non_null(at);
            assert_true(at < end);
        }
    }
}

static void entries_go_out_with_their_comments(void **state)
{
    (void)state;
    lia_error err = {0};
    int64_t who = make_person(t.book, "Jo Ek", make_company(t.book, "Acme")), id;
    int64_t first = log_one(t.book, who, "CALL-OUT", "Called, twice");
    int64_t second = log_one(t.book, who, "CALL-OUT", "Again");
    assert_ok(lia_comment_add(t.book, first, "He said \"yes\"\nand went", &id, &err), err);
    assert_ok(lia_comment_add(t.book, first, "Later", &id, &err), err);
    const lia_export_how json = {.format = LIA_FORMAT_JSON, .content = LIA_CONTENT_ENTRIES};
    const char *text = export_case(&json);
    assert_int_equal(export_count(text, "\n"), 2);
    assert_non_null(strstr(text, "\"contact\":\"Jo Ek\",\"contact_no\":\"CT000002\""));
    assert_non_null(strstr(text, "\"company\":\"Acme\",\"company_no\":\"CT000001\""));
    assert_non_null(strstr(text, "\"comments\":[{\"date\":\"2026-11-20\",\"text\":\"He said "
                                 "\\\"yes\\\"\\nand went\"},{\"date\":\"2026-11-20\",\"text\":"
                                 "\"Later\"}]"));
    assert_non_null(strstr(text, "\"minutes\":15,\"cost\":\"0.00\""));
    const lia_export_how csv = {.format = LIA_FORMAT_CSV, .content = LIA_CONTENT_ENTRIES};
    text = export_case(&csv);
    assert_non_null(
        strstr(text, "\"2026-11-20 He said \"\"yes\"\"\n  and went\n2026-11-20 Later\"\r\n"));
    const lia_export_how given = {
        .format = LIA_FORMAT_JSON, .content = LIA_CONTENT_ENTRIES, .ids = &second, .n = 1};
    text = export_case(&given);
    assert_int_equal(export_count(text, "\n"), 1);
    assert_non_null(strstr(text, "\"description\":\"Again\""));
}

/* --- refusals and files --- */

static void what_has_no_such_form_is_refused(void **state)
{
    (void)state;
    static const lia_export_how wrong[] = {
        {.format = LIA_FORMAT_VCARD, .content = LIA_CONTENT_ENTRIES},
        {.format = LIA_FORMAT_CALENDAR},
        {.format = LIA_FORMAT_VCARD, .vcard = 2}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct str out = {0};
        int64_t count;
        assert_int_equal(lia_export_stream(t.book, export_write, &out, &wrong[i], &count, &t.err),
                         LIA_INVALID);
        assert_message(t.err, "");
        assert_int_equal(out.len, 0);
        str_clear(&out);
    }
}

static int64_t no_room(void *ctx, const void *buf, size_t len)
{
    (void)ctx;
    (void)buf;
    (void)len;
    return -ENOSPC;
}

static bool stop_at_once(void *ctx, int64_t done, int64_t total)
{
    (void)ctx;
    assert_int_equal(total, 100);
    return done < 10;
}

static void failing_writes_are_told(void **state)
{
    (void)state;
    int64_t count;
    make_person(t.book, "Jo", 0);
    const lia_export_how how = {0};
    assert_int_equal(lia_export_stream(t.book, no_room, NULL, &how, &count, &t.err), LIA_FULL);
    assert_message(t.err, "");
}

static void a_file_is_whole_or_not_there(void **state)
{
    (void)state;
    lia_export_how how = {0};
    int64_t count = 0;
    struct stat st;
    const char *folder = fixture_folder(), *path = fixture_path("out.vcf");
    for (int i = 0; i < 100; i++)
        make_person(t.book, arena_printf(&t.arena, "P %d", i), 0);
    how.progress.fn = stop_at_once;
    assert_int_equal(lia_export_file(t.book, path, false, &how, &count, &t.err), LIA_CANCELED);
    assert_int_not_equal(stat(path, &st), 0);
    assert_int_equal(rmdir(folder), 0); /* nothing else was left either */
    assert_int_equal(lia_export_file(t.book, path, false, &how, &count, &t.err), LIA_IO);
    assert_message(t.err, path);
    assert_int_equal(mkdir(folder, 0700), 0);
    how.progress.fn = NULL;
    assert_ok(lia_export_file(t.book, path, false, &how, &count, &t.err), t.err);
    assert_int_equal(count, 100);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(lia_export_file(t.book, path, false, &how, &count, &t.err), LIA_EXISTS);
    assert_message(t.err, path);
    assert_ok(lia_export_file(t.book, path, true, &how, &count, &t.err), t.err);
    assert_int_equal(lia_export_file(t.book, folder, true, &how, &count, &t.err), LIA_IO);
    assert_int_equal(lia_export_file(t.book, "/dev/null", true, &how, &count, &t.err), LIA_IO);
    const char *link = fixture_path("link");
    assert_int_equal(symlink("/dev/null", link), 0); /* as /dev/stdout is one */
    assert_int_equal(lia_export_file(t.book, link, true, &how, &count, &t.err), LIA_IO);
    assert_message(t.err, link);
    fixture_folder_remove();
}

static void formats_by_name(void **state)
{
    (void)state;
    assert_int_equal(lia_format_of_name("a.vcf"), LIA_FORMAT_VCARD);
    assert_int_equal(lia_format_of_name("/x/A.CSV"), LIA_FORMAT_CSV);
    assert_int_equal(lia_format_of_name("a.b.jsonl"), LIA_FORMAT_JSON);
    assert_int_equal(lia_format_of_name("a.json"), LIA_FORMAT_JSON);
    assert_int_equal(lia_format_of_name("a.ics"), LIA_FORMAT_CALENDAR);
    assert_int_equal(lia_format_of_name("vcf"), LIA_FORMAT_AUTO);
    assert_int_equal(lia_format_of_name(".csv"), LIA_FORMAT_AUTO);
    assert_int_equal(lia_format_of_name("a.txt"), LIA_FORMAT_AUTO);
    assert_int_equal(lia_format_of_name(""), LIA_FORMAT_AUTO);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(cells_are_quoted_and_safe_when_asked),
        CASE(a_table_has_a_header_and_a_row_each),
        CASE(all_a_filter_or_given_ones),
        CASE(windows_join_without_a_seam),
        CASE(entries_go_out_with_their_comments),
        CASE(what_has_no_such_form_is_refused),
        CASE(failing_writes_are_told),
        CASE(a_file_is_whole_or_not_there),
        CASE(formats_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
