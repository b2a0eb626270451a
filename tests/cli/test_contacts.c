/* What is done to contacts from the shell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/story.h"

/* A member of the contact as the book has it now. */
static const char *of_contact(struct program *p, const char *contact, const char *key)
{
    assert_run(p, DONE, "contact", "show", (char *)contact, "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    return json_get(str_text(&p->out), 0, key);
}

static void every_field_can_be_edited(void **state)
{
    static char *const fields[][3] = {
        {"--name", "Bo Ek-Lind", "name"},
        {"--no", "BO1", "no"},
        {"--job-title", "Chief", "job_title"},
        {"--email", "bo@ek.example", "email"},
        {"--email2", "bo2@ek.example", "email2"},
        {"--phone", "+46 1", "phone"},
        {"--mobile", "+46 2", "mobile"},
        {"--address", "Storgatan 1", "address"},
        {"--address2", "c/o Lind", "address2"},
        {"--post-code", "222 22", "post_code"},
        {"--city", "Malmö", "city"},
        {"--country", "Sverige", "country"},
        {"--home-page", "https://ek.example", "home_page"},
        {"--birthday", "--05-17", "birthday"},
        {"--correspondence", "hard-copy", "correspondence"},
        {"--touch", "30", "touch_days"},
        {"--exclude", "yes", "exclude"},
        {"--tags", "b,a", "tags"},
        {"--note", "two\nlines", "note"},
        {"--company", "Adatum", "company"},
    };
    enum { FIELDS = sizeof fields / sizeof *fields };
    struct program *p = *state;
    char *args[2 * FIELDS + 4] = {"contact", "edit", "CT000009"};
    for (int i = 0; i < FIELDS; i++) {
        args[3 + 2 * i] = fields[i][0];
        args[4 + 2 * i] = fields[i][1];
    }
    int before = story_operations(p);
    program_assert(p, DONE, program_run(p, NULL, args), __FILE__, __LINE__);
    assert_int_equal(story_operations(p), before + 1);
    for (int i = 0; i < FIELDS; i++) {
        const char *right = str_or(fields[i][1], "");
        right = !strcmp(right, "yes") ? "true" : !strcmp(right, "b,a") ? "[\"a\",\"b\"]" : right;
        assert_string_equal(of_contact(p, "BO1", fields[i][2]), right);
    }
    static char *const blanks[] = {"--job-title",     "--email", "--email2",  "--phone",
                                   "--mobile",        "--city",  "--country", "--birthday",
                                   "--touch",         "--tags",  "--note",    "--company",
                                   "--correspondence"};
    static const char *const keys[] = {
        "job_title", "email",      "email2", "phone", "mobile",  "city",          "country",
        "birthday",  "touch_days", "tags",   "note",  "company", "correspondence"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        assert_run(p, DONE, "contact", "edit", "BO1", blanks[i], "");
        assert_string_equal(of_contact(p, "BO1", keys[i]), "");
    }
}

static void further_addresses_come_and_go(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "edit", "Bo Ek", "--add-email", "home=bo@home.example",
               "--add-email", "b@work.example", "--add-page", "https://ek.example/?a=b",
               "--add-phone", "car=+46 9");
    assert_string_equal(of_contact(p, "Bo Ek", "channels"),
                        "[{\"kind\":\"email\",\"label\":\"home\",\"value\":\"bo@home.example\"},"
                        "{\"kind\":\"email\",\"value\":\"b@work.example\"},"
                        "{\"kind\":\"phone\",\"label\":\"car\",\"value\":\"+46 9\"},"
                        "{\"kind\":\"page\",\"value\":\"https://ek.example/?a=b\"}]");
    assert_run(p, DONE, "contact", "show", "bo@home.example"); /* it is found by any e-mail */
    assert_run(p, DONE, "contact", "edit", "Bo Ek", "--remove", "bo@home.example", "--remove",
               "+46 9");
    assert_null(strstr(of_contact(p, "Bo Ek", "channels"), "home"));
    assert_null(strstr(of_contact(p, "Bo Ek", "channels"), "+46 9"));
    assert_run(p, REFUSED, "contact", "edit", "Bo Ek", "--remove", "bo@home.example");
    assert_said(p, "CT000009 has no further “bo@home.example”", "");
    assert_run(p, DONE, "contact", "edit", "Anna Berg", "--add-tag", "Fair", "--remove-tag", "VIP");
    assert_string_equal(of_contact(p, "Anna Berg", "tags"), "[\"fair\"]");
}

