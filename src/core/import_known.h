/* import_known.h: the contacts of the book that the rows of a file may be. */
#ifndef CORE_IMPORT_KNOWN_H
#define CORE_IMPORT_KNOWN_H

#include "core/contact_bulk.h"
#include "core/import_match.h"

/* Adds to m every contact that has a name, UID, no. or e-mail of the rows, or a UID that exports of
 * this book give it, and every company of their companies' names. Fails as contact_known. */
LIA_MUST_USE lia_status import_known_load(lia_book *book, struct import_match *m,
                                          const lia_progress *progress, lia_error *err);

#endif
