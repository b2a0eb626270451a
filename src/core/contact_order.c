/* Keys are spread over the gaps that the book has. A gap that is too small for what goes into it is
 * widened to a window of neighbours in which there is room for all, and the window is spread anew:
 * the usual upkeep of an order in a list (Bender et al., "Two Simplified Algorithms for Maintaining
 * Order in a List"), with the window grown by doubling.
 *
 * GAP is small on purpose: the search index keeps the distances between keys, a byte for each seven
 * bits. 64 makes an index half the size that 2^20 would. */
#include "core/contact_order.h"

#include <string.h>

#include "base/vec.h"
#include "core/derive.h"

enum { GAP = 64, ROOMY = 16, WINDOW = 8 };
/* From so many new ones among the book's contacts on, reading all names beats looking each up. */
enum { SCAN_FROM = 12 };

/* The places first .. first+count-1 go between two neighbours of the book. */
struct gap {
    int64_t below, above; /* 0: none */
    size_t first, count;
};

/* What lies between lo and hi, both left alone, is spread anew. */
struct window {
    int64_t lo, hi;      /* 0: from the first, to the last */
    int64_t there;       /* contacts of the book in it */
    size_t first, count; /* places in it */
};

struct order {
    struct op *op;
    const struct contact_places *places;
    size_t n;
    struct vec gaps, windows;
};

static struct contact_place place_at(const struct order *o, size_t i)
{
    struct contact_place place;
    o->places->at(o->places->ctx, i, &place);
    return place;
}

int contact_order_compare(const struct contact_place *a, const struct contact_place *b)
{
    int c = strcmp(a->name_fold, b->name_fold);
    return c ? c : strcmp(a->no, b->no);
}

/* Key number i+1 of n, evenly between lo and lo + width. */
static int64_t spread(int64_t lo, int64_t width, size_t i, size_t n)
{
    int64_t parts = (int64_t)n + 1, at = (int64_t)i + 1;
    return lo + width / parts * at + width % parts * at / parts;
}

static int64_t width_of(int64_t lo, int64_t hi, size_t n)
{
    return hi ? hi - lo : ((int64_t)n + 1) * GAP;
}

/* --- finding the gaps --- */

static void add_to_gap(struct order *o, int64_t below, int64_t above, size_t place)
{
    struct gap *last = o->gaps.count ? &VEC_AT(&o->gaps, struct gap, o->gaps.count - 1) : NULL;
    if (last && last->below == below)
        last->count++;
    else
        *(struct gap *)vec_push(&o->gaps) = (struct gap){below, above, place, 1};
}

/* One pass over the names of the book. */
static lia_status find_by_scan(struct order *o, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(o->op->db, "SELECT name_fold, no, sort_key FROM contact ORDER BY name_fold, no",
                 DB_NONE, &rows, err);
    if (status)
        return status;
    int64_t below = 0;
    size_t at = 0;
    struct contact_place place = {0};
    if (o->n)
        place = place_at(o, 0);
    while (at < o->n && db_next(rows)) {
        const struct contact_place there = {db_text(rows, 0), db_text(rows, 1), db_int(rows, 2)};
        while (at < o->n && contact_order_compare(&place, &there) < 0) {
            add_to_gap(o, below, there.key, at);
            if (++at < o->n)
                place = place_at(o, at);
        }
        below = there.key;
    }
    status = db_rows_close(rows, err);
    for (; at < o->n; at++)
        add_to_gap(o, below, 0, at);
    return status;
}

/* The first contact behind a place, its name copied; *key 0: none. */
static lia_status find_above(struct order *o, const struct contact_place *place,
                             struct contact_place *above, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        o->op->db,
        "SELECT name_fold, no, sort_key FROM contact WHERE (name_fold, no) > (:name_fold, :no)"
        " ORDER BY name_fold, no LIMIT 1",
        DB_PARAMS(db_t("name_fold", place->name_fold), db_t("no", place->no)), &rows, err);
    if (status)
        return status;
    above->key = 0;
    if (db_next(rows)) {
        above->name_fold = arena_strdup(&o->op->arena, db_text(rows, 0));
        above->no = arena_strdup(&o->op->arena, db_text(rows, 1));
        above->key = db_int(rows, 2);
    }
    return db_rows_close(rows, err);
}

static lia_status find_below(struct order *o, int64_t above, int64_t *below, lia_error *err)
{
    return db_query_int(o->op->db,
                        "SELECT coalesce(max(sort_key), 0) FROM contact WHERE sort_key < :above",
                        DB_PARAMS(db_i("above", above ? above : INT64_MAX)), below, NULL, err);
}

