#include "core/json_text.h"

/* RFC 8259, section 7: what must be escaped. */
void json_add_text(struct str *out, const char *s)
{
    str_add_char(out, '"');
    for (const char *from = s;; s++) {
        unsigned char c = (unsigned char)*s;
        if (c >= ' ' && c != '"' && c != '\\')
            continue;
        str_add_n(out, from, (size_t)(s - from));
        if (!c)
            break;
        if (c < ' ')
            str_add_f(out, "\\u%04x", c);
        else
            str_add_f(out, "\\%c", c);
        from = s + 1;
    }
    str_add_char(out, '"');
}
