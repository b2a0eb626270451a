/* Cards that are written: RFC 2426 and RFC 6350, what is kept of imported ones, UIDs. */
#include "core/export.h"
#include "core/name_parts.h"
#include "export_case.h"
#include "records.h"

static void add(const lia_contact *c)
{
    make_contact(t.book, c);
}

/* --- lines --- */

static void lines_are_folded_between_characters(void **state)
{
    (void)state;
    for (size_t before = 0; before < 8; before++) {
        struct str name = {0};
        str_add_n(&name, "abcdefgh", before);
        for (int i = 0; i < 60; i++)
            str_add(&name, i % 3 ? "漢" : "é");
        add(&(lia_contact){.type = LIA_PERSON, .name = str_text(&name)});
        str_clear(&name);
    }
    const char *text = export_vcard(4);
    for (const char *s = text; *s;) {
        const char *end = strstr(s, "\r\n");
        assert_non_null(end);
        assert_true(end - s <= 75);
        assert_true(utf8_valid(s, (size_t)(end - s)));
        s = end + 2;
    }
    assert_non_null(strstr(text, "\r\n "));
    assert_non_null(strstr(export_unfolded(text), "FN:abcé漢漢é漢漢"));
}

static void a_card_has_what_it_must(void **state)
{
    (void)state;
    add(&(lia_contact){.type = LIA_PERSON, .name = "Jo Ek"});
    for (int version = 3; version <= 4; version++) {
        const char *text = export_vcard(version);
        const char *start =
            version == 3 ? "BEGIN:VCARD\r\nVERSION:3.0\r\n" : "BEGIN:VCARD\r\nVERSION:4.0\r\n";
        assert_memory_equal(text, start, strlen(start));
        export_has_line(text, "FN:Jo Ek");
        export_has_line(text, "N:Ek;Jo;;;");
        assert_string_equal(text + strlen(text) - 11, "END:VCARD\r\n");
        assert_null(strstr(text, "ORG"));
        for (const char *s = text; (s = strchr(s, '\n')) != NULL; s++)
            assert_int_equal(s[-1], '\r');
    }
}

static void texts_are_escaped(void **state)
{
    (void)state;
    add(&(lia_contact){.type = LIA_PERSON,
                       .name = "A, B; C\\D: \"E\"",
                       .note = "one\ntwo, three",
                       .tags = "vip,press"});
    const char *text = export_vcard(4);
    export_has_line(text, "FN:A\\, B\\; C\\\\D: \"E\"");
    export_has_line(text, "NOTE:one\\ntwo\\, three");
    export_has_line(text, "CATEGORIES:press,vip");
}

static void names_have_parts(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"Jo Ek", "Jo", "Ek"},
        {"Jo", "Jo", ""},
        {"Anna Maria van der Berg", "Anna Maria", "van der Berg"},
        {"van Berg", "van", "Berg"},
        {"山田 太郎", "太郎", "山田"},
        {"山田太郎", "山田太郎", ""},
        {"Jo  B.  Ek", "Jo  B.", "Ek"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *given, *family;
        name_parts(&t.arena, cases[i][0], &given, &family);
        assert_string_equal(given, cases[i][1]);
        assert_string_equal(family, cases[i][2]);
    }
}

/* RFC 6350 4.3.1 has dates in the basic format only, and 6.2.5 --MMDD; RFC 2426 3.1.5 a whole date.
 */
static void birthdays_are_as_each_version_has_them(void **state)
{
    (void)state;
    add(&(lia_contact){.type = LIA_PERSON, .name = "A", .birthday = "1980-05-17"});
    add(&(lia_contact){.type = LIA_PERSON, .name = "B", .birthday = "--02-29"});
    export_has_line(export_vcard(4), "BDAY:19800517");
    export_has_line(export_vcard(4), "BDAY:--0229");
    export_has_line(export_vcard(3), "BDAY:1980-05-17");
    export_has_line(export_vcard(3), "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29");
}

