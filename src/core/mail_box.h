/* mail_box.h: the mails of a file, a Maildir or a stream, one after another. */
#ifndef CORE_MAIL_BOX_H
#define CORE_MAIL_BOX_H

#include "liaise/base.h"

struct mail_place {
    const char *file; /* within a Maildir; "" else */
    int64_t number;   /* in its file, from 1 */
    int64_t when;     /* the file was changed last, UTC seconds; 0: not known */
    bool more;        /* the header goes on behind what is given of it */
};

/* A mail's header; head NULL: the file cannot be read. False ends the reading. */
typedef bool mail_box_fn(void *ctx, const struct mail_place *place, const char *head, size_t len);

/* Calls fn for each mail of a file, or of a Maildir and the folders below it: the files of cur,
 * then new, by name; no links are followed; flags D (draft) and T (trashed) are left out. Progress
 * is in bytes, of a Maildir in files. Fails: LIA_NOT_FOUND, LIA_IO, LIA_INVALID (a folder that is
 * no Maildir), LIA_CANCELED. */
LIA_MUST_USE lia_status mail_box_read(const char *path, const lia_progress *progress,
                                      mail_box_fn *fn, void *ctx, lia_error *err);
/* The same of a stream; read as read(2), < 0 an errno. It is read to its end, for who writes it may
 * not like to be left. */
LIA_MUST_USE lia_status mail_box_stream(int64_t (*read)(void *ctx, void *buf, size_t len),
                                        void *read_ctx, const lia_progress *progress,
                                        mail_box_fn *fn, void *ctx, lia_error *err);

#endif
