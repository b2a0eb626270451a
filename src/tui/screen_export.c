/* screen_export.c: Export: what is shown, marked, or all, into a file of one of several formats. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/path.h"
#include "tui/complete.h"
#include "tui/screens.h"
#include "tui/settings.h"

enum { WHAT, COUNT, FORMAT, FILE_NAME, HINT, FIELDS };
enum { FORMATS = 5 };

struct export
{
    struct screen screen; /* first */
    struct form form;
    struct field_spec fields[FIELDS + 1];
    struct field_choice formats[FORMATS + 1];
    lia_content content;
    lia_entry_query query; /* of the page's entries; its filter is the text below */
    struct str filter;
    int64_t *marked;
    size_t n;
    int64_t hidden; /* of the marked ones */
    int64_t only;   /* marked is this one */
    int64_t shown;  /* -1: not known */
    bool of_page;   /* it was opened from a page of these, not for all of them */
};

/* --- choices -------------------------------------------------------------------------------------
 */

struct kind {
    const char *code, *label, *extension;
    lia_format format;
    int vcard;
    bool safe;
};
static const struct kind contact_kinds[FORMATS + 1] = {
    {"vcard4", N_("vCard 4.0"), "vcf", LIA_FORMAT_VCARD, 4, false},
    {"vcard3", N_("vCard 3.0, for older programs"), "vcf", LIA_FORMAT_VCARD, 3, false},
    {"csv", N_("CSV"), "csv", LIA_FORMAT_CSV, 0, false},
    {"csv-safe", N_("CSV for spreadsheets: no cell is a formula"), "csv", LIA_FORMAT_CSV, 0, true},
    {"json", N_("JSON lines"), "jsonl", LIA_FORMAT_JSON, 0, false},
    {0},
};
static const struct kind entry_kinds[FORMATS + 1] = {
    {"csv", N_("CSV"), "csv", LIA_FORMAT_CSV, 0, false},
    {"csv-safe", N_("CSV for spreadsheets: no cell is a formula"), "csv", LIA_FORMAT_CSV, 0, true},
    {"json", N_("JSON lines"), "jsonl", LIA_FORMAT_JSON, 0, false},
    {"ical", N_("iCalendar"), "ics", LIA_FORMAT_CALENDAR, 0, false},
    {0},
};
static const struct field_choice what_marked[] = {{"marked", N_("the marked ones")},
                                                  {"shown", N_("what the list shows")},
                                                  {"all", N_("all of the book")},
                                                  {NULL, NULL}};
static const struct field_choice what_only[] = {
    {"marked", N_("this contact")}, {"all", N_("all of the book")}, {NULL, NULL}};
static const struct field_choice what_all[] = {{"all", N_("all of the book")}, {NULL, NULL}};

static bool entries(const struct export *p)
{
    return p->content == LIA_CONTENT_ENTRIES;
}

static const struct kind *kinds_of(const struct export *p)
{
    return entries(p) ? entry_kinds : contact_kinds;
}

static const struct kind *kind_of(const struct export *p)
{
    const struct kind *kinds = kinds_of(p), *k = kinds;
    while (k->code && !str_eq(k->code, form_get(&p->form, "format")))
        k++;
    return k->code ? k : kinds;
}

static bool is(const struct export *p, const char *what)
{
    return str_eq(form_get(&p->form, "what"), what);
}

/* --- what it shows -------------------------------------------------------------------------------
 */

static int64_t count(const struct export *p)
{
    const lia_counts *c = &session_of(&p->screen)->counts;
    if (is(p, "marked"))
        return (int64_t)p->n;
    if (is(p, "shown"))
        return p->shown;
    return entries(p) ? c->entries : c->contacts;
}

