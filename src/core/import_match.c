#include "core/import_match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "core/text_hash.h"

/* Kinds of keys. */
enum key {
    KEY_UID = 1,
    KEY_UID_OTHER, /* that a row had beside the record's own */
    KEY_ID,        /* of one of the book that has no UID: exports give it one made of this */
    KEY_NO,
    KEY_EMAIL,          /* anybody with this e-mail */
    KEY_EMAIL_NAMELESS, /* with this e-mail and no name */
    KEY_EMAIL_NAME,     /* not of the first with this e-mail */
    KEY_PHONE_ANY,      /* anybody with this name and phone */
    KEY_PHONE,          /* name, company, phone; not of the first with name and phone */
    KEY_BARE,           /* name and company of one without e-mail and phone */
    KEY_COMPANY         /* name of a company */
};
enum { PHONE_DIGITS = 7, SLOTS_MIN = 64, SAME_KEY_MAX = 8 };

/* --- keys --- */

static uint64_t hash_start(const struct import_match *m, enum key kind)
{
    return hash_begin(m->seed, (unsigned char)kind);
}

/* The last seven digits: what stands before them is written or left out. */
static void last_digits(const char *phone, char out[PHONE_DIGITS + 1])
{
    size_t n = 0;
    out[PHONE_DIGITS] = '\0';
    for (const char *s = phone + strlen(phone); s > phone && n < PHONE_DIGITS;)
        if (*--s >= '0' && *s <= '9')
            out[PHONE_DIGITS - ++n] = *s;
    memmove(out, out + PHONE_DIGITS - n, n + 1);
}

static uint64_t hash_phone(uint64_t h, const char *phone)
{
    char digits[PHONE_DIGITS + 1];
    last_digits(phone, digits);
    return hash_text(h, *digits ? digits : phone);
}

static bool same_phone(const char *a, const char *b)
{
    char x[PHONE_DIGITS + 1], y[PHONE_DIGITS + 1];
    last_digits(a, x);
    last_digits(b, y);
    return strcmp(*x ? x : a, *y ? y : b) == 0;
}

/* --- what a contact is known by --- */

/* The texts that keys are made of. */
struct known_by {
    const char *name, *company; /* folded */
    const char *uid, *no;
    const char *emails[2], *phones[2];
    const lia_channel *channels;
    size_t channel_count;
    int type;
    bool nameless;
};

static struct known_by known_by(const struct import_row *row)
{
    const char *const *text = row->text;
    return (struct known_by){
        .name = text[TEXT_NAME_FOLD],
        .company = text[TEXT_COMPANY_FOLD],
        .uid = text[TEXT_UID],
        .no = text[TEXT_NO],
        .emails = {text[TEXT_EMAIL], text[TEXT_EMAIL2]},
        .phones = {text[TEXT_PHONE], text[TEXT_MOBILE]},
        .channels = row->channels,
        .channel_count = row->facts.channel_count,
        .type = row->facts.type,
        .nameless = row->facts.nameless,
    };
}

/* The i-th e-mail or phone, NULL behind the last; "" is to be passed over. Nobody has more than
 * these, and cards that have the same thousands would be compared for hours. */
static const char *way_at(const struct known_by *k, lia_channel_kind kind, size_t i)
{
    enum { WAYS_MAX = 100 };
    const char *const *own = kind == LIA_CHANNEL_EMAIL ? k->emails : k->phones;
    if (i < 2)
        return own[i];
    if (i - 2 >= k->channel_count || i >= WAYS_MAX)
        return NULL;
    return k->channels[i - 2].kind == kind ? k->channels[i - 2].value : "";
}

static bool has_way(const struct known_by *k, lia_channel_kind kind)
{
    const char *way;
    for (size_t i = 0; (way = way_at(k, kind, i)) != NULL; i++)
        if (*way)
            return true;
    return false;
}

static bool is_bare(const struct known_by *k)
{
    return !has_way(k, LIA_CHANNEL_EMAIL) && !has_way(k, LIA_CHANNEL_PHONE);
}

