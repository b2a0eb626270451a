/* drafts.h: forms that a lost session left half typed; Home offers them (domain.md 5). Drafts of
 * Create Interaction are not among them: they become postponed interactions at the start. */
#ifndef TUI_DRAFTS_H
#define TUI_DRAFTS_H

#include "tui/session.h"

/* How many there are. Not being able to look is 0. */
int drafts_count(const struct session *session);
/* Opens the one there is, or asks which. */
void drafts_offer(struct screen *s);
/* Frees what an offer kept. */
void drafts_forget(struct session *session);

#endif
