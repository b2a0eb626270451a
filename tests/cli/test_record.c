/* The commands record, record mail and setup: what they print, and their exit codes. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "json.h"
#include "program.h"

/* A book with Bo Ek in it, whose user gets mail at me@us.example. */
static struct program *begin(void **state)
{
    struct program *p = *state;
    static const char cards[] = "BEGIN:VCARD\nVERSION:4.0\nFN:Bo Ek\nEMAIL:bo@x.example\n"
                                "TEL:+46 70 123 45 67\nEND:VCARD\n"
                                "BEGIN:VCARD\nVERSION:4.0\nFN:Anna Berg\nEMAIL:anna@x.example\n"
                                "END:VCARD\n";
    program_assert(p, 0, run_input(p, cards, "import", "-"), __FILE__, __LINE__);
    assert_run(p, 0, "salesperson", "list", "--json");
    char code[64];
    snprintf(code, sizeof code, "%s", json_get(str_text(&p->out), 0, "code"));
    assert_run(p, 0, "salesperson", "edit", code, "--email", "me@us.example");
    return p;
}

static int entries(struct program *p)
{
    assert_run(p, 0, "entry", "list", "--json");
    return p->out.len ? json_lines(str_text(&p->out)) : 0;
}

static void says(const struct program *p, const char *text)
{
    if (!strstr(str_text(&p->out), text))
        fail_msg("“%s” is not in: %s", text, str_text(&p->out));
}

/* --- record EVENT --- */

static void records_and_says_so(void **state)
{
    struct program *p = begin(state);
    assert_run(p, 0, "record", "call", "--contact", "070-1234567", "-m", "Delivery\nOn Friday");
    assert_string_equal(str_text(&p->out), "Recorded entry 1 with CT000001 Bo Ek\n");
    assert_run(p, 0, "record", "call", "--in", "--contact", "bo@x.example", "--minutes", "1:30",
               "--date", "2026-01-02", "--time", "9:05", "--cost", "2.50", "--failed", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    assert_string_equal(json_get(str_text(&p->out), 0, "result"), "recorded");
    assert_string_equal(json_get(str_text(&p->out), 0, "entry"), "2");
    assert_string_equal(json_get(str_text(&p->out), 0, "contact"), "Bo Ek");
    assert_run(p, 0, "entry", "show", "2", "--json");
    const char *entry = str_text(&p->out);
    assert_string_equal(json_get(entry, 0, "template"), "CALL-IN");
    assert_string_equal(json_get(entry, 0, "flow"), "inbound");
    assert_string_equal(json_get(entry, 0, "date"), "2026-01-02");
    assert_string_equal(json_get(entry, 0, "time"), "09:05");
    assert_string_equal(json_get(entry, 0, "minutes"), "90");
    assert_string_equal(json_get(entry, 0, "cost"), "2.50");
    assert_string_equal(json_get(entry, 0, "status"), "failed");
    assert_run(p, 0, "record", "call", "--duration", "7", "--contact", "Bo Ek");
    assert_run(p, 0, "entry", "show", "3", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "minutes"), "7");
}

static void exit_codes_are_kept(void **state)
{
    struct program *p = begin(state);
    assert_run(p, 0, "record", "sales-invoice", "--contact", "Bo Ek"); /* no template */
    assert_string_equal(str_text(&p->out), "");
    assert_run(p, 0, "record", "sales-invoice", "--contact", "Bo Ek", "-v");
    says(p, "sales-invoice has no template");
    assert_run(p, 1, "record", "meeting", "--contact", "Nobody");
    assert_said(p, "No contact has this", "Nobody");
    assert_run(p, 1, "record", "meeting", "--contact", "");
    assert_said(p, "--contact is blank", "");
    assert_run(p, 1, "record", "meeting", "--contact", "Bo Ek", "--date", "2199-01-01");
    assert_said(p, "has not happened yet", "CT000001 Bo Ek");
    assert_run(p, 2, "record", "meeting");
    assert_said(p, "--contact CONTACT is needed", "");
    assert_run(p, 2, "record", "meting", "--contact", "Bo Ek");
    assert_said(p, "see: liaise setup events", "");
    assert_run(p, 2, "record", "meet", "--contact", "Bo Ek");
    assert_said(p, "did you mean meeting?", "");
    assert_run(p, 2, "record", "call", "--in", "--out", "--contact", "Bo Ek");
    assert_run(p, 2, "record", "call", "--duration", "x", "--contact", "Bo Ek");
    assert_run(p, 2, "record", "call", "--duration", "1", "--minutes", "1", "--contact", "Bo Ek");
    assert_run(p, 1, "record", "call", "--salesperson", "NIX", "--contact", "Bo Ek");
    assert_int_equal(entries(p), 0);
    assert_run(p, 0, "contact", "archive", "Bo Ek");
    assert_run(p, 1, "record", "meeting", "--contact", "bo@x.example");
    assert_said(p, "archived", "");
}

