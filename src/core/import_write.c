#include "core/import_write.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"
#include "core/core.h"
#include "core/import_fill.h"
#include "core/import_known.h"

static struct import_record *record_at(struct import_try *t, size_t at)
{
    return &VEC_AT(&t->m.records, struct import_record, at);
}

/* --- companies --- */

/* A person's company: its record, which is made when there is none of this name. */
static size_t company_of(struct import_try *t, size_t person)
{
    const struct import_row *row = &record_at(t, person)->row;
    const char *fold = import_text(row, TEXT_COMPANY_FOLD);
    long found = import_match_company(&t->m, fold);
    if (found != IMPORT_NONE)
        return (size_t)found;
    lia_contact c = {.type = LIA_COMPANY, .name = import_text(row, TEXT_COMPANY)};
    struct import_record record = {.touch_days = -1, .form = t->w->rows->form};
    record.row = import_pack(&t->op->arena, &c, fold, NULL, NULL, NULL);
    record.place = ++t->adds;
    t->w->result.companies++;
    *(struct import_record *)vec_push(&t->m.records) = record;
    import_match_enter(&t->m, t->m.records.count - 1);
    return t->m.records.count - 1;
}

static bool is_new(const struct import_record *r)
{
    return r->id == 0;
}

/* Has its company another name than in the book? */
static bool company_changed(const struct import_record *r)
{
    return r->was && strcmp(import_text(&r->row, TEXT_COMPANY_FOLD),
                            import_text(r->was, TEXT_COMPANY_FOLD)) != 0;
}

/* Gives the person at this place its company: a key of the book, or a place among the new ones. */
static size_t link_company(struct import_try *t, size_t person)
{
    struct import_record *r = record_at(t, person);
    bool due = r->row.type == LIA_PERSON && *import_text(&r->row, TEXT_COMPANY_FOLD) &&
               (is_new(r) || company_changed(r));
    if (!due)
        return 0;
    size_t company = company_of(t, person);
    r = record_at(t, person); /* it may have moved */
    r->company_id = record_at(t, company)->id;
    return record_at(t, company)->place;
}

/* --- the bulk --- */

static bool same_texts(const struct import_row *a, const struct import_row *b, uint32_t which)
{
    for (int i = 0; i < TEXT_COUNT; i++)
        if ((which >> i & 1) &&
            strcmp(import_text(a, (enum import_text)i), import_text(b, (enum import_text)i)) != 0)
            return false;
    return true;
}

static bool same_channels(const struct import_row *a, const struct import_row *b)
{
    if (a->channel_count != b->channel_count)
        return false;
    for (size_t i = 0; i < a->channel_count; i++)
        if (a->channels[i].kind != b->channels[i].kind ||
            strcmp(a->channels[i].label, b->channels[i].label) != 0 ||
            strcmp(a->channels[i].value, b->channels[i].value) != 0)
            return false;
    return true;
}

static bool is_changed(const struct import_record *r)
{
    return r->was &&
           !(same_texts(&r->row, r->was, UINT32_MAX) && same_channels(&r->row, r->was) &&
             r->row.correspondence == r->was->correspondence && r->row.exclude == r->was->exclude &&
             r->salesperson_id == r->was_salesperson_id);
}

static void fill_contact(const struct import_record *r, lia_contact *c)
{
    import_unpack(&r->row, c);
    c->id = r->id;
    c->company_id = r->company_id;
    c->salesperson_id = r->salesperson_id;
    c->touch_days = r->touch_days;
    c->privacy_blocked = r->privacy_blocked;
    c->archived = r->archived;
}

static void gather_new(struct import_try *t, size_t at, size_t company, struct contact_bulk *bulk)
{
    const struct import_record *r = record_at(t, at);
    struct contact_new *add = &bulk->add[r->place - 1];
    const char *kept = import_text(&r->row, TEXT_KEPT);
    fill_contact(r, &add->c);
    add->company_at = company;
    add->form = *kept ? r->form : NULL;
    add->kept = kept;
}

static void gather_change(struct import_try *t, size_t at, size_t company,
                          struct contact_bulk *bulk)
{
    const struct import_record *r = record_at(t, at);
    struct contact_change *change = &bulk->change[bulk->changes++];
    const uint32_t name = (uint32_t)1 << TEXT_NAME, kept = (uint32_t)1 << TEXT_KEPT;
    fill_contact(r, &change->c);
    change->company_at = company;
    change->renamed = !same_texts(&r->row, r->was, name);
    change->channels = !same_channels(&r->row, r->was);
    change->form = same_texts(&r->row, r->was, kept) ? NULL : r->form;
    change->kept = import_text(&r->row, TEXT_KEPT);
}

