#include "core/vcard_contact.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "core/contact_tidy.h"
#include "core/vcard_label.h"
#include "core/vcard_own.h"

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

/* The parts of a structured value, all there: what is missing is "". */
static void parts_of(struct reading *r, const struct vcard_prop *p, bool blank_commas,
                     const char **parts, size_t count)
{
    const char **found;
    size_t n = vcard_split(&r->d->arena, p->value, ';', r->v21, blank_commas && !r->v21, &found);
    for (size_t i = 0; i < count; i++)
        parts[i] = i < n ? found[i] : "";
}

static bool is_blank(const char *text)
{
    return !text || !text[strspn(text, " \t\n;")];
}

/* How much it is preferred: 1 to 100 of 4.0, the lower the more; 0 when nothing is said. */
static long preference(const struct vcard_prop *p)
{
    const char *pref = vcard_prop_param(p, "PREF");
    long value = pref ? strtol(pref, NULL, 10) : 0;
    return value >= 1 && value <= 100 ? value : vcard_prop_type(p, "PREF") ? 1 : 0;
}

/* TYPE=PREF of 3.0, PREF of 2.1; in 4.0 the one that no other of its name goes before. */
static bool is_preferred(const struct reading *r, const struct vcard_prop *p)
{
    long value = preference(p);
    for (size_t i = 0; value > 1 && i < r->card->props.count; i++) {
        const struct vcard_prop *other = &VEC_AT(&r->card->props, struct vcard_prop, i);
        long better = strcmp(other->name, p->name) == 0 ? preference(other) : 0;
        if (better && better < value)
            return false;
    }
    return value > 0;
}

/* --- properties --- */

static const char *content_of(struct reading *r, const struct vcard_prop *p)
{
    return vcard_content(&r->d->arena, p, r->v21);
}

static void keep(struct reading *r, const struct vcard_prop *p)
{
    draft_keep(r->d, content_of(r, p));
}

static void take_fn(struct reading *r, const struct vcard_prop *p)
{
    int rank = is_preferred(r, p) ? 2 : 1;
    if (is_blank(p->value))
        return;
    if (rank > r->named) {
        r->d->name = text_of(r, p);
        r->named = rank;
    } else {
        keep(r, p);
    }
}

static void take_n(struct reading *r, const struct vcard_prop *p)
{
    const char *parts[5];
    struct import_draft *d = r->d;
    if (is_blank(p->value))
        return;
    if (d->name_kept) {
        keep(r, p);
        return;
    }
    parts_of(r, p, true, parts, 5);
    d->family = parts[0];
    d->given = parts[1];
    d->middle = parts[2];
    d->prefix = parts[3];
    d->suffix = parts[4];
    d->name_kept = content_of(r, p);
    if (vcard_prop_param(p, "SORT-AS") || vcard_prop_param(p, "LANGUAGE")) {
        keep(r, p);
        d->name_kept = "";
    }
}

static void take_org(struct reading *r, const struct vcard_prop *p)
{
    const char **parts;
    size_t n = vcard_split(&r->d->arena, p->value, ';', r->v21, false, &parts);
    bool more = false;
    for (size_t i = 1; i < n; i++)
        more |= *parts[i] != '\0';
    if (is_blank(p->value))
        return;
    if (r->d->company) {
        keep(r, p);
        return;
    }
    r->d->company = parts[0];
    r->d->company_kept = content_of(r, p);
    if (more || vcard_prop_param(p, "SORT-AS")) { /* departments */
        keep(r, p);
        r->d->company_kept = "";
    }
}

static void take_title(struct reading *r, const struct vcard_prop *p)
{
    if (r->d->job_title) {
        keep(r, p);
        return;
    }
    r->d->job_title = text_of(r, p);
    r->d->job_kept = content_of(r, p);
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

static void take_way(struct reading *r, const struct vcard_prop *p, lia_channel_kind kind)
{
    const char *label, *says = vcard_says(&r->d->arena, r->card, p, &label);
    struct draft_way *way = vec_push(&r->d->ways);
    *way = (struct draft_way){kind,
                              vcard_label(&r->d->arena, r->card, p),
                              text_of(r, p),
                              is_preferred(r, p),
                              content_of(r, p),
                              vcard_label_line(r->card, p),
                              vcard_prop_param(p, "X-LIAISE-FIELD"),
                              says,
                              label};
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

static void take_adr(struct reading *r, const struct vcard_prop *p)
{
    const char *parts[DRAFT_PARTS];
    if (is_blank(p->value))
        return;
    parts_of(r, p, false, parts, DRAFT_PARTS);
    struct draft_address *address = vec_push(&r->d->addresses);
    address->label = vcard_label(&r->d->arena, r->card, p);
    address->preferred = is_preferred(r, p);
    address->kept = content_of(r, p);
    address->label_kept = vcard_label_line(r->card, p);
    address->field = vcard_prop_param(p, "X-LIAISE-FIELD");
    address->says = vcard_says(&r->d->arena, r->card, p, &address->says_label);
    memcpy(address->part, parts, sizeof parts);
}

static void take_bday(struct reading *r, const struct vcard_prop *p)
{
    struct import_draft *d = r->d;
    const char *text = text_of(r, p), *omit = vcard_prop_param(p, "X-APPLE-OMIT-YEAR");
    const char *found = draft_birthday(&d->arena, text, r->day_first);
    if (d->birthday) {
        keep(r, p);
        return;
    }
    if (found && omit && strlen(found) == 10 && strncmp(found, omit, 4) == 0)
        found = arena_printf(&d->arena, "-%s", found + 4);
    d->birthday = found ? found : text;
    d->birthday_kept = content_of(r, p);
}

static void take_note(struct reading *r, const struct vcard_prop *p)
{
    draft_add_note(r->d, text_of(r, p));
    if (!r->d->note_kept)
        r->d->note_kept = content_of(r, p);
}

static void take_categories(struct reading *r, const struct vcard_prop *p)
{
    const char **parts;
    bool semicolons = r->v21 && !strchr(p->value, ','); /* as Outlook separates them there */
    size_t n = vcard_split(&r->d->arena, p->base64 ? text_of(r, p) : p->value,
                           semicolons ? ';' : ',', r->v21, false, &parts);
    for (size_t i = 0; i < n; i++)
        draft_add_tag(r->d, parts[i]);
}

static void take_uid(struct reading *r, const struct vcard_prop *p)
{
    if (r->d->uid) {
        keep(r, p);
        return;
    }
    r->d->uid = text_of(r, p);
    r->d->uid_kept = content_of(r, p);
}

static void take_kind(struct reading *r, const struct vcard_prop *p)
{
    const char *kind = contact_line(&r->d->arena, p->value, NULL);
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
    if (strcasecmp(as, "COMPANY") == 0)
        r->d->type = LIA_COMPANY;
    else
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

/* When the card was changed: the book says when the contact was. */
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
    if (!d->job_title)
        d->job_title = r.role;
    say_faults(&r);
}
