/* What cards say about their contacts: names, phones, dates, companies, and what is kept. */
#include "import_case.h"

#define CARD(body)   "BEGIN:VCARD\r\nVERSION:3.0\r\n" body "END:VCARD\r\n"
#define CARD21(body) "BEGIN:VCARD\r\nVERSION:2.1\r\n" body "END:VCARD\r\n"
#define CARD40(body) "BEGIN:VCARD\r\nVERSION:4.0\r\n" body "END:VCARD\r\n"

static void names_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *body, *name;
        lia_contact_type type;
    } cases[] = {
        {"FN:Jo Ek\nN:Other;Name;;;\n", "Jo Ek", LIA_PERSON},
        {"N:Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.\n", "Dr. John Philip Paul Stevenson Jr. M.D.",
         LIA_PERSON}, /* RFC 2426 3.1.2 */
        {"FN:\nN:Ek;Bo;;;\n", "Bo Ek", LIA_PERSON},
        {"N:Ek\n", "Ek", LIA_PERSON},
        {"N:山田;太郎;;;\n", "山田 太郎", LIA_PERSON}, /* the family first */
        {"ORG:Acme;Sales\n", "Acme", LIA_COMPANY},
        {"NICKNAME:Bobby\n", "Bobby", LIA_PERSON},
        {"EMAIL:x@y.example\n", "x@y.example", LIA_PERSON},
        {"TEL:123456\n", "123456", LIA_PERSON},
        {"FN:First\nFN;PREF=1:Preferred\n", "Preferred", LIA_PERSON},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        case_import(
            arena_printf(&t.arena, "BEGIN:VCARD\nVERSION:3.0\n%sEND:VCARD\n", cases[i].body));
        assert_int_equal(t.result.added, 1);
        assert_int_equal(case_contact(cases[i].name)->type, cases[i].type);
    }
}

static void nothing_to_know_it_by_is_refused(void **state)
{
    (void)state;
    case_import(CARD("NOTE:who is this\r\nPHOTO;ENCODING=b:AAAA\r\nFN:\xE2\x80\x8B\r\n"));
    assert_int_equal(t.result.refused, 1);
    assert_int_equal(case_line(1)->fate, LIA_IMPORT_REFUSED);
    assert_int_equal(case_contacts(), 0);
    assert_int_equal(t.result.op_id, 0);
}

static void companies_are_told_from_persons(void **state)
{
    (void)state;
    case_import(CARD40("FN:Alpha\r\nKIND:org\r\nTEL:1\r\n")
                    CARD("FN:Beta\r\nORG:Beta\r\nX-ABShowAs:COMPANY\r\nTEL:2\r\n")
                        CARD("FN:Gamma Co\r\nN:;;;;\r\nORG:Gamma Co\r\nTEL:3\r\n")
                            CARD("FN:Jo Delta\r\nN:Delta;Jo;;;\r\nORG:Jo Delta\r\nTEL:4\r\n"));
    assert_int_equal(case_contact("Alpha")->type, LIA_COMPANY);
    assert_int_equal(case_contact("Beta")->type, LIA_COMPANY);
    assert_int_equal(case_contact("Gamma Co")->type, LIA_COMPANY);
    assert_int_equal(case_int("SELECT count(*) FROM contact WHERE name = 'Jo Delta'"), 2);
    assert_int_equal(t.result.companies, 1); /* a person, and the company that has the name */
}

static void groups_of_contacts_are_refused(void **state)
{
    (void)state;
    case_import(CARD40("KIND:group\r\nFN:Friends\r\nMEMBER:urn:uuid:1\r\n")
                    CARD("FN:Choir\r\nX-ADDRESSBOOKSERVER-KIND:group\r\n"));
    assert_int_equal(t.result.refused, 2);
    assert_string_equal(case_line(1)->name, "Friends");
}

