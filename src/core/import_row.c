#include "core/import_row.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "core/contact_tidy.h"

lia_status import_stopped(lia_error *err)
{
    return lia_fail(err, LIA_CANCELED, "", _("The import was stopped; nothing was written."));
}

const char *import_said_enough(void)
{
    return _("more is refused than is listed: from here on it is counted");
}

void import_rows_open(struct import_rows *rows, const char *book)
{
    *rows = (struct import_rows){.form = "csv"};
    spool_open(&rows->spool, book);
}

void import_rows_init(struct import_rows *rows, const char *form)
{
    rows->form = form;
    rows->places.size = sizeof(struct import_place);
}

void import_rows_clear(struct import_rows *rows)
{
    vec_clear(&rows->places);
    str_clear(&rows->scratch);
    str_clear(&rows->packed);
    spool_close(&rows->spool);
}

/* Where each text is in a contact; 1 + that, 0 for those that have no place there. */
static const uint16_t places[TEXT_COUNT] = {
    [TEXT_NAME] = 1 + offsetof(lia_contact, name),
    [TEXT_COMPANY] = 1 + offsetof(lia_contact, company),
    [TEXT_UID] = 1 + offsetof(lia_contact, uid),
    [TEXT_NO] = 1 + offsetof(lia_contact, no),
    [TEXT_EMAIL] = 1 + offsetof(lia_contact, email),
    [TEXT_EMAIL2] = 1 + offsetof(lia_contact, email2),
    [TEXT_PHONE] = 1 + offsetof(lia_contact, phone),
    [TEXT_MOBILE] = 1 + offsetof(lia_contact, mobile),
    [TEXT_JOB_TITLE] = 1 + offsetof(lia_contact, job_title),
    [TEXT_ADDRESS] = 1 + offsetof(lia_contact, address),
    [TEXT_ADDRESS2] = 1 + offsetof(lia_contact, address2),
    [TEXT_POST_CODE] = 1 + offsetof(lia_contact, post_code),
    [TEXT_CITY] = 1 + offsetof(lia_contact, city),
    [TEXT_COUNTRY] = 1 + offsetof(lia_contact, country),
    [TEXT_SALESPERSON] = 1 + offsetof(lia_contact, salesperson),
    [TEXT_HOME_PAGE] = 1 + offsetof(lia_contact, home_page),
    [TEXT_BIRTHDAY] = 1 + offsetof(lia_contact, birthday),
    [TEXT_NOTE] = 1 + offsetof(lia_contact, note),
    [TEXT_TAGS] = 1 + offsetof(lia_contact, tags),
    [TEXT_PRIVACY_REASON] = 1 + offsetof(lia_contact, privacy_reason),
};

static const char **text_in(lia_contact *c, int which)
{
    return (const char **)((char *)c + places[which] - 1);
}

/* --- packing: facts, then texts and channels, each with its NUL, then what is kept --- */

static void pack_text(struct str *out, const char *text)
{
    str_add_n(out, text, strlen(text) + 1);
}

static void pack_channels(struct str *out, const lia_contact *c, struct import_facts *f)
{
    f->channel_count = (uint16_t)(c->channel_count < UINT16_MAX ? c->channel_count : UINT16_MAX);
    for (size_t i = 0; i < f->channel_count; i++) {
        str_add_char(out, (char)c->channels[i].kind);
        pack_text(out, c->channels[i].label);
        pack_text(out, c->channels[i].value);
    }
}

int64_t import_pack(struct import_rows *rows, const struct import_facts *facts,
                    const lia_contact *c, const char *name_fold, const char *company_fold,
                    const char *kept, const char *said)
{
    struct import_facts f = *facts;
    struct str *out = &rows->packed;
    lia_contact copy = *c;
    int64_t place = spool_size(&rows->spool);
    f.type = (uint8_t)c->type;
    f.correspondence = (uint8_t)c->correspondence;
    f.exclude = c->exclude;
    f.privacy_blocked = c->privacy_blocked;
    f.archived = c->archived;
    f.touch_days = c->touch_days;
    f.salesperson_id = c->salesperson_id;
    f.company_id = c->company_id;
    f.mask = 0;
    str_truncate(out, 0);
    str_add_n(out, (const char *)&f, sizeof f);
    for (int i = 0; i < TEXT_COUNT; i++) {
        const char *text = i == TEXT_NAME_FOLD      ? name_fold
                           : i == TEXT_COMPANY_FOLD ? company_fold
                           : i == TEXT_SAID         ? said
                                                    : *text_in(&copy, i);
        if (!text || !*text)
            continue;
        f.mask |= (uint32_t)1 << i;
        pack_text(out, text);
    }
    pack_channels(out, c, &f);
    f.size = (uint32_t)out->len;
    if (kept) {
        f.kept_len = strlen(kept);
        f.kept_at = place + (int64_t)out->len;
    }
    memcpy(out->s, &f, sizeof f);
    spool_add(&rows->spool, out->s, out->len);
    if (kept && *kept)
        spool_add(&rows->spool, kept, f.kept_len + 1);
    return place;
}