static void companies_are_said_to_be_some(void **state)
{
    (void)state;
    add(&(lia_contact){.type = LIA_COMPANY, .name = "Acme, Inc."});
    export_has_line(export_vcard(4), "KIND:org");
    export_has_line(export_vcard(4), "ORG:Acme\\, Inc.");
    export_has_line(export_vcard(3), "X-ABSHOWAS:COMPANY");
    export_has_line(export_vcard(3), "N:;;;;");
    assert_null(strstr(export_vcard(3), "KIND"));
}

static void ways_have_types_and_labels(void **state)
{
    (void)state;
    static const lia_channel channels[] = {{LIA_CHANNEL_PHONE, "work fax", "3"},
                                           {LIA_CHANNEL_PHONE, "Boat; small", "4"},
                                           {LIA_CHANNEL_EMAIL, "home", "c@x.example"},
                                           {LIA_CHANNEL_PAGE, "", "http://b.example/?a,b;c"},
                                           {LIA_CHANNEL_ADDRESS, "home", "Hill 1, Lund"}};
    add(&(lia_contact){.type = LIA_PERSON,
                       .name = "Jo",
                       .phone = "1",
                       .mobile = "2",
                       .email = "a@x.example",
                       .email2 = "b@x.example",
                       .home_page = "http://a.example",
                       .address = "Main 1",
                       .address2 = "Floor 2",
                       .post_code = "12345",
                       .city = "Lund",
                       .country = "Sweden",
                       .channels = channels,
                       .channel_count = 5});
    static const char *const both[] = {"TEL;TYPE=WORK,FAX:3",
                                       "TEL;TYPE=CELL:2",
                                       "item1.TEL:4",
                                       "item1.X-ABLABEL:Boat\\; small",
                                       "EMAIL:b@x.example",
                                       "EMAIL;TYPE=HOME:c@x.example",
                                       "URL:http://b.example/?a,b;c",
                                       "ADR;TYPE=HOME:;;Hill 1\\, Lund;;;;"};
    for (size_t i = 0; i < sizeof both / sizeof *both; i++)
        for (int version = 3; version <= 4; version++)
            export_has_line(export_vcard(version), both[i]);
    export_has_line(export_vcard(4), "TEL;TYPE=VOICE;PREF=1:1");
    export_has_line(export_vcard(3), "TEL;TYPE=VOICE,PREF:1");
    export_has_line(export_vcard(3), "EMAIL;TYPE=PREF:a@x.example");
    export_has_line(export_vcard(4), "ADR;PREF=1:;;Main 1\\nFloor 2;Lund;;12345;Sweden");
    assert_null(strstr(export_vcard(4), "X-LIAISE-FIELD"));
}

static void where_rules_would_go_wrong_the_field_is_named(void **state)
{
    (void)state;
    add(&(lia_contact){
        .type = LIA_PERSON, .name = "Jo", .email2 = "b@x.example", .address2 = "Back"});
    export_has_line(export_vcard(4), "EMAIL;X-LIAISE-FIELD=email2:b@x.example");
    export_has_line(export_vcard(4), "ADR;X-LIAISE-FIELD=address:;Back;;;;;");
}

