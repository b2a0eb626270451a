/* Export, then import into a new book, gives the same contacts: of every file of address books that
 * others wrote (LIAISE_CORPUS, else ../shared/data), and of generated ones with all that is nasty.
 */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/path.h"
#include "round_trip.h"

static const struct form {
    const char *name;
    lia_export_how how;
} forms[] = {
    {"JSON", {.format = LIA_FORMAT_JSON}},
    {"CSV", {.format = LIA_FORMAT_CSV}},
    {"CSV for spreadsheets", {.format = LIA_FORMAT_CSV, .spreadsheet_safe = true}},
    {"vCard 4.0", {.format = LIA_FORMAT_VCARD, .vcard = 4}},
    {"vCard 3.0", {.format = LIA_FORMAT_VCARD, .vcard = 3}},
};
enum { FORMS = sizeof forms / sizeof *forms };

/* The salespeople of one book, in the other. */
static void copy_salespeople(lia_book *from, lia_book *to)
{
    lia_salesperson_list all = {0};
    lia_error err = {0};
    assert_ok(lia_salesperson_list_all(from, true, "", &all, &err), err);
    for (size_t i = 0; i < all.count; i++) {
        int64_t id = 0;
        lia_salesperson copy = all.items[i];
        assert_ok(lia_salesperson_find(to, copy.code, &id, &err), err);
        copy.id = copy.version = 0;
        copy.account = "";
        if (!id)
            assert_ok(lia_salesperson_save(to, &copy, &id, &err), err);
    }
    lia_salesperson_list_clear(&all);
}

static void trip(lia_book *book, const struct form *form)
{
    lia_book *new = fixture_book();
    lia_import_result r = {0};
    trip_form = form->name;
    copy_salespeople(book, new);
    struct str out = export_book(book, &form->how);
    if (out.len) {
        trip_import(new, &out, LIA_CONTENT_CONTACTS, &r);
        trip_same_contacts(book, new);
        assert_sound(new);
        struct str again = export_book(new, &form->how);
        trip_same_text(&out, &again);
        str_clear(&again);
    }
    str_clear(&out);
    lia_book_close(new);
}

/* Importing its own export changes nothing in the book. */
static void trip_home(lia_book *book, const struct form *form)
{
    lia_import_result r = {0};
    trip_form = form->name;
    struct str out = export_book(book, &form->how);
    if (out.len)
        trip_import(book, &out, LIA_CONTENT_CONTACTS, &r);
    if (r.added || r.changed || r.op_id)
        trip_fail("its own export: %lld added, %lld changed: %s", (long long)r.added,
                  (long long)r.changed, trip_changed);
    str_clear(&out);
}

static void trip_all(lia_book *book)
{
    for (int i = 0; i < FORMS; i++)
        trip(book, &forms[i]);
    for (int i = 0; i < FORMS; i++)
        trip_home(book, &forms[i]);
}

/* --- files of others --- */

static int trips;

static void trip_file(const char *path)
{
    lia_book *book = fixture_book();
    lia_import_result r;
    lia_import_how how = {.name = path_base(path)};
    lia_error err = {0};
    trip_of = path;
    lia_status status = lia_import_file(book, path, &how, &r, &err);
    if (status == LIA_OK) {
        trip_all(book);
        trips++;
    } else {
        assert_int_equal(status, LIA_INVALID); /* none that is read */
    }
    lia_book_close(book);
}

static void trip_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        struct arena a = {0};
        struct stat st;
        const char *path = path_join(&a, folder, e->d_name);
        if (e->d_name[0] != '.' && stat(path, &st) == 0) {
            if (S_ISDIR(st.st_mode))
                trip_folder(path);
            else
                trip_file(path);
        }
        arena_clear(&a);
    }
    closedir(dir);
}

static void own_files_come_back(void **state)
{
    (void)state;
    trips = 0;
    trip_folder("tests/data/import");
    assert_true(trips >= 4);
}

static void files_of_others_come_back(void **state)
{
    (void)state;
    const char *corpus = getenv("LIAISE_CORPUS");
    struct stat st;
    corpus = corpus && *corpus ? corpus : "../shared/data";
    if (stat(corpus, &st) != 0) {
        print_message("SKIPPED: no address books at %s (LIAISE_CORPUS names them)\n", corpus);
        skip();
    }
    trips = 0;
    trip_folder(corpus);
    assert_true(trips >= 40);
}