static void phones_find_their_places(void **state)
{
    (void)state;
    case_import(CARD21("FN:Jo\r\nTEL;HOME;VOICE:1\r\nTEL;WORK;FAX:2\r\nTEL;WORK;VOICE:3\r\n"
                       "TEL;CELL:4\r\nTEL;CELL;WORK:5\r\nTEL;PAGER:6\r\n"));
    assert_string_equal(case_contact("Jo")->phone, "3"); /* work before home */
    assert_string_equal(case_contact("Jo")->mobile, "4");
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_PHONE),
                        "home: 1 | work fax: 2 | mobile work: 5 | pager: 6");
    case_import(CARD40("FN:Al\r\nTEL;TYPE=work:1\r\nTEL;TYPE=home;PREF=1;VALUE=uri:tel:+46-1\r\n"));
    assert_string_equal(case_contact("Al")->phone, "+46-1");
    case_import(CARD("FN:Fax\r\nTEL;TYPE=FAX:9\r\n"));
    assert_string_equal(case_contact("Fax")->phone, "");
    assert_string_equal(case_channels("Fax", LIA_CHANNEL_PHONE), "fax: 9");
}

static void emails_find_their_places(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\nEMAIL;TYPE=HOME:a@x.example\r\nEMAIL;TYPE=WORK,PREF:b@x.example\r\n"
                     "EMAIL;TYPE=OTHER:c@x.example\r\nEMAIL:A@x.example\r\n"));
    assert_string_equal(case_contact("Jo")->email, "b@x.example");
    assert_string_equal(case_contact("Jo")->email2, "a@x.example");
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_EMAIL), "other: c@x.example");
}

static void wrong_emails_are_kept_and_said(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\nEMAIL;TYPE=WORK:jo at x\r\nEMAIL:<jo@x.example>\r\n"));
    assert_string_equal(case_contact("Jo")->email, "jo@x.example");
    assert_string_equal(case_kept("Jo"), "EMAIL;TYPE=WORK:jo at x\n");
    assert_non_null(strstr(case_line(1)->reason, "jo at x"));
}

static void labels_of_groups(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\nTEL:1\r\nitem1.TEL:2\r\nitem1.X-ABLabel:_$!<HomeFAX>!$_\r\n"
                     "item2.TEL;TYPE=HOME:3\r\nitem2.X-ABLabel:Boat\r\n"
                     "item4.EMAIL:jo@x.example\r\nitem4.X-ABLabel:Mine\r\n"
                     "item3.X-THING:t\r\nitem3.X-ABLabel:_$!<Friend>!$_\r\n"));
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_PHONE), "home fax: 2 | Boat: 3");
    /* a further phone has a label, but no group, and no type beside it */
    assert_string_equal(case_kept("Jo"), "item3.X-THING:t\nitem3.X-ABLabel:_$!<Friend>!$_\n"
                                         "item4.EMAIL:jo@x.example\nitem4.X-ABLabel:Mine\n"
                                         "item1.TEL:2\nitem1.X-ABLabel:_$!<HomeFAX>!$_\n"
                                         "item2.TEL;TYPE=HOME:3\nitem2.X-ABLabel:Boat\n");
}

/* Cards that liaise wrote say where a line goes, where the rules would tell otherwise. */
static void lines_go_where_they_are_said_to(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\nEMAIL;X-LIAISE-FIELD=email2:b@x.example\r\n"
                     "EMAIL;X-LIAISE-FIELD=channel:b@x.example\r\n"
                     "TEL;TYPE=WORK;X-LIAISE-FIELD=channel:1\r\nTEL;X-LIAISE-FIELD=mobile:tel:2\r\n"
                     "URL;X-LIAISE-FIELD=channel:http://a.example/\r\n"
                     "ADR;X-LIAISE-FIELD=address:;Back;;Lund;;;\r\n"
                     "ADR;TYPE=WORK;X-LIAISE-FIELD=channel:;;Hill 1;;;;\r\n"
                     "TITLE;X-LIAISE-FIELD=kept:Chief\r\n"));
    const lia_contact *c = case_contact("Jo");
    assert_string_equal(c->email, "");
    assert_string_equal(c->email2, "b@x.example");
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_EMAIL), ": b@x.example");
    assert_string_equal(case_contact("Jo")->phone, "");
    assert_string_equal(case_contact("Jo")->mobile, "tel:2");
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_PHONE), "work: 1");
    assert_string_equal(case_contact("Jo")->home_page, "");
    assert_string_equal(case_contact("Jo")->address, "");
    assert_string_equal(case_contact("Jo")->address2, "Back");
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_ADDRESS), "work: Hill 1");
    assert_string_equal(case_contact("Jo")->job_title, "");
    assert_string_equal(case_kept("Jo"), "TITLE:Chief\n");
}

