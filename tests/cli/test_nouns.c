/* Groups, templates, salespeople; history, undo, redo; status; completion. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/story.h"

static const char *shown(struct program *p, const char *noun, const char *code, const char *key)
{
    assert_run(p, DONE, (char *)noun, "show", (char *)code, "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    return json_get(str_text(&p->out), 0, key);
}

/* --- codes --- */

static void groups(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "group", "add", "fair", "-d", "Fairs", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "code"), "FAIR"); /* domain.md 2 */
    assert_run(p, REFUSED, "group", "add", "Fair");
    assert_run(p, DONE, "group", "edit", "FAIR", "--code", "SHOW", "-d", "");
    assert_string_equal(shown(p, "group", "show", "description"), "");
    assert_run(p, REFUSED, "group", "show", "FAIR");
    assert_said(p, "no interaction group has the code “FAIR”; see: liaise group list", "");
    assert_run(p, DONE, "group", "list", "call", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    assert_string_equal(json_get(str_text(&p->out), 0, "interactions"), "6");
    assert_run(p, DONE, "group", "block", "CALL", "SHOW");
    assert_run(p, DONE, "group", "list", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 3);
    assert_run(p, DONE, "group", "list", "--all", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 5);
    assert_run(p, DONE, "template", "list",
               "--json"); /* those of a blocked group are not offered */
    assert_int_equal(json_lines(str_text(&p->out)), 6);
    assert_run(p, DONE, "group", "unblock", "CALL");
    assert_run(p, REFUSED, "group", "delete", "SHOW");
    assert_said(p, "(not asked: --yes does it)", "");
    assert_run(p, REFUSED, "group", "delete", "CALL", "NONE", "SHOW", "--yes"); /* the rest goes */
    assert_string_equal(str_text(&p->out), "Deleted SHOW\n");
}

static void templates(void **state)
{
    struct program *p = *state;
    assert_run(p, USAGE, "template", "add", "DEMO");
    assert_said(p, "--group CODE is needed", "");
    assert_run(p, USAGE, "template", "add", "DEMO", "-g", "CALL", "--flow", "sideways");
    assert_run(p, USAGE, "template", "add", "DEMO", "-g", "CALL", "--cost", "much");
    assert_run(p, REFUSED, "template", "add", "DEMO", "-g", "NOPE");
    assert_run(p, DONE, "template", "add", "demo", "-g", "meeting", "-d", "Demonstration",
               "--minutes", "1:30", "--cost", "12.5", "--flow", "outbound", "--by", "us",
               "--correspondence", "phone", "--ignore-correspondence", "yes");
    static const char *const right[][2] = {
        {"code", "DEMO"},       {"group", "MEETING"},        {"description", "Demonstration"},
        {"minutes", "90"},      {"cost", "12.50"},           {"flow", "outbound"},
        {"initiated_by", "us"}, {"correspondence", "phone"}, {"ignore_correspondence", "true"},
        {"blocked", "false"},   {"interactions", "0"},
    };
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_string_equal(shown(p, "template", "DEMO", right[i][0]), right[i][1]);
    assert_run(p, USAGE, "template", "edit", "DEMO");
    assert_run(p, DONE, "template", "edit", "DEMO", "--flow", "", "--minutes", "", "-g", "CALL");
    assert_string_equal(shown(p, "template", "DEMO", "flow"), "");
    assert_string_equal(shown(p, "template", "DEMO", "minutes"), "0");
    assert_string_equal(shown(p, "template", "DEMO", "group"), "CALL");
    assert_string_equal(shown(p, "template", "DEMO", "cost"), "12.50"); /* the rest stays */
    assert_run(p, DONE, "template", "block", "DEMO");
    assert_run(p, DONE, "template", "unblock", "DEMO");
    assert_run(p, DONE, "template", "delete", "DEMO", "--dry-run");
    assert_string_equal(shown(p, "template", "DEMO", "code"), "DEMO");
    assert_run(p, REFUSED, "template", "delete", "CALL-OUT", "--yes"); /* it has interactions */
}

