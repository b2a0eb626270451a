/* fuzz_import.h: a reader of files given whatever comes, without a book. */
#ifndef TESTS_FUZZ_IMPORT_H
#define TESTS_FUZZ_IMPORT_H

#include <assert.h>
#include <string.h>

#include "core/import_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fuzz_bytes {
    const uint8_t *s;
    size_t len;
};

static inline int64_t fuzz_read(void *ctx, void *buf, size_t len)
{
    struct fuzz_bytes *bytes = ctx;
    size_t n = len < bytes->len ? len : bytes->len;
    if (n)
        memcpy(buf, bytes->s, n);
    bytes->s += n;
    bytes->len -= n;
    return (int64_t)n;
}

/* What is told of the file, chosen by its size. */
static inline void fuzz_how(size_t size, lia_import_how *how)
{
    static const lia_import_map map[] = {{"1", "email"}, {"name", "kept"}, {"3", "address2"}};
    static const char *const charsets[] = {NULL,          NULL,       "Shift_JIS",
                                           "ISO-2022-JP", "UTF-16BE", "UTF-7"};
    *how = (lia_import_how){.charset = charsets[size % 6]};
    if (size % 5 == 4) {
        how->delimiter = ';';
        how->header = size % 2 ? 1 : -1;
        how->map = map;
        how->map_count = 3;
    }
}

/* Each row has a line, and a name or a reason. */
static inline void fuzz_import(const uint8_t *data, size_t size,
                               lia_status (*read)(struct import_reading *r, lia_error *err))
{
    struct fuzz_bytes bytes = {data, size};
    struct import_source src;
    struct import_rows rows = {0};
    struct import_row row = {0};
    lia_import_how how;
    lia_format format;
    lia_content content;
    struct import_reading reading = {.src = &src, .rows = &rows, .how = &how};
    fuzz_how(size, &how);
    source_open(&src, fuzz_read, &bytes);
    lia_status status = import_what(&src, &how, &format, &content, NULL);
    assert(status == LIA_OK || status == LIA_INVALID);
    status = read(&reading, NULL);
    assert(status == LIA_OK || status == LIA_INVALID);
    for (size_t i = 0; i < rows.places.count; i++) {
        const struct import_place *place = &VEC_AT(&rows.places, struct import_place, i);
        import_row_read(&rows, place->at, &row);
        bool none = row.facts.refused || row.facts.remark;
        assert(place->line > 0);
        assert(*row.text[none ? TEXT_SAID : TEXT_NAME]);
    }
    import_row_clear(&row);
    source_close(&src);
    import_rows_clear(&rows);
}

#endif
