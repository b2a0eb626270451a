/* Imports of many rows and of long ones: what they hold in memory, that they can be stopped at any
 * moment, that another session may write meanwhile, and what is reported of known contacts. */
#include <dirent.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "core/import_row.h"
#include "import_case.h"

#if defined(__SANITIZE_ADDRESS__)
enum { MEASURED = false }; /* its own memory would be measured */
#else
enum { MEASURED = true };
#endif

/* --- cards that are made as they are read --- */

struct cards {
    int count, at;
    size_t photo;    /* bytes of base64 in each */
    struct str part; /* of the card at hand, and how much of it was given */
    size_t given, photo_given;
};

static void begin_card(struct cards *c)
{
    int i = c->at++;
    str_add_f(
        &c->part,
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Berg%d;Jo;;;\r\nFN:Jo Berg%d\r\nORG:Firm %d;\r\n"
        "TEL;TYPE=CELL:+46 70 %07d\r\nTEL;TYPE=WORK:+46 8 %07d\r\n"
        "EMAIL;TYPE=INTERNET:jo%d@x.example\r\nADR;TYPE=HOME:;;Gatan %d;Lund;;22100;Sweden\r\n"
        "X-ABADR:se\r\nUID:%08d-0000-4000-8000-000000000000\r\nNOTE:Met at the fair.\r\n",
        (i * 7919) % 100003, i, i / 9, i, i + 1, i, i % 90, i);
    if (c->photo)
        str_add(&c->part, "PHOTO;ENCODING=b;TYPE=JPEG:");
    else
        str_add(&c->part, "END:VCARD\r\n");
    c->photo_given = 0;
}

/* The next part of the file; false at its end. */
static bool next_part(struct cards *c)
{
    bool inside = c->photo && c->at > 0 && c->photo_given <= c->photo;
    c->given = 0;
    str_truncate(&c->part, 0);
    if (!inside && c->at == c->count)
        return false;
    if (!inside) {
        begin_card(c);
        return true;
    }
    bool last = c->photo_given == c->photo;
    str_add(&c->part,
            last ? "\r\nEND:VCARD\r\n"
                 : "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoH\r\n ");
    c->photo_given += last ? 1 : c->photo - c->photo_given < 64 ? c->photo - c->photo_given : 64;
    return true;
}

static int64_t read_cards(void *ctx, void *buf, size_t len)
{
    struct cards *c = ctx;
    size_t n = 0;
    while (n < len && (c->given < c->part.len || next_part(c))) {
        size_t part = c->part.len - c->given < len - n ? c->part.len - c->given : len - n;
        memcpy((char *)buf + n, c->part.s + c->given, part);
        c->given += part;
        n += part;
    }
    return (int64_t)n;
}

static void import_and_tell(struct cards *cards, int64_t added, int64_t refused, int to)
{
    struct rusage used = {0};
    lia_import_how how = {.name = "cards"};
    lia_import_result r = {0};
    lia_error err;
    lia_book *book = fixture_open(fixture_path("book.db"), "jo");
    bool ok = lia_import_stream(book, read_cards, cards, &how, &r, &err) == LIA_OK;
    lia_book_close(book);
    getrusage(RUSAGE_SELF, &used);
    ok &= r.added == added && r.refused == refused;
    _exit(ok && write(to, &used.ru_maxrss, sizeof used.ru_maxrss) > 0 ? 0 : 1);
}

/* KB that a process of its own held at most while it imported the cards into a new book in a file;
 * `added` and `refused` must come out. */
static long memory_of(int count, size_t photo, int64_t added, int64_t refused)
{
    struct cards cards = {.count = count, .photo = photo};
    long most = 0;
    int status = -1, ends[2];
    fixture_folder();
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0)
        import_and_tell(&cards, added, refused, ends[1]);
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(read(ends[0], &most, sizeof most), sizeof most);
    close(ends[0]);
    close(ends[1]);
    fixture_folder_remove();
    return most;
}

/* 100,000 cards in 32 MB. */
static void many_cards_are_some_bytes_each(void **state)
{
    (void)state;
    enum { LIMIT_KB = 32 * 1024 };
    if (!MEASURED)
        skip();
    long used = memory_of(100000, 0, 100000, 0);
    if (used > LIMIT_KB)
        fail_msg("%ld KB", used);
}

