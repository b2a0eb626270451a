/* E-mails, phones and pages of a card. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/import_draft.h"
#include "core/vcard_prop.h"
#include "core/vcard_write_ways.h"

/* --- labels --- */

const char *vcard_ways_types(struct vcard_writing *w, bool phone, const char *label)
{
    return vcard_types(&w->arena, label, phone, w->v4 ? 4 : 3);
}

static bool group_is_taken(const struct vcard_writing *w, const char *group)
{
    for (size_t i = 0; i < w->kept_count; i++)
        if (strcmp(w->kept[i].group, group) == 0)
            return true;
    return false;
}

/* "item1." that no kept line has; the label stands in a line of its own, as Apple's programs do. */
static const char *next_group(struct vcard_writing *w)
{
    char upper[32];
    do
        snprintf(upper, sizeof upper, "ITEM%d", ++w->group);
    while (group_is_taken(w, upper));
    return arena_printf(&w->arena, "item%d.", w->group);
}

static void add_pref(const struct vcard_writing *w, struct str *line, const char *typed)
{
    if (w->v4)
        str_add(line, ";PREF=1");
    else
        str_add_f(line, "%sPREF", *typed ? "," : ";TYPE=");
}

/* "item1." of a kept line; "" none. */
static const char *group_of(struct vcard_writing *w, const struct vcard_kept *kept)
{
    size_t n = strlen(kept->group);
    return n ? arena_strndup(&w->arena, kept->line, n + 1) : "";
}

/* Writes "NAME;TYPE=...:value" with its label; value as it is to stand there. What a kept line says
 * stands for type and label. */
void vcard_way_write(struct vcard_writing *w, const char *name, const char *type,
                     const struct way *way, bool preferred, bool hint, const char *value)
{
    struct str line = {0}, label = {0};
    const char *group = *way->label && !*type && !way->kept ? next_group(w) : "";
    const char *said = way->kept ? vcard_kept_params(w, way->kept) : "";
    str_add(&line, way->kept ? group_of(w, way->kept) : group);
    str_add(&line, name);
    if (*type)
        str_add_f(&line, ";TYPE=%s", type);
    str_add(&line, said);
    type = *said ? "" : type;
    if (preferred)
        add_pref(w, &line, type);
    if (hint)
        str_add_f(&line, ";X-LIAISE-FIELD=%s", way->field);
    str_add_f(&line, ":%s", value);
    vcard_line_add(w->out, str_text(&line));
    if (*group) {
        str_add_f(&label, "%sX-ABLABEL:", group);
        vcard_text_add(&label, way->label);
        vcard_line_add(w->out, str_text(&label));
        str_clear(&label);
    }
    if (way->kept)
        vcard_kept_write_label(w, way->kept);
    str_clear(&line);
}

/* --- e-mails, phones, pages --- */

struct ways vcard_ways(struct vcard_writing *w, lia_channel_kind kind,
                       const struct way own[WAYS_OWN])
{
    const lia_contact *c = &w->contact->c;
    struct ways ways = {.kind = kind};
    ways.items = arena_alloc(&w->arena, (c->channel_count + WAYS_OWN) * sizeof *ways.items);
    for (int i = 0; i < WAYS_OWN; i++)
        if (*own[i].value)
            ways.items[ways.own++] = own[i];
    ways.count = ways.own;
    for (size_t i = 0; i < c->channel_count; i++)
        if (c->channels[i].kind == kind)
            ways.items[ways.count++] =
                (struct way){"channel", c->channels[i].label, c->channels[i].value, NULL};
    return ways;
}

/* A reader takes a value once, and takes schemes and names around it away. */
static bool is_plain(lia_channel_kind kind, const char *value)
{
    if (kind == LIA_CHANNEL_EMAIL)
        return !strchr(value, '<') && strncasecmp(value, "mailto:", 7) != 0;
    if (kind == LIA_CHANNEL_PHONE)
        return strncasecmp(value, "tel:", 4) != 0 && strncasecmp(value, "sip:", 4) != 0;
    return true;
}

