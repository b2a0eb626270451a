/* Mail becomes interactions: it is read first, whatever its size, and recorded then, as one
 * operation. */
#include "base/i18n.h"
#include "base/str.h"
#include "core/core.h"
#include "core/mail_decide.h"

/* --- telling --- */

static void count(lia_mail_result *out, const struct mail_gist *m)
{
    int64_t *const counts[] = {
        [LIA_MAIL_RECORDED] = &out->recorded, [LIA_MAIL_KNOWN] = &out->known,
        [LIA_MAIL_NOBODY] = &out->nobody,     [LIA_MAIL_NEITHER] = &out->neither,
        [LIA_MAIL_UNMAPPED] = &out->unmapped, [LIA_MAIL_BROKEN] = &out->broken};
    *counts[m->fate] += 1 + (int64_t)m->behind;
    out->read += 1 + (int64_t)m->behind;
    out->entries += m->entries;
}

/* A contact that was, or would be, just added is called as the mail calls it. */
static const char *name_of(const struct mail_person *person)
{
    return str_or(person->contact, str_or(person->name, person->address));
}

static void report(const struct mail_gather *g, const struct mail_gist *m, const lia_mail_how *how)
{
    bool sent = m->from + m->sender > 0;
    how->report(
        how->ctx,
        &(lia_mail_line){
            .fate = (lia_mail_fate)m->fate,
            .file = m->file,
            .number = m->number,
            .from = sent ? VEC_AT(&g->people, struct mail_person, m->people[0]).address : "",
            .subject = m->subject,
            .message_id = m->message_id,
            .entries = m->entries,
            .with = m->with ? name_of(&VEC_AT(&g->people, struct mail_person, m->with - 1)) : "",
            .reason = m->reason});
}

/* The names of the contacts that mails were recorded with, some thousands by one statement. */
static lia_status read_names(struct mail_gather *g, lia_error *err)
{
    enum { SLICE = 5000 };
    lia_status status = LIA_OK;
    struct str ids = {0};
    for (size_t from = 0; from < g->people.count && status == LIA_OK; from += SLICE) {
        struct mail_person *people = &VEC_AT(&g->people, struct mail_person, from);
        struct db_rows *rows;
        size_t n = g->people.count - from < SLICE ? g->people.count - from : SLICE;
        str_truncate(&ids, 0);
        for (size_t i = 0; i < n; i++)
            str_add_f(&ids, "%c%lld", i ? ',' : '[', (long long)people[i].contact_id);
        str_add_char(&ids, ']');
        status = db_query(g->book->db,
                          "SELECT i.key, c.name FROM json_each(:ids) AS i"
                          " CROSS JOIN contact AS c ON c.contact_id = i.value",
                          DB_PARAMS(db_t("ids", str_text(&ids))), &rows, err);
        while (status == LIA_OK && db_next(rows))
            people[db_int(rows, 0)].contact = arena_strdup(&g->arena, db_text(rows, 1));
        if (status == LIA_OK)
            status = db_rows_close(rows, err);
    }
    str_clear(&ids);
    return status;
}

static void tell(const struct mail_recording *rec, int64_t op, lia_mail_result *out)
{
    const struct mail_gather *g = rec->g;
    *out = (lia_mail_result){.op_id = op, .contacts_added = rec->added};
    for (size_t i = 0; i < g->mails.count; i++) {
        const struct mail_gist *m = &VEC_AT(&g->mails, struct mail_gist, i);
        count(out, m);
        if (rec->how->report)
            report(g, m, rec->how);
    }
    for (size_t i = 0; i < g->people.count && rec->how->unknown; i++) {
        const struct mail_person *person = &VEC_AT(&g->people, struct mail_person, i);
        if (person->unknown)
            rec->how->unknown(rec->how->ctx, person->address, person->name);
    }
}

/* --- recording --- */

/* While the operation is written, only whether to go on is asked. */
static bool go_on(void *ctx, int64_t done, int64_t total)
{
    const lia_progress *p = ctx;
    (void)done, (void)total;
    return p->fn(p->ctx, 1, 1);
}

static lia_status record(struct mail_gather *g, const lia_mail_how *how, lia_mail_result *out,
                         lia_error *err)
{
    struct mail_recording rec = {.g = g, .how = how, .pairs = VEC_OF(struct mail_pair)};
    lia_progress asked = how->progress;
    const lia_progress progress = {asked.fn ? go_on : NULL, &asked};
    int64_t op = 0;
    lia_status status = op_run(g->book, "record-mail", mail_decide, &rec, &progress, &op, err);
    if (status == LIA_OK && how->report)
        status = read_names(g, err);
    if (status == LIA_OK)
        tell(&rec, op, out);
    mail_recording_clear(&rec);
    return status;
}

/* Where the mails are: a path, or a stream. */
struct source {
    const char *path; /* NULL: read */
    int64_t (*read)(void *ctx, void *buf, size_t len);
    void *read_ctx;
};

static lia_status record_from(lia_book *book, const struct source *from, const lia_mail_how *how,
                              lia_mail_result *out, lia_error *err)
{
    struct mail_reader *reader;
    struct mail_gather g;
    lia_status status = mail_reader_open(&reader, err);
    if (status)
        return status;
    mail_gather_open(&g, book, reader);
    if (from->path)
        status = mail_box_read(from->path, &how->progress, mail_gather_take, &g, err);
    else
        status =
            mail_box_stream(from->read, from->read_ctx, &how->progress, mail_gather_take, &g, err);
    if (status == LIA_OK)
        status = record(&g, how, out, err);
    mail_gather_clear(&g);
    mail_reader_close(reader);
    return status;
}

lia_status lia_record_mail(lia_book *book, const char *path, const lia_mail_how *how,
                           lia_mail_result *out, lia_error *err)
{
    return record_from(book, &(struct source){.path = path}, how, out, err);
}

lia_status lia_record_mail_stream(lia_book *book, int64_t (*read)(void *ctx, void *buf, size_t len),
                                  void *read_ctx, const lia_mail_how *how, lia_mail_result *out,
                                  lia_error *err)
{
    return record_from(book, &(struct source){.read = read, .read_ctx = read_ctx}, how, out, err);
}
