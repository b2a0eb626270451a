#include "core/import_merge.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"

struct merge {
    struct arena *a;
    lia_contact *c;
    const lia_contact *from;
    bool update, changed;
};

static void set(struct merge *m, const char **field, const char *value)
{
    if (!*value || strcmp(*field, value) == 0 || (**field && !m->update))
        return;
    *field = value;
    m->changed = true;
}

static bool same_folded(struct arena *a, const char *x, const char *y)
{
    return strcmp(utf8_fold(a, x), utf8_fold(a, y)) == 0;
}

/* --- e-mails, phones, pages, addresses --- */

/* Phones are the same whatever stands between their digits. */
static bool same_way(lia_channel_kind kind, const char *x, const char *y)
{
    static const char marks[] = " -./()";
    if (kind != LIA_CHANNEL_PHONE)
        return strcasecmp(x, y) == 0;
    for (;; x++, y++) {
        x += strspn(x, marks);
        y += strspn(y, marks);
        if (*x != *y || !*x)
            return *x == *y;
    }
}

static bool has(const lia_contact *c, lia_channel_kind kind, const char *value)
{
    const char *const fields[][2] = {[LIA_CHANNEL_EMAIL] = {c->email, c->email2},
                                     [LIA_CHANNEL_PHONE] = {c->phone, c->mobile},
                                     [LIA_CHANNEL_ADDRESS] = {"", ""},
                                     [LIA_CHANNEL_PAGE] = {c->home_page, ""}};
    if (same_way(kind, fields[kind][0], value) || same_way(kind, fields[kind][1], value))
        return true;
    for (size_t i = 0; i < c->channel_count; i++)
        if (c->channels[i].kind == kind && same_way(kind, c->channels[i].value, value))
            return true;
    return false;
}

static void set_way(struct merge *m, lia_channel_kind kind, const char **field, const char *value)
{
    if (*value && !has(m->c, kind, value))
        set(m, field, value);
}

/* An e-mail takes the first of the two places that is blank; with update it takes its own. */
static void set_emails(struct merge *m)
{
    lia_contact *c = m->c;
    const char *const values[] = {m->from->email, m->from->email2};
    const char **const own[] = {&c->email, &c->email2};
    for (int i = 0; i < 2; i++) {
        const char **blank = !*c->email ? &c->email : &c->email2;
        set_way(m, LIA_CHANNEL_EMAIL, m->update ? own[i] : blank, values[i]);
    }
}

/* A further line is known by its kind and label, of several by their order. */
static lia_channel *find_channel(lia_channel *channels, size_t n, const lia_channel *like,
                                 size_t nth)
{
    for (size_t i = 0; i < n; i++)
        if (channels[i].kind == like->kind && strcasecmp(channels[i].label, like->label) == 0 &&
            nth-- == 0)
            return &channels[i];
    return NULL;
}

/* Lines with a label that the contact has not, before the merge, are added; with update the others
 * are replaced. */
static void merge_channels(struct merge *m)
{
    lia_contact *c = m->c;
    const lia_contact *from = m->from;
    size_t had = c->channel_count, n = had;
    if (from->channel_count == 0)
        return;
    lia_channel *channels = arena_alloc(m->a, (had + from->channel_count) * sizeof *channels);
    if (had)
        memcpy(channels, c->channels, had * sizeof *channels);
    for (size_t i = 0; i < from->channel_count; i++) {
        const lia_channel *new = &from->channels[i];
        if (has(c, new->kind, new->value))
            continue;
        size_t nth = 0;
        for (size_t k = 0; k < i; k++)
            nth += from->channels[k].kind ==
                   new->kind &&strcasecmp(from->channels[k].label, new->label) == 0;
        lia_channel *old = find_channel(channels, had, new, m->update ? nth : 0);
        if (old && !m->update)
            continue;
        if (old)
            old->value = new->value;
        else
            channels[n++] = *new;
        m->changed = true;
    }
    c->channels = channels;
    c->channel_count = n;
}

/* Two addresses are not mixed: parts are filled in only where those that both have are the same. */
static void merge_address(struct merge *m)
{
    lia_contact *c = m->c;
    const lia_contact *from = m->from;
    const char **const to[] = {&c->address, &c->address2, &c->post_code, &c->city, &c->country};
    const char *const values[] = {from->address, from->address2, from->post_code, from->city,
                                  from->country};
    enum { PARTS = sizeof to / sizeof *to };
    bool any = false, agree = true;
    for (int i = 0; i < PARTS; i++) {
        any |= *values[i] != '\0';
        agree &= !**to[i] || !*values[i] || same_folded(m->a, *to[i], values[i]);
    }
    for (int i = 0; i < PARTS && any; i++) {
        bool move = m->update && !agree; /* another address: nothing of the old one stays */
        if (move && strcmp(*to[i], values[i]) != 0) {
            *to[i] = values[i];
            m->changed = true;
        } else if (agree) {
            set(m, to[i], values[i]);
        }
    }
}

/* --- the rest --- */

static void merge_name(struct merge *m, bool *nameless, bool from_nameless)
{
    lia_contact *c = m->c;
    if (from_nameless || strcmp(c->name, m->from->name) == 0 || !(m->update || *nameless))
        return;
    c->name = m->from->name;
    *nameless = false;
    m->changed = true;
}

/* With update tags are joined: those that were put on in the book are not in the file. */
static void merge_tags(struct merge *m)
{
    lia_contact *c = m->c;
    if (!*c->tags || !m->update || !*m->from->tags) {
        set(m, &c->tags, m->from->tags);
        return;
    }
    const char *joined = contact_tags(m->a, arena_printf(m->a, "%s%s", c->tags, m->from->tags));
    if (strlen(joined) <= CONTACT_LONG_MAX)
        set(m, &c->tags, joined);
}

static void merge_company(struct merge *m)
{
    lia_contact *c = m->c;
    const char *name = m->from->company;
    if (c->type == LIA_PERSON && !(*name && same_folded(m->a, c->company, name)))
        set(m, &c->company, name);
}

static void merge_values(struct merge *m)
{
    lia_contact *c = m->c;
    const lia_contact *from = m->from;
    if (from->correspondence && from->correspondence != c->correspondence &&
        (m->update || !c->correspondence)) {
        c->correspondence = from->correspondence;
        m->changed = true;
    }
    if (from->salesperson_id && from->salesperson_id != c->salesperson_id &&
        (m->update || !c->salesperson_id)) {
        c->salesperson_id = from->salesperson_id;
        m->changed = true;
    }
    if (m->update && from->exclude && !c->exclude)
        c->exclude = m->changed = true;
}

bool import_merge(struct arena *a, lia_contact *c, bool *nameless, const lia_contact *from,
                  bool from_nameless, bool update)
{
    struct merge m = {.a = a, .c = c, .from = from, .update = update};
    merge_name(&m, nameless, from_nameless);
    merge_company(&m);
    set(&m, &c->job_title, from->job_title);
    set_emails(&m);
    set_way(&m, LIA_CHANNEL_PHONE, &c->phone, from->phone);
    set_way(&m, LIA_CHANNEL_PHONE, &c->mobile, from->mobile);
    set_way(&m, LIA_CHANNEL_PAGE, &c->home_page, from->home_page);
    merge_channels(&m);
    merge_address(&m);
    set(&m, &c->birthday, from->birthday);
    set(&m, &c->note, from->note);
    merge_tags(&m);
    merge_values(&m);
    if (!*c->uid)
        set(&m, &c->uid, from->uid);
    return m.changed;
}
