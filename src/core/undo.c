#include "core/undo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "core/core.h"
#include "core/history.h"

/* --- reading an operation --- */

static lia_status read_op(struct db *db, int64_t id, struct undo_op *u, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(db,
                                 "SELECT kind, coalesce(undone_by, 0), purged, line, user, "
                                 "records, coalesce(of_op, 0) FROM op WHERE op_id = :id",
                                 DB_PARAMS(db_i("id", id)), &rows, err);
    if (status)
        return status;
    bool found = db_next(rows);
    if (found) {
        u->kind = (lia_op_kind)db_int(rows, 0);
        u->undone_by = db_int(rows, 1);
        u->purged = db_int(rows, 2) != 0;
        snprintf(u->line, sizeof u->line, "%s", db_text(rows, 3));
        snprintf(u->user, sizeof u->user, "%s", db_text(rows, 4));
        u->records = db_int(rows, 5);
        u->of_op = db_int(rows, 6);
    }
    status = db_rows_close(rows, err);
    if (status == LIA_OK && !found)
        status = lia_fail(err, LIA_NOT_FOUND, "", _("There is no such operation; look in History"));
    return status;
}

static void add_touch(struct undo_op *u, const struct undo_touch *touch)
{
    *(struct undo_touch *)vec_push(&u->touches) = *touch;
    u->inserts[touch->table] |= touch->how == 'i';
    u->updates[touch->table] |= touch->how == 'u';
    u->deletes[touch->table] |= touch->how == 'd';
    u->cancels |= touch->how == 'c';
}

lia_status undo_read(struct db *db, int64_t id, struct undo_op *out, lia_error *err)
{
    *out = (struct undo_op){.id = id, .touches = VEC_OF(struct undo_touch)};
    lia_status status = read_op(db, id, out, err);
    if (status)
        return status;
    struct db_rows *rows;
    status = db_query(
        db, "SELECT tbl, how, first_id, last_id FROM op_touch WHERE op_id = :id ORDER BY seq",
        DB_PARAMS(db_i("id", id)), &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        enum op_table table = op_table_find(db_text(rows, 0));
        if (table < OP_TABLES)
            add_touch(out, &(struct undo_touch){table, db_text(rows, 1)[0], db_int(rows, 2),
                                                db_int(rows, 3)});
    }
    return db_rows_close(rows, err);
}

void undo_clear(struct undo_op *u)
{
    vec_clear(&u->touches);
}

/* --- which operations --- */

/* What one call of lia_undo or lia_redo works on. */
struct job {
    lia_book *book;
    int64_t id;
    bool with_later;
    struct vec
        ids; /* int64_t: those undone or redone together, in the order in which that is done */
    struct vec ops; /* struct undo_op, the same */
};

static void job_clear(struct job *job)
{
    for (size_t i = 0; i < job->ops.count; i++)
        undo_clear(&VEC_AT(&job->ops, struct undo_op, i));
    vec_clear(&job->ops);
    vec_clear(&job->ids);
}

static void job_reset(struct job *job)
{
    job_clear(job);
    job->ids.size = sizeof(int64_t);
    job->ops.size = sizeof(struct undo_op);
}

static lia_status check_undo(const struct undo_op *u, const struct job *job, lia_error *err)
{
    if (u->kind == LIA_OP_UNDO)
        return lia_fail(err, LIA_INVALID, "", _("That is an undo; redo what it took back instead"));
    if (u->kind == LIA_OP_REDO)
        return lia_fail(err, LIA_INVALID, "", _("That is a redo; undo what it did again instead"));
    if (u->undone_by)
        return lia_fail(err, LIA_INVALID, "", _("It is undone already; redo brings it back"));
    if (u->purged && u->id == job->id)
        return lia_fail(err, LIA_INVALID, "",
                        _("It can no longer be undone: what was kept for that is dropped"));
    if (u->purged)
        return lia_fail(err, LIA_INVALID, "",
                        _("It can no longer be undone: a later change cannot be either"));
    return LIA_OK;
}

static lia_status read_ops(struct job *job, lia_error *err)
{
    lia_status status = LIA_OK;
    for (size_t i = 0; i < job->ids.count && status == LIA_OK; i++)
        status = undo_read(job->book->db, VEC_AT(&job->ids, int64_t, i), vec_push(&job->ops), err);
    return status;
}

/* The operation, all that stand in its way, and all that stand in theirs. */
static lia_status find_undo(struct job *job, lia_error *err)
{
    struct undo_op u;
    lia_status status = undo_read(job->book->db, job->id, &u, err);
    if (status == LIA_OK)
        status = check_undo(&u, job, err);
    undo_clear(&u);
    if (status == LIA_OK)
        status = undo_way(job->book->db, job->id, &job->ids, err);
    if (status == LIA_OK)
        status = read_ops(job, err);
    for (size_t i = 0; i < job->ops.count && status == LIA_OK; i++)
        status = check_undo(&VEC_AT(&job->ops, struct undo_op, i), job, err);
    return status;
}

static int64_t count_records(const struct job *job)
{
    int64_t sum = 0;
    for (size_t i = 0; i < job->ops.count; i++)
        sum += VEC_AT(&job->ops, struct undo_op, i).records;
    return sum;
}

static const char *line_of(const struct job *job)
{
    for (size_t i = 0; i < job->ops.count; i++)
        if (VEC_AT(&job->ops, struct undo_op, i).id == job->id)
            return VEC_AT(&job->ops, struct undo_op, i).line;
    return "";
}

