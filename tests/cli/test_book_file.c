/* The book as a file: where it is, what it may be, what can go wrong with it. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "cli/json.h"
#include "cli/program.h"
#include "fixture.h"
#include "liaise/liaise.h"

#define DEFAULT_BOOK ".local/share/liaise/book.db"

static bool there(const struct program *p, const char *name)
{
    return access(program_file(p, name), F_OK) == 0;
}

static int contacts(struct program *p, char *book)
{
    assert_run(p, DONE, "--book", book, "contact", "list", "--json");
    return json_lines(str_text(&p->out));
}

/* screens.md 8: made by verbs that add; reading verbs never make one. */
static void the_default_book(void **state)
{
    struct program *p = *state;
    static char *const reading[][3] = {
        {"contact", "list"}, {"entry", "list"}, {"segment", "list"},
        {"history"},         {"check"},         {"postponed", "list"},
        {"backup", "x.db"},  {"undo"},          {"redo"},
        {"status"}};
    for (size_t i = 0; i < sizeof reading / sizeof *reading; i++) {
        char *args[] = {reading[i][0], reading[i][1], NULL};
        assert_int_equal(program_run(p, NULL, args), NO_BOOK);
        assert_said(p, "there is no book yet at ", program_file(p, DEFAULT_BOOK));
    }
    assert_run(p, NO_BOOK, "log", "Bo", "-t", "CALL-OUT");
    program_write_text(p, "people.csv", "Name\nBo Ek\n");
    assert_run(p, REFUSED, "import", "people.cvs");
    assert_run(p, DONE, "import", "--dry-run", "people.csv");
    assert_non_null(strstr(str_text(&p->out), "1 would be added"));
    assert_false(there(p, ".local"));
    assert_run(p, DONE, "import", "people.csv");
    struct stat st;
    assert_int_equal(stat(program_file(p, DEFAULT_BOOK), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(program_file(p, ".local/share/liaise"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_run(p, DONE, "import", "people.csv"); /* the same file again: no second copies */
    assert_run(p, DONE, "contact", "list", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
}

/* Each of them, whatever it adds: who hooks a mailbox up begins with salespeople. */
static void verbs_that_add(void **state)
{
    struct program *p = *state;
    static char *const adding[][5] = {{"contact", "add", "Bo"},
                                      {"segment", "add", "Fair"},
                                      {"salesperson", "add", "JO", "--name", "Jo"},
                                      {"group", "add", "VISIT"},
                                      {"template", "add", "VISIT", "--group", "MEETING"},
                                      {"setup", "add-event", "visit"}};
    for (size_t i = 0; i < sizeof adding / sizeof *adding; i++) {
        char *const *a = adding[i];
        program_set(p, "HOME", program_file(p, a[0]));
        assert_int_equal(mkdir(program_file(p, a[0]), 0700), 0);
        assert_int_equal(program_run(p, NULL, (char *[]){a[0], a[1], a[2], a[3], a[4], NULL}),
                         DONE);
        assert_run(p, DONE, "contact", "list");
    }
}

static void a_named_book_is_not_made(void **state)
{
    struct program *p = *state;
    assert_run(p, NO_BOOK, "--book", "other.db", "contact", "add", "Bo");
    assert_said(p, "other.db: there is no such book", "");
    program_set(p, "LIAISE_BOOK", "other.db");
    assert_run(p, NO_BOOK, "contact", "add", "Bo");
    assert_said(p, "other.db: there is no such book", "");
    assert_run(p, NO_BOOK, "contact", "add", "Bo", "--book", "third.db");
    assert_said(p, "third.db: there is no such book", "");
    assert_false(there(p, "other.db") || there(p, "third.db") || there(p, ".local"));
    program_set(p, "LIAISE_BOOK", ""); /* empty is not set */
    assert_run(p, DONE, "contact", "add", "Bo");
    assert_true(there(p, DEFAULT_BOOK));
}

static void the_folder_of_the_default_book(void **state)
{
    struct program *p = *state;
    program_set(p, "XDG_DATA_HOME", program_file(p, "data"));
    assert_run(p, DONE, "contact", "add", "Bo");
    assert_true(there(p, "data/liaise/book.db"));
    program_set(p, "XDG_DATA_HOME",
                "relative"); /* to be ignored (XDG base directory specification) */
    assert_run(p, DONE, "contact", "add", "Bo");
    assert_true(there(p, DEFAULT_BOOK));
    program_set(p, "XDG_DATA_HOME", NULL);
    static const char *const homes[] = {NULL, "", "relative"};
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
        program_set(p, "HOME", homes[i]);
        assert_run(p, NO_BOOK, "contact", "list");
        assert_said(p, "no home folder to keep a book in; --book FILE names one", "");
        assert_run(p, NO_BOOK, "contact", "add", "Bo");
        assert_run(p, DONE, "--book", DEFAULT_BOOK, "contact", "list");
        assert_run(p, DONE, "--help");
    }
}

static void copy(const struct program *p, const char *from, const char *to, size_t most)
{
    struct arena a = {0};
    char *data;
    size_t len;
    assert_int_equal(path_read_file(&a, program_file(p, from), 1 << 24, &data, &len), 0);
    program_write(p, to, data, len < most ? len : most);
    arena_clear(&a);
}

static void patch(const struct program *p, const char *name, long at, const void *data, size_t len)
{
    FILE *f = fopen(program_file(p, name), "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, at, SEEK_SET), 0);
    assert_int_equal(fwrite(data, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

/* One clear line each, code 3, nothing changed. */
static void what_is_no_book(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo");
    assert_run(p, DONE, "backup", "good.db");
    assert_int_equal(mkdir(program_file(p, "folder"), 0700), 0);
    assert_int_equal(symlink("good.db", program_file(p, "link.db")), 0);
    assert_int_equal(symlink("nowhere.db", program_file(p, "dangling.db")), 0);
    assert_int_equal(mkfifo(program_file(p, "pipe.db"), 0600), 0);
    program_write(p, "empty.db", "", 0);
    program_write_text(p, "short.db", "x");
    program_write_text(p, "text.db",
                       "BEGIN:VCARD\nthis is a text of some length, but no book at all.\n");
    copy(p, "good.db", "half.db", 100000);
    copy(p, "good.db", "header.db", 100);
    copy(p, "good.db", "newer.db", SIZE_MAX);
    patch(p, "newer.db", 60, "\0\0\0\x63", 4); /* user_version of the SQLite header */
    copy(p, "good.db", "foreign.db", SIZE_MAX);
    patch(p, "foreign.db", 68, "\1\2\3\4", 4); /* application_id */
    static char *const cases[][2] = {
        {"folder", "folder"},
        {"link.db", "symbolic link"},
        {"dangling.db", "symbolic link"},
        {"pipe.db", "regular file"},
        {"empty.db", "empty file"},
        {"short.db", "not a book"},
        {"text.db", "not a book"},
        {"header.db", "not a book"},
        {"half.db", "damaged"},
        {"newer.db", "newer liaise"},
        {"foreign.db", "not a book of liaise"},
        {"nofolder/x.db", "no such book"},
        {"good.db/x.db", "no folder"},
    };
    static char *const verbs[][3] = {
        {"contact", "list"}, {"contact", "add", "x"}, {"check"}, {"undo", "--yes"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++) {
            char *args[] = {"--book", cases[i][0], verbs[v][0], verbs[v][1], verbs[v][2], NULL};
            program_assert(p, NO_BOOK, program_run(p, NULL, args), cases[i][0], (int)v);
            assert_said(p, cases[i][1], cases[i][0]);
            assert_string_equal(str_text(&p->out), "");
        }
    struct stat st;
    assert_int_equal(stat(program_file(p, "empty.db"), &st), 0);
    assert_int_equal(st.st_size, 0);
    assert_int_equal(contacts(p, "good.db"), 1);
}

static void damage_is_found(void **state)
{
    struct program *p = *state;
    program_write_text(p, "people.csv", "Name\nBo Ek\nIda Ek\nAnna Berg\n");
    assert_run(p, DONE, "import", "people.csv");
    assert_run(p, DONE, "check");
    assert_non_null(strstr(str_text(&p->out), "sound"));
    assert_run(p, DONE, "backup", "copy.db");
    struct stat st;
    assert_int_equal(stat(program_file(p, "copy.db"), &st), 0);
    char junk[4096];
    memset(junk, 0xA5, sizeof junk);
    int found = 0, pages = (int)(st.st_size / (long)sizeof junk);
    for (int page = 2; page < pages; page += 7) {
        copy(p, "copy.db", "damaged.db", SIZE_MAX);
        patch(p, "damaged.db", page * (long)sizeof junk, junk, sizeof junk);
        int code = run(p, "--book", "damaged.db", "check");
        assert_true(code == DONE || code == REFUSED ||
                    code == NO_BOOK); /* an unused page is no damage */
        found += code != DONE;
        unlink(program_file(p, "damaged.db"));
    }
    assert_true(found > pages / 7 / 2);
}

static void a_read_only_book_can_be_read(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo Ek");
    assert_int_equal(mkdir(program_file(p, "shelf"), 0700), 0);
    assert_run(p, DONE, "backup", "shelf/book.db");
    if (!program_give_away(p)) {
        skip();
        return;
    }
    for (int folder_too = 0; folder_too < 2; folder_too++) {
        chmod(program_file(p, "shelf/book.db"), 0400);
        chmod(program_file(p, "shelf"), folder_too ? 0500 : 0700);
        assert_int_equal(contacts(p, "shelf/book.db"), 1);
        assert_run(p, DONE, "--book", "shelf/book.db", "check");
        assert_run(p, DONE, "--book", "shelf/book.db", "history");
        assert_run(p, REFUSED, "--book", "shelf/book.db", "contact", "add", "Ida");
        assert_said(p, "can only be read", "shelf/book.db");
        assert_run(p, REFUSED, "--book", "shelf/book.db", "log", "Bo", "-t", "CALL-OUT");
        assert_run(p, REFUSED, "--book", "shelf/book.db", "undo", "--yes");
        char copy_name[] = "copy0.db";
        copy_name[4] = (char)('0' + folder_too);
        assert_run(p, DONE, "--book", "shelf/book.db", "backup", copy_name);
        assert_int_equal(contacts(p, copy_name), 1);
    }
    chmod(program_file(p, "shelf"), 0000);
    assert_run(p, NO_BOOK, "--book", "shelf/book.db", "contact", "list");
    assert_said(p, "permission denied", "shelf/book.db");
    chmod(program_file(p, "shelf"), 0700);
    chmod(program_file(p, "shelf/book.db"), 0000);
    assert_run(p, NO_BOOK, "--book", "shelf/book.db", "contact", "list");
    assert_said(p, "permission denied", "shelf/book.db");
    chmod(program_file(p, "shelf"), 0500);
    program_set(p, "HOME", program_file(p, "shelf")); /* where no default book can be made */
    assert_run(p, NO_BOOK, "contact", "add", "Bo");
    assert_said(p, "permission denied", program_file(p, "shelf/" DEFAULT_BOOK));
    chmod(program_file(p, "shelf"), 0700);
}

/* A session that was killed leaves its log beside the book: reading verbs see all that was
 * acknowledged. */
static void a_killed_session_left_its_log(void **state)
{
    struct program *p = *state;
    const char *book = program_file(p, "book.db");
    pid_t pid = fork();
    if (pid == 0) {
        lia_book *open_book = fixture_open(book, "jo");
        lia_contact c = {.type = LIA_PERSON, .name = "Bo Ek", .touch_days = -1};
        int64_t id;
        lia_error err;
        if (lia_contact_save(open_book, &c, &id, &err) == LIA_OK)
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    assert_int_equal(program_wait(pid), 128 + SIGKILL);
    assert_true(there(p, "book.db-wal"));
    program_set(p, "LIAISE_BOOK", book);
    assert_run(p, DONE, "contact", "list", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    assert_run(p, DONE, "check");
    assert_run(p, DONE, "backup", "copy.db");
    assert_int_equal(contacts(p, "copy.db"), 1);
    /* Without the log's index, as after a crash of the machine. */
    unlink(program_file(p, "book.db-shm"));
    assert_run(p, DONE, "check");
    assert_run(p, DONE, "contact", "show", "Bo Ek");
    assert_run(p, DONE, "contact", "add", "Ida Ek");
    assert_int_equal(contacts(p, "book.db"), 2);
}

static void import_from_standard_input(void **state)
{
    struct program *p = *state;
    assert_int_equal(run_input(p, "Name;City\nBo Ek;Lund\n;Malmö\n", "import", "-"),
                     REFUSED); /* a row without a name */
    assert_non_null(strstr(str_text(&p->err), "-:3: "));
    assert_non_null(strstr(str_text(&p->out), "1 added"));
    assert_int_equal(
        run_input(p, "BEGIN:VCARD\nVERSION:4.0\nFN:Ida\nEND:VCARD\n", "import", "--verbose", "-"),
        DONE);
    assert_non_null(strstr(str_text(&p->out), "Ida"));
    assert_int_equal(run_input(p, "", "import", "-"), REFUSED);
    assert_said(p, "empty", "");
    assert_int_equal(run_input(p, "x\ny\n", "import", "-"), REFUSED);
    assert_int_equal(contacts(p, DEFAULT_BOOK), 2);
}

/* A file that may not grow is a disk that is full: one line, nothing changed, the book sound. */
static void no_room(void **state)
{
    struct program *p = *state;
    struct str csv = {0};
    str_add(&csv, "Name,Note\n");
    for (int i = 0; i < 5000; i++)
        str_add_f(&csv, "Person %d,%d%d%d%d%d%d%d%d%d%d\n", i, i, i, i, i, i, i, i, i, i, i);
    program_write(p, "many.csv", str_text(&csv), csv.len);
    str_clear(&csv);
    assert_run(p, DONE, "contact", "add", "Bo Ek");
    p->file_limit = 400 * 1024;
    assert_run(p, REFUSED, "import", "many.csv");
    assert_said(p, "no room left", program_file(p, DEFAULT_BOOK));
    p->file_limit = 100 * 1024;
    assert_run(p, REFUSED, "backup", "copy.db");
    assert_said(p, "no room left", "");
    assert_false(there(p, "copy.db"));
    p->file_limit =
        36 * 1024; /* enough for the 32 KB that sessions share, not for what is written */
    assert_run(p, REFUSED, "contact", "add", "Ida");
    assert_said(p, "no room left", program_file(p, DEFAULT_BOOK));
    program_set(p, "XDG_DATA_HOME", program_file(p, "data"));
    assert_run(p, NO_BOOK, "contact", "add", "Ida");
    assert_said(p, "no room left", program_file(p, "data/liaise/book.db"));
    assert_false(there(p, "data/liaise/book.db"));
    program_set(p, "XDG_DATA_HOME", NULL);
    p->file_limit = 0;
    assert_run(p, DONE, "check");
    assert_int_equal(contacts(p, DEFAULT_BOOK), 1);
    assert_run(p, DONE, "contact", "add", "Ida");
}

/* Many writers at once wait for one another: each one's contact is there in the end. */
static void writers_wait(void **state)
{
    enum { WRITERS = 8 };
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "First");
    pid_t pids[WRITERS];
    char names[WRITERS][24];
    for (int i = 0; i < WRITERS; i++) {
        snprintf(names[i], sizeof names[i], "Writer %d", i);
        pids[i] = program_start(p, (char *const[]){"contact", "add", names[i], NULL});
    }
    for (int i = 0; i < WRITERS; i++)
        assert_int_equal(program_wait(pids[i]), DONE);
    assert_int_equal(contacts(p, DEFAULT_BOOK), WRITERS + 1);
    assert_run(p, DONE, "check");
}

/* The very first start, twice at once: one book, both contacts. */
static void two_first_starts(void **state)
{
    struct program *p = *state;
    pid_t a = program_start(p, (char *const[]){"contact", "add", "A", NULL});
    pid_t b = program_start(p, (char *const[]){"contact", "add", "B", NULL});
    assert_int_equal(program_wait(a), DONE);
    assert_int_equal(program_wait(b), DONE);
    assert_int_equal(contacts(p, DEFAULT_BOOK), 2);
    assert_run(p, DONE, "check");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, program_setup, program_teardown)
        TEST(the_default_book),
        TEST(verbs_that_add),
        TEST(a_named_book_is_not_made),
        TEST(the_folder_of_the_default_book),
        TEST(what_is_no_book),
        TEST(damage_is_found),
        TEST(a_read_only_book_can_be_read),
        TEST(a_killed_session_left_its_log),
        TEST(import_from_standard_input),
        TEST(no_room),
        TEST(writers_wait),
        TEST(two_first_starts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
