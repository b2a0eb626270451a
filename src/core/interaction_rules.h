/* interaction_rules.h: the rules of an interaction that Create Interaction, Correct and the lines
 * of a segment share (domain.md 4, 6). Each rule stands here once: as an SQL expression, because it
 * is worked out where the data are, for one form as for 100,000 lines; its words in
 * interaction_rules.c.
 *
 * Macro arguments are string literals: SQL expressions, or (where the comment says so) the alias of
 * a joined table. */
#ifndef CORE_INTERACTION_RULES_H
#define CORE_INTERACTION_RULES_H

#include "base/arena.h"
#include "core/db/db.h"
#include "core/op.h"
#include "liaise/base.h"
#include "liaise/book.h"
#include "liaise/values.h"

/* Correspondence type (4.5): the contact's, unless it is blank or the template ignores it; then the
 * template's. In a segment the header's fields stand for the template's. */
#define RULE_CORRESPONDENCE(contact, template, ignore)                                             \
    "CASE WHEN (" ignore ") OR coalesce(" contact                                                  \
    ", 0) = 0 THEN coalesce(" template ", 0) ELSE (" contact ") END"

/* Salesperson (4.3, 6): the user's own (a segment: the header's), else the contact's. A blocked one
 * that the contact has is not passed over in silence: the check names it. */
#define RULE_SALESPERSON(own, contact) "coalesce(" own ", " contact ")"

/* The current user's salesperson, NULL for none or a blocked one. Needs :user. */
#define RULE_MINE                                                                                  \
    "(SELECT salesperson_id FROM salesperson WHERE account = :user AND account <> '' AND blocked " \
    "= 0)"

/* The company that an entry carries; c: alias of contact. A company's own entries carry itself. */
#define RULE_COMPANY(c) "CASE " c ".type WHEN 1 THEN " c ".contact_id ELSE " c ".company_id END"

/* Contact via: the number or address that goes with a correspondence type; c: alias of contact. ''
 * when there is none. */
#define RULE_VIA(correspondence, c)                                                                \
    "CASE (" correspondence ")"                                                                    \
    " WHEN 3 THEN iif(" c ".phone <> '', " c ".phone, " c ".mobile)"                               \
    " WHEN 2 THEN iif(" c ".email <> '', " c ".email, " c ".email2)"                               \
    " WHEN 1 THEN ltrim(iif(" c ".address <> '', ', ' || " c ".address, '')"                       \
    " || iif(" c ".address2 <> '', ', ' || " c ".address2, '')"                                    \
    " || iif(" c ".post_code || " c ".city <> '', ', ' || trim(" c ".post_code || ' ' || " c       \
    ".city), '')"                                                                                  \
    " || iif(" c ".country <> '', ', ' || " c ".country, ''), ', ')"                               \
    " ELSE '' END"

/* When a line's entry was: on its date, now where that is today, else without a time (6, Log). */
#define RULE_LINE_WALL(day, today, seconds)                                                        \
    "(" day ") * 86400 + iif((" day ") = (" today "), " seconds ", 0)"
#define RULE_LINE_HAS_TIME(day, today) "(" day ") = (" today ")"

/* What keeps an interaction from being logged, in the order of 4.7. */
enum rule_problem {
    RULE_FINE,
    RULE_NO_CONTACT,
    RULE_CONTACT_ARCHIVED,
    RULE_CONTACT_BLOCKED,
    RULE_NO_TEMPLATE,
    RULE_TEMPLATE_BLOCKED,
    RULE_NO_SALESPERSON,
    RULE_SALESPERSON_BLOCKED,
    RULE_NO_DATE,
    RULE_DATE_AHEAD,
    RULE_NO_DESCRIPTION,
    RULE_COST,
    RULE_MINUTES,
    RULE_PROBLEMS
};
#define RULE_COST_MAX    INT64_C(10000000000000) /* 1/10000: totals of many such still fit */
#define RULE_MINUTES_MAX 1000000

/* The first of them, as a number. c, t, s: aliases of contact, interaction_template and
 * salesperson, each LEFT JOINed; day, latest (rule_latest_day), description: expressions. Cost and
 * minutes need no SQL: the tables check them. */
