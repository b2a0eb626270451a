/* libFuzzer: the filter language. */
#include "filter_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int64_t stopped_clock(void *ctx)
{
    (void)ctx;
    return 20777 * (int64_t)86400;
}

static int utc(void *ctx, int64_t at)
{
    (void)ctx;
    (void)at;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lia_book *book;
    lia_error err = {0};
    const lia_open how = {.user = "jo", .full_name = "Jo Ek", .now = stopped_clock, .zone = utc};
    if (!book && lia_book_open(&how, &book, &err) != LIA_OK)
        filter_input_fail("open", &err);
    filter_input(book, data, size);
    return 0;
}
