/* csv_names.h: the column names that address books of other programs use. */
#ifndef CORE_CSV_NAMES_H
#define CORE_CSV_NAMES_H

#include "core/csv_column.h"

struct csv_name {
    const char *key; /* folded, letters only, the number as '#'; NULL ends the table */
    enum contact_field field;
    const char *label;
};
extern const struct csv_name csv_names[];

#endif