static void a_document_is_recorded_once(void **state)
{
    struct program *p = begin(state);
    assert_run(p, 0, "setup", "map", "sales-invoice", "LETTER-OUT");
    assert_run(p, 0, "record", "sales-invoice", "--contact", "Bo Ek", "--document", "7");
    assert_run(p, 0, "record", "sales-invoice", "--contact", "Bo Ek", "--document", "7");
    assert_string_equal(str_text(&p->out), "");
    assert_run(p, 0, "record", "sales-invoice", "--contact", "Bo Ek", "--document", "7", "-v");
    says(p, "as entry 1");
    assert_run(p, 0, "record", "sales-invoice", "--contact", "Bo Ek", "--document", "7", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "result"), "known");
    assert_int_equal(entries(p), 1);
}

/* Two at once: whichever comes second finds the first one's. */
static void two_at_once_make_one(void **state)
{
    struct program *p = begin(state);
    pid_t pids[4];
    char *const args[] = {"record", "meeting", "--contact", "Bo Ek", "--document", "M1", NULL};
    for (int i = 0; i < 4; i++)
        pids[i] = program_start(p, args);
    for (int i = 0; i < 4; i++)
        assert_int_equal(program_wait(pids[i]), 0);
    assert_int_equal(entries(p), 1);
}

static void several_contacts_and_trials(void **state)
{
    struct program *p = begin(state);
    assert_run(p, 0, "record", "meeting", "--contact", "Bo Ek", "--contact", "Anna Berg",
               "--dry-run");
    says(p, "Would record an entry with CT000002 Anna Berg");
    assert_int_equal(entries(p), 0);
    assert_run(p, 1, "record", "meeting", "--contact", "Bo Ek", "--contact", "Nobody");
    assert_int_equal(entries(p), 1); /* the rest is recorded */
    program_assert(
        p, 0, run_input(p, "Bo Ek\n\nAnna Berg\n", "record", "meeting", "--contact", "-", "--tsv"),
        __FILE__, __LINE__);
    says(p, "recorded\t2\tBo Ek\t");
    assert_int_equal(entries(p), 3);
    assert_run(p, 0, "undo", "--yes");
    assert_int_equal(entries(p), 1);
}

static void nothing_hostile_reaches_the_terminal(void **state)
{
    struct program *p = begin(state);
    assert_run(p, 1, "record", "meeting", "--contact", "\033[31mBo\xE2\x80\xAE");
    assert_tame(p->err);
    program_assert(p, 0,
                   run_input(p,
                             "From: bo@x.example\nTo: \033]0;x@us.example\n"
                             "Subject: \033[31mred\n\n",
                             "record", "mail", "--in", "-v"),
                   __FILE__, __LINE__);
    assert_tame(p->out);
    assert_tame(p->err);
}

/* --- record mail --- */

#define MAIL                                                                                       \
    "From: me@us.example\nTo: Bo <bo@x.example>, Who <who@x.example>\n"                            \
    "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\nMessage-ID: <1@us>\n\nbody\n"

static void run_mail(struct program *p, int code, const char *text, char *const args[])
{
    program_assert(p, code, program_run(p, text, args), __FILE__, __LINE__);
}
#define mail(p, code, text, ...)                                                                   \
    run_mail((p), (code), (text), (char *const[]){"record", "mail", __VA_ARGS__, NULL})