static bool has_email(const struct known_by *k, const char *email)
{
    const char *way;
    for (size_t i = 0; (way = way_at(k, LIA_CHANNEL_EMAIL, i)) != NULL; i++)
        if (*way && strcasecmp(way, email) == 0)
            return true;
    return false;
}

static bool has_phone(const struct known_by *k, const char *phone)
{
    const char *way;
    for (size_t i = 0; (way = way_at(k, LIA_CHANNEL_PHONE, i)) != NULL; i++)
        if (*way && same_phone(way, phone))
            return true;
    return false;
}

/* --- the index --- */

/* Slots of aliases: the other bits are their place. */
static const uint32_t ALIAS = UINT32_C(1) << 31;

void import_match_init(struct import_match *m, struct import_rows *rows, size_t records,
                       uint64_t seed)
{
    *m = (struct import_match){.rows = rows,
                               .records = VEC_OF(struct import_record),
                               .aliases = VEC_OF(struct import_alias),
                               .seed = seed};
    m->slot_count = SLOTS_MIN;
    while (m->slot_count < records * 4)
        m->slot_count *= 2;
    m->slots = mem_alloc(m->slot_count * sizeof *m->slots);
}

void import_match_end(struct import_match *m)
{
    vec_clear(&m->aliases);
    free(m->slots);
    m->slots = NULL;
}

void import_match_clear(struct import_match *m)
{
    import_match_end(m);
    vec_clear(&m->records);
    import_row_clear(&m->seen);
    *m = (struct import_match){0};
}

/* What a slot keeps of a hash. It says where the slot is to be looked for, too. */
static uint32_t short_hash(uint64_t hash)
{
    return (uint32_t)(hash ^ hash >> 32);
}

static size_t first_slot(const struct import_match *m, uint32_t hash)
{
    return hash & (m->slot_count - 1);
}

static size_t next_slot(const struct import_match *m, size_t i)
{
    return (i + 1) & (m->slot_count - 1);
}

static void grow(struct import_match *m)
{
    struct import_slot *old = m->slots;
    size_t count = m->slot_count, start = 0;
    m->slot_count *= 2;
    m->slots = mem_alloc(m->slot_count * sizeof *m->slots);
    while (old[start].record) /* from a gap on, those of one key keep their order */
        start++;
    for (size_t n = 0; n < count; n++) {
        const struct import_slot *slot = &old[(start + n) & (count - 1)];
        size_t i = first_slot(m, slot->hash);
        while (slot->record && m->slots[i].record)
            i = next_slot(m, i);
        if (slot->record)
            m->slots[i] = *slot;
    }
    free(old);
}

static struct import_record *record_at(const struct import_match *m, size_t i)
{
    return &VEC_AT(&m->records, struct import_record, i);
}

static bool is_archived(const struct import_match *m, const struct import_slot *slot)
{
    return !(slot->record & ALIAS) && record_at(m, slot->record - 1)->archived;
}

/* True for the first with this key. Of more than SAME_KEY_MAX only these are found by it, but
 * archived ones give way. */
static bool put(struct import_match *m, uint64_t whole, uint32_t record)
{
    if (m->used * 4 >= m->slot_count * 3)
        grow(m);
    struct import_slot *archived = NULL;
    uint32_t hash = short_hash(whole);
    size_t i = first_slot(m, hash), same = 0;
    for (; m->slots[i].record; i = next_slot(m, i)) {
        struct import_slot *slot = &m->slots[i];
        if (slot->hash != hash)
            continue;
        if (slot->record == record)
            return same == 0;
        if (same > 0 && is_archived(m, slot))
            archived = slot;
        same++;
    }
    struct import_slot new = {hash, record};
    if (same < SAME_KEY_MAX) {
        m->slots[i] = new;
        m->used++;
    } else if (archived) {
        *archived = new;
    }
    return same == 0;
}

static uint64_t name_key(const struct import_match *m, enum key kind, const struct known_by *k,
                         const char *company)
{
    uint64_t h = hash_text(hash_byte(hash_start(m, kind), (unsigned char)k->type), k->name);
    return company ? hash_text(h, company) : h;
}

