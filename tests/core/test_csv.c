/* CSV as spreadsheets and address books write it: cells, encodings, headers. */
#include "import_case.h"

#include "base/str.h"

/* --- cells --- */

static void delimiters_are_found(void **state)
{
    (void)state;
    static const char delimiters[] = ",;\t|";
    for (int i = 0; i < 4; i++) {
        char file[200], d = delimiters[i];
        snprintf(file, sizeof file, "name%cemail%cnote\nJo %d%cjo%d@x.example%ca.b\n", d, d, i, d,
                 i, d);
        case_import(file);
        const lia_contact *c = case_contact(arena_printf(&t.arena, "Jo %d", i));
        assert_string_equal(c->email, arena_printf(&t.arena, "jo%d@x.example", i));
        assert_string_equal(c->note, "a.b");
    }
}

/* RFC 4180 2.5-2.7 */
static void quotes(void **state)
{
    (void)state;
    case_import("name,note,phone\r\n\"Ek, Jo\",\"a \"\"b\"\"\r\nc\",\"1\"\r\n  Al , x ,2\r\n");
    assert_string_equal(case_contact("Ek, Jo")->note, "a \"b\"\nc");
    assert_string_equal(case_contact("Ek, Jo")->phone, "1");
    assert_string_equal(case_contact("Al")->note, "x");
    assert_int_equal(t.result.read, 2);
}

/* The line of the file where the row begins, whatever stands in the rows before. */
static void rows_are_numbered_by_line(void **state)
{
    (void)state;
    case_import("name,note\n\n\"Jo\",\"two\nlines\"\n,nobody\n\n,\"nobody\nelse\"\n,again\n");
    assert_int_equal(t.result.refused, 3);
    assert_int_equal(t.count, 3);
    assert_int_equal(t.lines[0].line, 5);
    assert_int_equal(t.lines[1].line, 7);
    assert_int_equal(t.lines[2].line, 9);
}

static void broken_quotes_cost_their_row(void **state)
{
    (void)state;
    case_import("name,email\nJo,jo@x.example\n\"Al,al@x.example\nBo,bo@x.example\n"
                "\"Cy\" x,cy@x.example\nDi,di@x.example\n");
    assert_int_equal(t.result.added, 3);
    case_id("Bo");
    case_id("Di");
    assert_int_equal(case_line(3)->fate, LIA_IMPORT_REFUSED);
    assert_int_equal(case_line(5)->fate, LIA_IMPORT_REFUSED);
}

/* A quote that the next row's quote seems to close must not swallow that row. */
static void open_quote_does_not_swallow_the_next_row(void **state)
{
    (void)state;
    case_import("name,email\n\"Jo,jo@x.example\n\"Al\",\"al@x.example\"\nBo,bo@x.example\n");
    assert_int_equal(t.result.read, 3);
    assert_int_equal(t.result.added, 2);
    case_id("Al");
    assert_int_equal(case_line(2)->fate, LIA_IMPORT_REFUSED);
}

/* A cell that holds a photo comes whole, in one line or in many; more than a row may hold costs it.
 */
static void long_rows(void **state)
{
    (void)state;
    struct str file = {0}, big = {0};
    for (int i = 0; i < 3 << 20; i++)
        str_add_char(&big, 'x');
    str_add_f(&file, "name,Photo\nJo,\"%s\"\nAl,\"a\n%s\"\nBo,%s\n\"", big.s, big.s, big.s);
    for (int i = 0; i < 3; i++)
        str_add_n(&file, big.s, big.len);
    str_add(&file, "\",1\nCy,\"1\n");
    for (int i = 0; i < 3; i++)
        str_add_n(&file, big.s, big.len);
    str_add(&file, "\"\nDi,2\n");
    case_import_n(file.s, file.len);
    assert_int_equal(strlen(case_kept("Jo")), strlen("Photo\t\n") + big.len);
    assert_int_equal(strlen(case_kept("Al")), strlen("Photo\ta\\n\n") + big.len);
    assert_int_equal(strlen(case_kept("Bo")), strlen("Photo\t\n") + big.len);
    assert_non_null(strstr(case_line(6)->reason, "8 MB"));
    assert_int_equal(case_line(7)->fate, LIA_IMPORT_REFUSED);
    assert_string_equal(case_kept("Di"), "Photo\t2\n");
    str_clear(&file);
    str_clear(&big);
}

/* 5" disk: no quotes around it, and the row has its cells. */
static void quote_within_a_cell_is_taken(void **state)
{
    (void)state;
    case_import("name,note\nJo,5\" disk\nAl,x\n");
    assert_string_equal(case_contact("Jo")->note, "5\" disk");
    assert_int_equal(t.result.added, 2);
}

