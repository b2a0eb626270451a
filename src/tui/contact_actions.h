/* contact_actions.h: what can be done to a contact, from the list and from its card alike. */
#ifndef TUI_CONTACT_ACTIONS_H
#define TUI_CONTACT_ACTIONS_H

#include "tui/screens.h"

/* The commands of contacts on the n chosen ones (marked, or the one under the cursor); true when it was one. */
bool contact_command(struct screen *s, enum command_id id, const int64_t *chosen, size_t n);
/* any: there is one to work on. */
bool contact_can(struct screen *s, enum command_id id, bool any);
/* The contact form came back: the list goes to it. */
void contact_added(struct screen *opener, const char *tag, const struct screen_result *result);
/* "Bo Ek · Fabrikam · +46 70 123 45 67 · bo@fabrikam.example" in one line; returns the lines used. */
int contact_draw_head(const lia_contact *c, struct grid *g, struct rect r);

/* Frees what the last question was about. */
void contact_actions_forget(struct session *session);

#endif
