#include "core/db/migrate.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/i18n.h"
#include "core/db/conn.h"

/* Version 1 is the first. A step looks like {2, "ALTER TABLE contact ADD COLUMN ...;"}. */
const struct db_migration db_migrations[] = {{1, NULL}};
const int db_migration_count = 0;

/* book.db.v1-2026-11-20.backup, or -2, -3 ... when that is there. */
static lia_status back_up(struct db *db, int version, int64_t now, lia_error *err)
{
    struct arena a = {0};
    char day[DATE_TEXT];
    date_format_iso((int32_t)(now / 86400), day);
    lia_status status = LIA_EXISTS;
    for (int i = 1; i < 100 && status == LIA_EXISTS; i++) {
        char again[16] = "";
        if (i > 1)
            snprintf(again, sizeof again, "-%d", i);
        const char *path = arena_printf(&a, "%s.v%d-%s%s.backup", db->file, version, day, again);
        status = db_backup(db, path, NULL, err);
    }
    arena_clear(&a);
    return status;
}

static lia_status apply(struct db *db, const struct db_migration *step, lia_error *err)
{
    lia_status status = db_exec(db, step->sql, err);
    if (status)
        return status;
    char version[64];
    snprintf(version, sizeof version, "PRAGMA user_version = %d", step->to);
    status = db_exec(db, version, err);
    if (status)
        return status;
    int64_t broken = 0;
    status = db_pragma_int(db, "SELECT count(*) FROM pragma_foreign_key_check", &broken, err);
    if (status == LIA_OK && broken)
        status = db_fail(NULL, db->path, SQLITE_CORRUPT, err);
    return status;
}

/* Another session may have done it while this one waited for the lock. */
static lia_status apply_locked(struct db *db, const struct db_migration *step, lia_error *err)
{
    lia_status status = db_exec(db, "BEGIN IMMEDIATE", err);
    if (status)
        return status;
    int64_t version = 0;
    status = db_pragma_int(db, "PRAGMA user_version", &version, err);
    if (status == LIA_OK && version == step->to - 1)
        status = apply(db, step, err);
    if (status == LIA_OK)
        status = db_exec(db, "COMMIT", err);
    if (status != LIA_OK && !sqlite3_get_autocommit(db->h))
        sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

lia_status db_migrate(struct db *db, const struct db_migration *steps, int count, int64_t now,
                      lia_error *err)
{
    int64_t version = 0;
    lia_status status = db_pragma_int(db, "PRAGMA user_version", &version, err);
    if (status || count == 0 || version >= steps[count - 1].to)
        return status;
    if (version < steps[0].to - 1)
        return db_fail(NULL, db->path, SQLITE_CORRUPT, err);
    status = db->file[0] ? back_up(db, (int)version, now, err) : LIA_OK;
    if (status)
        return status;
    /* A step may make a table anew; references are checked at the end of each. */
    status = db_exec(db, "PRAGMA foreign_keys = 0", err);
    for (int i = 0; i < count && status == LIA_OK; i++)
        if (steps[i].to > version)
            status = apply_locked(db, &steps[i], err);
    lia_status on = db_exec(db, "PRAGMA foreign_keys = 1", err);
    return status ? status : on;
}
