/* The e-mails, phones, pages and addresses of a card or row: which become the contact's fields, and
 * which its further lines. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/import_draft.h"
#include "core/vcard_write.h"

enum { LABEL_MAX = CONTACT_LINE_MAX, SHOWN_MAX = 25, CHANNELS_MAX = 1000 };

/* --- labels --- */

/* words: lower case, ended by NULL. */
static bool has_word(const char *label, const char *const *words)
{
    for (; *words; words++)
        for (const char *s = label; *s; s++)
            if ((*s | 0x20) == **words && strncasecmp(s, *words, strlen(*words)) == 0)
                return true;
    return false;
}

bool draft_is_mobile(const char *label)
{
    static const char *const mobile[] = {"mobil", "cell", "iphone", "handy", "phs", NULL};
    static const char *const fax[] = {"fax", "pager", NULL};
    return has_word(label, mobile) && !has_word(label, fax);
}

/* A line that somebody answers. */
static bool is_voice(const char *label)
{
    static const char *const others[] = {"fax", "pager", "modem", "isdn", "video",     "telex",
                                         "tty", "radio", "data",  "text", "assistant", NULL};
    return !has_word(label, others);
}

/* Which phone is the contact's: the lowest. This is a book of business contacts. */
static int phone_rank(const struct draft_way *way)
{
    static const struct {
        const char *label;
        int rank;
    } ranks[] = {{"work", 1}, {"main", 2}, {"business", 2}, {"company", 2},
                 {"", 3},     {"home", 4}, {"other", 5}};
    if (way->preferred)
        return 0;
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        if (strcasecmp(way->label, ranks[i].label) == 0)
            return ranks[i].rank;
    return 6;
}

/* --- values --- */

static const char *without(const char *text, const char *scheme)
{
    size_t n = strlen(scheme);
    return strncasecmp(text, scheme, n) == 0 ? text + n : text;
}

