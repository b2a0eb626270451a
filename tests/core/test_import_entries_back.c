/* Interactions out and in again, into a book with the same contacts and templates: the same, but
 * for what the header of import_entries.h leaves out. */
#include <stdlib.h>

#include "base/str.h"
#include "entries_case.h"
#include "liaise/segment.h"

static int open_book(void **state)
{
    case_open(state);
    case_person("Jo Ek", "jo@x.example");
    return 0;
}

static struct str file;

static int64_t add_text(void *ctx, const void *buf, size_t len)
{
    (void)ctx;
    str_add_n(&file, buf, len);
    return (int64_t)len;
}

static void export_as(lia_format format)
{
    int64_t count;
    const lia_export_how how = {
        .format = format, .content = LIA_CONTENT_ENTRIES, .spreadsheet_safe = true};
    str_truncate(&file, 0);
    assert_ok(lia_export_stream(t.book, add_text, NULL, &how, &count, &t.err), t.err);
}

/* Each of the formats, of the same entries. */
static const lia_format formats[] = {LIA_FORMAT_CSV, LIA_FORMAT_JSON, LIA_FORMAT_CALENDAR};
enum { FORMATS = sizeof formats / sizeof *formats };

/* All that an entry says, but for its number and what is not carried over. */
static const char *dump(void)
{
    struct db_rows *rows;
    const char *all = "";
    assert_ok(
        db_query(
            t.book->db,
            "SELECT "
            "printf('%s~%s|%s|%s|%s|%d|%d|%d|%s|%s|%s|%s|%s|%d|%d|%d|%d|%d|%d|%d|%s|%d|%d|%s|%s',"
            " coalesce((SELECT x2.description FROM entry AS o JOIN text AS x2 USING (text_id)"
            " WHERE o.entry_no = e.corrects), ''), coalesce((SELECT x3.description FROM entry AS n"
            " JOIN text AS x3 USING (text_id) WHERE n.entry_no = e.corrected_by), ''),"
            " coalesce(sg.no, ''), c.no, coalesce(k.no, ''), e.wall, e.has_time, e.zone, "
            "x.description, x.subject,"
            " t.code, g.code, coalesce(s.code, ''), e.flow, e.initiated_by, e.correspondence,"
            " e.evaluation, e.failed, e.cost, e.minutes, coalesce(e.via, ''), e.origin,"
            " e.canceled_op IS NOT NULL, coalesce(d.event || ' ' || d.no, ''),"
            " coalesce((SELECT group_concat(written_on || ' ' || content, '/') FROM"
            " (SELECT * FROM entry_comment AS m WHERE m.entry_no = e.entry_no"
            " ORDER BY written_on, comment_id)), ''))"
            " FROM entry AS e JOIN contact AS c USING (contact_id)"
            " LEFT JOIN contact AS k ON k.contact_id = e.company_id"
            " JOIN text AS x USING (text_id) JOIN interaction_template AS t USING (template_id)"
            " JOIN interaction_group AS g ON g.group_id = e.group_id"
            " LEFT JOIN salesperson AS s ON s.salesperson_id = e.salesperson_id"
            " LEFT JOIN segment AS sg ON sg.segment_id = e.segment_id"
            " LEFT JOIN entry_document AS d ON d.entry_no = e.entry_no"
            " ORDER BY e.wall, e.has_time, 1",
            DB_NONE, &rows, &t.err),
        t.err);
    while (db_next(rows))
        all = arena_printf(&t.arena, "%s%s\n", all, db_text(rows, 0));
    assert_ok(db_rows_close(rows, &t.err), t.err);
    return all;
}

/* A segment with these two contacts, logged. */
static void log_segment(const char *no, int64_t one, int64_t other)
{
    lia_segment_list list;
    int64_t id;
    assert_ok(lia_segment_new(t.book, &list, &t.err), t.err);
    list.items->no = no;
    list.items->description = "A segment";
    list.items->template_id = template_id(t.book, "LETTER-OUT");
    assert_ok(lia_segment_work_out(t.book, &list, &t.err), t.err);
    assert_ok(lia_segment_save(t.book, list.items, LIA_SPREAD_NOT_PERSONALISED, &id, &t.err),
              t.err);
    lia_segment_list_clear(&list);
    const int64_t contacts[] = {one, other};
    for (int i = 0; i < 2; i++) {
        const lia_line_change change = {.also = LIA_LINE_CONTACT,
                                        .value = {.contact_id = contacts[i]}};
        int64_t line;
        assert_ok(lia_line_add(t.book, id, &change, &line, &t.err), t.err);
    }
    const lia_log_options options = {0};
    assert_ok(lia_segment_log(t.book, id, &options, NULL, NULL, &t.err), t.err);
}