/* The book says when a contact was changed. */
static void the_time_of_a_card_is_not_kept(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\nREV:2020-01-02T03:04:05Z\r\n"));
    assert_string_equal(case_kept("Jo"), "");
}

static void addresses_find_their_places(void **state)
{
    (void)state;
    case_import(
        CARD("FN:Jo\r\nADR;TYPE=home:;;Hemgatan 1;Lund;;222 22;Sweden\r\n"
             "ADR;TYPE=work:;Floor 3;Kungsgatan 2\\nPort B;Malm\xC3\xB6;;211 11;Sweden\r\n"));
    const lia_contact *c = case_contact("Jo");
    assert_string_equal(c->address, "Kungsgatan 2");
    assert_string_equal(c->address2, "Port B, Floor 3");
    assert_string_equal(c->post_code, "211 11");
    assert_string_equal(c->city, "Malmö");
    assert_string_equal(c->country, "Sweden");
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_ADDRESS),
                        "home: Hemgatan 1, 222 22 Lund, Sweden");
    assert_string_equal(case_kept("Jo"), /* a field has no label, a further line no parts */
                        "ADR;TYPE=home:;;Hemgatan 1;Lund;;222 22;Sweden\n"
                        "ADR;TYPE=work:;Floor 3;Kungsgatan 2\\nPort B;Malmö;;211 11;Sweden\n");
}

/* A contact has no region: the address is kept, word for word. */
static void regions_are_kept(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\nADR;TYPE=work:;;100 Waters Edge;Baytown;LA;30314;USA\r\n"));
    assert_string_equal(case_contact("Jo")->city, "Baytown");
    assert_string_equal(case_kept("Jo"), "ADR;TYPE=work:;;100 Waters Edge;Baytown;LA;30314;USA\n");
}

static void birthdays(void **state)
{
    (void)state;
    static const struct {
        const char *line, *birthday; /* NULL: kept, and said */
        bool more;                   /* kept beside it */
    } cases[] = {
        {"BDAY:1996-04-15", "1996-04-15"},
        {"BDAY:19960415", "1996-04-15"},
        {"BDAY:1996-04-15T10:22:00Z", "1996-04-15", true},
        {"BDAY:19531015T231000Z", "1953-10-15", true},
        {"BDAY:--0415", "--04-15"},
        {"BDAY:--04-15", "--04-15"},
        {"BDAY:--0229", "--02-29"},
        {"BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "--02-29"},
        {"BDAY;VALUE=text:15 April 1996", "1996-04-15", true},
        {"BDAY;VALUE=text:circa 1800", NULL},
        {"BDAY:1996-02-30", NULL},
        {"BDAY:1996-04", NULL},
        {"BDAY:---15", NULL},
        {"BDAY:", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *name = arena_printf(&t.arena, "n%zu", i);
        case_import(arena_printf(&t.arena, "BEGIN:VCARD\nVERSION:4.0\nFN:%s\n%s\nEND:VCARD\n", name,
                                 cases[i].line));
        const char *expected = cases[i].birthday ? cases[i].birthday : "";
        assert_string_equal(case_contact(name)->birthday, expected);
        bool kept = !cases[i].birthday || cases[i].more;
        assert_string_equal(case_kept(name),
                            kept ? arena_printf(&t.arena, "%s\n", cases[i].line) : "");
        assert_int_equal(t.result.noted, cases[i].birthday ? 0 : 1);
    }
}

static void other_fields(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\nURL:http://a.example/\r\nURL;TYPE=WORK:http://b.example/\r\n"
                     "NOTE:one\r\nNOTE:two\r\nCATEGORIES:VIP,Good Friends\r\nUID:abc-1\r\n"
                     "TITLE:Chief\r\nTITLE:Deputy\r\n"));
    const lia_contact *c = case_contact("Jo");
    assert_string_equal(c->home_page, "http://a.example/");
    assert_string_equal(c->note, "one\n\ntwo");
    assert_string_equal(c->tags, "good-friends vip");
    assert_string_equal(c->uid, "abc-1");
    assert_string_equal(c->job_title, "Chief");
    assert_int_equal(c->touch_days, -1);
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_PAGE), "work: http://b.example/");
    /* of several titles all; of tags and notes what they were */
    assert_string_equal(case_kept("Jo"), "TITLE:Deputy\nTITLE:Chief\n"
                                         "CATEGORIES:VIP,Good Friends\nNOTE:one\nNOTE:two\n");
}

