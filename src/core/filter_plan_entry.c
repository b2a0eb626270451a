#include <string.h>

#include "core/filter_fts.h"
#include "core/filter_plan.h"

/* --- the index --- */

/* The only value of a term that must hold, when it is of this kind. */
static const struct value *only_value(const struct node *term, enum value_kind kind)
{
    return term->count == 1 && term->values->kind == kind ? term->values : NULL;
}

/* The best index first: an index later in this list is not taken in place of an earlier one. */
enum rank { RANK_ONE, RANK_SEGMENT, RANK_CANCELED, RANK_TEMPLATE, RANK_SALESPERSON, RANK_WALL };

struct choice {
    enum rank rank;
    struct entry_source source;
};

static void offer(struct choice *best, enum rank rank, const char *index, const char *column,
                  int64_t id)
{
    if (rank >= best->rank)
        return;
    best->rank = rank;
    best->source.index = index;
    best->source.column = column;
    best->source.id = id;
    best->source.canceled_only = rank == RANK_CANCELED;
}

static void offer_query(struct choice *best, const lia_entry_query *query, bool company)
{
    if (query->contact_id && company)
        offer(best, RANK_ONE, "entry_company", "company_id", query->contact_id);
    else if (query->contact_id)
        offer(best, RANK_ONE, "entry_contact", "contact_id", query->contact_id);
    if (query->segment_id)
        offer(best, RANK_SEGMENT, "entry_segment", "segment_id", query->segment_id);
    if (query->only_canceled)
        offer(best, RANK_CANCELED, "entry_canceled", NULL, 0);
    if (query->template_id)
        offer(best, RANK_TEMPLATE, "entry_template", "template_id", query->template_id);
    if (query->salesperson_id)
        offer(best, RANK_SALESPERSON, "entry_salesperson", "salesperson_id", query->salesperson_id);
}

/* Days that must hold bound the stretch: from the first of the earliest to the last of the latest.
 */
static void bound_days(lia_book *book, const struct node *term, struct entry_source *source)
{
    int64_t from = INT64_MAX, to = INT64_MIN;
    for (size_t i = 0; i < term->count; i++) {
        int64_t lo, hi;
        day_span(book, &term->values[i], false, &lo, &hi);
        from = lo < from ? lo : from;
        to = hi > to ? hi : to;
    }
    source->from = from > source->from ? from : source->from;
    source->to = to < source->to ? to : source->to;
}

static void offer_term(lia_book *book, struct choice *best, const struct node *term)
{
    const struct value *id = only_value(term, VALUE_ID), *bits = only_value(term, VALUE_BITS);
    if (term->kind == NODE_MINE)
        offer(best, RANK_SALESPERSON, "entry_salesperson", "salesperson_id", term->values->lo);
    if (term->kind != NODE_FIELD)
        return;
    switch (term->field->id) {
    case E_DATE:
        bound_days(book, term, &best->source);
        break;
    case E_CONTACT:
        if (id)
            offer(best, RANK_ONE, "entry_contact", "contact_id", id->lo);
        break;
    case E_COMPANY:
        if (id)
            offer(best, RANK_ONE, "entry_company", "company_id", id->lo);
        break;
    case E_SEGMENT:
        if (id)
            offer(best, RANK_SEGMENT, "entry_segment", "segment_id", id->lo);
        break;
    case E_CANCELED:
        if (bits && bits->lo == 2)
            offer(best, RANK_CANCELED, "entry_canceled", NULL, 0);
        break;
    case E_TEMPLATE:
        if (id)
            offer(best, RANK_TEMPLATE, "entry_template", "template_id", id->lo);
        break;
    case E_SALESPERSON:
        if (id)
            offer(best, RANK_SALESPERSON, "entry_salesperson", "salesperson_id", id->lo);
        break;
    default:
        break;
    }
}

struct entry_source entry_source_of(lia_book *book, const lia_entry_query *query, bool company,
                                    const struct node *tree)
{
    struct choice best = {RANK_WALL, {.index = "entry_wall", .from = INT64_MIN, .to = INT64_MAX}};
    if (query)
        offer_query(&best, query, company);
    if (tree && tree->kind == NODE_AND)
        for (const struct node *term = tree->child; term; term = term->next)
            offer_term(book, &best, term);
    return best.source;
}

void entry_source_add(const struct entry_source *source, const char *alias, struct sql *q)
{
    sql_add(q, "1");
    if (source->column) {
        sql_add_f(q, " AND %s.%s = ", alias, source->column);
        sql_add_int(q, source->id);
    }
    if (source->canceled_only)
        sql_add_f(q, " AND %s.canceled_op IS NOT NULL", alias);
}

void entry_source_add_days(const struct entry_source *source, const char *alias, struct sql *q)
{
    if (source->from != INT64_MIN) {
        sql_add_f(q, " AND %s.wall >= ", alias);
        sql_add_int(q, source->from);
    }
    if (source->to != INT64_MAX) {
        sql_add_f(q, " AND %s.wall <= ", alias);
        sql_add_int(q, source->to);
    }
}