/* What cards hold is kept word for word, but not held: 60 MB of photos in the room of 2 MB. */
static void photos_are_not_held(void **state)
{
    (void)state;
    enum { MORE_KB = 6 * 1024 };
    if (!MEASURED)
        skip();
    long without = memory_of(300, 0, 300, 0), with = memory_of(300, 200000, 300, 0);
    if (with > without + MORE_KB)
        fail_msg("%ld KB with, %ld KB without photos", with, without);
}

/* A line that is longer than any is left out and said, not read into memory. */
static void a_photo_without_end_is_left_out(void **state)
{
    (void)state;
    enum { LIMIT_KB = 48 * 1024 };
    if (!MEASURED)
        skip();
    long used = memory_of(1, 100 * 1000 * 1000, 1, 0);
    if (used > LIMIT_KB)
        fail_msg("%ld KB", used);
}

/* --- time --- */

/* Each is compared with others that share one of its e-mails. */
static void cards_that_share_all_their_emails(void **state)
{
    (void)state;
    enum { CARDS = 120, EMAILS = 900, SECONDS = 8 };
    struct str s = {0};
    for (int i = 0; i < CARDS; i++) {
        str_add_f(&s, "BEGIN:VCARD\nVERSION:3.0\nFN:Jo %d\n", i);
        for (int k = 0; k < EMAILS; k++)
            str_add_f(&s, "EMAIL:%d@x.example\n", k);
        str_add(&s, "END:VCARD\n");
    }
    clock_t begun = clock();
    case_import_n(s.s, s.len);
    assert_int_equal(t.result.added, CARDS);
    case_import_n(s.s, s.len);
    assert_int_equal(t.result.alone, CARDS);
    if (MEASURED)
        assert_in_range((clock() - begun) / CLOCKS_PER_SEC, 0, SECONDS);
    str_clear(&s);
}

/* --- stopped --- */

static int64_t read_for_ever(void *ctx, void *buf, size_t len)
{
    (void)ctx;
    memset(buf, 'x', len);
    return (int64_t)len;
}

static bool stop_after_1000(void *ctx, int64_t done, int64_t total)
{
    (void)done;
    (void)total;
    return ++*(int *)ctx < 1000;
}

/* Where no line ends none is given on, and yet it is asked whether to go on. */
static void a_line_without_end_can_be_stopped(void **state)
{
    (void)state;
    static const lia_format formats[] = {LIA_FORMAT_VCARD, LIA_FORMAT_JSON, LIA_FORMAT_CALENDAR};
    for (int i = 0; i < 3; i++) {
        int calls = 0;
        t.how.format = formats[i];
        t.how.content =
            formats[i] == LIA_FORMAT_CALENDAR ? LIA_CONTENT_ENTRIES : LIA_CONTENT_CONTACTS;
        t.how.progress = (lia_progress){stop_after_1000, &calls};
        assert_int_equal(lia_import_stream(t.book, read_for_ever, NULL, &t.how, &t.result, &t.err),
                         LIA_CANCELED);
        assert_message(t.err, "");
    }
}

static void write_file(const char *path, const struct str *s)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(s->s, 1, s->len, f), s->len);
    assert_int_equal(fclose(f), 0);
}

static int files_in(const char *folder)
{
    DIR *dir = opendir(folder);
    int n = 0;
    assert_non_null(dir);
    for (const struct dirent *e; (e = readdir(dir)) != NULL;)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(dir);
    return n;
}

struct steps {
    int calls, stop_at;
    int64_t last, total;
};

static bool step(void *ctx, int64_t done, int64_t total)
{
    struct steps *s = ctx;
    assert_true(total > 0 && done >= s->last && done <= total);
    s->last = done;
    s->total = total;
    return ++s->calls != s->stop_at;
}

static int64_t count_of(lia_book *book, const char *sql)
{
    int64_t value = -1;
    assert_ok(db_query_int(book->db, sql, DB_NONE, &value, NULL, &t.err), t.err);
    return value;
}

static const char *all_rows = "SELECT (SELECT count(*) FROM contact) + (SELECT max(op_id) FROM op)"
                              " + (SELECT count(*) FROM contact_channel)"
                              " + (SELECT count(*) FROM contact_kept)"
                              " + (SELECT sum(last) FROM number_series)";

