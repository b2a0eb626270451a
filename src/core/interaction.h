/* interaction.h: what the files about interactions share. */
#ifndef CORE_INTERACTION_H
#define CORE_INTERACTION_H

#include "base/arena.h"
#include "core/db/db.h"
#include "core/op.h"
#include "liaise/interaction.h"

/* Where the texts of `it` live that are worked out; made when it is first asked for. */
struct arena *interaction_arena(lia_interaction *it);
/* Date, time and zone become those of the viewer's clock. */
void interaction_now(lia_book *book, lia_interaction *it);
/* Contact via, from contact and correspondence type, unless it was typed. */
LIA_MUST_USE lia_status interaction_work_out_via(lia_book *book, lia_interaction *it,
                                                 lia_error *err);

static inline bool interaction_typed(const lia_interaction *it, lia_ifield field)
{
    return it->typed & 1u << field;
}

/* Seconds since 1970-01-01 on its own clock; the date must be there. */
static inline int64_t interaction_wall(const lia_interaction *it)
{
    return (int64_t)it->date * 86400 + (it->time >= 0 ? it->time : 0);
}

static inline int interaction_zone(const lia_interaction *it)
{
    enum { MOST = 1080 };
    return it->zone > MOST ? MOST : it->zone < -MOST ? -MOST : it->zone;
}

/* LIA_NOT_FOUND: no longer in the log. */
lia_status entry_gone(lia_error *err, int64_t entry_no);
/* LIA_IN_USE: canceled or corrected already. LIA_NOT_FOUND. */
LIA_MUST_USE lia_status interaction_correctable(struct db *db, int64_t entry_no, lia_error *err);

/* In fill: the postponed interaction is there, and still has this version (0: any). Else
 * LIA_CONFLICT, saying who finished, deleted or changed it, and when. */
LIA_MUST_USE lia_status postponed_stands(struct op *op, int64_t entry_no, int64_t version,
                                         lia_error *err);
/* Keeps it as lia_postpone does. another: where a resumed one is gone or changed meanwhile it
 * becomes another one; then, and always, *entry_no is what it got, 0 when it.once was there
 * already. */
LIA_MUST_USE lia_status postponed_keep(lia_book *book, const lia_interaction *it,
                                       const char *form_text, bool another, int64_t *entry_no,
                                       lia_error *err);

/* In fill: a comment of today on each of n entries that this operation makes; blank text adds
 * nothing. */
LIA_MUST_USE lia_status comment_insert(struct op *op, int64_t first_entry, int64_t n,
                                       const char *text, lia_error *err);

/* The row of a check: the problem, then the names it is told with. Fails as rule_fail does. */
#define INTERACTION_NAMES(c, t, s)                                                                 \
    ", coalesce(" c ".name, ''), coalesce(" c ".privacy_reason, ''), coalesce(" t                  \
    ".code, ''), coalesce(" s ".code, '')"
lia_status interaction_say_problem(struct db_rows *rows, const lia_interaction *it, lia_error *err);
/* The checks that need no record. */
LIA_MUST_USE lia_status interaction_check_values(const lia_interaction *it, lia_error *err);

/* What came over it since it was begun: contact archived or privacy-blocked, template or
 * salesperson blocked. Fails as the check of OK does; blank fields are fine. */
LIA_MUST_USE lia_status interaction_check_blocked(lia_book *book, const lia_interaction *it,
                                                  lia_error *err);

#endif
