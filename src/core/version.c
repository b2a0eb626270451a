#include <stdio.h>

#include <utf8proc.h>

#include "core/db/db.h"
#include "liaise/liaise.h"

const char *lia_version(void)
{
    return LIAISE_VERSION;
}

const char *lia_version_libraries(void)
{
    static char text[80];
    if (!text[0])
        snprintf(text, sizeof text, "SQLite %s, utf8proc %s", db_engine_version(), utf8proc_version());
    return text;
}
