/* Export and import from the shell. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/path.h"
#include "cli/json.h"
#include "cli/program.h"

static void some_people(struct program *p)
{
    program_write_text(p, "people.csv",
                       "Name,E-mail,City,Company,Shoe size\n"
                       "Jo Ek,jo@ek.example,Lund,Acme,42\n"
                       "Bo Berg,bo@berg.example,\"Malmö, \"\"old\"\"\",Acme,\n"
                       "Ida Holm,,Lund,,39\n");
    assert_run(p, DONE, "import", "people.csv");
    assert_run(p, DONE, "log", "Jo Ek", "-t", "CALL-OUT", "-m", "Called, twice");
}

static bool there(const struct program *p, const char *name)
{
    struct stat st;
    return stat(program_file(p, name), &st) == 0;
}

static void forget_the_book(const struct program *p)
{
    assert_int_equal(path_remove_tree(program_file(p, ".local")), 0);
}

/* What an export printed, the caller's. */
static char *exported(struct program *p, char *const args[])
{
    assert_int_equal(program_run(p, NULL, args), DONE);
    assert_string_equal(str_text(&p->err), "");
    return str_take(&p->out);
}
#define export_of(p, ...) exported((p), (char *const[]){"export", __VA_ARGS__, NULL})

/* --- out --- */

static void vcards_are_what_comes_out(void **state)
{
    struct program *p = *state;
    some_people(p);
    char *all = export_of(p, NULL);
    assert_memory_equal(all, "BEGIN:VCARD\r\nVERSION:4.0\r\n", 26);
    assert_non_null(strstr(all, "FN:Jo Ek\r\n"));
    free(all);
    char *three = export_of(p, "--vcard", "3", "city:lund");
    assert_memory_equal(three, "BEGIN:VCARD\r\nVERSION:3.0\r\n", 26);
    assert_non_null(strstr(three, "FN:Ida Holm\r\n"));
    assert_null(strstr(three, "Bo Berg"));
    free(three);
}

