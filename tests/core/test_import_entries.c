/* Interactions of tables and JSON lines, as domain.md 4, 9 and 10 have them. The clock stands at
 * 2026-11-20 14:32 UTC. */
#include <stdlib.h>

#include "base/str.h"
#include "core/import_entries_value.h"
#include "entries_case.h"

static int open_book(void **state)
{
    case_open(state);
    case_person("Jo Ek", "jo@x.example");
    return 0;
}

/* --- days and times --- */

static void check_moment(const char *text, int year, int month, int day, int32_t time, int zone)
{
    struct entry_moment m;
    if (!entry_moment_parse(text, FIXTURE_TODAY, true, &m))
        fail_msg("not read: %s", text);
    struct civil c = date_to_civil(m.date);
    if (c.year != year || c.month != month || c.day != day || m.time != time || m.zone != zone)
        fail_msg("%s: %d-%d-%d %d %+d", text, c.year, c.month, c.day, (int)m.time, m.zone);
}

static void moments(void **state)
{
    (void)state;
    enum { HALF_TWO = 14 * 3600 + 30 * 60 };
    check_moment("2026-11-20", 2026, 11, 20, -1, 0);
    check_moment("20261120", 2026, 11, 20, -1, 0);
    check_moment("2026-11-20 14:30", 2026, 11, 20, HALF_TWO, 0);
    check_moment("2026-11-20T14:30:05", 2026, 11, 20, HALF_TWO + 5, 0);
    check_moment("2026-11-20T14:30:05+01:00", 2026, 11, 20, HALF_TWO + 5, 60);
    check_moment("2026-11-20T14:30-0530", 2026, 11, 20, HALF_TWO, -330);
    check_moment("2026-11-20T14:30:05.123Z", 2026, 11, 20, HALF_TWO + 5, 0);
    check_moment("20.11.2026 14:30", 2026, 11, 20, HALF_TWO, 0);
    check_moment("3/12/2026, 2:30 PM", 2026, 12, 3, HALF_TWO, 0);
    check_moment("11/20/2026 2:30 pm", 2026, 11, 20, HALF_TWO, 0); /* there is no month 20 */
    check_moment("20 Nov 2026 14:30", 2026, 11, 20, HALF_TWO, 0);
    check_moment("Nov 20, 2026", 2026, 11, 20, -1, 0);
    check_moment("20.11.26", 2026, 11, 20, -1, 0);
}

