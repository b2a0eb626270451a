/* What an import does with contacts that the book knows, as domain.md has it: the same contact is
 * the same UID; else the same e-mail and folded name (or one name blank); else name, company and
 * phone. */
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

#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)

int main(void)
{
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
        CASE(undo_takes_updates_back),
        CASE(companies_are_found_or_made_once),
        CASE(companies_of_the_file_are_linked),
        CASE(blank_company_is_filled),
        CASE(numbers_of_others_are_not_taken),
        CASE(blank_series_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
