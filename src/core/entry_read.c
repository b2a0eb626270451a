#include "core/entry_read.h"

#include <string.h>

/* --- the query --- */

static lia_status find_type(struct entry_read *r, lia_error *err)
{
    int64_t type = 0;
    lia_status status = LIA_OK;
    if (r->query->contact_id)
        status = db_query_int(r->book->db, "SELECT type FROM contact WHERE contact_id = :id",
                              DB_PARAMS(db_i("id", r->query->contact_id)), &type, NULL, err);
    r->company = type == LIA_COMPANY;
    return status;
}

/* The entries of a logged segment carry its segment too, which has an index. */
static lia_status find_segment(struct entry_read *r, lia_error *err)
{
    if (!r->query->logged_id || r->query->segment_id)
        return LIA_OK;
    return db_query_int(r->book->db, "SELECT segment_id FROM logged_segment WHERE logged_id = :id",
                        DB_PARAMS(db_i("id", r->query->logged_id)), &r->of.segment_id, NULL, err);
}

static void drop(const struct entry_source *source, const char *column, int64_t *id)
{
    if (source->column && strcmp(source->column, column) == 0 && source->id == *id)
        *id = 0;
}

static lia_entry_query unseen(const struct entry_read *r)
{
    lia_entry_query rest = r->of;
    drop(&r->source, r->company ? "company_id" : "contact_id", &rest.contact_id);
    drop(&r->source, "segment_id", &rest.segment_id);
    drop(&r->source, "template_id", &rest.template_id);
    drop(&r->source, "salesperson_id", &rest.salesperson_id);
    rest.only_canceled = rest.only_canceled && !r->source.canceled_only;
    return rest;
}

lia_status entry_read_begin(struct entry_read *r, lia_book *book, const lia_entry_query *query,
                            lia_error *err)
{
    *r = (struct entry_read){.book = book, .query = query, .of = *query};
    lia_status status = find_type(r, err);
    if (status == LIA_OK)
        status = find_segment(r, err);
    if (status == LIA_OK)
        r->source =
            entry_source_of(book, &r->of, r->company, query->filter ? query->filter->root : NULL);
    r->rest = unseen(r);
    return status;
}

bool entry_read_whole(const struct entry_read *r)
{
    const struct entry_source *s = &r->source;
    return !s->column && !s->canceled_only && s->from == INT64_MIN && s->to == INT64_MAX;
}

static void add_id(struct sql *q, const char *table, const char *column, int64_t id)
{
    if (!id)
        return;
    sql_add_f(q, " AND %s.%s = ", table, column);
    sql_add_int(q, id);
}

void entry_query_add(const lia_entry_query *query, cond_term_fn *term, const char *table,
                     struct sql *q)
{
    if (query->contact_id) {
        /* A company's own entries carry itself; nothing carries a person as its company. */
        sql_add_f(q, " AND (%s.contact_id = ", table);
        sql_add_int(q, query->contact_id);
        sql_add_f(q, " OR %s.company_id IS ", table);
        sql_add_int(q, query->contact_id);
        sql_add(q, ")");
    }
    add_id(q, table, "template_id", query->template_id);
    add_id(q, table, "group_id", query->group_id);
    add_id(q, table, "salesperson_id", query->salesperson_id);
    add_id(q, table, "segment_id", query->segment_id);
    add_id(q, table, "logged_id", query->logged_id);
    if (query->logged_id && !query->segment_id) { /* which has an index */
        sql_add_f(q, " AND %s.segment_id = (SELECT s.segment_id FROM logged_segment AS s", table);
        sql_add(q, " WHERE s.logged_id = ");
        sql_add_int(q, query->logged_id);
        sql_add(q, ")");
    }
    if (query->hide_canceled)
        sql_add_f(q, " AND %s.canceled_op IS NULL", table);
    if (query->only_canceled)
        sql_add_f(q, " AND %s.canceled_op IS NOT NULL", table);
    if (query->filter && query->filter->root)
        for (const struct node *node = query->filter->root->child; node; node = node->next) {
            sql_add(q, " AND ");
            cond_tree(query->filter->book, node, term, table, q);
        }
}

void entry_query_where(const lia_entry_query *query, const char *table, struct sql *q)
{
    q->unordered = true;
    sql_add(q, "(1");
    if (query) {
        const struct node *few = filter_few(query->filter, true);
        if (few) {
            sql_add_f(q, " AND %s.entry_no IN (", table);
            entries_few_add(few, q);
            sql_add(q, ")");
        }
        entry_query_add(query, few ? cond_entry : cond_entry_all, table, q);
    }
    sql_add(q, ")");
}

/* --- stretches --- */

static void add_place(struct sql *q, const char *sign, const struct entry_place *place)
{
    sql_add_f(q, " AND (e.wall, e.entry_no) %s%s (", sign, place->with ? "=" : "");
    sql_add_int(q, place->wall);
    sql_add(q, ", ");
    sql_add_int(q, place->entry_no);
    sql_add(q, ")");
}

