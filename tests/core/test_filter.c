/* Reading filters: what is refused, where, and what is said; what is left alone while it is typed.
 */
#include "filter_case.h"

static lia_book *book;

static int set_up(void **state)
{
    (void)state;
    book = fixture_book();
    make_person(book, "Bo Ek", 0);
    make_person(book, "Anna Berg", 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    lia_book_close(book);
    return 0;
}

static void refused(const char *text, const char *at, const char *says)
{
    filter_refused(book, LIA_FILTER_CONTACTS, text, at, says);
}
static void entry_refused(const char *text, const char *at, const char *says)
{
    filter_refused(book, LIA_FILTER_ENTRIES, text, at, says);
}

static void an_unknown_field_names_the_nearest(void **state)
{
    (void)state;
    refused("berg citty:lund", "citty", "city");
    refused("slesperson:JO", "slesperson", "salesperson");
    refused("sales:JO", "sales", "salesperson");
    refused("nmae:berg", "nmae", "name");
    refused("template:CALL", "template", "near");
    entry_refused("templ:CALL", "templ", "template");
    entry_refused("has:(x)", "has", "near");
    refused("has:(city:lund)", "city", "near");
    refused("averylongfieldnamethatnobodywouldevertypeinearnest:x",
            "averylongfieldnamethatnobodywouldevertypeinearnest", "near");
}

static void a_value_says_what_would_be_right(void **state)
{
    (void)state;
    refused("city:", "", "city:lund");
    refused("city: lund", "", "city:lund");
    refused("tag:vip,", "", "tag:vip");
    refused("type:thing", "thing", "company/person");
    refused("archived:maybe", "maybe", "yes or no");
    refused("created:soon", "soon", "2026-11-20");
    refused("created:2026-13", "2026-13", "date");
    refused("created:2026-02-30", "2026-02-30", "date");
    refused("created:..", "..", "date");
    refused("created:never", "never", "date"); /* nothing is never created */
    refused("last:2026..2025", "2026..2025", "ends before it begins");
    refused("entries:many", "many", ">10");
    refused("entries:-1", "-1", "number");
    refused("touch:often", "often", "overdue");
    refused("phone:none-such", "none-such", "digits");
    refused("salesperson:JOE", "JOE", "JO");
    refused("tag:*", "*", "tag:vip");
    entry_refused("cost:1,200x", "200x", "12.50");
    entry_refused("cost:>", ">", "amount");
    entry_refused("time:25:00", "25:00", "14:32");
    entry_refused("minutes:long", "long", "1:30");
    entry_refused("template:CALLOUT", "CALLOUT", "CALL-OUT");
    entry_refused("evaluation:great", "great",
                  "very-positive/positive/neutral/negative/very-negative/none");
    entry_refused("status:gone", "gone", "logged/failed/canceled/corrected");
    entry_refused("flow:sideways", "sideways", "outbound/inbound/none");
    entry_refused("no:12a", "12a", "number");
    entry_refused("logged:1234567890123456789", "1234567890123456789", "number");
}

static void long_values_are_shown_short(void **state)
{
    (void)state;
    static const char *const fields[] = {
        "created:", "salesperson:", "archived:", "entries:", "touch:", "last:"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        char text[300], value[200];
        memset(value, 'x', sizeof value);
        value[sizeof value - 1] = '\0';
        snprintf(text, sizeof text, "%s%s", fields[i], value);
        refused(text, value, "x");
    }
    refused("created:\x1b[31mred", "\x1b[31mred", "^[[31mred");
}

static void words_need_letters_or_digits(void **state)
{
    (void)state;
    refused("berg &", "&", "quotes");
    refused("@", "@", "letter or digit");
    refused("*be", "*be", "3 letters");
    refused("\"\"", "", "quotes");
    refused("city:*lu", "*lu", "3 letters");
    contacts_are(book, "\"&\"", "");
    contacts_are(book, "*berg", "Anna Berg");
}

static void signs_and_parentheses_must_fit(void **state)
{
    (void)state;
    refused("berg -", "-", "must not hold");
    refused("(berg", "(", ") is missing");
    refused("berg )", ")", "( is open");
    refused("()", "()", "Nothing between");
    refused("has:berg", "has:", "has:(");
    refused("has:(", "has:(", ") is missing");
    refused("has:( )", "has:( )", "Nothing between");
    refused("OR berg", "OR", "between two terms");
    refused("berg OR", "OR", "between two terms");
    refused("berg OR OR ek", "OR", "between two terms");
    refused("(berg OR ) ek", "OR", "between two terms");
    refused("name:\"Bo Ek", "\"Bo Ek", "no end");
    refused("\"Bo Ek\"x", "x", "closing quote");
    refused("((((((((( berg )))))))))", "(", "deep");
}

static void there_is_an_end_to_length(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < 100; i++)
        str_add_f(&text, "b%d ", i);
    lia_filter *filter = case_parse(book, LIA_FILTER_CONTACTS, str_text(&text));
    lia_contact_rows rows;
    lia_error err = {0};
    assert_ok(lia_contact_list(book, &(lia_contact_query){.filter = filter},
                               &(lia_seek){.no_key = true, .limit = 10}, &rows, &err),
              err);
    assert_int_equal(rows.count, 0);
    lia_contact_rows_clear(&rows);
    lia_filter_free(filter);
    str_add(&text, "b100");
    filter_refused(book, LIA_FILTER_CONTACTS, str_text(&text), "b100", "100 terms");
    str_clear(&text);
    for (int i = 0; i < 8001; i++)
        str_add_char(&text, ' ');
    filter_refused(book, LIA_FILTER_CONTACTS, str_text(&text), " ", "8000");
    str_clear(&text);
}

