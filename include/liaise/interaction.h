/* liaise/interaction.h: interaction log entries and how they are made: Create Interaction, postpone and resume,
 * correct, cancel, evaluate, comment, delete canceled (domain.md 4, 5, 7). */
#ifndef LIAISE_INTERACTION_H
#define LIAISE_INTERACTION_H

#include "liaise/book.h"
#include "liaise/contact.h"
#include "liaise/filter.h"
#include "liaise/values.h"

/* ---- The interaction that a form holds --------------------------------------------------------------------------- */

/* Its fields. A set bit in `typed` says that the user typed or chose there, so that nothing worked out replaces it. */
typedef enum lia_ifield {
    LIA_I_CONTACT, LIA_I_TEMPLATE, LIA_I_DESCRIPTION, LIA_I_SUBJECT, LIA_I_DATE, LIA_I_TIME, LIA_I_SALESPERSON,
    LIA_I_CORRESPONDENCE, LIA_I_FLOW, LIA_I_INITIATED_BY, LIA_I_RESULT, LIA_I_EVALUATION, LIA_I_COST, LIA_I_MINUTES,
    LIA_I_VIA, LIA_I_COMMENT, LIA_I_FIELDS
} lia_ifield;
/* "contact", "template", "description" …: names in errors, drafts and on the command line. */
LIA_API const char *lia_ifield_name(lia_ifield field);

typedef struct lia_interaction {
    int64_t postponed_no;  /* resumed: the postponed interaction's entry no.; 0 a new one */
    int64_t version;       /* resumed: the version that was read */
    int64_t contact_id, template_id, salesperson_id; /* 0: none */
    const char *description, *subject, *via, *comment;
    int32_t date;          /* LIA_DAY_NONE: none */
    int32_t time;          /* seconds since midnight; -1 none */
    int zone;              /* minutes east of UTC of the clock it was written on */
    lia_corr correspondence;
    lia_flow flow;
    lia_by initiated_by;
    bool failed;
    lia_evaluation evaluation;
    int64_t cost, minutes; /* 1/10000; whole minutes */
    uint32_t typed;        /* bits 1u << lia_ifield */
    int64_t segment_id, line_id; /* logging one line of a segment (domain.md 6); 0 */
    int64_t corrects;      /* the entry that this corrects; 0 */
    int64_t begun_at;      /* UTC seconds */
    const char *once;      /* lia_draft_id of the open form's draft: logging or postponing happens once, and a draft that
                            * a kill left behind is not postponed again. NULL: none. One form, one OK */
    void *arena;           /* texts that the library worked out live here */
} lia_interaction;
LIA_API void lia_interaction_clear(lia_interaction *it);

/* A new one: date today, time now, zone, attempt succeeded, salesperson the current user's; contact and template when
 * not 0 are set and worked out. LIA_IN_USE: the contact is archived or privacy-blocked (field "contact"). */
LIA_API LIA_MUST_USE lia_status lia_interaction_new(lia_book *book, int64_t contact_id, int64_t template_id,
                                                    lia_interaction *out, lia_error *err);
/* From a log entry: its contact, its template proposed. */
LIA_API LIA_MUST_USE lia_status lia_interaction_from_entry(lia_book *book, int64_t entry_no, lia_interaction *out, lia_error *err);
/* For Correct: all of the entry's values, `corrects` set; everything counts as typed but contact via, which goes with the
 * contact. LIA_IN_USE: canceled or corrected already. */
LIA_API LIA_MUST_USE lia_status lia_interaction_correct(lia_book *book, int64_t entry_no, lia_interaction *out, lia_error *err);
/* From a segment line: its values, time now where its date is today; what is personalised counts as typed. LIA_IN_USE:
 * logged already, or contact archived or blocked. */
LIA_API LIA_MUST_USE lia_status lia_interaction_from_line(lia_book *book, int64_t line_id, lia_interaction *out, lia_error *err);

/* Works out again what depends on `changed` (contact, template; contact via also on the correspondence type), except typed
 * fields (domain.md 4.4, 4.5). A contact
 * or template of 0 blanks what it gave. contact_id 0 with many contacts: nothing is taken from a contact. */
LIA_API LIA_MUST_USE lia_status lia_interaction_work_out(lia_book *book, lia_interaction *it, lia_ifield changed, lia_error *err);

/* The checks of OK, in the order of domain.md 4.7; err->field names the field at fault. */
LIA_API LIA_MUST_USE lia_status lia_interaction_check(lia_book *book, const lia_interaction *it, lia_error *err);

/* OK: one entry, one operation. Resumed: the same entry no. becomes the entry. Correct: the old one is canceled.
 * Fails: as check; LIA_CONFLICT when a postponed one was finished, deleted or changed meanwhile (the message says by whom
 * and when; set postponed_no to 0 to log it as a new entry); LIA_IN_USE when the entry to correct was canceled or corrected,
 * or the line logged, meanwhile. */
