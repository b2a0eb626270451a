/* import_entries.h: interactions of a table, JSON lines or a calendar on their way into the log:
 * read row by row, packed, matched with what the book has, written as one operation.
 *
 * Nothing demands a salesperson of them: they are history, and may be older than whoever works in
 * the book. Entry nos. are new. What corrected another in a file of ours does so again where both
 * come in; else what was corrected arrives canceled. Segments are not restored, but their nos.:
 * one that no segment of the book has is kept as that of a deleted segment. */
#ifndef CORE_IMPORT_ENTRIES_H
#define CORE_IMPORT_ENTRIES_H

#include "core/entry_bulk.h"
#include "core/entry_field.h"
#include "core/import_source.h"
#include "core/import_spool.h"
#include "liaise/transfer.h"

/* --- a row --- */

enum entry_text {
    ROW_CONTACT_NO,
    ROW_EMAIL,
    ROW_NAME,
    ROW_COMPANY,
    ROW_COMPANY_NO,
    ROW_TEMPLATE,
    ROW_GROUP,
    ROW_SALESPERSON,
    ROW_DESCRIPTION,
    ROW_SUBJECT,
    ROW_VIA,
    ROW_SEGMENT, /* its no., a code; "" none */
    ROW_EVENT,
    ROW_DOCUMENT,
    ROW_SAID, /* notes, joined by "; "; of a refused one the reason */
    ROW_TEXTS
};

enum entry_row_kind {
    ROW_ENTRY,
    ROW_REFUSED,
    ROW_LEFT_OUT, /* an event that is no meeting that was: said why */
    ROW_REMARK    /* something about the file */
};

enum { ROW_NOT_SAID = -1 };

/* What is not a text, kept as it stands. */
struct entry_values {
    int64_t line;
    int64_t no, corrects; /* entry nos. that a file of ours gives; 0 none */
    int64_t cost;         /* ROW_NOT_SAID: the template's; so with the next four */
    int32_t minutes;      /* 0.. */
    int8_t flow, initiated_by;
    int8_t correspondence; /* ROW_NOT_SAID: worked out as for a new interaction (domain.md 4.5) */
    uint8_t evaluation, origin, kind;
    bool failed, canceled;
    bool blank_company; /* the file says that there was none */
    int16_t zone;
    int32_t date, time; /* LIA_DAY_NONE in what is no entry; -1 no time */
    /* of a calendar, where an event makes a row for each of its people, the first of them first */
    bool meeting, first;
    bool declined;          /* left out, and said */
    bool by_rule, override; /* an instance worked out, one that the file says */
};
struct entry_row {
    struct entry_values v;
    const char *text[ROW_TEXTS]; /* never NULL in what comes out; NULL is "" in what goes in */
    const struct entry_note *notes;
    size_t note_count;
    bool same_notes; /* in what goes in: as of the row before, which are put aside once */
};

/* --- all of them: some bytes each in memory, what they hold is put aside --- */

struct entry_rows {
    struct spool spool;
    struct spool_view view, noted;
    struct vec at; /* int64_t: where each begins */
    struct str scratch;
    struct vec notes; /* struct entry_note, of the row unpacked last */
    int64_t shared;   /* where these stand, when it shares them; 0 */
    size_t said;      /* rows refused and remarks that are held, IMPORT_SAID_MAX at most */
    int64_t untold;   /* refused rows that are not */
    int64_t notes_at; /* of the row that was added last */
    size_t notes_size;
};
/* book: its path, "" in memory. */
void entry_rows_open(struct entry_rows *rows, const char *book);
void entry_rows_clear(struct entry_rows *rows);
void entry_rows_add(struct entry_rows *rows, const struct entry_row *row);
/* A row that is none: refused, or a remark about the file. */
void entry_rows_say(struct entry_rows *rows, enum entry_row_kind kind, int64_t line,
                    const char *text);
/* Texts and notes are borrowed until the next call. */
void entry_rows_at(struct entry_rows *rows, size_t place, struct entry_row *out);

/* --- reading --- */

struct entry_reading {
    struct import_source *src;
    const lia_import_how *how;
    struct entry_rows *rows;
    lia_progress progress;               /* done: bytes of the file */
    lia_book *book;                      /* today */
    int (*zone)(void *ctx, int64_t utc); /* the viewer's, minutes east of UTC */
    void *zone_ctx;
    bool day_first; /* of days written in numbers */
    int64_t next;   /* private */
};
/* Fail: LIA_IO, LIA_CANCELED; of a table LIA_INVALID when no column is known or a mapping is wrong;
 * of a calendar LIA_NOT_FOUND (libical is not installed). */
LIA_MUST_USE lia_status entries_read_csv(struct entry_reading *r, lia_error *err);
LIA_MUST_USE lia_status entries_read_json(struct entry_reading *r, lia_error *err);
LIA_MUST_USE lia_status entries_read_calendar(struct entry_reading *r, lia_error *err);
/* Says how far it is, now and then; false when it is to be stopped. */
bool entries_go_on(struct entry_reading *r);
/* How reading ended: LIA_CANCELED when it was not to go on, LIA_IO. */
LIA_MUST_USE lia_status entries_ended(struct entry_reading *r, bool on, lia_error *err);

/* --- the whole --- */

/* Reads what is left of the source, whose format is known, and writes it. reading, writing: as of
 * lia_import_how, each from 0. */
LIA_MUST_USE lia_status import_entries(lia_book *book, struct import_source *src,
                                       const lia_import_how *how, lia_format format,
                                       const lia_progress *reading, const lia_progress *writing,
                                       lia_import_result *out, lia_error *err);

#endif
