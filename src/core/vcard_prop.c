#include "core/vcard_prop.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* The line in its parts, as bytes. */
struct parts {
    const char *s;
    size_t len;
    size_t name_at, name_len; /* behind the group */
    size_t first, colon;      /* first: where the parameters begin */
};
struct span {
    size_t at, len;
};

/* --- finding the parts --- */

static bool is_name(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

static size_t find(const char *s, size_t len, size_t at, char c)
{
    const char *found = at < len ? memchr(s + at, c, len - at) : NULL;
    return found ? (size_t)(found - s) : len;
}

/* The first c at or after `at`, outside of double quotes; len when there is none. */
static size_t find_bare(const char *s, size_t len, size_t at, char c)
{
    size_t first = find(s, len, at, c);
    if (find(s, first, at, '"') == first)
        return first;
    bool quoted = false;
    for (; at < len; at++) {
        if (s[at] == '"')
            quoted = !quoted;
        else if (!quoted && s[at] == c)
            break;
    }
    return at;
}

static size_t find_colon(const char *s, size_t len, size_t at)
{
    size_t colon = find_bare(s, len, at, ':');
    return colon < len ? colon : find(s, len, at, ':'); /* a quote never closed quotes nothing */
}

static bool find_name(struct parts *p)
{
    size_t end = 0;
    while (end < p->len && (is_name(p->s[end]) || p->s[end] == '.'))
        end++;
    size_t at = end;
    while (at > 0 && p->s[at - 1] != '.')
        at--;
    p->name_at = at;
    p->name_len = end - at;
    while (end < p->len && (p->s[end] == ' ' || p->s[end] == '\t'))
        end++;
    p->colon = end < p->len && (p->s[end] == ':' || p->s[end] == ';') ? end : p->len;
    return p->name_len > 0 && p->colon < p->len;
}

static bool take_apart(struct parts *p)
{
    if (!find_name(p))
        return false;
    p->first = p->colon;
    p->colon = p->s[p->first] == ':' ? p->first : find_colon(p->s, p->len, p->first);
    return p->colon < p->len;
}

/* The parameter behind the `;` at *at; false at the colon. */
static bool next_param(const struct parts *p, size_t *at, struct span *out)
{
    if (*at >= p->colon)
        return false;
    size_t next = find_bare(p->s, p->colon, *at + 1, ';');
    *out = (struct span){*at + 1, next - *at - 1};
    *at = next;
    return true;
}

/* --- encodings --- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* RFC 2045 6.7; what is no code stays as it is, but for the soft break before nothing. */
static void decode_qp(struct str *out, const char *s, size_t len)
{
    if (len && s[len - 1] == '=')
        len--;
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '=' && i + 2 < len && hex_digit(s[i + 1]) >= 0 && hex_digit(s[i + 2]) >= 0) {
            str_add_char(out, (char)(hex_digit(s[i + 1]) << 4 | hex_digit(s[i + 2])));
            i += 2;
        } else {
            str_add_char(out, s[i]);
        }
    }
}

/* CR LF and CR become LF; in place. */
static void one_line_end(struct str *text)
{
    if (!memchr(str_text(text), '\r', text->len))
        return;
    size_t to = 0;
    for (size_t i = 0; i < text->len; i++) {
        if (text->s[i] != '\r')
            text->s[to++] = text->s[i];
        else if (i + 1 == text->len || text->s[i + 1] != '\n')
            text->s[to++] = '\n';
    }
    str_truncate(text, to);
}

/* Bytes of the file as UTF-8 in the arena. */
static const char *decoded(struct arena *a, struct charset *charset, const char *said,
                           const char *s, size_t len, struct vcard_prop *p)
{
    if (utf8_valid(s, len) && !memchr(s, '\0', len) && (!said || strcasecmp(said, "utf-8") == 0))
        return arena_strndup(a, s, len);
    const char *name = said;
    if (!said) {
        name = charset_guess(s, len);
        if (strcmp(name, "UTF-8") != 0)
            p->guessed = name;
    }
    struct str out = {0};
    p->damaged += charset_decode(charset, name, s, len, &out);
    const char *text = arena_strndup(a, str_text(&out), out.len);
    str_clear(&out);
    return text;
}