/* In a book that knows some of the rows: reading, looking for them, deciding, sorting, writing. */
static void stopped_at_any_moment_nothing_is_left(void **state)
{
    (void)state;
    enum { ROWS = 6000, KNOWN = 2500 };
    struct str file = {0};
    const char *folder = fixture_folder(), *path = fixture_path("rows.csv");
    lia_book *book = fixture_open(fixture_path("book.db"), "jo");
    str_add(&file, "name,email,company,fax,x,phone\n");
    for (int i = 0; i < KNOWN; i++)
        str_add_f(&file, "Jo %d,jo%d@x.example,Firm %d,12,%d,\n", i, i, i / 7, i);
    write_file(path, &file);
    assert_ok(lia_import_file(book, path, &t.how, &t.result, &t.err), t.err);
    for (int i = KNOWN; i < ROWS; i++)
        str_add_f(&file, "Jo %d,jo%d@x.example,Firm %d,12,%d,99\n", i, i, i / 7, i);
    str_add(&file, "Jo 5,jo5@x.example,,,,99\n");
    write_file(path, &file);
    int64_t before = count_of(book, all_rows);
    int files = files_in(folder);
    struct steps all = {0};
    t.how.progress = (lia_progress){step, &all};
    t.how.dry_run = true;
    assert_ok(lia_import_file(book, path, &t.how, &t.result, &t.err), t.err);
    assert_int_equal(t.result.added, ROWS - KNOWN);
    assert_int_equal(t.result.changed, 1);
    t.how.dry_run = false;
    struct steps some = {0};
    int stops = 0;
    for (int at = 1, canceled = true; canceled; at += 1 + at / 12) {
        some = (struct steps){.stop_at = at};
        t.how.progress = (lia_progress){step, &some};
        lia_status status = lia_import_file(book, path, &t.how, &t.result, &t.err);
        canceled = status == LIA_CANCELED;
        assert_true(canceled || status == LIA_OK);
        if (canceled) {
            stops++;
            assert_message(t.err, "");
            assert_int_equal(count_of(book, all_rows), before);
            assert_true(files_in(folder) <= files);
        }
    }
    assert_true(stops > 15);
    assert_int_equal(some.last, some.total);
    assert_int_equal(count_of(book, "SELECT count(*) FROM contact WHERE name LIKE 'Jo %'"), ROWS);
    lia_book_close(book);
    str_clear(&file);
    fixture_folder_remove();
}

/* --- another session --- */

struct other {
    lia_book *book;
    int calls, at;
};

static bool write_meanwhile(void *ctx, int64_t done, int64_t total)
{
    struct other *o = ctx;
    (void)done, (void)total;
    if (++o->calls != o->at)
        return true;
    const lia_contact c = {.type = LIA_PERSON,
                           .name = "Jo 77",
                           .email = "jo77@x.example",
                           .city = "Lund",
                           .touch_days = -1};
    int64_t id = 0;
    lia_error err;
    assert_ok(lia_contact_save(o->book, &c, &id, &err), err);
    return true;
}

/* Whenever it writes before the import does, the import knows it; the same contact is not made
 * twice. */
static void what_another_session_writes_is_known(void **state)
{
    (void)state;
    enum { ROWS = 4000 };
    struct str file = {0};
    int known = 0;
    str_add(&file, "name,email\n");
    for (int i = 0; i < ROWS; i++)
        str_add_f(&file, "Jo %d,jo%d@x.example\n", i, i);
    for (int at = 1; at <= 12; at++) {
        fixture_folder();
        const char *path = fixture_path("rows.csv");
        write_file(path, &file);
        lia_book *book = fixture_open(fixture_path("book.db"), "jo");
        struct other other = {fixture_open(fixture_path("book.db"), "al"), 0, at};
        t.how.progress = (lia_progress){write_meanwhile, &other};
        assert_ok(lia_import_file(book, path, &t.how, &t.result, &t.err), t.err);
        if (other.calls >= at && t.result.alone == 1) {
            known++;
            assert_int_equal(t.result.added, ROWS - 1);
            assert_int_equal(count_of(book, "SELECT count(*) FROM contact"), ROWS);
        }
        lia_book_close(other.book);
        lia_book_close(book);
        fixture_folder_remove();
    }
    assert_true(known >= 6);
    str_clear(&file);
}

/* --- the report --- */

