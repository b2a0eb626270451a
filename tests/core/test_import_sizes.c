/* Files that are made to be too much: what is too much in them is refused, the rest is read; of
 * nothing but what is refused as much is told as somebody reads. */
#include "base/str.h"
#include "core/import_entries_write.h"
#include "core/import_row.h"
#include "entries_case.h"

enum { MORE = 20 };

/* --- nothing but what is refused --- */

static struct told {
    int64_t refused, last; /* lines that were told; the last one of them */
    int64_t enough;        /* the line of the remark that there are more */
} told;

static void tell(void *ctx, const lia_import_line *line)
{
    struct told *to = ctx;
    if (line->fate == LIA_IMPORT_REFUSED) {
        to->refused++;
        to->last = line->line;
    } else if (strstr(line->reason, "more is refused than is listed")) {
        to->enough = line->line;
    }
}

/* head, then more lines than are told, then tail. */
static void import_lines(const char *head, const char *line, const char *tail)
{
    struct str s = {0};
    str_add(&s, head);
    for (int i = 0; i < IMPORT_SAID_MAX + MORE; i++)
        str_add(&s, line);
    str_add(&s, tail);
    struct case_memory memory = {s.s, s.len, 0};
    told = (struct told){0};
    const lia_import_how how = {.name = "case", .report = tell, .ctx = &told};
    assert_ok(lia_import_stream(t.book, case_read, &memory, &how, &t.result, &t.err), t.err);
    str_clear(&s);
    assert_int_equal(told.refused, IMPORT_SAID_MAX);
    assert_int_equal(told.last, IMPORT_SAID_MAX + 1);
    assert_int_equal(told.enough, IMPORT_SAID_MAX + 2);
    assert_int_equal(t.result.refused, IMPORT_SAID_MAX + MORE);
    assert_int_equal(t.result.read, IMPORT_SAID_MAX + MORE + 2);
    assert_sound(t.book);
}

static void contacts_that_are_refused(void **state)
{
    (void)state;
    import_lines("{\"name\":\"Jo Ek\"}\n", "[]\n", "{\"name\":\"Al B\"}\n");
    assert_int_equal(t.result.added, 2);
    assert_int_equal(case_contacts(), 2);
}

static void interactions_that_are_refused(void **state)
{
    (void)state;
    case_person("Jo Ek", "jo@x.example");
#define ENTRY "{\"date\":\"2026-11-02\",\"email\":\"jo@x.example\",\"template\":\"CALL-OUT\"}\n"
    import_lines(ENTRY, "{}\n",
                 "{\"date\":\"2026-11-03\"," /* otherwise it is the first one */
                 "\"email\":\"jo@x.example\",\"template\":\"CALL-OUT\"}\n");
    assert_int_equal(t.result.added, 2);
    assert_int_equal(case_entries(), 2);
}

/* --- rows of tables --- */

static void row_of_too_many_cells(void **state)
{
    (void)state;
    enum { CELLS = 100000 };
    struct str s = {0};
    str_add(&s, "name,email\nJo,jo@x.example");
    for (int i = 0; i < CELLS - 2; i++)
        str_add_char(&s, ',');
    str_add(&s, "\nAl,al@x.example");
    for (int i = 0; i < CELLS - 1; i++)
        str_add_char(&s, ',');
    str_add(&s, "\n\"Bo\"");
    for (int i = 0; i < CELLS; i++)
        str_add_char(&s, ',');
    str_add(&s, "\nCy,cy@x.example\n");
    case_import_n(s.s, s.len);
    str_clear(&s);
    assert_int_equal(t.result.added, 2);
    assert_string_equal(case_line(3)->reason, "the row has more than 100,000 cells");
    assert_string_equal(case_line(4)->reason, "the row has more than 100,000 cells");
    case_id("Cy");
}

#define QUOTE "the quote that is opened here is not closed"

/* What follows a quote that is not closed is read, wherever that is, and of whatever it is. */
static void quote_in_the_last_columns_name(void **state)
{
    (void)state;
    case_import("name,\"email\nname,email\nJo,jo@x.example\nAl,al@x.example\n");
    assert_int_equal(t.result.added, 2);
    assert_string_equal(case_contact("Jo")->email, "jo@x.example");
}

static void interaction_with_an_open_quote(void **state)
{
    (void)state;
    case_person("Jo Ek", "jo@x.example");
    struct str s = {0};
    str_add(&s, "date,email,template,description\n"
                "2026-11-01,\"jo@x.example,CALL-OUT,first\n");
    for (int i = 0; i < 20000; i++)
        str_add_f(&s, "2026-11-01,jo@x.example,CALL-OUT,%d\n", i);
    case_import_n(s.s, s.len);
    str_clear(&s);
    assert_int_equal(t.result.added, 20000);
    assert_int_equal(t.result.refused, 1);
    assert_string_equal(case_line(2)->reason, QUOTE);
}

/* Those that were named before are still found. */
static void contacts_that_are_too_many(void **state)
{
    (void)state;
    enum { MOST = 500000 };
    struct entry_asks asks = {.seed = 1};
    struct entry_row row = {0};
    char email[20] = "0@x";
    for (int i = 0; i < ROW_TEXTS; i++)
        row.text[i] = "";
    row.text[ROW_EMAIL] = email;
    for (int i = 0; i < MOST; i++) {
        snprintf(email, sizeof email, "%d@x", i);
        assert_int_equal(entry_asks_add(&asks, &t.arena, &row, false), i);
    }
    for (int i = 0; i < 2; i++) {
        snprintf(email, sizeof email, "%d@y", i);
        uint32_t at = entry_asks_add(&asks, &t.arena, &row, false);
        assert_int_equal(at, MOST);
        assert_non_null(strstr(entry_ask_at(&asks, at)->unfound, "more than 500,000"));
    }
    row.text[ROW_EMAIL] = "7@x";
    assert_int_equal(entry_asks_add(&asks, &t.arena, &row, false), 7);
    entry_asks_clear(&asks);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, case_open, case_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(contacts_that_are_refused),      CASE(interactions_that_are_refused),
        CASE(row_of_too_many_cells),          CASE(quote_in_the_last_columns_name),
        CASE(interaction_with_an_open_quote), CASE(contacts_that_are_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
