#include "core/line_change.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/core.h"
#include "core/line_row.h"
#include "core/segment_row.h"
#include "core/segment_rules.h"
#include "core/segment_window.h"

_Static_assert(LIA_LINE_CONTACT == 1 && LIA_LINE_EVALUATION == 2 && LIA_LINE_RESULT == 4 &&
                   LIA_LINE_COMMENT == 8,
               "the bits of :also in line_change.h");

enum { TEMPLATE_BIT = 1 << LIA_L_TEMPLATE };

/* --- a change as parameters --- */

/* :set, :follow ... :comment, and four more that callers add; texts live in the arena. */
enum { CHANGE_PARAMS = 20, MORE_PARAMS = 6 };
struct change {
    struct db_param params[CHANGE_PARAMS + MORE_PARAMS + 1];
    int count;
};

static void more(struct change *c, struct db_param param)
{
    c->params[c->count++] = param;
    c->params[c->count].type = DB_END;
}

/* A comment keeps its lines; a blank one is none. */
static struct db_param comment_param(struct arena *a, const char *comment)
{
    char *text = utf8_repair(a, comment ? comment : "", comment ? strlen(comment) : 0, NULL);
    size_t len = strlen(text);
    while (len && strchr(" \t\r\n", text[len - 1]))
        text[--len] = '\0';
    return len ? db_t("comment", text) : db_null("comment");
}

/* A template that is the header's own makes the line follow again. */
static void change_params(struct change *c, struct arena *a, const lia_line_change *in,
                          int64_t header_template)
{
    const lia_line *v = &in->value;
    uint32_t set = in->set, follow = in->follow & ~in->set;
    if (set & TEMPLATE_BIT && v->template_id == header_template) {
        set &= ~(uint32_t)TEMPLATE_BIT;
        follow |= TEMPLATE_BIT;
    }
    enum line_template_mode mode = set & TEMPLATE_BIT      ? LINE_TEMPLATE_OWN
                                   : follow & TEMPLATE_BIT ? LINE_TEMPLATE_FOLLOWS
                                                           : LINE_TEMPLATE_STAYS;
    const struct db_param params[] = {
        db_i("set", set),
        db_i("follow", follow),
        db_i("mode", mode),
        db_ref("template", v->template_id),
        db_i("also", in->also),
        db_ref("contact_id", v->contact_id),
        v->date == LIA_DAY_NONE ? db_null("date_on") : db_i("date_on", v->date),
        db_ref("salesperson_id", v->salesperson_id),
        db_t("description", segment_one_line(a, v->description)),
        db_t("subject", segment_one_line(a, v->subject)),
        db_i("correspondence", v->correspondence),
        db_i("ignore_correspondence", v->ignore_correspondence),
        db_i("flow", v->flow),
        db_i("initiated_by", v->initiated_by),
        db_i("cost", v->cost),
        db_i("minutes", v->minutes),
        db_i("evaluation", v->evaluation),
        db_i("failed", v->failed),
        comment_param(a, v->comment),
    };
    _Static_assert(sizeof params / sizeof *params <= CHANGE_PARAMS, "CHANGE_PARAMS");
    memcpy(c->params, params, sizeof params);
    c->count = (int)(sizeof params / sizeof *params);
    c->params[c->count].type = DB_END;
}

/* --- checks --- */

static lia_status check_contact(struct db *db, int64_t id, lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(
        db,
        "SELECT CASE WHEN archived = 1 THEN 1 WHEN privacy_blocked = 1 THEN 2 ELSE 0 END, name,"
        " privacy_reason FROM contact WHERE contact_id = :id",
        DB_PARAMS(db_i("id", id)), &rows, err);
    if (failed)
        return failed;
    if (!db_next(rows)) {
        failed = db_rows_close(rows, err);
        return failed ? failed
                      : lia_fail(err, LIA_INVALID, rule_field(RULE_NO_CONTACT),
                                 _("No such contact; choose one of the list"));
    }
    static const enum rule_problem problems[] = {RULE_FINE, RULE_CONTACT_ARCHIVED,
                                                 RULE_CONTACT_BLOCKED};
    failed = rule_fail(err, problems[db_int(rows, 0)], db_text(rows, 1), db_text(rows, 2));
    lia_status closed = db_rows_close(rows, failed ? NULL : err);
    return failed ? failed : closed;
}

