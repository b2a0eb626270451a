/* contact_rows.h: the statements that write contacts which have got their ids, numbers and keys
 * (contact_bulk.c): rows, channels, what is kept. */
#ifndef CORE_CONTACT_ROWS_H
#define CORE_CONTACT_ROWS_H

#include "core/contact_bulk.h"

/* A contact on its way into the batch: a new one or a change. */
struct contact_item {
    uint64_t head; /* the first bytes of the name: most comparisons end here */
    const char *name_fold, *no;
    int64_t id, key, company_id;
    const lia_contact *c;
    const struct contact_new *add;       /* or */
    const struct contact_change *change; /* the other is NULL */
};

struct contact_writing {
    struct op *op;
    struct contact_bulk bulk; /* a copy: the caller's goes before the batch runs */
    struct contact_item
        *items; /* the new ones, in the order of names; then the changes, as given */
    size_t count;
};

void contact_rows_add(struct contact_writing *w);
void contact_rows_change(struct contact_writing *w);
void contact_rows_kept(struct contact_writing *w);
LIA_MUST_USE lia_status contact_rows_channels(struct contact_writing *w, lia_error *err);

#endif
