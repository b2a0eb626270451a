/* fuzz_log.h: interactions of whatever comes, matched with a small book and not written. */
#ifndef TESTS_FUZZ_LOG_H
#define TESTS_FUZZ_LOG_H

#include <assert.h>
#include <string.h>

#include "fuzz_import.h"
#include "liaise/contact.h"
#include "liaise/transfer.h"

static inline int64_t fuzz_clock(void *ctx)
{
    (void)ctx;
    return 20777 * (int64_t)86400;
}
static inline int fuzz_zone(void *ctx, int64_t at)
{
    (void)ctx;
    return at % 7200 < 3600 ? 60 : 120;
}

static inline lia_book *fuzz_book(void)
{
    lia_book *book = NULL;
    int64_t id = 0;
    const lia_open how = {.user = "jo", .now = fuzz_clock, .zone = fuzz_zone};
    const lia_contact jo = {
        .type = LIA_PERSON, .name = "Jo Ek", .email = "jo@x.example", .touch_days = -1};
    lia_status status = lia_book_open(&how, &book, NULL);
    assert(status == LIA_OK);
    status = lia_contact_save(book, &jo, &id, NULL);
    assert(status == LIA_OK);
    return book;
}

/* Each line that is reported stands in the file, and what is refused says why. */
static inline void fuzz_log_line(void *ctx, const lia_import_line *line)
{
    (void)ctx;
    assert(line->line > 0 && line->name && line->no && line->what);
    assert(line->fate != LIA_IMPORT_REFUSED || *line->reason);
}

static inline void fuzz_log(const uint8_t *data, size_t size, lia_format format)
{
    static lia_book *book;
    struct fuzz_bytes bytes = {data, size};
    lia_import_result result = {0};
    const lia_import_how how = {.format = format,
                                .content = LIA_CONTENT_ENTRIES,
                                .dry_run = true,
                                .template_code = "MEETING",
                                .report = fuzz_log_line,
                                .every = true};
    if (!book)
        book = fuzz_book();
    lia_status status = lia_import_stream(book, fuzz_read, &bytes, &how, &result, NULL);
    assert(status == LIA_OK || status == LIA_INVALID);
    assert(result.read == result.added + result.alone + result.refused);
}

#endif
