/* form.c: the fields, their values, and which one has the focus. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/form_field.h"

void form_init(struct form *f, const struct field_spec *specs, const struct form_ops *ops,
               void *ctx)
{
    static const struct form_ops none;
    *f = (struct form){.ops = ops ? ops : &none, .ctx = ctx};
    while (specs[f->count].name)
        f->count++;
    f->fields = mem_alloc((f->count + 1) * sizeof *f->fields);
    for (size_t i = 0; i < f->count; i++) {
        f->fields[i].spec = &specs[i];
        f->fields[i].flags = specs[i].flags;
        f->fields[i].text.want_x = -1;
        f->fields[i].text.edit.many_lines = specs[i].kind == FIELD_LONG;
    }
}

void form_clear(struct form *f)
{
    for (size_t i = 0; i < f->count; i++) {
        struct field *field = &f->fields[i];
        str_clear(&field->value);
        str_clear(&field->shown);
        str_clear(&field->note);
        str_clear(&field->original);
        str_clear(&field->told);
        str_clear(&field->error);
        text_clear(&field->text);
    }
    free(f->fields);
    lookup_close(&f->lookup);
    str_clear(&f->before);
    *f = (struct form){0};
}

/* --- finding fields -------------------------------------------------------------------------- */

struct field *form_find(const struct form *f, const char *name)
{
    for (size_t i = 0; name && i < f->count; i++)
        if (strcmp(f->fields[i].spec->name, name) == 0)
            return &f->fields[i];
    return NULL;
}

struct field *form_field(const struct form *f, const char *name)
{
    struct field *field = form_find(f, name);
    assert(field);
    return field;
}

struct field *form_focus(const struct form *f)
{
    return f->focus < f->count && field_can_focus(&f->fields[f->focus]) ? &f->fields[f->focus]
                                                                        : NULL;
}

const char *form_focused(const struct form *f)
{
    const struct field *field = form_focus(f);
    return field ? field->spec->name : "";
}

bool field_can_focus(const struct field *field)
{
    return field->spec->kind != FIELD_INFO;
}

bool field_has_source(const struct field *field)
{
    return field->spec->source != NULL;
}

bool field_is_line(const struct field *field)
{
    switch (field->spec->kind) {
    case FIELD_CHOICE:
    case FIELD_BOOL:
    case FIELD_LONG:
    case FIELD_INFO:
        return false;
    default:
        return true;
    }
}

/* --- focus ----------------------------------------------------------------------------------- */

void form_enter(struct form *f, size_t to)
{
    f->focus = to;
    struct field *field = form_focus(f);
    if (!field)
        return;
    field->edited = false;
    if (!field_is_line(field))
        return;
    edit_set(&field->text.edit, field_start(field));
    edit_select_all(&field->text.edit);
}

void form_note_change(struct form *f, struct field *field)
{
    field->typed = true;
    field->edited = false;
    f->touched = f->left = true;
    f->want_changed = true;
}

void form_leave(struct form *f)
{
    struct field *field = form_focus(f);
    if (!field)
        return;
    f->left = f->touched = true;
    if (field->edited && field->spec->kind == FIELD_LONG) {
        form_note_change(f, field);
    } else if (field->edited && lookup_is_open(&f->lookup) && lookup_chosen(&f->lookup)) {
        form_take_row(f, lookup_chosen(&f->lookup));
    } else if (field->edited && field_is_line(field)) {
        const char *typed = edit_text(&field->text.edit);
        if (strcmp(typed, field_start(field)) != 0 || field->faulty)
            field_parse(f, field, typed);
        form_note_change(f, field);
    }
    lookup_close(&f->lookup);
}

void form_go_to(struct form *f, const char *name)
{
    form_leave(f);
    form_enter(f, (size_t)(form_field(f, name) - f->fields));
}

void form_begin(struct form *f)
{
    for (size_t i = 0; i < f->count; i++) {
        field_put(&f->fields[i].original, str_text(&f->fields[i].value));
        field_put(&f->fields[i].told, str_text(&f->fields[i].value));
    }
    size_t first = f->count;
    for (size_t i = f->count; i-- > 0;)
        if (field_can_focus(&f->fields[i]) &&
            (first == f->count || !(f->fields[i].flags & FIELD_SKIP)))
            first = i;
    f->touched = f->left = f->want_changed = false;
    form_enter(f, first < f->count ? first : 0);
}

/* --- checking -------------------------------------------------------------------------------- */

static lia_status refuse(struct form *f, struct field *field, lia_error *err)
{
    form_leave(f);
    form_enter(f, (size_t)(field - f->fields));
    return lia_fail(err, LIA_INVALID, field->spec->name, "%s", str_text(&field->error));
}

lia_status form_check(struct form *f, lia_error *err)
{
    lia_status status = lookup_is_open(&f->lookup) ? form_load(f, err) : LIA_OK;
    if (status != LIA_OK)
        return status;
    form_leave(f);
    status = form_load(f, err);
    if (status != LIA_OK)
        return status;
    for (size_t i = 0; i < f->count; i++) {
        struct field *field = &f->fields[i];
        if ((field->flags & FIELD_REQUIRED) && field->value.len == 0 && field->error.len == 0)
            str_add_f(&field->error, _("%s is missing"), _(field->spec->label));
        if (field->error.len > 0)
            return refuse(f, field, err);
    }
    form_enter(f, f->focus);
    return LIA_OK;
}

bool form_fail(struct form *f, const lia_error *err)
{
    struct field *field = form_find(f, err->field);
    if (!field)
        return false;
    form_leave(f);
    field_put(&field->error, err->message);
    form_enter(f, (size_t)(field - f->fields));
    return true;
}

const char *form_said(const struct form *f)
{
    const struct field *focus = form_focus(f);
    if (focus && focus->error.len > 0)
        return str_text(&focus->error);
    for (size_t i = 0; i < f->count; i++)
        if (f->fields[i].error.len > 0)
            return str_text(&f->fields[i].error);
    return "";
}
