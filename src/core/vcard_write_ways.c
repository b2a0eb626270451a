/* E-mails, phones, pages and addresses of a card. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/import_draft.h"
#include "core/vcard_prop.h"
#include "core/vcard_write.h"

/* A line of one kind: a field of the contact, or a channel. */
struct way {
    const char *field; /* its name; "channel" for a further one */
    const char *label, *value;
    struct vcard_kept *kept; /* of a field: the line that says more of it; NULL none */
};

/* --- labels --- */

static const char *types_of(struct vcard_writing *w, bool phone, const char *label)
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
static void write_labelled(struct vcard_writing *w, const char *name, const char *type,
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

enum { WAYS_OWN = 2 };
struct ways {
    lia_channel_kind kind;
    struct way *items; /* the fields that are not blank, then the channels */
    size_t own, count;
};

static struct ways gather(struct vcard_writing *w, lia_channel_kind kind,
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
static void leave_out(struct vcard_writing *w, struct vcard_kept *kept)
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
            leave_out(w, kept);
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
    return types_of(w, kind == LIA_CHANNEL_PHONE, way->label);
}

static void write_kind(struct vcard_writing *w, const char *name, lia_channel_kind kind,
                       const struct way own[WAYS_OWN])
{
    struct ways ways = gather(w, kind, own);
    bool ranked = false;
    for (size_t i = 0; i < ways.count; i++) {
        struct way *way = &ways.items[i];
        find_said(w, name, way, i < ways.own);
        ranked |= way->kept && vcard_kept_preference(w, way->kept) > 0;
    }
    bool prefers =
        ways.own > 0 && ways.count > 1 && !ranked && strcmp(ways.items[0].field, "mobile") != 0;
    bool hint = !rules_are_right(w, &ways, prefers);
    for (size_t i = 0; i < ways.count; i++) {
        const struct way *way = &ways.items[i];
        write_labelled(w, name, type_of(w, kind, way), way, prefers && i == 0, hint,
                       value_of(w, kind, way->value));
    }
    leave_out_past(w, name, &ways);
}

/* --- addresses --- */

static bool has_address(const lia_contact *c)
{
    return *c->address || *c->address2 || *c->post_code || *c->city || *c->country;
}

/* The parts of a kept ADR that is not written yet, all there; NULL: it is none. */
static const char **parts_of(struct vcard_writing *w, const struct vcard_kept *kept)
{
    const char **part;
    if (kept->written || strcmp(kept->name, "ADR") != 0)
        return NULL;
    size_t n = vcard_split(&w->arena, vcard_kept_value(kept), ';', kept->v21, false, &part);
    const char **all = arena_alloc(&w->arena, DRAFT_PARTS * sizeof *all);
    for (size_t i = 0; i < DRAFT_PARTS; i++)
        all[i] = i < n ? part[i] : "";
    return all;
}

/* What else stands in the street, and the parts that have no field, as a reader joins them. */
static const char *second_line(struct vcard_writing *w, const char *const *part)
{
    struct str out = {0};
    const char *street = part[DRAFT_STREET];
    bool first = true;
    for (size_t n; *street; street += n + (street[n] != '\0')) {
        n = strcspn(street, "\r\n");
        const char *line = contact_line(&w->arena, arena_strndup(&w->arena, street, n), NULL);
        if (*line && !first)
            str_add_f(&out, "%s%s", out.len ? ", " : "", line);
        first = first && !*line;
    }
    const char *const rest[] = {part[DRAFT_EXTENDED], part[DRAFT_POBOX]};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        const char *line = contact_line(&w->arena, rest[i], NULL);
        if (*line && !first)
            str_add_f(&out, "%s%s", out.len ? ", " : "", line);
        first = first && !*line;
    }
    const char *text = arena_strndup(&w->arena, str_text(&out), out.len);
    str_clear(&out);
    return text;
}

/* Do they say what the contact's address does? */
static bool is_address_of(struct vcard_writing *w, const char *const *part)
{
    const lia_contact *c = &w->contact->c;
    const char *street =
        arena_strndup(&w->arena, part[DRAFT_STREET], strcspn(part[DRAFT_STREET], "\r\n"));
    const char *first = *street                 ? street
                        : *part[DRAFT_EXTENDED] ? part[DRAFT_EXTENDED]
                                                : part[DRAFT_POBOX];
    const char *const is[][2] = {{first, c->address},
                                 {second_line(w, part), c->address2},
                                 {part[DRAFT_POST], c->post_code},
                                 {part[DRAFT_CITY], c->city},
                                 {part[DRAFT_COUNTRY], c->country}};
    for (size_t i = 0; i < sizeof is / sizeof *is; i++)
        if (strcmp(contact_line(&w->arena, is[i][0], NULL), is[i][1]) != 0)
            return false;
    return true;
}