/* The example's contacts in a book, with entries that say all there is to say. */
static void fill_book(bool entries)
{
    int64_t acme = make_company(t.book, "Acme, Ltd.");
    int64_t al = make_person(t.book, "Al \"B\"", acme), turned;
    int64_t jo = case_id("Jo Ek");
    if (!entries)
        return;
    lia_interaction it;
    assert_ok(lia_interaction_new(t.book, al, template_id(t.book, "CALL-OUT"), &it, &t.err), t.err);
    it.description = "=sum, \"quoted\"";
    it.subject = "'=x";
    it.via = "+46 1";
    it.comment = "2026-01-01 a day first\n  and blanks\n";
    it.date = FIXTURE_TODAY - 3;
    it.time = 5;
    it.zone = -330;
    it.salesperson_id = 1;
    it.flow = LIA_FLOW_BLANK;
    it.initiated_by = LIA_BY_BLANK;
    it.correspondence = LIA_CORR_BLANK;
    it.cost = 12345;
    it.minutes = 0;
    it.failed = true;
    it.evaluation = LIA_VERY_NEGATIVE;
    int64_t no;
    assert_ok(lia_interaction_log(t.book, &it, &no, &t.err), t.err);
    lia_interaction_clear(&it);
    assert_ok(lia_comment_add(t.book, no, "second", &turned, &t.err), t.err);
    log_one(t.book, acme, "MEETING", "With the company");
    int64_t twice = log_one(t.book, jo, "LETTER-IN", "Twice");
    log_one(t.book, jo, "LETTER-IN", "Twice");
    assert_ok(lia_entry_cancel(t.book, &twice, 1, true, NULL, &turned, &t.err), t.err);
    int64_t wrong = log_one(t.book, jo, "CALL-IN", "Wrong");
    assert_ok(lia_interaction_correct(t.book, wrong, &it, &t.err), t.err);
    it.description = "Right";
    assert_ok(lia_interaction_log(t.book, &it, &no, &t.err), t.err);
    lia_interaction_clear(&it);
    log_segment("SPRING", al, jo);
    log_segment("SM000007", jo, acme);
}

static void there_and_back(void **state)
{
    (void)state;
    fill_book(true);
    lia_book *first = t.book;
    const char *before = dump();
    assert_true(strlen(before) > 100);
    for (size_t i = 0; i < FORMATS; i++) {
        t.book = first;
        export_as(formats[i]);
        case_import_n(file.s, file.len); /* the book has them */
        assert_int_equal(t.result.alone, 10);
        t.book = fixture_book();
        case_person("Jo Ek", "jo@x.example");
        fill_book(false);
        case_import_n(file.s, file.len);
        assert_int_equal(t.result.added, 10);
        assert_string_equal(dump(), before);
        lia_book *second = t.book;
        for (size_t k = 0; k < FORMATS; k++) { /* again, and in each other form */
            t.book = first;
            export_as(formats[k]);
            t.book = second;
            case_import_n(file.s, file.len);
            assert_int_equal(t.result.alone, 10);
            assert_int_equal(t.result.read, 10);
        }
        assert_sound(t.book);
        lia_book_close(t.book);
    }
    t.book = first;
    str_clear(&file);
}

/* --- any mixture --- */

static uint32_t seed;

static uint32_t below(uint32_t n)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % n;
}

/* Words that tables, spreadsheets and JSON stumble over. Comments may have lines. */
static const char *any_text(bool lines)
{
    static const char *const parts[] = {
        "a", "\"", "'",  "=",  ",",  ";",    "\t", "ä", "𝄞",   "\\",          "2026-11-20",
        " ", "'=", "-1", "\n", "  ", "\n  ", "{",  "[", "yes", "\xE2\x80\xAE"};
    struct str s = {0};
    for (uint32_t n = below(6); n > 0; n--)
        str_add(&s, parts[below(sizeof parts / sizeof *parts)]);
    for (size_t i = 0; i < s.len; i++)
        if (!lines && (s.s[i] == '\n' || s.s[i] == '\t'))
            s.s[i] = '.';
    const char *text = arena_strdup(&t.arena, str_text(&s));
    str_clear(&s);
    return text;
}

