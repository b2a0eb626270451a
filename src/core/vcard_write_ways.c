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

/* Labels that are types: all properties have the first two, a phone in 4.0 (RFC 6350 6.4.1) those
 * up to "textphone", in 3.0 (RFC 2426 3.3.1) the others. */
static const struct {
    const char *word, *type;
} types[] = {{"work", "WORK"},
             {"home", "HOME"},
             {"mobile", "CELL"},
             {"fax", "FAX"},
             {"pager", "PAGER"},
             {"video", "VIDEO"},
             {"textphone", "TEXTPHONE"},
             {"car", "CAR"},
             {"isdn", "ISDN"},
             {"modem", "MODEM"},
             {"bbs", "BBS"},
             {"pcs", "PCS"}};
enum { TYPES_ALL = 2, TYPES_BOTH = 6, TYPES_4 = 7, TYPES = sizeof types / sizeof *types };

static const char *type_of(const struct vcard_writing *w, bool phone, const char *word, size_t len)
{
    for (int i = 0; i < TYPES; i++) {
        bool here = i < TYPES_ALL || (phone && (i < TYPES_BOTH || (i < TYPES_4) == w->v4));
        if (here && strlen(types[i].word) == len && strncmp(types[i].word, word, len) == 0)
            return types[i].type;
    }
    return NULL;
}

