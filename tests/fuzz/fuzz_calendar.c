/* libFuzzer entry: the iCalendar reader, with what libical makes of it. Seeds: seeds/calendar. */
#include "fuzz_log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_log(data, size, LIA_FORMAT_CALENDAR);
    return 0;
}
