/* segment_case.h: a book with contacts and segments, for the tests of segments, lines, Log and
 * logged segments. */
#ifndef TESTS_CORE_SEGMENT_CASE_H
#define TESTS_CORE_SEGMENT_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "core/core.h"
#include "fixture.h"
#include "liaise/liaise.h"
#include "rows.h"

#define FIELD(f) (1u << (f))

static inline int64_t case_contact_with(lia_book *book, const lia_contact *c)
{
    lia_error err = {0};
    int64_t id = 0;
    assert_ok(lia_contact_save(book, c, &id, &err), err);
    return id;
}
static inline int64_t case_person(lia_book *book, const char *name)
{
    return case_contact_with(book,
                             &(lia_contact){.type = LIA_PERSON, .name = name, .touch_days = -1});
}
static inline int64_t case_template(lia_book *book, const char *code)
{
    lia_error err = {0};
    int64_t id = 0;
    assert_ok(lia_template_find(book, code, &id, &err), err);
    assert_int_not_equal(id, 0);
    return id;
}
static inline int64_t case_salesperson(lia_book *book, const char *code)
{
    lia_error err = {0};
    int64_t id = 0;
    assert_ok(lia_salesperson_save(book, &(lia_salesperson){.code = code, .name = code}, &id, &err),
              err);
    return id;
}
static inline void case_archive(lia_book *book, int64_t contact, bool archived)
{
    lia_error err = {0};
    assert_ok(lia_contact_archive(book, &contact, 1, archived, false, &err), err);
}
/* Reads the contact, lets the test change it by a field, saves it. */
#define case_contact_set(book, contact, field, value)                                              \
    do {                                                                                           \
        lia_error err_ = {0};                                                                      \
        lia_contact_record record_;                                                                \
        assert_ok(lia_contact_get(book, contact, &record_, &err_), err_);                          \
        record_.c.field = (value);                                                                 \
        assert_ok(lia_contact_save(book, &record_.c, NULL, &err_), err_);                          \
        lia_contact_record_clear(&record_);                                                        \
    } while (0)

/* A segment with this template ("" none), filled from it, of today, with JO as its salesperson. */
static inline int64_t case_segment(lia_book *book, const char *description,
                                   const char *template_code)
{
    lia_error err = {0};
    lia_segment_list list;
    assert_ok(lia_segment_new(book, &list, &err), err);
    list.items->no = "";
    list.items->description = description;
    list.items->template_id = *template_code ? case_template(book, template_code) : 0;
    assert_ok(lia_segment_work_out(book, &list, &err), err);
    int64_t id = 0;
    assert_ok(lia_segment_save(book, list.items, LIA_SPREAD_NOT_PERSONALISED, &id, &err), err);
    lia_segment_list_clear(&list);
    return id;
}
/* The header as it stands; the caller clears the list. */
static inline lia_segment_list case_header(lia_book *book, int64_t id)
{
    lia_error err = {0};
    lia_segment_list list;
    assert_ok(lia_segment_get(book, id, &list, &err), err);
    assert_int_equal(list.count, 1);
    return list;
}
/* Changes one field of the header. */
#define case_header_set(book, id, spread, field, value)                                            \
    do {                                                                                           \
        lia_error err_ = {0};                                                                      \
        lia_segment_list list_ = case_header(book, id);                                            \
        list_.items->field = (value);                                                              \
        assert_ok(lia_segment_save(book, list_.items, spread, NULL, &err_), err_);                 \
        lia_segment_list_clear(&list_);                                                            \
    } while (0)
/* Chooses another template for the header and takes what it says. */
static inline void case_header_template(lia_book *book, int64_t id, const char *code,
                                        lia_spread spread)
{
    lia_error err = {0};
    lia_segment_list list = case_header(book, id);
    list.items->template_id = *code ? case_template(book, code) : 0;
    assert_ok(lia_segment_work_out(book, &list, &err), err);
    assert_ok(lia_segment_save(book, list.items, spread, NULL, &err), err);
    lia_segment_list_clear(&list);
}

