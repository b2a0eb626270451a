/* Tables as programs write them, each by the header of its own documentation or of exports at hand:
 * the program is known by name, and what a contact has a field for is in that field. */
#include "base/path.h"
#include "import_case.h"

static const char *folder = "tests/data/import";

/* Looks at the file, which must be known for this program's, and imports it. */
static void import_of(const char *file, const char *program)
{
    lia_import_looked looked;
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    assert_ok(lia_import_look(t.book, path, &t.how, &looked, &t.err), t.err);
    assert_string_equal(looked.known, program);
    assert_int_equal(looked.content, LIA_CONTENT_CONTACTS);
    assert_true(looked.header);
    lia_import_looked_clear(&looked);
    t.how.report = case_report;
    t.how.name = file;
    assert_ok(lia_import_file(t.book, path, &t.how, &t.result, &t.err), t.err);
}

static void google_old(void **state)
{
    (void)state;
    import_of("google_old.csv", "Google Contacts");
    assert_int_equal(t.result.added, 2);
    const lia_contact *c = case_contact("Anna Berg");
    assert_string_equal(c->email, "anna@berg.example");
    assert_string_equal(c->email2, "anna@work.example");
    assert_string_equal(c->phone, "+46 46 12 34 56");
    assert_string_equal(c->mobile, "+46 70 123 45 67");
    assert_string_equal(c->company, "Berg AB");
    assert_string_equal(c->job_title, "Owner");
    assert_string_equal(c->address, "Kungsgatan 2");
    assert_string_equal(c->post_code, "222 22");
    assert_string_equal(c->city, "Lund");
    assert_string_equal(c->country, "Sweden");
    assert_string_equal(c->birthday, "1980-02-29");
    assert_string_equal(c->home_page, "https://berg.example");
    assert_string_equal(c->tags, "customers");
    assert_string_equal(c->note, "Met in Lund");
    assert_string_equal(case_channels("Anna Berg", LIA_CHANNEL_EMAIL), "home: anna@home.example");
    assert_string_equal(case_contact("Bo Ek")->birthday, "--05-06");
    assert_non_null(strstr(case_kept("Anna Berg"), "Organization 1 - Department\tSales\n"));
}

static void google_new(void **state)
{
    (void)state;
    import_of("google_new.csv", "Google Contacts");
    assert_int_equal(t.result.added, 3);
    const lia_contact *c = case_contact("Anna Berg");
    assert_string_equal(c->email, "anna@work.example");
    assert_string_equal(c->email2, "anna@home.example");
    assert_string_equal(c->mobile, "+46 70 123 45 67");
    assert_string_equal(c->phone, "+46 46 12 34 56");
    assert_string_equal(c->company, "Berg AB");
    assert_string_equal(c->city, "Lund");
    assert_string_equal(c->country, "SE");
    assert_string_equal(c->tags, "customers");
    assert_string_equal(c->home_page, "https://berg.example");
    assert_int_equal(case_contact("Ek och Son")->type, LIA_COMPANY);
    assert_string_equal(case_contact("山田 太郎")->phone, "090-1234-5678");
    assert_non_null(strstr(case_kept("Anna Berg"), "Event 1 - Value\t2010-05-01\n"));
}

static void outlook(void **state)
{
    (void)state;
    import_of("outlook.csv", "Outlook");
    assert_int_equal(t.result.added, 2);
    const lia_contact *c = case_contact("Dr. Anna Berg");
    assert_string_equal(c->company, "Berg AB");
    assert_string_equal(c->job_title, "Owner");
    assert_string_equal(c->address, "Kungsgatan 2");
    assert_string_equal(c->address2, "Floor 3");
    assert_string_equal(c->city, "Lund");
    assert_string_equal(c->phone, "046-2");
    assert_string_equal(c->mobile, "070-4");
    assert_string_equal(c->email, "anna@berg.example");
    assert_string_equal(c->email2, "anna@home.example");
    assert_string_equal(c->birthday, "1980-02-29");
    assert_string_equal(c->tags, "key-customer vip");
    assert_string_equal(c->note, "Met in Lund\ntwice");
    assert_string_equal(case_channels("Dr. Anna Berg", LIA_CHANNEL_PHONE),
                        "work fax: 046-1 | home: 040-3");
    assert_string_equal(case_channels("Dr. Anna Berg", LIA_CHANNEL_ADDRESS),
                        "home: Allén 1, Malmö");
    c = case_contact("Ek & Son");
    assert_int_equal(c->type, LIA_COMPANY);
    assert_string_equal(c->birthday, "");
}

/* In the character set of its Windows. */
static void outlook_german(void **state)
{
    (void)state;
    import_of("outlook_german.csv", "Outlook");
    const lia_contact *c = case_contact("Frau Jörg Müller");
    assert_string_equal(c->company, "Müller GmbH");
    assert_string_equal(c->job_title, "Geschäftsführer");
    assert_string_equal(c->address, "Königstraße 2");
    assert_string_equal(c->post_code, "50667");
    assert_string_equal(c->city, "Köln");
    assert_string_equal(c->country, "Deutschland");
    assert_string_equal(c->phone, "0221 1");
    assert_string_equal(c->mobile, "0171 3");
    assert_string_equal(c->email, "joerg@mueller.example");
    assert_string_equal(c->email2, "joerg@privat.example");
    assert_string_equal(c->birthday, "1980-02-29");
    assert_string_equal(c->tags, "kunde wichtig");
    assert_string_equal(c->home_page, "https://mueller.example");
    assert_string_equal(case_channels("Frau Jörg Müller", LIA_CHANNEL_PHONE),
                        "work fax: 0221 4 | home: 0228 2");
    assert_string_equal(case_channels("Frau Jörg Müller", LIA_CHANNEL_ADDRESS),
                        "home: Am Hügel 1, Bonn");
}

