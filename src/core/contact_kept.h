/* contact_kept.h: what is kept with a contact word for word, in its two forms.
 *
 * "vcard": content lines as vcard_contact.h has them. "csv": lines "column<TAB>value" of a table,
 * with \n, \t and \\ for what a line cannot hold; a nameless column is "column 3". Each line ends
 * in a newline. In cards a column stands as X-LIAISE-COLUMN;X-NAME="name":value, in tables a
 * property as column "vCard"; both ways and back again give the same line. */
#ifndef CORE_CONTACT_KEPT_H
#define CORE_CONTACT_KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* One line or several, the last with or without its '\n', in the other form, each ended by '\n'. A
 * line that came from that form becomes what it was. */
const char *kept_as_vcard(struct arena *a, const char *csv);
const char *kept_as_csv(struct arena *a, const char *vcard);
/* Are all lines columns of a table, on their way through cards? */
bool kept_was_csv(const char *vcard);
/* What the line is about: the name of its column or property, without group; a column on its way
 * through cards is about its name too. */
size_t kept_name(const char *line, bool vcard, const char **name);
/* Are two lines about the same: of the same name, both columns or both properties? values: phones,
 * e-mails, pages and addresses, of which a contact may have several, are only when their values are
 * the same too. */
bool kept_same(const char *x, const char *y, bool vcard, bool values);
/* Is it a phone, e-mail, page or address? */
bool kept_is_several(const char *line, bool vcard);
/* Would each line be one of the form "vcard" or "csv"? Another form has none. */
bool kept_right(const char *form, const char *content);
/* "column<TAB>value" of any value; no '\n' behind it. */
const char *kept_column(struct arena *a, const char *column, const char *value);

#endif
