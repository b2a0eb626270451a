/* An import as a whole: one operation, what it reports, what stops it, any mixture of contacts, and
 * many of one name. Whom it knows is in test_import.c. */
#include <errno.h>

#include "base/str.h"
#include "import_case.h"

/* --- one operation --- */

static const char mixed[] = "name,email,company,shoe\nJo,jo@x.example,Acme,42\n,,,\n,,,43\n"
                            "Al,al@x.example,Acme,\nAl,al@x.example,Beta,44\n";

static void one_operation(void **state)
{
    (void)state;
    int64_t before = case_int("SELECT max(op_id) FROM op");
    t.how.name = "mixed.csv";
    case_import(mixed);
    assert_int_equal(case_int("SELECT max(op_id) FROM op"), before + 1);
    assert_int_equal(t.result.op_id, before + 1);
    assert_int_equal(case_int("SELECT instr(line, 'mixed.csv') > 0 FROM op ORDER BY op_id DESC"),
                     1);
    int64_t added = case_contacts();
    assert_int_equal(added, t.result.added + t.result.companies);
    assert_ok(lia_undo(t.book, t.result.op_id, false, NULL, NULL, &t.err), t.err);
    assert_int_equal(case_contacts(), 0);
    assert_int_equal(case_int("SELECT count(*) FROM contact_kept"), 0);
    assert_ok(lia_redo(t.book, t.result.op_id, NULL, &t.err), t.err);
    assert_int_equal(case_contacts(), added);
}

/* Names of files are any bytes; the line in History is text. */
static void names_of_files_are_made_text(void **state)
{
    (void)state;
    t.how.name = "caf\xE9.csv";
    case_import("name\nJo\n");
    assert_int_equal(case_int("SELECT instr(line, 'caf\xEF\xBF\xBD.csv') > 0 FROM op"
                              " ORDER BY op_id DESC"),
                     1);
}

static void same_file_again_changes_nothing(void **state)
{
    (void)state;
    for (int rule = LIA_KNOWN_FILL; rule <= LIA_KNOWN_UPDATE; rule++) {
        t.how.known = (lia_known)rule;
        case_import(mixed);
        int64_t ops = case_int("SELECT max(op_id) FROM op"), contacts = case_contacts();
        case_import(mixed);
        assert_int_equal(t.result.added + t.result.changed, 0);
        assert_int_equal(t.result.refused, 1);
        assert_int_equal(case_int("SELECT max(op_id) FROM op"), ops);
        assert_int_equal(case_contacts(), contacts);
    }
}

static void dry_run_reports_the_same(void **state)
{
    (void)state;
    t.how.every = true;
    t.how.dry_run = true;
    case_import(mixed);
    lia_import_result dry = t.result;
    const char *all = "";
    for (size_t i = 0; i < t.count; i++)
        all = arena_printf(&t.arena, "%s%d %lld %s %s\n", all, (int)t.lines[i].fate,
                           (long long)t.lines[i].line, t.lines[i].name, t.lines[i].reason);
    assert_int_equal(case_contacts(), 0);
    assert_int_equal(dry.op_id, 0);
    t.how.dry_run = false;
    case_import(mixed);
    const char *again = "";
    for (size_t i = 0; i < t.count; i++)
        again = arena_printf(&t.arena, "%s%d %lld %s %s\n", again, (int)t.lines[i].fate,
                             (long long)t.lines[i].line, t.lines[i].name, t.lines[i].reason);
    assert_string_equal(all, again);
    dry.op_id = t.result.op_id;
    assert_memory_equal(&dry, &t.result, sizeof dry);
}

static void every_row_is_reported_when_asked(void **state)
{
    (void)state;
    t.how.every = true;
    case_import("name\nJo\nAl\n");
    assert_int_equal(t.count, 2);
    assert_int_equal(t.lines[0].fate, LIA_IMPORT_ADDED);
    assert_string_equal(t.lines[0].name, "Jo");
    assert_int_equal(t.lines[1].line, 3);
}

/* --- progress and failures --- */

struct steps {
    int calls, stop_at;
    int64_t last;
};

static bool step(void *ctx, int64_t done, int64_t total)
{
    struct steps *steps = ctx;
    assert_true(total == 0 || (done >= 0 && done <= total));
    steps->last = done;
    return ++steps->calls != steps->stop_at;
}

static void canceled_leaves_nothing(void **state)
{
    (void)state;
    struct str file = {0};
    str_add(&file, "name,email\n");
    for (int i = 0; i < 30000; i++)
        str_add_f(&file, "Jo %d,jo%d@x.example\n", i, i);
    struct steps all = {0};
    t.how.progress = (lia_progress){step, &all};
    t.how.dry_run = true;
    assert_ok(case_try(file.s, file.len), t.err);
    t.how.dry_run = false;
    for (int at = 1; at <= 8; at++) {
        struct steps some = {.stop_at = at};
        t.how.progress = (lia_progress){step, &some};
        assert_int_equal(case_try(file.s, file.len), LIA_CANCELED);
        assert_int_equal(case_contacts(), 0);
    }
    t.how.progress = (lia_progress){0};
    assert_ok(case_try(file.s, file.len), t.err);
    for (int at = 1; at <= 10; at++) { /* while it is held against those of the book */
        struct steps some = {.stop_at = at};
        t.how.progress = (lia_progress){step, &some};
        assert_int_equal(case_try(file.s, file.len), LIA_CANCELED);
    }
    str_clear(&file);
}

static int64_t read_fails(void *ctx, void *buf, size_t len)
{
    int *calls = ctx;
    if (++*calls > 1)
        return -EIO;
    static const char start[] = "name,email\nJo,jo@x.example\n";
    assert_true(len >= sizeof start);
    memcpy(buf, start, sizeof start - 1);
    return sizeof start - 1;
}

