/* liaise/segment.h: segments, their lines, logging them, logged segments (domain.md 6). */
#ifndef LIAISE_SEGMENT_H
#define LIAISE_SEGMENT_H

#include "liaise/book.h"
#include "liaise/contact.h"
#include "liaise/filter.h"
#include "liaise/values.h"

/* The fields that a header has and that a line can have of its own ("personalised"): bits of marks and typed. */
typedef enum lia_lfield {
    LIA_L_TEMPLATE, LIA_L_DATE, LIA_L_SALESPERSON, LIA_L_DESCRIPTION, LIA_L_SUBJECT, LIA_L_CORRESPONDENCE,
    LIA_L_IGNORE_CORRESPONDENCE, LIA_L_FLOW, LIA_L_INITIATED_BY, LIA_L_COST, LIA_L_MINUTES, LIA_L_FIELDS
} lia_lfield;
LIA_API const char *lia_lfield_name(lia_lfield field);

typedef struct lia_segment {
    lia_key key;
    int64_t id; /* 0: new */
    int64_t version;
    const char *no; /* new: "" takes the next of the series */
    const char *description;
    int32_t date; /* LIA_DAY_NONE */
    int64_t salesperson_id, template_id, group_id; /* 0 none; group is the template's */
    const char *salesperson, *template_code, *group_code; /* read only */
    const char *entry_description; /* interaction description; blank = the segment's description */
    const char *subject;
    lia_corr correspondence;
    bool ignore_correspondence;
    lia_flow flow;
    lia_by initiated_by;
    int64_t unit_cost, unit_minutes;
    uint32_t typed; /* 1u << lia_lfield: header fields typed by the user; the template fills the others */
    int64_t lines;  /* read only */
    int64_t logged_singly; /* read only: lines already logged */
} lia_segment;
typedef struct lia_segment_list {
    lia_segment *items;
    size_t count;
    void *arena;
} lia_segment_list;
LIA_API void lia_segment_list_clear(lia_segment_list *list);

