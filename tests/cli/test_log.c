/* log: an interaction from the shell, with one contact or many (domain.md 4, 5). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/story.h"

/* Each field of the form has an option, and is in the entry as it was given. */
static void every_field_is_kept(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "log", "Bo Ek", "-t", "meeting", "-m", "At the fair\nThey liked it", "-c",
               "and the coffee", "-d", "2024-02-29", "--time", "9:05:07", "--minutes", "1:30",
               "--cost", "12.5", "-e", "very-positive", "--failed", "--flow", "inbound", "--by",
               "them", "--correspondence", "hard-copy", "--via", "Stand 4", "--subject", "Booth",
               "--json");
    static const char *const fields[][2] = {
        {"contact_no", "CT000009"}, {"template", "MEETING"},
        {"group", "MEETING"},       {"description", "At the fair"},
        {"subject", "Booth"},       {"date", "2024-02-29"},
        {"time", "09:05:07"},       {"minutes", "90"},
        {"cost", "12.50"},          {"evaluation", "very-positive"},
        {"failed", "true"},         {"status", "failed"},
        {"flow", "inbound"},        {"initiated_by", "them"},
        {"via", "Stand 4"},         {"correspondence", "hard-copy"},
        {"comments", "1"},          {"company", "Fabrikam"},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        assert_string_equal(member(p, 0, fields[i][0]), fields[i][1]);
    char no[32];
    strncpy(no, member(p, 0, "no"), sizeof no - 1);
    no[sizeof no - 1] = '\0';
    assert_string_equal(field(p, "text", "comment", "list", no), "They liked it\nand the coffee");
}

/* domain.md 4.3 to 4.5: what is not said comes from clock, user, template and contact. */
static void the_rest_is_worked_out(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Ida Ek", "--email", "ida@ek.example", "--phone", "070 1",
               "--correspondence", "email");
    assert_run(p, DONE, "log", "Ida Ek", "-t", "CALL-OUT", "--json"); /* ignores the contact's */
    assert_string_equal(member(p, 0, "correspondence"), "phone");
    assert_string_equal(member(p, 0, "via"), "070 1");
    assert_string_equal(member(p, 0, "description"), "Outgoing call");
    assert_string_equal(member(p, 0, "minutes"), "15");
    assert_string_equal(member(p, 0, "flow"), "outbound");
    assert_true(*member(p, 0, "time") && *member(p, 0, "salesperson"));
    assert_run(p, DONE, "log", "Ida Ek", "-t", "LETTER-OUT", "--json");
    assert_string_equal(member(p, 0, "correspondence"), "email");
    assert_string_equal(member(p, 0, "via"), "ida@ek.example");
    /* via goes with the type that is given, in whatever order */
    assert_run(p, DONE, "log", "--correspondence", "phone", "-t", "LETTER-OUT", "Ida Ek", "--json");
    assert_string_equal(member(p, 0, "via"), "070 1");
    assert_string_equal(field(p, "initiated_by", "log", "Ida Ek", "-t", "CALL-OUT", "--by", ""),
                        "");
    /* a blank that is given stays blank; another day has no time */
    assert_run(p, DONE, "log", "Ida Ek", "-t", "CALL-OUT", "--flow", "none", "-d", "yesterday",
               "--json");
    assert_string_equal(member(p, 0, "flow"), "");
    assert_string_equal(member(p, 0, "time"), "");
    assert_run(p, DONE, "log", "Ida Ek", "-t", "CALL-OUT", "-d", "-1d", "--time", "8", "--json");
    assert_string_equal(member(p, 0, "time"), "08:00");
}

static void a_message_is_read(void **state)
{
    struct program *p = *state;
    assert_int_equal(run_input(p, "\nFirst line\r\n\r\nSecond\nThird\n\n", "log", "Bo Ek", "-t",
                               "CALL-OUT", "-m", "-", "--json"),
                     DONE);
    assert_string_equal(member(p, 0, "description"), "First line");
    char no[32] = "";
    strncpy(no, member(p, 0, "no"), sizeof no - 1);
    assert_string_equal(field(p, "text", "comment", "list", no), "Second\nThird");
    assert_int_equal(run_input(p, "a\xff", "log", "Bo Ek", "-t", "CALL-OUT", "-m", "-"), REFUSED);
    assert_said(p, "not UTF-8", "");
    assert_int_equal(run_input(p, "x", "log", "-", "-t", "CALL-OUT", "-m", "-"), USAGE);
    assert_said(p, "only once", "");
}

