/* csv_look.h: finding out, from the start of a file, how it is written and what its columns mean.
 */
#ifndef CORE_CSV_LOOK_H
#define CORE_CSV_LOOK_H

#include "core/charset.h"
#include "core/csv_column.h"
#include "core/csv_read.h"
#include "liaise/base.h"

struct csv_look {
    char delimiter;
    const char *charset; /* of what is not UTF-8 */
    struct csv_column *columns;
    size_t count;
    int64_t
        header; /* the line it is in; 0: there is none, the columns were told by what they hold */
    int64_t preamble; /* the first row before the header; 0 none */
};

/* Looks at the first 64 KB of what the source holds; nothing is taken from it. Texts live in `a`.
 * Fails: LIA_INVALID when no column can be told. */
LIA_MUST_USE lia_status csv_look(struct import_source *src, struct charset *charset,
                                 struct arena *a, struct csv_look *out, lia_error *err);

/* The cell as UTF-8: itself, or in `a` when it was not. */
const char *csv_cell(struct arena *a, struct charset *charset, const char *name, const char *cell,
                     size_t *damaged);

/* Names and e-mails told by what the sample's rows hold; false when they do not say. In csv_guess.c
 */
struct csv_sample {
    const char ***rows; /* of UTF-8 cells, `columns` each */
    size_t count, columns;
};
bool csv_guess(struct arena *a, const struct csv_sample *sample, struct csv_column *columns);

#endif
