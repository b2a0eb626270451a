/* filter_plan.h: where a query begins to look.
 *
 * A list can be read in its own order, looking at row after row, which is fast where many rows
 * match; or the few rows that can match are gathered through an index and sorted, which is fast
 * where few do. How many they are is found out by counting, up to FEW_MAX, in indexes only. With a
 * million rows and a window of fifty both ways take the same time at about 0.7 per cent of rows
 * that match. What no index finds is gathered by reading the whole table, once. */
#ifndef CORE_FILTER_PLAN_H
#define CORE_FILTER_PLAN_H

#include "core/filter_cond.h"

/* contacts_few or entries_few of the whole filter, or what it said when the book has not changed
 * since. */
const struct node *filter_few(const lia_filter *filter, bool words);
/* Runs a SELECT of ids, at most FEW_MAX + 1 of them, or gives what it gave when the book has not
 * changed since. */
LIA_MUST_USE lia_status filter_gather(const lia_filter *filter, struct sql *select,
                                      const char **ids, lia_error *err);

enum {
    FEW_MAX = 5000, /* more are not gathered */
    LOOK_WORDS =
        300, /* rows of a narrow search that are looked at before the whole word is asked for */
    LOOK_FIRST = 1000, /* rows that are looked at in order before anything is counted */
    LOOK_ON = 30000 /* and where no index knows the few, before the whole table is read for them */
};

/* --- entries --- */

/* The index whose order is the list's, and the stretch of it. */
struct entry_source {
    const char *index;
    const char *column; /* equal to id; NULL: the whole index */
    int64_t id;
    int64_t from, to; /* wall, both in; INT64_MIN and INT64_MAX are open ends */
    bool canceled_only;
};
/* Of a query (NULL: none) whose contact is a company or not, and of the terms that must hold (NULL:
 * none). */
struct entry_source entry_source_of(lia_book *book, const lia_entry_query *query, bool company,
                                    const struct node *tree);
/* Adds "1 AND alias.template_id = :f1", and " AND alias.wall >= :f2 ..." for the stretch. */
void entry_source_add(const struct entry_source *source, const char *alias, struct sql *q);
void entry_source_add_days(const struct entry_source *source, const char *alias, struct sql *q);

/* The term of the tree that leaves few entries, so that they are gathered by it; NULL: none does.
 */
const struct node *entries_few(lia_book *book, const struct node *tree);
/* Reads the whole table, in its own order, which is much faster than in another one, for what
 * matches the filter and nothing else. *ids: a JSON array, valid as long as the filter; NULL: they
 * are not few. */
LIA_MUST_USE lia_status entries_gather(const lia_filter *filter, const char **ids, lia_error *err);
/* Adds a SELECT of entry_no, with repeats, of all entries for which that term can hold. */
void entries_few_add(const struct node *few, struct sql *q);

/* --- contacts --- */

/* The same of contact_id. words: the search index may be asked; false where the list is read from
 * it anyway. */
const struct node *contacts_few(lia_book *book, const struct node *tree, bool words);
void contacts_few_add(lia_book *book, const struct node *few, struct sql *q);

/* Which terms the search index has looked at already. */
enum seen { SEEN_NONE, SEEN_NARROW, SEEN_FULL };
LIA_MUST_USE lia_status contacts_gather(const lia_filter *filter, const char **ids, lia_error *err);

/* The expression for the search index; false: there is nothing to ask. */
bool contact_words(const lia_filter *filter, bool narrow, struct str *expr);
/* Adds " AND ..." for every term that is not seen yet, and that archived ones are not listed unless
 * the filter names them. term: cond_contact or another of its kind. */
void contact_rest(const lia_filter *filter, enum seen seen, cond_term_fn *term, const char *alias,
                  struct sql *q);
/* Is there anything in contact_rest but archived? */
bool contact_has_rest(const lia_filter *filter, enum seen seen);

#endif
