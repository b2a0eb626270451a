#include <assert.h>

#include "base/i18n.h"
#include "core/core.h"
#include "core/line_row.h"
#include "core/segment_rules.h"
#include "core/segment_window.h"

_Static_assert(1 << LIA_L_TEMPLATE == 1 && 1 << LIA_L_DATE == 2 && 1 << LIA_L_SALESPERSON == 4 &&
                   1 << LIA_L_DESCRIPTION == 8 && 1 << LIA_L_SUBJECT == 16 &&
                   1 << LIA_L_CORRESPONDENCE == 32 && 1 << LIA_L_IGNORE_CORRESPONDENCE == 64 &&
                   1 << LIA_L_FLOW == 128 && 1 << LIA_L_INITIATED_BY == 256 &&
                   1 << LIA_L_COST == 512 && 1 << LIA_L_MINUTES == 1024,
               "the MARK_ literals of line_view.h are stored in books");

void lia_line_list_clear(lia_line_list *list)
{
    result_free(list->arena);
    *list = (lia_line_list){0};
}

static const char *text(struct db_rows *rows, int column, struct arena *a)
{
    return arena_strdup(a, db_text(rows, column));
}

void line_row_read(struct db_rows *rows, struct arena *a, lia_line *out)
{
    int64_t id = db_int(rows, 0);
    *out = (lia_line){
        .key = {line_no_of(id), id},
        .id = id,
        .version = db_int(rows, 1),
        .segment_id = db_int(rows, 2),
        .line_no = line_no_of(id),
        .contact_id = db_int(rows, 3),
        .contact = text(rows, 4, a),
        .contact_no = text(rows, 5, a),
        .company = text(rows, 6, a),
        .contact_twice = db_int(rows, 7) != 0,
        .contact_archived = db_int(rows, 8) != 0,
        .contact_blocked = db_int(rows, 9) != 0,
        .marks = (uint32_t)db_int(rows, 10),
        .template_id = db_int(rows, 11),
        .salesperson_id = db_int(rows, 12),
        .template_code = text(rows, 13, a),
        .salesperson = text(rows, 14, a),
        .own_template = db_int(rows, 15) != 0,
        .date = db_is_null(rows, 16) ? LIA_DAY_NONE : (int32_t)db_int(rows, 16),
        .description = text(rows, 17, a),
        .subject = text(rows, 18, a),
        .comment = text(rows, 19, a),
        .correspondence = (lia_corr)db_int(rows, 20),
        .ignore_correspondence = db_int(rows, 21) != 0,
        .flow = (lia_flow)db_int(rows, 22),
        .initiated_by = (lia_by)db_int(rows, 23),
        .cost = db_int(rows, 24),
        .minutes = db_int(rows, 25),
        .evaluation = (lia_evaluation)db_int(rows, 26),
        .failed = db_int(rows, 27) != 0,
        .entry_no = db_int(rows, 28),
    };
}

/* The lines that sql gives, in an arena of their own. */
static lia_status read_lines(struct db *db, const char *sql, const struct db_param *params,
                             bool reverse, lia_line_list *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status failed = db_query(db, sql, params, &rows, err);
    if (failed)
        return failed;
    struct arena *a = result_new();
    struct vec items = VEC_OF(lia_line);
    while (db_next(rows))
        line_row_read(rows, a, vec_push(&items));
    failed = db_rows_close(rows, err);
    if (failed) {
        vec_clear(&items);
        result_free(a);
        return failed;
    }
    *out = (lia_line_list){.count = items.count, .arena = a};
    out->items = window_items(a, &items, reverse);
    return LIA_OK;
}

lia_status line_list_read(struct db *db, const char *sql, const struct db_param *params,
                          lia_line_list *out, lia_error *err)
{
    lia_line_list list;
    lia_status failed = read_lines(db, sql, params, false, &list, err);
    if (failed)
        return failed;
    if (!list.count) {
        lia_line_list_clear(&list);
        return lia_fail(err, LIA_NOT_FOUND, "",
                        _("This line is not on its segment any more; go back to it"));
    }
    *out = list;
    return LIA_OK;
}

lia_status lia_line_list_some(lia_book *book, int64_t segment_id, const lia_seek *seek,
                              lia_line_list *out, lia_error *err)
{
    int64_t low = line_id_of(segment_id, 0), high = line_id_of(segment_id + 1, 0) - 1;
    int64_t step = seek->at ? 0 : 1;
    if (!seek->no_key && seek->before)
        high = seek->key.b - step < high ? seek->key.b - step : high;
    else if (!seek->no_key)
        low = seek->key.b + step > low ? seek->key.b + step : low;
    const char *sql = seek->before ? LINE_LIST(" DESC") : LINE_LIST("");
    return read_lines(book->db, sql,
                      DB_PARAMS(db_i("low", low), db_i("high", high), db_i("limit", seek->limit)),
                      seek->before, out, err);
}

lia_status lia_line_get(lia_book *book, int64_t line_id, lia_line_list *out, lia_error *err)
{
    return line_list_read(book->db,
                          "SELECT " LINE_COLUMNS " FROM segment_line AS l" LINE_JOIN_SHOWN
                          " WHERE l.line_id = :line AND s.status = 0",
                          DB_PARAMS(db_i("line", line_id)), out, err);
}
