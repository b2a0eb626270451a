/* segment_row.h: a segment's header as SQL columns and as a record. */
#ifndef CORE_SEGMENT_ROW_H
#define CORE_SEGMENT_ROW_H

#include "base/arena.h"
#include "core/op.h"
#include "liaise/segment.h"

/* What a header is made of, besides key, no., status and the counts; in the order of
 * segment_params. */
#define SEGMENT_FIELDS                                                                             \
    "description, date_on, salesperson_id, template_id, group_id, entry_description, subject, "    \
    "correspondence,"                                                                              \
    " ignore_correspondence, flow, initiated_by, unit_cost, unit_minutes, typed"
#define SEGMENT_VALUES                                                                             \
    ":description, :date, :salesperson, :template, :group, :entry_description, :subject, "         \
    ":correspondence, :ignore,"                                                                    \
    " :flow, :initiated_by, :unit_cost, :unit_minutes, :typed"

/* s: segment. The columns segment_row_read reads, from column `at` on. */
#define SEGMENT_COLUMNS                                                                            \
    "s.segment_id, s.changed_op, s.no, s.description, s.date_on, s.salesperson_id, "               \
    "s.template_id, s.group_id,"                                                                   \
    " coalesce(p.code, ''), coalesce(t.code, ''), coalesce(g.code, ''), s.entry_description, "     \
    "s.subject,"                                                                                   \
    " s.correspondence, s.ignore_correspondence, s.flow, s.initiated_by, s.unit_cost, "            \
    "s.unit_minutes, s.typed,"                                                                     \
    " s.lines, (SELECT count(*) FROM segment_line AS d INDEXED BY line_logged WHERE d.segment_id " \
    "= s.segment_id"                                                                               \
    " AND d.entry_no IS NOT NULL)"
#define SEGMENT_JOIN                                                                               \
    " LEFT JOIN salesperson AS p ON p.salesperson_id = s.salesperson_id"                           \
    " LEFT JOIN interaction_template AS t ON t.template_id = s.template_id"                        \
    " LEFT JOIN interaction_group AS g ON g.group_id = s.group_id"

/* Windows of the lists; cmp and direction are those of struct window. */
#define SEGMENT_LIST(cmp, direction)                                                               \
    "SELECT " SEGMENT_COLUMNS " FROM segment AS s INDEXED BY segment_active" SEGMENT_JOIN          \
    " WHERE s.status = 0 AND s.segment_id " cmp                                                    \
    " :key AND (:contact = 0 OR EXISTS (SELECT 1 FROM segment_line AS d"                           \
    " INDEXED BY line_contact WHERE d.segment_id = s.segment_id AND d.contact_id = :contact))"     \
    " ORDER BY s.segment_id " direction
/* g: logged_segment */
#define LOGGED_COLUMNS                                                                             \
    "g.logged_id, g.changed_op, g.segment_id, g.entries, g.entries_canceled, s.no, "               \
    "s.description, o.user, o.done_at,"                                                            \
    " g.canceled_op IS NOT NULL, g.follow_up_id, coalesce(f.no, '')"
#define LOGGED_FROM                                                                                \
    " FROM logged_segment AS g JOIN segment AS s ON s.segment_id = g.segment_id JOIN op AS o ON "  \
    "o.op_id = g.op_id"                                                                            \
    " LEFT JOIN segment AS f ON f.segment_id = g.follow_up_id"
#define LOGGED_LIST(cmp, hidden, direction)                                                        \
    "SELECT " LOGGED_COLUMNS LOGGED_FROM " WHERE g.logged_id " cmp " :key" hidden                  \
    " ORDER BY g.logged_id " direction " LIMIT :limit"
#define LOGGED_NOT_CANCELED " AND g.canceled_op IS NULL"

/* Texts are copied into a. */
void segment_row_read(struct db_rows *rows, int at, struct arena *a, lia_segment *out);

/* One header by id, whatever its status. LIA_NOT_FOUND. status (may be NULL) gets it: 0 active 1
 * logged 2 deleted. */
LIA_MUST_USE lia_status segment_row_get(struct db *db, int64_t id, struct arena *a,
                                        lia_segment *out, int *status, lia_error *err);

/* The header of an active segment, else LIA_NOT_FOUND with who logged or deleted it, and when. */
LIA_MUST_USE lia_status segment_row_active(lia_book *book, int64_t id, struct arena *a,
                                           lia_segment *out, lia_error *err);

/* *out is *in with its texts tidied (texts in a); checks what needs no other record. Fails:
 * LIA_INVALID with the field. */
LIA_MUST_USE lia_status segment_tidy(struct arena *a, const lia_segment *in, lia_segment *out,
                                     lia_error *err);

/* A text of one line as it is kept: valid UTF-8, line breaks and tabs to blanks, ends trimmed. */
char *segment_one_line(struct arena *a, const char *text);

int segment_characters(const char *text);

/* The checks of a header that a line shares. LIA_INVALID with the field. */
enum { SEGMENT_TEXT_MAX = 250 }; /* characters of a description or subject */
struct segment_values {
    int32_t date;
    int64_t cost, minutes;
    lia_corr correspondence;
    lia_flow flow;
    lia_by initiated_by;
};
LIA_MUST_USE lia_status segment_check_values(const struct segment_values *v, lia_error *err);
LIA_MUST_USE lia_status segment_check_texts(const char *description, const char *subject,
                                            lia_error *err);

enum { SEGMENT_PARAMS = 14 };
/* The parameters that SEGMENT_VALUES names, and DB_END. Texts are borrowed from s. */
void segment_params(const lia_segment *s, struct db_param out[SEGMENT_PARAMS + 1]);

#endif
