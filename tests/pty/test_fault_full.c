/* A disk that is full, a book that can only be read, a book that is none: said in one line, nothing
 * changed, the book still sound. */
#ifdef __linux__
#define _DEFAULT_SOURCE /* mount */
#endif
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/mount.h>
#endif

#include <cmocka.h>

#include "base/path.h"
#include "pty/fault.h"

/* A small file system at `small` in the home, where the machine allows it. */
static bool mount_small(const struct fault *f)
{
    const char *dir = program_file(f->p, "small");
    assert_int_equal(mkdir(dir, 0700), 0);
#ifdef __linux__
    return mount("tmpfs", dir, "tmpfs", 0, "size=2m") == 0;
#else
    return false;
#endif
}

static int unmount_small(void **state)
{
    struct fault *f = *state;
    terminal_close(&f->a);
#ifdef __linux__
    umount2(program_file(f->p, "small"), MNT_DETACH);
#endif
    return fault_teardown(state);
}

/* Takes all the room that is left. */
static void fill_up(const struct fault *f)
{
    static char block[4096];
    int fd = open(program_file(f->p, "small/filler"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    assert_true(fd >= 0);
    while (write(fd, block, sizeof block) > 0)
        ;
    assert_int_equal(errno, ENOSPC);
    close(fd);
}

static void many_people(const struct fault *f)
{
    struct str csv = {0};
    str_add(&csv, "Name,Note\n");
    for (int i = 0; i < 4000; i++)
        str_add_f(&csv, "Person %d,note no. %d %d %d %d\n", i, i, i * 7, i * 11, i * 13);
    program_write(f->p, "many.csv", str_text(&csv), csv.len);
    str_clear(&csv);
}

/* From the name of the file to the page before. */
static void leave_import(struct terminal *t)
{
    terminal_type(t, ESC);
    terminal_wait_gone(t, "2.1, 3.0 and 4.0");
}

/* What is read of it is put aside on the same device: there is no room to show what it would do. */
static void import_on_screen(struct terminal *t)
{
    terminal_type(t, ":import");
    terminal_wait(t, "Import");
    terminal_type(t, ENTER);
    terminal_wait(t, "File");
    terminal_type(t, "~/many.csv" ENTER);
}

static void a_full_file_system(void **state)
{
    struct fault *f = *state;
    struct program *p = f->p;
    if (!mount_small(f)) {
        print_message("no file system can be mounted here: full_by_limit tries the same\n");
        skip();
        return;
    }
    many_people(f);
    assert_run(p, 0, "backup", "small/book.db");
    program_set(p, "LIAISE_BOOK", program_file(p, "small/book.db"));
    assert_run(p, 0, "contact", "add", "Doris Dahl");
    char *argv[] = {p->path, NULL};
    terminal_start(&f->a, 24, 80, argv, p->env);
    terminal_wait(&f->a, "Latest interactions");
    fill_up(f);
    import_on_screen(&f->a);
    terminal_wait(&f->a, "no room left");
    assert_run(p, 1, "import", "many.csv");
    assert_said(p, "no room left", program_file(p, "small/book.db"));
    assert_run(p, 1, "backup", "small/copy.db");
    assert_said(p, "no room left", "");
    assert_true(access(program_file(p, "small/copy.db"), F_OK) != 0);
    assert_int_equal(fault_count(f, "contact", "list"), 4);
    fault_check(f);
    /* With room again the same session goes on. */
    assert_int_equal(unlink(program_file(p, "small/filler")), 0);
    leave_import(&f->a);
    terminal_type(&f->a, "2");
    terminal_wait(&f->a, "Chiara Rossi");
    terminal_type(&f->a, "a");
    terminal_wait(&f->a, "Job title");
    terminal_type(&f->a, "Erik Ek" OK);
    terminal_wait(&f->a, "Added CT");
    fault_leave(&f->a);
    assert_int_equal(fault_count(f, "contact", "list"), 5);
    fault_check(f);
}

/* The same where nothing can be mounted: files that may not grow. */
static void full_by_limit(void **state)
{
    struct fault *f = *state;
    struct program *p = f->p;
    many_people(f);
    /* 512-byte blocks (POSIX, ulimit -f): room for the book as it is, not for four thousand more.
     */
    char *argv[] = {"/bin/sh", "-c", "trap '' XFSZ; ulimit -f 800; exec \"$0\"", p->path, NULL};
    terminal_start(&f->a, 24, 80, argv, p->env);
    terminal_wait(&f->a, "Latest interactions");
    import_on_screen(&f->a);
    terminal_wait(&f->a, "no room left");
    leave_import(&f->a);
    fault_leave(&f->a);
    assert_int_equal(fault_count(f, "contact", "list"), 3);
    fault_check(f);
}

/* A draft that cannot be written is said at once, and the form still works. */
static void no_room_for_drafts(void **state)
{
    struct fault *f = *state;
    struct program *p = f->p;
    program_write_text(p, "state", "a file where a folder is wanted");
    program_set(p, "XDG_STATE_HOME", program_file(p, "state"));
    fault_screen(f, &f->a);
    terminal_type(&f->a, "2");
    terminal_wait(&f->a, "Anna Berg");
    terminal_type(&f->a, "i");
    terminal_wait(&f->a, "Create Interaction");
    terminal_type(&f->a, "call-o\t");
    terminal_wait(&f->a, "draft");
    terminal_type(&f->a, "Hello" OK);
    terminal_wait(&f->a, "Logged as entry 1");
    fault_leave(&f->a);
    assert_int_equal(fault_count(f, "entry", "list"), 1);
}

/* Permissions do not stop root: for root the file system itself is read-only. */
static bool seal(const struct fault *f)
{
#ifdef __linux__
    if (geteuid() == 0)
        return mount(NULL, program_file(f->p, "small"), NULL, MS_REMOUNT | MS_RDONLY, NULL) == 0;
#endif
    return geteuid() != 0 && chmod(program_file(f->p, "small/book.db"), 0400) == 0;
}

static void a_read_only_book_on_screen(void **state)
{
    struct fault *f = *state;
    struct program *p = f->p;
    mount_small(f);
    assert_run(p, 0, "backup", "small/book.db");
    if (!seal(f)) {
        print_message("root, and nothing can be mounted: a book cannot be made read-only here\n");
        skip();
        return;
    }
    program_set(p, "LIAISE_BOOK", program_file(p, "small/book.db"));
    fault_screen(f, &f->a);
    terminal_wait(&f->a, "(read only)");
    terminal_type(&f->a, "2");
    terminal_wait(&f->a, "Chiara Rossi");
    terminal_type(&f->a, "a");
    terminal_settle(&f->a);
    assert_false(terminal_shows(&f->a, "Job title"));
    fault_leave(&f->a);
    assert_run(p, 1, "contact", "add", "Erik Ek");
    assert_said(p, "can only be read", program_file(p, "small/book.db"));
    assert_int_equal(fault_count(f, "contact", "list"), 3);
    fault_check(f);
}

/* What is no book is said before the screen is taken. */
static void no_book_for_the_screen(void **state)
{
    static const struct {
        const char *book, *said;
    } cases[] = {{"folder", "a folder, not a book"},
                 {"text.db", "not a book"},
                 {"empty.db", "an empty file"},
                 {"link.db", "a symbolic link"}};
    struct fault *f = *state;
    struct program *p = f->p;
    assert_int_equal(mkdir(program_file(p, "folder"), 0700), 0);
    assert_int_equal(symlink("text.db", program_file(p, "link.db")), 0);
    program_write_text(p, "text.db", "something else");
    program_write(p, "empty.db", "", 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char book[300];
        snprintf(book, sizeof book, "%s", program_file(p, cases[i].book));
        char *argv[] = {p->path, "--book", book, NULL};
        terminal_start(&f->a, 24, 132, argv, p->env);
        assert_int_equal(terminal_end(&f->a), 3);
        const char *text = terminal_text(&f->a);
        assert_true(str_starts(text, "liaise: "));
        assert_non_null(strstr(text, cases[i].said));
        assert_false(terminal_wrote(&f->a, "\x1b"));
        terminal_close(&f->a);
    }
}

/* screens.md 8: a named book that is not there: the screen asks. */
static void a_named_book_is_asked_about(void **state)
{
    struct fault *f = *state;
    struct program *p = f->p;
    char book[300];
    snprintf(book, sizeof book, "%s", program_file(p, "new.db"));
    char *argv[] = {p->path, "--book", book, NULL};
    terminal_start(&f->a, 24, 132, argv, p->env);
    terminal_wait(&f->a, "Make a new one there?");
    terminal_type(&f->a, "n\n");
    assert_int_equal(terminal_end(&f->a), 1);
    assert_true(access(book, F_OK) != 0);
    terminal_close(&f->a);
    terminal_start(&f->a, 24, 132, argv, p->env);
    terminal_wait(&f->a, "Make a new one there?");
    terminal_type(&f->a, "y\n");
    terminal_wait(&f->a, "This book is empty");
    terminal_signal(&f->a, 15);
    terminal_end(&f->a);
    assert_int_equal(access(book, F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, fault_setup, fault_teardown)
        cmocka_unit_test_setup_teardown(a_full_file_system, fault_setup, unmount_small),
        TEST(full_by_limit),
        TEST(no_room_for_drafts),
        cmocka_unit_test_setup_teardown(a_read_only_book_on_screen, fault_setup, unmount_small),
        TEST(no_book_for_the_screen),
        TEST(a_named_book_is_asked_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
