/* What is typed on the command line: options, arguments, values, and how each mistake is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "cli/json.h"
#include "cli/program.h"

static bool there(const struct program *p, const char *name)
{
    return access(program_file(p, name), F_OK) == 0;
}

#define DEFAULT_BOOK ".local/share/liaise/book.db"

static void assert_fits(const struct program *p)
{
    assert_true(p->out.len > 0);
    assert_string_equal(str_text(&p->err), "");
    for (const char *at = str_text(&p->out); *at;) {
        struct str line = {0};
        size_t len = strcspn(at, "\n");
        str_add_n(&line, at, len);
        if (utf8_width(str_text(&line)) > 79)
            fail_msg("%d columns: %s", utf8_width(str_text(&line)), str_text(&line));
        str_clear(&line);
        at += len + (at[len] == '\n');
    }
}

static void help_fits_80_columns(void **state)
{
    struct program *p = *state;
    static char *const nouns[][3] = {
        {"--help"}, {"-h"}, {"help"}, {"contact", "--help"}, {"contact", "add", "-h"}};
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        char *const args[] = {nouns[i][0], nouns[i][1], nouns[i][2], NULL};
        program_assert(p, DONE, program_run(p, NULL, args), __FILE__, __LINE__);
        assert_fits(p);
    }
    assert_run(p, USAGE, "help", "frobnicate");
    assert_run(p, USAGE, "help", "contact", "frob");
    assert_false(there(p, DEFAULT_BOOK));
}

/* The words before a tab that completion gives behind these: those of the table of commands. */
static int words_behind(struct program *p, char *noun, char words[64][32])
{
    int count = 0;
    char *const args[] = {"complete", "line", "--", noun ? noun : "", noun ? "" : NULL, NULL};
    program_assert(p, DONE, program_run(p, NULL, args), __FILE__, __LINE__);
    for (const char *at = str_text(&p->out); *at && count < 64; at = strchr(at, '\n') + 1)
        if (strcspn(at, "\t\n:") < 32 && *at != ':')
            snprintf(words[count++], 32, "%.*s", (int)strcspn(at, "\t\n"), at);
    return count;
}

/* Each row is found by completion, and its help can be read. */
static void every_command_has_help(void **state)
{
    static char nouns[64][32], verbs[64][32];
    struct program *p = *state;
    int noun_count = words_behind(p, NULL, nouns);
    assert_true(noun_count > 15);
    for (int n = 0; n < noun_count; n++) {
        if (strcmp(nouns[n], "help") == 0)
            continue;
        assert_run(p, DONE, "help", nouns[n]);
        assert_fits(p);
        int verb_count = words_behind(p, nouns[n], verbs);
        for (int v = 0; v < verb_count; v++) {
            if (run(p, "help", nouns[n], verbs[v]) != DONE)
                continue; /* an argument of the noun itself */
            assert_fits(p);
            assert_non_null(strstr(str_text(&p->out), "--book FILE"));
            assert_run(p, DONE, nouns[n], verbs[v], "--help");
        }
    }
}

static void version_names_libraries(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "--version");
    assert_true(str_starts(str_text(&p->out), "liaise "));
    assert_non_null(strstr(str_text(&p->out), "SQLite"));
}

