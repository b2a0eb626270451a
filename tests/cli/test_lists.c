/* What lists and records print: text for people, JSON for programs; hostile data; output that
 * cannot be written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "cli/json.h"
#include "cli/program.h"
#include "fixture.h"
#include "liaise/liaise.h"

/* An escape sequence that would set the title, a bidi override, a C1 control, a zero-width space, a
 * newline. */
#define HOSTILE                                                                                    \
    "A\x1b]0;owned\x07 \xe2\x80\xae gnp.exe \xc2\x9b"                                              \
    "31m \xe2\x80\x8b\x7f"

static void a_book_of_hostile_people(struct program *p)
{
    static const char csv[] =
        "Name,Company,E-mail,City,Note\n"
        "Bo Ek,Fabrikam,bo@fabrikam.example,Lund,plain\n"
        "\"" HOSTILE "\",\"Evil\x1b[2J\",x@evil.example,\"\x1b[31mRed\",\"a\x1b[0m\nb\"\n"
        "山田太郎,日本,yamada@example.jp,東京,\n"
        "\"a\xff\xfe"
        "b\",,bad@utf8.example,G\xf6teborg,\n"
        "e\xcc\x81\xcc\x81lan,,combining@example.com,Zalgo,\n";
    program_write(p, "people.csv", csv, sizeof csv - 1);
    assert_run(p, DONE, "import", "people.csv");
    assert_tame(p->out);
    assert_tame(p->err);
}

static void log_hostile(struct program *p)
{
    assert_run(p, DONE, "log", "x@evil.example", "-t", "CALL-OUT", "-m", HOSTILE "\nmore \x1b[5m");
    assert_run(p, DONE, "log", "yamada@example.jp", "-t", "MEETING", "-m", "会議");
    assert_run(p, DONE, "log", "bo@fabrikam.example", "-t", "CALL-OUT", "-m", "plain");
}

static void nothing_hostile_reaches_the_terminal(void **state)
{
    struct program *p = *state;
    static char *const lists[][4] = {{"contact", "list"},
                                     {"entry", "list"},
                                     {"history"},
                                     {"segment", "list"},
                                     {"postponed", "list"},
                                     {"contact", "show", "x@evil.example"},
                                     {"contact", "show", "A"},
                                     {"check"},
                                     {"undo"}};
    a_book_of_hostile_people(p);
    log_hostile(p);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (int json = 0; json < 2; json++) {
            char *args[6] = {lists[i][0], lists[i][1], lists[i][2]};
            int n = 0;
            while (args[n])
                n++;
            if (json)
                args[n] = "--json";
            program_run(p, NULL, args);
            assert_tame(p->out);
            assert_tame(p->err);
        }
    /* What cannot be drawn is seen: the attack is there to be looked at. */
    assert_run(p, DONE, "contact", "list");
    assert_non_null(strstr(str_text(&p->out), "^[]0;owned^G"));
    assert_non_null(strstr(str_text(&p->out), "<U+202E>"));
    /* Said on standard error too. */
    assert_run(p, REFUSED, "contact", "show", HOSTILE HOSTILE);
    assert_tame(p->err);
    assert_run(p, 2, HOSTILE);
    assert_tame(p->err);
    assert_run(p, 2, "contact", "list", "name:" HOSTILE " citty:\x1b[31m");
    assert_tame(p->err);
    assert_run(p, 3, "--book", "no\x1b[31mbook", "contact", "list");
    assert_tame(p->err);
}

/* In every line the text under a head begins in the same column, whatever its characters take. */
static void columns_are_aligned(void **state)
{
    struct program *p = *state;
    a_book_of_hostile_people(p);
    assert_run(p, DONE, "contact", "list");
    const char *head = str_text(&p->out), *email = strstr(head, "E-mail");
    assert_non_null(email);
    struct str before = {0};
    str_add_n(&before, head, (size_t)(email - head));
    int column = utf8_width(str_text(&before));
    str_clear(&before);
    int rows = 0;
    for (const char *line = strchr(head, '\n') + 1; *line; line = strchr(line, '\n') + 1) {
        const char *at = strchr(line, '@'), *end = strchr(line, '\n');
        if (!at || at > end)
            continue; /* a company */
        while (at > line && at[-1] != ' ')
            at--;
        str_add_n(&before, line, (size_t)(at - line));
        assert_int_equal(utf8_width(str_text(&before)), column);
        str_clear(&before);
        rows++;
    }
    assert_int_equal(rows, 5);
}