static void say(struct op *op, const struct job *job, lia_op_kind kind)
{
    unsigned long others = (unsigned long)job->ops.count - 1;
    const char *line = line_of(job);
    int64_t records = count_records(job);
    op->kind = kind;
    op->of_op = job->id;
    if (kind == LIA_OP_UNDO && others)
        op_say(op, records,
               ngettext_("Undid with %lu later: %s", "Undid with %lu later: %s", others), others,
               line);
    else if (kind == LIA_OP_UNDO)
        op_say(op, records, _("Undid: %s"), line);
    else if (others)
        op_say(op, records,
               ngettext_("Redid with %lu later: %s", "Redid with %lu later: %s", others), others,
               line);
    else
        op_say(op, records, _("Redid: %s"), line);
}

static lia_status add_statements(struct op *op, struct job *job, int side, lia_error *err)
{
    const struct undo_op *ops = job->ops.items;
    size_t n = job->ops.count;
    lia_status status = undo_place_contacts(op, ops, n, side, err);
    for (size_t i = 0; i < n && status == LIA_OK; i++) {
        db_batch_rows_each(op->batch, ops[i].records);
        status = side ? undo_again(op, &ops[i], n == 1, err) : undo_back(op, &ops[i], n == 1, err);
    }
    db_batch_rows_each(op->batch, 1);
    return status;
}

/* --- undo --- */

static lia_status fill_undo(struct op *op, void *ctx, lia_error *err)
{
    struct job *job = ctx;
    job_reset(job);
    lia_status status = find_undo(job, err);
    if (status)
        return status;
    unsigned long later = (unsigned long)job->ids.count - 1;
    if (later && !job->with_later)
        return lia_fail(err, LIA_IN_USE, "",
                        ngettext_("%lu later change stands in the way; undo that first",
                                  "%lu later changes stand in the way; undo these first", later),
                        later);
    say(op, job, LIA_OP_UNDO);
    return add_statements(op, job, 0, err);
}

/* What guards and the tables' own rules say at the last moment, for people. */
static lia_status explain(lia_status status, lia_error *err)
{
    if (status != LIA_CONFLICT)
        return status;
    return lia_fail(err, LIA_IN_USE, "",
                    _("Other changes stand in the way; look in History for them"));
}

/* Those in the way: all of job's but the operation itself. */
static lia_status list_in_way(const struct job *job, lia_op_list *in_way, lia_error *err)
{
    struct vec others = VEC_OF(int64_t);
    for (size_t i = 0; i < job->ids.count; i++)
        if (VEC_AT(&job->ids, int64_t, i) != job->id)
            *(int64_t *)vec_push(&others) = VEC_AT(&job->ids, int64_t, i);
    lia_status status = history_list(job->book, others.items, others.count, in_way, err);
    vec_clear(&others);
    return status;
}

lia_status lia_undo(lia_book *book, int64_t op_id, bool with_later, const lia_progress *progress,
                    lia_op_list *in_way, lia_error *err)
{
    struct job job = {.book = book, .id = op_id, .with_later = with_later};
    job_reset(&job);
    lia_status status = explain(op_run(book, "undo", fill_undo, &job, progress, NULL, err), err);
    lia_error list_err;
    if (status == LIA_IN_USE && in_way && list_in_way(&job, in_way, &list_err) != LIA_OK)
        status = lia_fail(err, list_err.status, "", "%s", list_err.message);
    job_clear(&job);
    return status;
}

/* --- redo --- */

static lia_status find_redo(struct job *job, int64_t *undo, lia_error *err)
{
    struct undo_op u;
    lia_status status = undo_read(job->book->db, job->id, &u, err);
    *undo = u.undone_by;
    if (status == LIA_OK && (u.kind != LIA_OP_CHANGE || !u.undone_by))
        status = lia_fail(err, LIA_INVALID, "", _("It is not undone, so there is nothing to redo"));
    undo_clear(&u);
    if (status)
        return status;
    struct db_rows *rows;
    status = db_query(job->book->db,
                      "SELECT op_id FROM op WHERE op_id BETWEEN (SELECT u.of_op FROM op AS u WHERE "
                      "u.op_id = :undo) AND :undo"
                      " AND undone_by = :undo AND kind = 0 ORDER BY op_id",
                      DB_PARAMS(db_i("undo", *undo)), &rows, err);
    if (status)
        return status;
    while (db_next(rows))
        *(int64_t *)vec_push(&job->ids) = db_int(rows, 0);
    return db_rows_close(rows, err);
}

static lia_status fill_redo(struct op *op, void *ctx, lia_error *err)
{
    struct job *job = ctx;
    job_reset(job);
    int64_t undo = 0;
    lia_status status = find_redo(job, &undo, err);
    if (status == LIA_OK)
        status = read_ops(job, err);
    if (status)
        return status;
    for (size_t i = 0; i < job->ops.count; i++)
        if (VEC_AT(&job->ops, struct undo_op, i).purged)
            return lia_fail(err, LIA_INVALID, "",
                            _("It can no longer be redone: what was kept for that is dropped"));
    say(op, job, LIA_OP_REDO);
    status = add_statements(op, job, 1, err);
    db_add(op->batch, "UPDATE op SET undone_by = :op WHERE op_id = :undo",
           DB_PARAMS(db_i("op", op->id), db_i("undo", undo)));
    return status;
}

lia_status lia_redo(lia_book *book, int64_t op_id, const lia_progress *progress, lia_error *err)
{
    struct job job = {.book = book, .id = op_id};
    job_reset(&job);
    lia_status status = explain(op_run(book, "redo", fill_redo, &job, progress, NULL, err), err);
    job_clear(&job);
    return status;
}
