#include "core/vcard_contact.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "core/contact_tidy.h"
#include "core/vcard_label.h"
#include "core/vcard_own.h"
#include "core/vcard_write.h"

struct reading {
    const struct vcard *card;
    struct charset *charset;
    struct import_draft *d;
    bool v21, day_first;
    bool group; /* of contacts, KIND:group */
    int named;  /* how much the FN that was taken is preferred, 0 none yet */
    const char *guessed, *role;
    size_t members; /* of a group */
};

/* --- values --- */

static const char *text_of(struct reading *r, const struct vcard_prop *p)
{
    struct arena *a = &r->d->arena;
    if (p->base64) {
        const char *text =
            vcard_base64_text(a, r->charset, p->value, vcard_prop_param(p, "CHARSET"));
        return text ? vcard_text(a, text, r->v21) : p->value;
    }
    return vcard_text(a, p->value, r->v21);
}

static bool is_blank(const char *text)
{
    return !text || !text[strspn(text, " \t\n;")];
}

/* TYPE=PREF of 3.0, PREF of 2.1; in 4.0 the one that no other of its name goes before. */
static bool is_preferred(const struct reading *r, const struct vcard_prop *p)
{
    long value = vcard_preference(p);
    for (size_t i = 0; value > 1 && i < r->card->props.count; i++) {
        const struct vcard_prop *other = &VEC_AT(&r->card->props, struct vcard_prop, i);
        long better = strcmp(other->name, p->name) == 0 ? vcard_preference(other) : 0;
        if (better && better < value && !str_eq(vcard_prop_param(other, "X-LIAISE-FIELD"), "kept"))
            return false;
    }
    return value > 0;
}

/* --- properties --- */

static const char *content_of(struct reading *r, const struct vcard_prop *p)
{
    return vcard_content(&r->d->arena, p, r->v21);
}

/* Do commas part the values of a list? */
static bool has_list(const struct reading *r, const struct vcard_prop *p)
{
    for (const char *s = p->value; !r->v21 && *s; s++) {
        if (*s == '\\' && s[1])
            s++;
        else if (*s == ',')
            return true;
    }
    return false;
}

/* The line without X-LIAISE-FIELD=field. */
static const char *without_field(struct reading *r, const char *line, const char *field)
{
    static const char mark[] = ";X-LIAISE-FIELD=";
    const char *at = field ? strstr(line, mark) : NULL;
    if (!at)
        return line;
    const char *rest = at + strlen(mark);
    return arena_printf(&r->d->arena, "%.*s%s", (int)(at - line), line, rest + strcspn(rest, ":;"));
}

static void keep(struct reading *r, const struct vcard_prop *p)
{
    draft_keep(r->d, content_of(r, p));
}

/* Is a line break in the value, as the content has it? */
static bool has_break(const char *value)
{
    for (const char *s = value; (s = strchr(s, '\\')) != NULL && s[1]; s += 2)
        if (s[1] == 'n' || s[1] == 'N')
            return true;
    return false;
}

/* The line that a field was read from: what it says beside the value is kept with it, and the line
 * breaks of what becomes one line. */
static const char *own_line(struct reading *r, const struct vcard_prop *p, enum draft_own own)
{
    if (vcard_says_more(p) || (own != DRAFT_OWN_NOTE && has_break(p->content + p->head)))
        r->d->own |= own;
    return content_of(r, p);
}

/* A line of a field that has its value from another one. */
static void keep_other(struct reading *r, const struct vcard_prop *p, enum draft_own own)
{
    keep(r, p);
    r->d->own |= own;
}

static void take_fn(struct reading *r, const struct vcard_prop *p)
{
    struct import_draft *d = r->d;
    int rank = is_preferred(r, p) ? 2 : 1;
    if (is_blank(p->value))
        return;
    if (rank <= r->named) {
        keep_other(r, p, DRAFT_OWN_NAME);
        return;
    }
    if (r->named) { /* the one before is another one now */
        draft_keep(d, d->full_kept);
        d->own |= DRAFT_OWN_NAME;
    }
    d->name = text_of(r, p);
    d->full_kept = own_line(r, p, DRAFT_OWN_NAME);
    r->named = rank;
}

