/* mail_split.h: the headers of the mails in a stream, one after another. Bodies are passed over in
 * a buffer, so that neither an attachment nor a mailbox need fit into memory.
 *
 * What begins with a line "From " is an mbox (RFC 4155): further mails begin with such a line, a
 * sender and a date in it, behind a blank one; ">From " is text. A Content-Length is believed where
 * a mail, or the end, is found behind it. Anything else is one mail. */
#ifndef CORE_MAIL_SPLIT_H
#define CORE_MAIL_SPLIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { MAIL_BUFFER = 65536 };
/* What is kept of a header; the rest of a longer one is passed over. GMime takes some fifty times
 * the room of the addresses in it. */
enum { MAIL_HEAD_MAX = 1 << 20 };

struct mail_split {
    /* as read(2): 0 at the end, < 0 an errno */
    int64_t (*read)(void *ctx, void *buf, size_t len);
    /* Reads at an offset without moving; NULL: the stream cannot. */
    int64_t (*peek)(void *ctx, int64_t offset, void *buf, size_t len);
    /* Moves to an offset: what read gives next. With peek. */
    void (*seek)(void *ctx, int64_t offset);
    void *ctx;
    bool one_mail; /* it is no mbox, whatever it begins with */

    int error; /* out: errno of the read that failed */
    bool more; /* out: the header goes on behind what was kept of it */

    /* for mail_split.c only */
    size_t at, end;
    int64_t offset; /* of buf[0] in the stream */
    bool mbox;
    bool ended; /* nothing comes behind buf */
    bool cut;   /* the line that was given last goes on */
    enum { SPLIT_FRESH, SPLIT_HEAD, SPLIT_BODY, SPLIT_DONE } state; /* what comes next */
    char buf[MAIL_BUFFER];
};

/* All but what is given is off. */
void mail_split_open(struct mail_split *s, int64_t (*read)(void *ctx, void *buf, size_t len),
                     void *ctx);

/* The next header, with the blank line behind it; false: there is none, or error is set. The body
 * behind it is passed over by the next call. */
bool mail_split_next(struct mail_split *s, struct str *head);
/* Where the stream stands, in bytes. */
int64_t mail_split_offset(const struct mail_split *s);

#endif
