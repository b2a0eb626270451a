/* liaise/filter.h: the filter language of lists, of "add contacts" and of the command line
 * (screens.md 7). One parser, one tree; SQL with bound values only. */
#ifndef LIAISE_FILTER_H
#define LIAISE_FILTER_H

#include "liaise/book.h"

typedef enum lia_filter_kind { LIA_FILTER_CONTACTS, LIA_FILTER_ENTRIES } lia_filter_kind;

typedef struct lia_filter lia_filter;

/* Where a filter is wrong: byte offset and length in the text. */
typedef struct lia_filter_fault {
    size_t at, len;
} lia_filter_fault;

/* Parses. Dates are worked out with the book's today. text "" gives a filter that matches
 * everything listed by default. Terms beside each other hold together before OR parts them: a b OR
 * c is (a b) OR c. typing: the last term is still being typed: when it is wrong or incomplete
 * ("city:") it is left out, not judged; of several values, only the last is. What is still open, a
 * quote or a (, is taken as closed there. LIA_INVALID: err says what would be right (an unknown
 * field names the nearest ones), *fault (may be NULL) where. The book must outlive the filter. */
LIA_API LIA_MUST_USE lia_status lia_filter_parse(lia_book *book, lia_filter_kind kind,
                                                 const char *text, bool typing, lia_filter **out,
                                                 lia_filter_fault *fault, lia_error *err);
LIA_API void lia_filter_free(lia_filter *filter); /* NULL is fine */
LIA_API const char *lia_filter_text(const lia_filter *filter);
LIA_API bool lia_filter_empty(const lia_filter *filter);

/* For completion and help: the fields of a kind, ended by a NULL name. help is to be translated by
 * the caller; the example is a whole term. */
typedef struct lia_filter_field {
    const char *name, *help, *example;
} lia_filter_field;
LIA_API const lia_filter_field *lia_filter_fields(lia_filter_kind kind);

/* The values of a field that can be listed (codes that are not blocked, value sets, yes and no; the
 * cities, countries and tags that contacts have, of the newest 100,000), those that begin with
 * `start`, up to limit, in their own order. None for another field of free text, or a name that is
 * no field. */
typedef struct lia_filter_values {
    const char **items;
    size_t count;
    void *arena;
} lia_filter_values;
LIA_API void lia_filter_values_clear(lia_filter_values *values);
LIA_API LIA_MUST_USE lia_status lia_filter_values_of(lia_book *book, lia_filter_kind kind,
                                                     const char *field, const char *start,
                                                     size_t limit, lia_filter_values *out,
                                                     lia_error *err);

#endif