/* --- the few --- */

/* FROM ... WHERE of the contacts whose words match, joined to entries by their key. */
static void add_by_contact(struct sql *q, const char *key, const char *index, int match)
{
    sql_add_f(
        q,
        "SELECT x.entry_no FROM contact_fts AS f CROSS JOIN contact AS k ON k.sort_key = f.rowid"
        " CROSS JOIN entry AS x INDEXED BY %s ON x.%s = k.contact_id",
        index, key);
    sql_add_f(q, " WHERE contact_fts MATCH :f%d", match);
}

static void add_by_comment(struct sql *q, int match)
{
    sql_add_f(q,
              "SELECT m.entry_no FROM comment_fts AS f CROSS JOIN entry_comment AS m ON "
              "m.comment_id = f.rowid"
              " WHERE comment_fts MATCH :f%d",
              match);
}

static void add_by_words(struct sql *q, int match)
{
    sql_add_f(q,
              "SELECT x.entry_no FROM text_fts AS f CROSS JOIN entry AS x INDEXED BY entry_text ON "
              "x.text_id = f.rowid"
              " WHERE text_fts MATCH :f%d UNION ALL ",
              match);
    add_by_contact(q, "contact_id", "entry_contact", match);
    sql_add(q, " UNION ALL ");
    add_by_contact(q, "company_id", "entry_company", match);
    sql_add(q, " UNION ALL ");
    add_by_comment(q, match);
}

static void add_by_no(struct sql *q, const struct node *term)
{
    sql_add(q, "SELECT x.entry_no FROM entry AS x WHERE");
    for (size_t i = 0; i < term->count; i++) {
        sql_add(q, i ? " OR x.entry_no BETWEEN " : " x.entry_no BETWEEN ");
        sql_add_int(q, term->values[i].lo);
        sql_add(q, " AND ");
        sql_add_int(q, term->values[i].hi);
    }
}

/* A SELECT of all entries for which the term can hold, through an index. False: there is none. */
static bool add_candidates(const struct node *term, struct sql *q)
{
    if (term->kind == NODE_FIELD && term->field->id == E_NO) {
        add_by_no(q, term);
        return true;
    }
    bool words = term->kind == NODE_WORD;
    if (!words && (term->kind != NODE_FIELD ||
                   (term->field->id != E_CONTACT && term->field->id != E_COMPANY &&
                    term->field->id != E_COMMENT)))
        return false;
    struct str expr = {0};
    bool asked = fts_values(term, false, &expr) != FTS_NOTHING;
    int match = asked ? cond_text_bind(q, str_text(&expr)) : 0;
    str_clear(&expr);
    if (!asked)
        return false;
    if (words)
        add_by_words(q, match);
    else if (term->field->id == E_COMMENT)
        add_by_comment(q, match);
    else if (term->field->id == E_CONTACT)
        add_by_contact(q, "contact_id", "entry_contact", match);
    else
        add_by_contact(q, "company_id", "entry_company", match);
    return true;
}

/* How many there are, FEW_MAX + 1 when that many or more or when it cannot be told. */
static int64_t count_candidates(lia_book *book, const struct node *term)
{
    int64_t count = FEW_MAX + 1;
    struct sql q = {0};
    sql_add(&q, "SELECT count(*) FROM (SELECT 1 FROM (");
    if (add_candidates(term, &q)) {
        sql_add(&q, ") LIMIT ");
        sql_add_int(&q, FEW_MAX + 1);
        sql_add(&q, ")");
        if (db_query_int(book->db, sql_text(&q), sql_params(&q), &count, NULL, NULL) != LIA_OK)
            count = FEW_MAX + 1;
    }
    sql_clear(&q);
    return count;
}

const struct node *entries_few(lia_book *book, const struct node *tree)
{
    const struct node *best = NULL;
    int64_t fewest = FEW_MAX + 1;
    if (!tree || tree->kind != NODE_AND)
        return NULL;
    for (const struct node *term = tree->child; term; term = term->next) {
        int64_t count = count_candidates(book, term);
        if (count < fewest) {
            best = term;
            fewest = count;
        }
    }
    return best;
}

void entries_few_add(const struct node *few, struct sql *q)
{
    add_candidates(few, q);
}

lia_status entries_gather(const lia_filter *filter, const char **ids, lia_error *err)
{
    struct sql q = {0};
    sql_add(&q, "SELECT e.entry_no FROM entry AS e NOT INDEXED WHERE ");
    cond_tree(filter->book, filter->root, cond_entry_all, "e", &q);
    sql_add(&q, " LIMIT ");
    sql_add_int(&q, FEW_MAX + 1);
    lia_status status = filter_gather(filter, &q, ids, err);
    sql_clear(&q);
    return status;
}
