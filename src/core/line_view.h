/* line_view.h: what a segment line says, every value as it would be logged (domain.md 6).
 *
 * A line stores only what is its own; the rest follows its header, its contact and the rules of
 * interaction_rules.h at reading time. This is the one place where that is written: lists, the open
 * form, the plan of Log, Log itself and every header change select these expressions and none of
 * their own.
 *
 * What a line stores
 *   marks         1 << lia_lfield: personalised. The column holds the value, and stays whatever the
 * header does. template_id   a template of its own (always marked). The columns of the fields that
 * a template fills hold what it said when it was chosen, marked or not; date and salesperson go on
 * following the header. NULL          everything else: the line follows. So "own, else the
 * header's" is coalesce(); only for template, date and salesperson, which can be chosen blank, the
 * mark decides.
 *
 * Aliases: l segment_line, s its segment, c its contact (LEFT JOIN: a line may have none yet); of
 * LINE_JOIN_CHECKED also t its template and p its salesperson. */
#ifndef CORE_LINE_VIEW_H
#define CORE_LINE_VIEW_H

#include "core/interaction_rules.h"
#include "liaise/segment.h"

/* Bits of marks as SQL wants them; line.c asserts that they are 1 << lia_lfield. */
#define MARK_TEMPLATE       "1"
#define MARK_DATE           "2"
#define MARK_SALESPERSON    "4"
#define MARK_DESCRIPTION    "8"
#define MARK_SUBJECT        "16"
#define MARK_CORRESPONDENCE "32"
#define MARK_IGNORE         "64"
#define MARK_FLOW           "128"
#define MARK_INITIATED_BY   "256"
#define MARK_COST           "512"
#define MARK_MINUTES        "1024"

#define LINE_JOIN_CONTACT " LEFT JOIN contact AS c ON c.contact_id = l.contact_id"
#define LINE_JOIN_CHECKS                                                                           \
    " LEFT JOIN interaction_template AS t ON t.template_id = " LINE_TEMPLATE                       \
    " LEFT JOIN salesperson AS p ON p.salesperson_id = " LINE_SALESPERSON
#define LINE_JOIN         " JOIN segment AS s ON s.segment_id = l.segment_id" LINE_JOIN_CONTACT
#define LINE_JOIN_CHECKED LINE_JOIN LINE_JOIN_CHECKS
/* The lines of one segment, in their order, its header read once. Needs :segment, :low, :high. */
#define LINE_FROM_SEGMENT                                                                          \
    " FROM segment AS s CROSS JOIN segment_line AS l ON l.line_id BETWEEN :low AND "               \
    ":high" LINE_JOIN_CONTACT
#define LINE_OF_SEGMENT " WHERE s.segment_id = :segment"

#define LINE_TEMPLATE                                                                              \
    "CASE WHEN l.marks & " MARK_TEMPLATE " THEN l.template_id ELSE s.template_id END"
#define LINE_GROUP "CASE WHEN l.marks & " MARK_TEMPLATE " THEN l.group_id ELSE s.group_id END"
#define LINE_DATE  "CASE WHEN l.marks & " MARK_DATE " THEN l.date_on ELSE s.date_on END"
#define LINE_SALESPERSON                                                                           \
    "CASE WHEN l.marks & " MARK_SALESPERSON " THEN l.salesperson_id"                               \
    " ELSE " RULE_SALESPERSON("s.salesperson_id", "c.salesperson_id") " END"
/* A blank interaction description of the header is the segment's description. */
#define LINE_DESCRIPTION "coalesce(l.description, nullif(s.entry_description, ''), s.description)"
#define LINE_SUBJECT     "coalesce(l.subject, s.subject)"
#define LINE_IGNORE      "coalesce(l.ignore_correspondence, s.ignore_correspondence)"
#define LINE_CORRESPONDENCE                                                                        \
    "CASE WHEN l.marks & " MARK_CORRESPONDENCE " THEN l.correspondence ELSE " RULE_CORRESPONDENCE( \
        "c.correspondence", "coalesce(l.correspondence, s.correspondence)", LINE_IGNORE) " END"
#define LINE_FLOW         "coalesce(l.flow, s.flow)"
#define LINE_INITIATED_BY "coalesce(l.initiated_by, s.initiated_by)"
#define LINE_COST         "coalesce(l.cost, s.unit_cost)"
#define LINE_MINUTES      "coalesce(l.minutes, s.unit_minutes)"

/* Left out of Log, and no problem: no contact chosen yet, or logged singly with `i`. */
#define LINE_TO_LOG "l.contact_id IS NOT NULL AND l.entry_no IS NULL"
/* Its (description, subject) is not the header's. */
#define LINE_OWN_TEXT "(l.description IS NOT NULL OR l.subject IS NOT NULL)"
/* The day of the entry: Log can be told to take today. Needs :log_today (a day, NULL: as on the
 * lines). */
#define LINE_LOG_DATE "coalesce(:log_today, " LINE_DATE ")"
/* rule_problem of the line's entry, 0 for none; of LINE_JOIN_CHECKED. Needs :latest besides. */
#define LINE_PROBLEM RULE_PROBLEM("c", "t", "p", LINE_LOG_DATE, ":latest", LINE_DESCRIPTION)

#endif
