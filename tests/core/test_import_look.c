/* What a file is, before it is imported: format, content, columns; and how it is told to be read.
 */
#include "import_case.h"

#include "core/contact_field.h"

static lia_import_looked looked;

static int look_open(void **state)
{
    looked = (lia_import_looked){0};
    return case_open(state);
}
static int look_close(void **state)
{
    lia_import_looked_clear(&looked);
    fixture_folder_remove();
    return case_close(state);
}

static lia_status try_look(const char *s, size_t len)
{
    fixture_folder();
    const char *path = fixture_path("file");
    FILE *f = fopen(path, "w");
    fwrite(s, 1, len, f);
    fclose(f);
    lia_import_looked_clear(&looked);
    return lia_import_look(t.book, path, &t.how, &looked, &t.err);
}

static void look(const char *s)
{
    assert_ok(try_look(s, strlen(s)), t.err);
}

/* "name=field" of each column, with blanks between. */
static const char *columns(void)
{
    const char *all = "";
    for (size_t i = 0; i < looked.count; i++)
        all = arena_printf(&t.arena, "%s%s%s=%s", all, i ? " " : "", looked.columns[i].name,
                           looked.columns[i].field);
    return all;
}

static void formats_and_contents(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        lia_format format;
        lia_content content;
    } cases[] = {
        {"BEGIN:VCARD\nEND:VCARD\n", LIA_FORMAT_VCARD, LIA_CONTENT_CONTACTS},
        {"BEGIN:VCALENDAR\nEND:VCALENDAR\n", LIA_FORMAT_CALENDAR, LIA_CONTENT_ENTRIES},
        {"name,email\n", LIA_FORMAT_CSV, LIA_CONTENT_CONTACTS},
        {"Date,Name,Notes,Email\n", LIA_FORMAT_CSV, LIA_CONTENT_CONTACTS},
        {"Date;Contact;Text\n1.2.2026;Jo;x\n", LIA_FORMAT_CSV, LIA_CONTENT_ENTRIES},
        {"{\"name\":\"Jo\"}\n", LIA_FORMAT_JSON, LIA_CONTENT_CONTACTS},
        {" [ ]\n", LIA_FORMAT_JSON, LIA_CONTENT_CONTACTS},
        {"{\"date\":\"2026-01-01\",\"contact\":\"Jo\",\"template\":\"CALL-OUT\"}\n",
         LIA_FORMAT_JSON, LIA_CONTENT_ENTRIES},
        {"{braces},email\nx,y\n", LIA_FORMAT_CSV, LIA_CONTENT_CONTACTS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        look(cases[i].file);
        assert_int_equal(looked.format, cases[i].format);
        assert_int_equal(looked.content, cases[i].content);
    }
}

static void columns_and_samples(void **state)
{
    (void)state;
    look(
        "Full name;Shoe;E-mail;;Work phone\nJo;;jo@x.example\nAl;\"4\n2\";\nBo;43\nCy;44\nDi;45\n");
    assert_string_equal(columns(), "Full name=name Shoe= E-mail=email 4= Work phone=phone");
    assert_int_equal(looked.delimiter, ';');
    assert_true(looked.header);
    assert_string_equal(looked.charset, "UTF-8");
    assert_string_equal(looked.known, "");
    assert_string_equal(looked.columns[0].samples[2], "Bo");
    assert_string_equal(looked.columns[1].samples[0], "4 2");
    assert_string_equal(looked.columns[1].samples[2], "44");
    assert_string_equal(looked.columns[2].samples[1], "");
}

static void without_header(void **state)
{
    (void)state;
    look("Jo Ek,jo@x.example,046-123456\nAl Bo,al@x.example,\n");
    assert_false(looked.header);
    assert_string_equal(columns(), "1=name 2=email 3=phone");
    t.how.header = 1;
    look("Jo Ek,jo@x.example,046-123456\nAl Bo,al@x.example,\n");
    assert_true(looked.header);
    t.how.header = -1;
    look("name,email\nJo,jo@x.example\n");
    assert_false(looked.header);
    assert_int_equal(looked.count, 2);
}

/* A header in a language that is not known: the rows tell what it names. */
static void header_of_another_language(void **state)
{
    (void)state;
    static const char file[] = "Ainm,Ríomhphost\nJo Ek,jo@x.example\nAl Bo,al@x.example\n";
    look(file);
    assert_true(looked.header);
    assert_string_equal(columns(), "Ainm=name Ríomhphost=email");
    case_import(file);
    assert_int_equal(t.result.added, 2);
    assert_string_equal(case_contact("Jo Ek")->email, "jo@x.example");
}

