#include "base/i18n.h"
#include "core/core.h"
#include "core/filter_sql.h"
#include "core/interaction_rules.h"
#include "core/segment_row.h"
#include "core/segment_rules.h"

struct add {
    int64_t segment_id;
    const lia_filter *filter;
    const int64_t *ids;
    size_t n;
    int flags;
    lia_add_counts counts;
    struct vec added; /* int64_t: contacts, in the order of the list */
};

/* "WITH fate (contact_id, sort_key, fate) AS (...)": each contact that is wanted, once, with what
 * becomes of it. */
enum fate { ADDED, ON_SEGMENT, ARCHIVED, BLOCKED, EXCLUDED, FATES };

static void add_fates(struct sql *q, const struct add *add)
{
    sql_add(q, "WITH matched (contact_id, sort_key) AS (");
    if (add->filter) {
        filter_contact_ids(add->filter, q);
    } else {
        sql_add(q, "SELECT contact_id, sort_key FROM contact WHERE contact_id IN (SELECT value "
                   "FROM json_each(");
        sql_add_text(q, rule_ids(&q->arena, add->ids, add->n));
        sql_add(q, "))");
    }
    sql_add(q, "), wanted (contact_id, sort_key) AS (SELECT contact_id, sort_key FROM matched");
    if (add->flags & LIA_ADD_EXPAND_COMPANIES)
        sql_add(q, " UNION SELECT p.contact_id, p.sort_key FROM matched AS m JOIN contact AS p ON "
                   "p.company_id ="
                   " m.contact_id");
    sql_add(q, "), fate (contact_id, sort_key, fate) AS (SELECT w.contact_id, w.sort_key,"
               " CASE WHEN EXISTS (SELECT 1 FROM segment_line AS d INDEXED BY line_contact WHERE "
               "d.segment_id = :segment"
               " AND d.contact_id = w.contact_id) THEN 1 WHEN c.archived = 1 THEN 2 WHEN "
               "c.privacy_blocked = 1 THEN 3"
               " WHEN c.exclude = 1 AND :include = 0 THEN 4 ELSE 0 END"
               " FROM wanted AS w JOIN contact AS c ON c.contact_id = w.contact_id)");
    sql_bind(q, db_i("segment", add->segment_id));
    sql_bind(q, db_i("include", (add->flags & LIA_ADD_INCLUDE_EXCLUDED) != 0));
}

static void count_fate(lia_add_counts *counts, enum fate fate, int64_t n)
{
    int64_t *const of[FATES] = {
        [ADDED] = &counts->added,       [ON_SEGMENT] = &counts->on_segment,
        [ARCHIVED] = &counts->archived, [BLOCKED] = &counts->blocked,
        [EXCLUDED] = &counts->excluded,
    };
    *of[fate] += n;
    counts->matched += n;
}

/* Counts them, and gathers those to be added. The filter runs once: nothing changes before the
 * batch has run. */
static lia_status read_fates(struct db *db, struct add *add, lia_error *err)
{
    struct sql q = {0};
    add_fates(&q, add);
    bool only = add->flags & LIA_ADD_COUNT_ONLY;
    sql_add(&q, only ? " SELECT fate, count(*) FROM fate GROUP BY fate"
                     : " SELECT fate, contact_id FROM fate ORDER BY sort_key");
    add->counts = (lia_add_counts){0};
    add->added.count = 0;
    struct db_rows *rows;
    lia_status failed = db_query(db, sql_text(&q), sql_params(&q), &rows, err);
    if (!failed) {
        while (db_next(rows)) {
            enum fate fate = (enum fate)db_int(rows, 0);
            count_fate(&add->counts, fate, only ? db_int(rows, 1) : 1);
            if (!only && fate == ADDED)
                *(int64_t *)vec_push(&add->added) = db_int(rows, 1);
        }
        failed = db_rows_close(rows, err);
    }
    sql_clear(&q);
    return failed;
}

static void insert_added(struct op *op, const struct add *add, int64_t last_line)
{
    op_inserted(op, OP_LINE, line_id_of(add->segment_id, last_line + 1),
                line_id_of(add->segment_id, last_line + add->counts.added));
    db_add(op->batch,
           "INSERT INTO segment_line (line_id, segment_id, contact_id, op_id, changed_op)"
           " SELECT :first + key, :segment, value, :op, :op FROM json_each(:ids)",
           DB_PARAMS(db_i("first", line_id_of(add->segment_id, last_line + 1)),
                     db_i("segment", add->segment_id), db_i("op", op->id),
                     db_t("ids", rule_ids(&op->arena, add->added.items, add->added.count))));
    db_batch_rows(op->batch, add->counts.added);
}

static lia_status fill_contacts(struct op *op, void *ctx, lia_error *err)
{
    struct add *add = ctx;
    lia_segment s;
    int64_t last_line = 0;
    lia_status failed = segment_row_active(op->book, add->segment_id, &op->arena, &s, err);
    if (!failed)
        failed = read_fates(op->db, add, err);
    if (!failed)
        failed = db_query_int(op->db, "SELECT last_line FROM segment WHERE segment_id = :segment",
                              DB_PARAMS(db_i("segment", s.id)), &last_line, NULL, err);
    if (failed)
        return failed;
    op->nothing = add->counts.added == 0;
    if (op->nothing)
        return LIA_OK;
    if (add->counts.added > LARGE_SEGMENT)
        db_batch_large(op->batch);
    insert_added(op, add, last_line);
    op_say(op, add->counts.added,
           ngettext_("Added %lld contact to segment %s", "Added %lld contacts to segment %s",
                     add->counts.added),
           (long long)add->counts.added, s.no);
    return LIA_OK;
}

static lia_status count_only(lia_book *book, struct add *add, lia_error *err)
{
    struct arena a = {0};
    lia_segment s;
    lia_status failed = segment_row_active(book, add->segment_id, &a, &s, err);
    arena_clear(&a);
    return failed ? failed : read_fates(book->db, add, err);
}

lia_status lia_segment_add_contacts(lia_book *book, int64_t segment_id, const lia_filter *filter,
                                    const int64_t *contact_ids, size_t n, int flags,
                                    const lia_progress *progress, lia_add_counts *out,
                                    lia_error *err)
{
    struct add add = {.segment_id = segment_id,
                      .filter = filter,
                      .ids = contact_ids,
                      .n = n,
                      .flags = flags,
                      .added = VEC_OF(int64_t)};
    lia_status failed =
        flags & LIA_ADD_COUNT_ONLY
            ? count_only(book, &add, err)
            : op_run(book, "segment-add-contacts", fill_contacts, &add, progress, NULL, err);
    vec_clear(&add.added);
    if (!failed && out)
        *out = add.counts;
    return failed;
}
