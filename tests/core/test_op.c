/* Operations: what is kept of them, guarded, whole or not at all; derived data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/core.h"
#include "core/derive.h"
#include "core/op_tables.h"
#include "folder_case.h"
#include "rows.h"

/* --- what is kept of it --- */

static void an_operation_is_recorded(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    int64_t op = rows_contacts(book, "Bo Ek", 3, 0);
    lia_error err = {0};
    struct db_rows *rows;
    assert_ok(db_query(book->db,
                       "SELECT user, done_at, command, line, records, kind, session, key FROM op "
                       "WHERE op_id = :op",
                       DB_PARAMS(db_i("op", op)), &rows, &err),
              err);
    assert_true(db_next(rows));
    assert_string_equal(db_text(rows, 0), "jo");
    assert_int_equal(db_int(rows, 1), FIXTURE_NOW);
    assert_string_equal(db_text(rows, 2), "test");
    assert_string_equal(db_text(rows, 3), "Added Bo Ek");
    assert_int_equal(db_int(rows, 4), 3);
    assert_int_equal(db_int(rows, 5), 0);
    assert_string_equal(db_text(rows, 6), book->session);
    assert_int_equal(strlen(db_text(rows, 7)), 32);
    assert_ok(db_rows_close(rows, &err), err);
    lia_book_close(book);
}

/* A copy of a row is only as good as its columns. */
static void kept_tables_have_the_same_columns(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    for (enum op_table t = 0; t < OP_TABLES; t++) {
        struct str columns[2] = {{0}, {0}};
        for (int was = 0; was < 2; was++) {
            lia_error err = {0};
            struct db_rows *rows;
            assert_ok(db_query(book->db, "SELECT name FROM pragma_table_info(:table) ORDER BY cid",
                               DB_PARAMS(db_t("table", was ? op_tables[t].was : op_tables[t].name)),
                               &rows, &err),
                      err);
            while (db_next(rows))
                str_add_f(&columns[was], "%s%s", columns[was].len ? ", " : "", db_text(rows, 0));
            assert_ok(db_rows_close(rows, &err), err);
        }
        assert_string_equal(columns[0].s, op_tables[t].columns);
        assert_true(str_starts(columns[1].s, "was_op, side, "));
        assert_string_equal(columns[1].s + strlen("was_op, side, "), columns[0].s);
        assert_true(str_starts(op_tables[t].columns, op_tables[t].key));
        assert_int_equal(op_table_find(op_tables[t].name), t);
        str_clear(&columns[0]);
        str_clear(&columns[1]);
    }
    assert_int_equal(op_table_find("op"), OP_TABLES);
    lia_book_close(book);
}

/* --- fill --- */

struct filling {
    int calls;
    int64_t version;
    const char *key;
};

static lia_status fill_refusing(struct op *op, void *ctx, lia_error *err)
{
    (void)ctx;
    db_add(op->batch, "DELETE FROM interaction_template", DB_NONE);
    op_say(op, 1, "Deleted all");
    return lia_fail(err, LIA_INVALID, "code", "No");
}

static lia_status fill_nothing(struct op *op, void *ctx, lia_error *err)
{
    (void)ctx;
    (void)err;
    db_add(op->batch, "DELETE FROM interaction_template", DB_NONE);
    op->nothing = true;
    return LIA_OK;
}

static void fill_may_refuse_or_find_nothing(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_error err = {0};
    int64_t op = 77;
    assert_int_equal(op_run(book, "test", fill_refusing, NULL, NULL, &op, &err), LIA_INVALID);
    assert_string_equal(err.field, "code");
    assert_int_equal(op, 77); /* written on success only */
    assert_ok(op_run(book, "test", fill_nothing, NULL, NULL, &op, &err), err);
    assert_int_equal(op, 0);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM interaction_template"), 8);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM op"), 1);
    lia_book_close(book);
}

static lia_status fill_keyed(struct op *op, void *ctx, lia_error *err)
{
    struct filling *f = ctx;
    f->calls++;
    snprintf(op->key, sizeof op->key, "%s", f->key);
    int64_t id;
    lia_status status = op_take(op, "group", 1, &id, err);
    db_add(op->batch,
           "INSERT INTO interaction_group (group_id, code, op_id, changed_op) VALUES (:id, 'G' || "
           ":id, :op, :op)",
           DB_PARAMS(db_i("id", id), db_i("op", op->id)));
    op_inserted(op, OP_GROUP, id, id);
    op_say(op, 1, "Added");
    return status;
}

