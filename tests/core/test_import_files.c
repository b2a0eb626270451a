/* Whole files: our own in tests/data/import, and address books that others wrote, where they are at
 * hand (LIAISE_CORPUS, else ../shared/data): each card or row becomes a contact or is reported,
 * again changes nothing, and neither cuts nor changed bytes bring anything down. */
#include <dirent.h>
#include <stdlib.h>
#include <strings.h>

#include "base/path.h"
#include "base/str.h"
#include "core/import_read.h"
#include "import_case.h"
#include "rows.h"

enum { FILES_MAX = 100 };
struct file {
    const char *path, *name;
    char *s;
    size_t len;
};
static struct file files[FILES_MAX];
static size_t file_count;
static struct arena file_arena;
static const char *corpus;

static bool ends(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static bool add_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return false;
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (!ends(e->d_name, ".vcf") && !ends(e->d_name, ".csv") && !ends(e->d_name, ".jsonl"))
            continue;
        struct file *f = &files[file_count++];
        assert_true(file_count <= FILES_MAX);
        f->path = path_join(&file_arena, folder, e->d_name);
        f->name = path_base(f->path);
        assert_int_equal(path_read_file(&file_arena, f->path, 1 << 20, &f->s, &f->len), 0);
    }
    closedir(dir);
    return true;
}

static int find_files(void **state)
{
    (void)state;
    corpus = getenv("LIAISE_CORPUS");
    corpus = corpus && *corpus ? corpus : "../shared/data";
    assert_true(add_folder("tests/data/import"));
    bool vcards = add_folder(path_join(&file_arena, corpus, "vcard/aosp"));
    bool tables = add_folder(path_join(&file_arena, corpus, "csv/thunderbird"));
    if (!vcards || !tables) {
        print_message("SKIPPED: no address books at %s (LIAISE_CORPUS names them)\n", corpus);
        corpus = NULL;
    }
    qsort(files, file_count, sizeof *files, by_path);
    return 0;
}

static int forget_files(void **state)
{
    (void)state;
    arena_clear(&file_arena);
    return 0;
}

/* --- counting, by other means than the readers' --- */

/* Cards are BEGINs at the start of a line that are no agent's. */
static int64_t count_cards(const struct file *f)
{
    int64_t n = 0;
    for (size_t at = 0; at + 11 <= f->len; at++) {
        bool start = at == 0 || f->s[at - 1] == '\n' || f->s[at - 1] == '\r';
        bool agent = at >= 8 && memcmp(f->s + at - 8, "AGENT:\r\n", 8) == 0;
        n += start && !agent && strncasecmp(f->s + at, "BEGIN:VCARD", 11) == 0;
    }
    return n;
}

/* Rows are the lines with a letter or digit, but the header; no file here has cells of lines. */
static int64_t count_rows(const struct file *f)
{
    bool header = memchr(f->s, 'm', f->len < 30 ? f->len : 30) && !memchr(f->s, '@', 60);
    int64_t n = 0;
    bool text = false;
    for (size_t i = 0; i <= f->len; i++) {
        unsigned char c = i < f->len ? (unsigned char)f->s[i] : '\n';
        text |= c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'z');
        if (c == '\n') {
            n += text;
            text = false;
        }
    }
    return n - header;
}

/* Of our own tables, which have cells of several lines. */
static int64_t count_in(const struct file *f)
{
    static const struct {
        const char *name;
        int64_t rows;
    } own[] = {{"list.csv", 6},        {"google_old.csv", 2},     {"google_new.csv", 3},
               {"outlook.csv", 2},     {"outlook_german.csv", 1}, {"outlook_french.csv", 1},
               {"thunderbird.csv", 2}, {"linkedin.csv", 3},       {"hubspot.csv", 2},
               {"own.csv", 3},         {"contacts.jsonl", 4}};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (ends(f->path, arena_printf(&file_arena, "import/%s", own[i].name)))
            return own[i].rows;
    return ends(f->name, ".vcf") ? count_cards(f) : count_rows(f);
}

static int64_t reported(bool refused)
{
    int64_t n = 0;
    for (size_t i = 0; i < t.count; i++)
        n += (t.lines[i].fate == LIA_IMPORT_REFUSED) == refused && *t.lines[i].reason;
    return n;
}

