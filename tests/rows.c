#include "rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "core/contact_order.h"
#include "core/core.h"
#include "core/op_tables.h"
#include "fixture.h"

/* What a fill is to write; which of the fields count depends on it. */
struct order {
    const char *name, *other;
    int64_t first, last, id;
    bool flag;
};

static int64_t run(lia_book *book, op_fill_fn *fill, struct order order)
{
    lia_error err = {0};
    int64_t op = 0;
    assert_ok(op_run(book, "test", fill, &order, NULL, &op, &err), err);
    return op;
}

int64_t rows_int(lia_book *book, const char *sql)
{
    lia_error err = {0};
    int64_t value = 0;
    assert_ok(db_query_int(book->db, sql, DB_NONE, &value, NULL, &err), err);
    return value;
}

char *rows_text(lia_book *book, const char *sql)
{
    lia_error err = {0};
    struct db_rows *rows;
    assert_ok(db_query(book->db, sql, DB_NONE, &rows, &err), err);
    char *text = mem_strdup(db_next(rows) ? db_text(rows, 0) : "");
    assert_ok(db_rows_close(rows, &err), err);
    return text;
}

int64_t rows_last(lia_book *book, const char *counter)
{
    lia_error err = {0};
    int64_t value = 0;
    assert_ok(db_query_int(book->db, "SELECT value FROM counter WHERE name = :name",
                           DB_PARAMS(db_t("name", counter)), &value, NULL, &err),
              err);
    return value;
}

/* --- groups, templates, salespeople --- */

static lia_status fill_group(struct op *op, void *ctx, lia_error *err)
{
    struct order *o = ctx;
    int64_t id;
    lia_status status = op_take(op, "group", 1, &id, err);
    db_add(op->batch,
           "INSERT INTO interaction_group (group_id, code, op_id, changed_op) VALUES (:id, :code, "
           ":op, :op)",
           DB_PARAMS(db_i("id", id), db_t("code", o->name), db_i("op", op->id)));
    op_inserted(op, OP_GROUP, id, id);
    op_say(op, 1, "Added group %s", o->name);
    return status;
}

int64_t rows_group(lia_book *book, const char *code)
{
    return run(book, fill_group, (struct order){.name = code});
}

lia_status rows_try_group(lia_book *book, const char *code, lia_error *err)
{
    return op_run(book, "test", fill_group, &(struct order){.name = code}, NULL, NULL, err);
}

static lia_status fill_group_rename(struct op *op, void *ctx, lia_error *err)
{
    (void)err;
    struct order *o = ctx;
    const struct db_param *params =
        DB_PARAMS(db_t("code", o->name), db_t("description", o->other), db_i("op", op->id));
    op_before_update(op, OP_GROUP, "code = :code", params);
    db_add(op->batch,
           "UPDATE interaction_group SET description = :description, changed_op = :op WHERE code = "
           ":code",
           params);
    op_say(op, 1, "Changed group %s", o->name);
    return LIA_OK;
}

int64_t rows_group_rename(lia_book *book, const char *code, const char *description)
{
    return run(book, fill_group_rename, (struct order){.name = code, .other = description});
}

static lia_status fill_group_delete(struct op *op, void *ctx, lia_error *err)
{
    (void)err;
    struct order *o = ctx;
    op_delete(op, OP_GROUP, "code = :code", DB_PARAMS(db_t("code", o->name)));
    op_say(op, 1, "Deleted group %s", o->name);
    return LIA_OK;
}

int64_t rows_group_delete(lia_book *book, const char *code)
{
    return run(book, fill_group_delete, (struct order){.name = code});
}

static lia_status fill_template(struct op *op, void *ctx, lia_error *err)
{
    struct order *o = ctx;
    int64_t id;
    lia_status status = op_take(op, "template", 1, &id, err);
    db_add(op->batch,
           "INSERT INTO interaction_template (template_id, code, group_id, op_id, changed_op)"
           " SELECT :id, :code, group_id, :op, :op FROM interaction_group WHERE code = :group",
           DB_PARAMS(db_i("id", id), db_t("code", o->name), db_t("group", o->other),
                     db_i("op", op->id)));
    op_inserted(op, OP_TEMPLATE, id, id);
    op_say(op, 1, "Added template %s", o->name);
    return status;
}

int64_t rows_template(lia_book *book, const char *code, const char *group)
{
    return run(book, fill_template, (struct order){.name = code, .other = group});
}

