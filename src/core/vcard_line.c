#include "core/vcard_line.h"

#include <string.h>
#include <strings.h>

static bool is_name(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

static size_t skip_blanks(const char *s, size_t len, size_t at)
{
    while (at < len && (s[at] == ' ' || s[at] == '\t'))
        at++;
    return at;
}

static bool is_blank(const char *s, size_t len)
{
    return skip_blanks(s, len, 0) == len;
}

/* word ":" VCARD */
static bool is_boundary(const char *s, size_t len, const char *word)
{
    size_t n = strlen(word), at = skip_blanks(s, len, 0);
    if (len - at < n || (s[at] | 0x20) != (*word | 0x20) || strncasecmp(s + at, word, n) != 0)
        return false;
    at = skip_blanks(s, len, at + n);
    if (at == len || s[at] != ':')
        return false;
    at = skip_blanks(s, len, at + 1);
    return len - at >= 5 && strncasecmp(s + at, "VCARD", 5) == 0 &&
           is_blank(s + at + 5, len - at - 5);
}

bool vcard_line_begins(const char *s, size_t len)
{
    return is_boundary(s, len, "BEGIN");
}

bool vcard_line_ends(const char *s, size_t len)
{
    return is_boundary(s, len, "END");
}

bool vcard_line_is_property(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && is_name(s[n]))
        n++;
    n = n ? skip_blanks(s, len, n) : len;
    return n < len && (s[n] == ':' || s[n] == ';');
}

void vcard_lines_clear(struct vcard_lines *r)
{
    str_clear(&r->text);
}

/* --- adding physical lines --- */

static void append(struct vcard_lines *r, const char *s, size_t len)
{
    size_t room = VCARD_LINE_MAX - r->text.len;
    if (len > room) {
        r->too_long = true;
        len = room;
    }
    str_add_n(&r->text, s, len);
}

/* Takes the physical line at hand, all parts of it; the first `skip` bytes are left out. */
static void append_line(struct vcard_lines *r, struct source_line line, size_t skip)
{
    for (;;) {
        append(r, line.s + skip, line.len - skip);
        bool more = line.more;
        source_take(r->src);
        skip = 0;
        if (!more || !source_line(r->src, &line))
            return;
    }
}

/* Does this stand at the beginning of the len bytes, in any case? */
static bool starts(const char *s, size_t len, const char *word)
{
    size_t n = strlen(word);
    return len >= n && strncasecmp(s, word, n) == 0;
}

/* The encoding that the header names, wherever it does: 2.1 writes it bare. from: of its first
 * parameter. */
static void find_encoding(struct vcard_lines *r, size_t from)
{
    static const char in[] = "ENCODING=";
    enum { IN = sizeof in - 1 };
    for (size_t i = from; i < r->colon; i++) {
        i += strcspn(r->text.s + i, "QqBb"); /* a NUL ends it too: the next round goes on behind */
        if (i >= r->colon)
            return;
        const char *s = r->text.s + i;
        size_t left = r->colon - i;
        r->qp |= starts(s, left, "QUOTED-PRINTABLE") || (s[-1] == '=' && starts(s, left, "QP"));
        r->base64 |= starts(s, left, "BASE64");
        if (starts(s, left, "B;") || starts(s, left, "B:"))
            r->base64 |= i - from >= IN && starts(s - IN, IN, in);
    }
}

/* Learns from the part before the colon how the value is encoded, once it is there. */
static void look_at_header(struct vcard_lines *r)
{
    if (r->colon)
        return;
    const char *s = r->text.s, *colon = memchr(s + r->looked, ':', r->text.len - r->looked);
    r->looked = r->text.len;
    if (!colon)
        return;
    r->colon = (size_t)(colon - s) + 1;
    const char *param = memchr(s, ';', r->colon);
    if (param)
        find_encoding(r, (size_t)(param - s) + 1);
}

/* --- what belongs to the line so far --- */

static bool soft_break(const struct vcard_lines *r, const struct source_line *next)
{
    return r->qp && r->text.len > r->colon && r->text.s[r->text.len - 1] == '=' &&
           !vcard_line_begins(next->s, next->len) && !vcard_line_ends(next->s, next->len);
}

/* Base64 that was broken without blanks, as vCard 2.1 allows; an empty line ends it. */
static bool more_base64(const struct vcard_lines *r, const struct source_line *next)
{
    if (!r->base64 || next->len == 0)
        return false;
    for (size_t i = 0; i < next->len && i < 1000; i++) {
        char c = next->s[i];
        if (!is_name(c) && c != '+' && c != '/' && c != '=')
            return false;
    }
    return true;
}

static bool named(const struct vcard_lines *r, const char *name)
{
    size_t n = strlen(name);
    return r->text.len > n && strncasecmp(r->text.s, name, n) == 0 &&
           (r->text.s[n] == ':' || r->text.s[n] == ';');
}

/* A line break left raw in the value: behind a backslash, or in a property that has lines. What
 * begins with '#' is a comment. */
static bool raw_break(const struct vcard_lines *r, const struct source_line *next)
{
    if (!r->colon || next->len == 0 || next->s[0] == '#' || is_blank(next->s, next->len))
        return false;
    if (r->text.s[r->text.len - 1] == '\\' && !memchr(next->s, ':', next->len))
        return true;
    return !vcard_line_is_property(next->s, next->len) &&
           (named(r, "NOTE") || named(r, "ADR") || named(r, "LABEL"));
}

/* Puts the next physical line to the text when it belongs there. */
static bool go_on(struct vcard_lines *r)
{
    struct source_line next;
    if (!source_line(r->src, &next))
        return false;
    if (soft_break(r, &next)) {
        str_truncate(&r->text, r->text.len - 1);
        append_line(r, next, 0);
    } else if (next.len > 0 && (next.s[0] == ' ' || next.s[0] == '\t')) {
        size_t first = skip_blanks(next.s, next.len, 0);
        bool keep = r->v21 && !r->base64 && !r->qp && first < next.len;
        append_line(r, next, keep ? 0 : r->base64 || first == next.len ? first : 1);
    } else if (more_base64(r, &next)) {
        append_line(r, next, 0);
    } else if (raw_break(r, &next)) {
        if (r->text.s[r->text.len - 1] == '\\')
            str_truncate(&r->text, r->text.len - 1);
        append(r, "\n", 1);
        append_line(r, next, 0);
    } else {
        return false;
    }
    look_at_header(r);
    return true;
}

bool vcard_lines_next(struct vcard_lines *r, struct vcard_line *out)
{
    struct source_line line;
    for (;;) {
        if (!source_line(r->src, &line))
            return false;
        if (line.more || !is_blank(line.s, line.len))
            break;
        source_take(r->src);
    }
    str_truncate(&r->text, 0);
    r->colon = r->looked = 0;
    r->qp = r->base64 = r->too_long = false;
    int64_t at = r->src->line;
    append_line(r, line, skip_blanks(line.s, line.len, 0));
    look_at_header(r);
    bool begins = vcard_line_begins(r->text.s, r->text.len);
    bool ends = !begins && vcard_line_ends(r->text.s, r->text.len);
    while (!begins && !ends && go_on(r))
        ;
    *out = (struct vcard_line){r->text.s, r->text.len, at, r->too_long, begins, ends};
    return true;
}
