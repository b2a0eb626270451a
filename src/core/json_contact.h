/* json_contact.h: what a JSON object says about its contact. */
#ifndef CORE_JSON_CONTACT_H
#define CORE_JSON_CONTACT_H

#include "core/csv_look.h"
#include "core/import_draft.h"
#include "core/json_read.h"

/* The keys that came so far, and what they mean. `{.how = ...}`, else zero, is valid. */
struct json_keys {
    const lia_import_how *how; /* its mapping counts for keys as for columns; may be NULL */

    /* private */
    struct arena arena;
    struct vec keys;           /* struct json_key */
    struct vec columns, cells; /* of the object at hand */
};
void json_keys_clear(struct json_keys *keys);

/* Fills the draft (draft_begin with "csv") from the object, which must stay until draft_finish. The
 * keys are the names of contact_field.h; "tags" may be an array, "channels" is one of objects,
 * "kept" an object. Names that other programs give are known as those of columns are, and what is
 * worked out (interactions, last ...) is left out. A key that is none of these is kept as a column
 * is: its name is handed to `unknown` when it comes for the first time. */
void json_to_draft(struct json_keys *keys, const json_t *object, bool day_first,
                   void (*unknown)(void *ctx, const char *key), void *ctx, struct import_draft *d);

#endif
