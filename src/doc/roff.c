/* roff.c: text as mdoc. */
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "doc.h"

/* One character; at the start of a line a dot or quote would be a macro. */
static size_t add_one(struct str *out, const char *s, size_t left)
{
    bool first = out->len == 0 || out->s[out->len - 1] == '\n';
    unsigned char c = (unsigned char)*s;
    if (first && (c == '.' || c == '\''))
        str_add(out, "\\&");
    if (c == '\\')
        str_add(out, "\\e");
    else if (c == '-')
        str_add(out, "\\-");
    else if (c == '`' || c == '\'')
        str_add(out, c == '`' ? "\\(ga" : "\\(aq");
    else if (c == '~' || c == '^')
        str_add(out, c == '~' ? "\\(ti" : "\\(ha");
    else if (c < 0x80)
        str_add_char(out, (char)c);
    if (c < 0x80)
        return 1;
    int32_t cp = 0;
    size_t len = utf8_decode(s, left, &cp);
    str_add_f(out, "\\[u%04X]", (unsigned)cp);
    return len ? len : 1;
}

void roff_add(struct str *out, const char *text)
{
    size_t len = strlen(text);
    for (size_t at = 0; at < len;)
        at += add_one(out, text + at, len - at);
}

void roff_macro(struct str *out, const char *macro, ...)
{
    va_list args;
    va_start(args, macro);
    str_add(out, macro);
    for (const char *arg; (arg = va_arg(args, const char *));) {
        struct str quoted = {0};
        /* Words of two or three letters could be macros, and punctuation is set apart. */
        bool quote = !*arg || strchr(arg, ' ') || strchr(arg, '"');
        for (size_t i = 0, len = strlen(arg); i < len;) {
            if (arg[i] == '"') {
                str_add(&quoted, "\\(dq");
                i++;
            } else {
                i += add_one(&quoted, arg + i, len - i);
            }
        }
        str_add_f(out, quote ? " \"%s\"" : strlen(arg) < 4 ? " \\&%s" : " %s", str_text(&quoted));
        str_clear(&quoted);
    }
    va_end(args);
    str_add_char(out, '\n');
}

/* Is this the end of a sentence, and not of "no." within one? */
static bool ends_sentence(const char *s)
{
    return strchr(".!?", *s) && s[1] == ' ' && !(s[2] >= 'a' && s[2] <= 'z');
}

/* Text that is filled: a line for each sentence, as mdoc wants it. */
static void add_filled(struct str *out, const char *text)
{
    for (const char *at = text; *at;) {
        const char *end = at;
        while (*end && !ends_sentence(end))
            end++;
        struct str sentence = {0};
        str_add_n(&sentence, at, (size_t)(end - at) + (*end ? 1 : 0));
        roff_add(out, str_text(&sentence));
        str_add_char(out, '\n');
        str_clear(&sentence);
        at = end + (*end ? 2 : 0);
    }
}

static void add_literal(struct str *out, const char *line, size_t len)
{
    struct str text = {0};
    str_add_n(&text, line, len);
    roff_add(out, str_text(&text));
    str_add_char(out, '\n');
    str_clear(&text);
}

/* What text has gathered, and whether a paragraph went before it. */
struct filling {
    struct str text;
    bool begun, literal;
};

static void end_paragraph(struct str *out, struct filling *f)
{
    if (!f->text.len)
        return;
    if (f->begun)
        str_add(out, ".Pp\n");
    add_filled(out, str_text(&f->text));
    str_truncate(&f->text, 0);
    f->begun = true;
}

static void set_literal(struct str *out, struct filling *f, bool literal)
{
    if (literal == f->literal)
        return;
    end_paragraph(out, f);
    str_add(out, literal ? ".Bd -literal -offset indent\n" : ".Ed\n");
    f->literal = literal;
}

void roff_paragraphs(struct str *out, const char *text)
{
    enum { INDENT = 4 };
    struct filling f = {.begun = false};
    for (const char *line = text; *line;) {
        size_t len = strcspn(line, "\n");
        bool literal = len > INDENT && strncmp(line, "    ", INDENT) == 0;
        set_literal(out, &f, literal);
        if (literal)
            add_literal(out, line + INDENT, len - INDENT);
        else if (len)
            str_add_f(&f.text, "%s%.*s", f.text.len ? " " : "", (int)len, line);
        else
            end_paragraph(out, &f);
        line += len + (line[len] == '\n');
    }
    set_literal(out, &f, false);
    end_paragraph(out, &f);
    str_clear(&f.text);
}
