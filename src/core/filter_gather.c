/* What was found out about the few that match, kept while the book stays as it is. */
#include <stdlib.h>

#include "core/filter_plan.h"

static lia_status last_operation(const lia_filter *filter, int64_t *op_id, lia_error *err)
{
    return db_query_int(filter->book->db, "SELECT max(op_id) FROM op", DB_NONE, op_id, NULL, err);
}

const struct node *filter_few(const lia_filter *filter, bool words)
{
    int64_t op_id = 0;
    if (!filter || !filter->root || last_operation(filter, &op_id, NULL) != LIA_OK)
        return NULL;
    if (!filter->gathered->few[words].set || filter->gathered->few[words].op_id != op_id) {
        bool contacts = filter->kind == LIA_FILTER_CONTACTS;
        filter->gathered->few[words].term = contacts
                                                ? contacts_few(filter->book, filter->root, words)
                                                : entries_few(filter->book, filter->root);
        filter->gathered->few[words].set = true;
        filter->gathered->few[words].op_id = op_id;
    }
    return filter->gathered->few[words].term;
}

static lia_status read_ids(const lia_filter *filter, struct sql *select, struct gathered *out,
                           lia_error *err)
{
    struct db_rows *rows;
    struct str ids = {0};
    int count = 0;
    lia_status status =
        db_query(filter->book->db, sql_text(select), sql_params(select), &rows, err);
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

lia_status filter_gather(const lia_filter *filter, struct sql *select, const char **ids,
                         lia_error *err)
{
    struct gathered *kept = filter->gathered;
    int64_t op_id;
    lia_status status = last_operation(filter, &op_id, err);
    if (status == LIA_OK && !(kept->set && kept->op_id == op_id))
        status = read_ids(filter, select, kept, err);
    if (status == LIA_OK) {
        kept->op_id = op_id;
        *ids = kept->many ? NULL : kept->ids;
    }
    return status;
}
