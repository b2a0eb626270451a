#include "core/contact_rows.h"

#include <stddef.h>

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
    " VALUES (:id, :no, :type, :name, :name_fold, :sort_key, :company, :job_title, :email, :email2,"
    " :phone, :mobile, :address, :address2, :post_code, :city, :country, :salesperson,"
    " :correspondence, :home_page, :birthday, :note, :tags, :exclude, :privacy_blocked, "
    ":privacy_reason,"
    " :touch_days, :archived, :uid, :op, :op)";

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

/* Goes through the items of one kind, one statement each. */
struct rows {
    struct contact_writing *w;
    size_t at;
    enum { ROWS_ADD, ROWS_CHANGE, ROWS_RENAME } kind;
    struct db_param params[PARAMS + 1];
    size_t channel; /* of the item: the next one to write */
    int64_t channel_id;
};

static struct rows *rows_new(struct contact_writing *w)
{
    struct rows *r = arena_alloc(&w->op->arena, sizeof *r);
    r->w = w;
    return r;
}

static void set_int(struct db_param *p, enum db_type type, int64_t value)
{
    p->type = type;
    p->i = value;
}

static bool next_row(void *ctx, struct db_param *p)
{
    struct rows *r = ctx;
    struct contact_writing *w = r->w;
    while (r->at < w->count) {
        const struct contact_item *item = &w->items[r->at];
        if (item->add ? r->kind == ROWS_ADD
                      : r->kind == (item->change->renamed ? ROWS_RENAME : ROWS_CHANGE))
            break;
        r->at++;
    }
    if (r->at == w->count)
        return false;
    const struct contact_item *item = &w->items[r->at++];
    const lia_contact *c = item->c;
    for (int i = 0; i < TEXTS; i++)
        p[i].s = *(const char *const *)((const char *)c + texts[i].at);
    p[P_ID].i = item->id;
    p[P_NO].s = item->no;
    p[P_FOLD].s = item->name_fold;
    p[P_TAGS].s = contact_tags_kept(&w->op->arena, c->tags);
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

static void add_rows(struct contact_writing *w, const char *sql, int kind, size_t n)
{
    if (n == 0)
        return;
    struct rows *r = rows_new(w);
    r->kind = kind;
    name_params(w->op, r->params);
    db_each(w->op->batch, sql, r->params, next_row, r);
    db_batch_rows(w->op->batch, (int64_t)n);
}

/* --- channels and what is kept --- */

/* The channels of an item that are written; *n 0: none, or they stay as they are. */
static const lia_channel *channels_of(const struct contact_item *item, size_t *n)
{
    *n = item->add || item->change->channels ? item->c->channel_count : 0;
    return item->c->channels;
}

static bool next_channel(void *ctx, struct db_param *p)
{
    struct rows *r = ctx;
    size_t n = 0;
    const lia_channel *channels = NULL;
    while (r->at < r->w->count) {
        channels = channels_of(&r->w->items[r->at], &n);
        if (r->channel < n)
            break;
        r->at++;
        r->channel = 0;
    }
    if (r->at == r->w->count)
        return false;
    const lia_channel *h = &channels[r->channel++];
    p[0].i = r->channel_id++;
    p[1].i = r->w->items[r->at].id;
    p[2].i = h->kind;
    p[3].s = h->label;
    p[4].s = h->value;
    return true;
}

lia_status contact_rows_channels(struct contact_writing *w, lia_error *err)
{
    size_t all = 0, n;
    for (size_t i = 0; i < w->count; i++) {
        channels_of(&w->items[i], &n);
        all += n;
    }
    if (all == 0)
        return LIA_OK;
    struct rows *r = rows_new(w);
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
    db_each(w->op->batch,
            "INSERT INTO contact_channel"
            " (channel_id, contact_id, kind, label, value, op_id, changed_op)"
            " VALUES (:id, :contact, :kind, :label, :value, :op, :op)",
            r->params, next_channel, r);
    db_batch_rows(w->op->batch, (int64_t)all);
    return LIA_OK;
}

static const char *kept_of(const struct contact_item *item, const char **form)
{
    *form = item->add ? item->add->form : item->change->form;
    const char *kept = item->add ? item->add->kept : item->change->kept;
    return *form && kept && *kept ? kept : NULL;
}

static bool next_kept(void *ctx, struct db_param *p)
{
    struct rows *r = ctx;
    const char *form, *kept = NULL;
    while (r->at < r->w->count && !(kept = kept_of(&r->w->items[r->at], &form)))
        r->at++;
    if (!kept)
        return false;
    p[0].i = r->w->items[r->at++].id;
    p[1].s = form;
    p[2].s = kept;
    return true;
}

void contact_rows_kept(struct contact_writing *w)
{
    int64_t first = INT64_MAX, last = 0, n = 0;
    const char *form;
    for (size_t i = 0; i < w->count; i++) {
        int64_t id = w->items[i].id;
        if (!kept_of(&w->items[i], &form))
            continue;
        first = id < first ? id : first;
        last = id > last ? id : last;
        n++;
    }
    if (n == 0)
        return;
    op_inserted(w->op, OP_KEPT, first, last);
    struct rows *r = rows_new(w);
    r->params[0] = db_i("id", 0);
    r->params[1] = db_t("form", "");
    r->params[2] = db_t("content", "");
    r->params[3] = db_i("op", w->op->id);
    r->params[4].type = DB_END;
    db_each(w->op->batch,
            "INSERT INTO contact_kept (contact_id, form, content, op_id, changed_op)"
            " VALUES (:id, :form, :content, :op, :op)",
            r->params, next_kept, r);
    db_batch_rows(w->op->batch, n);
}

/* --- changes --- */

enum { OF_ALL, OF_CHANNELS, OF_KEPT };

/* The changes that replace channels or what is kept, as ":ids". */
static const struct db_param *ids_of(struct contact_writing *w, int which, size_t *n)
{
    struct arena *a = &w->op->arena;
    int64_t *ids = arena_alloc(a, (w->bulk.changes + 1) * sizeof *ids);
    *n = 0;
    for (size_t i = 0; i < w->bulk.changes; i++) {
        const struct contact_change *change = &w->bulk.change[i];
        if (which == OF_ALL || (which == OF_CHANNELS && change->channels) ||
            (which == OF_KEPT && change->form))
            ids[(*n)++] = change->c.id;
    }
    struct db_param *params = arena_alloc(a, 2 * sizeof *params);
    params[0] = db_t("ids", contact_ids_json(a, ids, *n));
    params[1].type = DB_END;
    return params;
}

#define AMONG_IDS "contact_id IN (SELECT value FROM json_each(:ids))"

void contact_rows_change(struct contact_writing *w)
{
    struct op *op = w->op;
    size_t n, renamed = 0;
    op->names_stay = true;
    for (size_t i = 0; i < w->bulk.changes; i++) {
        const struct contact_change *change = &w->bulk.change[i];
        renamed += change->renamed;
        if (change->renamed && change->c.type == LIA_COMPANY)
            op->names_stay = false;
        if (change->c.version)
            op_guard_version(op, OP_CONTACT, change->c.id, change->c.version);
    }
    const struct db_param *ids = ids_of(w, OF_ALL, &n);
    op_before_update(op, OP_CONTACT, AMONG_IDS, ids);
    ids = ids_of(w, OF_CHANNELS, &n);
    if (n)
        op_delete(op, OP_CHANNEL, AMONG_IDS, ids);
    ids = ids_of(w, OF_KEPT, &n);
    if (n)
        op_delete(op, OP_KEPT, AMONG_IDS, ids);
    add_rows(w, update_contact, ROWS_CHANGE, w->bulk.changes - renamed);
    add_rows(w, rename_contact, ROWS_RENAME, renamed);
}

void contact_rows_add(struct contact_writing *w)
{
    add_rows(w, insert_contact, ROWS_ADD, w->bulk.adds);
}
