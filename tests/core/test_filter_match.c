/* The comparisons that filters make, as functions and as SQL knows them. */
#include "filter_case.h"

#include "base/utf8.h"
#include "base/words.h"
#include "core/filter_match.h"

static bool words(const char *text, const char *needle)
{
    return filter_match_words(text, strlen(text), needle);
}

static void words_begin_words(void **state)
{
    (void)state;
    assert_true(words("Anna Bergström", "berg"));
    assert_true(words("Anna Bergström", "bergstrom"));
    assert_false(words("Anna Lindberg", "berg"));
    assert_true(words("Lindberg-Berg", "berg"));
    assert_true(words("O'Brien", "o brien"));
    assert_false(words("O'Brien", "br o"));   /* all but the last are whole */
    assert_true(words("O'Brien", "brien o")); /* in any order */
    assert_true(words("a aa aaa", "aa aaa"));
    assert_false(words("aab ab", "aa a"));
    assert_true(words("aab aa ab", "aa a"));
    assert_true(words("Bo", "bo ")); /* whole, as it says */
    assert_false(words("Bob", "bo "));
    assert_false(words("", "a"));
    assert_true(words("naïve Ærø", "aero"));
}

static void phrases_are_literal(void **state)
{
    (void)state;
    const char *text = "Bergman, Anna (née Ek)";
    size_t len = strlen(text);
    assert_true(filter_match_phrase(text, len, "bergman, an"));
    assert_false(filter_match_phrase(text, len, "bergman an"));
    assert_false(filter_match_phrase(text, len, "man, anna"));
    assert_true(filter_match_phrase(text, len, "(nee"));
    assert_true(filter_match_inside(text, len, "man, a"));
    assert_false(filter_match_inside(text, len, "xyz"));
    assert_true(filter_match_whole("  Bo   EK ", 10, "bo ek"));
    assert_false(filter_match_whole("Bo Eks", 6, "bo ek"));
}

static void tags_are_parted_by_commas(void **state)
{
    (void)state;
    const char *tags = ",key-account,press,vip,";
    size_t len = strlen(tags);
    assert_true(filter_match_tag(tags, len, "vip"));
    assert_true(filter_match_tag(tags, len, "pre*"));
    assert_false(filter_match_tag(tags, len, "pre"));
    assert_false(filter_match_tag(tags, len, "account"));
    assert_false(filter_match_tag(tags, len, "account*"));
    assert_false(filter_match_tag("", 0, "vip"));
    assert_false(filter_match_tag(",,", 2, "x*"));
}

static bool phone(const char *number, const char *typed, bool whole)
{
    char needle[64];
    assert_true(filter_match_phone_needle(typed, strlen(typed), whole, needle));
    return filter_match_phone(number, strlen(number), needle);
}

static void phones_are_the_same_however_written(void **state)
{
    (void)state;
    static const char *const same[] = {"070-123 45 67",     "0701234567",        "+46 70 123 45 67",
                                       "+46 (0)70-1234567", "0046 70 123 45 67", "(070) 123.45.67"};
    for (size_t i = 0; i < 6; i++) {
        for (size_t j = 0; j < 6; j++)
            if (!phone(same[i], same[j], true))
                fail_msg("%s is not %s", same[i], same[j]);
        assert_true(phone(same[i], "0701234", false));
        assert_true(phone(same[i], "+467012", false));
        assert_true(phone(same[i], "4567", false));
        assert_false(phone(same[i], "0701234", true));
        assert_false(phone(same[i], "0712", false));
        assert_false(phone(same[i], "+4670124", false));
    }
}

static void the_trunk_digit_begins_a_number(void **state)
{
    (void)state;
    assert_false(phone("08-5701234", "0701234", false));
    assert_true(phone("08-5701234", "701234", false));
    assert_false(phone("+1 570 1234567", "+46701234567", false));
    assert_false(phone("", "070", false));
    assert_false(phone("ext", "070", false));
    char needle[16];
    assert_false(filter_match_phone_needle("abc", 3, false, needle));
    assert_true(phone("012345678901234567890123456789012345678901234567890", "0123", false));
}