static void enter_email(struct import_match *m, const struct known_by *k, const char *email,
                        uint32_t record)
{
    m->nameless |= k->nameless;
    if (k->nameless)
        put(m, hash_email(hash_start(m, KEY_EMAIL_NAMELESS), email), record);
    if (!put(m, hash_email(hash_start(m, KEY_EMAIL), email), record))
        put(m, hash_email(hash_text(hash_start(m, KEY_EMAIL_NAME), k->name), email), record);
}

static void enter_phone(struct import_match *m, const struct known_by *k, const char *phone,
                        uint32_t record)
{
    if (!put(m, hash_phone(name_key(m, KEY_PHONE_ANY, k, NULL), phone), record))
        put(m, hash_phone(name_key(m, KEY_PHONE, k, k->company), phone), record);
}

static uint64_t hash_id(const struct import_match *m, int64_t id)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)id);
    return hash_text(hash_start(m, KEY_ID), text);
}

void import_match_enter(struct import_match *m, size_t at, const struct import_row *row)
{
    struct known_by k = known_by(row);
    uint32_t record = (uint32_t)at + 1;
    const char *way;
    if (*k.uid)
        put(m, hash_text(hash_start(m, KEY_UID), k.uid), record);
    if (!*k.uid && record_at(m, at)->id)
        put(m, hash_id(m, record_at(m, at)->id), record);
    if (*k.no)
        put(m, hash_text(hash_start(m, KEY_NO), k.no), record);
    for (size_t i = 0; (way = way_at(&k, LIA_CHANNEL_EMAIL, i)) != NULL; i++)
        if (*way)
            enter_email(m, &k, way, record);
    for (size_t i = 0; (way = way_at(&k, LIA_CHANNEL_PHONE, i)) != NULL; i++)
        if (*way)
            enter_phone(m, &k, way, record);
    if (is_bare(&k))
        put(m, name_key(m, KEY_BARE, &k, k.company), record);
    if (k.type == LIA_COMPANY)
        put(m, hash_text(hash_start(m, KEY_COMPANY), k.name), record);
}

size_t import_match_add(struct import_match *m, const struct import_record *record,
                        const struct import_row *row)
{
    *(struct import_record *)vec_push(&m->records) = *record;
    import_match_enter(m, m->records.count - 1, row);
    return m->records.count - 1;
}

void import_match_alias(struct import_match *m, const struct import_row *row, size_t record)
{
    *(struct import_alias *)vec_push(&m->aliases) =
        (struct import_alias){row->at, (uint32_t)record};
    put(m, hash_text(hash_start(m, KEY_UID_OTHER), row->text[TEXT_UID]),
        (uint32_t)m->aliases.count | ALIAS);
}

/* --- finding --- */

/* Goes through the records of a key. */
struct walk {
    struct import_match *m;
    uint32_t hash;
    size_t slot;
    uint32_t record; /* of the slot */
    long at;         /* the record at hand, and what it is known by until the next look */
    struct known_by found;
};

static struct walk walk(struct import_match *m, uint64_t hash)
{
    uint32_t part = short_hash(hash);
    return (struct walk){.m = m, .hash = part, .slot = first_slot(m, part)};
}

/* The next slot of the hash; false behind the last. */
static bool next_of(struct walk *w)
{
    const struct import_slot *slots = w->m->slots;
    while (slots[w->slot].record && slots[w->slot].hash != w->hash)
        w->slot = next_slot(w->m, w->slot);
    w->record = slots[w->slot].record;
    w->slot = next_slot(w->m, w->slot);
    return w->record != 0;
}

static bool step(struct walk *w)
{
    struct import_match *m = w->m;
    do
        if (!next_of(w))
            return false;
    while (w->record & ALIAS);
    w->at = (long)w->record - 1;
    import_row_read(m->rows, record_at(m, (size_t)w->at)->at, &m->seen);
    w->found = known_by(&m->seen);
    return true;
}

