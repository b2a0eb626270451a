/* csv_read.h: the rows of a CSV file (RFC 4180, and what is written instead), by libcsv, in memory
 * that does not grow with the file. A row with broken quotes costs that row. */
#ifndef CORE_CSV_READ_H
#define CORE_CSV_READ_H

#include <csv.h>

#include "base/str.h"
#include "base/vec.h"
#include "core/import_source.h"

enum csv_event {
    CSV_EOF, /* or reading failed: src->error */
    CSV_ROW,
    CSV_BROKEN /* `reason` */
};

struct csv_reader {
    struct import_source *src;
    size_t
        columns; /* of the header, 0 not known: how many cells a row with a stray quote must have */

    /* the row, valid until the next call */
    int64_t line;       /* of the file, where it begins */
    const char **cells; /* bytes of the file, ends trimmed, NUL behind; line breaks are '\n' */
    size_t count;
    size_t bytes; /* from cells[0] on, all cells with the NULs behind them */
    bool right;   /* all of it is UTF-8 */
    const char *reason;

    /* private */
    struct csv_parser parser;
    bool ready, done;
    char delimiter;
    struct str text;  /* of the row */
    struct vec marks; /* size_t: where cells begin in it */
    struct vec pointers;
    struct str
        window; /* lines read ahead while a quote was open, to be read again if it stays so */
    size_t at;  /* in it */
    int64_t window_line; /* of the line at `at` */
    int64_t overlong;    /* a line longer than a row can be, behind the window; 0 none */
    int rewinds;
};

void csv_open(struct csv_reader *r, struct import_source *src, char delimiter);
void csv_close(struct csv_reader *r);
/* Rows without any text are passed over. */
enum csv_event csv_next(struct csv_reader *r);

#endif