int64_t import_copy(struct import_rows *rows, struct import_row *row, const char *kept)
{
    struct import_facts f = row->facts;
    int64_t place = spool_size(&rows->spool);
    const char *packed = spool_get(&rows->spool, &row->view, row->at, f.size);
    if (kept)
        f.kept_at = place + f.size;
    spool_add(&rows->spool, &f, sizeof f);
    spool_add(&rows->spool, packed + sizeof f, f.size - sizeof f);
    if (kept)
        spool_add(&rows->spool, kept, f.kept_len + 1);
    return place;
}

static void add_row(struct import_rows *rows, const struct import_facts *facts, int64_t line,
                    const lia_contact *c, const char *name_fold, const char *company_fold,
                    const char *kept, const char *said)
{
    struct import_place *place = vec_push(&rows->places);
    place->line = line;
    place->at = import_pack(rows, facts, c, name_fold, company_fold, kept, said);
}

static void add_said(struct import_rows *rows, int64_t line, const char *name, const char *said,
                     bool remark)
{
    rows->untold += !remark && rows->said >= IMPORT_SAID_MAX;
    if (rows->said > IMPORT_SAID_MAX)
        return;
    if (rows->said++ == IMPORT_SAID_MAX) {
        name = "";
        said = import_said_enough();
        remark = true;
    }
    lia_contact only = {.name = name};
    struct import_facts facts = {.refused = !remark, .remark = remark};
    add_row(rows, &facts, line, &only, NULL, NULL, NULL, said);
}

void import_rows_refuse(struct import_rows *rows, int64_t line, const char *reason)
{
    add_said(rows, line, "", reason, false);
}

void import_rows_remark(struct import_rows *rows, int64_t line, const char *text)
{
    add_said(rows, line, "", text, true);
}

void import_rows_add(struct import_rows *rows, const struct import_draft *d)
{
    struct str *folded = &rows->scratch;
    struct import_facts facts = {.nameless = d->nameless, .csv = strcmp(d->form, "csv") == 0};
    const lia_contact *c = &d->contact;
    if (d->refused) {
        const char *name = d->name ? d->name : "";
        add_said(rows, d->line, strlen(name) < CONTACT_LINE_MAX ? name : "", d->refused, false);
        return;
    }
    str_truncate(folded, 0);
    utf8_fold_to(folded, c->name, strlen(c->name));
    str_add_n(folded, "", 1);
    size_t company = folded->len;
    utf8_fold_to(folded, c->company, strlen(c->company));
    add_row(rows, &facts, d->line, c, folded->s, folded->s + company, str_text(&d->kept),
            str_text(&d->notes));
}

/* --- reading --- */

static const char *take_text(const char **s)
{
    const char *text = *s;
    *s += strlen(text) + 1;
    return text;
}

static void take_channels(const char *s, struct import_row *row)
{
    row->own.size = sizeof(lia_channel);
    row->own.count = 0;
    for (size_t i = 0; i < row->facts.channel_count; i++) {
        lia_channel *h = vec_push(&row->own);
        h->kind = (lia_channel_kind)*s++;
        h->label = take_text(&s);
        h->value = take_text(&s);
    }
    row->channels = row->own.items;
}

void import_row_read(struct import_rows *rows, int64_t at, struct import_row *row)
{
    struct spool *spool = &rows->spool;
    struct import_facts *f = &row->facts;
    if (row->at == at && row->cuts == spool->cuts && f->size > 0)
        return;
    row->at = at;
    row->cuts = spool->cuts;
    memcpy(f, spool_get(spool, &row->view, at, sizeof *f), sizeof *f);
    const char *s = spool_get(spool, &row->view, at, f->size) + sizeof *f;
    if (spool->error)
        *f = (struct import_facts){.size = 0};
    for (int i = 0; i < TEXT_COUNT; i++)
        row->text[i] = f->mask >> i & 1 ? take_text(&s) : "";
    take_channels(s, row);
}

const char *import_row_kept(struct import_rows *rows, struct import_row *row)
{
    const struct import_facts *f = &row->facts;
    if (!f->kept_len)
        return "";
    if (spool_has(&rows->spool, &row->view, f->kept_at, f->kept_len + 1))
        return spool_get(&rows->spool, &row->view, f->kept_at, f->kept_len + 1);
    return spool_get(&rows->spool, &row->kept, f->kept_at, f->kept_len + 1);
}

void import_row_clear(struct import_row *row)
{
    spool_view_clear(&row->view);
    spool_view_clear(&row->kept);
    vec_clear(&row->own);
    *row = (struct import_row){0};
}

void import_unpack(const struct import_row *row, lia_contact *out)
{
    const struct import_facts *f = &row->facts;
    *out = (lia_contact){.type = (lia_contact_type)f->type,
                         .correspondence = (lia_corr)f->correspondence,
                         .exclude = f->exclude,
                         .privacy_blocked = f->privacy_blocked,
                         .archived = f->archived,
                         .touch_days = f->touch_days,
                         .salesperson_id = f->salesperson_id,
                         .company_id = f->company_id,
                         .channels = row->channels,
                         .channel_count = f->channel_count,
                         .created_by = "",
                         .changed_by = ""};
    for (int i = 0; i < TEXT_COUNT; i++)
        if (places[i])
            *text_in(out, i) = row->text[i];
}
