/* Entries are asked for once for each kind of row, one after another, so that none of them is kept
 * here: however many there are, what is held is what stands in `struct pass`. */
#include "core/entry_bulk.h"

#include <stdio.h>
#include <string.h>

#include "core/interaction_rules.h"

enum { LARGE = 2000, ZONE_MAX = 1080, PARAMS = 28 };

/* One kind of row, on its way through all entries. */
struct pass {
    entry_bulk_at *at;
    void *ctx;
    size_t n, place;            /* the entry that is asked for next */
    struct entry_new e;         /* the one asked for last */
    size_t note;                /* of it: the next comment to write */
    char segment[LIA_CODE_MAX]; /* the no. given last */
    int64_t first_entry, key;   /* key: of the next text or comment */
    struct db_param params[PARAMS];
};

/* How many rows of the other kinds there are. */
struct sizes {
    int64_t notes, documents, segments;
    size_t first_document, last_document; /* places */
};

static bool next_entry(struct pass *p)
{
    if (p->place == p->n)
        return false;
    p->e = (struct entry_new){0};
    p->at(p->ctx, p->place++, &p->e);
    return true;
}

static int64_t entry_no(const struct pass *p)
{
    return p->first_entry + (int64_t)p->place - 1;
}

static struct pass *pass_new(struct op *op, const struct pass *like, const struct db_param *params)
{
    struct pass *p = arena_alloc(&op->arena, sizeof *p);
    *p = *like;
    int n = 0;
    do
        p->params[n] = params[n];
    while (params[n++].type != DB_END);
    return p;
}

/* --- texts --- */

static bool next_text(void *ctx, struct db_param *params)
{
    struct pass *p = ctx;
    if (!next_entry(p))
        return false;
    params[0].i = p->key++;
    params[1].s = p->e.description;
    params[2].s = p->e.subject;
    return true;
}

/* Each entry has a number for its text, which stays unused when the text is there already. */
static lia_status add_texts(struct op *op, const struct pass *like, lia_error *err)
{
    int64_t first;
    lia_status status = op_take(op, "text", (int64_t)like->n, &first, err);
    if (status)
        return status;
    struct pass *p =
        pass_new(op, like, DB_PARAMS(db_i("id", 0), db_t("description", ""), db_t("subject", "")));
    p->key = first;
    db_each(op->batch,
            "INSERT INTO text (text_id, description, subject) VALUES (:id, :description, :subject)"
            " ON CONFLICT (description, subject) DO NOTHING",
            p->params, next_text, p);
    db_batch_rows(op->batch, (int64_t)like->n);
    op_texts_inserted(op, first, first + (int64_t)like->n - 1);
    return LIA_OK;
}

/* --- segments --- */

/* Is its segment another than that of those before it? */
static bool begins_segment(struct pass *p)
{
    if (!*p->e.segment_no || strcmp(p->e.segment_no, p->segment) == 0)
        return false;
    snprintf(p->segment, sizeof p->segment, "%s", p->e.segment_no);
    return true;
}

static bool next_segment(void *ctx, struct db_param *params)
{
    struct pass *p = ctx;
    do
        if (!next_entry(p))
            return false;
    while (!begins_segment(p));
    params[0].i = p->key++;
    params[1].s = p->e.segment_no;
    return true;
}

/* Each has a number, which stays unused when the no. is there already. */
static lia_status add_segments(struct op *op, const struct pass *like, int64_t n, lia_error *err)
{
    struct pass *p =
        pass_new(op, like, DB_PARAMS(db_i("id", 0), db_t("no", ""), db_i("op", op->id)));
    lia_status status = op_take(op, "segment", n, &p->key, err);
    if (status)
        return status;
    op_inserted(op, OP_SEGMENT, p->key, p->key + n - 1);
    db_each(op->batch,
            "INSERT INTO segment (segment_id, no, status, op_id, changed_op)"
            " VALUES (:id, :no, 2, :op, :op) ON CONFLICT (no) DO NOTHING",
            p->params, next_segment, p);
    db_batch_rows(op->batch, n);
    return LIA_OK;
}

/* --- entries --- */

