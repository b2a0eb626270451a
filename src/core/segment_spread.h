/* segment_spread.h: what a changed header does to the lines of its segment (domain.md 6). */
#ifndef CORE_SEGMENT_SPREAD_H
#define CORE_SEGMENT_SPREAD_H

#include "core/op.h"
#include "liaise/segment.h"

/* Adds what `spread` does to the lines; before the statement that changes the header, which is read
 * as it was. `now` is the header as it will be, `changed` (1u << lia_lfield) what differs.
 * *touched: how many lines are written. Fails as db_query. */
LIA_MUST_USE lia_status segment_spread(struct op *op, const lia_segment *now, uint32_t changed,
                                       lia_spread spread, int64_t *touched, lia_error *err);

#endif
