#include "tui/record_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/vec.h"

/* The line of a draft that names the field with the cursor. */
#define CURSOR "cursor"

lia_status record_form_open(struct record_form *rf, const struct record_form_ops *ops, const struct field_spec *specs,
                            const struct form_ops *form_ops, lia_error *err)
{
    struct session *session = session_of(&rf->screen);
    rf->ops = ops;
    form_init(&rf->form, specs, form_ops, rf);
    rf->form.today = lia_book_today(session->book);
    rf->form.day_first = session->day_first;
    lia_status status = ops->fill(rf, err);
    if (status != LIA_OK) {
        form_clear(&rf->form);
        return status;
    }
    form_begin(&rf->form);
    rf->screen.form = &rf->form;
    return LIA_OK;
}

char *record_form_text(const struct record_form *rf)
{
    struct vec pairs = VEC_OF(struct form_pair);
    form_pairs(&rf->form, &pairs);
    lia_field_text *fields = calloc(pairs.count + 1, sizeof *fields);
    for (size_t i = 0; fields && i < pairs.count; i++) {
        const struct form_pair *p = &VEC_AT(&pairs, struct form_pair, i);
        fields[i] = (lia_field_text){p->name, p->typed, p->value};
    }
    if (fields)
        fields[pairs.count] = (lia_field_text){CURSOR, false, form_focused(&rf->form)};
    char *text = fields ? lia_form_text_write(fields, pairs.count + 1) : NULL;
    free(fields);
    vec_clear(&pairs);
    return text;
}

/* A draft keeps ids and codes; what stands for them is looked up again. A value that is none any more stays as typed. */
static void show_records(struct record_form *rf)
{
    struct form *f = &rf->form;
    for (size_t i = 0; i < f->count; i++) {
        const struct field_spec *spec = f->fields[i].spec;
        bool typed = f->fields[i].typed;
        if (!spec->source || !f->fields[i].value.len)
            continue;
        session_show_record(&rf->screen, f, spec->name);
        form_set_typed(f, spec->name, typed);
    }
}

int64_t record_form_number(const char *form_text, const char *name)
{
    lia_form_text read = {0};
    int64_t number = 0;
    lia_form_text_read(form_text, &read);
    for (size_t i = 0; i < read.count; i++)
        if (str_eq(read.fields[i].name, name))
            number = strtoll(read.fields[i].value, NULL, 10);
    lia_form_text_clear(&read);
    return number;
}

static void restore(struct record_form *rf, const char *form_text, bool typed_only)
{
    lia_form_text read = {0};
    lia_form_text_read(form_text, &read);
    struct form_pair *pairs = calloc(read.count ? read.count : 1, sizeof *pairs);
    const char *cursor = NULL;
    size_t n = 0;
    for (size_t i = 0; pairs && i < read.count; i++)
        if (str_eq(read.fields[i].name, CURSOR))
            cursor = read.fields[i].value;
        else if (read.fields[i].typed || !typed_only)
            pairs[n++] = (struct form_pair){.name = read.fields[i].name,
                                            .value = read.fields[i].value,
                                            .typed = read.fields[i].typed};
    if (pairs)
        form_restore(&rf->form, pairs, n, cursor);
    show_records(rf);
    if (rf->ops->restored)
        rf->ops->restored(rf);
    free(pairs);
    lia_form_text_clear(&read);
}

void record_form_restore(struct record_form *rf, const char *form_text)
{
    restore(rf, form_text, false);
}

void record_form_adopt(struct record_form *rf, lia_draft *draft, int64_t version, const char *form_text)
{
    /* A record that was changed since keeps what others changed; only what was typed goes on top. */
    bool changed = rf->record && version != rf->version;
    restore(rf, form_text, changed);
    rf->draft = draft;
    if (changed)
        app_say(rf->screen.app, _("It was changed since; what you typed stands over it: look it over"));
}

/* --- the draft ----------------------------------------------------------------------------------- */

void record_form_save(struct screen *s)
{
    struct record_form *rf = (struct record_form *)s;
    char *text = record_form_text(rf);
    record_form_save_text(rf, text);
    free(text);
}

