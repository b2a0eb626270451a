#include "core/contact_kept.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "core/vcard_line.h"

static const char csv_head[] = "X-LIAISE-COLUMN;X-NAME=\"", vcard_column[] = "vCard\t";

static const char *finish(struct arena *a, struct str *out)
{
    const char *text = arena_strndup(a, str_text(out), out->len);
    str_clear(out);
    return text;
}

static bool starts(const char *s, const char *end, const char *with)
{
    size_t n = strlen(with);
    return (size_t)(end - s) >= n && strncasecmp(s, with, n) == 0;
}

/* Where the value begins in a content line that is a column of a table; NULL when it is none. */
static const char *csv_value(const char *s, const char *end)
{
    if (!starts(s, end, csv_head))
        return NULL;
    s = memchr(s + strlen(csv_head), '"', (size_t)(end - s) - strlen(csv_head));
    return s && end - s >= 2 && s[1] == ':' ? s + 2 : NULL;
}

bool kept_was_csv(const char *vcard)
{
    for (const char *s = vcard; *s;) {
        const char *end = s + strcspn(s, "\n");
        if (!csv_value(s, end))
            return false;
        s = end + (*end == '\n');
    }
    return *vcard != '\0';
}

size_t kept_name(const char *line, bool vcard, const char **name)
{
    const char *end = line + strcspn(line, "\n"), *value = vcard ? csv_value(line, end) : NULL;
    size_t n = value ? (size_t)(value - line) : strcspn(line, vcard ? ":;\n" : "\t\n");
    *name = line;
    for (size_t i = 0; vcard && !value && i < n; i++)
        if (line[i] == '.')
            *name = line + i + 1; /* behind the group */
    return n - (size_t)(*name - line);
}

/* --- what lines are about --- */

/* The property on its way through tables; NULL: it is a column. */
static const char *property_of(const char *line, bool vcard)
{
    if (vcard)
        return line;
    return strncmp(line, vcard_column, strlen(vcard_column)) == 0 ? line + strlen(vcard_column)
                                                                  : NULL;
}

