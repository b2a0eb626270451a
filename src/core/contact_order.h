/* contact_order.h: sort keys of contacts: integers in the order of (name_fold, no), with gaps, so
 * that a contact finds its place in every list and in the search index without others being moved.
 *
 * A sort key is derived data: never saved for undo, never a reason for a conflict. It is positive
 * and unique. */
#ifndef CORE_CONTACT_ORDER_H
#define CORE_CONTACT_ORDER_H

#include "core/op.h"

struct contact_place {
    const char *name_fold, *no;
    int64_t key; /* out */
};

/* Gives the n contacts, sorted by (name_fold, no), their keys, between those of the contacts that
 * the book holds now. Where a gap is used up its neighbours move apart: their statements, search
 * index included, go into the batch here, so call this before adding statements that write the
 * keys; once in a batch, with all that are new, renamed or brought back. A contact that is about to
 * move may still stand at its old place. Fails as db_query. */
LIA_MUST_USE lia_status contact_order_place(struct op *op, struct contact_place *places, size_t n,
                                            lia_error *err);

/* The same for many that are not held in memory. at: gives the i-th, borrowed until the next call;
 * they come in their order, some more than once. */
struct contact_places {
    size_t n;
    void (*at)(void *ctx, size_t i, struct contact_place *place);
    void *ctx;
    int64_t *keys; /* out */
};
LIA_MUST_USE lia_status contact_order_place_many(struct op *op, const struct contact_places *places,
                                                 lia_error *err);

/* The same for one. */
LIA_MUST_USE lia_status contact_sort_key_for(struct op *op, const char *name_fold, const char *no,
                                             int64_t *key, lia_error *err);

/* The order of the book: by name_fold, then no., byte by byte, as the index contact_name has it. */
int contact_order_compare(const struct contact_place *a, const struct contact_place *b);

#endif
