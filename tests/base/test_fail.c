#include <string.h>

#include "check.h"
#include "liaise/base.h"
#include "utf8.h"

static void fills_the_error_and_returns_the_status(void **state)
{
    (void)state;
    lia_error err = {0};
    assert_int_equal(lia_fail(&err, LIA_INVALID, "email", "Not an e-mail address: %s", "bo@"),
                     LIA_INVALID);
    assert_int_equal(err.status, LIA_INVALID);
    assert_string_equal(err.field, "email");
    assert_string_equal(err.message, "Not an e-mail address: bo@");
    assert_int_equal(lia_fail(&err, LIA_IO, NULL, "%s", ""), LIA_IO);
    assert_string_equal(err.field, "");
    assert_string_equal(err.message, "");
}

static void needs_no_error(void **state)
{
    (void)state;
    assert_int_equal(lia_fail(NULL, LIA_BUSY, "", "%s", "x"), LIA_BUSY);
}

static void may_quote_itself(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_fail(&err, LIA_IO, "name", "%s", "no such file");
    lia_fail(&err, LIA_IO, err.field, "line 3: %s", err.message);
    assert_string_equal(err.message, "line 3: no such file");
    assert_string_equal(err.field, "name");
}

/* However the text falls onto the end of the buffer, what is kept is valid and as long as possible.
 */
static void cuts_between_characters(void **state)
{
    (void)state;
    static const char *const letters[] = {"a", "\xC3\xB6", "\xE6\x97\xA5", "\xF0\x9F\x98\x80"};
    for (size_t k = 0; k < 4; k++) {
        for (int shift = 0; shift < 4; shift++) {
            char text[3000] = "";
            memset(text, '.', (size_t)shift);
            for (int i = 0; i < 600; i++)
                strncat(text, letters[k], 4);
            lia_error err = {0};
            lia_fail(&err, LIA_INVALID, text, "%s", text);
            size_t message = strlen(err.message), field = strlen(err.field), width = k + 1;
            assert_true(utf8_valid(err.message, message) && utf8_valid(err.field, field));
            assert_true(message < LIA_MESSAGE_MAX && message + width >= LIA_MESSAGE_MAX);
            assert_true(field < LIA_FIELD_MAX && field + width >= LIA_FIELD_MAX);
            assert_memory_equal(err.message, text, message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_the_error_and_returns_the_status),
        cmocka_unit_test(needs_no_error),
        cmocka_unit_test(may_quote_itself),
        cmocka_unit_test(cuts_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
