/* Every example of the README and of the manual pages is run, in a shell, with the example book. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "cli/cli.h"
#include "cli/program.h"

/* --- what the examples find in their folder --- */

static const char people[] = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Nowak;Eva;;;\r\nFN:Eva Nowak\r\n"
                             "EMAIL:eva@relecloud.example\r\nEND:VCARD\r\n";
static const char table[] = "Name,E-mail,City,Customer since\r\n"
                            "Eva Nowak,eva@relecloud.example,Lund,2019\r\n";
static const char calls[] = "date,contact,template,description\r\n"
                            "2026-11-02,Bo Ek,CALL-OUT,Asked for the quote\r\n";
static const char lines[] = "{\"date\":\"2026-11-02\",\"contact\":\"Bo Ek\","
                            "\"template\":\"CALL-OUT\",\"description\":\"Asked\"}\n";
static const char meeting[] =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:1@test\r\n"
    "DTSTAMP:20251103T090000Z\r\nDTSTART:20251103T130000Z\r\nDTEND:20251103T140000Z\r\n"
    "SUMMARY:Kick-off\r\nATTENDEE:mailto:bo.ek@fabrikam.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
static const char message[] = "From: Bo Ek <bo.ek@fabrikam.example>\r\nTo: jo@example.org\r\n"
                              "Date: Mon, 03 Nov 2025 09:00:00 +0100\r\nSubject: The quote\r\n"
                              "Message-ID: <1@fabrikam.example>\r\n\r\nHello.\r\n";

static void make_folder(struct program *p, const char *name)
{
    assert_int_equal(mkdir(program_file(p, name), 0700), 0);
}

static int set_up(void **state)
{
    program_setup(state);
    struct program *p = *state;
    char path[512];
    program_write_text(p, "people.vcf", people);
    program_write_text(p, "contacts.vcf", people);
    program_write_text(p, "contacts.csv", table);
    program_write_text(p, "people.csv", table);
    program_write_text(p, "calls.csv", calls);
    program_write_text(p, "log.csv", calls);
    program_write_text(p, "log.jsonl", lines);
    program_write_text(p, "meeting.ics", meeting);
    program_write_text(p, "message", message);
    program_write_text(p, "message.eml", message);
    make_folder(p, "Mail");
    make_folder(p, "Mail/cur");
    make_folder(p, "Mail/new");
    make_folder(p, "Mail/tmp");
    program_write_text(p, "Mail/cur/1.test:2,S", message);
    program_write(p, "mbox", "From jo Mon Nov  3 09:00:00 2025\n", 33);
    make_folder(p, "bin");
    snprintf(path, sizeof path, "%s", program_file(p, "bin/liaise"));
    assert_int_equal(symlink(p->path, path), 0);
    snprintf(path, sizeof path, "%s/bin:/usr/local/bin:/usr/bin:/bin", p->home);
    program_set(p, "PATH", path);
    assert_run(p, 0, "--example", "backup", (char *)program_file(p, "example.db"));
    snprintf(p->path, sizeof p->path, "/bin/sh");
    program_set(p, "LIAISE_BOOK", program_file(p, "book.db"));
    return 0;
}

static void new_book(struct program *p)
{
    assert_run(p, 0, "-c", "rm -f book.db*; cp example.db book.db");
}

/* Runs one; false and said when it is refused. */
static bool try_example(struct program *p, const char *page, const char *line)
{
    int code = run_input(p, message, "-c", (char *)line); /* mail programs pipe one */
    if (code == 0)
        return true;
    print_error("%s: exit code %d: %s\n%s%s", page, code, line, str_text(&p->out),
                str_text(&p->err));
    return false;
}

/* A line that a shell runs, not one of a settings file. */
static bool is_example(const char *line)
{
    static const char *const starts[] = {"liaise ", "echo ", "printf "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(line, starts[i], strlen(starts[i])) == 0)
            return strstr(line, "liaise ") != NULL || line[strlen(line) - 1] == '\\';
    return false;
}

/* --- the README: one after the other, as somebody would who reads it --- */

static void examples_of_the_readme(void **state)
{
    struct program *p = *state;
    FILE *f = fopen("README.md", "r");
    char *line = NULL;
    size_t cap = 0;
    int examples = 0, wrong = 0;
    assert_non_null(f);
    new_book(p);
    while (getline(&line, &cap, f) > 0) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "    ", 4) != 0 || !is_example(line + 4))
            continue;
        examples++;
        wrong += !try_example(p, "README.md", line + 4);
    }
    free(line);
    fclose(f);
    assert_true(examples >= 6);
    assert_int_equal(wrong, 0);
}

/* --- the manual pages: each by itself --- */

/* What a line of a display says, without roff's escapes. */
static void plain(const char *roff, struct str *out)
{
    static const struct {
        const char *escape, *text;
    } escapes[] = {{"\\-", "-"},   {"\\(aq", "'"}, {"\\(ga", "`"}, {"\\(ti", "~"},
                   {"\\(ha", "^"}, {"\\e", "\\"},  {"\\&", ""},    {"\\(dq", "\""}};
    str_truncate(out, 0);
    while (*roff) {
        size_t i = 0;
        while (i < sizeof escapes / sizeof *escapes &&
               strncmp(roff, escapes[i].escape, strlen(escapes[i].escape)) != 0)
            i++;
        if (i < sizeof escapes / sizeof *escapes) {
            str_add(out, escapes[i].text);
            roff += strlen(escapes[i].escape);
        } else if (strncmp(roff, "\\[u", 3) == 0) {
            char utf8[8] = "";
            char *end;
            size_t len = utf8_encode((int32_t)strtol(roff + 3, &end, 16), utf8);
            str_add_n(out, utf8, len);
            roff = end + 1;
        } else {
            str_add_char(out, *roff++);
        }
    }
}