static void header_shown_by_a_mapping(void **state)
{
    (void)state;
    const lia_import_map map = {"2", "email"};
    t.how.map = &map;
    t.how.map_count = 1;
    look("Ainm,Ríomhphost\n1,jo@x.example\n");
    assert_true(looked.header);
    assert_string_equal(columns(), "Ainm= Ríomhphost=email");
}

/* An interaction log in a language that is not known: what stands below the words tells. */
static void log_of_another_language(void **state)
{
    (void)state;
    static const char file[] = "Kuupäev;Kellega;Kestus\n01.02.2026;Jo;5\n02.02.2026;Al;10\n";
    t.how.content = LIA_CONTENT_ENTRIES;
    look(file);
    assert_true(looked.header);
    assert_string_equal(columns(), "Kuupäev= Kellega= Kestus=");
    look("01.02.2026;Jo;5\n02.02.2026;Al;10\n");
    assert_false(looked.header);
    look("Jo;Price list\nAl;Price list\n");
    assert_false(looked.header);
    t.how.header = -1;
    look(file);
    assert_false(looked.header);
}

/* What columns are mapped to, and a template, say that they are interactions. */
static void mapped_to_a_log(void **state)
{
    (void)state;
    static const char file[] = "Kuupäev;Name;Kestus\n01.02.2026;Jo;5\n";
    lia_import_map map[] = {{"Kuupäev", "date"}, {"3", "minutes"}};
    look(file);
    assert_int_equal(looked.content, LIA_CONTENT_CONTACTS);
    t.how.map = map;
    t.how.map_count = 2;
    look(file);
    assert_int_equal(looked.content, LIA_CONTENT_ENTRIES);
    assert_string_equal(columns(), "Kuupäev=date Name=contact Kestus=minutes");
    t.how.content = LIA_CONTENT_CONTACTS;
    assert_int_equal(try_look(file, strlen(file)), LIA_INVALID);
    assert_string_equal(t.err.message, "Contacts have no field date: read these as interactions");
    t.how.content = LIA_CONTENT_ENTRIES;
    map[0].field = "job_title";
    assert_int_equal(try_look(file, strlen(file)), LIA_INVALID);
    assert_string_equal(t.err.message,
                        "Interactions have no field job_title: read these as contacts");
    t.how.map_count = 0;
    t.how.content = LIA_CONTENT_AUTO;
    t.how.template_code = "CALL-OUT";
    look(file);
    assert_int_equal(looked.content, LIA_CONTENT_ENTRIES);
}

/* Columns of which none is known are no failure of a look. */
static void nothing_known(void **state)
{
    (void)state;
    look("aa,bb\n1,2\n");
    assert_string_equal(columns(), "1= 2=");
    assert_int_equal(case_try("aa,bb\n1,2\n", 10), LIA_INVALID);
    assert_string_equal(t.err.field, "columns");
}

static void columns_are_mapped(void **state)
{
    (void)state;
    static const char file[] = "Nimi,Posti,Nimi 2,x\nJo,jo@x.example,046-1,y\n";
    const lia_import_map map[] = {
        {" NIMI ", "name"}, {"2", "Email2"}, {"Nimi 2", "mobile"}, {"4", "-"}};
    t.how.map = map;
    t.how.map_count = 4;
    look(file);
    assert_true(looked.header);
    assert_string_equal(columns(), "Nimi=name Posti=email2 Nimi 2=mobile x=-");
    case_import(file);
    const lia_contact *c = case_contact("Jo");
    assert_string_equal(c->email, "");
    assert_string_equal(c->email2, "jo@x.example");
    assert_string_equal(c->mobile, "046-1");
    assert_string_equal(case_kept("Jo"), "");
}

/* A mapped part goes with the address that the other columns make. */
static void mapped_parts_belong_together(void **state)
{
    (void)state;
    const lia_import_map map[] = {{"Kylä", "city"}, {"Phone", ""}};
    t.how.map = map;
    t.how.map_count = 2;
    case_import("Name,Business Street,Kylä,Phone\nJo,Hill 1,Lund,046-1\n");
    assert_string_equal(case_contact("Jo")->address, "Hill 1");
    assert_string_equal(case_contact("Jo")->city, "Lund");
    assert_string_equal(case_contact("Jo")->phone, "");
    assert_string_equal(case_kept("Jo"), "Phone\t046-1\nvCard\tADR;TYPE=WORK:;;Hill 1;Lund;;;\n");
}

