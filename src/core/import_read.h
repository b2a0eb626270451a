/* import_read.h: a file read into rows. */
#ifndef CORE_IMPORT_READ_H
#define CORE_IMPORT_READ_H

#include "core/import_row.h"
#include "core/import_source.h"
#include "liaise/transfer.h"

/* Finds out what the file is and what it is about, where *format or *content is AUTO; and reads it
 * in how->charset from here on, where that is given. how may be NULL. Fails: LIA_IO, LIA_INVALID.
 */
LIA_MUST_USE lia_status import_what(struct import_source *src, const lia_import_how *how,
                                    lia_format *format, lia_content *content, lia_error *err);

struct import_reading {
    struct import_source *src;
    const lia_import_how *how; /* may be NULL */
    struct import_rows *rows;
    lia_progress progress; /* done: bytes of the file */
    bool day_first;        /* of birthdays written in numbers */
    struct import_draft draft;
};
/* Reads contacts. Fail: LIA_IO, LIA_CANCELED; of a table LIA_INVALID when no column is known or a
 * mapping is wrong. */
LIA_MUST_USE lia_status import_read(struct import_reading *r, lia_format format, lia_error *err);
LIA_MUST_USE lia_status import_read_vcard(struct import_reading *r, lia_error *err);
LIA_MUST_USE lia_status import_read_csv(struct import_reading *r, lia_error *err);
LIA_MUST_USE lia_status import_read_json(struct import_reading *r, lia_error *err);

#endif
