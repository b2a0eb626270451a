/* The header of a mail as a mail client shows it, and the headers of a stream of mails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/utf8.h"
#include "core/mail_read.h"
#include "core/mail_split.h"
#include "fixture.h"
#include "liaise/liaise.h"

static struct mail_reader *reader;
static struct arena arena;
static struct mail mail;

static int open_reader(void **state)
{
    (void)state;
    lia_error err = {0};
    assert_ok(mail_reader_open(&reader, &err), err);
    return 0;
}

static int close_reader(void **state)
{
    (void)state;
    mail_reader_close(reader);
    arena_clear(&arena);
    return 0;
}

static bool read_bytes(const char *head, size_t len)
{
    arena_clear(&arena);
    bool is = mail_read(reader, head, len, &arena, &mail);
    if (is) {
        assert_true(utf8_valid(mail.subject, strlen(mail.subject)));
        assert_true(*mail.message_id);
        assert_null(strpbrk(mail.subject, "\r\n\t"));
    }
    return is;
}

static bool read_text(const char *head)
{
    return read_bytes(head, strlen(head));
}

static void reads_a_plain_mail(void **state)
{
    (void)state;
    assert_true(read_text("From: Jo Ek <jo@adatum.example>\n"
                          "To: bo.ek@fabrikam.example, \"Berg, Anna\" <anna@adatum.example>\n"
                          "Cc: sofia@fabrikam.example\nBcc: x@y.example\n"
                          "Subject: Price list\nMessage-ID: <1.2@adatum.example>\n"
                          "Date: Fri, 20 Nov 2026 09:05:07 +0100\n\n"));
    assert_int_equal(mail.from.count, 1);
    assert_string_equal(mail.from.items[0].address, "jo@adatum.example");
    assert_string_equal(mail.from.items[0].name, "Jo Ek");
    assert_int_equal(mail.to.count, 4);
    assert_string_equal(mail.to.items[0].name, "");
    assert_string_equal(mail.to.items[1].name, "Berg, Anna");
    assert_string_equal(mail.to.items[3].address, "x@y.example");
    assert_string_equal(mail.subject, "Price list");
    assert_string_equal(mail.message_id, "1.2@adatum.example");
    assert_int_equal(mail.date, FIXTURE_TODAY);
    assert_int_equal(mail.time, 9 * 3600 + 5 * 60 + 7);
    assert_int_equal(mail.zone, 60);
    assert_false(mail.bulk);
}

/* RFC 2047, and what programs make of it. */
static void decodes_subjects(void **state)
{
    (void)state;
    static const struct {
        const char *written, *shown;
    } cases[] = {
        {"=?utf-8?B?R8O2dGVib3Jn?=", "Göteborg"},
        {"=?iso-8859-1?Q?G=F6teborg_tur?=", "Göteborg tur"},
        {"=?utf-8?Q?G=C3=B6te?=\r\n =?utf-8?Q?borg?=", "Göteborg"},
        {"folded\r\n\tsubject", "folded subject"},
        {"=?iso-2022-jp?B?GyRCOzNFRBsoQg==?=", "山田"},
        {"=?windows-1251?B?z/Do4uXy?=", "Привет"},
        {"G\xC3\xB6teborg", "Göteborg"},          /* RFC 6532 */
        {"G\xF6teborg", "Göteborg"},              /* raw Latin-1, as old programs write */
        {"=?utf-8?Q?no_end", "=?utf-8?Q?no_end"}, /* broken: as it stands */
        {"=?utf-8?Q?Re: blanks inside?=", "Re: blanks inside"},
        {"a =?utf-8?q?b?= c", "a b c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char head[400];
        snprintf(head, sizeof head, "From: a@b.example\r\nSubject: %s\r\n\r\n", cases[i].written);
        assert_true(read_text(head));
        assert_string_equal(mail.subject, cases[i].shown);
    }
}

static void decodes_names(void **state)
{
    (void)state;
    assert_true(read_text("From: =?iso-8859-1?Q?S=F8ren_=D8rsted?= <soren@x.example>\n"
                          "To: 'Bo Ek' <bo@x.example>, (a comment) anna@x.example (Anna Berg),\n"
                          " <@relay.example:old@x.example>\n\n"));
    assert_string_equal(mail.from.items[0].name, "Søren Ørsted");
    assert_int_equal(mail.to.count, 3);
    assert_string_equal(mail.to.items[0].name, "Bo Ek");
    assert_string_equal(mail.to.items[1].address, "anna@x.example");
    assert_string_equal(mail.to.items[2].address, "old@x.example");
}

static void groups_give_their_members(void **state)
{
    (void)state;
    assert_true(read_text("From: a@b.example\nTo: undisclosed-recipients:;\n"
                          "Cc: Team: one@x.example, Two <two@x.example>;, three@x.example\n\n"));
    assert_int_equal(mail.to.count, 3);
    assert_string_equal(mail.to.items[1].address, "two@x.example");
    assert_string_equal(mail.to.items[2].address, "three@x.example");
}

static void a_date_that_is_none_is_none(void **state)
{
    (void)state;
    static const char received[] = "Received: from x by y with ESMTP id 1 (a; b);\n"
                                   "\tThu, 19 Nov 2026 23:59:00 -0500 (EST)\n";
    char head[500];
    snprintf(head, sizeof head, "%sFrom: a@b.example\nDate: when it suits\n\n", received);
    assert_true(read_text(head));
    assert_int_equal(mail.date, LIA_DAY_NONE);
    assert_int_equal(mail.received_date, FIXTURE_TODAY - 1);
    assert_int_equal(mail.received_time, 23 * 3600 + 59 * 60);
    assert_int_equal(mail.received_zone, -300);
    assert_true(read_text("From: a@b.example\n\n"));
    assert_int_equal(mail.date, LIA_DAY_NONE);
    assert_int_equal(mail.received_date, LIA_DAY_NONE);
    assert_true(read_text("From: a@b.example\nDate: Fri, 20 Nov 26 09:05 GMT\n\n"));
    assert_int_equal(mail.date, FIXTURE_TODAY); /* RFC 5322, 4.3: two digits, names of zones */
}

/* The same header, the same id; another one, another. */
static void a_mail_without_id_has_a_digest(void **state)
{
    (void)state;
    static const char head[] = "From: a@b.example\nTo: c@d.example\nSubject: x\n"
                               "Date: Fri, 20 Nov 2026 09:05:07 +0100\n\n";
    char first[100];
    assert_true(read_text(head));
    snprintf(first, sizeof first, "%s", mail.message_id);
    assert_true(read_text(head));
    assert_string_equal(mail.message_id, first);
    assert_true(read_text("From: a@b.example\nTo: c@d.example\nSubject: y\n"
                          "Date: Fri, 20 Nov 2026 09:05:07 +0100\n\n"));
    assert_string_not_equal(mail.message_id, first);
    char longest[500];
    memset(longest, 'x', sizeof longest);
    memcpy(longest, "From: a@b.example\nMessage-ID: <", 31);
    memcpy(longest + sizeof longest - 5, ">\n\n", 4);
    assert_true(read_text(longest));
    assert_true(strlen(mail.message_id) <= 250);
}

static void knows_what_no_person_wrote(void **state)
{
    (void)state;
    static const char *const fields[] = {"List-Id: <x.example>", "Precedence: bulk",
                                         "Auto-Submitted: auto-replied",
                                         "List-Unsubscribe: <mailto:x@y>"};
    char head[200];
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        snprintf(head, sizeof head, "From: a@b.example\n%s\n\n", fields[i]);
        assert_true(read_text(head));
        assert_true(mail.bulk);
    }
    assert_true(read_text("From: a@b.example\nAuto-Submitted: no\nPrecedence: normal\n\n"));
    assert_false(mail.bulk);
}

