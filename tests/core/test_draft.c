/* Drafts: domain.md 5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"
#include "base/str.h"
#include "fixture.h"
#include "records.h"

static lia_error err;
static char drafts[512];

static int make_folder(void **state)
{
    (void)state;
    fixture_clock = (struct fixture_clock){FIXTURE_NOW, 0};
    fixture_folder();
    snprintf(drafts, sizeof drafts, "%s", fixture_path("drafts"));
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    DIR *dir = opendir(drafts);
    char path[1024];
    for (struct dirent *e; dir && (e = readdir(dir));) {
        snprintf(path, sizeof path, "%s/%s", drafts, e->d_name);
        unlink(path);
    }
    if (dir)
        closedir(dir);
    rmdir(drafts);
    fixture_folder_remove();
    return 0;
}

static void pause_ms(int ms)
{
    poll(NULL, 0, ms);
}

static int files_in(const char *folder)
{
    int n = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));)
        n += e->d_name[0] != '.' || strlen(e->d_name) > 2;
    if (dir)
        closedir(dir);
    return n;
}

static lia_draft *open_draft(const char *book_id, const char *form)
{
    lia_draft *d = NULL;
    assert_ok(lia_draft_open(drafts, book_id, form, &d, &err), err);
    return d;
}

static size_t find_count(const char *book_id)
{
    lia_draft_list list;
    assert_ok(lia_draft_find(drafts, book_id, &list, &err), err);
    size_t n = list.count;
    lia_draft_list_clear(&list);
    return n;
}

/* --- form texts --- */

static void form_text_comes_back_whole(void **state)
{
    (void)state;
    const lia_field_text in[] = {
        {"description", true, "tab\there, line\nthere, back\\slash, \\n as typed"},
        {"a\tname", false, ""},
        {"comment", true, "ends in a backslash\\"},
        {"null", false, NULL},
    };
    char *text = lia_form_text_write(in, 4);
    lia_form_text out;
    lia_form_text_read(text, &out);
    assert_int_equal(out.count, 4);
    for (int i = 0; i < 4; i++) {
        assert_string_equal(out.fields[i].name, in[i].name);
        assert_int_equal(out.fields[i].typed, in[i].typed);
        assert_string_equal(out.fields[i].value, in[i].value ? in[i].value : "");
    }
    lia_form_text_clear(&out);
    lia_form_text_clear(&out); /* empty is fine */
    free(text);
}

static void form_text_survives_anything(void **state)
{
    (void)state;
    static const char *const hostile[] = {
        "",     "\n\n\n", "\t\t\t",    "name",     "name\t1",   "name\t2\tvalue", "\t1\tno name",
        "a\t1", "a\t1b",  "a\t\t1\tb", "a\t0\t\\", "\\\t1\t\\", "\xff\t1\t\xfe",  "a\t1\t\x1b[2J",
    };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        lia_form_text out;
        lia_form_text_read(hostile[i], &out);
        for (size_t f = 0; f < out.count; f++)
            assert_true(out.fields[f].name[0]);
        lia_form_text_clear(&out);
    }
    lia_form_text out;
    lia_form_text_read("unknown line\ndescription\t1\tkept\r\nx\t0\ty", &out);
    assert_int_equal(out.count, 2);
    assert_string_equal(out.fields[0].value, "kept\r");
    assert_string_equal(out.fields[1].value, "y");
    lia_form_text_clear(&out);
    lia_form_text_read(NULL, &out);
    assert_int_equal(out.count, 0);
    lia_form_text_clear(&out);
}

static void form_text_holds_a_megabyte(void **state)
{
    (void)state;
    enum { LEN = 1 << 20 };
    char *big = malloc(LEN + 1);
    assert_non_null(big);
    for (int i = 0; i < LEN; i++)
        big[i] = "ab\n\t\\c"[i % 6];
    big[LEN] = '\0';
    char *text = lia_form_text_write(&(lia_field_text){"comment", true, big}, 1);
    lia_form_text out;
    lia_form_text_read(text, &out);
    assert_int_equal(out.count, 1);
    assert_true(strcmp(out.fields[0].value, big) == 0);
    lia_form_text_clear(&out);
    free(text);
    free(big);
}

/* --- files --- */