static void several_are_one_operation(void **state)
{
    struct program *p = *state;
    int before = story_operations(p);
    program_assert(p, DONE,
                   run_input(p, "Bo Ek\nsofia.lind@fabrikam.example\r\n\nCT000009\n", "contact",
                             "edit", "-", "Anna Berg", "--city", "Ystad"),
                   __FILE__, __LINE__);
    assert_string_equal(str_text(&p->out), "Changed 3 of 3 contacts\n");
    assert_int_equal(story_operations(p), before + 1);
    assert_string_equal(of_contact(p, "Sofia Lind", "city"), "Ystad");
    assert_run(p, DONE, "undo", "--yes");
    assert_string_equal(of_contact(p, "Sofia Lind", "city"), "Lund");
    assert_string_equal(of_contact(p, "Anna Berg", "city"), "Göteborg");
    before = story_operations(p); /* one of them cannot be: none is changed */
    assert_run(p, REFUSED, "contact", "edit", "Bo Ek", "Nobody At All", "--city", "X");
    assert_run(p, REFUSED, "contact", "edit", "Bo Ek", "Adatum", "--email", "no address");
    assert_run(p, REFUSED, "contact", "edit", "Bo Ek", "Anna Berg", "--no", "SAME");
    assert_int_equal(story_operations(p), before);
    assert_run(p, DONE, "contact", "edit", "Bo Ek", "--city", "Lund");
    assert_string_equal(str_text(&p->out), "Nothing to change: it is so already\n");
    assert_int_equal(story_operations(p), before);
}

static void texts_from_standard_input(void **state)
{
    struct program *p = *state;
    program_assert(
        p, DONE,
        run_input(p, "one\ntwo\n\n", "contact", "edit", "Bo Ek", "Anna Berg", "--note", "-"),
        __FILE__, __LINE__);
    assert_string_equal(of_contact(p, "Bo Ek", "note"), "one\ntwo");
    assert_string_equal(of_contact(p, "Anna Berg", "note"), "one\ntwo");
    program_assert(p, DONE, run_input(p, "Ines Grau\n", "contact", "add", "-", "--city", "Faro"),
                   __FILE__, __LINE__);
    assert_string_equal(of_contact(p, "Ines Grau", "city"), "Faro");
    assert_int_equal(run_input(p, "Ida\nUlf\n", "contact", "add", "-"), USAGE);
    assert_said(p, "a name is one line; liaise import adds many contacts", "");
    assert_int_equal(run_input(p, "\xff\n", "contact", "edit", "Bo Ek", "--note", "-"), REFUSED);
    assert_said(p, "standard input is not UTF-8 text", "");
    assert_int_equal(run_input(p, "\n\n", "contact", "show", "-"), REFUSED);
    assert_said(p, "standard input names no contact", "");
}

static void an_ambiguous_name_shows_who_it_may_be(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "add", "Bo Ek", "--email", "other@bo.example");
    int before = story_operations(p);
    assert_run(p, REFUSED, "contact", "archive", "Bo Ek");
    assert_non_null(strstr(str_text(&p->err), "2 contacts match “Bo Ek”"));
    assert_non_null(strstr(str_text(&p->err), "CT000009  Bo Ek · Fabrikam"));
    assert_non_null(strstr(str_text(&p->err), "other@bo.example"));
    assert_int_equal(story_operations(p), before);
    assert_run(p, DONE, "contact", "show", "other@bo.example");
}

/* domain.md 10: archiving says what is open, and goes on. */
static void archiving_says_what_is_open(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "archive", "Mette Kjær", "--dry-run");
    assert_non_null(strstr(str_text(&p->out), "Would archive CT000014 Mette Kjær: "));
    assert_non_null(strstr(str_text(&p->out), "1 postponed"));
    assert_string_equal(of_contact(p, "CT000014", "archived"), "false");
    assert_run(p, DONE, "contact", "archive", "Mette Kjær");
    assert_non_null(strstr(str_text(&p->out), "1 postponed"));
    assert_string_equal(of_contact(p, "CT000014", "archived"), "true");
    assert_run(p, REFUSED, "contact", "show", "Mette Kjær"); /* it left the look-ups */
    assert_run(p, DONE, "contact", "bring-back", "CT000014");
    assert_string_equal(of_contact(p, "Mette Kjær", "archived"), "false");

    assert_run(p, DONE, "contact", "archive", "Fabrikam");
    assert_non_null(strstr(str_text(&p->err), "its 2 persons stay; --with-persons"));
    assert_string_equal(of_contact(p, "Bo Ek", "archived"), "false");
    assert_run(p, DONE, "contact", "archive", "CT000002", "--with-persons");
    assert_string_equal(of_contact(p, "CT000009", "archived"), "true");
    assert_run(p, DONE, "contact", "bring-back", "CT000002", "--with-persons");
    assert_string_equal(of_contact(p, "CT000009", "archived"), "false");
}

