/* print.h: describe once, print as text for people or as JSON for programs.
 *
 * A list is: print_columns, then for each row print_row and its fields in order, then print_end. A
 * record is the same with one row. Text: columns aligned to what a window of rows needs, cut to the
 * terminal's width; every code point that must not reach a terminal is shown as a mark. JSON: one
 * object a line, exact, control and format characters escaped; empty fields are left out, so that
 * absence means blank. */
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
    bool right;       /* aligned right in text */
};

enum { PRINT_COLUMNS = 40 };

struct printer {
    FILE *out;
    bool json, terminal;
    int width; /* of the terminal; 0: nothing is cut */
    const struct print_column *columns;
    int column_count;
    struct vec rows; /* char ** of column_count, text waiting for its widths */
    struct arena arena;
    char **row;
    int column;
    struct str line;
    bool heads_done, first_field;
    int widths[PRINT_COLUMNS];
    int error; /* errno of the first write that went wrong */
};

void print_open(struct printer *p, FILE *out, bool json);
void print_columns(struct printer *p, const struct print_column *columns, int count);
void print_row(struct printer *p);
void print_text(struct printer *p, const char *value);
void print_int(struct printer *p, int64_t value);
void print_bool(struct printer *p, bool value); /* text "yes" or "" */
void print_day(struct printer *p, int32_t day); /* ISO */
void print_clock(struct printer *p,
                 int32_t seconds); /* 14:32; JSON: 14:32:05 where there are seconds */
void print_instant(struct printer *p,
                   int64_t utc); /* JSON: RFC 3339 in UTC; text: the viewer's clock */
void print_amount(struct printer *p, int64_t amount); /* JSON: a string with '.', exact */
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
 * blank or in JSON. */
void print_field(struct printer *p, const char *label, const char *value);
/* A line for people; nothing in JSON. */
void print_line(struct printer *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void print_close(struct printer *p);

#endif
