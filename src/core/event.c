/* Interaction Template Setup: which template an event is recorded with (domain.md 9). */
#include "core/event.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/contact_tidy.h"
#include "core/core.h"
#include "core/result.h"
#include "liaise/record.h"

enum { CODE_LONGEST = 40 };

void lia_event_list_clear(lia_event_list *list)
{
    result_free(list->arena);
    *list = (lia_event_list){0};
}

/* What liaise calls it; NULL: it is not one of those that liaise brings. */
static const char *known_name(const char *code)
{
    for (const struct event_known *e = event_known; e->code; e++)
        if (strcmp(e->code, code) == 0)
            return _(e->description);
    return NULL;
}

/* --- reading --- */

#define SELECT_EVENT                                                                               \
    "SELECT v.event_id, v.changed_op, v.code, v.description, v.own, v.template_id, t.code,"        \
    " t.blocked FROM event AS v LEFT JOIN interaction_template AS t USING (template_id)"

static lia_event read_row(struct db_rows *rows, struct arena *a)
{
    lia_event e = {.id = db_int(rows, 0), .version = db_int(rows, 1)};
    e.code = arena_strdup(a, db_text(rows, 2));
    e.own = db_int(rows, 4) != 0;
    const char *known = e.own ? NULL : known_name(e.code);
    e.description = arena_strdup(a, known ? known : db_text(rows, 3));
    e.template_id = db_int(rows, 5);
    e.template_code = arena_strdup(a, db_text(rows, 6));
    e.template_blocked = db_int(rows, 7) != 0;
    return e;
}

static lia_status read_list(struct db *db, const char *sql, const struct db_param *params,
                            lia_event_list *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(db, sql, params, &rows, err);
    if (status)
        return status;
    lia_event_list list = {.arena = result_new()};
    struct vec items = VEC_OF(lia_event);
    while (db_next(rows))
        *(lia_event *)vec_push(&items) = read_row(rows, list.arena);
    status = db_rows_close(rows, err);
    list.count = items.count;
    list.items = vec_move(&items, list.arena);
    if (status)
        lia_event_list_clear(&list);
    else
        *out = list;
    return status;
}

lia_status lia_event_list_all(lia_book *book, lia_event_list *out, lia_error *err)
{
    return read_list(book->db, SELECT_EVENT " ORDER BY v.own, iif(v.own, v.code, ''), v.event_id",
                     DB_NONE, out, err);
}

static lia_status gone(lia_error *err)
{
    return lia_fail(err, LIA_NOT_FOUND, "", _("This event is not in the book any more"));
}

lia_status lia_event_get(lia_book *book, int64_t id, lia_event_list *out, lia_error *err)
{
    lia_event_list list;
    lia_status status = read_list(book->db, SELECT_EVENT " WHERE v.event_id = :id",
                                  DB_PARAMS(db_i("id", id)), &list, err);
    if (status)
        return status;
    if (list.count == 0) {
        lia_event_list_clear(&list);
        return gone(err);
    }
    *out = list;
    return LIA_OK;
}

/* --- finding --- */

/* The words of it joined by '-', in lower case: "Sales invoice" is sales-invoice. */
static char *normal(struct arena *a, const char *name)
{
    char *code = utf8_lower(a, contact_line(a, name, NULL));
    for (char *c = code; *c; c++)
        if (*c == ' ' || *c == '_')
            *c = '-';
    return code;
}

/* What people try, and what it is when it goes out and when it comes in. */
static const struct {
    const char *name, *out, *in;
} other_names[] = {
    {"call", "call-out", "call-in"},
    {"phone", "call-out", "call-in"},
    {"phone-call", "call-out", "call-in"},
    {"email", "email-out", "email-in"},
    {"e-mail", "email-out", "email-in"},
    {"mail", "email-out", "email-in"},
    {"quote", "sales-quote", "purchase-quote"},
    {"order", "sales-order", "purchase-order"},
    {"invoice", "sales-invoice", "purchase-invoice"},
    {"credit-memo", "sales-credit-memo", "sales-credit-memo"},
    {"shipment", "sales-shipment", "sales-shipment"},
    {"reminder", "sales-reminder", "sales-reminder"},
    {"statement", "sales-statement", "sales-statement"},
    {"receipt", "purchase-receipt", "purchase-receipt"},
};

