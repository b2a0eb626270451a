/* A line stores only what is its own, so lines that go on following need nothing written. What is
 * written here is for the other two answers: every line follows, or every line keeps its own. */
#include "core/segment_spread.h"

#include "base/str.h"
#include "core/core.h"
#include "core/line_view.h"
#include "core/segment_rules.h"

/* A line with a template of its own follows the header only in these. */
#define ALWAYS_FOLLOWED "6"
_Static_assert((1 << LIA_L_DATE | 1 << LIA_L_SALESPERSON) == 6, "ALWAYS_FOLLOWED");

/* Which of the changed fields a line follows now; over the columns of segment_line. */
#define FOLLOWED                                                                                   \
    "(:changed & ~marks & CASE WHEN template_id IS NULL THEN -1 ELSE " ALWAYS_FOLLOWED " END)"
#define OF_SEGMENT "line_id BETWEEN :first AND :last"

#define KEEPING OF_SEGMENT " AND " FOLLOWED " <> 0"
/* The lines that "all lines" changes: those with a mark to lose, or a template of their own. */
#define TAKING                                                                                     \
    OF_SEGMENT                                                                                     \
        " AND (marks & :changed <> 0 OR (template_id IS NOT NULL AND :changed & ~" ALWAYS_FOLLOWED \
        " <> 0))"

uint32_t lia_segment_changed(const lia_segment *before, const lia_segment *after)
{
    const bool differs[LIA_L_FIELDS] = {
        [LIA_L_TEMPLATE] = before->template_id != after->template_id,
        [LIA_L_DATE] = before->date != after->date,
        [LIA_L_SALESPERSON] = before->salesperson_id != after->salesperson_id,
        [LIA_L_DESCRIPTION] = !str_eq(before->entry_description, after->entry_description),
        [LIA_L_SUBJECT] = !str_eq(before->subject, after->subject),
        [LIA_L_CORRESPONDENCE] = before->correspondence != after->correspondence,
        [LIA_L_IGNORE_CORRESPONDENCE] =
            before->ignore_correspondence != after->ignore_correspondence,
        [LIA_L_FLOW] = before->flow != after->flow,
        [LIA_L_INITIATED_BY] = before->initiated_by != after->initiated_by,
        [LIA_L_COST] = before->unit_cost != after->unit_cost,
        [LIA_L_MINUTES] = before->unit_minutes != after->unit_minutes,
    };
    uint32_t changed = 0;
    for (unsigned field = 0; field < LIA_L_FIELDS; field++)
        changed |= differs[field] ? 1u << field : 0;
    return changed;
}

lia_status lia_segment_spread_count(lia_book *book, int64_t id, uint32_t changed, int64_t *lines,
                                    int64_t *following, lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(
        book->db,
        "SELECT count(*), coalesce(sum(" FOLLOWED " <> 0), 0) FROM segment_line WHERE " OF_SEGMENT,
        DB_PARAMS(db_i("changed", changed), db_i("first", line_id_of(id, 0)),
                  db_i("last", line_id_of(id + 1, 0) - 1)),
        &rows, err);
    if (failed)
        return failed;
    int64_t all = 0, some = 0;
    if (db_next(rows)) {
        all = db_int(rows, 0);
        some = db_int(rows, 1);
    }
    failed = db_rows_close(rows, err);
    if (failed)
        return failed;
    *lines = all;
    *following = some;
    return LIA_OK;
}

/* The columns that a header change writes on lines: by themselves; those that a template fills. The
 * type of correspondence has rules of its own. */
#define FIELDS_ALONE(X)                                                                            \
    X("template_id", MARK_TEMPLATE)                                                                \
    X("group_id", MARK_TEMPLATE)                                                                   \
    X("date_on", MARK_DATE)                                                                        \
    X("salesperson_id", MARK_SALESPERSON)
#define FIELDS_FILLED(X)                                                                           \
    X("description", MARK_DESCRIPTION)                                                             \
    X("subject", MARK_SUBJECT)                                                                     \
    X("ignore_correspondence", MARK_IGNORE)                                                        \
    X("flow", MARK_FLOW)                                                                           \
    X("initiated_by", MARK_INITIATED_BY)                                                           \
    X("cost", MARK_COST)                                                                           \
    X("minutes", MARK_MINUTES)

/* --- header only: what the lines had becomes theirs --- */

/* A line that followed the header's old template keeps it as a template of its own, with what the
 * header said; then only template, date and salesperson are marked. Where the header had no
 * template, each changed field is kept by itself. */
#define OWN       "(v.followed & " MARK_TEMPLATE " AND v.template_id IS NOT NULL)"
#define KEPT(bit) "(v.followed & " bit " OR " OWN ")"
#define KEEP(column, bit)                                                                          \
    ", " column " = CASE WHEN " KEPT(bit) " THEN v." column " ELSE segment_line." column " END"
#define KEEP_ALONE(column, bit)                                                                    \
    ", " column " = CASE WHEN v.followed & " bit " THEN v." column " ELSE segment_line." column    \
    " END"

