/* segment_actions.h: what can be done to a segment from its row and from its page alike. */
#ifndef TUI_SEGMENT_ACTIONS_H
#define TUI_SEGMENT_ACTIONS_H

#include "tui/screens.h"

/* Log, and the entries that carry its no. True when it was one of these. */
bool segment_command(struct screen *s, enum command_id id, int64_t segment, const char *no);

#endif
