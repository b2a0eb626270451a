/* entry_bulk.h: many entries, each with values of its own, as part of one operation: recording,
 * importing. */
#ifndef CORE_ENTRY_BULK_H
#define CORE_ENTRY_BULK_H

#include "core/op.h"
#include "liaise/values.h"

struct entry_note {
    int32_t date; /* the day it stands under */
    const char *text;
};

/* All texts non-NULL, one line where the record has one line, valid UTF-8; the checks of
 * domain.md 4.7 are the caller's. */
struct entry_new {
    int64_t contact_id, template_id;
    int64_t company_id;     /* -1: worked out from the contact (RULE_COMPANY); 0 none */
    int64_t group_id;       /* 0: the template's */
    int64_t salesperson_id; /* 0 none */
    int32_t date, time;     /* time: seconds since midnight, -1 none */
    int zone;
    const char *description, *subject, *via;
    lia_flow flow;
    lia_by initiated_by;
    lia_corr correspondence;
    lia_evaluation evaluation;
    bool failed, canceled;
    int64_t cost, minutes;
    lia_origin origin;
    size_t corrects, corrected_by; /* 1 + place of the other, which is among them; 0 none */
    const char
        *segment_no; /* a code; "" none. One that the book has not stays as a deleted one's */
    const char *event, *document_no; /* "": none */
    const struct entry_note *notes;
    size_t note_count;
};

/* Gives the entry at this place (0..n-1); called several times for each, in order, while the
 * operation is filled and while its batch runs: what it points at is borrowed until the next call.
 */
typedef void entry_bulk_at(void *ctx, size_t place, struct entry_new *out);

/* Adds n entries to the operation, *first.. in the order given, with their texts, comments and
 * documents. ctx must live until the operation has run. Memory: some bytes an entry. */
LIA_MUST_USE lia_status entry_bulk_write(struct op *op, size_t n, entry_bulk_at *at, void *ctx,
                                         int64_t *first, lia_error *err);

#endif
