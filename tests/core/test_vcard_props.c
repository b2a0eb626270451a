/* Properties of cards: what 4.0, Apple, Android, Outlook and Evolution write, and what liaise says
 * of its own contacts. */
#include "base/str.h"
#include "import_case.h"

#define CARD(body)   "BEGIN:VCARD\r\nVERSION:3.0\r\n" body "END:VCARD\r\n"
#define CARD21(body) "BEGIN:VCARD\r\nVERSION:2.1\r\n" body "END:VCARD\r\n"
#define CARD40(body) "BEGIN:VCARD\r\nVERSION:4.0\r\n" body "END:VCARD\r\n"

/* RFC 6350 6.4.1: tel: URIs, with their extension (RFC 3966 3), types in quotes. */
static void phones_of_4(void **state)
{
    (void)state;
    case_import(
        CARD40("FN:Jo\r\nTEL;VALUE=uri;PREF=1;TYPE=\"voice,home\":tel:+1-555-555-5555;ext=5555"
               "\r\nTEL;VALUE=uri;TYPE=\"cell\":tel:+33-01%2023\r\n"
               "TEL;VALUE=uri;TYPE=\"work,fax\":tel:123;phone-context=+46\r\n"));
    assert_string_equal(case_contact("Jo")->phone, "+1-555-555-5555 ext. 5555");
    assert_string_equal(case_contact("Jo")->mobile, "+33-01 23");
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_PHONE), "work fax: 123");
    assert_string_equal(case_kept("Jo"),
                        "TEL;VALUE=uri;TYPE=\"work,fax\":tel:123;phone-context=+46\n"
                        "TEL;PREF=1;TYPE=\"voice,home\":+1-555-555-5555 ext. 5555\n");
}

/* RFC 6350 5.3: 1 is the most preferred. */
static void preferences_are_numbers(void **state)
{
    (void)state;
    case_import(CARD40("FN:Jo\r\nEMAIL;PREF=50:c@x.example\r\nEMAIL:d@x.example\r\n"
                       "EMAIL;PREF=2:a@x.example\r\nTEL;TYPE=work:1\r\nTEL;PREF=10:2\r\n"));
    assert_string_equal(case_contact("Jo")->email, "a@x.example");
    assert_string_equal(case_contact("Jo")->email2, "c@x.example");
    assert_string_equal(case_contact("Jo")->phone, "2");
}

/* RFC 6350 4.3.1-4.3.4 and what others write; a contact's birthday is a whole day, or one without
 * its year. */
