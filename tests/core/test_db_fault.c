/* What the system refuses: writing, room, reading; and that a backup is whole or not there. */
#define _GNU_SOURCE /* a child with its own mounts */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/db/conn.h"
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

static void make_book(const char *path)
{
    lia_book *book = fixture_open(path, "jo");
    rows_contacts(book, "Bo Ek", 500, 0);
    lia_book_close(book);
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

/* --- only for reading --- */

/* Runs fn in a child without the powers of root; returns its exit code. */
static int as_nobody(int (*fn)(const char *path), const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0))
            _exit(99);
        _exit(fn(path));
    }
    int result;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result));
    return WEXITSTATUS(result);
}

static lia_status fill_nothing(struct op *op, void *ctx, lia_error *err)
{
    (void)ctx;
    (void)err;
    op_say(op, 1, "Nothing");
    return LIA_OK;
}

/* 0: it opens, can be read, and says that it cannot be written. */
static int open_for_reading(const char *path)
{
    lia_book *book = NULL;
    lia_error err = {0};
    if (fixture_try_open(path, "bo", true, &book, &err) != LIA_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    lia_counts counts = {0};
    if (!lia_book_read_only(book) || lia_book_counts(book, &counts, &err) != LIA_OK ||
        counts.contacts != 500)
        return 2;
    if (op_run(book, "test", fill_nothing, NULL, NULL, NULL, &err) != LIA_READ_ONLY ||
        strlen(err.message) < 10)
        return 3;
    if (lia_book_idle(book))
        return 4;
    lia_book_changed(book);
    lia_book_close(book);
    return 0;
}

static int open_is_denied(const char *path)
{
    lia_book *book = NULL;
    lia_error err = {0};
    return fixture_try_open(path, "bo", true, &book, &err) == LIA_IO &&
                   strstr(err.message, "ermission")
               ? 0
               : 1;
}

static void a_read_only_file_is_read(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    make_book(path);
    chmod(path, 0444);
    chmod(fixture_path("."), 0777);
    assert_int_equal(as_nobody(open_for_reading, path), 0);
    chmod(fixture_path("."), 0555);
    assert_int_equal(as_nobody(open_for_reading, path), 0);
    chmod(path, 0666); /* the folder alone is enough */
    assert_int_equal(as_nobody(open_for_reading, path), 0);
    chmod(path, 0600);
    if (geteuid() == 0)
        assert_int_equal(as_nobody(open_is_denied, path), 0);
    chmod(fixture_path("."), 0700);
}

/* Somebody who may only read looks on while its owner works. */
static void a_book_in_use_is_read(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    const char *path = fixture_path("book.db");
    make_book(path);
    chmod(path, 0644);
    chmod(fixture_path("."), 0755);
    lia_book *book = fixture_open(path, "jo");
    int64_t op = rows_contacts(book, "Chiara Rossi", 3, 0);
    lia_error err = {0};
    assert_ok(lia_undo(book, op, false, NULL, NULL, &err), err);
    assert_int_equal(as_nobody(open_for_reading, path), 0);
    rows_contacts(book, "Chiara Rossi", 3, 0);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM contact"), 503);
    lia_book_close(book);
    chmod(fixture_path("."), 0700);
}

static int open_says_wal(const char *path)
{
    lia_book *book = NULL;
    lia_error err = {0};
    lia_status status = fixture_try_open(path, "bo", true, &book, &err);
    return status == LIA_IO && strstr(err.message, "-wal") ? 0 : 1;
}

/* A session was killed: what it wrote is still in the log beside the book. */
static void a_killed_session_is_read(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    const char *path = fixture_path("book.db");
    lia_book_close(fixture_open(path, "jo"));
    chmod(path, 0644);
    pid_t child = fork();
    if (child == 0) {
        lia_book *book = fixture_open(path, "jo");
        rows_contacts(book, "Bo Ek", 500, 0);
        raise(SIGKILL);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_true(there(fixture_path("book.db-wal")));
    chmod(fixture_path("."), 0555);
    assert_int_equal(as_nobody(open_for_reading, path), 0);
    /* Without the shared index nobody can read the log who may not write beside it. */
    unlink(fixture_path("book.db-shm"));
    assert_int_equal(as_nobody(open_says_wal, path), 0);
    chmod(fixture_path("."), 0700);
    lia_book *book = fixture_open(path, "jo");
    assert_int_equal(rows_int(book, "SELECT count(*) FROM contact"), 500);
    rows_check(book);
    lia_book_close(book);
}

static void asked_for_reading_only(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    make_book(path);
    struct db *db;
    lia_error err = {0};
    assert_ok(db_open(path, DB_READ_ONLY, FIXTURE_NOW, &db, &err), err);
    assert_true(db_is_read_only(db));
    db_close(db);
}

/* --- no room --- */

static int in_little_room(const char *path, rlim_t bytes, int (*fn)(const char *path))
{
    pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){bytes, bytes});
        _exit(fn(path));
    }
    int result;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result));
    return WEXITSTATUS(result);
}

