/* What the line of a field says beside its value goes out again with it, from cards and from rows,
 * and does not outlive it. */
#include <stdlib.h>

#include "round_trip.h"

#define CARD(version, lines)                                                                       \
    "BEGIN:VCARD\r\nVERSION:" version "\r\nFN:Jo Ek\r\n" lines "END:VCARD\r\n"

static const char *exported(int version)
{
    return export_unfolded(export_vcard(version));
}

/* The export of this version is the same from a new book, and nothing new to its own. */
static void comes_back(int version)
{
    const lia_export_how how = {.format = LIA_FORMAT_VCARD, .vcard = version};
    lia_import_result r = {0};
    lia_book *new = fixture_book();
    struct str out = export_book(t.book, &how);
    trip_form = version == 3 ? "3.0" : "4.0";
    trip_import(new, &out, LIA_CONTENT_CONTACTS, &r);
    struct str again = export_book(new, &how);
    trip_same_text(&out, &again);
    trip_import(t.book, &out, LIA_CONTENT_CONTACTS, &r);
    if (r.added || r.changed)
        trip_fail("its own export: %lld added, %lld changed", (long long)r.added,
                  (long long)r.changed);
    str_clear(&again);
    str_clear(&out);
    lia_book_close(new);
}

/* The lines of a card, parted by '\n', and as they are in 3.0 and 4.0; NULL: as they stand. */
struct trip_case {
    const char *lines, *third, *fourth;
};

static void has_lines(int version, const char *lines)
{
    const char *text = exported(version);
    for (size_t n; *lines; lines += n + (lines[n] == '\n')) {
        n = strcspn(lines, "\n");
        export_has_line(text, arena_strndup(&t.arena, lines, n));
    }
}

static void trip_case(const struct trip_case *c, const char *source)
{
    struct str card = {0};
    case_close(NULL);
    case_open(NULL);
    str_add_f(&card, "BEGIN:VCARD\r\nVERSION:%s\r\n", source);
    if (!strstr(c->lines, "FN"))
        str_add(&card, "FN:Jo Ek\r\n");
    str_add_f(&card, "%s\r\nUID:urn:x:1\r\nEND:VCARD\r\n", c->lines);
    trip_of = c->lines;
    case_import(card.s);
    has_lines(3, c->third ? c->third : c->lines);
    has_lines(4, c->fourth ? c->fourth : c->lines);
    comes_back(3);
    comes_back(4);
    /* an update with the same lines is none */
    t.how.known = c->fourth ? LIA_KNOWN_FILL : LIA_KNOWN_UPDATE;
    case_import(exported(4));
    assert_int_equal(t.result.changed, 0);
    t.how.known = LIA_KNOWN_FILL;
    str_clear(&card);
}

