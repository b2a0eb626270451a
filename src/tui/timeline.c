/* timeline.c: the newest interactions of a contact, for previews. */
#include "base/date.h"
#include "base/i18n.h"
#include "tui/entry_text.h"
#include "tui/screens.h"

lia_status timeline_load(struct timeline *t, lia_book *book, int64_t contact_id, int limit, lia_error *err)
{
    lia_entry_query query = {.contact_id = contact_id};
    lia_seek seek = {.no_key = true, .limit = limit};
    lia_entry_list found = {0};
    lia_status status = contact_id ? lia_entry_list_some(book, &query, &seek, &found, err) : LIA_OK;
    if (status != LIA_OK)
        return status;
    lia_entry_list_clear(&t->entries);
    t->entries = found;
    t->contact_id = contact_id;
    return LIA_OK;
}

void timeline_clear(struct timeline *t)
{
    lia_entry_list_clear(&t->entries);
    *t = (struct timeline){0};
}

void timeline_draw(const struct timeline *t, const struct session *session, struct grid *g, struct rect r)
{
    enum { WHEN = 13, CODE = 11, ARROW = 2 };
    if (t->entries.count == 0)
        grid_put(g, r.x + 1, r.y, r.w - 1, STYLE_MUTED, _("No interactions yet"));
    for (size_t i = 0; i < t->entries.count && (int)i < r.h; i++) {
        const lia_entry *e = &t->entries.items[i];
        int y = r.y + (int)i, x = r.x + 1, end = r.x + r.w;
        enum style style = entry_style(e);
        struct str when = {0}, title = {0}, tail = {0};
        char minutes[DATE_TEXT] = "";
        entry_when(e, session, &when);
        entry_title(e, &title);
        if (e->minutes > 0 && e->minutes < INT32_MAX)
            duration_format((int32_t)e->minutes, minutes);
        str_add_f(&tail, "%s%s%s", minutes, *minutes && e->evaluation ? "  " : "",
                  lia_value_name(LIA_SET_EVALUATION, (int)e->evaluation));
        grid_put(g, x, y, WHEN, style == STYLE_NORMAL ? STYLE_MUTED : style, str_text(&when));
        x += WHEN;
        grid_put(g, x, y, CODE - 1, style, e->template_code);
        x += CODE;
        grid_put(g, x, y, 1, style, entry_arrow(e->flow));
        x += ARROW;
        int tail_width = r.w >= 70 ? text_columns(str_text(&tail), tail.len, 30) : 0;
        grid_put(g, x, y, end - x - (tail_width ? tail_width + 2 : 0), style, str_text(&title));
        if (tail_width)
            grid_put(g, end - tail_width, y, tail_width, style == STYLE_NORMAL ? STYLE_MUTED : style, str_text(&tail));
        str_clear(&when);
        str_clear(&title);
        str_clear(&tail);
    }
}
