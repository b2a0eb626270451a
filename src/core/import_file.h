/* import_file.h: a file that is read from. */
#ifndef CORE_IMPORT_FILE_H
#define CORE_IMPORT_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "liaise/base.h"

struct import_file {
    int fd;
    int64_t size; /* 0: not known, a pipe */
};
/* Fails: LIA_IO, "path": it is not there, a folder, or not to be read. */
LIA_MUST_USE lia_status import_file_open(struct import_file *file, const char *path,
                                         lia_error *err);
void import_file_close(struct import_file *file);
/* For source_open, with the file as ctx. */
int64_t import_file_read(void *ctx, void *buf, size_t len);

#endif