static void keep(struct op *op, const struct db_param *params)
{
    op_before_update(op, OP_LINE, KEEPING, params);
    db_add(
        op->batch,
        "UPDATE segment_line SET changed_op = :op,"
        " marks = marks | CASE WHEN " OWN " THEN v.followed & (" MARK_TEMPLATE " | " ALWAYS_FOLLOWED
        ")"
        " ELSE v.followed END" FIELDS_ALONE(KEEP_ALONE) FIELDS_FILLED(KEEP)
        /* a template of its own says its type before the contact's; a kept value is what came of
           both */
        ", correspondence = CASE WHEN " OWN " AND NOT marks & " MARK_CORRESPONDENCE " THEN v.said"
        " WHEN v.followed & " MARK_CORRESPONDENCE
        " THEN v.correspondence ELSE segment_line.correspondence END"
        " FROM (SELECT l.line_id AS id, (:changed & ~l.marks & CASE WHEN l.template_id IS NULL "
        "THEN -1 ELSE " ALWAYS_FOLLOWED " END) AS followed, " LINE_TEMPLATE
        " AS template_id, " LINE_GROUP " AS group_id, " LINE_DATE " AS date_on, " LINE_SALESPERSON
        " AS salesperson_id, " LINE_DESCRIPTION " AS description, " LINE_SUBJECT
        " AS subject, coalesce(l.correspondence, s.correspondence) AS said, " LINE_CORRESPONDENCE
        " AS correspondence, " LINE_IGNORE " AS ignore_correspondence, " LINE_FLOW
        " AS flow, " LINE_INITIATED_BY " AS initiated_by, " LINE_COST " AS cost, " LINE_MINUTES
        " AS minutes FROM segment_line AS l" LINE_JOIN
        " WHERE l.line_id BETWEEN :first AND :last) AS v WHERE line_id = v.id AND v.followed <> 0",
        params);
}

/* --- all lines: the mark goes --- */

/* A line with a template of its own does not follow there, so it is given what the header says. */
#define GIVE(column, bit)                                                                          \
    ", " column " = CASE WHEN NOT :changed & " bit " THEN " column                                 \
    " WHEN template_id IS NOT NULL THEN :" column " END"
#define DROP(column, bit) ", " column " = CASE WHEN NOT :changed & " bit " THEN " column " END"

static void take(struct op *op, const struct db_param *params)
{
    op_before_update(op, OP_LINE, TAKING, params);
    db_add(op->batch,
           "UPDATE segment_line SET changed_op = :op, marks = marks & ~:changed" DROP(
               "date_on", MARK_DATE) DROP("salesperson_id", MARK_SALESPERSON)
               GIVE("correspondence", MARK_CORRESPONDENCE) FIELDS_FILLED(GIVE) " WHERE " TAKING,
           params);
}

/* A changed template refills everything but contact, evaluation, result and comment. */
static void refill(struct op *op, const struct db_param *params)
{
    static const char where[] = OF_SEGMENT " AND (marks <> 0 OR template_id IS NOT NULL)";
    op_before_update(op, OP_LINE, where, params);
    db_add(
        op->batch,
        arena_printf(&op->arena,
                     "UPDATE segment_line SET changed_op = :op, marks = 0, template_id = NULL, "
                     "group_id = NULL,"
                     " date_on = NULL, salesperson_id = NULL, description = NULL, subject = NULL,"
                     " correspondence = NULL, ignore_correspondence = NULL, flow = NULL, "
                     "initiated_by = NULL,"
                     " cost = NULL, minutes = NULL WHERE %s",
                     where),
        params);
}

lia_status segment_spread(struct op *op, const lia_segment *now, uint32_t changed,
                          lia_spread spread, int64_t *touched, lia_error *err)
{
    *touched = 0;
    if (spread == LIA_SPREAD_NOT_PERSONALISED || !changed)
        return LIA_OK;
    bool all = spread == LIA_SPREAD_ALL, template = changed & 1u << LIA_L_TEMPLATE;
    const struct db_param params[] = {
        db_i("op", op->id),
        db_i("changed", all && template ? -1 : (int64_t)changed),
        db_i("first", line_id_of(now->id, 0)),
        db_i("last", line_id_of(now->id + 1, 0) - 1),
        db_t("description", str_or(now->entry_description, now->description)),
        db_t("subject", now->subject),
        db_i("correspondence", now->correspondence),
        db_i("ignore_correspondence", now->ignore_correspondence),
        db_i("flow", now->flow),
        db_i("initiated_by", now->initiated_by),
        db_i("cost", now->unit_cost),
        db_i("minutes", now->unit_minutes),
        {.type = DB_END},
    };
    lia_status failed = db_query_int(op->db,
                                     all ? "SELECT count(*) FROM segment_line WHERE " TAKING
                                         : "SELECT count(*) FROM segment_line WHERE " KEEPING,
                                     params, touched, NULL, err);
    if (failed || !*touched)
        return failed;
    if (!all)
        keep(op, params);
    else if (template)
        refill(op, params);
    else
        take(op, params);
    return LIA_OK;
}