static void files_are_private(void **state)
{
    (void)state;
    mode_t old = umask(0);
    lia_draft *d = open_draft("book", "interaction");
    assert_ok(lia_draft_save(d, 0, 0, "description\t1\tx\n", &err), err);
    umask(old);
    struct stat st;
    assert_int_equal(stat(drafts, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    assert_int_equal(stat(lia_draft_path(d), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(files_in(drafts), 1);
    lia_draft_remove(d);
    assert_int_equal(files_in(drafts), 0);
}

static void left_ones_are_found_oldest_first(void **state)
{
    (void)state;
    lia_draft *a = open_draft("book", "interaction"), *b = open_draft("book", "contact"),
              *c = open_draft("other book", "contact"), *d = open_draft("book", "contact");
    assert_ok(lia_draft_save(b, 12, 7, "name\t1\tBo\n", &err), err);
    pause_ms(20);
    assert_ok(lia_draft_save(a, 0, 0, "description\t1\tfirst\n", &err), err);
    pause_ms(20);
    assert_ok(lia_draft_save(a, 0, 0, "description\t1\tsecond\n", &err), err);
    assert_ok(lia_draft_save(c, 0, 0, "name\t1\tAnna\n", &err), err);
    assert_int_equal(find_count("book"), 0); /* all are open */
    lia_draft_leave(a);
    lia_draft_leave(b);
    lia_draft_leave(c);
    lia_draft_leave(d); /* nothing was typed: nothing stays */
    assert_int_equal(files_in(drafts), 3);

    lia_draft_list list;
    assert_ok(lia_draft_find(drafts, "book", &list, &err), err);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].form, "contact");
    assert_int_equal(list.items[0].record, 12);
    assert_int_equal(list.items[0].version, 7);
    assert_string_equal(list.items[0].form_text, "name\t1\tBo\n");
    assert_string_equal(list.items[1].form, "interaction");
    assert_string_equal(list.items[1].form_text, "description\t1\tsecond\n");
    assert_true(list.items[1].saved_at >= list.items[0].saved_at);

    lia_draft *mine = NULL, *other = NULL;
    assert_ok(lia_draft_adopt(list.items[0].path, &mine, &err), err);
    assert_int_equal(lia_draft_adopt(list.items[0].path, &other, &err), LIA_BUSY);
    assert_message(err, "");
    assert_int_equal(find_count("book"), 1);
    assert_ok(lia_draft_save(mine, 12, 7, "name\t1\tBo Ek\n", &err), err);
    assert_int_equal(lia_draft_adopt(list.items[0].path, &other, &err),
                     LIA_BUSY); /* the lock survives the rename */
    lia_draft_remove(mine);
    assert_int_equal(lia_draft_adopt(list.items[0].path, &other, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    lia_draft_list_clear(&list);
}

static void no_folder_is_no_draft(void **state)
{
    (void)state;
    assert_int_equal(find_count("book"), 0);
    assert_int_equal(access(drafts, F_OK), -1);
}

static void unwritable_folder_is_said(void **state)
{
    (void)state;
    FILE *f = fopen(drafts, "w"); /* a file where the folder should be */
    assert_non_null(f);
    fclose(f);
    lia_draft *d = NULL;
    assert_int_equal(lia_draft_open(drafts, "book", "interaction", &d, &err), LIA_IO);
    assert_message(err, "");
    unlink(drafts);
}

static void draft_whose_folder_went_away_says_so(void **state)
{
    (void)state;
    lia_draft *d = open_draft("book", "interaction");
    assert_ok(lia_draft_save(d, 0, 0, "description\t1\tx\n", &err), err);
    unlink(lia_draft_path(d));
    assert_int_equal(rmdir(drafts), 0);
    assert_int_equal(lia_draft_save(d, 0, 0, "description\t1\ty\n", &err), LIA_IO);
    assert_message(err, "");
    lia_draft_remove(d);
}

static void hostile_files_are_passed_by(void **state)
{
    (void)state;
    static const char *const contents[] = {
        "liaise-draft 1\n",
        "liaise-draft 2\nbook book\nform interaction\nid 0123456789abcdef0123456789abcdef\nrecord "
        "0\nversion 0\n\nx",
        "liaise-draft 1\nbook book\nform interaction\nid ../../etc/passwd\nrecord 0\nversion "
        "0\n\nx",
        "liaise-draft 1\nbook book\nform interaction\nid 0123456789abcdef0123456789abcdef\nrecord "
        "1x\nversion 0\n\nx",
        "liaise-draft 1\nbook book\nform interaction\nid 0123456789abcdef0123456789abcdef\nrecord "
        "0\nversion 0\n",
        "\x7f"
        "ELF and so on",
    };
    assert_int_equal(path_make_dirs(drafts, 0700), 0);
    char path[600];
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        snprintf(path, sizeof path, "%s/draft-%zu", drafts, i);
        assert_int_equal(path_write_file(path, contents[i], strlen(contents[i])), 0);
    }
    snprintf(path, sizeof path, "%s/draft-nul", drafts);
    static const char nul[] =
        "liaise-draft 1\nbook book\nform x\nid 0123456789abcdef0123456789abcdef\nrecord 0\n"
        "version 0\n\na\0b";
    assert_int_equal(path_write_file(path, nul, sizeof nul - 1), 0);
    snprintf(path, sizeof path, "%s/draft-link", drafts);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    snprintf(path, sizeof path, "%s/draft-fifo", drafts);
    assert_int_equal(mkfifo(path, 0600), 0); /* opening it must not wait */
    snprintf(path, sizeof path, "%s/draft-folder", drafts);
    assert_int_equal(mkdir(path, 0700), 0);
    int before = files_in(drafts);
    assert_int_equal(find_count("book"), 0);
    assert_int_equal(files_in(drafts), before); /* what is not ours stays */
    rmdir(path);
    lia_draft *d;
    snprintf(path, sizeof path, "%s/draft-5", drafts);
    assert_int_equal(lia_draft_adopt(path, &d, &err), LIA_CORRUPT);
    assert_message(err, "");
}

/* --- killed --- */

/* The child runs until it is killed; the parent waits until it has said that it is there. */
static pid_t child(void (*work)(int ready, void *ctx), void *ctx)
{
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ready[0]);
        alarm(60); /* should the test fail and nobody kill it */
        work(ready[1], ctx);
        _exit(0);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return pid;
}

static void kill_child(pid_t pid)
{
    int status;
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
}

static void say_ready(int fd)
{
    if (write(fd, "r", 1) != 1)
        _exit(9);
}

static void hold_open(int ready, void *ctx)
{
    lia_draft *d;
    lia_error e;
    if (lia_draft_open(drafts, ctx, "interaction", &d, &e) ||
        lia_draft_save(d, 0, 0, "description\t1\tkilled\n", &e))
        _exit(1);
    say_ready(ready);
    pause();
}

static void killed_ones_are_found(void **state)
{
    (void)state;
    pid_t pid = child(hold_open, "book");
    assert_int_equal(find_count("book"), 0);
    kill_child(pid);
    assert_int_equal(find_count("book"), 1);
}

static void save_all_the_time(int ready, void *ctx)
{
    lia_draft *d;
    lia_error e;
    char text[20100];
    (void)ctx;
    if (lia_draft_open(drafts, "book", "interaction", &d, &e))
        _exit(1);
    for (unsigned i = 0;; i++) {
        /* one value all through, so that half of one and half of another would show */
        int n = snprintf(text, sizeof text, "comment\t1\t%06u ", i);
        memset(text + n, 'a' + (int)(i % 26), 20000);
        memcpy(text + n + 20000, "\n", 2);
        if (lia_draft_save(d, 0, 0, text, &e))
            _exit(2);
        if (i == 0)
            say_ready(ready);
    }
}

/* Killed at any moment of writing: what was saved last, whole, and nothing half written stays. */
static void killed_while_saving(void **state)
{
    (void)state;
    for (int i = 0; i < 25; i++) {
        pid_t pid = child(save_all_the_time, NULL);
        pause_ms(i * 7 % 23 / 2);
        kill_child(pid);
        lia_draft_list list;
        assert_ok(lia_draft_find(drafts, "book", &list, &err), err);
        assert_int_equal(list.count, 1);
        const char *text = list.items[0].form_text;
        const char *body = text + strlen("comment\t1\t000000 ");
        assert_int_equal(strlen(body), 20001);
        assert_int_equal(strspn(body, (char[]){body[0], '\0'}), 20000);
        lia_draft *d;
        assert_ok(lia_draft_adopt(list.items[0].path, &d, &err), err);
        lia_draft_remove(d);
        lia_draft_list_clear(&list);
        assert_int_equal(files_in(drafts), 0);
    }
}

/* --- from draft to postponed interaction --- */

static char *text_of(lia_book *book, int64_t contact, const char *template, const char *description)
{
    lia_interaction it;
    char *text = NULL;
    assert_ok(lia_interaction_new(book, contact, template_id(book, template), &it, &err), err);
    it.description = description;
    it.typed |= 1u << LIA_I_DESCRIPTION;
    assert_ok(lia_form_text_of_interaction(book, &it, NULL, 0, &text, &err), err);
    lia_interaction_clear(&it);
    return text;
}

static void interaction_comes_back_from_its_form_text(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_interaction it = {
        .contact_id = make_person(book, "Bo Ek", 0),
        .template_id = template_id(book, "MAIL-IN"),
        .salesperson_id = salesperson_id(book, "JO"),
        .description = "Tabs\tand\nlines",
        .subject = "Re: \\o/",
        .via = "bo@a.example",
        .comment = "c",
        .date = FIXTURE_TODAY - 3,
        .time = 9 * 3600 + 2 * 60 + 5,
        .zone = -90,
        .correspondence = LIA_EMAIL,
        .flow = LIA_INBOUND,
        .initiated_by = LIA_BY_THEM,
        .failed = true,
        .evaluation = LIA_VERY_NEGATIVE,
        .cost = 123456,
        .minutes = 77,
        .typed = 1u << LIA_I_DATE | 1u << LIA_I_COMMENT,
        .corrects = 5,
        .segment_id = 6,
        .line_id = 7,
        .begun_at = 123,
    };
    char *text = NULL;
    const int64_t many[] = {3, 1, 2};
    assert_ok(lia_form_text_of_interaction(book, &it, many, 3, &text, &err), err);
    lia_interaction back;
    assert_ok(lia_form_text_to_interaction(book, text, &back, &err), err);
    assert_int_equal(back.contact_id, it.contact_id);
    assert_int_equal(back.template_id, it.template_id);
    assert_int_equal(back.salesperson_id, it.salesperson_id);
    assert_string_equal(back.description, it.description);
    assert_string_equal(back.subject, it.subject);
    assert_string_equal(back.via, it.via);
    assert_string_equal(back.comment, it.comment);
    assert_int_equal(back.date, it.date);
    assert_int_equal(back.time, it.time);
    assert_int_equal(back.zone, it.zone);
    assert_int_equal(back.correspondence, it.correspondence);
    assert_int_equal(back.flow, it.flow);
    assert_int_equal(back.initiated_by, it.initiated_by);
    assert_int_equal(back.failed, it.failed);
    assert_int_equal(back.evaluation, it.evaluation);
    assert_int_equal(back.cost, it.cost);
    assert_int_equal(back.minutes, it.minutes);
    assert_int_equal(back.typed, it.typed);
    assert_int_equal(back.corrects, 5);
    assert_int_equal(back.segment_id, 6);
    assert_int_equal(back.line_id, 7);
    assert_int_equal(back.begun_at, 123);
    lia_interaction_clear(&back);
    int64_t *contacts;
    size_t n;
    lia_form_text_contacts(text, &contacts, &n);
    assert_int_equal(n, 3);
    assert_int_equal(contacts[0], 3);
    assert_int_equal(contacts[2], 2);
    free(contacts);
    free(text);
    lia_book_close(book);
}

static void unreadable_values_stay_blank_and_typed(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    char *big = malloc(1 << 20);
    assert_non_null(big);
    memset(big, 'x', (1 << 20) - 1);
    big[(1 << 20) - 1] = '\0';
    struct str text = {0};
    str_add(
        &text,
        "contact\t0\t999999\ntemplate\t0\tNO-SUCH\ndate\t0\t31/31/"
        "31\ntime\t0\t99:99\ncost\t0\tmuch\n"
        "minutes\t0\tlong\nflow\t0\tsideways\nzone\t0\t99999999\nbegun\t0\t-\nsalesperson\t0\t");
    str_add(&text, big);
    str_add(&text, "\ndescription\t0\t");
    str_add(&text, big);
    lia_interaction it;
    assert_ok(lia_form_text_to_interaction(book, str_text(&text), &it, &err), err);
    assert_int_equal(it.contact_id, 0);
    assert_int_equal(it.template_id, 0);
    assert_int_equal(it.salesperson_id, 0);
    assert_int_equal(it.date, LIA_DAY_NONE);
    assert_int_equal(it.time, -1);
    assert_int_equal(it.cost, 0);
    assert_int_equal(it.minutes, 0);
    assert_int_equal(it.zone, 0);
    assert_int_equal(it.begun_at, 0);
    assert_string_equal(it.description, big);
    assert_int_equal(it.typed, 1u << LIA_I_CONTACT | 1u << LIA_I_TEMPLATE | 1u << LIA_I_DATE |
                                   1u << LIA_I_TIME | 1u << LIA_I_COST | 1u << LIA_I_MINUTES |
                                   1u << LIA_I_FLOW | 1u << LIA_I_SALESPERSON);
    lia_interaction_clear(&it);
    assert_ok(
        lia_form_text_to_interaction(book, "contact\t1\tBo Ek\ndate\t1\tyesterday\n", &it, &err),
        err);
    assert_int_equal(it.contact_id, 0); /* nobody of that name */
    assert_int_equal(it.date, FIXTURE_TODAY - 1);
    lia_interaction_clear(&it);
    int64_t bo = make_person(book, "Bo Ek", 0);
    assert_ok(lia_form_text_to_interaction(book, "contact\t1\tbo ek\n", &it, &err), err);
    assert_int_equal(it.contact_id, bo);
    lia_interaction_clear(&it);
    str_clear(&text);
    free(big);
    lia_book_close(book);
}

struct session {
    const char *book_path, *form_text;
};

static void type_and_wait(int ready, void *ctx)
{
    const struct session *s = ctx;
    lia_draft *d;
    lia_error e;
    lia_book *book = NULL;
    if (fixture_try_open(s->book_path, "jo", false, &book, &e) ||
        lia_draft_open(drafts, lia_book_id(book), "interaction", &d, &e) ||
        lia_draft_save(d, 0, 0, s->form_text, &e))
        _exit(1);
    say_ready(ready);
    pause();
}

static void killed_form_is_postponed_at_the_next_start(void **state)
{
    (void)state;
    char path[512];
    snprintf(path, sizeof path, "%s", fixture_path("book.db"));
    lia_book *book = fixture_open(path, "jo");
    int64_t bo = make_person(book, "Bo Ek", 0);
    char *text = text_of(book, bo, "CALL-OUT", "Asked for the quote");
    int made = -1;
    pid_t pid = child(type_and_wait, &(struct session){path, text});
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 0); /* the form is open */
    kill_child(pid);
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 1);
    assert_int_equal(files_in(drafts), 0);
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 0);

    lia_postponed_list list;
    assert_ok(
        lia_postponed_list_some(book, NULL, &(lia_seek){.no_key = true, .limit = 5}, &list, &err),
        err);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].contact_id, bo);
    assert_string_equal(list.items[0].template_code, "CALL-OUT");
    assert_string_equal(list.items[0].description, "Asked for the quote");
    assert_true(list.items[0].mine);
    lia_postponed_list_clear(&list);
    free(text);
    lia_book_close(book);
}

