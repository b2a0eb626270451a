/* Lines that leave their segment: those with problems for a segment of their own, one that is
 * logged singly for the log. */
#include "base/i18n.h"
#include "core/core.h"
#include "core/segment_log.h"
#include "core/segment_row.h"
#include "core/segment_rules.h"
#include "core/series.h"

struct move {
    int64_t segment_id, new_id, moved;
    bool today;
};

#define WITH_PROBLEMS                                                                              \
    "SELECT l.line_id" LINE_FROM_SEGMENT LINE_JOIN_CHECKS LINE_OF_SEGMENT " AND " LINE_TO_LOG      \
    " AND " LINE_PROBLEM " <> 0"

/* A line's id says where it stands, so it is written anew there, at the same line no., and deleted
 * here. */
static void move_lines(struct op *op, const struct db_param *params, int64_t new_id)
{
    op_inserted(op, OP_LINE, line_id_of(new_id, 0), line_id_of(new_id + 1, 0) - 1);
    db_add(op->batch,
           "INSERT INTO segment_line (line_id, segment_id, contact_id, marks, template_id, "
           "group_id, date_on,"
           " salesperson_id, description, subject, correspondence, ignore_correspondence, flow, "
           "initiated_by, cost,"
           " minutes, evaluation, failed, comment, op_id, changed_op)"
           " SELECT line_id + :shift, :new, contact_id, marks, template_id, group_id, date_on, "
           "salesperson_id, description,"
           " subject, correspondence, ignore_correspondence, flow, initiated_by, cost, minutes, "
           "evaluation, failed,"
           " comment, :op, :op FROM segment_line WHERE line_id IN (" WITH_PROBLEMS
           ") ORDER BY line_id",
           params);
    op_delete(op, OP_LINE, "line_id IN (" WITH_PROBLEMS ")", params);
}

static lia_status fill_move(struct op *op, void *ctx, lia_error *err)
{
    struct move *move = ctx;
    lia_segment s;
    struct log_params p;
    log_params(&p, op->book, move->segment_id, move->today);
    lia_status failed = segment_row_active(op->book, move->segment_id, &op->arena, &s, err);
    if (!failed)
        failed = db_query_int(op->db, "SELECT count(*) FROM (" WITH_PROBLEMS ")", p.params,
                              &move->moved, NULL, err);
    if (failed)
        return failed;
    op->nothing = move->moved == 0;
    if (op->nothing)
        return LIA_OK;
    lia_segment new = s;
    failed = series_take(op, LIA_SERIES_SEGMENT, &new.no, err);
    if (!failed)
        failed = segment_insert(op, &new, &move->new_id, err);
    if (failed)
        return failed;
    log_param(&p, db_i("op", op->id));
    log_param(&p, db_i("new", move->new_id));
    log_param(&p, db_i("shift", line_id_of(move->new_id, 0) - line_id_of(s.id, 0)));
    if (move->moved > LARGE_SEGMENT)
        db_batch_large(op->batch);
    move_lines(op, p.params, move->new_id);
    op_say(op, move->moved + 1,
           ngettext_("Moved %lld line of segment %s to %s", "Moved %lld lines of segment %s to %s",
                     move->moved),
           (long long)move->moved, s.no, new.no);
    return LIA_OK;
}

lia_status lia_segment_move_problems(lia_book *book, int64_t segment_id, bool today,
                                     int64_t *new_id, int64_t *moved, lia_error *err)
{
    struct move move = {.segment_id = segment_id, .today = today};
    lia_status failed = op_run(book, "segment-move-problems", fill_move, &move, NULL, NULL, err);
    if (failed)
        return failed;
    *new_id = move.new_id;
    *moved = move.moved;
    return LIA_OK;
}

void line_logged_singly(struct op *op, int64_t line_id, int64_t entry_no)
{
    const struct db_param *params =
        DB_PARAMS(db_i("line", line_id), db_i("entry", entry_no), db_i("op", op->id));
    db_guard(op->batch, 1, LIA_NOT_FOUND, "",
             _("This line left its segment meanwhile; look at the segment again"),
             "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM segment_line AS l JOIN segment AS s ON "
             "s.segment_id = l.segment_id"
             " WHERE l.line_id = :line AND s.status = 0)",
             params);
    db_guard(op->batch, 2, LIA_IN_USE, "", _("This line is logged already, as entry %s"),
             "SELECT CAST(entry_no AS TEXT) FROM segment_line WHERE line_id = :line AND entry_no "
             "IS NOT NULL",
             params);
    op_before_update(op, OP_LINE, "line_id = :line", params);
    db_add(op->batch,
           "UPDATE segment_line SET entry_no = :entry, changed_op = :op WHERE line_id = :line",
           params);
}
