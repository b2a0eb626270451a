/* import_fill.h: shared by the files that work out what an import writes. */
#ifndef CORE_IMPORT_FILL_H
#define CORE_IMPORT_FILL_H

#include "core/contact_bulk.h"
#include "core/import_write.h"

struct import_salesperson {
    const char *code;
    int64_t id;
};

/* The steps of working out, for the progress. */
enum import_step { STEP_KNOWN, STEP_DECIDE, STEP_LINK, STEP_GATHER, STEP_SORT, STEPS };

/* One try. */
struct import_try {
    struct import_writing *w;
    struct op *op;
    enum import_step step;
    struct import_match m;
    size_t known;           /* records that are the book's; behind them come the new ones */
    struct vec changes;     /* uint32_t: records of the book that are changed */
    struct vec salespeople; /* struct import_salesperson: of the book */
    struct vec unknown;     /* const char *: codes that it has not */
    bool merged;            /* since it was set false: some row changed a record */

    /* of the row at hand */
    struct import_row row, record; /* it and the contact that it may be */
    const char *own_uid;           /* its UID, while the row is without because the book made it */
    struct arena scratch;
    struct str said;
    bool mute, nobody_said;

    /* of the batch */
    struct import_row written, company;
    struct contact_source source;
};

/* How far the step is; false: stop. */
bool import_go_on(struct import_try *t, size_t done, size_t all);

/* What is the salesperson of this code? 0: nobody, and the row says so when it is the first. */
int64_t import_salesperson(struct import_try *t, const char *code);
lia_status import_salespeople_load(struct import_try *t, lia_error *err);

/* Decides about the row: outcome and record. */
void import_decide(struct import_try *t, size_t row);
/* Takes it once more, when all rows are decided and some changed what others had made: what the
 * same file would still change when it came again. */
void import_decide_again(struct import_try *t, size_t row);

/* The fields in which two contacts differ, as bits; kept: what is kept differs. */
uint32_t import_differ(const lia_contact *a, const lia_contact *b, bool kept);
/* Their names, joined by ", ". */
const char *import_differ_names(struct arena *a, uint32_t what);
bool import_same_channels(const lia_contact *a, const lia_contact *b);

/* Links persons to their companies, which are found or made, and makes the bulk. */
lia_status import_gather(struct import_try *t, struct contact_bulk *bulk, lia_error *err);

#endif
