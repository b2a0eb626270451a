/* Opening a book: what is made, what is refused and how it is said (house: "Opening"). */
#include <fcntl.h>
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

#include "base/arena.h"
#include "base/path.h"
#include "fixture.h"
#include "rows.h"

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(lstat(path, &st), 0);
    return st.st_mode & 07777;
}

static bool there(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

static void write_file(const char *path, const void *data, size_t len)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, data, len), len);
    close(fd);
}

static char *read_whole(struct arena *a, const char *path, size_t *len)
{
    char *data;
    assert_int_equal(path_read_file(a, path, 1 << 30, &data, len), 0);
    return data;
}

static void make_book(const char *path)
{
    lia_book *book = fixture_open(path, "jo");
    rows_contacts(book, "Bo Ek", 500, 0);
    lia_book_close(book);
}

/* Runs SQL on the file behind the library's back. */
static void outside(const char *path, const char *sql)
{
    sqlite3 *h;
    assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
    assert_int_equal(sqlite3_exec(h, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(h);
}

/* The file is refused with this status and one line that names it, and stays as it is. */
static void refused(const char *path, bool create, lia_status expected)
{
    struct arena a = {0};
    struct stat st;
    size_t before_len = 0, after_len = 0;
    bool is_file = stat(path, &st) == 0 && S_ISREG(st.st_mode);
    char *before = is_file ? read_whole(&a, path, &before_len) : NULL;
    lia_book *book = NULL;
    lia_error err = {0};
    assert_int_equal(fixture_try_open(path, "jo", create, &book, &err), expected);
    assert_null(book);
    assert_int_equal(err.status, expected);
    assert_non_null(strstr(err.message, path));
    assert_message(err, path);
    if (is_file) {
        char *after = read_whole(&a, path, &after_len);
        assert_int_equal(after_len, before_len);
        assert_memory_equal(after, before, before_len);
    }
    assert_false(there(arena_printf(&a, "%s-wal", path)));
    assert_false(there(arena_printf(&a, "%s-journal", path)));
    arena_clear(&a);
}

static int set_up(void **state)
{
    (void)state;
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    fixture_folder();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_folder_remove();
    return 0;
}

/* --- made --- */

static void a_new_book_is_private(void **state)
{
    (void)state;
    mode_t old = umask(0);
    const char *folder = fixture_path("a"), *path = fixture_path("a/book.db");
    lia_book *book = fixture_open(path, "jo");
    umask(old);
    assert_true(lia_book_made(book));
    assert_false(lia_book_read_only(book));
    assert_string_equal(lia_book_path(book), path);
    assert_int_equal(mode_of(folder), 0700);
    assert_int_equal(mode_of(path), 0600);
    assert_int_equal(mode_of(fixture_path("a/book.db-wal")), 0600);
    char id[64];
    snprintf(id, sizeof id, "%s", lia_book_id(book));
    lia_book_close(book);
    /* Closed cleanly it is one file. */
    assert_false(there(fixture_path("a/book.db-wal")));
    book = fixture_open(path, "jo");
    assert_false(lia_book_made(book));
    assert_string_equal(lia_book_id(book), id);
    rows_check(book);
    lia_book_close(book);
    unlink(path);
}

static void an_empty_file_is_filled_only_to_create(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    write_file(path, "", 0);
    refused(path, false, LIA_CORRUPT);
    /* What a killed start leaves. */
    lia_book *book = fixture_open(path, "jo");
    assert_true(lia_book_made(book));
    rows_check(book);
    lia_book_close(book);
}

/* Tables without what a new book starts with: a start that was killed in between. */
static void an_interrupted_making_is_finished(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    struct db *db;
    lia_error err = {0};
    assert_ok(db_open(path, DB_CREATE, FIXTURE_NOW, &db, &err), err);
    db_close(db);
    lia_book *book = NULL;
    assert_ok(fixture_try_open(path, "jo", false, &book, &err), err);
    assert_true(lia_book_made(book));
    assert_int_equal(rows_int(book, "SELECT count(*) FROM interaction_template"), 8);
    lia_book_close(book);
}

static void many_starts_make_one_book(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    enum { STARTS = 8 };
    int made = 0;
    for (int i = 0; i < STARTS; i++) {
        if (fork() == 0) {
            lia_book *book = NULL;
            lia_error err = {0};
            lia_status status = fixture_try_open(path, "jo", true, &book, &err);
            int result = status ? 100 + (int)status : lia_book_made(book);
            lia_book_close(book);
            _exit(result);
        }
    }
    for (int i = 0; i < STARTS; i++) {
        int result;
        assert_true(wait(&result) > 0);
        assert_true(WIFEXITED(result) && WEXITSTATUS(result) <= 1);
        made += WEXITSTATUS(result);
    }
    assert_int_equal(made, 1);
    lia_book *book = fixture_open(path, "jo");
    assert_int_equal(rows_int(book, "SELECT count(*) FROM op"), 1);
    rows_check(book);
    lia_book_close(book);
}

/* --- refused --- */

static void what_is_not_there_is_not_made(void **state)
{
    (void)state;
    refused(fixture_path("none.db"), false, LIA_NOT_FOUND);
    refused(fixture_path("none/book.db"), false, LIA_NOT_FOUND);
    assert_false(there(fixture_path("none")));
    assert_false(there(fixture_path("none.db")));
}

static void what_is_no_file_is_refused(void **state)
{
    (void)state;
    assert_int_equal(mkdir(fixture_path("folder"), 0700), 0);
    refused(fixture_path("folder"), true, LIA_CORRUPT);
    refused(fixture_path("folder"), false, LIA_CORRUPT);
    assert_int_equal(mkfifo(fixture_path("pipe"), 0600), 0);
    refused(fixture_path("pipe"), true, LIA_CORRUPT);
    write_file(fixture_path("file"), "x", 1);
    refused(fixture_path("file/book.db"), true, LIA_IO);
}

static void a_link_is_not_followed(void **state)
{
    (void)state;
    make_book(fixture_path("book.db"));
    assert_int_equal(symlink("book.db", fixture_path("link.db")), 0);
    refused(fixture_path("link.db"), true, LIA_IO);
    assert_int_equal(symlink("none.db", fixture_path("dangling.db")), 0);
    refused(fixture_path("dangling.db"), true, LIA_IO);
    assert_false(there(fixture_path("none.db")));
    /* A linked folder is the user's own arrangement. */
    assert_int_equal(symlink(".", fixture_path("here")), 0);
    lia_book *book = fixture_open(fixture_path("here/book.db"), "jo");
    lia_book_close(book);
}

static void a_name_is_a_file_and_no_uri(void **state)
{
    (void)state;
    char old[4096];
    assert_non_null(getcwd(old, sizeof old));
    assert_int_equal(chdir(fixture_path(".")), 0);
    lia_book *book = fixture_open("file:book.db?mode=memory", "jo");
    lia_book_close(book);
    assert_true(there("file:book.db?mode=memory"));
    assert_int_equal(chdir(old), 0);
}

static void what_is_no_book_is_refused(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    char garbage[20000];
    unsigned seed = 1;
    for (size_t i = 0; i < sizeof garbage; i++)
        garbage[i] = (char)rand_r(&seed);
    static const size_t sizes[] = {1, 15, 16, 99, 100, 512, 4096, sizeof garbage};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        write_file(path, garbage, sizes[i]);
        refused(path, true, LIA_CORRUPT);
    }
    write_file(path, "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Ek\nEND:VCARD\n", 43);
    refused(path, true, LIA_CORRUPT);
    unlink(path);
    outside(path, "CREATE TABLE t (a)");
    refused(path, true, LIA_CORRUPT);
}

static void a_newer_book_is_refused(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    make_book(path);
    outside(path, "PRAGMA user_version = 99");
    refused(path, true, LIA_TOO_NEW);
}

static void a_cut_off_book_is_refused(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    make_book(path);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    for (int i = 1; i < 8; i++) {
        make_book(path);
        assert_int_equal(truncate(path, st.st_size * i / 8 / 4096 * 4096), 0);
        refused(path, true, LIA_CORRUPT);
        unlink(path);
    }
}

static void ignore_line(void *ctx, const char *line)
{
    (void)ctx;
    assert_true(line[0]);
}

/* Damage in the middle is found where it is read: never a crash, never a success that is none. */
static void damage_is_told(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db"), *copy = fixture_path("copy.db");
    make_book(path);
    struct arena a = {0};
    size_t len;
    char *whole = read_whole(&a, path, &len);
    unsigned seed = 7;
    int found = 0;
    for (int round = 0; round < 40; round++) {
        char *data = arena_strndup(&a, whole, len);
        size_t page = 1 + (size_t)rand_r(&seed) % (len / 4096 - 1);
        for (int i = 0; i < 200; i++)
            data[page * 4096 + (size_t)rand_r(&seed) % 4096] = (char)rand_r(&seed);
        write_file(copy, data, len);
        lia_book *book = NULL;
        lia_error err = {0};
        lia_status status = fixture_try_open(copy, "jo", false, &book, &err);
        int findings = 0;
        if (status == LIA_OK)
            status = lia_book_check(book, ignore_line, NULL, &findings, &err);
        if (status) {
            assert_true(status == LIA_CORRUPT || status == LIA_IO);
            assert_message(err, copy);
        }
        found += status || findings;
        lia_book_close(book);
        unlink(copy);
    }
    assert_in_range(found, 20, 40); /* some pages are free, some bytes are only somebody's city */
    arena_clear(&a);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_new_book_is_private),
        TEST(an_empty_file_is_filled_only_to_create),
        TEST(an_interrupted_making_is_finished),
        TEST(many_starts_make_one_book),
        TEST(what_is_not_there_is_not_made),
        TEST(what_is_no_file_is_refused),
        TEST(a_link_is_not_followed),
        TEST(a_name_is_a_file_and_no_uri),
        TEST(what_is_no_book_is_refused),
        TEST(a_newer_book_is_refused),
        TEST(a_cut_off_book_is_refused),
        TEST(damage_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