static lia_status fill_salesperson(struct op *op, void *ctx, lia_error *err)
{
    struct order *o = ctx;
    int64_t id;
    lia_status status = op_take(op, "salesperson", 1, &id, err);
    db_add(op->batch,
           "INSERT INTO salesperson (salesperson_id, code, op_id, changed_op) VALUES (:id, :code, "
           ":op, :op)",
           DB_PARAMS(db_i("id", id), db_t("code", o->name), db_i("op", op->id)));
    op_inserted(op, OP_SALESPERSON, id, id);
    op_say(op, 1, "Added salesperson %s", o->name);
    return status;
}

int64_t rows_salesperson(lia_book *book, const char *code)
{
    return run(book, fill_salesperson, (struct order){.name = code});
}

/* --- contacts --- */

struct contacts {
    struct op *op;
    struct contact_place *places;
    const char **names;
    int64_t id, company;
    size_t n, at;
    int type;
};

static bool next_contact(void *ctx, struct db_param *params)
{
    struct contacts *c = ctx;
    if (c->at == c->n)
        return false;
    params[0].i = c->id + (int64_t)c->at;
    params[1].s = c->places[c->at].no;
    params[2].s = c->names[c->at];
    params[3].s = c->places[c->at].name_fold;
    params[4].i = c->places[c->at++].key;
    return true;
}

static lia_status fill_contacts(struct op *op, void *ctx, lia_error *err)
{
    struct order *o = ctx;
    struct contacts *c = arena_alloc(&op->arena, sizeof *c);
    *c = (struct contacts){
        .op = op, .n = (size_t)o->last, .company = o->id, .type = o->flag ? 1 : 2};
    c->places = arena_alloc(&op->arena, c->n * sizeof *c->places);
    c->names = arena_alloc(&op->arena, c->n * sizeof *c->names);
    lia_status status = op_take(op, "contact", o->last, &c->id, err);
    for (size_t i = 0; i < c->n && status == LIA_OK; i++) {
        c->names[i] = o->flag ? o->name : arena_printf(&op->arena, "%s %06zu", o->name, i + 1);
        c->places[i].name_fold = utf8_fold(&op->arena, c->names[i]);
        c->places[i].no = arena_printf(&op->arena, "T%06lld", (long long)c->id + (long long)i);
    }
    if (status == LIA_OK)
        status = contact_order_place(op, c->places, c->n, err);
    struct db_param *params = arena_alloc(&op->arena, 9 * sizeof *params);
    memcpy(params,
           DB_PARAMS(db_i("id", 0), db_t("no", ""), db_t("name", ""), db_t("fold", ""),
                     db_i("key", 0), db_i("type", c->type), db_ref("company", o->id),
                     db_i("op", op->id)),
           9 * sizeof *params);
    db_each(op->batch,
            "INSERT INTO contact (contact_id, no, type, name, name_fold, sort_key, company_id, "
            "op_id, changed_op)"
            " VALUES (:id, :no, :type, :name, :fold, :key, :company, :op, :op)",
            params, next_contact, c);
    op_inserted(op, OP_CONTACT, c->id, c->id + (int64_t)c->n - 1);
    op_say(op, o->last, "Added %s", o->name);
    return status;
}

int64_t rows_contacts(lia_book *book, const char *name, int n, int64_t company_id)
{
    return run(book, fill_contacts, (struct order){.name = name, .last = n, .id = company_id});
}

int64_t rows_company(lia_book *book, const char *name)
{
    return run(book, fill_contacts, (struct order){.name = name, .last = 1, .flag = true});
}

static lia_status fill_contact_rename(struct op *op, void *ctx, lia_error *err)
{
    struct order *o = ctx;
    struct db_rows *rows;
    lia_status status = db_query(op->db, "SELECT no FROM contact WHERE contact_id = :id",
                                 DB_PARAMS(db_i("id", o->id)), &rows, err);
    if (status)
        return status;
    const char *no = db_next(rows) ? arena_strdup(&op->arena, db_text(rows, 0)) : "";
    status = db_rows_close(rows, err);
    const char *fold = utf8_fold(&op->arena, o->name);
    int64_t key = 0;
    if (status == LIA_OK)
        status = contact_sort_key_for(op, fold, no, &key, err);
    const struct db_param *params =
        DB_PARAMS(db_i("id", o->id), db_t("name", o->name), db_t("fold", fold), db_i("key", key),
                  db_i("op", op->id));
    op_before_update(op, OP_CONTACT, "contact_id = :id", params);
    db_add(op->batch,
           "UPDATE contact SET name = :name, name_fold = :fold, sort_key = :key, changed_op = :op"
           " WHERE contact_id = :id",
           params);
    op_say(op, 1, "Renamed to %s", o->name);
    return status;
}

