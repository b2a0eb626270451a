#include "pty/fault.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/path.h"
#include "fixture.h"

int64_t fault_now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

void fault_sleep_ms(int ms)
{
    struct timespec wait = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&wait, NULL);
}

int fault_setup(void **state)
{
    struct fault *f = calloc(1, sizeof *f);
    void *program;
    program_setup(&program);
    f->p = program;
    f->a.fd = f->b.fd = -1;
    program_set(f->p, "TERM", "xterm-256color");
    program_set(f->p, "VISUAL", "true");
    program_set(f->p, "TMPDIR", f->p->home); /* where an example book would stay if it is killed */
    program_write_text(f->p, "people.csv",
                       "Name,E-mail,City\nAnna Berg,anna@x.example,Lund\nBo Ek,bo@x.example,Lund\n"
                       "Chiara Rossi,chiara@x.example,Milano\n");
    assert_run(f->p, 0, "import", "people.csv");
    *state = f;
    return 0;
}

int fault_teardown(void **state)
{
    struct fault *f = *state;
    void *program = f->p;
    terminal_close(&f->a);
    terminal_close(&f->b);
    program_teardown(&program);
    free(f);
    return 0;
}

void fault_screen(struct fault *f, struct terminal *t)
{
    char *argv[] = {f->p->path, NULL};
    terminal_start(t, 24, 80, argv, f->p->env);
    terminal_wait(t, "Latest interactions");
}

void fault_leave(struct terminal *t)
{
    terminal_type(t, "Q");
    assert_int_equal(terminal_end(t), 0);
    assert_true(terminal_restored(t));
    terminal_close(t);
}

void fault_type_interaction(struct terminal *t, const char *description)
{
    terminal_type(t, "2");
    terminal_wait(t, "Chiara Rossi");
    terminal_type(t, "/bo ek" ENTER);
    terminal_wait_gone(t, "Chiara Rossi");
    terminal_type(t, "i");
    terminal_wait(t, "Create Interaction");
    terminal_type(t, "call-o\t");
    terminal_wait(t, "Outgoing call");
    terminal_type(t, description);
    terminal_wait(t, description);
}

static bool a_draft_holds(const struct fault *f, const char *text)
{
    const char *dir = program_file(f->p, ".local/state/liaise/drafts");
    DIR *folder = opendir(dir);
    bool found = false;
    for (struct dirent *e; folder && !found && (e = readdir(folder));) {
        if (e->d_name[0] == '.') /* half-written: it counts once it has taken the other's place */
            continue;
        struct arena a = {0};
        char *data;
        size_t len;
        if (path_read_file(&a, path_join(&a, dir, e->d_name), 1 << 20, &data, &len) == 0)
            found = strstr(data, text) != NULL;
        arena_clear(&a);
    }
    if (folder)
        closedir(folder);
    return found;
}

void fault_wait_draft(const struct fault *f, const char *text)
{
    int64_t end = fault_now_ms() + 10000;
    while (!a_draft_holds(f, text)) {
        if (fault_now_ms() > end)
            fail_msg("no draft holds \"%s\"", text);
        fault_sleep_ms(10);
    }
}

int fault_count(struct fault *f, char *noun, char *verb)
{
    char *args[] = {noun, verb ? verb : "--json", verb ? "--json" : NULL, NULL};
    program_assert(f->p, 0, program_run(f->p, NULL, args), __FILE__, __LINE__);
    return json_lines(str_text(&f->p->out));
}

void fault_check(struct fault *f)
{
    assert_run(f->p, 0, "check");
}

lia_book *fault_book(const struct fault *f)
{
    fixture_clock.now = (int64_t)time(NULL);
    return fixture_open(program_file(f->p, ".local/share/liaise/book.db"), "jo");
}

void fault_segment(const struct fault *f, int n)
{
    struct str csv = {0};
    str_add(&csv, "Name,City\n");
    for (int i = 0; i < n; i++)
        str_add_f(&csv, "Reader %05d,Kiruna\n", i);
    program_write(f->p, "readers.csv", str_text(&csv), csv.len);
    str_clear(&csv);
    lia_book *book = fault_book(f);
    lia_error err = {0};
    lia_import_how how = {.name = "readers.csv"};
    lia_import_result imported;
    assert_ok(lia_import_file(book, program_file(f->p, "readers.csv"), &how, &imported, &err), err);
    lia_segment_list s = {0};
    int64_t id, seller;
    assert_ok(lia_segment_new(book, &s, &err), err);
    s.items[0].description = "Autumn fair";
    assert_ok(lia_template_find(book, "LETTER-OUT", &s.items[0].template_id, &err), err);
    lia_salesperson_list sellers = {0};
    assert_ok(lia_salesperson_list_all(book, false, "", &sellers, &err), err);
    assert_true(sellers.count > 0);
    seller = sellers.items[0].id;
    lia_salesperson_list_clear(&sellers);
    s.items[0].salesperson_id = seller;
    assert_ok(lia_segment_work_out(book, &s, &err), err);
    assert_ok(lia_segment_save(book, &s.items[0], LIA_SPREAD_NOT_PERSONALISED, &id, &err), err);
    lia_segment_list_clear(&s);
    lia_filter *filter;
    lia_add_counts counts;
    assert_ok(
        lia_filter_parse(book, LIA_FILTER_CONTACTS, "city:kiruna", false, &filter, NULL, &err),
        err);
    assert_ok(lia_segment_add_contacts(book, id, filter, NULL, 0, 0, NULL, &counts, &err), err);
    assert_int_equal(counts.added, n);
    lia_filter_free(filter);
    lia_book_close(book);
}
