#include "json.h"

#include <inttypes.h>
#include <string.h>

#include "utf8.h"

void json_add_string(struct str *out, const char *s)
{
    size_t len = strlen(s);
    str_add_char(out, '"');
    for (size_t i = 0; i < len;) {
        int32_t cp;
        size_t n = utf8_decode(s + i, len - i, &cp);
        if (cp == '"' || cp == '\\') {
            str_add_f(out, "\\%c", (char)cp);
        } else if (cp == '\n') {
            str_add(out, "\\n");
        } else if (cp == '\t') {
            str_add(out, "\\t");
        } else if (cp < 0) {
            str_add(out, "\\ufffd");
        } else if (!utf8_unsafe(cp)) {
            str_add_n(out, s + i, n);
        } else if (cp < 0x10000) {
            str_add_f(out, "\\u%04" PRIx32, (uint32_t)cp);
        } else {
            uint32_t v = (uint32_t)cp - 0x10000;
            str_add_f(out, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xd800 + (v >> 10),
                      0xdc00 + (v & 0x3ff));
        }
        i += n;
    }
    str_add_char(out, '"');
}