/* RFC 6350 6.2.5, 4.3; RFC 2426 3.1.5. 4.0 has the basic format only. */
static void birthdays_keep_their_time(void **state)
{
    (void)state;
    static const struct trip_case cases[] = {
        {"BDAY:19531015T231000Z", NULL, NULL},
        {"BDAY:1996-04-15T10:22:00-08:00", NULL, "BDAY:19960415T102200-0800"},
        {"BDAY:--0415T102200", NULL, NULL},
        {"BDAY;VALUE=text:15 April 1996", NULL, NULL},
        {"BDAY;VALUE=text:circa 1800", "BDAY;VALUE=text;X-LIAISE-FIELD=kept:circa 1800",
         "BDAY;VALUE=text;X-LIAISE-FIELD=kept:circa 1800"},
        {"BDAY;CALSCALE=gregorian:19960415", NULL, NULL},
        {"BDAY;VALUE=date:1996-04-15", "BDAY:1996-04-15", "BDAY:19960415"},
        {"item1.BDAY:19960415\nitem1.X-ABLABEL:Born", NULL, NULL},
        {"ANNIVERSARY;VALUE=date-and-or-time:20090808T1430-0500", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        trip_case(&cases[i], "4.0");
}

/* RFC 6350 5; of 3.0 PREF is a type (RFC 2426 3.3.1). */
static void fields_keep_their_parameters(void **state)
{
    (void)state;
    static const struct trip_case cases[] = {
        {"FN;LANGUAGE=sv;ALTID=1:Jo Ek\nFN;LANGUAGE=ja;ALTID=1:Ek Jo",
         "FN;LANGUAGE=sv;ALTID=1:Jo Ek\nFN;LANGUAGE=ja;ALTID=1;X-LIAISE-FIELD=kept:Ek Jo",
         "FN;LANGUAGE=sv;ALTID=1:Jo Ek\nFN;LANGUAGE=ja;ALTID=1;X-LIAISE-FIELD=kept:Ek Jo"},
        {"FN:Jo\nFN;PREF=1:Jo Ek", "FN;TYPE=PREF:Jo Ek\nFN;X-LIAISE-FIELD=kept:Jo",
         "FN;PREF=1:Jo Ek\nFN;X-LIAISE-FIELD=kept:Jo"},
        {"FN;SORT-AS=\"Ek,Jo\":Jo Ek", NULL, NULL},
        {"N;SORT-AS=\"Ek,Jo\":Ek;Jo;;;", NULL, NULL},
        {"N:Ek;Jo,Ann;;;", NULL, NULL},
        {"N:Ek;Jo;;;;Berg;II", NULL, NULL}, /* RFC 9554 3.2 */
        {"TITLE;LANGUAGE=fr:Patron", NULL, NULL},
        {"TITLE;PREF=2;X-A=\"b;c\":Chief", NULL, NULL},
        {"ORG;LANGUAGE=en:Acme", NULL, NULL},
        {"item1.ORG:Acme\nitem1.X-B:c", NULL, NULL},
        {"NOTE;LANGUAGE=en:one", NULL, NULL},
        {"NOTE:one\nNOTE;LANGUAGE=fr:deux\\nlignes", NULL, NULL},
        {"CATEGORIES;PID=1.1:VIP,Good Friends", NULL, NULL},
        {"CATEGORIES:VIP\nCATEGORIES;PREF=50:press", NULL, NULL},
        {"KIND;X-A=b:org", "X-ABSHOWAS:COMPANY\nKIND;X-A=b;X-LIAISE-FIELD=kept:org",
         "KIND;X-A=b;X-LIAISE-FIELD=kept:org"},
        {"NICKNAME;TYPE=work:J,Jojo\nNICKNAME:JE", NULL, NULL},
        {"GENDER:F;fine\nTZ:-0500\nGEO:geo:1\\,2\nMEMBER:urn:x:2\nPRODID:-//X//EN", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        trip_case(&cases[i], "4.0");
}

static void ways_keep_their_parameters(void **state)
{
    (void)state;
    static const struct trip_case cases[] = {
        {"EMAIL;PREF=50:a@x.example", NULL, NULL},
        {"EMAIL;PREF=2;PID=1.1:a@x.example\nEMAIL;PREF=3;ALTID=7:b@x.example\n"
         "EMAIL;TYPE=HOME;X-A=b:c@x.example\nitem3.EMAIL:d@x.example\nitem3.X-B:b",
         NULL, NULL},
        {"TEL;TYPE=WORK,MSG:1\nTEL;TYPE=CELL;PREF=1:2\nTEL;TYPE=FAX;LANGUAGE=sv:3",
         "TEL;TYPE=WORK,MSG:1\nTEL;TYPE=CELL;TYPE=PREF:2\nTEL;TYPE=FAX;LANGUAGE=sv:3", NULL},
        {"TEL;TYPE=work:1\nTEL;TYPE=\"x-boat,home\":2", NULL, NULL},
        {"TEL;TYPE=HOME,PREF:1", NULL, "TEL;TYPE=HOME;PREF=1:1"},
        {"item1.TEL;TYPE=HOME:1\nTEL;TYPE=WORK:2\nitem1.X-ABLABEL:_$!<HomeFAX>!$_", NULL, NULL},
        {"TEL;TYPE=HOME:1\nTEL;TYPE=OTHER;X-A=b:1",
         "TEL;TYPE=HOME:1\nTEL;TYPE=OTHER;X-A=b;X-LIAISE-FIELD=kept:1",
         "TEL;TYPE=HOME:1\nTEL;TYPE=OTHER;X-A=b;X-LIAISE-FIELD=kept:1"},
        {"URL;MEDIATYPE=text/html:http://a.example/\nURL;TYPE=blog:http://b.example/?a,b", NULL,
         NULL},
        {"ADR;GEO=\"geo:1,2\";TZ=-0500:;;Main 1;Lund;;;\n"
         "ADR;LABEL=\"Hill^nRome\";TYPE=HOME:;;Hill 1;Rome;;;",
         NULL, NULL},
        {"ADR;X-A=b:;;Street 1;;;;\nADR;TYPE=HOME;X-A=c:;;Street 2;;;;", NULL, NULL},
        {"ADR:;Floor 3;Main 1,Back;Lund;;;", NULL, NULL},
        {"ADR:;;Main 1;Lund;;;;room 5;flat", NULL, NULL}, /* RFC 9554 2.1 */
        {"item1.ADR;TYPE=WORK:;;Main 1;Lund;;;\nitem1.X-ABADR:se", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        trip_case(&cases[i], "4.0");
}

/* vCard 2.1 has bare types, and no escapes in plain text. */
static void cards_of_2_1_are_as_whole(void **state)
{
    (void)state;
    static const struct trip_case cases[] = {
        {"TITLE;LANGUAGE=sv:Chef, stor; ny", "TITLE;LANGUAGE=sv:Chef\\, stor\\; ny",
         "TITLE;LANGUAGE=sv:Chef\\, stor\\; ny"},
        {"TEL;WORK;MSG;PREF:1\nTEL;HOME;X-A=b;ENCODING=QUOTED-PRINTABLE:=32",
         "TEL;TYPE=WORK;TYPE=MSG;TYPE=PREF:1\nTEL;TYPE=HOME;X-A=b:2",
         "TEL;TYPE=WORK;TYPE=MSG;PREF=1:1\nTEL;TYPE=HOME;X-A=b:2"},
        {"ADR;DOM;HOME:;;Hill 1, Back;Lund;;;", "ADR;TYPE=DOM;TYPE=HOME:;;Hill 1\\, Back;Lund;;;",
         "ADR;TYPE=DOM;TYPE=HOME:;;Hill 1\\, Back;Lund;;;"},
        {"CATEGORIES:VIP;Good Friends", "CATEGORIES:VIP,Good Friends",
         "CATEGORIES:VIP,Good Friends"},
        {"NOTE;LANGUAGE=en;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo, three",
         "NOTE;LANGUAGE=en:one\\ntwo\\, three", "NOTE;LANGUAGE=en:one\\ntwo\\, three"},
        {"BDAY:1980-02-29T10:00:00Z", "BDAY:1980-02-29T10:00:00Z", "BDAY:19800229T100000Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        trip_case(&cases[i], "2.1");
}

/* --- what changed --- */

static void save(lia_contact *c)
{
    int64_t id;
    assert_ok(lia_contact_save(t.book, c, &id, &t.err), t.err);
}

static void what_a_line_says_goes_with_its_field(void **state)
{
    (void)state;
    case_import(CARD("4.0", "TITLE;LANGUAGE=sv:Chef\r\nBDAY:19800229T100000Z\r\n"
                            "NOTE;LANGUAGE=sv:ett\r\nNOTE;LANGUAGE=fr:deux\r\n"
                            "CATEGORIES;X-A=b:VIP,Good Friends\r\nTEL;TYPE=FAX;PREF=9:3\r\n"
                            "EMAIL;PREF=9:a@x.example\r\n"));
    lia_contact c = *case_contact("Jo Ek");
    c.country = "Sweden"; /* none of them */
    save(&c);
    static const char *const lines[] = {
        "TITLE;LANGUAGE=sv:Chef", "BDAY:19800229T100000Z",
        "NOTE;LANGUAGE=fr:deux",  "CATEGORIES;X-A=b:VIP,Good Friends",
        "TEL;TYPE=FAX;PREF=9:3",  "EMAIL;PREF=9:a@x.example"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        export_has_line(exported(4), lines[i]);
    const lia_channel fax = {LIA_CHANNEL_PHONE, "boat", "3"};
    c = *case_contact("Jo Ek");
    c.job_title = "Boss";
    c.birthday = "1980-03-01";
    c.note = "ett";
    c.tags = "good-friends press";
    c.email = "b@x.example";
    c.channels = &fax;
    save(&c);
    const char *text = exported(4);
    static const char *const now[] = {"TITLE:Boss",       "BDAY:19800301",
                                      "NOTE:ett",         "CATEGORIES;X-A=b:Good Friends",
                                      "CATEGORIES:press", "item1.TEL;X-LIAISE-FIELD=channel:3",
                                      "EMAIL:b@x.example"};
    for (size_t i = 0; i < sizeof now / sizeof *now; i++)
        export_has_line(text, now[i]);
    static const char *const gone[] = {"Chef", "1000", "deux", "VIP", "FAX", "PREF", "a@x"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_null(strstr(text, gone[i]));
    comes_back(3);
    comes_back(4);
}

/* A field that has no other line takes none from the alternatives that stood beside it. */
static void others_of_its_name_stay(void **state)
{
    (void)state;
    case_import(CARD("4.0", "TITLE:Chief\r\nTITLE;LANGUAGE=fr:Patron\r\nTITLE:Deputy\r\n"));
    lia_contact c = *case_contact("Jo Ek");
    c.job_title = "Boss";
    save(&c);
    const char *text = exported(4);
    export_has_line(text, "TITLE:Boss");
    export_has_line(text, "TITLE;LANGUAGE=fr;X-LIAISE-FIELD=kept:Patron");
    export_has_line(text, "TITLE;X-LIAISE-FIELD=kept:Deputy");
    assert_null(strstr(text, "Chief"));
}

/* Two addresses of which the plain rules would take the wrong one. */
static void the_contacts_own_address_stays_its_own(void **state)
{
    (void)state;
    case_import(CARD("4.0", "ADR;TYPE=HOME:;;Hill 1;Lund;;;\r\n"));
    const lia_channel work = {LIA_CHANNEL_ADDRESS, "work", "Main 1, Lund"};
    lia_contact c = *case_contact("Jo Ek");
    c.channels = &work;
    c.channel_count = 1;
    save(&c);
    const char *text = exported(4);
    export_has_line(text, "ADR;TYPE=HOME;X-LIAISE-FIELD=address:;;Hill 1;Lund;;;");
    export_has_line(text, "ADR;TYPE=WORK;X-LIAISE-FIELD=channel:;;Main 1\\, Lund;;;;");
    comes_back(3);
    comes_back(4);
}

/* What two cards say of one contact is joined: of several phones each has its line. */
static void lines_of_another_card_are_added(void **state)
{
    (void)state;
    case_import(CARD("4.0", "UID:urn:x:1\r\nTEL;TYPE=WORK;X-A=1:1\r\n"));
    case_import(CARD("4.0", "UID:urn:x:1\r\nTEL;TYPE=WORK;X-A=1:1\r\nTEL;TYPE=FAX;X-B=2:2\r\n"));
    export_has_line(exported(4), "TEL;TYPE=WORK;X-A=1:1");
    export_has_line(exported(4), "TEL;TYPE=FAX;X-B=2:2");
}

/* --- rows --- */

/* The book as a table, in a new one. */
static void go_through_a_table(void)
{
    lia_import_result r = {0};
    struct str out = export_book(t.book, &(lia_export_how){.format = LIA_FORMAT_CSV});
    trip_form = "CSV";
    case_close(NULL);
    case_open(NULL);
    trip_import(t.book, &out, LIA_CONTENT_CONTACTS, &r);
    struct str again = export_book(t.book, &(lia_export_how){.format = LIA_FORMAT_CSV});
    trip_same_text(&out, &again);
    trip_import(t.book, &out, LIA_CONTENT_CONTACTS, &r);
    assert_int_equal(r.changed, 0);
    str_clear(&again);
    str_clear(&out);
}

static void rows_keep_their_labels(void **state)
{
    (void)state;
    static const struct {
        const char *table, *lines;
    } cases[] = {
        {"Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,"
         "Address 1 - Label,Address 1 - Street,Address 1 - City,Address 1 - Region\n"
         "Jo Ek,* Home,a@x.example,Boat,1,Home,Hill 1,Lund,Scania\n",
         "EMAIL;TYPE=HOME;PREF=1:a@x.example\nitem1.TEL:1\nitem1.X-ABLABEL:Boat\n"
         "ADR;TYPE=HOME:;;Hill 1;Lund;Scania;;"},
        {"Name,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value\n"
         "Jo Ek,* Work,a@x.example ::: b@x.example,Home,1\n",
         "EMAIL;TYPE=WORK;PREF=1:a@x.example\nEMAIL;TYPE=WORK:b@x.example\nTEL;TYPE=HOME:1"},
        {"First Name,Last Name,Home Phone,Mobile Phone,Home Street,Home City,Home Fax,"
         "E-mail Address,E-mail Type\nJo,Ek,1,2,Hill 1,Lund,3,a@x.example,SMTP\n",
         "TEL;TYPE=HOME:1\nTEL;TYPE=CELL:2\nTEL;TYPE=HOME,FAX:3\n"
         "ADR;TYPE=HOME:;;Hill 1;Lund;;;\nEMAIL:a@x.example"},
        {"Name,Company main phone,Birthday,Categories\nJo Ek,1,1980-02-29 10:15,VIP;Good Friends\n",
         "item1.TEL:1\nitem1.X-ABLABEL:company\nX-LIAISE-COLUMN;X-NAME=\"Birthday\":1980-02-29 "
         "10:15\nX-LIAISE-COLUMN;X-NAME=\"Categories\":VIP\\;Good Friends"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        case_close(NULL);
        case_open(NULL);
        trip_of = cases[i].table;
        case_import(cases[i].table);
        has_lines(4, cases[i].lines);
        case_import(cases[i].table);
        assert_int_equal(t.result.alone, 1);
        go_through_a_table();
        has_lines(4, cases[i].lines);
        comes_back(3);
        comes_back(4);
    }
}

/* Nothing is kept of what says nothing. */
static void rows_keep_no_more_than_that(void **state)
{
    (void)state;
    case_import("Name,E-mail,Mobile Phone,Birthday,Tags,Phone\n"
                "Jo Ek,a@x.example,2,2/29/1980 0:00,\"press,vip\",1\n");
    assert_string_equal(case_kept("Jo Ek"), "");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(birthdays_keep_their_time),
        CASE(fields_keep_their_parameters),
        CASE(ways_keep_their_parameters),
        CASE(cards_of_2_1_are_as_whole),
        CASE(what_a_line_says_goes_with_its_field),
        CASE(others_of_its_name_stay),
        CASE(the_contacts_own_address_stays_its_own),
        CASE(lines_of_another_card_are_added),
        CASE(rows_keep_their_labels),
        CASE(rows_keep_no_more_than_that),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