/* --- parameters --- */

static const char *upper(struct arena *a, const char *s, size_t len)
{
    char *copy = arena_strndup(a, s, len);
    for (char *c = copy; *c; c++)
        if (*c >= 'a' && *c <= 'z')
            *c -= 0x20;
    return copy;
}

/* Quotes go, ^n ^' ^^ are what they stand for (RFC 6868); ends trimmed. */
static const char *param_value(struct arena *a, const char *s, size_t len)
{
    char *copy = arena_strndup(a, s, len), *to = copy;
    if (!copy[strcspn(copy, "^\" \t")])
        return copy;
    for (const char *c = copy; *c; c++) {
        if (*c == '^' && (c[1] == 'n' || c[1] == '\'' || c[1] == '^')) {
            c++;
            *to++ = *c == 'n' ? '\n' : *c == '\'' ? '"' : '^';
        } else if (*c != '"') {
            *to++ = *c;
        }
    }
    *to = '\0';
    while (to > copy && (to[-1] == ' ' || to[-1] == '\t'))
        *--to = '\0';
    return copy + strspn(copy, " \t");
}

static bool is_encoding(const char *word)
{
    static const char *const encodings[] = {"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"};
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        if (strcasecmp(word, encodings[i]) == 0)
            return true;
    return false;
}

static void add_params(struct arena *a, const char *s, size_t len, struct vcard_prop *out)
{
    const char *equals = memchr(s, '=', len);
    const char *name = "TYPE";
    if (equals) {
        size_t n = (size_t)(equals - s);
        if (n != 4 || strncasecmp(s, name, n) != 0) {
            name = upper(a, s, n);
            name = param_value(a, name, n);
        }
        len -= n + 1;
        s = equals + 1;
    }
    bool several = strcmp(name, "TYPE") == 0; /* in quotes too (RFC 6350 6.4.1) */
    for (size_t at = 0; at <= len;) {
        const char *comma = several ? memchr(s + at, ',', len - at) : NULL;
        size_t next = comma ? (size_t)(comma - s) : len;
        struct vcard_param *p = &out->params[out->param_count++];
        p->value = param_value(a, s + at, next - at);
        p->name = !equals && is_encoding(p->value) ? "ENCODING" : name;
        at = next + 1;
    }
}

/* How many there can be at most: commas part those of TYPE. */
static size_t count_params(const struct parts *parts)
{
    size_t n = 0;
    for (size_t i = parts->first; i < parts->colon; i++)
        n += parts->s[i] == ';' || parts->s[i] == ',';
    return n;
}

static void read_params(struct arena *a, struct charset *charset, const struct parts *parts,
                        bool sound, struct vcard_prop *out)
{
    struct span span;
    size_t most = count_params(parts);
    if (!most)
        return;
    out->params = arena_alloc(a, most * sizeof *out->params);
    for (size_t at = parts->first; next_param(parts, &at, &span);) {
        const char *s = parts->s + span.at;
        if (!sound)
            s = decoded(a, charset, NULL, s, span.len, out);
        add_params(a, s, sound ? span.len : strlen(s), out);
    }
}

const char *vcard_prop_param(const struct vcard_prop *p, const char *name)
{
    for (size_t i = 0; i < p->param_count; i++)
        if (strcmp(p->params[i].name, name) == 0)
            return p->params[i].value;
    return NULL;
}

bool vcard_prop_type(const struct vcard_prop *p, const char *word)
{
    for (size_t i = 0; i < p->param_count; i++)
        if (strcmp(p->params[i].name, "TYPE") == 0 && strcasecmp(p->params[i].value, word) == 0)
            return true;
    return false;
}

/* --- the whole --- */

static bool is_quoted_printable(const struct vcard_prop *p)
{
    const char *encoding = vcard_prop_param(p, "ENCODING");
    return encoding &&
           (strcasecmp(encoding, "QUOTED-PRINTABLE") == 0 || strcasecmp(encoding, "QP") == 0);
}

