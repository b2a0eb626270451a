/* mail_read.h: the header of a mail, read as a mail client reads it. */
#ifndef CORE_MAIL_READ_H
#define CORE_MAIL_READ_H

#include "base/arena.h"
#include "liaise/base.h"

struct mail_address {
    const char *address, *name; /* name: as it is shown, "" none */
};
struct mail_people {
    struct mail_address *items;
    size_t count; /* MAIL_PEOPLE_MAX at most */
};
/* More than a server takes of one mail (RFC 5321, 4.5.3.1.8 asks for a hundred). */
enum { MAIL_PEOPLE_MAX = 2000 };

/* Texts are valid UTF-8, never NULL. */
struct mail {
    struct mail_people from, sender; /* groups (RFC 5322, 3.4) give their members */
    struct mail_people to;           /* To, Cc, Bcc, in this order */
    const char *subject;             /* "" none */
    /* Message-ID without <>; without one, or where it is longer than DOCUMENT allows, a digest of
     * date, sender, recipients and subject, which the same mail always has. */
    const char *message_id;
    /* On the clock of the one who wrote it; LIA_DAY_NONE: there is none that can be read. */
    int32_t date, time;
    int zone;
    int32_t received_date, received_time; /* of the last server, where the header names one */
    int received_zone;
    bool more; /* it has more people than these */
    bool bulk; /* from a list (RFC 2919, RFC 2369), in bulk, or by a program (RFC 3834) */
};

struct mail_reader;
/* Loads GMime. LIA_NOT_FOUND: it is not installed; the message names the package. */
LIA_MUST_USE lia_status mail_reader_open(struct mail_reader **out, lia_error *err);
void mail_reader_close(struct mail_reader *reader);

/* head: a mail's header, the blank line behind it or not. What is read lives in `a`. False: nothing
 * in it is a header of a mail. */
bool mail_read(struct mail_reader *reader, const char *head, size_t len, struct arena *a,
               struct mail *out);

/* "3.2.13": the GMime that it was built for, which is not loaded for this. */
const char *mail_gmime_version(void);

#endif
