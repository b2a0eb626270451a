/* The entries of an export, window by window, oldest first: what a list does not show of them, and
 * their comments, come beside them, so that one entry's comments at a time are in memory. */
#include "base/vec.h"
#include "core/contact_row.h"
#include "core/entry_read.h"
#include "core/export.h"

enum { WINDOW = 500 };

/* Reading on beside the entries, in the same order. */
struct beside {
    struct db_rows *more, *comments;
    bool comment; /* there is one at hand */
};

static const char select_more[] =
    "SELECT e.entry_no, k.email, co.no, d.event, d.no FROM json_each(:nos) AS j"
    " CROSS JOIN entry AS e ON e.entry_no = j.value"
    " LEFT JOIN contact AS k ON k.contact_id = e.contact_id"
    " LEFT JOIN contact AS co ON co.contact_id = e.company_id"
    " LEFT JOIN entry_document AS d ON d.entry_no = e.entry_no";

/* Sorted without their texts, which can be long. */
static const char select_comment_ids[] =
    "SELECT m.comment_id FROM json_each(:nos) AS j"
    " CROSS JOIN entry_comment AS m INDEXED BY comment_entry ON m.entry_no = j.value"
    " ORDER BY j.key, m.written_on, m.comment_id";
static const char select_comments[] =
    "SELECT m.entry_no, m.written_on, m.content FROM json_each(:ids) AS j"
    " CROSS JOIN entry_comment AS m ON m.comment_id = j.value";

static lia_status open_comments(struct export *e, struct arena *a, const char *nos,
                                struct beside *b, lia_error *err)
{
    struct vec ids = VEC_OF(int64_t);
    struct db_rows *rows;
    lia_status status =
        db_query(e->book->db, select_comment_ids, DB_PARAMS(db_t("nos", nos)), &rows, err);
    if (status)
        return status;
    while (db_next(rows))
        *(int64_t *)vec_push(&ids) = db_int(rows, 0);
    status = db_rows_close(rows, err);
    if (status == LIA_OK)
        status = db_query(e->book->db, select_comments,
                          DB_PARAMS(db_t("ids", contact_ids_json(a, ids.items, ids.count))),
                          &b->comments, err);
    b->comment = status == LIA_OK && db_next(b->comments);
    vec_clear(&ids);
    return status;
}

static void take_comments(struct beside *b, struct arena *a, struct export_entry *out)
{
    struct vec comments = VEC_OF(struct entry_comment);
    while (b->comment && db_int(b->comments, 0) == out->e.entry_no) {
        struct entry_comment *c = vec_push(&comments);
        c->date = (int32_t)db_int(b->comments, 1);
        c->text = arena_strdup(a, db_text(b->comments, 2));
        b->comment = db_next(b->comments);
    }
    out->e.comments = (int64_t)comments.count;
    out->comments = vec_move(&comments, a);
}

/* An entry that another session deleted since the list was read is not in b->more. */
static void export_rows(struct export *e, const lia_entry_list *list, struct beside *b)
{
    bool more = db_next(b->more);
    for (size_t i = 0; i < list->count && more && export_goes_on(e); i++) {
        struct arena a = {0};
        struct export_entry out = {.e = list->items[i]};
        if (db_int(b->more, 0) != out.e.entry_no)
            continue;
        out.contact_email = db_text(b->more, 1);
        out.company_no = db_text(b->more, 2);
        out.event = db_text(b->more, 3);
        out.document_no = db_text(b->more, 4);
        take_comments(b, &a, &out);
        export_one_entry(e, &out);
        arena_clear(&a);
        more = db_next(b->more);
    }
}

static lia_status export_window(struct export *e, const lia_entry_list *list, lia_error *err)
{
    struct arena a = {0};
    struct beside b = {0};
    int64_t *nos = arena_alloc(&a, (list->count + 1) * sizeof *nos);
    for (size_t i = 0; i < list->count; i++)
        nos[i] = list->items[i].entry_no;
    const char *json = contact_ids_json(&a, nos, list->count);
    lia_status status =
        db_query(e->book->db, select_more, DB_PARAMS(db_t("nos", json)), &b.more, err);
    if (status == LIA_OK)
        status = open_comments(e, &a, json, &b, err);
    if (status == LIA_OK)
        export_rows(e, list, &b);
    lia_status closed = db_rows_close(b.comments, status ? NULL : err);
    status = status ? status : closed;
    closed = db_rows_close(b.more, status ? NULL : err);
    arena_clear(&a);
    return status ? status : closed;
}

static lia_status export_given(struct export *e, lia_error *err)
{
    const lia_export_how *how = e->how;
    lia_status status = LIA_OK;
    for (size_t at = 0; at < how->n && status == LIA_OK && export_goes_on(e); at += WINDOW) {
        lia_entry_list list = {0};
        size_t n = how->n - at < WINDOW ? how->n - at : WINDOW;
        status = entry_read_nos(e->book, how->ids + at, n, &list, err);
        if (status == LIA_OK)
            status = export_window(e, &list, err);
        lia_entry_list_clear(&list);
    }
    return status;
}

lia_status export_entries(struct export *e, lia_error *err)
{
    const lia_entry_query query = {.filter = e->how->filter, .oldest_first = true};
    lia_seek seek = {.no_key = true, .limit = WINDOW};
    lia_status status = LIA_OK;
    if (e->how->ids)
        return export_given(e, err);
    for (bool more = true; more;) {
        lia_entry_list list = {0};
        status = lia_entry_list_some(e->book, &query, &seek, &list, err);
        if (status == LIA_OK && list.count) {
            seek.key = list.items[list.count - 1].key;
            seek.no_key = false;
            status = export_window(e, &list, err);
        }
        more = status == LIA_OK && list.count == WINDOW && export_goes_on(e);
        lia_entry_list_clear(&list);
    }
    return status;
}
