/* The whole import, by keyboard, in the real program: the file by Tab, a column mapped, the
 * encoding changed, the dry run narrowed, the import, and taking it back; a large one stopped on
 * its way leaves nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/program.h"
#include "pty/terminal.h"

#define ESC   "\x1b"
#define ENTER "\r"
#define OK    "\x13" /* Ctrl-S */

struct desk {
    struct terminal t;
    struct program *p;
};

static int setup(void **state)
{
    static struct desk d;
    void *p = NULL;
    memset(&d, 0, sizeof d);
    program_setup(&p);
    d.p = p;
    program_set(d.p, "TERM", "xterm-256color");
    *state = &d;
    return 0;
}

static int teardown(void **state)
{
    struct desk *d = *state;
    void *p = d->p;
    terminal_close(&d->t);
    return program_teardown(&p);
}

static void start(struct desk *d)
{
    char *argv[] = {d->p->path, NULL};
    terminal_start(&d->t, 24, 80, argv, d->p->env);
    terminal_wait(&d->t, "You are:");
    terminal_answer(&d->t, ENTER);
    terminal_wait_gone(&d->t, "You are:");
    terminal_type(&d->t, "I");
    terminal_wait(&d->t, "2.1, 3.0 and 4.0");
}

static void leave(struct desk *d)
{
    terminal_type(&d->t, "Q");
    assert_int_equal(terminal_end(&d->t), 0);
}

/* As a program of an older kind writes it: CP1251, semicolons, names of columns of its own. */
static const char club[] = "\xc8\xec\xff;\xcf\xee\xf7\xf2\xe0;\xd2\xe5\xeb;\xc3\xee\xf0\xee\xe4\r\n"
                           "\xc8\xe2\xe0\xed \xcf\xe5\xf2\xf0\xee\xe2;ivan@x.example;+7 912 345 67 "
                           "89;\xcc\xee\xf1\xea\xe2\xe0\r\n"
                           "\xc0\xed\xed\xe0;anna@x.example;;\r\n"
                           ";;;\xd2\xf3\xeb\xe0\r\n";

/* The column's field by a few letters, its label highlighted first. */
static void map(struct terminal *t, const char *down, const char *column, const char *letters,
                const char *label)
{
    terminal_type(t, down);
    terminal_type(t, ENTER);
    terminal_wait(t, column);
    terminal_type(t, letters);
    terminal_wait(t, label);
    terminal_type(t, ENTER);
    terminal_wait_gone(t, column);
}

static void a_table_of_ones_own(void **state)
{
    struct desk *d = *state;
    struct terminal *t = &d->t;
    program_write(d->p, "club.csv", club, sizeof club - 1);
    start(d);
    terminal_type(t, "~/cl\t");
    terminal_wait(t, "~/club.csv");
    terminal_type(t, ENTER);
    terminal_wait(t, "Becomes");
    terminal_wait(t, "semicolon");
    terminal_type(t, "E");
    terminal_wait(t, "other …");
    terminal_type(t, "o");
    terminal_wait(t, "Encoding ");
    terminal_type(t, "windows-1251" ENTER);
    terminal_wait(t, "Иван Петров");
    map(t, "g", "Column “Имя”", "nam", "▌Name ");
    map(t, "", "Column “Почта”", "mail", "▌E-mail ");
    terminal_type(t, OK);
    terminal_wait(t, "2 added");
    terminal_wait(t, "1 refused");
    terminal_type(t, ESC); /* a step back: the mapping stands */
    terminal_wait(t, "Becomes");
    map(t, "gjj", "Column “Тел”", "mobi", "▌Mobile");
    terminal_type(t, OK);
    terminal_wait(t, "1 refused");
    terminal_type(t, "r");
    terminal_wait_gone(t, "Иван");
    terminal_type(t, "r");
    terminal_wait(t, "Иван");
    terminal_type(t, ENTER);
    terminal_wait(t, "Imported: 2 added, 1 refused; u undoes it");
    terminal_type(t, "2");
    terminal_wait(t, "Иван Петров");
    terminal_type(t, "u");
    terminal_wait(t, "Undo");
    terminal_answer(t, "y");
    terminal_wait_gone(t, "Иван Петров");
    leave(d);
}

static void write_many(const struct desk *d, int n)
{
    struct str s = {0};
    for (int i = 0; i < n; i++)
        str_add_f(&s,
                  "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person "
                  "%d\r\nEMAIL:p%d@x.example\r\nNOTE:%0200d\r\nEND:VCARD\r\n",
                  i, i, i);
    program_write(d->p, "many.vcf", str_text(&s), s.len);
    str_clear(&s);
}

static void a_large_one_is_stopped(void **state)
{
    struct desk *d = *state;
    struct terminal *t = &d->t;
    write_many(d, 60000);
    start(d);
    terminal_type(t, "~/many.vcf" ENTER);
    terminal_wait(t, "60 000 added");
    terminal_type(t, OK);
    terminal_wait(t, "Importing");
    terminal_type(t, "\x03"); /* Ctrl-C */
    terminal_wait(t, "Stopped: nothing was imported");
    terminal_type(t, ESC);
    terminal_wait(t, "2.1, 3.0 and 4.0");
    terminal_type(t, ESC);
    terminal_wait(t, "This book is empty");
    leave(d);
    assert_run(d->p, 0, "contact", "list");
    assert_null(strstr(str_text(&d->p->out), "Person"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_table_of_ones_own, setup, teardown),
        cmocka_unit_test_setup_teardown(a_large_one_is_stopped, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
