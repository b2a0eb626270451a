/* op_tables.h: the tables that operations write, described for saving, restoring and showing their
 * rows. */
#ifndef CORE_OP_TABLES_H
#define CORE_OP_TABLES_H

#include "core/op.h"

struct op_table_info {
    const char *name, *was; /* the table; where its earlier rows are kept */
    const char *key;        /* integer primary key */
    const char
        *columns; /* all, comma separated, in the order of schema.sql; the key is the first */
    const char *derived; /* ",a,b,": those that are worked out and never restored; NULL none */
    const char *zeroed;  /* ",a,b,": of these, those that start from 0 in a row that comes back */
    const char *noun;    /* for people, to be translated */
    const char *label;   /* SQL for what names a row, over its own columns */
};

extern const struct op_table_info op_tables[OP_TABLES];

/* OP_TABLES when there is no such table. */
enum op_table op_table_find(const char *name);

struct op_range {
    enum op_table table;
    int64_t first, last;
};

#endif
