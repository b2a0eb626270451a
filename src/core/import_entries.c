#include "core/import_entries.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "core/core.h"
#include "core/import_entries_write.h"
#include "core/import_row.h"
#include "core/interaction_rules.h"

/* --- reading --- */

bool entries_go_on(struct entry_reading *r)
{
    enum { BYTES_BETWEEN_CALLS = 256 * 1024 };
    if (r->src->bytes < r->next || !r->progress.fn)
        return true;
    r->next = r->src->bytes + BYTES_BETWEEN_CALLS;
    return r->progress.fn(r->progress.ctx, r->src->bytes, 0);
}

lia_status entries_ended(struct entry_reading *r, bool on, lia_error *err)
{
    if (!on || r->src->error == ECANCELED)
        return import_stopped(err);
    if (!r->src->error)
        return LIA_OK;
    return lia_fail(err, LIA_IO, "", _("Cannot be read to its end: %.60s"),
                    strerror(r->src->error));
}

/* --- writing --- */

void entry_writing_fill(const struct entry_writing *w, const struct entry_row *row,
                        const struct entry_outcome *o, struct entry_new *out)
{
    const struct entry_template *t =
        &VEC_AT(&w->codes.templates, struct entry_template, o->template);
    const struct entry_ask *ask = entry_ask_at(&w->asks, o->ask);
    const struct entry_ask *company =
        o->company == ASK_NONE ? NULL : entry_ask_at(&w->asks, o->company);
    const struct entry_values *v = &row->v;
    bool own = ask->correspondence && !t->ignore; /* domain.md 4.5 */
    *out = (struct entry_new){
        .contact_id = ask->contact_id,
        .template_id = t->id,
        .company_id = -1,
        .group_id = o->group_id,
        .salesperson_id = o->salesperson_id,
        .date = v->date,
        .time = v->time,
        .zone = v->zone,
        .description = str_or(row->text[ROW_DESCRIPTION], str_or(t->description, t->code)),
        .subject = row->text[ROW_SUBJECT],
        .via = row->text[ROW_VIA],
        .flow = (lia_flow)(v->flow == ROW_NOT_SAID ? t->flow : v->flow),
        .initiated_by =
            (lia_by)(v->initiated_by == ROW_NOT_SAID ? t->initiated_by : v->initiated_by),
        .correspondence = (lia_corr)(v->correspondence != ROW_NOT_SAID ? v->correspondence
                                     : own                             ? (int)ask->correspondence
                                                                       : t->correspondence),
        .evaluation = (lia_evaluation)v->evaluation,
        .failed = v->failed,
        .canceled = v->canceled,
        .cost = v->cost == ROW_NOT_SAID ? t->cost : v->cost,
        .minutes = v->minutes == ROW_NOT_SAID ? t->minutes : v->minutes,
        .origin = (lia_origin)v->origin,
        .segment_no = row->text[ROW_SEGMENT],
        .event = row->text[ROW_EVENT],
        .document_no = row->text[ROW_DOCUMENT],
        .notes = row->notes,
        .note_count = row->note_count,
    };
    if (!ask->is_company && company && company->found)
        out->company_id = company->contact_id;
    else if (!ask->is_company && v->blank_company)
        out->company_id = 0;
}

static void give_entry(void *ctx, size_t place, struct entry_new *out)
{
    const struct entry_writing *w = ctx;
    struct entry_row row;
    uint32_t at = VEC_AT(&w->added, uint32_t, place);
    entry_rows_at(w->rows, at, &row);
    entry_writing_fill(w, &row, &w->outcomes[at], out);
    if (w->corrects) {
        out->corrects = w->corrects[place];
        out->corrected_by = w->corrected_by[place];
    }
    if (w->rows->spool.error)
        out->minutes =
            ROW_NOT_SAID; /* what cannot be read again is not written: the table refuses */
}

static void count_all(struct entry_writing *w)
{
    lia_import_result *r = &w->result;
    for (uint32_t i = 0; i < w->rows->at.count; i++) {
        int fate = w->outcomes[i].fate;
        r->added += fate == LIA_IMPORT_ADDED;
        r->alone += fate == LIA_IMPORT_ALONE;
        r->refused += fate == LIA_IMPORT_REFUSED;
        if (fate == LIA_IMPORT_ADDED)
            *(uint32_t *)vec_push(&w->added) = i;
    }
    r->refused += w->rows->untold;
    r->read = r->added + r->alone + r->refused;
}

