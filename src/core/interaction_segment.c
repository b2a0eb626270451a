/* A form for many contacts, postponed, is kept as a segment (domain.md 4.8). */
#include <string.h>

#include "base/i18n.h"
#include "core/core.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"
#include "core/segment_row.h"
#include "core/segment_rules.h"

struct keep {
    const lia_interaction *it;
    const int64_t *contacts;
    size_t n;
    int64_t segment_id;
};

/* What the user typed in the form counts as typed in the header. */
static uint32_t header_typed(const lia_interaction *it)
{
    static const struct {
        lia_ifield form;
        uint32_t header;
    } same[] = {
        {LIA_I_TEMPLATE, 1u << LIA_L_TEMPLATE},
        {LIA_I_DATE, 1u << LIA_L_DATE},
        {LIA_I_SALESPERSON, 1u << LIA_L_SALESPERSON},
        {LIA_I_DESCRIPTION, 1u << LIA_L_DESCRIPTION},
        {LIA_I_SUBJECT, 1u << LIA_L_SUBJECT},
        {LIA_I_CORRESPONDENCE, 1u << LIA_L_CORRESPONDENCE | 1u << LIA_L_IGNORE_CORRESPONDENCE},
        {LIA_I_FLOW, 1u << LIA_L_FLOW},
        {LIA_I_INITIATED_BY, 1u << LIA_L_INITIATED_BY},
        {LIA_I_COST, 1u << LIA_L_COST},
        {LIA_I_MINUTES, 1u << LIA_L_MINUTES},
    };
    uint32_t typed = 0;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (interaction_typed(it, same[i].form))
            typed |= same[i].header;
    return typed;
}

/* Template and salesperson as a new header may have them: a blocked one is left blank, for anything
 * can be postponed. The correspondence type that was typed is every contact's; else each contact's
 * own, as the template says. */
static lia_status read_header(struct op *op, const lia_interaction *it, lia_segment *s,
                              lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        op->db,
        "SELECT t.template_id, t.description, t.correspondence, t.ignore_correspondence,"
        " (SELECT salesperson_id FROM salesperson WHERE salesperson_id = :salesperson"
        " AND blocked = 0)"
        " FROM (SELECT 1) LEFT JOIN interaction_template AS t ON t.template_id = :template"
        " AND t.blocked = 0",
        DB_PARAMS(db_i("template", it->template_id), db_i("salesperson", it->salesperson_id)),
        &rows, err);
    if (status != LIA_OK)
        return status;
    if (db_next(rows)) {
        bool typed = interaction_typed(it, LIA_I_CORRESPONDENCE);
        const char *what = it->description && *it->description ? it->description : db_text(rows, 1);
        s->template_id = db_int(rows, 0);
        s->salesperson_id = db_int(rows, 4);
        s->correspondence = typed ? it->correspondence : (lia_corr)db_int(rows, 2);
        s->ignore_correspondence = typed || db_int(rows, 3);
        s->description = *what ? arena_strdup(&op->arena, what) : _("Postponed interaction");
    }
    return db_rows_close(rows, err);
}

/* The contacts that are still there, in the order given. */
static lia_status read_present(struct op *op, const struct keep *keep, int64_t **present, size_t *n,
                               lia_error *err)
{
    struct db_rows *rows;
    *present = arena_alloc(&op->arena, (keep->n + 1) * sizeof **present);
    *n = 0;
    lia_status status =
        db_query(op->db,
                 "SELECT c.contact_id FROM json_each(:ids) AS j"
                 " CROSS JOIN contact AS c ON c.contact_id = j.value",
                 DB_PARAMS(db_t("ids", rule_ids(&op->arena, keep->contacts, keep->n))), &rows, err);
    if (status != LIA_OK)
        return status;
    while (db_next(rows))
        (*present)[(*n)++] = db_int(rows, 0);
    return db_rows_close(rows, err);
}

/* What each line has of its own. */
static void fill_lines(struct op *op, const struct keep *keep, size_t n)
{
    const lia_interaction *it = keep->it;
    const char *comment = it->comment && *it->comment ? it->comment : NULL;
    if (!comment && !it->evaluation && !it->failed)
        return;
    db_add(op->batch,
           "UPDATE segment_line SET evaluation = :evaluation, failed = :failed, comment = "
           "nullif(:comment, '')"
           " WHERE line_id BETWEEN :first AND :last AND op_id = :op",
           DB_PARAMS(db_i("evaluation", it->evaluation), db_i("failed", it->failed),
                     db_t("comment", comment), db_i("first", line_id_of(keep->segment_id, 1)),
                     db_i("last", line_id_of(keep->segment_id, (int64_t)n)), db_i("op", op->id)));
}

static lia_status fill_segment(struct op *op, void *ctx, lia_error *err)
{
    struct keep *keep = ctx;
    const lia_interaction *it = keep->it;
    const char *no;
    int64_t *contacts;
    size_t n;
    bool done;
    lia_segment s = {.no = "",
                     .date = it->date,
                     .entry_description = it->description,
                     .subject = it->subject,
                     .flow = it->flow,
                     .initiated_by = it->initiated_by,
                     .unit_cost = it->cost,
                     .unit_minutes = it->minutes,
                     .typed = header_typed(it)};
    lia_status status = rule_once(op, it->once, &done, err);
    if (status != LIA_OK || done)
        return status;
    status = read_header(op, it, &s, err);
    if (status == LIA_OK)
        status = read_present(op, keep, &contacts, &n, err);
    if (status == LIA_OK)
        status = segment_add(op, &s, &keep->segment_id, &no, err);
    if (status != LIA_OK)
        return status;
    if (n > LARGE_SEGMENT)
        db_batch_large(op->batch);
    segment_add_lines(op, keep->segment_id, contacts, n);
    fill_lines(op, keep, n);
    if (it->postponed_no)
        op_delete(op, OP_POSTPONED, "entry_no = :entry AND changed_op = :version",
                  DB_PARAMS(db_i("entry", it->postponed_no), db_i("version", it->version)));
    op_say(op, (int64_t)n + 1,
           ngettext_("Postponed for %zu contact as segment %s",
                     "Postponed for %zu contacts as segment %s", n),
           n, no);
    return LIA_OK;
}

lia_status lia_interaction_to_segment(lia_book *book, const lia_interaction *it,
                                      const int64_t *contacts, size_t n, int64_t *segment_id,
                                      lia_error *err)
{
    struct keep keep = {.it = it, .contacts = contacts, .n = n};
    int64_t op;
    lia_status status =
        op_run(book, "interaction-postpone-many", fill_segment, &keep, NULL, &op, err);
    if (status == LIA_OK && !op)
        status = rule_once_made(book, it->once, "segment", &keep.segment_id, err);
    if (status == LIA_OK)
        *segment_id = keep.segment_id;
    return status;
}
