#include <stdio.h>

#include "base/i18n.h"
#include "core/core.h"
#include "core/interaction_rules.h"
#include "core/segment_rules.h"

struct turn {
    const int64_t *ids;
    size_t n;
    bool cancel;
    int64_t segments, entries; /* that turn */
    char no[LIA_CODE_MAX];     /* of the first one */
};

/* Those of :ids that turn, and their entries. The entries of a segment are found by its index. */
#define TURNING                                                                                    \
    "logged_id IN (SELECT value FROM json_each(:ids)) AND (canceled_op IS NULL) = :cancel"
#define ITS_ENTRIES                                                                                \
    "segment_id IN (SELECT g.segment_id FROM logged_segment AS g WHERE g.logged_id IN (SELECT "    \
    "value FROM json_each(:ids)))"
/* Canceling takes all that count; un-canceling brings back those that it canceled, and none
 * canceled by hand: they carry the operation that canceled the segment. */
#define ENTRIES_TO_CANCEL                                                                          \
    ITS_ENTRIES " AND canceled_op IS NULL AND logged_id IN (SELECT logged_id FROM logged_segment " \
                "WHERE " TURNING ")"
#define ENTRIES_TO_BRING_BACK                                                                      \
    ITS_ENTRIES " AND canceled_op = (SELECT g.canceled_op FROM logged_segment AS g WHERE "         \
                "g.logged_id = entry.logged_id)"                                                   \
                " AND logged_id IN (SELECT value FROM json_each(:ids))"

static lia_status count_turning(struct db *db, struct turn *turn, const struct db_param *params,
                                lia_error *err)
{
    struct db_rows *rows;
    /* How many entries count is kept; which of the canceled ones it canceled is not. */
    lia_status failed = db_query(
        db,
        "SELECT count(*), coalesce(sum(g.entries - g.entries_canceled), 0), coalesce(min(s.no), '')"
        " FROM logged_segment AS g JOIN segment AS s ON s.segment_id = g.segment_id WHERE " TURNING,
        params, &rows, err);
    if (failed)
        return failed;
    if (db_next(rows)) {
        turn->segments = db_int(rows, 0);
        turn->entries = db_int(rows, 1);
        snprintf(turn->no, sizeof turn->no, "%s", db_text(rows, 2));
    }
    failed = db_rows_close(rows, err);
    if (failed || turn->cancel)
        return failed;
    return db_query_int(db, "SELECT count(*) FROM entry WHERE " ENTRIES_TO_BRING_BACK, params,
                        &turn->entries, NULL, err);
}

static void say_turned(struct op *op, const struct turn *turn)
{
    long long entries = turn->entries;
    if (turn->segments == 1)
        op_say(op, turn->entries + 1,
               turn->cancel
                   ? ngettext_("Canceled logged segment %s: %lld interaction",
                               "Canceled logged segment %s: %lld interactions", entries)
                   : ngettext_("Un-canceled logged segment %s: %lld interaction",
                               "Un-canceled logged segment %s: %lld interactions", entries),
               turn->no, entries);
    else
        op_say(op, turn->entries + turn->segments,
               turn->cancel
                   ? ngettext_("Canceled %lld logged segments: %lld interaction",
                               "Canceled %lld logged segments: %lld interactions", entries)
                   : ngettext_("Un-canceled %lld logged segments: %lld interaction",
                               "Un-canceled %lld logged segments: %lld interactions", entries),
               (long long)turn->segments, entries);
}

static lia_status fill_turn(struct op *op, void *ctx, lia_error *err)
{
    struct turn *turn = ctx;
    const struct db_param *params = DB_PARAMS(db_t("ids", rule_ids(&op->arena, turn->ids, turn->n)),
                                              db_i("cancel", turn->cancel), db_i("op", op->id));
    lia_status failed = count_turning(op->db, turn, params, err);
    if (failed)
        return failed;
    op->nothing = turn->segments == 0;
    if (op->nothing)
        return LIA_OK;
    if (turn->entries > LARGE_SEGMENT)
        db_batch_large(op->batch);
    op_cancel_entries(op, turn->cancel, turn->cancel ? ENTRIES_TO_CANCEL : ENTRIES_TO_BRING_BACK,
                      params);
    op_before_update(op, OP_LOGGED, TURNING, params);
    db_add(op->batch,
           "UPDATE logged_segment SET canceled_op = CASE WHEN :cancel THEN :op END, changed_op = "
           ":op WHERE " TURNING,
           params);
    say_turned(op, turn);
    return LIA_OK;
}

lia_status lia_logged_cancel(lia_book *book, const int64_t *ids, size_t n, bool cancel,
                             const lia_progress *progress, int64_t *entries, lia_error *err)
{
    struct turn turn = {.ids = ids, .n = n, .cancel = cancel};
    lia_status failed = op_run(book, cancel ? "logged-cancel" : "logged-uncancel", fill_turn, &turn,
                               progress, NULL, err);
    if (!failed && entries)
        *entries = turn.segments ? turn.entries : 0;
    return failed;
}

/* --- delete canceled --- */

struct deletion {
    const int64_t *ids; /* NULL: all */
    size_t n;
    int64_t deleted;
};

/* One that is not canceled is never deleted. */
#define DELETING                                                                                   \
    "canceled_op IS NOT NULL AND (:all OR logged_id IN (SELECT value FROM json_each(:ids)))"
#define ENTRIES_OF_DELETED                                                                         \
    "segment_id IN (SELECT g.segment_id FROM logged_segment AS g WHERE g." DELETING                \
    ") AND logged_id IN"                                                                           \
    " (SELECT logged_id FROM logged_segment WHERE " DELETING ")"

static lia_status fill_deletion(struct op *op, void *ctx, lia_error *err)
{
    struct deletion *d = ctx;
    const struct db_param *params =
        DB_PARAMS(db_t("ids", rule_ids(&op->arena, d->ids, d->ids ? d->n : 0)),
                  db_i("all", d->ids == NULL), db_i("op", op->id));
    int64_t entries = 0;
    lia_status failed = db_query_int(op->db, "SELECT count(*) FROM logged_segment WHERE " DELETING,
                                     params, &d->deleted, NULL, err);
    if (!failed)
        failed = db_query_int(
            op->db, "SELECT coalesce(sum(entries), 0) FROM logged_segment WHERE " DELETING, params,
            &entries, NULL, err);
    if (failed)
        return failed;
    op->nothing = d->deleted == 0;
    if (op->nothing)
        return LIA_OK;
    if (entries > LARGE_SEGMENT)
        db_batch_large(op->batch);
    op_before_update(op, OP_ENTRY, ENTRIES_OF_DELETED, params);
    db_add(op->batch,
           "UPDATE entry SET logged_id = NULL, changed_op = :op WHERE " ENTRIES_OF_DELETED, params);
    op_delete(op, OP_LOGGED, DELETING, params);
    op_say(op, d->deleted + entries,
           ngettext_("Deleted %lld canceled logged segment",
                     "Deleted %lld canceled logged segments", d->deleted),
           (long long)d->deleted);
    return LIA_OK;
}

lia_status lia_logged_delete_canceled(lia_book *book, const int64_t *ids, size_t n,
                                      int64_t *deleted, lia_error *err)
{
    struct deletion d = {.ids = ids, .n = n};
    lia_status failed = op_run(book, "logged-delete-canceled", fill_deletion, &d, NULL, NULL, err);
    if (!failed && deleted)
        *deleted = d.deleted;
    return failed;
}