static void other_forms_and_books_stay(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_draft *contact = open_draft(lia_book_id(book), "contact"),
              *other = open_draft("another book", "interaction");
    assert_ok(lia_draft_save(contact, 0, 0, "name\t1\tBo\n", &err), err);
    assert_ok(lia_draft_save(other, 0, 0, "description\t1\tx\n", &err), err);
    lia_draft_leave(contact);
    lia_draft_leave(other);
    int made = -1;
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 0);
    assert_int_equal(files_in(drafts), 2);
    lia_book_close(book);
}

static void start(int ready, void *ctx)
{
    lia_book *book = NULL;
    lia_error e;
    int made;
    say_ready(ready);
    if (fixture_try_open(ctx, "jo", false, &book, &e) ||
        lia_draft_postpone_all(book, drafts, &made, &e))
        _exit(1);
    lia_book_close(book);
}

/* Two sessions that start at once make each draft a postponed interaction exactly once. */
static void two_starts_at_once(void **state)
{
    (void)state;
    enum { DRAFTS = 40 };
    char path[512];
    snprintf(path, sizeof path, "%s", fixture_path("book.db"));
    lia_book *book = fixture_open(path, "jo");
    for (int i = 0; i < DRAFTS; i++) {
        char text[64];
        lia_draft *d = open_draft(lia_book_id(book), "interaction");
        snprintf(text, sizeof text, "description\t1\tnumber %d\n", i);
        assert_ok(lia_draft_save(d, 0, 0, text, &err), err);
        lia_draft_leave(d);
    }
    pid_t one = child(start, path), two = child(start, path);
    int status;
    assert_int_equal(waitpid(one, &status, 0), one);
    assert_int_equal(status, 0);
    assert_int_equal(waitpid(two, &status, 0), two);
    assert_int_equal(status, 0);
    assert_int_equal(files_in(drafts), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), DRAFTS);
    assert_int_equal(number_of(book, "SELECT count(DISTINCT description) FROM postponed"), DRAFTS);
    assert_sound(book);
    lia_book_close(book);
}

