#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "core/db/conn.h"
#include "core/db/migrate.h"

extern const char lia_schema_sql[]; /* made from schema.sql */

/* What the file says it is. */
struct identity {
    int64_t application, version, tables;
    int rc; /* of reading these */
};

/* A book may come from anywhere: nothing in it is trusted beyond being data. */
static void set_limits(sqlite3 *h)
{
    static const struct {
        int id, value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 64 << 20},     {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
        {SQLITE_LIMIT_COLUMN, 200},          {SQLITE_LIMIT_EXPR_DEPTH, 500},
        {SQLITE_LIMIT_COMPOUND_SELECT, 100}, {SQLITE_LIMIT_VDBE_OP, 1 << 20},
        {SQLITE_LIMIT_FUNCTION_ARG, 32},     {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 10},    {SQLITE_LIMIT_VARIABLE_NUMBER, 1000},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(h, limits[i].id, limits[i].value);
    static const struct {
        int option, on;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        sqlite3_db_config(h, options[i].option, options[i].on, NULL);
}

static lia_status open_handle(struct db *db, const char *name, int flags, lia_error *err)
{
    sqlite3_close(db->h);
    db->h = NULL;
    /* Nobody asks how much memory the engine has; counting it costs a tenth of a large import.
     * Refused once the engine is in use, which changes nothing. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int rc =
        sqlite3_open_v2(name, &db->h, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (rc != SQLITE_OK)
        return db_fail(db->h, db->path, rc, err);
    set_limits(db->h);
    sqlite3_busy_handler(db->h, db_busy, db);
    return LIA_OK;
}

/* Reads the file for the first time. All of one moment: another session may be making the book. */
static lia_status identify(struct db *db, struct identity *id, lia_error *err)
{
    bool outside = sqlite3_get_autocommit(db->h);
    lia_status status = outside ? db_exec(db, "BEGIN", err) : LIA_OK;
    if (status == LIA_OK)
        status = db_pragma_int(db, "SELECT count(*) FROM sqlite_schema", &id->tables, err);
    if (status == LIA_OK)
        status = db_pragma_int(db, "PRAGMA application_id", &id->application, err);
    if (status == LIA_OK)
        status = db_pragma_int(db, "PRAGMA user_version", &id->version, err);
    id->rc = sqlite3_errcode(db->h) & 0xFF;
    if (outside && !sqlite3_get_autocommit(db->h))
        sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

static char *immutable_uri(const char *file)
{
    struct str uri = {0};
    str_add(&uri, "file:");
    for (const char *c = file; *c; c++) {
        if (strchr("?#%", *c))
            str_add_f(&uri, "%%%02X", (unsigned char)*c);
        else
            str_add_char(&uri, *c);
    }
    str_add(&uri, "?immutable=1");
    return str_take(&uri);
}

/* A logged book in a folder that cannot be written (a CD, a snapshot) has no room for the engine's
 * side files. With no log waiting it is whole without them. */
static lia_status open_immutable(struct db *db, struct identity *id, lia_error *err)
{
    char shown[DB_SHOWN];
    if (db_file_exists_filled(db->file, "-wal"))
        return lia_fail(err, LIA_IO, "", _("%s: not closed cleanly; copy it with its -wal file"),
                        db_shown(db->path, shown));
    char *uri = immutable_uri(db->file);
    lia_status status = open_handle(db, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
    free(uri);
    return status ? status : identify(db, id, err);
}

static lia_status open_file(struct db *db, int flags, struct identity *id, lia_error *err)
{
    bool read_only = (flags & DB_READ_ONLY) || !db_file_folder_writable(db->file);
    int mode = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    lia_status status = open_handle(db, db->file, mode | SQLITE_OPEN_NOFOLLOW, err);
    if (status)
        return status;
    status = identify(db, id, err);
    db->read_only = read_only || sqlite3_db_readonly(db->h, "main") == 1;
    if (status != LIA_OK && db->read_only &&
        (id->rc == SQLITE_CANTOPEN || id->rc == SQLITE_READONLY))
        status = open_immutable(db, id, err);
    return status;
}

/* --- making the tables --- */

static lia_status set_journal(struct db *db, lia_error *err)
{
    if (db->read_only || !db->file[0])
        return LIA_OK;
    bool network = db_file_on_network(db->file);
    lia_status status =
        db_exec(db, network ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL", err);
    sqlite3_wal_hook(db->h, db_after_commit, db);
    /* Other sessions hold it in the other mode: that works as well. */
    return status == LIA_BUSY ? LIA_OK : status;
}

static bool is_blank(const struct identity *id)
{
    return id->application == 0 && id->version == 0 && id->tables == 0;
}

static lia_status make_tables_locked(struct db *db, lia_error *err)
{
    struct identity id = {0};
    lia_status status = identify(db, &id, err);
    if (status == LIA_OK && is_blank(&id))
        status = db_exec(db, lia_schema_sql, err);
    return status ? status : db_exec(db, "COMMIT", err);
}

static lia_status make_tables(struct db *db, lia_error *err)
{
    lia_status status = set_journal(db, err);
    if (status == LIA_OK)
        status = db_exec(db, "BEGIN IMMEDIATE", err);
    if (status)
        return status;
    status = make_tables_locked(db, err);
    if (status && !sqlite3_get_autocommit(db->h))
        sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* --- is it a book, and one that we know? --- */

static lia_status check_identity(const struct db *db, const struct identity *id, lia_error *err)
{
    char shown[DB_SHOWN];
    db_shown(db->path, shown);
    if (is_blank(id))
        return lia_fail(err, LIA_CORRUPT, "", _("%s: an empty file, not a book; name another one"),
                        shown);
    if (id->application != DB_APPLICATION_ID || id->version <= 0)
        return lia_fail(err, LIA_CORRUPT, "",
                        _("%s: a database, but not a book of liaise; name another file"), shown);
    if (id->version > DB_SCHEMA_VERSION)
        return lia_fail(err, LIA_TOO_NEW, "",
                        _("%s: made by a newer liaise; update liaise to open it"), shown);
    if (id->version < DB_SCHEMA_VERSION && db->read_only)
        return lia_fail(err, LIA_READ_ONLY, "",
                        _("%s: from an older liaise; open it once where it can be written"), shown);
    return LIA_OK;
}

/* Settings that a book's promises depend on are read back: an engine built otherwise would ignore
 * them. */
static lia_status insist(struct db *db, const char *set, const char *get, int64_t expected,
                         lia_error *err)
{
    int64_t is = -1;
    lia_status status = db_exec(db, set, err);
    if (status == LIA_OK)
        status = db_pragma_int(db, get, &is, err);
    if (status == LIA_OK && is != expected)
        status =
            lia_fail(err, LIA_IO, "", _("This SQLite cannot do: %s; install another build"), set);
    return status;
}

static lia_status settle(struct db *db, lia_error *err)
{
    lia_status status = insist(db, "PRAGMA foreign_keys = 1", "PRAGMA foreign_keys", 1, err);
    if (status == LIA_OK)
        status = set_journal(db, err);
    if (status == LIA_OK)
        status = insist(db, "PRAGMA synchronous = FULL", "PRAGMA synchronous", 2, err);
    if (status == LIA_OK)
        status = insist(db, "PRAGMA secure_delete = 1", "PRAGMA secure_delete", 1, err);
    if (status == LIA_OK)
        status =
            db_exec(db,
                    "PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0;"
                    "PRAGMA temp_store = MEMORY;" /* nobody's name in /tmp */
                    "PRAGMA journal_size_limit = " DB_LOG_KEPT "; PRAGMA cache_size = " DB_CACHE,
                    err);
    return status ? status : db_functions_add(db, err);
}

static lia_status open_book(struct db *db, int flags, int64_t now, lia_error *err)
{
    struct identity id = {0};
    lia_status status;
    if (flags & DB_MEMORY)
        status = open_handle(db, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    else
        status = open_file(db, flags, &id, err);
    if (status == LIA_OK && is_blank(&id) && (flags & (DB_CREATE | DB_MEMORY)) && !db->read_only) {
        status = make_tables(db, err);
        if (status == LIA_OK)
            status = identify(db, &id, err);
    }
    if (status == LIA_OK)
        status = check_identity(db, &id, err);
    if (status == LIA_OK && id.version < DB_SCHEMA_VERSION)
        status = db_migrate(db, db_migrations, db_migration_count, now, err);
    return status ? status : settle(db, err);
}

/* What could not be finished must not stay as an empty file; but another session may have taken it
 * over. */
static void remove_unfinished(const char *file)
{
    enum { BLANK = 65536 }; /* at most one page */
    struct stat st;
    if (lstat(file, &st) == 0 && st.st_size <= BLANK && !db_file_exists_filled(file, "-wal"))
        unlink(file);
}

lia_status db_open(const char *path, int flags, int64_t now, struct db **out, lia_error *err)
{
    bool memory = flags & DB_MEMORY, made = false;
    struct db *db = mem_alloc(sizeof *db);
    db->path = mem_strdup(memory ? "" : path);
    lia_status status = LIA_OK;
    if (memory)
        db->file = mem_strdup("");
    else
        status = db_file_prepare(path, flags, &db->file, &made, err);
    if (status == LIA_OK)
        status = open_book(db, flags, now, err);
    if (status == LIA_OK) {
        *out = db;
        return LIA_OK;
    }
    sqlite3_close(db->h);
    db->h = NULL;
    if (made)
        remove_unfinished(db->file);
    db_close(db);
    return status;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db_stmt_drop_all(db);
    sqlite3_close(db->h);
    free(db->path);
    free(db->file);
    free(db);
}

bool db_is_read_only(const struct db *db)
{
    return db->read_only;
}

const char *db_path(const struct db *db)
{
    return db->path;
}

int64_t db_data_version(struct db *db)
{
    int64_t version = 0;
    bool found;
    lia_error err;
    if (db_query_int(db, "PRAGMA data_version", DB_NONE, &version, &found, &err) != LIA_OK)
        return -1; /* it cannot be read now: looks changed, and the next query says why */
    return version;
}
