#include <assert.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "core/db/conn.h"

/* The log is copied into the book when nobody waits (db_idle) or the book is closed; if neither
 * comes for long, by the commit that finds it over LOG_LIMIT pages. */
enum { LOG_IDLE = 1000, LOG_LIMIT = 8000 };

static void checkpoint(struct db *db)
{
    int left = 0, copied = 0;
    /* PASSIVE waits for nobody; what it cannot do now stays for the next time. */
    if (sqlite3_wal_checkpoint_v2(db->h, NULL, SQLITE_CHECKPOINT_PASSIVE, &left, &copied) ==
        SQLITE_OK)
        db->wal_pages = left - copied;
}

int db_after_commit(void *ctx, sqlite3 *h, const char *name, int pages)
{
    (void)h;
    (void)name;
    struct db *db = ctx;
    db->wal_pages = pages;
    if (pages >= LOG_LIMIT && !db->large)
        checkpoint(db);
    return SQLITE_OK;
}

bool db_idle(struct db *db)
{
    assert(db->open_rows == 0);
    if (!db->read_only && db->wal_pages >= LOG_IDLE)
        checkpoint(db);
    return false;
}

void db_release_memory(struct db *db)
{
    sqlite3_db_release_memory(db->h);
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

/* Pages that many rows touch at random are written once instead of once each time they fall out of
 * the cache. */
void db_large_begin(struct db *db, bool fed)
{
    db->large = true;
    db_release_memory(db); /* what was needed to work it out */
    sqlite3_exec(db->h,
                 fed ? "PRAGMA cache_size = " DB_CACHE_FED : "PRAGMA cache_size = " DB_CACHE_LARGE,
                 NULL, NULL, NULL);
}

void db_large_end(struct db *db)
{
    db->large = false;
    sqlite3_exec(db->h, "PRAGMA cache_size = " DB_CACHE, NULL, NULL, NULL);
    db_release_memory(db);
}