static void changed_ones_say_what_changes(void **state)
{
    (void)state;
    case_import("name,email,phone,city,note\nJo,jo@x.example,,,\nAl,al@x.example,1,Lund,\n");
    t.how.every = true;
    case_import("name,email,phone,city,note,fax,shoe size\nAl,al@x.example,2,Lund,,,\n"
                "Jo,jo@x.example,1,Lund,hi,,\n,,,Lund,,,\nBo,bo@x.example,,,,,\n"
                "Jo,jo@x.example,1,Lund,hi,12,44\nBo,bo@x.example,3,,,,\n");
    assert_int_equal(t.count, 6);
    static const struct {
        int64_t line;
        lia_import_fate fate;
        const char *known, *what;
    } expected[] = {
        {2, LIA_IMPORT_ALONE, "Al", ""},
        {3, LIA_IMPORT_CHANGED, "Jo", "phone, city, note"},
        {4, LIA_IMPORT_REFUSED, "", ""},
        {5, LIA_IMPORT_ADDED, "", ""},
        {6, LIA_IMPORT_CHANGED, "Jo", "further lines, what is kept of it"},
        {7, LIA_IMPORT_CHANGED, "", "phone"},
    };
    for (size_t i = 0; i < t.count; i++) {
        const char *known = expected[i].known;
        assert_int_equal(t.lines[i].line, expected[i].line);
        assert_int_equal(t.lines[i].fate, expected[i].fate);
        assert_string_equal(t.lines[i].no, *known ? case_contact(known)->no : "");
        assert_string_equal(t.lines[i].what, expected[i].what);
    }
    assert_int_equal(t.result.content, LIA_CONTENT_CONTACTS);
}

/* Without `every` only those that have something to be said of them. */
static void others_are_not_reported(void **state)
{
    (void)state;
    case_import("name,email\nJo,jo@x.example\nAl,al@x.example\n");
    assert_int_equal(t.count, 0);
    case_import("name,email\nJo,jo@x.example\nJo,jo@x.example\nBo,al@x.example\n");
    assert_int_equal(t.count, 2);
    assert_int_equal(t.lines[0].fate, LIA_IMPORT_ALONE);
    assert_string_equal(t.lines[0].no, case_contact("Jo")->no);
    assert_int_equal(t.lines[1].fate, LIA_IMPORT_ADDED);
    assert_string_equal(t.lines[1].no, "");
    assert_int_equal(t.result.noted, 2);
}

/* --- the same again --- */

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* One of so many, or blank in so many of a hundred. */
static const char *part(uint32_t *random, struct arena *a, const char *begin, uint32_t of,
                        uint32_t blank)
{
    uint32_t n = next_random(random) % of;
    return next_random(random) % 100 < blank
               ? ""
               : arena_printf(a, "%s%u%s", begin, n, *begin == 'j' ? "@x.example" : "");
}

/* Few names, e-mails and phones for many rows: most are somebody who was there before. */
static void make_rows(const char **rows, size_t n, struct arena *a)
{
    uint32_t random = 88172645;
    for (size_t i = 0; i < n; i++)
        rows[i] =
            arena_printf(a, "%s,%s,%s,%s,%s,%s,%s,%s\n", part(&random, a, "Jo Berg", 2000, 3),
                         part(&random, a, "jo", 3000, 40), part(&random, a, "070-1000", 2500, 50),
                         part(&random, a, "08-1000", 900, 70), part(&random, a, "Firm ", 90, 60),
                         part(&random, a, "uid-", 4000, 80), part(&random, a, "City ", 5, 50),
                         part(&random, a, "kept ", 9, 50));
}

static void import_shuffled(const char **rows, size_t n, uint32_t seed)
{
    struct str file = {0};
    for (size_t i = n; i > 1; i--) {
        size_t other = next_random(&seed) % i;
        const char *row = rows[i - 1];
        rows[i - 1] = rows[other];
        rows[other] = row;
    }
    str_add(&file, "name,email,phone,mobile,company,uid,city,x\n");
    for (size_t i = 0; i < n; i++)
        str_add(&file, rows[i]);
    case_import(file.s);
    str_clear(&file);
}

static void the_same_rows_again_change_nothing(void **state)
{
    (void)state;
    enum { ROWS = 5000 };
    static const char *rows[ROWS];
    struct arena a = {0};
    make_rows(rows, ROWS, &a);
    import_shuffled(rows, ROWS, 1);
    int64_t contacts = case_contacts();
    assert_true(t.result.changed + t.result.alone > 150);
    struct str file = {0};
    str_add(&file, "name,email,phone,mobile,company,uid,city,x\n");
    for (size_t i = 0; i < ROWS; i++)
        str_add(&file, rows[i]);
    case_import(file.s);
    assert_int_equal(t.result.added, 0);
    assert_int_equal(t.result.changed, 0);
    assert_int_equal(case_contacts(), contacts);
    str_clear(&file);
    arena_clear(&a);
}

