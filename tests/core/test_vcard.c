/* vCards as RFC 2426, RFC 6350, vCard 2.1 and the programs of the world write them. */
#include "import_case.h"

#include "base/str.h"

#define CARD(body)   "BEGIN:VCARD\r\nVERSION:3.0\r\n" body "END:VCARD\r\n"
#define CARD21(body) "BEGIN:VCARD\r\nVERSION:2.1\r\n" body "END:VCARD\r\n"
#define CARD40(body) "BEGIN:VCARD\r\nVERSION:4.0\r\n" body "END:VCARD\r\n"

/* --- lines --- */

/* RFC 6350 3.2: a fold may stand anywhere, within a character too. */
static void folded_lines_are_joined(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\n  E\r\n\tk\r\nNOTE:Gr\xC3\r\n \xBC\xC3\x9F"
                     "e\r\n"));
    assert_string_equal(case_contact("Jo Ek")->note, "Grüße");
}

static void any_line_end_is_one(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r", "\r\r\n"};
    for (size_t i = 0; i < 3; i++) {
        struct str file = {0};
        str_add_f(&file, "BEGIN:VCARD%sVERSION:3.0%sFN:Jo %zu%sNOTE:a%s b%sEND:VCARD%s", ends[i],
                  ends[i], i, ends[i], ends[i], ends[i], ends[i]);
        case_import(file.s);
        assert_int_equal(t.result.added, 1);
        str_clear(&file);
    }
    assert_string_equal(case_contact("Jo 1")->note, "ab");
    assert_string_equal(case_contact("Jo 2")->note, "ab");
}

/* vCard 2.1, 2.1.3: there the blank that a line was folded at is part of the text. */
static void old_folding_keeps_the_blank(void **state)
{
    (void)state;
    case_import(CARD21("FN:Jo\r\n Ek\r\n"));
    case_contact("Jo Ek");
}

static void soft_breaks_are_joined(void **state)
{
    (void)state;
    case_import(
        CARD21("FN:Jo\r\nNOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\ntwo =\r\n three=3D\r\n"));
    assert_string_equal(case_contact("Jo")->note, "one\ntwo  three=");
}

/* A writer that ends its text with a soft break must not cost the next card. */
static void soft_break_does_not_swallow_the_end(void **state)
{
    (void)state;
    case_import(CARD21("FN:Jo\r\nNOTE;QUOTED-PRINTABLE:text=\r\n") CARD21("FN:Al\r\n"));
    assert_int_equal(t.result.added, 2);
    assert_string_equal(case_contact("Jo")->note, "text");
}

static void raw_lines_of_a_note_are_its_lines(void **state)
{
    (void)state;
    case_import(CARD("FN:Jo\r\nNOTE:one\r\ntwo and three\r\nTEL:12\r\n"));
    assert_string_equal(case_contact("Jo")->note, "one\ntwo and three");
    assert_string_equal(case_contact("Jo")->phone, "12");
    assert_int_equal(t.count, 0);
}

/* Lines that are nothing are left out, and said. */
static void lines_that_are_none_are_said(void **state)
{
    (void)state;
    case_import(
        "what is this\r\n" CARD("FN:Jo\r\n# a comment\r\nTEL:12\r\n") "junk\r\nmore junk\r\n");
    assert_int_equal(t.result.read, 1);
    assert_int_equal(t.result.added, 1);
    assert_int_equal(t.result.noted, 3);
    assert_int_equal(case_line(1)->fate, LIA_IMPORT_NOTED);
    assert_non_null(strstr(case_line(2)->reason, "5"));
    assert_string_equal(case_line(2)->name, "Jo");
    case_line(8);
}

/* --- text --- */

