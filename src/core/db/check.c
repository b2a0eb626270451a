#include "core/db/conn.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

typedef void say_fn(void *ctx, const char *line);

static lia_status check_file(struct db *db, say_fn *say, void *ctx, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(db, "SELECT integrity_check FROM pragma_integrity_check(100)",
                                 DB_NONE, &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        const char *line = db_text(rows, 0);
        if (strcmp(line, "ok") != 0)
            say(ctx, line);
    }
    return db_rows_close(rows, err);
}

static lia_status check_references(struct db *db, say_fn *say, void *ctx, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        db, "SELECT \"table\", coalesce(rowid, 0), parent FROM pragma_foreign_key_check LIMIT 100",
        DB_NONE, &rows, err);
    if (status)
        return status;
    struct str line = {0};
    while (db_next(rows)) {
        str_truncate(&line, 0);
        str_add_f(&line, _("%s %lld refers to a %s that is not there"), db_text(rows, 0),
                  (long long)db_int(rows, 1), db_text(rows, 2));
        say(ctx, str_text(&line));
    }
    str_clear(&line);
    return db_rows_close(rows, err);
}

/* The engine does this check by a write; it is rolled back, though it changes nothing. */
static lia_status check_search(struct db *db, const char *index, say_fn *say, void *ctx,
                               lia_error *err)
{
    struct str sql = {0};
    str_add_f(&sql, "INSERT INTO %s (%s, rank) VALUES ('integrity-check', 1)", index, index);
    int rc = sqlite3_exec(db->h, str_text(&sql), NULL, NULL, NULL);
    lia_status status = LIA_OK;
    if ((rc & 0xFF) == SQLITE_CORRUPT) {
        str_truncate(&sql, 0);
        str_add_f(&sql, _("search index %s differs from what it indexes"), index);
        say(ctx, str_text(&sql));
    } else if (rc != SQLITE_OK) {
        status = db_fail(db->h, db->path, rc, err);
    }
    str_clear(&sql);
    return status;
}

static lia_status check_searches(struct db *db, say_fn *say, void *ctx, lia_error *err)
{
    static const char *const indexes[] = {"contact_fts", "text_fts", "comment_fts"};
    lia_status status = db_exec(db, "BEGIN IMMEDIATE", err);
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes && status == LIA_OK; i++)
        status = check_search(db, indexes[i], say, ctx, err);
    if (!sqlite3_get_autocommit(db->h))
        sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

lia_status db_check(struct db *db, say_fn *say, void *ctx, lia_error *err)
{
    db_large_begin(db, false); /* every index is compared with its table, at random places */
    lia_status status = check_file(db, say, ctx, err);
    if (status == LIA_OK)
        status = check_references(db, say, ctx, err);
    if (status == LIA_OK && !db->read_only)
        status = check_searches(db, say, ctx, err);
    db_large_end(db);
    return status;
}
