/* form_set.c: values given by the program, asked by it, and carried to and from drafts. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "tui/form_field.h"

void field_put(struct str *out, const char *text)
{
    struct str copy = {0}; /* the text may be that of the field itself */
    str_add(&copy, text);
    str_clear(out);
    *out = copy;
}

/* --- values ---------------------------------------------------------------------------------- */

void field_assign(struct field *field, const char *value)
{
    field_put(&field->value, value ? value : "");
    str_truncate(&field->shown, 0);
    str_truncate(&field->note, 0);
    str_truncate(&field->error, 0);
    field->faulty = false;
}

/* What is being typed follows a value that the program sets. */
static void follow(struct form *f, struct field *field)
{
    field->edited = false;
    if (field->spec->kind == FIELD_LONG)
        text_set(&field->text, str_text(&field->value));
    else if (field == form_focus(f)) {
        edit_set(&field->text.edit, field_start(field));
        edit_select_all(&field->text.edit);
    }
}

static void set_value(struct form *f, struct field *field, const char *value)
{
    field_assign(field, value);
    field_put(&field->told, str_text(&field->value));
    follow(f, field);
}

void form_set(struct form *f, const char *name, const char *value)
{
    set_value(f, form_field(f, name), value);
}

void form_set_f(struct form *f, const char *name, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    form_set(f, name, text);
}

void form_set_day(struct form *f, const char *name, int32_t day)
{
    char text[DATE_TEXT] = "";
    date_format_iso(day, text);
    form_set(f, name, text);
}

void form_set_time(struct form *f, const char *name, int32_t seconds)
{
    char text[DATE_TEXT] = "";
    time_format_exact(seconds, text);
    form_set(f, name, text);
}

void form_set_amount(struct form *f, const char *name, int64_t amount)
{
    char text[DATE_TEXT] = "";
    amount_format(amount, text);
    form_set(f, name, text);
}

void form_set_number(struct form *f, const char *name, int64_t n)
{
    struct field *field = form_field(f, name);
    if (field->spec->kind == FIELD_BOOL)
        form_set(f, name, n ? "1" : "");
    else
        form_set_f(f, name, "%lld", (long long)n);
}

void form_choose(struct form *f, const char *name, const char *value, const char *shown,
                 const char *note)
{
    struct field *field = form_field(f, name);
    bool added = field == form_focus(f) && lookup_is_open(&f->lookup);
    field_assign(field, value);
    field_put(&field->shown, shown ? shown : "");
    field_put(&field->note, note ? note : "");
    if (added) { /* what the Add row was opened for: the user chose it */
        lookup_close(&f->lookup);
        form_note_change(f, field);
    } else {
        field_put(&field->told, str_text(&field->value));
    }
    follow(f, field);
}

const char *form_get(const struct form *f, const char *name)
{
    return str_text(&form_field(f, name)->value);
}

int32_t form_get_day(const struct form *f, const char *name)
{
    int32_t day;
    const struct field *field = form_field(f, name);
    bool good = field->value.len > 0 && !field->faulty &&
                date_parse(str_text(&field->value), f->today, DATE_PAST, f->day_first, &day);
    return good ? day : DATE_NONE;
}

int32_t form_get_time(const struct form *f, const char *name)
{
    int32_t seconds;
    const struct field *field = form_field(f, name);
    return !field->faulty && time_parse(str_text(&field->value), &seconds) ? seconds : TIME_NONE;
}

int64_t form_get_amount(const struct form *f, const char *name)
{
    int64_t amount;
    const struct field *field = form_field(f, name);
    return !field->faulty && amount_parse(str_text(&field->value), &amount) ? amount : 0;
}

int64_t form_get_number(const struct form *f, const char *name)
{
    const struct field *field = form_field(f, name);
    return field->faulty ? 0 : strtoll(str_text(&field->value), NULL, 10);
}

bool form_get_bool(const struct form *f, const char *name)
{
    return form_field(f, name)->value.len > 0;
}

/* --- flags ----------------------------------------------------------------------------------- */

bool form_typed(const struct form *f, const char *name)
{
    const struct field *field = form_field(f, name);
    return field->typed || (field->edited && field == form_focus(f));
}

void form_set_typed(struct form *f, const char *name, bool typed)
{
    form_field(f, name)->typed = typed;
}

void form_set_mark(struct form *f, const char *name, bool personalised)
{
    form_field(f, name)->mark = personalised;
}

bool form_mark(const struct form *f, const char *name)
{
    return form_field(f, name)->mark;
}

void form_set_flags(struct form *f, const char *name, unsigned set, unsigned unset)
{
    struct field *field = form_field(f, name);
    field->flags = (field->flags | set) & ~unset;
}

bool form_dirty(const struct form *f)
{
    for (size_t i = 0; i < f->count; i++) {
        const struct field *field = &f->fields[i];
        const char *now = str_text(&field->value);
        if (field == form_focus(f) && field->edited && field_is_line(field)) {
            if (strcmp(edit_text(&field->text.edit), field_start(field)) != 0)
                return true;
        }
        if (strcmp(now, str_text(&field->original)) != 0)
            return true;
    }
    return false;
}

bool form_any_typed(const struct form *f)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->fields[i].typed || (f->fields[i].edited && &f->fields[i] == form_focus(f)))
            return true;
    return false;
}

/* --- drafts, the external editor ------------------------------------------------------------- */

void form_pairs(const struct form *f, struct vec *out)
{
    for (size_t i = 0; i < f->count; i++) {
        const struct field *field = &f->fields[i];
        bool typing = field == form_focus(f) && field->edited && field_is_line(field);
        struct form_pair *p = vec_push(out);
        *p = (struct form_pair){.name = field->spec->name,
                                .value = str_text(&field->value),
                                .shown = str_text(&field->shown),
                                .note = str_text(&field->note),
                                .typed = field->typed || typing,
                                .mark = field->mark};
        if (typing) {
            p->value = edit_text(&field->text.edit);
            p->shown = p->note = "";
        }
    }
}

void form_restore(struct form *f, const struct form_pair *pairs, size_t count, const char *focus)
{
    for (size_t i = 0; i < count; i++) {
        const struct form_pair *p = &pairs[i];
        struct field *field = form_find(f, p->name);
        if (!field)
            continue;
        bool parse = !(p->shown && *p->shown) && field_is_line(field) && !field_has_source(field);
        if (parse)
            field_parse(f, field, p->value); /* it may be half a date */
        else
            field_assign(field, p->value);
        field_put(&field->shown, p->shown ? p->shown : "");
        field_put(&field->note, p->note ? p->note : "");
        field_put(&field->told, str_text(&field->value));
        field->typed = p->typed;
        field->mark = p->mark;
        follow(f, field);
    }
    struct field *field = form_find(f, focus);
    if (field && field_can_focus(field))
        form_enter(f, (size_t)(field - f->fields));
}

struct edit *form_editable(struct form *f)
{
    struct field *field = form_focus(f);
    bool text = field && (field->spec->kind == FIELD_TEXT || field->spec->kind == FIELD_LONG);
    return text ? &field->text.edit : NULL;
}

void form_edited(struct form *f)
{
    struct field *field = form_focus(f);
    if (!field)
        return;
    field->text.width = 0; /* laid out anew */
    field->edited = true;
    if (field->spec->kind == FIELD_LONG)
        field_assign(field, edit_text(&field->text.edit));
    f->touched = true;
}
