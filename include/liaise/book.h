/* liaise/book.h: opening a book, who is working in it, its operations: undo, redo, history. */
#ifndef LIAISE_BOOK_H
#define LIAISE_BOOK_H

#include "liaise/base.h"

/* An open book. One thread at a time. */
typedef struct lia_book lia_book;

/* The library reads neither environment nor clock: both come from here. Strings are copied. */
typedef struct lia_open {
    const char *path;    /* a file; NULL: a book in memory, for tests */
    const char *user;    /* account name of who works in it, shown in History; must not be empty */
    const char *full_name; /* the account's full name, "" when not known: proposed for a salesperson */
    bool create;         /* make the book when the file is not there (also its folder, 0700) */
    bool read_only;      /* open for reading only */
    /* Try changes: each is checked as it would be and fails as it would, and nothing is written: the book opens for
     * reading only, one of an older version fails with LIA_READ_ONLY. Ids that a change gives name nothing then. What it
     * would say of its result may be blank; where a call of its own says what would become of something, that says more. */
    bool dry_run;
    int64_t (*now)(void *ctx);        /* UTC seconds */
    int (*zone)(void *ctx, int64_t utc); /* minutes east of UTC that the viewer's clock shows at that instant */
    void *clock_ctx;
} lia_open;

/* Fails: LIA_NOT_FOUND (no such file and !create), LIA_CORRUPT (no book, or damaged), LIA_TOO_NEW, LIA_BUSY, LIA_IO,
 * LIA_FULL. A book that cannot be written opens for reading only: see lia_book_read_only. */
LIA_API LIA_MUST_USE lia_status lia_book_open(const lia_open *how, lia_book **out, lia_error *err);
LIA_API void lia_book_close(lia_book *book); /* NULL is fine */

LIA_API bool lia_book_read_only(const lia_book *book);
LIA_API bool lia_book_made(const lia_book *book);          /* this call of lia_book_open made it */
LIA_API bool lia_book_example(const lia_book *book);       /* the throw-away example book */
LIA_API const char *lia_book_path(const lia_book *book);   /* "" in memory */
LIA_API const char *lia_book_id(const lia_book *book);     /* names the book in draft files */
LIA_API const char *lia_book_user(const lia_book *book);
LIA_API int64_t lia_book_now(const lia_book *book);        /* UTC seconds */
LIA_API int32_t lia_book_today(const lia_book *book);      /* days since 1970-01-01 in the viewer's zone */
LIA_API int lia_book_zone(const lia_book *book);           /* the viewer's, minutes east of UTC, now */
/* Seconds since 1970-01-01 00:00 on the viewer's clock, now. */
LIA_API int64_t lia_book_wall(const lia_book *book);

/* True once after another session changed the book since the last call (or since it was opened). */
LIA_API bool lia_book_changed(lia_book *book);
/* Work for when nobody waits (checkpoint, dropping what undo kept of old operations). True while there is more;
 * each call takes a few ms. */
LIA_API bool lia_book_idle(lia_book *book);
/* Called every few ms from inside long reads; return false to interrupt the read, which then ends with LIA_CANCELED. */
LIA_API void lia_book_set_interrupt(lia_book *book, bool (*keep_going)(void *ctx), void *ctx);

/* A consistent copy into a new file. Fails: LIA_EXISTS, LIA_FULL, LIA_IO, LIA_CANCELED. */
LIA_API LIA_MUST_USE lia_status lia_book_backup(lia_book *book, const char *path, const lia_progress *progress,
                                                lia_error *err);
/* Integrity of the book: the file, references, counters, totals, search index. say gets one line for each finding;
 * *findings counts them. Nothing is changed. */
LIA_API LIA_MUST_USE lia_status lia_book_check(lia_book *book, void (*say)(void *ctx, const char *line), void *ctx,
                                               int *findings, lia_error *err);
/* Marks a new, empty book as the example and fills it with ordinary operations: companies, persons, interactions of the
 * last months, postponed ones, segments, a logged one. */