static void mistakes_are_said_in_one_line(void **state)
{
    static const struct {
        char *args[6];
        const char *said, *value;
    } cases[] = {
        {{"frobnicate"}, "no such command: frobnicate", ""},
        {{"contact"}, "contact what? liaise contact --help lists its commands", ""},
        {{"contact", "frob"}, "“contact frob” is no command; liaise contact --help lists them", ""},
        {{"--frob"}, "no such option: --frob", ""},
        {{"--book"}, "--book wants the name of a file", ""},
        {{"--book", ""}, "--book wants the name of a file", ""},
        {{"--book=", "contact", "list"}, "--book wants the name of a file", ""},
        {{"contact", "list", "--frob"},
         "no such option: --frob; try: liaise contact list --help",
         ""},
        {{"contact", "list", "-frob"},
         "no such option: -frob; where a filter's “not” is meant, write !frob",
         ""},
        {{"check", "--json"}, "no such option: --json", ""},
        {{"contact", "show"}, "something is missing: liaise contact show CONTACT…", ""},
        {{"group", "edit", "A", "B"}, "too much: “B”; it is: liaise group edit GROUP", ""},
        {{"history", "show", "1", "2"}, "too much: “2”; it is: liaise history show OPERATION", ""},
        {{"undo", "--with-later", "--but-changed"}, "only one of them", ""},
        {{"contact", "list", "--limit"}, "--limit wants a value: N", ""},
        {{"contact", "list", "--limit", ""}, "--limit wants a whole number from 0 on", ""},
        {{"contact", "list", "--limit", "-1"},
         "--limit wants a whole number from 0 on, not: -1",
         ""},
        {{"contact", "list", "--limit=1.5"}, "not: 1.5", ""},
        {{"contact", "list", "-n", " 5"}, "not:  5", ""},
        {{"history", "--limit", "9223372036854775808"}, "not: 9223372036854775808", ""},
        {{"log", "Bo", "--failed=yes", "-tX"}, "--failed takes no value", ""},
        {{"log", "Bo"}, "--template CODE is needed; for example: -t CALL-OUT", ""},
        {{"log", "Bo", "-t", ""}, "--template CODE is needed", ""},
        {{"contact", "add", "x", "--type", "robot"},
         "--type is one of company, person; not: robot",
         ""},
        {{"contact", "add", "x", "--type", ""}, "--type is one of company, person; not: ", ""},
        {{"contact", "add", "x", "--touch", "1000000"}, "from 0 to 100000, not: 1000000", ""},
        {{"contact", "add", "x", "--exclude", "maybe"}, "--exclude is yes or no, not: maybe", ""},
        {{"contact", "add", "x", "--correspondence", "fax"},
         "is one of hard-copy, email, phone",
         ""},
        {{"contact", "add", "x", "--json=2"}, "--json is of form 1 here, not: 2", ""},
        {{"contact", "add", "x", "--tsv=1"}, "no such option: --tsv=1", ""},
        {{"contact", "list", "--sort", "age"}, "--sort is name, no or added, not: age", ""},
        {{"contact", "edit", "Bo"}, "nothing to change; for example", ""},
        {{"contact", "edit", "-", "--note", "-"},
         "standard input, which can be read only once",
         ""},
        {{"import", "--format", "xls", "x"},
         "--format is vcard, csv, json or calendar, not: xls",
         ""},
        {{"import", "--known", "merge", "x"}, "--known is fill, skip or update, not: merge", ""},
        {{"contact", "add", "B\xff"}, "this is not UTF-8: B", ""},
        {{"contact", "add", "x", "--city", "G\xf6teborg"}, "this is not UTF-8: G", ""},
        {{"contact", "list", "\xc3"}, "this is not UTF-8", ""},
    };
    struct program *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_assert(p, USAGE, program_run(p, NULL, cases[i].args), cases[i].said, (int)i);
        assert_said(p, cases[i].said, cases[i].value);
        assert_string_equal(str_text(&p->out), "");
    }
    assert_false(there(p, DEFAULT_BOOK));
}

