/* The list of contacts in windows: lia_contact_list, _ids, _locate. */
#include <stdlib.h>

#include "base/mem.h"
#include "core/contact_read.h"
#include "core/result.h"
#include "liaise/contact.h"

void lia_contact_rows_clear(lia_contact_rows *rows)
{
    result_free(rows->arena);
    *rows = (lia_contact_rows){0};
}

/* --- rows --- */

#define FROM_WORDS " CROSS JOIN contact AS c ON c.sort_key = f.rowid"
#define ROW_JOINS                                                                                  \
    " LEFT JOIN contact AS k ON k.contact_id = c.company_id"                                       \
    " LEFT JOIN salesperson AS s ON s.salesperson_id = c.salesperson_id"

/* The last interaction is sought for each row that is shown: nothing has to keep it. */
static void add_columns(struct sql *q)
{
    sql_add(q, "SELECT c.contact_id, c.sort_key, c.company_id, c.no, c.name, k.name, c.city, "
               "c.phone, c.mobile, c.email,"
               " s.code, c.type, c.archived, c.privacy_blocked, c.exclude, ");
    sql_add_on(q, cond_last_sql(), "c");
}

static int32_t day_of(struct db_rows *rows, int column)
{
    if (db_is_null(rows, column))
        return LIA_DAY_NONE;
    int64_t wall = db_int(rows, column);
    return (int32_t)((wall >= 0 ? wall : wall - (DAY_SECONDS - 1)) / DAY_SECONDS);
}

static void read_row(struct db_rows *rows, struct arena *a, lia_contact_row *row)
{
    row->id = db_int(rows, 0);
    row->key = (lia_key){db_int(rows, 1), row->id};
    row->company_id = db_int(rows, 2);
    row->no = arena_strdup(a, db_text(rows, 3));
    row->name = arena_strdup(a, db_text(rows, 4));
    row->company = arena_strdup(a, db_text(rows, 5));
    row->city = arena_strdup(a, db_text(rows, 6));
    row->phone = arena_strdup(a, db_text(rows, 7));
    row->mobile = arena_strdup(a, db_text(rows, 8));
    row->email = arena_strdup(a, db_text(rows, 9));
    row->salesperson = arena_strdup(a, db_text(rows, 10));
    row->type = (lia_contact_type)db_int(rows, 11);
    row->archived = db_int(rows, 12);
    row->privacy_blocked = db_int(rows, 13);
    row->exclude = db_int(rows, 14);
    row->last_on = day_of(rows, 15);
}

/* --- windows --- */

/* Part of a list to be read: rows of the window, or ids alone. */
struct window {
    struct contact_read read;
    struct stretch stretch;
    int64_t limit;
    bool ids;
    struct vec rows;     /* lia_contact_row, or int64_t */
    struct arena *arena; /* texts of rows */
};

static lia_status run(struct window *w, struct sql *q, lia_error *err)
{
    struct db_rows *rows;
    vec_clear(&w->rows);
    w->rows.size = w->ids ? sizeof(int64_t) : sizeof(lia_contact_row);
    lia_status status = db_query(w->read.book->db, sql_text(q), sql_params(q), &rows, err);
    if (status == LIA_OK) {
        while (db_next(rows)) {
            void *row = vec_push(&w->rows);
            if (w->ids)
                *(int64_t *)row = db_int(rows, 0);
            else
                read_row(rows, w->arena, row);
        }
        status = db_rows_close(rows, err);
    }
    sql_clear(q);
    return status;
}

static void add_order(const struct window *w, const char *column, struct sql *q)
{
    sql_add_f(q, " ORDER BY %s%s LIMIT ", column, w->stretch.down ? " DESC" : "");
    sql_add_int(q, w->limit);
}

