#include "core/import_known.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/vec.h"

/* From this many contacts of the book for each e-mail of the file on, each is looked up. */
enum { SCAN_UP_TO = 12 };

struct loading {
    struct db *db;
    struct arena *a; /* of the records */
    struct import_match *m;
    struct arena scratch; /* of the asks */
    struct vec asks;      /* struct contact_ask */
    const lia_progress *progress;
    bool stopped;
    struct vec emails; /* const char *, sorted, each once */
};

/* --- whom to ask for --- */

static int compare_emails(const void *a, const void *b)
{
    return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_emails(struct loading *l, const struct import_row *row)
{
    const char *const own[] = {import_text(row, TEXT_EMAIL), import_text(row, TEXT_EMAIL2)};
    for (int i = 0; i < 2; i++)
        if (*own[i])
            *(const char **)vec_push(&l->emails) = own[i];
    for (size_t i = 0; i < row->channel_count; i++)
        if (row->channels[i].kind == LIA_CHANNEL_EMAIL)
            *(const char **)vec_push(&l->emails) = row->channels[i].value;
}

static void sort_emails(struct loading *l)
{
    const char **emails = l->emails.items;
    size_t n = 0;
    if (l->emails.count)
        qsort(emails, l->emails.count, sizeof *emails, compare_emails);
    for (size_t i = 0; i < l->emails.count; i++)
        if (n == 0 || strcasecmp(emails[n - 1], emails[i]) != 0)
            emails[n++] = emails[i];
    l->emails.count = n;
}

static void add_asks(struct loading *l, const struct import_rows *rows)
{
    const char *last = "";
    for (size_t i = 0; i < rows->rows.count; i++) {
        const struct import_row *row = &VEC_AT(&rows->rows, struct import_row, i);
        const char *company = import_text(row, TEXT_COMPANY_FOLD);
        if (row->refused || row->remark)
            continue;
        struct contact_ask *ask = vec_push(&l->asks);
        *ask = (struct contact_ask){import_text(row, TEXT_NAME_FOLD), import_text(row, TEXT_UID),
                                    import_text(row, TEXT_NO)};
        if (*company && strcmp(company, last) != 0)
            ((struct contact_ask *)vec_push(&l->asks))->name_fold = company;
        last = company;
        add_emails(l, row);
    }
    sort_emails(l);
}

/* --- by e-mail --- */

static void ask_for_no(struct loading *l, const char *no)
{
    ((struct contact_ask *)vec_push(&l->asks))->no = arena_strdup(&l->scratch, no);
}

static bool is_asked_for(const struct loading *l, const char *email)
{
    return *email && bsearch(&email, l->emails.items, l->emails.count, sizeof(const char *),
                             compare_emails) != NULL;
}

/* All e-mails of the book against those of the file. */
static lia_status scan_emails(struct loading *l, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        l->db,
        "SELECT no, email, email2 FROM contact WHERE email <> '' OR email2 <> ''"
        " UNION ALL"
        " SELECT c.no, h.value, '' FROM contact_channel AS h JOIN contact AS c USING (contact_id)"
        " WHERE h.kind = 1",
        DB_NONE, &rows, err);
    if (status)
        return status;
    while (db_next(rows))
        if (is_asked_for(l, db_text(rows, 1)) || is_asked_for(l, db_text(rows, 2)))
            ask_for_no(l, db_text(rows, 0));
    return db_rows_close(rows, err);
}

static lia_status look_up_email(struct loading *l, const char *email, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        l->db,
        "SELECT no FROM contact WHERE email = :email COLLATE NOCASE AND email <> ''"
        " UNION ALL SELECT no FROM contact WHERE email2 = :email COLLATE NOCASE AND email2 <> ''"
        " UNION ALL SELECT c.no FROM contact_channel AS h JOIN contact AS c USING (contact_id)"
        " WHERE h.value = :email COLLATE NOCASE AND h.kind = 1",
        DB_PARAMS(db_t("email", email)), &rows, err);
    if (status)
        return status;
    while (db_next(rows))
        ask_for_no(l, db_text(rows, 0));
    return db_rows_close(rows, err);
}

static lia_status ask_by_email(struct loading *l, int64_t contacts, lia_error *err)
{
    lia_status status = LIA_OK;
    if (contacts <= (int64_t)l->emails.count * SCAN_UP_TO)
        return scan_emails(l, err);
    for (size_t i = 0; i < l->emails.count && status == LIA_OK; i++)
        status = look_up_email(l, VEC_AT(&l->emails, const char *, i), err);
    return status;
}

/* --- what comes --- */

/* A name that is the contact's own e-mail or phone was made of it by an import. */
static bool is_nameless(const lia_contact *c)
{
    const char *const ways[] = {c->email, c->email2, c->phone, c->mobile};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (*ways[i] && strcasecmp(c->name, ways[i]) == 0)
            return true;
    for (size_t i = 0; i < c->channel_count; i++)
        if (strcasecmp(c->name, c->channels[i].value) == 0)
            return true;
    return false;
}

static void take_known(void *ctx, const struct contact_known *known)
{
    enum { BETWEEN_CALLS = 2048 };
    struct loading *l = ctx;
    lia_contact c = known->c;
    if (l->m->records.count % BETWEEN_CALLS == 0 && l->progress->fn && !l->stopped)
        l->stopped = !l->progress->fn(l->progress->ctx, 0, 0);
    if (l->stopped)
        return;
    c.tags = contact_tags(&l->scratch, c.tags);
    size_t at = l->m->records.count;
    struct import_record *r = vec_push(&l->m->records);
    r->row = import_pack(l->a, &c, known->name_fold, known->company_fold, known->kept, NULL);
    r->row.nameless = is_nameless(&c);
    r->id = c.id;
    r->company_id = c.company_id;
    r->salesperson_id = r->was_salesperson_id = c.salesperson_id;
    r->touch_days = c.touch_days;
    r->archived = c.archived;
    r->privacy_blocked = c.privacy_blocked;
    r->form = strcmp(known->form, "csv") == 0 ? "csv" : "vcard";
    import_match_enter(l->m, at);
}

lia_status import_known_load(struct db *db, struct arena *a, const struct import_rows *rows,
                             struct import_match *m, const lia_progress *progress, lia_error *err)
{
    struct loading l = {.db = db,
                        .progress = progress,
                        .a = a,
                        .m = m,
                        .asks = VEC_OF(struct contact_ask),
                        .emails = VEC_OF(const char *)};
    int64_t contacts = 0;
    lia_status status = db_query_int(db, "SELECT value FROM counter WHERE name = 'contacts'",
                                     DB_NONE, &contacts, NULL, err);
    if (status || contacts == 0)
        return status;
    add_asks(&l, rows);
    status = ask_by_email(&l, contacts, err);
    if (status == LIA_OK)
        status = contact_known(db, l.asks.items, l.asks.count, take_known, &l, err);
    if (status == LIA_OK && l.stopped)
        status = import_stopped(err);
    vec_clear(&l.asks);
    vec_clear(&l.emails);
    arena_clear(&l.scratch);
    return status;
}
