#include "liaise/liaise.h"

const char *lia_version(void)
{
    return LIAISE_VERSION;
}