/* Hostile: no row may be read over and over. */
static void many_open_quotes(void **state)
{
    (void)state;
    struct str file = {0};
    str_add(&file, "name,email\n");
    for (int i = 0; i < 200000; i++)
        str_add(&file, "\"aaa\n");
    str_add(&file, "Jo,jo@x.example\n");
    case_import_n(file.s, file.len);
    assert_int_equal(t.result.read, 200001);
    assert_int_equal(t.result.added, 1);
    str_clear(&file);
}

static void rows_too_long_are_refused(void **state)
{
    (void)state;
    struct str file = {0};
    str_add(&file, "name,note\nJo,");
    for (int i = 0; i < 9 << 20; i++)
        str_add_char(&file, 'x');
    str_add(&file, "\nAl,x\n");
    case_import_n(file.s, file.len);
    assert_int_equal(t.result.added, 1);
    assert_int_equal(case_line(2)->fate, LIA_IMPORT_REFUSED);
    case_id("Al");
    str_clear(&file);
}

static void rows_of_another_width(void **state)
{
    (void)state;
    case_import("name,email,note\nJo,jo@x.example\nAl,al@x.example,x,,\nEk, Bo,bo@x.example,x\n");
    case_id("Jo");
    case_id("Al");
    assert_int_equal(t.result.refused, 1); /* its comma has moved what follows */
    assert_int_equal(case_line(4)->fate, LIA_IMPORT_REFUSED);
}

static void rows_without_text_are_passed_over(void **state)
{
    (void)state;
    case_import("name,email\n,\n   \nJo,\n\n,,\n");
    assert_int_equal(t.result.read, 1);
}

/* --- encodings --- */

static void encodings(void **state)
{
    (void)state;
    case_import("\xEF\xBB\xBFname,email\nJørgen,a@x.example\n");
    case_id("Jørgen");
    assert_int_equal(t.count, 0);
    case_import("name,note\nBj\xF6rn,caf\xE9\nZo\xEB,x\n");
    assert_string_equal(case_contact("Björn")->note, "café");
    assert_string_equal(case_line(2)->reason, "not UTF-8: read as Windows-1252 here and below");
    assert_int_equal(t.count, 1); /* said once */
    case_import("name,note\n\x88\xC0\x93\xA1,\x83\x81\x83\x82\n");
    assert_string_equal(case_contact("安藤")->note, "メモ");
    static const char wide[] = "\xFE\xFF\0n\0a\0m\0e\0,\0n\0o\0t\0e\0\n\0J\0\xE9\0,\0x\0\n";
    case_import_n(wide, sizeof wide - 1);
    case_id("Jé");
    static const char unmarked[] = "n\0a\0m\0e\0,\0n\0o\0t\0e\0\r\0\n\0K\0\xE8\0,\0x\0\r\0\n\0";
    case_import_n(unmarked, sizeof unmarked - 1);
    case_id("Kè");
}

static void old_line_ends(void **state)
{
    (void)state;
    case_import("name,email\rJo,jo@x.example\rAl,al@x.example\r");
    assert_int_equal(t.result.added, 2);
}

static void damaged_characters_are_said(void **state)
{
    (void)state;
    case_import("name,note\nJ\xC3\xB8rgen \xC3\xA5,\xC3 x\n");
    assert_non_null(strstr(case_line(2)->reason, "1 damaged"));
}

/* --- headers of programs --- */

