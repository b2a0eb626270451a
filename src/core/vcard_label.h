/* vcard_label.h: what cards call a phone, e-mail, page or address: home, work fax, mobile ... */
#ifndef CORE_VCARD_LABEL_H
#define CORE_VCARD_LABEL_H

#include "core/vcard_read.h"

/* From the X-ABLabel of its group, else its types; lower case unless somebody made it up; "" none.
 */
const char *vcard_label(struct arena *a, const struct vcard *card, const struct vcard_prop *p);
/* The X-ABLABEL line of the property's group, where it is in words of its own; NULL: none. */
const char *vcard_label_line(const struct vcard *card, const struct vcard_prop *p);
/* What the line says that a field of its value does not: "item1.TEL;TYPE=HOME", with the group
 * where that has a label, whose line goes to *label, and without what only says which one of them
 * it is. NULL, and *label NULL: nothing. */
const char *vcard_says(struct arena *a, const struct vcard *card, const struct vcard_prop *p,
                       const char **label);
/* Is there a phone, e-mail, page or address in this label's group? */
bool vcard_label_used(const struct vcard *card, const struct vcard_prop *label);

#endif
