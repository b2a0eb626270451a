/* preview_rows.h: what a dry run said of each row or card, kept small: its texts one behind the
 * other, 16 bytes beside them. A list shows all of them, or those of one fate, or with words in
 * them. */
#ifndef TUI_PREVIEW_ROWS_H
#define TUI_PREVIEW_ROWS_H

#include "base/str.h"
#include "base/vec.h"
#include "liaise/transfer.h"

enum preview_only {
    ONLY_ALL,
    ONLY_ADDED,
    ONLY_CHANGED,
    ONLY_ALONE,
    ONLY_REFUSED,
    ONLY_NOTED,
    ONLY_COUNT
};

/* `{0}` is valid and empty. */
struct preview_rows {
    struct vec rows;  /* struct preview_row */
    struct str texts; /* of each: fate, name, no., what, reason; each ends in a NUL */
    struct vec shown; /* uint32_t: indices of rows, ascending */
    int64_t counts[ONLY_COUNT];
    enum preview_only only;
};
struct preview_row {
    int64_t line;
    size_t at; /* of its texts */
};

void preview_rows_add(struct preview_rows *r, const lia_import_line *line); /* copies */
void preview_rows_clear(struct preview_rows *r);                            /* frees */
/* The texts of a row are those of r until it changes. */
void preview_rows_get(const struct preview_rows *r, size_t index, lia_import_line *out);
/* Those that are shown; words "": whatever they say. */
void preview_rows_show(struct preview_rows *r, enum preview_only only, const char *words);
/* Where the row, or the next one after it, stands among those that are shown. */
size_t preview_rows_place(const struct preview_rows *r, size_t index);

#endif
