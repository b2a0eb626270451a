/* An interaction as the text of its form, and back (liaise/draft.h). */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "core/core.h"
#include "core/interaction.h"
#include "core/result.h"
#include "liaise/draft.h"
#include "liaise/setup.h"
#include "liaise/template.h"

/* --- writing --- */

struct codes {
    const char *template, *salesperson;
};

static lia_status read_codes(lia_book *book, const lia_interaction *it, struct arena *a,
                             struct codes *out, lia_error *err)
{
    struct db_rows *rows;
    lia_status status = db_query(
        book->db,
        "SELECT coalesce((SELECT code FROM interaction_template WHERE template_id = :template), "
        "''),"
        " coalesce((SELECT code FROM salesperson WHERE salesperson_id = :salesperson), '')",
        DB_PARAMS(db_i("template", it->template_id), db_i("salesperson", it->salesperson_id)),
        &rows, err);
    if (status != LIA_OK)
        return status;
    bool got = db_next(rows);
    out->template = got ? arena_strdup(a, db_text(rows, 0)) : "";
    out->salesperson = got ? arena_strdup(a, db_text(rows, 1)) : "";
    return db_rows_close(rows, err);
}

static const char *number(struct arena *a, int64_t n)
{
    return arena_printf(a, "%lld", (long long)n);
}

static const char *value_of(struct arena *a, const lia_interaction *it, const struct codes *codes,
                            lia_ifield field)
{
    char text[DATE_TEXT];
    switch (field) {
    case LIA_I_CONTACT:
        return it->contact_id ? number(a, it->contact_id) : "";
    case LIA_I_TEMPLATE:
        return codes->template;
    case LIA_I_DESCRIPTION:
        return it->description;
    case LIA_I_SUBJECT:
        return it->subject;
    case LIA_I_DATE:
        date_format_iso(it->date, text);
        return arena_strdup(a, text);
    case LIA_I_TIME:
        time_format_exact(it->time, text);
        return arena_strdup(a, text);
    case LIA_I_SALESPERSON:
        return codes->salesperson;
    case LIA_I_CORRESPONDENCE:
        return lia_value_code(LIA_SET_CORR, it->correspondence);
    case LIA_I_FLOW:
        return lia_value_code(LIA_SET_FLOW, it->flow);
    case LIA_I_INITIATED_BY:
        return lia_value_code(LIA_SET_BY, it->initiated_by);
    case LIA_I_RESULT:
        return lia_value_code(LIA_SET_RESULT, it->failed);
    case LIA_I_EVALUATION:
        return lia_value_code(LIA_SET_EVALUATION, it->evaluation);
    case LIA_I_COST:
        amount_format(it->cost, text);
        return arena_strdup(a, text);
    case LIA_I_MINUTES:
        return number(a, it->minutes);
    case LIA_I_VIA:
        return it->via;
    case LIA_I_COMMENT:
        return it->comment;
    case LIA_I_FIELDS:
        break;
    }
    return "";
}

static void add(struct vec *fields, const char *name, bool typed, const char *value)
{
    *(lia_field_text *)vec_push(fields) = (lia_field_text){name, typed, value};
}

static void add_number(struct arena *a, struct vec *fields, const char *name, int64_t n)
{
    if (n)
        add(fields, name, false, number(a, n));
}

static const char *join_ids(struct arena *a, const int64_t *ids, size_t n)
{
    struct str out = {0};
    for (size_t i = 0; i < n; i++)
        str_add_f(&out, i ? " %lld" : "%lld", (long long)ids[i]);
    char *text = arena_strdup(a, str_text(&out));
    str_clear(&out);
    return text;
}

lia_status lia_form_text_of_interaction(lia_book *book, const lia_interaction *it,
                                        const int64_t *contacts, size_t n, char **out,
                                        lia_error *err)
{
    struct arena a = {0};
    struct codes codes;
    struct vec fields = VEC_OF(lia_field_text);
    lia_status status = read_codes(book, it, &a, &codes, err);
    if (status == LIA_OK) {
        for (lia_ifield f = 0; f < LIA_I_FIELDS; f++)
            add(&fields, lia_ifield_name(f), interaction_typed(it, f), value_of(&a, it, &codes, f));
        add(&fields, "zone", false, number(&a, it->zone));
        add_number(&a, &fields, "begun", it->begun_at);
        add_number(&a, &fields, "corrects", it->corrects);
        add_number(&a, &fields, "segment", it->segment_id);
        add_number(&a, &fields, "line", it->line_id);
        if (n)
            add(&fields, "contacts", false, join_ids(&a, contacts, n));
        *out = lia_form_text_write(fields.items, fields.count);
    }
    vec_clear(&fields);
    arena_clear(&a);
    return status;
}

/* --- reading --- */

/* Digits, perhaps with a sign, and nothing else. */
static bool read_number(const char *text, int64_t *out)
{
    char *end;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    if (end == text || *end || errno || isspace((unsigned char)*text))
        return false;
    *out = n;
    return true;
}

void lia_form_text_contacts(const char *form_text, int64_t **contacts, size_t *n)
{
    lia_form_text form;
    struct vec ids = VEC_OF(int64_t);
    lia_form_text_read(form_text, &form);
    for (size_t i = 0; i < form.count; i++) {
        const char *at = str_eq(form.fields[i].name, "contacts") ? form.fields[i].value : "";
        while (*at) {
            char *end;
            long long id = strtoll(at, &end, 10);
            if (end == at)
                break;
            if (id > 0)
                *(int64_t *)vec_push(&ids) = id;
            at = end;
        }
    }
    lia_form_text_clear(&form);
    *contacts = ids.items;
    *n = ids.count;
}