static void the_ending_says_the_format(void **state)
{
    struct program *p = *state;
    some_people(p);
    assert_run(p, DONE, "export", "--to", "a.csv");
    assert_string_equal(str_text(&p->out), "Exported 4 contacts to a.csv\n");
    assert_run(p, DONE, "export", "--to", "a.vcf");
    assert_run(p, DONE, "export", "--entries", "--to", "log.jsonl");
    assert_string_equal(str_text(&p->out), "Exported 1 interaction to log.jsonl\n");
    assert_run(p, DONE, "export", "--to", "a.data", "--format", "json");
    assert_run(p, DONE, "export", "--to", "c.data", "--format", "jsonl");
    assert_run(p, DONE, "export", "--to", "d.data", "--format", "vcf");
    assert_run(p, DONE, "export", "--to", "e.data", "--format", "ics", "--entries");
    assert_run(p, USAGE, "export", "--to", "b.data");
    assert_said(p, "--format", "b.data");
    assert_false(there(p, "b.data"));
    static const struct {
        const char *name, *start;
    } files[] = {{"a.csv", "no,type,name,"},          {"a.vcf", "BEGIN:VCARD"},
                 {"log.jsonl", "{\"no\":1,"},         {"a.data", "{\"no\":\"CT000001\","},
                 {"c.data", "{\"no\":\"CT000001\","}, {"d.data", "BEGIN:VCARD"},
                 {"e.data", "BEGIN:VCALENDAR"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct arena a = {0};
        char *data;
        size_t len;
        struct stat st;
        const char *path = program_file(p, files[i].name);
        assert_int_equal(path_read_file(&a, path, 1 << 20, &data, &len), 0);
        assert_memory_equal(data, files[i].start, strlen(files[i].start));
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
        arena_clear(&a);
    }
}

static void a_file_is_not_written_over_by_mistake(void **state)
{
    struct program *p = *state;
    some_people(p);
    assert_run(p, DONE, "export", "--to", "a.vcf");
    assert_run(p, REFUSED, "export", "--to", "a.vcf");
    assert_said(p, "--replace", "a.vcf");
    assert_run(p, DONE, "export", "--to", "a.vcf", "--replace");
    program_write_text(p, "a-name-of-a-file-that-takes-more-than-a-line-has-and-ends-in.vcf", "");
    assert_run(p, REFUSED, "export", "--to",
               "a-name-of-a-file-that-takes-more-than-a-line-has-and-ends-in.vcf");
    assert_non_null(strstr(str_text(&p->err), "ends-in.vcf is there already"));
    assert_run(p, REFUSED, "export", "--to", "no/such/a.vcf");
    assert_said(p, "folder", "no/such/a.vcf");
    assert_run(p, REFUSED, "export", "--to", ".", "--format", "csv", "--replace");
    assert_said(p, "no file", ".");
}

/* Whatever else --replace writes over, it is not what is exported. */
static void the_book_is_not_written_over(void **state)
{
    struct program *p = *state;
    some_people(p);
    char *const files[] = {"book.db", "./book.db", "hard.db"};
    assert_run(p, DONE, "backup", "book.db");
    assert_int_equal(link(program_file(p, "book.db"), program_file(p, "hard.db")), 0);
    for (int i = 0; i < 3; i++) {
        assert_run(p, REFUSED, "--book", "book.db", "export", "--format", "vcard", "--to", files[i],
                   "--replace");
        assert_said(p, "the book itself", "");
    }
    assert_run(p, DONE, "--book", "book.db", "check");
}

static void what_does_not_go_together_is_refused(void **state)
{
    struct program *p = *state;
    static char *const wrong[][6] = {
        {"export", "--vcard", "2"},
        {"export", "--vcard", "3", "--format", "csv"},
        {"export", "--spreadsheet", "--format", "json"},
        {"export", "--entries", "--format", "vcard"},
        {"export", "--format", "calendar"},
        {"export", "--format", "xml"},
        {"export", "citty:lund"},
        {"import", "--header", "--no-header", "people.csv"},
        {"import", "--entries", "--contacts", "people.csv"},
        {"import", "--delimiter", "ab", "people.csv"},
        {"import", "--map", "Name", "people.csv"},
        {"import", "--map", "Colour=city", "people.csv"},
        {"import", "--map", "City=town", "people.csv"},
        {"import", "--known", "all", "people.csv"},
        {"import", "--look", "-"},
    };
    some_people(p);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int code = program_run(p, NULL, wrong[i]);
        if (code != USAGE)
            fail_msg("case %zu: exit code %d: %s", i, code, str_text(&p->err));
        assert_string_equal(str_text(&p->out), "");
    }
}

static void spreadsheets_see_no_formula(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Jo Ek", "--phone", "+46 1", "--note", "=cmd()");
    char *plain = export_of(p, "--format", "csv"), *safe = export_of(p, "--spreadsheet");
    assert_non_null(strstr(plain, ",+46 1,"));
    assert_non_null(strstr(plain, ",=cmd(),"));
    assert_non_null(strstr(safe, ",'+46 1,"));
    assert_non_null(strstr(safe, ",'=cmd(),"));
    free(plain);
    free(safe);
}

/* --- out and in --- */

static void what_goes_out_comes_in(void **state)
{
    struct program *p = *state;
    static char *const forms[][4] = {{"export"},
                                     {"export", "--vcard", "3"},
                                     {"export", "--format", "csv"},
                                     {"export", "--spreadsheet"},
                                     {"export", "--format", "json"}};
    some_people(p);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char *out = exported(p, forms[i]);
        assert_int_equal(run_input(p, out, "import", "-"), DONE);
        assert_non_null(strstr(str_text(&p->out), "0 added, 0 changed, 4 left alone, 0 refused"));
        forget_the_book(p);
        assert_int_equal(run_input(p, out, "import", "-"), DONE);
        assert_non_null(strstr(str_text(&p->out), "4 added"));
        char *again = exported(p, forms[i]);
        if (i >= 2) /* cards say when they were changed */
            assert_string_equal(again, out);
        free(again);
        free(out);
    }
}