static bool is_base64(const struct vcard_prop *p)
{
    const char *encoding = vcard_prop_param(p, "ENCODING");
    return encoding && (strcasecmp(encoding, "BASE64") == 0 || strcasecmp(encoding, "B") == 0);
}

/* Parameters that say how the bytes were written, which is over. */
static bool says_coding(const char *s, size_t len)
{
    static const char *const said[] = {"CHARSET=", "QUOTED-PRINTABLE", "ENCODING=QUOTED-PRINTABLE",
                                       "ENCODING=QP"};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        size_t n = strlen(said[i]);
        if (len >= n && strncasecmp(s, said[i], n) == 0 && (i == 0 || len == n))
            return true;
    }
    return false;
}

static const char *content_of(struct arena *a, struct charset *charset, const struct parts *parts,
                              struct vcard_prop *p)
{
    struct str out = {0};
    str_add_n(&out, parts->s, parts->name_at + parts->name_len);
    struct span span;
    for (size_t at = parts->first; next_param(parts, &at, &span);) {
        const char *s = parts->s + span.at;
        if (says_coding(s, span.len))
            continue;
        str_add_char(&out, ';');
        str_add(&out, utf8_valid(s, span.len) ? arena_strndup(a, s, span.len)
                                              : decoded(a, charset, NULL, s, span.len, p));
    }
    str_add_char(&out, ':');
    p->head = out.len;
    for (const char *s = p->value; *s;) {
        size_t n = strcspn(s, "\n");
        str_add_n(&out, s, n);
        s += n;
        if (*s == '\n') {
            str_add(&out, "\\n");
            s++;
        }
    }
    const char *content = arena_strndup(a, out.s, out.len);
    str_clear(&out);
    return content;
}

static void read_value(struct arena *a, struct charset *charset, const struct parts *parts,
                       struct vcard_prop *p)
{
    const char *s = parts->s + parts->colon + 1, *said = vcard_prop_param(p, "CHARSET");
    size_t len = parts->len - parts->colon - 1;
    p->base64 = is_base64(p);
    if (p->base64) {
        p->value = decoded(a, charset, NULL, s, len, p);
        return;
    }
    struct str plain = {0};
    if (is_quoted_printable(p))
        decode_qp(&plain, s, len);
    else
        str_add_n(&plain, s, len);
    one_line_end(&plain);
    p->value = decoded(a, charset, said, str_text(&plain), plain.len, p);
    str_clear(&plain);
}

/* Most lines: UTF-8 on one line, and nothing says that they are written in another way. The content
 * is the line itself then, and the value its end. */
static bool read_plain(struct arena *a, const struct parts *parts, struct vcard_prop *p)
{
    bool blanks = parts->name_at + parts->name_len != parts->first;
    if (blanks || vcard_prop_param(p, "ENCODING") || vcard_prop_param(p, "CHARSET") ||
        memchr(parts->s, '\r', parts->len) || memchr(parts->s, '\n', parts->len))
        return false;
    p->head = parts->colon + 1;
    p->content = arena_strndup(a, parts->s, parts->len);
    p->value = p->content + p->head;
    return true;
}

bool vcard_prop_parse(struct arena *a, struct charset *charset, const struct vcard_line *line,
                      struct vcard_prop *out)
{
    struct parts parts = {.s = line->s, .len = line->len};
    *out = (struct vcard_prop){.line = line->line, .too_long = line->too_long};
    if (!take_apart(&parts))
        return false;
    bool sound =
        !out->too_long && utf8_valid(parts.s, parts.len) && !memchr(parts.s, '\0', parts.len);
    out->group = upper(a, parts.s, parts.name_at ? parts.name_at - 1 : 0);
    out->name = upper(a, parts.s + parts.name_at, parts.name_len);
    read_params(a, charset, &parts, sound, out);
    if (sound && read_plain(a, &parts, out))
        return true;
    read_value(a, charset, &parts, out);
    out->content = out->too_long ? "" : content_of(a, charset, &parts, out);
    return true;
}
