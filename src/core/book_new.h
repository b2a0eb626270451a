/* book_new.h: what a new book starts with (domain.md 3). */
#ifndef CORE_BOOK_NEW_H
#define CORE_BOOK_NEW_H

#include "liaise/book.h"

/* Fills the empty tables, as one operation that is not undone. *made: false when another session
 * did it first. */
LIA_MUST_USE lia_status book_new_fill(lia_book *book, bool *made, lia_error *err);

#endif
