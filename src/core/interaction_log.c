/* OK: one entry, one operation. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "core/core.h"
#include "core/derive.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"
#include "core/segment_row.h"
#include "core/segment_rules.h"

struct log {
    const lia_interaction *it;
    int64_t entry_no;
};

/* Group, origin, segment and company at the time go along from the entry that is corrected, as far
 * as template and contact are still the same. */
#define INSERT_ENTRY                                                                               \
    "INSERT INTO entry (entry_no, contact_id, company_id, wall, has_time, zone, text_id, "         \
    "template_id, group_id,"                                                                       \
    " salesperson_id, flow, initiated_by, correspondence, evaluation, failed, cost, minutes, "     \
    "via, segment_id,"                                                                             \
    " logged_id, origin, corrects, op_id, changed_op)"                                             \
    " SELECT :entry, c.contact_id, CASE WHEN o.contact_id = c.contact_id THEN o.company_id "       \
    "ELSE " RULE_COMPANY(                                                                          \
        "c") " END, :wall, :has_time, :zone, :text, t.template_id, iif(o.template_id = "           \
             "t.template_id, o.group_id, t.group_id),"                                             \
             " :salesperson, :flow, :by, :corr, :evaluation, :failed, :cost, :minutes, "           \
             "nullif(:via, ''),"                                                                   \
             " coalesce(o.segment_id, (SELECT l.segment_id FROM segment_line AS l WHERE "          \
             "l.line_id = :line)),"                                                                \
             " o.logged_id, coalesce(o.origin, :origin), o.entry_no, :op, :op"                     \
             " FROM contact AS c JOIN interaction_template AS t ON t.template_id = :template"      \
             " LEFT JOIN entry AS o ON o.entry_no = :corrects WHERE c.contact_id = :contact"

static lia_status insert_entry(struct op *op, const lia_interaction *it, int64_t entry_no,
                               lia_error *err)
{
    int64_t text;
    lia_status status = rule_text(op, segment_one_line(&op->arena, it->description),
                                  segment_one_line(&op->arena, it->subject), &text, err);
    if (status != LIA_OK)
        return status;
    db_add(op->batch, INSERT_ENTRY,
           DB_PARAMS(db_i("entry", entry_no), db_i("contact", it->contact_id),
                     db_i("template", it->template_id), db_i("salesperson", it->salesperson_id),
                     db_i("wall", interaction_wall(it)), db_i("has_time", it->time >= 0),
                     db_i("zone", interaction_zone(it)), db_i("text", text), db_i("flow", it->flow),
                     db_i("by", it->initiated_by), db_i("corr", it->correspondence),
                     db_i("evaluation", it->evaluation), db_i("failed", it->failed),
                     db_i("cost", it->cost), db_i("minutes", it->minutes),
                     db_t("via", segment_one_line(&op->arena, it->via)), db_i("line", it->line_id),
                     db_i("corrects", it->corrects),
                     db_i("origin", it->line_id ? LIA_FROM_SEGMENT : LIA_MANUAL),
                     db_i("op", op->id)));
    op_inserted(op, OP_ENTRY, entry_no, entry_no);
    return LIA_OK;
}

/* Its comments are copied, so that both entries tell the whole story and undo only has to take the
 * copies away. */
static lia_status copy_comments(struct op *op, int64_t old, int64_t new, lia_error *err)
{
    int64_t comments, first;
    lia_status status =
        db_query_int(op->db, "SELECT count(*) FROM entry_comment WHERE entry_no = :old",
                     DB_PARAMS(db_i("old", old)), &comments, NULL, err);
    if (status != LIA_OK || !comments)
        return status;
    status = op_take(op, "comment", comments, &first, err);
    if (status != LIA_OK)
        return status;
    db_add(
        op->batch,
        "INSERT INTO entry_comment (comment_id, entry_no, written_on, content, op_id, changed_op)"
        " SELECT :first - 1 + row_number() OVER (ORDER BY comment_id), :new, written_on, content, "
        ":op, :op"
        " FROM entry_comment WHERE entry_no = :old",
        DB_PARAMS(db_i("old", old), db_i("new", new), db_i("first", first), db_i("op", op->id)));
    op_inserted(op, OP_COMMENT, first, first + comments - 1);
    return LIA_OK;
}

/* The line that the old entry was logged from singly carries the new one. */
#define LINE_OF_OLD                                                                                \
    "segment_id = (SELECT segment_id FROM entry WHERE entry_no = :old) AND entry_no = :old"

static lia_status move_line(struct op *op, const struct db_param *params, lia_error *err)
{
    int64_t line;
    bool found;
    lia_status status = db_query_int(op->db, "SELECT line_id FROM segment_line WHERE " LINE_OF_OLD,
                                     params, &line, &found, err);
    if (status != LIA_OK || !found)
        return status;
    op_before_update(op, OP_LINE, LINE_OF_OLD, params);
    db_add(op->batch,
           "UPDATE segment_line SET entry_no = :new, changed_op = :op WHERE " LINE_OF_OLD, params);
    return LIA_OK;
}

