/* import_fill.h: shared by the files that work out what an import writes. */
#ifndef CORE_IMPORT_FILL_H
#define CORE_IMPORT_FILL_H

#include "core/contact_bulk.h"
#include "core/import_write.h"

struct import_salesperson {
    const char *code;
    int64_t id;
};

/* One try. */
struct import_try {
    struct import_writing *w;
    struct op *op;
    struct import_match m;
    size_t adds;            /* records that are new */
    struct vec salespeople; /* struct import_salesperson: of the book */
    bool merged;            /* since it was set false: some row changed a record */
    struct vec unknown;     /* const char *: codes that it has not */
};

/* The salesperson of this code; 0: unknown, and said for the row (1 + its place) that names it
 * first. */
int64_t import_salesperson(struct import_try *t, size_t row, const char *code);
lia_status import_salespeople_load(struct import_try *t, lia_error *err);

/* Decides about the row: outcome and record. */
void import_decide(struct import_try *t, size_t row);
/* Takes it once more, when all rows are decided and some changed what others had made: what the
 * same file would still change when it came again. */
void import_decide_again(struct import_try *t, size_t row);
/* Says something about it. */
void import_say(struct import_try *t, size_t row, const char *fmt, ...) LIA_PRINTF(3, 4);

/* Links persons to their companies, which are found or made, and makes the bulk. */
void import_gather(struct import_try *t, struct contact_bulk *bulk);

#endif
