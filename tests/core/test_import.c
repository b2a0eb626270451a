/* What an import does with contacts that the book knows, as domain.md has it: the same contact is
 * the same UID; else the same e-mail and folded name (or one name blank); else name, company and
 * phone. */
#include <errno.h>
#include <unistd.h>

#include "base/str.h"
#include "import_case.h"

/* --- the same contact --- */

static void same_uid(void **state)
{
    (void)state;
    case_import("name,uid,phone\nJo Ek,u1,1\n");
    case_import("name,uid,mobile\nSomebody Else,u1,2\n");
    assert_int_equal(t.result.changed, 1);
    assert_string_equal(case_contact("Jo Ek")->mobile, "2");
}

static void same_email_and_name(void **state)
{
    (void)state;
    case_import("name,email,phone\nZoë Müller,zoe@x.example,1\n");
    case_import("name,email,phone,city\nzoe  muller,ZOE@x.example,2,Lund\n");
    assert_int_equal(t.result.changed, 1);
    assert_string_equal(case_contact("Zoë Müller")->city, "Lund");
    assert_string_equal(case_contact("Zoë Müller")->phone, "1"); /* not blank: left as it is */
}

/* In whatever place it stands. */
static void same_second_email(void **state)
{
    (void)state;
    case_import("name,email,email 2,email 3\nJo,a@x.example,b@x.example,c@x.example\n");
    case_import("name,email\nJo,b@x.example\n");
    assert_int_equal(t.result.alone, 1);
    case_import("name,email\nJo,C@x.example\n");
    assert_int_equal(t.result.alone, 1);
}

static void one_name_blank(void **state)
{
    (void)state;
    case_import("name,email,phone\nJo Ek,jo@x.example,\n");
    case_import("name,email,phone\n,jo@x.example,1\n");
    assert_int_equal(t.result.changed, 1);
    assert_string_equal(case_contact("Jo Ek")->phone, "1");
    case_import("name,email\n,al@x.example\n");
    case_import("name,email\nAl B,al@x.example\n"); /* and gives it its name */
    assert_int_equal(t.result.changed, 1);
    assert_string_equal(case_contact("Al B")->email, "al@x.example");
    assert_int_equal(case_contacts(), 2);
}

static void another_name_is_new_and_said(void **state)
{
    (void)state;
    case_import("name,email\nJo Ek,info@x.example\n");
    case_import("name,email\nAl B,info@x.example\n");
    assert_int_equal(t.result.added, 1);
    assert_int_equal(t.result.noted, 1);
    assert_non_null(strstr(case_line(2)->reason, case_contact("Jo Ek")->no));
    case_import("name,email\nAl B,info@x.example\n"); /* now it is known */
    assert_int_equal(t.result.alone, 1);
    assert_int_equal(t.result.noted, 0);
}

static void same_name_company_and_phone(void **state)
{
    (void)state;
    case_import("name,company,phone\nJo Ek,Acme,0701-23 45 67\n");
    case_import("name,company,mobile\nJo Ek,ACME,+46 701 23 45 67\n");
    assert_int_equal(t.result.added, 0);
    case_import("name,company,phone\nJo Ek,Beta,0701-23 45 67\n");
    assert_int_equal(t.result.added, 1);
    case_import("name,company,phone\nJo Ek,Acme,999\n");
    assert_int_equal(t.result.added, 1);
}

static void same_name_and_nothing_else(void **state)
{
    (void)state;
    case_import("name,company,city\nJo Ek,,Lund\n");
    case_import("name,company,city\nJo Ek,,Lund\n");
    assert_int_equal(t.result.alone, 1);
    case_import("name,company,phone\nJo Ek,,1\n");
    assert_int_equal(t.result.added, 1);
    case_import("name,company,city\nJo Ek,Acme,Lund\n");
    assert_int_equal(t.result.added, 1);
}

/* Imports make companies by name: their own rows fill them. */
static void companies_made_by_name_are_filled(void **state)
{
    (void)state;
    case_import("name,company\nJo,Acme\n");
    assert_int_equal(t.result.companies, 1);
    case_import("type,name,phone\ncompany,ACME,1\n");
    assert_int_equal(t.result.changed, 1);
    assert_string_equal(case_contact("Acme")->phone, "1");
    assert_int_equal(case_contacts(), 2);
}

