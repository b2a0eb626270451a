#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "core/result.h"
#include "liaise/draft.h"

/* --- writing --- */

static void add_escaped(struct str *out, const char *s)
{
    for (;;) {
        size_t plain = strcspn(s, "\n\t\\");
        str_add_n(out, s, plain);
        s += plain;
        if (!*s)
            return;
        str_add_char(out, '\\');
        str_add_char(out, *s == '\n' ? 'n' : *s == '\t' ? 't' : '\\');
        s++;
    }
}

char *lia_form_text_write(const lia_field_text *fields, size_t n)
{
    struct str out = {0};
    for (size_t i = 0; i < n; i++) {
        add_escaped(&out, fields[i].name);
        str_add(&out, fields[i].typed ? "\t1\t" : "\t0\t");
        add_escaped(&out, fields[i].value ? fields[i].value : "");
        str_add_char(&out, '\n');
    }
    return str_take(&out);
}

/* --- reading --- */

/* A backslash before anything else stands for itself: at worst a hand-made text keeps a character
 * too many. */
static char *unescape(struct arena *a, const char *s, size_t len)
{
    struct str out = {0};
    for (size_t i = 0; i < len; i++) {
        char next = s[i] == '\\' && i + 1 < len ? s[i + 1] : '\0';
        if (next == 'n' || next == 't' || next == '\\') {
            str_add_char(&out, next == 'n' ? '\n' : next == 't' ? '\t' : '\\');
            i++;
        } else {
            str_add_char(&out, s[i]);
        }
    }
    char *value = utf8_repair(a, str_text(&out), out.len, NULL);
    str_clear(&out);
    return value;
}

static bool read_line(struct arena *a, const char *line, size_t len, lia_field_text *out)
{
    const char *tab = memchr(line, '\t', len);
    size_t name = tab ? (size_t)(tab - line) : 0;
    if (!name || len < name + 3 || line[name + 2] != '\t')
        return false;
    char typed = line[name + 1];
    if (typed != '0' && typed != '1')
        return false;
    out->name = unescape(a, line, name);
    out->typed = typed == '1';
    out->value = unescape(a, line + name + 3, len - name - 3);
    return true;
}

void lia_form_text_read(const char *text, lia_form_text *out)
{
    struct arena *a = result_new();
    struct vec found = VEC_OF(lia_field_text);
    while (text && *text) {
        size_t len = strcspn(text, "\n");
        lia_field_text field;
        if (read_line(a, text, len, &field))
            *(lia_field_text *)vec_push(&found) = field;
        text += len;
        if (*text)
            text++;
    }
    *out = (lia_form_text){.count = found.count, .arena = a};
    out->fields = vec_move(&found, a);
}

void lia_form_text_clear(lia_form_text *form)
{
    result_free(form->arena);
    *form = (lia_form_text){0};
}
