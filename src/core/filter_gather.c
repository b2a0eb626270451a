/* What a reading of the whole table found, kept while the book stays as it is. */
#include <stdlib.h>

#include "core/filter_plan.h"

static lia_status read_ids(const lia_filter *filter, struct sql *select, struct gathered *out, lia_error *err)
{
    struct db_rows *rows;
    struct str ids = {0};
    int count = 0;
    lia_status status = db_query(filter->book->db, sql_text(select), sql_params(select), &rows, err);
    if (status)
        return status;
    for (; db_next(rows); count++)
        str_add_f(&ids, "%c%lld", count ? ',' : '[', (long long)db_int(rows, 0));
    str_add(&ids, count ? "]" : "[]");
    status = db_rows_close(rows, err);
    if (status) {
        str_clear(&ids);
        return status;
    }
    free(out->ids);
    out->ids = str_take(&ids);
    out->many = count > FEW_MAX;
    out->set = true;
    return LIA_OK;
}

lia_status filter_gather(const lia_filter *filter, struct sql *select, const char **ids, lia_error *err)
{
    struct gathered *kept = filter->gathered;
    int64_t op_id;
    lia_status status = db_query_int(filter->book->db, "SELECT max(op_id) FROM op", DB_NONE, &op_id, NULL, err);
    if (status == LIA_OK && !(kept->set && kept->op_id == op_id))
        status = read_ids(filter, select, kept, err);
    if (status == LIA_OK) {
        kept->op_id = op_id;
        *ids = kept->many ? NULL : kept->ids;
    }
    return status;
}
