#include "base/i18n.h"
#include "base/str.h"
#include "core/core.h"
#include "core/segment_row.h"
#include "core/segment_rules.h"
#include "core/segment_spread.h"
#include "core/series.h"

/* --- what a header refers to --- */

/* A reference that is newly chosen must be there and not blocked. sql gives blocked (0 or 1) for
 * :id. */
static lia_status check_reference(struct op *op, const char *sql, int64_t id, lia_lfield field,
                                  lia_error *err)
{
    int64_t blocked = 0;
    bool found = false;
    lia_status failed = db_query_int(op->db, sql, DB_PARAMS(db_i("id", id)), &blocked, &found, err);
    if (failed)
        return failed;
    if (found && !blocked)
        return LIA_OK;
    if (field == LIA_L_TEMPLATE)
        return lia_fail(err, LIA_INVALID, lia_lfield_name(field),
                        found ? _("This template is blocked; choose another one or unblock it")
                              : _("No such template; choose one of the list"));
    return lia_fail(err, LIA_INVALID, lia_lfield_name(field),
                    found ? _("This salesperson is blocked; choose another one or unblock it")
                          : _("No such salesperson; choose one of the list"));
}

lia_status segment_check_template(struct op *op, int64_t id, lia_error *err)
{
    return check_reference(op, "SELECT blocked FROM interaction_template WHERE template_id = :id",
                           id, LIA_L_TEMPLATE, err);
}

lia_status segment_check_salesperson(struct op *op, int64_t id, lia_error *err)
{
    return check_reference(op, "SELECT blocked FROM salesperson WHERE salesperson_id = :id", id,
                           LIA_L_SALESPERSON, err);
}

/* was: NULL for a new one. The group is the template's when that is chosen, and stays when it is
 * not. */
static lia_status check_references(struct op *op, const lia_segment *was, lia_segment *s,
                                   lia_error *err)
{
    lia_status failed = LIA_OK;
    if (s->salesperson_id && (!was || was->salesperson_id != s->salesperson_id))
        failed = segment_check_salesperson(op, s->salesperson_id, err);
    if (failed)
        return failed;
    if (was && was->template_id == s->template_id) {
        s->group_id = was->group_id;
        return LIA_OK;
    }
    s->group_id = 0;
    if (!s->template_id)
        return LIA_OK;
    failed = segment_check_template(op, s->template_id, err);
    if (failed)
        return failed;
    return db_query_int(op->db, "SELECT group_id FROM interaction_template WHERE template_id = :id",
                        DB_PARAMS(db_i("id", s->template_id)), &s->group_id, NULL, err);
}

/* A deleted segment keeps its no. too: entries made from its lines carry it. */
static lia_status check_no(struct op *op, const char *no, lia_error *err)
{
    int64_t status = 0;
    bool taken = false;
    lia_status failed = db_query_int(op->db, "SELECT status FROM segment WHERE no = :no",
                                     DB_PARAMS(db_t("no", no)), &status, &taken, err);
    if (failed || !taken)
        return failed;
    if (status == 0)
        return lia_fail(err, LIA_EXISTS, "no", _("There is a segment %s already; type another no."),
                        no);
    if (status == 1)
        return lia_fail(err, LIA_EXISTS, "no", _("%s is a logged segment's no.; type another one"),
                        no);
    return lia_fail(err, LIA_EXISTS, "no", _("%s was a deleted segment's no.; type another one"),
                    no);
}

/* --- adding --- */

lia_status segment_insert(struct op *op, const lia_segment *s, int64_t *id, lia_error *err)
{
    lia_status failed = op_take(op, "segment", 1, id, err);
    if (failed)
        return failed;
    struct db_param params[SEGMENT_PARAMS + 4];
    segment_params(s, params);
    params[SEGMENT_PARAMS] = db_i("id", *id);
    params[SEGMENT_PARAMS + 1] = db_t("no", s->no);
    params[SEGMENT_PARAMS + 2] = db_i("op", op->id);
    params[SEGMENT_PARAMS + 3].type = DB_END;
    op_inserted(op, OP_SEGMENT, *id, *id);
    db_add(op->batch,
           "INSERT INTO segment (segment_id, no, " SEGMENT_FIELDS ", op_id, changed_op)"
           " VALUES (:id, :no, " SEGMENT_VALUES ", :op, :op)",
           params);
    return LIA_OK;
}

/* A no. that was shown as the next one is taken from the series, so that it is given once. */
static lia_status take_no(struct op *op, const char **no, lia_error *err)
{
    if (!**no) {
        lia_status blank = series_check(op->db, LIA_SERIES_SEGMENT, err);
        return blank ? blank : series_take(op, LIA_SERIES_SEGMENT, no, err);
    }
    lia_series series;
    lia_status failed = check_no(op, *no, err);
    if (!failed)
        failed = lia_series_get(op->book, LIA_SERIES_SEGMENT, &series, err);
    if (!failed && series.width && str_eq(*no, series.next))
        failed = series_take(op, LIA_SERIES_SEGMENT, no, err);
    return failed;
}

lia_status segment_add(struct op *op, const lia_segment *in, int64_t *id, const char **no,
                       lia_error *err)
{
    lia_segment s;
    lia_status failed = segment_tidy(&op->arena, in, &s, err);
    if (!failed)
        failed = check_references(op, NULL, &s, err);
    if (!failed)
        failed = take_no(op, &s.no, err);
    if (!failed)
        failed = segment_insert(op, &s, id, err);
    if (!failed)
        *no = s.no;
    return failed;
}

struct line_feed {
    const int64_t *contacts;
    size_t count, at;
    int64_t segment_id;
};