static void the_same_key_happens_once(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_error err = {0};
    int64_t first = 0, again = 0, other = 0;
    struct filling f = {.key = "draft-1"};
    assert_ok(op_run(book, "test", fill_keyed, &f, NULL, &first, &err), err);
    rows_salesperson(book, "BO");
    assert_ok(op_run(book, "test", fill_keyed, &f, NULL, &again, &err), err);
    assert_int_equal(again, first);
    f.key = "draft-2";
    assert_ok(op_run(book, "test", fill_keyed, &f, NULL, &other, &err), err);
    assert_int_not_equal(other, first);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM interaction_group"), 6);
    lia_book_close(book);
}

static lia_status fill_versioned(struct op *op, void *ctx, lia_error *err)
{
    (void)err;
    struct filling *f = ctx;
    op_guard_version(op, OP_GROUP, 1, f->version);
    op_before_update(op, OP_GROUP, "group_id = 1", DB_NONE);
    db_add(op->batch,
           "UPDATE interaction_group SET description = 'x', changed_op = :op WHERE group_id = 1",
           DB_PARAMS(db_i("op", op->id)));
    op_say(op, 1, "Changed");
    return LIA_OK;
}

static void an_unseen_change_is_not_overwritten(void **state)
{
    (void)state;
    lia_book *jo = fixture_open(fixture_path("book.db"), "jo"),
             *bo = fixture_open(fixture_path("book.db"), "bo");
    struct filling f = {
        .version = rows_int(jo, "SELECT changed_op FROM interaction_group WHERE group_id = 1")};
    lia_error err = {0};
    rows_group_rename(bo, "CALL", "Telephone");
    assert_int_equal(op_run(jo, "test", fill_versioned, &f, NULL, NULL, &err), LIA_CONFLICT);
    assert_string_equal(err.field, "");
    assert_non_null(strstr(err.message, "(bo, "));
    assert_message(err, "");
    assert_int_equal(
        rows_int(jo, "SELECT count(*) FROM interaction_group WHERE description = 'Telephone'"), 1);
    f.version = rows_int(jo, "SELECT changed_op FROM interaction_group WHERE group_id = 1");
    assert_ok(op_run(jo, "test", fill_versioned, &f, NULL, NULL, &err), err);
    assert_int_equal(op_run(jo, "test", fill_versioned, &f, NULL, NULL, &err),
                     LIA_CONFLICT); /* my own counts too */
    rows_group(bo, "FAX");
    rows_group_delete(bo, "FAX");
    lia_book_close(jo);
    lia_book_close(bo);
}

static lia_status fill_versioned_gone(struct op *op, void *ctx, lia_error *err)
{
    (void)err;
    (void)ctx;
    op_guard_version(op, OP_GROUP, 5, 2);
    op_say(op, 1, "Changed");
    return LIA_OK;
}

static void a_deleted_record_is_told_apart(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    lia_error err = {0};
    rows_group(book, "FAX");
    rows_group_delete(book, "FAX");
    assert_int_equal(op_run(book, "test", fill_versioned_gone, NULL, NULL, NULL, &err),
                     LIA_NOT_FOUND);
    assert_message(err, "");
    lia_book_close(book);
}

/* --- derived data within one operation --- */

