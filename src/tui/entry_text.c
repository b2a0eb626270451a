#include "tui/entry_text.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"

void entry_when(const lia_entry *e, const struct session *session, struct str *out)
{
    session_when(session, e->date, e->time, out);
    if (e->time == TIME_NONE)
        return;
    int64_t utc = (int64_t)e->date * 86400 + e->time - (int64_t)e->zone * 60;
    if (date_zone_offset(utc) != e->zone)
        str_add_f(out, " %+03d:%02d", e->zone / 60, abs(e->zone % 60));
}

const char *entry_arrow(lia_flow flow)
{
    return flow == LIA_OUTBOUND ? "→" : flow == LIA_INBOUND ? "←" : "↔";
}

const char *entry_state(const lia_entry *e)
{
    switch (e->status) {
    case LIA_FAILED:
        return _("(failed)");
    case LIA_CANCELED_ENTRY:
        return _("(canceled)");
    case LIA_CORRECTED:
        return _("(corrected)");
    case LIA_LOGGED:
    default:
        return "";
    }
}

enum style entry_style(const lia_entry *e)
{
    return e->status == LIA_CANCELED_ENTRY || e->status == LIA_CORRECTED ? STYLE_CANCELED : STYLE_NORMAL;
}

void entry_title(const lia_entry *e, struct str *out)
{
    const char *state = entry_state(e);
    str_add_f(out, "%s%s%s", state, *state ? " " : "", e->description);
}