void import_gather(struct import_try *t, struct contact_bulk *bulk)
{
    struct arena *a = &t->op->arena;
    size_t n = t->m.records.count, changes = 0;
    size_t *companies = arena_alloc(a, (n + 1) * sizeof *companies);
    for (size_t i = 0; i < n; i++) {
        struct import_record *r = record_at(t, i);
        if (r->was && !is_changed(r))
            r->was = NULL; /* rows took back what others had changed */
        changes += r->was != NULL;
        companies[i] = link_company(t, i);
    }
    bulk->adds = t->adds;
    bulk->add = arena_alloc(a, (t->adds + 1) * sizeof *bulk->add);
    bulk->change = arena_alloc(a, (changes + 1) * sizeof *bulk->change);
    for (size_t i = 0; i < t->m.records.count; i++) {
        size_t company = i < n ? companies[i] : 0;
        if (is_new(record_at(t, i)))
            gather_new(t, i, company, bulk);
        else if (record_at(t, i)->was)
            gather_change(t, i, company, bulk);
    }
}

/* --- one try --- */

/* Rows whose contact ends as it was have changed nothing. */
static void settle(struct import_try *t)
{
    struct import_writing *w = t->w;
    for (size_t i = 0; i < w->rows->rows.count; i++) {
        struct import_outcome *o = &w->outcomes[i];
        if (o->fate == LIA_IMPORT_CHANGED) {
            const struct import_record *r = record_at(t, o->record - 1);
            if (!is_new(r) && !r->was)
                o->fate = LIA_IMPORT_ALONE;
        }
        w->result.changed += o->fate == LIA_IMPORT_CHANGED;
        w->result.alone += o->fate == LIA_IMPORT_ALONE;
    }
}

static void begin(struct import_try *t)
{
    struct import_writing *w = t->w;
    size_t n = w->rows->rows.count;
    arena_clear(&w->arena);
    free(w->outcomes);
    w->outcomes = mem_alloc((n + 1) * sizeof *w->outcomes);
    lia_format format = w->result.format;
    w->result = (lia_import_result){.format = format};
    char key[BOOK_KEY_TEXT];
    book_random_key(key);
    key[16] = '\0';
    import_match_init(&t->m, n, strtoull(key, NULL, 16));
}

/* The file's name as text of a line: names of files are any bytes. */
static const char *file_name(struct import_try *t)
{
    enum { SHOWN_MAX = 100 };
    const char *name = str_or(t->w->how->name, "-");
    size_t len = strlen(name);
    return utf8_repair(&t->op->arena, name, len > SHOWN_MAX ? utf8_cut(name, SHOWN_MAX) : len,
                       NULL);
}

static lia_status write_bulk(struct import_try *t, lia_error *err)
{
    struct import_writing *w = t->w;
    struct contact_bulk *bulk = arena_alloc(&t->op->arena, sizeof *bulk);
    import_gather(t, bulk);
    settle(t);
    import_match_clear(&t->m); /* its memory is better used by the writing */
    if (bulk->adds == 0 && bulk->changes == 0) {
        t->op->nothing = true;
        return LIA_OK;
    }
    op_say(t->op, (int64_t)(bulk->adds + bulk->changes),
           ngettext_("Imported %s: %zu contact added, %zu changed",
                     "Imported %s: %zu contacts added, %zu changed", bulk->adds),
           file_name(t), bulk->adds, bulk->changes);
    lia_status status = contact_bulk_write(t->op, bulk, err);
    t->op->nothing = w->how->dry_run;
    return status;
}

static lia_status decide_all(struct import_try *t, lia_error *err)
{
    enum { BETWEEN_CALLS = 4096, AGAIN_MAX = 5 };
    const struct import_writing *w = t->w;
    for (size_t i = 0; i < w->rows->rows.count; i++) {
        if (i % BETWEEN_CALLS == 0 && w->progress.fn &&
            !w->progress.fn(w->progress.ctx, 0, (int64_t)w->rows->rows.count))
            return import_stopped(err);
        import_decide(t, i);
    }
    for (int i = 0; i < AGAIN_MAX && t->merged && w->how->known != LIA_KNOWN_SKIP; i++) {
        t->merged = false;
        for (size_t row = 0; row < w->rows->rows.count; row++)
            import_decide_again(t, row);
    }
    return LIA_OK;
}

lia_status import_fill(struct op *op, void *ctx, lia_error *err)
{
    struct import_try t = {.w = ctx, .op = op};
    t.salespeople.size = sizeof(struct import_salesperson);
    t.unknown.size = sizeof(const char *);
    begin(&t);
    lia_status status = import_known_load(op->db, &op->arena, t.w->rows, &t.m, &t.w->progress, err);
    if (status == LIA_OK)
        status = import_salespeople_load(&t, err);
    if (status == LIA_OK)
        status = decide_all(&t, err);
    if (status == LIA_OK)
        status = write_bulk(&t, err);
    import_match_clear(&t.m);
    vec_clear(&t.salespeople);
    vec_clear(&t.unknown);
    return status;
}

void import_writing_clear(struct import_writing *w)
{
    free(w->outcomes);
    arena_clear(&w->arena);
}