static void hostile_headers_cost_nothing(void **state)
{
    (void)state;
    assert_false(read_text(""));
    assert_false(read_text("\n\n"));
    assert_false(read_text("only words here\nand here\n"));
    static const char nuls[] = "From: a@b.example\nSubject: a\0b\nTo: \0\n\n";
    assert_true(read_bytes(nuls, sizeof nuls - 1));
    enum { PEOPLE = MAIL_PEOPLE_MAX, LONG = 1 << 20 };
    struct str head = {0};
    str_add(&head, "From: a@b.example\nTo: ");
    for (int i = 0; i < PEOPLE; i++)
        str_add_f(&head, "%sPerson %d <p%d@x.example>", i ? ",\n " : "", i, i);
    size_t fits = head.len;
    str_add(&head, "\n\n");
    assert_true(read_bytes(str_text(&head), head.len));
    assert_int_equal(mail.to.count, PEOPLE);
    assert_false(mail.more);
    str_truncate(&head, fits);
    str_add(&head, ",\n bo@x.example\nCc: al@x.example\n\n");
    assert_true(read_bytes(str_text(&head), head.len));
    assert_int_equal(mail.to.count, PEOPLE);
    assert_true(mail.more);
    str_truncate(&head, 0);
    str_add(&head, "From: a@b.example\n");
    for (int i = 0; i < PEOPLE; i++)
        str_add_f(&head, "To: p%d@x.example\n", i);
    assert_true(read_bytes(str_text(&head), head.len));
    assert_in_range(mail.to.count, 1, PEOPLE - 1); /* so many fields are not read */
    assert_true(mail.more);
    str_truncate(&head, 0);
    str_add(&head, "From: a@b.example\nSubject: ");
    for (int i = 0; i < LONG; i++)
        str_add_char(&head, 'x');
    str_add(&head, "\n\n");
    assert_true(read_bytes(str_text(&head), head.len));
    str_truncate(&head, 0);
    str_add(&head, "From: a@b.example\nTo: ");
    for (int i = 0; i < LONG; i++)
        str_add(&head, "a:");
    str_add(&head, "\nCc: bo@x.example\n\n");
    assert_true(read_bytes(str_text(&head), head.len)); /* groups in groups */
    assert_string_equal(mail.to.items[mail.to.count - 1].address, "bo@x.example");
    str_clear(&head);
}

