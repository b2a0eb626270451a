#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"
#include "core/code.h"
#include "core/code_record.h"
#include "core/contact_tidy.h"
#include "core/core.h"
#include "core/result.h"
#include "liaise/template.h"

static const struct code_kind kind = {
    .table = OP_GROUP,
    .name = "interaction_group",
    .key = "group_id",
    .block = "group-block",
    .unblock = "group-unblock",
    .remove = "group-delete",
    .blocked = N_("Blocked interaction group"),
    .unblocked = N_("Unblocked interaction group"),
    .removed = N_("Deleted interaction group"),
    .gone = N_("This interaction group is not in the book any more"),
    .in_use = N_("This group is in use: block it, then new templates are not offered it"),
    .uses =
        {
            "SELECT 1 FROM interaction_template WHERE group_id = :id LIMIT 1",
            "SELECT 1 FROM entry_total WHERE group_id = :id AND entries > 0 LIMIT 1",
            "SELECT 1 FROM segment WHERE group_id = :id LIMIT 1",
            "SELECT 1 FROM segment_line WHERE group_id = :id LIMIT 1",
            "SELECT 1 FROM entry WHERE group_id = :id LIMIT 1",
        },
};

void lia_group_list_clear(lia_group_list *list)
{
    result_free(list->arena);
    *list = (lia_group_list){0};
}

/* Totals use the group stored on the entry (domain.md 8). */
#define SELECT_GROUP                                                                               \
    "SELECT g.group_id, g.changed_op, g.code, g.description, g.blocked,"                           \
    " coalesce(sum(t.entries), 0), coalesce(sum(t.cost), 0), coalesce(sum(t.minutes), 0)"          \
    " FROM interaction_group AS g LEFT JOIN entry_total AS t ON t.group_id = g.group_id"

static lia_group read_row(struct db_rows *rows, struct arena *a)
{
    lia_group g = {.id = db_int(rows, 0), .version = db_int(rows, 1)};
    g.code = arena_strdup(a, db_text(rows, 2));
    g.description = arena_strdup(a, db_text(rows, 3));
    g.blocked = db_int(rows, 4) != 0;
    g.totals = (lia_totals){db_int(rows, 5), db_int(rows, 6), db_int(rows, 7)};
    return g;
}

static lia_status read_list(lia_book *book, const char *sql, const struct db_param *params,
                            const char *match, lia_group_list *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(book->db, sql, params, &rows, err);
    if (status)
        return status;
    lia_group_list list = {.arena = result_new()};
    struct vec items = VEC_OF(lia_group);
    while (db_next(rows)) {
        lia_group g = read_row(rows, list.arena);
        if (code_match(match, (const char *const[]){g.code, g.description, NULL}))
            *(lia_group *)vec_push(&items) = g;
    }
    status = db_rows_close(rows, err);
    list.count = items.count;
    list.items = vec_move(&items, list.arena);
    if (status)
        lia_group_list_clear(&list);
    else
        *out = list;
    return status;
}

lia_status lia_group_list_all(lia_book *book, bool with_blocked, const char *match,
                              lia_group_list *out, lia_error *err)
{
    return read_list(
        book, SELECT_GROUP " WHERE g.blocked <= :blocked GROUP BY g.group_id ORDER BY g.code",
        DB_PARAMS(db_i("blocked", with_blocked)), match, out, err);
}

lia_status lia_group_get(lia_book *book, int64_t id, lia_group_list *out, lia_error *err)
{
    lia_group_list list;
    lia_status status = read_list(book, SELECT_GROUP " WHERE g.group_id = :id GROUP BY g.group_id",
                                  DB_PARAMS(db_i("id", id)), "", &list, err);
    if (status)
        return status;
    if (list.count == 0) {
        lia_group_list_clear(&list);
        return lia_fail(err, LIA_NOT_FOUND, "", "%s", _(kind.gone));
    }
    *out = list;
    return LIA_OK;
}

lia_status lia_group_find(lia_book *book, const char *code, int64_t *id, lia_error *err)
{
    return code_find(book, &kind, code, id, err);
}

/* --- saving --- */

struct save {
    lia_group g; /* tidied */
    int64_t id;
};

static lia_status fill_add(struct op *op, struct save *save, lia_error *err)
{
    const lia_group *g = &save->g;
    lia_status status = op_take(op, "group", 1, &save->id, err);
    if (status)
        return status;
    op_inserted(op, OP_GROUP, save->id, save->id);
    db_add(op->batch,
           "INSERT INTO interaction_group"
           " (group_id, code, description, blocked, op_id, changed_op)"
           " VALUES (:id, :code, :description, :blocked, :op, :op)",
           DB_PARAMS(db_i("id", save->id), db_t("code", g->code),
                     db_t("description", g->description), db_i("blocked", g->blocked),
                     db_i("op", op->id)));
    op_say(op, 1, _("Added interaction group %s"), g->code);
    return LIA_OK;
}

static lia_status fill_change(struct op *op, struct save *save, lia_error *err)
{
    const lia_group *g = &save->g;
    lia_group_list was;
    lia_status status = lia_group_get(op->book, g->id, &was, err);
    if (status)
        return status;
    const lia_group *w = &was.items[0];
    op->nothing = g->version == w->version && g->blocked == w->blocked &&
                  strcmp(g->code, w->code) == 0 && strcmp(g->description, w->description) == 0;
    lia_group_list_clear(&was);
    if (op->nothing)
        return LIA_OK;
    op_guard_version(op, OP_GROUP, g->id, g->version);
    const struct db_param *params =
        DB_PARAMS(db_i("id", g->id), db_t("code", g->code), db_t("description", g->description),
                  db_i("blocked", g->blocked), db_i("op", op->id));
    op_before_update(op, OP_GROUP, "group_id = :id", params);
    db_add(op->batch,
           "UPDATE interaction_group SET code = :code, description = :description,"
           " blocked = :blocked, changed_op = :op WHERE group_id = :id",
           params);
    op_say(op, 1, _("Changed interaction group %s"), g->code);
    return LIA_OK;
}

static lia_status fill_save(struct op *op, void *ctx, lia_error *err)
{
    struct save *save = ctx;
    lia_status status = code_check_free(op, &kind, save->g.code, save->g.id, err);
    if (status)
        return status;
    return save->g.id ? fill_change(op, save, err) : fill_add(op, save, err);
}

lia_status lia_group_save(lia_book *book, const lia_group *g, int64_t *id, lia_error *err)
{
    struct arena a = {0};
    char code[LIA_CODE_MAX];
    struct save save = {.g = *g, .id = g->id};
    lia_status status = lia_code_normal(contact_line(&a, g->code, NULL), "code", code, err);
    save.g.code = code;
    save.g.description = contact_line(&a, g->description, NULL);
    if (status == LIA_OK)
        status =
            op_run(book, g->id ? "group-edit" : "group-add", fill_save, &save, NULL, NULL, err);
    if (status == LIA_OK && id)
        *id = save.id;
    arena_clear(&a);
    return status;
}

lia_status lia_group_block(lia_book *book, int64_t id, bool blocked, lia_error *err)
{
    return code_block(book, &kind, id, blocked, err);
}

lia_status lia_group_delete(lia_book *book, int64_t id, lia_error *err)
{
    return code_delete(book, &kind, id, err);
}
