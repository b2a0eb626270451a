#include "core/contact_rows.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"
#include "core/contact_row.h"

/* The texts that are written as they stand in the record. */
static const struct {
    const char *name;
    size_t at;
} texts[] = {
    {"name", offsetof(lia_contact, name)},
    {"job_title", offsetof(lia_contact, job_title)},
    {"email", offsetof(lia_contact, email)},
    {"email2", offsetof(lia_contact, email2)},
    {"phone", offsetof(lia_contact, phone)},
    {"mobile", offsetof(lia_contact, mobile)},
    {"address", offsetof(lia_contact, address)},
    {"address2", offsetof(lia_contact, address2)},
    {"post_code", offsetof(lia_contact, post_code)},
    {"city", offsetof(lia_contact, city)},
    {"country", offsetof(lia_contact, country)},
    {"home_page", offsetof(lia_contact, home_page)},
    {"birthday", offsetof(lia_contact, birthday)},
    {"note", offsetof(lia_contact, note)},
    {"privacy_reason", offsetof(lia_contact, privacy_reason)},
    {"uid", offsetof(lia_contact, uid)},
};
enum { TEXTS = sizeof texts / sizeof *texts };

/* The other parameters stand behind them. */
enum {
    P_ID = TEXTS,
    P_NO,
    P_TYPE,
    P_FOLD,
    P_KEY,
    P_COMPANY,
    P_SALESPERSON,
    P_CORR,
    P_TAGS,
    P_EXCLUDE,
    P_BLOCKED,
    P_TOUCH,
    P_ARCHIVED,
    P_OP,
    PARAMS
};

static const char insert_contact[] =
    "INSERT INTO contact (contact_id, no, type, name, name_fold, sort_key, company_id, job_title,"
    " email, email2, phone, mobile, address, address2, post_code, city, country, salesperson_id,"
    " correspondence, home_page, birthday, note, tags, exclude, privacy_blocked, privacy_reason,"
    " touch_days, archived, uid, op_id, changed_op)"
    " SELECT id, no, type, name, name_fold, sort_key, company, job_title, email, email2, phone,"
    " mobile, address, address2, post_code, city, country, salesperson, correspondence, home_page,"
    " birthday, note, tags, exclude, privacy_blocked, privacy_reason, touch_days, archived, uid,"
    " op, op FROM each";

#define SET_OTHERS                                                                                 \
    " company_id = :company, job_title = :job_title, email = :email, email2 = :email2,"            \
    " phone = :phone, mobile = :mobile, address = :address, address2 = :address2,"                 \
    " post_code = :post_code, city = :city, country = :country, salesperson_id = :salesperson,"    \
    " correspondence = :correspondence, home_page = :home_page, birthday = :birthday,"             \
    " note = :note, tags = :tags, exclude = :exclude, privacy_blocked = :privacy_blocked,"         \
    " privacy_reason = :privacy_reason, touch_days = :touch_days, archived = :archived, uid = "    \
    ":uid,"                                                                                        \
    " changed_op = :op WHERE contact_id = :id"
static const char update_contact[] = "UPDATE contact SET type = :type," SET_OTHERS;
static const char rename_contact[] =
    "UPDATE contact SET type = :type, no = :no, name = :name, name_fold = :name_fold,"
    " sort_key = :sort_key," SET_OTHERS;

/* Goes through the items of one kind, one row each. */
struct rows {
    struct contact_writing *w;
    size_t at, end;
    unsigned mask, has; /* those of which contact_item_has & mask is this */
    struct db_param params[PARAMS + 1];
    struct contact_item item;
    size_t channel; /* of the item: the next one to write */
    int64_t channel_id;
};

static struct rows *rows_new(struct contact_writing *w, unsigned mask, unsigned has)
{
    struct rows *r = arena_alloc(&w->op->arena, sizeof *r);
    *r = (struct rows){.w = w, .end = w->count, .mask = mask, .has = has};
    return r;
}

/* Reads the next item; false behind the last. */
static bool next_item(struct rows *r)
{
    while (r->at < r->end && (contact_item_has(r->w, r->at) & r->mask) != r->has)
        r->at++;
    if (r->at == r->end)
        return false;
    arena_reset(&r->w->op->row);
    contact_item_read(r->w, r->at++, &r->item);
    return true;
}

