#include "core/import_write.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/core.h"
#include "core/import_fill.h"
#include "core/import_known.h"

/* Rows between two calls of the progress. */
enum { BETWEEN_CALLS = 1024 };

static struct import_record *record_at(struct import_try *t, size_t at)
{
    return &VEC_AT(&t->m.records, struct import_record, at);
}

bool import_go_on(struct import_try *t, size_t done, size_t all)
{
    const int64_t step = 1000, part = all ? (int64_t)done * step / (int64_t)all : 0;
    const lia_progress *p = &t->w->progress;
    if (t->w->rows->spool.error)
        return false;
    return !p->fn || p->fn(p->ctx, (int64_t)t->step * step + part, STEPS * step);
}

/* --- rows that ended as the contact was --- */

/* Of rows whose contact ends as it was nothing is changed. */
static void settle(struct import_try *t)
{
    struct import_writing *w = t->w;
    for (size_t i = 0; i < w->rows->places.count; i++) {
        struct import_outcome *o = &w->outcomes[i];
        if (o->fate == LIA_IMPORT_CHANGED) {
            const struct import_record *r = record_at(t, o->record - 1);
            if (r->id && !r->changed) {
                o->fate = LIA_IMPORT_ALONE;
                o->what = 0;
            }
        }
        w->result.changed += o->fate == LIA_IMPORT_CHANGED;
        w->result.alone += o->fate == LIA_IMPORT_ALONE;
    }
}

/* --- one try --- */

static void try_clear(struct import_try *t)
{
    import_match_clear(&t->m);
    vec_clear(&t->changes);
    vec_clear(&t->salespeople);
    vec_clear(&t->unknown);
    import_row_clear(&t->row);
    import_row_clear(&t->record);
    import_row_clear(&t->written);
    import_row_clear(&t->company);
    arena_clear(&t->scratch);
    str_clear(&t->said);
    *t = (struct import_try){0};
}

static struct import_try *begin(struct import_writing *w, struct op *op)
{
    size_t n = w->rows->places.count;
    if (!w->attempt)
        w->attempt = mem_alloc(sizeof *w->attempt);
    struct import_try *t = w->attempt;
    try_clear(t);
    *t = (struct import_try){.w = w,
                             .op = op,
                             .changes = VEC_OF(uint32_t),
                             .salespeople = VEC_OF(struct import_salesperson),
                             .unknown = VEC_OF(const char *)};
    spool_cut(&w->rows->spool, w->end); /* what an earlier try put behind the rows */
    free(w->outcomes);
    w->outcomes = mem_alloc((n + 1) * sizeof *w->outcomes);
    w->result = (lia_import_result){.format = w->result.format, .content = w->result.content};
    return t;
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
    struct contact_bulk bulk = {0};
    lia_status status = import_gather(t, &bulk, err);
    if (status)
        return status;
    settle(t);
    if (bulk.adds == 0 && bulk.changes == 0) {
        t->op->nothing = true;
        return LIA_OK;
    }
    op_say(t->op, (int64_t)(bulk.adds + bulk.changes),
           ngettext_("Imported %s: %zu contact added, %zu changed",
                     "Imported %s: %zu contacts added, %zu changed", bulk.adds),
           file_name(t), bulk.adds, bulk.changes);
    status = contact_bulk_write(t->op, &bulk, err);
    if (status == LIA_CANCELED)
        status = import_stopped(err);
    t->op->nothing = w->how->dry_run;
    return status;
}

static lia_status decide_all(struct import_try *t, lia_error *err)
{
    enum { AGAIN_MAX = 5 };
    size_t n = t->w->rows->places.count;
    t->step = STEP_DECIDE;
    for (int round = 0; round <= AGAIN_MAX && (round == 0 || t->merged); round++) {
        t->merged = false;
        for (size_t i = 0; i < n; i++) {
            if (i % BETWEEN_CALLS == 0 && !import_go_on(t, round == 0 ? i : n, n))
                return import_stopped(err);
            (round == 0 ? import_decide : import_decide_again)(t, i);
        }
        if (t->w->how->known == LIA_KNOWN_SKIP)
            break;
    }
    return LIA_OK;
}

static bool go_on_known(void *ctx, int64_t done, int64_t total)
{
    return import_go_on(ctx, (size_t)done, (size_t)total);
}

lia_status import_fill(struct op *op, void *ctx, lia_error *err)
{
    struct import_writing *w = ctx;
    struct import_try *t = begin(w, op);
    const lia_progress progress = {go_on_known, t};
    import_match_init(&t->m, w->rows, w->rows->places.count, book_random_seed());
    lia_status status = import_known_load(op->book, &t->m, &progress, err);
    t->known = t->m.records.count;
    if (status == LIA_OK)
        status = import_salespeople_load(t, err);
    if (status == LIA_OK)
        status = decide_all(t, err);
    if (status == LIA_OK)
        status = write_bulk(t, err);
    return status;
}

void import_writing_clear(struct import_writing *w)
{
    if (w->attempt)
        try_clear(w->attempt);
    free(w->attempt);
    free(w->outcomes);
}