/* Row after row in the list's order, up to stretch.to. */
static lia_status read_in_order(struct window *w, bool narrow, lia_error *err)
{
    struct sql q = {0};
    const struct contact_read *r = &w->read;
    if (w->ids)
        sql_add(&q, "SELECT c.contact_id");
    else
        add_columns(&q);
    struct str joins = {0};
    str_add(&joins, r->from == READ_WORDS ? FROM_WORDS : "");
    str_add(&joins, w->ids ? "" : ROW_JOINS);
    contact_read_add(r, narrow, str_text(&joins), &w->stretch, &q);
    str_clear(&joins);
    contact_read_rest(r, narrow, narrow ? cond_contact : cond_contact_many, &q);
    add_order(w, contact_read_order(r), &q);
    return run(w, &q, err);
}

/* Where the few are: a term that an index finds, ids, or the persons of the query's company. */
struct few {
    const struct node *term;
    const char *ids;
};

static void add_few(const struct window *w, const struct few *few, struct sql *q)
{
    if (few->term) {
        contacts_few_add(w->read.book, few->term, q);
    } else if (few->ids) {
        sql_add(q, "SELECT value AS contact_id FROM json_each(");
        sql_add_text(q, few->ids);
        sql_add(q, ")");
    } else {
        sql_add(q, "SELECT p.contact_id FROM contact AS p WHERE p.company_id = ");
        sql_add_int(q, w->read.query->company_id);
    }
}

/* The few are sorted; then only those of the window get their columns. */
static lia_status read_few(struct window *w, const struct few *few, lia_error *err)
{
    struct sql q = {0};
    const lia_contact_query *query = w->read.query;
    const char *order =
        query->sort == LIA_CONTACT_BY_NAME ? "c.sort_key" : contact_read_order(&w->read);
    if (!w->ids) {
        add_columns(&q);
        sql_add(&q, " FROM (");
    }
    sql_add(&q, "SELECT c.contact_id AS id FROM (SELECT DISTINCT contact_id FROM (");
    add_few(w, few, &q);
    sql_add(&q, ")) AS g CROSS JOIN contact AS c ON c.contact_id = g.contact_id WHERE 1");
    const struct stretch whole = {.from = w->stretch.from, .down = w->stretch.down};
    contact_read_add_bounds(&whole, order, &q);
    contact_query_add(query, "c", &q);
    add_order(w, order, &q);
    if (!w->ids) {
        sql_add(&q, ") AS g CROSS JOIN contact AS c ON c.contact_id = g.id" ROW_JOINS);
        sql_add_f(&q, " ORDER BY %s%s", order, w->stretch.down ? " DESC" : "");
    }
    return run(w, &q, err);
}

/* Nothing but the order and the search index decides, so that the first rows looked at are the
 * first that match. */
static bool is_plain(const struct contact_read *r)
{
    if (r->from != READ_WORDS)
        return !contact_has_rest(r->query->filter, SEEN_NONE);
    return !contact_has_rest(r->query->filter, SEEN_NARROW);
}

/* Looks at the next rows of the list. *done: enough of them match, or the list has ended. */
static lia_status look(struct window *w, int rows, bool *done, lia_error *err)
{
    lia_status status = contact_read_ahead(&w->read, &w->stretch, rows, &w->stretch.to, err);
    if (status == LIA_OK)
        status = read_in_order(w, true, err);
    *done = !w->stretch.to.set || (int64_t)w->rows.count == w->limit;
    free(w->stretch.to.no);
    w->stretch.to = (struct place){0};
    return status;
}

/* No index knows the few: they are looked for farther on in the list, then in the whole table. */
static lia_status look_on(struct window *w, bool *done, struct few *few, lia_error *err)
{
    lia_status status = LIA_OK;
    const lia_filter *filter = w->read.query->filter;
    if (!w->ids && !filter->gathered->set)
        status = look(w, LOOK_ON, done, err);
    return status || *done ? status : contacts_gather(filter, &few->ids, err);
}