/* Each of them would be an object of the library's, and most of what it takes. */
static void fields_that_are_not_read_take_no_memory(void **state)
{
    (void)state;
    enum { FIELDS = 500000, MOST_KB = 100 * 1024 };
    struct str head = {0};
    struct rusage before, after;
    str_add(&head, "From: a@b.example\n");
    for (int i = 0; i < FIELDS; i++)
        str_add(&head, "X: y\n");
    str_add(&head, "Subject: Hi\n\n");
    getrusage(RUSAGE_SELF, &before);
    assert_true(read_bytes(str_text(&head), head.len));
    getrusage(RUSAGE_SELF, &after);
    assert_string_equal(mail.subject, "Hi");
    assert_true(after.ru_maxrss - before.ru_maxrss < MOST_KB);
    str_clear(&head);
}

/* --- streams --- */

struct stream {
    const char *s;
    size_t len, at, step; /* step: the most that is given at once */
    bool fails;
};

static int64_t read_stream(void *ctx, void *buf, size_t len)
{
    struct stream *st = ctx;
    size_t n = st->len - st->at;
    if (n == 0 && st->fails)
        return -5;
    n = n > len ? len : n;
    n = st->step && n > st->step ? st->step : n;
    memcpy(buf, st->s + st->at, n);
    st->at += n;
    return (int64_t)n;
}

static int64_t peek_stream(void *ctx, int64_t offset, void *buf, size_t len)
{
    struct stream *st = ctx;
    if (offset > (int64_t)st->len)
        return 0;
    size_t n = st->len - (size_t)offset;
    n = n > len ? len : n;
    memcpy(buf, st->s + offset, n);
    return (int64_t)n;
}

static void seek_stream(void *ctx, int64_t offset)
{
    ((struct stream *)ctx)->at = (size_t)offset;
}

/* The headers of it, each followed by '|'; the caller frees it. */
static char *split(const char *s, size_t len, size_t step, bool seeks)
{
    struct stream st = {s, len, 0, step, false};
    struct mail_split *m = calloc(1, sizeof *m);
    struct str head = {0}, all = {0};
    mail_split_open(m, read_stream, &st);
    m->peek = seeks ? peek_stream : NULL;
    m->seek = seeks ? seek_stream : NULL;
    while (mail_split_next(m, &head))
        str_add_f(&all, "%s|", str_text(&head));
    assert_int_equal(m->error, 0);
    str_clear(&head);
    free(m);
    return str_take(&all);
}

/* However it is cut into reads. */
static void assert_split(const char *s, const char *expected)
{
    static const size_t steps[] = {0, 1, 7, 100};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (int seeks = 0; seeks < 2; seeks++) {
            char *heads = split(s, strlen(s), steps[i], seeks);
            assert_string_equal(heads ? heads : "", expected);
            free(heads);
        }
}

#define FROM_ "From a@b.example Fri Nov 20 14:32:00 2026\n"

static void one_mail_is_one(void **state)
{
    (void)state;
    assert_split("A: 1\nB: 2\n\nbody\n\n" FROM_ "C: 3\n\n", "A: 1\nB: 2\n|");
    assert_split("A: 1\r\n\r\nbody", "A: 1\r\n|");
    assert_split("\n\r\n\nA: 1\n", "A: 1\n|");
    assert_split("", "");
    assert_split("\n\n", "");
    assert_split("x", "x|");
}

