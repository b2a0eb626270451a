#include <string.h>

#include "base/i18n.h"
#include "core/code.h"
#include "core/contact_bulk.h"
#include "core/contact_row.h"
#include "core/contact_uses.h"
#include "core/core.h"
#include "core/result.h"
#include "core/series.h"

void lia_contact_record_clear(lia_contact_record *record)
{
    result_free(record->arena);
    *record = (lia_contact_record){0};
}

lia_status lia_contact_get(lia_book *book, int64_t id, lia_contact_record *out, lia_error *err)
{
    lia_contact_record record = {.arena = result_new()};
    lia_status status = contact_read(book->db, id, record.arena, &record.c, err);
    if (status)
        lia_contact_record_clear(&record);
    else
        *out = record;
    return status;
}

/* --- a new one --- */

/* What the book says of a company: its type and whether it is archived. */
static lia_status read_company(struct db *db, int64_t id, struct arena *a, const char **name,
                               lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(db, "SELECT type, archived, name FROM contact WHERE contact_id = :id",
                 DB_PARAMS(db_i("id", id)), &rows, err);
    if (status)
        return status;
    bool found = db_next(rows), company = false, archived = false;
    if (found) {
        company = db_int(rows, 0) == LIA_COMPANY;
        archived = db_int(rows, 1) != 0;
        *name = arena_strdup(a, db_text(rows, 2));
    }
    status = db_rows_close(rows, err);
    if (status)
        return status;
    if (!found)
        return lia_fail(err, LIA_INVALID, "company",
                        _("This company is not in the book any more: choose another"));
    if (!company)
        return lia_fail(err, LIA_INVALID, "company",
                        _("A person belongs to a company; this is a person: choose a company"));
    if (archived)
        return lia_fail(err, LIA_INVALID, "company",
                        _("This company is archived: bring it back first, or choose another"));
    return LIA_OK;
}

/* The setup's, unless it was blocked since. */
static lia_status set_salesperson(struct db *db, int64_t id, struct arena *a, lia_contact *c,
                                  lia_error *err)
{
    struct db_rows *rows;
    lia_status status =
        db_query(db, "SELECT code FROM salesperson WHERE salesperson_id = :id AND blocked = 0",
                 DB_PARAMS(db_i("id", id)), &rows, err);
    if (status)
        return status;
    if (db_next(rows)) {
        c->salesperson_id = id;
        c->salesperson = arena_strdup(a, db_text(rows, 0));
    }
    return db_rows_close(rows, err);
}

lia_status lia_contact_new(lia_book *book, int64_t company_id, lia_contact_record *out,
                           lia_error *err)
{
    lia_setup setup;
    lia_status status = lia_setup_get(book, &setup, err);
    if (status)
        return status;
    lia_contact_record record = {.arena = result_new()};
    struct arena *a = record.arena;
    lia_contact blank = {.type = company_id ? LIA_PERSON : setup.new_type, .touch_days = -1};
    contact_clean(a, &blank, &record.c, NULL);
    record.c.company_id = company_id;
    record.c.country = arena_strdup(a, setup.new_country);
    record.c.correspondence = setup.new_correspondence;
    status = set_salesperson(book->db, setup.new_salesperson_id, a, &record.c, err);
    if (status == LIA_OK && company_id)
        status = read_company(book->db, company_id, a, &record.c.company, err);
    if (status)
        lia_contact_record_clear(&record);
    else
        *out = record;
    return status;
}

/* --- saving --- */

struct save {
    lia_contact c; /* cleaned */
    int64_t id;    /* out */
};

static bool same_channels(const lia_contact *a, const lia_contact *b)
{
    if (a->channel_count != b->channel_count)
        return false;
    for (size_t i = 0; i < a->channel_count; i++) {
        const lia_channel *x = &a->channels[i], *y = &b->channels[i];
        if (x->kind != y->kind || strcmp(x->label, y->label) != 0 ||
            strcmp(x->value, y->value) != 0)
            return false;
    }
    return true;
}