static void values_are_refused_where_they_are_wrong(void **state)
{
    static const struct {
        int code;
        char *args[8];
        const char *said;
    } cases[] = {
        {USAGE,
         {"log", "Bo", "-t", "CALL-OUT", "-d", "soon"},
         "--date: “soon” is not understood; for example"},
        {REFUSED, {"log", "Bo", "-t", "CALL-OUT", "-d", ""}, "--date: No date"},
        {USAGE,
         {"log", "Bo", "-t", "CALL-OUT", "-d", "2026-02-30"},
         "--date: “2026-02-30” is not understood"},
        {USAGE, {"log", "Bo", "-t", "CALL-OUT", "--time", "25:00"}, "--time: “25:00”"},
        {USAGE, {"log", "Bo", "-t", "CALL-OUT", "--minutes", "-5"}, "--minutes: “-5”"},
        {USAGE,
         {"log", "Bo", "-t", "CALL-OUT", "--minutes", "99999999999"},
         "--minutes: “99999999999”"},
        {USAGE, {"log", "Bo", "-t", "CALL-OUT", "--cost", "1,200"}, "--cost: “1,200”"},
        {USAGE, {"log", "Bo", "-t", "CALL-OUT", "--cost", "99999999999999999999"}, "--cost: "},
        {USAGE,
         {"log", "Bo", "-t", "CALL-OUT", "--evaluation", "superb"},
         "--evaluation: “superb”"},
        {USAGE, {"undo", "abc"}, "undo wants an operation's number"},
        {USAGE, {"undo", ""}, "undo wants an operation's number"},
        {USAGE, {"undo", "99999999999999999999999"}, "undo wants an operation's number"},
        {REFUSED, {"undo", "77"}, "no operation has this number: 77"},
        {REFUSED, {"log", "Bo", "-t", "CALL-OUT", "--cost", "-3"}, "cost"},
        {REFUSED, {"log", "Bo", "-t", "CALL-OUT", "-d", "2999-01-01"}, "2999-01-01"},
        {REFUSED, {"log", "Bo", "-t", "CALL-OUT", "-m", ""}, "description"},
        {REFUSED, {"log", "Bo", "-t", "NOPE"}, "no interaction template has the code “NOPE”"},
        {REFUSED,
         {"log", "Bo", "-t", "CALL-OUT", "--salesperson", "ZZ"},
         "no salesperson has the code “ZZ”"},
        {REFUSED, {"log", "", "-t", "CALL-OUT"}, "no contact is named"},
        {REFUSED,
         {"log", "Nobody", "-t", "CALL-OUT"},
         "no contact has this no., e-mail or name: Nobody"},
        {REFUSED, {"contact", "show", ""}, "no contact is named"},
        {REFUSED, {"contact", "add", ""}, "name"},
        {REFUSED, {"contact", "add", " \t"}, "name"},
        {REFUSED, {"contact", "add", "x", "--email", "nobody"}, "e-mail"},
        {REFUSED, {"contact", "add", "x", "--birthday", "maybe"}, "1980-02-29"},
        {REFUSED, {"contact", "add", "x", "--no", "CT000001"}, "CT000001"},
        {REFUSED,
         {"contact", "add", "x", "--company", "Nobody"},
         "no contact has this no., e-mail or name: Nobody"},
        {REFUSED, {"segment", "show", "SM9"}, "no active segment is “SM9”"},
        {REFUSED, {"segment", "log", ""}, "no active segment is"},
        {REFUSED, {"import", "nofile"}, "nofile cannot be read"},
        {REFUSED, {"import", "."}, "folder"},
        {REFUSED, {"backup", "nofolder/x.db"}, "there is no such folder"},
        {REFUSED, {"backup", "people.csv"}, "is there already"},
    };
    struct program *p = *state;
    program_write_text(p, "people.csv", "Name\n");
    assert_run(p, DONE, "contact", "add", "Bo Ek");
    assert_run(p, DONE, "history", "--json");
    int operations = json_lines(str_text(&p->out));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        program_assert(p, cases[i].code, program_run(p, NULL, cases[i].args), cases[i].said,
                       (int)i);
        int last = 0;
        while (cases[i].args[last + 1])
            last++;
        assert_said(p, cases[i].said, cases[i].args[last]);
        assert_string_equal(str_text(&p->out), "");
    }
    assert_run(p, DONE, "history", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), operations);
}

static void a_wrong_filter_is_pointed_at(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo Ek");
    assert_run(p, USAGE, "contact", "list", "bo", "citty:lund");
    assert_non_null(strstr(str_text(&p->err), "citty"));
    assert_non_null(strstr(str_text(&p->err), "city")); /* what would be right */
    assert_non_null(strstr(str_text(&p->err), "\n  bo citty:lund\n     ^^^^^"));
    /* Wide characters before the place take two columns each. */
    assert_run(p, USAGE, "contact", "list", "山田", "citty:lund");
    assert_non_null(strstr(str_text(&p->err), "\n  山田 citty:lund\n       ^^^^^"));
    char big[5000];
    memset(big, 'x', sizeof big - 1);
    memcpy(big + sizeof big - 12, " citty:lund", 12);
    assert_run(p, USAGE, "contact", "list", big);
    assert_true(p->err.len < 400);
    assert_non_null(strstr(str_text(&p->err), "^^^^^"));
    assert_run(p, USAGE, "entry", "list", "date:soon");
    assert_non_null(strstr(str_text(&p->err), "^"));
}

