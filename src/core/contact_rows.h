/* contact_rows.h: the statements that write contacts which have got their ids, numbers and keys
 * (contact_bulk.c): rows, channels, what is kept. */
#ifndef CORE_CONTACT_ROWS_H
#define CORE_CONTACT_ROWS_H

#include "core/contact_bulk.h"

/* What stays in memory of a contact that is changed. */
struct contact_changed {
    int64_t id, version, key; /* key: of a renamed one */
    int type;
};

/* What a contact of the bulk has. */
enum { HAS_CHANNELS = 1, HAS_KEPT = 2, IS_RENAMED = 4, REPLACES_CHANNELS = 8, REPLACES_KEPT = 16 };

/* Contacts on their way into the batch: they are written in the order of names, the changes behind
 * the new ones, as given. The arrays are in the operation's arena. */
struct contact_writing {
    struct op *op;
    struct contact_bulk bulk; /* a copy: the caller's goes before the batch runs */
    size_t count;             /* adds and changes */
    uint32_t *order;          /* of the new ones: their places in the bulk */
    uint32_t *rank;           /* the other way round: their ids are first_id + rank */
    int64_t *keys;            /* of the new ones, in this order */
    const char **nos;         /* of the new ones, as in the bulk; NULL: the source gives them */
    const char **folds;       /* folded names, as in the bulk; NULL: the source gives them */
    int64_t first_id;
    struct contact_changed *changed;
    uint8_t *has;       /* of the new ones as in the bulk, then of the changes */
    size_t channels;    /* of all, those that are written */
    int64_t *companies; /* of the book, to which new persons belong: sorted, each once */
    size_t company_count;
    struct contact_new add; /* what the source gave last */
    struct contact_change change;
};

/* One of them, valid until the next is read. */
struct contact_item {
    const lia_contact *c;
    const char *name_fold, *no;
    int64_t id, key, company_id;
    size_t company_at;
    const char *form, *kept; /* NULL: stays as it is */
};

/* The i-th in the order in which they are written. */
void contact_item_read(struct contact_writing *w, size_t i, struct contact_item *item);
/* What it has: HAS_ and the like. */
unsigned contact_item_has(const struct contact_writing *w, size_t i);

/* The name of the i-th new one of the bulk, valid until the next call. */
const char *contact_new_name(struct contact_writing *w, size_t i);

void contact_rows_add(struct contact_writing *w);
void contact_rows_change(struct contact_writing *w);
void contact_rows_kept(struct contact_writing *w);
LIA_MUST_USE lia_status contact_rows_channels(struct contact_writing *w, lia_error *err);

#endif
