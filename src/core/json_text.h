/* json_text.h: texts as JSON arrays, for json_each: so that one statement looks many up. */
#ifndef CORE_JSON_TEXT_H
#define CORE_JSON_TEXT_H

#include "base/str.h"

/* Appends s, which is valid UTF-8, as a JSON string with its quotes. */
void json_add_text(struct str *out, const char *s);

#endif