/* Active ones, newest first; match "" all, else words of no. or description. contact_id not 0: those it is on. */
LIA_API LIA_MUST_USE lia_status lia_segment_list_some(lia_book *book, const char *match, int64_t contact_id,
                                                      const lia_seek *seek, lia_segment_list *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_segment_get(lia_book *book, int64_t id, lia_segment_list *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_segment_find(lia_book *book, const char *no, int64_t *id, lia_error *err); /* active; 0 none */
/* A new one's defaults: next no. (shown, not taken; saved with no "" it gets what is next by then), today, the current
 * user's salesperson. In a list of one. */
LIA_API LIA_MUST_USE lia_status lia_segment_new(lia_book *book, lia_segment_list *out, lia_error *err);
/* Fills the header from its template, except `typed` fields. Texts live in list->arena. */
LIA_API LIA_MUST_USE lia_status lia_segment_work_out(lia_book *book, lia_segment_list *list, lia_error *err);

/* What a changed header field does to the lines. */
typedef enum lia_spread {
    LIA_SPREAD_NOT_PERSONALISED, /* lines not personalised in it follow (default) */
    LIA_SPREAD_ALL,              /* all lines follow, the mark goes */
    LIA_SPREAD_HEADER_ONLY       /* lines keep their value, now personalised */
} lia_spread;
/* Which fields of lia_lfield differ (1u << field). The segment's own description is none of them. */
LIA_API uint32_t lia_segment_changed(const lia_segment *before, const lia_segment *after);
/* For the question: how many lines there are, and how many of them follow the header in at least one of the changed
 * fields. */
LIA_API LIA_MUST_USE lia_status lia_segment_spread_count(lia_book *book, int64_t id, uint32_t changed, int64_t *lines,
                                                         int64_t *following, lia_error *err);
/* id 0 adds. spread matters when lines are there and fields of lia_lfield changed. Saving what is there already writes
 * nothing. Fails: LIA_INVALID with the field (a name of lia_lfield_name, "no", or "segment_description" for the
 * segment's own), LIA_EXISTS ("no"), LIA_IN_USE ("no": blank series), LIA_CONFLICT, LIA_NOT_FOUND (logged or deleted
 * meanwhile). Adding lines is no conflict with the header. */
LIA_API LIA_MUST_USE lia_status lia_segment_save(lia_book *book, const lia_segment *s, lia_spread spread, int64_t *id, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_segment_delete(lia_book *book, int64_t id, lia_error *err);

/* ---- lines: every value as it would be logged -------------------------------------------------------------------- */

typedef struct lia_line {
    lia_key key;      /* {line no., line id} */
    int64_t id;       /* 0: new */
    int64_t version;
    int64_t segment_id;
    int64_t line_no;  /* 1.. as added; gaps are normal */
    int64_t contact_id; /* 0: not chosen yet */
    const char *contact, *contact_no, *company;
    bool contact_twice; /* the contact stands on another line too */
    bool contact_archived, contact_blocked;
    uint32_t marks;   /* 1u << lia_lfield: personalised */
    int64_t template_id, salesperson_id;
    const char *template_code, *salesperson;
    bool own_template;
    int32_t date;
    const char *description, *subject, *comment;
    lia_corr correspondence;
    bool ignore_correspondence;
    lia_flow flow;
    lia_by initiated_by;
    int64_t cost, minutes;
    lia_evaluation evaluation;
    bool failed;
    int64_t entry_no; /* logged singly as; 0 not */
} lia_line;
typedef struct lia_line_list {
    lia_line *items;
    size_t count;
    void *arena;
} lia_line_list;
LIA_API void lia_line_list_clear(lia_line_list *list);
LIA_API LIA_MUST_USE lia_status lia_line_list_some(lia_book *book, int64_t segment_id, const lia_seek *seek,
                                                   lia_line_list *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_line_get(lia_book *book, int64_t line_id, lia_line_list *out, lia_error *err);

/* Which fields of a line (or of many) a form changes. `set`: lia_lfield bits whose values are taken from `value` and become
 * personalised; `follow`: bits whose mark is cleared (Del). Template set to the header's own makes the line follow again. */
enum { LIA_LINE_CONTACT = 1, LIA_LINE_EVALUATION = 2, LIA_LINE_RESULT = 4, LIA_LINE_COMMENT = 8 };
typedef struct lia_line_change {
    uint32_t set, follow;
    uint32_t also; /* LIA_LINE_ bits: contact, evaluation, result, comment taken from value */
    lia_line value;
} lia_line_change;
/* Adds one line (value.contact_id may be 0). Archived or privacy-blocked: LIA_IN_USE. */
LIA_API LIA_MUST_USE lia_status lia_line_add(lia_book *book, int64_t segment_id, const lia_line_change *change, int64_t *line_id, lia_error *err);
/* version: of the single line, 0 not checked. One operation. */
LIA_API LIA_MUST_USE lia_status lia_line_update(lia_book *book, const int64_t *line_ids, size_t n, int64_t version,
                                                const lia_line_change *change, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_line_remove(lia_book *book, const int64_t *line_ids, size_t n, lia_error *err);
/* How a line would look with a change that is not saved: for the open form. */
LIA_API LIA_MUST_USE lia_status lia_line_work_out(lia_book *book, int64_t segment_id, int64_t line_id,
                                                  const lia_line_change *change, lia_line_list *out, lia_error *err);

/* Add contacts: the filter's matches (NULL: the contacts with these ids), in the order of the list. matched is the sum of
 * the other counts; they come before and after alike. */
typedef struct lia_add_counts {
    int64_t matched, added, on_segment, excluded, archived, blocked;
} lia_add_counts;
enum { LIA_ADD_EXPAND_COMPANIES = 1, LIA_ADD_INCLUDE_EXCLUDED = 2, LIA_ADD_COUNT_ONLY = 4 };
LIA_API LIA_MUST_USE lia_status lia_segment_add_contacts(lia_book *book, int64_t segment_id, const lia_filter *filter,
                                                         const int64_t *contact_ids, size_t n, int flags,
                                                         const lia_progress *progress, lia_add_counts *out, lia_error *err);

/* ---- Log --------------------------------------------------------------------------------------------------------- */

/* A line that cannot be logged, with the first thing that is wrong with it. */
typedef struct lia_log_problem {
    int64_t line_id, line_no;
    const char *contact, *reason, *field; /* field of the line that is at fault */
} lia_log_problem;
typedef struct lia_log_group { /* how many entries with which template */
    const char *template_code;
    int64_t count;
} lia_log_group;
typedef struct lia_log_plan {
    int64_t lines, loggable, without_contact, logged_singly;
    int64_t problem_count;      /* lines with problems, all of them; problems holds the first ones */
    lia_log_problem *problems;
    size_t problem_items;
    lia_log_group *groups;
    size_t group_count;
    int32_t date;               /* the header's */
    bool propose_today;         /* the header's date is over 7 days old */
    const char *refused;        /* "" or why nothing can be logged at all (no line, blank description, no. in use) */
    const char *refused_follow_up; /* "" or why no follow-up can be made (blank series) */
    void *arena;
} lia_log_plan;
LIA_API void lia_log_plan_clear(lia_log_plan *plan);
/* What Log would do: at most `max_problems` listed. */
LIA_API LIA_MUST_USE lia_status lia_segment_log_plan(lia_book *book, int64_t segment_id, bool today, size_t max_problems,
                                                     lia_log_plan *out, lia_error *err);
/* Moves the lines with problems (today: as in the plan) into a new segment with the same header; one operation. *moved 0:
 * there are none, and no segment was made. LIA_IN_USE: blank series. */
LIA_API LIA_MUST_USE lia_status lia_segment_move_problems(lia_book *book, int64_t segment_id, bool today, int64_t *new_id,
                                                          int64_t *moved, lia_error *err);

typedef struct lia_log_options {
    bool follow_up, today;
} lia_log_options;
typedef struct lia_log_result {
    int64_t logged_id, entries, first_entry;
    int64_t follow_up_id; /* 0 none */
    char follow_up_no[LIA_CODE_MAX];
    int64_t follow_up_lines, follow_up_left_out;
    char left_out[200]; /* names of those left out of the follow-up, cut with … */
} lia_log_result;
/* One operation; every check is repeated in it as guards. LIA_IN_USE: there are problems now (see the plan) or nothing to
 * log. LIA_NOT_FOUND: logged or deleted meanwhile. LIA_CANCELED: progress stopped it, nothing is written. */
LIA_API LIA_MUST_USE lia_status lia_segment_log(lia_book *book, int64_t segment_id, const lia_log_options *options,
                                                const lia_progress *progress, lia_log_result *out, lia_error *err);

/* ---- Logged segments --------------------------------------------------------------------------------------------- */

typedef struct lia_logged {
    lia_key key;
    int64_t id, version; /* id is its entry no. */
    int64_t segment_id, entries, entries_canceled;
    const char *segment_no, *description, *user;
    int64_t logged_at; /* UTC seconds */
    bool canceled;
    int64_t follow_up_id;
    const char *follow_up_no; /* "" none */
    lia_segment header; /* as it was; only from lia_logged_get */
} lia_logged;
typedef struct lia_logged_list {
    lia_logged *items;
    size_t count;
    void *arena;
} lia_logged_list;
LIA_API void lia_logged_list_clear(lia_logged_list *list);
LIA_API LIA_MUST_USE lia_status lia_logged_list_some(lia_book *book, bool hide_canceled, const lia_seek *seek, lia_logged_list *out, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_logged_get(lia_book *book, int64_t id, lia_logged_list *out, lia_error *err);
/* Cancels (with its entries that count) or un-cancels (with those that it canceled); one operation. *entries: how many turned. */
LIA_API LIA_MUST_USE lia_status lia_logged_cancel(lia_book *book, const int64_t *ids, size_t n, bool cancel,
                                                  const lia_progress *progress, int64_t *entries, lia_error *err);
/* ids NULL: all canceled ones. Its entries stay, canceled, without the link. */
LIA_API LIA_MUST_USE lia_status lia_logged_delete_canceled(lia_book *book, const int64_t *ids, size_t n, int64_t *deleted, lia_error *err);
LIA_API LIA_MUST_USE lia_status lia_logged_canceled_count(lia_book *book, int64_t *out, lia_error *err);
/* Made later on Logged Segments: canceled entries' contacts are left out. */
LIA_API LIA_MUST_USE lia_status lia_logged_follow_up(lia_book *book, int64_t id, lia_log_result *out, lia_error *err);

#endif