static bool next_line(void *ctx, struct db_param *params)
{
    struct line_feed *feed = ctx;
    if (feed->at == feed->count)
        return false;
    params[0].i = line_id_of(feed->segment_id, (int64_t)feed->at + 1);
    params[1].i = feed->contacts[feed->at++];
    return true;
}

void segment_add_lines(struct op *op, int64_t segment_id, const int64_t *contacts, size_t n)
{
    if (!n)
        return;
    struct line_feed *feed = arena_alloc(&op->arena, sizeof *feed);
    *feed = (struct line_feed){contacts, n, 0, segment_id};
    struct db_param *params = arena_alloc(&op->arena, 5 * sizeof *params);
    params[0] = db_i("line", 0);
    params[1] = db_i("contact", 0);
    params[2] = db_i("segment", segment_id);
    params[3] = db_i("op", op->id);
    params[4].type = DB_END;
    op_inserted(op, OP_LINE, line_id_of(segment_id, 1), line_id_of(segment_id, (int64_t)n));
    db_each(op->batch,
            "INSERT INTO segment_line (line_id, segment_id, contact_id, op_id, changed_op)"
            " VALUES (:line, :segment, :contact, :op, :op)",
            params, next_line, feed);
    db_batch_rows(op->batch, (int64_t)n);
}

/* --- saving --- */

struct save {
    const lia_segment *in;
    lia_spread spread;
    int64_t id;
};

static lia_status fill_add(struct op *op, void *ctx, lia_error *err)
{
    struct save *save = ctx;
    const char *no;
    lia_status failed = segment_add(op, save->in, &save->id, &no, err);
    if (!failed)
        op_say(op, 1, _("Added segment %s"), no);
    return failed;
}

static bool same(const lia_segment *a, const lia_segment *b)
{
    return !lia_segment_changed(a, b) && str_eq(a->no, b->no) &&
           str_eq(a->description, b->description) && a->group_id == b->group_id &&
           a->typed == b->typed;
}

static void update_header(struct op *op, const lia_segment *s)
{
    struct db_param params[SEGMENT_PARAMS + 4];
    segment_params(s, params);
    params[SEGMENT_PARAMS] = db_i("id", s->id);
    params[SEGMENT_PARAMS + 1] = db_t("no", s->no);
    params[SEGMENT_PARAMS + 2] = db_i("op", op->id);
    params[SEGMENT_PARAMS + 3].type = DB_END;
    op_before_update(op, OP_SEGMENT, "segment_id = :id", params);
    db_add(op->batch,
           "UPDATE segment SET no = :no, (" SEGMENT_FIELDS ") = (SELECT " SEGMENT_VALUES
           "), changed_op = :op"
           " WHERE segment_id = :id",
           params);
}

static lia_status fill_update(struct op *op, void *ctx, lia_error *err)
{
    struct save *save = ctx;
    lia_segment was, s;
    lia_status failed = segment_row_active(op->book, save->in->id, &op->arena, &was, err);
    if (!failed)
        failed = segment_tidy(&op->arena, save->in, &s, err);
    if (failed)
        return failed;
    op_guard_version(op, OP_SEGMENT, s.id, s.version);
    s.no = str_or(s.no, was.no);
    failed = check_references(op, &was, &s, err);
    if (!failed && !str_eq(s.no, was.no))
        failed = check_no(op, s.no, err);
    if (failed)
        return failed;
    /* An older version is for the guard to refuse, even when nothing differs. */
    if (s.version == was.version && same(&was, &s)) {
        op->nothing = true;
        return LIA_OK;
    }
    int64_t lines = 0;
    failed = segment_spread(op, &s, lia_segment_changed(&was, &s), save->spread, &lines, err);
    if (failed)
        return failed;
    update_header(op, &s);
    if (lines)
        op_say(op, lines + 1,
               ngettext_("Changed segment %s and %lld line", "Changed segment %s and %lld lines",
                         lines),
               s.no, (long long)lines);
    else
        op_say(op, 1, _("Changed segment %s"), s.no);
    return LIA_OK;
}

lia_status lia_segment_save(lia_book *book, const lia_segment *s, lia_spread spread, int64_t *id,
                            lia_error *err)
{
    struct save save = {.in = s, .spread = spread, .id = s->id};
    lia_status failed = s->id ? op_run(book, "segment-edit", fill_update, &save, NULL, NULL, err)
                              : op_run(book, "segment-add", fill_add, &save, NULL, NULL, err);
    if (!failed && id)
        *id = save.id;
    return failed;
}

/* --- deleting --- */

static lia_status fill_delete(struct op *op, void *ctx, lia_error *err)
{
    const int64_t *id = ctx;
    lia_segment s;
    lia_status failed = segment_row_active(op->book, *id, &op->arena, &s, err);
    if (failed)
        return failed;
    const struct db_param *params =
        DB_PARAMS(db_i("id", *id), db_i("op", op->id), db_i("first", line_id_of(*id, 0)),
                  db_i("last", line_id_of(*id + 1, 0) - 1));
    if (s.lines > LARGE_SEGMENT)
        db_batch_large(op->batch);
    if (s.lines)
        op_delete(op, OP_LINE, "line_id BETWEEN :first AND :last", params);
    op_before_update(op, OP_SEGMENT, "segment_id = :id", params);
    db_add(op->batch, "UPDATE segment SET status = 2, changed_op = :op WHERE segment_id = :id",
           params);
    op_say(op, s.lines + 1,
           ngettext_("Deleted segment %s with %lld line", "Deleted segment %s with %lld lines",
                     s.lines),
           s.no, (long long)s.lines);
    return LIA_OK;
}

lia_status lia_segment_delete(lia_book *book, int64_t id, lia_error *err)
{
    return op_run(book, "segment-delete", fill_delete, &id, NULL, NULL, err);
}