static void google_old(void **state)
{
    (void)state;
    case_import("Name,Given Name,Additional Name,Family Name,Birthday,Notes,Group Membership,"
                "E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,"
                "Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,"
                "Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
                "Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
                "Organization 1 - Name,Organization 1 - Title,Organization 1 - Department,"
                "Website 1 - Type,Website 1 - Value\n"
                "Jo Ek,Jo,,Ek, --04-15,hello,* myContacts ::: Friends,"
                "* Work,jo@x.example ::: jo2@x.example,Home,jo3@x.example,"
                "Mobile,0701,Home Fax,0702,"
                "Work,\"Gatan 1\n222 22 Lund\",Gatan 1,Lund,Skåne,222 22,Sweden,"
                "Acme,Chief,Sales,Blog,http://jo.example/\n");
    const lia_contact *c = case_contact("Jo Ek");
    assert_string_equal(c->birthday, "--04-15");
    assert_string_equal(c->note, "hello");
    assert_string_equal(c->tags, "friends");
    assert_string_equal(c->email, "jo@x.example");
    assert_string_equal(c->email2, "jo2@x.example");
    assert_string_equal(c->mobile, "0701");
    assert_string_equal(c->phone, "");
    assert_string_equal(c->address, "Gatan 1");
    assert_string_equal(c->post_code, "222 22");
    assert_string_equal(c->city, "Lund");
    assert_string_equal(c->country, "Sweden");
    assert_string_equal(c->company, "Acme");
    assert_string_equal(c->job_title, "Chief");
    assert_string_equal(c->home_page, "http://jo.example/");
    assert_string_equal(case_channels("Jo Ek", LIA_CHANNEL_EMAIL), "home: jo3@x.example");
    assert_string_equal(case_channels("Jo Ek", LIA_CHANNEL_PHONE), "home fax: 0702");
    assert_string_equal(case_kept("Jo Ek"),
                        "Group Membership\t* myContacts ::: Friends\n"
                        "Address 1 - Formatted\tGatan 1\\n222 22 Lund\n"
                        "Organization 1 - Department\tSales\n"
                        "vCard\tEMAIL;TYPE=WORK;PREF=1:jo@x.example\n"
                        "vCard\tEMAIL;TYPE=WORK:jo2@x.example\n"
                        "vCard\titem1.URL:http://jo.example/\nvCard\titem1.X-ABLABEL:Blog\n"
                        "vCard\tADR;TYPE=WORK:;;Gatan 1;Lund;Skåne;222 22;Sweden\n");
}

static void google_new(void **state)
{
    (void)state;
    case_import(
        "First Name,Middle Name,Last Name,Name Prefix,Name Suffix,Nickname,Organization Name,"
        "Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
        "Phone 1 - Label,Phone 1 - Value\n"
        "Jo,M,Ek,Dr.,,,Acme,Chief,1980-02-29,,* myContacts,* ,jo@x.example,Work,12\n");
    const lia_contact *c = case_contact("Dr. Jo M Ek");
    assert_string_equal(c->birthday, "1980-02-29");
    assert_string_equal(c->email, "jo@x.example");
    assert_string_equal(c->phone, "12");
    assert_string_equal(c->company, "Acme");
    assert_string_equal(case_kept("Dr. Jo M Ek"),
                        "Labels\t* myContacts\nvCard\tEMAIL;PREF=1:jo@x.example\n"
                        "vCard\tTEL;TYPE=WORK:12\n"
                        "First Name\tJo\nMiddle Name\tM\nLast Name\tEk\nName Prefix\tDr.\n");
}

static void outlook(void **state)
{
    (void)state;
    case_import("Title,First Name,Last Name,Company,Job Title,Business Street,Business Street 2,"
                "Business City,Business Postal Code,Business Country/Region,Home Street,Home City,"
                "Business Fax,Business Phone,Business Phone 2,Home Phone,Mobile Phone,Birthday,"
                "Categories,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,"
                "Notes,Web Page\n"
                ",Jo,Ek,Acme,Chief,Gatan 1,Floor 2,Lund,22222,Sweden,Hemma 3,Malmö,"
                "91,92,93,94,95,0/0/00,\"VIP;Press\",jo@x.example,SMTP,Jo Ek (jo@x.example),"
                "jo2@x.example,hello,http://jo.example/\n");
    const lia_contact *c = case_contact("Jo Ek");
    assert_string_equal(c->job_title, "Chief");
    assert_string_equal(c->phone, "92");
    assert_string_equal(c->mobile, "95");
    assert_string_equal(c->address, "Gatan 1");
    assert_string_equal(c->address2, "Floor 2");
    assert_string_equal(c->city, "Lund");
    assert_string_equal(c->birthday, "");
    assert_string_equal(c->tags, "press vip");
    assert_string_equal(c->email2, "jo2@x.example");
    assert_string_equal(case_channels("Jo Ek", LIA_CHANNEL_PHONE),
                        "work fax: 91 | work: 93 | home: 94");
    assert_string_equal(case_channels("Jo Ek", LIA_CHANNEL_ADDRESS), "home: Hemma 3, Malmö");
    /* which column it was, and the parts of a further address */
    assert_string_equal(case_kept("Jo Ek"),
                        "Categories\tVIP;Press\nE-mail Display Name\tJo Ek (jo@x.example)\n"
                        "vCard\tTEL;TYPE=WORK:92\n"
                        "vCard\tADR;TYPE=WORK:;;Gatan 1\\\\nFloor 2;Lund;;22222;Sweden\n"
                        "vCard\tADR;TYPE=HOME:;;Hemma 3;Malmö;;;\n");
}

