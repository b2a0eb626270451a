#include "base/i18n.h"
#include "core/core.h"
#include "core/segment_row.h"
#include "core/segment_window.h"

void lia_logged_list_clear(lia_logged_list *list)
{
    result_free(list->arena);
    *list = (lia_logged_list){0};
}

static void read_row(struct db_rows *rows, struct arena *a, lia_logged *out)
{
    *out = (lia_logged){
        .key = {0, db_int(rows, 0)},
        .id = db_int(rows, 0),
        .version = db_int(rows, 1),
        .segment_id = db_int(rows, 2),
        .entries = db_int(rows, 3),
        .entries_canceled = db_int(rows, 4),
        .segment_no = arena_strdup(a, db_text(rows, 5)),
        .description = arena_strdup(a, db_text(rows, 6)),
        .user = arena_strdup(a, db_text(rows, 7)),
        .logged_at = db_int(rows, 8),
        .canceled = db_int(rows, 9) != 0,
        .follow_up_id = db_int(rows, 10),
        .follow_up_no = arena_strdup(a, db_text(rows, 11)),
    };
}

static lia_status read_list(struct db *db, const char *sql, const struct db_param *params,
                            bool reverse, lia_logged_list *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(db, sql, params, &rows, err);
    if (failed)
        return failed;
    struct arena *a = result_new();
    struct vec items = VEC_OF(lia_logged);
    while (db_next(rows))
        read_row(rows, a, vec_push(&items));
    failed = db_rows_close(rows, err);
    if (failed) {
        vec_clear(&items);
        result_free(a);
        return failed;
    }
    *out = (lia_logged_list){.count = items.count, .arena = a};
    out->items = window_items(a, &items, reverse);
    return LIA_OK;
}

lia_status lia_logged_list_some(lia_book *book, bool hide_canceled, const lia_seek *seek,
                                lia_logged_list *out, lia_error *err)
{
    struct window w = window_of(seek, true);
    struct arena a = {0};
    const char *sql = arena_printf(&a, LOGGED_LIST("%s", "%s", "%s"), w.cmp,
                                   hide_canceled ? LOGGED_NOT_CANCELED : "", w.direction);
    lia_status failed =
        read_list(book->db, sql, DB_PARAMS(db_i("key", w.key), db_i("limit", seek->limit)),
                  w.reverse, out, err);
    arena_clear(&a);
    return failed;
}

lia_status lia_logged_get(lia_book *book, int64_t id, lia_logged_list *out, lia_error *err)
{
    lia_logged_list list;
    lia_status failed =
        read_list(book->db, "SELECT " LOGGED_COLUMNS LOGGED_FROM " WHERE g.logged_id = :id",
                  DB_PARAMS(db_i("id", id)), false, &list, err);
    if (failed)
        return failed;
    if (list.count)
        failed = segment_row_get(book->db, list.items[0].segment_id, list.arena,
                                 &list.items[0].header, NULL, err);
    else
        failed = lia_fail(err, LIA_NOT_FOUND, "",
                          _("This logged segment was deleted; go back to the list"));
    if (failed)
        lia_logged_list_clear(&list);
    else
        *out = list;
    return failed;
}

lia_status lia_logged_canceled_count(lia_book *book, int64_t *out, lia_error *err)
{
    return db_query_int(book->db,
                        "SELECT count(*) FROM logged_segment WHERE canceled_op IS NOT NULL",
                        DB_NONE, out, NULL, err);
}
