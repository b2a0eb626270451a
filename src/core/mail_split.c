#include "core/mail_split.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A piece of the stream: a line with its '\n', or as much of it as the buffer holds. */
struct line {
    const char *s;
    size_t len;
    bool begins, ends; /* the piece begins, ends a line */
};

void mail_split_open(struct mail_split *s, int64_t (*read)(void *ctx, void *buf, size_t len),
                     void *ctx)
{
    memset(s, 0,
           offsetof(struct mail_split, buf)); /* the buffer is not looked at before it is read */
    s->read = read;
    s->ctx = ctx;
}

int64_t mail_split_offset(const struct mail_split *s)
{
    return s->offset + (int64_t)s->at;
}

/* --- lines --- */

/* Moves what is left to the front and reads more behind it. */
static void refill(struct mail_split *s)
{
    size_t left = s->end - s->at;
    memmove(s->buf, s->buf + s->at, left);
    s->offset += (int64_t)s->at;
    s->at = 0;
    s->end = left;
    int64_t n = s->read(s->ctx, s->buf + left, sizeof s->buf - left);
    if (n < 0)
        s->error = (int)-n;
    if (n <= 0)
        s->ended = true;
    else
        s->end += (size_t)n;
}

static bool next_line(struct mail_split *s, struct line *line)
{
    const char *newline = memchr(s->buf + s->at, '\n', s->end - s->at);
    while (!newline && !s->ended && s->end - s->at < sizeof s->buf) {
        size_t looked = s->end - s->at;
        refill(s);
        newline = memchr(s->buf + looked, '\n', s->end - looked);
    }
    if (s->error || s->at == s->end)
        return false;
    const char *from = s->buf + s->at;
    *line = (struct line){from, newline ? (size_t)(newline - from) + 1 : s->end - s->at, !s->cut,
                          newline != NULL};
    s->at += line->len;
    s->cut = !newline;
    return true;
}