LIA_API LIA_MUST_USE lia_status lia_book_fill_example(lia_book *book, lia_error *err);

/* What title lines and cues show; kept, not counted. */
typedef struct lia_counts {
    int64_t contacts, contacts_archived, entries, entries_canceled, postponed, segments, logged_segments;
} lia_counts;
LIA_API LIA_MUST_USE lia_status lia_book_counts(lia_book *book, lia_counts *out, lia_error *err);

/* ---- Operations (domain.md 11) ---------------------------------------------------------------------------------- */

typedef enum lia_op_kind { LIA_OP_CHANGE, LIA_OP_UNDO, LIA_OP_REDO } lia_op_kind;
typedef struct lia_op {
    int64_t op_id;
    const char *user, *command, *line;
    int64_t done_at;  /* UTC seconds */
    int64_t records;
    lia_op_kind kind;
    int64_t of_op;     /* what it undid or redid, 0 none */
    int64_t undone_by; /* 0: it stands */
    bool purged;       /* can no longer be undone: what was kept for it is dropped */
    bool mine;         /* by this user */
    bool this_session; /* by this opening of the book */
} lia_op;
typedef struct lia_op_list {
    lia_op *items;
    size_t count;
    void *arena; /* lia_op_list_clear frees it */
} lia_op_list;
LIA_API void lia_op_list_clear(lia_op_list *list);

/* History, newest first: up to `limit` operations older than before_op (0: from the newest), or, when `newer`, those
 * newer than it (nearest first in newest-first order). */
LIA_API LIA_MUST_USE lia_status lia_op_history(lia_book *book, int64_t before_op, bool newer, int limit,
                                               lia_op_list *out, lia_error *err);

/* One thing that an operation changed, for History's Enter: "Contact CT000012 Bo Ek", field, before, after. */
typedef struct lia_change {
    const char *record, *field, *before, *after; /* field "" : the record was added (before "") or deleted (after "") */
} lia_change;
typedef struct lia_change_list {
    lia_change *items;
    size_t count;
    int64_t more; /* records not listed */
    void *arena;
} lia_change_list;
LIA_API void lia_change_list_clear(lia_change_list *list);
LIA_API LIA_MUST_USE lia_status lia_op_changes(lia_book *book, int64_t op_id, int limit, lia_change_list *out,
                                               lia_error *err);

/* What undo or redo would take: my latest that still stands / my latest undone with nothing of mine since.
 * LIA_NOT_FOUND with a message when there is none. `ask`: it is not of this session or touched more than one record. */
LIA_API LIA_MUST_USE lia_status lia_undo_next(lia_book *book, lia_op_list *out, bool *ask, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_redo_next(lia_book *book, lia_op_list *out, bool *ask, lia_error *err);

/* Takes back operation op_id (anybody's). LIA_IN_USE: later operations stand in the way; they are listed in *in_way
 * (when not NULL, newest first) and `with_later` undoes those first, as one step. LIA_INVALID: already undone, purged,
 * or an undo itself. */
LIA_API LIA_MUST_USE lia_status lia_undo(lia_book *book, int64_t op_id, bool with_later, const lia_progress *progress,
                                         lia_op_list *in_way, lia_error *err);
/* An import can also be taken back without the contacts that were changed or used since: those that it added are deleted,
 * those that it changed become as they were. That is an operation of its own, with its own undo. *left: how many stay as
 * they are; the first call only counts. LIA_INVALID: no import, undone already, or purged; LIA_IN_USE: all stay. */
LIA_API LIA_MUST_USE lia_status lia_undo_rest_count(lia_book *book, int64_t op_id, int64_t *undone, int64_t *left,
                                                    lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_undo_rest(lia_book *book, int64_t op_id, const lia_progress *progress, int64_t *undone,
                                              int64_t *left, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_redo(lia_book *book, int64_t op_id, const lia_progress *progress, lia_error *err);

#endif
