/* The fields of a contact in tables: names, and channels in one cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/contact_field.h"

static void every_field_has_a_name(void **state)
{
    (void)state;
    for (int i = 0; i < CONTACT_MAPPED; i++) {
        assert_non_null(contact_names[i].name);
        assert_true(*contact_names[i].label);
        assert_int_equal(contact_field_named(contact_names[i].name), i);
    }
    assert_null(contact_names[CONTACT_MAPPED].name);
}

static void names_are_typed_as_people_type(void **state)
{
    (void)state;
    assert_int_equal(contact_field_named("Job title"), CONTACT_JOB_TITLE);
    assert_int_equal(contact_field_named("POST-CODE"), CONTACT_POST_CODE);
    assert_int_equal(contact_field_named("E-mail"), CONTACT_EMAIL);
    assert_int_equal(contact_field_named("e-mail2"), CONTACT_EMAIL2);
    assert_int_equal(contact_field_named("jobtitle"), CONTACT_JOB_TITLE);
    assert_int_equal(contact_field_named("-email"), CONTACT_FIELDS);
    assert_int_equal(contact_field_named("email_"), CONTACT_FIELDS);
    assert_int_equal(contact_field_named("email3"), CONTACT_FIELDS);
    assert_int_equal(contact_field_named("post"), CONTACT_FIELDS);
}

static void channels_in_one_cell(void **state)
{
    (void)state;
    static const lia_channel in[] = {{LIA_CHANNEL_PHONE, "work fax", "046-12 34"},
                                     {LIA_CHANNEL_PAGE, NULL, "https://x.example/a: b"},
                                     {LIA_CHANNEL_ADDRESS, "a:b\\c", "Kungsgatan 2, Lund"},
                                     {LIA_CHANNEL_EMAIL, "", "jo@x.example"}};
    const lia_channel *out;
    size_t count;
    struct str cell = {0};
    struct arena a = {0};
    contact_channels_join(&cell, in, 4);
    assert_string_equal(cell.s, "phone work fax: 046-12 34\npage: https://x.example/a: b\n"
                                "address a\\:b\\\\c: Kungsgatan 2, Lund\nemail: jo@x.example");
    assert_true(contact_channels_split(&a, cell.s, &out, &count));
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(out[i].kind, in[i].kind);
        assert_string_equal(out[i].label, str_or(in[i].label, ""));
        assert_string_equal(out[i].value, in[i].value);
    }
    str_clear(&cell);
    arena_clear(&a);
}

static void other_cells_are_no_channels(void **state)
{
    (void)state;
    static const char *const cells[] = {"046-12", "fax: 046-12", "phone",
                                        "phone:", "phone: 1\nx", "phone\\: 1"};
    const lia_channel *out;
    size_t count;
    struct arena a = {0};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        assert_false(contact_channels_split(&a, cells[i], &out, &count));
    assert_true(contact_channels_split(&a, "Phone  Home: 1\r\n\r\n", &out, &count));
    assert_int_equal(count, 1);
    assert_string_equal(out[0].label, "Home");
    arena_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_a_name),
        cmocka_unit_test(names_are_typed_as_people_type),
        cmocka_unit_test(channels_in_one_cell),
        cmocka_unit_test(other_cells_are_no_channels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
