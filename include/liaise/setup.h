/* liaise/setup.h: Marketing Setup, number series, salespeople. */
#ifndef LIAISE_SETUP_H
#define LIAISE_SETUP_H

#include "liaise/book.h"
#include "liaise/values.h"

typedef struct lia_setup {
    int64_t version;        /* for update: the version that was read */
    int touch_days;         /* default stay-in-touch interval; -1 blank */
    int undo_days;
    lia_contact_type new_type;
    lia_corr new_correspondence;
    char new_country[64];
    int64_t new_salesperson_id; /* 0 none */
} lia_setup;
LIA_API LIA_MUST_USE lia_status lia_setup_get(lia_book *book, lia_setup *out, lia_error *err);
/* Fails: LIA_INVALID with the field, LIA_CONFLICT. */
LIA_API LIA_MUST_USE lia_status lia_setup_update(lia_book *book, const lia_setup *setup, lia_error *err);

typedef enum lia_series_id { LIA_SERIES_CONTACT = 1, LIA_SERIES_SEGMENT, LIA_SERIES_CAMPAIGN, LIA_SERIES_TASK } lia_series_id;
/* A prefix, a width and the last number used. Text form: "CT000001" style, last number given; "" is a blank series. */
typedef struct lia_series {
    lia_series_id id;
    int64_t version;
    char prefix[LIA_CODE_MAX];
    int width;      /* 0: blank, numbers are typed */
    int64_t last;   /* never goes down */
    char next[LIA_CODE_MAX]; /* the number that would be given next (existing ones are skipped when it is) */
} lia_series;
LIA_API LIA_MUST_USE lia_status lia_series_get(lia_book *book, lia_series_id id, lia_series *out, lia_error *err);
/* first_number as people type it: "CT000001"; its trailing digits give width and the number to begin with. "" blanks
 * the series. A number below the last one used is refused, blanked in between or not (field "first_number"). */
LIA_API LIA_MUST_USE lia_status lia_series_update(lia_book *book, lia_series_id id, int64_t version,
                                                  const char *first_number, lia_error *err);

typedef struct lia_salesperson {
    int64_t id;      /* 0: new */
    int64_t version;
    const char *code, *name, *email, *phone, *account;
    bool blocked;
    bool me;         /* its account is the book's user */
} lia_salesperson;
typedef struct lia_salesperson_list {
    lia_salesperson *items;
    size_t count;
    void *arena;
} lia_salesperson_list;
LIA_API void lia_salesperson_list_clear(lia_salesperson_list *list);
/* By code. with_blocked: blocked ones too. match: "" all, else code or name has a word beginning with it. */
LIA_API LIA_MUST_USE lia_status lia_salesperson_list_all(lia_book *book, bool with_blocked, const char *match,
                                                         lia_salesperson_list *out, lia_error *err);
/* One record in a list of one. LIA_NOT_FOUND. */
LIA_API LIA_MUST_USE lia_status lia_salesperson_get(lia_book *book, int64_t id, lia_salesperson_list *out, lia_error *err);
/* By code, case-insensitive: *id is 0 when there is none (absence is no error). */
LIA_API LIA_MUST_USE lia_status lia_salesperson_find(lia_book *book, const char *code, int64_t *id, lia_error *err);
/* The current user's; *id 0 when the user has none in this book. */
LIA_API LIA_MUST_USE lia_status lia_salesperson_mine(lia_book *book, int64_t *id, lia_error *err);
/* What a user without one is offered at the first start: code and name worked out from account and full name. */
LIA_API LIA_MUST_USE lia_status lia_salesperson_propose(lia_book *book, lia_salesperson_list *out, lia_error *err);
/* id 0 adds, else updates. Fails: LIA_INVALID with the field, LIA_EXISTS (code, account), LIA_CONFLICT. */
LIA_API LIA_MUST_USE lia_status lia_salesperson_save(lia_book *book, const lia_salesperson *s, int64_t *id, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_salesperson_block(lia_book *book, int64_t id, bool blocked, lia_error *err);
/* LIA_IN_USE when anything refers to it: the message proposes to block it. */
LIA_API LIA_MUST_USE lia_status lia_salesperson_delete(lia_book *book, int64_t id, lia_error *err);

#endif
