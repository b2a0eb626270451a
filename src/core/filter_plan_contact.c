#include "core/filter_fts.h"
#include "core/filter_plan.h"

/* --- what the search index sees --- */

bool contact_words(const lia_filter *filter, bool narrow, struct str *expr)
{
    return filter && filter->root && fts_contact(filter->root, narrow, expr) != FTS_NOTHING;
}

static bool is_seen(const struct node *term, enum seen seen)
{
    if (seen == SEEN_NONE)
        return false;
    struct str expr = {0};
    bool exact = fts_contact(term, seen == SEEN_NARROW, &expr) == FTS_EXACT;
    str_clear(&expr);
    return exact;
}

bool contact_has_rest(const lia_filter *filter, enum seen seen)
{
    if (filter && filter->root)
        for (const struct node *term = filter->root->child; term; term = term->next)
            if (!is_seen(term, seen))
                return true;
    return false;
}

void contact_rest(const lia_filter *filter, enum seen seen, cond_term_fn *term, const char *alias,
                  struct sql *q)
{
    const struct node *root = filter ? filter->root : NULL;
    if (!root || !tree_names(root, C_ARCHIVED))
        sql_add_on(q, " AND @.archived = 0", alias);
    if (!root)
        return;
    for (const struct node *node = root->child; node; node = node->next) {
        if (is_seen(node, seen))
            continue;
        sql_add(q, " AND ");
        cond_tree(filter->book, node, term, alias, q);
    }
}

/* --- the few --- */

/* A SELECT of all contacts for which the term can hold, through an index. sizing: it may give more,
 * if only it is told quickly how many they are. False: there is no index for it. */
struct candidates {
    lia_book *book;
    const struct node *term;
    bool words, sizing;
};

static void add_entries_of(const struct candidates *c, struct sql *q, const char *key,
                           const struct entry_source *source, const struct node *tree)
{
    sql_add_f(q, "SELECT h.%s FROM entry AS h INDEXED BY %s WHERE h.%s IS NOT NULL AND ", key,
              source->index, key);
    entry_source_add(source, "h", q);
    entry_source_add_days(source, "h", q);
    if (tree && !c->sizing) {
        sql_add(q, " AND ");
        cond_tree(c->book, tree, cond_entry, "h", q);
    }
}

static bool add_by_source(const struct candidates *c, struct sql *q, const struct node *tree,
                          const struct entry_source *source)
{
    if (!source->column && !source->canceled_only && source->from == INT64_MIN)
        return false;
    add_entries_of(c, q, "contact_id", source, tree);
    if (c->sizing)
        return true; /* as many again */
    sql_add(q, " UNION ALL ");
    add_entries_of(c, q, "company_id", source, tree);
    return true;
}

/* The entries themselves are few: by their words, for one. */
static bool add_by_few(const struct candidates *c, struct sql *q, const struct node *tree)
{
    static const char *const keys[] = {"contact_id", "company_id"};
    const struct node *few = entries_few(c->book, tree);
    if (!few)
        return false;
    for (int i = 0; i < 2; i++) {
        sql_add_f(q, "%sSELECT h.%s FROM entry AS h WHERE h.%s IS NOT NULL AND h.entry_no IN (",
                  i ? " UNION ALL " : "", keys[i], keys[i]);
        entries_few_add(few, q);
        sql_add(q, ") AND ");
        cond_tree(c->book, tree, cond_entry, "h", q);
    }
    return true;
}

static bool add_by_has(const struct candidates *c, struct sql *q)
{
    const struct node *tree = c->term->child;
    const struct entry_source source = entry_source_of(c->book, NULL, false, tree);
    return add_by_source(c, q, tree, &source) || add_by_few(c, q, tree);
}

/* The last on such a day: who has an entry then. */
static bool add_by_day(const struct candidates *c, struct sql *q)
{
    struct entry_source source = {.index = "entry_wall", .from = INT64_MAX, .to = INT64_MIN};
    for (size_t i = 0; i < c->term->count; i++) {
        int64_t lo = INT64_MIN, hi = INT64_MAX;
        if (c->term->values[i].kind == VALUE_RANGE)
            day_span(c->book, &c->term->values[i], false, &lo, &hi);
        source.from = lo < source.from ? lo : source.from;
        source.to = hi > source.to ? hi : source.to;
    }
    return add_by_source(c, q, NULL, &source);
}

static bool add_by_no(const struct candidates *c, struct sql *q)
{
    sql_add(q, "SELECT k.contact_id FROM contact AS k WHERE (");
    for (size_t i = 0; i < c->term->count; i++) {
        sql_add(q, i ? " OR " : "");
        cond_key(q, &c->term->values[i], "k.no", "k");
    }
    sql_add(q, ")");
    return true;
}

/* All values are keys of this kind: column IN (...). */
static bool add_by_column(const struct candidates *c, struct sql *q, const char *column,
                          enum value_kind kind)
{
    for (size_t i = 0; i < c->term->count; i++)
        if (c->term->values[i].kind != kind ||
            (kind == VALUE_TEXT && c->term->values[i].match != MATCH_WHOLE))
            return false;
    sql_add_f(q, "SELECT k.contact_id FROM contact AS k WHERE k.%s IN (", column);
    for (size_t i = 0; i < c->term->count; i++) {
        sql_add(q, i ? ", " : "");
        if (kind == VALUE_ID)
            sql_add_int(q, c->term->values[i].lo);
        else
            sql_add_text(q, c->term->values[i].text);
    }
    sql_add(q, ")");
    return true;
}