static lia_status find_code(struct db *db, const char *code, int64_t *id, lia_error *err)
{
    return db_query_int(db, "SELECT event_id FROM event WHERE code = :code",
                        DB_PARAMS(db_t("code", code)), id, NULL, err);
}

lia_status lia_event_find(lia_book *book, const char *name, bool inbound, int64_t *id,
                          lia_error *err)
{
    struct arena a = {0};
    const char *code = normal(&a, name);
    int64_t found = 0;
    lia_status status = find_code(book->db, code, &found, err);
    for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++)
        if (status == LIA_OK && !found && strcmp(code, other_names[i].name) == 0)
            status =
                find_code(book->db, inbound ? other_names[i].in : other_names[i].out, &found, err);
    arena_clear(&a);
    if (status == LIA_OK)
        *id = found;
    return status;
}

/* --- saving --- */

struct save {
    lia_event e; /* tidied */
    int64_t id;
};

static lia_status check_code(const char *code, lia_error *err)
{
    size_t len = strlen(code);
    if (len == 0)
        return lia_fail(err, LIA_INVALID, "code",
                        _("The code is blank: type one such as fair-visit"));
    if (len > CODE_LONGEST || strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-") != len ||
        code[0] == '-')
        return lia_fail(err, LIA_INVALID, "code",
                        _("A code is up to 40 lower case letters, digits and -: fair-visit"));
    return LIA_OK;
}

static lia_status check_template(struct op *op, const lia_event *e, int64_t was, lia_error *err)
{
    int64_t blocked = 0;
    bool found = false;
    if (!e->template_id || e->template_id == was)
        return LIA_OK;
    lia_status status =
        db_query_int(op->db, "SELECT blocked FROM interaction_template WHERE template_id = :id",
                     DB_PARAMS(db_i("id", e->template_id)), &blocked, &found, err);
    if (status)
        return status;
    if (!found)
        return lia_fail(err, LIA_INVALID, "template",
                        _("This interaction template is not in the book: choose another"));
    if (blocked)
        return lia_fail(err, LIA_IN_USE, "template",
                        _("This interaction template is blocked: choose another, or unblock it"));
    return LIA_OK;
}

static lia_status check_free(struct op *op, const lia_event *e, lia_error *err)
{
    int64_t other = 0;
    lia_status status = find_code(op->db, e->code, &other, err);
    if (status == LIA_OK && other && other != e->id)
        return lia_fail(err, LIA_EXISTS, "code", _("The event %s is there already: type another"),
                        e->code);
    return status;
}

static lia_status fill_add(struct op *op, struct save *save, lia_error *err)
{
    const lia_event *e = &save->e;
    lia_status status = check_code(e->code, err);
    if (status == LIA_OK)
        status = check_free(op, e, err);
    if (status == LIA_OK)
        status = check_template(op, e, 0, err);
    if (status == LIA_OK)
        status = op_take(op, "event", 1, &save->id, err);
    if (status)
        return status;
    op_inserted(op, OP_EVENT, save->id, save->id);
    db_add(op->batch,
           "INSERT INTO event (event_id, code, description, template_id, own, op_id, changed_op)"
           " VALUES (:id, :code, :description, :template, 1, :op, :op)",
           DB_PARAMS(db_i("id", save->id), db_t("code", e->code),
                     db_t("description", e->description), db_ref("template", e->template_id),
                     db_i("op", op->id)));
    op_say(op, 1, _("Added event %s"), e->code);
    return LIA_OK;
}

