/* liaise/contact.h: contacts: companies and persons. */
#ifndef LIAISE_CONTACT_H
#define LIAISE_CONTACT_H

#include "liaise/book.h"
#include "liaise/filter.h"
#include "liaise/template.h"
#include "liaise/values.h"

/* A further e-mail, phone, address or page. */
typedef enum lia_channel_kind {
    LIA_CHANNEL_EMAIL = 1, LIA_CHANNEL_PHONE, LIA_CHANNEL_ADDRESS, LIA_CHANNEL_PAGE
} lia_channel_kind;
typedef struct lia_channel {
    lia_channel_kind kind;
    const char *label; /* "work", "" */
    const char *value;
} lia_channel;

/* The record. NULL texts are blank. */
typedef struct lia_contact {
    int64_t id; /* 0: new */
    int64_t version;
    const char *no; /* new: "" takes the next of the series */
    lia_contact_type type;
    const char *name;
    int64_t company_id;         /* persons only, 0 none */
    const char *company;        /* read only: its name */
    const char *job_title, *email, *email2, *phone, *mobile;
    const char *address, *address2, *post_code, *city, *country;
    int64_t salesperson_id;     /* 0 none */
    const char *salesperson;    /* read only: its code */
    lia_corr correspondence;
    const char *home_page, *birthday, *note;
    const char *tags;           /* "press vip": separated by blanks or commas */
    bool exclude;               /* from segments */
    bool privacy_blocked;
    const char *privacy_reason;
    int touch_days;             /* stay in touch every n days; -1 blank, 0 never */
    bool archived;
    const char *uid;            /* of the address book it came from; "" none */
    const lia_channel *channels;
    size_t channel_count;
    /* read only: who and when (UTC seconds) */
    const char *created_by, *changed_by;
    int64_t created_at, changed_at;
} lia_contact;

typedef struct lia_contact_record {
    lia_contact c;
    void *arena;
} lia_contact_record;
LIA_API void lia_contact_record_clear(lia_contact_record *record);

