/* Many rows written by one statement (db_each_row). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/db/db.h"
#include "fixture.h"

static struct db *db;
static lia_error err;

static int open_db(void **state)
{
    (void)state;
    err = (lia_error){0};
    return db_open(NULL, DB_MEMORY, FIXTURE_NOW, &db, &err) == LIA_OK ? 0 : -1;
}

static int close_db(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}

static int64_t get_int(const char *sql)
{
    int64_t value = 0;
    assert_ok(db_query_int(db, sql, DB_NONE, &value, NULL, &err), err);
    return value;
}

/* Rows of the table counter, named by their number. */
struct source {
    int64_t at, count;
    int64_t twice; /* this one comes again at the end */
    char name[20];
    struct db_param params[3];
};

static bool next_row(void *ctx, struct db_param *p)
{
    struct source *s = ctx;
    if (s->at == s->count)
        return false;
    int64_t n = s->twice && s->at == s->count - 1 ? s->twice : s->at;
    snprintf(s->name, sizeof s->name, "n%lld", (long long)n);
    p[0].s = s->name; /* it is rewritten in place */
    p[1].i = s->at++;
    return true;
}

static void add_source(struct db_batch *b, struct source *s)
{
    s->params[0] = db_t("name", "");
    s->params[1] = db_i("value", 0);
    s->params[2].type = DB_END;
    db_each_row(b, "INSERT INTO counter (name, value) SELECT name, value FROM each", s->params,
                next_row, s);
    db_batch_rows(b, s->count);
}

static lia_status write_rows(struct source *s, const lia_progress *progress)
{
    struct db_batch *b = db_batch_new(db);
    add_source(b, s);
    lia_status status = db_batch_run(b, progress, NULL, &err);
    db_batch_free(b);
    return status;
}

static void all_rows_are_written(void **state)
{
    (void)state;
    int64_t before = get_int("SELECT count(*) FROM counter");
    struct source none = {0}, some = {.count = 3000};
    assert_ok(write_rows(&none, NULL), err);
    assert_int_equal(get_int("SELECT count(*) FROM counter"), before);
    assert_ok(write_rows(&some, NULL), err);
    assert_int_equal(get_int("SELECT count(*) FROM counter"), before + 3000);
    assert_int_equal(get_int("SELECT value FROM counter WHERE name = 'n2999'"), 2999);
}

/* In a large book it is done in parts: none is left out or comes twice. */
static void parts_fit_together(void **state)
{
    (void)state;
    struct db_batch *b = db_batch_new(db);
    char *text = malloc(20000);
    assert_non_null(text);
    memset(text, 'x', 19999);
    text[19999] = '\0';
    for (int i = 0; i < 600; i++) {
        text[0] = (char)('a' + i % 26);
        text[1] = (char)('a' + i / 26);
        db_add(b, "INSERT INTO text (text_id, description) VALUES (:id, :text)",
               DB_PARAMS(db_i("id", i + 1), db_t("text", text)));
    }
    assert_ok(db_batch_run(b, NULL, NULL, &err), err);
    db_batch_free(b);
    free(text);
    assert_true(get_int("SELECT page_count FROM pragma_page_count") > 2000);
    static const int64_t counts[] = {499, 500, 501, 1000, 1777};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        int64_t before = get_int("SELECT count(*) FROM counter");
        struct source s = {.count = counts[i]};
        assert_ok(write_rows(&s, NULL), err);
        assert_int_equal(get_int("SELECT count(*) FROM counter"), before + counts[i]);
        b = db_batch_new(db);
        db_add(b, "DELETE FROM counter WHERE name GLOB 'n[0-9]*'", DB_NONE);
        assert_ok(db_batch_run(b, NULL, NULL, &err), err);
        db_batch_free(b);
    }
}

static void a_row_that_cannot_be_takes_all_back(void **state)
{
    (void)state;
    int64_t before = get_int("SELECT count(*) FROM counter");
    struct source s = {.count = 700, .twice = 5};
    assert_int_equal(write_rows(&s, NULL), LIA_CONFLICT);
    assert_int_equal(get_int("SELECT count(*) FROM counter"), before);
    struct source right = {.count = 700};
    assert_ok(write_rows(&right, NULL), err);
}

static bool stop_at(void *ctx, int64_t done, int64_t total)
{
    assert_true(done >= 0 && done <= total);
    return done < *(int64_t *)ctx;
}

static void it_can_be_stopped(void **state)
{
    (void)state;
    int64_t before = get_int("SELECT count(*) FROM counter"), at = 1500;
    struct source s = {.count = 3000};
    const lia_progress progress = {stop_at, &at};
    assert_int_equal(write_rows(&s, &progress), LIA_CANCELED);
    assert_true(s.at >= 1500 && s.at < 3000);
    assert_int_equal(get_int("SELECT count(*) FROM counter"), before);
}

/* Each has its own columns. */
static void several_in_one_batch(void **state)
{
    (void)state;
    struct db_batch *b = db_batch_new(db);
    struct source first = {.count = 10}, second = {.count = 20};
    add_source(b, &first);
    second.at = 10;
    second.params[0] = db_t("label", "");
    second.params[1] = db_i("number", 0);
    second.params[2].type = DB_END;
    db_each_row(b, "INSERT INTO counter (value, name) SELECT number * 2, label FROM each",
                second.params, next_row, &second);
    assert_ok(db_batch_run(b, NULL, NULL, &err), err);
    db_batch_free(b);
    assert_int_equal(get_int("SELECT value FROM counter WHERE name = 'n9'"), 9);
    assert_int_equal(get_int("SELECT value FROM counter WHERE name = 'n19'"), 38);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, open_db, close_db)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(all_rows_are_written),
        CASE(parts_fit_together),
        CASE(a_row_that_cannot_be_takes_all_back),
        CASE(it_can_be_stopped),
        CASE(several_in_one_batch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
