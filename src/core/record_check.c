/* Which event it is, whether it can be recorded with its contact, and what contact and template
 * give it. The contacts are read in slices, each by one statement. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "core/core.h"
#include "core/interaction.h"
#include "core/interaction_rules.h"
#include "core/record_write.h"

enum { SLICE = 5000, DOCUMENT_MAX = 250, NO_KIND = UINT32_MAX };

static void refuse(struct record_job *job, size_t place, lia_record_fate fate, const char *reason)
{
    job->work[place].fate = (uint8_t)fate;
    job->refuse(job->ctx, place, reason);
}

/* --- events --- */

static lia_status read_kinds(struct record_job *job, lia_error *err)
{
    struct arena *a = &job->op->arena;
    lia_event_list list;
    struct db_rows *rows;
    lia_status status = lia_event_list_all(job->op->book, &list, err);
    if (status)
        return status;
    job->kind_count = list.count;
    job->kinds = arena_alloc(a, (list.count + 1) * sizeof *job->kinds);
    for (size_t i = 0; i < list.count; i++)
        job->kinds[i] = (struct record_kind){
            .event_id = list.items[i].id,
            .template_id = list.items[i].template_blocked ? 0 : list.items[i].template_id,
            .code = arena_strdup(a, list.items[i].code),
            .description = arena_strdup(a, list.items[i].description)};
    lia_event_list_clear(&list);
    status = db_query(job->op->db,
                      "SELECT template_id, description, unit_cost, unit_minutes, flow,"
                      " initiated_by, correspondence, ignore_correspondence"
                      " FROM interaction_template",
                      DB_NONE, &rows, err);
    if (status)
        return status;
    while (db_next(rows)) {
        const char *description = arena_strdup(a, db_text(rows, 1));
        for (size_t i = 0; i < job->kind_count; i++) {
            struct record_kind *k = &job->kinds[i];
            if (k->template_id != db_int(rows, 0))
                continue;
            k->description = *description ? description : str_or(k->description, k->code);
            k->cost = db_int(rows, 2);
            k->minutes = db_int(rows, 3);
            k->flow = (lia_flow)db_int(rows, 4);
            k->initiated_by = (lia_by)db_int(rows, 5);
            k->correspondence = (lia_corr)db_int(rows, 6);
            k->ignore_correspondence = db_int(rows, 7) != 0;
        }
    }
    return db_rows_close(rows, err);
}

static void choose_kind(struct record_job *job, size_t place, const lia_record *r)
{
    struct record_work *w = &job->work[place];
    char reason[LIA_MESSAGE_MAX];
    w->kind = NO_KIND;
    for (size_t i = 0; i < job->kind_count; i++)
        if (job->kinds[i].event_id == r->event_id)
            w->kind = (uint32_t)i;
    if (w->kind == NO_KIND) {
        refuse(job, place, LIA_RECORD_REFUSED, _("This event is not in the book any more"));
        return;
    }
    const struct record_kind *kind = record_kind_of(job, w);
    if (!kind->template_id) {
        snprintf(reason, sizeof reason, _("%s has no template in Interaction Template Setup"),
                 kind->code);
        refuse(job, place, LIA_RECORD_UNMAPPED, reason);
    } else if (!w->contact_id) {
        refuse(job, place, LIA_RECORD_NOBODY, _("No contact has this no., e-mail, phone or name"));
    }
}

/* --- values --- */

static lia_status check_document(const char *document, lia_error *err)
{
    if (strlen(document) <= DOCUMENT_MAX)
        return LIA_OK;
    return lia_fail(err, LIA_INVALID, "document", _("A document no. has at most %d bytes"),
                    DOCUMENT_MAX);
}

static void check_values(struct record_job *job, size_t place, const lia_record *r)
{
    const struct record_kind *kind = record_kind_of(job, &job->work[place]);
    char day[DATE_TEXT];
    lia_error why = {0};
    const lia_interaction it = {.date = r->date == LIA_DAY_NONE ? lia_book_today(job->op->book)
                                                                : r->date,
                                .time = r->date == LIA_DAY_NONE ? 0 : r->time,
                                .cost = r->cost < 0 ? kind->cost : r->cost,
                                .minutes = r->minutes < 0 ? kind->minutes : r->minutes,
                                .description = str_or(r->description, kind->description),
                                .subject = r->subject};
    lia_status status = interaction_check_values(&it, &why);
    if (status == LIA_OK && it.date > rule_latest_day(job->op->book)) {
        date_format_iso(it.date, day);
        status = rule_fail(&why, RULE_DATE_AHEAD, day, "");
    }
    if (status == LIA_OK)
        status = check_document(r->document_no, &why);
    if (status)
        refuse(job, place, LIA_RECORD_REFUSED, why.message);
}

/* --- contacts --- */

/* [contact, template, salesperson] of each record; RULE_... as everywhere. */
#define CORRESPONDENCE                                                                             \
    RULE_CORRESPONDENCE("c.correspondence", "t.correspondence", "t.ignore_correspondence")