static int making_finds_no_room(const char *path)
{
    lia_book *book = NULL;
    lia_error err = {0};
    lia_status status = fixture_try_open(path, "jo", true, &book, &err);
    if (status != LIA_FULL)
        fprintf(stderr, "status %d: %s\n", (int)status, err.message);
    return status == LIA_FULL && strstr(err.message, "no room") ? 0 : 1;
}

static lia_status fill_much(struct op *op, void *ctx, lia_error *err)
{
    (void)ctx;
    (void)err;
    db_add(op->batch,
           "INSERT INTO counter (name, value) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i "
           "+ 1 FROM n"
           " LIMIT 200000) SELECT 'a name of some length ' || i, i FROM n",
           DB_NONE);
    op_say(op, 1, "Much");
    return LIA_OK;
}

static int writing_finds_no_room(const char *path)
{
    lia_book *book = NULL;
    lia_error err = {0};
    if (fixture_try_open(path, "jo", false, &book, &err) != LIA_OK)
        return 1;
    lia_status status = op_run(book, "test", fill_much, NULL, NULL, NULL, &err);
    if (status != LIA_FULL || !strstr(err.message, "no room"))
        fprintf(stderr, "status %d: %s\n", (int)status, err.message);
    /* It goes on with what fits. */
    lia_status after = op_run(book, "test", fill_nothing, NULL, NULL, NULL, &err);
    lia_book_close(book);
    return status != LIA_FULL ? 2 : after != LIA_OK ? 3 : 0;
}

static int backup_finds_no_room(const char *path)
{
    lia_book *book = NULL;
    lia_error err = {0};
    if (fixture_try_open(path, "jo", false, &book, &err) != LIA_OK)
        return 1;
    char copy[600];
    snprintf(copy, sizeof copy, "%s.copy", path);
    lia_status status = lia_book_backup(book, copy, NULL, &err);
    if (status != LIA_FULL)
        fprintf(stderr, "status %d: %s\n", (int)status, err.message);
    lia_book_close(book);
    return status == LIA_FULL && !there(copy) ? 0 : 2;
}

static void no_room_changes_nothing(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    static const rlim_t sizes[] = {0, 4096, 20000, 100000, 200000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_int_equal(in_little_room(path, sizes[i], making_finds_no_room), 0);
        assert_false(there(path)); /* no half-made book is left */
    }
    make_book(path);
    assert_int_equal(in_little_room(path, 3 << 20, writing_finds_no_room), 0);
    lia_book *book = fixture_open(path, "jo");
    rows_check(book);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM counter WHERE name LIKE 'a name%'"), 0);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM contact"), 500);
    lia_book_close(book);
    assert_int_equal(in_little_room(path, 200000, backup_finds_no_room), 0);
}

/* In a child that has mounts of its own: a real device of this size at path. */
static int on_small_device(const char *path, const char *size, int (*fn)(const char *path))
{
    pid_t child = fork();
    if (child == 0) {
        char options[64];
        snprintf(options, sizeof options, "size=%s", size);
        if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
            mount("tmpfs", path, "tmpfs", 0, options) != 0)
            _exit(77);
        _exit(fn(path));
    }
    int result;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result));
    return WEXITSTATUS(result);
}

/* Groups are added until there is no room; what was acknowledged is there, nothing else is, and
 * with room again it goes on. */
static int fill_the_device(const char *folder)
{
    char path[600], filler[600], code[16];
    snprintf(path, sizeof path, "%s/book.db", folder);
    snprintf(filler, sizeof filler, "%s/filler", folder);
    char block[65536] = {1};
    write_file(filler, block, sizeof block);
    lia_book *book = fixture_open(path, "jo");
    lia_error err = {0};
    lia_status status = LIA_OK;
    int64_t done = 0;
    for (int i = 0; i < 100000 && status == LIA_OK; i++) {
        snprintf(code, sizeof code, "G%d", i);
        status = rows_try_group(book, code, &err);
        done += status == LIA_OK;
    }
    if (status != LIA_FULL || !strstr(err.message, "no room") || done < 10)
        return 1;
    if (rows_int(book, "SELECT count(*) FROM interaction_group") != 4 + done)
        return 2;
    lia_book_close(book);
    book = fixture_open(path, "jo");
    rows_check(book);
    if (rows_int(book, "SELECT count(*) FROM interaction_group") != 4 + done)
        return 3;
    unlink(filler);
    if (rows_try_group(book, "LAST", &err) != LIA_OK)
        return 4;
    rows_check(book);
    lia_book_close(book);
    return 0;
}

static int make_on_full_device(const char *folder)
{
    char path[600];
    snprintf(path, sizeof path, "%s/book.db", folder);
    return making_finds_no_room(path) == 0 && !there(path) ? 0 : 1;
}