static void thunderbird(void **state)
{
    (void)state;
    case_import(
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,"
        "Home Phone,Mobile Number,Home Address,Home Address 2,Home City,Home State,"
        "Home ZipCode,Home Country,Organization,Web Page 1,Birth Year,Birth Month,Birth Day,"
        "Custom 1\n"
        "Jo,Ek,Jo Ek,,jo@x.example,jo2@x.example,1,2,3,Gatan 1,Port B,Lund,,22222,Sweden,"
        "Acme,http://jo.example/,1980,2,29,my own\n"
        ",,Al,,,,1,,,,,,,,,,,,4,15,\n");
    const lia_contact *c = case_contact("Jo Ek");
    assert_string_equal(c->birthday, "1980-02-29");
    assert_string_equal(c->address, "Gatan 1");
    assert_string_equal(c->address2, "Port B");
    assert_string_equal(c->email2, "jo2@x.example");
    assert_string_equal(c->home_page, "http://jo.example/");
    assert_string_equal(case_kept("Jo Ek"),
                        "Custom 1\tmy own\nvCard\tTEL;TYPE=WORK:1\n"
                        "vCard\tADR;TYPE=HOME:;;Gatan 1\\\\nPort B;Lund;;22222;Sweden\n");
    assert_string_equal(case_contact("Al")->birthday, "--04-15");
}

static void linkedin_with_its_preamble(void **state)
{
    (void)state;
    case_import("Notes:\n\"When exporting your connection data, you may notice that some of the "
                "email addresses are missing.\"\n\n"
                "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
                "Jo,Ek,https://linkedin.example/jo,jo@x.example,Acme,Chief,20 Nov 2026\n");
    const lia_contact *c = case_contact("Jo Ek");
    assert_string_equal(c->company, "Acme");
    assert_string_equal(c->job_title, "Chief");
    assert_string_equal(case_kept("Jo Ek"), "Connected On\t20 Nov 2026\n");
    assert_int_equal(t.result.read, 1);
    assert_int_equal(case_line(1)->fate, LIA_IMPORT_NOTED); /* left out, and said */
}

static void other_languages(void **state)
{
    (void)state;
    case_import("Vorname;Nachname;Firma;E-Mail-Adresse;Straße;PLZ;Ort;Telefon\n"
                "Jo;Ek;Acme;jo@x.example;Weg 1;10115;Berlin;1\n");
    const lia_contact *c = case_contact("Jo Ek");
    assert_string_equal(c->address, "Weg 1");
    assert_string_equal(c->city, "Berlin");
    case_import("氏名,メールアドレス,会社名,電話番号\n山田太郎,y@x.example,ABC,12\n");
    assert_string_equal(case_contact("山田太郎")->company, "ABC");
    assert_string_equal(case_contact("山田太郎")->email, "y@x.example");
}

/* What the book itself calls its fields (domain.md 3). */
static void own_names(void **state)
{
    (void)state;
    case_import(
        "No.,Type,Name,Company,Job Title,E-mail,E-mail 2,Phone,Mobile,Address,Post Code,City,"
        "Country,Correspondence type,Home page,Birthday,Note,Tags,Exclude from segment,UID\n"
        "X7,person,Jo Ek,Acme,Chief,a@x.example,b@x.example,1,2,Gatan 1,22222,Lund,Sweden,"
        "hard copy,http://jo.example/,--02-29,n,press vip,yes,u1\n"
        "X8,company,Beta,,,,,,,,,,,,,,,,no,\n");
    const lia_contact *c = case_contact("Jo Ek");
    assert_string_equal(c->no, "X7");
    assert_string_equal(c->email2, "b@x.example");
    assert_int_equal(c->correspondence, LIA_HARD_COPY);
    assert_string_equal(c->tags, "press-vip"); /* one tag: commas stand between tags */
    assert_true(c->exclude);
    assert_string_equal(c->uid, "u1");
    assert_int_equal(case_contact("Beta")->type, LIA_COMPANY);
    assert_string_equal(case_contact("Beta")->no, "X8");
    assert_int_equal(t.count, 0);
}

/* --- without one --- */

static void columns_are_told_by_what_they_hold(void **state)
{
    (void)state;
    case_import("1,Jo Ek,Jo,Ek,jo@x.example,0701-23 45 67\n2,Al B,Al,B,al@x.example,\n");
    assert_string_equal(case_contact("Jo Ek")->email, "jo@x.example");
    assert_string_equal(case_contact("Jo Ek")->phone, "0701-23 45 67");
    assert_string_equal(case_kept("Jo Ek"), "column 1\t1\n");
    assert_int_equal(t.result.read, 2);
    assert_int_equal(case_line(1)->fate, LIA_IMPORT_NOTED);
}