static const char select_contacts[] = "SELECT x.key, " RULE_BLOCKED(
    "c", "t",
    "s") ", c.name, c.privacy_reason, coalesce(s.code, ''),"
         " iif(k.blocked = 0, k.salesperson_id, 0), x.corr, " RULE_VIA(
             "x.corr",
             "c") ", x.who <> 0 AND s.salesperson_id IS NULL FROM (SELECT r.key AS key,"
                  " c.contact_id AS contact, t.template_id AS template, json_extract(r.value, "
                  "'$[2]') AS who, " CORRESPONDENCE " AS corr FROM json_each(:rows) AS r"
                  " CROSS JOIN contact AS c ON c.contact_id = json_extract(r.value, '$[0]')"
                  " JOIN interaction_template AS t ON t.template_id = json_extract(r.value, "
                  "'$[1]')) AS x"
                  " JOIN contact AS c ON c.contact_id = x.contact"
                  " JOIN interaction_template AS t ON t.template_id = x.template"
                  " LEFT JOIN salesperson AS s ON s.salesperson_id = x.who"
                  " LEFT JOIN salesperson AS k ON k.salesperson_id = c.salesperson_id";

static void refuse_blocked(struct record_job *job, size_t place, struct db_rows *rows)
{
    enum rule_problem problem = (enum rule_problem)db_int(rows, 1);
    lia_error why = {0};
    if (problem == RULE_SALESPERSON_BLOCKED && job->any_salesperson)
        return;
    (void)!rule_fail(&why, problem, db_text(rows, problem == RULE_SALESPERSON_BLOCKED ? 4 : 2),
                     db_text(rows, 3));
    refuse(job, place,
           problem == RULE_CONTACT_ARCHIVED  ? LIA_RECORD_ARCHIVED
           : problem == RULE_CONTACT_BLOCKED ? LIA_RECORD_BLOCKED
                                             : LIA_RECORD_REFUSED,
           why.message);
}

static void read_contact(struct record_job *job, size_t place, struct db_rows *rows)
{
    struct record_work *w = &job->work[place];
    lia_record r;
    job->at(job->ctx, place, &r);
    w->fate = LIA_RECORD_MADE;
    if (db_int(rows, 1) != RULE_FINE)
        refuse_blocked(job, place, rows);
    else if (db_int(rows, 8))
        refuse(job, place, LIA_RECORD_REFUSED, _("This salesperson is not in the book any more"));
    w->salesperson_id = r.salesperson_id ? r.salesperson_id : db_int(rows, 5);
    w->correspondence = (uint8_t)db_int(rows, 6);
    if (!*r.via)
        w->via = arena_strdup(&job->op->arena, db_text(rows, 7));
}

static void fill_fresh(struct record_job *job, struct record_work *w, const lia_record *r)
{
    const struct record_kind *kind = record_kind_of(job, w);
    bool templates = kind->ignore_correspondence || !job->fresh_correspondence;
    w->correspondence = (uint8_t)(templates ? kind->correspondence : job->fresh_correspondence);
    w->salesperson_id = r->salesperson_id ? r->salesperson_id : job->fresh_salesperson;
    w->fate = LIA_RECORD_MADE;
}

static bool is_fresh(const struct record_job *job, const struct record_work *w)
{
    return w->contact_id >= job->fresh_first && w->contact_id <= job->fresh_last;
}

static lia_status read_contacts(struct record_job *job, size_t from, size_t n, lia_error *err)
{
    struct str json = {0};
    lia_record r;
    for (size_t i = 0; i < n; i++) {
        struct record_work *w = &job->work[from + i];
        bool asked = w->fate == LIA_RECORD_NOBODY && w->contact_id;
        str_add(&json, i ? "," : "[");
        if (asked)
            job->at(job->ctx, from + i, &r);
        if (asked && is_fresh(job, w))
            fill_fresh(job, w, &r);
        str_add_f(&json, "[%lld,%lld,%lld]", asked ? (long long)w->contact_id : 0LL,
                  asked ? (long long)record_kind_of(job, w)->template_id : 0LL,
                  asked ? (long long)r.salesperson_id : 0LL);
    }
    str_add_char(&json, ']');
    struct db_rows *rows;
    lia_status status = db_query(job->op->db, select_contacts,
                                 DB_PARAMS(db_t("rows", str_text(&json))), &rows, err);
    while (status == LIA_OK && db_next(rows))
        read_contact(job, from + (size_t)db_int(rows, 0), rows);
    if (status == LIA_OK)
        status = db_rows_close(rows, err);
    str_clear(&json);
    return status;
}

/* --- all of it --- */

/* Fates that are still open stand as NOBODY: a contact that is not found is nobody. */
lia_status record_check(struct record_job *job, lia_error *err)
{
    lia_record r;
    lia_status status = read_kinds(job, err);
    for (size_t i = 0; i < job->n && status == LIA_OK; i++) {
        job->work[i].fate = LIA_RECORD_NOBODY;
        job->work[i].entry_no = 0;
        job->work[i].via = "";
        job->at(job->ctx, i, &r);
        choose_kind(job, i, &r);
        if (job->work[i].fate == LIA_RECORD_NOBODY && job->work[i].contact_id)
            check_values(job, i, &r);
    }
    for (size_t from = 0; from < job->n && status == LIA_OK; from += SLICE)
        status = read_contacts(job, from, job->n - from < SLICE ? job->n - from : SLICE, err);
    for (size_t i = 0; i < job->n; i++)
        if (job->work[i].fate == LIA_RECORD_NOBODY && job->work[i].contact_id)
            refuse(job, i, LIA_RECORD_NOBODY, _("This contact is not in the book any more"));
    return status;
}
