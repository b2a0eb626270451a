/* The list of interaction log entries in windows: lia_entry_list_some, _nos, _get, _locate. */
#include <string.h>

#include "base/i18n.h"
#include "core/contact_row.h"
#include "core/entry_read.h"
#include "core/result.h"
#include "liaise/interaction.h"

void lia_entry_list_clear(lia_entry_list *list)
{
    result_free(list->arena);
    *list = (lia_entry_list){0};
}

/* --- rows --- */

#define ROW_JOINS                                                                                  \
    " LEFT JOIN contact AS k ON k.contact_id = e.contact_id"                                       \
    " LEFT JOIN contact AS co ON co.contact_id = e.company_id"                                     \
    " LEFT JOIN interaction_template AS tp ON tp.template_id = e.template_id"                      \
    " LEFT JOIN interaction_group AS gr ON gr.group_id = e.group_id"                               \
    " LEFT JOIN salesperson AS sp ON sp.salesperson_id = e.salesperson_id"                         \
    " LEFT JOIN segment AS sg ON sg.segment_id = e.segment_id"                                     \
    " LEFT JOIN text AS tx ON tx.text_id = e.text_id"

static void add_columns(struct sql *q)
{
    sql_add(
        q, "SELECT e.entry_no, e.changed_op, e.contact_id, e.company_id, e.template_id, e.group_id,"
           " e.salesperson_id, e.segment_id, e.logged_id, k.name, k.no, co.name, tp.code, gr.code, "
           "sp.code, sg.no,"
           " tx.description, tx.subject, e.via, e.wall, e.has_time, e.zone, e.flow, e.initiated_by,"
           " e.correspondence, e.evaluation, e.failed, e.cost, e.minutes, e.origin, e.canceled_op "
           "IS NOT NULL,"
           " e.corrects, e.corrected_by,"
           " (SELECT count(*) FROM entry_comment AS m WHERE m.entry_no = e.entry_no), ");
    sql_add_on(q, cond_status_sql(), "e");
}

enum { ROW_COLUMNS = 35 }; /* what lia_entry_get adds comes behind them */

static void read_ids(struct db_rows *rows, lia_entry *e)
{
    e->entry_no = db_int(rows, 0);
    e->version = db_int(rows, 1);
    e->contact_id = db_int(rows, 2);
    e->company_id = db_int(rows, 3);
    e->template_id = db_int(rows, 4);
    e->group_id = db_int(rows, 5);
    e->salesperson_id = db_int(rows, 6);
    e->segment_id = db_int(rows, 7);
    e->logged_id = db_int(rows, 8);
}

static void read_texts(struct db_rows *rows, struct arena *a, lia_entry *e)
{
    const char **const texts[] = {
        &e->contact,     &e->contact_no, &e->company,     &e->template_code, &e->group_code,
        &e->salesperson, &e->segment_no, &e->description, &e->subject,       &e->via};
    for (int i = 0; i < 10; i++)
        *texts[i] = arena_strdup(a, db_text(rows, 9 + i));
}

