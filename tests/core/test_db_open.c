/* Opening a book: what is made, what is refused and how it is said (house: "Opening"). */
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
#include <sqlite3.h>

#include "base/arena.h"
#include "base/path.h"
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
        TEST(a_read_only_file_is_read),
        TEST(a_book_in_use_is_read),
        TEST(asked_for_reading_only),
        TEST(a_killed_session_is_read),
        TEST(no_room_changes_nothing),
        TEST(a_full_device_changes_nothing),
        TEST(every_failure_has_its_line),
        TEST(a_backup_is_a_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