/* screens.md 7: filter words come after the options, "--" ends options, "!tag:lost" needs no
 * quoting, "-" is "not". */
static void filters_and_options_are_told_apart(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo Ek", "--city", "Lund", "--tags", "lost");
    assert_run(p, DONE, "contact", "add", "Ida Ek", "--city", "Lund");
    static char *const ways[][8] = {
        {"contact", "list", "--json", "ek", "-tag:lost"},
        {"contact", "list", "--json", "-tag:lost"},
        {"contact", "list", "--json", "!tag:lost"},
        {"contact", "list", "--json", "ek", "-bo"},
        {"contact", "list", "--json", "--", "-bo", "ek"},
        {"contact", "list", "city:lund", "-bo", "--json"},
        {"contact", "list", "-n", "1", "--json", "ida"},
        {"contact", "list", "-n1", "--json", "!bo"},
        {"contact", "list", "--limit=1", "ida", "--json"},
        {"contact", "list", "ida", "-n", "1", "--json"},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        program_assert(p, DONE, program_run(p, NULL, ways[i]), ways[i][2], (int)i);
        assert_int_equal(json_lines(str_text(&p->out)), 1);
        assert_string_equal(json_get(str_text(&p->out), 0, "name"), "Ida Ek");
    }
    assert_run(p, DONE, "contact", "list", "--limit", "0");
    assert_string_equal(str_text(&p->out), "");
}

static void dates_follow_the_order_of_the_locale(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo Ek");
    /* The C locale puts the month first (POSIX, LC_TIME: d_fmt "%m/%d/%y"). */
    assert_run(p, DONE, "log", "Bo", "-t", "CALL-OUT", "-d", "3/12/2024", "-m", "March");
    assert_run(p, DONE, "entry", "list", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "date"), "2024-03-12");
    assert_string_equal(json_get(str_text(&p->out), 0, "time"), ""); /* not today: no time */
}

static void undo_and_redo_ask(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo Ek");
    assert_run(p, REFUSED, "undo");
    assert_said(p, "--yes does it", "Added contact CT000001 Bo Ek");
    assert_run(p, DONE, "contact", "list");
    assert_true(p->out.len > 0);
    assert_run(p, DONE, "undo", "--yes");
    assert_string_equal(str_text(&p->err), "");
    assert_run(p, DONE, "contact", "list");
    assert_int_equal(p->out.len, 0);
    assert_run(p, REFUSED, "redo");
    assert_run(p, DONE, "redo", "-y");
    assert_run(p, DONE, "contact", "show", "Bo Ek");
}

/* domain.md 11: what was built on it stands in the way. */
static void undo_names_what_stands_in_the_way(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo Ek");
    assert_run(p, DONE, "history", "--json", "--limit", "1");
    char number[32];
    strncpy(number, json_get(str_text(&p->out), 0, "operation"), sizeof number - 1);
    number[sizeof number - 1] = '\0';
    assert_run(p, DONE, "log", "Bo", "-t", "CALL-OUT", "-m", "Hello");
    assert_run(p, REFUSED, "undo", "--yes", number);
    assert_non_null(strstr(str_text(&p->err), "CALL-OUT"));
    assert_run(p, DONE, "contact", "show", "Bo");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, program_setup, program_teardown)
        TEST(help_fits_80_columns),
        TEST(every_command_has_help),
        TEST(version_names_libraries),
        TEST(mistakes_are_said_in_one_line),
        TEST(values_are_refused_where_they_are_wrong),
        TEST(a_wrong_filter_is_pointed_at),
        TEST(filters_and_options_are_told_apart),
        TEST(dates_follow_the_order_of_the_locale),
        TEST(undo_and_redo_ask),
        TEST(undo_names_what_stands_in_the_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
