/* series.h: numbers from the number series of Marketing Setup. */
#ifndef CORE_SERIES_H
#define CORE_SERIES_H

#include "core/op.h"
#include "liaise/setup.h"

/* The next number of a series that no record has (contacts; segments of any status), in op->arena.
 * The batch advances the series. The counter is no record that undo restores: a number is given
 * once. Take from a series once in a fill.
 * Fails: LIA_IN_USE (field "no"): the series is blank or used up; the message names Marketing
 * Setup. */
LIA_MUST_USE lia_status series_take(struct op *op, lia_series_id id, const char **no,
                                    lia_error *err);

/* The same for n numbers, in `a`, none of which is one of `typed` (sorted with strcmp). */
LIA_MUST_USE lia_status series_take_many(struct op *op, struct arena *a, lia_series_id id,
                                         const char *const *typed, size_t typed_count,
                                         const char **nos, size_t n, lia_error *err);

/* LIA_IN_USE (field "no") when the series is blank, for where a no. can be typed instead; the
 * message proposes both. */
LIA_MUST_USE lia_status series_check(struct db *db, lia_series_id id, lia_error *err);

#endif
