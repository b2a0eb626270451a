/* csv_contact.h: what a row says about its contact. */
#ifndef CORE_CSV_CONTACT_H
#define CORE_CSV_CONTACT_H

#include "core/csv_look.h"
#include "core/import_draft.h"

/* Between several values in one cell of what is read exactly, where a value may have any text: the
 * unit separator of ASCII, which no text has. */
#define CSV_BETWEEN_OWN "\x1F"

/* Fills the draft (draft_begin with "csv") from cells in UTF-8, which must stay until draft_finish;
 * there are look->count of them. What a contact has no field for is kept as a line
 * "column<TAB>value", with \n, \t and \\ for what a line cannot hold. */
void csv_to_draft(const struct csv_look *look, const char *const *cells, bool day_first,
                  struct import_draft *d);

#endif
