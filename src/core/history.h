/* history.h: operations as lists. */
#ifndef CORE_HISTORY_H
#define CORE_HISTORY_H

#include "liaise/book.h"

/* These operations, in this order. */
LIA_MUST_USE lia_status history_list(lia_book *book, const int64_t *ids, size_t n, lia_op_list *out,
                                     lia_error *err);

#endif
