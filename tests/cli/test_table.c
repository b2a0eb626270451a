/* The table of the command line: every row is documented, in help and in liaise(1), and completes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/cli.h"
#include "cli/program.h"

/* Kinds of values that are free: nothing can be proposed for them. */
static const char *const free_kinds[] = {
    "TEXT",       "N",         "NO",     "NAME",    "ADDRESS",  "NUMBER",      "URL",
    "DAYS",       "TIME",      "AMOUNT", "CODE",    "WORD",     "DURATION",    "PATTERN",
    "WHO",        "CHARACTER", "EMAIL",  "PHONE",   "BIRTHDAY", "LABEL=EMAIL", "LABEL=PHONE",
    "LABEL=TEXT", "LABEL=URL", "FIELD",  "ACCOUNT",
};
/* Those that `liaise complete` knows. */
static const char *const known_kinds[] = {
    "CONTACT", "GROUP",   "TEMPLATE",  "SALESPERSON",  "EVENT",   "SEGMENT",
    "LOGGED",  "ENTRY",   "POSTPONED", "OPERATION",    "FILTER",  "EVALUATION",
    "DATE",    "FILE",    "FOLDER",    "COLUMN=FIELD", "COMMENT", "LINE",
    "CITY",    "COUNTRY", "TAG",       "TAGS",
};

