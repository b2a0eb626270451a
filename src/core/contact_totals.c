#include "base/i18n.h"
#include "core/core.h"
#include "liaise/contact.h"

enum { DAY = 86400 };

/* domain.md 8: what is canceled counts nowhere; failed attempts count in the sums, and as attempts.
 */
#define SUMS                                                                                       \
    "SELECT count(*), coalesce(sum(cost), 0), coalesce(sum(minutes), 0),"                          \
    " max(iif(failed, NULL, wall)), max(iif(initiated_by = 1, wall, NULL))"                        \
    " FROM entry WHERE canceled_op IS NULL AND "

static int32_t day_of(struct db_rows *rows, int column)
{
    if (db_is_null(rows, column))
        return LIA_DAY_NONE;
    int64_t wall = db_int(rows, column);
    return (int32_t)((wall >= 0 ? wall : wall - (DAY - 1)) / DAY);
}

static lia_status read_sums(lia_book *book, const char *sql, int64_t id, lia_contact_totals *t,
                            lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(book->db, sql, DB_PARAMS(db_i("id", id)), &rows, err);
    if (status)
        return status;
    if (db_next(rows)) {
        t->totals = (lia_totals){db_int(rows, 0), db_int(rows, 1), db_int(rows, 2)};
        t->last_on = day_of(rows, 3);
        t->attempt_on = day_of(rows, 4);
    }
    return db_rows_close(rows, err);
}

lia_status lia_contact_totals_of(lia_book *book, int64_t id, lia_contact_totals *out,
                                 lia_error *err)
{
    int64_t type = 0;
    bool found = false;
    const struct db_param *params = DB_PARAMS(db_i("id", id));
    lia_status status = db_query_int(book->db, "SELECT type FROM contact WHERE contact_id = :id",
                                     params, &type, &found, err);
    if (status)
        return status;
    if (!found)
        return lia_fail(err, LIA_NOT_FOUND, "", _("This contact is not in the book any more"));
    lia_contact_totals t = {0};
    status = read_sums(
        book, type == LIA_COMPANY ? SUMS "company_id = :id" : SUMS "contact_id = :id", id, &t, err);
    if (status == LIA_OK)
        status = db_query_int(
            book->db,
            "SELECT (SELECT count(*) FROM postponed WHERE contact_id = :id)"
            " + (SELECT count(*) FROM contact AS p JOIN postponed AS q USING (contact_id)"
            " WHERE p.company_id = :id)",
            params, &t.postponed, NULL, err);
    if (status == LIA_OK)
        status = db_query_int(
            book->db,
            "SELECT count(*) FROM segment AS s WHERE s.status = 0 AND EXISTS (SELECT 1"
            " FROM segment_line AS l WHERE l.segment_id = s.segment_id AND l.contact_id = :id)",
            params, &t.segments, NULL, err);
    if (status == LIA_OK)
        *out = t;
    return status;
}