static void mail_is_recorded_from_standard_input(void **state)
{
    struct program *p = begin(state);
    mail(p, 0, MAIL, "--dry-run");
    says(p, "Would record 1 entry with Bo Ek: Grüße");
    assert_int_equal(entries(p), 0);
    mail(p, 0, MAIL, "-");
    assert_string_equal(str_text(&p->out), "Not in the book: Who <who@x.example>\n"
                                           "Recorded 1 entry with Bo Ek: Grüße\n");
    mail(p, 0, MAIL, "-v");
    says(p, "mail 1 (me@us.example): Recorded already, as entry 1\n");
    mail(p, 0, MAIL, "-");
    says(p, "\nRecorded already, as entry 1\n");
    mail(p, 0, MAIL, "--add");
    says(p, "New contact: Who <who@x.example>");
    assert_int_equal(entries(p), 2);
    mail(p, 0, MAIL, "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    assert_string_equal(json_get(str_text(&p->out), 0, "result"), "known");
    assert_string_equal(json_get(str_text(&p->out), 0, "message_id"), "1@us");
}

/* 0 also when nobody is known, so that it can stand in hooks. */
static void mail_hooks_get_their_exit_codes(void **state)
{
    struct program *p = begin(state);
    mail(p, 0, "From: who@x.example\nTo: me@us.example\n\n", "-");
    says(p, "Not in the book: who@x.example");
    mail(p, 0, "From: a@x.example\nTo: b@x.example\n\n", "-");
    says(p, "neither");
    mail(p, 1, "no mail at all\n", "-");
    mail(p, 1, "", "-");
    mail(p, 1, NULL, "gone.mbox");
    assert_said(p, "cannot be read", "gone.mbox");
    mail(p, 1, NULL, ".");
    assert_said(p, "no Maildir", ".");
    mail(p, 2, MAIL, "--in", "--out");
    assert_int_equal(entries(p), 0);
}

/* A new book does not know whose mail it is; what would tell it is said. */
static void who_gets_the_mail_is_asked_for(void **state)
{
    struct program *p = begin(state);
    static const char stranger[] = "From: a@x.example\nTo: b@x.example\n\n";
    mail(p, 0, stranger, "-");
    assert_null(strstr(str_text(&p->out), "salesperson edit"));
    assert_run(p, 0, "salesperson", "list", "--json");
    char code[64], told[128];
    snprintf(code, sizeof code, "%s", json_get(str_text(&p->out), 0, "code"));
    snprintf(told, sizeof told, "Say who you are: liaise salesperson edit %s --email", code);
    assert_run(p, 0, "salesperson", "edit", code, "--email", "");
    mail(p, 0, stranger, "-");
    says(p, told);
    mail(p, 0, stranger, "--tsv");
    assert_null(strstr(str_text(&p->out), "Say who"));
}

static void mailboxes_are_counted(void **state)
{
    struct program *p = begin(state);
    static const char box[] =
        "From me@us.example Fri Nov 20 14:32:00 2020\nFrom: me@us.example\nTo: bo@x.example\n"
        "Message-ID: <1@us>\n\nbody\n\n"
        "From me@us.example Fri Nov 20 14:32:00 2020\nFrom: me@us.example\n"
        "To: anna@x.example, bo@x.example\nMessage-ID: <2@us>\n\nbody\n\n"
        "From who@x.example Fri Nov 20 14:32:00 2020\nFrom: a@y.example\nTo: b@y.example\n\nx\n\n"
        "From who@x.example Fri Nov 20 14:32:00 2020\nFrom: a@y.example\nTo: me@us.example\n\nx\n";
    program_write_text(p, "box", box);
    mail(p, 0, NULL, "box");
    assert_string_equal(str_text(&p->out),
                        "Not in the book: a@y.example\n"
                        "Read 4 mails: recorded 2, as 3 entries; 0 known already\n"
                        "1 with nobody who is a contact\n"
                        "1 neither sent by a salesperson nor received by one\n"
                        "1 address is in no contact: --add makes one of it\n");
    mail(p, 0, NULL, "box", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 5);
    assert_run(p, 0, "undo", "--yes");
    assert_int_equal(entries(p), 0);
    assert_int_equal(mkdir(program_file(p, "m"), 0700), 0);
    assert_int_equal(mkdir(program_file(p, "m/cur"), 0700), 0);
    assert_int_equal(mkdir(program_file(p, "m/new"), 0700), 0);
    program_write_text(p, "m/new/1.x", MAIL);
    mail(p, 0, NULL, "m", "--tsv");
    says(p, "recorded\tnew/1.x\t1\tme@us.example\t");
    assert_int_equal(entries(p), 1);
}

static void control_c_stops_the_reading_of_mail(void **state)
{
    struct program *p = begin(state);
    const char *path = program_file(p, "pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    pid_t pid = program_start(p, (char *const[]){"record", "mail", "pipe", NULL});
    int fd = open(path, O_WRONLY); /* it waits for what comes now */
    assert_true(fd >= 0);
    assert_int_equal(write(fd, MAIL, strlen(MAIL)), (ssize_t)strlen(MAIL));
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
    assert_int_equal(kill(pid, SIGINT), 0);
    assert_int_equal(program_wait(pid), 130);
    close(fd);
    assert_int_equal(entries(p), 0);
}

/* --- setup --- */

static void setup_is_shown_and_changed(void **state)
{
    struct program *p = begin(state);
    assert_run(p, 0, "setup", "edit", "--touch-days", "90", "--new-country", "Sweden",
               "--new-correspondence", "email", "--new-type", "company", "--undo-days", "7");
    assert_run(p, 0, "setup", "show", "--json");
    const char *out = str_text(&p->out);
    assert_string_equal(json_get(out, 0, "touch_days"), "90");
    assert_string_equal(json_get(out, 0, "undo_days"), "7");
    assert_string_equal(json_get(out, 0, "new_country"), "Sweden");
    assert_string_equal(json_get(out, 0, "new_type"), "company");
    assert_string_equal(json_get(out, 0, "new_correspondence"), "email");
    assert_run(p, 0, "setup", "edit", "--touch-days", "", "--new-correspondence", "", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "touch_days"), "");
    assert_string_equal(json_get(str_text(&p->out), 0, "new_correspondence"), "");
    assert_run(p, 2, "setup", "edit");
    assert_run(p, 2, "setup", "edit", "--touch-days", "-1");
    assert_run(p, 2, "setup", "edit", "--new-type", "dog");
    assert_run(p, 1, "setup", "edit", "--new-salesperson", "NIX");
}

static void series_are_listed_and_set(void **state)
{
    struct program *p = begin(state);
    assert_run(p, 0, "setup", "edit-series", "contacts", "K-0100");
    says(p, "K-0100");
    assert_run(p, 0, "setup", "series", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 4);
    assert_string_equal(json_get(str_text(&p->out), 0, "next"), "K-0100");
    assert_run(p, 0, "setup", "edit-series", "segment", "");
    assert_run(p, 1, "setup", "edit-series", "contact", "K-0000");
    assert_run(p, 2, "setup", "edit-series", "invoices", "K-0000");
}

static void events_are_mapped_added_and_deleted(void **state)
{
    struct program *p = begin(state);
    assert_run(p, 0, "setup", "events", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 20);
    assert_run(p, 0, "setup", "add-event", "fair", "-d", "Visit at the fair", "-t", "MEETING-IN");
    assert_run(p, 0, "record", "fair", "--contact", "Bo Ek");
    assert_run(p, 0, "setup", "map", "fair");
    assert_run(p, 0, "record", "fair", "--contact", "Bo Ek");
    assert_int_equal(entries(p), 1);
    assert_run(p, 1, "setup", "map", "fair", "NIX");
    assert_run(p, 1, "setup", "map", "nix");
    assert_run(p, 1, "setup", "delete-event", "meeting", "--yes");
    assert_run(p, 1, "setup", "delete-event", "fair"); /* nobody is there to be asked */
    assert_run(p, 0, "setup", "delete-event", "fair", "--dry-run");
    assert_run(p, 0, "setup", "delete-event", "fair", "--yes");
    assert_run(p, 2, "record", "fair", "--contact", "Bo Ek");
}

int main(void)
{
#define RUNS(test) cmocka_unit_test_setup_teardown(test, program_setup, program_teardown)
    const struct CMUnitTest tests[] = {
        RUNS(records_and_says_so),
        RUNS(exit_codes_are_kept),
        RUNS(a_document_is_recorded_once),
        RUNS(two_at_once_make_one),
        RUNS(several_contacts_and_trials),
        RUNS(nothing_hostile_reaches_the_terminal),
        RUNS(mail_is_recorded_from_standard_input),
        RUNS(mail_hooks_get_their_exit_codes),
        RUNS(who_gets_the_mail_is_asked_for),
        RUNS(mailboxes_are_counted),
        RUNS(control_c_stops_the_reading_of_mail),
        RUNS(setup_is_shown_and_changed),
        RUNS(series_are_listed_and_set),
        RUNS(events_are_mapped_added_and_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
