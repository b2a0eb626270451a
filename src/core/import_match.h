/* import_match.h: which rows are the same contact as one of the book, or as an earlier row.
 *
 * The same contact is: the same UID; else the same e-mail and folded name, or one name is not
 * known; else the same name, company and phone (a company that only one of them has is no
 * difference); else the same name and company where neither has e-mail or phone. A company,
 * moreover, is known by its name alone where one of the two has neither e-mail nor phone: those
 * that imports make by name are like that. What is the same no. is the same contact when the name
 * is. Of the e-mails, phones, addresses and pages of a contact the first 100 are looked at. */
#ifndef CORE_IMPORT_MATCH_H
#define CORE_IMPORT_MATCH_H

#include "core/import_row.h"
#include "liaise/contact.h"

/* A contact that rows can be: of the book, or a new one. The rest of it is in the spool. */
struct import_record {
    int64_t at;     /* of its row in the spool: as it is, with what rows of the file have changed */
    int64_t id;     /* of the book's; 0: new */
    uint32_t first; /* 1 + the row of the file that was it first; 0 none yet */
    uint32_t
        company; /* 1 + the record of its company, when it is to be linked to it; 0: it is not */
    bool archived;
    bool met;     /* a row of the file has said what it says: others only fill blanks */
    bool changed; /* of the book's: it is not as it was */
    bool named;   /* its company has the very name that the row says */
};

/* A UID of rows that are a record which has another. */
struct import_alias {
    int64_t at; /* of the row */
    uint32_t record;
};

/* An index from keys to records: several slots may have the same key. */
struct import_slot {
    uint32_t hash;
    uint32_t record; /* 1 + its place; 0 free */
};
struct import_match {
    struct import_rows *rows; /* whose spool has the records */
    struct vec records;       /* struct import_record */
    struct vec aliases;       /* struct import_alias */
    struct import_slot *slots;
    size_t slot_count, used;
    uint64_t seed;
    bool nameless;          /* some record is */
    struct import_row seen; /* the record looked at last */
};

/* seed: anything that the writer of a file cannot know. */
void import_match_init(struct import_match *m, struct import_rows *rows, size_t records,
                       uint64_t seed);
/* Frees the index, which is not needed any more once all rows are decided. */
void import_match_end(struct import_match *m);
void import_match_clear(struct import_match *m);

/* Adds one, under all keys that `row`, which is what it is, has. Gives its place. */
size_t import_match_add(struct import_match *m, const struct import_record *record,
                        const struct import_row *row);
/* The record got new keys. */
void import_match_enter(struct import_match *m, size_t at, const struct import_row *row);

/* A row with a UID was found to be the record, which has another: so are others with it. */
void import_match_alias(struct import_match *m, const struct import_row *row, size_t record);

enum { IMPORT_NONE = -1, IMPORT_CANDIDATES = 32 };
/* Records that a row may be, the best first. */
struct import_candidates {
    long at[IMPORT_CANDIDATES];
    size_t count;
};
/* The record that the row is, or IMPORT_NONE. certain: by UID or no. */
long import_match_find(struct import_match *m, const struct import_row *row, bool *certain);
/* The record of the book's contact with this key, which has no UID. */
long import_match_id(struct import_match *m, int64_t id);
/* All that it may be by e-mail, phone or name; archived ones too. */
void import_match_all(struct import_match *m, const struct import_row *row,
                      struct import_candidates *out);
/* One that has an e-mail of the row, by another name. */
long import_match_sharing(struct import_match *m, const struct import_row *row);
/* The company of this folded name; one that is archived only when there is no other. */
long import_match_company(struct import_match *m, const char *name_fold);
/* The record with this no. */
long import_match_no(struct import_match *m, const char *no);

#endif
