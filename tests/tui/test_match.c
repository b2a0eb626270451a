/* How well a few letters fit a title. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tui/match.h"

static void better_matches_score_higher(void **state)
{
    /* each fits "log" or its letters less well than the one before */
    static const char *const titles[] = {"Log", "Log the segment", "Interaction Log Entries",
                                         "Catalogue", "Leave or go"};
    (void)state;
    for (size_t i = 1; i < sizeof titles / sizeof *titles; i++) {
        assert_true(match_score(titles[i], "log") > 0);
        assert_true(match_score(titles[i - 1], "log") > match_score(titles[i], "log"));
    }
    assert_int_equal(match_score("Contacts", "log"), 0);
}

static void case_accents_and_several_words(void **state)
{
    (void)state;
    assert_true(match_score("Göteborg", "GOTE") > 0);
    assert_true(match_score("Interaction Log Entries", "ent log") > 0);
    assert_true(match_score("Interaction Log Entries", "ile") > 0);
    assert_true(match_score("Bo Ek · Fabrikam", "fab bo") >
                match_score("Bo Ek · Fabrikam", "okfk"));
    assert_int_equal(match_score("Bo Ek", "ekb"), 0);
}

static void words_of_a_sentence(void **state)
{
    (void)state;
    assert_int_equal(match_words("Marks every row that the filter matches now.", "row fil"), 100);
    assert_int_equal(match_words("Marks every row that the filter matches now.", "row ilter"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(better_matches_score_higher),
        cmocka_unit_test(case_accents_and_several_words),
        cmocka_unit_test(words_of_a_sentence),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