static void open_new(void)
{
    case_close(NULL);
    case_open(NULL);
}

/* --- whole files --- */

static void nothing_is_lost_in_silence(void **state)
{
    (void)state;
    for (size_t i = 0; i < file_count; i++) {
        const struct file *f = &files[i];
        open_new();
        t.how.name = f->name;
        case_import_n(f->s, f->len);
        if (t.result.read != count_in(f))
            fail_msg("%s: %lld read, %lld in the file", f->name, (long long)t.result.read,
                     (long long)count_in(f));
        assert_int_equal(t.result.refused, reported(true));
        assert_int_equal(t.result.noted, reported(false));
        assert_int_equal(case_contacts(), t.result.added + t.result.companies);
        /* of those that made no contact, each is reported */
        assert_true(t.result.changed + t.result.alone <= t.result.noted);
    }
}

static void again_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < file_count; i++) {
        for (int rule = LIA_KNOWN_FILL; rule <= LIA_KNOWN_UPDATE; rule++) {
            open_new();
            t.how.known = (lia_known)rule;
            case_import_n(files[i].s, files[i].len);
            int64_t contacts = case_contacts(), ops = case_int("SELECT max(op_id) FROM op");
            case_import_n(files[i].s, files[i].len);
            assert_int_equal(t.result.added + t.result.changed, 0);
            assert_int_equal(case_contacts(), contacts);
            assert_int_equal(case_int("SELECT max(op_id) FROM op"), ops);
        }
    }
}

/* Each line that was reported, as text. */
static const char *told(void)
{
    struct str out = {0};
    for (size_t i = 0; i < t.count; i++)
        str_add_f(&out, "%lld %d %s|%s|%s|%s\n", (long long)t.lines[i].line, (int)t.lines[i].fate,
                  t.lines[i].name, t.lines[i].no, t.lines[i].what, t.lines[i].reason);
    const char *text = arena_strndup(&t.arena, str_text(&out), out.len);
    str_clear(&out);
    return text;
}

/* A dry run says of each row what then becomes of it, and writes nothing. */
static void trial_then_import(const struct file *f)
{
    struct str before = rows_dump(t.book);
    t.how.dry_run = true;
    case_import_n(f->s, f->len);
    const char *said = told();
    const lia_import_result trial = t.result;
    struct str after = rows_dump(t.book);
    assert_string_equal(str_text(&after), str_text(&before));
    t.how.dry_run = false;
    case_import_n(f->s, f->len);
    assert_string_equal(told(), said);
    assert_int_equal(t.result.added, trial.added);
    assert_int_equal(t.result.changed, trial.changed);
    assert_int_equal(t.result.companies, trial.companies);
    str_clear(&before);
    str_clear(&after);
}

/* Into a book that has another half of each file, so that contacts are changed too; undo takes both
 * back (domain.md 11). */
static void what_is_tried_happens_and_is_undone(void **state)
{
    (void)state;
    for (size_t i = 0; i < file_count; i++) {
        for (int rule = LIA_KNOWN_FILL; rule <= LIA_KNOWN_UPDATE; rule++) {
            open_new();
            const size_t half = files[i].len * 2 / 3;
            if (case_try(files[i].s, half) != LIA_OK)
                assert_int_equal(case_contacts(), 0);
            struct str before = rows_dump(t.book);
            t.how.known = (lia_known)rule;
            t.how.every = true;
            trial_then_import(&files[i]);
            if (t.result.op_id) {
                assert_ok(lia_undo(t.book, t.result.op_id, false, NULL, NULL, &t.err), t.err);
                rows_check(t.book);
            }
            struct str after = rows_dump(t.book);
            assert_string_equal(str_text(&after), str_text(&before));
            str_clear(&before);
            str_clear(&after);
        }
    }
}

static void all_files_into_one_book(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < file_count; i++) {
            case_import_n(files[i].s, files[i].len);
            if (round)
                assert_int_equal(t.result.added, 0);
        }
    }
}

static const struct file *file_called(const char *name)
{
    for (size_t i = 0; i < file_count; i++)
        if (strcmp(files[i].name, name) == 0)
            return &files[i];
    fail_msg("there is no %s", name);
    return NULL;
}

