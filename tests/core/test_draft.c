/* Form texts and the files of drafts: domain.md 5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/path.h"
#include "fixture.h"

#include "draft_case.h"

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

int main(void)
{
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
