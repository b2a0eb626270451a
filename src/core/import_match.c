#include "core/import_match.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

/* Kinds of keys. */
enum key {
    KEY_UID = 1,
    KEY_NO,
    KEY_EMAIL,          /* anybody with this e-mail */
    KEY_EMAIL_NAMELESS, /* with this e-mail and no name */
    KEY_EMAIL_NAME,     /* only of those whom KEY_EMAIL does not give */
    KEY_PHONE_ANY,      /* anybody with this name and phone */
    KEY_PHONE,          /* name, company, phone: of those whom KEY_PHONE_ANY does not give */
    KEY_BARE,           /* name and company of one without e-mail and phone */
    KEY_COMPANY         /* name of a company */
};
enum { PHONE_DIGITS = 7, SLOTS_MIN = 64 };

/* --- hashes (FNV-1a) --- */

static uint64_t hash_byte(uint64_t h, unsigned char c)
{
    return (h ^ c) * UINT64_C(0x100000001B3);
}

static uint64_t hash_start(const struct import_match *m, enum key kind)
{
    return hash_byte(UINT64_C(0xCBF29CE484222325) ^ m->seed, (unsigned char)kind);
}

static uint64_t hash_text(uint64_t h, const char *text)
{
    for (; *text; text++)
        h = hash_byte(h, (unsigned char)*text);
    return hash_byte(h, 0);
}

/* E-mails are compared without case, as the book does. */
static uint64_t hash_email(uint64_t h, const char *email)
{
    for (; *email; email++)
        h = hash_byte(h, (unsigned char)(*email >= 'A' && *email <= 'Z' ? *email | 0x20 : *email));
    return hash_byte(h, 0);
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
    const char *text[TEXT_MOBILE + 1];
    import_texts(row, text, TEXT_MOBILE + 1);
    return (struct known_by){
        .name = text[TEXT_NAME_FOLD],
        .company = text[TEXT_COMPANY_FOLD],
        .uid = text[TEXT_UID],
        .no = text[TEXT_NO],
        .emails = {text[TEXT_EMAIL], text[TEXT_EMAIL2]},
        .phones = {text[TEXT_PHONE], text[TEXT_MOBILE]},
        .channels = row->channels,
        .channel_count = row->channel_count,
        .type = row->type,
        .nameless = row->nameless,
    };
}