#define RULE_PROBLEM(c, t, s, day, latest, description)                                            \
    "CASE WHEN " c ".contact_id IS NULL THEN 1"                                                    \
    " WHEN " c ".archived = 1 THEN 2"                                                              \
    " WHEN " c ".privacy_blocked = 1 THEN 3"                                                       \
    " WHEN " t ".template_id IS NULL THEN 4"                                                       \
    " WHEN " t ".blocked = 1 THEN 5"                                                               \
    " WHEN " s ".salesperson_id IS NULL THEN 6"                                                    \
    " WHEN " s ".blocked = 1 THEN 7"                                                               \
    " WHEN (" day ") IS NULL THEN 8"                                                               \
    " WHEN (" day ") > (" latest ") THEN 9"                                                        \
    " WHEN trim(" description ", ' ' || char(9, 10, 13)) = '' THEN 10"                             \
    " ELSE 0 END"

/* Only those that came over it since it was begun: what is blank is fine for something that is
 * kept. */
#define RULE_BLOCKED(c, t, s)                                                                      \
    "CASE WHEN " c ".archived = 1 THEN 2 WHEN " c ".privacy_blocked = 1 THEN 3 WHEN " t            \
    ".blocked = 1 THEN 5"                                                                          \
    " WHEN " s ".blocked = 1 THEN 7 ELSE 0 END"

/* The last day that an interaction can be dated: tomorrow, for the clock of the one who had it may
 * be ahead of ours. */
int32_t rule_latest_day(const lia_book *book);

/* The field at fault, named as lia_ifield_name and lia_lfield_name do. "" for RULE_FINE. */
const char *rule_field(enum rule_problem problem);
/* A few words for a list of problems: "no salesperson". */
const char *rule_reason(enum rule_problem problem);
/* The whole message into err, and its status: LIA_IN_USE for an archived or privacy-blocked
 * contact, else LIA_INVALID. name: of the contact, or the code of the template or salesperson, or
 * the date; detail: why a contact is blocked, "" when nobody wrote it down. Both are cut to fit. */
lia_status rule_fail(lia_error *err, enum rule_problem problem, const char *name,
                     const char *detail);

/* --- for lines and messages: results live in `a` --- */

/* A name or text from the book, fit for a message: nothing but printable characters, cut with … to
 * so many columns. */
const char *rule_short(struct arena *a, const char *text, int columns);
/* An instant on the viewer's clock: "14:32" today, else "2 Nov 14:32". */
const char *rule_when(struct arena *a, const lia_book *book, int64_t at);
/* ids as a JSON array, for json_each(:ids). */
const char *rule_ids(struct arena *a, const int64_t *ids, size_t n);

/* In fill: names the operation by lia_interaction.once (NULL: nothing to do). *done: the book has
 * it already, and op->nothing is set. */
LIA_MUST_USE lia_status rule_once(struct op *op, const char *once, bool *done, lia_error *err);
/* Whether the book has an operation of this name. */
LIA_MUST_USE lia_status rule_once_known(lia_book *book, const char *once, bool *known,
                                        lia_error *err);
/* The first key that the operation of this name inserted into a table; 0 none. */
LIA_MUST_USE lia_status rule_once_made(lia_book *book, const char *once, const char *table,
                                       int64_t *id, lia_error *err);

/* --- texts: (description, subject) is stored and indexed once --- */

/* In fill: the id of this text, which the batch adds first when nobody used it before. */
LIA_MUST_USE lia_status rule_text(struct op *op, const char *description, const char *subject,
                                  int64_t *text_id, lia_error *err);
/* The same for many, in fill: `select` gives (description, subject) rows, equal ones as often as it
 * likes. The texts that are missing are added by the batch; statements added later find every one
 * by RULE_TEXT_ID. Once in a fill, and behind rule_text, which does not see what it adds. */
LIA_MUST_USE lia_status rule_texts(struct op *op, const char *select, const struct db_param *params,
                                   lia_error *err);
#define RULE_TEXT_ID(description, subject)                                                         \
    "(SELECT text_id FROM text WHERE description = (" description ") AND subject = (" subject "))"

#endif
