/* screen_delete_canceled.c: Delete Canceled Interaction Log Entries: by filters, or the marked ones. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/screens.h"

struct delete_canceled {
    struct screen screen; /* first */
    struct form form;
    lia_entry_query query;
    lia_filter *filter;
    struct str of;
    int64_t *nos; /* NULL: by the filters */
    size_t n;
    bool nos_given;
};

static const struct field_spec fields[] = {
    {"of", N_("Page"), FIELD_INFO},
    {"no", N_("Entry no."), FIELD_TEXT, .width = 20},
    {"date", N_("Date"), FIELD_TEXT, .width = 24},
    {"contact", N_("Contact"), FIELD_LOOKUP, .source = &source_contact_known},
    {"template", N_("Template"), FIELD_LOOKUP, .width = 20, .source = &source_template_known},
    {"group", N_("Group"), FIELD_LOOKUP, .width = 20, .source = &source_group_known},
    {"salesperson", N_("Salesperson"), FIELD_LOOKUP, .width = 20, .source = &source_salesperson_known},
    {"filter", N_("Filter"), FIELD_TEXT},
    {"hint", "", FIELD_INFO},
    {0},
};
static const struct field_spec fields_marked[] = {
    {"of", N_("Entries"), FIELD_INFO},
    {0},
};

/* --- what the filters say ------------------------------------------------------------------------ */

static void term(struct str *out, const char *field, const char *value)
{
    if (*value)
        str_add_f(out, "%s%s:%s", out->len ? " " : "", field, value);
}

/* What a field of this form says as a filter; a wrong one is a fault of that field. */
static lia_status check_term(struct screen *s, const char *field, const char *filter, lia_error *err)
{
    lia_filter *parsed = NULL;
    lia_status status = lia_filter_parse(book_of(s), LIA_FILTER_ENTRIES, filter, false, &parsed, NULL, err);
    lia_filter_free(parsed);
    if (status == LIA_INVALID) {
        struct str said = {0};
        str_add(&said, err->message);
        status = lia_fail(err, status, field, "%s", str_text(&said));
        str_clear(&said);
    }
    return status;
}

static lia_status check_terms(struct delete_canceled *p, lia_error *err)
{
    static const char *const named[] = {"no", "date"};
    lia_status status = check_term(&p->screen, "filter", form_get(&p->form, "filter"), err);
    for (size_t i = 0; i < sizeof named / sizeof *named && status == LIA_OK; i++) {
        struct str text = {0};
        term(&text, named[i], form_get(&p->form, named[i]));
        status = check_term(&p->screen, named[i], str_text(&text), err);
        str_clear(&text);
    }
    return status;
}

/* The query of the page, narrowed by the form's fields. */
static lia_status read_query(struct delete_canceled *p, lia_entry_query *query, lia_error *err)
{
    const struct form *f = &p->form;
    struct screen *s = &p->screen;
    struct str text = {0};
    *query = p->query;
    term(&text, "no", form_get(f, "no"));
    term(&text, "date", form_get(f, "date"));
    if (*form_get(f, "filter"))
        str_add_f(&text, "%s(%s)", text.len ? " " : "", form_get(f, "filter")); /* it may hold an OR */
    lia_filter_free(p->filter);
    p->filter = NULL;
    lia_status status = check_terms(p, err);
    if (status == LIA_OK)
        status = lia_filter_parse(book_of(s), LIA_FILTER_ENTRIES, str_text(&text), false, &p->filter, NULL, err);
    str_clear(&text);
    query->filter = p->filter;
    if (session_contact_value(f, "contact"))
        query->contact_id = session_contact_value(f, "contact");
    int64_t id = 0;
    if (status == LIA_OK && (status = session_template_value(s, f, "template", &id, err)) == LIA_OK && id)
        query->template_id = id;
    if (status == LIA_OK && (status = session_group_value(s, f, "group", &id, err)) == LIA_OK && id)
        query->group_id = id;
    if (status == LIA_OK && (status = session_salesperson_value(s, f, "salesperson", &id, err)) == LIA_OK && id)
        query->salesperson_id = id;
    return status;
}

/* --- deleting ------------------------------------------------------------------------------------ */

static lia_status query_now(struct delete_canceled *p, lia_entry_query *query, lia_error *err)
{
    *query = p->query;
    return p->nos_given ? LIA_OK : read_query(p, query, err);
}

