/* Mail becomes interactions (domain.md 9): which way it went, whom with, and once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/str.h"
#include "book_case.h"
#include "liaise/liaise.h"
#include "rows.h"

static int64_t company, bo, anna, jo;
static lia_mail_result result;
static struct str unknown, lines, with, reason; /* what was told by the last run */

static int64_t make_one(lia_contact_type type, const char *name, const char *email)
{
    return make_contact(
        book, &(lia_contact){.type = type, .name = name, .email = email, .touch_days = -1});
}

static void set_email(const char *code, const char *email)
{
    lia_salesperson_list list;
    int64_t id;
    assert_ok(lia_salesperson_get(book, salesperson_id(book, code), &list, &err), err);
    list.items[0].email = email;
    assert_ok(lia_salesperson_save(book, &list.items[0], &id, &err), err);
    lia_salesperson_list_clear(&list);
}

static int set_up(void **state)
{
    open_book(state);
    company = make_one(LIA_COMPANY, "Fabrikam", "info@fabrikam.example");
    bo = make_one(LIA_PERSON, "Bo Ek", "bo.ek@fabrikam.example");
    anna = make_one(LIA_PERSON, "Anna Berg", "anna@adatum.example");
    jo = salesperson_id(book, "JO");
    set_email("JO", "jo@us.example");
    return 0;
}

static int clean_up(void **state)
{
    str_clear(&unknown);
    str_clear(&lines);
    str_clear(&with);
    str_clear(&reason);
    return close_book(state);
}

/* --- running --- */

static void tell_unknown(void *ctx, const char *address, const char *name)
{
    (void)ctx;
    str_add_f(&unknown, "%s=%s;", address, name);
}

static void tell_line(void *ctx, const lia_mail_line *line)
{
    static const char *const fates[] = {"recorded", "known",    "nobody",
                                        "neither",  "unmapped", "broken"};
    (void)ctx;
    str_add_f(&lines, "%s%s%lld %s %lld;", line->file, *line->file ? ":" : "",
              (long long)line->number, fates[line->fate], (long long)line->entries);
    assert_true(line->fate == LIA_MAIL_RECORDED || *line->reason);
    str_truncate(&reason, 0);
    str_add(&reason, line->reason);
    assert_int_equal(line->fate == LIA_MAIL_RECORDED, *line->with != 0);
    str_truncate(&with, 0);
    str_add(&with, line->with);
}

static lia_mail_how how(void)
{
    str_truncate(&unknown, 0);
    str_truncate(&lines, 0);
    return (lia_mail_how){.report = tell_line, .unknown = tell_unknown};
}

struct text {
    const char *s;
    size_t left;
};

static int64_t read_text(void *ctx, void *buf, size_t len)
{
    struct text *t = ctx;
    size_t n = t->left < len ? t->left : len;
    memcpy(buf, t->s, n);
    t->s += n;
    t->left -= n;
    return (int64_t)n;
}

static void record_with(const lia_mail_how *h, const char *mail)
{
    struct text t = {mail, strlen(mail)};
    assert_ok(lia_record_mail_stream(book, read_text, &t, h, &result, &err), err);
    assert_int_equal(result.op_id != 0, result.entries > 0 && !h->dry_run);
    assert_int_equal(result.read, result.recorded + result.known + result.nobody + result.neither +
                                      result.unmapped + result.broken);
}

static void record(const char *mail)
{
    lia_mail_how h = how();
    record_with(&h, mail);
}

/* A mail; rest: more header lines, each with its newline. Static. */
static const char *mail(const char *from, const char *to, const char *subject, const char *rest)
{
    static char text[2000];
    snprintf(text, sizeof text, "From: %s\nTo: %s\nSubject: %s\n%s\nHello\n", from, to, subject,
             rest);
    return text;
}
#define DATE_ "Date: Thu, 19 Nov 2026 09:05:07 +0100\n"

static const lia_entry *entry(int64_t no)
{
    static lia_entry_list list;
    lia_entry_list_clear(&list);
    assert_ok(lia_entry_get(book, no, &list, &err), err);
    return &list.items[0];
}

/* --- which way --- */

