/* old_book.h: a book as version 1 of the schema made it. */
#ifndef TESTS_OLD_BOOK_H
#define TESTS_OLD_BOOK_H

/* Writes it to path, from tests/data/book-1.sql. Failing ends the test. */
void make_first_version(const char *path);

#endif