/* Starts that are killed at any moment: each draft is postponed once, none is lost. */
static void killed_starts(void **state)
{
    (void)state;
    enum { DRAFTS = 30 };
    char path[512];
    snprintf(path, sizeof path, "%s", fixture_path("book.db"));
    lia_book *book = fixture_open(path, "jo");
    for (int i = 0; i < DRAFTS; i++) {
        char text[64];
        lia_draft *d = open_draft(lia_book_id(book), "interaction");
        snprintf(text, sizeof text, "description\t1\tnumber %d\n", i);
        assert_ok(lia_draft_save(d, 0, 0, text, &err), err);
        lia_draft_leave(d);
    }
    for (int i = 0; i < 12; i++) {
        pid_t pid = child(start, path);
        pause_ms(2 + i * 17 % 14);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        assert_int_equal(
            number_of(book, "SELECT count(*) - count(DISTINCT description) FROM postponed"), 0);
    }
    int made;
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(files_in(drafts), 0);
    assert_int_equal(number_of(book, "SELECT count(DISTINCT description) FROM postponed"), DRAFTS);
    assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), DRAFTS);
    assert_sound(book);
    lia_book_close(book);
}

/* Killed between the commit and the removal of the draft: the change is not made again, not even
 * after its undo. */
static void draft_of_what_was_done_is_only_removed(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), no = 0;
    char *text = text_of(book, bo, "CALL-OUT", "Asked for the quote");
    lia_draft *d = open_draft(lia_book_id(book), "interaction");
    assert_ok(lia_draft_save(d, 0, 0, text, &err), err);
    lia_interaction it;
    assert_ok(lia_form_text_to_interaction(book, text, &it, &err), err);
    it.once = lia_draft_id(d);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    lia_draft_leave(d); /* as a kill leaves it */
    int made = -1;
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 0);
    assert_int_equal(files_in(drafts), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), 0);
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 1);
    free(text);
    lia_book_close(book);
}