/* Rows of one file are matched with each other by the same rule. */
static void rows_of_one_file(void **state)
{
    (void)state;
    case_import("name,email,phone\nJo Ek,jo@x.example,\njo ek,jo@x.example,1\nJo Ek,,1\n"
                ",jo@x.example,\nAl B,jo@x.example,\n");
    assert_int_equal(t.result.read, 5);
    assert_int_equal(t.result.added, 2);
    assert_int_equal(t.result.changed, 1);
    assert_int_equal(t.result.alone, 2);
    assert_string_equal(case_contact("Jo Ek")->phone, "1");
    assert_non_null(strstr(case_line(3)->reason, "line 2"));
    assert_non_null(strstr(case_line(6)->reason, "line 2"));
    assert_int_equal(t.result.noted, 4);
}

/* --- the rule for known ones --- */

static const char known[] = "name,email,phone,city,note,job title\nJo,jo@x.example,1,,,\n";
static const char news[] =
    "name,email,phone,city,note,job title\nJo,jo@x.example,2,Lund,hi,Chief\n";

static void fill_blanks(void **state)
{
    (void)state;
    case_import(known);
    case_import(news);
    assert_int_equal(t.result.changed, 1);
    const lia_contact *c = case_contact("Jo");
    assert_string_equal(c->phone, "1");
    assert_string_equal(c->city, "Lund");
    assert_string_equal(c->note, "hi");
    assert_string_equal(c->job_title, "Chief");
}

static void skip_known_ones(void **state)
{
    (void)state;
    case_import(known);
    t.how.known = LIA_KNOWN_SKIP;
    case_import(news);
    assert_int_equal(t.result.alone, 1);
    assert_int_equal(t.result.op_id, 0);
    assert_string_equal(case_contact("Jo")->city, "");
}

static void update_known_ones(void **state)
{
    (void)state;
    case_import("name,email,phone,note,city,street\nJo,jo@x.example,1,old,Lund,Gatan 1\n");
    t.how.known = LIA_KNOWN_UPDATE;
    case_import("name,email,phone,note,city,street\nJO,jo@x.example,2,,Malmö,\n");
    assert_int_equal(t.result.changed, 1);
    const lia_contact *c = case_contact("JO");
    assert_string_equal(c->phone, "2");
    assert_string_equal(c->note, "old"); /* blank in the file says nothing */
    assert_string_equal(c->city, "Malmö");
    assert_string_equal(c->address, ""); /* another address: no street of the old one */
    case_import("name,email,phone,note,city,street\nJO,jo@x.example,2,,Malmö,\n");
    assert_int_equal(t.result.alone, 1);
    assert_int_equal(t.result.op_id, 0);
}

static void further_lines(void **state)
{
    (void)state;
    case_import("BEGIN:VCARD\nFN:Jo\nUID:u\nTEL;TYPE=WORK:1\nTEL;TYPE=HOME:2\nEND:VCARD\n");
    case_import("BEGIN:VCARD\nFN:Jo\nUID:u\nTEL;TYPE=WORK:1\nTEL;TYPE=HOME:3\nTEL;TYPE=FAX:4\n"
                "EMAIL:jo@x.example\nEND:VCARD\n");
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_PHONE), "home: 2 | fax: 4");
    assert_string_equal(case_contact("Jo")->email, "jo@x.example");
    t.how.known = LIA_KNOWN_UPDATE;
    case_import("BEGIN:VCARD\nFN:Jo\nUID:u\nTEL;TYPE=WORK:1\nTEL;TYPE=HOME:3\nEND:VCARD\n");
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_PHONE), "home: 3 | fax: 4");
}

