/* export_case.h: exports to memory. */
#ifndef TESTS_CORE_EXPORT_CASE_H
#define TESTS_CORE_EXPORT_CASE_H

#include "import_case.h"

static inline int64_t export_write(void *ctx, const void *buf, size_t len)
{
    str_add_n(ctx, buf, len);
    return (int64_t)len;
}

/* What lia_export_stream gives; the caller clears it. */
static inline struct str export_book(lia_book *book, const lia_export_how *how)
{
    struct str out = {0};
    lia_error err = {0};
    int64_t count = -1;
    assert_ok(lia_export_stream(book, export_write, &out, how, &count, &err), err);
    assert_true(count >= 0);
    return out;
}

/* The export of t.book, in t.arena; how many bytes it has is its strlen. */
static inline const char *export_case(const lia_export_how *how)
{
    struct str out = export_book(t.book, how);
    assert_int_equal(strlen(str_text(&out)), out.len);
    const char *text = arena_strndup(&t.arena, str_text(&out), out.len);
    str_clear(&out);
    return text;
}
static inline const char *export_vcard(int version)
{
    return export_case(&(lia_export_how){.format = LIA_FORMAT_VCARD, .vcard = version});
}

/* Folds undone (RFC 6350 3.2). */
static inline const char *export_unfolded(const char *text)
{
    char *copy = arena_strdup(&t.arena, text), *to = copy;
    for (const char *s = text; *s;) {
        if (strncmp(s, "\r\n ", 3) == 0)
            s += 3;
        else
            *to++ = *s++;
    }
    *to = '\0';
    return copy;
}

/* Fails unless the text has this line, ended by CR LF, behind another. */
static inline void export_has_line(const char *text, const char *line)
{
    const char *whole = arena_printf(&t.arena, "\r\n%s\r\n", line);
    if (!strstr(text, whole))
        fail_msg("no line “%s” in\n%s", line, text);
}
static inline int export_count(const char *text, const char *what)
{
    int n = 0;
    for (const char *s = text; (s = strstr(s, what)) != NULL; s++)
        n++;
    return n;
}

#endif
