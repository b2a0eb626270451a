/* How many entries a query matches: counted in slices of the list, so that a screen stays alive and
 * shows the number as it grows. */
#include "core/entry_read.h"
#include "core/interaction_rules.h"
#include "liaise/interaction.h"

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

/* The whole log, or what of it is canceled or not: kept numbers. */
static bool is_kept(const lia_entry_query *query)
{
    return !(query->filter && query->filter->root) && !query->contact_id && !query->template_id &&
           !query->group_id && !query->salesperson_id && !query->segment_id && !query->logged_id &&
           !(query->hide_canceled && query->only_canceled);
}

static lia_status count_kept(lia_book *book, const lia_entry_query *query, int64_t *sofar,
                             lia_error *err)
{
    struct sql q = {0};
    const char *sql = "SELECT value FROM counter WHERE name = 'entries'";
    if (query->only_canceled)
        sql = "SELECT value FROM counter WHERE name = 'entries_canceled'";
    else if (query->hide_canceled)
        sql = "SELECT (SELECT value FROM counter WHERE name = 'entries')"
              " - (SELECT value FROM counter WHERE name = 'entries_canceled')";
    sql_add(&q, sql);
    return count(book, &q, sofar, err);
}

static lia_status count_few(const struct entry_read *r, const struct node *few, int64_t *sofar,
                            lia_error *err)
{
    struct sql q = {0};
    sql_add(&q, "SELECT count(*) FROM (SELECT DISTINCT entry_no FROM (");
    entries_few_add(few, &q);
    sql_add(&q, ")) AS g CROSS JOIN entry AS e ON e.entry_no = g.entry_no WHERE 1");
    entry_query_add(&r->of, cond_entry, "e", &q);
    return count(r->book, &q, sofar, err);
}

/* Where the last slice ended: *next is the entry it ended with. */
static lia_status find_place(lia_book *book, int64_t next, struct entry_place *out, lia_error *err)
{
    if (!next)
        return LIA_OK;
    out->set = true;
    out->entry_no = next;
    bool found;
    lia_status status = db_query_int(book->db, "SELECT wall FROM entry WHERE entry_no = :no",
                                     DB_PARAMS(db_i("no", next)), &out->wall, &found, err);
    if (status == LIA_OK && !found)
        out->wall = INT64_MIN; /* deleted: the book changed, and the count begins anew */
    return status;
}

static lia_status count_slice(const struct entry_read *r, int budget, int64_t *next, int64_t *sofar,
                              bool *done, lia_error *err)
{
    struct entry_stretch stretch = {.down = true};
    lia_status status = find_place(r->book, *next, &stretch.from, err);
    if (status == LIA_OK)
        status = entry_read_ahead(r, &stretch, budget, &stretch.to, err);
    if (status)
        return status;
    struct entry_piece pieces[ENTRY_PIECES];
    int n = entry_read_pieces(r, &stretch, pieces);
    for (int i = 0; status == LIA_OK && i < n; i++) {
        struct sql q = {0};
        sql_add(&q, "SELECT count(*)");
        entry_read_add(r, "", &pieces[i], &q);
        entry_query_add(&r->rest, cond_entry, "e", &q);
        status = count(r->book, &q, sofar, err);
    }
    if (status == LIA_OK) {
        *done = !stretch.to.set;
        *next = stretch.to.entry_no;
    }
    return status;
}

lia_status lia_entry_count_some(lia_book *book, const lia_entry_query *query, int budget,
                                int64_t *next, int64_t *sofar, bool *done, lia_error *err)
{
    if (is_kept(query)) {
        *done = true;
        return count_kept(book, query, sofar, err);
    }
    struct entry_read read;
    lia_status status = entry_read_begin(&read, book, query, err);
    if (status)
        return status;
    const struct node *few = *next == 0 ? filter_few(query->filter, true) : NULL;
    if (!few)
        return count_slice(&read, budget < BUDGET_MIN ? BUDGET_MIN : budget, next, sofar, done,
                           err);
    *done = true;
    return count_few(&read, few, sofar, err);
}

lia_status lia_entry_count(lia_book *book, const lia_entry_query *query, int64_t *out,
                           lia_error *err)
{
    int64_t next = 0, sofar = 0;
    lia_status status = LIA_OK;
    for (bool done = false; status == LIA_OK && !done;)
        status = lia_entry_count_some(book, query, SLICE, &next, &sofar, &done, err);
    if (status == LIA_OK)
        *out = sofar;
    return status;
}

lia_status lia_entry_count_of(lia_book *book, const lia_entry_query *query, const int64_t *nos,
                              size_t n, int64_t *out, lia_error *err)
{
    struct sql q = {0};
    int64_t found = 0;
    sql_add(&q, "SELECT count(*) FROM json_each(");
    sql_add_text(&q, rule_ids(&q.arena, nos, n));
    sql_add(&q, ") AS j CROSS JOIN entry AS e ON e.entry_no = j.value WHERE 1");
    entry_query_add(query, cond_entry, "e", &q);
    lia_status status = count(book, &q, &found, err);
    if (status == LIA_OK)
        *out = found;
    return status;
}
