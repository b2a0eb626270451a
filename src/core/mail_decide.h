/* mail_decide.h: which mails are recorded with whom (domain.md 9), inside the operation. */
#ifndef CORE_MAIL_DECIDE_H
#define CORE_MAIL_DECIDE_H

#include "core/mail_gather.h"
#include "core/op.h"
#include "core/record_write.h"
#include "liaise/contact.h"

/* One interaction: a mail and one of its people. */
struct mail_pair {
    uint32_t mail, person;
};

struct mail_recording {
    struct mail_gather *g;
    const lia_mail_how *how;
    struct record_job job;
    struct vec pairs; /* struct mail_pair */
    struct arena reasons;
    lia_contact_record defaults; /* of new contacts */
    int64_t event[3];            /* by lia_by; 0: there is none */
    bool mapped[3];
    int64_t added; /* contacts */
};

/* An op_fill_fn; ctx: the recording, whose g and how are set. Every mail gets its fate. */
lia_status mail_decide(struct op *op, void *ctx, lia_error *err);
void mail_recording_clear(struct mail_recording *rec);

#endif
