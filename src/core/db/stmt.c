#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "core/db/conn.h"
#include "core/text_hash.h"

static void stmt_free(struct db_stmt *s)
{
    sqlite3_finalize(s->h);
    free(s);
}

static struct db_stmt *find_kept(struct db *db, const char *sql, uint64_t hash)
{
    for (int i = 0; i < db->kept_count; i++) {
        struct db_stmt *s = db->kept[i];
        if (s->hash == hash && !s->busy && strcmp(sqlite3_sql(s->h), sql) == 0)
            return s;
    }
    return NULL;
}

/* The place for one more: the next free one, else that of the one unused for longest. -1 when all
 * are handed out. */
static int place_for_new(struct db *db)
{
    if (db->kept_count < DB_KEPT_STATEMENTS)
        return db->kept_count++;
    int oldest = -1;
    for (int i = 0; i < db->kept_count; i++)
        if (!db->kept[i]->busy && (oldest < 0 || db->kept[i]->used < db->kept[oldest]->used))
            oldest = i;
    if (oldest >= 0)
        stmt_free(db->kept[oldest]);
    return oldest;
}

lia_status db_stmt_get(struct db *db, const char *sql, struct db_stmt **out, lia_error *err)
{
    uint64_t hash = hash_text(hash_begin(0, 0), sql);
    struct db_stmt *s = find_kept(db, sql, hash);
    if (!s) {
        sqlite3_stmt *h = NULL;
        int rc = sqlite3_prepare_v3(db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &h, NULL);
        if (rc != SQLITE_OK)
            return db_fail(db->h, db->path, rc, err);
        assert(h && "no SQL given");
        int place = place_for_new(db);
        assert(place >= 0 && "rows were not closed");
        s = mem_alloc(sizeof *s);
        s->h = h;
        s->hash = hash;
        db->kept[place] = s;
    }
    s->used = ++db->tick;
    s->busy = true;
    *out = s;
    return LIA_OK;
}

void db_stmt_put(struct db *db, struct db_stmt *s)
{
    (void)db;
    if (!s)
        return;
    sqlite3_reset(s->h);
    sqlite3_clear_bindings(s->h);
    s->busy = false;
}

void db_stmt_drop_all(struct db *db)
{
    for (int i = 0; i < db->kept_count; i++)
        stmt_free(db->kept[i]);
    db->kept_count = 0;
}

int db_stmt_names(const struct db_stmt *s)
{
    return sqlite3_bind_parameter_count(s->h);
}

void db_stmt_map(const struct db_stmt *s, const struct db_param *params, int *map)
{
    int n = sqlite3_bind_parameter_count(s->h);
    for (int i = 0; i < n; i++) {
        const char *name = sqlite3_bind_parameter_name(s->h, i + 1);
        assert(name && name[0] == ':' && "parameters are bound by name");
        int at = 0;
        while (params[at].type != DB_END && strcmp(params[at].name, name + 1) != 0)
            at++;
        assert(params[at].type != DB_END && "a parameter that the SQL names is missing");
        map[i] = at;
    }
}

static int bind_one(sqlite3_stmt *h, int place, const struct db_param *p, bool copy)
{
    if (p->type == DB_INT)
        return sqlite3_bind_int64(h, place, p->i);
    if (p->type == DB_TEXT)
        return sqlite3_bind_text(h, place, p->s ? p->s : "", -1,
                                 copy ? SQLITE_TRANSIENT : SQLITE_STATIC);
    return sqlite3_bind_null(h, place);
}

lia_status db_stmt_bind_mapped(struct db_stmt *s, const struct db_param *params, const int *map,
                               bool copy, lia_error *err)
{
    int n = sqlite3_bind_parameter_count(s->h), rc = SQLITE_OK;
    for (int i = 0; i < n && rc == SQLITE_OK; i++)
        rc = bind_one(s->h, i + 1, &params[map[i]], copy);
    return rc == SQLITE_OK ? LIA_OK : db_fail(sqlite3_db_handle(s->h), "", rc, err);
}

lia_status db_stmt_bind(struct db_stmt *s, const struct db_param *params, bool copy, lia_error *err)
{
    int few[64];
    int n = sqlite3_bind_parameter_count(s->h);
    int *map = n <= 64 ? few : mem_alloc((size_t)n * sizeof *map);
    db_stmt_map(s, params, map);
    lia_status status = db_stmt_bind_mapped(s, params, map, copy, err);
    if (map != few)
        free(map);
    return status;
}

lia_status db_exec(struct db *db, const char *sql, lia_error *err)
{
    int rc = sqlite3_exec(db->h, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? LIA_OK : db_fail(db->h, db->path, rc, err);
}

lia_status db_pragma_int(struct db *db, const char *sql, int64_t *value, lia_error *err)
{
    sqlite3_stmt *h = NULL;
    int rc = sqlite3_prepare_v2(db->h, sql, -1, &h, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(h);
        if (rc == SQLITE_ROW)
            *value = sqlite3_column_int64(h, 0);
    }
    int ended = sqlite3_finalize(h);
    if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE)
        return db_fail(db->h, db->path, ended ? ended : rc, err);
    return LIA_OK;
}
