/* import_case.h: files imported from memory, what was reported, and what the book then has. */
#ifndef TESTS_CORE_IMPORT_CASE_H
#define TESTS_CORE_IMPORT_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "core/core.h"
#include "fixture.h"
#include "liaise/contact.h"
#include "liaise/setup.h"
#include "liaise/transfer.h"

enum { CASE_LINES = 200 };

/* An import: set `how` before, read the rest after. */
struct import_case {
    lia_book *book;
    lia_import_how how;
    lia_import_result result;
    lia_error err;
    lia_import_line lines[CASE_LINES];
    size_t count;
    struct arena arena;
    lia_contact_record record; /* of case_contact */
};
static struct import_case t;

static inline int case_open(void **state)
{
    (void)state;
    t = (struct import_case){.book = fixture_book()};
    return 0;
}
static inline int case_close(void **state)
{
    (void)state;
    lia_contact_record_clear(&t.record);
    lia_book_close(t.book);
    arena_clear(&t.arena);
    return 0;
}

/* Reasons are for people: none is broader than a line, notes are joined by "; ". */
static inline void case_check_reason(const char *reason)
{
    char part[1000];
    for (const char *s = reason; *s;) {
        const char *end = strstr(s, "; ");
        size_t n = end ? (size_t)(end - s) : strlen(s);
        assert_true(n < sizeof part);
        memcpy(part, s, n);
        part[n] = '\0';
        if (utf8_width(part) > 76 || strchr(part, '\n'))
            fail_msg("not one line of 76 columns: %s", part);
        s += n + (end ? 2 : 0);
    }
}

static inline void case_report(void *ctx, const lia_import_line *line)
{
    (void)ctx;
    case_check_reason(line->reason);
    if (t.count == CASE_LINES)
        return;
    lia_import_line *copy = &t.lines[t.count++];
    *copy = *line;
    copy->name = arena_strdup(&t.arena, line->name);
    copy->no = arena_strdup(&t.arena, line->no);
    copy->what = arena_strdup(&t.arena, line->what);
    copy->reason = arena_strdup(&t.arena, line->reason);
}

struct case_memory {
    const char *s;
    size_t len, most; /* most: how many bytes a read gives, 0 as many as are asked for */
};
static inline int64_t case_read(void *ctx, void *buf, size_t len)
{
    struct case_memory *m = ctx;
    size_t n = m->most && m->most < len ? m->most : len;
    if (n > m->len)
        n = m->len;
    memcpy(buf, m->s, n);
    m->s += n;
    m->len -= n;
    return (int64_t)n;
}

static inline lia_status case_try(const char *s, size_t len)
{
    struct case_memory memory = {s, len, 0};
    t.how.report = case_report;
    if (!t.how.name)
        t.how.name = "case";
    t.count = 0;
    t.result = (lia_import_result){0};
    t.err = (lia_error){0};
    lia_status status = lia_import_stream(t.book, case_read, &memory, &t.how, &t.result, &t.err);
    if (status)
        assert_message(t.err, "");
    return status;
}
static inline void case_import_n(const char *s, size_t len)
{
    assert_ok(case_try(s, len), t.err);
    assert_int_equal(t.result.read,
                     t.result.added + t.result.changed + t.result.alone + t.result.refused);
}
/* Cut at every byte: what is there is read or refused, and counted. Nothing is written. */
static inline void case_cut(const char *s, size_t size)
{
    t.how.dry_run = true;
    for (size_t len = 1; len < size; len++) {
        lia_status status = case_try(s, len);
        assert_true(status == LIA_OK || status == LIA_INVALID);
        assert_int_equal(t.result.read,
                         t.result.added + t.result.changed + t.result.alone + t.result.refused);
    }
}

static inline void case_import(const char *text)
{
    case_import_n(text, strlen(text));
}

/* The one report of this line of the file; fails when there is none. */
static inline const lia_import_line *case_line(int64_t line)
{
    for (size_t i = 0; i < t.count; i++)
        if (t.lines[i].line == line)
            return &t.lines[i];
    fail_msg("nothing is reported of line %lld", (long long)line);
    return NULL;
}

static inline int64_t case_int(const char *sql)
{
    int64_t value = -1;
    assert_ok(db_query_int(t.book->db, sql, DB_NONE, &value, NULL, &t.err), t.err);
    return value;
}
static inline int64_t case_contacts(void)
{
    return case_int("SELECT count(*) FROM contact");
}
/* The id of the only contact of this name. */
static inline int64_t case_id(const char *name)
{
    struct db_rows *rows;
    assert_ok(db_query(t.book->db, "SELECT contact_id FROM contact WHERE name = :name",
                       DB_PARAMS(db_t("name", name)), &rows, &t.err),
              t.err);
    int64_t id = 0;
    int n = 0;
    for (; db_next(rows); n++)
        id = db_int(rows, 0);
    assert_ok(db_rows_close(rows, &t.err), t.err);
    if (n != 1)
        fail_msg("%d contacts are called %s", n, name);
    return id;
}
/* The only contact of this name, until the next call. */
static inline const lia_contact *case_contact(const char *name)
{
    int64_t id = case_id(name);
    lia_contact_record_clear(&t.record);
    assert_ok(lia_contact_get(t.book, id, &t.record, &t.err), t.err);
    return &t.record.c;
}
static inline const char *case_kept_text(const char *name, const char *sql)
{
    struct db_rows *rows;
    assert_ok(db_query(t.book->db, sql, DB_PARAMS(db_i("id", case_id(name))), &rows, &t.err),
              t.err);
    const char *kept = db_next(rows) ? arena_strdup(&t.arena, db_text(rows, 0)) : "";
    assert_ok(db_rows_close(rows, &t.err), t.err);
    return kept;
}
static inline const char *case_kept(const char *name)
{
    return case_kept_text(name, "SELECT content FROM contact_kept WHERE contact_id = :id");
}
static inline const char *case_kept_form(const char *name)
{
    return case_kept_text(name, "SELECT form FROM contact_kept WHERE contact_id = :id");
}
/* "work: 123" of its further lines of this kind, joined by " | ". */
static inline const char *case_channels(const char *name, lia_channel_kind kind)
{
    const lia_contact *c = case_contact(name);
    const char *all = "";
    for (size_t i = 0; i < c->channel_count; i++)
        if (c->channels[i].kind == kind)
            all = arena_printf(&t.arena, "%s%s%s: %s", all, *all ? " | " : "", c->channels[i].label,
                               c->channels[i].value);
    return all;
}

#endif