static void try_page(struct program *p, const char *page, int least)
{
    char path[512];
    const char *build = getenv("BUILD");
    snprintf(path, sizeof path, "%s/man/%s", build ? build : "build", page);
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    struct str text = {0};
    int examples = 0, wrong = 0;
    assert_non_null(f);
    while (getline(&line, &cap, f) > 0) {
        line[strcspn(line, "\n")] = '\0';
        plain(line, &text);
        if (!is_example(str_text(&text)))
            continue;
        while (text.s[text.len - 1] == '\\' && getline(&line, &cap, f) > 0) {
            struct str more = {0};
            line[strcspn(line, "\n")] = '\0';
            plain(line, &more);
            str_truncate(&text, text.len - 1);
            str_add(&text, str_text(&more));
            str_clear(&more);
        }
        new_book(p);
        examples++;
        wrong += !try_example(p, page, str_text(&text));
    }
    free(line);
    fclose(f);
    str_clear(&text);
    assert_true(examples >= least);
    assert_int_equal(wrong, 0);
}

static void examples_of_liaise_1(void **state)
{
    try_page(*state, "liaise.1", 3);
}

static void examples_of_liaise_filter_7(void **state)
{
    try_page(*state, "liaise-filter.7", 4);
}

/* --- tried: whatever changes the book has --dry-run, and writes nothing with it --- */

static bool changes(const struct cli_command *c)
{
    return !c->hidden && (c->needs == CLI_CHANGES || c->needs == CLI_ADDS);
}

static bool has_trial(const struct cli_command *c)
{
    for (const struct cli_option *o = c->options; o && o->name; o++)
        if (strcmp(o->name, "--dry-run") == 0)
            return true;
    return false;
}

/* The file, byte by byte, and all that a change could show in. */
static void look(struct program *p, struct str *out)
{
    assert_run(p, 0, "-c",
               "cksum book.db && find . -name book.db-wal -size +0 &&"
               " liaise history --json && liaise export --format json && liaise export --entries"
               " --format json && liaise segment list --json && liaise postponed list --json &&"
               " liaise setup series --json && liaise setup events --json && liaise group list"
               " --json && liaise template list --json && liaise salesperson list --json");
    str_truncate(out, 0);
    str_add(out, str_text(&p->out));
}

/* The last command of an example with --dry-run, and what is to be run before it ("": nothing).
 * False when that command is another one. */
static bool as_trial(const struct cli_noun *n, const struct cli_command *c, const char *example,
                     struct str *before, struct str *out)
{
    struct str command = {0};
    const char *last = example;
    str_truncate(before, 0);
    str_truncate(out, 0);
    for (const char *at = example; (at = strstr(at, " && ")); last = at += strlen(" && ")) {
        str_truncate(before, 0);
        str_add_n(before, example, (size_t)(at - example));
    }
    str_add_f(&command, "liaise %s%s%s ", n->name, c->verb ? " " : "", c->verb ? c->verb : "");
    const char *at = strstr(last, str_text(&command));
    if (at) {
        at += command.len;
        str_add_n(out, last, (size_t)(at - last));
        str_add_f(out, "%s%s", strstr(last, "--dry-run") ? "" : "--dry-run ", at);
    }
    str_clear(&command);
    return at != NULL;
}

/* True: tried, and nothing was written. */
static bool try_trial(struct program *p, const char *before, const char *trial)
{
    struct str was = {0}, is = {0};
    if (*before)
        assert_true(try_example(p, "before --dry-run", before));
    look(p, &was);
    bool done = try_example(p, "--dry-run", trial);
    look(p, &is);
    bool same = strcmp(str_text(&was), str_text(&is)) == 0;
    if (!same)
        print_error("it wrote: %s\n", trial);
    if (!same || *before)
        new_book(p);
    str_clear(&was);
    str_clear(&is);
    return done && same;
}

static int try_command(struct program *p, const struct cli_noun *n, const struct cli_command *c)
{
    struct str before = {0}, trial = {0};
    int tried = 0, wrong = 0;
    for (const char *const *e = c->examples; e && *e; e++) {
        if (as_trial(n, c, *e, &before, &trial)) {
            tried++;
            wrong += !try_trial(p, str_text(&before), str_text(&trial));
        }
    }
    str_clear(&before);
    str_clear(&trial);
    if (!tried)
        print_error("%s %s changes the book, and no example of it can be tried\n", n->name,
                    c->verb ? c->verb : "");
    return wrong + !tried;
}

static void trials_write_nothing(void **state)
{
    struct program *p = *state;
    int wrong = 0, tried = 0;
    new_book(p);
    for (const struct cli_noun *n = cli_nouns; n->name; n++) {
        for (const struct cli_command *c = n->commands; c->run; c++) {
            if (!changes(c))
                continue;
            tried++;
            if (!has_trial(c))
                print_error("%s %s changes the book without --dry-run\n", n->name,
                            c->verb ? c->verb : "");
            wrong += has_trial(c) ? try_command(p, n, c) : 1;
        }
    }
    assert_true(tried > 50);
    assert_int_equal(wrong, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(examples_of_the_readme),
        TEST(examples_of_liaise_1),
        TEST(examples_of_liaise_filter_7),
        TEST(trials_write_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
