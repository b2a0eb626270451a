/* What mail programs are given: their forms, and exit codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/story.h"

/* mutt(1), query_command: a line for its status line, then address, name and whatever else, tabs
 * between; without a match another exit code than 0, and a line that says why. */
static void for_mutt(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "address", "bo");
    assert_string_equal(str_text(&p->out),
                        "liaise: 1 address\nbo.ek@fabrikam.example\tBo Ek\tFabrikam\n");
    assert_run(p, REFUSED, "address", "nobodyatall");
    assert_string_equal(str_text(&p->out), "liaise: no contact with an e-mail matches\n");
    assert_string_equal(str_text(&p->err), "");
    assert_run(p, DONE, "address", "--", "");
    assert_true(str_starts(str_text(&p->out), "liaise: 12 addresses\n"));
    assert_run(p, DONE, "address", "-n", "2", "a");
    assert_true(str_starts(str_text(&p->out), "liaise: 2 addresses\n"));
}

/* aerc-config(5), address-book-cmd: every line is one, so there is no other. */
static void for_aerc(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "address", "--format", "aerc", "--", "anna", "ber");
    assert_string_equal(str_text(&p->out), "anna.berg@adatum.example\tAnna Berg\tAdatum\n");
    assert_run(p, REFUSED, "address", "--format=aerc", "nobodyatall");
    assert_string_equal(str_text(&p->out), "");
}

/* RFC 5322, 3.2.4: a name with special characters is a quoted string. */
static void plain_addresses(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Eve \"E\" Ek, PhD", "--email", "eve@ek.example");
    assert_run(p, DONE, "address", "--format", "plain", "eve");
    assert_string_equal(str_text(&p->out), "\"Eve \\\"E\\\" Ek, PhD\" <eve@ek.example>\n");
    assert_run(p, DONE, "address", "-f", "plain", "bo");
    assert_string_equal(str_text(&p->out), "Bo Ek <bo.ek@fabrikam.example>\n");
}

static void for_programs(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "address", "bo", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    assert_string_equal(json_get(str_text(&p->out), 0, "email"), "bo.ek@fabrikam.example");
    assert_string_equal(json_get(str_text(&p->out), 0, "contact_no"), "CT000009");
    assert_run(p, USAGE, "address", "bo", "--format", "outlook");
    assert_said(p, "--format is mutt, aerc or plain, not: outlook", "");
    assert_run(p, USAGE, "address");
}

/* What a name is made of cannot make another line or column. */
static void a_name_stays_in_its_place(void **state)
{
    struct program *p = *state;
    program_write_text(p, "eve.vcf",
                       "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Eve\\nbo@evil.example\tEve\xc2\x9b"
                       "31m\r\n"
                       "EMAIL:eve@evil.example\r\nEND:VCARD\r\n");
    assert_run(p, DONE, "import", "eve.vcf");
    assert_run(p, DONE, "address", "--format", "aerc", "eve@evil");
    const char *text = str_text(&p->out);
    assert_null(strstr(text, "\xc2\x9b")); /* CSI in one character */
    assert_true(str_starts(text, "eve@evil.example\t"));
    assert_ptr_equal(strchr(text, '\n'), text + p->out.len - 1);
    int tabs = 0;
    for (const char *c = text; *c; c++)
        tabs += *c == '\t';
    assert_int_equal(tabs, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(for_mutt),
        STORY(for_aerc),
        STORY(plain_addresses),
        STORY(for_programs),
        STORY(a_name_stays_in_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