static bool same_texts(const lia_contact *a, const lia_contact *b)
{
    const char *const x[] = {a->no,    a->name,    a->job_title,     a->email,    a->email2,
                             a->phone, a->mobile,  a->address,       a->address2, a->post_code,
                             a->city,  a->country, a->home_page,     a->birthday, a->note,
                             a->tags,  a->uid,     a->privacy_reason};
    const char *const y[] = {b->no,    b->name,    b->job_title,     b->email,    b->email2,
                             b->phone, b->mobile,  b->address,       b->address2, b->post_code,
                             b->city,  b->country, b->home_page,     b->birthday, b->note,
                             b->tags,  b->uid,     b->privacy_reason};
    for (size_t i = 0; i < sizeof x / sizeof *x; i++)
        if (strcmp(x[i], y[i]) != 0)
            return false;
    return true;
}

static bool same(const lia_contact *a, const lia_contact *b)
{
    return a->type == b->type && a->company_id == b->company_id &&
           a->salesperson_id == b->salesperson_id && a->correspondence == b->correspondence &&
           a->exclude == b->exclude && a->privacy_blocked == b->privacy_blocked &&
           a->touch_days == b->touch_days && same_texts(a, b) && same_channels(a, b);
}

static lia_status check_no(struct op *op, const lia_contact *c, const lia_contact *was,
                           lia_error *err)
{
    if (!*c->no)
        return series_check(op->db, LIA_SERIES_CONTACT, err);
    int64_t other = 0;
    lia_status status = db_query_int(op->db, "SELECT contact_id FROM contact WHERE no = :no",
                                     DB_PARAMS(db_t("no", c->no)), &other, NULL, err);
    if (status == LIA_OK && other && (!was || other != was->id))
        return lia_fail(err, LIA_EXISTS, "no", _("There is a contact %s already: type another no."),
                        c->no);
    return status;
}

static lia_status check_type(struct op *op, const lia_contact *c, const lia_contact *was,
                             lia_error *err)
{
    if (!was || was->type == c->type)
        return LIA_OK;
    bool used = false;
    lia_status status = contact_is_used(op->db, was->id, &used, err);
    if (status == LIA_OK && used)
        return lia_fail(err, LIA_IN_USE, "type",
                        _("The type stays while it has interactions, segment lines or persons"));
    return status;
}

static lia_status check_salesperson(struct op *op, const lia_contact *c, lia_error *err)
{
    int64_t blocked = 0;
    bool found = false;
    lia_status status =
        db_query_int(op->db, "SELECT blocked FROM salesperson WHERE salesperson_id = :id",
                     DB_PARAMS(db_i("id", c->salesperson_id)), &blocked, &found, err);
    if (status)
        return status;
    if (!found)
        return lia_fail(err, LIA_INVALID, "salesperson",
                        _("This salesperson is not in the book any more: choose another"));
    if (blocked)
        return lia_fail(err, LIA_INVALID, "salesperson",
                        _("This salesperson is blocked: choose another, or unblock it first"));
    return LIA_OK;
}

static lia_status check_uid(struct op *op, const lia_contact *c, lia_error *err)
{
    int64_t other = 0;
    lia_status status =
        db_query_int(op->db, "SELECT contact_id FROM contact WHERE uid = :uid AND uid <> ''",
                     DB_PARAMS(db_t("uid", c->uid)), &other, NULL, err);
    if (status == LIA_OK && other && other != c->id)
        return lia_fail(err, LIA_EXISTS, "uid",
                        _("Another contact came from the same card: change that one instead"));
    return status;
}

/* was: the record as the book has it, NULL for a new one. Only what is newly set must be usable. */
static lia_status check(struct op *op, const lia_contact *c, const lia_contact *was, lia_error *err)
{
    lia_status status = check_no(op, c, was, err);
    if (status == LIA_OK)
        status = contact_check_head(c, err);
    if (status == LIA_OK)
        status = check_type(op, c, was, err);
    const char *company;
    if (status == LIA_OK && c->company_id && (!was || was->company_id != c->company_id))
        status = read_company(op->db, c->company_id, &op->arena, &company, err);
    if (status == LIA_OK)
        status = contact_check_tail(c, err);
    if (status == LIA_OK && c->salesperson_id && (!was || was->salesperson_id != c->salesperson_id))
        status = check_salesperson(op, c, err);
    if (status == LIA_OK && *c->uid)
        status = check_uid(op, c, err);
    return status;
}

static lia_status fill_add(struct op *op, struct save *save, lia_error *err)
{
    lia_status status = check(op, &save->c, NULL, err);
    if (status)
        return status;
    struct contact_new *add = arena_alloc(&op->arena, sizeof *add);
    add->c = save->c;
    struct contact_bulk bulk = {.add = add, .adds = 1};
    status = contact_bulk_write(op, &bulk, err);
    if (status)
        return status;
    save->id = add->id;
    op_say(op, 1, _("Added contact %s %s"), add->no, add->c.name);
    return LIA_OK;
}

