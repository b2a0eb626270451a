/* db.h: the only place that knows a database engine, in two calls: query and batch.
 *
 * No transaction stays open between calls and nothing is read between the statements of a batch:
 * what depends on data is in the SQL, as INSERT ... SELECT or as a guard. Parameters are always
 * bound, always by name. In a batch: no RETURNING, last_insert_rowid(), changes(), random(),
 * date('now'). */
#ifndef CORE_DB_H
#define CORE_DB_H

#include "liaise/base.h"

struct db;
struct db_rows;
struct db_batch;

/* A value for the parameter :name. Text is borrowed for the call. */
enum db_type { DB_END, DB_NULL, DB_INT, DB_TEXT };
struct db_param {
    const char *name; /* without the colon */
    enum db_type type;
    int64_t i;
    const char *s;
};
static inline struct db_param db_i(const char *name, int64_t value)
{
    return (struct db_param){name, DB_INT, value, NULL};
}
/* NULL text binds "" : a blank field is never NULL. */
static inline struct db_param db_t(const char *name, const char *value)
{
    return (struct db_param){name, DB_TEXT, 0, value ? value : ""};
}
/* 0 binds NULL: for references where 0 means none. */
static inline struct db_param db_ref(const char *name, int64_t id)
{
    return (struct db_param){name, id ? DB_INT : DB_NULL, id, NULL};
}
static inline struct db_param db_null(const char *name)
{
    return (struct db_param){name, DB_NULL, 0, NULL};
}
#define DB_PARAMS(...) ((const struct db_param[]){__VA_ARGS__, {.type = DB_END}})
#define DB_NONE        ((const struct db_param[]){{.type = DB_END}})

/* --- reading
 * ------------------------------------------------------------------------------------------------
 */

/* Runs a SELECT. Every parameter the SQL names must be given; a parameter it does not name is
 * ignored (one set can serve several statements). sql that is a string literal or lives as long as
 * the connection is prepared once and kept (by content). Close the rows always. Fails: BUSY,
 * CORRUPT, IO, CANCELED (interrupted). */
LIA_MUST_USE lia_status db_query(struct db *db, const char *sql, const struct db_param *params,
                                 struct db_rows **rows, lia_error *err);
/* Steps. False at the end or on failure; db_rows_close tells which. */
bool db_next(struct db_rows *rows);
int64_t db_int(struct db_rows *rows, int column);      /* NULL is 0 */
const char *db_text(struct db_rows *rows, int column); /* NULL is ""; valid until the next step */
bool db_is_null(struct db_rows *rows, int column);
/* A value of another type than asked for ends the rows with LIA_CORRUPT: an integer is not read as
 * text, nor a text as an integer. */
lia_status db_rows_close(struct db_rows *rows,
                         lia_error *err); /* NULL is fine; fails as db_query */

/* One value of the first row; *found (may be NULL) says whether there was one. *value is 0 when
 * not. */
LIA_MUST_USE lia_status db_query_int(struct db *db, const char *sql, const struct db_param *params,
                                     int64_t *value, bool *found, lia_error *err);

/* Every list or loop that may run long installs this around its queries: fn is called every few ms
 * from inside the engine; returning false interrupts the running statement with LIA_CANCELED. NULL
 * removes it. */
void db_set_progress(struct db *db, bool (*fn)(void *ctx), void *ctx);

/* --- writing
 * ------------------------------------------------------------------------------------------------
 */

/* A batch is all or nothing, durable when run returns LIA_OK. It copies params' texts unless said
 * otherwise. */
struct db_batch *db_batch_new(struct db *db);
void db_batch_free(struct db_batch *b);
void db_add(struct db_batch *b, const char *sql, const struct db_param *params);
/* Fails the batch with (status, field, message) when the SELECT yields a row. message may contain
 * one %s, replaced by the first column of that row. id (> 0) is what db_batch_run reports in
 * *failed. */
void db_guard(struct db_batch *b, int id, lia_status status, const char *field, const char *message,
              const char *sql, const struct db_param *params);
/* Runs sql once for each set of parameters that next() fills, until it returns false. params points
 * at an array that next() rewrites in place; its texts are borrowed until next() is called again.
 */
