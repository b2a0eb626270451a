/* line_change.h: what a change (lia_line_change) makes of a stored line, as SQL. The UPDATE that
 * keeps it and the SELECT that only shows it are made from the same expressions.
 *
 * Parameters: :set and :follow (bits of marks), :mode and :template (below), :also (LIA_LINE_ bits)
 * and the values. */
#ifndef CORE_LINE_CHANGE_H
#define CORE_LINE_CHANGE_H

#include "core/line_view.h"
#include "core/op.h"

/* What becomes of the template: stays; becomes one of its own, filled anew but for what is
 * personalised; follows again. */
enum line_template_mode { LINE_TEMPLATE_STAYS, LINE_TEMPLATE_OWN, LINE_TEMPLATE_FOLLOWS };

/* What template t says, where the line has one of its own; NULL: it follows. */
#define CHANGE_SAID(said)                                                                          \
    "(SELECT " said                                                                                \
    " FROM interaction_template AS t WHERE t.template_id = CASE :mode WHEN 0 THEN l.template_id"   \
    " WHEN 1 THEN :template END)"
/* Typed now; typed before, or not touched at all; else as the template says. */
#define CHANGE_FILLED(column, bit, said)                                                           \
    "CASE WHEN :set & " bit " THEN :" column " WHEN NOT :follow & " bit " AND (l.marks & " bit     \
    " OR :mode = 0)"                                                                               \
    " THEN l." column " ELSE " CHANGE_SAID(said) " END"
#define CHANGE_PLAIN(column, bit)                                                                  \
    "CASE WHEN :set & " bit " THEN :" column " WHEN NOT :follow & " bit " THEN l." column " END"
#define CHANGE_ALSO(column, bit) "CASE WHEN :also & " bit " THEN :" column " ELSE l." column " END"

/* X(column, its value after the change); l: segment_line */
#define LINE_CHANGES(X)                                                                            \
    X("marks", "(l.marks | :set) & ~:follow")                                                      \
    X("contact_id", CHANGE_ALSO("contact_id", "1"))                                                \
    X("template_id", "CASE :mode WHEN 0 THEN l.template_id WHEN 1 THEN :template END")             \
    X("group_id", "CASE :mode WHEN 0 THEN l.group_id ELSE " CHANGE_SAID("t.group_id") " END")      \
    X("date_on", CHANGE_PLAIN("date_on", MARK_DATE))                                               \
    X("salesperson_id", CHANGE_PLAIN("salesperson_id", MARK_SALESPERSON))                          \
    X("description", CHANGE_FILLED("description", MARK_DESCRIPTION, "t.description"))              \
    X("subject", CHANGE_FILLED("subject", MARK_SUBJECT, "''"))                                     \
    X("correspondence", CHANGE_FILLED("correspondence", MARK_CORRESPONDENCE, "t.correspondence"))  \
    X("ignore_correspondence",                                                                     \
      CHANGE_FILLED("ignore_correspondence", MARK_IGNORE, "t.ignore_correspondence"))              \
    X("flow", CHANGE_FILLED("flow", MARK_FLOW, "t.flow"))                                          \
    X("initiated_by", CHANGE_FILLED("initiated_by", MARK_INITIATED_BY, "t.initiated_by"))          \
    X("cost", CHANGE_FILLED("cost", MARK_COST, "t.unit_cost"))                                     \
    X("minutes", CHANGE_FILLED("minutes", MARK_MINUTES, "t.unit_minutes"))                         \
    X("evaluation", CHANGE_ALSO("evaluation", "2"))                                                \
    X("failed", CHANGE_ALSO("failed", "4"))                                                        \
    X("comment", CHANGE_ALSO("comment", "8"))

#define LINE_CHANGE_SET(column, value)    ", " column " = " value
#define LINE_CHANGE_SELECT(column, value) ", " value " AS " column

#endif