static void salespeople(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "salesperson", "add", "max", "--name", "Max Berg", "-e", "max@ek.example",
               "-p", "+46 1", "--account", "maxb");
    assert_string_equal(shown(p, "salesperson", "MAX", "account"), "maxb");
    assert_string_equal(shown(p, "salesperson", "MAX", "me"), "false");
    assert_run(p, REFUSED, "salesperson", "add", "eva", "--account", "maxb"); /* it is taken */
    assert_run(p, DONE, "contact", "edit", "Bo Ek", "--salesperson", "max");
    assert_run(p, REFUSED, "salesperson", "delete", "MAX", "--yes");
    assert_run(p, DONE, "salesperson", "block", "MAX");
    assert_string_equal(shown(p, "salesperson", "MAX", "blocked"), "true");
    assert_run(p, DONE, "contact", "edit", "Bo Ek", "--salesperson", "");
    assert_run(p, DONE, "salesperson", "unblock", "MAX");
    assert_run(p, DONE, "salesperson", "edit", "MAX", "--phone", "", "--json");
    assert_string_equal(json_get(str_text(&p->out), 0, "phone"), "");
    assert_string_equal(json_get(str_text(&p->out), 0, "email"), "max@ek.example");
    assert_run(p, DONE, "salesperson", "delete", "MAX", "--yes");
}

/* --- history --- */

static void history_shows_what_changed(void **state)
{
    struct program *p = *state;
    char number[16];
    assert_run(p, DONE, "contact", "edit", "Bo Ek", "--city", "Ystad");
    snprintf(number, sizeof number, "%d", story_operations(p));
    assert_run(p, DONE, "history", "show", number, "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    assert_non_null(strstr(json_get(str_text(&p->out), 0, "record"), "Bo Ek"));
    assert_string_equal(json_get(str_text(&p->out), 0, "before"), "Lund");
    assert_string_equal(json_get(str_text(&p->out), 0, "after"), "Ystad");
    assert_run(p, DONE, "history", "show", number);
    assert_non_null(strstr(str_text(&p->out), "Changed contact CT000009 Bo Ek"));
    assert_run(p, REFUSED, "history", "show", "4711");
    assert_said(p, "no operation has this number: 4711; see: liaise history", "");
    assert_run(p, USAGE, "history", "show", "first");
    assert_said(p, "history show wants an operation's number", "");
}

static void undo_takes_what_stands_in_the_way_along(void **state)
{
    struct program *p = *state;
    char number[16];
    assert_run(p, DONE, "contact", "add", "Ines");
    snprintf(number, sizeof number, "%d", story_operations(p));
    assert_run(p, DONE, "log", "Ines", "-t", "CALL-OUT");
    int before = story_operations(p);
    assert_run(p, DONE, "undo", number, "--with-later", "--dry-run");
    assert_non_null(strstr(str_text(&p->out), "Would undo: Added contact"));
    for (int trial = 0; trial < 2; trial++) {
        assert_run(p, REFUSED, "undo", number, trial ? "--dry-run" : "--yes");
        assert_non_null(strstr(str_text(&p->err), "--with-later takes those back first"));
    }
    assert_int_equal(story_operations(p), before);
    assert_run(p, DONE, "undo", number, "--yes", "--with-later");
    assert_run(p, REFUSED, "contact", "show", "Ines");
    assert_run(p, DONE, "redo", "--dry-run");
    assert_run(p, REFUSED, "contact", "show", "Ines");
    assert_run(p, DONE, "redo", "--yes");
    assert_run(p, DONE, "contact", "show", "Ines");
}

/* domain.md 11: an import offers "all but the n that changed". */
static void an_import_but_what_changed(void **state)
{
    struct program *p = *state;
    char number[16];
    program_write_text(p, "people.csv", "Name,E-mail\nAda,a@x.example\nBea,b@x.example\n");
    assert_run(p, DONE, "import", "people.csv");
    snprintf(number, sizeof number, "%d", story_operations(p));
    assert_run(p, DONE, "contact", "edit", "Ada", "--city", "Ystad");
    assert_run(p, DONE, "undo", number, "--but-changed", "--dry-run");
    assert_non_null(strstr(str_text(&p->out), "Would undo 1 of"));
    assert_run(p, DONE, "contact", "show", "Bea");
    assert_run(p, DONE, "undo", number, "--but-changed", "--yes");
    assert_string_equal(str_text(&p->out), "Undone: 1; left as they are: 1\n");
    assert_run(p, REFUSED, "contact", "show", "Bea");
    assert_run(p, DONE, "contact", "show", "Ada");
}

/* --- status --- */

static void status_for_a_prompt(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "status", "--short");
    assert_string_equal(str_text(&p->out), "1 postponed · 1 segment · 3 out of touch\n");
    assert_run(p, DONE, "contact", "list", "--count", "touch:overdue"); /* the same rule */
    assert_string_equal(str_text(&p->out), "3\n");
    assert_run(p, DONE, "status", "--json");
    assert_int_equal(json_lines(str_text(&p->out)), 1);
    static const char *const right[][2] = {
        {"contacts", "18"},        {"postponed_mine", "1"}, {"segments", "1"},
        {"logged_segments", "1"},  {"out_of_touch", "3"},   {"out_of_touch_exact", "true"},
        {"contacts_archived", "0"}};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_string_equal(json_get(str_text(&p->out), 0, right[i][0]), right[i][1]);
}

