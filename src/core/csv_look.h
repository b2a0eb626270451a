/* csv_look.h: finding out, from the start of a file, how a table is written and what its columns
 * mean. */
#ifndef CORE_CSV_LOOK_H
#define CORE_CSV_LOOK_H

#include "core/charset.h"
#include "core/csv_column.h"
#include "core/csv_read.h"

/* Rows as UTF-8, `columns` cells each. */
struct csv_sample {
    const char ***rows;
    size_t count, columns;
};

/* How a table is written, whatever it is about. */
struct csv_form {
    char delimiter;
    const char *charset;      /* of what is not UTF-8 */
    const char **names;       /* of the columns; "" without a header */
    size_t count;             /* of the columns */
    int64_t header;           /* the line it is in; 0: there is none */
    int64_t preamble;         /* the first row before the header; 0 none */
    struct csv_sample sample; /* the first rows behind the header */
    int64_t first;            /* the line of its first row, 0 none */
};

/* How well the name of a column is known. A row is a header when one of its names counts. */
enum csv_known { CSV_UNKNOWN, CSV_KNOWN, CSV_COUNTS };
typedef enum csv_known csv_known_fn(void *ctx, const char *name);

/* Looks at the first 64 KB of what the source holds; nothing is taken from it. how: what is told of
 * delimiter and header, and the names of its mapping, which are known; may be NULL. Texts live in
 * `a`. Without a header that is known or told, all rows are sample. */
void csv_form_find(struct import_source *src, struct charset *charset, struct arena *a,
                   const lia_import_how *how, csv_known_fn *known, void *ctx, struct csv_form *out);
/* Makes the first row of the sample the header. */
void csv_form_first_row(struct csv_form *form);

/* The column that a mapping means: by its name, else by its number; `count` when there is none. */
size_t csv_mapped_column(const struct csv_form *form, const lia_import_map *map);
/* LIA_INVALID, "map": what is wrong with it; no_field: the column is there, the field is not, or
 * is one of the other content. */
lia_status csv_map_fail(const lia_import_map *map, bool no_field, lia_error *err);

/* What the columns of interactions and of contacts are known by; ctx: an arena. */
csv_known_fn csv_entry_known, csv_contact_known;

/* As csv_form_find, of a table of interactions; its first row may also be shown to be a header by
 * the days, times or amounts below it. */
void csv_entry_form_find(struct import_source *src, struct charset *charset, struct arena *a,
                         const lia_import_how *how, struct csv_form *out);

/* A table of contacts. */
struct csv_look {
    struct csv_form form;
    struct csv_column *columns; /* form.count of them */
    const char *known;          /* the program it is from; "" not known */
    bool own;                   /* liaise itself: what is read is exact */
    bool told;                  /* is any column known? */
};
/* Fails: LIA_INVALID, "map". */
LIA_MUST_USE lia_status csv_look(struct import_source *src, struct charset *charset,
                                 struct arena *a, const lia_import_how *how, struct csv_look *out,
                                 lia_error *err);
/* Fails with LIA_INVALID, "columns", when no column is told. */
LIA_MUST_USE lia_status csv_look_told(const struct csv_look *look, lia_error *err);

/* The cell as UTF-8: itself, or in `a` when it was not. */
const char *csv_cell(struct arena *a, struct charset *charset, const char *name, const char *cell,
                     size_t *damaged);

/* Names and e-mails told by what the sample's rows hold; false when they do not say. In
 * csv_guess.c.
 */
bool csv_guess(struct arena *a, const struct csv_sample *sample, struct csv_column *columns);
/* Does the first row of the sample name the columns that were told by the rows below? */
bool csv_guess_header(const struct csv_sample *sample, const struct csv_column *columns);
/* Is the first row of the sample all words, and most of a column below a word of it numbers? */
bool csv_guess_words_first(const struct csv_sample *sample);
/* Are most names of the column written "Berg, Anna"? */
bool csv_guess_turned(const struct csv_sample *sample, size_t column);
/* "Anna Berg" of "Berg, Anna"; NULL when it is not written so, or may be a company. */
const char *csv_turned_name(struct arena *a, const char *name);

#endif
