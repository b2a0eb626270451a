#include "core/entry_read.h"

#include <string.h>

/* --- the query --- */

static lia_status find_type(struct entry_read *r, lia_error *err)
{
    int64_t type = 0;
    lia_status status = LIA_OK;
    if (r->query->contact_id)
        status = db_query_int(r->book->db, "SELECT type FROM contact WHERE contact_id = :id",
                              DB_PARAMS(db_i("id", r->query->contact_id)), &type, NULL, err);
    r->company = type == LIA_COMPANY;
    return status;
}

/* The entries of a logged segment carry its segment too, which has an index. */
static lia_status find_segment(struct entry_read *r, lia_error *err)
{
    if (!r->query->logged_id || r->query->segment_id)
        return LIA_OK;
    return db_query_int(r->book->db, "SELECT segment_id FROM logged_segment WHERE logged_id = :id",
                        DB_PARAMS(db_i("id", r->query->logged_id)), &r->of.segment_id, NULL, err);
}

static void drop(const struct entry_source *source, const char *column, int64_t *id)
{
    if (source->column && strcmp(source->column, column) == 0 && source->id == *id)
        *id = 0;
}

static lia_entry_query unseen(const struct entry_read *r)
{
    lia_entry_query rest = r->of;
    drop(&r->source, r->company ? "company_id" : "contact_id", &rest.contact_id);
    drop(&r->source, "segment_id", &rest.segment_id);
    drop(&r->source, "template_id", &rest.template_id);
    drop(&r->source, "salesperson_id", &rest.salesperson_id);
    rest.only_canceled = rest.only_canceled && !r->source.canceled_only;
    return rest;
}

lia_status entry_read_begin(struct entry_read *r, lia_book *book, const lia_entry_query *query, lia_error *err)
{
    *r = (struct entry_read){.book = book, .query = query, .of = *query};
    lia_status status = find_type(r, err);
    if (status == LIA_OK)
        status = find_segment(r, err);
    if (status == LIA_OK)
        r->source = entry_source_of(book, &r->of, r->company, query->filter ? query->filter->root : NULL);
    r->rest = unseen(r);
    return status;
}

static void add_id(struct sql *q, const char *table, const char *column, int64_t id)
{
    if (!id)
        return;
    sql_add_f(q, " AND %s.%s = ", table, column);
    sql_add_int(q, id);
}

void entry_query_add(const lia_entry_query *query, const char *table, struct sql *q)
{
    if (query->contact_id) {
        /* A company's own entries carry itself; nothing carries a person as its company. */
        sql_add_f(q, " AND (%s.contact_id = ", table);
        sql_add_int(q, query->contact_id);
        sql_add_f(q, " OR %s.company_id IS ", table);
        sql_add_int(q, query->contact_id);
        sql_add(q, ")");
    }
    add_id(q, table, "template_id", query->template_id);
    add_id(q, table, "group_id", query->group_id);
    add_id(q, table, "salesperson_id", query->salesperson_id);
    add_id(q, table, "segment_id", query->segment_id);
    add_id(q, table, "logged_id", query->logged_id);
    if (query->hide_canceled)
        sql_add_f(q, " AND %s.canceled_op IS NULL", table);
    if (query->only_canceled)
        sql_add_f(q, " AND %s.canceled_op IS NOT NULL", table);
    if (query->filter && query->filter->root)
        for (const struct node *term = query->filter->root->child; term; term = term->next) {
            sql_add(q, " AND ");
            cond_tree(query->filter->book, term, cond_entry, table, q);
        }
}

void entry_query_where(const lia_entry_query *query, const char *table, struct sql *q)
{
    sql_add(q, "(1");
    if (query) {
        const lia_filter *filter = query->filter;
        const struct node *few = filter ? entries_few(filter->book, filter->root) : NULL;
        if (few) {
            sql_add_f(q, " AND %s.entry_no IN (", table);
            entries_few_add(few, q);
            sql_add(q, ")");
        }
        entry_query_add(query, table, q);
    }
    sql_add(q, ")");
}

/* --- stretches --- */

static void add_place(struct sql *q, const char *sign, const struct entry_place *place)
{
    sql_add_f(q, " AND (e.wall, e.entry_no) %s%s (", sign, place->with ? "=" : "");
    sql_add_int(q, place->wall);
    sql_add(q, ", ");
    sql_add_int(q, place->entry_no);
    sql_add(q, ")");
}

void entry_read_add_bounds(const struct entry_stretch *stretch, struct sql *q)
{
    if (stretch->from.set)
        add_place(q, stretch->down ? "<" : ">", &stretch->from);
    if (stretch->to.set)
        add_place(q, stretch->down ? ">" : "<", &stretch->to);
}

/* Of two bounds on the same side the engine may take either for the index, and the wider one makes it read what the
 * other throws away: the days of the filter are left out where the stretch is inside them. */
static struct entry_source narrowed(const struct entry_read *r, const struct entry_stretch *stretch)
{
    struct entry_source source = r->source;
    const struct entry_place *newest = stretch->down ? &stretch->from : &stretch->to;
    const struct entry_place *oldest = stretch->down ? &stretch->to : &stretch->from;
    if (newest->set && newest->wall <= source.to)
        source.to = INT64_MAX;
    if (oldest->set && oldest->wall >= source.from)
        source.from = INT64_MIN;
    return source;
}

void entry_read_add(const struct entry_read *r, const char *joins, const struct entry_stretch *stretch, struct sql *q)
{
    const struct entry_source source = narrowed(r, stretch);
    sql_add_f(q, " FROM entry AS e INDEXED BY %s%s WHERE ", source.index, joins);
    entry_source_add(&source, "e", q);
    entry_read_add_bounds(stretch, q);
}

void entry_read_add_order(bool down, struct sql *q)
{
    sql_add(q, down ? " ORDER BY e.wall DESC, e.entry_no DESC" : " ORDER BY e.wall, e.entry_no");
}

lia_status entry_read_ahead(const struct entry_read *r, const struct entry_stretch *from, int rows,
                            struct entry_place *out, lia_error *err)
{
    struct sql q = {0};
    struct db_rows *found;
    sql_add(&q, "SELECT e.wall, e.entry_no");
    entry_read_add(r, "", from, &q);
    entry_read_add_order(from->down, &q);
    sql_add(&q, " LIMIT 1 OFFSET ");
    sql_add_int(&q, rows - 1);
    lia_status status = db_query(r->book->db, sql_text(&q), sql_params(&q), &found, err);
    if (status == LIA_OK) {
        struct entry_place place = {0};
        if (db_next(found))
            place = (struct entry_place){true, true, db_int(found, 0), db_int(found, 1)};
        status = db_rows_close(found, err);
        if (status == LIA_OK)
            *out = place;
    }
    sql_clear(&q);
    return status;
}
