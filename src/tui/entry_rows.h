/* entry_rows.h: interaction log entries as rows of a list: on Interaction Log Entries, the contact's card and Home. */
#ifndef TUI_ENTRY_ROWS_H
#define TUI_ENTRY_ROWS_H

#include "tui/screens.h"

struct entry_rows {
    struct screen *screen; /* whose book it is */
    lia_entry_query query; /* filter borrowed: the page's */
};

/* Columns: when, template, flow, contact, description, minutes, evaluation, salesperson, no. Without the contact: for the
 * log of one. */
extern const struct list_column entry_columns[];
extern const int entry_column_count;
extern const struct list_column entry_columns_of_one[];
extern const int entry_column_count_of_one;

/* ctx is a struct entry_rows; a row's data is a lia_entry. */
extern const struct list_provider entry_provider;
extern const struct list_provider entry_provider_of_one;

#endif