static void tables_of_something_else_are_refused(void **state)
{
    (void)state;
    static const char *const files[] = {"a,b,c\n1,2,3\n", "just some text\nand more\n",
                                        "1;2\n3;4\n", "width,height\n1,2\n"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_int_equal(case_try(files[i], strlen(files[i])), LIA_INVALID);
        assert_non_null(strstr(t.err.message, "name,email,phone"));
    }
    assert_int_equal(case_contacts(), 0);
}

/* --- values --- */

static void unknown_columns_are_kept(void **state)
{
    (void)state;
    case_import("name,Shoe\tSize,,x\nJo,\"a\tb\\\nc\",d,\n");
    assert_string_equal(case_kept("Jo"), "Shoe Size\ta\\tb\\\\\\nc\ncolumn 3\td\n");
}

static void wrong_values_are_kept(void **state)
{
    (void)state;
    case_import("name,type,correspondence,exclude,birthday,email,salesperson\n"
                "Jo,robot,pigeon,maybe,someday,at home,NOBODY\nAl,,,,,,nobody\n");
    assert_string_equal(case_kept("Jo"),
                        "type\trobot\ncorrespondence\tpigeon\nexclude\tmaybe\n"
                        "email\tat home\nbirthday\tsomeday\nsalesperson\tNOBODY\n");
    assert_int_equal(t.result.added, 2);
    assert_non_null(strstr(case_line(2)->reason, "at home"));
    assert_non_null(strstr(case_line(2)->reason, "NOBODY"));
}

static void salespeople_are_found(void **state)
{
    (void)state;
    int64_t id = 0;
    lia_salesperson s = {.code = "AL", .name = "Al"};
    assert_ok(lia_salesperson_save(t.book, &s, &id, &t.err), t.err);
    case_import("name,salesperson\nJo,al\n");
    assert_string_equal(case_contact("Jo")->salesperson, "AL");
    assert_string_equal(case_kept("Jo"), "");
}

static void birthdays_in_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *birthday;
    } cases[] = {{"1980-02-29", "1980-02-29"}, {"29.2.1980", "1980-02-29"},
                 {"2/29/1980", "1980-02-29"},  {"29/2/1980", "1980-02-29"},
                 {"1980/02/29", "1980-02-29"}, {"0000-00-00", ""},
                 {"29 Feb 1980", "1980-02-29"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *name = arena_printf(&t.arena, "n%zu", i);
        case_import(arena_printf(&t.arena, "name,birthday\n%s,%s\n", name, cases[i].cell));
        assert_string_equal(case_contact(name)->birthday, cases[i].birthday);
        assert_string_equal(case_kept(name), "");
    }
}

static void companies_in_tables(void **state)
{
    (void)state;
    case_import("name,company,phone\nJo,Acme,1\n,Beta,2\nGamma,Gamma,3\nAl,ACME,4\n");
    assert_int_equal(case_contact("Beta")->type, LIA_COMPANY);
    assert_int_equal(case_contact("Gamma")->type, LIA_COMPANY);
    assert_string_equal(case_contact("Al")->company, "Acme");
    assert_int_equal(t.result.companies, 1);
    assert_int_equal(case_contacts(), 5);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)
    const struct CMUnitTest tests[] = {
        CASE(delimiters_are_found),
        CASE(quotes),
        CASE(rows_are_numbered_by_line),
        CASE(broken_quotes_cost_their_row),
        CASE(open_quote_does_not_swallow_the_next_row),
        CASE(long_rows),
        CASE(quote_within_a_cell_is_taken),
        CASE(many_open_quotes),
        CASE(rows_too_long_are_refused),
        CASE(rows_of_another_width),
        CASE(rows_without_text_are_passed_over),
        CASE(encodings),
        CASE(old_line_ends),
        CASE(damaged_characters_are_said),
        CASE(google_old),
        CASE(google_new),
        CASE(outlook),
        CASE(thunderbird),
        CASE(linkedin_with_its_preamble),
        CASE(other_languages),
        CASE(own_names),
        CASE(columns_are_told_by_what_they_hold),
        CASE(tables_of_something_else_are_refused),
        CASE(unknown_columns_are_kept),
        CASE(wrong_values_are_kept),
        CASE(salespeople_are_found),
        CASE(birthdays_in_numbers),
        CASE(companies_in_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
