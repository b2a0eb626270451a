/* What a dry run said, kept small, and narrowed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/preview_rows.h"

static void add(struct preview_rows *r, lia_import_fate fate, int64_t line, const char *name,
                const char *what, const char *reason)
{
    preview_rows_add(r, &(lia_import_line){.fate = fate,
                                           .line = line,
                                           .name = name,
                                           .no = "CT000001",
                                           .what = what,
                                           .reason = reason});
}

/* Bo added, Anna changed, Kim changed with a note, Zoë refused, Eva left alone, a note of the file.
 */
static struct preview_rows some(void)
{
    struct preview_rows r = {0};
    add(&r, LIA_IMPORT_NOTED, 1, "", "", "read as Shift_JIS");
    add(&r, LIA_IMPORT_ADDED, 2, "Bo Ek", "", "");
    add(&r, LIA_IMPORT_CHANGED, 3, "Anna Berg", "phone, city", "");
    add(&r, LIA_IMPORT_CHANGED, 4, "Kim Ho", "city", "shares its e-mail");
    add(&r, LIA_IMPORT_REFUSED, 5, "Zoë", "", "no name");
    add(&r, LIA_IMPORT_ALONE, 6, "Eva Lund", "", "");
    preview_rows_show(&r, ONLY_ALL, "");
    return r;
}

/* The lines shown, "2 5". */
static const char *shown(const struct preview_rows *r)
{
    static char text[200];
    size_t len = 0;
    text[0] = '\0';
    for (size_t i = 0; i < r->shown.count; i++) {
        lia_import_line line;
        preview_rows_get(r, VEC_AT(&r->shown, uint32_t, i), &line);
        len +=
            (size_t)snprintf(text + len, sizeof text - len, "%s%d", i ? " " : "", (int)line.line);
    }
    return text;
}

static void what_was_said_can_be_read(void **state)
{
    struct preview_rows r = some();
    lia_import_line line;
    (void)state;
    preview_rows_get(&r, 3, &line);
    assert_int_equal(line.fate, LIA_IMPORT_CHANGED);
    assert_int_equal(line.line, 4);
    assert_string_equal(line.name, "Kim Ho");
    assert_string_equal(line.no, "CT000001");
    assert_string_equal(line.what, "city");
    assert_string_equal(line.reason, "shares its e-mail");
    preview_rows_clear(&r);
}

static void each_fate_is_counted(void **state)
{
    struct preview_rows r = some();
    (void)state;
    assert_int_equal(r.counts[ONLY_ALL], 6);
    assert_int_equal(r.counts[ONLY_ADDED], 1);
    assert_int_equal(r.counts[ONLY_CHANGED], 2);
    assert_int_equal(r.counts[ONLY_ALONE], 1);
    assert_int_equal(r.counts[ONLY_REFUSED], 1);
    assert_int_equal(r.counts[ONLY_NOTED],
                     2); /* of the file, and of Kim; a reason to refuse is none */
    preview_rows_clear(&r);
}

static void one_fate_and_words(void **state)
{
    struct preview_rows r = some();
    (void)state;
    assert_string_equal(shown(&r), "1 2 3 4 5 6");
    preview_rows_show(&r, ONLY_CHANGED, "");
    assert_string_equal(shown(&r), "3 4");
    preview_rows_show(&r, ONLY_NOTED, "");
    assert_string_equal(shown(&r), "1 4");
    preview_rows_show(&r, ONLY_REFUSED, "zoe"); /* accents do not matter */
    assert_string_equal(shown(&r), "5");
    preview_rows_show(&r, ONLY_ALL, "city an"); /* words begin in what is said, too */
    assert_string_equal(shown(&r), "3");
    preview_rows_show(&r, ONLY_ADDED, "anna");
    assert_string_equal(shown(&r), "");
    preview_rows_clear(&r);
}

static void the_place_of_a_row_that_is_not_shown_is_that_of_the_next(void **state)
{
    struct preview_rows r = some();
    (void)state;
    preview_rows_show(&r, ONLY_CHANGED, ""); /* rows 2 and 3 */
    assert_int_equal(preview_rows_place(&r, 0), 0);
    assert_int_equal(preview_rows_place(&r, 2), 0);
    assert_int_equal(preview_rows_place(&r, 3), 1);
    assert_int_equal(preview_rows_place(&r, 5), 2); /* behind the last */
    preview_rows_clear(&r);
}

/* 100,000 rows in some megabytes. */
static void many_take_little_room(void **state)
{
    struct preview_rows r = {0};
    char name[40];
    (void)state;
    for (int i = 0; i < 100000; i++) {
        snprintf(name, sizeof name, "Firstname Lastname %d", i);
        add(&r, LIA_IMPORT_ADDED, i + 2, name, "", "");
    }
    preview_rows_show(&r, ONLY_ALL, "");
    size_t bytes = r.texts.cap + r.rows.cap * r.rows.size + r.shown.cap * r.shown.size;
    assert_true(bytes < 10 * 1000 * 1000);
    preview_rows_clear(&r);
}

static void a_text_without_end_is_cut_between_characters(void **state)
{
    struct preview_rows r = {0};
    struct str text = {0};
    lia_import_line line;
    (void)state;
    str_add(&text, "x");
    for (int i = 0; i < 1000; i++)
        str_add(&text, "é");
    add(&r, LIA_IMPORT_REFUSED, 1, str_text(&text), "", "");
    preview_rows_get(&r, 0, &line);
    size_t len = strlen(line.name);
    assert_true(len > 300 && len <= 400);
    assert_memory_equal(line.name + len - 2, "é", 2);
    str_clear(&text);
    preview_rows_clear(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_said_can_be_read),
        cmocka_unit_test(each_fate_is_counted),
        cmocka_unit_test(one_fate_and_words),
        cmocka_unit_test(the_place_of_a_row_that_is_not_shown_is_that_of_the_next),
        cmocka_unit_test(many_take_little_room),
        cmocka_unit_test(a_text_without_end_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
