/* entry_text.h: an interaction log entry in a line, as lists, previews and the card show it. */
#ifndef TUI_ENTRY_TEXT_H
#define TUI_ENTRY_TEXT_H

#include "base/str.h"
#include "liaise/interaction.h"
#include "tui/cell.h"
#include "tui/session.h"

/* "12 Nov 14:10"; the zone behind it where it is not the viewer's. */
void entry_when(const lia_entry *e, const struct session *session, struct str *out);
/* → outbound, ← inbound, ↔ blank */
const char *entry_arrow(lia_flow flow);
/* "(canceled)", "(failed)", "(corrected)" or "". */
const char *entry_state(const lia_entry *e);
enum style entry_style(const lia_entry *e);
/* What it is called in lists: state and description. */
void entry_title(const lia_entry *e, struct str *out);

#endif
