/* csv_column.h: what the columns of a CSV file mean, by the names that programs give them. */
#ifndef CORE_CSV_COLUMN_H
#define CORE_CSV_COLUMN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/contact_field.h"

struct csv_column {
    enum contact_field field;
    const char *label; /* "work", "home", "mobile"; "" none */
    int number;  /* of several e-mails, phones, addresses: what is 2 belongs together; 0 none */
    bool exact;  /* it is this very field: mapped to it, or written by liaise */
    bool turned; /* names stand as "Berg, Anna" */
    const char *name; /* as the file has it, never "" */
    size_t label_at;  /* 1 + the column that labels it ("Phone 1 - Type"), 0 none; by settling */
};

/* The column of this name (UTF-8); `at` numbers a nameless one from 0. */
struct csv_column csv_column_named(struct arena *a, const char *name, size_t at);
/* Decides what only the other columns tell: is Title a job, is Birth Day a whole date? */
void csv_columns_settle(struct csv_column *columns, size_t n);
/* Makes it the field, whatever its name says. */
void csv_column_map(struct csv_column *columns, size_t n, size_t at, enum contact_field field);
/* Finds the columns that label others, when all fields are settled. */
void csv_columns_label(struct csv_column *columns, size_t n);
/* Is it one by which a contact can be known? */
bool csv_column_is_key(const struct csv_column *column);

#endif
