#include "core/import_row.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

lia_status import_stopped(lia_error *err)
{
    return lia_fail(err, LIA_CANCELED, "", _("The import was stopped; nothing was written."));
}

void import_rows_init(struct import_rows *rows, const char *form)
{
    *rows = (struct import_rows){.rows = VEC_OF(struct import_row), .form = form};
}

void import_rows_clear(struct import_rows *rows)
{
    vec_clear(&rows->rows);
    str_clear(&rows->scratch);
    arena_clear(&rows->arena);
}

/* Where each text is in a contact; NULL for those that have no place there. */
static void places(lia_contact *c, const char **out[TEXT_COUNT])
{
    const char **const all[TEXT_COUNT] = {
        [TEXT_NAME] = &c->name,
        [TEXT_COMPANY] = &c->company,
        [TEXT_UID] = &c->uid,
        [TEXT_NO] = &c->no,
        [TEXT_EMAIL] = &c->email,
        [TEXT_EMAIL2] = &c->email2,
        [TEXT_PHONE] = &c->phone,
        [TEXT_MOBILE] = &c->mobile,
        [TEXT_JOB_TITLE] = &c->job_title,
        [TEXT_ADDRESS] = &c->address,
        [TEXT_ADDRESS2] = &c->address2,
        [TEXT_POST_CODE] = &c->post_code,
        [TEXT_CITY] = &c->city,
        [TEXT_COUNTRY] = &c->country,
        [TEXT_SALESPERSON] = &c->salesperson,
        [TEXT_HOME_PAGE] = &c->home_page,
        [TEXT_BIRTHDAY] = &c->birthday,
        [TEXT_NOTE] = &c->note,
        [TEXT_TAGS] = &c->tags,
        [TEXT_PRIVACY_REASON] = &c->privacy_reason,
    };
    memcpy(out, all, sizeof all);
}

/* --- packing --- */

static void pack_texts(struct arena *a, const char *const texts[TEXT_COUNT], struct import_row *row)
{
    size_t lengths[TEXT_COUNT], total = 0;
    for (int i = 0; i < TEXT_COUNT; i++) {
        lengths[i] = texts[i] && *texts[i] ? strlen(texts[i]) + 1 : 0;
        total += lengths[i];
    }
    char *to = total ? arena_alloc(a, total) : NULL;
    row->texts = total ? to : "";
    for (int i = 0; i < TEXT_COUNT; i++) {
        if (!lengths[i])
            continue;
        row->mask |= (uint32_t)1 << i;
        memcpy(to, texts[i], lengths[i]);
        to += lengths[i];
    }
}

static void pack_channels(struct arena *a, const lia_contact *c, struct import_row *row)
{
    size_t n = c->channel_count < UINT16_MAX ? c->channel_count : UINT16_MAX;
    if (n == 0)
        return;
    lia_channel *channels = arena_alloc(a, n * sizeof *channels);
    for (size_t i = 0; i < n; i++) {
        channels[i].kind = c->channels[i].kind;
        channels[i].label = arena_strdup(a, c->channels[i].label);
        channels[i].value = arena_strdup(a, c->channels[i].value);
    }
    row->channels = channels;
    row->channel_count = (uint16_t)n;
}

struct import_row import_pack(struct arena *a, const lia_contact *c, const char *name_fold,
                              const char *company_fold, const char *kept, const char *said)
{
    struct import_row row = {.type = (uint8_t)c->type,
                             .correspondence = (uint8_t)c->correspondence,
                             .exclude = c->exclude};
    lia_contact copy = *c;
    const char **at[TEXT_COUNT], *texts[TEXT_COUNT];
    places(&copy, at);
    for (int i = 0; i < TEXT_COUNT; i++)
        texts[i] = at[i] ? *at[i] : NULL;
    texts[TEXT_NAME_FOLD] = name_fold;
    texts[TEXT_COMPANY_FOLD] = company_fold;
    texts[TEXT_KEPT] = kept;
    texts[TEXT_SAID] = said;
    pack_texts(a, texts, &row);
    pack_channels(a, c, &row);
    return row;
}

void import_rows_refuse(struct import_rows *rows, int64_t line, const char *reason)
{
    lia_contact none = {.name = ""};
    struct import_row *row = vec_push(&rows->rows);
    *row = import_pack(&rows->arena, &none, NULL, NULL, NULL, reason);
    row->line = line;
    row->refused = true;
}

void import_rows_remark(struct import_rows *rows, int64_t line, const char *text)
{
    import_rows_refuse(rows, line, text);
    struct import_row *row = &VEC_AT(&rows->rows, struct import_row, rows->rows.count - 1);
    row->refused = false;
    row->remark = true;
}

void import_rows_add(struct import_rows *rows, const struct import_draft *d)
{
    struct str folded = rows->scratch, kept = {0};
    const lia_contact *c = &d->contact;
    if (d->refused) {
        const char *name = d->name ? d->name : "";
        lia_contact only = {.name = strlen(name) < 250 ? name : ""};
        struct import_row *row = vec_push(&rows->rows);
        *row = import_pack(&rows->arena, &only, NULL, NULL, NULL, d->refused);
        row->line = d->line;
        row->refused = true;
        return;
    }
    str_add_n(&kept, str_text(&d->kept), d->kept.len);
    str_truncate(&folded, 0);
    utf8_fold_to(&folded, c->name, strlen(c->name));
    str_add_n(&folded, "", 1);
    size_t company = folded.len;
    utf8_fold_to(&folded, c->company, strlen(c->company));
    struct import_row *row = vec_push(&rows->rows);
    *row = import_pack(&rows->arena, c, folded.s, folded.s + company, str_text(&kept),
                       str_text(&d->notes));
    row->line = d->line;
    row->nameless = d->nameless;
    rows->scratch = folded;
    str_clear(&kept);
}

/* --- unpacking --- */

const char *import_text(const struct import_row *row, enum import_text which)
{
    const char *s = row->texts;
    if (!(row->mask >> which & 1))
        return "";
    for (int i = 0; i < (int)which; i++)
        if (row->mask >> i & 1)
            s += strlen(s) + 1;
    return s;
}

void import_texts(const struct import_row *row, const char *out[], int n)
{
    const char *s = row->texts;
    for (int i = 0; i < n; i++) {
        bool there = row->mask >> i & 1;
        out[i] = there ? s : "";
        if (there)
            s += strlen(s) + 1;
    }
}

void import_unpack(const struct import_row *row, lia_contact *out)
{
    const char **at[TEXT_COUNT];
    const char *s = row->texts;
    *out = (lia_contact){.type = (lia_contact_type)row->type,
                         .correspondence = (lia_corr)row->correspondence,
                         .exclude = row->exclude,
                         .touch_days = -1,
                         .channels = row->channels,
                         .channel_count = row->channel_count,
                         .created_by = "",
                         .changed_by = ""};
    places(out, at);
    for (int i = 0; i < TEXT_COUNT; i++) {
        bool there = row->mask >> i & 1;
        if (at[i])
            *at[i] = there ? s : "";
        if (there)
            s += strlen(s) + 1;
    }
}
