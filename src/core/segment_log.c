/* Log: one operation of a handful of statements, however many lines there are. The checks of the
 * plan stand again in the statement that writes the entries: a line with a problem gives no
 * template, which an entry must have, so the batch fails and nothing is written. */
#include "core/segment_log.h"
#include "base/i18n.h"
#include "core/core.h"
#include "core/segment_row.h"
#include "core/segment_rules.h"

struct log {
    int64_t segment_id;
    lia_log_options options;
    lia_log_result result;
    int64_t contacts; /* different ones logged; counted for a follow-up only */
};

/* What the statements of one Log share. */
struct log_work {
    lia_segment s;
    struct log_lines lines;
    struct log_params p;
    int64_t first_entry, logged_id;
    const char
        *entry_no; /* SQL for the no. of a line's entry: in the order of the lines, without gaps */
};

/* --- texts --- */

/* :text for the lines that say what the header says. The others find theirs by what it says. */
static lia_status add_texts(struct op *op, struct log_work *w, lia_error *err)
{
    int64_t text = 0;
    lia_status failed = LIA_OK;
    if (w->lines.follow)
        failed = rule_text(op, *w->s.entry_description ? w->s.entry_description : w->s.description,
                           w->s.subject, &text, err);
    log_param(&w->p, db_i("text", text));
    if (failed || !w->lines.texts)
        return failed;
    return rule_texts(op,
                      "SELECT " LINE_DESCRIPTION " AS description, " LINE_SUBJECT
                      " AS subject" LINE_FROM_SEGMENT LINE_OF_SEGMENT " AND " LINE_TO_LOG
                      " AND " LINE_OWN_TEXT,
                      w->p.params, err);
}

/* --- entries and their comments --- */

#define LINE_TEXT                                                                                  \
    "CASE WHEN " LINE_OWN_TEXT                                                                     \
    " THEN " RULE_TEXT_ID(LINE_DESCRIPTION, LINE_SUBJECT) " ELSE :text END"

/* An entry's columns, and what the line gives them. */
#define ENTRY_OF_LINE(X)                                                                           \
    X("contact_id", "l.contact_id")                                                                \
    X("company_id", RULE_COMPANY("c"))                                                             \
    X("wall", RULE_LINE_WALL(LINE_LOG_DATE, ":today", ":seconds"))                                 \
    X("has_time", RULE_LINE_HAS_TIME(LINE_LOG_DATE, ":today"))                                     \
    X("zone", ":zone")                                                                             \
    X("text_id", LINE_TEXT)                                                                        \
    X("template_id", "CASE WHEN " LINE_PROBLEM " = 0 THEN t.template_id END")                      \
    X("group_id", LINE_GROUP)                                                                      \
    X("salesperson_id", "p.salesperson_id")                                                        \
    X("flow", LINE_FLOW)                                                                           \
    X("initiated_by", LINE_INITIATED_BY)                                                           \
    X("correspondence", LINE_CORRESPONDENCE)                                                       \
    X("evaluation", "l.evaluation")                                                                \
    X("failed", "l.failed")                                                                        \
    X("cost", LINE_COST)                                                                           \
    X("minutes", LINE_MINUTES)                                                                     \
    X("segment_id", ":segment")                                                                    \
    X("logged_id", ":logged")                                                                      \
    X("origin", "2")                                                                               \
    X("op_id", ":op")                                                                              \
    X("changed_op", ":op")
#define COLUMN(column, value) ", " column
#define VALUE(column, value)  ", " value
_Static_assert(LIA_FROM_SEGMENT == 2, "the origin above");

static void add_entries(struct op *op, const struct log_work *w)
{
    /* In parts, for compilers are not asked to take longer literals. */
    const char *columns = ENTRY_OF_LINE(COLUMN);
    const char *values = ENTRY_OF_LINE(VALUE);
    const char *from = LINE_FROM_SEGMENT LINE_JOIN_CHECKS LINE_OF_SEGMENT " AND " LINE_TO_LOG;
    op_inserted(op, OP_ENTRY, w->first_entry, w->first_entry + w->lines.to_log - 1);
    db_add(op->batch,
           arena_printf(&op->arena,
                        "INSERT INTO entry (entry_no%s) SELECT %s%s%s ORDER BY l.line_id", columns,
                        w->entry_no, values, from),
           w->p.params);
    db_batch_rows(op->batch, w->lines.to_log);
}