enum {
    P_ENTRY,
    P_CONTACT,
    P_COMPANY,
    P_WALL,
    P_HAS_TIME,
    P_ZONE,
    P_DESCRIPTION,
    P_SUBJECT,
    P_TEMPLATE,
    P_GROUP,
    P_SALESPERSON,
    P_FLOW,
    P_BY,
    P_CORR,
    P_EVALUATION,
    P_FAILED,
    P_COST,
    P_MINUTES,
    P_VIA,
    P_SEGMENT,
    P_ORIGIN,
    P_CANCELED,
    P_CORRECTS,
    P_CORRECTED_BY,
    P_OP,
    P_END
};
_Static_assert((int)P_END < (int)PARAMS, "room for all of them");

/* In the order of the numbers above. */
#define ENTRY_PARAMS(op)                                                                           \
    DB_PARAMS(db_i("entry", 0), db_i("contact", 0), db_i("company", 0), db_i("wall", 0),           \
              db_i("has_time", 0), db_i("zone", 0), db_t("description", ""), db_t("subject", ""),  \
              db_i("template", 0), db_i("group", 0), db_null("salesperson"), db_i("flow", 0),      \
              db_i("by", 0), db_i("corr", 0), db_i("evaluation", 0), db_i("failed", 0),            \
              db_i("cost", 0), db_i("minutes", 0), db_t("via", ""), db_t("segment", ""),           \
              db_i("origin", 0), db_i("canceled", 0), db_null("corrects"),                         \
              db_null("corrected_by"), db_i("op", (op)->id))

static const char insert_entry[] =
    "INSERT INTO entry (entry_no, contact_id, company_id, wall, has_time, zone, text_id,"
    " template_id, group_id, salesperson_id, flow, initiated_by, correspondence, evaluation,"
    " failed, cost, minutes, via, segment_id, origin, canceled_op, corrects, corrected_by, op_id, "
    "changed_op) "
    "VALUES (:entry, :contact,"
    " iif(:company >= 0, nullif(:company, 0), (SELECT " RULE_COMPANY("c")           //
    " FROM contact AS c WHERE c.contact_id = :contact)), :wall, :has_time, :zone, " //
    RULE_TEXT_ID(
        ":description",
        ":subject") ", :template, coalesce(nullif(:group, 0),"
                    " (SELECT t.group_id FROM interaction_template AS t "
                    "WHERE t.template_id = :template)),"
                    " :salesperson, :flow, :by, :corr, :evaluation, "
                    ":failed, :cost, :minutes, nullif(:via, ''), iif(:segment = '', NULL,"
                    " (SELECT s.segment_id FROM segment AS s WHERE s.no = :segment)),"
                    " :origin, iif(:canceled, :op, NULL), :corrects, :corrected_by, :op, :op)";

static int clamp_zone(int zone)
{
    return zone > ZONE_MAX ? ZONE_MAX : zone < -ZONE_MAX ? -ZONE_MAX : zone;
}

/* The entry no. of 1 + a place; 0 for 0. */
static int64_t no_of(const struct pass *p, size_t place)
{
    return place ? p->first_entry + (int64_t)place - 1 : 0;
}

static bool next_row(void *ctx, struct db_param *params)
{
    struct pass *p = ctx;
    if (!next_entry(p))
        return false;
    const struct entry_new *e = &p->e;
    params[P_ENTRY].i = entry_no(p);
    params[P_CONTACT].i = e->contact_id;
    params[P_COMPANY].i = e->company_id;
    params[P_WALL].i = (int64_t)e->date * 86400 + (e->time >= 0 ? e->time : 0);
    params[P_HAS_TIME].i = e->time >= 0;
    params[P_ZONE].i = clamp_zone(e->zone);
    params[P_DESCRIPTION].s = e->description;
    params[P_SUBJECT].s = e->subject;
    params[P_TEMPLATE].i = e->template_id;
    params[P_GROUP].i = e->group_id;
    params[P_SALESPERSON] = db_ref("salesperson", e->salesperson_id);
    params[P_FLOW].i = e->flow;
    params[P_BY].i = e->initiated_by;
    params[P_CORR].i = e->correspondence;
    params[P_EVALUATION].i = e->evaluation;
    params[P_FAILED].i = e->failed;
    params[P_COST].i = e->cost;
    params[P_MINUTES].i = e->minutes;
    params[P_VIA].s = e->via;
    params[P_SEGMENT].s = e->segment_no;
    params[P_ORIGIN].i = e->origin;
    params[P_CANCELED].i = e->canceled;
    params[P_CORRECTS] = db_ref("corrects", no_of(p, e->corrects));
    params[P_CORRECTED_BY] = db_ref("corrected_by", no_of(p, e->corrected_by));
    return true;
}