/* What is refused when it is finished lists so much while it is typed. */
static void typed_lists(const char *text, const char *expected)
{
    lia_error err = {0};
    lia_filter *filter = NULL;
    if (lia_filter_parse(book, LIA_FILTER_CONTACTS, text, true, &filter, NULL, &err) != LIA_OK)
        fail_msg("%s: %s", text, err.message);
    assert_string_equal(lia_filter_text(filter), text);
    lia_contact_query query = {.filter = filter};
    struct str all = case_pages(book, &query, 10, false);
    case_same(text, "typing", &all, expected);
    lia_filter_free(filter);
}

#define BOTH "Anna Berg|Bo Ek"

static void the_term_being_typed_is_not_judged(void **state)
{
    (void)state;
    static const char *const unfinished[] = {"-",
                                             "!",
                                             "*",
                                             "*e",
                                             "\"",
                                             "city:",
                                             "citty:x",
                                             "type:",
                                             "type:thin",
                                             "created:2026-1",
                                             "created:..",
                                             "salesperson:X",
                                             "OR",
                                             "(",
                                             "((",
                                             "-(",
                                             "has:",
                                             "has:(",
                                             "has:(template:",
                                             "has:(template:LET",
                                             "has:(no:1x",
                                             "@",
                                             "name:\"",
                                             "created:>",
                                             "archived:ye",
                                             "citty:\"a b"};
    for (size_t i = 0; i < sizeof unfinished / sizeof *unfinished; i++)
        typed_lists(unfinished[i], BOTH);
    typed_lists("bo city:", "Bo Ek");
    typed_lists("bo OR", "Bo Ek");
    typed_lists("bo OR anna", BOTH);
    typed_lists("(bo", "Bo Ek");
    typed_lists("(bo OR (anna", BOTH);
    typed_lists("-(bo", "Anna Berg");
    typed_lists("\"bo e", "Bo Ek");
    typed_lists("name:\"anna b", "Anna Berg");
    typed_lists("name:bo,", "Bo Ek");
    typed_lists("type:person,comp", BOTH);
    typed_lists("bo )", "Bo Ek");
}

static void a_finished_term_is_judged_while_typing(void **state)
{
    (void)state;
    static const char *const finished[] = {"city: ",  "citty:lund ", "citty:lund b", "type:thing,x",
                                           "- ",      "OR ",         "bo OR OR x",   "@ b",
                                           "has:() ", "has:(zzz:1) "};
    for (size_t i = 0; i < sizeof finished / sizeof *finished; i++) {
        lia_error err = {0};
        lia_filter *filter = NULL;
        lia_filter_fault fault;
        lia_status status =
            lia_filter_parse(book, LIA_FILTER_CONTACTS, finished[i], true, &filter, &fault, &err);
        if (status != LIA_INVALID)
            fail_msg("%s is taken while it is typed", finished[i]);
        assert_message(err, "");
    }
}