static lia_status add_comments(struct op *op, struct log_work *w, lia_error *err)
{
    int64_t first;
    if (!w->lines.comments)
        return LIA_OK;
    lia_status failed = op_take(op, "comment", w->lines.comments, &first, err);
    if (failed)
        return failed;
    op_inserted(op, OP_COMMENT, first, first + w->lines.comments - 1);
    log_param(&w->p, db_i("comment", first));
    db_add(op->batch,
           arena_printf(
               &op->arena,
               "INSERT INTO entry_comment (comment_id, entry_no, written_on, content, op_id, "
               "changed_op)"
               " SELECT :comment - 1 + row_number() OVER (ORDER BY n.line_id), n.entry_no, :today, "
               "n.comment,"
               " :op, :op FROM (SELECT l.line_id, l.comment, %s AS entry_no FROM segment_line AS l"
               " WHERE l.line_id BETWEEN :low AND :high AND " LINE_TO_LOG
               ") AS n WHERE n.comment IS NOT NULL",
               w->entry_no),
           w->p.params);
    db_batch_rows(op->batch, w->lines.comments);
    return LIA_OK;
}

/* --- the segment leaves the active ones --- */

static void close_segment(struct op *op, const struct log_work *w, int64_t follow_up_id)
{
    const struct db_param *params =
        DB_PARAMS(db_i("logged", w->logged_id), db_i("segment", w->s.id),
                  db_i("first", w->first_entry), db_i("last", w->first_entry + w->lines.to_log - 1),
                  db_ref("follow_up", follow_up_id), db_i("op", op->id));
    op_inserted(op, OP_LOGGED, w->logged_id, w->logged_id);
    db_add(op->batch,
           "INSERT INTO logged_segment (logged_id, segment_id, entries, first_entry, last_entry, "
           "follow_up_id, op_id,"
           " changed_op) VALUES (:logged, :segment, 0, :first, :last, :follow_up, :op, :op)",
           params);
    op_before_update(op, OP_SEGMENT, "segment_id = :segment", params);
    db_add(op->batch, "UPDATE segment SET status = 1, changed_op = :op WHERE segment_id = :segment",
           params);
}

/* --- the follow-up's lines --- */

/* How many different contacts are logged. Where no contact stands on the segment twice, its index
 * alone says so. */
static lia_status count_contacts(struct db *db, const struct log_work *w, int64_t *contacts,
                                 bool *twice, lia_error *err)
{
    lia_status failed =
        db_query_int(db,
                     "SELECT count(DISTINCT contact_id) FROM segment_line INDEXED BY line_contact"
                     " WHERE segment_id = :segment",
                     w->p.params, contacts, NULL, err);
    *twice = *contacts < w->lines.lines - w->lines.without_contact;
    if (failed || !w->lines.logged_singly)
        return failed;
    return db_query_int(db,
                        "SELECT count(DISTINCT contact_id) FROM segment_line AS l WHERE l.line_id "
                        "BETWEEN :low AND :high"
                        " AND " LINE_TO_LOG,
                        w->p.params, contacts, NULL, err);
}

/* One line for each contact, at the place of its first one. */
static lia_status add_follow_up_lines(struct op *op, struct log *log, struct log_work *w,
                                      lia_error *err)
{
    int64_t follow_up_id = log->result.follow_up_id, low = line_id_of(follow_up_id, 0);
    bool twice;
    lia_status failed = count_contacts(op->db, w, &log->contacts, &twice, err);
    if (failed)
        return failed;
    const char *once =
        twice ? " AND NOT EXISTS (SELECT 1 FROM segment_line AS d INDEXED BY line_contact"
                " WHERE d.segment_id = :segment AND d.contact_id = l.contact_id"
                " AND d.line_id < l.line_id AND d.entry_no IS NULL)"
              : "";
    log_param(&w->p, db_i("follow_up", follow_up_id));
    log_param(&w->p, db_i("shift", low - line_id_of(w->s.id, 0)));
    op_inserted(op, OP_LINE, low, line_id_of(follow_up_id + 1, 0) - 1);
    db_add(
        op->batch,
        arena_printf(
            &op->arena,
            "INSERT INTO segment_line (line_id, segment_id, contact_id, op_id, changed_op)"
            " SELECT l.line_id + :shift, :follow_up, l.contact_id, :op, :op FROM segment_line AS l"
            " WHERE l.line_id BETWEEN :low AND :high AND " LINE_TO_LOG
            " AND NOT EXISTS (SELECT 1 FROM contact"
            " AS c INDEXED BY contact_left_out WHERE c.contact_id = l.contact_id "
            "AND " FOLLOW_UP_LEFT_OUT("c") ")%s ORDER BY l.line_id",
            once),
        w->p.params);
    db_batch_rows(op->batch, w->lines.to_log);
    return LIA_OK;
}

