/* What is printed: text that fits a terminal, colour only there, TSV. */
#define _DEFAULT_SOURCE
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "cli/story.h"

static int setup(void **state)
{
    int failed = story_setup(state);
    program_set(*state, "TERM", "xterm");
    return failed;
}

/* Runs it on a terminal of so many columns; what it wrote there is p->out. It must be less than a
 * terminal takes at once. */
static int on_terminal(struct program *p, int columns, char *const args[])
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    char name[64];
    snprintf(name, sizeof name, "%s", ptsname(master));
    int slave = open(name, O_RDWR | O_NOCTTY);
    struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)columns};
    struct termios raw;
    assert_true(slave >= 0 && ioctl(slave, TIOCSWINSZ, &size) == 0 && tcgetattr(slave, &raw) == 0);
    raw.c_oflag &= ~(tcflag_t)OPOST;
    assert_int_equal(tcsetattr(slave, TCSANOW, &raw), 0);
    p->output = name;
    int code = program_run(p, NULL, args);
    p->output = NULL;
    fcntl(master, F_SETFL, O_NONBLOCK);
    char buf[4096];
    for (ssize_t n; (n = read(master, buf, sizeof buf)) > 0;)
        str_add_n(&p->out, buf, (size_t)n);
    close(slave);
    close(master);
    return code;
}
#define terminal(p, columns, ...) on_terminal((p), (columns), (char *const[]){__VA_ARGS__, NULL})

static char *const *const lists[] = {
    (char *const[]){"contact", "list", "-n", "8", NULL},
    (char *const[]){"entry", "list", "-n", "8", NULL},
    (char *const[]){"history", "-n", "8", NULL},
    (char *const[]){"template", "list", NULL},
    (char *const[]){"group", "list", NULL},
    (char *const[]){"salesperson", "list", NULL},
    (char *const[]){"segment", "list", NULL},
    (char *const[]){"postponed", "list", NULL},
};
enum { LISTS = sizeof lists / sizeof *lists };

static void no_row_wraps(void **state)
{
    static const int widths[] = {40, 80, 200};
    struct program *p = *state;
    program_set(p, "NO_COLOR", "1");
    for (size_t i = 0; i < LISTS * 3; i++) {
        int width = widths[i % 3];
        assert_int_equal(on_terminal(p, width, lists[i / 3]), DONE);
        assert_tame(p->out);
        char *text = strdup(str_text(&p->out)), *rest = text;
        int lines = 0;
        for (char *line; (line = strtok_r(rest, "\n", &rest)); lines++)
            if (utf8_width(line) > width)
                fail_msg("%d columns of %d: %s", utf8_width(line), width, line);
        assert_true(lines > 1);
        free(text);
    }
}

/* Of an import what a row becomes is seen whole, as long as there is room for names as well. */
static void what_a_column_keeps(void **state)
{
    struct program *p = *state;
    program_set(p, "NO_COLOR", "1");
    program_write_text(p, "log.csv",
                       "Date,Time,Contact,Template,Description,Duration\n"
                       "2026-11-02,14:10,Bo Ek,CALL-OUT,A description that is not short,1:07\n"
                       "2026-11-03,14:10,Bo Ek,NONE,Another description that is long,1:07\n");
    assert_int_equal(terminal(p, 80, "import", "-n", "log.csv"), REFUSED);
    assert_non_null(strstr(str_text(&p->out), "2026-11-02 14:10 CALL-OUT 67 min"));
    assert_non_null(strstr(str_text(&p->out), "Bo Ek: A desc"));
    assert_int_equal(terminal(p, 45, "import", "-n", "log.csv"), REFUSED);
    assert_non_null(strstr(str_text(&p->out), "Bo Ek: A"));
    assert_non_null(strstr(str_text(&p->out), "2026-11-02"));
}

static void the_least_important_goes_first(void **state)
{
    struct program *p = *state;
    program_set(p, "NO_COLOR", "1");
    assert_int_equal(terminal(p, 200, "contact", "list", "bo"), DONE);
    for (size_t i = 0; i < 7; i++)
        assert_non_null(strstr(str_text(&p->out), (const char *[]){"No.", "Name", "Company", "City",
                                                                   "Last", "E-mail", "Phone"}[i]));
    assert_int_equal(terminal(p, 50, "contact", "list", "bo"), DONE);
    assert_non_null(strstr(str_text(&p->out), "Bo Ek"));
    assert_non_null(strstr(str_text(&p->out), "E-mail"));
    assert_null(strstr(str_text(&p->out), "City"));
    program_set(p, "COLUMNS", "200"); /* said by the user, whatever the terminal says */
    assert_int_equal(terminal(p, 50, "contact", "list", "bo"), DONE);
    assert_non_null(strstr(str_text(&p->out), "City"));
    program_set(p, "COLUMNS", "40"); /* for terminals, not for pipes */
    assert_run(p, DONE, "contact", "list", "bo");
    assert_non_null(strstr(str_text(&p->out), "City"));
}

