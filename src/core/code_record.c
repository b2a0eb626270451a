#include "core/code_record.h"

#include "base/i18n.h"
#include "core/core.h"

lia_status code_find(lia_book *book, const struct code_kind *kind, const char *code, int64_t *id,
                     lia_error *err)
{
    char normal[LIA_CODE_MAX];
    if (lia_code_normal(code, "code", normal, NULL) != LIA_OK) {
        *id = 0;
        return LIA_OK;
    }
    struct arena a = {0};
    const char *sql =
        arena_printf(&a, "SELECT %s FROM %s WHERE code = :code", kind->key, kind->name);
    lia_status status = db_query_int(book->db, sql, DB_PARAMS(db_t("code", normal)), id, NULL, err);
    arena_clear(&a);
    return status;
}

lia_status code_check_free(struct op *op, const struct code_kind *kind, const char *code,
                           int64_t id, lia_error *err)
{
    int64_t other = 0;
    const char *sql =
        arena_printf(&op->arena, "SELECT %s FROM %s WHERE code = :code", kind->key, kind->name);
    lia_status status = db_query_int(op->db, sql, DB_PARAMS(db_t("code", code)), &other, NULL, err);
    if (status == LIA_OK && other && other != id)
        return lia_fail(err, LIA_EXISTS, "code", _("The code %s is there already: type another"),
                        code);
    return status;
}

struct change {
    const struct code_kind *kind;
    int64_t id;
    bool blocked;
};

static lia_status read_code(struct op *op, const struct change *change, const char **code,
                            bool *blocked, lia_error *err)
{
    const struct code_kind *kind = change->kind;
    struct db_rows *rows;
    const char *sql = arena_printf(&op->arena, "SELECT code, blocked FROM %s WHERE %s = :id",
                                   kind->name, kind->key);
    lia_status status = db_query(op->db, sql, DB_PARAMS(db_i("id", change->id)), &rows, err);
    if (status)
        return status;
    bool found = db_next(rows);
    if (found) {
        *code = arena_strdup(&op->arena, db_text(rows, 0));
        *blocked = db_int(rows, 1) != 0;
    }
    status = db_rows_close(rows, err);
    if (status == LIA_OK && !found)
        return lia_fail(err, LIA_NOT_FOUND, "", "%s", _(kind->gone));
    return status;
}

static lia_status fill_block(struct op *op, void *ctx, lia_error *err)
{
    const struct change *change = ctx;
    const struct code_kind *kind = change->kind;
    const char *code;
    bool blocked;
    lia_status status = read_code(op, change, &code, &blocked, err);
    if (status)
        return status;
    op->nothing = blocked == change->blocked;
    if (op->nothing)
        return LIA_OK;
    const struct db_param *params =
        DB_PARAMS(db_i("id", change->id), db_i("blocked", change->blocked), db_i("op", op->id));
    op_before_update(op, kind->table, arena_printf(&op->arena, "%s = :id", kind->key), params);
    db_add(op->batch,
           arena_printf(&op->arena,
                        "UPDATE %s SET blocked = :blocked, changed_op = :op WHERE %s = :id",
                        kind->name, kind->key),
           params);
    op_say(op, 1, "%s %s", _(change->blocked ? kind->blocked : kind->unblocked), code);
    return LIA_OK;
}

lia_status code_block(lia_book *book, const struct code_kind *kind, int64_t id, bool blocked,
                      lia_error *err)
{
    struct change change = {kind, id, blocked};
    return op_run(book, blocked ? kind->block : kind->unblock, fill_block, &change, NULL, NULL,
                  err);
}

static lia_status refuse_used(struct op *op, const struct change *change, lia_error *err)
{
    for (const char *const *use = change->kind->uses; *use; use++) {
        bool used = false;
        int64_t row;
        lia_status status =
            db_query_int(op->db, *use, DB_PARAMS(db_i("id", change->id)), &row, &used, err);
        if (status)
            return status;
        if (used)
            return lia_fail(err, LIA_IN_USE, "", "%s", _(change->kind->in_use));
    }
    return LIA_OK;
}

static lia_status fill_delete(struct op *op, void *ctx, lia_error *err)
{
    const struct change *change = ctx;
    const char *code;
    bool blocked;
    lia_status status = read_code(op, change, &code, &blocked, err);
    if (status == LIA_OK)
        status = refuse_used(op, change, err);
    if (status)
        return status;
    op_delete(op, change->kind->table, arena_printf(&op->arena, "%s = :id", change->kind->key),
              DB_PARAMS(db_i("id", change->id)));
    op_say(op, 1, "%s %s", _(change->kind->removed), code);
    return LIA_OK;
}

lia_status code_delete(lia_book *book, const struct code_kind *kind, int64_t id, lia_error *err)
{
    struct change change = {kind, id, false};
    return op_run(book, kind->remove, fill_delete, &change, NULL, NULL, err);
}
