#include "core/contact_row.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/vec.h"
#include "core/contact_tidy.h"

/* What read_row reads; c is the contact, k its company, s its salesperson. */
#define FIELDS                                                                                     \
    "c.contact_id, c.changed_op, c.no, c.type, c.name, c.company_id, k.name, c.job_title,"         \
    " c.email, c.email2, c.phone, c.mobile, c.address, c.address2, c.post_code, c.city,"           \
    " c.country, c.salesperson_id, s.code, c.correspondence, c.home_page, c.birthday, c.note,"     \
    " c.tags, c.exclude, c.privacy_blocked, c.privacy_reason, c.touch_days, c.archived, c.uid,"    \
    " EXISTS (SELECT 1 FROM contact_channel AS h WHERE h.contact_id = c.contact_id)"
#define JOINS                                                                                      \
    " LEFT JOIN contact AS k ON k.contact_id = c.company_id"                                       \
    " LEFT JOIN salesperson AS s ON s.salesperson_id = c.salesperson_id"

static const char select_one[] =
    "SELECT " FIELDS ", made.user, made.done_at, changed.user, changed.done_at"
    " FROM contact AS c" JOINS " LEFT JOIN op AS made ON made.op_id = c.op_id"
    " LEFT JOIN op AS changed ON changed.op_id = c.changed_op"
    " WHERE c.contact_id = :id";

static const char select_known[] =
    "SELECT " FIELDS ", c.name_fold, k.name_fold, p.form, p.content"
    " FROM json_each(:ids) AS j CROSS JOIN contact AS c ON c.contact_id = j.value" JOINS
    " LEFT JOIN contact_kept AS p ON p.contact_id = c.contact_id";

static const char select_whole[] =
    "SELECT " FIELDS ", changed.done_at, p.form, p.content, p.changed_op"
    " FROM json_each(:ids) AS j CROSS JOIN contact AS c ON c.contact_id = j.value" JOINS
    " LEFT JOIN contact_kept AS p ON p.contact_id = c.contact_id"
    " LEFT JOIN op AS changed ON changed.op_id = c.changed_op";

/* Whether the operation replaced the channels, or what is kept, of the contact. */
#define REPLACED(table)                                                                            \
    "(EXISTS (SELECT 1 FROM " table "_was AS h WHERE h.was_op = :op AND h.side = 0"                \
    " AND h.contact_id = c.contact_id) OR EXISTS (SELECT 1 FROM " table " AS h"                    \
    " WHERE h.contact_id = c.contact_id AND h.op_id = :op))"
static const char select_was[] =
    "SELECT " FIELDS
    ", now.name <> c.name OR now.no <> c.no, " REPLACED("contact_channel") ", " REPLACED(
        "contact_kept") ", p.form, p.content"
                        " FROM json_each(:ids) AS j CROSS JOIN contact_was AS c"
                        " ON c.was_op = :op AND c.side = 0 AND c.contact_id = j.value"
                        " CROSS JOIN contact AS now ON now.contact_id = c.contact_id" JOINS
                        " LEFT JOIN contact_kept_was AS p ON p.was_op = :op AND p.side = 0"
                        " AND p.contact_id = c.contact_id";

/* Columns in their order. */
struct reader {
    struct db_rows *rows;
    struct arena *arena;
    int column;
};

static const char *text(struct reader *r)
{
    const char *s = db_text(r->rows, r->column++);
    return *s ? arena_strdup(r->arena, s) : "";
}

static int64_t number(struct reader *r)
{
    return db_int(r->rows, r->column++);
}