/* --- what is kept of a field's line --- */

static bool is_said_of(struct vcard_writing *w, const struct vcard_kept *kept, const char *name,
                       const char *value)
{
    return !kept->written && strcmp(kept->name, name) == 0 &&
           strcmp(vcard_text(&w->arena, vcard_kept_value(kept), false), value) == 0;
}

/* The last is the way's own: of a value that stood there twice the other one is before it. A
 * further line has its label still. */
static void find_said(struct vcard_writing *w, const char *name, struct way *way, bool own)
{
    for (size_t i = w->kept_count; !way->kept && i-- > 0;) {
        struct vcard_kept *kept = &w->kept[i];
        if (is_said_of(w, kept, name, way->value) && !kept->claimed &&
            (own || strcmp(vcard_kept_label(w, kept), way->label) == 0)) {
            kept->claimed = true;
            way->kept = kept;
        }
    }
}

/* With the label of its group. */
void vcard_way_leave_out(struct vcard_writing *w, struct vcard_kept *kept)
{
    kept->written = true;
    for (size_t i = 0; *kept->group && i < w->kept_count; i++)
        if (strcmp(w->kept[i].group, kept->group) == 0 && strcmp(w->kept[i].name, "X-ABLABEL") == 0)
            w->kept[i].written = true;
}

/* Of a contact that was changed since, the lines of values that it does not have any more, or under
 * another label. What never was a field stays: no e-mail address, other schemes; and the second
 * line of a value that stood there twice. */
static void leave_out_past(struct vcard_writing *w, const char *name, const struct ways *ways)
{
    for (size_t i = 0; w->contact->changed && i < w->kept_count; i++) {
        struct vcard_kept *kept = &w->kept[i];
        if (kept->written || strcmp(kept->name, name) != 0)
            continue;
        const char *value = vcard_text(&w->arena, vcard_kept_value(kept), false);
        bool past = is_plain(ways->kind, value) && draft_fits(value, CONTACT_LINE_MAX) &&
                    (ways->kind != LIA_CHANNEL_EMAIL || contact_email_right(value));
        for (size_t k = 0; k < ways->count && past; k++)
            past = !ways->items[k].kept || strcmp(ways->items[k].value, value) != 0;
        if (past)
            vcard_way_leave_out(w, kept);
    }
}

static bool come_once(const struct ways *ways)
{
    for (size_t i = 0; i < ways->count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcasecmp(ways->items[i].value, ways->items[k].value) == 0)
                return false;
    return true;
}

/* The ways as a reader gets them. */
static struct draft_way *as_read(struct vcard_writing *w, const struct ways *ways, bool prefers)
{
    struct draft_way *all = arena_alloc(&w->arena, ways->count * sizeof *all);
    long best = 0, *rank = arena_alloc(&w->arena, ways->count * sizeof *rank);
    for (size_t i = 0; i < ways->count; i++) {
        const struct way *way = &ways->items[i];
        bool mobile = strcmp(way->field, "mobile") == 0;
        all[i].value = way->value;
        all[i].label = way->kept ? vcard_kept_label(w, way->kept) : way->label;
        if (mobile && !draft_is_mobile(all[i].label))
            all[i].label = "mobile";
        rank[i] = way->kept ? vcard_kept_preference(w, way->kept) : 0;
        if (i == 0 && prefers)
            rank[i] = 1;
        if (rank[i] && (!best || rank[i] < best))
            best = rank[i];
    }
    for (size_t i = 0; i < ways->count; i++)
        all[i].preferred = rank[i] && rank[i] == best;
    return all;
}

