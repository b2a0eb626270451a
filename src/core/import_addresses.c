/* The addresses of a card or row: which becomes the contact's, and which its further lines. */
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "core/contact_tidy.h"
#include "core/import_draft.h"

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

/* Can the fields say all of it? A contact has no region and cannot tell a box from a street; of the
 * street it has two lines. */
static bool is_whole(struct import_draft *d, const struct draft_address *address)
{
    const char *street = str_or(address->part[DRAFT_STREET], "");
    const char *first = strchr(street, '\n'), *second = first ? strchr(first + 1, '\n') : NULL;
    bool extended = address->prop && *part_of(d, address, DRAFT_EXTENDED), lines = false;
    for (int i = 0; i < DRAFT_PARTS; i++)
        lines |= i != DRAFT_STREET && address->part[i] && strchr(address->part[i], '\n');
    return !address->more && !lines && !second && !*part_of(d, address, DRAFT_REGION) &&
           !*part_of(d, address, DRAFT_POBOX) && (!extended || (address->field && !*street));
}

/* Else the address is kept too. */
static void take_main(struct import_draft *d, const struct draft_address *address, bool alone)
{
    lia_contact *c = &d->contact;
    const char *kept = address->kept;
    set_street(d, address);
    c->post_code =
        draft_line(d, address->part[DRAFT_POST], CONTACT_LINE_MAX, N_("post code"), kept);
    c->city = draft_line(d, address->part[DRAFT_CITY], CONTACT_LINE_MAX, N_("city"), kept);
    c->country = draft_line(d, address->part[DRAFT_COUNTRY], CONTACT_LINE_MAX, N_("country"), kept);
    bool pref = address->preferred && alone;
    bool says = address->prop ? vcard_says(&d->arena, address->prop, VCARD_FIELD, !alone) != NULL
                              : *contact_line(&d->arena, address->label, NULL) || pref;
    if (says || (address->prop && (!is_whole(d, address) || (d->own & DRAFT_OWN_ADDRESS))))
        draft_keep_address(d, address);
    else
        draft_keep(d, address->unsaid);
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

/* A further line has a label, and no parts. */
static void take_further(struct import_draft *d, const struct draft_address *address)
{
    const char *text = draft_address_text(&d->arena, address->part);
    const char *value = draft_line(d, text, CONTACT_LONG_MAX, N_("address"), address->kept);
    bool more = address->more || (!address->prop && address->preferred);
    if (!*value) {
        draft_keep(d, address->says_label);
        return;
    }
    draft_channel(d, LIA_CHANNEL_ADDRESS, draft_label(&d->arena, address->label), value);
    for (int i = 0; i < DRAFT_PARTS; i++)
        more |= i != DRAFT_STREET && *part_of(d, address, (enum draft_part)i);
    if (!more && address->prop)
        more = vcard_says(&d->arena, address->prop, address->further, false) != NULL;
    if (more)
        draft_keep_address(d, address);
}

enum { FURTHER = 3 }; /* never the contact's own */
int draft_address_rank(const struct draft_address *address)
{
    if (address->field)
        return strcmp(address->field, "address") == 0 ? -1 : FURTHER;
    return address->preferred ? 0 : strcasecmp(address->label, "work") == 0 ? 1 : 2;
}

static bool is_bare(struct import_draft *d, const struct draft_address *address)
{
    return !address->prop || !vcard_says(&d->arena, address->prop, VCARD_FIELD, false);
}

static bool is_same(struct import_draft *d, const struct draft_address *a,
                    const struct draft_address *b)
{
    return strcmp(draft_label(&d->arena, a->label), draft_label(&d->arena, b->label)) == 0 &&
           strcmp(draft_address_text(&d->arena, a->part), draft_address_text(&d->arena, b->part)) ==
               0;
}

/* One that comes twice under a label is taken once; what its other line says is kept. */
static void take_out_second(struct import_draft *d)
{
    size_t n = 0;
    enum { COMPARED_MAX = 100 };
    for (size_t i = 0; i < d->addresses.count; i++) {
        struct draft_address *address = &VEC_AT(&d->addresses, struct draft_address, i),
                             *same = NULL;
        for (size_t k = 0; !same && !address->field && k < n && k < COMPARED_MAX; k++)
            if (is_same(d, address, &VEC_AT(&d->addresses, struct draft_address, k)))
                same = &VEC_AT(&d->addresses, struct draft_address, k);
        if (same && is_bare(d, same)) {
            *same = *address;
        } else if (same && !is_bare(d, address)) {
            draft_keep_address(d, address);
            d->own |= DRAFT_OWN_ADDRESS; /* its own line stands behind that */
        } else if (!same)
            VEC_AT(&d->addresses, struct draft_address, n++) = *address;
    }
    d->addresses.count = n;
}

void draft_addresses(struct import_draft *d)
{
    lia_contact *c = &d->contact;
    if (d->addresses.count > 1)
        take_out_second(d);
    size_t main = d->addresses.count;
    c->address = c->address2 = c->post_code = c->city = c->country = "";
    for (size_t i = 0; i < d->addresses.count; i++) {
        const struct draft_address *address = &VEC_AT(&d->addresses, struct draft_address, i);
        if (draft_address_rank(address) < FURTHER && !is_blank(d, address) &&
            (main == d->addresses.count ||
             draft_address_rank(address) <
                 draft_address_rank(&VEC_AT(&d->addresses, struct draft_address, main))))
            main = i;
    }
    for (size_t i = 0; i < d->addresses.count; i++) {
        const struct draft_address *address = &VEC_AT(&d->addresses, struct draft_address, i);
        if (i == main)
            take_main(d, address, d->addresses.count == 1);
        else
            take_further(d, address);
    }
}