/* The record that another row with this UID was found to be. */
static long by_alias(struct import_match *m, const char *uid)
{
    struct walk w = walk(m, hash_text(hash_start(m, KEY_UID_OTHER), uid));
    if (!*uid)
        return IMPORT_NONE;
    while (next_of(&w)) {
        if (!(w.record & ALIAS))
            continue;
        const struct import_alias *a =
            &VEC_AT(&m->aliases, struct import_alias, (w.record & ~ALIAS) - 1);
        import_row_read(m->rows, a->at, &m->seen);
        if (strcmp(m->seen.text[TEXT_UID], uid) == 0)
            return (long)a->record;
    }
    return IMPORT_NONE;
}

static void add(struct import_candidates *c, long at)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->at[i] == at)
            return;
    if (c->count < IMPORT_CANDIDATES)
        c->at[c->count++] = at;
}

static long by_text(struct import_match *m, enum key kind, const char *text)
{
    long archived = IMPORT_NONE;
    if (!*text)
        return IMPORT_NONE;
    for (struct walk w = walk(m, hash_text(hash_start(m, kind), text)); step(&w);) {
        const char *has = kind == KEY_UID  ? w.found.uid
                          : kind == KEY_NO ? w.found.no
                                           : w.found.name;
        if (strcmp(has, text) != 0)
            continue;
        if (!record_at(m, (size_t)w.at)->archived)
            return w.at;
        archived = w.at;
    }
    return archived;
}

/* Nobody with this e-mail is mostly the answer, so that is asked first. */
static void by_email(struct import_match *m, const struct known_by *k, const char *email,
                     struct import_candidates *c)
{
    bool any = false;
    for (struct walk w = walk(m, hash_email(hash_start(m, KEY_EMAIL), email)); step(&w);) {
        bool has = has_email(&w.found, email);
        any |= has;
        if (has && strcmp(w.found.name, k->name) == 0)
            add(c, w.at);
    }
    if (!any)
        return;
    uint64_t named = hash_email(hash_text(hash_start(m, KEY_EMAIL_NAME), k->name), email);
    for (struct walk w = walk(m, named); step(&w);)
        if (strcmp(w.found.name, k->name) == 0 && has_email(&w.found, email))
            add(c, w.at);
    if (!k->nameless && !m->nameless)
        return;
    enum key kind = k->nameless ? KEY_EMAIL : KEY_EMAIL_NAMELESS;
    for (struct walk w = walk(m, hash_email(hash_start(m, kind), email)); step(&w);)
        if ((k->nameless || w.found.nameless) && has_email(&w.found, email))
            add(c, w.at);
}

static bool same_name(const struct known_by *a, const struct known_by *b)
{
    return a->type == b->type && strcmp(a->name, b->name) == 0;
}

/* Those with the same name and phone whose company is the one said; company NULL: any. */
static void add_phone(struct import_match *m, const struct known_by *k, const char *phone,
                      enum key kind, const char *company, struct import_candidates *c)
{
    const char *key = kind == KEY_PHONE ? company : NULL;
    for (struct walk w = walk(m, hash_phone(name_key(m, kind, k, key), phone)); step(&w);)
        if (same_name(&w.found, k) && has_phone(&w.found, phone) &&
            (!company || strcmp(w.found.company, company) == 0))
            add(c, w.at);
}

/* The same company first; else a company that only one of the two has is no difference. */
static void by_phone(struct import_match *m, const struct known_by *k, const char *phone,
                     struct import_candidates *c)
{
    struct import_candidates any = {.count = 0};
    add_phone(m, k, phone, KEY_PHONE_ANY, NULL, &any);
    if (any.count == 0)
        return;
    add_phone(m, k, phone, KEY_PHONE_ANY, k->company, c);
    add_phone(m, k, phone, KEY_PHONE, k->company, c);
    add_phone(m, k, phone, KEY_PHONE_ANY, *k->company ? "" : NULL, c);
    if (*k->company)
        add_phone(m, k, phone, KEY_PHONE, "", c);
}