static void set_int(struct db_param *p, enum db_type type, int64_t value)
{
    p->type = type;
    p->i = value;
}

static bool next_row(void *ctx, struct db_param *p)
{
    struct rows *r = ctx;
    if (!next_item(r))
        return false;
    const struct contact_item *item = &r->item;
    const lia_contact *c = item->c;
    for (int i = 0; i < TEXTS; i++)
        p[i].s = *(const char *const *)((const char *)c + texts[i].at);
    p[P_ID].i = item->id;
    p[P_NO].s = item->no;
    p[P_FOLD].s = item->name_fold;
    p[P_TAGS].s = contact_tags_kept(&r->w->op->row, c->tags);
    p[P_TYPE].i = c->type;
    p[P_KEY].i = item->key;
    set_int(&p[P_COMPANY], item->company_id ? DB_INT : DB_NULL, item->company_id);
    set_int(&p[P_SALESPERSON], c->salesperson_id ? DB_INT : DB_NULL, c->salesperson_id);
    p[P_CORR].i = c->correspondence;
    p[P_EXCLUDE].i = c->exclude;
    p[P_BLOCKED].i = c->privacy_blocked;
    set_int(&p[P_TOUCH], c->touch_days >= 0 ? DB_INT : DB_NULL, c->touch_days);
    p[P_ARCHIVED].i = c->archived;
    return true;
}

static void name_params(struct op *op, struct db_param *p)
{
    for (int i = 0; i < TEXTS; i++)
        p[i] = db_t(texts[i].name, "");
    p[P_ID] = db_i("id", 0);
    p[P_NO] = db_t("no", "");
    p[P_TYPE] = db_i("type", 0);
    p[P_FOLD] = db_t("name_fold", "");
    p[P_KEY] = db_i("sort_key", 0);
    p[P_COMPANY] = db_null("company");
    p[P_SALESPERSON] = db_null("salesperson");
    p[P_CORR] = db_i("correspondence", 0);
    p[P_TAGS] = db_t("tags", "");
    p[P_EXCLUDE] = db_i("exclude", 0);
    p[P_BLOCKED] = db_i("privacy_blocked", 0);
    p[P_TOUCH] = db_null("touch_days");
    p[P_ARCHIVED] = db_i("archived", 0);
    p[P_OP] = db_i("op", op->id);
    p[PARAMS].type = DB_END;
}

/* --- channels and what is kept --- */

static bool next_channel(void *ctx, struct db_param *p)
{
    struct rows *r = ctx;
    while (!r->item.c || r->channel == r->item.c->channel_count) {
        r->channel = 0;
        if (!next_item(r))
            return false;
    }
    const lia_channel *h = &r->item.c->channels[r->channel++];
    p[0].i = r->channel_id++;
    p[1].i = r->item.id;
    p[2].i = h->kind;
    p[3].s = h->label;
    p[4].s = h->value;
    return true;
}

lia_status contact_rows_channels(struct contact_writing *w, lia_error *err)
{
    size_t all = w->channels;
    if (all == 0)
        return LIA_OK;
    struct rows *r = rows_new(w, HAS_CHANNELS, HAS_CHANNELS);
    lia_status status = op_take(w->op, "channel", (int64_t)all, &r->channel_id, err);
    if (status)
        return status;
    op_inserted(w->op, OP_CHANNEL, r->channel_id, r->channel_id + (int64_t)all - 1);
    r->params[0] = db_i("id", 0);
    r->params[1] = db_i("contact", 0);
    r->params[2] = db_i("kind", 0);
    r->params[3] = db_t("label", "");
    r->params[4] = db_t("value", "");
    r->params[5] = db_i("op", w->op->id);
    r->params[6].type = DB_END;
    db_each_row(w->op->batch,
                "INSERT INTO contact_channel"
                " (channel_id, contact_id, kind, label, value, op_id, changed_op)"
                " SELECT id, contact, kind, label, value, op, op FROM each",
                r->params, next_channel, r);
    db_batch_rows(w->op->batch, (int64_t)all);
    return LIA_OK;
}