/* A new contact's defaults (Marketing Setup); company_id not 0: a person of that company. */
LIA_API LIA_MUST_USE lia_status lia_contact_new(lia_book *book, int64_t company_id, lia_contact_record *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_contact_get(lia_book *book, int64_t id, lia_contact_record *out, lia_error *err);
/* id 0 adds. Fails: LIA_INVALID with the field, LIA_EXISTS (no), LIA_CONFLICT, LIA_IN_USE (changing type while entries
 * or lines exist; or a blank series: the message names Marketing Setup). Adding another contact with the same e-mail is
 * allowed. */
LIA_API LIA_MUST_USE lia_status lia_contact_save(lia_book *book, const lia_contact *c, int64_t *id, lia_error *err);
/* Changes these contacts, none of them new, as lia_contact_save would, but as one operation: all or none. *changed: how
 * many were not so already. Fails as lia_contact_save. */
LIA_API LIA_MUST_USE lia_status lia_contact_save_many(lia_book *book, const lia_contact *items, size_t n, int64_t *changed,
                                                      lia_error *err);

/* What is open when a contact is archived. */
typedef struct lia_contact_uses {
    int64_t entries, postponed, segments /* active ones it is on */, persons /* not archived, of a company */;
    bool unused; /* nothing at all refers to it, canceled entries and logged segments included: it can be deleted */
} lia_contact_uses;
LIA_API LIA_MUST_USE lia_status lia_contact_uses_of(lia_book *book, int64_t id, lia_contact_uses *out, lia_error *err);
/* Archives or brings back, one operation; with_persons: a company's persons too. */
LIA_API LIA_MUST_USE lia_status lia_contact_archive(lia_book *book, const int64_t *ids, size_t n, bool archived,
                                                    bool with_persons, lia_error *err);
/* Only what nothing refers to; else LIA_IN_USE, whose message proposes to archive. */
LIA_API LIA_MUST_USE lia_status lia_contact_delete(lia_book *book, int64_t id, lia_error *err);

/* By no., e-mail (any of its), or name (folded; whole, else the only one that begins with it). *count: how many match,
 * counted up to 1000; ids gets the first `max`. LIA_OK with *count 0 when none. Archived ones only by no. */
LIA_API LIA_MUST_USE lia_status lia_contact_find(lia_book *book, const char *what, int64_t *ids, size_t max,
                                                 size_t *count, lia_error *err);

/* ---- lists: windows by key ---------------------------------------------------------------------------------------- */

typedef enum lia_contact_sort { LIA_CONTACT_BY_NAME, LIA_CONTACT_BY_NO, LIA_CONTACT_BY_ADDED } lia_contact_sort;

/* The place of a row in its list. Of contacts: sort key and id; of entries: wall and entry no.; of others: 0 and id. */
typedef struct lia_key {
    int64_t a, b;
} lia_key;
/* Which rows: `limit` rows after `key` in the list's order; `before`: the ones before it (given in list order too);
 * `at`: the row itself is included first; no_key: from the first row (before: up to the last). */
typedef struct lia_seek {
    bool no_key, before, at;
    lia_key key;
    int limit;
} lia_seek;

typedef struct lia_contact_row {
    lia_key key;
    int64_t id;
    int64_t company_id;
    const char *no, *name, *company, *city, *phone, *mobile, *email, *salesperson;
    lia_contact_type type;
    bool archived, privacy_blocked, exclude;
    int32_t last_on; /* last interaction, LIA_DAY_NONE: never */
} lia_contact_row;
typedef struct lia_contact_rows {
    lia_contact_row *items;
    size_t count;
    void *arena;
} lia_contact_rows;
LIA_API void lia_contact_rows_clear(lia_contact_rows *rows);

typedef struct lia_contact_query {
    const lia_filter *filter; /* NULL: all that are not archived */
    lia_contact_sort sort;
    bool descending;
    int64_t company_id;       /* not 0: only the persons of this company */
} lia_contact_query;
LIA_API LIA_MUST_USE lia_status lia_contact_list(lia_book *book, const lia_contact_query *query, const lia_seek *seek,
                                                 lia_contact_rows *out, lia_error *err);
/* How many a query matches. Kept where it can be; else counted, calling the interrupt hook: LIA_CANCELED. */
LIA_API LIA_MUST_USE lia_status lia_contact_count(lia_book *book, const lia_contact_query *query, int64_t *out, lia_error *err);
/* A count in slices for screens: *next is 0 at first; each call looks at about `budget` rows and adds to *sofar; done when
 * *done. Restart when the book changes. */
LIA_API LIA_MUST_USE lia_status lia_contact_count_some(lia_book *book, const lia_contact_query *query, int budget,
                                                       int64_t *next, int64_t *sofar, bool *done, lia_error *err);
/* Ids of all that match, in list order, up to max (*count: how many). For "mark all". *ids is the caller's to free(). */
LIA_API LIA_MUST_USE lia_status lia_contact_ids(lia_book *book, const lia_contact_query *query, size_t max,
                                                int64_t **ids, size_t *count, lia_error *err);

/* The row of one contact as it stands in the query's list; out is empty when the query does not match it. */
LIA_API LIA_MUST_USE lia_status lia_contact_locate(lia_book *book, const lia_contact_query *query, int64_t id,
                                                   lia_contact_rows *out, lia_error *err);
/* How many of these n contacts the query matches. */
LIA_API LIA_MUST_USE lia_status lia_contact_count_of(lia_book *book, const lia_contact_query *query, const int64_t *ids,
                                                     size_t n, int64_t *out, lia_error *err);

/* Totals and dates of domain.md 8: a person's are all its own, a company's those that carry it. */
typedef struct lia_contact_totals {
    lia_totals totals;
    int32_t last_on, attempt_on; /* LIA_DAY_NONE: never */
    int64_t postponed, segments;
} lia_contact_totals;
LIA_API LIA_MUST_USE lia_status lia_contact_totals_of(lia_book *book, int64_t id, lia_contact_totals *out, lia_error *err);
/* Contacts out of touch (domain.md 8), in slices like lia_contact_count_some. */
LIA_API LIA_MUST_USE lia_status lia_contact_out_of_touch_some(lia_book *book, int budget, int64_t *next, int64_t *sofar,
                                                              bool *done, lia_error *err);


#endif