static lia_status check_change(struct op *op, const lia_line_change *in, lia_error *err)
{
    const lia_line *v = &in->value;
    const lia_line blank = {.description = "", .subject = ""};
    /* Values that are not taken are not judged. */
    lia_status failed = segment_check_values(
        &(struct segment_values){
            in->set & 1u << LIA_L_DATE ? v->date : LIA_DAY_NONE,
            in->set & 1u << LIA_L_COST ? v->cost : blank.cost,
            in->set & 1u << LIA_L_MINUTES ? v->minutes : blank.minutes,
            in->set & 1u << LIA_L_CORRESPONDENCE ? v->correspondence : blank.correspondence,
            in->set & 1u << LIA_L_FLOW ? v->flow : blank.flow,
            in->set & 1u << LIA_L_INITIATED_BY ? v->initiated_by : blank.initiated_by,
        },
        err);
    if (!failed)
        failed =
            segment_check_texts(in->set & 1u << LIA_L_DESCRIPTION ? str_or(v->description, "") : "",
                                in->set & 1u << LIA_L_SUBJECT ? str_or(v->subject, "") : "", err);
    if (!failed && in->also & LIA_LINE_EVALUATION &&
        !lia_value_code(LIA_SET_EVALUATION, (int)v->evaluation))
        failed = lia_fail(err, LIA_INVALID, "evaluation",
                          _("Not an evaluation: %d; choose one of the list"), (int)v->evaluation);
    if (!failed && in->also & LIA_LINE_CONTACT && v->contact_id)
        failed = check_contact(op->db, v->contact_id, err);
    if (!failed && in->set & TEMPLATE_BIT && v->template_id)
        failed = segment_check_template(op, v->template_id, err);
    if (!failed && in->set & 1u << LIA_L_SALESPERSON && v->salesperson_id)
        failed = segment_check_salesperson(op, v->salesperson_id, err);
    return failed;
}

/* --- adding --- */

struct line_add {
    int64_t segment_id, line_id;
    const lia_line_change *change;
};

#define UPDATE_LINES                                                                               \
    "UPDATE segment_line AS l SET changed_op = :op" LINE_CHANGES(                                  \
        LINE_CHANGE_SET) " WHERE l.line_id IN (SELECT value FROM json_each(:lines))"

static lia_status fill_add(struct op *op, void *ctx, lia_error *err)
{
    struct line_add *add = ctx;
    lia_segment s;
    int64_t last = 0;
    lia_status failed = segment_row_active(op->book, add->segment_id, &op->arena, &s, err);
    if (!failed)
        failed = check_change(op, add->change, err);
    if (!failed)
        failed = db_query_int(op->db, "SELECT last_line FROM segment WHERE segment_id = :segment",
                              DB_PARAMS(db_i("segment", s.id)), &last, NULL, err);
    if (failed)
        return failed;
    struct change c;
    lia_line_change change = *add->change;
    change.also |= LIA_LINE_CONTACT;
    change_params(&c, &op->arena, &change, s.template_id);
    add->line_id = line_id_of(s.id, last + 1);
    more(&c, db_i("op", op->id));
    more(&c, db_i("segment", s.id));
    more(&c, db_i("line", add->line_id));
    more(&c, db_t("lines", rule_ids(&op->arena, &add->line_id, 1)));
    op_inserted(op, OP_LINE, add->line_id, add->line_id);
    db_add(op->batch,
           "INSERT INTO segment_line (line_id, segment_id, op_id, changed_op) VALUES (:line, "
           ":segment, :op, :op)",
           c.params);
    db_add(op->batch, UPDATE_LINES, c.params);
    op_say(op, 1, _("Added line %lld to segment %s"), (long long)last + 1, s.no);
    return LIA_OK;
}

lia_status lia_line_add(lia_book *book, int64_t segment_id, const lia_line_change *change,
                        int64_t *line_id, lia_error *err)
{
    struct line_add add = {.segment_id = segment_id, .change = change};
    lia_status failed = op_run(book, "line-add", fill_add, &add, NULL, NULL, err);
    if (!failed && line_id)
        *line_id = add.line_id;
    return failed;
}

/* --- changing and removing --- */

struct line_some {
    const int64_t *ids;
    size_t n;
    int64_t version;
    const lia_line_change *change;
};

/* The segment that all these lines stand on. */
static lia_status read_some(struct op *op, const struct line_some *some, const char *ids,
                            lia_segment *s, int64_t *logged, lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(
        op->db,
        "SELECT count(*), min(segment_id), max(segment_id), count(entry_no) FROM segment_line"
        " WHERE line_id IN (SELECT value FROM json_each(:lines))",
        DB_PARAMS(db_t("lines", ids)), &rows, err);
    if (failed)
        return failed;
    int64_t found = 0, segment = 0, other = 0;
    if (db_next(rows)) {
        found = db_int(rows, 0);
        segment = db_int(rows, 1);
        other = db_int(rows, 2);
        *logged = db_int(rows, 3);
    }
    failed = db_rows_close(rows, err);
    if (failed)
        return failed;
    if (found != (int64_t)some->n)
        return lia_fail(
            err, LIA_NOT_FOUND, "",
            ngettext_("A line was removed meanwhile; look at the segment again",
                      "Some of the lines were removed meanwhile; look at the segment again",
                      (int64_t)some->n - found));
    if (segment != other)
        return lia_fail(err, LIA_INVALID, "",
                        _("These lines are of several segments; mark those of one"));
    return segment_row_active(op->book, segment, &op->arena, s, err);
}

