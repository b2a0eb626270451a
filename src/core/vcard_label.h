/* vcard_label.h: what cards call a phone, e-mail, page or address (home, work fax, mobile ...), and
 * what else the head of a line says: group and parameters. */
#ifndef CORE_VCARD_LABEL_H
#define CORE_VCARD_LABEL_H

#include "core/vcard_read.h"

/* The X-ABLABEL of the property's group; NULL none. */
const struct vcard_prop *vcard_label_of(const struct vcard *card, const struct vcard_prop *p);
/* From `own`, the X-ABLABEL of its group, else its types; lower case unless somebody made it up; ""
 * none. */
const char *vcard_label(struct arena *a, const struct vcard_prop *own, bool v21,
                        const struct vcard_prop *p);
/* Is the label in words of its own, none that Apple's programs translate? */
bool vcard_label_is_own(const struct vcard_prop *label);
/* Is there a phone, e-mail, page or address in this label's group? */
bool vcard_label_used(const struct vcard *card, const struct vcard_prop *label);

/* "work fax" as "WORK,FAX", as version 3 and 4 have it, or, version 0, both; "" when a word of it
 * is no type there, or comes twice. */
const char *vcard_types(struct arena *a, const char *label, bool phone, int version);
/* How much it is preferred: 1 to 100 of 4.0, the lower the more; TYPE=PREF is 1; 0 when nothing is
 * said. */
long vcard_preference(const struct vcard_prop *p);

/* Where the value of a line goes. A field has no label; that a phone is mobile its field says; a
 * further line has the labels that are types in all versions, or one that is written as a line of
 * its own, whatever their group is called. */
enum vcard_place { VCARD_FIELD, VCARD_MOBILE, VCARD_FURTHER, VCARD_LABELLED };
/* Which of the last two the property is that has this label, from `own` or from its types. */
enum vcard_place vcard_further(struct arena *a, const struct vcard *card,
                               const struct vcard_prop *p, const struct vcard_prop *own,
                               const char *label);
/* The head of a phone's, e-mail's, page's or address's line, "item1.TEL;TYPE=HOME,MSG", as it
 * stands there, without what only says how the value was written; p->content, which begins with
 * it, when nothing is left out; NULL when the place says all of it: group, labels, parameters.
 * writes_pref: that it is the preferred one, and no more, needs not be kept. */
const char *vcard_says(struct arena *a, const struct vcard_prop *p, enum vcard_place place,
                       bool writes_pref);
/* Has the line of any property a group, or parameters that say more than how its value is written?
 */
bool vcard_says_more(const struct vcard_prop *p);

#endif