int64_t rows_contact_rename(lia_book *book, int64_t contact_id, const char *name)
{
    return run(book, fill_contact_rename, (struct order){.id = contact_id, .name = name});
}

static lia_status fill_contact_channel(struct op *op, void *ctx, lia_error *err)
{
    struct order *o = ctx;
    int64_t id;
    lia_status status = op_take(op, "channel", 1, &id, err);
    const struct db_param *params = DB_PARAMS(db_i("channel", id), db_i("id", o->id),
                                              db_t("value", o->name), db_i("op", op->id));
    op->names_stay = true;
    op_before_update(op, OP_CONTACT, "contact_id = :id", params);
    db_add(op->batch, "UPDATE contact SET changed_op = :op WHERE contact_id = :id", params);
    db_add(op->batch,
           "INSERT INTO contact_channel (channel_id, contact_id, kind, value, op_id, changed_op)"
           " VALUES (:channel, :id, 1, :value, :op, :op)",
           params);
    op_inserted(op, OP_CHANNEL, id, id);
    op_say(op, 1, "Added %s", o->name);
    return status;
}

int64_t rows_contact_channel(lia_book *book, int64_t contact_id, const char *value)
{
    return run(book, fill_contact_channel, (struct order){.id = contact_id, .name = value});
}

static lia_status fill_contacts_delete(struct op *op, void *ctx, lia_error *err)
{
    (void)err;
    struct order *o = ctx;
    const struct db_param *params = DB_PARAMS(db_i("first", o->first), db_i("last", o->last));
    op_delete(op, OP_CHANNEL, "contact_id BETWEEN :first AND :last", params);
    op_delete(op, OP_CONTACT, "contact_id BETWEEN :first AND :last", params);
    op_say(op, o->last - o->first + 1, "Deleted contacts");
    return LIA_OK;
}

int64_t rows_contacts_delete(lia_book *book, int64_t first, int64_t last)
{
    return run(book, fill_contacts_delete, (struct order){.first = first, .last = last});
}

/* --- entries --- */

static lia_status add_text(struct op *op, lia_error *err)
{
    int64_t text, there = 0;
    lia_status status =
        db_query_int(op->db, "SELECT count(*) FROM text", DB_NONE, &there, NULL, err);
    if (status || there)
        return status;
    status = op_take(op, "text", 1, &text, err);
    db_add(op->batch, "INSERT INTO text (text_id, description) VALUES (:id, 'Outgoing call')",
           DB_PARAMS(db_i("id", text)));
    op_texts_inserted(op, text, text);
    return status;
}

#define ENTRY_COLUMNS                                                                              \
    "INSERT INTO entry (entry_no, contact_id, company_id, wall, has_time, zone, text_id, "         \
    "template_id, group_id,"                                                                       \
    " flow, initiated_by, correspondence, cost, minutes, origin, segment_id, logged_id, op_id, "   \
    "changed_op)"

static lia_status fill_entries(struct op *op, void *ctx, lia_error *err)
{
    struct order *o = ctx;
    int64_t first, n = o->last - o->first + 1;
    lia_status status = add_text(op, err);
    if (status == LIA_OK)
        status = op_take(op, "entry", n, &first, err);
    db_add(op->batch,
           ENTRY_COLUMNS
           " SELECT :no + contact_id - :first, contact_id, company_id, :wall, 1, 0, 1, 1, 1, 1, 1, "
           "3, 2,"
           " 15, 1, NULL, NULL, :op, :op FROM contact WHERE contact_id BETWEEN :first AND :last"
           " ORDER BY contact_id",
           DB_PARAMS(db_i("no", first), db_i("first", o->first), db_i("last", o->last),
                     db_i("wall", lia_book_wall(op->book)), db_i("op", op->id)));
    op_inserted(op, OP_ENTRY, first, first + n - 1);
    op_say(op, n, "Logged calls");
    return status;
}

int64_t rows_entries(lia_book *book, int64_t first_contact, int64_t last_contact)
{
    return run(book, fill_entries, (struct order){.first = first_contact, .last = last_contact});
}

static lia_status fill_comment(struct op *op, void *ctx, lia_error *err)
{
    struct order *o = ctx;
    int64_t id;
    lia_status status = op_take(op, "comment", 1, &id, err);
    db_add(
        op->batch,
        "INSERT INTO entry_comment (comment_id, entry_no, written_on, content, op_id, changed_op)"
        " VALUES (:id, :entry, :today, :content, :op, :op)",
        DB_PARAMS(db_i("id", id), db_i("entry", o->id), db_i("today", lia_book_today(op->book)),
                  db_t("content", o->name), db_i("op", op->id)));
    op_inserted(op, OP_COMMENT, id, id);
    op_say(op, 1, "Commented");
    return status;
}

