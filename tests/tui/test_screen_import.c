/* Import on screen: the file, what becomes of its columns, the dry run row by row, the import and
 * the way back. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/path.h"
#include "desk.h"
#include "fixture.h"
#include "records.h"

static struct desk *desk_at_home(lia_book *book)
{
    const char *home = fixture_folder();
    struct desk *d = desk_open(book, 80, 24, NULL);
    d->env.home = home;
    return d;
}

static void end(struct desk *d)
{
    desk_close_book(d);
    fixture_folder_remove();
}

static void put(const char *name, const char *text)
{
    assert_int_equal(path_write_file(fixture_path(name), text, strlen(text)), 0);
}

static void line_has(struct desk *d, const char *line, const char *what)
{
    if (!strstr(desk_line(d, line), what))
        fail_msg("“%s” is not beside “%s” in\n%s", what, line, str_text(&d->text));
}

static int64_t contacts(struct desk *d, const char *where)
{
    struct arena a = {0};
    int64_t n = number_of(d->session.book,
                          arena_printf(&a, "SELECT count(*) FROM contact WHERE %s", where));
    arena_clear(&a);
    return n;
}

static const char plain[] = "Name,E-mail,City\n"
                            "Bo Ek,bo@x.example,Lund\n"
                            "Anna Berg,anna@x.example,Malmö\n"
                            "Kim,not an address,Oslo\n"
                            ",,Bergen\n";

/* --- the file ------------------------------------------------------------------------------------
 */

static void what_is_no_file_to_import_is_said(void **state)
{
    struct desk *d = desk_at_home(fixture_book());
    (void)state;
    put("empty.csv", "");
    put("book.ldif", "dn: cn=Bo\ncn: Bo\n");
    assert_int_equal(path_make_dirs(fixture_path("sub/inner"), 0700), 0);
    put("sub/a.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Bo\nEND:VCARD\n");
    desk_play(d, "I Enter");
    desk_sees(d, "The name of a file is wanted");
    desk_play(d, "{~/empty.csv} Enter");
    desk_sees(d, "The file is empty");
    desk_play(d, "Ctrl-U {~/book.ldif} Enter");
    desk_sees(d, "This is LDIF");
    desk_play(d, "Ctrl-U {~/nothing.csv} Enter");
    desk_sees(d, "check its name");
    desk_play(d, "Ctrl-U {~/sub} Enter"); /* a folder shows what is in it */
    desk_sees(d, "That is a folder");
    desk_sees(d, "File  ~/sub/");
    desk_sees(d, "a.vcf");
    desk_sees(d, "inner/");
    desk_play(d, "{a} Tab Enter");
    assert_string_equal(desk_page(d), "import-preview");
    desk_sees(d, "Import a.vcf · vCard, contacts");
    desk_sees(d, "a 1 added");
    end(d);
}

/* --- the preview ---------------------------------------------------------------------------------
 */

static void the_dry_run_is_a_list(void **state)
{
    struct desk *d = desk_at_home(fixture_book());
    (void)state;
    put("plain.csv", plain);
    desk_play(d, "I {~/plain.csv} Enter");
    assert_string_equal(desk_page(d), "import-preview"); /* every column is known */
    desk_sees(d, "a 3 added");
    desk_sees(d, "r 1 refused");
    line_has(d, "Bo Ek", " 2 added");
    line_has(d, "Anna Berg", " 3 added");
    line_has(d, " 5 refused", "name");
    assert_int_equal(contacts(d, "1"), 0); /* nothing is written */
    desk_play(d, "r");
    desk_misses(d, "Bo Ek");
    desk_sees(d, "5 refused");
    desk_play(d, "c");
    desk_sees(d, "There are none of these");
    desk_play(d, "r"); /* all again */
    desk_sees(d, "Bo Ek");
    desk_play(d, "/ {anna be} Enter");
    desk_misses(d, "Bo Ek");
    desk_play(d, "Esc");
    desk_sees(d, "Bo Ek");
    desk_play(d, "Enter");
    assert_string_equal(desk_page(d), "home");
    desk_sees(d, "Imported: 3 added, 1 refused; u undoes it");
    assert_int_equal(contacts(d, "1"), 3);
    desk_play(d, "u wait:300 y");
    assert_int_equal(contacts(d, "1"), 0);
    end(d);
}

