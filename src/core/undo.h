/* undo.h: what the files that take operations back, and do them again, share.
 *
 * An operation's rows are known from op_touch (which tables, in which order), <table>_was (side 0:
 * before it, side 1: after it, kept while it is undone) and op_entry. All statements work on sets,
 * however many rows there are. */
#ifndef CORE_UNDO_H
#define CORE_UNDO_H

#include "core/op.h"
#include "core/op_tables.h"

struct undo_touch {
    enum op_table table;
    char how; /* i u d c, as in op_touch */
    int64_t first, last;
};

/* One operation, read from the book. */
struct undo_op {
    int64_t id, undone_by, of_op, records;
    lia_op_kind kind;
    bool purged;
    char line[200], user[64];
    struct vec touches;      /* struct undo_touch, in order */
    bool inserts[OP_TABLES]; /* it has i touches there */
    bool updates[OP_TABLES]; /* it has u touches there */
    bool deletes[OP_TABLES]; /* it has d touches there */
    bool cancels;            /* it has c touches */
};

/* Fails with NOT_FOUND when there is no such operation. The caller clears *out, always. */
LIA_MUST_USE lia_status undo_read(struct db *db, int64_t id, struct undo_op *out, lia_error *err);
void undo_clear(struct undo_op *u);

/* --- in the way (undo_way.c) --- */

/* Gives *ids (int64_t) the operation and all that must be undone before it, transitively, newest
 * first: those that changed or deleted a row that it wrote, made a row refer to one that it made,
 * or took what its rows need to come back. */
LIA_MUST_USE lia_status undo_way(struct db *db, int64_t op, struct vec *ids, lia_error *err);

/* --- statements (undo_back.c, undo_again.c) --- */

/* Puts into op's batch what takes u back. alone: nothing else in this batch changes rows. */
LIA_MUST_USE lia_status undo_back(struct op *op, const struct undo_op *u, bool alone,
                                  lia_error *err);
/* What does u again. */
LIA_MUST_USE lia_status undo_again(struct op *op, const struct undo_op *u, bool alone,
                                   lia_error *err);

/* --- places of contacts that come back (undo_contact.c) --- */

/* Makes the sort keys in contact_was fit the book as it is now, for the rows that will come back.
 * side: 0 undo, 1 redo. To be called once, before undo_back or undo_again of all n. */
LIA_MUST_USE lia_status undo_place_contacts(struct op *op, const struct undo_op *ops, size_t n,
                                            int side, lia_error *err);

#endif
