/* Older books become newer ones, with steps made up for the test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "core/db/migrate.h"
#include "fixture.h"
#include "old_book.h"
#include "rows.h"

static const struct db_migration steps[] = {
    {DB_SCHEMA_VERSION + 1,
     "ALTER TABLE contact_kept ADD COLUMN extra TEXT NOT NULL DEFAULT 'none';"},
    {DB_SCHEMA_VERSION + 2,
     "CREATE TABLE task (task_id INTEGER PRIMARY KEY) STRICT;"
     /* A table made anew while others refer to it. */
     "CREATE TABLE salesperson_2 (salesperson_id INTEGER PRIMARY KEY, code TEXT NOT NULL) STRICT;"
     "INSERT INTO salesperson_2 SELECT salesperson_id, code FROM salesperson;"
     "DROP TABLE salesperson; ALTER TABLE salesperson_2 RENAME TO salesperson;"},
};
enum { STEPS = 2 };
/* Of a book of this version (DB_SCHEMA_VERSION). */
#define BACKUP   "book.db.v2-2026-11-20.backup"
#define BACKUP_2 "book.db.v2-2026-11-20-2.backup"

static int set_up(void **state)
{
    (void)state;
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    fixture_folder();
    lia_book *book = fixture_open(fixture_path("book.db"), "jo");
    rows_contacts(book, "Bo Ek", 20, 0);
    lia_book_close(book);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_folder_remove();
    return 0;
}

static struct db *open_db(void)
{
    struct db *db = NULL;
    lia_error err = {0};
    assert_ok(db_open(fixture_path("book.db"), 0, FIXTURE_NOW, &db, &err), err);
    return db;
}

static int64_t get(struct db *db, const char *sql)
{
    int64_t value = -1;
    lia_error err = {0};
    assert_ok(db_query_int(db, sql, DB_NONE, &value, NULL, &err), err);
    return value;
}

static bool there(const char *name)
{
    struct stat st;
    return lstat(fixture_path(name), &st) == 0;
}

static void the_schema_is_of_this_version(void **state)
{
    (void)state;
    struct db *db = open_db();
    assert_int_equal(get(db, "PRAGMA user_version"), DB_SCHEMA_VERSION);
    assert_int_equal(get(db, "PRAGMA application_id"), DB_APPLICATION_ID);
    assert_int_equal(db_migration_count, DB_SCHEMA_VERSION - 1);
    for (int i = 0; i < db_migration_count; i++)
        assert_int_equal(db_migrations[i].to, i + 2);
    db_close(db);
}

static void an_older_book_is_brought_up(void **state)
{
    (void)state;
    struct db *db = open_db();
    lia_error err = {0};
    assert_ok(db_migrate(db, steps, STEPS, FIXTURE_NOW, &err), err);
    assert_int_equal(get(db, "PRAGMA user_version"), DB_SCHEMA_VERSION + 2);
    assert_int_equal(get(db, "SELECT count(*) FROM task"), 0);
    assert_int_equal(
        get(db, "SELECT count(*) FROM pragma_table_info('contact_kept') WHERE name = 'extra'"), 1);
    assert_int_equal(get(db, "SELECT count(*) FROM salesperson"), 1);
    assert_int_equal(get(db, "PRAGMA foreign_keys"), 1);
    db_close(db);
    /* The backup is the book as it was. */
    lia_book *backup = fixture_open(fixture_path(BACKUP), "jo");
    assert_int_equal(rows_int(backup, "SELECT count(*) FROM contact"), 20);
    rows_check(backup);
    lia_book_close(backup);
    /* This program is older than the book now. */
    lia_book *book;
    assert_int_equal(fixture_try_open(fixture_path("book.db"), "jo", true, &book, &err),
                     LIA_TOO_NEW);
}

static void a_current_book_is_left_alone(void **state)
{
    (void)state;
    struct db *db = open_db();
    lia_error err = {0};
    assert_ok(db_migrate(db, steps, 0, FIXTURE_NOW, &err), err);
    assert_int_equal(get(db, "PRAGMA user_version"), DB_SCHEMA_VERSION);
    assert_false(there(BACKUP));
    db_close(db);
}

