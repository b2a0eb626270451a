/* The two calls to the engine: query and batch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/db/db.h"
#include "fixture.h"

static struct db *open_memory(void)
{
    struct db *db = NULL;
    lia_error err = {0};
    assert_ok(db_open(NULL, DB_MEMORY, FIXTURE_NOW, &db, &err), err);
    return db;
}

static int64_t get_int(struct db *db, const char *sql)
{
    int64_t value = 0;
    lia_error err = {0};
    assert_ok(db_query_int(db, sql, DB_NONE, &value, NULL, &err), err);
    return value;
}

static lia_status run_sql(struct db *db, const char *sql, lia_error *err)
{
    struct db_batch *b = db_batch_new(db);
    db_add(b, sql, DB_NONE);
    lia_status status = db_batch_run(b, NULL, NULL, err);
    db_batch_free(b);
    return status;
}

#define COUNT "SELECT count(*) FROM counter"
#define ADD   "INSERT INTO counter (name, value) VALUES (:name, :value)"

/* --- query --- */

static void params_are_bound_by_name(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    struct db_rows *rows;
    /* More than it names is ignored; NULL text is blank, reference 0 is NULL. */
    assert_ok(db_query(db, "SELECT :b, :a, :c, :d, :a || ''", /* :a twice */
                       DB_PARAMS(db_t("a", "Bo'; DROP TABLE contact"), db_i("b", -7),
                                 db_t("c", NULL), db_ref("d", 0), db_i("unused", 1)),
                       &rows, &err),
              err);
    assert_true(db_next(rows));
    assert_int_equal(db_int(rows, 0), -7);
    assert_string_equal(db_text(rows, 1), "Bo'; DROP TABLE contact");
    assert_string_equal(db_text(rows, 2), "");
    assert_false(db_is_null(rows, 2));
    assert_true(db_is_null(rows, 3));
    assert_string_equal(db_text(rows, 4), "Bo'; DROP TABLE contact");
    assert_false(db_next(rows));
    assert_false(db_next(rows));
    assert_ok(db_rows_close(rows, &err), err);
    db_close(db);
}

static void null_reads_as_nothing(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    struct db_rows *rows;
    assert_ok(db_query(db, "SELECT NULL", DB_NONE, &rows, &err), err);
    assert_true(db_next(rows));
    assert_int_equal(db_int(rows, 0), 0);
    assert_string_equal(db_text(rows, 0), "");
    assert_ok(db_rows_close(rows, &err), err);
    int64_t value = 5;
    bool found = true;
    assert_ok(db_query_int(db, "SELECT 1 WHERE 0", DB_NONE, &value, &found, &err), err);
    assert_int_equal(value, 0);
    assert_false(found);
    db_close(db);
}

/* A file made by others may hold anything, whatever the tables say. */
static void a_value_of_another_type_is_damage(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    struct db_rows *rows;
    static const char *const sql[] = {"SELECT 'one', 1 UNION ALL SELECT 'two', 2",
                                      "SELECT x'00', 1", "SELECT 1.5, 1"};
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        assert_ok(db_query(db, sql[i], DB_NONE, &rows, &err), err);
        assert_true(db_next(rows));
        assert_int_equal(db_int(rows, 0), 0);
        assert_int_equal(db_int(rows, 1), 1);
        assert_false(db_next(rows));
        assert_int_equal(db_rows_close(rows, &err), LIA_CORRUPT);
        assert_message(err, "");
    }
    assert_ok(db_query(db, "SELECT 1", DB_NONE, &rows, &err), err);
    assert_true(db_next(rows));
    assert_string_equal(db_text(rows, 0), "");
    assert_int_equal(db_rows_close(rows, &err), LIA_CORRUPT);
    db_close(db);
}

/* One statement may be open twice, and far more may be used than are kept. */
static void statements_are_kept_but_not_shared(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    struct db_rows *outer, *inner;
    const char *sql = "SELECT value FROM (SELECT 1 AS value UNION ALL SELECT 2)";
    assert_ok(db_query(db, sql, DB_NONE, &outer, &err), err);
    assert_true(db_next(outer));
    assert_ok(db_query(db, sql, DB_NONE, &inner, &err), err);
    assert_true(db_next(inner));
    assert_int_equal(db_int(inner, 0), 1);
    assert_true(db_next(outer));
    assert_int_equal(db_int(outer, 0), 2);
    assert_ok(db_rows_close(inner, &err), err);
    char text[64];
    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof text, "SELECT %d", i % 400);
        assert_int_equal(get_int(db, text), i % 400);
    }
    assert_int_equal(db_int(outer, 0), 2);
    assert_ok(db_rows_close(outer, &err), err);
    assert_ok(db_rows_close(NULL, &err), err);
    db_close(db);
}

static bool stop_at_once(void *ctx)
{
    ++*(int *)ctx;
    return false;
}

