/* vcard_contact.h: what a card says about its contact. */
#ifndef CORE_VCARD_CONTACT_H
#define CORE_VCARD_CONTACT_H

#include "core/import_draft.h"
#include "core/vcard_read.h"

/* Fills the draft (draft_begin with "vcard") from the card, whose texts must stay until
 * draft_finish. Properties that a contact has no field for are kept, each in a line; those of 2.1,
 * which escapes text in its own way, behind a line VERSION:2.1. day_first: of birthdays written in
 * numbers. */
void vcard_to_draft(const struct vcard *card, struct charset *charset, bool day_first,
                    struct import_draft *d);

#endif
