/* vcard_own.h: what liaise says in its own cards of what others have no property for. */
#ifndef CORE_VCARD_OWN_H
#define CORE_VCARD_OWN_H

#include "core/import_draft.h"
#include "core/vcard_prop.h"

/* X-LIAISE-..., or what has the parameter X-LIAISE-FIELD. */
bool vcard_is_own(const struct vcard_prop *p);
/* Takes it. text: its value, content: its line, as it is kept. False when it is none that liaise
 * writes, or says where a property of others goes. */
bool vcard_take_own(struct import_draft *d, const struct vcard_prop *p, const char *text,
                    const char *content);

#endif
