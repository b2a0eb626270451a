/* import_write.h: what becomes of the rows of a file, and writing it, within one operation. */
#ifndef CORE_IMPORT_WRITE_H
#define CORE_IMPORT_WRITE_H

#include "core/import_match.h"
#include "core/op.h"
#include "liaise/transfer.h"

/* What became of a row. */
struct import_outcome {
    lia_import_fate fate;
    size_t record;    /* 1 + the contact that it is, 0 none */
    const char *said; /* beside what the row says itself; NULL nothing */
};

struct import_writing {
    const struct import_rows *rows;
    const lia_import_how *how;
    lia_progress progress; /* of the writing alone */

    /* made anew by each try of the operation */
    struct import_outcome *outcomes; /* of each row */
    struct arena arena;              /* of what is said */
    lia_import_result result;
};

/* Writes the rows; ctx is a struct import_writing. As op_fill_fn. */
lia_status import_fill(struct op *op, void *ctx, lia_error *err);
void import_writing_clear(struct import_writing *w);

#endif