int64_t rows_comment(lia_book *book, int64_t entry_no, const char *content)
{
    return run(book, fill_comment, (struct order){.id = entry_no, .name = content});
}

static lia_status fill_cancel(struct op *op, void *ctx, lia_error *err)
{
    (void)err;
    struct order *o = ctx;
    op_cancel_entries(op, o->flag, "entry_no BETWEEN :first AND :last",
                      DB_PARAMS(db_i("first", o->first), db_i("last", o->last)));
    op_say(op, o->last - o->first + 1, o->flag ? "Canceled" : "Un-canceled");
    return LIA_OK;
}

int64_t rows_cancel(lia_book *book, bool cancel, int64_t first_entry, int64_t last_entry)
{
    return run(book, fill_cancel,
               (struct order){.first = first_entry, .last = last_entry, .flag = cancel});
}

static lia_status fill_evaluate(struct op *op, void *ctx, lia_error *err)
{
    (void)err;
    struct order *o = ctx;
    const struct db_param *params = DB_PARAMS(db_i("first", o->first), db_i("last", o->last),
                                              db_i("value", o->id), db_i("op", op->id));
    op_before_update(op, OP_ENTRY, "entry_no BETWEEN :first AND :last", params);
    db_add(op->batch,
           "UPDATE entry SET evaluation = :value, changed_op = :op WHERE entry_no BETWEEN :first "
           "AND :last",
           params);
    op_say(op, o->last - o->first + 1, "Evaluated");
    return LIA_OK;
}

int64_t rows_evaluate(lia_book *book, int64_t first_entry, int64_t last_entry, int evaluation)
{
    return run(book, fill_evaluate,
               (struct order){.first = first_entry, .last = last_entry, .id = evaluation});
}

static lia_status fill_entries_delete(struct op *op, void *ctx, lia_error *err)
{
    (void)err;
    struct order *o = ctx;
    const struct db_param *params = DB_PARAMS(db_i("first", o->first), db_i("last", o->last));
    op_delete(
        op, OP_COMMENT,
        "entry_no IN (SELECT e.entry_no FROM entry AS e WHERE e.entry_no BETWEEN :first AND :last"
        " AND e.canceled_op IS NOT NULL)",
        params);
    op_delete(op, OP_ENTRY, "entry_no BETWEEN :first AND :last AND canceled_op IS NOT NULL",
              params);
    op_say(op, o->last - o->first + 1, "Deleted canceled");
    return LIA_OK;
}

int64_t rows_entries_delete(lia_book *book, int64_t first_entry, int64_t last_entry)
{
    return run(book, fill_entries_delete, (struct order){.first = first_entry, .last = last_entry});
}

/* --- segments --- */

static lia_status fill_segment(struct op *op, void *ctx, lia_error *err)
{
    struct order *o = ctx;
    int64_t id, n = o->last - o->first + 1;
    lia_status status = op_take(op, "segment", 1, &id, err);
    const struct db_param *params =
        DB_PARAMS(db_i("id", id), db_i("base", id << 31), db_i("first", o->first),
                  db_i("last", o->last), db_i("op", op->id));
    db_add(op->batch,
           "INSERT INTO segment (segment_id, no, description, template_id, group_id, op_id, "
           "changed_op)"
           " VALUES (:id, 'S' || :id, 'Autumn fair', 1, 1, :op, :op)",
           params);
    db_add(op->batch,
           "INSERT INTO segment_line (line_id, segment_id, contact_id, op_id, changed_op)"
           " SELECT :base + contact_id - :first + 1, :id, contact_id, :op, :op FROM contact"
           " WHERE contact_id BETWEEN :first AND :last ORDER BY contact_id",
           params);
    op_inserted(op, OP_SEGMENT, id, id);
    op_inserted(op, OP_LINE, (id << 31) + 1, (id << 31) + n);
    op_say(op, n, "Added segment S%lld", (long long)id);
    return status;
}

int64_t rows_segment(lia_book *book, int64_t first_contact, int64_t last_contact)
{
    return run(book, fill_segment, (struct order){.first = first_contact, .last = last_contact});
}

