#include "core/import_source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { READ_SIZE = 64 * 1024 };

/* --- reading bytes --- */

static size_t read_some(struct import_source *src, void *buf, size_t len)
{
    const lia_progress *p = src->progress;
    bool go_on = !p || !p->fn || p->fn(p->ctx, src->bytes, 0);
    int64_t n = go_on ? src->read(src->ctx, buf, len) : -ECANCELED;
    if (n < 0)
        src->error = (int)-n;
    if (n <= 0) {
        src->eof = true;
        return 0;
    }
    src->bytes += n;
    return (size_t)n;
}

/* Room for size more bytes behind src->end. */
static void make_room(struct import_source *src, size_t size)
{
    if (src->at > 0) {
        memmove(src->buf, src->buf + src->at, src->end - src->at);
        src->end -= src->at;
        src->at = 0;
    }
    if (src->cap - src->end >= size)
        return;
    src->cap = (src->end + size) * 2;
    src->buf = mem_resize(src->buf, src->cap);
}

static int32_t unit(const struct import_source *src, const unsigned char *b)
{
    return src->wide == 1 ? b[0] | b[1] << 8 : b[0] << 8 | b[1];
}

/* Turns UTF-16 into UTF-8; what is left of a character stays in odd[]. Half a pair is U+FFFD. */
static void add_wide(struct import_source *src, const unsigned char *b, size_t len)
{
    size_t at = 0;
    for (; len - at >= 2; at += 2) {
        int32_t cp = unit(src, b + at);
        if (cp >= 0xD800 && cp < 0xDC00) {
            if (len - at < 4)
                break;
            int32_t low = unit(src, b + at + 2);
            bool pair = low >= 0xDC00 && low < 0xE000;
            cp = pair ? 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
            at += pair ? 2 : 0;
        } else if (cp >= 0xDC00 && cp < 0xE000) {
            cp = 0xFFFD;
        }
        src->end += utf8_encode(cp, src->buf + src->end);
    }
    src->odds = len - at;
    memmove(src->odd, b + at, src->odds);
}

/* The same from any other character set. */
static void add_recoded(struct import_source *src, const unsigned char *b, size_t len, bool last)
{
    struct str out = {0};
    size_t used = charset_stream(&src->charset, (const char *)b, len, last, &out, &src->damaged);
    if (len - used > sizeof src->odd) /* no character is that long */
        used = len;
    make_room(src, out.len);
    if (out.len)
        memcpy(src->buf + src->end, out.s, out.len);
    src->end += out.len;
    src->odds = len - used;
    memmove(src->odd, b + used, src->odds);
    str_clear(&out);
}

/* False when nothing more comes. */
static bool fill_recoded(struct import_source *src)
{
    unsigned char raw[READ_SIZE / 4];
    memcpy(raw, src->odd, src->odds);
    size_t n = read_some(src, raw + src->odds, sizeof raw - src->odds), left = src->odds + n;
    if (left > 0)
        add_recoded(src, raw, left, n == 0);
    return left > 0;
}

/* False when nothing more comes. */
static bool fill(struct import_source *src)
{
    if (src->eof)
        return false;
    if (src->recoded)
        return fill_recoded(src);
    if (!src->wide) {
        make_room(src, READ_SIZE);
        size_t n = read_some(src, src->buf + src->end, READ_SIZE);
        src->end += n;
        return n > 0;
    }
    unsigned char raw[READ_SIZE / 4];
    memcpy(raw, src->odd, src->odds);
    size_t n = read_some(src, raw + src->odds, sizeof raw - src->odds);
    make_room(src, sizeof raw * 2 + 4);
    if (n > 0) {
        add_wide(src, raw, src->odds + n);
        return true;
    }
    bool cut = src->odds > 0; /* the file ends inside a character */
    if (cut)
        src->end += utf8_encode(0xFFFD, src->buf + src->end);
    src->odds = 0;
    return cut;
}

/* --- the start --- */

/* Is this UTF-16 without a byte order mark? Names, commas and line ends have a zero byte in one
 * place, always the same. */
static int wide_without_mark(const char *s, size_t len)
{
    size_t pairs = len / 2 < 32 ? len / 2 : 32, low = 0, high = 0;
    for (size_t i = 0; i < pairs; i++) {
        low += s[2 * i] == '\0';
        high += s[2 * i + 1] == '\0';
    }
    if (pairs < 2)
        return 0;
    if (high * 4 >= pairs * 3 && low == 0)
        return 1;
    return low * 4 >= pairs * 3 && high == 0 ? 2 : 0;
}

