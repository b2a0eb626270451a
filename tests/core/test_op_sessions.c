/* Operations of several sessions: lost races, waiting for one another, killed ones. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/core.h"
#include "folder_case.h"
#include "rows.h"

/* --- races that are lost --- */

struct taking {
    int calls, fail_at;
    lia_book *other; /* changes the book while fill runs */
    int64_t first[3];
};

static lia_status fill_taking(struct op *op, void *ctx, lia_error *err)
{
    struct taking *f = ctx;
    char code[16];
    if (f->calls++ < f->fail_at) {
        snprintf(code, sizeof code, "O%d", f->calls);
        rows_group(f->other, code);
    }
    lia_status status = op_take(op, "group", 2, &f->first[0], err);
    if (status == LIA_OK)
        status = op_take(op, "entry", 5, &f->first[1], err);
    if (status == LIA_OK)
        status = op_take(op, "group", 1, &f->first[2], err);
    op_say(op, 1, "Took");
    return status;
}

static void a_lost_race_is_run_again(void **state)
{
    (void)state;
    lia_book *jo = fixture_open(fixture_path("book.db"), "jo"),
             *bo = fixture_open(fixture_path("book.db"), "bo");
    struct taking f = {.fail_at = 3, .other = bo};
    lia_error err = {0};
    int64_t op = 0;
    assert_ok(op_run(jo, "test", fill_taking, &f, NULL, &op, &err), err);
    assert_int_equal(f.calls, 4);
    assert_int_equal(op, 5); /* the book, three of bo's, this */
    /* Numbers follow those that the others took. */
    assert_int_equal(f.first[0], 4 + 3 + 1);
    assert_int_equal(f.first[2], f.first[0] + 2);
    assert_int_equal(rows_last(jo, "group"), f.first[2]);
    assert_int_equal(rows_last(jo, "entry"), 5);
    lia_book_close(jo);
    lia_book_close(bo);
}

static void losing_for_ever_ends(void **state)
{
    (void)state;
    lia_book *jo = fixture_open(fixture_path("book.db"), "jo"),
             *bo = fixture_open(fixture_path("book.db"), "bo");
    struct taking f = {.fail_at = 100000, .other = bo};
    lia_error err = {0};
    assert_int_equal(op_run(jo, "test", fill_taking, &f, NULL, NULL, &err), LIA_BUSY);
    assert_message(err, "");
    assert_in_range(f.calls, 100, 1000);
    lia_book_close(jo);
    lia_book_close(bo);
}

/* --- sessions side by side, and killed ones --- */

static void others_are_noticed(void **state)
{
    (void)state;
    lia_book *jo = fixture_open(fixture_path("book.db"), "jo"),
             *bo = fixture_open(fixture_path("book.db"), "bo");
    assert_false(lia_book_changed(jo));
    rows_group(jo, "FAX");
    assert_false(lia_book_changed(jo)); /* one's own is no news */
    assert_true(lia_book_changed(bo));
    assert_false(lia_book_changed(bo));
    assert_int_equal(rows_int(bo, "SELECT count(*) FROM interaction_group"), 5);
    lia_book_close(jo);
    lia_book_close(bo);
}

static void add_groups(const char *path, const char *user, int n)
{
    lia_book *book = fixture_open(path, user);
    char code[20];
    for (int i = 0; i < n; i++) {
        snprintf(code, sizeof code, "%s%d", user, i);
        rows_group(book, code);
    }
    lia_book_close(book);
}

