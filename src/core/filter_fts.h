/* filter_fts.h: what a filter asks of the search index: expressions of FTS5 that every row that
 * matches also matches.
 *
 * The index has prefixes of up to FTS_PREFIX letters ready; for a longer beginning of a word it
 * gathers all rows first, which takes as long as there are many. So every expression can also be
 * had narrow: with beginnings cut to what is ready, which streams, and whose rows are to be looked
 * at. */
#ifndef CORE_FILTER_FTS_H
#define CORE_FILTER_FTS_H

#include "core/filter_tree.h"

enum { FTS_PREFIX = 5 }; /* the longest of contact_fts in schema.sql */

enum fts {
    FTS_NOTHING, /* nothing can be asked */
    FTS_NEEDED,  /* what matches is among what the index gives */
    FTS_EXACT    /* is what the index gives */
};

/* Appends the expression for one value: words, phrase or whole. */
enum fts fts_value(const struct value *value, bool narrow, struct str *out);
/* The same for all values of a term, any of which may hold. */
enum fts fts_values(const struct node *node, bool narrow, struct str *out);
/* Appends the expression for a term or tree over contacts. */
enum fts fts_contact(const struct node *node, bool narrow, struct str *out);

#endif
