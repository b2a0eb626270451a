/* conn.h: what the files of core/db share: the connection, its prepared statements, its errors. */
#ifndef CORE_DB_CONN_H
#define CORE_DB_CONN_H

#include <sqlite3.h>

#include "core/db/db.h"

enum { DB_KEPT_STATEMENTS = 160 };

/* What PRAGMA cache_size takes: KiB, negative. */
#define DB_CACHE       "-2000"
#define DB_CACHE_LARGE "-128000"
#define DB_CACHE_FED   "-11000" /* of a batch that is fed from a file: its memory is promised */
/* Bytes that the log keeps on the device after a large batch. */
#define DB_LOG_KEPT "33554432"

/* A prepared statement. The connection keeps those it has seen, the least recently used one goes
 * first. */
struct db_stmt {
    sqlite3_stmt *h;
    uint64_t hash; /* of the SQL */
    uint64_t used; /* db->tick of its last use */
    bool busy;     /* handed out */
};

struct db {
    sqlite3 *h;
    char *path; /* as it was given, "" in memory */
    char *file; /* resolved, as the engine opened it; "" in memory */
    bool read_only;
    struct db_stmt *kept[DB_KEPT_STATEMENTS];
    int kept_count;
    uint64_t tick;
    int open_rows;
    /* Reading is interrupted by what db_set_progress installed, a batch by its own progress. */
    bool (*keep_going)(void *ctx);
    void *keep_going_ctx;
    struct db_watch *watch; /* of the batch or other long work that is running, else NULL */
    int wal_pages;          /* pages in the log after our last commit */
    bool large;             /* a large batch is running: no checkpoint now */
    bool no_wait;           /* do not wait for other sessions */
};

/* How far long work is. */
struct db_watch {
    const lia_progress *progress; /* may be NULL */
    int64_t done, total;
    int64_t running;      /* weight of the statement that runs now, 0 between statements */
    int64_t instructions; /* that it has taken so far: how far it is, as a guess */
};

/* --- errors (error.c) --- */

/* The path as messages show it: the end of a long one. The caller owns the buffer. */
enum { DB_SHOWN = 160 };
const char *db_shown(const char *path, char out[DB_SHOWN]);
/* Turns the engine's last error of h (a connection to the book or to a copy of it) into ours. */
lia_status db_fail(sqlite3 *h, const char *path, int rc, lia_error *err);

/* --- statements (stmt.c) --- */

/* A statement for sql, to be given back with db_stmt_put. Fails with the mapped error. */
lia_status db_stmt_get(struct db *db, const char *sql, struct db_stmt **out, lia_error *err);
void db_stmt_put(struct db *db, struct db_stmt *s); /* NULL is fine */
void db_stmt_drop_all(struct db *db);
/* Binds every parameter the SQL names; asserts that each is given. copy: texts are copied by the
 * engine. Fails: INVALID, a text is too long. */
lia_status db_stmt_bind(struct db_stmt *s, const struct db_param *params, bool copy,
                        lia_error *err);
/* The same in two steps, for running one statement many times: map has db_stmt_names places. */
int db_stmt_names(const struct db_stmt *s);
void db_stmt_map(const struct db_stmt *s, const struct db_param *params, int *map);
lia_status db_stmt_bind_mapped(struct db_stmt *s, const struct db_param *params, const int *map,
                               bool copy, lia_error *err);
/* Runs SQL of ours that has no parameters and whose rows do not matter. */
lia_status db_exec(struct db *db, const char *sql, lia_error *err);
/* The first column of the first row as an integer; *value is left alone when there is no row. Not
 * kept prepared. */
lia_status db_pragma_int(struct db *db, const char *sql, int64_t *value, lia_error *err);

/* --- rows written by one statement (each.c) --- */

/* Runs sql, which reads the table `each`. rows: what they count in the progress of db->watch. */
lia_status db_each_run(struct db *db, const char *sql, struct db_param *params, db_next_fn *next,
                       void *ctx, int64_t rows, lia_error *err);

/* --- functions of ours for SQL (function.c) --- */

lia_status db_functions_add(struct db *db, lia_error *err);

/* --- waiting and progress (watch.c) --- */

/* Installs the engine's callbacks for reading (watch NULL) or for long work. */
void db_watch_set(struct db *db, struct db_watch *watch);
int db_busy(void *ctx, int tries); /* the engine's busy handler; ctx: the struct db */
bool db_watch_tell(struct db *db); /* reports now; false: stop */

/* --- memory and the log (idle.c) --- */

void db_large_begin(struct db *db, bool fed);
void db_large_end(struct db *db);
void db_release_memory(struct db *db);
int db_after_commit(void *ctx, sqlite3 *h, const char *name, int pages); /* the engine's WAL hook */

/* --- files (file.c) --- */

/* Looks at the path before the engine opens it. *file: the resolved path, to be freed; *made: we
 * made an empty file. */
lia_status db_file_prepare(const char *path, int flags, char **file, bool *made, lia_error *err);
bool db_file_on_network(const char *file);
bool db_file_folder_writable(const char *file);
bool db_file_exists_filled(const char *file,
                           const char *suffix); /* file + suffix is there and not empty */

#endif