static lia_status fill_mixture(struct op *op, void *ctx, lia_error *err)
{
    (void)ctx;
    const struct db_param *params = DB_PARAMS(db_i("op", op->id));
    /* Cancel one, evaluate it, then another the other way round; change one made here; delete one
     * twice over. */
    op_cancel_entries(op, true, "entry_no = 1", params);
    op_before_update(op, OP_ENTRY, "entry_no IN (1, 2)", params);
    db_add(op->batch, "UPDATE entry SET evaluation = 1, changed_op = :op WHERE entry_no IN (1, 2)",
           params);
    op_cancel_entries(op, true, "entry_no BETWEEN 1 AND 3", params);
    op_before_update(op, OP_ENTRY, "entry_no BETWEEN 2 AND 4", params);
    db_add(op->batch, "UPDATE entry SET cost = 5, changed_op = :op WHERE entry_no BETWEEN 2 AND 4",
           params);
    int64_t no;
    lia_status status = op_take(op, "entry", 2, &no, err);
    params = DB_PARAMS(db_i("op", op->id), db_i("no", no));
    db_add(op->batch,
           "INSERT INTO entry (entry_no, contact_id, wall, has_time, zone, text_id, template_id, "
           "group_id, flow,"
           " initiated_by, correspondence, cost, minutes, origin, op_id, changed_op)"
           " SELECT :no + entry_no, contact_id, wall, 1, 0, 1, 2, 1, 1, 1, 1, 7, 7, 1, :op, :op "
           "FROM entry"
           " WHERE entry_no < 2 UNION ALL SELECT :no, contact_id, wall, 1, 0, 1, 2, 1, 1, 1, 1, 7, "
           "7, 1, :op, :op"
           " FROM entry WHERE entry_no = 1",
           params);
    op_inserted(op, OP_ENTRY, no, no + 1);
    op_before_update(op, OP_ENTRY, "entry_no = :no", params);
    db_add(op->batch, "UPDATE entry SET minutes = 8 WHERE entry_no = :no", params);
    op_cancel_entries(op, true, "entry_no = :no", params);
    op_delete(op, OP_ENTRY, "entry_no IN (3, :no + 1)", params);
    op_delete(op, OP_ENTRY, "entry_no IN (3, 6)", params);
    op_say(op, 6, "Mixed");
    return status;
}

/* Rows touched in several ways by one operation are counted once, and go back and forth. */
static void derived_data_survives_a_mixture(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    rows_contacts(book, "Bo Ek", 8, 0);
    rows_entries(book, 1, 8);
    rows_cancel(book, true, 4, 4);
    lia_error err = {0};
    int64_t op;
    struct str before = rows_dump(book);
    assert_ok(op_run(book, "test", fill_mixture, NULL, NULL, &op, &err), err);
    rows_check(book);
    struct str after = rows_dump(book);
    for (int i = 0; i < 2; i++) {
        assert_ok(lia_undo(book, op, false, NULL, NULL, &err), err);
        rows_check(book);
        struct str now = rows_dump(book);
        assert_string_equal(now.s, before.s);
        str_clear(&now);
        assert_ok(lia_redo(book, op, NULL, &err), err);
        rows_check(book);
        now = rows_dump(book);
        assert_string_equal(now.s, after.s);
        str_clear(&now);
    }
    str_clear(&before);
    str_clear(&after);
    lia_book_close(book);
}

static int64_t found(lia_book *book, const char *words)
{
    lia_error err = {0};
    int64_t n = 0;
    assert_ok(db_query_int(book->db,
                           "SELECT count(*) FROM contact_fts WHERE contact_fts MATCH :words",
                           DB_PARAMS(db_t("words", words)), &n, NULL, &err),
              err);
    return n;
}

/* screens.md 7: words over no., name, company, e-mails, phones, city, tags, note. */
static void words_follow_their_contact(void **state)
{
    (void)state;
    lia_book *book = fixture_book();
    rows_company(book, "Fabrikam");
    rows_contacts(book, "Bo Ek", 3, 1);
    assert_int_equal(found(book, "fabr*"), 4);
    rows_contact_rename(book, 1, "Adatum");
    assert_int_equal(found(book, "fabr*"), 0);
    assert_int_equal(found(book, "adatum"), 4);
    rows_contact_channel(book, 2, "jonsson");
    assert_int_equal(found(book, "jons*"), 1);
    rows_contact_rename(book, 2, "Åsa Öst");
    assert_int_equal(found(book, "asa ost jons* adat*"), 1);
    assert_int_equal(found(book, "bo"), 2);
    rows_contacts_delete(book, 2, 2);
    assert_int_equal(found(book, "asa"), 0);
    rows_check(book);
    lia_book_close(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_operation_is_recorded),
        cmocka_unit_test(kept_tables_have_the_same_columns),
        cmocka_unit_test(fill_may_refuse_or_find_nothing),
        cmocka_unit_test(the_same_key_happens_once),
        IN_FOLDER(an_unseen_change_is_not_overwritten),
        cmocka_unit_test(a_deleted_record_is_told_apart),
        cmocka_unit_test(derived_data_survives_a_mixture),
        cmocka_unit_test(words_follow_their_contact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
