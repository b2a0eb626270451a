/* books.h: books opened through the library, with a clock that stands still. */
#ifndef BENCH_BOOKS_H
#define BENCH_BOOKS_H

#include "liaise/liaise.h"

/* Ends the program with the message unless status is LIA_OK. */
void bench_must(lia_status status, const lia_error *err);

/* Opens the book, or makes it. The clock stands at 14:32 UTC of BENCH_TODAY (fill.h). */
lia_book *bench_open(const char *path);
lia_book *bench_make(const char *path);

/* The active segment with the most lines. */
int64_t bench_segment(lia_book *book);

#endif
