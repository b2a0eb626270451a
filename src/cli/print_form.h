/* print_form.h: what the files of the printer share. */
#ifndef CLI_PRINT_FORM_H
#define CLI_PRINT_FORM_H

#include "print.h"

enum { PRINT_GAP = 2 };

/* A row of text: a cell for each column. */
struct print_cells {
    char **cells;
    enum print_style style;
};

/* Writes text and empties it. The first error is kept: what follows fails in its own ways. */
void print_put(struct printer *p, struct str *text);
/* Lays the waiting rows out, and prints them, the heads before the first. */
void print_flush_text(struct printer *p);
/* The keys of the columns. */
void print_tsv_heads(struct printer *p);
/* Appends s as a value of TSV. */
void print_tsv_value(struct printer *p, const char *s);

#endif