static void read_row(struct reader *r, lia_contact *c, bool *channels)
{
    *c = (lia_contact){.id = number(r)};
    c->version = number(r);
    c->no = text(r);
    c->type = (lia_contact_type)number(r);
    c->name = text(r);
    c->company_id = number(r);
    c->company = text(r);
    const char **const texts[] = {&c->job_title, &c->email,   &c->email2,   &c->phone,
                                  &c->mobile,    &c->address, &c->address2, &c->post_code,
                                  &c->city,      &c->country};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = text(r);
    c->salesperson_id = number(r);
    c->salesperson = text(r);
    c->correspondence = (lia_corr)number(r);
    c->home_page = text(r);
    c->birthday = text(r);
    c->note = text(r);
    c->tags = contact_tags_shown(r->arena, text(r));
    c->exclude = number(r) != 0;
    c->privacy_blocked = number(r) != 0;
    c->privacy_reason = text(r);
    c->touch_days = db_is_null(r->rows, r->column) ? -1 : (int)db_int(r->rows, r->column);
    r->column++;
    c->archived = number(r) != 0;
    c->uid = text(r);
    *channels = number(r) != 0;
}

static const char channels_now[] = "SELECT kind, label, value FROM contact_channel"
                                   " WHERE contact_id = :id ORDER BY channel_id";
/* Of those that an operation replaced. */
static const char channels_was[] =
    "SELECT kind, label, value FROM contact_channel_was"
    " WHERE was_op = :op AND side = 0 AND contact_id = :id ORDER BY channel_id";

/* r stands before the kind. */
static void add_channel(struct vec *channels, struct reader r)
{
    lia_channel *h = vec_push(channels);
    h->kind = (lia_channel_kind)number(&r);
    h->label = text(&r);
    h->value = text(&r);
}

static lia_status read_channels_by(struct db *db, const char *sql, int64_t op_id, struct arena *a,
                                   lia_contact *c, lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(db, sql, DB_PARAMS(db_i("id", c->id), db_i("op", op_id)), &rows, err);
    if (status)
        return status;
    struct vec channels = VEC_OF(lia_channel);
    while (db_next(rows)) {
        add_channel(&channels, (struct reader){rows, a, 0});
    }
    c->channel_count = channels.count;
    c->channels = vec_move(&channels, a);
    return db_rows_close(rows, err);
}

static lia_status read_channels(struct db *db, struct arena *a, lia_contact *c, lia_error *err)
{
    return read_channels_by(db, channels_now, 0, a, c, err);
}

lia_status contact_read(struct db *db, int64_t id, struct arena *a, lia_contact *out,
                        lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(db, select_one, DB_PARAMS(db_i("id", id)), &rows, err);
    if (status)
        return status;
    bool found = db_next(rows), channels = false;
    lia_contact c;
    if (found) {
        struct reader r = {rows, a, 0};
        read_row(&r, &c, &channels);
        c.created_by = text(&r);
        c.created_at = number(&r);
        c.changed_by = text(&r);
        c.changed_at = number(&r);
    }
    status = db_rows_close(rows, err);
    if (status == LIA_OK && !found)
        status = lia_fail(err, LIA_NOT_FOUND, "", _("This contact is not in the book any more"));
    if (status == LIA_OK && channels)
        status = read_channels(db, a, &c, err);
    if (status == LIA_OK)
        *out = c;
    return status;
}

lia_status contact_read_known(struct db *db, const int64_t *ids, size_t n, contact_known_fn *fn,
                              void *ctx, lia_error *err)
{
    struct arena list = {0}, a = {0};
    struct db_rows *rows;
    lia_status status = db_query(
        db, select_known, DB_PARAMS(db_t("ids", contact_ids_json(&list, ids, n))), &rows, err);
    arena_clear(&list);
    if (status)
        return status;
    while (status == LIA_OK && db_next(rows)) {
        struct contact_known known;
        struct reader r = {rows, &a, 0};
        bool channels;
        read_row(&r, &known.c, &channels);
        known.name_fold = text(&r);
        known.company_fold = text(&r);
        known.form = text(&r);
        known.kept = text(&r);
        if (channels)
            status = read_channels(db, &a, &known.c, err);
        if (status == LIA_OK)
            fn(ctx, &known);
        arena_clear(&a);
    }
    lia_status closed = db_rows_close(rows, status ? NULL : err);
    return status ? status : closed;
}

