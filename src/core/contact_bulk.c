#include "core/contact_bulk.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/contact_order.h"
#include "core/contact_rows.h"
#include "core/contact_words.h"
#include "core/series.h"

/* From so many on the batch asks for a larger cache. Contacts read between two calls of go_on. */
enum { LARGE = 1000, BETWEEN_CALLS = 1024 };

/* --- reading the bulk --- */

static const struct contact_new *add_at(struct contact_writing *w, size_t i)
{
    if (!w->bulk.from)
        return &w->bulk.add[i];
    w->bulk.from->add(w->bulk.from->ctx, i, &w->add);
    return &w->add;
}

static const struct contact_change *change_at(struct contact_writing *w, size_t i)
{
    if (!w->bulk.from)
        return &w->bulk.change[i];
    w->bulk.from->change(w->bulk.from->ctx, i, &w->change);
    return &w->change;
}

static int64_t id_of(const struct contact_writing *w, size_t add)
{
    return w->first_id + w->rank[add];
}

static size_t place_of(const struct contact_writing *w, size_t i)
{
    return i < w->bulk.adds ? w->order[i] : i;
}

unsigned contact_item_has(const struct contact_writing *w, size_t i)
{
    return w->has[place_of(w, i)];
}

void contact_item_read(struct contact_writing *w, size_t i, struct contact_item *item)
{
    size_t at = place_of(w, i);
    if (i < w->bulk.adds) {
        const struct contact_new *add = add_at(w, at);
        const char *no = w->nos ? w->nos[at] : add->c.no;
        *item = (struct contact_item){&add->c,         add->name_fold, no,
                                      id_of(w, at),    w->keys[i],     add->c.company_id,
                                      add->company_at, add->form,      add->kept};
    } else {
        const struct contact_change *change = change_at(w, at - w->bulk.adds);
        *item = (struct contact_item){&change->c,
                                      change->name_fold,
                                      change->c.no,
                                      change->c.id,
                                      w->changed[at - w->bulk.adds].key,
                                      change->c.company_id,
                                      change->company_at,
                                      change->form,
                                      change->kept};
    }
    if (w->folds)
        item->name_fold = w->folds[at];
    if (item->company_at)
        item->company_id = id_of(w, item->company_at - 1);
    if (w->bulk.from && w->has[at] & HAS_KEPT)
        item->kept = w->bulk.from->kept(w->bulk.from->ctx);
}

const char *contact_new_name(struct contact_writing *w, size_t i)
{
    const struct contact_source *from = w->bulk.from;
    return from ? from->name(from->ctx, i) : w->bulk.add[i].c.name;
}

/* --- looking through it once --- */

/* The first bytes of a name: nearly all comparisons end here. */
enum { HEADS = 3, HEAD = 8 * HEADS };
struct sorted {
    uint64_t head[HEADS];
    uint32_t at; /* in the bulk: the changes behind the new ones */
    bool whole;  /* the head is all of the name */
};

struct looking {
    struct contact_writing *w;
    struct sorted *names; /* of the new and the renamed ones */
    size_t count;
    const char **typed; /* numbers */
    size_t typed_count;
    struct vec companies; /* int64_t */
    struct arena *texts;  /* of the numbers */
};

static void set_head(struct sorted *s, const char *name)
{
    s->whole = strlen(name) <= HEAD;
    for (int i = 0; i < HEADS; i++)
        for (int k = 0; k < 8; k++) {
            s->head[i] = s->head[i] << 8 | (unsigned char)*name;
            name += *name != '\0';
        }
}

static void take_name(struct looking *l, size_t at, const char *name_fold)
{
    struct sorted *s = &l->names[l->count++];
    s->at = (uint32_t)at;
    set_head(s, name_fold);
}

static bool has_kept(const struct contact_writing *w, const char *form, const char *kept)
{
    return form && (w->bulk.from || (kept && *kept));
}