static void a_read_can_be_interrupted(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    int calls = 0;
    int64_t value = 5;
    const char *forever =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    db_set_progress(db, stop_at_once, &calls);
    assert_int_equal(db_query_int(db, forever, DB_NONE, &value, NULL, &err), LIA_CANCELED);
    assert_message(err, "");
    assert_int_equal(calls, 1);
    assert_int_equal(value, 5);
    /* A batch is not a read: only its own progress stops it. */
    assert_ok(run_sql(db,
                      "INSERT INTO counter (name, value) WITH RECURSIVE n (i) AS (SELECT 1 UNION "
                      "ALL SELECT i + 1"
                      " FROM n LIMIT 10000) SELECT 'n' || i, i FROM n",
                      &err),
              err);
    db_set_progress(db, NULL, NULL);
    assert_int_equal(get_int(db, COUNT), 10000);
    db_close(db);
}

/* --- batch --- */

static void a_batch_is_all_or_nothing(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    struct db_batch *b = db_batch_new(db);
    char name[8] = "a"; /* copied: may change before the batch runs */
    db_add(b, ADD, DB_PARAMS(db_t("name", name), db_i("value", 1)));
    name[0] = 'b';
    db_add(b, ADD, DB_PARAMS(db_t("name", name), db_i("value", 2)));
    assert_ok(db_batch_run(b, NULL, NULL, &err), err);
    assert_int_equal(get_int(db, "SELECT value FROM counter WHERE name = 'a'"), 1);
    assert_int_equal(get_int(db, "SELECT value FROM counter WHERE name = 'b'"), 2);
    db_batch_free(b);
    b = db_batch_new(db);
    db_add(b, ADD, DB_PARAMS(db_t("name", "c"), db_i("value", 3)));
    db_add(b, ADD, DB_PARAMS(db_t("name", "a"), db_i("value", 4)));
    int failed = -1;
    assert_int_equal(db_batch_run(b, NULL, &failed, &err), LIA_CONFLICT);
    assert_int_equal(failed, 0);
    assert_true(err.message[0]);
    assert_int_equal(get_int(db, COUNT), 2);
    db_batch_free(b);
    /* The connection is good for more. */
    assert_ok(run_sql(db, "INSERT INTO counter (name, value) VALUES ('d', 1)", &err), err);
    db_close(db);
}

static void references_may_wait_for_the_end(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    const char
        *child = "INSERT INTO interaction_template (template_id, code, group_id, op_id, changed_op)"
                 " VALUES (1, 'A', 1, 1, 1)",
        *parent = "INSERT INTO interaction_group (group_id, code, op_id, changed_op) VALUES (1, "
                  "'G', 1, 1)";
    for (int with_parent = 0; with_parent < 2; with_parent++) {
        struct db_batch *b = db_batch_new(db);
        db_batch_defer(b);
        db_add(b, child, DB_NONE);
        if (with_parent)
            db_add(b, parent, DB_NONE);
        assert_int_equal(db_batch_run(b, NULL, NULL, &err), with_parent ? LIA_OK : LIA_CONFLICT);
        db_batch_free(b);
        assert_int_equal(get_int(db, "SELECT count(*) FROM interaction_template"), with_parent);
    }
    /* That was for those batches only. */
    struct db_batch *b = db_batch_new(db);
    db_add(b,
           "INSERT INTO interaction_template (template_id, code, group_id, op_id, changed_op)"
           " VALUES (2, 'B', 2, 1, 1)",
           DB_NONE);
    db_add(
        b,
        "INSERT INTO interaction_group (group_id, code, op_id, changed_op) VALUES (2, 'H', 1, 1)",
        DB_NONE);
    assert_int_equal(db_batch_run(b, NULL, NULL, &err), LIA_CONFLICT);
    db_batch_free(b);
    db_close(db);
}

static void a_guard_fails_the_batch(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    for (int bad = 0; bad < 2; bad++) {
        struct db_batch *b = db_batch_new(db);
        db_add(b, ADD, DB_PARAMS(db_t("name", bad ? "y" : "x"), db_i("value", 1)));
        db_guard(b, 7, LIA_IN_USE, "code", "%s is in use: 100% sure",
                 "SELECT name FROM counter WHERE name = :name", DB_PARAMS(db_t("name", "y")));
        db_guard(b, 8, LIA_INVALID, "", "never", "SELECT 1 WHERE 0", DB_NONE);
        int failed = -1;
        assert_int_equal(db_batch_run(b, NULL, &failed, &err), bad ? LIA_IN_USE : LIA_OK);
        assert_int_equal(failed, bad ? 7 : 0);
        db_batch_free(b);
    }
    assert_string_equal(err.field, "code");
    assert_string_equal(err.message, "y is in use: 100% sure");
    assert_int_equal(get_int(db, COUNT), 1);
    db_close(db);
}

