/* book_case.h: a book for each test, sound when it ends. */
#ifndef TESTS_CORE_BOOK_CASE_H
#define TESTS_CORE_BOOK_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fixture.h"
#include "records.h"

static lia_book *book;
static lia_error err;

static inline int open_book(void **state)
{
    (void)state;
    err = (lia_error){0};
    book = fixture_book();
    return 0;
}

/* Counters, totals and the search index must be as the rows say, after whatever a test did. */
static inline int close_book(void **state)
{
    (void)state;
    assert_sound(book);
    lia_book_close(book);
    return 0;
}

#endif