/* What an edited contact keeps of the record: it is changed elsewhere, or not given again. */
static void keep(lia_contact *c, const lia_contact *was)
{
    c->archived = was->archived;
    if (!*c->no)
        c->no = was->no;
    if (!*c->uid)
        c->uid = was->uid;
}

/* What changes c's record into c; `nothing`: it is so already. */
static lia_status prepare_change(struct op *op, const lia_contact *c, struct contact_change *change,
                                 bool *nothing, lia_error *err)
{
    lia_contact read, was;
    lia_status status = contact_read(op->db, c->id, &op->arena, &read, err);
    if (status)
        return status;
    contact_clean(&op->arena, &read, &was, NULL);
    *change = (struct contact_change){.c = *c};
    keep(&change->c, &was);
    if (change->c.version != was.version) {
        /* The guard says who was first. */
        op_guard_version(op, OP_CONTACT, was.id, change->c.version);
        op_say(op, 0, "%s", was.name);
        *nothing = false;
        return LIA_OK;
    }
    *nothing = same(&change->c, &was);
    change->renamed = strcmp(change->c.name, was.name) != 0 || strcmp(change->c.no, was.no) != 0;
    change->channels = !same_channels(&change->c, &was);
    return *nothing ? LIA_OK : check(op, &change->c, &was, err);
}

static lia_status fill_change(struct op *op, struct save *save, lia_error *err)
{
    struct contact_change *change = arena_alloc(&op->arena, sizeof *change);
    lia_status status = prepare_change(op, &save->c, change, &op->nothing, err);
    if (status || op->nothing)
        return status;
    struct contact_bulk bulk = {.change = change, .changes = 1};
    op_say(op, 1, _("Changed contact %s %s"), change->c.no, change->c.name);
    return contact_bulk_write(op, &bulk, err);
}

static lia_status fill_save(struct op *op, void *ctx, lia_error *err)
{
    struct save *save = ctx;
    return save->c.id ? fill_change(op, save, err) : fill_add(op, save, err);
}

lia_status lia_contact_save(lia_book *book, const lia_contact *c, int64_t *id, lia_error *err)
{
    struct arena a = {0};
    struct save save = {.id = c->id};
    contact_clean(&a, c, &save.c, NULL);
    lia_status status =
        op_run(book, c->id ? "contact-edit" : "contact-add", fill_save, &save, NULL, NULL, err);
    if (status == LIA_OK && id)
        *id = save.id;
    arena_clear(&a);
    return status;
}

/* --- many --- */

struct save_many {
    const lia_contact *items; /* cleaned */
    size_t n;
    int64_t changed; /* out */
};

static lia_status fill_save_many(struct op *op, void *ctx, lia_error *err)
{
    struct save_many *many = ctx;
    struct contact_bulk bulk = {.change = arena_alloc(&op->arena, sizeof *bulk.change * many->n)};
    lia_status status = LIA_OK;
    for (size_t i = 0; i < many->n && status == LIA_OK; i++) {
        bool nothing = false;
        status = prepare_change(op, &many->items[i], &bulk.change[bulk.changes], &nothing, err);
        bulk.changes += !nothing;
    }
    op->nothing = bulk.changes == 0;
    many->changed = (int64_t)bulk.changes;
    if (status || op->nothing)
        return status;
    if (bulk.changes == 1)
        op_say(op, 1, _("Changed contact %s %s"), bulk.change->c.no, bulk.change->c.name);
    else
        op_say(op, many->changed, _("Changed %lld contacts"), (long long)many->changed);
    return contact_bulk_write(op, &bulk, err);
}

lia_status lia_contact_save_many(lia_book *book, const lia_contact *items, size_t n,
                                 int64_t *changed, lia_error *err)
{
    struct arena a = {0};
    lia_contact *clean = arena_alloc(&a, sizeof *clean * n);
    for (size_t i = 0; i < n; i++)
        contact_clean(&a, &items[i], &clean[i], NULL);
    struct save_many many = {clean, n, 0};
    lia_status status = op_run(book, "contact-edit", fill_save_many, &many, NULL, NULL, err);
    if (status == LIA_OK && changed)
        *changed = many.changed;
    arena_clear(&a);
    return status;
}
