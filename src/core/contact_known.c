/* Which contacts of the book a list of names, uids and numbers may mean. Each list is sorted and
 * held against the index of its column: in one pass, or by look-ups when the list is much shorter
 * than the book. Then each contact found is read once, in the order in which they lie in the file.
 */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "core/contact_bulk.h"
#include "core/contact_row.h"

enum { SCAN_FROM = 12 };

struct search {
    struct db *db;
    int64_t contacts; /* how many the book has */
    struct vec ids;   /* of int64_t */
};

/* scan gives all of (contact_id, key) in the order of keys; look_up those of :key. */
struct column {
    const char *scan, *look_up;
};
static const struct column by_name = {
    "SELECT contact_id, name_fold FROM contact ORDER BY name_fold, no",
    "SELECT contact_id FROM contact WHERE name_fold = :key"};
static const struct column by_uid = {
    "SELECT contact_id, uid FROM contact WHERE uid <> '' ORDER BY uid",
    "SELECT contact_id FROM contact WHERE uid = :key AND uid <> ''"};
static const struct column by_no = {"SELECT contact_id, no FROM contact ORDER BY no",
                                    "SELECT contact_id FROM contact WHERE no = :key"};

static void found(struct search *s, int64_t id)
{
    *(int64_t *)vec_push(&s->ids) = id;
}

static lia_status scan(struct search *s, const struct column *column, const char **keys, size_t n,
                       lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(s->db, column->scan, DB_NONE, &rows, err);
    if (status)
        return status;
    for (size_t at = 0; at < n && db_next(rows);) {
        const char *key = db_text(rows, 1);
        int c = strcmp(keys[at], key);
        while (c < 0 && ++at < n)
            c = strcmp(keys[at], key);
        if (at < n && c == 0)
            found(s, db_int(rows, 0));
    }
    return db_rows_close(rows, err);
}

static lia_status look_up(struct search *s, const struct column *column, const char **keys,
                          size_t n, lia_error *err)
{
    lia_status status = LIA_OK;
    for (size_t i = 0; i < n && status == LIA_OK; i++) {
        struct db_rows *rows;
        status = db_query(s->db, column->look_up, DB_PARAMS(db_t("key", keys[i])), &rows, err);
        if (status)
            return status;
        while (db_next(rows))
            found(s, db_int(rows, 0));
        status = db_rows_close(rows, err);
    }
    return status;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* keys (n of them, some NULL or "") are sorted and searched for. */
static lia_status search(struct search *s, const struct column *column, const char **keys, size_t n,
                         lia_error *err)
{
    size_t given = 0;
    for (size_t i = 0; i < n; i++)
        if (keys[i] && *keys[i])
            keys[given++] = keys[i];
    qsort(keys, given, sizeof *keys, compare_texts);
    size_t different = 0;
    for (size_t i = 0; i < given; i++)
        if (!different || strcmp(keys[different - 1], keys[i]) != 0)
            keys[different++] = keys[i];
    if (different == 0)
        return LIA_OK;
    return s->contacts <= (int64_t)different * SCAN_FROM ? scan(s, column, keys, different, err)
                                                         : look_up(s, column, keys, different, err);
}

static lia_status search_all(struct search *s, const struct contact_ask *asks, size_t n,
                             lia_error *err)
{
    struct arena a = {0};
    const char **keys = arena_alloc(&a, (n + 1) * sizeof *keys);
    for (size_t i = 0; i < n; i++)
        keys[i] = asks[i].name_fold;
    lia_status status = search(s, &by_name, keys, n, err);
    for (size_t i = 0; i < n; i++)
        keys[i] = asks[i].uid;
    if (status == LIA_OK)
        status = search(s, &by_uid, keys, n, err);
    for (size_t i = 0; i < n; i++)
        keys[i] = asks[i].no;
    if (status == LIA_OK)
        status = search(s, &by_no, keys, n, err);
    arena_clear(&a);
    return status;
}

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

lia_status contact_known(struct db *db, const struct contact_ask *asks, size_t n,
                         contact_known_fn *fn, void *ctx, lia_error *err)
{
    struct search s = {db, 0, VEC_OF(int64_t)};
    lia_status status = db_query_int(db, "SELECT value FROM counter WHERE name = 'contacts'",
                                     DB_NONE, &s.contacts, NULL, err);
    if (status == LIA_OK && s.contacts > 0)
        status = search_all(&s, asks, n, err);
    sort_ids(&s.ids);
    if (status == LIA_OK && s.ids.count)
        status = contact_read_known(db, s.ids.items, s.ids.count, fn, ctx, err);
    vec_clear(&s.ids);
    return status;
}