static void begin(struct entry_writing *w)
{
    w->seed = book_random_seed();
    entry_asks_clear(&w->asks);
    arena_clear(&w->arena);
    free(w->outcomes);
    w->outcomes = NULL;
    w->added.size = sizeof(uint32_t);
    w->added.count = 0;
    w->result = (lia_import_result){.format = w->result.format, .content = LIA_CONTENT_ENTRIES};
}

static lia_status write_entries(struct op *op, struct entry_writing *w, lia_error *err)
{
    enum { SHOWN_MAX = 100 };
    const char *name = str_or(w->how->name, "-");
    size_t len = strlen(name), n = w->added.count;
    int64_t first;
    if (n == 0 || w->how->dry_run) {
        op->nothing = true;
        return LIA_OK;
    }
    name = utf8_repair(&op->arena, name, len > SHOWN_MAX ? utf8_cut(name, SHOWN_MAX) : len, NULL);
    op_say(op, (int64_t)n,
           ngettext_("Imported %s: %zu interaction", "Imported %s: %zu interactions", n), name, n);
    return entry_bulk_write(op, n, give_entry, w, &first, err);
}

static lia_status fill(struct op *op, void *ctx, lia_error *err)
{
    struct entry_writing *w = ctx;
    begin(w);
    lia_status status = entries_decide(w, op->db, err);
    if (status == LIA_OK)
        status = entries_find_known(w, op->db, err);
    if (status != LIA_OK)
        return status;
    count_all(w);
    entries_link(w);
    return write_entries(op, w, err);
}

/* --- the report --- */

static const char *name_of(const struct entry_writing *w, struct arena *a,
                           const struct entry_row *row, const struct entry_outcome *o)
{
    const struct entry_ask *ask = o->ask == ASK_NONE ? NULL : entry_ask_at(&w->asks, o->ask);
    const char *contact = ask && ask->found ? ask->contact_name : NULL;
    const enum entry_text said[] = {ROW_NAME, ROW_EMAIL, ROW_CONTACT_NO, ROW_COMPANY};
    for (int i = 0; i < 4 && !contact; i++)
        if (*row->text[said[i]] && !(row->v.meeting && said[i] == ROW_COMPANY))
            contact = row->text[said[i]];
    const char *description = row->text[ROW_DESCRIPTION];
    if (contact && *description)
        return arena_printf(a, "%s: %s", contact, description);
    return contact ? contact : description;
}

/* What was found while reading, and what came of it: of a refused row why it is goes first. */
static const char *reason_of(struct arena *a, const struct entry_row *row,
                             const struct entry_outcome *o)
{
    const char *read = row->text[ROW_SAID];
    bool refused = o->fate == LIA_IMPORT_REFUSED;
    if (!o->said || !*read)
        return str_or(o->said, read);
    return arena_printf(a, "%s; %s", refused ? o->said : read, refused ? read : o->said);
}

/* Of one that is added, as it was understood: "2026-11-02 14:10 CALL-OUT 67 min". */
static const char *what_of(const struct entry_writing *w, struct arena *a,
                           const struct entry_row *row, const struct entry_outcome *o)
{
    char day[DATE_TEXT], time[DATE_TEXT];
    struct entry_new e;
    if (o->fate != LIA_IMPORT_ADDED)
        return "";
    entry_writing_fill(w, row, o, &e);
    date_format_iso(e.date, day);
    time_format(e.time, time);
    const char *code = VEC_AT(&w->codes.templates, struct entry_template, o->template).code;
    return arena_printf(a, _("%s%s%s %s %d min"), day, *time ? " " : "", time, code,
                        (int)e.minutes);
}

static void report_row(struct entry_writing *w, size_t place)
{
    struct arena a = {0};
    struct entry_row row;
    const struct entry_outcome *o = &w->outcomes[place];
    if (o->fate == FATE_SKIPPED)
        return;
    entry_rows_at(w->rows, place, &row);
    const struct entry_ask *ask = o->ask == ASK_NONE ? NULL : entry_ask_at(&w->asks, o->ask);
    lia_import_line line = {.fate = (lia_import_fate)o->fate,
                            .line = row.v.line,
                            .name = name_of(w, &a, &row, o),
                            .no = ask && ask->found ? ask->contact_no : "",
                            .what = what_of(w, &a, &row, o),
                            .reason = reason_of(&a, &row, o)};
    w->result.noted += *line.reason && o->fate != LIA_IMPORT_REFUSED;
    if (w->how->report && (*line.reason || o->fate == LIA_IMPORT_REFUSED || w->how->every))
        w->how->report(w->how->ctx, &line);
    arena_clear(&a);
}