static void what_is_kept_is_filled_too(void **state)
{
    (void)state;
    case_import("BEGIN:VCARD\nFN:Jo\nUID:u\nX-A:1\nEND:VCARD\n");
    case_import("BEGIN:VCARD\nFN:Jo\nUID:u\nX-A:2\nX-B:3\nEND:VCARD\n");
    assert_string_equal(case_kept("Jo"), "X-A:1\nX-B:3\n");
    case_import("name,uid,Shoe\nJo,u,\"4;5\"\n");
    assert_string_equal(case_kept("Jo"), "X-A:1\nX-B:3\nX-LIAISE-COLUMN;X-NAME=\"Shoe\":4\\;5\n");
    case_import("name,uid,Shoe\nJo,u,\"4;5\"\n");
    assert_int_equal(t.result.alone, 1);
    t.how.known = LIA_KNOWN_UPDATE;
    case_import("BEGIN:VCARD\nFN:Jo\nUID:u\nX-A:9\nEND:VCARD\n");
    assert_string_equal(case_kept("Jo"), "X-B:3\nX-LIAISE-COLUMN;X-NAME=\"Shoe\":4\\;5\nX-A:9\n");
}

/* Of two rows of one contact the first counts, the other fills blanks; again changes nothing. */
static void several_rows_of_a_known_one(void **state)
{
    (void)state;
    t.how.known = LIA_KNOWN_UPDATE;
    static const char file[] =
        "name,email,phone,city\nJo,jo@x.example,1,\nJo,jo@x.example,2,Lund\n";
    case_import("name,email,phone\nJo,jo@x.example,9\n");
    case_import(file);
    assert_string_equal(case_contact("Jo")->phone, "1");
    assert_string_equal(case_contact("Jo")->city, "Lund");
    assert_int_equal(t.result.noted, 1);
    case_import(file);
    assert_int_equal(t.result.alone, 2);
    assert_int_equal(t.result.op_id, 0);
}

/* A known but archived contact stays archived and is reported. */
static void archived_ones_stay(void **state)
{
    (void)state;
    case_import(known);
    int64_t id = case_id("Jo");
    assert_ok(lia_contact_archive(t.book, &id, 1, true, false, &t.err), t.err);
    case_import(news);
    assert_int_equal(t.result.alone, 1);
    assert_int_equal(t.result.noted, 1);
    assert_int_equal(case_line(2)->fate, LIA_IMPORT_ALONE);
    assert_true(case_contact("Jo")->archived);
    assert_string_equal(case_contact("Jo")->city, "");
}

/* One that is not archived goes before one that is, but not before the rule. */
static void archived_ones_are_found_behind_others(void **state)
{
    (void)state;
    case_import("name,email,phone\nJo,info@x.example,1\n");
    int64_t id = case_id("Jo");
    assert_ok(lia_contact_archive(t.book, &id, 1, true, false, &t.err), t.err);
    case_import("name,email,phone\nAl,info@x.example,2\n");
    assert_int_equal(t.result.added, 1);
    for (int i = 0; i < 2; i++) {
        case_import(i ? "name,phone\nJo,1\n" : "name,email\nJo,info@x.example\n");
        assert_int_equal(t.result.alone, 1);
        assert_non_null(strstr(case_line(2)->reason, "archived"));
    }
    case_import("name,email\n,info@x.example\n");
    assert_int_equal(t.result.alone, 1);
    assert_int_equal(t.result.noted, 0); /* it is Al's */
}

/* The same name and e-mail twice, apart by company: each row finds its own. */
static void several_of_one_name_and_phone(void **state)
{
    (void)state;
    static const char file[] = "name,company,phone\nJo,Acme,1234567\nJo,Beta,1234567\n"
                               "Jo,Gamma,1234567\n";
    case_import(file);
    assert_int_equal(t.result.added, 3);
    case_import(file);
    assert_int_equal(t.result.alone, 3);
    case_import("name,company,phone,city\nJo,Gamma,1234567,Lund\n");
    assert_int_equal(t.result.changed, 1);
    assert_int_equal(
        case_int("SELECT count(*) FROM contact AS c JOIN contact AS k ON k.contact_id ="
                 " c.company_id WHERE k.name = 'Gamma' AND c.city = 'Lund'"),
        1);
}

/* --- companies --- */

static void companies_are_found_or_made_once(void **state)
{
    (void)state;
    case_import("name,company\nJo,Acme\nAl,ACME \nBo,Beta\n");
    assert_int_equal(t.result.companies, 2);
    int64_t acme = case_id("Acme");
    assert_int_equal(case_contact("Jo")->company_id, acme);
    assert_int_equal(case_contact("Al")->company_id, acme);
    case_import("name,company\nCy,acme\n");
    assert_int_equal(t.result.companies, 0);
    assert_int_equal(case_contact("Cy")->company_id, acme);
}

