/* Which contacts of the book a long list of names, uids, numbers and e-mails may mean. The hashes
 * of the list are held against each column's index in one pass; where the list is much shorter than
 * the book, each is looked up. Then each contact found is read once, in the order in which they lie
 * in the file. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "core/contact_bulk.h"
#include "core/contact_row.h"
#include "core/core.h"
#include "core/text_hash.h"

/* From this many contacts of the book for each ask on, each is looked up. Rows between two calls of
 * go_on, and contacts that are read at once. */
enum { SCAN_UP_TO = 12, BETWEEN_CALLS = 4096, AT_ONCE = 8192 };

struct search {
    struct db *db;
    const struct contact_search *asks;
    uint64_t *hashes; /* a table, 0 is free */
    size_t room, used;
    uint64_t seed;
    struct vec ids; /* of int64_t */
    size_t seen;    /* rows */
};

/* scan gives (contact_id, key) of all; look_up those of :key. */
struct column {
    enum contact_by by;
    const char *scan, *look_up;
};
static const struct column columns[] = {
    {CONTACT_BY_NAME, "SELECT contact_id, name_fold FROM contact ORDER BY name_fold, no",
     "SELECT contact_id FROM contact WHERE name_fold = :key"},
    {CONTACT_BY_UID, "SELECT contact_id, uid FROM contact WHERE uid <> '' ORDER BY uid",
     "SELECT contact_id FROM contact WHERE uid = :key AND uid <> ''"},
    {CONTACT_BY_ID, "SELECT contact_id, CAST(contact_id AS TEXT) FROM contact",
     "SELECT contact_id FROM contact WHERE contact_id = CAST(:key AS INTEGER)"},
    {CONTACT_BY_NO, "SELECT contact_id, no FROM contact ORDER BY no",
     "SELECT contact_id FROM contact WHERE no = :key"},
    {CONTACT_BY_EMAIL,
     "SELECT contact_id, email FROM contact WHERE email <> '' ORDER BY email COLLATE NOCASE",
     "SELECT contact_id FROM contact WHERE email = :key COLLATE NOCASE AND email <> ''"},
    {CONTACT_BY_EMAIL,
     "SELECT contact_id, email2 FROM contact WHERE email2 <> '' ORDER BY email2 COLLATE NOCASE",
     "SELECT contact_id FROM contact WHERE email2 = :key COLLATE NOCASE AND email2 <> ''"},
    {CONTACT_BY_EMAIL, "SELECT contact_id, value FROM contact_channel WHERE kind = 1",
     "SELECT contact_id FROM contact_channel WHERE value = :key COLLATE NOCASE AND kind = 1"},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static lia_status tell(struct search *s, lia_error *err)
{
    bool due = s->seen++ % BETWEEN_CALLS == 0 && s->asks->go_on;
    if (due && !s->asks->go_on(s->asks->ctx))
        return lia_fail(err, LIA_CANCELED, "", "%s", "");
    return LIA_OK;
}

/* --- what is asked for --- */

static uint64_t hash_of(const struct search *s, enum contact_by by, const char *key)
{
    uint64_t h = hash_begin(s->seed, (unsigned char)by);
    h = by == CONTACT_BY_EMAIL ? hash_email(h, key) : hash_text(h, key);
    return h ? h : 1;
}

/* Where the hash is, or is to be put. */
static size_t place_of(const struct search *s, uint64_t hash)
{
    size_t i = (size_t)(hash ^ hash >> 32) & (s->room - 1);
    while (s->hashes[i] && s->hashes[i] != hash)
        i = (i + 1) & (s->room - 1);
    return i;
}

static void make_room(struct search *s, size_t room)
{
    uint64_t *old = s->hashes;
    size_t count = s->room;
    s->room = room;
    s->hashes = mem_alloc(room * sizeof *s->hashes);
    for (size_t i = 0; i < count; i++)
        if (old[i])
            s->hashes[place_of(s, old[i])] = old[i];
    free(old);
}

/* False when it was asked before. */
static bool remember(struct search *s, const struct contact_ask *ask)
{
    uint64_t hash = hash_of(s, ask->by, ask->key);
    if (s->used * 4 >= s->room * 3)
        make_room(s, s->room * 2);
    size_t i = place_of(s, hash);
    if (s->hashes[i])
        return false;
    s->hashes[i] = hash;
    s->used++;
    return true;
}

static bool next_ask(struct search *s, struct contact_ask *ask)
{
    while (s->asks->ask(s->asks->ctx, ask))
        if (*ask->key && remember(s, ask))
            return true;
    return false;
}

/* --- who is it --- */

static void found(struct search *s, int64_t id)
{
    *(int64_t *)vec_push(&s->ids) = id;
}

static lia_status scan(struct search *s, const struct column *column, lia_error *err)
{
    struct db_rows *rows;
    lia_status told = LIA_OK, status = db_query(s->db, column->scan, DB_NONE, &rows, err);
    if (status)
        return status;
    while (told == LIA_OK && db_next(rows)) {
        if (s->hashes[place_of(s, hash_of(s, column->by, db_text(rows, 1)))])
            found(s, db_int(rows, 0));
        told = tell(s, err);
    }
    status = db_rows_close(rows, told ? NULL : err);
    return told ? told : status;
}

static lia_status scan_all(struct search *s, lia_error *err)
{
    struct contact_ask ask;
    bool asked[CONTACT_BYS] = {false};
    lia_status status = LIA_OK;
    while (status == LIA_OK && next_ask(s, &ask)) {
        asked[ask.by] = true;
        status = tell(s, err);
    }
    for (size_t i = 0; i < COLUMNS && status == LIA_OK; i++)
        if (asked[columns[i].by])
            status = scan(s, &columns[i], err);
    return status;
}

static lia_status look_up(struct search *s, const struct column *column, const char *key,
                          lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(s->db, column->look_up, DB_PARAMS(db_t("key", key)), &rows, err);
    if (status)
        return status;
    while (db_next(rows))
        found(s, db_int(rows, 0));
    return db_rows_close(rows, err);
}

static lia_status look_up_all(struct search *s, lia_error *err)
{
    struct contact_ask ask;
    lia_status status = LIA_OK;
    while (status == LIA_OK && next_ask(s, &ask)) {
        for (size_t i = 0; i < COLUMNS && status == LIA_OK; i++)
            if (columns[i].by == ask.by)
                status = look_up(s, &columns[i], ask.key, err);
        if (status == LIA_OK)
            status = tell(s, err);
    }
    return status;
}

/* --- reading them --- */

static int compare_ids(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Each once, in their order. */
static void sort_ids(struct vec *v)
{
    int64_t *ids = v->items;
    size_t n = 0;
    if (v->count)
        qsort(ids, v->count, sizeof *ids, compare_ids);
    for (size_t i = 0; i < v->count; i++)
        if (n == 0 || ids[n - 1] != ids[i])
            ids[n++] = ids[i];
    v->count = n;
}

static lia_status read_all(struct search *s, lia_error *err)
{
    const int64_t *ids = s->ids.items;
    lia_status status = LIA_OK;
    for (size_t i = 0; i < s->ids.count && status == LIA_OK; i += AT_ONCE) {
        size_t n = s->ids.count - i < AT_ONCE ? s->ids.count - i : AT_ONCE;
        s->seen = 0;
        status = tell(s, err);
        if (status == LIA_OK)
            status = contact_read_known(s->db, ids + i, n, s->asks->known, s->asks->ctx, err);
    }
    return status;
}

lia_status contact_known(struct db *db, const struct contact_search *asks, lia_error *err)
{
    struct search s = {.db = db, .asks = asks, .ids = VEC_OF(int64_t)};
    int64_t contacts = 0;
    lia_status status = db_query_int(db, "SELECT value FROM counter WHERE name = 'contacts'",
                                     DB_NONE, &contacts, NULL, err);
    if (status || contacts == 0)
        return status;
    s.seed = book_random_seed();
    size_t room = 64;
    while (room < asks->n * 4)
        room *= 2;
    make_room(&s, room);
    status = contacts <= (int64_t)asks->n * SCAN_UP_TO ? scan_all(&s, err) : look_up_all(&s, err);
    free(s.hashes);
    if (status == LIA_OK) {
        sort_ids(&s.ids);
        status = read_all(&s, err);
    }
    vec_clear(&s.ids);
    return status;
}
