/* Many rows written by one INSERT ... SELECT: the engine reads them from a table of ours that is
 * there while the statement runs. A statement for each row would begin and end as often, which
 * costs as much again as the writing. */
#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "core/db/conn.h"

/* A statement keeps, in memory, each page that it changes as it was. In a book of more pages than
 * these it writes so many rows; another goes on. */
enum { PAGES_FEW = 2000, ROWS_AT_ONCE = 500 };

/* What the table gives. */
struct source {
    struct db *db;
    struct db_param *params;
    int count;
    db_next_fn *next;
    void *ctx;
    int64_t rows, most; /* given so far, and what they count at most in the progress */
    int64_t end;        /* so many rows are given by this statement */
    bool full, ended;
};
struct table {
    sqlite3_vtab base;
    struct source *source;
};
struct cursor {
    sqlite3_vtab_cursor base;
    struct source *source;
};

static int connect_table(sqlite3 *h, void *aux, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **message)
{
    struct source *s = aux;
    struct str sql = {0};
    (void)argc, (void)argv, (void)message;
    str_add(&sql, "CREATE TABLE each (");
    for (int i = 0; i < s->count; i++)
        str_add_f(&sql, "%s\"%s\"", i ? ", " : "", s->params[i].name);
    str_add(&sql, ")");
    int rc = sqlite3_declare_vtab(h, str_text(&sql));
    str_clear(&sql);
    if (rc != SQLITE_OK)
        return rc;
    struct table *t = mem_alloc(sizeof *t);
    t->source = s;
    *out = &t->base;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *t)
{
    free(t);
    return SQLITE_OK;
}

static int plan(sqlite3_vtab *t, sqlite3_index_info *info)
{
    (void)t;
    info->estimatedCost = 1e6;
    info->estimatedRows = 100000;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
    struct cursor *c = mem_alloc(sizeof *c);
    c->source = ((struct table *)t)->source;
    *out = &c->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *c)
{
    free(c);
    return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *c)
{
    struct source *s = ((struct cursor *)c)->source;
    struct db_watch *watch = s->db->watch;
    s->full = s->rows == s->end;
    s->ended = !s->full && !s->next(s->ctx, s->params);
    if (s->full || s->ended)
        return SQLITE_OK;
    if (s->rows++ < s->most)
        watch->done++;
    return s->rows % 256 == 0 && !db_watch_tell(s->db) ? SQLITE_INTERRUPT : SQLITE_OK;
}

static int first_row(sqlite3_vtab_cursor *c, int plan_no, const char *plan_name, int argc,
                     sqlite3_value **argv)
{
    (void)plan_no, (void)plan_name, (void)argc, (void)argv;
    return next_row(c);
}

static int at_end(sqlite3_vtab_cursor *c)
{
    const struct source *s = ((struct cursor *)c)->source;
    return s->full || s->ended;
}

static int column(sqlite3_vtab_cursor *c, sqlite3_context *context, int i)
{
    const struct db_param *p = &((struct cursor *)c)->source->params[i];
    if (p->type == DB_INT)
        sqlite3_result_int64(context, p->i);
    else if (p->type == DB_TEXT)
        sqlite3_result_text(context, p->s ? p->s : "", -1, SQLITE_STATIC);
    else
        sqlite3_result_null(context);
    return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *c, sqlite3_int64 *out)
{
    *out = ((struct cursor *)c)->source->rows;
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = connect_table,
    .xDisconnect = disconnect_table,
    .xBestIndex = plan,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = first_row,
    .xNext = next_row,
    .xEof = at_end,
    .xColumn = column,
    .xRowid = row_id,
};

static lia_status run(struct source *s, const char *sql, lia_error *err)
{
    struct db *db = s->db;
    sqlite3_stmt *h = NULL;
    int64_t pages = 0;
    lia_status status = db_pragma_int(db, "PRAGMA page_count", &pages, err);
    if (status)
        return status;
    int rc = sqlite3_prepare_v2(db->h, sql, -1, &h, NULL);
    assert((rc != SQLITE_OK || sqlite3_bind_parameter_count(h) == 0) && "columns of each, not :");
    while (rc == SQLITE_OK && !s->ended) {
        s->end = pages > PAGES_FEW ? s->rows + ROWS_AT_ONCE : INT64_MAX;
        sqlite3_step(h);
        rc = sqlite3_reset(h);
    }
    if (rc != SQLITE_OK)
        status = db_fail(db->h, db->path, rc, err);
    sqlite3_finalize(h);
    return status;
}

lia_status db_each_run(struct db *db, const char *sql, struct db_param *params, db_next_fn *next,
                       void *ctx, int64_t rows, lia_error *err)
{
    struct source s = {.db = db, .params = params, .next = next, .ctx = ctx, .most = rows};
    while (params[s.count].type != DB_END)
        s.count++;
    int rc = sqlite3_create_module_v2(db->h, "each", &module, &s, NULL);
    if (rc != SQLITE_OK)
        return db_fail(db->h, db->path, rc, err);
    int64_t before = db->watch->done;
    lia_status status = run(&s, sql, err);
    db->watch->done = before + rows;
    sqlite3_create_module_v2(db->h, "each", NULL, NULL, NULL);
    return status;
}
