/* line_row.h: a line as it would be logged, as SQL columns and as a record. */
#ifndef CORE_LINE_ROW_H
#define CORE_LINE_ROW_H

#include "base/arena.h"
#include "base/vec.h"
#include "core/line_view.h"

/* Over the aliases of LINE_JOIN_CHECKED and k, the contact's company; what line_row_read reads. */
#define LINE_COLUMNS                                                                               \
    "l.line_id, l.changed_op, l.segment_id, l.contact_id, coalesce(c.name, ''), coalesce(c.no, "   \
    "''),"                                                                                         \
    " coalesce(k.name, ''), EXISTS (SELECT 1 FROM segment_line AS d INDEXED BY line_contact"       \
    " WHERE d.segment_id = l.segment_id AND d.contact_id = l.contact_id AND d.line_id <> "         \
    "l.line_id),"                                                                                  \
    " c.archived, c.privacy_blocked, l.marks, " LINE_TEMPLATE ", " LINE_SALESPERSON                \
    ", coalesce(t.code, ''),"                                                                      \
    " coalesce(p.code, ''), l.template_id IS NOT NULL, " LINE_DATE ", " LINE_DESCRIPTION           \
    ", " LINE_SUBJECT ", coalesce(l.comment, ''), " LINE_CORRESPONDENCE ", " LINE_IGNORE           \
    ", " LINE_FLOW ", " LINE_INITIATED_BY ", " LINE_COST ", " LINE_MINUTES                         \
    ", l.evaluation, l.failed, l.entry_no"
#define LINE_JOIN_SHOWN LINE_JOIN_CHECKED " LEFT JOIN contact AS k ON k.contact_id = c.company_id"

/* A window of one segment's lines; direction "" or " DESC". */
#define LINE_LIST(direction)                                                                       \
    "SELECT " LINE_COLUMNS " FROM segment_line AS l" LINE_JOIN_SHOWN                               \
    " WHERE l.line_id BETWEEN :low AND :high ORDER BY l.line_id" direction " LIMIT :limit"

/* Texts are copied into a. */
void line_row_read(struct db_rows *rows, struct arena *a, lia_line *out);
/* The one line that sql gives, in a list of one. LIA_NOT_FOUND when there is none. */
LIA_MUST_USE lia_status line_list_read(struct db *db, const char *sql,
                                       const struct db_param *params, lia_line_list *out,
                                       lia_error *err);

#endif
