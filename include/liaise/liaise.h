/* liaise/liaise.h: the whole library. */
#ifndef LIAISE_LIAISE_H
#define LIAISE_LIAISE_H

#include "liaise/address.h"
#include "liaise/base.h"
#include "liaise/book.h"
#include "liaise/contact.h"
#include "liaise/draft.h"
#include "liaise/filter.h"
#include "liaise/interaction.h"
#include "liaise/record.h"
#include "liaise/segment.h"
#include "liaise/setup.h"
#include "liaise/template.h"
#include "liaise/transfer.h"
#include "liaise/values.h"

/* "0.1.0" */
LIA_API const char *lia_version(void);
/* "SQLite 3.40.1, utf8proc 2.8.0, ...": what it was loaded with; of those that are loaded only when they are needed, what
 * it was built for. A static string. */
LIA_API const char *lia_version_libraries(void);

#endif
