/* Mail becomes interactions once (domain.md 9): known mail, unknown addresses, mailboxes. */
#include <sys/stat.h>

#include "mail_case.h"

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
    const struct CMUnitTest tests[] = {
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
