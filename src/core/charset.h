/* charset.h: text of files in the character sets that people's programs write. */
#ifndef CORE_CHARSET_H
#define CORE_CHARSET_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { CHARSET_NAME = 40 };

/* A converter, kept open because opening one costs more than a name's worth of converting.
 * `{0}` is valid. */
struct charset {
    char name[CHARSET_NAME];
    iconv_t cd;
    bool open;
};
void charset_close(struct charset *c);

/* Appends s, written in the character set of this name, to out as UTF-8. What is no character of
 * it, and NUL, becomes U+FFFD; returns how many. Names are those of IANA and of common use, in any
 * case; one that is not known is read as UTF-8. ISO-8859-1 is read as Windows-1252 and Shift_JIS as
 * its Windows form, as the web does (WHATWG Encoding), because that is what their writers mean. */
size_t charset_decode(struct charset *c, const char *name, const char *s, size_t len,
                      struct str *out);

/* Opens it for a stream; false when there is no such character set. UTF-8 needs none, and is true.
 */
bool charset_open(struct charset *c, const char *name);
/* Is it UTF-8, by any of its names? */
bool charset_is_utf8(const char *name);
/* Decodes the next bytes of a stream and returns how many it took: what is the beginning of a
 * character is left for the next call, unless it is the last. *bad is raised by what is none. */
size_t charset_stream(struct charset *c, const char *s, size_t len, bool last, struct str *out,
                      size_t *bad);

/* The name, for charset_decode and for people, of what s is most likely written in: "UTF-8" when it
 * is right as that, or mostly; else "Shift_JIS" or "Windows-1252". */
const char *charset_guess(const char *s, size_t len);

#endif
