/* liaise/record.h: automatic recording (domain.md 9): Interaction Template Setup, events, and mail. */
#ifndef LIAISE_RECORD_H
#define LIAISE_RECORD_H

#include "liaise/book.h"
#include "liaise/values.h"

/* ---- Interaction Template Setup: which template an event is recorded with ------------------------------------------ */

typedef struct lia_event {
    int64_t id; /* 0: new, one of the user's own */
    int64_t version;
    const char *code;        /* "call-out": lower case letters, digits, '-'; 1..40 */
    const char *description; /* of those that liaise brings: their name, translated */
    int64_t template_id;     /* 0: it is not recorded */
    const char *template_code; /* read only */
    bool template_blocked;   /* read only; a blocked template counts as none */
    bool own;                /* read only: added by the user */
} lia_event;
typedef struct lia_event_list {
    lia_event *items;
    size_t count;
    void *arena;
} lia_event_list;
LIA_API void lia_event_list_clear(lia_event_list *list);
/* Those that liaise brings in their order, then the user's own by code. */
LIA_API LIA_MUST_USE lia_status lia_event_list_all(lia_book *book, lia_event_list *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_event_get(lia_book *book, int64_t id, lia_event_list *out, lia_error *err);
/* By code, case folded; also by a name that people would try: "call" is call-out ("call-in" with inbound), "email", "mail",
 * "e-mail" email-out (email-in), "invoice" sales-invoice. *id 0: there is none. */
LIA_API LIA_MUST_USE lia_status lia_event_find(lia_book *book, const char *name, bool inbound, int64_t *id, lia_error *err);
/* id 0 adds one of the user's own. Of those that liaise brings only the template can be changed. Fails: LIA_INVALID with
 * the field ("code", "description", "template"), LIA_EXISTS ("code"), LIA_CONFLICT, LIA_IN_USE ("template": blocked). */
LIA_API LIA_MUST_USE lia_status lia_event_save(lia_book *book, const lia_event *event, int64_t *id, lia_error *err);
/* Only the user's own: else LIA_IN_USE. Entries that were recorded with it stay as they are. */
LIA_API LIA_MUST_USE lia_status lia_event_delete(lia_book *book, int64_t id, lia_error *err);

/* ---- Recording ----------------------------------------------------------------------------------------------------- */

/* What happened, with one contact. NULL texts are blank. */
typedef struct lia_record {
    int64_t event_id;
    int64_t contact_id;      /* or 0, and: */
    const char *contact;     /* no., e-mail (any of its), phone (by its digits), or name, each whole; several match: one
                              * that is neither archived nor privacy-blocked, a person before a company, then the one last
                              * in touch */
    const char *document_no; /* "": none. The same event, document and contact make one entry */
    int32_t date;            /* LIA_DAY_NONE: today, and time now */
    int32_t time;            /* seconds since midnight, -1 none */
    int zone;                /* minutes east of UTC of the clock it is written on; with a date of LIA_DAY_NONE the viewer's */
    const char *description; /* "": the template's */
    const char *subject, *comment, *via;
    int64_t minutes, cost;   /* -1: the template's */
    int64_t salesperson_id;  /* 0: the contact's, else blank */
    lia_flow flow;           /* blank: the template's; so with initiated by */
    lia_by initiated_by;
    bool failed;
} lia_record;

typedef enum lia_record_fate {
    LIA_RECORD_MADE,
    LIA_RECORD_KNOWN,    /* the document was recorded already: entry_no is that one's */
    LIA_RECORD_UNMAPPED, /* the event has no template: nothing is recorded, and that is no error */
    LIA_RECORD_NOBODY,   /* no contact found */
    LIA_RECORD_ARCHIVED, LIA_RECORD_BLOCKED, /* the contact is archived, privacy-blocked */
    LIA_RECORD_REFUSED   /* something else is wrong with it (a date after tomorrow); reason says what */
} lia_record_fate;
typedef struct lia_record_result {
    lia_record_fate fate;
    int64_t entry_no, contact_id;
    char contact[120];  /* its no. and name, cut; or what was looked for */
    int64_t others;     /* how many further contacts matched that are not archived */
    char reason[LIA_MESSAGE_MAX]; /* for people; "" when made */
} lia_record_result;

/* One operation for all of them (as many as there are, records in an array): entries in the order given. results: n of
 * them, filled. *op_id 0: nothing was made. A date is refused after tomorrow, as everywhere. LIA_OK also when some or all
 * were not made; LIA_CANCELED. */
LIA_API LIA_MUST_USE lia_status lia_record_all(lia_book *book, const lia_record *records, size_t n,
                                               const lia_progress *progress, lia_record_result *results, int64_t *op_id,
                                               lia_error *err);
/* What it would do: results are filled (entry_no of what would be made is 0), nothing is written. */
LIA_API LIA_MUST_USE lia_status lia_record_try(lia_book *book, const lia_record *records, size_t n,
                                               lia_record_result *results, lia_error *err);

/* ---- Mail ---------------------------------------------------------------------------------------------------------- */

typedef enum lia_mail_fate {
    LIA_MAIL_RECORDED,   /* with at least one contact */
    LIA_MAIL_KNOWN,      /* seen already, by Message-ID, with every contact of it */
    LIA_MAIL_NOBODY,     /* none of its addresses is a contact (or only archived, blocked ones) */
    LIA_MAIL_NEITHER,    /* neither sent by a salesperson nor received by one */
    LIA_MAIL_UNMAPPED,   /* its event has no template */
    LIA_MAIL_BROKEN      /* no mail, or without any address */
} lia_mail_fate;
typedef struct lia_mail_line {
    lia_mail_fate fate;
    const char *file;     /* in a Maildir; "" else */
    int64_t number;       /* of the message in its mbox, from 1; of several broken ones behind each other the first's: these
                           * are one line */
    const char *from, *subject, *message_id;
    int64_t entries;      /* made of it */
    const char *with;     /* the name of the contact of the first of them; "" none */
    const char *reason;   /* for people; "" none; of a recorded one: who of it is archived or blocked, and got none, or
                           * that not all of it is looked at */
} lia_mail_line;
typedef struct lia_mail_how {
    bool add;          /* unknown addresses become contacts, with their display name */
    bool dry_run;
    lia_by direction;  /* blank: found out. LIA_BY_US / LIA_BY_THEM: for mail whose salesperson the book does not know (a
                        * blind copy, an alias): its recipients, its sender are looked for among the contacts */
    const char *name;  /* the file's, for the operation's line */
    lia_progress progress; /* bytes (mbox, one mail) or files (Maildir); total 0 when not known */
    void (*report)(void *ctx, const lia_mail_line *line);          /* each message; may be NULL */
    void (*unknown)(void *ctx, const char *address, const char *name); /* each unknown address, once; may be NULL */
    void *ctx;
} lia_mail_how;
typedef struct lia_mail_result {
    int64_t read, recorded, known, nobody, neither, unmapped, broken; /* messages */
    int64_t entries, contacts_added;
    int64_t op_id; /* 0: nothing was written */
} lia_mail_result;
/* One mail, an mbox (any number of mails, told by "From " at its start), or a Maildir (a folder with cur and new, and the
 * folders below it that are so too): one operation. Drafts and trashed mails of a Maildir (flags D, T) are left out.
 *
 * From, and Sender where From is nobody known, say who sent it; To, Cc and Bcc whom it went to; other fields are not looked
 * at. A salesperson's own address, a blocked one's too, is no contact's. The entry's description is the subject as a mail
 * client shows it (none: the template's), cut to what fits; its date that of the mail, on its writer's clock, or, where
 * that is missing, before 1970 or after tomorrow, that of the last Received field, else the file's, else now; contact via
 * the address; the document no. the Message-ID (none, or longer than 250 bytes: a digest of the header).
 *
 * Unknown addresses are those of whom a mail would be recorded with, were they contacts; but not no-reply addresses and
 * such, nor of mail of lists, in bulk or by programs.
 *
 * It takes some 250 bytes a mail, however large the mails are. Looked at are the first 1 MB of a header, the first 2000 of
 * those to whom a mail goes, and the first million of the people of all mails. Reading mail needs GMime, which is looked for only here.
 * Fails: LIA_NOT_FOUND (the file, or GMime), LIA_INVALID (a folder that is no Maildir), LIA_IO, LIA_CANCELED; with
 * how->add, LIA_IN_USE (a blank series of contacts). */
LIA_API LIA_MUST_USE lia_status lia_record_mail(lia_book *book, const char *path, const lia_mail_how *how,
                                                lia_mail_result *out, lia_error *err);
/* From a stream: read() as read(2), 0 at the end, < 0 errno. */
LIA_API LIA_MUST_USE lia_status lia_record_mail_stream(lia_book *book, int64_t (*read)(void *ctx, void *buf, size_t len),
                                                       void *read_ctx, const lia_mail_how *how, lia_mail_result *out,
                                                       lia_error *err);

#endif
