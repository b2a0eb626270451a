/* A book opened to try changes: they end as they would, and nothing is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "folder_case.h"
#include "liaise/liaise.h"
#include "old_book.h"
#include "rows.h"

static int64_t now(void *ctx)
{
    (void)ctx;
    return FIXTURE_NOW;
}

static int zone(void *ctx, int64_t utc)
{
    (void)ctx;
    (void)utc;
    return 0;
}

static lia_status try_book(const char *path, bool create, lia_book **out, lia_error *err)
{
    const lia_open how = {
        .path = path, .user = "jo", .create = create, .dry_run = true, .now = now, .zone = zone};
    return lia_book_open(&how, out, err);
}

/* A book with a group CALL in use, FAX that is not, and one that wants to try things in it. */
static lia_book *trial(void)
{
    lia_book *book = fixture_open(fixture_path("book.db"), "jo"), *out = NULL;
    lia_error err = {0};
    rows_contacts(book, "Bo Ek", 2, 0);
    rows_entries(book, 1, 2);
    rows_group(book, "FAX");
    lia_book_close(book);
    assert_ok(try_book(fixture_path("book.db"), false, &out, &err), err);
    return out;
}

static int64_t group_id(lia_book *book, const char *code)
{
    lia_error err = {0};
    int64_t id = 0;
    assert_ok(lia_group_find(book, code, &id, &err), err);
    assert_true(id > 0);
    return id;
}

static void what_would_be_done_is_not(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = trial();
    int64_t ops = rows_int(book, "SELECT count(*) FROM op"), id = 0;
    struct str before = rows_dump(book);
    assert_true(lia_book_read_only(book));
    assert_ok(lia_group_delete(book, group_id(book, "FAX"), &err), err);
    assert_ok(lia_group_block(book, group_id(book, "CALL"), true, &err), err);
    assert_ok(lia_group_save(book, &(lia_group){.code = "FAIR"}, &id, &err), err);
    assert_ok(lia_comment_add(book, 1, "Happy", &id, &err), err);
    assert_ok(lia_undo(book, ops, false, NULL, NULL, &err), err);
    struct str after = rows_dump(book);
    assert_string_equal(before.s, after.s);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM op"), ops);
    str_clear(&before);
    str_clear(&after);
    lia_book_close(book);
}

static void what_would_be_refused_is(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = trial();
    int64_t id = 0, call = group_id(book, "CALL");
    assert_int_equal(lia_group_delete(book, call, &err), LIA_IN_USE);
    assert_message(err, "");
    assert_int_equal(lia_group_save(book, &(lia_group){.code = "call"}, &id, &err), LIA_EXISTS);
    assert_string_equal(err.field, "code");
    assert_int_equal(lia_comment_add(book, 99, "Happy", &id, &err), LIA_NOT_FOUND);
    lia_book_close(book);
}

/* What stands only in the batch, as a guard, is seen as well. */
static void guards_are_asked(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = trial();
    lia_group_list list = {0};
    assert_ok(lia_group_get(book, group_id(book, "CALL"), &list, &err), err);
    lia_group g = list.items[0];
    g.description = "Telephone";
    assert_ok(lia_group_save(book, &g, NULL, &err), err);
    g.version++;
    assert_int_equal(lia_group_save(book, &g, NULL, &err), LIA_CONFLICT);
    assert_message(err, "");
    lia_group_list_clear(&list);
    lia_book_close(book);
}

static void no_book_is_made(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = NULL;
    const char *path = fixture_path("none.db");
    assert_int_equal(try_book(path, true, &book, &err), LIA_NOT_FOUND);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_ok(try_book(NULL, true, &book, &err), err); /* one in memory, as a new one is */
    assert_int_equal(rows_int(book, "SELECT count(*) FROM interaction_template"), 8);
    assert_ok(lia_group_save(book, &(lia_group){.code = "FAIR"}, NULL, &err), err);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM interaction_group"), 4);
    lia_book_close(book);
}

/* Bringing it up to date would write, and its tables are not those that changes are tried on. */
static void an_older_book_stays_as_it_is(void **state)
{
    (void)state;
    lia_error err = {0};
    lia_book *book = NULL;
    const char *path = fixture_path("old.db");
    make_first_version(path);
    assert_int_equal(try_book(path, false, &book, &err), LIA_READ_ONLY);
    assert_message(err, path);
    assert_int_not_equal(access(fixture_path("old.db.v1-2026-11-20.backup"), F_OK), 0);
    lia_book_close(fixture_open(path, "jo"));
    assert_int_equal(access(fixture_path("old.db.v1-2026-11-20.backup"), F_OK), 0);
    assert_ok(try_book(path, false, &book, &err), err);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(what_would_be_done_is_not),
        IN_FOLDER(what_would_be_refused_is),
        IN_FOLDER(guards_are_asked),
        IN_FOLDER(no_book_is_made),
        IN_FOLDER(an_older_book_stays_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
