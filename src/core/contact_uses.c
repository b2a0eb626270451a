#include "core/contact_uses.h"

#include "base/i18n.h"
#include "core/contact_row.h"
#include "core/core.h"
#include "core/op.h"

/* Segments with one of these statuses that the contact stands on. */
#define SEGMENTS_OF(statuses)                                                                      \
    "SELECT count(*) FROM segment AS s WHERE s.status IN (" statuses ")"                           \
    " AND EXISTS (SELECT 1 FROM segment_line AS l WHERE l.segment_id = s.segment_id"               \
    " AND l.contact_id = :id)"

lia_status contact_is_used(struct db *db, int64_t id, bool *used, lia_error *err)
{
    int64_t any = 0;
    lia_status status = db_query_int(db,
                                     "SELECT EXISTS (SELECT 1 FROM entry WHERE contact_id = :id)"
                                     " OR EXISTS (SELECT 1 FROM entry WHERE company_id = :id)"
                                     " OR EXISTS (SELECT 1 FROM postponed WHERE contact_id = :id)"
                                     " OR EXISTS (SELECT 1 FROM contact WHERE company_id = :id)"
                                     " OR (" SEGMENTS_OF("0, 1") ") > 0",
                                     DB_PARAMS(db_i("id", id)), &any, NULL, err);
    *used = any != 0;
    return status;
}

lia_status lia_contact_uses_of(lia_book *book, int64_t id, lia_contact_uses *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        book->db,
        "SELECT CASE c.type WHEN 1 THEN (SELECT count(*) FROM entry WHERE company_id = :id)"
        " ELSE (SELECT count(*) FROM entry WHERE contact_id = :id) END,"
        " (SELECT count(*) FROM postponed WHERE contact_id = :id),"
        " (" SEGMENTS_OF(
            "0") "),"
                 " (SELECT count(*) FROM contact WHERE company_id = :id AND archived = 0)"
                 " FROM contact AS c WHERE c.contact_id = :id",
        DB_PARAMS(db_i("id", id)), &rows, err);
    if (status)
        return status;
    lia_contact_uses uses = {0};
    bool found = db_next(rows), used = false;
    if (found)
        uses = (lia_contact_uses){.entries = db_int(rows, 0),
                                  .postponed = db_int(rows, 1),
                                  .segments = db_int(rows, 2),
                                  .persons = db_int(rows, 3)};
    status = db_rows_close(rows, err);
    if (status == LIA_OK && !found)
        return lia_fail(err, LIA_NOT_FOUND, "", _("This contact is not in the book any more"));
    if (status == LIA_OK)
        status = contact_is_used(book->db, id, &used, err);
    uses.unused = !used;
    if (status == LIA_OK)
        *out = uses;
    return status;
}

/* --- archive --- */

struct archive {
    const char *ids; /* JSON */
    bool archived, with_persons;
};

static lia_status count_archived(struct op *op, const char *where, const struct db_param *params,
                                 int64_t *count, const char **name, lia_error *err)
{
    struct db_rows *rows;
    const char *sql = arena_printf(
        &op->arena, "SELECT count(*), coalesce(min(no || ' ' || name), '') FROM contact WHERE %s",
        where);
    lia_status status = db_query(op->db, sql, params, &rows, err);
    if (status)
        return status;
    if (db_next(rows)) {
        *count = db_int(rows, 0);
        *name = arena_strdup(&op->arena, db_text(rows, 1));
    }
    return db_rows_close(rows, err);
}

static void say_archived(struct op *op, bool archived, int64_t n, const char *name)
{
    if (n == 1)
        op_say(op, n, archived ? _("Archived contact %s") : _("Brought back contact %s"), name);
    else if (archived)
        op_say(op, n, ngettext_("Archived %lld contact", "Archived %lld contacts", n),
               (long long)n);
    else
        op_say(op, n, ngettext_("Brought back %lld contact", "Brought back %lld contacts", n),
               (long long)n);
}

static lia_status fill_archive(struct op *op, void *ctx, lia_error *err)
{
    const struct archive *archive = ctx;
    const char *where =
        archive->with_persons
            ? "(contact_id IN (SELECT value FROM json_each(:ids))"
              " OR company_id IN (SELECT value FROM json_each(:ids))) AND archived <> :archived"
            : "contact_id IN (SELECT value FROM json_each(:ids)) AND archived <> :archived";
    const struct db_param *params = DB_PARAMS(
        db_t("ids", archive->ids), db_i("archived", archive->archived), db_i("op", op->id));
    int64_t n = 0;
    const char *name = "";
    lia_status status = count_archived(op, where, params, &n, &name, err);
    op->nothing = n == 0;
    if (status || op->nothing)
        return status;
    op->names_stay = true;
    op_before_update(op, OP_CONTACT, where, params);
    db_add(op->batch,
           arena_printf(&op->arena,
                        "UPDATE contact SET archived = :archived, changed_op = :op WHERE %s",
                        where),
           params);
    db_batch_rows(op->batch, n);
    say_archived(op, archive->archived, n, name);
    return LIA_OK;
}

lia_status lia_contact_archive(lia_book *book, const int64_t *ids, size_t n, bool archived,
                               bool with_persons, lia_error *err)
{
    struct arena a = {0};
    struct archive archive = {contact_ids_json(&a, ids, n), archived, with_persons};
    lia_status status = op_run(book, archived ? "contact-archive" : "contact-restore", fill_archive,
                               &archive, NULL, NULL, err);
    arena_clear(&a);
    return status;
}

/* --- delete --- */

static lia_status refuse_used(struct op *op, int64_t id, lia_error *err)
{
    static const struct {
        const char *sql, *message;
    } uses[] = {
        {"SELECT 1 FROM entry WHERE contact_id = :id OR company_id = :id LIMIT 1",
         N_("It has interactions, maybe canceled ones: archive it instead")},
        {"SELECT 1 FROM postponed WHERE contact_id = :id LIMIT 1",
         N_("It has a postponed interaction: archive it instead, or delete that first")},
        {SEGMENTS_OF("0, 1"), N_("It is on a segment: archive it instead, or remove it there")},
        {"SELECT 1 FROM contact WHERE company_id = :id LIMIT 1",
         N_("It is a company with persons: archive it instead, with or without them")},
    };
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        int64_t used = 0;
        lia_status status =
            db_query_int(op->db, uses[i].sql, DB_PARAMS(db_i("id", id)), &used, NULL, err);
        if (status)
            return status;
        if (used)
            return lia_fail(err, LIA_IN_USE, "", "%s", _(uses[i].message));
    }
    return LIA_OK;
}

static lia_status fill_delete(struct op *op, void *ctx, lia_error *err)
{
    int64_t id = *(const int64_t *)ctx;
    lia_contact c;
    lia_status status = contact_read(op->db, id, &op->arena, &c, err);
    if (status == LIA_OK)
        status = refuse_used(op, id, err);
    if (status)
        return status;
    const struct db_param *params = DB_PARAMS(db_i("id", id));
    op->names_stay = true;
    op_delete(op, OP_CHANNEL, "contact_id = :id", params);
    op_delete(op, OP_KEPT, "contact_id = :id", params);
    op_delete(op, OP_CONTACT, "contact_id = :id", params);
    op_say(op, 1, _("Deleted contact %s %s"), c.no, c.name);
    return LIA_OK;
}

lia_status lia_contact_delete(lia_book *book, int64_t id, lia_error *err)
{
    return op_run(book, "contact-delete", fill_delete, &id, NULL, NULL, err);
}