/* domain.md 4.8: one each, as one operation, in the order given, nobody twice. */
static void many_are_one_operation(void **state)
{
    struct program *p = *state;
    int before = rows(p, "entry", "list");
    assert_one_operation(p, "log", "Bo Ek", "anna.berg@adatum.example", "CT000009", "-t", "MEETING",
                         "-m", "Kick-off");
    assert_int_equal(rows(p, "entry", "list"), before + 2);
    assert_int_equal(rows(p, "log", "Mette", "Anna Berg", "-t", "CALL-IN"), 2);
    assert_string_equal(member(p, 0, "contact"), "Mette Kjær");
    assert_string_equal(member(p, 1, "contact"), "Anna Berg");
    assert_int_equal(run_input(p, "Bo Ek\r\n\n山田 太郎\n", "log", "-", "-t", "CALL-IN", "--json"),
                     DONE);
    assert_int_equal(json_lines(str_text(&p->out)), 2);
    assert_refused(p, REFUSED, "Nobody", "log", "Bo Ek", "Nobody", "-t", "CALL-IN");
}

static void archived_and_blocked_are_left_out(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "archive", "Bo Ek");
    assert_run(p, DONE, "contact", "block", "Anna Berg");
    int before = rows(p, "entry", "list");
    assert_int_equal(run(p, "log", "CT000009", "Anna Berg", "Mette", "-t", "CALL-OUT"), REFUSED);
    assert_non_null(strstr(str_text(&p->err), "left out: Bo Ek (archived)"));
    assert_non_null(strstr(str_text(&p->err), "left out: Anna Berg (privacy-blocked"));
    assert_int_equal(rows(p, "entry", "list"), before + 1);
    assert_refused(p, REFUSED, "no contact is left", "log", "CT000009", "Anna Berg", "-t",
                   "CALL-OUT");
    assert_refused(p, REFUSED, "archived", "log", "CT000009", "-t", "CALL-OUT");
    assert_refused(p, REFUSED, "privacy-blocked", "log", "Anna Berg", "-t", "CALL-OUT");
    /* of a filter's matches some are always left out: that is no failure */
    assert_int_equal(run(p, "log", "--all", "berg", "-t", "CALL-OUT", "--yes"), REFUSED);
    assert_run(p, DONE, "log", "--all", "company:adatum", "-t", "CALL-OUT", "--yes");
    assert_int_equal(rows(p, "entry", "list"), before + 2);
}

static void a_whole_filter_asks(void **state)
{
    struct program *p = *state;
    assert_refused(p, REFUSED, "Log it with 4 contacts? (not asked", "log", "--all", "tag:vip",
                   "-t", "MAIL-OUT");
    assert_trial(p, "with 4 contacts", "log", "--all", "tag:vip", "-t", "MAIL-OUT", "--dry-run");
    assert_one_operation(p, "log", "--all", "tag:vip", "-t", "MAIL-OUT", "--yes");
    assert_trial(p, "No contact matches", "log", "--all", "city:nowhere", "-t", "MAIL-OUT");
    assert_refused(p, USAGE, "not both", "log", "Bo Ek", "--all", "tag:vip", "-t", "MAIL-OUT");
    assert_refused(p, USAGE, "citty", "log", "--all", "citty:x", "-t", "MAIL-OUT");
}

