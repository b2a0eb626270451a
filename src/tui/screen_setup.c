/* screen_setup.c: Marketing Setup. */
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/screens.h"

struct setup_form {
    struct record_form rf; /* first */
    lia_setup setup;
    lia_series contacts, segments;
};

static const struct field_spec fields[] = {
    {"contact_series", N_("Next contact no."), FIELD_TEXT, .width = 20},
    {"segment_series", N_("Next segment no."), FIELD_TEXT, .width = 20},
    {"touch_days", N_("Stay in touch every"), FIELD_TEXT, .width = 6},
    {"", N_("days; blank: nobody by default"), FIELD_INFO, .flags = FIELD_BESIDE},
    {"new_type", N_("A new contact is a"), FIELD_CHOICE, .width = 10, .choices = choices_type},
    {"new_correspondence", N_("with correspondence"), FIELD_CHOICE, .width = 10, .choices = choices_corr},
    {"new_country", N_("in country"), FIELD_TEXT, .width = 20},
    {"new_salesperson", N_("and salesperson"), FIELD_LOOKUP, .width = 20, .source = &source_salesperson},
    {"undo_days", N_("Keep undo for"), FIELD_NUMBER, .width = 6, .flags = FIELD_REQUIRED},
    {0},
};

static lia_status fill(struct record_form *rf, lia_error *err)
{
    struct setup_form *p = (struct setup_form *)rf;
    struct form *f = &rf->form;
    lia_book *book = book_of(&rf->screen);
    lia_status status = lia_setup_get(book, &p->setup, err);
    if (status == LIA_OK)
        status = lia_series_get(book, LIA_SERIES_CONTACT, &p->contacts, err);
    if (status == LIA_OK)
        status = lia_series_get(book, LIA_SERIES_SEGMENT, &p->segments, err);
    if (status == LIA_OK)
        status = session_choose_salesperson(&rf->screen, f, "new_salesperson", p->setup.new_salesperson_id, err);
    if (status != LIA_OK)
        return status;
    rf->record = 1;
    rf->version = p->setup.version;
    form_set(f, "contact_series", p->contacts.width ? p->contacts.next : "");
    form_set(f, "segment_series", p->segments.width ? p->segments.next : "");
    if (p->setup.touch_days >= 0)
        form_set_f(f, "touch_days", "%d", p->setup.touch_days);
    session_set_choice(LIA_SET_TYPE, f, "new_type", (int)p->setup.new_type);
    session_set_choice(LIA_SET_CORR, f, "new_correspondence", (int)p->setup.new_correspondence);
    form_set(f, "new_country", p->setup.new_country);
    form_set_number(f, "undo_days", p->setup.undo_days);
    return LIA_OK;
}

static lia_status ok_series(struct record_form *rf, const char *field, const lia_series *series, lia_error *err)
{
    const char *typed = form_get(&rf->form, field);
    if (str_eq(typed, series->width ? series->next : ""))
        return LIA_OK;
    lia_status status = lia_series_update(book_of(&rf->screen), series->id, series->version, typed, err);
    if (status != LIA_OK && status != LIA_CONFLICT)
        return lia_fail(err, status, field, "%s", err->message);
    return status;
}

static lia_status ok(struct record_form *rf, int64_t *id, lia_error *err)
{
    struct setup_form *p = (struct setup_form *)rf;
    const struct form *f = &rf->form;
    lia_setup setup = p->setup;
    const char *days = form_get(f, "touch_days");
    char *end;
    long value = *days ? strtol(days, &end, 10) : -1;
    if (*days && (*end || value < 0 || value > 100000))
        return lia_fail(err, LIA_INVALID, "touch_days", _("A number of days is wanted, or nothing"));
    setup.touch_days = (int)value;
    setup.new_type = (lia_contact_type)session_choice(LIA_SET_TYPE, f, "new_type");
    setup.new_correspondence = (lia_corr)session_choice(LIA_SET_CORR, f, "new_correspondence");
    snprintf(setup.new_country, sizeof setup.new_country, "%s", form_get(f, "new_country"));
    setup.undo_days = (int)form_get_number(f, "undo_days");
    *id = 1;
    lia_status status = session_salesperson_value(&rf->screen, f, "new_salesperson", &setup.new_salesperson_id, err);
    if (status == LIA_OK)
        status = ok_series(rf, "contact_series", &p->contacts, err);
    if (status == LIA_OK)
        status = ok_series(rf, "segment_series", &p->segments, err);
    return status == LIA_OK ? lia_setup_update(book_of(&rf->screen), &setup, err) : status;
}

static const struct record_form_ops ops = {.draft = "setup", .fill = fill, .ok = ok};
static const struct form_ops changes = {.add = session_add};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    (void)args;
    return record_form_open((struct record_form *)s, &ops, fields, &changes, err);
}

/* The page comes instead of the form: what was typed is settled first. */
static void go_to_events(struct screen *s)
{
    if (form_dirty(s->form)) {
        app_say(s->app, _("Save (Ctrl-S) or discard (Esc) what you changed first"));
        return;
    }
    app_close(s);
    app_go(s->app, &events_screen);
}

static bool command(struct screen *s, enum command_id id)
{
    if (id != CMD_SETUP_EVENTS)
        return record_form_command(s, id);
    go_to_events(s);
    return true;
}

static bool can(struct screen *s, enum command_id id)
{
    return id != CMD_FORM_OK || !lia_book_read_only(book_of(s));
}

const struct screen_ops setup_form = {
    .page = "setup",
    .title = N_("Marketing Setup"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct setup_form),
    .open = open,
    .can = can,
    .command = command,
    .save = record_form_save,
    .close = record_form_close,
};