static void show_count(struct export *p)
{
    struct str text = {0};
    int64_t n = count(p);
    if (n >= 0) {
        str_add_count(&text, n);
        str_add_f(&text, " %s",
                  entries(p) ? ngettext_("interaction", "interactions", n)
                             : ngettext_("contact", "contacts", n));
    }
    if (is(p, "marked") && p->hidden > 0)
        str_add_f(&text, _(", %lld not shown"), (long long)p->hidden);
    if (is(p, "shown") && p->filter.len > 0)
        str_add_f(&text, "%s/%s", text.len ? "  " : "", str_text(&p->filter));
    if (is(p, "all"))
        str_add_f(&text, "  %s", entries(p) ? _("canceled ones too") : _("archived ones too"));
    form_set(&p->form, "count", str_text(&text));
    str_clear(&text);
}

static const char *page_name(const struct export *p)
{
    return entries(p) ? "export-entries" : "export-contacts";
}

/* "~/contacts-2026-11-20.vcf", in the folder of the last one. */
static void propose_file(struct export *p)
{
    struct arena a = {0};
    const struct session *session = session_of(&p->screen);
    const char *folder = settings_recall(session->env, &a, "export", "folder");
    char day[DATE_TEXT];
    date_format_iso(session->today, day);
    form_set_f(&p->form, "file", "%s/%s-%s.%s", str_or(folder, session->env->home ? "~" : "."),
               entries(p) ? _("interactions") : _("contacts"), day, kind_of(p)->extension);
    arena_clear(&a);
}

/* A name that was typed says the format, where that was not chosen. */
static void format_of_name(struct export *p)
{
    lia_format format = lia_format_of_name(form_get(&p->form, "file"));
    if (format == LIA_FORMAT_AUTO || form_typed(&p->form, "format") || kind_of(p)->format == format)
        return;
    for (const struct kind *k = kinds_of(p); k->code; k++) {
        if (k->format == format) {
            form_set(&p->form, "format", k->code);
            return;
        }
    }
}

static lia_status changed(void *ctx, struct form *f, const char *field, lia_error *err)
{
    struct export *p = ctx;
    (void)err;
    if (str_eq(field, "what"))
        show_count(p);
    else if (str_eq(field, "file"))
        format_of_name(p);
    else if (str_eq(field, "format") && !form_typed(f, "file"))
        propose_file(p);
    return LIA_OK;
}

static bool complete(void *ctx, struct form *f, const char *field, const char *typed,
                     struct str *out)
{
    struct export *p = ctx;
    struct completions found = {0};
    struct str hint = {0};
    if (!str_eq(field, "file"))
        return false;
    path_complete(typed, session_of(&p->screen)->env->home, &found, out);
    bool several = found.names.count > 1;
    for (size_t i = 0; several && i < found.names.count && hint.len < 200; i++)
        str_add_f(&hint, "%s%s", i ? "  " : "", VEC_AT(&found.names, char *, i));
    form_set(f, "hint", str_text(&hint));
    str_clear(&hint);
    completions_clear(&found);
    return several || !str_eq(str_text(out), typed);
}

static const struct form_ops ops = {.changed = changed, .complete = complete};

/* --- opening -------------------------------------------------------------------------------------
 */

static void make_fields(struct export *p)
{
    const struct field_spec fields[FIELDS] = {
        [WHAT] = {"what", N_("Export"), FIELD_CHOICE, .width = 22},
        [COUNT] = {"count", "", FIELD_INFO, .flags = FIELD_BESIDE},
        [FORMAT] = {"format", N_("Format"), FIELD_CHOICE},
        [FILE_NAME] = {"file", N_("File"), FIELD_TEXT, .flags = FIELD_REQUIRED},
        [HINT] = {"hint", "", FIELD_INFO},
    };
    memcpy(p->fields, fields, sizeof fields);
    p->fields[WHAT].choices = p->only       ? what_only
                              : !p->of_page ? what_all
                              : p->n        ? what_marked
                                            : what_marked + 1;
    for (int i = 0; kinds_of(p)[i].code; i++)
        p->formats[i] = (struct field_choice){kinds_of(p)[i].code, kinds_of(p)[i].label};
    p->fields[FORMAT].choices = p->formats;
}