static void dialed_numbers_are_words(void **state)
{
    (void)state;
    assert_true(filter_match_dialed("+46 (70) 123-45", 15, "46701"));
    assert_false(filter_match_dialed("+46 70", 6, "70"));
    assert_true(filter_match_dialed("070/123", 7, "123"));
}

/* What the search index finds and what the columns say is the same: the view that fills the index
 * and the columns that stand in for it agree. */
static void sql_has_them_all(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    static const char *const calls[] = {
        "SELECT lia_words('Bo Ek', 'ek')",    "SELECT lia_phrase('Bo Ek', 'bo e')",
        "SELECT lia_inside('Bo Ek', 'o e')",  "SELECT lia_whole('Bo Ek', 'bo ek')",
        "SELECT lia_tag(',vip,', 'vip')",     "SELECT lia_phone('070 1', 't-701')",
        "SELECT lia_dialed('070 1', '0701')", "SELECT NOT lia_words(NULL, 'x')",
        "SELECT NOT lia_words('x', NULL)",
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        assert_int_equal(number_of(book, calls[i]), 1);
    lia_book_close(book);
}

static void the_index_and_the_columns_agree(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    const lia_channel channels[] = {{LIA_CHANNEL_PAGE, "", "www.channelpage.example"},
                                    {LIA_CHANNEL_ADDRESS, "", "Storgatan 9"}};
    int64_t company = make_company(book, "Companyname");
    case_save(book, (lia_contact){.no = "NUMBER1",
                                  .name = "Thename Søren",
                                  .company_id = company,
                                  .email = "mailone@x.example",
                                  .email2 = "mailtwo@y.example",
                                  .phone = "(555) 12-34",
                                  .mobile = "+49 777-88",
                                  .city = "Thecity",
                                  .note = "Thenote",
                                  .tags = "thetag",
                                  .address = "Notsearched",
                                  .channels = channels,
                                  .channel_count = 2});
    static const struct {
        const char *word;
        bool found;
    } cases[] = {{"number1", true},         {"thename", true},
                 {"soren", true},           {"companyn", true},
                 {"mailone", true},         {"mailtwo", true},
                 {"5551234", true},         {"4977788", true},
                 {"thecity", true},         {"thenote", true},
                 {"thetag", true},          {"channelp", true},
                 {"storgatan", true},       {"9", true},
                 {"notsearched", false},    {"12", false},
                 {"thenam.mailone", false}, {"thename.mailone", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[100];
        const char *expected = cases[i].found ? "Thename Søren" : "";
        snprintf(text, sizeof text, "%s type:person", cases[i].word);
        contacts_are(book, text, expected); /* by the index */
        snprintf(text, sizeof text, "(%s OR no:NONE) type:person", cases[i].word);
        contacts_are(book, text, expected); /* by the columns */
        snprintf(text, sizeof text, "-(-%s) type:person", cases[i].word);
        contacts_are(book, text, expected);
    }
    lia_book_close(book);
}

/* Every letter of every script makes one word for the index too: were it to cut there, the word
 * would be a phrase, which an index without positions refuses. */
static void the_index_takes_every_letter(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = fixture_book();
    for (int32_t cp = 0x80; cp < 0x20000; cp++) {
        char word[16] = "\"a";
        if (!word_letter(cp))
            continue;
        size_t len = 2 + utf8_encode(cp, word + 2);
        memcpy(word + len, "b\"", 3);
        int64_t found;
        lia_status status =
            db_query_int(book->db, "SELECT count(*) FROM contact_fts WHERE contact_fts MATCH :word",
                         DB_PARAMS(db_t("word", word)), &found, NULL, &err);
        if (status != LIA_OK)
            fail_msg("U+%04X: %s", (unsigned)cp, err.message);
    }
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_begin_words),
        cmocka_unit_test(phrases_are_literal),
        cmocka_unit_test(tags_are_parted_by_commas),
        cmocka_unit_test(phones_are_the_same_however_written),
        cmocka_unit_test(the_trunk_digit_begins_a_number),
        cmocka_unit_test(dialed_numbers_are_words),
        cmocka_unit_test(sql_has_them_all),
        cmocka_unit_test(the_index_and_the_columns_agree),
        cmocka_unit_test(the_index_takes_every_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
