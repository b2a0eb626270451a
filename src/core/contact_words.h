/* contact_words.h: the search words of many new contacts, made here instead of being read back from
 * the rows: that takes a fifth off an import. */
#ifndef CORE_CONTACT_WORDS_H
#define CORE_CONTACT_WORDS_H

#include "core/contact_rows.h"

/* Adds the new contacts to the search index and says so in op->words_in. They are the words that
 * the view contact_words gives for the rows; where they cannot be known here, or are few, this does
 * nothing, and they are indexed by the end of the batch. Fails as db_query. */
LIA_MUST_USE lia_status contact_words_add(struct contact_writing *w, lia_error *err);

/* Merges a few pages of the parts that such an import left in the index; for when nobody waits.
 * True while there is more. */
bool contact_words_merge(lia_book *book);

#endif
