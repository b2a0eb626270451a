/* code.h: small records known by a code: finding one as people type. */
#ifndef CORE_CODE_H
#define CORE_CODE_H

#include "base/arena.h"
#include "liaise/base.h"

/* True when each word of match (folded, blanks between words; "" matches all) begins a word of one
 * of the texts, NULL-terminated. Words are runs of letters and digits; the whole of a text begins
 * with itself too, so "call-o" finds CALL-OUT. */
bool code_match(const char *match, const char *const *texts);
/* True when code begins with what was typed: such rows stand first in a look-up. */
bool code_starts(const char *match, const char *code);

#endif
