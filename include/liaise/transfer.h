/* liaise/transfer.h: import of address books: vCard and CSV. */
#ifndef LIAISE_TRANSFER_H
#define LIAISE_TRANSFER_H

#include "liaise/book.h"

typedef enum lia_format { LIA_FORMAT_AUTO, LIA_FORMAT_VCARD, LIA_FORMAT_CSV } lia_format;
/* What to do with a contact that the book knows. */
typedef enum lia_known { LIA_KNOWN_FILL, LIA_KNOWN_SKIP, LIA_KNOWN_UPDATE } lia_known;

typedef enum lia_import_fate {
    LIA_IMPORT_ADDED, LIA_IMPORT_CHANGED, LIA_IMPORT_ALONE /* known, nothing to change */,
    LIA_IMPORT_REFUSED, LIA_IMPORT_NOTED /* taken, with something to say: an archived one, repaired text, a shared e-mail */
} lia_import_fate;
typedef struct lia_import_line {
    lia_import_fate fate;
    int64_t line;       /* of the file, 1-based: where the row or card begins */
    const char *name;   /* of the contact, "" when there is none */
    const char *reason; /* for people; "" none */
} lia_import_line;

typedef struct lia_import_how {
    lia_format format;
    lia_known known;
    bool dry_run;        /* nothing is written, the report is the same */
    const char *name;    /* the file's name, for the operation's line and messages */
    lia_progress progress; /* done and total in bytes of the file */
    /* Called for each refused or noted row or card, and for each added or changed one when `every`. May be NULL. */
    void (*report)(void *ctx, const lia_import_line *line);
    bool every;
    void *ctx;
} lia_import_how;
typedef struct lia_import_result {
    lia_format format;
    int64_t read, added, changed, alone, refused, noted, companies; /* read = added+changed+alone+refused; noted: of those,
                                                                       and of the file itself; companies made by name */
    int64_t op_id;  /* 0: nothing was written */
} lia_import_result;

/* One operation. The same contact is: the same UID; else the same e-mail and folded name, or one name not known; else
 * the same name, company and phone; else the same name and company where neither has e-mail or phone. What is new gets
 * no defaults of Marketing Setup: it is as the file says. What a contact has no field for is kept with it.
 * A row or card that is refused is no failure, and one line of the report; so is one that has something to be said of it.
 * Fails: LIA_IO (cannot be read), LIA_INVALID (neither vCard nor CSV, no column known), LIA_IN_USE (a blank series of
 * numbers), LIA_CANCELED. */
LIA_API LIA_MUST_USE lia_status lia_import_file(lia_book *book, const char *path, const lia_import_how *how,
                                                lia_import_result *out, lia_error *err);
/* From memory or a stream: read() as read(2), 0 at the end, < 0 errno. */
LIA_API LIA_MUST_USE lia_status lia_import_stream(lia_book *book, int64_t (*read)(void *ctx, void *buf, size_t len), void *read_ctx,
                                                  const lia_import_how *how, lia_import_result *out, lia_error *err);

#endif