/* The old entry is canceled and names the new one. */
static lia_status supersede(struct op *op, int64_t old, int64_t new, lia_error *err)
{
    const struct db_param *params =
        DB_PARAMS(db_i("old", old), db_i("new", new), db_i("op", op->id));
    op_before_update(op, OP_ENTRY, "entry_no = :old", params);
    db_add(op->batch,
           "UPDATE entry SET canceled_op = :op, corrected_by = :new, changed_op = :op WHERE "
           "entry_no = :old",
           params);
    lia_status status = move_line(op, params, err);
    return status != LIA_OK ? status : copy_comments(op, old, new, err);
}

static lia_status say(struct op *op, const lia_interaction *it, lia_error *err)
{
    enum { NAME = 60 };
    struct db_rows *rows;
    lia_status status = db_query(
        op->db,
        "SELECT t.code, c.name FROM contact AS c, interaction_template AS t"
        " WHERE c.contact_id = :contact AND t.template_id = :template",
        DB_PARAMS(db_i("contact", it->contact_id), db_i("template", it->template_id)), &rows, err);
    if (status != LIA_OK)
        return status;
    bool found = db_next(rows);
    const char *code = found ? arena_strdup(&op->arena, db_text(rows, 0)) : "";
    const char *name = found ? rule_short(&op->arena, db_text(rows, 1), NAME) : "";
    status = db_rows_close(rows, err);
    if (it->corrects)
        op_say(op, 2, _("Corrected entry %lld: %s with %s"), (long long)it->corrects, code, name);
    else if (it->postponed_no)
        op_say(op, 1, _("Logged postponed %s with %s"), code, name);
    else
        op_say(op, it->line_id ? 2 : 1, _("Logged %s with %s"), code, name);
    return status;
}

/* What was begun on a line is the line's as long as it is with the line's contact. */
static lia_status leave_line(struct op *op, lia_interaction *it, lia_error *err)
{
    int64_t contact = 0;
    lia_status status =
        it->line_id
            ? db_query_int(op->db, "SELECT contact_id FROM segment_line WHERE line_id = :line",
                           DB_PARAMS(db_i("line", it->line_id)), &contact, NULL, err)
            : LIA_OK;
    if (contact && contact != it->contact_id)
        it->line_id = it->segment_id = 0;
    return status;
}

static lia_status fill_log(struct op *op, void *ctx, lia_error *err)
{
    struct log *log = ctx;
    lia_interaction copy = *log->it;
    const lia_interaction *it = &copy;
    bool done;
    lia_status status = rule_once(op, it->once, &done, err);
    if (status != LIA_OK || done)
        return status;
    status = lia_interaction_check(op->book, it, err);
    if (status == LIA_OK)
        status = leave_line(op, &copy, err);
    if (status == LIA_OK && it->postponed_no)
        status = postponed_stands(op, it->postponed_no, it->version, err);
    if (status == LIA_OK && it->corrects)
        status = interaction_correctable(op->db, it->corrects, err);
    if (status != LIA_OK)
        return status;
    log->entry_no = it->postponed_no;
    if (!log->entry_no)
        status = op_take(op, "entry", 1, &log->entry_no, err);
    if (status == LIA_OK)
        status = insert_entry(op, it, log->entry_no, err);
    if (status == LIA_OK && it->corrects)
        status = supersede(op, it->corrects, log->entry_no, err);
    if (status == LIA_OK)
        status = comment_insert(op, log->entry_no, 1, it->comment, err);
    if (it->postponed_no)
        op_delete(op, OP_POSTPONED, "entry_no = :entry",
                  DB_PARAMS(db_i("entry", it->postponed_no)));
    if (it->line_id)
        line_logged_singly(op, it->line_id, log->entry_no);
    return status != LIA_OK ? status : say(op, it, err);
}

lia_status lia_interaction_log(lia_book *book, const lia_interaction *it, int64_t *entry_no,
                               lia_error *err)
{
    struct log log = {.it = it};
    int64_t op;
    const char *command = it->corrects       ? "entry-correct"
                          : it->postponed_no ? "postponed-log"
                          : it->line_id      ? "line-log"
                                             : "interaction-log";
    lia_status status = op_run(book, command, fill_log, &log, NULL, &op, err);
    if (status == LIA_OK && !op)
        status = rule_once_made(book, it->once, "entry", &log.entry_no, err);
    if (status == LIA_OK && !log.entry_no)
        return lia_fail(err, LIA_CONFLICT, "",
                        _("This was kept already: look under Postponed Interactions"));
    if (status == LIA_OK)
        *entry_no = log.entry_no;
    return status;
}