static void json_is_exact(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo \"B\\o\" Ek", "--note",
               "a\tb\nc\x1b[31m \xe2\x80\xae\xf0\x9f\x98\x80", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    assert_run(p, DONE, "contact", "show", "CT000001", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "name"), "Bo \"B\\o\" Ek");
    assert_string_equal(json_get(str_text(&p->out), 0, "note"),
                        "a\tb\nc\x1b[31m \xe2\x80\xae\xf0\x9f\x98\x80");
    assert_string_equal(json_get(str_text(&p->out), 0, "city"), ""); /* blank is absent */
    assert_null(strstr(str_text(&p->out), "\"city\""));
    assert_run(p, DONE, "log", "CT000001", "-t", "call-out", "--cost", "12.5", "--minutes", "1:30",
               "-d", "2024-02-29", "--time", "9:05:07", "-m", "\nHello\r\nthe rest", "--evaluation",
               "very positive", "--failed", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "no"), "1");
    assert_string_equal(json_get(str_text(&p->out), 0, "contact_no"), "CT000001");
    assert_run(p, DONE, "entry", "list", "--json");
    static const char *const fields[][2] = {
        {"no", "1"},
        {"date", "2024-02-29"},
        {"time", "09:05:07"},
        {"description", "Hello"},
        {"cost", "12.50"},
        {"minutes", "90"},
        {"evaluation", "very-positive"},
        {"template", "CALL-OUT"},
        {"group", "CALL"},
        {"status", "failed"},
        {"failed", "true"},
        {"comments", "1"},
        {"flow", "outbound"},
        {"initiated_by", "us"},
        {"correspondence", "phone"},
        {"origin", "manual"},
        {"contact", "Bo \"B\\o\" Ek"},
        {"zone_minutes", "0"},
        {"corrects", ""},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_string_equal(json_get(str_text(&p->out), 0, fields[i][0]), fields[i][1]);
    assert_run(p, DONE, "history", "--json");
    assert_true(json_lines(str_text(&p->out)) >= 3);
    const char *at = json_get(str_text(&p->out), 0, "done_at"); /* RFC 3339 in UTC */
    assert_int_equal(strlen(at), strlen("2026-11-20T14:32:00Z"));
    assert_true(at[10] == 'T' && at[19] == 'Z');
}