static void mine_wants_a_salesperson(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_salesperson_list list;
    int64_t id = salesperson_id(book, "JO");
    assert_ok(lia_salesperson_get(book, id, &list, &err), err);
    lia_salesperson jo = list.items[0];
    jo.account = "";
    assert_ok(lia_salesperson_save(book, &jo, &id, &err), err);
    refused("berg mine", "mine", "Salespeople");
    lia_salesperson_list_clear(&list);
}

static void empty_filters_are_empty(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool empty;
    } cases[] = {{"", true}, {"   ", true}, {"bo", false}, {"archived:no", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lia_filter *filter = case_parse(book, LIA_FILTER_CONTACTS, cases[i].text);
        assert_int_equal(lia_filter_empty(filter), cases[i].empty);
        assert_string_equal(lia_filter_text(filter), cases[i].text);
        lia_filter_free(filter);
    }
    lia_filter_free(NULL);
}

/* Each field's example is a filter, so that help does not promise too much. */
static void examples_are_right(void **state)
{
    (void)state;
    make_salesperson(book, "XX", "");
    for (int kind = LIA_FILTER_CONTACTS; kind <= LIA_FILTER_ENTRIES; kind++)
        for (const lia_filter_field *f = lia_filter_fields((lia_filter_kind)kind); f->name; f++) {
            size_t len = strlen(f->name);
            assert_true(strncmp(f->example, f->name, len) == 0 && f->example[len] == ':');
            assert_true(f->help[0]);
            lia_filter_free(case_parse(book, (lia_filter_kind)kind, f->example));
        }
}

/* The fields of screens.md 7, less those of what is not kept yet. */
static void the_fields_are_all_there(void **state)
{
    (void)state;
    static const char *const names[] = {"no name type company city post country email phone tag "
                                        "salesperson corr exclude privacy archived created "
                                        "changed last attempt touch entries has ",
                                        "no date time contact company template group flow by corr "
                                        "salesperson segment logged status cost minutes "
                                        "evaluation failed canceled comment origin user "};
    for (int kind = LIA_FILTER_CONTACTS; kind <= LIA_FILTER_ENTRIES; kind++) {
        struct str all = {0};
        for (const lia_filter_field *f = lia_filter_fields((lia_filter_kind)kind); f->name; f++)
            str_add_f(&all, "%s ", f->name);
        assert_string_equal(str_text(&all), names[kind]);
        str_clear(&all);
    }
}

static void values_are(lia_filter_kind kind, const char *field, const char *start, size_t limit,
                       const char *expected)
{
    lia_error err = {0};
    lia_filter_values values;
    struct str all = {0};
    assert_ok(lia_filter_values_of(book, kind, field, start, limit, &values, &err), err);
    for (size_t i = 0; i < values.count; i++)
        str_add_f(&all, "%s ", values.items[i]);
    assert_string_equal(str_text(&all), expected);
    str_clear(&all);
    lia_filter_values_clear(&values);
}

static void values_are_offered(void **state)
{
    (void)state;
    values_are(LIA_FILTER_ENTRIES, "template", "call", 9, "CALL-IN CALL-OUT ");
    values_are(LIA_FILTER_ENTRIES, "template", "", 2, "CALL-IN CALL-OUT ");
    values_are(LIA_FILTER_ENTRIES, "group", "M", 9, "MAIL MEETING ");
    values_are(LIA_FILTER_ENTRIES, "evaluation", "very", 9, "very-positive very-negative ");
    values_are(LIA_FILTER_ENTRIES, "evaluation", "n", 9, "neutral negative none ");
    values_are(LIA_FILTER_CONTACTS, "type", "", 9, "company person ");
    values_are(LIA_FILTER_CONTACTS, "archived", "", 9, "yes no ");
    values_are(LIA_FILTER_CONTACTS, "touch", "o", 9, "overdue ");
    values_are(LIA_FILTER_CONTACTS, "salesperson", "j", 9, "JO ");
    values_are(LIA_FILTER_CONTACTS, "name", "", 9, "");
    values_are(LIA_FILTER_CONTACTS, "nosuch", "", 9, "");
    values_are(LIA_FILTER_ENTRIES, "template", "", 0, "");
}

