#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/core.h"
#include "core/op.h"
#include "fixture.h"

/* domain.md 3: a new book starts usable. */
static void new_book_has_templates(void **state)
{
    (void)state;
    static const struct {
        const char *group, *code, *description;
        int flow, by, corr, ignore, minutes;
    } expected[] = {
        {"CALL", "CALL-IN", "Incoming call", 2, 2, 3, 1, 15},
        {"CALL", "CALL-OUT", "Outgoing call", 1, 1, 3, 1, 15},
        {"LETTER", "LETTER-IN", "Incoming letter", 2, 2, 1, 1, 5},
        {"LETTER", "LETTER-OUT", "Outgoing letter", 1, 1, 1, 0, 30},
        {"MAIL", "MAIL-IN", "Incoming e-mail", 2, 2, 2, 1, 5},
        {"MAIL", "MAIL-OUT", "Outgoing e-mail", 1, 1, 2, 1, 5},
        {"MEETING", "MEETING", "Meeting", 0, 1, 0, 1, 60},
        {"MEETING", "MEETING-IN", "Visit received", 0, 2, 0, 1, 60},
    };
    lia_book *book = fixture_book();
    lia_error err = {0};
    struct db_rows *rows;
    assert_ok(
        db_query(book->db,
                 "SELECT g.code, t.code, t.description, flow, initiated_by, correspondence,"
                 " ignore_correspondence, unit_minutes, unit_cost FROM interaction_template AS t"
                 " JOIN interaction_group AS g USING (group_id) ORDER BY g.code, t.code",
                 DB_NONE, &rows, &err),
        err);
    size_t n = 0;
    for (; db_next(rows); n++) {
        assert_true(n < sizeof expected / sizeof *expected);
        assert_string_equal(db_text(rows, 0), expected[n].group);
        assert_string_equal(db_text(rows, 1), expected[n].code);
        assert_string_equal(db_text(rows, 2), expected[n].description);
        assert_int_equal(db_int(rows, 3), expected[n].flow);
        assert_int_equal(db_int(rows, 4), expected[n].by);
        assert_int_equal(db_int(rows, 5), expected[n].corr);
        assert_int_equal(db_int(rows, 6), expected[n].ignore);
        assert_int_equal(db_int(rows, 7), expected[n].minutes);
        assert_int_equal(db_int(rows, 8), 0);
    }
    assert_ok(db_rows_close(rows, &err), err);
    assert_int_equal(n, sizeof expected / sizeof *expected);
    lia_book_close(book);
}

static void new_book_knows_its_user(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_error err = {0};
    struct db_rows *rows;
    assert_ok(
        db_query(book->db, "SELECT code, name, account FROM salesperson", DB_NONE, &rows, &err),
        err);
    assert_true(db_next(rows));
    assert_string_equal(db_text(rows, 0), "JO");
    assert_string_equal(db_text(rows, 1), "Jo Ek");
    assert_string_equal(db_text(rows, 2), "jo");
    assert_false(db_next(rows));
    assert_ok(db_rows_close(rows, &err), err);
    assert_true(lia_book_made(book));
    assert_false(lia_book_example(book));
    assert_string_equal(lia_book_path(book), "");
    assert_int_equal(strlen(lia_book_id(book)), 32);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_book_has_templates),
        cmocka_unit_test(new_book_knows_its_user),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