/* --- the operation --- */

static lia_status take_numbers(struct op *op, struct log_work *w, lia_error *err)
{
    lia_status failed = op_take(op, "logged", 1, &w->logged_id, err);
    if (!failed)
        failed = op_take(op, "entry", w->lines.to_log, &w->first_entry, err);
    log_param(&w->p, db_i("op", op->id));
    log_param(&w->p, db_i("logged", w->logged_id));
    log_param(&w->p, db_i("first", w->first_entry));
    log_param(&w->p, db_i("first_line", w->lines.first));
    /* Where no line is missing and none left out, it need not be counted. */
    w->entry_no = w->lines.last - w->lines.first + 1 == w->lines.to_log
                      ? ":first + l.line_id - :first_line"
                      : ":first - 1 + row_number() OVER (ORDER BY l.line_id)";
    return failed;
}

static lia_status fill_log(struct op *op, void *ctx, lia_error *err)
{
    struct log *log = ctx;
    struct log_work w;
    log_params(&w.p, op->book, log->segment_id, log->options.today);
    lia_status failed = segment_row_active(op->book, log->segment_id, &op->arena, &w.s, err);
    if (!failed)
        failed = log_count_lines(op->db, log->segment_id, &w.lines, err);
    if (!failed)
        failed = log_refused(op->db, &w.s, &w.lines, err);
    if (!failed && log->options.follow_up)
        failed = follow_up_add(op, &w.s, &log->result.follow_up_id, err);
    if (!failed)
        failed = take_numbers(op, &w, err);
    if (!failed)
        failed = add_texts(op, &w, err);
    if (failed)
        return failed;
    if (w.lines.to_log > LARGE_SEGMENT)
        db_batch_large(op->batch);
    close_segment(op, &w, log->result.follow_up_id);
    add_entries(op, &w);
    failed = add_comments(op, &w, err);
    if (!failed && log->options.follow_up)
        failed = add_follow_up_lines(op, log, &w, err);
    log->result.logged_id = w.logged_id;
    log->result.entries = w.lines.to_log;
    log->result.first_entry = w.first_entry;
    /* the entries, the segment, its logged segment, the follow-up */
    op_say(op, w.lines.to_log + 2 + log->options.follow_up,
           ngettext_("Logged segment %s: %lld interaction", "Logged segment %s: %lld interactions",
                     w.lines.to_log),
           w.s.no, (long long)w.lines.to_log);
    return failed;
}

/* A batch that failed at its checks says so in the engine's words; what people need is that there
 * are problems now. */
static lia_status fail_problems(lia_book *book, const struct log *log, lia_error *err)
{
    lia_log_plan plan;
    lia_status failed =
        lia_segment_log_plan(book, log->segment_id, log->options.today, 0, &plan, err);
    if (failed)
        return failed;
    int64_t n = plan.problem_count;
    lia_log_plan_clear(&plan);
    if (!n) /* they came and went */
        return lia_fail(err, LIA_IN_USE, "",
                        _("The segment changed meanwhile; look at it, then log it again"));
    return lia_fail(err, LIA_IN_USE, "",
                    ngettext_("%lld line cannot be logged as it is; see the problems",
                              "%lld lines cannot be logged as they are; see the problems", n),
                    (long long)n);
}

lia_status lia_segment_log(lia_book *book, int64_t segment_id, const lia_log_options *options,
                           const lia_progress *progress, lia_log_result *out, lia_error *err)
{
    struct log log = {.segment_id = segment_id, .options = *options};
    lia_status failed = op_run(book, "segment-log", fill_log, &log, progress, NULL, err);
    if (failed == LIA_CONFLICT)
        return fail_problems(book, &log, err);
    if (!failed && options->follow_up && !book->dry_run)
        failed = follow_up_report(book->db, log.contacts, &log.result, err);
    if (!failed && out)
        *out = log.result;
    return failed;
}