typedef bool db_next_fn(void *ctx, struct db_param *params);
void db_each(struct db_batch *b, const char *sql, struct db_param *params, db_next_fn *next,
             void *ctx);
/* The same by one statement, or few: sql is an INSERT ... SELECT from `each`, a table that has the
 * sets as its rows and their names as its columns. It takes two thirds of the time where rows have
 * indexes; a search index gains nothing. */
void db_each_row(struct db_batch *b, const char *sql, struct db_param *params, db_next_fn *next,
                 void *ctx);
/* A statement that expects to violate a constraint when somebody else was first: then the batch
 * fails with status LIA_CONFLICT and *failed = id, without a message. Claims run before everything
 * else, whenever they were added. */
void db_claim(struct db_batch *b, int id, const char *sql, const struct db_param *params);

/* The statement added last stands for about this many rows in the progress (1 unless said). With
 * db_each each set of parameters counts as one of them. */
void db_batch_rows(struct db_batch *b, int64_t rows);
/* The same for each statement that is added from now on. */
void db_batch_rows_each(struct db_batch *b, int64_t rows);
/* References are checked when the batch ends, not statement by statement. */
void db_batch_defer(struct db_batch *b);

/* Where another session is writing, the batch fails with LIA_BUSY at once: for work that can as
 * well be done later. */
void db_batch_no_wait(struct db_batch *b);

/* For very large batches: a hint that many rows will be touched (bigger cache for the duration,
 * checkpoint put off). */
void db_batch_large(struct db_batch *b);
/* A large one whose rows come from a file of any size: its cache stays small enough for what an
 * import may take (32 MB in all). Wins over db_batch_large. */
void db_batch_fed(struct db_batch *b);

/* Fails: LIA_BUSY, LIA_READ_ONLY, LIA_FULL, LIA_CORRUPT, LIA_IO, LIA_CANCELED, a guard's or claim's
 * status. Constraint violations other than a claim's are LIA_CONFLICT with the engine's text.
 * *failed (may be NULL): the guard's id, or 0. */
LIA_MUST_USE lia_status db_batch_run(struct db_batch *b, const lia_progress *progress, int *failed,
                                     lia_error *err);

/* Runs nothing but the guards, on the book as it is: would the batch be refused? A guard sees none
 * of the statements before it. Fails as db_batch_run, never with LIA_READ_ONLY. */
LIA_MUST_USE lia_status db_batch_check(struct db_batch *b, int *failed, lia_error *err);

/* --- the connection
 * ------------------------------------------------------------------------------------------ */

enum db_open_flags { DB_CREATE = 1, DB_READ_ONLY = 2, DB_MEMORY = 4 };

/* Opens in the order of src/README.md, "Opening a book". path is a file (never a URI), NULL with
 * DB_MEMORY. now (UTC seconds) stamps backups. Fails: NOT_FOUND, CORRUPT, TOO_NEW, READ_ONLY, BUSY,
 * IO, FULL. A book that cannot be written is opened for reading. */
LIA_MUST_USE lia_status db_open(const char *path, int flags, int64_t now, struct db **out,
                                lia_error *err);
void db_close(struct db *db);
const char *db_engine_version(void);
bool db_is_read_only(const struct db *db);
const char *db_path(const struct db *db); /* "" in memory */
/* What an errno of opening, making or writing files means for the book of this path. */
lia_status db_fail_errno(const char *path, int error, lia_error *err);
/* Changes whenever another connection committed; cheap (no query of tables). */
int64_t db_data_version(struct db *db);
/* Writes a consistent copy to path (which must not exist; 0600). Fails: EXISTS, FULL, IO, CANCELED.
 */
LIA_MUST_USE lia_status db_backup(struct db *db, const char *path, const lia_progress *progress,
                                  lia_error *err);
/* Integrity of the file, foreign keys, search indexes. Each finding is given to say(). */
LIA_MUST_USE lia_status db_check(struct db *db, void (*say)(void *ctx, const char *line), void *ctx,
                                 lia_error *err);
/* Work for when nobody waits: copies the log into the book. True while there is more. */
bool db_idle(struct db *db);

#endif
