#include <string.h>

#include "check.h"
#include "utf8.h"

struct pair {
    const char *text, *folded;
};

static void check(const struct pair *pairs, size_t count)
{
    struct arena a = {0};
    for (size_t i = 0; i < count; i++)
        assert_string_equal(utf8_fold(&a, pairs[i].text), pairs[i].folded);
    arena_clear(&a);
}
#define CHECK(pairs) check(pairs, sizeof pairs / sizeof *pairs)

static void case_and_accents_go(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"G\u00F6teborg", "goteborg"},
        {"GO\u0308TEBORG", "goteborg"}, /* decomposed */
        {"\u00C5ngstr\u00F6m", "angstrom"},
        {"\u212Bngstr\u00F6m", "angstrom"}, /* the unit */
        {"Stra\u00DFe", "strasse"},
        {"STRA\u1E9EE", "strasse"},
        {"\u0130stanbul", "istanbul"},
        {"\u0131s\u0131", "isi"},
        {"Nguy\u1EC5n", "nguyen"},
        {"\u039F\u03B4\u03C5\u03C3\u03C3\u03AD\u03B1\u03C2",
         "\u03BF\u03B4\u03C5\u03C3\u03C3\u03B5\u03B1\u03C3"}, /* final sigma */
        {"\u0401\u043B\u043A\u0430", "\u0435\u043B\u043A\u0430"},
    };
    CHECK(pairs);
}

static void letters_that_people_type_plain(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"\u00D8rsted", "orsted"},
        {"\u0110or\u0111e", "dorde"},
        {"\u0141\u00F3d\u017A", "lodz"},
        {"\u00C6r\u00F8", "aero"},
        {"\u01FD", "ae"}, /* with an acute */
        {"\u0152uvre", "oeuvre"},
        {"\u00DE\u00F3r", "thor"},
        {"O\u2019Brien", "o'brien"},
        {"Smith\u2013Jones", "smith-jones"},
    };
    CHECK(pairs);
}

static void compatibility_forms_are_plain(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"\uFF21\uFF4E\uFF4E\uFF41", "anna"}, /* full width */
        {"\uFB01n", "fin"},                   /* ligature */
        {"\u2121", "tel"},
        {"\uFF76\uFF9E", "\u30AB\u3099"}, /* half-width ga is ka and its voicing */
        {"\u30AC", "\u30AB\u3099"},
    };
    CHECK(pairs);
}

static void other_letters_stay_apart(void **state)
{
    (void)state;
    struct arena a = {0};
    /* ga and ka; Hindi kiran and karan; Hangul gim and gi */
    assert_string_not_equal(utf8_fold(&a, "\u304C"), utf8_fold(&a, "\u304B"));
    assert_string_not_equal(utf8_fold(&a, "\u0915\u093F\u0930\u0923"),
                            utf8_fold(&a, "\u0915\u0930\u0923"));
    assert_string_not_equal(utf8_fold(&a, "\u0915\u094D"), utf8_fold(&a, "\u0915")); /* virama */
    assert_string_not_equal(utf8_fold(&a, "\uAE40"), utf8_fold(&a, "\uAE30"));
    arena_clear(&a);
}

static void white_space_is_one_blank_inside(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"  Anna \t\n Berg  ", "anna berg"},
        {"Anna\u00A0\u2003Berg\u3000", "anna berg"},
        {"\u2028x\xC2\x85y", "x y"},
        {" ", ""},
        {"", ""},
        {"Anna \u00C5", "anna a"},
        {"\u00C5 Anna", "a anna"},
        {"a\u200B\u00ADb", "ab"}, /* invisible */
    };
    CHECK(pairs);
}

static void appends_without_touching_what_is_there(void **state)
{
    (void)state;
    struct str out = {0};
    str_add(&out, "No ");
    utf8_fold_to(&out, " Anna X", 6); /* a length, not a NUL, ends it */
    assert_string_equal(str_text(&out), "No anna");
    str_clear(&out);
}

static void bad_bytes_do_no_harm_and_folding_is_stable(void **state)
{
    (void)state;
    uint32_t random = 3;
    for (int i = 0; i < 20000; i++) {
        char text[64];
        random_text(&random, text, next_random(&random) % 60);
        struct arena a = {0};
        char *once = utf8_fold(&a, text);
        assert_true(utf8_valid(once, strlen(once)));
        assert_string_equal(utf8_fold(&a, once), once);
        assert_true(once[0] != ' ' && (!*once || once[strlen(once) - 1] != ' '));
        assert_null(strstr(once, "  "));
        arena_clear(&a);
    }
    struct arena a = {0};
    assert_string_equal(utf8_fold(&a, "X\xFFY"), "x\uFFFDy");
    arena_clear(&a);
}

static void every_code_point_folds_to_something_stable(void **state)
{
    (void)state;
    for (int32_t cp = 1; cp <= 0x10FFFF; cp++) {
        char text[5] = "";
        utf8_encode(cp, text);
        struct str once = {0}, twice = {0};
        utf8_fold_to(&once, text, strlen(text));
        utf8_fold_to(&twice, str_text(&once), once.len);
        if (!str_eq(once.s, twice.s))
            fail_msg("U+%04X folds to \"%s\" and that to \"%s\"", (unsigned)cp, str_text(&once),
                     str_text(&twice));
        str_clear(&once);
        str_clear(&twice);
    }
}

static void codes_are_upper_case(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_string_equal(utf8_upper(&a, "call-out 2"), "CALL-OUT 2");
    assert_string_equal(utf8_upper(&a, "g\u00F6t"), "G\u00D6T");
    assert_string_equal(utf8_upper(&a, ""), "");
    assert_string_equal(utf8_upper(&a, "a\xFF"), "A\uFFFD");
    arena_clear(&a);
}

static void tags_are_lower_case(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_string_equal(utf8_lower(&a, "VIP 2"), "vip 2");
    assert_string_equal(utf8_lower(&a, "G\u00D6T"), "g\u00F6t");
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_accents_go),
        cmocka_unit_test(letters_that_people_type_plain),
        cmocka_unit_test(compatibility_forms_are_plain),
        cmocka_unit_test(other_letters_stay_apart),
        cmocka_unit_test(white_space_is_one_blank_inside),
        cmocka_unit_test(appends_without_touching_what_is_there),
        cmocka_unit_test(bad_bytes_do_no_harm_and_folding_is_stable),
        cmocka_unit_test(every_code_point_folds_to_something_stable),
        cmocka_unit_test(codes_are_upper_case),
        cmocka_unit_test(tags_are_lower_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