static bool is_among(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

static bool is_kind(const char *kind)
{
    return strchr(kind, '|') ||
           is_among(kind, free_kinds, sizeof free_kinds / sizeof *free_kinds) ||
           is_among(kind, known_kinds, sizeof known_kinds / sizeof *known_kinds);
}

/* One sentence, not longer than a line of help. */
static bool is_help(const char *help)
{
    return help && *help && strlen(help) < 80 && !strchr(help, '\n');
}

typedef int check_fn(struct program *p, const struct cli_noun *n, const struct cli_command *c);

/* How many rows `check` finds wrong. */
static int each(struct program *p, check_fn *check)
{
    int wrong = 0;
    for (const struct cli_noun *n = cli_nouns; n->name; n++)
        for (const struct cli_command *c = n->commands; c->run; c++)
            if (!c->hidden)
                wrong += check(p, n, c);
    return wrong;
}

static int complain(const struct cli_noun *n, const struct cli_command *c, const char *what,
                    const char *of)
{
    print_error("%s %s: %s %s\n", n->name, c->verb ? c->verb : "", what, of);
    return 1;
}

/* --- the rows --- */

static int check_row(struct program *p, const struct cli_noun *n, const struct cli_command *c)
{
    (void)p;
    int wrong = 0, options = 0;
    if (!is_help(c->help) || c->help[strlen(c->help) - 1] != '.')
        wrong += complain(n, c, "its help is no sentence:", c->help);
    for (const struct cli_option *o = c->options; o && o->name; o++, options++) {
        if (!is_help(o->help))
            wrong += complain(n, c, "without help:", o->name);
        if (o->value && !is_kind(o->value))
            wrong += complain(n, c, "a kind of value that nobody knows:", o->value);
        for (const struct cli_option *q = c->options; q < o; q++)
            if (strcmp(q->name, o->name) == 0 || (o->letter && q->letter == o->letter))
                wrong += complain(n, c, "there twice:", o->name);
    }
    if (options > CLI_MAX_OPTIONS)
        wrong += complain(n, c, "has too many options", "");
    return wrong;
}

static void every_row_is_whole(void **state)
{
    assert_int_equal(each(*state, check_row), 0);
}

/* --- help --- */

static int check_help(struct program *p, const struct cli_noun *n, const struct cli_command *c)
{
    int wrong = 0;
    int code = c->verb ? run(p, (char *)n->name, (char *)c->verb, "--help")
                       : run(p, "help", (char *)n->name);
    if (code != 0 || !strstr(str_text(&p->out), c->help))
        return complain(n, c, "its help does not say:", c->help);
    for (const struct cli_option *o = c->options; c->verb && o && o->name; o++)
        if (!strstr(str_text(&p->out), o->name))
            wrong += complain(n, c, "its help does not name", o->name);
    for (const char *line = str_text(&p->out); *line;) {
        size_t len = strcspn(line, "\n"), columns = 0;
        for (size_t i = 0; i < len; i++)
            columns += ((unsigned char)line[i] & 0xC0) != 0x80;
        if (columns > 80 && strncmp(line, "    ", 4) != 0) /* settings are as they are */
            wrong += complain(n, c, "a line of its help is wider than 80 columns", "");
        line += len + (line[len] == '\n');
    }
    return wrong;
}

static void every_row_is_in_help(void **state)
{
    assert_int_equal(each(*state, check_help), 0);
}

/* --- liaise(1) --- */

static char *page;

/* Dashes are written \- there. */
static bool in_page(const char *text)
{
    struct str roff = {0};
    for (; *text; text++)
        str_add_f(&roff, *text == '-' ? "\\-" : *text == '\'' ? "\\(aq" : "%c", *text);
    bool there = strstr(page, str_text(&roff)) != NULL;
    str_clear(&roff);
    return there;
}

static int check_page(struct program *p, const struct cli_noun *n, const struct cli_command *c)
{
    char line[200];
    int wrong = 0;
    (void)p;
    snprintf(line, sizeof line, "liaise %s%s%s", n->name, c->verb ? " " : "",
             c->verb ? c->verb : "");
    if (!in_page(line))
        wrong += complain(n, c, "is not in liaise(1)", "");
    for (const struct cli_option *o = c->options; o && o->name; o++)
        if (!in_page(o->name + 1))
            wrong += complain(n, c, "liaise(1) does not name", o->name);
    return wrong;
}

static void read_page(void)
{
    char path[512];
    const char *build = getenv("BUILD");
    size_t cap = 0;
    snprintf(path, sizeof path, "%s/man/liaise.1", build ? build : "build");
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    page = NULL;
    assert_true(getdelim(&page, &cap, '\0', f) > 0);
    fclose(f);
}

static void every_row_is_in_the_manual(void **state)
{
    read_page();
    int wrong = each(*state, check_page);
    free(page);
    assert_int_equal(wrong, 0);
}

/* --- the fields of JSON and TSV, in liaise(1) --- */

/* What stands there under the command, up to the next one. */
static char *page_item(const char *command)
{
    static const char item[] = "\n.It Ic ";
    char name[80];
    snprintf(name, sizeof name, " %s ", command);
    for (const char *at = page; (at = strstr(at, item)); at++) {
        struct str head = {0};
        const char *text = at + strlen(item), *next = strstr(text, item);
        const char *list = strstr(text, "\n.El");
        str_add_f(&head, " %.*s ", (int)strcspn(text, "\n"),
                  text); /* " contact show , contact add " */
        bool here = strstr(str_text(&head), name) != NULL;
        str_clear(&head);
        if (here)
            return strndup(text, (size_t)((next && next < list ? next : list) - text));
    }
    fail_msg("liaise(1) does not say what %s prints", command);
    return NULL;
}

static bool has_word(const char *text, const char *word, size_t len)
{
    for (const char *at = text; (at = strchr(at, *word)); at++)
        if (strncmp(at, word, len) == 0 &&
            !strchr("_abcdefghijklmnopqrstuvwxyz0123456789", at[len]) &&
            (at == text || strchr(" \n", at[-1])))
            return true;
    return false;
}

/* The first line of TSV names all fields, the blank ones too. */
static int check_fields(struct program *p, const char *command)
{
    char *item = page_item(command);
    int wrong = 0, fields = 0;
    const char *at = str_text(&p->out), *end = at + strcspn(at, "\n");
    for (; at < end; fields++) {
        size_t len = strcspn(at, "\t\n");
        if (!has_word(item, at, len)) {
            print_error("liaise(1), %s: %.*s is not described\n", command, (int)len, at);
            wrong++;
        }
        at += len + 1;
    }
    free(item);
    return wrong + (fields < 2);
}

static void fields_are_in_the_manual(void **state)
{
    struct program *p = *state;
    static const char *const lists[][3] = {
        {"contact", "list"},
        {"entry", "list"},
        {"entry", "show", "3"},
        {"comment", "list", "3"},
        {"postponed", "list"},
        {"segment", "list"},
        {"segment", "show", "SM000002"},
        {"line", "list", "SM000002"},
        {"logged", "list"},
        {"group", "list"},
        {"template", "list"},
        {"salesperson", "list"},
        {"history", NULL},
        {"history", "show", "3"},
        {"setup", "show"},
        {"setup", "series"},
        {"setup", "events"},
        {"status", NULL},
        {"contact", "show", "CT000009"},
    };
    int wrong = 0;
    read_page();
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char *args[6] = {"--example"}, name[60];
        int n = 1;
        for (int k = 0; k < 3 && lists[i][k]; k++)
            args[n++] = (char *)lists[i][k];
        args[n++] = "--tsv";
        args[n] = NULL;
        assert_int_equal(program_run(p, NULL, args), 0);
        snprintf(name, sizeof name, "%s%s%s", lists[i][0], lists[i][1] ? " " : "",
                 lists[i][1] ? lists[i][1] : "");
        wrong += check_fields(p, name);
    }
    free(page);
    assert_int_equal(wrong, 0);
}

