/* json.h: texts as JSON has them (RFC 8259). */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "str.h"

/* Appends s as a JSON string, quoted. Exact; what must not reach a terminal is escaped, bad UTF-8
 * becomes U+FFFD. */
void json_add_string(struct str *out, const char *s);

#endif
