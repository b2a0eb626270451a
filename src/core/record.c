/* Events of scripts and programs: one operation for all that were given (domain.md 9). */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/core.h"
#include "core/interaction_rules.h"
#include "core/record_find.h"
#include "core/record_write.h"
#include "core/segment_row.h"

struct recording {
    lia_record *records; /* tidied copies */
    lia_record_result *results;
    struct record_found *found;
    struct arena arena;
    struct record_job job;
    bool trial;
};

/* --- the records --- */

/* Any number of lines; blank at the ends trimmed. */
static const char *tidy_comment(struct arena *a, const char *text)
{
    static const char blanks[] = " \t\r\n";
    char *s = utf8_repair(a, text ? text : "", text ? strlen(text) : 0, NULL);
    s += strspn(s, blanks);
    size_t len = strlen(s);
    while (len && strchr(blanks, s[len - 1]))
        s[--len] = '\0';
    return s;
}

static void tidy(struct arena *a, lia_record *r)
{
    r->contact = segment_one_line(a, r->contact);
    r->document_no = segment_one_line(a, r->document_no);
    r->description = segment_one_line(a, r->description);
    r->subject = segment_one_line(a, r->subject);
    r->via = segment_one_line(a, r->via);
    r->comment = tidy_comment(a, r->comment);
}

static void give(void *ctx, size_t place, lia_record *out)
{
    const struct recording *rec = ctx;
    *out = rec->records[place];
}

static void refuse(void *ctx, size_t place, const char *reason)
{
    struct recording *rec = ctx;
    lia_record_result *result = &rec->results[place];
    snprintf(result->reason, sizeof result->reason, "%s", reason);
}

/* --- whom with --- */

static lia_status find_contacts(struct op *op, struct recording *rec, lia_error *err)
{
    size_t n = rec->job.n;
    const char **asks = arena_alloc(&op->arena, (n + 1) * sizeof *asks);
    for (size_t i = 0; i < n; i++)
        asks[i] = rec->records[i].contact_id ? "" : rec->records[i].contact;
    lia_status status = record_find(op->db, RECORD_BY_ANYTHING, asks, n, rec->found, err);
    for (size_t i = 0; i < n; i++) {
        int64_t given = rec->records[i].contact_id;
        rec->job.work[i].contact_id = given ? given : rec->found[i].contact_id;
    }
    return status;
}

/* "CT000001 Bo Ek" of those that were found. */
static lia_status name_contacts(lia_book *book, struct recording *rec, lia_error *err)
{
    struct arena a = {0};
    size_t n = rec->job.n;
    int64_t *ids = arena_alloc(&a, (n + 1) * sizeof *ids);
    for (size_t i = 0; i < n; i++)
        ids[i] = rec->results[i].contact_id;
    struct db_rows *rows;
    lia_status status = db_query(book->db,
                                 "SELECT i.key, c.no || ' ' || c.name FROM json_each(:ids) AS i"
                                 " JOIN contact AS c ON c.contact_id = i.value",
                                 DB_PARAMS(db_t("ids", rule_ids(&a, ids, n))), &rows, err);
    while (status == LIA_OK && db_next(rows)) {
        lia_record_result *result = &rec->results[db_int(rows, 0)];
        const char *name = db_text(rows, 1);
        size_t len = strlen(name), most = sizeof result->contact - 1;
        len = len > most ? utf8_cut(name, most) : len;
        snprintf(result->contact, sizeof result->contact, "%.*s", (int)len, name);
    }
    if (status == LIA_OK)
        status = db_rows_close(rows, err);
    arena_clear(&a);
    return status;
}

/* --- the operation --- */

