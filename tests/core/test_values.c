#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "liaise/liaise.h"

/* domain.md 2 */
static void value_sets_are_those_of_the_domain(void **state)
{
    (void)state;
    static const struct {
        lia_value_set set;
        int first;
        const char *names[8];
    } sets[] = {
        {LIA_SET_TYPE, 1, {"company", "person"}},
        {LIA_SET_FLOW, 0, {"", "outbound", "inbound"}},
        {LIA_SET_BY, 0, {"", "us", "them"}},
        {LIA_SET_CORR, 0, {"", "hard copy", "email", "phone"}},
        {LIA_SET_EVALUATION,
         0,
         {"", "very positive", "positive", "neutral", "negative", "very negative"}},
        {LIA_SET_RESULT, 0, {"succeeded", "failed"}},
        {LIA_SET_STATUS, 0, {"logged", "failed", "canceled", "corrected"}},
        {LIA_SET_ORIGIN, 1, {"manual", "segment", "automatic"}},
        {LIA_SET_CHANNEL, 1, {"email", "phone", "address", "page"}},
    };
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        int n = 0;
        for (; n < 8 && sets[i].names[n]; n++) {
            int value = sets[i].first + n;
            assert_string_equal(lia_value_name(sets[i].set, value), sets[i].names[n]);
            assert_int_equal(lia_value_parse(sets[i].set, lia_value_code(sets[i].set, value)),
                             value);
        }
        assert_int_equal(lia_value_count(sets[i].set), n);
        assert_null(lia_value_code(sets[i].set, sets[i].first + n));
        assert_null(lia_value_code(sets[i].set, sets[i].first - 1));
    }
}

static void values_are_read_as_people_type(void **state)
{
    (void)state;
    assert_int_equal(lia_value_parse(LIA_SET_CORR, "Hard Copy"), LIA_HARD_COPY);
    assert_int_equal(lia_value_parse(LIA_SET_CORR, "hard-copy"), LIA_HARD_COPY);
    assert_int_equal(lia_value_parse(LIA_SET_CORR, "h"), LIA_HARD_COPY);
    assert_int_equal(lia_value_parse(LIA_SET_CORR, "E-Mail"), LIA_EMAIL);
    assert_int_equal(lia_value_parse(LIA_SET_CORR, ""), LIA_CORR_BLANK);
    assert_int_equal(lia_value_parse(LIA_SET_EVALUATION, "pos"), LIA_POSITIVE);
    assert_int_equal(lia_value_parse(LIA_SET_EVALUATION, "very p"), LIA_VERY_POSITIVE);
    assert_int_equal(lia_value_parse(LIA_SET_EVALUATION, "very"), -1);
    assert_int_equal(lia_value_parse(LIA_SET_EVALUATION, "ne"), -1);
    assert_int_equal(lia_value_parse(LIA_SET_FLOW, "sideways"), -1);
    assert_int_equal(lia_value_parse(LIA_SET_TYPE, ""), -1);
    assert_int_equal(lia_value_parse(LIA_SET_TYPE, "comp"), LIA_COMPANY);
}

static void codes_are_short_upper_case_keys(void **state)
{
    (void)state;
    char code[LIA_CODE_MAX];
    lia_error err = {0};
    assert_ok(lia_code_normal("  call-out\t", "code", code, &err), err);
    assert_string_equal(code, "CALL-OUT");
    assert_ok(lia_code_normal("göteborg", "code", code, &err), err);
    assert_string_equal(code, "GÖTEBORG");
    assert_ok(lia_code_normal("éééééééééééééééééééé", "code", code, &err), err);
    static const char *const wrong[] = {"",          "  ",   "123456789012345678901",
                                        "A\033[2JB", "A\nB", "A\u202EB"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(lia_code_normal(wrong[i], "code", code, &err), LIA_INVALID);
        assert_string_equal(err.field, "code");
        assert_message(err, "");
    }
    assert_string_equal(code, "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ"); /* left alone by what failed */
}

static void version_is_told(void **state)
{
    (void)state;
    assert_string_equal(lia_version(), LIAISE_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(value_sets_are_those_of_the_domain),
        cmocka_unit_test(values_are_read_as_people_type),
        cmocka_unit_test(codes_are_short_upper_case_keys),
        cmocka_unit_test(version_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