/* --- generated ones --- */

/* What breaks formats: their marks, their escapes, characters of several bytes and none that is
 * seen, formulas, what looks like a line of the format. */
static const char *const pieces[] = {
    "a",
    "Berg",
    " ",
    "é",
    "漢字",
    "😀",
    "e\xCC\x81",
    ",",
    ";",
    ":",
    "\\",
    "\\n",
    "\\,",
    "\"",
    "'",
    "=",
    "+1",
    "-2",
    "@x",
    "^n",
    "^",
    "<b>",
    "&amp;",
    "\xE2\x80\x8D",
    "ß",
    "|",
    "%s",
    "{\"",
    "]",
    "END:VCARD",
    "item1.",
    ";X=\"",
    "_$!<A>!$_",
    " 0 ",
    "\xE2\x80\xA8",
    "\xC2\xA0",
    "BEGIN:VCARD",
    "Ж",
    "van",
    "#",
    "::: ",
    "''",
    "\xEF\xBB\xBF",
};
enum { PIECES = sizeof pieces / sizeof *pieces };

static const char *words(struct arena *a, uint32_t most)
{
    struct str text = {0};
    for (uint32_t n = trip_some(most + 1); n > 0; n--) {
        str_add(&text, pieces[trip_some(PIECES)]);
        if (trip_some(8) == 0)
            str_add_char(&text, ' ');
    }
    const char *copy = arena_strndup(a, str_text(&text), text.len);
    str_clear(&text);
    return copy;
}

/* A field is blank half the time. */
static const char *maybe(struct arena *a, uint32_t most)
{
    return trip_some(2) ? words(a, most) : "";
}

static const char *lines(struct arena *a)
{
    struct str text = {0};
    for (uint32_t n = trip_some(5); n > 0; n--) {
        str_add(&text, words(a, 8));
        str_add(&text, trip_some(4) ? "\n" : "\n\n ");
    }
    const char *copy = arena_strndup(a, str_text(&text), text.len);
    str_clear(&text);
    return copy;
}

static const char *email(struct arena *a)
{
    static const char *const locals[] = {"jo", "a+b",    "\"q\"", "mailto:x", "<y",
                                         "ü",  "o'neil", "=c",    "a,b;c"};
    static const char *const domains[] = {"x.example", "ÿ.example", "X.EXAMPLE", "y>"};
    if (trip_some(3) == 0)
        return "";
    return arena_printf(a, "%s%u@%s", locals[trip_some(9)], trip_some(30), domains[trip_some(4)]);
}

static const char *phone(struct arena *a)
{
    static const char *const starts[] = {"+46 ", "0", "tel:", "sip:", "(0)", "=", "1,,2;3 "};
    return trip_some(3) == 0 ? "" : arena_printf(a, "%s%u", starts[trip_some(7)], trip_some(1000));
}

static const char *label(struct arena *a)
{
    static const char *const labels[] = {"",       "work",      "home",    "mobile", "work fax",
                                         "Work",   "pager",     "fax fax", "Büro",   "car",
                                         "iPhone", "home page", "a:b\\c",  "main"};
    if (trip_some(5))
        return labels[trip_some(14)];
    const char *text = words(a, 3); /* Apple's form of a label stands for another one */
    return strstr(text, "_$!<") ? "" : text;
}

static void fill_channels(struct arena *a, lia_contact *c)
{
    size_t n = trip_some(2) ? trip_some(7) : 0;
    lia_channel *channels = arena_alloc(a, (n + 1) * sizeof *channels);
    for (size_t i = 0; i < n; i++) {
        channels[i].kind = (lia_channel_kind)(1 + trip_some(4));
        channels[i].label = label(a);
        channels[i].value = channels[i].kind == LIA_CHANNEL_EMAIL   ? email(a)
                            : channels[i].kind == LIA_CHANNEL_PHONE ? phone(a)
                                                                    : words(a, 6);
    }
    c->channels = channels;
    c->channel_count = n;
}

static const char *birthday(void)
{
    static const char *const days[] = {"",           "1980-02-29", "--02-29",
                                       "0001-01-01", "9999-12-31", "--12-31"};
    return days[trip_some(6)];
}

