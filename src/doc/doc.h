/* doc.h: the manual pages, made of their templates (src/man) and of the tables that the program
 * itself runs by, so that a command, a key, a filter field or a table of the book cannot be missing
 * from them. */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include <stddef.h>

#include "base/str.h"

/* --- roff.c: text as mdoc --- */

/* Appends text so that none of it is taken for roff: escapes, dashes, leading dots, characters that
 * are not ASCII. */
void roff_add(struct str *out, const char *text);
/* A macro line: ".It Fl x"; each argument is quoted where it needs to be. Ended by NULL. */
void roff_macro(struct str *out, const char *macro, ...);
/* Paragraphs, "\n\n" between; lines that begin with four blanks are shown as they are. */
void roff_paragraphs(struct str *out, const char *text);

/* --- what stands for the lines @name@ of a template --- */

void doc_commands(struct str *out); /* doc_commands.c: every row of the command line's table */
void doc_keys(struct str *out);     /* doc_screen.c: every row of the screen's table */
void doc_filter_contacts(struct str *out); /* doc_filter.c */
void doc_filter_entries(struct str *out);
void doc_tables(struct str *out); /* doc_tables.c: schema.sql, table by table */
void doc_columns_contacts(struct str *out); /* doc_columns.c: what a column can become */
void doc_columns_entries(struct str *out);

#endif
