/* code_record.h: what salespeople, interaction groups and interaction templates share: found by
 * code, blocked, and deleted while nothing refers to them. */
#ifndef CORE_CODE_RECORD_H
#define CORE_CODE_RECORD_H

#include "core/op.h"
#include "liaise/values.h"

enum { CODE_USES = 8 };

struct code_kind {
    enum op_table table;
    const char *name, *key;                    /* of the table */
    const char *block, *unblock, *remove;      /* commands */
    const char *blocked, *unblocked, *removed; /* the code follows; to be translated */
    const char *gone, *in_use;                 /* messages; to be translated */
    const char *uses[CODE_USES]; /* SELECTs that yield a row when :id is in use; NULL ends them */
};

/* By code, case-insensitive; *id 0 when there is none. */
LIA_MUST_USE lia_status code_find(lia_book *book, const struct code_kind *kind, const char *code,
                                  int64_t *id, lia_error *err);
/* LIA_EXISTS (field "code") when another record than id has the code. */
LIA_MUST_USE lia_status code_check_free(struct op *op, const struct code_kind *kind,
                                        const char *code, int64_t id, lia_error *err);
LIA_MUST_USE lia_status code_block(lia_book *book, const struct code_kind *kind, int64_t id,
                                   bool blocked, lia_error *err);
/* LIA_IN_USE: something refers to it; the message proposes to block it. */
LIA_MUST_USE lia_status code_delete(lia_book *book, const struct code_kind *kind, int64_t id,
                                    lia_error *err);

#endif
