/* liaise/transfer.h: contacts and interactions in and out: vCard, CSV, JSON lines, iCalendar. */
#ifndef LIAISE_TRANSFER_H
#define LIAISE_TRANSFER_H

#include "liaise/book.h"
#include "liaise/filter.h"

typedef enum lia_format { LIA_FORMAT_AUTO, LIA_FORMAT_VCARD, LIA_FORMAT_CSV, LIA_FORMAT_JSON, LIA_FORMAT_CALENDAR } lia_format;
typedef enum lia_content { LIA_CONTENT_AUTO, LIA_CONTENT_CONTACTS, LIA_CONTENT_ENTRIES } lia_content;

/* ---- In ------------------------------------------------------------------------------------------------------------ */

/* What to do with a contact that the book knows. */
typedef enum lia_known { LIA_KNOWN_FILL, LIA_KNOWN_SKIP, LIA_KNOWN_UPDATE } lia_known;

typedef enum lia_import_fate {
    LIA_IMPORT_ADDED, LIA_IMPORT_CHANGED, LIA_IMPORT_ALONE /* known, nothing to change */,
    LIA_IMPORT_REFUSED, LIA_IMPORT_NOTED /* something to say about the file, not about a row */
} lia_import_fate;
typedef struct lia_import_line {
    lia_import_fate fate;
    int64_t line;       /* of the file, 1-based: where the row or card begins */
    const char *name;   /* of the contact, "" when there is none; of an interaction: contact and description */
    const char *no;     /* of a known contact; "" else */
    const char *what;   /* of a changed contact: its fields that change, in words: "phone, city"; of an interaction that
                           is added: as it was understood, "2026-11-02 14:10 CALL-OUT 67 min"; "" else */
    const char *reason; /* for people: why refused, what else is to be said; "" none */
} lia_import_line;

/* A column of a table and what becomes of it; of JSON lines a key, where none need have it. */
typedef struct lia_import_map {
    const char *column; /* as its header says, case and blanks around it do not matter; or its number from 1 */
    const char *field;  /* of lia_import_fields; "" keeps it with the contact, "-" leaves it out */
} lia_import_map;

typedef struct lia_import_how {
    lia_format format;
    lia_content content;
    lia_known known;
    bool dry_run;        /* nothing is written, the report is the same */
    const char *name;    /* the file's name, for the operation's line and messages */
    const char *charset; /* NULL or "": found by looking */
    char delimiter;      /* 0: found by looking */
    int header;          /* 0 found by looking, 1 the table has one, -1 it has none */
    const lia_import_map *map; /* columns that are mapped otherwise than found; may be NULL */
    size_t map_count;
    const char *template_code; /* of interactions that name none, and of meetings of a calendar ("": as Interaction Template
                                  Setup says); NULL none */
    lia_progress progress; /* done and total in bytes of the file; total 0 when it is not known */
    /* Called for each refused or noted row or card, for each that has a reason, and for each of any fate when `every`. In
     * the order of the file. May be NULL. */
    void (*report)(void *ctx, const lia_import_line *line);
    bool every;
    void *ctx;
} lia_import_how;
typedef struct lia_import_result {
    lia_format format;
    lia_content content;
    int64_t read, added, changed, alone, refused, noted, companies; /* read = added+changed+alone+refused; noted: lines
                                                                       with something to say; companies made by name */
    int64_t op_id;  /* 0: nothing was written */
} lia_import_result;

/* One operation, whatever the size of the file; memory grows by some bytes a row, not with what the rows hold.
 * The same contact is: the same UID; else the same e-mail and folded name, or one name not known; else
 * the same name, company and phone; else the same name and company where neither has e-mail or phone. What is new gets
 * no defaults of Marketing Setup: it is as the file says. What a contact has no field for is kept with it:
 * whole lines and columns, and of the lines that became fields what else they say (time, language, label, rank, group).
 * Only when a card was written (REV) is not kept: the book says when the contact was changed.
 * The same interaction is: the same document with the same contact; without one the same contact, date and time, template,
 * description and subject; of several alike in the file each stands for one. An interaction's contact is found by no.,
 * e-mail, or name, and is not made; an archived one keeps its history, a privacy-blocked one gets none. What has no
 * salesperson gets none: it is history. Entry nos. are new; segments and corrections are not linked again.
 * Of a calendar each event that has begun is one meeting with each of its people who is a contact, by e-mail (declined ones
 * and salespeople left out); the UID is its document, so the same invitation makes it once; one that comes again with
 * another time is left alone, and that is said. An event that liaise wrote is the interaction that it was, found as of a
 * row; of the same book it is left alone.
 * A row or card that is refused is no failure, and one line of the report; so is one that has something to be said of it.
 * Of those that cannot be read the first 100,000 are reported, further ones are counted, and a line says so.
 * Interactions of one file may name 500,000 contacts; a row with one more is refused.
 * Fails: LIA_IO (cannot be read), LIA_INVALID (no known format, no column known; field "map": a mapping names no column or
 * no field; field "template": there is none of this code), LIA_IN_USE (a blank series of numbers), LIA_NOT_FOUND (a calendar,
 * and libical is not installed), LIA_CANCELED. */
