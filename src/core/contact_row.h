/* contact_row.h: a contact read from the book. */
#ifndef CORE_CONTACT_ROW_H
#define CORE_CONTACT_ROW_H

#include "base/arena.h"
#include "core/contact_bulk.h"
#include "core/db/db.h"

/* One contact with its company's name, salesperson's code and channels, in `a`. LIA_NOT_FOUND. */
LIA_MUST_USE lia_status contact_read(struct db *db, int64_t id, struct arena *a, lia_contact *out,
                                     lia_error *err);

/* These, in this order, as contact_known gives them. */
LIA_MUST_USE lia_status contact_read_known(struct db *db, const int64_t *ids, size_t n,
                                           contact_known_fn *fn, void *ctx, lia_error *err);

/* The same with changed_at, and without the folded names; two queries however many there are, and
 * memory for one of them. ids are different from each other; those that are not in the book are
 * left out. */
LIA_MUST_USE lia_status contact_read_whole(struct db *db, const int64_t *ids, size_t n,
                                           contact_known_fn *fn, void *ctx, lia_error *err);

/* As operation op_id found these contacts, as changes that bring them back to that: from what is
 * kept for its undo. In `a`. */
LIA_MUST_USE lia_status contact_read_was(struct db *db, int64_t op_id, const int64_t *ids, size_t n,
                                         struct arena *a, struct contact_change **out,
                                         size_t *count, lia_error *err);

/* "[1,2,3]" for `contact_id IN (SELECT value FROM json_each(:ids))`. */
const char *contact_ids_json(struct arena *a, const int64_t *ids, size_t n);

#endif