/* domain.md 4.7, in that order, each with its option; nothing is written. */
static void faults_name_the_option(void **state)
{
    struct program *p = *state;
    assert_refused(p, USAGE, "something is missing: liaise log CONTACT", "log", "-t", "CALL-OUT");
    assert_refused(p, USAGE, "--template CODE is needed", "log", "Bo Ek");
    assert_refused(p, REFUSED, "--template: ", "log", "Bo Ek", "-t", "none", "--salesperson",
                   "none", "-m", "");
    assert_refused(p, REFUSED, "--salesperson: ", "log", "Bo Ek", "-t", "CALL-OUT", "-s", "none",
                   "-d", "none", "-m", "");
    assert_refused(p, REFUSED, "--date: ", "log", "Bo Ek", "-t", "CALL-OUT", "-d", "none", "-m",
                   "");
    assert_refused(p, REFUSED, "--message: ", "log", "Bo Ek", "-t", "CALL-OUT", "-m", " ");
    assert_refused(p, REFUSED, "--cost: ", "log", "Bo Ek", "-t", "CALL-OUT", "--cost", "-1");
    assert_refused(p, REFUSED, "--minutes: ", "log", "Bo Ek", "-t", "CALL-OUT", "--minutes",
                   "2000000");
    assert_refused(p, REFUSED, "--date: 2999-01-01", "log", "Bo Ek", "-t", "CALL-OUT", "-d",
                   "2999-01-01", "--dry-run");
    assert_refused(p, USAGE, "exclude each other", "log", "Bo Ek", "-t", "CALL-OUT", "--failed",
                   "--succeeded");
    assert_refused(p, USAGE, "--flow: “sideways”", "log", "Bo Ek", "-t", "CALL-OUT", "--flow",
                   "sideways");
    assert_refused(p, REFUSED, "an editor needs a terminal", "log", "Bo Ek", "-t", "CALL-OUT",
                   "--edit");
    assert_trial(p, "Would be logged: Hello", "log", "Bo Ek", "-t", "CALL-OUT", "-m", "Hello",
                 "--dry-run");
    /* the same of many, before anything is asked */
    assert_refused(p, REFUSED, "--message: ", "log", "Bo Ek", "Mette", "-t", "CALL-OUT", "-m", "");
}

/* domain.md 5: anything can be postponed, however incomplete, and is in no list of entries. */
static void it_can_be_postponed(void **state)
{
    struct program *p = *state;
    int before = rows(p, "entry", "list");
    assert_one_operation(p, "log", "--postpone");
    assert_one_operation(p, "log", "Bo Ek", "-p", "-d", "2999-01-01", "-m", "");
    assert_int_equal(rows(p, "entry", "list"), before);
    assert_int_equal(rows(p, "postponed", "list"), 3);
    assert_string_equal(member(p, 0, "contact"), "Bo Ek");
    assert_string_equal(member(p, 0, "date"), "2999-01-01");
    assert_trial(p, "Would be postponed", "log", "Bo Ek", "-p", "--dry-run");
    /* many: a segment, which is named */
    assert_run(p, DONE, "log", "Bo Ek", "Anna Berg", "-p", "-m", "Hej", "-t", "CALL-OUT");
    assert_string_equal(str_text(&p->out), "Kept as segment SM000003 with 2 lines\n");
    assert_string_equal(field(p, "lines", "segment", "show", "SM000003"), "2");
    assert_int_equal(rows(p, "line", "list", "SM000003"), 2);
    assert_string_equal(member(p, 0, "description"), "Hej");
    assert_int_equal(rows(p, "entry", "list"), before);
}

#define HOSTILE "A\x1b]0;owned\x07 \xe2\x80\xae gnp.exe \xc2\x9b 31m \xe2\x80\x8b"

static void hostile_text_is_kept_and_shown_as_marks(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "log", "Bo Ek", "-t", "CALL-OUT", "-m", HOSTILE "\nmore \x1b[5m", "--via",
               HOSTILE, "--subject", HOSTILE, "--json");
    assert_tame(p->out);
    char no[32] = "";
    strncpy(no, member(p, 0, "no"), sizeof no - 1);
    assert_string_equal(member(p, 0, "description"), HOSTILE);
    static char *const ways[] = {NULL, "--json"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_run(p, DONE, "entry", "show", no, ways[i]);
        assert_tame(p->out);
        assert_run(p, DONE, "comment", "list", no, ways[i]);
        assert_tame(p->out);
    }
    assert_run(p, DONE, "log", "Bo Ek", "-p", "-m", HOSTILE "\n" HOSTILE);
    assert_run(p, DONE, "postponed", "list");
    assert_tame(p->out);
    assert_refused(p, USAGE, "--by", "log", "Bo Ek", "-t", "CALL-OUT", "--by", HOSTILE);
    assert_refused(p, REFUSED, "template", "log", "Bo Ek", "-t", HOSTILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(every_field_is_kept),
        STORY(the_rest_is_worked_out),
        STORY(a_message_is_read),
        STORY(many_are_one_operation),
        STORY(archived_and_blocked_are_left_out),
        STORY(a_whole_filter_asks),
        STORY(faults_name_the_option),
        STORY(it_can_be_postponed),
        STORY(hostile_text_is_kept_and_shown_as_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