static int64_t add_random(lia_book *book, int64_t company, int64_t who)
{
    struct arena a = {0};
    lia_error err = {0};
    int64_t id = 0;
    bool person = trip_some(4) != 0;
    lia_contact c = {
        .type = person ? LIA_PERSON : LIA_COMPANY,
        .name = arena_printf(&a, "%s n%u %s", words(&a, 4), trip_some(100000), words(&a, 2)),
        .company_id = person ? company : 0,
        .job_title = maybe(&a, 5),
        .email = email(&a),
        .email2 = email(&a),
        .phone = phone(&a),
        .mobile = phone(&a),
        .address = maybe(&a, 5),
        .address2 = maybe(&a, 5),
        .post_code = maybe(&a, 2),
        .city = maybe(&a, 3),
        .country = maybe(&a, 3),
        .salesperson_id = trip_some(2) ? who : 0,
        .correspondence = (lia_corr)trip_some(4),
        .home_page = maybe(&a, 4),
        .birthday = birthday(),
        .note = lines(&a),
        .tags = maybe(&a, 6),
        .exclude = trip_some(5) == 0,
        .touch_days = (int)trip_some(4) * 30 - 1,
        .uid = trip_some(4) ? "" : arena_printf(&a, "%s%u", words(&a, 4), trip_some(1000000))};
    c.privacy_blocked = trip_some(6) == 0;
    c.privacy_reason = c.privacy_blocked ? maybe(&a, 5) : "";
    fill_channels(&a, &c);
    assert_ok(lia_contact_save(book, &c, &id, &err), err);
    arena_clear(&a);
    return id;
}

/* Cards and rows with what the book has no field for. */
static void add_kept(lia_book *book)
{
    struct str cards = {0}, table = {0};
    lia_import_result r;
    trip_form = "generating";
    for (int i = 0; i < 12; i++) {
        struct arena a = {0};
        str_add_f(&cards, "BEGIN:VCARD\r\nVERSION:%s\r\nFN:Kept %d\r\n", i % 3 ? "3.0" : "4.0", i);
        str_add_f(&cards, "N:Kept;%d;middle;Dr.;\r\nORG:Acme %d;Dep\\;t,x\r\n", i, i % 4);
        str_add_f(&cards, "ADR;TYPE=home:Box;;Street %d;Lund;Region;%d;\r\n", i, i);
        if (i % 2)
            str_add_f(&cards, "item%d.TEL:%d\r\nitem%d.X-ABLABEL:Boat\r\n", i, i, i);
        str_add_f(&cards, "item7.X-ONE;X-P=\"a;b:c\":v\\,w;%d\r\nitem7.X-ABLABEL:Seven\r\n", i);
        str_add(&cards, "NICKNAME:Nick\r\nEMAIL:no mail\r\nTITLE:A\r\nTITLE:B\r\nNOTE:x\r\n");
        str_add(&cards, "PHOTO;ENCODING=b;TYPE=JPEG:AAECAwQFBgcICQ==\r\nEND:VCARD\r\n");
        arena_clear(&a);
    }
    str_add(&table, "Name,Shoe size,\"Odd \"\"name\"\"; \\x\",Given name,Family name\r\n");
    for (int i = 0; i < 12; i++)
        str_add_f(&table, "Row %d,%d,\"a\nb\t\\n, '=x\",Row,%d middle\r\n", i, 30 + i, i);
    trip_import(book, &cards, LIA_CONTENT_CONTACTS, &r);
    trip_import(book, &table, LIA_CONTENT_CONTACTS, &r);
    str_clear(&cards);
    str_clear(&table);
}

static void generated_books_come_back(void **state)
{
    (void)state;
    enum { BOOKS = 12, CONTACTS = 40 };
    for (int n = 0; n < BOOKS; n++) {
        char name[40];
        lia_book *book = fixture_book();
        trip_seed = 88172645463325252U + (uint64_t)n * 7919;
        snprintf(name, sizeof name, "generated book %d", n);
        trip_of = name;
        int64_t who = make_salesperson(book, "BO", "bo"), company = 0;
        for (int i = 0; i < CONTACTS; i++) {
            if (i % 10 == 0) {
                char firm[40];
                snprintf(firm, sizeof firm, "Firm; %d, \"x\"", i);
                company = make_company(book, firm);
            }
            int64_t id = add_random(book, trip_some(2) ? company : 0, who);
            if (trip_some(8) == 0)
                set_archived(book, id, true);
        }
        add_kept(book);
        trip_all(book);
        lia_book_close(book);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_files_come_back),
        cmocka_unit_test(files_of_others_come_back),
        cmocka_unit_test(generated_books_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
