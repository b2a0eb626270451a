/* import_write.h: what becomes of the rows of a file, and writing it, within one operation. */
#ifndef CORE_IMPORT_WRITE_H
#define CORE_IMPORT_WRITE_H

#include "core/import_match.h"
#include "core/op.h"
#include "liaise/transfer.h"

/* What became of a row. */
struct import_outcome {
    int64_t said;       /* where in the spool stands what is to be said beside what the row says */
    uint32_t record;    /* 1 + the contact that it is, 0 none */
    uint32_t fate : 8;  /* lia_import_fate */
    uint32_t what : 24; /* import_differ: fields of the contact that it changed */
};

struct import_writing {
    struct import_rows *rows;
    const lia_import_how *how;
    lia_progress progress; /* of working out; what is done so far is between 0 and total */
    int64_t end;           /* of the rows in the spool */

    /* made anew by each try of the operation */
    struct import_outcome *outcomes; /* of each row */
    struct import_try *attempt;      /* what the batch writes from */
    lia_import_result result;
};

/* Writes the rows; ctx is a struct import_writing. As op_fill_fn. */
lia_status import_fill(struct op *op, void *ctx, lia_error *err);
void import_writing_clear(struct import_writing *w);

/* Gives every row that how->report is to be told of, in the order of the file, and counts those
 * that have something to say. */
void import_report(struct import_writing *w);

#endif