static void the_rule_for_known_contacts_runs_it_again(void **state)
{
    lia_book *book = fixture_book();
    make_contact(
        book, &(lia_contact){
                  .type = LIA_PERSON, .name = "Bo Ek", .email = "bo@x.example", .city = "Ystad"});
    struct desk *d = desk_at_home(book);
    (void)state;
    put("bo.csv", "Name,E-mail,City,Job title\nBo Ek,bo@x.example,Lund,Cook\n");
    desk_play(d, "I {~/bo.csv} Enter");
    desk_sees(d, "Known contacts: blank fields filled");
    line_has(d, " 2 changed", "job title"); /* the city is not blank */
    assert_null(strstr(desk_line(d, " 2 changed"), "city"));
    desk_play(d, "K s");
    desk_sees(d, "l 1 left alone");
    desk_play(d, "Ctrl-S");
    desk_sees(d, "Nothing to import");
    desk_play(d, "K u");
    line_has(d, " 2 changed", "city");
    desk_sees(d, "Bo Ek  CT000001: job title, city"); /* the whole of the row, below */
    desk_play(d, "Ctrl-S");
    desk_sees(d, "Imported: 1 changed");
    assert_int_equal(contacts(d, "city = 'Lund' AND job_title = 'Cook'"), 1);
    end(d);
}

static void interactions_get_a_template(void **state)
{
    lia_book *book = fixture_book();
    make_person(book, "Bo Ek", 0);
    struct desk *d = desk_at_home(book);
    (void)state;
    put("log.csv", "Date,Contact,Template,Description\n"
                   "2026-11-01,Bo Ek,CALL-OUT,Asked\n"
                   "2026-11-02,Bo Ek,,Said nothing\n"
                   "2026-11-03,Nobody,CALL-OUT,Lost\n");
    desk_play(d, "I {~/log.csv} Enter");
    desk_sees(d, "CSV, interactions");
    desk_sees(d, "a 1 added");
    desk_sees(d, "r 2 refused");
    line_has(d, " 2 added", "2026-11-01 CALL-OUT 15 min");
    line_has(d, " 3 refused", "template");
    desk_play(d, "T {call-i} Tab Ctrl-S");
    desk_sees(d, "Template: CALL-IN");
    desk_sees(d, "a 2 added");
    desk_play(d, "Enter");
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 2);
    desk_play(d, "u wait:300 y");
    assert_int_equal(number_of(book, "SELECT count(*) FROM entry"), 0);
    end(d);
}

/* --- the columns ---------------------------------------------------------------------------------
 */

static void columns_that_are_not_known_are_mapped(void **state)
{
    struct desk *d = desk_at_home(fixture_book());
    (void)state;
    desk_play(d, "I {tests/data/import/club.csv} Enter");
    assert_string_equal(desk_page(d), "import-map");
    line_has(d, "Shoe size", "43 · 38"); /* real values of the file */
    line_has(d, "Shoe size", "kept as it is");
    desk_play(d, "g Enter {nam}"); /* the first column */
    desk_sees(d, "Column “Member”");
    desk_play(d, "Esc Esc");
    line_has(d, "Member", "kept as it is");
    desk_play(d, "g Enter {name} Enter");
    line_has(d, "Member", "•");
    while (!strstr(desk_line(d, "▌"), "Tel priv"))
        desk_play(d, "j");
    desk_play(d, "Enter {mobil} Enter"); /* done, and on to the next column */
    line_has(d, "Tel privé", "Mobile •");
    while (!strstr(desk_line(d, "▌"), "Shoe"))
        desk_play(d, "j");
    desk_play(d, "d");
    line_has(d, "Shoe size", "left out •");
    desk_play(d, "Ctrl-S");
    assert_string_equal(desk_page(d), "import-preview");
    line_has(d, "Bo Ek", "added");
    desk_play(d, "Esc Esc"); /* to the file's name, and on again: what was chosen stands */
    assert_string_equal(desk_page(d), "import");
    desk_play(d, "Enter");
    line_has(d, "Tel privé", "Mobile •");
    line_has(d, "Shoe size", "left out •");
    desk_play(d, "Ctrl-S Ctrl-S");
    desk_sees(d, "Imported: ");
    assert_int_equal(contacts(d, "name = 'Bo Ek' AND mobile = '+46 70 123 45 67'"), 1);
    assert_int_equal(
        number_of(d->session.book, "SELECT count(*) FROM contact_kept WHERE content LIKE '%43%'"),
        0);
    end(d);
}