/* Has the contact this e-mail or phone, wherever? */
static bool has_way(const lia_contact *c, const char *value)
{
    const char *const fields[] = {c->email, c->email2, c->phone, c->mobile};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i], value) == 0)
            return true;
    for (size_t i = 0; i < c->channel_count; i++)
        if (strcmp(c->channels[i].value, value) == 0)
            return true;
    return false;
}

/* "TEL;TYPE=work;VALUE=TEXT:1\nEMAIL:a@b" of a contact that is expected. */
static void check_lines(const lia_contact *c, const char *lines)
{
    for (const char *s = lines; *s;) {
        size_t n = strcspn(s, "\n");
        const char *colon = memchr(s, ':', n);
        assert_non_null(colon);
        const char *value = arena_strndup(&t.arena, colon + 1, n - (size_t)(colon + 1 - s));
        if (!has_way(c, value))
            fail_msg("%s has no %s", c->name, value);
        s += n + (s[n] != '\0');
    }
}

/* addressbook.json says what Thunderbird makes of its files. */
static void contacts_are_as_thunderbird_has_them(void **state)
{
    (void)state;
    static const struct {
        const char *key, *file;
    } cases[] = {
        {"utf16_csv", "utf16_addressbook.csv"},
        {"shiftjis_csv", "shiftjis_addressbook.csv"},
        {"quote_csv", "quote.csv"},
        {"utf16_csv", "basic_addressbook.csv"},
        {"csv_import", "basic_csv_addressbook.csv"},
        {"csv_import", "csv_semicolon.csv"},
        {"csv_import", "csv_no_header.csv"},
        {"vcard_import", "basic_vcard_addressbook.vcf"},
        {"vcard_import", "emptylines_vcard_addressbook.vcf"},
        {"dos_vcard_import", "dos_vcard_addressbook.vcf"},
    };
    char *json;
    size_t len;
    if (!corpus)
        skip();
    const char *path = path_join(&file_arena, corpus, "csv/thunderbird/addressbook.json");
    assert_int_equal(path_read_file(&file_arena, path, 1 << 20, &json, &len), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct file *f = file_called(cases[i].file);
        struct db_rows *rows;
        int64_t n = 0;
        open_new();
        case_import_n(f->s, f->len);
        assert_ok(db_query(t.book->db,
                           "SELECT coalesce(value ->> 'DisplayName', ''),"
                           " coalesce(value ->> 'PrimaryEmail', ''),"
                           " coalesce((SELECT group_concat(l.value, char(10))"
                           " FROM json_each(e.value, '$._vCard') AS l"
                           " WHERE l.value LIKE 'TEL%' OR l.value LIKE 'EMAIL%'), '')"
                           " FROM json_each(:json, :path) AS e",
                           DB_PARAMS(db_t("json", json),
                                     db_t("path", arena_printf(&t.arena, "$.%s", cases[i].key))),
                           &rows, &t.err),
                  t.err);
        for (; db_next(rows); n++) {
            const lia_contact *c = case_contact(db_text(rows, 0));
            assert_string_equal(c->email, db_text(rows, 1));
            check_lines(c, db_text(rows, 2));
        }
        assert_ok(db_rows_close(rows, &t.err), t.err);
        assert_true(n > 0);
        assert_int_equal(t.result.added, n);
    }
}

/* --- broken files: the readers alone --- */

/* Reads it all; whatever comes has a line, and a name or a reason. */
static void parse(const char *s, size_t len)
{
    struct case_memory memory = {s, len, 0};
    struct import_source src;
    struct import_rows rows = {0};
    struct import_row row = {0};
    struct import_reading r = {.src = &src, .rows = &rows};
    lia_format format;
    lia_content content;
    source_open(&src, case_read, &memory);
    if (import_what(&src, NULL, &format, &content, NULL) == LIA_OK) {
        lia_status status = import_read(&r, format, NULL);
        assert_true(status == LIA_OK || status == LIA_INVALID);
        for (size_t i = 0; i < rows.places.count; i++) {
            const struct import_place *place = &VEC_AT(&rows.places, struct import_place, i);
            import_row_read(&rows, place->at, &row);
            bool none = row.facts.refused || row.facts.remark;
            assert_true(place->line > 0);
            assert_true(*row.text[none ? TEXT_SAID : TEXT_NAME]);
            case_check_reason(row.text[TEXT_SAID]);
        }
        assert_int_equal(rows.spool.error, 0);
    }
    import_row_clear(&row);
    source_close(&src);
    import_rows_clear(&rows);
}

