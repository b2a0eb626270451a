/* segment_log.h: what the plan of Log, Log itself, the moving of problem lines and follow-ups
 * share. */
#ifndef CORE_SEGMENT_LOG_H
#define CORE_SEGMENT_LOG_H

#include "core/line_view.h"
#include "core/op.h"

/* The parameters that LINE_FROM_SEGMENT, LINE_LOG_DATE and LINE_PROBLEM name, and those of an
 * operation that logs. */
enum { LOG_PARAMS = 24 };
struct log_params {
    struct db_param params[LOG_PARAMS + 1];
    int count;
};
/* :segment :low :high :latest :today :seconds :zone :log_today */
void log_params(struct log_params *p, const lia_book *book, int64_t segment_id, bool today);
void log_param(struct log_params *p, struct db_param param);

/* What the lines of a segment amount to. */
struct log_lines {
    int64_t lines, to_log, without_contact, logged_singly;
    int64_t first, last; /* line ids of the first and last line to log */
    int64_t comments, texts,
        follow; /* of the lines to log: with a comment, with texts of their own, without */
};
LIA_MUST_USE lia_status log_count_lines(struct db *db, int64_t segment_id, struct log_lines *out,
                                        lia_error *err);

/* Why nothing of it can be logged at all, with the field; LIA_OK when it can. */
LIA_MUST_USE lia_status log_refused(struct db *db, const lia_segment *s,
                                    const struct log_lines *lines, lia_error *err);

/* --- follow-ups (segment_follow.c) --- */

/* A follow-up's header, from that of s: "Follow-up: <description> (<no.>)", dated today. Its no.
 * comes from the series. Adds the statements that insert it. Fails as series_take. */
LIA_MUST_USE lia_status follow_up_add(struct op *op, const lia_segment *s, int64_t *id,
                                      lia_error *err);

/* Who is left out of a follow-up; c: alias of contact. */
#define FOLLOW_UP_LEFT_OUT(c)                                                                      \
    "(" c ".archived = 1 OR " c ".privacy_blocked = 1 OR " c ".exclude = 1)"

/* After the operation: no., lines, and who of so many contacts was left out, of the follow-up
 * result->follow_up_id of result->logged_id. */
LIA_MUST_USE lia_status follow_up_report(struct db *db, int64_t contacts, lia_log_result *result,
                                         lia_error *err);

#endif
