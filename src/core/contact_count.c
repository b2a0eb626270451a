/* How many contacts a query matches: counted in slices, so that a screen stays alive and shows the
 * number as it grows. The order does not matter here: what the search index or a company's index
 * does not give is counted in the table's own order, which is five times faster than the list's. */
#include "core/contact_read.h"
#include "core/interaction_rules.h"
#include "liaise/contact.h"

enum { SLICE = 20000, BUDGET_MIN = 100 };

static lia_status count(lia_book *book, struct sql *q, int64_t *sofar, lia_error *err)
{
    int64_t n = 0;
    lia_status status = db_query_int(book->db, sql_text(q), sql_params(q), &n, NULL, err);
    sql_clear(q);
    if (status == LIA_OK)
        *sofar += n;
    return status;
}

/* All that are not archived: a kept number. */
static lia_status count_kept(lia_book *book, int64_t *sofar, lia_error *err)
{
    struct sql q = {0};
    sql_add(&q, "SELECT (SELECT value FROM counter WHERE name = 'contacts')"
                " - (SELECT value FROM counter WHERE name = 'contacts_archived')");
    return count(book, &q, sofar, err);
}

static lia_status count_few(lia_book *book, const lia_contact_query *query, const struct node *few,
                            int64_t *sofar, lia_error *err)
{
    struct sql q = {0};
    sql_add(&q, "SELECT count(*) FROM (SELECT DISTINCT contact_id FROM (");
    contacts_few_add(book, few, &q);
    sql_add(&q, ")) AS g CROSS JOIN contact AS c ON c.contact_id = g.contact_id WHERE 1");
    contact_query_add(query, "c", &q);
    return count(book, &q, sofar, err);
}

/* One slice of what `read` reads, from *next on. */
static lia_status count_slice(struct contact_read *read, int budget, int64_t *next, int64_t *sofar,
                              bool *done, lia_error *err)
{
    struct stretch stretch = {.from = {.set = true, .key = *next}};
    lia_status status = contact_read_ahead(read, &stretch, budget, &stretch.to, err);
    if (status)
        return status;
    struct sql q = {0};
    sql_add(&q, "SELECT count(*)");
    const char *joins =
        read->from == READ_WORDS ? " CROSS JOIN contact AS c ON c.sort_key = f.rowid" : "";
    contact_read_add(read, true, joins, &stretch, &q);
    contact_read_rest(read, true, cond_contact, &q);
    status = count(read->book, &q, sofar, err);
    if (status == LIA_OK) {
        *done = !stretch.to.set;
        *next = stretch.to.key;
    }
    return status;
}

lia_status lia_contact_count_some(lia_book *book, const lia_contact_query *query, int budget,
                                  int64_t *next, int64_t *sofar, bool *done, lia_error *err)
{
    const struct node *root = query->filter ? query->filter->root : NULL;
    const struct node *few = *next == 0 ? filter_few(query->filter, false) : NULL;
    if (few || (!root && !query->company_id)) {
        *done = true;
        return few ? count_few(book, query, few, sofar, err) : count_kept(book, sofar, err);
    }
    struct str words = {0};
    bool indexed = query->company_id || contact_words(query->filter, true, &words);
    str_clear(&words);
    const lia_contact_query counted = {.filter = query->filter,
                                       .company_id = query->company_id,
                                       .sort =
                                           indexed ? LIA_CONTACT_BY_NAME : LIA_CONTACT_BY_ADDED};
    struct contact_read read;
    contact_read_begin(&read, book, &counted);
    lia_status status =
        count_slice(&read, budget < BUDGET_MIN ? BUDGET_MIN : budget, next, sofar, done, err);
    contact_read_end(&read);
    return status;
}

lia_status lia_contact_count(lia_book *book, const lia_contact_query *query, int64_t *out,
                             lia_error *err)
{
    int64_t next = 0, sofar = 0;
    lia_status status = LIA_OK;
    for (bool done = false; status == LIA_OK && !done;)
        status = lia_contact_count_some(book, query, SLICE, &next, &sofar, &done, err);
    if (status == LIA_OK)
        *out = sofar;
    return status;
}

lia_status lia_contact_count_of(lia_book *book, const lia_contact_query *query, const int64_t *ids,
                                size_t n, int64_t *out, lia_error *err)
{
    struct sql q = {0};
    int64_t found = 0;
    sql_add(&q, "SELECT count(*) FROM json_each(");
    sql_add_text(&q, rule_ids(&q.arena, ids, n));
    sql_add(&q, ") AS j CROSS JOIN contact AS c ON c.contact_id = j.value WHERE 1");
    contact_query_add(query, "c", &q);
    lia_status status = count(book, &q, &found, err);
    if (status == LIA_OK)
        *out = found;
    return status;
}

lia_status lia_contact_out_of_touch_some(lia_book *book, int budget, int64_t *next, int64_t *sofar,
                                         bool *done, lia_error *err)
{
    lia_filter *filter;
    lia_status status =
        lia_filter_parse(book, LIA_FILTER_CONTACTS, "touch:overdue", false, &filter, NULL, err);
    if (status)
        return status;
    const lia_contact_query query = {.filter = filter};
    status = lia_contact_count_some(book, &query, budget, next, sofar, done, err);
    lia_filter_free(filter);
    return status;
}