static void read_row(struct db_rows *rows, struct arena *a, lia_entry *e)
{
    read_ids(rows, e);
    read_texts(rows, a, e);
    int64_t wall = db_int(rows, 19);
    int64_t second = (wall % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS;
    e->key = (lia_key){wall, e->entry_no};
    e->date = (int32_t)((wall - second) / DAY_SECONDS);
    e->time = db_int(rows, 20) ? (int32_t)second : -1;
    e->zone = (int)db_int(rows, 21);
    e->flow = (lia_flow)db_int(rows, 22);
    e->initiated_by = (lia_by)db_int(rows, 23);
    e->correspondence = (lia_corr)db_int(rows, 24);
    e->evaluation = (lia_evaluation)db_int(rows, 25);
    e->failed = db_int(rows, 26);
    e->cost = db_int(rows, 27);
    e->minutes = db_int(rows, 28);
    e->origin = (lia_origin)db_int(rows, 29);
    e->canceled = db_int(rows, 30);
    e->corrects = db_int(rows, 31);
    e->corrected_by = db_int(rows, 32);
    e->comments = db_int(rows, 33);
    e->status = (lia_entry_status)db_int(rows, 34);
    e->logged_by = e->canceled_by = "";
}

/* --- windows --- */

struct window {
    struct entry_read read;
    struct entry_stretch stretch;
    int64_t limit;
    bool nos;            /* entry numbers alone */
    struct vec rows;     /* lia_entry, or int64_t */
    struct arena *arena; /* texts of rows */
};

static lia_status run(lia_book *book, struct window *w, struct sql *q, lia_error *err)
{
    struct db_rows *rows;
    w->rows.size = w->nos ? sizeof(int64_t) : sizeof(lia_entry);
    lia_status status = db_query(book->db, sql_text(q), sql_params(q), &rows, err);
    if (status == LIA_OK) {
        while (db_next(rows)) {
            void *row = vec_push(&w->rows);
            if (w->nos)
                *(int64_t *)row = db_int(rows, 0);
            else
                read_row(rows, w->arena, row);
        }
        status = db_rows_close(rows, err);
    }
    sql_clear(q);
    return status;
}

static void add_limit(const struct window *w, struct sql *q)
{
    entry_read_add_order(w->stretch.down, q);
    sql_add(q, " LIMIT ");
    sql_add_int(q, w->limit - (int64_t)w->rows.count);
}

static lia_status read_piece(struct window *w, const struct entry_piece *piece, lia_error *err)
{
    struct sql q = {0};
    if (w->nos)
        sql_add(&q, "SELECT e.entry_no");
    else
        add_columns(&q);
    entry_read_add(&w->read, w->nos ? "" : ROW_JOINS, piece, &q);
    entry_query_add(&w->read.rest, cond_entry, "e", &q);
    add_limit(w, &q);
    return run(w->read.book, w, &q, err);
}

/* Row after row in the list's order, up to stretch.to. */
static lia_status read_in_order(struct window *w, lia_error *err)
{
    struct entry_piece pieces[ENTRY_PIECES];
    lia_status status = LIA_OK;
    int count = entry_read_pieces(&w->read, &w->stretch, pieces);
    vec_clear(&w->rows);
    for (int i = 0; status == LIA_OK && i < count && (int64_t)w->rows.count < w->limit; i++)
        status = read_piece(w, &pieces[i], err);
    return status;
}

/* Where the few are: a term that an index finds, or numbers. */
struct few {
    const struct node *term;
    const char *nos;
};

static void add_few(const struct few *few, struct sql *q)
{
    if (few->term) {
        entries_few_add(few->term, q);
        return;
    }
    sql_add(q, "SELECT value AS entry_no FROM json_each(");
    sql_add_text(q, few->nos);
    sql_add(q, ")");
}

/* The few are sorted; then only those of the window get their columns. */
static lia_status read_few(struct window *w, const struct few *few, lia_error *err)
{
    struct sql q = {0};
    if (!w->nos) {
        add_columns(&q);
        sql_add(&q, " FROM (");
    }
    sql_add(&q, "SELECT e.entry_no AS no FROM (SELECT DISTINCT entry_no FROM (");
    add_few(few, &q);
    sql_add(&q, ")) AS g CROSS JOIN entry AS e ON e.entry_no = g.entry_no WHERE 1");
    vec_clear(&w->rows);
    const struct entry_stretch whole = {.from = w->stretch.from, .down = w->stretch.down};
    entry_read_add_bounds(&whole, &q);
    entry_query_add(&w->read.of, cond_entry, "e", &q);
    add_limit(w, &q);
    if (!w->nos) {
        sql_add(&q, ") AS g CROSS JOIN entry AS e ON e.entry_no = g.no" ROW_JOINS);
        entry_read_add_order(w->stretch.down, &q);
    }
    return run(w->read.book, w, &q, err);
}

/* Looks at the next rows of the list. *done: enough of them match, or the list has ended. */
static lia_status look(struct window *w, int rows, bool *done, lia_error *err)
{
    lia_status status = entry_read_ahead(&w->read, &w->stretch, rows, &w->stretch.to, err);
    if (status == LIA_OK)
        status = read_in_order(w, err);
    *done = !w->stretch.to.set || (int64_t)w->rows.count == w->limit;
    w->stretch.to = (struct entry_place){0};
    return status;
}

/* No index knows the few: they are looked for farther on in the list, then in the whole table. */
static lia_status look_on(struct window *w, bool *done, struct few *few, lia_error *err)
{
    lia_status status = LIA_OK;
    const lia_filter *filter = w->read.query->filter;
    if (!w->nos && !filter->gathered->set)
        status = look(w, LOOK_ON, done, err);
    return status || *done ? status : entries_gather(filter, &few->nos, err);
}

static lia_status read_window(struct window *w, lia_error *err)
{
    const lia_filter *filter = w->read.query->filter;
    bool done = false;
    if (!filter || !filter->root)
        return read_in_order(w, err);
    lia_status status = w->nos ? LIA_OK : look(w, LOOK_FIRST, &done, err);
    if (status || done)
        return status;
    struct few few = {.term = filter_few(filter, true)};
    if (few.term)
        return read_few(w, &few, err);
    if (entry_read_whole(&w->read))
        status = look_on(w, &done, &few, err);
    if (status || done)
        return status;
    return few.nos ? read_few(w, &few, err) : read_in_order(w, err);
}

/* Gives the rows to out, turned round or not; frees them when status is a failure. */
static lia_status finish(struct window *w, lia_status status, bool turned, lia_entry_list *out)
{
    if (status) {
        result_free(w->arena);
        vec_clear(&w->rows);
        return status;
    }
    lia_entry *items = arena_alloc(w->arena, w->rows.count * sizeof *items);
    const lia_entry *rows = w->rows.items;
    for (size_t i = 0; i < w->rows.count; i++)
        items[i] = rows[turned ? w->rows.count - 1 - i : i];
    *out = (lia_entry_list){items, w->rows.count, w->arena};
    vec_clear(&w->rows);
    return LIA_OK;
}

lia_status lia_entry_list_some(lia_book *book, const lia_entry_query *query, const lia_seek *seek,
                               lia_entry_list *out, lia_error *err)
{
    struct window w = {.limit = seek->limit > 0 ? seek->limit : 0, .arena = result_new()};
    w.stretch.down = query->oldest_first == seek->before;
    w.stretch.from = (struct entry_place){!seek->no_key, seek->at, seek->key.a, seek->key.b};
    lia_status status = entry_read_begin(&w.read, book, query, err);
    if (status == LIA_OK)
        status = read_window(&w, err);
    return finish(&w, status, seek->before, out);
}

lia_status lia_entry_nos(lia_book *book, const lia_entry_query *query, size_t max, int64_t **nos,
                         size_t *count, lia_error *err)
{
    struct window w = {.limit = max > INT64_MAX ? INT64_MAX : (int64_t)max, .nos = true};
    w.stretch.down = !query->oldest_first;
    lia_status status = entry_read_begin(&w.read, book, query, err);
    if (status == LIA_OK)
        status = read_window(&w, err);
    if (status == LIA_OK) {
        *count = w.rows.count;
        *nos = w.rows.items;
        w.rows.items = NULL; /* the caller's now */
    }
    vec_clear(&w.rows);
    return status;
}

lia_status lia_entry_locate(lia_book *book, const lia_entry_query *query, int64_t entry_no,
                            lia_entry_list *out, lia_error *err)
{
    struct window w = {.arena = result_new()};
    struct sql q = {0};
    add_columns(&q);
    sql_add(&q, " FROM entry AS e" ROW_JOINS " WHERE e.entry_no = ");
    sql_add_int(&q, entry_no);
    entry_query_add(query, cond_entry, "e", &q);
    return finish(&w, run(book, &w, &q, err), false, out);
}

/* --- by number --- */

lia_status entry_read_nos(lia_book *book, const int64_t *nos, size_t n, lia_entry_list *out,
                          lia_error *err)
{
    struct window w = {.read.book = book, .arena = result_new()};
    struct sql q = {0};
    add_columns(&q);
    sql_add(&q,
            " FROM json_each(:nos) AS j CROSS JOIN entry AS e ON e.entry_no = j.value" ROW_JOINS);
    sql_bind(&q, db_t("nos", contact_ids_json(w.arena, nos, n)));
    return finish(&w, run(book, &w, &q, err), false, out);
}

lia_status lia_entry_get(lia_book *book, int64_t entry_no, lia_entry_list *out, lia_error *err)
{
    struct arena *a = result_new();
    struct sql q = {0};
    struct db_rows *rows;
    lia_entry *e = arena_alloc(a, sizeof *e);
    bool found = false;
    add_columns(&q);
    sql_add(
        &q,
        ", lo.user, lo.done_at, cn.user, cn.done_at, d.event, d.no FROM entry AS e" ROW_JOINS
        " LEFT JOIN op AS lo ON lo.op_id = e.op_id LEFT JOIN op AS cn ON cn.op_id = e.canceled_op"
        " LEFT JOIN entry_document AS d ON d.entry_no = e.entry_no"
        " WHERE e.entry_no = ");
    sql_add_int(&q, entry_no);
    lia_status status = db_query(book->db, sql_text(&q), sql_params(&q), &rows, err);
    sql_clear(&q);
    if (status == LIA_OK) {
        found = db_next(rows);
        if (found) {
            read_row(rows, a, e);
            e->logged_by = arena_strdup(a, db_text(rows, ROW_COLUMNS));
            e->logged_at = db_int(rows, ROW_COLUMNS + 1);
            e->canceled_by = arena_strdup(a, db_text(rows, ROW_COLUMNS + 2));
            e->canceled_at = db_int(rows, ROW_COLUMNS + 3);
            e->event = arena_strdup(a, db_text(rows, ROW_COLUMNS + 4));
            e->document_no = arena_strdup(a, db_text(rows, ROW_COLUMNS + 5));
        }
        status = db_rows_close(rows, err);
    }
    if (status == LIA_OK && !found)
        status =
            lia_fail(err, LIA_NOT_FOUND, "", _("There is no entry %lld any more; it was deleted"),
                     (long long)entry_no);
    if (status)
        result_free(a);
    else
        *out = (lia_entry_list){e, 1, a};
    return status;
}