static void an_mbox_has_many(void **state)
{
    (void)state;
    assert_split(FROM_ "A: 1\n\nbody\n\n" FROM_ "B: 2\n\n" FROM_ "C: 3\n\n",
                 "A: 1\n|B: 2\n|C: 3\n|");
    assert_split(FROM_ "A: 1\n\nFrom the start of a line\n>From me\n\nFrom here on\n\n" FROM_
                       "B: 2\n",
                 "A: 1\n|B: 2\n|");
    assert_split(FROM_ "A: 1\r\n\r\nbody\r\n\r\n" FROM_ "B: 2\r\n\r\n", "A: 1\r\n|B: 2\r\n|");
    assert_split(FROM_ "A: 1\n\nforwarded:\n" FROM_ "N: 1\n\nbody\n", "A: 1\n|");
    assert_split(FROM_ "A: 1\n" FROM_ "B: 2\n\n", "A: 1\n|B: 2\n|");
    assert_split("From 1784@xxx Fri Nov 20 14:32:00 +0000 2026\nA: 1\n\nx\n\n"
                 "From - Fri Nov 20 14:32:00 2026\nB: 2\n\n",
                 "A: 1\n|B: 2\n|");
}

/* mboxcl2 does not quote: what stands within the length is text. One that leads nowhere is not
 * believed. */
static void a_length_is_believed_where_it_fits(void **state)
{
    (void)state;
    static const char quoted[] = "x\n\n" FROM_ "N: 1\n\n";
    char text[500];
    snprintf(text, sizeof text, FROM_ "Content-Length: %zu\nA: 1\n\n%s\n" FROM_ "B: 2\n\n",
             sizeof quoted - 1, quoted);
    char *heads = split(text, strlen(text), 0, true);
    assert_non_null(strstr(heads, "B: 2"));
    assert_null(strstr(heads, "N: 1"));
    free(heads);
    snprintf(text, sizeof text, FROM_ "content-length: 3\nA: 1\n\n%s\n" FROM_ "B: 2\n\n",
             "longer body\n");
    heads = split(text, strlen(text), 0, true);
    assert_non_null(strstr(heads, "B: 2"));
    free(heads);
    assert_split(FROM_ "Content-Length: 99999999999999999999\nA: 1\n\nx\n\n" FROM_ "B: 2\n",
                 "Content-Length: 99999999999999999999\nA: 1\n|B: 2\n|");
}

/* A body is passed over in the buffer; a header is kept up to its limit. */
static void what_is_long_is_passed_over(void **state)
{
    (void)state;
    struct str text = {0};
    enum { BODY = 3 << 20 };
    str_add(&text, FROM_ "A: 1\n\n");
    for (int i = 0; i < BODY; i++)
        str_add_char(&text, 'x');
    str_add(&text, "\n\n" FROM_ "B: ");
    for (int i = 0; i < MAIL_HEAD_MAX; i++)
        str_add_char(&text, 'y');
    str_add(&text, "\nlost: 1\n\n\n" FROM_ "C: 3\n\n");
    struct stream st = {str_text(&text), text.len, 0, 0, false};
    struct mail_split *m = calloc(1, sizeof *m);
    struct str head = {0};
    mail_split_open(m, read_stream, &st);
    assert_true(mail_split_next(m, &head));
    assert_string_equal(str_text(&head), "A: 1\n");
    assert_true(mail_split_next(m, &head));
    assert_true(head.len <= MAIL_HEAD_MAX);
    assert_true(m->more);
    assert_null(strstr(str_text(&head), "lost"));
    assert_true(mail_split_next(m, &head));
    assert_string_equal(str_text(&head), "C: 3\n");
    assert_false(m->more);
    assert_false(mail_split_next(m, &head));
    str_clear(&head);
    str_clear(&text);
    free(m);
}

static void a_failed_read_is_told(void **state)
{
    (void)state;
    struct stream st = {"A: 1\n", 5, 0, 0, true};
    struct mail_split *m = calloc(1, sizeof *m);
    struct str head = {0};
    mail_split_open(m, read_stream, &st);
    assert_false(mail_split_next(m, &head));
    assert_int_equal(m->error, 5);
    str_clear(&head);
    free(m);
}

int main(void)
{
#define READING(test) cmocka_unit_test_setup_teardown(test, open_reader, close_reader)
    const struct CMUnitTest tests[] = {
        READING(reads_a_plain_mail),
        READING(decodes_subjects),
        READING(decodes_names),
        READING(groups_give_their_members),
        READING(a_date_that_is_none_is_none),
        READING(a_mail_without_id_has_a_digest),
        READING(knows_what_no_person_wrote),
        READING(hostile_headers_cost_nothing),
        READING(fields_that_are_not_read_take_no_memory),
        cmocka_unit_test(one_mail_is_one),
        cmocka_unit_test(an_mbox_has_many),
        cmocka_unit_test(a_length_is_believed_where_it_fits),
        cmocka_unit_test(what_is_long_is_passed_over),
        cmocka_unit_test(a_failed_read_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
