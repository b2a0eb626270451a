/* filter_sql.h: filters inside SQL of one's own: a piece of SQL that carries the values it binds,
 * and the conditions that a filter over contacts or a query over entries becomes.
 *
 *     struct sql q = {0};
 *     sql_add(&q, "INSERT INTO segment_line (...) SELECT ... FROM (");
 *     filter_contact_ids(filter, &q);
 *     sql_add(&q, ") AS f WHERE ... :segment");
 *     sql_bind(&q, db_i("segment", id));
 *     db_add(op->batch, sql_text(&q), sql_params(&q));
 *     sql_clear(&q);
 */
#ifndef CORE_FILTER_SQL_H
#define CORE_FILTER_SQL_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "core/db/db.h"
#include "liaise/filter.h"
#include "liaise/interaction.h"

/* SQL and its parameters. `{0}` is valid and empty. What it binds itself is named :f1, :f2 ...; use
 * other names. */
struct sql {
    struct str text;
    struct vec params;  /* struct db_param */
    struct arena arena; /* copies of names and texts */
    int names;
    bool unordered; /* chooses rows to be changed, in no order: a range of keys may go by the key. In lists it must not:
                     * the rows would come in the key's order and have to be sorted */
};
void sql_add(struct sql *q, const char *text);
void sql_add_f(struct sql *q, const char *fmt, ...)
    LIA_PRINTF(2, 3); /* names and constants of ours, never data */
void sql_add_on(struct sql *q, const char *text,
                const char *alias); /* with every @ replaced by the alias */
void sql_add_int(struct sql *q,
                 int64_t value); /* puts a new :f<n> into the text and binds the value to it */
void sql_add_text(struct sql *q, const char *text);  /* the same; copied */
void sql_bind(struct sql *q, struct db_param param); /* a parameter that the text names; its name is
                                                        borrowed, its text copied */
void sql_bind_all(struct sql *q, const struct db_param *params);
const char *sql_text(const struct sql *q);
const struct db_param *sql_params(struct sql *q); /* ended by DB_END; valid until q is changed */
void sql_clear(struct sql *q);                    /* frees; q is empty again */

/* Appends a SELECT of (contact_id, sort_key) of all contacts that the filter lists, in no order,
 * each once. NULL: all that are not archived. To stand in FROM ( ... ) or IN ( ... ), the latter
 * through filter_contact_where. */
void filter_contact_ids(const lia_filter *filter, struct sql *q);

/* Appends a condition in parentheses on the row `alias` of contact: true for what
 * filter_contact_ids gives. Aliases that the conditions use themselves must not be given: k ch o t
 * m s x f h. */
void filter_contact_where(const lia_filter *filter, const char *alias, struct sql *q);

/* Appends a condition in parentheses on the row `table` of entry ("entry" in an UPDATE or DELETE,
 * or an alias): true for the entries of the query, whatever its order. It may use indexes by itself
 * (entry_no IN ( ... )), and it fits where op_cancel_entries and op_delete take a condition. NULL:
 * all. The query's filter is looked at, its contact may be a company or a person. */
void entry_query_where(const lia_entry_query *query, const char *table, struct sql *q);

#endif