static void what_liaise_knows_goes_out(void **state)
{
    (void)state;
    int64_t who = make_salesperson(t.book, "JE", "someone");
    const lia_contact jo = {.type = LIA_PERSON,
                            .name = "Jo",
                            .salesperson_id = who,
                            .correspondence = LIA_HARD_COPY,
                            .exclude = true,
                            .touch_days = 30,
                            .privacy_blocked = true,
                            .privacy_reason = "asked"};
    int64_t id;
    assert_ok(lia_contact_save(t.book, &jo, &id, &t.err), t.err);
    static const char *const lines[] = {
        "X-LIAISE-SALESPERSON:JE", "X-LIAISE-CORRESPONDENCE:hard-copy", "X-LIAISE-EXCLUDE:yes",
        "X-LIAISE-TOUCH-DAYS:30",  "X-LIAISE-PRIVACY-BLOCKED:asked",    "X-LIAISE-NO:CT000001"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        export_has_line(export_vcard(3), lines[i]);
}

/* --- what is kept --- */

#define CARD21(lines) "BEGIN:VCARD\r\nVERSION:2.1\r\n" lines "END:VCARD\r\n"
#define CARD30(lines) "BEGIN:VCARD\r\nVERSION:3.0\r\n" lines "END:VCARD\r\n"
#define CARD40(lines) "BEGIN:VCARD\r\nVERSION:4.0\r\n" lines "END:VCARD\r\n"

/* 2.1 has bare types, no escapes but of ';', and its own binary form. */
static void lines_of_2_1_are_valid_in_the_version_written(void **state)
{
    (void)state;
    case_import(CARD21("N:Ek;Jo\r\nFN:Jo Ek\r\n"
                       "X-NICE;HOME;PREF;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=A5, b=5Cc=\r\n"
                       "=0D=0Ad\r\n"
                       "PHOTO;JPEG;BASE64:AAEC\r\n AwQ=\r\n\r\n"));
    export_has_line(export_vcard(3), "X-NICE;TYPE=HOME;TYPE=PREF:å, b\\\\c\\nd");
    export_has_line(export_vcard(4), "X-NICE;TYPE=HOME;PREF=1:å, b\\\\c\\nd");
    export_has_line(export_vcard(3), "PHOTO;ENCODING=b;TYPE=JPEG:AAECAwQ=");
    export_has_line(export_vcard(4), "PHOTO:data:image/jpeg;base64,AAECAwQ=");
}

static void pictures_of_4_0_go_out_as_3_0_has_them(void **state)
{
    (void)state;
    case_import(CARD40("FN:Jo\r\nPHOTO:data:image/png;base64,AAECAwQ=\r\n"
                       "LOGO;MEDIATYPE=image/gif:http://x.example/l.gif\r\n"));
    export_has_line(export_vcard(3), "PHOTO;ENCODING=b;TYPE=PNG:AAECAwQ=");
    export_has_line(export_vcard(4), "PHOTO:data:image/png;base64,AAECAwQ=");
    export_has_line(export_vcard(4), "LOGO;MEDIATYPE=image/gif:http://x.example/l.gif");
}

/* The card of this name, from its FN on. */
static const char *card_of(const char *text, const char *name)
{
    const char *start = strstr(text, arena_printf(&t.arena, "\r\nFN:%s\r\n", name));
    assert_non_null(start);
    return arena_strndup(&t.arena, start, (size_t)(strstr(start, "END:VCARD") - start));
}

static void kept_lines_stand_for_what_they_say(void **state)
{
    (void)state;
    case_import(CARD30("FN:Dr. Jo B. Ek\r\nN:Ek;Jo;B.;Dr.;\r\nORG:Acme;Sales;North\r\n"
                       "ADR;TYPE=WORK:Box 9;;Main 1;Lund;Scania;12345;Sweden\r\n"
                       "TITLE:Chief\r\nTITLE:Deputy\r\n"));
    const char *text = card_of(export_vcard(3), "Dr. Jo B. Ek");
    export_has_line(text, "N:Ek;Jo;B.;Dr.;");
    export_has_line(text, "ORG:Acme;Sales;North");
    export_has_line(text, "ADR;TYPE=WORK:Box 9;;Main 1;Lund;Scania;12345;Sweden");
    export_has_line(text, "TITLE:Chief");
    export_has_line(text, "TITLE;X-LIAISE-FIELD=kept:Deputy");
    static const char *const once[] = {"\r\nN:", "\r\nORG:", "\r\nADR"};
    for (size_t i = 0; i < sizeof once / sizeof *once; i++)
        assert_int_equal(export_count(text, once[i]), 1);
}

/* What was kept beside a field does not outlive it. */
static void what_was_changed_since_goes_out_as_it_is(void **state)
{
    (void)state;
    case_import(CARD30("FN:Dr. Ann B. Ek\r\nN:Ek;Ann;B.;Dr.;\r\nORG:Acme;Sales\r\n"
                       "ADR;TYPE=WORK:;;Main 1;Lund;Scania;12345;Sweden\r\nX-OTHER:o\r\n"));
    lia_contact c = *case_contact("Dr. Ann B. Ek");
    int64_t id;
    c.phone = "046-1";
    assert_ok(lia_contact_save(t.book, &c, &id, &t.err), t.err);
    const char *text = card_of(export_vcard(3), "Dr. Ann B. Ek");
    export_has_line(text, "N:Ek;Ann;B.;Dr.;");
    export_has_line(text, "ORG:Acme;Sales");
    export_has_line(text, "ADR;TYPE=WORK:;;Main 1;Lund;Scania;12345;Sweden");
    c = *case_contact("Dr. Ann B. Ek");
    c.name = "Ann Holm";
    c.company_id = make_company(t.book, "Other");
    c.address = "Hill 2";
    assert_ok(lia_contact_save(t.book, &c, &id, &t.err), t.err);
    text = card_of(export_vcard(3), "Ann Holm");
    export_has_line(text, "N:Holm;Ann;;;");
    export_has_line(text, "ORG:Other");
    export_has_line(text, "ADR:;;Hill 2;Lund;;12345;Sweden");
    export_has_line(text, "X-OTHER:o");
    static const char *const gone[] = {"Ek;", "Acme", "Scania"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_null(strstr(text, gone[i]));
}

/* RFC 6350 6.2.2 has the parts of the person's name, 6.2.1 any name to show: neither is made of the
 * other. */
static void parts_of_a_name_stay_what_they_are(void **state)
{
    static const char *const lines[] = {"N:Ek;;;;", "N:;Acme Call Line;;;", "N:;Jo;;;"};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *name[] = {"Ek", "Acme Call Line", "Jo"};
        case_import(arena_printf(&t.arena, CARD30("FN:%s\r\n%s\r\n"), name[i], lines[i]));
        export_has_line(card_of(export_vcard(3), name[i]), lines[i]);
    }
}

static void another_name_does_not_take_its_parts_away(void **state)
{
    (void)state;
    case_import(CARD30("FN:The Boss\r\nN:Smith;John;Tiberius;;\r\n")
                    CARD30("FN:Bo Q. Ek\r\nN:Ek;Bo;Q.;;\r\n"));
    lia_contact c = *case_contact("The Boss");
    int64_t id;
    c.phone = "046-1";
    assert_ok(lia_contact_save(t.book, &c, &id, &t.err), t.err);
    export_has_line(card_of(export_vcard(3), "The Boss"), "N:Smith;John;Tiberius;;");
    c = *case_contact("The Boss");
    c.name = "Ida Holm";
    assert_ok(lia_contact_save(t.book, &c, &id, &t.err), t.err);
    const char *text = export_vcard(3);
    export_has_line(card_of(text, "Ida Holm"), "N:Holm;Ida;;;");
    assert_null(strstr(text, "Boss"));
    c = *case_contact("Bo Q. Ek");
    c.name = "Boris Ekman"; /* both begin as before, neither is it */
    assert_ok(lia_contact_save(t.book, &c, &id, &t.err), t.err);
    export_has_line(card_of(export_vcard(3), "Boris Ekman"), "N:Ekman;Boris;;;");
}

/* A title that no field can take is a title: the function is not taken for it then. */
static void a_role_is_no_title_beside_a_kept_one(void **state)
{
    (void)state;
    char title[400] = {0};
    memset(title, 'x', sizeof title - 1);
    case_import(arena_printf(&t.arena, CARD30("FN:Jo Ek\r\nTITLE:%s\r\nROLE:Boss\r\n"), title));
    const char *first = export_vcard(3);
    assert_string_equal(case_contact("Jo Ek")->job_title, "");
    case_import(first);
    assert_string_equal(case_contact("Jo Ek")->job_title, "");
}

/* RFC 6350 6.2.5: a birthday in words is text, which has no format. */
static void a_birthday_in_words_stays_as_it_is(void **state)
{
    (void)state;
    case_import(CARD40("FN:Jo Ek\r\nBDAY;VALUE=text:1980-05-17\r\n")
                    CARD40("FN:Ida Ek\r\nBDAY;CALSCALE=gregorian:1980-05-17\r\n"));
    const char *text = export_vcard(4);
    export_has_line(text, "BDAY;VALUE=text:1980-05-17");
    export_has_line(text, "BDAY;CALSCALE=gregorian:19800517");
}

static void groups_do_not_mix(void **state)
{
    (void)state;
    case_import(CARD30("FN:Jo\r\nitem1.X-THING:t\r\nitem1.X-ABLABEL:Thing\r\nTEL:1\r\n"
                       "item2.TEL:2\r\nitem2.X-ABLABEL:Boat\r\n"));
    const char *text = export_vcard(3);
    export_has_line(text, "item1.X-THING:t");
    export_has_line(text, "item1.X-ABLABEL:Thing");
    export_has_line(text, "item2.TEL:2");
    export_has_line(text, "item2.X-ABLABEL:Boat");
}

/* A field has no label and no parameters: what a card says there is kept, and goes out with it. */
static void fields_keep_what_their_lines_say(void **state)
{
    (void)state;
    case_import(
        CARD30("FN:Jo\r\nEMAIL;TYPE=HOME:b@x.example\r\nitem1.EMAIL;TYPE=PREF:a@x.example\r\n"
               "item1.X-ABLabel:Boat\r\nTEL;TYPE=WORK;X-P=\"a;b\":1\r\nTEL;TYPE=HOME,CELL:2\r\n"
               "item2.URL:http://x.example/\r\nitem2.X-ABLabel:_$!<HomePage>!$_\r\n"
               "ADR;TYPE=HOME;LABEL=\"Hill^nLund\":;;Hill 1;Lund;;22100;Sweden\r\n"));
    static const char *const third[] = {
        "item1.EMAIL;TYPE=PREF:a@x.example",
        "item1.X-ABLabel:Boat",
        "EMAIL;TYPE=HOME:b@x.example",
        "TEL;TYPE=WORK;X-P=\"a;b\":1",
        "TEL;TYPE=HOME,CELL:2",
        "item2.URL:http://x.example/",
        "item2.X-ABLabel:_$!<HomePage>!$_",
        "ADR;TYPE=HOME;LABEL=\"Hill^nLund\":;;Hill 1;Lund;;22100;Sweden"};
    const char *text = export_unfolded(export_vcard(3));
    for (size_t i = 0; i < sizeof third / sizeof *third; i++)
        export_has_line(text, third[i]);
    assert_int_equal(export_count(text, "EMAIL"), 2);
    assert_int_equal(export_count(text, "TEL"), 2);
    export_has_line(export_vcard(4), "TEL;TYPE=WORK;X-P=\"a;b\":1");
    export_has_line(export_vcard(4), "item1.EMAIL;PREF=1:a@x.example");
}

/* RFC 2426 3.3.2: what an e-mail was called does not outlive it. */
static void what_a_line_said_goes_with_its_value(void **state)
{
    (void)state;
    case_import(CARD30("FN:Jo\r\nitem1.EMAIL:a@x.example\r\nitem1.X-ABLabel:Boat\r\n"
                       "TEL;TYPE=WORK:1\r\nADR;TYPE=HOME:;;Hill 1\\nHouse 2;Lund;;;\r\n"));
    lia_contact c = *case_contact("Jo");
    int64_t id;
    c.email = "c@x.example";
    c.phone = "3";
    c.address2 = "House 3";
    assert_ok(lia_contact_save(t.book, &c, &id, &t.err), t.err);
    const char *text = export_vcard(4);
    export_has_line(text, "EMAIL:c@x.example");
    export_has_line(text, "TEL;TYPE=VOICE:3");
    export_has_line(text, "ADR:;;Hill 1\\nHouse 3;Lund;;;");
    static const char *const gone[] = {"a@x.example", "Boat", "WORK", "HOME", "House 2"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_null(strstr(text, gone[i]));
}

/* A further address has no parts: that of a card goes out with them, as long as it is the same. */
static void further_addresses_keep_their_parts(void **state)
{
    (void)state;
    static const char home[] = "ADR;TYPE=HOME:;;Hill 1;Lund;Scania;22100;Sweden";
    case_import(CARD30("FN:Jo\r\nADR;TYPE=HOME:;;Hill 1;Lund;Scania;22100;Sweden\r\n"
                       "ADR;TYPE=WORK:;;Main 1;Malmö;;21100;\r\n"
                       "item1.ADR:;;Sea 1;Oslo;;;\r\nitem1.X-ABLabel:Cottage\r\n"));
    assert_string_equal(case_contact("Jo")->city, "Malmö");
    const char *text = export_unfolded(export_vcard(3));
    export_has_line(text, home);
    export_has_line(text, "ADR;TYPE=WORK:;;Main 1;Malmö;;21100;");
    export_has_line(text, "item1.ADR:;;Sea 1;Oslo;;;");
    export_has_line(text, "item1.X-ABLabel:Cottage");
    assert_int_equal(export_count(text, "ADR"), 3);
    lia_contact c = *case_contact("Jo");
    const lia_channel one = {LIA_CHANNEL_ADDRESS, "home", "Hill 1, 22100 Lund, Scania, Sweden"},
                      other = {LIA_CHANNEL_ADDRESS, "", "Hill 2, Lund"};
    int64_t id;
    c.channels = &one;
    c.channel_count = 1;
    assert_ok(lia_contact_save(t.book, &c, &id, &t.err), t.err);
    text = export_unfolded(export_vcard(3));
    export_has_line(text, home);
    assert_null(strstr(text, "Sea"));
    assert_null(strstr(text, "Cottage"));
    c = *case_contact("Jo");
    c.address = c.city = c.post_code = "";
    assert_ok(lia_contact_save(t.book, &c, &id, &t.err), t.err);
    export_has_line(export_unfolded(export_vcard(3)), /* it would be taken for the contact's own */
                    "ADR;TYPE=HOME;X-LIAISE-FIELD=channel:;;Hill 1;Lund;Scania;22100;Sweden");
    c = *case_contact("Jo");
    c.channels = &other;
    assert_ok(lia_contact_save(t.book, &c, &id, &t.err), t.err);
    text = export_unfolded(export_vcard(3));
    assert_null(strstr(text, "Scania"));
    assert_non_null(strstr(text, "Hill 2\\, Lund"));
}

/* Also of a contact that came from a table first. */
static void what_a_card_says_of_a_row_goes_out_once(void **state)
{
    (void)state;
    case_import("Name,Phone,Shoe\nJo,1,42\n");
    case_import(CARD30("FN:Jo\r\nTEL;TYPE=WORK:1\r\n"));
    const char *text = export_vcard(4);
    export_has_line(text, "TEL;TYPE=WORK:1");
    export_has_line(text, "X-LIAISE-COLUMN;X-NAME=\"Shoe\":42");
    assert_int_equal(export_count(text, "TEL"), 1);
}

static void columns_of_tables_go_out(void **state)
{
    (void)state;
    case_import("Name,Shoe size,\"Say \"\"hi\"\"\"\nJo,42,\"a,b\nc\"\n");
    const char *text = export_vcard(4);
    export_has_line(text, "X-LIAISE-COLUMN;X-NAME=\"Shoe size\":42");
    export_has_line(text, "X-LIAISE-COLUMN;X-NAME=\"Say ^'hi^'\":a\\,b\\nc");
}

/* --- UIDs --- */

/* RFC 9562: version 8, variant 10. */
static void a_contact_without_uid_has_one_of_its_own(void **state)
{
    (void)state;
    int64_t id = make_person(t.book, "Jo", 0);
    char uid[EXPORT_UID_TEXT];
    export_uid(t.book, id, uid);
    assert_int_equal(strlen(uid), strlen("urn:uuid:") + 36);
    assert_int_equal(uid[9 + 14], '8');
    assert_non_null(strchr("89ab", uid[9 + 19]));
    export_has_line(export_vcard(4), arena_printf(&t.arena, "UID:%s", uid));
    assert_int_equal(export_uid_contact(t.book, uid), id);
    static const int64_t ids[] = {1, 2, INT64_C(1) << 40, (INT64_C(1) << 62) - 1};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        export_uid(t.book, ids[i], uid);
        assert_int_equal(export_uid_contact(t.book, uid), ids[i]);
    }
    lia_book *other = fixture_book();
    export_uid(other, id, uid);
    assert_int_equal(export_uid_contact(t.book, uid), 0);
    lia_book_close(other);
    assert_int_equal(export_uid_contact(t.book, "urn:uuid:"), 0);
    assert_int_equal(export_uid_contact(t.book, "abc"), 0);
}

/* A phone that sends a card back sends another name, perhaps, and nothing of what is liaise's own.
 */
static void a_card_that_comes_back_is_the_contact_it_was(void **state)
{
    (void)state;
    char uid[EXPORT_UID_TEXT];
    int64_t id = make_person(t.book, "Jo Ek", 0);
    export_uid(t.book, id, uid);
    const char *card = arena_printf(&t.arena, CARD40("FN:Johanna\r\nTEL:046-1\r\nUID:%s\r\n"), uid);
    case_import(card);
    assert_int_equal(t.result.added, 0);
    assert_int_equal(t.result.changed, 1);
    assert_string_equal(case_contact("Jo Ek")->phone, "046-1");
    assert_string_equal(case_contact("Jo Ek")->uid, "");
    case_import(card);
    assert_int_equal(t.result.alone, 1);
    t.how.known = LIA_KNOWN_UPDATE;
    case_import(card);
    assert_int_equal(case_contact("Johanna")->id, id);
    /* of another book: the UID becomes the contact's */
    lia_book *other = fixture_book();
    export_uid(other, id, uid);
    lia_book_close(other);
    case_import(arena_printf(&t.arena, CARD40("FN:Ida\r\nUID:%s\r\n"), uid));
    assert_int_equal(t.result.added, 1);
    assert_string_equal(case_contact("Ida")->uid, uid);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(lines_are_folded_between_characters),
        CASE(a_card_has_what_it_must),
        CASE(texts_are_escaped),
        CASE(names_have_parts),
        CASE(birthdays_are_as_each_version_has_them),
        CASE(companies_are_said_to_be_some),
        CASE(ways_have_types_and_labels),
        CASE(where_rules_would_go_wrong_the_field_is_named),
        CASE(what_liaise_knows_goes_out),
        CASE(lines_of_2_1_are_valid_in_the_version_written),
        CASE(pictures_of_4_0_go_out_as_3_0_has_them),
        CASE(kept_lines_stand_for_what_they_say),
        CASE(what_was_changed_since_goes_out_as_it_is),
        CASE(parts_of_a_name_stay_what_they_are),
        CASE(another_name_does_not_take_its_parts_away),
        CASE(a_role_is_no_title_beside_a_kept_one),
        CASE(a_birthday_in_words_stays_as_it_is),
        CASE(groups_do_not_mix),
        CASE(fields_keep_what_their_lines_say),
        CASE(what_a_line_said_goes_with_its_value),
        CASE(further_addresses_keep_their_parts),
        CASE(what_a_card_says_of_a_row_goes_out_once),
        CASE(columns_of_tables_go_out),
        CASE(a_contact_without_uid_has_one_of_its_own),
        CASE(a_card_that_comes_back_is_the_contact_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
