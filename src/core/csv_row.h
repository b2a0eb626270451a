/* csv_row.h: a row of a table of contacts on its way into a draft: csv_contact.c goes through its
 * columns, csv_ways.c takes the e-mails, phones, pages and addresses. */
#ifndef CORE_CSV_ROW_H
#define CORE_CSV_ROW_H

#include "core/csv_look.h"
#include "core/import_draft.h"

/* All borrowed; what is worked out lives in the draft's arena. */
struct csv_row {
    const struct csv_look *look;
    const char *const *cells;
    struct import_draft *d;
    bool day_first;
    const char *year, *month, *day; /* of birth, in columns of their own */
    const char *birth_kept;         /* those columns as they are kept; NULL none */
};

/* Several values in one cell, as Google writes them. */
#define CSV_BETWEEN " ::: "

/* The column as it is kept, in the form of what was kept with the contact before. */
const char *csv_row_line(struct csv_row *r, const struct csv_column *column, const char *cell);
/* That behind other lines, which may be NULL. */
const char *csv_row_and_line(struct csv_row *r, const char *lines, const struct csv_column *column,
                             const char *cell);

typedef void csv_take_fn(struct csv_row *r, const struct csv_column *column, const char *cell);
csv_take_fn csv_row_keep;
/* E-mails, phones, pages, addresses and their labels. */
csv_take_fn csv_row_take_label, csv_row_take_way, csv_row_take_line, csv_row_take_whole,
    csv_row_take_part;

#endif
