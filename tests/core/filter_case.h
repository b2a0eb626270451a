/* filter_case.h: a small book, and what a filter lists in it. Every list is asked for in all the
 * ways there are (windows from both ends, sorts, counts, ids, single rows, inside other SQL), which
 * must agree. */
#ifndef TESTS_CORE_FILTER_CASE_H
#define TESTS_CORE_FILTER_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/str.h"
#include "core/core.h"
#include "core/filter_sql.h"
#include "fixture.h"
#include "liaise/liaise.h"
#include "records.h"

static inline int64_t case_save(lia_book *book, lia_contact c)
{
    lia_error err = {0};
    int64_t id = 0;
    if (!c.type)
        c.type = LIA_PERSON;
    c.touch_days = c.touch_days ? c.touch_days : -1;
    assert_ok(lia_contact_save(book, &c, &id, &err), err);
    return id;
}

static inline lia_filter *case_parse(lia_book *book, lia_filter_kind kind, const char *text)
{
    lia_error err = {0};
    lia_filter *filter = NULL;
    if (lia_filter_parse(book, kind, text, false, &filter, NULL, &err) != LIA_OK)
        fail_msg("%s: %s", text, err.message);
    return filter;
}

/* --- contacts --- */

static inline void case_add(struct str *names, const char *name)
{
    str_add(names, names->len ? "|" : "");
    str_add(names, name);
}

/* The names of the list, read `limit` at a time. before: from its end, and put together backwards.
 */
static inline struct str case_pages(lia_book *book, const lia_contact_query *query, int limit,
                                    bool before)
{
    struct str names = {0};
    lia_seek seek = {.no_key = true, .before = before, .limit = limit};
    for (;;) {
        lia_error err = {0};
        lia_contact_rows rows;
        assert_ok(lia_contact_list(book, query, &seek, &rows, &err), err);
        struct str page = {0};
        for (size_t i = 0; i < rows.count; i++)
            case_add(&page, rows.items[i].name);
        if (before && names.len && page.len)
            str_add(&page, "|");
        if (before)
            str_insert(&names, 0, str_text(&page), page.len);
        else if (page.len)
            case_add(&names, str_text(&page));
        str_clear(&page);
        size_t count = rows.count;
        if (count) {
            seek.no_key = false;
            seek.key = rows.items[before ? 0 : count - 1].key;
        }
        lia_contact_rows_clear(&rows);
        if (count < (size_t)limit)
            return names;
    }
}

static inline void case_same(const char *text, const char *how, struct str *is,
                             const char *expected)
{
    if (strcmp(str_text(is), expected) != 0)
        fail_msg("%s (%s): %s\n instead of %s", text, how, str_text(is), expected);
    str_clear(is);
}

static inline int case_parts(const char *names)
{
    int n = *names != '\0';
    for (; *names; names++)
        n += *names == '|';
    return n;
}

/* The list again in the order of the numbers, whatever the sort is meant to give. */
static inline void case_sorted(lia_book *book, lia_contact_query query, const char *text, int count)
{
    for (int sort = LIA_CONTACT_BY_NO; sort <= LIA_CONTACT_BY_ADDED; sort++)
        for (int down = 0; down < 2; down++) {
            query.sort = (lia_contact_sort)sort;
            query.descending = down;
            struct str all = case_pages(book, &query, 100, false);
            struct str ones = case_pages(book, &query, 1, false);
            struct str back = case_pages(book, &query, 1, true);
            assert_int_equal(case_parts(str_text(&all)), count);
            case_same(text, "sorted, one by one", &ones, str_text(&all));
            case_same(text, "sorted, from the end", &back, str_text(&all));
            str_clear(&all);
        }
}

static inline void case_counted(lia_book *book, const lia_contact_query *query, int64_t expected)
{
    lia_error err = {0};
    int64_t count = -1, next = 0, sofar = 0;
    bool done = false;
    assert_ok(lia_contact_count(book, query, &count, &err), err);
    assert_int_equal(count, expected);
    while (!done)
        assert_ok(lia_contact_count_some(book, query, 1, &next, &sofar, &done, &err), err);
    assert_int_equal(sofar, expected);
}