/* What begins as typed goes before what only has a word of it. */
static void the_log_of_a_phone_is_mapped(void **state)
{
    struct desk *d = desk_at_home(fixture_book());
    (void)state;
    put("log.csv", "Datum;Name;Dauer\n01.09.2026;Bo;5\n02.09.2026;Al;7\n");
    desk_play(d, "I {~/log.csv} Enter C");
    line_has(d, "First row", "names of the columns");
    line_has(d, "Name", "Contact");
    desk_play(d, "g Enter {date} Enter G Enter {minutes} Enter");
    line_has(d, "Datum", "Date •");
    line_has(d, "Dauer", "Duration (minutes) •");
    desk_play(d, "G d G Enter {dura} Enter");
    line_has(d, "Dauer", "Duration (minutes) •");
    end(d);
}

static void a_table_is_read_another_way(void **state)
{
    struct desk *d = desk_at_home(fixture_book());
    (void)state;
    /* "Café" in CP1252; a bar between the columns; no header. */
    put("odd.csv", "Caf\xe9 Nord|nord@x.example|Lund\nBar S\xfd"
                   "d|syd@x.example|Ystad\n");
    desk_play(d, "I {~/odd.csv} Enter");
    assert_string_equal(desk_page(d), "import-map");
    desk_play(d, "S |");
    desk_sees(d, "Separator: bar | •");
    desk_sees(d, "Café Nord");
    desk_play(d, "E {o} {cp1251} Enter"); /* é is й there */
    desk_sees(d, "Cafй Nord");
    desk_play(d, "E {o} {no-such-set} Enter");
    desk_sees(d, "no-such-set");
    desk_sees(d, "Cafй Nord"); /* as it was */
    desk_play(d, "E f");
    desk_sees(d, "Café Nord");
    line_has(d, "First row", "a row like the others");
    desk_play(d, "H");
    line_has(d, "First row", "names of the columns •");
    line_has(d, "Café Nord", "Bar Sýd");
    desk_play(d, "H C");
    line_has(d, "Each row", "an interaction •");
    end(d);
}

static void from_the_preview_to_the_columns(void **state)
{
    struct desk *d = desk_at_home(fixture_book());
    (void)state;
    put("plain.csv", plain);
    desk_play(d, "I {~/plain.csv} Enter M");
    assert_string_equal(desk_page(d), "import-map");
    desk_play(d, "G d Ctrl-S"); /* without the city */
    desk_play(d, "M");          /* back to the same page, not to another one */
    desk_play(d, "Esc");
    assert_string_equal(desk_page(d), "import");
    desk_play(d, "Enter Enter");
    assert_int_equal(contacts(d, "city <> ''"), 0);
    assert_int_equal(contacts(d, "1"), 3);
    end(d);
}

static void hostile_cells_are_marks(void **state)
{
    struct desk *d = desk_at_home(fixture_book());
    (void)state;
    put("evil.csv", "\x1b[31mName,E-mail,\xe2\x80\xaeodd\n\x1b]0;owned\x07"
                    "Bo,bo@x.example,\x1bPq\n");
    desk_play(d, "I {~/evil.csv} Enter");
    assert_string_equal(desk_page(d), "import-map");
    desk_sees(d, "^[[31mName");
    assert_null(strchr(str_text(&d->text), '\x1b'));
    desk_play(d, "g Enter {name} Enter Ctrl-S");
    desk_sees(d, "^[]0;owned^GBo");
    assert_null(strchr(str_text(&d->text), '\x1b'));
    assert_null(strchr(str_text(&d->text), '\x07'));
    end(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_file_to_import_is_said),
        cmocka_unit_test(the_dry_run_is_a_list),
        cmocka_unit_test(the_rule_for_known_contacts_runs_it_again),
        cmocka_unit_test(interactions_get_a_template),
        cmocka_unit_test(columns_that_are_not_known_are_mapped),
        cmocka_unit_test(the_log_of_a_phone_is_mapped),
        cmocka_unit_test(a_table_is_read_another_way),
        cmocka_unit_test(from_the_preview_to_the_columns),
        cmocka_unit_test(hostile_cells_are_marks),
    };
    setenv("TZ", "UTC", 1);
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
