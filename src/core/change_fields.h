/* change_fields.h: the columns that people know as fields, for showing what an operation changed.
 */
#ifndef CORE_CHANGE_FIELDS_H
#define CORE_CHANGE_FIELDS_H

#include "base/arena.h"
#include "core/op.h"

enum change_kind {
    CHANGE_TEXT,
    CHANGE_NUMBER,
    CHANGE_YES_NO,
    CHANGE_DAY,
    CHANGE_WALL,
    CHANGE_AMOUNT,
    CHANGE_MINUTES,
    CHANGE_STATUS, /* of a segment */
    CHANGE_SET
};

struct change_field {
    enum op_table table;
    const char *column;
    const char *name;      /* for people, to be translated */
    const char *shown;     /* SQL for its value, over alias t; NULL: the column itself */
    enum change_kind kind; /* how the value is shown */
    int set;               /* lia_value_set, of CHANGE_SET */
};

/* Those of one table: the first, and how many (0: none). */
const struct change_field *change_fields(enum op_table table, size_t *count);

/* A value as people read it. value is what `shown` gave, "" for NULL. */
const char *change_show(struct arena *a, const struct change_field *field, const char *value);

#endif