/* Each once, as it is written; not those of archived contacts only. */
static void what_contacts_have_is_offered(void **state)
{
    (void)state;
    static const struct {
        const char *city, *country, *tags;
    } rows[] = {{"Lund", "Sweden", "vip,press"},
                {"Łódź", "Poland", "vip"},
                {"Lund", "Sweden", ""},
                {"", "", "lost"},
                {"Linköping", "Sweden", "gone"}};
    lia_error err = {0};
    int64_t id = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lia_contact c = {.type = LIA_PERSON,
                         .name = "Bo",
                         .city = rows[i].city,
                         .country = rows[i].country,
                         .tags = rows[i].tags,
                         .touch_days = -1};
        assert_ok(lia_contact_save(book, &c, &id, &err), err);
    }
    assert_ok(lia_contact_archive(book, &id, 1, true, false, &err), err);
    values_are(LIA_FILTER_CONTACTS, "city", "l", 9, "Lund Łódź ");
    values_are(LIA_FILTER_CONTACTS, "city", "LODZ", 9, "Łódź ");
    values_are(LIA_FILTER_CONTACTS, "country", "s", 9, "Sweden ");
    values_are(LIA_FILTER_CONTACTS, "tag", "", 9, "lost press vip none ");
    values_are(LIA_FILTER_CONTACTS, "tag", "v", 9, "vip ");
    values_are(LIA_FILTER_CONTACTS, "tag", "g", 9, "");
}

/* Letters of any script, signs, broken bytes: whatever is typed as a word is looked for without the
 * index complaining. */
static void any_letters_can_be_looked_for(void **state)
{
    (void)state;
    make_person(book, "김철수", 0);
    make_person(book, "Йолка Ёлкин", 0);
    make_person(book, "Γιώργος Ώρα", 0);
    make_person(book, "हिन्दी नाम", 0);
    make_person(book, "がく", 0);
    contacts_are(book, "김철", "김철수");
    contacts_are(book, "елки", "Йолка Ёлкин");
    contacts_are(book, "Ёлки", "Йолка Ёлкин");
    contacts_are(book, "γιωργ", "Γιώργος Ώρα");
    contacts_are(book, "Γιώργος", "Γιώργος Ώρα");
    contacts_are(book, "हिन्दी", "हिन्दी नाम");
    contacts_are(book, "がく", "がく");
    static const char *const odd[] = {"a\xff\xfe",
                                      "a\xcc\x88\xcc\x88z",
                                      "\xe1\xa6\xb0x",
                                      "x\xe1\xb3\xb2y",
                                      "½",
                                      "ﬁn",
                                      "ａｂｃ",
                                      "NEAR",
                                      "AND",
                                      "NOT",
                                      "a*b",
                                      "a^b",
                                      "{x}",
                                      "7:30",
                                      "a+b",
                                      "😀b"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        lia_error err = {0};
        lia_filter *filter = case_parse(book, LIA_FILTER_CONTACTS, odd[i]);
        int64_t count;
        assert_ok(lia_contact_count(book, &(lia_contact_query){.filter = filter}, &count, &err),
                  err);
        lia_filter_free(filter);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_field_names_the_nearest),
        cmocka_unit_test(a_value_says_what_would_be_right),
        cmocka_unit_test(long_values_are_shown_short),
        cmocka_unit_test(words_need_letters_or_digits),
        cmocka_unit_test(signs_and_parentheses_must_fit),
        cmocka_unit_test(there_is_an_end_to_length),
        cmocka_unit_test(the_term_being_typed_is_not_judged),
        cmocka_unit_test(a_finished_term_is_judged_while_typing),
        cmocka_unit_test(empty_filters_are_empty),
        cmocka_unit_test(the_fields_are_all_there),
        cmocka_unit_test(examples_are_right),
        cmocka_unit_test(values_are_offered),
        cmocka_unit_test(what_contacts_have_is_offered),
        cmocka_unit_test(any_letters_can_be_looked_for),
        cmocka_unit_test(mine_wants_a_salesperson),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