static void json_of_tags_and_channels(void **state)
{
    struct program *p = *state;
    static const char card[] = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida\r\nTEL;TYPE=cell:1\r\nTEL;"
                               "TYPE=work:2\r\nTEL;TYPE=work:3\r\n"
                               "TEL;TYPE=home:4\r\nCATEGORIES:vip,press\r\nEND:VCARD\r\n";
    program_write_text(p, "ida.vcf", card);
    assert_run(p, DONE, "import", "ida.vcf");
    assert_run(p, DONE, "contact", "show", "Ida", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    const char *tags = json_get(str_text(&p->out), 0, "tags");
    assert_non_null(strstr(tags, "\"vip\""));
    assert_non_null(strstr(tags, "\"press\""));
    assert_non_null(strstr(json_get(str_text(&p->out), 0, "channels"), "\"kind\":\"phone\""));
}

/* A note of several lines stays in its column and cannot pass for another field. */
static void a_long_note_is_indented(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo", "--note", "one\nE-mail          fake@example.com");
    assert_run(p, DONE, "contact", "show", "Bo");
    assert_null(strstr(str_text(&p->out), "\nE-mail"));
    assert_non_null(strstr(str_text(&p->out), "\n                 E-mail"));
}

static void a_megabyte_of_name(void **state)
{
    struct program *p = *state;
    size_t size = 1 << 20;
    char *csv = malloc(size + 64);
    int n = snprintf(csv, size, "Name,City\nBo,Lund\n");
    memset(csv + n, 'x', size);
    memcpy(csv + n + size, ",Lund\n", sizeof ",Lund\n");
    program_write(p, "big.csv", csv, strlen(csv));
    free(csv);
    program_run(p, NULL, (char *const[]){"import", "big.csv", NULL});
    assert_tame(p->err);
    assert_true(p->err.len < 1000);
    assert_run(p, DONE, "contact", "list");
    assert_true(p->out.len < 4000); /* shortened, and the columns behind it are still there */
    assert_run(p, DONE, "history");
    assert_true(p->out.len < 4000);
    assert_run(p, DONE, "contact", "list", "--json");
    assert_true(json_lines(str_text(&p->out)) >= 1);
}

static void output_that_cannot_be_written(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo");
    p->output = "/dev/full";
    assert_run(p, REFUSED, "contact", "list");
    assert_said(p, "the output could not be written: No space left on device", "");
    assert_run(p, REFUSED, "contact", "list", "--json");
    assert_said(p, "the output could not be written", "");
    assert_run(p, REFUSED, "--help");
    assert_said(p, "the output could not be written", "");
    assert_run(p, REFUSED, "check");
    assert_said(p, "the output could not be written", "");
    p->output = NULL;
    p->no_output = true;
    assert_run(p, REFUSED, "contact", "list");
    assert_said(p, "the output could not be written", "");
    p->no_output = false;
    assert_run(p, DONE, "check");
}

/* `| head -1`: no words, and what was begun is finished. */
static void a_reader_that_goes_away(void **state)
{
    struct program *p = *state;
    a_book_of_hostile_people(p);
    p->closed_output = true;
    for (int ignored = 0; ignored < 2; ignored++) {
        p->pipe_ignored = ignored;
        assert_run(p, DONE, "contact", "list");
        assert_string_equal(str_text(&p->err), "");
        assert_run(p, DONE, "history", "--json");
        assert_string_equal(str_text(&p->err), "");
    }
    program_write_text(p, "more.csv", "Name\nIda\n");
    assert_run(p, DONE, "import", "--verbose", "more.csv");
    p->closed_output = false;
    assert_run(p, DONE, "contact", "show", "Ida");
}

static lia_status fill(lia_book *book, int n, lia_error *err)
{
    struct str csv = {0};
    str_add(&csv, "Name,E-mail\n");
    for (int i = 0; i < n; i++)
        str_add_f(&csv, "Person %05d,p%d@example.com\n", i, i);
    char path[] = "/tmp/liaise-cli-csv-XXXXXX";
    int fd = mkstemp(path);
    FILE *f = fdopen(fd, "w");
    fwrite(str_text(&csv), 1, csv.len, f);
    fclose(f);
    str_clear(&csv);
    lia_import_how how = {.name = "people.csv"};
    lia_import_result result;
    lia_status status = lia_import_file(book, path, &how, &result, err);
    remove(path);
    lia_contact_query query = {0};
    int64_t *ids = NULL, first, template = 0;
    size_t count = 0;
    lia_interaction it = {0};
    if (status == LIA_OK)
        status = lia_contact_ids(book, &query, (size_t)n, &ids, &count, err);
    if (status == LIA_OK)
        status = lia_template_find(book, "CALL-OUT", &template, err);
    if (status == LIA_OK)
        status = lia_interaction_new(book, 0, template, &it, err);
    if (status == LIA_OK)
        status = lia_interaction_log_many(book, &it, ids, count, NULL, &first, err);
    lia_interaction_clear(&it);
    free(ids);
    return status;
}

/* A long list needs no more memory than a short one; its rows are each there once, in order. */
static void a_long_list_is_streamed(void **state)
{
    enum { ROWS = 20000, MOST_KB = 16 * 1024 };
    struct program *p = *state;
    pid_t pid = fork(); /* apart, since a process that starts others lends them its size */
    if (pid == 0) {
        lia_book *book = fixture_open(program_file(p, "big.db"), "jo");
        lia_error err = {0};
        lia_status status = fill(book, ROWS, &err);
        lia_book_close(book);
        _exit(status);
    }
    assert_int_equal(program_wait(pid), LIA_OK);
    program_set(p, "LIAISE_BOOK", program_file(p, "big.db"));
    assert_run(p, DONE, "entry", "list", "--json");
    long memory = p->memory;
    assert_int_equal(json_lines(str_text(&p->out)), ROWS);
    int64_t before = INT64_MAX;
    const char *line = str_text(&p->out);
    for (int i = 0; i < ROWS; i++, line = strchr(line, '\n') + 1) {
        int64_t no = strtoll(line + strlen("{\"no\":"), NULL, 10);
        assert_true(no < before); /* newest first */
        before = no;
    }
    assert_run(p, DONE, "contact", "list");
    int lines = 0;
    for (const char *c = str_text(&p->out); *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, ROWS + 1);
    assert_run(p, DONE, "entry", "list", "--limit", "501", "--json", "--oldest");
    assert_int_equal(json_lines(str_text(&p->out)), 501);
    assert_string_equal(json_get(str_text(&p->out), 0, "no"), "1");
#if !defined(__SANITIZE_ADDRESS__)
    if (memory > MOST_KB)
        fail_msg("%ld KB", memory);
#else
    (void)memory;
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, program_setup, program_teardown)
        TEST(a_long_list_is_streamed), /* first, while the test itself is small */
        TEST(nothing_hostile_reaches_the_terminal),
        TEST(columns_are_aligned),
        TEST(json_is_exact),
        TEST(json_of_tags_and_channels),
        TEST(a_long_note_is_indented),
        TEST(a_megabyte_of_name),
        TEST(output_that_cannot_be_written),
        TEST(a_reader_that_goes_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