/* The company's own row may come after its persons. */
static void companies_of_the_file_are_linked(void **state)
{
    (void)state;
    case_import("type,name,company,phone\nperson,Jo,Acme,1\ncompany,Acme,,2\n");
    assert_int_equal(t.result.companies, 0);
    assert_int_equal(t.result.added, 2);
    assert_int_equal(case_contact("Jo")->company_id, case_id("Acme"));
}

static void blank_company_is_filled(void **state)
{
    (void)state;
    case_import("name,email\nJo,jo@x.example\n");
    case_import("name,email,company\nJo,jo@x.example,Acme\n");
    assert_int_equal(t.result.changed, 1);
    assert_string_equal(case_contact("Jo")->company, "Acme");
    case_import("name,email,company\nJo,jo@x.example,Beta\n");
    assert_int_equal(t.result.alone, 1);
    assert_int_equal(t.result.companies, 0);
}

/* --- numbers --- */

static void numbers_of_others_are_not_taken(void **state)
{
    (void)state;
    case_import("no,name\nCT000005,Jo\n");
    case_import("no,name\nCT000005,Al\nCT000009,Bo\nCT000009,Cy\n");
    assert_int_equal(t.result.added, 3);
    assert_string_equal(case_contact("Jo")->no, "CT000005");
    assert_string_equal(case_contact("Bo")->no, "CT000009");
    assert_int_equal(t.result.noted, 2);
    case_import("no,name,phone\nCT000005,Jo,1\n");
    assert_int_equal(t.result.changed, 1); /* the same no. and name */
    case_import("no,name\n\"a no. that is far too long to be one\",Di\n");
    assert_string_equal(case_kept("Di"), "no\ta no. that is far too long to be one\n");
}

/* domain.md 3: what needs a number by itself is refused before anything is written. */
static void blank_series_is_refused(void **state)
{
    (void)state;
    lia_series series;
    assert_ok(lia_series_get(t.book, LIA_SERIES_CONTACT, &series, &t.err), t.err);
    assert_ok(lia_series_update(t.book, LIA_SERIES_CONTACT, series.version, "", &t.err), t.err);
    assert_int_equal(case_try(known, strlen(known)), LIA_IN_USE);
    assert_non_null(strstr(t.err.message, "Marketing Setup"));
    t.how.dry_run = true;
    assert_int_equal(case_try(known, strlen(known)), LIA_IN_USE);
    assert_int_equal(case_contacts(), 0);
}

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

static void undo_takes_updates_back(void **state)
{
    (void)state;
    case_import(known);
    t.how.known = LIA_KNOWN_UPDATE;
    case_import(news);
    assert_string_equal(case_contact("Jo")->phone, "2");
    assert_ok(lia_undo(t.book, t.result.op_id, false, NULL, NULL, &t.err), t.err);
    assert_string_equal(case_contact("Jo")->phone, "1");
    assert_string_equal(case_contact("Jo")->city, "");
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

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)
    const struct CMUnitTest tests[] = {
        CASE(same_uid),
        CASE(same_email_and_name),
        CASE(same_second_email),
        CASE(one_name_blank),
        CASE(another_name_is_new_and_said),
        CASE(same_name_company_and_phone),
        CASE(same_name_and_nothing_else),
        CASE(companies_made_by_name_are_filled),
        CASE(rows_of_one_file),
        CASE(fill_blanks),
        CASE(skip_known_ones),
        CASE(update_known_ones),
        CASE(further_lines),
        CASE(what_is_kept_is_filled_too),
        CASE(several_rows_of_a_known_one),
        CASE(archived_ones_stay),
        CASE(archived_ones_are_found_behind_others),
        CASE(several_of_one_name_and_phone),
        CASE(companies_are_found_or_made_once),
        CASE(companies_of_the_file_are_linked),
        CASE(blank_company_is_filled),
        CASE(numbers_of_others_are_not_taken),
        CASE(blank_series_is_refused),
        CASE(one_operation),
        CASE(names_of_files_are_made_text),
        CASE(undo_takes_updates_back),
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
