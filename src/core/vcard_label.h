/* vcard_label.h: what cards call a phone, e-mail, page or address: home, work fax, mobile ... */
#ifndef CORE_VCARD_LABEL_H
#define CORE_VCARD_LABEL_H

#include "core/vcard_read.h"

/* From the X-ABLabel of its group, else its types; lower case unless somebody made it up; "" none.
 */
const char *vcard_label(struct arena *a, const struct vcard *card, const struct vcard_prop *p);
/* Is there a phone, e-mail, page or address in this label's group? */
/* The X-ABLABEL line of the property's group, where it is in words of its own; NULL: none. */
const char *vcard_label_line(const struct vcard *card, const struct vcard_prop *p);
bool vcard_label_used(const struct vcard *card, const struct vcard_prop *label);

#endif