void entry_read_add_bounds(const struct entry_stretch *stretch, struct sql *q)
{
    if (stretch->from.set)
        add_place(q, stretch->down ? "<" : ">", &stretch->from);
    if (stretch->to.set)
        add_place(q, stretch->down ? ">" : "<", &stretch->to);
}

/* The entries at the wall of a place that belong to the stretch: older ones, newer ones, or between
 * two places. */
static struct entry_piece at_wall(const struct entry_place *newest,
                                  const struct entry_place *oldest)
{
    struct entry_piece piece = {.no_from = INT64_MIN, .no_to = INT64_MAX};
    piece.wall_from = piece.wall_to = newest ? newest->wall : oldest->wall;
    if (newest)
        piece.no_to = newest->with ? newest->entry_no : newest->entry_no - 1;
    if (oldest)
        piece.no_from = oldest->with ? oldest->entry_no : oldest->entry_no + 1;
    return piece;
}

static int put(struct entry_piece *pieces, int count, struct entry_piece piece,
               const struct entry_source *source)
{
    if (piece.wall_from < source->from || piece.wall_to > source->to ||
        piece.wall_from > piece.wall_to || piece.no_from > piece.no_to)
        return count;
    pieces[count] = piece;
    return count + 1;
}

int entry_read_pieces(const struct entry_read *r, const struct entry_stretch *stretch,
                      struct entry_piece pieces[ENTRY_PIECES])
{
    const struct entry_place *newest = stretch->down ? &stretch->from : &stretch->to;
    const struct entry_place *oldest = stretch->down ? &stretch->to : &stretch->from;
    const struct entry_source *source = &r->source;
    bool one_wall = newest->set && oldest->set && newest->wall == oldest->wall;
    struct entry_piece whole = {source->from, source->to, INT64_MIN, INT64_MAX};
    int count = 0;
    if (newest->set) {
        count = put(pieces, count, at_wall(newest, one_wall ? oldest : NULL), source);
        if (newest->wall <= whole.wall_to)
            whole.wall_to = newest->wall - 1;
    }
    if (oldest->set && oldest->wall >= whole.wall_from)
        whole.wall_from = oldest->wall + 1;
    if (!one_wall) {
        count = put(pieces, count, whole, source);
        if (oldest->set)
            count = put(pieces, count, at_wall(NULL, oldest), source);
    }
    for (int i = 0; !stretch->down && i < count / 2; i++) {
        struct entry_piece piece = pieces[i];
        pieces[i] = pieces[count - 1 - i];
        pieces[count - 1 - i] = piece;
    }
    return count;
}

static void add_bound(struct sql *q, const char *column, const char *sign, int64_t value,
                      int64_t open)
{
    if (value == open)
        return;
    sql_add_f(q, " AND e.%s %s ", column, sign);
    sql_add_int(q, value);
}

void entry_read_add(const struct entry_read *r, const char *joins, const struct entry_piece *piece,
                    struct sql *q)
{
    sql_add_f(q, " FROM entry AS e INDEXED BY %s%s WHERE ", r->source.index, joins);
    entry_source_add(&r->source, "e", q);
    if (piece->wall_from == piece->wall_to) {
        add_bound(q, "wall", "=", piece->wall_from, INT64_MIN);
    } else {
        add_bound(q, "wall", ">=", piece->wall_from, INT64_MIN);
        add_bound(q, "wall", "<=", piece->wall_to, INT64_MAX);
    }
    add_bound(q, "entry_no", ">=", piece->no_from, INT64_MIN);
    add_bound(q, "entry_no", "<=", piece->no_to, INT64_MAX);
}

void entry_read_add_order(bool down, struct sql *q)
{
    sql_add(q, down ? " ORDER BY e.wall DESC, e.entry_no DESC" : " ORDER BY e.wall, e.entry_no");
}

/* Reads on in one piece; *rows is what is still to go. */
static lia_status pass_piece(const struct entry_read *r, const struct entry_piece *piece, bool down,
                             int *rows, struct entry_place *last, lia_error *err)
{
    struct sql q = {0};
    struct db_rows *found;
    sql_add(&q, "SELECT e.wall, e.entry_no");
    entry_read_add(r, "", piece, &q);
    entry_read_add_order(down, &q);
    sql_add(&q, " LIMIT ");
    sql_add_int(&q, *rows);
    lia_status status = db_query(r->book->db, sql_text(&q), sql_params(&q), &found, err);
    if (status == LIA_OK) {
        for (; db_next(found); --*rows)
            *last = (struct entry_place){true, true, db_int(found, 0), db_int(found, 1)};
        status = db_rows_close(found, err);
    }
    sql_clear(&q);
    return status;
}

lia_status entry_read_ahead(const struct entry_read *r, const struct entry_stretch *from, int rows,
                            struct entry_place *out, lia_error *err)
{
    struct entry_piece pieces[ENTRY_PIECES];
    struct entry_place last = {0};
    lia_status status = LIA_OK;
    int count = entry_read_pieces(r, from, pieces);
    for (int i = 0; status == LIA_OK && rows > 0 && i < count; i++)
        status = pass_piece(r, &pieces[i], from->down, &rows, &last, err);
    if (status == LIA_OK)
        *out = rows > 0 ? (struct entry_place){0} : last;
    return status;
}