static void answer_delete(struct screen *s, char letter)
{
    struct delete_canceled *p = (struct delete_canceled *)s;
    struct app *app = s->app;
    lia_entry_query query;
    lia_error err = {0};
    int64_t deleted = 0;
    if (letter != 'd')
        return;
    lia_status status = query_now(p, &query, &err);
    if (status == LIA_OK) {
        lia_progress progress = app_progress(app, _("Deleting canceled entries"));
        status = lia_entry_delete_canceled(book_of(s), &query, p->nos, p->n, &progress, &deleted, &err);
        app_progress_end(app);
    }
    if (status != LIA_OK) {
        app_fail(app, &err);
        return;
    }
    app_say(app, ngettext_("%" PRId64 " canceled entry deleted; u undoes it", "%" PRId64 " canceled entries deleted; u undoes it",
                           deleted), deleted);
    app_reload(app);
    app_return(s, &(struct screen_result){.id = 0});
}

static void ask_delete(struct delete_canceled *p)
{
    struct screen *s = &p->screen;
    lia_entry_query query;
    lia_error err = {0};
    int64_t count = 0;
    bool whole = false;
    lia_status status = form_check(&p->form, &err);
    if (status == LIA_OK)
        status = query_now(p, &query, &err);
    if (status == LIA_OK)
        status = lia_entry_delete_canceled_count(book_of(s), &query, p->nos, p->n, &count, &whole, &err);
    if (status != LIA_OK) {
        form_fail(&p->form, &err);
        app_fail(s->app, &err);
        return;
    }
    if (count == 0) {
        app_say(s->app, _("No canceled entry matches: nothing to delete"));
        return;
    }
    struct str text = {0};
    str_add_f(&text, ngettext_("Delete %" PRId64 " canceled entry", "Delete %" PRId64 " canceled entries", count), count);
    str_add(&text, p->nos_given ? _(", the marked ones?") : whole ? _(" OF THE WHOLE BOOK?") : _(" of this filter?"));
    app_ask(s, &(struct question){.text = str_text(&text),
                                  .answers = {{'d', _("Delete")}},
                                  .escape = _("Keep them"),
                                  .answer = answer_delete});
    str_clear(&text);
}

/* --- the form ------------------------------------------------------------------------------------ */

static const struct form_ops changes = {.changed = NULL};

static void fill(struct delete_canceled *p, const struct delete_canceled_args *a)
{
    struct form *f = &p->form;
    struct str of = {0};
    if (p->nos_given) {
        str_add_f(&of, ngettext_("%zu marked", "%zu marked", p->n), p->n);
    } else {
        str_add(&of, a->of && *a->of ? a->of : _("Interaction Log Entries"));
        form_set(f, "filter", str_or(a->filter, ""));
        form_set(f, "hint", _("Ranges: 100..200, 2026-01.., ..-90d; blank: the whole page"));
    }
    form_set(f, "of", str_text(&of));
    str_clear(&of);
}

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct delete_canceled *p = (struct delete_canceled *)s;
    const struct delete_canceled_args *a = args;
    p->query = a->query;
    p->query.filter = NULL;
    p->query.hide_canceled = false;
    p->nos_given = a->nos != NULL;
    if (a->nos) {
        p->nos = malloc(a->n * sizeof *p->nos);
        if (!p->nos)
            return lia_fail(err, LIA_IO, "", _("Out of memory"));
        memcpy(p->nos, a->nos, a->n * sizeof *p->nos);
        p->n = a->n;
    }
    form_init(&p->form, p->nos_given ? fields_marked : fields, &changes, s);
    p->form.today = lia_book_today(book_of(s));
    fill(p, a);
    form_begin(&p->form);
    s->form = &p->form;
    return LIA_OK;
}

static bool command(struct screen *s, enum command_id id)
{
    struct delete_canceled *p = (struct delete_canceled *)s;
    if (id == CMD_FORM_OK)
        ask_delete(p);
    else if (id == CMD_FORM_CANCEL)
        app_close(s);
    else
        return false;
    return true;
}

static void close(struct screen *s)
{
    struct delete_canceled *p = (struct delete_canceled *)s;
    form_clear(&p->form);
    lia_filter_free(p->filter);
    str_clear(&p->of);
    free(p->nos);
}

const struct screen_ops delete_canceled_form = {
    .page = "delete-canceled",
    .title = N_("Delete Canceled Interaction Log Entries"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct delete_canceled),
    .open = open,
    .command = command,
    .close = close,
};
