#include "tui/entry_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"

/* As short as ISO 8601 has it: +01, +05:30, -00:30. */
static void add_zone(int zone, struct str *out)
{
    str_add_f(out, " %c%02d", zone < 0 ? '-' : '+', abs(zone) / 60);
    if (zone % 60)
        str_add_f(out, ":%02d", abs(zone) % 60);
}

void entry_when(const lia_entry *e, const struct session *session, struct str *out)
{
    size_t before = out->len;
    session_when(session, e->date, e->time, out);
    if (!strchr(str_text(out) + before, ':')) /* no time is shown: no zone of it either */
        return;
    int64_t utc = (int64_t)e->date * 86400 + e->time - (int64_t)e->zone * 60;
    if (date_zone_offset(utc) != e->zone)
        add_zone(e->zone, out);
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
