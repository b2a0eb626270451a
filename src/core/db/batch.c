#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/vec.h"
#include "core/db/conn.h"

enum kind { RUN, GUARD, EACH, ROWS, CLAIM };

struct statement {
    enum kind kind;
    const char *sql;
    struct db_param *params;
    int64_t rows; /* its weight in the progress */
    int id;       /* of a guard or claim */
    lia_status status;
    const char *field, *message;
    db_next_fn *next;
    void *ctx;
};

struct db_batch {
    struct db *db;
    struct arena arena;
    struct vec statements, claims; /* of struct statement */
    struct vec *last;              /* which of the two was added to last */
    int64_t rows_each;             /* weight of a statement that nobody weighs */
    bool large, fed, defer, no_wait;
};

struct db_batch *db_batch_new(struct db *db)
{
    struct db_batch *b = mem_alloc(sizeof *b);
    b->db = db;
    b->statements.size = b->claims.size = sizeof(struct statement);
    b->last = &b->statements;
    b->rows_each = 1;
    return b;
}

void db_batch_free(struct db_batch *b)
{
    if (!b)
        return;
    vec_clear(&b->statements);
    vec_clear(&b->claims);
    arena_clear(&b->arena);
    free(b);
}

static struct db_param *copy_params(struct db_batch *b, const struct db_param *params)
{
    size_t n = 0;
    while (params[n].type != DB_END)
        n++;
    struct db_param *copy = arena_alloc(&b->arena, (n + 1) * sizeof *copy);
    for (size_t i = 0; i < n; i++) {
        copy[i] = params[i];
        copy[i].name = arena_strdup(&b->arena, params[i].name);
        copy[i].s = arena_strdup(&b->arena, params[i].s);
    }
    copy[n].type = DB_END;
    return copy;
}

static struct statement *add(struct db_batch *b, enum kind kind, const char *sql)
{
    b->last = kind == CLAIM ? &b->claims : &b->statements;
    struct statement *s = vec_push(b->last);
    s->kind = kind;
    s->sql = arena_strdup(&b->arena, sql);
    s->rows = b->rows_each;
    return s;
}

void db_add(struct db_batch *b, const char *sql, const struct db_param *params)
{
    add(b, RUN, sql)->params = copy_params(b, params);
}

void db_guard(struct db_batch *b, int id, lia_status status, const char *field, const char *message,
              const char *sql, const struct db_param *params)
{
    assert(id > 0 && status != LIA_OK);
    struct statement *s = add(b, GUARD, sql);
    s->params = copy_params(b, params);
    s->id = id;
    s->status = status;
    s->field = arena_strdup(&b->arena, field);
    s->message = arena_strdup(&b->arena, message);
}

static void add_each(struct db_batch *b, enum kind kind, const char *sql, struct db_param *params,
                     db_next_fn *next, void *ctx)
{
    struct statement *s = add(b, kind, sql);
    s->params = params;
    s->next = next;
    s->ctx = ctx;
}

void db_each(struct db_batch *b, const char *sql, struct db_param *params, db_next_fn *next,
             void *ctx)
{
    add_each(b, EACH, sql, params, next, ctx);
}

void db_each_row(struct db_batch *b, const char *sql, struct db_param *params, db_next_fn *next,
                 void *ctx)
{
    add_each(b, ROWS, sql, params, next, ctx);
}

void db_claim(struct db_batch *b, int id, const char *sql, const struct db_param *params)
{
    assert(id > 0);
    struct statement *s = add(b, CLAIM, sql);
    s->params = copy_params(b, params);
    s->id = id;
}

void db_batch_rows(struct db_batch *b, int64_t rows)
{
    assert(b->last->count > 0);
    VEC_AT(b->last, struct statement, b->last->count - 1).rows = rows > 0 ? rows : 1;
}

void db_batch_rows_each(struct db_batch *b, int64_t rows)
{
    b->rows_each = rows > 0 ? rows : 1;
}

void db_batch_large(struct db_batch *b)
{
    b->large = true;
}

void db_batch_fed(struct db_batch *b)
{
    b->large = b->fed = true;
}

void db_batch_no_wait(struct db_batch *b)
{
    b->no_wait = true;
}

void db_batch_defer(struct db_batch *b)
{
    b->defer = true;
}

/* --- running --- */

struct run {
    struct db *db;
    struct db_watch watch;
    int failed;
};

/* message with the first column of the guard's row for its %s. */
static lia_status guard_failed(const struct statement *s, sqlite3_stmt *row, lia_error *err)
{
    const char *value = (const char *)sqlite3_column_text(row, 0);
    const char *hole = strstr(s->message, "%s");
    if (!hole)
        return lia_fail(err, s->status, s->field, "%s", s->message);
    return lia_fail(err, s->status, s->field, "%.*s%s%s", (int)(hole - s->message), s->message,
                    value ? value : "", hole + 2);
}

static lia_status run_once(struct run *run, const struct statement *s, struct db_stmt *stmt,
                           lia_error *err)
{
    int rc;
    do {
        rc = sqlite3_step(stmt->h);
        if (rc == SQLITE_ROW && s->kind == GUARD) {
            run->failed = s->id;
            return guard_failed(s, stmt->h, err);
        }
    } while (rc == SQLITE_ROW);
    if (rc == SQLITE_DONE)
        return LIA_OK;
    if (s->kind == CLAIM && (rc & 0xFF) == SQLITE_CONSTRAINT) {
        run->failed = s->id;
        return lia_fail(err, LIA_CONFLICT, "", "%s", "");
    }
    return db_fail(run->db->h, run->db->path, rc, err);
}

