/* record_find.h: whom an event was with (domain.md 9): the contact that a no., an e-mail, a phone
 * number or a name means, without anybody to ask. */
#ifndef CORE_RECORD_FIND_H
#define CORE_RECORD_FIND_H

#include "core/db/db.h"

enum record_find_by { RECORD_BY_EMAIL = 1, RECORD_BY_ANYTHING = 2 };

struct record_found {
    int64_t contact_id; /* 0: none */
    int64_t others;     /* further contacts that match and are not archived */

    /* for record_find.c only: what it is compared by */
    int64_t last; /* when it was last in touch */
    int rank;
};

/* For each of n texts (UTF-8; "" finds nothing) the contact. Several match: one that can be
 * recorded with before a privacy-blocked one, that before an archived one; then a person before a
 * company; then the one last in touch; then the one added first. By anything: the first that finds
 * any of: no., e-mail (of any of its), phone (by its digits, whole), name (whole, folded). out is
 * written whole. Fails as db_query does. */
LIA_MUST_USE lia_status record_find(struct db *db, enum record_find_by by, const char *const *asks,
                                    size_t n, struct record_found *out, lia_error *err);

#endif
