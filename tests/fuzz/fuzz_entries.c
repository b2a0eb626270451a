/* libFuzzer entry: tables and JSON lines of interactions. Seeds: seeds/entries. */
#include "fuzz_log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_log(data, size, size && data[0] == '{' ? LIA_FORMAT_JSON : LIA_FORMAT_CSV);
    return 0;
}
