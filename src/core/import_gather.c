/* The bulk that an import writes: contacts read back from the spool as they are asked for. */
#include <string.h>

#include "core/import_fill.h"

/* Records between two calls of the progress. */
enum { BETWEEN_CALLS = 1024 };

static struct import_record *record_at(struct import_try *t, size_t at)
{
    return &VEC_AT(&t->m.records, struct import_record, at);
}

/* --- companies --- */

/* The record of a person's company, which is made when there is none of this name. */
static size_t company_of(struct import_try *t, const struct import_row *person)
{
    const char *fold = person->text[TEXT_COMPANY_FOLD];
    long found = import_match_company(&t->m, fold);
    if (found != IMPORT_NONE)
        return (size_t)found;
    const lia_contact c = {
        .type = LIA_COMPANY, .name = person->text[TEXT_COMPANY], .touch_days = -1};
    const struct import_facts facts = {.csv = strcmp(t->w->rows->form, "csv") == 0};
    struct import_record record = {0};
    record.at = import_pack(t->w->rows, &facts, &c, fold, NULL, NULL, NULL);
    import_row_read(t->w->rows, record.at, &t->company);
    t->w->result.companies++;
    return import_match_add(&t->m, &record, &t->company);
}

/* --- what the records became --- */

/* Is the contact of the book as it was? Rows may have taken back what others had changed. */
static uint32_t changed_since(struct import_try *t, const struct import_row *now)
{
    struct import_rows *rows = t->w->rows;
    lia_contact a, b;
    import_row_read(rows, now->facts.was, &t->record);
    import_unpack(now, &a);
    import_unpack(&t->record, &b);
    bool kept = now->facts.kept_at != t->record.facts.kept_at;
    if (kept && now->facts.kept_len == t->record.facts.kept_len)
        kept = strcmp(import_row_kept(rows, &t->row), import_row_kept(rows, &t->record)) != 0;
    return import_differ(&a, &b, kept);
}

/* Has its company another name than in the book? t->record is as it was. */
static bool company_changed(struct import_try *t, const struct import_row *now)
{
    return strcmp(now->text[TEXT_COMPANY_FOLD], t->record.text[TEXT_COMPANY_FOLD]) != 0;
}

static void link_record(struct import_try *t, size_t at)
{
    struct import_record *r = record_at(t, at);
    const struct import_row *now = &t->row;
    if (r->id && !r->changed)
        return;
    import_row_read(t->w->rows, r->at, &t->row);
    if (r->id)
        r->changed = changed_since(t, now) != 0;
    if (r->changed)
        *(uint32_t *)vec_push(&t->changes) = (uint32_t)at;
    bool due = now->facts.type == LIA_PERSON && *now->text[TEXT_COMPANY_FOLD] &&
               (r->id == 0 || (r->changed && company_changed(t, now)));
    if (!due)
        return;
    size_t company = company_of(t, now);
    r = record_at(t, at); /* it may have moved */
    import_row_read(t->w->rows, record_at(t, company)->at, &t->m.seen);
    r->company = (uint32_t)company + 1;
    r->named = strcmp(t->m.seen.text[TEXT_NAME], now->text[TEXT_COMPANY]) == 0;
}

/* --- what the bulk asks for --- */

/* Gives c its company: a key of the book, or 1 + a place among the new ones. */
static size_t set_company(struct import_try *t, const struct import_record *r, lia_contact *c)
{
    if (!r->company)
        return 0;
    const struct import_record *company = record_at(t, r->company - 1);
    c->company_id = company->id;
    return company->id ? 0 : r->company - t->known;
}

static void get_add(void *ctx, size_t i, struct contact_new *out)
{
    struct import_try *t = ctx;
    const struct import_record *r = record_at(t, t->known + i);
    import_row_read(t->w->rows, r->at, &t->written);
    const struct import_facts *f = &t->written.facts;
    *out = (struct contact_new){.form = !f->kept_len ? NULL
                                        : f->csv     ? "csv"
                                                     : "vcard",
                                .name_fold = t->written.text[TEXT_NAME_FOLD]};
    import_unpack(&t->written, &out->c);
    out->company_at = set_company(t, r, &out->c);
    if (!r->named)
        out->c.company = "";
}

static void get_change(void *ctx, size_t i, struct contact_change *out)
{
    struct import_try *t = ctx;
    const struct import_record *r = record_at(t, VEC_AT(&t->changes, uint32_t, i));
    lia_contact was;
    import_row_read(t->w->rows, r->at, &t->written);
    import_row_read(t->w->rows, t->written.facts.was, &t->record);
    import_unpack(&t->record, &was);
    *out = (struct contact_change){.name_fold = t->written.text[TEXT_NAME_FOLD]};
    import_unpack(&t->written, &out->c);
    out->c.id = r->id;
    out->c.archived = r->archived;
    out->company_at = set_company(t, r, &out->c);
    out->renamed = strcmp(out->c.name, was.name) != 0;
    out->channels = !import_same_channels(&out->c, &was);
    if (t->written.facts.kept_at != t->record.facts.kept_at)
        out->form = t->written.facts.csv ? "csv" : "vcard";
}

static const char *get_kept(void *ctx)
{
    struct import_try *t = ctx;
    return import_row_kept(t->w->rows, &t->written);
}

static const char *get_name(void *ctx, size_t i)
{
    struct import_try *t = ctx;
    import_row_read(t->w->rows, record_at(t, t->known + i)->at, &t->company);
    return t->company.text[TEXT_NAME];
}

/* The row that is read once more, with this no.; what is kept stays where it is when it is long. */
static int64_t copy(struct import_try *t, const char *no)
{
    enum { SHORT = 4096 };
    struct import_rows *rows = t->w->rows;
    struct import_row *row = &t->written;
    const struct import_facts *f = &row->facts;
    const char *kept = f->kept_len && f->kept_len < SHORT ? import_row_kept(rows, row) : NULL;
    lia_contact c;
    if (strcmp(row->text[TEXT_NO], no) == 0)
        return import_copy(rows, row, kept);
    import_unpack(row, &c);
    c.no = no;
    return import_pack(rows, f, &c, row->text[TEXT_NAME_FOLD], row->text[TEXT_COMPANY_FOLD], kept,
                       NULL);
}

/* Puts the new ones behind all the others, in the order in which they are written. */
static bool sort(void *ctx, const uint32_t *order, const char *const *nos, size_t n)
{
    struct import_try *t = ctx;
    t->step = STEP_SORT;
    for (size_t i = 0; i < n; i++) {
        struct import_record *r = record_at(t, t->known + order[i]);
        if (i % BETWEEN_CALLS == 0 && !import_go_on(t, i, n))
            return false;
        import_row_read(t->w->rows, r->at, &t->written);
        r->at = copy(t, nos[order[i]]);
    }
    return true;
}

static bool go_on(void *ctx, size_t done, size_t all)
{
    return import_go_on(ctx, done, all);
}

lia_status import_gather(struct import_try *t, struct contact_bulk *bulk, lia_error *err)
{
    size_t n = t->m.records.count;
    t->step = STEP_LINK;
    for (size_t i = 0; i < n; i++) {
        if (i % BETWEEN_CALLS == 0 && !import_go_on(t, i, n))
            return import_stopped(err);
        link_record(t, i);
    }
    import_match_end(&t->m);
    t->step = STEP_GATHER;
    t->source = (struct contact_source){t, get_add, get_change, get_kept, get_name, sort, go_on};
    bulk->from = &t->source;
    bulk->adds = t->m.records.count - t->known;
    bulk->changes = t->changes.count;
    return LIA_OK;
}
