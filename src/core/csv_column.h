/* csv_column.h: what the columns of a CSV file mean, by the names that programs give them. */
#ifndef CORE_CSV_COLUMN_H
#define CORE_CSV_COLUMN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum csv_field {
    CSV_KEPT, /* none that the book knows: kept in the words of the file */
    CSV_NO,
    CSV_TYPE,
    CSV_NAME,
    CSV_PREFIX,
    CSV_FIRST,
    CSV_MIDDLE,
    CSV_LAST,
    CSV_SUFFIX,
    CSV_NICK,
    CSV_FILE_AS,
    CSV_COMPANY,
    CSV_JOB,
    CSV_EMAIL,
    CSV_EMAIL_LABEL,
    CSV_PHONE,
    CSV_PHONE_LABEL,
    CSV_PAGE,
    CSV_PAGE_LABEL,
    CSV_STREET,
    CSV_EXTENDED,
    CSV_POBOX,
    CSV_CITY,
    CSV_REGION,
    CSV_POST,
    CSV_COUNTRY,
    CSV_WHOLE_ADDRESS,
    CSV_ADDRESS_LABEL,
    CSV_BIRTHDAY,
    CSV_BIRTH_YEAR,
    CSV_BIRTH_MONTH,
    CSV_BIRTH_DAY,
    CSV_NOTE,
    CSV_TAGS,
    CSV_UID,
    CSV_SALESPERSON,
    CSV_CORRESPONDENCE,
    CSV_EXCLUDE,
    CSV_TITLE /* job title, or Dr.: csv_columns_settle decides */
};

struct csv_column {
    enum csv_field field;
    const char *label; /* "work", "home", "mobile"; "" none */
    int number; /* of several e-mails, phones, addresses: what is 2 belongs together; 0 none */
    const char *name; /* as the file has it, never "" */
    size_t label_at;  /* 1 + the column that labels it ("Phone 1 - Type"), 0 none; by settling */
};

/* The column of this name (UTF-8); `at` numbers a nameless one from 0. */
struct csv_column csv_column_named(struct arena *a, const char *name, size_t at);
/* Decides what only the other columns tell: is Title a job, is Birth Day a whole date? */
void csv_columns_settle(struct csv_column *columns, size_t n);
/* Is it one by which a contact can be known? */
bool csv_column_is_key(const struct csv_column *column);

#endif