static lia_status read_window(struct window *w, lia_error *err)
{
    const lia_contact_query *query = w->read.query;
    struct few few = {0};
    if (query->company_id && query->sort != LIA_CONTACT_BY_NAME)
        return read_few(w, &few, err);
    if (is_plain(&w->read))
        return read_in_order(w, true, err);
    bool done = false;
    int first = w->read.from == READ_WORDS ? LOOK_WORDS : LOOK_FIRST;
    lia_status status = w->ids ? LIA_OK : look(w, first, &done, err);
    if (status || done)
        return status;
    few.term = filter_few(query->filter, w->read.from != READ_WORDS);
    if (few.term)
        return read_few(w, &few, err);
    if (w->read.from == READ_ORDER)
        status = look_on(w, &done, &few, err);
    if (status || done)
        return status;
    return few.ids ? read_few(w, &few, err) : read_in_order(w, false, err);
}

/* Where the row of a key stands; a row that is gone has no place in the order by no. any more. */
static lia_status find_place(struct window *w, const lia_seek *seek, lia_error *err)
{
    struct place place = {.set = !seek->no_key, .with = seek->at};
    lia_status status = LIA_OK;
    if (place.set && w->read.query->sort == LIA_CONTACT_BY_NO) {
        struct db_rows *rows;
        status = db_query(w->read.book->db, "SELECT no FROM contact WHERE contact_id = :id",
                          DB_PARAMS(db_i("id", seek->key.b)), &rows, err);
        if (status)
            return status;
        place.set = db_next(rows);
        if (place.set)
            place.no = mem_strdup(db_text(rows, 0));
        status = db_rows_close(rows, err);
    }
    place.key = w->read.query->sort == LIA_CONTACT_BY_ADDED ? seek->key.b : seek->key.a;
    w->stretch.from = place;
    return status;
}

static void end_window(struct window *w)
{
    free(w->stretch.from.no);
    free(w->stretch.to.no);
    vec_clear(&w->rows);
    contact_read_end(&w->read);
}

static void turn_round(struct vec *rows)
{
    lia_contact_row *items = rows->items;
    for (size_t i = 0; i < rows->count / 2; i++) {
        lia_contact_row row = items[i];
        items[i] = items[rows->count - 1 - i];
        items[rows->count - 1 - i] = row;
    }
}

lia_status lia_contact_list(lia_book *book, const lia_contact_query *query, const lia_seek *seek,
                            lia_contact_rows *out, lia_error *err)
{
    struct window w = {.limit = seek->limit > 0 ? seek->limit : 0, .arena = result_new()};
    w.stretch.down = query->descending != seek->before;
    contact_read_begin(&w.read, book, query);
    lia_status status = find_place(&w, seek, err);
    if (status == LIA_OK)
        status = read_window(&w, err);
    if (status == LIA_OK) {
        if (seek->before)
            turn_round(&w.rows);
        *out = (lia_contact_rows){.count = w.rows.count, .arena = w.arena};
        out->items = vec_move(&w.rows, w.arena);
    } else {
        result_free(w.arena);
    }
    end_window(&w);
    return status;
}

lia_status lia_contact_ids(lia_book *book, const lia_contact_query *query, size_t max,
                           int64_t **ids, size_t *count, lia_error *err)
{
    struct window w = {.limit = max > INT64_MAX ? INT64_MAX : (int64_t)max, .ids = true};
    w.stretch.down = query->descending;
    contact_read_begin(&w.read, book, query);
    lia_status status = read_window(&w, err);
    if (status == LIA_OK) {
        *count = w.rows.count;
        *ids = w.rows.items;
        w.rows.items = NULL; /* the caller's now */
    }
    end_window(&w);
    return status;
}

lia_status lia_contact_locate(lia_book *book, const lia_contact_query *query, int64_t id,
                              lia_contact_rows *out, lia_error *err)
{
    struct window w = {.read = {.book = book, .query = query}, .arena = result_new()};
    struct sql q = {0};
    add_columns(&q);
    sql_add(&q, " FROM contact AS c" ROW_JOINS " WHERE c.contact_id = ");
    sql_add_int(&q, id);
    contact_query_add(query, "c", &q);
    lia_status status = run(&w, &q, err);
    if (status == LIA_OK) {
        *out = (lia_contact_rows){.count = w.rows.count, .arena = w.arena};
        out->items = vec_move(&w.rows, w.arena);
    } else {
        result_free(w.arena);
    }
    vec_clear(&w.rows);
    return status;
}
