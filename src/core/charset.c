#include "core/charset.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

void charset_close(struct charset *c)
{
    if (c->open)
        iconv_close(c->cd);
    *c = (struct charset){0};
}

bool charset_is_utf8(const char *name)
{
    return strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0;
}

/* The name iconv is given. Only plain names pass: it takes options behind "//". */
static const char *iconv_name(const char *name)
{
    static const struct {
        const char *said, *meant;
    } aliases[] = {
        {"shift_jis", "CP932"},   {"shift-jis", "CP932"},   {"sjis", "CP932"},
        {"x-sjis", "CP932"},      {"ms_kanji", "CP932"},    {"windows-31j", "CP932"},
        {"cp943c", "CP932"},      {"iso-8859-1", "CP1252"}, {"iso8859-1", "CP1252"},
        {"iso_8859-1", "CP1252"}, {"latin1", "CP1252"},     {"us-ascii", "CP1252"},
        {"ascii", "CP1252"},      {"ansi", "CP1252"},       {"windows-1252", "CP1252"},
        {"gb2312", "GB18030"},    {"gbk", "GB18030"},       {"ks_c_5601-1987", "CP949"},
    };
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcasecmp(name, aliases[i].said) == 0)
            return aliases[i].meant;
    size_t len = strlen(name);
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:";
    bool right = len > 0 && len < CHARSET_NAME && name[strspn(name, plain)] == '\0';
    return right && !charset_is_utf8(name) ? name : NULL;
}

static bool reopen(struct charset *c, const char *name)
{
    if (c->open && strcmp(c->name, name) == 0) {
        iconv(c->cd, NULL, NULL, NULL, NULL); /* back to the initial shift state */
        return true;
    }
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1)
        return false;
    charset_close(c);
    strncpy(c->name, name, sizeof c->name - 1);
    c->cd = cd;
    c->open = true;
    return true;
}

/* A NUL would end the text for whoever reads it as a string. */
static size_t replace_nuls(struct str *out, size_t from)
{
    size_t count = 0;
    for (size_t at = from; at < out->len; at++) {
        if (out->s[at] != '\0')
            continue;
        str_remove(out, at, 1);
        str_insert(out, at, REPLACEMENT, 3);
        at += 2;
        if (++count == 1000) { /* no text: one mark for the rest will do */
            str_truncate(out, at + 1);
            break;
        }
    }
    return count;
}

static size_t decode_utf8(const char *s, size_t len, struct str *out)
{
    size_t bad = 0, from = out->len;
    if (utf8_valid(s, len)) {
        str_add_n(out, s, len);
    } else {
        for (size_t at = 0, n; at < len; at += n) {
            int32_t cp;
            n = utf8_decode(s + at, len - at, &cp);
            str_add_n(out, cp < 0 ? REPLACEMENT : s + at, cp < 0 ? 3 : n);
            bad += cp < 0;
        }
    }
    return memchr(str_text(out) + from, '\0', out->len - from) ? bad + replace_nuls(out, from)
                                                               : bad;
}

size_t charset_decode(struct charset *c, const char *name, const char *s, size_t len,
                      struct str *out)
{
    const char *meant = iconv_name(name);
    if (!meant || !reopen(c, meant))
        return decode_utf8(s, len, out);
    size_t bad = 0, from = out->len;
    charset_stream(c, s, len, true, out, &bad);
    return memchr(str_text(out) + from, '\0', out->len - from) ? bad + replace_nuls(out, from)
                                                               : bad;
}

/* --- streams --- */

bool charset_open(struct charset *c, const char *name)
{
    const char *meant = iconv_name(name);
    return charset_is_utf8(name) || (meant && reopen(c, meant));
}

size_t charset_stream(struct charset *c, const char *s, size_t len, bool last, struct str *out,
                      size_t *bad)
{
    size_t left = len;
    char *in = (char *)s; /* iconv takes it so; it does not write there */
    while (left > 0) {
        size_t room = left * 2 + 16;
        char *to = str_room(out, room), *end = to;
        size_t result = iconv(c->cd, &in, &left, &end, &room);
        int error = errno;
        out->len += (size_t)(end - to);
        out->s[out->len] = '\0';
        if (result != (size_t)-1 || error == E2BIG)
            continue;
        if (error == EINVAL && !last)
            break;
        str_add_n(out, REPLACEMENT, 3); /* skip the byte at fault */
        in++;
        left--;
        ++*bad;
    }
    return len - left;
}

/* --- guessing --- */

static bool is_lead(unsigned char c)
{
    return (c >= 0x81 && c <= 0x9F) || (c >= 0xE0 && c <= 0xFC);
}

static bool is_trail(unsigned char c)
{
    return c >= 0x40 && c <= 0xFC && c != 0x7F;
}

/* Is there more that is right as UTF-8, beyond ASCII, than wrong? Then the rest is damaged. */
static bool mostly_utf8(const char *s, size_t len)
{
    size_t good = 0, bad = 0;
    for (size_t at = 0, n; at < len; at += n) {
        int32_t cp = (unsigned char)s[at];
        n = 1;
        if (cp >= 0x80)
            n = utf8_decode(s + at, len - at, &cp);
        good += n > 1 && cp >= 0;
        bad += cp < 0;
    }
    return bad == 0 || good > bad;
}

/* Shift_JIS text is pairs standing side by side, mostly with lead bytes 81-9F (kana, punctuation,
 * the common kanji), which as Windows-1252 are quotation marks and rare letters; or runs of
 * half-width kana. Western text has single bytes among ASCII (O\x92Brien is a pair, but a lone
 * one), and sooner or later a byte that can begin no pair. */
const char *charset_guess(const char *s, size_t len)
{
    const unsigned char *b = (const unsigned char *)s;
    size_t common = 0, rare = 0, run = 0, pair_end = 0;
    if (mostly_utf8(s, len))
        return "UTF-8";
    for (size_t i = 0; i < len; i++) {
        run = b[i] >= 0xA1 && b[i] <= 0xDF ? run + 1 : 0;
        common += run >= 3;
        if (b[i] < 0x80 || run)
            continue;
        if (!is_lead(b[i]) || i + 1 == len || !is_trail(b[i + 1]))
            return "Windows-1252";
        bool beside = i > 0 && pair_end == i;
        bool usual = b[i] <= 0x9F;
        common += usual && beside;
        rare += !usual;
        pair_end = ++i + 1;
    }
    return common > rare ? "Shift_JIS" : "Windows-1252";
}