static lia_status fill_update(struct op *op, void *ctx, lia_error *err)
{
    const struct line_some *some = ctx;
    const char *ids = rule_ids(&op->arena, some->ids, some->n);
    lia_segment s;
    int64_t logged = 0;
    lia_status failed = read_some(op, some, ids, &s, &logged, err);
    if (!failed)
        failed = check_change(op, some->change, err);
    if (failed)
        return failed;
    if (logged && some->change->also & LIA_LINE_CONTACT)
        return lia_fail(err, LIA_IN_USE, rule_field(RULE_NO_CONTACT),
                        _("Its interaction is logged already; add a line for another contact"));
    if (some->n == 1 && some->version)
        op_guard_version(op, OP_LINE, some->ids[0], some->version);
    if (some->n > LARGE_SEGMENT)
        db_batch_large(op->batch);
    struct change c;
    change_params(&c, &op->arena, some->change, s.template_id);
    more(&c, db_i("op", op->id));
    more(&c, db_t("lines", ids));
    op_before_update(op, OP_LINE, "line_id IN (SELECT value FROM json_each(:lines))", c.params);
    db_add(op->batch, UPDATE_LINES, c.params);
    if (some->n == 1)
        op_say(op, 1, _("Changed line %lld of segment %s"), (long long)line_no_of(some->ids[0]),
               s.no);
    else
        op_say(op, (int64_t)some->n, _("Changed %zu lines of segment %s"), some->n, s.no);
    return LIA_OK;
}

lia_status lia_line_update(lia_book *book, const int64_t *line_ids, size_t n, int64_t version,
                           const lia_line_change *change, lia_error *err)
{
    struct line_some some = {line_ids, n, version, change};
    if (!n || !(change->set || change->follow || change->also))
        return LIA_OK;
    return op_run(book, "line-edit", fill_update, &some, NULL, NULL, err);
}

static lia_status fill_remove(struct op *op, void *ctx, lia_error *err)
{
    const struct line_some *some = ctx;
    const char *ids = rule_ids(&op->arena, some->ids, some->n);
    lia_segment s;
    int64_t logged = 0;
    lia_status failed = read_some(op, some, ids, &s, &logged, err);
    if (failed)
        return failed;
    if (some->n > LARGE_SEGMENT)
        db_batch_large(op->batch);
    op_delete(op, OP_LINE, "line_id IN (SELECT value FROM json_each(:lines))",
              DB_PARAMS(db_t("lines", ids)));
    op_say(
        op, (int64_t)some->n,
        ngettext_("Removed %zu line from segment %s", "Removed %zu lines from segment %s", some->n),
        some->n, s.no);
    return LIA_OK;
}

lia_status lia_line_remove(lia_book *book, const int64_t *line_ids, size_t n, lia_error *err)
{
    struct line_some some = {.ids = line_ids, .n = n};
    return n ? op_run(book, "line-remove", fill_remove, &some, NULL, NULL, err) : LIA_OK;
}

/* --- only looking --- */

#define STORED                                                                                     \
    "line_id, changed_op, segment_id, contact_id, marks, template_id, group_id, date_on, "         \
    "salesperson_id,"                                                                              \
    " description, subject, correspondence, ignore_correspondence, flow, initiated_by, cost, "     \
    "minutes, evaluation,"                                                                         \
    " failed, comment, entry_no"
#define NOT_YET_STORED                                                                             \
    "0, 0, :segment, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "  \
    "NULL, 0, 0, NULL, NULL"

lia_status lia_line_work_out(lia_book *book, int64_t segment_id, int64_t line_id,
                             const lia_line_change *change, lia_line_list *out, lia_error *err)
{
    struct arena a = {0};
    lia_segment s;
    lia_status failed = segment_row_active(book, segment_id, &a, &s, err);
    if (!failed) {
        struct change c;
        change_params(&c, &a, change, s.template_id);
        more(&c, db_i("segment", segment_id));
        more(&c, db_i("line", line_id));
        /* In two halves, for compilers are not asked to take longer literals. */
        const char *changed =
            "WITH stored (" STORED ") AS (SELECT " STORED " FROM segment_line"
            " WHERE line_id = :line AND segment_id = :segment"
            " UNION ALL SELECT " NOT_YET_STORED " WHERE :line = 0),"
            " changed AS (SELECT l.line_id, l.changed_op, l.segment_id, l.entry_no" LINE_CHANGES(
                LINE_CHANGE_SELECT) " FROM stored AS l)";
        const char *shown = " SELECT " LINE_COLUMNS " FROM changed AS l" LINE_JOIN_SHOWN;
        failed =
            line_list_read(book->db, arena_printf(&a, "%s%s", changed, shown), c.params, out, err);
    }
    arena_clear(&a);
    return failed;
}
