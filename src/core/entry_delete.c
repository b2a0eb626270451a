/* Delete Canceled Interaction Log Entries (domain.md 7): set by set, whatever their number. */
#include "base/i18n.h"
#include "core/core.h"
#include "core/filter_sql.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"

enum { LARGE = 2000 };

/* The canceled ones among those chosen, as a condition on the table entry. */
static void choose(struct sql *where, const lia_entry_query *query, const int64_t *nos, size_t n)
{
    struct arena a = {0};
    sql_add(where, "canceled_op IS NOT NULL");
    if (nos) {
        sql_add(where, " AND entry_no IN (SELECT value FROM json_each(:nos))");
        sql_bind(where, db_t("nos", rule_ids(&a, nos, n)));
    } else if (query) {
        lia_entry_query shown =
            *query; /* a page that hides canceled ones can be left for this one */
        shown.hide_canceled = false;
        sql_add(where, " AND ");
        entry_query_where(&shown, "entry", where);
    }
    arena_clear(&a);
}

static bool chooses_all(const lia_entry_query *query, const int64_t *nos)
{
    return !nos && (!query || ((!query->filter || lia_filter_empty(query->filter)) &&
                               !query->contact_id && !query->template_id && !query->group_id &&
                               !query->salesperson_id && !query->segment_id && !query->logged_id));
}

lia_status lia_entry_delete_canceled_count(lia_book *book, const lia_entry_query *query,
                                           const int64_t *nos, size_t n, int64_t *out,
                                           bool *whole_book, lia_error *err)
{
    struct sql sql = {0};
    sql_add(&sql, "SELECT count(*) FROM entry WHERE ");
    choose(&sql, query, nos, n);
    lia_status status = db_query_int(book->db, sql_text(&sql), sql_params(&sql), out, NULL, err);
    sql_clear(&sql);
    if (status == LIA_OK && whole_book)
        *whole_book = chooses_all(query, nos);
    return status;
}

/* --- deleting --- */

struct removal {
    struct sql *where;
    int64_t entries, linked, singly, commented, documented;
};

/* What else has to change, so that the statements for it are left out where there is nothing. */
static lia_status count(struct op *op, struct removal *r, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        op->db,
        arena_printf(
            &op->arena,
            "SELECT count(*), count(corrects) + count(corrected_by),"
            " coalesce(sum(segment_id IS NOT NULL AND logged_id IS NULL), 0), coalesce(sum(EXISTS"
            " (SELECT 1 FROM entry_comment AS k WHERE k.entry_no = entry.entry_no)), 0),"
            " coalesce(sum(EXISTS"
            " (SELECT 1 FROM entry_document AS d WHERE d.entry_no = entry.entry_no)), 0)"
            " FROM entry WHERE %s",
            sql_text(r->where)),
        sql_params(r->where), &rows, err);
    if (status != LIA_OK)
        return status;
    if (db_next(rows)) {
        r->entries = db_int(rows, 0);
        r->linked = db_int(rows, 1);
        r->singly = db_int(rows, 2);
        r->commented = db_int(rows, 3);
        r->documented = db_int(rows, 4);
    }
    return db_rows_close(rows, err);
}

/* What was saved of the deleted ones says whom they were linked to. A link is cleared where its
 * other end is gone; looking only at that end keeps chains of corrections right. */
#define LINKED_WITH(end)                                                                           \
    "entry_no IN (SELECT " end " FROM entry_was WHERE was_op = :op AND side = 0)"
#define GONE(link) "NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.entry_no = entry." link ")"

static void clear_links(struct op *op)
{
    static const char corrects[] =
        LINKED_WITH("corrected_by") " AND corrects IS NOT NULL AND " GONE("corrects");
    static const char corrected[] =
        LINKED_WITH("corrects") " AND corrected_by IS NOT NULL AND " GONE("corrected_by");
    const struct db_param *params = DB_PARAMS(db_i("op", op->id));
    op_before_update(op, OP_ENTRY, corrects, params);
    db_add(op->batch,
           "UPDATE entry SET corrects = NULL, changed_op = :op WHERE " LINKED_WITH(
               "corrected_by") " AND corrects IS NOT NULL AND " GONE("corrects"),
           params);
    op_before_update(op, OP_ENTRY, corrected, params);
    db_add(op->batch,
           "UPDATE entry SET corrected_by = NULL, changed_op = :op WHERE " LINKED_WITH(
               "corrects") " AND corrected_by IS NOT NULL AND " GONE("corrected_by"),
           params);
}

/* A line logged singly, whose entry is deleted, can be logged again. */
#define LINES_OF_DELETED                                                                           \
    "entry_no IS NOT NULL AND (segment_id, entry_no) IN (SELECT segment_id, entry_no FROM "        \
    "entry_was"                                                                                    \
    " WHERE was_op = :op AND side = 0 AND segment_id IS NOT NULL AND logged_id IS NULL)"           \
    " AND NOT EXISTS (SELECT 1 FROM entry AS x WHERE x.entry_no = segment_line.entry_no)"

static void free_lines(struct op *op)
{
    const struct db_param *params = DB_PARAMS(db_i("op", op->id));
    op_before_update(op, OP_LINE, LINES_OF_DELETED, params);
    db_add(op->batch,
           "UPDATE segment_line SET entry_no = NULL, changed_op = :op WHERE " LINES_OF_DELETED,
           params);
}

static lia_status fill_delete(struct op *op, void *ctx, lia_error *err)
{
    struct removal *r = ctx;
    lia_status status = count(op, r, err);
    if (status != LIA_OK)
        return status;
    op->nothing = !r->entries;
    const char *where = sql_text(r->where);
    const struct db_param *params = sql_params(r->where);
    if (r->entries > LARGE)
        db_batch_large(op->batch);
    const char *of_them =
        arena_printf(&op->arena, "entry_no IN (SELECT entry_no FROM entry WHERE %s)", where);
    if (r->commented)
        op_delete(op, OP_COMMENT, of_them, params);
    if (r->documented)
        op_delete(op, OP_DOCUMENT, of_them, params);
    op_delete(op, OP_ENTRY, where, params);
    if (r->linked)
        clear_links(op);
    if (r->singly)
        free_lines(op);
    op_say(op, r->entries,
           ngettext_("Deleted %lld canceled interaction", "Deleted %lld canceled interactions",
                     r->entries),
           (long long)r->entries);
    return LIA_OK;
}

lia_status lia_entry_delete_canceled(lia_book *book, const lia_entry_query *query,
                                     const int64_t *nos, size_t n, const lia_progress *progress,
                                     int64_t *deleted, lia_error *err)
{
    struct sql where = {0};
    struct removal r = {.where = &where};
    choose(&where, query, nos, n);
    lia_status status = op_run(book, "entry-delete-canceled", fill_delete, &r, progress, NULL, err);
    sql_clear(&where);
    if (status == LIA_OK)
        *deleted = r.entries;
    return status;
}