static void what_a_salesperson_sends_is_outbound(void **state)
{
    (void)state;
    record(mail("Jo <JO@us.example>", "Bo Ek <Bo.Ek@fabrikam.example>", "Price list",
                "Message-ID: <1@us.example>\n" DATE_));
    assert_int_equal(result.entries, 1);
    const lia_entry *e = entry(1);
    assert_int_equal(e->contact_id, bo);
    assert_string_equal(str_text(&with), "Bo Ek");
    assert_string_equal(e->template_code, "MAIL-OUT");
    assert_int_equal(e->flow, LIA_OUTBOUND);
    assert_int_equal(e->initiated_by, LIA_BY_US);
    assert_int_equal(e->correspondence, LIA_EMAIL);
    assert_string_equal(e->via, "Bo.Ek@fabrikam.example");
    assert_string_equal(e->description, "Price list");
    assert_int_equal(e->salesperson_id, jo);
    assert_int_equal(e->date, FIXTURE_TODAY - 1);
    assert_int_equal(e->time, 9 * 3600 + 5 * 60 + 7);
    assert_int_equal(e->zone, 60); /* its own clock, 12 */
    assert_int_equal(e->origin, LIA_AUTOMATIC);
    assert_string_equal(last_line(book), "Recorded e-mail “Price list” with Bo Ek");
    assert_int_equal(rows_int(book, "SELECT count(*) FROM entry_document WHERE event = 'email-out'"
                                    " AND no = '1@us.example'"),
                     1);
}

static void each_recipient_who_is_a_contact_has_one(void **state)
{
    (void)state;
    record(mail("jo@us.example", "bo.ek@fabrikam.example, anna@adatum.example, who@x.example",
                "Fair",
                "Cc: info@fabrikam.example, bo.ek@fabrikam.example\nBcc: jo@us.example\n" DATE_));
    assert_int_equal(result.entries, 3);
    assert_int_equal(result.recorded, 1);
    assert_int_equal(rows_int(book, "SELECT count(DISTINCT contact_id) FROM entry"), 3);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM text"), 1);
    assert_string_equal(str_text(&unknown), "who@x.example=;");
    assert_string_equal(last_line(book), "Recorded e-mail “Fair” with 3 contacts");
}

static void what_a_contact_sends_us_is_inbound(void **state)
{
    (void)state;
    record(mail("Anna <anna@adatum.example>", "x@us.example, jo@us.example", "Thanks",
                "Cc: bo.ek@fabrikam.example\n" DATE_));
    assert_int_equal(result.entries, 1);
    const lia_entry *e = entry(1);
    assert_int_equal(e->contact_id, anna);
    assert_string_equal(e->template_code, "MAIL-IN");
    assert_int_equal(e->flow, LIA_INBOUND);
    assert_int_equal(e->initiated_by, LIA_BY_THEM);
    assert_int_equal(e->salesperson_id, jo);
    assert_string_equal(str_text(&unknown), "");
}

