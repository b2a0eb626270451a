/* The same event, document and contact make one entry. What the book has is asked for in slices;
 * what stands twice in one job is found by a table of hashes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/str.h"
#include "core/core.h"
#include "core/record_write.h"
#include "core/text_hash.h"

enum { SLICE = 5000 };

/* entry_no: of the one that is there; where it stands earlier in this job, -1 less its place, for
 * it has no number yet. */
static void known(struct record_job *job, size_t place, int64_t entry_no)
{
    char reason[LIA_MESSAGE_MAX];
    job->work[place].fate = LIA_RECORD_KNOWN;
    job->work[place].entry_no = entry_no;
    if (entry_no > 0)
        snprintf(reason, sizeof reason, _("Recorded already, as entry %lld"), (long long)entry_no);
    else
        snprintf(reason, sizeof reason, "%s", _("Given twice: it makes one entry"));
    job->refuse(job->ctx, place, reason);
}

/* --- by the book --- */

static const char select_known[] =
    "SELECT r.key, d.entry_no FROM json_each(:rows) AS r CROSS JOIN entry_document AS d"
    " ON d.no = json_extract(r.value, '$[2]') AND d.event = json_extract(r.value, '$[0]')"
    " AND d.contact_id = json_extract(r.value, '$[1]')";

/* A JSON array of those that have a document; *asked: how many. */
static void add_asks(struct record_job *job, size_t from, size_t n, struct str *json, size_t *asked)
{
    lia_record r;
    for (size_t i = 0; i < n; i++) {
        const struct record_work *w = &job->work[from + i];
        str_add(json, i ? "," : "[");
        job->at(job->ctx, from + i, &r);
        if (w->fate != LIA_RECORD_MADE || !*r.document_no) {
            str_add(json, "[]");
            continue;
        }
        str_add_char(json, '[');
        json_add_string(json, record_kind_of(job, w)->code);
        str_add_f(json, ",%lld,", (long long)w->contact_id);
        json_add_string(json, r.document_no);
        str_add_char(json, ']');
        ++*asked;
    }
    str_add_char(json, ']');
}

static lia_status ask_book(struct record_job *job, size_t from, size_t n, lia_error *err)
{
    struct str json = {0};
    struct db_rows *rows;
    size_t asked = 0;
    lia_status status = LIA_OK;
    add_asks(job, from, n, &json, &asked);
    if (asked) {
        status = db_query(job->op->db, select_known, DB_PARAMS(db_t("rows", str_text(&json))),
                          &rows, err);
        while (status == LIA_OK && db_next(rows))
            known(job, from + (size_t)db_int(rows, 0), db_int(rows, 1));
        if (status == LIA_OK)
            status = db_rows_close(rows, err);
    }
    str_clear(&json);
    return status;
}

/* --- within the job --- */

static uint64_t hash_of(uint64_t seed, const struct record_work *w, const char *document)
{
    uint64_t h = hash_text(hash_begin(seed, 0), document);
    h = hash_bytes(h, &w->kind, sizeof w->kind);
    return hash_bytes(h, &w->contact_id, sizeof w->contact_id);
}

static bool same(struct record_job *job, size_t one, const char *document, size_t other)
{
    lia_record r;
    job->at(job->ctx, one, &r);
    return job->work[one].kind == job->work[other].kind &&
           job->work[one].contact_id == job->work[other].contact_id &&
           strcmp(r.document_no, document) == 0;
}

/* Places + 1 by hash; a power of two of them, at least half of it empty. */
static void find_twice(struct record_job *job)
{
    uint64_t seed = book_random_seed();
    size_t size = 16;
    while (size < job->n * 2)
        size *= 2;
    size_t *table = mem_alloc(size * sizeof *table);
    for (size_t i = 0; i < job->n; i++) {
        lia_record r;
        job->at(job->ctx, i, &r);
        if (job->work[i].fate != LIA_RECORD_MADE || !*r.document_no)
            continue;
        size_t at = hash_of(seed, &job->work[i], r.document_no) & (size - 1);
        while (table[at] && !same(job, table[at] - 1, r.document_no, i))
            at = (at + 1) & (size - 1);
        if (table[at])
            known(job, i, -(int64_t)table[at]);
        else
            table[at] = i + 1;
    }
    free(table);
}

lia_status record_known(struct record_job *job, lia_error *err)
{
    lia_status status = LIA_OK;
    for (size_t from = 0; from < job->n && status == LIA_OK; from += SLICE)
        status = ask_book(job, from, job->n - from < SLICE ? job->n - from : SLICE, err);
    if (status == LIA_OK && job->n > 1)
        find_twice(job);
    return status;
}
