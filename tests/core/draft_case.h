/* draft_case.h: what the tests of drafts share: a folder for them, and children that are killed.
 * Standard headers, cmocka and fixture.h come before it. */
#ifndef TESTS_DRAFT_CASE_H
#define TESTS_DRAFT_CASE_H

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "liaise/liaise.h"

static lia_error err;
static char drafts[512];

static inline int make_folder(void **state)
{
    (void)state;
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    fixture_folder();
    snprintf(drafts, sizeof drafts, "%s", fixture_path("drafts"));
    return 0;
}

static inline int remove_folder(void **state)
{
    (void)state;
    DIR *dir = opendir(drafts);
    char path[1024];
    for (struct dirent *e; dir && (e = readdir(dir));) {
        snprintf(path, sizeof path, "%s/%s", drafts, e->d_name);
        unlink(path);
    }
    if (dir)
        closedir(dir);
    rmdir(drafts);
    fixture_folder_remove();
    return 0;
}

static inline void pause_ms(int ms)
{
    poll(NULL, 0, ms);
}

static inline int files_in(const char *folder)
{
    int n = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));)
        n += e->d_name[0] != '.' || strlen(e->d_name) > 2;
    if (dir)
        closedir(dir);
    return n;
}

static inline lia_draft *open_draft(const char *book_id, const char *form)
{
    lia_draft *d = NULL;
    assert_ok(lia_draft_open(drafts, book_id, form, &d, &err), err);
    return d;
}

static inline size_t find_count(const char *book_id)
{
    lia_draft_list list;
    assert_ok(lia_draft_find(drafts, book_id, &list, &err), err);
    size_t n = list.count;
    lia_draft_list_clear(&list);
    return n;
}

/* The child runs until it is killed; the parent waits until it has said that it is there. */
static inline pid_t child(void (*work)(int ready, void *ctx), void *ctx)
{
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ready[0]);
        alarm(60); /* should the test fail and nobody kill it */
        work(ready[1], ctx);
        _exit(0);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return pid;
}

static inline void kill_child(pid_t pid)
{
    int status;
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
}

static inline void say_ready(int fd)
{
    if (write(fd, "r", 1) != 1)
        _exit(9);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

#endif
