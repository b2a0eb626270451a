/* print_tsv.c: rows for programs that read lines and tabs. */
#include <string.h>

#include "base/utf8.h"
#include "print_form.h"

void print_tsv_heads(struct printer *p)
{
    struct str heads = {0};
    for (int c = 0; c < p->column_count; c++)
        if (p->columns[c].key)
            str_add_f(&heads, "%s%s", heads.len ? "\t" : "", p->columns[c].key);
    str_add_char(&heads, '\n');
    print_put(p, &heads);
    str_clear(&heads);
}

static const char *escape_of(char c)
{
    switch (c) {
    case '\t':
        return "\\t";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\\':
        return "\\\\";
    default:
        return NULL;
    }
}

void print_tsv_value(struct printer *p, const char *s)
{
    while (*s) {
        size_t len = strcspn(s, "\t\n\r\\");
        if (p->terminal)
            utf8_visible(&p->line, s, len, false);
        else
            str_add_n(&p->line, s, len);
        s += len;
        if (*s)
            str_add(&p->line, escape_of(*s++));
    }
}
