#include "core/contact_bulk.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/contact_order.h"
#include "core/contact_rows.h"
#include "core/contact_words.h"
#include "core/series.h"

/* From so many on the batch asks for a larger cache. */
enum { LARGE = 1000 };

/* --- names, numbers, ids --- */

static uint64_t head_of(const char *name)
{
    uint64_t head = 0;
    for (int i = 0; i < 8; i++) {
        head = head << 8 | (unsigned char)*name;
        if (*name)
            name++;
    }
    return head;
}

static int compare_items(const void *a, const void *b)
{
    const struct contact_item *x = a, *y = b;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    int c = strcmp(x->name_fold, y->name_fold);
    return c ? c : strcmp(x->no, y->no);
}

static void set_name(struct op *op, struct str *folded, struct contact_item *item)
{
    str_truncate(folded, 0);
    utf8_fold_to(folded, item->c->name, strlen(item->c->name));
    item->name_fold = arena_strndup(&op->arena, str_text(folded), folded->len);
    item->head = head_of(item->name_fold);
}

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

static lia_status give_numbers(struct contact_writing *w, lia_error *err)
{
    struct op *op = w->op;
    size_t n = w->bulk.adds, typed = 0, blank = 0;
    const char **nos = arena_alloc(&op->arena, (n + 1) * sizeof *nos);
    const char **given = arena_alloc(&op->arena, (n + 1) * sizeof *given);
    for (size_t i = 0; i < n; i++)
        if (*w->bulk.add[i].c.no)
            given[typed++] = w->bulk.add[i].c.no;
    lia_status status = check_typed(op, given, typed, err);
    if (status == LIA_OK)
        status = series_take_many(op, LIA_SERIES_CONTACT, given, typed, nos, n - typed, err);
    for (size_t i = 0; status == LIA_OK && i < n; i++) {
        struct contact_new *add = &w->bulk.add[i];
        add->no = *add->c.no ? add->c.no : nos[blank++];
    }
    return status;
}

static lia_status gather(struct contact_writing *w, lia_error *err)
{
    const struct contact_bulk *bulk = &w->bulk;
    lia_status status = give_numbers(w, err);
    if (status)
        return status;
    w->count = bulk->adds + bulk->changes;
    w->items = arena_alloc(&w->op->arena, (w->count + 1) * sizeof *w->items);
    struct str folded = {0};
    for (size_t i = 0; i < w->count; i++) {
        struct contact_item *item = &w->items[i];
        item->add = i < bulk->adds ? &bulk->add[i] : NULL;
        item->change = item->add ? NULL : &bulk->change[i - bulk->adds];
        item->c = item->add ? &item->add->c : &item->change->c;
        item->no = item->add ? item->add->no : item->c->no;
        set_name(w->op, &folded, item);
    }
    str_clear(&folded);
    qsort(w->items, bulk->adds, sizeof *w->items, compare_items);
    return LIA_OK;
}

static lia_status give_ids(struct contact_writing *w, lia_error *err)
{
    struct contact_bulk *bulk = &w->bulk;
    int64_t first = 0;
    lia_status status =
        bulk->adds ? op_take(w->op, "contact", (int64_t)bulk->adds, &first, err) : LIA_OK;
    if (status)
        return status;
    for (size_t i = 0; i < bulk->adds; i++) {
        w->items[i].id = first + (int64_t)i;
        bulk->add[w->items[i].add - bulk->add].id = w->items[i].id;
    }
    for (size_t i = 0; i < w->count; i++) {
        struct contact_item *item = &w->items[i];
        size_t company = item->add ? item->add->company_at : item->change->company_at;
        item->company_id = company ? bulk->add[company - 1].id : item->c->company_id;
        if (item->change)
            item->id = item->c->id;
    }
    op_inserted(w->op, OP_CONTACT, first, first + (int64_t)bulk->adds - 1);
    return LIA_OK;
}

static int compare_item_pointers(const void *a, const void *b)
{
    return compare_items(*(struct contact_item *const *)a, *(struct contact_item *const *)b);
}

/* Keys for the new ones and for those whose name or no. changed. */
static lia_status give_keys(struct contact_writing *w, lia_error *err)
{
    struct arena *a = &w->op->arena;
    struct contact_item **moving = arena_alloc(a, (w->count + 1) * sizeof(struct contact_item *));
    struct contact_place *places = arena_alloc(a, (w->count + 1) * sizeof *places);
    size_t n = 0;
    for (size_t i = 0; i < w->count; i++)
        if (w->items[i].add || w->items[i].change->renamed)
            moving[n++] = &w->items[i];
    if (n > w->bulk.adds)
        qsort(moving, n, sizeof *moving, compare_item_pointers);
    for (size_t i = 0; i < n; i++)
        places[i] = (struct contact_place){moving[i]->name_fold, moving[i]->no, 0};
    lia_status status = contact_order_place(w->op, places, n, err);
    for (size_t i = 0; i < n; i++)
        moving[i]->key = places[i].key;
    return status;
}

lia_status contact_bulk_write(struct op *op, struct contact_bulk *bulk, lia_error *err)
{
    struct contact_writing *w = arena_alloc(&op->arena, sizeof *w);
    w->op = op;
    w->bulk = *bulk;
    lia_status status = gather(w, err);
    if (status == LIA_OK)
        status = give_ids(w, err);
    if (status == LIA_OK)
        status = give_keys(w, err);
    if (status)
        return status;
    db_batch_defer(op->batch); /* a company may stand behind its persons */
    if (w->count >= LARGE)
        db_batch_large(op->batch);
    contact_rows_add(w);
    if (bulk->changes)
        contact_rows_change(w);
    contact_rows_kept(w);
    status = contact_rows_channels(w, err);
    return status ? status : contact_words_add(w, err);
}