/* There "Titre" stands twice: before the name, and for the job. */
static void outlook_french(void **state)
{
    (void)state;
    import_of("outlook_french.csv", "Outlook");
    const lia_contact *c = case_contact("Mme Zoé Lefèvre");
    assert_string_equal(c->company, "Lefèvre SA");
    assert_string_equal(c->job_title, "Directrice");
    assert_string_equal(c->address, "1 rue de l'Église");
    assert_string_equal(c->city, "Évry");
    assert_string_equal(c->country, "France");
    assert_string_equal(c->phone, "01 02");
    assert_string_equal(c->mobile, "06 07");
    assert_string_equal(c->email, "zoe@lefevre.example");
    assert_string_equal(c->email2, "zoe@maison.example");
    assert_string_equal(c->birthday, "1980-02-29");
    assert_string_equal(c->home_page, "https://lefevre.example");
}

static void thunderbird(void **state)
{
    (void)state;
    import_of("thunderbird.csv", "Thunderbird");
    assert_int_equal(t.result.added, 2);
    const lia_contact *c = case_contact("Anna Berg");
    assert_string_equal(c->email, "anna@berg.example");
    assert_string_equal(c->email2, "anna@home.example");
    assert_string_equal(c->phone, "046-2");
    assert_string_equal(c->mobile, "070-4");
    assert_string_equal(c->address, "Kungsgatan 2");
    assert_string_equal(c->address2, "Floor 3");
    assert_string_equal(c->post_code, "222 22");
    assert_string_equal(c->company, "Berg AB");
    assert_string_equal(c->birthday, "1980-02-29");
    assert_string_equal(c->home_page, "https://berg.example");
    assert_string_equal(case_channels("Anna Berg", LIA_CHANNEL_PAGE), ": https://anna.example");
    assert_string_equal(case_contact("list@ek.example")->birthday, "--05-06");
}

/* Its notes stand before the header; a row of a date alone is nobody. */
static void linkedin(void **state)
{
    (void)state;
    import_of("linkedin.csv", "LinkedIn");
    assert_int_equal(t.result.added, 2);
    assert_int_equal(t.result.refused, 1);
    assert_int_equal(case_line(1)->fate, LIA_IMPORT_NOTED);
    assert_non_null(case_line(7));
    const lia_contact *c = case_contact("Bo Ek, MBA");
    assert_string_equal(c->company, "Ek, Son & Co");
    assert_string_equal(c->job_title, "Buyer");
    assert_string_equal(c->home_page, "https://www.linkedin.example/in/bo");
    assert_string_equal(case_kept("Anna Berg"), "Connected On\t12 Mar 2024\n");
}

static void hubspot(void **state)
{
    (void)state;
    import_of("hubspot.csv", "HubSpot");
    assert_int_equal(t.result.added, 2);
    const lia_contact *c = case_contact("Anna Berg");
    assert_string_equal(c->phone, "+46 46 12");
    assert_string_equal(c->mobile, "+46 70 12");
    assert_string_equal(c->company, "Berg AB");
    assert_string_equal(c->address, "Kungsgatan 2");
    assert_string_equal(c->city, "Lund");
    assert_string_equal(c->post_code, "222 22");
    assert_non_null(strstr(case_kept("Anna Berg"), "Record ID\t101\n"));
}

/* Each value is where it was: no rule about several phones or names changes it. */
static void liaise(void **state)
{
    (void)state;
    import_of("own.csv", "liaise");
    assert_int_equal(t.result.added, 3);
    assert_int_equal(t.result.companies, 0);
    const lia_contact *c = case_contact("Berg, Inc");
    assert_int_equal(c->type, LIA_COMPANY);
    assert_string_equal(c->no, "CT000101");
    assert_string_equal(c->phone, "+46 46 12");
    assert_string_equal(c->address, "");
    assert_string_equal(c->address2, "Back");
    assert_int_equal(c->touch_days, 0);
    c = case_contact("Berg, Anna");
    assert_string_equal(c->company, "Berg, Inc");
    assert_string_equal(c->email, "");
    assert_string_equal(c->email2, "anna@berg.example");
    assert_string_equal(c->phone, "046-1");
    assert_string_equal(c->mobile, "046-1");
    assert_int_equal(c->correspondence, LIA_HARD_COPY);
    assert_string_equal(c->birthday, "--02-29");
    assert_string_equal(c->tags, "key-account vip");
    assert_string_equal(c->note, "-5 degrees\nin Lund");
    assert_true(c->exclude && c->archived && c->privacy_blocked);
    assert_string_equal(c->privacy_reason, "asked");
    assert_int_equal(c->touch_days, 30);
    assert_string_equal(c->uid, "urn:uuid:1");
    assert_string_equal(case_channels("Berg, Anna", LIA_CHANNEL_PHONE), "work fax: 046-3");
    assert_string_equal(case_channels("Berg, Anna", LIA_CHANNEL_EMAIL), ": anna@berg.example");
    assert_string_equal(case_kept("Berg, Anna"), "X-A:b\nPHOTO;ENCODING=b:AAAA\n");
    assert_string_equal(case_kept_form("Berg, Anna"), "vcard");
    assert_string_equal(case_kept("'+x"), "Shoe size\t42\nHat\ta\\nb\n");
    assert_string_equal(case_kept_form("'+x"), "csv");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, case_open, case_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(google_old),     CASE(google_new),     CASE(outlook),
        CASE(outlook_german), CASE(outlook_french), CASE(thunderbird),
        CASE(linkedin),       CASE(hubspot),        CASE(liaise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
