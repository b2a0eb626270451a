/* contact_read.h: where a list of contacts is read from: shared by its windows (contact_list.c) and
 * its counts (contact_count.c).
 *
 * By name it is read in the order of sort_key: from the search index, whose rowid the sort key is,
 * when there are words to ask for, else from contact_sort or contact_company. So rows come in list
 * order, in both directions, and a window ends the reading. What the index did not see is looked at
 * row by row; where few rows match, the few are gathered instead (filter_plan.h). */
#ifndef CORE_CONTACT_READ_H
#define CORE_CONTACT_READ_H

#include "core/filter_plan.h"

/* Adds all conditions of a query to a row of contact: " AND ...". */
void contact_query_add(const lia_contact_query *query, const char *alias, struct sql *q);

struct contact_read {
    lia_book *book;
    const lia_contact_query *query;
    enum { READ_ORDER, READ_COMPANY, READ_WORDS } from;
    struct str narrow, full; /* expressions for the search index */
};
void contact_read_begin(struct contact_read *r, lia_book *book, const lia_contact_query *query);
void contact_read_end(struct contact_read *r);

/* An end of a stretch of the list, a value of its order's column. */
struct place {
    bool set, with; /* with: the row itself belongs to it */
    int64_t key;
    char *no; /* of the order by no., the caller's */
};
/* From one place to another, upwards or downwards in the order. */
struct stretch {
    struct place from, to;
    bool down;
};

/* The column that the list is ordered by. */
const char *contact_read_order(const struct contact_read *r);
/* Adds " FROM ... WHERE ..." of the stretch, with aliases c (contact) and joins put in between;
 * without the terms that are not seen. narrow: of the search index's expression. */
void contact_read_add(const struct contact_read *r, bool narrow, const char *joins,
                      const struct stretch *stretch, struct sql *q);
/* Adds the bounds of the stretch, " AND c.sort_key > :f1 ...". */
void contact_read_add_bounds(const struct stretch *stretch, const char *column, struct sql *q);
/* Adds all conditions that contact_read_add left out. term: cond_contact or another of its kind. */
void contact_read_rest(const struct contact_read *r, bool narrow, cond_term_fn *term,
                       struct sql *q);

/* The place that ends a stretch of about `rows` rows of the source, whether they match or not; not
 * set: the list ends before. */
LIA_MUST_USE lia_status contact_read_ahead(const struct contact_read *r, const struct stretch *from,
                                           int rows, struct place *out, lia_error *err);

#endif