static void look_at_add(struct looking *l, size_t i)
{
    struct contact_writing *w = l->w;
    const struct contact_new *add = add_at(w, i);
    if (w->folds)
        w->folds[i] = utf8_fold(&w->op->arena, add->c.name);
    take_name(l, i, w->folds ? w->folds[i] : add->name_fold);
    if (*add->c.no)
        l->typed[l->typed_count++] = w->nos[i] = arena_strdup(l->texts, add->c.no);
    if (add->c.company_id && !add->company_at)
        *(int64_t *)vec_push(&l->companies) = add->c.company_id;
    w->channels += add->c.channel_count;
    w->has[i] = (uint8_t)((add->c.channel_count ? HAS_CHANNELS : 0) |
                          (has_kept(w, add->form, add->kept) ? HAS_KEPT : 0));
}

static void look_at_change(struct looking *l, size_t i)
{
    struct contact_writing *w = l->w;
    size_t at = w->bulk.adds + i;
    const struct contact_change *change = change_at(w, i);
    const lia_contact *c = &change->c;
    if (w->folds)
        w->folds[at] = utf8_fold(&w->op->arena, c->name);
    w->changed[i] = (struct contact_changed){c->id, c->version, 0, c->type};
    if (change->renamed)
        take_name(l, at, w->folds ? w->folds[at] : change->name_fold);
    size_t channels = change->channels ? c->channel_count : 0;
    w->channels += channels;
    w->has[at] =
        (uint8_t)((channels ? HAS_CHANNELS : 0) |
                  (has_kept(w, change->form, change->kept) ? HAS_KEPT : 0) |
                  (change->renamed ? IS_RENAMED : 0) | (change->channels ? REPLACES_CHANNELS : 0) |
                  (change->form ? REPLACES_KEPT : 0));
}

static lia_status fail_stopped(lia_error *err)
{
    return lia_fail(err, LIA_CANCELED, "", _("Stopped; nothing was written."));
}