/* A draft of a resumed one changes that one; where it is gone meanwhile, it becomes another. */
static void draft_of_a_resumed_one(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t bo = make_person(book, "Bo Ek", 0), no = 0, again = 0;
    lia_interaction it;
    assert_ok(lia_interaction_new(book, bo, template_id(book, "CALL-OUT"), &it, &err), err);
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    int64_t version = number_of(book, "SELECT changed_op FROM postponed");
    char *text = text_of(book, bo, "CALL-OUT", "typed since");
    for (int gone = 0; gone < 2; gone++) {
        lia_draft *d = open_draft(lia_book_id(book), "interaction");
        assert_ok(lia_draft_save(d, no, version, text, &err), err);
        lia_draft_leave(d);
        if (gone)
            assert_ok(lia_postponed_delete(book, &no, 1, &err), err);
        int made = -1;
        assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
        assert_int_equal(made, 1);
        assert_int_equal(
            number_of(book, "SELECT count(*) FROM postponed WHERE description = 'typed since'"), 1);
        assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), 1);
        again = number_of(book, "SELECT entry_no FROM postponed");
        assert_true(gone ? again != no : again == no);
        version = number_of(book, "SELECT changed_op FROM postponed");
    }
    free(text);
    assert_sound(book);
    lia_book_close(book);
}

