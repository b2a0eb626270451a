#include <string.h>

#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/core.h"

/* Nobody reads further than this; the first letter of a million names may be the same. */
enum { COUNT_MOST = 1000 };

struct find {
    lia_book *book;
    int64_t *ids;
    size_t max, count;
};

static lia_status run(struct find *f, const char *sql, const struct db_param *params,
                      lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(f->book->db, sql, params, &rows, err);
    if (status)
        return status;
    f->count = 0;
    while (f->count < COUNT_MOST && db_next(rows)) {
        if (f->count < f->max)
            f->ids[f->count] = db_int(rows, 0);
        f->count++;
    }
    return db_rows_close(rows, err);
}

static lia_status by_no(struct find *f, const char *what, lia_error *err)
{
    char no[LIA_CODE_MAX];
    if (lia_code_normal(what, "", no, NULL) != LIA_OK)
        return LIA_OK;
    return run(f, "SELECT contact_id FROM contact WHERE no = :no", DB_PARAMS(db_t("no", no)), err);
}

static lia_status by_email(struct find *f, const char *what, lia_error *err)
{
    return run(f,
               "SELECT contact_id FROM contact WHERE archived = 0 AND contact_id IN"
               " (SELECT contact_id FROM contact WHERE email = :what COLLATE NOCASE AND email <> ''"
               " UNION SELECT contact_id FROM contact WHERE email2 = :what COLLATE NOCASE"
               " AND email2 <> ''"
               " UNION SELECT contact_id FROM contact_channel WHERE value = :what COLLATE NOCASE"
               " AND kind = 1) ORDER BY sort_key",
               DB_PARAMS(db_t("what", what)), err);
}

static lia_status by_name(struct find *f, const char *fold, lia_error *err)
{
    lia_status status = run(
        f, "SELECT contact_id FROM contact WHERE name_fold = :fold AND archived = 0 ORDER BY no",
        DB_PARAMS(db_t("fold", fold)), err);
    if (status || f->count)
        return status;
    return run(f,
               "SELECT contact_id FROM contact WHERE name_fold > :fold"
               " AND name_fold < :fold || char(1114111) AND archived = 0 ORDER BY name_fold, no",
               DB_PARAMS(db_t("fold", fold)), err);
}

lia_status lia_contact_find(lia_book *book, const char *what, int64_t *ids, size_t max,
                            size_t *count, lia_error *err)
{
    struct arena a = {0};
    struct find f = {book, ids, max, 0};
    const char *line = contact_line(&a, what, NULL), *fold = utf8_fold(&a, line);
    lia_status status = *line ? by_no(&f, line, err) : LIA_OK;
    if (status == LIA_OK && !f.count && strchr(line, '@'))
        status = by_email(&f, line, err);
    if (status == LIA_OK && !f.count && *fold)
        status = by_name(&f, fold, err);
    if (status == LIA_OK)
        *count = f.count;
    arena_clear(&a);
    return status;
}