/* The line that has the parts of the contact's address; the last is its own. NULL none. */
static struct vcard_kept *find_main(struct vcard_writing *w)
{
    for (size_t i = w->kept_count; has_address(&w->contact->c) && i-- > 0;) {
        const char **part = w->kept[i].claimed ? NULL : parts_of(w, &w->kept[i]);
        if (part && is_address_of(w, part))
            return &w->kept[i];
    }
    return NULL;
}

/* The line that has the parts of a further address, and its label still. */
static void find_further(struct vcard_writing *w, struct way *way)
{
    for (size_t i = w->kept_count; !way->kept && i-- > 0;) {
        struct vcard_kept *kept = &w->kept[i];
        const char **part = kept->claimed ? NULL : parts_of(w, kept);
        if (!part || strcmp(draft_address_text(&w->arena, part), way->value) != 0 ||
            strcmp(vcard_kept_label(w, kept), way->label) != 0)
            continue;
        kept->claimed = true;
        way->kept = kept;
    }
}

/* Of a contact that was changed since, those that it does not have any more. */
static void leave_out_addresses(struct vcard_writing *w)
{
    for (size_t i = 0; w->contact->changed && i < w->kept_count; i++) {
        const char **part = parts_of(w, &w->kept[i]);
        if (part && draft_fits(draft_address_text(&w->arena, part), CONTACT_LONG_MAX))
            leave_out(w, &w->kept[i]);
    }
}

/* Two lines of a street are lines of one component (RFC 6350 6.3.1 wants the extended address
 * blank); where the first is blank, that would not be seen. */
static void write_main(struct vcard_writing *w, bool preferred, bool hint)
{
    const lia_contact *c = &w->contact->c;
    const struct way way = {"address", "", "", NULL};
    const char *extended = *c->address ? "" : c->address2;
    struct str value = {0};
    str_add_char(&value, ';');
    vcard_text_add(&value, extended);
    str_add_char(&value, ';');
    vcard_text_add(&value, c->address);
    if (*c->address && *c->address2) {
        str_add(&value, "\\n");
        vcard_text_add(&value, c->address2);
    }
    const char *const rest[] = {c->city, "", c->post_code, c->country};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        str_add_char(&value, ';');
        vcard_text_add(&value, rest[i]);
    }
    write_labelled(w, "ADR", "", &way, preferred, hint || *extended, str_text(&value));
    str_clear(&value);
}

/* Would a reader take the first address for the contact's? kept: its line, NULL: it is preferred.
 */
static bool main_is_first(struct vcard_writing *w, struct vcard_kept *kept, const struct ways *ways)
{
    size_t count = ways->count + 1;
    struct draft_address *all = arena_alloc(&w->arena, count * sizeof *all);
    long best = 0, *rank = arena_alloc(&w->arena, count * sizeof *rank);
    for (size_t i = 0; i < count; i++) {
        const struct way *way = i ? &ways->items[i - 1] : NULL;
        struct vcard_kept *line = way ? way->kept : kept;
        all[i].label = line ? vcard_kept_label(w, line) : way ? way->label : "";
        rank[i] = line ? vcard_kept_preference(w, line) : !way;
        if (rank[i] && (!best || rank[i] < best))
            best = rank[i];
    }
    for (size_t i = 0; i < count; i++)
        all[i].preferred = rank[i] && rank[i] == best;
    for (size_t i = 1; i < count; i++)
        if (draft_address_rank(&all[i]) < draft_address_rank(&all[0]))
            return false;
    return true;
}

static void write_further(struct vcard_writing *w, const struct way *way, bool hint)
{
    struct str value = {0};
    if (way->kept) {
        vcard_kept_write(w, way->kept, hint ? ";X-LIAISE-FIELD=channel" : "");
        vcard_kept_write_label(w, way->kept);
        return;
    }
    str_add(&value, ";;");
    vcard_text_add(&value, way->value);
    str_add(&value, ";;;;");
    write_labelled(w, "ADR", types_of(w, false, way->label), way, false, hint, str_text(&value));
    str_clear(&value);
}

static void write_addresses(struct vcard_writing *w)
{
    const struct way none[WAYS_OWN] = {{.value = ""}, {.value = ""}};
    struct ways ways = gather(w, LIA_CHANNEL_ADDRESS, none);
    for (size_t i = 0; i < ways.count; i++)
        find_further(w, &ways.items[i]);
    bool has = has_address(&w->contact->c);
    struct vcard_kept *kept = find_main(w);
    bool hint = !has || !main_is_first(w, kept, &ways);
    if (kept) {
        vcard_kept_write(w, kept, hint ? ";X-LIAISE-FIELD=address" : "");
        vcard_kept_write_label(w, kept);
    } else if (has) {
        write_main(w, ways.count > 0, hint);
    }
    for (size_t i = 0; i < ways.count; i++)
        write_further(w, &ways.items[i], hint);
    leave_out_addresses(w);
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
    write_addresses(w);
}
