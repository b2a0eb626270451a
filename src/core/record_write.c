#include "core/record_write.h"

#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/core.h"
#include "core/entry_bulk.h"

const char *record_event_words(struct arena *a, const char *code, const char *description)
{
    int32_t cp, next;
    size_t len = strlen(description), first = utf8_decode(description, len, &cp);
    if (!len)
        return arena_strdup(a, code);
    /* "VAT return" keeps its capitals. */
    utf8_decode(description + first, len - first, &next);
    if (next >= 'A' && next <= 'Z')
        return arena_strdup(a, description);
    return arena_printf(a, "%s%s", utf8_lower(a, arena_strndup(a, description, first)),
                        description + first);
}

/* Today and now where no date was given. */
static void set_when(const struct record_job *job, const lia_record *r, struct entry_new *e)
{
    e->date = r->date;
    e->time = r->time;
    e->zone = r->zone;
    if (r->date != LIA_DAY_NONE)
        return;
    const lia_book *book = job->op->book;
    e->zone = lia_book_zone(book);
    e->date = date_of_instant(job->op->now, e->zone, &e->time);
}

static void entry_at(void *ctx, size_t place, struct entry_new *e)
{
    struct record_job *job = ctx;
    const struct record_work *w = &job->work[job->places[place]];
    const struct record_kind *kind = record_kind_of(job, w);
    lia_record r;
    job->at(job->ctx, job->places[place], &r);
    *e = (struct entry_new){
        .contact_id = w->contact_id,
        .template_id = kind->template_id,
        .company_id = -1,
        .salesperson_id = w->salesperson_id,
        .description = str_or(r.description, kind->description),
        .subject = r.subject,
        .via = str_or(r.via, w->via),
        .flow = r.flow ? r.flow : kind->flow,
        .initiated_by = r.initiated_by ? r.initiated_by : kind->initiated_by,
        .correspondence = (lia_corr)w->correspondence,
        .failed = r.failed,
        .cost = r.cost < 0 ? kind->cost : r.cost,
        .minutes = r.minutes < 0 ? kind->minutes : r.minutes,
        .origin = LIA_AUTOMATIC,
        .segment_no = "",
        .event = kind->code,
        .document_no = r.document_no,
    };
    set_when(job, &r, e);
    job->note = (struct entry_note){lia_book_today(job->op->book), r.comment};
    e->notes = &job->note;
    e->note_count = *r.comment != 0;
}

lia_status record_write(struct op *op, struct record_job *job, lia_error *err)
{
    job->op = op;
    job->places = arena_alloc(&op->arena, (job->n + 1) * sizeof *job->places);
    job->made = 0;
    lia_status status = record_check(job, err);
    if (status == LIA_OK)
        status = record_known(job, err);
    if (status)
        return status;
    for (size_t i = 0; i < job->n; i++)
        if (job->work[i].fate == LIA_RECORD_MADE)
            job->places[job->made++] = i;
    status = entry_bulk_write(op, job->made, entry_at, job, &job->first_entry, err);
    for (size_t i = 0; i < job->made; i++)
        job->work[job->places[i]].entry_no = job->first_entry + (int64_t)i;
    for (size_t i = 0; i < job->n; i++)
        if (job->work[i].entry_no < 0)
            job->work[i].entry_no = job->work[-(job->work[i].entry_no + 1)].entry_no;
    return status;
}
