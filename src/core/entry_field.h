/* entry_field.h: the fields of an interaction log entry as they stand in tables and JSON lines:
 * names, kinds and labels, one table for what is written (export) and what is read (import).
 *
 * CSV: one column a field, named as here; a flag is "yes" or blank, the comments stand in one cell
 * (entry_comments_join). JSON: the same names, flags true; "comments" is an array of objects with
 * "date" and "text", and the document is one object, "document": {"event", "no"}. Both: days
 * 2026-11-20, times 14:32 or 14:32:05, amounts with '.', values of sets by their codes. What is
 * blank is left out, or an empty cell. */
#ifndef CORE_ENTRY_FIELD_H
#define CORE_ENTRY_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "liaise/transfer.h"
#include "liaise/values.h"

enum entry_field {
    ENTRY_KEPT, /* none of these */
    ENTRY_NO,
    ENTRY_DATE,
    ENTRY_TIME,
    ENTRY_ZONE,
    ENTRY_TEMPLATE,
    ENTRY_CONTACT,
    ENTRY_CONTACT_NO,
    ENTRY_CONTACT_EMAIL,
    ENTRY_COMPANY, /* at the time */
    ENTRY_COMPANY_NO,
    ENTRY_DESCRIPTION,
    ENTRY_SUBJECT,
    ENTRY_STATUS, /* only to be read by people: failed and canceled say it */
    ENTRY_EVALUATION,
    ENTRY_MINUTES,
    ENTRY_COST,
    ENTRY_GROUP,
    ENTRY_SALESPERSON,
    ENTRY_FLOW,
    ENTRY_INITIATED_BY,
    ENTRY_CORRESPONDENCE,
    ENTRY_VIA,
    ENTRY_SEGMENT,
    ENTRY_ORIGIN,
    ENTRY_FAILED,
    ENTRY_CANCELED,
    ENTRY_RESULT,   /* "succeeded", "failed": read, not written; `failed` says it */
    ENTRY_CORRECTS, /* entry nos. */
    ENTRY_CORRECTED_BY,
    ENTRY_DOCUMENT_EVENT,
    ENTRY_DOCUMENT_NO,
    ENTRY_COMMENTS,
    ENTRY_FIELDS
};

enum entry_kind {
    ENTRY_AS_TEXT,
    ENTRY_AS_INT,
    ENTRY_AS_AMOUNT,
    ENTRY_AS_DAY,
    ENTRY_AS_TIME,
    ENTRY_AS_MINUTES, /* written as a whole number; people's tables have 1:30 too */
    ENTRY_AS_FLAG,
    ENTRY_AS_VALUE, /* of `set` */
    ENTRY_AS_COMMENTS
};

struct entry_field_of {
    const char *name;  /* "contact_no" */
    const char *label; /* N_("Contact no.") */
    enum entry_kind kind;
    lia_value_set set;
    const char *also; /* other names that a column may have, "|" between; "" none */
    bool read_only;   /* read, and not written */
};
extern const struct entry_field_of entry_fields[ENTRY_FIELDS];
/* Their names and labels for lia_import_fields, ended by a NULL name. */
extern const lia_import_field entry_names[ENTRY_FIELDS + 1];

/* By name, label or another name, whatever the case and what stands between the letters; ENTRY_KEPT
 * when it is none. */
enum entry_field entry_field_named(const char *name);

/* A comment as it is carried over. */
struct entry_comment {
    int32_t date; /* LIA_DAY_NONE: not said */
    const char *text;
};
/* All comments in one cell: each begins with its day, "2026-11-20 text"; its further lines are
 * indented by two blanks. */
void entry_comments_join(struct str *out, const struct entry_comment *comments, size_t count);
/* Takes them apart again into `out` (struct entry_comment, added); texts in the arena. Text that
 * does not begin with a day, as in other people's tables, is one comment without. */
void entry_comments_split(struct arena *a, const char *cell, struct vec *out);

#endif
