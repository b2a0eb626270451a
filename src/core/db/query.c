#include <assert.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "core/db/conn.h"

struct db_rows {
    struct db *db;
    struct db_stmt *stmt;
    int rc; /* of the last step */
    int columns;
    bool wrong_type;
};

lia_status db_query(struct db *db, const char *sql, const struct db_param *params,
                    struct db_rows **rows, lia_error *err)
{
    struct db_stmt *stmt;
    lia_status status = db_stmt_get(db, sql, &stmt, err);
    if (status)
        return status;
    status = db_stmt_bind(stmt, params, true, err);
    if (status) {
        db_stmt_put(db, stmt);
        return status;
    }
    struct db_rows *r = mem_alloc(sizeof *r);
    r->db = db;
    r->stmt = stmt;
    r->rc = SQLITE_ROW;
    r->columns = sqlite3_column_count(stmt->h);
    db->open_rows++;
    *rows = r;
    return LIA_OK;
}

bool db_next(struct db_rows *rows)
{
    if (rows->rc != SQLITE_ROW || rows->wrong_type)
        return false;
    rows->rc = sqlite3_step(rows->stmt->h);
    return rows->rc == SQLITE_ROW;
}

/* Strict tables make it impossible in a sound file, so the file is damaged or the query is wrong.
 */
static bool column_is(struct db_rows *rows, int column, int type)
{
    assert(rows->rc == SQLITE_ROW && column >= 0 && column < rows->columns);
    int is = sqlite3_column_type(rows->stmt->h, column);
    if (is != type && is != SQLITE_NULL)
        rows->wrong_type = true;
    return is == type;
}

int64_t db_int(struct db_rows *rows, int column)
{
    return column_is(rows, column, SQLITE_INTEGER) ? sqlite3_column_int64(rows->stmt->h, column)
                                                   : 0;
}

const char *db_text(struct db_rows *rows, int column)
{
    if (!column_is(rows, column, SQLITE_TEXT))
        return "";
    const char *text = (const char *)sqlite3_column_text(rows->stmt->h, column);
    return text ? text : "";
}

bool db_is_null(struct db_rows *rows, int column)
{
    assert(rows->rc == SQLITE_ROW && column >= 0 && column < rows->columns);
    return sqlite3_column_type(rows->stmt->h, column) == SQLITE_NULL;
}

lia_status db_rows_close(struct db_rows *rows, lia_error *err)
{
    if (!rows)
        return LIA_OK;
    struct db *db = rows->db;
    lia_status status = LIA_OK;
    if (rows->wrong_type)
        status = db_fail(NULL, db->path, SQLITE_CORRUPT, err);
    else if (rows->rc != SQLITE_ROW && rows->rc != SQLITE_DONE)
        status = db_fail(db->h, db->path, rows->rc, err);
    db_stmt_put(db, rows->stmt);
    db->open_rows--;
    free(rows);
    return status;
}

lia_status db_query_int(struct db *db, const char *sql, const struct db_param *params,
                        int64_t *value, bool *found, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(db, sql, params, &rows, err);
    if (status)
        return status;
    bool got = db_next(rows);
    int64_t v = got ? db_int(rows, 0) : 0;
    status = db_rows_close(rows, err);
    if (status)
        return status;
    *value = v;
    if (found)
        *found = got;
    return LIA_OK;
}

const char *db_engine_version(void)
{
    return sqlite3_libversion();
}