static void only_what_is_unused_is_deleted(void **state)
{
    struct program *p = *state;
    int before = story_operations(p);
    assert_run(p, REFUSED, "contact", "delete", "Marco Bianchi"); /* no terminal, no question */
    assert_said(p, "Delete CT000012 Marco Bianchi? (not asked: --yes does it)", "");
    assert_run(p, DONE, "contact", "delete", "Marco Bianchi", "--dry-run");
    assert_string_equal(str_text(&p->out), "Would delete CT000012 Marco Bianchi\n");
    assert_run(p, REFUSED, "contact", "delete", "Bo Ek", "--dry-run");
    assert_int_equal(story_operations(p), before);
    assert_run(p, REFUSED, "contact", "delete", "Bo Ek", "Marco Bianchi", "--yes");
    assert_non_null(strstr(str_text(&p->err), "CT000009 Bo Ek: It has interactions"));
    assert_string_equal(str_text(&p->out), "Deleted CT000012 Marco Bianchi\n");
    assert_run(p, REFUSED, "contact", "show", "CT000012");
    assert_string_equal(of_contact(p, "Bo Ek", "name"), "Bo Ek");
}

static void a_blocked_contact_is_not_logged(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "block", "Bo Ek", "--reason", "Asked for it", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "privacy_reason"), "Asked for it");
    assert_run(p, REFUSED, "log", "Bo Ek", "-t", "CALL-OUT");
    assert_run(p, DONE, "contact", "unblock", "Bo Ek");
    assert_string_equal(of_contact(p, "Bo Ek", "privacy_blocked"), "false");
    assert_string_equal(of_contact(p, "Bo Ek", "privacy_reason"), "");
    assert_run(p, DONE, "log", "Bo Ek", "-t", "CALL-OUT");
}

static void the_list_is_sorted_and_counted(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "list", "--sort", "no", "--reverse", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 18);
    assert_string_equal(json_get(str_text(&p->out), 0, "no"), "CT000018");
    assert_run(p, DONE, "contact", "archive", "Bo Ek");
    assert_run(p, DONE, "contact", "list", "--count");
    assert_string_equal(str_text(&p->out), "17\n");
    assert_run(p, DONE, "contact", "list", "--all", "--count", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "count"), "18");
    assert_run(p, DONE, "contact", "list", "--all", "--count", "city:lund", "OR", "city:milano");
    assert_string_equal(str_text(&p->out), "6\n"); /* as without --all, and Bo */
    assert_run(p, DONE, "contact", "list", "--count", "city:lund", "OR", "city:milano");
    assert_string_equal(str_text(&p->out), "5\n");
    assert_run(p, DONE, "contact", "list", "--company", "Fabrikam", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    assert_string_equal(json_get(str_text(&p->out), 0, "name"), "Sofia Lind");
    assert_run(p, USAGE, "contact", "list", "--all", "city:");
}

static void a_trial_adds_nothing(void **state)
{
    struct program *p = *state;
    int before = story_operations(p);
    assert_run(p, DONE, "contact", "add", "Ada", "--dry-run");
    assert_string_equal(str_text(&p->out), "Would add Ada\n");
    assert_run(p, DONE, "contact", "edit", "Bo Ek", "--city", "X", "--dry-run");
    assert_run(p, DONE, "contact", "block", "Bo Ek", "--dry-run");
    assert_run(p, DONE, "contact", "bring-back", "Bo Ek", "--dry-run");
    assert_int_equal(story_operations(p), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(every_field_can_be_edited),
        STORY(further_addresses_come_and_go),
        STORY(several_are_one_operation),
        STORY(texts_from_standard_input),
        STORY(an_ambiguous_name_shows_who_it_may_be),
        STORY(archiving_says_what_is_open),
        STORY(only_what_is_unused_is_deleted),
        STORY(a_blocked_contact_is_not_logged),
        STORY(the_list_is_sorted_and_counted),
        STORY(a_trial_adds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
