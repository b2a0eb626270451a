/* entry_actions.h: what can be done to log entries, from every list that shows them and from an entry's own page. */
#ifndef TUI_ENTRY_ACTIONS_H
#define TUI_ENTRY_ACTIONS_H

#include "tui/screens.h"

/* The commands of entries on the marked ones, or the one under the cursor of the list; open, interaction, correct,
 * cancel, evaluate, comment, postponed of its contact. True when it was one. query: what the list shows (for Delete
 * Canceled). */
bool entry_command(struct screen *s, struct list *list, const lia_entry_query *query, enum command_id id);
/* The same for one entry without a list. */
bool entry_command_one(struct screen *s, const lia_entry *entry, enum command_id id);
/* An entry was corrected: what is shown goes on with the new one. For app_open_for. */
void entry_corrected(struct screen *opener, const char *tag, const struct screen_result *result);
/* Everything about one entry with its comments, for its page and for previews. */
lia_status entry_fill_pane(struct screen *s, int64_t no, struct pane *pane, bool reset_place, lia_error *err);
/* entry: the one under the cursor, NULL none. */
bool entry_can(struct screen *s, enum command_id id, const lia_entry *entry);

/* Frees what the last question was about. */
void entry_actions_forget(struct session *session);

#endif