static void no_moments(void **state)
{
    (void)state;
    struct entry_moment m;
    const char *const texts[] = {"",
                                 "today",
                                 "mon",
                                 "+3d",
                                 "3/12",
                                 "20 nov",
                                 "2026-02-30",
                                 "2026-11-20 25:00",
                                 "2026-11-20 14:30+99:00",
                                 "2026",
                                 "soon 2026"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (entry_moment_parse(texts[i], FIXTURE_TODAY, true, &m))
            fail_msg("read: %s", texts[i]);
}

/* --- JSON lines --- */

static void a_line_of_json(void **state)
{
    (void)state;
    case_import("{\"date\":\"2026-11-19\",\"time\":\"09:05\",\"contact_email\":\"JO@x.example\","
                "\"template\":\"call-out\",\"description\":\"Offer\",\"minutes\":20,\"cost\":12.5,"
                "\"result\":\"failed\",\"evaluation\":\"positive\",\"comments\":[{\"date\":"
                "\"2026-11-20\",\"text\":\"a\\nb\"},\"c\"]}\n");
    assert_int_equal(t.result.format, LIA_FORMAT_JSON);
    assert_int_equal(t.result.content, LIA_CONTENT_ENTRIES);
    assert_int_equal(t.result.added, 1);
    assert_string_equal(case_log(), "2026-11-19 09:05+0 Jo Ek CALL-OUT 20: Offer\n");
    assert_string_equal(case_comments("Offer"), "c | a\nb");
    assert_int_equal(case_int("SELECT cost FROM entry"), 125000);
    assert_int_equal(case_int("SELECT failed FROM entry"), 1);
    assert_int_equal(case_int("SELECT evaluation FROM entry"), LIA_POSITIVE);
    assert_int_equal(case_int("SELECT salesperson_id IS NULL FROM entry"), 1);
    assert_int_equal(case_int("SELECT flow FROM entry"), LIA_OUTBOUND); /* the template's */
    assert_int_equal(case_int("SELECT correspondence FROM entry"), LIA_PHONE);
    assert_string_equal(last_line(t.book), "Imported case: 1 interaction");
}

static void wrong_lines_cost_themselves(void **state)
{
    (void)state;
    case_import(
        "{\"date\":\"2026-11-19\",\"contact\":\"Jo Ek\",\"template\":\"MEETING\"}\n"
        "{\"date\":\"2026-11-19\",\n"
        "{\"date\":{},\"contact\":\"Jo Ek\",\"template\":\"MEETING\"}\n"
        "{\"date\":\"2026-11-18\",\"contact\":{\"name\":\"Jo Ek\"},\"template\":\"MEETING\"}\n");
    assert_int_equal(t.result.added, 2);
    assert_int_equal(t.result.refused, 2);
    assert_string_equal(case_line(3)->reason, "it has no date");
}

static void keys_without_a_field_are_said_once(void **state)
{
    (void)state;
    case_import(
        "{\"date\":\"2026-11-19\",\"contact\":\"Jo Ek\",\"template\":\"MEETING\",\"colour\":1}\n"
        "{\"date\":\"2026-11-18\",\"contact\":\"Jo Ek\",\"template\":\"MEETING\",\"colour\":2}\n");
    assert_int_equal(t.count, 1);
    assert_int_equal(t.lines[0].fate, LIA_IMPORT_NOTED);
    assert_string_equal(t.lines[0].reason, "no field for these, left out: colour");
    assert_int_equal(t.result.noted, 1);
    assert_int_equal(t.result.added, 2);
}

/* --- tables --- */

static const char table[] = "Date;Time;Contact;Template;Description;Duration;Cost;Notes\n"
                            "19.11.2026;09:05;jo ek;CALL-OUT;Offer;1:30;12,50;\"one\ntwo\"\n"
                            "18.11.2026;;Jo Ek;Incoming call;;;;\n";

static void a_table(void **state)
{
    (void)state;
    case_import(table);
    assert_int_equal(t.result.format, LIA_FORMAT_CSV);
    assert_int_equal(t.result.content, LIA_CONTENT_ENTRIES);
    assert_string_equal(case_log(), "2026-11-18+0 Jo Ek CALL-IN 15: Incoming call\n"
                                    "2026-11-19 09:05+0 Jo Ek CALL-OUT 90: Offer\n");
    assert_string_equal(case_comments("Offer"), "one\ntwo");
    assert_int_equal(case_int("SELECT max(cost) FROM entry"), 125000);
    case_again(table);
}

static void columns_are_mapped(void **state)
{
    (void)state;
    const lia_import_map map[] = {{"wann", "date"}, {"2", "contact_email"}, {"Notes", "-"}};
    t.how.map = map;
    t.how.map_count = 3;
    t.how.content = LIA_CONTENT_ENTRIES;
    t.how.template_code = "MEETING";
    case_import("Wann,Wer,Notes,description\n2026-11-19,jo@x.example,n,D\n");
    assert_string_equal(case_log(), "2026-11-19+0 Jo Ek MEETING 60: D\n");
    assert_int_equal(case_int("SELECT count(*) FROM entry_comment"), 0);
    assert_int_equal(t.result.noted, 0);
    t.how.template_code = "DANCE";
    assert_int_equal(case_try("wann,wer,notes\n", 15), LIA_INVALID);
    assert_string_equal(t.err.field, "template");
    t.how.template_code = NULL;
    t.how.map = &(const lia_import_map){"nowhere", "date"};
    t.how.map_count = 1;
    assert_int_equal(case_try("date,name,description\n", 22), LIA_INVALID);
    assert_string_equal(t.err.field, "map");
    t.how.map = &(const lia_import_map){"date", "colour"};
    assert_int_equal(case_try("date,name,description\n", 22), LIA_INVALID);
    assert_string_equal(t.err.field, "map");
}

static void contacts_are_not_taken_for_interactions(void **state)
{
    (void)state;
    case_import("name,email,birthday,notes\nAl B,al@x.example,1980-01-01,hi\n");
    assert_int_equal(t.result.content, LIA_CONTENT_CONTACTS);
    assert_int_equal(case_contacts(), 2);
    assert_int_equal(case_entries(), 0);
}

static void a_comment_for_a_formula(void **state)
{
    (void)state;
    case_import("date,name,template,description\n2026-11-19,Jo Ek,MEETING,'=1+1\n");
    assert_string_equal(case_log(), "2026-11-19+0 Jo Ek MEETING 60: =1+1\n");
}

/* --- whom --- */

static void row(const char *contact)
{
    case_import(arena_printf(
        &t.arena, "date,contact no,email,name,company,template\n2026-11-19,%s,MEETING\n", contact));
}
static void check_refused(const char *contact, const char *reason)
{
    row(contact);
    assert_int_equal(t.result.refused, 1);
    assert_string_equal(t.lines[0].reason, reason);
}

static void found_by_no_email_or_name(void **state)
{
    (void)state;
    const char *no = arena_strdup(&t.arena, case_contact("Jo Ek")->no);
    row(arena_printf(&t.arena, "%s,,,", no));
    assert_int_equal(t.result.added, 1);
    row(",Jo@X.example,,");
    assert_int_equal(t.result.alone, 1); /* the same contact, so the same interaction */
    row(",,JO EK,");
    assert_int_equal(t.result.alone, 1);
    check_refused("NO1,,,", "no contact has the no. NO1");
    check_refused(",a@b.example,,", "no contact has the e-mail a@b.example");
    check_refused(",,Nobody,", "no contact is called Nobody");
    check_refused(",,,", "it names no contact");
    check_refused(",,,Acme", "no company is called Acme");
    /* A no. of another book is somebody else's. */
    check_refused(arena_printf(&t.arena, "%s,,Al B,", no),
                  arena_printf(&t.arena, "no. %s is Jo Ek here, not Al B", no));
    case_person("Al B", "");
    row(arena_printf(&t.arena, "%s,,Al B,", no));
    assert_int_equal(t.result.added, 1);
    assert_string_equal(t.result.added ? "Al B" : "", "Al B");
}

/* One column says who it was, as people write it: a no., an e-mail or a name. */
static void one_column_for_all(void **state)
{
    (void)state;
    static const char head[] = "date,contact,template\n2026-11-19,";
    const char *no = arena_strdup(&t.arena, case_contact("Jo Ek")->no);
    case_import(arena_printf(&t.arena, "%sJO@x.example,MEETING\n", head));
    assert_int_equal(t.result.added, 1);
    case_import(arena_printf(&t.arena, "%s%s,MEETING\n", head, no));
    assert_int_equal(t.result.alone, 1); /* the same contact */
    case_import(arena_printf(&t.arena, "%sct%s,MEETING\n", head, no + 2));
    assert_int_equal(t.result.alone, 1);
    case_import(arena_printf(&t.arena, "%sa@b.example,MEETING\n", head));
    assert_int_equal(t.result.refused, 1);
    assert_string_equal(t.lines[0].reason, "no contact has the e-mail a@b.example");
    case_import(arena_printf(&t.arena, "%sCT999999,MEETING\n", head));
    assert_string_equal(t.lines[0].reason, "no contact is called CT999999");
    /* What somebody is called goes before what somebody's no. is. */
    int64_t called = case_person(no, "");
    case_import(arena_printf(&t.arena, "%s%s,MEETING\n", head, no));
    assert_int_equal(t.result.added, 1);
    assert_int_equal(case_int("SELECT max(contact_id) FROM entry"), called);
    case_person("a@b.example", ""); /* named by what the other program had of it */
    case_import(arena_printf(&t.arena, "%sa@b.example,MEETING\n", head));
    assert_int_equal(t.result.added, 1);
}

static void several_of_a_name(void **state)
{
    (void)state;
    int64_t acme = make_company(t.book, "Acme");
    make_person(t.book, "Jo Ek", acme);
    check_refused(",,Jo Ek,", "2 contacts are called Jo Ek: give the no. or e-mail");
    row(",,Jo Ek,ACME");
    assert_int_equal(t.result.added, 1);
    row(",jo@x.example,Jo Ek,");
    assert_int_equal(t.result.added, 1);
    assert_int_equal(case_int("SELECT count(DISTINCT contact_id) FROM entry"), 2);
    row(",,,Acme");
    assert_int_equal(
        case_int(arena_printf(&t.arena, "SELECT count(*) FROM entry WHERE contact_id = %lld",
                              (long long)acme)),
        1);
}

static void a_person_before_a_company(void **state)
{
    (void)state;
    make_company(t.book, "Jo Ek");
    row(",,Jo Ek,");
    assert_int_equal(t.result.added, 1);
    assert_int_equal(case_int("SELECT type FROM contact JOIN entry USING (contact_id)"),
                     LIA_PERSON);
}

static void archived_and_blocked(void **state)
{
    (void)state;
    set_archived(t.book, case_id("Jo Ek"), true);
    row(",,Jo Ek,");
    assert_int_equal(t.result.added, 1);
    assert_string_equal(t.lines[0].reason, "its contact is archived");
    assert_string_equal(t.lines[0].name, "Jo Ek");
    set_privacy(t.book, case_person("Al B", ""), "asked");
    check_refused(",,Al B,", "privacy-blocked: asked");
}

/* --- what is refused, what is said --- */

static void rows_are_checked(void **state)
{
    (void)state;
    case_import("date,name,template,description,salesperson,group,minutes\n"
                "2026-11-22,Jo Ek,MEETING,a,,,\n"
                "2026-11-21,Jo Ek,MEETING,b,,,\n"
                ",Jo Ek,MEETING,c,,,\n"
                "someday,Jo Ek,MEETING,d,,,\n"
                "2026-11-19,Jo Ek,DANCE,e,,,\n"
                "2026-11-19,Jo Ek,,f,,,\n"
                "2026-11-19,Jo Ek,MEETING,g,NOBODY,NONE,long\n"
                "2026-11-19,Nobody,MEETING,h,,,long\n");
    assert_string_equal(case_line(2)->reason, "its date is still to come: plan it instead");
    assert_string_equal(case_line(2)->name, "Jo Ek: a");
    assert_string_equal(case_line(4)->reason, "it has no date");
    assert_string_equal(case_line(5)->reason, "not a day with its year: someday");
    assert_string_equal(case_line(6)->reason, "there is no template DANCE");
    assert_string_equal(case_line(7)->reason, "it names no template: name one for such rows");
    assert_string_equal(case_line(9)->reason, "no contact is called Nobody; "
                                              "not a duration, the template's instead: long");
    assert_string_equal(case_line(8)->reason,
                        "not a duration, the template's instead: long; there is no salesperson "
                        "NOBODY, left blank; there is no group NONE: the template's instead");
    assert_int_equal(t.result.refused, 6);
    assert_int_equal(t.result.noted, 1);
    assert_string_equal(case_log(), "2026-11-19+0 Jo Ek MEETING 60: g\n"
                                    "2026-11-21+0 Jo Ek MEETING 60: b\n"); /* tomorrow */
}

/* What became of a value shows before anything is written. */
static void what_it_becomes_is_said(void **state)
{
    (void)state;
    t.how.every = t.how.dry_run = true;
    case_import("Date,Time,Contact,Template,Description,Duration\n"
                "2.11.2026,2:10 pm,Jo Ek,call-out,Asked,1:07\n"
                "2026-11-03,,Jo Ek,MEETING,,\n"
                "2026-11-03,,Jo Ek,NONE,x,\n");
    assert_string_equal(case_line(2)->what, "2026-11-02 14:10 CALL-OUT 67 min");
    assert_string_equal(case_line(2)->name, "Jo Ek: Asked");
    assert_string_equal(case_line(3)->what, "2026-11-03 MEETING 60 min");
    assert_string_equal(case_line(4)->what, "");
    t.how.dry_run = false;
    case_import("Date,Contact,Template,Description\n2026-11-03,Jo Ek,MEETING,x\n");
    case_import("Date,Contact,Template,Description\n2026-11-03,Jo Ek,MEETING,x\n");
    assert_int_equal(t.lines[0].fate, LIA_IMPORT_ALONE);
    assert_string_equal(t.lines[0].what, "");
}

static void names_of_events_name_templates(void **state)
{
    (void)state;
    case_import("date,name,type,direction,description\n2026-11-19,Jo Ek,Call,Incoming,a\n"
                "2026-11-18,Jo Ek,E-mail,,b\n2026-11-17,Jo Ek,Meeting,,c\n");
    assert_string_equal(case_log(), "2026-11-17+0 Jo Ek MEETING 60: c\n"
                                    "2026-11-18+0 Jo Ek MAIL-OUT 5: b\n"
                                    "2026-11-19+0 Jo Ek CALL-IN 15: a\n");
    assert_int_equal(case_int("SELECT count(*) FROM entry WHERE flow = 1"), 1); /* the template's */
}

/* "call" for all of them: which way each went says which template. */
static void an_event_for_those_without(void **state)
{
    (void)state;
    t.how.template_code = "call";
    case_import("date,name,direction,description\n2026-11-19,Jo Ek,Incoming,a\n"
                "2026-11-18,Jo Ek,Outgoing,b\n2026-11-17,Jo Ek,,c\n");
    assert_string_equal(case_log(), "2026-11-17+0 Jo Ek CALL-OUT 15: c\n"
                                    "2026-11-18+0 Jo Ek CALL-OUT 15: b\n"
                                    "2026-11-19+0 Jo Ek CALL-IN 15: a\n");
}

static void canceled_arrives_canceled(void **state)
{
    (void)state;
    case_import("date,name,template,canceled,status\n2026-11-19,Jo Ek,MEETING,yes,\n"
                "2026-11-18,Jo Ek,MEETING,,canceled\n2026-11-17,Jo Ek,MEETING,,logged\n");
    assert_int_equal(case_int("SELECT count(*) FROM entry WHERE canceled_op IS NOT NULL"), 2);
    assert_int_equal(case_int("SELECT value FROM counter WHERE name = 'entries_canceled'"), 2);
    assert_sound(t.book);
}

static void blocked_templates_have_a_history(void **state)
{
    (void)state;
    assert_ok(lia_template_block(t.book, template_id(t.book, "MEETING"), true, &t.err), t.err);
    row(",,Jo Ek,");
    assert_int_equal(t.result.added, 1);
}

static void long_texts(void **state)
{
    (void)state;
    char text[300];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    case_import(arena_printf(
        &t.arena, "date,name,template,description\n2026-11-19,Jo Ek,MEETING,%s\n", text));
    assert_int_equal(case_int("SELECT length(description) FROM text"), 250);
    assert_int_equal(case_int("SELECT length(content) FROM entry_comment"), 299);
    assert_int_equal(t.result.noted, 1);
}

/* --- once --- */

static void of_several_alike_each_stands_for_one(void **state)
{
    (void)state;
#define ONE "2026-11-19,Jo Ek,MEETING,a\n"
#define TOP "date,name,template,description\n"
    case_import(TOP ONE ONE);
    assert_int_equal(t.result.added, 2);
    case_import(TOP ONE ONE);
    assert_int_equal(t.result.alone, 2);
    case_import(TOP ONE ONE ONE);
    assert_int_equal(t.result.added, 1);
    assert_int_equal(t.result.alone, 2);
    case_import("date,time,name,template,description\n2026-11-19,00:00,Jo Ek,MEETING,a\n");
    assert_int_equal(t.result.added, 1); /* midnight is a time */
}

static void undo_and_dry_run(void **state)
{
    (void)state;
    t.how.dry_run = true;
    case_import(table);
    assert_int_equal(t.result.added, 2);
    assert_int_equal(t.result.op_id, 0);
    assert_int_equal(case_entries(), 0);
    t.how.dry_run = false;
    case_import(table);
    assert_string_equal(undo_last(t.book), "Imported case: 2 interactions");
    assert_int_equal(case_entries(), 0);
    assert_sound(t.book);
}

static bool stop(void *ctx, int64_t done, int64_t total)
{
    (void)ctx;
    (void)done;
    (void)total;
    return false;
}

static void stopped(void **state)
{
    (void)state;
    t.how.progress = (lia_progress){stop, NULL};
    assert_int_equal(case_try(table, strlen(table)), LIA_CANCELED);
    assert_int_equal(case_entries(), 0);
}

static void every_row_is_reported(void **state)
{
    (void)state;
    t.how.every = true;
    case_import(table);
    assert_int_equal(t.count, 2);
    assert_int_equal(t.lines[0].fate, LIA_IMPORT_ADDED);
    assert_int_equal(t.lines[0].line, 2);
    assert_string_equal(t.lines[0].name, "Jo Ek: Offer");
    assert_int_equal(t.lines[1].line, 4);
}

/* --- size, and what is hostile --- */

static void many(void **state)
{
    (void)state;
    enum { ROWS = 20000 };
    struct str s = {0};
    str_add(&s, "date,name,template,description\n");
    for (int i = 0; i < ROWS; i++)
        str_add_f(&s, "2020-01-%02d 10:%02d,Jo Ek,MEETING,No. %d\n", i % 28 + 1, i % 60, i);
    case_import_n(s.s, s.len);
    assert_int_equal(t.result.added, ROWS);
    case_import_n(s.s, s.len);
    assert_int_equal(t.result.alone, ROWS);
    assert_sound(t.book);
    str_clear(&s);
}

static void cut_at_every_byte(void **state)
{
    (void)state;
    static const char json[] =
        "{\"date\":\"2026-11-19\",\"contact\":{\"name\":\"Jo Ek\"},\"template\":\"MEETING\","
        "\"document\":{\"event\":\"letter\",\"no\":\"\\u0000\\ud83d\\ude00\"},\"comments\":[1,"
        "null,{}]}\n";
    t.how.content = LIA_CONTENT_ENTRIES;
    for (size_t len = 1; len < sizeof table; len++) {
        lia_status status = case_try(table, len);
        assert_true(status == LIA_OK || status == LIA_INVALID);
    }
    for (size_t len = 1; len < sizeof json; len++) {
        lia_status status = case_try(json, len);
        assert_true(status == LIA_OK || status == LIA_INVALID);
    }
    assert_sound(t.book);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_book, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments),
        cmocka_unit_test(no_moments),
        CASE(a_line_of_json),
        CASE(wrong_lines_cost_themselves),
        CASE(keys_without_a_field_are_said_once),
        CASE(a_table),
        CASE(columns_are_mapped),
        CASE(contacts_are_not_taken_for_interactions),
        CASE(a_comment_for_a_formula),
        CASE(found_by_no_email_or_name),
        CASE(one_column_for_all),
        CASE(several_of_a_name),
        CASE(a_person_before_a_company),
        CASE(archived_and_blocked),
        CASE(rows_are_checked),
        CASE(names_of_events_name_templates),
        CASE(an_event_for_those_without),
        CASE(canceled_arrives_canceled),
        CASE(blocked_templates_have_a_history),
        CASE(long_texts),
        CASE(of_several_alike_each_stands_for_one),
        CASE(undo_and_dry_run),
        CASE(stopped),
        CASE(every_row_is_reported),
        CASE(what_it_becomes_is_said),
        CASE(many),
        CASE(cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
