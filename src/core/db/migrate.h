/* migrate.h: how an older book becomes one of this version. schema.sql makes new books; the steps
 * here bring older ones to the same place. */
#ifndef CORE_DB_MIGRATE_H
#define CORE_DB_MIGRATE_H

#include "core/db/db.h"

/* The version of schema.sql, its PRAGMA user_version. */
enum { DB_SCHEMA_VERSION = 2 };
enum { DB_APPLICATION_ID = 1279869249 }; /* "LIAA" */

/* Brings a book of version `to - 1` to `to`. */
struct db_migration {
    int to;
    const char *sql;
};

/* Brings the open book to the version of the last step, after a backup into its folder, which goes
 * again where no step could be done. Each step is one transaction with its version; the version is
 * read again under the write lock, so two sessions may start at once. Steps are in order, without a
 * gap. Fails: BUSY, FULL, IO, CORRUPT, READ_ONLY. */
LIA_MUST_USE lia_status db_migrate(struct db *db, const struct db_migration *steps, int count,
                                   int64_t now, lia_error *err);

/* The steps of this version. */
extern const struct db_migration db_migrations[];
extern const int db_migration_count;

#endif
