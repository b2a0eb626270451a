/* The e-mails, phones and pages of a card or row: which become the contact's fields, and which its
 * further lines. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/import_draft.h"

enum { LABEL_MAX = CONTACT_LINE_MAX, SHOWN_MAX = 25, CHANNELS_MAX = 1000 };

/* --- labels --- */

const char *draft_label(struct arena *a, const char *label)
{
    const char *line = contact_line(a, label, NULL);
    return strlen(line) > LABEL_MAX ? arena_strndup(a, line, utf8_cut(line, LABEL_MAX)) : line;
}

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
    way->label = draft_label(&d->arena, way->label);
    if (way->kind != LIA_CHANNEL_EMAIL || contact_email_right(way->value))
        return *way->value != '\0';
    draft_keep(d, way->kept);
    int shown = strlen(way->value) > SHOWN_MAX ? (int)utf8_cut(way->value, SHOWN_MAX) : SHOWN_MAX;
    draft_say(d, _("not an e-mail address, kept as it is written: %.*s"), shown, way->value);
    return false;
}

static struct draft_way *find_known(const struct vec *ways, size_t before,
                                    const struct draft_way *way)
{
    for (size_t i = 0; !way->field && i < before; i++) {
        struct draft_way *other = &VEC_AT(ways, struct draft_way, i);
        if (other->kind == way->kind && strcasecmp(other->value, way->value) == 0)
            return other;
    }
    return NULL;
}

/* Does it say nothing but its value, and perhaps that it is preferred, as the other one does? */
static bool is_bare(struct import_draft *d, const struct draft_way *way,
                    const struct draft_way *other)
{
    if (way->field)
        return false;
    return way->prop ? !vcard_says(&d->arena, way->prop, VCARD_FIELD, other->preferred)
                     : !*way->label && (!way->ranked || other->ranked);
}

/* A value that comes twice is taken once, under the first line that says something of it; what its
 * other one says is kept. */
static void tidy_all(struct import_draft *d)
{
    size_t n = 0;
    enum { COMPARED_MAX = 100 };
    for (size_t i = 0; i < d->ways.count; i++) {
        struct draft_way *way = &VEC_AT(&d->ways, struct draft_way, i), *known = NULL;
        bool right = tidy_way(d, way);
        if (right)
            known = find_known(&d->ways, n < COMPARED_MAX ? n : COMPARED_MAX, way);
        if (!right)
            draft_keep(d, *contact_line(&d->arena, way->value, NULL) ? way->says_label
                                                                     : way->label_kept);
        else if (known && is_bare(d, known, way))
            *known = *way;
        else if (known)
            draft_keep_way(d, way, VCARD_FIELD, false);
        else
            VEC_AT(&d->ways, struct draft_way, n++) = *way;
    }
    d->ways.count = n;
}

/* --- to fields --- */

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

int draft_way_rank(const struct draft_way *way, const char *field)
{
    if (strcmp(field, "mobile") == 0)
        return mobile_rank(way);
    return strcmp(field, "phone") == 0 ? voice_rank(way) : first_rank(way);
}

/* The way that is said to be the field, else the one that the rules tell; NULL none. */
static struct draft_way *way_for(struct import_draft *d, const char *field, lia_channel_kind kind)
{
    struct draft_way *found = NULL;
    int lowest = 0;
    for (size_t i = 0; i < d->ways.count; i++) {
        struct draft_way *way = &VEC_AT(&d->ways, struct draft_way, i);
        if (way->kind != kind || !*way->value)
            continue;
        if (way->field && strcmp(way->field, field) == 0)
            return way;
        int rank = way->field ? -1 : draft_way_rank(way, field);
        if (rank >= 0 && (!found || rank < lowest)) {
            found = way;
            lowest = rank;
        }
    }
    return found;
}

/* Of several that say nothing of it, a card that is written has the first preferred: a line that
 * says no more needs not be kept. */
static bool writes_pref(const struct import_draft *d, const struct draft_way *way)
{
    size_t count = 0, ranked = 0;
    for (size_t i = 0; i < d->ways.count; i++) {
        const struct draft_way *other = &VEC_AT(&d->ways, struct draft_way, i);
        count += other->kind == way->kind;
        ranked += other->kind == way->kind && other->ranked;
    }
    return way->ranked && count > 1 && ranked == 1;
}

/* Takes the way out of those that are left and gives its value; "" for none. */
static const char *value_for(struct import_draft *d, const char *field, lia_channel_kind kind)
{
    struct draft_way *way = way_for(d, field, kind);
    if (!way)
        return "";
    bool mobile = strcmp(field, "mobile") == 0;
    bool first = strcmp(field, "email2") != 0 || !*d->contact.email;
    const char *value = way->value;
    draft_keep_way(d, way, mobile ? VCARD_MOBILE : VCARD_FIELD,
                   !mobile && first && writes_pref(d, way) && !draft_has_kept(d, way));
    way->value = "";
    return value;
}

void draft_ways(struct import_draft *d)
{
    lia_contact *c = &d->contact;
    tidy_all(d);
    c->email = value_for(d, "email", LIA_CHANNEL_EMAIL);
    c->email2 = value_for(d, "email2", LIA_CHANNEL_EMAIL);
    c->mobile = value_for(d, "mobile", LIA_CHANNEL_PHONE);
    c->phone = value_for(d, "phone", LIA_CHANNEL_PHONE);
    c->home_page = value_for(d, "home_page", LIA_CHANNEL_PAGE);
    for (size_t i = 0; i < d->ways.count; i++) {
        struct draft_way *way = &VEC_AT(&d->ways, struct draft_way, i);
        if (*way->value && c->channel_count < CHANNELS_MAX) {
            draft_channel(d, way->kind, way->label, way->value);
            draft_keep_way(d, way, way->prop ? way->further : VCARD_FURTHER, false);
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
