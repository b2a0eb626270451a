/* screen_add_contacts.c: Add contacts to a segment: a filter, the counts, then the lines. */
#include <inttypes.h>

#include "base/i18n.h"
#include "tui/screens.h"

struct add_contacts {
    struct screen screen; /* first */
    struct form form;
    int64_t segment_id;
};

static const struct field_spec fields[] = {
    {"filter", N_("Filter"), FIELD_TEXT},
    {"expand", N_("Expand companies"), FIELD_BOOL, .width = 4},
    {"excluded", N_("Include excluded"), FIELD_BOOL, .width = 4, .flags = FIELD_BESIDE},
    {"counts", "", FIELD_INFO},
    {"hint", "", FIELD_INFO},
    {0},
};

static int flags_of(const struct form *f)
{
    return (form_get_bool(f, "expand") ? LIA_ADD_EXPAND_COMPANIES : 0) |
           (form_get_bool(f, "excluded") ? LIA_ADD_INCLUDE_EXCLUDED : 0);
}

static lia_status add(struct add_contacts *p, int more, lia_add_counts *counts, lia_error *err)
{
    const struct form *f = &p->form;
    struct app *app = p->screen.app;
    lia_filter *filter = NULL;
    lia_status status =
        lia_filter_parse(book_of(&p->screen), LIA_FILTER_CONTACTS, form_get(f, "filter"), false, &filter, NULL, err);
    if (status == LIA_OK) {
        lia_progress progress = app_progress(app, more ? _("Counting") : _("Adding contacts"));
        status = lia_segment_add_contacts(book_of(&p->screen), p->segment_id, filter, NULL, 0, flags_of(f) | more, &progress,
                                          counts, err);
        app_progress_end(app);
    }
    lia_filter_free(filter);
    if (status == LIA_INVALID)
        return lia_fail(err, status, "filter", "%s", err->message);
    return status;
}

static void left_out(struct str *out, int64_t n, const char *what)
{
    if (n > 0)
        str_add_f(out, ", %" PRId64 " %s", n, what);
}

static void describe(const lia_add_counts *c, struct str *out)
{
    str_add_f(out, ngettext_("%" PRId64 " to add", "%" PRId64 " to add", c->added), c->added);
    left_out(out, c->on_segment, _("on it already"));
    left_out(out, c->excluded, _("excluded from segments"));
    left_out(out, c->archived, _("archived"));
    left_out(out, c->blocked, _("privacy blocked"));
}

static lia_status changed(void *ctx, struct form *f, const char *field, lia_error *err)
{
    struct add_contacts *p = ctx;
    lia_add_counts counts = {0};
    struct str text = {0};
    (void)field;
    lia_status status = add(p, LIA_ADD_COUNT_ONLY, &counts, err);
    if (status == LIA_OK)
        describe(&counts, &text);
    form_set(f, "counts", str_text(&text));
    str_clear(&text);
    return status;
}

static const struct form_ops ops = {.changed = changed};

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct add_contacts *p = (struct add_contacts *)s;
    (void)err;
    p->segment_id = *(const int64_t *)args;
    form_init(&p->form, fields, &ops, p);
    p->form.today = lia_book_today(book_of(s));
    form_set(&p->form, "hint", _("city:lund  tag:vip  last:..-90d  -tag:lost; blank: all"));
    form_begin(&p->form);
    s->form = &p->form;
    return LIA_OK;
}

static void answer_add(struct screen *s, char letter)
{
    struct add_contacts *p = (struct add_contacts *)s;
    lia_add_counts counts = {0};
    lia_error err = {0};
    if (letter != 'y')
        return;
    if (add(p, 0, &counts, &err) != LIA_OK) {
        app_fail(s->app, &err);
        return;
    }
    struct str text = {0};
    str_add_f(&text, ngettext_("%" PRId64 " contact added", "%" PRId64 " contacts added", counts.added), counts.added);
    left_out(&text, counts.on_segment, _("on it already"));
    left_out(&text, counts.excluded, _("excluded"));
    left_out(&text, counts.archived, _("archived"));
    left_out(&text, counts.blocked, _("privacy blocked"));
    app_say(s->app, "%s", str_text(&text));
    str_clear(&text);
    app_reload(s->app);
    app_return(s, &(struct screen_result){.id = p->segment_id});
}

static void ask_add(struct add_contacts *p)
{
    struct screen *s = &p->screen;
    lia_add_counts counts = {0};
    lia_error err = {0};
    lia_status status = form_check(&p->form, &err);
    if (status == LIA_OK)
        status = add(p, LIA_ADD_COUNT_ONLY, &counts, &err);
    if (status != LIA_OK) {
        form_fail(&p->form, &err);
        app_fail(s->app, &err);
        return;
    }
    struct str text = {0};
    describe(&counts, &text);
    if (counts.added == 0) {
        app_say(s->app, _("Nobody to add: %s"), str_text(&text));
    } else {
        str_add_char(&text, '.');
        app_ask(s, &(struct question){.text = str_text(&text),
                                      .answers = {{'y', _("Add them")}},
                                      .enter = 'y',
                                      .escape = _("Back"),
                                      .answer = answer_add});
    }
    str_clear(&text);
}

static bool command(struct screen *s, enum command_id id)
{
    if (id == CMD_FORM_OK)
        ask_add((struct add_contacts *)s);
    else if (id == CMD_FORM_CANCEL)
        app_close(s);
    else
        return false;
    return true;
}

static void close(struct screen *s)
{
    form_clear(&((struct add_contacts *)s)->form);
}

const struct screen_ops add_contacts_form = {
    .page = "add-contacts",
    .title = N_("Add contacts"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct add_contacts),
    .open = open,
    .command = command,
    .close = close,
};
