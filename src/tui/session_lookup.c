/* session_lookup.c: the look-ups that forms share: contacts, companies, templates, groups, salespeople. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/screens.h"
#include "tui/session.h"

const struct field_choice choices_type[] = {{"company", N_("company")}, {"person", N_("person")}, {NULL, NULL}};
const struct field_choice choices_flow[] = {
    {"", "–"}, {"outbound", N_("outbound")}, {"inbound", N_("inbound")}, {NULL, NULL}};
const struct field_choice choices_by[] = {{"", "–"}, {"us", N_("us")}, {"them", N_("them")}, {NULL, NULL}};
const struct field_choice choices_corr[] = {
    {"", "–"}, {"hard-copy", N_("hard copy")}, {"email", N_("email")}, {"phone", N_("phone")}, {NULL, NULL}};
const struct field_choice choices_evaluation[] = {
    {"", "–"},
    {"very-positive", N_("very positive")},
    {"positive", N_("positive")},
    {"neutral", N_("neutral")},
    {"negative", N_("negative")},
    {"very-negative", N_("very negative")},
    {NULL, NULL},
};
const struct field_choice choices_result[] = {
    {"succeeded", N_("succeeded")}, {"failed", N_("attempt failed")}, {NULL, NULL}};

int session_choice(lia_value_set set, const struct form *f, const char *field)
{
    int value = lia_value_parse(set, form_get(f, field));
    return value < 0 ? 0 : value;
}

void session_set_choice(lia_value_set set, struct form *f, const char *field, int value)
{
    const char *code = lia_value_code(set, value);
    form_set(f, field, code ? code : "");
}

/* --- contacts ------------------------------------------------------------------------------------ */

/* What people type becomes filter words; quotes and fields of the language have no meaning here. */
static char *words_only(const char *typed, const char *also)
{
    struct str out = {0};
    str_add(&out, also);
    for (const char *c = typed; *c; c++) {
        bool sign = strchr("\"\\:(),*<>=!", *c) != NULL || (*c == '-' && (c == typed || c[-1] == ' '));
        str_add_char(&out, sign ? ' ' : *c);
    }
    return str_take(&out);
}

static lia_status find_contacts(struct screen *s, const char *typed, const char *also, int limit,
                                struct lookup_rows *out, lia_error *err)
{
    lia_book *book = book_of(s);
    char *text = words_only(typed, also);
    lia_filter *filter = NULL;
    lia_contact_rows rows = {0};
    lia_status status = lia_filter_parse(book, LIA_FILTER_CONTACTS, text ? text : "", true, &filter, NULL, err);
    lia_contact_query query = {.filter = filter};
    lia_seek seek = {.no_key = true, .limit = limit};
    if (status == LIA_OK)
        status = lia_contact_list(book, &query, &seek, &rows, err);
    for (size_t i = 0; status == LIA_OK && i < rows.count; i++) {
        const lia_contact_row *r = &rows.items[i];
        char id[32];
        struct str shown = {0}, note = {0};
        snprintf(id, sizeof id, "%" PRId64, r->id);
        str_add(&shown, r->name);
        if (*str_or(r->company, ""))
            str_add_f(&shown, " · %s", r->company);
        str_add_f(&note, "%s%s%s", r->no, *str_or(r->city, "") ? "  " : "", str_or(r->city, ""));
        lookup_add(out, id, str_text(&shown), str_text(&note));
        str_clear(&shown);
        str_clear(&note);
    }
    lia_contact_rows_clear(&rows);
    lia_filter_free(filter);
    free(text);
    return status;
}

static lia_status find_contact(void *ctx, const char *field, const char *typed, int limit, struct lookup_rows *out,
                               lia_error *err)
{
    (void)field;
    return find_contacts(ctx, typed, "", limit, out, err);
}

static lia_status find_company(void *ctx, const char *field, const char *typed, int limit, struct lookup_rows *out,
                               lia_error *err)
{
    (void)field;
    return find_contacts(ctx, typed, "type:company ", limit, out, err);
}

const struct lookup_source source_contact = {.find = find_contact, .add = N_("contact")};
const struct lookup_source source_contact_known = {.find = find_contact};
const struct lookup_source source_company = {.find = find_company, .add = N_("company")};