/* --- completion --- */

/* Is this one of the candidates that were printed? */
static bool offered(const struct program *p, const char *value)
{
    size_t len = strlen(value);
    for (const char *line = str_text(&p->out); *line;) {
        if (strncmp(line, value, len) == 0 && strchr("\t\n", line[len]))
            return true;
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return false;
}

static int check_completion(struct program *p, const struct cli_noun *n,
                            const struct cli_command *c)
{
    char *noun = (char *)n->name, *verb = (char *)c->verb;
    int wrong = 0;
    run(p, "complete", "line", "--", "");
    if (!offered(p, n->name))
        wrong += complain(n, c, "its noun does not complete", "");
    run(p, "complete", "line", "--", noun, "");
    if (verb && !offered(p, verb))
        wrong += complain(n, c, "its verb does not complete", "");
    if (verb)
        run(p, "complete", "line", "--", noun, verb, "--");
    else
        run(p, "complete", "line", "--", noun, "--");
    for (const struct cli_option *o = c->options; o && o->name; o++)
        if (!offered(p, o->name))
            wrong += complain(n, c, "does not complete", o->name);
    if (c->json && (!offered(p, "--json") || !offered(p, "--tsv")))
        wrong += complain(n, c, "does not complete", "--json");
    return wrong;
}

static void every_row_completes(void **state)
{
    assert_int_equal(each(*state, check_completion), 0);
}

/* The kinds that have candidates have some in the example book; those that are free have none. */
static void kinds_complete(void **state)
{
    struct program *p = *state;
    static const char *const some[] = {
        "CONTACT",    "GROUP",   "TEMPLATE",  "SALESPERSON", "EVENT",  "SEGMENT",
        "LOGGED",     "ENTRY",   "POSTPONED", "OPERATION",   "FILTER", "DATE",
        "EVALUATION", "COMMENT", "CITY",      "COUNTRY",     "TAG",    "TAGS"};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        assert_run(p, 0, "--example", "complete", (char *)some[i]);
        if (!p->out.len)
            fail_msg("%s has no candidates", some[i]);
    }
    assert_run(p, 0, "--example", "complete", "FILE");
    assert_string_equal(str_text(&p->out), ":file\n");
    assert_run(p, 0, "--example", "complete", "fill|skip|update", "s");
    assert_string_equal(str_text(&p->out), "skip\t\n");
}

/* Behind the last =, as a column's name may have one; what is before it only the file knows. */
static void fields_of_columns_complete(void **state)
{
    struct program *p = *state;
    static const char kind[] = "COLUMN=FIELD";
    assert_run(p, 0, "--example", "complete", (char *)kind, "Tel");
    assert_string_equal(str_text(&p->out), "");
    assert_run(p, 0, "--example", "complete", (char *)kind, "a=b=JOB");
    assert_string_equal(str_text(&p->out), "a=b=job_title\tJob title\n");
    for (int content = LIA_CONTENT_CONTACTS; content <= LIA_CONTENT_ENTRIES; content++) {
        assert_run(p, 0, "--example", "complete", (char *)kind, "x=");
        for (const lia_import_field *f = lia_import_fields((lia_content)content); f->name; f++) {
            char line[100];
            snprintf(line, sizeof line, "x=%s\t", f->name);
            const char *at = strstr(str_text(&p->out), line);
            if (!*f->name == !!at || (at && strstr(at + 1, line)))
                fail_msg("%s is not offered once", line);
        }
    }
    assert_run(p, 0, "--example", "complete", "line", "--", "import", "--map=When=zon");
    assert_string_equal(str_text(&p->out), "--map=When=zone_minutes\tZone (minutes)\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        TEST(every_row_is_whole),         TEST(every_row_is_in_help),
        TEST(every_row_is_in_the_manual), TEST(fields_are_in_the_manual),
        TEST(every_row_completes),        TEST(kinds_complete),
        TEST(fields_of_columns_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
