/* What liaise check finds: every rule of domain.md that rows could break. */
#include "core/segment_case.h"
#include "records.h"

struct findings {
    int count;
    struct str lines;
};

static void note(void *ctx, const char *line)
{
    struct findings *f = ctx;
    f->count++;
    str_add_f(&f->lines, "%s\n", line);
}

/* A book with one of each: entry 1 corrected by 2; line 2 of segment 1 logged singly as 3; 4 logged
 * by segment 2; 5 canceled; 6 postponed. */
static lia_book *book_of_all(void)
{
    lia_error err = {0};
    lia_book *book = fixture_book();
    int64_t acme = make_company(book, "Acme"), bo = make_person(book, "Bo Ek", acme), no, n;
    no = log_one(book, bo, "CALL-OUT", "Wrong");
    lia_interaction it;
    assert_ok(lia_interaction_correct(book, no, &it, &err), err);
    it.description = "Right";
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    int64_t segment = case_segment(book, "Fair", "CALL-OUT");
    case_line(book, segment, acme);
    int64_t line = case_line(book, segment, bo);
    assert_ok(lia_interaction_from_line(book, line, &it, &err), err);
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    segment = case_segment(book, "Mail", "MAIL-OUT");
    case_line(book, segment, acme);
    case_log(book, segment, (lia_log_options){.follow_up = true});
    no = log_one(book, bo, "CALL-IN", "Canceled");
    assert_ok(lia_entry_cancel(book, &no, 1, true, NULL, &n, &err), err);
    assert_ok(lia_interaction_new(book, bo, 0, &it, &err), err);
    assert_ok(lia_postpone(book, &it, NULL, &no, &err), err);
    lia_interaction_clear(&it);
    assert_int_equal(no, 6);
    rows_check(book);
    return book;
}

static void what_is_wrong_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *damage, *said;
    } cases[] = {
        {"UPDATE entry SET corrected_by = NULL WHERE entry_no = 1", "2"},
        {"UPDATE entry SET corrects = NULL WHERE entry_no = 2", "1"},
        {"UPDATE entry SET corrects = 99 WHERE entry_no = 3", "3"},
        {"UPDATE entry SET corrected_by = 99 WHERE entry_no = 3", "3"},
        {"UPDATE entry SET canceled_op = NULL WHERE entry_no = 1", "1"}, /* corrected, and counts */
        {"UPDATE entry SET canceled_op = 999 WHERE entry_no = 5", "5"},
        {"UPDATE logged_segment SET canceled_op = 999", "logged segment"},
        {"UPDATE segment_line SET entry_no = 99 WHERE entry_no = 3", "line"},
        {"UPDATE postponed SET entry_no = 5", "5"}, /* one no., two interactions */
        {"UPDATE segment SET last_line = 1 WHERE segment_id = 1", "SM000001"},
        {"UPDATE segment SET status = 0 WHERE segment_id = 2", "SM000002"}, /* logged and active */
        {"UPDATE segment SET status = 1 WHERE segment_id = 1", ""},
        {"UPDATE counter SET value = 1 WHERE name = 'comment'", NULL}, /* fine: none is above it */
        {"UPDATE counter SET value = 5 WHERE name = 'entry'", "entry"},
        {"UPDATE contact SET company_id = 2 WHERE contact_id = 2",
         "CT000002"}, /* its own company */
        {"UPDATE op SET undone_by = 99 WHERE op_id = 3", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lia_error err = {0};
        lia_book *book = book_of_all();
        struct db_batch *b = db_batch_new(book->db);
        db_batch_defer(b);
        db_add(b, cases[i].damage, DB_NONE);
        assert_ok(db_batch_run(b, NULL, NULL, &err), err);
        db_batch_free(b);
        struct findings found = {0};
        int count = -1;
        assert_ok(lia_book_check(book, note, &found, &count, &err), err);
        if (cases[i].said ? count < 1 || !strstr(str_text(&found.lines), cases[i].said)
                          : count != 0)
            fail_msg("%s: %d: %s", cases[i].damage, count, str_text(&found.lines));
        str_clear(&found.lines);
        lia_book_close(book);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_wrong_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
