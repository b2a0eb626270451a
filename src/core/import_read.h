/* import_read.h: a file read into rows. */
#ifndef CORE_IMPORT_READ_H
#define CORE_IMPORT_READ_H

#include "core/import_row.h"
#include "core/import_source.h"
#include "liaise/transfer.h"

/* Finds out what the file is, where *format is LIA_FORMAT_AUTO. Fails: LIA_IO, LIA_INVALID. */
LIA_MUST_USE lia_status import_format(struct import_source *src, lia_format *format,
                                      lia_error *err);

struct import_reading {
    struct import_source *src;
    struct import_rows *rows;
    lia_progress progress; /* done: bytes of the file */
    bool day_first;        /* of birthdays written in numbers */
    struct import_draft draft;
};
/* Fail: LIA_IO, LIA_CANCELED; import_read_csv also LIA_INVALID when no column is known. */
LIA_MUST_USE lia_status import_read_vcard(struct import_reading *r, lia_error *err);
LIA_MUST_USE lia_status import_read_csv(struct import_reading *r, lia_error *err);

#endif