static void a_claim_runs_first_and_is_told_apart(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    for (int again = 0; again < 2; again++) {
        struct db_batch *b = db_batch_new(db);
        db_guard(b, 5, LIA_INVALID, "", "the claim was not first",
                 "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM counter WHERE name = 'claim')", DB_NONE);
        db_claim(b, 9, ADD, DB_PARAMS(db_t("name", "claim"), db_i("value", 1)));
        int failed = -1;
        assert_int_equal(db_batch_run(b, NULL, &failed, &err), again ? LIA_CONFLICT : LIA_OK);
        assert_int_equal(failed, again ? 9 : 0);
        assert_true(!again || err.message[0] == '\0');
        db_batch_free(b);
    }
    db_close(db);
}

static bool next_counter(void *ctx, struct db_param *params)
{
    int *i = ctx;
    static char name[16];
    snprintf(name, sizeof name, "n%d", *i);
    params[0].s = name;
    params[1].i = *i;
    return ++*i <= 3000;
}

struct seen {
    int calls, stop_at;
    int64_t done, total;
};

static bool see(void *ctx, int64_t done, int64_t total)
{
    struct seen *s = ctx;
    assert_true(done >= s->done && done <= total);
    s->done = done;
    s->total = total;
    return ++s->calls != s->stop_at;
}

static void many_rows_report_progress_and_can_be_stopped(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    for (int stop = 0; stop < 2; stop++) {
        int i = 0;
        struct seen seen = {.stop_at = stop ? 5 : -1};
        lia_progress progress = {see, &seen};
        struct db_param params[] = {db_t("name", ""), db_i("value", 0), {.type = DB_END}};
        struct db_batch *b = db_batch_new(db);
        db_add(b, "DELETE FROM counter", DB_NONE);
        db_each(b, ADD, params, next_counter, &i);
        db_batch_rows(b, 3000);
        db_batch_large(b);
        assert_int_equal(db_batch_run(b, &progress, NULL, &err), stop ? LIA_CANCELED : LIA_OK);
        db_batch_free(b);
        assert_int_equal(seen.total, 3001);
        assert_true(stop || seen.done == 3001);
        assert_true(seen.calls >= 5);
        assert_int_equal(get_int(db, COUNT), 3000); /* stopped: as it was */
    }
    assert_message(err, "");
    db_close(db);
}

static void a_text_too_long_is_refused(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    assert_int_equal(
        run_sql(db, "INSERT INTO counter (name, value) VALUES (hex(zeroblob(50000000)), 1)", &err),
        LIA_INVALID);
    assert_message(err, "");
    size_t len = 65u << 20;
    char *text = test_malloc(len + 1);
    memset(text, 'x', len);
    text[len] = '\0';
    int64_t length = 0;
    assert_int_equal(db_query_int(db, "SELECT length(:text)", DB_PARAMS(db_t("text", text)),
                                  &length, NULL, &err),
                     LIA_INVALID);
    test_free(text);
    db_close(db);
}

/* --- what a hostile file may not do --- */

static void the_engine_is_locked_down(void **state)
{
    (void)state;
    struct db *db = open_memory();
    lia_error err = {0};
    assert_int_equal(get_int(db, "PRAGMA foreign_keys"), 1);
    assert_int_equal(get_int(db, "PRAGMA trusted_schema"), 0);
    assert_int_equal(get_int(db, "PRAGMA cell_size_check"), 1);
    assert_int_equal(get_int(db, "PRAGMA synchronous"), 2);
    assert_true(get_int(db, "PRAGMA secure_delete") != 0);
    assert_int_not_equal(run_sql(db, "SELECT load_extension('x')", &err), LIA_OK);
    assert_int_not_equal(run_sql(db, "ATTACH ':memory:' AS other", &err), LIA_OK);
    assert_int_not_equal(run_sql(db, "SELECT \"no such column\"", &err), LIA_OK);
    assert_int_not_equal(run_sql(db, "UPDATE sqlite_schema SET sql = ''", &err), LIA_OK);
    assert_int_not_equal(run_sql(db, "DELETE FROM contact_fts_data", &err),
                         LIA_OK); /* the index' own table */
    assert_ok(run_sql(db, "CREATE TRIGGER t AFTER INSERT ON counter BEGIN DELETE FROM counter; END",
                      &err),
              err);
    assert_ok(run_sql(db, "INSERT INTO counter (name, value) VALUES ('x', 1)", &err), err);
    assert_int_equal(get_int(db, COUNT), 1);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(params_are_bound_by_name),
        cmocka_unit_test(null_reads_as_nothing),
        cmocka_unit_test(a_value_of_another_type_is_damage),
        cmocka_unit_test(statements_are_kept_but_not_shared),
        cmocka_unit_test(a_read_can_be_interrupted),
        cmocka_unit_test(a_batch_is_all_or_nothing),
        cmocka_unit_test(references_may_wait_for_the_end),
        cmocka_unit_test(a_guard_fails_the_batch),
        cmocka_unit_test(a_claim_runs_first_and_is_told_apart),
        cmocka_unit_test(many_rows_report_progress_and_can_be_stopped),
        cmocka_unit_test(a_text_too_long_is_refused),
        cmocka_unit_test(the_engine_is_locked_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