int64_t session_contact_value(const struct form *f, const char *field)
{
    return strtoll(form_get(f, field), NULL, 10);
}

lia_status session_choose_contact(struct screen *s, struct form *f, const char *field, int64_t id, lia_error *err)
{
    if (!id) {
        form_set(f, field, "");
        return LIA_OK;
    }
    lia_contact_record r = {0};
    lia_status status = lia_contact_get(book_of(s), id, &r, err);
    if (status != LIA_OK)
        return status;
    char value[32];
    struct str shown = {0};
    snprintf(value, sizeof value, "%" PRId64, id);
    str_add(&shown, r.c.name);
    if (*str_or(r.c.company, ""))
        str_add_f(&shown, " · %s", r.c.company);
    form_choose(f, field, value, str_text(&shown), r.c.no);
    str_clear(&shown);
    lia_contact_record_clear(&r);
    return LIA_OK;
}

/* --- records with a code ------------------------------------------------------------------------- */

static lia_status find_template(void *ctx, const char *field, const char *typed, int limit, struct lookup_rows *out,
                                lia_error *err)
{
    (void)field;
    lia_template_list list = {0};
    lia_status status = lia_template_list_all(book_of(ctx), false, typed, &list, err);
    for (size_t i = 0; status == LIA_OK && i < list.count && (int)i < limit; i++)
        lookup_add(out, list.items[i].code, list.items[i].code, list.items[i].description);
    lia_template_list_clear(&list);
    return status;
}

static lia_status find_group(void *ctx, const char *field, const char *typed, int limit, struct lookup_rows *out,
                             lia_error *err)
{
    (void)field;
    lia_group_list list = {0};
    lia_status status = lia_group_list_all(book_of(ctx), false, typed, &list, err);
    for (size_t i = 0; status == LIA_OK && i < list.count && (int)i < limit; i++)
        lookup_add(out, list.items[i].code, list.items[i].code, list.items[i].description);
    lia_group_list_clear(&list);
    return status;
}

static lia_status find_salesperson(void *ctx, const char *field, const char *typed, int limit, struct lookup_rows *out,
                                   lia_error *err)
{
    (void)field;
    lia_salesperson_list list = {0};
    lia_status status = lia_salesperson_list_all(book_of(ctx), false, typed, &list, err);
    for (size_t i = 0; status == LIA_OK && i < list.count && (int)i < limit; i++)
        lookup_add(out, list.items[i].code, list.items[i].code, list.items[i].name);
    lia_salesperson_list_clear(&list);
    return status;
}

const struct lookup_source source_template = {.find = find_template, .add = N_("interaction template")};
const struct lookup_source source_template_known = {.find = find_template};
const struct lookup_source source_group = {.find = find_group, .add = N_("interaction group")};
const struct lookup_source source_group_known = {.find = find_group};
const struct lookup_source source_salesperson = {.find = find_salesperson, .add = N_("salesperson")};
const struct lookup_source source_salesperson_known = {.find = find_salesperson};

typedef lia_status find_code_fn(lia_book *book, const char *code, int64_t *id, lia_error *err);

static lia_status code_value(struct screen *s, const struct form *f, const char *field, find_code_fn *find,
                             const char *unknown, int64_t *id, lia_error *err)
{
    const char *code = form_get(f, field);
    *id = 0;
    if (!*code)
        return LIA_OK;
    lia_status status = find(book_of(s), code, id, err);
    if (status == LIA_OK && !*id)
        status = lia_fail(err, LIA_INVALID, field, "%s: %s", unknown, code);
    return status;
}

lia_status session_template_value(struct screen *s, const struct form *f, const char *field, int64_t *id, lia_error *err)
{
    return code_value(s, f, field, lia_template_find, _("No interaction template has this code"), id, err);
}

lia_status session_salesperson_value(struct screen *s, const struct form *f, const char *field, int64_t *id,
                                     lia_error *err)
{
    return code_value(s, f, field, lia_salesperson_find, _("No salesperson has this code"), id, err);
}

lia_status session_group_value(struct screen *s, const struct form *f, const char *field, int64_t *id, lia_error *err)
{
    return code_value(s, f, field, lia_group_find, _("No interaction group has this code"), id, err);
}

