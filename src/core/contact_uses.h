/* contact_uses.h: what refers to a contact. */
#ifndef CORE_CONTACT_USES_H
#define CORE_CONTACT_USES_H

#include "core/db/db.h"

/* Has it entries (canceled ones too, or those that carry it as company), postponed ones, lines on
 * segments that are not deleted, or persons? Then its type stays and it is not deleted. */
LIA_MUST_USE lia_status contact_is_used(struct db *db, int64_t id, bool *used, lia_error *err);

#endif
