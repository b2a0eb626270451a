/* segment_rules.h: what other parts of the core need of segments, inside an operation's fill. */
#ifndef CORE_SEGMENT_RULES_H
#define CORE_SEGMENT_RULES_H

#include "core/op.h"
#include "liaise/segment.h"

/* line_id is the segment's id and the line no. in one number, so that the lines of a segment lie
 * together. */
enum { LINE_NO_BITS = 31 };
static inline int64_t line_id_of(int64_t segment_id, int64_t line_no)
{
    return (segment_id << LINE_NO_BITS) + line_no;
}
static inline int64_t line_no_of(int64_t line_id)
{
    return line_id & (((int64_t)1 << LINE_NO_BITS) - 1);
}

/* More lines than this make a large batch. */
enum { LARGE_SEGMENT = 2000 };

/* A template or salesperson that is newly chosen: LIA_INVALID with the field when it is not there
 * or blocked. */
LIA_MUST_USE lia_status segment_check_template(struct op *op, int64_t id, lia_error *err);
LIA_MUST_USE lia_status segment_check_salesperson(struct op *op, int64_t id, lia_error *err);

/* Adds the statements that insert segment s (s->no "" takes the next of the series) as active,
 * without lines. *id and *no (in op->arena) name it. Fails: LIA_IN_USE (blank series), LIA_EXISTS
 * (a typed no. that is taken), LIA_INVALID. */
LIA_MUST_USE lia_status segment_add(struct op *op, const lia_segment *s, int64_t *id,
                                    const char **no, lia_error *err);

/* The same for a header whose values were in a segment before: its no. is set, and nothing is
 * checked. */
LIA_MUST_USE lia_status segment_insert(struct op *op, const lia_segment *s, int64_t *id,
                                       lia_error *err);

/* Adds the statements that put one line for each contact, in this order, on a segment made by this
 * very operation. */
void segment_add_lines(struct op *op, int64_t segment_id, const int64_t *contacts, size_t n);

/* Marks a line as logged singly (✓): Log leaves it out from then on. Guards: the line is there, not
 * logged yet, its segment active; else the batch fails with LIA_NOT_FOUND or LIA_IN_USE. What an
 * interaction takes from a line it reads by lia_line_get. */
void line_logged_singly(struct op *op, int64_t line_id, int64_t entry_no);

#endif
