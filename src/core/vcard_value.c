/* Values of vCard properties: escapes, parts, base64. */
#include <string.h>

#include "core/vcard_prop.h"

/* What stands for "\c", or 0 when it stands for nothing but itself. */
static char escaped(char c, bool v21)
{
    if (!v21 && (c == 'n' || c == 'N'))
        return '\n';
    return c == ',' || c == ';' || c == ':' || c == '\\' ? c : '\0';
}

const char *vcard_text(struct arena *a, const char *value, bool v21)
{
    if (v21 || !strchr(value, '\\'))
        return value;
    char *copy = arena_strndup(a, value, strlen(value)), *to = copy;
    for (const char *s = copy; *s; s++) {
        char c = *s == '\\' ? escaped(s[1], v21) : '\0';
        if (c)
            s++;
        *to++ = c ? c : *s;
    }
    *to = '\0';
    return copy;
}

static const char *trimmed(char *from, char *to)
{
    while (to > from && (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\n'))
        to--;
    *to = '\0';
    return from + strspn(from, " \t\n");
}

size_t vcard_split(struct arena *a, const char *value, char separator, bool v21, bool blank_commas,
                   const char ***parts)
{
    size_t most = 1, n = 0;
    for (const char *s = strchr(value, separator); s; s = strchr(s + 1, separator))
        most++;
    const char **all = arena_alloc(a, most * sizeof *all), *s = value;
    char *to =
        arena_strndup(a, value, strlen(value)); /* the parts lie in it, none longer than before */
    for (bool more = true; more;) {
        char *part = to;
        for (; *s && *s != separator; s++) {
            char c = *s == '\\' ? escaped(s[1], v21) : '\0';
            if (c)
                s++;
            else
                c = blank_commas && *s == ',' ? ' ' : *s;
            *to++ = c;
        }
        all[n++] = trimmed(part, to++);
        more = *s != '\0';
        s += more;
    }
    *parts = all;
    return n;
}

static bool is_among(const char *name, const char *const *names)
{
    while (*names && strcmp(name, *names) != 0)
        names++;
    return *names != NULL;
}

/* The marks that are escaped in what version 2.1 has plain: commas in the parts of names and
 * addresses, and semicolons too in what is one text. */
static const char *marks_of(const char *name)
{
    static const char *const parts[] = {"N", "ADR", "ORG", NULL};
    static const char *const texts[] = {"FN", "TITLE", "ROLE", "NOTE", "UID", NULL};
    return is_among(name, parts) ? "," : is_among(name, texts) ? ",;" : "";
}

const char *vcard_content(struct arena *a, const struct vcard_prop *p, bool v21)
{
    if (!v21 || p->escaped || p->base64 || p->too_long || !strpbrk(p->value, "\\,;"))
        return p->content;
    struct str out = {0};
    const char *marks = marks_of(p->name);
    str_add_n(&out, p->content, p->head);
    for (const char *s = p->value; *s; s++) {
        bool pair = *s == '\\' && escaped(s[1], true);
        if ((*s == '\\' && !pair) || strchr(marks, *s))
            str_add_char(&out, '\\');
        str_add_char(&out, *s == '\n' ? '\\' : *s);
        if (*s == '\n')
            str_add_char(&out, 'n');
        if (pair)
            str_add_char(&out, *++s);
    }
    const char *text = arena_strndup(a, out.s, out.len);
    str_clear(&out);
    return text;
}

static int base64_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) : -1;
}

const char *vcard_base64_text(struct arena *a, struct charset *charset, const char *value,
                              const char *charset_name)
{
    struct str bytes = {0};
    unsigned bits = 0, count = 0;
    bool right = true;
    for (const char *s = value; *s && *s != '=' && right; s++) {
        if (*s == ' ' || *s == '\t' || *s == '\n')
            continue;
        int digit = base64_digit(*s);
        right = digit >= 0;
        bits = (bits << 6 | (unsigned)digit) & 0xFFFFFF;
        count += 6;
        if (right && count >= 8) {
            count -= 8;
            str_add_char(&bytes, (char)(bits >> count & 0xFF));
        }
    }
    const char *text = NULL;
    if (right) {
        const char *name = charset_name ? charset_name : charset_guess(str_text(&bytes), bytes.len);
        struct str out = {0};
        charset_decode(charset, name, str_text(&bytes), bytes.len, &out);
        text = arena_strndup(a, str_text(&out), out.len);
        str_clear(&out);
    }
    str_clear(&bytes);
    return text;
}
