/* filter_input.h: any bytes as a filter: they are refused with one line and a place, or what they
 * list can be listed and counted. */
#ifndef TESTS_FUZZ_FILTER_INPUT_H
#define TESTS_FUZZ_FILTER_INPUT_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "liaise/liaise.h"

static inline void filter_input_fail(const char *what, const lia_error *err)
{
    fprintf(stderr, "%s: status %d: %s\n", what, (int)err->status, err->message);
    abort();
}

static inline void filter_input_list(lia_book *book, lia_filter_kind kind, const lia_filter *filter)
{
    lia_error err = {0};
    int64_t count;
    const lia_seek seek = {.no_key = true, .limit = 3};
    if (kind == LIA_FILTER_CONTACTS) {
        lia_contact_rows rows;
        const lia_contact_query query = {.filter = filter};
        if (lia_contact_list(book, &query, &seek, &rows, &err) != LIA_OK ||
            lia_contact_count(book, &query, &count, &err) != LIA_OK)
            filter_input_fail("contacts", &err);
        lia_contact_rows_clear(&rows);
    } else {
        lia_entry_list rows;
        const lia_entry_query query = {.filter = filter};
        if (lia_entry_list_some(book, &query, &seek, &rows, &err) != LIA_OK ||
            lia_entry_count(book, &query, &count, &err) != LIA_OK)
            filter_input_fail("entries", &err);
        lia_entry_list_clear(&rows);
    }
}

/* The lowest bits of the first byte choose the kind and whether it is being typed. */
static inline void filter_input(lia_book *book, const uint8_t *data, size_t size)
{
    if (!size)
        return;
    char *text = calloc(1, size);
    memcpy(text, data + 1, size - 1);
    lia_filter_kind kind = data[0] & 1 ? LIA_FILTER_ENTRIES : LIA_FILTER_CONTACTS;
    lia_error err = {0};
    lia_filter_fault fault = {0};
    lia_filter *filter = NULL;
    lia_status status = lia_filter_parse(book, kind, text, data[0] & 2, &filter, &fault, &err);
    if (status == LIA_OK) {
        filter_input_list(book, kind, filter);
        lia_filter_free(filter);
    } else if (status != LIA_INVALID || !err.message[0] || strchr(err.message, '\n')) {
        filter_input_fail(text, &err);
    }
    free(text);
}

#endif
