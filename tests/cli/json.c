#include "cli/json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct reader {
    const char *at, *end;
    int depth;
};

static bool value(struct reader *r);

static void blanks(struct reader *r)
{
    while (r->at < r->end && strchr(" \t\r\n", *r->at) && *r->at)
        r->at++;
}

static bool take(struct reader *r, char c)
{
    if (r->at >= r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

static int32_t hex4(struct reader *r)
{
    int32_t v = 0;
    for (int i = 0; i < 4; i++, r->at++) {
        const char digits[] = "0123456789abcdef", upper[] = "0123456789ABCDEF";
        const char *d = r->at < r->end && *r->at ? strchr(digits, *r->at) : NULL;
        const char *u = r->at < r->end && *r->at ? strchr(upper, *r->at) : NULL;
        if (!d && !u)
            return -1;
        v = v * 16 + (int32_t)(d ? d - digits : u - upper);
    }
    return v;
}

static bool escape(struct reader *r, struct str *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (r->at >= r->end)
        return false;
    const char *known = *r->at ? strchr(from, *r->at) : NULL;
    if (known) {
        str_add_char(out, to[known - from]);
        r->at++;
        return true;
    }
    if (!take(r, 'u'))
        return false;
    int32_t cp = hex4(r);
    if (cp >= 0xd800 && cp < 0xdc00) {
        int32_t low = take(r, '\\') && take(r, 'u') ? hex4(r) : -1;
        if (low < 0xdc00 || low > 0xdfff)
            return false;
        cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
    } else if (cp < 0 || (cp >= 0xdc00 && cp < 0xe000)) {
        return false;
    }
    char bytes[4];
    str_add_n(out, bytes, utf8_encode(cp, bytes));
    return true;
}

static bool string(struct reader *r, struct str *out)
{
    if (!take(r, '"'))
        return false;
    while (r->at < r->end && *r->at != '"') {
        if (take(r, '\\')) {
            if (!escape(r, out))
                return false;
            continue;
        }
        int32_t cp;
        size_t n = utf8_decode(r->at, (size_t)(r->end - r->at), &cp);
        if (cp < 0x20) /* also -1: not UTF-8 */
            return false;
        str_add_n(out, r->at, n);
        r->at += n;
    }
    return take(r, '"');
}

static bool digits(struct reader *r)
{
    const char *from = r->at;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
        r->at++;
    return r->at > from;
}

static bool number(struct reader *r)
{
    take(r, '-');
    if (!take(r, '0') && !digits(r))
        return false;
    if (take(r, '.') && !digits(r))
        return false;
    if (take(r, 'e') || take(r, 'E')) {
        if (!take(r, '+'))
            take(r, '-');
        return digits(r);
    }
    return true;
}

static bool literal(struct reader *r, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n) != 0)
        return false;
    r->at += n;
    return true;
}

static bool array(struct reader *r)
{
    r->at++;
    blanks(r);
    if (take(r, ']'))
        return true;
    do {
        if (!value(r))
            return false;
    } while (take(r, ','));
    return take(r, ']');
}

/* With `want`, that member's value goes to *found. */
static bool object(struct reader *r, const char *want, struct str *found)
{
    struct str keys = {0};
    bool ok = true;
    r->at++;
    blanks(r);
    if (take(r, '}'))
        return true;
    do {
        struct str key = {0}, marked = {0};
        blanks(r);
        ok = string(r, &key);
        str_add_f(&marked, "\x01%s\x01", str_text(&key));
        ok = ok && !strstr(str_text(&keys), str_text(&marked));
        str_add(&keys, str_text(&marked));
        blanks(r);
        ok = ok && take(r, ':');
        blanks(r);
        const char *from = r->at;
        ok = ok && value(r);
        if (ok && want && str_eq(want, str_text(&key))) {
            struct reader again = {from, r->at, 0};
            if (*from == '"')
                string(&again, found);
            else
                str_add_n(found, from, (size_t)(r->at - from));
        }
        str_clear(&key);
        str_clear(&marked);
    } while (ok && take(r, ','));
    str_clear(&keys);
    return ok && take(r, '}');
}

static bool value(struct reader *r)
{
    struct str dropped = {0};
    bool ok = false;
    blanks(r);
    if (r->at < r->end && r->depth++ < 50) {
        ok = *r->at == '"'   ? string(r, &dropped)
             : *r->at == '{' ? object(r, NULL, NULL)
             : *r->at == '[' ? array(r)
             : *r->at == 't' ? literal(r, "true")
             : *r->at == 'f' ? literal(r, "false")
             : *r->at == 'n' ? literal(r, "null")
                             : number(r);
        r->depth--;
    }
    blanks(r);
    str_clear(&dropped);
    return ok;
}

bool json_valid(const char *text, size_t len)
{
    struct reader r = {text, text + len, 0};
    return value(&r) && r.at == r.end;
}

int json_lines(const char *text)
{
    int count = 0;
    for (const char *end; *text; text = end + 1, count++) {
        end = strchr(text, '\n');
        if (!end || *text != '{' || !json_valid(text, (size_t)(end - text)))
            return -1;
    }
    return count;
}

const char *json_get(const char *text, int line, const char *key)
{
    static struct str found;
    for (; line > 0 && text; line--) {
        text = strchr(text, '\n');
        text = text ? text + 1 : NULL;
    }
    str_truncate(&found, 0);
    if (!text || *text != '{')
        return "";
    struct reader r = {text, text + strcspn(text, "\n"), 0};
    return object(&r, key, &found) ? str_text(&found) : "";
}
