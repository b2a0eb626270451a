/* entry_read.h: where a list of interaction log entries is read from: shared by its windows
 * (entry_list.c) and its counts (entry_count.c).
 *
 * The order is wall, then entry no. Every index of entry that a list needs ends in wall, and the
 * entry no. is the rowid behind it, so a list of one contact, template, segment ... is read in
 * order as the whole log is. Words are not in any index with that order. So the first thousand rows
 * are looked at one by one: where many match, the window is full by then. Else the few that match
 * are gathered through the search indexes of texts, contacts and comments and sorted; or, when
 * those are not few either, the looking goes on. */
#ifndef CORE_ENTRY_READ_H
#define CORE_ENTRY_READ_H

#include "core/filter_plan.h"

struct entry_read {
    lia_book *book;
    const lia_entry_query *query;
    lia_entry_query of;   /* the query with its logged segment's segment put in */
    lia_entry_query rest; /* of it, what the source does not see */
    bool company;         /* the query's contact is one */
    struct entry_source source;
};
LIA_MUST_USE lia_status entry_read_begin(struct entry_read *r, lia_book *book,
                                         const lia_entry_query *query, lia_error *err);

/* The source is the whole log. */
bool entry_read_whole(const struct entry_read *r);

/* An end of a stretch of the list. */
struct entry_place {
    bool set, with; /* with: the row itself belongs to it */
    int64_t wall, entry_no;
};
struct entry_stretch {
    struct entry_place from, to;
    bool down; /* newest first */
};

/* Logging a segment gives 100,000 entries one wall, and the engine finds a row value (wall,
 * entry_no) by its wall only. So a stretch is read in pieces that an index has as they are: entries
 * of one wall between two numbers, and whole walls. */
struct entry_piece {
    int64_t wall_from, wall_to; /* both in; INT64_MIN and INT64_MAX are open */
    int64_t no_from, no_to;     /* the same; open where walls are many */
};
enum { ENTRY_PIECES = 3 };
/* The pieces in the order they are to be read; how many there are. */
int entry_read_pieces(const struct entry_read *r, const struct entry_stretch *stretch,
                      struct entry_piece pieces[ENTRY_PIECES]);
/* Adds " FROM entry AS e ... WHERE ..." of a piece. joins come in between; `rest` is for the
 * caller. */
void entry_read_add(const struct entry_read *r, const char *joins, const struct entry_piece *piece,
                    struct sql *q);
/* Adds " AND ..." for the stretch, where rows do not come from an index of that order. */
void entry_read_add_bounds(const struct entry_stretch *stretch, struct sql *q);
/* Adds " AND ..." for every condition of a query on a row of entry. term: cond_entry or
 * cond_entry_all. */
void entry_query_add(const lia_entry_query *query, cond_term_fn *term, const char *table,
                     struct sql *q);
/* " ORDER BY ..." */
void entry_read_add_order(bool down, struct sql *q);

/* The place that ends a stretch of `rows` rows of the source, whether they match or not; not set:
 * the list ends before. */
LIA_MUST_USE lia_status entry_read_ahead(const struct entry_read *r,
                                         const struct entry_stretch *from, int rows,
                                         struct entry_place *out, lia_error *err);

/* These entries, in this order; those that are not in the book are left out. */
LIA_MUST_USE lia_status entry_read_nos(lia_book *book, const int64_t *nos, size_t n,
                                       lia_entry_list *out, lia_error *err);

#endif
