#include "core/contact_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void contact_query_add(const lia_contact_query *query, const char *alias, struct sql *q)
{
    if (query->company_id) {
        sql_add_f(q, " AND %s.company_id = ", alias);
        sql_add_int(q, query->company_id);
    }
    contact_rest(query->filter, SEEN_NONE, cond_contact, alias, q);
}

void contact_read_begin(struct contact_read *r, lia_book *book, const lia_contact_query *query)
{
    *r = (struct contact_read){.book = book, .query = query};
    if (query->sort != LIA_CONTACT_BY_NAME)
        return;
    if (query->company_id) {
        r->from = READ_COMPANY;
    } else if (contact_words(query->filter, true, &r->narrow)) {
        contact_words(query->filter, false, &r->full);
        r->from = READ_WORDS;
    }
}

void contact_read_end(struct contact_read *r)
{
    str_clear(&r->narrow);
    str_clear(&r->full);
}

const char *contact_read_order(const struct contact_read *r)
{
    switch (r->query->sort) {
    case LIA_CONTACT_BY_NO:
        return "c.no";
    case LIA_CONTACT_BY_ADDED:
        return "c.contact_id";
    default:
        return r->from == READ_WORDS ? "f.rowid" : "c.sort_key";
    }
}

static void add_place(struct sql *q, const char *column, const char *sign,
                      const struct place *place)
{
    if (!place->set)
        return;
    sql_add_f(q, " AND %s %s%s ", column, sign, place->with ? "=" : "");
    if (place->no)
        sql_add_text(q, place->no);
    else
        sql_add_int(q, place->key);
}

void contact_read_add_bounds(const struct stretch *stretch, const char *column, struct sql *q)
{
    add_place(q, column, stretch->down ? "<" : ">", &stretch->from);
    add_place(q, column, stretch->down ? ">" : "<", &stretch->to);
}

/* Each names the index that has the list's order: an engine that chose another would have to sort.
 */
static const char *source(const struct contact_read *r)
{
    if (r->from == READ_COMPANY)
        return "contact AS c INDEXED BY contact_company";
    switch (r->query->sort) {
    case LIA_CONTACT_BY_NO:
        return "contact AS c INDEXED BY sqlite_autoindex_contact_1"; /* of UNIQUE (no) */
    case LIA_CONTACT_BY_ADDED:
        return "contact AS c NOT INDEXED";
    default:
        return "contact AS c INDEXED BY contact_sort";
    }
}

void contact_read_add(const struct contact_read *r, bool narrow, const char *joins,
                      const struct stretch *stretch, struct sql *q)
{
    if (r->from == READ_WORDS) {
        sql_add_f(q, " FROM contact_fts AS f%s WHERE contact_fts MATCH ", joins);
        sql_add_text(q, str_text(narrow ? &r->narrow : &r->full));
    } else {
        sql_add_f(q, " FROM %s%s WHERE ", source(r), joins);
        if (r->from == READ_COMPANY) {
            sql_add(q, "c.company_id = ");
            sql_add_int(q, r->query->company_id);
        } else {
            sql_add(q, "1");
        }
    }
    contact_read_add_bounds(stretch, contact_read_order(r), q);
}

void contact_read_rest(const struct contact_read *r, bool narrow, cond_term_fn *term, struct sql *q)
{
    enum seen seen = r->from != READ_WORDS ? SEEN_NONE : narrow ? SEEN_NARROW : SEEN_FULL;
    contact_rest(r->query->filter, seen, term, "c", q);
}

lia_status contact_read_ahead(const struct contact_read *r, const struct stretch *from, int rows,
                              struct place *out, lia_error *err)
{
    struct sql q = {0};
    struct db_rows *found;
    sql_add_f(&q, "SELECT %s", contact_read_order(r));
    contact_read_add(r, true, "", from, &q);
    sql_add_f(&q, " ORDER BY %s%s LIMIT 1 OFFSET ", contact_read_order(r),
              from->down ? " DESC" : "");
    sql_add_int(&q, rows - 1);
    lia_status status = db_query(r->book->db, sql_text(&q), sql_params(&q), &found, err);
    if (status == LIA_OK) {
        struct place place = {0};
        if (db_next(found)) {
            place.set = place.with = true;
            if (r->query->sort == LIA_CONTACT_BY_NO)
                place.no = mem_strdup(db_text(found, 0));
            else
                place.key = db_int(found, 0);
        }
        status = db_rows_close(found, err);
        if (status)
            free(place.no);
        else
            *out = place;
    }
    sql_clear(&q);
    return status;
}