static void a_failing_step_leaves_the_book_at_the_one_before(void **state)
{
    (void)state;
    static const struct db_migration bad[][2] = {
        {{DB_SCHEMA_VERSION + 1, "CREATE TABLE task (task_id INTEGER PRIMARY KEY);"},
         {DB_SCHEMA_VERSION + 2, "DROP TABLE task; DROP TABLE no_such_table;"}},
        /* It leaves a reference to nothing. */
        {{DB_SCHEMA_VERSION + 1, "CREATE TABLE task (task_id INTEGER PRIMARY KEY);"},
         {DB_SCHEMA_VERSION + 2, "DELETE FROM interaction_group;"}},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct db *db = open_db();
        lia_error err = {0};
        assert_int_not_equal(db_migrate(db, bad[i], 2, FIXTURE_NOW, &err), LIA_OK);
        assert_true(err.message[0]);
        assert_int_equal(get(db, "PRAGMA user_version"), DB_SCHEMA_VERSION + 1);
        assert_int_equal(get(db, "SELECT count(*) FROM task"), 0);
        assert_int_equal(get(db, "SELECT count(*) FROM interaction_group"), 4);
        assert_int_equal(get(db, "PRAGMA foreign_keys"), 1);
        db_close(db);
        /* Back to where the next round begins, by way of the backup. */
        assert_int_equal(rename(fixture_path(BACKUP), fixture_path("book.db")), 0);
    }
}

/* It is tried again at each start. */
static void a_book_that_stays_as_it_was_leaves_no_backup(void **state)
{
    (void)state;
    static const struct db_migration bad[] = {{DB_SCHEMA_VERSION + 1, "DROP TABLE no_such_table;"}};
    struct db *db = open_db();
    lia_error err = {0};
    assert_int_not_equal(db_migrate(db, bad, 1, FIXTURE_NOW, &err), LIA_OK);
    assert_non_null(strstr(err.message, "no_such_table"));
    assert_int_equal(get(db, "PRAGMA user_version"), DB_SCHEMA_VERSION);
    assert_int_equal(get(db, "PRAGMA foreign_keys"), 1);
    assert_false(there(BACKUP));
    db_close(db);
}

static void an_older_backup_is_not_overwritten(void **state)
{
    (void)state;
    FILE *f = fopen(fixture_path(BACKUP), "w");
    assert_non_null(f);
    fclose(f);
    struct db *db = open_db();
    lia_error err = {0};
    assert_ok(db_migrate(db, steps, STEPS, FIXTURE_NOW, &err), err);
    db_close(db);
    assert_true(there(BACKUP_2));
}

static void sessions_that_start_at_once_do_it_once(void **state)
{
    (void)state;
    enum { SESSIONS = 5 };
    for (int i = 0; i < SESSIONS; i++)
        if (fork() == 0) {
            struct db *db = NULL;
            lia_error err = {0};
            lia_status status = db_open(fixture_path("book.db"), 0, FIXTURE_NOW, &db, &err);
            if (status == LIA_TOO_NEW)
                _exit(0); /* all was done before this one looked */
            if (status == LIA_OK)
                status = db_migrate(db, steps, STEPS, FIXTURE_NOW, &err);
            if (status)
                fprintf(stderr, "%s\n", err.message);
            db_close(db);
            _exit(status ? 1 : 0);
        }
    for (int i = 0; i < SESSIONS; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
}

static void same_tables(lia_book *a, lia_book *b)
{
    static const char tables[] = "SELECT group_concat(name || ' ' || coalesce(sql, ''), char(10))"
                                 " FROM (SELECT * FROM sqlite_master ORDER BY name)";
    char *x = rows_text(a, tables), *y = rows_text(b, tables);
    assert_string_equal(x, y);
    free(x);
    free(y);
}

static void version_1_arrives_where_new_books_begin(void **state)
{
    (void)state;
    static const char events[] =
        "SELECT group_concat(event_id || code || coalesce(template_id, ''), ' ') FROM event";
    make_first_version(fixture_path("old.db"));
    lia_book *old = fixture_open(fixture_path("old.db"), "jo");
    lia_book *new = fixture_open(fixture_path("new.db"), "jo");
    assert_int_equal(rows_int(old, "PRAGMA user_version"), DB_SCHEMA_VERSION);
    assert_true(there("old.db.v1-2026-11-20.backup"));
    same_tables(old, new);
    char *x = rows_text(old, events), *y = rows_text(new, events);
    assert_string_equal(x, y);
    free(x);
    free(y);
    assert_int_equal(rows_int(old, "SELECT value FROM counter WHERE name = 'event'"),
                     rows_int(new, "SELECT value FROM counter WHERE name = 'event'"));
    rows_check(old);
    lia_book_close(old);
    lia_book_close(new);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_schema_is_of_this_version),
        TEST(an_older_book_is_brought_up),
        TEST(a_current_book_is_left_alone),
        TEST(a_failing_step_leaves_the_book_at_the_one_before),
        TEST(a_book_that_stays_as_it_was_leaves_no_backup),
        TEST(an_older_backup_is_not_overwritten),
        TEST(version_1_arrives_where_new_books_begin),
        TEST(sessions_that_start_at_once_do_it_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