/* Of those that liaise brings only the template is the user's. */
static lia_status check_change(struct op *op, lia_event *e, const lia_event *was, lia_error *err)
{
    if (!was->own && strcmp(e->code, was->code) != 0)
        return lia_fail(err, LIA_INVALID, "code",
                        _("This event keeps its code: add one of your own instead"));
    if (!was->own && *e->description && strcmp(e->description, was->description) != 0)
        return lia_fail(err, LIA_INVALID, "description",
                        _("This event keeps its description: add one of your own instead"));
    lia_status status = was->own ? check_code(e->code, err) : LIA_OK;
    if (status == LIA_OK)
        status = check_free(op, e, err);
    return status ? status : check_template(op, e, was->template_id, err);
}

static void say_change(struct op *op, const lia_event *e, const lia_event *was)
{
    if (e->template_id == was->template_id)
        op_say(op, 1, _("Changed event %s"), e->code);
    else if (e->template_id)
        op_say(op, 1, _("Mapped event %s to a template"), e->code);
    else
        op_say(op, 1, _("Took the template of event %s away"), e->code);
}

static void update(struct op *op, const lia_event *e, const lia_event *was)
{
    const struct db_param *params =
        DB_PARAMS(db_i("id", e->id), db_t("code", e->code),
                  db_t("description", was->own ? e->description : ""),
                  db_ref("template", e->template_id), db_i("op", op->id));
    op_guard_version(op, OP_EVENT, e->id, e->version);
    op_before_update(op, OP_EVENT, "event_id = :id", params);
    db_add(op->batch,
           "UPDATE event SET code = :code, description = :description, template_id = :template,"
           " changed_op = :op WHERE event_id = :id",
           params);
    say_change(op, e, was);
}

static lia_status fill_change(struct op *op, struct save *save, lia_error *err)
{
    lia_event *e = &save->e;
    lia_event_list list;
    lia_status status = lia_event_get(op->book, e->id, &list, err);
    if (status)
        return status;
    const lia_event *was = &list.items[0];
    op->nothing = e->version == was->version && e->template_id == was->template_id &&
                  (!was->own || strcmp(e->description, was->description) == 0) &&
                  strcmp(e->code, was->code) == 0;
    status = check_change(op, e, was, err);
    if (status == LIA_OK && !op->nothing)
        update(op, e, was);
    lia_event_list_clear(&list);
    return status;
}

static lia_status fill_save(struct op *op, void *ctx, lia_error *err)
{
    struct save *save = ctx;
    return save->e.id ? fill_change(op, save, err) : fill_add(op, save, err);
}

lia_status lia_event_save(lia_book *book, const lia_event *event, int64_t *id, lia_error *err)
{
    struct arena a = {0};
    struct save save = {.e = *event, .id = event->id};
    save.e.code = normal(&a, event->code);
    save.e.description = contact_line(&a, event->description, NULL);
    lia_status status =
        op_run(book, event->id ? "event-edit" : "event-add", fill_save, &save, NULL, NULL, err);
    if (status == LIA_OK && id)
        *id = save.id;
    arena_clear(&a);
    return status;
}

/* --- deleting --- */

static lia_status fill_delete(struct op *op, void *ctx, lia_error *err)
{
    lia_event_list list;
    lia_status status = lia_event_get(op->book, *(const int64_t *)ctx, &list, err);
    if (status)
        return status;
    const lia_event *e = &list.items[0];
    if (e->own) {
        op_delete(op, OP_EVENT, "event_id = :id", DB_PARAMS(db_i("id", e->id)));
        op_say(op, 1, _("Deleted event %s"), e->code);
    } else {
        status = lia_fail(err, LIA_IN_USE, "",
                          _("%s belongs to liaise: blank its template instead"), e->code);
    }
    lia_event_list_clear(&list);
    return status;
}

lia_status lia_event_delete(lia_book *book, int64_t id, lia_error *err)
{
    return op_run(book, "event-delete", fill_delete, &id, NULL, NULL, err);
}
