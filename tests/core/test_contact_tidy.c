#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/contact_tidy.h"
#include "fixture.h"

static const lia_contact person = {.type = LIA_PERSON, .name = "Bo Ek", .touch_days = -1};

static void texts_are_tidied(void **state)
{
    (void)state;
    struct arena a = {0};
    lia_error err = {0};
    lia_contact in = person, out;
    in.no = " ct7 ";
    in.name = "\t Bo\nEk  ";
    in.note = " one\r\ntwo\rthree\n ";
    in.city = "Lund\xFF";
    in.country = NULL;
    size_t repaired = 0;
    assert_ok(contact_tidy(&a, &in, &out, &repaired, &err), err);
    assert_string_equal(out.no, "CT7");
    assert_string_equal(out.name, "Bo Ek");
    assert_string_equal(out.note, "one\ntwo\nthree");
    assert_string_equal(out.city, "Lund\uFFFD");
    assert_string_equal(out.country, "");
    assert_int_equal(repaired, 1);
    arena_clear(&a);
}

static void tags_are_sorted_lower_case(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_string_equal(contact_tags(&a, "VIP press,vip  Öl"), ",press,vip,öl,");
    assert_string_equal(contact_tags(&a, ",press,vip,"), ",press,vip,");
    assert_string_equal(contact_tags(&a, " , "), "");
    assert_string_equal(contact_tags(&a, NULL), "");
    assert_string_equal(contact_tags_shown(&a, ",press,vip,"), "press vip");
    assert_string_equal(contact_tags_shown(&a, ""), "");
    arena_clear(&a);
}

static void blank_channels_go(void **state)
{
    (void)state;
    struct arena a = {0};
    lia_error err = {0};
    const lia_channel channels[] = {{LIA_CHANNEL_PHONE, "work", "  "},
                                    {LIA_CHANNEL_PHONE, NULL, " 123 "},
                                    {LIA_CHANNEL_EMAIL, "home", "bo@ek.example"}};
    lia_contact in = person, out;
    in.channels = channels;
    in.channel_count = 3;
    assert_ok(contact_tidy(&a, &in, &out, NULL, &err), err);
    assert_int_equal(out.channel_count, 2);
    assert_string_equal(out.channels[0].value, "123");
    assert_string_equal(out.channels[0].label, "");
    assert_string_equal(out.channels[1].value, "bo@ek.example");
    arena_clear(&a);
}

static void companies_have_no_company(void **state)
{
    (void)state;
    struct arena a = {0};
    lia_contact in = {.type = LIA_COMPANY, .name = "Fabrikam", .company_id = 7}, out;
    contact_clean(&a, &in, &out, NULL);
    assert_int_equal(out.company_id, 0);
    arena_clear(&a);
}

static void check_email(const char *email, bool right)
{
    if (contact_email_right(email) != right)
        fail_msg("%s should be %s", email, right ? "right" : "wrong");
}

static void emails_have_one_at_and_no_blank(void **state)
{
    (void)state;
    check_email("", true);
    check_email("bo@fabrikam.example", true);
    check_email("bo+x@localhost", true);
    check_email("bo", false);
    check_email("@fabrikam.example", false);
    check_email("bo@", false);
    check_email("bo@a@b", false);
    check_email("bo ek@fabrikam.example", false);
}

static void birthdays_are_days(void **state)
{
    (void)state;
    static const char *const right[] = {"", "1980-02-29", "--02-29", "0001-01-01"};
    static const char *const wrong[] = {"1981-02-29", "--02-30", "1980-13-01", "80-02-28",
                                        "1980-2-28",  "-02-28",  "--13-01",    "today",
                                        "1980/02/28", "--",      "-"};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_true(contact_birthday_right(right[i]));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(contact_birthday_right(wrong[i]));
    struct arena a = {0};
    lia_contact in = person, out;
    in.birthday = "19800229";
    contact_clean(&a, &in, &out, NULL);
    assert_string_equal(out.birthday, "1980-02-29");
    in.birthday = "--0229";
    contact_clean(&a, &in, &out, NULL);
    assert_string_equal(out.birthday, "--02-29");
    arena_clear(&a);
}

static void refused(lia_contact c, const char *field)
{
    struct arena a = {0};
    lia_error err = {0};
    lia_contact out;
    assert_int_equal(contact_tidy(&a, &c, &out, NULL, &err), LIA_INVALID);
    assert_string_equal(err.field, field);
    assert_message(err, "");
    arena_clear(&a);
}

/* In the order no., type, name, e-mail, birthday, days: each is told while all behind it are wrong.
 */
static void faults_are_told_in_the_order_of_the_form(void **state)
{
    (void)state;
    lia_contact c = {.no = "123456789012345678901",
                     .type = 0,
                     .name = "\u200B",
                     .email = "x",
                     .email2 = "y",
                     .birthday = "z",
                     .touch_days = -2};
    refused(c, "no");
    c.no = "";
    refused(c, "type");
    c.type = LIA_PERSON;
    refused(c, "name");
    c.name = NULL;
    refused(c, "name");
    c.name = "Bo";
    refused(c, "email");
    c.email = "";
    refused(c, "email2");
    c.email2 = "";
    refused(c, "birthday");
    c.birthday = "";
    refused(c, "touch_days");
}

static void a_megabyte_is_refused_with_its_field(void **state)
{
    (void)state;
    enum { MEGABYTE = 1 << 20 };
    struct arena a = {0};
    char *big = arena_alloc(&a, MEGABYTE + 1);
    memset(big, 'x', MEGABYTE);
    lia_contact c = person;
    c.name = big;
    refused(c, "name");
    c = person;
    c.note = big;
    refused(c, "note");
    c = person;
    c.city = big;
    refused(c, "city");
    big[CONTACT_LINE_MAX] = '\0';
    lia_contact out;
    lia_error err = {0};
    assert_ok(contact_tidy(&a, &c, &out, NULL, &err), err);
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_tidied),
        cmocka_unit_test(tags_are_sorted_lower_case),
        cmocka_unit_test(blank_channels_go),
        cmocka_unit_test(companies_have_no_company),
        cmocka_unit_test(emails_have_one_at_and_no_blank),
        cmocka_unit_test(birthdays_are_days),
        cmocka_unit_test(faults_are_told_in_the_order_of_the_form),
        cmocka_unit_test(a_megabyte_is_refused_with_its_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