/* Who says so himself, whose company does, or everybody where the book does. */
static bool add_by_touch(const struct candidates *c, struct sql *q)
{
    for (size_t i = 0; i < c->term->count; i++)
        if (c->term->values[i].kind != VALUE_OVERDUE)
            return false;
    sql_add(q, "SELECT k.contact_id FROM contact AS k WHERE k.touch_days > 0"
               " UNION ALL SELECT p.contact_id FROM contact AS k CROSS JOIN contact AS p ON "
               "p.company_id = k.contact_id"
               " WHERE k.touch_days > 0 AND p.touch_days IS NULL"
               " UNION ALL SELECT k.contact_id FROM setup AS s CROSS JOIN contact AS k WHERE "
               "s.touch_days > 0");
    return true;
}

static bool add_by_words(const struct candidates *c, struct sql *q)
{
    struct str expr = {0};
    bool asked = c->words && fts_contact(c->term, false, &expr) != FTS_NOTHING;
    if (asked) {
        sql_add(q, "SELECT k.contact_id FROM contact_fts AS f CROSS JOIN contact AS k ON "
                   "k.sort_key = f.rowid"
                   " WHERE contact_fts MATCH ");
        sql_add_text(q, str_text(&expr));
    }
    str_clear(&expr);
    return asked;
}

/* Numbers that are looked up whole or by their beginning are looked up in the index. */
static bool no_is_indexed(const struct node *term)
{
    for (size_t i = 0; i < term->count; i++)
        if (term->values[i].kind == VALUE_TEXT && term->values[i].match == MATCH_INSIDE)
            return false;
    return true;
}

static bool add_candidates(const struct candidates *c, struct sql *q)
{
    if (c->term->kind == NODE_HAS)
        return add_by_has(c, q);
    if (c->term->kind == NODE_FIELD) {
        switch (c->term->field->id) {
        case C_NO:
            return no_is_indexed(c->term) && add_by_no(c, q);
        case C_LAST:
        case C_ATTEMPT:
            return add_by_day(c, q);
        case C_TOUCH:
            return add_by_touch(c, q);
        case C_NAME:
            if (add_by_column(c, q, "name_fold", VALUE_TEXT))
                return true;
            break;
        case C_COMPANY:
            if (add_by_column(c, q, "company_id", VALUE_ID))
                return true;
            break;
        default:
            break;
        }
    }
    return add_by_words(c, q);
}

static int64_t count_candidates(lia_book *book, const struct node *term, bool words)
{
    int64_t count = FEW_MAX + 1;
    struct sql q = {0};
    const struct candidates c = {book, term, words, true};
    sql_add(&q, "SELECT count(*) FROM (SELECT 1 FROM (");
    if (add_candidates(&c, &q)) {
        sql_add(&q, ") LIMIT ");
        sql_add_int(&q, FEW_MAX + 1);
        sql_add(&q, ")");
        if (db_query_int(book->db, sql_text(&q), sql_params(&q), &count, NULL, NULL) != LIA_OK)
            count = FEW_MAX + 1;
    }
    sql_clear(&q);
    return count;
}

const struct node *contacts_few(lia_book *book, const struct node *tree, bool words)
{
    const struct node *best = NULL;
    int64_t fewest = FEW_MAX + 1;
    for (const struct node *term = tree ? tree->child : NULL; term; term = term->next) {
        int64_t count = count_candidates(book, term, words);
        if (count < fewest) {
            best = term;
            fewest = count;
        }
    }
    return best;
}

/* What was chosen without its words is not added by them either: another index came first. */
void contacts_few_add(lia_book *book, const struct node *few, struct sql *q)
{
    const struct candidates c = {book, few, true, false};
    if (!add_candidates(&c, q))
        sql_add(q, "SELECT contact_id FROM contact"); /* its entries became many meanwhile */
}

lia_status contacts_gather(const lia_filter *filter, const char **ids, lia_error *err)
{
    struct sql q = {0};
    sql_add(&q, "SELECT c.contact_id FROM contact AS c NOT INDEXED WHERE 1");
    contact_rest(filter, SEEN_NONE, cond_contact_all, "c", &q);
    sql_add(&q, " LIMIT ");
    sql_add_int(&q, FEW_MAX + 1);
    lia_status status = filter_gather(filter, &q, ids, err);
    sql_clear(&q);
    return status;
}

/* --- inside other SQL --- */

void filter_contact_ids(const lia_filter *filter, struct sql *q)
{
    const struct node *few = filter_few(filter, true);
    struct str expr = {0};
    sql_add(q, "SELECT c.contact_id, c.sort_key FROM ");
    if (few) {
        sql_add(q, "(SELECT DISTINCT contact_id FROM (");
        contacts_few_add(filter->book, few, q);
        sql_add(q, ")) AS g CROSS JOIN contact AS c ON c.contact_id = g.contact_id WHERE 1");
        contact_rest(filter, SEEN_NONE, cond_contact, "c", q);
    } else if (contact_words(filter, false, &expr)) {
        sql_add(q, "contact_fts AS f CROSS JOIN contact AS c ON c.sort_key = f.rowid WHERE "
                   "contact_fts MATCH ");
        sql_add_text(q, str_text(&expr));
        contact_rest(filter, SEEN_FULL, cond_contact_many, "c", q);
    } else {
        sql_add(q, "contact AS c WHERE 1");
        contact_rest(filter, SEEN_NONE, cond_contact_all, "c", q);
    }
    str_clear(&expr);
}

void filter_contact_where(const lia_filter *filter, const char *alias, struct sql *q)
{
    sql_add(q, "(1");
    contact_rest(filter, SEEN_NONE, cond_contact, alias, q);
    sql_add(q, ")");
}
