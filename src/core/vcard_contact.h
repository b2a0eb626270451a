/* vcard_contact.h: what a card says about its contact. */
#ifndef CORE_VCARD_CONTACT_H
#define CORE_VCARD_CONTACT_H

#include "core/import_draft.h"
#include "core/vcard_read.h"

/* Fills the draft (draft_begin with "vcard") from the card, whose texts must stay until
 * draft_finish. day_first: of birthdays written in numbers.
 *
 * Properties that a contact has no field for, or that it does not say whole, are kept: contact_kept
 * has form "vcard" and content lines, each ended by '\n', UTF-8, not folded, with their groups,
 * parameters and escapes as the file has them. CHARSET and quoted-printable are undone and their
 * parameters gone; base64 stays as it is, without blanks. Text of 2.1 has the escapes of 3.0; a
 * line break in a value is the two characters \n. BEGIN, END and VERSION are not among them (a
 * VERSION:2.1 before text without escapes was, once). A line never begins with a blank, so folding
 * each and writing it into a card gives it back. X-LIAISE-COLUMN;X-NAME="name":value is a column of
 * a table that was kept with the same contact.
 *
 * A line whose value became a field is kept too when it says more: a group, parameters, the time of
 * a birthday, parts that have no field, letters that tags have not, or that others of its name
 * stand beside it, in front of which it then never is. REV is not kept: when the card was written
 * says nothing of the one that is written next.
 *
 * Read as fields of their own, as export writes them: X-LIAISE-NO, X-LIAISE-CORRESPONDENCE,
 * X-LIAISE-EXCLUDE (yes), X-LIAISE-TOUCH-DAYS, X-LIAISE-SALESPERSON (code),
 * X-LIAISE-PRIVACY-BLOCKED (the reason, which may be blank), X-LIAISE-ARCHIVED (yes). */
void vcard_to_draft(const struct vcard *card, struct charset *charset, bool day_first,
                    struct import_draft *d);

#endif