static void recall_format(struct export *p)
{
    struct arena a = {0};
    const char *format = settings_recall(session_of(&p->screen)->env, &a, page_name(p), "format");
    form_set(&p->form, "format", str_or(format, p->fields[FORMAT].choices[0].value));
    form_set(&p->form, "format", kind_of(p)->code); /* one that there is */
    arena_clear(&a);
}

static lia_status open(struct screen *s, const void *args, lia_error *err)
{
    struct export *p = (struct export *)s;
    const struct export_args *a = args;
    lia_status status = lia_book_counts(book_of(s), &session_of(s)->counts, err);
    if (status != LIA_OK)
        return status;
    p->content = a->content;
    p->of_page = a->of_page;
    p->shown = a->shown;
    p->query = a->query ? *a->query : (lia_entry_query){0};
    p->query.filter = NULL;
    str_add(&p->filter, str_or(a->filter, ""));
    struct marks own = {0};
    if (a->only)
        marks_add(&own, a->only);
    const struct marks *marks = a->marks ? a->marks : &own;
    p->only = a->only;
    p->marked = marks_list(marks);
    p->n = marks->count;
    p->hidden = !a->marks || a->marks_shown < 0 ? 0 : (int64_t)p->n - a->marks_shown;
    marks_clear(&own);
    make_fields(p);
    form_init(&p->form, p->fields, &ops, p);
    form_set(&p->form, "what", p->fields[WHAT].choices[0].value);
    recall_format(p);
    show_count(p);
    propose_file(p);
    form_set(&p->form, "hint", _("Tab completes the name."));
    form_begin(&p->form);
    s->form = &p->form;
    return LIA_OK;
}

/* --- exporting -----------------------------------------------------------------------------------
 */

/* The entries of one contact, template …: no filter says them. */
static bool is_part(const lia_entry_query *q)
{
    return q->contact_id || q->template_id || q->group_id || q->salesperson_id || q->segment_id ||
           q->logged_id || q->hide_canceled;
}

struct chosen {
    lia_filter *filter;
    int64_t *nos;
};

static lia_status choose(struct export *p, lia_export_how *how, struct chosen *own, lia_error *err)
{
    lia_book *book = book_of(&p->screen);
    if (is(p, "marked")) {
        how->ids = p->marked;
        how->n = p->n;
        return LIA_OK;
    }
    if (!is(p, "shown"))
        return LIA_OK;
    lia_filter_kind kind = entries(p) ? LIA_FILTER_ENTRIES : LIA_FILTER_CONTACTS;
    lia_status status =
        lia_filter_parse(book, kind, str_text(&p->filter), true, &own->filter, NULL, err);
    if (status != LIA_OK || !entries(p) || !is_part(&p->query)) {
        how->filter = own->filter;
        return status;
    }
    lia_entry_query query = p->query;
    query.filter = own->filter;
    status = lia_entry_nos(book, &query, SIZE_MAX, &own->nos, &how->n, err);
    how->ids = own->nos;
    return status;
}

/* The library counts what it writes, and the list knows how many that will be. */
struct share {
    lia_progress to;
    int64_t total; /* -1: not known */
};

static bool pass_on(void *ctx, int64_t done, int64_t total)
{
    const struct share *s = ctx;
    return s->to.fn(s->to.ctx, done, total > 0 ? total : s->total < done ? 0 : s->total);
}

static lia_status export(struct export *p, const char *file, bool replace, int64_t *n,
                         lia_error *err)
{
    const struct kind *k = kind_of(p);
    struct chosen own = {0};
    lia_export_how how = {
        .format = k->format, .content = p->content, .vcard = k->vcard, .spreadsheet_safe = k->safe};
    lia_status status = choose(p, &how, &own, err);
    if (status == LIA_OK) {
        struct share share = {app_progress_of(p->screen.app, _("Exporting"), PROGRESS_RECORDS),
                              count(p)};
        how.progress = (lia_progress){pass_on, &share};
        status = lia_export_file(book_of(&p->screen), file, replace, &how, n, err);
        app_progress_end(p->screen.app);
    }
    lia_filter_free(own.filter);
    free(own.nos);
    return status;
}