static void a_log_moves(void **state)
{
    struct program *p = *state;
    some_people(p);
    char *people = export_of(p, "--format", "json");
    char *log = export_of(p, "--entries");
    assert_int_equal(json_lines(log), 1);
    assert_string_equal(json_get(log, 0, "contact"), "Jo Ek");
    assert_string_equal(json_get(log, 0, "contact_email"), "jo@ek.example");
    forget_the_book(p);
    assert_int_equal(run_input(p, log, "import", "-"), REFUSED); /* nobody has this name */
    assert_int_equal(run_input(p, people, "import", "-"), DONE);
    assert_int_equal(run_input(p, log, "import", "-"), DONE);
    char *again = export_of(p, "--entries");
    assert_string_equal(again, log);
    free(again);
    free(people);
    free(log);
}

/* --- in --- */

static void a_dry_run_lists_what_would_become_of_each(void **state)
{
    struct program *p = *state;
    some_people(p);
    program_write_text(p, "more.csv",
                       "Name,E-mail,City,Phone\nJo Ek,jo@ek.example,,046-1\n"
                       ",,Ystad,\nEva Falk,eva@falk.example,,\nIda Holm,,Lund,\n");
    assert_run(p, REFUSED, "import", "--dry-run", "--json", "more.csv");
    const char *out = str_text(&p->out);
    assert_int_equal(json_lines(out), 4);
    assert_string_equal(json_get(out, 0, "fate"), "changed");
    assert_string_equal(json_get(out, 0, "no"), "CT000001");
    assert_string_equal(json_get(out, 0, "changes"), "phone");
    assert_string_equal(json_get(out, 1, "fate"), "refused");
    assert_string_equal(json_get(out, 1, "line"), "3");
    assert_true(strlen(json_get(out, 1, "reason")) > 5);
    assert_string_equal(json_get(out, 2, "fate"), "added");
    assert_string_equal(json_get(out, 2, "name"), "Eva Falk");
    assert_string_equal(json_get(out, 3, "fate"), "alone");
    assert_string_equal(str_text(&p->err), "");
    assert_run(p, REFUSED, "import", "--dry-run", "more.csv");
    assert_non_null(strstr(str_text(&p->out), "Eva Falk"));
    assert_non_null(strstr(str_text(&p->out), "1 would be added"));
    assert_run(p, REFUSED, "contact", "show", "Eva Falk");
    program_write_text(p, "firm.csv", "Name,Company\nUlf Ek,Tailspin\n");
    assert_run(p, DONE, "import", "--dry-run", "firm.csv");
    assert_non_null(strstr(str_text(&p->out), "1 company would be made by name"));
    assert_run(p, REFUSED, "import", "--json", "more.csv");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    assert_string_equal(json_get(str_text(&p->out), 0, "refused"), "1");
    assert_memory_equal(str_text(&p->err), "more.csv:3: refused: ", 21);
}

static void columns_are_mapped(void **state)
{
    struct program *p = *state;
    program_write_text(p, "odd.csv", "Who|Ring|a=b|Colour\nJo Ek|046-1|Lund|red\n");
    assert_run(p, DONE, "import", "--map", "Who=name", "-m", "Ring=mobile", "--map", "a=b=city",
               "--map", "colour=-", "--delimiter", "|", "--header", "odd.csv");
    assert_run(p, DONE, "contact", "show", "Jo Ek", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "mobile"), "046-1");
    assert_string_equal(json_get(str_text(&p->out), 0, "city"), "Lund");
    program_write(p, "latin.csv", "Name;City\nBj\xF6rn;Malm\xF6\n", 22);
    assert_run(p, DONE, "import", "--charset", "latin1", "latin.csv");
    assert_run(p, DONE, "contact", "show", "Björn", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "city"), "Malmö");
}

static void a_look_says_what_is_there(void **state)
{
    struct program *p = *state;
    program_write_text(p, "people.csv", "Name;Tel;Shoe size\nJo Ek;046-1;42\n\033[31mBo;2;\n");
    assert_run(p, DONE, "import", "--look", "people.csv");
    assert_tame(p->out);
    assert_non_null(strstr(str_text(&p->out), "Shoe size"));
    assert_false(there(p, ".local"));
    assert_run(p, DONE, "import", "--look", "--json", "--map", "3=note", "people.csv");
    const char *out = str_text(&p->out);
    assert_int_equal(json_lines(out), 1);
    assert_string_equal(json_get(out, 0, "format"), "csv");
    assert_string_equal(json_get(out, 0, "content"), "contacts");
    assert_string_equal(json_get(out, 0, "delimiter"), ";");
    assert_string_equal(json_get(out, 0, "header"), "true");
    const char *columns = json_get(out, 0, "columns");
    assert_non_null(
        strstr(columns, "{\"name\":\"Tel\",\"field\":\"phone\",\"samples\":[\"046-1\",\"2\"]}"));
    assert_non_null(strstr(columns, "{\"name\":\"Shoe size\",\"field\":\"note\""));
}