/* Lists in a part, and parts that RFC 9554 3.2 added, are more than the contact's name says. */
static void take_n(struct reading *r, const struct vcard_prop *p)
{
    const char **parts;
    struct import_draft *d = r->d;
    if (is_blank(p->value))
        return;
    if (d->name_kept) {
        keep_other(r, p, DRAFT_OWN_PARTS);
        return;
    }
    const char **const to[5] = {&d->family, &d->given, &d->middle, &d->prefix, &d->suffix};
    size_t n = vcard_split(&d->arena, p->value, ';', r->v21, !r->v21, &parts);
    for (size_t i = 0; i < 5; i++)
        *to[i] = i < n ? parts[i] : "";
    for (size_t i = 5; i < n; i++)
        if (*parts[i])
            d->own |= DRAFT_OWN_PARTS;
    if (has_list(r, p))
        d->own |= DRAFT_OWN_PARTS;
    d->name_kept = own_line(r, p, DRAFT_OWN_PARTS);
}

static void take_org(struct reading *r, const struct vcard_prop *p)
{
    const char **parts;
    if (is_blank(p->value))
        return;
    if (r->d->company) {
        keep_other(r, p, DRAFT_OWN_COMPANY);
        return;
    }
    size_t n = vcard_split(&r->d->arena, p->value, ';', r->v21, false, &parts);
    for (size_t i = 1; i < n; i++)
        if (*parts[i]) /* departments */
            r->d->own |= DRAFT_OWN_COMPANY;
    r->d->company = parts[0];
    r->d->company_kept = own_line(r, p, DRAFT_OWN_COMPANY);
}

static void take_title(struct reading *r, const struct vcard_prop *p)
{
    if (is_blank(p->value))
        return;
    if (r->d->job_title) {
        keep_other(r, p, DRAFT_OWN_JOB);
        return;
    }
    r->d->job_title = text_of(r, p);
    r->d->job_kept = own_line(r, p, DRAFT_OWN_JOB);
}

/* A function where there is no title. */
static void take_role(struct reading *r, const struct vcard_prop *p)
{
    if (!r->role)
        r->role = text_of(r, p);
    keep(r, p);
}

static void take_nickname(struct reading *r, const struct vcard_prop *p)
{
    if (!r->d->nickname)
        r->d->nickname = text_of(r, p);
    keep(r, p);
}

/* The line behind its group's label, where that is in words of its own. */
static const char *own_label(struct reading *r, const struct vcard_prop *label)
{
    return label && vcard_label_is_own(label) ? content_of(r, label) : NULL;
}

static void take_way(struct reading *r, const struct vcard_prop *p, lia_channel_kind kind)
{
    struct arena *a = &r->d->arena;
    const struct vcard_prop *label = vcard_label_of(r->card, p);
    const char *text = vcard_label(a, label, r->v21, p);
    struct draft_way *way = vec_push(&r->d->ways);
    *way = (struct draft_way){.kind = kind,
                              .label = text,
                              .value = text_of(r, p),
                              .preferred = is_preferred(r, p),
                              .ranked = vcard_preference(p) > 0,
                              .kept = content_of(r, p),
                              .label_kept = own_label(r, label),
                              .field = vcard_prop_param(p, "X-LIAISE-FIELD"),
                              .prop = p,
                              .says_label = label ? content_of(r, label) : NULL,
                              .further = vcard_further(a, r->card, p, label, text)};
}

static void take_tel(struct reading *r, const struct vcard_prop *p)
{
    take_way(r, p, LIA_CHANNEL_PHONE);
}

static void take_email(struct reading *r, const struct vcard_prop *p)
{
    take_way(r, p, LIA_CHANNEL_EMAIL);
}

static void take_url(struct reading *r, const struct vcard_prop *p)
{
    take_way(r, p, LIA_CHANNEL_PAGE);
}

/* RFC 9554 2.1 has more parts. What liaise wrote of where it goes is not kept. */
static void take_adr(struct reading *r, const struct vcard_prop *p)
{
    const char **parts;
    struct arena *a = &r->d->arena;
    if (is_blank(p->value))
        return;
    size_t n = vcard_split(a, p->value, ';', r->v21, false, &parts);
    const struct vcard_prop *label = vcard_label_of(r->card, p);
    struct draft_address *address = vec_push(&r->d->addresses);
    address->label = vcard_label(a, label, r->v21, p);
    address->preferred = is_preferred(r, p);
    address->says_label = label ? content_of(r, label) : NULL;
    address->field = vcard_prop_param(p, "X-LIAISE-FIELD");
    address->kept = without_field(r, content_of(r, p), address->field);
    address->prop = p;
    address->further = vcard_further(a, r->card, p, label, address->label);
    address->more = has_list(r, p);
    for (size_t i = DRAFT_PARTS; i < n; i++)
        address->more |= *parts[i] != '\0';
    for (size_t i = 0; i < DRAFT_PARTS; i++)
        address->part[i] = i < n ? parts[i] : "";
}