static void a_full_device_changes_nothing(void **state)
{
    (void)state;
    const char *small = fixture_path("small");
    assert_int_equal(mkdir(small, 0700), 0);
    static const char *const too_small[] = {"4k", "64k", "300k"};
    for (size_t i = 0; i < sizeof too_small / sizeof *too_small; i++) {
        int result = on_small_device(small, too_small[i], make_on_full_device);
        if (result == 77)
            skip(); /* mounting is not permitted here */
        assert_int_equal(result, 0);
    }
    assert_int_equal(on_small_device(small, "3m", fill_the_device), 0);
}

/* --- messages --- */

/* house: one line that says what is wrong and then what would work, at most 76 columns; a long path
 * must not push the words out. */
static void every_failure_has_its_line(void **state)
{
    (void)state;
    static const struct {
        int engine;
        lia_status status;
    } codes[] = {
        {SQLITE_BUSY, LIA_BUSY},
        {SQLITE_BUSY_SNAPSHOT, LIA_BUSY},
        {SQLITE_LOCKED, LIA_BUSY},
        {SQLITE_INTERRUPT, LIA_CANCELED},
        {SQLITE_FULL, LIA_FULL},
        {SQLITE_READONLY, LIA_READ_ONLY},
        {SQLITE_NOTADB, LIA_CORRUPT},
        {SQLITE_CORRUPT, LIA_CORRUPT},
        {SQLITE_CORRUPT_VTAB, LIA_CORRUPT},
        {SQLITE_PERM, LIA_IO},
        {SQLITE_CANTOPEN, LIA_IO},
        {SQLITE_IOERR, LIA_IO},
        {SQLITE_IOERR_READ, LIA_IO},
        {SQLITE_PROTOCOL, LIA_IO},
        {SQLITE_TOOBIG, LIA_INVALID},
        {SQLITE_CONSTRAINT_UNIQUE, LIA_CONFLICT},
        {SQLITE_ERROR, LIA_IO},
    };
    static const struct {
        int system;
        lia_status status;
    } errors[] = {
        {ENOENT, LIA_NOT_FOUND}, {ENOSPC, LIA_FULL}, {EDQUOT, LIA_FULL}, {EFBIG, LIA_FULL},
        {EROFS, LIA_READ_ONLY},  {ENOTDIR, LIA_IO},  {EACCES, LIA_IO},   {EPERM, LIA_IO},
        {ENAMETOOLONG, LIA_IO},  {ELOOP, LIA_IO},    {EIO, LIA_IO},      {EMFILE, LIA_IO},
        {ENXIO, LIA_IO},
    };
    char path[4000], shown[DB_SHOWN];
    memset(path, 'a', sizeof path);
    path[sizeof path - 1] = '\0';
    const char *tail = db_shown(path, shown);
    lia_error err;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        assert_int_equal(db_fail(NULL, path, codes[i].engine, &err), codes[i].status);
        assert_message(err, tail);
    }
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        assert_int_equal(db_fail_errno(path, errors[i].system, &err), errors[i].status);
        assert_message(err, tail);
    }
}

/* --- backup --- */

static bool stop(void *ctx, int64_t done, int64_t total)
{
    (void)ctx;
    (void)done;
    (void)total;
    return false;
}

static void a_backup_is_a_book(void **state)
{
    (void)state;
    lia_book *book = fixture_open(fixture_path("book.db"), "jo"), *copy;
    rows_contacts(book, "Bo Ek", 50, 0);
    struct str was = rows_dump(book), now;
    lia_error err = {0};
    mode_t old = umask(0);
    assert_ok(lia_book_backup(book, fixture_path("copy.db"), NULL, &err), err);
    umask(old);
    assert_int_equal(mode_of(fixture_path("copy.db")), 0600);
    copy = fixture_open(fixture_path("copy.db"), "jo");
    now = rows_dump(copy);
    assert_string_equal(str_text(&now), str_text(&was));
    rows_check(copy);
    lia_book_close(copy);
    assert_int_equal(lia_book_backup(book, fixture_path("copy.db"), NULL, &err), LIA_EXISTS);
    assert_message(err, fixture_path("copy.db"));
    lia_progress progress = {stop, NULL};
    assert_int_equal(lia_book_backup(book, fixture_path("other.db"), &progress, &err),
                     LIA_CANCELED);
    assert_false(there(fixture_path("other.db")));
    assert_int_equal(lia_book_backup(book, fixture_path("none/other.db"), NULL, &err), LIA_IO);
    assert_message(err, fixture_path("none/other.db"));
    lia_book_close(book);
    str_clear(&was);
    str_clear(&now);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_read_only_file_is_read),   TEST(a_book_in_use_is_read),
        TEST(asked_for_reading_only),     TEST(a_killed_session_is_read),
        TEST(no_room_changes_nothing),    TEST(a_full_device_changes_nothing),
        TEST(every_failure_has_its_line), TEST(a_backup_is_a_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