static bool is_blank(const struct line *line)
{
    return line->begins && line->ends && (line->len == 1 || (line->len == 2 && *line->s == '\r'));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "From bo@adatum.example Fri Nov 20 14:32:00 2026": a clock time and a year behind a sender. */
static bool is_separator(const struct line *line)
{
    enum { LONGEST = 1000 };
    const char *s = line->s;
    size_t len = line->len;
    bool clock = false, year = false;
    if (!line->begins || len < 5 || len > LONGEST || memcmp(s, "From ", 5) != 0)
        return false;
    for (size_t i = 5; i + 4 < len; i++) {
        clock = clock || (is_digit(s[i]) && s[i + 1] == ':' && is_digit(s[i + 2]));
        year = year || (s[i] == ' ' && (s[i + 1] == '1' || s[i + 1] == '2') && is_digit(s[i + 2]) &&
                        is_digit(s[i + 3]) && is_digit(s[i + 4]));
    }
    return clock && year;
}

/* --- one mail --- */

/* -1: it is not said, or not a number. */
static int64_t content_length(const struct line *line)
{
    static const char name[] = "Content-Length:";
    char digits[24] = "", *end;
    if (!line->begins || line->len <= sizeof name - 1 ||
        strncasecmp(line->s, name, sizeof name - 1) != 0)
        return -1;
    size_t len = line->len - (sizeof name - 1);
    if (len >= sizeof digits)
        return -1;
    memcpy(digits, line->s + sizeof name - 1, len);
    long long value = strtoll(digits, &end, 10);
    end += strspn(end, " \t\r\n");
    return *end || value < 0 || value > INT64_MAX / 2 ? -1 : value;
}

/* Bytes of the stream at an offset, which may be in the buffer; fewer at its end. -1: they cannot
 * be had. */
static int64_t look_at(struct mail_split *s, int64_t offset, char *out, size_t len)
{
    int64_t in = offset - s->offset, left = (int64_t)s->end - in;
    if (left < 0 || (left < (int64_t)len && !s->ended))
        return s->peek ? s->peek(s->ctx, offset, out, len) : -1;
    if (left < (int64_t)len)
        len = (size_t)left;
    memcpy(out, s->buf + in, len);
    return (int64_t)len;
}

static void move_to(struct mail_split *s, int64_t offset)
{
    int64_t in = offset - s->offset;
    if (in <= (int64_t)s->end) {
        s->at = (size_t)in;
        return;
    }
    s->seek(s->ctx, offset);
    s->offset = offset;
    s->at = s->end = 0;
}

/* Passes over a body of this length if a mail, or the end, is behind it. */
static bool jump(struct mail_split *s, int64_t length)
{
    static const char from[] = "From ";
    char behind[8];
    int64_t to = mail_split_offset(s) + length, i = 0;
    int64_t n = look_at(s, to, behind, sizeof behind);
    if (n < 0)
        return false;
    if (i < n && behind[i] == '\r')
        i++;
    if (i < n && behind[i] == '\n')
        i++;
    if (i < n && (n - i < 5 || memcmp(behind + i, from, 5) != 0))
        return false;
    move_to(s, to + i);
    return true;
}

static void pass_line(struct mail_split *s, struct line line)
{
    while (!line.ends && next_line(s, &line))
        ;
}

/* The lines up to the blank one. */
static bool read_head(struct mail_split *s, struct str *head, int64_t *length)
{
    struct line line;
    bool full = false;
    *length = -1;
    s->more = false;
    str_truncate(head, 0);
    s->state = SPLIT_BODY;
    while (next_line(s, &line)) {
        if (is_blank(&line))
            return true;
        if (s->mbox && is_separator(&line)) { /* a mail without a body, cut off */
            pass_line(s, line);
            s->state = SPLIT_HEAD;
            return true;
        }
        full = full || head->len + line.len > MAIL_HEAD_MAX;
        if (!full)
            str_add_n(head, line.s, line.len);
        s->more = full;
        int64_t said = content_length(&line);
        if (said >= 0)
            *length = said;
    }
    return head->len > 0 && !s->error;
}

/* Up to the line that begins the next mail. */
static void pass_body(struct mail_split *s)
{
    struct line line;
    bool behind_blank = true; /* the one behind the header */
    s->state = SPLIT_DONE;
    while (next_line(s, &line)) {
        if (s->mbox && behind_blank && is_separator(&line)) {
            pass_line(s, line);
            s->state = SPLIT_HEAD;
            return;
        }
        behind_blank = is_blank(&line);
    }
}

/* Blank lines before the first mail, and whether it is the first of an mbox. */
static void begin(struct mail_split *s)
{
    enum { LOOKED_AT = 5 };
    struct line line;
    s->state = SPLIT_HEAD;
    for (;;) {
        while (s->at < s->end && (s->buf[s->at] == '\n' || s->buf[s->at] == '\r'))
            s->at++;
        if (s->end - s->at >= LOOKED_AT || s->ended)
            break;
        refill(s);
    }
    if (s->end - s->at < LOOKED_AT)
        return;
    bool from = memcmp(s->buf + s->at, "From ", LOOKED_AT) == 0;
    s->mbox = from && !s->one_mail;
    if ((from || memcmp(s->buf + s->at, ">From", LOOKED_AT) == 0) && next_line(s, &line))
        pass_line(s, line);
}

bool mail_split_next(struct mail_split *s, struct str *head)
{
    int64_t length;
    struct line line;
    if (s->state == SPLIT_FRESH)
        begin(s);
    if (s->state == SPLIT_BODY)
        pass_body(s);
    if (s->state == SPLIT_DONE || s->error)
        return false;
    if (!read_head(s, head, &length)) {
        s->state = SPLIT_DONE;
        return false;
    }
    if (s->state == SPLIT_BODY && s->mbox && length >= 0 && jump(s, length)) {
        s->state = next_line(s, &line) ? SPLIT_HEAD : SPLIT_DONE;
        if (s->state == SPLIT_HEAD)
            pass_line(s, line);
    }
    return true;
}