/* RFC 6350 6.2.5 has times, zones, words and calendars beside the day. */
static void take_bday(struct reading *r, const struct vcard_prop *p)
{
    struct import_draft *d = r->d;
    const char *text = text_of(r, p), *omit = vcard_prop_param(p, "X-APPLE-OMIT-YEAR");
    const char *value = vcard_prop_param(p, "VALUE");
    if (d->birthday) {
        keep_other(r, p, DRAFT_OWN_BIRTHDAY);
        return;
    }
    const char *found = draft_birthday(&d->arena, text, r->day_first);
    d->birthday_kept = content_of(r, p);
    bool plain = p->param_count == 1 && omit && !*p->group;
    if (found && omit && strlen(found) == 10 && strncmp(found, omit, 4) == 0)
        found = arena_printf(&d->arena, "-%s", found + 4);
    else
        plain = false;
    d->birthday = found ? found : text;
    if ((vcard_says_more(p) && !plain) || draft_birthday_timed(text) ||
        (value && strcasecmp(value, "text") == 0))
        d->own |= DRAFT_OWN_BIRTHDAY;
}

/* Several notes are one; as they were they are kept. */
static void take_note(struct reading *r, const struct vcard_prop *p)
{
    struct import_draft *d = r->d;
    const char *text = text_of(r, p);
    if (!text[strspn(text, " \t\r\n")])
        return;
    draft_add_note(d, text);
    if (d->note_kept)
        d->own |= DRAFT_OWN_NOTE;
    d->note_kept = draft_and_line(d, d->note_kept, own_line(r, p, DRAFT_OWN_NOTE));
}

/* As version 3 has them; Outlook separates those of 2.1 by semicolons. */
static const char *tags_line(struct reading *r, const struct vcard_prop *p, const char **parts,
                             size_t n)
{
    struct str out = {0};
    str_add_n(&out, p->content, p->head);
    for (size_t i = 0; i < n; i++) {
        if (i)
            str_add_char(&out, ',');
        vcard_text_add(&out, parts[i]);
    }
    const char *line = arena_strndup(&r->d->arena, str_text(&out), out.len);
    str_clear(&out);
    return line;
}

/* Tags are words in small letters; what was written otherwise is kept as it is. */
static void take_categories(struct reading *r, const struct vcard_prop *p)
{
    const char **parts;
    struct import_draft *d = r->d;
    bool semicolons = r->v21 && !strchr(p->value, ','); /* as Outlook separates them there */
    size_t n = vcard_split(&d->arena, p->base64 ? text_of(r, p) : p->value, semicolons ? ';' : ',',
                           r->v21, false, &parts);
    for (size_t i = 0; i < n; i++) {
        draft_add_tag(d, parts[i]);
        if (!draft_is_tag(d, parts[i]))
            d->own |= DRAFT_OWN_TAGS;
    }
    if (is_blank(p->value))
        return;
    const char *line = own_line(r, p, DRAFT_OWN_TAGS);
    d->tags_kept = draft_and_line(d, d->tags_kept, r->v21 ? tags_line(r, p, parts, n) : line);
}

/* In 4.0 a UID is a URI unless it is said to be text. */
static void take_uid(struct reading *r, const struct vcard_prop *p)
{
    struct import_draft *d = r->d;
    const char *value = vcard_prop_param(p, "VALUE");
    if (is_blank(p->value))
        return;
    if (d->uid) {
        keep_other(r, p, DRAFT_OWN_UID);
        return;
    }
    d->uid = text_of(r, p);
    d->uid_kept = own_line(r, p, DRAFT_OWN_UID);
    if (value && strcasecmp(value, "text") == 0 && strchr(d->uid, ':'))
        d->own |= DRAFT_OWN_UID;
}

/* An individual is what a card is of when nothing is said (RFC 6350 6.1.4). */
static void take_kind(struct reading *r, const struct vcard_prop *p)
{
    const char *kind = contact_line(&r->d->arena, p->value, NULL);
    if (vcard_says_more(p))
        keep(r, p);
    if (strcasecmp(kind, "group") == 0)
        r->group = true;
    else if (strcasecmp(kind, "org") == 0)
        r->d->type = LIA_COMPANY;
    else if (strcasecmp(kind, "individual") == 0)
        r->d->type = LIA_PERSON;
    else
        keep(r, p);
}

static void take_show_as(struct reading *r, const struct vcard_prop *p)
{
    const char *as = contact_line(&r->d->arena, p->value, NULL);
    bool company = strcasecmp(as, "COMPANY") == 0;
    if (company)
        r->d->type = LIA_COMPANY;
    if (!company || vcard_says_more(p))
        keep(r, p);
}