static void sessions_race_and_none_loses(void **state)
{
    (void)state;
    enum { SESSIONS = 4, EACH = 50 };
    const char *users[SESSIONS] = {"A", "B", "C", "D"};
    const char *path = fixture_path("book.db");
    lia_book_close(fixture_open(path, "jo"));
    for (int i = 0; i < SESSIONS; i++)
        if (fork() == 0) {
            add_groups(path, users[i], EACH);
            _exit(0);
        }
    for (int i = 0; i < SESSIONS; i++) {
        int status;
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    lia_book *book = fixture_open(path, "jo");
    assert_int_equal(rows_int(book, "SELECT count(*) FROM interaction_group"), 4 + SESSIONS * EACH);
    assert_int_equal(rows_int(book, "SELECT max(group_id) FROM interaction_group"),
                     4 + SESSIONS * EACH);
    assert_int_equal(rows_int(book, "SELECT max(op_id) FROM op"), 1 + SESSIONS * EACH);
    rows_check(book);
    lia_book_close(book);
}

struct hold {
    int to_parent[2], to_child[2];
    pid_t child;
};

/* A child that holds the write lock from now on, until release or 20 s. */
static void hold_lock(struct hold *h, const char *path);

static lia_status fill_holding(struct op *op, void *ctx, lia_error *err)
{
    (void)err;
    (void)ctx;
    op_say(op, 1, "Held");
    return LIA_OK;
}

static bool hold_on(void *ctx, int64_t done, int64_t total)
{
    (void)total;
    struct hold *h = ctx;
    char c = 'x';
    if (done == 0)
        return true; /* not begun */
    if (write(h->to_parent[1], &c, 1) != 1)
        return false;
    ssize_t got = read(h->to_child[0], &c, 1);
    (void)got;
    return true;
}

static void hold_lock(struct hold *h, const char *path)
{
    assert_int_equal(pipe(h->to_parent), 0);
    assert_int_equal(pipe(h->to_child), 0);
    h->child = fork();
    if (h->child == 0) {
        alarm(20);
        close(h->to_child[1]);
        lia_book *book = fixture_open(path, "bo");
        lia_error err = {0};
        lia_progress progress = {hold_on, h};
        _exit(op_run(book, "hold", fill_holding, NULL, &progress, NULL, &err) == LIA_OK ? 0 : 1);
    }
    close(h->to_child[0]);
    char c;
    assert_int_equal(read(h->to_parent[0], &c, 1), 1);
}

static void let_go(struct hold *h)
{
    close(h->to_child[1]);
    int status;
    assert_int_equal(waitpid(h->child, &status, 0), h->child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    close(h->to_parent[0]);
    close(h->to_parent[1]);
}

struct waiting {
    struct hold *hold;
    int calls;
    bool give_up;
};

static bool wait_a_little(void *ctx, int64_t done, int64_t total)
{
    (void)done;
    (void)total;
    struct waiting *w = ctx;
    if (++w->calls == 20 && w->hold) {
        if (w->give_up)
            return false;
        let_go(w->hold);
        w->hold = NULL;
    }
    return true;
}

static void a_writer_waits(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    lia_book *book = fixture_open(path, "jo");
    struct hold hold;
    lia_error err = {0};
    hold_lock(&hold, path);
    struct waiting w = {.hold = &hold};
    lia_progress progress = {wait_a_little, &w};
    assert_int_equal(rows_int(book, "SELECT count(*) FROM interaction_group"),
                     4); /* reading never waits */
    assert_ok(op_run(book, "test", fill_holding, NULL, &progress, NULL, &err), err);
    assert_in_range(w.calls, 20, 100000); /* it could draw meanwhile */
    hold_lock(&hold, path);
    w = (struct waiting){.hold = &hold, .give_up = true};
    assert_int_equal(op_run(book, "test", fill_holding, NULL, &progress, NULL, &err), LIA_BUSY);
    assert_message(err, path);
    fixture_clock.now += 90 * 86400;
    assert_false(lia_book_idle(book)); /* clean-up does not wait */
    let_go(&hold);
    lia_book_close(book);
}

/* Writes operations and says each when it is done, until it is killed. */
static void work_until_killed(const char *path, int acknowledge)
{
    lia_book *book = fixture_open(path, "jo");
    for (int64_t i = 0;; i++) {
        int64_t first = rows_last(book, "contact") + 1;
        int64_t op = i % 2 ? rows_entries(book, first - 300, first - 1)
                           : rows_contacts(book, "Bo Ek", 300, 0);
        if (write(acknowledge, &op, sizeof op) != sizeof op)
            _exit(1);
    }
}

/* kill -9 at any moment: no half operation, nothing acknowledged lost. */
static void a_killed_writer_leaves_nothing_half(void **state)
{
    (void)state;
    const char *path = fixture_path("book.db");
    lia_book_close(fixture_open(path, "jo"));
    unsigned seed = 3;
    for (int round = 0; round < 12; round++) {
        int acknowledged[2];
        assert_int_equal(pipe(acknowledged), 0);
        pid_t child = fork();
        if (child == 0) {
            close(acknowledged[0]);
            work_until_killed(path, acknowledged[1]);
        }
        close(acknowledged[1]);
        long ms = 5 + rand_r(&seed) % 120;
        nanosleep(&(struct timespec){.tv_nsec = ms * 1000000L}, NULL);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        int64_t op, last = 0;
        while (read(acknowledged[0], &op, sizeof op) == sizeof op)
            last = op;
        close(acknowledged[0]);
        lia_book *book = fixture_open(path, "jo");
        rows_check(book);
        assert_true(rows_int(book, "SELECT max(op_id) FROM op") >= last);
        assert_int_equal(rows_int(book, "SELECT count(*) % 300 FROM contact"), 0);
        assert_int_equal(rows_int(book, "SELECT count(*) % 300 FROM entry"), 0);
        lia_book_close(book);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_lost_race_is_run_again), IN_FOLDER(losing_for_ever_ends),
        IN_FOLDER(others_are_noticed),       IN_FOLDER(sessions_race_and_none_loses),
        IN_FOLDER(a_writer_waits),           IN_FOLDER(a_killed_writer_leaves_nothing_half),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