/* The i-th e-mail or phone, NULL behind the last; "" is to be passed over. */
static const char *way_at(const struct known_by *k, lia_channel_kind kind, size_t i)
{
    const char *const *own = kind == LIA_CHANNEL_EMAIL ? k->emails : k->phones;
    if (i < 2)
        return own[i];
    if (i - 2 >= k->channel_count)
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

void import_match_init(struct import_match *m, size_t records, uint64_t seed)
{
    *m = (struct import_match){.records = VEC_OF(struct import_record), .seed = seed};
    m->slot_count = SLOTS_MIN;
    while (m->slot_count < records * 4)
        m->slot_count *= 2;
    m->slots = mem_alloc(m->slot_count * sizeof *m->slots);
}

void import_match_clear(struct import_match *m)
{
    vec_clear(&m->records);
    free(m->slots);
    *m = (struct import_match){0};
}

static struct import_slot *slot_for(const struct import_match *m, uint64_t hash)
{
    size_t i = (size_t)(hash ^ hash >> 32) & (m->slot_count - 1);
    while (m->slots[i].record && m->slots[i].hash != hash)
        i = (i + 1) & (m->slot_count - 1);
    return &m->slots[i];
}

static void grow(struct import_match *m)
{
    struct import_slot *old = m->slots;
    size_t count = m->slot_count;
    m->slot_count *= 2;
    m->slots = mem_alloc(m->slot_count * sizeof *m->slots);
    for (size_t i = 0; i < count; i++)
        if (old[i].record)
            *slot_for(m, old[i].hash) = old[i];
    free(old);
}

static struct import_record *record_at(const struct import_match *m, size_t i)
{
    return &VEC_AT(&m->records, struct import_record, i);
}

/* False when the key gives another record, or may do so later. */
static bool put(struct import_match *m, uint64_t hash, size_t record)
{
    if (m->used * 4 >= m->slot_count * 3)
        grow(m);
    struct import_slot *slot = slot_for(m, hash);
    bool archived = record_at(m, record)->archived;
    if (slot->record == record + 1)
        return !archived;
    if (slot->record && (archived || !record_at(m, slot->record - 1)->archived))
        return false; /* who came first stays, but gives way when archived */
    m->used += slot->record == 0;
    *slot = (struct import_slot){hash, (uint32_t)record + 1};
    return !archived;
}

static uint64_t name_key(const struct import_match *m, enum key kind, const struct known_by *k,
                         const char *company)
{
    uint64_t h = hash_text(hash_byte(hash_start(m, kind), (unsigned char)k->type), k->name);
    return company ? hash_text(h, company) : h;
}

static void enter_email(struct import_match *m, const struct known_by *k, const char *email,
                        size_t record)
{
    m->nameless |= k->nameless;
    if (k->nameless)
        put(m, hash_email(hash_start(m, KEY_EMAIL_NAMELESS), email), record);
    if (!put(m, hash_email(hash_start(m, KEY_EMAIL), email), record))
        put(m, hash_email(hash_text(hash_start(m, KEY_EMAIL_NAME), k->name), email), record);
}

static void enter_phone(struct import_match *m, const struct known_by *k, const char *phone,
                        size_t record)
{
    if (!put(m, hash_phone(name_key(m, KEY_PHONE_ANY, k, NULL), phone), record))
        put(m, hash_phone(name_key(m, KEY_PHONE, k, k->company), phone), record);
}

void import_match_enter(struct import_match *m, size_t record)
{
    struct known_by k = known_by(&record_at(m, record)->row);
    const char *way;
    if (*k.uid)
        put(m, hash_text(hash_start(m, KEY_UID), k.uid), record);
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

/* --- finding --- */

/* The record under the hash, with what it is known by. */
static long look(const struct import_match *m, uint64_t hash, struct known_by *found)
{
    const struct import_slot *slot = slot_for(m, hash);
    if (!slot->record)
        return IMPORT_NONE;
    const struct import_record *r = record_at(m, slot->record - 1);
    *found = known_by(&r->row);
    return (long)slot->record - 1;
}

static long by_text(const struct import_match *m, enum key kind, const char *text)
{
    struct known_by found;
    long at = *text ? look(m, hash_text(hash_start(m, kind), text), &found) : IMPORT_NONE;
    if (at == IMPORT_NONE)
        return at;
    const char *has = kind == KEY_UID ? found.uid : kind == KEY_NO ? found.no : found.name;
    return strcmp(has, text) == 0 ? at : IMPORT_NONE;
}

/* Nobody with this e-mail is mostly the answer, so that is asked first. */
static long by_email(const struct import_match *m, const struct known_by *k, const char *email)
{
    struct known_by found;
    long any = look(m, hash_email(hash_start(m, KEY_EMAIL), email), &found);
    if (any == IMPORT_NONE)
        return any;
    bool has = has_email(&found, email);
    if (has && strcmp(found.name, k->name) == 0)
        return any;
    long at = look(m, hash_email(hash_text(hash_start(m, KEY_EMAIL_NAME), k->name), email), &found);
    if (at != IMPORT_NONE && strcmp(found.name, k->name) == 0 && has_email(&found, email))
        return at;
    if (k->nameless)
        return has ? any : IMPORT_NONE;
    at = m->nameless ? look(m, hash_email(hash_start(m, KEY_EMAIL_NAMELESS), email), &found)
                     : IMPORT_NONE;
    return at != IMPORT_NONE && found.nameless && has_email(&found, email) ? at : IMPORT_NONE;
}

static bool same_name(const struct known_by *a, const struct known_by *b)
{
    return a->type == b->type && strcmp(a->name, b->name) == 0;
}

/* The same name and phone; company NULL: any. */
static long look_phone(const struct import_match *m, const struct known_by *k, const char *phone,
                       const char *company, struct known_by *found)
{
    enum key kind = company ? KEY_PHONE : KEY_PHONE_ANY;
    long at = look(m, hash_phone(name_key(m, kind, k, company), phone), found);
    bool right = at != IMPORT_NONE && same_name(found, k) && has_phone(found, phone) &&
                 (!company || strcmp(found->company, company) == 0);
    return right ? at : IMPORT_NONE;
}

/* The same company first; else a company that only one of the two has is no difference. */
static long by_phone(const struct import_match *m, const struct known_by *k, const char *phone)
{
    struct known_by found, other;
    long any = look_phone(m, k, phone, NULL, &found);
    if (any == IMPORT_NONE || strcmp(found.company, k->company) == 0)
        return any;
    long at = look_phone(m, k, phone, k->company, &other);
    if (at != IMPORT_NONE)
        return at;
    return !*k->company || !*found.company ? any : look_phone(m, k, phone, "", &other);
}

/* Neither has e-mail or phone, and no two UIDs say that they differ. */
static long by_name(const struct import_match *m, const struct known_by *k)
{
    struct known_by found;
    long at = look(m, name_key(m, KEY_BARE, k, k->company), &found);
    bool right = at != IMPORT_NONE && same_name(&found, k) && is_bare(&found) &&
                 strcmp(found.company, k->company) == 0 && (!*k->uid || !*found.uid);
    return right ? at : IMPORT_NONE;
}

/* A company of the book, where one of the two is nothing but a name. */
static long by_company(const struct import_match *m, const struct known_by *k)
{
    long at = import_match_company(m, k->name);
    if (at == IMPORT_NONE || record_at(m, (size_t)at)->id == 0)
        return IMPORT_NONE;
    const struct import_record *r = record_at(m, (size_t)at);
    struct known_by found = known_by(&r->row);
    return is_bare(k) || is_bare(&found) ? at : IMPORT_NONE;
}

long import_match_find(const struct import_match *m, const struct import_row *row)
{
    struct known_by k = known_by(row);
    const char *way;
    long at = by_text(m, KEY_UID, k.uid);
    if (at == IMPORT_NONE) {
        at = by_text(m, KEY_NO, k.no);
        if (at != IMPORT_NONE &&
            strcmp(import_text(&record_at(m, (size_t)at)->row, TEXT_NAME_FOLD), k.name) != 0)
            at = IMPORT_NONE;
    }
    for (size_t i = 0; at == IMPORT_NONE && (way = way_at(&k, LIA_CHANNEL_EMAIL, i)) != NULL; i++)
        if (*way)
            at = by_email(m, &k, way);
    for (size_t i = 0; at == IMPORT_NONE && (way = way_at(&k, LIA_CHANNEL_PHONE, i)) != NULL; i++)
        if (*way)
            at = by_phone(m, &k, way);
    if (at == IMPORT_NONE && is_bare(&k))
        at = by_name(m, &k);
    if (at == IMPORT_NONE && k.type == LIA_COMPANY)
        at = by_company(m, &k);
    return at;
}

long import_match_sharing(const struct import_match *m, const struct import_row *row)
{
    struct known_by k = known_by(row), found;
    const char *way;
    for (size_t i = 0; (way = way_at(&k, LIA_CHANNEL_EMAIL, i)) != NULL; i++) {
        long at = *way ? look(m, hash_email(hash_start(m, KEY_EMAIL), way), &found) : IMPORT_NONE;
        if (at != IMPORT_NONE && has_email(&found, way))
            return at;
    }
    return IMPORT_NONE;
}

long import_match_company(const struct import_match *m, const char *name_fold)
{
    return by_text(m, KEY_COMPANY, name_fold);
}

long import_match_no(const struct import_match *m, const char *no)
{
    return by_text(m, KEY_NO, no);
}
