#include "core/code.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "liaise/values.h"

enum { CODE_CHARACTERS = 20 };

/* Characters of text, or -1 where one of them cannot be typed and seen. */
static int count_characters(const char *text)
{
    size_t len = strlen(text);
    int count = 0;
    for (size_t at = 0; at < len; count++) {
        int32_t cp;
        at += utf8_decode(text + at, len - at, &cp);
        if (cp < 0 || utf8_unsafe(cp))
            return -1;
    }
    return count;
}

/* text without blanks at its ends. */
static const char *trim(struct arena *a, const char *text)
{
    static const char blanks[] = " \t\n\v\f\r";
    text += strspn(text, blanks);
    size_t len = strlen(text);
    while (len && strchr(blanks, text[len - 1]))
        len--;
    return arena_strndup(a, text, len);
}

/* Letters and digits of ASCII alone, as most codes and numbers are? */
static bool is_plain(const char *text)
{
    static const char plain[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-";
    size_t len = strnlen(text, CODE_CHARACTERS + 1);
    return len > 0 && len <= CODE_CHARACTERS && text[strspn(text, plain)] == '\0';
}

lia_status lia_code_normal(const char *text, const char *field, char out[LIA_CODE_MAX],
                           lia_error *err)
{
    if (text && is_plain(text)) {
        do
            *out++ = *text >= 'a' && *text <= 'z' ? (char)(*text ^ 0x20) : *text;
        while (*text++);
        return LIA_OK;
    }
    struct arena a = {0};
    const char *code = utf8_upper(&a, trim(&a, text ? text : ""));
    int n = count_characters(code);
    size_t len = strlen(code);
    lia_status status = LIA_OK;
    if (len == 0)
        status = lia_fail(err, LIA_INVALID, field,
                          _("This is blank: give it 1 to 20 letters and digits"));
    else if (n < 0)
        status =
            lia_fail(err, LIA_INVALID, field,
                     _("There is a character in it that cannot be shown: use letters, digits"));
    else if (n > CODE_CHARACTERS || len >= LIA_CODE_MAX)
        status = lia_fail(err, LIA_INVALID, field, _("This has %d characters: 20 are the most"), n);
    else
        memcpy(out, code, len + 1);
    arena_clear(&a);
    return status;
}

static bool in_word(const char *s)
{
    unsigned char c = (unsigned char)*s;
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does a word of text (folded) begin with word[0..len)? */
static bool word_begins(const char *text, const char *word, size_t len)
{
    if (strncmp(text, word, len) == 0)
        return true;
    for (const char *s = text; *s; s++)
        if (in_word(s) && (s == text || !in_word(s - 1)) && strncmp(s, word, len) == 0)
            return true;
    return false;
}

static bool any_begins(struct arena *a, const char *const *texts, const char *word, size_t len)
{
    for (; *texts; texts++)
        if (word_begins(utf8_fold(a, *texts), word, len))
            return true;
    return false;
}

bool code_match(const char *match, const char *const *texts)
{
    struct arena a = {0};
    bool all = true;
    const char *rest = utf8_fold(&a, match ? match : "");
    while (*rest && all) {
        size_t len = strcspn(rest, " ");
        all = any_begins(&a, texts, rest, len);
        rest += len;
        rest += strspn(rest, " ");
    }
    arena_clear(&a);
    return all;
}

bool code_starts(const char *match, const char *code)
{
    struct arena a = {0};
    const char *typed = utf8_fold(&a, match ? match : "");
    bool starts = *typed && strncmp(utf8_fold(&a, code), typed, strlen(typed)) == 0;
    arena_clear(&a);
    return starts;
}