static inline int64_t case_line(lia_book *book, int64_t segment, int64_t contact)
{
    lia_error err = {0};
    int64_t id = 0;
    assert_ok(
        lia_line_add(book, segment,
                     &(lia_line_change){.also = LIA_LINE_CONTACT, .value = {.contact_id = contact}},
                     &id, &err),
        err);
    return id;
}
static inline void case_line_change(lia_book *book, int64_t line, lia_line_change change)
{
    lia_error err = {0};
    assert_ok(lia_line_update(book, &line, 1, 0, &change, &err), err);
}
/* One line; the caller clears the list. */
static inline lia_line_list case_line_get(lia_book *book, int64_t line)
{
    lia_error err = {0};
    lia_line_list list;
    assert_ok(lia_line_get(book, line, &list, &err), err);
    assert_int_equal(list.count, 1);
    return list;
}
/* Checks one member of a line: case_line_is(book, line, int, cost, 5). */
#define case_line_is(book, line, kind, member, expected)                                           \
    do {                                                                                           \
        lia_line_list list_ = case_line_get(book, line);                                           \
        assert_##kind##_equal(list_.items->member, expected);                                      \
        lia_line_list_clear(&list_);                                                               \
    } while (0)

/* The plan of a list: rows by key, nothing scanned, nothing sorted. */
static inline void case_plan(lia_book *book, const char *sql)
{
    lia_error err = {0};
    char explain[8000];
    struct db_rows *rows;
    snprintf(explain, sizeof explain, "EXPLAIN QUERY PLAN %s", sql);
    assert_ok(db_query(book->db, explain,
                       DB_PARAMS(db_i("key", 1), db_i("low", 1), db_i("high", 9), db_i("limit", 1),
                                 db_i("contact", 0)),
                       &rows, &err),
              err);
    while (db_next(rows)) {
        assert_null(strstr(db_text(rows, 3), "SCAN"));
        assert_null(strstr(db_text(rows, 3), "TEMP"));
    }
    assert_ok(db_rows_close(rows, &err), err);
}

static const lia_seek case_all = {.no_key = true, .limit = 100000};

/* The latest change is taken back and done again: each time exactly the same comes out. before: a
 * dump made before it; it is cleared. */
static inline void case_undo_redo(lia_book *book, struct str before)
{
    lia_error err = {0};
    lia_op_list next;
    bool ask;
    struct str after = rows_dump(book);
    assert_string_not_equal(str_text(&before), str_text(&after));
    assert_ok(lia_undo_next(book, &next, &ask, &err), err);
    int64_t op = next.items->op_id;
    lia_op_list_clear(&next);
    assert_ok(lia_undo(book, op, false, NULL, NULL, &err), err);
    struct str undone = rows_dump(book);
    assert_string_equal(str_text(&undone), str_text(&before));
    rows_check(book);
    assert_ok(lia_redo(book, op, NULL, &err), err);
    struct str redone = rows_dump(book);
    assert_string_equal(str_text(&redone), str_text(&after));
    rows_check(book);
    str_clear(&before);
    str_clear(&after);
    str_clear(&undone);
    str_clear(&redone);
}
/* Nothing was written since the dump; it is cleared. */
static inline void case_unchanged(lia_book *book, struct str before)
{
    struct str after = rows_dump(book);
    assert_string_equal(str_text(&after), str_text(&before));
    str_clear(&before);
    str_clear(&after);
}

/* --- Log --- */

static inline lia_log_plan case_log_plan(lia_book *book, int64_t segment, bool today)
{
    lia_error err = {0};
    lia_log_plan plan;
    assert_ok(lia_segment_log_plan(book, segment, today, 100, &plan, &err), err);
    return plan;
}
static inline lia_log_result case_log(lia_book *book, int64_t segment, lia_log_options options)
{
    lia_error err = {0};
    lia_log_result result = {0};
    assert_ok(lia_segment_log(book, segment, &options, NULL, &result, &err), err);
    return result;
}
static inline void case_log_refused(lia_book *book, int64_t segment, lia_log_options options,
                                    lia_status status, const char *says)
{
    lia_error err = {0};
    struct str before = rows_dump(book);
    int64_t ops = rows_int(book, "SELECT count(*) FROM op");
    assert_int_equal(lia_segment_log(book, segment, &options, NULL, NULL, &err), status);
    assert_message(err, "");
    if (!strstr(err.message, says))
        fail_msg("'%s' does not say '%s'", err.message, says);
    case_unchanged(book, before);
    assert_int_equal(rows_int(book, "SELECT count(*) FROM op"), ops);
}

#endif