/* domain.md 3 has no field for these: kept with the contact, word for word. */
static void what_has_no_field_is_kept(void **state)
{
    (void)state;
    case_import(CARD40("FN:Jo van Ek\r\nN:Ek;Jo van;;;\r\nNICKNAME:J\r\nORG:Acme;Sales\r\n"
                       "IMPP;PREF=1:xmpp:jo@x.example\r\nX-Phonetic;ALTID=1:\"a\";b\\,c\r\n"
                       "RELATED;TYPE=friend:urn:uuid:f\r\n1.X-LONG:ab\r\n cd\r\nX-EMPTY:\r\n"));
    assert_string_equal(case_contact("Jo van Ek")->company, "Acme");
    assert_string_equal(case_kept("Jo van Ek"),
                        "NICKNAME:J\nIMPP;PREF=1:xmpp:jo@x.example\n"
                        "X-Phonetic;ALTID=1:\"a\";b\\,c\nRELATED;TYPE=friend:urn:uuid:f\n"
                        "1.X-LONG:abcd\nN:Ek;Jo van;;;\nORG:Acme;Sales\n");
}

/* How the bytes were written is not kept: they are UTF-8 now, with the escapes of RFC 2426 4, which
 * a backslash of 2.1 is none of, unless before ';' (2.1.1 there). */
static void kept_text_is_readable(void **state)
{
    (void)state;
    case_import(CARD21("FN:Jo\r\nX-A;CHARSET=ISO-8859-1;WORK:J\xF8\r\n"
                       "X-B;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=B8=0D=0Ab\r\n"
                       "X-C:c:\\new\\;x,y\r\nORG:A, B;C\\;D\r\n"));
    assert_string_equal(case_kept("Jo"), "X-A;WORK:Jø\nX-B:ø\\nb\nX-C:c:\\\\new\\;x,y\n"
                                         "ORG:A\\, B;C\\;D\n");
}

static void long_fields_are_kept_and_said(void **state)
{
    (void)state;
    char title[302];
    memset(title, 'x', sizeof title - 1);
    title[sizeof title - 1] = '\0';
    case_import(arena_printf(
        &t.arena, "BEGIN:VCARD\nFN:Jo\nTITLE:%s\nTEL;TYPE=WORK:%s\nEND:VCARD\n", title, title));
    assert_string_equal(case_contact("Jo")->job_title, "");
    assert_string_equal(case_contact("Jo")->phone, "");
    assert_string_equal(case_kept("Jo"),
                        arena_printf(&t.arena, "TEL;TYPE=WORK:%s\nTITLE:%s\n", title, title));
    assert_int_equal(t.result.noted, 1);
}

/* Hostile text stays what it is in the book; showing it safely is the screen's part. */
static void controls_cost_nothing(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\x1b[31m\r\nNOTE:a\x07\\nb\r\nTEL:1\t2\r\n"));
    assert_string_equal(case_contact("Jo\x1b[31m")->note, "a\x07\nb");
    assert_string_equal(case_contact("Jo\x1b[31m")->phone, "1 2");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)
    const struct CMUnitTest tests[] = {
        CASE(names_are_found),
        CASE(nothing_to_know_it_by_is_refused),
        CASE(companies_are_told_from_persons),
        CASE(groups_of_contacts_are_refused),
        CASE(phones_find_their_places),
        CASE(emails_find_their_places),
        CASE(wrong_emails_are_kept_and_said),
        CASE(labels_of_groups),
        CASE(lines_go_where_they_are_said_to),
        CASE(the_time_of_a_card_is_not_kept),
        CASE(addresses_find_their_places),
        CASE(regions_are_kept),
        CASE(birthdays),
        CASE(other_fields),
        CASE(what_has_no_field_is_kept),
        CASE(kept_text_is_readable),
        CASE(long_fields_are_kept_and_said),
        CASE(controls_cost_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
