/* import_merge.h: what a row adds to a contact that is known. */
#ifndef CORE_IMPORT_MERGE_H
#define CORE_IMPORT_MERGE_H

#include "base/arena.h"
#include "liaise/contact.h"

/* What is kept of a contact, beside its fields. */
struct import_kept {
    const char *form; /* "vcard" or "csv"; "" nothing is kept */
    const char *text;
};

/* Puts into *c, a contact as contact_tidy leaves it (company is its company's name, nameless says
 * that its own is made of its e-mail or phone), what `from` says: only where it is blank, or with
 * `update` everything that `from` says. E-mails, phones and pages that it has in any place are not
 * added again. True when something changed. Texts are those of the two, or in `a`. */
bool import_merge(struct arena *a, lia_contact *c, bool *nameless, const lia_contact *from,
                  bool from_nameless, bool update);

/* The same for what is kept: a property or column that it has stays, or is replaced. */
bool import_merge_kept(struct arena *a, struct import_kept *kept, const struct import_kept *from,
                       bool update);

#endif
