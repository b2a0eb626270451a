/* Mail that is made to be too much, and mailboxes with what is no mail in them: each costs itself.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/str.h"
#include "book_case.h"
#include "core/mail_gather.h"
#include "core/mail_split.h"
#include "liaise/liaise.h"

#define FROM "From bo@x.example Thu Nov 19 09:05:07 2026\n"
#define BO   "From: jo@us.example\nTo: bo@x.example\n"

static struct str s, lines; /* what is recorded, what was told of it */
static lia_mail_result result;

static int set_up(void **state)
{
    lia_salesperson_list list;
    int64_t id;
    open_book(state);
    s = lines = (struct str){0};
    make_contact(book, &(lia_contact){.type = LIA_PERSON, .name = "Bo", .email = "bo@x.example"});
    assert_ok(lia_salesperson_get(book, salesperson_id(book, "JO"), &list, &err), err);
    list.items[0].email = "jo@us.example";
    assert_ok(lia_salesperson_save(book, &list.items[0], &id, &err), err);
    lia_salesperson_list_clear(&list);
    return 0;
}

static int clean_up(void **state)
{
    str_clear(&s);
    str_clear(&lines);
    return close_book(state);
}

/* "3 2 some reason": its number, its fate, why. */
static void tell(void *ctx, const lia_mail_line *line)
{
    (void)ctx;
    str_add_f(&lines, "%s%lld %d%s%s|", line->file, (long long)line->number, (int)line->fate,
              *line->reason ? " " : "", line->reason);
}

static const lia_mail_how how = {.report = tell};

static int64_t read_all(void *ctx, void *buf, size_t len)
{
    size_t *at = ctx, n = s.len - *at < len ? s.len - *at : len;
    memcpy(buf, s.s + *at, n);
    *at += n;
    return (int64_t)n;
}

static void record(void)
{
    size_t at = 0;
    assert_ok(lia_record_mail_stream(book, read_all, &at, &how, &result, &err), err);
}

static void mails_that_are_none_are_told_once(void **state)
{
    (void)state;
    enum { MANY = 1000 };
    for (int i = 0; i < MANY; i++)
        str_add(&s, FROM "\n");
    str_add(&s, FROM BO "\nHello\n\n" FROM "Subject: nobody\n\n");
    record();
    assert_int_equal(result.broken, MANY + 1);
    assert_int_equal(result.read, MANY + 2);
    assert_string_equal(str_text(&lines),
                        "1 5 no mail, nor the 999 behind it: nobody sends them, nobody gets them|"
                        "1001 0|1002 5 no mail: nobody sends it, and nobody gets it|");
}

static void add_mail_to_many(const char *first, const char *last)
{
    str_add_f(&s, FROM "Subject: %zu\nFrom: jo@us.example\nTo: %s", s.len, first);
    for (int i = 1; i < MAIL_PEOPLE_MAX; i++)
        str_add_f(&s, ",\n p%d@x.example", i);
    str_add_f(&s, "%s%s\n\nHello\n\n", *last ? "," : "", last);
}

static void mail_to_too_many(void **state)
{
    (void)state;
    add_mail_to_many("bo@x.example", "one@x.example");
    add_mail_to_many("one@x.example", "bo@x.example");
    add_mail_to_many("bo@x.example", "");
    str_add(&s, FROM BO "\n");
    record();
    assert_string_equal(str_text(&lines),
                        "1 0 it names more people than are looked at|"
                        "2 2 none of its addresses is a contact's; it names more people than are"
                        " looked at|3 0|4 0|");
}

static void header_without_end(void **state)
{
    (void)state;
    str_add(&s, FROM BO);
    for (size_t i = 0; i < MAIL_HEAD_MAX; i += 7)
        str_add(&s, "X-A: b\n");
    str_add(&s, "Cc: one@x.example\n\n" FROM BO "Subject: Other\n\n");
    record();
    assert_string_equal(str_text(&lines), "1 0 only the first megabyte of its header is read|2 0|");
}

/* Of all mails. Who is known already is one of them. */
static void people_that_are_too_many(void **state)
{
    (void)state;
    static const char *const mails[] = {"From: a@x\nTo: b@x\n\n", "From: c@x\nTo: d@x, a@x\n\n",
                                        "From: b@x\nTo: A@x\n\n"};
    struct mail_gather g;
    struct mail_reader *reader;
    const struct mail_place place = {.file = "", .number = 1};
    assert_ok(mail_reader_open(&reader, &err), err);
    mail_gather_open(&g, book, reader);
    g.people_max = 3;
    for (size_t i = 0; i < sizeof mails / sizeof *mails; i++)
        assert_true(mail_gather_take(&g, &place, mails[i], strlen(mails[i])));
    const struct mail_gist *gist = g.mails.items;
    assert_int_equal(g.people.count, 3);
    assert_false(gist[0].more);
    assert_true(gist[1].more);
    assert_int_equal(gist[1].from, 1);
    assert_int_equal(gist[1].to, 1);
    assert_int_equal(gist[1].people[0], 2);
    assert_int_equal(gist[1].people[1], 0);
    assert_false(gist[2].more);
    assert_int_equal(gist[2].to, 1);
    mail_gather_clear(&g);
    mail_reader_close(reader);
}

/* Whatever lies in a Maildir: folders, pipes, links to nowhere and to mails elsewhere. */
static void maildir_of_odd_files(void **state)
{
    (void)state;
    static const char *const folders[] = {"m", "m/cur", "m/new", "m/cur/1.folder"};
    fixture_folder();
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        assert_int_equal(mkdir(fixture_path(folders[i]), 0700), 0);
    assert_int_equal(mkfifo(fixture_path("m/cur/2.pipe"), 0600), 0);
    assert_int_equal(symlink("nowhere", fixture_path("m/cur/3.dead")), 0);
    assert_int_equal(symlink("5.mail", fixture_path("m/cur/4.link")), 0);
    assert_int_equal(path_write_file(fixture_path("m/cur/5.mail"), BO "\n", strlen(BO) + 1), 0);
    assert_ok(lia_record_mail(book, fixture_path("m"), &how, &result, &err), err);
    assert_string_equal(str_text(&lines), "cur/1.folder0 5 cannot be read|"
                                          "cur/2.pipe0 5 cannot be read|"
                                          "cur/3.dead0 5 cannot be read|"
                                          "cur/4.link0 5 cannot be read|cur/5.mail1 0|");
    fixture_folder_remove();
}

#define IN_BOOK(test) cmocka_unit_test_setup_teardown(test, set_up, clean_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOOK(mails_that_are_none_are_told_once),
        IN_BOOK(mail_to_too_many),
        IN_BOOK(header_without_end),
        IN_BOOK(people_that_are_too_many),
        IN_BOOK(maildir_of_odd_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