static lia_status fill_segment_log(struct op *op, void *ctx, lia_error *err)
{
    struct order *o = ctx;
    int64_t lines = 0, first = 0, logged = 0;
    lia_status status =
        db_query_int(op->db, "SELECT count(*) FROM segment_line WHERE segment_id = :id",
                     DB_PARAMS(db_i("id", o->id)), &lines, NULL, err);
    if (status == LIA_OK)
        status = add_text(op, err);
    if (status == LIA_OK)
        status = op_take(op, "entry", lines, &first, err);
    if (status == LIA_OK)
        status = op_take(op, "logged", 1, &logged, err);
    const struct db_param *params =
        DB_PARAMS(db_i("id", o->id), db_i("no", first), db_i("last", first + lines - 1),
                  db_i("logged", logged), db_i("n", lines), db_i("wall", lia_book_wall(op->book)),
                  db_i("op", op->id));
    op_before_update(op, OP_SEGMENT, "segment_id = :id", params);
    db_add(op->batch, "UPDATE segment SET status = 1, changed_op = :op WHERE segment_id = :id",
           params);
    db_add(op->batch,
           "INSERT INTO logged_segment (logged_id, segment_id, entries, first_entry, last_entry, "
           "op_id, changed_op)"
           " VALUES (:logged, :id, :n, :no, :last, :op, :op)",
           params);
    op_inserted(op, OP_LOGGED, logged, logged);
    db_add(
        op->batch,
        ENTRY_COLUMNS
        " SELECT :no + row_number() OVER (ORDER BY line_id) - 1, l.contact_id, c.company_id, :wall,"
        " 1, 0, 1, 1, 1, 1, 1, 3, 2, 15, 2, :id, :logged, :op, :op FROM segment_line AS l"
        " JOIN contact AS c USING (contact_id) WHERE l.segment_id = :id ORDER BY l.line_id",
        params);
    op_inserted(op, OP_ENTRY, first, first + lines - 1);
    if (lines >= 2000)
        db_batch_large(op->batch);
    op_say(op, lines, "Logged segment S%lld", (long long)o->id);
    return status;
}

int64_t rows_segment_log(lia_book *book, int64_t segment_id)
{
    return run(book, fill_segment_log, (struct order){.id = segment_id});
}

/* --- looking --- */

static void dump_query(lia_book *book, struct str *out, const char *name, const char *sql)
{
    lia_error err = {0};
    struct db_rows *rows;
    assert_ok(db_query(book->db, sql, DB_NONE, &rows, &err), err);
    while (db_next(rows))
        str_add_f(out, "%s|%s\n", name, db_text(rows, 0));
    assert_ok(db_rows_close(rows, &err), err);
}

/* quote(a) || ',' || quote(b) ... of the columns, without those that only go up or are places. */
static void add_quoted(struct str *sql, const char *columns)
{
    for (const char *at = columns; *at;) {
        at += strspn(at, ", ");
        size_t len = strcspn(at, ", ");
        bool skip = (len == 8 && strncmp(at, "sort_key", len) == 0) ||
                    (len == 4 && strncmp(at, "last", len) == 0) ||
                    (len == 9 && strncmp(at, "last_line", len) == 0);
        if (!skip && len)
            str_add_f(sql, "%squote(%.*s)", sql->len > 7 ? " || ',' || " : "", (int)len, at);
        at += len;
    }
}

struct str rows_dump(lia_book *book)
{
    struct str out = {0}, sql = {0};
    for (enum op_table t = 0; t < OP_TABLES; t++) {
        str_truncate(&sql, 0);
        str_add(&sql, "SELECT ");
        add_quoted(&sql, op_tables[t].columns);
        str_add_f(&sql, " FROM %s ORDER BY %s", op_tables[t].name, op_tables[t].key);
        dump_query(book, &out, op_tables[t].name, str_text(&sql));
    }
    str_clear(&sql);
    dump_query(book, &out, "order", "SELECT no FROM contact ORDER BY sort_key");
    dump_query(
        book, &out, "total",
        "SELECT template_id || ',' || group_id || ',' || entries || ',' || cost || ',' || minutes"
        " FROM entry_total WHERE entries <> 0 ORDER BY 1");
    dump_query(book, &out, "counter",
               "SELECT name || ',' || value FROM counter WHERE name IN ('contacts', "
               "'contacts_archived', 'entries',"
               " 'entries_canceled', 'postponed', 'segments', 'logged_segments') ORDER BY name");
    return out;
}

static void print_finding(void *ctx, const char *line)
{
    (void)ctx;
    print_error("%s\n", line);
}

void rows_check(lia_book *book)
{
    lia_error err = {0};
    int findings = 0;
    assert_ok(lia_book_check(book, print_finding, NULL, &findings, &err), err);
    assert_int_equal(findings, 0);
}
