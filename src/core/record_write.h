/* record_write.h: events become entries inside one operation (domain.md 9): which of them can, and
 * what their contact and template give. */
#ifndef CORE_RECORD_WRITE_H
#define CORE_RECORD_WRITE_H

#include "core/entry_bulk.h"
#include "liaise/record.h"

/* What the book says to a record. */
struct record_work {
    int64_t contact_id; /* in: whom it was with, 0 nobody */
    int64_t entry_no;   /* out: made, or of the document that is known */
    int64_t salesperson_id;
    const char *via; /* what the record leaves blank; in the operation's arena */
    uint32_t kind;   /* its event */
    uint8_t fate;    /* out: lia_record_fate */
    uint8_t correspondence;
};

/* An event with what its template gives. */
struct record_kind {
    int64_t event_id, template_id; /* 0: it is not recorded */
    const char *code, *description;
    int64_t cost, minutes;
    lia_flow flow;
    lia_by initiated_by;
    lia_corr correspondence;
    bool ignore_correspondence;
};

/* n records. at: the record at a place, in any order and again and again; its texts are not NULL,
 * valid UTF-8 and, but for the comment, one line; what it points at is borrowed until the next call
 * but one. Of it contact_id and contact are not looked at. refuse: why nothing is made of it, for
 * people; it may be told again when fill runs again. */
struct record_job {
    size_t n;
    void (*at)(void *ctx, size_t place, lia_record *out);
    void (*refuse)(void *ctx, size_t place, const char *reason);
    void *ctx;
    struct record_work *work; /* of n */
    /* Contacts that the same operation makes; there is no more to know about them than this. */
    int64_t fresh_first, fresh_last;
    lia_corr fresh_correspondence;
    int64_t fresh_salesperson;
    bool any_salesperson; /* a blocked one too: who is blocked now was not then */

    size_t made;         /* out: entries */
    int64_t first_entry; /* out */

    /* for record_*.c only */
    struct op *op;
    struct record_kind *kinds; /* in op->arena */
    size_t kind_count;
    size_t *places; /* of those that are made, in order */
    struct entry_note note;
};

static inline const struct record_kind *record_kind_of(const struct record_job *job,
                                                       const struct record_work *w)
{
    return &job->kinds[w->kind];
}
/* record_check.c: the fates of all but those that are known. */
LIA_MUST_USE lia_status record_check(struct record_job *job, lia_error *err);
/* record_known.c: which documents were recorded already, by the book or earlier in this job. */
LIA_MUST_USE lia_status record_known(struct record_job *job, lia_error *err);

/* In fill: adds the entries to the batch. The job lives until the operation has run. */
LIA_MUST_USE lia_status record_write(struct op *op, struct record_job *job, lia_error *err);

/* "Sales invoice" as it stands within a sentence: "sales invoice"; the event's code where it has no
 * description. In `a`. */
const char *record_event_words(struct arena *a, const char *code, const char *description);

#endif