static void read_head(struct import_source *src)
{
    while (src->end - src->at < SOURCE_HEAD && fill(src))
        ;
}

static void find_coding(struct import_source *src)
{
    const char *s = src->buf;
    size_t mark = 0;
    if (src->end >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
        src->at = 3;
        src->marked = true;
        return;
    }
    if (src->end >= 2 && memcmp(s, "\xFF\xFE", 2) == 0)
        src->wide = 1;
    else if (src->end >= 2 && memcmp(s, "\xFE\xFF", 2) == 0)
        src->wide = 2;
    mark = src->wide ? 2 : 0;
    src->marked = mark > 0;
    if (!src->wide)
        src->wide = wide_without_mark(s, src->end);
    if (!src->wide)
        return;
    size_t len = src->end - mark;
    unsigned char *raw = mem_alloc(len + 1);
    memcpy(raw, s + mark, len);
    src->end = 0;
    make_room(src, len * 2 + 4);
    add_wide(src, raw, len);
    free(raw);
}

/* A first line that is longer than the head has neither. */
static void find_line_ends(struct import_source *src)
{
    const char *s = src->buf + src->at;
    size_t len = src->end - src->at;
    src->cr_ends = len && !memchr(s, '\n', len) && memchr(s, '\r', len);
}

void source_open(struct import_source *src, import_read_fn *read, void *ctx)
{
    *src = (struct import_source){.read = read, .ctx = ctx, .line = 1};
    make_room(src, READ_SIZE);
    read_head(src);
    find_coding(src);
    read_head(src);
    find_line_ends(src);
}

static int64_t read_memory(void *ctx, void *buf, size_t len)
{
    struct source_memory *m = ctx;
    size_t n = len < m->len ? len : m->len;
    if (n)
        memcpy(buf, m->s, n);
    m->s += n;
    m->len -= n;
    return (int64_t)n;
}

void source_open_memory(struct import_source *src, struct source_memory *memory)
{
    source_open(src, read_memory, memory);
}

bool source_recode(struct import_source *src, const char *charset)
{
    if (src->marked || charset_is_utf8(charset))
        return true;
    if (!charset_open(&src->charset, charset))
        return false;
    if (src->wide)
        return true;
    size_t len = src->end - src->at;
    unsigned char *raw = mem_alloc(len + 1);
    memcpy(raw, src->buf + src->at, len);
    src->recoded = true;
    src->at = src->end = 0;
    add_recoded(src, raw, len, src->eof);
    free(raw);
    read_head(src);
    find_line_ends(src);
    return true;
}

void source_close(struct import_source *src)
{
    free(src->buf);
    src->buf = NULL;
    charset_close(&src->charset);
}

const char *source_head(struct import_source *src, size_t *len)
{
    read_head(src);
    *len = src->end - src->at < SOURCE_HEAD ? src->end - src->at : SOURCE_HEAD;
    return src->buf + src->at;
}

/* --- lines --- */

/* Looks for the end of the line in what is read, from byte `from` of it on. */
static bool find_end(struct import_source *src, size_t from)
{
    const char *s = src->buf + src->at;
    size_t len = src->end - src->at;
    if (from >= len)
        return false;
    const char *end = memchr(s + from, src->cr_ends ? '\r' : '\n', len - from);
    if (!end)
        return false;
    src->part = (size_t)(end - s);
    src->whole = src->part + 1;
    while (!src->cr_ends && src->part > 0 && s[src->part - 1] == '\r')
        src->part--;
    return true;
}

bool source_line(struct import_source *src, struct source_line *out)
{
    size_t looked = 0;
    bool found = find_end(src, 0);
    while (!found && src->end - src->at < SOURCE_LINE_MAX) {
        looked = src->end - src->at;
        if (!fill(src))
            break;
        found = find_end(src, looked);
    }
    if (src->error || src->at == src->end)
        return false;
    src->more = !found && !src->eof;
    if (!found) { /* a part, or the last line, which has no end */
        src->whole = src->part = src->end - src->at;
        while (!src->more && src->part > 0 && src->buf[src->at + src->part - 1] == '\r')
            src->part--;
    }
    *out = (struct source_line){src->buf + src->at, src->part, src->whole - src->part, src->more};
    return true;
}

void source_take(struct import_source *src)
{
    src->at += src->whole;
    src->line += !src->more;
    src->part = src->whole = 0;
    src->more = false;
}
