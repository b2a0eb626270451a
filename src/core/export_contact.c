/* The contacts of an export, window by window in the order of their nos., which stay the same
 * wherever they are imported: two queries for a window's contacts, and one contact at a time in
 * memory. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/vec.h"
#include "core/contact_row.h"
#include "core/export.h"

enum { WINDOW = 500 };

static void take_contact(void *ctx, const struct contact_known *known)
{
    struct export *e = ctx;
    struct export_contact out = {known->c, known->form, known->kept,
                                 known->kept_version < known->c.version};
    char uid[EXPORT_UID_TEXT];
    if (!export_goes_on(e))
        return;
    if (!*out.c.uid) {
        export_uid(e->book, out.c.id, uid);
        out.c.uid = uid;
    }
    export_one_contact(e, &out);
}

/* The next ids of all contacts, behind this no.; *no, the caller's, becomes the last of them. */
static lia_status next_of_all(struct export *e, char **no, struct vec *ids, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(e->book->db,
                 "SELECT contact_id, no FROM contact WHERE no > :after ORDER BY no LIMIT :limit",
                 DB_PARAMS(db_t("after", *no), db_i("limit", WINDOW)), &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        *(int64_t *)vec_push(ids) = db_int(rows, 0);
        if (ids->count == WINDOW) {
            free(*no);
            *no = mem_strdup(db_text(rows, 1));
        }
    }
    return db_rows_close(rows, err);
}

static lia_status next_of_filter(struct export *e, lia_seek *seek, struct vec *ids, lia_error *err)
{
    const lia_contact_query query = {.filter = e->how->filter, .sort = LIA_CONTACT_BY_NO};
    lia_contact_rows rows = {0};
    lia_status status = lia_contact_list(e->book, &query, seek, &rows, err);
    for (size_t i = 0; status == LIA_OK && i < rows.count; i++) {
        *(int64_t *)vec_push(ids) = rows.items[i].id;
        seek->key = rows.items[i].key;
    }
    seek->no_key = false;
    lia_contact_rows_clear(&rows);
    return status;
}

static lia_status export_some(struct export *e, lia_error *err)
{
    struct vec ids = VEC_OF(int64_t);
    lia_seek seek = {.no_key = true, .limit = WINDOW};
    char *no = NULL;
    lia_status status = LIA_OK;
    for (bool more = true; more;) {
        ids.count = 0;
        status =
            e->how->filter ? next_of_filter(e, &seek, &ids, err) : next_of_all(e, &no, &ids, err);
        if (status == LIA_OK && ids.count)
            status = contact_read_whole(e->book->db, ids.items, ids.count, take_contact, e, err);
        more = status == LIA_OK && ids.count == WINDOW && export_goes_on(e);
    }
    vec_clear(&ids);
    free(no);
    return status;
}

lia_status export_contacts(struct export *e, lia_error *err)
{
    const lia_export_how *how = e->how;
    lia_status status = LIA_OK;
    if (!how->ids)
        return export_some(e, err);
    for (size_t at = 0; at < how->n && status == LIA_OK && export_goes_on(e); at += WINDOW) {
        size_t n = how->n - at < WINDOW ? how->n - at : WINDOW;
        status = contact_read_whole(e->book->db, how->ids + at, n, take_contact, e, err);
    }
    return status;
}
