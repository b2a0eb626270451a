#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "core/core.h"
#include "fixture.h"
#include "records.h"

int64_t make_contact(lia_book *book, const lia_contact *c)
{
    int64_t id = 0;
    lia_error err = {0};
    lia_contact new = *c;
    new.touch_days = -1;
    assert_ok(lia_contact_save(book, &new, &id, &err), err);
    return id;
}

int64_t make_company(lia_book *book, const char *name)
{
    return make_contact(book, &(lia_contact){.type = LIA_COMPANY, .name = name});
}

int64_t make_person(lia_book *book, const char *name, int64_t company_id)
{
    return make_contact(book,
                        &(lia_contact){.type = LIA_PERSON, .name = name, .company_id = company_id});
}

void set_archived(lia_book *book, int64_t contact_id, bool archived)
{
    lia_error err = {0};
    assert_ok(lia_contact_archive(book, &contact_id, 1, archived, false, &err), err);
}

void set_privacy(lia_book *book, int64_t contact_id, const char *reason)
{
    lia_error err = {0};
    lia_contact_record r;
    assert_ok(lia_contact_get(book, contact_id, &r, &err), err);
    r.c.privacy_blocked = true;
    r.c.privacy_reason = reason;
    assert_ok(lia_contact_save(book, &r.c, &contact_id, &err), err);
    lia_contact_record_clear(&r);
}

int64_t template_id(lia_book *book, const char *code)
{
    int64_t id = 0;
    lia_error err = {0};
    assert_ok(lia_template_find(book, code, &id, &err), err);
    assert_int_not_equal(id, 0);
    return id;
}

int64_t salesperson_id(lia_book *book, const char *code)
{
    int64_t id = 0;
    lia_error err = {0};
    assert_ok(lia_salesperson_find(book, code, &id, &err), err);
    assert_int_not_equal(id, 0);
    return id;
}

int64_t make_salesperson(lia_book *book, const char *code, const char *account)
{
    int64_t id = 0;
    lia_error err = {0};
    assert_ok(
        lia_salesperson_save(
            book, &(lia_salesperson){.code = code, .name = code, .account = account}, &id, &err),
        err);
    return id;
}

int64_t log_one(lia_book *book, int64_t contact_id, const char *template, const char *description)
{
    int64_t no = 0;
    lia_error err = {0};
    lia_interaction it;
    assert_ok(lia_interaction_new(book, contact_id, template_id(book, template), &it, &err), err);
    it.description = description;
    assert_ok(lia_interaction_log(book, &it, &no, &err), err);
    lia_interaction_clear(&it);
    return no;
}

int64_t number_of(lia_book *book, const char *sql)
{
    int64_t n = 0;
    bool found = false;
    lia_error err = {0};
    assert_ok(db_query_int(book->db, sql, DB_NONE, &n, &found, &err), err);
    return found ? n : -1;
}

const char *last_line(lia_book *book)
{
    static char line[256];
    lia_op_list ops = {0};
    lia_error err = {0};
    assert_ok(lia_op_history(book, 0, false, 1, &ops, &err), err);
    assert_int_equal(ops.count, 1);
    snprintf(line, sizeof line, "%s", ops.items[0].line);
    lia_op_list_clear(&ops);
    return line;
}

const char *undo_last(lia_book *book)
{
    static char line[256];
    bool ask;
    lia_op_list ops = {0};
    lia_error err = {0};
    assert_ok(lia_undo_next(book, &ops, &ask, &err), err);
    assert_true(ops.count > 0);
    snprintf(line, sizeof line, "%s", ops.items[0].line);
    assert_ok(lia_undo(book, ops.items[0].op_id, false, NULL, NULL, &err), err);
    lia_op_list_clear(&ops);
    return line;
}

static void say(void *ctx, const char *line)
{
    (void)ctx;
    print_error("check: %s\n", line);
}

void assert_sound(lia_book *book)
{
    int findings = -1;
    lia_error err = {0};
    assert_ok(lia_book_check(book, say, NULL, &findings, &err), err);
    assert_int_equal(findings, 0);
}