LIA_API LIA_MUST_USE lia_status lia_import_file(lia_book *book, const char *path, const lia_import_how *how,
                                                lia_import_result *out, lia_error *err);
/* From memory or a stream: read() as read(2), 0 at the end, < 0 errno. */
LIA_API LIA_MUST_USE lia_status lia_import_stream(lia_book *book, int64_t (*read)(void *ctx, void *buf, size_t len), void *read_ctx,
                                                  const lia_import_how *how, lia_import_result *out, lia_error *err);

/* What a table looks like, before it is imported: for a page that maps its columns. */
typedef struct lia_import_column {
    const char *name;  /* of its header; without one "1", "2" … */
    const char *field; /* found, or of how->map; "" is kept, "-" is left out */
    const char *samples[3]; /* of the first rows that have a value; "" none */
} lia_import_column;
typedef struct lia_import_looked {
    lia_format format;
    lia_content content;
    const char *known;   /* "Google Contacts", "Outlook", "liaise" …: all columns mean what they are found to; "" none */
    const char *charset; /* "UTF-8" … */
    char delimiter;
    bool header;
    lia_import_column *columns; /* of CSV only */
    size_t count;
    void *arena;
} lia_import_looked;
LIA_API void lia_import_looked_clear(lia_import_looked *looked);
/* Fails: LIA_IO, LIA_INVALID (neither format). Columns of which none is known are no failure here. */
LIA_API LIA_MUST_USE lia_status lia_import_look(lia_book *book, const char *path, const lia_import_how *how,
                                                lia_import_looked *out, lia_error *err);
/* The fields that a column can be mapped to, ended by a NULL name: "email", "given_name" …; label is to be translated. */
typedef struct lia_import_field {
    const char *name, *label;
} lia_import_field;
LIA_API const lia_import_field *lia_import_fields(lia_content content);

/* ---- Out ----------------------------------------------------------------------------------------------------------- */

typedef struct lia_export_how {
    lia_format format;   /* vCard: contacts only; iCalendar: entries only */
    lia_content content;
    int vcard;           /* 3 or 4; 0: 4 */
    bool spreadsheet_safe; /* CSV: no cell starts a formula (a ' goes before it, which import takes away again) */
    const lia_filter *filter; /* of the content's kind; NULL: all, archived contacts and canceled entries too */
    const int64_t *ids;  /* or these, ids or entry nos.; NULL: by filter */
    size_t n;
    lia_progress progress; /* records; total 0 when it is not known */
} lia_export_how;
/* Streams; memory stays the same however many there are. What is kept with a contact word for word goes out again, in the
 * place of the field that it says more of, as long as that is the same; without it when it was changed.
 * *count: how many. write as write(2): all of buf, or < 0 errno. Fails: LIA_IO, LIA_FULL, LIA_INVALID (such content has no
 * such format), LIA_CANCELED. */
LIA_API LIA_MUST_USE lia_status lia_export_stream(lia_book *book, int64_t (*write)(void *ctx, const void *buf, size_t len),
                                                  void *write_ctx, const lia_export_how *how, int64_t *count, lia_error *err);
/* Into a file, 0600, whole or not at all. LIA_EXISTS: it is there, and not `replace`. */
LIA_API LIA_MUST_USE lia_status lia_export_file(lia_book *book, const char *path, bool replace, const lia_export_how *how,
                                                int64_t *count, lia_error *err);
/* By the end of a file's name (.vcf .csv .jsonl .json .ics); AUTO: none of these. */
LIA_API lia_format lia_format_of_name(const char *path);

#endif
