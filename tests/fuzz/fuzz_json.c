/* libFuzzer: JSON lines of contacts. Seeds: seeds/json. */
#include "fuzz_import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_import(data, size, import_read_json);
    return 0;
}