static void half_a_file_is_not_imported(void **state)
{
    (void)state;
    int calls = 0;
    assert_int_equal(lia_import_stream(t.book, read_fails, &calls, &t.how, &t.result, &t.err),
                     LIA_IO);
    assert_message(t.err, "");
    assert_int_equal(case_contacts(), 0);
}

static void slow_streams_are_read(void **state)
{
    (void)state;
    struct case_memory memory = {mixed, sizeof mixed - 1, 1};
    t.how.name = "-";
    assert_ok(lia_import_stream(t.book, case_read, &memory, &t.how, &t.result, &t.err), t.err);
    assert_int_equal(t.result.added, 2);
}

static void files_that_are_none(void **state)
{
    (void)state;
    assert_int_equal(lia_import_file(t.book, fixture_folder(), &t.how, &t.result, &t.err), LIA_IO);
    assert_message(t.err, fixture_folder());
    const char *path = fixture_path("none.csv");
    assert_int_equal(lia_import_file(t.book, path, &t.how, &t.result, &t.err), LIA_IO);
    assert_message(t.err, path);
    FILE *f = fopen(path, "w");
    fputs("name\nJo\n", f);
    fclose(f);
    assert_ok(lia_import_file(t.book, path, &t.how, &t.result, &t.err), t.err);
    assert_int_equal(t.result.added, 1);
    fixture_folder_remove();
}

static void other_formats_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *start, *word;
    } cases[] = {
        {"", "empty"},
        {"PK\x03\x04xxxx", "CSV"},
        {"dn: cn=Jo\nmail: jo@x.example\n", "LDIF"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(case_try(cases[i].start, strlen(cases[i].start)), LIA_INVALID);
        assert_non_null(strstr(t.err.message, cases[i].word));
    }
    static const char calendar[] = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    t.how.content = LIA_CONTENT_CONTACTS;
    assert_int_equal(case_try(calendar, strlen(calendar)), LIA_INVALID);
    assert_non_null(strstr(t.err.message, "calendar"));
    assert_int_equal(case_try("\x7F"
                              "ELF\0\0\0\1\0",
                              9),
                     LIA_INVALID);
}

/* --- any mixture --- */

/* The same at each run, so that a failure can be repeated (Marsaglia, "Xorshift RNGs"). */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static const char *one_of(uint32_t *random, const char *const *words, size_t n)
{
    return words[next_random(random) % n];
}
#define ONE_OF(...)                                                                                \
    one_of(&random, (const char *const[]){__VA_ARGS__},                                            \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* Few names, e-mails, phones and companies in any mixture: a second time nothing changes. */
static void any_mixture_is_known_again(void **state)
{
    (void)state;
    enum { ROUNDS = 60, ROWS = 12 };
    uint32_t random = 521288629;
    for (int round = 0; round < ROUNDS; round++) {
        struct str s = {0};
        str_add(&s,
                "name,email,email 2,phone,mobile,fax,company,uid,type,city,street,tags,note,x\n");
        for (int row = 0; row < ROWS; row++)
            str_add_f(&s, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n",
                      ONE_OF("Jo,", "Jo,a@x.example", "jó,A@X.example", "Al,a@x.example", "Al,at x",
                             "Al,b@x.example", ",a@x.example", ",b@x.example", "Jo,", "Al,"),
                      ONE_OF("", "", "a@x.example", "c@x.example"),
                      ONE_OF("", "", "0701-234567", "+46701234567", "12"), ONE_OF("", "12", "13"),
                      ONE_OF("", "", "12", "99"), ONE_OF("", "Acme", "ACME", "Beta", "Jo"),
                      ONE_OF("", "", "", "u1", "u2"), ONE_OF("", "", "company", "person"),
                      ONE_OF("", "Lund", "Malmö"), ONE_OF("", "", "Gatan 1"), ONE_OF("", "p", "q"),
                      ONE_OF("", "", "n"), ONE_OF("", "", "1", "2"));
        t.how.known = round % 3 == 2 ? LIA_KNOWN_UPDATE : LIA_KNOWN_FILL;
        case_close(NULL);
        lia_known rule = t.how.known;
        case_open(NULL);
        t.how.known = rule;
        case_import(s.s);
        int64_t contacts = case_contacts();
        assert_int_equal(contacts, t.result.added + t.result.companies);
        case_import(s.s);
        if (t.result.added || t.result.changed || case_contacts() != contacts)
            fail_msg("round %d: again %d added, %d changed:\n%s", round, (int)t.result.added,
                     (int)t.result.changed, s.s);
        str_clear(&s);
    }
}

/* --- large --- */

static void many_of_one_name_do_not_hang(void **state)
{
    (void)state;
    struct str file = {0};
    str_add(&file, "name,email,phone\n");
    for (int i = 0; i < 20000; i++)
        str_add_f(&file, "Jo Ek,jo%d@x.example,07%08d\n", i, i);
    for (int i = 0; i < 20000; i++)
        str_add_f(&file, "Jo %d,info@x.example,112\n", i);
    case_import_n(file.s, file.len);
    assert_int_equal(t.result.added, 40000);
    case_import_n(file.s, file.len);
    assert_int_equal(t.result.alone, 40000);
    str_clear(&file);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(one_operation),
        CASE(names_of_files_are_made_text),
        CASE(same_file_again_changes_nothing),
        CASE(dry_run_reports_the_same),
        CASE(every_row_is_reported_when_asked),
        CASE(canceled_leaves_nothing),
        CASE(half_a_file_is_not_imported),
        CASE(slow_streams_are_read),
        CASE(files_that_are_none),
        CASE(other_formats_are_named),
        CASE(any_mixture_is_known_again),
        CASE(many_of_one_name_do_not_hang),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
