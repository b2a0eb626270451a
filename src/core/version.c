#include <csv.h>
#include <stdio.h>

#include <utf8proc.h>

#include "core/db/db.h"
#include "core/ical_libical.h"
#include "core/mail_read.h"
#include "liaise/liaise.h"

const char *lia_version(void)
{
    return LIAISE_VERSION;
}

const char *lia_version_libraries(void)
{
    static char text[160];
    if (!text[0])
        snprintf(text, sizeof text, "SQLite %s, utf8proc %s, libcsv %d.%d.%d, GMime %s, libical %s",
                 db_engine_version(), utf8proc_version(), CSV_MAJOR, CSV_MINOR, CSV_RELEASE,
                 mail_gmime_version(), ical_lib_version());
    return text;
}