/* Each contact of the book is located if and only if it is listed. */
static inline void case_located(lia_book *book, const lia_contact_query *query, const char *text,
                                const char *expected)
{
    lia_error err = {0};
    struct db_rows *all;
    static int64_t ids[10000];
    int64_t n = 0, found = 0;
    assert_ok(db_query(book->db, "SELECT contact_id, name FROM contact ORDER BY sort_key", DB_NONE,
                       &all, &err),
              err);
    struct str names = {0};
    while (db_next(all)) {
        lia_contact_rows row;
        ids[n++] = db_int(all, 0);
        assert_ok(lia_contact_locate(book, query, ids[n - 1], &row, &err), err);
        if (row.count)
            case_add(&names, row.items[0].name);
        lia_contact_rows_clear(&row);
    }
    assert_ok(db_rows_close(all, &err), err);
    case_same(text, "located", &names, expected);
    assert_ok(lia_contact_count_of(book, query, ids, (size_t)n, &found, &err), err);
    assert_int_equal(found, case_parts(expected));
}

static inline void case_embedded(lia_book *book, const lia_filter *filter, const char *text,
                                 const char *expected)
{
    for (int how = 0; how < 2; how++) {
        lia_error err = {0};
        struct sql q = {0};
        struct db_rows *rows;
        struct str names = {0};
        sql_add(&q, "SELECT p.name FROM contact AS p WHERE ");
        if (how == 0) {
            sql_add(&q, "p.contact_id IN (SELECT contact_id FROM (");
            filter_contact_ids(filter, &q);
            sql_add(&q, "))");
        } else {
            filter_contact_where(filter, "p", &q);
        }
        sql_add(&q, " AND p.contact_id > :least ORDER BY p.name_fold, p.no");
        sql_bind(&q, db_i("least", 0));
        assert_ok(db_query(book->db, sql_text(&q), sql_params(&q), &rows, &err), err);
        while (db_next(rows))
            case_add(&names, db_text(rows, 0));
        assert_ok(db_rows_close(rows, &err), err);
        sql_clear(&q);
        case_same(text, how ? "inside WHERE" : "inside FROM", &names, expected);
    }
}

static inline void case_ids(lia_book *book, const lia_contact_query *query, const char *text,
                            const char *expected)
{
    lia_error err = {0};
    int64_t *ids = NULL;
    size_t count = 0;
    struct str names = {0};
    assert_ok(lia_contact_ids(book, query, 100, &ids, &count, &err), err);
    for (size_t i = 0; i < count; i++) {
        lia_contact_record r;
        assert_ok(lia_contact_get(book, ids[i], &r, &err), err);
        case_add(&names, r.c.name);
        lia_contact_record_clear(&r);
    }
    free(ids);
    case_same(text, "ids", &names, expected);
}

/* What the filter lists, in the order of names: "Bo Ek|Fabrikam". */
static inline void contacts_are(lia_book *book, const char *text, const char *expected)
{
    lia_filter *filter = case_parse(book, LIA_FILTER_CONTACTS, text);
    lia_contact_query query = {.filter = filter};
    struct str all = case_pages(book, &query, 100, false);
    case_same(text, "list", &all, expected);
    struct str ones = case_pages(book, &query, 1, false), back = case_pages(book, &query, 1, true);
    case_same(text, "one by one", &ones, expected);
    case_same(text, "from the end", &back, expected);
    case_counted(book, &query, case_parts(expected));
    case_ids(book, &query, text, expected);
    case_located(book, &query, text, expected);
    case_embedded(book, filter, text, expected);
    case_sorted(book, query, text, case_parts(expected));
    lia_filter_free(filter);
}

/* --- entries --- */

static inline struct str case_entry_pages(lia_book *book, const lia_entry_query *query, int limit,
                                          bool before)
{
    struct str names = {0};
    lia_seek seek = {.no_key = true, .before = before, .limit = limit};
    for (;;) {
        lia_error err = {0};
        lia_entry_list rows;
        assert_ok(lia_entry_list_some(book, query, &seek, &rows, &err), err);
        struct str page = {0};
        for (size_t i = 0; i < rows.count; i++)
            case_add(&page, rows.items[i].description);
        if (before && names.len && page.len)
            str_add(&page, "|");
        if (before)
            str_insert(&names, 0, str_text(&page), page.len);
        else if (page.len)
            case_add(&names, str_text(&page));
        str_clear(&page);
        size_t count = rows.count;
        if (count) {
            seek.no_key = false;
            seek.key = rows.items[before ? 0 : count - 1].key;
        }
        lia_entry_list_clear(&rows);
        if (count < (size_t)limit)
            return names;
    }
}