static int compare_ids(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void sort_companies(struct looking *l)
{
    struct contact_writing *w = l->w;
    const int64_t *ids = l->companies.items;
    if (!l->companies.count)
        return;
    qsort(l->companies.items, l->companies.count, sizeof *ids, compare_ids);
    w->companies = arena_alloc(&w->op->arena, l->companies.count * sizeof *ids);
    for (size_t i = 0; i < l->companies.count; i++)
        if (i == 0 || ids[i - 1] != ids[i])
            w->companies[w->company_count++] = ids[i];
}

static lia_status look(struct looking *l, lia_error *err)
{
    struct contact_writing *w = l->w;
    const struct contact_source *from = w->bulk.from;
    for (size_t i = 0; i < w->count; i++) {
        if (from && i % BETWEEN_CALLS == 0 && !from->go_on(from->ctx, i, w->count))
            return fail_stopped(err);
        if (i < w->bulk.adds)
            look_at_add(l, i);
        else
            look_at_change(l, i - w->bulk.adds);
    }
    sort_companies(l);
    return LIA_OK;
}

/* --- numbers --- */

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The typed numbers must be free in the book and among themselves; sorted. */
static lia_status check_typed(struct op *op, const char **typed, size_t n, lia_error *err)
{
    int64_t contacts = 0;
    lia_status status = db_query_int(op->db, "SELECT value FROM counter WHERE name = 'contacts'",
                                     DB_NONE, &contacts, NULL, err);
    qsort(typed, n, sizeof *typed, compare_texts);
    for (size_t i = 0; i < n && status == LIA_OK; i++) {
        int64_t there = 0;
        if (i && strcmp(typed[i], typed[i - 1]) == 0)
            there = 1;
        else if (contacts > 0)
            status = db_query_int(op->db, "SELECT 1 FROM contact WHERE no = :no",
                                  DB_PARAMS(db_t("no", typed[i])), &there, NULL, err);
        if (status == LIA_OK && there)
            status = lia_fail(err, LIA_EXISTS, "no",
                              _("There is a contact %s already: type another no."), typed[i]);
    }
    return status;
}

static lia_status give_numbers(struct looking *l, lia_error *err)
{
    struct contact_writing *w = l->w;
    struct op *op = w->op;
    size_t n = w->bulk.adds, blank = n - l->typed_count, at = 0;
    lia_status status = check_typed(op, l->typed, l->typed_count, err);
    if (status || blank == 0)
        return status;
    const char **nos = mem_alloc(blank * sizeof *nos);
    status = series_take_many(op, l->texts, LIA_SERIES_CONTACT, l->typed, l->typed_count, nos,
                              blank, err);
    for (size_t i = 0; status == LIA_OK && i < n; i++)
        if (!w->nos[i])
            w->nos[i] = nos[at++];
    free(nos);
    return status;
}

/* --- the order of names --- */

static int compare_heads(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    for (int i = 0; i < HEADS; i++)
        if (x->head[i] != y->head[i])
            return x->head[i] < y->head[i] ? -1 : 1;
    if (x->whole != y->whole)
        return x->whole ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static void name_and_no(struct contact_writing *w, size_t at, const char **name, const char **no)
{
    bool add = at < w->bulk.adds;
    const struct contact_change *change = add ? NULL : change_at(w, at - w->bulk.adds);
    *name = w->folds ? w->folds[at] : add ? add_at(w, at)->name_fold : change->name_fold;
    *no = add ? w->nos[at] : change->c.no;
}

struct alike {
    struct contact_place place;
    struct sorted sorted;
};

static int compare_alike(const void *a, const void *b)
{
    return contact_order_compare(&((const struct alike *)a)->place,
                                 &((const struct alike *)b)->place);
}

/* Puts those whose names begin alike into their order. */
static void sort_alike(struct contact_writing *w, struct sorted *names, size_t n)
{
    struct arena a = {0};
    struct alike *alike = arena_alloc(&a, n * sizeof *alike);
    for (size_t i = 0; i < n; i++) {
        const char *name, *no;
        name_and_no(w, names[i].at, &name, &no);
        alike[i].sorted = names[i];
        alike[i].place.name_fold = names[i].whole ? "" : arena_strdup(&a, name);
        alike[i].place.no = arena_strdup(&a, no);
    }
    qsort(alike, n, sizeof *alike, compare_alike);
    for (size_t i = 0; i < n; i++)
        names[i] = alike[i].sorted;
    arena_clear(&a);
}

static bool begin_alike(const struct sorted *x, const struct sorted *y)
{
    return memcmp(x->head, y->head, sizeof x->head) == 0 && x->whole == y->whole;
}

static void sort_names(struct looking *l)
{
    struct sorted *names = l->names;
    if (l->count)
        qsort(names, l->count, sizeof *names, compare_heads);
    for (size_t i = 0, end; i < l->count; i = end) {
        for (end = i + 1; end < l->count && begin_alike(&names[i], &names[end]); end++)
            ;
        if (end - i > 1)
            sort_alike(l->w, &names[i], end - i);
    }
}

/* --- ids and keys --- */

static lia_status give_ids(struct looking *l, lia_error *err)
{
    struct contact_writing *w = l->w;
    size_t adds = w->bulk.adds, at = 0;
    lia_status status = adds ? op_take(w->op, "contact", (int64_t)adds, &w->first_id, err) : LIA_OK;
    if (status)
        return status;
    for (size_t i = 0; i < l->count; i++) {
        if (l->names[i].at >= adds)
            continue;
        w->order[at] = l->names[i].at;
        w->rank[l->names[i].at] = (uint32_t)at++;
    }
    for (size_t i = 0; i < adds && !w->bulk.from; i++) {
        w->bulk.add[i].id = id_of(w, i);
        w->bulk.add[i].no = w->nos[i];
    }
    op_inserted(w->op, OP_CONTACT, w->first_id, w->first_id + (int64_t)adds - 1);
    return LIA_OK;
}

static lia_status let_sort(struct contact_writing *w, lia_error *err)
{
    const struct contact_source *from = w->bulk.from;
    if (from->sort(from->ctx, w->order, w->nos, w->bulk.adds))
        return LIA_OK;
    return fail_stopped(err);
}

static void give_place(void *ctx, size_t i, struct contact_place *place)
{
    const struct looking *l = ctx;
    name_and_no(l->w, l->names[i].at, &place->name_fold, &place->no);
}

/* Keys for the new ones and for those whose name or no. changed. */
static lia_status give_keys(struct looking *l, lia_error *err)
{
    struct contact_writing *w = l->w;
    int64_t *keys = mem_alloc((l->count + 1) * sizeof *keys);
    const struct contact_places places = {l->count, give_place, l, keys};
    lia_status status = contact_order_place_many(w->op, &places, err);
    for (size_t i = 0, at = 0; status == LIA_OK && i < l->count; i++) {
        if (l->names[i].at < w->bulk.adds)
            w->keys[at++] = keys[i];
        else
            w->changed[l->names[i].at - w->bulk.adds].key = keys[i];
    }
    free(keys);
    return status;
}

/* --- the whole --- */

static struct contact_writing *writing_new(struct op *op, const struct contact_bulk *bulk)
{
    struct arena *a = &op->arena;
    struct contact_writing *w = arena_alloc(a, sizeof *w);
    size_t adds = bulk->adds + 1;
    w->op = op;
    w->bulk = *bulk;
    w->count = bulk->adds + bulk->changes;
    w->order = arena_alloc(a, adds * sizeof *w->order);
    w->rank = arena_alloc(a, adds * sizeof *w->rank);
    w->keys = arena_alloc(a, adds * sizeof *w->keys);
    w->has = arena_alloc(a, w->count + 1);
    w->folds = bulk->from ? NULL : arena_alloc(a, (w->count + 1) * sizeof *w->folds);
    w->changed = arena_alloc(a, (bulk->changes + 1) * sizeof *w->changed);
    return w;
}

static lia_status prepare_all(struct looking *l, lia_error *err)
{
    lia_status status = look(l, err);
    if (status == LIA_OK)
        status = give_numbers(l, err);
    if (status == LIA_OK) {
        sort_names(l);
        status = give_ids(l, err);
    }
    return status ? status : give_keys(l, err);
}

/* Works out in which order they are written, and under which numbers, ids and keys. A source keeps
 * the numbers itself. */
static lia_status prepare(struct contact_writing *w, lia_error *err)
{
    struct arena own = {0}, *a = w->bulk.from ? &own : &w->op->arena;
    struct looking l = {.w = w, .companies = VEC_OF(int64_t), .texts = a};
    l.names = mem_alloc((w->count + 1) * sizeof *l.names);
    l.typed = mem_alloc((w->bulk.adds + 1) * sizeof *l.typed);
    w->nos = arena_alloc(a, (w->bulk.adds + 1) * sizeof *w->nos);
    lia_status status = prepare_all(&l, err);
    free(l.names);
    free(l.typed);
    vec_clear(&l.companies);
    if (w->bulk.from) {
        if (status == LIA_OK)
            status = let_sort(w, err);
        w->nos = NULL;
        arena_clear(&own);
    }
    return status;
}

lia_status contact_bulk_write(struct op *op, struct contact_bulk *bulk, lia_error *err)
{
    struct contact_writing *w = writing_new(op, bulk);
    lia_status status = prepare(w, err);
    if (status)
        return status;
    db_batch_defer(op->batch); /* a company may stand behind its persons */
    if (w->count >= LARGE)
        db_batch_fed(op->batch);
    contact_rows_add(w);
    if (bulk->changes)
        contact_rows_change(w);
    contact_rows_kept(w);
    status = contact_rows_channels(w, err);
    return status ? status : contact_words_add(w, err);
}