static void log_any(const int64_t *contacts, size_t n)
{
    static const char *const templates[] = {"CALL-OUT", "MAIL-IN", "LETTER-OUT", "MEETING"};
    lia_interaction it;
    int64_t no, id;
    assert_ok(lia_interaction_new(t.book, contacts[below((uint32_t)n)],
                                  template_id(t.book, templates[below(4)]), &it, &t.err),
              t.err);
    it.description = arena_printf(&t.arena, "x%s", any_text(false));
    it.subject = any_text(false);
    it.via = any_text(false);
    it.comment = below(3) ? "" : any_text(true);
    it.date = FIXTURE_TODAY - (int32_t)below(5000);
    it.time = below(2) ? -1 : (int32_t)below(86400);
    it.zone = (int)below(2161) - 1080;
    it.salesperson_id = 1;
    it.correspondence = (lia_corr)below(4);
    it.flow = (lia_flow)below(3);
    it.initiated_by = (lia_by)below(3);
    it.failed = below(2);
    it.evaluation = (lia_evaluation)below(6);
    it.cost = below(3) ? 0 : (int64_t)below(1000000) * 7;
    it.minutes = below(300);
    assert_ok(lia_interaction_log(t.book, &it, &no, &t.err), t.err);
    lia_interaction_clear(&it);
    const char *more = any_text(true);
    if (more[strspn(more, " \t\n")] && lia_comment_add(t.book, no, more, &id, &t.err) != LIA_OK)
        fail_msg("%s", t.err.message);
}

static size_t any_contacts(int64_t *contacts)
{
    contacts[0] = case_id("Jo Ek");
    contacts[1] = make_company(t.book, "Acme, Ltd.");
    contacts[2] = make_person(t.book, "Al \"B\"", contacts[1]);
    contacts[3] = make_person(t.book, "=Cy", contacts[1]);
    contacts[4] = make_person(t.book, "Jo Ek", contacts[1]); /* told by the no. */
    return 5;
}

static void any_mixture(void **state)
{
    (void)state;
    enum { ENTRIES = 300 };
    int64_t contacts[5];
    size_t n = any_contacts(contacts);
    seed = 20261120;
    for (int i = 0; i < ENTRIES; i++)
        log_any(contacts, n);
    lia_book *first = t.book;
    const char *before = dump();
    for (size_t i = 0; i < FORMATS; i++) {
        t.book = first;
        export_as(formats[i]);
        t.book = fixture_book();
        case_person("Jo Ek", "jo@x.example");
        any_contacts(contacts);
        case_import_n(file.s, file.len);
        assert_int_equal(t.result.added, ENTRIES);
        assert_string_equal(dump(), before);
        lia_book_close(t.book);
    }
    t.book = first;
    str_clear(&file);
}

/* --- segment nos. --- */

static const char *words_of(const char *sql)
{
    struct db_rows *rows;
    const char *all = "";
    assert_ok(db_query(t.book->db, sql, DB_NONE, &rows, &t.err), t.err);
    while (db_next(rows))
        all = arena_printf(&t.arena, "%s%s%s", all, *all ? " " : "", db_text(rows, 0));
    assert_ok(db_rows_close(rows, &t.err), t.err);
    return all;
}

static const char *segments_of_entries(void)
{
    return words_of("SELECT coalesce(s.no, '-') FROM entry AS e LEFT JOIN segment AS s"
                    " USING (segment_id) ORDER BY e.entry_no");
}

static const char segments_csv[] = "Date,Contact,Template,Segment no.\n"
                                   "2026-11-02,Jo Ek,CALL-IN,sm000002\n"
                                   "2026-11-03,Jo Ek,CALL-IN,SPRING\n"
                                   "2026-11-04,Jo Ek,CALL-IN,\n"
                                   "2026-11-05,Jo Ek,CALL-IN,SM000002\n"
                                   "2026-11-06,Jo Ek,CALL-IN,twenty-one characters\n";

/* The nos. come in; no segment does, and the series goes round them. Undo takes them away. */
static void segment_nos_come_in(void **state)
{
    (void)state;
    lia_segment_list list;
    case_import(segments_csv);
    assert_int_equal(t.result.added, 5);
    assert_string_equal(segments_of_entries(), "SM000002 SPRING - SM000002 -");
    assert_non_null(strstr(case_line(6)->reason, "can be no segment no., left out"));
    assert_ok(lia_segment_list_some(t.book, "", 0, &(lia_seek){.no_key = true, .limit = 10}, &list,
                                    &t.err),
              t.err);
    assert_int_equal(list.count, 0);
    lia_segment_list_clear(&list);
    assert_ok(lia_undo(t.book, t.result.op_id, false, NULL, NULL, &t.err), t.err);
    assert_string_equal(words_of("SELECT no FROM segment"), "");
    assert_ok(lia_redo(t.book, t.result.op_id, NULL, &t.err), t.err);
    assert_string_equal(segments_of_entries(), "SM000002 SPRING - SM000002 -");
    log_segment("", case_id("Jo Ek"), case_id("Jo Ek"));
    log_segment("", case_id("Jo Ek"), case_id("Jo Ek"));
    assert_string_equal(words_of("SELECT no FROM segment WHERE status = 1 ORDER BY no"),
                        "SM000001 SM000003");
    assert_sound(t.book);
}