static bool next_kept(void *ctx, struct db_param *p)
{
    struct rows *r = ctx;
    if (!next_item(r))
        return false;
    p[0].i = r->item.id;
    p[1].s = r->item.form;
    p[2].s = r->item.kept;
    return true;
}

static int64_t id_at(const struct contact_writing *w, size_t i)
{
    return i < w->bulk.adds ? w->first_id + (int64_t)i : w->changed[i - w->bulk.adds].id;
}

void contact_rows_kept(struct contact_writing *w)
{
    int64_t first = INT64_MAX, last = 0, n = 0;
    for (size_t i = 0; i < w->count; i++) {
        int64_t id = id_at(w, i);
        if (!(contact_item_has(w, i) & HAS_KEPT))
            continue;
        first = id < first ? id : first;
        last = id > last ? id : last;
        n++;
    }
    if (n == 0)
        return;
    op_inserted(w->op, OP_KEPT, first, last);
    struct rows *r = rows_new(w, HAS_KEPT, HAS_KEPT);
    r->params[0] = db_i("id", 0);
    r->params[1] = db_t("form", "");
    r->params[2] = db_t("content", "");
    r->params[3] = db_i("op", w->op->id);
    r->params[4].type = DB_END;
    db_each_row(w->op->batch,
                "INSERT INTO contact_kept (contact_id, form, content, op_id, changed_op)"
                " SELECT id, form, content, op, op FROM each",
                r->params, next_kept, r);
    db_batch_rows(w->op->batch, n);
}

/* --- new ones --- */

void contact_rows_add(struct contact_writing *w)
{
    if (w->bulk.adds == 0)
        return;
    struct rows *r = rows_new(w, 0, 0);
    r->end = w->bulk.adds;
    name_params(w->op, r->params);
    db_each_row(w->op->batch, insert_contact, r->params, next_row, r);
    db_batch_rows(w->op->batch, (int64_t)w->bulk.adds);
}

/* --- changes --- */

/* The changes that have this, as ":ids". */
static const struct db_param *ids_of(struct contact_writing *w, unsigned has, size_t *n)
{
    struct arena *a = &w->op->arena;
    int64_t *ids = mem_alloc((w->bulk.changes + 1) * sizeof *ids);
    *n = 0;
    for (size_t i = 0; i < w->bulk.changes; i++)
        if ((w->has[w->bulk.adds + i] & has) == has)
            ids[(*n)++] = w->changed[i].id;
    struct db_param *params = arena_alloc(a, 2 * sizeof *params);
    params[0] = db_t("ids", contact_ids_json(a, ids, *n));
    params[1].type = DB_END;
    free(ids);
    return params;
}

#define AMONG_IDS "contact_id IN (SELECT value FROM json_each(:ids))"

static void add_changes(struct contact_writing *w, const char *sql, unsigned has, size_t n)
{
    if (n == 0)
        return;
    struct rows *r = rows_new(w, IS_RENAMED, has);
    r->at = w->bulk.adds;
    name_params(w->op, r->params);
    db_each(w->op->batch, sql, r->params, next_row, r);
    db_batch_rows(w->op->batch, (int64_t)n);
}

void contact_rows_change(struct contact_writing *w)
{
    struct op *op = w->op;
    size_t n, renamed = 0;
    op->names_stay = true;
    for (size_t i = 0; i < w->bulk.changes; i++) {
        const struct contact_changed *change = &w->changed[i];
        bool new_name = w->has[w->bulk.adds + i] & IS_RENAMED;
        renamed += new_name;
        if (new_name && change->type == LIA_COMPANY)
            op->names_stay = false;
        if (change->version)
            op_guard_version(op, OP_CONTACT, change->id, change->version);
    }
    const struct db_param *ids = ids_of(w, 0, &n);
    op_before_update(op, OP_CONTACT, AMONG_IDS, ids);
    ids = ids_of(w, REPLACES_CHANNELS, &n);
    if (n)
        op_delete(op, OP_CHANNEL, AMONG_IDS, ids);
    ids = ids_of(w, REPLACES_KEPT, &n);
    if (n)
        op_delete(op, OP_KEPT, AMONG_IDS, ids);
    add_changes(w, update_contact, 0, w->bulk.changes - renamed);
    add_changes(w, rename_contact, IS_RENAMED, renamed);
}
