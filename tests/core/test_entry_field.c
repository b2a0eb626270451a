/* The fields of entries as tables and JSON lines name them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "core/entry_field.h"

static void fields_are_found_by_any_of_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum entry_field field;
    } cases[] = {
        {"no", ENTRY_NO},
        {"Entry No.", ENTRY_NO},
        {"contact_no", ENTRY_CONTACT_NO},
        {"Contact No.", ENTRY_CONTACT_NO},
        {"CONTACT", ENTRY_CONTACT},
        {"E-mail", ENTRY_CONTACT_EMAIL},
        {"Interaction Template Code", ENTRY_TEMPLATE},
        {"Duration (min.)", ENTRY_MINUTES},
        {"zone_minutes", ENTRY_ZONE},
        {"Notes", ENTRY_COMMENTS},
        {"cancelled", ENTRY_CANCELED},
        {"", ENTRY_KEPT},
        {"---", ENTRY_KEPT},
        {"con", ENTRY_KEPT},
        {"comment|note", ENTRY_KEPT},
        {"colour of the phone", ENTRY_KEPT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(entry_field_named(cases[i].name), cases[i].field);
}

/* No two fields answer to one name. */
static void each_name_is_one_field(void **state)
{
    (void)state;
    for (int i = 1; i < ENTRY_FIELDS; i++) {
        assert_int_equal(entry_field_named(entry_fields[i].name), i);
        assert_int_equal(entry_field_named(entry_fields[i].label), i);
        struct arena a = {0};
        char *rest = arena_strdup(&a, entry_fields[i].also);
        for (char *s = strtok_r(rest, "|", &rest); s; s = strtok_r(NULL, "|", &rest))
            assert_int_equal(entry_field_named(s), i);
        arena_clear(&a);
    }
}

static void check_comments(const struct entry_comment *comments, size_t n)
{
    struct str cell = {0};
    struct arena a = {0};
    struct vec back = VEC_OF(struct entry_comment);
    entry_comments_join(&cell, comments, n);
    entry_comments_split(&a, str_text(&cell), &back);
    assert_int_equal(back.count, n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(VEC_AT(&back, struct entry_comment, i).date, comments[i].date);
        assert_string_equal(VEC_AT(&back, struct entry_comment, i).text, comments[i].text);
    }
    vec_clear(&back);
    arena_clear(&a);
    str_clear(&cell);
}

static void comments_come_back_as_they_were(void **state)
{
    (void)state;
    int32_t day = date_from_civil(2026, 11, 20);
    const struct entry_comment hostile[] = {
        {day, "Said yes"},
        {day + 1, "2026-11-20 is the day\n2026-11-21 is another\n\n  indented\n"},
        {day, "  begins with blanks"},
        {0, "\n\nlines\n"},
        {day, "tab\tand \"quotes\", commas; été 漢字"},
    };
    check_comments(hostile, 0);
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
        check_comments(&hostile[i], 1);
    check_comments(hostile, sizeof hostile / sizeof *hostile);
}

static void comments_of_others_are_one(void **state)
{
    (void)state;
    static const char *const cells[] = {
        "Called back", "Two\nlines",        "2026-11-20\nthen\nmore",
        "2026-11-20x", "2026-13-45 no day", "  2026-11-20 text"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct arena a = {0};
        struct vec out = VEC_OF(struct entry_comment);
        entry_comments_split(&a, cells[i], &out);
        assert_int_equal(out.count, 1);
        assert_int_equal(VEC_AT(&out, struct entry_comment, 0).date, LIA_DAY_NONE);
        assert_string_equal(VEC_AT(&out, struct entry_comment, 0).text, cells[i]);
        vec_clear(&out);
        arena_clear(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_found_by_any_of_their_names),
        cmocka_unit_test(each_name_is_one_field),
        cmocka_unit_test(comments_come_back_as_they_were),
        cmocka_unit_test(comments_of_others_are_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