/* --- rows on their way --- */

static void rows_come_back_as_they_were(void **state)
{
    (void)state;
    struct import_rows rows = {0};
    struct import_row row = {0};
    struct str note = {0}, kept = {0};
    import_rows_open(&rows, fixture_path("book.db"));
    import_rows_init(&rows, "vcard");
    for (int i = 0; i < 90000; i++)
        str_add_char(&note, (char)('a' + i % 26));
    for (int i = 0; i < 300000; i++)
        str_add_char(&kept, (char)('A' + i % 25));
    const lia_channel channels[] = {{LIA_CHANNEL_PHONE, "fax", "12"}, {LIA_CHANNEL_PAGE, "", "x"}};
    int64_t at[400];
    for (int i = 0; i < 400; i++) {
        char name[20];
        snprintf(name, sizeof name, "Jo %d", i);
        lia_contact c = {.name = name, .note = i % 50 ? "" : note.s, .touch_days = -1};
        c.channels = channels;
        c.channel_count = (size_t)(i % 3);
        struct import_facts facts = {.nameless = i % 2};
        at[i] = import_pack(&rows, &facts, &c, name, NULL, i % 40 ? NULL : kept.s, NULL);
    }
    for (int k = 0; k < 800; k++) {
        int i = k < 400 ? k : (k * 37) % 400; /* one behind the other, then here and there */
        char name[20];
        snprintf(name, sizeof name, "Jo %d", i);
        import_row_read(&rows, at[i], &row);
        assert_string_equal(row.text[TEXT_NAME_FOLD], name);
        assert_string_equal(row.text[TEXT_NOTE], i % 50 ? "" : note.s);
        assert_string_equal(import_row_kept(&rows, &row), i % 40 ? "" : kept.s);
        assert_string_equal(row.text[TEXT_NAME], name);
        assert_int_equal(row.facts.channel_count, i % 3);
        assert_true(i % 3 != 2 || strcmp(row.channels[1].value, "x") == 0);
        assert_int_equal(row.facts.nameless, i % 2);
    }
    assert_int_equal(rows.spool.error, 0);
    import_row_clear(&row);
    import_rows_clear(&rows);
    str_clear(&note);
    str_clear(&kept);
}

/* What was put there before the cut is not seen again. */
static void what_is_cut_off_is_forgotten(void **state)
{
    (void)state;
    fixture_folder();
    struct spool file, memory = {0};
    struct spool *const spools[] = {&file, &memory};
    spool_open(&file, fixture_path("book.db"));
    assert_true(file.file > 0); /* beside the book, but no name is seen */
    for (int i = 0; i < 2; i++) {
        struct spool *s = spools[i];
        struct spool_view view = {0};
        for (int k = 0; k < 20000; k++)
            spool_add(s, "0123456789", 10);
        assert_memory_equal(spool_get(s, &view, 150000, 10), "0123456789", 10);
        spool_cut(s, 150005);
        assert_int_equal(spool_size(s), 150005);
        spool_add(s, "abcdefghij", 10);
        assert_memory_equal(spool_get(s, &view, 150000, 15), "01234abcdefghij", 15);
        assert_int_equal(s->error, 0);
        spool_get(s, &view, 150010, 10); /* there is less: zeros, and an error */
        assert_true(s->error != 0);
        spool_view_clear(&view);
        spool_close(s);
    }
    fixture_folder_remove();
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_cards_are_some_bytes_each),
        cmocka_unit_test(photos_are_not_held),
        cmocka_unit_test(a_photo_without_end_is_left_out),
        CASE(cards_that_share_all_their_emails),
        CASE(a_line_without_end_can_be_stopped),
        CASE(stopped_at_any_moment_nothing_is_left),
        CASE(what_another_session_writes_is_known),
        CASE(changed_ones_say_what_changes),
        CASE(others_are_not_reported),
        CASE(the_same_rows_again_change_nothing),
        cmocka_unit_test(rows_come_back_as_they_were),
        cmocka_unit_test(what_is_cut_off_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