static bool is_several(const char *name, size_t len)
{
    static const char *const names[] = {"TEL", "EMAIL", "URL", "ADR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == len && strncasecmp(names[i], name, len) == 0)
            return true;
    return false;
}

bool kept_is_several(const char *line, bool vcard)
{
    const char *name, *property = property_of(line, vcard);
    size_t n = property ? kept_name(property, true, &name) : 0;
    return property && is_several(name, n);
}

/* Behind the ':' outside of quotes. */
static const char *value_of(const char *property)
{
    bool quoted = false;
    const char *s = property;
    for (; *s && *s != '\n' && (quoted || *s != ':'); s++)
        quoted ^= *s == '"';
    return s + (*s == ':');
}

bool kept_same(const char *x, const char *y, bool vcard, bool values)
{
    const char *p = property_of(x, vcard), *q = property_of(y, vcard), *a, *b;
    if (!p != !q)
        return false;
    size_t n = kept_name(p ? p : x, p != NULL, &a), m = kept_name(q ? q : y, q != NULL, &b);
    if (n != m || strncasecmp(a, b, n) != 0)
        return false;
    if (!values || !p || !is_several(a, n))
        return true;
    const char *v = value_of(p), *w = value_of(q);
    size_t len = strcspn(v, "\n");
    return len == strcspn(w, "\n") && memcmp(v, w, len) == 0;
}

/* --- to cards: RFC 6868 in the name; the value's \n and \\ mean the same there, a tab is
 * one --- */

static void line_to_vcard(struct str *out, const char *s, const char *end)
{
    const char *tab = memchr(s, '\t', (size_t)(end - s));
    if (starts(s, end, vcard_column)) { /* a property that went through a table */
        for (s += strlen(vcard_column); s < end; s++) {
            bool escaped = *s == '\\' && s + 1 < end && (s[1] == '\\' || s[1] == 't');
            s += escaped;
            str_add_char(out, escaped && *s == 't' ? '\t' : *s);
        }
        return;
    }
    tab = tab ? tab : end;
    str_add(out, csv_head);
    for (; s < tab; s++) {
        if (*s == '"' || *s == '^')
            str_add_char(out, '^');
        str_add_char(out, *s == '"' ? '\'' : *s);
    }
    str_add(out, "\":");
    for (s += s < end; s < end; s++) {
        bool escaped = *s == '\\' && s + 1 < end;
        if (escaped && s[1] != 't')
            str_add_char(out, *s);
        else if (*s == ',' || *s == ';')
            str_add_char(out, '\\');
        s += escaped;
        str_add_char(out, escaped && *s == 't' ? '\t' : *s);
    }
}

/* --- to tables --- */

static void line_to_csv(struct str *out, const char *s, const char *end)
{
    const char *value = csv_value(s, end);
    if (!value) {
        str_add(out, vcard_column);
        for (; s < end; s++) {
            if (*s == '\\' || *s == '\t')
                str_add_char(out, '\\');
            str_add_char(out, *s == '\t' ? 't' : *s);
        }
        return;
    }
    for (s += strlen(csv_head); s < value - 2; s++) {
        bool escaped = *s == '^' && (s[1] == '\'' || s[1] == '^' || s[1] == 'n');
        s += escaped;
        str_add_char(out, !escaped ? *s : *s == '\'' ? '"' : *s == 'n' ? ' ' : '^');
    }
    str_add_char(out, '\t');
    for (s = value; s < end; s++) {
        s += *s == '\\' && s + 1 < end && (s[1] == ',' || s[1] == ';');
        if (*s == '\\' && s + 1 < end) /* two that belong together */
            str_add_char(out, *s++);
        if (*s == '\t')
            str_add_char(out, '\\');
        str_add_char(out, *s == '\t' ? 't' : *s);
    }
}

static const char *each_line(struct arena *a, const char *text,
                             void (*line)(struct str *out, const char *s, const char *end))
{
    struct str out = {0};
    while (*text) {
        const char *end = text + strcspn(text, "\n");
        line(&out, text, end);
        str_add_char(&out, '\n');
        text = end + (*end == '\n');
    }
    return finish(a, &out);
}

const char *kept_as_vcard(struct arena *a, const char *csv)
{
    return each_line(a, csv, line_to_vcard);
}

const char *kept_as_csv(struct arena *a, const char *vcard)
{
    return each_line(a, vcard, line_to_csv);
}

/* --- lines --- */

bool kept_right(const char *form, const char *content)
{
    bool vcard = strcmp(form, "vcard") == 0;
    for (const char *s = content; *s;) {
        size_t n = strcspn(s, "\n");
        bool right = vcard ? vcard_line_is_property(s, n) && memchr(s, ':', n) &&
                                 !vcard_line_begins(s, n) && !vcard_line_ends(s, n)
                           : memchr(s, '\t', n) && *s != '\t';
        if (!right || memchr(s, '\r', n))
            return false;
        s += n + (s[n] == '\n');
    }
    return vcard || strcmp(form, "csv") == 0;
}

const char *kept_column(struct arena *a, const char *column, const char *value)
{
    size_t name = strlen(column), len = strlen(value);
    bool plain = !value[strcspn(value, "\n\t\\\r")];
    char *line = arena_alloc(a, name + (plain ? len : 2 * len) + 2), *to = line + name;
    memcpy(line, column, name);
    *to++ = '\t';
    if (plain) {
        memcpy(to, value, len);
        return line;
    }
    for (const char *s = value; *s; s++) {
        bool escape = *s == '\n' || *s == '\t' || *s == '\\';
        if (escape)
            *to++ = '\\';
        if (*s != '\r')
            *to++ = *s == '\n' ? 'n' : *s == '\t' ? 't' : *s;
    }
    return line;
}
