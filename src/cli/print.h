/* print.h: describe once, print as text for people, or as JSON or TSV for programs.
 *
 * A list is: print_columns, then for each row print_row and its fields in order, then print_end. A
 * record is the same with one row.
 *
 * Text: columns aligned to what a window of rows needs. On a terminal they are made to fit: wide
 * ones are cut, and where that is not enough the least important are left out; a row never wraps.
 * Heads and a few rows are coloured there. Every code point that must not reach a terminal is shown
 * as a mark.
 *
 * JSON: one object a line, exact, control and format characters escaped; empty fields are left out,
 * so that absence means blank. Its form has a version: keys are added without a new one, none
 * changes its meaning and none goes.
 *
 * TSV: a line with the keys of JSON, then a line for each row, with all of these columns. A blank
 * stands for what JSON leaves out. Tab, newline, carriage return and backslash within a value are
 * \t \n \r \\. An array of texts is joined by commas; anything deeper is its JSON. On a
 * terminal other control characters are shown as marks. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

struct print_column {
    const char *key;  /* JSON name; NULL: only in text */
    const char *head; /* text head, untranslated (N_); NULL: only in JSON */
    bool right;       /* aligned right in text, and never cut */
    int less;         /* how readily it is left out of a narrow terminal: 0 last, greater earlier */
    int keep; /* so many columns of a wide enough terminal are its own: others are cut first */
};

enum { PRINT_COLUMNS = 48, PRINT_JSON_VERSION = 1 };
enum print_form { PRINT_TEXT, PRINT_JSON, PRINT_TSV };
/* What a row is, where there is colour. */
enum print_style { PRINT_PLAIN, PRINT_HEAD, PRINT_MUTED /* canceled, blocked … */, PRINT_ALERT };

struct printer {
    FILE *out;
    enum print_form form;
    bool terminal, colour;
    int width; /* of the terminal; 0: nothing is cut */
    const struct print_column *columns;
    int column_count;
    struct vec rows; /* of struct print_cells, waiting for their widths */
    struct arena arena;
    char **row;
    bool keeps; /* there is room for what columns keep */
    int column, fields,
        reached; /* of the row: the next one; how many the line has; TSV: up to where */
    struct str line;
    bool heads_done;
    int widths[PRINT_COLUMNS], fitted[PRINT_COLUMNS]; /* needed; given, -1 left out */
    int error;                                        /* errno of the first write that went wrong */
};

/* colour: people want it where there is a terminal. columns: the width that they asked for, 0 the
 * terminal's own. */
void print_open(struct printer *p, FILE *out, enum print_form form, bool colour, int columns);
/* For programs, JSON or TSV: codes rather than words, everything exact. */
bool print_machine(const struct printer *p);
void print_columns(struct printer *p, const struct print_column *columns, int count);
void print_row(struct printer *p);
void print_row_style(struct printer *p, enum print_style style); /* of the row just begun */
void print_text(struct printer *p, const char *value);
void print_int(struct printer *p, int64_t value);
void print_bool(struct printer *p, bool value); /* text "yes" or ""; else true or false */
void print_day(struct printer *p, int32_t day); /* ISO */
void print_clock(struct printer *p,
                 int32_t seconds); /* 14:32; for programs 14:32:05 where there are seconds */
void print_instant(struct printer *p, int64_t utc); /* RFC 3339 in UTC; text: the viewer's clock */
enum { PRINT_INSTANT = 80 };
void print_format_instant(const struct printer *p, int64_t utc, char out[PRINT_INSTANT]);
void print_amount(struct printer *p, int64_t amount); /* with '.', exact; JSON: a string */
void print_array(struct printer *p, const char *const *items,
                 int count);        /* of texts; none: blank */
void print_none(struct printer *p); /* blank */
/* JSON that stands for itself; nothing in text. */
void print_json(struct printer *p, const char *json);
/* Appends s as a JSON string, quoted. */
void print_json_string(struct str *out, const char *s);
/* Ends the list, flushes. 0, or the errno of the write that went wrong. */
int print_end(struct printer *p);
/* True when a write went wrong: there is no use in printing more. */
bool print_broken(const struct printer *p);
int print_flush(FILE *out); /* 0 or an errno */
/* "Label  value" of a record for people, further lines of the value below it; nothing when it is
 * blank or for programs. */
void print_field(struct printer *p, const char *label, const char *value);
/* A line for people; nothing for programs. */
void print_line(struct printer *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* text as it is, for other programs' own forms: what must not reach a terminal is the caller's to
 * keep away. */
void print_raw_text(struct printer *p, const char *text);
void print_close(struct printer *p);

#endif