static lia_status find_by_look_up(struct order *o, lia_error *err)
{
    struct contact_place above = {0};
    int64_t below = 0;
    for (size_t at = 0; at < o->n; at++) {
        const struct contact_place place = place_at(o, at);
        bool same = at > 0 && (above.key == 0 || contact_order_compare(&place, &above) < 0);
        lia_status status = same ? LIA_OK : find_above(o, &place, &above, err);
        if (!same && status == LIA_OK)
            status = find_below(o, above.key, &below, err);
        if (status)
            return status;
        add_to_gap(o, below, above.key, at);
    }
    return LIA_OK;
}

static lia_status find_gaps(struct order *o, lia_error *err)
{
    int64_t contacts = 0;
    lia_status status = db_query_int(o->op->db, "SELECT value FROM counter WHERE name = 'contacts'",
                                     DB_NONE, &contacts, NULL, err);
    if (status)
        return status;
    return contacts <= (int64_t)o->n * SCAN_FROM ? find_by_scan(o, err) : find_by_look_up(o, err);
}

/* --- making room --- */

/* The first gap whose lower neighbour is not in front of lo. */
static size_t first_gap(const struct order *o, int64_t lo)
{
    size_t from = 0, to = o->gaps.count;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (VEC_AT(&o->gaps, struct gap, mid).below < lo)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

/* The window's places are those of the gaps that lie within it. */
static void count_places(const struct order *o, struct window *w)
{
    w->count = 0;
    for (size_t i = first_gap(o, w->lo); i < o->gaps.count; i++) {
        const struct gap *g = &VEC_AT(&o->gaps, struct gap, i);
        if (w->hi && (!g->above || g->above > w->hi))
            break;
        if (w->count == 0)
            w->first = g->first;
        w->count += g->count;
    }
}

static const struct db_param *bounds(struct order *o, const struct window *w, int64_t step)
{
    return op_params(o->op, DB_PARAMS(db_i("lo", w->lo), db_i("hi", w->hi ? w->hi : INT64_MAX),
                                      db_i("step", step)));
}

static lia_status count_window(struct order *o, struct window *w, lia_error *err)
{
    count_places(o, w);
    return db_query_int(o->op->db,
                        "SELECT count(*) FROM contact WHERE sort_key > :lo AND sort_key < :hi",
                        bounds(o, w, 0), &w->there, NULL, err);
}

/* The window takes in `step` more neighbours on each side. */
static lia_status grow(struct order *o, struct window *w, int64_t step, lia_error *err)
{
    int64_t lo = 0, hi = 0;
    lia_status status = db_query_int(o->op->db,
                                     "SELECT sort_key FROM contact WHERE sort_key < :lo"
                                     " ORDER BY sort_key DESC LIMIT 1 OFFSET :step - 1",
                                     bounds(o, w, step), &lo, NULL, err);
    if (status == LIA_OK)
        status = db_query_int(o->op->db,
                              "SELECT sort_key FROM contact WHERE sort_key > :hi"
                              " ORDER BY sort_key LIMIT 1 OFFSET :step - 1",
                              bounds(o, w, step), &hi, NULL, err);
    w->lo = lo;
    w->hi = hi;
    return status ? status : count_window(o, w, err);
}

static bool roomy(const struct window *w)
{
    return !w->hi || (w->hi - w->lo) / ROOMY > w->there + (int64_t)w->count;
}

static bool fits(const struct gap *g)
{
    return !g->above || g->above - g->below > (int64_t)g->count;
}

/* Windows for all gaps that are too small; those that overlap become one. */
static lia_status find_windows(struct order *o, lia_error *err)
{
    for (size_t i = 0; i < o->gaps.count; i++) {
        const struct gap *g = &VEC_AT(&o->gaps, struct gap, i);
        struct window *last =
            o->windows.count ? &VEC_AT(&o->windows, struct window, o->windows.count - 1) : NULL;
        if (fits(g) || (last && (!last->hi || g->below < last->hi)))
            continue;
        struct window w = {g->below, g->above, 0, g->first, g->count};
        lia_status status = LIA_OK;
        for (int64_t step = WINDOW; status == LIA_OK && !roomy(&w); step *= 2)
            status = grow(o, &w, step, err);
        while (last && status == LIA_OK && w.lo < last->hi) {
            w.lo = last->lo < w.lo ? last->lo : w.lo;
            status = count_window(o, &w, err);
            o->windows.count--;
            last = o->windows.count ? last - 1 : NULL;
        }
        if (status)
            return status;
        *(struct window *)vec_push(&o->windows) = w;
    }
    return LIA_OK;
}

/* --- spreading --- */

struct move {
    int64_t id, from, to;
};

struct moves {
    struct move *items;
    size_t count, at;
    bool right; /* now come those that move to the right, the last first */
};

/* Keys are unique at every moment: what moves left goes first, from the left, then what moves
 * right, from the right. As the order stays, nobody steps on one who has not moved yet. */
static bool next_move(void *ctx, struct db_param *params)
{
    struct moves *m = ctx;
    while (!m->right && m->at < m->count && m->items[m->at].to >= m->items[m->at].from)
        m->at++;
    if (!m->right && m->at == m->count)
        m->right = true;
    while (m->right && m->at > 0 && m->items[m->at - 1].to <= m->items[m->at - 1].from)
        m->at--;
    if (m->right && m->at == 0)
        return false;
    const struct move *move = m->right ? &m->items[--m->at] : &m->items[m->at++];
    params[0].i = move->id;
    params[1].i = move->to;
    return true;
}

static void add_moves(struct order *o, const struct window *w, const struct move *moves, size_t n)
{
    struct op *op = o->op;
    struct moves *m = arena_alloc(&op->arena, sizeof *m);
    m->items = arena_alloc(&op->arena, (n + 1) * sizeof *moves);
    memcpy(m->items, moves, n * sizeof *moves);
    m->count = n;
    struct db_param *params = arena_alloc(&op->arena, 3 * sizeof *params);
    params[0] = db_i("id", 0);
    params[1] = db_i("key", 0);
    params[2].type = DB_END;
    derive_words_out(op, "sort_key > :lo AND sort_key < :hi", bounds(o, w, 0));
    db_each(op->batch, "UPDATE contact SET sort_key = :key WHERE contact_id = :id", params,
            next_move, m);
    db_batch_rows(op->batch, (int64_t)n);
}

static lia_status spread_window(struct order *o, const struct window *w, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(o->op->db,
                                 "SELECT contact_id, name_fold, no, sort_key FROM contact"
                                 " WHERE sort_key > :lo AND sort_key < :hi ORDER BY sort_key",
                                 bounds(o, w, 0), &rows, err);
    if (status)
        return status;
    size_t all = (size_t)w->there + w->count, at = 0, place = w->first;
    int64_t width = width_of(w->lo, w->hi, all);
    struct vec moves = VEC_OF(struct move);
    while (db_next(rows)) {
        const struct contact_place there = {db_text(rows, 1), db_text(rows, 2), db_int(rows, 3)};
        for (; place < w->first + w->count; place++) {
            const struct contact_place here = place_at(o, place);
            if (contact_order_compare(&here, &there) >= 0)
                break;
            o->places->keys[place] = spread(w->lo, width, at++, all);
        }
        *(struct move *)vec_push(&moves) =
            (struct move){db_int(rows, 0), there.key, spread(w->lo, width, at++, all)};
    }
    for (; place < w->first + w->count; place++)
        o->places->keys[place] = spread(w->lo, width, at++, all);
    status = db_rows_close(rows, err);
    if (status == LIA_OK)
        add_moves(o, w, moves.items, moves.count);
    vec_clear(&moves);
    return status;
}

static void spread_gap(struct order *o, const struct gap *g)
{
    int64_t width = width_of(g->below, g->above, g->count);
    for (size_t i = 0; i < g->count; i++)
        o->places->keys[g->first + i] = spread(g->below, width, i, g->count);
}

lia_status contact_order_place_many(struct op *op, const struct contact_places *places,
                                    lia_error *err)
{
    if (places->n == 0)
        return LIA_OK;
    struct order o = {op, places, places->n, VEC_OF(struct gap), VEC_OF(struct window)};
    lia_status status = find_gaps(&o, err);
    if (status == LIA_OK)
        status = find_windows(&o, err);
    for (size_t i = 0; status == LIA_OK && i < o.gaps.count; i++)
        spread_gap(&o, &VEC_AT(&o.gaps, struct gap, i));
    for (size_t i = 0; status == LIA_OK && i < o.windows.count; i++)
        status = spread_window(&o, &VEC_AT(&o.windows, struct window, i), err);
    vec_clear(&o.gaps);
    vec_clear(&o.windows);
    return status;
}

static void place_of_array(void *ctx, size_t i, struct contact_place *place)
{
    *place = ((const struct contact_place *)ctx)[i];
}

lia_status contact_order_place(struct op *op, struct contact_place *places, size_t n,
                               lia_error *err)
{
    int64_t *keys = arena_alloc(&op->arena, (n + 1) * sizeof *keys);
    const struct contact_places many = {n, place_of_array, places, keys};
    lia_status status = contact_order_place_many(op, &many, err);
    for (size_t i = 0; i < n; i++)
        places[i].key = keys[i];
    return status;
}

lia_status contact_sort_key_for(struct op *op, const char *name_fold, const char *no, int64_t *key,
                                lia_error *err)
{
    struct contact_place place = {name_fold, no, 0};
    lia_status status = contact_order_place(op, &place, 1, err);
    *key = place.key;
    return status;
}