static void a_prompt_makes_no_book(void **state)
{
    struct program *p = *state;
    program_set(p, "LIAISE_BOOK", NULL);
    assert_run(p, DONE, "status", "--short");
    assert_string_equal(str_text(&p->out), "");
    assert_string_equal(str_text(&p->err), "");
    assert_run(p, NO_BOOK, "status");
    assert_run(p, DONE, "complete", "line", "--", "contact", "show", "b");
    assert_string_equal(str_text(&p->err), "");
    assert_int_not_equal(access(program_file(p, ".local/share/liaise"), F_OK), 0);
    program_write_text(p, "no.db", "this is no book");
    assert_run(p, NO_BOOK, "--book", "no.db", "status", "--short");
    assert_run(p, DONE, "contact", "add", "Bo"); /* a quiet book */
    assert_run(p, DONE, "status", "--short");
    assert_string_equal(str_text(&p->out), "");
}

/* --- completion --- */

/* The candidates for the last of these words are these, among others. */
static void completes(struct program *p, const char *found, char *const words[])
{
    char *args[16] = {"complete", "line", "--"};
    for (int i = 0; i < 12 && words[i]; i++)
        args[i + 3] = words[i];
    program_assert(p, DONE, program_run(p, NULL, args), found, 0);
    assert_string_equal(str_text(&p->err), "");
    const char *at = strstr(str_text(&p->out), found);
    if (!at || (at != str_text(&p->out) && at[-1] != '\n'))
        fail_msg("%s is not among:\n%s", found, str_text(&p->out));
}
#define line(...) ((char *const[]){__VA_ARGS__, NULL})

static void completion_knows_the_commands(void **state)
{
    struct program *p = *state;
    completes(p, "contact\t", line("con"));
    completes(p, "--example\t", line("--e"));
    completes(p, "bring-back\t", line("contact", "b"));
    completes(p, "show\t", line("history", ""));
    completes(p, "--limit\t", line("contact", "list", "--l"));
    completes(p, "--json\t", line("contact", "list", "--j"));
    completes(p, "hard-copy\t", line("contact", "add", "X", "--correspondence", ""));
    completes(p, "--sort=name\t", line("contact", "list", "--sort=n"));
    completes(p, ":file\n", line("import", ""));
    completes(p, ":file\n", line("--book", ""));
    completes(p, ":file\n", line("contact", "list", "--book", ""));
    completes(p, "edit\t", line("help", "template", "e"));
    assert_run(p, DONE, "complete", "line", "--", "com");
    assert_null(strstr(str_text(&p->out), "complete")); /* it is for programs */
    assert_run(p, DONE, "complete", "NONSENSE");
    assert_string_equal(str_text(&p->out), "");
}