static void character_sets(void **state)
{
    (void)state;
    static const struct {
        const char *line, *name;
    } cases[] = {
        {"FN;CHARSET=ISO-8859-1:J\xF8rgen", "Jørgen"},
        {"FN;CHARSET=Windows-1252:Zo\xEB \x80", "Zoë €"},
        {"FN;CHARSET=UTF-8:Zoë 2", "Zoë 2"},
        {"FN;CHARSET=SHIFT_JIS:\x88\xC9\x94\x5C", "伊能"}, /* ends in a backslash */
        {"FN;CHARSET=Shift-JIS;ENCODING=QUOTED-PRINTABLE:=88=C0=93=A1", "安藤"},
        {"FN;CHARSET=UTF-16BE;ENCODING=QUOTED-PRINTABLE:=00J=00o", "Jo"},
        {"FN;CHARSET=KOI8-R;ENCODING=QUOTED-PRINTABLE:=E9=D7=C1=CE", "Иван"},
        {"FN;CHARSET=no-such-set:Jo 3", "Jo 3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char file[300];
        snprintf(file, sizeof file, "BEGIN:VCARD\r\nVERSION:2.1\r\n%s\r\nEND:VCARD\r\n",
                 cases[i].line);
        case_import(file);
        case_contact(cases[i].name);
        assert_int_equal(t.count, 0);
    }
}

static void unsaid_character_sets_are_guessed_and_said(void **state)
{
    (void)state;
    case_import(CARD21("FN:J\xF8rgen O\x92"
                       "Brien\r\n") CARD21("FN:\x96\xBC\x96\xB3\x82\xB5\r\n"));
    case_contact("Jørgen O’Brien");
    case_contact("名無し");
    assert_int_equal(t.result.noted, 2);
    assert_non_null(strstr(case_line(1)->reason, "Windows-1252"));
    assert_non_null(strstr(case_line(5)->reason, "Shift_JIS"));
}

/* Text is UTF-8; what is none is repaired, and reported (house rules on values). */
static void damaged_text_is_repaired_and_said(void **state)
{
    (void)state;
    case_import(CARD("FN:J\xC3\xB8rg\xC3\xA9n \xC3\x28\r\n"));
    assert_non_null(strstr(case_line(1)->name, "\xEF\xBF\xBD"));
    assert_non_null(strstr(case_line(1)->reason, "1 damaged"));
}

static void wide_files_are_read(void **state)
{
    (void)state;
    static const char text[] =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jo \xF0\x9D\x84\x9E\r\nEND:VCARD\r\n";
    for (int big = 0; big < 2; big++) {
        char wide[400];
        size_t n = 0;
        for (size_t i = 0; text[i];) {
            int32_t cp;
            i += utf8_decode(text + i, strlen(text + i), &cp);
            uint32_t units[2] = {(uint32_t)cp, 0};
            int count = 1;
            if (cp > 0xFFFF) {
                units[0] = 0xD800 + (((uint32_t)cp - 0x10000) >> 10);
                units[1] = 0xDC00 + (((uint32_t)cp - 0x10000) & 0x3FF);
                count = 2;
            }
            for (int u = 0; u < count; u++) {
                wide[n++] = (char)(big ? units[u] >> 8 : units[u] & 0xFF);
                wide[n++] = (char)(big ? units[u] & 0xFF : units[u] >> 8);
            }
        }
        case_import_n(wide, n);
        assert_int_equal(t.result.read, 1);
    }
    case_contact("Jo \xF0\x9D\x84\x9E");
}

/* RFC 2426 4: \n \, \; \\ ; in 2.1 only the parts of a value know ; escaped. */
static void escapes(void **state)
{
    (void)state;
    case_import(CARD("FN:Ek\\, Jo\\; \\\\x\r\nNOTE:a\\nb\\Nc\\d\r\nORG:Ek\\; Co;Dept\r\n")
                    CARD21("FN:Al\\, B\r\nORG:Al\\;Co\r\n"));
    assert_string_equal(case_contact("Ek, Jo; \\x")->note, "a\nb\nc\\d");
    assert_string_equal(case_contact("Ek, Jo; \\x")->company, "Ek; Co");
    assert_string_equal(case_contact("Al\\, B")->company, "Al;Co");
}

/* RFC 6868: ^n ^^ ^' in the values of parameters. */
static void parameters(void **state)
{
    (void)state;
    case_import(CARD40("FN:Jo\r\nTEL;TYPE=\"x-a^^b\",\"c;d:e\":1\r\nTEL;TYPE=home;TYPE=fax:2\r\n"));
    assert_string_equal(case_contact("Jo")->phone, "1");
    assert_string_equal(case_channels("Jo", LIA_CHANNEL_PHONE), "home fax: 2");
    case_import(CARD40("FN:Al\r\nTEL;TYPE=home:1\r\nTEL;TYPE=\"x-a^^b\",\"c;d:e\":2\r\n"));
    assert_string_equal(case_channels("Al", LIA_CHANNEL_PHONE), "a^b c;d:e: 2");
}

static void base64_text_is_read(void **state)
{
    (void)state;
    case_import(CARD21("FN:Jo\r\nNOTE;ENCODING=BASE64:R3LD\r\nvMOfZQ==\r\n\r\nTEL:1\r\n"));
    assert_string_equal(case_contact("Jo")->note, "Grüße");
    assert_string_equal(case_contact("Jo")->phone, "1");
}

/* --- cards --- */

static void cards_within_cards(void **state)
{
    (void)state;
    case_import("BEGIN:VCARD\nVERSION:2.1\nFN:outer\nBEGIN:VCARD\nVERSION:2.1\nFN:inner\n"
                "END:VCARD\nTEL:1\nEND:VCARD\n");
    assert_int_equal(t.result.read, 2);
    assert_string_equal(case_contact("outer")->phone, "1");
    assert_string_equal(case_contact("inner")->phone, "");
}

/* An agent is said to be part of its card (RFC 2426 3.5.4): it is kept with it. */
static void agents_are_kept(void **state)
{
    (void)state;
    case_import("BEGIN:VCARD\nVERSION:2.1\nFN:boss\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:agent\n"
                "TEL:1,2\nEND:VCARD\nTEL:3\nEND:VCARD\n" CARD("FN:next\n"));
    assert_int_equal(t.result.read, 2);
    assert_string_equal(case_contact("boss")->phone, "3");
    assert_string_equal(case_kept("boss"), "AGENT:BEGIN:VCARD\\nVERSION:2.1\\nFN:agent"
                                           "\\nTEL:1\\,2\\nEND:VCARD\\n\n");
}

static void missing_ends_cost_nothing(void **state)
{
    (void)state;
    case_import("BEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b\nEND:VCARD\nBEGIN:VCARD\nFN:c\nTEL:1\n");
    assert_int_equal(t.result.added, 3);
    assert_string_equal(case_contact("c")->phone, "1");
    assert_non_null(strstr(case_line(1)->reason, "END:VCARD"));
    assert_non_null(strstr(case_line(6)->reason, "END:VCARD"));
    assert_int_equal(t.count, 2);
}

static void thousand_missing_ends(void **state)
{
    (void)state;
    struct str file = {0};
    for (int i = 0; i < 1000; i++)
        str_add_f(&file, "BEGIN:VCARD\nFN:n%d\n", i);
    case_import(file.s);
    assert_int_equal(t.result.added, 1000);
    str_clear(&file);
}

/* An agent whose END is missing must not swallow the cards behind it. */
static void open_agent_ends_with_the_next_card(void **state)
{
    (void)state;
    case_import("BEGIN:VCARD\nFN:a\nAGENT:\nBEGIN:VCARD\nFN:x\nBEGIN:VCARD\nFN:b\nEND:VCARD\n");
    assert_int_equal(t.result.added, 2);
    case_contact("b");
    assert_non_null(strstr(case_kept("a"), "FN:x"));
}

static void bad_card_costs_that_card(void **state)
{
    (void)state;
    struct str file = {0};
    str_add(&file, "BEGIN:VCARD\nFN:");
    for (int i = 0; i < 1 << 20; i++)
        str_add_char(&file, 'x');
    str_add(&file, "\nEND:VCARD\nBEGIN:VCARD\nX-EMPTY:\nEND:VCARD\n" CARD("FN:good\n"));
    case_import(file.s);
    assert_int_equal(t.result.read, 3);
    assert_int_equal(t.result.added, 1);
    assert_int_equal(case_line(1)->fate, LIA_IMPORT_REFUSED);
    assert_int_equal(case_line(4)->fate, LIA_IMPORT_REFUSED);
    str_clear(&file);
}

static void photos_are_kept_up_to_a_limit(void **state)
{
    (void)state;
    struct str file = {0};
    for (int card = 0; card < 2; card++) {
        str_add_f(&file, "BEGIN:VCARD\nVERSION:3.0\nFN:n%d\nPHOTO;ENCODING=b:", card);
        for (int i = 0; i < (card ? 60000 : 1000); i++)
            str_add(&file, "\n AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        str_add(&file, "\nTEL:1\nEND:VCARD\n");
    }
    case_import(file.s);
    str_clear(&file);
    assert_int_equal(strlen(case_kept("n0")), strlen("PHOTO;ENCODING=b:\n") + 57000);
    assert_string_equal(case_kept("n1"), "");
    assert_string_equal(case_contact("n1")->phone, "1");
    assert_int_equal(t.count, 1);
    assert_non_null(strstr(t.lines[0].reason, "PHOTO"));
}

static void endless_card_is_refused(void **state)
{
    (void)state;
    struct str file = {0};
    str_add(&file, "BEGIN:VCARD\nFN:big\n");
    for (int i = 0; i < 6000; i++)
        str_add_f(&file, "X-N:%d\n", i);
    str_add(&file, "END:VCARD\n" CARD("FN:good\n"));
    case_import(file.s);
    assert_int_equal(t.result.added, 1);
    assert_int_equal(case_line(1)->fate, LIA_IMPORT_REFUSED);
    assert_string_equal(case_line(1)->name, "big");
    str_clear(&file);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)
    const struct CMUnitTest tests[] = {
        CASE(folded_lines_are_joined),
        CASE(any_line_end_is_one),
        CASE(old_folding_keeps_the_blank),
        CASE(soft_breaks_are_joined),
        CASE(soft_break_does_not_swallow_the_end),
        CASE(raw_lines_of_a_note_are_its_lines),
        CASE(lines_that_are_none_are_said),
        CASE(character_sets),
        CASE(unsaid_character_sets_are_guessed_and_said),
        CASE(damaged_text_is_repaired_and_said),
        CASE(wide_files_are_read),
        CASE(escapes),
        CASE(parameters),
        CASE(base64_text_is_read),
        CASE(cards_within_cards),
        CASE(agents_are_kept),
        CASE(missing_ends_cost_nothing),
        CASE(thousand_missing_ends),
        CASE(open_agent_ends_with_the_next_card),
        CASE(bad_card_costs_that_card),
        CASE(photos_are_kept_up_to_a_limit),
        CASE(endless_card_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
