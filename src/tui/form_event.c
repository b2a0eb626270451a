/* form_event.c: keys, pasted text and the mouse in a form; what is read between events. */
#include <string.h>

#include "base/i18n.h"
#include "tui/form_field.h"

/* --- moving ---------------------------------------------------------------------------------- */

/* The next field that can have the focus; at the end round, or no further. */
static size_t next_field(const struct form *f, int by, bool skipping, bool round)
{
    size_t at = f->focus;
    for (size_t i = 0; i < f->count; i++) {
        if (!round && (by > 0 ? at + 1 >= f->count : at == 0))
            return f->focus;
        at = (at + f->count + (size_t)by) % f->count;
        const struct field *field = &f->fields[at];
        if (field_can_focus(field) && !(skipping && (field->flags & FIELD_SKIP)))
            return at;
    }
    return f->focus;
}

static void go_on(struct form *f, int by, bool skipping, bool round)
{
    form_leave(f);
    form_enter(f, next_field(f, by, skipping, round));
}

/* --- look-ups -------------------------------------------------------------------------------- */

void form_take_row(struct form *f, const struct lookup_row *row)
{
    struct field *field = form_focus(f);
    field_assign(field, row->value);
    field_put(&field->shown, row->text);
    field_put(&field->note, row->note);
    edit_set(&field->text.edit, field_start(field));
    form_note_change(f, field);
    lookup_close(&f->lookup);
}

static void open_lookup(struct form *f, struct field *field, const char *query)
{
    if (!lookup_is_open(&f->lookup))
        field_put(&f->before, field->edited ? edit_text(&field->text.edit) : field_start(field));
    lookup_open(&f->lookup, field->spec->source, query);
    field_put(&f->lookup.wanted, str_text(&field->value));
}

void form_open_lookup(struct form *f)
{
    struct field *field = form_focus(f);
    if (!field)
        return;
    if (field_has_source(field))
        open_lookup(f, field, field->faulty ? str_text(&field->value) : "");
    else if (field->spec->kind == FIELD_CHOICE && field_step_choice(field, 1))
        form_note_change(f, field);
}

/* Takes what is highlighted: a row, the Add row, or nothing (what was typed stays). */
static void take_highlighted(struct form *f, uint32_t key)
{
    struct field *field = form_focus(f);
    if (lookup_on_add(&f->lookup)) {
        if (f->ops->add)
            f->ops->add(f->ctx, f, field->spec->name, str_text(&f->lookup.query));
        return; /* stays open: Esc in the form above comes back here */
    }
    const struct lookup_row *row = lookup_chosen(&f->lookup);
    if (row)
        form_take_row(f, row);
    go_on(f, key == (K_TAB | K_SHIFT) ? -1 : 1, true, true);
}

/* Keys while the look-up is open. */
static bool lookup_key(struct form *f, const struct event *ev)
{
    bool take = false;
    bool closes = ev->type == EVENT_KEY &&
                  (ev->key == K_ENTER || ev->key == K_TAB || ev->key == (K_TAB | K_SHIFT));
    if (closes && f->lookup.stale) {
        f->waiting_key = ev->key; /* its rows are not read yet: form_load takes it up */
        return true;
    }
    if (closes) {
        take_highlighted(f, ev->key);
        return true;
    }
    if (!lookup_event(&f->lookup, ev, &take))
        return false;
    if (take)
        take_highlighted(f, K_TAB);
    return true;
}

bool form_escape(struct form *f)
{
    struct field *field = form_focus(f);
    if (!field || !lookup_is_open(&f->lookup))
        return false;
    lookup_close(&f->lookup);
    edit_set(&field->text.edit, str_text(&f->before));
    edit_select_all(&field->text.edit);
    field->edited = strcmp(str_text(&f->before), field_start(field)) != 0;
    return true;
}

/* --- typing ---------------------------------------------------------------------------------- */

static bool typed_in(struct form *f, struct field *field)
{
    field->edited = true;
    f->touched = true;
    str_truncate(&field->error, 0);
    if (field->spec->kind == FIELD_LONG)
        field_put(&field->value, edit_text(&field->text.edit));
    if (!field_has_source(field))
        return true;
    const char *typed = edit_text(&field->text.edit);
    if (!lookup_is_open(&f->lookup)) {
        open_lookup(f, field, typed);
        field_put(&f->before, field_start(field));
    }
    str_truncate(&f->lookup.wanted, 0);
    lookup_query(&f->lookup, typed);
    return true;
}

static bool unmark(struct form *f, struct field *field, const struct event *ev)
{
    bool del = ev->type == EVENT_KEY && ev->key == K_DELETE;
    if (!del || !field->mark || field->edited)
        return false;
    f->want_unmark = f->touched = true;
    return true;
}

static bool choose(struct form *f, struct field *field, uint32_t key)
{
    bool changed = false;
    if (key == K_LEFT || key == K_RIGHT || key == ' ')
        changed = field_step_choice(field, key == K_LEFT ? -1 : 1);
    else if (key_is_text(key))
        changed = field_letter_choice(field, key);
    else
        return false;
    if (changed)
        form_note_change(f, field);
    return true;
}

