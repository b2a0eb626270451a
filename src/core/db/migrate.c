#include "core/db/migrate.h"

#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/i18n.h"
#include "core/db/conn.h"

/* Version 1 is the first.
 * 2: Interaction Template Setup, and the documents that entries were recorded for. */
static const char to_2[] =
    "CREATE TABLE event (\n"
    "    event_id INTEGER PRIMARY KEY,\n"
    "    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40), -- call-out, "
    "sales-invoice: lower case\n"
    "    description TEXT NOT NULL DEFAULT '',        -- '' for those that liaise brings: it knows "
    "their names\n"
    "    template_id INTEGER REFERENCES interaction_template ON DELETE NO ACTION,\n"
    "    own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)), -- added by the user\n"
    "    op_id INTEGER NOT NULL,\n"
    "    changed_op INTEGER NOT NULL\n"
    ") STRICT;\n"
    "CREATE TABLE entry_document (\n"
    "    entry_no INTEGER PRIMARY KEY REFERENCES entry ON DELETE NO ACTION,\n"
    "    contact_id INTEGER NOT NULL,\n"
    "    event TEXT NOT NULL,                         -- the event's code\n"
    "    no TEXT NOT NULL,\n"
    "    op_id INTEGER NOT NULL,\n"
    "    changed_op INTEGER NOT NULL\n"
    ") STRICT;\n"
    "CREATE INDEX document_no ON entry_document (no, event, contact_id);\n"
    "CREATE TABLE event_was (was_op INTEGER, side INTEGER, event_id INTEGER,\n"
    "    code, description, template_id, own, op_id, changed_op, PRIMARY KEY (was_op, side, "
    "event_id)) WITHOUT ROWID;\n"
    "CREATE TABLE entry_document_was (was_op INTEGER, side INTEGER, entry_no INTEGER,\n"
    "    contact_id, event, no, op_id, changed_op, PRIMARY KEY (was_op, side, entry_no)) WITHOUT "
    "ROWID;\n"
    "WITH known (id, code, template) AS (VALUES\n"
    "(1, 'email-out', 'MAIL-OUT'),\n"
    "(2, 'email-in', 'MAIL-IN'),\n"
    "(3, 'call-out', 'CALL-OUT'),\n"
    "(4, 'call-in', 'CALL-IN'),\n"
    "(5, 'meeting', 'MEETING'),\n"
    "(6, 'letter', 'LETTER-OUT'),\n"
    "(7, 'sales-quote', ''),\n"
    "(8, 'sales-order', ''),\n"
    "(9, 'sales-invoice', ''),\n"
    "(10, 'sales-credit-memo', ''),\n"
    "(11, 'sales-shipment', ''),\n"
    "(12, 'sales-reminder', ''),\n"
    "(13, 'sales-statement', ''),\n"
    "(14, 'purchase-quote', ''),\n"
    "(15, 'purchase-order', ''),\n"
    "(16, 'purchase-invoice', ''),\n"
    "(17, 'purchase-receipt', ''),\n"
    "(18, 'service-order', ''),\n"
    "(19, 'service-quote', ''),\n"
    "(20, 'cover-sheet', ''))\n"
    "INSERT INTO event (event_id, code, template_id, op_id, changed_op)\n"
    "SELECT k.id, k.code, t.template_id, o.n, o.n\n"
    "FROM known AS k LEFT JOIN interaction_template AS t ON t.code = k.template AND t.blocked = 0\n"
    "CROSS JOIN (SELECT coalesce(max(op_id), 0) AS n FROM op) AS o ORDER BY k.id;\n"
    "INSERT INTO counter (name, value) VALUES ('event', 20);\n";

const struct db_migration db_migrations[] = {{2, to_2}};
const int db_migration_count = sizeof db_migrations / sizeof *db_migrations;

/* book.db.v1-2026-11-20.backup, or -2, -3 ... when that is there. Its path is in the arena. */
static lia_status back_up(struct db *db, int version, int64_t now, struct arena *a,
                          const char **path, lia_error *err)
{
    char day[DATE_TEXT];
    date_format_iso((int32_t)(now / 86400), day);
    lia_status status = LIA_EXISTS;
    for (int i = 1; i < 100 && status == LIA_EXISTS; i++) {
        char again[16] = "";
        if (i > 1)
            snprintf(again, sizeof again, "-%d", i);
        *path = arena_printf(a, "%s.v%d-%s%s.backup", db->file, version, day, again);
        status = db_backup(db, *path, NULL, err);
    }
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

static lia_status apply_steps(struct db *db, const struct db_migration *steps, int count,
                              int64_t version, lia_error *err)
{
    /* A step may make a table anew; references are checked at the end of each. */
    lia_status status = db_exec(db, "PRAGMA foreign_keys = 0", err);
    for (int i = 0; i < count && status == LIA_OK; i++)
        if (steps[i].to > version)
            status = apply_locked(db, &steps[i], err);
    lia_error ignored;
    lia_status on = db_exec(db, "PRAGMA foreign_keys = 1", status ? &ignored : err);
    return status ? status : on;
}

/* What failed as a whole is tried again at each start: it must not leave a backup each time. */
static void drop_backup(struct db *db, const char *path, int64_t version)
{
    int64_t now = 0;
    lia_error ignored;
    if (db_pragma_int(db, "PRAGMA user_version", &now, &ignored) == LIA_OK && now == version)
        unlink(path);
}

lia_status db_migrate(struct db *db, const struct db_migration *steps, int count, int64_t now,
                      lia_error *err)
{
    struct arena a = {0};
    const char *backup = NULL;
    int64_t version = 0;
    lia_status status = db_pragma_int(db, "PRAGMA user_version", &version, err);
    if (status || count == 0 || version >= steps[count - 1].to)
        return status;
    if (version < steps[0].to - 1)
        return db_fail(NULL, db->path, SQLITE_CORRUPT, err);
    status = db->file[0] ? back_up(db, (int)version, now, &a, &backup, err) : LIA_OK;
    if (status == LIA_OK) {
        status = apply_steps(db, steps, count, version, err);
        if (status && backup)
            drop_backup(db, backup, version);
    }
    arena_clear(&a);
    return status;
}