static void birthdays(void **state)
{
    (void)state;
    static const struct {
        const char *line, *day;
        bool more; /* than the day */
    } cases[] = {
        {"BDAY:19850412", "1985-04-12"},
        {"BDAY:1985-04-12", "1985-04-12"},
        {"BDAY:--0412", "--04-12"},
        {"BDAY:--04-12", "--04-12"},
        {"BDAY:19850412T102200", "1985-04-12", true},
        {"BDAY:1985-04-12T00:00:00Z", "1985-04-12", true},
        {"BDAY;VALUE=date-and-or-time:--0229T10", "--02-29", true},
        {"BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "--02-29"},
        {"BDAY:1985", ""},
        {"BDAY:1985-04", ""},
        {"BDAY:---12", ""},
        {"BDAY:--04", ""},
        {"BDAY:T102200", ""},
        {"BDAY:19850231", ""},
        {"BDAY;VALUE=text:circa 1800", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        case_close(NULL);
        case_open(NULL);
        case_import(arena_printf(&t.arena, CARD40("FN:Jo\r\n%s\r\n"), cases[i].line));
        assert_string_equal(case_contact("Jo")->birthday, cases[i].day);
        bool all = *cases[i].day && !cases[i].more;
        const char *kept = all ? "" : arena_printf(&t.arena, "%s\n", cases[i].line);
        assert_string_equal(case_kept("Jo"), kept);
        assert_int_equal(t.result.noted, *cases[i].day ? 0 : 1);
    }
}

/* RFC 6474, RFC 8605 and those of RFC 6350 that a contact has no field for. */
static void extensions_are_kept(void **state)
{
    (void)state;
    static const char lines[] =
        "BIRTHPLACE;VALUE=uri:geo:46.77,23.61\nDEATHPLACE:Babe\\, Cluj\nDEATHDATE:19960415\n"
        "CONTACT-URI;PREF=1:https://x.example/c\nLANG;PREF=1:sv\nTZ:-0500\n"
        "GEO:geo:37.38,-122.08\nIMPP;PREF=1:xmpp:jo@x.example\nANNIVERSARY:--0415\n"
        "GENDER:F;it's complicated\nRELATED;TYPE=friend:urn:uuid:f8\n"
        "PHOTO:data:image/jpeg;base64,MIIC+/=\nX-P;X-Q=\"a^nb^'c\":v\n";
    struct str file = {0};
    str_add(&file, "BEGIN:VCARD\nVERSION:4.0\nFN:Jo\n");
    str_add(&file, lines);
    str_add(&file, "END:VCARD\n");
    case_import(file.s);
    assert_string_equal(case_kept("Jo"), lines);
    str_clear(&file);
}

static void companies_of_apple(void **state)
{
    (void)state;
    case_import(
        CARD("FN:Acme\r\nORG:Acme;\r\nX-ABShowAs:COMPANY\r\n"
             "item1.X-ABDATE;type=pref:2010-01-02\r\nitem1.X-ABLabel:_$!<Anniversary>!$_\r\n"
             "item2.X-ABRELATEDNAMES:Al\r\nitem2.X-ABLabel:Dog\r\n"));
    assert_int_equal(case_contact("Acme")->type, LIA_COMPANY);
    assert_string_equal(case_kept("Acme"),
                        "item1.X-ABDATE;type=pref:2010-01-02\nitem1.X-ABLabel:_$!<Anniversary>!$_\n"
                        "item2.X-ABRELATEDNAMES:Al\nitem2.X-ABLabel:Dog\n");
}

/* A group is reported, with how many it has, in all of its forms. */
static void groups_are_reported(void **state)
{
    (void)state;
    case_import(CARD40("KIND:group\r\nFN:The Does\r\nMEMBER:urn:uuid:03\r\nMEMBER:urn:uuid:b8\r\n")
                    CARD("N:Friends\r\nFN:Friends\r\nX-ADDRESSBOOKSERVER-KIND:group\r\n"
                         "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1\r\n"));
    assert_int_equal(t.result.refused, 2);
    assert_string_equal(case_line(1)->name, "The Does");
    assert_non_null(strstr(case_line(1)->reason, "group with 2 members"));
    assert_non_null(strstr(case_line(8)->reason, "group with 1 member,"));
}

/* A card can be wrong in thousands of lines: one reads what is wrong, not how often. */
static void notes_can_be_read(void **state)
{
    (void)state;
    struct str card = {0};
    str_add(&card, "BEGIN:VCARD\nVERSION:3.0\nFN:Jo\nEMAIL:ab\nEMAIL:a\n");
    for (int i = 0; i < 1000; i++)
        str_add(&card, "EMAIL:ab\n");
    str_add(&card, "END:VCARD\n");
    case_import_n(card.s, card.len);
    assert_string_equal(t.lines[0].reason, "not an e-mail address, kept as it is written: ab; "
                                           "not an e-mail address, kept as it is written: a");
    str_truncate(&card, 0);
    str_add(&card, "BEGIN:VCARD\nVERSION:3.0\nFN:Bo\n");
    for (int i = 0; i < 1000; i++)
        str_add_f(&card, "EMAIL:%d\n", i);
    str_add(&card, "END:VCARD\n");
    t.count = 0;
    case_import_n(card.s, card.len);
    size_t len = strlen(t.lines[0].reason);
    assert_in_range(len, 500, 1200);
    assert_string_equal(t.lines[0].reason + len - strlen("; …"), "; …");
    str_clear(&card);
}

/* An agent's card is kept within its line, whichever way it stands there; the report says so. */
static void agents_are_said(void **state)
{
    (void)state;
    case_import(CARD("FN:Boss\r\nAGENT:BEGIN:VCARD\\nFN:Susan\\nTEL:1\\nEND:VCARD\\n\r\n")
                    CARD("FN:Other\r\nAGENT;VALUE=uri:CID:j@x.example\r\n"));
    assert_int_equal(t.result.added, 2);
    assert_non_null(strstr(case_line(1)->reason, "agent"));
    assert_int_equal(t.result.noted, 1);
    assert_string_equal(case_kept("Boss"), "AGENT:BEGIN:VCARD\\nFN:Susan\\nTEL:1\\nEND:VCARD\\n\n");
    assert_string_equal(case_kept("Other"), "AGENT;VALUE=uri:CID:j@x.example\n");
}

static void categories_become_tags(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\nCATEGORIES:VIP,Key account,a\\,b\r\nCATEGORIES:press\r\n")
                    CARD21("FN:Al\r\nCATEGORIES:Business;Friends\r\n"));
    assert_string_equal(case_contact("Jo")->tags, "a-b key-account press vip");
    assert_string_equal(case_contact("Al")->tags, "business friends");
}

static void a_role_is_a_title_where_there_is_none(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\nROLE:Buyer\r\n") CARD("FN:Al\r\nROLE:Buyer\r\nTITLE:Chief\r\n"));
    assert_string_equal(case_contact("Jo")->job_title, "Buyer");
    assert_string_equal(case_contact("Al")->job_title, "Chief");
    assert_string_equal(case_kept("Jo"), "ROLE:Buyer\n");
}

/* Character sets that are named: old phones of Japan and Europe, and mail gateways. */
static void named_character_sets(void **state)
{
    (void)state;
    case_import(CARD21("FN;CHARSET=SHIFT_JIS:\x8E\x52\x93\x63\r\n")
                    CARD21("FN;CHARSET=ISO-8859-2:\xA3ukasz\r\n")
                        CARD21("FN;CHARSET=UTF-7:J+APY-rgen\r\n")
                            CARD21("FN;CHARSET=KOI8-R;ENCODING=QUOTED-PRINTABLE:=E9=D7=\r\n=C1=CE"
                                   "\r\n"));
    case_id("山田");
    case_id("Łukasz");
    case_id("Jörgen");
    case_id("Иван");
}

/* What export writes of what only liaise knows. */
static void own_properties(void **state)
{
    (void)state;
    case_import(CARD40("FN:Jo\r\nX-LIAISE-NO:CT000007\r\nX-LIAISE-SALESPERSON:jo\r\n"
                       "X-LIAISE-CORRESPONDENCE:hard-copy\r\nX-LIAISE-TOUCH-DAYS:30\r\n"
                       "X-LIAISE-EXCLUDE:yes\r\n"));
    const lia_contact *c = case_contact("Jo");
    assert_string_equal(c->no, "CT000007");
    assert_string_equal(c->salesperson, "JO");
    assert_int_equal(c->correspondence, LIA_HARD_COPY);
    assert_int_equal(c->touch_days, 30);
    assert_true(c->exclude);
    assert_false(c->archived || c->privacy_blocked);
    assert_string_equal(case_kept("Jo"), "");
}

static void archived_and_blocked_stay_so(void **state)
{
    (void)state;
    case_import(
        CARD40("FN:Jo\r\nX-LIAISE-ARCHIVED:yes\r\nX-LIAISE-PRIVACY-BLOCKED:asked\\, twice\r\n")
            CARD("FN:Al\r\nX-LIAISE-PRIVACY-BLOCKED:\r\n"));
    const lia_contact *c = case_contact("Jo");
    assert_true(c->archived && c->privacy_blocked);
    assert_string_equal(c->privacy_reason, "asked, twice");
    c = case_contact("Al");
    assert_true(!c->archived && c->privacy_blocked);
    assert_string_equal(c->privacy_reason, "");
    assert_int_equal(case_int("SELECT value FROM counter WHERE name = 'contacts_archived'"), 1);
}

static void columns_come_back_from_cards(void **state)
{
    (void)state;
    case_import(CARD40("FN:Jo\r\nX-LIAISE-COLUMN;X-NAME=\"Shoe ^'size^'\":4\\,2\\;\\\\n\\nx\r\n")
                    CARD40("FN:Al\r\nX-LIAISE-COLUMN;X-NAME=\"Size\":4\r\nX-A:b\r\n"));
    assert_string_equal(case_kept("Jo"), "Shoe \"size\"\t4,2;\\\\n\\nx\n");
    assert_string_equal(case_kept_form("Jo"), "csv");
    assert_string_equal(case_kept("Al"), "X-LIAISE-COLUMN;X-NAME=\"Size\":4\nX-A:b\n");
    assert_string_equal(case_kept_form("Al"), "vcard");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(phones_of_4, case_open, case_close),
        cmocka_unit_test_setup_teardown(preferences_are_numbers, case_open, case_close),
        cmocka_unit_test_setup_teardown(birthdays, case_open, case_close),
        cmocka_unit_test_setup_teardown(extensions_are_kept, case_open, case_close),
        cmocka_unit_test_setup_teardown(companies_of_apple, case_open, case_close),
        cmocka_unit_test_setup_teardown(groups_are_reported, case_open, case_close),
        cmocka_unit_test_setup_teardown(notes_can_be_read, case_open, case_close),
        cmocka_unit_test_setup_teardown(agents_are_said, case_open, case_close),
        cmocka_unit_test_setup_teardown(categories_become_tags, case_open, case_close),
        cmocka_unit_test_setup_teardown(a_role_is_a_title_where_there_is_none, case_open,
                                        case_close),
        cmocka_unit_test_setup_teardown(named_character_sets, case_open, case_close),
        cmocka_unit_test_setup_teardown(own_properties, case_open, case_close),
        cmocka_unit_test_setup_teardown(archived_and_blocked_stay_so, case_open, case_close),
        cmocka_unit_test_setup_teardown(columns_come_back_from_cards, case_open, case_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