/* "Recorded sales invoice 1234 with Bo Ek" */
static lia_status say_one(struct op *op, struct recording *rec, lia_error *err)
{
    enum { NAME = 60, DOCUMENT = 40 };
    struct record_job *job = &rec->job;
    size_t place = job->places[0];
    struct db_rows *rows;
    lia_event_list event;
    lia_status status = lia_event_get(op->book, rec->records[place].event_id, &event, err);
    if (status)
        return status;
    const char *what =
        record_event_words(&op->arena, event.items[0].code, event.items[0].description);
    lia_event_list_clear(&event);
    const char *document = rule_short(&op->arena, rec->records[place].document_no, DOCUMENT);
    status = db_query(op->db, "SELECT name FROM contact WHERE contact_id = :id",
                      DB_PARAMS(db_i("id", job->work[place].contact_id)), &rows, err);
    if (status)
        return status;
    const char *name = db_next(rows) ? rule_short(&op->arena, db_text(rows, 0), NAME) : "";
    if (*document)
        op_say(op, 1, _("Recorded %s %s with %s"), what, document, name);
    else
        op_say(op, 1, _("Recorded %s with %s"), what, name);
    return db_rows_close(rows, err);
}

static lia_status fill(struct op *op, void *ctx, lia_error *err)
{
    struct recording *rec = ctx;
    lia_status status = find_contacts(op, rec, err);
    if (status == LIA_OK)
        status = record_write(op, &rec->job, err);
    if (status)
        return status;
    op->nothing = rec->trial || rec->job.made == 0;
    if (rec->job.made == 1)
        return say_one(op, rec, err);
    op_say(op, (int64_t)rec->job.made, _("Recorded %lld interactions"), (long long)rec->job.made);
    return LIA_OK;
}

static void fill_results(struct recording *rec)
{
    for (size_t i = 0; i < rec->job.n; i++) {
        const struct record_work *w = &rec->job.work[i];
        lia_record_result *result = &rec->results[i];
        const char *asked = rec->records[i].contact;
        size_t most = sizeof result->contact - 1, len = strlen(asked);
        result->fate = (lia_record_fate)w->fate;
        result->entry_no = w->entry_no;
        result->contact_id = w->contact_id;
        result->others = rec->found[i].others;
        snprintf(result->contact, sizeof result->contact, "%.*s",
                 (int)(len > most ? utf8_cut(asked, most) : len), asked);
        if (result->fate == LIA_RECORD_MADE)
            result->reason[0] = '\0'; /* fill may have run more than once */
        if (result->fate == LIA_RECORD_MADE && rec->trial)
            result->entry_no = 0;
    }
}

static lia_status run(lia_book *book, const lia_record *records, size_t n, bool trial,
                      const lia_progress *progress, lia_record_result *results, int64_t *op_id,
                      lia_error *err)
{
    struct recording rec = {.results = results,
                            .trial = trial,
                            .job = {.n = n, .at = give, .refuse = refuse, .fresh_last = -1}};
    rec.job.ctx = &rec;
    rec.records = arena_alloc(&rec.arena, (n + 1) * sizeof *records);
    rec.found = arena_alloc(&rec.arena, (n + 1) * sizeof *rec.found);
    rec.job.work = arena_alloc(&rec.arena, (n + 1) * sizeof *rec.job.work);
    for (size_t i = 0; i < n; i++) {
        rec.records[i] = records[i];
        tidy(&rec.arena, &rec.records[i]);
        results[i] = (lia_record_result){0};
    }
    lia_status status = n ? op_run(book, "record", fill, &rec, progress, op_id, err) : LIA_OK;
    if (status == LIA_OK) {
        fill_results(&rec);
        status = name_contacts(book, &rec, err);
    }
    arena_clear(&rec.arena);
    return status;
}

lia_status lia_record_all(lia_book *book, const lia_record *records, size_t n,
                          const lia_progress *progress, lia_record_result *results, int64_t *op_id,
                          lia_error *err)
{
    int64_t op = 0;
    lia_status status = run(book, records, n, false, progress, results, &op, err);
    if (status == LIA_OK)
        *op_id = op;
    return status;
}

lia_status lia_record_try(lia_book *book, const lia_record *records, size_t n,
                          lia_record_result *results, lia_error *err)
{
    int64_t op;
    return run(book, records, n, true, NULL, results, &op, err);
}