/* Would the plain rules of a reader (import_ways.c) put each where it is? */
static bool rules_are_right(struct vcard_writing *w, const struct ways *ways, bool prefers)
{
    static const char *const fields[][WAYS_OWN] = {[LIA_CHANNEL_EMAIL] = {"email", "email2"},
                                                   [LIA_CHANNEL_PHONE] = {"mobile", "phone"},
                                                   [LIA_CHANNEL_PAGE] = {"home_page", ""}};
    struct draft_way *all;
    for (size_t i = 0; i < ways->count; i++)
        if (!is_plain(ways->kind, ways->items[i].value))
            return false;
    if (!ways->count || !come_once(ways))
        return !ways->count;
    all = as_read(w, ways, prefers);
    for (int f = 0; f < WAYS_OWN && *fields[ways->kind][f]; f++) {
        const char *field = fields[ways->kind][f];
        size_t found = ways->count;
        int lowest = 0;
        for (size_t i = 0; i < ways->count; i++) {
            int rank = *all[i].value ? draft_way_rank(&all[i], field) : -1;
            if (rank >= 0 && (found == ways->count || rank < lowest)) {
                found = i;
                lowest = rank;
            }
        }
        bool has = false;
        for (size_t i = 0; i < ways->own; i++)
            has |= strcmp(ways->items[i].field, field) == 0;
        if (found == ways->count ? has : strcmp(ways->items[found].field, field) != 0)
            return false;
        if (found < ways->count)
            all[found].value = "";
    }
    return true;
}

static const char *value_of(struct vcard_writing *w, lia_channel_kind kind, const char *value)
{
    struct str text = {0};
    vcard_value_add(&text, kind, value);
    const char *copy = arena_strndup(&w->arena, str_text(&text), text.len);
    str_clear(&text);
    return copy;
}

/* The word of the types that the way's place is; "" none. */
static const char *type_of(struct vcard_writing *w, lia_channel_kind kind, const struct way *way)
{
    bool mobile = strcmp(way->field, "mobile") == 0;
    if (mobile)
        return way->kept && draft_is_mobile(vcard_kept_label(w, way->kept)) ? "" : "CELL";
    if (way->kept)
        return "";
    if (strcmp(way->field, "phone") == 0)
        return "VOICE";
    return vcard_ways_types(w, kind == LIA_CHANNEL_PHONE, way->label);
}

static void write_kind(struct vcard_writing *w, const char *name, lia_channel_kind kind,
                       const struct way own[WAYS_OWN])
{
    struct ways ways = vcard_ways(w, kind, own);
    bool ranked = false;
    for (size_t i = 0; i < ways.count; i++) {
        struct way *way = &ways.items[i];
        find_said(w, name, way, i < ways.own);
        ranked |= way->kept && vcard_kept_preference(w, way->kept) > 0;
    }
    bool prefers = ways.own > 0 && ways.count > 1 && !ranked && !ways.items[0].kept &&
                   strcmp(ways.items[0].field, "mobile") != 0;
    bool hint = !rules_are_right(w, &ways, prefers);
    for (size_t i = 0; i < ways.count; i++) {
        const struct way *way = &ways.items[i];
        vcard_way_write(w, name, type_of(w, kind, way), way, prefers && i == 0, hint,
                        value_of(w, kind, way->value));
    }
    leave_out_past(w, name, &ways);
}

void vcard_write_ways(struct vcard_writing *w)
{
    const lia_contact *c = &w->contact->c;
    const struct way emails[] = {{"email", "", c->email, NULL}, {"email2", "", c->email2, NULL}};
    const struct way phones[] = {{"phone", "", c->phone, NULL}, {"mobile", "", c->mobile, NULL}};
    const struct way pages[] = {{"home_page", "", c->home_page, NULL}, {"", "", "", NULL}};
    write_kind(w, "EMAIL", LIA_CHANNEL_EMAIL, emails);
    write_kind(w, "TEL", LIA_CHANNEL_PHONE, phones);
    write_kind(w, "URL", LIA_CHANNEL_PAGE, pages);
    vcard_write_addresses(w);
}