/* A copy that ends where its memory ends, so that a step too far is seen. */
static void parse_copy(const char *s, size_t len)
{
    char *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    memcpy(copy, s, len);
    parse(copy, len);
    free(copy);
}

/* The lines of a photo are all alike: within them some cuts will do. */
static bool within_photo(const struct file *f, size_t at)
{
    const char *s = f->s;
    size_t folds = 0;
    for (size_t i = at; i > 0 && i + 300 > at; i--)
        folds += s[i - 1] == '\n' && s[i] == ' ';
    return folds > 2 && at + 100 < f->len && at % 61 != 0;
}

static void files_cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < file_count; i++)
        for (size_t len = 0; len < files[i].len; len++)
            if (!within_photo(&files[i], len))
                parse_copy(files[i].s, len);
}

/* The same at each run, so that a failure can be repeated (Marsaglia, "Xorshift RNGs"). */
static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Bytes changed, pieces left out, moved and repeated, and words that mean something put in. */
static void mutate(uint32_t *random, struct str *s)
{
    static const char *const words[] = {"\"",
                                        ";",
                                        ":",
                                        ",",
                                        "\r\n",
                                        "\n ",
                                        "=\n",
                                        "\\",
                                        "BEGIN:VCARD\n",
                                        "END:VCARD\n",
                                        "AGENT:\n",
                                        "VERSION:2.1\n",
                                        "\xFF\xFE",
                                        "=",
                                        "CHARSET=SHIFT_JIS",
                                        "ENCODING=QUOTED-PRINTABLE:",
                                        "\t",
                                        "\x80"};
    for (int n = 1 + (int)(next_random(random) % 6); n > 0 && s->len > 0; n--) {
        size_t at = next_random(random) % s->len, len = next_random(random) % 40;
        if (len > s->len - at)
            len = s->len - at;
        char piece[40];
        memcpy(piece, s->s + at, len);
        const char *word = words[next_random(random) % (sizeof words / sizeof *words)];
        switch (next_random(random) % 4) {
        case 0:
            s->s[at] = (char)(next_random(random) & 0xFF);
            break;
        case 1:
            str_remove(s, at, len);
            break;
        case 2:
            str_insert(s, next_random(random) % (s->len + 1), piece, len);
            break;
        default:
            str_insert(s, at, word, strlen(word));
        }
    }
}

static void changed_files_are_read(void **state)
{
    (void)state;
    uint32_t random = 2463534242;
    for (size_t i = 0; i < file_count; i++) {
        for (int round = 0; round < 80; round++) {
            struct str s = {0};
            str_add_n(&s, files[i].s, files[i].len);
            mutate(&random, &s);
            parse_copy(s.s, s.len);
            str_clear(&s);
        }
    }
}

static void changed_files_are_the_same_again(void **state)
{
    (void)state;
    uint32_t random = 88675123;
    for (size_t i = 0; i < file_count; i++) {
        for (int round = 0; round < 4; round++) {
            struct str s = {0};
            str_add_n(&s, files[i].s, files[i].len);
            mutate(&random, &s);
            open_new();
            t.how.known = round % 2 ? LIA_KNOWN_UPDATE : LIA_KNOWN_FILL;
            if (case_try(s.s, s.len) == LIA_OK) {
                int64_t contacts = case_contacts();
                assert_int_equal(contacts, t.result.added + t.result.companies);
                case_import_n(s.s, s.len);
                if (t.result.added || t.result.changed)
                    fail_msg("%s, round %d: again %lld added, %lld changed", files[i].name, round,
                             (long long)t.result.added, (long long)t.result.changed);
                assert_int_equal(case_contacts(), contacts);
            }
            str_clear(&s);
        }
    }
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, case_open, case_close)
    const struct CMUnitTest tests[] = {
        CASE(nothing_is_lost_in_silence),
        CASE(again_changes_nothing),
        CASE(what_is_tried_happens_and_is_undone),
        CASE(all_files_into_one_book),
        CASE(contacts_are_as_thunderbird_has_them),
        CASE(files_cut_at_every_byte),
        CASE(changed_files_are_read),
        CASE(changed_files_are_the_same_again),
    };
    return cmocka_run_group_tests(tests, find_files, forget_files);
}