static void add_rows(struct op *op, const struct pass *like)
{
    struct pass *p = pass_new(op, like, ENTRY_PARAMS(op));
    db_each(op->batch, insert_entry, p->params, next_row, p);
    db_batch_rows(op->batch, (int64_t)like->n);
    op_inserted(op, OP_ENTRY, like->first_entry, like->first_entry + (int64_t)like->n - 1);
}

/* --- comments, documents --- */

static bool next_note(void *ctx, struct db_param *params)
{
    struct pass *p = ctx;
    while (p->place == 0 || p->note == p->e.note_count) {
        if (!next_entry(p))
            return false;
        p->note = 0;
    }
    const struct entry_note *note = &p->e.notes[p->note++];
    params[0].i = p->key++;
    params[1].i = entry_no(p);
    params[2].i = note->date;
    params[3].s = note->text;
    return true;
}

static lia_status add_notes(struct op *op, const struct pass *like, int64_t n, lia_error *err)
{
    struct pass *p = pass_new(op, like,
                              DB_PARAMS(db_i("id", 0), db_i("entry", 0), db_i("date", 0),
                                        db_t("content", ""), db_i("op", op->id)));
    lia_status status = op_take(op, "comment", n, &p->key, err);
    if (status)
        return status;
    op_inserted(op, OP_COMMENT, p->key, p->key + n - 1);
    db_each(op->batch,
            "INSERT INTO entry_comment"
            " (comment_id, entry_no, written_on, content, op_id, changed_op)"
            " VALUES (:id, :entry, :date, :content, :op, :op)",
            p->params, next_note, p);
    db_batch_rows(op->batch, n);
    return LIA_OK;
}

static bool next_document(void *ctx, struct db_param *params)
{
    struct pass *p = ctx;
    do
        if (!next_entry(p))
            return false;
    while (!*p->e.document_no);
    params[0].i = entry_no(p);
    params[1].i = p->e.contact_id;
    params[2].s = p->e.event;
    params[3].s = p->e.document_no;
    return true;
}

static void add_documents(struct op *op, const struct pass *like, const struct sizes *sizes)
{
    struct pass *p = pass_new(op, like,
                              DB_PARAMS(db_i("entry", 0), db_i("contact", 0), db_t("event", ""),
                                        db_t("no", ""), db_i("op", op->id)));
    op_inserted(op, OP_DOCUMENT, like->first_entry + (int64_t)sizes->first_document,
                like->first_entry + (int64_t)sizes->last_document);
    db_each(op->batch,
            "INSERT INTO entry_document (entry_no, contact_id, event, no, op_id, changed_op)"
            " VALUES (:entry, :contact, :event, :no, :op, :op)",
            p->params, next_document, p);
    db_batch_rows(op->batch, sizes->documents);
}

/* --- all of it --- */

static struct sizes measure(const struct pass *like)
{
    struct pass p = *like;
    struct sizes sizes = {0};
    while (next_entry(&p)) {
        sizes.notes += (int64_t)p.e.note_count;
        sizes.segments += begins_segment(&p);
        if (!*p.e.document_no)
            continue;
        if (!sizes.documents++)
            sizes.first_document = p.place - 1;
        sizes.last_document = p.place - 1;
    }
    return sizes;
}

lia_status entry_bulk_write(struct op *op, size_t n, entry_bulk_at *at, void *ctx, int64_t *first,
                            lia_error *err)
{
    struct pass like = {.at = at, .ctx = ctx, .n = n};
    if (!n)
        return LIA_OK;
    if (n > LARGE)
        db_batch_fed(op->batch);
    struct sizes sizes = measure(&like);
    lia_status status = op_take(op, "entry", (int64_t)n, &like.first_entry, err);
    if (status == LIA_OK)
        status = add_texts(op, &like, err);
    if (status)
        return status;
    *first = like.first_entry;
    if (sizes.segments)
        status = add_segments(op, &like, sizes.segments, err);
    if (status)
        return status;
    add_rows(op, &like);
    if (sizes.notes)
        status = add_notes(op, &like, sizes.notes, err);
    if (sizes.documents)
        add_documents(op, &like, &sizes);
    return status;
}