/* A form for many is kept as a segment (4.8); where the series is blank it is kept all the same. */
static void draft_for_many(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    const int64_t many[] = {make_person(book, "Bo Ek", 0), make_person(book, "Anna Berg", 0)};
    for (int blank = 0; blank < 2; blank++) {
        lia_interaction it;
        char *text = NULL;
        assert_ok(lia_interaction_new(book, 0, template_id(book, "LETTER-OUT"), &it, &err), err);
        assert_ok(lia_form_text_of_interaction(book, &it, many, 2, &text, &err), err);
        lia_interaction_clear(&it);
        lia_draft *d = open_draft(lia_book_id(book), "interaction");
        assert_ok(lia_draft_save(d, 0, 0, text, &err), err);
        lia_draft_leave(d);
        free(text);
        if (blank) {
            lia_series series;
            assert_ok(lia_series_get(book, LIA_SERIES_SEGMENT, &series, &err), err);
            assert_ok(lia_series_update(book, LIA_SERIES_SEGMENT, series.version, "", &err), err);
        }
        int made = -1;
        assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
        assert_int_equal(made, 1);
        assert_int_equal(number_of(book, "SELECT count(*) FROM segment"), 1);
        assert_int_equal(number_of(book, "SELECT lines FROM segment"), 2);
        assert_int_equal(number_of(book, "SELECT count(*) FROM postponed"), blank);
    }
    lia_book_close(book);
}