/* Neither has e-mail or phone, and no two UIDs say that they differ. */
static void by_name(struct import_match *m, const struct known_by *k, struct import_candidates *c)
{
    for (struct walk w = walk(m, name_key(m, KEY_BARE, k, k->company)); step(&w);)
        if (same_name(&w.found, k) && is_bare(&w.found) &&
            strcmp(w.found.company, k->company) == 0 && (!*k->uid || !*w.found.uid))
            add(c, w.at);
}

/* A company of the book, where one of the two is nothing but a name. */
static void by_company(struct import_match *m, const struct known_by *k,
                       struct import_candidates *c)
{
    for (struct walk w = walk(m, hash_text(hash_start(m, KEY_COMPANY), k->name)); step(&w);)
        if (record_at(m, (size_t)w.at)->id && strcmp(w.found.name, k->name) == 0 &&
            (is_bare(k) || is_bare(&w.found)))
            add(c, w.at);
}

/* all: those of every rule; else those of the first that finds any. */
static void by_rules(struct import_match *m, const struct known_by *k, bool all,
                     struct import_candidates *c)
{
    const char *way;
    for (size_t i = 0; (all || !c->count) && (way = way_at(k, LIA_CHANNEL_EMAIL, i)); i++)
        if (*way)
            by_email(m, k, way, c);
    for (size_t i = 0; (all || !c->count) && (way = way_at(k, LIA_CHANNEL_PHONE, i)); i++)
        if (*way)
            by_phone(m, k, way, c);
    if ((all || !c->count) && is_bare(k))
        by_name(m, k, c);
    if ((all || !c->count) && k->type == LIA_COMPANY)
        by_company(m, k, c);
}

static long best_of(struct import_match *m, const struct import_candidates *c)
{
    for (size_t i = 0; i < c->count; i++)
        if (!record_at(m, (size_t)c->at[i])->archived)
            return c->at[i];
    return c->count ? c->at[0] : IMPORT_NONE;
}

long import_match_id(struct import_match *m, int64_t id)
{
    for (struct walk w = walk(m, hash_id(m, id)); step(&w);)
        if (record_at(m, (size_t)w.at)->id == id && !*w.found.uid)
            return w.at;
    return IMPORT_NONE;
}

long import_match_find(struct import_match *m, const struct import_row *row, bool *certain)
{
    struct known_by k = known_by(row);
    struct import_candidates c = {.count = 0};
    *certain = true;
    long at = by_text(m, KEY_UID, k.uid);
    if (at == IMPORT_NONE)
        at = by_alias(m, k.uid);
    if (at != IMPORT_NONE)
        return at;
    at = by_text(m, KEY_NO, k.no);
    if (at != IMPORT_NONE) {
        import_row_read(m->rows, record_at(m, (size_t)at)->at, &m->seen);
        if (strcmp(m->seen.text[TEXT_NAME_FOLD], k.name) == 0)
            return at;
    }
    *certain = false;
    by_rules(m, &k, false, &c);
    return best_of(m, &c);
}

void import_match_all(struct import_match *m, const struct import_row *row,
                      struct import_candidates *out)
{
    struct known_by k = known_by(row);
    out->count = 0;
    by_rules(m, &k, true, out);
}

long import_match_sharing(struct import_match *m, const struct import_row *row)
{
    struct known_by k = known_by(row);
    const char *way;
    for (size_t i = 0; (way = way_at(&k, LIA_CHANNEL_EMAIL, i)) != NULL; i++) {
        if (!*way)
            continue;
        for (struct walk w = walk(m, hash_email(hash_start(m, KEY_EMAIL), way)); step(&w);)
            if (has_email(&w.found, way))
                return w.at;
    }
    return IMPORT_NONE;
}

long import_match_company(struct import_match *m, const char *name_fold)
{
    return by_text(m, KEY_COMPANY, name_fold);
}

long import_match_no(struct import_match *m, const char *no)
{
    return by_text(m, KEY_NO, no);
}