/* The address of "Jo Ek" <jo@ek.example>; who is written before it is kept with the line. */
static const char *bare_email(struct import_draft *d, struct draft_way *way)
{
    const char *text = without(contact_line(&d->arena, way->value, &d->damaged), "mailto:");
    const char *open = strrchr(text, '<'), *close = open ? strchr(open, '>') : NULL;
    if (!close || close == open + 1)
        return text;
    if (open > text)
        draft_keep(d, way->kept);
    return arena_strndup(&d->arena, open + 1, (size_t)(close - open - 1));
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "046 12 ext. 3" of "tel:046%2012;ext=3" (RFC 3966 3); what else stands behind it is kept with the
 * line. */
static const char *number_of(struct import_draft *d, const struct draft_way *way, const char *uri)
{
    char *number = arena_strdup(&d->arena, without(uri, "tel:")), *to = number;
    char *params = strchr(number, ';');
    const char *extension = NULL;
    if (without(uri, "tel:") == uri)
        return uri;
    if (params) {
        *params++ = '\0';
        if (strncasecmp(params, "ext=", 4) == 0)
            extension = params + 4;
        if (!extension || strchr(extension, ';'))
            draft_keep(d, way->kept);
    }
    for (const char *s = number; *s; s++) {
        bool code = *s == '%' && hex(s[1]) >= 2 && hex(s[1]) < 8 && hex(s[2]) >= 0;
        *to++ = code ? (char)(hex(s[1]) << 4 | hex(s[2])) : *s;
        s += code ? 2 : 0;
    }
    *to = '\0';
    if (!extension || strchr(extension, ';'))
        return number;
    return arena_printf(&d->arena, "%s ext. %s", number, extension);
}

/* Tidies a way; false when it is blank, or wrong and kept as it is. */
static bool tidy_way(struct import_draft *d, struct draft_way *way)
{
    int most = way->kind == LIA_CHANNEL_PAGE ? CONTACT_LONG_MAX : CONTACT_LINE_MAX;
    const char *what = way->kind == LIA_CHANNEL_EMAIL   ? N_("e-mail")
                       : way->kind == LIA_CHANNEL_PHONE ? N_("phone")
                                                        : N_("page");
    const char *line = contact_line(&d->arena, way->value, &d->damaged);
    if (way->field && (way->kind != LIA_CHANNEL_EMAIL || contact_email_right(line)))
        way->value = line;
    else if (way->kind == LIA_CHANNEL_EMAIL)
        way->value = bare_email(d, way);
    else if (way->kind == LIA_CHANNEL_PHONE)
        way->value = number_of(d, way, line);
    way->value = draft_line(d, way->value, most, what, way->kept);
    way->label = contact_line(&d->arena, way->label, NULL);
    if (strlen(way->label) > LABEL_MAX)
        way->label = arena_strndup(&d->arena, way->label, utf8_cut(way->label, LABEL_MAX));
    if (way->kind != LIA_CHANNEL_EMAIL || contact_email_right(way->value))
        return *way->value != '\0';
    draft_keep(d, way->kept);
    int shown = strlen(way->value) > SHOWN_MAX ? (int)utf8_cut(way->value, SHOWN_MAX) : SHOWN_MAX;
    draft_say(d, _("not an e-mail address, kept as it is written: %.*s"), shown, way->value);
    return false;
}

static bool is_known(const struct vec *ways, size_t before, const struct draft_way *way)
{
    if (way->field)
        return false;
    for (size_t i = 0; i < before; i++) {
        const struct draft_way *other = &VEC_AT(ways, struct draft_way, i);
        if (other->kind == way->kind && strcasecmp(other->value, way->value) == 0)
            return true;
    }
    return false;
}

/* A value that comes twice is taken once, under its first label. */
static void tidy_all(struct import_draft *d)
{
    size_t n = 0;
    enum { COMPARED_MAX = 100 };
    for (size_t i = 0; i < d->ways.count; i++) {
        struct draft_way *way = &VEC_AT(&d->ways, struct draft_way, i);
        if (!tidy_way(d, way) || is_known(&d->ways, n < COMPARED_MAX ? n : COMPARED_MAX, way))
            draft_keep(d, way->label_kept);
        else
            VEC_AT(&d->ways, struct draft_way, n++) = *way;
    }
    d->ways.count = n;
}

/* --- to fields --- */

/* A field has no label: what its line says is kept, with the value that it says it of. */
static void keep_said(struct import_draft *d, const struct draft_way *way)
{
    struct str line = {0};
    if (!way->says) {
        draft_keep(d, way->label_kept);
        return;
    }
    str_add(&line, way->says);
    str_add_char(&line, ':');
    vcard_text_add(&line, way->value);
    draft_keep(d, str_text(&line));
    str_clear(&line);
    draft_keep(d, way->says_label);
}

/* Takes the way out of those that are left and gives its value; "" for NULL. */
static const char *take(struct import_draft *d, struct draft_way *way)
{
    if (!way)
        return "";
    const char *value = way->value;
    keep_said(d, way);
    way->value = "";
    return value;
}

static struct draft_way *best(struct import_draft *d, lia_channel_kind kind,
                              int (*rank)(const struct draft_way *))
{
    struct draft_way *found = NULL;
    int lowest = 0;
    for (size_t i = 0; i < d->ways.count; i++) {
        struct draft_way *way = &VEC_AT(&d->ways, struct draft_way, i);
        int r = way->kind == kind && *way->value && !way->field ? rank(way) : -1;
        if (r >= 0 && (!found || r < lowest)) {
            found = way;
            lowest = r;
        }
    }
    return found;
}

static int first_rank(const struct draft_way *way)
{
    return way->preferred ? 0 : 1;
}

static int mobile_rank(const struct draft_way *way)
{
    return draft_is_mobile(way->label) ? first_rank(way) : -1;
}

static int voice_rank(const struct draft_way *way)
{
    bool number = strncasecmp(way->value, "sip:", 4) != 0;
    return is_voice(way->label) && !draft_is_mobile(way->label) && number ? phone_rank(way) : -1;
}

/* The way that is said to be the field, else the one that the rules tell. */
static const char *value_for(struct import_draft *d, const char *field, lia_channel_kind kind,
                             int (*rank)(const struct draft_way *))
{
    for (size_t i = 0; i < d->ways.count; i++) {
        struct draft_way *way = &VEC_AT(&d->ways, struct draft_way, i);
        if (way->kind == kind && *way->value && way->field && strcmp(way->field, field) == 0)
            return take(d, way);
    }
    return take(d, best(d, kind, rank));
}

void draft_ways(struct import_draft *d)
{
    lia_contact *c = &d->contact;
    tidy_all(d);
    c->email = value_for(d, "email", LIA_CHANNEL_EMAIL, first_rank);
    c->email2 = value_for(d, "email2", LIA_CHANNEL_EMAIL, first_rank);
    c->mobile = value_for(d, "mobile", LIA_CHANNEL_PHONE, mobile_rank);
    c->phone = value_for(d, "phone", LIA_CHANNEL_PHONE, voice_rank);
    c->home_page = value_for(d, "home_page", LIA_CHANNEL_PAGE, first_rank);
    for (size_t i = 0; i < d->ways.count; i++) {
        struct draft_way *way = &VEC_AT(&d->ways, struct draft_way, i);
        if (*way->value && c->channel_count < CHANNELS_MAX) {
            draft_channel(d, way->kind, way->label, way->value);
        } else if (*way->value) {
            draft_keep(d, way->kept);
            draft_keep(d, way->label_kept);
        }
    }
    if (d->ways.count > CHANNELS_MAX)
        draft_say(d, _("more than %d e-mails, phones and pages, the rest is kept"), CHANNELS_MAX);
}

/* A channel that cannot be one is kept with the others. */
void draft_channels(struct import_draft *d)
{
    size_t wrong = 0;
    for (size_t i = 0; i < d->channel_count; i++) {
        const lia_channel *c = &d->channels[i];
        const char *value = contact_line(&d->arena, c->value, &d->damaged);
        const char *label = contact_line(&d->arena, c->label, &d->damaged);
        bool email = c->kind != LIA_CHANNEL_EMAIL || contact_email_right(value);
        bool fits = draft_fits(value, CONTACT_LONG_MAX) && draft_fits(label, CONTACT_LINE_MAX);
        if (email && fits && *value && d->contact.channel_count < CHANNELS_MAX)
            draft_channel(d, c->kind, label, value);
        else
            wrong++;
    }
    if (!wrong)
        return;
    draft_keep(d, d->channels_kept);
    draft_say(d,
              ngettext_("%zu further line cannot be one, kept as it is written",
                        "%zu further lines cannot be some, kept as they are written", wrong),
              wrong);
}

/* --- addresses --- */

static const char *part_of(struct import_draft *d, const struct draft_address *address,
                           enum draft_part part)
{
    return contact_line(&d->arena, address->part[part], NULL);
}

static bool is_blank(struct import_draft *d, const struct draft_address *address)
{
    for (int i = 0; i < DRAFT_PARTS; i++)
        if (*part_of(d, address, (enum draft_part)i))
            return false;
    return true;
}

static void join(struct str *out, const char *text)
{
    if (!*text)
        return;
    if (out->len)
        str_add(out, ", ");
    str_add(out, text);
}

static const char *in_arena(struct import_draft *d, struct str *text)
{
    const char *copy = arena_strndup(&d->arena, str_text(text), text->len);
    str_clear(text);
    return copy;
}

/* The lines of the street, the extended address and the box, on two lines. */
static void set_street(struct import_draft *d, const struct draft_address *address)
{
    const char *street = address->part[DRAFT_STREET] ? address->part[DRAFT_STREET] : "";
    struct str first = {0}, second = {0};
    while (*street) {
        size_t n = strcspn(street, "\r\n");
        const char *line =
            contact_line(&d->arena, arena_strndup(&d->arena, street, n), &d->damaged);
        join(first.len ? &second : &first, line);
        street += n + (street[n] != '\0');
    }
    join(first.len || address->field ? &second : &first, part_of(d, address, DRAFT_EXTENDED));
    join(first.len ? &second : &first, part_of(d, address, DRAFT_POBOX));
    const char *kept = address->kept;
    d->contact.address = draft_line(d, in_arena(d, &first), CONTACT_LINE_MAX, N_("address"), kept);
    d->contact.address2 =
        draft_line(d, in_arena(d, &second), CONTACT_LINE_MAX, N_("address"), kept);
}

/* A contact has no region, and cannot tell a box from a street: then the address is kept too. */
static void take_main(struct import_draft *d, const struct draft_address *address)
{
    lia_contact *c = &d->contact;
    const char *kept = address->kept;
    set_street(d, address);
    c->post_code =
        draft_line(d, address->part[DRAFT_POST], CONTACT_LINE_MAX, N_("post code"), kept);
    c->city = draft_line(d, address->part[DRAFT_CITY], CONTACT_LINE_MAX, N_("city"), kept);
    c->country = draft_line(d, address->part[DRAFT_COUNTRY], CONTACT_LINE_MAX, N_("country"), kept);
    if (address->says || *part_of(d, address, DRAFT_REGION) || *part_of(d, address, DRAFT_POBOX))
        draft_keep(d, address->unsaid ? address->unsaid : kept);
    draft_keep(d, address->says ? address->says_label : address->label_kept);
}

const char *draft_address_text(struct arena *a, const char *const *part)
{
    static const enum draft_part order[] = {DRAFT_STREET, DRAFT_EXTENDED, DRAFT_POBOX,  DRAFT_POST,
                                            DRAFT_CITY,   DRAFT_REGION,   DRAFT_COUNTRY};
    struct str text = {0};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const char *line = contact_line(a, part[order[i]], NULL);
        if (order[i] == DRAFT_CITY && *line && *contact_line(a, part[DRAFT_POST], NULL)) {
            str_add_char(&text, ' ');
            str_add(&text, line);
        } else {
            join(&text, line);
        }
    }
    const char *copy = arena_strndup(a, str_text(&text), text.len);
    str_clear(&text);
    return copy;
}