/* The index gives each contact's in their order. */
static const char channels_of_all[] =
    "SELECT h.contact_id, h.kind, h.label, h.value FROM json_each(:ids) AS j"
    " CROSS JOIN contact_channel AS h INDEXED BY channel_contact ON h.contact_id = j.value";

/* Reads on beside the contacts: those of c, which comes in the same order. */
static void take_channels(struct db_rows *rows, bool *more, struct arena *a, lia_contact *c)
{
    struct vec channels = VEC_OF(lia_channel);
    while (*more && db_int(rows, 0) == c->id) {
        add_channel(&channels, (struct reader){rows, a, 1});
        *more = db_next(rows);
    }
    c->channel_count = channels.count;
    c->channels = vec_move(&channels, a);
}

static void read_whole(struct db_rows *rows, struct db_rows *channels, contact_known_fn *fn,
                       void *ctx)
{
    struct arena a = {0};
    bool more = db_next(channels);
    while (db_next(rows)) {
        struct contact_known known = {.name_fold = "", .company_fold = ""};
        struct reader r = {rows, &a, 0};
        bool some;
        read_row(&r, &known.c, &some);
        known.c.changed_at = number(&r);
        known.form = text(&r);
        known.kept = text(&r);
        known.kept_version = number(&r);
        take_channels(channels, &more, &a, &known.c);
        fn(ctx, &known);
        arena_clear(&a);
    }
}

lia_status contact_read_whole(struct db *db, const int64_t *ids, size_t n, contact_known_fn *fn,
                              void *ctx, lia_error *err)
{
    struct arena list = {0};
    struct db_rows *rows, *channels;
    const struct db_param *params = DB_PARAMS(db_t("ids", contact_ids_json(&list, ids, n)));
    lia_status status = db_query(db, select_whole, params, &rows, err);
    if (status == LIA_OK) {
        status = db_query(db, channels_of_all, params, &channels, err);
        if (status == LIA_OK) {
            read_whole(rows, channels, fn, ctx);
            status = db_rows_close(channels, err);
        }
        lia_status closed = db_rows_close(rows, status ? NULL : err);
        status = status ? status : closed;
    }
    arena_clear(&list);
    return status;
}

static lia_status read_was(struct db *db, int64_t op_id, struct reader *r,
                           struct contact_change *out, lia_error *err)
{
    bool channels;
    *out = (struct contact_change){0};
    read_row(r, &out->c, &channels);
    out->c.version = 0; /* its version is of before; the caller knows who changed it last */
    out->renamed = number(r) != 0;
    out->channels = number(r) != 0;
    bool kept = number(r) != 0;
    const char *form = text(r), *content = text(r);
    if (kept) {
        out->form = *form ? form : "vcard";
        out->kept = content;
    }
    return out->channels ? read_channels_by(db, channels_was, op_id, r->arena, &out->c, err)
                         : LIA_OK;
}

lia_status contact_read_was(struct db *db, int64_t op_id, const int64_t *ids, size_t n,
                            struct arena *a, struct contact_change **out, size_t *count,
                            lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        db, select_was, DB_PARAMS(db_i("op", op_id), db_t("ids", contact_ids_json(a, ids, n))),
        &rows, err);
    if (status)
        return status;
    *out = arena_alloc(a, (n + 1) * sizeof **out);
    *count = 0;
    while (status == LIA_OK && *count < n && db_next(rows)) {
        struct reader r = {rows, a, 0};
        status = read_was(db, op_id, &r, &(*out)[(*count)++], err);
    }
    lia_status closed = db_rows_close(rows, status ? NULL : err);
    return status ? status : closed;
}

const char *contact_ids_json(struct arena *a, const int64_t *ids, size_t n)
{
    struct str json = {0};
    for (size_t i = 0; i < n; i++)
        str_add_f(&json, "%s%lld", i ? "," : "[", (long long)ids[i]);
    str_add(&json, n ? "]" : "[]");
    const char *done = arena_strndup(a, json.s, json.len);
    str_clear(&json);
    return done;
}