/* "work fax" as "WORK,FAX"; "" when a word of it is no type, or comes twice. */
static const char *types_of(struct vcard_writing *w, bool phone, const char *label)
{
    struct str out = {0};
    for (const char *s = label; *s;) {
        size_t n = strcspn(s, " ");
        const char *type = type_of(w, phone, s, n);
        if (!type || strstr(str_text(&out), type) || (s[n] && !s[n + 1])) {
            str_clear(&out);
            return "";
        }
        str_add_f(&out, "%s%s", out.len ? "," : "", type);
        s += n + (s[n] == ' ');
    }
    const char *text = arena_strndup(&w->arena, str_text(&out), out.len);
    str_clear(&out);
    return text;
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

/* Writes "NAME;TYPE=...:value" with its label; value as it is to stand there. */
static void write_labelled(struct vcard_writing *w, const char *name, const char *type,
                           const struct way *way, bool preferred, bool hint, const char *value)
{
    struct str line = {0}, label = {0};
    const char *group = *way->label && !*type ? next_group(w) : "";
    const char *said = way->kept ? vcard_kept_params(w, way->kept) : "";
    if (strncmp(said, ";TYPE=", 6) == 0 && strcmp(type, "VOICE") == 0)
        type = ""; /* as a phone is when nothing else is said */
    str_add_f(&line, "%s%s", way->kept ? group_of(w, way->kept) : group, name);
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

static void find_said(struct vcard_writing *w, const char *name, struct way *way)
{
    for (size_t i = 0; !way->kept && i < w->kept_count; i++)
        if (is_said_of(w, &w->kept[i], name, way->value))
            way->kept = &w->kept[i];
}

/* With the label of its group. */
static void leave_out(struct vcard_writing *w, struct vcard_kept *kept)
{
    kept->written = true;
    for (size_t i = 0; *kept->group && i < w->kept_count; i++)
        if (strcmp(w->kept[i].group, kept->group) == 0 && strcmp(w->kept[i].name, "X-ABLABEL") == 0)
            w->kept[i].written = true;
}

/* Lines of values that are further lines by now, which have a label of their own, or that the
 * contact does not have any more. What never was a field stays: no e-mail address, other schemes.
 */
static void leave_out_past(struct vcard_writing *w, const char *name, const struct ways *ways)
{
    for (size_t i = 0; i < w->kept_count; i++) {
        struct vcard_kept *kept = &w->kept[i];
        if (kept->written || strcmp(kept->name, name) != 0)
            continue;
        const char *value = vcard_text(&w->arena, vcard_kept_value(kept), false);
        bool field = is_plain(ways->kind, value) && draft_fits(value, CONTACT_LINE_MAX) &&
                     (ways->kind != LIA_CHANNEL_EMAIL || contact_email_right(value));
        bool past = field && w->contact->changed;
        for (size_t k = ways->own; k < ways->count && !past; k++)
            past = strcmp(ways->items[k].value, value) == 0;
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

/* Would the plain rules of a reader (import_ways.c) put each where it is? */
static bool rules_are_right(const struct vcard_writing *w, const struct ways *ways)
{
    const lia_contact *c = &w->contact->c;
    bool further = ways->count > ways->own, mobile = *c->mobile != '\0';
    for (size_t i = 0; i < ways->count; i++) {
        const struct way *way = &ways->items[i];
        if (!is_plain(ways->kind, way->value))
            return false;
        mobile |= ways->kind == LIA_CHANNEL_PHONE && i >= ways->own && draft_is_mobile(way->label);
    }
    if (!come_once(ways))
        return false;
    if (ways->kind == LIA_CHANNEL_EMAIL)
        return (*c->email || !*c->email2) && (*c->email2 || !further);
    if (ways->kind == LIA_CHANNEL_PHONE)
        return (*c->phone || !further) && (*c->mobile || !mobile);
    return *c->home_page || !further;
}

static const char *value_of(struct vcard_writing *w, lia_channel_kind kind, const char *value)
{
    struct str text = {0};
    if (kind != LIA_CHANNEL_PAGE) {
        vcard_text_add(&text, value);
    } else {
        for (const char *s = value; *s; s++) /* a URI has none of the other characters' escapes */
            str_add(&text, *s == '\\' ? "\\\\" : (char[]){*s, '\0'});
    }
    const char *copy = arena_strndup(&w->arena, str_text(&text), text.len);
    str_clear(&text);
    return copy;
}

static void write_kind(struct vcard_writing *w, const char *name, lia_channel_kind kind,
                       const struct way own[WAYS_OWN])
{
    struct ways ways = gather(w, kind, own);
    bool hint = !rules_are_right(w, &ways);
    for (size_t i = 0; i < ways.own; i++)
        find_said(w, name, &ways.items[i]);
    for (size_t i = 0; i < ways.count; i++) {
        const struct way *way = &ways.items[i];
        bool first = i == 0 && i < ways.own && ways.count > 1 && strcmp(way->field, "mobile") != 0;
        const char *type = strcmp(way->field, "mobile") == 0 ? "CELL"
                           : strcmp(way->field, "phone") == 0
                               ? "VOICE"
                               : types_of(w, kind == LIA_CHANNEL_PHONE, way->label);
        write_labelled(w, name, type, way, first, hint, value_of(w, kind, way->value));
    }
    leave_out_past(w, name, &ways);
}

/* --- addresses --- */

static bool has_address(const lia_contact *c)
{
    return *c->address || *c->address2 || *c->post_code || *c->city || *c->country;
}

/* The parts of a kept ADR that is not written yet; NULL: it is none. */
static const char **parts_of(struct vcard_writing *w, const struct vcard_kept *kept)
{
    const char **part;
    if (kept->written || strcmp(kept->name, "ADR") != 0)
        return NULL;
    size_t n = vcard_split(&w->arena, vcard_kept_value(kept), ';', kept->v21, false, &part);
    return n == DRAFT_PARTS ? part : NULL;
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

static bool write_kept_address(struct vcard_writing *w)
{
    for (size_t i = 0; i < w->kept_count; i++) {
        const char **part = parts_of(w, &w->kept[i]);
        if (part && is_address_of(w, part)) {
            vcard_kept_write(w, &w->kept[i]);
            return true;
        }
    }
    return false;
}

/* Has the line the label still? What was not changed since has. */
static bool is_called(struct vcard_writing *w, const struct vcard_kept *kept, const char *label)
{
    if (!w->contact->changed)
        return true;
    for (size_t i = 0; *kept->group && i < w->kept_count; i++)
        if (strcmp(w->kept[i].group, kept->group) == 0 && strcmp(w->kept[i].name, "X-ABLABEL") == 0)
            return is_said_of(w, &w->kept[i], "X-ABLABEL", label);
    const char *head = arena_strndup(&w->arena, kept->line, strcspn(kept->line, ":"));
    return *label && strstr(utf8_lower(&w->arena, head), utf8_lower(&w->arena, label));
}

/* A further address from the line that has its parts. */
static bool write_kept_further(struct vcard_writing *w, const struct way *way)
{
    for (size_t i = 0; i < w->kept_count; i++) {
        const char **part = parts_of(w, &w->kept[i]);
        if (part && strcmp(draft_address_text(&w->arena, part), way->value) == 0 &&
            is_called(w, &w->kept[i], way->label)) {
            vcard_kept_write(w, &w->kept[i]);
            return true;
        }
    }
    return false;
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
static void write_main(struct vcard_writing *w, bool preferred)
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
    write_labelled(w, "ADR", "", &way, preferred, *extended != '\0', str_text(&value));
    str_clear(&value);
}

static void write_addresses(struct vcard_writing *w)
{
    const lia_contact *c = &w->contact->c;
    const struct way none[WAYS_OWN] = {{.value = ""}, {.value = ""}};
    struct ways ways = gather(w, LIA_CHANNEL_ADDRESS, none);
    bool has = has_address(c), kept = write_kept_address(w);
    if (has && !kept)
        write_main(w, ways.count > 0);
    for (size_t i = 0; i < ways.count; i++) {
        struct str value = {0};
        if (has && write_kept_further(w, &ways.items[i]))
            continue;
        str_add(&value, ";;");
        vcard_text_add(&value, ways.items[i].value);
        str_add(&value, ";;;;");
        write_labelled(w, "ADR", types_of(w, false, ways.items[i].label), &ways.items[i], false,
                       !has || kept, str_text(&value));
        str_clear(&value);
    }
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