LIA_API LIA_MUST_USE lia_status lia_interaction_log(lia_book *book, const lia_interaction *it, int64_t *entry_no, lia_error *err);

/* Many contacts: which can be used, and which are left out and why (archived, privacy-blocked). */
typedef struct lia_left_out {
    int64_t contact_id;
    const char *name, *reason;
} lia_left_out;
typedef struct lia_left_out_list {
    int64_t *usable; /* contact ids, in the order given */
    size_t usable_count;
    lia_left_out *items;
    size_t count;
    void *arena;
} lia_left_out_list;
LIA_API void lia_left_out_list_clear(lia_left_out_list *list);
LIA_API LIA_MUST_USE lia_status lia_interaction_usable(lia_book *book, const int64_t *contacts, size_t n,
                                                       lia_left_out_list *out, lia_error *err);
/* One entry for each contact as one operation: salesperson, correspondence type, company and via are worked out per contact where
 * not typed. *first gets the first entry no.; they are consecutive. */
LIA_API LIA_MUST_USE lia_status lia_interaction_log_many(lia_book *book, const lia_interaction *it, const int64_t *contacts,
                                                         size_t n, const lia_progress *progress, int64_t *first, lia_error *err);
/* Postponing a form for many contacts makes a segment: the form as header, one line each. */
LIA_API LIA_MUST_USE lia_status lia_interaction_to_segment(lia_book *book, const lia_interaction *it, const int64_t *contacts,
                                                           size_t n, int64_t *segment_id, lia_error *err);

/* ---- Postponed interactions -------------------------------------------------------------------------------------- */

/* Keeps it as a postponed interaction, however incomplete. form_text is what the form held, field by field, as the
 * front end wrote it (liaise/draft.h); NULL: worked out from `it`. A resumed one (postponed_no) is updated. */
LIA_API LIA_MUST_USE lia_status lia_postpone(lia_book *book, const lia_interaction *it, const char *form_text,
                                             int64_t *entry_no, lia_error *err);
