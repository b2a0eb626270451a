/* mail_gather.h: what has to be kept of each mail until all of them are recorded in one operation:
 * some 150 bytes and the subject, however large the mail. Addresses are kept once. */
#ifndef CORE_MAIL_GATHER_H
#define CORE_MAIL_GATHER_H

#include "base/arena.h"
#include "base/vec.h"
#include "core/mail_box.h"
#include "core/mail_read.h"
#include "liaise/record.h"

struct mail_person {
    const char *address, *name; /* as first written; name "" none */

    /* for mail_decide.c */
    int64_t salesperson_id, contact_id;
    bool unknown;        /* to be listed */
    const char *contact; /* its contact's name, where somebody wants to know; NULL else */
};

struct mail_gist {
    const char *file, *subject, *message_id;
    const uint32_t *people; /* places in mail_gather.people: senders (From), Sender, recipients */
    uint32_t from, sender, to; /* how many of each */
    int64_t number;
    int32_t date, time;
    int16_t zone;
    bool bulk, broken, unreadable;
    bool more, cut;  /* it has more people than these; its header is longer than is read */
    uint32_t behind; /* of a broken one: how many behind it are so too */

    /* for mail_decide.c */
    uint32_t with;           /* the first whom it is recorded with: the place in people + 1 */
    uint8_t direction, fate; /* lia_by, lia_mail_fate */
    bool left_out;           /* somebody of it is archived or privacy-blocked */
    uint32_t count;          /* its records */
    int64_t salesperson_id, entries;
    const char *reason;
};

enum { MAIL_GATHER_PEOPLE = 1000000 };
struct mail_gather {
    lia_book *book;
    struct mail_reader *reader;
    struct vec mails, people; /* struct mail_gist, struct mail_person */
    size_t people_max;        /* MAIL_GATHER_PEOPLE; who comes behind is not looked at */
    struct arena arena;
    uint32_t *table; /* places in people + 1, by hash; a power of two of them */
    size_t size;
    uint64_t seed;
};

void mail_gather_open(struct mail_gather *g, lia_book *book, struct mail_reader *reader);
void mail_gather_clear(struct mail_gather *g);
/* Takes one mail: a mail_box_fn, ctx is the mail_gather. Its date is the one written; where there
 * is none, or one before 1970 or after tomorrow, the last server's, else the file's, else now. */
bool mail_gather_take(void *ctx, const struct mail_place *place, const char *head, size_t len);
/* The person with this address, NULL when no mail has it. Case does not matter. */
struct mail_person *mail_gather_find(const struct mail_gather *g, const char *address);

#endif