/* A further line has no parts: that of a card is kept. */
static void keep_parts(struct import_draft *d, const struct draft_address *address)
{
    bool parts = false;
    for (int i = 0; i < DRAFT_PARTS; i++)
        parts |= i != DRAFT_STREET && *part_of(d, address, (enum draft_part)i);
    if (!parts || strcmp(d->form, "vcard") != 0)
        return;
    draft_keep(d, address->kept);
    draft_keep(d, address->says_label);
}

static void take_further(struct import_draft *d, const struct draft_address *address)
{
    const char *text = draft_address_text(&d->arena, address->part);
    const char *value = draft_line(d, text, CONTACT_LONG_MAX, N_("address"), address->kept);
    if (!*value)
        return;
    draft_channel(d, LIA_CHANNEL_ADDRESS, contact_line(&d->arena, address->label, NULL), value);
    keep_parts(d, address);
}

enum { FURTHER = 3 }; /* never the contact's own */
static int address_rank(const struct draft_address *address)
{
    if (address->field)
        return strcmp(address->field, "address") == 0 ? -1 : FURTHER;
    return address->preferred ? 0 : strcasecmp(address->label, "work") == 0 ? 1 : 2;
}

void draft_addresses(struct import_draft *d)
{
    lia_contact *c = &d->contact;
    size_t main = d->addresses.count;
    c->address = c->address2 = c->post_code = c->city = c->country = "";
    for (size_t i = 0; i < d->addresses.count; i++) {
        const struct draft_address *address = &VEC_AT(&d->addresses, struct draft_address, i);
        if (address_rank(address) < FURTHER && !is_blank(d, address) &&
            (main == d->addresses.count ||
             address_rank(address) <
                 address_rank(&VEC_AT(&d->addresses, struct draft_address, main))))
            main = i;
    }
    for (size_t i = 0; i < d->addresses.count; i++) {
        const struct draft_address *address = &VEC_AT(&d->addresses, struct draft_address, i);
        if (i == main)
            take_main(d, address);
        else
            take_further(d, address);
    }
}