typedef struct lia_postponed {
    lia_key key;
    int64_t entry_no, version;
    int64_t contact_id, salesperson_id, template_id; /* 0 none */
    const char *contact, *company, *salesperson, *template_code, *description, *user;
    int32_t date; /* LIA_DAY_NONE */
    int64_t begun_at, postponed_at;
    bool mine;
} lia_postponed;
typedef struct lia_postponed_list {
    lia_postponed *items;
    size_t count;
    void *arena;
} lia_postponed_list;
LIA_API void lia_postponed_list_clear(lia_postponed_list *list);
/* Everybody's, mine first, newest first; or those of one contact (a company: with its persons), one salesperson. */
typedef struct lia_postponed_query {
    int64_t contact_id, salesperson_id;
} lia_postponed_query;
LIA_API LIA_MUST_USE lia_status lia_postponed_list_some(lia_book *book, const lia_postponed_query *query, const lia_seek *seek,
                                                        lia_postponed_list *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_postponed_count(lia_book *book, const lia_postponed_query *query, int64_t *all,
                                                    int64_t *mine, lia_error *err);
/* Resume: everything stored; a date or time that was typed stays, others become now. *form_text (in it->arena) as stored.
 * When its contact was archived or blocked meanwhile, or template or salesperson blocked: LIA_OK, and *fault says so with the
 * field (status not LIA_OK). So it does, without a field, when the segment's line or the entry to correct has gone: then
 * line_id or corrects is 0, and OK logs an interaction by itself. */
LIA_API LIA_MUST_USE lia_status lia_postponed_resume(lia_book *book, int64_t entry_no, lia_interaction *out,
                                                     const char **form_text, lia_error *fault, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_postponed_delete(lia_book *book, const int64_t *entry_nos, size_t n, lia_error *err);

/* ---- Interaction log entries ------------------------------------------------------------------------------------- */

typedef struct lia_entry {
    lia_key key;
    int64_t entry_no, version;
    int64_t contact_id, company_id, template_id, group_id, salesperson_id, segment_id, logged_id;
    const char *contact, *contact_no, *company, *template_code, *group_code, *salesperson, *segment_no;
    const char *description, *subject, *via;
    int32_t date, time; /* as written on its own clock; time -1 none */
    int zone;           /* minutes east of UTC */
    lia_flow flow;
    lia_by initiated_by;
    lia_corr correspondence;
    lia_evaluation evaluation;
    bool failed;
    int64_t cost, minutes;
    lia_origin origin;
    lia_entry_status status;
    bool canceled;
    int64_t corrects, corrected_by;
    int64_t comments; /* how many */
    /* who and when, UTC seconds; only from lia_entry_get */
    const char *logged_by, *canceled_by;
    int64_t logged_at, canceled_at;
    /* what it was recorded from (liaise/record.h), "" nothing; only from lia_entry_get */
    const char *event, *document_no;
} lia_entry;
typedef struct lia_entry_list {
    lia_entry *items;
    size_t count;
    void *arena;
} lia_entry_list;
LIA_API void lia_entry_list_clear(lia_entry_list *list);

/* Which entries: all set conditions hold. */
typedef struct lia_entry_query {
    const lia_filter *filter; /* NULL: all */
    int64_t contact_id;       /* a company: with its persons (the entries that carry it); a person: its own */
    int64_t template_id, group_id, salesperson_id, segment_id, logged_id;
    bool hide_canceled, only_canceled;
    bool oldest_first;        /* else newest first: date, time, entry no. */
} lia_entry_query;
LIA_API LIA_MUST_USE lia_status lia_entry_list_some(lia_book *book, const lia_entry_query *query, const lia_seek *seek,
                                                    lia_entry_list *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_entry_count(lia_book *book, const lia_entry_query *query, int64_t *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_entry_count_some(lia_book *book, const lia_entry_query *query, int budget, int64_t *next,
                                                     int64_t *sofar, bool *done, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_entry_nos(lia_book *book, const lia_entry_query *query, size_t max, int64_t **nos,
                                              size_t *count, lia_error *err);
/* The row of one entry as it stands in the query's list, and how many of n entries the query matches: as with contacts. */
LIA_API LIA_MUST_USE lia_status lia_entry_locate(lia_book *book, const lia_entry_query *query, int64_t entry_no,
                                                 lia_entry_list *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_entry_count_of(lia_book *book, const lia_entry_query *query, const int64_t *nos,
                                                   size_t n, int64_t *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_entry_get(lia_book *book, int64_t entry_no, lia_entry_list *out, lia_error *err);

typedef struct lia_comment {
    int64_t id, version, entry_no;
    int32_t date;
    const char *text, *written_by, *edited_by; /* edited_by "" : never */
    int64_t written_at, edited_at;
} lia_comment;
typedef struct lia_comment_list {
    lia_comment *items;
    size_t count;
    void *arena;
} lia_comment_list;
LIA_API void lia_comment_list_clear(lia_comment_list *list);
LIA_API LIA_MUST_USE lia_status lia_comment_list_of(lia_book *book, int64_t entry_no, lia_comment_list *out, lia_error *err); /* oldest first */
/* The newest `limit` of the book, newest first. */
LIA_API LIA_MUST_USE lia_status lia_comment_list_newest(lia_book *book, int limit, lia_comment_list *out, lia_error *err);
/* One, in a list of one. LIA_NOT_FOUND. */
LIA_API LIA_MUST_USE lia_status lia_comment_get(lia_book *book, int64_t id, lia_comment_list *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_comment_add(lia_book *book, int64_t entry_no, const char *text, int64_t *id, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_comment_edit(lia_book *book, int64_t id, int64_t version, const char *text, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_comment_delete(lia_book *book, int64_t id, lia_error *err);

/* Evaluates entries; one operation. */
LIA_API LIA_MUST_USE lia_status lia_entry_evaluate(lia_book *book, const int64_t *nos, size_t n, lia_evaluation value, lia_error *err);

/* What the Canceled switch would do: how many of them would turn, how many already are so, and which are refused. */
typedef struct lia_cancel_plan {
    int64_t turn, already;
    struct {
        int64_t entry_no;
        const char *reason;
    } *refused;
    size_t refused_count;
    void *arena;
} lia_cancel_plan;
LIA_API void lia_cancel_plan_clear(lia_cancel_plan *plan);
LIA_API LIA_MUST_USE lia_status lia_entry_cancel_plan(lia_book *book, const int64_t *nos, size_t n, bool cancel,
                                                      lia_cancel_plan *out, lia_error *err);
/* Turns Canceled on or off on those that can be; *turned how many; one operation; LIA_OK with 0 when none. */
LIA_API LIA_MUST_USE lia_status lia_entry_cancel(lia_book *book, const int64_t *nos, size_t n, bool cancel,
                                                 const lia_progress *progress, int64_t *turned, lia_error *err);
/* The same for all that a query matches (whatever their number). */
LIA_API LIA_MUST_USE lia_status lia_entry_cancel_query(lia_book *book, const lia_entry_query *query, bool cancel,
                                                       const lia_progress *progress, int64_t *turned, lia_error *err);

/* Delete Canceled Interaction Log Entries. An entry that is not canceled is never deleted. nos NULL: all canceled ones
 * that the query matches. Comments go along. Undo brings back the same. */
LIA_API LIA_MUST_USE lia_status lia_entry_delete_canceled_count(lia_book *book, const lia_entry_query *query, const int64_t *nos,
                                                                size_t n, int64_t *out, bool *whole_book, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_entry_delete_canceled(lia_book *book, const lia_entry_query *query, const int64_t *nos,
                                                          size_t n, const lia_progress *progress, int64_t *deleted, lia_error *err);

#endif