/* params stay in place while next() rewrites their values, so the names are looked up once. */
static lia_status run_each(struct run *run, const struct statement *s, struct db_stmt *stmt,
                           lia_error *err)
{
    int *map = NULL;
    lia_status status = LIA_OK;
    int64_t before = run->watch.done;
    while (status == LIA_OK && s->next(s->ctx, s->params)) {
        if (!map) {
            map = mem_alloc(((size_t)db_stmt_names(stmt) + 1) * sizeof *map);
            db_stmt_map(stmt, s->params, map);
        }
        status = db_stmt_bind_mapped(stmt, s->params, map, false, err);
        if (status == LIA_OK)
            status = run_once(run, s, stmt, err);
        sqlite3_reset(stmt->h);
        if (run->watch.done < before + s->rows)
            run->watch.done++;
        if (status == LIA_OK && run->watch.done % 256 == 0 && !db_watch_tell(run->db))
            status = db_fail(NULL, run->db->path, SQLITE_INTERRUPT, err);
    }
    run->watch.done = before + s->rows;
    free(map);
    return status;
}

static lia_status tell(struct run *run, lia_status status, lia_error *err)
{
    if (status == LIA_OK && !db_watch_tell(run->db))
        status = db_fail(NULL, run->db->path, SQLITE_INTERRUPT, err);
    return status;
}

static lia_status run_statement(struct run *run, const struct statement *s, lia_error *err)
{
    struct db_stmt *stmt;
    if (s->kind == ROWS)
        return tell(run, db_each_run(run->db, s->sql, s->params, s->next, s->ctx, s->rows, err),
                    err);
    lia_status status = db_stmt_get(run->db, s->sql, &stmt, err);
    if (status)
        return status;
    if (s->kind == EACH) {
        status = run_each(run, s, stmt, err);
    } else {
        run->watch.running = s->rows;
        run->watch.instructions = 0;
        status = db_stmt_bind(stmt, s->params, false, err);
        if (status == LIA_OK)
            status = run_once(run, s, stmt, err);
        run->watch.done += s->rows;
        run->watch.running = 0;
    }
    db_stmt_put(run->db, stmt);
    return tell(run, status, err);
}

static lia_status run_all(struct run *run, const struct vec *statements, lia_error *err)
{
    for (size_t i = 0; i < statements->count; i++) {
        lia_status status = run_statement(run, &VEC_AT(statements, struct statement, i), err);
        if (status)
            return status;
    }
    return LIA_OK;
}

static int64_t weight(const struct vec *statements)
{
    int64_t sum = 0;
    for (size_t i = 0; i < statements->count; i++)
        sum += VEC_AT(statements, struct statement, i).rows;
    return sum;
}

/* From here on nothing stops it: a commit is done or not done. */
static lia_status commit(struct db *db, lia_error *err)
{
    db_watch_set(db, NULL);
    sqlite3_progress_handler(db->h, 0, NULL, NULL);
    return db_exec(db, "COMMIT", err);
}

lia_status db_batch_run(struct db_batch *b, const lia_progress *progress, int *failed,
                        lia_error *err)
{
    struct db *db = b->db;
    assert(db->open_rows == 0 && "rows are open while a batch runs");
    struct run run = {
        .db = db,
        .watch = {.progress = progress, .total = weight(&b->claims) + weight(&b->statements)}};
    if (failed)
        *failed = 0;
    if (db->read_only)
        return db_fail(NULL, db->path, SQLITE_READONLY, err);
    if (b->large)
        db_large_begin(db, b->fed);
    db_watch_set(db, &run.watch);
    db->no_wait = b->no_wait;
    lia_status status = db_exec(db, "BEGIN IMMEDIATE", err);
    if (status == LIA_OK && b->defer)
        status = db_exec(db, "PRAGMA defer_foreign_keys = 1", err);
    if (status == LIA_OK)
        status = run_all(&run, &b->claims, err);
    if (status == LIA_OK)
        status = run_all(&run, &b->statements, err);
    if (status == LIA_OK)
        status = commit(db, err);
    db_watch_set(db, NULL);
    if (status != LIA_OK && !sqlite3_get_autocommit(db->h))
        sqlite3_exec(db->h, "ROLLBACK", NULL, NULL,
                     NULL); /* it can only fail where it has happened already */
    db->no_wait = false;
    if (b->large)
        db_large_end(db);
    if (failed)
        *failed = run.failed;
    return status;
}

lia_status db_batch_check(struct db_batch *b, int *failed, lia_error *err)
{
    struct db *db = b->db;
    struct run run = {.db = db, .watch = {.total = weight(&b->statements)}};
    assert(db->open_rows == 0 && "rows are open while a batch is checked");
    db_watch_set(db, &run.watch);
    lia_status status = db_exec(db, "BEGIN", err); /* all guards see one moment */
    for (size_t i = 0; i < b->statements.count && status == LIA_OK; i++) {
        const struct statement *s = &VEC_AT(&b->statements, struct statement, i);
        if (s->kind == GUARD)
            status = run_statement(&run, s, err);
    }
    db_watch_set(db, NULL);
    if (!sqlite3_get_autocommit(db->h))
        sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
    if (failed)
        *failed = run.failed;
    return status;
}