/* Android's nickname is a name to fall back to. */
static void take_android(struct reading *r, const struct vcard_prop *p)
{
    static const char nickname[] = "vnd.android.cursor.item/nickname;";
    const char *value = p->value;
    if (!r->d->nickname && strncmp(value, nickname, strlen(nickname)) == 0) {
        value += strlen(nickname);
        r->d->nickname = arena_strndup(&r->d->arena, value, strcspn(value, ";"));
    }
    keep(r, p);
}

/* The label of an e-mail, phone, page or address of the same group goes with that; that of one that
 * is kept stays with it. */
static void take_label(struct reading *r, const struct vcard_prop *p)
{
    if (!vcard_label_used(r->card, p))
        keep(r, p);
}

static void take_member(struct reading *r, const struct vcard_prop *p)
{
    r->members++;
    keep(r, p);
}

/* A card within it (RFC 2426 3.5.4) is no contact of its own. */
static void take_agent(struct reading *r, const struct vcard_prop *p)
{
    if (vcard_line_begins(p->value, strcspn(p->value, "\\\n")))
        draft_say(r->d, _("the card of its agent is kept with it"));
    keep(r, p);
}

/* When the card was changed (RFC 6350 6.7.4), which is over: that of the card that is written says
 * when the contact was. */
static void take_rev(struct reading *r, const struct vcard_prop *p)
{
    (void)r;
    (void)p;
}

static const struct {
    const char *name;
    void (*take)(struct reading *r, const struct vcard_prop *p);
} properties[] = {
    {"FN", take_fn},
    {"N", take_n},
    {"ORG", take_org},
    {"TITLE", take_title},
    {"ROLE", take_role},
    {"NICKNAME", take_nickname},
    {"TEL", take_tel},
    {"EMAIL", take_email},
    {"URL", take_url},
    {"ADR", take_adr},
    {"BDAY", take_bday},
    {"NOTE", take_note},
    {"CATEGORIES", take_categories},
    {"UID", take_uid},
    {"KIND", take_kind},
    {"X-ADDRESSBOOKSERVER-KIND", take_kind},
    {"X-ABSHOWAS", take_show_as},
    {"X-ABLABEL", take_label},
    {"REV", take_rev},
    {"X-ANDROID-CUSTOM", take_android},
    {"MEMBER", take_member},
    {"X-ADDRESSBOOKSERVER-MEMBER", take_member},
    {"AGENT", take_agent},
};

static void take_property(struct reading *r, const struct vcard_prop *p)
{
    r->d->damaged += p->damaged;
    if (p->guessed)
        r->guessed = p->guessed;
    if (p->too_long) {
        draft_say(r->d, _("%.20s: longer than 3 MB, left out"), p->name);
        return;
    }
    if (vcard_is_own(p) && vcard_take_own(r->d, p, text_of(r, p), content_of(r, p)))
        return;
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        if (*p->name == *properties[i].name && strcmp(p->name, properties[i].name) == 0) {
            properties[i].take(r, p);
            return;
        }
    }
    if (!is_blank(p->value))
        keep(r, p);
}

/* --- the card --- */

static void say_faults(struct reading *r)
{
    const struct vcard *card = r->card;
    struct import_draft *d = r->d;
    if (card->junk == 1)
        draft_say(d, _("line %lld is no vCard line, left out"), (long long)card->junk_line);
    else if (card->junk)
        draft_say(d, _("%zu lines that are no vCard lines left out, the first is %lld"), card->junk,
                  (long long)card->junk_line);
    if (!card->ended)
        draft_say(d, _("its END:VCARD is missing"));
    if (r->guessed)
        draft_say(d, _("not UTF-8, read as %s"), r->guessed);
}

void vcard_to_draft(const struct vcard *card, struct charset *charset, bool day_first,
                    struct import_draft *d)
{
    struct reading r = {
        .card = card, .charset = charset, .d = d, .v21 = card->v21, .day_first = day_first};
    if (card->too_long)
        draft_refuse(d, _("the card is longer than 4 MB or 5000 lines"));
    for (size_t i = 0; i < card->props.count; i++)
        take_property(&r, &VEC_AT(&card->props, struct vcard_prop, i));
    if (r.group)
        draft_refuse(d, arena_printf(&d->arena,
                                     ngettext_("a group with %zu member, not a contact: use a tag",
                                               "a group with %zu members, not a contact: use a tag",
                                               r.members),
                                     r.members));
    if (!d->job_title && !(d->own & DRAFT_OWN_JOB)) /* a title that is kept is one */
        d->job_title = r.role;
    say_faults(&r);
}
