/* Commands on a terminal: the editor for a longer text, and what is asked. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "pty/fault.h"

/* Runs a command in a terminal, up to where it is asked or ends. */
static void start(struct fault *f, char *const args[])
{
    char *argv[16] = {f->p->path};
    for (int i = 0; args[i]; i++)
        argv[i + 1] = args[i];
    terminal_close(&f->a);
    terminal_start(&f->a, 24, 80, argv, f->p->env);
}
#define on_terminal(f, ...) start((f), (char *const[]){__VA_ARGS__, NULL})

/* An editor is a script here; its words are parted as a shell parts them. */
static void set_editor(struct fault *f, const char *script)
{
    char path[128], editor[256];
    program_write(f->p, "my editor", script, strlen(script));
    snprintf(path, sizeof path, "%s", program_file(f->p, "my editor"));
    assert_int_equal(chmod(path, 0700), 0);
    snprintf(editor, sizeof editor, "'%s' -w", path);
    program_set(f->p, "VISUAL", editor);
}

/* How many files stand where unfinished texts are kept. */
static int texts_kept(const struct fault *f)
{
    int n = 0;
    DIR *dir = opendir(program_file(f->p, ".local/state/liaise/drafts"));
    for (struct dirent *e; dir && (e = readdir(dir));)
        n += strncmp(e->d_name, "edit-", strlen("edit-")) == 0;
    if (dir)
        closedir(dir);
    return n;
}

static void the_editor_writes_description_and_comment(void **state)
{
    struct fault *f = *state;
    /* it is given what is known so far, and -w from the line of the editor */
    set_editor(f, "#!/bin/sh\n[ \"$1\" = -w ] && grep -q 'Outgoing call' \"$2\" || exit 9\n"
                  "printf 'About the fair\\n\\nComes with two.\\nAnd a dog.\\n' > \"$2\"\n");
    on_terminal(f, "log", "Bo Ek", "-t", "CALL-OUT", "--edit");
    terminal_wait(&f->a, "Logged as entry 1");
    assert_int_equal(terminal_end(&f->a), 0);
    assert_int_equal(fault_count(f, "entry", "list"), 1);
    assert_string_equal(json_get(str_text(&f->p->out), 0, "description"), "About the fair");
    on_terminal(f, "comment", "list", "1");
    terminal_wait(&f->a, "Comes with two.");
    assert_int_equal(terminal_end(&f->a), 0);
    assert_int_equal(texts_kept(f), 0);
    fault_check(f);
}

static void nothing_written_is_lost(void **state)
{
    struct fault *f = *state;
    set_editor(f, "#!/bin/sh\nprintf '\\n\\n' > \"$2\"\n");
    on_terminal(f, "log", "Bo Ek", "-t", "CALL-OUT", "-E");
    terminal_wait(&f->a, "--message: No description");
    terminal_wait(&f->a, "what you wrote is kept in");
    assert_int_equal(terminal_end(&f->a), 1);
    assert_int_equal(texts_kept(f), 1);
    /* an editor that failed, one that is not there */
    set_editor(f, "#!/bin/sh\nexit 3\n");
    on_terminal(f, "log", "Bo Ek", "-t", "CALL-OUT", "-E");
    terminal_wait(&f->a, "the editor ended with 3");
    assert_int_equal(terminal_end(&f->a), 1);
    program_set(f->p, "VISUAL", "/nowhere/editor");
    on_terminal(f, "log", "Bo Ek", "-t", "CALL-OUT", "-E");
    terminal_wait(&f->a, "there is no editor");
    assert_int_equal(terminal_end(&f->a), 1);
    /* what else is wrong is said before anything is written */
    on_terminal(f, "log", "Bo Ek", "-t", "CALL-OUT", "-d", "2999-01-01", "-E");
    terminal_wait(&f->a, "--date: 2999-01-01");
    assert_int_equal(terminal_end(&f->a), 1);
    assert_int_equal(fault_count(f, "entry", "list"), 0);
    assert_int_equal(texts_kept(f), 1);
}

static void a_comment_is_written_and_mended(void **state)
{
    struct fault *f = *state;
    assert_run(f->p, 0, "log", "Bo Ek", "-t", "CALL-OUT");
    set_editor(f, "#!/bin/sh\necho 'More to say' >> \"$2\"\n");
    on_terminal(f, "entry", "comment", "1");
    terminal_wait(&f->a, "Added comment 1");
    assert_int_equal(terminal_end(&f->a), 0);
    on_terminal(f, "comment", "edit", "1");
    terminal_wait(&f->a, "Saved comment 1");
    assert_int_equal(terminal_end(&f->a), 0);
    assert_run(f->p, 0, "comment", "list", "1", "--json");
    assert_string_equal(json_get(str_text(&f->p->out), 0, "text"), "More to say\nMore to say");
    assert_int_equal(texts_kept(f), 0);
    on_terminal(f, "comment", "edit", "1", "--dry-run"); /* only tried: it is nowhere else */
    terminal_wait(&f->a, "what you wrote is kept in");
    assert_int_equal(terminal_end(&f->a), 0);
    assert_int_equal(texts_kept(f), 1);
}

static void a_question_is_answered(void **state)
{
    struct fault *f = *state;
    assert_run(f->p, 0, "log", "Bo Ek", "-t", "CALL-OUT");
    on_terminal(f, "entry", "cancel", "1");
    terminal_wait(&f->a, "Cancel 1 interaction? [y/N]");
    terminal_type(&f->a, "\r");
    assert_int_equal(terminal_end(&f->a), 1);
    on_terminal(f, "entry", "cancel", "1");
    terminal_wait(&f->a, "[y/N]");
    terminal_type(&f->a, "y\r");
    terminal_wait(&f->a, "1 interaction canceled");
    assert_int_equal(terminal_end(&f->a), 0);
    assert_int_equal(fault_count(f, "entry", "list"), 1);
    assert_string_equal(json_get(str_text(&f->p->out), 0, "status"), "canceled");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fault_setup, fault_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_editor_writes_description_and_comment),
        TEST(nothing_written_is_lost),
        TEST(a_comment_is_written_and_mended),
        TEST(a_question_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