/* --- stopping --- */

static void a_reader_that_goes_away_is_no_failure(void **state)
{
    struct program *p = *state;
    some_people(p);
    p->closed_output = true;
    assert_run(p, DONE, "export");
    assert_string_equal(str_text(&p->err), "");
}

static int files_in(const char *folder, bool *whole)
{
    DIR *dir = opendir(folder);
    int n = 0;
    assert_non_null(dir);
    *whole = false;
    for (const struct dirent *e; (e = readdir(dir)) != NULL;) {
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
        *whole |= strcmp(e->d_name, "x.vcf") == 0;
    }
    closedir(dir);
    return n;
}

/* The contacts would lie about in it. Stopped sooner and later, it is there whole or not at all. */
static void no_half_file_is_left_where_it_is_to_end(void **state)
{
    enum { CONTACTS = 20000, TRIES = 20, STEP = 10000000 /* ns */ };
    struct program *p = *state;
    struct str file = {0};
    int stopped = 0;
    str_add(&file, "name\n");
    for (int i = 0; i < CONTACTS; i++)
        str_add_f(&file, "P %d\n", i);
    program_write(p, "in.csv", str_text(&file), file.len);
    str_clear(&file);
    assert_run(p, DONE, "import", "in.csv");
    for (int i = 0; i < TRIES; i++) {
        const char *folder = program_file(p, "out"), *path = program_file(p, "out/x.vcf");
        const struct timespec wait = {.tv_nsec = (long)i * STEP};
        bool whole;
        assert_int_equal(mkdir(folder, 0700), 0);
        pid_t pid = program_start(p, (char *const[]){"export", "--to", "out/x.vcf", NULL});
        nanosleep(&wait, NULL);
        assert_int_equal(kill(pid, SIGTERM), 0); /* it may have ended, but nobody waited for it */
        int code = program_wait(pid);
        int files = files_in(folder, &whole);
        assert_int_equal(files, whole);
        assert_true(code == 128 + SIGTERM || (whole && code == DONE));
        stopped += code == 128 + SIGTERM;
        unlink(path);
        assert_int_equal(rmdir(folder), 0);
    }
    assert_true(stopped > 0);
}

static void control_c_stops_an_import(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Ida");
    const char *path = program_file(p, "pipe.csv");
    assert_int_equal(mkfifo(path, 0600), 0);
    pid_t pid = program_start(p, (char *const[]){"import", "pipe.csv", NULL});
    int fd = open(path, O_WRONLY); /* it waits for what comes now */
    assert_true(fd >= 0);
    static const char begun[] = "Name,City\nJo Ek,Lund\n";
    assert_int_equal(write(fd, begun, sizeof begun - 1), (ssize_t)sizeof begun - 1);
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
    assert_int_equal(kill(pid, SIGINT), 0);
    assert_int_equal(program_wait(pid), STOPPED);
    close(fd);
    assert_run(p, DONE, "contact", "list", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, program_setup, program_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(vcards_are_what_comes_out),
        TEST(the_ending_says_the_format),
        TEST(a_file_is_not_written_over_by_mistake),
        TEST(the_book_is_not_written_over),
        TEST(what_does_not_go_together_is_refused),
        TEST(spreadsheets_see_no_formula),
        TEST(what_goes_out_comes_in),
        TEST(a_log_moves),
        TEST(a_dry_run_lists_what_would_become_of_each),
        TEST(columns_are_mapped),
        TEST(a_look_says_what_is_there),
        TEST(a_reader_that_goes_away_is_no_failure),
        TEST(no_half_file_is_left_where_it_is_to_end),
        TEST(control_c_stops_an_import),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