static void colour_is_for_terminals(void **state)
{
    struct program *p = *state;
    assert_int_equal(terminal(p, 80, "contact", "list"), DONE);
    assert_non_null(strstr(str_text(&p->out), "\033["));
    assert_int_equal(terminal(p, 80, "contact", "list", "--tsv", "-n3"), DONE);
    assert_null(strchr(str_text(&p->out), '\033'));
    assert_run(p, DONE, "contact", "list");
    assert_null(strchr(str_text(&p->out), '\033'));
    program_set(p, "NO_COLOR", "1"); /* no-color.org */
    assert_int_equal(terminal(p, 80, "contact", "list"), DONE);
    assert_null(strchr(str_text(&p->out), '\033'));
    program_set(p, "NO_COLOR", NULL);
    program_set(p, "TERM", "dumb");
    assert_int_equal(terminal(p, 80, "contact", "list"), DONE);
    assert_null(strchr(str_text(&p->out), '\033'));
}

static void hostile_names_on_a_terminal(void **state)
{
    struct program *p = *state;
    program_set(p, "NO_COLOR", "1");
    assert_run(p, DONE, "contact", "add", "Eve \033]0;pwned\a\xe2\x80\xae", "--email",
               "eve@evil.example");
    char *const *const runs[] = {
        (char *const[]){"contact", "list", "eve", NULL},
        (char *const[]){"contact", "show", "eve@evil.example", NULL},
        (char *const[]){"address", "eve", "--format", "plain", NULL},
        (char *const[]){"history", "-n1", NULL},
        (char *const[]){"complete", "CONTACT", "Eve", NULL},
    };
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        assert_int_equal(on_terminal(p, 100, runs[i]), DONE);
        assert_true(p->out.len > 0);
        for (const char *c = str_text(&p->out); *c; c++) /* a tab is between candidates */
            if (*c == '\t')
                p->out.s[c - p->out.s] = ' ';
        assert_tame(p->out);
    }
    assert_int_equal(terminal(p, 100, "contact", "list", "eve", "--tsv"), DONE);
    assert_null(strchr(str_text(&p->out), '\033'));
    assert_run(p, DONE, "contact", "list", "eve", "--tsv"); /* a program gets what there is */
    assert_non_null(strstr(str_text(&p->out), "Eve \033]0;pwned"));
}

static int count_char(const char *s, char c, char end)
{
    int n = 0;
    for (; *s && *s != end; s++)
        n += *s == c;
    return n;
}

static void tsv_has_all_columns_of_json(void **state)
{
    struct program *p = *state;
    for (size_t i = 0; i < LISTS; i++) {
        char *args[8];
        int n = 0;
        for (; lists[i][n]; n++)
            args[n] = lists[i][n];
        args[n + 1] = NULL;
        args[n] = "--json";
        program_assert(p, DONE, program_run(p, NULL, args), args[0], (int)i);
        char *json = strdup(str_text(&p->out));
        int rows = json_lines(json);
        args[n] = "--tsv";
        program_assert(p, DONE, program_run(p, NULL, args), args[0], (int)i);
        const char *line = str_text(&p->out);
        int tabs = count_char(line, '\t', '\n'), lines = 0;
        for (; *line; line = strchr(line, '\n') + 1, lines++)
            assert_int_equal(count_char(line, '\t', '\n'), tabs);
        assert_int_equal(lines, rows + 1);
        char *heads = strdup(str_text(&p->out)), *rest = heads;
        heads[strcspn(heads, "\n")] = '\0';
        for (char *key; (key = strtok_r(rest, "\t", &rest));)
            tabs -= strspn(key, "abcdefghijklmnopqrstuvwxyz_0123456789") == strlen(key);
        assert_int_equal(tabs, -1); /* one key more than tabs */
        free(heads);
        free(json);
    }
}

/* The linear TSV convention: what ends a value or a line is written with a backslash. */
static void tsv_values_are_escaped(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "T", "--no", "T1", "--note", "a\tb\nc\\d", "--tags",
               "vip,press");
    assert_run(p, DONE, "contact", "show", "T1", "--tsv");
    assert_non_null(strstr(str_text(&p->out), "\ta\\tb\\nc\\\\d\t"));
    assert_non_null(strstr(str_text(&p->out), "\tpress,vip\t"));
    assert_true(str_starts(str_text(&p->out), "no\ttype\tname\t"));
    assert_non_null(strstr(str_text(&p->out), "\nT1\tperson\tT\t\t"));
    assert_run(p, DONE, "contact", "list", "nobodyiscalledthis", "--tsv");
    assert_int_equal(count_char(str_text(&p->out), '\n', 0),
                     1); /* the keys are there all the same */
}

static void the_version_of_json(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "show", "Bo Ek", "--json");
    char *plain = strdup(str_text(&p->out));
    assert_run(p, DONE, "contact", "show", "Bo Ek", "--json=1");
    assert_string_equal(str_text(&p->out), plain);
    free(plain);
    assert_run(p, USAGE, "contact", "show", "Bo Ek", "--json=2");
    assert_said(p, "--json is of form 1 here, not: 2", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, program_teardown)
        TEST(no_row_wraps),
        TEST(what_a_column_keeps),
        TEST(the_least_important_goes_first),
        TEST(colour_is_for_terminals),
        TEST(hostile_names_on_a_terminal),
        TEST(tsv_has_all_columns_of_json),
        TEST(tsv_values_are_escaped),
        TEST(the_version_of_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