/* What came out of this book goes to the segment that it came from. */
static void a_segment_of_the_book_is_found(void **state)
{
    (void)state;
    log_segment("SM000002", case_id("Jo Ek"), case_id("Jo Ek"));
    case_import(segments_csv);
    assert_string_equal(segments_of_entries(), "SM000002 SM000002 SM000002 SPRING - SM000002 -");
    assert_string_equal(words_of("SELECT no || '/' || status FROM segment ORDER BY no"),
                        "SM000002/1 SPRING/2");
    assert_sound(t.book);
}

/* --- what corrects what --- */

/* "20>10": the entry that had the no. 20 corrects the one that had 10. */
static const char *links(void)
{
    return words_of("SELECT n.description || '>' || o.description FROM entry AS e"
                    " JOIN entry AS f ON f.entry_no = e.corrects AND f.corrected_by = e.entry_no"
                    " JOIN text AS n ON n.text_id = e.text_id"
                    " JOIN text AS o ON o.text_id = f.text_id ORDER BY e.entry_no");
}

static int64_t half_links(void)
{
    return case_int("SELECT count(*) FROM entry AS e WHERE (corrects IS NOT NULL AND NOT EXISTS"
                    " (SELECT 1 FROM entry AS f WHERE f.entry_no = e.corrects"
                    " AND f.corrected_by = e.entry_no)) OR (corrected_by IS NOT NULL AND NOT EXISTS"
                    " (SELECT 1 FROM entry AS f WHERE f.entry_no = e.corrected_by"
                    " AND f.corrects = e.entry_no))");
}

/* An interaction as export writes it, with this number, and more. */
#define LINE(no, more)                                                                             \
    "{\"no\":" #no ",\"date\":\"2026-11-02\",\"zone_minutes\":0,\"contact\":\"Jo Ek\","            \
    "\"template\":\"CALL-IN\",\"description\":\"" #no "\"" more "}\n"
#define CANCELED ",\"canceled\":true"

static void corrections_of_corrections(void **state)
{
    (void)state;
    case_import(LINE(30, ",\"corrects\":20") LINE(20, CANCELED ",\"corrects\":10")
                    LINE(10, CANCELED));
    assert_int_equal(t.result.added, 3);
    assert_string_equal(links(), "30>20 20>10");
    assert_int_equal(half_links(), 0);
    assert_sound(t.book);
}

/* A file that says what no book can say is not believed: the entries come in without it. */
static void what_cannot_be_is_not_believed(void **state)
{
    static const struct {
        const char *file, *links;
    } cases[] = {
        {LINE(10, CANCELED ",\"corrects\":10"), ""},                              /* itself */
        {LINE(10, ",\"corrects\":20") LINE(20, CANCELED), ""},                    /* a newer one */
        {LINE(10, "") LINE(20, ",\"corrects\":10"), ""},                          /* it counts */
        {LINE(10, CANCELED) LINE(10, CANCELED) LINE(20, ",\"corrects\":10"), ""}, /* which? */
        {LINE(20, ",\"corrects\":10"), ""},                                       /* not here */
        {LINE(20, ",\"corrects\":-1"), ""},
        {LINE(10, CANCELED) LINE(20, ",\"corrects\":9223372036854775807"), ""},
        {LINE(10, CANCELED) LINE(20, ",\"corrects\":10") LINE(30, ",\"corrects\":10"), "20>10"},
    };
    (void)state;
    lia_book *first = t.book;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        t.book = fixture_book();
        case_person("Jo Ek", "jo@x.example");
        case_import(cases[i].file);
        if (strcmp(links(), cases[i].links) != 0 || half_links() || t.result.refused)
            fail_msg("case %zu: %s", i, links());
        assert_sound(t.book);
        lia_book_close(t.book);
    }
    t.book = first;
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_book, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(there_and_back),
        CASE(any_mixture),
        CASE(segment_nos_come_in),
        CASE(a_segment_of_the_book_is_found),
        CASE(corrections_of_corrections),
        CASE(what_cannot_be_is_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
