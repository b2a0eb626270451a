/* Data that would be commands to a terminal: none of it gets there, on any page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "pty/fault.h"

/* Each distinctive: the program itself never writes these bytes. */
static const char *const payloads[] = {"\x1b]0;owned",
                                       "\x1b[?1337h",
                                       "\x1b[31mred",
                                       "\x1bPq",
                                       "\xc2\x9b"
                                       "31m",
                                       "\xc2\x9d"
                                       "0;",
                                       "\xe2\x80\xae",
                                       "\xe2\x81\xa6",
                                       "\xe2\x80\x8b",
                                       "\xef\xbb\xbf",
                                       "\x07",
                                       "\x9b"};

static const char csv[] =
    "Name,Company,E-mail,City,Note\n"
    "Aa \x1b]0;owned\x07,Ltd\x1b[?1337h,a@x.example,\x1b[31mred,n\x1b[31mred\n"
    "Ab \xc2\x9b"
    "31m\xe2\x80\xaetxt.exe,\xc2\x9d"
    "0;x,b@x.example,\xe2\x80\x8bTown,\x1bPq\n"
    "Ac \xff\xfe\x9b"
    "2J,,c@x.example,\xe2\x81\xa6iso,\xef\xbb\xbf"
    "bom\n"
    "山田太郎,日本商事,d@x.example,東京,\n"
    "e\xcc\x81\xcc\x81\xcc\x81lan,,e@x.example,Lund,\n";

static const char vcf[] =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ad "
    "\x1b]0;owned\x07\r\nORG:\x1b[?1337h\r\nEMAIL:v@x.example\r\n"
    "NOTE:\x1b[31mred\\n\xe2\x80\xae\r\nTEL;TYPE=\x1b[31mred:+1 \x1b[31mred\r\nEND:VCARD\r\n";

static void nothing_raw(const struct terminal *t, const char *where)
{
    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++)
        if (terminal_wrote(t, payloads[i]))
            fail_msg("payload %zu reached the terminal: %s", i, where);
}

static void visit(struct terminal *t, const char *keys, const char *wait)
{
    terminal_type(t, keys);
    terminal_wait(t, wait);
    nothing_raw(t, wait);
}

/* Esc, and what was there is gone: a key in one read with Esc would be Alt with that key. */
static void back(struct terminal *t, const char *gone)
{
    terminal_type(t, ESC);
    terminal_wait_gone(t, gone);
}

static void no_page_lets_it_through(void **state)
{
    struct fault *f = *state;
    program_write(f->p, "evil.csv", csv, sizeof csv - 1);
    program_write(f->p, "evil.vcf", vcf, sizeof vcf - 1);
    char *argv[] = {f->p->path, NULL};
    terminal_start(&f->a, 40, 120, argv, f->p->env);
    struct terminal *t = &f->a;
    terminal_wait(t, "Latest interactions");
    visit(t, "2", "Chiara Rossi");
    visit(t, ":import", "Import");
    visit(t, ENTER, "File");
    visit(t, "~/evil.csv" ENTER, "Would be");
    visit(t, ENTER, "added");
    terminal_wait_gone(t, "Would be");
    assert_run(f->p, 0, "import", "evil.vcf");
    assert_run(f->p, 0, "log", "a@x.example", "-t", "CALL-OUT", "-m",
               "said \x1b]0;owned\x07\n\xe2\x80\xae \x1b[?1337h");
    visit(t, "2", "Aa ^[]0;owned^G");
    terminal_type(t, "/a@x.example" ENTER);
    terminal_wait_gone(t, "Chiara Rossi");
    visit(t, ENTER, "last ");
    back(t, "last ");
    visit(t, "4", "Interaction Log Entries");
    visit(t, ENTER, "liaise  Interaction 1");
    back(t, "liaise  Interaction 1");
    visit(t, "U", "Imported");
    visit(t, "1", "said ^[]0;owned^G");
    visit(t, ":aa", "Aa ^[]0;owned^G");
    terminal_type(t, ESC);
    terminal_settle(t);
    visit(t, "2", "Aa");
    visit(t, "e", "Job title");
    back(t, "Job title");
    visit(t, "i", "Create Interaction");
    back(t, "Create Interaction");
    nothing_raw(t, "at the end");
    fault_leave(t);
}

/* What is typed or pasted is data too. */
static void typed_and_pasted(void **state)
{
    struct fault *f = *state;
    fault_screen(f, &f->a);
    fault_type_interaction(&f->a, "Plain");
    terminal_type(&f->a, "\x1b[200~\x1b]0;owned\x07\xe2\x80\xae\x1b[201~end");
    terminal_wait(&f->a, "end");
    terminal_type(&f->a, OK);
    terminal_wait(&f->a, "Logged as entry 1");
    nothing_raw(&f->a, "typed");
    fault_leave(&f->a);
}

/* The numbers of the last column begin in one column, whatever stands before them. */
static void columns_stay_in_place(void **state)
{
    struct fault *f = *state;
    program_write(f->p, "evil.csv", csv, sizeof csv - 1);
    assert_run(f->p, 0, "import", "evil.csv");
    char *argv[] = {f->p->path, NULL};
    terminal_start(&f->a, 24, 100, argv, f->p->env);
    terminal_wait(&f->a, "Latest interactions");
    terminal_type(&f->a, "2");
    terminal_wait(&f->a, "山田太郎");
    terminal_settle(&f->a);
    const char *text = terminal_text(&f->a);
    int rows = 0, column = -1;
    for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
        const char *no = strstr(line, "CT0000");
        if (!no || no > strchr(line, '\n'))
            continue;
        struct str before = {0};
        str_add_n(&before, line, (size_t)(no - line));
        int at = utf8_width(str_text(&before));
        str_clear(&before);
        if (column >= 0 && at != column)
            fail_msg("column %d, not %d:\n%s", at, column, text);
        column = at;
        rows++;
    }
    assert_true(rows >= 8);
    fault_leave(&f->a);
}

static void a_megabyte_in_a_name(void **state)
{
    struct fault *f = *state;
    struct str big = {0};
    str_add(&big, "Name,Note\n");
    memset(str_room(&big, 1 << 20), 'A', 1 << 20);
    big.len += 1 << 20;
    str_add(&big, ",x\nZeta,");
    memset(str_room(&big, 1 << 20), 'n', 1 << 20);
    big.len += 1 << 20;
    str_add(&big, "\n");
    program_write(f->p, "big.csv", str_text(&big), big.len);
    str_clear(&big);
    program_run(f->p, NULL, (char *const[]){"import", "big.csv", NULL});
    assert_true(f->p->err.len < 1000 && f->p->out.len < 1000);
    fault_screen(f, &f->a);
    terminal_type(&f->a, "2");
    terminal_wait(&f->a, "Chiara Rossi");
    terminal_type(&f->a, ENTER);
    terminal_settle(&f->a);
    terminal_type(&f->a, ESC);
    terminal_wait(&f->a, "Chiara Rossi");
    assert_true(f->a.raw.len < 200000);
    fault_leave(&f->a);
    fault_check(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, fault_setup, fault_teardown)
        TEST(no_page_lets_it_through),
        TEST(typed_and_pasted),
        TEST(columns_stay_in_place),
        TEST(a_megabyte_in_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
