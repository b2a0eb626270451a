#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/core.h"
#include "core/op.h"
#include "fixture.h"
#include "rows.h"

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

static void a_code_is_made_of_the_account(void **state)
{
    (void)state;
    static const struct {
        const char *user, *code;
    } cases[] = {
        {"jo", "JO"},   {"jo.ek@fabrikam", "JOEKFABRIKAM"},
        {"åsa", "ÅSA"}, {"a-very-long-account-name-of-somebody", "AVERYLONGACCOUNTNAME"},
        {"--", "ME"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lia_book *book = fixture_open(NULL, cases[i].user);
        lia_error err = {0};
        struct db_rows *rows;
        assert_ok(db_query(book->db, "SELECT code, account FROM salesperson", DB_NONE, &rows, &err),
                  err);
        assert_true(db_next(rows));
        assert_string_equal(db_text(rows, 0), cases[i].code);
        assert_string_equal(db_text(rows, 1), cases[i].user);
        assert_ok(db_rows_close(rows, &err), err);
        lia_book_close(book);
    }
}

static void new_book_has_series_and_setup(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_error err = {0};
    struct db_rows *rows;
    assert_ok(db_query(book->db, "SELECT prefix, width, last FROM number_series ORDER BY series_id",
                       DB_NONE, &rows, &err),
              err);
    int n = 0;
    for (; db_next(rows); n++) {
        if (n < 2)
            assert_string_equal(db_text(rows, 0), n ? "SM" : "CT");
        assert_int_equal(db_int(rows, 1), 6);
        assert_int_equal(db_int(rows, 2), 0);
    }
    assert_ok(db_rows_close(rows, &err), err);
    assert_int_equal(n, 4); /* contacts, segments, campaigns, tasks */
    assert_int_equal(rows_int(book, "SELECT undo_days FROM setup"), 30);
    assert_int_equal(rows_int(book, "SELECT touch_days IS NULL FROM setup"), 1);
    lia_counts counts = {1, 1, 1, 1, 1, 1, 1};
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_memory_equal(&counts, &(lia_counts){0}, sizeof counts);
    rows_check(book);
    lia_book_close(book);
}

static void counts_are_kept(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_error err = {0};
    rows_contacts(book, "Bo Ek", 6, 0);
    rows_entries(book, 1, 5);
    rows_cancel(book, true, 2, 4);
    rows_segment(book, 1, 3);
    rows_segment(book, 4, 5);
    rows_segment_log(book, 1);
    lia_counts counts;
    assert_ok(lia_book_counts(book, &counts, &err), err);
    assert_int_equal(counts.contacts, 6);
    assert_int_equal(counts.contacts_archived, 0);
    assert_int_equal(counts.entries, 8);
    assert_int_equal(counts.entries_canceled, 3);
    assert_int_equal(counts.postponed, 0);
    assert_int_equal(counts.segments, 1);
    assert_int_equal(counts.logged_segments, 1);
    lia_book_close(book);
}

/* domain.md 12: today goes by the viewer's zone. */
static void today_is_the_viewers(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    assert_int_equal(lia_book_now(book), FIXTURE_NOW);
    assert_int_equal(lia_book_today(book), FIXTURE_TODAY);
    fixture_clock.zone = 9 * 60 + 30; /* 14:32 is past midnight at +09:30 */
    assert_int_equal(lia_book_zone(book), 570);
    assert_int_equal(lia_book_today(book), FIXTURE_TODAY + 1);
    assert_int_equal(lia_book_wall(book), FIXTURE_NOW + 570 * 60);
    fixture_clock.zone = -15 * 60;
    assert_int_equal(lia_book_today(book), FIXTURE_TODAY - 1);
    fixture_clock = (struct fixture_clock){-1, 0};
    assert_int_equal(lia_book_today(book), -1);
    lia_book_close(book);
}

struct findings {
    int count;
    struct str lines;
};

static void note_finding(void *ctx, const char *line)
{
    struct findings *f = ctx;
    f->count++;
    str_add_f(&f->lines, "%s\n", line);
}

/* Whatever is kept and could be wrong is found. */
static void check_finds_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *damage, *said;
    } cases[] = {
        {"UPDATE counter SET value = value + 1 WHERE name = 'contacts'", "contacts"},
        {"UPDATE counter SET value = 0 WHERE name = 'entry'", "entry"},
        {"DELETE FROM counter WHERE name = 'segments'", "segments"},
        {"UPDATE entry_total SET minutes = minutes - 1", "totals"},
        {"DELETE FROM entry_total", "totals"},
        {"INSERT INTO entry_total VALUES (2, 1, 1, 0, 0)", "totals"},
        {"UPDATE logged_segment SET entries_canceled = 1", "logged segment"},
        {"UPDATE segment SET lines = 7", "lines"},
        {"UPDATE contact SET sort_key = 1 WHERE contact_id = 6", "place"},
        {"UPDATE contact SET name = 'Someone else' WHERE contact_id = 2", ""},
        {"UPDATE entry SET contact_id = 77 WHERE entry_no = 1", "contact"},
        {"UPDATE entry SET logged_id = 77 WHERE entry_no = 1", "logged segment"},
        {"UPDATE segment_line SET contact_id = 77", "contact"},
        {"UPDATE contact SET changed_op = 99 WHERE contact_id = 1", "operation"},
        {"INSERT INTO contact_was (was_op, side, contact_id) VALUES (1, 2, 1)", "left over"},
        {"INSERT INTO contact_fts (rowid, words) VALUES (5, 'nobody')", "contact_fts"},
        {"INSERT INTO comment_fts (rowid, content) VALUES (5, 'nobody')", "comment_fts"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lia_book *book = fixture_book();
        lia_error err = {0};
        rows_contacts(book, "Bo Ek", 6, 0);
        rows_segment(book, 1, 3);
        rows_segment_log(book, 1);
        rows_check(book);
        struct db_batch *b = db_batch_new(book->db);
        db_batch_defer(b);
        db_add(b, cases[i].damage, DB_NONE);
        assert_ok(db_batch_run(b, NULL, NULL, &err), err);
        db_batch_free(b);
        struct findings found = {0};
        int count = -1;
        assert_ok(lia_book_check(book, note_finding, &found, &count, &err), err);
        assert_true(count > 0);
        assert_int_equal(count, found.count);
        if (!strstr(str_text(&found.lines), cases[i].said))
            fail_msg("%s: %s", cases[i].damage, str_text(&found.lines));
        str_clear(&found.lines);
        lia_book_close(book);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_book_has_templates),
        cmocka_unit_test(new_book_knows_its_user),
        cmocka_unit_test(a_code_is_made_of_the_account),
        cmocka_unit_test(new_book_has_series_and_setup),
        cmocka_unit_test(counts_are_kept),
        cmocka_unit_test(today_is_the_viewers),
        cmocka_unit_test(check_finds_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