/* Received is one entry, with who wrote it: the first of them. */
static void of_two_writers_the_first_counts(void **state)
{
    (void)state;
    record(mail("who@x.example, Anna <anna@adatum.example>, bo.ek@fabrikam.example",
                "jo@us.example", "Both", DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(1)->contact_id, anna);
}

static void mail_between_others_is_not_ours(void **state)
{
    (void)state;
    record(mail("anna@adatum.example", "bo.ek@fabrikam.example", "Hi", DATE_));
    assert_int_equal(result.neither, 1);
    record(mail("jo@us.example", "sales@us.example", "Hi", DATE_));
    assert_int_equal(result.nobody, 1);
    assert_string_equal(str_text(&unknown), "sales@us.example=;");
    record(mail("Who <who@x.example>", "jo@us.example", "Hi", DATE_));
    assert_int_equal(result.nobody, 1);
    assert_string_equal(str_text(&unknown), "who@x.example=Who;");
    assert_int_equal(rows_last(book, "entries"), 0);
}

/* A salesperson's own address is no contact's. */
static void a_salesperson_is_no_contact(void **state)
{
    (void)state;
    make_one(LIA_PERSON, "Jo Ek", "jo@us.example");
    make_salesperson(book, "ANN", "");
    set_email("ANN", "ann@us.example");
    record(mail("ann@us.example", "jo@us.example", "Lunch", DATE_));
    assert_int_equal(result.nobody, 1);
    assert_string_equal(str_text(&unknown), "");
    record(mail("jo@us.example", "ann@us.example, bo.ek@fabrikam.example", "Lunch", DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(1)->contact_id, bo);
}

static void the_direction_can_be_said(void **state)
{
    (void)state;
    lia_mail_how h = how();
    h.direction = LIA_BY_US;
    record_with(&h, mail("alias@us.example", "bo.ek@fabrikam.example", "a", DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(1)->flow, LIA_OUTBOUND);
    assert_int_equal(entry(1)->salesperson_id, 0);
    h = how();
    h.direction = LIA_BY_THEM;
    record_with(&h, mail("bo.ek@fabrikam.example", "alias@us.example", "b", DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(2)->flow, LIA_INBOUND);
}

static void sender_is_asked_where_from_is_nobody(void **state)
{
    (void)state;
    record(mail("team@us.example", "bo.ek@fabrikam.example", "a", "Sender: jo@us.example\n" DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(1)->salesperson_id, jo);
    record(mail("desk@fabrikam.example", "jo@us.example", "b",
                "Sender: bo.ek@fabrikam.example\n" DATE_));
    assert_int_equal(entry(2)->contact_id, bo);
}

static void a_blocked_salesperson_was_one_then(void **state)
{
    (void)state;
    assert_ok(lia_salesperson_block(book, jo, true, &err), err);
    record(mail("jo@us.example", "bo.ek@fabrikam.example", "old", DATE_));
    assert_int_equal(result.entries, 1);
    assert_int_equal(entry(1)->salesperson_id, jo);
}

/* --- what it says --- */

static void without_subject_or_date(void **state)
{
    (void)state;
    record(mail("jo@us.example", "bo.ek@fabrikam.example", "", ""));
    assert_string_equal(entry(1)->description, "Outgoing e-mail"); /* the template's */
    assert_int_equal(entry(1)->date, FIXTURE_TODAY);
    assert_int_equal(entry(1)->time, 14 * 3600 + 32 * 60);
    record(mail("jo@us.example", "bo.ek@fabrikam.example", "a",
                "Received: by mx; Wed, 18 Nov 2026 10:00:00 +0000\nDate: Fri, 1 Jan 2038 00:00:00 "
                "+0000\n"));
    assert_int_equal(entry(2)->date, FIXTURE_TODAY - 2); /* it has not happened yet */
    char subject[600];
    memset(subject, 0, sizeof subject);
    for (int i = 0; i < 280; i++)
        memcpy(subject + i * 2, "ö", 2);
    record(mail("jo@us.example", "bo.ek@fabrikam.example", subject, DATE_));
    assert_int_equal(strlen(entry(3)->description), 500); /* 250 characters */
}

static void archived_and_blocked_are_told(void **state)
{
    (void)state;
    set_archived(book, bo, true);
    record(mail("jo@us.example", "bo.ek@fabrikam.example", "a", DATE_));
    assert_int_equal(result.nobody, 1);
    assert_string_equal(str_text(&unknown), "");
    set_privacy(book, anna, "asked for it");
    record(mail("jo@us.example", "anna@adatum.example", "a", DATE_));
    assert_int_equal(result.nobody, 1);
    assert_int_equal(rows_last(book, "entries"), 0);
}

/* Also where the same mail is recorded with others; what is recorded with all of them says nothing.
 */
static void who_is_left_out_of_a_mail_is_told(void **state)
{
    (void)state;
    set_archived(book, bo, true);
    record(mail("jo@us.example", "bo.ek@fabrikam.example, anna@adatum.example", "a", DATE_));
    assert_int_equal(result.entries, 1);
    assert_string_equal(str_text(&with), "Anna Berg");
    assert_non_null(strstr(str_text(&reason), "Bo Ek is archived"));
    record(mail("jo@us.example", "bo.ek@fabrikam.example, anna@adatum.example", "a", DATE_));
    assert_int_equal(result.known, 1);
    assert_string_equal(str_text(&reason), "Recorded already");
    record(mail("jo@us.example", "anna@adatum.example, info@fabrikam.example", "b", DATE_));
    assert_int_equal(result.entries, 2);
    assert_string_equal(str_text(&reason), "");
    set_privacy(book, anna, "asked for it");
    record(mail("jo@us.example", "anna@adatum.example, info@fabrikam.example", "c", DATE_));
    assert_int_equal(result.entries, 1);
    assert_non_null(strstr(str_text(&reason), "asked for it"));
}

static void no_template_records_nothing(void **state)
{
    (void)state;
    assert_ok(lia_template_block(book, template_id(book, "MAIL-OUT"), true, &err), err);
    lia_mail_how h = how();
    h.add = true;
    record_with(&h, mail("jo@us.example", "who@x.example", "a", DATE_));
    assert_int_equal(result.unmapped, 1);
    assert_int_equal(result.contacts_added, 0);
    assert_string_equal(str_text(&lines), "1 unmapped 0;");
}

static void what_is_no_mail_is_told(void **state)
{
    (void)state;
    record("just words\n");
    assert_int_equal(result.broken, 1);
    record("Subject: nobody's\n\n");
    assert_int_equal(result.broken, 1);
    record("");
    assert_int_equal(result.read, 0);
}

/* --- once --- */

static void a_message_is_recorded_once(void **state)
{
    (void)state;
    char text[2000];
    snprintf(text, sizeof text, "%s",
             mail("jo@us.example", "bo.ek@fabrikam.example", "a", "Message-ID: <7@us>\n" DATE_));
    record(text);
    record(text);
    assert_int_equal(result.known, 1);
    assert_int_equal(result.op_id, 0);
    /* the same message, with one more whom it went to */
    record(mail("jo@us.example", "bo.ek@fabrikam.example, anna@adatum.example", "a",
                "Message-ID: <7@us>\n" DATE_));
    assert_int_equal(result.recorded, 1);
    assert_int_equal(result.entries, 1);
    undo_last(book);
    undo_last(book);
    record(text);
    assert_int_equal(result.recorded, 1);
    record(mail("jo@us.example", "bo.ek@fabrikam.example", "no id", DATE_));
    record(mail("jo@us.example", "bo.ek@fabrikam.example", "no id", DATE_));
    assert_int_equal(result.known, 1);
}

static void two_sessions_make_one_entry(void **state)
{
    (void)state;
    fixture_folder();
    lia_book *mine = book, *one = fixture_open(fixture_path("book"), "jo"),
             *two = fixture_open(fixture_path("book"), "ann");
    char text[2000];
    snprintf(text, sizeof text, "%s", mail("jo@us.example", "bo@x.example", "a", DATE_));
    book = one;
    make_one(LIA_PERSON, "Bo", "bo@x.example");
    set_email("JO", "jo@us.example");
    record(text);
    assert_int_equal(result.recorded, 1);
    book = two;
    record(text);
    assert_int_equal(result.known, 1);
    assert_int_equal(rows_last(one, "entries"), 1);
    lia_book_close(one);
    lia_book_close(two);
    fixture_folder_remove();
    book = mine;
}

/* --- adding --- */

static void unknown_ones_become_contacts(void **state)
{
    (void)state;
    lia_mail_how h = how();
    h.add = true;
    record_with(&h, mail("jo@us.example",
                         "\"Mette Kjær\" <mette@north.example>, x@y.example, noreply@shop.example,"
                         " METTE@north.example",
                         "Hello", DATE_));
    assert_int_equal(result.contacts_added, 2);
    assert_int_equal(result.entries, 2);
    assert_int_equal(rows_int(book,
                              "SELECT count(*) FROM contact WHERE type = 2 AND name = 'Mette Kjær'"
                              " AND email = 'mette@north.example'"),
                     1);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM contact WHERE name = 'x@y.example'"), 1);
    assert_int_equal(
        rows_int(book, "SELECT count(*) FROM entry AS e JOIN contact AS c USING (contact_id)"
                       " WHERE c.email LIKE 'mette%' AND e.via = c.email AND e.correspondence = 2"),
        1);
    rows_check(book);
    undo_last(book); /* contacts and entries go together */
    assert_int_equal(rows_last(book, "contacts"), 3);
    assert_int_equal(rows_last(book, "entries"), 0);
    h = how();
    h.add = true;
    record_with(&h, mail("New <new@x.example>", "jo@us.example", "In", DATE_));
    assert_int_equal(result.contacts_added, 1);
    assert_int_equal(result.entries, 1);
    assert_string_equal(last_line(book), "Recorded e-mail “In” with New");
    assert_int_equal(entry(rows_last(book, "entry"))->flow, LIA_INBOUND);
}

static void programs_and_lists_are_not_added(void **state)
{
    (void)state;
    static const char *const senders[] = {"no-reply@x.example", "MAILER-DAEMON@x.example",
                                          "shop-noreply@x.example", "Bounces+1@x.example"};
    lia_mail_how h = how();
    h.add = true;
    for (size_t i = 0; i < sizeof senders / sizeof *senders; i++)
        record_with(&h, mail(senders[i], "jo@us.example", "x", DATE_));
    record_with(&h, mail("news@x.example", "jo@us.example", "x", "List-Id: <n.x>\n" DATE_));
    assert_string_equal(str_text(&unknown), "");
    assert_int_equal(rows_last(book, "contacts"), 3);
}

static void a_dry_run_writes_nothing(void **state)
{
    (void)state;
    lia_mail_how h = how();
    h.add = h.dry_run = true;
    struct str before = rows_dump(book);
    record_with(&h, mail("jo@us.example", "bo.ek@fabrikam.example, who@x.example", "a", DATE_));
    assert_int_equal(result.entries, 2);
    assert_int_equal(result.contacts_added, 1);
    assert_string_equal(str_text(&with), "Bo Ek");
    record_with(&h, mail("jo@us.example", "Who <who@x.example>", "a", DATE_));
    assert_string_equal(str_text(&with), "Who");
    struct str after = rows_dump(book);
    assert_string_equal(str_text(&before), str_text(&after));
    str_clear(&before);
    str_clear(&after);
}

/* --- mailboxes --- */

static void write_file(const char *path, const char *text, size_t len)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

enum { MAILS = 10000 };

static void add_mail(struct str *text, int i)
{
    str_add_f(text,
              "From bo.ek@fabrikam.example Thu Nov 19 09:05:07 2026\n"
              "From: %s\nTo: %s\nSubject: No. %d\nMessage-ID: <%d@us.example>\n" DATE_
              "\nBody of it\n>From the start\n\n",
              i % 2 ? "jo@us.example" : "bo.ek@fabrikam.example",
              i % 2 ? "bo.ek@fabrikam.example" : "jo@us.example", i, i);
}

static void a_mailbox_is_one_operation(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < MAILS; i++)
        add_mail(&text, i);
    fixture_folder();
    const char *path = fixture_path("Archive.mbox");
    write_file(path, str_text(&text), text.len);
    struct str before = rows_dump(book);
    lia_mail_how h = how();
    h.name = "Archive.mbox";
    assert_ok(lia_record_mail(book, path, &h, &result, &err), err);
    assert_int_equal(result.read, MAILS);
    assert_int_equal(result.entries, MAILS);
    assert_string_equal(last_line(book),
                        "Recorded Archive.mbox: 10000 e-mails, 10000 interactions");
    assert_int_equal(rows_int(book, "SELECT count(*) FROM entry WHERE flow = 1"), MAILS / 2);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM op WHERE command = 'record-mail'"), 1);
    rows_check(book);
    add_mail(&text, MAILS); /* one more has come: only that one is new */
    write_file(path, str_text(&text), text.len);
    assert_ok(lia_record_mail(book, path, &h, &result, &err), err);
    assert_int_equal(result.known, MAILS);
    assert_int_equal(result.entries, 1);
    undo_last(book);
    undo_last(book);
    struct str after = rows_dump(book);
    assert_string_equal(str_text(&before), str_text(&after));
    str_clear(&before);
    str_clear(&after);
    str_clear(&text);
    fixture_folder_remove();
}

static void a_copy_in_the_same_mailbox_is_known(void **state)
{
    (void)state;
    struct str text = {0};
    add_mail(&text, 1);
    add_mail(&text, 2);
    add_mail(&text, 1);
    record(str_text(&text));
    assert_string_equal(str_text(&lines), "1 recorded 1;2 recorded 1;3 known 0;");
    str_clear(&text);
}

static void put(const char *file, const char *subject)
{
    char text[500];
    int n = snprintf(text, sizeof text, "%s",
                     mail("jo@us.example", "bo.ek@fabrikam.example", subject, DATE_));
    write_file(fixture_path(file), text, (size_t)n);
}

static void a_maildir_is_read_with_its_folders(void **state)
{
    (void)state;
    static const char *const folders[] = {"m",       "m/cur",       "m/new",       "m/tmp",
                                          "m/.Sent", "m/.Sent/cur", "m/.Sent/new", "m/other"};
    fixture_folder();
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        assert_int_equal(mkdir(fixture_path(folders[i]), 0700), 0);
    put("m/cur/1.a:2,S", "one");
    put("m/cur/2.a:2,DS", "draft");
    put("m/cur/3.a:2,ST", "trashed");
    put("m/new/4.a", "four");
    put("m/tmp/5.a", "on its way");
    put("m/.Sent/cur/6.a:2,", "six");
    put("m/other/7", "no mail folder");
    write_file(fixture_path("m/cur/8.a:2,S"), "", 0);
    lia_mail_how h = how();
    assert_ok(lia_record_mail(book, fixture_path("m"), &h, &result, &err), err);
    assert_string_equal(str_text(&lines), "cur/1.a:2,S:1 recorded 1;cur/8.a:2,S:1 broken 0;"
                                          "new/4.a:1 recorded 1;.Sent/cur/6.a:2,:1 recorded 1;");
    assert_int_equal(result.entries, 3);
    assert_int_equal(lia_record_mail(book, fixture_path("m/other"), &h, &result, &err),
                     LIA_INVALID);
    assert_message(err, "");
    assert_int_equal(lia_record_mail(book, fixture_path("gone"), &h, &result, &err), LIA_NOT_FOUND);
    assert_message(err, "");
    fixture_folder_remove();
}

static bool stop(void *ctx, int64_t done, int64_t total)
{
    (void)done, (void)total;
    return (*(int *)ctx)-- > 0;
}

static void can_be_stopped(void **state)
{
    (void)state;
    for (int calls = 0; calls < 3; calls++) {
        int left = calls;
        lia_mail_how h = how();
        h.progress = (lia_progress){stop, &left};
        struct text t = {"From: jo@us.example\nTo: bo.ek@fabrikam.example\n\n", 50};
        t.left = strlen(t.s);
        assert_int_equal(lia_record_mail_stream(book, read_text, &t, &h, &result, &err),
                         LIA_CANCELED);
        assert_int_equal(rows_last(book, "entries"), 0);
    }
}

int main(void)
{
#define IN_BOOK(test) cmocka_unit_test_setup_teardown(test, set_up, clean_up)
    const struct CMUnitTest tests[] = {
        IN_BOOK(what_a_salesperson_sends_is_outbound),
        IN_BOOK(each_recipient_who_is_a_contact_has_one),
        IN_BOOK(what_a_contact_sends_us_is_inbound),
        IN_BOOK(of_two_writers_the_first_counts),
        IN_BOOK(mail_between_others_is_not_ours),
        IN_BOOK(a_salesperson_is_no_contact),
        IN_BOOK(the_direction_can_be_said),
        IN_BOOK(sender_is_asked_where_from_is_nobody),
        IN_BOOK(a_blocked_salesperson_was_one_then),
        IN_BOOK(without_subject_or_date),
        IN_BOOK(archived_and_blocked_are_told),
        IN_BOOK(who_is_left_out_of_a_mail_is_told),
        IN_BOOK(no_template_records_nothing),
        IN_BOOK(what_is_no_mail_is_told),
        IN_BOOK(a_message_is_recorded_once),
        IN_BOOK(two_sessions_make_one_entry),
        IN_BOOK(unknown_ones_become_contacts),
        IN_BOOK(programs_and_lists_are_not_added),
        IN_BOOK(a_dry_run_writes_nothing),
        IN_BOOK(a_mailbox_is_one_operation),
        IN_BOOK(a_copy_in_the_same_mailbox_is_known),
        IN_BOOK(a_maildir_is_read_with_its_folders),
        IN_BOOK(can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