static void remember(const struct export *p)
{
    struct arena a = {0};
    const struct env *env = session_of(&p->screen)->env;
    settings_remember(env, "export", "folder", path_dir(&a, form_get(&p->form, "file")));
    settings_remember(env, page_name(p), "format", kind_of(p)->code);
    arena_clear(&a);
}

static void finish(struct export *p, bool replace);

static void answer_replace(struct screen *s, char letter)
{
    if (letter == 'r')
        finish((struct export *)s, true);
}

static void ask_replace(struct export *p)
{
    struct str text = {0};
    str_add_f(&text, _("%s is there already."), form_get(&p->form, "file"));
    app_ask(&p->screen, &(struct question){.text = str_text(&text),
                                           .answers = {{'r', _("Replace it")}},
                                           .escape = _("Back"),
                                           .answer = answer_replace});
    str_clear(&text);
}

/* The library knows a path, the form a file. */
static void fail(struct export *p, const lia_error *err)
{
    lia_error own = *err;
    if (str_eq(err->field, "path") || err->status == LIA_IO || err->status == LIA_FULL)
        lia_fail(&own, err->status, "file", "%s", err->message);
    form_fail(&p->form, &own);
    app_fail(p->screen.app, &own);
}

static void say_done(const struct export *p, int64_t n)
{
    struct str text = {0};
    str_add_count(&text, n);
    str_add_f(&text, " %s",
              entries(p) ? ngettext_("interaction exported to", "interactions exported to", n)
                         : ngettext_("contact exported to", "contacts exported to", n));
    app_say(p->screen.app, "%s %s", str_text(&text), form_get(&p->form, "file"));
    str_clear(&text);
}

static void finish(struct export *p, bool replace)
{
    struct app *app = p->screen.app;
    lia_error err = {0};
    int64_t n = 0;
    char *file = path_expand(form_get(&p->form, "file"), session_of(&p->screen)->env->home);
    lia_status status = export(p, file, replace, &n, &err);
    if (status == LIA_OK) {
        remember(p);
        say_done(p, n);
        app_return(&p->screen, &(struct screen_result){0});
    } else if (status == LIA_EXISTS && !replace) {
        ask_replace(p);
    } else if (status == LIA_CANCELED) {
        app_say(app, _("Stopped: nothing was written"));
    } else {
        fail(p, &err);
    }
    free(file);
}

static void ok(struct screen *s)
{
    struct export *p = (struct export *)s;
    if (count(p) == 0)
        app_say(s->app, _("Nothing to export"));
    else
        finish(p, false);
}

static bool command(struct screen *s, enum command_id id)
{
    return session_form_command(s, id, ok);
}

static void title_text(struct screen *s, struct str *out)
{
    str_add(out, entries((struct export *)s) ? _("Export interactions") : _("Export contacts"));
}

static void close(struct screen *s)
{
    struct export *p = (struct export *)s;
    form_clear(&p->form);
    str_clear(&p->filter);
    free(p->marked);
}

const struct screen_ops export_form = {
    .page = "export",
    .title = N_("Export"),
    .kind = SCREEN_BOX,
    .size = sizeof(struct export),
    .open = open,
    .command = command,
    .title_text = title_text,
    .close = close,
};

static void exported(struct screen *opener, const char *tag, const struct screen_result *result)
{
    (void)tag, (void)result;
    list_unmark(opener->list);
}

void export_start(struct screen *s, const struct export_args *args)
{
    app_open_for(s->app, &export_form, args, args->marks ? exported : NULL, "");
}