static bool type_into(struct form *f, struct field *field, const struct event *ev)
{
    if (unmark(f, field, ev))
        return true;
    enum edit_result r = EDIT_IGNORED;
    if (field->spec->kind == FIELD_CHOICE || field->spec->kind == FIELD_BOOL)
        return ev->type == EVENT_KEY && choose(f, field, ev->key);
    if (field->spec->kind == FIELD_LONG)
        r = text_event(&field->text, ev);
    else
        r = edit_event(&field->text.edit, ev);
    return r == EDIT_CHANGED ? typed_in(f, field) : r == EDIT_MOVED;
}

/* Enter on an empty or faulty look-up opens it, else it goes on. */
static void enter_key(struct form *f, struct field *field)
{
    bool empty = field->edited ? field->text.edit.text.len == 0 : field->value.len == 0;
    if (field_has_source(field) && (empty || field->faulty || field->error.len > 0))
        form_open_lookup(f);
    else
        go_on(f, 1, true, true);
}

/* Tab completes names where the page knows how. */
static bool complete(struct form *f, struct field *field)
{
    struct str out = {0};
    if (!f->ops->complete || field->spec->kind != FIELD_TEXT)
        return false;
    bool done = f->ops->complete(f->ctx, f, field->spec->name, edit_text(&field->text.edit), &out);
    if (done && strcmp(str_text(&out), edit_text(&field->text.edit)) != 0) {
        edit_set(&field->text.edit, str_text(&out));
        typed_in(f, field);
    }
    str_clear(&out);
    return done;
}

static bool move_key(struct form *f, struct field *field, uint32_t key)
{
    switch (key) {
    case K_ENTER:
        enter_key(f, field);
        return true;
    case K_TAB:
        if (!complete(f, field))
            go_on(f, 1, true, true);
        return true;
    case K_TAB | K_SHIFT:
        go_on(f, -1, true, true);
        return true;
    case K_DOWN:
        go_on(f, 1, false, false);
        return true;
    case K_UP:
        go_on(f, -1, false, false);
        return true;
    default:
        return false;
    }
}

static bool mouse(struct form *f, const struct event *ev)
{
    for (size_t i = 0; ev->mouse == MOUSE_PRESS && i < f->count; i++) {
        struct field *field = &f->fields[i];
        bool hit = rect_has(field->area, ev->x, ev->y) || rect_has(field->label_area, ev->x, ev->y);
        if (!hit || !field_can_focus(field))
            continue;
        bool again = field == form_focus(f);
        if (!again) {
            form_leave(f);
            form_enter(f, i);
        }
        if (field->spec->kind == FIELD_BOOL || (again && field->spec->kind == FIELD_CHOICE))
            choose(f, field, K_RIGHT);
        else if (again && field_has_source(field))
            form_open_lookup(f);
        return true;
    }
    return false;
}

bool form_event(struct form *f, const struct event *ev)
{
    struct field *field = form_focus(f);
    if (!field)
        return false;
    if (lookup_is_open(&f->lookup) && lookup_key(f, ev))
        return true;
    if (ev->type == EVENT_MOUSE)
        return mouse(f, ev);
    if (type_into(f, field, ev))
        return true;
    return ev->type == EVENT_KEY && move_key(f, field, ev->key);
}

/* --- reading --------------------------------------------------------------------------------- */

bool form_wants_load(const struct form *f)
{
    return f->lookup.stale || f->want_changed || f->want_unmark || f->waiting_key;
}

/* A refusal belongs to a field; other failures are the page's to say. */
static bool is_refusal(lia_status status)
{
    return status == LIA_INVALID || status == LIA_NOT_FOUND || status == LIA_EXISTS ||
           status == LIA_IN_USE;
}

static lia_status tell_changes(struct form *f, lia_error *err)
{
    f->want_changed = false;
    for (size_t i = 0; i < f->count; i++) {
        struct field *field = &f->fields[i];
        if (strcmp(str_text(&field->told), str_text(&field->value)) == 0)
            continue;
        field_put(&field->told, str_text(&field->value));
        if (field->faulty || !f->ops->changed)
            continue;
        lia_error own = {0};
        lia_status status = f->ops->changed(f->ctx, f, field->spec->name, &own);
        if (is_refusal(status)) {
            struct field *at = form_find(f, own.field);
            field_put(&(at ? at : field)->error, own.message);
        } else if (status != LIA_OK) {
            return lia_fail(err, status, own.field, "%s", own.message);
        }
    }
    return LIA_OK;
}

static void tell_unmark(struct form *f)
{
    struct field *field = form_focus(f);
    f->want_unmark = false;
    if (!field)
        return;
    field->mark = field->typed = false;
    if (f->ops->unmark)
        f->ops->unmark(f->ctx, f, field->spec->name);
    form_enter(f, f->focus);
}

lia_status form_load(struct form *f, lia_error *err)
{
    lia_status status = LIA_OK;
    if (lookup_is_open(&f->lookup))
        status = lookup_load(&f->lookup, f->ctx, form_focused(f), err);
    if (status == LIA_CANCELED)
        return status;
    uint32_t key = f->waiting_key;
    f->waiting_key = 0;
    if (key && status == LIA_OK && lookup_is_open(&f->lookup))
        take_highlighted(f, key);
    if (f->want_unmark)
        tell_unmark(f);
    if (f->want_changed && status == LIA_OK)
        status = tell_changes(f, err);
    f->want_changed = false;
    return status;
}