lia_status session_choose_template(struct screen *s, struct form *f, const char *field, int64_t id, lia_error *err)
{
    lia_template_list list = {0};
    if (!id)
        form_set(f, field, "");
    lia_status status = id ? lia_template_get(book_of(s), id, &list, err) : LIA_OK;
    if (id && status == LIA_OK)
        form_choose(f, field, list.items[0].code, list.items[0].code, list.items[0].description);
    lia_template_list_clear(&list);
    return status;
}

lia_status session_choose_salesperson(struct screen *s, struct form *f, const char *field, int64_t id, lia_error *err)
{
    lia_salesperson_list list = {0};
    if (!id)
        form_set(f, field, "");
    lia_status status = id ? lia_salesperson_get(book_of(s), id, &list, err) : LIA_OK;
    if (id && status == LIA_OK)
        form_choose(f, field, list.items[0].code, list.items[0].code, list.items[0].name);
    lia_salesperson_list_clear(&list);
    return status;
}

lia_status session_choose_group(struct screen *s, struct form *f, const char *field, int64_t id, lia_error *err)
{
    lia_group_list list = {0};
    if (!id)
        form_set(f, field, "");
    lia_status status = id ? lia_group_get(book_of(s), id, &list, err) : LIA_OK;
    if (id && status == LIA_OK)
        form_choose(f, field, list.items[0].code, list.items[0].code, list.items[0].description);
    lia_group_list_clear(&list);
    return status;
}

/* --- adding what is missing ---------------------------------------------------------------------- */

typedef lia_status choose_fn(struct screen *s, struct form *f, const char *field, int64_t id, lia_error *err);

static const struct lookup_source *source_of(const struct form *f, const char *field)
{
    for (size_t i = 0; i < f->count; i++)
        if (str_eq(f->fields[i].spec->name, field))
            return f->fields[i].spec->source;
    return NULL;
}

static choose_fn *chooser(const struct lookup_source *source)
{
    if (source == &source_contact || source == &source_company || source == &source_contact_known)
        return session_choose_contact;
    if (source == &source_template || source == &source_template_known)
        return session_choose_template;
    return source == &source_group || source == &source_group_known ? session_choose_group : session_choose_salesperson;
}

void session_show_record(struct screen *s, struct form *f, const char *field)
{
    const struct lookup_source *source = source_of(f, field);
    lia_error err = {0};
    int64_t id = 0;
    lia_status status = LIA_OK;
    if (source == &source_contact || source == &source_company)
        id = session_contact_value(f, field);
    else if (source == &source_template)
        status = session_template_value(s, f, field, &id, &err);
    else if (source == &source_group)
        status = session_group_value(s, f, field, &id, &err);
    else
        status = session_salesperson_value(s, f, field, &id, &err);
    if (status == LIA_OK && id && chooser(source)(s, f, field, id, &err) != LIA_OK)
        form_set(f, field, ""); /* the record is gone */
}

/* What was added is what was meant: it counts as chosen by the user, and what depends on it follows. */
static void added(struct screen *opener, const char *tag, const struct screen_result *result)
{
    struct form *f = opener->form;
    lia_error err = {0};
    if (!f || !result->id)
        return;
    lia_status status = chooser(source_of(f, tag))(opener, f, tag, result->id, &err);
    form_set_typed(f, tag, true);
    if (status == LIA_OK && f->ops && f->ops->changed)
        status = f->ops->changed(f->ctx, f, tag, &err);
    if (status != LIA_OK)
        app_fail(opener->app, &err);
}

void session_add(void *ctx, struct form *f, const char *field, const char *typed)
{
    struct screen *s = ctx;
    const struct lookup_source *source = source_of(f, field);
    struct contact_form_args contact = {.name = typed, .company = source == &source_company};
    struct code_form_args code = {.code = typed};
    if (source == &source_contact || source == &source_company)
        app_open_for(s->app, &contact_form, &contact, added, field);
    else if (source == &source_template)
        app_open_for(s->app, &template_form, &code, added, field);
    else if (source == &source_group)
        app_open_for(s->app, &group_form, &code, added, field);
    else
        app_open_for(s->app, &salesperson_form, &code, added, field);
}
