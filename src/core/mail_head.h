/* mail_head.h: what of a mail's header is given to the library that reads it. */
#ifndef CORE_MAIL_HEAD_H
#define CORE_MAIL_HEAD_H

#include "base/str.h"

/* Adds to `out` the fields that are read, as they are written; false: so many that not all people
 * are among them. A field that tells nothing by its
 * length is cut, and one with groups in groups (RFC 5322, 3.4 allows none) loses the colons that
 * make them: the library goes down into each by a call of its own, and has no bottom. */
bool mail_head_tidy(struct str *out, const char *head, size_t len);

#endif