static void wrong_mappings_are_refused(void **state)
{
    (void)state;
    static const lia_import_map wrong[] = {
        {"Shoe", "name"}, {"3", "name"}, {"0", "name"}, {"", "name"}, {"name", "shoe"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        t.how.map = &wrong[i];
        t.how.map_count = 1;
        assert_int_equal(try_look("name,email\n", 11), LIA_INVALID);
        assert_string_equal(t.err.field, "map");
        assert_message(t.err, "");
        assert_int_equal(case_try("name,email\n", 11), LIA_INVALID);
    }
}

/* What is told of a file goes before what is found. */
static void delimiter_and_charset_are_told(void **state)
{
    (void)state;
    t.how.delimiter = ':';
    look("name:email\nJo:jo@x.example\n");
    assert_string_equal(columns(), "name=name email=email");
    t.how.delimiter = 0;
    t.how.charset = "ISO-8859-7";
    look("name,email\n\xC9\xF9,jo@x.example\n");
    assert_string_equal(looked.charset, "ISO-8859-7");
    assert_string_equal(looked.columns[0].samples[0], "Ιω");
    case_import("name,email\n\xC9\xF9,jo@x.example\n");
    case_id("Ιω");
    t.how.charset = "utf-16le";
    static const char wide[] = "n\0a\0m\0e\0\n\0\x42\x30\n\0";
    case_import_n(wide, sizeof wide - 1);
    case_id("あ");
    t.how.charset = "iso-2022-jp";
    case_import("name,note\n\x1B$B;3ED\x1B(B,x\n");
    assert_string_equal(case_contact("山田")->note, "x");
    t.how.charset = "x-klingon";
    assert_int_equal(try_look("name\nJo\n", 8), LIA_INVALID);
    assert_string_equal(t.err.field, "charset");
    assert_message(t.err, "");
}

/* A byte order mark knows better than whoever told. */
static void byte_order_marks_win(void **state)
{
    (void)state;
    t.how.charset = "shift_jis";
    case_import("\xEF\xBB\xBFname\nJörg\n");
    case_id("Jörg");
}

static void names_written_family_first(void **state)
{
    (void)state;
    case_import(
        "Name,Email\n\"Berg, Anna\",a@x.example\n\"van Ek, Bo\",b@x.example\nCy,c@x.example\n"
        "\"Dahl,Di\",e@x.example\n"
        "\"Acme, Inc.\",d@x.example\n");
    case_id("Anna Berg");
    case_id("Bo van Ek");
    case_id("Di Dahl");
    case_id("Cy");
    case_id("Acme, Inc.");
    /* a list that is not written so has commas of other kinds */
    case_import("Name,Email\n\"Lund, Bo\",x@x.example\nJo Ek,y@x.example\nAl,z@x.example\n");
    case_id("Lund, Bo");
}

/* Cells that a spreadsheet shall not take for formulas have a ' before them, all or none. */
static void marks_before_formulas(void **state)
{
    (void)state;
    case_import("name,phone,note\nJo,'+46 1,'=x\n");
    assert_string_equal(case_contact("Jo")->phone, "+46 1");
    assert_string_equal(case_contact("Jo")->note, "=x");
    case_import("name,phone,note\nAl,+46 2,'=x\n");
    assert_string_equal(case_contact("Al")->note, "'=x");
}

static void every_field_can_be_mapped(void **state)
{
    (void)state;
    for (const lia_import_field *f = lia_import_fields(LIA_CONTENT_CONTACTS); f->name; f++) {
        assert_true(*f->label);
        const lia_import_map map = {"x", f->name};
        t.how.map = &map;
        t.how.map_count = 1;
        look("name,x\nJo,1\n");
        assert_string_equal(looked.columns[1].field, f->name);
    }
    assert_non_null(lia_import_fields(LIA_CONTENT_ENTRIES)->label);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, look_open, look_close)
int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(formats_and_contents),
        CASE(columns_and_samples),
        CASE(without_header),
        CASE(header_of_another_language),
        CASE(log_of_another_language),
        CASE(mapped_to_a_log),
        CASE(header_shown_by_a_mapping),
        CASE(nothing_known),
        CASE(columns_are_mapped),
        CASE(mapped_parts_belong_together),
        CASE(wrong_mappings_are_refused),
        CASE(delimiter_and_charset_are_told),
        CASE(byte_order_marks_win),
        CASE(names_written_family_first),
        CASE(marks_before_formulas),
        CASE(every_field_can_be_mapped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
