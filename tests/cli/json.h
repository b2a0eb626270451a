/* json.h: a strict reader of JSON (RFC 8259), small enough to be checked by eye, independent of
 * what prints it. */
#ifndef TESTS_CLI_JSON_H
#define TESTS_CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* One value and nothing behind it; every string in it is UTF-8 without control characters, every
 * key is there once. */
bool json_valid(const char *text, size_t len);
/* How many lines of text are one object each; -1 when a line is anything else. */
int json_lines(const char *text);
/* The member `key` of the object on line `line` (from 0): a string decoded, anything else as
 * written. "" none. Static. */
const char *json_get(const char *text, int line, const char *key);

#endif