void record_form_save_text(struct record_form *rf, const char *text)
{
    struct session *session = session_of(&rf->screen);
    if (!rf->ops->draft || !form_dirty(&rf->form))
        return;
    lia_error err = {0};
    lia_status status = LIA_OK;
    if (!session->drafts_dir)
        status = lia_fail(&err, LIA_IO, "", _("No home folder: what you type is not kept as a draft"));
    else if (!rf->draft)
        status = lia_draft_open(session->drafts_dir, lia_book_id(session->book), rf->ops->draft, &rf->draft, &err);
    if (status == LIA_OK)
        status = lia_draft_save(rf->draft, rf->record, rf->version, text, &err);
    /* Said at once, and again as long as it is so: the next key takes a message away. */
    if (status != LIA_OK && !*app_said(rf->screen.app))
        app_fail(rf->screen.app, &err);
}

void record_form_settled(struct record_form *rf)
{
    if (rf->draft)
        lia_draft_remove(rf->draft);
    rf->draft = NULL;
}

void record_form_close(struct screen *s)
{
    struct record_form *rf = (struct record_form *)s;
    /* Closed by a hang-up: the draft stays for the next start. Everybody else settles it first. */
    if (rf->draft)
        lia_draft_leave(rf->draft);
    rf->draft = NULL;
    form_clear(&rf->form);
    record_join_clear(rf);
}

/* --- OK and Esc ---------------------------------------------------------------------------------- */

/* The record is no longer there: the form goes, and what was typed stays as a draft. */
static void close_gone(struct record_form *rf, const lia_error *err)
{
    struct app *app = rf->screen.app;
    if (rf->screen.ops->save)
        rf->screen.ops->save(&rf->screen);
    if (rf->draft)
        app_say(app, _("%s. What you typed is kept: Home offers it"), err->message);
    else
        app_fail(app, err);
    app_reload(app);
    app_close(&rf->screen);
}

void record_form_ok(struct record_form *rf)
{
    struct app *app = rf->screen.app;
    lia_error err = {0};
    int64_t id = rf->record;
    if (record_join_open(rf)) {
        record_join_ask(rf);
        return;
    }
    if (form_check(&rf->form, &err) != LIA_OK) {
        app_fail(app, &err);
        return;
    }
    rf->asked = false;
    lia_status status = rf->ops->ok(rf, &id, &err);
    if (rf->asked)
        return;
    if (status == LIA_CONFLICT && rf->record)
        status = record_join(rf, &err);
    else if (status == LIA_OK)
        goto done;
    if (status == LIA_NOT_FOUND && rf->record && !*err.field) {
        close_gone(rf, &err);
    } else if (status != LIA_OK) {
        form_fail(&rf->form, &err);
        app_fail(app, &err);
    }
    return;
done:
    record_form_settled(rf);
    if (rf->ops->said)
        rf->ops->said(rf, id);
    struct arena arena = {0};
    struct screen_result result = {.id = id};
    if (rf->ops->result)
        rf->ops->result(rf, id, &result, &arena);
    app_reload(app);
    app_return(&rf->screen, &result);
    arena_clear(&arena);
}

static void answer_cancel(struct screen *s, char letter)
{
    struct record_form *rf = (struct record_form *)s;
    if (letter == 's') {
        record_form_ok(rf);
    } else if (letter == 'd') {
        record_form_settled(rf);
        app_close(s);
    }
}

bool record_form_command(struct screen *s, enum command_id id)
{
    struct record_form *rf = (struct record_form *)s;
    switch (id) {
    case CMD_FORM_OK:
        record_form_ok(rf);
        return true;
    case CMD_FORM_CANCEL:
        if (!form_dirty(&rf->form)) {
            record_form_settled(rf);
            app_close(s);
            return true;
        }
        app_ask(s, &(struct question){
                       .text = _("Save what you changed?"),
                       .answers = {{'s', _("Save")}, {'d', _("Discard")}},
                       .enter = 's',
                       .escape = _("Keep editing"),
                       .answer = answer_cancel,
                   });
        return true;
    default:
        return false;
    }
}
