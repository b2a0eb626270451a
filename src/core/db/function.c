/* Our functions in SQL: the comparisons of core/filter_match.h. */
#include "core/db/conn.h"
#include "core/filter_match.h"

static void call_match(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    const struct filter_match_function *function = sqlite3_user_data(context);
    const char *text = (const char *)sqlite3_value_text(values[0]);
    const char *needle = (const char *)sqlite3_value_text(values[1]);
    bool found =
        text && needle && function->match(text, (size_t)sqlite3_value_bytes(values[0]), needle);
    sqlite3_result_int(context, found);
}

lia_status db_functions_add(struct db *db, lia_error *err)
{
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    for (const struct filter_match_function *f = filter_match_functions; f->name; f++) {
        int rc = sqlite3_create_function_v2(db->h, f->name, 2, flags, (void *)f, call_match, NULL,
                                            NULL, NULL);
        if (rc != SQLITE_OK)
            return db_fail(db->h, db->path, rc, err);
    }
    return LIA_OK;
}