static void completion_knows_the_book(void **state)
{
    struct program *p = *state;
    completes(p, "Bo Ek\tCT000009", line("contact", "show", "b"));
    completes(p, "CT000009\tBo Ek", line("contact", "show", "ct"));
    completes(p, "Łukasz Żak\t", line("log", "luk"));
    completes(p, "CALL-OUT\t", line("log", "Bo Ek", "-t", "call"));
    completes(p, "--template=CALL-OUT\t", line("log", "Bo Ek", "--template=c"));
    completes(p, "MEETING\t", line("template", "add", "X", "-g", ""));
    completes(p, "SM000002\tAutumn fair", line("segment", "show", ""));
    completes(p, "17\tMette", line("postponed", "resume", ""));
    completes(p, "city:\t", line("contact", "list", "ci"));
    completes(p, "!type:company\t", line("contact", "list", "!type:c"));
    completes(p, "status:failed\t", line("entry", "list", "status:f"));
    completes(p, "template:CALL-IN,MAIL-IN\t", line("entry", "list", "template:CALL-IN,mail-i"));
    completes(p, "42\tAdded 3 contacts", line("undo", "4"));
    completes(p, "2\tSøren Ørsted", line("line", "show", "SM000002", ""));
    completes(p, "all\t", line("line", "remove", "SM000002", "1", ""));
    completes(p, "3\t", line("line", "edit", "--date", "today", "sm000002", ""));
    completes(p, "1\t", line("comment", "edit", ""));
    assert_run(p, DONE, "complete", "line", "--", "line", "show", "SM000009", "");
    assert_string_equal(str_text(&p->out), ""); /* no such segment, so no lines */
    assert_run(p, DONE, "complete", "line", "--", "line", "show", "SM000002", "a");
    assert_string_equal(str_text(&p->out), ""); /* one line is shown, not all */
    assert_run(p, DONE, "group", "block", "LETTER");
    completes(p, "LETTER\t", line("group", "unblock", "l"));
    assert_run(p, DONE, "complete", "line", "--", "group", "block", "l");
    assert_string_equal(str_text(&p->out), "");
    assert_run(p, DONE, "contact", "add", "Bo Ek"); /* of two with one name the no. tells */
    completes(p, "CT000019\tBo Ek", line("contact", "show", "bo"));
    program_set(p, "LIAISE_BOOK", NULL);
    completes(p, "Anna Berg\t", line("--book", "story.db", "contact", "show", "an"));
}

static void completion_knows_what_contacts_have(void **state)
{
    struct program *p = *state;
    assert_run(p, DONE, "contact", "edit", "Bo Ek", "--city", "New York, NY", "--add-tag", "vip");
    completes(p, "city:Lund\t", line("contact", "list", "city:l"));
    completes(p, "tag:press,vip\t", line("contact", "list", "tag:press,v"));
    completes(p, "city:\"New York, NY\"\t", line("contact", "list", "city:"));
    completes(p, "city:New\t", line("contact", "list", "city:new")); /* what was typed stays */
    completes(p, "city:\"New York, NY\"\t", line("contact", "list", "city:\"new y"));
    completes(p, "city:\"a, b\" tag:vip\t", line("contact", "list", "city:\"a, b\" tag:v"));
    completes(p, "New York, NY\t", line("contact", "edit", "Bo Ek", "--city", "n"));
    completes(p, "--country=Sweden\t", line("contact", "add", "X", "--country=s"));
    completes(p, "vip\t", line("contact", "edit", "Bo Ek", "--add-tag", "v"));
    completes(p, "press,vip\t", line("contact", "add", "X", "--tags", "press,v"));
    assert_run(p, DONE, "complete", "line", "--", "contact", "edit", "Bo Ek", "--add-tag", "no");
    assert_string_equal(str_text(&p->out), ""); /* none is no tag */
    assert_run(p, DONE, "contact", "list", "city:\"New York, NY\"", "--count");
    assert_string_equal(str_text(&p->out), "1\n"); /* and the filter takes it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORY(groups),
        STORY(templates),
        STORY(salespeople),
        STORY(history_shows_what_changed),
        STORY(undo_takes_what_stands_in_the_way_along),
        STORY(an_import_but_what_changed),
        STORY(status_for_a_prompt),
        STORY(a_prompt_makes_no_book),
        STORY(completion_knows_the_commands),
        STORY(completion_knows_the_book),
        STORY(completion_knows_what_contacts_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