static inline void case_entry_counted(lia_book *book, const lia_entry_query *query,
                                      int64_t expected)
{
    lia_error err = {0};
    int64_t count = -1, next = 0, sofar = 0;
    bool done = false;
    assert_ok(lia_entry_count(book, query, &count, &err), err);
    assert_int_equal(count, expected);
    while (!done)
        assert_ok(lia_entry_count_some(book, query, 1, &next, &sofar, &done, &err), err);
    assert_int_equal(sofar, expected);
}

static inline void case_entry_nos(lia_book *book, const lia_entry_query *query, const char *text,
                                  const char *expected)
{
    lia_error err = {0};
    int64_t *nos = NULL;
    int64_t found = 0;
    size_t count = 0;
    struct str names = {0};
    assert_ok(lia_entry_nos(book, query, 100, &nos, &count, &err), err);
    for (size_t i = 0; i < count; i++) {
        lia_entry_list one;
        assert_ok(lia_entry_locate(book, query, nos[i], &one, &err), err);
        assert_int_equal(one.count, 1);
        case_add(&names, one.items[0].description);
        lia_entry_list_clear(&one);
    }
    assert_ok(lia_entry_count_of(book, query, nos, count, &found, &err), err);
    assert_int_equal(found, count);
    free(nos);
    case_same(text, "numbers", &names, expected);
}

static inline void case_entry_embedded(lia_book *book, const lia_entry_query *query,
                                       const char *text, const char *expected)
{
    lia_error err = {0};
    struct sql q = {0};
    struct db_rows *rows;
    struct str names = {0};
    sql_add(
        &q,
        "SELECT (SELECT description FROM text WHERE text_id = entry.text_id) FROM entry WHERE ");
    entry_query_where(query, "entry", &q);
    sql_add(&q, " ORDER BY wall DESC, entry_no DESC");
    assert_ok(db_query(book->db, sql_text(&q), sql_params(&q), &rows, &err), err);
    while (db_next(rows))
        case_add(&names, db_text(rows, 0));
    assert_ok(db_rows_close(rows, &err), err);
    sql_clear(&q);
    case_same(text, "inside WHERE", &names, expected);
}

/* What the query lists, newest first: "second|first". */
static inline void case_entries(lia_book *book, lia_entry_query query, const char *text,
                                const char *expected)
{
    struct str all = case_entry_pages(book, &query, 100, false);
    case_same(text, "list", &all, expected);
    struct str ones = case_entry_pages(book, &query, 1, false);
    struct str back = case_entry_pages(book, &query, 1, true);
    case_same(text, "one by one", &ones, expected);
    case_same(text, "from the end", &back, expected);
    case_entry_counted(book, &query, case_parts(expected));
    case_entry_nos(book, &query, text, expected);
    case_entry_embedded(book, &query, text, expected);
    query.oldest_first = true;
    struct str oldest = case_entry_pages(book, &query, 100, false);
    struct str oldest_back = case_entry_pages(book, &query, 1, true);
    case_same(text, "oldest first, from the end", &oldest_back, str_text(&oldest));
    assert_int_equal(case_parts(str_text(&oldest)), case_parts(expected));
    str_clear(&oldest);
}

static inline void entries_are(lia_book *book, const char *text, const char *expected)
{
    lia_filter *filter = case_parse(book, LIA_FILTER_ENTRIES, text);
    case_entries(book, (lia_entry_query){.filter = filter}, text, expected);
    lia_filter_free(filter);
}

/* --- faults --- */

/* The text is refused at this place, and the message says so much. */
static inline void filter_refused(lia_book *book, lia_filter_kind kind, const char *text,
                                  const char *at, const char *says)
{
    lia_error err = {0};
    lia_filter *filter = NULL;
    lia_filter_fault fault = {0};
    if (lia_filter_parse(book, kind, text, false, &filter, &fault, &err) != LIA_INVALID)
        fail_msg("%s is taken", text);
    assert_null(filter);
    assert_message(err, "");
    assert_true(fault.at <= strlen(text) && fault.len <= strlen(text) - fault.at);
    if (fault.len != strlen(at) || strncmp(text + fault.at, at, fault.len) != 0)
        fail_msg("%s: the fault is at '%.*s', not '%s'", text, (int)fault.len, text + fault.at, at);
    if (!strstr(err.message, says))
        fail_msg("%s: '%s' does not say '%s'", text, err.message, says);
}

#endif
