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
LIA_MUST_USE lia_status interaction_work_out_via(lia_book *book, lia_interaction *it, lia_error *err);

static inline bool interaction_typed(const lia_interaction *it, lia_ifield field)
{
    return it->typed & 1u << field;
}

/* Seconds since 1970-01-01 on its own clock; the date must be there. */
static inline int64_t interaction_wall(const lia_interaction *it)
{
    return (int64_t)it->date * 86400 + (it->time >= 0 ? it->time : 0);
}

/* LIA_NOT_FOUND: no longer in the log. */
lia_status entry_gone(lia_error *err, int64_t entry_no);
/* LIA_IN_USE: canceled or corrected already. LIA_NOT_FOUND. */
LIA_MUST_USE lia_status interaction_correctable(struct db *db, int64_t entry_no, lia_error *err);

/* What came over it since it was begun: contact archived or privacy-blocked, template or salesperson blocked. Fails as the
 * check of OK does; blank fields are fine. */
LIA_MUST_USE lia_status interaction_check_blocked(lia_book *book, const lia_interaction *it, lia_error *err);

#endif