/* People of meetings who are no contacts: all of them on one line, for there can be many. */
static void report_strangers(struct entry_writing *w)
{
    enum { NAMED = 5, SHOWN = 40 };
    struct arena a = {0};
    struct str names = {0};
    size_t n = 0;
    for (uint32_t i = 0; i < w->asks.asks.count; i++) {
        const struct entry_ask *ask = entry_ask_at(&w->asks, i);
        if (ask->stranger && n++ < NAMED)
            str_add_f(&names, "%s%s", n > 1 ? ", " : "", ask->email);
    }
    const char *reason = arena_printf(
        &a, ngettext_("%zu address is no contact: %s", "%zu addresses are no contacts: %s", n), n,
        rule_short(&a, str_text(&names), SHOWN));
    const lia_import_line line = {
        .fate = LIA_IMPORT_NOTED, .line = 1, .name = "", .no = "", .what = "", .reason = reason};
    w->result.noted += n > 0;
    if (n && w->how->report)
        w->how->report(w->how->ctx, &line);
    str_clear(&names);
    arena_clear(&a);
}

struct place_of_line {
    int64_t line;
    size_t place;
};

static int compare_lines(const void *a, const void *b)
{
    const struct place_of_line *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* In the order of the file: some events wait for their time zone. */
static void report_all(struct entry_writing *w)
{
    size_t n = w->rows->at.count;
    struct vec places = VEC_OF(struct place_of_line);
    report_strangers(w);
    int64_t last = 0;
    bool sorted = true;
    for (size_t i = 0; i < n; i++) {
        struct entry_row row;
        entry_rows_at(w->rows, i, &row);
        sorted &= row.v.line >= last;
        last = row.v.line;
        *(struct place_of_line *)vec_push(&places) = (struct place_of_line){last, i};
    }
    if (!sorted)
        qsort(places.items, n, places.size, compare_lines);
    for (size_t i = 0; i < n; i++)
        report_row(w, VEC_AT(&places, struct place_of_line, i).place);
    vec_clear(&places);
}

/* --- the whole --- */

static lia_status read_rows(struct entry_reading *r, lia_format format, lia_error *err)
{
    if (format == LIA_FORMAT_CALENDAR)
        return entries_read_calendar(r, err);
    return format == LIA_FORMAT_JSON ? entries_read_json(r, err) : entries_read_csv(r, err);
}

/* Stops where rows cannot be put aside, or read again. */
struct guarded {
    const struct spool *spool;
    lia_progress to;
};

static bool pass(void *ctx, int64_t done, int64_t total)
{
    const struct guarded *g = ctx;
    return !g->spool->error && (!g->to.fn || g->to.fn(g->to.ctx, done, total));
}

static lia_status check_spool(lia_book *book, const struct entry_rows *rows, lia_status status,
                              lia_error *err)
{
    return rows->spool.error ? db_fail_errno(db_path(book->db), rows->spool.error, err) : status;
}

lia_status import_entries(lia_book *book, struct import_source *src, const lia_import_how *how,
                          lia_format format, const lia_progress *reading,
                          const lia_progress *writing, lia_import_result *out, lia_error *err)
{
    struct entry_rows rows;
    struct guarded from = {&rows.spool, *reading}, to = {&rows.spool, *writing};
    struct entry_reading r = {.src = src,
                              .how = how,
                              .rows = &rows,
                              .progress = {pass, &from},
                              .book = book,
                              .zone = book->zone,
                              .zone_ctx = book->clock_ctx,
                              .day_first = date_day_first()};
    struct entry_writing w = {
        .rows = &rows, .how = how, .progress = {pass, &to}, .result.format = format};
    int64_t op = 0;
    entry_rows_open(&rows, db_path(book->db));
    lia_status status = check_spool(book, &rows, read_rows(&r, format, err), err);
    if (status == LIA_OK)
        status = op_run(book, "entry-import", fill, &w, &w.progress, &op, err);
    status = check_spool(book, &rows, status, err);
    if (status == LIA_OK) {
        report_all(&w);
        w.result.op_id = op;
        *out = w.result;
    }
    entry_asks_clear(&w.asks);
    entry_codes_clear(&w.codes);
    free(w.outcomes);
    vec_clear(&w.added);
    vec_clear(&w.overrides);
    arena_clear(&w.arena);
    entry_rows_clear(&rows);
    return status;
}