static int64_t book_now(void *ctx)
{
    (void)ctx;
    return FIXTURE_NOW;
}

static int book_zone(void *ctx, int64_t utc)
{
    (void)ctx;
    (void)utc;
    return 0;
}

static void read_only_book_keeps_its_drafts(void **state)
{
    (void)state;
    char path[512];
    snprintf(path, sizeof path, "%s", fixture_path("book.db"));
    lia_book *book = fixture_open(path, "jo");
    lia_draft *d = open_draft(lia_book_id(book), "interaction");
    assert_ok(lia_draft_save(d, 0, 0, "description\t1\tx\n", &err), err);
    lia_draft_leave(d);
    lia_book_close(book);
    const lia_open how = {.path = path,
                          .user = "jo",
                          .full_name = "",
                          .read_only = true,
                          .now = book_now,
                          .zone = book_zone};
    assert_ok(lia_book_open(&how, &book, &err), err);
    int made = -1;
    assert_ok(lia_draft_postpone_all(book, drafts, &made, &err), err);
    assert_int_equal(made, 0);
    assert_int_equal(files_in(drafts), 1);
    lia_book_close(book);
}

int main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(form_text_comes_back_whole),
        cmocka_unit_test(form_text_survives_anything),
        cmocka_unit_test(form_text_holds_a_megabyte),
        WITH_FOLDER(files_are_private),
        WITH_FOLDER(left_ones_are_found_oldest_first),
        WITH_FOLDER(no_folder_is_no_draft),
        WITH_FOLDER(unwritable_folder_is_said),
        WITH_FOLDER(draft_whose_folder_went_away_says_so),
        WITH_FOLDER(hostile_files_are_passed_by),
        WITH_FOLDER(killed_ones_are_found),
        WITH_FOLDER(killed_while_saving),
        WITH_FOLDER(interaction_comes_back_from_its_form_text),
        WITH_FOLDER(unreadable_values_stay_blank_and_typed),
        WITH_FOLDER(killed_form_is_postponed_at_the_next_start),
        WITH_FOLDER(other_forms_and_books_stay),
        WITH_FOLDER(two_starts_at_once),
        WITH_FOLDER(killed_starts),
        WITH_FOLDER(draft_of_what_was_done_is_only_removed),
        WITH_FOLDER(draft_of_a_resumed_one),
        WITH_FOLDER(draft_for_many),
        WITH_FOLDER(read_only_book_keeps_its_drafts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
