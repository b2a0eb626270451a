/* import_match.h: which rows are the same contact as one of the book, or as an earlier row.
 *
 * The same contact is: the same UID; else the same e-mail and folded name, or one name is not
 * known; else the same name, company and phone (a company that only one of them has is no
 * difference); else the same name and company where neither has e-mail or phone. A company,
 * moreover, is known by its name alone where one of the two has neither e-mail nor phone: those
 * that imports make by name are like that. What is the same no. is the same contact when the name
 * is. */
#ifndef CORE_IMPORT_MATCH_H
#define CORE_IMPORT_MATCH_H

#include "core/import_row.h"
#include "liaise/contact.h"

/* A contact that rows can be: of the book, or a new one. */
struct import_record {
    struct import_row row;        /* as it is, with what rows of the file have changed */
    const struct import_row *was; /* as the book has it, once it is changed; NULL else */
    int64_t id, version;          /* of the book's; id 0: new */
    int64_t company_id, salesperson_id, was_salesperson_id;
    int touch_days;
    bool archived, privacy_blocked;
    const char *form; /* of what is kept */
    int64_t line;     /* of the row of the file that was it first; 0 none yet */
    bool met;         /* a row of the file has said what it says: others only fill blanks */
    size_t place;     /* 1 + among the contacts to add; 0: none of them */
};

/* An index from keys to records: several slots may have the same key. */
struct import_slot {
    uint64_t hash;
    uint32_t record; /* 1 + its place; 0 free */
};
struct import_match {
    struct vec records; /* struct import_record */
    struct import_slot *slots;
    size_t slot_count, used;
    uint64_t seed;
    bool nameless; /* some record is */
};

/* seed: anything that the writer of a file cannot know. */
void import_match_init(struct import_match *m, size_t records, uint64_t seed);
void import_match_clear(struct import_match *m);

/* Enters the record at this place (VEC_AT of records) under all of its keys; again when it got new
 * ones. */
void import_match_enter(struct import_match *m, size_t record);

/* A row with this UID was found to be the record, which has another: so are others with it. */
void import_match_alias(struct import_match *m, const char *uid, size_t record);

enum { IMPORT_NONE = -1, IMPORT_CANDIDATES = 32 };
/* Records that a row may be, the best first. */
struct import_candidates {
    long at[IMPORT_CANDIDATES];
    size_t count;
};
/* The record that the row is, or IMPORT_NONE. certain: by UID or no. */
long import_match_find(const struct import_match *m, const struct import_row *row, bool *certain);
/* All that it may be by e-mail, phone or name; archived ones too. */
void import_match_all(const struct import_match *m, const struct import_row *row,
                      struct import_candidates *out);
/* One that has an e-mail of the row, by another name. */
long import_match_sharing(const struct import_match *m, const struct import_row *row);
/* The company of this folded name; one that is archived only when there is no other. */
long import_match_company(const struct import_match *m, const char *name_fold);
/* The record with this no. */
long import_match_no(const struct import_match *m, const char *no);

#endif