/* *value stays blank when text is not of the set. */
static bool read_value(lia_value_set set, const char *text, int *value)
{
    int v = *text ? lia_value_parse(set, text) : 0;
    if (v >= 0)
        *value = v;
    return v >= 0;
}

/* An id that is there, else what people write for a contact. */
static lia_status read_contact(lia_book *book, const char *text, int64_t *id, lia_error *err)
{
    int64_t n;
    size_t count;
    bool found = false;
    *id = 0;
    if (!*text)
        return LIA_OK;
    if (read_number(text, &n)) {
        lia_status status =
            db_query_int(book->db, "SELECT contact_id FROM contact WHERE contact_id = :id",
                         DB_PARAMS(db_i("id", n)), id, &found, err);
        if (status != LIA_OK || found)
            return status;
    }
    lia_status status = lia_contact_find(book, text, &n, 1, &count, err);
    if (status == LIA_OK && count == 1)
        *id = n;
    return status;
}

/* What cannot be the key of a record is none, and no failure. */
static lia_status read_record(lia_book *book, lia_ifield field, const char *text,
                              lia_interaction *it, int64_t **id, lia_error *err)
{
    lia_status status = LIA_OK;
    *id = field == LIA_I_CONTACT    ? &it->contact_id
          : field == LIA_I_TEMPLATE ? &it->template_id
                                    : &it->salesperson_id;
    if (field == LIA_I_CONTACT)
        status = read_contact(book, text, *id, err);
    else if (*text && field == LIA_I_TEMPLATE)
        status = lia_template_find(book, text, *id, err);
    else if (*text)
        status = lia_salesperson_find(book, text, *id, err);
    return status == LIA_INVALID || status == LIA_NOT_FOUND ? LIA_OK : status;
}

/* False: it is not blank and cannot be read. */
static bool read_choice(lia_ifield field, const char *text, lia_interaction *it)
{
    int value = 0;
    bool right = true;
    switch (field) {
    case LIA_I_CORRESPONDENCE:
        right = read_value(LIA_SET_CORR, text, &value);
        it->correspondence = (lia_corr)value;
        break;
    case LIA_I_FLOW:
        right = read_value(LIA_SET_FLOW, text, &value);
        it->flow = (lia_flow)value;
        break;
    case LIA_I_INITIATED_BY:
        right = read_value(LIA_SET_BY, text, &value);
        it->initiated_by = (lia_by)value;
        break;
    case LIA_I_RESULT:
        right = read_value(LIA_SET_RESULT, text, &value);
        it->failed = value == 1;
        break;
    case LIA_I_EVALUATION:
        right = read_value(LIA_SET_EVALUATION, text, &value);
        it->evaluation = (lia_evaluation)value;
        break;
    default:
        break;
    }
    return right;
}

static bool read_plain(lia_book *book, lia_ifield field, const char *text, lia_interaction *it)
{
    int32_t minutes = 0;
    bool right;
    switch (field) {
    case LIA_I_DESCRIPTION:
        it->description = arena_strdup(interaction_arena(it), text);
        return true;
    case LIA_I_SUBJECT:
        it->subject = arena_strdup(interaction_arena(it), text);
        return true;
    case LIA_I_VIA:
        it->via = arena_strdup(interaction_arena(it), text);
        return true;
    case LIA_I_COMMENT:
        it->comment = arena_strdup(interaction_arena(it), text);
        return true;
    case LIA_I_DATE:
        return date_parse(text, lia_book_today(book), DATE_PAST, date_day_first(), &it->date);
    case LIA_I_TIME:
        return time_parse(text, &it->time);
    case LIA_I_COST:
        return amount_parse(text, &it->cost);
    case LIA_I_MINUTES:
        right = duration_parse(text, &minutes);
        it->minutes = minutes;
        return right;
    default:
        return read_choice(field, text, it);
    }
}

/* What stands beside the fields. */
static void read_more(const lia_field_text *field, lia_interaction *it)
{
    static const char *const names[] = {"zone", "begun", "corrects", "segment", "line"};
    int64_t zone = it->zone;
    int64_t *const places[] = {&zone, &it->begun_at, &it->corrects, &it->segment_id, &it->line_id};
    int64_t n;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(field->name, names[i]) && read_number(field->value, &n))
            *places[i] = n;
    if (zone >= -1080 && zone <= 1080)
        it->zone = (int)zone;
}

static lia_status read_field(lia_book *book, const lia_field_text *field, lia_interaction *it,
                             lia_error *err)
{
    lia_ifield f = 0;
    while (f < LIA_I_FIELDS && !str_eq(field->name, lia_ifield_name(f)))
        f++;
    if (f == LIA_I_FIELDS) {
        read_more(field, it);
        return LIA_OK;
    }
    bool right = true;
    lia_status status = LIA_OK;
    if (f == LIA_I_CONTACT || f == LIA_I_TEMPLATE || f == LIA_I_SALESPERSON) {
        int64_t *id;
        status = read_record(book, f, field->value, it, &id, err);
        right = *id;
    } else {
        right = read_plain(book, f, field->value, it);
    }
    if (field->typed || (!right && *field->value))
        it->typed |= 1u << f;
    return status;
}

lia_status lia_form_text_to_interaction(lia_book *book, const char *form_text,
                                        struct lia_interaction *out, lia_error *err)
{
    lia_form_text form;
    lia_interaction it = {.date = LIA_DAY_NONE, .time = -1, .zone = lia_book_zone(book)};
    lia_status status = LIA_OK;
    lia_form_text_read(form_text, &form);
    for (size_t i = 0; i < form.count && status == LIA_OK; i++)
        status = read_field(book, &form.fields[i], &it, err);
    lia_form_text_clear(&form);
    if (status == LIA_OK)
        *out = it;
    else
        lia_interaction_clear(&it);
    return status;
}
