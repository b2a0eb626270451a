/* fill.h: years of work in a book, written straight into its tables: through the library it would
 * take hours. lia_book_check must find nothing afterwards. */
#ifndef BENCH_FILL_H
#define BENCH_FILL_H

#include "people.h"

/* The day on which the last entry was logged: 2026-11-20. */
enum { BENCH_TODAY = 20777 };

/* path: a new book that nobody has open. The contacts come as a few imports would have left them,
 * the entries over five years: three of five by segments, the others one at a time. Ends the
 * program when something fails. */
void fill_book(const char *path, const struct people *people, size_t entries);

#endif
